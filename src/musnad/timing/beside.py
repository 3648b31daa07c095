"""Dates that stand beside the name of a day and say which day it is.

`الجمعة الموافق 15 يونيو`, `يومي الثلاثاء والأربعاء 14 و15 فيفري`, `الثلاثاء هو أول أيام عيد الأضحى`, `الليلة 20 يونيو`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

from musnad.timing.frame import Resolved
from musnad.timing.point import Match, Point
from musnad.timing.words import Words

LONGEST_LIST = 8
LONGEST_GAP = 2
CLOSE_DAYS = 60
COUNTED_DAYS = 4
"""A date without a year may lie this far from the publication where it says which weekday, or which `اليوم`, is meant."""

MARKS = frozenset({"و", "،", ",", "-", "–", ":", "("})


class Beside(NamedTuple):
    """A date beside a day, with the part of the day and the hour of that day; `sure` where `الموافق` joins them."""

    match: Match
    sure: bool


def dates_beside(words: Words, matches: Sequence[Match], number: int) -> Iterator[Beside]:
    """The dates that may say which day the match of that number names, nearest first."""
    match = matches[number]
    point = match.meaning
    if not isinstance(point, Point) or point.month or point.unit or not (point.weekday or point.offset is not None):
        return
    end = match.last
    for other in matches[number + 1 : number + 1 + LONGEST_LIST]:
        same = words.hit(end, "same_day", clitics=True)
        joined = other.first == (same.last if same else end)
        if not (joined or _listed(words, end, other.first)):
            return
        named = other.meaning
        if not isinstance(named, Point) or (named.unit and not named.day) or named.open or named.every:
            return
        dated = named.day and (named.month or named.unit == "M")
        if dated and (point.weekday or joined):
            timed = replace(named, part=point.part, clock=point.clock, zone=point.zone, twelve=point.twelve)
            if named.calendar == "hijri":
                timed = replace(timed, weekday=point.weekday)
            yield Beside(Match(other.first, other.last, timed), same is not None and other is matches[number + 1])
        elif not (named.weekday or dated):
            return
        end = other.last


def _listed(words: Words, first: int, last: int) -> bool:
    """Whether only what joins the members of a list, or says that they are one day, stands between two tokens."""
    return last - first <= LONGEST_GAP and all(
        words.form(index) in MARKS or words.hit(index, "equates", clitics=True) is not None for index in range(first, last)
    )


def agrees(point: Point, found: Resolved, reference: date | None, beside: Beside) -> bool:
    """Whether a resolved date can be the day that a point names: its weekday, or a day close to the publication."""
    if found.value is None or found.earliest is None:
        return False
    when = date.fromisoformat(found.value[:10])
    if beside.sure:
        return True
    far = abs(when - reference) if reference is not None else timedelta()
    if point.weekday:
        return when.isoweekday() == point.weekday and (found.basis == "stated" or far <= timedelta(days=CLOSE_DAYS))
    return far <= timedelta(days=COUNTED_DAYS)
