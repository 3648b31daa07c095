"""Flattens records into accounts: each event with its parties, place, time and voice spelt out, ready to compare."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from musnad.text.folding import fold_word
from musnad.types import Span

Json = dict[str, Any]

_EARTH = 6371.0


@dataclass(frozen=True, slots=True)
class Source:
    """The document that an account stands in; `published` is an ISO date or None."""

    document: str
    outlet: str | None = None
    published: str | None = None


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody or somewhere as a document names it: `key` is the same in all documents, `form` are the words used here."""

    key: str
    kind: str
    name_ar: str
    name_en: str | None
    country: str | None
    sectors: tuple[str, ...]
    form: str
    span: Span
    lat: float | None = None
    lon: float | None = None
    precision: str | None = None
    admin1: str | None = None


@dataclass(frozen=True, slots=True)
class Voice:
    """According to whom: a claim's speaker and relays; `speaker` is None where the text names nobody."""

    claim: str
    speaker: Party | None
    relays: tuple[str, ...]
    act: str
    form: str
    stance: str
    content: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Account:
    """One event as one document tells it.

    `anchor` and `sentence` are spans of the document's text, `sentence` the line that holds the anchor; `headline` says that
    it is the title's, `lead` that it is the first line of the body. `earliest` and `latest` are ISO dates or None.
    """

    source: Source
    event: str
    type: str
    mode: str | None
    context: tuple[str, ...]
    status: str
    certainty: str
    intensity: float | None
    quad: str | None
    anchor: Span
    word: str
    sentence: Span
    words: str
    headline: bool
    lead: bool
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    place: Party | None
    earliest: str | None
    latest: str | None
    happening: str | None
    voice: Voice | None

    @property
    def key(self) -> tuple[str, str]:
        """The document and the event's id in it: unique among all accounts."""
        return self.source.document, self.event


@dataclass(frozen=True, slots=True)
class Naming:
    """How often a document calls an actor so; `speaker` is the key of who speaks, None for the outlet's own words."""

    source: Source
    actor: Party
    form: str
    speaker: str | None
    stance: str | None
    count: int


def kilometres(one: Party, other: Party) -> float | None:
    """The great-circle distance of two places (haversine formula); None where one has no pin."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return None
    north, south = math.radians(one.lat), math.radians(other.lat)
    half = math.sin((north - south) / 2) ** 2
    half += math.cos(north) * math.cos(south) * math.sin(math.radians(one.lon - other.lon) / 2) ** 2
    return 2 * _EARTH * math.asin(math.sqrt(min(1.0, half)))


def actor_key(entity: Mapping[str, Any]) -> str:
    """The name of an entity across documents: its Wikidata or GeoNames number, else kind and folded Arabic name."""
    ids = entity.get("ids") or {}
    if "wikidata" in ids:
        return str(ids["wikidata"])
    geo = entity.get("geo")
    if entity["kind"] == "place" and geo and geo.get("geonames"):
        return f"geonames:{geo['geonames']}"
    return f"{entity['kind']}:{_folded(entity['name_ar'])}"


class Layers(NamedTuple):
    """All that is compared of one record."""

    accounts: tuple[Account, ...]
    voices: tuple[Voice, ...]
    namings: tuple[Naming, ...]


def layers_of(record: Mapping[str, Any]) -> Layers:
    """The accounts, voices and namings of one record (CONTRACT.md, as JSON data)."""
    page = _Page(record)
    accounts = tuple(page.account(event) for event in record["events"])
    return Layers(accounts, tuple(page.voices.values()), _namings(page, record))


def accounts_of(record: Mapping[str, Any]) -> tuple[Account, ...]:
    """The accounts of one record, in its order of events."""
    page = _Page(record)
    return tuple(page.account(event) for event in record["events"])


def voices_of(record: Mapping[str, Any]) -> tuple[Voice, ...]:
    """The claims of one record with who speaks, in its order."""
    return tuple(_Page(record).voices.values())


def namings_of(record: Mapping[str, Any]) -> tuple[Naming, ...]:
    """Which words the document uses for whom, how often and in whose voice, sorted."""
    return _namings(_Page(record), record)


def _namings(page: _Page, record: Mapping[str, Any]) -> tuple[Naming, ...]:
    counts: Counter[tuple[str, str, str | None, str | None]] = Counter()
    parties: dict[str, Party] = {}
    for mention in record["mentions"]:
        party = page.parties[mention["id"]]
        parties.setdefault(party.key, party)
        voice = page.around(party.span)
        speaker = voice.speaker.key if voice and voice.speaker else None
        counts[party.key, _folded(party.form), speaker, voice.stance if voice else None] += 1
    return tuple(
        Naming(page.source, parties[key], form, speaker, stance, count)
        for (key, form, speaker, stance), count in sorted(counts.items(), key=lambda item: tuple(map(str, item[0])))
    )


@lru_cache(maxsize=65_536)
def _folded(phrase: str) -> str:
    return " ".join(fold_word(word) for word in phrase.split())


class _Page:
    """One record with its references followed."""

    def __init__(self, record: Mapping[str, Any]) -> None:
        document = record["document"]
        self._text: str = document["text"]
        self._body = len(document["title"]) if document["title"] and self._text.startswith(document["title"]) else 0
        self.source = Source(document["id"], document["outlet"], document["published"])
        entities = {entity["id"]: entity for entity in record["entities"]}
        keys = {name: actor_key(entity) for name, entity in entities.items()}
        self.parties = {m["id"]: _party(m, entities[m["entity"]], keys[m["entity"]]) for m in record["mentions"]}
        self._times = {time["id"]: time for time in record["times"]}
        self.voices = {claim["id"]: self._voice(claim) for claim in record["claims"]}

    def account(self, event: Json) -> Account:
        """The event with its references followed."""
        time = self._times.get(event["time"] or "", {})
        anchor = Span(event["anchor"]["start"], event["anchor"]["end"])
        line = self._line(anchor)
        body = self._text[self._body :]
        begin = self._body + len(body) - len(body.lstrip())
        return Account(
            self.source, event["id"], event["type"], event["mode"], tuple(event["context"]), event["status"],
            event["certainty"], event["intensity"], event["quad"], anchor, anchor.of(self._text), line,
            line.of(self._text), anchor.start < self._body, line.start == begin and anchor.start >= self._body,
            tuple(self.parties[m] for m in event["actors"]), tuple(self.parties[m] for m in event["recipients"]),
            self.parties.get(event["place"] or ""), time.get("earliest"), time.get("latest"), event["happening"],
            self.voices.get(event["claim"] or ""),
        )  # fmt: skip

    def around(self, span: Span) -> Voice | None:
        """The innermost claim whose content holds the span."""
        holding = [v for v in self.voices.values() if any(part.covers(span) for part in v.content)]
        return min(holding, key=lambda v: sum(part.end - part.start for part in v.content), default=None)

    def _line(self, anchor: Span) -> Span:
        start = self._text.rfind("\n", 0, anchor.start) + 1
        end = self._text.find("\n", anchor.end)
        return Span(start, len(self._text) if end < 0 else end)

    def _voice(self, claim: Json) -> Voice:
        relays = []
        for link in claim["chain"]:
            if link["role"] == "relay":
                mention = link.get("mention")
                relays.append(self.parties[mention].name_ar if mention else link.get("name") or "")
        return Voice(
            claim["id"], self.parties.get(claim["speaker"] or ""), tuple(relays), claim["act"], claim["form"],
            claim["stance"], tuple(Span(part["start"], part["end"]) for part in claim["content"]),
        )  # fmt: skip


def _party(mention: Json, entity: Json, key: str) -> Party:
    geo = entity.get("geo") or {}
    return Party(
        key, entity["kind"], entity["name_ar"], entity["name_en"], entity["country"],
        tuple(entity["sectors"]), mention["text"], Span(mention["start"], mention["end"]),
        geo.get("lat"), geo.get("lon"), geo.get("precision"), geo.get("admin1"),
    )  # fmt: skip
