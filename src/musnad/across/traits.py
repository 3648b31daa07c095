"""What of an account is compared: its parties, place, days and words, worked out once, with what its document adds."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import NamedTuple

from musnad.across.accounts import Account, Party
from musnad.across.wording import stem_of, stems_of, weighed
from musnad.knowledge.tables import table
from musnad.text.folding import fold_word
from musnad.types import Span

TOLD = frozenset({"happened", "ongoing", "planned", "negated"})
"""Statuses of deeds that somebody says took place, take place, will, or did not."""
_NARROW = 10
"""An interval of more days says too little about when: a month, a year."""
_NEAR = 60
"""Characters on either side of the anchor that are its own words, not those of the line's other deeds."""
RARE = 5
"""Words that make blocks: so many, the rarest, of those around the anchor and of headline and lead."""
DAYS_OF_BLOCK = 4
"""Days that one block takes in."""
BEFORE = 3
"""Days before its publication in which the deed of an undated report may lie."""
_CUT = re.compile(r"\s")


@dataclass(frozen=True, slots=True)
class Side:
    """Those who act or those who are acted on: keys of the named, keys of the described, countries."""

    named: frozenset[str]
    described: frozenset[str]
    countries: frozenset[str]

    def __bool__(self) -> bool:
        """Whether anybody is given."""
        return bool(self.named or self.described)


@dataclass(frozen=True, slots=True)
class Traits:
    """An account ready to compare.

    `first` and `last` are day numbers, of the event where `dated`, else of publication; None where neither is known.
    `opens` says that it is the deed that the document's headline and lead report, one at most a document.
    `near`, `line` and `head` are weighed stems: around the anchor, of its line, of the document's headline and lead.
    `scene` are the keys of whom and where headline and lead name, `countries` those of the account's parties and place.
    `blocks`: two accounts are first compared when they share one.
    """

    account: Account
    families: frozenset[str]
    actors: Side
    recipients: Side
    place: Party | None
    first: int | None
    last: int | None
    published: int | None
    dated: bool
    word: str
    near: Mapping[str, float]
    line: Mapping[str, float]
    head: Mapping[str, float]
    scene: frozenset[str]
    countries: frozenset[str]
    opens: bool
    blocks: frozenset[str] = frozenset()

    @property
    def key(self) -> tuple[str, str]:
        """The account's key."""
        return self.account.key


def traits_of(accounts: Iterable[Account]) -> tuple[Traits, ...]:
    """The traits of the accounts of told deeds, sorted by key; documents should be given whole.

    An account takes from the others of its document what its headline and lead say; it takes nothing from other documents.
    """
    pages: defaultdict[str, dict[tuple[str, str], Account]] = defaultdict(dict)
    for account in accounts:
        pages[account.source.document][account.key] = account
    found: list[Traits] = []
    for _, page in sorted(pages.items()):
        own = [account for _, account in sorted(page.items())]
        setting, first = _setting_of(own), _opening(own)
        found += [_traits(account, setting, account is first) for account in own if account.status in TOLD]
    return tuple(sorted(found, key=lambda traits: traits.key))


class _Setting(NamedTuple):
    """What a document lends each of its accounts."""

    head: Mapping[str, float]
    scene: frozenset[str]


def _setting_of(page: list[Account]) -> _Setting:
    """The words of the document's headline and lead, and who and where its opening deeds name."""
    opening = [account for account in page if account.headline or account.lead]
    if not opening:
        start = min(account.sentence for account in page)
        opening = [account for account in page if account.sentence == start]
    scene = {
        party.key
        for account in opening
        for party in (*account.actors, *account.recipients, *filter(None, (account.place,)))
        if _named(party)
    }
    return _Setting(_words_of(opening), frozenset(scene))


def _words_of(accounts: list[Account]) -> Mapping[str, float]:
    lines = {account.sentence: account.words for account in accounts}
    return weighed(stems_of("\n".join(line for _, line in sorted(lines.items()))))


def _opening(page: list[Account]) -> Account | None:
    """The deed that headline and lead report: the headline's before the lead's, told in both, told most, told first."""
    told = [account for account in page if account.status in TOLD]
    again = Counter(account.happening for account in told if account.happening)
    leads = {account.happening for account in told if account.lead and account.happening}

    def rank(account: Account) -> tuple[bool, bool, int, Span]:
        return not account.headline, account.happening not in leads, -again[account.happening or ""], account.anchor

    return min((account for account in told if account.headline or account.lead), key=rank, default=None)


def _traits(account: Account, setting: _Setting, opens: bool) -> Traits:
    published = _day(account.source.published)
    first, last = _day(account.earliest), _day(account.latest)
    dated = first is not None and last is not None and 0 <= last - first <= _NARROW
    if not dated:
        first = last = published
    place = _place(account.place)
    parties = (*account.actors, *account.recipients, *filter(None, (place,)))
    traits = Traits(
        account, families()[account.type], _side(account.actors), _side(account.recipients), place,
        first, last, published, dated, _stem_of_anchor(account), weighed(stems_of(_around(account))),
        weighed(stems_of(account.words)), setting.head, setting.scene,
        frozenset(party.country for party in parties if party.country), opens,
    )  # fmt: skip
    return replace(traits, blocks=_blocks(traits))


@cache
def families() -> dict[str, frozenset[str]]:
    """The families of each event type: two types that share one can be one deed."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for row in table("type_families"):
        found[row["type"]].add(row["family"])
    return {name: frozenset(of) for name, of in found.items()}


@cache
def _vague() -> frozenset[str]:
    """Keys of places that mean another place in each document: "the country", "the town"."""
    return frozenset(row["key"] for row in table("vague_places"))


def _named(party: Party) -> bool:
    return party.kind != "group" and party.key not in _vague()


def _side(parties: tuple[Party, ...]) -> Side:
    return Side(
        frozenset(party.key for party in parties if _named(party)),
        frozenset(party.key for party in parties if not _named(party)),
        frozenset(party.country for party in parties if party.country),
    )


def _place(place: Party | None) -> Party | None:
    return place if place is not None and place.key not in _vague() else None


def _day(moment: str | None) -> int | None:
    return date.fromisoformat(moment[:10]).toordinal() if moment else None


def _stem_of_anchor(account: Account) -> str:
    return stem_of(fold_word(account.word.split()[0])) if account.word.split() else ""


def _around(account: Account) -> str:
    """The words of the line near the anchor, cut at spaces."""
    at, end = account.anchor.start - account.sentence.start, account.anchor.end - account.sentence.start
    start, stop = max(0, at - _NEAR), min(len(account.words), end + _NEAR)
    if start and (space := _CUT.search(account.words, start, at)):
        start = space.end()
    if stop < len(account.words):
        stop = max(account.words.rfind(" ", end, stop), end)
    return account.words[start:stop]


def _blocks(traits: Traits) -> frozenset[str]:
    """The blocks of an account: two are first compared when they share one; they depend on nothing but its document.

    A block is a family of types in a few days with somebody, some place or some rare word in common, or the document.
    """
    names = {*traits.actors.named, *traits.recipients.named}
    if traits.place is not None and traits.place.precision != "country":
        names.add(traits.place.key)
    for words in (traits.near, traits.head):
        names.update(f"word:{stem}" for stem in sorted(words, key=lambda stem: (-words[stem], stem))[:RARE])
    if traits.first is None or traits.last is None:
        days: Iterable[int | str] = ("-",)
    else:
        start = traits.first if traits.dated else traits.first - BEFORE
        days = range(start // DAYS_OF_BLOCK, traits.last // DAYS_OF_BLOCK + 1)
    found = {f"{family} {day} {name}" for family in traits.families for day in days for name in names}
    return frozenset(found | {f"{family} in {traits.account.source.document}" for family in traits.families})
