"""Reads many documents over several processes."""

from __future__ import annotations

import multiprocessing
import os
import threading
import time
from collections import deque
from collections.abc import Iterable, Iterator
from itertools import islice
from multiprocessing.pool import AsyncResult
from typing import NamedTuple

from musnad.errors import MusnadError
from musnad.pipeline import READERS, Pipeline
from musnad.pipeline import reader as pipeline_of
from musnad.types import Document, Problem, Record

_CHUNK = 32
_AHEAD = 4
"""Chunks in flight for each process: enough to keep it busy, few enough to keep memory flat."""
_LOOK = 1.0
"""Seconds after which a worker looks again whether its parent is still there."""


class _Job(NamedTuple):
    items: list[Document | Problem]
    reader: str


def read_many(
    items: Iterable[Document | Problem], *, reader: str = READERS[0], processes: int = 1
) -> Iterator[Record | Problem]:
    """The record of each document in the order given; problems pass through, and a failure of reading becomes one.

    At most a few chunks of documents are held at a time, however many there are.
    """
    chunks = _chunks(iter(items), reader)
    if processes <= 1:
        for job in chunks:
            yield from _read(job)
        return
    with multiprocessing.get_context().Pool(processes, _end_with, (os.getpid(),)) as pool:
        waiting: deque[AsyncResult[list[Record | Problem]]] = deque()
        for job in chunks:
            waiting.append(pool.apply_async(_read, (job,)))
            if len(waiting) >= processes * _AHEAD:
                yield from waiting.popleft().get()
        while waiting:
            yield from waiting.popleft().get()


def _end_with(parent: int) -> None:
    """Lets a worker end soon after the process that it works for: one that was killed cannot tell its workers."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(_LOOK)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _chunks(items: Iterator[Document | Problem], reader: str) -> Iterator[_Job]:
    while chunk := list(islice(items, _CHUNK)):
        yield _Job(chunk, reader)


def _read(job: _Job) -> list[Record | Problem]:
    pipeline = pipeline_of(job.reader)
    return [item if isinstance(item, Problem) else _read_one(pipeline, item) for item in job.items]


def _read_one(pipeline: Pipeline, document: Document) -> Record | Problem:
    try:
        return pipeline.read(document)
    except MusnadError as error:
        return Problem(document.id, error.kind, str(error), document.id)
