"""Turns anchors into events: parties, place, time, status, claim, certainty, scale, happening."""

from __future__ import annotations

from dataclasses import replace

from musnad.deeds.circumstances import place_of, status_of, time_of
from musnad.deeds.codes import cameo_of, scale_of
from musnad.deeds.finding import found_anchors, is_finite
from musnad.deeds.happenings import numbered
from musnad.deeds.margins import Margins
from musnad.deeds.parties import Parties
from musnad.deeds.roles import parties_of
from musnad.deeds.standing import certainty_of, innermost
from musnad.knowledge.anchors import AnchorHit
from musnad.naming.scene import Scene
from musnad.types import Claim, Event, Mention, Reading, Sentence, Span, Trace

_FULL, _PART, _BARE = 0.85, 0.7, 0.5
_VIOLENT = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "PROTEST", "RETREAT"})
_UNREST = 3
"""Violent deeds with parties from which on an article counts as one about fighting or unrest."""


class Reporter:
    """Reads a document's sentences in order; the topic is who acted or spoke last."""

    def __init__(self, scene: Scene, reading: Reading) -> None:
        self.scene = scene
        self.reading = reading
        self.traces: list[Trace] = []
        self._events: list[Event] = []
        self._topic: Mention | None = None
        self._pending: list[tuple[Sentence, AnchorHit]] = []
        self._margins = Margins(reading)

    def events(self) -> tuple[Event, ...]:
        """All events of the document in text order, numbered, with their happenings."""
        for sentence in self.reading.sentences:
            for readings in found_anchors(self.scene, sentence):
                self._read(sentence, readings)
            self._follow(sentence)
        self._take_up_pending()
        mentions = {mention.id: mention.entity for mention in self.reading.mentions}
        return numbered(tuple(self._events), mentions, self.scene.page.document.text)

    def _read(self, sentence: Sentence, readings: list[AnchorHit]) -> None:
        for hit in readings:
            parties = Parties() if hit.weak else parties_of(self.scene, sentence, hit, self._topic)
            if not (parties.actors or parties.recipients):
                self._named_before(hit, parties)
            if (hit.anchor.human or hit.weak) and not self._human(parties):
                self._pending.append((sentence, hit))
                continue
            self._add(sentence, hit, parties)
            return

    def _take_up_pending(self) -> None:
        """In an article about fighting or unrest a deed without parties is a deed all the same: `تدمير`, `معركة`."""
        if sum(event.type in _VIOLENT for event in self._events) < _UNREST:
            return
        for sentence, hit in self._pending:
            if hit.anchor.type in _VIOLENT and not hit.weak:
                self._add(sentence, hit, Parties())
        self._events.sort(key=lambda event: event.anchor)
        renamed = {event.id: f"v{number}" for number, event in enumerate(self._events, 1)}
        self._events = [replace(event, id=renamed[event.id]) for event in self._events]
        self.traces = [trace._replace(record=renamed.get(trace.record, trace.record)) for trace in self.traces]

    def _named_before(self, hit: AnchorHit, parties: Parties) -> None:
        """A definite noun takes up the deed of its type that was told before, with its parties: `اللقاء`, `الهجوم`."""
        if hit.word is None or not hit.word.article:
            return
        for event in reversed(self._events[-8:]):
            if event.type == hit.anchor.type and (event.actors or event.recipients):
                parties.add("actor", [self.scene.by_id[m] for m in event.actors], "the deed named before")
                parties.add("recipient", [self.scene.by_id[m] for m in event.recipients], "the deed named before")
                return

    def _human(self, parties: Parties) -> bool:
        """Whether an everyday word is a deed here: somebody does it to somebody, or a body does it."""
        everyone = (*parties.actors, *parties.recipients)
        if not everyone:
            return False
        return any(self._political(mention) for mention in everyone)

    def _political(self, mention: Mention) -> bool:
        entity = self.scene.entities[mention.entity]
        return bool(entity.sectors) or mention.kind == "group" or bool(entity.role) or entity.country is not None

    def _follow(self, sentence: Sentence) -> None:
        """Who a dropped subject of the next sentence stands for: its last speaker, else its first free phrase."""
        for claim in self._margins.told(sentence):
            if claim.speaker is not None:
                self._topic = self.scene.by_id[claim.speaker]
                return
        free = [
            m
            for m in self.scene.outermost(sentence.first, sentence.last)
            if not self.scene.governor(m) and m.kind != "place"
        ]
        if free:
            self._topic = free[0]

    def _add(self, sentence: Sentence, hit: AnchorHit, parties: Parties) -> None:
        scene, anchor = self.scene, hit.anchor
        span = scene.page.span(hit.first, hit.last, hit.skip)
        claim = innermost(self._margins.claims(sentence), span)
        place = place_of(scene, sentence, hit, parties)
        time = time_of(scene, self._margins.times(sentence), hit, self._margins.claims(sentence))
        status = status_of(scene, sentence, hit, time)
        number = f"v{len(self._events) + 1}"
        scale = scale_of(anchor.type, anchor.mode)
        score = (
            _FULL if parties.actors and parties.recipients else (_PART if parties.actors or parties.recipients else _BARE)
        )
        self._events.append(
            Event(
                number,
                anchor.type,
                span,
                tuple(m.id for m in parties.actors),
                tuple(m.id for m in parties.recipients),
                status.status,
                certainty_of(claim),
                anchor.mode,
                anchor.context,
                cameo_of(anchor.type, anchor.mode, anchor.context),
                scale.quad,
                scale.intensity,
                place.id if place is not None else None,
                time.id if time is not None else None,
                claim.id if claim is not None else None,
                None,
                score,
                f"anchor {anchor.lemma}",
            )
        )
        self._explain(number, hit, parties, place, claim, span)
        self.traces.append(Trace(number, "status", status.status, status.rule, status.span))
        if time is not None:
            self.traces.append(Trace(number, "time", time.id, "nearest in the sentence", time.span))
        if is_finite(hit) and parties.actors:
            self._topic = parties.actors[0]

    def _explain(
        self, number: str, hit: AnchorHit, parties: Parties, place: Mention | None, claim: Claim | None, span: Span
    ) -> None:
        row = f"anchor {hit.anchor.lemma}"
        self.traces.append(Trace(number, "type", hit.anchor.type, row, span))
        for field, mentions in (("actors", parties.actors), ("recipients", parties.recipients)):
            for mention in mentions:
                self.traces.append(Trace(number, field, mention.id, parties.rules.get(mention.id, ""), mention.span))
        if place is not None:
            self.traces.append(Trace(number, "place", place.id, "where", place.span))
        if claim is not None:
            self.traces.append(Trace(number, "claim", claim.id, "stands in its content", claim.content[0]))
