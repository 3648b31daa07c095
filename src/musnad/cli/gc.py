"""`musnad gc`: drops from a store what newer readings have replaced."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from musnad.cli.exits import orderly
from musnad.cli.filters import DB
from musnad.cli.options import epilog

EPILOG = epilog(
    ("musnad gc --db news.db", "drop the records that a finished --reread has replaced"),
    ("musnad gc --abandon --db news.db", "also those of a --reread that was begun and not finished"),
)


def gc(
    *,
    db: DB,
    abandon: Annotated[
        bool, typer.Option("--abandon", help="Give up a --reread that was not finished, and drop what it has read.")
    ] = False,
) -> None:
    """Drop old records and what only they needed, and give the space back. Documents and current records stay."""
    with orderly():
        from musnad.store import open_store
        from musnad.store.keeping import collect

        with open_store(db, create=False) as store:
            dropped = collect(store, abandon=abandon)
        sys.stdout.write(f"{dropped.readings:,} old records dropped, {dropped.actors:,} actors that nothing names\n")
    raise typer.Exit
