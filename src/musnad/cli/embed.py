"""`musnad embed`: sentence vectors for the documents of a store, so that they can be found by what they mean."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import typer

from musnad.cli.exits import orderly
from musnad.cli.filters import DB
from musnad.cli.options import epilog

EPILOG = epilog(
    ("musnad embed --db news.db", "give every document that has none its vector"),
    ("musnad embed --db news.db && musnad search 'chemical attack in Douma' --by meaning --db news.db", "what that is for"),
)


def embed(*, db: DB) -> None:
    """Make the vectors that search by meaning compares, for all documents without one.

    It takes about a sixth of a second of one core for a document. Stopped at any point, it goes on from there next time.
    """
    with orderly():
        from musnad.store import open_store
        from musnad.store.embedding import embed as embed_store
        from musnad.store.embedding import missing

        with open_store(db, create=False) as store:
            with store.reading() as connection:
                expected = missing(connection)
            with _progress(expected) as advance:
                made = embed_store(store, advance)
        sys.stdout.write(f"{made:,} documents have got a vector\n")
    raise typer.Exit


@contextmanager
def _progress(expected: int) -> Iterator[Callable[[int], None]]:
    """What is told of each batch: it moves a bar where standard error is a terminal."""
    if not sys.stderr.isatty():
        yield lambda _count: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

    columns = ("embedding", BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True, speed_estimate_period=30) as progress:
        task = progress.add_task("embedding", total=expected)

        def advance(count: int) -> None:
            progress.advance(task, count)

        yield advance
