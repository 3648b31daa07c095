"""Windows: every token is read once, and no window is longer than the encoder takes."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from musnad.models.windows import LONGEST, Window, windows
from musnad.types import Sentence

sizes = st.lists(st.integers(1, 10), max_size=1500)


def sentences_of(lengths: list[int], count: int) -> tuple[Sentence, ...]:
    found, first = [], 0
    for length in lengths:
        last = min(first + length, count)
        if last > first:
            found.append(Sentence(first, last, first, last, "body", 0))
        first = last
    if first < count:
        found.append(Sentence(first, count, first, count, "body", 0))
    return tuple(found)


@given(sizes, st.lists(st.integers(1, 400), max_size=30))
def test_cores_cover_every_token_once_in_windows_that_fit(pieces: list[int], lengths: list[int]) -> None:
    found = windows(pieces, sentences_of(lengths, len(pieces)))
    assert [w.core_first for w in found] == [0, *(w.core_last for w in found[:-1])][: len(found)]
    assert (found[-1].core_last if found else 0) == len(pieces)
    for window in found:
        assert window.first <= window.core_first < window.core_last <= window.last
        assert sum(pieces[window.first : window.last]) <= LONGEST


def test_a_short_document_is_one_window() -> None:
    assert windows([1] * 200, sentences_of([50, 150], 200)) == [Window(0, 200, 0, 200)]


def test_a_long_document_is_cut_between_sentences_and_sees_what_is_around() -> None:
    found = windows([2] * 600, sentences_of([100] * 6, 600))
    assert [(w.core_first, w.core_last) for w in found] == [(n * 100, n * 100 + 100) for n in range(6)]
    assert found[3].first == 300 - 55  # 110 pieces before
    assert found[3].last > 400
