"""What a format gives before dates, outlets and ids are settled."""

from __future__ import annotations

import re
from dataclasses import dataclass

_LETTER = re.compile(r"[^\W\d_\u0640]")
_SURROGATE = re.compile("[\ud800-\udfff]")

_TITLE_WORDS = 20
"""Headlines of the press run to 15 words; a lead paragraph is longer or ends in a full stop."""

REPLACEMENT = "\ufffd"


@dataclass(frozen=True, slots=True)
class Draft:
    """One article as its format tells it: `text` is final, `title` its first line; the rest stands as it was given."""

    text: str
    title: str | None = None
    published: str | None = None
    outlet: str | None = None
    url: str | None = None
    id: str | None = None


def headed(title: str | None, body: str) -> str:
    """Title and body as one text: the title, an empty line, the body; both stripped, nothing else changed."""
    title = (title or "").strip()
    return f"{title}\n\n{body.strip()}" if title else body.strip()


def has_letters(text: str) -> bool:
    """Whether there is a letter of any script; vowel signs, tatweel, digits and controls are none."""
    return _LETTER.search(text) is not None


def without_surrogates(text: str) -> str:
    """The text with U+FFFD for every lone surrogate: JSON can spell one, no encoding can write it.

    One character for one, so that offsets hold.
    """
    return _SURROGATE.sub(REPLACEMENT, text)


def plain_draft(text: str) -> Draft:
    """The draft of a plain text file: stripped, otherwise as it stands.

    Its first line is a title when it looks like one: at most 20 words, no full stop at the end, an empty line after it
    and a body after that.
    """
    text = text.strip()
    first, _, rest = text.partition("\n")
    second, _, body = rest.partition("\n")
    title = first.rstrip()
    is_title = bool(body.strip()) and not second.strip() and len(title.split()) <= _TITLE_WORDS and not title.endswith(".")
    return Draft(text, title=title if is_title else None)
