"""Reading and checking articles over several processes, with the memory of all of them watched."""

from __future__ import annotations

import json
import os
import time
import traceback
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from itertools import islice
from multiprocessing import get_context

from benchmarks.memory import resident_mb

from musnad import Document, Problem, reader
from musnad.types.verification import problems_of

LAYERS = ("mentions", "times", "claims", "events")
_CHUNK = 32
_AHEAD = 4
"""Chunks in flight for each process, as in `musnad.batch`: enough to keep it busy, few enough to keep memory flat."""
_UNKNOWN = "(unknown)"


@dataclass
class Outlet:
    """What was read of one outlet: articles, words, and the items of each layer."""

    articles: int = 0
    words: int = 0
    items: Counter[str] = field(default_factory=Counter)

    def add(self, other: Outlet) -> None:
        """Count the articles of `other` too."""
        self.articles += other.articles
        self.words += other.words
        self.items.update(other.items)


@dataclass
class Chunk:
    """What came of one chunk: small enough to travel, however long the articles are.

    `seconds` is processor time of the worker with this `pid`, which held `resident` megabytes at the end.
    """

    outlets: dict[str, Outlet] = field(default_factory=dict)
    crashes: list[str] = field(default_factory=list)
    unsound: list[str] = field(default_factory=list)
    seconds: float = 0.0
    pid: int = 0
    resident: float = 0.0


@dataclass(frozen=True, slots=True)
class Sample:
    """Memory in megabytes after so many articles: the parent's, and the largest of the workers'."""

    articles: int
    seconds: float
    parent: float
    worker: float


@dataclass
class Run:
    """What came of all articles so far."""

    outlets: dict[str, Outlet] = field(default_factory=dict)
    problems: Counter[str] = field(default_factory=Counter)
    crashes: list[str] = field(default_factory=list)
    unsound: list[str] = field(default_factory=list)
    samples: list[Sample] = field(default_factory=list)
    worker_seconds: float = 0.0
    seconds: float = 0.0
    resident: dict[int, float] = field(default_factory=dict)

    @property
    def articles(self) -> int:
        """Articles read, soundly or not."""
        return sum(outlet.articles for outlet in self.outlets.values())

    def add(self, chunk: Chunk) -> None:
        """Take in what came of a chunk."""
        for name, outlet in chunk.outlets.items():
            self.outlets.setdefault(name, Outlet()).add(outlet)
        self.crashes += chunk.crashes
        self.unsound += chunk.unsound
        self.worker_seconds += chunk.seconds
        self.resident[chunk.pid] = chunk.resident


def read_chunk(chunk: list[Document], reader_name: str) -> Chunk:
    """Read each document and check its record as `musnad verify` would check the line that it is written as."""
    start = time.process_time()
    done = Chunk(pid=os.getpid())
    for document in chunk:
        outlet = done.outlets.setdefault(document.outlet or _UNKNOWN, Outlet())
        outlet.articles += 1
        outlet.words += len(document.text.split())
        try:
            line = json.dumps(reader(reader_name).read(document).to_dict(), ensure_ascii=False).encode("utf-8")
            record = json.loads(line)
            found = problems_of(record)
        except Exception:  # noqa: BLE001 (a crash of any kind is what this benchmark looks for)
            done.crashes.append(f"{document.id}: {traceback.format_exc(limit=-4)}")
            continue
        outlet.items.update({layer: len(record[layer]) for layer in LAYERS})
        done.unsound += [f"{document.id}: {problem}" for problem in found]
    done.seconds = time.process_time() - start
    done.resident = resident_mb()
    return done


def read_all(items: Iterable[Document | Problem], *, reader_name: str, processes: int, sample_every: int) -> Iterator[Run]:
    """The run as it stands after each chunk, the same object every time; the last one is complete.

    A worker that dies counts as a crash and ends the run: the executor notices it, a `multiprocessing.Pool` would wait
    for it without end. Workers are spawned, so that their memory is their own and no thread of the parent is copied.
    """
    run, start = Run(), time.perf_counter()
    waiting: deque[Future[Chunk]] = deque()

    def gather() -> None:
        run.add(waiting.popleft().result())
        run.seconds = time.perf_counter() - start
        if run.articles >= sample_every * (len(run.samples) + 1):
            run.samples.append(Sample(run.articles, run.seconds, resident_mb(), max(run.resident.values())))

    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        try:
            for chunk in _chunks(items, run.problems):
                waiting.append(pool.submit(read_chunk, chunk, reader_name))
                if len(waiting) >= processes * _AHEAD:
                    gather()
                    yield run
            while waiting:
                gather()
                yield run
        except BrokenProcessPool as error:
            run.crashes.append(f"a worker died: {error}")
            yield run
        finally:
            pool.shutdown(cancel_futures=True)


def _chunks(items: Iterable[Document | Problem], problems: Counter[str]) -> Iterator[list[Document]]:
    """The documents in chunks; the problems between them are counted by kind."""

    def sound() -> Iterator[Document]:
        for item in items:
            if isinstance(item, Document):
                yield item
            else:
                problems[item.kind] += 1

    documents = sound()
    while chunk := list(islice(documents, _CHUNK)):
        yield chunk
