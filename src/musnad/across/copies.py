"""Which documents share a text, who had it first, and the groups of one origin.

Candidates come from two indexes: near duplicates from the MinHash index of datasketch, shared passages from winnowed
fingerprints (`shingles.py`). Every candidate is then aligned word by word, and only the alignment decides. What two texts
share is weighed in words of their own wording: quotations and words of courtesy weigh nothing, so that two outlets that
quote one minister, or two telegrams of one court, are no copies.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import numpy as np
from datasketch import MinHash, MinHashLSH

from musnad.across.lineage import Page, Trace, days_between, first_of, order_of, trace_of
from musnad.across.shingles import Numbers, Passage, Words, fingerprints_of, passages_of, shingles_of, words_of

__all__ = ["Copies", "Kind", "Link", "Match", "Origin", "Page", "link_of", "origins_among", "origins_of", "prints_of"]

Kind = Literal["duplicate", "copy", "wire"]

# Measured on the development half of benchmarks/copies.
LONGEST, SHARE = 17, 0.08
"""A shared source shows in one passage of so many own words, if all own words shared are such a part of the shorter text,"""
SCATTERED, SCATTERED_SHARE = 24, 0.20
"""or in shorter passages that are together so many own words and such a part (a text rewritten here and there),"""
NEARLY_ALL = 0.45
"""or in such a part of both texts, whoever's words: two reports that are one statement and little else."""
DUPLICATE, COPY = 0.84, 0.50
"""Part of the longer text that makes a duplicate; part of the shorter that makes a copy."""
COMMON = 64
"""A fingerprint of more documents is a stock phrase and proposes no candidates."""
PROPOSING = 2
"""Rare fingerprints that two texts must share to be aligned; a passage of `LONGEST` words has three as a rule."""
NEAR = 0.7
"""Likeness of two sets of shingles from which the MinHash index proposes: it finds copies of which all is common."""
PERMUTATIONS = 64
_KEPT = 2048
"""Texts whose words are kept in memory: a text is compared with several others."""
ORIGIN_DAYS = 3.0
ORIGIN_SHARE = 0.2
"""Texts with a wire passage in common are of one origin within these days and from this part of the shorter text on:
agencies repeat a paragraph of background for months."""


@dataclass(frozen=True, slots=True)
class Match:
    """A passage that two documents share: code points of each text."""

    document: str
    start: int
    end: int
    other: str
    other_start: int
    other_end: int


@dataclass(frozen=True, slots=True)
class Link:
    """Two documents that share a text: how, who had it first (None where nothing tells), and the passages.

    `share` is the part of the shorter text that is shared, from 0 to 1.
    """

    kind: Kind
    document: str
    other: str
    first: str | None
    share: float
    matches: tuple[Match, ...]


@dataclass(frozen=True, slots=True)
class Origin:
    """Documents of one origin, by date and id; `first` is the one that had the text before the others."""

    id: str
    kind: Kind
    documents: tuple[str, ...]
    first: str
    evidence: tuple[Match, ...]


@dataclass(frozen=True, slots=True)
class _Entry:
    page: Page
    words: Words
    shingles: Numbers
    prints: Numbers
    trace: Trace


def link_of(one: Page, other: Page) -> Link | None:
    """How two documents share a text; None where they do not. The result does not depend on which comes first."""
    return _link(_entry(one), _entry(other))


def origins_of(pages: Iterable[Page]) -> tuple[Origin, ...]:
    """The groups of two documents and more that have one origin, whatever the order of the pages."""
    copies = Copies()
    for page in sorted(pages, key=lambda page: page.document):
        copies.add(page)
    return copies.origins()


def origins_among(links: Iterable[Link], pages: Iterable[Page]) -> tuple[Origin, ...]:
    """The groups of one origin that links make, by the id of the group; `pages` are those that the links speak of."""
    traces = {page.document: trace_of(page) for page in pages}
    binding = [link for link in links if _binds(link, traces)]
    groups = _groups(binding, ("duplicate", "copy", "wire"))
    by_group: defaultdict[str, list[Link]] = defaultdict(list)
    for link in binding:
        by_group[groups[link.document]].append(link)
    origins = (_origin(found, traces) for found in by_group.values())
    return tuple(sorted(origins, key=lambda origin: origin.id))


class Copies:
    """An index of documents that finds for each new one those that share a text with it."""

    def __init__(self) -> None:
        self._entries: dict[str, _Entry] = {}
        self._holders: defaultdict[int, list[str]] = defaultdict(list)
        self._near = MinHashLSH(threshold=NEAR, num_perm=PERMUTATIONS)
        self._alike: set[tuple[str, str]] = set()
        self._links: dict[tuple[str, str], Link | None] = {}

    def add(self, page: Page) -> tuple[Match, ...]:
        """The passages that the page shares with those added before; a document added twice counts once."""
        if page.document in self._entries:
            return ()
        entry = _entry(page)
        candidates = self._near_ones(entry)
        self._alike.update((min(page.document, other), max(page.document, other)) for other in candidates)
        shared: Counter[str] = Counter()
        for fingerprint in entry.prints.tolist():
            holders = self._holders[fingerprint]
            if len(holders) < COMMON:
                shared.update(holders)
            holders.append(page.document)
        candidates.update(other for other, count in shared.items() if count >= PROPOSING)
        self._entries[page.document] = entry
        matches: list[Match] = []
        for other in sorted(candidates):
            link = self._compared(page.document, other)
            if link:
                matches += [match if match.document == page.document else _turned(match) for match in link.matches]
        return tuple(matches)

    def links(self) -> tuple[Link, ...]:
        """All pairs of added documents that share a text, by id; does not depend on the order in which they were added.

        While documents are added, a stock phrase is not yet known for one, and what it proposed by then depends on the
        order. Here only fingerprints that are rare among all documents propose.
        """
        proposed: Counter[tuple[str, str]] = Counter()
        for holders in self._holders.values():
            if 1 < len(holders) <= COMMON:
                ordered = sorted(holders)
                proposed.update((a, b) for at, a in enumerate(ordered) for b in ordered[at + 1 :])
        pairs = self._alike | {pair for pair, count in proposed.items() if count >= PROPOSING}
        links = (self._compared(one, other) for one, other in sorted(pairs))
        return tuple(link for link in links if link)

    def origins(self) -> tuple[Origin, ...]:
        """The groups of two documents and more that have one origin, by the id of the group."""
        return origins_among(self.links(), (entry.page for entry in self._entries.values()))

    def _near_ones(self, entry: _Entry) -> set[str]:
        """Documents added before that share most of the text; the entry is put into the index of these."""
        if not len(entry.prints):
            return set()
        sketch = MinHash(num_perm=PERMUTATIONS, hashfunc=_low_bits)
        sketch.update_batch(np.unique(entry.shingles).tolist())
        found = set(self._near.query(sketch))
        self._near.insert(entry.page.document, sketch)
        return found

    def _compared(self, one: str, other: str) -> Link | None:
        pair = (min(one, other), max(one, other))
        if pair not in self._links:
            self._links[pair] = _link(self._entries[pair[0]], self._entries[pair[1]])
        return self._links[pair]


def prints_of(page: Page) -> Numbers:
    """The fingerprints of a text, by which it finds those that it shares something with."""
    return _entry(page).prints


@lru_cache(maxsize=_KEPT)
def _entry(page: Page) -> _Entry:
    words = words_of(page.text)
    shingles = shingles_of(words)
    return _Entry(page, words, shingles, fingerprints_of(shingles), trace_of(page))


def _low_bits(shingle: int) -> int:
    return shingle & 0xFFFFFFFF  # shingles are hashes already; datasketch wants 32 bits


def _link(one: _Entry, other: _Entry) -> Link | None:
    if one.page.document > other.page.document:
        one, other = other, one
    passages = passages_of(one.words, other.words, one.shingles, other.shingles)
    kind = _kind(passages, len(one.words), len(other.words))
    if kind is None:
        return None
    shared = sum(passage.same for passage in passages) / min(len(one.words), len(other.words))
    first = first_of(one.trace, other.trace)
    return Link(
        kind, one.page.document, other.page.document, first, min(shared, 1.0),
        tuple(_match(passage, one, other) for passage in passages),
    )  # fmt: skip


def _kind(passages: tuple[Passage, ...], length: int, other: int) -> Kind | None:
    same = sum(passage.same for passage in passages)
    own = sum(passage.own for passage in passages)
    longest = max((passage.own for passage in passages), default=0)
    shorter, longer = min(length, other), max(length, other)
    if shorter == 0 or not same:
        return None
    in_a_piece = longest >= LONGEST and own >= SHARE * shorter
    scattered = own >= SCATTERED and own >= SCATTERED_SHARE * shorter
    if not (in_a_piece or scattered or same >= NEARLY_ALL * longer):
        return None
    if same >= DUPLICATE * longer:
        return "duplicate"
    return "copy" if same >= COPY * shorter else "wire"


def _match(passage: Passage, one: _Entry, other: _Entry) -> Match:
    return Match(
        one.page.document, one.words.starts[passage.start], one.words.ends[passage.end - 1],
        other.page.document, other.words.starts[passage.other_start], other.words.ends[passage.other_end - 1],
    )  # fmt: skip


def _turned(match: Match) -> Match:
    return Match(match.other, match.other_start, match.other_end, match.document, match.start, match.end)


def _binds(link: Link, traces: dict[str, Trace]) -> bool:
    if link.kind != "wire":
        return True
    return link.share >= ORIGIN_SHARE and days_between(traces[link.document], traces[link.other]) <= ORIGIN_DAYS


def _groups(links: Iterable[Link], kinds: tuple[Kind, ...]) -> dict[str, str]:
    """Every linked document with the least document that links of these kinds lead to."""
    parents: dict[str, str] = {}

    def root(document: str) -> str:
        parents.setdefault(document, document)
        while parents[document] != document:
            parents[document] = parents[parents[document]]
            document = parents[document]
        return document

    for link in links:
        one, other = root(link.document), root(link.other)
        if link.kind in kinds and one != other:
            parents[max(one, other)] = min(one, other)
    return {document: root(document) for document in sorted(parents)}


def _origin(links: list[Link], traces: dict[str, Trace]) -> Origin:
    documents = sorted({d for link in links for d in (link.document, link.other)}, key=lambda d: order_of(traces[d]))
    kind: Kind = "wire"
    for name, kinds in (("duplicate", ("duplicate",)), ("copy", ("duplicate", "copy"))):
        if len(set(_groups(links, kinds).values())) == 1:  # type: ignore[arg-type]  # tuples of Kind, seen as of str
            kind = name  # type: ignore[assignment]  # as above
            break
    followers = {link.document if link.first == link.other else link.other for link in links if link.first}
    first = next((document for document in documents if document not in followers), documents[0])
    evidence = sorted(
        (match for link in links for match in link.matches),
        key=lambda m: (m.document, m.start, m.other, m.other_start),
    )
    digest = hashlib.sha256(min(documents).encode()).hexdigest()
    return Origin(f"o-{digest[:12]}", kind, tuple(documents), first, tuple(evidence))
