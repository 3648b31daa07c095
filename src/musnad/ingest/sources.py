"""What a list of paths means: files, folders, patterns and standard input, in a fixed order."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from glob import glob, has_magic
from pathlib import Path
from typing import Literal

from musnad.errors import MissingInput, UnreadableInput
from musnad.types import Problem

Format = Literal["text", "html", "json", "jsonl"]

STANDARD_INPUT = "-"

FORMATS: dict[str, Format] = {
    ".txt": "text",
    ".html": "html",
    ".htm": "html",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
}
"""The suffixes that a folder is searched for, each also with `.gz` after it; files without any are read too."""

_GZ = ".gz"


@dataclass(frozen=True, slots=True)
class Source:
    """One thing to open: `path` is None for standard input, `format` None where the content must tell.

    `name` stands in problems, `stem` is the file's name without its suffixes; both hold no lone surrogates.
    """

    name: str
    path: Path | None
    format: Format | None
    stem: str
    gz: bool


def sources(paths: Sequence[str | os.PathLike[str]]) -> Iterator[Source | Problem]:
    """Every file that the paths name, each once, in the order of the paths and sorted within each.

    A path is a file, a folder (searched to its ends for the suffixes of FORMATS, hidden files left out), a pattern
    (`news/**/*.html`) or `-`. What names nothing gives a problem of kind missing-input.
    """
    seen: set[str] = set()
    for given in paths:
        if given == STANDARD_INPUT:
            yield Source("<stdin>", None, None, "", gz=False)
            continue
        for found in _found(Path(given)):
            if isinstance(found, Problem):
                yield found
            elif (real := os.path.realpath(found)) not in seen:
                seen.add(real)
                yield _source(found)


def _found(path: Path) -> Iterator[Path | Problem]:
    name = printable(str(path))
    try:
        if path.is_dir():
            yield from _in_folder(path)
        elif path.exists():
            yield path
        elif has_magic(str(path)):
            yield from _matching(path)
        else:
            yield Problem(name, MissingInput.kind, f"{name}: no such file or folder")
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        yield Problem(name, UnreadableInput.kind, f"{name}: cannot be looked up: {error}")


def _matching(pattern: Path) -> Iterator[Path | Problem]:
    matches = [Path(match) for match in sorted(glob(str(pattern), recursive=True))]  # noqa: PTH207 (Path.glob takes no absolute ones)
    if not matches:
        name = printable(str(pattern))
        yield Problem(name, MissingInput.kind, f"{name}: nothing matches this pattern")
    for match in matches:
        if match.is_dir():
            yield from (found for found in _in_folder(match) if isinstance(found, Path))
        else:
            yield match


def _in_folder(folder: Path) -> Iterator[Path | Problem]:
    failures: list[OSError] = []
    any_found = False
    for parent, folders, files in os.walk(folder, onerror=failures.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            path = Path(parent, name)
            if not name.startswith(".") and _is_readable_kind(name) and path.is_file():
                any_found = True
                yield path
    for failure in failures:
        name = printable(str(failure.filename))
        yield Problem(name, UnreadableInput.kind, f"{name}: cannot be opened: {failure.strerror}")
    if not any_found and not failures:
        name = printable(str(folder))
        message = f"{name}: no files in this folder with a suffix of {' '.join(FORMATS)}, plain or .gz"
        yield Problem(name, MissingInput.kind, message)


def _is_readable_kind(name: str) -> bool:
    source = _source(Path(name))
    return source.format is not None or not Path(source.stem).suffix


def _source(path: Path) -> Source:
    stem, gz = path.name, False
    if stem.lower().endswith(_GZ):
        stem, gz = stem[: -len(_GZ)], True
    kind = FORMATS.get(Path(stem).suffix.lower())
    return Source(printable(str(path)), path, kind, printable(stem if kind is None else Path(stem).stem), gz)


def printable(name: str) -> str:
    """A file's name that can be written: bytes that are no UTF-8 stand as U+FFFD."""
    return os.fsencode(name).decode("utf-8", "replace")
