"""What answers over a store are made of: namings of an actor, claims with their documents, sources, whom a name means."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import sqlalchemy as sa

from musnad.across.accounts import Naming, Party, Source, Voice, voices_of
from musnad.errors import StoreError
from musnad.store import choosing, schema
from musnad.store.choosing import Filters
from musnad.store.reading import records
from musnad.types import Span

_NOWHERE = Span(0, 0)


def actors_called(connection: sa.Connection, name: str) -> list[int]:
    """The numbers of the actors that a name or key means; StoreError where there is none."""
    found = choosing.actor_numbers(connection, name)
    if not found:
        raise StoreError(f"{name!r}: nobody and nothing in the store is called so; try `musnad search`")
    return found


def keys_of(connection: sa.Connection, numbers: Sequence[int]) -> list[str]:
    """The keys of actors, sorted."""
    actors = schema.actors
    return sorted(connection.scalars(sa.select(actors.c.key).where(actors.c.id.in_(numbers))))


def namings_of(connection: sa.Connection, numbers: Sequence[int], filters: Filters) -> list[Naming]:
    """How documents as asked for name these actors; the parties stand nowhere in a text, their spans are empty."""
    namings, documents, actors = schema.namings, schema.documents, schema.actors
    speakers = actors.alias()
    query = sa.select(
        documents.c.name,
        documents.c.outlet,
        documents.c.published,
        namings.c.form,
        namings.c.stance,
        namings.c.count.label("uses"),
        *(actors.c[name] for name in ("key", "kind", "name_ar", "name_en", "country", "sectors")),
        speakers.c.key.label("speaker"),
    )
    query = query.select_from(namings).join(documents, documents.c.id == namings.c.document)
    query = query.join(actors, actors.c.id == namings.c.actor)
    query = query.outerjoin(speakers, speakers.c.id == namings.c.speaker)
    query = query.where(namings.c.actor.in_(numbers), *choosing.document_conditions(connection, filters))
    return [
        Naming(
            Source(row.name, row.outlet, row.published),
            Party(row.key, row.kind, row.name_ar, row.name_en, row.country, tuple(row.sectors.split()), row.form, _NOWHERE),
            row.form,
            row.speaker,
            row.stance,
            row.uses,
        )
        for row in connection.execute(query.order_by(documents.c.name, namings.c.form)).all()
    ]


def people(connection: sa.Connection, keys: set[str]) -> dict[str, str]:
    """The Arabic names of actors by key."""
    actors = schema.actors
    found: dict[str, str] = {}
    ordered = sorted(keys)
    for start in range(0, len(ordered), 500):
        query = sa.select(actors.c.key, actors.c.name_ar).where(actors.c.key.in_(ordered[start : start + 500]))
        found.update((row[0], row[1]) for row in connection.execute(query))
    return found


def voices(connection: sa.Connection, filters: Filters) -> Iterator[tuple[Source, tuple[Voice, ...]]]:
    """Every document as asked for with its claims, by date and name."""
    for stored in records(connection, choosing.document_conditions(connection, filters), limit=filters.limit):
        document = stored.record["document"]
        yield Source(document["id"], document["outlet"], document["published"]), voices_of(stored.record)
