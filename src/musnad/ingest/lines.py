"""Lines of files as they stand, for what is no article: stored records, and counting ahead."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from typing import BinaryIO, NamedTuple

from musnad.errors import InputError, UnreadableInput
from musnad.ingest.opening import read_each
from musnad.ingest.sources import Source, sources
from musnad.ingest.streams import chunks_of, lines_of, too_large, unpacked
from musnad.types import Problem

MAX_RECORD_BYTES = 200_000_000
"""Largest line read: the record of a large article is some ten times as long as its text."""


class Line(NamedTuple):
    """One line with the name of its file and its number from 1."""

    source: str
    number: int
    data: bytes


def raw_lines(
    paths: Sequence[str | os.PathLike[str]], *, stdin: BinaryIO | None = None, limit: int = MAX_RECORD_BYTES
) -> Iterator[Line | Problem]:
    """Every line with something on it of the files that the paths name, gzipped or not; `-` is standard input."""
    return read_each(paths, stdin, lambda opened, source: _lines(opened, source, limit))


def expected_documents(paths: Sequence[str | os.PathLike[str]]) -> int | None:
    """How many documents the paths seem to hold: the lines of JSON Lines, else one a file; None where nobody knows.

    Reads JSON Lines through once, which takes a small part of the time that the articles in them do.
    """
    count = 0
    for source in sources(paths):
        if isinstance(source, Problem):
            continue
        if source.path is None or not source.path.is_file():
            return None
        if source.format != "jsonl":
            count += 1
            continue
        try:
            with source.path.open("rb") as opened:
                count += sum(1 for _ in _lines(opened, source, MAX_RECORD_BYTES))
        except (InputError, OSError):
            return None
    return count


def _lines(opened: BinaryIO, source: Source, limit: int) -> Iterator[Line | Problem]:
    chunks = unpacked(chunks_of(opened, source.name), source.name, named_gz=source.gz)
    for number, line in lines_of(chunks, limit):
        if line is None:
            where = f"{source.name}:{number}"
            yield Problem(where, UnreadableInput.kind, f"{where}: {too_large(limit)}")
        elif line.strip():
            yield Line(source.name, number, line)
