"""The units that the stages count in: tokens, sentences and quotations."""

from __future__ import annotations

from typing import Literal, NamedTuple

TokenKind = Literal["word", "number", "latin", "punctuation"]
SentenceKind = Literal["headline", "body"]


class Token(NamedTuple):
    """One printed word, number or mark; `form` is its folded spelling, `at` where that starts in `Folded.text`."""

    start: int
    end: int
    form: str
    kind: TokenKind
    at: int


class Sentence(NamedTuple):
    """A run of tokens `first:last` (half-open) that is read together; `paragraph` counts from 0."""

    start: int
    end: int
    first: int
    last: int
    kind: SentenceKind
    paragraph: int


class Quotation(NamedTuple):
    """A pair of quotation marks: token indices of the marks; `closing` is None when the text never closes it.

    The quoted words are the tokens `first:last`, half-open.
    """

    opening: int
    closing: int | None
    first: int
    last: int
