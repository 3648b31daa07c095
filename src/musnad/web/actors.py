"""The pages of actors and places: who is named, and one of them with names by outlet, relations and citations."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request, Response

from musnad.across.names import Namer, Use
from musnad.api import Refusal, needs
from musnad.api.answering import store_of
from musnad.store import answers, paging, summing
from musnad.store.choosing import Filters
from musnad.web.asking import Page
from musnad.web.frame import Spoken, page
from musnad.web.kept import kept

router = APIRouter(dependencies=[needs("reader")])

AT_ONCE = 50
_SHOWN = 10
_RELATIONS = 30
_CLAIMS = 10
_FORMS = 12

Kind = Literal["", "person", "organization", "place", "group"]


@router.get("/{lang}/actors")
def actors(
    request: Request,
    lang: Spoken,
    name: Annotated[str, Query(max_length=300)] = "",
    kind: Kind = "",
    number: Annotated[Page, Query(alias="page")] = 1,
) -> Response:
    """Who and what the documents name, those in most documents first."""
    with store_of(request).reading() as connection:
        asked = (name.strip(), kind, number)
        rows, total = kept(
            request,
            connection,
            ("actors", *asked),
            lambda: summing.actors(
                connection, (number - 1) * AT_ONCE, AT_ONCE, name=name.strip() or None, kind=kind or None
            ),
        )
    given = {key: value for key, value in (("name", name), ("kind", kind)) if value}
    return page(
        request,
        lang,
        "actors.html",
        rows=rows,
        total=total,
        name=name,
        kind=kind,
        parameters=given,
        number=number,
        last=max(1, -(-total // AT_ONCE)),
    )


@router.get("/{lang}/actors/{key:path}")
def actor(request: Request, lang: Spoken, key: str) -> Response:
    """One actor or place: how outlets name it, with whom it deals, what it says, and in which happenings it stands."""
    with store_of(request).reading() as connection:
        found = paging.entity(connection, key)
        if found is None:
            raise Refusal("not-found", f"{key[:100]}: there is no actor or place of this key")
        names = kept(request, connection, ("names", key), lambda: answers.names(connection, key, Filters()))
        as_place = found["kind"] == "place"
        deeds, number = summing.happenings(connection, Filters(actor=key), 0, _SHOWN)
        there, number_there = summing.happenings(connection, Filters(place=key), 0, _SHOWN) if as_place else ([], 0)
        said = summing.speech(connection, Filters(speaker=key))
        claims = paging.rows(connection, "claims", Filters(speaker=key), None, _CLAIMS)
        relations = summing.relations(connection, key, _RELATIONS)
        types = summing.events_by_type(connection, Filters(actor=key))
    forms = names.forms[:_FORMS]
    return page(
        request,
        lang,
        "actor.html",
        actor=found,
        names=names,
        forms=forms,
        own=_by_form(names.own, [each.form for each in forms]),
        deeds=deeds,
        number=number,
        there=there,
        number_there=number_there,
        said=said,
        claims=[each.data for each in claims],
        relations=relations,
        types=types,
    )


def _by_form(namers: tuple[Namer, ...], forms: list[str]) -> list[tuple[Namer, list[Use | None]]]:
    """Outlets with their use of each form, in the order of the forms; None where they do not use it."""
    return [(each, [next((use for use in each.forms if use.form == form), None) for form in forms]) for each in namers]
