"""Adds articles to a store: what is there is skipped, the rest is read and written batch by batch."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice

from musnad.batch.parallel import read_many
from musnad.errors import UnreadableInput
from musnad.pipeline import READERS
from musnad.pipeline import reader as pipeline_of
from musnad.store import Store, rereading
from musnad.store.packing import DOCUMENT, Json, content_digest
from musnad.store.writing import names_by_digest, storable, write, write_problems
from musnad.types import Document, Problem, Record

BATCH = 64
"""Documents that are written together, with all their rows, or not at all."""

_LOOKED_UP = 256
"""Documents whose digests are looked up together."""

_LONGEST_NAME = 500
"""Characters of an id or an outlet: an index of PostgreSQL takes up to 2,704 bytes."""

Read = Callable[[Iterable[Document | Problem]], Iterator[Record | Problem]]
Item = Document | Problem


@dataclass(frozen=True, slots=True)
class Step:
    """What happened since the step before: documents that are stored now, ones that were there, and problems."""

    added: int = 0
    present: int = 0
    problems: tuple[Problem, ...] = ()


def add(
    store: Store,
    items: Iterable[Item],
    *,
    reader: str = READERS[0],
    processes: int = 1,
    read: Read | None = None,
) -> Iterator[Step]:
    """Stores the documents that are not there yet, with what is read in them, and the problems; tells each batch.

    A run that was cut off at any point is taken up by running it again. `read` reads in the place of `read_many`.
    """
    reading = read or partial(read_many, reader=reader, processes=processes)
    fresh = _Fresh(store)
    store.release()
    for batch in _batches(reading(fresh.of(items))):
        problems = tuple(item for item in batch if isinstance(item, Problem))
        found = [item.to_dict() if isinstance(item, Record) else item for item in batch]
        with store.writing() as connection:
            written = write(connection, found)
        yield Step(len(written.documents), written.present + fresh.taken_note(), problems)
    yield Step(present=fresh.taken_note())


def reread(store: Store, *, reader: str = READERS[0], processes: int = 1, read: Read | None = None) -> Iterator[Step]:
    """Reads every stored document again that this reader, as it is now, has not read; tells each batch.

    The new readings take the place of the old ones together, when the last is there; until then nothing changes for
    those who ask, and a run that was cut off is taken up by running it again.
    """
    reading = read or partial(read_many, reader=reader, processes=processes)
    with store.writing() as connection:
        made_by = rereading.begin(connection, pipeline_of(reader).produced_by())
    store.release()
    for batch in _batches(reading(_unread(store, made_by))):
        problems = tuple(item for item in batch if isinstance(item, Problem))
        records: list[Json] = [item.to_dict() for item in batch if isinstance(item, Record)]
        with store.writing() as connection:
            rereading.write_waiting(connection, records)
            write_problems(connection, problems)
        yield Step(len(records), 0, problems)
    with store.writing() as connection:
        rereading.complete(connection, made_by)


class _Fresh:
    """Lets through the documents that are not stored, with their problems, and counts the others."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._present = 0

    def taken_note(self) -> int:
        """How many were there since this was last asked."""
        present, self._present = self._present, 0
        return present

    def of(self, items: Iterable[Item]) -> Iterator[Item]:
        """The documents and problems that have still to be read and written."""
        waiting = iter(items)
        dropped: str | None = None
        while chunk := [_storable(item) for item in islice(waiting, _LOOKED_UP)]:
            digests = [content_digest(_fields(item)) if isinstance(item, Document) else "" for item in chunk]
            with self._store.reading() as connection:
                there = names_by_digest(connection, [digest for digest in digests if digest])
            for item, digest in zip(chunk, digests, strict=True):
                if isinstance(item, Document):
                    dropped = item.id if digest in there else None
                    if dropped is None:
                        yield item
                    else:
                        self._present += 1
                # a problem about a stored document was stored with it, in one transaction
                elif item.document is None or item.document != dropped:
                    yield item


def _fields(document: Document) -> dict[str, str | None]:
    return {name: getattr(document, name) for name in DOCUMENT if name != "sha256"}


def _storable(item: Item) -> Item:
    """The document, or a problem in its place where a database cannot hold it."""
    if isinstance(item, Problem):
        return item
    for name, value in _fields(item).items():
        if value is not None and storable(value) != value:
            message = f"its {name} holds characters that cannot be stored: NUL, or half of a surrogate pair"
        elif name in {"id", "outlet"} and len(value or "") > _LONGEST_NAME:
            message = f"its {name} is longer than {_LONGEST_NAME} characters"
        else:
            continue
        return Problem(storable(item.id)[:_LONGEST_NAME], UnreadableInput.kind, message)
    return item


def _unread(store: Store, made_by: str) -> Iterator[Document]:
    after = 0
    while True:
        with store.reading() as connection:
            found = rereading.unread(connection, made_by, after)
        if not found:
            return
        for after, document in found:  # noqa: B007 - the last number is where the next look begins
            yield document


def _batches(items: Iterable[Record | Problem]) -> Iterator[list[Record | Problem]]:
    """Batches of so many records, each with the problems that come after it: a document and its problems stay together."""
    batch: list[Record | Problem] = []
    records = 0
    for item in items:
        if isinstance(item, Record):
            if records == BATCH:
                yield batch
                batch, records = [], 0
            records += 1
        batch.append(item)
    if batch:
        yield batch
