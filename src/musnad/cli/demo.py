"""`musnad demo`: the sample newsroom of the package, read and shown."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from musnad.cli.exits import orderly
from musnad.cli.options import BIDI, DEFAULT_READER, epilog
from musnad.cli.terminal import Bidi, Display, console_for, display_for
from musnad.types import Problem, Record

if TYPE_CHECKING:
    from rich.table import Table

EPILOG = epilog(
    ("musnad demo", "what is found in the newsroom, and one article with its records"),
    ("musnad demo --all | less -R", "every article with its records"),
)

_SHOWN = "nr-007-ufuq"
"""A charge and its denial, in direct, indirect and mixed speech: the article that shows most in least space."""


def demo(
    every: Annotated[bool, typer.Option("--all", help="Show every article with its records.")] = False,
    bidi: BIDI = Bidi.AUTO,
) -> None:
    """Read the sample newsroom of the package, all of it invented, and show what comes out. Needs no network."""
    with orderly():
        from musnad.cli.article import print_article

        console = console_for(sys.stdout)
        display = display_for(bidi, sys.stdout)
        records = _newsroom()
        console.print(_summary(records, display))
        for record in records:
            if every or record.document.id == _SHOWN:
                console.print()
                print_article(console, record, display)


def _newsroom() -> list[Record]:
    from importlib import resources

    from musnad import read_many
    from musnad.cli.inputs import documents_of

    with resources.as_file(resources.files("musnad") / "data" / "newsroom" / "articles.jsonl") as path:
        found = list(read_many(documents_of([path]), reader=DEFAULT_READER))
    return [item for item in found if not isinstance(item, Problem)]


def _summary(records: Iterable[Record], display: Display) -> Table:
    """What was found, by outlet."""
    from musnad.cli.right_to_left import Lines
    from musnad.cli.tables import plain_table

    counts: dict[str, Counter[str]] = {}
    for record in records:
        reading = record.reading
        counts.setdefault(record.document.outlet or "–", Counter()).update(
            articles=1,
            mentions=len(reading.mentions),
            times=len(reading.times),
            claims=len(reading.claims),
            events=len(reading.events),
        )
    columns = ("articles", "mentions", "times", "claims", "events")
    table = plain_table("The sample newsroom", ("outlet", *columns))
    for column in table.columns[1:]:
        column.justify = "right"
    for outlet, found in sorted(counts.items()):
        table.add_row(Lines(outlet, display, cell=True), *(f"{found[column]:,}" for column in columns))
    total = sum(counts.values(), Counter())
    table.add_section()
    table.add_row("all", *(f"{total[column]:,}" for column in columns))
    return table
