"""How fast the trained readers are, beside a classifier of BERT-base's size on the same text in the same run.

    python benchmarks/reader/run.py [--articles 200] [--seed 2018] [--cores 1 2] [--readers trained fast]

Needs the extra `train` (it builds the classifier) and the news files of the development corpora (MUSNAD_SHARED, else
../shared); without them it says so and ends with exit status 0.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import numpy as np
from benchmarks.memory import peak_mb
from benchmarks.shared import news_files, shared_folder, shown
from benchmarks.speed.run import drawn
from rich.console import Console
from rich.table import Table

from musnad.types import Document

_ROUNDS = 3


def options(arguments: Sequence[str] | None) -> argparse.Namespace:
    """The command line, read."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--seed", type=int, default=2018)
    parser.add_argument("--cores", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--readers", nargs="+", default=["trained"])
    parser.add_argument("--child", type=Path, help=argparse.SUPPRESS)
    return parser.parse_args(arguments)


def best(run: Callable[[], object]) -> float:
    """The shortest of a few runs in seconds by the clock: what else the machine does only ever adds."""
    times = []
    for _ in range(_ROUNDS):
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    return min(times)


def measured(articles: list[Document], folder: Path, cores: int, readers: list[str]) -> dict[str, Any]:
    """Words a second of everything on so many cores, to which this process is bound."""
    from benchmarks.reader.bert import SIDE, batches, product, session

    from musnad.models.reader import scores_of
    from musnad.models.session import pieces, session_of
    from musnad.pipeline import reader, rules_alone

    os.sched_setaffinity(0, set(sorted(os.sched_getaffinity(0))[:cores]))
    readings = [rules_alone().run(article) for article in articles]
    words = sum(token.kind == "word" for reading in readings for token in reading.tokens)
    found: dict[str, Any] = {"words": words}
    sizes, total = [], 0
    for article, reading in zip(articles, readings, strict=True):
        each = [len(ids) for ids in pieces().of(article.text, reading.tokens)]
        total += sum(each)
        sizes += [sum(each[s.first : s.last]) for s in reading.sentences]
    found["rules"] = words / best(lambda: [reader("rules").run(article) for article in articles])
    for name in readers:
        started = time.perf_counter()
        run = session_of(name, cores).run
        reader(name).run(articles[0])
        found[f"{name} loading"] = time.perf_counter() - started
        bare = best(lambda: [scores_of(a, r, pieces(), run) for a, r in zip(articles, readings, strict=True)])  # noqa: B023 - run at once
        found[f"{name} network"] = words / bare
        pipeline = reader(name)
        found[name] = words / best(lambda: [pipeline.run(article) for article in articles])  # noqa: B023 - run at once
        found[f"{name} memory"] = peak_mb()
        found[f"{name} pieces a second"] = total / bare
    for name in ("bert32", "bert8"):
        model, inputs = session(folder / f"{name}.onnx", cores), batches(sizes)
        found[name] = words / best(lambda: [model.run(["labels"], {"pieces": p, "mask": m}) for p, m in inputs])  # noqa: B023 - run at once
    model, a = session(product(), cores), np.random.default_rng(2).integers(0, 250, (SIDE, SIDE), np.uint8)
    found["peak"] = 2 * SIDE**3 / best(lambda: model.run(["c"], {"a": a})) / 1e9
    return found


def table(results: dict[int, dict[str, Any]], readers: list[str]) -> Table:
    """Words a second and ratios by number of cores."""
    shown_as = Table(title="words a second", title_justify="left")
    shown_as.add_column("what")
    for cores in results:
        shown_as.add_column(f"{cores} core{'s' * (cores > 1)}", justify="right")
    names = ["rules", *(key for name in readers for key in (f"{name} network", name)), "bert32", "bert8"]
    for name in names:
        shown_as.add_row(name, *(f"{found[name]:,.0f}" for found in results.values()))
    for name in readers:
        for other in ("bert32", "bert8"):
            shown_as.add_row(f"{name} / {other}", *(f"{found[name] / found[other]:.1f}" for found in results.values()))
        shown_as.add_row(f"{name}: loading, s", *(f"{found[f'{name} loading']:.2f}" for found in results.values()))
        shown_as.add_row(f"{name}: peak memory, MB", *(f"{found[f'{name} memory']:.0f}" for found in results.values()))
        # Two operations for each weight of the encoder's layers and piece, attention's own products left out.
        work = [2 * found[f"{name} pieces a second"] * 12 * 12 * 384**2 / 1e9 for found in results.values()]
        shares = [each / found["peak"] for each, found in zip(work, results.values(), strict=True)]
        if name == "trained":
            shown_as.add_row(f"{name}: share of the 8-bit peak", *(f"{share:.0%}" for share in shares))
    shown_as.add_row("8-bit peak, billion operations a second", *(f"{found['peak']:,.0f}" for found in results.values()))
    return shown_as


def main(arguments: Sequence[str] | None = None) -> int:
    """Run with these arguments (default: those of the command line); the exit status."""
    args = options(arguments)
    console = Console(highlight=False, width=None if sys.stdout.isatty() else 120)
    files = news_files(shared_folder())
    missing = [name for name in ("torch", "onnx") if importlib.util.find_spec(name) is None]
    if missing or not files:
        lacking = "the extra `train`" if missing else shown(shared_folder() / "data" / "news")
        console.print(f"skipped: the benchmark of the trained readers needs {lacking}, which is not there")
        return 0
    articles = drawn(files, args.articles, args.seed)
    if args.child is not None:
        print(json.dumps(measured(articles, args.child, args.cores[0], args.readers)))
        return 0
    from benchmarks.reader.bert import write

    results: dict[int, dict[str, Any]] = {}
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder))
        for cores in args.cores:
            command = [
                sys.executable, __file__, "--child", folder, "--cores", str(cores), "--articles", str(args.articles),
                "--seed", str(args.seed), "--readers", *args.readers,
            ]  # fmt: skip
            told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
            results[cores] = json.loads(told.splitlines()[-1])
    words = next(iter(results.values()))["words"]
    console.print(f"{len(articles)} articles, {words:,} words; best of {_ROUNDS} runs by the clock")
    console.print(table(results, args.readers))
    return 0


if __name__ == "__main__":
    sys.exit(main())
