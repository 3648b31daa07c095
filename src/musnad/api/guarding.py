"""What stands before every route, the pages' too: names, sizes, rates, other sites, and the headers of each answer."""

from __future__ import annotations

import logging
from typing import Final
from urllib.parse import urlsplit

from fastapi import Request
from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from musnad.api.problems import Kind, answer, problem
from musnad.api.settings import Settings

_LOG = logging.getLogger("musnad.api")
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_OWN_SITE = frozenset({"same-origin", "none"})
_LONGEST_ADDRESS = 8192

SESSION_COOKIE = "musnad_session"

CONTENT_SECURITY_POLICY: Final = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "img-src 'self' data: blob:",
        "worker-src 'self' blob:",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)
"""No other host, no script or style inside a page; images and workers may be made by our own scripts (the map)."""

HEADERS: Final = {
    "content-security-policy": CONTENT_SECURITY_POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    # not no-referrer: a form would then send `Origin: null`, and be taken for another site's
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


class Guard:
    """ASGI middleware: refuses what must not reach a route, counts a body's bytes, and puts headers on every answer."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._settings = settings
        self._rates = Rates()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handles one request; the server's start and stop pass through."""
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
            return
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        started = False

        async def sending(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                headers.setdefault("cache-control", "no-store")
                if request.scope["scheme"] == "https":
                    headers.setdefault("strict-transport-security", "max-age=31536000")
            await send(message)

        refusal = self._refusal(request)
        if refusal:
            kind, detail = refusal
            await answer(request, problem(kind, detail), _extra(kind))(scope, receive, sending)
            return
        body = _Body(receive, self._settings.body_bytes)
        try:
            await self._app(scope, body.receive, sending)
        except _TooLargeError:
            if not started:
                await answer(request, problem("too-large", self._size_told()), _extra("too-large"))(scope, receive, sending)
        except Exception:
            _LOG.exception("%s %s", request.method, request.scope["path"])
            if started:
                raise  # the connection breaks off, so that nobody takes half an answer for a whole one
            await answer(request, problem("bug", "the server's log says more"))(scope, receive, sending)

    def _refusal(self, request: Request) -> tuple[Kind, str] | None:
        settings = self._settings
        client = request.client.host if request.client else "unknown"
        if not self._rates.allows(settings.requests_a_minute, "all", client):
            return "too-many", f"more than {settings.requests_a_minute} requests a minute; wait a little"
        if settings.hosts is not None and _host_name(request) not in settings.hosts:
            return "wrong-host", "address the server by its own name; others are given with --name"
        query = request.scope.get("query_string", b"")
        if len(request.scope.get("raw_path") or b"") + len(query) > _LONGEST_ADDRESS:
            return "address-too-long", f"an address has at most {_LONGEST_ADDRESS} bytes"
        if "\0" in request.scope["path"] or b"%00" in query or b"\0" in query:
            return "bad-request", "an address must not hold the character NUL"
        length = request.headers.get("content-length", "0")
        if not length.isdecimal() or int(length) > settings.body_bytes:
            return "too-large", self._size_told()
        if request.method not in _SAFE and (reason := _foreign(request)):
            return "cross-site", reason
        return None

    def _size_told(self) -> str:
        return f"a request has at most {self._settings.body_bytes:,} bytes"


class Rates:
    """Counts what comes from one address within a minute, in the memory of this process."""

    def __init__(self) -> None:
        self._limiter = SlidingWindowCounterRateLimiter(MemoryStorage())

    def allows(self, a_minute: int, *key: str) -> bool:
        """Whether one more is within the limit; 0 is none."""
        return not a_minute or self._limiter.hit(RateLimitItemPerMinute(a_minute), *key)


class _TooLargeError(Exception):
    """More bytes came than a request may have."""


class _Body:
    """Passes a request's body on and stops it where it is too large, whatever its headers say."""

    def __init__(self, receive: Receive, limit: int) -> None:
        self._receive = receive
        self._left = limit

    async def receive(self) -> Message:
        message = await self._receive()
        self._left -= len(message.get("body", b""))
        if self._left < 0:
            raise _TooLargeError
        return message


def _host_name(request: Request) -> str:
    """The name in the header Host, lower case, without its port."""
    try:
        return (urlsplit(f"//{request.headers.get('host', '')}").hostname or "").lower()
    except ValueError:
        return ""


def _foreign(request: Request) -> str | None:
    """Why a request that changes something is taken for another site's; None for our own and for programs.

    Browsers say by `Sec-Fetch-Site`, older ones by `Origin`, where a request comes from, and no page can make them say
    something else (OWASP, "Cross-Site Request Forgery Prevention", fetch metadata). Programs send neither; they have no
    session of a browser's to be abused, so a session without either header is refused.
    """
    site, origin = request.headers.get("sec-fetch-site"), request.headers.get("origin")
    if site is not None:
        return None if site in _OWN_SITE else f"Sec-Fetch-Site is {site[:40]}"
    if origin is not None:
        try:
            same = urlsplit(origin).netloc == request.headers.get("host")
        except ValueError:
            same = False
        return None if same else "Origin is another host"
    if SESSION_COOKIE in request.cookies:
        return "a session needs the header Origin or Sec-Fetch-Site; programs use tokens"
    return None


def _extra(kind: Kind) -> dict[str, str]:
    if kind == "too-many":
        return {"retry-after": "60"}
    return {"connection": "close"} if kind == "too-large" else {}
