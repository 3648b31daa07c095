"""Resolves Hijri days, months and years, with or without the year: `25 شوال 1436 هـ`, `15 رمضان`, `شهر رمضان`."""

from __future__ import annotations

from datetime import date

from musnad.timing import calendars as cal
from musnad.timing.calendars import Stretch
from musnad.timing.point import Point

SOON_DAYS = 60
STILL_SPOKEN_OF = 30


def hijri_point(point: Point, reference: date | None, ahead: bool) -> Stretch | None:
    """The Gregorian days of a Hijri date, month or year; None where the calendar has none.

    Without a year it is the nearest one on the side that the shift or the clause points to.
    """
    if point.year is not None:
        return (_of_year if point.year <= cal.LAST_HIJRI_YEAR else _in_gregorian)(point, point.year)
    today = cal.to_hijri(reference) if reference else None
    if today is None or reference is None:
        return None
    if point.shift == "0":
        return _of_year(point, today[0])
    around = [_of_year(point, today[0] + step) for step in (-2, -1, 0, 1, 2)]
    found = [stretch for stretch in around if stretch is not None]
    begun = [stretch for stretch in found if stretch.earliest <= reference]
    over = [stretch for stretch in begun if stretch.latest < reference]
    coming = [stretch for stretch in found if stretch.latest >= reference]
    if point.shift.startswith("-"):
        return over[-1] if over else None
    if (point.feast or not point.day) and not point.shift and over and (reference - over[-1].latest).days < STILL_SPOKEN_OF:
        # `سينطلق خلال إجازة عيد الفطر` in the days after it; nobody speaks of the next one so early without saying so.
        return over[-1]
    if point.shift.startswith("1") or ahead:
        later = [stretch for stretch in coming if stretch.earliest > reference] if point.shift else coming
        return later[0] if later else None
    return _nearest(begun, coming, reference, point.feast)


def _nearest(begun: list[Stretch], coming: list[Stretch], reference: date, feast: bool) -> Stretch | None:
    """The last one that began, unless the next is soon, or, of a feast, nearer."""
    if not begun or not coming:
        return coming[0] if coming else begun[-1] if begun else None
    ahead = coming[0].earliest - reference
    nearer = feast and reference - begun[-1].latest > ahead
    return coming[0] if nearer or ahead.days <= SOON_DAYS else begun[-1]


def _in_gregorian(point: Point, year: int) -> Stretch | None:
    """The feast or month of a Gregorian year (`عيد الأضحى 2018`): of two in one year the first."""
    start = cal.to_hijri(date(year, 1, 1))
    found = (_of_year(point, start[0] + step) for step in (0, 1)) if start else ()
    return next((each for each in found if each is not None and each.value.startswith(f"{year:04d}")), None)


def _of_year(point: Point, year: int) -> Stretch | None:
    if point.day:
        return cal.hijri_day(year, point.month, point.day)
    return cal.hijri_month(year, point.month) if point.month else cal.hijri_year(year)


def on_weekday(stretch: Stretch, weekday: int) -> Stretch:
    """The Hijri day on the weekday beside it, where that is a day away: the moon was seen a day sooner or later."""
    for near in (stretch.earliest, stretch.latest):
        if near.isoweekday() == weekday and date.fromisoformat(stretch.value).isoweekday() != weekday:
            return stretch._replace(value=near.isoformat())
    return stretch
