"""The annotated corpus in data/annotations is sound, holds no news text and is split cleanly; its checks find errors."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tools.corpus import layout, run, shape, splitting, wording
from tools.corpus.articles import Article
from tools.corpus.copies import copies
from tools.corpus.layout import FOLDER, SPLITS, Assignment, Line
from tools.corpus.quoting import QuotingError, converted, located

from musnad.types.document import Document
from musnad.types.vocabulary import CONTEXTS, MODES, SECTORS

LONGEST = 120
"""Characters of the longest string: a name, a role or a reason; a sentence of news is longer."""

TEXT = (
    "حكومة نوريا تسحب قواتها\n\n"
    'أعلن سامي الخطيب اليوم الأحد أن نوريا سحبت قواتها من مدينة رملة، ووصف الخطوة بأنها "ضرورية".\n'
    "ونقلت وكالة البرق عن الخطيب قوله إن جيش نوريا قصف رملة."
)
RAW: dict[str, Any] = {
    "id": "own-1",
    "entities": [
        {"id": "e1", "kind": "place", "name_ar": "نوريا", "name_en": "Nuria", "country": None, "sectors": ["GOV"]},
        {"id": "e2", "kind": "person", "name_ar": "سامي الخطيب", "name_en": "Sami", "country": None, "sectors": []},
        {"id": "e3", "kind": "place", "name_ar": "مدينة رملة", "name_en": "Ramla", "country": None, "sectors": []},
        {
            "id": "e4",
            "kind": "organization",
            "name_ar": "وكالة البرق",
            "name_en": "Barq",
            "country": None,
            "sectors": ["MED"],
        },
        {"id": "e5", "kind": "organization", "name_ar": "جيش نوريا", "name_en": "Army", "country": None, "sectors": ["MIL"]},
        {"id": "e6", "kind": "organization", "name_ar": "حكومة نوريا", "name_en": "Cabinet", "country": None, "sectors": []},
    ],
    "mentions": [
        {"id": "m1", "e": "e6", "t": "حكومة نوريا"},
        {"id": "m2", "e": "e2", "t": "سامي الخطيب"},
        {"id": "m3", "e": "e1", "t": "نوريا", "n": 2},
        {"id": "m4", "e": "e3", "t": "مدينة رملة"},
        {"id": "m5", "e": "e4", "t": "وكالة البرق"},
        {"id": "m6", "e": "e2", "t": "الخطيب", "n": 2},
        {"id": "m7", "e": "e5", "t": "جيش نوريا"},
        {"id": "m8", "e": "e3", "t": "رملة", "n": 2},
    ],
    "times": [{"id": "t1", "t": "اليوم الأحد", "type": "date", "value": "2018-05-06", "reason": None}],
    "claims": [
        {
            "id": "c1",
            "content": [{"from": "نوريا سحبت", "to": "مدينة رملة"}],
            "cue": {"t": "أعلن"},
            "form": "indirect",
            "speaker": "m2",
            "chain": [{"role": "outlet"}, {"role": "speaker", "m": "m2"}],
            "act": "announce",
            "stance": "neutral",
        },
        {
            "id": "c2",
            "content": [{"from": "جيش نوريا", "to": "قصف رملة"}],
            "cue": {"t": "قوله"},
            "form": "indirect",
            "speaker": "m6",
            "chain": [{"role": "outlet"}, {"role": "relay", "m": "m5"}, {"role": "speaker", "m": "m6"}],
            "act": "state",
            "stance": "neutral",
        },
    ],
    "events": [
        {
            "id": f"v{number}",
            "type": kind,
            "anchor": {"t": anchor},
            "actors": [actor],
            "recipients": recipients,
            "mode": mode,
            "context": ["military"],
            "place": "m4",
            "time": None,
            "status": "happened",
            "claim": claim,
            "certainty": certainty,
            "happening": f"h{min(number, 2)}",
        }
        for number, kind, anchor, actor, recipients, mode, claim, certainty in (
            (1, "RETREAT", "تسحب", "m1", [], "withdraw", None, "asserted"),
            (2, "RETREAT", "سحبت", "m3", [], "withdraw", "c1", "attributed"),
            (3, "ASSAULT", "قصف", "m7", ["m8"], "heavy-weapons", "c2", "attributed"),
        )
    ],
}
ARTICLE = Article(Document("own-1", TEXT, None, "2018-05-06", "صحيفة الفجر", None), "own.jsonl")


def sample() -> Line:
    return copy.deepcopy(converted(RAW, ARTICLE, 1))


def committed() -> list[tuple[str, Line]]:
    return [(name, line) for name, lines in layout.read_corpus(FOLDER).items() for line in lines]


def values(item: object) -> Iterator[tuple[str, object]]:
    """Every key and value anywhere in `item`."""
    if isinstance(item, dict):
        for key, value in item.items():
            yield key, value
            yield from values(value)
    elif isinstance(item, list):
        for value in item:
            yield "", value
            yield from values(value)


def test_the_committed_corpus_has_no_problem(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("MUSNAD_SHARED", str(tmp_path))  # no texts: what the repository alone can show
    assert run.main(["check"]) == 0


@pytest.mark.shared
@pytest.mark.slow
def test_the_committed_corpus_has_no_problem_in_its_texts(shared: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run.main(["check"]) == 0
    count = len(committed())
    assert f"{count} annotations, {count} with their text" in capsys.readouterr().out


def test_no_news_text_is_in_the_corpus() -> None:
    for _, line in committed():
        for key, value in values(line):
            assert key not in ("text", "title", "url"), line["id"]
            assert not isinstance(value, str) or len(value) <= LONGEST, f"{line['id']}: {value}"


def test_vocabularies_hold() -> None:
    for _, line in committed():
        assert {sector for entity in line["entities"] for sector in entity["sectors"]} <= SECTORS
        for event in line["events"]:
            assert event["mode"] in (None, *MODES[event["type"]])
            assert set(event["context"]) <= CONTEXTS


def test_splits_are_disjoint_complete_and_cover_outlets_and_types() -> None:
    held = {split: layout.read_lines(FOLDER / f"{split}.jsonl") for split in SPLITS}
    ids = [line["id"] for lines in held.values() for line in lines]
    table = layout.read_splits(FOLDER)
    assert len(set(ids)) == len(ids) > 0
    assert {line["id"]: split for split, lines in held.items() for line in lines} == {
        name: one.split for name, one in table.items()
    }
    outlets = {line["outlet"] for lines in held.values() for line in lines}
    for lines in held.values():
        assert {line["outlet"] for line in lines} == outlets
        assert {event["type"] for line in lines for event in line["events"]} == set(MODES)


def test_groups_stay_in_one_split() -> None:
    splits: dict[str, set[str]] = {}
    for one in layout.read_splits(FOLDER).values():
        splits.setdefault(one.group, set()).add(one.split)
    assert {group: found for group, found in splits.items() if len(found) > 1} == {}


def test_a_sound_line_has_no_finding() -> None:
    assert shape.findings(sample()) == []
    assert wording.findings(sample(), ARTICLE) == []


def _set(layer: str, index: int, **fields: object) -> Callable[[Line], None]:
    return lambda line: line[layer][index].update(fields)


PLANTED: list[tuple[str, Callable[[Line], None]]] = [
    ("keys are", lambda line: line.pop("outlet")),
    ("keys are", lambda line: line["events"][0].update(text="قصف")),
    ("sha256 is not one", lambda line: line.update(sha256="0")),
    ("the id stands 2 times", _set("mentions", 1, id="m1")),
    ("'city' is not allowed", _set("entities", 0, kind="city")),
    ("'GVT' is not allowed", _set("entities", 0, sectors=["GVT"])),
    ("no country", _set("entities", 0, country="Syria")),
    ("no mention names", _set("mentions", 4, entity="e2")),
    ("'e9' is not allowed", _set("mentions", 0, entity="e9")),
    ("no span", _set("mentions", 0, end=0)),
    (
        "stands 2 times",
        lambda line: line["mentions"][6].update(start=line["mentions"][0]["start"], end=line["mentions"][0]["end"]),
    ),
    ("cross each other", lambda line: line["mentions"][0].update(end=line["mentions"][1]["start"] + 2)),
    ("no value of TIMEX3", _set("times", 0, value="6 May")),
    ("either a value or a reason", _set("times", 0, value=None)),
    ("for a date", _set("times", 0, value="P3D")),
    ("'says' is not allowed", _set("claims", 0, act="says")),
    ("the cue stands in the content", lambda line: line["claims"][0].update(cue=line["events"][1]["anchor"])),
    ("begins with the outlet", lambda line: line["claims"][0]["chain"].pop(0)),
    ("in the chain []", lambda line: line["claims"][0]["chain"].pop()),
    ("in the order", lambda line: line["claims"][1]["chain"].insert(1, line["claims"][1]["chain"].pop())),
    ("'ATTACK' is not allowed", _set("events", 0, type="ATTACK")),
    ("'aerial' is not allowed", _set("events", 0, mode="aerial")),
    ("'war' is not allowed", _set("events", 0, context=["war"])),
    ("'m99' is not allowed", _set("events", 0, actors=["m99"])),
    ("'t9' is not allowed", _set("events", 0, time="t9")),
    ("names no claim", _set("events", 1, claim=None, certainty="asserted")),
    ("does not stand in its content", _set("events", 1, claim="c2")),
    ("asserted, with claim c1", _set("events", 1, certainty="asserted")),
    ("attributed, with claim None", _set("events", 0, certainty="attributed")),
    ("attributed in a distanced claim", _set("claims", 0, stance="distanced")),
]


@pytest.mark.parametrize(("message", "plant"), PLANTED, ids=[message for message, _ in PLANTED])
def test_the_check_of_shapes_finds(message: str, plant: Callable[[Line], None]) -> None:
    line = sample()
    plant(line)
    assert any(message in str(finding) and finding.certain for finding in shape.findings(line))


def _moved(layer: str, index: int, start: int, end: int) -> Callable[[Line], None]:
    def move(line: Line) -> None:
        span = line[layer][index]
        span.update(start=span["start"] + start, end=span["end"] + end)

    return move


WORDED: list[tuple[str, Callable[[Line], None]]] = [
    ("differs from the article in sha256", lambda line: line.update(sha256="0" * 64)),
    ("differs from the article in published", lambda line: line.update(published="2018-05-07")),
    ("the text at", _moved("mentions", 7, 0, 50)),
    ("white space at an edge", _moved("mentions", 1, -1, 0)),
    ("، at an edge", _moved("mentions", 3, 0, 1)),
    ("ends inside a word", _moved("mentions", 1, 0, -2)),
    ("begins inside a word", _moved("mentions", 1, 2, 0)),
    ("a name passed over: نوريا", lambda line: line["mentions"].pop(6)),
    ("a name in a name", lambda line: line["mentions"][2].update(start=line["mentions"][1]["start"])),
]


@pytest.mark.parametrize(("message", "plant"), WORDED, ids=[message for message, _ in WORDED])
def test_the_check_of_wording_finds(message: str, plant: Callable[[Line], None]) -> None:
    line = sample()
    plant(line)
    assert any(message in str(finding) for finding in wording.findings(line, ARTICLE))


@pytest.mark.parametrize(("words", "cut"), [("ووكالة", 0), ("للجيش", 0)])
def test_a_clitic_inside_shows_where_the_name_stands_without_it(words: str, cut: int) -> None:
    name = {"ووكالة": "وكالة", "للجيش": "الجيش"}[words]
    text = f"قال {name} إن ذلك كان {words}"
    article = Article(Document("own-2", text, None, "2018-05-06", "صحيفة الفجر", None), "own.jsonl")
    raw = {
        "id": "own-2",
        "entities": [{**RAW["entities"][3], "id": "e1", "name_ar": name}],
        "mentions": [{"id": "m1", "e": "e1", "t": name}, {"id": "m2", "e": "e1", "t": words}],
        "times": [],
        "claims": [],
        "events": [],
    }
    found = wording.findings(converted(raw, article, 1), article)
    assert [finding.where for finding in found if finding.certain] == ["m2"]


def test_the_letter_of_a_fused_article_is_no_clitic() -> None:
    text = "تعذيب معتقلين وإساءة للمعتقلين"
    article = Article(Document("own-3", text, None, "2018-05-06", "صحيفة الفجر", None), "own.jsonl")
    raw = {
        "id": "own-3",
        "entities": [{**RAW["entities"][3], "id": "e1", "kind": "group", "name_ar": "المعتقلون"}],
        "mentions": [{"id": "m1", "e": "e1", "t": "معتقلين"}, {"id": "m2", "e": "e1", "t": "لمعتقلين"}],
        "times": [],
        "claims": [],
        "events": [],
    }
    assert [str(finding) for finding in wording.findings(converted(raw, article, 1), article) if finding.certain] == []


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        ('وكالة "البرق"', None),
        ("حقل 'البرق'", None),
        ('"البرق"', "brackets or quotation marks around all of it"),
        ("(البرق)", "brackets or quotation marks around all of it"),
        ("البرق.", ". at an edge"),
        ("10%", None),
        ('وكالة "البرق', wording.UNCLOSED),
        ("البرق ", "white space at an edge"),
    ],
)
def test_edges_of_spans(words: str, fault: str | None) -> None:
    assert wording.edge_fault(words) == fault


def test_quotations_are_located_by_count_and_by_their_ends() -> None:
    text = "قصف الجيش رملة. ثم قصف رملة"
    assert located(text, {"t": "رملة", "n": 2}, "m1") == {"start": 23, "end": 27}
    assert located(text, {"from": "قصف", "n": 2, "to": "رملة"}, "c1") == {"start": 19, "end": 27}
    with pytest.raises(QuotingError, match="m1: not in the text"):
        located(text, {"t": "رملة", "n": 3}, "m1")


def _line(name: str, published: str, *names: str, outlet: str = "صحيفة الفجر") -> Line:
    entities = [{"id": f"e{n}", "kind": "place", "name_ar": one, "name_en": ""} for n, one in enumerate(names)]
    return {"id": name, "published": published, "outlet": outlet, "entities": entities, "events": [], "claims": []}


def test_articles_of_one_happening_are_linked_by_names_and_days() -> None:
    lines = [
        _line("a", "2018-05-06", "نوريا", "رملة", "تل الورد"),
        _line("b", "2018-05-08", "نوريا", "رملة", "الواحة"),
        _line("c", "2018-05-09", "نوريا", "رملة"),  # three days after a, one after b
        _line("d", "2018-05-20", "نوريا", "رملة", outlet="قناة الموج"),
        _line("e", "2018-05-06", "نوريا", "خليج المها", outlet="قناة الموج"),
    ]
    assert splitting.groups(lines, splitting.links(lines)) == [["a", "b", "c"], ["d"], ["e"]]


def test_names_of_the_outlets_own_place_link_nothing() -> None:
    lines = [_line(f"a{number}", "2018-05-06", "نوريا", "رملة", f"قرية {number}") for number in range(6)]
    assert splitting.links(lines) == []
    assert len(splitting.links(lines[:3])) == 3


def test_splits_do_not_depend_on_order_and_stay_once_recorded() -> None:
    lines = [_line(f"a{number}", "2018-05-06", f"مدينة {number}") for number in range(40)]
    first = splitting.assigned(lines, {})
    assert splitting.assigned(lines[::-1], {}) == first
    more = [*lines, *(_line(f"b{number}", "2018-06-06", f"قرية {number}") for number in range(40))]
    later = splitting.assigned(more, first)
    assert {name: later[name] for name in first} == first
    counts = [sum(one.split == split for one in later.values()) for split in SPLITS]
    assert counts == [56, 12, 12]


def test_a_new_link_joins_two_splits_into_one() -> None:
    lines = [_line("a", "2018-05-06", "نوريا", "رملة"), _line("b", "2018-05-10", "نوريا", "رملة")]
    recorded = {"a": Assignment("a", "test", "a"), "b": Assignment("b", "train", "b")}
    bridge = _line("c", "2018-05-08", "نوريا", "رملة")
    assert {one.split for one in splitting.assigned([*lines, bridge], recorded).values()} == {"train"}


def test_articles_that_share_their_wording_stay_together_whatever_their_dates() -> None:
    texts = {
        name: Article(Document(name, text), "own.jsonl")
        for name, text in (("a", TEXT), ("b", f"عاجل: {TEXT}"), ("c", "خبر"))
    }
    copied = copies(texts)
    assert [(link.first, link.second) for link in copied] == [("a", "b")]
    lines = [_line(name, f"2018-0{month}-06", f"قرية {name}") for month, name in enumerate("abc", 1)]
    table = splitting.assigned(lines, {}, copied)
    assert table["a"].split == table["b"].split
    assert (table["a"].linked, table["b"].group, table["c"].linked) == ("b", "a", None)


def test_add_merges_what_is_sound_and_refuses_the_rest(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    given, folder, corpus = tmp_path / "articles.jsonl", tmp_path / "raw", tmp_path / "corpus"
    folder.mkdir()
    articles = [
        {"id": name, "text": TEXT, "published": "06/05/2018", "outlet": "صحيفة الفجر"} for name in ("own-1", "own-2")
    ]
    given.write_text("\n".join(json.dumps(article) for article in articles), encoding="utf-8")
    faulty = {**RAW, "id": "own-2", "times": [{**RAW["times"][0], "value": "6 May"}]}
    for raw in (RAW, faulty):
        (folder / f"{raw['id']}.json").write_text(json.dumps(raw), encoding="utf-8")
    command = ["--folder", str(corpus), "add", "--articles", str(given), "--annotations", str(folder)]
    corpus.mkdir()
    assert run.main(command) == 1
    assert "own-2 t1: no value of TIMEX3: 6 May" in capsys.readouterr().out
    written = {path.name: path.read_bytes() for path in corpus.iterdir()}
    assert [line["id"] for lines in layout.read_corpus(corpus).values() for line in lines] == ["own-1"]
    assert run.main(command) == 1
    assert {path.name: path.read_bytes() for path in corpus.iterdir()} == written
    assert run.main(["--folder", str(corpus), "check"]) == 0
