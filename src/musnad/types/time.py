"""When: time expressions and what they resolve to."""

from __future__ import annotations

from dataclasses import dataclass

from musnad.types.span import Span
from musnad.types.vocabulary import Calendar, TimeBasis, TimeType


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A calendar date, clock time, duration or repetition.

    `value` is ISO 8601 as TIMEX3 writes it, or None with a `reason`; `earliest` and `latest` bound it in days, closed.
    """

    id: str
    span: Span
    type: TimeType
    value: str | None
    earliest: str | None = None
    latest: str | None = None
    basis: TimeBasis = "stated"
    calendar: Calendar = "gregorian"
    reason: str | None = None
    rule: str = ""
