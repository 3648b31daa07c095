"""Turns acts of speech into claims: speaker, chain, form, act and stance; keeps who is speaking from one to the next."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from typing import NamedTuple

from musnad.attribution.speakers import (
    actor_by_adjective,
    coordinated,
    is_medium,
    source_after,
    subject_after,
    subject_before,
    topic_before,
)
from musnad.attribution.speech import Speech, speeches
from musnad.knowledge.cues import CueHit, cues
from musnad.naming.scene import Scene
from musnad.types import Claim, Link, Mention, Reading, Sentence, Span, Trace
from musnad.types.vocabulary import ClaimForm, Stance

_SURE, _LIKELY, _FAIR = 0.9, 0.8, 0.65
_LONGEST_SPEECH = 300
_NESTED = 16
"""Claims back to which a cue may stand inside another's words."""


class _Voice(NamedTuple):
    """Who speaks and through whom; `rule` says how it was found."""

    speakers: tuple[Mention, ...]
    relays: tuple[tuple[Mention, Span], ...]
    rule: str


_NOBODY = _Voice((), (), "nobody")


class Claimer:
    """Reads a document's sentences in order; the running voice is what `وأضاف` takes up."""

    def __init__(self, scene: Scene, reading: Reading) -> None:
        self.scene = scene
        self.sentences = reading.sentences
        self.quotes = {quotation.opening: quotation for quotation in reading.quotations}
        self.traces: list[Trace] = []
        self._claims: list[Claim] = []
        self._running = _NOBODY
        self._topic: Mention | None = None
        self._token_starts = [token.start for token in scene.page.tokens]
        self._used: set[int] = set()

    def claims(self) -> tuple[Claim, ...]:
        """All claims of the document."""
        for sentence in self.sentences:
            self._read(sentence)
        return tuple(self._claims)

    def _read(self, sentence: Sentence) -> None:
        if sentence.kind == "headline" and self._headline(sentence):
            return
        first_claim = len(self._claims)
        spoken = speeches(self.scene, sentence, self.quotes)
        for speech in spoken:
            role = speech.hit.cue.role
            if role == "self":
                self._close_with_stance(speech.hit, first_claim)
            elif role == "source":
                self._source(speech, sentence, spoken, first_claim)
            elif role == "distance":
                self._pretext(speech, sentence)
            elif role == "impersonal":
                self._add(speech, _NOBODY)
            else:
                self._said(speech, sentence)
        if len(self._claims) == first_claim:
            self._quoted_before(sentence)
        self._topic = topic_before(self.scene, sentence, sentence.last) or self._topic

    def _headline(self, sentence: Sentence) -> bool:
        """`فلان: …` in a headline is a direct claim whose cue is the colon."""
        tokens = self.scene.page.tokens
        for mention in self.scene.starting(sentence.first, sentence.first + 1):
            colon = self._colon(sentence, mention.last)
            if colon and (mention.kind != "place" or self._acts(mention)):
                voice = _Voice((mention,), (), "headline")
                start, end = colon + 1, sentence.last
                quotation = self.quotes.get(start)
                if quotation is not None and quotation.closing is not None and quotation.closing >= end - 2:
                    start, end = quotation.first, quotation.last
                cue = Span(tokens[colon].start, tokens[colon].end)
                self._make(cue, self._content(start, end), "direct", voice, None, "headline")
                return True
        return False

    def _colon(self, sentence: Sentence, first: int) -> int:
        """The colon that follows a headline's speaker, at once or after a place (`السفير السابق بسوريا:`), else 0."""
        for index in range(first, min(first + 3, sentence.last - 1)):
            if self.scene.page.tokens[index].form == ":":
                return index
            if self.scene.page.words[index].verb:
                return 0
        return 0

    def _acts(self, mention: Mention) -> bool:
        entity = self.scene.entities[mention.entity]
        return bool(entity.sectors) or (entity.geo is not None and entity.geo.precision == "country")

    def _said(self, speech: Speech, sentence: Sentence) -> None:
        voice = self._voice(speech, sentence)
        outer = self._outer(speech.hit)
        if outer is None:
            self._add(speech, voice)
            if voice.speakers:
                self._running = voice
            return
        # Speech inside speech: the outer speaker passes the inner one's words on.
        passed = [(self.scene.by_id[link.mention], outer.cue) for link in outer.chain if link.mention is not None]
        inner = {mention.entity for mention in voice.speakers}
        relays = tuple((mention, cue) for mention, cue in passed if cue is not None and mention.entity not in inner)
        self._add(speech, voice._replace(relays=relays))

    def _outer(self, hit: CueHit) -> Claim | None:
        """The innermost claim in whose content the cue stands."""
        span = self._cue_span(hit)
        return next((claim for claim in reversed(self._claims[-_NESTED:]) if claim.holds(span)), None)

    def _voice(self, speech: Speech, sentence: Sentence) -> _Voice:
        scene, hit = self.scene, speech.hit
        stop = speech.introducer.at if speech.introducer is not None else speech.start
        relayed = self._relayed(speech, sentence, stop)
        if relayed is not None:
            return relayed
        subject, rule = None, ""
        if hit.word is None or not hit.word.pronoun or hit.cue.pos != "noun":
            if not speech.participle:
                subject, rule = subject_after(scene, hit.last, stop), "subject after the cue"
            if subject is None and not (speech.participle or hit.conjunction):
                subject, rule = subject_before(scene, sentence, hit.first), "subject before the cue"
            outer = self._outer(hit)
            if subject is None and outer is not None:
                subject, rule = self._topic_in(outer, hit), "topic of the speech around it"
            elif subject is None and (speech.participle or hit.conjunction) and not self._spoke_in(sentence, hit.first):
                subject, rule = topic_before(scene, sentence, hit.first), "topic of the sentence"
        if subject is None and self._running.speakers:
            return self._running._replace(rule="running speaker")
        if subject is None:
            subject, rule = topic_before(scene, sentence, hit.first) or self._topic, "topic of the text"
        if subject is None:
            return _NOBODY
        relays = self._relays(hit.last, stop, subject)
        if not relays and self._is_running(subject) and hit.conjunction:
            relays = self._running.relays
        return _Voice((subject, *coordinated(scene, subject, stop)), relays, rule)

    def _topic_in(self, outer: Claim, hit: CueHit) -> Mention | None:
        """The first free phrase in an outer speech before the cue: whose words are told inside it."""
        first = bisect_left(self._token_starts, outer.content[0].start)
        inside = self.scene.outermost(max(first, hit.first - _LONGEST_SPEECH), hit.first)
        return next((mention for mention in inside if not self.scene.governor(mention)), None)

    def _is_running(self, subject: Mention) -> bool:
        return any(speaker.entity == subject.entity for speaker in self._running.speakers)

    def _spoke_in(self, sentence: Sentence, before: int) -> bool:
        """Whether the running speaker spoke earlier in this sentence: a participle goes on with them."""
        start = self.scene.page.tokens[sentence.first].start
        return (
            bool(self._claims)
            and bool(self._running.speakers)
            and any(
                claim.cue is not None and start <= claim.cue.start < self.scene.page.tokens[before].start
                for claim in self._claims[-3:]
            )
        )

    def _relayed(self, speech: Speech, sentence: Sentence, stop: int) -> _Voice | None:
        """`نقلت وكالة عن فلان قوله`: the subject relays, the phrase after `عن` speaks."""
        scene, hit = self.scene, speech.hit
        if hit.cue.role == "relay":
            relay = subject_after(scene, hit.last, stop)
            speaker = self._after(hit.last, stop, {"عن"})
            if speaker is None:
                return None
            link = ((relay, self._cue_span(hit)),) if relay is not None else ()
            return _Voice((speaker,), link, "relay … عن …")
        if hit.cue.pos == "noun" and hit.word is not None and hit.word.pronoun:
            speaker = self._after(sentence.first, hit.first, {"عن"})
            verb = self._relay_verb(sentence, hit.first)
            if speaker is not None and verb is not None:
                relay = subject_after(scene, verb.last, hit.first)
                return _Voice((speaker,), ((relay, self._cue_span(verb)),) if relay is not None else (), "relay … عن … قوله")
        return None

    def _relay_verb(self, sentence: Sentence, before: int, first: int = -1) -> CueHit | None:
        tokens = self.scene.page.tokens
        for index in range(max(sentence.first, first), before):
            for hit in cues().at(tokens, index, before):
                if hit.cue.role == "relay" and hit.cue.pos == "verb":
                    return hit
        return None

    def _after(self, first: int, last: int, governors: set[str]) -> Mention | None:
        for mention in self.scene.outermost(first, last):
            if self.scene.governor(mention) in governors or "mouth" in self.scene.page.words[mention.lead - 1].shapes:
                return mention
        return None

    def _relays(self, first: int, last: int, subject: Mention) -> tuple[tuple[Mention, Span], ...]:
        """Media that pass the words on: `قال … لوكالة …`, `في تصريح لقناة …`, `قال … بحسب وكالة …`."""
        found: list[tuple[Mention, Span]] = []
        scene = self.scene
        for mention in scene.outermost(first, last):
            if mention.entity == subject.entity or not is_medium(scene, mention) or self._own(mention):
                continue
            governor = scene.governor(mention)
            if governor in {"ل", "مع", "الى", "عبر"}:
                found.append((mention, self._governor_span(mention)))
            elif "attribution" in scene.page.words[mention.lead - 1].shapes:
                token = scene.page.tokens[mention.lead - 1]
                found.append((mention, Span(token.start, token.end)))
        return tuple(found)

    def _own(self, mention: Mention) -> bool:
        outlet = self.scene.page.document.outlet
        return bool(outlet) and self.scene.entities[mention.entity].name_ar == outlet

    def _governor_span(self, mention: Mention) -> Span:
        tokens = self.scene.page.tokens
        if mention.prefix:
            start = tokens[mention.lead].start
            return Span(start, max(start + 1, mention.span.start if mention.lead == mention.first else start + 1))
        token = tokens[mention.lead - 1]
        return Span(token.start, token.end)

    def _source(self, speech: Speech, sentence: Sentence, spoken: list[Speech], first_claim: int) -> None:
        """`بحسب …`: a relay of the claim beside it when a medium passes on somebody's words, else a claim of its own."""
        source = source_after(self.scene, speech.hit, sentence.last)
        if source is None:
            return
        relay = self._relay_verb(sentence, sentence.last, speech.hit.last) if speech.hit.last < sentence.last else None
        quoted = self._after(source.last, sentence.last, {"عن"}) if relay is not None and relay.first < source.lead else None
        near = [index for index in range(first_claim, len(self._claims)) if self._beside(self._claims[index], speech)]
        if near and self._claims[near[-1]].speaker is not None:
            if is_medium(self.scene, source):
                self._relay_claim(near[-1], source, speech.hit)
            return
        if any(other.hit.first < speech.hit.first < other.start for other in spoken if other.introducer is not None):
            return
        start, end = self._around(speech, source, sentence)
        if end - start < 2:  # noqa: PLR2004 - a claim needs at least a subject and a predicate
            return
        voice = _Voice((source, *coordinated(self.scene, source, sentence.last)), (), "named by the attribution")
        if quoted is not None and relay is not None:
            voice = _Voice((quoted,), ((source, self._cue_span(relay)),), "relay … عن …")
        self._make(
            self._cue_span(speech.hit), self._content(start, end), self._form(start, end), voice, speech.hit, "attribution"
        )
        if quoted is not None or not is_medium(self.scene, source):
            self._running = voice

    def _beside(self, claim: Claim, speech: Speech) -> bool:
        at = self.scene.page.tokens[speech.hit.first].start
        return claim.content[-1].end <= at + 2 or any(part.start <= at < part.end for part in claim.content)

    def _relay_claim(self, index: int, source: Mention, hit: CueHit) -> None:
        claim = self._claims[index]
        if any(link.mention == source.id for link in claim.chain):
            return
        relay = Link("relay", source.id, cue=self._cue_span(hit))
        self._claims[index] = replace(claim, chain=(claim.chain[0], relay, *claim.chain[1:]))
        self._running = self._running._replace(relays=((source, self._cue_span(hit)), *self._running.relays))

    def _around(self, speech: Speech, source: Mention, sentence: Sentence) -> tuple[int, int]:
        """What an attribution covers: the rest of the sentence after it when it opens the sentence, else what precedes."""
        tokens = self.scene.page.tokens
        if speech.hit.first - sentence.first <= 1:
            start = source.last
            while start < sentence.last and tokens[start].kind == "punctuation" and start not in self.quotes:
                start += 1
            return start, _without_marks(self.scene, start, sentence.last)
        return sentence.first, _without_marks(self.scene, sentence.first, speech.hit.first)

    def _pretext(self, speech: Speech, sentence: Sentence) -> None:
        """`بحجة …`: the reason that somebody gives and the outlet does not share."""
        scene, tokens = self.scene, self.scene.page.tokens
        start = speech.start
        end = next((i for i in range(start, sentence.last) if tokens[i].form in {"،", ",", "؛", ".", ":"}), sentence.last)
        if end <= start or (len(speech.hit.cue.lemma.split()) > 1 and speech.hit.cue.lemma.split()[0] == "ما"):
            return
        actor = topic_before(scene, sentence, speech.hit.first)
        actor = actor or actor_by_adjective(scene, sentence.first, speech.hit.first)
        voice = _Voice((actor,), (), "whose deed it excuses") if actor is not None else _NOBODY
        self._make(
            self._cue_span(speech.hit), self._content(start, end), self._form(start, end), voice, speech.hit, "pretext"
        )

    def _close_with_stance(self, hit: CueHit, first_claim: int) -> None:
        """`على حد زعمه` after a claim: the stance of the phrase becomes that of the claim."""
        if hit.cue.stance == "neutral" or (len(self._claims) == first_claim and not self._claims):
            return
        claim = self._claims[-1]
        at = self.scene.page.tokens[hit.first].start
        if len(self._claims) > first_claim or at - claim.content[-1].end < 40:  # noqa: PLR2004 - same breath
            self._claims[-1] = replace(claim, stance=hit.cue.stance)
            self._trace(claim.id, "stance", hit.cue.stance, f"cue {hit.cue.lemma}", self._cue_span(hit))

    def _quoted_before(self, sentence: Sentence) -> None:
        """A quotation that fills its sentence without a cue goes on with the running speaker."""
        tokens = self.scene.page.tokens
        quotation = self.quotes.get(sentence.first)
        if quotation is None or quotation.opening in self._used or not self._running.speakers:
            return
        if quotation.last - quotation.first < 6 or sentence.kind == "headline":  # noqa: PLR2004 - longer than a quoted name
            return
        self._used.add(quotation.opening)
        span = Span(tokens[quotation.opening].start, tokens[quotation.opening].end)
        content = self._content(quotation.first, quotation.last)
        self._make(span, content, "direct", self._running, None, "continued quotation")

    def _add(self, speech: Speech, voice: _Voice) -> None:
        form: ClaimForm = "direct" if speech.quotation is not None else self._form(speech.start, speech.end)
        if speech.introducer is not None and speech.introducer.kind == "colon":
            form = "direct"
        if speech.quotation is not None:
            if speech.quotation.opening in self._used:
                return
            self._used.add(speech.quotation.opening)
        content = self._content(speech.start, speech.end, speech.skip)
        self._make(self._cue_span(speech.hit), content, form, voice, speech.hit, speech.hit.cue.role)

    def _form(self, start: int, end: int) -> ClaimForm:
        named = {m.first for m in self.scene.starting(start, end)}
        for index in range(start, end):
            quotation = self.quotes.get(index)
            if quotation is not None and quotation.first not in named and (index not in named):
                return "mixed"
        return "indirect"

    def _content(self, first: int, last: int, skip: int = 0) -> Span | None:
        return self.scene.page.span(first, last, skip) if last > first else None

    def _make(self, cue: Span, content: Span | None, form: ClaimForm, voice: _Voice, hit: CueHit | None, rule: str) -> None:
        page = self.scene.page
        if content is None:
            return
        number = f"c{len(self._claims) + 1}"
        speaker = voice.speakers[0].id if voice.speakers else None
        links = [Link("outlet", name=page.document.outlet)]
        links += [Link("relay", mention.id, cue=span) for mention, span in voice.relays]
        links += [Link("speaker", mention.id) for mention in voice.speakers]
        act = hit.cue.act if hit is not None else "state"
        stance: Stance = hit.cue.stance if hit is not None else "neutral"
        score = _SURE if form == "direct" else (_LIKELY if speaker else _FAIR)
        self._claims.append(Claim(number, (content,), cue, form, speaker, tuple(links), act, stance, score, rule))
        source = f"cue {hit.cue.lemma}" if hit is not None else rule
        self._trace(number, "cue", cue.of(page.document.text), source, cue)
        self._trace(number, "act", act, source, cue)
        self._trace(number, "stance", stance, source, cue)
        if voice.speakers:
            self._trace(number, "speaker", voice.speakers[0].id, voice.rule, voice.speakers[0].span)

    def _cue_span(self, hit: CueHit) -> Span:
        return self.scene.page.span(hit.first, hit.last, hit.skip)

    def _trace(self, record: str, field: str, value: str, rule: str, span: Span | None) -> None:
        self.traces.append(Trace(record, field, value, rule, span))


def _without_marks(scene: Scene, start: int, end: int) -> int:
    tokens = scene.page.tokens
    while end > start and tokens[end - 1].kind == "punctuation" and tokens[end - 1].form not in {'"', "”", "»", ")"}:
        end -= 1
    return end
