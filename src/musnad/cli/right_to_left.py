"""Right-to-left text as Rich draws it: wrapped in the order of reading, then put in that of the screen, with styles."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from rich.console import Console, ConsoleOptions, RenderResult
from rich.measure import Measurement
from rich.style import Style
from rich.text import Text

from musnad.cli.glyphs import Glyph, Paragraph, is_right_to_left, logical, shaped, starts_right_to_left, visual, wrapped
from musnad.cli.terminal import Display

_LEFT_TO_RIGHT_MARK = "\u200e"
_RIGHT_TO_LEFT_MARK = "\u200f"
_NARROWEST = 8


class Lines:
    """Text of any direction as a Rich renderable; `text` may carry styles, which may overlap.

    Arabic paragraphs stand at the right where Musnad orders them itself. `cell` marks the cell of a table,
    `mixed` text in two languages, which runs as its first letter does and not from the right for any Arabic in it.
    """

    def __init__(self, text: Text | str, display: Display, *, cell: bool = False, mixed: bool = False) -> None:
        self.text = text if isinstance(text, Text) else Text(text)
        self.display = display
        self.cell = cell
        self.mixed = mixed

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """One Rich text a line."""
        yield from self.lines(options.max_width)

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        """From the longest word, or some letters, to the longest paragraph."""
        plain = self.text.plain
        widest = max(
            (sum(g.width for g in logical(part, right_to_left=False).glyphs) for part in plain.split("\n")), default=0
        )
        word = max((sum(g.width for g in logical(part, right_to_left=False).glyphs) for part in plain.split()), default=0)
        return Measurement(min(word, _NARROWEST), widest).with_maximum(options.max_width)

    def lines(self, width: int) -> list[Text]:
        """The lines at a width in cells."""
        styles = _styles(self.text)
        drawn: list[Text] = []
        start = 0
        for part in self.text.plain.split("\n"):
            right_to_left = (starts_right_to_left if self.mixed else is_right_to_left)(part)
            paragraph = (shaped if self.display.visual else logical)(part, right_to_left)
            drawn += [self._line(line, styles[start : start + len(part)], width) for line in wrapped(paragraph, width)]
            start += len(part) + 1
        return drawn

    def _line(self, line: Paragraph, styles: Sequence[Style], width: int) -> Text:
        glyphs = visual(line) if self.display.visual else list(line.glyphs)
        text = Text(end="\n", no_wrap=True)
        if self.display.visual and line.right_to_left:
            text.append(" " * max(0, width - sum(glyph.width for glyph in glyphs)))
        own = _RIGHT_TO_LEFT_MARK if line.right_to_left else ""  # keeps brackets at the ends with their words
        marks = f"{_LEFT_TO_RIGHT_MARK}{own}" if self.display.isolate and self.cell else ""
        text.append(marks)
        for style, run in groupby(glyphs, key=lambda glyph: _style_of(glyph, styles)):
            text.append("".join(glyph.text for glyph in run), style)
        text.append(marks[::-1])
        return text


def _styles(text: Text) -> list[Style]:
    """The style of each character: later spans over earlier ones, each leaving alone what it does not set."""
    styles = [Style.null()] * len(text.plain)
    for span in text.spans:
        style = span.style if isinstance(span.style, Style) else Style.parse(span.style)
        for index in range(span.start, min(span.end, len(styles))):
            styles[index] += style
    return styles


def _style_of(glyph: Glyph, styles: Sequence[Style]) -> Style:
    """What a ligature of a plain and a highlighted letter shows: the highlight."""
    return Style.combine(_distinct(styles[glyph.first : glyph.last]))


def _distinct(styles: Iterable[Style]) -> list[Style]:
    return list(dict.fromkeys(styles))
