"""JSON: one article an object, as a line of JSON Lines or in an array; records of CONTRACT.md are articles too."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from musnad.errors import InputError, UnreadableInput
from musnad.ingest.decoding import decode
from musnad.ingest.draft import Draft, headed, without_surrogates
from musnad.ingest.mending import mend
from musnad.ingest.problems import BAD_FIELD, DAMAGED_TEXT, MENDED_TEXT, problem_of
from musnad.types import Problem

_OPTIONAL = ("id", "title", "published", "outlet", "url")
_JSON_TYPES: dict[type, str] = {
    dict: "an object",
    list: "an array",
    str: "a string",
    bool: "a truth value",
    int: "a number",
    float: "a number",
}
_OBJECT = re.compile(r'\s*(\[\s*)?\{\s*"[^"\n]{1,80}"\s*:')


def begins_like_json(head: str) -> bool:
    """Whether a text starts with an object that has a key, or an array of them."""
    return _OBJECT.match(head) is not None


def is_object(line: str) -> bool:
    """Whether the line is one whole JSON object."""
    return isinstance(_parsed(line), dict)


def line_drafts(line: bytes, source: str) -> Iterator[Draft | Problem]:
    """The article of one line, then what is wrong with it; an empty line gives nothing."""
    if not line.strip():
        return
    try:
        text, problems = _line_text(line, source)
        value = _parsed(text)
        if value is None:
            raise UnreadableInput(f"{source}: not JSON; one object a line is needed")
        yield from value_drafts(value, source)
        yield from problems
    except InputError as error:
        yield problem_of(source, error)


def array_values(text: str) -> list[Any] | None:
    """The articles of a file that is one JSON value, an object or an array of them; None when it is no JSON."""
    value = _parsed(text)
    if value is None:
        return None
    return value if isinstance(value, list) else [value]


def value_drafts(value: object, source: str) -> Iterator[Draft | Problem]:
    """The article of one JSON value, then its problems.

    The text is `headed(title, text)`, nothing else is changed, so that offsets made elsewhere hold; except that lone
    surrogates become U+FFFD and mojibake is mended, which is reported. The text of a record stays as it stands.
    """
    if not isinstance(value, dict):
        yield Problem(source, UnreadableInput.kind, f"an object is needed, this is {_type(value)}")
        return
    record = value.get("document")
    fields: dict[str, Any] = record if isinstance(record, dict) else value
    text = fields.get("text")
    if not isinstance(text, str):
        yield Problem(source, UnreadableInput.kind, f'"text" must be a string, this is {_type(text)}')
        return
    problems: list[Problem] = []
    given = {key: _string(fields.get(key), key, source, problems) for key in _OPTIONAL}
    title, text = given["title"], _sound(text, "text", source, problems)
    if isinstance(record, dict):
        if title is not None and not text.startswith(title):
            problems.append(Problem(source, BAD_FIELD, '"title" is not the first line of "text" and was left out'))
            title = None
    else:
        title = (title or "").strip() or None
        text = headed(title, text)
    yield Draft(text, title, given["published"], given["outlet"], given["url"], given["id"])
    yield from problems


def _line_text(line: bytes, source: str) -> tuple[str, tuple[Problem, ...]]:
    """The line as it stands when it is UTF-8, as JSON must be; else in the encoding that it seems to have."""
    try:
        return line.decode("utf-8-sig"), ()
    except UnicodeDecodeError:
        decoded = decode(line, source)
        return decoded.text, decoded.problems


def _parsed(text: str) -> object:
    """The value, or None when it is no JSON (`null` is none of use either)."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):  # numbers of more than 4,300 digits; brackets without end
        return None


def _string(value: object, key: str, source: str, problems: list[Problem]) -> str | None:
    """The field as a string, None where it is absent or blank; ids that are whole numbers become their digits."""
    if key == "id" and isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if value is not None and not isinstance(value, str):
        message = f'"{key}" must be a string, this is {_type(value)}; it was left out'
        problems.append(Problem(source, BAD_FIELD, message))
        return None
    return _sound(value, key, source, problems) if value and value.strip() else None


def _sound(text: str, key: str, source: str, problems: list[Problem]) -> str:
    mended = mend(text)
    if mended is not None:
        problems.append(Problem(source, MENDED_TEXT, f'"{key}" was UTF-8 read as {mended.codec}, read again'))
        text = mended.text
    whole = without_surrogates(text)
    if whole != text:
        problems.append(Problem(source, DAMAGED_TEXT, f'"{key}" holds lone surrogates, which stand as U+FFFD'))
    return whole


def _type(value: object) -> str:
    return "missing" if value is None else _JSON_TYPES[type(value)]
