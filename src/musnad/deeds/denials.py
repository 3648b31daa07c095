"""What a denial denies: the deeds told in its own words, the same deeds told elsewhere, and the claims that it answers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from musnad.knowledge.phrases import phrases
from musnad.naming.page import Page
from musnad.text.stems import stem
from musnad.types import Claim, Event, Span

_SHARE = 0.5
"""Least part of the words of a denial that a claim shares which it answers."""
_FEWEST = 2
"""Fewest words that they share: one word in common is the subject and no answer."""
_SHORT = 8
"""Most words of a denial that only points at what was said before: `نفى صحة هذه الأنباء`."""


@dataclass(frozen=True, slots=True)
class Denials:
    """Reads what the denials of a document deny."""

    page: Page
    claims: tuple[Claim, ...]
    events: tuple[Event, ...]

    def of(self, denial: Claim) -> tuple[str, ...]:
        """The ids of the claims and events that a claim denies, claims first, each in text order; none for no denial."""
        if denial.act != "deny":
            return ()
        own = [event for event in self.events if denial.holds(event.anchor) and event.anchor != denial.cue]
        happenings = {event.happening for event in own if event.happening is not None}
        told = [event.id for event in self.events if event in own or event.happening in happenings]
        return (*self._answered(denial), *told)

    def _answered(self, denial: Claim) -> tuple[str, ...]:
        words = self._stems(denial.content)
        others = [claim for claim in self.claims if self._apart(claim, denial)]
        alike = [
            claim.id
            for claim in others
            if len(shared := words & self._stems(claim.content)) >= max(_FEWEST, _SHARE * len(words)) and shared
        ]
        if alike:
            return tuple(alike)
        if len(words) <= _SHORT and self._points_back(denial):
            before = [claim for claim in others if claim.content[0].start < denial.content[0].start and claim.act != "deny"]
            return tuple(claim.id for claim in before[-1:])
        return ()

    def _apart(self, claim: Claim, denial: Claim) -> bool:
        """Whether a claim is another's word: no denial, and neither inside this one nor around it."""
        if claim.id == denial.id or claim.act == "deny" or (claim.speaker is not None and claim.speaker == denial.speaker):
            return False
        within = any(part.overlaps(other) for part in claim.content for other in denial.content)
        return not within and not (denial.cue is not None and claim.holds(denial.cue))

    def _points_back(self, denial: Claim) -> bool:
        tokens = self.page.tokens
        inside = [n for n, t in enumerate(tokens) if any(part.covers(Span(t.start, t.end)) for part in denial.content)]
        return phrases("denied_words").first(tokens, inside, inside[-1] + 1 if inside else 0) is not None

    def _stems(self, content: Iterable[Span]) -> frozenset[str]:
        """The stems of the words in some spans that say more than a function word does."""
        spans = tuple(content)
        return frozenset(
            stem(token.form)
            for token, word in zip(self.page.tokens, self.page.words, strict=True)
            if token.kind == "word" and not word.function and any(s.start <= token.start < s.end for s in spans)
        )
