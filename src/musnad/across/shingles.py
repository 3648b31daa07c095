"""The words of a text as numbers, the fingerprints that find texts with a passage in common, and the passages themselves.

Fingerprints are chosen by winnowing (Schleimer, Wilkerson and Aiken 2003): of every `WINDOW` shingles in a row the least is
kept, so that two texts with `SHINGLE + WINDOW - 1` words in common share at least one.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

from musnad.knowledge.tables import table
from musnad.text.folding import fold, fold_word

SHINGLE = 5
"""Words of a shingle: four in a row are often a name with its title, six miss passages with every sixth word changed."""
WINDOW = 8
GAP = 3
"""Words that may differ between two stretches of one passage: an outlet changes `اليوم` to `أمس` and a spelling."""
REPEATS = 8
"""A shingle that stands more often in one text is no landmark for aligning it."""

Numbers = NDArray[np.uint64]

_WORD = re.compile(r"[^\W_]+")
_QUOTED = re.compile(r"«[^«»]{1,1500}»|“[^“”]{1,1500}”|\"[^\"]{1,1500}\"")
# The press writes the same name as `عبد العزيز` and `عبدالعزيز`, the same word with `ى` and `ي`, `ة` and `ه`.
_LOOSE = str.maketrans("ىة", "يه")


@dataclass(frozen=True, slots=True)
class Words:
    """A text cut into words: a number for each, where it stands, and whether it is the writer's own wording.

    `own` is False in quotation marks and for words of courtesy (`صاحب السمو الملكي`), which two texts may share by chance.
    """

    numbers: Numbers
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    own: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.starts)


@dataclass(frozen=True, slots=True)
class Passage:
    """Words `start:end` of one text that stand as `other_start:other_end` in another; `same` are equal, `own` own."""

    start: int
    end: int
    other_start: int
    other_end: int
    same: int
    own: int


def words_of(text: str) -> Words:
    """The words of a text, folded and without vowel signs, in their order."""
    folded = fold(text)
    quoted = np.zeros(len(text) + 1, dtype=bool)
    for match in _QUOTED.finditer(text):
        quoted[match.start() : match.end()] = True
    courtesies = _courtesies()
    numbers: list[int] = []
    starts: list[int] = []
    ends: list[int] = []
    own: list[bool] = []
    for match in _WORD.finditer(folded.text):
        span = folded.span(match.start(), match.end())
        word = match.group().translate(_LOOSE)
        numbers.append(_number(word))
        starts.append(span.start)
        ends.append(span.end)
        own.append(not quoted[span.start] and word not in courtesies)
    return Words(np.array(numbers, dtype=np.uint64), tuple(starts), tuple(ends), np.array(own, dtype=bool))


def shingles_of(words: Words) -> Numbers:
    """One number for every `SHINGLE` words in a row, in their order."""
    count = len(words) - SHINGLE + 1
    if count < 1:
        return np.zeros(0, dtype=np.uint64)
    mixed = np.zeros(count, dtype=np.uint64)
    with np.errstate(over="ignore"):
        for offset in range(SHINGLE):
            mixed = (mixed ^ words.numbers[offset : offset + count]) * np.uint64(0x9E3779B97F4A7C15)
            mixed ^= mixed >> np.uint64(29)
    return mixed


def fingerprints_of(shingles: Numbers) -> Numbers:
    """The winnowed shingles, sorted and each once: of every `WINDOW` in a row the least."""
    if len(shingles) <= WINDOW:
        return np.unique(shingles)
    return np.unique(np.lib.stride_tricks.sliding_window_view(shingles, WINDOW).min(axis=1))


def passages_of(one: Words, other: Words, shingles: Numbers, others: Numbers) -> tuple[Passage, ...]:
    """The passages that both texts have, in the order of the first; none overlaps another in either text."""
    runs = _runs(one, other, shingles, others)
    passages: list[Passage] = []
    for start, other_start, length in runs:
        own = int(np.count_nonzero(one.own[start : start + length] & other.own[other_start : other_start + length]))
        run = Passage(start, start + length, other_start, other_start + length, length, own)
        last = passages[-1] if passages else None
        if last and 0 <= run.start - last.end <= GAP and 0 <= run.other_start - last.other_end <= GAP:
            passages[-1] = Passage(
                last.start, run.end, last.other_start, run.other_end, last.same + run.same, last.own + run.own
            )
        else:
            passages.append(run)
    return tuple(passages)


def _runs(one: Words, other: Words, shingles: Numbers, others: Numbers) -> list[tuple[int, int, int]]:
    """Equal stretches as (start, other start, length), chosen longest first, in the order of the first text."""
    places: defaultdict[int, list[int]] = defaultdict(list)
    common = np.intersect1d(shingles, others)
    for at in np.flatnonzero(np.isin(others, common)).tolist():
        places[int(others[at])].append(at)
    diagonals: dict[int, tuple[int, int]] = {}  # other - one -> the open stretch (start, end) in the first text
    found: list[tuple[int, int, int]] = []
    for at in np.flatnonzero(np.isin(shingles, common)).tolist():
        for there in places[int(shingles[at])][:REPEATS]:
            shift = there - at
            start, end = diagonals.get(shift, (at, at))
            if end < at:
                found.append((start, start + shift, end - start + SHINGLE - 1))
                start = at
            diagonals[shift] = (start, at + 1)
    found += [(start, start + shift, end - start + SHINGLE - 1) for shift, (start, end) in diagonals.items()]
    taken = np.zeros(len(one), dtype=bool)
    taken_there = np.zeros(len(other), dtype=bool)
    chosen: list[tuple[int, int, int]] = []
    for start, other_start, length in sorted(found, key=lambda run: (-run[2], run[0], run[1])):
        for begin, size in _free(taken[start : start + length] | taken_there[other_start : other_start + length]):
            taken[start + begin : start + begin + size] = True
            taken_there[other_start + begin : other_start + begin + size] = True
            chosen.append((start + begin, other_start + begin, size))
    return sorted(chosen)


def _free(taken: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Stretches of at least `SHINGLE` places that are not taken, as (start, length)."""
    edges = np.flatnonzero(np.diff(np.concatenate(([True], taken, [True])).astype(np.int8)))
    return [(int(a), int(b - a)) for a, b in zip(edges[::2], edges[1::2], strict=True) if b - a >= SHINGLE]


@lru_cache(maxsize=262_144)
def _number(word: str) -> int:
    return int.from_bytes(hashlib.blake2b(word.encode(), digest_size=8).digest(), "little")


@cache
def _courtesies() -> frozenset[str]:
    return frozenset(fold_word(row["word"]).translate(_LOOSE) for row in table("courtesies"))
