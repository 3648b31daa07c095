"""Records as bytes: what a document, its reading and its maker hold together, each kept once."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeVar

import orjson

Json = dict[str, Any]
T = TypeVar("T")

LAYERS = ("mentions", "entities", "times", "claims", "events")
DOCUMENT = ("id", "sha256", "text", "title", "published", "outlet", "url")

_CONTENT = ("text", "title", "published", "outlet", "url")
_SCHEMA = "musnad/1"


def content_digest(document: Mapping[str, Any]) -> str:
    """The SHA-256 of what a document says and who published it when; its id does not count."""
    content = [document[name] for name in _CONTENT]
    return hashlib.sha256(orjson.dumps(content)).hexdigest()


def maker_digest(produced_by: Mapping[str, Any]) -> str:
    """The SHA-256 of what made a record, whatever the order of its keys."""
    return hashlib.sha256(orjson.dumps(produced_by, option=orjson.OPT_SORT_KEYS)).hexdigest()


def packed(record: Mapping[str, Any]) -> bytes:
    """The layers of a record, compressed; its document and what made it have rows of their own."""
    return zlib.compress(orjson.dumps({layer: record[layer] for layer in LAYERS}))


def unpacked(blob: bytes, document: Json, produced_by: Json) -> Json:
    """The record of CONTRACT.md again, field for field."""
    return {"schema": _SCHEMA, "document": document, **orjson.loads(zlib.decompress(blob)), "produced_by": produced_by}


def portions(values: Sequence[T], size: int = 500) -> Iterator[Sequence[T]]:
    """The values in portions; 500 stand in one IN (SQLite's oldest limit is 999)."""
    return (values[start : start + size] for start in range(0, len(values), size))
