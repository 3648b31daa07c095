"""The pages of outlets: all of them, and one with whom it cites, how it stands to that, and whether it is first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from fastapi import APIRouter, Request, Response

from musnad.across.significance import interval
from musnad.api import Refusal, needs
from musnad.api.answering import store_of
from musnad.store import keeping, paging, summing
from musnad.store.choosing import Filters
from musnad.web.frame import Spoken, page
from musnad.web.kept import kept

router = APIRouter(dependencies=[needs("reader")])

_CITED = 20
_SHOWN = 10

Counts = Mapping[str, Counter[str]]
Share = tuple[int, int, float, float, float, float | None]
"""Count, of how many, share, its Wilson interval, and the share of all other outlets."""


@router.get("/{lang}/outlets")
def outlets(request: Request, lang: Spoken) -> Response:
    """The outlets with their documents, and how they stand to each other."""
    with store_of(request).reading() as connection:
        rows = kept(request, connection, "outlets", lambda: keeping.status(connection).outlets)
        order = kept(request, connection, "order", lambda: summing.outlet_order(connection))
    return page(request, lang, "outlets.html", rows=rows, order=order)


@router.get("/{lang}/outlets/{name:path}")
def outlet(request: Request, lang: Spoken, name: str) -> Response:
    """One outlet beside all others."""
    with store_of(request).reading() as connection:
        if not paging.has_outlet(connection, name, Filters()):
            raise Refusal("not-found", f"{name[:100]}: no document is of this outlet")
        own = Filters(outlets=(name,))
        rows = kept(request, connection, "outlets", lambda: keeping.status(connection).outlets)
        order = kept(request, connection, "order", lambda: summing.outlet_order(connection))
        everywhere = kept(request, connection, "speech", lambda: summing.speech(connection, Filters()))
        said = kept(request, connection, ("speech", name), lambda: summing.speech(connection, own))
        speakers = kept(request, connection, ("cited", name), lambda: summing.cited(connection, own, _CITED))
        relays = summing.relayed(connection, own, _CITED)
        types = summing.events_by_type(connection, own)
        newest = paging.documents(connection, own, None, _SHOWN, newest=True)
    row = next(each for each in rows if each.outlet == name)
    return page(
        request,
        lang,
        "outlet.html",
        name=name,
        row=row,
        order=order.get(name, Counter()),
        stances={each: _share(said, everywhere, "stance", each) for each in ("neutral", "endorsed", "distanced")},
        speakers_by={each: _share(said, everywhere, "speaker", each) for each in ("named", "anonymous", "nobody")},
        forms={each: _share(said, everywhere, "form", each) for each in ("direct", "indirect", "mixed")},
        speakers=speakers,
        relays=relays,
        types=types,
        newest=[each.data for each in newest],
        claims=sum(said["stance"].values()),
    )


def _share(own: Counts, everywhere: Counts, of: str, value: str) -> Share | None:
    """The share of claims of a kind, beside that of the other outlets; None where there are no claims."""
    count, total = own[of][value], own[of].total()
    if not total:
        return None
    rest = everywhere[of].total() - total
    elsewhere = (everywhere[of][value] - count) / rest if rest else None
    return (count, total, count / total, *interval(count, total), elsewhere)
