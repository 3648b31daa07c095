"""Cuts a document into the windows that the network reads: whole sentences with the ones around them."""

from __future__ import annotations

from typing import NamedTuple

from musnad.types import Sentence

LONGEST = 440
"""Pieces of a window, without the two marks at its ends; the encoder knows 512 positions."""
_CORE, _BEFORE = 280, 110


class Window(NamedTuple):
    """Tokens `first:last` are read; what the network says about tokens `core_first:core_last` counts."""

    first: int
    last: int
    core_first: int
    core_last: int


def windows(sizes: list[int], sentences: tuple[Sentence, ...]) -> list[Window]:
    """Windows whose cores cover every token once; `sizes` are the numbers of pieces of the tokens.

    A document that fits is one window. Of a longer one, each window's core are sentences of at most 280 pieces, with up to
    110 pieces before it, where an antecedent may stand, and what room is left after it. A sentence that is longer than a
    core is cut.
    """
    if sum(sizes) <= LONGEST:
        return [Window(0, len(sizes), 0, len(sizes))] if sizes else []
    return [_around(sizes, first, last) for first, last in _cores(sizes, sentences)]


def _cores(sizes: list[int], sentences: tuple[Sentence, ...]) -> list[tuple[int, int]]:
    cores: list[tuple[int, int]] = []
    begin, size = 0, 0
    for sentence in sentences:
        length = sum(sizes[sentence.first : sentence.last])
        if size and size + length > _CORE:
            cores.append((begin, sentence.first))
            begin, size = sentence.first, 0
        for index in range(sentence.first, sentence.last) if length > _CORE else ():
            if size + sizes[index] > _CORE:
                cores.append((begin, index))
                begin, size = index, 0
            size += sizes[index]
        size += length if length <= _CORE else 0
    if begin < len(sizes):
        cores.append((begin, len(sizes)))
    return cores


def _around(sizes: list[int], core_first: int, core_last: int) -> Window:
    first, last = core_first, core_last
    room = LONGEST - sum(sizes[core_first:core_last])
    before = _BEFORE
    while first > 0 and sizes[first - 1] <= min(before, room):
        first -= 1
        before -= sizes[first]
        room -= sizes[first]
    while last < len(sizes) and sizes[last] <= room:
        room -= sizes[last]
        last += 1
    return Window(first, last, core_first, core_last)
