"""Scores of clusters against clusters: MUC, B³ and CEAF by entities, whose mean CoNLL reports; found events may be missing.

As in the reference scorer of coreference (Pradhan and others 2014): a key event that the system has not found lies in no
cluster of the response, which costs recall; response clusters hold key events only.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

Clusters = Sequence[frozenset[Hashable]]


@dataclass(frozen=True, slots=True)
class Rate:
    """Precision and recall of one measure."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Their harmonic mean."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def clusters_of(labels: Mapping[tuple[str, str], Hashable]) -> Clusters:
    """The sets of things that bear one label."""
    found: defaultdict[Hashable, set[Hashable]] = defaultdict(set)
    for thing, label in labels.items():
        found[label].add(thing)
    return [frozenset(cluster) for cluster in found.values()]


def muc(key: Clusters, response: Clusters) -> Rate:
    """Links kept: how few cuts turn one side's clusters into the other's."""
    return Rate(_links(response, key), _links(key, response))


def _links(whole: Clusters, parts: Clusters) -> float:
    home = {thing: number for number, part in enumerate(parts) for thing in part}
    kept = total = 0
    for cluster in whole:
        pieces = {home.get(thing, thing) for thing in cluster}
        kept += len(cluster) - len(pieces)
        total += len(cluster) - 1
    return kept / total if total else 0.0


def b_cubed(key: Clusters, response: Clusters) -> Rate:
    """For each event, how much of its cluster on one side lies in its cluster on the other, averaged."""
    return Rate(_shares(response, key), _shares(key, response))


def _shares(whole: Clusters, others: Clusters) -> float:
    home = {thing: other for other in others for thing in other}
    shares = [len(cluster & home.get(thing, frozenset())) / len(cluster) for cluster in whole for thing in cluster]
    return sum(shares) / len(shares) if shares else 0.0


def ceaf(key: Clusters, response: Clusters) -> Rate:
    """Clusters paired one to one so that they overlap most, by twice the overlap over the sum of sizes (CEAF-e)."""
    if not key or not response:
        return Rate(0.0, 0.0)
    likeness = np.array([[2 * len(k & r) / (len(k) + len(r)) for r in response] for k in key])
    best = assigned(likeness)
    return Rate(best / len(response), best / len(key))


def assigned(gain: np.ndarray) -> float:
    """The largest sum of one entry a row and a column: Kuhn and Munkres by shortest augmenting paths."""
    cost = -(gain if gain.shape[0] <= gain.shape[1] else gain.T)
    rows, columns = cost.shape
    of_row, of_column = np.zeros(rows + 1), np.zeros(columns + 1)
    match, way = np.zeros(columns + 1, dtype=int), np.zeros(columns + 1, dtype=int)
    for row in range(1, rows + 1):
        match[0], column = row, 0
        least, used = np.full(columns + 1, np.inf), np.zeros(columns + 1, dtype=bool)
        while match[column]:
            used[column] = True
            current = match[column]
            open_columns = np.flatnonzero(~used[1:]) + 1
            slack = cost[current - 1, open_columns - 1] - of_row[current] - of_column[open_columns]
            better = slack < least[open_columns]
            least[open_columns[better]], way[open_columns[better]] = slack[better], column
            nearest = int(open_columns[np.argmin(least[open_columns])])
            delta = least[nearest]
            of_row[match[used]] += delta
            of_column[used] -= delta
            least[~used] -= delta
            column = nearest
        while column:
            match[column] = match[way[column]]
            column = int(way[column])
    return float(-sum(cost[match[c] - 1, c - 1] for c in range(1, columns + 1) if match[c]))


@dataclass(frozen=True, slots=True)
class Scores:
    """The three measures, and how many clusters the response has for each of the key."""

    muc: Rate
    b3: Rate
    ceafe: Rate
    over_count: float

    @property
    def conll(self) -> float:
        """The mean of the three F1."""
        return (self.muc.f1 + self.b3.f1 + self.ceafe.f1) / 3

    def __str__(self) -> str:
        """One line of the table."""
        parts = f"MUC {self.muc.f1:.3f}   B3 {self.b3.f1:.3f}   CEAFe {self.ceafe.f1:.3f}"
        return f"CoNLL F1 {self.conll:.3f}   {parts}   over-count {self.over_count:.2f}"


def scores_of(key: Clusters, response: Clusters) -> Scores:
    """All measures of a response against the key."""
    return Scores(muc(key, response), b_cubed(key, response), ceaf(key, response), len(response) / len(key))
