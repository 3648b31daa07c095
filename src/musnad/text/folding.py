"""Folding: a spelling in which the same word is always the same string, with an exact map back.

What is folded: presentation forms to their letters (NFKC), alef with hamza or madda or wasla to bare alef (the press
writes `اعلن` beside `أعلن`), Persian kaf and yeh to the Arabic ones, digits to ASCII, Latin to lower case. What is
dropped: tatweel, vowel signs, zero-width and bidirectional controls. Kept apart: `ى` and `ي` (`على` "on", `علي` a name),
`ة` and `ه` (`قتلة` killers, `قتله` killed him), hamza on waw and yeh.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from musnad.types.folded import Folded

_DROPPED = "\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u08d3-\u08ff"
_CONTROLS = "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufe00-\ufe0f"
_LATIN_AND_FORMS = "\u00aa-\u00de\u0100-\u024f\u1e00-\u1eff\u2100-\u218f\ufb00-\ufdff\ufe70-\ufefc\uff00-\uffef"
_NOT_ONE_TO_ONE = re.compile(f"[{_DROPPED}{_CONTROLS}{_LATIN_AND_FORMS}]|[^\u0000-\uffff]")
_DROP = re.compile(f"[{_DROPPED}{_CONTROLS}]")

_ONE_TO_ONE = str.maketrans(
    "أإآٱیکګڪہھ٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "اااايكككهه" + "01234567890123456789abcdefghijklmnopqrstuvwxyz",
)


def fold(text: str) -> Folded:
    """The folded form of `text` with its offset map; linear in the length of the text."""
    if _NOT_ONE_TO_ONE.search(text) is None:
        return Folded(text.translate(_ONE_TO_ONE), len(text))
    pieces: list[str] = []
    origin: list[int] = []
    for index, character in enumerate(text):
        folded = _fold_character(character)
        pieces.append(folded)
        origin.extend([index] * len(folded))
    return Folded("".join(pieces), len(text), tuple(origin))


@lru_cache(maxsize=16_384)
def fold_word(word: str) -> str:
    """The folded form of a short string, without a map: for lexicon keys and comparisons."""
    return fold(word).text


@lru_cache(maxsize=4096)
def _fold_character(character: str) -> str:
    if _NOT_ONE_TO_ONE.search(character) is None:
        return character.translate(_ONE_TO_ONE)
    plain = unicodedata.normalize("NFKC", character)
    return _DROP.sub("", plain).lower().translate(_ONE_TO_ONE)
