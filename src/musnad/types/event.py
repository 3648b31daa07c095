"""Who does what to whom: events in PLOVER's terms."""

from __future__ import annotations

from dataclasses import dataclass

from musnad.errors import EvidenceError
from musnad.types.span import Span
from musnad.types.vocabulary import Certainty, EventStatus, QuadClass


@dataclass(frozen=True, slots=True)
class Event:
    """One deed: `anchor` is the word that names it (never empty, else EvidenceError), its parties are mention ids."""

    id: str
    type: str
    anchor: Span
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    status: EventStatus
    certainty: Certainty
    mode: str | None = None
    context: tuple[str, ...] = ()
    cameo: str | None = None
    quad: QuadClass | None = None
    intensity: float | None = None
    place: str | None = None
    time: str | None = None
    claim: str | None = None
    happening: str | None = None
    score: float = 0.0
    rule: str = ""

    def __post_init__(self) -> None:
        if self.anchor.end <= self.anchor.start:
            raise EvidenceError(f"event {self.id} has an empty anchor")
