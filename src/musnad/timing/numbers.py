"""Numbers in digits and in words: `24`, `خمسة وعشرون`, `ثلاث مئة`, `الحادي والثلاثين`."""

from __future__ import annotations

from typing import NamedTuple

from musnad.timing.words import Hit, Words

CARDINAL = frozenset({"unit", "tens", "hundred", "scale"})
TEN = 10
HUNDRED = 100
THOUSAND = 1000


class Number(NamedTuple):
    """A number read at a token; it runs to token `last`, half-open. `skip` letters before it are clitics."""

    value: int
    last: int
    skip: int = 0
    article: bool = False
    preposition: str = ""


def cardinal(words: Words, index: int) -> Number | None:
    """The cardinal number that starts at a token, in digits (with a scale: `3 آلاف`) or in words."""
    digits = words.integer(index)
    if digits is not None:
        scale = _piece(words, index + 1, first=False)
        if scale is not None and scale.code == "scale":
            return Number(digits * scale.value, scale.last)
        return Number(digits, index + 1)
    return _spelt(words, index)


def _spelt(words: Words, index: int) -> Number | None:
    first = _piece(words, index, first=True)
    if first is None:
        return None
    total, current, at = 0, 0, index
    piece: Hit | None = first
    joined = True
    smallest = 0
    while piece is not None and at < index + LONGEST_SPELT:
        value, code = piece.value, piece.code
        if code == "scale":
            total += max(current, 1) * value
            current = 0
        elif code == "hundred" and value == HUNDRED and 0 < current < TEN:
            current *= HUNDRED
        elif (at > index and not joined and not (value == TEN and 0 < current < TEN)) or (
            at > index and smallest and not _fits(value, smallest)
        ):
            break
        else:
            current += value
            smallest = value
        at = piece.last
        piece = _piece(words, at, first=False)
        joined = piece is not None and piece.sense.conjunction == "و"
    sense = first.sense
    return Number(total + current, at, sense.skip, sense.article, sense.preposition)


def _fits(value: int, before: int) -> bool:
    """Whether a part may follow another: tens after units (`خمسة وعشرون`), anything smaller after hundreds."""
    if before < TEN:
        return value == TEN or (TEN < value < HUNDRED)
    return before >= HUNDRED > value


def _piece(words: Words, index: int, first: bool) -> Hit | None:
    found = [hit for hit in words.hits(index, "number", clitics=True) if hit.code in CARDINAL]
    if first:
        return found[0] if found else None
    found = [hit for hit in found if not hit.sense.preposition and hit.sense.conjunction in {"", "و"}]
    # Inside a number `وأحد` is "and one" before it is the other spelling of `واحد`.
    return next((hit for hit in found if hit.sense.conjunction), found[0] if found else None)


def ordinal(words: Words, index: int, clitics: bool = False) -> Number | None:
    """The ordinal with the article that starts at a token: `الأول`, `الثالث عشر`, `الحادي والثلاثين`."""
    for hit in words.hits(index, "number", clitics):
        if not hit.sense.article or hit.code not in {"ordinal", "tens", "unit"}:
            continue
        if hit.code == "tens":
            return Number(hit.value, hit.last, hit.sense.skip, article=True)
        value, last = hit.value, hit.last
        ten = next((h for h in words.hits(last, "number") if h.code == "unit" and h.value == TEN), None)
        tens = next((h for h in words.hits(last, "number", clitics=True) if h.code == "tens"), None)
        if ten is not None and not ten.sense.article and hit.code == "ordinal":
            value, last = value + TEN, ten.last
        elif tens is not None and tens.sense.conjunction == "و" and hit.value < TEN:
            value, last = value + tens.value, tens.last
        elif hit.code == "unit":
            # `الواحد والثلاثين من يناير` is a day, `الثلاثة` a number.
            continue
        return Number(value, last, hit.sense.skip, article=True)
    return None


LONGEST_SPELT = 8
