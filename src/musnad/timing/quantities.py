"""So many of a unit of time: `ثلاثة أيام`, `ساعة ونصف`, `4.55 مليار سنة`, `عدة أشهر`, and a unit where it is governed."""

from __future__ import annotations

from typing import NamedTuple

from musnad.timing.numbers import cardinal
from musnad.timing.point import Amount
from musnad.timing.words import Hit, Words

TIMED = frozenset({"TS", "TM", "TH", "D", "W", "M", "Y", "DE", "CE"})
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
ORDER = ("TS", "TM", "TH", "D", "W", "M", "Y", "DE", "CE")
SMALL = 10
SHORTEST_DUAL = 4
LONGEST_APPROXIMATION = 5
YEAR_DIGITS = 4
THOUSANDS = 3
CONTRACT_REACH = 3


class Quantity(NamedTuple):
    """An amount as it stands in the text up to token `last`; `bare` without a number, `definite` with the article."""

    amount: Amount
    last: int
    skip: int
    preposition: str
    definite: bool
    bare: bool = False


def is_governed(words: Words, first: int) -> bool:
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


def quantity(words: Words, at: int, governed: bool) -> Quantity | None:
    """The amount that starts at a token; a singular or a bare plural only where it is `governed`."""
    found = numbered(words, at) or _by_unit(words, at, governed) or _share(words, at) or _several(words, at)
    if found is None or found.amount.count is None:
        return found
    return _extended(words, found)


def numbered(words: Words, at: int) -> Quantity | None:
    """A number and its unit: `24 ساعة`, `ثلاثين عاماً`, `الأيام`-less `الـ24 ساعة`."""
    article = words.article(at)
    exact = _decimal(words, at)
    if exact is not None or _begun_before(words, at):
        return exact
    number = cardinal(words, article.last if article else at)
    unit = timed_unit(words, number.last) if number is not None else None
    if number is None or not 0 < number.value <= (OLDEST if unit is not None and unit.code == "Y" else LARGEST):
        return None
    if unit is None or unit.sense.article or unit.sense.entry.flag not in {"1", "counted", "many"}:
        return None
    if unit.sense.entry.flag == "1" and number.value <= SMALL and words.integer(at) is None:
        return None
    if _something_else(words, at, unit):
        return None
    skip = article.sense.skip if article else number.skip
    return Quantity(Amount(unit.code, number.value), unit.last, skip, number.preposition, definite=False)


def _begun_before(words: Words, at: int) -> bool:
    """Whether a scale at an index belongs to the number before it: `(36) مليون سنة`."""
    scale = words.hit(at, "number", "scale") is not None and words.integer(at) is None
    return scale and at > 0 and (words.tokens[at - 1].kind == "number" or words.form(at - 1) == ")")


def _something_else(words: Words, at: int, unit: Hit) -> bool:
    """Whether a number and its unit are no length: `20 عام 2014`, `3 يوم الأحد`, `توقع 7 عقود`."""
    if unit.code == "Y":
        return words.integer(unit.last) is not None and len(words.form(unit.last)) == YEAR_DIGITS
    if unit.code == "D":
        return unit.sense.entry.flag == "1" and bool(words.hits(unit.last, "weekday"))
    return unit.code == "DE" and _number_of_contracts(words, at, unit)


def _number_of_contracts(words: Words, at: int, unit: Hit) -> bool:
    """Whether counted `عقود` are contracts: `أبرمت 20 عقدا مع`; `في إنهاء 7 عقود من الصراع`, `خلال 3 عقود` are decades."""
    around = (*range(at - CONTRACT_REACH, at), unit.last)
    if any(words.hit(index, "of_contract", clitics=True) for index in around):
        return True
    last = unit.last
    ends = last >= len(words) or words.tokens[last].kind == "punctuation" or bool(words.hits(last, "shift"))
    goes_on = words.particle(last, "from") or words.particle(last, "upon") or words.form(last).startswith("و")
    before = [words.particle(at - 1, code, clitics=True) for code in ("in", "since", "ago", "after")]
    return not (ends or goes_on or any(before) or is_governed(words, at) or words.form(at - 1).endswith("ل"))


def _contracts(words: Words, at: int, decades: Hit) -> bool:
    """Whether bare `عقود` are contracts: `بعقود مباشرة`, `في عقود رعاية`; `أدنى مستوى في عقود` are decades."""
    if decades.sense.preposition == "ب" or words.integer(at - 1) is not None:
        return True
    ends = decades.last >= len(words) or words.tokens[decades.last].kind == "punctuation"
    return words.form(at - 1) in {"في", "وفي"} and not ends


def _decimal(words: Words, at: int) -> Quantity | None:
    """`29.6 عام`, `4.55 مليار سنة`: a number with decimals, which has no day to count from."""
    whole, _, rest = words.form(at).replace(",", ".").partition(".")
    if not (whole.isdecimal() and rest.isdecimal()) or words.form(at - 1) == ":":
        # `39:30,016 دقيقة` is the time of a race.
        return None
    thousands = "," in words.form(at) and len(rest) == THOUSANDS
    scale = words.hit(at + 1, "number", "scale")
    unit = timed_unit(words, scale.last if scale else at + 1)
    if unit is None or unit.sense.article or unit.sense.entry.flag not in {"1", "counted", "many"}:
        return None
    if thousands:
        # `8,000 عام`
        amount = Amount(unit.code, int(whole + rest))
    elif scale is not None:
        amount = Amount(unit.code, round(float(f"{whole}.{rest}") * scale.value))
    else:
        amount = Amount(unit.code, int(whole), decimals=rest)
    return Quantity(amount, unit.last, 0, "", definite=False)


def _by_unit(words: Words, at: int, governed: bool) -> Quantity | None:
    for unit in words.hits(at, "unit", clitics=True):
        if unit.code not in TIMED:
            continue
        flag, sense = unit.sense.entry.flag, unit.sense
        if sense.article:
            return _definite(words, unit)
        if flag == "pair" and words.form(at).endswith("تي") and words.definite(unit.last) and not words.kinds(unit.last):
            # `سنتي التجربة`: the dual before its noun.
            return Quantity(Amount(unit.code, 2), unit.last, sense.skip, sense.preposition, definite=False)
        if flag == "2" and unit.code == "Y" and _dual_noun(words, at - 1):
            # `مقرين عامين`: two general headquarters.
            continue
        if flag == "2":
            return Quantity(Amount(unit.code, 2), unit.last, sense.skip, sense.preposition, definite=False)
        if flag == "many":
            if not _plural(words, at, unit, governed):
                continue
            return Quantity(Amount(unit.code, None), unit.last, sense.skip, sense.preposition, definite=False, bare=True)
        if flag in {"1", "counted"}:
            single = _single(words, unit, governed)
            if single is not None:
                return single
    return None


def _plural(words: Words, at: int, unit: Hit, governed: bool) -> bool:
    """Whether a plural without a number is a length of time."""
    if unit.code == "Y" and words.integer(unit.last) is not None:
        return False
    if unit.code == "DE" and _contracts(words, at, unit):
        return False
    return governed or _stands_alone(words, unit)


def _dual_noun(words: Words, at: int) -> bool:
    form = words.form(at)
    return form.endswith("ين") and len(form) > SHORTEST_DUAL and not words.definite(at) and not words.kinds(at)


def _definite(words: Words, unit: Hit) -> Quantity | None:
    """`الساعات`, `الأيام الثلاثة`, `الأشهر الـ12`, `اليومين`: the shift that must follow is read later."""
    flag, sense = unit.sense.entry.flag, unit.sense
    if flag == "2":
        return Quantity(Amount(unit.code, 2), unit.last, sense.skip, sense.preposition, definite=True)
    if flag != "many":
        return None
    article = words.article(unit.last)
    number = cardinal(words, article.last if article else unit.last)
    if number is not None and (article or number.article) and 0 < number.value <= LARGEST:
        return Quantity(Amount(unit.code, number.value), number.last, sense.skip, sense.preposition, definite=True)
    return Quantity(Amount(unit.code, None), unit.last, sense.skip, sense.preposition, definite=True)


def _single(words: Words, unit: Hit, governed: bool) -> Quantity | None:
    """`يوم واحد`, `عام كامل`, `ساعة ونصف`; a unit alone (`قبل عام`, `خلال شهر`) only where it is governed."""
    sense, last = unit.sense, unit.last
    one = next((hit for hit in words.hits(last, "number") if hit.code == "unit" and hit.value == 1), None)
    whole = words.hit(last, "whole")
    if one is not None and not one.sense.article:
        return Quantity(Amount(unit.code, 1), one.last, sense.skip, sense.preposition, definite=False)
    if whole is not None:
        return Quantity(Amount(unit.code, 1), whole.last, sense.skip, sense.preposition, definite=False)
    if half_after(words, last, unit.code) is not None:
        return Quantity(Amount(unit.code, 1), last, sense.skip, sense.preposition, definite=False)
    alone = sense.entry.flag == "counted" and unit.code in {"W", "M"}
    if not (governed or alone) or _continues(words, last) or (sense.preposition == "ل" and unit.code not in {"W", "M", "Y"}):
        return None
    return Quantity(Amount(unit.code, 1), last, sense.skip, sense.preposition, definite=False)


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


def _share(words: Words, at: int) -> Quantity | None:
    """`نصف ساعة`, `ربع قرن`."""
    for hit in words.hits(at, "number", clitics=True):
        unit = timed_unit(words, hit.last)
        if hit.code != "fraction" or unit is None or unit.sense.article:
            continue
        part = FRACTIONS.get((unit.code, hit.value))
        if part is not None:
            amount = Amount(part[1], part[0])
            return Quantity(amount, unit.last, hit.sense.skip, hit.sense.preposition, definite=False)
    return None


def _several(words: Words, at: int) -> Quantity | None:
    """`عدة أشهر`, `بضعة أيام`, `عشرات السنين`."""
    for hit in words.hits(at, "number", clitics=True):
        unit = timed_unit(words, hit.last)
        if hit.code == "vague" and unit is not None and unit.sense.entry.flag == "many":
            amount = Amount(unit.code, None)
            return Quantity(amount, unit.last, hit.sense.skip, hit.sense.preposition, definite=False)
    return None


def _extended(words: Words, found: Quantity) -> Quantity:
    """`ثلاث سنوات ونصف`, `عامين وستة أشهر`: a half or smaller units after the first."""
    half = half_after(words, found.last, found.amount.unit)
    if half is not None:
        return found._replace(amount=Amount(found.amount.unit, found.amount.count, half=True), last=half)
    joined = words.form(found.last) == "و" and words.integer(found.last + 1) is not None
    at = found.last + joined
    more = numbered(words, at) or _by_unit(words, at, governed=False)
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


def half_after(words: Words, at: int, unit: str) -> int | None:
    """The index after `ونصف`, and after the unit where it is said again: `قرن ونصف القرن`."""
    for hit in words.hits(at, "number", clitics=True):
        if hit.code == "fraction" and hit.value == 2 and hit.sense.conjunction == "و":  # noqa: PLR2004 - a half
            again = words.hit(hit.last, "unit", unit)
            return again.last if again is not None and again.sense.entry.flag == "1" else hit.last
    return None


def timed_unit(words: Words, at: int) -> Hit | None:
    """The unit of a length of time at a token; seasons are none."""
    return next((hit for hit in words.hits(at, "unit") if hit.code in TIMED), None)
