"""Rows as files to take away: CSV, JSON Lines, Parquet."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any, Final, Literal

from fastapi import Request, Response

from musnad.api.answering import Connection, lines, stream
from musnad.api.offsets import Offsets
from musnad.store import exporting
from musnad.store.exporting import Layer

Format = Literal["csv", "jsonl", "parquet"]
FORMATS: Final[tuple[Format, ...]] = ("csv", "jsonl", "parquet")
_ROWS = 100

Rows = Callable[[Connection], Iterable[dict[str, Any]]]


def given(request: Request, layer: Layer, form: Format, rows: Rows) -> Response:
    """Rows of a layer as a file of that format; CSV opens as UTF-8 in spreadsheets too."""
    if form == "jsonl":
        return lines(request, rows, Offsets.CODE_POINTS)
    if form == "csv":
        return stream(request, lambda connection: _csv(layer, rows(connection)), "text/csv; charset=utf-8", f"{layer}.csv")
    media_type = "application/vnd.apache.parquet"
    return stream(request, lambda c: iter([exporting.parquet_bytes(layer, rows(c))]), media_type, f"{layer}.parquet")


def _csv(layer: Layer, found: Iterable[dict[str, Any]]) -> Iterator[bytes]:
    head = _table(layer, ())
    yield b"\xef\xbb\xbf" + head  # without a byte order mark Excel takes Arabic for Windows-1252
    waiting = iter(found)
    while some := list(islice(waiting, _ROWS)):
        yield _table(layer, some)[len(head) :]


def _table(layer: Layer, rows: Iterable[dict[str, Any]]) -> bytes:
    target = io.StringIO()
    exporting.write_csv(target, layer, rows)
    return target.getvalue().encode()
