"""The trained reader as a stage: it takes the rules' mentions, claims and events and makes its own."""

from __future__ import annotations

from collections.abc import Callable

from musnad.models.reader import read_scores, scores_of
from musnad.models.session import digest_of, pieces, session_of
from musnad.stages.stage import Stage
from musnad.types import Document, Reading


def stage_of(reader: str) -> Stage:
    """The stage of a trained reader; its weights are loaded when it first runs."""
    return Stage(
        "reader",
        "1",
        needs=frozenset({"tokens", "sentences", "quotations", "times", "mentions", "entities", "claims", "events"}),
        makes=frozenset({"mentions", "entities", "claims", "events"}),
        run=_reading(reader),
        model=lambda: digest_of(reader),
    )


def _reading(reader: str) -> Callable[[Document, Reading], Reading]:
    def run(document: Document, reading: Reading) -> Reading:
        """The reading with the network's mentions, claims and events."""
        if not reading.tokens:
            return reading
        return read_scores(document, reading, scores_of(document, reading, pieces(), session_of(reader).run))

    return run
