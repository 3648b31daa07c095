"""Relates the events of a document: parts to wholes, background to news."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace

from musnad.deeds.ground import Backdrop
from musnad.deeds.parts import Parts
from musnad.naming.page import page_of
from musnad.stages.stage import Stage
from musnad.types import Document, Reading, Trace


def read_grounds(document: Document, reading: Reading) -> Reading:
    """The reading with the event of which each event is a part, and with its background told from its news."""
    if not reading.events:
        return reading
    page = page_of(document, reading)
    starts = [token.start for token in reading.tokens]
    firsts = {event.id: bisect_right(starts, event.anchor.start) - 1 for event in reading.events}
    parts = Parts(page, reading.events, firsts)
    wholes = {part: whole for sentence in reading.sentences for part, whole in parts.of(sentence).items()}
    grounds = Backdrop(page, reading.sentences, {time.id: time for time in reading.times}).of(
        reading.events, reading.claims, firsts
    )
    events = tuple(replace(e, part_of=wholes.get(e.id), ground=grounds[e.id]) for e in reading.events)
    traces = tuple(Trace(e.id, "part_of", e.part_of, "outcome_words.tsv", e.anchor) for e in events if e.part_of)
    return replace(reading, events=events, traces=reading.traces + traces)


STAGE = Stage(
    "grounds",
    "1",
    needs=frozenset({"tokens", "sentences", "times", "claims", "events"}),
    makes=frozenset({"events"}),
    run=read_grounds,
)
