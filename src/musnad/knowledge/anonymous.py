"""Words that describe sources without naming them (anonymous_words.tsv), and which outlets are news agencies."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Literal, NamedTuple, cast

from musnad.knowledge.names import known
from musnad.knowledge.tables import table
from musnad.text.clitics import splits
from musnad.text.folding import fold_word
from musnad.types import Token
from musnad.types.vocabulary import AnonymousSort

Part = Literal["head", "adjective", "refusal"]


class AnonymousWord(NamedTuple):
    """One row of anonymous_words.tsv."""

    word: str
    part: Part
    sort: AnonymousSort


class AnonymousIndex:
    """Finds source words whatever clitics and article they carry."""

    def __init__(self) -> None:
        self._rows: dict[str, list[tuple[tuple[str, ...], AnonymousWord]]] = {}
        for row in table("anonymous_words"):
            first, *rest = (fold_word(word) for word in row["word"].split())
            found = AnonymousWord(row["word"], cast(Part, row["part"]), cast(AnonymousSort, row["sort"]))
            self._rows.setdefault(first, []).append((tuple(rest), found))
        for rows in self._rows.values():
            rows.sort(key=lambda item: -len(item[0]))

    def at(self, tokens: Sequence[Token], index: int, stop: int, part: Part) -> AnonymousWord | None:
        """The longest word of that part which starts at token `index` and ends before `stop`, or None."""
        for split in splits(tokens[index].form):
            for rest, found in self._rows.get(split.stem, ()):
                last = index + 1 + len(rest)
                if found.part == part and last <= stop and _follow(tokens, index + 1, rest):
                    return found
        return None


def _follow(tokens: Sequence[Token], index: int, rest: tuple[str, ...]) -> bool:
    return all(any(split.stem == word for split in splits(tokens[index + n].form)) for n, word in enumerate(rest))


@cache
def anonymous_words() -> AnonymousIndex:
    """The index of the package's source words, built once a process."""
    return AnonymousIndex()


@cache
def agencies() -> frozenset[str]:
    """The usual names of the news agencies among the outlets that the tables know."""
    return frozenset(name.name_ar for name in known("outlet").values() if name.role == "agency")
