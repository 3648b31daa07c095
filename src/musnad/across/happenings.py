"""Happenings: the accounts of many documents that report one deed, found by likeness, with why and what people decided.

Accounts are compared where they share a block; the pairs that are likely one are ties. Groups that are tied are merged by
average link (`grouping`), and corrected by overlays. All of it depends on the set of accounts alone: documents must be
given whole, and a document that comes later changes only the groups that `regrouped` finds it to reach.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from musnad.across.accounts import Account, Party
from musnad.across.columns import Columns, Ints, packed
from musnad.across.grouping import Group, Pair, Rule, average_link, meet
from musnad.across.likeness import Likeness, explained, score_of, weights_of
from musnad.across.overlays import AccountKey, Decisions, Overlay, decisions_of, pair_of, united
from musnad.across.scoring import UNIT, Bools, apart_in, meetings_of, scores_of, square_of
from musnad.across.traits import traits_of

__all__ = [
    "Happening",
    "Member",
    "Overlay",
    "Shelf",
    "Why",
    "gathered",
    "happenings_of",
    "regrouped",
    "ties_of",
    "why",
]

Value = TypeVar("Value")
Ties = dict[Pair, int]
"""Pairs of accounts that are likely one, by their numbers, with how alike they are in millionths of log odds."""
_ID_DIGITS = 12
_LARGE = 200
"""Accounts from which on it is worth keeping how alike all pairs of them are."""
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


class Member(Protocol):
    """What of an account `gathered` asks: `traits.Traits` has it."""

    @property
    def account(self) -> Account:
        """The account itself."""

    @property
    def place(self) -> Party | None:
        """Its place, if that means the same in all documents."""

    @property
    def dated(self) -> bool:
        """Whether its text says on which days it was."""

    @property
    def opens(self) -> bool:
        """Whether it is the deed that its document's headline and lead report."""


class Shelf(Protocol):
    """The accounts that are there, by number, and the happenings that were made of them so far."""

    def ties(self, numbers: Collection[int]) -> Mapping[Pair, int]:
        """The ties that these accounts have, each with the smaller number first."""
        ...

    def mates(self, numbers: Collection[int]) -> Iterable[frozenset[int]]:
        """The happenings that these accounts are in so far, each with all of its accounts."""
        ...

    def columns(self, numbers: Collection[int]) -> Columns:
        """These accounts ready to compare; all of their documents, and others, may be among them."""
        ...


def happenings_of(accounts: Iterable[Account], overlays: Iterable[Overlay] = ()) -> tuple[Happening, ...]:
    """The happenings that the accounts of whole documents report, sorted by id; a function of the set of accounts."""
    traits = traits_of(accounts)
    pages: defaultdict[str, list[int]] = defaultdict(list)
    for number, item in enumerate(traits):
        pages[item.key[0]].append(number)
    columns = Columns((name, packed([traits[number] for number in own], own)) for name, own in pages.items())
    decisions = decisions_of(overlays).renamed({item.key: number for number, item in enumerate(traits)})
    ties = ties_of(columns, np.ones(len(columns), np.bool_))
    grouping = _Grouping(columns, decisions)
    groups = united([group.members for group in grouping.groups(range(len(traits)), ties)], decisions)
    found = (gathered([traits[number] for number in group]) for group in groups)
    return tuple(sorted(found, key=lambda happening: happening.id))


def gathered(members: Iterable[Member]) -> Happening:
    """The happening that accounts are known to make, at least one."""
    return _happening(sorted(members, key=lambda item: item.account.key))


def ties_of(columns: Columns, fresh: Bools) -> Ties:
    """The ties between accounts of which one at least is `fresh`, by the accounts' numbers."""
    left, right = meetings_of(columns, fresh)
    scores = scores_of(columns, left, right)
    kept = scores >= round(weights_of()["link"] * UNIT)
    numbers = columns["number"]
    pairs = zip(numbers[left[kept]].tolist(), numbers[right[kept]].tolist(), strict=True)
    return {pair_of(*pair): score for pair, score in zip(pairs, scores[kept].tolist(), strict=True)}


def regrouped(fresh: Collection[int], shelf: Shelf, decisions: Decisions[int]) -> tuple[frozenset[int], ...]:
    """The happenings that have to be made anew when accounts are added, or decisions about them made.

    Those that are there and hold none of the accounts returned stay as they are: grouping everything would leave them so.
    It starts from the new accounts, groups them, and takes in each happening of which any part would, while it grew, have
    been closer to a new group than to its own next part; then it groups again, until there is none.
    """
    inside = set(fresh).union(*shelf.mates(fresh))
    known = _Known()
    while True:
        while by_hand := decisions.partners(inside):
            inside.update(by_hand, *shelf.mates(by_hand))
        ties = shelf.ties(inside)
        around = list(shelf.mates({number for pair in ties for number in pair} - inside))
        columns = shelf.columns(inside.union(*around))
        grouping = _Grouping(columns, decisions, known)
        groups = known.groups(grouping, inside, ties)
        reached = _reached(grouping, groups, around, ties, shelf, known)
        if not reached:
            # by rows, which are in the order of keys: what people merged is merged in that order
            rows = columns.at
            ordered = [tuple(sorted(rows[number] for number in group.members)) for group in groups]
            whole = united(ordered, decisions.renamed(rows))
            numbers = columns["number"]
            return tuple(frozenset(numbers[list(group)].tolist()) for group in whole)
        inside.update(*reached)


class _Grouping:
    """Groups accounts, given by number, by what the columns say of them."""

    def __init__(self, columns: Columns, decisions: Decisions[int], known: _Known | None = None) -> None:
        cut, unmet = (round(weights_of()[name] * UNIT) for name in ("cut", "unmet"))
        known = known or _Known()
        self._columns, self._at = columns, columns.at
        self._rule = Rule(partial(scores_of, columns), partial(known.square, columns), cut, unmet)
        left, right = apart_in(columns)
        self._apart = set(zip(left.tolist(), right.tolist(), strict=True))
        self._apart |= decisions.renamed(self._at).split
        self._kept: defaultdict[int, list[int]] = defaultdict(list)
        for a, b in self._apart:
            self._kept[a].append(b)
            self._kept[b].append(a)

    def groups(self, numbers: Iterable[int], ties: Mapping[Pair, int]) -> tuple[Group, ...]:
        """The groups of these accounts, by number."""
        rows = {self._at[number] for number in numbers}
        apart = [(a, b) for a in rows for b in self._kept.get(a, ()) if a < b and b in rows]
        tied = {pair_of(self._at[a], self._at[b]): score for (a, b), score in ties.items()}
        return tuple(self._renamed(group) for group in average_link(sorted(rows), tied, apart, self._rule))

    def meet(self, one: Group, other: Group, ties: Iterable[Pair]) -> bool:
        """Whether any parts of two groups would have been merged (`grouping.meet`)."""
        ours, theirs = self._rows(one), self._rows(other)
        held = set(theirs.members)
        apart = [(a, b) for a in ours.members for b in self._kept.get(a, ()) if b in held]
        return meet(ours, theirs, [(self._at[a], self._at[b]) for a, b in ties], apart, self._rule)

    def _renamed(self, group: Group) -> Group:
        names = self._columns["number"]
        merges = tuple(each._replace(one=int(names[each.one]), other=int(names[each.other])) for each in group.merges)
        return Group(tuple(names[list(group.members)].tolist()), merges)

    def _rows(self, group: Group) -> Group:
        at = self._at
        merges = tuple(each._replace(one=at[each.one], other=at[each.other]) for each in group.merges)
        return Group(tuple(at[member] for member in group.members), merges)


class _Known:
    """What was found about sets of accounts, so that it is not worked out again when others are taken in."""

    def __init__(self) -> None:
        self._groups: dict[frozenset[int], tuple[Group, ...]] = {}
        self._met: dict[tuple[frozenset[int], frozenset[int]], bool] = {}
        self._square: tuple[Ints, NDArray[np.int32]] | None = None

    def groups(self, grouping: _Grouping, numbers: Iterable[int], ties: Mapping[Pair, int]) -> list[Group]:
        """The groups of accounts, piece by piece of those that ties hold together."""
        found: list[Group] = []
        for piece, own in _pieces(numbers, ties):
            if piece not in self._groups:
                self._groups[piece] = grouping.groups(piece, own)
            found += self._groups[piece]
        return found

    def square(self, columns: Columns, rows: Ints) -> NDArray[np.int32]:
        """The scores of all pairs of these rows; of the largest square so far those that it has are taken from it."""
        numbers = columns["number"][rows]
        if self._square is None or len(rows) < _LARGE:
            found = square_of(columns, rows)
        else:
            names, scores = self._square
            there = np.isin(numbers, names)
            order = np.concatenate([np.flatnonzero(there), np.flatnonzero(~there)])
            places = {number: at for at, number in enumerate(names.tolist())}
            old = np.array([places[number] for number in numbers[there].tolist()], np.int64)
            mixed = square_of(columns, rows[order], scores[np.ix_(old, old)])
            back = np.argsort(order)
            found = mixed[np.ix_(back, back)]
        if len(rows) >= _LARGE and (self._square is None or len(rows) > len(self._square[0])):
            self._square = numbers, found
        return found

    def meet(self, grouping: _Grouping, one: Group, other: Group, ties: Iterable[Pair]) -> bool:
        """Whether any parts of two groups would have been merged."""
        pair = frozenset(one.members), frozenset(other.members)
        if pair not in self._met:
            self._met[pair] = grouping.meet(one, other, ties)
        return self._met[pair]


def _reached(
    grouping: _Grouping, groups: Iterable[Group], around: Iterable[frozenset[int]], ties: Mapping[Pair, int],
    shelf: Shelf, known: _Known,
) -> list[frozenset[int]]:  # fmt: skip
    """The happenings around that groups made anew would have taken parts of."""
    home = {number: group for group in groups for number in group.members}
    across: defaultdict[int, list[Pair]] = defaultdict(list)
    for a, b in ties:
        for inner, outer in ((a, b), (b, a)):
            if inner in home and outer not in home:
                across[outer].append((inner, outer))
    found = []
    own = shelf.ties({number for mates in around for number in mates})
    by_first: defaultdict[int, Ties] = defaultdict(dict)
    for pair, score in own.items():
        by_first[pair[0]][pair] = score
    for mates in around:
        within = {pair: score for number in mates for pair, score in by_first[number].items() if pair[1] in mates}
        for group in known.groups(grouping, mates, within):
            meeting: defaultdict[int, list[Pair]] = defaultdict(list)
            for number in group.members:
                for pair in across.get(number, ()):
                    meeting[home[pair[0]].members[0]].append(pair)
            if any(known.meet(grouping, home[first], group, pairs) for first, pairs in sorted(meeting.items())):
                found.append(mates)
                break
    return found


def _pieces(numbers: Iterable[int], ties: Mapping[Pair, int]) -> list[tuple[frozenset[int], Ties]]:
    """The accounts by what ties among them hold together, with these ties."""
    parent = {number: number for number in numbers}

    def root(number: int) -> int:
        while parent[number] != number:
            parent[number] = parent[parent[number]]
            number = parent[number]
        return number

    inner = {pair: score for pair, score in ties.items() if pair[0] in parent and pair[1] in parent}
    for a, b in inner:
        parent[root(a)] = root(b)
    members: defaultdict[int, set[int]] = defaultdict(set)
    for number in parent:
        members[root(number)].add(number)
    own: defaultdict[int, Ties] = defaultdict(dict)
    for pair, score in inner.items():
        own[root(pair[0])][pair] = score
    return [(frozenset(held), own[name]) for name, held in members.items()]


def why(
    happening: Happening,
    account: Account,
    *,
    overlays: Iterable[Overlay] = (),
    pages: Iterable[Account] = (),
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
    best = max(others, key=lambda other: score_of(one, other))
    return Why(account.key, best.key, explained(one, best), by_hand)


def _happening(group: list[Member]) -> Happening:
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
