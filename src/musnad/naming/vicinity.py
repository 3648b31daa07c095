"""What the words right beside a place's name tell about its country: `طرابلس اللبنانية`, `صيدا وطرابلس وبعلبك`."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence

from musnad.knowledge.names import Name
from musnad.knowledge.words import Head
from musnad.naming.distance import kilometres
from musnad.naming.page import Candidate, Page

_REACH = 15
"""Tokens on either side within which places are neighbours: about the length of a list."""
_CLOSE_KM = 90.0
"""Places that an article names together lie within this where they are of one district or front."""
_POINTS = frozenset({"city", "site", "region"})
_GLUE = frozenset({"في", "،", ",", "("})


class Vicinity:
    """The countries told of each place name of a page, and those of the places that stand around it."""

    def __init__(self, page: Page, candidates: Sequence[Candidate]) -> None:
        places = [c for c in candidates if c.kind == "place" and c.name is not None and c.name.country]
        places.sort(key=lambda candidate: candidate.first)
        self._page = page
        self._countries = {c.first: c.name.country for c in places if c.name is not None and c.name.table == "country"}
        sure = [(c.first, c.name.country) for c in places if c.name is not None and len({o.country for o in c.options}) <= 1]
        self._firsts = [first for first, _ in sure]
        self._owners = [country for _, country in sure]
        self._points = {c.first: c.name for c in places if c.name is not None and _is_point(c)}
        self._heads = _list_heads(page, places)
        self._told: dict[str, str] = {}
        for candidate in places:
            country = self._told_after(candidate)
            if country:
                self._told.setdefault(self._spelling(candidate), country)

    def told(self, candidate: Candidate) -> str | None:
        """The country that an adjective or a country's name after the name gives it, here or elsewhere on the page."""
        return self._told_after(candidate) or self._told.get(self._spelling(candidate))

    def near(self, candidate: Candidate) -> dict[str, float]:
        """The shares of countries among the neighbours whose names leave no choice."""
        start = bisect_left(self._firsts, candidate.first - _REACH)
        counts: dict[str, float] = defaultdict(float)
        for position in range(start, len(self._firsts)):
            if self._firsts[position] > candidate.last + _REACH:
                break
            owner = self._owners[position]
            if owner and not candidate.first <= self._firsts[position] < candidate.last:
                counts[owner] += 1
        total = sum(counts.values()) + 1
        return {country: count / total for country, count in counts.items()}

    def adjective(self, candidate: Candidate) -> str | None:
        """The country whose definite adjective stands right after the name: `طرابلس اللبنانية`."""
        after = self._page.words[candidate.last] if candidate.last < len(self._page.words) else None
        if after is None or not after.definite or after.skip or len(after.nationality) != 1:
            return None
        return after.nationality[0]

    def close(self, candidate: Candidate, option: Name) -> float:
        """How near the neighbours that leave no choice lie to the option: the share of them within `_CLOSE_KM`."""
        if option.geo is None:
            return 0.0
        start = bisect_left(self._firsts, candidate.first - _REACH)
        within = total = 0
        for position in self._firsts[start:]:
            if position > candidate.last + _REACH:
                break
            name = self._points.get(position)
            if name is None or name.geo is None or candidate.first <= position < candidate.last:
                continue
            total += 1
            within += kilometres(option.geo.lat, option.geo.lon, name.geo.lat, name.geo.lon) < _CLOSE_KM
        return within / (total + 1)

    def list_head(self, candidate: Candidate) -> Head | None:
        """The plural type noun that opens the list in which the candidate stands, where it has none of its own."""
        return self._heads.get(candidate.first)

    def _spelling(self, candidate: Candidate) -> str:
        return self._page.tokens[candidate.last - 1].form

    def _told_after(self, candidate: Candidate) -> str | None:
        page, last = self._page, candidate.last
        if last >= len(page.tokens):
            return None
        if adjective := self.adjective(candidate):
            return adjective
        if page.tokens[last].form in _GLUE:
            last += 1
            while last < len(page.tokens) and "direction" in page.words[last].shapes:
                last += 1
            return self._countries.get(last)
        return self._countries.get(last) if page.tokens[last].form.startswith("ب") else None


def _is_point(place: Candidate) -> bool:
    """Whether every place of the name lies at about one point: `نابلس`, the city and its governorate."""
    points = [name.geo for name in place.options or (place.name,) if name is not None and name.geo is not None]
    if not points or all(point.precision not in _POINTS for point in points):
        return False
    return all(kilometres(points[0].lat, points[0].lon, point.lat, point.lon) < _CLOSE_KM for point in points)


def _list_heads(page: Page, places: Sequence[Candidate]) -> dict[int, Head]:
    """The type noun of each list's first place, by the first token of every further place of it (joined by `و` or comma)."""
    found: dict[int, Head] = {}
    head, reached = None, -1
    for place in places:
        comma = place.first == reached + 1 and page.tokens[reached].form in _COMMAS
        joined = place.first == reached and page.tokens[place.first].form.startswith("و")
        if place.head is not None:
            # `محافظة` in the singular heads one name: what is joined to it may be anything.
            several = page.tokens[place.first].form.endswith(_PLURALS) or "several" in page.words[place.first].shapes
            head = place.head if several else None
        elif head is not None and (comma or joined):
            found[place.first] = head
        else:
            head = None
        reached = place.last
    return found


_COMMAS = frozenset({"،", ","})
_PLURALS = ("ات", "تا", "تي")
