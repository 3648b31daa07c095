"""Inflected forms: which lexicon rows a printed word may be an inflection of."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from musnad.knowledge.tables import table
from musnad.text.clitics import CACHED_WORDS, splits, suffixed
from musnad.text.folding import fold_word

_SHORTEST = 2


class Form(NamedTuple):
    """One inflected form of a lexicon row: its tense, voice and person as the generator wrote them."""

    lemma: str
    pos: str
    tense: str
    voice: str
    person: str
    bound: bool


class Hit(NamedTuple):
    """A printed word read as a form of a lexicon row: what was taken off its front and its end."""

    form: Form
    skip: int
    conjunction: str
    preposition: str
    article: bool
    future: bool
    pronoun: str


class FormIndex:
    """The forms of one lexicon by folded spelling; `hits` is cached by word."""

    def __init__(self, name: str) -> None:
        self._forms: dict[str, list[Form]] = {}
        for row in table(f"generated/{name}_forms"):
            bound = row["form"].endswith("+")
            form = Form(row["lemma"], row["pos"], row["tense"], row["voice"], row["person"], bound)
            self._forms.setdefault(fold_word(row["form"].removesuffix("+")), []).append(form)
        self._homographs = frozenset(fold_word(row["word"]) for row in table("homographs") if row["kind"] == name)
        self.hits = lru_cache(maxsize=CACHED_WORDS)(self._hits)

    def _hits(self, word: str) -> tuple[Hit, ...]:
        """Every reading of the word, the least split first; none of a homograph that the tables rule out."""
        if word in self._homographs or (word[0] in "وف" and word[1:] in self._homographs):
            return ()
        return tuple(dict.fromkeys([*self._verbs(word), *self._nouns(word)]))

    def _verbs(self, word: str) -> Iterator[Hit]:
        for conjunction in ("", word[0]) if word[0] in "وف" and len(word) > _SHORTEST else ("",):
            rest = word[len(conjunction) :]
            yield from self._finite(rest, len(conjunction), conjunction, future=False)
            if rest[0] == "س" and len(rest) > _SHORTEST:
                yield from self._finite(rest[1:], len(conjunction) + 1, conjunction, future=True)

    def _finite(self, stem: str, skip: int, conjunction: str, future: bool) -> Iterator[Hit]:
        for bare, pronoun in suffixed(stem):
            for form in self._forms.get(bare, ()):
                if form.tense == "noun" or (form.bound and not pronoun) or (future and form.tense != "present"):
                    continue
                yield Hit(form, skip, conjunction, "", article=False, future=future, pronoun=pronoun)

    def _nouns(self, word: str) -> Iterator[Hit]:
        for split in splits(word):
            for bare, pronoun in suffixed(split.stem):
                if pronoun and split.article:
                    break
                for form in self._forms.get(bare, ()):
                    if form.tense not in {"noun", "participle"} or (form.bound and not pronoun):
                        continue
                    yield Hit(
                        form,
                        split.skip,
                        split.conjunction,
                        split.preposition,
                        split.article,
                        future=False,
                        pronoun=pronoun,
                    )
