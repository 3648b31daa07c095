"""What the network takes in for one window of a document, as arrays."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from musnad.models.pieces import Pieces
from musnad.models.signs import SIGNS, Signs
from musnad.models.windows import Window

_BOUNDS = np.array([1, 2, 3, 5, 9, 17, 33, 65])
BUCKETS = 2 * len(_BOUNDS) + 1
"""Classes of distance between two words: none, and 1, 2, 3–4, 5–8, … 65 and more, before and after."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """`pieces[p]` with the word that each belongs to (`words[p]`; the two marks at the ends have the number of words), the
    first and last piece and the signs of each word, the ties as rows of (tie, from, to), and the sentence of each word.
    """

    pieces: NDArray[np.int64]
    words: NDArray[np.int64]
    first: NDArray[np.int64]
    last: NDArray[np.int64]
    signs: NDArray[np.float32]
    ties: NDArray[np.int64]
    sentences: NDArray[np.int32]


def inputs_of(window: Window, ids: list[tuple[int, ...]], signs: Signs, pieces: Pieces, blind: bool = False) -> Inputs:
    """The inputs of one window; `ids` are the pieces of all tokens. `blind` hides what rules and tables say."""
    count = window.last - window.first
    sizes = [len(ids[index]) for index in range(window.first, window.last)]
    ends = np.cumsum(sizes) + 1
    flat = [piece for index in range(window.first, window.last) for piece in ids[index]]
    of_words = np.zeros((count, len(SIGNS)), np.float32)
    ties = np.zeros((0, 3), np.int64)
    if not blind:
        of_words[:] = signs.of_words[window.first : window.last]
        ties = np.array(signs.ties, np.int64).reshape(-1, 3) - np.array([0, window.first, window.first])
        ties = ties[(ties[:, 1:] >= 0).all(1) & (ties[:, 1:] < count).all(1)]
    return Inputs(
        pieces=np.array([pieces.start, *flat, pieces.end]),
        words=np.concatenate([[count], np.repeat(np.arange(count), sizes), [count]]),
        first=ends - np.array(sizes),
        last=ends - 1,
        signs=of_words,
        ties=ties,
        sentences=signs.sentences[window.first : window.last],
    )


def distances(word: NDArray[np.int64] | int, count: int) -> NDArray[np.int64]:
    """The class of distance from a word (or from each of a column of words) to every one of so many words."""
    gap = np.arange(count) - word
    size = np.searchsorted(_BOUNDS, np.abs(gap), "right")
    return np.where(gap < 0, size, np.where(gap > 0, size + len(_BOUNDS), 0))
