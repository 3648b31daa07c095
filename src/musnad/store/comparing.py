"""Keeps origins and happenings in step with the documents: what new documents touch is compared anew, the rest stays."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import orjson
import sqlalchemy as sa

from musnad.across.accounts import accounts_of
from musnad.across.columns import Columns, packed
from musnad.across.grouping import Pair
from musnad.across.happenings import Happening, Overlay, regrouped, ties_of
from musnad.across.overlays import decisions_of
from musnad.across.scoring import buckets_of
from musnad.across.traits import TOLD, traits_of
from musnad.deeds.magnitudes import magnitudes_of
from musnad.store import accounting, origins, schema, telling
from musnad.store.engine import Store
from musnad.store.packing import portions
from musnad.store.reading import records_of
from musnad.store.writing import add_missing

CHUNK = 256
"""Documents that are compared in one transaction."""
_HELD = 100_000
"""Documents whose columns are kept in memory while others are compared with them, some 3 kB each."""

Held = dict[int, tuple[str, bytes]]
"""The name and the columns of documents by number."""


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
    held: Held = {}
    while True:
        with store.writing() as connection:
            documents = schema.documents
            query = _unseen().order_by(documents.c.published.asc().nulls_first(), documents.c.name).limit(CHUNK)
            numbers: list[int] = list(connection.scalars(query))
            if not numbers:
                return
            origins.compare(connection, numbers)
            shelf = _Shelf(connection, held)
            changed = _group(connection, shelf.enter(numbers), shelf)
            connection.execute(sa.insert(schema.compared), [{"document": number} for number in numbers])
        yield Compared(len(numbers), changed)


def forget(connection: sa.Connection) -> None:
    """Drops all happenings and marks every document as not compared: their records have changed."""
    for table in (schema.accounts, schema.happenings, schema.ties, schema.reaches, schema.traits, schema.compared):
        connection.execute(sa.delete(table))


def regroup(connection: sa.Connection, keys: Iterable[tuple[str, str]]) -> int:
    """Groups anew what a decision by hand about these accounts touches; how many happenings that made."""
    return _group(connection, set(_numbers(connection, keys).values()), _Shelf(connection, {}))


def overlays_of(connection: sa.Connection) -> tuple[Overlay, ...]:
    """The decisions by hand that hold, the earliest first."""
    table = schema.overlays
    query = sa.select(table.c.kind, table.c.data).where(table.c.undone.is_(None), table.c.kind.in_(("merge", "split")))
    found = connection.execute(query.order_by(table.c.id))
    return tuple(Overlay(kind, *(tuple(key) for key in orjson.loads(data))) for kind, data in found)


def _unseen() -> sa.Select[Any]:
    documents, compared = schema.documents, schema.compared
    return sa.select(documents.c.id).where(~sa.exists().where(compared.c.document == documents.c.id))


def _numbers(connection: sa.Connection, keys: Iterable[tuple[str, str]]) -> dict[tuple[str, str], int]:
    """The numbers of the told events among these."""
    documents, events, traits = schema.documents, schema.events, schema.traits
    wanted = set(keys)
    found: dict[tuple[str, str], int] = {}
    for some in portions(sorted({document for document, _ in wanted})):
        query = sa.select(documents.c.name, events.c.name, events.c.id).join(events, events.c.document == documents.c.id)
        query = query.join(traits, traits.c.document == documents.c.id)
        query = query.where(documents.c.name.in_(some), events.c.status.in_(sorted(TOLD)))
        found.update(((name, event), number) for name, event, number in connection.execute(query) if (name, event) in wanted)
    return found


def _group(connection: sa.Connection, fresh: Collection[int], shelf: _Shelf) -> int:
    """Groups accounts that are new, or about which people decided, with all that they touch; how many happenings changed."""
    decisions = decisions_of(overlays_of(connection))
    keys = {key for pair in (*decisions.merged, *decisions.split) for key in pair}
    groups = regrouped(fresh, shelf, decisions.renamed(_numbers(connection, keys) if keys else {}))
    before = set(shelf.mates({number for group in groups for number in group}))
    changed = [group for group in groups if group not in before]
    gone = {number for group in before.difference(groups) for number in group}
    table = schema.accounts
    for some in portions(sorted(gone)):
        old = sa.select(table.c.happening).where(table.c.event.in_(some)).distinct()
        connection.execute(sa.delete(schema.happenings).where(schema.happenings.c.id.in_(old)))
    found = list(_made(connection, changed))
    if found:
        connection.execute(sa.insert(schema.happenings), [_row(told) for told, _ in found])
        connection.execute(sa.insert(table), [row for told, numbers in found for row in _members(told.happening, numbers)])
    return len(found)


def _made(
    connection: sa.Connection, groups: Sequence[frozenset[int]]
) -> Iterator[tuple[telling.Told, Mapping[tuple[str, str], int]]]:
    """The happenings that accounts make, with the numbers of these."""
    events = schema.events
    home = {number: at for at, group in enumerate(groups) for number in group}
    named: dict[tuple[int, str], int] = {}
    wanted: defaultdict[int, set[str]] = defaultdict(set)
    for some in portions(sorted(home)):
        query = sa.select(events.c.id, events.c.document, events.c.name).where(events.c.id.in_(some))
        for number, document, event in connection.execute(query):
            named[document, event] = number
            wanted[document].add(event)
    members: defaultdict[int, list[accounting.Kept]] = defaultdict(list)
    numbers: defaultdict[int, dict[tuple[str, str], int]] = defaultdict(dict)
    for document, item in accounting.kept(connection, wanted):
        number = named[document, item.account.event]
        members[home[number]].append(item)
        numbers[home[number]][item.account.key] = number
    return ((telling.told_by(members[at], {}), numbers[at]) for at in range(len(groups)))


def _row(told: telling.Told) -> dict[str, Any]:
    happening, place = told.happening, told.happening.place
    return {
        "id": happening.id,
        "type": happening.type,
        "mode": happening.mode,
        "earliest": happening.earliest,
        "latest": happening.latest,
        "place": place.key if place else None,
        "documents": len({account.source.document for account in happening.accounts}),
        "answer": telling.stored(told),
    }


def _members(happening: Happening, numbers: Mapping[tuple[str, str], int]) -> Iterator[dict[str, Any]]:
    for account in happening.accounts:
        role = "main" if account.source.document in happening.main else "mention"
        yield {"happening": happening.id, "event": numbers[account.key], "role": role}


class _Shelf:
    """The accounts of a store, ready to compare, and their happenings so far (`across.happenings.Shelf`)."""

    def __init__(self, connection: sa.Connection, held: Held) -> None:
        self._connection = connection
        self._held = held

    def enter(self, numbers: Sequence[int]) -> set[int]:
        """Takes in the accounts of new documents, with their ties to all others; the numbers of these accounts."""
        connection, events = self._connection, schema.events
        named: dict[tuple[int, str], int] = {}
        for some in portions(numbers):
            query = sa.select(events.c.document, events.c.name, events.c.id).where(events.c.document.in_(some))
            named.update(((document, event), number) for document, event, number in connection.execute(query))
        rows = []
        for stored in records_of(connection, sorted(numbers)):
            document, accounts = stored.record["document"], accounts_of(stored.record)
            traits = traits_of(accounts)
            columns = packed(traits, [named[stored.number, item.account.event] for item in traits])
            kept = accounting.folded(traits, magnitudes_of(document["text"], accounts))
            rows.append({"document": stored.number, "columns": columns, "accounts": kept})
            self._held[stored.number] = document["id"], columns
        add_missing(connection, schema.traits, rows)
        own = Columns(self._held[number] for number in numbers)
        fresh = set(own["number"].tolist())
        days = sorted(set(zip(*self._reach(own, numbers), strict=True)))
        add_missing(connection, schema.reaches, [{"bucket": bucket, "document": number} for bucket, number in days])
        around = self._around({bucket for bucket, _ in days})
        among = Columns(self._pages(around | set(numbers)))
        ties = ties_of(among, np.isin(among["number"], sorted(fresh)))
        found = [{"one": one, "other": other, "score": score} for (one, other), score in ties.items()]
        add_missing(connection, schema.ties, found)
        return fresh

    def ties(self, numbers: Collection[int]) -> Mapping[Pair, int]:
        """The ties that these accounts have, each with the smaller number first."""
        table = schema.ties
        found: dict[Pair, int] = {}
        for some in portions(sorted(numbers)):
            for end in (table.c.one, table.c.other):
                for one, other, score in self._connection.execute(sa.select(table).where(end.in_(some))):
                    found[one, other] = score
        return found

    def mates(self, numbers: Collection[int]) -> Iterable[frozenset[int]]:
        """The happenings that these accounts are in so far, each with all of its accounts."""
        table = schema.accounts
        names: set[str] = set()
        for some in portions(sorted(numbers)):
            names.update(self._connection.scalars(sa.select(table.c.happening).where(table.c.event.in_(some))))
        found: defaultdict[str, set[int]] = defaultdict(set)
        for portion in portions(sorted(names)):
            query = sa.select(table.c.happening, table.c.event).where(table.c.happening.in_(portion))
            for name, number in self._connection.execute(query):
                found[name].add(number)
        return [frozenset(found[name]) for name in sorted(found)]

    def columns(self, numbers: Collection[int]) -> Columns:
        """The accounts of the documents of these accounts, ready to compare."""
        events = schema.events
        documents: set[int] = set()
        for some in portions(sorted(numbers)):
            documents.update(self._connection.scalars(sa.select(events.c.document).where(events.c.id.in_(some)).distinct()))
        return Columns(self._pages(documents))

    def _reach(self, columns: Columns, numbers: Sequence[int]) -> tuple[list[int], list[int]]:
        """For each account the stretches of days in which it may meet another, with the number of its document."""
        rows, buckets = buckets_of(columns)
        # the columns are in the order of the documents' names
        ordered = np.array(sorted(numbers, key=lambda number: self._held[number][0]))
        return buckets.tolist(), ordered[columns.document[rows]].tolist()

    def _around(self, buckets: Collection[int]) -> set[int]:
        """The documents with accounts in these stretches of days."""
        table = schema.reaches
        found: set[int] = set()
        for some in portions(sorted(buckets)):
            found.update(self._connection.scalars(sa.select(table.c.document).where(table.c.bucket.in_(some))))
        return found

    def _pages(self, documents: Collection[int]) -> list[tuple[str, bytes]]:
        """The columns of these documents with their names; what the memory has no room for is let go."""
        missing = sorted(set(documents) - self._held.keys())
        if len(self._held) + len(missing) > _HELD:
            for number in self._held.keys() - set(documents):
                del self._held[number]
        names, traits = schema.documents, schema.traits
        for some in portions(missing):
            query = sa.select(names.c.id, names.c.name, traits.c.columns).join(traits, traits.c.document == names.c.id)
            for number, name, columns in self._connection.execute(query.where(names.c.id.in_(some))):
                self._held[number] = name, columns
        return [self._held[number] for number in documents]
