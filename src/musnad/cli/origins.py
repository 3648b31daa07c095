"""`musnad origins`: documents that have one text between them, and who had it first."""

from __future__ import annotations

from typing import Annotated

import typer

from musnad.cli.exits import orderly
from musnad.cli.filters import DB, FORMAT, LIMIT, OUTLETS, SINCE, UNTIL, TableFormat, filters_of
from musnad.cli.options import epilog
from musnad.cli.rows import show

EPILOG = epilog(
    ("musnad origins --db news.db", "groups of documents with one origin, the largest first"),
    ("musnad origins --db news.db --document SK-middleEast-225-20180312", "where one document's text comes from"),
)
COLUMNS = ("origin", "kind", "documents", "outlets", "first", "first outlet", "published", "title")


def origins(
    *,
    db: DB,
    document: Annotated[str | None, typer.Option("--document", metavar="ID", help="The origin of this document.")] = None,
    outlet: OUTLETS = None,
    since: SINCE = None,
    until: UNTIL = None,
    limit: LIMIT = 20,
    form: FORMAT = TableFormat.TABLE,
) -> None:
    """List groups of documents with one origin: duplicates, copies, and texts that share an agency's paragraphs."""
    filters = filters_of(outlets=outlet, since=since, until=until, limit=limit)
    with orderly():
        from musnad.store import open_store, telling

        with open_store(db, create=False) as store, store.reading() as connection:
            found = telling.origins_told(connection, filters, document)
            show(((telling.origin_data(each.origin), each.cells) for each in found), COLUMNS, form, "Origins")
