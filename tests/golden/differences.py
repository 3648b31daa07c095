"""Where a record differs from one written by hand, field by field: rows that a person can read and a test can compare."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any, NamedTuple

Item = Mapping[str, Any]
Place = tuple[int, int]

ABSENT = "-"


class Difference(NamedTuple):
    """One field of one item that is not as expected. Items of the hand-written record go by its ids, others by offsets."""

    layer: str
    item: str
    field: str
    expected: str
    found: str


def differences(expected: Item, found: Item) -> list[Difference]:
    """All differences of a record from the expected one, in the order of the layers and of the text.

    Mentions and times are paired where spans are the same, claims where cue and content overlap, events where anchors do.
    An item without a partner is one row (`missing`, `extra`); a paired one gives a row for each field that differs.
    """
    return list(_Comparison(expected, found).rows())


def offsets(span: Item) -> str:
    """A span as `start-end`."""
    return f"{span['start']}-{span['end']}"


@dataclass
class _Names:
    """How one record's items are called: by the ids of the expected record where they have a partner there."""

    mentions: dict[str | None, str]
    times: dict[str | None, str]
    entities: dict[str | None, str]
    claims: dict[str | None, str]
    events: dict[str, str]


class _Comparison:
    def __init__(self, expected: Item, found: Item) -> None:
        self.expected, self.found = expected, found
        self.mentions = _paired(expected["mentions"], found["mentions"], _same_place)
        self.times = _paired(expected["times"], found["times"], _same_place)
        self.claims = _paired(expected["claims"], found["claims"], _one_claim)
        self.events = _paired(
            expected["events"], found["events"], lambda one, other: _shared(one["anchor"], other["anchor"])
        )
        self.own = _Names(
            {None: ABSENT} | {m["id"]: m["id"] for m in expected["mentions"]},
            {None: ABSENT} | {t["id"]: t["id"] for t in expected["times"]},
            {None: ABSENT} | {e["id"]: e["id"] for e in expected["entities"]},
            {None: ABSENT} | {c["id"]: c["id"] for c in expected["claims"]},
            {v["id"]: v["id"] for v in expected["events"]},
        )
        self.their = _Names(
            self._called("mentions", self.mentions, offsets),
            self._called("times", self.times, offsets),
            self._entities(),
            self._called("claims", self.claims, lambda claim: offsets(claim["cue"] or claim["content"][0])),
            {other["id"]: one["id"] for one, other in self.events},
        )

    def _called(self, layer: str, pairs: list[tuple[Item, Item]], otherwise: Callable[[Item], str]) -> dict[str | None, str]:
        names: dict[str | None, str] = {None: ABSENT}
        names |= {item["id"]: otherwise(item) for item in self.found[layer]}
        return names | {other["id"]: one["id"] for one, other in pairs}

    def _entities(self) -> dict[str | None, str]:
        """Found entities by the expected entity with which they share most mentions, one to one."""
        shared = Counter((one["entity"], other["entity"]) for one, other in self.mentions)
        pairs = _paired(self.expected["entities"], self.found["entities"], lambda one, other: shared[one["id"], other["id"]])
        return self._called("entities", pairs, lambda entity: f"another {entity['kind']}")

    def rows(self) -> Iterator[Difference]:
        yield from self._unpaired("mentions", self.mentions, offsets)
        yield from self._entity_rows()
        yield from self._unpaired("times", self.times, offsets)
        for one, other in self.times:
            fields = ("type", "value", "earliest", "latest", "basis", "reason")
            yield from _unequal("times", one["id"], {f: (_word(one[f]), _word(other[f])) for f in fields})
        yield from self._unpaired("claims", self.claims, lambda claim: offsets(claim["cue"] or claim["content"][0]))
        for one, other in self.claims:
            yield from _unequal("claims", one["id"], _both(self._claim(one, self.own), self._claim(other, self.their)))
        yield from self._unpaired("events", self.events, lambda event: f"{event['type']} {offsets(event['anchor'])}")
        for one, other in self.events:
            yield from _unequal("events", one["id"], _both(self._event(one, self.own), self._event(other, self.their)))

    def _unpaired(self, layer: str, pairs: list[tuple[Item, Item]], called: Callable[[Item], str]) -> Iterator[Difference]:
        have, theirs = {one["id"] for one, _ in pairs}, {other["id"] for _, other in pairs}
        for item in self.expected[layer]:
            if item["id"] not in have:
                yield Difference(layer, item["id"], "missing", called(item), ABSENT)
        for item in self.found[layer]:
            if item["id"] not in theirs:
                yield Difference(layer, called(item), "extra", ABSENT, called(item))

    def _entity_rows(self) -> Iterator[Difference]:
        """Mentions that go to another entity; then country, sectors, kind and role of each entity's first paired mention."""
        stated = {e["id"]: e for e in self.expected["entities"]}
        read = {e["id"]: e for e in self.found["entities"]}
        seen: set[str] = set()
        for one, other in self.mentions:
            called = self.their.entities[other["entity"]]
            yield from _unequal("mentions", one["id"], {"entity": (one["entity"], called)})
            if one["entity"] in seen:
                continue
            seen.add(one["entity"])
            mine, theirs = stated[one["entity"]], read[other["entity"]]
            fields = {f: (_word(mine[f]), _word(theirs[f])) for f in ("kind", "country", "role")}
            fields["sectors"] = (_words(sorted(mine["sectors"])), _words(sorted(theirs["sectors"])))
            yield from _unequal("entities", one["entity"], fields)

    def _claim(self, claim: Item, names: _Names) -> dict[str, str]:
        chain = []
        for link in claim["chain"]:
            who = names.mentions[link["mention"]] if "mention" in link else ""
            chain.append(" ".join(filter(None, (link["role"], who, f"by {offsets(link['cue'])}" if _relayed(link) else ""))))
        return {
            "content": _words(offsets(part) for part in claim["content"]),
            "cue": offsets(claim["cue"]) if claim["cue"] else ABSENT,
            "form": claim["form"],
            "speaker": names.mentions[claim["speaker"]],
            "chain": " > ".join(chain),
            "act": claim["act"],
            "stance": claim["stance"],
        }

    def _event(self, event: Item, names: _Names) -> dict[str, str]:
        happening = (
            v for v in (self.expected if names is self.own else self.found)["events"] if v["happening"] == event["happening"]
        )
        same = sorted((names.events[v["id"]] for v in happening if v["id"] in names.events), key=lambda name: int(name[1:]))
        return {
            "anchor": offsets(event["anchor"]),
            "type": event["type"],
            "mode": _word(event["mode"]),
            "context": _words(sorted(event["context"])),
            "actors": _words(sorted(names.mentions[m] for m in event["actors"])),
            "recipients": _words(sorted(names.mentions[m] for m in event["recipients"])),
            "place": names.mentions[event["place"]],
            "time": names.times[event["time"]],
            "status": event["status"],
            "claim": names.claims[event["claim"]],
            "certainty": event["certainty"],
            "happening": _words(same),
        }


def _relayed(link: Item) -> bool:
    """Whether a link has a cue of its own to compare: the speaker's is the claim's."""
    return link["role"] == "relay" and link.get("cue") is not None


def _word(value: object) -> str:
    return ABSENT if value is None else str(value)


def _words(values: Iterable[str]) -> str:
    return " ".join(values) or ABSENT


def _both(one: Mapping[str, str], other: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    return {field: (one[field], other[field]) for field in one}


def _unequal(layer: str, item: str, fields: Mapping[str, tuple[str, str]]) -> Iterator[Difference]:
    for field, (expected, found) in fields.items():
        if expected != found:
            yield Difference(layer, item, field, expected, found)


def _shared(one: Item, other: Item) -> int:
    """Characters that two spans share."""
    start, end = max(one["start"], other["start"]), min(one["end"], other["end"])
    return max(0, int(end - start))


def _same_place(one: Item, other: Item) -> int:
    return int((one["start"], one["end"]) == (other["start"], other["end"]))


def _one_claim(one: Item, other: Item) -> int:
    said = sum(_shared(mine, theirs) for mine, theirs in product(one["content"], other["content"]))
    cued = bool(one["cue"] and other["cue"] and _shared(one["cue"], other["cue"]))
    return said * cued


def _paired(mine: Sequence[Item], theirs: Sequence[Item], weight: Callable[[Item, Item], int]) -> list[tuple[Item, Item]]:
    """One-to-one pairs in the order of the text, the heaviest first where one could go with several."""
    edges = sorted(
        ((weight(one, other), -i, -j) for (i, one), (j, other) in product(enumerate(mine), enumerate(theirs))), reverse=True
    )
    taken: dict[int, int] = {}
    for value, i, j in edges:
        if value > 0 and -i not in taken and -j not in taken.values():
            taken[-i] = -j
    return [(mine[i], theirs[taken[i]]) for i in sorted(taken)]
