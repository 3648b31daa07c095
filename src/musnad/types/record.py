"""The record: what a reading says about a document, in the shape of CONTRACT.md."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from musnad.types.claim import Claim, Link
from musnad.types.document import Document
from musnad.types.event import Epistemic, Event
from musnad.types.magnitude import Magnitude
from musnad.types.mention import Entity, Mention
from musnad.types.reading import Reading
from musnad.types.span import Span
from musnad.types.time import TimeExpression

SCHEMA = "musnad/1"


@dataclass(frozen=True, slots=True)
class Record:
    """One document with everything that was read in it; `produced_by` names versions, models and resources."""

    document: Document
    reading: Reading
    produced_by: Mapping[str, Any] = field(default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """The record as plain JSON data (schema `musnad/1`); the same record gives the same data in the same order."""
        text, reading = self.document.text, self.reading
        return {
            "schema": SCHEMA,
            "document": document_data(self.document),
            "mentions": [_mention(m, text) for m in reading.mentions],
            "entities": [_entity(e) for e in reading.entities],
            "times": [_time(t, text) for t in reading.times],
            "claims": [_claim(c, text) for c in reading.claims],
            "events": [_event(v, text) for v in reading.events],
            "produced_by": dict(self.produced_by),
        }


def _span(span: Span, text: str) -> dict[str, Any]:
    return {"start": span.start, "end": span.end, "text": text[span.start : span.end]}


def document_data(document: Document) -> dict[str, Any]:
    """The document of a record as JSON data, in the order of the contract."""
    return {
        "id": document.id,
        "sha256": document.sha256,
        "text": document.text,
        "title": document.title,
        "published": document.published,
        "outlet": document.outlet,
        "url": document.url,
    }


def _mention(mention: Mention, text: str) -> dict[str, Any]:
    where = _span(mention.span, text)
    return {"id": mention.id, **where, "kind": mention.kind, "entity": mention.entity, "score": round(mention.score, 3)}


def _entity(entity: Entity) -> dict[str, Any]:
    geo = None
    if entity.geo is not None:
        g = entity.geo
        geo = {
            "geonames": g.geonames,
            "lat": g.lat,
            "lon": g.lon,
            "country": g.country,
            "admin1": g.admin1,
            "precision": g.precision,
        }
    data: dict[str, Any] = {
        "id": entity.id,
        "kind": entity.kind,
        "name_ar": entity.name_ar,
        "name_en": entity.name_en,
        "role": entity.role,
        "country": entity.country,
        "sectors": list(entity.sectors),
        "ids": dict(entity.ids),
        "geo": geo,
    }
    if geo is None and entity.reason is not None:
        data["reason"] = entity.reason
    return data


def _time(time: TimeExpression, text: str) -> dict[str, Any]:
    return {
        "id": time.id,
        **_span(time.span, text),
        "type": time.type,
        "value": time.value,
        "earliest": time.earliest,
        "latest": time.latest,
        "basis": time.basis,
        "calendar": time.calendar,
        "reason": time.reason,
    }


def _link(link: Link, text: str) -> dict[str, Any]:
    data: dict[str, Any] = {"role": link.role}
    if link.role == "outlet":
        data["name"] = link.name
    if link.mention is not None:
        data["mention"] = link.mention
    if link.cue is not None:
        data["cue"] = _span(link.cue, text)
    if link.kind is not None:
        data["kind"] = link.kind
    if link.sort is not None:
        data["sort"] = link.sort
    return data


def _claim(claim: Claim, text: str) -> dict[str, Any]:
    return {
        "id": claim.id,
        "content": [_span(s, text) for s in claim.content],
        "cue": None if claim.cue is None else _span(claim.cue, text),
        "form": claim.form,
        "speaker": claim.speaker,
        "chain": [_link(link, text) for link in claim.chain],
        "act": claim.act,
        "stance": claim.stance,
        "score": round(claim.score, 3),
        "inside": claim.inside,
        "channel": None if claim.channel is None else {"kind": claim.channel.kind, **_span(claim.channel.span, text)},
        "denies": list(claim.denies),
    }


def _event(event: Event, text: str) -> dict[str, Any]:
    return {
        "id": event.id,
        "type": event.type,
        "mode": event.mode,
        "context": list(event.context),
        "cameo": event.cameo,
        "quad": event.quad,
        "intensity": event.intensity,
        "anchor": _span(event.anchor, text),
        "actors": list(event.actors),
        "recipients": list(event.recipients),
        "place": event.place,
        "time": event.time,
        "status": event.status,
        "claim": event.claim,
        "certainty": event.certainty,
        "happening": event.happening,
        "score": round(event.score, 3),
        "epistemic": None if event.epistemic is None else _epistemic(event.epistemic, text),
        "cue": None if event.cue is None else _span(event.cue, text),
        "magnitudes": [_magnitude(each, text) for each in event.magnitudes],
        "part_of": event.part_of,
        "ground": event.ground,
    }


def _epistemic(epistemic: Epistemic, text: str) -> dict[str, Any]:
    cue = None if epistemic.cue is None else _span(epistemic.cue, text)
    return {"degree": epistemic.degree, "holder": epistemic.holder, "cue": cue}


def _magnitude(magnitude: Magnitude, text: str) -> dict[str, Any]:
    return {
        "field": magnitude.field,
        "value": magnitude.value,
        "high": magnitude.high,
        "bound": magnitude.bound,
        "who": magnitude.who,
        "part": magnitude.part,
        **_span(magnitude.span, text),
    }
