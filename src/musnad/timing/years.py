"""Years and dates in figures: `عام 2014`, `سنة 2011م`, `1437هـ`, `2018/3/12`, and bare years in context."""

from __future__ import annotations

from musnad.timing.calendars import is_hijri_year
from musnad.timing.numbers import cardinal
from musnad.timing.point import Point
from musnad.timing.words import Words

FIRST_YEAR, LAST_YEAR = 1900, 2100
EARLIEST_BARE, LATEST_BARE = 1945, 2035
"""Bare numbers outside these are more often counts, where no preposition or noun of time stands before them."""

LATEST_HIJRI = 1500
EARLIEST_HIJRI_DIGITS = 3
"""`487هـ` is a year; `4هـ` is more often the number of a list."""

ROUND = 50
"""Round numbers are more often counts: `من 2000 شخص`."""

LATEST_DAY = 31
LATEST_MONTH = 12
YEAR_DIGITS = 4
LONGEST_NAME = 4


def year(words: Words, at: int, point: Point, starts: bool) -> int | None:
    """A year with its noun (`عام 2014`, `العام الدراسي 2017`), or in figures straight after a month, season or edge."""
    if point.year is not None or point.unit:
        return None
    for hit in words.hits(at, "unit", clitics=starts):
        if hit.code == "Y" and hit.sense.entry.flag in {"1", "pair", "many"}:
            adjective = words.hit(hit.last, "calendar_year")
            here = adjective.last if adjective else hit.last
            # `عام ،1987`
            stray = words.form(here) in {"،", ".", ","} and words.glued(here + 1)
            here += stray and len(words.form(here + 1)) == YEAR_DIGITS
            opened = int(words.form(here) == "(")
            number = words.integer(here + opened)
            spelt = cardinal(words, here) if number is None else None
            if spelt is not None and FIRST_YEAR <= spelt.value <= LAST_YEAR:
                number, last = spelt.value, spelt.last
            elif number is not None and (len(words.form(here + opened)) >= YEAR_DIGITS or _era(words, here + opened + 1)):
                last = here + opened + 1
            else:
                continue
            if number > LAST_YEAR or number == 0:
                continue
            if starts:
                point.skip, point.preposition = hit.sense.skip, hit.sense.preposition
            if adjective is not None and words.hit(hit.last, "era", "hijri"):
                point.calendar = "hijri"
            double = double_year(words, last, number) if adjective is not None else None
            if double is not None:
                point.open, point.calendar = "years", "hijri" if is_hijri_year(number) else "gregorian"
                era = words.hit(double, "era")
                return era.last if era else double
            return with_era(words, last, number, point) + (opened and words.form(last) == ")")
    return None if starts or point.shift else _year_after(words, at, point)


def _year_after(words: Words, at: int, point: Point) -> int | None:
    """A year in figures straight after a month, season, edge or part of a year: `7/يوليو/2015`, `صفر 487هـ`."""
    ready = point.month or point.season or point.edge or point.division or point.easter is not None
    slash = bool(point.month) and words.form(at) == "/" and len(words.form(at + 1)) == YEAR_DIGITS
    at += slash
    number = words.integer(at)
    if not ready or number is None or number > LAST_YEAR:
        return None
    old = len(words.form(at)) == EARLIEST_HIJRI_DIGITS and _era(words, at + 1) == "hijri"
    if not old and len(words.form(at)) != YEAR_DIGITS:
        return None
    if not (number >= FIRST_YEAR or is_hijri_year(number) or point.month):
        return None
    return with_era(words, at + 1, number, point)


def double_year(words: Words, at: int, number: int) -> int | None:
    """The index after the second year of a school or budget year that runs over two: `1436/1437`, `2014 - 2015`."""
    era = words.hit(at, "era")
    at = era.last if era else at
    second = words.integer(at + 1)
    if words.form(at) not in {"/", "-", "–", "\\"} or second is None:
        return None
    return at + 2 if second in {number + 1, number - 1, (number + 1) % 100} else None


def bare_year(words: Words, at: int, point: Point, starts: bool) -> int | None:
    """A year without a noun, where what stands around it says that it is one."""
    number = words.integer(at)
    era = _era(words, at + 1)
    if not starts or number is None:
        return None
    if era == "hijri" and EARLIEST_HIJRI_DIGITS <= len(words.form(at)) <= YEAR_DIGITS and 0 < number <= LATEST_HIJRI:
        if not is_hijri_year(number) and words.form(at - 1) != "/":
            return with_era(words, at + 1, number, point)
    elif len(words.form(at)) != YEAR_DIGITS:
        return None
    double = double_year(words, at + 1, number) if is_hijri_year(number) else None
    if double is not None and _era(words, double) == "hijri":
        # `الموسم الزراعي الحالي 1436/1437هـ`
        point.open, point.calendar = "years", "hijri"
        return double + 1
    if is_hijri_year(number) and era == "hijri":
        return with_era(words, at + 1, number, point)
    if not FIRST_YEAR <= number <= LAST_YEAR or not (era or _context(words, at, number)):
        return None
    return with_era(words, at + 1, number, point)


def _context(words: Words, at: int, number: int) -> bool:
    before = at - 1
    if _after_year(words, at):
        return True
    counted = words.hit(at + 1, "counted", clitics=True)
    if words.form(at + 1) in {"%", "٪", "$", "€"} or (
        # `مونديال 1998 كلاعب` counts no players.
        counted is not None and not counted.sense.preposition and not words.breaks(at + 1)
    ):
        return False
    unit = words.hit(at + 1, "unit")
    noun = any(hit.code == "no" for hit in words.hits(before, "year_noun", clitics=True))
    if noun or (unit is not None and not unit.sense.article):
        return False
    named = words.hit(before, "year_noun", "yes", clitics=True) is not None
    placed = any(words.particle(before, code, clitics=True) for code in ("in", "since"))
    strong = named or placed or words.form(before) in {"ب", "ل"}
    likely = EARLIEST_BARE <= number <= LATEST_BARE and number % ROUND != 0
    if strong or (likely and _edition(words, before)):
        return True
    settled = _settled(words, at + 1)
    if likely and words.breaks(at) and (words.form(at + 1) in {":", "-", "–"} or words.breaks(at + 1)):
        # A year that heads a line: `2004: صامويل إيتو`
        return True
    after_era = words.form(before) in {"/", "-", "–"} and words.hit(before - 1, "era", "hijri")
    if after_era and likely:
        return True
    weak = any(words.particle(before, code, clitics=True) for code in ("to", "from", "between", "ago", "after", "or"))
    if weak or _range(words, at) or words.form(before) in {"(", "و"}:
        return settled or (likely and not words.form(at + 1).endswith("ا"))
    return settled and likely and before >= 0 and words.tokens[before].kind == "word"


def _after_year(words: Words, at: int) -> bool:
    """Whether a year stands before: `2015 - 2016`, or, in a list that goes on, `2014، 2015، و2016`."""
    if _range(words, at) and words.integer(at - 2) is not None:
        return True
    if words.form(at - 1) == "و" and _is_year(words, at - 2) and not words.hits(at + 1, "counted"):
        # `كأس العالم في 2018 و2022 لروسيا وقطر`
        return True
    listed = words.form(at - 1) in {"،", ","} and _is_year(words, at - 2)
    return listed and (words.integer(at + 2) is not None or words.form(at + 1) in {"،", ",", "و"})


def _edition(words: Words, last: int) -> bool:
    """Whether a noun that takes a year stands a word or two before: `مونديال روسيا 2018`."""
    for index in range(last, last - LONGEST_NAME, -1):
        if index < 0 or words.tokens[index].kind not in {"word", "latin"} or words.kinds(index).get("particle"):
            return False
        if words.hit(index, "year_noun", "yes", clitics=True):
            return True
    return False


def _is_year(words: Words, at: int) -> bool:
    number = words.integer(at)
    return number is not None and len(words.form(at)) == YEAR_DIGITS and EARLIEST_BARE <= number <= LATEST_BARE


def _settled(words: Words, at: int) -> bool:
    """Whether the number before an index counts nothing: a mark, a particle or a clitic follows."""
    if at >= len(words) or words.tokens[at].kind == "punctuation":
        return True
    form = words.form(at)
    particle = words.hit(at, "particle", clitics=True)
    return particle is not None or form.startswith(("و", "ال"))


def _range(words: Words, at: int) -> bool:
    for mark, other in ((at + 1, at + 2), (at - 1, at - 2)):
        number = words.integer(other)
        if words.form(mark) in {"-", "–", "/"} and number is not None and FIRST_YEAR <= number <= LAST_YEAR:
            return True
    return False


def _era(words: Words, at: int) -> str:
    hit = words.hit(at, "era")
    return hit.code if hit else ""


def with_era(words: Words, last: int, number: int, point: Point) -> int:
    """Sets the year; returns the index after it and after the mark of its era."""
    point.year = number
    hit = words.hit(last, "era")
    marked = hit is not None and hit.code == "hijri" and number <= LATEST_HIJRI
    if hit is not None and (marked or (hit.code != "hijri" and not is_hijri_year(number))):
        last = hit.last
    # `مايو 1453` is no Hijri year.
    if marked or (is_hijri_year(number) and hit is None and not (point.month and point.calendar == "gregorian")):
        point.calendar = "hijri"
    elif not point.calendar:
        point.calendar = "gregorian"
    return last


def _day_and_month(words: Words, first: int, point: Point) -> int | None:
    """`يوم 28/10`: a day and month in figures after `يوم` or a weekday."""
    day, month = words.integer(first), words.integer(first + 2)
    announced = point.weekday or words.hit(first - 1, "unit", "D", clitics=True)
    if not announced or words.form(first + 1) not in {"/", "-"} or words.form(first + 3) == words.form(first + 1):
        return None
    if day is None or month is None or not (1 <= day <= LATEST_DAY and 1 <= month <= LATEST_MONTH):
        return None
    if not (words.glued(first + 1) and words.glued(first + 2)):
        return None
    point.day, point.month, point.numeric, point.sure, point.calendar = day, month, True, True, "gregorian"
    return first + 3


def _opens_range(words: Words, first: int, point: Point) -> int | None:
    """A day and month before a full date in figures, whose year they share: `13/8 إلى 18/9/1436هـ`."""
    day, month = words.integer(first), words.integer(first + 2)
    mark, last = words.form(first + 1), first + 3
    dash = words.form(last) in {"-", "–"} and words.form(last) != mark
    at = max(words.past(last, "to"), last + dash)
    if mark not in {"/", "-"} or at == last or day is None or month is None:
        return None
    other = Point()
    at += words.hit(at, "unit", "D") is not None
    if numeric_date(words, at, other) is None or other.year is None:
        return None
    if not (1 <= day <= LATEST_DAY and 1 <= month <= LATEST_MONTH):
        return None
    point.day, point.month, point.numeric, point.sure, point.closed = day, month, True, True, True
    point.calendar, point.year = other.calendar, other.year - (month > other.month)
    return last


def numeric_date(words: Words, first: int, point: Point) -> int | None:
    """The index after a date in figures (`12-3-2018`, `2018/3/12`, `12.3.2018`) whose slots it fills, or None."""
    form = words.form(first)
    if not form or not form[0].isdecimal():
        return None
    short = _day_and_month(words, first, point) or _opens_range(words, first, point)
    if short is not None:
        return short
    if form.count(".") == 2:  # noqa: PLR2004 - day.month.year is one token with two stops
        pieces, last = form.split("."), first + 1
    elif (
        words.form(first + 1) in {"/", "-", "\\"}
        and words.form(first + 3) == words.form(first + 1)
        and first + 4 < len(words)
    ):
        if any(words.tokens[index].end + 1 < words.tokens[index + 1].start for index in range(first, first + 4)):
            return None
        pieces, last = [form, words.form(first + 2), words.form(first + 4)], first + 5
    else:
        return None
    if not all(piece.isdecimal() and len(piece) <= YEAR_DIGITS for piece in pieces):
        return None
    numbers = [int(piece) for piece in pieces]
    if len(pieces[0]) == YEAR_DIGITS:
        number, month, day = numbers
    elif len(pieces[2]) == YEAR_DIGITS:
        day, month, number = numbers
    else:
        return None
    if month > LATEST_MONTH >= day:
        month, day = day, month
    known = FIRST_YEAR <= number <= LAST_YEAR or is_hijri_year(number)
    if not (known and 1 <= month <= LATEST_MONTH and 1 <= day <= LATEST_DAY):
        return None
    point.day, point.month, point.numeric, point.sure = day, month, True, True
    return with_era(words, last, number, point)
