"""What can be checked of a line without its text: keys, vocabularies, references, chains, containment, certainty.

A problem is an error that a line may not have. A doubt may be right, and deserves a second look.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, get_args

from tools.corpus.layout import LAYERS, LINE_KEYS, SCHEMA, Line

from musnad.types.vocabulary import (
    CONTEXTS,
    MODES,
    SECTORS,
    Certainty,
    ClaimForm,
    EventStatus,
    LinkRole,
    MentionKind,
    SpeechAct,
    Stance,
    TimeType,
)

DATE = r"\d{4}(-\d{2}(-\d{2})?|-W\d{2}(-\d|-WE)?|-Q[1-4]|-H[12]|-(SP|SU|FA|WI))?|\d{2,3}"
CLOCK = r"T(\d{2}(:\d{2}){0,2}(Z|[+-]\d{2}(:\d{2})?)?|MO|MI|AF|EV|NI|DT)"
LENGTH = r"P(?=[\dXT])((\d+(\.\d+)?|X)(DE|CE|[YMWD]))*(T((\d+(\.\d+)?|X)[HMS])+)?"
VALUE = re.compile(rf"(?:{DATE})({CLOCK})?|{CLOCK}|(?:{DATE})/(?:{DATE})|{LENGTH}|(PAST|PRESENT|FUTURE)_REF")
"""ISO 8601 as TIMEX3 writes it; sets repeat a date or length (`XXXX-WXX-5`, `P1W`)."""
REPEATED = re.compile(r"[\dX]{4}(-[\dX]{2}(-[\dX]{2})?|-W[\dX]{2}(-\d)?|-(SP|SU|FA|WI))?(T[\dX:A-Z]+)?")
COUNTRY, HAPPENING, DIGEST = re.compile("[A-Z]{3}"), re.compile(r"h\d+"), re.compile("[0-9a-f]{64}")
DISPUTING = frozenset({"REJECT"})


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong (`certain`) or doubtful with one item of an article."""

    article: str
    where: str
    message: str
    certain: bool = True

    def __str__(self) -> str:
        return f"{self.article} {self.where}: {self.message}"


def findings(line: Line) -> list[Finding]:
    """All problems and doubts of one line that show without its text; of a badly formed line only that it is."""
    formed = list(_form(line))
    if formed:
        return formed
    inspection = _Inspection(line)
    return [*inspection.entities(), *inspection.times(), *inspection.claims(), *inspection.events()]


def _form(line: Line) -> Iterator[Finding]:
    name = str(line.get("id"))
    if tuple(line) != (*LINE_KEYS, *LAYERS):
        yield Finding(name, "line", f"keys are {', '.join(line)}")
        return
    if line["schema"] != SCHEMA or line["annotator"] not in (1, 2) or not DIGEST.fullmatch(str(line["sha256"])):
        yield Finding(name, "line", "schema, annotator or sha256 is not one")
    for layer, keys in LAYERS.items():
        for item in line[layer]:
            if tuple(item) != keys:
                yield Finding(name, f"{layer} {item.get('id')}", f"keys are {', '.join(item)}")
        for repeated, count in Counter(item.get("id") for item in line[layer]).items():
            if count > 1:
                yield Finding(name, f"{layer} {repeated}", f"the id stands {count} times")


def outside(span: Mapping[str, int], within: Iterable[Mapping[str, int]]) -> bool:
    """Whether no span of `within` holds all of `span`."""
    return not any(one["start"] <= span["start"] and span["end"] <= one["end"] for one in within)


def size(claim: Mapping[str, Any]) -> int:
    """Characters of a claim's content."""
    return sum(span["end"] - span["start"] for span in claim["content"])


class _Inspection:
    """Looks at the layers of one well-formed line."""

    def __init__(self, line: Line) -> None:
        self.line = line
        self.entity_ids = {entity["id"] for entity in line["entities"]}
        self.mentions = {mention["id"] for mention in line["mentions"]}
        self.claim_by_id = {claim["id"]: claim for claim in line["claims"]}

    def _found(self, where: str, message: str, *, certain: bool = True) -> Finding:
        return Finding(self.line["id"], where, message, certain)

    def _not_in(self, value: object, allowed: Collection[object], where: str) -> Iterator[Finding]:
        if value not in allowed:
            yield self._found(where, f"{value!r} is not allowed there")

    def _repeated(self, values: Iterable[Any], where: str) -> Iterator[Finding]:
        for value, count in Counter(values).items():
            if count > 1:
                yield self._found(where, f"{value!r} stands {count} times")

    def _span(self, span: Mapping[str, Any], where: str) -> Iterator[Finding]:
        start, end = span.get("start"), span.get("end")
        if type(start) is not int or type(end) is not int or not 0 <= start < end:
            yield self._found(where, f"no span: {start}, {end}")

    def entities(self) -> Iterator[Finding]:
        used = {mention["entity"] for mention in self.line["mentions"]}
        for entity in self.line["entities"]:
            where = entity["id"]
            yield from self._not_in(entity["kind"], get_args(MentionKind), where)
            for sector in entity["sectors"]:
                yield from self._not_in(sector, SECTORS, where)
            yield from self._repeated(entity["sectors"], where)
            if entity["country"] is not None and not COUNTRY.fullmatch(entity["country"]):
                yield self._found(where, f"no country: {entity['country']}")
            if not entity["name_ar"] or entity["name_ar"] != entity["name_ar"].strip():
                yield self._found(where, "the Arabic name is empty or has white space at an edge")
            if where not in used:
                yield self._found(where, "no mention names this entity")
        named = ((entity["kind"], entity["name_ar"]) for entity in self.line["entities"])
        for (kind, name), count in Counter(named).items():
            if count > 1:
                yield self._found("entities", f"{count} of kind {kind} have the name {name}", certain=False)
        yield from self._mentions()

    def _mentions(self) -> Iterator[Finding]:
        for mention in self.line["mentions"]:
            yield from self._span(mention, mention["id"])
            yield from self._not_in(mention["entity"], self.entity_ids, mention["id"])
        yield from self._repeated(((m["start"], m["end"]) for m in self.line["mentions"]), "mentions, span")
        ordered = sorted(self.line["mentions"], key=lambda m: (m["start"], -m["end"]))
        for index, one in enumerate(ordered):
            for other in ordered[index + 1 :]:
                if other["start"] >= one["end"]:
                    break
                if other["end"] > one["end"]:
                    yield self._found(f"{one['id']}, {other['id']}", "the mentions cross each other")

    def times(self) -> Iterator[Finding]:
        for time in self.line["times"]:
            where, value = time["id"], time["value"]
            yield from self._span(time, where)
            yield from self._not_in(time["type"], get_args(TimeType), where)
            if (value is None) == (time["reason"] is None):
                yield self._found(where, "a time has either a value or a reason why it has none")
            if value is not None and not VALUE.fullmatch(value):
                if not REPEATED.fullmatch(value):
                    yield self._found(where, f"no value of TIMEX3: {value}")
                elif time["type"] != "set":
                    yield self._found(where, f"not resolved, and no reason: {value}", certain=False)
            elif value is not None and value.startswith("P") and "_REF" not in value and time["type"] in ("date", "time"):
                yield self._found(where, f"{value} for a {time['type']}")
            elif value is not None and time["type"] == "duration" and not value.startswith("P") and "/" not in value:
                yield self._found(where, f"{value} for a duration")
        yield from self._repeated(((t["start"], t["end"]) for t in self.line["times"]), "times, span")

    def claims(self) -> Iterator[Finding]:
        for claim in self.line["claims"]:
            where = claim["id"]
            yield from self._not_in(claim["form"], get_args(ClaimForm), where)
            yield from self._not_in(claim["act"], get_args(SpeechAct), where)
            yield from self._not_in(claim["stance"], get_args(Stance), where)
            if not claim["content"]:
                yield self._found(where, "no content")
            for span in claim["content"]:
                yield from self._span(span, f"{where} content")
            ends = [place for span in claim["content"] for place in (span["start"], span["end"])]
            if ends != sorted(ends):
                yield self._found(where, "the content's spans overlap or are out of order")
            if claim["cue"] is not None:
                yield from self._span(claim["cue"], f"{where} cue")
                if any(s["start"] < claim["cue"]["end"] and claim["cue"]["start"] < s["end"] for s in claim["content"]):
                    yield self._found(where, "the cue stands in the content")
            yield from self._chain(claim)
        said = (([(s["start"], s["end"]) for s in c["content"]], c["speaker"]) for c in self.line["claims"])
        yield from self._repeated(map(repr, said), "claims, content and speaker")

    def _chain(self, claim: Mapping[str, Any]) -> Iterator[Finding]:
        where, chain, speaker = claim["id"], claim["chain"], claim["speaker"]
        yield from self._not_in(speaker, {*self.mentions, None}, f"{where} speaker")
        for link in chain:
            yield from self._not_in(link["role"], get_args(LinkRole), f"{where} chain")
            if link["role"] == "outlet":
                if "mention" in link:
                    yield self._found(f"{where} chain", "the outlet is no mention")
            else:
                yield from self._not_in(link.get("mention"), self.mentions, f"{where} chain")
        roles = [link["role"] for link in chain]
        if roles[:1] != ["outlet"] or "outlet" in roles[1:]:
            yield self._found(f"{where} chain", "a chain begins with the outlet, and names it once")
        speakers = [link.get("mention") for link in chain if link["role"] == "speaker"]
        if speakers[:1] != ([speaker] if speaker is not None else []):
            yield self._found(f"{where} chain", f"the speaker is {speaker}, in the chain {speakers}")
        if roles != sorted(roles, key=["outlet", "relay", "speaker"].index):
            yield self._found(f"{where} chain", f"in the order {', '.join(roles)}")
        yield from self._repeated([link.get("mention") for link in chain], f"{where} chain")

    def events(self) -> Iterator[Finding]:
        denied = any(claim["act"] == "deny" for claim in self.line["claims"])
        denied |= any(event["type"] in DISPUTING for event in self.line["events"])
        times = {time["id"] for time in self.line["times"]}
        for event in self.line["events"]:
            where = event["id"]
            yield from self._span(event["anchor"], f"{where} anchor")
            yield from self._not_in(event["type"], MODES, where)
            yield from self._not_in(event["mode"], {*MODES.get(event["type"], ()), None}, f"{where} mode")
            for context in event["context"]:
                yield from self._not_in(context, CONTEXTS, f"{where} context")
            yield from self._repeated(event["context"], f"{where} context")
            yield from self._not_in(event["status"], get_args(EventStatus), where)
            yield from self._not_in(event["certainty"], get_args(Certainty), where)
            for role in ("actors", "recipients"):
                for mention in event[role]:
                    yield from self._not_in(mention, self.mentions, f"{where} {role}")
                yield from self._repeated(event[role], f"{where} {role}")
            if set(event["actors"]) & set(event["recipients"]):
                yield self._found(where, "a mention is actor and recipient", certain=False)
            yield from self._not_in(event["place"], {*self.mentions, None}, f"{where} place")
            yield from self._not_in(event["time"], {*times, None}, f"{where} time")
            if event["happening"] is not None and not HAPPENING.fullmatch(event["happening"]):
                yield self._found(where, f"no name of a happening: {event['happening']}")
            yield from self._attribution(event, denied=denied)
        anchors = ((event["type"], tuple(event["anchor"].values())) for event in self.line["events"])
        yield from self._repeated(anchors, "events, type and anchor")

    def _attribution(self, event: Mapping[str, Any], *, denied: bool) -> Iterator[Finding]:
        where, anchor, named, certainty = event["id"], event["anchor"], event["claim"], event["certainty"]
        yield from self._not_in(named, {*self.claim_by_id, None}, f"{where} claim")
        around = [claim for claim in self.line["claims"] if not outside(anchor, claim["content"])]
        claim = self.claim_by_id.get(named)
        if claim is None:
            if around:
                yield self._found(where, f"stands in the content of {around[0]['id']}, and names no claim")
        elif claim not in around:
            yield self._found(where, f"names {named} and does not stand in its content")
        elif size(claim) > min(map(size, around)):
            inner = min(around, key=size)["id"]
            yield self._found(where, f"names {named} and stands in {inner} within it", certain=False)
        if (certainty == "asserted") != (claim is None) and certainty != "disputed":
            yield self._found(where, f"{certainty}, with claim {named}")
        distanced = any(one["stance"] == "distanced" for one in around)
        if claim is not None and claim["stance"] == "distanced" and certainty != "disputed":
            yield self._found(where, f"{certainty} in a distanced claim")
        if certainty == "disputed" and not distanced and not denied:
            yield self._found(where, "disputed, though nothing is denied or distanced", certain=False)
