"""Tells the news of an article from the background that it is told against."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from musnad.knowledge.phrases import Hit, phrases
from musnad.naming.page import Page
from musnad.timing.iso import day_of
from musnad.types import Claim, Event, Sentence, Span, TimeExpression
from musnad.types.vocabulary import Ground

_OLD = timedelta(days=7)
"""What happened longer before the article appeared is background, whatever the sentence says."""
_REACH = 10
"""How many words from a deed a phrase of the past may stand."""
_LEAD = 2
"""Sentences of the body that give the news with the headline."""


@dataclass(frozen=True, slots=True)
class Backdrop:
    """Reads which events of a document are background; `times` are its time expressions by id."""

    page: Page
    sentences: tuple[Sentence, ...]
    times: dict[str, TimeExpression]

    def of(self, events: tuple[Event, ...], claims: tuple[Claim, ...], firsts: dict[str, int]) -> dict[str, Ground]:
        """`news` or `background` by event id; `firsts` are the first tokens of the anchors.

        What the headline or the lead tells is news wherever it is told again; what was said before is background with
        all that was said.
        """
        body = [s for s in self.sentences if s.kind == "body"]
        opening = {s.first for s in (*(s for s in self.sentences if s.kind == "headline"), *body[:_LEAD])}
        homes = {event.id: self._sentence(firsts[event.id]) for event in events}
        raw: dict[str, Ground] = {e.id: self._ground(e, firsts[e.id], homes[e.id]) for e in events}
        told = {claim.id for claim in claims if claim.cue is not None and self._is_told_before(claim.cue)}
        raw |= {e.id: "background" for e in events if e.claim in told}
        news = {
            event.happening
            for event in events
            if (home := homes[event.id]) is not None and home.first in opening and raw[event.id] == "news"
        }
        return {e.id: "news" if e.happening is not None and e.happening in news else raw[e.id] for e in events}

    def _is_told_before(self, cue: Span) -> bool:
        sentence = next((s for s in self.sentences if s.start <= cue.start < s.end and s.kind == "body"), None)
        return sentence is not None and self._opened(sentence)

    def _sentence(self, token: int) -> Sentence | None:
        return next((s for s in self.sentences if s.first <= token < s.last), None)

    def _ground(self, event: Event, first: int, sentence: Sentence | None) -> Ground:
        if self._is_old(event):
            return "background"
        if sentence is None or sentence.kind == "headline":
            return "news"
        if self._opened(sentence) or self._near(first, sentence):
            return "background"
        return "news"

    def _is_old(self, event: Event) -> bool:
        time = self.times.get(event.time) if event.time is not None else None
        last, published = day_of(time.latest if time is not None else None), day_of(self.page.document.published)
        return last is not None and published is not None and last < published - _OLD

    def _opened(self, sentence: Sentence) -> bool:
        """`يذكر أن …`, `وكان فلان قد …` at the beginning of a sentence."""
        start = next((i for i in range(sentence.first, sentence.last) if self.page.tokens[i].kind == "word"), None)
        if start is None:
            return False
        return any(
            hit.phrase.row["place"] == "opener"
            for hit in phrases("background_words").at(self.page.tokens, start, sentence.last)
        )

    def _near(self, first: int, sentence: Sentence) -> bool:
        index = phrases("background_words")
        around = range(max(sentence.first, first - _REACH), min(sentence.last, first + _REACH))
        return any(self._is_phrase(hit) for at in around for hit in index.at(self.page.tokens, at, sentence.last))

    def _is_phrase(self, hit: Hit) -> bool:
        return hit.phrase.row["place"] == "phrase"
