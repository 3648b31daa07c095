"""Read every news article of the development corpora, check every record, and watch speed and memory.

    python benchmarks/corpus/run.py [--processes 2] [--limit N] [--reader rules] [--sample-every 2000]

The corpora lie in MUSNAD_SHARED, else ../shared; without them the benchmark says so and ends with exit status 0. Exit
status 1 when reading an article raised, a worker died, or a record is not sound.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from benchmarks.corpus.reading import LAYERS, Outlet, Run, read_all
from benchmarks.memory import peak_mb
from benchmarks.shared import news_files, shared_folder, shown
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeElapsedColumn, TimeRemainingColumn
from rich.table import Table

from musnad import Document, Problem
from musnad.ingest import documents
from musnad.pipeline import READERS

ARTICLES = 57_963
"""In all seven files; only the progress bar needs to know."""
FAILURES_SHOWN = 10


def articles(files: Sequence[Path], limit: int | None) -> Iterator[Document | Problem]:
    """All articles of the files, or the first of each, as equally many as the limit allows, and their problems."""
    if limit is None:
        yield from documents(files)
        return
    for number, path in enumerate(files):
        yield from _first(documents([path]), limit // len(files) + (number < limit % len(files)))


def _first(items: Iterable[Document | Problem], count: int) -> Iterator[Document | Problem]:
    for item in items:
        if isinstance(item, Document):
            count -= 1
            if count < 0:
                return
        yield item


def outlet_table(outlets: dict[str, Outlet]) -> Table:
    """Articles, words, and items an article for each outlet, the largest first, then all together."""
    table = Table(title="outlets", title_justify="left")
    table.add_column("outlet")
    for column in ("articles", "words", *(f"{layer} an article" for layer in LAYERS)):
        table.add_column(column, justify="right")
    together = Outlet()
    for outlet in outlets.values():
        together.add(outlet)
    rows = sorted(outlets.items(), key=lambda row: (-row[1].articles, row[0]))
    for name, outlet in [*rows, ("all", together)]:
        means = (f"{outlet.items[layer] / max(1, outlet.articles):.1f}" for layer in LAYERS)
        table.add_row(name, f"{outlet.articles:,}", f"{outlet.words:,}", *means, end_section=(name, outlet) == rows[-1])
    return table


def memory_table(run: Run) -> Table:
    """Memory as the run went on: flat when the last rows are like the first."""
    table = Table(title="memory in MB", title_justify="left")
    for column in ("articles", "seconds", "parent", "largest worker"):
        table.add_column(column, justify="right")
    for sample in run.samples:
        table.add_row(f"{sample.articles:,}", f"{sample.seconds:.0f}", f"{sample.parent:.0f}", f"{sample.worker:.0f}")
    return table


def report(run: Run, processes: int, console: Console) -> None:
    """Print what came of the run."""
    console.print(outlet_table(run.outlets))
    if run.samples:
        console.print(memory_table(run))
        halfway, end = run.samples[len(run.samples) // 2], run.samples[-1]
        console.print(
            f"from {halfway.articles:,} articles to {end.articles:,}: parent {end.parent - halfway.parent:+.0f} MB, "
            f"largest worker {end.worker - halfway.worker:+.0f} MB"
        )
    seconds, busy = max(run.seconds, 1e-9), max(run.worker_seconds, 1e-9)
    kinds = ", ".join(f"{kind} {count:,}" for kind, count in sorted(run.problems.items())) or "none"
    console.print(f"articles {run.articles:,}; problems of input: {kinds}")
    console.print(
        f"{run.articles / seconds:.1f} articles a second on {processes} process(es), "
        f"{run.articles / seconds / processes:.1f} on each; {run.articles / busy:.1f} a second of processor time "
        "(reading, writing as JSON and checking)"
    )
    console.print(f"peak memory: parent {peak_mb():.0f} MB, largest worker {peak_mb(children=True):.0f} MB")
    console.print(f"crashes {len(run.crashes)}; broken promises of records {len(run.unsound)}")
    for failure in (run.crashes + run.unsound)[:FAILURES_SHOWN]:
        console.print(failure, style="red", markup=False)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run with these arguments (default: those of the command line); the exit status."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--limit", type=int, help="articles to read, the first of each file (default: all)")
    parser.add_argument("--reader", choices=READERS, default=READERS[0])
    parser.add_argument("--sample-every", type=int, default=2000, help="articles between two looks at the memory")
    args = parser.parse_args(arguments)
    terminal = sys.stdout.isatty()
    console = Console(highlight=False, width=None if terminal else 140)
    shared = shared_folder()
    files = news_files(shared)
    if not files:
        console.print(f"skipped: the corpus benchmark needs articles in {shown(shared / 'data' / 'news')}, there are none")
        return 0
    run = Run()
    columns = (BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, disable=not terminal) as progress:
        task = progress.add_task("reading", total=args.limit or ARTICLES)
        items = articles(files, args.limit)
        for run in read_all(items, reader_name=args.reader, processes=args.processes, sample_every=args.sample_every):
            progress.update(task, completed=run.articles)
    report(run, args.processes, console)
    return 1 if run.crashes or run.unsound or not run.articles else 0


if __name__ == "__main__":
    sys.exit(main())
