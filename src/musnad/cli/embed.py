"""`musnad embed`: sentence vectors for the documents of a store, so that they can be found by what they mean."""

from __future__ import annotations

import sys

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
        from musnad.cli.progress import counting
        from musnad.store import open_store
        from musnad.store.embedding import embed as embed_store
        from musnad.store.embedding import missing

        with open_store(db, create=False) as store:
            with store.reading() as connection:
                expected = missing(connection)
            with counting("embedding", expected) as advance:
                made = embed_store(store, advance)
        sys.stdout.write(f"{made:,} documents have got a vector\n")
    raise typer.Exit
