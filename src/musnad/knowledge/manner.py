"""Words that say how a deed was done, or what was asked, refused or threatened: they settle the event's mode."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from musnad.knowledge.anchors import anchors
from musnad.knowledge.tables import table
from musnad.text.clitics import splits
from musnad.text.folding import fold_word
from musnad.types import Token

_REACH = {"next": (0, 1), "after": (0, 8), "around": (3, 8)}
"""Words before and after the anchor in which a row of each `side` counts."""
_ENDS = frozenset(". ؛ ; : ؟ !".split())


class MannerWord(NamedTuple):
    """One row of manner_words.tsv: its words after the first, folded, the mode and how far from the anchor it counts."""

    rest: tuple[str, ...]
    mode: str
    before: int
    after: int


Rows = Mapping[tuple[str, str], tuple[MannerWord, ...]]
"""Rows of a table by event type and folded first word."""


def stated_mode(tokens: Sequence[Token], kind: str, first: int, last: int, sentence: tuple[int, int]) -> str | None:
    """The mode that the words in or beside the anchor `tokens[first:last]` of an event type settle, or None.

    A word beside it goes before the anchor's own (`هاجم … بغاز السارين`), a phrase before a single word (`طائرة مسيرة`
    before `طائرة`), the nearer before the farther one.
    """
    beside = [
        (-len(found.rest), distance, found.mode)
        for found, distance in _beside(tokens, manner_words(), kind, (first, last), sentence)
    ]
    return min(beside)[2] if beside else _own(tokens, kind, first, sentence[1])


def is_no_deed(tokens: Sequence[Token], kind: str, first: int, last: int, sentence: tuple[int, int]) -> bool:
    """Whether words beside the anchor say that nobody did it: `قتل … في حادث سير`, `حذرت الأرصاد من عاصفة`."""
    return any(_beside(tokens, no_deed_words(), kind, (first, last), sentence))


def _beside(
    tokens: Sequence[Token], rows: Rows, kind: str, anchor: tuple[int, int], sentence: tuple[int, int]
) -> Iterator[tuple[MannerWord, int]]:
    """The rows of a type that stand within their reach of the anchor, with their distance from it in words."""
    first, last = anchor
    before, after = _REACH["around"]
    for position in range(max(sentence[0], first - before), min(sentence[1], last + after)):
        if position >= last and tokens[position].form in _ENDS:
            return
        for found in _at(tokens, rows, kind, position, sentence[1]):
            if first - found.before <= position < first or last <= position < last + found.after:
                yield found, position - last if position >= last else first - position


def _at(tokens: Sequence[Token], rows: Rows, kind: str, position: int, stop: int) -> Iterator[MannerWord]:
    form = tokens[position].form
    if tokens[position].kind != "word":
        return
    for stem in {form, *(split.stem for split in splits(form)), *(split.full for split in splits(form))}:
        for found in rows.get((kind, stem), ()):
            end = position + 1 + len(found.rest)
            if end <= stop and all(
                tokens[position + 1 + n].form in {word, "ال" + word} for n, word in enumerate(found.rest)
            ):
                yield found


def _own(tokens: Sequence[Token], kind: str, first: int, stop: int) -> str | None:
    """The mode of the anchor's row, where that mode is one that words settle by themselves (`اغتصب`: sexual).

    The longest row counts (`حظر التجول` before `حظر`); rows of one length that differ settle nothing.
    """
    hits = [hit for hit in anchors().at(tokens, first, stop) if hit.anchor.type == kind]
    longest = max((hit.last for hit in hits), default=first)
    modes = {hit.anchor.mode for hit in hits if hit.last == longest}
    mode = modes.pop() if len(modes) == 1 else None
    return mode if mode is not None and (kind, mode) in settled_modes() else None


@cache
def manner_words() -> Rows:
    """The package's words of manner by event type and first word, built once a process."""
    return _rows("manner_words")


@cache
def no_deed_words() -> Rows:
    """The package's words of accidents, weather and games by event type and first word, built once a process."""
    return _rows("no_deed_words")


def _rows(name: str) -> Rows:
    found: dict[tuple[str, str], list[MannerWord]] = {}
    for row in table(name):
        first, *rest = (fold_word(word) for word in row["word"].split())
        word = MannerWord(tuple(rest), row.get("mode", ""), *_REACH[row["side"]])
        found.setdefault((row["type"], first), []).append(word)
    return {key: tuple(words) for key, words in found.items()}


@cache
def settled_modes() -> frozenset[tuple[str, str]]:
    """Types and modes that an anchor's own word settles, whatever stands around it."""
    return frozenset((row["type"], row["mode"]) for row in table("settled_modes"))
