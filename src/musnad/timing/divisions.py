"""Parts of a year, numbered units and recurrences: `الربع الأول من العام`, `الأشهر الستة الأولى`, `من كل عام`."""

from __future__ import annotations

from musnad.timing.numbers import Number, cardinal, ordinal
from musnad.timing.point import Point
from musnad.timing.words import Hit, Words

QUARTERS, MONTHS = 4, 12
LONGEST_MONTHS = 4
RECURRING = frozenset({"W", "M", "Y"})
NUMBERED = frozenset({"D", "W", "M", "Y", "DE"})


def division(words: Words, at: int, point: Point, starts: bool) -> int | None:
    """`الربع الأول من`, `النصف الثاني من`, `الأشهر الستة الأولى من` before a year or unit; a quarter also alone."""
    if (not starts and not point.edge) or point.division is not None:
        return None
    months = _months(words, at)
    if months is not None:
        part, last, skip = months
        point.division, point.skip = part, skip if starts else point.skip
        return last
    for hit in words.hits(at, "number", clitics=starts):
        if hit.code not in {"fraction", "term"} or not hit.sense.article:
            continue
        found = _numbered(words, hit)
        if found is None:
            continue
        number, last, shift = found
        if starts:
            point.skip, point.preposition = hit.sense.skip, hit.sense.preposition
        if words.particle(last, "from"):
            point.division = (number, hit.value)
            return last + 1
        if hit.value != QUARTERS and not words.particle(at - 1, "in"):
            return None
        after = words.hit(last, "shift")
        point.division, point.shift, point.sure = (number, hit.value), shift or (after.code if after else ""), True
        return after.last if after else last
    return None


def _numbered(words: Words, hit: Hit) -> tuple[int, int, str] | None:
    """Which part it is, the index after it, and its shift: `الربع الثالث`, `الربع الأخير من`, `الربع الماضي` (part 0)."""
    number = ordinal(words, hit.last)
    if number is not None:
        return (number.value, number.last, "") if 1 <= number.value <= hit.value else None
    shift = words.hit(hit.last, "shift")
    if shift is None or words.hit(hit.last, "not_quarter"):
        # `الربع الخالي` is a desert.
        return None
    if shift.code == "-1" and words.particle(shift.last, "from"):
        return hit.value, shift.last, ""
    return (0, shift.last, shift.code) if hit.value == QUARTERS else None


def _months(words: Words, at: int) -> tuple[tuple[int, int], int, int] | None:
    """The part of a year that its first or last months are, the index after `من`, and the letters to skip.

    `الأشهر الثلاثة الأولى من` and `أول ثلاثة أشهر من` are a quarter; seven months are no part: 7 of 12.
    """
    if not any("unit" in words.kinds(index) for index in range(at, at + LONGEST_MONTHS)):
        return None
    hit = words.hit(at, "unit", "M", clitics=True)
    article = words.article(at)
    first = next((each for each in words.hits(at, "number", clitics=True) if each.code == "ordinal"), None)
    if hit is not None and hit.sense.article and hit.sense.entry.flag in {"many", "2"}:
        between = words.article(hit.last)
        number = cardinal(words, between.last if between else hit.last)
        count, last = (2, hit.last) if hit.sense.entry.flag == "2" else (number.value, number.last) if number else (0, 0)
        return _side(words, count, last, hit.sense.skip)
    if first is not None and first.value == 1 and not first.sense.article:
        dual = words.hit(first.last, "unit", "M")
        if dual is not None and dual.sense.entry.flag == "2":
            return _of_year(words, 2, dual.last, first.sense.skip, last_ones=False)
        number = cardinal(words, first.last)
        months = words.hit(number.last, "unit", "M") if number else None
        if number is not None and months is not None:
            return _of_year(words, number.value, months.last, first.sense.skip, last_ones=False)
        return None
    number = cardinal(words, article.last if article else at)
    months = words.hit(number.last, "unit", "M") if number and (article or number.article) else None
    if number is None or months is None:
        return None
    return _side(words, number.value, months.last, article.sense.skip if article else number.skip)


def _side(words: Words, count: int, at: int, skip: int) -> tuple[tuple[int, int], int, int] | None:
    """`الأولى` or `الأخيرة` after the months."""
    if not count:
        return None
    shift = words.hit(at, "shift", "-1")
    number = ordinal(words, at)
    pair = words.hit(at, "first_pair")
    if pair is not None or (number is not None and number.value == 1):
        return _of_year(words, count, pair.last if pair else number.last if number else at, skip, last_ones=False)
    return _of_year(words, count, shift.last, skip, last_ones=True) if shift else None


def _of_year(words: Words, count: int, at: int, skip: int, last_ones: bool) -> tuple[tuple[int, int], int, int] | None:
    if not words.particle(at, "from") or not 0 < count < MONTHS:
        return None
    year = words.hit(at + 1, "unit", "Y") or words.integer(at + 1) or words.hit(at + 1, "this")
    if not year:
        return None
    parts = {3: QUARTERS, 6: 2}.get(count)
    if parts is None:
        return (-count if last_ones else count, MONTHS), at + 1, skip
    return (parts if last_ones else 1, parts), at + 1, skip


def counted(words: Words, at: int, point: Point, starts: bool) -> int | None:
    """A unit counted from an event (`في اليوم الأول من العملية`, `للعام الثالث على التوالي`), or one of a month or year.

    The first has no value; the second (`الأسبوع الأول من يوليو`) bounds the month as `مطلع` does.
    """
    if not starts:
        return None
    hit = words.hit(at, "unit", clitics=True)
    if hit is None or hit.code not in NUMBERED or not hit.sense.article or hit.sense.entry.flag != "1":
        return None
    number = ordinal(words, hit.last)
    if number is None or hit.code == "DE":
        return _decade_of_century(words, hit, number, point) if number else None
    row = words.hit(number.last, "in_a_row")
    after = number.last + words.particle(number.last, "from")
    if row is None and hit.code in {"W", "M"} and after > number.last:
        if words.hits(after, "month") or words.hit(after, "unit", "M") or words.hit(after, "unit", "Y"):
            point.edge, point.skip, point.preposition = "part", hit.sense.skip, hit.sense.preposition
            return number.last
        return None
    governed = hit.code == "D" and any(words.particle(at - 1, code, clitics=True) for code in ("in", "since"))
    to = words.form(number.last).startswith("ل")
    month = words.hits(after, "month") or words.hit(after, "unit", "M")
    if row is None and (month or not (governed and (after > number.last or to))):
        return None
    point.open, point.closed, point.skip, point.preposition = "event", True, hit.sense.skip, hit.sense.preposition
    return row.last if row else number.last


def _decade_of_century(words: Words, hit: Hit, number: Number, point: Point) -> int | None:
    """`العقد الأول من القرن الحالي`; a decade of somebody's age is none."""
    if not words.particle(number.last, "from") or not words.hit(number.last + 1, "unit", "CE"):
        return None
    point.decade, point.skip, point.preposition = (number.value - 1) * 10, hit.sense.skip, hit.sense.preposition
    return number.last


def every_unit(words: Words, at: int, point: Point, after_edge: bool = False, bare_day: bool = False) -> int | None:
    """`من كل عام` after a day, month or weekday, and `كل شهر` after `مطلع`: when the phrase recurs."""
    dated = point.month or point.weekday or point.clock or point.names_day or point.season
    here = at + (words.particle(at, "from") or words.particle(at, "in"))
    edged = after_edge and point.edge and here == at
    if not words.particle(here, "each") or not (edged or (here > at and (dated or bare_day))):
        return None
    unit = words.hit(here + 1, "unit")
    if unit is None or unit.sense.article or unit.sense.entry.flag != "1" or unit.code not in RECURRING | {"D"}:
        return None
    if unit.code == "D" and words.hit(unit.last, "weekday_bare"):
        # `كل يوم أحد` is every Sunday.
        return None
    point.every, point.closed = unit.code, True
    era = words.hit(unit.last, "calendar_year")
    return era.last if era else unit.last
