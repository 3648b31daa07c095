"""Fills slots of a point from a hit, with the letters of its first word that are clitics."""

from __future__ import annotations

from musnad.timing.point import Point
from musnad.timing.words import Hit


def take(point: Point, hit: Hit, starts: bool, **slots: int | str | bool) -> int:
    """The index after the hit; sets slots of the point, and where the phrase starts there, what its first word carries."""
    for name, value in slots.items():
        setattr(point, name, value)
    if starts:
        point.skip = hit.sense.skip
        point.preposition = hit.sense.preposition
    return hit.last
