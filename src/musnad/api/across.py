"""Routes of what many documents say together: happenings, comparisons, origins, timelines, networks, names, outlets."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from musnad.across.answers import By
from musnad.across.names import Names
from musnad.across.network import Relation
from musnad.across.profiles import Profile
from musnad.across.timeline import Report, Row
from musnad.api.access import needs
from musnad.api.answering import COUNT, Connection, Json, counted, counting, listing, many, one, store_of, unchanged
from musnad.api.asking import (
    Counted,
    HappeningsQuestion,
    NamesQuestion,
    NetworkQuestion,
    OriginsQuestion,
    Paged,
    Published,
    TimelineQuestion,
)
from musnad.api.problems import RESPONSES, Refusal
from musnad.api.shapes import ComparisonShape, HappeningShape, OriginShape, OutletRow
from musnad.store import answers, choosing, keeping, paging, telling

router = APIRouter(prefix="/api", tags=["across documents"], responses=RESPONSES, dependencies=[needs("reader")])

_PERIODS: dict[str, By | None] = {"day": "day", "week": "week", "month": "month", "year": "year", "none": None}


@router.get("/happenings", **listing(HappeningShape, "Happenings (CONTRACT.md)"))
def happenings(request: Request, asked: Annotated[HappeningsQuestion, Query()]) -> Response:
    """Happenings as asked for, those that most documents tell first."""

    def rows(connection: Connection, skip: int, limit: int | None) -> Iterable[Json]:
        filters = asked.filters(None if limit is None else skip + limit)
        names = telling.chosen(connection, filters, least=asked.least)[skip:]
        return telling.answers(connection, names)

    return many(request, asked, COUNT, counting(rows))


@router.get("/happenings/{name}", response_model=HappeningShape, responses=unchanged())
def happening(request: Request, name: str, asked: Annotated[Counted, Query()]) -> Response:
    """One happening with all its versions."""
    with store_of(request).reading() as connection:
        _require_happening(connection, name)
        told = answers.compared(connection, name)
        return one(request, counted(connection, telling.happening_data(told), asked.offsets))


@router.get("/happenings/{name}/reports", **listing(Report, "Reports of a happening"))
def reports(request: Request, name: str, asked: Annotated[Paged, Query()]) -> Response:
    """Who reported a happening when, and on whose word, by publication."""

    def rows(connection: Connection, skip: int, _limit: int | None) -> Iterable[Json]:
        _require_happening(connection, name)
        return (each.to_dict() for each in answers.reports(connection, name)[skip:])

    return many(request, asked, COUNT, counting(rows))


@router.get("/comparisons/{name:path}", response_model=ComparisonShape, responses=unchanged())
def comparison(request: Request, name: str, asked: Annotated[Counted, Query()]) -> Response:
    """A happening, or that of DOCUMENT/EVENT, in all its versions: what contradicts what, and who says so."""
    with store_of(request).reading() as connection:
        _require_happening(connection, name)
        data = answers.comparison_data(answers.compared(connection, name))
        return one(request, counted(connection, data, asked.offsets))


@router.get("/origins", **listing(OriginShape, "Origins (CONTRACT.md)"))
def origins(request: Request, asked: Annotated[OriginsQuestion, Query()]) -> Response:
    """Groups of documents with one origin, the largest first."""

    def rows(connection: Connection, skip: int, limit: int | None) -> Iterable[Json]:
        most = 1 << 31 if limit is None else limit
        found = paging.origins(connection, asked.filters(), skip, most, document=asked.document)
        return (telling.origin_data(each) for each in found)

    return many(request, asked, COUNT, counting(rows))


@router.get("/timelines", **listing(Row, "Rows of a timeline"))
def timeline(request: Request, asked: Annotated[TimelineQuestion, Query()]) -> Response:
    """Happenings as asked for in the order of their days, each with words to quote."""

    def rows(connection: Connection, skip: int, _limit: int | None) -> Iterable[Json]:
        return (each.to_dict() for each in answers.timeline(connection, asked.filters(asked.happenings))[skip:])

    return many(request, asked, COUNT, counting(rows))


@router.get("/networks", **listing(Relation, "Relations between actors"))
def network(request: Request, asked: Annotated[NetworkQuestion, Query()]) -> Response:
    """Who does what to whom, each deed counted once, by period."""

    def rows(connection: Connection, skip: int, _limit: int | None) -> Iterable[Json]:
        found = answers.relations(connection, asked.filters(asked.happenings), _PERIODS[asked.by], asked.level)
        return (each.to_dict() for each in found[skip:])

    return many(request, asked, COUNT, counting(rows))


@router.get("/names", response_model=Names, responses=unchanged())
def names(request: Request, asked: Annotated[NamesQuestion, Query()]) -> Response:
    """How outlets and speakers name an actor, with shares, intervals and what is hardly chance."""
    with store_of(request).reading() as connection:
        if not choosing.actor_numbers(connection, asked.actor):
            raise Refusal("not-found", f"{asked.actor}: nobody and nothing in the store is called so")
        return one(request, answers.names(connection, asked.actor, asked.filters()).to_dict())


@router.get("/outlets", **listing(OutletRow, "Outlets"))
def outlets(request: Request, asked: Annotated[Paged, Query()]) -> Response:
    """The outlets with their number of documents and the days on which these were published."""

    def rows(connection: Connection, skip: int, _limit: int | None) -> Iterable[Json]:
        return [asdict(each) for each in keeping.status(connection).outlets][skip:]

    return many(request, asked, COUNT, counting(rows))


@router.get("/outlets/{name:path}", response_model=Profile, responses=unchanged())
def outlet(request: Request, name: str, asked: Annotated[Published, Query()]) -> Response:
    """The profile of an outlet beside all others: whom it cites, its stance, first or follower."""
    if asked.outlet:
        raise Refusal("invalid", "query.outlet: an outlet is compared with all others; leave the filter out")
    with store_of(request).reading() as connection:
        if not paging.has_outlet(connection, name, asked.filters()):
            raise Refusal("not-found", f"{name[:100]}: no document as asked for is of this outlet")
        return one(request, answers.profile(connection, name, asked.filters()).to_dict())


def _require_happening(connection: Connection, name: str) -> None:
    if not paging.has_happening(connection, name):
        raise Refusal("not-found", f"{name[:100]}: there is no such happening")
