"""Calendar arithmetic: days, ISO weeks, months and years as TIMEX3 values with their intervals; Hijri conversion.

Hijri dates are those of the Umm al-Qura calendar (library hijridate, 1343 to 1500 AH), older ones those of the tabular
calendar of thirty years with eleven leap years (Reingold and Dershowitz, Calendrical Calculations, chapter 7), as Gregorian
days. The interval of a Hijri date is one day longer on either side, because the month begins when
its crescent is seen and countries differ by a day.
"""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from dateutil.easter import easter
from dateutil.relativedelta import relativedelta
from hijridate import Gregorian, Hijri

DAYS_IN_WEEK = 7
MONTHS = 12
SEASONS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 2)}
"""First and last month of the meteorological seasons; winter runs into the next year."""

_HIJRI_FIRST, _HIJRI_LAST = 1343, 1500
LAST_HIJRI_YEAR = _HIJRI_LAST
"""The last year that a number in a Hijri date can be; a feast with a larger one is that of a Gregorian year."""

_EPOCH = date(622, 7, 19)
"""1 Muharram of the year 1 in the proleptic Gregorian calendar (16 July 622 in the Julian one)."""

_LONG_MONTH, _SHORT_MONTH = 30, 29


class Stretch(NamedTuple):
    """A value as TIMEX3 writes it and the closed interval of days that it names."""

    value: str
    earliest: date
    latest: date


def day(when: date) -> Stretch:
    """The value of one day."""
    return Stretch(when.isoformat(), when, when)


def week(when: date) -> Stretch:
    """The ISO week, Monday to Sunday, that a day is in."""
    year, number, weekday = when.isocalendar()
    monday = shifted(when, days=1 - weekday) or when
    return Stretch(f"{year:04d}-W{number:02d}", monday, shifted(monday, days=DAYS_IN_WEEK - 1) or monday)


def weekend(when: date) -> Stretch:
    """The Saturday and Sunday of the ISO week that a day is in."""
    whole = week(when)
    return Stretch(f"{whole.value}-WE", shifted(whole.latest, days=-1) or whole.latest, whole.latest)


def month(year: int, number: int) -> Stretch:
    """A Gregorian month."""
    last = calendar.monthrange(year, number)[1]
    return Stretch(f"{year:04d}-{number:02d}", date(year, number, 1), date(year, number, last))


def years(first: int, last: int, value: str) -> Stretch:
    """Whole Gregorian years, under a value of the caller."""
    return Stretch(value, date(first, 1, 1), date(last, MONTHS, 31))


def year(number: int) -> Stretch:
    """A Gregorian year."""
    return years(number, number, f"{number:04d}")


def decade(number: int) -> Stretch:
    """The decade that a year is in: `197` for the seventies."""
    first = number // 10 * 10
    return years(first, first + 9, f"{first // 10:03d}")


def century(number: int) -> Stretch:
    """The century that a year is in: `19` for the twentieth, as TimeML writes it."""
    first = number // 100 * 100
    return years(max(first, 1), first + 99, f"{first // 100:02d}")


def season(year_number: int, code: str) -> Stretch:
    """A season of a year by its TIMEX3 code; winter begins in December of that year."""
    first, last = SEASONS[code]
    ends = year_number + (last < first)
    return Stretch(f"{year_number:04d}-{code}", date(year_number, first, 1), month(ends, last).latest)


def months_of(year_number: int, first: int, last: int, value: str) -> Stretch:
    """A run of months of one year: a quarter, a half."""
    return Stretch(value, date(year_number, first, 1), month(year_number, last).latest)


def shifted(when: date, days: int = 0, months: int = 0, years: int = 0) -> date | None:
    """A day moved by days, months and years; None where the calendar ends."""
    try:
        return when + timedelta(days=days) + relativedelta(months=months, years=years)
    except (ValueError, OverflowError):
        return None


def valid(year_number: int, month_number: int, day_number: int) -> date | None:
    """The Gregorian day, or None when there is no such day."""
    try:
        return date(year_number, month_number, day_number)
    except ValueError:
        return None


@lru_cache(maxsize=4096)
def hijri_day(year_number: int, month_number: int, day_number: int) -> Stretch | None:
    """The Gregorian day of a Hijri date, with an interval of one day either way; None where there is no such day."""
    if year_number < _HIJRI_FIRST:
        when = _tabular_day(year_number, month_number, day_number)
        if when is None:
            return None
    else:
        try:
            found = Hijri(year_number, month_number, day_number).to_gregorian()
        except (ValueError, OverflowError):
            return None
        when = date(found.year, found.month, found.day)
    return Stretch(when.isoformat(), when - timedelta(days=1), when + timedelta(days=1))


def _tabular_day(year_number: int, month_number: int, day_number: int) -> date | None:
    """The Gregorian day of a date in the tabular Hijri calendar; None where there is no such day."""
    leap = (14 + 11 * year_number) % 30 < 11  # noqa: PLR2004 - eleven of thirty years are leap years
    odd = month_number % 2 == 1
    length = _LONG_MONTH if odd or (month_number == MONTHS and leap) else _SHORT_MONTH
    if year_number < 1 or not 1 <= month_number <= MONTHS or not 1 <= day_number <= length:
        return None
    before = (year_number - 1) * 354 + (3 + 11 * year_number) // 30
    return _EPOCH + timedelta(days=before + _SHORT_MONTH * (month_number - 1) + month_number // 2 + day_number - 1)


def easter_day(year_number: int, after: int, eastern: bool) -> date | None:
    """The day so many days after Easter Sunday, of the western or the eastern churches; None outside 1583 to 4099."""
    try:
        return shifted(easter(year_number, 2 if eastern else 3), days=after)
    except ValueError:
        return None


def hijri_month(year_number: int, month_number: int) -> Stretch | None:
    """The Gregorian days of a Hijri month, as an ISO 8601 interval, a day longer on either side in its bounds."""
    first = hijri_day(year_number, month_number, 1)
    following = (year_number, month_number + 1) if month_number < MONTHS else (year_number + 1, 1)
    after = hijri_day(*following, 1)
    return _interval(first, after)


def hijri_year(year_number: int) -> Stretch | None:
    """The Gregorian days of a Hijri year, as an ISO 8601 interval, a day longer on either side in its bounds."""
    return _interval(hijri_day(year_number, 1, 1), hijri_day(year_number + 1, 1, 1))


def _interval(first: Stretch | None, after: Stretch | None) -> Stretch | None:
    if first is None or after is None:
        return None
    last = date.fromisoformat(after.value) - timedelta(days=1)
    return Stretch(f"{first.value}/{last.isoformat()}", first.earliest, last + timedelta(days=1))


@lru_cache(maxsize=4096)
def to_hijri(when: date) -> tuple[int, int, int] | None:
    """Year, month and day of a Gregorian day in the Umm al-Qura calendar; None outside its tables."""
    try:
        return Gregorian(when.year, when.month, when.day).to_hijri().datetuple()
    except (ValueError, OverflowError):
        return None


def is_hijri_year(number: int) -> bool:
    """Whether a number is a year that the Hijri calendar of the press can have, and no Gregorian one of news."""
    return _HIJRI_FIRST <= number < _HIJRI_LAST
