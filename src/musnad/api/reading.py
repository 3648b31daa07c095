"""The route that reads: a text is posted, its record comes back; nothing is stored."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from threading import BoundedSemaphore
from typing import Annotated, Any, Literal

import orjson
from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import BaseModel, Field, ValidationError

from musnad.api.access import needs
from musnad.api.asking import Counted, Name
from musnad.api.offsets import Offsets, in_utf16
from musnad.api.problems import RESPONSES, Detail, Refusal, described, problem
from musnad.api.settings import Settings
from musnad.api.shapes import RecordShape
from musnad.ingest import KnownOutlets, documents, iso_date
from musnad.knowledge.tables import table
from musnad.pipeline import reader
from musnad.types import Document, Problem

router = APIRouter(prefix="/api", tags=["reading"], responses=RESPONSES, dependencies=[needs("reader")])

_LONGEST_ADDRESS = 2000


class Article(BaseModel):
    """A line of JSON as `musnad read` takes it; all but `text` may be missing."""

    text: str = Field(min_length=1)
    id: Name | None = None
    title: str | None = Field(None, max_length=_LONGEST_ADDRESS)
    published: str | None = Field(None, max_length=64, description="A date, such as 2017-01-10.")
    outlet: Name | None = None
    url: str | None = Field(None, max_length=_LONGEST_ADDRESS)


class ReadingQuestion(Counted):
    """`POST /api/read`."""

    reader: Literal["trained", "rules"] | None = Field(None, description="Which reader reads; else the server's own.")
    published: str | None = Field(None, max_length=64, description="Date of publication, where the text gives none.")
    outlet: Name | None = Field(None, description="Outlet, where the text names none.")


_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "description": "An article as JSON, or as plain text or HTML, in UTF-8 or an encoding that is named or can be told.",
        "content": {
            "application/json": {"schema": Article.model_json_schema()},
            "text/plain": {"schema": {"type": "string", "minLength": 1}},
            "text/html": {"schema": {"type": "string", "minLength": 1}},
        },
    }
}


async def body_of(request: Request) -> bytes:
    """The bytes of a request; the guard has counted them."""
    return await request.body()


@router.post(
    "/read",
    response_model=RecordShape,
    openapi_extra=_BODY,
    responses=described((415, "This media type is not read")),
)
def read(request: Request, asked: Annotated[ReadingQuestion, Query()], body: Annotated[bytes, Depends(body_of)]) -> Response:
    """The record of an article: who did what to whom, where and when, and according to whom. Nothing is stored."""
    settings: Settings = request.app.state.settings
    if asked.published is not None and iso_date(asked.published) is None:
        raise _invalid("query.published", "write a date as 2017-01-10")
    given = document_of(request.headers.get("content-type", ""), body, asked.published, asked.outlet, settings)
    with turn(request):
        record = reader(asked.reader or settings.reader).read(given).to_dict()
    if asked.offsets is Offsets.UTF16:
        record = in_utf16(record, {})
    return Response(orjson.dumps(record), media_type="application/json")


def document_of(content_type: str, body: bytes, published: str | None, outlet: str | None, settings: Settings) -> Document:
    """The document of a posted article, as `musnad read -` takes it. Raises Refusal for none, or several."""
    kind = content_type.partition(";")[0].strip().lower()
    if kind == "application/json":
        body = _line(body)
    elif kind not in {"text/plain", "text/html"}:
        raise Refusal("wrong-media-type", "post application/json, text/plain or text/html")
    items = documents(
        ["-"],
        published=published,
        outlet=outlet,
        known_outlets=_outlets(),
        stdin=io.BytesIO(body),
        limit=settings.body_bytes,
    )
    found: Document | None = None
    for item in items:
        if isinstance(item, Problem):
            if found is None:
                raise Refusal("unreadable", _without_source(item))
        elif found is not None:
            raise Refusal("unreadable", "there are several articles; post one at a time")
        elif len(item.text) > settings.text_length:
            most = settings.text_length
            raise Refusal("too-large", f"an article has at most {most:,} characters, this has {len(item.text):,}")
        else:
            found = item
    if found is None:
        raise Refusal("unreadable", "there is no article")
    return found


def _without_source(item: Problem) -> str:
    return item.message.removeprefix(f"{item.source}: ")


def _line(body: bytes) -> bytes:
    """A posted object as the line that `ingest` reads."""
    try:
        article = Article.model_validate_json(body)
    except ValidationError as error:
        first = error.errors()[0]
        if first["type"] == "json_invalid":
            raise Refusal("bad-request", f"the body is no JSON: {first['msg']}") from error
        raise _invalid(".".join(["body", *map(str, first["loc"])]), str(first["msg"])) from error
    if article.published is not None and iso_date(article.published) is None:
        raise _invalid("body.published", "write a date as 2017-01-10")
    return orjson.dumps(article.model_dump(exclude_none=True))


def _invalid(where: str, message: str) -> Refusal:
    refusal = Refusal("invalid", f"{where}: {message}")
    refusal.problem = problem("invalid", f"{where}: {message}", (Detail(where, message),))
    return refusal


@contextmanager
def turn(request: Request) -> Iterator[None]:
    """Waits until it is this text's turn. Raises Refusal where too many wait."""
    waiting: BoundedSemaphore = request.app.state.readings
    reading: BoundedSemaphore = request.app.state.reading
    if not waiting.acquire(blocking=False):
        raise Refusal("too-many", "other texts are being read; try again", headers={"retry-after": "5"})
    try:
        with reading:
            yield
    finally:
        waiting.release()


@cache
def _outlets() -> KnownOutlets:
    return KnownOutlets.from_rows(table("outlets"))
