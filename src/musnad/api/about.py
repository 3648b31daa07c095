"""Routes about the server itself: whether it lives, what it can, and a page that says so."""

from __future__ import annotations

from html import escape
from importlib.metadata import version
from typing import Any

import orjson
from fastapi import APIRouter, FastAPI, Request, Response
from pydantic import TypeAdapter
from typing_extensions import TypedDict

from musnad.api.access import needs
from musnad.api.problems import RESPONSES, Problem

router = APIRouter(prefix="/api", tags=["about"], responses=RESPONSES, dependencies=[needs("anyone")])

_PAGE = """<!doctype html>
<html lang="en" dir="ltr"><head><meta charset="utf-8"><title>Musnad: the interface for programs</title>
<meta name="viewport" content="width=device-width"></head><body>
<h1>Musnad {version}: the interface for programs</h1>
<p>The whole description for machines is <a href="openapi.json">openapi.json</a> (OpenAPI {openapi}).</p>
<table><thead><tr><th>method</th><th>address</th><th>gives</th></tr></thead><tbody>
{rows}</tbody></table></body></html>
"""


class Health(TypedDict):
    """That the server answers."""

    status: str
    musnad: str


@router.get("/health")
def health() -> Health:
    """Whether the server answers; needs no sign-in and does not touch the store."""
    return {"status": "ok", "musnad": version("musnad")}


@router.get("/openapi.json", include_in_schema=False)
def openapi(request: Request) -> Response:
    """The description of all routes in OpenAPI."""
    return Response(orjson.dumps(described(request.app)), media_type="application/json")


@router.get("/docs", include_in_schema=False)
def docs(request: Request) -> Response:
    """A page that lists all routes; it loads nothing."""
    whole = described(request.app)
    rows = [
        f"<tr><td>{escape(method.upper())}</td><td><code>{escape(path)}</code></td>"
        f"<td>{escape(str(route.get('description', '')).splitlines()[0])}</td></tr>\n"
        for path, methods in whole["paths"].items()
        for method, route in methods.items()
    ]
    page = _PAGE.format(version=escape(version("musnad")), openapi=escape(whole["openapi"]), rows="".join(rows))
    return Response(page, media_type="text/html; charset=utf-8")


def described(app: FastAPI) -> dict[str, Any]:
    """The description of all routes, with the shape of problems, which FastAPI does not see: they are raised."""
    whole = app.openapi()
    shapes = whole.setdefault("components", {}).setdefault("schemas", {})
    if "Problem" not in shapes:
        made = TypeAdapter(Problem).json_schema(ref_template="#/components/schemas/{model}")
        shapes |= made.pop("$defs", {})
        shapes["Problem"] = made
    return whole
