"""Score a reader on the development articles, field by field, and hold it to its floors.

    python benchmarks/reading/run.py [--reader rules] [--intervals] [--per-document] [--write-docs]
    python benchmarks/reading/run.py --check                         # exit status 1 when a score lies below its floor
    python benchmarks/reading/run.py --raise-floors                  # floors rise to what is measured, none falls
    python benchmarks/reading/run.py --lower FIELD REASON            # one floor falls, the reason stays in floors.json
    python benchmarks/reading/run.py --rebase REASON                 # all floors anew, only for another gold file
    python benchmarks/reading/run.py --gold FILE                     # other annotated articles: figures without floors

The articles and the scorer lie in the development corpora (MUSNAD_SHARED, else ../shared); without them the benchmark
says so and ends with exit status 0. Exit status 2: wrong options, or the articles could not be scored.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from benchmarks.reading import floors as floor_file
from benchmarks.reading.floors import FloorError, Floors
from benchmarks.reading.report import Figures, document_table, terminal_table, write_docs
from benchmarks.reading.scoring import ScoringError, digest_of, intervals, paired, run_scorer, write_records
from benchmarks.shared import ROOT, shared_folder, shown
from rich.console import Console

from musnad.pipeline import READERS

FLOORS = Path(__file__).with_name("floors.json")
BUILD = ROOT / "build" / "benchmarks" / "reading"


def options(arguments: Sequence[str] | None) -> argparse.Namespace:
    """The command line, read."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--reader", choices=READERS, default=READERS[0])
    parser.add_argument("--gold", type=Path, help="records to score against instead of the development articles")
    parser.add_argument("--intervals", action="store_true", help="with 95 %% bootstrap intervals over articles")
    parser.add_argument("--per-document", action="store_true", help="with the figures of each article")
    parser.add_argument("--write-docs", action="store_true", help="write the tables of README.md and docs/figures.md")
    parser.add_argument("--floors", type=Path, default=FLOORS, help="the file of floors")
    parser.add_argument("--build", type=Path, default=BUILD, help="the folder that the records are written to")
    change = parser.add_mutually_exclusive_group()
    change.add_argument("--check", action="store_true", help="fail where a score lies below its floor")
    change.add_argument("--raise-floors", action="store_true", help="lift floors to what is measured")
    change.add_argument("--lower", nargs=2, metavar=("FIELD", "REASON"), help="let one floor down")
    change.add_argument("--rebase", metavar="REASON", help="set all floors anew on another gold file")
    args = parser.parse_args(arguments)
    changing = args.write_docs or args.check or args.raise_floors or args.lower or args.rebase is not None
    if args.gold is not None and changing:
        parser.error("--gold only prints figures: the floors and the documents are those of the development articles")
    return args


def changed(args: argparse.Namespace, floors: Floors, measured: dict[str, float], gold: str, made_by: dict[str, Any]) -> str:
    """Change the floors as the options ask and save them; what was done, in a sentence. Raises FloorError."""
    versions = {key: made_by[key] for key in ("musnad", "models", "stages")}
    if args.lower:
        field, reason = args.lower
        floors.lower(field, measured, reason)
        told = f"floor of {field} lowered to {measured[field]:.4f}: {reason}"
    elif args.rebase is not None:
        floors.rebase(measured, gold, versions, args.rebase)
        told = f"{len(measured)} floors set anew: {args.rebase}"
    else:
        risen = floors.rise(measured, gold, versions)
        told = f"floors raised: {', '.join(risen)}" if risen else "no floor rises"
    floor_file.save(args.floors, args.reader, floors)
    return told


def run(args: argparse.Namespace, gold: Path, scorer: Path, console: Console) -> int:
    """Read, score, print, and do what the options ask; the exit status."""
    predicted = args.build / f"{args.reader}.jsonl"
    made_by = write_records(gold, predicted, args.reader)
    scores, by_document = run_scorer(scorer, gold, predicted)
    measured = {field: score.value for field, score in scores.items()}
    digest = digest_of(gold)
    floors = floor_file.load(args.floors, args.reader) or Floors(digest)
    losses = floors.losses(measured, digest)
    if args.raise_floors or args.lower or args.rebase is not None:
        console.print(changed(args, floors, measured, digest, made_by), markup=False)
    spread = intervals(scorer, paired(gold, predicted)) if args.intervals or args.write_docs else {}
    which = "development articles" if args.gold is None else f"articles of {args.gold.name}"
    source = f"Reader `{args.reader}` of Musnad {made_by['musnad']} on {len(by_document)} {which}"
    figures = Figures(source, scores, floors.values if args.gold is None else {}, spread)
    if losses or not args.check:
        console.print(terminal_table(figures))
    if args.per_document:
        console.print(document_table(by_document, scores))
    if args.write_docs:
        console.print(f"written: {', '.join(shown(path) for path in write_docs(ROOT, figures)) or 'nothing changed'}")
    if not args.check:
        return 0
    for loss in losses:
        console.print(f"below the floor: {loss}", style="red", markup=False)
    if not losses:
        console.print(f"benchmark gate: {len(scores)} scores on {len(by_document)} articles, none below its floor")
    return 1 if losses else 0


def main(arguments: Sequence[str] | None = None) -> int:
    """Run with these arguments (default: those of the command line); the exit status."""
    args = options(arguments)
    shared = shared_folder()
    gold, scorer = args.gold or shared / "data" / "dev" / "gold.jsonl", shared / "tools" / "score.py"
    console = Console(highlight=False, soft_wrap=False, width=None if sys.stdout.isatty() else 160)
    missing = next((path for path in (gold, scorer) if not path.is_file()), None)
    if missing is not None:
        console.print(f"skipped: the reading benchmark needs {shown(missing)}, which is not there", soft_wrap=True)
        return 0
    try:
        return run(args, gold, scorer, console)
    except (FloorError, ScoringError) as error:
        print(error, file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
