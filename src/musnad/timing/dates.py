"""Reads a phrase that names a day, month, year or clock time, slot by slot, in whatever order the press writes them."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from musnad.timing.clock import clock
from musnad.timing.days import day_of_month, day_word, deictic, last_day, starts_day, weekday
from musnad.timing.divisions import counted, division, every_unit
from musnad.timing.feasts import feast
from musnad.timing.months import listed_month, month, opens_range, score, shift
from musnad.timing.periods import century, decade, edge, season, unit
from musnad.timing.point import Match, Point
from musnad.timing.slots import take
from musnad.timing.words import Words
from musnad.timing.years import bare_year, numeric_date, year

Component = Callable[[Words, int, Point, bool], int | None]
"""Reads one slot at an index (the flag says whether the phrase starts there); the index after it, or None."""


def read_point(words: Words, first: int) -> Match | None:
    """The longest date or clock time that starts at a token, or None."""
    point = Point()
    at = _fill(words, first, point)
    if point.month and point.year is None and not (point.shift or point.unit or point.feast or point.closed):
        _share_year(words, at, point)
    if at == first or not _complete(words, first, point) or score(words, first, at, point):
        return None
    point.named = bool(words.hit(first - 1, "named_by_date", clitics=True))
    return Match(first, at, point)


def _fill(words: Words, first: int, point: Point) -> int:
    """Reads slot after slot from a token; the index after the last one."""
    at = first
    while not point.closed:
        step = _component(words, at, point, at == first) or _after_connector(words, at, point, first)
        if step is None:
            break
        at = step
    return at


def _share_year(words: Words, at: int, point: Point) -> None:
    """The year of the second of two months holds for the first: `بين يوليو وديسمبر 2017`, `نوفمبر إلى مارس 2018`."""
    joined = words.form(at) in {"و", "-", "–"} or words.particle(at, "to", clitics=True) or words.particle(at, "or")
    at = max(words.past(at, "to"), at + joined)
    kinds = ("month", "number") if point.day else ("month",)
    if not joined and not any(hit.sense.conjunction == "و" for kind in kinds for hit in words.hits(at, kind, clitics=True)):
        return
    other = Point()
    _fill(words, at, other)
    if not other.month or other.feast or other.calendar != point.calendar:
        return
    if other.year is not None:
        point.year = other.year - (other.month < point.month)
    elif other.every:
        point.every = other.every
    elif other.unit == "Y":
        point.unit, point.unit_shift = other.unit, other.unit_shift


def _component(words: Words, at: int, point: Point, starts: bool) -> int | None:
    if at >= len(words):
        return None
    for component in _components(words.tokens[at].kind, tuple(words.kinds(at))):
        step = component(words, at, point, starts)
        if step is not None:
            return step
    return None


@lru_cache(maxsize=4096)
def _components(kind: str, senses: tuple[str, ...]) -> tuple[Component, ...]:
    """The components that can start with such a token, in the order in which they are tried."""
    return tuple(component for component, kinds in COMPONENTS if kind in kinds or not kinds.isdisjoint(senses))


def _after_connector(words: Words, at: int, point: Point, first: int) -> int | None:
    """A slot after `من`, or after the comma between weekday and date: `الثلاثاء، 10 يناير`."""
    if at == first:
        return None
    if point.unit == "M" and point.unit_shift == "same" and point.year is None and not point.of_year:
        return _of_other_year(words, at, point)
    every = every_unit(words, at, point, at == first + 1)
    if every is not None:
        return every
    if words.particle(at, "from") and (
        point.month or point.clock or point.names_day or point.division or point.decade is not None or point.edge == "part"
    ):
        if point.month and not point.clock:
            return year(words, at + 1, point, False) or unit(words, at + 1, point, False)
        return _component(words, at + 1, point, False)
    if point.month and words.form(at).startswith("ل"):
        return _for_year(words, at, point)
    if words.form(at) in {"،", ","} and point.weekday and not point.month:
        return day_of_month(words, at + 1, point, False)
    return None


def _of_other_year(words: Words, at: int, point: Point) -> int | None:
    """The year after `الشهر نفسه`: `الشهر نفسه من عام 2015`, `نفس الشهر من العام الماضي`."""
    here = at + (words.particle(at, "from") or words.particle(at, "in"))
    if here == at:
        return None
    other = Point(month=1)
    end = year(words, here, other, False) or unit(words, here, other, False)
    if end is None or other.calendar == "hijri" or (other.year is None and other.unit != "Y"):
        return None
    point.year, point.of_year, point.closed = other.year, other.unit_shift, True
    return end


def _for_year(words: Words, at: int, point: Point) -> int | None:
    """The year after `ل`: `رمضان لهذا العام`, `غرة محرم لعام 1437هـ`."""
    of_year = Point(month=point.month)
    end = year(words, at, of_year, True) or unit(words, at, of_year, True)
    if end is None or of_year.preposition != "ل" or point.year is not None or point.unit:
        return None
    point.year, point.unit, point.unit_shift = of_year.year, of_year.unit, of_year.unit_shift
    return end


def _complete(words: Words, first: int, point: Point) -> bool:
    if point.every or point.open or point.easter is not None:
        return True
    if point.month and not (point.feast or point.sure):
        governed = any(words.hit(first - 1, kind, clitics=True) for kind in ("during", "of_month"))
        before = governed and point.calendar == "hijri"
        return bool(
            before or opens_range(words, first) or listed_month(words, first) or
            point.day or point.year is not None or point.shift or point.unit or point.edge
            or words.particle(first - 1, "in") or words.particle(first - 1, "since")
            or (words.particle(first - 1, "to") and point.calendar != "hijri")
        )  # fmt: skip
    if point.division is not None:
        return bool(point.year is not None or point.unit or point.sure)
    if point.season and not (point.year is not None or point.unit or point.shift or point.edge):
        return bool(words.hit(first - 1, "within", clitics=True) and words.definite(first))
    named = point.names_day or point.month or point.clock or point.alone or point.season or point.decade is not None
    return bool(named or point.century is not None or point.year is not None or point.unit)


def _part(words: Words, at: int, point: Point, starts: bool) -> int | None:
    if point.part or words.hits(at, "feast", clitics=starts):
        return None
    for hit in words.hits(at, "part", clitics=starts):
        flag = hit.sense.entry.flag
        if flag in {"alone", "before"}:
            governed = bool(hit.sense.entry.rest) or words.hit(at - 1, "during", clitics=True)
            if starts and not hit.sense.preposition and governed:
                return take(point, hit, starts, part=hit.code, alone=flag)
            continue
        noun = flag == "noun"
        dated = point.weekday or point.day or point.month
        if (
            noun
            and not hit.sense.article
            and not dated
            and starts_day(words, hit.last, eve=words.hit(at, "eve", clitics=True) is not None)
        ):
            return take(point, hit, starts, part=hit.code)
        if not noun and (point.names_day or point.clock) and not starts:
            return take(point, hit, starts, part=hit.code)
    return None


def _figures(words: Words, at: int, point: Point, _starts: bool) -> int | None:
    """A date in figures, alone or after its weekday: `الأربعاء 13/6/2018`."""
    return None if point.month or point.day or point.clock else numeric_date(words, at, point)


COMPONENTS: tuple[tuple[Component, frozenset[str]], ...] = (
    (_figures, frozenset({"number"})),
    (clock, frozenset({"number", "particle"})),
    (_part, frozenset({"part"})),
    (edge, frozenset({"edge"})),
    (feast, frozenset({"feast", "number", "unit"})),
    (last_day, frozenset({"unit"})),
    (day_word, frozenset({"unit"})),
    (deictic, frozenset({"day", "night", "this"})),
    (weekday, frozenset({"weekday", "punctuation", "this"})),
    (day_of_month, frozenset({"number", "particle"})),
    (month, frozenset({"month", "unit", "punctuation"})),
    (season, frozenset({"unit", "this"})),
    (decade, frozenset({"number"})),
    (century, frozenset({"number"})),
    (division, frozenset({"number", "unit", "particle"})),
    (year, frozenset({"unit", "number", "punctuation"})),
    (counted, frozenset({"unit"})),
    (unit, frozenset({"unit", "this", "that", "same_before"})),
    (shift, frozenset({"shift"})),
    (bare_year, frozenset({"number"})),
)
"""What may come next, tried in this order, each with the kinds of senses and tokens that it can start with."""


POINT_KINDS = frozenset(
    {"part", "unit", "day", "night", "weekday", "month", "edge", "feast", "this", "that", "same_before", "number"}
)


POINT_PARTICLES = frozenset({"hour", "article"})
"""What a token must be for a date to start there."""
