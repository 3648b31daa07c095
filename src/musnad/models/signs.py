"""What the rules and tables say about each word and each pair of words, as the numbers that the network takes in.

The reader learns from annotated articles when to trust them: the tables know names and cues that no article of the training
data has, the network knows context (stacked generalisation, Wolpert 1992).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import get_args

import numpy as np
from numpy.typing import NDArray

from musnad.knowledge.words import Word, word
from musnad.models.labels import CONTEXT_CODES, MODE_CODES, RELATIONS, SORTERS, TYPES
from musnad.text.clitics import CACHED_WORDS, splits
from musnad.types import Claim, Event, Reading, Span
from musnad.types.vocabulary import ClaimForm, EventStatus, MentionKind, SpeechAct, Stance

_KINDS = get_args(MentionKind)
_FLAGS = (
    "title", "organization", "place", "group", "nationality", "given", "family", "homograph", "common", "plain", "number",
    "everyday", "verb", "future", "definite",
)  # fmt: skip
_LONGEST_SKIP = 3

SIGNS: tuple[str, ...] = (
    *(f"{part}-{named}-{kind}" for named in ("named", "described") for kind in _KINDS for part in "BI"),
    *(f"known-{kind}" for kind in _KINDS),
    "B-time", "I-time", "B-cue", "I-cue", "B-anchor", "I-anchor",
    *(f"act-{act}" for act in get_args(SpeechAct)),
    *(f"stance-{stance}" for stance in get_args(Stance)),
    *(f"type-{kind}" for kind in TYPES),
    *(f"status-{status}" for status in get_args(EventStatus)),
    *(f"mode-{code}" for code in MODE_CODES),
    *(f"context-{code}" for code in CONTEXT_CODES),
    *(f"form-{form}" for form in get_args(ClaimForm)),
    *(f"skip-{number}" for number in SORTERS["skip"]),
    *(f"clitics-{number}" for number in range(1, _LONGEST_SKIP + 1)),
    *(f"word-{flag}" for flag in _FLAGS),
    "function", "preposition", "headline", "sentence-start", "quoted", "claimed", "claimed-twice",
    *(f"token-{kind}" for kind in ("word", "number", "latin", "punctuation")),
)  # fmt: skip
SIGN = {name: number for number, name in enumerate(SIGNS)}

TIES = (*RELATIONS, "sentence")
"""What can hold between two words: the relations as the rules see them, and standing in one sentence."""


@dataclass(frozen=True, slots=True)
class Signs:
    """`of_words[word, sign]` is 0 or 1; `ties` lists (tie, from word, to word); `sentences[word]` numbers the sentence."""

    of_words: NDArray[np.uint8]
    ties: tuple[tuple[int, int, int], ...]
    sentences: NDArray[np.int32]


def signs_of(reading: Reading) -> Signs:
    """The signs of a document that the rules have read, before mentions were selected."""
    found = np.zeros((len(reading.tokens), len(SIGNS)), np.uint8)
    marker = _Marker(reading, found)
    marker.words()
    marker.layout()
    marker.mentions()
    ties = marker.claims() + marker.events()
    sentences = np.zeros(len(reading.tokens), np.int32)
    for number, sentence in enumerate(reading.sentences):
        sentences[sentence.first : sentence.last] = number
    return Signs(found, tuple(ties), sentences)


class _Marker:
    def __init__(self, reading: Reading, found: NDArray[np.uint8]) -> None:
        self.reading = reading
        self.found = found
        self._starts = np.array([token.start for token in reading.tokens])
        self._by_id = {mention.id: mention for mention in reading.mentions}
        self._times = {time.id: time for time in reading.times}

    def words(self) -> None:
        """Marks what the tables know about each word by itself."""
        for index, token in enumerate(self.reading.tokens):
            row = self.found[index]
            row[SIGN[f"token-{token.kind}"]] = 1
            if token.kind == "word":
                row[list(_word_signs(token.form))] = 1

    def layout(self) -> None:
        """Marks headlines, starts of sentences, quotations and times."""
        for sentence in self.reading.sentences:
            self.found[sentence.first, SIGN["sentence-start"]] = 1
            if sentence.kind == "headline":
                self.found[sentence.first : sentence.last, SIGN["headline"]] = 1
        for quotation in self.reading.quotations:
            self.found[quotation.first : quotation.last, SIGN["quoted"]] = 1
        for time in self.reading.times:
            self._span(time.span, "time")

    def mentions(self) -> None:
        """Marks the phrases that the rules take for names or descriptions."""
        for mention in self.reading.mentions:
            name = f"{'named' if mention.named else 'described'}-{mention.kind}"
            self._range(mention.first, mention.last, name)
            self._skip(mention.first, mention.span)
            if mention.key is not None:
                self.found[mention.first : mention.last, SIGN[f"known-{mention.kind}"]] = 1

    def claims(self) -> list[tuple[int, int, int]]:
        """Marks cues and what they govern; the ties from each cue."""
        ties: list[tuple[int, int, int]] = []
        for claim in self.reading.claims:
            for part in claim.content:
                words = slice(*self._words(part))
                self.found[words, SIGN["claimed-twice"]] |= self.found[words, SIGN["claimed"]]
                self.found[words, SIGN["claimed"]] = 1
            if claim.cue is not None:
                ties += self._claim(claim, claim.cue)
        return ties

    def _claim(self, claim: Claim, cue: Span) -> list[tuple[int, int, int]]:
        index = self._span(cue, "cue")
        self.found[index, [SIGN[f"act-{claim.act}"], SIGN[f"stance-{claim.stance}"], SIGN[f"form-{claim.form}"]]] = 1
        self._skip(self._words(claim.content[0])[0], claim.content[0])
        ties = []
        for part in claim.content:
            first, last = self._words(part)
            ties += [(TIES.index("content"), index, other) for other in range(first, last)]
        ties.append((TIES.index("start"), index, self._words(claim.content[0])[0]))
        ties.append((TIES.index("end"), index, self._words(claim.content[-1])[1] - 1))
        for link in claim.chain:
            if link.mention is not None:
                ties.append((TIES.index(link.role), index, self._by_id[link.mention].first))
        return ties

    def events(self) -> list[tuple[int, int, int]]:
        """Marks anchors; the ties from each to its parties, place and time."""
        ties: list[tuple[int, int, int]] = []
        for event in self.reading.events:
            index = self._span(event.anchor, "anchor")
            said = [f"type-{event.type}", f"status-{event.status}", *(f"context-{code}" for code in event.context)]
            said += [f"mode-{event.type}.{event.mode}"] if event.mode else []
            self.found[index, [SIGN[name] for name in said]] = 1
            ties += [(TIES.index(role), index, self._by_id[mention].first) for role, mention in _parties(event)]
            if event.time is not None:
                ties.append((TIES.index("time"), index, self._words(self._times[event.time].span)[0]))
        return ties

    def _words(self, span: Span) -> tuple[int, int]:
        """The tokens that a span covers, half-open."""
        first = int(np.searchsorted(self._starts, span.start, "right")) - 1
        return first, int(np.searchsorted(self._starts, span.end, "left"))

    def _span(self, span: Span, name: str) -> int:
        first, last = self._words(span)
        self._range(first, last, name)
        self._skip(first, span)
        return first

    def _skip(self, word: int, span: Span) -> None:
        """Marks how many characters of its first word a span leaves outside."""
        name = f"skip-{span.start - int(self._starts[word])}"
        if name in SIGN:
            self.found[word, SIGN[name]] = 1

    def _range(self, first: int, last: int, name: str) -> None:
        self.found[first, SIGN[f"B-{name}"]] = 1
        self.found[first + 1 : last, SIGN[f"I-{name}"]] = 1


def _parties(event: Event) -> list[tuple[str, str]]:
    parties = [("actor", mention) for mention in event.actors] + [("recipient", mention) for mention in event.recipients]
    return parties + ([("place", event.place)] if event.place is not None else [])


@lru_cache(maxsize=CACHED_WORDS)
def _word_signs(form: str) -> tuple[int, ...]:
    """The signs of one folded word form."""
    known: Word = word(form)
    found = [SIGN[f"word-{flag}"] for flag in _FLAGS if getattr(known, flag)]
    if known.function:
        found.append(SIGN["function"])
    if known.preposition:
        found.append(SIGN["preposition"])
    for split in splits(form):
        if 0 < split.skip <= _LONGEST_SKIP:
            found.append(SIGN[f"clitics-{split.skip}"])
    return tuple(sorted(set(found)))
