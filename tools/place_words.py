"""Words and personal names that a small foreign town may be spelt like, read from the package's own tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from place_spellings import skeleton

DATA = Path(__file__).resolve().parents[1] / "src" / "musnad" / "data"
# Tables whose first column is a word or an inflected form of one.
WORDS = (
    "function_words.tsv",
    "generated/common_words.tsv",
    "generated/verb_forms.tsv",
    "generated/cue_forms.tsv",
    "generated/anchor_forms.tsv",
)
GIVEN, FAMILY = "given_names.tsv", "family_names.tsv"
ARTICLE = "ال"


@dataclass(frozen=True)
class WordLists:
    """Skeletons of words, of given names and of family names."""

    words: frozenset[str]
    given: frozenset[str]
    family: frozenset[str]

    def has(self, name: str) -> bool:
        """Whether a place name of one word is a word or a personal name, or one of two words a person's full name.

        `ماركوس` is a town in Iowa and a man; `سان خوسيه` is no full name, for `سان` begins none.
        """
        first, *rest = skeleton(name).split(" ")
        if not rest:
            bare = first.removeprefix(ARTICLE)
            return any(form in names for form in (first, bare) for names in (self.words, self.given, self.family))
        return len(rest) == 1 and first in self.given and rest[0] in self.family


def _column(table: str) -> Iterator[str]:
    """The skeletons of a table's first column; forms that need a suffix (`آمن+`) stay out."""
    for line in (DATA / table).read_text(encoding="utf-8").splitlines():
        first = line.partition("\t")[0]
        if first and first[0] != "#" and not first.endswith("+"):
            yield skeleton(first)


def read_word_lists() -> WordLists:
    """The word lists as the package's tables have them now."""
    words = frozenset(word for table in WORDS for word in _column(table))
    return WordLists(words, frozenset(_column(GIVEN)), frozenset(_column(FAMILY)))
