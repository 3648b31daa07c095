"""`musnad compare`: one happening in all its versions, what contradicts what, and who says so."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Annotated, Any

import typer

from musnad.cli.exits import orderly
from musnad.cli.filters import DB, FORMAT, TableFormat
from musnad.cli.options import epilog
from musnad.cli.rows import show

if TYPE_CHECKING:
    from musnad.across.series import Figure
    from musnad.across.versions import Value
    from musnad.store.telling import Told

EPILOG = epilog(
    ("musnad compare h-7f3a21bc90de --db news.db", "every number, place, day and party that is told, with who tells it"),
    ("musnad compare SK-middleEast-225-20180312/v3 --db news.db", "the happening that an event belongs to"),
)
COLUMNS = ("field", "value", "bound", "who", "against", "published", "document", "event", "words")


def compare(
    happening: Annotated[str, typer.Argument(metavar="HAPPENING", help="Its id, or DOCUMENT/EVENT of one of its events.")],
    *,
    db: DB,
    form: FORMAT = TableFormat.TABLE,
) -> None:
    """Show all versions of a happening: by field, value and date, with the chain of who says so.

    `against` counts the values that cannot be true together with this one. JSON is one object: the happening as CONTRACT.md
    says, with `contradictions`, `denials` and `series` beside it.
    """
    with orderly():
        from musnad.store import open_store, telling

        with open_store(db, create=False) as store, store.reading() as connection:
            document, _, event = happening.rpartition("/")
            name = telling.happening_of_event(connection, document, event) if document else happening
            told = next(telling.told(connection, [name]))
        if form is TableFormat.JSON:
            show([(_data(told), ())], (), form, "")
        else:
            show(_rows(told), COLUMNS, form, f"{told.happening.type} {told.happening.id}, versions")


def _rows(told: Told) -> list[tuple[dict[str, Any], tuple[object, ...]]]:
    from musnad.across.contradictions import contradictions_of

    versions = told.versions
    against: dict[tuple[str, Value], int] = {}
    for each in contradictions_of(versions):
        for values, others in ((each.left, each.right), (each.right, each.left)):
            for value in values:
                against[each.field, value] = against.get((each.field, value), 0) + len(others)
    return [({}, _cells(version.field, value, against)) for version in versions for value in version.values]


def _cells(field: str, value: Value, against: dict[tuple[str, Value], int]) -> tuple[object, ...]:
    return (
        field, value.value, value.bound, " < ".join(reversed(value.chain)), against.get((field, value)), value.published,
        value.document, value.event, value.text,
    )  # fmt: skip


def _data(told: Told) -> dict[str, Any]:
    from musnad.across.contradictions import contradictions_of
    from musnad.across.series import series_of
    from musnad.across.versions import denials_of
    from musnad.deeds.magnitudes import FIELDS
    from musnad.store.telling import happening_data, value_data

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


def _figure(figure: Figure) -> dict[str, Any]:
    """A figure as JSON data: an open end is null."""
    from musnad.store.telling import value_data

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
