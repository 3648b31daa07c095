"""Whole answers over a store, as the command line and the interface over HTTP give them: questions in, results out."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from musnad.across.answers import By
from musnad.across.contradictions import contradictions_of
from musnad.across.names import Names, namings_by
from musnad.across.network import Level, Relation, relations_of
from musnad.across.profiles import Profile, profile_of
from musnad.across.series import Figure, series_of
from musnad.across.timeline import Report, Row, reports_of, timeline_of
from musnad.across.versions import denials_of
from musnad.deeds.magnitudes import FIELDS
from musnad.errors import StoreError
from musnad.store import asked, telling
from musnad.store.choosing import Filters
from musnad.store.searching import Answer, Found
from musnad.store.telling import Told, happening_data, value_data

FOUND = "musnad-found/1"

Json = dict[str, Any]


def names(connection: sa.Connection, actor: str, filters: Filters) -> Names:
    """How outlets and speakers name an actor; StoreError where nobody is called so."""
    given = asked.namings_of(connection, asked.actors_called(connection, actor), filters)
    people = asked.people(connection, {naming.speaker for naming in given if naming.speaker})
    return namings_by(given, origins=telling.origin_names(connection), people=people)


def timeline(connection: sa.Connection, filters: Filters) -> tuple[Row, ...]:
    """The happenings as asked for by day; `filters.limit` counts those that most documents tell."""
    found = list(telling.told(connection, telling.chosen(connection, filters)))
    return timeline_of([each.happening for each in found], telling.origin_names(connection))


def reports(connection: sa.Connection, happening: str) -> tuple[Report, ...]:
    """How one happening was reported, by publication; StoreError where there is none of that id."""
    found = next(telling.told(connection, [happening]))
    return reports_of(found.happening, telling.origin_names(connection))


def relations(connection: sa.Connection, filters: Filters, by: By | None, level: Level) -> Sequence[Relation]:
    """Who does what to whom by period, from the happenings as asked for; `by` None sums all periods."""
    told = list(telling.told(connection, telling.chosen(connection, filters)))
    return relations_of([each.happening for each in told], telling.origin_names(connection), by, level)


def profile(connection: sa.Connection, outlet: str, filters: Filters) -> Profile:
    """An outlet beside all others; StoreError where no document is of it."""
    given = list(asked.voices(connection, filters))
    if not any(source.outlet == outlet for source, _ in given):
        raise StoreError(f"{outlet!r}: no document of this outlet; `musnad status` lists the outlets")
    told = list(telling.told(connection, telling.chosen(connection, filters, least=2)))
    return profile_of(
        outlet,
        [(source, voice) for source, voices in given for voice in voices],
        [each.happening for each in told],
        telling.origin_groups(connection),
        [source for source, _ in given],
    )


def compared(connection: sa.Connection, name: str) -> Told:
    """The happening of an id, or of DOCUMENT/EVENT; StoreError where there is none."""
    document, _, event = name.rpartition("/")
    happening = telling.happening_of_event(connection, document, event) if document else name
    return next(telling.told(connection, [happening]))


def comparison_data(told: Told) -> Json:
    """A happening as JSON data, with `contradictions`, `denials` and `series` beside its versions."""
    versions = told.versions
    series = {field: [_figure(each) for each in series_of(versions, field)] for field in FIELDS}
    return happening_data(told) | {
        "contradictions": [
            {
                "field": each.field,
                "group": each.group or None,
                "left": [value_data(value) for value in each.left],
                "right": [value_data(value) for value in each.right],
            }
            for each in contradictions_of(versions)
        ],
        "denials": [
            {"value": value_data(each.value), "against": [list(key) for key in each.against]}
            for each in denials_of(versions)
        ],
        "series": {field: figures for field, figures in series.items() if figures},
    }


def found_data(found: Found, answer: Answer) -> Json:
    """A document that a search found as JSON data."""
    passage = found.passage
    return {
        "schema": FOUND,
        "document": found.document,
        "outlet": found.outlet,
        "published": found.published,
        "title": found.title,
        "by": answer.by.value,
        "score": found.score,
        "passage": {"start": passage.start, "end": passage.end, "text": found.text},
        "hits": [{"start": hit.start, "end": hit.end} for hit in found.hits],
    }


def _figure(figure: Figure) -> Json:
    """A figure as JSON data: an open end is null."""
    return {
        "group": figure.group,
        "low": _end(figure.low),
        "high": _end(figure.high),
        "first": figure.first,
        "superseded_by": [_end(end) for end in figure.by] if figure.by else None,
        "values": [value_data(value) for value in figure.values],
    }


def _end(number: float) -> float | None:
    return None if math.isinf(number) else number
