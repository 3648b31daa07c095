"""The gazetteer: places, countries, adjectives of nationality and metonyms in one file that is mapped into memory.

`data/generated/gazetteer.marisa` is a MARISA trie (Yata 2011, a static trie in succinct form) from folded words to rows; a
look-up touches the pages that it needs, and processes that read at once share them. tools/build_gazetteer.py writes it
from `places.tsv`, `countries.tsv` and `metonyms.tsv`, which stay the source of truth.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import NamedTuple

from marisa_trie import BytesTrie

from musnad.errors import KnowledgeError

FILE = "generated/gazetteer.marisa"
SOURCES = ("generated/places", "countries", "metonyms")
"""The tables from which the file is made."""
CELL, LIST = "\t", "|"
ADJECTIVE = "adjective"
WHOLE_TABLE, DIGEST = "=table ", "=sha256 "
"""What the keys start with under which all rows of a small table stand, and the digest of a table that was read."""


class Row(NamedTuple):
    """One row as text, empty where there is no value; `table` is place, country or metonym, numbers are decimal."""

    table: str
    name_ar: str
    name_en: str = ""
    country: str = ""
    admin1: str = ""
    lat: str = ""
    lon: str = ""
    geonames: str = ""
    kind: str = ""
    population: str = ""
    capital: str = ""
    generic: str = ""
    sectors: str = ""


class Gazetteer:
    """The rows by the folded words of their spellings. Raises KnowledgeError where the file is missing or broken."""

    def __init__(self) -> None:
        self._trie = BytesTrie()
        try:
            with resources.as_file(resources.files("musnad") / "data" / FILE) as path:
                self._trie.mmap(str(path))
        except (OSError, RuntimeError) as error:
            raise KnowledgeError(f"data/{FILE} is missing or broken: install musnad again ({error})") from error

    def starting(self, word: str) -> Iterator[tuple[tuple[str, ...], Row]]:
        """The rows with a spelling that starts with the folded word, each with the words that follow it."""
        for key, value in self._trie.items(f"{word} ") if _spelt(word) else ():
            text = value.decode("utf-8")
            if not text.startswith(ADJECTIVE):
                yield tuple(key.split(" ")[1:-1]), Row(*text.split(CELL))

    def nationality(self, word: str) -> tuple[str, ...]:
        """The ISO 3166-1 alpha-3 codes of the countries whose people or things the folded word may mean; mostly one."""
        for value in self._trie.get(f"{word} ", ()) if _spelt(word) else ():
            table, _, codes = value.decode("utf-8").partition(CELL)
            if table == ADJECTIVE:
                return tuple(codes.split(LIST))
        return ()

    def rows(self, table: str) -> Iterator[Row]:
        """All rows of a table, each once."""
        whole = self._trie.get(WHOLE_TABLE + table)
        if whole is None:
            whole = dict.fromkeys(value for _, value in self._trie.items() if value.startswith(f"{table}{CELL}".encode()))
        for value in whole:
            yield Row(*value.decode("utf-8").split(CELL))

    def digest(self, table: str) -> str:
        """SHA-256 in hexadecimal digits of the table as it was when the file was made; empty for another table."""
        found = self._trie.get(DIGEST + table, (b"",))
        return str(found[0].decode("ascii"))


def _spelt(word: str) -> bool:
    """Whether a word can be asked for: the trie takes NUL for the end of a key, a lone surrogate has no bytes in UTF-8."""
    return "\0" not in word and not any("\ud800" <= character <= "\udfff" for character in word)


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer of the package, mapped once a process."""
    return Gazetteer()
