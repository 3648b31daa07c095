"""Known names: countries, organisations, outlets, persons, places and metonyms, found by their words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain
from typing import Literal, NamedTuple

from musnad.knowledge.gazetteer import Gazetteer, Row, gazetteer
from musnad.knowledge.tables import table, values
from musnad.text.clitics import CACHED_WORDS, splits
from musnad.text.tokens import forms
from musnad.types import Geo, Token
from musnad.types.vocabulary import MentionKind

Table = Literal["country", "organization", "outlet", "person", "place", "metonym"]

PERSON_TABLES = ("persons", "persons_arab", "persons_world")
"""Tables of political actors, by region."""

_WELL_KNOWN = 100_000
"""Inhabitants from which a town's name alone is taken for the town; a smaller one needs a word such as `بلدة` or `في`."""

_WELL_KNOWN_NEAR = 15_000
NEAR = frozenset("SYR IRQ LBN JOR PSE ISR YEM LBY EGY TUN DZA MAR SDN SAU ARE KWT QAT BHR OMN MRT TUR IRN".split())
"""Countries whose towns the Arab press names without an introduction."""


@dataclass(frozen=True, slots=True)
class Name:
    """One row of knowledge that a phrase may name.

    `generic` marks names that are also everyday words, `small` places that the press does not name without a sign.
    """

    key: str
    table: Table
    kind: MentionKind
    name_ar: str
    name_en: str | None
    country: str | None
    sectors: tuple[str, ...] = ()
    role: str | None = None
    geo: Geo | None = None
    generic: bool = False
    small: bool = False
    wikidata: str | None = None
    short: frozenset[str] = frozenset()
    population: int = 0
    capital: bool = False


class Match(NamedTuple):
    """A known name that stands at tokens `first:last`; the phrase starts `skip` folded characters into the first."""

    name: Name
    skip: int
    last: int
    preposition: str


class _Entry(NamedTuple):
    rest: tuple[str, ...]
    name: Name


class NameIndex:
    """All names by their first word: those of the given tables in memory, places where the gazetteer has them."""

    def __init__(self, names: Iterator[tuple[str, Name]], places: Gazetteer) -> None:
        self._entries: dict[str, list[_Entry]] = {}
        self._places = places
        for spelling, name in names:
            words = [form for form in forms(spelling) if form != "-"]
            if words:
                self._entries.setdefault(words[0], []).append(_Entry(tuple(words[1:]), name))
        self._of = lru_cache(maxsize=CACHED_WORDS)(self._candidates)

    def starts(self, form: str) -> bool:
        """Whether any name may start with this word."""
        return bool(self._of(form))

    def matches(self, tokens: Sequence[Token], first: int, stop: int) -> Iterator[Match]:
        """The names that start at token `first` and end by `stop`: the longest first, then the least split."""
        for skip, preposition, entry in self._of(tokens[first].form):
            last = _follow(tokens, first + 1, stop, entry.rest)
            if last:
                yield Match(entry.name, skip, last, preposition)

    def _candidates(self, form: str) -> tuple[tuple[int, str, _Entry], ...]:
        found: list[tuple[int, int, str, _Entry]] = []
        for order, split in enumerate(splits(form)):
            found += [(order, split.skip, split.preposition, entry) for entry in self._entries.get(split.full, ())]
            for rest, row in self._places.starting(split.full):
                found.append((order, split.skip, split.preposition, _Entry(rest, _on_the_map(row))))
        found.sort(key=lambda item: (-len(item[3].rest), item[0], _RANK[item[3].name.table], item[3].name.key))
        return tuple((skip, preposition, entry) for _, skip, preposition, entry in found)


_RANK: dict[Table, int] = {"country": 0, "person": 1, "organization": 2, "outlet": 3, "place": 4, "metonym": 5}


def _follow(tokens: Sequence[Token], index: int, stop: int, rest: tuple[str, ...]) -> int:
    """The index after the words of `rest` from `index` on, or 0; hyphens inside foreign names do not matter."""
    for form in rest:
        if index < stop and tokens[index].form == "-" and form != "-":
            index += 1
        if index >= stop or tokens[index].form != form:
            return 0
        index += 1
    return index


@cache
def names() -> NameIndex:
    """The index over every name table of the package; built once a process."""
    return NameIndex(chain.from_iterable(read() for read in _READ.values()), gazetteer())


@cache
def known(table_name: Table) -> dict[str, Name]:
    """The rows of one table by key, without their spelling variants."""
    read = _READ.get(table_name)
    rows = (name for _, name in read()) if read else map(_on_the_map, gazetteer().rows(table_name))
    return {name.key: name for name in rows}


def _spelled(name: Name, variants: str) -> Iterator[tuple[str, Name]]:
    for spelling in dict.fromkeys((name.name_ar, *values(variants))):
        yield spelling, name


def _organizations() -> Iterator[tuple[str, Name]]:
    for row in table("organizations"):
        name = Name(
            f"organization:{row['name_ar']}", "organization", "organization", row["name_ar"], row["name_en"],
            row["country"] or None, values(row["sectors"]), generic=row["generic"] == "yes",
        )  # fmt: skip
        for spelling, entry in _spelled(name, row["variants"]):
            # `الحكومة` alone is any government's; only a name of more words is the one that the row means.
            if name.country in {None, "INT"} or spelling not in _body_nouns():
                yield spelling, entry


@cache
def _body_nouns() -> frozenset[str]:
    found = {spelling for row in table("organization_heads") for spelling in (row["head"], *values(row["variants"]))}
    return frozenset(found | {f"ال{spelling}" for spelling in found})


def _outlets() -> Iterator[tuple[str, Name]]:
    for row in table("outlets"):
        name = Name(
            f"outlet:{row['name_ar']}", "outlet", "organization", row["name_ar"], row["name_en"],
            row["country"] or None, ("MED",), role=row["kind"], generic=row["generic"] == "yes",
        )  # fmt: skip
        yield from _spelled(name, row["variants"])


def _persons() -> Iterator[tuple[str, Name]]:
    for row in chain(*(table(name) for name in PERSON_TABLES)):
        name = Name(
            f"person:{row['name_ar']}", "person", "person", row["name_ar"], row["name_en"],
            row["country"] or None, values(row["sectors"]), role=row["role_ar"] or None,
            wikidata=row["wikidata"] or None, short=frozenset(values(row["short"])),
        )  # fmt: skip
        for spelling, entry in _spelled(name, row["variants"]):
            # Ambiguous short forms (`صالح`, `الأسد`) name the person only after the full name: see stages/mentions.
            if spelling not in name.short:
                yield spelling, entry


_READ = {"organization": _organizations, "outlet": _outlets, "person": _persons}


@lru_cache(maxsize=CACHED_WORDS)
def _on_the_map(row: Row) -> Name:
    """A row of the gazetteer as a name; a row stands for one object as long as it is in the cache."""
    if row.table == "country":
        geo = Geo(float(row.lat), float(row.lon), row.country, "country", int(row.geonames) if row.geonames else None)
        return Name(f"country:{row.country}", "country", "place", row.name_ar, row.name_en, row.country, ("GOV",), geo=geo)
    if row.table == "metonym":
        return Name(
            f"metonym:{row.name_ar}", "metonym", "place", row.name_ar, None, row.country, tuple(row.sectors.split("|"))
        )
    geo = Geo(
        float(row.lat), float(row.lon), row.country or None, _PRECISION.get(row.kind, row.kind),
        int(row.geonames) if row.geonames else None, row.admin1 or None,
    )  # fmt: skip
    people, capital = int(row.population or 0), row.capital == "yes"
    least = _WELL_KNOWN_NEAR if row.country in NEAR else _WELL_KNOWN
    small = row.kind in _SETTLED and not capital and people < least
    # Communes of one name are many: `Ouled Khaled`.
    key = row.geonames or (f"{row.name_en}/{row.lat}" if row.kind == "district" else row.name_en)
    return Name(
        f"place:{key}", "place", "place", row.name_ar, row.name_en, row.country or None, geo=geo,
        generic=row.generic == "yes", small=small, population=people, capital=capital,
    )  # fmt: skip


_SETTLED = frozenset({"city", "district"})
_PRECISION = {"country_part": "region", "camp": "site", "district": "region"}
