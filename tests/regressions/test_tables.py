"""The tables of this folder: sorted, without repeats or empty cells, every column explained, and long enough."""

from __future__ import annotations

from pathlib import Path

import pytest

from musnad.types.vocabulary import MODES

HERE = Path(__file__).parent
LEAST = {
    "mentions": 80,
    "claims": 60,
    "events": 80,
    "sentences": 20,
    "quotations": 12,
    "clitics": 30,
    "pins": 7,
    "magnitudes": 50,
}


def parts(name: str) -> tuple[list[str], list[str], list[tuple[str, ...]]]:
    """The explained columns, the header and the rows of a table."""
    lines = (HERE / f"{name}.tsv").read_text(encoding="utf-8").removesuffix("\n").split("\n")
    explained = [line.removeprefix("# column ").split(":")[0] for line in lines if line.startswith("# column ")]
    header, *rows = [line for line in lines if not line.startswith("#")]
    return explained, header.split("\t"), [tuple(row.split("\t")) for row in rows]


@pytest.mark.parametrize("name", LEAST)
def test_format(name: str) -> None:
    explained, header, rows = parts(name)
    assert explained == header
    assert rows == sorted(set(rows))
    assert all(len(row) == len(header) and all(cell == cell.strip() != "" for cell in row) for row in rows)
    assert len(rows) >= LEAST[name]


def test_every_type_of_event_is_there() -> None:
    _, header, rows = parts("events")
    assert {row[header.index("type")] for row in rows} == {*MODES, "-"}
