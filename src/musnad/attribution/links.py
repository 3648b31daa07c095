"""What each station of a chain is: its kind, the sort of an anonymous source, and the words that make it a station."""

from __future__ import annotations

from dataclasses import dataclass, replace

from musnad.knowledge.anonymous import agencies, anonymous_words
from musnad.knowledge.phrases import phrases
from musnad.naming.scene import Scene
from musnad.types import Claim, Entity, Link, Mention, Sentence, Span
from musnad.types.vocabulary import AnonymousSort, LinkKind

_LONGEST_PHRASE = 6
_BESIDE = 4
"""How many words after a source may tell its sort: `مصادر من المعارضة مقربة من …`."""
_VAGUE: frozenset[AnonymousSort] = frozenset({"local", "informed", "official"})
"""Sorts that tell less than a head of its own: `مسؤول محلي` is an official."""
_APPOSED = 3
"""How many words may stand between a relay phrase and the source: `نقلا عن [موقع إخباري] …`."""


@dataclass(frozen=True, slots=True)
class Stations:
    """Reads the links of a document's claims."""

    scene: Scene
    sentences: tuple[Sentence, ...]

    def of(self, claim: Claim) -> tuple[Link, ...]:
        """The chain of a claim with the kind, sort and cue of each link."""
        return tuple(self._link(link, claim) for link in claim.chain)

    def _link(self, link: Link, claim: Claim) -> Link:
        if link.mention is None:
            return replace(link, kind="outlet")
        mention = self.scene.by_id[link.mention]
        kind, sort = self._sort(mention, claim)
        cue = claim.cue if link.role == "speaker" else self._trigger(mention) or link.cue
        return replace(link, kind=kind, sort=sort, cue=cue)

    def _sort(self, mention: Mention, claim: Claim) -> tuple[LinkKind, AnonymousSort | None]:
        entity = self.scene.entities[mention.entity]
        if "MED" in entity.sectors and mention.kind == "organization":
            return ("agency" if self._is_agency(mention, entity) else "cited_outlet"), None
        if mention.kind != "group":
            return "named", None
        if any(other.kind == "person" for other in self.scene.of_entity[mention.entity]):
            return "named", None
        sort = self._anonymous(mention)
        refused = self._refused(claim)
        if sort is not None or refused:
            return "anonymous", sort or "unspecified"
        return ("office" if self._titled(mention) else "collective"), None

    def _is_agency(self, mention: Mention, entity: Entity) -> bool:
        forms = [token.form for token in self.scene.page.tokens[mention.lead : mention.last]]
        return entity.name_ar in agencies() or any(form.endswith("وكالة") or form == "لوكالة" for form in forms[:1])

    def _anonymous(self, mention: Mention) -> AnonymousSort | None:
        """The sort of a source that is described only; None for a mention that is no such source.

        A definite singular (`المسؤول`) takes up somebody of whom the text has spoken, and is anonymous as they are.
        """
        tokens, words = self.scene.page.tokens, anonymous_words()
        for index in range(mention.lead, mention.last):
            head = words.at(tokens, index, mention.last, "head")
            if head is None:
                continue
            stop = min(len(tokens), mention.last + _BESIDE)
            for beside in range(index + 1, stop):
                if tokens[beside].kind == "punctuation" or (beside >= mention.last and self.scene.page.words[beside].verb):
                    break
                adjective = words.at(tokens, beside, stop, "adjective")
                if adjective is not None and (head.sort == "unspecified" or adjective.sort not in _VAGUE):
                    return adjective.sort
            return head.sort
        return None

    def _refused(self, claim: Claim) -> bool:
        """Whether the sentence of the cue says that the source would not be named."""
        if claim.cue is None:
            return False
        sentence = next((s for s in self.sentences if s.start <= claim.cue.start < s.end), None)
        if sentence is None:
            return False
        tokens, words = self.scene.page.tokens, anonymous_words()
        outside = (i for i in range(sentence.first, sentence.last) if not claim.holds(Span(tokens[i].start, tokens[i].end)))
        return any(words.at(tokens, index, sentence.last, "refusal") for index in outside)

    def _titled(self, mention: Mention) -> bool:
        return self.scene.page.words[mention.lead].title is not None

    def _trigger(self, mention: Mention) -> Span | None:
        """The longest phrase of relay_phrases.tsv that ends where the source begins, or a few words of apposition before."""
        page = self.scene.page
        for back in range(_APPOSED):
            end = mention.lead - back
            if end < 0 or (back and page.tokens[end].kind == "punctuation"):
                break
            hit = phrases("relay_phrases").before(page.tokens, end, _LONGEST_PHRASE)
            if hit is None:
                continue
            start = page.span(hit.first, hit.first + 1, hit.skip).start
            if hit.fused:
                # the preposition is the last letter before the phrase it is written onto: `لـ` of `لرويترز`
                token = page.tokens[hit.last]
                return Span(start, max(token.start + 1, mention.span.start if not back else token.start + 1))
            return Span(start, page.tokens[hit.last - 1].end)
        return None
