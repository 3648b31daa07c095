"""Repetitions counted in units: `كل يوم`, `كل أربع إلى خمس سنوات`, `مرتين باليوم`, `مليون برميل في اليوم`."""

from __future__ import annotations

from musnad.timing.numbers import cardinal
from musnad.timing.point import Amount, Length, Match, Word
from musnad.timing.quantities import TIMED, YEAR_DIGITS, Quantity, half_after, numbered, quantity
from musnad.timing.words import Hit, Words


def read_often(words: Words, first: int) -> Match | None:
    """The unit in `مرتين في الأسبوع`, `مرة واحدة في العام`."""
    unit = words.hit(first, "unit", clitics=True)
    if unit is None or not unit.sense.article or unit.sense.entry.flag != "1" or unit.sense.conjunction:
        return None
    if unit.sense.preposition == "ب" and words.hits(first - 1, "times", clitics=True) and unit.code in TIMED:
        # `مرتين باليوم`
        return Match(first, unit.last, Length("set", Amount(unit.code, 1), unit.sense.skip, rule="set:often"))
    if unit.sense.preposition or not words.particle(first - 1, "in"):
        return None
    one = first - 2 - any(hit.code == "unit" and hit.value == 1 for hit in words.hits(first - 2, "number"))
    if unit.code not in TIMED or words.hits(unit.last, "shift") or words.hits(unit.last, "same"):
        return None
    if not words.hits(one, "times", clitics=True) and not _measured(words, first - 2, unit):
        return None
    return Match(first, unit.last, Length("set", Amount(unit.code, 1), 0, rule="set:often"))


def _measured(words: Words, at: int, unit: Hit) -> bool:
    """Whether a number of something ends at an index, so that it is so many a day: `مليون برميل في اليوم`."""
    one = any(hit.code == "unit" and hit.value == 1 for hit in words.hits(unit.last, "number"))
    if unit.code not in {"D", "W", "M", "Y"} or words.integer(unit.last) is not None:
        return False
    if words.definite(unit.last) and not one:
        return False
    smaller = any(hit.code in {"TH", "TM"} for hit in words.hits(at, "unit"))
    counted = words.hit(at, "counted") is not None
    numbered = any(words.integer(at - back) is not None or words.hits(at - back, "number", clitics=True) for back in (1, 2))
    return (smaller or counted) and numbered


def read_each(words: Words, first: int, each: Hit) -> Match | None:
    """`كل يوم`, `كل ثلاثة أيام`, `كل جمعة`."""
    at = each.last
    day = words.hit(at, "unit", "D")
    weekday = words.hit(day.last if day else at, "weekday_bare")
    if weekday is not None and not weekday.sense.article:
        return Match(first, weekday.last, Word("set", f"XXXX-WXX-{weekday.value}", each.sense.skip, rule="set:weekday"))
    part = words.hit(at, "part")
    evening = words.hit(part.last, "weekday_bare") if part is not None else None
    if evening is not None and not evening.sense.article:
        # `كل مساء خميس`
        return Match(first, evening.last, Word("set", f"XXXX-WXX-{evening.value}", each.sense.skip, rule="set:weekday"))
    unit = words.hit(at, "unit")
    if unit is not None and unit.sense.entry.flag == "1" and not unit.sense.article and unit.code in TIMED:
        year = unit.code == "Y" and len(words.form(unit.last)) == YEAR_DIGITS and words.integer(unit.last) is not None
        if year or words.hit(unit.last, "not_each", clitics=True):
            return None
        month = words.hit(unit.last, "month") if unit.code == "M" else None
        if month is not None:
            return Match(first, month.last, Length("set", Amount("Y", 1), each.sense.skip, rule="set:each"))
        if half_after(words, unit.last, unit.code) is None:
            return Match(first, unit.last, Length("set", Amount(unit.code, 1), each.sense.skip, rule="set:each"))
    found = quantity(words, at, governed=True) or _up_to(words, at)
    if found is None or found.definite or (found.bare and words.definite(found.last)):
        return None
    return Match(first, found.last, Length("set", found.amount, each.sense.skip, rule="set:each"))


def _up_to(words: Words, at: int) -> Quantity | None:
    """`أربع إلى خمس سنوات`, `4 أو 5 سنوات`: the larger of two numbers with its unit."""
    number = cardinal(words, at)
    if number is None:
        return None
    last = words.past(number.last, "to")
    last = last if last > number.last else number.last + words.particle(last, "or")
    return numbered(words, last) if last > number.last else None
