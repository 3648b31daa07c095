"""The tokens of a document with what each can mean: what every pattern of the time stage reads."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from musnad.timing.lexicon import Sense, can_start, senses
from musnad.types import Folded, Token

LONGEST_NUMBER = 6
SHORTEST_DEFINITE = 3
_NOTHING: Mapping[str, tuple[Sense, ...]] = {}


class Hit(NamedTuple):
    """A sense found at a token; the phrase runs to token `last`, half-open."""

    sense: Sense
    last: int

    @property
    def value(self) -> int:
        """The number that the table gives."""
        return self.sense.entry.value

    @property
    def code(self) -> str:
        """The code that the table gives."""
        return self.sense.entry.code


class Words:
    """Look-ups over the tokens of one document; every index may run past either end and then finds nothing."""

    def __init__(self, folded: Folded, tokens: tuple[Token, ...]) -> None:
        self.folded = folded
        self.tokens = tokens
        self._size = len(tokens)
        self._senses = [
            senses(token.form) if token.kind in {"word", "latin"} else _NOTHING for token in tokens
        ]  # fmt: skip
        for index, found in enumerate(self._senses):
            if "phrase" in found:
                self._senses[index] = self._standing(index, found)
        self._integers = {
            index: int(token.form)
            for index, token in enumerate(tokens)
            if token.kind == "number" and token.form.isdecimal() and len(token.form) <= LONGEST_NUMBER
        }
        self.starts = [
            index
            for index, token in enumerate(tokens)
            if token.kind == "number" or (self._senses[index] and can_start(token.form))
        ]
        """The indices at which an expression of time can start at all."""

    def _standing(self, index: int, found: Mapping[str, tuple[Sense, ...]]) -> Mapping[str, tuple[Sense, ...]]:
        """The senses whose further words do follow: `من` is no part of the day unless `بعد الظهر` comes after it."""
        following = self.form(index + 1)
        kept: dict[str, tuple[Sense, ...]] = {}
        for kind, options in found.items():
            for sense in options:
                rest = sense.entry.rest
                if not rest or (rest[0] == following and self._follows(index, rest)):
                    kept[kind] = (*kept.get(kind, ()), sense)
        return kept or _NOTHING

    def _follows(self, index: int, rest: tuple[str, ...]) -> bool:
        return tuple(token.form for token in self.tokens[index + 1 : index + 1 + len(rest)]) == rest

    def __len__(self) -> int:
        return self._size

    def kinds(self, index: int) -> Mapping[str, tuple[Sense, ...]]:
        """The senses at an index by kind; empty for most words."""
        return self._senses[index] if 0 <= index < self._size else _NOTHING

    def form(self, index: int) -> str:
        """The folded form at an index, "" outside the text."""
        return self.tokens[index].form if 0 <= index < self._size else ""

    def hits(self, index: int, kind: str, clitics: bool = False) -> list[Hit]:
        """The senses of a kind at an index; without `clitics` only words that carry no conjunction or preposition."""
        found = self._senses[index].get(kind) if 0 <= index < self._size else None
        if not found:
            return []
        return [
            Hit(sense, index + 1 + len(sense.entry.rest))
            for sense in found
            if clitics or not (sense.conjunction or sense.preposition)
        ]

    def hit(self, index: int, kind: str, code: str | None = None, clitics: bool = False) -> Hit | None:
        """The first sense of a kind (and code) at an index."""
        found = self._senses[index].get(kind) if 0 <= index < self._size else None
        if not found:
            return None
        for sense in found:
            if (clitics or not (sense.conjunction or sense.preposition)) and code in {None, sense.entry.code}:
                return Hit(sense, index + 1 + len(sense.entry.rest))
        return None

    def particle(self, index: int, code: str, clitics: bool = False) -> bool:
        """Whether the word at an index is the particle of that code."""
        return self.hit(index, "particle", code, clitics) is not None

    def past(self, index: int, code: str) -> int:
        """The index after the particle of that code (`إلى`, `إلى غاية`), clitics allowed; the index itself without one."""
        hit = self.hit(index, "particle", code, clitics=True)
        return hit.last if hit is not None else index

    def glued(self, index: int) -> bool:
        """Whether nothing stands between a token and the one before it."""
        return 0 < index < self._size and self.tokens[index - 1].end == self.tokens[index].start

    def breaks(self, index: int) -> bool:
        """Whether a line ends before a token, or whatever else is wider than a space."""
        return 0 < index < self._size and self.tokens[index].start > self.tokens[index - 1].end + 1

    def article(self, index: int) -> Hit | None:
        """The article that stands by itself before a number in digits: `الـ31`, `والـ 24`."""
        if self.integer(index + 1) is None:
            return None
        return self.hit(index, "particle", "article", clitics=True)

    def integer(self, index: int) -> int | None:
        """The whole number in digits at an index, at most six digits long."""
        return self._integers.get(index)

    def definite(self, index: int) -> bool:
        """Whether the word at an index carries the article."""
        form = self.form(index)
        return form.startswith(("ال", "لل", "وال", "بال")) and len(form) > SHORTEST_DEFINITE

    def begins(self, index: int, skip: int = 0) -> int:
        """The offset in the original text at which the word at an index starts once `skip` letters are left out."""
        return self.folded.offset(self.tokens[index].at + skip) if skip else self.tokens[index].start
