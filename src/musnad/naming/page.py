"""A document's tokens beside what the tables know about each of them: what every pattern reads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from musnad.knowledge.names import Name
from musnad.knowledge.words import Head, Word, word
from musnad.text.clitics import Split, splits
from musnad.types import Document, Folded, Quotation, Reading, Span, Token
from musnad.types.vocabulary import MentionKind


class Candidate(NamedTuple):
    """A phrase that may become a mention: its tokens `first:last` and where in the first of them it starts (`skip`).

    `options` are the rows of the gazetteer that are spelt like it, `unplaced` says why none of them was chosen; `listed`
    is the type noun of the list in which it stands.
    """

    first: int
    last: int
    skip: int
    kind: MentionKind
    rule: str
    score: float
    named: bool = True
    name: Name | None = None
    head: Head | None = None
    pronoun: str = ""
    core: int = -1
    role: tuple[int, int] | None = None
    generic: bool = False
    options: tuple[Name, ...] = ()
    unplaced: str = ""
    listed: Head | None = None

    @property
    def start_of_core(self) -> int:
        """The token at which the name proper starts, after a type noun (`مدينة`), a number or an adverb."""
        return self.first if self.core < 0 else self.core


_PAIRS = {"«": "»", "“": "”", "‘": "’", '"': '"', "/": "/", "'": "'", "(": ")"}
_LONGEST_QUOTED_NAME = 6


@dataclass(frozen=True, slots=True)
class Page:
    """Tokens, their words, and which tokens stand in time expressions."""

    document: Document
    folded: Folded
    tokens: tuple[Token, ...]
    words: tuple[Word, ...]
    timed: frozenset[int]
    quotations: tuple[Quotation, ...]

    def span(self, first: int, last: int, skip: int = 0) -> Span:
        """The characters of tokens `first:last` without the `skip` folded characters at their start."""
        token = self.tokens[first]
        start = self.folded.offset(token.at + skip) if skip else token.start
        return Span(start, self.tokens[last - 1].end)

    def glued(self, index: int) -> bool:
        """Whether token `index` follows the one before it without a space."""
        return index > 0 and self.tokens[index - 1].end >= self.tokens[index].start

    def quoted(self, index: int, stop: int) -> int:
        """The index after a short quoted phrase that opens at token `index`, or 0."""
        closing = _PAIRS.get(self.tokens[index].form) if index < stop else None
        if closing is None:
            return 0
        for end in range(index + 2, min(stop, index + _LONGEST_QUOTED_NAME + 2)):
            if self.tokens[end].form == closing:
                return end + 1
        return 0

    def bare_split(self, index: int) -> Split:
        """The least split analysis of token `index` that keeps its article in the stem."""
        return splits(self.tokens[index].form)[0]


def page_of(document: Document, reading: Reading) -> Page:
    """The page of a document whose tokens and times have been read."""
    tokens = reading.tokens
    timed: set[int] = set()
    index = 0
    for time in reading.times:
        while index < len(tokens) and tokens[index].end <= time.span.start:
            index += 1
        position = index
        while position < len(tokens) and tokens[position].start < time.span.end:
            timed.add(position)
            position += 1
    words = tuple(word(token.form) for token in tokens)
    return Page(document, reading.folded, tokens, words, frozenset(timed), reading.quotations)
