"""What a word can mean in an expression of time: the tables of the package, looked up by folded form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import NamedTuple

from musnad.knowledge.tables import table, values
from musnad.text.clitics import CACHED_WORDS, splits
from musnad.text.folding import fold_word
from musnad.text.tokens import forms

STEM_KINDS = frozenset({"unit", "number", "part", "weekday_bare"})
"""Kinds of which a row without the article also stands for the word with it: `السنوات`, `الثلاثة`."""


STARTING = frozenset(
    {"weekday", "weekday_bare", "month", "unit", "number", "part", "feast", "day", "night", "edge", "this", "that"}
    | {"same_before", "PAST_REF", "PRESENT_REF", "FUTURE_REF", "set", "vague", "millennium", "story"}
)
STARTING_PARTICLES = frozenset({"since", "ago", "after", "each", "hour", "article"})
"""What a word must be for an expression to start at it."""


class Entry(NamedTuple):
    """A row of a table: `kind` and `code` as the table has them, `value` a number where the row has one.

    `rest` are the folded words after the first one, which must follow one another in the text.
    """

    kind: str
    code: str
    value: int = 0
    rest: tuple[str, ...] = ()
    flag: str = ""
    not_after: frozenset[str] = frozenset()
    not_before: frozenset[str] = frozenset()
    only_after: frozenset[str] = frozenset()


class Sense(NamedTuple):
    """An entry found in a word: the phrase starts `skip` letters into it; `article` says that the word carries one."""

    entry: Entry
    skip: int
    article: bool
    conjunction: str
    preposition: str


_NOTHING: Mapping[str, tuple[Sense, ...]] = {}


@lru_cache(maxsize=CACHED_WORDS)
def senses(form: str) -> Mapping[str, tuple[Sense, ...]]:
    """Everything that the tables know about a folded word, by kind, the least split reading first; usually nothing.

    A key `phrase` says that some of it holds only where further words follow.
    """
    found = _senses(form)
    if not found:
        return _NOTHING
    kinds: dict[str, tuple[Sense, ...]] = {}
    for sense in found:
        kinds[sense.entry.kind] = (*kinds.get(sense.entry.kind, ()), sense)
        if sense.entry.rest:
            kinds["phrase"] = ()
    return kinds


@lru_cache(maxsize=CACHED_WORDS)
def can_start(form: str) -> bool:
    """Whether an expression of time can start at a folded word."""
    found = senses(form)
    particles = (sense.entry.code for sense in found.get("particle", ()))
    return not STARTING.isdisjoint(found) or not STARTING_PARTICLES.isdisjoint(particles)


def _senses(form: str) -> list[Sense]:
    entries = _entries()
    found: list[Sense] = []
    for split in splits(form):
        marks = (split.conjunction, split.preposition)
        for entry in entries.get(split.full, ()):
            # `full` carries the article only where the row is written with it: `الماضي`, `اليوم`.
            found.append(Sense(entry, split.skip, split.article, *marks))
        if split.article:
            for entry in entries.get(split.stem, ()):
                if entry.kind in STEM_KINDS and not entry.rest:
                    found.append(Sense(entry, split.skip, True, *marks))
    return found


@cache
def future_exceptions() -> frozenset[str]:
    """Folded words that begin like a future verb and are none: `سيارة`, `ستة`."""
    return frozenset(fold_word(row["form"]) for row in table("time_modifiers") if row["kind"] == "no_future")


@cache
def past_cues() -> frozenset[str]:
    """Folded past forms of the verbs of saying: what stands after one is its time, not that of a future verb before."""
    rows = table("generated/cue_forms")
    return frozenset(fold_word(row["form"]) for row in rows if row["tense"] == "past" and row["pos"] == "verb")


@cache
def _entries() -> dict[str, tuple[Entry, ...]]:
    found: dict[str, list[Entry]] = {}
    for phrase, entry in _rows():
        words = tuple(forms(phrase))
        if not words:
            continue
        placed = entry._replace(rest=words[1:])
        if placed not in found.setdefault(words[0], []):
            found[words[0]].append(placed)
    # The longest phrase is tried first: `كانون الثاني` before any `كانون`.
    return {word: tuple(sorted(entries, key=lambda entry: -len(entry.rest))) for word, entries in found.items()}


def _rows() -> Iterator[tuple[str, Entry]]:
    for row in table("months"):
        yield row["name"], Entry("month", row["calendar"], int(row["month"]), flag=row["bare"])
    for row in table("weekdays"):
        yield row["name"], Entry("weekday", "", int(row["day"]))
        yield row["name"].removeprefix("ال"), Entry("weekday_bare", "", int(row["day"]))
    for row in table("number_words"):
        yield row["word"], Entry("number", row["kind"], int(row["value"]))
    for row in table("time_units"):
        yield row["form"], Entry("unit", row["unit"], flag=row["count"])
    for row in table("day_parts"):
        yield row["form"], Entry("part", row["code"], flag=row["use"])
    for row in table("feasts"):
        number = int(row["month"] or 0) * 100 + int(row["day"])
        yield row["name"], Entry("feast", row["calendar"], number, flag="" if row["bare"] == "yes" else "governed")
    for row in table("time_words"):
        kind, _, code = row["code"].partition(":")
        yield (
            row["form"],
            Entry(
                kind, code, int(code) if kind in {"day", "night", "millennium"} else 0, only_after=_forms(row["only_after"]),
                not_after=_forms(row["not_after"]), not_before=_forms(row["not_before"]),
            ),
        )  # fmt: skip
    for row in table("time_modifiers"):
        yield row["form"], Entry(row["kind"], row["value"])


def _forms(cell: str) -> frozenset[str]:
    return frozenset(fold_word(form) for form in values(cell))
