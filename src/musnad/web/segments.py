"""A text cut where its records begin and end, so that each stretch of letters is marked once, however records overlap."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final, Literal

Mark = Literal["mention", "claim", "cue", "event", "time", "magnitude", "channel"]

ORDER: Final[tuple[Mark, ...]] = ("event", "cue", "channel", "magnitude", "time", "mention", "claim")
"""Which record a stretch of letters is taken for first, when several hold it: the shortest kinds before the longest."""


@dataclass(frozen=True, slots=True)
class Marked:
    """Characters that a record stands on; `record` is its id in the document, `detail` its kind or stance."""

    start: int
    end: int
    mark: Mark
    record: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of one line that the same records hold throughout."""

    start: int
    text: str
    marks: tuple[Marked, ...] = ()

    @property
    def records(self) -> str:
        """The records by id, those that it is taken for first first, without repetition."""
        return " ".join(dict.fromkeys(each.record for each in self.marks))

    @property
    def classes(self) -> str:
        """The names of styles: the marks, and the stance of a claim that is not neutral."""
        names = dict.fromkeys(each.mark for each in self.marks)
        details = dict.fromkeys(f"{each.mark}-{each.detail}" for each in self.marks if each.detail)
        return " ".join([*names, *details])


def marks_of(record: Mapping[str, Any]) -> list[Marked]:
    """Everything in a record (CONTRACT.md) that stands on characters, as marks."""
    found = [Marked(each["start"], each["end"], "mention", each["id"], each["kind"]) for each in record["mentions"]]
    found += [Marked(each["start"], each["end"], "time", each["id"]) for each in record["times"]]
    for claim in record["claims"]:
        found += [_of(part, "claim", claim["id"], claim["stance"]) for part in claim["content"]]
        spans = [claim["cue"], *(link.get("cue") for link in claim["chain"])]
        found += [_of(span, "cue", claim["id"]) for span in spans if span]
        if claim.get("channel"):
            found.append(_of(claim["channel"], "channel", claim["id"]))
    for event in record["events"]:
        found.append(_of(event["anchor"], "event", event["id"], event["certainty"]))
        found += [_of(each, "magnitude", event["id"]) for each in event.get("magnitudes", ())]
    return found


def lines(text: str, marks: Sequence[Marked]) -> Iterator[tuple[Segment, ...]]:
    """The lines of a text in order, each as its segments; an empty line has none."""
    rank = {mark: number for number, mark in enumerate(ORDER)}
    ordered = sorted(marks, key=lambda each: each.start)
    first, active, at = 0, list[Marked](), 0
    for line in text.split("\n"):
        end = at + len(line)
        while first < len(ordered) and ordered[first].start < end:
            active.append(ordered[first])
            first += 1
        active = [each for each in active if each.end > at]
        cuts = {at, end} | {cut for each in active for cut in (each.start, each.end) if at < cut < end}
        places = sorted(cuts)
        segments = []
        for start, stop in pairwise(places):
            held = [each for each in active if each.start <= start and stop <= each.end]
            held.sort(key=lambda each: (rank[each.mark], each.end - each.start, each.record))
            segments.append(Segment(start, text[start:stop], tuple(held)))
        yield tuple(segments)
        at = end + 1


def _of(span: Mapping[str, Any], mark: Mark, record: str, detail: str = "") -> Marked:
    return Marked(span["start"], span["end"], mark, record, detail)
