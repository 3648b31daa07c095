"""Why a record says what it says: each field with the rules and the characters that gave it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from musnad.types import Record, Rejected, Sentence, Span

LAYERS = {"mentions": "mention", "entities": "entity", "times": "time", "claims": "claim", "events": "event"}
"""The layers of a record that hold things with an id, with the name of one of them."""

_EVIDENCE_ITSELF = frozenset({"id", "start", "end", "text"})
_MENTION_FIELDS = frozenset({"speaker", "actors", "recipients", "place"})


@dataclass(frozen=True, slots=True)
class Reason:
    """A rule or row of a table, the characters that it read (None where it read none), and what was rejected."""

    rule: str
    span: Span | None
    rejected: tuple[Rejected, ...] = ()


@dataclass(frozen=True, slots=True)
class FieldReasons:
    """A field of a record with its value as stored and the reasons for it."""

    field: str
    value: Any
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """One record of a document, field by field; `sentences` are those in which its characters stand."""

    layer: str
    data: Mapping[str, Any]
    fields: tuple[FieldReasons, ...]
    sentences: tuple[Sentence, ...]

    @property
    def spans(self) -> list[Span]:
        """All characters that any field rests on, in order."""
        return sorted({reason.span for field in self.fields for reason in field.reasons if reason.span is not None})


def explanation(record: Record, name: str) -> Explanation | None:
    """The explanation of the mention, entity, time, claim or event with that id; None when there is none."""
    data = record.to_dict()
    for layer in LAYERS:
        for item in data[layer]:
            if item["id"] == name:
                return _explained(record, layer, item)
    return None


def known_ids(record: Record) -> str:
    """The ids that can be asked for, short: `m1–m12, e1–e5, …`."""
    data = record.to_dict()
    names = [[item["id"] for item in data[layer]] for layer in LAYERS]
    return ", ".join(ids[0] if len(ids) == 1 else f"{ids[0]}–{ids[-1]}" for ids in names if ids)


def spans_in(value: object) -> Iterator[Span]:
    """The spans in stored data, however deep."""
    if isinstance(value, dict):
        if {"start", "end"} <= value.keys():
            yield Span(value["start"], value["end"])
        for part in value.values():
            yield from spans_in(part)
    elif isinstance(value, list):
        for part in value:
            yield from spans_in(part)


def _explained(record: Record, layer: str, item: Mapping[str, Any]) -> Explanation:
    fields = [FieldReasons("span", item["text"], _own(record, layer, item))] if "start" in item else []
    fields += [
        FieldReasons(key, value, _reasons(record, layer, item, key))
        for key, value in item.items()
        if key not in _EVIDENCE_ITSELF
    ]
    spans = [reason.span for field in fields for reason in field.reasons if reason.span is not None]
    sentences = [s for s in record.reading.sentences if any(Span(s.start, s.end).overlaps(span) for span in spans)]
    return Explanation(layer, item, tuple(fields), tuple(sentences))


def _reasons(record: Record, layer: str, item: Mapping[str, Any], field: str) -> tuple[Reason, ...]:
    """What the stages noted about the field; else what its value shows: its own spans, mentions or times named."""
    noted = [t for t in record.reading.traces if t.record == item["id"] and t.field == field]
    if noted:
        return tuple(dict.fromkeys(Reason(trace.rule, trace.span, trace.rejected) for trace in noted))
    value = item[field]
    if value is None or value in ([], {}):
        return ()
    rule = _rule(record, layer, item["id"])
    own = list(spans_in(value))
    if not own and (layer == "events" or field in _MENTION_FIELDS):
        own = _named_spans(record, field, value)
    if own:
        return tuple(dict.fromkeys(Reason(rule, span) for span in own))
    return _own(record, layer, item)


def _own(record: Record, layer: str, item: Mapping[str, Any]) -> tuple[Reason, ...]:
    """The rule of the whole record and the characters that it stands on; for an entity, those of its mentions."""
    if layer == "entities":
        mentions = [m for m in record.reading.mentions if m.entity == item["id"]]
        return tuple(Reason(f"{m.rule} ({m.key})" if m.key else m.rule, m.span) for m in mentions)
    rule = _rule(record, layer, item["id"])
    carrier = {"mentions": item, "times": item, "claims": item.get("cue"), "events": item.get("anchor")}[layer]
    span = next(spans_in(carrier), None) or next(spans_in(item.get("content")), None)
    return (Reason(rule, span),)


def _rule(record: Record, layer: str, name: str) -> str:
    found = next(part for part in getattr(record.reading, layer) if part.id == name)
    return str(getattr(found, "rule", "")) or "not noted"


def _named_spans(record: Record, field: str, value: object) -> list[Span]:
    """Where the mentions or the time stand that a field names."""
    names = value if isinstance(value, list) else [value]
    if field in _MENTION_FIELDS:
        return [m.span for m in record.reading.mentions if m.id in names]
    if field == "time":
        return [t.span for t in record.reading.times if t.id in names]
    return []
