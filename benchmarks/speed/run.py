"""Articles and words a second on one core, and where the time goes, stage by stage.

    python benchmarks/speed/run.py [--articles 1000] [--seed 2017] [--reader rules]

The articles are drawn from the news files of the development corpora (MUSNAD_SHARED, else ../shared), equally many from
each file, by the seed; without the corpora the benchmark says so and ends with exit status 0.
"""

from __future__ import annotations

import argparse
import gzip
import io
import random
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from benchmarks.memory import peak_mb
from benchmarks.shared import news_files, shared_folder, shown
from rich.console import Console
from rich.table import Table

from musnad import Document, Record, reader
from musnad.ingest import documents
from musnad.naming import scan
from musnad.pipeline import READERS, Pipeline
from musnad.stages import mentions
from musnad.types import Reading

WARM_UP = 20
"""Articles read before the clock starts: the first ones pay for loading the tables, which is told apart."""
WRITING = "to_dict"
LINKING: tuple[tuple[ModuleType, str], ...] = (
    (scan, "setting_of"),
    (scan, "identified"),
    (scan, "located"),
    (mentions, "link"),
)
"""The steps of the mentions stage that say who or where is meant, after the phrases have been found."""


@dataclass
class Times:
    """Processor time: of each stage over all articles, and of each article over all stages."""

    stages: dict[str, float]
    articles: list[float] = field(default_factory=list)
    linking: float = 0.0


def drawn(files: Sequence[Path], count: int, seed: int) -> list[Document]:
    """`count` documents, as equally many from each file as the numbers allow, in the order of the files."""
    lines: list[bytes] = []
    for number, path in enumerate(files):
        share = count // len(files) + (number < count % len(files))
        lines += reservoir(path, share, random.Random(f"{seed} {path.name}"))  # noqa: S311 (repeatable, not secret)
    found = documents(["-"], stdin=io.BytesIO(b"".join(lines)))
    return [item for item in found if isinstance(item, Document)]


def reservoir(path: Path, count: int, rng: random.Random) -> list[bytes]:
    """`count` lines of the file, each with the same chance, in one pass (Vitter's algorithm R)."""
    kept: list[bytes] = []
    with gzip.open(path) as lines:
        for number, line in enumerate(lines):
            if number < count:
                kept.append(line)
            elif (place := rng.randrange(number + 1)) < count:
                kept[place] = line
    return kept


def timed(pipeline: Pipeline, articles: Sequence[Document]) -> Times:
    """The times of reading the articles one by one and turning each record into JSON data."""
    times = Times({stage.name: 0.0 for stage in pipeline.stages} | {WRITING: 0.0})
    made_by = pipeline.produced_by()
    with linking_timed(times):
        for document in articles:
            first = last = time.process_time()
            reading = Reading()
            for stage in pipeline.stages:
                reading = stage.run(document, reading)
                now = time.process_time()
                times.stages[stage.name] += now - last
                last = now
            Record(document, reading, made_by).to_dict()
            now = time.process_time()
            times.stages[WRITING] += now - last
            times.articles.append(now - first)
    return times


@contextmanager
def linking_timed(times: Times) -> Iterator[None]:
    """Adds the processor time of the linking steps to `times` while it is open."""

    def clocked(step: Callable[..., Any]) -> Callable[..., Any]:
        def run(*arguments: object) -> object:
            start = time.process_time()
            try:
                return step(*arguments)
            finally:
                times.linking += time.process_time() - start

        return run

    steps = [(module, name, getattr(module, name)) for module, name in LINKING]
    for module, name, step in steps:
        setattr(module, name, clocked(step))
    try:
        yield
    finally:
        for module, name, step in steps:
            setattr(module, name, step)


def stage_table(times: Times) -> Table:
    """Milliseconds an article and share of the whole for each stage."""
    table = Table(title="stages", title_justify="left")
    table.add_column("stage")
    table.add_column("ms an article", justify="right")
    table.add_column("share", justify="right")
    whole = sum(times.stages.values())
    rows = [*times.stages.items(), ("all", whole)]
    for name, seconds in rows:
        mean = 1000 * seconds / len(times.articles)
        table.add_row(name, f"{mean:.2f}", f"{seconds / whole:.1%}", end_section=name == WRITING)
    return table


def report(times: Times, words: int, loading: float, wall: float, console: Console) -> None:
    """Print the table and the rates."""
    console.print(stage_table(times))
    count, seconds = len(times.articles), sum(times.articles)
    ordered = sorted(times.articles)
    middle, high, top = (1000 * ordered[min(count - 1, int(share * count))] for share in (0.5, 0.95, 0.99))
    console.print(f"{count:,} articles, {words:,} words; one process, one thread")
    console.print(
        f"processor time: {count / seconds:.1f} articles and {words / seconds:,.0f} words a second "
        f"(by the clock on the wall: {count / wall:.1f} and {words / wall:,.0f})"
    )
    console.print(
        f"an article: median {middle:.1f} ms, 95 % under {high:.1f}, 99 % under {top:.1f}, slowest {1000 * ordered[-1]:.1f}"
    )
    console.print(
        f"linking names to people, bodies and places: {times.linking / seconds:.1%} of the time (asked: at most 25 %)"
    )
    console.print(f"loading the tables and the first article: {loading:.2f} s; peak memory {peak_mb():.0f} MB")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run with these arguments (default: those of the command line); the exit status."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=2017)
    parser.add_argument("--reader", choices=READERS, default=READERS[0])
    args = parser.parse_args(arguments)
    console = Console(highlight=False, width=None if sys.stdout.isatty() else 140)
    shared = shared_folder()
    files = news_files(shared)
    if not files:
        console.print(f"skipped: the speed benchmark needs articles in {shown(shared / 'data' / 'news')}, there are none")
        return 0
    articles = drawn(files, args.articles, args.seed)
    start = time.perf_counter()
    pipeline = reader(args.reader)
    pipeline.read(articles[0])
    loading = time.perf_counter() - start
    timed(pipeline, articles[:WARM_UP])
    start = time.perf_counter()
    times = timed(pipeline, articles)
    wall = time.perf_counter() - start
    report(times, sum(len(document.text.split()) for document in articles), loading, wall, console)
    return 0


if __name__ == "__main__":
    sys.exit(main())
