"""Reading everything again: new readings wait beside the current ones until all are there, then take their place at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import orjson
import sqlalchemy as sa

from musnad.store import comparing, schema
from musnad.store.packing import DOCUMENT, Json, maker_digest, portions
from musnad.store.reading import records_of
from musnad.store.writing import add_missing, now, write_derived, write_readings
from musnad.types import Document

_AT_ONCE = 64


def begin(connection: sa.Connection, produced_by: Mapping[str, Any]) -> str:
    """Enters that readings by this maker are on their way, and gives the maker's digest."""
    digest = maker_digest(produced_by)
    add_missing(connection, schema.makers, [{"digest": digest, "produced_by": orjson.dumps(dict(produced_by))}])
    table = schema.rereads
    connection.execute(sa.delete(table).where(table.c.made_by == digest, table.c.finished.is_not(None)))
    add_missing(connection, table, [{"made_by": digest, "begun": now(), "finished": None}])
    return digest


def unread(connection: sa.Connection, made_by: str, after: int) -> list[tuple[int, Document]]:
    """The next documents by number that this maker has not read, at most a batch of them."""
    documents, readings = schema.documents, schema.readings
    there = sa.exists().where(readings.c.document == documents.c.id, readings.c.made_by == made_by)
    fields = [documents.c[name] for name in ("id", "name", *DOCUMENT[2:])]
    query = sa.select(*fields).where(documents.c.id > after, ~there).order_by(documents.c.id).limit(_AT_ONCE)
    return [(row.id, _document(row)) for row in connection.execute(query)]


def to_read(connection: sa.Connection, made_by: str) -> int:
    """How many documents this maker has not read."""
    documents, readings = schema.documents, schema.readings
    there = sa.exists().where(readings.c.document == documents.c.id, readings.c.made_by == made_by)
    return connection.scalar(sa.select(sa.func.count()).select_from(documents).where(~there)) or 0


def write_waiting(connection: sa.Connection, records: Sequence[Json]) -> None:
    """Stores new readings of documents that are there; they wait and are not yet current."""
    documents = schema.documents
    names = [record["document"]["id"] for record in records]
    query = sa.select(documents.c.name, documents.c.id).where(documents.c.name.in_(names))
    numbers: dict[str, int] = {row[0]: row[1] for row in connection.execute(query)}
    found = [(numbers[record["document"]["id"]], record) for record in records if record["document"]["id"] in numbers]
    write_readings(connection, found, current=False)


def complete(connection: sa.Connection, made_by: str) -> int:
    """Makes the readings of this maker the current ones, with all that is derived from them; how many they were.

    A document that the maker could not read keeps the reading that it has.
    """
    readings = schema.readings
    waiting = sa.select(readings.c.document).where(readings.c.made_by == made_by, readings.c.current.is_(sa.false()))
    numbers = list(connection.scalars(waiting.order_by(readings.c.document)))
    for some in portions(numbers):
        # two steps: at no moment may a document have two current readings, which an index forbids
        old = sa.update(readings).where(readings.c.document.in_(some), readings.c.current.is_(sa.true()))
        connection.execute(old.values(current=False))
        new = sa.update(readings).where(readings.c.document.in_(some), readings.c.made_by == made_by)
        connection.execute(new.values(current=True))
    comparing.forget(connection)
    rebuild(connection, numbers)
    table = schema.rereads
    connection.execute(sa.update(table).where(table.c.made_by == made_by).values(finished=now()))
    return len(numbers)


def rebuild(connection: sa.Connection, numbers: Sequence[int]) -> None:
    """Makes all derived rows of the documents with those numbers again, from their current records."""
    for some in portions(numbers):
        for table, owner in ((schema.relays, schema.claims), (schema.parties, schema.events)):
            column = table.c.claim if table is schema.relays else table.c.event
            owned = sa.select(owner.c.id).where(owner.c.document.in_(some))
            connection.execute(sa.delete(table).where(column.in_(owned)))
        for table in (schema.claims, schema.events, schema.namings):
            connection.execute(sa.delete(table).where(table.c.document.in_(some)))
    drop_unnamed_actors(connection)
    for some in portions(numbers, _AT_ONCE):
        write_derived(connection, [(stored.number, stored.record) for stored in records_of(connection, some)])


def drop_unnamed_actors(connection: sa.Connection) -> int:
    """Drops actors that nothing points at; how many they were."""
    actors = schema.actors
    pointing = [
        column
        for table in schema.DERIVED
        for column in table.columns
        if any(key.column.table is actors for key in column.foreign_keys)
    ]
    unnamed = [~sa.exists().where(column == actors.c.id) for column in pointing]
    return connection.execute(sa.delete(actors).where(*unnamed)).rowcount


def _document(row: sa.Row[Any]) -> Document:
    return Document(row.name, row.text, row.title, row.published, row.outlet, row.url)
