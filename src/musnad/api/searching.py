"""Routes that find documents, and that give all of a layer to take away."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from threading import Lock
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request, Response

from musnad.api.access import needs
from musnad.api.answering import COUNT, NDJSON, Connection, Json, counting, lines, listing, many, stream
from musnad.api.asking import ExportQuestion, SearchQuestion
from musnad.api.offsets import Offsets
from musnad.api.problems import RESPONSES, Refusal
from musnad.api.shapes import FoundShape
from musnad.store import answers, exporting
from musnad.store.choosing import document_conditions
from musnad.store.searching import By, Searcher

router = APIRouter(prefix="/api", tags=["search and exports"], responses=RESPONSES, dependencies=[needs("reader")])

Layer = Literal["records", "documents", "mentions", "claims", "events", "problems"]

_DEEPEST = 1000
"""Documents of one search: nobody reads further, and each is read whole to show its passage."""
_ROWS = 100
"""Rows of a table that are written together."""
_EXPORTED: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "All rows, as `musnad export` writes them",
        "content": {NDJSON: {"schema": {"type": "string"}}, "text/csv": {"schema": {"type": "string"}}},
    }
}


@router.get("/search", **listing(FoundShape, "Documents that were found, best first"))
def search(request: Request, asked: Annotated[SearchQuestion, Query()]) -> Response:
    """Documents by words, by meaning in Arabic or English, or by both, with the passage that fits best."""
    searcher: Searcher = request.app.state.searcher
    lock: Lock = request.app.state.searching

    def rows(_connection: Connection, skip: int, limit: int | None) -> Iterable[Json]:
        most = min(skip + (limit or _DEEPEST), _DEEPEST)
        by = By(asked.by)
        if by is By.WORDS:
            answer = searcher.search(asked.q, asked.filters(most), by)
        else:
            with lock:  # vectors that are new to the process are put beside the old
                answer = searcher.search(asked.q, asked.filters(most), by)
        return [answers.found_data(found, answer) for found in answer.found[skip:]]

    return many(request, asked, COUNT, counting(rows))


@router.get("/exports/{layer}", response_class=Response, responses=_EXPORTED)
def export(request: Request, layer: Layer, asked: Annotated[ExportQuestion, Query()]) -> Response:
    """All rows of a layer by date of publication and id; filters choose documents, and `limit` counts these."""
    filters = asked.filters(asked.limit)
    if layer == "problems" and filters.any_given:
        raise Refusal("invalid", "problems are exported whole; leave the filters out")

    def rows(connection: Connection) -> Iterator[Json]:
        where = document_conditions(connection, filters)
        if layer == "records" and asked.format == "jsonl":
            return exporting.record_rows(connection, where, limit=filters.limit)
        return exporting.rows(connection, layer, where, limit=filters.limit)

    if asked.format == "jsonl":
        return lines(request, rows, asked.offsets)
    if asked.offsets is not Offsets.CODE_POINTS:
        raise Refusal("invalid", "query.offsets: tables count code points; ask for format=jsonl")
    return stream(request, lambda connection: _table(layer, rows(connection)), "text/csv; charset=utf-8", f"{layer}.csv")


def _table(layer: Layer, found: Iterable[Json]) -> Iterator[bytes]:
    """The bytes that `exporting.write_csv` writes, while it writes them."""
    head = _csv(layer, ())
    yield head
    waiting = iter(found)
    while some := list(islice(waiting, _ROWS)):
        yield _csv(layer, some)[len(head) :]


def _csv(layer: Layer, rows: Sequence[Json]) -> bytes:
    target = io.StringIO()
    exporting.write_csv(target, layer, rows)
    return target.getvalue().encode()
