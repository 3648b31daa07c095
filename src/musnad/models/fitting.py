"""Places of the network fitted to the names that the gazetteer knows.

The network learnt from few articles where a name of several words ends: it cuts `بابوا | غينيا الجديدة`, keeps the front in
`جبهة صرواح` and the adjective in `محافظة الضالع الجنوبية`. Where the rules read a known place over the same words, its
bounds are surer, and only a name with the right bounds gets a point.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from musnad.models.scores import Span
from musnad.naming.page import Candidate, Page


def fitted(page: Page, spans: Sequence[Span], known: Sequence[Candidate]) -> list[Span | Candidate]:
    """The spans in text order, places that only nearly stand on a known place replaced by it or divided at it."""
    places = [c for c in known if c.kind == "place" and c.named and c.name is not None]
    exact = {(c.first, c.last) for c in known if c.kind == "place"}
    found: list[Span | Candidate] = []
    reached = 0
    for span in sorted(spans, key=lambda span: (span.first, -span.last)):
        if span.label != "place":
            found.append(span)
            continue
        if span.first < reached:
            continue
        whole = next((c for c in places if c.first == span.first and c.last > span.last), None)
        if whole is not None and not _crosses(whole, spans):
            found.append(whole._replace(score=span.score))
            reached = whole.last
        elif (span.first, span.last) in exact:
            found.append(span)
        else:
            found += _within(page, span, [c for c in places if span.first <= c.first and c.last <= span.last])
    return found


def _crosses(place: Candidate, spans: Sequence[Span]) -> bool:
    """Whether the network sees anything but places among the words of a place, or a place that goes on behind it."""
    inside = [span for span in spans if place.first < span.last and span.first < place.last]
    return any(span.label != "place" or span.last > place.last for span in inside)


def _within(page: Page, span: Span, inner: Sequence[Candidate]) -> list[Span | Candidate]:
    """The known place that a longer span holds beside words that are no part of a name, else the span as it is."""
    for place in inner:
        starts, ends = place.first == span.first, place.last == span.last
        if starts and all(_describes(page, index) for index in range(place.last, span.last)):
            return [place._replace(score=span.score)]
        if ends and place.skip and page.tokens[place.first].form[place.skip - 1] == "ب" and not starts:
            return [replace(span, last=place.first), place._replace(score=span.score)]
        if ends and not starts and all(page.words[index].place is None for index in range(span.first, place.first)):
            return [place._replace(score=span.score)]
    return [span]


def _describes(page: Page, index: int) -> bool:
    """Whether a word after a complete name is an adjective or a number: `النجف المقدسة`, `غرب القرنة 2`."""
    known = page.words[index]
    return page.tokens[index].kind == "number" or (known.definite and known.skip == 0 and not (known.given or known.family))
