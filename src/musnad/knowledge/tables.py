"""Reads the TSV tables of the package."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from importlib import resources
from pathlib import PurePosixPath

from musnad.errors import KnowledgeError

EMPTY = "-"
"""What a cell without a value holds."""


def table(name: str) -> Iterator[dict[str, str]]:
    """The rows of `musnad/data/NAME.tsv` in file order, each a dict by column; empty cells are "".

    Raises KnowledgeError when the file is missing or a row has another number of cells than the header.
    """
    lines = (line for line in _text(f"{name}.tsv").split("\n") if line and not line.startswith("#"))
    header = next(lines, "").split("\t")
    for line in lines:
        cells = line.split("\t")
        if len(cells) != len(header):
            raise KnowledgeError(f"data/{name}.tsv: {len(cells)} cells instead of {len(header)} in the row {line[:60]!r}")
        yield {column: "" if cell == EMPTY else cell for column, cell in zip(header, cells, strict=True)}


def values(cell: str) -> tuple[str, ...]:
    """The values of a cell that holds several, separated by `|`; none for an empty cell."""
    return tuple(part.strip() for part in cell.split("|") if part.strip()) if cell else ()


def weights(name: str) -> bytes:
    """The bytes of `musnad/data/models/NAME`, a network or its vocabulary; KnowledgeError when the package lacks it."""
    try:
        return (resources.files("musnad") / "data" / "models" / name).read_bytes()
    except OSError as error:
        raise KnowledgeError(f"data/models/{name} is missing from the package: install musnad again ({error})") from error


@cache
def resource_digests() -> dict[str, str]:
    """The SHA-256 of every table and of the gazetteer, by name without suffix: what `produced_by.resources` holds."""
    root = resources.files("musnad") / "data"
    found: dict[str, str] = {}
    for folder in ("", "generated"):
        place = root / folder if folder else root
        for item in sorted(place.iterdir(), key=lambda entry: entry.name):
            stem, _, suffix = item.name.rpartition(".")
            if suffix in {"tsv", "marisa"}:
                name = str(PurePosixPath(folder) / stem) if suffix == "tsv" else stem
                found[name] = "sha256:" + hashlib.sha256(item.read_bytes()).hexdigest()
    return found


def _text(path: str) -> str:
    try:
        return (resources.files("musnad") / "data" / path).read_text(encoding="utf-8")
    except OSError as error:
        raise KnowledgeError(f"data/{path} is missing from the package: install musnad again ({error})") from error
