"""The application: every route of the API and, where they are given, the pages, behind one guard."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from threading import BoundedSemaphore, Lock

import anyio
import anyio.to_thread
from fastapi import APIRouter, FastAPI
from fastapi.routing import APIRoute
from starlette.routing import BaseRoute, Mount
from starlette.staticfiles import StaticFiles

from musnad.api import about, access, across, documents, people, problems, reading, searching, sessions
from musnad.api.guarding import Guard, Rates
from musnad.api.problems import ShowProblem
from musnad.api.settings import Settings
from musnad.errors import StoreError
from musnad.pipeline import reader
from musnad.store import Store, users
from musnad.store.searching import Searcher

ROUTERS: tuple[APIRouter, ...] = (
    about.router, sessions.router, reading.router, documents.router, across.router, searching.router, people.router,
)  # fmt: skip
"""The API, in the order in which it is described."""


_READING_AT_ONCE = 2
"""Texts: the network uses several cores for one."""


@dataclass(frozen=True, slots=True)
class Pages:
    """What `web` gives to stand beside the API.

    Routes of `routers`, which include no others, say what they need with `access.needs`. `static` are folders by the
    path under which anyone may load their files. `show_problem` gives the page of a problem (a form to sign in where
    nobody is), or None to leave it as JSON.
    """

    routers: Sequence[APIRouter]
    static: Mapping[str, Path] = field(default_factory=dict)
    show_problem: ShowProblem | None = None


def create_app(store: Store, settings: Settings | None = None, pages: Pages | None = None) -> FastAPI:
    """The application over an open store, which stays the caller's to close.

    `app.state` holds `store`, `settings` and `sign_ins`. Raises StoreError where strangers could come in: a server that
    others can reach needs users. Raises MusnadError where a route does not say what it needs.
    """
    settings = settings or Settings()
    if not settings.is_local:
        with store.reading() as connection:
            if not users.anybody(connection):
                raise StoreError("others can reach this server: make users first, with `musnad users add NAME --role admin`")
    app = FastAPI(
        title="Musnad",
        version=version("musnad"),
        summary="Arabic news as evidence: who did what to whom, where and when, and according to whom.",
        openapi_url=None,  # about.openapi gives it, as a route that says whom it lets in
        docs_url=None,  # FastAPI's pages load scripts from another host
        redoc_url=None,
        lifespan=_lifespan,
        routes=_routes(pages),
    )
    app.state.store = store
    app.state.settings = settings
    app.state.sign_ins = Rates()
    app.state.streams = BoundedSemaphore(settings.streams)
    app.state.readings = BoundedSemaphore(settings.readings)
    app.state.reading = BoundedSemaphore(_READING_AT_ONCE)
    app.state.searcher = Searcher(store)
    app.state.searching = Lock()
    app.state.show_problem = pages.show_problem if pages else None
    problems.install(app)
    access.check(app)
    app.add_middleware(Guard, settings=settings)
    return app


def _routes(pages: Pages | None) -> list[BaseRoute]:
    """All routes side by side: routers that are included hide theirs from whoever checks what each needs."""
    found = [route for router in ROUTERS for route in router.routes]
    if pages:
        for route in (route for router in pages.routers for route in router.routes):
            if isinstance(route, APIRoute):
                route.include_in_schema = False
            found.append(route)
        for path, folder in pages.static.items():
            found.append(Mount(path, StaticFiles(directory=folder), name=path.strip("/")))
    return found


@contextlib.asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    settings: Settings = app.state.settings
    anyio.to_thread.current_default_thread_limiter().total_tokens = settings.threads
    # the reader takes a second to load: not while somebody waits
    warming = asyncio.create_task(anyio.to_thread.run_sync(reader, settings.reader))
    yield
    with contextlib.suppress(Exception):  # whoever asked for the reader was told
        await warming
