"""Compares what was read in a passage with its annotation: chains, channels, denials, doubt, numbers, parts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

Json = dict[str, Any]
Pair = tuple[Json, Json]
LEAST = 0.5
"""Least Jaccard overlap of the words of two contents that are one claim, like in the reading benchmark."""


class Tally:
    """Counts by figure: right, wanted and found for F1, right and all for a share."""

    def __init__(self) -> None:
        self.right: Counter[str] = Counter()
        self.wanted: Counter[str] = Counter()
        self.found: Counter[str] = Counter()
        self.shares: set[str] = set()

    def many(self, name: str, right: int, wanted: int, found: int) -> None:
        """Adds to a figure that is an F1."""
        self.right[name] += right
        self.wanted[name] += wanted
        self.found[name] += found

    def one(self, name: str, right: bool) -> None:
        """Adds one case to a figure that is a share."""
        self.shares.add(name)
        self.right[name] += right
        self.wanted[name] += 1

    def figures(self) -> dict[str, float]:
        """Every figure, in the order of its first case."""
        return {name: self._figure(name) for name in self.wanted}

    def _figure(self, name: str) -> float:
        whole = self.wanted[name] if name in self.shares else (self.wanted[name] + self.found[name]) / 2
        return round(self.right[name] / whole, 4) if whole else 1.0


def score(tally: Tally, text: str, gold: Json, record: Json) -> None:
    """Adds one passage to the counts."""
    where = {mention["id"]: mention for mention in record["mentions"]}
    cluster: dict[str, list[Json]] = {}
    for mention in record["mentions"]:
        cluster.setdefault(mention["entity"], []).append(mention)

    def same(span: list[int] | None, mention: str | None) -> bool:
        if span is None or mention is None:
            return span is None and mention is None
        return any(_overlap(span, _of(other)) for other in cluster[where[mention]["entity"]])

    claims = _claims(tally, text, gold, record)
    for a, b in claims:
        _claim(tally, a, b, same)
    events = _paired(gold["events"], record["events"], _anchor)
    tally.many("event anchors", len(events), len(gold["events"]), len(record["events"]))
    typed = sum(a["type"] == b["type"] for a, b in events)
    tally.many("event type", typed, len(gold["events"]), len(record["events"]))
    for a, b in events:
        _event(tally, a, b, same)
    _references(tally, gold, record, claims, events)


def _claims(tally: Tally, text: str, gold: Json, record: Json) -> list[Pair]:
    def alike(a: Json, b: Json) -> float:
        x, y = _words(text, a["content"]), _words(text, [_of(span) for span in b["content"]])
        share = len(x & y) / len(x | y) if x | y else 0.0
        return share if share >= LEAST else 0.0

    pairs = _paired(gold["claims"], record["claims"], alike)
    tally.many("claims", len(pairs), len(gold["claims"]), len(record["claims"]))
    return pairs


def _claim(tally: Tally, a: Json, b: Json, same: Callable[[list[int] | None, str | None], bool]) -> None:
    stations = [link for link in b["chain"] if link["role"] != "outlet"]
    wanted = next((link["who"] for link in a["chain"] if link["role"] == "speaker"), None)
    tally.one("speaker", same(wanted, b["speaker"]))
    exact = len(stations) == len(a["chain"]) and all(
        x["role"] == y["role"] and same(x["who"], y["mention"]) for x, y in zip(a["chain"], stations, strict=True)
    )
    tally.one("chain", exact)
    tally.one("act", a["act"] == b["act"])
    tally.one("stance", a["stance"] == b["stance"])
    for link in a["chain"]:
        found = next((other for other in stations if same(link["who"], other["mention"])), None)
        if found is None:
            continue
        tally.one("link kind", link["kind"] == found["kind"])
        if link["kind"] == "anonymous":
            tally.one("anonymous sort", link["sort"] == found.get("sort"))
        if link["role"] == "relay" and link["cue"]:
            words = found.get("cue")
            tally.one("relay words", words is not None and _overlap(link["cue"], _of(words)))
    right = a["channel"] and b["channel"] and a["channel"]["kind"] == b["channel"]["kind"]
    tally.many("channel", int(bool(right)), int(bool(a["channel"])), int(bool(b["channel"])))


def _event(tally: Tally, a: Json, b: Json, same: Callable[[list[int] | None, str | None], bool]) -> None:
    epistemic = b["epistemic"]
    tally.one("status", a["status"] == b["status"])
    tally.one("degree", a["degree"] == epistemic["degree"])
    tally.one("holder", same(a["holder"], epistemic["holder"]))
    if a["degree"] not in {"asserted", "attributed"}:
        tally.one("degree but asserted and attributed", a["degree"] == epistemic["degree"])
    if a["cue"] and a["degree"] == epistemic["degree"]:
        tally.one("words of degree", epistemic["cue"] is not None and _overlap(a["cue"], _of(epistemic["cue"])))
    right = a["status_cue"] and b["cue"] and _overlap(a["status_cue"], _of(b["cue"]))
    tally.many("words of status", int(bool(right)), int(bool(a["status_cue"])), int(bool(b["cue"])))
    tally.one("ground", a["ground"] == b["ground"])
    numbers = _paired(a["magnitudes"], b["magnitudes"], _number)
    tally.many("magnitudes", len(numbers), len(a["magnitudes"]), len(b["magnitudes"]))


def _references(tally: Tally, gold: Json, record: Json, claims: list[Pair], events: list[Pair]) -> None:
    """Claims inside claims, what denials deny, parts of deeds: links between things that both name."""
    named = {a["id"]: b["id"] for a, b in (*claims, *events)}
    fields = (("inside", "claims", claims), ("denies", "claims", claims), ("part_of", "events", events))
    for field, layer, pairs in fields:
        wanted = {(item["id"], target) for item in gold[layer] for target in _list(item[field])}
        found = {(item["id"], target) for item in record[layer] for target in _list(item[field])}
        mapped = {(named.get(source), named.get(target)) for source, target in wanted}
        known = {b["id"] for _, b in pairs}
        # what stands at an unmatched claim or event is counted there already
        tally.many(field, len(found & mapped), len(wanted), sum(source in known for source, _ in found))


def _list(value: str | list[str] | None) -> list[str]:
    return value if isinstance(value, list) else [value] if value else []


def _anchor(a: Json, b: Json) -> float:
    return _overlap(a["anchor"], _of(b["anchor"])) * (2.0 if a["type"] == b["type"] else 1.0)


def _number(a: Json, b: Json) -> float:
    same = a["field"] == b["field"] and a["value"] in {b["value"], b["high"]} and _overlap(a["span"], _of(b))
    return (2.0 if a["bound"] == b["bound"] else 1.0) if same else 0.0


def _paired(gold: Iterable[Json], found: Iterable[Json], weight: Callable[[Json, Json], float]) -> list[Pair]:
    """One-to-one pairs of positive weight, the heaviest first."""
    ours, theirs = list(gold), list(found)
    edges = sorted(
        ((weight(a, b), i, j) for i, a in enumerate(ours) for j, b in enumerate(theirs) if weight(a, b) > 0),
        key=lambda edge: -edge[0],
    )
    used: tuple[set[int], set[int]] = (set(), set())
    pairs: list[Pair] = []
    for _, i, j in edges:
        if i not in used[0] and j not in used[1]:
            used[0].add(i)
            used[1].add(j)
            pairs.append((ours[i], theirs[j]))
    return pairs


def _overlap(one: list[int], other: list[int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _of(span: Json) -> list[int]:
    return [span["start"], span["end"]]


def _words(text: str, spans: list[list[int]]) -> set[int]:
    """The starts of the words whose middle stands in one of the spans."""
    found, at = set(), 0
    for each in text.split():
        at = text.index(each, at)
        middle = at + len(each) // 2
        if any(start <= middle < end for start, end in spans):
            found.add(at)
        at += len(each)
    return found
