"""Happenings: the accounts of many documents that report one deed, found by likeness, with why and what people decided.

Accounts are compared where they share a block, grouped by average link inside the components that their likeness makes,
and the groups corrected by overlays. All of it depends on the set of accounts alone: documents must be given whole, and a
document that comes later changes only the components that its accounts fall into (`touched`).
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple, Protocol, TypeVar

from musnad.across.accounts import Account, Party
from musnad.across.grouping import average_link, components
from musnad.across.likeness import Likeness, Vectors, explained, forbidden, score_of, weights_of
from musnad.across.overlays import AccountKey, Decisions, Overlay, decisions_of, pair_of, united
from musnad.across.traits import Traits, traits_of

__all__ = [
    "Happening",
    "Overlay",
    "Shelf",
    "Why",
    "gathered",
    "happenings_of",
    "touched",
    "why",
]

Value = TypeVar("Value")
Scores = dict[tuple[AccountKey, AccountKey], float]
"""How alike two accounts are, the smaller key first."""
_ID_DIGITS = 12
_WHOLE = 500
"""Accounts in a component up to which every pair in it is compared."""
_FINENESS = {"site": 5, "city": 4, "region": 3, "admin1": 2, "water": 1, "country": 0}


@dataclass(frozen=True, slots=True)
class Happening:
    """One deed in the world as documents report it.

    `id` is "h-" and 12 hex digits of the digest of its smallest account key. `earliest` and `latest` are the days that
    most accounts give, None where none gives any. `main` are the documents whose headline and lead report it.
    """

    id: str
    type: str
    mode: str | None
    earliest: str | None
    latest: str | None
    place: Party | None
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    accounts: tuple[Account, ...]
    main: frozenset[str]


@dataclass(frozen=True, slots=True)
class Why:
    """Why an account is in a happening: the account that it is most alike, how much, and whether people decided so."""

    account: AccountKey
    other: AccountKey | None
    likeness: Likeness | None
    by_hand: bool


class Shelf(Protocol):
    """Where the traits of the accounts that were added earlier are kept (`traits_of` whole documents)."""

    def sharing(self, blocks: frozenset[str]) -> Iterable[Traits]:
        """The traits that have one of the blocks; others may be among them."""
        ...

    def holding(self, keys: frozenset[AccountKey]) -> Iterable[Traits]:
        """The traits of these accounts; others may be among them."""
        ...


def happenings_of(
    accounts: Iterable[Account], overlays: Iterable[Overlay] = (), *, vectors: Vectors | None = None
) -> tuple[Happening, ...]:
    """The happenings that the accounts of whole documents report, sorted by id; a function of the set of accounts.

    `vectors` adds the likeness of meaning.
    """
    return grouped(traits_of(accounts), overlays, vectors=vectors)


def grouped(
    traits: Iterable[Traits],
    overlays: Iterable[Overlay] = (),
    *,
    vectors: Vectors | None = None,
    scores: Scores | None = None,
) -> tuple[Happening, ...]:
    """The happenings of accounts whose traits are known; of what `touched` gives just those that new documents changed.

    `scores` are taken from there where they are known, and kept there: a pair's never changes with the same `vectors`.
    """
    decisions = decisions_of(overlays)
    by_key = {item.key: item for item in sorted(traits, key=lambda item: item.key)}
    groups = _groups(list(by_key.values()), decisions, _Scorer(vectors, {} if scores is None else scores))
    found = (_happening([by_key[key] for key in group]) for group in united(groups, decisions))
    return tuple(sorted(found, key=lambda happening: happening.id))


def gathered(traits: Iterable[Traits]) -> Happening:
    """The happening that accounts are known to make, from their traits (at least one)."""
    return _happening(sorted(traits, key=lambda item: item.key))


def touched(
    new: Iterable[Traits],
    shelf: Shelf,
    overlays: Iterable[Overlay] = (),
    *,
    vectors: Vectors | None = None,
    scores: Scores | None = None,
) -> tuple[Traits, ...]:
    """What has to be grouped anew when documents with these traits are added, by key; `shelf` may hold them already.

    It is the components of likeness that the new accounts fall into, and what overlays tie to them. `scores` are those of
    `grouped`.
    """
    decisions = decisions_of(overlays)
    score_of_pair = _Scorer(vectors, {} if scores is None else scores)
    link = weights_of()["link"]
    inside = {item.key: item for item in new}
    known = dict(inside)
    edge = list(inside.values())
    while edge:
        blocks = frozenset(block for item in edge for block in item.blocks)
        known.update((item.key, item) for item in shelf.sharing(blocks))
        tied = decisions.partners(inside)
        known.update((item.key, item) for item in shelf.holding(tied))
        around = [item for key, item in sorted(known.items()) if key not in inside]
        near = {key for a, b in _meetings(edge, around) if score_of_pair(a, b) >= link for key in (a.key, b.key)}
        edge = [item for item in around if item.key in near or item.key in tied]
        inside.update((item.key, item) for item in edge)
    return tuple(item for _, item in sorted(inside.items()))


def why(
    happening: Happening,
    account: Account,
    *,
    overlays: Iterable[Overlay] = (),
    pages: Iterable[Account] = (),
    vectors: Vectors | None = None,
) -> Why:
    """Why an account is in its happening: the other account of it that it is most alike, and the reasons with values.

    `pages` are the accounts of the documents, whole: headline and lead count among the reasons when they are given.
    """
    decisions = decisions_of(overlays)
    keys = {member.key for member in happening.accounts}
    traits = {item.key: item for item in traits_of((*pages, *happening.accounts)) if item.key in keys}
    by_hand = bool(decisions.partners({account.key}) & keys)
    one = traits.get(account.key)
    others = [item for item in traits.values() if item.key != account.key]
    if one is None or not others:
        return Why(account.key, None, None, by_hand)
    # the first of the best: traits are sorted by key
    best = max(others, key=lambda other: _score(one, other, vectors))
    vector = vectors(one.account, best.account) if vectors else None
    return Why(account.key, best.key, explained(one, best, vector), by_hand)


def _groups(traits: list[Traits], decisions: Decisions, score_of_pair: _Scorer) -> list[tuple[AccountKey, ...]]:
    """The groups before merges by hand, as keys."""
    weights = weights_of()
    at = {item.key: number for number, item in enumerate(traits)}
    apart = frozenset((at[a], at[b]) for a, b in decisions.split if a in at and b in at)
    scores = {(at[a.key], at[b.key]): score_of_pair(a, b) for a, b in _meetings(traits)}
    parts = components(len(traits), (pair for pair, score in scores.items() if score >= weights["link"]))
    home = {member: number for number, part in enumerate(parts) for member in part}
    met: defaultdict[int, dict[tuple[int, int], float]] = defaultdict(dict)
    for (a, b), score in scores.items():
        if home[a] == home[b]:
            met[home[a]][a, b] = score
    found: list[tuple[AccountKey, ...]] = []
    for number, part in enumerate(parts):
        if len(part) > 1:
            own = _completed(part, met[number], traits, score_of_pair)
            distinct = apart | {pair for pair in own if forbidden(traits[pair[0]], traits[pair[1]])}
            groups = average_link(part, own, distinct, weights["cut"], weights["unmet"])
        else:
            groups = (part,)
        found += [tuple(traits[member].key for member in group) for group in groups]
    return found


def _completed(
    part: tuple[int, ...], met: dict[tuple[int, int], float], traits: list[Traits], score_of_pair: _Scorer
) -> dict[tuple[int, int], float]:
    """The scores of all pairs of a component; of a very large one only those of the pairs that share a block."""
    if len(part) > _WHOLE:
        return met
    return {(a, b): met[a, b] if (a, b) in met else score_of_pair(traits[a], traits[b]) for a, b in combinations(part, 2)}


def _meetings(traits: list[Traits], others: list[Traits] | None = None) -> Iterator[tuple[Traits, Traits]]:
    """Every pair that shares a block once, smaller key first: inside `traits`, or between `traits` and `others`."""
    shelves: defaultdict[str, tuple[list[Traits], list[Traits]]] = defaultdict(lambda: ([], []))
    for side, items in enumerate((traits, others or [])):
        for item in items:
            for block in item.blocks:
                shelves[block][side].append(item)
    met: set[tuple[AccountKey, AccountKey]] = set()
    for _, (ours, theirs) in sorted(shelves.items()):
        pairs = combinations(ours, 2) if others is None else ((a, b) for a in ours for b in theirs)
        for a, b in pairs:
            pair = pair_of(a.key, b.key)
            if pair not in met:
                met.add(pair)
                yield (a, b) if a.key == pair[0] else (b, a)


class _Scorer(NamedTuple):
    """Scores pairs, each once."""

    vectors: Vectors | None
    known: Scores

    def __call__(self, a: Traits, b: Traits) -> float:
        pair = a.key, b.key
        if pair not in self.known:
            self.known[pair] = _score(a, b, self.vectors)
        return self.known[pair]


def _score(a: Traits, b: Traits, vectors: Vectors | None) -> float:
    return score_of(a, b, vectors(a.account, b.account) if vectors else None)


def _happening(group: list[Traits]) -> Happening:
    """What the accounts of one group say together."""
    accounts = tuple(item.account for item in group)
    kind = _most(account.type for account in accounts)
    mode = _most(account.mode for account in accounts if account.type == kind)
    days = _most((item.account.earliest, item.account.latest) for item in group if item.dated) or (None, None)
    digest = hashlib.sha256("\0".join(accounts[0].key).encode()).hexdigest()[:_ID_DIGITS]
    return Happening(
        f"h-{digest}", kind or accounts[0].type, mode, days[0], days[1], _place(item.place for item in group),
        _parties(party for account in accounts for party in account.actors),
        _parties(party for account in accounts for party in account.recipients),
        accounts, frozenset(item.account.source.document for item in group if item.opens),
    )  # fmt: skip


def _most(values: Iterable[Value | None]) -> Value | None:
    """The value that is given most often, of equals the smallest; None where none is given."""
    counts = Counter(value for value in values if value is not None)
    return min(counts, key=lambda value: (-counts[value], str(value)), default=None)


def _place(places: Iterable[Party | None]) -> Party | None:
    """The place that most accounts give; of equals the finest."""
    given = [place for place in places if place is not None]
    counts = Counter(place.key for place in given)
    return min(given, key=lambda p: (-counts[p.key], -_FINENESS.get(p.precision or "", 0), _spelt(p)), default=None)


def _parties(parties: Iterable[Party]) -> tuple[Party, ...]:
    """Each party once, those that most accounts give first."""
    given = sorted(parties, key=_spelt)
    counts = Counter(party.key for party in given)
    first = {party.key: party for party in reversed(given)}
    return tuple(first[key] for key in sorted(first, key=lambda key: (-counts[key], key)))


def _spelt(party: Party) -> tuple[str, str, str, int]:
    return party.key, party.name_ar, party.form, party.span.start
