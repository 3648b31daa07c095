"""Units of the calendar counted from the present one or from the one last spoken of: `الأسبوع الماضي`, `الشهر نفسه`."""

from __future__ import annotations

from datetime import date

from musnad.timing import calendars as cal
from musnad.timing.calendars import Stretch
from musnad.timing.frame import FROM_STORY, NO_SUCH_DATE, UNKNOWN_DAY, Frame, Resolved, dated, shift_steps, unresolved
from musnad.timing.point import Point

LATE_IN_YEAR = 10
"""From this month on `العام الجديد` is the year to come."""
EARLY_IN_WEEK = 1
"""On a Monday a weekend without more is the last one, unless the clause looks ahead."""


def shifted_unit(point: Point, frame: Frame) -> Resolved:
    """A unit counted from the present one, or (`same`, and codes with s) from the one last spoken of."""
    code, unit = point.unit_shift, point.unit
    base = frame.reference
    if code == "-1s" and unit in {"M", "Y"}:
        # `في مارس مقارنة مع الشهر السابق` goes back from March.
        base = next((each.earliest for each in reversed(frame.spoken) if _is(each, unit)), base)
    if code in {"same", "1s"} or (code == "-1s" and unit == "D"):
        spoken = next((each for each in reversed(frame.spoken) if _measures(each, unit)), None)
        if spoken is None:
            return unresolved(FROM_STORY)
        if code == "same":
            return _same(point, unit, spoken, frame.hijri)
        base = spoken.earliest
    if base is None:
        return unresolved(UNKNOWN_DAY)
    step = shift_steps(code) if code != "new" else int(base.month >= LATE_IN_YEAR)
    if unit == "W" and point.edge != "end" and base == frame.reference:
        base = in_week(base)
    moved = {
        "D": {"days": step},
        "W": {"days": 7 * step},
        "M": {"months": step},
        "Y": {"years": step},
        "DE": {"years": 10 * step},
        "CE": {"years": 100 * step},
    }[unit]
    when = cal.shifted(date(base.year, base.month, 1) if unit == "M" else base, **moved)
    if when is None:
        return unresolved(NO_SUCH_DATE)
    if unit == "M" and point.day:
        hijri = code == "0" and (frame.hijri or frame.beside_hijri)
        return _in_hijri_month(point.day, cal.day(base)) if hijri else _with_day(point, when)
    if unit == "W" and point.edge == "end":
        over = code == "edge" and not frame.ahead and when.isoweekday() <= EARLY_IN_WEEK
        # `حقق الفيلم في عطلة نهاية الأسبوع` on a Monday is the weekend just over.
        return dated(cal.weekend(cal.shifted(when, days=-cal.DAYS_IN_WEEK * over) or when), "relative")
    return dated(whole(unit, when), "relative")


def same_month(point: Point, frame: Frame) -> Resolved:
    """`الشهر نفسه من عام 2015`, `نفس الشهر من العام الماضي`: the month last spoken of, in another year."""
    spoken = next((each for each in reversed(frame.spoken) if _measures(each, "M")), None)
    if spoken is None:
        return unresolved(FROM_STORY)
    if point.year is not None:
        return dated(cal.month(point.year, spoken.earliest.month), "relative")
    base = spoken.earliest if point.of_year.endswith("s") else frame.reference
    if base is None or point.of_year == "same":
        return unresolved(UNKNOWN_DAY if base is None else FROM_STORY)
    return dated(cal.month(base.year + shift_steps(point.of_year), spoken.earliest.month), "relative")


def in_week(reference: date) -> date:
    """The day whose ISO week is meant by `هذا الأسبوع`: on a Sunday the Arab week begins, while the ISO week ends."""
    sunday = reference.isoweekday() == cal.DAYS_IN_WEEK
    return cal.shifted(reference, days=1) or reference if sunday else reference


def _same(point: Point, unit: str, spoken: Stretch, hijri: bool) -> Resolved:
    """The unit last spoken of (`الشهر نفسه`), or a day of it (`30 منه`)."""
    if point.day and hijri:
        return _in_hijri_month(point.day, spoken)
    return _with_day(point, spoken.earliest) if point.day else dated(whole(unit, spoken.earliest), "relative")


def _in_hijri_month(day: int, spoken: Stretch) -> Resolved:
    """`من 1 ذي القعدة إلى 30 منه`"""
    middle = spoken.earliest if spoken.earliest == spoken.latest else cal.shifted(spoken.earliest, days=1)
    month = cal.to_hijri(middle or spoken.earliest)
    found = cal.hijri_day(month[0], month[1], day) if month else None
    return dated(found, "relative", "hijri") if found else unresolved(NO_SUCH_DATE, calendar="hijri")


def _with_day(point: Point, month: date) -> Resolved:
    when = cal.valid(month.year, month.month, point.day)
    return dated(cal.day(when), "relative") if when else unresolved(NO_SUCH_DATE)


def _measures(stretch: Stretch, unit: str) -> bool:
    """Whether a stretch is fine enough to say which unit the text was speaking of."""
    days = (stretch.latest - stretch.earliest).days
    return days <= {"D": 0, "W": 6, "M": 31, "Y": 366, "DE": 3660, "CE": 36600}[unit]


def _is(stretch: Stretch, unit: str) -> bool:
    return _measures(stretch, unit) and stretch.value == whole(unit, stretch.earliest).value


def whole(unit: str, when: date) -> Stretch:
    """The day, week, month, year, decade or century that a day is in."""
    return {"D": cal.day, "W": cal.week, "M": _month_of, "Y": _year_of, "DE": _decade_of, "CE": _century_of}[unit](when)


def _month_of(when: date) -> Stretch:
    return cal.month(when.year, when.month)


def _year_of(when: date) -> Stretch:
    return cal.year(when.year)


def _decade_of(when: date) -> Stretch:
    return cal.decade(when.year)


def _century_of(when: date) -> Stretch:
    return cal.century(when.year)
