"""Finds events: who does what to whom, where, when, and with what certainty."""

from __future__ import annotations

from dataclasses import replace

from musnad.deeds.reporting import Reporter
from musnad.naming.scene import scene_of
from musnad.stages.stage import Stage
from musnad.types import Document, Reading


def read_events(document: Document, reading: Reading) -> Reading:
    """The reading with its events in text order."""
    reporter = Reporter(scene_of(document, reading), reading)
    events = reporter.events()
    return replace(reading, events=events, traces=reading.traces + tuple(reporter.traces))


STAGE = Stage(
    "events",
    "1",
    needs=frozenset({"tokens", "sentences", "times", "mentions", "entities", "claims"}),
    makes=frozenset({"events"}),
    run=read_events,
)
