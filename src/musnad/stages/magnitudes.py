"""Puts the numbers of people beside the events that befell them."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from typing import NamedTuple

from musnad.deeds.magnitudes import magnitudes_of
from musnad.stages.stage import Stage
from musnad.types import Document, Event, Reading, Span, Trace


class _Told(NamedTuple):
    """An event with the line of the text that it stands in."""

    event: str
    type: str
    mode: str | None
    anchor: Span
    sentence: Span


def read_magnitudes(document: Document, reading: Reading) -> Reading:
    """The reading with how many were killed, wounded, arrested, displaced or demonstrated in each event."""
    if not reading.events:
        return reading
    breaks = [-1, *(at for at, character in enumerate(document.text) if character == "\n"), len(document.text)]
    found = magnitudes_of(document.text, [_told(event, breaks) for event in reading.events])
    events = tuple(replace(event, magnitudes=found.get(event.id, ())) for event in reading.events)
    traces = tuple(
        Trace(event.id, "magnitudes", f"{each.field} {each.value}", "casualty_words.tsv, count_words.tsv", each.span)
        for event in events
        for each in event.magnitudes
    )
    return replace(reading, events=events, traces=reading.traces + traces)


def _told(event: Event, breaks: list[int]) -> _Told:
    line = bisect_right(breaks, event.anchor.start) - 1
    return _Told(event.id, event.type, event.mode, event.anchor, Span(breaks[line] + 1, breaks[line + 1]))


STAGE = Stage("magnitudes", "1", needs=frozenset({"events"}), makes=frozenset({"events"}), run=read_magnitudes)
