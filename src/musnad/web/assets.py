"""Styles, scripts and the font of the pages: served from the package under names that change with their content."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import NamedTuple

from fastapi import APIRouter, Request, Response

from musnad.api import Refusal, needs

router = APIRouter(dependencies=[needs("anyone")])

_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".woff2": "font/woff2",
    ".svg": "image/svg+xml",
}
_FOR_A_YEAR = "public, max-age=31536000, immutable"
_GZIP = 16 + zlib.MAX_WBITS


class _Asset(NamedTuple):
    content: bytes
    packed: bytes | None
    media_type: str


@router.get("/static/{digest}/{name}")
def asset(request: Request, digest: str, name: str) -> Response:
    """A file of the pages; its address changes when any of them does, so that browsers keep it for good."""
    found = _assets().get(name)
    if found is None or digest != version():
        raise Refusal("not-found", "there is no such file")
    headers = {"cache-control": _FOR_A_YEAR, "vary": "Accept-Encoding"}
    if found.packed is not None and takes_gzip(request):
        return Response(found.packed, media_type=found.media_type, headers={**headers, "content-encoding": "gzip"})
    return Response(found.content, media_type=found.media_type, headers=headers)


def takes_gzip(request: Request) -> bool:
    """Whether whoever asks unpacks gzip."""
    return "gzip" in request.headers.get("accept-encoding", "")


def gzipped(content: bytes) -> bytes:
    """The bytes packed, always alike."""
    packer = zlib.compressobj(6, zlib.DEFLATED, _GZIP)
    return packer.compress(content) + packer.flush()


def address(name: str) -> str:
    """The address of a file, for templates. Raises KeyError for one that is not there."""
    if name not in _assets():
        raise KeyError(name)
    return f"/static/{version()}/{name}"


@cache
def version() -> str:
    """The digest of all files together: scripts import each other by plain names, in one folder."""
    whole = hashlib.sha256()
    for name, found in sorted(_assets().items()):
        whole.update(name.encode() + b"\0" + found.content + b"\0")
    return whole.hexdigest()[:16]


@cache
def _assets() -> Mapping[str, _Asset]:
    found: dict[str, _Asset] = {}
    for item in (resources.files("musnad") / "web" / "static").iterdir():
        suffix = f".{item.name.rpartition('.')[2]}"
        if suffix in _TYPES:
            content = item.read_bytes()
            packed = None if suffix == ".woff2" else gzipped(content)
            found[item.name] = _Asset(content, packed, _TYPES[suffix])
    return found
