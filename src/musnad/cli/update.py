"""`musnad update`: finds copies and happenings among the documents that were added."""

from __future__ import annotations

import sys

import typer

from musnad.cli.exits import ExitCode, orderly
from musnad.cli.filters import DB
from musnad.cli.options import epilog

EPILOG = epilog(
    ("musnad update --db news.db", "after `musnad add`; go on after a stop by running it again"),
    ("musnad add 'today/*.jsonl' --db news.db && musnad update --db news.db", "one more day"),
)


def update(*, db: DB) -> None:
    """Compare documents that were added with all others: which share a text, which tell the same happening."""
    with orderly():
        from musnad.cli.progress import counting
        from musnad.store import comparing, open_store

        documents = happenings = 0
        with open_store(db, create=False) as store:
            with store.reading() as connection:
                waiting = comparing.waiting(connection)
            with counting("comparing", waiting) as advance:
                for step in comparing.compare(store):
                    documents += step.documents
                    happenings += step.happenings
                    advance(step.documents)
        sys.stdout.write(f"{documents:,} documents compared, {happenings:,} happenings made or changed\n")
    raise typer.Exit(ExitCode.DONE)
