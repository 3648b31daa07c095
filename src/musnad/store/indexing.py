"""The index of words: every document's folded forms and light stems, written in the transaction that writes the document.

SQLite has them in a table of FTS5 without the texts, PostgreSQL as a `tsvector` under a GIN index. Both get words that are
cut, folded and stemmed here, so that both find the same documents. Forms are for phrases, stems for words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import TSVECTOR

from musnad.knowledge.tables import table
from musnad.store import schema
from musnad.text.clitics import CACHED_WORDS, splits, suffixed
from musnad.text.folding import fold, fold_word
from musnad.text.stems import stem
from musnad.text.tokens import tokenize
from musnad.types import Span

_AT_ONCE = 256
_LONGEST_WORD = 100
"""What is longer is an address or rubbish; a lexeme of PostgreSQL holds 2,046 bytes."""
STEM_MARK = "="
"""Before each stem in PostgreSQL, where forms and stems share one vector."""

words = sa.table("words", sa.column("rowid", sa.Integer), sa.column("forms"), sa.column("stems"))
"""The table of FTS5; its `rowid` is the document's number."""
vectors = sa.table("words", sa.column("document", sa.BigInteger), sa.column("search", TSVECTOR))
"""The table of PostgreSQL."""

# `ascii` cuts at blanks and ASCII marks and takes every other letter as it is: the words come folded already
_SQLITE = ("CREATE VIRTUAL TABLE IF NOT EXISTS words USING fts5(forms, stems, content='', tokenize='ascii')",)
_POSTGRESQL = (
    """CREATE TABLE IF NOT EXISTS words (
        document BIGINT PRIMARY KEY REFERENCES documents (id) ON DELETE CASCADE, search TSVECTOR NOT NULL)""",
    "CREATE INDEX IF NOT EXISTS ix_words_search ON words USING gin (search)",
)


class Word(NamedTuple):
    """A word or number of a text: where it stands, and its folded form."""

    span: Span
    form: str


def words_of(text: str) -> Iterator[Word]:
    """The words and numbers of a text in order, as they are indexed and looked for."""
    for token in tokenize(fold(text)):
        if token.kind != "punctuation":
            yield Word(Span(token.start, token.end), token.form[:_LONGEST_WORD])


def create(connection: sa.Connection) -> None:
    """Makes the index where it is not there yet."""
    for statement in _SQLITE if _is_sqlite(connection) else _POSTGRESQL:
        connection.exec_driver_sql(statement)


def index(connection: sa.Connection, rows: Iterable[tuple[int, str]]) -> None:
    """Enters new documents, given by number and text; in the transaction that stores them."""
    found = [(number, [word.form for word in words_of(text)]) for number, text in rows]
    if not found:
        return
    if _is_sqlite(connection):
        connection.execute(
            sa.insert(words),
            [
                {"rowid": number, "forms": " ".join(forms), "stems": " ".join(filter(None, map(stem_of, forms)))}
                for number, forms in found
            ],
        )
        return
    connection.execute(sa.insert(vectors), [{"document": number, "search": _vector(forms)} for number, forms in found])


def rebuild(connection: sa.Connection) -> int:
    """Makes the index of all documents anew, after a change of folding or stemming; how many they are."""
    create(connection)
    if _is_sqlite(connection):
        connection.exec_driver_sql("INSERT INTO words (words) VALUES ('delete-all')")
    else:
        connection.execute(sa.delete(vectors))
    documents = schema.documents
    last = count = 0
    while True:
        query = sa.select(documents.c.id, documents.c.text).where(documents.c.id > last)
        rows = [(row[0], row[1]) for row in connection.execute(query.order_by(documents.c.id).limit(_AT_ONCE))]
        if not rows:
            return count
        index(connection, rows)
        last, count = rows[-1][0], count + len(rows)


def lexeme(word: str) -> str:
    """A word as PostgreSQL's text search reads it, in quotation marks."""
    return "'" + word.replace("\\", "\\\\").replace("'", "''") + "'"


@lru_cache(maxsize=CACHED_WORDS)
def stem_of(form: str) -> str:
    """The stem that a folded word is indexed by; "" for a function word, which nobody looks for.

    A preposition is taken off where the tables know the rest and not the whole: so `بإغلاق` meets `إغلاق`, while `بلاد` and
    `لبنان` keep their first letters.
    """
    if form in _function_words():
        return ""
    if not _is_known(form) and form not in _names():
        for split in splits(form):
            if split.preposition and not split.article and _is_known(split.stem):
                return stem(split.stem)
    return stem(form)


def _is_known(form: str) -> bool:
    """Whether it is a common noun or adjective of the news, with a pronoun or without."""
    return any(bare in _common_words() for bare, _ in suffixed(form))


def _vector(forms: Sequence[str]) -> str:
    places: dict[str, list[int]] = {}
    for position, form in enumerate(forms, 1):
        places.setdefault(form, []).append(position)
        if stem_of(form):
            places.setdefault(STEM_MARK + stem_of(form), []).append(position)
    # PostgreSQL keeps 255 places of a lexeme, the first ones, and says nothing about the others
    return " ".join(f"{lexeme(word)}:{','.join(map(str, at[:255]))}" for word, at in places.items())


def _is_sqlite(connection: sa.Connection) -> bool:
    return connection.dialect.name == "sqlite"


@cache
def _common_words() -> frozenset[str]:
    return frozenset(row["form"] for row in table("generated/common_words"))


@cache
def _names() -> frozenset[str]:
    tables = (("countries", "name_ar"), ("family_names", "name"), ("foreign_given_names", "name"), ("given_names", "name"))
    return frozenset(fold_word(row[column]) for name, column in tables for row in table(name))


@cache
def _function_words() -> frozenset[str]:
    return frozenset(fold_word(row["word"]) for row in table("function_words"))
