"""Cursors: where an answer goes on, opaque to the client and good for the same question only."""

from __future__ import annotations

import base64
import binascii
import hashlib
from typing import Any

import orjson
from fastapi import Request

from musnad.api.problems import Refusal

LONGEST = 2000
_DIGEST = 6
_HOW = frozenset({"cursor", "limit", "offsets", "format"})
"""Parameters that say how an answer is given; all others say what is asked."""


def written(request: Request, place: list[Any]) -> str:
    """The cursor for a place in the answer to this request."""
    packed = orjson.dumps([_question(request), *place])
    return base64.urlsafe_b64encode(packed).decode().rstrip("=")


def read(request: Request, cursor: str | None, *kinds: tuple[type, ...]) -> list[Any] | None:
    """The place that a cursor holds, its parts of these kinds; None without a cursor. Raises Refusal for any other."""
    if cursor is None:
        return None
    try:
        found = orjson.loads(base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True))
    except (binascii.Error, ValueError):
        found = None
    if not isinstance(found, list) or len(found) != len(kinds) + 1 or found[0] != _question(request):
        raise Refusal("bad-cursor", "give the cursor that `next` held, with the same filters, or leave it out")
    place = found[1:]
    for part, kind in zip(place, kinds, strict=True):
        if type(part) not in kind or (isinstance(part, int) and not 0 <= part < 1 << 62):
            raise Refusal("bad-cursor", "give the cursor that `next` held")
    return place


def _question(request: Request) -> str:
    asked = sorted((name, value) for name, value in request.query_params.multi_items() if name not in _HOW)
    return hashlib.blake2b(orjson.dumps([request.scope["path"], asked]), digest_size=_DIGEST).hexdigest()
