"""How alike two stretches of text are in their words: shared stems, the rare ones weighing more."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cache, lru_cache

from musnad.knowledge.tables import table
from musnad.text.clitics import CACHED_WORDS
from musnad.text.tokens import forms

_BEFORE = ("وال", "فال", "بال", "كال", "لل", "ال", "و", "ف", "ب", "ل")
_AFTER = ("هما", "ها", "هم", "نا", "ات", "ان", "ون", "ين", "ية", "ه", "ة", "ي", "ا")
_SHORTEST = 3
"""A stem keeps at least three letters: what roots have."""
_DOCUMENTS = "*"
"""The row of the table that says how many documents were counted."""


@lru_cache(maxsize=CACHED_WORDS)
def stem_of(form: str) -> str:
    """The stem of a folded form: without conjunction, article and one ending; `والهجمات` and `هجمة` are `هجم`."""
    for before in _BEFORE:
        if form.startswith(before) and len(form) - len(before) >= _SHORTEST:
            form = form[len(before) :]
            break
    for after in _AFTER:
        if form.endswith(after) and len(form) - len(after) >= _SHORTEST:
            return form[: -len(after)]
    return form


def stems_of(text: str) -> tuple[str, ...]:
    """The stems of the words and numbers of a text in order; marks and single letters are left out."""
    return tuple(stem_of(form) for form in forms(text) if len(form) > 1 or form.isdigit())


@lru_cache(maxsize=CACHED_WORDS)
def weight_of(stem: str) -> float:
    """What a shared stem says: the logarithm of how few documents of the news have it.

    The counts are a table of the package and not of the texts compared: so two texts are as alike today as tomorrow,
    whatever comes between.
    """
    counts = _counts()
    return math.log(counts[_DOCUMENTS] / counts.get(stem, counts[""]))


def weighed(stems: tuple[str, ...]) -> Mapping[str, float]:
    """The weights of the distinct stems, scaled so that their squares add up to one; empty for no stems."""
    found = {stem: weight_of(stem) for stem in sorted(set(stems))}
    length = math.sqrt(math.fsum(weight * weight for weight in found.values()))
    return {stem: weight / length for stem, weight in found.items() if weight > 0} if length else {}


def shared(a: Mapping[str, float], b: Mapping[str, float]) -> float:
    """The cosine of two weighed texts: 0 for no stem in common, 1 for the same stems."""
    small, large = (a, b) if len(a) <= len(b) else (b, a)
    return math.fsum(weight * large[stem] for stem, weight in small.items() if stem in large)


@cache
def _counts() -> dict[str, int]:
    found = {row["stem"]: int(row["documents"]) for row in table("generated/stem_counts")}
    # a stem that the table lacks is rarer than its rarest
    found[""] = max(1, min(found.values()) // 2)
    return found
