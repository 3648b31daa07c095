"""The labels that the reader's heads choose among; their order is the order of the network's outputs."""

from __future__ import annotations

from typing import Literal, get_args

from musnad.types.vocabulary import CONTEXTS, MODES, ClaimForm, EventStatus, SpeechAct, Stance, TimeType

NAMED_KINDS = ("person", "organization", "place")
TYPES = tuple(MODES)
MODE_CODES = tuple(f"{kind}.{mode}" for kind in TYPES for mode in sorted(MODES[kind]))
CONTEXT_CODES = tuple(sorted(CONTEXTS))


def _spans(*kinds: str) -> tuple[str, ...]:
    """Outside, then beginning and inside of every kind of span."""
    return ("O", *(f"{part}-{kind}" for kind in kinds for part in "BI"))


TAGGERS: dict[str, tuple[str, ...]] = {
    "named": _spans(*NAMED_KINDS),
    "group": _spans("group"),
    "time": _spans(*get_args(TimeType)),
    "cue": _spans("cue"),
    "anchor": ("O", *(f"B-{kind}" for kind in TYPES), "I"),
}
"""Heads that mark spans of words; no two spans of one head overlap."""

SORTERS: dict[str, tuple[str, ...]] = {
    "skip": ("0", "1", "2"),
    "act": get_args(SpeechAct),
    "stance": get_args(Stance),
    "form": get_args(ClaimForm),
    "mode": ("none", *MODE_CODES),
    "status": get_args(EventStatus),
}
"""Heads that sort the first word of a span: clitics before it, then what a cue or an anchor says."""

MARKERS: dict[str, tuple[str, ...]] = {"context": CONTEXT_CODES}
"""Heads of which any number of labels can hold."""

Relation = Literal["start", "end", "content", "speaker", "relay", "actor", "recipient", "place", "time"]
RELATIONS: tuple[Relation, ...] = get_args(Relation)
"""What the pair scorer finds from the first word of a cue or anchor to the first word of something else."""
OPTIONAL: tuple[Relation, ...] = ("speaker", "place", "time")
"""Relations to one word or to none."""

LABELS: dict[str, tuple[str, ...]] = TAGGERS | SORTERS | MARKERS
HEADS: dict[str, int] = {name: len(labels) for name, labels in LABELS.items()} | {"none": len(OPTIONAL)}
"""How many scores each head gives; `none` those of the relations that may hold to no word."""
