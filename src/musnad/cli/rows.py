"""Answers of a store as JSON Lines, as CSV, or as a table for people."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from musnad.cli.filters import TableFormat
from musnad.cli.terminal import Bidi

Json = Mapping[str, Any]


def show(rows: Iterable[tuple[Json, Sequence[object]]], columns: Sequence[str], form: TableFormat, title: str) -> None:
    """Writes each row: its JSON data as a line, or its cells under the columns; None is an empty cell."""
    if form is TableFormat.JSON:
        import orjson

        for data, _ in rows:
            sys.stdout.write(orjson.dumps(data).decode() + "\n")
        return
    if form is TableFormat.CSV:
        import csv

        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(cells for _, cells in rows)
        return
    _print([cells for _, cells in rows], columns, title)


def _print(rows: list[Sequence[object]], columns: Sequence[str], title: str) -> None:
    from musnad.cli.right_to_left import Lines
    from musnad.cli.tables import NOTHING, plain_table
    from musnad.cli.terminal import console_for, display_for

    console = console_for(sys.stdout)
    display = display_for(Bidi.AUTO, sys.stdout)
    table = plain_table(f"{title}: {len(rows):,}" if rows else f"{title}: none", columns if rows else ())
    for cells in rows:
        shown = (NOTHING if cell in {None, ""} else Lines(_spelt(cell), display, cell=True) for cell in cells)
        table.add_row(*shown)
    console.print(table)


def _spelt(cell: object) -> str:
    return f"{cell:.2f}" if isinstance(cell, float) else str(cell)
