"""Known names: countries, organisations, outlets, persons, places and metonyms, found by their words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain
from typing import Literal, NamedTuple

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
    """All names by their first word; `match` is a dictionary look-up a token."""

    def __init__(self, names: Iterator[tuple[str, Name]]) -> None:
        self._entries: dict[str, list[_Entry]] = {}
        for spelling, name in names:
            words = [form for form in forms(spelling) if form != "-"]
            if words:
                self._entries.setdefault(words[0], []).append(_Entry(tuple(words[1:]), name))
        for entries in self._entries.values():
            entries.sort(key=lambda entry: (-len(entry.rest), _RANK[entry.name.table], entry.name.key))
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
            for entry in self._entries.get(split.full, ()):
                found.append((order, split.skip, split.preposition, entry))
        found.sort(key=lambda item: (-len(item[3].rest), item[0], _RANK[item[3].name.table]))
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
    return NameIndex(_all())


@cache
def known(table_name: Table) -> dict[str, Name]:
    """The rows of one table by key, without their spelling variants."""
    return {name.key: name for _, name in _all() if name.table == table_name}


def _all() -> Iterator[tuple[str, Name]]:
    yield from _countries()
    yield from _organizations()
    yield from _outlets()
    yield from _persons()
    yield from _places()
    yield from _metonyms()


def _spelled(name: Name, variants: str) -> Iterator[tuple[str, Name]]:
    for spelling in dict.fromkeys((name.name_ar, *values(variants))):
        yield spelling, name


def _countries() -> Iterator[tuple[str, Name]]:
    for row in table("countries"):
        geo = Geo(
            float(row["lat"]),
            float(row["lon"]),
            row["iso3"],
            "country",
            int(row["geonames"]) if row["geonames"] else None,
        )
        name = Name(
            f"country:{row['iso3']}", "country", "place", row["name_ar"], row["name_en"], row["iso3"], ("GOV",), geo=geo
        )
        yield from _spelled(name, row["variants"])


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


def _places() -> Iterator[tuple[str, Name]]:
    for row in table("generated/places"):
        geo = Geo(
            float(row["lat"]), float(row["lon"]), row["country"] or None, _PRECISION.get(row["kind"], row["kind"]),
            int(row["geonames"]) if row["geonames"] else None, row["admin1"] or None,
        ) if row["lat"] else None  # fmt: skip
        least = _WELL_KNOWN_NEAR if row["country"] in NEAR else _WELL_KNOWN
        known_well = row["capital"] == "yes" or row["kind"] != "city" or int(row["population"] or 0) >= least
        name = Name(
            f"place:{row['geonames'] or row['name_en']}", "place", "place", row["name_ar"], row["name_en"],
            row["country"] or None, geo=geo, generic=row["generic"] == "yes", small=not known_well,
            population=int(row["population"] or 0), capital=row["capital"] == "yes",
        )  # fmt: skip
        for spelling, entry in _spelled(name, row["variants"]):
            # The type noun is read apart from the name: `مدينة زنجبار` may be either Zanzibar.
            if spelling.split()[0] not in _TYPE_NOUNS:
                yield spelling, entry


_TYPE_NOUNS = frozenset({"مدينة", "محافظة", "ولاية"})
_PRECISION = {"country_part": "region", "camp": "site"}


def _metonyms() -> Iterator[tuple[str, Name]]:
    for row in table("metonyms"):
        name = Name(
            f"metonym:{row['name_ar']}",
            "metonym",
            "place",
            row["name_ar"],
            None,
            row["country"],
            values(row["sector"]) or ("GOV",),
        )
        yield from _spelled(name, row["variants"])
