"""A spelling for matching that knows where every character of it came from."""

from __future__ import annotations

from dataclasses import dataclass

from musnad.types.span import Span


@dataclass(frozen=True, slots=True)
class Folded:
    """The folded `text` of an original of `length` code points.

    `origin[i]` is the original offset of folded character `i`, never decreasing; None when the two run in step.
    """

    text: str
    length: int
    origin: tuple[int, ...] | None = None

    def offset(self, index: int) -> int:
        """The original offset at which folded character `index` starts; the end of the original past the last one."""
        if self.origin is None:
            return index
        return self.origin[index] if index < len(self.origin) else self.length

    def span(self, start: int, end: int) -> Span:
        """The original characters that folded `start:end` (not empty) came from, up to the next folded character."""
        if self.origin is None:
            return Span(start, end)
        return Span(self.origin[start], max(self.offset(end), self.origin[end - 1] + 1))
