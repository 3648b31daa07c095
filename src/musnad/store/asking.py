"""What a question looks for in the index of words, and where it stands in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from musnad.store.indexing import STEM_MARK, Word, lexeme, stem_of, words_of
from musnad.text.stems import rough
from musnad.types import Span

_QUOTED = re.compile(r'"([^"]*)"|«([^»]*)»|“([^”]*)”|„([^“”]*)[“”]')
LONGEST_PASSAGE = 400
_BEFORE = 120
"""Characters of a long line that are shown before its first hit."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Stems of words and folded forms of phrases, all of which a document must hold."""

    stems: tuple[str, ...]
    phrases: tuple[tuple[str, ...], ...]

    def __bool__(self) -> bool:
        return bool(self.stems or self.phrases)

    def in_sqlite(self) -> str:
        """The question in the language of FTS5."""
        parts = [f'stems : "{_plain(stem)}"' for stem in self.stems]
        parts += [f'forms : "{_plain(" ".join(phrase))}"' for phrase in self.phrases]
        return " AND ".join(parts)

    def in_postgresql(self) -> str:
        """The question as a `tsquery`."""
        parts = [lexeme(STEM_MARK + stem) for stem in self.stems]
        parts += [f"({' <-> '.join(map(lexeme, phrase))})" for phrase in self.phrases]
        return " & ".join(parts)


def wanted(question: str) -> Wanted:
    """What a question asks for: words by stem, and phrases in quotation marks by form.

    Function words outside of phrases are left out, unless the question has no others; then they are looked for as they are.
    """
    phrases = tuple(filter(None, (_forms("".join(filter(None, match.groups()))) for match in _QUOTED.finditer(question))))
    loose = tuple(words_of(_QUOTED.sub(" ", question)))
    stems = tuple(dict.fromkeys(filter(None, (stem_of(word.form) for word in loose))))
    if not stems and not phrases:
        phrases = tuple(dict.fromkeys((word.form,) for word in loose))
    return Wanted(stems, phrases)


@dataclass(frozen=True, slots=True)
class Hit:
    """A place where something that is wanted stands; `term` says what, counted through stems and phrases."""

    span: Span
    term: int


def hits_in(text: str, looked_for: Wanted) -> tuple[Hit, ...]:
    """Every place of the text at which something wanted stands, in order."""
    if not looked_for:
        return ()
    numbers = {stem: number for number, stem in enumerate(looked_for.stems)}
    found = tuple(words_of(text))
    hits: list[Hit] = []
    for word in found:
        letters = rough(word.form)
        if any(stem in letters for stem in numbers) and (stem := stem_of(word.form)) in numbers:
            hits.append(Hit(word.span, numbers[stem]))
    for number, phrase in enumerate(looked_for.phrases, len(numbers)):
        hits += [Hit(span, number) for span in _phrase_in(found, phrase)]
    return tuple(sorted(hits, key=lambda hit: (hit.span.start, hit.span.end)))


def best_passage(text: str, hits: Sequence[Hit]) -> Span:
    """The first line of the text that holds the most of what is wanted; cut about its hits where it is long."""
    lines: dict[tuple[int, int], list[Hit]] = {}
    for hit in hits:
        start = text.rfind("\n", 0, hit.span.start) + 1
        end = text.find("\n", hit.span.end)
        lines.setdefault((start, len(text) if end < 0 else end), []).append(hit)
    if not lines:
        return Span(0, 0)
    (start, end), within = max(
        lines.items(), key=lambda item: (len({hit.term for hit in item[1]}), len(item[1]), -item[0][0])
    )
    if end - start <= LONGEST_PASSAGE:
        return Span(start, end)
    first = within[0].span.start
    begin = start if first - start <= _BEFORE else _at_blank(text, first - _BEFORE, first)
    stop = min(end, begin + LONGEST_PASSAGE)
    if stop < end:
        blank = text.rfind(" ", within[0].span.end, stop)
        stop = blank if blank > 0 else max(stop, within[0].span.end)
    return Span(begin, stop)


def _at_blank(text: str, start: int, before: int) -> int:
    """The start of a word at or after `start`."""
    blank = text.find(" ", start, before)
    return before if blank < 0 else blank + 1


def _forms(phrase: str) -> tuple[str, ...]:
    return tuple(word.form for word in words_of(phrase))


def _phrase_in(found: Sequence[Word], phrase: tuple[str, ...]) -> Iterator[Span]:
    for at in range(len(found) - len(phrase) + 1):
        if all(found[at + offset].form == form for offset, form in enumerate(phrase)):
            yield Span(found[at].span.start, found[at + len(phrase) - 1].span.end)


def _plain(words: str) -> str:
    return words.replace('"', '""')
