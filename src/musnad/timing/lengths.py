"""Durations, distances and repetitions: `ثلاثة أيام`, `منذ أسابيع`, `قبل يومين`, `الساعات الماضية`, `كل يوم`."""

from __future__ import annotations

from typing import NamedTuple

from musnad.timing.numbers import cardinal, ordinal
from musnad.timing.point import Amount, Length, Match, Word
from musnad.timing.words import Hit, Words

TIMED = frozenset({"TS", "TM", "TH", "D", "W", "M", "Y", "DE", "CE"})
CLOCKED = frozenset({"TS", "TM"})
LARGEST = 100_000
OLDEST = 20_000_000_000
"""Years of the sky and the rocks: `قبل 540 مليون عام`."""
FRACTIONS = {
    ("CE", 2): (50, "Y"),
    ("CE", 3): (33, "Y"),
    ("CE", 4): (25, "Y"),
    ("DE", 2): (5, "Y"),
    ("Y", 2): (6, "M"),
    ("Y", 4): (3, "M"),
    ("M", 2): (15, "D"),
    ("D", 2): (12, "TH"),
    ("TH", 2): (30, "TM"),
    ("TH", 3): (20, "TM"),
    ("TH", 4): (15, "TM"),
    ("TM", 2): (30, "TS"),
}
"""Half, a third and a quarter of a unit, in whole smaller ones."""


class _Quantity(NamedTuple):
    amount: Amount
    last: int
    skip: int
    preposition: str
    definite: bool
    bare: bool = False


def read_length(words: Words, first: int) -> Match | None:
    """The duration, distance or repetition that starts at a token, or None."""
    for code, kind in (("since", "since"), ("ago", "ago"), ("after", "after")):
        hit = words.hit(first, "particle", code, clitics=True)
        if hit is not None:
            return _distance(words, first, hit, kind)
    each = words.hit(first, "particle", "each", clitics=True)
    if each is not None:
        return _each(words, first, each)
    age = _age(words, first)
    if age is not None:
        return age
    through = _all_through(words, first)
    if through is not None:
        return through
    often = _often(words, first)
    if often is not None:
        return often
    found = _quantity(words, first, governed=_governed(words, first))
    if found is None or words.hit(found.last, "late"):
        return None
    return _duration(words, first, found)


def _often(words: Words, first: int) -> Match | None:
    """The unit in `مرتين في الأسبوع`, `مرة واحدة في العام`."""
    unit = words.hit(first, "unit", clitics=True)
    if unit is None or not unit.sense.article or unit.sense.entry.flag != "1" or unit.sense.conjunction:
        return None
    if unit.sense.preposition == "ب" and words.hits(first - 1, "times", clitics=True) and unit.code in TIMED:
        # `مرتين باليوم`
        return Match(first, unit.last, Length("set", Amount(unit.code, 1), unit.sense.skip, rule="set:often"))
    if unit.sense.preposition or not words.particle(first - 1, "in"):
        return None
    one = first - 2 - any(hit.code == "unit" and hit.value == 1 for hit in words.hits(first - 2, "number"))
    if unit.code not in TIMED or words.hits(unit.last, "shift") or words.hits(unit.last, "same"):
        return None
    if not words.hits(one, "times", clitics=True) and not _measured(words, first - 2, unit):
        return None
    return Match(first, unit.last, Length("set", Amount(unit.code, 1), 0, rule="set:often"))


def _all_through(words: Words, first: int) -> Match | None:
    """`طوال العام`, `على مدار السنة`: the length of a year, whichever it is."""
    unit = words.hit(first, "unit", "Y")
    if unit is None or not unit.sense.article or unit.sense.entry.flag != "1" or not words.hit(first - 1, "all_through"):
        return None
    narrowed = words.definite(unit.last) or words.integer(unit.last) is not None or words.hits(unit.last, "shift")
    if narrowed or words.hits(unit.last, "same") or words.hits(unit.last, "school"):
        return None
    return Match(first, unit.last, Length("duration", Amount("Y", 1), 0, rule="duration"))


def _measured(words: Words, at: int, unit: Hit) -> bool:
    """Whether a number of something ends at an index, so that it is so many a day: `مليون برميل في اليوم`."""
    one = any(hit.code == "unit" and hit.value == 1 for hit in words.hits(unit.last, "number"))
    if unit.code not in {"D", "W", "M", "Y"} or words.integer(unit.last) is not None:
        return False
    if words.definite(unit.last) and not one:
        return False
    smaller = any(hit.code in {"TH", "TM"} for hit in words.hits(at, "unit"))
    counted = words.hit(at, "counted") is not None
    numbered = any(words.integer(at - back) is not None or words.hits(at - back, "number", clitics=True) for back in (1, 2))
    return (smaller or counted) and numbered


def _age(words: Words, first: int) -> Match | None:
    """`في العاشرة من عمرها`, `في سن الخامسة والعشرين`, `طفلة في العاشرة`; no decade (`في العشرينات من عمره`)."""
    number = ordinal(words, first, clitics=True)
    if number is None or words.hit(first - 1, "unit", clitics=True):
        return None
    hit = words.hit(number.last, "of_age")
    feminine = words.form(first).endswith(("ة", "ى"))
    aged = feminine and (words.hit(first - 1, "at_age", clitics=True) or _person_of_age(words, first - 1, number.last))
    if hit is None and not aged:
        return None
    last = hit.last if hit else number.last
    return Match(first, last, Length("duration", Amount("Y", number.value), number.skip, rule="age"))


def _person_of_age(words: Words, at: int, after: int) -> bool:
    """Whether `في` at an index stands between a person and an age, which no part of the day follows: `طفلة في العاشرة`."""
    person = words.particle(at, "in") and words.hit(at - 1, "person_of_age", clitics=True)
    return bool(person) and not (words.hits(after, "part") or words.hits(after, "zone") or words.definite(after))


def read_word(words: Words, first: int) -> Match | None:
    """A word or fixed phrase that stands for its value: `الآن`, `مؤخراً`, `سنوياً`, `فترة طويلة`."""
    edge = words.hit(first, "edge", clitics=True)
    for kind, type_, reason in WORD_KINDS:
        edged = edge is not None and kind == "millennium"
        for hit in words.hits(edge.last if edge and edged else first, kind, clitics=True):
            entry = hit.sense.entry
            if words.form(first - 1) in entry.not_after or words.form(hit.last) in entry.not_before:
                continue
            if entry.only_after and words.form(first if edged else first - 1) not in entry.only_after:
                continue
            if hit.last == first + 1 and words.particle(first, "hour") and _follows_hour(words, hit.last):
                continue
            if edge is not None and edged:
                return Match(first, hit.last, Word(type_, entry.code, edge.sense.skip, rule=f"word:{kind}"))
            value = kind if kind.endswith("_REF") else entry.code.strip("-")
            return Match(first, hit.last, Word(type_, value, hit.sense.skip, reason if not value else "", f"word:{kind}"))
    return None


LENGTH_KINDS = frozenset({"unit", "number"})
LENGTH_PARTICLES = frozenset({"since", "ago", "after", "each", "article"})
WORD_KINDS = (
    ("millennium", "date", ""),
    ("story", "date", "relative to a date of the story that the text has not named"),
    ("PAST_REF", "date", ""),
    ("PRESENT_REF", "date", ""),
    ("FUTURE_REF", "date", ""),
    ("set", "set", "an idiom for continuous action without a calendar value"),
    ("vague", "duration", "a vague duration: the text gives no length"),
)


def _follows_hour(words: Words, at: int) -> bool:
    """Whether a clock time goes on: `حتى الساعة العاشرة`."""
    return words.form(at) == "(" or words.integer(at) is not None or bool(words.hits(at, "number")) or words.definite(at)


def _distance(words: Words, first: int, hit: Hit, kind: str) -> Match | None:
    """`قبل يومين`, `منذ نحو ثلاثة أعوام`, `منذ فترة`: the preposition belongs to the phrase."""
    at = hit.last
    approximate = words.hit(at, "approximate")
    at = approximate.last if approximate else at
    vague = words.hit(at, "vague") or (words.hit(at, "vague_since") if kind == "since" else None)
    if vague is not None and kind == "since" and _quantity(words, vague.last, governed=False) is not None:
        # `منذ فترة ثماني سنوات` gives the length.
        return None
    if vague is not None and kind == "since":
        reason = "a vague duration: the text gives no length"
        return Match(first, vague.last, Word("duration", "", hit.sense.skip, reason, "word:vague"))
    found = (_whole(words, at) if approximate else None) or _quantity(words, at, governed=True)
    if found is None or found.definite:
        return None
    amount, last = found.amount, found.last
    itself = words.hit(last + 1, "time_itself") if words.particle(last, "from") else None
    counted_from = itself is None and (words.particle(last, "from") or words.particle(last, "upon"))
    few = words.hit(last, "few") if amount.count is None else None
    if few is not None and not few.sense.article:
        last = few.last
    again = words.hit(first - 1, "unit", amount.unit)
    if kind == "after" and again is not None:
        return None
    if kind == "after":
        later = "later" if hit.sense.conjunction == "و" and amount.unit == "Y" else "after"
        length = Length(later, amount, hit.sense.skip, rule=later, inner=(at, found.skip))
        return None if counted_from else Match(first, last, length)
    if approximate is not None and approximate.code == "bound" and amount.count is not None and not counted_from:
        # `منذ أكثر من عامين` gives a limit, not a date.
        return Match(first, last, Length("duration", amount, hit.sense.skip, rule=f"{kind}-bound"))
    if kind == "since" and amount.count is None:
        return Match(first, last, Length("duration", amount, hit.sense.skip, rule="since-vague"))
    if kind == "ago" and counted_from:
        return Match(first, last, Length("event", amount, hit.sense.skip, rule="before-event"))
    return Match(first, last, Length("ago", amount, hit.sense.skip, rule=kind))


def _whole(words: Words, at: int) -> _Quantity | None:
    """`منذ قرابة العام`: a definite unit after `نحو` and the like is one."""
    unit = _unit(words, at)
    if unit is None or not unit.sense.article or unit.sense.entry.flag != "1" or words.hits(unit.last, "shift"):
        return None
    return _Quantity(Amount(unit.code, 1), unit.last, unit.sense.skip, "", definite=False)


def _each(words: Words, first: int, each: Hit) -> Match | None:
    """`كل يوم`, `كل ثلاثة أيام`, `كل جمعة`."""
    at = each.last
    day = words.hit(at, "unit", "D")
    weekday = words.hit(day.last if day else at, "weekday_bare")
    if weekday is not None and not weekday.sense.article:
        return Match(first, weekday.last, Word("set", f"XXXX-WXX-{weekday.value}", each.sense.skip, rule="set:weekday"))
    part = words.hit(at, "part")
    evening = words.hit(part.last, "weekday_bare") if part is not None else None
    if evening is not None and not evening.sense.article:
        # `كل مساء خميس`
        return Match(first, evening.last, Word("set", f"XXXX-WXX-{evening.value}", each.sense.skip, rule="set:weekday"))
    unit = words.hit(at, "unit")
    if unit is not None and unit.sense.entry.flag == "1" and not unit.sense.article and unit.code in TIMED:
        year = unit.code == "Y" and len(words.form(unit.last)) == YEAR_DIGITS and words.integer(unit.last) is not None
        if year or words.hit(unit.last, "not_each", clitics=True):
            return None
        month = words.hit(unit.last, "month") if unit.code == "M" else None
        if month is not None:
            return Match(first, month.last, Length("set", Amount("Y", 1), each.sense.skip, rule="set:each"))
        if _half(words, unit.last, unit.code) is None:
            return Match(first, unit.last, Length("set", Amount(unit.code, 1), each.sense.skip, rule="set:each"))
    found = _quantity(words, at, governed=True) or _up_to(words, at)
    if found is None or found.definite or (found.bare and words.definite(found.last)):
        return None
    return Match(first, found.last, Length("set", found.amount, each.sense.skip, rule="set:each"))


def _up_to(words: Words, at: int) -> _Quantity | None:
    """`أربع إلى خمس سنوات`, `4 أو 5 سنوات`: the larger of two numbers with its unit."""
    number = cardinal(words, at)
    if number is None:
        return None
    last = words.past(number.last, "to")
    last = last if last > number.last else number.last + words.particle(last, "or")
    return _numbered(words, last) if last > number.last else None


def _duration(words: Words, first: int, found: _Quantity) -> Match | None:
    amount, last = found.amount, found.last
    few = words.hit(last, "few")
    if found.definite:
        last = few.last if few else last
        shift = words.hit(last, "shift")
        if shift is None or amount.unit in CLOCKED:
            return None
        return Match(first, shift.last, Length("stretch", amount, found.skip, shift=shift.code, rule="stretch"))
    shifted = words.hits(last, "shift") or words.hits(last, "few")
    if found.bare and words.definite(last) and not shifted:
        # `خلال ساعات العمل`, `طوال أيام الأسبوع`
        return None
    if amount.count is None and few is not None and not few.sense.article:
        last = few.last
    elif few is not None and few.sense.article:
        shift = words.hit(few.last, "shift")
        if shift is not None:
            return Match(first, shift.last, Length("stretch", amount, found.skip, shift=shift.code, rule="stretch"))
    shift = words.hit(last, "shift")
    if shift is not None and not found.bare and amount.count != 1:
        # `الـ24 ساعة الماضية`, `48 ساعة الأخيرة`
        return Match(first, shift.last, Length("stretch", amount, found.skip, shift=shift.code, rule="stretch"))
    return Match(first, last, Length("duration", amount, found.skip, rule="duration"))


def _governed(words: Words, first: int) -> bool:
    """Whether a word of duration governs the phrase: a singular or bare plural of a unit counts only then."""
    here = words.hit(first, "unit", clitics=True)
    if here is not None and (
        here.sense.preposition == "ل"
        or (here.sense.preposition == "ب" and here.sense.entry.flag == "many" and not words.definite(here.last))
    ):
        return True
    if words.particle(first - 1, "after", clitics=True):
        # `يوما بعد يوم` is no length.
        return here is None or words.hit(first - 2, "unit", here.code) is None
    if words.particle(first - 1, "in", clitics=True) or words.hit(first - 1, "lasted", clitics=True):
        return True
    starts = range(first - 1, first - LONGEST_APPROXIMATION, -1)
    return any(hit.last == first for start in starts for hit in words.hits(start, "approximate", clitics=True))


def _quantity(words: Words, at: int, governed: bool) -> _Quantity | None:
    found = _numbered(words, at) or _by_unit(words, at, governed) or _share(words, at) or _several(words, at)
    if found is None or found.amount.count is None:
        return found
    return _extended(words, found)


def _numbered(words: Words, at: int) -> _Quantity | None:
    """A number and its unit: `24 ساعة`, `ثلاثين عاماً`, `الأيام`-less `الـ24 ساعة`."""
    article = words.article(at)
    exact = _decimal(words, at)
    if exact is not None:
        return exact
    if words.tokens[at : at + 1] and words.tokens[at].kind == "word" and words.hit(at, "number", "scale"):
        before = words.tokens[at - 1].kind if at else ""
        if before == "number" or words.form(at - 1) == ")":
            # The number of `3.45 مليار سنة`, `(36) مليون سنة` has begun before.
            return None
    number = cardinal(words, article.last if article else at)
    unit = _unit(words, number.last) if number is not None else None
    if number is None or not 0 < number.value <= (OLDEST if unit is not None and unit.code == "Y" else LARGEST):
        return None
    if unit is None or unit.sense.article or unit.sense.entry.flag not in {"1", "counted", "many"}:
        return None
    if unit.sense.entry.flag == "1" and number.value <= SMALL and words.integer(at) is None:
        return None
    if unit.code == "Y" and words.integer(unit.last) is not None and len(words.form(unit.last)) == YEAR_DIGITS:
        return None
    if unit.code == "D" and unit.sense.entry.flag == "1" and words.hits(unit.last, "weekday"):
        return None
    around = (*range(at - CONTRACT_REACH, at), unit.last)
    if unit.code == "DE" and any(words.hit(index, "of_contract", clitics=True) for index in around):
        # `توقع 7 عقود`
        return None
    skip = article.sense.skip if article else number.skip
    return _Quantity(Amount(unit.code, number.value), unit.last, skip, number.preposition, definite=False)


def _contracts(words: Words, at: int, decades: Hit) -> bool:
    """Whether bare `عقود` are contracts: `بعقود مباشرة`, `في عقود رعاية`; `أدنى مستوى في عقود` are decades."""
    if decades.sense.preposition == "ب" or words.integer(at - 1) is not None:
        return True
    ends = decades.last >= len(words) or words.tokens[decades.last].kind == "punctuation"
    return words.form(at - 1) in {"في", "وفي"} and not ends


def _decimal(words: Words, at: int) -> _Quantity | None:
    """`29.6 عام`, `4.55 مليار سنة`: a number with decimals, which has no day to count from."""
    whole, _, rest = words.form(at).replace(",", ".").partition(".")
    if not (whole.isdecimal() and rest.isdecimal()) or words.form(at - 1) == ":":
        # `39:30,016 دقيقة` is the time of a race.
        return None
    thousands = "," in words.form(at) and len(rest) == THOUSANDS
    scale = words.hit(at + 1, "number", "scale")
    unit = _unit(words, scale.last if scale else at + 1)
    if unit is None or unit.sense.article or unit.sense.entry.flag not in {"1", "counted", "many"}:
        return None
    if thousands:
        # `8,000 عام`
        amount = Amount(unit.code, int(whole + rest))
    elif scale is not None:
        amount = Amount(unit.code, round(float(f"{whole}.{rest}") * scale.value))
    else:
        amount = Amount(unit.code, int(whole), decimals=rest)
    return _Quantity(amount, unit.last, 0, "", definite=False)


def _by_unit(words: Words, at: int, governed: bool) -> _Quantity | None:
    for unit in words.hits(at, "unit", clitics=True):
        if unit.code not in TIMED:
            continue
        flag, sense = unit.sense.entry.flag, unit.sense
        if sense.article:
            return _definite(words, unit)
        if flag == "pair" and words.form(at).endswith("تي") and words.definite(unit.last) and not words.kinds(unit.last):
            # `سنتي التجربة`: the dual before its noun.
            return _Quantity(Amount(unit.code, 2), unit.last, sense.skip, sense.preposition, definite=False)
        if flag == "2" and unit.code == "Y" and _dual_noun(words, at - 1):
            # `مقرين عامين`: two general headquarters.
            continue
        if flag == "2":
            return _Quantity(Amount(unit.code, 2), unit.last, sense.skip, sense.preposition, definite=False)
        if flag == "many" and unit.code == "Y" and words.integer(unit.last) is not None:
            continue
        if flag == "many":
            if not governed and not _stands_alone(words, unit):
                continue
            if unit.code == "DE" and _contracts(words, at, unit):
                continue
            return _Quantity(Amount(unit.code, None), unit.last, sense.skip, sense.preposition, definite=False, bare=True)
        if flag in {"1", "counted"}:
            single = _single(words, unit, governed)
            if single is not None:
                return single
    return None


def _dual_noun(words: Words, at: int) -> bool:
    form = words.form(at)
    return form.endswith("ين") and len(form) > SHORTEST_DUAL and not words.definite(at) and not words.kinds(at)


def _definite(words: Words, unit: Hit) -> _Quantity | None:
    """`الساعات`, `الأيام الثلاثة`, `الأشهر الـ12`, `اليومين`: the shift that must follow is read later."""
    flag, sense = unit.sense.entry.flag, unit.sense
    if flag == "2":
        return _Quantity(Amount(unit.code, 2), unit.last, sense.skip, sense.preposition, definite=True)
    if flag != "many":
        return None
    article = words.article(unit.last)
    number = cardinal(words, article.last if article else unit.last)
    if number is not None and (article or number.article) and 0 < number.value <= LARGEST:
        return _Quantity(Amount(unit.code, number.value), number.last, sense.skip, sense.preposition, definite=True)
    return _Quantity(Amount(unit.code, None), unit.last, sense.skip, sense.preposition, definite=True)


def _single(words: Words, unit: Hit, governed: bool) -> _Quantity | None:
    """`يوم واحد`, `عام كامل`, `ساعة ونصف`; a unit alone (`قبل عام`, `خلال شهر`) only where it is governed."""
    sense, last = unit.sense, unit.last
    one = next((hit for hit in words.hits(last, "number") if hit.code == "unit" and hit.value == 1), None)
    whole = words.hit(last, "whole")
    if one is not None and not one.sense.article:
        return _Quantity(Amount(unit.code, 1), one.last, sense.skip, sense.preposition, definite=False)
    if whole is not None:
        return _Quantity(Amount(unit.code, 1), whole.last, sense.skip, sense.preposition, definite=False)
    if _half(words, last, unit.code) is not None:
        return _Quantity(Amount(unit.code, 1), last, sense.skip, sense.preposition, definite=False)
    alone = sense.entry.flag == "counted" and unit.code in {"W", "M"}
    if not (governed or alone) or _continues(words, last) or (sense.preposition == "ل" and unit.code not in {"W", "M", "Y"}):
        return None
    return _Quantity(Amount(unit.code, 1), last, sense.skip, sense.preposition, definite=False)


def _continues(words: Words, at: int) -> bool:
    """Whether what follows a singular unit makes it something else: `عام 2014`, `شهر مايو`, `يوم الاقتراع`."""
    if words.integer(at) is not None or words.definite(at):
        return True
    kinds = ("month", "weekday", "day", "era", "calendar_year", "shift", "number", "feast", "weekday_bare")
    return any(words.hits(at, kind) for kind in kinds)


def _stands_alone(words: Words, unit: Hit) -> bool:
    """Whether an ungoverned plural is a length (`سنوات طويلة`, `استمر سنوات.`) and not a noun (`أيام قرطاج`)."""
    few = words.hit(unit.last, "few")
    if few is not None and not few.sense.article:
        return True
    if unit.code in {"TH", "TM", "TS", "D"} or unit.sense.preposition in {"ب", "ك"}:
        return False
    end = unit.last >= len(words) or words.tokens[unit.last].kind == "punctuation"
    return end or words.particle(unit.last, "from")


def _share(words: Words, at: int) -> _Quantity | None:
    """`نصف ساعة`, `ربع قرن`."""
    for hit in words.hits(at, "number", clitics=True):
        unit = _unit(words, hit.last)
        if hit.code != "fraction" or unit is None or unit.sense.article:
            continue
        part = FRACTIONS.get((unit.code, hit.value))
        if part is not None:
            amount = Amount(part[1], part[0])
            return _Quantity(amount, unit.last, hit.sense.skip, hit.sense.preposition, definite=False)
    return None


def _several(words: Words, at: int) -> _Quantity | None:
    """`عدة أشهر`, `بضعة أيام`, `عشرات السنين`."""
    for hit in words.hits(at, "number", clitics=True):
        unit = _unit(words, hit.last)
        if hit.code == "vague" and unit is not None and unit.sense.entry.flag == "many":
            amount = Amount(unit.code, None)
            return _Quantity(amount, unit.last, hit.sense.skip, hit.sense.preposition, definite=False)
    return None


def _extended(words: Words, found: _Quantity) -> _Quantity:
    """`ثلاث سنوات ونصف`, `عامين وستة أشهر`: a half or smaller units after the first."""
    half = _half(words, found.last, found.amount.unit)
    if half is not None:
        return found._replace(amount=Amount(found.amount.unit, found.amount.count, half=True), last=half)
    joined = words.form(found.last) == "و" and words.integer(found.last + 1) is not None
    at = found.last + joined
    more = _numbered(words, at) or _by_unit(words, at, governed=False)
    if more is None or more.definite or more.amount.count is None or not (joined or _with_and(words, at)):
        return found
    if ORDER.index(more.amount.unit) >= ORDER.index(found.amount.unit) if more.amount.unit in ORDER else True:
        return found
    nested = _extended(words, more)
    return found._replace(
        amount=Amount(found.amount.unit, found.amount.count, more=(nested.amount, *nested.amount.more)),
        last=nested.last,
    )


def _with_and(words: Words, at: int) -> bool:
    return any(sense.conjunction == "و" for senses in words.kinds(at).values() for sense in senses)


def _half(words: Words, at: int, unit: str) -> int | None:
    """The index after `ونصف`, and after the unit where it is said again: `قرن ونصف القرن`."""
    for hit in words.hits(at, "number", clitics=True):
        if hit.code == "fraction" and hit.value == 2 and hit.sense.conjunction == "و":  # noqa: PLR2004 - a half
            again = words.hit(hit.last, "unit", unit)
            return again.last if again is not None and again.sense.entry.flag == "1" else hit.last
    return None


def _unit(words: Words, at: int) -> Hit | None:
    return next((hit for hit in words.hits(at, "unit") if hit.code in TIMED), None)


ORDER = ("TS", "TM", "TH", "D", "W", "M", "Y", "DE", "CE")
SMALL = 10
SHORTEST_DUAL = 4
LONGEST_APPROXIMATION = 5
YEAR_DIGITS = 4
THOUSANDS = 3
CONTRACT_REACH = 3
