"""From paths to documents: opening, telling formats apart, settling dates, outlets and ids."""

from __future__ import annotations

import codecs
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import BinaryIO

from musnad.errors import EmptyInput, InputError, UnreadableInput
from musnad.ingest import jsonl
from musnad.ingest.dates import iso_date
from musnad.ingest.decoding import Decoded, decode, wide_encoding
from musnad.ingest.draft import Draft, has_letters, plain_draft
from musnad.ingest.opening import read_each
from musnad.ingest.outlets import KnownOutlets
from musnad.ingest.problems import BAD_DATE, DAMAGED_TEXT, problem_of
from musnad.ingest.sources import Format, Source
from musnad.ingest.streams import MAX_DOCUMENT_BYTES, chunks_of, lines_of, peek, too_large, unpacked, whole
from musnad.types import Document, Problem

_TAG = re.compile(rb"<(!doctype html|html|head|body|article|section|div|p|meta|h1)\b", re.IGNORECASE)


def documents(
    paths: Sequence[str | os.PathLike[str]],
    *,
    published: str | None = None,
    outlet: str | None = None,
    known_outlets: KnownOutlets | None = None,
    stdin: BinaryIO | None = None,
    limit: int = MAX_DOCUMENT_BYTES,
) -> Iterator[Document | Problem]:
    """Every document that the paths hold, one after the other, with a problem wherever there is none.

    Problems about a document come right after it and name its id. `published` (a date) and `outlet` fill in what a
    document does not say itself: its own metadata and the domain of its address go first, but `outlet` goes before a
    name found in a byline. `stdin` is what `-` reads (default: standard input); `limit` the bytes of a document.
    JSON Lines are read line by line, so memory holds one document. Raises InputError at once when `published` is no
    date.
    """
    date = None if published is None else iso_date(published)
    if published is not None and date is None:
        raise InputError(f"{published!r} is no date; write it as 2017-01-10")
    reader = _Reader(date, outlet, known_outlets or KnownOutlets(), limit)
    return reader.read(paths, stdin)


@dataclass(slots=True)
class _Reader:
    """One run: what the caller filled in, and the ids that files have had."""

    published: str | None
    outlet: str | None
    known: KnownOutlets
    limit: int
    taken: set[str] = field(default_factory=set)

    def read(self, paths: Sequence[str | os.PathLike[str]], stdin: BinaryIO | None) -> Iterator[Document | Problem]:
        return read_each(paths, stdin, self.stream)

    def stream(self, opened: BinaryIO, source: Source) -> Iterator[Document | Problem]:
        chunks = unpacked(chunks_of(opened, source.name), source.name, named_gz=source.gz)
        head, chunks = peek(chunks)
        kind = source.format or sniff(head)
        if kind == "jsonl" or (kind == "json" and _one_a_line(head)):
            yield from self.lines(_as_utf8(head, chunks), source)
            return
        data, failure = whole(chunks, source.name, self.limit)
        if kind == "json":
            yield from self.json(data, source)
        else:
            yield from self.page(data, source, markup=kind == "html", cut=failure is not None)
        if failure is not None:
            yield problem_of(source.name, failure)

    def page(self, data: bytes, source: Source, *, markup: bool, cut: bool) -> Iterator[Document | Problem]:
        """The one document of a text or HTML file."""
        try:
            decoded = decode(data, source.name, markup=markup)
            draft = _html(decoded, source.name) if markup else plain_draft(decoded.text)
        except InputError as error:
            yield problem_of(source.name, error)
            return
        found = list(self.settled(draft, source.name, source.stem, decoded.problems))
        yield from found
        if cut and isinstance(found[0], Document):
            yield Problem(source.name, DAMAGED_TEXT, "the file breaks off; the text is what stood before", found[0].id)

    def json(self, data: bytes, source: Source) -> Iterator[Document | Problem]:
        """The documents of a file that is one JSON value, or else of its lines."""
        try:
            values = jsonl.array_values(decode(data, source.name).text)
        except InputError as error:
            yield problem_of(source.name, error)
            return
        if values is None:
            yield from self.lines(_as_utf8(data, iter([data])), source)
            return
        for number, value in enumerate(values, 1):
            where = f"{source.name}:[{number}]"
            yield from self.gathered(jsonl.value_drafts(value, where), where)

    def lines(self, chunks: Iterator[bytes], source: Source) -> Iterator[Document | Problem]:
        """The documents of JSON Lines, each told by its line's number."""
        any_found = False
        for number, line in lines_of(chunks, self.limit):
            where = f"{source.name}:{number}"
            found: list[Document | Problem]
            if line is None:
                found = [Problem(where, UnreadableInput.kind, f"{where}: {too_large(self.limit)}")]
            else:
                found = list(self.gathered(jsonl.line_drafts(line, where), where))
            any_found = any_found or bool(found)
            yield from found
        if not any_found:
            yield Problem(source.name, EmptyInput.kind, f"{source.name}: no lines in it, nothing to read")

    def gathered(self, drafts: Iterator[Draft | Problem], where: str) -> Iterator[Document | Problem]:
        """The document of one JSON value with its problems."""
        problems = []
        draft = None
        for item in drafts:
            if isinstance(item, Draft):
                draft = item
            else:
                problems.append(item)
        if draft is None:
            yield from problems
        else:
            yield from self.settled(draft, where, "", problems)

    def settled(self, draft: Draft, where: str, stem: str, problems: Sequence[Problem]) -> Iterator[Document | Problem]:
        """The document of a draft, then what is wrong with it; only a problem when it has no letters."""
        if not has_letters(draft.text):
            yield Problem(where, EmptyInput.kind, f"{where}: no letters in it, nothing to read")
            yield from problems
            return
        given = draft.published.strip() if draft.published else None
        date = iso_date(given) if given else None
        document = Document("", draft.text, draft.title, date or self.published, self.outlet_of(draft), draft.url)
        document = replace(document, id=self.id_of(draft, document, stem))
        yield document
        for problem in problems:
            yield replace(problem, document=document.id)
        if given and date is None:
            message = f"{given[:80]!r} is no date that can be understood; write it as 2017-01-10"
            yield Problem(where, BAD_DATE, message, document.id)

    def outlet_of(self, draft: Draft) -> str | None:
        stated = (draft.outlet or "").strip()
        if stated:
            return self.known.named(stated) or stated
        return self.known.at(draft.url) or self.outlet or self.known.signing(draft.text)

    def id_of(self, draft: Draft, document: Document, stem: str) -> str:
        """Its own id, else the file's name (with the text's digest where the run had that name), else the digest."""
        digest = document.sha256[:16]
        if draft.id is not None:
            return draft.id
        if not stem:
            return digest
        name = stem if stem not in self.taken else f"{stem}-{digest}"
        self.taken.add(name)
        return name


def sniff(head: bytes) -> Format:
    """The format that the first bytes of a file show."""
    wide = wide_encoding(head)
    narrow = (head.decode(wide, "ignore").encode("utf-8", "ignore") if wide else head).removeprefix(codecs.BOM_UTF8)
    if narrow.lstrip().startswith(b"<") and _TAG.search(narrow):
        return "html"
    return "json" if jsonl.begins_like_json(narrow[:1000].decode("utf-8", "ignore")) else "text"


def _one_a_line(head: bytes) -> bool:
    """Whether a file of JSON has an object on its first line (or a first line so long that it cannot be told)."""
    wide = wide_encoding(head)
    text = head.decode(wide or "utf-8", "ignore").lstrip("\ufeff \t\r\n")
    line, newline, _ = text.partition("\n")
    return jsonl.is_object(line) or (not newline and line.startswith("{") and len(head) >= 1 << 16)


def _as_utf8(head: bytes, chunks: Iterator[bytes]) -> Iterator[bytes]:
    """The pieces in UTF-8 when they are UTF-16 or UTF-32, whose lines do not end in one byte; else as they stand."""
    wide = wide_encoding(head)
    if wide is None:
        return chunks
    return (piece.encode("utf-8", "replace") for piece in codecs.iterdecode(chunks, wide, errors="replace"))


def _html(decoded: Decoded, source: str) -> Draft:
    # trafilatura takes half a second to import, which runs over plain text should not pay
    from musnad.ingest.html import html_draft

    return html_draft(decoded.text, source)
