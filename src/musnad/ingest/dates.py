"""Publication dates as outlets write them, to ISO 8601."""

from __future__ import annotations

import re
from datetime import date, datetime
from unicodedata import digit

from dateutil.parser import isoparse, parse

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}(?!\d)")
_YEAR_FIRST = re.compile(r"\d{4}\D")
_BARE_NUMBER = re.compile(r"\d+")
_YEARS = range(1800, 2101)
"""Years of newspapers in the Gregorian calendar; 1438 is a year of the Hijra, which has other months."""

_LONGEST = 64
"""Characters: longer than any date, `Tuesday, 10 January 2017 at 10:15:30 +03:00`."""

_DEFAULTS = (datetime.fromisoformat("1904-01-01"), datetime.fromisoformat("1908-02-02"))
"""Two days that differ in year, month and day; local ones, since the zone of a publication date is the outlet's."""


def iso_date(given: str) -> str | None:
    """The date of `given` as `YYYY-MM-DD`, None when it cannot be understood or is incomplete.

    A timestamp gives its local date, without conversion to UTC: `2018-02-18T21:35:43+04:00` is 18 February, the day
    that the article means by "today". Numbers are day/month/year, or year/month/day where four digits stand first.
    """
    text = "".join(str(digit(c)) if c.isdecimal() else c for c in given.strip())
    if len(text) > _LONGEST or (_BARE_NUMBER.fullmatch(text) and len(text) != len("20170110")):
        return None
    try:
        found = isoparse(text).date() if _ISO.match(text) else _any_order(text)
    except (ValueError, OverflowError, TypeError, LookupError, AttributeError, ArithmeticError):
        # dateutil raises the others for some garbage besides its own ParserError, a ValueError
        found = _leading_iso(text)
    return found.isoformat() if found is not None and found.year in _YEARS else None


def _leading_iso(text: str) -> date | None:
    """The date that `2018-02-18 21:35 GMT+4` begins with, whatever follows."""
    match = _ISO.match(text)
    try:
        return date.fromisoformat(match.group()) if match else None
    except ValueError:
        return None


def _any_order(text: str) -> date | None:
    """The date by dateutil, read twice with different defaults: it fills what is missing from them, in silence."""
    year_first = _YEAR_FIRST.match(text) is not None or _BARE_NUMBER.fullmatch(text) is not None
    first, second = (
        parse(text, default=default, dayfirst=not year_first, yearfirst=year_first, ignoretz=True).date()
        for default in _DEFAULTS
    )
    return first if first == second else None
