"""Feasts and the numbered days of a feast or month: `ثاني أيام عيد الفطر`, `رابع أيام رمضان`."""

from __future__ import annotations

from musnad.timing.months import month
from musnad.timing.point import Point
from musnad.timing.slots import take
from musnad.timing.words import Hit, Words


def feast(words: Words, at: int, point: Point, starts: bool) -> int | None:
    """A feast, one of its days (`ثاني أيام العيد`), or a numbered day of a Hijri month (`رابع أيام رمضان`)."""
    if not starts and not (point.part and not point.names_day and words.hits(at - 1, "part", clitics=True)):
        return None
    opening = _feast_day(words, at)
    first, number = opening or (None, 1)
    feasts = _feasts(words, first.last if first else at, clitics=first is None)
    if first and not feasts:
        # `ثاني أيام العيد`: the table has `أيام العيد`.
        feasts = _feasts(words, first.last - 1, clitics=True)
    if not feasts:
        return _day_of_fast(words, first, number, point)
    hit = feasts[0]
    if hit.code in EASTERS:
        point.easter = hit.value + number - 1
        return take(point, Hit((first or hit).sense, hit.last), True, calendar=hit.code, feast=True)
    month_number, day_number = divmod(hit.value, 100)
    point.other_feast = next((each.value + number - 1 for each in feasts if each.value != hit.value), 0)
    take(point, first or hit, starts, month=month_number, day=day_number + number - 1, calendar=hit.code, feast=True)
    return hit.last


def _feasts(words: Words, at: int, clitics: bool) -> list[Hit]:
    """The feasts of that name; a bare `العيد` is one only after what is said of feasts: `صباح العيد`, `إجازة العيد`."""
    said = any(words.hits(at - 1, kind, clitics=True) for kind in ("of_feast", "part", "number"))
    found = words.hits(at, "feast", clitics)
    # `خلال العيد الوطني` is another feast.
    return [
        hit
        for hit in found
        if not hit.sense.entry.flag or ((said or hit.sense.preposition == "ب") and not words.definite(hit.last))
    ]


def _feast_day(words: Words, at: int) -> tuple[Hit, int] | None:
    """`ثاني أيام`, `أول يوم` and `أيام` before a feast: a hit with the letters to skip and the end, and the day."""
    for hit in words.hits(at, "number", clitics=True):
        day = words.hit(hit.last, "unit", "D")
        if hit.code == "ordinal" and day is not None and not day.sense.article and day.sense.entry.flag != "2":
            inner = words.particle(day.last, "from")
            return Hit(hit.sense, day.last + inner), hit.value
        if hit.code == "ordinal" and hit.value > 1 and not hit.sense.article and words.hits(hit.last, "feast"):
            # `ثالث العيد`; `أول عيد` is the first of several.
            return Hit(hit.sense, hit.last), hit.value
    days = words.hit(at, "unit", "D", clitics=True)
    return (days, 1) if days is not None and days.sense.entry.flag == "many" and not days.sense.article else None


def _day_of_fast(words: Words, first: Hit | None, number: int, point: Point) -> int | None:
    """`أول أيام شهر رمضان`, `رابع أيام رمضان`: a numbered day of a Hijri month; `أيام رمضان` alone are the month."""
    if first is None or first.sense.entry.kind != "number":
        return None
    end = month(words, first.last, point, False)
    if end is None or point.calendar != "hijri":
        return None
    point.sure = True
    return take(point, Hit(first.sense, end), True, day=number)


EASTERS = frozenset({"easter", "easter_east"})
