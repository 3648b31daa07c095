"""The pages of happenings: a list, and one with its versions side by side by origin, what contradicts itself in front."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query, Request, Response

from musnad.across.timeline import Report, reports_of
from musnad.api import Refusal, needs
from musnad.api.answering import Connection, store_of
from musnad.store import answers, paging, summing, telling
from musnad.types.vocabulary import MODES
from musnad.web.asking import Asked, Page, asked
from musnad.web.frame import Spoken, page
from musnad.web.kept import kept

router = APIRouter(dependencies=[needs("reader")])

Json = dict[str, Any]

AT_ONCE = 25
_NUMBERS = ("killed", "wounded", "arrested", "displaced", "demonstrators")


@router.get("/{lang}/happenings")
def happenings(
    request: Request,
    lang: Spoken,
    filtered: Annotated[Asked, Depends(asked)],
    order: Literal["documents", "newest"] = "documents",
    least: Annotated[int, Query(ge=1, le=1000)] = 2,
    number: Annotated[Page, Query(alias="page")] = 1,
) -> Response:
    """Happenings as asked for, those that most documents tell first, or the newest."""
    with store_of(request).reading() as connection:
        rows, total = summing.happenings(
            connection, filtered.filters, (number - 1) * AT_ONCE, AT_ONCE, order=order, least=least
        )
    given = {**({"order": order} if order != "documents" else {}), **({"least": least} if least != 2 else {})}  # noqa: PLR2004 - the default
    return page(
        request,
        lang,
        "happenings.html",
        rows=rows,
        total=total,
        asked=filtered,
        order=order,
        least=least,
        parameters={**given, **filtered.parameters},
        number=number,
        last=max(1, -(-total // AT_ONCE)),
        types=sorted(MODES),
    )


@router.get("/{lang}/happenings/{name}")
def happening(request: Request, lang: Spoken, name: str) -> Response:
    """One happening: contradictions, versions by origin, series of figures, the tree of its sources."""
    with store_of(request).reading() as connection:
        if "/" in name or not paging.has_happening(connection, name):
            raise Refusal("not-found", f"{name[:100]}: there is no such happening")
        told = kept(request, connection, ("happening", name), lambda: _told(connection, name))
    return page(request, lang, "happening.html", told=told, data=told.data, titles=told.titles, numbers=_NUMBERS)


@dataclass(frozen=True, slots=True)
class Road:
    """An independent origin with its documents and what they say, by field."""

    number: int
    documents: tuple[str, ...]
    reports: tuple[Report, ...]
    values: Mapping[str, Sequence[Json]]


@dataclass(frozen=True, slots=True)
class Shown:
    """Everything that the page of a happening shows."""

    data: Json
    titles: Mapping[str, Json]
    roads: tuple[Road, ...]
    fields: tuple[str, ...]
    quotes: Mapping[str, Report]
    row: Json
    charts: Mapping[str, Chart]


@dataclass(frozen=True, slots=True)
class Chart:
    """A series of figures as points of a picture of 600 by 160, with the days and the numbers at its edges."""

    points: tuple[tuple[float, float, Json, str], ...]
    days: tuple[str, str]
    most: float


def _told(connection: Connection, name: str) -> Shown:
    told = answers.compared(connection, name)
    data = answers.comparison_data(told)
    reports = reports_of(told.happening, telling.origin_names(connection))
    titles = summing.titles(connection, [each["id"] for each in data["documents"]])
    by_document = {each.document: each for each in reports}
    values: dict[str, dict[str, list[Json]]] = defaultdict(lambda: defaultdict(list))
    for version in data["versions"]:
        for value in version["values"]:
            values[value["document"]][version["field"]].append(value)
    roads = []
    order = sorted(data["origins"], key=lambda each: min((titles[name]["published"] or "9", name) for name in each))
    for number, documents in enumerate(order, 1):
        ordered = tuple(sorted(documents, key=lambda each: (titles[each]["published"] or "9", each)))
        said: dict[str, list[Json]] = defaultdict(list)
        for each in ordered:
            for field, found in values[each].items():
                said[field] += found
        some = tuple(by_document[each] for each in ordered if each in by_document)
        roads.append(Road(number, ordered, some, {field: _distinct(found) for field, found in said.items()}))
    row = summing.happening_rows(connection, [data["id"]])[0]
    fields = tuple(version["field"] for version in data["versions"])
    charts = {field: chart for field, figures in data["series"].items() if (chart := _chart(figures))}
    return Shown(data, titles, tuple(roads), fields, by_document, row, charts)


def _distinct(values: Sequence[Json]) -> list[Json]:
    """One value for each that an origin tells, the first."""
    return list({(each["value"], each["bound"]): each for each in reversed(values)}.values())[::-1]


def _chart(figures: Sequence[Json]) -> Chart | None:
    """The points of a series over its days; None where there are not two days to draw between."""
    dated = [each for each in figures if each["first"] and (each["low"] or each["high"]) is not None]
    days = sorted({each["first"] for each in dated})
    if len(days) < 2:  # noqa: PLR2004 - a line has two ends
        return None
    first, span = _ordinal(days[0]), max(1, _ordinal(days[-1]) - _ordinal(days[0]))
    most = max(float(each["low"] if each["low"] is not None else each["high"]) for each in dated) or 1.0
    points = []
    for each in sorted(dated, key=lambda one: str(one["first"])):
        number = float(each["low"] if each["low"] is not None else each["high"])
        x = 20 + 560 * (_ordinal(each["first"]) - first) / span
        points.append((round(x, 1), round(140 - 120 * number / most, 1), each, str(each["first"])))
    return Chart(tuple(points), (days[0], days[-1]), most)


def _ordinal(day: str) -> int:
    from datetime import date

    return date.fromisoformat(day[:10]).toordinal()
