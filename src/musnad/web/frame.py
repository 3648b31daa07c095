"""The frame of every page: its language and theme, who looks at it, the templates, and the answer that goes out."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Annotated, Any, Final, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Path, Request, Response
from fastapi.responses import RedirectResponse
from jinja2 import Environment, PackageLoader, StrictUndefined

from musnad.api import Refusal, needs, sign_in, sign_out
from musnad.api.access import visitor_of
from musnad.web import assets
from musnad.web.language import CODES, Code, language
from musnad.web.showing import bare, in_path, isolated, linkable, visible

router = APIRouter(dependencies=[needs("anyone")])

Spoken = Annotated[Code, Path(description="Language of the page.")]
Theme = Literal["auto", "light", "dark"]

THEME_COOKIE: Final = "musnad_theme"
_THEMES: Final[tuple[Theme, ...]] = ("auto", "light", "dark")
_A_YEAR = 365 * 24 * 3600
_PARTS: Final = (
    ("search", "search"),
    ("happenings", "happenings"),
    ("actors", "actors"),
    ("outlets", "outlets"),
    ("add", "add"),
)
"""The parts of the site in the order of the menu: the message that names each, and its address."""


@router.get("/")
def home(request: Request) -> Response:
    """The search, in the language that the browser asks for first; Arabic where it asks for neither."""
    asked = request.headers.get("accept-language", "").lower()
    found = {code: place for code in CODES if (place := asked.find(code)) >= 0}
    return RedirectResponse(f"/{min(found, key=lambda code: found[code], default='ar')}/search", 303)


@router.post("/theme")
def theme(to: Annotated[Theme, Form()], back: Annotated[str, Form(max_length=4000)] = "/") -> Response:
    """Keeps the choice of a theme in a cookie and goes back."""
    response = RedirectResponse(_own(back), 303)
    response.set_cookie(THEME_COOKIE, to, max_age=_A_YEAR, samesite="lax", httponly=True)
    return response


@router.post("/{lang}/sign-in")
def signing_in(
    request: Request,
    lang: Spoken,
    name: Annotated[str, Form(max_length=200)],
    password: Annotated[str, Form(max_length=1000)],
    back: Annotated[str, Form(max_length=4000)] = "/",
) -> Response:
    """Signs in from the form, and goes to the page that was asked for."""
    response = RedirectResponse(_own(back), 303)
    try:
        sign_in(request, response, name, password)
    except Refusal as refusal:
        status = refusal.problem.status
        return page(request, lang, "sign-in.html", status=status, back=_own(back), wrong=refusal.problem.kind, name=name)
    return response


@router.post("/{lang}/sign-out")
def signing_out(request: Request, lang: Spoken) -> Response:
    """Signs out."""
    response = RedirectResponse(f"/{lang}/search", 303)
    sign_out(request, response)
    return response


def page(request: Request, lang: Code, template: str, *, status: int = 200, **context: Any) -> Response:  # noqa: ANN401 - what templates show
    """A page: the template with its context in a language, packed where the browser unpacks it."""
    spoken = language(lang)
    query = request.url.query
    path = in_path(request.scope["path"])  # as `request.url` has it, it is decoded: `?` and `#` of a name would be lost

    def url(to: str, fragment: str = "", **parameters: object) -> str:
        given = [(name, value) for name, value in parameters.items() if value or value == 0]
        tail = f"?{urlencode(given, doseq=True)}" if given else ""
        return f"/{lang}/{in_path(to)}{tail}{f'#{fragment}' if fragment else ''}"

    chosen = request.cookies.get(THEME_COOKIE, "auto")
    others = {code: f"/{code}{path.removeprefix(f'/{lang}')}{f'?{query}' if query else ''}" for code in CODES}
    content = (
        _environment()
        .get_template(template)
        .render(
            context
            | {
                "t": spoken,
                "url": url,
                "theme": chosen if chosen in _THEMES else "auto",
                "others": others,
                "visitor": visitor_of(request) if status < _TROUBLE else None,
                "here": f"{path}?{query}" if query else path,
                "path": path.removeprefix(f"/{lang}"),
                "parts_of_site": _PARTS,
            }
        )
    )
    body = content.encode("utf-8", "replace")
    headers = {"cache-control": "private, no-cache", "vary": "Accept-Encoding, Cookie", "content-language": lang}
    if assets.takes_gzip(request):
        body = assets.gzipped(body)
        headers["content-encoding"] = "gzip"
    return Response(body, status, media_type="text/html; charset=utf-8", headers=headers)


def spoken_in(request: Request) -> Code:
    """The language of the page that a request is for; Arabic where it says none."""
    first = request.url.path.split("/")[1]
    return "en" if first == "en" else "ar"


def without(parameters: Mapping[str, object], **changed: object) -> dict[str, object]:
    """Parameters of an address with some changed, and on the first page."""
    return {name: value for name, value in {**parameters, **changed}.items() if name != "page"}


_TROUBLE = 400


def _own(back: str) -> str:
    """An address of this site to go back to; the start for any other."""
    return back if back.startswith("/") and not back.startswith(("//", "/\\")) else "/"


@cache
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("musnad.web"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    made.filters |= {"visible": visible, "bare": bare, "isolated": isolated, "in_path": in_path, "linkable": linkable}
    made.globals |= {"asset": assets.address, "without": without}
    return made
