"""Parts of long answers: what comes after a place in their order, found by the place and not by counting up to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any, Literal, NamedTuple

import sqlalchemy as sa

from musnad.across.copies import Origin
from musnad.store import choosing, exporting, schema
from musnad.store.choosing import Filters
from musnad.store.origins import origins_of
from musnad.store.packing import portions

Json = dict[str, Any]
Connection = sa.Connection
"""For packages that hand connections on and do not know SQL."""

Row = Literal["claims", "events"]


class Place(NamedTuple):
    """A place in the order of documents, by date of publication (unknown ones first) and name, and within the document."""

    published: str | None
    name: str
    within: int = 0


class Placed(NamedTuple):
    """A row with its place."""

    place: Place
    data: Json


def documents(
    connection: sa.Connection, filters: Filters, after: Place | None, limit: int, *, newest: bool = False
) -> list[Placed]:
    """Documents as asked for, without their texts, after a place; `newest` turns the order around."""
    table = schema.documents
    fields = ("title", "published", "outlet", "url", "sha256", "origin")
    columns = [table.c.name.label("id"), *(table.c[name] for name in fields)]
    counts = [
        sa.select(sa.func.count()).where(each.c.document == table.c.id).scalar_subquery().label(str(each.name))
        for each in (schema.claims, schema.events)
    ]
    query = sa.select(*columns, *counts).where(*choosing.document_conditions(connection, filters))
    if after is not None:
        query = query.where(_beyond(after, newest=newest))
    by = (table.c.published.desc().nulls_last(), table.c.name.desc()) if newest else _in_order()
    rows = connection.execute(query.order_by(*by).limit(limit)).mappings()
    return [Placed(Place(row["published"], row["id"]), _plain(row)) for row in rows]


def rows(
    connection: sa.Connection, layer: Row, filters: Filters, after: Place | None, limit: int, *, document: str | None = None
) -> list[Placed]:
    """Claims or events as asked for, as exports have them, after a place.

    Unlike an export, which chooses documents, this chooses the rows themselves: events of that type, actor and place, claims
    of that speaker and stance. What is asked of the other layer holds for the claim that an event stands in, and for the
    events in a claim.
    """
    table, documents_, events, claims = schema.claims, schema.documents, schema.events, schema.claims
    about, said = choosing.event_conditions(connection, filters), choosing.claim_conditions(connection, filters)
    conditions = choosing.published_conditions(filters)
    if layer == "events":
        table = events
        conditions += about
        if said:
            held = (claims.c.document == events.c.document, claims.c.name == events.c.claim)
            conditions.append(sa.exists().where(*held, *said))
    else:
        conditions += said
        if about:
            holding = (events.c.document == claims.c.document, events.c.claim == claims.c.name)
            conditions.append(sa.exists().where(*holding, *about))
    if document is not None:
        conditions.append(documents_.c.name == document)
    if after is not None:
        same = sa.and_(_is(documents_.c.published, after.published), documents_.c.name == after.name)
        conditions.append(sa.or_(_beyond(after), sa.and_(same, table.c.id > after.within)))
    query = sa.select(documents_.c.published, documents_.c.name, documents_.c.id, table.c.name, table.c.id)
    query = query.join(table, table.c.document == documents_.c.id).where(*conditions)
    found = connection.execute(query.order_by(*_in_order(), table.c.id).limit(limit)).all()
    data: dict[tuple[str, str], Json] = {}
    for some in portions(sorted({row[2] for row in found})):
        for row in exporting.rows(connection, layer, [documents_.c.id.in_(some)]):
            data[row["document"], row[layer.removesuffix("s")]] = row
    return [Placed(Place(row[0], row[1], row[4]), data[row[1], row[3]]) for row in found]


def mentions(
    connection: sa.Connection,
    filters: Filters,
    after: Place | None,
    limit: int,
    *,
    document: str | None = None,
    entity: str | None = None,
) -> list[Placed]:
    """Mentions in documents as asked for, as exports have them, after a place; those of one entity, by key, if given."""
    table, namings, actors = schema.documents, schema.namings, schema.actors
    conditions = choosing.document_conditions(connection, filters)
    if document is not None:
        conditions.append(table.c.name == document)
    if entity is not None:
        naming = sa.select(namings.c.document).join(actors, actors.c.id == namings.c.actor).where(actors.c.key == entity)
        conditions.append(table.c.id.in_(naming))
    if after is not None:
        same = sa.and_(_is(table.c.published, after.published), table.c.name == after.name)
        conditions.append(sa.or_(_beyond(after), same))
    found = _numbered(exporting.rows(connection, "mentions", conditions))
    fresh = (each for each in found if after is None or each.place.name != after.name or each.place.within > after.within)
    return list(islice((each for each in fresh if entity is None or each.data["key"] == entity), limit))


def entities(
    connection: sa.Connection,
    after: str | None,
    limit: int,
    *,
    name: str | None = None,
    kind: str | None = None,
    country: str | None = None,
) -> list[Json]:
    """Who and what the documents name, by key after a key; `name` is a name or key as in `Filters`."""
    actors, namings = schema.actors, schema.namings
    count = sa.select(sa.func.count(sa.distinct(namings.c.document))).where(namings.c.actor == actors.c.id).scalar_subquery()
    fields = ("key", "kind", "name_ar", "name_en", "country", "sectors")
    query = sa.select(*(actors.c[each] for each in fields), count.label("documents"))
    if name is not None:
        query = query.where(actors.c.id.in_(choosing.actor_numbers(connection, name)))
    if kind is not None:
        query = query.where(actors.c.kind == kind)
    if country is not None:
        query = query.where(actors.c.country == country)
    if after is not None:
        query = query.where(actors.c.key > after)
    rows_ = connection.execute(query.order_by(actors.c.key).limit(limit)).mappings()
    return [_plain(row) | {"sectors": row["sectors"].split()} for row in rows_]


def entity(connection: sa.Connection, key: str) -> Json | None:
    """One of them by key, with the forms in which documents name it, those in most documents first."""
    found = [each for each in entities(connection, None, 2, name=key) if each["key"] == key]
    if not found:
        return None
    actors, namings = schema.actors, schema.namings
    count = sa.func.count(sa.distinct(namings.c.document)).label("documents")
    query = sa.select(namings.c.form, count).join(actors, actors.c.id == namings.c.actor).where(actors.c.key == key)
    query = query.group_by(namings.c.form).order_by(count.desc(), namings.c.form).limit(200)
    return {**found[0], "forms": [_plain(row) for row in connection.execute(query).mappings()]}


def origins(
    connection: sa.Connection, filters: Filters, skip: int, limit: int, *, document: str | None = None
) -> Iterator[Origin]:
    """Origins with a document as asked for, those of most documents first, after the first `skip`."""
    table, documents_ = schema.origins, schema.documents
    query = sa.select(table.c.first).join(documents_, documents_.c.origin == table.c.id)
    wanted = choosing.published_conditions(filters)
    if document is not None:
        wanted.append(documents_.c.name == document)
    if wanted:
        query = query.where(table.c.id.in_(sa.select(documents_.c.origin).where(*wanted)))
    query = query.group_by(table.c.id, table.c.first).order_by(sa.func.count().desc(), table.c.id)
    for first in list(connection.scalars(query.offset(skip).limit(limit))):
        yield from origins_of(connection, [first])


def texts(connection: sa.Connection, names: Iterable[str]) -> dict[str, str]:
    """The texts of documents by name."""
    table = schema.documents
    found: dict[str, str] = {}
    for some in portions(sorted(set(names))):
        query = sa.select(table.c.name, table.c.text).where(table.c.name.in_(some))
        found |= {row[0]: row[1] for row in connection.execute(query)}
    return found


def has_outlet(connection: sa.Connection, name: str, filters: Filters) -> bool:
    """Whether a document of that outlet was published as asked for."""
    table = schema.documents
    query = sa.select(table.c.id).where(table.c.outlet == name, *choosing.published_conditions(filters))
    return connection.scalar(query.limit(1)) is not None


def has_happening(connection: sa.Connection, name: str) -> bool:
    """Whether there is a happening of that id, or of an event given as DOCUMENT/EVENT."""
    happenings, accounts, events, table = schema.happenings, schema.accounts, schema.events, schema.documents
    document, _, event = name.rpartition("/")
    if not document:
        return connection.scalar(sa.select(happenings.c.id).where(happenings.c.id == name)) is not None
    query = sa.select(accounts.c.event).join(events, events.c.id == accounts.c.event)
    query = query.join(table, table.c.id == events.c.document).where(table.c.name == document, events.c.name == event)
    return connection.scalar(query.limit(1)) is not None


def _plain(row: Mapping[Any, Any]) -> Json:
    # the names of columns are a kind of string that JSON writers do not take
    return {str(name): value for name, value in row.items()}


def _in_order() -> tuple[sa.ColumnElement[Any], ...]:
    return schema.documents.c.published.asc().nulls_first(), schema.documents.c.name.asc()


def _beyond(place: Place, *, newest: bool = False) -> sa.ColumnElement[bool]:
    """Whether a document comes after a place in the order."""
    published, name = schema.documents.c.published, schema.documents.c.name
    if place.published is None:
        unknown = sa.and_(published.is_(None), name < place.name if newest else name > place.name)
        return unknown if newest else sa.or_(unknown, published.is_not(None))
    same = sa.and_(published == place.published, name < place.name if newest else name > place.name)
    if newest:
        return sa.or_(published < place.published, published.is_(None), same)
    return sa.or_(published > place.published, same)


def _is(column: sa.ColumnElement[Any], value: str | None) -> sa.ColumnElement[bool]:
    return column.is_(None) if value is None else column == value


def _numbered(found: Iterable[Json]) -> Iterator[Placed]:
    """Rows with their places, counted from 1 within each document."""
    before, number = None, 0
    for row in found:
        number = number + 1 if row["document"] == before else 1
        before = row["document"]
        yield Placed(Place(row["published"], row["document"], number), row)
