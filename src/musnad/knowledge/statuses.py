"""Words that change the status of the deed after them: negation, plans, calls, conditions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple, cast

from musnad.knowledge.tables import table
from musnad.text.folding import fold_word
from musnad.types import Token
from musnad.types.vocabulary import EventStatus


class StatusWord(NamedTuple):
    """One row of status_words.tsv."""

    word: str
    status: EventStatus
    scope: str
    kind: str


class StatusIndex:
    """Finds the status words that start at a token."""

    def __init__(self) -> None:
        self._rows: dict[str, list[tuple[tuple[str, ...], StatusWord]]] = {}
        for row in table("status_words"):
            first, *rest = (fold_word(word) for word in row["word"].split())
            found = StatusWord(row["word"], cast(EventStatus, row["status"]), row["scope"], row["kind"])
            self._rows.setdefault(first, []).append((tuple(rest), found))
        for rows in self._rows.values():
            rows.sort(key=lambda item: -len(item[0]))

    def at(self, tokens: Sequence[Token], index: int, stop: int) -> Iterator[tuple[StatusWord, int]]:
        """The status words at token `index` that end before `stop`, with the index after them, the longest first."""
        form = tokens[index].form
        for key in (form, form[1:]) if form[0] in "وفل" and len(form) > 2 else (form,):  # noqa: PLR2004 - a clitic and a word
            for rest, found in self._rows.get(key, ()):
                last = index + 1 + len(rest)
                if last <= stop and all(tokens[index + 1 + n].form == word for n, word in enumerate(rest)):
                    yield found, last


@cache
def status_words() -> StatusIndex:
    """The index of the package's status words, built once a process."""
    return StatusIndex()
