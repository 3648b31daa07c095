"""Asking a server of our own over a real connection, and the article that must do nothing."""

from __future__ import annotations

import http.client
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from musnad.api import Pages, Settings, create_app
from musnad.api.serving import server
from musnad.store import Store
from musnad.types import Document

PASSWORD = "a long enough password"  # noqa: S105 - of users of a store that the tests make

HOSTILE = Document(
    'a/<script>alert(1)</script>&"\u202e',
    "قال الوزير 😀 <script>alert('x')</script> \u202eإن الجيش السوري قصف مدينة درعا أمس\u2066، بحسب وكالة رويترز.\n"
    "وقال أيمن الصفدي 😀 إن الأردن \ufdfa لن يقبل.\ufeff",
    None,
    "2024-01-20",
    "<img src=x onerror=alert(1)>",
    "javascript:alert(1)",
)
"""Markup, overrides of direction, letters beyond 16 bits: an article that must be shown as it is and do nothing."""

Json = dict[str, Any]


@dataclass(frozen=True)
class Answer:
    """A response, read whole."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:  # noqa: ANN401 - JSON data of any shape
        return json.loads(self.body)

    @property
    def lines(self) -> list[Json]:
        return [json.loads(line) for line in self.body.splitlines()]


@dataclass(frozen=True)
class Client:
    """Asks one server, as somebody or nobody."""

    port: int
    token: str | None = None

    def ask(self, method: str, path: str, body: bytes | Json | None = None, **headers: str) -> Answer:
        """Sends one request over a connection of its own; underscores in the names of headers are hyphens."""
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if self.token:
            sent.setdefault("authorization", f"Bearer {self.token}")
        if isinstance(body, dict):
            body = json.dumps(body).encode()
            sent.setdefault("content-type", "application/json")
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(method, path, body, sent)
            response = connection.getresponse()
            return Answer(response.status, {k.lower(): v for k, v in response.getheaders()}, response.read())
        finally:
            connection.close()

    def get(self, path: str, _headers: dict[str, str] | None = None, /, **query: object) -> Answer:
        """GET under /api with a query; lists are repeated."""
        asked = urlencode({name: value for name, value in query.items() if value is not None}, doseq=True)
        return self.ask("GET", f"/api/{quote(path)}{'?' if asked else ''}{asked}", None, **(_headers or {}))


@contextmanager
def serving(store: Store, settings: Settings | None = None, pages: Pages | None = None) -> Iterator[int]:
    """The port of a server over the store that runs until the block ends."""
    settings = settings or Settings(port=0, reader="rules", requests_a_minute=0)
    running = server(create_app(store, settings, pages), settings)
    thread = threading.Thread(target=running.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + 30
    while not running.started:
        assert thread.is_alive()
        assert time.monotonic() < deadline
        time.sleep(0.01)
    try:
        yield running.servers[0].sockets[0].getsockname()[1]
    finally:
        running.should_exit = True
        thread.join(10)
