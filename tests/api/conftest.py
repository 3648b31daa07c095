"""What the tests of the API share: a small store, and servers over it on ports of their own."""

from __future__ import annotations

import http.client
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pytest

from musnad.api import Pages, Settings, create_app
from musnad.api.passwords import hashed
from musnad.api.serving import server
from musnad.batch import read_many
from musnad.store import Store, comparing, open_store, users, writing
from musnad.types import Document, Problem
from musnad.types.vocabulary import ROLES

NEWSROOM = resources.files("musnad") / "data" / "newsroom" / "articles.jsonl"
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

    def get(self, path: str, _headers: dict[str, str] | None = None, **query: object) -> Answer:
        """GET under /api with a query; lists are repeated."""
        asked = urlencode({name: value for name, value in query.items() if value is not None}, doseq=True)
        return self.ask("GET", f"/api/{quote(path)}{'?' if asked else ''}{asked}", **(_headers or {}))


Serve = Callable[..., Any]


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


@pytest.fixture(scope="session")
def records() -> tuple[Json, ...]:
    """Records of the sample newsroom, read by the rules, and of a hostile article."""
    given = [json.loads(line) for line in NEWSROOM.read_text(encoding="utf-8").splitlines()]
    newsroom = [
        Document(
            each["id"],
            f"{each['title']}\n\n{each['text']}" if each.get("title") else each["text"],
            each.get("title"),
            each.get("published"),
            each.get("outlet"),
            each.get("url"),
        )
        for each in given
    ]
    found = [item for item in read_many([*newsroom, HOSTILE], reader="rules") if not isinstance(item, Problem)]
    return tuple(json.loads(json.dumps(record.to_dict())) for record in found)


@pytest.fixture(scope="session")
def new_store(records: tuple[Json, ...], tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Store]:
    """Makes another store of the records, compared, without users."""

    def made() -> Store:
        folder: Path = tmp_path_factory.mktemp("store")
        store = open_store(str(folder / "news.db"))
        with store.writing() as connection:
            writing.write(connection, [*records, Problem("bad.txt", "empty-input", "bad.txt: nothing to read")])
        list(comparing.compare(store))
        return store

    return made


@pytest.fixture(scope="session")
def open_port(new_store: Callable[[], Store]) -> Iterator[int]:
    """A server over a store without users."""
    with new_store() as store, serving(store) as port:
        yield port


@pytest.fixture
def client(open_port: int) -> Client:
    """Whoever sits at the machine, while the store has no users."""
    return Client(open_port)


@pytest.fixture(scope="session")
def guarded(new_store: Callable[[], Store]) -> Iterator[dict[str, Client]]:
    """Clients of a server over a store with users: one a role, named like it, and `nobody`."""
    with new_store() as store:
        with store.writing() as connection:
            password = hashed(PASSWORD)
            made = {role: users.add_user(connection, role, role, password) for role in ROLES}
            tokens = {role: users.issue(connection, user, "token", label="tests") for role, user in made.items()}
        with serving(store) as port:
            yield {role: Client(port, token) for role, token in tokens.items()} | {"nobody": Client(port)}


@pytest.fixture(name="serving")
def serving_of() -> Serve:
    return serving


@pytest.fixture(name="client_of")
def client_type() -> type[Client]:
    return Client


@pytest.fixture(scope="session")
def password() -> str:
    return PASSWORD


@pytest.fixture(scope="session")
def hostile() -> Document:
    return HOSTILE
