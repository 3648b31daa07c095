"""What the words right beside a place's name tell about its country: `طرابلس اللبنانية`, `صيدا وطرابلس وبعلبك`."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence

from musnad.naming.page import Candidate, Page

_REACH = 15
"""Tokens on either side within which places are neighbours: about the length of a list."""
_GLUE = frozenset({"في", "،", ",", "("})


class Vicinity:
    """The countries told of each place name of a page, and those of the places that stand around it."""

    def __init__(self, page: Page, candidates: Sequence[Candidate]) -> None:
        places = [c for c in candidates if c.kind == "place" and c.name is not None and c.name.country]
        places.sort(key=lambda candidate: candidate.first)
        self._page = page
        self._countries = {c.first: c.name.country for c in places if c.name is not None and c.name.table == "country"}
        sure = [(c.first, c.name.country) for c in places if c.name is not None and len(c.options) <= 1]
        self._firsts = [first for first, _ in sure]
        self._owners = [country for _, country in sure]
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

    def _spelling(self, candidate: Candidate) -> str:
        return self._page.tokens[candidate.last - 1].form

    def _told_after(self, candidate: Candidate) -> str | None:
        page, last = self._page, candidate.last
        if last >= len(page.tokens):
            return None
        after = page.words[last]
        if after.definite and after.skip == 0 and len(after.nationality) == 1:
            return after.nationality[0]
        if page.tokens[last].form in _GLUE:
            last += 1
            while last < len(page.tokens) and "direction" in page.words[last].shapes:
                last += 1
            return self._countries.get(last)
        return self._countries.get(last) if page.tokens[last].form.startswith("ب") else None
