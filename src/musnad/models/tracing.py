"""Why the trained reader's fields have their values: which head said so, how surely, over which characters."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from musnad.models.labels import LABELS, Relation
from musnad.models.scores import Scores, sigmoid
from musnad.types import Claim, Event, Mention, Reading, Rejected, Span, Trace

_REJECTED = 0.05
"""Least probability of what is told although it was not chosen."""
_MOST = 3
_LEAST = math.log(_REJECTED / (1 - _REJECTED))


def traces_of(reading: Reading, text: str, scores: Scores) -> tuple[Trace, ...]:
    """The traces of the claims and events that the network read, in their order."""
    tracer = _Tracer(reading, text, scores)
    return (
        *(trace for claim in reading.claims for trace in tracer.claim(claim)),
        *(trace for event in reading.events for trace in tracer.event(event)),
    )


class _Tracer:
    def __init__(self, reading: Reading, text: str, scores: Scores) -> None:
        self._text = text
        self._scores = scores
        self._starts = np.array([token.start for token in reading.tokens])
        self._mentions = {mention.id: mention for mention in reading.mentions}
        self._times = {time.id: time for time in reading.times}
        self._claims = {claim.id: claim for claim in reading.claims}

    def claim(self, claim: Claim) -> Iterator[Trace]:
        """The cue and what its word was sorted into; who speaks."""
        if claim.cue is None:
            return
        word = self._word(claim.cue)
        yield Trace(claim.id, "cue", claim.cue.of(self._text), self._label("cue", word), claim.cue)
        for head, value in (("act", claim.act), ("stance", claim.stance)):
            yield Trace(claim.id, head, value, self._sort(head, word), claim.cue, self._others(head, word, value))
        for link in claim.chain:
            if link.mention is not None:
                relation: Relation = "relay" if link.role == "relay" else "speaker"
                yield self._pair(claim.id, relation, word, self._mentions[link.mention], link.mention == claim.speaker)
        if claim.speaker is None:
            yield Trace(claim.id, "speaker", "", "reader: speaker none", claim.cue, self._passed("speaker", word, ()))

    def event(self, event: Event) -> Iterator[Trace]:
        """The anchor, its status, its parties, place and time, and the claim that it stands in."""
        word = self._word(event.anchor)
        others = self._others("anchor", word, f"B-{event.type}")
        yield Trace(event.id, "type", event.type, self._label("anchor", word), event.anchor, others)
        yield from self._parties(event, "actors", "actor", event.actors, word)
        yield from self._parties(event, "recipients", "recipient", event.recipients, word)
        others = self._others("status", word, event.status)
        yield Trace(event.id, "status", event.status, self._sort("status", word), event.anchor, others)
        if event.place is not None:
            yield self._pair(event.id, "place", word, self._mentions[event.place])
        if event.time is not None:
            span = self._times[event.time].span
            yield Trace(event.id, "time", event.time, f"reader: time pair {self._chance('time', word, span):.2f}", span)
        if event.claim is not None:
            yield Trace(event.id, "claim", event.claim, "stands in its content", self._claims[event.claim].content[0])

    def _word(self, span: Span) -> int:
        return int(np.searchsorted(self._starts, span.start, "right")) - 1

    def _label(self, head: str, word: int) -> str:
        return f"reader: {head} head {1 - float(self._scores.head(head, word)[0]):.2f}"

    def _sort(self, head: str, word: int) -> str:
        return f"reader: {head} head {float(self._scores.head(head, word).max()):.2f}"

    def _chance(self, relation: Relation, word: int, span: Span) -> float:
        return sigmoid(self._scores.row(relation, word).at(self._word(span)))

    def _parties(self, event: Event, field: str, relation: Relation, chosen: tuple[str, ...], word: int) -> Iterator[Trace]:
        """A trace for each party of one side, the first with those that were passed over; one of these alone for none."""
        passed = self._passed(relation, word, chosen)
        for number, mention in enumerate(chosen):
            trace = self._pair(event.id, relation, word, self._mentions[mention])
            yield trace._replace(field=field, rejected=() if number else passed)
        if passed and not chosen:
            yield Trace(event.id, field, "", f"reader: no {relation} is likely enough", event.anchor, passed)

    def _pair(self, record: str, relation: Relation, word: int, mention: Mention, first: bool = True) -> Trace:
        chance = self._chance(relation, word, mention.span)
        passed = self._passed(relation, word, (mention.id,)) if first else ()
        return Trace(record, relation, mention.id, f"reader: {relation} pair {chance:.2f}", mention.span, passed)

    def _others(self, head: str, word: int, chosen: str) -> tuple[Rejected, ...]:
        """The likeliest labels of a head that were not chosen."""
        chances = self._scores.head(head, word)
        ranked = [n for n in np.argsort(-chances) if LABELS[head][n] != chosen and chances[n] > _REJECTED]
        return tuple(Rejected(LABELS[head][n].removeprefix("B-"), float(chances[n])) for n in ranked[:_MOST])

    def _passed(self, relation: Relation, word: int, chosen: tuple[str, ...]) -> tuple[Rejected, ...]:
        """The likeliest mentions of entities that a relation could have held to and does not."""
        row = self._scores.row(relation, word)
        taken = {self._mentions[name].entity for name in chosen}
        best: dict[str, tuple[float, Mention]] = {}
        for mention in self._mentions.values():
            place = mention.first - row.begin
            if mention.entity in taken or not 0 <= place < len(row.scores):
                continue
            score = float(row.scores[place])
            if score > best.get(mention.entity, (_LEAST, mention))[0]:
                best[mention.entity] = (score, mention)
        ranked = sorted(best.values(), key=lambda item: (-item[0], item[1].span))[:_MOST]
        return tuple(Rejected(mention.span.of(self._text), sigmoid(score), mention.span) for score, mention in ranked)
