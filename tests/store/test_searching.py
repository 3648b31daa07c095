"""Search finds documents by words, phrases, filters and meaning, in SQLite and in PostgreSQL alike, and says where."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
import sqlalchemy as sa

from musnad.batch import read_many
from musnad.models import meaning
from musnad.store import Store, embedding, indexing, open_store, schema
from musnad.store.asking import LONGEST_PASSAGE, best_passage, hits_in, wanted
from musnad.store.choosing import Filters
from musnad.store.searching import NO_VECTORS, By, Searcher
from musnad.store.writing import write
from musnad.types import Document, Record

ARTICLES = {
    "border": (
        "الأفق",
        "2024-01-16",
        "قال وزير الخارجية الأردني أيمن الصفدي إن الأردن لن يقبل بإغلاق المعبر.\nوعاد المسافرون.",
    ),
    "strike": ("الأفق", "2024-01-17", "قصف الجيش السوري مدينة درعا أمس.\nوأدان وزراء الخارجية العرب القصف على المدينة."),
    "match": ("المدار", "2024-01-18", "فاز فريق المدينة في مباراة القصف المدفعي للأهداف، وهو لقب أطلقه الجمهور على لاعبيه."),
    "rain": ("المدار", None, "هطلت أمطار غزيرة على الساحل، وقالت هيئة الأرصاد إن العاصفة مستمرة."),
}


@pytest.fixture(scope="module")
def records() -> list[dict[str, Any]]:
    documents = [
        Document(name, text, published=published, outlet=outlet) for name, (outlet, published, text) in ARTICLES.items()
    ]
    return [item.to_dict() for item in read_many(documents, reader="rules") if isinstance(item, Record)]


@pytest.fixture
def store(url: str, records: list[dict[str, Any]]) -> Iterator[Store]:
    """The articles above in an own database, of each kind in turn."""
    with open_store(url) as opened:
        with opened.writing() as connection:
            write(connection, records)
        yield opened


@pytest.fixture
def vectors(monkeypatch: pytest.MonkeyPatch) -> None:
    """An encoder of three dimensions of meaning: borders, war, weather; whatever the language."""
    signs = (("المعبر", "border"), ("قصف", "bomb"), ("أمطار", "rain"))

    def vector(text: str) -> np.ndarray[Any, np.dtype[np.float32]]:
        found = np.full(meaning.DIMENSIONS, 0.01, np.float32)
        for number, words in enumerate(signs):
            found[number] = sum(word in text for word in words)
        return found / np.linalg.norm(found)

    monkeypatch.setattr(meaning, "passage_vectors", lambda texts: np.stack([vector(text) for text in texts]))
    monkeypatch.setattr("musnad.store.searching.query_vector", vector)


def names(store: Store, question: str, by: By = By.WORDS, **filters: Any) -> list[str]:  # noqa: ANN401 - fields of Filters
    return [one.document for one in Searcher(store).search(question, Filters(**filters), by).found]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("الوزير الأردني", {"border"}),
        ("القصف", {"strike", "match"}),
        ("إغلاق", {"border"}),
        ("قصف المدينة", {"strike", "match"}),
        ("مدينة درعا", {"strike"}),
        ('"وزراء الخارجية"', {"strike"}),
        ("«القصف المدفعي»", {"match"}),
        ('"وزير الخارجية العرب"', set()),
        ("أمطار على الساحل", {"rain"}),
        ("الزلزال", set()),
        ("\" ' \\ * : ( AND", set()),
    ],
)
def test_words_in_any_inflection_and_phrases_as_written(store: Store, question: str, expected: set[str]) -> None:
    assert set(names(store, question)) == expected


def test_hits_are_places_in_the_text_of_the_document(store: Store) -> None:
    (found,) = Searcher(store).search("وزراء القصف", by=By.WORDS).found
    text = ARTICLES["strike"][2]
    assert [hit.of(text) for hit in found.hits] == ["قصف", "وزراء", "القصف"]
    assert found.text == found.passage.of(text) == text.split("\n")[1]
    assert (found.outlet, found.published) == ("الأفق", "2024-01-17")


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"outlets": ("المدار",)}, {"match"}),
        ({"since": "2024-01-18"}, {"match"}),
        ({"until": "2024-01-17"}, {"strike"}),
        ({"type": "ASSAULT", "country": "SYR"}, {"strike"}),
        ({"limit": 1}, {"strike"}),
    ],
)
def test_filters_narrow_what_is_found(store: Store, filters: dict[str, Any], expected: set[str]) -> None:
    assert set(names(store, "القصف", **filters)) == expected


def test_filters_alone_give_the_newest_first(store: Store) -> None:
    assert names(store, "") == ["match", "strike", "border", "rain"]
    assert names(store, "", speaker="أيمن الصفدي") == ["border"]


def test_a_question_in_english_finds_what_means_the_same(store: Store, vectors: None) -> None:
    assert embedding.embed(store, lambda _count: None) == len(ARTICLES)
    assert names(store, "who closed the border?", By.MEANING, limit=1) == ["border"]
    assert names(store, "where does it rain", By.BOTH, limit=1) == ["rain"]
    assert names(store, "bomb", By.MEANING, outlets=("المدار",), since="2024-01-01") == ["match"]


def test_both_ways_put_first_what_both_find(store: Store, vectors: None) -> None:
    embedding.embed(store, lambda _count: None)
    answer = Searcher(store).search("القصف على درعا", by=By.BOTH)
    assert answer.by is By.BOTH
    assert answer.found[0].document == "strike"
    assert len(answer.found) == len(ARTICLES)


def test_without_vectors_words_are_compared_and_a_note_says_so(store: Store) -> None:
    answer = Searcher(store).search("درعا", by=By.BOTH)
    assert (answer.by, answer.note) == (By.WORDS, NO_VECTORS)
    assert [one.document for one in answer.found] == ["strike"]


def test_embedding_goes_on_where_it_was_stopped(store: Store, vectors: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedding, "_AT_ONCE", 1)
    done: list[int] = []

    def stop(count: int) -> None:
        done.append(count)
        if len(done) == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        embedding.embed(store, stop)
    with store.reading() as connection:
        assert embedding.missing(connection) == len(ARTICLES) - 2
    assert embedding.embed(store, lambda _count: None) == len(ARTICLES) - 2
    with store.reading() as connection:
        assert connection.scalar(sa.select(sa.func.count()).select_from(schema.passages)) == len(ARTICLES)


def test_a_searcher_sees_what_is_embedded_later(store: Store, vectors: None) -> None:
    searcher = Searcher(store)
    assert searcher.search("bomb", by=By.MEANING).note == NO_VECTORS
    embedding.embed(store, lambda _count: None)
    assert searcher.search("bomb", Filters(limit=1), By.MEANING).found[0].document == "strike"


def test_the_index_can_be_made_again(store: Store) -> None:
    with store.writing() as connection:
        assert indexing.rebuild(connection) == len(ARTICLES)
    assert set(names(store, "القصف")) == {"strike", "match"}


def test_a_batch_that_fails_leaves_no_words(store: Store) -> None:
    def fail() -> None:
        with store.writing() as connection:
            row = {"name": "lost", "digest": "lost", "sha256": "", "text": "زلزال", "added": ""}
            number = connection.scalar(sa.insert(schema.documents).values(**row).returning(schema.documents.c.id))
            assert number is not None
            indexing.index(connection, [(number, "زلزال")])
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert names(store, "زلزال") == []


def test_function_words_are_looked_for_only_when_nothing_else_is_given() -> None:
    assert wanted("من في المدينة").phrases == ()
    assert len(wanted("من في المدينة").stems) == 1
    assert wanted("في من") == wanted("في من في")
    assert wanted("في من").phrases == (("في",), ("من",))
    assert not wanted("؟ !")


def test_a_long_line_is_cut_about_its_hits() -> None:
    text = "مطر " * 300 + "زلزال عنيف " + "ريح " * 300
    hits = hits_in(text, wanted("زلزال"))
    passage = best_passage(text, hits)
    assert passage.covers(hits[0].span)
    assert passage.end - passage.start <= LONGEST_PASSAGE
    assert text[passage.start - 1] == " "


def test_packed_vectors_keep_their_direction() -> None:
    plain = np.random.default_rng(5).normal(size=(20, meaning.DIMENSIONS)).astype(np.float32)
    plain /= np.linalg.norm(plain, axis=1)[:, None]
    again = meaning.unpacked(meaning.packed(plain))
    assert np.einsum("ij,ij->i", plain, again).min() > 0.999


def test_the_passage_is_the_title_and_the_first_words() -> None:
    text = "  عنوان\n\n" + "كلمة " * 100
    assert meaning.passage_of(text).of(text) == "عنوان\n\n" + ("كلمة " * 69).strip()
    assert meaning.passage_of(" \n").of(text) == ""
