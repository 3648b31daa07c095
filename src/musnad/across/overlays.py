"""What people decided about happenings by hand; it wins over every likeness and lasts through each new clustering."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

AccountKey = tuple[str, str]
"""A document and the id of an event in it."""
Key = TypeVar("Key", AccountKey, int)
Other = TypeVar("Other", AccountKey, int)


@dataclass(frozen=True, slots=True)
class Overlay:
    """One decision: the happenings of two accounts are one (`merge`), or the two accounts are of two (`split`)."""

    kind: Literal["merge", "split"]
    left: AccountKey
    right: AccountKey


@dataclass(frozen=True, slots=True)
class Decisions(Generic[Key]):
    """The decisions that hold: pairs of accounts, by their keys or by numbers in the same order, the smaller first."""

    merged: tuple[tuple[Key, Key], ...]
    split: frozenset[tuple[Key, Key]]

    def partners(self, keys: Iterable[Key]) -> frozenset[Key]:
        """The accounts that a merge ties to one of `keys`."""
        inside = frozenset(keys)
        ends = [pair for pair in self.merged if inside & set(pair)]
        return frozenset(key for pair in ends for key in pair) - inside

    def renamed(self, names: Mapping[Key, Other]) -> Decisions[Other]:
        """The same decisions by other names; those about accounts without one are left out."""
        merged = tuple((names[a], names[b]) for a, b in self.merged if a in names and b in names)
        split = frozenset(pair_of(names[a], names[b]) for a, b in self.split if a in names and b in names)
        return Decisions(merged, split)


def decisions_of(overlays: Iterable[Overlay]) -> Decisions[AccountKey]:
    """The decisions that hold: of two about one pair of accounts the later one; an account and itself are no pair."""
    last: dict[tuple[AccountKey, AccountKey], str] = {}
    for overlay in overlays:
        if overlay.left != overlay.right:
            last[pair_of(overlay.left, overlay.right)] = overlay.kind
    merged = tuple(sorted(pair for pair, kind in last.items() if kind == "merge"))
    return Decisions(merged, frozenset(pair for pair, kind in last.items() if kind == "split"))


def pair_of(a: Key, b: Key) -> tuple[Key, Key]:
    """The two keys, the smaller first."""
    return (a, b) if a <= b else (b, a)


def united(groups: Iterable[tuple[Key, ...]], decisions: Decisions[Key]) -> tuple[tuple[Key, ...], ...]:
    """The groups after the merges by hand, each sorted, sorted by their first.

    A merge that would bring a pair together which a split keeps apart is not done: a split speaks of those two accounts,
    a merge of everything that hangs on them.
    """
    home: dict[Key, list[Key]] = {key: sorted(group) for group in groups for key in group}
    for left, right in decisions.merged:
        if left not in home or right not in home:
            continue
        one: list[Key] = home[left]
        other: list[Key] = home[right]
        if one is other or any(pair_of(x, y) in decisions.split for x in one for y in other):
            continue
        whole: list[Key] = sorted(one + other)
        for key in whole:
            home[key] = whole
    return tuple(sorted({tuple(group) for group in home.values()}))
