"""Calendar units and their parts: `العام الماضي`, `هذا الأسبوع`, `سبعينيات القرن الماضي`, `الربع الأول من العام`."""

from __future__ import annotations

from musnad.timing.numbers import ordinal
from musnad.timing.point import Point
from musnad.timing.words import Hit, Words
from musnad.timing.years import YEAR_DIGITS, double_year, with_era

SHIFTED = frozenset({"D", "W", "M", "Y", "DE", "CE"})
SEASONS = frozenset({"SP", "SU", "FA", "WI"})
CENTURY = 100
LATEST_CENTURY = 30
LONGEST_LIST = 7
OLDEST_AGE_DECADE = 40


def edge(words: Words, at: int, point: Point, starts: bool) -> int | None:
    """`مطلع`, `نهاية`, `منتصف` before a unit, month or year; alone they come to nothing."""
    if not starts:
        return None
    hit = words.hit(at, "edge", clitics=True)
    if hit is None or hit.sense.article:
        return None
    point.edge, point.skip, point.preposition = hit.code, hit.sense.skip, hit.sense.preposition
    return hit.last


def unit(words: Words, at: int, point: Point, starts: bool) -> int | None:
    """A definite unit with its shift (`العام الماضي`, `هذا الأسبوع`, `الشهر نفسه`, `نفس اليوم`) or after an edge."""
    if point.unit or point.year is not None or point.shift or point.offset is not None:
        return None
    pointer = _pointer(words, at, starts)
    here = pointer.last if pointer else at
    for hit in words.hits(here, "unit", clitics=starts and pointer is None):
        centuries = hit.code == "CE" and hit.sense.entry.flag == "2"
        if hit.code not in SHIFTED or not hit.sense.article or (hit.sense.entry.flag != "1" and not centuries):
            continue
        if centuries and ordinal(words, hit.last) is None:
            continue
        pointing = pointer.sense.entry.kind if pointer else ""
        if hit.code == "D" and (point.weekday or pointing == "this"):
            continue
        if hit.code == "DE" and (pointing or words.hit(at - 1, "of_contract", clitics=True)):
            # `ذلك العقد` and `شروط العقد الحالي` are contracts far more often than decades.
            continue
        found = _new_year(words, hit) or _shift_of(words, hit, pointer, point, here)
        if found is None:
            continue
        code, last = found
        kept = point.skip, point.preposition
        if starts:
            first = pointer or hit
            point.skip, point.preposition = first.sense.skip, first.sense.preposition
        stated = _stated_year(words, last, point) if hit.code == "Y" else None
        if stated is not None:
            return stated
        if hit.code == "Y" and words.hit(hit.last, "school"):
            # `العام الدراسي المقبل` runs over two years of the calendar and is neither of them.
            point.skip, point.preposition = kept
            continue
        if hit.code == "Y" and words.hit(hit.last, "era", "hijri"):
            point.calendar = "hijri"
        point.unit, point.unit_shift = hit.code, code
        return last
    return None


def _stated_year(words: Words, at: int, point: Point) -> int | None:
    """The index after the number that says which year it is: `هذا العام 1436هـ`, `العام الحالي 1435/1436هـ`."""
    number = words.integer(at)
    if number is None or len(words.form(at)) != YEAR_DIGITS:
        return None
    double = double_year(words, at + 1, number)
    era = words.hit(double or at + 1, "era")
    if era is None:
        return None
    if double is not None:
        point.open, point.calendar = "years", "hijri" if era.code == "hijri" else "gregorian"
        return era.last
    return with_era(words, at + 1, number, point)


def _pointer(words: Words, at: int, starts: bool) -> Hit | None:
    for kind in ("this", "that", "same_before"):
        hit = words.hit(at, kind, clitics=starts)
        if hit is not None:
            return hit
    return None


def _shift_of(words: Words, hit: Hit, pointer: Hit | None, point: Point, at: int) -> tuple[str, int] | None:
    """The shift code (of time_modifiers.tsv, or `same` for the unit last spoken of) and the index after it."""
    adjective = words.hit(hit.last, "calendar_year") if hit.code == "Y" else None
    last = adjective.last if adjective else hit.last
    same = words.hit(last, "same")
    if pointer is not None:
        return ("0" if pointer.sense.entry.kind == "this" else "same"), last
    if same is not None:
        # `الأمين العام نفسه`
        general = hit.code == "Y" and words.definite(at - 1) and not words.kinds(at - 1)
        return None if general else ("same", same.last)
    shift = words.hit(last, "shift")
    if shift is not None:
        # `الأمين العام السابق`: after a definite noun العام is an adjective.
        adjectival = hit.code == "Y" and words.definite(at - 1) and not point.month and not point.edge
        if adjectival and shift.code not in {"-1", "1"}:
            return None
        return shift.code, shift.last
    if hit.code in {"W", "M", "Y"} and (point.edge or point.division):
        return ("edge" if hit.code == "W" else "0"), last
    if hit.code in {"W", "M", "Y"} and words.hit(at - 1, "within", clitics=True) and _settled(words, last):
        return "0", last
    if hit.code == "CE":
        return _numbered_century(words, last, point) or (("0", last) if point.edge else None)
    return None


def _new_year(words: Words, hit: Hit) -> tuple[str, int] | None:
    """`العام الجديد`, `العام الهجري الجديد`; no school year."""
    era = words.hit(hit.last, "era") if hit.code == "Y" else None
    new = words.hit(era.last if era else hit.last, "new") if hit.code == "Y" else None
    return ("new", new.last) if new else None


def _settled(words: Words, at: int) -> bool:
    """Whether nothing at an index narrows the unit before it down: no adjective, number or `من`."""
    return not (words.definite(at) or words.integer(at) is not None or words.particle(at, "from") or words.article(at))


def _numbered_century(words: Words, at: int, point: Point) -> tuple[str, int] | None:
    article = words.article(at)
    figure = words.integer(article.last if article else at)
    if figure is not None and 0 < figure <= LATEST_CENTURY:
        return "-", _of_era(words, (article.last if article else at) + 1, figure - 1, point)
    number = ordinal(words, at)
    return ("-", _of_era(words, number.last, number.value - 1, point)) if number is not None else None


def _of_era(words: Words, at: int, century_number: int, point: Point) -> int:
    """Sets the century; one of the Hijra or before Christ has no value. The index after the era."""
    point.century = century_number
    era = words.hit(at, "era")
    if era is not None and era.code != "gregorian":
        point.open = "era"
    return era.last if era else at


def season(words: Words, at: int, point: Point, starts: bool) -> int | None:
    """`الصيف الماضي`, `صيف 2015`, `هذا الصيف`; a season alone comes to nothing."""
    if point.season or point.month or point.weekday or point.unit:
        return None
    this = words.hit(at, "this", clitics=starts)
    here = this.last if this else at
    for hit in words.hits(here, "unit", clitics=starts and this is None):
        if hit.code not in SEASONS or (this and not hit.sense.article):
            continue
        if starts:
            first = this or hit
            point.skip, point.preposition = first.sense.skip, first.sense.preposition
        point.season = hit.code
        if this:
            point.shift = "0"
        return hit.last
    return None


def decade(words: Words, at: int, point: Point, starts: bool) -> int | None:
    """`التسعينات`, `سبعينيات القرن الماضي`; of people's age (`في العشرينات من عمره`) it is none."""
    if point.decade is not None:
        return None
    for hit in words.hits(at, "number", clitics=starts):
        if hit.code != "decade" or words.hit(hit.last, "of_age"):
            continue
        whole = words.hit(hit.last, "unit", "CE")
        if not hit.sense.article and whole is None:
            continue
        in_century = whole is not None or words.particle(hit.last, "from")
        if hit.value <= OLDEST_AGE_DECADE and not in_century:
            # `في أواخر العشرينات` is said of a person's age.
            continue
        if starts:
            point.skip, point.preposition = hit.sense.skip, hit.sense.preposition
        point.decade = hit.value
        era = words.hit(hit.last, "era")
        if era is not None and era.code != "gregorian":
            point.open = "era"
        return era.last if era is not None else hit.last
    return None


def _listed_century(words: Words, at: int, point: Point) -> int | None:
    """The second of two centuries: `القرن الثامن وحتى الخامس عشر`, `القرنين التاسع عشر والعشرين`."""
    number = ordinal(words, at, clitics=True)
    joined = number is not None and (
        words.form(at).startswith("و") or words.particle(at - 1, "to", clitics=True) or words.form(at - 1) == "و"
    )
    if number is None or not joined:
        return None
    for index in range(at - 2, max(at - LONGEST_LIST, -1), -1):
        hit = words.hit(index, "unit", "CE", clitics=True)
        if hit is not None and ordinal(words, hit.last) is not None:
            point.century, point.skip = number.value - 1, number.skip
            return number.last
    return None


def century(words: Words, at: int, point: Point, starts: bool) -> int | None:
    """Nothing by itself: a century is read as a unit; after a decade its number may stand without one."""
    if starts:
        return _listed_century(words, at, point)
    if point.decade is None or point.century is not None:
        return None
    number = ordinal(words, at)
    if number is None or number.value < CENTURY // 10:
        return None
    point.century = number.value - 1
    return number.last
