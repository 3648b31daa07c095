"""How well hard passages are attributed: nested chains, continued speech, denials, conditions, anonymous sources, numbers.

    python benchmarks/attribution/run.py [--sealed] [--reader rules|trained] [--errors] [--check] [--raise-floors]

Development half by default. The passages stand in articles of the development corpora (MUSNAD_SHARED, else ../shared);
without them the benchmark says so and ends with exit status 0. What is counted is told in README.md beside this file.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from benchmarks.attribution.scoring import Tally, score
from benchmarks.shared import held, news_files, shared_folder, shown

from musnad.ingest.dates import iso_date
from musnad.pipeline import READERS, reader
from musnad.types import Document

HERE = Path(__file__).parent
FLOORS = HERE / "floors.json"
Json = dict[str, Any]


def gold_of(split: str) -> list[Json]:
    """The annotated passages of one half."""
    lines = (HERE / "gold.jsonl").read_text(encoding="utf-8").splitlines()
    return [passage for passage in map(json.loads, lines) if passage["split"] == split]


def passages(gold: list[Json]) -> Iterator[tuple[Json, Document]]:
    """Each annotation with its passage, read as a document of its own; SystemExit where a text has changed."""
    wanted = {passage["document"]: passage for passage in gold}
    for path in news_files(shared_folder()):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for item in map(json.loads, lines):
                passage = wanted.get(item["id"])
                if passage is None:
                    continue
                text = item["text"][passage["start"] : passage["end"]]
                if hashlib.sha256(text.encode()).hexdigest() != passage["sha256"]:
                    sys.exit(f"the text of {passage['id']} in {item['id']} differs from what was annotated")
                yield passage, Document(passage["id"], text, None, iso_date(item["published"]), item["outlet"])


def measure(split: str, name: str, errors: bool) -> dict[str, float]:
    """The figures of one half, printed with how many cases each rests on."""
    gold, pipeline, tally, seen = gold_of(split), reader(name), Tally(), 0
    for passage, document in passages(gold):
        record, alone = pipeline.read(document).to_dict(), Tally()
        score(tally, document.text, passage, record)
        seen += 1
        if errors:
            score(alone, document.text, passage, record)
            wrong = [figure for figure, value in alone.figures().items() if value < 1]
            print(f"{passage['id']} {passage['why']}: {', '.join(wrong) or 'all right'}\n  {document.text}")
    if seen < len(gold):
        print(f"{len(gold) - seen} passages are not in the corpora", file=sys.stderr)
    figures = tally.figures()
    print(f"{split}, reader {name}: {seen} passages")
    for figure, value in figures.items():
        print(f"  {figure:<36} {value:7.1%}  of {tally.wanted[figure]}")
    return figures


def main() -> int:
    """Print the figures; with --check the exit status is 1 when one lies below its floor."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--sealed", action="store_true", help="the half that nobody develops on")
    parser.add_argument("--reader", choices=READERS, default=READERS[0])
    parser.add_argument("--errors", action="store_true", help="show what went wrong (development half only)")
    parser.add_argument("--check", action="store_true", help="fail below the floors of floors.json")
    parser.add_argument("--raise-floors", action="store_true", help="lift floors that lie below what was measured")
    options = parser.parse_args()
    if not news_files(shared_folder()):
        print(f"benchmark skipped: no development corpora in {shown(shared_folder())}")
        return 0
    split = "sealed" if options.sealed else "dev"
    figures = measure(split, options.reader, options.errors and not options.sealed)
    fine = held(FLOORS, f"{options.reader} {split}", figures, raising=options.raise_floors)
    return int(options.check and not fine)


if __name__ == "__main__":
    sys.exit(main())
