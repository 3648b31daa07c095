"""Which of the recurring days a phrase means: the nearest one on the side that the text points to."""

from __future__ import annotations

from datetime import date

from musnad.timing import calendars as cal
from musnad.timing.calendars import Stretch
from musnad.timing.point import Amount

SOON_DAYS = 92
"""A date without a year this far ahead is the coming one (`موعد القمة 12 يونيو` in May); beyond it, the past one."""

SOON_MONTHS = 2
JUST_PAST = 11
RECENT_DAYS = 60
"""A date without a year so shortly ago is that one even where the clause looks ahead, if the next is a year away."""

AGREEING_YEARS = 3


def nearest_weekday(weekday: int, reference: date, shift: str, ahead: bool) -> date | None:
    """The weekday (1 Monday to 7 Sunday) on or before the reference day, or on or after it when the clause looks ahead.

    `الماضي` excludes the reference day itself, and so does `المقبل`.
    """
    back = (reference.isoweekday() - weekday) % cal.DAYS_IN_WEEK
    forth = (weekday - reference.isoweekday()) % cal.DAYS_IN_WEEK
    if shift.startswith("-2"):
        return cal.shifted(reference, days=-(back or cal.DAYS_IN_WEEK) - cal.DAYS_IN_WEEK)
    if shift.startswith("-"):
        return cal.shifted(reference, days=-(back or cal.DAYS_IN_WEEK))
    if shift.startswith("1"):
        return cal.shifted(reference, days=forth or cal.DAYS_IN_WEEK)
    return cal.shifted(reference, days=forth if ahead else -back)


def beside_weekday(weekday: int, counted: date) -> date | None:
    """The weekday nearest to a day counted from the publication.

    `اليوم السبت` in Sunday's issue is the day before; `غدا الأحد` in Sunday's issue, the story of Saturday, is Sunday.
    """
    back = (counted.isoweekday() - weekday) % cal.DAYS_IN_WEEK
    forth = (weekday - counted.isoweekday()) % cal.DAYS_IN_WEEK
    return cal.shifted(counted, days=forth if forth < back else -back)


def nearest_month(month: int, reference: date, shift: str, ahead: bool) -> Stretch:
    """The month of that number that is meant: with `الماضي` the last one before this month, with `المقبل` the next."""
    year = reference.year
    if shift.startswith("-"):
        year -= (month >= reference.month) + (shift == "-2")
    elif shift.startswith("1"):
        year += month <= reference.month
    elif shift == "0":
        year += 0
    elif ahead:
        year += month < reference.month
    else:
        distance = (month - reference.month) % cal.MONTHS
        year += (distance <= SOON_MONTHS and month < reference.month) - (distance > SOON_MONTHS and month > reference.month)
    return cal.month(year, month)


def nearest_day(month: int, day: int, reference: date, shift: str, ahead: bool) -> date | None:
    """The day of that month that the phrase means; 29 February is looked for up to eight years away."""
    around = (cal.valid(reference.year + step, month, day) for step in range(-8, 9))
    days = [each for each in around if each is not None]
    past = [each for each in days if each <= reference]
    coming = [each for each in days if each >= reference]
    if shift.startswith("-"):
        earlier = [each for each in past if each < reference]
        return earlier[-1] if earlier else None
    if shift.startswith("1"):
        return next((each for each in coming if each > reference), None)
    if shift == "0":
        return cal.valid(reference.year, month, day)
    if not coming or not past:
        return past[-1] if past else (coming[0] if coming else None)
    if ahead and (reference - past[-1]).days < RECENT_DAYS and (coming[0] - reference).days > SOON_DAYS:
        return past[-1]
    if ahead or (coming[0] - reference).days <= min(SOON_DAYS, (reference - past[-1]).days):
        return coming[0]
    return past[-1]


def just_past(month: int, day: int, reference: date) -> bool:
    """Whether the day of that month fell in the last ten days: a feast just over is meant, whatever the verb."""
    recent = (cal.shifted(reference, days=-back) for back in range(1, JUST_PAST))
    return any(each is not None and (each.month, each.day) == (month, day) for each in recent)


def agreeing(when: date, weekday: int, reference: date) -> date | None:
    """The same day of a year nearby that falls on the weekday: `الخميس 1 سبتمبر` in 2018 is of 2016; else None."""
    years = (cal.shifted(when, years=step) for step in range(-AGREEING_YEARS, AGREEING_YEARS + 1))
    found = [each for each in years if each is not None and each.isoweekday() == weekday and each.day == when.day]
    return min(found, key=lambda each: abs((each - reference).days), default=None)


def steps(amount: Amount, reference: date, direction: int) -> date | None:
    """The day that lies an amount before (-1) or after (+1) the reference day; None without a number."""
    if amount.count is None:
        return None
    days = months = hours = 0
    for part in (amount, *amount.more):
        for count, unit in part.pieces():
            days += count * {"D": 1, "W": 7}.get(unit, 0)
            months += count * {"M": 1, "Y": 12, "DE": 120, "CE": 1200}.get(unit, 0)
            hours += count * {"TH": 60, "TM": 1}.get(unit, 0)
    days += -(-hours // (24 * 60))
    return cal.shifted(reference, days=direction * days, months=direction * months)
