"""Which of several places of one name is meant: type noun, countries of the article, outlet, size; or none of them.

`طرابلس` is Lebanon's or Libya's by what else the article names; `محافظة حجة` is a governorate and no village. Where the
evidence does not decide, the place keeps its name and gets no point: a wrong pin is worse than none.
"""

from __future__ import annotations

import math
from dataclasses import replace
from functools import cache

from musnad.knowledge.names import NEAR, Name, known
from musnad.knowledge.tables import table
from musnad.knowledge.words import Head, word
from musnad.naming.distance import kilometres
from musnad.naming.page import Candidate, Page
from musnad.naming.setting import Evidence, Setting
from musnad.naming.vicinity import Vicinity
from musnad.text.folding import fold_word

_CONTEXT, _OUTLET, _HEAD, _CAPITAL, _COUNTRY_NAME = 4.0, 1.2, 3.0, 1.5, 2.5
_TOLD, _NEIGHBOURS, _CLOSE = 5.0, 3.0, 4.0
"""Weights of a country said right after the name, of the countries of the places around it, and of their closeness."""
_FAR_CONTEXT = 1.5
"""What naming its country tells of a small town far off: news from Geneva that quotes Washington is not from Illinois."""
_SIZE = 0.7
"""Weight of one decimal order of inhabitants: a million outweighs a village of a thousand by 2.1."""
_UNKNOWN_SIZE = 3.0
"""Taken for a town or district whose inhabitants nobody counted."""
_MARGIN = 0.6
"""The best place has to lead by this much over one elsewhere, else the name stays open."""
_FIXED_SIZE = {"admin1": 5.5, "region": 5.5, "water": 5.5, "country": 6.5, "site": 4.5}
_TOWNS = frozenset({"city", "admin1"})
"""Precisions of what a site may be called after: GeoNames has some towns only as the division around them."""
_TOWN_GOVERNORATES = frozenset({"SAU"})
_ALSO_CALLED = {"district": ("city", "admin1", "region"), "region": ("admin1", "country", "city", "water")}
"""What else a type noun may stand before: `منطقة` is said of governorates, countries and towns."""
_FAMOUS = 500_000
"""Inhabitants from which a town needs nothing else in the article to point to its country."""
_KNOWN_ALONE = 150_000
"""The same where no other place has the name: `جنيف`."""
_DWARFED = 5
"""Times more inhabitants by which a place makes a namesake overseas no rival."""
_SPORT_SHARE = 0.02
_FEW_WORDS = 40
_AFTER_DATELINE = frozenset({"،", ",", "(", "-", "–", "—"})
_NEAR_KM = 180.0
_SAME_KM = 30.0
"""Nearer than this two rows of different countries are one place claimed by both: `القدس`."""


def located(page: Page, candidates: list[Candidate], setting: Setting) -> list[Candidate]:
    """The candidates with the best place of each name chosen, or with a reason why none was."""
    evidence, outlet = setting.evidence, setting.outlet
    sport = _about_sport(page)
    vicinity = Vicinity(page, candidates)
    candidates = [_listed(candidate, vicinity) for candidate in candidates]
    found: list[Candidate] = []
    for candidate in candidates:
        if candidate.kind != "place" or candidate.name is None:
            found.append(candidate)
            continue
        if why := _misread(page, candidate, vicinity):
            found.append(candidate._replace(name=None, unplaced=why))
            continue
        if sport and _may_be_a_club(page, candidate):
            found.append(candidate._replace(name=None, unplaced="a club may be meant"))
            continue
        found.append(_placed(page, candidate, evidence, outlet, vicinity))
    return found


def _listed(candidate: Candidate, vicinity: Vicinity) -> Candidate:
    """The candidate with the type noun that opens its list: `محافظات أربيل والنجف وصلاح الدين` are governorates."""
    if candidate.kind != "place" or candidate.head is not None or candidate.name is None:
        return candidate
    head = vicinity.list_head(candidate)
    fits = head is not None and any(o.geo is not None and o.geo.precision == head.precision for o in candidate.options)
    return candidate._replace(listed=head) if fits else candidate


def _misread(page: Page, candidate: Candidate, vicinity: Vicinity) -> str:
    """Why the words beside a name say that it is no name of a known place; empty where they do not."""
    first, last = candidate.first, candidate.last
    if first > 0 and "bearing" in page.words[first - 1].shapes:
        return "somebody or something bears the name of the place"
    if last < len(page.tokens) and "foreign_joint" in page.words[last].shapes:
        return "the name goes on behind what the gazetteer knows"
    adjective = vicinity.adjective(candidate)
    if adjective and candidate.options and adjective not in {option.country for option in candidate.options}:
        return f"the place is said to be in {adjective}"
    return ""


def _may_be_a_club(page: Page, candidate: Candidate) -> bool:
    name = candidate.name
    town = name is not None and name.table == "place" and name.geo is not None and name.geo.precision == "city"
    return town and candidate.head is None and not _in_a_place(page, candidate)


def _placed(page: Page, candidate: Candidate, evidence: Evidence, outlet: str | None, vicinity: Vicinity) -> Candidate:
    name = candidate.name
    if name is None:
        return candidate
    if name.table == "metonym":
        return candidate._replace(name=_seat_of_power(name, candidate.options))
    options = candidate.options
    if len(options) == 1:
        return _checked(page, candidate, evidence, outlet)
    if not options:
        return candidate
    told, near = vicinity.told(candidate), vicinity.near(candidate)
    scores = {
        option.key: _score(page, candidate, option, evidence.weights, outlet)
        + (_TOLD if told is not None and option.country == told else 0.0)
        + _NEIGHBOURS * near.get(option.country or "", 0.0)
        + _CLOSE * vicinity.close(candidate, option)
        for option in options
    }
    ranked = sorted(options, key=lambda option: (-scores[option.key], option.key))
    best = ranked[0]
    for other in ranked[1:]:
        rival = _apart(best, other) and not _seat(best, other) and not _unlikely(best, other, evidence)
        if rival and scores[best.key] - scores[other.key] < _MARGIN:
            reason = f"{best.name_en} ({best.country}) or {other.name_en} ({other.country})"
            return candidate._replace(
                name=None, options=tuple(ranked), unplaced=f"more than one place has this name: {reason}"
            )
    return _checked(page, candidate._replace(name=best, options=tuple(ranked)), evidence, outlet)


def _seat_of_power(metonym: Name, options: tuple[Name, ...]) -> Name:
    """The city or building that a metonym names, else the metonym with the point of its country."""
    places = [option for option in options if option.table == "place" and option.country == metonym.country]
    if places:
        return max(places, key=lambda option: (option.capital, option.population, option.key))
    country = known("country").get(f"country:{metonym.country}")
    return replace(metonym, geo=country.geo) if country is not None else metonym


def _seat(one: Name, other: Name) -> bool:
    """Whether of two places one is the division of the other, so that both points serve: `كيبيك`, city and province."""
    if one.geo is None or other.geo is None or one.country != other.country:
        return False
    divisions = {one.geo.precision, other.geo.precision}
    return divisions == {"city", "admin1"} and {one.name_en, other.name_en} & {one.geo.admin1, other.geo.admin1} != set()


def _unlikely(best: Name, other: Name, evidence: Evidence) -> bool:
    """Whether a town overseas is no rival of a division or country: nothing else speaks of California's Ontario."""
    if best.geo is None or best.geo.precision not in {"admin1", "country", "region"} or other.geo is None:
        return False
    small = other.geo.precision == "city" and other.population < _FAMOUS and other.country not in NEAR
    return small and not evidence.elsewhere(other.country, other.name_ar)


def _checked(page: Page, candidate: Candidate, evidence: Evidence, outlet: str | None) -> Candidate:
    """The candidate without its place where the type noun or the rest of the article speaks against it.

    `ولاية أونتاريو` is no town in California; a small town of a country that the article never touches is chance.
    """
    name, head = candidate.name, candidate.head
    if name is None or name.geo is None or name.table != "place":
        return candidate
    at_home = evidence.elsewhere(name.country, name.name_ar) or name.country == outlet
    least = _FAMOUS if _rivalled(name, candidate.options) else _KNOWN_ALONE
    if not at_home and name.geo.precision == "city" and name.population < least and not name.capital:
        reason = f"nothing else in the article points to {name.name_en} ({name.country})"
        return candidate._replace(name=None, unplaced=reason)
    if not at_home and name.geo.precision in {"admin1", "region"} and _splits(page, candidate):
        return candidate._replace(
            name=None, unplaced=f"nothing else in the article points to {name.name_en} ({name.country})"
        )
    if head is None or not head.precision:
        return candidate
    if head.precision == "district" and name.geo.precision == "city" and not at_home:
        # `حي الرياض` in Sousse is called after the city and is no part of it.
        return candidate._replace(name=None, unplaced=f"a quarter may bear the name of {name.name_en} ({name.country})")
    fits = _fits_head(head.precision, name.geo.precision) or _town_governorate(head, name)
    if fits or (at_home and head.precision != "site"):
        return candidate
    if at_home and head.of_town and name.geo.precision in _TOWNS:
        return candidate._replace(name=_site_of(name, head))
    return candidate._replace(name=None, unplaced=f"the gazetteer has this name only for a {name.geo.precision}")


def _splits(page: Page, candidate: Candidate) -> bool:
    """Whether a name of one word is also a clitic with an everyday word: `لحج`, for the pilgrimage."""
    whole = candidate.last == candidate.first + 1 and candidate.skip == 0 and candidate.head is None
    rest = page.tokens[candidate.first].form[1:]
    return whole and page.tokens[candidate.first].form[0] in "لبك" and len(rest) > 1 and word(rest).common


def _site_of(town: Name, head: Head) -> Name:
    """A site that bears the name of its town: the point is the town's, and says so by its precision."""
    geo = replace(town.geo, geonames=None) if town.geo is not None else None
    title = f"{head.noun} {town.name_ar}"
    return replace(town, key=f"{town.key}/{head.noun}", name_ar=title, name_en=None, geo=geo, population=0, capital=False)


def _rivalled(name: Name, options: tuple[Name, ...]) -> bool:
    """Whether another place of the name is known enough to be meant: no small town overseas rivals `جنيف`."""
    others = (option for option in options if option.key != name.key and _apart(option, name))
    return any(other.country in NEAR or other.population * _DWARFED > name.population for other in others)


def _score(page: Page, candidate: Candidate, option: Name, weights: dict[str, float], outlet: str | None) -> float:
    precision = option.geo.precision if option.geo is not None else ""
    fixed = _UNKNOWN_SIZE if option.small else _FIXED_SIZE.get(precision, _UNKNOWN_SIZE)
    size = math.log10(option.population) if option.population > 1 else fixed
    far = precision == "city" and option.country not in NEAR and option.population < _KNOWN_ALONE
    score = _SIZE * size + (_FAR_CONTEXT if far else _CONTEXT) * weights.get(option.country or "", 0.0)
    score += _CAPITAL if option.capital else 0.0
    score += _OUTLET if outlet is not None and option.country == outlet else 0.0
    head = candidate.head or candidate.listed
    if head is not None and head.precision:
        score += _HEAD if _fits_head(head.precision, precision) or _town_governorate(head, option) else -_HEAD
        # Nobody calls a city a village: `قرية دوما` is not the Syrian one.
        village = "village" in word(fold_word(head.noun)).shapes
        score -= _HEAD if village and option.population >= _KNOWN_ALONE / 2 else 0.0
    elif option.table == "country":
        # Marked for the city where the vowel sign is printed: `عمّان` is never Oman.
        score += 0.0 if "\u0651" in page.document.text[slice(*page.span(candidate.first, candidate.last))] else _COUNTRY_NAME
    elif precision == "admin1":
        score -= 0.3
    return score


def _fits_head(head: str, precision: str) -> bool:
    return precision == head or precision in _ALSO_CALLED.get(head, ())


def _town_governorate(head: Head, place: Name) -> bool:
    """Whether the country calls the land around a town a governorate: `محافظة جدة`, a second-level division."""
    town = place.geo is not None and place.geo.precision == "city"
    return town and head.precision == "admin1" and place.country in _TOWN_GOVERNORATES


def _apart(one: Name, other: Name) -> bool:
    """Whether two places are far enough from each other for the choice to matter on the map."""
    if one.geo is None or other.geo is None:
        return one.country != other.country
    distance = kilometres(one.geo.lat, one.geo.lon, other.geo.lat, other.geo.lon)
    return distance > (_SAME_KM if one.country != other.country else _NEAR_KM)


def _in_a_place(page: Page, candidate: Candidate) -> bool:
    before = candidate.first - 1
    clitic = page.tokens[candidate.first].form[: candidate.skip].endswith("ب")
    if clitic or (before >= 0 and "where" in page.words[before].shapes) or _dateline(page, candidate):
        return True
    # `العاصمة الليبية طرابلس`
    if before > 0 and page.words[before].nationality:
        before -= 1
    return before >= 0 and page.words[before].place is not None and page.words[before].definite


def _dateline(page: Page, candidate: Candidate) -> bool:
    """Whether the name opens a line and a comma, bracket or dash follows: `دبي، الإمارات العربية المتحدة (CNN) –`."""
    first, last = candidate.first, candidate.last
    if last >= len(page.tokens) or page.tokens[last].form not in _AFTER_DATELINE or candidate.skip:
        return False
    gap = page.document.text[page.tokens[first - 1].end if first else 0 : page.tokens[first].start]
    return first == 0 or "\n" in gap


def _about_sport(page: Page) -> bool:
    """Whether the article is about sport: there a city's name is mostly its club's."""
    if len(page.words) < _FEW_WORDS:
        return False
    sport = _sport_words()
    count = sum(1 for known_word in page.words if known_word.form in sport)
    return count >= _SPORT_SHARE * len(page.words)


@cache
def _sport_words() -> frozenset[str]:
    found: set[str] = set()
    for row in table("domain_words"):
        if row["domain"] == "sport":
            bare = fold_word(row["word"])
            found.update((bare, "ال" + bare, "وال" + bare, "بال" + bare, "لل" + bare, "و" + bare, "ب" + bare, "ل" + bare))
    return frozenset(found)
