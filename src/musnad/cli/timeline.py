"""`musnad timeline`: happenings of an actor, a place or a country by day, or the reports of one happening."""

from __future__ import annotations

from typing import Annotated

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

EPILOG = epilog(
    ("musnad timeline --actor 'الجيش السوري' --since 2018-04-01 --db news.db", "what somebody did and suffered, by day"),
    ("musnad timeline --happening h-7f3a21bc90de --db news.db", "who reported it when, and on whose word"),
)
COLUMNS = ("from", "to", "basis", "type", "place", "actors", "recipients", "documents", "origins", "happening", "words")
REPORTS = ("published", "outlet", "document", "role", "road", "status", "certainty", "speaker", "words")


def timeline(
    *,
    db: DB,
    happening: Annotated[
        str | None, typer.Option("--happening", metavar="ID", help="The reports of one happening, by publication.")
    ] = None,
    outlet: OUTLETS = None,
    since: SINCE = None,
    until: UNTIL = None,
    actor: ACTOR = None,
    place: PLACE = None,
    country: COUNTRY = None,
    type: TYPE = None,  # noqa: A002 - the name of the option
    limit: LIMIT = 200,
    form: FORMAT = TableFormat.TABLE,
) -> None:
    """Show happenings in the order of their days, each once, with the number of independent origins and words to quote."""
    filters = filters_of(
        outlets=outlet, since=since, until=until, actor=actor, place=place, country=country, type=type, limit=limit
    )
    with orderly():
        from musnad.store import answers, open_store

        with open_store(db, create=False) as store, store.reading() as connection:
            reports = answers.reports(connection, happening) if happening else ()
            dated = () if happening else answers.timeline(connection, filters)
        if happening:
            rows = [
                (
                    each.to_dict(),
                    (
                        each.published, each.outlet, each.document, each.role, each.road, each.status, each.certainty,
                        each.speaker, each.quote.text,
                    ),
                )
                for each in reports
            ]  # fmt: skip
            show(rows, REPORTS, form, "Reports")
            return
        show(
            [
                (
                    row.to_dict(),
                    (
                        row.earliest, row.latest, row.basis, row.type, row.place.name_ar if row.place else None,
                        "، ".join(party.name_ar for party in row.actors[:3]),
                        "، ".join(party.name_ar for party in row.recipients[:3]), row.documents, row.origins,
                        row.happening, row.quote.text,
                    ),
                )
                for row in dated
            ],
            COLUMNS, form, "Timeline",
        )  # fmt: skip
