"""Answers about happenings and origins, out of the tables and the records that they stand on (CONTRACT.md)."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson
import sqlalchemy as sa

from musnad.across.accounts import Party
from musnad.across.copies import Origin
from musnad.across.happenings import Happening, gathered
from musnad.across.versions import Value, Version, versions_of
from musnad.errors import StoreError
from musnad.store import choosing, schema
from musnad.store.accounting import Kept, kept
from musnad.store.choosing import Filters
from musnad.store.origins import origins_of
from musnad.store.packing import portions
from musnad.types import Magnitude

Json = dict[str, Any]
Key = tuple[str, str]

HAPPENING = "musnad-happening/1"
ORIGIN = "musnad-origin/1"
_AT_ONCE = 200
_NONE = "{}: there is no such happening; list them with `musnad happenings`"


@dataclass(frozen=True, slots=True)
class Told:
    """A happening with the origins of its documents and the magnitudes of its accounts by their keys."""

    happening: Happening
    origins: Mapping[str, str]
    magnitudes: Mapping[Key, tuple[Magnitude, ...]]

    @property
    def versions(self) -> tuple[Version, ...]:
        """All versions of all fields."""
        return versions_of(self.happening, self.magnitudes, self.origins)

    @property
    def roads(self) -> tuple[tuple[str, ...], ...]:
        """The documents by independent origin, each group by id, the largest first."""
        return _roads({account.source.document for account in self.happening.accounts}, self.origins)


def chosen(connection: sa.Connection, filters: Filters, *, least: int = 1) -> list[str]:
    """The ids of happenings that some document and event as asked for tells, most documents first, then by day and id.

    `least` is the least number of documents.
    """
    table, accounts, events, documents = schema.happenings, schema.accounts, schema.events, schema.documents
    query = sa.select(table.c.id)
    wanted = choosing.event_conditions(connection, filters)
    published = choosing.published_conditions(filters)
    said = choosing.claim_conditions(connection, filters)
    if said:
        published.append(documents.c.id.in_(sa.select(schema.claims.c.document).where(*said)))
    if wanted or published:
        inner = sa.select(accounts.c.happening).join(events, events.c.id == accounts.c.event)
        inner = inner.join(documents, documents.c.id == events.c.document).where(*wanted, *published)
        query = query.where(table.c.id.in_(inner))
    if least > 1:
        query = query.where(table.c.documents >= least)
    query = query.order_by(table.c.documents.desc(), table.c.earliest.asc().nulls_last(), table.c.id)
    return list(connection.scalars(query.limit(filters.limit)))


def told(connection: sa.Connection, names: Sequence[str]) -> Iterator[Told]:
    """The happenings of these ids in their order; StoreError for one that is not there."""
    for start in range(0, len(names), _AT_ONCE):
        yield from _told(connection, names[start : start + _AT_ONCE])


def told_by(members: Sequence[Kept], origins: Mapping[str, str]) -> Told:
    """The happening that these accounts make."""
    magnitudes = {item.account.key: item.magnitudes for item in members if item.magnitudes}
    return Told(gathered(members), origins, magnitudes)


def stored(told: Told) -> bytes:
    """What `answers` needs of a happening; its origins, which other documents can change, are not in it."""
    return zlib.compress(orjson.dumps(happening_data(told) | {"origins": []}))


def answers(connection: sa.Connection, names: Sequence[str]) -> Iterator[Json]:
    """The happenings of these ids in their order as JSON data (CONTRACT.md), as they were stored."""
    table, accounts, events, documents = schema.happenings, schema.accounts, schema.events, schema.documents
    told_in = sa.select(accounts.c.happening, documents.c.name, documents.c.origin).distinct()
    told_in = told_in.join(events, events.c.id == accounts.c.event).join(documents, documents.c.id == events.c.document)
    for some in portions(names, _AT_ONCE):
        query = sa.select(table.c.id, table.c.answer).where(table.c.id.in_(some))
        found = {row[0]: row[1] for row in connection.execute(query)}
        origins: dict[str, dict[str, str]] = {}
        for happening, document, origin in connection.execute(told_in.where(accounts.c.happening.in_(some))):
            origins.setdefault(happening, {})[document] = origin or document
        for name in some:
            if name not in found:
                raise StoreError(_NONE.format(name))
            roads = _roads(origins[name], origins[name])
            yield orjson.loads(zlib.decompress(found[name])) | {"origins": [list(group) for group in roads]}


def _roads(documents: Iterable[str], origins: Mapping[str, str]) -> tuple[tuple[str, ...], ...]:
    groups: dict[str, list[str]] = {}
    for document in sorted(documents):
        groups.setdefault(origins.get(document, document), []).append(document)
    return tuple(sorted(map(tuple, groups.values()), key=lambda group: (-len(group), group)))


def happening_of_event(connection: sa.Connection, document: str, event: str) -> str:
    """The id of the happening that an event of a document belongs to; StoreError where it has none."""
    accounts, events, documents = schema.accounts, schema.events, schema.documents
    query = sa.select(accounts.c.happening).join(events, events.c.id == accounts.c.event)
    query = query.join(documents, documents.c.id == events.c.document)
    found: str | None = connection.scalar(query.where(documents.c.name == document, events.c.name == event))
    if found is None:
        raise StoreError(f"{document} {event}: no happening; list them with `musnad happenings`")
    return found


def happening_data(told: Told) -> Json:
    """A happening as JSON data in the order of CONTRACT.md."""
    happening = told.happening
    events: dict[str, list[str]] = {}
    for account in happening.accounts:
        events.setdefault(account.source.document, []).append(account.event)
    return {
        "schema": HAPPENING,
        "id": happening.id,
        "type": happening.type,
        "mode": happening.mode,
        "earliest": happening.earliest,
        "latest": happening.latest,
        "place": _place(happening.place),
        "actors": [_party(party) for party in happening.actors],
        "recipients": [_party(party) for party in happening.recipients],
        "documents": [
            {"id": name, "role": "main" if name in happening.main else "mention", "events": found}
            for name, found in sorted(events.items())
        ],
        "origins": [list(group) for group in told.roads],
        "versions": [
            {"field": each.field, "values": [value_data(value) for value in each.values]} for each in told.versions
        ],
    }


def origin_data(origin: Origin) -> Json:
    """An origin as JSON data in the order of CONTRACT.md."""
    return {
        "schema": ORIGIN,
        "kind": origin.kind,
        "documents": list(origin.documents),
        "first": origin.first,
        "evidence": [
            {"document": match.document, "start": match.start, "end": match.end, "with": match.other}
            for match in origin.evidence
        ],
    }


def origin_names(connection: sa.Connection) -> dict[str, str]:
    """The origin of every document that shares one with another."""
    documents = schema.documents
    query = sa.select(documents.c.name, documents.c.origin).where(documents.c.origin.is_not(None))
    return {row[0]: row[1] for row in connection.execute(query)}


def _told(connection: sa.Connection, names: Sequence[str]) -> Iterator[Told]:
    accounts, events, documents = schema.accounts, schema.events, schema.documents
    query = sa.select(accounts.c.happening, documents.c.id, documents.c.name, documents.c.origin, events.c.name)
    query = query.join(events, events.c.id == accounts.c.event).join(documents, documents.c.id == events.c.document)
    homes: dict[tuple[int, str], str] = {}
    wanted: dict[int, set[str]] = {}
    origins: dict[str, str] = {}
    for happening, number, document, origin, event in connection.execute(query.where(accounts.c.happening.in_(names))):
        homes[number, event] = happening
        wanted.setdefault(number, set()).add(event)
        if origin is not None:
            origins[document] = origin
    members: dict[str, list[Kept]] = {}
    for number, item in kept(connection, wanted):
        members.setdefault(homes[number, item.account.event], []).append(item)
    for name in names:
        if name not in members:
            raise StoreError(_NONE.format(name))
        yield told_by(members[name], origins)


def _party(party: Party) -> Json:
    return {
        "entity": party.key,
        "name_ar": party.name_ar,
        "name_en": party.name_en,
        "country": party.country,
        "sectors": list(party.sectors),
    }


def _place(place: Party | None) -> Json | None:
    if place is None:
        return None
    return {
        "name_ar": place.name_ar,
        "name_en": place.name_en,
        "country": place.country,
        "lat": place.lat,
        "lon": place.lon,
        "precision": place.precision,
    }


def value_data(value: Value) -> Json:
    """A value of a version as JSON data in the order of CONTRACT.md."""
    return {
        "value": value.value,
        "bound": value.bound,
        "document": value.document,
        "event": value.event,
        "claim": value.claim,
        "who": value.chain[-1] if value.chain else None,
        "span": {"start": value.span.start, "end": value.span.end, "text": value.text},
    }


@dataclass(frozen=True, slots=True)
class OriginTold:
    """An origin with the cells of its row: id, kind, documents, outlets, first document, its outlet, date and title."""

    origin: Origin
    cells: tuple[object, ...]


def origins_told(connection: sa.Connection, filters: Filters, document: str | None = None) -> Iterator[OriginTold]:
    """Origins with a document as asked for, those of most documents first; or the one of a document."""
    table, documents = schema.origins, schema.documents
    count = sa.func.count(documents.c.id)
    query = sa.select(table.c.id, table.c.first, sa.func.count(sa.distinct(documents.c.outlet)).label("outlets"))
    query = query.join(documents, documents.c.origin == table.c.id).group_by(table.c.id, table.c.first)
    wanted = choosing.published_conditions(filters)
    if document is not None:
        wanted.append(documents.c.name == document)
    if wanted:
        query = query.where(table.c.id.in_(sa.select(documents.c.origin).where(*wanted)))
    for row in connection.execute(query.order_by(count.desc(), table.c.id).limit(filters.limit)).all():
        first = connection.execute(sa.select(documents).where(documents.c.id == row.first)).one()
        for origin in origins_of(connection, [row.first]):
            about = (first.name, first.outlet, first.published, first.title)
            yield OriginTold(origin, (origin.id, origin.kind, len(origin.documents), row.outlets, *about))


def origin_groups(connection: sa.Connection) -> dict[str, tuple[str, ...]]:
    """By document that shares its origin the documents of that, the first first."""
    documents, table = schema.documents, schema.origins
    query = sa.select(documents.c.name, documents.c.origin, documents.c.id, table.c.first)
    query = query.join(table, table.c.id == documents.c.origin)
    groups: dict[str, list[tuple[bool, str]]] = {}
    for name, origin, number, first in connection.execute(query):
        groups.setdefault(origin, []).append((number != first, name))
    ordered = {origin: tuple(name for _, name in sorted(found)) for origin, found in groups.items()}
    return {name: found for found in ordered.values() for name in found}
