"""Read 10,000 inputs that no newspaper would print: nothing may raise, swell, or vanish without a problem.

    python benchmarks/fuzz/run.py [--count 10000] [--seed 2017] [--read]

Inputs are described in README.md beside this file. `--read` also runs the reader over the documents that come out.
Exit status 1 when an input raised, gave neither document nor problem, gave a document where there is nothing to read,
or memory passed 2 GB.
"""

from __future__ import annotations

import argparse
import io
import json
import random
import resource
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from benchmarks.fuzz.inputs import CLASSES, Fuzzed

from musnad.ingest import documents
from musnad.types import Document

MEMORY_LIMIT_MB = 2000
Reader = Callable[[Document], object]


@dataclass
class Tally:
    """What became of the inputs of one class."""

    inputs: int = 0
    documents: int = 0
    problems: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)
    seconds: float = 0.0
    slowest: float = 0.0


def feed(fuzzed: Fuzzed, tally: Tally, read: Reader | None) -> None:
    """Run one input through the reader and note what became of it."""
    start = time.perf_counter()
    try:
        found = list(documents(["-"], stdin=io.BytesIO(fuzzed.data)))
        for item in found:
            json.dumps(asdict(item), ensure_ascii=False).encode("utf-8")
            if isinstance(item, Document) and read is not None:
                read(item)
    except Exception:  # noqa: BLE001 (the one thing that this script looks for)
        tally.failures.append(traceback.format_exc(limit=-4))
        found = []
    else:
        if not found:
            tally.failures.append("neither a document nor a problem came out")
    seconds = time.perf_counter() - start
    texts = [item for item in found if isinstance(item, Document)]
    if fuzzed.unreadable and texts:
        tally.failures.append(f"a document came out of nothing to read: {texts[0].text[:80]!r}")
    tally.inputs += 1
    tally.documents += len(texts)
    tally.problems.update(item.kind for item in found if not isinstance(item, Document))
    tally.seconds += seconds
    tally.slowest = max(tally.slowest, seconds)


def run(count: int, seed: int, read: Reader | None) -> dict[str, Tally]:
    """The tallies by class; each class has its own generator, so that its inputs do not hang on the others."""
    tallies = {}
    for name, kind in CLASSES.items():
        rng = random.Random(f"{seed} {name}")  # noqa: S311 (repeatable, not secret)
        tally = tallies[name] = Tally()
        share = max(1, round(count * kind.share))
        for _ in range(share if kind.most is None else min(share, kind.most)):
            feed(kind.make(rng), tally, read)
    return tallies


def table(tallies: dict[str, Tally]) -> str:
    """A table of the tallies in Markdown."""
    rows = ["| class | inputs | documents | problems | failures | seconds | slowest |", "|---|---|---|---|---|---|---|"]
    for name, t in tallies.items():
        kinds = ", ".join(f"{kind} {n}" for kind, n in sorted(t.problems.items())) or "none"
        rows.append(
            f"| {name} | {t.inputs} | {t.documents} | {kinds} | {len(t.failures)} | {t.seconds:.1f} | {t.slowest:.2f} |"
        )
    return "\n".join(rows)


def reader() -> Reader:
    """The package's reading of one document."""
    from musnad import read

    return read


def main() -> int:
    """Run, print the table, and tell by the exit status whether everything held."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=2017)
    parser.add_argument("--read", action="store_true", help="also read the documents that come out")
    args = parser.parse_args()
    start = time.perf_counter()
    tallies = run(args.count, args.seed, reader() if args.read else None)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)
    failures = [f"{name}: {text}" for name, tally in tallies.items() for text in tally.failures]
    print(table(tallies))
    print(
        f"\n{sum(t.inputs for t in tallies.values())} inputs, {len(failures)} failures, peak memory {peak:.0f} MB, ",
        end="",
    )
    print(f"{time.perf_counter() - start:.0f} s")
    for failure in failures[:5]:
        print(failure, file=sys.stderr)
    return 1 if failures or peak > MEMORY_LIMIT_MB else 0


if __name__ == "__main__":
    sys.exit(main())
