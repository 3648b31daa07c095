"""`musnad network`: who does what to whom, as relations with sign and weight, by period."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from musnad.cli.exits import orderly
from musnad.cli.filters import (
    ACTOR,
    COUNTRY,
    DB,
    FORMAT,
    LIMIT,
    OUTLETS,
    PLACE,
    SINCE,
    TYPE,
    UNTIL,
    TableFormat,
    filters_of,
)
from musnad.cli.options import epilog
from musnad.cli.rows import show

if TYPE_CHECKING:
    from musnad.across.answers import By as Period

EPILOG = epilog(
    ("musnad network --since 2018-04-01 --until 2018-04-30 --level country --db news.db", "states against states, by week"),
    ("musnad network --actor Russia --by none --format csv --db news.db", "edges of a graph"),
)
COLUMNS = (
    "period", "actor", "recipient", "mutual", "happenings", "origins", "mean", "sum", "conflict", "cooperation",
    "disputed", "types",
)  # fmt: skip


class By(StrEnum):
    """How long a period is."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    NONE = "none"


PERIODS: dict[By, Period | None] = {By.DAY: "day", By.WEEK: "week", By.MONTH: "month", By.YEAR: "year", By.NONE: None}


class Level(StrEnum):
    """What stands for a party."""

    ACTOR = "actor"
    COUNTRY = "country"
    ROLE = "role"


def network(
    *,
    db: DB,
    outlet: OUTLETS = None,
    since: SINCE = None,
    until: UNTIL = None,
    actor: ACTOR = None,
    place: PLACE = None,
    country: COUNTRY = None,
    type: TYPE = None,  # noqa: A002 - the name of the option
    by: Annotated[By, typer.Option("--by", help="Periods; none sums them all: the edges of a graph.")] = By.WEEK,
    level: Annotated[
        Level, typer.Option("--level", help="Each actor apart, summed by country, or by country and first sector.")
    ] = Level.ACTOR,
    limit: LIMIT = 2000,
    form: FORMAT = TableFormat.TABLE,
) -> None:
    """Show relations between actors from happenings, each deed counted once however many documents tell it.

    `mean` and `sum` are of PLOVER's intensity, from -10 (conflict) to 10 (cooperation); `origins` counts independent
    reports. --limit counts the happenings that are taken, those that most documents tell first.
    """
    filters = filters_of(
        outlets=outlet, since=since, until=until, actor=actor, place=place, country=country, type=type, limit=limit
    )
    with orderly():
        from musnad.store import answers, open_store

        with open_store(db, create=False) as store, store.reading() as connection:
            relations = answers.relations(connection, filters, PERIODS[by], level.value)
        show(
            [
                (
                    each.to_dict(),
                    (
                        each.period, each.actor.name_ar, each.recipient.name_ar, "yes" if each.mutual else None,
                        each.happenings, each.origins, each.mean, each.sum, each.conflict, each.cooperation,
                        each.disputed, " ".join(f"{name}:{count}" for name, count in each.types),
                    ),
                )
                for each in relations
            ],
            COLUMNS, form, "Relations",
        )  # fmt: skip
