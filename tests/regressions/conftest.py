"""The fixture `row`: `test_NAME.py` runs once for each row of `NAME.tsv` beside it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from musnad.pipeline import reader
from musnad.types import Document, Record

OPEN, EMPTY, BREAK = "*", "-", "¶"


def rows_of(path: Path) -> list[dict[str, str]]:
    """The rows of a table as they stand, each a dict by column."""
    lines = [line for line in path.read_text(encoding="utf-8").split("\n") if line and not line.startswith("#")]
    header = lines[0].split("\t")
    return [dict(zip(header, line.split("\t"), strict=True)) for line in lines[1:]]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Gives a test that asks for `row` every row of its module's table."""
    if "row" in metafunc.fixturenames:
        path = Path(metafunc.module.__file__ or "")
        rows = rows_of(path.with_name(path.stem.removeprefix("test_") + ".tsv"))
        metafunc.parametrize("row", rows, ids=[f"row {number}" for number in range(1, len(rows) + 1)])


@pytest.fixture
def record() -> Callable[[str], Record]:
    """Gives the record of a text of a table, in which `¶` stands for a line break."""
    return lambda text: reader("rules").read(Document("d", unbroken(text)))


def unbroken(text: str) -> str:
    """The text that a cell stands for."""
    return re.sub(f" ?{BREAK} ?", "\n", text)


@pytest.fixture
def fits() -> Callable[[dict[str, str], dict[str, str]], bool]:
    """Gives the check whether what was found is what a row states; `*` states nothing."""
    return lambda row, found: all(row[column] in {OPEN, value} for column, value in found.items())


@pytest.fixture
def listed() -> Callable[[list[str]], str]:
    """Gives the cell for several values."""
    return lambda values: "|".join(values) or EMPTY
