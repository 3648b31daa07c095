"""Clock times: `الساعة السادسة والنصف مساء`, `10:30`, `09:00 بتوقيت غرينتش`, `الواحدة إلا ثلثا`."""

from __future__ import annotations

from typing import NamedTuple

from musnad.timing.numbers import cardinal, ordinal
from musnad.timing.point import Point
from musnad.timing.words import Words

HOURS, MINUTES, NOON = 24, 60, 12
EARLY_MORNING = 5
MINUTE_DIGITS = 2


class _Hour(NamedTuple):
    hour: int
    minute: int
    last: int
    written: bool


def clock(words: Words, at: int, point: Point, starts: bool) -> int | None:
    """Reads a clock time with its part of the day and time zone into the point; the index after it, or None."""
    if point.clock is not None:
        return None
    hour_word = words.hit(at, "particle", "hour", clitics=starts)
    here = hour_word.last if hour_word else at
    if hour_word is None and words.tokens[at : at + 1] and words.tokens[at].kind == "punctuation":
        return None
    opened = int(hour_word is not None and words.form(here) == "(")
    article = int(words.article(here + opened) is not None)
    found = _hour(words, here + opened + article, named=hour_word is not None)
    if found is None:
        return None
    hour, minute, last, written = found
    hour, minute, last = _fraction(words, hour, minute, last)
    part = _part(words, last)
    zone = _zone(words, part[1] if part else last)
    if hour_word is None and not (written or part or zone):
        return None
    if part:
        point.part, last = part
        hour = _of_day(hour, point.part)
    if zone:
        point.zone, last = zone
    if opened:
        if words.form(last) != ")":
            return None
        last += 1
    if starts and hour_word is not None:
        point.skip = hour_word.sense.skip
    point.clock = (hour % HOURS, minute)
    return last


def _hour(words: Words, at: int, named: bool) -> _Hour | None:
    number = words.integer(at)
    minutes = words.form(at + 2)
    if number is not None:
        mark = words.form(at + 1)
        colon = (mark == ":" or (named and mark == "،")) and words.glued(at + 1) and words.glued(at + 2)
        if colon and minutes.isdecimal() and len(minutes) == MINUTE_DIGITS and number <= HOURS and int(minutes) < MINUTES:
            last = at + 3
            if words.form(last) == ":" and words.glued(last) and words.integer(last + 1) is not None:
                last += 2
            return _Hour(number, int(minutes), last, written=True)
        return _Hour(number, 0, at + 1, written=False) if 1 <= number <= HOURS or (named and number == 0) else None
    if words.form(at)[:1].isdecimal():
        whole, _, rest = words.form(at).replace(",", ".").partition(".")
        if rest.isdecimal() and whole.isdecimal() and len(rest) == MINUTE_DIGITS:
            return (
                _Hour(int(whole), int(rest), at + 1, written=False) if int(whole) < HOURS and int(rest) < MINUTES else None
            )
        return None
    for hit in words.hits(at, "number"):
        if hit.code == "hour":
            return _Hour(hit.value, 0, hit.last, written=False)
    spelt = ordinal(words, at)
    if spelt is not None and spelt.value <= NOON and words.form(at).endswith(("ة", "ى")):
        return _Hour(spelt.value, 0, spelt.last, written=False)
    return None


def _fraction(words: Words, hour: int, minute: int, last: int) -> tuple[int, int, int]:
    """`والنصف`, `والربع`, `إلا ثلثا`, `و20 دقيقة` after the hour."""
    less = words.particle(last, "less")
    at = last + less
    for hit in words.hits(at, "number", clitics=True):
        if hit.code == "fraction" and (less or hit.sense.conjunction == "و"):
            share = MINUTES // hit.value
            return (hour - 1, MINUTES - share, hit.last) if less else (hour, share, hit.last)
    joined = words.form(at) == "و" and words.glued(at + 1)
    start = at + joined
    if (
        less
        or joined
        or (
            (cardinal_here := words.hit(at, "number", clitics=True)) is not None and (cardinal_here.sense.conjunction == "و")
        )
    ):
        number = cardinal(words, start)
        unit = words.hit(number.last, "unit", "TM") if number else None
        if number is not None and unit is not None and number.value < MINUTES:
            return (hour - 1, MINUTES - number.value, unit.last) if less else (hour, number.value, unit.last)
    return hour, minute, last


def _part(words: Words, at: int) -> tuple[str, int] | None:
    for hit in words.hits(at, "part"):
        if hit.sense.entry.flag == "adverb" and not words.hit(hit.last, "weekday") and not words.hit(hit.last, "day"):
            return hit.code, hit.last
    return None


def _zone(words: Words, at: int) -> tuple[str, int] | None:
    hit = words.hit(at, "zone")
    if hit is not None:
        return hit.code, hit.last
    place = words.hit(at, "zone_of")
    if place is not None and place.last < len(words) and words.tokens[place.last].kind == "word":
        return place.code, place.last + 1
    return None


def _of_day(hour: int, part: str) -> int:
    """The hour of 24 that an hour of 12 means in a part of the day; hours above 12 stand as they are."""
    if hour > NOON:
        return hour
    if part in {"TMO", "DT"}:
        return hour % NOON if part == "TMO" else hour
    if part == "TNI":
        return hour % NOON if hour <= EARLY_MORNING or hour == NOON else hour + NOON
    if part == "TMI":
        return hour if hour >= NOON - 2 else hour + NOON
    return hour if hour == NOON else hour + NOON


def hour_in(hour: int, part: str) -> int:
    """The hour of 24 for a clock time whose part of the day stands elsewhere: `العاشرة من مساء اليوم`."""
    return _of_day(hour, part) % HOURS
