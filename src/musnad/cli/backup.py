"""`musnad backup`: a copy of a store while it is used."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from musnad.cli.exits import orderly
from musnad.cli.filters import DB
from musnad.cli.options import epilog

EPILOG = epilog(
    ("musnad backup news-2024-01-16.db --db news.db", "a copy that is a store itself"),
    ("musnad backup news.db --db postgresql+psycopg://user@host/news", "from PostgreSQL into a file"),
)


def backup(
    target: Annotated[Path, typer.Argument(metavar="FILE", help="The new SQLite file; it must not exist.")],
    *,
    db: DB,
) -> None:
    """Copy a store into a new SQLite file, as it is at one moment. Others may read and write meanwhile."""
    with orderly():
        from musnad.store import open_store
        from musnad.store.keeping import backup as backup_to

        with open_store(db, create=False) as store:
            backup_to(store, target)
        sys.stdout.write(f"{target}: {target.stat().st_size:,} bytes\n")
    raise typer.Exit
