"""Who does what to whom: events in PLOVER's terms."""

from __future__ import annotations

from dataclasses import dataclass

from musnad.errors import EvidenceError
from musnad.types.magnitude import Magnitude
from musnad.types.span import Span
from musnad.types.vocabulary import Certainty, Degree, EventStatus, Ground, QuadClass


@dataclass(frozen=True, slots=True)
class Epistemic:
    """How sure the text is of an event: `holder` is the mention whose words it is, None for the outlet itself.

    `cue` are the words that say so (`ربما`, `نفى`, `المزعوم`); None for what is simply asserted.
    """

    degree: Degree
    holder: str | None = None
    cue: Span | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """One deed: `anchor` is the word that names it (never empty, else EvidenceError), its parties are mention ids.

    `cue` is the word that gives the status (`لم`, `دعا إلى`), `part_of` the event of which this one is a part or an
    outcome (`قتل` in `أسفر الهجوم عن قتل …`), `ground` tells the news from what it is told against.
    """

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
    epistemic: Epistemic | None = None
    cue: Span | None = None
    magnitudes: tuple[Magnitude, ...] = ()
    part_of: str | None = None
    ground: Ground = "news"

    def __post_init__(self) -> None:
        if self.anchor.end <= self.anchor.start:
            raise EvidenceError(f"event {self.id} has an empty anchor")
