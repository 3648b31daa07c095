"""Tokens of Arabic news: words, numbers, Latin words and marks, each with its offsets in the original."""

from __future__ import annotations

import re

from musnad.text.folding import fold
from musnad.types.folded import Folded
from musnad.types.token import Token, TokenKind

# `#` and `_` join the words of a hashtag (`#ميليشيات_الحوثي`); they separate like a space and are no tokens themselves.
_TOKEN = re.compile(
    r"(?P<word>[\u0621-\u064a\u066e-\u06d3\u06ee-\u06ef\u06fa-\u06ff]+)"
    r"|(?P<number>\d+(?:[.,\u066b\u066c]\d+)*)"
    r"|(?P<latin>[^\W\d_\u0600-\u06ff]+(?:[.&'’-][^\W\d_\u0600-\u06ff]+)*)"
    r"|(?P<punctuation>\.{2,}|[^\w\s#]|[\u0600-\u0620])"
)


def tokenize(folded: Folded) -> tuple[Token, ...]:
    """The tokens of a folded text in order; their `start` and `end` are offsets of the original text."""
    out: list[Token] = []
    if folded.origin is None:
        for match in _TOKEN.finditer(folded.text):
            start, end = match.span()
            out.append(Token(start, end, match.group(), _kind(match.lastgroup), start))
        return tuple(out)
    for match in _TOKEN.finditer(folded.text):
        at, stop = match.span()
        last = folded.origin[stop - 1]
        end = folded.offset(stop) if folded.offset(stop) > last else last + 1
        out.append(Token(folded.origin[at], _trim(last, end), match.group(), _kind(match.lastgroup), at))
    return tuple(out)


_LETTERS_AND_SPACES = re.compile(r"[\u0621-\u063a\u0641-\u064a ]+")


def forms(spelling: str) -> list[str]:
    """The folded forms of a spelling's tokens: as `tokenize` gives them, at a fraction of the cost for plain words."""
    folded = fold(spelling)
    if _LETTERS_AND_SPACES.fullmatch(folded.text):
        return folded.text.split()
    return [token.form for token in tokenize(folded)]


def _kind(group: str | None) -> TokenKind:
    if group == "word":
        return "word"
    if group == "number":
        return "number"
    return "latin" if group == "latin" else "punctuation"


def _trim(last: int, end: int) -> int:
    """Where a token really ends: dropped vowel signs after its last letter belong to it, rows of controls do not."""
    return end if end - last <= _LONGEST_TAIL else last + 1


_LONGEST_TAIL = 8
"""More dropped characters than this after a letter are filler (tatweel rows, bidi marks), not part of the word."""
