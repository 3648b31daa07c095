"""Routes of what single documents say: records, mentions, entities, claims and events."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from musnad.api.access import needs
from musnad.api.answering import (
    COUNT,
    PLACE,
    Connection,
    Json,
    Placed,
    counted,
    counting,
    keyed,
    listing,
    many,
    one,
    store_of,
    unchanged,
)
from musnad.api.asking import (
    Counted,
    DocumentsQuestion,
    EntitiesQuestion,
    MentionsQuestion,
    Paged,
    RowsQuestion,
)
from musnad.api.problems import RESPONSES, Refusal
from musnad.api.shapes import (
    ClaimRow,
    DocumentRow,
    EntityRow,
    EntityTold,
    EventRow,
    MentionRow,
    ProblemRow,
    RecordShape,
    StatusShape,
)
from musnad.store import keeping, paging, reading

router = APIRouter(prefix="/api", tags=["documents"], responses=RESPONSES, dependencies=[needs("reader")])


@router.get("/documents", **listing(DocumentRow, "Documents without their texts"))
def documents(request: Request, asked: Annotated[DocumentsQuestion, Query()]) -> Response:
    """Documents as asked for: published so, with an event and a claim as the filters say."""
    filters, newest = asked.filters(), asked.order == "newest"
    part = keyed(lambda c, after, limit: paging.documents(c, filters, after, limit, newest=newest))
    return many(request, asked, PLACE, part)


@router.get("/documents/{name:path}", response_model=RecordShape, responses=unchanged())
def document(request: Request, name: str, asked: Annotated[Counted, Query()]) -> Response:
    """The record of one document, as `musnad read` prints it."""
    with store_of(request).reading() as connection:
        stored = reading.record_named(connection, name)
        if stored is None:
            raise Refusal("not-found", f"{name[:100]}: there is no document of this id")
        return one(request, counted(connection, stored.record, asked.offsets))


@router.get("/mentions", **listing(MentionRow, "Mentions with their entities"))
def mentions(request: Request, asked: Annotated[MentionsQuestion, Query()]) -> Response:
    """Mentions in documents as asked for, or those of one entity."""
    filters = asked.filters()
    part = keyed(
        lambda c, after, limit: paging.mentions(c, filters, after, limit, document=asked.document, entity=asked.entity)
    )
    return many(request, asked, PLACE, part)


@router.get("/claims", **listing(ClaimRow, "Claims with their speakers"))
def claims(request: Request, asked: Annotated[RowsQuestion, Query()]) -> Response:
    """Claims as asked for: of that speaker and stance, and holding an event of that type, actor and place."""
    filters = asked.filters()
    part = keyed(lambda c, after, limit: paging.rows(c, "claims", filters, after, limit, document=asked.document))
    return many(request, asked, PLACE, part)


@router.get("/events", **listing(EventRow, "Events with their parties"))
def events(request: Request, asked: Annotated[RowsQuestion, Query()]) -> Response:
    """Events as asked for: of that type, actor and place, and standing in a claim of that speaker and stance."""
    filters = asked.filters()
    part = keyed(lambda c, after, limit: paging.rows(c, "events", filters, after, limit, document=asked.document))
    return many(request, asked, PLACE, part)


@router.get("/entities", **listing(EntityRow, "Entities across documents"))
def entities(request: Request, asked: Annotated[EntitiesQuestion, Query()]) -> Response:
    """Who and what documents name, by key."""
    country = asked.country.upper() if asked.country else None

    def part(connection: Connection, place: list[str] | None, limit: int | None) -> list[Placed]:
        after = place[0] if place else None
        most = limit or _ALL
        found = paging.entities(connection, after, most, name=asked.name, kind=asked.kind, country=country)
        return [([each["key"]], each) for each in found]

    return many(request, asked, ((str,),), part)


@router.get("/entities/{key:path}", response_model=EntityTold, responses=unchanged())
def entity(request: Request, key: str) -> Response:
    """One of them with the forms in which documents name it."""
    with store_of(request).reading() as connection:
        found = paging.entity(connection, key)
    if found is None:
        raise Refusal("not-found", f"{key[:100]}: there is no entity of this key")
    return one(request, found)


@router.get("/problems", **listing(ProblemRow, "Why sources gave no document, or a document with a defect"))
def problems(request: Request, asked: Annotated[Paged, Query()]) -> Response:
    """Problems of what was read in."""

    def rows(connection: Connection, skip: int, _limit: int | None) -> list[Json]:
        return [dict(row) for row in reading.problems(connection)][skip:]

    return many(request, asked, COUNT, counting(rows))


@router.get("/status", response_model=StatusShape, responses=unchanged())
def status(request: Request) -> Response:
    """What is in the store: documents by outlet, records by what made them, problems by kind, rows by table."""
    with store_of(request).reading() as connection:
        return one(request, {"schema": "musnad-status/1", **asdict(keeping.status(connection))})


_ALL = 1 << 31
"""More entities than a store holds; their rows are small."""
