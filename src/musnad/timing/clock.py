"""Clock times: `الساعة السادسة والنصف مساء`, `10:30`, `09:00 بتوقيت غرينتش`, `الواحدة إلا ثلثا`."""

from __future__ import annotations

from typing import NamedTuple

from musnad.timing.numbers import cardinal, ordinal
from musnad.timing.point import Point
from musnad.timing.words import Words

HOURS, MINUTES, NOON = 24, 60, 12
EARLY_MORNING = 5
CLOCK_DIGITS = 4
LONGEST_RANGE = 8
MINUTE_DIGITS = 2


class _Hour(NamedTuple):
    hour: int
    minute: int
    last: int
    written: bool
    skip: int = 0
    spelt: bool = False


def clock(words: Words, at: int, point: Point, starts: bool) -> int | None:
    """Reads a clock time with its part of the day and time zone into the point; the index after it, or None."""
    hour_word = words.hit(at, "particle", "hour", clitics=starts)
    here = hour_word.last if hour_word else at
    if point.clock is not None or (_no_hour(words, at) if hour_word is None else _no_clock(words, at)):
        return None
    if hour_word is not None and point.names_day and not starts:
        # `الثلاثاء الساعة الثامنة` is a day and a clock time of that day, as with `على` between them.
        return None
    opened = int(hour_word is not None and words.form(here) == "(")
    article = int(words.article(here + opened) is not None)
    found = _hour(words, here + opened + article, named=hour_word is not None, clitics=starts)
    if found is None or (hour_word is None and found.spelt and found.hour == 0):
        # `صفر - 3 مساء أمس` is a score.
        return None
    hour, minute, last = _fraction(words, found.hour, found.minute, found.last)
    # `عند العاشرة والنصف` is a clock time without its noun.
    written = found.written or (found.spelt and minute != found.minute)
    if opened and words.form(last) == ")":
        # `الساعة (11:59) مساء`, beside `الساعة (23:00 بتوقيت غرينتش)`.
        opened, last = False, last + 1
    part = _part(words, last) or (_mark(words, last) if written or hour_word else None)
    if part and not minute:
        # `التاسعة مساء و 24 دقيقة`
        minute, part = _minutes_after(words, part)
    zone = _zone(words, part[1] if part else last)
    shared = None if part or hour > NOON else _shared_part(words, last, hour)
    ranged = hour_word is None and _ends_range(words, at, last)
    nouns = words.hits(last + words.particle(last, "from"), "part")
    noun = next((hit for hit in nouns if hit.sense.entry.flag == "noun"), None)
    # `الساعات الأولى من صباح الأحد` names no hour.
    before_day = noun is not None and not (words.hits(at - 1, "unit", clitics=True) or _scored(words, at))
    if hour_word is None and not (written or part or zone or shared is not None or ranged or before_day):
        return None
    if part:
        point.part, last = part
        hour = _of_day(hour, point.part)
    if zone:
        point.zone, last = zone
    if opened:
        if words.form(last) != ")":
            return None
        last += 1
    if starts:
        point.skip = hour_word.sense.skip if hour_word is not None else found.skip
    point.twelve = found.spelt and part is None and shared is None and hour < NOON
    point.clock = ((hour if shared is None else shared) % HOURS, minute)
    return _past_other_zone(words, last)


def _no_hour(words: Words, at: int) -> bool:
    """Whether no bare hour can stand at an index: a mark, or the second number of a score."""
    mark = bool(words.tokens[at : at + 1]) and words.tokens[at].kind == "punctuation"
    return mark or _scored(words, at)


def _no_clock(words: Words, at: int) -> bool:
    """Whether `الساعة` at an index is a length: `ربع الساعة الأولى`, `6 آلاف كيلومتر في الساعة الواحدة`."""
    share = any(hit.code == "fraction" for hit in words.hits(at - 1, "number", clitics=True))
    return share or (words.form(at - 1) == "في" and words.hit(at - 2, "counted", clitics=True) is not None)


def _shared_part(words: Words, at: int, hour: int) -> int | None:
    """The hour of 24 of the first of two clock times that share the part of the day: `من الثامنة إلى العاشرة مساء`."""
    and_ = words.form(at) == "و" or words.form(at) in {"-", "–"}
    to = words.particle(at, "to", clitics=True)
    joined = to or and_ or words.form(at).startswith("و")
    if not joined:
        return None
    at += to or and_
    named = words.hit(at, "particle", "hour", clitics=True)
    at = named.last if named else at
    at += words.article(at) is not None
    other = _hour(words, at, named=True, clitics=True)
    if other is None or not 0 < other.hour <= NOON:
        return None
    second, _, last = _fraction(words, other.hour, other.minute, other.last)
    part = words.hit(last, "part")
    if part is None or part.code == "DT":
        return None
    first, second = _of_day(hour, part.code), _of_day(second, part.code) or HOURS
    # `من الثامنة إلى الثالثة عصرا` begins in the morning.
    return first if first < second else hour


def _ends_range(words: Words, at: int, last: int) -> bool:
    """Whether a bare hour is the second of two: `من الساعة 8 إلى 10`."""
    if not (words.particle(at - 1, "to", clitics=True) or words.form(at - 1) == "و"):
        return False
    if words.hits(last, "unit") or words.hits(last, "month") or words.hits(last, "counted"):
        return False
    settled = last >= len(words) or words.tokens[last].kind == "punctuation" or bool(words.kinds(last))
    return settled and any(words.particle(index, "hour", clitics=True) for index in range(at - LONGEST_RANGE, at - 1))


def _past_other_zone(words: Words, at: int) -> int:
    """The index after the same time in another zone, where the day follows it: `الثامنة صباحا 04,30 ت غ الأحد`."""
    again = _hour(words, at, named=False) if words.tokens[at : at + 1] else None
    zone = _zone(words, again.last) if again else None
    return zone[1] if zone and words.hit(zone[1], "weekday") else at


def _hour(words: Words, at: int, named: bool, clitics: bool = False) -> _Hour | None:
    number = words.integer(at)
    if number is not None:
        return _in_figures(words, at, number, named)
    if words.form(at)[:1].isdecimal():
        whole, _, rest = words.form(at).replace(",", ".").partition(".")
        if not (rest.isdecimal() and whole.isdecimal() and len(rest) == MINUTE_DIGITS):
            return None
        return _Hour(int(whole), int(rest), at + 1, written=False) if int(whole) < HOURS and int(rest) < MINUTES else None
    for hit in words.hits(at, "number", clitics):
        if hit.code == "hour" or (hit.code == "midpoint" and _fraction(words, 0, 0, hit.last)[1]):
            return _Hour(hit.value, 0, hit.last, written=False, skip=hit.sense.skip, spelt=True)
    spelt = ordinal(words, at, clitics)
    if spelt is not None and spelt.value <= NOON and words.form(at).endswith(("ة", "ى")):
        return _Hour(spelt.value, 0, spelt.last, written=False, skip=spelt.skip, spelt=True)
    return None


def _in_figures(words: Words, at: int, number: int, named: bool) -> _Hour | None:
    """`10:30`, `20h30`, `0947` with a time zone, and an hour alone."""
    mark, minutes = words.form(at + 1), words.form(at + 2)
    colon = (mark == ":" or (named and mark == "،")) and words.glued(at + 1) and words.glued(at + 2)
    if colon and minutes.isdecimal() and len(minutes) == MINUTE_DIGITS and number <= HOURS and int(minutes) < MINUTES:
        last = at + 3
        if words.form(last) == ":" and words.glued(last) and words.integer(last + 1) is not None:
            last += 2
        return _Hour(number, int(minutes), last, written=True)
    if mark in {"h", "س"} and words.glued(at + 1) and number <= HOURS:
        # `20h30`, `18h`, `17س30`, as Tunisian papers print it.
        after = words.integer(at + 2) if words.glued(at + 2) else None
        return _Hour(number, after or 0, at + 2 + (after is not None), written=True) if (after or 0) < MINUTES else None
    if len(words.form(at)) == CLOCK_DIGITS and (named or _zone(words, at + 1)):
        # `الساعة 0947 بتوقيت غرينتش`
        hour, minute = divmod(number, 100)
        return _Hour(hour, minute, at + 1, written=False) if hour <= HOURS and minute < MINUTES else None
    return _Hour(number, 0, at + 1, written=False) if 1 <= number <= HOURS or (named and number == 0) else None


def _fraction(words: Words, hour: int, minute: int, last: int) -> tuple[int, int, int]:
    """`والنصف`, `و الربع`, `إلا ثلثا`, `و20 دقيقة` after the hour."""
    less = words.particle(last, "less")
    joined = words.form(last) == "و"
    start = last + less + joined
    for hit in words.hits(start, "number", clitics=True):
        if hit.code == "fraction" and (less or joined or hit.sense.conjunction == "و"):
            share = MINUTES // hit.value
            return (hour - 1, MINUTES - share, hit.last) if less else (hour, share, hit.last)
    spelt = words.hit(start, "number", clitics=True)
    follows = less or joined or (spelt is not None and spelt.sense.conjunction == "و")
    number = cardinal(words, start) if follows else None
    unit = words.hit(number.last, "unit", "TM") if number else None
    if number is not None and unit is not None and number.value < MINUTES:
        return (hour - 1, MINUTES - number.value, unit.last) if less else (hour, number.value, unit.last)
    return hour, minute, last


def _part(words: Words, at: int) -> tuple[str, int] | None:
    for hit in words.hits(at, "part"):
        if hit.sense.entry.flag == "adverb" and not words.hit(hit.last, "weekday") and not words.hit(hit.last, "day"):
            return hit.code, hit.last
    return None


def _mark(words: Words, at: int) -> tuple[str, int] | None:
    """`م` and `ص` after an hour that is surely one: `10:30 م`."""
    hit = next((each for each in words.hits(at, "part") if each.sense.entry.flag == "mark"), None)
    return (hit.code, hit.last) if hit else None


def _scored(words: Words, at: int) -> bool:
    """Whether a number is the second of a score, so that the evening after it is that of the match: `3-1 مساء الاثنين`."""
    beaten = words.integer(at - 2) is not None or words.hit(at - 2, "score") is not None
    return words.form(at - 1) in {"-", "–"} and words.integer(at) is not None and beaten


def _minutes_after(words: Words, part: tuple[str, int]) -> tuple[int, tuple[str, int]]:
    _, minute, last = _fraction(words, NOON, 0, part[1])
    return minute, (part[0], last)


def _zone(words: Words, at: int) -> tuple[str, int] | None:
    """`بتوقيت غرينتش`, `(ت غ)`, `بتوقيت باريس`: its code and the index after it."""
    opened = words.form(at) == "("
    hit = words.hit(at + opened, "zone")
    place = words.hit(at + opened, "zone_of") if hit is None else None
    if hit is not None:
        code, last = hit.code, hit.last
    elif place is not None and place.last < len(words) and words.tokens[place.last].kind == "word":
        code, last = place.code, place.last + 1
    else:
        return None
    return (code, last + opened) if not opened or words.form(last) == ")" else None


def _of_day(hour: int, part: str) -> int:
    """The hour of 24 that an hour of 12 means in a part of the day; midnight and hours above 12 stand as they are."""
    if hour > NOON or hour == 0:
        return hour
    if part in {"TMO", "DT"}:
        return hour % NOON if part == "TMO" else hour
    if part == "TNI":
        return hour % NOON if hour <= EARLY_MORNING or hour == NOON else hour + NOON
    if part == "TMI":
        return hour if hour >= NOON - 2 else hour + NOON
    if hour == NOON:
        # Twelve in the evening is midnight.
        return 0 if part == "TEV" else hour
    return hour + NOON


def hour_in(hour: int, part: str) -> int:
    """The hour of 24 for a clock time whose part of the day stands elsewhere: `العاشرة من مساء اليوم`."""
    return _of_day(hour, part) % HOURS
