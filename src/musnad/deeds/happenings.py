"""Which events of a document are one happening: the same type, and parties or place in common, none in conflict."""

from __future__ import annotations

from dataclasses import replace

from musnad.types import Event

_MEMORY = 100
"""Happenings that a new event is compared with, the latest: more than any article tells of."""


def numbered(events: tuple[Event, ...], entity_of: dict[str, str], text: str) -> tuple[Event, ...]:
    """The events in text order with ids v1… kept and happenings h1… given; the first of each happening opens it."""
    groups: list[list[Event]] = []
    found: list[Event] = []
    for event in events:
        near = range(max(0, len(groups) - _MEMORY), len(groups))
        home = next((n for n in near if all(_one(event, other, entity_of, text) for other in groups[n][-_MEMORY:])), None)
        if home is None:
            groups.append([event])
            home = len(groups) - 1
        else:
            groups[home].append(event)
        found.append(replace(event, happening=f"h{home + 1}"))
    return tuple(found)


def _one(a: Event, b: Event, entity_of: dict[str, str], text: str) -> bool:
    if a.type != b.type or (a.mode and b.mode and a.mode != b.mode) or (a.time and b.time and a.time != b.time):
        return False
    actors, recipients = _shared(a.actors, b.actors, entity_of), _shared(a.recipients, b.recipients, entity_of)
    if False in (actors, recipients):
        return False
    if a.place and b.place and entity_of[a.place] != entity_of[b.place]:
        return False
    if actors or recipients:
        return True
    return a.anchor.of(text) == b.anchor.of(text) and not (a.actors or b.actors or a.recipients or b.recipients)


def _shared(a: tuple[str, ...], b: tuple[str, ...], entity_of: dict[str, str]) -> bool | None:
    """True when the two lists name an entity in common, False when both name others, None when one is empty."""
    if not a or not b:
        return None
    return bool({entity_of[m] for m in a} & {entity_of[m] for m in b})
