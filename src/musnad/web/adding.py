"""The page that adds an article: a text is pasted, read, stored, compared with the others, and shown."""

from __future__ import annotations

from dataclasses import asdict
from hashlib import sha256
from typing import Annotated

import orjson
from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from musnad.api import Refusal, Settings, needs
from musnad.api.answering import store_of
from musnad.api.reading import document_of, turn
from musnad.batch import adding
from musnad.store import comparing
from musnad.store.packing import content_digest
from musnad.store.writing import names_by_digest
from musnad.types import Document
from musnad.web.frame import Spoken, page
from musnad.web.showing import in_path

router = APIRouter(dependencies=[needs("reviewer")])

_LINE = 2000


@router.get("/{lang}/add")
def form(request: Request, lang: Spoken) -> Response:
    """The form for an article."""
    return _form(request, lang, {}, None)


@router.post("/{lang}/add")
def add(
    request: Request,
    lang: Spoken,
    text: Annotated[str, Form()] = "",
    title: Annotated[str, Form(max_length=_LINE)] = "",
    outlet: Annotated[str, Form(max_length=_LINE)] = "",
    published: Annotated[str, Form(max_length=_LINE)] = "",
    url: Annotated[str, Form(max_length=_LINE)] = "",
) -> Response:
    """Reads the article, stores it with what was read, compares it with the others, and shows it."""
    settings: Settings = request.app.state.settings
    given = {"text": text.replace("\r\n", "\n"), "title": title, "outlet": outlet, "published": published, "url": url}
    try:
        document = _added(request, given, settings)
    except Refusal as refusal:
        return _form(request, lang, given, refusal)
    return RedirectResponse(f"/{lang}/documents/{in_path(_name(request, document))}", 303)


def _added(request: Request, given: dict[str, str], settings: Settings) -> Document:
    """The article of a form, stored and compared. Raises Refusal where it cannot be read."""
    filled = {name: value.strip() for name, value in given.items() if value.strip()}
    if "text" not in filled:
        raise Refusal("unreadable", "there is no text")
    filled["id"] = "pasted-" + sha256(orjson.dumps(filled)).hexdigest()[:12]
    document = document_of("application/json", orjson.dumps(filled), None, None, settings)
    store = store_of(request)
    with turn(request):
        steps = list(adding.add(store, [document], reader=settings.reader))
        problems = [problem for step in steps for problem in step.problems]
        if problems and not any(step.added or step.present for step in steps):
            raise Refusal("unreadable", problems[0].message)
        for _ in comparing.compare(store):
            pass  # each step is there whole; what matters is that the last is
    return document


def _form(request: Request, lang: Spoken, given: dict[str, str], refusal: Refusal | None) -> Response:
    status = refusal.problem.status if refusal else 200
    return page(request, lang, "add.html", status=status, given=given, wrong=refusal.problem if refusal else None)


def _name(request: Request, document: Document) -> str:
    """The id that the document has in the store: an older one where the same article was there."""
    with store_of(request).reading() as connection:
        digest = content_digest({**asdict(document), "sha256": document.sha256})
        return names_by_digest(connection, [digest]).get(digest, document.id)
