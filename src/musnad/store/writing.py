"""Writing a batch: documents, their records, all rows derived from these, and problems, in the caller's transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

import orjson
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from musnad.store import indexing, schema
from musnad.store.deriving import ACTOR_FIELDS, Derived, Row, derived
from musnad.store.packing import DOCUMENT, Json, content_digest, maker_digest, packed
from musnad.types import Problem

NAME_TAKEN = "name-taken"
"""The problem of a document whose id another one of other content has; it is stored under a longer name."""

_AT_ONCE = 500
"""Values in one IN: SQLite's oldest limit is 999."""

_LONGEST_KEY = 1200
"""Bytes of a part of a key."""


@dataclass(slots=True)
class Written:
    """What a batch came to: the names of new documents by number, and how many were there before."""

    documents: dict[int, str] = field(default_factory=dict)
    present: int = 0


def write(connection: sa.Connection, items: Sequence[Json | Problem]) -> Written:
    """Stores records (CONTRACT.md, as JSON data) that are not there yet, with their derived rows, and problems.

    Problems about a document stand after it, as `ingest` gives them. A record whose `document.id` is taken by other
    content is stored as `ID~` and eight characters of its digest, with a problem of kind `name-taken`.
    """
    records = [item for item in items if not isinstance(item, Problem)]
    digests = [content_digest(record["document"]) for record in records]
    present = names_by_digest(connection, digests)
    taken = _taken(connection, records)
    written = Written()
    problems: list[Problem] = []
    fresh: list[tuple[str, Json]] = []
    names: dict[str, str] = {}
    following = iter(digests)
    for item in items:
        if isinstance(item, Problem):
            problems.append(replace(item, document=names.get(item.document or "", item.document)))
            continue
        digest, given = next(following), item["document"]["id"]
        if digest in present:
            written.present += 1
            names[given] = present[digest]
            continue
        name = given if given not in taken else f"{given}~{digest[:8]}"
        if name != given:
            message = f"another document has the id {given!r}; this one is stored as {name!r}"
            problems.append(Problem(given, NAME_TAKEN, message, name))
        taken.add(name)
        present[digest] = names[given] = name
        fresh.append((digest, _renamed(item, name)))
    numbers = _write_documents(connection, fresh)
    written.documents = {number: record["document"]["id"] for number, (_, record) in zip(numbers, fresh, strict=True)}
    found = [(number, record) for number, (_, record) in zip(numbers, fresh, strict=True)]
    write_readings(connection, found, current=True)
    write_derived(connection, found)
    indexing.index(connection, [(number, record["document"]["text"]) for number, record in found])
    write_problems(connection, problems)
    return written


def names_by_digest(connection: sa.Connection, digests: Iterable[str]) -> dict[str, str]:
    """The names of the documents that are there, by the digest of their content."""
    table = schema.documents
    return dict(_looked_up(connection, table.c.digest, table.c.name, digests))


def write_readings(connection: sa.Connection, records: Sequence[tuple[int, Json]], *, current: bool) -> None:
    """Stores readings of the documents with those numbers; one that is there by the same maker stays."""
    makers = {maker_digest(record["produced_by"]): record["produced_by"] for _, record in records}
    add_missing(
        connection,
        schema.makers,
        [{"digest": digest, "produced_by": orjson.dumps(made)} for digest, made in sorted(makers.items())],
    )
    rows = [
        {
            "document": number,
            "made_by": maker_digest(record["produced_by"]),
            "current": current,
            "record": packed(record),
        }
        for number, record in records
    ]
    add_missing(connection, schema.readings, rows)


def write_derived(connection: sa.Connection, records: Sequence[tuple[int, Json]]) -> None:
    """Stores what follows from the records of the documents with those numbers, which have no derived rows yet."""
    found = [(number, derived(record)) for number, record in records]
    actors = _actor_numbers(connection, [rows for _, rows in found])
    namings, events, claims, parties, relays = [], [], [], [], []
    for number, rows in found:
        namings += [_numbered(row, actors, document=number) for row in rows.namings]
        events += [_numbered(row, actors, document=number) for row in rows.events]
        claims += [_numbered(row, actors, document=number) for row in rows.claims]
    _insert(connection, schema.namings, namings)
    event_numbers = _insert_numbered(connection, schema.events, events)
    claim_numbers = _insert_numbered(connection, schema.claims, claims)
    for number, rows in found:
        parties += [_numbered(row, actors, event=event_numbers[number, name]) for name, row in rows.parties]
        relays += [_numbered(row, actors, claim=claim_numbers[number, name]) for name, row in rows.relays]
    _insert(connection, schema.parties, parties)
    _insert(connection, schema.relays, relays)


def write_problems(connection: sa.Connection, problems: Iterable[Problem]) -> None:
    """Stores problems; one with the same source, kind and message is there once."""
    rows = [{"source": p.source, "kind": p.kind, "message": storable(p.message), "document": p.document} for p in problems]
    add_missing(connection, schema.problems, rows)


def _short(text: str) -> str:
    # source and message are a key together, and an index of PostgreSQL takes up to 2,704 bytes
    return storable(text).encode()[:_LONGEST_KEY].decode("utf-8", "ignore")


def add_missing(connection: sa.Connection, table: sa.Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Inserts rows, leaving out those whose key or unique fields are there."""
    if not rows:
        return
    dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
    connection.execute(dialect.insert(table).on_conflict_do_nothing(), list(rows))


def storable(text: str) -> str:
    """The text with U+FFFD for what a database cannot hold: NUL (PostgreSQL) and halves of surrogate pairs (UTF-8)."""
    return text.replace("\0", "\ufffd").encode("utf-8", "replace").decode("utf-8")


def now() -> str:
    """The time in UTC to the second, as ISO 8601."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def _write_documents(connection: sa.Connection, fresh: Sequence[tuple[str, Json]]) -> list[int]:
    if not fresh:
        return []
    stamp = now()
    rows = []
    for digest, record in fresh:
        fields = {name: record["document"][name] for name in DOCUMENT[1:]}
        rows.append({"name": record["document"]["id"], "digest": digest, **fields, "added": stamp, "origin": None})
    added = sa.insert(schema.documents).returning(schema.documents.c.id, sort_by_parameter_order=True)
    return list(connection.scalars(added, rows))


def _taken(connection: sa.Connection, records: Sequence[Json]) -> set[str]:
    given = [record["document"]["id"] for record in records]
    return {name for name, _ in _looked_up(connection, schema.documents.c.name, schema.documents.c.id, given)}


def _renamed(record: Json, name: str) -> Json:
    if record["document"]["id"] == name:
        return record
    return {**record, "document": {**record["document"], "id": name}}


def _actor_numbers(connection: sa.Connection, found: Sequence[Derived]) -> dict[str | None, int | None]:
    """The number of every actor that the rows name, new ones added; None for None."""
    rows: dict[str, Row] = {}
    for one in found:
        for key, row in one.actors.items():
            rows.setdefault(key, row)
    table = schema.actors
    numbers: dict[str | None, int | None] = dict(_looked_up(connection, table.c.key, table.c.id, rows))
    missing = [row for key, row in rows.items() if key not in numbers]
    add_missing(connection, table, missing)
    numbers.update(_looked_up(connection, table.c.key, table.c.id, [row["key"] for row in missing]))
    numbers[None] = None
    return numbers


def _numbered(row: Row, actors: Mapping[str | None, int | None], **owner: int) -> Row:
    return {**row, **{name: actors[row[name]] for name in ACTOR_FIELDS if name in row}, **owner}


def _insert(connection: sa.Connection, table: sa.Table, rows: Sequence[Row]) -> None:
    if rows:
        connection.execute(sa.insert(table), rows)


def _insert_numbered(connection: sa.Connection, table: sa.Table, rows: Sequence[Row]) -> dict[tuple[int, str], int]:
    """Inserts rows and gives the number of each by its document and name."""
    if not rows:
        return {}
    columns = (table.c.document, table.c.name, table.c.id)
    return {(row[0], row[1]): row[2] for row in connection.execute(sa.insert(table).returning(*columns), rows)}


def _looked_up(
    connection: sa.Connection, key: sa.ColumnElement[Any], value: sa.ColumnElement[Any], wanted: Iterable[str]
) -> list[tuple[Any, Any]]:
    """Pairs of key and value for the keys that are there."""
    keys = sorted(set(wanted))
    found: list[tuple[Any, Any]] = []
    for start in range(0, len(keys), _AT_ONCE):
        some = keys[start : start + _AT_ONCE]
        found += [(row[0], row[1]) for row in connection.execute(sa.select(key, value).where(key.in_(some)))]
    return found
