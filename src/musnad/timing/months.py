"""Months under any of their names, with what shifts them: `يناير/كانون الثاني`, `مايو ويونيو الماضيين`, `شهر رمضان`."""

from __future__ import annotations

from musnad.timing.calendars import is_hijri_year
from musnad.timing.point import Point
from musnad.timing.slots import take
from musnad.timing.words import Words


def month(words: Words, at: int, point: Point, starts: bool) -> int | None:
    """A month, with `شهر` before it or its other name after it."""
    if point.month:
        return _second_name(words, at, point)
    if point.offset is not None or point.season or point.clock:
        return None
    start = at
    for hit in words.hits(at, "unit", clitics=starts):
        if hit.code == "M" and not hit.sense.article and hit.sense.entry.flag in {"1", "pair"}:
            start = hit.last
            if words.hits(start, "month"):
                take(point, hit, starts)
                point.sure = True
    found = words.hit(start, "month", clitics=starts and start == at)
    if found is None or (start > at and not point.sure):
        return None
    ambiguous = found.sense.entry.flag != "yes"
    if ambiguous and start == at and point.weekday and not point.day:
        # `دعا الثلاثاء رجب طيب أردوغان`
        return None
    if start == at:
        take(point, found, starts)
    point.sure = point.sure or not ambiguous or (starts and len(found.sense.preposition) > 0 and not ambiguous)
    point.month, point.calendar = found.value, found.code
    _share_shift(words, found.last, point)
    return found.last


def _second_name(words: Words, at: int, point: Point) -> int | None:
    """The same month by its other name: `يناير/كانون الثاني`, `أغسطس (آب)`, `آذار- مارس`."""
    mark = words.form(at)
    plain = words.hit(at, "month")
    if plain is not None and (plain.value, plain.code) == (point.month, point.calendar):
        point.sure = True
        return plain.last
    if mark not in {"/", "(", "-", "–", "\\"}:
        return None
    for hit in words.hits(at + 1, "month"):
        if (hit.value, hit.code) == (point.month, point.calendar):
            if mark == "(" and words.form(hit.last) != ")":
                return None
            point.sure = True
            return hit.last + (mark == "(")
    return None


def _share_shift(words: Words, at: int, point: Point) -> None:
    """`مايو ويونيو الماضيين`: the shift after the second month holds for the first."""
    connected = words.particle(at, "or") or words.particle(at, "to") or (words.form(at) == "و" and words.glued(at + 1))
    at += connected
    numbered = words.integer(at) is not None
    joined = words.hit(at + numbered, "month", clitics=True)
    if joined is not None and (connected or joined.sense.conjunction == "و"):
        shift = words.hit(joined.last, "shift")
        if shift is not None and words.form(joined.last).endswith(("ين", "ان")):
            point.shift, point.sure, point.closed = shift.code, True, True


def shift(words: Words, at: int, point: Point, starts: bool) -> int | None:
    """`الماضي`, `المقبل` and the like after a weekday, month or season."""
    if starts or point.shift or point.unit or point.year is not None:
        return None
    shifts = point.weekday or point.month or point.season or point.easter is not None
    if not shifts or point.offset is not None:
        return None
    last = _last_weekday(words, at, point)
    if last is not None:
        return last
    hit = words.hit(at, "shift")
    if hit is None or (hit.code == "-1s" and point.weekday and not point.month):
        return None
    point.shift, point.sure = hit.code, True
    return hit.last


def _last_weekday(words: Words, at: int, point: Point) -> int | None:
    """The index after `الأخيرة` where a month follows: `الجمعة الأخيرة من شهر رمضان`."""
    last = words.hit(at, "last_of")
    if last is None or not point.weekday or point.part or not words.particle(last.last, "from"):
        return None
    here = last.last + 1
    unit = words.hit(here, "unit", "M")
    if not (words.hits(here, "month") or (unit and words.hits(unit.last, "month")) or words.particle(here, "each")):
        return None
    point.last_weekday = True
    return last.last


def opens_range(words: Words, first: int) -> bool:
    """Whether an ambiguous month is the first of a range: `من مارس إلى مايو`, `بين مارس ويوليو`."""
    if words.particle(first - 1, "between", clitics=True):
        joined = words.form(first + 1) == "و"
        other = words.hit(first + 1 + joined, "month", clitics=True)
        return other is not None and (joined or other.sense.conjunction == "و")
    to = words.particle(first + 1, "to")
    return to and words.particle(first - 1, "from") and bool(words.hits(first + 2, "month"))


def listed_month(words: Words, first: int) -> bool:
    """Whether an ambiguous month stands after another (`شهري فبراير ومارس`), or alone after `من`."""
    after = words.form(first - 1) == "و" or words.form(first).startswith("و")
    if after and any(words.hits(first - back, "month", clitics=True) for back in (1, 2)):
        return True
    ends = first + 1 >= len(words) or words.tokens[first + 1].kind == "punctuation"
    return ends and words.particle(first - 1, "from") and bool(words.hits(first, "month", clitics=False))


def score(words: Words, first: int, last: int, point: Point) -> bool:
    """Whether a month that is also the word for nil (`3 صفر`) is a score: it wants its noun, a Hijri year or a shift."""
    if point.calendar != "hijri" or point.shift or point.weekday or (point.year is not None and is_hijri_year(point.year)):
        return False
    for index in range(first, last):
        if words.hit(index, "score", clitics=True):
            return words.hit(index - 1, "unit", "M", clitics=True) is None
    return False
