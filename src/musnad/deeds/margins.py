"""Claims and times by the sentences that they reach into, so that an event looks only at those of its own."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict

from musnad.types import Claim, Reading, Sentence, Span, TimeExpression


class Margins:
    """What stands in each sentence; a look-up costs nothing however long the article is."""

    def __init__(self, reading: Reading) -> None:
        self._starts = [sentence.start for sentence in reading.sentences]
        self._ends = [sentence.end for sentence in reading.sentences]
        self._claims: dict[int, list[Claim]] = defaultdict(list)
        self._cues: dict[int, list[Claim]] = defaultdict(list)
        self._times: dict[int, list[TimeExpression]] = defaultdict(list)
        for claim in reading.claims:
            for start in sorted({start for part in claim.content for start in self._reached(part)}):
                self._claims[start].append(claim)
            if claim.cue is not None:
                for start in self._reached(claim.cue):
                    self._cues[start].append(claim)
        for time in reading.times:
            for start in self._reached(time.span)[:1]:
                self._times[start].append(time)

    def _reached(self, span: Span) -> list[int]:
        first, last = bisect_right(self._ends, span.start), bisect_left(self._starts, span.end)
        return self._starts[first:last]

    def claims(self, sentence: Sentence) -> tuple[Claim, ...]:
        """The claims whose content reaches into the sentence, in the order of their cues."""
        return tuple(self._claims.get(sentence.start, ()))

    def told(self, sentence: Sentence) -> tuple[Claim, ...]:
        """The claims whose cue stands in the sentence."""
        return tuple(self._cues.get(sentence.start, ()))

    def times(self, sentence: Sentence) -> tuple[TimeExpression, ...]:
        """The time expressions that start in the sentence."""
        return tuple(self._times.get(sentence.start, ()))
