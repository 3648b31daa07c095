"""Casualty figures over time: which number was told when, and which later one took its place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from math import inf

from musnad.across.versions import Value, Version

_LEEWAY = 0.15
"""`نحو 100` is not contradicted by a number within three twentieths of it."""
GROWING = frozenset({"killed", "wounded"})
"""Fields whose numbers grow within a day, as the rescuers count."""
_GROWING = 7
"""Days after a deed during which its toll grows."""
_ESTIMATE = 10_000
"""A number so large is an estimate of a war's or disaster's dead, no toll that grows from day to day."""
_DAY = len("2018-04-07")


@dataclass(frozen=True, slots=True)
class Figure:
    """Everybody who told one number of one group: `low` and `high` are what it leaves open, both ends included.

    `period` tells
    what a length of time cost from what one deed cost. `first` is when it was first told, None where no document says;
    `by` is the figure that took its place.
    """

    group: str
    period: bool
    low: float
    high: float
    first: str | None
    values: tuple[Value, ...]
    by: tuple[float, float] | None = None

    @property
    def last(self) -> str | None:
        """The date on which it was last told."""
        return max((value.published for value in self.values if value.published), default=None)

    @property
    def origins(self) -> frozenset[str]:
        """The independent origins that tell it."""
        return frozenset(value.origin for value in self.values)


def interval(value: Value) -> tuple[float, float]:
    """The numbers that a value with its bound leaves open, both ends included.

    `أكثر من 40` is no contradiction of 40: the press uses it for the last number known.
    """
    low = float(value.value)
    high = float(value.latest) if value.latest is not None else low
    if value.bound == "about":
        return low * (1 - _LEEWAY), high * (1 + _LEEWAY)
    if value.bound in {"at_least", "more_than"}:
        return low, inf
    if value.bound in {"at_most", "less_than"}:
        return 0, high
    return low, high


def series_of(versions: Iterable[Version], field: str) -> tuple[Figure, ...]:
    """The figures of a field for each group by first date, then number, each with the later one that took its place.

    What takes the place of what is said at `supersedes`.
    """
    figures = figures_of(value for version in versions if version.field == field for value in version.values)
    return tuple(_replaced(figure, figures, field in GROWING) for figure in figures)


def figures_of(values: Iterable[Value]) -> tuple[Figure, ...]:
    """The values that count the whole of a group for one happening, gathered by group and number."""
    found: dict[tuple[str, bool, float, float], list[Value]] = {}
    for value in values:
        if not value.part:
            found.setdefault((value.group, value.period, *interval(value)), []).append(value)
    figures = [
        Figure(group, period, low, high, min((v.published for v in told if v.published), default=None), tuple(told))
        for (group, period, low, high), told in found.items()
    ]
    return tuple(sorted(figures, key=lambda f: (f.group, f.period, f.first or "", f.low, f.high)))


def supersedes(later: Figure, earlier: Figure, grows: bool = True) -> bool:
    """Whether a figure takes the place of another of the same count.

    A higher one does, first told on a later or the same day: documents are dated by days, and a toll
    `grows`; of anything else only a later day's does. It does not
    where the two are told by two sides, or so long after the deed that nobody counts any more. A lower one does where two
    origins tell it and nobody tells the higher one from that day on.
    """
    if (later.group, later.period) != (earlier.group, earlier.period) or later.first is None or earlier.first is None:
        return False
    if later.high < earlier.low:
        return later.first > (earlier.last or "") and len(later.origins) > 1
    if later.low <= earlier.high or later.first < earlier.first:
        return False
    if later.first == earlier.first and not grows:
        return any(value.rise for value in later.values)
    return any(value.rise for value in later.values) or not (_rivals(later, earlier) or _settled(later))


def _settled(figure: Figure) -> bool:
    """Whether a figure was first told when the toll of its deed no longer grew."""
    if figure.low >= _ESTIMATE:
        return True
    days = [value.day for value in figure.values if value.day]
    if figure.period or not days or figure.first is None:
        return False
    return (date.fromisoformat(figure.first[:_DAY]) - date.fromisoformat(max(days)[:_DAY])).days > _GROWING


def _rivals(one: Figure, other: Figure) -> bool:
    """Whether two sides tell the two: named, and of other countries or set against each other in one document."""
    values = (*one.values, *other.values)
    if any(value.speaker is None for value in values):
        return False
    if len({value.document for value in values}) == 1:
        return {value.party for value in one.values}.isdisjoint(value.party for value in other.values)
    sides = [{value.speaker.country for value in figure.values if value.speaker} for figure in (one, other)]
    return None not in sides[0] | sides[1] and sides[0].isdisjoint(sides[1])


def _replaced(figure: Figure, figures: tuple[Figure, ...], grows: bool) -> Figure:
    following = [other for other in figures if supersedes(other, figure, grows)]
    if not following:
        return figure
    successor = min(following, key=lambda other: (other.first or "", other.low))
    return replace(figure, by=(successor.low, successor.high))
