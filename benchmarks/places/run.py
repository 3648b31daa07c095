"""How many places of real articles get the right point on the map, a wrong one, or none.

    python benchmarks/places/run.py [--test] [--errors] [--check] [--reader NAME]

Development half by default. The articles come from the development corpora (MUSNAD_SHARED, else ../shared); without
them the benchmark says so and ends with exit status 0. What counts as right is told in README.md beside this file.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any, Literal

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from benchmarks.shared import news_files, shared_folder, shown

from musnad import read
from musnad.ingest import iso_date
from musnad.ingest.draft import headed
from musnad.knowledge.gazetteer import FILE, Gazetteer
from musnad.pipeline import READERS
from musnad.types import Document, Reading, Span
from musnad.types.mention import Entity, Geo

TABLE = Path(__file__).resolve().parent / "places.tsv"
EARTH_KM = 6371.0088
"""Mean radius of the Earth (IUGG)."""
NEAR_KM = 161.0
"""100 miles, the distance that the literature on geoparsing counts as right."""
WIDE_KM = 300.0
"""For what is no point: sources that agree on the province put its centre 100 km apart."""
FLOORS = {"near": 0.956, "country of a pin": 0.986, "no wrong pin": 0.984}
"""What --check demands of the development half as the rules read it: shares of the rows that each of them is asked of."""
WIDE = frozenset({"admin1", "region", "water"})
Outcome = Literal["near", "far", "abstained", "missed"]


@dataclass(frozen=True, slots=True)
class Place:
    """One annotated mention; `point` is (lat, lon) in degrees, None for a trap.

    `countries` holds every one that is right and is empty where none is asked.
    """

    document: str
    span: Span
    text: str
    sha: str
    point: tuple[float, float] | None
    countries: frozenset[str]
    kind: str
    draw: str
    note: str

    def holds(self, geo: Geo) -> bool:
        """Whether the pin is where the place is: in the country, or near enough to the annotated point."""
        if self.point is None:
            return False
        if self.kind == "country":
            return geo.country in self.countries
        return distance_km(self.point, (geo.lat, geo.lon)) <= (WIDE_KM if self.kind in WIDE else NEAR_KM)


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one annotated mention: the place mention that overlaps it most and its entity's point."""

    place: Place
    found: Entity | None

    @property
    def geo(self) -> Geo | None:
        """The pin that the mention got."""
        return self.found.geo if self.found is not None else None

    @property
    def outcome(self) -> Outcome:
        """A pin that holds or not, a place without a pin, or no place mention at all."""
        if self.geo is not None:
            return "near" if self.place.holds(self.geo) else "far"
        return "missed" if self.found is None else "abstained"

    @property
    def went_wrong(self) -> bool:
        """Anything but a pin that holds on a place, and no pin on a trap."""
        return self.outcome == "far" if self.place.point is None else self.outcome != "near"

    @property
    def right_country(self) -> bool:
        """Whether the pin lies in the country that is asked for."""
        return self.geo is not None and self.geo.country in self.place.countries


def distance_km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Kilometres along the great circle between two (lat, lon) in degrees, on a sphere (haversine formula)."""
    (lat_a, lon_a), (lat_b, lon_b) = ((math.radians(lat), math.radians(lon)) for lat, lon in (a, b))
    h = math.sin((lat_b - lat_a) / 2) ** 2 + math.cos(lat_a) * math.cos(lat_b) * math.sin((lon_b - lon_a) / 2) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(h)))


def annotated(half: str) -> Iterator[Place]:
    """The annotated mentions of one half, "dev" or "test", in the order of the table."""
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    table = [line.split("\t") for line in lines if line and not line.startswith("#")]
    for row in (dict(zip(table[0], cells, strict=True)) for cells in table[1:]):
        if row["half"] != half:
            continue
        yield Place(
            row["document"],
            Span(int(row["start"]), int(row["end"])),
            row["text"],
            row["sha"],
            None if row["kind"] == "trap" else (float(row["lat"]), float(row["lon"])),
            frozenset(row["country"].split("|")) - {"-"},
            row["kind"],
            row["draw"],
            row["note"],
        )


def articles(files: Iterable[Path], wanted: frozenset[str]) -> dict[str, Document]:
    """The wanted articles of the news files by id; the first one where an id stands twice."""
    found: dict[str, Document] = {}
    for path in files:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                article: dict[str, Any] = json.loads(line)
                if article["id"] in wanted:
                    found.setdefault(article["id"], _document(article))
    return found


def _document(article: dict[str, Any]) -> Document:
    title = (article.get("title") or "").strip() or None
    published = article.get("published")
    return Document(
        article["id"],
        headed(title, article["text"]),
        title,
        iso_date(published) if published else None,
        article.get("outlet"),
        article.get("url"),
    )


def entity_at(reading: Reading, span: Span) -> Entity | None:
    """The entity of the place mention that shares most characters with the span; the shortest of several such."""
    overlapping = [m for m in reading.mentions if m.kind == "place" and m.span.overlaps(span)]
    if not overlapping:
        return None
    best = max(
        overlapping,
        key=lambda m: (min(m.span.end, span.end) - max(m.span.start, span.start), m.span.start - m.span.end),
    )
    return next(entity for entity in reading.entities if entity.id == best.entity)


def results(places: Sequence[Place], documents: dict[str, Document], reader: str) -> tuple[list[Result], list[str]]:
    """The result of every mention, and the ids of the documents whose text is missing or another one."""
    by_document: dict[str, list[Place]] = defaultdict(list)
    for place in places:
        by_document[place.document].append(place)
    found: list[Result] = []
    changed: list[str] = []
    for identifier, mentions in by_document.items():
        document = documents.get(identifier)
        if document is None or not document.sha256.startswith(mentions[0].sha):
            changed.append(identifier)
            continue
        reading = read(document, using=reader).reading
        found += [Result(place, entity_at(reading, place.span)) for place in mentions]
    return found, changed


def percent(part: int, whole: int) -> str:
    """A cell of the tables; a dash where there is nothing to divide by."""
    return f"{part / whole:7.1%}" if whole else f"{'-':>7}"


def row(name: str, group: Sequence[Result]) -> str:
    """One line of a table; columns as `HEADER` names them."""
    real = [r for r in group if r.place.point is not None]
    asked = [r for r in real if r.place.countries]
    pinned = [r for r in asked if r.geo is not None]
    right = sum(r.right_country for r in asked)
    wrong = sum(r.outcome == "far" for r in group)
    return "  ".join(
        (
            f"{name:12}",
            f"{len(group):5}",
            f" {percent(right, len(pinned))}",
            percent(right, len(asked)),
            percent(sum(r.outcome == "near" for r in real), len(real)),
            percent(wrong, len(group)),
            percent(sum(r.outcome == "abstained" for r in real), len(real)),
            percent(sum(r.outcome == "missed" for r in real), len(real)),
        )
    )


def below_floors(found: Sequence[Result]) -> list[str]:
    """What falls below `FLOORS`, each with its figure."""
    real = [r for r in found if r.place.point is not None]
    pinned = [r for r in real if r.place.countries and r.geo is not None]
    figures = {
        "near": sum(r.outcome == "near" for r in real) / len(real),
        "country of a pin": sum(r.right_country for r in pinned) / len(pinned),
        "no wrong pin": 1 - sum(r.outcome == "far" for r in found) / len(found),
    }
    return [f"{name} {figures[name]:.4f} < {floor}" for name, floor in FLOORS.items() if figures[name] < floor]


def loading() -> str:
    """How large the gazetteer is and how long mapping it and the first look-up take, in a process that has not read it."""
    start = time.process_time()
    mapped = Gazetteer()
    found = len(list(mapped.starting("حلب")))
    milliseconds = 1000 * (time.process_time() - start)
    size = (resources.files("musnad") / "data" / FILE).stat().st_size  # type: ignore[attr-defined]  # a path, installed
    return f"gazetteer: {size / 1e6:.1f} MB, mapped and asked for {found} rows in {milliseconds:.1f} ms"


HEADER = "  ".join((f"{'':12}", " rows", "ctry/pin", "country", "   near", "  wrong", "abstain", " missed"))


def report(found: Sequence[Result], errors: bool) -> None:
    """The tables on the terminal: everything, by draw and by kind; then the wrong pins and the misses."""
    print(HEADER)
    print(row("all", found))
    print(row("but traps", [r for r in found if r.place.point is not None]))
    of: dict[str, Callable[[Place], str]] = {"draw": lambda p: p.draw, "kind": lambda p: p.kind}
    for title, key in of.items():
        print(f"by {title}")
        for name in sorted({key(r.place) for r in found}):
            print(row(f"  {name}", [r for r in found if key(r.place) == name]))
    if errors:
        print()
        for line in sorted(
            described(r) for r in found if r.outcome != "near" and not (r.place.kind == "trap" and not r.geo)
        ):
            print(line)


def described(result: Result) -> str:
    """One error: outcome, document, mention, what is meant, and what was said instead."""
    place, geo = result.place, result.geo
    country = "|".join(sorted(place.countries)) or "-"
    meant = "no pin" if place.point is None else f"{place.kind} {country} {place.point}"
    said = "" if geo is None else f"; got {geo.precision} {geo.country} ({geo.lat:.2f}, {geo.lon:.2f})"
    if geo is not None and place.point is not None:
        said += f", {distance_km(place.point, (geo.lat, geo.lon)):.0f} km off"
    why = f" [{result.found.reason}]" if result.found is not None and result.found.reason else ""
    note = "" if place.note == "-" else f" ({place.note})"
    return f"{result.outcome:9} {place.document}:{place.span.start} {place.text}: {meant}{note}{said}{why}"


def main() -> int:
    """Print the tables of the development half, and with --test those of the test half."""
    parser = argparse.ArgumentParser(description="places of real articles: country, distance, wrong pins, abstentions")
    parser.add_argument("--test", action="store_true", help="also the half that nobody develops on")
    parser.add_argument("--errors", action="store_true", help="list what went wrong")
    parser.add_argument("--check", action="store_true", help="exit 1 where the development half falls below a floor (rules)")
    parser.add_argument("--reader", choices=READERS, default=READERS[0], help="who reads the articles")
    options = parser.parse_args()
    if options.check and options.reader != "rules":
        parser.error("the floors are those of --reader rules")
    print(loading())
    shared = shared_folder()
    files = news_files(shared)
    if not files:
        print(f"places skipped: no news articles in {shown(shared)}/data/news")
        return 0
    halves = ("dev", "test") if options.test else ("dev",)
    places = {half: list(annotated(half)) for half in halves}
    documents = articles(files, frozenset(p.document for group in places.values() for p in group))
    low: list[str] = []
    for half in halves:
        found, changed = results(places[half], documents, options.reader)
        print(f"{half}: {len(found)} mentions in {len({r.place.document for r in found})} documents")
        if changed:
            print(f"left out, text missing or another one: {', '.join(changed)}")
        report(found, options.errors)
        print()
        if options.check and half == "dev":
            low = below_floors(found)
    print("\n".join(f"below its floor: {figure}" for figure in low), end="\n" if low else "")
    return 1 if low else 0


if __name__ == "__main__":
    sys.exit(main())
