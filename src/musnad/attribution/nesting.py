"""Which claim is told inside which: `قال فلان إن علان أكد أن …`."""

from __future__ import annotations

from musnad.types import Claim


def around(claim: Claim, claims: tuple[Claim, ...]) -> str | None:
    """The id of the smallest other claim in whose content the cue of this one stands; None at the outside."""
    if claim.cue is None:
        return None
    cue = claim.cue
    holding = [other for other in claims if other.id != claim.id and other.cue != cue and other.holds(cue)]
    return min(holding, key=_size).id if holding else None


def _size(claim: Claim) -> int:
    return sum(part.end - part.start for part in claim.content)
