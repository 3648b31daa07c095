"""The setting of an article: which countries it is about, where its outlet stands, whose home affairs it tells."""

from __future__ import annotations

from collections import defaultdict
from functools import cache, lru_cache
from typing import NamedTuple

from musnad.knowledge.names import Name, known, names
from musnad.knowledge.tables import table, values
from musnad.naming.page import Candidate, Page

_HOME_SHARE = 0.3
"""Least share of an article's signs of countries by which bodies without a country (`الحكومة`) belong to one."""
_OUTLET_SHARE = 0.15
"""The same for the outlet's own country, of which it writes without naming it."""


class Setting(NamedTuple):
    """What the whole article tells a single phrase; `home` is the country whose bodies it names without saying so."""

    evidence: Evidence
    outlet: str | None
    home: str | None


class Evidence(NamedTuple):
    """How much the article is about each country (shares of 1), and by which different words it shows that."""

    weights: dict[str, float]
    words: dict[str, set[str]]

    def elsewhere(self, country: str | None, spelling: str) -> bool:
        """Whether anything but this spelling points to the country."""
        return bool(self.words.get(country or "", set()) - {spelling})


def evidence_of(page: Page, candidates: list[Candidate]) -> Evidence:
    """What names, adjectives and places tell about countries; a place's weight is shared out among its namesakes."""
    counts: dict[str, float] = defaultdict(float)
    words: dict[str, set[str]] = defaultdict(set)
    for candidate in candidates:
        name = candidate.name
        if name is None or name.country in {None, "INT"}:
            continue
        if name.table == "place":
            owners = {option.country for option in candidate.options if option.country}
            for owner in owners:
                counts[owner] += 1 / len(owners)
                words[owner].add(name.name_ar)
        else:
            counts[name.country or ""] += 2 if name.table == "country" else 1
            words[name.country or ""].add(name.key)
    for known_word in page.words:
        if len(known_word.nationality) == 1:
            counts[known_word.nationality[0]] += 1
            words[known_word.nationality[0]].add(known_word.form)
    total = sum(counts.values()) + 1
    return Evidence({country: count / total for country, count in counts.items()}, words)


def setting_of(page: Page, candidates: list[Candidate]) -> Setting:
    """The setting that the candidates and the words of a page show."""
    evidence = evidence_of(page, candidates)
    outlet = outlet_country(page.document.outlet)
    ranked = sorted(evidence.weights.items(), key=lambda item: (-item[1], item[0]))
    home = None
    if outlet is not None and (not ranked or evidence.weights.get(outlet, 0.0) >= _OUTLET_SHARE * bool(ranked)):
        home = outlet
    if ranked and ranked[0][1] >= _HOME_SHARE and (home is None or ranked[0][1] > 2 * evidence.weights.get(home, 0.0)):
        home = ranked[0][0]
    return Setting(evidence, outlet, home)


def with_options(page: Page, candidates: list[Candidate]) -> list[Candidate]:
    """The candidates, those that may be places with every row of the gazetteer that is spelt like them."""
    return [
        candidate._replace(options=_options_of(page, candidate))
        if candidate.name is not None and (candidate.kind == "place" or candidate.name.table == "place")
        else candidate
        for candidate in candidates
    ]


def _options_of(page: Page, candidate: Candidate) -> tuple[Name, ...]:
    """Every known place that is spelt like the candidate's name proper."""
    first = candidate.start_of_core
    skip = candidate.skip if first == candidate.first else 0
    last = candidate.last if candidate.core < 0 else _core_end(page, candidate)
    found = [
        match.name
        for match in names().matches(page.tokens, first, last)
        if match.last == last and match.skip == skip and match.name.table in {"place", "country"}
    ]
    return tuple({option.key: option for option in found}.values())


def _core_end(page: Page, candidate: Candidate) -> int:
    """The end of the name proper: a closing quotation mark after it stays outside."""
    last = candidate.last
    while last > candidate.core + 1 and page.tokens[last - 1].kind == "punctuation":
        last -= 1
    return last


@lru_cache(maxsize=1024)
def outlet_country(outlet: str | None) -> str | None:
    """The country of a known outlet, by its Arabic name; None for an unknown or pan-Arab one."""
    if not outlet:
        return None
    row = known("outlet").get(f"outlet:{outlet}")
    return row.country if row is not None and row.country not in {None, "INT"} else None


@cache
def kingdoms() -> frozenset[str]:
    """The countries whose long name says that they are kingdoms: `المملكة` alone is one of them."""
    return frozenset(
        row["iso3"]
        for row in table("countries")
        if any(spelling.split()[0] in {"المملكة", "مملكة"} for spelling in values(row["variants"]))
    )
