"""How sure the text is of a deed: asserted, attributed, hedged, distanced, denied or retracted, and by which words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from musnad.knowledge.anchors import anchor_forms, clause_words
from musnad.knowledge.phrases import Hit, phrases
from musnad.knowledge.statuses import status_words
from musnad.naming.page import Page
from musnad.types import Claim, Epistemic, Event, Sentence, Span
from musnad.types.vocabulary import Degree

_NEXT = 4
_AFTER = 2
"""How many words after a deed its adjective may stand: `الهجوم الكيماوي المزعوم`."""
_FARTHEST = 14
"""How many words before a deed a word of doubt or of status may stand, like in deeds.circumstances."""
_FARTHEST_STATUS = 20
"""The same where the status is known and only its word is sought."""
_ENDS = frozenset({"؛", ".", ":", "؟"})
_SCARE = 4
"""Most words between quotation marks that keep a distance and quote nobody."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """Reads the doubt about the events of a document; `denied` are the events that some claim of it denies."""

    page: Page
    sentences: tuple[Sentence, ...]
    claims: dict[str, Claim]

    def of(self, event: Event, first: int, last: int) -> Epistemic:
        """How sure the text is of an event whose anchor is the tokens `first:last`, and whose word that is."""
        claim = self.claims.get(event.claim) if event.claim is not None else None
        holder, cue = (claim.speaker, claim.cue) if claim is not None else (None, None)
        sentence = self._sentence(first)
        hit = self._word(sentence, first, last) if sentence is not None else None
        alleged = hit is not None and hit.phrase.row["scope"] == "after"
        if claim is not None and claim.act == "deny" and not alleged:
            return Epistemic("denied", holder, cue)
        if hit is not None and not self._is_cue(hit, claim):
            return Epistemic(cast(Degree, hit.phrase.row["degree"]), holder, self.page.span(hit.first, hit.last, hit.skip))
        if claim is not None and claim.stance == "distanced":
            return Epistemic("distanced", holder, cue)
        if hit is not None:
            return Epistemic(cast(Degree, hit.phrase.row["degree"]), holder, cue)
        if claim is not None:
            return Epistemic("attributed", holder, cue)
        scare = self._scare(first, last)
        return Epistemic("distanced", None, scare) if scare is not None else Epistemic("asserted")

    def status_cue(self, event: Event, first: int) -> Span | None:
        """The word that gives an event its status: the nearest before it in its clause that means this status, or None."""
        tokens = self.page.tokens
        if event.status == "happened":
            return None
        if event.status == "planned" and self.page.words[first].future:
            return Span(tokens[first].start, tokens[first].start + 1)
        sentence = self._sentence(first)
        begin = sentence.first if sentence is not None else 0
        for position in range(first - 1, max(begin - 1, first - _FARTHEST_STATUS), -1):
            if tokens[position].form in _ENDS:
                break
            if event.status == "planned" and self.page.words[position].future:
                return self.page.span(position, position + 1)
            for found, end in status_words().at(tokens, position, first):
                if found.status == event.status:
                    return self.page.span(position, end)
        return None

    def _sentence(self, token: int) -> Sentence | None:
        return next((s for s in self.sentences if s.first <= token < s.last), None)

    def _is_cue(self, hit: Hit, claim: Claim | None) -> bool:
        """Whether a word of doubt is the cue of the claim, or stands inside it: then the doubt is that of the cue."""
        span = self.page.span(hit.first, max(hit.last, hit.first + 1), hit.skip)
        return claim is not None and claim.cue is not None and claim.cue.overlaps(span)

    def _word(self, sentence: Sentence, first: int, last: int) -> Hit | None:
        """The word of doubt that governs an anchor: right after it, or the nearest before it whose scope reaches it."""
        tokens, index, barriers = self.page.tokens, phrases("doubt_words"), clause_words()
        for position in range(last, min(sentence.last, last + _AFTER)):
            if tokens[position].kind == "punctuation":
                break
            hit = next((h for h in index.at(tokens, position, sentence.last) if h.phrase.row["scope"] == "after"), None)
            if hit is not None:
                return hit
        for position in range(first - 1, max(sentence.first - 1, first - _FARTHEST), -1):
            form, distance = tokens[position].form, first - position
            if form in _ENDS:
                return None
            found = next((h for h in index.at(tokens, position, first) if self._reaches(h, first)), None)
            if found is not None:
                return found
            if form in {"،", ","} and distance > 1:
                return None
            if distance > 1 and "barrier" in barriers.get(form, ()) and form not in {"ان", "بان", "انه", "انها"}:
                return None
        return None

    def _reaches(self, hit: Hit, anchor: int) -> bool:
        scope = hit.phrase.row["scope"]
        if scope == "present":
            # `قد يزور` "may visit", but `قد زار` "has visited"
            return anchor == hit.last and self._is_present(anchor)
        return scope == "clause" or (scope == "next" and anchor - hit.last < _NEXT)

    def _is_present(self, token: int) -> bool:
        hits = anchor_forms().hits(self.page.tokens[token].form)
        verbs = [hit for hit in hits if hit.form.pos == "verb"]
        return all(hit.form.tense == "present" for hit in verbs) if verbs else self.page.tokens[token].form[:1] == "ي"

    def _scare(self, first: int, last: int) -> Span | None:
        """The short quotation around an anchor that no claim holds: `ارتكاب "مجزرة"`."""
        for quotation in self.page.quotations:
            if quotation.first <= first and last <= quotation.last and quotation.last - quotation.first <= _SCARE:
                return self.page.span(quotation.first, quotation.last)
        return None
