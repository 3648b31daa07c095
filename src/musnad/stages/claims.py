"""Finds claims: what is said, by whom, through whom, and what the article does with it."""

from __future__ import annotations

from dataclasses import replace

from musnad.attribution.claiming import Claimer
from musnad.naming.scene import scene_of
from musnad.stages.stage import Stage
from musnad.types import Document, Reading


def read_claims(document: Document, reading: Reading) -> Reading:
    """The reading with its claims in the order of their cues, each with its chain."""
    claimer = Claimer(scene_of(document, reading), reading)
    claims = claimer.claims()
    return replace(reading, claims=claims, traces=reading.traces + tuple(claimer.traces))


STAGE = Stage(
    "claims",
    "1",
    needs=frozenset({"tokens", "sentences", "quotations", "times", "mentions", "entities"}),
    makes=frozenset({"claims"}),
    run=read_claims,
)
