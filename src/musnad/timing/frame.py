"""What an expression is read against, what it is resolved to, and why it may not be."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from musnad.timing.calendars import Stretch
from musnad.types.vocabulary import Calendar, TimeBasis, TimeType

UNKNOWN_DAY = "relative to the publication date, which is not known"
NO_SUCH_DATE = "the calendar has no such date"
FROM_STORY = "relative to a date of the story that the text has not named"
STATED: TimeBasis = "stated"
RELATIVE: TimeBasis = "relative"


@dataclass(frozen=True, slots=True)
class Frame:
    """What an expression is read against: the reference day (None when not known), the tense of its clause, and what
    the text named before it: the last day (`named`) and the last stretches (`spoken`). In a `timetable` a clock time has no
    day; `hijri` says that the last day named was a Hijri one, `beside_hijri` that the next is. `part`
    and `hour` are those of the time just before, `not_before` is the weekday that a range begins with.
    """

    reference: date | None
    ahead: bool = False
    named: date | None = None
    timetable: bool = False
    part: str = ""
    hour: int | None = None
    not_before: date | None = None
    hijri: bool = False
    beside_hijri: bool = False
    spoken: tuple[Stretch, ...] = ()


@dataclass(frozen=True, slots=True)
class Resolved:
    """The fields of a time expression that come from its meaning; `reason` is "" where there is a value."""

    type: TimeType
    value: str | None
    earliest: date | None = None
    latest: date | None = None
    basis: TimeBasis = "stated"
    calendar: Calendar = "gregorian"
    reason: str = ""


def unresolved(reason: str, type_: TimeType = "date", calendar: Calendar = "gregorian") -> Resolved:
    """No value, and why."""
    return Resolved(type_, None, basis="none", calendar=calendar, reason=reason)


def dated(stretch: Stretch, basis: TimeBasis, calendar: Calendar = "gregorian") -> Resolved:
    """The value and days of a stretch of the calendar."""
    return Resolved("date", stretch.value, stretch.earliest, stretch.latest, basis, calendar)


def shift_steps(code: str) -> int:
    """How many units a code of time_modifiers.tsv goes on (-1 for `الماضي`); 0 for any code without a number."""
    digits = code.rstrip("s")
    return int(digits) if digits.lstrip("-").isdecimal() else 0
