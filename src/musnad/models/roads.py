"""The relays of claims as speech carries them on: inside other speech, and from one sentence to the next."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from functools import cache

from musnad.attribution.nesting import around
from musnad.knowledge.cues import cues
from musnad.knowledge.tables import table
from musnad.types import Claim, Link, Mention, Reading, Span


def carried(reading: Reading, claims: tuple[Claim, ...], mentions: tuple[Mention, ...]) -> tuple[Claim, ...]:
    """The claims with their relays.

    What is told inside a claim comes through whoever tells that one. A relay that stands in another sentence stays only
    with a verb that goes on with the speech (`وأضاف`; GUIDELINES.md, 3), which takes up the relays of the same speaker's
    words before it.
    """
    roads = _Roads(reading, {mention.id: mention for mention in mentions})
    found: dict[str, Claim] = {}
    for claim in claims:
        outer = around(claim, claims)
        before = next((c for c in reversed(found.values()) if c.speaker is not None), None)
        if outer is not None and outer in found:
            chain = roads.through(found[outer], claim)
        elif roads.goes_on(claim):
            chain = roads.taken_up(before, claim)
        else:
            chain = tuple(link for link in claim.chain if roads.beside(link, claim))
        found[claim.id] = replace(claim, chain=chain)
    return tuple(found.values())


@dataclass(frozen=True, slots=True)
class _Roads:
    reading: Reading
    mentions: dict[str, Mention]

    def through(self, outer: Claim, claim: Claim) -> tuple[Link, ...]:
        """The chain of a claim told inside another: the other's stations pass it on, but for its own speakers."""
        own = {self._entity(link) for link in claim.chain if link.role == "speaker"}
        passing = [replace(link, role="relay", cue=link.cue or outer.cue) for link in outer.chain[1:]]
        inner = [link for link in claim.chain[1:] if link.role == "relay" and self.beside(link, claim)]
        relays: dict[str | None, Link] = {}
        for link in (*passing, *inner):
            if self._entity(link) not in own:
                relays.setdefault(self._entity(link), link)
        return (claim.chain[0], *relays.values(), *(link for link in claim.chain if link.role == "speaker"))

    def goes_on(self, claim: Claim) -> bool:
        """Whether the cue goes on with a speech: `أضاف`, `وتابع`."""
        if claim.cue is None:
            return False
        tokens = self.reading.tokens
        at = bisect_right(tokens, claim.cue.start, key=lambda token: token.start) - 1
        return any(hit.cue.lemma in _continuing() for hit in cues().at(tokens, at, len(tokens)))

    def taken_up(self, before: Claim | None, claim: Claim) -> tuple[Link, ...]:
        """The chain of a claim that goes on: its own relays, else those of the same speaker's words before it."""
        relays = [link for link in claim.chain if link.role == "relay"]
        if before is None or relays or self._speaker(before) != self._speaker(claim):
            return claim.chain
        return (claim.chain[0], *(link for link in before.chain if link.role == "relay"), *claim.chain[1:])

    def beside(self, link: Link, claim: Claim) -> bool:
        """Whether a relay stands in the sentence of the claim's cue; other stations always do."""
        if link.role != "relay" or link.mention is None or claim.cue is None:
            return True
        return self._sentence(self.mentions[link.mention].span) == self._sentence(claim.cue)

    def _sentence(self, span: Span) -> int:
        return bisect_right(self.reading.sentences, span.start, key=lambda sentence: sentence.start)

    def _speaker(self, claim: Claim) -> str | None:
        return self.mentions[claim.speaker].entity if claim.speaker is not None else None

    def _entity(self, link: Link) -> str | None:
        return self.mentions[link.mention].entity if link.mention is not None else None


@cache
def _continuing() -> frozenset[str]:
    return frozenset(row["lemma"] for row in table("continuing_cues"))
