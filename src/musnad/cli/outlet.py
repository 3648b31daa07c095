"""`musnad outlet`: whom an outlet cites, how it stands to what it cites, and how often it is first."""

from __future__ import annotations

from typing import Annotated

import typer

from musnad.cli.exits import orderly
from musnad.cli.filters import DB, FORMAT, SINCE, UNTIL, TableFormat, filters_of
from musnad.cli.options import epilog
from musnad.cli.rows import show

EPILOG = epilog(
    ("musnad outlet 'سكاي نيوز عربية' --db news.db", "its sources, its stance, first or follower"),
    ("musnad outlet العربية --since 2018-04-01 --format json --db news.db", "the same with all counts"),
)
SHARES = (
    "named", "described", "unnamed", "nobody", "distanced", "endorsed", "relayed", "alone", "first", "same_day", "later",
    "copied",
)  # fmt: skip
COLUMNS = ("what", "who", "count", "of", "share", "low", "high", "elsewhere")


def outlet(
    name: Annotated[str, typer.Argument(metavar="OUTLET", help="Its name as the documents have it.")],
    *,
    db: DB,
    since: SINCE = None,
    until: UNTIL = None,
    form: FORMAT = TableFormat.TABLE,
) -> None:
    """Show the profile of an outlet beside all others: named and unnamed sources, distance, agencies, first or follower."""
    filters = filters_of(since=since, until=until)
    with orderly():
        from musnad.store import answers, open_store

        with open_store(db, create=False) as store, store.reading() as connection:
            found = answers.profile(connection, name, filters)
        if form is TableFormat.JSON:
            show([(found.to_dict(), ())], (), form, "")
            return
        rows: list[tuple[dict[str, object], tuple[object, ...]]] = []
        for share in SHARES:
            one = getattr(found, share)
            rows.append(({}, (share, None, one.count, one.of, one.share, one.low, one.high, one.elsewhere)))
        for part in ("speakers", "media"):
            rows += [({}, (part, each.name, each.claims, None, None, None, None, None)) for each in getattr(found, part)]
        rows += [({}, ("behind", each.outlet, each.happenings, None, None, None, None, None)) for each in found.predecessors]
        show(rows, COLUMNS, form, f"{name}: {found.documents:,} documents, {found.claims:,} claims; rows")
