"""How answers go out: JSON with an ETag, lists in pages or as JSON Lines, and streams that hold little memory."""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator, Callable, Generator, Iterable, Iterator
from contextlib import closing
from itertools import islice
from threading import BoundedSemaphore
from typing import Any, Generic, TypeAlias, TypeVar

import anyio
import anyio.to_thread
import orjson
from fastapi import Request, Response
from fastapi.responses import StreamingResponse
from pydantic import BaseModel

from musnad.api import cursors
from musnad.api.asking import Format, Paged
from musnad.api.offsets import Offsets, documents_in, in_utf16
from musnad.api.problems import Refusal
from musnad.store import Store, paging

Json = dict[str, Any]
T = TypeVar("T")
Connection: TypeAlias = paging.Connection

Placed = tuple[list[Any], Json]
Part = Callable[[Connection, list[Any] | None, int | None], Iterable[Placed]]
"""Gives what comes after a place (None: from the start), at most so many (None: all), each with its own place."""

NDJSON = "application/x-ndjson"
AT_ONCE = 50
"""Items of a page where the request does not say."""
_IN_STEP = 200
"""Items whose offsets are converted together: their texts are read at once."""
_CHUNK = 64 << 10
_KEPT = {"cache-control": "private, no-cache", "vary": "Authorization, Cookie"}


class Page(BaseModel, Generic[T]):
    """A part of a list. `next` is the cursor of the part after it, null where this is the last."""

    items: list[T]
    next: str | None


def listing(shape: object, what: str) -> dict[str, Any]:
    """What a route that gives a list says of itself in OpenAPI."""
    lines = {NDJSON: {"schema": {"type": "string", "description": "One item a line, all of them, without cursors."}}}
    return {"response_model": Page[shape], "responses": {200: {"description": what, "content": lines}, **unchanged()}}  # type: ignore[valid-type]  # a shape that is known when the application starts


def unchanged() -> dict[int | str, dict[str, Any]]:
    """What a route that knows `If-None-Match` says of it in OpenAPI."""
    return {304: {"description": "Nothing has changed since the answer with this ETag"}}


def one(request: Request, data: object) -> Response:
    """An answer as JSON; 304 without a body where the client has it already."""
    body = orjson.dumps(data)
    tag = f'"{hashlib.blake2b(body, digest_size=16).hexdigest()}"'
    headers = {**_KEPT, "etag": tag}
    if _has(request.headers.get("if-none-match", ""), tag):
        return Response(status_code=304, headers=headers)
    return Response(body, media_type="application/json", headers=headers)


def many(request: Request, asked: Paged, kinds: tuple[tuple[type, ...], ...], part: Part, **besides: object) -> Response:
    """A list: a page of it with `besides`, or all of it as JSON Lines. `kinds` are the types of the parts of a place."""
    place = cursors.read(request, asked.cursor, *kinds)
    if asked.format is Format.JSONL:

        def rows(connection: Connection) -> Iterator[Json]:
            return (item for _, item in part(connection, place, asked.limit))

        return lines(request, rows, asked.offsets)
    limit = asked.limit or AT_ONCE
    with store_of(request).reading() as connection:
        found = list(part(connection, place, limit + 1))
        shown = found[:limit]
        items = list(_counted(connection, (item for _, item in shown), asked.offsets))
    following = cursors.written(request, shown[-1][0]) if len(found) > limit else None
    return one(request, {"items": items, "next": following, **besides})


def counted(connection: Connection, data: Json, offsets: Offsets) -> Json:
    """An answer with its offsets as asked for."""
    return next(_counted(connection, [data], offsets))


def lines(request: Request, rows: Callable[[Connection], Iterable[Json]], offsets: Offsets) -> Response:
    """Rows as JSON Lines while they are found."""

    def chunks(connection: Connection) -> Iterator[bytes]:
        for row in _counted(connection, rows(connection), offsets):
            yield orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE)

    return stream(request, chunks, NDJSON)


def stream(
    request: Request, chunks: Callable[[Connection], Iterable[bytes]], media_type: str, name: str | None = None
) -> Response:
    """Bytes while they are made, under one view of the store; `name` is that of the file that a browser keeps.

    What fails before the first chunk is answered as a problem; after that the connection breaks off, so that half an answer
    is not taken for a whole one. Raises Refusal where as many streams run as may.
    """
    slots: BoundedSemaphore = request.app.state.streams
    if not slots.acquire(blocking=False):
        raise Refusal("too-many", "as many large answers as may run at once do; try again", headers={"retry-after": "5"})
    made = _held(store_of(request), chunks, slots)
    try:
        first = next(made, b"")
    except BaseException:
        made.close()
        raise
    headers = {"content-disposition": f'attachment; filename="{name}"'} if name else {}
    return StreamingResponse(_sent(first, made), media_type=media_type, headers={**_KEPT, **headers})


def store_of(request: Request) -> Store:
    """The store that the application serves."""
    found: Store = request.app.state.store
    return found


def pieces(part: Callable[[paging.Place | None, int], list[paging.Placed]], after: paging.Place | None) -> Iterator[Placed]:
    """All of a list that is read part by part."""
    while True:
        found = part(after, _IN_STEP)
        for each in found:
            yield list(each.place), each.data
        if len(found) < _IN_STEP:
            return
        after = found[-1].place


def keyed(part: Callable[[Connection, paging.Place | None, int], list[paging.Placed]]) -> Part:
    """The part of a list whose places are those of documents."""

    def found(connection: Connection, place: list[Any] | None, limit: int | None) -> Iterable[Placed]:
        after = paging.Place(*place) if place else None
        return islice(pieces(lambda at, size: part(connection, at, min(size, limit or size)), after), limit)

    return found


PLACE: tuple[tuple[type, ...], ...] = ((str, type(None)), (str,), (int,))
"""The parts of a place among documents: published, name, and within the document."""
COUNT: tuple[tuple[type, ...], ...] = ((int,),)
"""A place in a list that is counted."""


def counting(rows: Callable[[Connection, int, int | None], Iterable[Json]]) -> Part:
    """The part of a list that is ordered anew for each request, and found by counting: what `rows` gives after so many."""

    def found(connection: Connection, place: list[Any] | None, limit: int | None) -> Iterable[Placed]:
        skip = place[0] if place else 0
        numbered = enumerate(islice(rows(connection, skip, limit), limit), skip + 1)
        return (([number], row) for number, row in numbered)

    return found


def _counted(connection: Connection, rows: Iterable[Json], offsets: Offsets) -> Iterator[Json]:
    if offsets is Offsets.CODE_POINTS:
        yield from rows
        return
    waiting = iter(rows)
    while some := list(islice(waiting, _IN_STEP)):
        texts = paging.texts(connection, documents_in(some))
        yield from (in_utf16(row, texts) for row in some)


def _held(
    store: Store, chunks: Callable[[Connection], Iterable[bytes]], slots: BoundedSemaphore
) -> Generator[bytes, None, None]:
    """Chunks of some size, with the connection held until the last is gone or nobody wants more."""
    try:
        with store.reading() as connection:
            waiting: list[bytes] = []
            size = 0
            for chunk in chunks(connection):
                waiting.append(chunk)
                size += len(chunk)
                if size >= _CHUNK:
                    yield b"".join(waiting)
                    waiting, size = [], 0
            if waiting:
                yield b"".join(waiting)
    finally:
        slots.release()


async def _sent(first: bytes, made: Generator[bytes, None, None]) -> AsyncIterator[bytes]:
    with closing(made):
        chunk = first
        while chunk:
            yield chunk
            chunk = await anyio.to_thread.run_sync(next, made, b"")


def _has(given: str, tag: str) -> bool:
    """Whether the header `If-None-Match` names the tag (RFC 9110, weak comparison)."""
    return given.strip() == "*" or tag in {each.strip().removeprefix("W/") for each in given.split(",")}
