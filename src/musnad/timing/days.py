"""Days by their name or number: `أمس`, `يوم الثلاثاء`, `20 مايو`, `الثالث عشر من رجب`, `العاشر من كل شهر`."""

from __future__ import annotations

from musnad.timing.divisions import every_unit
from musnad.timing.months import month, shift
from musnad.timing.numbers import ordinal
from musnad.timing.periods import unit
from musnad.timing.point import Point
from musnad.timing.slots import take
from musnad.timing.words import Hit, Words
from musnad.timing.years import LATEST_DAY, numeric_date, year


def starts_day(words: Words, at: int, eve: bool = False) -> bool:
    """Whether a day follows: what makes `فجر` the dawn and not the verb that exploded something."""
    if words.form(at) == "(" or words.hit(at, "this"):
        at += 1
    if (
        any(words.hits(at, kind) for kind in ("weekday", "day"))
        or (words.hits(at, "feast") and not eve)
        or _pointed_day(words, at)
    ):
        return True
    if any(hit.sense.entry.flag in {"1", "pair", "many"} for hit in words.hits(at, "unit") if hit.code == "D"):
        bare = words.hit(at + 1, "weekday_bare")
        if bare is not None and not bare.sense.article:
            return True
        return starts_day(words, at + 1) or bool(words.hits(at, "day")) or words.integer(at + 1) is not None
    return _number_of_day(words, at) is not None


def last_day(words: Words, at: int, point: Point, _starts: bool) -> int | None:
    """`يوم من` and `أيام` of a month after `آخر`: `آخر يوم من شهر ذي القعدة`, `آخر أيام رمضان`."""
    day = words.hit(at, "unit", "D")
    if point.edge != "end" or day is None or day.sense.article or day.sense.entry.flag not in {"1", "many"}:
        return None
    here = day.last + (words.particle(day.last, "from") or words.particle(day.last, "in"))
    if here == day.last and day.sense.entry.flag == "1":
        return None
    end = month(words, here, point, False)
    point.last_day = end is not None
    point.sure = point.sure or point.last_day
    return end


def _pointed_day(words: Words, at: int) -> bool:
    """`ذلك اليوم`, `اليوم نفسه`, `ذات اليوم`, `اليوم التالي`"""
    pointed = words.hit(at, "that") or words.hit(at, "same_before")
    day = words.hit(at + 1 if pointed else at, "unit", "D")
    if day is None or not day.sense.article or day.sense.entry.flag != "1":
        return False
    return pointed is not None or bool(words.hit(day.last, "same") or words.hit(day.last, "shift"))


def day_word(words: Words, at: int, point: Point, starts: bool) -> int | None:
    """`يوم` and `يومي` before the name or number of a day."""
    if point.names_day or point.month:
        return None
    for hit in words.hits(at, "unit", clitics=starts):
        if hit.sense.entry.flag == "many" and point.clock:
            # `الساعة الثالثة أيام الجمعة`: the days recur and the hour is that of each.
            continue
        numbered = words.integer(hit.last) is not None or words.hits(hit.last, "weekday")
        many = hit.sense.entry.flag == "many" and numbered
        if hit.code == "D" and not hit.sense.article and (hit.sense.entry.flag in {"1", "pair"} or many):
            bare = words.hit(hit.last, "weekday_bare")
            if bare is not None and not bare.sense.article and not words.particle(at - 1, "each"):
                # `في مساء يوم جمعة` is some Friday of the story.
                take(point, hit, starts, weekday=bare.value, open="story")
                return bare.last
            if starts_day(words, hit.last):
                return take(point, hit, starts)
    return None


def deictic(words: Words, at: int, point: Point, starts: bool) -> int | None:
    """A day counted from the reference day: `أمس`, `غدا`, `الليلة الماضية`, `هذا اليوم`."""
    if point.offset is not None or point.weekday or point.day or point.month:
        return None
    if words.hit(at, "this", clitics=starts) and words.hit(at + 1, "day", "0"):
        this = words.hit(at, "this", clitics=starts)
        if this is not None and words.form(at + 2) not in _blocked_after(words, at + 1):
            take(point, this, starts, offset=0)
            return at + 2
    for kind in ("day", "night"):
        for hit in words.hits(at, kind, clitics=starts):
            entry = hit.sense.entry
            if words.form(at - 1) in entry.not_after or words.form(hit.last) in entry.not_before:
                continue
            if entry.only_after and words.form(at - 1) not in entry.only_after:
                continue
            if kind == "day" and _rate(words, at - 1, hit):
                continue
            take(point, hit, starts, offset=hit.value)
            if kind == "night":
                point.part = point.part or "TNI"
            return hit.last
    return None


def _rate(words: Words, at: int, day: Hit) -> bool:
    """Whether the preposition at an index makes a rate: `8 ساعات في اليوم`, `مرتين في اليوم`, `مليون برميل في اليوم`."""
    if day.sense.preposition == "ب" and words.hits(at, "times", clitics=True):
        return True
    if not words.particle(at, "in") or words.hit(day.last, "weekday"):
        return False
    counted = any(words.integer(at - back) is not None or words.hits(at - back, "number", clitics=True) for back in (2, 3))
    return bool(words.hits(at - 1, "unit") or words.hits(at - 1, "times") or (day.value == 0 and counted))


def _blocked_after(words: Words, at: int) -> frozenset[str]:
    hit = words.hit(at, "day", "0")
    return hit.sense.entry.not_before if hit else frozenset()


def weekday(words: Words, at: int, point: Point, starts: bool) -> int | None:
    """A weekday, also in brackets after a counted day: `أول من أمس (الاثنين)`."""
    if point.weekday or point.day or point.month:
        return None
    this = words.hit(at, "this", clitics=starts) if point.offset is None else None
    if this is not None and words.hit(this.last, "weekday"):
        # `مساء هذا الأحد`
        at, starts = take(point, this, starts), False
    opened = words.form(at) == "(" and (point.offset is not None or words.hit(at - 1, "unit", "D", clitics=True) is not None)
    hit = words.hit(at + opened, "weekday", clitics=starts)
    if hit is None or (starts and words.hit(at - 1, "not_weekday")):
        return None
    if opened and words.form(hit.last) != ")":
        return None
    if point.clock and words.form(hit.last) == ":":
        # `من الساعة الثامنة إلى الساعة الثانية الجمعة:` opens the next line of a timetable.
        return None
    take(point, hit, starts, weekday=hit.value)
    _share_shift(words, hit.last, point)
    return hit.last + opened


def _share_shift(words: Words, at: int, point: Point) -> None:
    """`الجمعة والسبت المقبلين`: a dual after the second weekday holds for the first."""
    joined = words.form(at) == "و"
    other = words.hit(at + joined, "weekday", clitics=True)
    if other is None or not (joined or other.sense.conjunction == "و"):
        return
    shift = words.hit(other.last, "shift")
    if shift is not None and words.form(other.last).endswith(("ين", "ان")):
        point.shift = shift.code
        return
    week = Point()
    if words.hit(other.last, "unit", "W") and unit(words, other.last, week, False) is not None:
        # `الاثنين والثلاثاء الأسبوع المقبل`
        point.unit, point.unit_shift = week.unit, week.unit_shift
    else:
        _share_shift(words, other.last, point)


def day_of_month(words: Words, at: int, point: Point, starts: bool) -> int | None:
    """A day with its month, or with the month of the last of a list: `3 و4 مايو`, `25 من الشهر الجاري`."""
    if point.day or point.month or (point.offset is not None and not point.weekday):
        return None
    found = _number_of_day(words, at) or _first_day(words, at)
    if found is None:
        return None
    number, after, skip = found
    recurs = _every_month(words, after, number, point)
    if recurs is not None:
        point.skip = skip if starts else point.skip
        return recurs
    shared = _shared_month(words, after)
    if shared is not None and point.weekday and any(words.hit(at - back, "weekday", clitics=True) for back in (2, 3)):
        # `الثلاثاء والأربعاء 14 و15 فيفري`: the numbers are those of both weekdays.
        return None
    if shared is not None:
        point.day, point.month, point.calendar = number, shared.month, shared.calendar
        point.year, point.shift, point.closed = shared.year, shared.shift, True
        point.unit, point.unit_shift, point.skip = shared.unit, shared.unit_shift, skip if starts else point.skip
        return after
    here = after + (words.particle(after, "from") or words.form(after) in {"/", "-"})
    of_unit = Point()
    month_end = month(words, here, of_unit, False)
    if month_end is not None and words.form(after) == "-" and not of_unit.sure:
        # `3-صفر` is a score.
        return None
    if month_end is not None:
        point.month, point.calendar = of_unit.month, of_unit.calendar
        point.shift, point.closed = of_unit.shift, of_unit.closed
    else:
        month_end = unit(words, here, of_unit, False) if here > after else None
        if month_end is None or of_unit.unit != "M":
            return None
        point.unit, point.unit_shift = "M", of_unit.unit_shift
    point.day, point.sure = number, True
    if starts:
        point.skip = skip
    return month_end


def _number_of_day(words: Words, at: int) -> tuple[int, int, int] | None:
    """Number, index after it, letters to skip: `20`, `الـ31`, `الأول`, `الثالث عشر`, `غرة`."""
    article = words.article(at)
    digits = words.integer(article.last if article else at)
    if digits is not None:
        after = (article.last if article else at) + 1
        return (digits, after, article.sense.skip if article else 0) if 1 <= digits <= LATEST_DAY else None
    for hit in words.hits(at, "number", clitics=True):
        if hit.code == "day":
            return hit.value, hit.last, hit.sense.skip
    spelt = ordinal(words, at, clitics=True)
    feminine = words.form(at).endswith(("ة", "ى"))
    dated = spelt is not None and (
        words.particle(spelt.last, "from")
        or words.particle(spelt.last, "to", clitics=True)
        or (words.form(spelt.last).startswith("و") and words.hit(spelt.last, "number", clitics=True))
        or words.hits(spelt.last, "month")
    )
    if spelt is not None and spelt.value <= LATEST_DAY and not feminine and dated:
        return spelt.value, spelt.last, spelt.skip
    return None


def _every_month(words: Words, after: int, number: int, point: Point) -> int | None:
    """`العاشر من كل شهر`, and `30 منه` at the end of a range: a day of every month, or of the one last named."""
    of_it = words.hit(after, "of_it")
    if of_it is not None and (words.particle(after - 2, "to", clitics=True) or words.hit(after - 2, "unit", "D")):
        point.day, point.unit, point.unit_shift, point.closed = number, "M", "same", True
        return of_it.last
    if not (words.particle(after, "from") and words.particle(after + 1, "each")):
        return None
    end = every_unit(words, after, point, bare_day=True)
    if end is None or point.every not in {"M", "Y"}:
        return None
    point.day = number
    return end


def _first_day(words: Words, at: int) -> tuple[int, int, int] | None:
    """`أول` straight before a month: `أول أكتوبر المقبل`."""
    for hit in words.hits(at, "number", clitics=True):
        if hit.code == "ordinal" and hit.value == 1 and not hit.sense.article and words.hit(hit.last, "month", "gregorian"):
            return 1, hit.last, hit.sense.skip
    return None


def _shared_month(words: Words, at: int) -> Point | None:
    """The month of the last day in a list or range of days: what `3` has in `3 و4 مايو`, `3 إلى 5 مايو`, `3-5 مايو`."""
    particle = words.particle(at, "to", clitics=True) or words.particle(at, "or")
    joined = words.form(at) in {"-", "–", "و"} or particle
    spelt = not joined and words.form(at).startswith("و") and _number_of_day(words, at) is not None
    if not (joined or spelt):
        return None
    at = max(words.past(at, "to"), at + joined)
    at += particle and words.hit(at, "unit", "D") is not None
    last = Point()
    if numeric_date(words, at, last) is not None and last.year is not None:
        # `من 5 حتى 14/11/1436هـ`
        return last
    if words.integer(at) is None and words.article(at) is None and _number_of_day(words, at) is None:
        return None
    end = day_of_month(words, at, last, False)
    if end is None:
        return None
    step: int | None = end
    while step is not None and not last.closed:
        step = year(words, end, last, False) or shift(words, end, last, False)
        end = step or end
    return last
