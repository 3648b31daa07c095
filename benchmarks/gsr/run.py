"""Finds ASSAULT and PROTEST, and who did it to whom, in the sentences that arabic_event_gsr's coders judged.

    python benchmarks/gsr/run.py [--reader trained]

Nothing was trained on these sentences. Needs the development corpora (MUSNAD_SHARED, else ../shared); without them it
says so and ends with exit status 0.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from benchmarks.shared import shared_folder, shown
from rich.console import Console
from rich.table import Table

from musnad.pipeline import READERS, Pipeline, reader
from musnad.types import Document, Mention, Reading

TYPES = ("ASSAULT", "PROTEST")
_FOLDS = 5


class Counts(NamedTuple):
    """True positives, false positives, false negatives."""

    hit: int
    wrong: int
    missed: int

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.hit / max(1, 2 * self.hit + self.wrong + self.missed)

    def __str__(self) -> str:
        precision, recall = self.hit / max(1, self.hit + self.wrong), self.hit / max(1, self.hit + self.missed)
        return f"{self.f1:.3f} (precision {precision:.3f}, recall {recall:.3f})"


def lines(path: Path) -> list[dict[str, Any]]:
    """The rows of a JSON Lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def read(pipeline: Pipeline, text: str) -> Reading:
    """The reading of one sentence, which has no date and no outlet."""
    return pipeline.run(Document("gsr", text))


def unanimous(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The sentences on which no coder disagreed with another."""
    return [row for row in rows if (row["accept"] == 0) != (row["reject"] == 0)]


def surest(reading: Reading, kind: str) -> float:
    """The score of the surest event of a type; 0 for none. What did not happen is none."""
    return max((event.score for event in reading.events if event.type == kind and event.status != "negated"), default=0.0)


def counted(found: Iterable[tuple[bool, bool]]) -> Counts:
    """Counts of pairs (said, true)."""
    pairs = list(found)
    return Counts(
        sum(said and true for said, true in pairs), sum(said and not true for said, true in pairs),
        sum(true and not said for said, true in pairs),
    )  # fmt: skip


def cross_validated(scores: Sequence[float], truth: Sequence[bool]) -> Counts:
    """Counts when a sentence counts as found from a score on; the score is chosen on the other four fifths each time."""
    order = list(range(len(scores)))
    random.Random(1).shuffle(order)  # noqa: S311 - repeatable, no secret
    pairs: list[tuple[bool, bool]] = []
    for fold in range(_FOLDS):
        rest = [place for number, place in enumerate(order) if number % _FOLDS != fold]
        options = sorted({scores[place] for place in rest if scores[place] > 0}) or [1.0]
        best = max(options, key=lambda least: counted((scores[p] >= least, truth[p]) for p in rest).f1)
        pairs += [(scores[place] >= best, truth[place]) for place in order[fold::_FOLDS]]
    return counted(pairs)


def overlaps(reading: Reading, kind: str, side: str, gold: str, text: str) -> Counts:
    """One sentence: whether a party of an event of the type shares a word with the coders' span."""
    by_id = {mention.id: mention for mention in reading.mentions}
    parties: list[Mention] = [by_id[m] for event in reading.events if event.type == kind for m in getattr(event, side)]
    wanted = set(gold.split())
    said = {mention.entity: set(mention.span.of(text).split()) for mention in parties}
    right = any(_share(words, wanted) for words in said.values())
    wrong = sum(not _share(words, wanted) for words in said.values())
    return Counts(int(bool(wanted) and right), wrong if wanted else len(said), int(bool(wanted) and not right))


def _share(words: set[str], wanted: set[str]) -> bool:
    """Whether two sets of words have one in common, clitics apart."""
    return any(one.endswith(other) or other.endswith(one) for one in words for other in wanted)


def summed(counts: Iterable[Counts]) -> Counts:
    """All counts together."""
    columns = list(zip(*counts, strict=True))
    return Counts(*(sum(column) for column in columns)) if columns else Counts(0, 0, 0)


def report(pipeline: Pipeline, folder: Path, console: Console) -> None:
    """Print the figures of a reader."""
    table = Table(title=f"Reader {pipeline.name}: F1 on arabic_event_gsr", title_justify="left")
    for column in ("type", "what", "n", "F1"):
        table.add_column(column)
    for kind in TYPES:
        rows = unanimous(lines(folder / f"{kind.lower()}_sentences.jsonl"))
        truth = [row["accept"] > 0 for row in rows]
        scores = [surest(read(pipeline, row["text"]), kind) for row in rows]
        table.add_row(
            kind, "detection, as it is", str(len(rows)), str(counted(zip((s > 0 for s in scores), truth, strict=True)))
        )
        table.add_row(kind, "detection, least score cross-validated", str(len(rows)), str(cross_validated(scores, truth)))
        spans = lines(folder / f"{kind.lower()}_spans.jsonl")
        readings = [(row, read(pipeline, row["text"])) for row in spans]
        for side, field in (("actors", "source_gold"), ("recipients", "target_gold")):
            found = summed(overlaps(reading, kind, side, row[field], row["text"]) for row, reading in readings if row[field])
            table.add_row(kind, f"{side} overlap", str(sum(bool(row[field]) for row in spans)), str(found))
    console.print(table)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run with these arguments (default: those of the command line); the exit status."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--reader", choices=READERS, default=READERS[0])
    args = parser.parse_args(arguments)
    console = Console(highlight=False, width=None if sys.stdout.isatty() else 120)
    folder = shared_folder() / "data" / "events"
    if not folder.is_dir():
        console.print(f"skipped: the benchmark needs {shown(folder)}, which is not there")
        return 0
    report(reader(args.reader), folder, console)
    return 0


if __name__ == "__main__":
    sys.exit(main())
