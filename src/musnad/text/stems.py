"""Light stems: folded words without their commonest affixes, so that a search for one form finds the others.

Larkey, Ballesteros and Connell, "Improving Stemming for Arabic Information Retrieval" (2002), the stemmer light10, on our
folded forms: length alone decides what is taken off, no lexicon does, and broken plurals stay apart (`رجل`, `رجال`). Two
words with one stem are not always one word (`كتاب` "book", `كتابة` "writing"); for a search that is no harm.
"""

from __future__ import annotations

from functools import lru_cache

from musnad.text.clitics import CACHED_WORDS

_CONJUNCTION = "و"
_ARTICLES = ("وال", "بال", "كال", "فال", "ال", "لل")
_SUFFIXES = ("ها", "ان", "ات", "ون", "ين", "يه", "ية", "ه", "ة", "ي")
"""In the order in which they are taken off, each at most once: `معلوماتها` loses `ها`, then `ات`."""
_AFTER_CONJUNCTION = 3
_AFTER_ARTICLE = 2
_SHORTEST = 3
"""Letters that a suffix must leave, one more than in light10: `بكين` is not to meet `بك`."""
_HAMZAS = "ءئؤ"
"""What ends a word behind an alef: its spelling depends on the pronoun that was written on (`وزراء`, `وزرائها`)."""
_ROUGH = str.maketrans("ىؤئ", "يوو")
_SEATS = str.maketrans("ؤئ", "وو")
"""Seats of a hamza that the press writes for one another: `مسؤول` and `مسئول`."""


@lru_cache(maxsize=CACHED_WORDS)
def stem(form: str) -> str:
    """The light stem of a folded word; a word in other letters, or too short to lose anything, is its own stem."""
    rest = _without_conjunction(form.replace("ى", "ي"))
    article = next((one for one in _ARTICLES if rest.startswith(one) and len(rest) >= len(one) + _AFTER_ARTICLE), "")
    if article:
        # no conjunction stands here; but `وزير` has lost its first letter as if it were one, and `الوزير` is to meet it
        rest = _without_conjunction(rest[len(article) :])
    for suffix in _SUFFIXES:
        if rest.endswith(suffix) and len(rest) >= len(suffix) + _SHORTEST:
            rest = rest[: -len(suffix)]
    if len(rest) >= _SHORTEST and rest[-1] in _HAMZAS and rest[-2] == "ا":
        rest = rest[:-1]
    return rest.translate(_SEATS)


def rough(form: str) -> str:
    """The folded word in the letters of stems: its stem is a part of this, which rules most words out at little cost."""
    return form.translate(_ROUGH)


def _without_conjunction(form: str) -> str:
    return form.removeprefix(_CONJUNCTION) if len(form) > _AFTER_CONJUNCTION else form
