"""`musnad names`: how each outlet and speaker names an actor."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from musnad.cli.exits import orderly
from musnad.cli.filters import DB, FORMAT, OUTLETS, SINCE, UNTIL, TableFormat, filters_of
from musnad.cli.options import epilog
from musnad.cli.rows import show

if TYPE_CHECKING:
    from musnad.across.names import Names

EPILOG = epilog(
    ("musnad names 'Islamic State' --db news.db", "which outlet uses which name, in its own words and in quoting"),
    ("musnad names Houthis --since 2018-01-01 --format json --db news.db", "with shares, intervals and months"),
)
COLUMNS = ("voice", "who", "form", "loaded", "documents", "share", "low", "high", "elsewhere", "q", "tendency")


def names(
    actor: Annotated[str, typer.Argument(metavar="ACTOR", help="A name in Arabic or English, or a key (Q41521).")],
    *,
    db: DB,
    outlet: OUTLETS = None,
    since: SINCE = None,
    until: UNTIL = None,
    form: FORMAT = TableFormat.TABLE,
) -> None:
    """Show how outlets name an actor in their own words, how in quoting, and how speakers do; with significance.

    `share` is of the documents in which this voice names the actor, with its 95 % interval; `q` corrects for many forms.
    """
    filters = filters_of(outlets=outlet, since=since, until=until)
    with orderly():
        from musnad.store import answers, open_store

        with open_store(db, create=False) as store, store.reading() as connection:
            found = answers.names(connection, actor, filters)
        rows: list[tuple[dict[str, Any], tuple[object, ...]]] = [({}, cells) for cells in _cells(found)]
        if form is TableFormat.JSON:
            rows = [(found.to_dict(), ())]
        title = f"{found.name_ar}: {found.mentions:,} mentions in {found.documents:,} documents, uses"
        show(rows, COLUMNS, form, title)


def _cells(found: Names) -> list[tuple[object, ...]]:
    return [
        (
            namer.voice, namer.name, use.spelling, use.loaded, use.documents, use.share, use.low, use.high, use.elsewhere,
            use.q, use.tendency,
        )
        for voice in (found.own, found.quoted, found.speakers)
        for namer in voice
        for use in namer.forms
    ]  # fmt: skip
