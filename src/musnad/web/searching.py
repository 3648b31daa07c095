"""The page of the search: documents by words or meaning, with facets, and what was found to take away."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from threading import Lock
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query, Request, Response
from markupsafe import Markup

from musnad.api import needs
from musnad.api.answering import store_of
from musnad.store import exporting, summing
from musnad.store.searching import Answer, Found, Searcher
from musnad.store.searching import By as Compared
from musnad.types import Span
from musnad.types.vocabulary import MODES
from musnad.web.asking import Asked, By, Page, asked
from musnad.web.frame import Spoken, page
from musnad.web.showing import visible
from musnad.web.taking import Format, given

router = APIRouter(dependencies=[needs("reader")])

AT_ONCE = 20
_DEEPEST = 200
"""Documents of a search by meaning: every document is near to some degree, and nobody reads further."""
_FACETS = 12
"""Values of a facet that are listed."""

Layer = Literal["documents", "claims", "events", "mentions", "records"]
Question = Annotated[str, Query(max_length=500)]


@router.get("/{lang}/search")
def search(
    request: Request,
    lang: Spoken,
    filtered: Annotated[Asked, Depends(asked)],
    q: Question = "",
    by: By = "words",
    number: Annotated[Page, Query(alias="page")] = 1,
) -> Response:
    """Documents that answer a question within filters, best first; without a question the newest."""
    answer = found_by(request, q, filtered, by, number * AT_ONCE)
    among = [each.document for each in answer.found] if answer.by is not Compared.WORDS else None
    with store_of(request).reading() as connection:
        facets = summing.facets(connection, q, filtered.filters, among)
        shown = answer.found[(number - 1) * AT_ONCE : number * AT_ONCE]
        about = summing.layers_of(connection, [each.document for each in shown])
    total = facets.pop("all")[0][1]
    parameters = {**({"q": q} if q else {}), **({"by": by} if by != "words" else {}), **filtered.parameters}
    return page(
        request,
        lang,
        "search.html",
        q=q,
        by=by,
        asked=filtered,
        parameters=parameters,
        rows=[(each, passage(each), about.get(each.document, {})) for each in shown],
        facets={name: values[:_FACETS] for name, values in facets.items() if name != "day"},
        days=bars(facets["day"]),
        total=total,
        number=number,
        last=max(1, -(-total // AT_ONCE)),
        first=(number - 1) * AT_ONCE + 1,
        by_words_alone=bool(answer.note),
        types=sorted(MODES),
        exports=("documents", "claims", "events", "mentions"),
    )


@router.get("/{lang}/export/{layer}.{form}")
def export(  # noqa: PLR0917  (parameters of an address)
    request: Request,
    lang: Spoken,  # noqa: ARG001 - the address of every page begins with it
    layer: Layer,
    form: Format,
    filtered: Annotated[Asked, Depends(asked)],
    q: Question = "",
    by: By = "words",
    document: Annotated[str, Query(max_length=500)] = "",
) -> Response:
    """All rows of a layer of what a search finds, or of one document, as a file."""
    among = [document] if document else None
    if among is None and q and by != "words":
        among = [each.document for each in found_by(request, q, filtered, by, _DEEPEST).found]

    def rows(connection: Any) -> Iterable[dict[str, Any]]:  # noqa: ANN401 - handed on as it is
        where = summing.conditions(connection, q, filtered.filters, among)
        return exporting.rows(connection, layer, where)

    return given(request, layer, form, rows)


def found_by(request: Request, question: str, filtered: Asked, by: By, limit: int) -> Answer:
    """What the searcher of the application finds, as many as asked for."""
    searcher: Searcher = request.app.state.searcher
    filters = replace(filtered.filters, limit=limit)
    if by == "words" or not question:
        return searcher.search(question, filters, Compared.WORDS)
    lock: Lock = request.app.state.searching
    with lock:  # vectors that are new to the process are put beside the old
        return searcher.search(question, replace(filters, limit=_DEEPEST), Compared(by))


def passage(found: Found) -> Markup:
    """The passage of a document that was found, with what was looked for marked."""
    return marked(found.text, found.passage.start, found.hits)


def marked(text: str, start: int, hits: Sequence[Span]) -> Markup:
    """Words that begin at an offset of a document, with those of the spans marked that lie in them."""
    parts: list[Markup] = []
    at = 0
    for hit in hits:
        begin, end = hit.start - start, hit.end - start
        if at <= begin < end <= len(text):
            parts += [visible(text[at:begin]), Markup("<mark>{}</mark>").format(visible(text[begin:end]))]
            at = end
    return Markup("").join([*parts, visible(text[at:])])


def bars(days: Sequence[tuple[str, int]]) -> list[tuple[str, int, int]]:
    """Days or months with their counts, and the height of a bar of up to 40."""
    most = max((count for _, count in days), default=1)
    return [(day, count, max(2, round(40 * count / most))) for day, count in days]
