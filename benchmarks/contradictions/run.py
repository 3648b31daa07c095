"""How many numbers of people, and how many contradictions between articles about one happening, are found.

    python benchmarks/contradictions/run.py [--sealed] [--errors] [--check] [--raise-floors]

Development half by default. The articles come from the development corpora (MUSNAD_SHARED, else ../shared); without
them the benchmark says so and ends with exit status 0. What is counted, and how, is told in README.md beside this file.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from benchmarks.shared import held, news_files, shared_folder, shown

from musnad.across.accounts import Account, accounts_of
from musnad.across.contradictions import contradictions_of
from musnad.across.versions import Version, versions_of
from musnad.deeds.magnitudes import FIELDS, magnitudes_of
from musnad.pipeline import reader
from musnad.types import Document, Magnitude, Span

HERE = Path(__file__).parent
FLOORS = HERE / "floors.json"
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Read:
    """A document as Musnad reads it."""

    text: str
    accounts: tuple[Account, ...]
    magnitudes: dict[str, tuple[Magnitude, ...]]


@dataclass(frozen=True, slots=True)
class Told:
    """The accounts of one annotated happening, as `versions_of` asks for them."""

    accounts: tuple[Account, ...]


def gold_of(split: str) -> list[Json]:
    """The annotated happenings of one half."""
    lines = (HERE / "gold.jsonl").read_text(encoding="utf-8").splitlines()
    return [case for case in map(json.loads, lines) if case["split"] == split]


def documents_of(names: frozenset[str]) -> Iterator[Document]:
    """The articles with these ids, title and body as the annotation has them."""
    for path in news_files(shared_folder()):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for item in map(json.loads, lines):
                if item["id"] in names:
                    title = (item["title"] or "").strip()
                    text = f"{title}\n\n{item['text'].strip()}"
                    yield Document(item["id"], text, title, item["published"][:10], item["outlet"], item["url"])


def read_all(names: frozenset[str]) -> dict[str, Read]:
    """Every article, read by the rules."""
    pipeline, found = reader("rules"), {}
    for document in documents_of(names):
        accounts = accounts_of(pipeline.read(document).to_dict())
        found[document.id] = Read(document.text, accounts, magnitudes_of(document.text, accounts))
    return found


def spans_of(case: Json) -> dict[str, list[tuple[str, Json]]]:
    """The annotated values of a happening by document, each with its field."""
    found: dict[str, list[tuple[str, Json]]] = {}
    for version in case["versions"]:
        for value in version["values"]:
            found.setdefault(value["document"], []).append((version["field"], value))
    return found


def told(case: Json, reads: dict[str, Read]) -> Told:
    """The accounts that tell of the happening: those beside an annotated number, or in the line of another value."""
    accounts: list[Account] = []
    for name, values in spans_of(case).items():
        read = reads[name]
        for account in read.accounts:
            numbers = [m.span for m in read.magnitudes.get(account.event, ())]
            for field, value in values:
                span = Span(value["start"], value["end"])
                beside = any(number.overlaps(span) for number in numbers)
                same_line = field not in FIELDS and account.type == case["type"] and account.sentence.covers(span)
                if (beside or same_line) and account not in accounts:
                    accounts.append(account)
    return Told(tuple(accounts))


def versions(case: Json, reads: dict[str, Read]) -> tuple[Version, ...]:
    """The versions of a happening whose accounts are given."""
    told_of = told(case, reads)
    numbers = {a.key: reads[a.source.document].magnitudes.get(a.event, ()) for a in told_of.accounts}
    return versions_of(told_of, numbers, {})


def numbers(cases: Sequence[Json], reads: dict[str, Read], errors: bool) -> Counter[str]:
    """How many annotated numbers are found, and of these how many with their value, bound, and beside an event."""
    tally: Counter[str] = Counter()
    for case in cases:
        for name, values in spans_of(case).items():
            found = [m for items in reads[name].magnitudes.values() for m in items]
            for field, value in values:
                if field not in FIELDS:
                    continue
                span = Span(value["start"], value["end"])
                item = next((m for m in found if m.span.overlaps(span) and m.field == field), None)
                right = item is not None and value["value"] in {item.value, item.high}
                tally.update(all=1, found=item is not None, value=right)
                tally["bound"] += right and item is not None and item.bound == value["bound"]
                if errors and not right:
                    text = reads[name].text
                    around = text[max(0, span.start - 60) : span.end + 40].replace("\n", " ")
                    print(f"  {case['happening']} {name} {field} {value['value']}: {item and item.value} | {around}")
    return tally


def contradictions(cases: Sequence[Json], reads: dict[str, Read], errors: bool) -> Counter[str]:
    """Fields of happenings that contradict themselves, annotated and found."""
    tally: Counter[str] = Counter()
    for case in cases:
        wanted = set(case["contradictions"])
        found = contradictions_of(versions(case, reads))
        fields = {one.field for one in found}
        tally.update(gold=len(wanted), found=len(fields), right=len(wanted & fields))
        for kind, names in (("gold", wanted), ("found", fields), ("right", wanted & fields)):
            tally.update(f"{kind} {name}" for name in names)
        if errors:
            for one in found:
                if one.field not in wanted:
                    print(f"  {case['happening']} {one.field} wrong: {sides(one.left)} against {sides(one.right)}")
            for field in sorted(wanted - fields):
                print(f"  {case['happening']} {field} missed")
    return tally


def sides(values: Iterable[Any]) -> str:
    """The values of one side for people to read."""
    return ", ".join(f"{v.value} {v.bound} {v.group} ({v.document}: {v.text}, {v.party})" for v in values)


def share(part: int, whole: int) -> float:
    """A ratio to four digits; 0 where there is nothing to divide by."""
    return round(part / whole, 4) if whole else 0.0


def measure(split: str, errors: bool) -> dict[str, float] | None:
    """The figures of one half, printed; None where articles are missing."""
    cases = gold_of(split)
    names = frozenset(name for case in cases for name in case["documents"])
    reads = read_all(names)
    if names - reads.keys():
        print(f"not in the corpora: {', '.join(sorted(names - reads.keys()))}", file=sys.stderr)
        return None
    amounts = numbers(cases, reads, errors)
    pairs = contradictions(cases, reads, errors)
    figures = {
        "number_found": share(amounts["found"], amounts["all"]),
        "number_value": share(amounts["value"], amounts["all"]),
        "number_bound": share(amounts["bound"], amounts["all"]),
        "contradiction_precision": share(pairs["right"], pairs["found"]),
        "contradiction_recall": share(pairs["right"], pairs["gold"]),
    }
    print(f"{split}: {len(cases)} happenings, {len(names)} documents, {amounts['all']} numbers")
    print(f"contradictions: {pairs['gold']} annotated, {pairs['found']} found, {pairs['right']} right")
    for name in sorted({key.split(" ")[1] for key in pairs if " " in key}):
        counts = (pairs[f"{kind} {name}"] for kind in ("gold", "found", "right"))
        print("  {:<26} {:3} annotated {:3} found {:3} right".format(name, *counts))
    for name, value in figures.items():
        print(f"  {name:<26} {value:7.1%}")
    return figures


def main() -> int:
    """Print the figures; with --check the exit status is 1 when one lies below its floor."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--sealed", action="store_true", help="the half that nobody develops on")
    parser.add_argument("--errors", action="store_true", help="show everything that went wrong (development half only)")
    parser.add_argument("--check", action="store_true", help="fail below the floors of floors.json")
    parser.add_argument("--raise-floors", action="store_true", help="lift floors that lie below what was measured")
    options = parser.parse_args()
    if not news_files(shared_folder()):
        print(f"benchmark skipped: no development corpora in {shown(shared_folder())}")
        return 0
    split = "sealed" if options.sealed else "dev"
    figures = measure(split, options.errors and not options.sealed)
    if figures is None:
        return 1
    fine = held(FLOORS, split, figures, raising=options.raise_floors)
    return int(options.check and not fine)


if __name__ == "__main__":
    sys.exit(main())
