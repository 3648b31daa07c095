"""`musnad compare`: one happening in all its versions, what contradicts what, and who says so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from musnad.cli.exits import orderly
from musnad.cli.filters import DB, FORMAT, TableFormat
from musnad.cli.options import epilog
from musnad.cli.rows import show

if TYPE_CHECKING:
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
        from musnad.store import answers, open_store

        with open_store(db, create=False) as store, store.reading() as connection:
            told = answers.compared(connection, happening)
        if form is TableFormat.JSON:
            show([(answers.comparison_data(told), ())], (), form, "")
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
