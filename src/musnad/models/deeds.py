"""Events from the network's anchors: type, parties, place, time, mode and status; codes come from PLOVER's tables."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

import numpy as np

from musnad.deeds.codes import cameo_of, scale_of
from musnad.deeds.happenings import numbered
from musnad.deeds.standing import certainty_of, innermost
from musnad.knowledge.manner import is_no_deed, stated_mode
from musnad.models.labels import CONTEXT_CODES, MODE_CODES, SORTERS, Relation
from musnad.models.phrases import clitics
from musnad.models.scores import PLACES, Scores, sigmoid, softmax
from musnad.models.scores import Span as Words
from musnad.naming.page import Page
from musnad.types import Claim, Event, Mention, Sentence, TimeExpression
from musnad.types.vocabulary import EventStatus

_SIDES: tuple[Relation, ...] = ("actor", "recipient")
_PARTY = 0.4
"""Least probability of a party; below 0.5, where F1 on the development split of data/annotations is best."""
_CONTEXT = 0.5


@dataclass(frozen=True, slots=True)
class Deeds:
    """Reads the events of a page; `mentions` and `times` are those of the record to be, by their first words."""

    page: Page
    scores: Scores
    mentions: dict[int, Mention]
    times: dict[int, TimeExpression]
    claims: tuple[Claim, ...]
    sentences: tuple[Sentence, ...]

    def events(self) -> tuple[Event, ...]:
        """All events in text order, numbered, with their happenings."""
        anchors = [span for span in self.scores.spans("anchor") if not self._nobody_did(span)]
        found = tuple(self._event(f"v{number}", span) for number, span in enumerate(anchors, 1))
        entity_of = {mention.id: mention.entity for mention in self.mentions.values()}
        return numbered(found, entity_of, self.page.document.text)

    def _event(self, number: str, words: Words) -> Event:
        anchor = self.page.span(words.first, words.last, clitics(self.page, self.scores, words.first))
        actors, recipients = self._parties(words.first)
        claim = innermost(self.claims, anchor)
        mode, context = self._mode(words), self._context(words.first)
        scale = scale_of(words.label, mode)
        status: EventStatus = SORTERS["status"][int(self.scores.head("status", words.first).argmax())]  # type: ignore[assignment]  # the sorter's labels
        place, time = self._one("place", words.first, list(self.mentions)), self._one("time", words.first, list(self.times))
        return Event(
            number, words.label, anchor, actors, recipients, status, certainty_of(claim), mode, context,
            cameo_of(words.label, mode, context), scale.quad, scale.intensity,
            self.mentions[place].id if place is not None else None, self.times[time].id if time is not None else None,
            claim.id if claim is not None else None, None, words.score, "reader",
        )  # fmt: skip

    def _parties(self, anchor: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Actors and recipients, each entity once and on its likelier side, by the likeliest of its mentions."""
        best: dict[str, tuple[float, str, Mention]] = {}
        for role in _SIDES:
            row = self.scores.row(role, anchor)
            for word, mention in self.mentions.items():
                chance = sigmoid(row.at(word))
                if chance > max(_PARTY, best.get(mention.entity, (0.0,))[0]):
                    best[mention.entity] = (chance, role, mention)
        ranked = sorted(best.values(), key=lambda item: item[2].span)
        actors = tuple(mention.id for _, role, mention in ranked if role == "actor")
        return actors, tuple(mention.id for _, role, mention in ranked if role == "recipient")

    def _one(self, relation: Relation, anchor: int, words: list[int]) -> int | None:
        """The likeliest word, or None where none is likelier."""
        row = self.scores.row(relation, anchor)
        near = [word for word in words if row.at(word) > -np.inf]
        chances = softmax(np.array([*(row.at(word) for word in near), self.scores.none(relation, anchor)], np.float32))
        best = int(chances.argmax())
        return near[best] if best < len(near) else None

    def _nobody_did(self, words: Words) -> bool:
        return is_no_deed(self.page.tokens, words.label, words.first, words.last, self._sentence(words))

    def _sentence(self, words: Words) -> tuple[int, int]:
        """The words of the sentence in which an anchor stands."""
        sentence = self.sentences[bisect_right(self.sentences, words.first, key=lambda each: each.first) - 1]
        return sentence.first, sentence.last

    def _mode(self, words: Words) -> str | None:
        """The mode that the words in or beside the anchor settle, else the likeliest of the event's type, or none."""
        stated = stated_mode(self.page.tokens, words.label, words.first, words.last, self._sentence(words))
        if stated is not None:
            return stated
        scores = self.scores.labels[words.first, PLACES["mode"]]
        of_type = [0, *(n for n, code in enumerate(MODE_CODES, 1) if code.startswith(f"{words.label}."))]
        best = max(of_type, key=lambda place: float(scores[place]))
        return MODE_CODES[best - 1].partition(".")[2] if best else None

    def _context(self, word: int) -> tuple[str, ...]:
        scores = self.scores.labels[word, PLACES["context"]]
        return tuple(code for code, score in zip(CONTEXT_CODES, scores, strict=True) if sigmoid(float(score)) > _CONTEXT)
