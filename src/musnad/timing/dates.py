"""Reads a phrase that names a day, month, year or clock time, slot by slot, in whatever order the press writes them."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from musnad.timing.calendars import is_hijri_year
from musnad.timing.clock import clock
from musnad.timing.divisions import counted, division, every_unit
from musnad.timing.numbers import ordinal
from musnad.timing.periods import century, decade, edge, season, unit
from musnad.timing.point import Match, Point
from musnad.timing.words import Hit, Words
from musnad.timing.years import LATEST_DAY, bare_year, numeric_date, year

Component = Callable[[Words, int, Point, bool], int | None]
"""Reads one slot at an index (the flag says whether the phrase starts there); the index after it, or None."""


def read_point(words: Words, first: int) -> Match | None:
    """The longest date or clock time that starts at a token, or None."""
    point = Point()
    at = _fill(words, first, point)
    if point.month and point.year is None and not (point.shift or point.unit or point.feast or point.closed):
        _share_year(words, at, point)
    if at == first or not _complete(words, first, point) or _score(words, first, at, point):
        return None
    point.named = bool(words.hit(first - 1, "named_by_date", clitics=True))
    return Match(first, at, point)


def _fill(words: Words, first: int, point: Point) -> int:
    """Reads slot after slot from a token; the index after the last one."""
    at = first
    while not point.closed:
        step = _component(words, at, point, at == first) or _after_connector(words, at, point, first)
        if step is None:
            break
        at = step
    return at


def _share_year(words: Words, at: int, point: Point) -> None:
    """The year of the second of two months holds for the first: `بين يوليو وديسمبر 2017`, `نوفمبر إلى مارس 2018`."""
    joined = words.form(at) in {"و", "-", "–"} or words.particle(at, "to", clitics=True) or words.particle(at, "or")
    at += joined
    if not joined and not any(hit.sense.conjunction == "و" for hit in words.hits(at, "month", clitics=True)):
        return
    other = Point()
    _fill(words, at, other)
    if not other.month or other.feast or other.calendar != point.calendar:
        return
    if other.year is not None:
        point.year = other.year - (other.month < point.month)
    elif other.every:
        point.every = other.every
    elif other.unit == "Y":
        point.unit, point.unit_shift = other.unit, other.unit_shift


def _opens_range(words: Words, first: int) -> bool:
    """Whether an ambiguous month is the first of a range: `من مارس إلى مايو`."""
    to = words.particle(first + 1, "to")
    return to and words.particle(first - 1, "from") and bool(words.hits(first + 2, "month"))


def _listed_month(words: Words, first: int) -> bool:
    """Whether an ambiguous month stands after another (`شهري فبراير ومارس`), or alone after `من`."""
    after = words.form(first - 1) == "و" or words.form(first).startswith("و")
    if after and any(words.hits(first - back, "month", clitics=True) for back in (1, 2)):
        return True
    ends = first + 1 >= len(words) or words.tokens[first + 1].kind == "punctuation"
    return ends and words.particle(first - 1, "from") and bool(words.hits(first, "month", clitics=False))


def _score(words: Words, first: int, last: int, point: Point) -> bool:
    """Whether a month that is also the word for nil (`3 صفر`) is a score: it wants its noun, a Hijri year or a shift."""
    if point.calendar != "hijri" or point.shift or point.weekday or (point.year is not None and is_hijri_year(point.year)):
        return False
    for index in range(first, last):
        if words.hit(index, "score", clitics=True):
            return words.hit(index - 1, "unit", "M", clitics=True) is None
    return False


def _component(words: Words, at: int, point: Point, starts: bool) -> int | None:
    if at >= len(words):
        return None
    for component in _components(words.tokens[at].kind, tuple(words.kinds(at))):
        step = component(words, at, point, starts)
        if step is not None:
            return step
    return None


@lru_cache(maxsize=4096)
def _components(kind: str, senses: tuple[str, ...]) -> tuple[Component, ...]:
    """The components that can start with such a token, in the order in which they are tried."""
    return tuple(component for component, kinds in COMPONENTS if kind in kinds or not kinds.isdisjoint(senses))


def _after_connector(words: Words, at: int, point: Point, first: int) -> int | None:
    """A slot after `من`, or after the comma between weekday and date: `الثلاثاء، 10 يناير`."""
    if at == first:
        return None
    every = every_unit(words, at, point, at == first + 1)
    if every is not None:
        return every
    if words.particle(at, "from") and (
        point.month or point.clock or point.names_day or point.division or point.decade is not None or point.edge == "part"
    ):
        if point.month and not point.clock:
            return year(words, at + 1, point, False) or unit(words, at + 1, point, False)
        return _component(words, at + 1, point, False)
    if words.form(at) in {"،", ","} and point.weekday and not point.month:
        return _day_of_month(words, at + 1, point, False)
    return None


def _complete(words: Words, first: int, point: Point) -> bool:
    if point.every or point.open or point.easter is not None:
        return True
    if point.month and not (point.feast or point.sure):
        before = words.hit(first - 1, "during", clitics=True) and point.calendar == "hijri"
        return bool(
            before or _opens_range(words, first) or _listed_month(words, first) or
            point.day or point.year is not None or point.shift or point.unit or point.edge
            or words.particle(first - 1, "in") or words.particle(first - 1, "since")
            or (words.particle(first - 1, "to") and point.calendar != "hijri")
        )  # fmt: skip
    if point.division is not None:
        return bool(point.year is not None or point.unit or point.sure)
    if point.season and not (point.year is not None or point.unit or point.shift or point.edge):
        return bool(words.hit(first - 1, "within", clitics=True) and words.definite(first))
    named = point.names_day or point.month or point.clock or point.alone or point.season or point.decade is not None
    return bool(named or point.century is not None or point.year is not None or point.unit)


def _part(words: Words, at: int, point: Point, starts: bool) -> int | None:
    if point.part:
        return None
    for hit in words.hits(at, "part", clitics=starts):
        flag = hit.sense.entry.flag
        if flag in {"alone", "before"}:
            governed = bool(hit.sense.entry.rest) or words.hit(at - 1, "during", clitics=True)
            if starts and not hit.sense.preposition and governed:
                return _take(point, hit, starts, part=hit.code, alone=flag)
            continue
        noun = flag == "noun"
        if noun and not hit.sense.article and not (point.weekday or point.day) and _starts_day(words, hit.last):
            return _take(point, hit, starts, part=hit.code)
        if not noun and (point.names_day or point.clock) and not starts:
            return _take(point, hit, starts, part=hit.code)
    return None


def _starts_day(words: Words, at: int) -> bool:
    """Whether a day follows: what makes `فجر` the dawn and not the verb that exploded something."""
    if words.form(at) == "(" or words.hit(at, "this"):
        at += 1
    for kind in ("weekday", "day"):
        if words.hits(at, kind):
            return True
    if any(hit.sense.entry.flag in {"1", "pair", "many"} for hit in words.hits(at, "unit") if hit.code == "D"):
        bare = words.hit(at + 1, "weekday_bare")
        if bare is not None and not bare.sense.article:
            return True
        return _starts_day(words, at + 1) or bool(words.hits(at, "day")) or words.integer(at + 1) is not None
    return _number_of_day(words, at) is not None


def _figures(words: Words, at: int, point: Point, _starts: bool) -> int | None:
    """A date in figures, alone or after its weekday: `الأربعاء 13/6/2018`."""
    return None if point.month or point.day or point.clock else numeric_date(words, at, point)


def _day_word(words: Words, at: int, point: Point, starts: bool) -> int | None:
    """`يوم` and `يومي` before the name or number of a day."""
    if point.names_day:
        return None
    for hit in words.hits(at, "unit", clitics=starts):
        numbered = words.integer(hit.last) is not None or words.hits(hit.last, "weekday")
        many = hit.sense.entry.flag == "many" and numbered
        if hit.code == "D" and not hit.sense.article and (hit.sense.entry.flag in {"1", "pair"} or many):
            bare = words.hit(hit.last, "weekday_bare")
            if bare is not None and not bare.sense.article and not words.particle(at - 1, "each"):
                # `في مساء يوم جمعة` is some Friday of the story.
                _take(point, hit, starts, weekday=bare.value, open="story")
                return bare.last
            if _starts_day(words, hit.last):
                return _take(point, hit, starts)
    return None


def _deictic(words: Words, at: int, point: Point, starts: bool) -> int | None:
    if point.offset is not None or point.weekday or point.day or point.month:
        return None
    if words.hit(at, "this", clitics=starts) and words.hit(at + 1, "day", "0"):
        this = words.hit(at, "this", clitics=starts)
        if this is not None and words.form(at + 2) not in _blocked_after(words, at + 1):
            _take(point, this, starts, offset=0)
            return at + 2
    for kind in ("day", "night"):
        for hit in words.hits(at, kind, clitics=starts):
            entry = hit.sense.entry
            if words.form(at - 1) in entry.not_after or words.form(hit.last) in entry.not_before:
                continue
            if entry.only_after and words.form(at - 1) not in entry.only_after:
                continue
            if kind == "day" and _rate(words, at - 1):
                continue
            _take(point, hit, starts, offset=hit.value)
            if kind == "night":
                point.part = point.part or "TNI"
            return hit.last
    return None


def _rate(words: Words, at: int) -> bool:
    """Whether the preposition at an index makes a rate: `8 ساعات في اليوم`, `مرتين في اليوم`."""
    counted = words.hits(at - 1, "unit") or words.hits(at - 1, "times")
    return bool(words.particle(at, "in") and counted)


def _blocked_after(words: Words, at: int) -> frozenset[str]:
    hit = words.hit(at, "day", "0")
    return hit.sense.entry.not_before if hit else frozenset()


def _weekday(words: Words, at: int, point: Point, starts: bool) -> int | None:
    if point.weekday or point.day or point.month:
        return None
    opened = words.form(at) == "(" and point.offset is not None
    hit = words.hit(at + opened, "weekday", clitics=starts)
    if hit is None or (starts and words.hit(at - 1, "not_weekday")):
        return None
    if opened and words.form(hit.last) != ")":
        return None
    _take(point, hit, starts, weekday=hit.value)
    return hit.last + opened


def _day_of_month(words: Words, at: int, point: Point, starts: bool) -> int | None:
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
    if shared is not None:
        point.day, point.month, point.calendar = number, shared.month, shared.calendar
        point.year, point.shift, point.closed = shared.year, shared.shift, True
        point.unit, point.unit_shift, point.skip = shared.unit, shared.unit_shift, skip if starts else point.skip
        return after
    here = after + (words.particle(after, "from") or words.form(after) in {"/", "-"})
    of_unit = Point()
    month_end = _month(words, here, of_unit, False)
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
    at += joined + (particle and words.hit(at + 1, "unit", "D") is not None)
    if words.integer(at) is None and words.article(at) is None and _number_of_day(words, at) is None:
        return None
    last = Point()
    end = _day_of_month(words, at, last, False)
    if end is None:
        return None
    step: int | None = end
    while step is not None and not last.closed:
        step = year(words, end, last, False) or _shift(words, end, last, False)
        end = step or end
    return last


def _month(words: Words, at: int, point: Point, starts: bool) -> int | None:
    if point.month:
        return _second_name(words, at, point)
    if point.offset is not None or point.season or point.clock:
        return None
    start = at
    for hit in words.hits(at, "unit", clitics=starts):
        if hit.code == "M" and not hit.sense.article and hit.sense.entry.flag in {"1", "pair"}:
            start = hit.last
            if words.hits(start, "month"):
                _take(point, hit, starts)
                point.sure = True
    found = words.hit(start, "month", clitics=starts and start == at)
    if found is None or (start > at and not point.sure):
        return None
    ambiguous = found.sense.entry.flag != "yes"
    if ambiguous and start == at and point.weekday and not point.day:
        # `دعا الثلاثاء رجب طيب أردوغان`
        return None
    if start == at:
        _take(point, found, starts)
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
            if mark == "(":
                return hit.last + 1 if words.form(hit.last) == ")" else None
            point.sure = True
            return hit.last
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


def _shift(words: Words, at: int, point: Point, starts: bool) -> int | None:
    if starts or point.shift or point.unit or point.year is not None:
        return None
    shifts = point.weekday or point.month or point.season or point.easter is not None
    if not shifts or point.offset is not None:
        return None
    hit = words.hit(at, "shift")
    if hit is None or (hit.code == "-1s" and point.weekday and not point.month):
        return None
    point.shift, point.sure = hit.code, True
    return hit.last


def _feast(words: Words, at: int, point: Point, starts: bool) -> int | None:
    if not starts:
        return None
    opening = _feast_day(words, at)
    first, number = opening or (None, 1)
    feasts = words.hits(first.last if first else at, "feast", clitics=first is None)
    if first and not feasts:
        # `ثاني أيام العيد`: the table has `أيام العيد`.
        feasts = words.hits(first.last - 1, "feast", clitics=True)
    if not feasts:
        return _day_of_fast(words, first, number, point)
    hit = feasts[0]
    if hit.code in EASTERS:
        point.easter = hit.value + number - 1
        return _take(point, Hit((first or hit).sense, hit.last), True, calendar=hit.code, feast=True)
    month_number, day_number = divmod(hit.value, 100)
    point.other_feast = next((each.value + number - 1 for each in feasts if each.value != hit.value), 0)
    _take(point, first or hit, starts, month=month_number, day=day_number + number - 1, calendar=hit.code, feast=True)
    return hit.last


def _feast_day(words: Words, at: int) -> tuple[Hit, int] | None:
    """`ثاني أيام`, `أول يوم` and `أيام` before a feast: a hit with the letters to skip and the end, and the day."""
    for hit in words.hits(at, "number", clitics=True):
        day = words.hit(hit.last, "unit", "D")
        if hit.code == "ordinal" and day is not None and not day.sense.article and day.sense.entry.flag != "2":
            inner = words.particle(day.last, "from")
            return Hit(hit.sense, day.last + inner), hit.value
    days = words.hit(at, "unit", "D", clitics=True)
    return (days, 1) if days is not None and days.sense.entry.flag == "many" and not days.sense.article else None


def _day_of_fast(words: Words, first: Hit | None, number: int, point: Point) -> int | None:
    """`أول أيام شهر رمضان`, `رابع أيام رمضان`: a numbered day of a Hijri month; `أيام رمضان` alone are the month."""
    if first is None or first.sense.entry.kind != "number":
        return None
    end = _month(words, first.last, point, False)
    if end is None or point.calendar != "hijri":
        return None
    point.sure = True
    return _take(point, Hit(first.sense, end), True, day=number)


def _take(point: Point, hit: Hit, starts: bool, **slots: int | str | bool) -> int:
    for name, value in slots.items():
        setattr(point, name, value)
    if starts:
        point.skip = hit.sense.skip
        point.preposition = hit.sense.preposition
    return hit.last


COMPONENTS: tuple[tuple[Component, frozenset[str]], ...] = (
    (_figures, frozenset({"number"})),
    (clock, frozenset({"number", "particle"})),
    (_part, frozenset({"part"})),
    (edge, frozenset({"edge"})),
    (_feast, frozenset({"feast", "number", "unit"})),
    (_day_word, frozenset({"unit"})),
    (_deictic, frozenset({"day", "night", "this"})),
    (_weekday, frozenset({"weekday", "punctuation"})),
    (_day_of_month, frozenset({"number", "particle"})),
    (_month, frozenset({"month", "unit", "punctuation"})),
    (season, frozenset({"unit", "this"})),
    (decade, frozenset({"number"})),
    (century, frozenset({"number"})),
    (division, frozenset({"number", "unit", "particle"})),
    (year, frozenset({"unit", "number"})),
    (counted, frozenset({"unit"})),
    (unit, frozenset({"unit", "this", "that", "same_before"})),
    (_shift, frozenset({"shift"})),
    (bare_year, frozenset({"number"})),
)
"""What may come next, tried in this order, each with the kinds of senses and tokens that it can start with."""

EASTERS = frozenset({"easter", "easter_east"})
POINT_KINDS = frozenset(
    {"part", "unit", "day", "night", "weekday", "month", "edge", "feast", "this", "that", "same_before", "number"}
)
POINT_PARTICLES = frozenset({"hour", "article"})
"""What a token must be for a date to start there."""
