"""Who had a text first: from dates, from who cites whom, and from the credit lines of agencies."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache

from musnad.knowledge.tables import table, values
from musnad.text.folding import fold_word

DATELINE = 120
"""Characters at both ends of a text in which a bare name of an agency is its credit (`الرياض - واس`, `فرانس 24/ أ ف ب`)."""

AGENCIES = "وكالات"
"""What a credit line names where it names no agency."""

# Followed by a name, these say where the words come from. Verbs of saying alone do not: an outlet reports what another
# did (`اتهمت صحيفة…`) without taking its text.
_NAMED = r"\s+((?:\S+\s+){0,6}\S+)"


@dataclass(frozen=True, slots=True)
class Page:
    """What is compared of a document: its text, outlet and ISO date; outlet and date may be unknown."""

    document: str
    text: str
    outlet: str | None = None
    published: str | None = None


@dataclass(frozen=True, slots=True)
class Trace:
    """What a page says of where it comes from: when, which agencies it credits, and the words after `نقلاً عن`."""

    document: str
    outlet: str | None
    published: str | None
    credits: frozenset[str]
    cited: tuple[str, ...]

    def cites(self, outlet: str | None) -> bool:
        """Whether the page says that it took words from this outlet."""
        return outlet is not None and any(form in f" {words} " for words in self.cited for form in _forms(outlet))


def trace_of(page: Page) -> Trace:
    """The trace that a page leaves; its own outlet is no credit."""
    folded = _folded(page.text)
    cited = tuple(" ".join(match.group(1).split()) for match in _citing().finditer(folded))
    return Trace(page.document, page.outlet, page.published, credits_of(page.text), cited)


def credits_of(text: str) -> frozenset[str]:
    """The agencies that a text credits at either end or in brackets, by their usual name; `وكالات` for agencies at large."""
    folded = _folded(text)
    lines = [folded[:DATELINE], folded[-DATELINE:], *re.findall(r"\(([^()]{2,40})\)", folded)]
    words = " " + " | ".join(re.sub(r"[^\w.]+", " ", line).strip() for line in lines) + " "
    return frozenset(name for form, name in _agencies() if form in words)


def first_of(one: Trace, other: Trace) -> str | None:
    """The document of the two that had the text first; None where nothing tells.

    Who cites the other's outlet took it from there, whatever the dates say: a date is often that of the last change.
    Dates without a time are compared by day.
    """
    citing, cited = one.cites(other.outlet), other.cites(one.outlet)
    if citing != cited and one.outlet != other.outlet:
        return other.document if citing else one.document
    earlier = _earlier(one.published, other.published)
    if earlier:
        return one.document if earlier < 0 else other.document
    return None


def order_of(trace: Trace) -> tuple[str, str]:
    """What sorts documents by publication and then by id; those without a date come last."""
    moment = _moment(trace.published)
    return (moment.isoformat() if moment else "9999", trace.document)


def days_between(one: Trace, other: Trace) -> float:
    """Days from one publication to the other; 0 where one of them is unknown."""
    first, second = _moment(one.published), _moment(other.published)
    return abs((first - second).total_seconds()) / 86400 if first and second else 0.0


def _folded(text: str) -> str:
    """The folded text without vowel signs, for looking up names."""
    return "\n".join(fold_word(line) for line in text.split("\n"))


def _earlier(one: str | None, other: str | None) -> int:
    """Negative where the first date is the earlier, positive where the second is, 0 where that cannot be told."""
    first, second = _moment(one), _moment(other)
    if one is None or other is None or first is None or second is None:
        return 0
    if len(one) == len("2018-01-01") or len(other) == len("2018-01-01"):
        return (first.date() > second.date()) - (first.date() < second.date())
    return (first > second) - (first < second)


def _moment(published: str | None) -> datetime | None:
    if published is None:
        return None
    try:
        moment = datetime.fromisoformat(published)
    except ValueError:
        return None  # dates of records are checked where they are read; an odd one here decides nothing
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


@cache
def _citing() -> re.Pattern[str]:
    phrases = sorted((fold_word(row["phrase"]) for row in table("citing_phrases")), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, phrases))}){_NAMED}")


@cache
def _agencies() -> tuple[tuple[str, str], ...]:
    found = [(f" {AGENCIES} ", AGENCIES)]
    for row in table("outlets"):
        if row["kind"] == "agency":
            # A name that is also a word (`معا` together) counts only in a longer form (`وكالة معا`).
            forms = values(row["variants"]) + (() if row["generic"] == "yes" else (row["name_ar"],))
            found += [(f" {fold_word(form)} ", row["name_ar"]) for form in forms]
    return tuple(sorted(found))


@cache
def _forms(outlet: str) -> tuple[str, ...]:
    names = {outlet}
    for row in table("outlets"):
        forms = (row["name_ar"], *values(row["variants"]))
        if outlet in forms:
            names.update(forms)
    return tuple(sorted(f" {fold_word(name)} " for name in names))
