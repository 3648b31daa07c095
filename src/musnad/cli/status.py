"""`musnad status`: what is in a store."""

from __future__ import annotations

import sys
from dataclasses import asdict
from typing import TYPE_CHECKING

import typer

from musnad.cli.exits import orderly
from musnad.cli.filters import DB, FORMAT, TableFormat
from musnad.cli.options import epilog

if TYPE_CHECKING:
    from musnad.store.keeping import Status

EPILOG = epilog(
    ("musnad status --db news.db", "documents by outlet, records by what made them, problems by kind"),
    ("musnad status --db news.db --format json", "the same for programs"),
)

_MEBIBYTE = 1 << 20
_DIGEST_SHOWN = 12


def status(*, db: DB, form: FORMAT = TableFormat.TABLE) -> None:
    """Show what is in a store: documents by outlet, records by what made them, problems by kind, rows by table."""
    with orderly():
        from musnad.store import open_store
        from musnad.store.keeping import status as status_of

        with open_store(db, create=False) as store, store.reading() as connection:
            found = status_of(connection)
        if form is TableFormat.JSON:
            import orjson

            sys.stdout.write(orjson.dumps({"schema": "musnad-status/1", **asdict(found)}).decode() + "\n")
        elif form is TableFormat.CSV:
            _write_csv(found)
        else:
            _print(found)
    raise typer.Exit


def _write_csv(found: Status) -> None:
    import csv

    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(("what", "name", "count"))
    writer.writerow(("database", "bytes", found.bytes))
    writer.writerows(("outlet", row.outlet, row.documents) for row in found.outlets)
    writer.writerows(("problem", kind, count) for kind, count in found.problems.items())
    writer.writerows(("table", name, count) for name, count in found.rows.items())


def _print(found: Status) -> None:
    from musnad.cli.right_to_left import Lines
    from musnad.cli.tables import NOTHING, plain_table
    from musnad.cli.terminal import Bidi, console_for, display_for

    console = console_for(sys.stdout)
    display = display_for(Bidi.AUTO, sys.stdout)
    table = plain_table(
        f"{found.rows['documents']:,} documents, {found.bytes / _MEBIBYTE:,.1f} MiB", ("outlet", "documents", "from", "to")
    )
    for outlet in found.outlets:
        name = Lines(outlet.outlet, display, cell=True) if outlet.outlet else NOTHING
        table.add_row(name, f"{outlet.documents:,}", outlet.since or NOTHING, outlet.until or NOTHING)
    console.print(table)
    table = plain_table("Records", ("made by", "current", "old", "waiting"))
    for maker in found.makers:
        table.add_row(maker.made_by[:_DIGEST_SHOWN], f"{maker.current:,}", f"{maker.old:,}", f"{maker.waiting:,}")
    console.print(table)
    table = plain_table("Problems" if found.problems else "Problems: none", ("kind", "number") if found.problems else ())
    for kind, count in found.problems.items():
        table.add_row(kind, f"{count:,}")
    console.print(table)
    table = plain_table("Tables", ("table", "rows"))
    for name, count in sorted(found.rows.items()):
        table.add_row(name, f"{count:,}")
    console.print(table)
