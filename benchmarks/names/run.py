"""How well Musnad tells whether two written names of persons can be one person's.

    python benchmarks/names/run.py [--test] [--errors]

Development half by default. What the pairs are and how they were chosen is told in README.md beside this file.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from musnad.naming.families import SAME, same_name

TABLE = Path(__file__).resolve().parent / "pairs.tsv"
ROUNDS = 20
"""Times that all pairs are compared for the speed, with the answers of earlier rounds forgotten."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two names, whether they are one person's, and what the benchmark says of them."""

    a: str
    b: str
    same: bool
    kind: str
    draw: str

    @property
    def score(self) -> float:
        """What `same_name` says, from 0 to 1."""
        return same_name(self.a, self.b)

    @property
    def right(self) -> bool:
        """Whether that is the annotated answer."""
        return (self.score >= SAME) == self.same


@dataclass(frozen=True, slots=True)
class Figures:
    """Precision, recall and F1 of the answer `same`, and how many pairs of both answers were right."""

    pairs: int
    right: int
    precision: float
    recall: float
    f1: float


def pairs(half: str) -> list[Pair]:
    """The pairs of one half, "dev" or "test", in the order of the table."""
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    table = [line.split("\t") for line in lines if line and not line.startswith("#")]
    rows = (dict(zip(table[0], cells, strict=True)) for cells in table[1:])
    return [
        Pair(row["a"], row["b"], row["same"] == "yes", row["kind"], row["note"].split("; ")[0])
        for row in rows
        if row["half"] == half
    ]


def figures(group: Sequence[Pair]) -> Figures:
    """What the answers to these pairs come to; 0 where there is nothing to divide by."""
    said = [pair for pair in group if pair.score >= SAME]
    are = sum(pair.same for pair in group)
    hits = sum(pair.same for pair in said)
    precision = hits / len(said) if said else 0.0
    recall = hits / are if are else 0.0
    f1 = 2 * precision * recall / (precision + recall) if hits else 0.0
    return Figures(len(group), sum(pair.right for pair in group), precision, recall, f1)


def lines(group: Sequence[Pair], half: str) -> Iterator[str]:
    """The report: all pairs, those of each draw, then how many of each kind were right."""
    yield f"{half}: one person's or not, threshold {SAME}"
    yield f"{'':14} pairs  right  precision  recall      F1"
    draws = sorted({pair.draw for pair in group})
    for name, chosen in [("all", list(group)), *((d, [p for p in group if p.draw == d]) for d in draws)]:
        found = figures(chosen)
        yield f"{name:14} {found.pairs:5}  {found.right:5}  {found.precision:9.3f}  {found.recall:6.3f}  {found.f1:6.3f}"
    yield "by kind"
    for same in (True, False):
        for kind in sorted({pair.kind for pair in group if pair.same is same}):
            chosen = [pair for pair in group if pair.kind == kind]
            right = sum(pair.right for pair in chosen)
            yield f"  {'same' if same else 'not'}  {kind:12} {right:3} of {len(chosen):3}"


def microseconds(group: Sequence[Pair]) -> tuple[float, float]:
    """Mean time of one comparison of pairs not compared before, of words seen before; and of the first comparison."""
    same_name.cache_clear()
    start = time.perf_counter()
    for pair in group:
        same_name(pair.a, pair.b)
    first = time.perf_counter() - start
    start = time.perf_counter()
    for _ in range(ROUNDS):
        same_name.cache_clear()
        for pair in group:
            same_name(pair.a, pair.b)
    return (time.perf_counter() - start) / ROUNDS / len(group) * 1e6, first / len(group) * 1e6


def main() -> None:
    """Reads the options and prints the report of one half."""
    parser = argparse.ArgumentParser(description="Whether two names are one person's: precision, recall and F1.")
    parser.add_argument("--test", action="store_true", help="the test half instead of the development half")
    parser.add_argument("--errors", action="store_true", help="also every wrong answer; development half only")
    options = parser.parse_args()
    if options.test and options.errors:
        parser.error("the errors of the test half are not to be looked at")
    half = "test" if options.test else "dev"
    group = pairs(half)
    for line in lines(group, half):
        print(line)
    warm, first = microseconds(group)
    print(f"{warm:.1f} µs a pair, {first:.1f} µs the first time after the tables are loaded")
    if options.errors:
        for pair in sorted((p for p in group if not p.right), key=lambda p: (p.same, p.kind)):
            print(f"{'same' if pair.same else 'not ':4}  {pair.kind:12} {pair.score:5.3f}  {pair.a}  |  {pair.b}")


if __name__ == "__main__":
    main()
