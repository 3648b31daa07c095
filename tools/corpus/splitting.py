"""Which article goes into which split: articles that may tell one happening stay together, the rest is balanced.

Two articles are linked when they appeared within two days of each other and share at least two names that are a third of
the names of the article with fewer. That is more often than necessary, on purpose: an article apart that could have been
with others costs nothing, a happening seen in training makes a test worthless. Names that a third of an outlet's articles
have are its address and its country, and count for nothing there.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tools.corpus.layout import SPLITS, Assignment, Line

from musnad.text.folding import fold_word

SHARES = {"train": 0.70, "development": 0.15, "test": 0.15}
DAYS = 2
LEAST_NAMES, LEAST_SHARE = 2, 1 / 3
EVERYWHERE, FEW = 1 / 3, 5
"""A name that this share of an outlet's articles have is the outlet's own, if it has at least so many articles."""
WEIGHTS = {"outlet": 4, "type": 2}
NAMED = frozenset({"person", "organization", "place"})


@dataclass(frozen=True, slots=True)
class Link:
    """Two articles that may tell one happening, with the names that they share."""

    first: str
    second: str
    names: tuple[str, ...]


def links(lines: Sequence[Line]) -> list[Link]:
    """The links between articles, in the order of their ids."""
    names = _names(lines)
    found = []
    for index, one in enumerate(ordered := sorted(lines, key=lambda line: line["id"])):
        for other in ordered[index + 1 :]:
            if not _near(one["published"], other["published"]):
                continue
            ours, theirs = names[one["id"]], names[other["id"]]
            shared = sorted({ours[key] for key in ours.keys() & theirs.keys()})
            fewer = min(len(set(ours.values())), len(set(theirs.values())))
            if len(shared) >= LEAST_NAMES and len(shared) >= LEAST_SHARE * fewer:
                found.append(Link(one["id"], other["id"], tuple(shared)))
    return found


def _near(one: str | None, other: str | None) -> bool:
    """Whether two dates are at most two days apart; what has no date may be near everything."""
    if one is None or other is None:
        return True
    return abs((date.fromisoformat(one) - date.fromisoformat(other)).days) <= DAYS


def _names(lines: Iterable[Line]) -> dict[str, dict[str, str]]:
    """The names of each article: folded Arabic and English spellings, each with the Arabic name of its entity."""
    given: dict[str, dict[str, str]] = {}
    spread: dict[str, Counter[str]] = defaultdict(Counter)
    articles: Counter[str] = Counter()
    for line in lines:
        names: dict[str, str] = {}
        for entity in line["entities"]:
            if entity["kind"] in NAMED:
                spellings = {fold_word(entity["name_ar"]), (entity["name_en"] or "").casefold()} - {""}
                names.update(dict.fromkeys(spellings, entity["name_ar"]))
        given[line["id"]] = names
        spread[line["outlet"]].update(names.keys())
        articles[line["outlet"]] += 1
    for line in lines:
        outlet, names = line["outlet"], given[line["id"]]
        if articles[outlet] >= FEW:
            own = {spelling for spelling in names if spread[outlet][spelling] >= EVERYWHERE * articles[outlet]}
            known = {names[spelling] for spelling in own}
            given[line["id"]] = {spelling: name for spelling, name in names.items() if name not in known}
    return given


def groups(lines: Sequence[Line], linked: Iterable[Link]) -> list[list[str]]:
    """The articles that links hold together, directly or through others: sorted ids, sorted by the first."""
    leader = {line["id"]: line["id"] for line in lines}

    def found(name: str) -> str:
        while leader[name] != name:
            name = leader[name]
        return name

    for link in linked:
        one, other = sorted((found(link.first), found(link.second)))
        leader[other] = one
    together: dict[str, list[str]] = defaultdict(list)
    for name in sorted(leader):
        together[found(name)].append(name)
    return [together[name] for name in sorted(together)]


def assigned(
    lines: Sequence[Line], recorded: Mapping[str, Assignment], copied: Sequence[Link] = ()
) -> dict[str, Assignment]:
    """An assignment for every line: the recorded one where there is one, else that which balances the splits best.

    `copied` are links between articles that share their wording, whatever their dates.

    Where a new article links articles of two splits, all of them go where most of them are.
    """
    linked = [*links(lines), *copied]
    by_id = {line["id"]: line for line in lines}
    chosen: dict[str, str] = {}
    balance = _Balance(by_id)
    waiting = []
    for group in groups(lines, linked):
        held = Counter(recorded[name].split for name in group if name in recorded)
        if held:
            split = min(held, key=lambda split: (-held[split], SPLITS.index(split)))
            balance.put(group, split)
            chosen.update(dict.fromkeys(group, split))
        else:
            waiting.append(group)
    for group in sorted(waiting, key=lambda group: (-len(group), _shuffled(group[0]))):
        split = balance.best(group)
        balance.put(group, split)
        chosen.update(dict.fromkeys(group, split))
    leader = {name: group[0] for group in groups(lines, linked) for name in group}
    strongest = _strongest(linked)
    return {name: Assignment(name, split, leader[name], *strongest.get(name, (None, ()))) for name, split in chosen.items()}


def _shuffled(name: str) -> str:
    """A key that sorts ids in an order without meaning that is the same everywhere."""
    return hashlib.sha256(name.encode()).hexdigest()


def _strongest(linked: Iterable[Link]) -> dict[str, tuple[str, tuple[str, ...]]]:
    best: dict[str, tuple[str, tuple[str, ...]]] = {}
    for link in linked:
        for name, other in ((link.first, link.second), (link.second, link.first)):
            if name not in best or len(link.names) > len(best[name][1]):
                best[name] = (other, link.names)
    return best


class _Balance:
    """How much of each feature (articles, outlets, years, event types and more) each split still wants."""

    def __init__(self, lines: Mapping[str, Line]) -> None:
        self.features = {name: _features(line) for name, line in lines.items()}
        total: Counter[str] = Counter()
        for features in self.features.values():
            total.update(features)
        self.total = total
        self.wanted = {split: {key: share * count for key, count in total.items()} for split, share in SHARES.items()}

    def put(self, group: Sequence[str], split: str) -> None:
        for key, count in self._of(group).items():
            self.wanted[split][key] -= count

    def best(self, group: Sequence[str]) -> str:
        """The split that lacks most of what the group has, each feature by its own rarity and the split's share."""
        features = self._of(group)

        def lack(split: str) -> tuple[float, int]:
            gained = sum(
                count * _weight(key) * self.wanted[split][key] / (SHARES[split] * self.total[key]) / self.total[key] ** 0.5
                for key, count in features.items()
            )
            full = self.wanted[split]["articles"] < len(group) / 2
            return (gained - 1000 * full, -SPLITS.index(split))

        return max(SPLITS, key=lack)

    def _of(self, group: Sequence[str]) -> Counter[str]:
        features: Counter[str] = Counter()
        for name in group:
            features.update(self.features[name])
        return features


def _weight(key: str) -> int:
    """How much a feature counts: outlets before event types before the rest."""
    return WEIGHTS.get(key.split(maxsplit=1)[0], 1)


def _features(line: Line) -> Counter[str]:
    """What is balanced: articles, outlets, years, and in how many articles each type, status, act and stance stands."""
    present = {f"type {event['type']}" for event in line["events"]}
    present |= {f"status {event['status']}" for event in line["events"]}
    present |= {f"{field} {claim[field]}" for claim in line["claims"] for field in ("act", "stance")}
    present |= {f"outlet {line['outlet']}", f"year {(line['published'] or '')[:4]}"}
    return Counter({"articles": 1, **dict.fromkeys(present, 1)})
