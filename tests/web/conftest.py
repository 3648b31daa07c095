"""What the tests of the pages share: a server over the sample newsroom and a hostile article, and a real Chromium."""

from __future__ import annotations

import json
import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from musnad.api import Settings, create_app
from musnad.api.serving import server
from musnad.batch import read_many
from musnad.store import Store, comparing, open_store, writing
from musnad.types import Document, Problem
from musnad.web import pages

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Dialog, Page

NEWSROOM = resources.files("musnad") / "data" / "newsroom" / "articles.jsonl"
SHOTS = Path(__file__).resolve().parents[2] / "build" / "screenshots"

HOSTILE = Document(
    'hostile/<script>alert(1)</script>&"\u202e',
    "عنوان <img src=x onerror=alert(1)> \u202eمقلوب\n\n"
    "قال الوزير 😀 <script>alert('x')</script> \u202eإن الجيش السوري قصف مدينة درعا أمس\u2066، بحسب وكالة رويترز.\n"
    "وقال أيمن الصفدي 😀 إن الأردن \ufdfa لن يقبل.\ufeff",
    "عنوان <img src=x onerror=alert(1)> \u202eمقلوب",
    "2024-01-20",
    '<img src=x onerror=alert(1)>"',
    "javascript:alert(1)",
)
"""Markup, overrides of direction, letters beyond 16 bits: an article that must be shown as it is and do nothing."""


@pytest.fixture(scope="session")
def hostile() -> Document:
    return HOSTILE


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store of the newsroom, read by the rules, and of the hostile article."""
    given = [json.loads(line) for line in NEWSROOM.read_text(encoding="utf-8").splitlines()]
    newsroom = [
        Document(
            each["id"],
            f"{each['title']}\n\n{each['text']}" if each.get("title") else each["text"],
            *(each.get(name) for name in ("title", "published", "outlet", "url")),
        )
        for each in given
    ]
    found = [item for item in read_many([*newsroom, HOSTILE], reader="rules") if not isinstance(item, Problem)]
    records = [json.loads(json.dumps(record.to_dict())) for record in found]
    with open_store(str(tmp_path_factory.mktemp("web") / "news.db")) as made:
        with made.writing() as connection:
            writing.write(connection, records)
        list(comparing.compare(made))
        yield made


@pytest.fixture(scope="session")
def site(store: Store) -> Iterator[str]:
    """The address of a server with the pages."""
    settings = Settings(port=0, reader="rules", requests_a_minute=0)
    running = server(create_app(store, settings, pages()), settings)
    thread = threading.Thread(target=running.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + 60
    while not running.started:
        assert thread.is_alive()
        assert time.monotonic() < deadline
        time.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{running.servers[0].sockets[0].getsockname()[1]}"
    finally:
        running.should_exit = True
        thread.join(10)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real Chromium: MUSNAD_CHROMIUM, one that is installed, or Playwright's own; without any the tests are skipped."""
    try:
        from playwright.sync_api import Error, sync_playwright
    except ImportError:
        pytest.skip("NO BROWSER TESTS: playwright is not installed; pip install '.[dev]'")
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    path = os.environ.get("MUSNAD_CHROMIUM") or next((found for name in names if (found := shutil.which(name))), None)
    with sync_playwright() as playwright:
        try:
            # a sandbox needs user namespaces, which containers often lack; the pages are our own
            made = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        except Error as error:
            pytest.skip(
                f"NO BROWSER TESTS: no Chromium ({error.message.splitlines()[0]}); try `playwright install chromium`"
            )
        yield made
        made.close()


class Watch:
    """What a page did besides showing itself."""

    def __init__(self, page: Page, site: str) -> None:
        self.errors: list[str] = []
        self.elsewhere: list[str] = []
        page.on("console", lambda message: self.errors.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("dialog", self._dismissed)
        page.on("request", lambda request: None if request.url.startswith(site) else self.elsewhere.append(request.url))

    def _dismissed(self, dialog: Dialog) -> None:
        self.errors.append(f"dialog {dialog.message}")
        dialog.dismiss()


Open = Callable[..., tuple["Page", Watch]]


@pytest.fixture
def open_page(browser: Browser, site: str) -> Iterator[Open]:
    """Opens pages in contexts of their own, and fails where one had an error or asked another host."""
    contexts: list[BrowserContext] = []
    watched: list[Watch] = []

    def opened(path: str, *, theme: str = "light", scripts: bool = True, width: int = 1280) -> tuple[Page, Watch]:
        context = browser.new_context(
            color_scheme="dark" if theme == "dark" else "light",
            java_script_enabled=scripts,
            viewport={"width": width, "height": 900},
        )
        contexts.append(context)
        page = context.new_page()
        watch = Watch(page, site)
        watched.append(watch)
        page.goto(f"{site}{path}")
        return page, watch

    yield opened
    for context in contexts:
        context.close()
    assert [error for watch in watched for error in watch.errors] == []
    assert [address for watch in watched for address in watch.elsewhere] == []


@pytest.fixture(scope="session")
def shots() -> Path:
    """The folder that screenshots are kept in."""
    SHOTS.mkdir(parents=True, exist_ok=True)
    return SHOTS
