"""Annotated articles as examples to learn from: inputs and targets of every window."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from musnad.models.inputs import Inputs, inputs_of
from musnad.models.labels import MARKERS, NAMED_KINDS, SORTERS, TAGGERS, Relation
from musnad.models.pieces import Pieces
from musnad.models.signs import Signs, signs_of
from musnad.models.windows import Window, windows
from musnad.pipeline import rules_alone
from musnad.types import Document, Reading

IGNORED = -1

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Query:
    """The word that a cue or an anchor starts at and what it governs.

    `targets` are words that hold the relation, none where nothing does; `unknown` are words of which the annotation says
    nothing: other mentions of a party, of which annotators name the nearest.
    """

    word: int
    kind: str
    targets: dict[Relation, list[int]]
    unknown: dict[Relation, list[int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Example:
    """One window: `tags` by tagger and word, `sorts` by sorter and word (-1 where nothing is said), `marks` likewise."""

    inputs: Inputs
    tags: dict[str, NDArray[np.int64]]
    sorts: dict[str, NDArray[np.int64]]
    marks: dict[str, NDArray[np.float32]]
    queries: tuple[Query, ...]
    mentions: tuple[int, ...]
    times: tuple[int, ...]
    core: tuple[int, int]


def examples_of(record: Json, pieces: Pieces, blind: bool = False) -> list[Example]:
    """The windows of one annotated article, a record in gold form; spans that fit no words are left out."""
    data = record["document"]
    document = Document(data["id"], data["text"], data["title"], data["published"], data["outlet"])
    reading = rules_alone().run(document)
    targets = _Targets(record, reading)
    ids = pieces.of(document.text, reading.tokens)
    signs = signs_of(reading)
    found = windows([len(each) for each in ids], reading.sentences)
    return [targets.example(window, ids, signs, pieces, blind) for window in found]


class _Targets:
    """The targets of a whole article, cut to windows on demand."""

    def __init__(self, record: Json, reading: Reading) -> None:
        self._tokens = reading.tokens
        count = len(reading.tokens)
        self._tags = {name: np.zeros(count, np.int64) for name in TAGGERS}
        self._sorts = {name: np.full(count, IGNORED, np.int64) for name in SORTERS}
        self._marks = {name: np.zeros((count, len(labels)), np.float32) for name, labels in MARKERS.items()}
        self._starts = np.array([token.start for token in reading.tokens])
        self._rule_mentions = {mention.first for mention in reading.mentions}
        self._rule_times = {self._words(time.span.start, time.span.end)[0] for time in reading.times}
        self._entity: dict[str, str] = {}
        self._of_entity: dict[str, list[int]] = {}
        self._first: dict[str, int] = {}
        self._queries: list[Query] = []
        self._mentions(record)
        self._times(record)
        for claim in record["claims"]:
            self._claim(claim)
        for event in record["events"]:
            self._event(event)

    def _words(self, start: int, end: int) -> tuple[int, int]:
        first = int(np.searchsorted(self._starts, start, "right")) - 1
        return first, int(np.searchsorted(self._starts, end, "left"))

    def _tag(self, head: str, span: Json, kind: str) -> int:
        """Marks a span under a head and the clitics before it; the word that it starts at."""
        first, last = self._words(span["start"], span["end"])
        labels = TAGGERS[head]
        self._tags[head][first] = labels.index(f"B-{kind}")
        self._tags[head][first + 1 : last] = labels.index(f"I-{kind}" if f"I-{kind}" in labels else "I")
        self._skip(first, span["start"])
        return first

    def _skip(self, first: int, start: int) -> None:
        skip = start - self._tokens[first].start
        if skip < len(SORTERS["skip"]):
            self._sorts["skip"][first] = skip

    def _mentions(self, record: Json) -> None:
        kinds = {entity["id"]: entity["kind"] for entity in record["entities"]}
        for mention in record["mentions"]:
            kind = kinds[mention["entity"]]
            first = self._tag("named" if kind in NAMED_KINDS else "group", mention, kind)
            self._first[mention["id"]] = first
            self._entity[mention["id"]] = mention["entity"]
            self._of_entity.setdefault(mention["entity"], []).append(first)

    def _times(self, record: Json) -> None:
        for time in record["times"]:
            self._first[time["id"]] = self._tag("time", time, time["type"])

    def _sort(self, head: str, word: int, label: str) -> None:
        self._sorts[head][word] = SORTERS[head].index(label)

    def _claim(self, claim: Json) -> None:
        if claim["cue"] is None:
            return
        word = self._tag("cue", claim["cue"], "cue")
        for head in ("act", "stance", "form"):
            self._sort(head, word, claim[head])
        content = sorted((part["start"], part["end"]) for part in claim["content"])
        parts = [self._words(*part) for part in content]
        self._skip(parts[0][0], content[0][0])
        targets: dict[Relation, list[int]] = {
            "start": [parts[0][0]],
            "end": [parts[-1][1] - 1],
            "content": [index for first, last in parts for index in range(first, last)],
        }
        unknown: dict[Relation, list[int]] = {}
        for relation in ("speaker", "relay"):
            named = [link["mention"] for link in claim["chain"] if link["role"] == relation]
            targets[relation], unknown[relation] = self._named(named)
        self._queries.append(Query(word, "cue", targets, unknown))

    def _event(self, event: Json) -> None:
        word = self._tag("anchor", event["anchor"], event["type"])
        self._sort("status", word, event["status"])
        mode = f"{event['type']}.{event['mode']}" if event["mode"] else "none"
        self._sort("mode", word, mode)
        for context in event["context"]:
            self._marks["context"][word, MARKERS["context"].index(context)] = 1
        targets: dict[Relation, list[int]] = {}
        unknown: dict[Relation, list[int]] = {}
        for relation, field_name in (("actor", "actors"), ("recipient", "recipients"), ("place", "place")):
            named = (
                event[field_name] if isinstance(event[field_name], list) else [event[field_name]] * bool(event[field_name])
            )
            targets[relation], unknown[relation] = self._named(named)  # type: ignore[index]  # three of the relations
        targets["time"] = [self._first[event["time"]]] if event["time"] else []
        self._queries.append(Query(word, "anchor", targets, unknown))

    def _named(self, mentions: list[str]) -> tuple[list[int], list[int]]:
        """The words of mentions, and those of other mentions of the same entities."""
        words = [self._first[mention] for mention in mentions]
        others = [word for mention in mentions for word in self._of_entity[self._entity[mention]] if word not in words]
        return words, others

    def example(self, window: Window, ids: list[tuple[int, ...]], signs: Signs, pieces: Pieces, blind: bool) -> Example:
        """The part of the article that a window shows."""
        part = slice(window.first, window.last)

        def within(words: list[int]) -> list[int]:
            return [word - window.first for word in words if window.first <= word < window.last]

        queries = tuple(
            Query(
                query.word - window.first, query.kind,
                {relation: within(words) for relation, words in query.targets.items()},
                {relation: within(words) for relation, words in query.unknown.items()},
            )
            for query in self._queries
            if window.core_first <= query.word < window.core_last
        )  # fmt: skip
        gold = {word for words in self._of_entity.values() for word in words}
        times = self._rule_times | {self._first[name] for name in self._first if name.startswith("t")}
        return Example(
            inputs_of(window, ids, signs, pieces, blind),
            {name: values[part] for name, values in self._tags.items()},
            {name: values[part] for name, values in self._sorts.items()},
            {name: values[part] for name, values in self._marks.items()},
            queries,
            tuple(sorted(within(sorted(gold | self._rule_mentions)))),
            tuple(sorted(within(sorted(times)))),
            (window.core_first - window.first, window.core_last - window.first),
        )
