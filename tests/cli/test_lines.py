from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console
from rich.style import Style
from rich.text import Text

from musnad import read_text
from musnad.cli.article import STYLES, highlighted
from musnad.cli.right_to_left import Lines
from musnad.cli.terminal import Bidi, Display, display_for, reorders

VISUAL, READING, TERMINAL = Display(visual=True), Display(visual=False), Display(visual=False, isolate=True)
SENTENCE = "قال الوزير الأول إن الجيش قصف مدينة حلب في العام 2014، بحسب وكالة CNN للأنباء."


def pieces(lines: list[Text], style: Style) -> list[str]:
    return [line.plain[span.start : span.end] for line in lines for span in line.spans if span.style == style]


@pytest.mark.parametrize("width", [200, 30, 12])
def test_a_highlighted_word_has_the_same_letters_in_visual_order(width: int) -> None:
    mark = Style(bold=True)
    for word, shown in [("حلب", "ﺐﻠﺣ"), ("2014", "2014"), ("CNN", "CNN"), ("الأول", "ﻝﻭﻷﺍ")]:
        text = Text(SENTENCE)
        text.stylize(mark, SENTENCE.index(word), SENTENCE.index(word) + len(word))
        assert pieces(Lines(text, VISUAL).lines(width), mark) == [shown]
        assert pieces(Lines(text, READING).lines(width), mark) == [word]


def test_a_highlight_over_several_words_covers_them_in_visual_order() -> None:
    text = Text(SENTENCE)
    text.stylize(Style(bold=True), 0, SENTENCE.index(" إن"))
    assert pieces(Lines(text, VISUAL).lines(200), Style(bold=True)) == ["ﻝﻭﻷﺍ ﺮﻳﺯﻮﻟﺍ ﻝﺎﻗ"]


def test_a_ligature_of_a_plain_and_a_highlighted_letter_is_highlighted() -> None:
    text = Text("لأحمد")
    text.stylize(Style(bold=True), 1, 5)
    assert pieces(Lines(text, VISUAL).lines(20), Style(bold=True)) == ["ﺪﻤﺣﻷ"]


def test_overlapping_styles_combine() -> None:
    text = Text("قال الوزير")
    text.stylize(Style(underline=True), 0, 10)
    text.stylize(Style(bold=True), 4, 10)
    (line,) = Lines(text, VISUAL).lines(20)
    assert pieces([line], Style(underline=True, bold=True)) == ["ﺮﻳﺯﻮﻟﺍ"]
    assert pieces([line], Style(underline=True)) == [" ﻝﺎﻗ"]


def test_arabic_stands_at_the_right_and_everything_else_at_the_left() -> None:
    assert [line.plain for line in Lines("قال\nabc", VISUAL).lines(6)] == ["   ﻝﺎﻗ", "abc"]
    assert [line.plain for line in Lines("قال", READING).lines(6)] == ["قال"]


@given(st.text(st.sampled_from("ابلأ َ«»(),.12 ab\n"), max_size=80), st.integers(5, 40))
def test_no_line_is_wider_than_asked(text: str, width: int) -> None:
    for display in (VISUAL, READING):
        assert all(cell_len(line.plain) <= width for line in Lines(text, display).lines(width))


def test_cells_are_kept_apart_only_in_terminals_that_reorder() -> None:
    assert Lines("قال»", TERMINAL, cell=True).lines(9)[0].plain == "\u200e\u200fقال»\u200f\u200e"
    assert Lines("abc", TERMINAL, cell=True).lines(9)[0].plain == "\u200eabc\u200e"
    assert Lines("قال", TERMINAL).lines(9)[0].plain == "قال"
    assert Lines("قال", READING, cell=True).lines(9)[0].plain == "قال"


def test_mixed_text_runs_as_it_begins() -> None:
    assert Lines("cue قال", VISUAL, mixed=True).lines(9)[0].plain == "cue ﻝﺎﻗ"
    assert Lines("cue قال", VISUAL).lines(9)[0].plain == "  ﻝﺎﻗ cue"


def test_rich_draws_them_line_for_line() -> None:
    console = Console(file=io.StringIO(), width=8)
    console.print(Lines("قال الوزير", VISUAL))
    assert isinstance(console.file, io.StringIO)
    assert [line.rstrip() for line in console.file.getvalue().splitlines()] == ["     ﻝﺎﻗ", "  ﺮﻳﺯﻮﻟﺍ"]


def test_an_article_shows_mentions_cues_events_times_and_claims() -> None:
    record = read_text("قال أيمن الصفدي اليوم الثلاثاء إن الجيش السوري قصف مدينة حلب.", published="2024-01-16")
    text = highlighted(record)
    shown = {(name, text.plain[s.start : s.end]) for s in text.spans for name, style in STYLES.items() if s.style == style}
    assert ("person", "أيمن الصفدي") in shown
    assert ("organization", "الجيش السوري") in shown
    assert ("cue", "قال") in shown
    assert ("event", "قصف") in shown
    assert ("time", "اليوم الثلاثاء") in shown
    assert any(name == "content" for name, _ in shown)


class Tty(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("environment", "does"),
    [
        ({"VTE_VERSION": "7600"}, True),
        ({"VTE_VERSION": "5202"}, False),
        ({"KONSOLE_VERSION": "230800"}, True),
        ({"TERM": "mlterm-256color"}, True),
        ({"MLTERM": "3.9"}, True),
        ({"TERM_PROGRAM": "Apple_Terminal"}, True),
        ({"TERM_PROGRAM": "mintty"}, True),
        ({"TERM_PROGRAM": "vscode", "VTE_VERSION": "7600"}, False),
        ({"TERM_PROGRAM": "WezTerm"}, False),
        ({"TERM_PROGRAM": "tmux", "VTE_VERSION": "7600"}, True),
        ({"TERM": "xterm-256color"}, False),
        ({}, False),
    ],
)
def test_terminals_that_reorder_are_known(environment: dict[str, str], does: bool) -> None:
    assert reorders(environment) is does
    assert display_for(Bidi.AUTO, Tty(), environment) == Display(visual=not does, isolate=does)


def test_what_is_no_terminal_gets_the_order_of_reading_unless_told_otherwise() -> None:
    assert display_for(Bidi.AUTO, io.StringIO(), {}) == READING
    assert display_for(Bidi.VISUAL, io.StringIO(), {}) == VISUAL
    assert display_for(Bidi.TERMINAL, Tty(), {}) == TERMINAL
