"""What names of places are otherwise: counts of words in the news, words and personal names of the package's tables."""

from __future__ import annotations

import gzip
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from place_spellings import ARABIC_WORD, skeleton

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
ARTICLE = "\u0627\u0644"
LONGEST_NAME = 4  # words of a name that are counted in the news


@dataclass
class Press:
    """Counts from the news: `seen` of words and of known names of several, `placed` of words after a type noun."""

    seen: Counter[str] = field(default_factory=Counter)
    placed: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True)
class WordLists:
    """Skeletons of words, of given names, of family names and of words that end names of places (`علي آباد`)."""

    words: frozenset[str]
    given: frozenset[str]
    family: frozenset[str]
    endings: frozenset[str]

    def has(self, name: str) -> bool:
        """Whether a place name of one word is a word or a personal name, or one of two words a person's full name.

        `ماركوس` is a town in Iowa and a man; `سان خوسيه` is no full name, for `سان` begins none.
        """
        first, *rest = skeleton(name).split(" ")
        if not rest:
            bare = first.removeprefix(ARTICLE)
            return any(form in names for form in (first, bare) for names in (self.words, self.given, self.family))
        return len(rest) == 1 and first in self.given and rest[0] in self.family - self.endings


def _column(table: str) -> Iterator[str]:
    """The skeletons of a table's first column; forms that need a suffix (`آمن+`) stay out."""
    for line in (DATA / table).read_text(encoding="utf-8").splitlines():
        first = line.partition("\t")[0]
        if first and first[0] != "#" and not first.endswith("+"):
            yield skeleton(first)


def read_word_lists(endings: Iterable[str]) -> WordLists:
    """The word lists as the package's tables have them now, with the endings of place names."""
    words = frozenset(word for table in WORDS for word in _column(table))
    return WordLists(words, frozenset(_column(GIVEN)), frozenset(_column(FAMILY)), frozenset(map(skeleton, endings)))


def read_press(paths: Iterable[Path], nouns: frozenset[str], names: Iterable[str]) -> Press:
    """Counts in titles and texts of the news: of every word, of the names of several words, of words after a noun.

    A type noun counts with one clitic letter before it (`بمدينة`, `ومحافظة`) as well.
    """
    long = {spaced for name in names if " " in (spaced := name.replace("-", " "))}
    openings = {name.partition(" ")[0] for name in long}
    press = Press()
    for path in sorted(paths, key=lambda item: item.name):
        with gzip.open(path, "rt", encoding="utf-8") as stream:
            for line in stream:
                article = json.loads(line)
                words = ARABIC_WORD.findall(f"{article.get('title') or ''} {article['text']}")
                before = ""
                for index, word in enumerate(words):
                    names_here = {word}
                    if word in openings:
                        joined = (" ".join(words[index : index + size]) for size in range(2, LONGEST_NAME + 1))
                        names_here.update(name for name in joined if name in long)
                    press.seen.update(names_here)
                    if before in nouns or before[1:] in nouns:
                        press.placed.update(names_here)
                    before = word
    return press
