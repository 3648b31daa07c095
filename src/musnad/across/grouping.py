"""Groups from scores of pairs: average link between groups that are tied, and what of it new members can change.

Two groups may be merged when a pair between them is tied, that is, scores so high that the two are likely one; whether
they are merged, and in which order, the mean score of all pairs between them decides. So a weak resemblance of whole
stories never starts a group, and each group knows only those that it is tied to: what is far away cannot change it.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Pair = tuple[int, int]
Ints = NDArray[np.int64]
Scores = Callable[[Ints, Ints], Ints]
"""Whole numbers for pairs of members, given as two arrays."""
_WHOLE = 5000
"""Members up to which the sums of all pairs are kept as one square: 300 megabytes at most, and much the quicker way."""


class Merge(NamedTuple):
    """A step by which a group came about: the least mean by which any step up to it was taken, and the two parts.

    The parts are named by their smallest members.
    """

    level: float
    one: int
    other: int


class Group(NamedTuple):
    """Members, sorted, and the steps that brought them together, in order."""

    members: tuple[int, ...]
    merges: tuple[Merge, ...]


class Rule(NamedTuple):
    """How groups are made: pairs' scores, the mean that two groups must reach, and what a pair counts at least.

    `square` gives the scores of all pairs of members at once; its diagonal means nothing.
    """

    scores: Scores
    square: Callable[[Ints], NDArray[np.int32]]
    cut: int
    unmet: int

    def matrix(self, ours: Sequence[int], theirs: Sequence[int]) -> Ints:
        """What every pair between two groups counts."""
        left, right = np.repeat(np.array(ours), len(theirs)), np.tile(np.array(theirs), len(ours))
        return np.maximum(self.scores(left, right), self.unmet).reshape(len(ours), len(theirs))


def average_link(members: Iterable[int], ties: Mapping[Pair, int], apart: Iterable[Pair], rule: Rule) -> tuple[Group, ...]:
    """The groups that merging the two closest tied groups again and again leaves, by their smallest members.

    `ties` are pairs, the smaller first, with what they count. Groups that hold a pair of `apart` are never merged. Of
    equal means that of the groups with the smaller members goes first.
    """
    names = sorted(members)
    linkage: _Linkage | _Square
    linkage = _Square(names, ties, apart, rule) if 1 < len(names) <= _WHOLE else _Linkage(names, ties, apart, rule)
    heap = [(-mean, a, b, 0, 0) for (a, b), mean in linkage.means() if mean >= rule.cut]
    heapq.heapify(heap)
    while heap:
        negative, a, b, made_a, made_b = heapq.heappop(heap)
        if linkage.made.get(a) != made_a or linkage.made.get(b) != made_b:
            continue
        for other, mean in linkage.merge(a, b, -negative):
            if mean >= rule.cut:
                low, high = (a, other) if a < other else (other, a)
                heapq.heappush(heap, (-mean, low, high, linkage.made[low], linkage.made[high]))
    return linkage.groups()


def meet(one: Group, other: Group, ties: Iterable[Pair], apart: Iterable[Pair], rule: Rule) -> bool:
    """Whether parts of two groups, grown side by side, would be merged; True also in a few cases where they would not.

    `ties` and `apart` are the pairs between them, the member of `one` first.
    """
    rows = {member: at for at, member in enumerate(one.members)}
    columns = {member: at for at, member in enumerate(other.members)}
    sums = rule.matrix(one.members, other.members).astype(np.float64)
    tied, kept = np.zeros(sums.shape, np.bool_), np.zeros(sums.shape, np.bool_)
    for table, pairs in ((tied, ties), (kept, apart)):
        for a, b in pairs:
            table[rows[a], columns[b]] = True
    steps = [_Step(each.level, 0, rows[each.one], rows[each.other]) for each in one.merges]
    steps += [_Step(each.level, 1, columns[each.one], columns[each.other]) for each in other.merges]
    if {each.level for each in one.merges} & {each.level for each in other.merges}:
        return True  # which of two steps of one mean comes first is not known from the groups alone
    parts = _Table(sums, tied & ~kept, kept, rule.cut)
    return parts.grown(sorted(steps, key=lambda step: -step.level))


class _Step(NamedTuple):
    level: float
    axis: int
    one: int
    other: int


class _Table:
    """The sums between the parts of two groups, while these grow; a part stands in the row or column of its first."""

    def __init__(self, sums: NDArray[np.float64], tied: NDArray[np.bool_], apart: NDArray[np.bool_], cut: int) -> None:
        self._sums, self._tied, self._apart, self._cut = sums, tied, apart, float(cut)
        self._sizes = [np.ones(length) for length in sums.shape]
        self._alive = [np.ones(length, np.bool_) for length in sums.shape]
        self._ends = [np.full(length, float(cut)) for length in sums.shape]

    def grown(self, steps: Sequence[_Step]) -> bool:
        """Whether, while the steps are taken, a part of the one comes closer to one of the other than to its next."""
        to_come: dict[Pair, list[float]] = defaultdict(list)
        for step in reversed(steps):
            for part in (step.one, step.other):
                to_come[step.axis, part].append(step.level)
        for (axis, part), levels in to_come.items():
            self._ends[axis][part] = levels[-1]
        means = self._sums  # all parts are single members yet
        limits = np.maximum(self._ends[0][:, None], self._ends[1][None, :])
        if (self._tied & (means >= limits)).any():
            return True
        for step in steps:
            levels = to_come[step.axis, step.one]
            levels.pop()
            if self._merge(step, levels[-1] if levels else self._cut):
                return True
        return False

    def _merge(self, step: _Step, end: float) -> bool:
        """Takes a step; `end` is the mean at which the whole takes its next."""
        axis, across, a, b = step.axis, 1 - step.axis, step.one, step.other
        sums, tied, apart = (table if axis == 0 else table.T for table in (self._sums, self._tied, self._apart))
        sums[a] += sums[b]
        tied[a] |= tied[b]
        apart[a] |= apart[b]
        self._sizes[axis][a] += self._sizes[axis][b]
        self._alive[axis][b] = False
        self._ends[axis][a] = end
        means = sums[a] / (self._sizes[axis][a] * self._sizes[across])
        near = means >= np.maximum(end, self._ends[across])
        return bool((tied[a] & ~apart[a] & self._alive[across] & near).any())


class _Linkage:
    """The groups so far, each under its smallest member, with the sums of what their pairs count."""

    def __init__(self, members: Iterable[int], ties: Mapping[Pair, int], apart: Iterable[Pair], rule: Rule) -> None:
        self._members = {member: [member] for member in members}
        self.made = dict.fromkeys(self._members, 0)
        self._rule = rule
        self._count = 0
        self._merges: dict[int, list[tuple[int, float, int, int]]] = defaultdict(list)
        self._sums: dict[int, dict[int, int]] = {member: {} for member in self._members}
        self._apart: dict[int, set[int]] = {member: set() for member in self._members}
        for a, b in apart:
            if a in self._members and b in self._members:
                self._apart[a].add(b)
                self._apart[b].add(a)
        for (a, b), score in ties.items():
            if a in self._members and b in self._members and b not in self._apart[a]:
                self._sums[a][b] = self._sums[b][a] = max(score, rule.unmet)

    def means(self) -> Iterable[tuple[Pair, float]]:
        """Every tied pair of groups with its mean."""
        for a, row in self._sums.items():
            for b in row:
                if a < b:
                    yield (a, b), self._mean(a, b)

    def merge(self, a: int, b: int, mean: float) -> list[tuple[int, float]]:
        """Puts group `b` into group `a`, whose number is smaller; the groups then tied to it with their means."""
        ours, theirs = self._sums[a], self._sums.pop(b)
        del ours[b], theirs[a]
        self._merges[a] += [*self._merges.pop(b, ()), (self._count, mean, a, b)]
        self._count += 1
        for other in self._apart.pop(b):
            self._apart[other].discard(b)
            self._apart[other].add(a)
            self._apart[a].add(other)
        for other in theirs:
            del self._sums[other][b]
        joined: dict[int, int] = {}
        for other in ours.keys() | theirs.keys():
            if other in self._apart[a]:
                self._sums[other].pop(a, None)
            else:
                joined[other] = ours.get(other, 0) + theirs.get(other, 0)
        missing = [(a, other) for other in joined if other not in ours] + [
            (b, other) for other in joined if other not in theirs
        ]
        for (_, other), total in zip(missing, self._totals(missing), strict=True):
            joined[other] += total
        self._members[a] += self._members.pop(b)
        self._sums[a] = joined
        for other, total in joined.items():
            self._sums[other][a] = total
        del self.made[b]
        self.made[a] += 1
        return [(other, self._mean(a, other)) for other in joined]

    def groups(self) -> tuple[Group, ...]:
        """The groups as they are now."""
        return tuple(
            Group(tuple(sorted(members)), _levelled(self._merges.get(name, ())))
            for name, members in sorted(self._members.items())
        )

    def _mean(self, a: int, b: int) -> float:
        return self._sums[a][b] / (len(self._members[a]) * len(self._members[b]))

    def _totals(self, pairs: Sequence[Pair]) -> list[int]:
        """The sums of pairs of groups that are not known yet, all compared at once."""
        if not pairs:
            return []
        members = self._members
        left = [one for a, b in pairs for one in members[a] for _ in members[b]]
        right = [other for a, b in pairs for _ in members[a] for other in members[b]]
        counted = np.maximum(self._rule.scores(np.array(left), np.array(right)), self._rule.unmet)
        lengths = [len(members[a]) * len(members[b]) for a, b in pairs]
        found: list[int] = np.add.reduceat(counted, np.cumsum([0, *lengths[:-1]])).tolist()
        return found


class _Square:
    """The groups so far as rows of one square of sums; a group stands in the row of its smallest member."""

    def __init__(self, names: Sequence[int], ties: Mapping[Pair, int], apart: Iterable[Pair], rule: Rule) -> None:
        self._names, at = names, {name: place for place, name in enumerate(names)}
        self._sums = np.maximum(rule.square(np.array(names, np.int64)), rule.unmet).astype(np.int64)
        self._tied, self._apart = np.zeros(self._sums.shape, np.bool_), np.zeros(self._sums.shape, np.bool_)
        for table, pairs in ((self._tied, ties), (self._apart, apart)):
            for a, b in pairs:
                if a in at and b in at:
                    table[at[a], at[b]] = table[at[b], at[a]] = True
        self._tied &= ~self._apart
        self._at, self._cut = at, rule.cut
        self._sizes = np.ones(len(names), np.int64)
        self._members = {name: [name] for name in names}
        self._merges: dict[int, list[tuple[int, float, int, int]]] = defaultdict(list)
        self._count = 0
        self.made = dict.fromkeys(names, 0)

    def means(self) -> Iterable[tuple[Pair, float]]:
        """Every tied pair of groups with its mean."""
        rows, columns = np.nonzero(np.triu(self._tied))
        for a, b, score in zip(rows.tolist(), columns.tolist(), self._sums[rows, columns].tolist(), strict=True):
            yield (self._names[a], self._names[b]), float(score)

    def merge(self, one: int, other: int, mean: float) -> list[tuple[int, float]]:
        """Puts the second group into the first, whose number is smaller; the groups near enough to it with their means."""
        a, b = self._at[one], self._at[other]
        self._merges[one] += [*self._merges.pop(other, ()), (self._count, mean, one, other)]
        self._count += 1
        self._members[one] += self._members.pop(other)
        del self.made[other]
        self.made[one] += 1
        for table in (self._tied, self._apart):
            table[a] |= table[b]
        self._tied[a] &= ~self._apart[a]
        self._tied[a, a] = False
        self._tied[b] = self._tied[:, b] = False
        self._tied[a, b] = False
        self._tied[:, a], self._apart[:, a] = self._tied[a], self._apart[a]
        self._sums[a] += self._sums[b]
        self._sums[:, a] = self._sums[a]
        self._sizes[a] += self._sizes[b]
        near = np.flatnonzero(self._tied[a])
        means = self._sums[a, near] / (self._sizes[a] * self._sizes[near])
        kept = means >= self._cut
        return [(self._names[at], close) for at, close in zip(near[kept].tolist(), means[kept].tolist(), strict=True)]

    def groups(self) -> tuple[Group, ...]:
        """The groups as they are now."""
        return tuple(
            Group(tuple(sorted(members)), _levelled(self._merges.get(name, ())))
            for name, members in sorted(self._members.items())
        )


def _levelled(merges: Iterable[tuple[int, float, int, int]]) -> tuple[Merge, ...]:
    found: list[Merge] = []
    for _, mean, a, b in sorted(merges):
        found.append(Merge(min(mean, found[-1].level) if found else mean, a, b))
    return tuple(found)
