"""From what a phrase says to the days that it names, given the day that it is read against."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from musnad.timing import calendars as cal
from musnad.timing.calendars import Stretch
from musnad.timing.clock import hour_in
from musnad.timing.frame import (
    FROM_STORY,
    NO_SUCH_DATE,
    RELATIVE,
    STATED,
    UNKNOWN_DAY,
    Frame,
    Resolved,
    dated,
    shift_steps,
    unresolved,
)
from musnad.timing.hijri import hijri_point, on_weekday
from musnad.timing.nearest import agreeing, beside_weekday, just_past, nearest_day, nearest_month, nearest_weekday, steps
from musnad.timing.point import Amount, Length, Point, Word
from musnad.timing.units import LATE_IN_YEAR, in_week, same_month, shifted_unit, whole
from musnad.types.vocabulary import TimeBasis, TimeType

FROM_NAME = "the date names an event whose year the text does not give"
FROM_MANY = "one of many days, which the text does not name"
TWO_YEARS = "a school or budget year that runs over two years of the calendar"
HALF_DAY = 12
TOLD_BY_EITHER = frozenset({9, 12})
NEAR_YEARS = frozenset({"0", "-1", "1"})
OTHER_ERA = "a century of another era"
FROM_EVENT = "relative to an event in the text, not to the calendar"


def resolve(meaning: Point | Length | Word, frame: Frame) -> Resolved:
    """The value and interval of a meaning; value None with a reason where the frame does not settle it."""
    if isinstance(meaning, Word):
        return _word(meaning)
    if isinstance(meaning, Length):
        return _length(meaning, frame)
    return _point(meaning, frame)


def _word(word: Word) -> Resolved:
    type_: TimeType = "set" if word.type == "set" else "duration" if word.type == "duration" else "date"
    if not word.value:
        return unresolved(word.reason, type_)
    if word.rule == "word:millennium":
        first = int(word.value) * 1000
        return dated(cal.years(max(first, 1), first + 999, word.value), STATED)
    return Resolved(type_, word.value, basis="relative" if word.value.endswith("_REF") else "stated")


def _length(length: Length, frame: Frame) -> Resolved:
    amount = length.amount or Amount("D", None)
    if length.kind == "set":
        return Resolved("set", amount.value())
    if length.kind == "event":
        return unresolved(FROM_EVENT)
    if length.kind == "stretch":
        return _stretch_of_time(length, amount, frame)
    if length.kind == "later" and not frame.ahead:
        return _later(amount, frame)
    if length.kind == "ago" or (length.kind in {"after", "later"} and frame.ahead):
        return _distance(amount, frame, back=length.kind == "ago")
    return Resolved("duration", amount.value())


def _stretch_of_time(length: Length, amount: Amount, frame: Frame) -> Resolved:
    """`الساعات الماضية` is a length, `الأيام المقبلة` the future, `الأيام السابقة` the past without a length."""
    if amount.count is None and not amount.unit.startswith("T"):
        if length.shift in {"1", "1s"}:
            return Resolved("date", "FUTURE_REF", basis="relative")
        if length.shift in {"-1", "-1s", "-2"}:
            return Resolved("date", "PAST_REF", basis="relative")
    reference = frame.reference
    other = steps(amount, reference, -1 if length.shift.startswith("-") else 1) if reference else None
    if reference is None or other is None:
        return Resolved("duration", amount.value())
    return Resolved("duration", amount.value(), min(reference, other), max(reference, other), basis="relative")


def _later(amount: Amount, frame: Frame) -> Resolved:
    """`وبعد عشر سنوات` in a story that has named a year: so many years after it; else the length alone."""
    length = Resolved("duration", amount.value())
    if not frame.spoken or frame.reference is None:
        return length
    year = frame.spoken[-1].earliest.year
    when = steps(amount, frame.spoken[-1].earliest, 1)
    past = when is not None and year < frame.reference.year - 1 and when <= frame.reference
    return dated(cal.year(when.year), "relative") if when is not None and past else length


def _distance(amount: Amount, frame: Frame, back: bool) -> Resolved:
    if amount.count is None:
        return Resolved("date", "PAST_REF" if back else "FUTURE_REF", basis="relative")
    if frame.reference is None:
        return unresolved(UNKNOWN_DAY)
    when = steps(amount, frame.reference, -1 if back else 1)
    if when is None:
        return unresolved(NO_SUCH_DATE)
    smallest = (amount.more[-1] if amount.more else amount).pieces()[-1][1]
    if smallest.startswith("T"):
        # The text is dated by the day: hours before it may fall on that day or the one before.
        ends = sorted((when, frame.reference))
        return Resolved("date", "PAST_REF" if back else "FUTURE_REF", ends[0], ends[1], "relative")
    return dated(whole(smallest, when), "relative")


def _point(point: Point, frame: Frame) -> Resolved:
    timed = point.clock is not None or bool(point.part)
    if point.every:
        weekly = point.every == "W" and point.weekday
        return Resolved("set", f"XXXX-WXX-{point.weekday}" if weekly else f"P1{point.every}")
    if point.open:
        reason = {"event": FROM_EVENT, "years": TWO_YEARS, "era": OTHER_ERA}.get(point.open, FROM_MANY)
        return unresolved(reason, "time" if timed else "date", "hijri" if point.calendar == "hijri" else "gregorian")
    if point.alone or (
        point.clock is not None and not (point.names_day or point.month or point.unit or point.year is not None)
    ):
        if frame.timetable and point.clock is not None:
            return Resolved("time", f"T{_clock(point, frame)}")
        day = frame.named or frame.reference
        if day is not None and point.alone == "before":
            day = cal.shifted(day, days=-1)
        found = dated(cal.day(day), "relative") if day else unresolved(UNKNOWN_DAY)
    else:
        try:
            found = _calendar(point, frame)
        except (ValueError, OverflowError):
            # datetime ends with the years 1 and 9999.
            found = unresolved(NO_SUCH_DATE)
    if point.last_day and found.latest is not None:
        found = _last_day(found)
    if point.last_weekday and found.value is not None:
        found = _last_weekday(found, point.weekday)
    if not timed:
        return found
    found = replace(found, type="time")
    if found.value is None:
        return found
    if point.clock is None:
        return replace(found, value=f"{found.value}{point.part}")
    return replace(found, value=f"{found.value}T{_clock(point, frame)}")


def _last_day(month: Resolved) -> Resolved:
    """The last day of a month; the bounds of a Hijri month reach a day beyond it."""
    hijri = month.calendar == "hijri"
    when = cal.shifted(month.latest, days=-1) if hijri and month.latest else month.latest
    earliest = cal.shifted(when, days=-1) if hijri and when else when
    return replace(month, value=when.isoformat() if when else None, earliest=earliest)


def _last_weekday(month: Resolved, weekday: int) -> Resolved:
    """`الجمعة الأخيرة من شهر رمضان`; the bounds of a Hijri month reach a day beyond it."""
    when = cal.shifted(month.latest, days=-int(month.calendar == "hijri")) if month.latest else None
    back = (when.isoweekday() - weekday) % cal.DAYS_IN_WEEK if when else 0
    last = cal.shifted(when, days=-back) if when else None
    return replace(month, value=last.isoformat(), earliest=last, latest=last) if last else month


def _clock(point: Point, frame: Frame) -> str:
    hour, minute = point.clock or (0, 0)
    part = point.part or (frame.part if point.twelve else "")
    if part:
        hour = hour_in(hour, part)
    elif point.twelve and frame.hour is not None and abs(hour + HALF_DAY - frame.hour) < abs(hour - frame.hour):
        # `السادسة مساء (الثالثة بتوقيت غرينتش)`
        hour += HALF_DAY
    return f"{hour:02d}:{minute:02d}{'Z' if point.zone == 'Z' else ''}"


def _calendar(point: Point, frame: Frame) -> Resolved:
    if point.calendar == "hijri":
        dated_season = point.season and point.year is not None
        return _season_of_hijri(point.season, point.year or 0) if dated_season else _hijri(point, frame)
    if point.easter is not None:
        return _easter(point, frame)
    if point.decade is not None or point.century is not None:
        return _decade(point, frame)
    if point.season:
        return _season(point, frame)
    if point.unit == "M" and point.unit_shift == "same" and (point.year is not None or point.of_year):
        return same_month(point, frame)
    if point.month or point.division or point.year is not None:
        return _in_year(point, frame)
    if point.offset is not None or point.weekday:
        return _day(point, frame)
    return shifted_unit(point, frame)


def _in_year(point: Point, frame: Frame) -> Resolved:
    """A year, or a part of one: the year is stated, or counted from the present one (`مايو من العام الماضي`)."""
    year, basis = point.year, STATED
    if year is None and point.unit == "Y":
        shifted = shifted_unit(point, frame)
        if shifted.value is None:
            return shifted
        year, basis = int(shifted.value[:4]), RELATIVE
    if point.month:
        return _month_or_day(point, frame, year, basis)
    if year is None and point.division and not point.unit:
        return _quarter(point, frame)
    if year is None:
        return shifted_unit(point, frame)
    if point.division is None:
        return dated(cal.year(year), basis)
    found = dated(_division(point.division, year), basis)
    return replace(found, type="duration") if found.value and found.value.startswith("P") else found


def _hijri(point: Point, frame: Frame) -> Resolved:
    relative = point.year is None
    if relative and point.unit == "Y" and not point.month:
        return _hijri_year(point, frame)
    if relative and point.unit == "Y":
        year = shifted_unit(point, frame)
        if year.value is None:
            return replace(year, calendar="hijri")
        point = replace(point, year=_year_beside(point, frame, int(year.value[:4])))
    if relative and frame.reference is None:
        return unresolved(UNKNOWN_DAY, calendar="hijri")
    stretch = hijri_point(point, frame.reference, frame.ahead)
    if stretch is not None and point.weekday and point.day:
        stretch = on_weekday(stretch, point.weekday)
    if point.other_feast and stretch is not None and frame.reference is not None:
        month, day = divmod(point.other_feast, 100)
        other = hijri_point(replace(point, month=month, day=day), frame.reference, frame.ahead)
        stretch = min((each for each in (stretch, other) if each), key=lambda each: _away(each, frame.reference))
    if stretch is None:
        return unresolved(NO_SUCH_DATE, calendar="hijri")
    return dated(stretch, "relative" if relative else "stated", "hijri")


def _year_beside(point: Point, frame: Frame, gregorian: int) -> int:
    """The year of `رمضان هذا العام`, a Gregorian one, or of `20 صفر من العام الحالي`, a Hijri one.

    Only the fast and the feasts are told by the Gregorian year as well; other Hijri months belong to the Hijri year.
    """
    today = cal.to_hijri(frame.reference) if frame.reference else None
    if today is None or point.feast or point.month in TOLD_BY_EITHER or point.unit_shift not in NEAR_YEARS:
        return gregorian
    return today[0] + shift_steps(point.unit_shift)


def _hijri_year(point: Point, frame: Frame) -> Resolved:
    """`بداية العام الهجري`, `العام الهجري المقبل`: counted from the Hijri year of the reference day."""
    today = cal.to_hijri(frame.reference) if frame.reference else None
    if today is None:
        return unresolved(UNKNOWN_DAY, calendar="hijri")
    step = int(today[1] >= LATE_IN_YEAR) if point.unit_shift == "new" else shift_steps(point.unit_shift)
    found = cal.hijri_year(today[0] + step)
    return dated(found, "relative", "hijri") if found else unresolved(NO_SUCH_DATE, calendar="hijri")


def _easter(point: Point, frame: Frame) -> Resolved:
    """A feast counted from Easter: of the year stated, else the nearest on the side that the phrase points to."""
    if point.year is None and frame.reference is None:
        return unresolved(UNKNOWN_DAY)
    reference = frame.reference or date(point.year or 1, 1, 1)
    first = point.year if point.year is not None else reference.year
    around = (0,) if point.year is not None else (-1, 0, 1)
    days = [cal.easter_day(first + step, point.easter or 0, point.calendar == "easter_east") for step in around]
    known = [each for each in days if each is not None]
    if point.shift.startswith("-"):
        known = [each for each in known if each < reference][-1:]
    elif point.shift.startswith("1"):
        known = [each for each in known if each > reference][:1]
    if not known:
        return unresolved(NO_SUCH_DATE)
    when = min(known, key=lambda each: abs((each - reference).days))
    return dated(cal.day(when), STATED if point.year is not None else "relative")


def _away(stretch: Stretch, reference: date | None) -> int:
    return abs((stretch.earliest - reference).days) if reference else 0


def _quarter(point: Point, frame: Frame) -> Resolved:
    """A quarter or half without its year: the last one that has begun, or the next where the clause looks ahead."""
    reference = frame.reference
    number, parts = point.division or (0, 4)
    if reference is None:
        return unresolved(UNKNOWN_DAY)
    around = [_division((each, parts), reference.year + step) for step in (-2, -1, 0, 1, 2) for each in range(1, parts + 1)]
    if not number:
        running = next(place for place, each in enumerate(around) if each.latest >= reference)
        return dated(around[running + shift_steps(point.shift)], "relative")
    same = [each for each in around if each.value.endswith(str(number))]
    begun = [each for each in same if each.earliest <= reference]
    coming = [each for each in same if each.latest >= reference]
    if point.shift.startswith("1") or (frame.ahead and not point.shift):
        return dated(coming[0], "relative")
    over = [each for each in begun if each.latest < reference] if point.shift.startswith("-") else begun
    return dated(over[-1], "relative")


def _division(division: tuple[int, int], year: int) -> Stretch:
    number, parts = division
    if parts == cal.MONTHS:
        count = abs(number)
        first, last = (1, count) if number > 0 else (cal.MONTHS + 1 - count, cal.MONTHS)
        return cal.months_of(year, first, last, f"P{count}M")
    width = 12 // parts
    code = {4: "Q", 2: "H", 3: "T"}[parts]
    return cal.months_of(year, (number - 1) * width + 1, number * width, f"{year:04d}-{code}{number}")


def _decade(point: Point, frame: Frame) -> Resolved:
    if point.decade is None:
        return dated(cal.century((point.century or 0) * 100), "stated")
    if point.century is not None:
        return dated(cal.decade(point.century * 100 + point.decade), "stated")
    if frame.reference is None:
        # `التسعينات` alone are those of the century just past or running: without a day it is not known which.
        return unresolved(UNKNOWN_DAY)
    century = frame.reference.year // 100 * 100
    if point.unit == "CE":
        century += 100 * shift_steps(point.unit_shift)
    elif century + point.decade > frame.reference.year:
        century -= 100
    return dated(cal.decade(century + point.decade), "relative")


def _season(point: Point, frame: Frame) -> Resolved:
    if point.year is not None:
        return dated(cal.season(point.year, point.season), "stated")
    if frame.reference is None:
        return unresolved(UNKNOWN_DAY)
    reference = frame.reference
    if point.unit:
        year = shifted_unit(point, frame).value
        return (
            dated(cal.season(int(year[:4]), point.season), "relative")
            if year and year[:4].isdecimal()
            else unresolved(FROM_STORY)
        )
    running = [cal.season(reference.year + step, point.season) for step in (-2, -1, 0, 1, 2)]
    if point.shift.startswith("-"):
        past = [each for each in running if each.latest < reference]
        return dated(past[shift_steps(point.shift)], "relative")
    if point.shift.startswith("1"):
        return dated(next(each for each in running if each.earliest > reference), "relative")
    return dated(next(each for each in running if each.latest >= reference), "relative")


def _season_of_hijri(code: str, year: int) -> Resolved:
    """`صيف 1436هـ`: the season that begins in the Hijri year."""
    whole = cal.hijri_year(year)
    if whole is None:
        return unresolved(NO_SUCH_DATE)
    around = (cal.season(whole.earliest.year + step, code) for step in (0, 1))
    found = next((each for each in around if whole.earliest <= each.earliest <= whole.latest), None)
    return dated(found, STATED) if found else unresolved(NO_SUCH_DATE)


def _month_or_day(point: Point, frame: Frame, year: int | None, basis: TimeBasis) -> Resolved:
    if year is None:
        if point.named and not (point.shift or point.feast):
            return unresolved(FROM_NAME)
        if frame.reference is None:
            return unresolved(UNKNOWN_DAY)
        basis = "relative"
        if point.day:
            ahead = frame.ahead and not (point.feast and just_past(point.month, point.day, frame.reference))
            when = nearest_day(point.month, point.day, frame.reference, point.shift, ahead)
            if when is not None and point.weekday and not point.shift and when.isoweekday() != point.weekday:
                when = agreeing(when, point.weekday, frame.reference) or when
            return dated(cal.day(when), basis) if when else unresolved(NO_SUCH_DATE)
        return dated(nearest_month(point.month, frame.reference, point.shift, frame.ahead), basis)
    if not point.day:
        return dated(cal.month(year, point.month), basis)
    when = cal.valid(year, point.month, point.day)
    return dated(cal.day(when), basis) if when else unresolved(NO_SUCH_DATE)


def _day(point: Point, frame: Frame) -> Resolved:
    reference = frame.reference
    if reference is None:
        return unresolved(UNKNOWN_DAY)
    if point.offset is not None:
        when = cal.shifted(reference, days=point.offset)
        if when is not None and point.weekday:
            # A weekday wins over `اليوم`: `اليوم السبت` in Sunday's issue is Saturday.
            when = beside_weekday(point.weekday, when)
        return dated(cal.day(when), "relative") if when else unresolved(NO_SUCH_DATE)
    if point.unit == "W":
        start = cal.week(cal.shifted(in_week(reference), days=7 * shift_steps(point.unit_shift)) or reference).earliest
        # The Sunday of a week stands before its Monday, as in the Arab week.
        when = cal.shifted(start, days=point.weekday % cal.DAYS_IN_WEEK - 1)
    else:
        when = nearest_weekday(point.weekday, reference, point.shift, frame.ahead)
        if when is not None and frame.not_before is not None and when < frame.not_before and not point.shift:
            when = nearest_weekday(point.weekday, frame.not_before, "", ahead=True)
    return dated(cal.day(when), "relative") if when else unresolved(NO_SUCH_DATE)
