"""Where in the text something stands."""

from __future__ import annotations

from typing import NamedTuple

from musnad.errors import SpanError


class Span(NamedTuple):
    """Half-open range of Unicode code points of `Document.text`."""

    start: int
    end: int

    @classmethod
    def within(cls, text: str, start: int, end: int) -> Span:
        """The span `start:end` of `text`; raises SpanError when it is empty or stands outside the text."""
        if not 0 <= start < end <= len(text):
            raise SpanError(f"span {start}:{end} does not fit a text of {len(text)} code points")
        return cls(start, end)

    def of(self, text: str) -> str:
        """The characters of `text` that the span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether the two spans share a character."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        """Whether every character of `other` is in this span."""
        return self.start <= other.start and other.end <= self.end
