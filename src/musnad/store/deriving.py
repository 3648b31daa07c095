"""The rows that follow from one record: who is named how, what happens, who says it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from musnad.across.accounts import Account, actor_key, layers_of

Row = dict[str, Any]

ACTOR_FIELDS = ("actor", "speaker", "place")
"""Fields of derived rows that hold keys of actors here and their numbers in the tables."""


@dataclass(slots=True)
class Derived:
    """Rows of one record by table; actors are told by their keys, events and claims by their names in the record."""

    actors: dict[str, Row] = field(default_factory=dict)
    namings: list[Row] = field(default_factory=list)
    events: list[Row] = field(default_factory=list)
    parties: list[tuple[str, Row]] = field(default_factory=list)
    claims: list[Row] = field(default_factory=list)
    relays: list[tuple[str, Row]] = field(default_factory=list)


def derived(record: Mapping[str, Any]) -> Derived:
    """The rows of one record (CONTRACT.md), in its order; `parties` and `relays` come with what they hang on."""
    entities = {entity["id"]: entity for entity in record["entities"]}
    rows = Derived(actors=dict(map(_actor, entities.values())))
    layers = layers_of(record)
    for naming in layers.namings:
        rows.namings.append(
            {
                "actor": naming.actor.key,
                "form": naming.form,
                "speaker": naming.speaker,
                "stance": naming.stance,
                "count": naming.count,
            }
        )
    for event, account in zip(record["events"], layers.accounts, strict=True):
        rows.events.append(_event(event, account))
        rows.parties += ((account.event, row) for row in _parties(account))
    spoken = {mention["id"]: actor_key(entities[mention["entity"]]) for mention in record["mentions"]}
    names = {mention["id"]: entities[mention["entity"]]["name_ar"] for mention in record["mentions"]}
    for claim, voice in zip(record["claims"], layers.voices, strict=True):
        rows.claims.append(
            {
                "name": voice.claim,
                "speaker": voice.speaker.key if voice.speaker else None,
                "act": voice.act,
                "form": voice.form,
                "stance": voice.stance,
                "anonymous": voice.speaker is None,
                "start": min(part.start for part in voice.content),
                "end": max(part.end for part in voice.content),
            }
        )
        for link in claim["chain"]:
            if link["role"] == "relay":
                mention = link.get("mention")
                name = names[mention] if mention else link.get("name") or ""
                rows.relays.append((voice.claim, {"actor": spoken.get(mention), "name": name}))
    return rows


def _actor(entity: Mapping[str, Any]) -> tuple[str, Row]:
    key = actor_key(entity)
    return key, {
        "key": key,
        "kind": entity["kind"],
        "name_ar": entity["name_ar"],
        "name_en": entity["name_en"],
        "country": entity["country"],
        "sectors": " ".join(entity["sectors"]),
    }


def _event(event: Mapping[str, Any], account: Account) -> Row:
    place, voice = account.place, account.voice
    return {
        "name": account.event,
        "type": account.type,
        "mode": account.mode,
        "status": account.status,
        "certainty": account.certainty,
        "quad": account.quad,
        "intensity": account.intensity,
        "cameo": event["cameo"],
        "earliest": account.earliest,
        "latest": account.latest,
        "place": place.key if place else None,
        "country": place.country if place else None,
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "start": account.anchor.start,
        "end": account.anchor.end,
        "claim": voice.claim if voice else None,
        "speaker": voice.speaker.key if voice and voice.speaker else None,
        "headline": account.headline,
    }


def _parties(account: Account) -> Iterator[Row]:
    """Each actor once in each role, also where several mentions name it."""
    for role, found in (("actor", account.actors), ("recipient", account.recipients)):
        for key in dict.fromkeys(party.key for party in found):
            yield {"actor": key, "role": role}
