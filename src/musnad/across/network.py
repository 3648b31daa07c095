"""Who does what to whom over time: signed, dated relations between actors, from happenings and not from reports of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from musnad.across.accounts import Account, Party
from musnad.across.answers import Answer, By, Occurrence, dated, days_of, period_of, periods_between, roads_of
from musnad.knowledge.anchors import anchors, scales
from musnad.knowledge.tables import table, values
from musnad.text.folding import fold, fold_word
from musnad.text.tokens import tokenize

Level = Literal["actor", "country", "role"]

DONE = frozenset({"happened", "ongoing"})
"""What an account must say of a deed for it to be a relation: what is planned, demanded or denied is none yet."""


_TOGETHER = frozenset({"AGREE", "CONSULT", "COOPERATE"})
"""Deeds that all parties do together, whatever the word."""


@dataclass(frozen=True, slots=True)
class Node(Answer):
    """A party to a relation; `kind` is person, organization, group or place, or the level that parties are summed to."""

    key: str
    kind: str
    name_ar: str
    name_en: str | None
    country: str | None


@dataclass(frozen=True, slots=True)
class Relation(Answer):
    """What one actor did to another in one period.

    `period` is None where all periods are summed, where no day is known, and for what a text dates only to more than a
    period; `first` and `last` are its days, else those of the happenings. `mutual` relations (meetings, clashes) have no
    direction: `actor` is the one whose key comes first. `mean` and `sum` are of PLOVER's intensity, -10 conflict to 10
    cooperation, one number a happening. `origins` sums the independent roads to each happening; `single` counts the
    happenings with one road only; `disputed` those that some account denies or distances itself from; `by_report` those
    dated by their first report alone.
    """

    period: str | None
    first: str | None
    last: str | None
    actor: Node
    recipient: Node
    mutual: bool
    happenings: int
    documents: int
    origins: int
    single: int
    disputed: int
    by_report: int
    mean: float
    sum: float
    conflict: int
    cooperation: int
    types: tuple[tuple[str, int], ...]
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Week(Answer):
    """One period of the course of a relation; `mean` is None where nothing happened."""

    period: str
    happenings: int
    origins: int
    mean: float | None
    sum: float


def relations_of(
    happenings: Iterable[Occurrence], origins: Mapping[str, str], by: By | None = "week", level: Level = "actor"
) -> tuple[Relation, ...]:
    """The relations of each period, sorted by period and parties; `by` None sums all periods: the edges of the graph.

    `level` sums parties: `actor` keeps each apart, `country` takes a party for its country, `role` for its country and
    first sector (`SYR REB`). Documents and origins are those of the accounts that name both parties. Of places only
    states act, and capitals and palaces that stand for them; towns may suffer. A relation of an actor with itself is left
    out, unless a level sums several actors: then it is inner strife.
    """
    found: dict[tuple[str, str, str, bool], list[_Deed]] = defaultdict(list)
    nodes: dict[str, Counter[Node]] = defaultdict(Counter)
    for happening in sorted(happenings, key=lambda each: each.id):
        for (actor, recipient, mutual), accounts in _dyads(happening, level).items():
            deed = _deed(happening, accounts, origins, by)
            nodes[actor.key][actor] += 1
            nodes[recipient.key][recipient] += 1
            found[deed.period or "", actor.key, recipient.key, mutual].append(deed)
    names = {key: min(counted, key=lambda n: (-counted[n], n.name_ar, n.kind)) for key, counted in nodes.items()}
    return tuple(
        _relation(period, names[actor], names[recipient], mutual, deeds)
        for (period, actor, recipient, mutual), deeds in sorted(found.items())
    )


def course_of(relations: Iterable[Relation], one: str, other: str, mutual: bool = True) -> tuple[Week, ...]:
    """What `one` did to `other`, period by period without gaps, with what they did together unless `mutual` is False.

    `relations` are those of one `by`; a period in which nothing happened has no mean.
    """
    chosen: dict[str, list[Relation]] = defaultdict(list)
    for each in relations:
        ends = (each.actor.key, each.recipient.key)
        meant = ends == (one, other) or (each.mutual and ends == (other, one))
        if each.period and meant and (mutual or not each.mutual):
            chosen[each.period].append(each)
    if not chosen:
        return ()
    return tuple(_week(period, chosen.get(period, [])) for period in periods_between(min(chosen), max(chosen)))


def _week(period: str, relations: list[Relation]) -> Week:
    count, total = sum(each.happenings for each in relations), sum(each.sum for each in relations)
    return Week(period, count, sum(each.origins for each in relations), total / count if count else None, total)


class _Deed(NamedTuple):
    """A happening as one unit of a relation."""

    id: str
    type: str
    intensity: float
    period: str | None
    first: str | None
    last: str | None
    documents: int
    origins: int
    disputed: bool
    by_report: bool


def _deed(happening: Occurrence, accounts: Sequence[Account], origins: Mapping[str, str], by: By | None) -> _Deed:
    first, last, basis = dated(happening)
    period = None
    if by and first and last:
        # Talks of two days may run over a Sunday and belong to the week of the first; what a text dates to a year to none.
        period = period_of(first, by)
        period = period if _days(first, last) <= _days(*days_of(period)) else None
    roads = roads_of(accounts, origins)
    scale = scales().get((happening.type, happening.mode or "")) or scales()[happening.type, ""]
    disputed = any(account.status == "negated" or account.certainty == "disputed" for account in happening.accounts)
    return _Deed(
        happening.id,
        happening.type,
        scale.intensity,
        period,
        first,
        last,
        sum(map(len, roads)),
        len(roads),
        disputed,
        basis == "published",
    )


_Dyad = tuple[Node, Node, bool]


def _dyads(happening: Occurrence, level: Level) -> dict[_Dyad, tuple[Account, ...]]:
    """The pairs of a happening, each once, with the accounts that give both ends.

    Pairs are taken from single accounts: where one outlet lays a strike at Russia's door and another at Syria's, each is a
    pair with its own sources. Only where no account gives both ends are they put together from the whole happening.
    """
    done = tuple(account for account in happening.accounts if account.status in DONE)
    found: dict[_Dyad, tuple[Account, ...]] = {}
    for account in done:
        mutual = account.type in _TOGETHER or _reciprocal(account.word, account.type)
        place = account.place or happening.place
        for pair in _pairs(account.actors, account.recipients, level, place, mutual=mutual):
            found[pair] = (*found.get(pair, ()), account)
    if found or not done:
        return found
    pairs = _pairs(happening.actors, happening.recipients, level, happening.place, mutual=False)
    return dict.fromkeys(pairs, done)


def _pairs(
    actors: tuple[Party, ...], recipients: tuple[Party, ...], level: Level, place: Party | None, *, mutual: bool
) -> tuple[_Dyad, ...]:
    """Each actor with each recipient; the actors with one another where the deed is mutual.

    Two states that bomb a third together are no mutual relation, and no conflict between the two.
    """
    doing = _nodes(actors, level, place, suffering=False)
    suffering = _nodes(recipients, level, place, suffering=True)
    if suffering:
        return tuple((a, r, False) for a in doing for r in suffering if a.key != r.key or level != "actor")
    if not mutual:
        return ()
    apart = {party.key for party in actors if _node(party, level, place, suffering=False)}
    if level != "actor" and len(doing) == 1 and len(apart) > 1:
        return ((doing[0], doing[0], True),)
    return tuple((a, b, True) for a in doing for b in doing if a.key < b.key)


@lru_cache(maxsize=4096)
def _reciprocal(word: str, kind: str) -> bool:
    """Whether the word names a deed of all its parties (`اشتباكات`), as the table of anchors says."""
    tokens = tokenize(fold(word))
    return any(hit.anchor.reciprocal for hit in anchors().at(tokens, 0, len(tokens)) if hit.anchor.type == kind)


def _nodes(parties: tuple[Party, ...], level: Level, place: Party | None, *, suffering: bool) -> tuple[Node, ...]:
    found = {node.key: node for party in parties if (node := _node(party, level, place, suffering=suffering))}
    return tuple(found[key] for key in sorted(found))


def _node(party: Party, level: Level, place: Party | None, *, suffering: bool) -> Node | None:
    state = _state(party, place, suffering=suffering)
    if state is None and party.kind == "place" and not suffering:
        return None
    country = state or party.country
    if level == "actor":
        if state:
            return _states()[state]
        return Node(party.key, party.kind, party.name_ar, party.name_en, party.country)
    if country is None:
        return None
    name = _states().get(country)
    name_ar, name_en = (name.name_ar, name.name_en) if name else (country, country)
    if level == "country":
        return Node(country, "country", name_ar, name_en, country)
    sector = "GOV" if state else next(iter(party.sectors), "")
    label = f"{country} {sector}".strip()
    return Node(label, "role", name_ar, name_en and f"{name_en} {sector}".strip(), country)


def _state(party: Party, place: Party | None, *, suffering: bool) -> str | None:
    """The country that a place stands for: its own name, or a capital or palace (`واشنطن`) that is not the place itself."""
    if party.kind != "place":
        return None
    if party.precision == "country" or "GOV" in party.sectors:
        return party.country if party.country in _states() else None
    here = place is not None and place.key == party.key
    country = None if suffering and here else _metonyms().get(fold_word(party.name_ar))
    return country if country in _states() else None


def _relation(period: str, actor: Node, recipient: Node, mutual: bool, deeds: list[_Deed]) -> Relation:
    numbers = [deed.intensity for deed in deeds]
    first, last = (
        days_of(period)
        if period
        else (
            min((deed.first for deed in deeds if deed.first), default=None),
            max((deed.last for deed in deeds if deed.last), default=None),
        )
    )
    types = Counter(deed.type for deed in deeds)
    return Relation(
        period or None, first, last, actor, recipient, mutual, len(deeds), sum(deed.documents for deed in deeds),
        sum(deed.origins for deed in deeds), sum(deed.origins == 1 for deed in deeds), sum(deed.disputed for deed in deeds),
        sum(deed.by_report for deed in deeds), sum(numbers) / len(numbers), sum(numbers), sum(n < 0 for n in numbers),
        sum(n > 0 for n in numbers), tuple(sorted(types.items(), key=lambda each: (-each[1], each[0]))),
        tuple(deed.id for deed in deeds),
    )  # fmt: skip


def _days(first: str, last: str) -> int:
    return (date.fromisoformat(last) - date.fromisoformat(first)).days + 1


@cache
def _states() -> dict[str, Node]:
    return {
        row["iso3"]: Node(f"geonames:{row['geonames']}", "place", row["name_ar"], row["name_en"], row["iso3"])
        for row in table("countries")
        if row["geonames"]
    }


@cache
def _metonyms() -> dict[str, str]:
    return {
        fold_word(form): row["country"] for row in table("metonyms") for form in (row["name_ar"], *values(row["variants"]))
    }
