"""Records out of a store, in order and one by one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import orjson
import sqlalchemy as sa

from musnad.store import schema
from musnad.store.packing import DOCUMENT, Json, unpacked

_AT_ONCE = 256
"""Rows that are fetched together, so that memory stays flat."""

_OF_PROBLEM = ("source", "kind", "message", "document")


class Stored(NamedTuple):
    """A record (CONTRACT.md, as JSON data) with the number of its document."""

    number: int
    record: Json


def records(
    connection: sa.Connection, where: Sequence[sa.ColumnElement[bool]] = (), *, limit: int | None = None
) -> Iterator[Stored]:
    """The current records, by date of publication and name; `where` are conditions on `schema.documents`."""
    documents = schema.documents
    query = _records().where(schema.readings.c.current.is_(sa.true()), *where)
    query = query.order_by(documents.c.published.asc().nulls_first(), documents.c.name).limit(limit)
    return _stored(connection, query)


def records_of(connection: sa.Connection, numbers: Sequence[int]) -> Iterator[Stored]:
    """The current records of the documents with those numbers, by number."""
    for start in range(0, len(numbers), _AT_ONCE):
        some = numbers[start : start + _AT_ONCE]
        documents = schema.documents
        query = _records().where(schema.readings.c.current.is_(sa.true()), documents.c.id.in_(some))
        yield from _stored(connection, query.order_by(documents.c.id))


def record_named(connection: sa.Connection, name: str) -> Stored | None:
    """The current record of the document of that name."""
    query = _records().where(schema.readings.c.current.is_(sa.true()), schema.documents.c.name == name)
    return next(_stored(connection, query), None)


def problems(connection: sa.Connection) -> Iterator[Mapping[str, Any]]:
    """The problems, sorted by source, kind and message."""
    table = schema.problems
    columns = [table.c[name] for name in _OF_PROBLEM]
    for row in connection.execute(sa.select(*columns).order_by(*columns[:3])):
        yield dict(zip(_OF_PROBLEM, row, strict=True))


def _records() -> sa.Select[Any]:
    documents, readings, makers = schema.documents, schema.readings, schema.makers
    fields = [documents.c.name if name == "id" else documents.c[name] for name in DOCUMENT]
    joined = documents.join(readings, readings.c.document == documents.c.id)
    return sa.select(documents.c.id, readings.c.record, readings.c.made_by, *fields).select_from(
        joined.join(makers, makers.c.digest == readings.c.made_by)
    )


def _stored(connection: sa.Connection, query: sa.Select[Any]) -> Iterator[Stored]:
    makers = {row[0]: orjson.loads(row[1]) for row in connection.execute(sa.select(*schema.makers.c))}
    rows = connection.execute(query.execution_options(stream_results=True))
    for row in rows.yield_per(_AT_ONCE):
        number, blob, made_by, *fields = row
        yield Stored(number, unpacked(blob, dict(zip(DOCUMENT, fields, strict=True)), makers[made_by]))
