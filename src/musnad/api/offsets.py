"""Offsets for those whose strings count UTF-16 units: JavaScript, Java, C#."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from typing import Any

import numpy as np

_FIELDS = frozenset({"start", "end", "anchor_start", "anchor_end"})
_LAST_OF_ONE_UNIT = "\uffff"

Convert = Callable[[int], int]


class Offsets(StrEnum):
    """What `start` and `end` count in the document's text."""

    CODE_POINTS = "code-points"
    UTF16 = "utf-16"


def converter(text: str) -> Convert | None:
    """From code points to UTF-16 units of a text; None where they are the same."""
    if not text or max(text) <= _LAST_OF_ONE_UNIT:
        return None
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    before = np.concatenate(([0], np.cumsum(points > ord(_LAST_OF_ONE_UNIT))))
    last = len(text)
    return lambda offset: offset + int(before[min(max(offset, 0), last)])


def in_utf16(data: Any, texts: Mapping[str, str]) -> Any:  # noqa: ANN401 - JSON data of any shape
    """An answer with all offsets in UTF-16 units.

    Offsets count the text of the nearest `document`: a name that `texts` has, or the document of a record with its text.
    """
    made: dict[str, Convert | None] = {}
    return _converted(data, None, texts, made)


def documents_in(data: Any) -> Iterator[str]:  # noqa: ANN401 - JSON data of any shape
    """The names of the documents that offsets in an answer belong to."""
    if isinstance(data, dict):
        if isinstance(data.get("document"), str):
            yield data["document"]
        for value in data.values():
            yield from documents_in(value)
    elif isinstance(data, list):
        for value in data:
            yield from documents_in(value)


def _converted(
    data: Any,  # noqa: ANN401 - JSON data of any shape
    convert: Convert | None,
    texts: Mapping[str, str],
    made: dict[str, Convert | None],
) -> Any:  # noqa: ANN401 - JSON data of any shape
    if isinstance(data, list):
        return [_converted(value, convert, texts, made) for value in data]
    if not isinstance(data, dict):
        return data
    named = data.get("document")
    if isinstance(named, str):
        if named not in made:
            made[named] = converter(texts.get(named, ""))
        convert = made[named]
    elif isinstance(named, dict) and isinstance(named.get("text"), str):
        convert = converter(named["text"])
    return {
        key: convert(value)
        if key in _FIELDS and isinstance(value, int) and convert is not None
        else _converted(value, convert, texts, made)
        for key, value in data.items()
    }
