"""`musnad serve`: the pages and the interface for programs, from one process on a store."""

from __future__ import annotations

from typing import Annotated

import typer

from musnad.cli.exits import orderly, say
from musnad.cli.filters import DB
from musnad.cli.options import DEFAULT_READER, READER, check_reader, epilog

EPILOG = epilog(
    ("musnad serve --db news.db", "on this machine alone: http://127.0.0.1:8000"),
    (
        "musnad users add amal --role admin --db news.db && musnad serve --host 0.0.0.0 --db news.db",
        "for others, who sign in",
    ),
    ("musnad serve --name news.example.org --db news.db", "behind a proxy on this machine"),
)


def serve(
    *,
    db: DB,
    port: Annotated[int, typer.Option("--port", min=0, max=65535, metavar="N", help="Port; 0 takes a free one.")] = 8000,
    host: Annotated[
        str, typer.Option("--host", metavar="ADDRESS", help="Address to listen on; others than this machine's need users.")
    ] = "127.0.0.1",
    name: Annotated[
        list[str] | None,
        typer.Option("--name", metavar="NAME", help="Further name of the server, such as a proxy's; needs users."),
    ] = None,
    rate: Annotated[
        int, typer.Option("--rate", min=0, metavar="N", help="Requests a minute from one address; 0: no limit.")
    ] = 600,
    certificate: Annotated[str | None, typer.Option("--certificate", metavar="FILE", help="Certificate, for HTTPS.")] = None,
    key: Annotated[str | None, typer.Option("--key", metavar="FILE", help="Key of the certificate.")] = None,
    reader: READER = DEFAULT_READER,
) -> None:
    """Serve the store over HTTP until interrupted: pages for people, and /api for programs.

    While the store has no users, whoever sits at this machine may do everything; once it has, everybody signs in.
    """
    check_reader(reader)
    with orderly():
        from musnad import api
        from musnad.store import open_store
        from musnad.web import pages

        settings = api.Settings(host, port, tuple(name or ()), reader, rate)
        with open_store(db, create=False) as store:
            app = api.create_app(store, settings, pages())
            scheme = "https" if certificate else "http"
            shown = f"[{host}]" if ":" in host else host
            say(f"serving at {scheme}://{shown}:{port}; stop with Ctrl-C")
            api.serve(app, settings, certificate=certificate, key=key)
