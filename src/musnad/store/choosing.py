"""What is asked for: filters that search, exports and all questions share, as conditions on the tables."""

from __future__ import annotations

from dataclasses import dataclass, fields

import sqlalchemy as sa

from musnad.store import schema
from musnad.text.folding import fold_word

_KINDS = ("person", "organization", "place", "group")


@dataclass(frozen=True, slots=True)
class Filters:
    """What is wanted; None and empty mean anything. Dates are ISO and include their days; several outlets are alternatives.

    `actor`, `place` and `speaker` are a key (Q41521, geonames:170654, group:…) or a name in Arabic or English.
    """

    outlets: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    actor: str | None = None
    place: str | None = None
    country: str | None = None
    type: str | None = None
    speaker: str | None = None
    stance: str | None = None
    limit: int | None = None

    @property
    def any_given(self) -> bool:
        """Whether anything but a limit is asked for."""
        return any(getattr(self, one.name) not in {None, ()} for one in fields(self) if one.name != "limit")


def document_conditions(connection: sa.Connection, filters: Filters) -> list[sa.ColumnElement[bool]]:
    """Conditions on `schema.documents`: published so, and with an event and a claim as asked for."""
    documents, events, claims = schema.documents, schema.events, schema.claims
    conditions = published_conditions(filters)
    about = event_conditions(connection, filters)
    if about:
        conditions.append(sa.exists().where(events.c.document == documents.c.id, *about))
    said = claim_conditions(connection, filters)
    if said:
        conditions.append(sa.exists().where(claims.c.document == documents.c.id, *said))
    return conditions


def published_conditions(filters: Filters) -> list[sa.ColumnElement[bool]]:
    """Conditions on `schema.documents` alone: outlet and date of publication."""
    documents = schema.documents
    conditions: list[sa.ColumnElement[bool]] = []
    if filters.outlets:
        conditions.append(documents.c.outlet.in_(filters.outlets))
    if filters.since:
        conditions.append(documents.c.published >= filters.since)
    if filters.until:
        conditions.append(documents.c.published <= filters.until)
    return conditions


def event_conditions(connection: sa.Connection, filters: Filters) -> list[sa.ColumnElement[bool]]:
    """Conditions on `schema.events`: type, place, country, and an actor as either party."""
    events, parties = schema.events, schema.parties
    conditions: list[sa.ColumnElement[bool]] = []
    if filters.type:
        conditions.append(events.c.type == filters.type)
    if filters.country:
        conditions.append(events.c.country == filters.country)
    if filters.place:
        conditions.append(events.c.place.in_(actor_numbers(connection, filters.place)))
    if filters.actor:
        numbers = actor_numbers(connection, filters.actor)
        conditions.append(events.c.id.in_(sa.select(parties.c.event).where(parties.c.actor.in_(numbers))))
    return conditions


def claim_conditions(connection: sa.Connection, filters: Filters) -> list[sa.ColumnElement[bool]]:
    """Conditions on `schema.claims`: speaker and stance."""
    claims = schema.claims
    conditions: list[sa.ColumnElement[bool]] = []
    if filters.stance:
        conditions.append(claims.c.stance == filters.stance)
    if filters.speaker:
        conditions.append(claims.c.speaker.in_(actor_numbers(connection, filters.speaker)))
    return conditions


def actor_numbers(connection: sa.Connection, name: str) -> list[int]:
    """The numbers of the actors of that key or name, sorted; where no actor has it, of those that a text calls so."""
    actors, namings = schema.actors, schema.namings
    folded = " ".join(fold_word(word) for word in name.split())
    keys = [name, *(f"{kind}:{folded}" for kind in _KINDS)]
    called = sa.or_(actors.c.key.in_(keys), actors.c.name_ar == name, sa.func.lower(actors.c.name_en) == name.lower())
    found = list(connection.scalars(sa.select(actors.c.id).where(called).order_by(actors.c.id)))
    if found:
        return found
    said = sa.select(namings.c.actor).where(namings.c.form == folded).distinct()
    return sorted(connection.scalars(said))
