"""Counts and short rows over many documents, from the tables alone: facets of a search, lists of happenings and actors."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Literal

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import TSQUERY

from musnad.store import choosing, indexing, schema
from musnad.store.asking import wanted
from musnad.store.choosing import Filters
from musnad.store.packing import portions

Json = dict[str, Any]
Order = Literal["documents", "newest"]

_PARTIES = 3
"""Parties of a happening that a short row names."""
_MONTHS = 62
"""Days up to which documents are counted by day; beyond, by month."""
_DAY, _MONTH = len("2018-04-07"), len("2018-04")


def stamp(connection: sa.Connection) -> tuple[int, ...]:
    """Numbers that change whenever readings, happenings or overlays do: what was computed before may be kept as long."""
    readings, compared, overlays = schema.readings, schema.compared, schema.overlays
    queries = (
        sa.select(sa.func.coalesce(sa.func.max(readings.c.id), 0)),
        sa.select(sa.func.count()).select_from(schema.documents),
        sa.select(sa.func.count()).select_from(compared),
        sa.select(sa.func.count(), sa.func.count(overlays.c.undone)),
    )
    return tuple(int(value) for query in queries for value in connection.execute(query).one())


def facets(
    connection: sa.Connection, question: str, filters: Filters, among: Sequence[str] | None = None
) -> dict[str, list[tuple[str, int]]]:
    """Documents by outlet, type of event, country, stance and day (or month), the most first, days in order; and `all`.

    A facet leaves its own filter out, so that alternatives stay in sight. `among` are the documents that may count, by
    name, where words do not decide.
    """
    held = _matching(connection, question, among)

    def narrowed(**without: tuple[str, ...] | None) -> list[sa.ColumnElement[bool]]:
        return [*_conditions(connection, replace(filters, **without)), *held]  # type: ignore[arg-type]  # names of fields

    documents, events, claims = schema.documents, schema.events, schema.claims
    total = connection.scalar(sa.select(sa.func.count()).select_from(documents).where(*narrowed())) or 0
    found: dict[str, list[tuple[str, int]]] = {"all": [("", total)]}
    number = sa.func.count().label("number")
    outlet = documents.c.outlet
    found["outlet"] = _counted(connection, sa.select(outlet, number).where(*narrowed(outlets=())).group_by(outlet))
    for name, table in (("type", events), ("country", events), ("stance", claims)):
        column = table.c[name]
        distinct = sa.func.count(sa.distinct(table.c.document))
        query = sa.select(column, distinct).join(documents, documents.c.id == table.c.document)
        found[name] = _counted(connection, query.where(*narrowed(**{name: None})).group_by(column))
    found["day"] = _by_day(connection, narrowed(since=None, until=None))
    return found


def conditions(
    connection: sa.Connection, question: str, filters: Filters, among: Sequence[str] | None = None
) -> list[sa.ColumnElement[bool]]:
    """Conditions on `schema.documents` that `facets` counts by: filters, and words or names."""
    return [*_conditions(connection, filters), *_matching(connection, question, among)]


def layers_of(connection: sa.Connection, names: Sequence[str]) -> dict[str, Json]:
    """How many claims and events documents hold, and how many documents share the origin of each, by name."""
    documents, other = schema.documents, schema.documents.alias()
    counts = [
        sa.select(sa.func.count()).where(each.c.document == documents.c.id).scalar_subquery().label(str(each.name))
        for each in (schema.claims, schema.events)
    ]
    copies = sa.select(sa.func.count()).where(other.c.origin == documents.c.origin, other.c.id != documents.c.id)
    query = sa.select(documents.c.name, *counts, copies.scalar_subquery().label("copies"))
    rows = connection.execute(query.where(documents.c.name.in_(names))).mappings()
    return {row["name"]: {name: row[name] for name in ("claims", "events", "copies")} for row in rows}


def _by_day(connection: sa.Connection, conditions: list[sa.ColumnElement[bool]]) -> list[tuple[str, int]]:
    published = schema.documents.c.published
    for length in (_DAY, _MONTH):
        part = sa.func.substr(published, 1, length)
        query = sa.select(part, sa.func.count()).where(published.is_not(None), *conditions).group_by(part)
        found = sorted((str(day), int(count)) for day, count in connection.execute(query))
        if len(found) <= _MONTHS:
            break
    return found


def _counted(connection: sa.Connection, query: sa.Select[Any]) -> list[tuple[str, int]]:
    rows = [(str(value), int(count)) for value, count in connection.execute(query) if value is not None]
    return sorted(rows, key=lambda row: (-row[1], row[0]))


def _conditions(connection: sa.Connection, filters: Filters) -> list[sa.ColumnElement[bool]]:
    documents, events, claims = schema.documents, schema.events, schema.claims
    found = choosing.published_conditions(filters)
    about, said = choosing.event_conditions(connection, filters), choosing.claim_conditions(connection, filters)
    if about:
        found.append(documents.c.id.in_(sa.select(events.c.document).where(*about)))
    if said:
        found.append(documents.c.id.in_(sa.select(claims.c.document).where(*said)))
    return found


def _matching(connection: sa.Connection, question: str, among: Sequence[str] | None) -> list[sa.ColumnElement[bool]]:
    documents = schema.documents
    if among is not None:
        return [documents.c.name.in_(among)]
    looked_for = wanted(question)
    if not looked_for:
        return []
    if connection.dialect.name == "sqlite":
        matches = sa.text("words MATCH :question").bindparams(question=looked_for.in_sqlite())
        return [documents.c.id.in_(sa.select(indexing.words.c.rowid).where(matches))]
    table = indexing.vectors
    asked = sa.cast(looked_for.in_postgresql(), TSQUERY)
    return [documents.c.id.in_(sa.select(table.c.document).where(table.c.search.op("@@")(asked)))]


def happenings(
    connection: sa.Connection, filters: Filters, skip: int, limit: int, *, order: Order = "documents", least: int = 1
) -> tuple[list[Json], int]:
    """Short rows of happenings that some document and event as asked for tells, and how many there are in all."""
    table, accounts, events, documents = schema.happenings, schema.accounts, schema.events, schema.documents
    count = sa.func.count(sa.distinct(events.c.document)).label("count")
    query = sa.select(table.c.id, count).join(accounts, accounts.c.happening == table.c.id)
    query = query.join(events, events.c.id == accounts.c.event).group_by(table.c.id).having(count >= least)
    conditions = choosing.event_conditions(connection, filters)
    held = choosing.published_conditions(filters)
    said = choosing.claim_conditions(connection, filters)
    if said:
        held.append(documents.c.id.in_(sa.select(schema.claims.c.document).where(*said)))
    if conditions or held:
        inner = sa.select(accounts.c.happening).join(events, events.c.id == accounts.c.event)
        inner = inner.join(documents, documents.c.id == events.c.document).where(*conditions, *held)
        query = query.where(table.c.id.in_(inner))
    total = connection.scalar(sa.select(sa.func.count()).select_from(query.subquery())) or 0
    by = [count.desc(), table.c.earliest.asc().nulls_last()]
    if order == "newest":
        by = [table.c.earliest.desc().nulls_last(), count.desc()]
    names = [row[0] for row in connection.execute(query.order_by(*by, table.c.id).offset(skip).limit(limit))]
    return happening_rows(connection, names), total


def happening_rows(connection: sa.Connection, names: Sequence[str]) -> list[Json]:
    """Short rows of happenings: type, days, place and parties, who tells them by how many roads, and a headline."""
    table, accounts, events, documents = schema.happenings, schema.accounts, schema.events, schema.documents
    found = {row["id"]: dict(row) for row in connection.execute(sa.select(table).where(table.c.id.in_(names))).mappings()}
    fields = (documents.c.name, documents.c.outlet, documents.c.published, documents.c.title, documents.c.origin)
    query = sa.select(accounts.c.happening, accounts.c.role, events.c.status, events.c.certainty, *fields)
    query = query.join(events, events.c.id == accounts.c.event).join(documents, documents.c.id == events.c.document)
    query = query.where(accounts.c.happening.in_(names)).order_by(documents.c.published.asc().nulls_last(), documents.c.name)
    told: dict[str, list[Any]] = defaultdict(list)
    for row in connection.execute(query):
        told[row.happening].append(row)
    places = actors_by_key(connection, {each["place"] for each in found.values() if each["place"]})
    parties = _parties(connection, names)
    rows = []
    for name in (name for name in names if name in found):
        members = told[name]
        titled = [row for row in members if row.title]
        head = next((row for row in titled if row.role == "main"), titled[0] if titled else None)
        rows.append(
            {str(key): value for key, value in found[name].items()}
            | {
                "place": places.get(found[name]["place"]),
                "actors": parties.get((name, "actor"), []),
                "recipients": parties.get((name, "recipient"), []),
                "documents": len({row.name for row in members}),
                "outlets": sorted({row.outlet for row in members if row.outlet}),
                "origins": len({row.origin or row.name for row in members}),
                "negated": sum(row.status == "negated" for row in members),
                "disputed": sum(row.certainty == "disputed" for row in members),
                "title": head.title if head else None,
                "document": head.name if head else None,
            }
        )
    return rows


def _parties(connection: sa.Connection, names: Sequence[str]) -> dict[tuple[str, str], list[Json]]:
    accounts, parties, actors = schema.accounts, schema.parties, schema.actors
    fields = [actors.c[name] for name in ("key", "kind", "name_ar", "name_en", "country")]
    query = sa.select(accounts.c.happening, parties.c.role, sa.func.count().label("number"), *fields)
    query = query.join(parties, parties.c.event == accounts.c.event).join(actors, actors.c.id == parties.c.actor)
    query = query.where(accounts.c.happening.in_(names)).group_by(accounts.c.happening, parties.c.role, *fields)
    found: dict[tuple[str, str], list[Json]] = defaultdict(list)
    for row in connection.execute(query.order_by(sa.literal_column("number").desc(), actors.c.key)).mappings():
        some = found[row["happening"], row["role"]]
        if len(some) < _PARTIES:
            some.append({name: row[name] for name in ("key", "kind", "name_ar", "name_en", "country")})
    return found


def actors_by_key(connection: sa.Connection, keys: Iterable[str]) -> dict[str, Json]:
    """Key, kind, names and country of actors and places by key."""
    actors = schema.actors
    fields = ("key", "kind", "name_ar", "name_en", "country", "sectors")
    found: dict[str, Json] = {}
    for some in portions(sorted(set(keys))):
        query = sa.select(*(actors.c[name] for name in fields)).where(actors.c.key.in_(some))
        found |= {row["key"]: {name: row[name] for name in fields} for row in connection.execute(query).mappings()}
    return found


def actors(
    connection: sa.Connection, skip: int, limit: int, *, name: str | None = None, kind: str | None = None
) -> tuple[list[Json], int]:
    """Who and what the documents name, those in most documents first, and how many there are in all.

    `name` is a name or key as in `Filters`, or the beginning of a name.
    """
    table, namings = schema.actors, schema.namings
    number = sa.func.count(sa.distinct(namings.c.document)).label("documents")
    fields = [table.c[field] for field in ("key", "kind", "name_ar", "name_en", "country", "sectors")]
    query = sa.select(*fields, number).join(namings, namings.c.actor == table.c.id).group_by(*fields)
    if name:
        called = table.c.id.in_(choosing.actor_numbers(connection, name))
        begun = name.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
        like = (table.c.name_ar.like(begun, escape="\\"), sa.func.lower(table.c.name_en).like(begun.lower(), escape="\\"))
        query = query.where(sa.or_(called, *like))
    if kind:
        query = query.where(table.c.kind == kind)
    total = connection.scalar(sa.select(sa.func.count()).select_from(query.subquery())) or 0
    rows = connection.execute(query.order_by(number.desc(), table.c.key).offset(skip).limit(limit)).mappings()
    return [{str(key): value for key, value in row.items()} for row in rows], total


def relations(connection: sa.Connection, key: str, limit: int) -> list[Json]:
    """Whom an actor meets in events, with the role of the other one, the type and in how many documents."""
    events, actors_ = schema.events, schema.actors
    ours, theirs = schema.parties.alias(), schema.parties.alias()
    own = sa.select(actors_.c.id).where(actors_.c.key == key).scalar_subquery()
    fields = [actors_.c[name] for name in ("key", "kind", "name_ar", "name_en", "country")]
    number = sa.func.count(sa.distinct(events.c.document)).label("documents")
    query = sa.select(*fields, ours.c.role.label("own"), theirs.c.role, events.c.type, number)
    query = query.select_from(ours).join(theirs, theirs.c.event == ours.c.event).join(events, events.c.id == ours.c.event)
    query = query.join(actors_, actors_.c.id == theirs.c.actor).where(ours.c.actor == own, theirs.c.actor != own)
    query = query.group_by(*fields, ours.c.role, theirs.c.role, events.c.type)
    rows = connection.execute(query.order_by(number.desc(), actors_.c.key, events.c.type).limit(limit)).mappings()
    return [{str(name): value for name, value in row.items()} for row in rows]


def events_by_type(connection: sa.Connection, filters: Filters) -> list[tuple[str, int]]:
    """How many documents tell events of each type, of those asked for, the most first."""
    events, documents = schema.events, schema.documents
    conditions = [*choosing.event_conditions(connection, filters), *choosing.published_conditions(filters)]
    query = sa.select(events.c.type, sa.func.count(sa.distinct(events.c.document)))
    query = query.join(documents, documents.c.id == events.c.document).where(*conditions)
    return _counted(connection, query.group_by(events.c.type))


def speech(connection: sa.Connection, filters: Filters) -> Mapping[str, Counter[str]]:
    """Claims as asked for, counted by stance, by form, by act, by outlet, and by whether anybody named speaks."""
    claims, documents = schema.claims, schema.documents
    fields = (claims.c.stance, claims.c.form, claims.c.act, documents.c.outlet, claims.c.anonymous, claims.c.speaker)
    nobody = claims.c.speaker.is_(None).label("nobody")
    query = sa.select(*fields[:5], nobody, sa.func.count().label("number"))
    query = query.join(documents, documents.c.id == claims.c.document)
    query = query.where(*choosing.claim_conditions(connection, filters), *choosing.published_conditions(filters))
    found: dict[str, Counter[str]] = {name: Counter() for name in ("stance", "form", "act", "outlet", "speaker")}
    for row in connection.execute(query.group_by(*fields[:5], nobody)):
        found["stance"][row.stance] += row.number
        found["form"][row.form] += row.number
        found["act"][row.act] += row.number
        found["outlet"][row.outlet or ""] += row.number
        found["speaker"]["nobody" if row.nobody else "anonymous" if row.anonymous else "named"] += row.number
    return found


def cited(connection: sa.Connection, filters: Filters, limit: int) -> list[Json]:
    """Who speaks most in the documents asked for, with claims, documents and stances; nameless sources are left out."""
    claims, documents, actors_ = schema.claims, schema.documents, schema.actors
    fields = [actors_.c[name] for name in ("key", "kind", "name_ar", "name_en", "country")]
    number = sa.func.count(sa.distinct(claims.c.document)).label("documents")
    stances = [
        sa.func.sum(sa.case((claims.c.stance == stance, 1), else_=0)).label(stance) for stance in ("distanced", "endorsed")
    ]
    query = sa.select(*fields, number, sa.func.count().label("claims"), *stances)
    query = query.select_from(claims).join(actors_, actors_.c.id == claims.c.speaker)
    query = query.join(documents, documents.c.id == claims.c.document)
    query = query.where(claims.c.anonymous.is_(sa.false()), *choosing.published_conditions(filters)).group_by(*fields)
    rows = connection.execute(query.order_by(number.desc(), actors_.c.key).limit(limit)).mappings()
    return [{str(name): value for name, value in row.items()} for row in rows]


def relayed(connection: sa.Connection, filters: Filters, limit: int) -> list[tuple[str, int]]:
    """Through whom claims of the documents asked for came, with the number of documents, the most first."""
    relays, claims, documents = schema.relays, schema.claims, schema.documents
    query = sa.select(relays.c.name, sa.func.count(sa.distinct(claims.c.document)))
    query = query.join(claims, claims.c.id == relays.c.claim).join(documents, documents.c.id == claims.c.document)
    query = query.where(*choosing.published_conditions(filters)).group_by(relays.c.name)
    return _counted(connection, query)[:limit]


def outlet_order(connection: sa.Connection) -> dict[str, Counter[str]]:
    """How outlets stand to each other where several report one happening, by day, and how often each copied.

    By outlet: `shared` happenings, `first` a day or more before all others, `same` day, `later`; `copied` documents whose
    origin another outlet has first.
    """
    accounts, events, documents, origins = schema.accounts, schema.events, schema.documents, schema.origins
    query = sa.select(accounts.c.happening, documents.c.outlet, sa.func.min(documents.c.published))
    query = query.join(events, events.c.id == accounts.c.event).join(documents, documents.c.id == events.c.document)
    query = query.where(documents.c.outlet.is_not(None), documents.c.published.is_not(None))
    days: dict[str, dict[str, str]] = defaultdict(dict)
    for happening, outlet, day in connection.execute(query.group_by(accounts.c.happening, documents.c.outlet)):
        days[happening][outlet] = day
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for told in (told for told in days.values() if len(told) > 1):
        for outlet, day in told.items():
            rest = min(other for name, other in told.items() if name != outlet)
            found[outlet]["shared"] += 1
            found[outlet]["first" if day < rest else "same" if day == rest else "later"] += 1
    first = documents.alias()
    copies = sa.select(documents.c.outlet, sa.func.count()).join(origins, origins.c.id == documents.c.origin)
    copies = copies.join(first, first.c.id == origins.c.first).where(first.c.outlet != documents.c.outlet)
    for outlet, number in connection.execute(copies.group_by(documents.c.outlet)):
        found[outlet or ""]["copied"] += number
    return found


def titles(connection: sa.Connection, names: Iterable[str]) -> dict[str, Json]:
    """Title, outlet, date and origin of documents by name."""
    documents = schema.documents
    fields = ("name", "title", "outlet", "published", "url", "origin")
    found: dict[str, Json] = {}
    for some in portions(sorted(set(names))):
        query = sa.select(*(documents.c[name] for name in fields)).where(documents.c.name.in_(some))
        found |= {row["name"]: {name: row[name] for name in fields} for row in connection.execute(query).mappings()}
    return found


def happenings_of(connection: sa.Connection, document: str) -> dict[str, tuple[str, int]]:
    """By event of a document the happening that it belongs to, and how many documents tell that."""
    accounts, events, documents = schema.accounts, schema.events, schema.documents
    query = sa.select(events.c.name, accounts.c.happening).join(accounts, accounts.c.event == events.c.id)
    query = query.join(documents, documents.c.id == events.c.document).where(documents.c.name == document)
    own = dict(connection.execute(query).tuples().all())
    count = sa.select(accounts.c.happening, sa.func.count(sa.distinct(events.c.document)))
    count = count.join(events, events.c.id == accounts.c.event).where(accounts.c.happening.in_(sorted(set(own.values()))))
    numbers: dict[str, int] = dict(connection.execute(count.group_by(accounts.c.happening)).tuples().all())
    return {event: (happening, numbers[happening]) for event, happening in own.items()}
