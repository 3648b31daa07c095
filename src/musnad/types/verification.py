"""Whether a record keeps its word: spans, hash, ids and coded values checked against CONTRACT.md and GUIDELINES.md."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, TypeGuard, get_args

from musnad.types.record import SCHEMA
from musnad.types.vocabulary import (
    CONTEXTS,
    MODES,
    SECTORS,
    AnonymousSort,
    Bound,
    Calendar,
    Certainty,
    ChannelKind,
    ClaimForm,
    Degree,
    EventStatus,
    Ground,
    LinkKind,
    LinkRole,
    MagnitudeField,
    MentionKind,
    QuadClass,
    SpeechAct,
    Stance,
    TimeBasis,
    TimeType,
)

PRECISIONS = frozenset({"city", "admin1", "region", "water", "site", "country"})
"""What the point of a place may stand for."""

KEYS: dict[str, tuple[str, ...]] = {
    "record": ("schema", "document", "mentions", "entities", "times", "claims", "events", "produced_by"),
    "document": ("id", "sha256", "text", "title", "published", "outlet", "url"),
    "mention": ("id", "start", "end", "text", "kind", "entity", "score"),
    "entity": ("id", "kind", "name_ar", "name_en", "role", "country", "sectors", "ids", "geo"),
    "geo": ("geonames", "lat", "lon", "country", "admin1", "precision"),
    "time": ("id", "start", "end", "text", "type", "value", "earliest", "latest", "basis", "calendar", "reason"),
    "claim": ("id", "content", "cue", "form", "speaker", "chain", "act", "stance", "score"),
    "event": tuple(
        "id type mode context cameo quad intensity anchor actors recipients place time status claim certainty "
        "happening score".split()
    ),
    "produced_by": ("musnad", "models", "resources"),
}
"""The keys that each part of a record must have; more are allowed."""

_LAYERS = {"mentions": "mention", "entities": "entity", "times": "time", "claims": "claim", "events": "event"}
_COUNTRY = re.compile(r"[A-Z]{3}")
_CAMEO = re.compile(r"\d{2,4}")
_DIGEST = re.compile(r"sha256:[0-9a-f]{64}")


def problems_of(record: object) -> list[str]:
    """What is wrong with one record, given as the JSON data that it was stored as; empty for a sound one.

    Each problem begins with the id of the part that it is about (`v3: …`) or the name of the part (`document: …`).
    Nothing is raised, whatever the data.
    """
    check = _Check()
    if check.keys(record, "record", "record"):
        check.record(record)
    return check.problems


class _Check:
    """One record under examination; `problems` gathers what is found."""

    def __init__(self) -> None:
        self.problems: list[str] = []
        self.text = ""
        self.layers: dict[str, dict[str, Mapping[str, Any]]] = {layer: {} for layer in _LAYERS}

    def add(self, where: str, message: str) -> None:
        self.problems.append(f"{where}: {message}")

    def record(self, record: Mapping[str, Any]) -> None:
        if record["schema"] != SCHEMA:
            self.add("record", f"schema is {record['schema']!r}, not {SCHEMA!r}")
        self.document(record["document"])
        found = {layer: self.layer(record[layer], layer, part) for layer, part in _LAYERS.items()}
        for mention in found["mentions"]:
            self.mention(mention)
        for entity in found["entities"]:
            self.entity(entity)
        for time in found["times"]:
            self.time(time)
        for claim in found["claims"]:
            self.claim(claim)
        for event in found["events"]:
            self.event(event)
        self.produced_by(record["produced_by"])

    def layer(self, items: object, layer: str, part: str) -> list[Mapping[str, Any]]:
        """The items of a layer that are whole enough to be looked at; their ids are noted."""
        if not isinstance(items, list):
            self.add(layer, "is no list")
            return []
        sound: list[Mapping[str, Any]] = []
        for index, item in enumerate(items):
            name = item.get("id") if isinstance(item, dict) else None
            where = name if isinstance(name, str) and name else f"{layer}[{index}]"
            if not self.keys(item, part, where):
                continue
            if where != name:
                self.add(where, "id is no string of at least one character")
                continue
            if any(name in known for known in self.layers.values()):
                self.add(where, f"id occurs twice in the document (again in {layer}[{index}])")
            self.layers[layer][where] = item
            sound.append(item)
        return sound

    def document(self, document: object) -> None:
        if not self.keys(document, "document", "document"):
            return
        if not isinstance(document["id"], str) or not document["id"]:
            self.add("document", "id is no string of at least one character")
        if not isinstance(document["text"], str):
            self.add("document", "text is no string")
            return
        self.text = document["text"]
        digest = hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()
        if document["sha256"] != digest:
            self.add("document", f"sha256 is {document['sha256']!r}, but that of the text is {digest}")
        for key in ("title", "outlet", "url"):
            self.optional_string(document[key], "document", key)
        title = document["title"]
        if isinstance(title, str) and self.text != title and not self.text.startswith(f"{title}\n\n"):
            self.add("document", "title is not the first line of the text, followed by an empty line")
        self.iso_date(document["published"], "document", "published")

    def mention(self, mention: Mapping[str, Any]) -> None:
        where = mention["id"]
        self.span(mention, where, "span")
        self.one_of(mention["kind"], get_args(MentionKind), where, "kind")
        self.refers(mention["entity"], "entities", where, "entity")
        self.score(mention["score"], where)

    def entity(self, entity: Mapping[str, Any]) -> None:
        where = entity["id"]
        self.one_of(entity["kind"], get_args(MentionKind), where, "kind")
        if not isinstance(entity["name_ar"], str) or not entity["name_ar"].strip():
            self.add(where, "name_ar is empty")
        for key in ("name_en", "role"):
            self.optional_string(entity[key], where, key)
        self.country(entity["country"], where)
        for sector in self.strings(entity["sectors"], where, "sectors"):
            self.one_of(sector, SECTORS, where, "sectors")
        ids = entity["ids"]
        if not isinstance(ids, dict) or not all(isinstance(value, str) for value in ids.values()):
            self.add(where, "ids is no object of strings")
        if entity["geo"] is not None:
            self.geo(entity["geo"], where)
        elif entity["kind"] == "place" and not entity.get("reason"):
            self.add(where, "a place without geo has no reason")

    def geo(self, geo: object, where: str) -> None:
        if not self.keys(geo, "geo", where):
            return
        for key, bound in (("lat", 90), ("lon", 180)):
            if not _is_number(geo[key]) or not -bound <= geo[key] <= bound:
                self.add(where, f"geo {key} is {geo[key]!r}, not a number between {-bound} and {bound}")
        if geo["geonames"] is not None and (not isinstance(geo["geonames"], int) or isinstance(geo["geonames"], bool)):
            self.add(where, f"geo geonames is {geo['geonames']!r}, not a number")
        self.country(geo["country"], where)
        self.one_of(geo["precision"], PRECISIONS, where, "geo precision")

    def time(self, time: Mapping[str, Any]) -> None:
        where = time["id"]
        self.span(time, where, "span")
        self.one_of(time["type"], get_args(TimeType), where, "type")
        self.one_of(time["basis"], get_args(TimeBasis), where, "basis")
        self.one_of(time["calendar"], get_args(Calendar), where, "calendar")
        if time["value"] is None:
            if not isinstance(time["reason"], str) or not time["reason"]:
                self.add(where, "value is null without a reason")
        elif not isinstance(time["value"], str) or not time["value"]:
            self.add(where, "value is neither null nor a string of at least one character")
        first = self.iso_date(time["earliest"], where, "earliest")
        last = self.iso_date(time["latest"], where, "latest")
        if first is not None and last is not None and first > last:
            self.add(where, f"earliest {first} is after latest {last}")

    def claim(self, claim: Mapping[str, Any]) -> None:
        where = claim["id"]
        content = claim["content"]
        if not isinstance(content, list) or not content:
            self.add(where, "a claim without content")
        else:
            for index, part in enumerate(content):
                self.span(part, where, f"content[{index}]")
        if claim["cue"] is not None:
            self.span(claim["cue"], where, "cue")
        self.one_of(claim["form"], get_args(ClaimForm), where, "form")
        self.one_of(claim["act"], get_args(SpeechAct), where, "act")
        self.one_of(claim["stance"], get_args(Stance), where, "stance")
        if claim["speaker"] is not None:
            self.refers(claim["speaker"], "mentions", where, "speaker")
        self.chain(claim["chain"], claim["speaker"], where)
        if claim.get("inside") is not None:
            self.refers(claim["inside"], "claims", where, "inside")
        channel = claim.get("channel")
        if isinstance(channel, dict):
            self.one_of(channel.get("kind"), get_args(ChannelKind), where, "channel kind")
            self.span(channel, where, "channel")
        for denied in self.strings(claim.get("denies", ()), where, "denies"):
            self.refers(denied, "claims" if denied.startswith("c") else "events", where, "denies")
        self.score(claim["score"], where)

    def chain(self, chain: object, speaker: object, where: str) -> None:
        if not isinstance(chain, list) or not all(isinstance(link, dict) and "role" in link for link in chain):
            self.add(where, "chain is no list of links with a role")
            return
        if not chain or chain[0]["role"] != "outlet":
            self.add(where, "chain does not begin with the outlet")
        elif "name" not in chain[0]:
            self.add(where, "chain[0]: the outlet has no name (null where it is not known)")
        order = {role: place for place, role in enumerate(get_args(LinkRole))}
        places = []
        for index, link in enumerate(chain):
            if self.one_of(link["role"], order, where, f"chain[{index}] role"):
                places.append(order[link["role"]])
                self.link(link, index, where)
        if places != sorted(places):
            self.add(where, "chain does not run from the outlet through relays to the speaker")
        speakers = [link.get("mention") for link in chain if link["role"] == "speaker"]
        if (speakers[0] if speakers else None) != speaker:
            self.add(where, f"speaker is {speaker!r}, but the chain ends with {speakers!r}")

    def link(self, link: Mapping[str, Any], index: int, where: str) -> None:
        name = f"chain[{index}]"
        if link["role"] == "outlet":
            if index:
                self.add(where, f"{name}: an outlet that is not at the beginning")
            self.optional_string(link.get("name"), where, f"{name} name")
        else:
            self.refers(link.get("mention"), "mentions", where, f"{name} mention")
        if link.get("cue") is not None:
            self.span(link["cue"], where, f"{name} cue")
        for key, allowed in (("kind", get_args(LinkKind)), ("sort", get_args(AnonymousSort))):
            if link.get(key) is not None:
                self.one_of(link[key], allowed, where, f"{name} {key}")

    def event(self, event: Mapping[str, Any]) -> None:
        where = event["id"]
        kind = event["type"]
        if self.one_of(kind, MODES, where, "type") and event["mode"] is not None:
            self.one_of(event["mode"], MODES[kind], where, f"mode of {kind}")
        for context in self.strings(event["context"], where, "context"):
            self.one_of(context, CONTEXTS, where, "context")
        if event["cameo"] is not None and not (isinstance(event["cameo"], str) and _CAMEO.fullmatch(event["cameo"])):
            self.add(where, f"cameo is {event['cameo']!r}, not a code of two to four digits")
        if event["quad"] is not None:
            self.one_of(event["quad"], get_args(QuadClass), where, "quad")
        if event["intensity"] is not None and not (_is_number(event["intensity"]) and -10 <= event["intensity"] <= 10):  # noqa: PLR2004 - the Goldstein scale
            self.add(where, f"intensity is {event['intensity']!r}, not a number between -10 and 10")
        self.span(event["anchor"], where, "anchor")
        for key in ("actors", "recipients"):
            for mention in self.strings(event[key], where, key):
                self.refers(mention, "mentions", where, key)
        for key, layer in (("place", "mentions"), ("time", "times"), ("claim", "claims")):
            if event[key] is not None:
                self.refers(event[key], layer, where, key)
        self.one_of(event["status"], get_args(EventStatus), where, "status")
        self.optional_string(event["happening"], where, "happening")
        self.depth(event, where)
        self.score(event["score"], where)
        if self.one_of(event["certainty"], get_args(Certainty), where, "certainty"):
            self.certainty(event, where)

    def depth(self, event: Mapping[str, Any], where: str) -> None:
        """What records of older versions lack: doubt, the word that gives the status, numbers, the deed around it."""
        epistemic = event.get("epistemic")
        if isinstance(epistemic, dict):
            self.one_of(epistemic.get("degree"), get_args(Degree), where, "epistemic degree")
            if epistemic.get("holder") is not None:
                self.refers(epistemic["holder"], "mentions", where, "epistemic holder")
            if epistemic.get("cue") is not None:
                self.span(epistemic["cue"], where, "epistemic cue")
        if event.get("cue") is not None:
            self.span(event["cue"], where, "cue")
        magnitudes = event.get("magnitudes", [])
        for magnitude in magnitudes if isinstance(magnitudes, list) else ():
            self.one_of(magnitude.get("field"), get_args(MagnitudeField), where, "magnitude field")
            self.one_of(magnitude.get("bound"), get_args(Bound), where, "magnitude bound")
            self.span(magnitude, where, "magnitude")
        if event.get("part_of") is not None:
            self.refers(event["part_of"], "events", where, "part_of")
        if event.get("ground") is not None:
            self.one_of(event["ground"], get_args(Ground), where, "ground")

    def certainty(self, event: Mapping[str, Any], where: str) -> None:
        """An event stands in its claim, and is as certain as that claim allows."""
        certainty, name = event["certainty"], event["claim"]
        if name is None:
            if certainty == "attributed":
                self.add(where, "certainty is attributed, but there is no claim")
            return
        if certainty == "asserted":
            self.add(where, f"certainty is asserted, but the event stands in claim {name}")
        claim = self.layers["claims"].get(name) if isinstance(name, str) else None
        if claim is None:
            return
        if claim["stance"] == "distanced" and certainty != "disputed":
            self.add(where, f"certainty is {certainty}, but the article distances itself from claim {name}")
        if not _inside(event["anchor"], claim["content"]):
            self.add(where, f"anchor does not stand in the content of claim {name}")

    def produced_by(self, produced_by: object) -> None:
        if not self.keys(produced_by, "produced_by", "produced_by"):
            return
        if not isinstance(produced_by["musnad"], str) or not produced_by["musnad"]:
            self.add("produced_by", "musnad is no version")
        for key in ("models", "resources"):
            digests = produced_by[key]
            if not isinstance(digests, dict):
                self.add("produced_by", f"{key} is no object")
                continue
            for name, digest in digests.items():
                if not isinstance(digest, str) or not _DIGEST.fullmatch(digest):
                    self.add("produced_by", f"{key}: digest of {name} is {digest!r}, not sha256:…")

    def keys(self, value: object, part: str, where: str) -> TypeGuard[dict[str, Any]]:
        if not isinstance(value, dict):
            self.add(where, f"is no object ({part})")
            return False
        missing = [key for key in KEYS[part] if key not in value]
        if missing:
            self.add(where, f"{part} lacks {', '.join(missing)}")
        return not missing

    def span(self, span: object, where: str, name: str) -> None:
        if not isinstance(span, dict) or not {"start", "end", "text"} <= span.keys():
            self.add(where, f"{name} is no span with start, end and text")
            return
        start, end = span["start"], span["end"]
        if not _is_offset(start) or not _is_offset(end) or not 0 <= start < end <= len(self.text):
            self.add(where, f"{name} {start!r}:{end!r} does not fit a text of {len(self.text)} code points")
        elif self.text[start:end] != span["text"]:
            self.add(where, f"{name} says {span['text']!r}, but {start}:{end} of the text is {self.text[start:end]!r}")

    def one_of(self, value: object, allowed: Iterable[str], where: str, name: str) -> bool:
        allowed = tuple(allowed)
        if isinstance(value, str) and value in allowed:
            return True
        self.add(where, f"{name} is {value!r}, not one of {', '.join(sorted(allowed)) or 'none at all'}")
        return False

    def refers(self, name: object, layer: str, where: str, field: str) -> None:
        if not isinstance(name, str) or name not in self.layers[layer]:
            self.add(where, f"{field} refers to {name!r}, which is not among the {layer}")

    def strings(self, values: object, where: str, name: str) -> Sequence[str]:
        if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
            self.add(where, f"{name} is no list of strings")
            return ()
        if len(set(values)) < len(values):
            self.add(where, f"{name} names something twice")
        return values

    def optional_string(self, value: object, where: str, name: str) -> None:
        if value is not None and not isinstance(value, str):
            self.add(where, f"{name} is neither null nor a string")

    def country(self, value: object, where: str) -> None:
        if value is not None and not (isinstance(value, str) and _COUNTRY.fullmatch(value)):
            self.add(where, f"country is {value!r}, not three capital letters")

    def iso_date(self, value: object, where: str, name: str) -> date | None:
        if value is None:
            return None
        try:
            return date.fromisoformat(value if isinstance(value, str) else "")
        except ValueError:
            self.add(where, f"{name} is {value!r}, not a date such as 2017-01-10")
            return None

    def score(self, value: object, where: str) -> None:
        if not _is_number(value) or not 0 <= value <= 1:
            self.add(where, f"score is {value!r}, not a number between 0 and 1")


def _is_number(value: object) -> TypeGuard[float]:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_offset(value: object) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool)


def _inside(anchor: Mapping[str, int], content: Iterable[Mapping[str, int]]) -> bool:
    """Whether a span lies in one of the spans; True where either is broken, which is told elsewhere."""
    try:
        return any(part["start"] <= anchor["start"] and anchor["end"] <= part["end"] for part in content)
    except (KeyError, TypeError):
        return True
