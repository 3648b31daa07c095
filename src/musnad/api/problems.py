"""The one shape of every error that the server answers with: a problem of RFC 9457."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final, Literal, NamedTuple

import orjson
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from musnad.errors import InputError, MusnadError, RequestError, StoreError

MEDIA_TYPE = "application/problem+json"
_LOG = logging.getLogger("musnad.api")
_LONGEST = 300

Kind = Literal[
    "bad-request", "bad-cursor", "not-signed-in", "not-allowed", "cross-site", "not-found", "wrong-method", "taken",
    "too-large", "address-too-long", "wrong-media-type", "wrong-host", "invalid", "unreadable", "too-many", "bug", "busy",
    "store",
]  # fmt: skip


class _Meaning(NamedTuple):
    status: int
    title: str


KINDS: Final[Mapping[Kind, _Meaning]] = {
    "bad-request": _Meaning(400, "The request cannot be understood"),
    "bad-cursor": _Meaning(400, "The cursor is none of this answer's"),
    "not-signed-in": _Meaning(401, "Sign in, or send a token"),
    "not-allowed": _Meaning(403, "Your role does not allow this"),
    "cross-site": _Meaning(403, "The request comes from another site"),
    "not-found": _Meaning(404, "There is no such thing"),
    "wrong-method": _Meaning(405, "This address does not take that method"),
    "taken": _Meaning(409, "There is one already"),
    "too-large": _Meaning(413, "The request is too large"),
    "address-too-long": _Meaning(414, "The address is too long"),
    "wrong-media-type": _Meaning(415, "This media type cannot be read"),
    "wrong-host": _Meaning(421, "The server is not called so"),
    "invalid": _Meaning(422, "A value is not allowed"),
    "unreadable": _Meaning(422, "The text cannot be read"),
    "too-many": _Meaning(429, "Too many requests"),
    "bug": _Meaning(500, "This is a bug in Musnad"),
    "busy": _Meaning(503, "The server is busy"),
    "store": _Meaning(503, "The store does not answer"),
}
"""Every kind of problem with its status and title; docs/api.md lists them."""

_BY_STATUS: Final[Mapping[int, Kind]] = {404: "not-found", 405: "wrong-method", 413: "too-large", 415: "wrong-media-type"}


@dataclass(frozen=True, slots=True)
class Detail:
    """One value that is not allowed: where it stands (`query.since`, `body.text`), and why."""

    where: str
    message: str


@dataclass(frozen=True, slots=True)
class Problem:
    """Why there is no answer: RFC 9457, with the stable name `kind` and the values at fault in `errors`."""

    type: str
    kind: Kind
    title: str
    status: int
    detail: str
    errors: tuple[Detail, ...] = ()


def described(*answers: tuple[int, str]) -> dict[int | str, dict[str, Any]]:
    """What OpenAPI says of problems that a route answers with, by status."""
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {status: {"description": told, "content": content} for status, told in answers}


RESPONSES: Final = described(
    (400, "The request cannot be understood"),
    (401, "Nobody is signed in"),
    (403, "Not allowed"),
    (404, "There is no such thing"),
    (413, "The request is too large"),
    (414, "The address is too long"),
    (421, "The server is not called so"),
    (422, "A value is not allowed"),
    (429, "Too many requests"),
)
"""What any route may answer besides its own."""


class Refusal(RequestError):
    """Raised where a request is not answered; becomes a `Problem`. `headers` go out with it."""

    def __init__(self, kind: Kind, detail: str, *, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(detail)
        self.problem = problem(kind, detail)
        self.headers = dict(headers or {})


ShowProblem = Callable[[Request, Problem], Response | None]
"""Gives the page for a problem where people look at it; None leaves it as JSON."""


def problem(kind: Kind, detail: str, errors: tuple[Detail, ...] = ()) -> Problem:
    """The problem of a kind."""
    meaning = KINDS[kind]
    return Problem(f"urn:musnad:problem:{kind}", kind, meaning.title, meaning.status, detail, errors)


def answer(request: Request, found: Problem, headers: Mapping[str, str] | None = None) -> Response:
    """The response that tells a problem: a page where `web` gives one, else JSON."""
    show: ShowProblem | None = getattr(request.app.state, "show_problem", None)
    page = show(request, found) if show else None
    response = page or Response(orjson.dumps(asdict(found)), found.status, media_type=MEDIA_TYPE)
    for name, value in (headers or {}).items():
        response.headers.setdefault(name, value)
    response.headers.setdefault("cache-control", "no-store")
    return response


def install(app: FastAPI) -> None:
    """Makes the application answer every error in the one shape."""

    @app.exception_handler(Refusal)
    def refused(request: Request, error: Refusal) -> Response:
        return answer(request, error.problem, error.headers)

    @app.exception_handler(RequestValidationError)
    def invalid(request: Request, error: RequestValidationError) -> Response:
        # the values themselves are left out: they may hold what JSON cannot (halves of surrogate pairs), and are known
        found = tuple(Detail(".".join(map(str, each["loc"])), str(each["msg"])[:_LONGEST]) for each in error.errors())
        kind: Kind = "bad-request" if any(each["type"] == "json_invalid" for each in error.errors()) else "invalid"
        detail = "; ".join(f"{each.where}: {each.message}" for each in found[:3])
        return answer(request, problem(kind, detail, found))

    @app.exception_handler(HTTPException)
    def by_status(request: Request, error: HTTPException) -> Response:
        kind = _BY_STATUS.get(error.status_code, "bad-request")
        return answer(request, problem(kind, str(error.detail)), error.headers)

    @app.exception_handler(MusnadError)
    def own(request: Request, error: MusnadError) -> Response:
        return answer(request, of_error(error), {"retry-after": "1"} if isinstance(error, StoreError) else None)


def of_error(error: MusnadError) -> Problem:
    """The problem that an error of Musnad's is for whoever asked."""
    if isinstance(error, InputError):
        return problem("unreadable", str(error))
    if isinstance(error, StoreError):
        _LOG.error("%s", error)
        # the message may tell the address of the database
        return problem("store", "the store does not answer; the server's log says why")
    _LOG.error("%s: %s", type(error).__name__, error)
    return problem("bug", "the server's log says more")
