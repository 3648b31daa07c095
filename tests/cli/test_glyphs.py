from __future__ import annotations

from itertools import pairwise
from unicodedata import category, combining, normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musnad.cli import glyphs
from musnad.cli.glyphs import Glyph, Paragraph, is_right_to_left, starts_right_to_left, visual, wrapped
from musnad.cli.terminal import printable

ARABIC = st.text(
    st.sampled_from("ابتلمنهويأإآئءةىلالا َُِّْـ«»()[]،.؟1234٥٦٪%-:/abcXYZ\u200c\u200d\u200f\u202b\u2067"), max_size=60
)
ANYTHING = st.text(max_size=40) | ARABIC


def shaped(text: str) -> Paragraph:
    return glyphs.shaped(text, is_right_to_left(text))


def logical(text: str) -> Paragraph:
    return glyphs.logical(text, is_right_to_left(text))


def joined(line: list[Glyph]) -> str:
    return "".join(glyph.text for glyph in line)


def letters(text: str) -> list[str]:
    """The letters behind presentation forms, without marks."""
    return sorted(char for char in normalize("NFKC", text) if not combining(char))


@given(ANYTHING)
def test_a_visual_line_is_a_permutation_of_the_shaped_glyphs(text: str) -> None:
    paragraph = shaped(text)
    ordered = visual(paragraph)
    assert sorted((g.first, g.last) for g in ordered) == [(g.first, g.last) for g in paragraph.glyphs]


@given(ANYTHING)
def test_glyphs_stand_for_characters_in_order_and_only_invisible_ones_are_left_out(text: str) -> None:
    for paragraph in (shaped(text), logical(text)):
        assert all(before.last <= after.first for before, after in pairwise(paragraph.glyphs))
        shown = {index for glyph in paragraph.glyphs for index in range(glyph.first, glyph.last)}
        assert all(category(text[index]) == "Cf" for index in set(range(len(text))) - shown)


@given(ARABIC)
def test_shaping_keeps_the_letters(text: str) -> None:
    paragraph = shaped(text)
    for glyph in paragraph.glyphs:
        own = "".join(c for c in text[glyph.first : glyph.last] if category(c) != "Cf")
        assert letters(glyph.text) == letters(printable(own))


@given(ARABIC, st.integers(1, 30))
def test_lines_keep_every_glyph_but_the_spaces_at_which_they_break(text: str, width: int) -> None:
    for paragraph in (shaped(text), logical(text)):
        lines = wrapped(paragraph, width)
        kept = [glyph for line in lines for glyph in line.glyphs]
        assert [g for g in kept if g.text != " "] == [g for g in paragraph.glyphs if g.text != " "]
        assert all(sum(g.width for g in line.glyphs) <= width or len(line.glyphs) == 1 for line in lines)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("قال", "ﻝﺎﻗ"),
        ("لا", "ﻻ"),
        ("بلا", "ﻼﺑ"),
        ("الأمن", "ﻦﻣﻷﺍ"),
        ("لَا", "ﻻَ"),
        ("عام 2014.", ".2014 ﻡﺎﻋ"),
        ("(قال)", "(ﻝﺎﻗ)"),
        ("«قال»", "«ﻝﺎﻗ»"),
        ("قناة CNN قالت", "ﺖﻟﺎﻗ CNN ﺓﺎﻨﻗ"),
        ("CNN: قال", "ﻝﺎﻗ :CNN"),
        ("plain words", "plain words"),
    ],
)
def test_words_are_joined_and_ordered(text: str, shown: str) -> None:
    assert joined(visual(shaped(text))) == shown


def test_the_order_of_a_line_is_settled_after_breaking_it() -> None:
    lines = wrapped(shaped("قال الوزير إن"), 10)
    assert [joined(visual(line)) for line in lines] == ["ﺮﻳﺯﻮﻟﺍ ﻝﺎﻗ", "ﻥﺇ"]


def test_a_word_longer_than_the_line_is_broken() -> None:
    assert [len(line.glyphs) for line in wrapped(logical("ب" * 25), 10)] == [10, 10, 5]


def test_an_empty_paragraph_is_one_empty_line() -> None:
    assert wrapped(shaped(""), 10) == [Paragraph((), (), right_to_left=False)]


def test_direction_is_that_of_any_arabic_letter() -> None:
    assert is_right_to_left("CNN: قال")
    assert not is_right_to_left("CNN 2014")
    assert not starts_right_to_left("CNN: قال")
    assert starts_right_to_left("2014 قال CNN")
    assert not starts_right_to_left("2014")


def test_what_a_terminal_would_obey_is_replaced() -> None:
    assert printable("a\x1b[31m\tb\u202e\u2028") == "a\ufffd[31m b\ufffd "
