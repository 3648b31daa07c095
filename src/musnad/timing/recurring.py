"""Weekdays that recur: `كل إثنين وأربعاء`, `أيام الجمعة`, `السبت من كل أسبوع`, `رحلتين أسبوعيا يومي الأحد والثلاثاء`."""

from __future__ import annotations

from musnad.timing.clock import clock
from musnad.timing.point import Match, Point, Word
from musnad.timing.words import Hit, Words

LONGEST_LIST = 24
HABIT_REACH = 14
CLOCK_REACH = 4
LINE_REACH = 8
"""How far the hours may stand from days that surely are a line of a timetable: `الخميس: حصة واحدة من الساعة`."""

TIMETABLE_REACH = 60
WHOLE_WEEK_REACH = 6
WEEK = "P1W"
PLURAL = 3


def read_recurring(words: Words, first: int, before: Match | None = None) -> Match | None:
    """The weekday that starts at a token (with `أيام` or `يوم` before it), where its list recurs every week; else None.

    `before` is the last weekday found to recur: a timetable goes on after it (`ويوم الجمعة من الساعة 8 صباحا`).
    """
    lead = _day_word(words, first)
    at = lead.last if lead else first
    weekday = _weekday(words, at)
    if weekday is None or (lead is None and _day_word(words, first - 1) is not None):
        return None
    if weekday.sense.conjunction and words.particle(at - 1, "each", clitics=True):
        # `كل واحد` is everyone.
        return None
    head, last = _head(words, at), _last(words, weekday.last)
    plural = _day_word(words, head)
    every = words.particle(head - 1 if plural else head, "each", clitics=True) or words.particle(
        head - 1, "each", clitics=True
    )
    weekly = words.hit(last, "every_week")
    alone = plural is not None and plural.sense.entry.flag == "many" and _fewer_than_plural(words, head, last)
    one = plural is not None and head == first and last == weekday.last
    if alone and words.hits(last, "shift") and not one:
        # `أيام الجمعة السابقة` are Fridays of several weeks, `أيام السبت والأحد الماضيين` two days.
        return None
    if alone and (words.integer(last) is not None or words.article(last) is not None):
        return None
    listed = plural is not None and plural.sense.entry.flag in {"many", "pair"}
    goes_on = before is not None and first - before.last <= TIMETABLE_REACH
    sure = goes_on or _ranges(words, head, last)
    timed = (listed and _clock_follows(words, last, CLOCK_REACH)) or (
        sure and (_clock_follows(words, last, LINE_REACH) or _hours_before(words, head, last))
    )
    habit = (listed and _habit(words, head, last)) or _of_whole_week(words, head)
    if not (every or weekly or alone or timed or habit):
        return None
    skip = (lead or weekday).sense.skip
    end = weekly.last if weekly and last == weekday.last else weekday.last
    return Match(first, end, Word("set", f"XXXX-WXX-{weekday.value}", skip, rule="set:weekday"))


def _fewer_than_plural(words: Words, first: int, last: int) -> bool:
    """Whether `أيام` counts more days than the list names, so that they recur: `أيام الجمعة`, `أيام السبت والأحد`."""
    named = [index for index in range(first, last) if _weekday(words, index) is not None]
    dated = any(words.integer(index) is not None for index in range(first, last))
    return not dated and len(named) < PLURAL and not _ranges(words, first, last)


def _day_word(words: Words, at: int) -> Hit | None:
    """`يوم`, `يومي` or `أيام`, without the article."""
    hit = words.hit(at, "unit", "D", clitics=True)
    return hit if hit is not None and not hit.sense.article and hit.sense.entry.flag in {"1", "pair", "many"} else None


def _weekday(words: Words, at: int) -> Hit | None:
    full = words.hit(at, "weekday", clitics=True)
    if full is not None:
        return full
    bare = words.hit(at, "weekday_bare", clitics=True)
    return bare if bare is not None and not bare.sense.article else None


def _joins(words: Words, at: int) -> bool:
    return words.form(at) in {"و", "،", ",", "-", "–"} or words.particle(at, "to", clitics=True) or words.particle(at, "or")


def _head(words: Words, at: int) -> int:
    """The index at which the list of weekdays that a weekday is in starts, with its `أيام` or `يوم`."""
    start = at
    for index in range(at - 1, max(at - LONGEST_LIST, -1), -1):
        if _weekday(words, index) is not None or _day_word(words, index) is not None:
            start = index
        elif not _joins(words, index):
            break
    return start


def _last(words: Words, at: int) -> int:
    """The index after the list of weekdays."""
    end = at
    for index in range(at, at + LONGEST_LIST):
        if _weekday(words, index) is not None:
            end = index + 1
        elif not (_joins(words, index) or _day_word(words, index) is not None):
            break
    return end


def _ranges(words: Words, first: int, last: int) -> bool:
    return any(words.particle(index, "to", clitics=True) for index in range(first + 1, last - 1))


def _clock_follows(words: Words, at: int, reach: int) -> bool:
    """Whether a list of days goes on with the hour: `من الاثنين إلى الجمعة على الساعة 11:00` is a timetable."""
    for index in range(at, at + reach):
        dated = words.hits(index, "month", clitics=True) or words.hits(index, "shift")
        if dated or words.form(index) in {".", "؛"} or _weekday(words, index) is not None:
            return False
        if words.particle(index, "hour", clitics=True):
            return True
        if words.particle(index, "from") and clock(words, index + 1, Point(), True) is not None:
            # `من الأحد إلى الخميس من الثامنة صباحا`
            return True
    return False


def _hours_before(words: Words, first: int, last: int) -> bool:
    """Whether the hours stand before the days: `إلى الساعة السابعة والنصف مساء من الثلاثاء إلى السبت`."""
    hours = [index for index in range(max(first - LINE_REACH, 0), first) if words.particle(index, "hour", clitics=True)]
    if not hours or words.integer(last) is not None or words.hits(last, "month") or words.hits(last, "shift"):
        return False
    ranged = any(words.particle(index, "to", clitics=True) for index in range(hours[-1] - 1, hours[-1]))
    return ranged and not any(words.form(index) in {".", "؛", "،"} for index in range(hours[-1], first))


def _of_whole_week(words: Words, first: int) -> bool:
    """Whether all days stand straight before: `كامل أيام الأسبوع بما فيها يوم الأحد`, `يوميا عدا الجمعة`."""
    before = range(max(first - WHOLE_WEEK_REACH, 0), first)
    if any(words.hit(index, "whole_week") is not None for index in before):
        return True
    except_for = words.hit(first - 1, "except_for", clitics=True) or words.hit(first - 2, "except_for", clitics=True)
    return bool(except_for) and any(words.hit(index, "set", "P1D", clitics=True) is not None for index in before)


def _habit(words: Words, first: int, last: int) -> bool:
    """Whether the words around a list of days say that it recurs: `أسبوعيا`, `رحلات أسبوعية`, `من كل أسبوع`."""
    before = range(max(first - HABIT_REACH, 0), first)
    return any(words.hit(index, "habit", clitics=True) is not None for index in before) or any(
        words.hit(index, "set", WEEK, clitics=True) is not None for index in (*before, *range(last, last + 3))
    )
