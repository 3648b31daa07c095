"""Tokens: words, numbers, Latin words and marks, at the offsets at which they stand."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musnad.text.folding import fold
from musnad.text.tokens import forms, tokenize

TATWEEL = "\u0640"
"""With it a text has no map that runs in step: rare characters (`…`, `½`) are then folded too."""


def tokens_of(text: str) -> list[str]:
    return [text[token.start : token.end] for token in tokenize(fold(text))]


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("قال الوزير: «نعم»، ثم غادر.", ["قال", "الوزير", ":", "«", "نعم", "»", "،", "ثم", "غادر", "."]),
        ("#ميليشيات_الحوثي", ["ميليشيات", "الحوثي"]),
        ("وصل 1,200 لاجئ و3.5%", ["وصل", "1,200", "لاجئ", "و", "3.5", "%"]),
        ("٢٠١٧/٠١/١٠", ["٢٠١٧", "/", "٠١", "/", "١٠"]),
        ("F-16 وAT&T", ["F", "-", "16", "و", "AT&T"]),
        ("اليمن.. قوات...", ["اليمن", "..", "قوات", "..."]),
        ("أ.ف.ب", ["أ", ".", "ف", ".", "ب"]),
        ("قَالَ", ["قَالَ"]),
        ("الجـــيش", ["الجـــيش"]),
        ("هل وصل؟", ["هل", "وصل", "؟"]),
        ("\u202bروسيا\u202c", ["روسيا\u202c"]),
        ("", []),
        ("\u064b\u0651\u200f", []),
    ],
)
def test_what_is_one_token(text: str, tokens: list[str]) -> None:
    assert tokens_of(text) == tokens


def test_kinds() -> None:
    kinds = [token.kind for token in tokenize(fold("روسيا 2017 NATO ؛"))]
    assert kinds == ["word", "number", "latin", "punctuation"]


def test_a_row_of_filler_does_not_belong_to_the_word_before_it() -> None:
    assert tokens_of("روسيا" + "\u0640" * 30 + "\u200f" * 10) == ["روسيا"]


@given(data=st.data())
def test_tokens_stand_in_order_where_they_say(texts: st.SearchStrategy[str], data: st.DataObject) -> None:
    text = data.draw(texts)
    folded = fold(text)
    end = at = 0
    for token in tokenize(folded):
        assert 0 <= token.start < token.end <= len(text)
        assert token.start >= end or token.start == end - 1  # a ligature that holds two tokens, as `㏂`
        assert token.at >= at
        assert folded.text[token.at : token.at + len(token.form)] == token.form
        printed = text[token.start : token.end]
        assert token.form in fold(printed).text or token.form in fold(TATWEEL + printed).text
        end, at = token.end, token.at + len(token.form)


@given(data=st.data())
def test_between_tokens_stands_nothing_that_is_read(texts: st.SearchStrategy[str], data: st.DataObject) -> None:
    folded = fold(data.draw(texts))
    rest = list(folded.text)
    for token in tokenize(folded):
        rest[token.at : token.at + len(token.form)] = " " * len(token.form)
    left = {character for character in rest if not character.isspace() and character not in "#_"}
    # What is left are digits of other scripts, combining marks of no letter, and unassigned or surrogate code points.
    assert not [
        character for character in left if "\u0600" <= character <= "\u06ff" and unicodedata.category(character)[0] in "LNP"
    ]


@given(st.text(st.one_of(st.characters(), st.sampled_from("أمجد بن ـعلي ًى ة-#_،123")), max_size=60))
def test_forms_are_the_forms_of_the_tokens(text: str) -> None:
    assert forms(text) == [token.form for token in tokenize(fold(text))]
