"""Whether a reader gives the same codes when only names, month names, the outlet or the order of clauses change.

    python benchmarks/reliability/run.py [--reader rules] [--changed]
    python benchmarks/reliability/run.py --check                # exit status 1 when a share lies below its floor
    python benchmarks/reliability/run.py --raise-floors         # floors rise to what is measured, none falls

README.md beside this file says what is compared. Nothing outside the repository is needed.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from benchmarks.reliability.variants import CHANGES, Text, passages

import musnad
from musnad import Document
from musnad.pipeline import READERS

FLOORS = Path(__file__).with_name("floors.json")
FIELDS = ("found", "type", "mode", "status", "actors", "recipients", "place", "time", "speaker", "stance", "act")
PUBLISHED = "2023-12-30"

Items = dict[tuple[str, int], dict[str, Any]]
Shares = dict[str, dict[str, float]]


def items_of(text: Text, reader: str) -> Items:
    """Events by anchor and claims by cue, each with its fields; names are told by their slots."""
    document = Document(f"{text.passage}-{text.change}", text.text, published=PUBLISHED, outlet=text.outlet)
    record = musnad.read(document, using=reader).to_dict()
    name: dict[str | None, str] = {each["id"]: text.described(each["start"], each["end"]) for each in record["mentions"]}
    day = {each["id"]: each["value"] for each in record["times"]}
    found: Items = {}
    for event in record["events"]:
        fields = {field: event[field] for field in ("type", "mode", "status")}
        fields |= {side: sorted(name[mention] for mention in event[side]) for side in ("actors", "recipients")}
        fields |= {"place": name.get(event["place"]), "time": day.get(event["time"])}
        _put(found, text.described(event["anchor"]["start"], event["anchor"]["end"]), fields)
    for claim in record["claims"]:
        if claim["cue"] is not None:
            fields = {"speaker": name.get(claim["speaker"]), "stance": claim["stance"], "act": claim["act"]}
            _put(found, f"cue {text.described(claim['cue']['start'], claim['cue']['end'])}", fields)
    return found


def _put(found: Items, words: str, fields: dict[str, Any]) -> None:
    """Keep fields under the first free number of the same words."""
    number = 0
    while (words, number) in found:
        number += 1
    found[words, number] = fields


def unequal(base: Items, other: Items) -> dict[tuple[str, int], list[str]]:
    """For each item of the base the fields that are not the same in the other; all of them where it is not found."""
    found: dict[tuple[str, int], list[str]] = {}
    for key, fields in base.items():
        if key in other:
            found[key] = [field for field, value in fields.items() if other[key][field] != value]
        else:
            found[key] = ["found", *fields]
    return found


def measured(reader: str, limit: int | None = None, *, told: bool = False) -> Shares:
    """Of each kind of change the share of items whose field stays the same; `told` prints those that do not."""
    same: Counter[tuple[str, str]] = Counter()
    asked: Counter[tuple[str, str]] = Counter()
    for base_text, variants in passages(limit):
        base = items_of(base_text, reader)
        for variant in variants:
            lost = unequal(base, items_of(variant, reader))
            for key, fields in base.items():
                for field in ("found", *fields):
                    asked[variant.change, field] += 1
                    same[variant.change, field] += field not in lost[key]
                if told and lost[key]:
                    print(f"{variant.passage}\t{variant.change}\t{key[0]}\t{' '.join(lost[key])}\t{variant.text}")
    return {
        change: {field: round(same[change, field] / asked[change, field], 4) for field in FIELDS if asked[change, field]}
        for change in CHANGES
    }


def below(shares: Shares, floors: Shares) -> list[str]:
    """What lies below its floor, in words."""
    return [
        f"{change} {field}: {shares.get(change, {}).get(field, 0):.4f} < {floor:.4f}"
        for change, fields in floors.items()
        for field, floor in fields.items()
        if shares.get(change, {}).get(field, 0) < floor
    ]


def risen(shares: Shares, floors: Shares) -> Shares:
    """Floors at what is measured, where that is higher."""
    return {
        change: {field: max(share, floors.get(change, {}).get(field, 0.0)) for field, share in fields.items()}
        for change, fields in shares.items()
    }


def table(shares: Mapping[str, Mapping[str, float]], fields: Iterable[str] = FIELDS) -> str:
    """The shares as a table of Markdown, a row a field."""
    lines = [f"| field | {' | '.join(shares)} |", f"|---|{'--:|' * len(shares)}"]
    lines += [
        f"| {f} | {' | '.join(f'{column[f]:.3f}' if f in column else '–' for column in shares.values())} |" for f in fields
    ]
    return "\n".join(lines)


def main() -> int:
    """Run the benchmark; the exit status is 1 when `--check` finds a share below its floor."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--reader", choices=READERS, default=READERS[0])
    parser.add_argument("--changed", action="store_true", help="print every item that changes")
    parser.add_argument("--check", action="store_true", help="compare with floors.json")
    parser.add_argument("--raise-floors", action="store_true", help="lift floors to what is measured")
    options = parser.parse_args()
    shares = measured(options.reader, told=options.changed)
    print(table(shares))
    floors = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.is_file() else {}
    if options.raise_floors:
        floors[options.reader] = risen(shares, floors.get(options.reader, {}))
        FLOORS.write_text(json.dumps(floors, indent=1) + "\n", encoding="utf-8")
    lost = below(shares, floors.get(options.reader, {})) if options.check else []
    for line in lost:
        print(f"below its floor: {line}", file=sys.stderr)
    return int(bool(lost))


if __name__ == "__main__":
    sys.exit(main())
