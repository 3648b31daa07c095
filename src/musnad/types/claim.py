"""Who says it: claims and the road that their words took to the reader."""

from __future__ import annotations

from dataclasses import dataclass

from musnad.errors import EvidenceError
from musnad.types.span import Span
from musnad.types.vocabulary import AnonymousSort, ChannelKind, ClaimForm, LinkKind, LinkRole, SpeechAct, Stance


@dataclass(frozen=True, slots=True)
class Link:
    """One station of a chain: the outlet by `name`, a relaying source or the speaker by `mention`.

    `cue` are the words that make it a station (`نقلا عن`, `في تصريح ل`; of a speaker the claim's own cue), `kind` what it
    is, `sort` which sort of anonymous speaker.
    """

    role: LinkRole
    mention: str | None = None
    name: str | None = None
    cue: Span | None = None
    kind: LinkKind | None = None
    sort: AnonymousSort | None = None


@dataclass(frozen=True, slots=True)
class Channel:
    """Where the words were said: `في مؤتمر صحفي`, `على حسابه في تويتر`."""

    kind: ChannelKind
    span: Span


@dataclass(frozen=True, slots=True)
class Claim:
    """Words whose truth the article lays at somebody's door.

    `content` holds at least one span, else EvidenceError. `speaker` is a mention id; None where the text names nobody.
    `chain` runs from the outlet inwards. `inside` is the claim in whose content this one is told; `denies` are the claims
    and events that this one says are not so.
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
    inside: str | None = None
    channel: Channel | None = None
    denies: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.content:
            raise EvidenceError(f"claim {self.id} has no content span")

    def holds(self, span: Span) -> bool:
        """Whether the span lies inside the content."""
        return any(part.covers(span) for part in self.content)
