"""What people decided about happenings by hand; it wins over every likeness and lasts through each new clustering."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

AccountKey = tuple[str, str]
"""A document and the id of an event in it."""


@dataclass(frozen=True, slots=True)
class Overlay:
    """One decision: the happenings of two accounts are one (`merge`), or the two accounts are of two (`split`)."""

    kind: Literal["merge", "split"]
    left: AccountKey
    right: AccountKey


@dataclass(frozen=True, slots=True)
class Decisions:
    """The decisions that hold: pairs of account keys, the smaller first."""

    merged: tuple[tuple[AccountKey, AccountKey], ...]
    split: frozenset[tuple[AccountKey, AccountKey]]

    def partners(self, keys: Iterable[AccountKey]) -> frozenset[AccountKey]:
        """The accounts that a merge ties to one of `keys`."""
        inside = frozenset(keys)
        ends = [pair for pair in self.merged if inside & set(pair)]
        return frozenset(key for pair in ends for key in pair) - inside


def decisions_of(overlays: Iterable[Overlay]) -> Decisions:
    """The decisions that hold: of two about one pair of accounts the later one; an account and itself are no pair."""
    last: dict[tuple[AccountKey, AccountKey], str] = {}
    for overlay in overlays:
        if overlay.left != overlay.right:
            last[pair_of(overlay.left, overlay.right)] = overlay.kind
    merged = tuple(sorted(pair for pair, kind in last.items() if kind == "merge"))
    return Decisions(merged, frozenset(pair for pair, kind in last.items() if kind == "split"))


def pair_of(a: AccountKey, b: AccountKey) -> tuple[AccountKey, AccountKey]:
    """The two keys, the smaller first."""
    return (a, b) if a <= b else (b, a)


def united(groups: Iterable[tuple[AccountKey, ...]], decisions: Decisions) -> tuple[tuple[AccountKey, ...], ...]:
    """The groups after the merges by hand, each sorted, sorted by their first.

    A merge that would bring a pair together which a split keeps apart is not done: a split speaks of those two accounts,
    a merge of everything that hangs on them.
    """
    home = {key: sorted(group) for group in groups for key in group}
    for left, right in decisions.merged:
        a, b = home.get(left), home.get(right)
        if a is None or b is None or a is b or any(pair_of(x, y) in decisions.split for x in a for y in b):
            continue
        whole = sorted((*a, *b))
        home.update(dict.fromkeys(whole, whole))
    return tuple(sorted({tuple(group) for group in home.values()}))
