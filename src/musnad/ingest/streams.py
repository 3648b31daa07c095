"""Bytes in pieces: reading, unpacking and cutting into lines without holding a file in memory."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import BinaryIO

from musnad.errors import InputError, UnreadableInput

CHUNK = 1 << 16
"""Bytes read at a time; also what is looked at to tell formats apart."""

MAX_DOCUMENT_BYTES = 20_000_000
"""Largest article read: a long reportage has 100 kB, ten megabytes of Arabic are some twenty books; what is larger is
no article, and reading it would take memory in proportion."""

_GZIP = b"\x1f\x8b"
_GZIP_WINDOW = 31
"""zlib's number for "gzip header, largest window"."""


def chunks_of(stream: BinaryIO, source: str) -> Iterator[bytes]:
    """The bytes of an open file in pieces; raises UnreadableInput where the system cannot read on."""
    while True:
        try:
            chunk = stream.read(CHUNK)
        except OSError as error:
            raise UnreadableInput(f"{source}: cannot be read: {error.strerror or error}") from error
        if not chunk:
            return
        yield chunk


def peek(chunks: Iterator[bytes], size: int = CHUNK) -> tuple[bytes, Iterator[bytes]]:
    """The first `size` bytes at least (fewer where there are no more), and all pieces from the beginning again.

    An error while looking ahead is raised when the pieces are read past what was seen.
    """
    seen: list[bytes] = []
    rest = chunks
    try:
        while sum(map(len, seen)) < size:
            seen.append(next(chunks))
    except StopIteration:
        rest = iter(())
    except InputError as error:
        rest = _Failing(error)
    return b"".join(seen), chain(seen, rest)


def unpacked(chunks: Iterator[bytes], source: str, *, named_gz: bool) -> Iterator[bytes]:
    """The pieces, unpacked when they are gzip by name or by their first bytes.

    Raises UnreadableInput where the gzip breaks, after everything before that.
    """
    head, chunks = peek(chunks, len(_GZIP))
    return _gunzip(chunks, source) if named_gz or head.startswith(_GZIP) else chunks


def _gunzip(chunks: Iterator[bytes], source: str) -> Iterator[bytes]:
    """Every member of a gzip file, at most CHUNK bytes at a time, so that a file that swells does not fill memory."""
    member = zlib.decompressobj(_GZIP_WINDOW)
    begun = ended = False
    for chunk in chunks:
        left = chunk
        while left:
            if ended:
                member, ended, begun = zlib.decompressobj(_GZIP_WINDOW), False, False
                left = left.lstrip(b"\x00")  # gzip allows zeros as padding after a member
                continue
            before, begun = member.copy(), True
            try:
                yield member.decompress(left, CHUNK)
            except zlib.error as error:
                yield from _up_to_the_fault(before, left)
                raise UnreadableInput(f"{source}: broken gzip ({error}); what stands before was read") from error
            ended = member.eof
            left = member.unused_data if ended else member.unconsumed_tail
    while begun and not member.eof and (piece := member.decompress(b"", CHUNK)):
        yield piece
    if begun and not member.eof:
        raise UnreadableInput(f"{source}: the gzip ends too early; what stands before was read")


def _up_to_the_fault(member: zlib._Decompress, chunk: bytes) -> Iterator[bytes]:
    """What a broken piece still holds: zlib drops all that it unpacked in the call in which it meets the fault."""
    for at in range(len(chunk)):
        try:
            yield member.decompress(chunk[at : at + 1])
        except zlib.error:
            return


class _Failing(Iterator[bytes]):
    """Pieces that are an error at once."""

    def __init__(self, error: InputError) -> None:
        self._error = error

    def __next__(self) -> bytes:
        raise self._error


def whole(chunks: Iterable[bytes], source: str, limit: int) -> tuple[bytes, InputError | None]:
    """All the bytes, and the error that ended them early, if one did; raises UnreadableInput above `limit` bytes."""
    data = bytearray()
    try:
        for chunk in chunks:
            data += chunk
            if len(data) > limit:
                break
    except InputError as error:
        return bytes(data), error
    if len(data) > limit:
        raise UnreadableInput(f"{source}: {too_large(limit)}")
    return bytes(data), None


def too_large(limit: int) -> str:
    """What is wrong with a document above `limit` bytes, and what to do."""
    return f"larger than {limit:,} bytes, which no article is; split it into articles"


def lines_of(chunks: Iterable[bytes], limit: int) -> Iterator[tuple[int, bytes | None]]:
    """Every line with its number from 1, without its end; None in place of one above `limit` bytes.

    Errors of the pieces are raised after the last line, which may be cut short.
    """
    number, size, failure = 1, 0, None
    pending: list[bytes] = []
    try:
        for chunk in chunks:
            first, *rest = chunk.split(b"\n")
            size += len(first)
            if size <= limit:
                pending.append(first)
            else:
                pending.clear()
            for line in rest:
                yield number, b"".join(pending) if size <= limit else None
                number, size, pending = number + 1, len(line), [line]
    except InputError as error:
        failure = error
    if size:
        yield number, b"".join(pending) if size <= limit else None
    if failure is not None:
        raise failure
