"""What the network says about a document: the scores of its windows, put together by word."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from musnad.models.inputs import Inputs, distances
from musnad.models.labels import HEADS, OPTIONAL, RELATIONS, TAGGERS, Relation
from musnad.models.windows import Window

Floats = NDArray[np.float32]


def _places() -> dict[str, slice]:
    found, at = {}, 0
    for name, size in HEADS.items():
        found[name] = slice(at, at + size)
        at += size
    return found


PLACES = _places()
"""Where each head's scores stand among those of a word."""


@dataclass(frozen=True, slots=True)
class Span:
    """Words `first:last` that a tagger marks, with the label without its `B-` and the probability of its first word."""

    first: int
    last: int
    label: str
    score: float


@dataclass(frozen=True, slots=True)
class Row:
    """The scores of one relation from one word to the words `begin:begin + len(scores)`."""

    begin: int
    scores: Floats

    def at(self, word: int) -> float:
        """The score of a word; minus infinity outside the window."""
        place = word - self.begin
        return float(self.scores[place]) if 0 <= place < len(self.scores) else -np.inf


class Output(NamedTuple):
    """What the network says of one window: `labels[w, :]`; `source[relation, w, :]` and `target[relation, w, :]`, whose
    product says how well two words go together; `lean[relation, w]`, how readily a word is a target; and of all windows
    alike, what a class of distance and a tie weigh, `distance[relation, class]` and `ties[relation, tie]`.
    """

    labels: Floats
    source: Floats
    target: Floats
    lean: Floats
    distance: Floats
    ties: Floats


class Scores:
    """Label scores of every word, and pair scores from a word to those of its window."""

    def __init__(self, windows: list[Window], inputs: list[Inputs], outputs: list[Output]) -> None:
        self.labels = np.concatenate(
            [
                output.labels[w.core_first - w.first : w.core_last - w.first]
                for w, output in zip(windows, outputs, strict=True)
            ]
        )
        self._inputs = inputs
        self._outputs = outputs
        self._windows = windows
        self._rows: dict[int, Floats] = {}
        self._window_of = np.concatenate([np.full(w.core_last - w.core_first, n) for n, w in enumerate(windows)])

    def row(self, relation: Relation, word: int) -> Row:
        """The scores of a relation from a word."""
        number = int(self._window_of[word])
        begin = self._windows[number].first
        if word not in self._rows:
            self._rows[word] = _pairs(self._inputs[number], self._outputs[number], word - begin)
        return Row(begin, self._rows[word][RELATIONS.index(relation)])

    def none(self, relation: Relation, word: int) -> float:
        """The score of a relation that holds to nothing."""
        return float(self.labels[word, PLACES["none"]][OPTIONAL.index(relation)])

    def head(self, name: str, word: int) -> Floats:
        """The probabilities of a head's labels for one word."""
        return softmax(self.labels[word, PLACES[name]])

    def probabilities(self, name: str) -> Floats:
        """The probabilities of a head's labels for all words."""
        return softmax(self.labels[:, PLACES[name]])

    def spans(self, head: str) -> list[Span]:
        """The likeliest spans of a tagger, by Viterbi's algorithm: `I` only follows `B` and `I` of its kind."""
        probabilities = self.probabilities(head)
        labels = TAGGERS[head]
        path = _best_path(np.log(probabilities + 1e-9), _follows(head))
        found: list[Span] = []
        for word, number in enumerate(path):
            label = labels[number]
            if label.startswith("B-"):
                found.append(Span(word, word + 1, label[2:], float(probabilities[word, number])))
            elif label != "O":
                last = found[-1]
                found[-1] = Span(last.first, word + 1, last.label, last.score)
        return found


def _pairs(inputs: Inputs, output: Output, word: int) -> Floats:
    """`[relation, to]`: the scores of all relations from one word of a window."""
    pairs = np.einsum("rk,rtk->rt", output.source[:, word], output.target) + output.lean
    pairs += output.distance[:, distances(word, pairs.shape[1])]
    for tie, _, target in inputs.ties[inputs.ties[:, 1] == word]:
        pairs[:, target] += output.ties[:, tie]
    pairs += output.ties[:, -1:] * (inputs.sentences == inputs.sentences[word])
    return np.asarray(pairs, np.float32)


def softmax(scores: Floats) -> Floats:
    """Probabilities over the last axis."""
    shifted = np.exp(scores - scores.max(-1, keepdims=True))
    return np.asarray(shifted / shifted.sum(-1, keepdims=True), np.float32)


def sigmoid(score: float) -> float:
    """The probability of a score that stands alone."""
    return 1 / (1 + math.exp(-max(-60.0, min(60.0, score))))


def _follows(head: str) -> Floats:
    """`[before, after]` is 0 where a label may follow another, else minus infinity."""
    labels = TAGGERS[head]
    allowed = np.zeros((len(labels), len(labels)), np.float32)
    for b, before in enumerate(labels):
        for a, after in enumerate(labels):
            if after.startswith("I") and (before == "O" or (before[1:] != after[1:] and after != "I")):
                allowed[b, a] = -np.inf
    return allowed


def _best_path(log: Floats, follows: Floats) -> list[int]:
    count = len(log)
    if not count:
        return []
    back = np.zeros(log.shape, np.int64)
    best = log[0] + follows[0]
    for word in range(1, count):
        options = best[:, None] + follows
        back[word] = options.argmax(0)
        best = options.max(0) + log[word]
    path = [int(best.argmax())]
    for word in range(count - 1, 0, -1):
        path.append(int(back[word, path[-1]]))
    return path[::-1]
