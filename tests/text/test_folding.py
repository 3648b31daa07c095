"""Folding: one word is one string, and every character of it knows where it came from."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from musnad.text.folding import fold, fold_word

TATWEEL = "\u0640"
"""With it a text has no map that runs in step: rare characters (`…`, `½`) are then folded too."""


def parts(text: str, length: int) -> set[str]:
    """The substrings of that length."""
    return {text[start : start + length] for start in range(len(text) - length + 1)}


@pytest.mark.parametrize(
    ("printed", "folded"),
    [
        ("أعلن", "اعلن"),
        ("أعـــلن", "اعلن"),
        ("أَعْلَنَ", "اعلن"),
        ("إيران", "ايران"),
        ("آسيا", "اسيا"),
        ("ٱلله", "الله"),
        ("علی", "علي"),
        ("کردستان", "كردستان"),
        ("ﻋﺮﺑﻲ", "عربي"),
        ("ﻻ", "لا"),
        ("٢٠١٧", "2017"),
        ("۲۰۱۷", "2017"),
        ("ＢＢＣ", "bbc"),
        ("Reuters", "reuters"),
        ("\u202bروسيا\u202c", "روسيا"),
        ("رو\u200dسيا", "روسيا"),
        ("\ufeffروسيا", "روسيا"),
    ],
)
def test_spellings_of_one_word_are_one_string(printed: str, folded: str) -> None:
    assert fold(printed).text == fold_word(printed) == folded


@pytest.mark.parametrize(("one", "other"), [("على", "علي"), ("قتلة", "قتله"), ("مسؤول", "مسوول"), ("هيئة", "هيية")])
def test_letters_that_tell_words_apart_stay_apart(one: str, other: str) -> None:
    assert fold_word(one) != fold_word(other)


def test_text_without_marks_runs_in_step() -> None:
    folded = fold("أعلن الوزير")
    assert folded.origin is None
    assert folded.span(0, 4).of("أعلن الوزير") == "أعلن"
    assert folded.offset(5) == 5


def test_offsets_past_dropped_characters() -> None:
    text = "قَالَ الوَزِير"
    folded = fold(text)
    assert folded.text == "قال الوزير"
    assert folded.span(4, 10).of(text) == "الوَزِير"
    assert folded.offset(len(folded.text)) == len(text)


def test_one_character_that_becomes_several() -> None:
    folded = fold("ﷲ أكبر")
    assert folded.text == "الله اكبر"
    assert [folded.offset(index) for index in range(5)] == [0, 0, 0, 0, 1]
    assert folded.span(1, 2) == (0, 1)


@given(data=st.data())
def test_every_folded_character_comes_from_somewhere(texts: st.SearchStrategy[str], data: st.DataObject) -> None:
    text = data.draw(texts)
    folded = fold(text)
    assert folded.length == len(text)
    offsets = [folded.offset(index) for index in range(len(folded.text))]
    assert offsets == sorted(offsets)
    assert all(0 <= offset < len(text) for offset in offsets)
    for index, character in enumerate(folded.text):
        alone = text[offsets[index]]
        assert character in fold(alone).text + fold(TATWEEL + alone).text


@given(data=st.data())
def test_a_folded_range_covers_the_characters_it_came_from(texts: st.SearchStrategy[str], data: st.DataObject) -> None:
    text = data.draw(texts)
    folded = fold(text)
    if not folded.text:
        return
    start = data.draw(st.integers(0, len(folded.text) - 1))
    end = data.draw(st.integers(start + 1, len(folded.text)))
    # A range that ends between two letters of one ligature (`ﷲ`) is nobody's word.
    assume(end == len(folded.text) or folded.offset(end) > folded.offset(end - 1))
    span = folded.span(start, end)
    assert 0 <= span.start < span.end <= len(text)
    assert all(span.start <= folded.offset(index) < span.end for index in range(start, end))
    covered = span.of(text)
    assert folded.text[start:end] in {
        *parts(fold(covered).text, end - start),
        *parts(fold(TATWEEL + covered).text, end - start),
    }


@given(data=st.data())
def test_folding_twice_changes_nothing(texts: st.SearchStrategy[str], data: st.DataObject) -> None:
    text = data.draw(texts)
    once = fold(text).text
    assert fold(once).text == once
