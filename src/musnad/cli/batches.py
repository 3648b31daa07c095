"""Batches that Ctrl-C ends cleanly, whether one process reads or several."""

from __future__ import annotations

import signal
from collections.abc import Iterable, Iterator

from musnad.batch import read_many
from musnad.types import Document, Problem, Record

_INTERRUPT = {signal.SIGINT}


def interruptible(items: Iterable[Document | Problem], *, reader: str, processes: int) -> Iterator[Record | Problem]:
    """As `read_many`, with worker processes that leave Ctrl-C to this one.

    The terminal sends it to all of them, and each would print a stack trace. They inherit the signals that are held
    back while they are started, which `read_many` does before it takes the first item.
    """
    if processes <= 1 or not hasattr(signal, "pthread_sigmask"):
        return read_many(items, reader=reader, processes=processes)
    return _held_back(items, reader, processes)


def _held_back(items: Iterable[Document | Problem], reader: str, processes: int) -> Iterator[Record | Problem]:
    signal.pthread_sigmask(signal.SIG_BLOCK, _INTERRUPT)
    try:
        yield from read_many(_released(items), reader=reader, processes=processes)
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _INTERRUPT)


def _released(items: Iterable[Document | Problem]) -> Iterator[Document | Problem]:
    signal.pthread_sigmask(signal.SIG_UNBLOCK, _INTERRUPT)
    yield from items
