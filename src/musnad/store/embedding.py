"""Sentence vectors of the stored documents: a step of its own, which goes on where it was stopped."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray

from musnad.models import meaning
from musnad.store import schema
from musnad.store.engine import Store

_AT_ONCE = 16
"""Documents in a transaction: some seconds of work, which is what a stop may lose."""


class Text(NamedTuple):
    """A document without a vector."""

    number: int
    text: str


def missing(connection: sa.Connection) -> int:
    """How many documents have no vector yet."""
    return connection.scalar(sa.select(sa.func.count()).select_from(schema.documents).where(_bare())) or 0


def embed(store: Store, advance: Callable[[int], None]) -> int:
    """Gives every document that has none a passage with its vector; how many. `advance` is told after each batch.

    The vectors are computed outside the transaction: readers and writers go on meanwhile, and two runs share the work's
    result, though not the work.
    """
    last = made = 0
    while True:
        with store.reading() as connection:
            batch = _batch(connection, last)
        if not batch:
            return made
        spans = [meaning.passage_of(one.text) for one in batch]
        vectors = meaning.packed(
            meaning.passage_vectors([span.of(one.text) for span, one in zip(spans, batch, strict=True)])
        )
        rows = [
            {"document": one.number, "start": span.start, "end": span.end, "vector": vector}
            for one, span, vector in zip(batch, spans, vectors, strict=True)
        ]
        with store.writing() as connection:
            present = set(
                connection.scalars(
                    sa.select(schema.passages.c.document).where(
                        schema.passages.c.document.in_([one.number for one in batch])
                    )
                )
            )
            new = [row for row in rows if row["document"] not in present]
            if new:
                connection.execute(sa.insert(schema.passages), new)
        last, made = batch[-1].number, made + len(new)
        advance(len(batch))


class Vectors:
    """The vectors of a store in memory: 58,000 of them are 90 MB and are compared with a question in some milliseconds.

    Every number is compared: no index that guesses, the same answer from both databases, and no extension to install.
    """

    def __init__(self) -> None:
        self._last = 0
        self._blocks: list[NDArray[np.float32]] = []
        self.documents: NDArray[np.int64] = np.empty(0, np.int64)
        self.spans: NDArray[np.int64] = np.empty((0, 2), np.int64)

    def update(self, connection: sa.Connection) -> None:
        """Takes in what was embedded since the last time."""
        table = schema.passages
        columns = (table.c.id, table.c.document, table.c.start, table.c.end, table.c.vector)
        query = sa.select(*columns).where(table.c.id > self._last, table.c.vector.is_not(None)).order_by(table.c.id)
        rows = connection.execute(query).all()
        if not rows:
            return
        numbers, documents, starts, ends, blobs = zip(*rows, strict=True)
        self._last = numbers[-1]
        self._blocks.append(meaning.unpacked(blobs))
        self.documents = np.concatenate([self.documents, np.array(documents, np.int64)])
        self.spans = np.concatenate([self.spans, np.array([starts, ends], np.int64).T])

    def nearest(self, vector: meaning.Floats, limit: int, among: Sequence[int] | None) -> list[tuple[int, float]]:
        """Rows of the nearest passages with their cosines, best first; `among` are the documents that may be found."""
        if not len(self.documents):
            return []
        scores = np.concatenate([block @ vector for block in self._blocks])
        if among is not None:
            scores[~np.isin(self.documents, np.array(among, np.int64))] = -np.inf
        limit = min(limit, len(scores))
        best = np.argpartition(-scores, limit - 1)[:limit]
        order = best[np.lexsort((self.documents[best], -scores[best]))]
        return [(int(row), float(scores[row])) for row in order if np.isfinite(scores[row])]


def _bare() -> sa.ColumnElement[bool]:
    return ~sa.exists().where(schema.passages.c.document == schema.documents.c.id)


def _batch(connection: sa.Connection, after: int) -> list[Text]:
    documents = schema.documents
    query = sa.select(documents.c.id, documents.c.text).where(documents.c.id > after, _bare())
    return [Text(row[0], row[1]) for row in connection.execute(query.order_by(documents.c.id).limit(_AT_ONCE))]
