"""Durations and distances, and the words that stand for them: `ثلاثة أيام`, `منذ أسابيع`, `الساعات الماضية`, `الآن`."""

from __future__ import annotations

from musnad.timing.numbers import ordinal
from musnad.timing.point import Amount, Length, Match, Word
from musnad.timing.quantities import Quantity, is_governed, quantity, timed_unit
from musnad.timing.repeats import read_each, read_often
from musnad.timing.words import Hit, Words

CLOCKED = frozenset({"TS", "TM"})


def read_length(words: Words, first: int) -> Match | None:
    """The duration, distance or repetition that starts at a token, or None."""
    for code, kind in (("since", "since"), ("ago", "ago"), ("after", "after")):
        hit = words.hit(first, "particle", code, clitics=True)
        if hit is not None:
            return _distance(words, first, hit, kind)
    each = words.hit(first, "particle", "each", clitics=True)
    if each is not None:
        return read_each(words, first, each)
    age = _age(words, first)
    if age is not None:
        return age
    through = _all_through(words, first)
    if through is not None:
        return through
    often = read_often(words, first)
    if often is not None:
        return often
    found = quantity(words, first, governed=is_governed(words, first))
    if found is None or words.hit(found.last, "late"):
        return None
    return _duration(words, first, found)


def _all_through(words: Words, first: int) -> Match | None:
    """`طوال العام`, `على مدار السنة`: the length of a year, whichever it is."""
    unit = words.hit(first, "unit", "Y")
    if unit is None or not unit.sense.article or unit.sense.entry.flag != "1" or not words.hit(first - 1, "all_through"):
        return None
    narrowed = words.definite(unit.last) or words.integer(unit.last) is not None or words.hits(unit.last, "shift")
    if narrowed or words.hits(unit.last, "same") or words.hits(unit.last, "school"):
        return None
    return Match(first, unit.last, Length("duration", Amount("Y", 1), 0, rule="duration"))


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
    if vague is not None and kind == "since":
        reason = "a vague duration: the text gives no length"
        word = Match(first, vague.last, Word("duration", "", hit.sense.skip, reason, "word:vague"))
        # `منذ فترة ثماني سنوات` gives the length.
        return word if quantity(words, vague.last, governed=False) is None else None
    found = (_whole(words, at) if approximate else None) or quantity(words, at, governed=True)
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


def _whole(words: Words, at: int) -> Quantity | None:
    """`منذ قرابة العام`: a definite unit after `نحو` and the like is one."""
    unit = timed_unit(words, at)
    if unit is None or not unit.sense.article or unit.sense.entry.flag != "1" or words.hits(unit.last, "shift"):
        return None
    return Quantity(Amount(unit.code, 1), unit.last, unit.sense.skip, "", definite=False)


def _duration(words: Words, first: int, found: Quantity) -> Match | None:
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
