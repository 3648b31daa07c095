"""`musnad happenings`: what happened, each deed once, however many documents tell it."""

from __future__ import annotations

from typing import Annotated, Any

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
    SPEAKER,
    STANCE,
    TYPE,
    UNTIL,
    TableFormat,
    filters_of,
)
from musnad.cli.options import epilog
from musnad.cli.rows import show

EPILOG = epilog(
    ("musnad happenings --db news.db --since 2018-04-07 --until 2018-04-14", "what most documents of a week tell"),
    ("musnad happenings --db news.db --type ASSAULT --country SYR --format json", "objects of CONTRACT.md, one a line"),
)
COLUMNS = ("happening", "type", "mode", "from", "to", "place", "actors", "recipients", "documents", "origins")


def happenings(
    *,
    db: DB,
    outlet: OUTLETS = None,
    since: SINCE = None,
    until: UNTIL = None,
    actor: ACTOR = None,
    place: PLACE = None,
    country: COUNTRY = None,
    type: TYPE = None,  # noqa: A002 - the name of the option
    speaker: SPEAKER = None,
    stance: STANCE = None,
    least: Annotated[int, typer.Option("--least", min=1, metavar="N", help="Told by at least so many documents.")] = 1,
    limit: LIMIT = 20,
    form: FORMAT = TableFormat.TABLE,
) -> None:
    """List happenings, those that most documents tell first, with how many independent origins each has."""
    filters = filters_of(
        outlets=outlet, since=since, until=until, actor=actor, place=place, country=country, type=type,
        speaker=speaker, stance=stance, limit=limit,
    )  # fmt: skip
    with orderly():
        from musnad.store import open_store, telling

        with open_store(db, create=False) as store, store.reading() as connection:
            found = telling.answers(connection, telling.chosen(connection, filters, least=least))
            show(((each, cells(each)) for each in found), COLUMNS, form, "Happenings")


def cells(told: dict[str, Any]) -> tuple[object, ...]:
    """The row of a happening, given as JSON data, under `COLUMNS`."""
    place, roads = told["place"], told["origins"]
    actors, recipients = ("، ".join(party["name_ar"] for party in told[side][:3]) for side in ("actors", "recipients"))
    return (
        told["id"], told["type"], told["mode"], told["earliest"], told["latest"], place["name_ar"] if place else None,
        actors, recipients, sum(map(len, roads)), len(roads),
    )  # fmt: skip
