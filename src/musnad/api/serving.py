"""Running an application on a port."""

from __future__ import annotations

import uvicorn
from fastapi import FastAPI

from musnad.api.settings import Settings

_AT_ONCE = 256
_LONGEST_HEADERS = 32 << 10


def serve(app: FastAPI, settings: Settings, *, certificate: str | None = None, key: str | None = None) -> None:
    """Answers requests until it is interrupted; with the files of a certificate and its key by HTTPS."""
    server(app, settings, certificate=certificate, key=key).run()


def server(app: FastAPI, settings: Settings, *, certificate: str | None = None, key: str | None = None) -> uvicorn.Server:
    """The server that `serve` runs.

    `X-Forwarded-For` and `X-Forwarded-Proto` are believed from this machine only: a proxy runs beside the server.
    """
    config = uvicorn.Config(
        app,
        host=settings.host,
        port=settings.port,
        ssl_certfile=certificate,
        ssl_keyfile=key,
        server_header=False,
        limit_concurrency=_AT_ONCE,
        h11_max_incomplete_event_size=_LONGEST_HEADERS,
        http="h11",
        ws="none",
        timeout_graceful_shutdown=5,
        log_level="warning",
    )
    return uvicorn.Server(config)
