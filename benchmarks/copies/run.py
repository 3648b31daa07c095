"""How well Musnad tells whether two news articles share a text, and who had it first.

    python benchmarks/copies/run.py [--test] [--errors] [--check]

Development half by default. What the pairs are and how they were judged is told in README.md beside this file.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from benchmarks.shared import news_files, shared_folder, shown

from musnad.across.copies import Copies, Link, Page, link_of

FOLDER = Path(__file__).resolve().parent
KINDS = ("none", "duplicate", "copy", "wire")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two documents and what was judged of them."""

    a: str
    b: str
    kind: str
    first: str
    half: str
    draw: str
    note: str


@dataclass(frozen=True, slots=True)
class Answer:
    """A pair with what Musnad says of it."""

    pair: Pair
    link: Link | None

    @property
    def kind(self) -> str:
        """The kind that Musnad sees, "none" where it sees nothing in common."""
        return self.link.kind if self.link else "none"

    @property
    def right(self) -> bool:
        """Whether Musnad is right that the two share a text or do not."""
        return (self.kind == "none") == (self.pair.kind == "none")


def pairs() -> list[Pair]:
    """All pairs of the table, in its order."""
    lines = (FOLDER / "pairs.tsv").read_text(encoding="utf-8").splitlines()
    table = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [Pair(*cells) for cells in table[1:]]


def pages(names: set[str], files: Sequence[Path]) -> dict[str, Page]:
    """The named documents of the corpora by id; all documents where no names are given."""
    found: dict[str, Page] = {}
    for path in files:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                data = json.loads(line)
                if not names or data["id"] in names:
                    found[data["id"]] = Page(data["id"], data["text"], data["outlet"], data["published"])
    return found


def figures(answers: Sequence[Answer]) -> dict[str, float]:
    """Precision, recall and F1 of sharing a text; of pairs that share one, how often kind and first are right."""
    said = [answer for answer in answers if answer.kind != "none"]
    are = [answer for answer in answers if answer.pair.kind != "none"]
    hits = [answer for answer in said if answer.right]
    directed = [answer for answer in are if answer.pair.first != "-"]
    told = [answer for answer in directed if answer.link and answer.link.first == getattr(answer.pair, answer.pair.first)]
    precision, recall = len(hits) / max(1, len(said)), len(hits) / max(1, len(are))
    return {
        "precision": precision,
        "recall": recall,
        "f1": 2 * precision * recall / max(1e-9, precision + recall),
        "kind": sum(answer.kind == answer.pair.kind for answer in are) / max(1, len(are)),
        "direction": len(told) / max(1, len(directed)),
    }


def lines(answers: Sequence[Answer], half: str) -> Iterator[str]:
    """The report of one half."""
    yield f"{half}: {len(answers)} pairs"
    yield f"{'':14} pairs  precision  recall      f1    kind  direction"
    for name in ("all", "2018", "saudi"):
        group = [answer for answer in answers if name in {"all", answer.pair.draw}]
        found = figures(group)
        cells = "  ".join(f"{found[key]:{width}.3f}" for key, width in zip(found, (9, 6, 6, 6, 9), strict=True))
        yield f"{name:14} {len(group):5}  {cells}"
    yield "judged / seen  " + "  ".join(f"{kind:>9}" for kind in KINDS)
    counts = Counter((answer.pair.kind, answer.kind) for answer in answers)
    for kind in KINDS:
        yield f"{kind:14} " + "  ".join(f"{counts[kind, seen]:9}" for seen in KINDS)
    for note in sorted({answer.pair.note for answer in answers} - {"-"}):
        group = [answer for answer in answers if answer.pair.note == note]
        yield f"{note:14} {sum(answer.right for answer in group)} of {len(group)} right"


def speed(files: Sequence[Path], sample: int) -> Iterator[str]:
    """What it takes to build the index of the last `sample` documents of the corpora by date, and to group them."""
    chosen = sorted(pages(set(), files).values(), key=lambda page: (page.published or "", page.document))[-sample:]
    copies = Copies()
    start, busy = time.perf_counter(), time.process_time()
    for page in chosen:
        copies.add(page)
    added, used = time.perf_counter() - start, time.process_time() - busy
    start, busy = time.perf_counter(), time.process_time()
    origins = copies.origins()
    grouped, spent = time.perf_counter() - start, time.process_time() - busy
    yield f"{len(chosen)} documents added in {added:.1f} s ({used:.1f} s of processor, {len(chosen) / used:.0f} a second)"
    yield f"{len(origins)} origins in {grouped:.1f} s ({spent:.1f} s of processor)"


def losses(found: dict[str, float], half: str) -> list[str]:
    """Which figures lie below their floors in floors.json."""
    floors: dict[str, dict[str, float]] = json.loads((FOLDER / "floors.json").read_text(encoding="utf-8"))
    return [f"{name} is {found[name]:.3f}, below {floor:.3f}" for name, floor in floors[half].items() if found[name] < floor]


def main() -> int:
    """Reads the options, prints the report of one half; 1 where `--check` finds a figure below its floor."""
    parser = argparse.ArgumentParser(description="Whether two articles share a text, and who had it first.")
    parser.add_argument("--test", action="store_true", help="the test half instead of the development half")
    parser.add_argument("--errors", action="store_true", help="also every wrong answer; development half only")
    parser.add_argument("--check", action="store_true", help="fail where a figure lies below its floor")
    parser.add_argument("--speed", type=int, metavar="N", help="instead: time the index on N documents")
    options = parser.parse_args()
    if options.test and options.errors:
        parser.error("the errors of the test half are not to be looked at")
    files = news_files(shared_folder())
    if not files:
        print(f"skipped: no articles under {shown(shared_folder())}")
        return 0
    if options.speed:
        print(*speed(files, options.speed), sep="\n")
        return 0
    half = "test" if options.test else "dev"
    group = [pair for pair in pairs() if pair.half == half]
    texts = pages({name for pair in group for name in (pair.a, pair.b)}, files)
    answers = [Answer(pair, link_of(texts[pair.a], texts[pair.b])) for pair in group]
    print(*lines(answers, half), sep="\n")
    if options.errors:
        for answer in (answer for answer in answers if not answer.right):
            print(f"{answer.pair.kind:9} {answer.kind:9} {answer.pair.a}  {answer.pair.b}  {answer.pair.note}")
    wrong = losses(figures(answers), half) if options.check else []
    print(*wrong, sep="\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
