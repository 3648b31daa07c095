"""Finds the phrases of a table in a text: relay phrases, channels, words of doubt, of background, of outcome."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from musnad.knowledge.tables import table
from musnad.text.clitics import splits
from musnad.text.folding import fold_word
from musnad.types import Token

_CONJUNCTIONS = "وف"


class Phrase(NamedTuple):
    """One row: the phrase and what its columns say by name."""

    phrase: str
    row: dict[str, str]


class Hit(NamedTuple):
    """A phrase in the text, tokens `first:last`, `skip` folded characters into the first.

    Where the phrase ends in a preposition that is written onto the next word (`في تصريح لـ`), `fused` says so; that word
    does not belong to `first:last`.
    """

    phrase: Phrase
    first: int
    last: int
    skip: int
    fused: bool


class PhraseIndex:
    """The phrases of one table by their first word."""

    def __init__(self, name: str) -> None:
        self._rows: dict[str, list[tuple[tuple[str, ...], str, Phrase]]] = {}
        for row in table(name):
            spelling = next(iter(row.values()))
            words, fused = spelling.split(), ""
            if words[-1].endswith("+"):
                fused = fold_word(words.pop()[:-1])
            folded = [fold_word(word) for word in words]
            first, rest = (folded[0], tuple(folded[1:])) if folded else ("", ())
            self._rows.setdefault(first, []).append((rest, fused, Phrase(spelling, row)))
        for rows in self._rows.values():
            rows.sort(key=lambda item: (-len(item[0]), -len(item[1])))

    def at(self, tokens: Sequence[Token], index: int, stop: int) -> Iterator[Hit]:
        """The phrases that start at token `index` and end before `stop`, the longest first."""
        form = tokens[index].form
        for skip in (0, 1) if len(form) > 2 and form[0] in _CONJUNCTIONS else (0,):  # noqa: PLR2004 - a clitic and a word
            for rest, fused, phrase in self._rows.get(form[skip:], ()):
                last = index + 1 + len(rest)
                if last > stop or any(tokens[index + 1 + n].form != word for n, word in enumerate(rest)):
                    continue
                if fused and not (last < stop and _carries(tokens[last].form, fused)):
                    continue
                yield Hit(phrase, index, last, skip, bool(fused))
        for _, fused, phrase in self._rows.get("", ()):
            if _carries(form, fused):
                yield Hit(phrase, index, index, 0, True)

    def first(self, tokens: Sequence[Token], indices: Iterable[int], stop: int) -> Hit | None:
        """The first phrase that starts at one of the tokens, the longest of each."""
        return next((hit for index in indices for hit in self.at(tokens, index, stop)), None)

    def before(self, tokens: Sequence[Token], index: int, farthest: int) -> Hit | None:
        """The longest phrase that ends where token `index` begins, fused with it or not."""
        for start in range(max(0, index - farthest), index + 1):
            for hit in self.at(tokens, start, index + 1):
                if hit.last == index and (hit.fused or start < index):
                    return hit
        return None


def _carries(form: str, preposition: str) -> bool:
    return form == preposition or any(split.preposition == preposition for split in splits(form))


@cache
def phrases(name: str) -> PhraseIndex:
    """The index of the package's table of that name, built once a process."""
    return PhraseIndex(name)
