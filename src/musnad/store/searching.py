"""Search: documents by their words, by their meaning in any language, or by both, within filters."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import TSQUERY

from musnad.models.meaning import passage_of, query_vector
from musnad.store import indexing, schema
from musnad.store.asking import Wanted, best_passage, hits_in, wanted
from musnad.store.choosing import Filters, claim_conditions, event_conditions, published_conditions
from musnad.store.embedding import Vectors
from musnad.store.engine import Store
from musnad.types import Span

LIMIT = 10
_DEPTH = 100
"""How far down each of two lists is looked at when they are put together."""
_RANK_WEIGHT = 60
"""Cormack, Clarke and Büttcher, "Reciprocal Rank Fusion" (2009): a document at rank r is worth 1 / (60 + r)."""
_RANKED = 2000
"""PostgreSQL ranks the newest so many: it reads a document's whole vector for that, and a common word is in thousands."""

NO_VECTORS = "no document has a vector yet, so this is a search for words alone; `musnad embed` makes vectors"


class By(StrEnum):
    """What a search compares."""

    WORDS = "words"
    MEANING = "meaning"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Found:
    """A document that was found. Offsets are of `document.text`; `hits` are all places of words looked for.

    `score` is BM25 (SQLite) or ts_rank (PostgreSQL) for words, the cosine for meaning, the sum of reciprocal ranks for both:
    it orders one answer and says nothing across answers.
    """

    document: str
    outlet: str | None
    published: str | None
    title: str | None
    passage: Span
    text: str
    hits: tuple[Span, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Answer:
    """What a search came to, best first; `by` is what was compared, `note` why that is not what was asked for."""

    found: tuple[Found, ...]
    by: By
    note: str | None = None


@dataclass(frozen=True, slots=True)
class _Place:
    """A document in a list: its number, its score, and the passage whose meaning it was found by."""

    document: int
    score: float
    passage: Span | None = None


class Searcher:
    """Answers questions about one store; it keeps the vectors in memory, so ask the same one again."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._vectors = Vectors()

    def search(self, question: str, filters: Filters | None = None, by: By = By.BOTH) -> Answer:
        """The documents that answer the question best, within the filters, as many as `filters.limit` (10) says.

        Words must all stand in the document, in any inflection that the light stemmer undoes; `"…"` is a phrase as it is
        written. By meaning the question may be in any language. An empty question by words is what the filters let through,
        the newest first. Where no document has a vector, words alone are compared, and a note says so.
        """
        filters = filters or Filters()
        limit = filters.limit or LIMIT
        looked_for = wanted(question) if by is not By.MEANING else Wanted((), ())
        with self._store.reading() as connection:
            conditions = _conditions(connection, filters)
            note = None
            if by is not By.WORDS and question.strip():
                self._vectors.update(connection)
                if not len(self._vectors.documents):
                    by, note, looked_for = By.WORDS, NO_VECTORS, wanted(question)
            elif by is not By.WORDS:
                by = By.WORDS
            if by is By.WORDS:
                places = _by_words(connection, looked_for, conditions, limit)
            elif by is By.MEANING:
                places = self._by_meaning(connection, question, conditions, limit)
            else:
                places = _fused(
                    _by_words(connection, looked_for, conditions, _DEPTH) if looked_for else [],
                    self._by_meaning(connection, question, conditions, _DEPTH),
                )[:limit]
            return Answer(tuple(_shown(connection, places, looked_for)), by, note)

    def _by_meaning(
        self, connection: sa.Connection, question: str, conditions: Sequence[sa.ColumnElement[bool]], limit: int
    ) -> list[_Place]:
        among: list[int] | None = None
        if conditions:
            among = list(connection.scalars(sa.select(schema.documents.c.id).where(*conditions)))
        vectors = self._vectors
        return [
            _Place(int(vectors.documents[row]), score, Span(*map(int, vectors.spans[row])))
            for row, score in vectors.nearest(query_vector(question), limit, among)
        ]


def _conditions(connection: sa.Connection, filters: Filters) -> list[sa.ColumnElement[bool]]:
    """Conditions on `schema.documents`; what events and claims decide is looked up once, not for each document."""
    documents, events, claims = schema.documents, schema.events, schema.claims
    conditions = published_conditions(filters)
    about = event_conditions(connection, filters)
    if about:
        conditions.append(documents.c.id.in_(sa.select(events.c.document).where(*about)))
    said = claim_conditions(connection, filters)
    if said:
        conditions.append(documents.c.id.in_(sa.select(claims.c.document).where(*said)))
    return conditions


def _by_words(
    connection: sa.Connection, looked_for: Wanted, conditions: Sequence[sa.ColumnElement[bool]], limit: int
) -> list[_Place]:
    documents = schema.documents
    if not looked_for:
        newest = documents.c.published.desc().nulls_last(), documents.c.name
        rows = connection.execute(sa.select(documents.c.id).where(*conditions).order_by(*newest).limit(limit))
        return [_Place(row[0], 0.0) for row in rows]
    if connection.dialect.name == "sqlite":
        query = _in_sqlite(looked_for, conditions)
    else:
        query = _in_postgresql(looked_for, conditions)
    return [_Place(int(number), float(score)) for number, score in connection.execute(query.limit(limit))]


def _in_sqlite(looked_for: Wanted, conditions: Sequence[sa.ColumnElement[bool]]) -> sa.Select[Any]:
    table = indexing.words
    matches = sa.text("words MATCH :question").bindparams(question=looked_for.in_sqlite())
    # SQLite's rank is smaller for better documents
    score = (-sa.func.bm25(sa.literal_column("words"))).label("score")
    query = sa.select(table.c.rowid, score).where(matches)
    if conditions:
        # the plus keeps SQLite from asking the index anew for each document that the conditions let through
        number = sa.literal_column("+words.rowid", sa.Integer)
        query = query.where(number.in_(sa.select(schema.documents.c.id).where(*conditions)))
    return query.order_by(sa.literal_column("score").desc(), table.c.rowid)


def _in_postgresql(looked_for: Wanted, conditions: Sequence[sa.ColumnElement[bool]]) -> sa.Select[Any]:
    table, documents = indexing.vectors, schema.documents
    question = sa.cast(looked_for.in_postgresql(), TSQUERY)
    newest = (
        sa.select(table.c.document, table.c.search)
        .join(documents, documents.c.id == table.c.document)
        .where(table.c.search.op("@@")(question), *conditions)
        .order_by(documents.c.published.desc().nulls_last(), documents.c.id)
        .limit(_RANKED)
        .subquery()
    )
    # 1: a long document needs more places for the same rank
    score = sa.func.ts_rank(newest.c.search, question, 1).label("score")
    return sa.select(newest.c.document, score).order_by(score.desc(), newest.c.document)


def _fused(*lists: Sequence[_Place]) -> list[_Place]:
    """One list of several, by the sum of reciprocal ranks; equal sums by number."""
    together: dict[int, _Place] = {}
    for places in lists:
        for rank, place in enumerate(places, 1):
            before = together.get(place.document, _Place(place.document, 0.0))
            score = before.score + 1 / (_RANK_WEIGHT + rank)
            together[place.document] = replace(before, score=score, passage=before.passage or place.passage)
    return sorted(together.values(), key=lambda place: (-place.score, place.document))


def _shown(connection: sa.Connection, places: Sequence[_Place], looked_for: Wanted) -> Iterable[Found]:
    documents = schema.documents
    fields = (documents.c.name, documents.c.outlet, documents.c.published, documents.c.title, documents.c.text)
    numbers = [place.document for place in places]
    rows = {
        row[0]: row[1:] for row in connection.execute(sa.select(documents.c.id, *fields).where(documents.c.id.in_(numbers)))
    }
    for place in places:
        name, outlet, published, title, text = rows[place.document]
        hits = hits_in(text, looked_for)
        # a passage that was found by its meaning is shown, unless another line holds all of the words
        whole = len({hit.term for hit in hits}) == len(looked_for.stems) + len(looked_for.phrases)
        passage = place.passage
        if passage is None or (hits and whole):
            passage = best_passage(text, hits) if hits else passage_of(text)
        yield Found(
            name, outlet, published, title, passage, passage.of(text), tuple(hit.span for hit in hits), round(place.score, 6)
        )
