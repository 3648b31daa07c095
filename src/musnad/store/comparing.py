"""Keeps origins and happenings in step with the documents: what new documents touch is compared anew, the rest stays."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import orjson
import sqlalchemy as sa

from musnad.across.accounts import accounts_of
from musnad.across.happenings import Happening, Overlay, Scores, grouped, touched
from musnad.across.traits import Traits, traits_of
from musnad.store import origins, schema
from musnad.store.engine import Store
from musnad.store.packing import portions
from musnad.store.reading import records_of
from musnad.store.writing import add_missing

CHUNK = 256
"""Documents that are compared in one transaction."""
_HELD = 20_000
"""Documents whose accounts are kept in memory while others are compared with them: the news of about two months."""

Held = OrderedDict[int, tuple[Traits, ...]]
"""Traits by the number of their document, those asked for last at the end."""

_SCORES = 3_000_000
"""Pairs whose likeness is kept in memory: half a gigabyte."""


@dataclass(frozen=True, slots=True)
class Compared:
    """What one step came to: documents compared, and happenings that are new or have changed."""

    documents: int
    happenings: int


def waiting(connection: sa.Connection) -> int:
    """How many documents have not been compared with the others."""
    return connection.scalar(sa.select(sa.func.count()).select_from(_unseen().subquery())) or 0


def compare(store: Store) -> Iterator[Compared]:
    """Compares documents that have not been, oldest first, chunk by chunk; each chunk is there whole or not at all.

    The result does not depend on how the documents were cut into chunks, and a run that was stopped is taken up by the next.
    """
    held: Held = OrderedDict()
    scores: Scores = {}
    while True:
        with store.writing() as connection:
            documents = schema.documents
            query = _unseen().order_by(documents.c.published.asc().nulls_first(), documents.c.name).limit(CHUNK)
            numbers: list[int] = list(connection.scalars(query))
            if not numbers:
                return
            origins.compare(connection, numbers)
            changed = _group(connection, numbers, _Shelf(connection, held), scores)
            connection.execute(sa.insert(schema.compared), [{"document": number} for number in numbers])
        yield Compared(len(numbers), changed)


def forget(connection: sa.Connection) -> None:
    """Drops all happenings and marks every document as not compared: their records have changed."""
    for table in (schema.accounts, schema.happenings, schema.blocks, schema.compared):
        connection.execute(sa.delete(table))


def regroup(connection: sa.Connection, keys: Iterable[tuple[str, str]]) -> int:
    """Groups anew what a decision by hand about these accounts touches; how many happenings that made."""
    documents = schema.documents
    names = sorted({document for document, _ in keys})
    query = sa.select(documents.c.id).where(documents.c.name.in_(names)).order_by(documents.c.id)
    return _group(connection, list(connection.scalars(query)), _Shelf(connection, OrderedDict()), {})


def overlays_of(connection: sa.Connection) -> tuple[Overlay, ...]:
    """The decisions by hand that hold, the earliest first."""
    table = schema.overlays
    query = sa.select(table.c.kind, table.c.data).where(table.c.undone.is_(None), table.c.kind.in_(("merge", "split")))
    found = connection.execute(query.order_by(table.c.id)).tuples()
    return tuple(Overlay(kind, *(tuple(key) for key in orjson.loads(data))) for kind, data in found)


def _unseen() -> sa.Select[Any]:
    documents, compared = schema.documents, schema.compared
    return sa.select(documents.c.id).where(~sa.exists().where(compared.c.document == documents.c.id))


def _group(connection: sa.Connection, numbers: Sequence[int], shelf: _Shelf, scores: Scores) -> int:
    """Groups the accounts of these documents and all that they touch; how many happenings that made."""
    shelf.enter(numbers)
    overlays = overlays_of(connection)
    reached = touched(shelf.of(numbers), shelf, overlays, scores=scores)
    found = grouped(reached, overlays, scores=scores)
    if len(scores) > _SCORES:
        scores.clear()
    events = shelf.events({item.key[0] for item in reached})
    old = sa.select(schema.accounts.c.happening)
    for some in portions([events[item.key] for item in reached]):
        gone = old.where(schema.accounts.c.event.in_(some)).distinct()
        connection.execute(sa.delete(schema.happenings).where(schema.happenings.c.id.in_(gone)))
    if found:
        connection.execute(sa.insert(schema.happenings), [_row(happening) for happening in found])
        connection.execute(sa.insert(schema.accounts), [row for each in found for row in _members(each, events)])
    return len(found)


def _row(happening: Happening) -> dict[str, Any]:
    place = happening.place
    return {
        "id": happening.id,
        "type": happening.type,
        "mode": happening.mode,
        "earliest": happening.earliest,
        "latest": happening.latest,
        "place": place.key if place else None,
    }


def _members(happening: Happening, events: dict[tuple[str, str], int]) -> Iterator[dict[str, Any]]:
    for account in happening.accounts:
        role = "main" if account.source.document in happening.main else "mention"
        yield {"happening": happening.id, "event": events[account.key], "role": role}


class _Shelf:
    """The traits of the accounts of a store by the blocks that they stand in (`across.happenings.Shelf`)."""

    def __init__(self, connection: sa.Connection, held: Held) -> None:
        self._connection = connection
        self._held = held
        self._met: set[str] = set()

    def enter(self, numbers: Sequence[int]) -> None:
        """Puts the accounts of documents into their blocks, where they are not yet."""
        traits = list(self.of(numbers))
        events = self.events({item.key[0] for item in traits})
        rows = [{"block": _number(block), "event": events[item.key]} for item in traits for block in item.blocks]
        add_missing(self._connection, schema.blocks, rows)

    def events(self, names: Iterable[str]) -> dict[tuple[str, str], int]:
        """The number of every event of the documents of these names, by account key."""
        documents, events = schema.documents, schema.events
        found: dict[tuple[str, str], int] = {}
        for some in portions(sorted(names)):
            query = sa.select(documents.c.name, events.c.name, events.c.id)
            query = query.join(events, events.c.document == documents.c.id).where(documents.c.name.in_(some))
            for document, event, number in self._connection.execute(query):
                found[document, event] = number
        return found

    def sharing(self, blocks: frozenset[str]) -> Iterable[Traits]:
        """The traits that have one of the blocks; those asked for before are left out."""
        fresh = sorted(blocks - self._met)
        self._met |= blocks
        events, table = schema.events, schema.blocks
        numbers: set[int] = set()
        for some in portions([_number(block) for block in fresh]):
            query = sa.select(events.c.document).join(table, table.c.event == events.c.id)
            numbers.update(self._connection.scalars(query.where(table.c.block.in_(some)).distinct()))
        wanted = frozenset(fresh)
        return (item for item in self.of(sorted(numbers)) if item.blocks & wanted)

    def holding(self, keys: frozenset[tuple[str, str]]) -> Iterable[Traits]:
        """The traits of these accounts."""
        documents = schema.documents
        names = sorted({document for document, _ in keys})
        query = sa.select(documents.c.id).where(documents.c.name.in_(names)).order_by(documents.c.id)
        numbers = list(self._connection.scalars(query)) if names else []
        return (item for item in self.of(numbers) if item.key in keys)

    def of(self, numbers: Sequence[int]) -> Iterator[Traits]:
        """The traits of the accounts of these documents; what was not asked for longest is let go."""
        for some in portions(numbers):
            missing = [number for number in some if number not in self._held]
            for stored in records_of(self._connection, missing):
                self._held[stored.number] = traits_of(accounts_of(stored.record))
            for number in some:
                self._held.move_to_end(number)
                yield from self._held[number]
            while len(self._held) > _HELD:
                self._held.popitem(last=False)


def _number(block: str) -> int:
    """A block as 64 bits: two that meet by chance only cost a comparison."""
    return int.from_bytes(hashlib.blake2b(block.encode(), digest_size=8).digest(), "big", signed=True)
