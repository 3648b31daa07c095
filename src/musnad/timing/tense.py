"""Whether the clause that an expression stands in looks ahead: the weekday after `سيلتقي` is the next one.

Read backwards from the expression: the nearest future verb or word of schedule (`المقرر`) decides, unless a verb of
saying in the past stands nearer (`سيزور لندن، وقال السبت`).
"""

from __future__ import annotations

from functools import lru_cache

from musnad.text.clitics import splits, suffixed
from musnad.timing.lexicon import future_exceptions, past_cues, senses
from musnad.timing.words import Words

REACH = 20
_FUTURE_PERSONS = "يتنا"
_SHORTEST_FUTURE = 4


def looks_ahead(words: Words, first: int, start: int) -> bool:
    """Whether the expression at token `first` looks ahead in its clause; its sentence starts at token `start`."""
    for index in range(first - 1, max(start, first - REACH) - 1, -1):
        token = words.tokens[index]
        if token.kind == "punctuation":
            # The stops of `(أ.ف.ب)` end no sentence.
            if token.form in {"؛", ":"} or (token.form == "." and not words.glued(index + 1)):
                return False
            continue
        if words.hit(index, "looks_back", clitics=True):
            return False
        direction = _direction(token.form) or int(words.hit(index, "future") is not None)
        if words.hit(index - 1, "denied", clitics=True):
            # `على نحو غير متوقع`
            continue
        if direction > 0 and words.hit(index, "shift") and words.hits(index - 1, "unit", clitics=True):
            # `الأشهر المقبلة` is a time of its own and says nothing about the next one.
            continue
        if direction:
            return direction > 0
        if token.form.startswith("و") and index > start and words.form(index - 1) in {"،", ","}:
            return False
    return False


def turns_back(words: Words, index: int) -> bool:
    """Whether a word takes a sentence back from the future: a past verb of saying, `بعدما`, or the end of a clause."""
    back = words.hit(index, "looks_back", clitics=True) is not None or words.form(index) in {"؛", ":", "."}
    return back or _direction(words.form(index)) < 0


@lru_cache(maxsize=50_000)
def _direction(form: str) -> int:
    """+1 for a word that looks ahead, -1 for a past verb of saying, 0 for any other and where the text ends."""
    if not form:
        return 0
    if any(not sense.entry.rest for sense in senses(form).get("future", ())):
        return 1
    for split in splits(form):
        if split.article or split.preposition:
            continue
        stem = split.stem
        if stem in past_cues():
            return -1
        if len(stem) >= _SHORTEST_FUTURE and stem[0] == "س" and stem[1] in _FUTURE_PERSONS:
            return 1 if _verb_like(stem) and not _excepted(stem) else 0
    return 0


def promises(words: Words, last: int) -> bool:
    """Whether a clause that begins straight after an expression tells of the future: `الاثنين، حيث سيحاول`."""
    at = last + (words.form(last) in {"،", ","})
    return words.hit(at, "whereas") is not None and _direction(words.form(at + 1)) > 0


def _excepted(stem: str) -> bool:
    """Whether a word is none of the future, with or without the pronoun written onto it: `سياراتهن`."""
    return not future_exceptions().isdisjoint(each.stem for each in suffixed(stem))


def _verb_like(stem: str) -> bool:
    # `سا…` is a first person only rarely in news; nouns (ساحة, سابق, ساعات) are the rule.
    return stem[1] in "يتن" and not stem.endswith(("ة", "ات", "ية"))
