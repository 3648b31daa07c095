"""Who says it: claims and the road that their words took to the reader."""

from __future__ import annotations

from dataclasses import dataclass

from musnad.errors import EvidenceError
from musnad.types.span import Span
from musnad.types.vocabulary import ClaimForm, LinkRole, SpeechAct, Stance


@dataclass(frozen=True, slots=True)
class Link:
    """One station of a chain: the outlet by `name`, a relaying source or the speaker by `mention`, with its cue."""

    role: LinkRole
    mention: str | None = None
    name: str | None = None
    cue: Span | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """Words whose truth the article lays at somebody's door.

    `content` holds at least one span, else EvidenceError. `speaker` is a mention id; None where the text names nobody.
    `chain` runs from the outlet inwards.
    """

    id: str
    content: tuple[Span, ...]
    cue: Span | None
    form: ClaimForm
    speaker: str | None
    chain: tuple[Link, ...]
    act: SpeechAct
    stance: Stance
    score: float
    rule: str = ""

    def __post_init__(self) -> None:
        if not self.content:
            raise EvidenceError(f"claim {self.id} has no content span")

    def holds(self, span: Span) -> bool:
        """Whether the span lies inside the content."""
        return any(part.covers(span) for part in self.content)
