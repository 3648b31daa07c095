"""Why the trained reader's fields have their values: which head said so, how surely, over which characters."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from musnad.models.labels import Relation
from musnad.models.scores import Scores, sigmoid
from musnad.types import Claim, Event, Mention, Reading, Span, Trace


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
            yield Trace(claim.id, head, value, self._sort(head, word), claim.cue)
        for link in claim.chain:
            if link.mention is not None:
                relation: Relation = "relay" if link.role == "relay" else "speaker"
                yield self._pair(claim.id, relation, word, self._mentions[link.mention])

    def event(self, event: Event) -> Iterator[Trace]:
        """The anchor, its status, its parties, place and time, and the claim that it stands in."""
        word = self._word(event.anchor)
        yield Trace(event.id, "type", event.type, self._label("anchor", word), event.anchor)
        for field, relation, mentions in (("actors", "actor", event.actors), ("recipients", "recipient", event.recipients)):
            for mention in mentions:
                yield self._pair(event.id, relation, word, self._mentions[mention], field)  # type: ignore[arg-type]  # two relations
        yield Trace(event.id, "status", event.status, self._sort("status", word), event.anchor)
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

    def _pair(self, record: str, relation: Relation, word: int, mention: Mention, field: str = "") -> Trace:
        chance = self._chance(relation, word, mention.span)
        return Trace(record, field or relation, mention.id, f"reader: {relation} pair {chance:.2f}", mention.span)
