"""Groups from scores of pairs: average link inside connected components, deterministic, pairs kept apart stay apart."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable, Mapping

Pair = tuple[int, int]


def components(count: int, pairs: Iterable[Pair]) -> tuple[tuple[int, ...], ...]:
    """The connected components of the numbers below `count`, each sorted, sorted by their first."""
    parent = list(range(count))

    def root(number: int) -> int:
        while parent[number] != number:
            parent[number] = parent[parent[number]]
            number = parent[number]
        return number

    for a, b in pairs:
        low, high = sorted((root(a), root(b)))
        parent[high] = low
    found: defaultdict[int, list[int]] = defaultdict(list)
    for number in range(count):
        found[root(number)].append(number)
    return tuple(tuple(members) for _, members in sorted(found.items()))


def average_link(
    members: Iterable[int], scores: Mapping[Pair, float], apart: Iterable[Pair], cut: float, unmet: float
) -> tuple[tuple[int, ...], ...]:
    """The groups that merging the two closest groups again and again leaves, each sorted.

    Two groups are as close as the mean score of their pairs; a pair that was not compared, or scores less than `unmet`,
    counts `unmet`, which must lie below `cut`. Merging ends where no two groups reach `cut`. Groups that hold a pair of
    `apart` are never merged. Equal scores: the groups with the smaller numbers first.
    """
    linkage = _Linkage(members, scores, apart, unmet)
    heap = [(-mean, a, b, 0, 0) for (a, b), mean in linkage.means() if mean >= cut]
    heapq.heapify(heap)
    while heap:
        _, a, b, made_a, made_b = heapq.heappop(heap)
        if not linkage.current(a, made_a, b, made_b):
            continue
        linkage.merge(a, b)
        for other in linkage.neighbours(a):
            mean = linkage.mean(a, other)
            if mean >= cut:
                low, high = sorted((a, other))
                heapq.heappush(heap, (-mean, low, high, linkage.made[low], linkage.made[high]))
    return tuple(tuple(sorted(group)) for _, group in sorted(linkage.groups.items()))


class _Linkage:
    """The groups so far, each under its smallest number, and how much more than `unmet` their pairs score in sum."""

    def __init__(self, members: Iterable[int], scores: Mapping[Pair, float], apart: Iterable[Pair], unmet: float) -> None:
        self.groups = {number: [number] for number in members}
        self.made = dict.fromkeys(self.groups, 0)
        self._unmet = unmet
        self._sums: dict[int, dict[int, float]] = {number: {} for number in self.groups}
        self._apart: dict[int, set[int]] = {number: set() for number in self.groups}
        for (a, b), score in sorted(scores.items()):
            if score > unmet and a in self.groups and b in self.groups:
                self._sums[a][b] = self._sums[b][a] = score - unmet
        for a, b in apart:
            if a in self.groups and b in self.groups:
                self._apart[a].add(b)
                self._apart[b].add(a)

    def means(self) -> Iterable[tuple[Pair, float]]:
        """Every compared pair of groups with its mean."""
        for a, row in self._sums.items():
            for b in row:
                if a < b and b not in self._apart[a]:
                    yield (a, b), self.mean(a, b)

    def mean(self, a: int, b: int) -> float:
        """The mean score of the pairs of two groups."""
        return self._unmet + self._sums[a][b] / (len(self.groups[a]) * len(self.groups[b]))

    def neighbours(self, a: int) -> list[int]:
        """The groups that may still be merged with `a`, sorted."""
        return sorted(self._sums[a].keys() - self._apart[a])

    def current(self, a: int, made_a: int, b: int, made_b: int) -> bool:
        """Whether both groups are still as they were when the entry was written."""
        return self.made.get(a) == made_a and self.made.get(b) == made_b

    def merge(self, a: int, b: int) -> None:
        """Put group `b` into group `a`, the one with the smaller number."""
        self.groups[a] += self.groups.pop(b)
        del self.made[b]
        self.made[a] += 1
        for other, total in self._sums.pop(b).items():
            del self._sums[other][b]
            if other != a:
                self._sums[a][other] = self._sums[other][a] = self._sums[a].get(other, 0.0) + total
        for other in self._apart.pop(b):
            self._apart[other].discard(b)
            self._apart[other].add(a)
            self._apart[a].add(other)
