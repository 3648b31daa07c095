"""Keeps the mentions that belong to the record: names always, descriptions only where something points at them."""

from __future__ import annotations

from dataclasses import replace

from musnad.stages.stage import Stage
from musnad.types import Claim, Document, Entity, Event, Link, Mention, Reading, Trace


def select_mentions(document: Document, reading: Reading) -> Reading:
    """The reading without idle descriptions (GUIDELINES.md, 1); mentions and entities are numbered anew in text order."""
    used = _pointed_at(reading)
    kept = [mention for mention in reading.mentions if mention.named or mention.id in used]
    mention_ids = {mention.id: f"m{number}" for number, mention in enumerate(kept, 1)}
    entity_ids: dict[str, str] = {}
    for mention in kept:
        entity_ids.setdefault(mention.entity, f"e{len(entity_ids) + 1}")
    return replace(
        reading,
        mentions=tuple(_renamed(mention, mention_ids, entity_ids) for mention in kept),
        entities=_entities(reading.entities, entity_ids),
        claims=tuple(_claim(claim, mention_ids) for claim in reading.claims),
        events=tuple(_event(event, mention_ids) for event in reading.events),
        traces=tuple(_trace(trace, mention_ids) for trace in reading.traces),
    )


def _pointed_at(reading: Reading) -> set[str]:
    used: set[str] = set()
    for claim in reading.claims:
        used.update(link.mention for link in claim.chain if link.mention is not None)
    for event in reading.events:
        used.update((*event.actors, *event.recipients))
        if event.place is not None:
            used.add(event.place)
    return used


def _renamed(mention: Mention, mention_ids: dict[str, str], entity_ids: dict[str, str]) -> Mention:
    return replace(mention, id=mention_ids[mention.id], entity=entity_ids[mention.entity])


def _entities(entities: tuple[Entity, ...], ids: dict[str, str]) -> tuple[Entity, ...]:
    kept = [replace(entity, id=ids[entity.id]) for entity in entities if entity.id in ids]
    return tuple(sorted(kept, key=lambda entity: int(entity.id[1:])))


def _claim(claim: Claim, ids: dict[str, str]) -> Claim:
    chain = tuple(_link(link, ids) for link in claim.chain)
    return replace(claim, speaker=ids[claim.speaker] if claim.speaker is not None else None, chain=chain)


def _link(link: Link, ids: dict[str, str]) -> Link:
    return link if link.mention is None else replace(link, mention=ids[link.mention])


def _event(event: Event, ids: dict[str, str]) -> Event:
    return replace(
        event,
        actors=tuple(ids[mention] for mention in event.actors),
        recipients=tuple(ids[mention] for mention in event.recipients),
        place=ids[event.place] if event.place is not None else None,
    )


def _trace(trace: Trace, ids: dict[str, str]) -> Trace:
    points_at_mention = trace.field in {"speaker", "relay", "actors", "recipients", "place"}
    return trace._replace(value=ids.get(trace.value, trace.value)) if points_at_mention else trace


STAGE = Stage(
    "selection",
    "1",
    needs=frozenset({"mentions", "entities", "claims", "events"}),
    makes=frozenset({"mentions", "entities", "claims", "events"}),
    run=select_mentions,
)
