"""How an event stands to what is said: in whose claim, and how certain that leaves it."""

from __future__ import annotations

from collections.abc import Iterable

from musnad.types import Claim, Span
from musnad.types.vocabulary import Certainty


def innermost(claims: Iterable[Claim], anchor: Span) -> Claim | None:
    """The smallest claim in whose content the anchor stands; a cue that is the anchor itself holds nothing."""
    holding = [claim for claim in claims if claim.holds(anchor) and claim.cue != anchor]
    return min(holding, key=lambda claim: sum(part.end - part.start for part in claim.content), default=None)


def certainty_of(claim: Claim | None) -> Certainty:
    """What standing in a claim, or in none, makes of an event."""
    if claim is None:
        return "asserted"
    return "disputed" if claim.stance == "distanced" or claim.act == "deny" else "attributed"
