"""What an outlet is like as a source: whom it cites, how far it names them, and whether it is first or follows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from statistics import median
from typing import Literal

from musnad.across.accounts import Party, Source, Voice
from musnad.across.answers import Answer, Occurrence, medium, of_house
from musnad.across.significance import interval
from musnad.knowledge.tables import table, values
from musnad.text.folding import fold_word

Naming = Literal["named", "described", "unnamed", "nobody"]
Part = Literal["speaker", "relay"]

TOP = 20
"""How many speakers, media and predecessors a profile lists."""


@dataclass(frozen=True, slots=True)
class Share(Answer):
    """A share with its Wilson interval and the counts behind it; None for all three where nothing was counted.

    `elsewhere` is the share of all other outlets in the data, None where there are none.
    """

    count: int
    of: int
    share: float | None
    low: float | None
    high: float | None
    elsewhere: float | None = None


@dataclass(frozen=True, slots=True)
class Cited(Answer):
    """A speaker or a medium that the outlet cites: in how many claims and documents, with what stance."""

    key: str
    name: str
    claims: int
    documents: int
    distanced: int
    endorsed: int


@dataclass(frozen=True, slots=True)
class Predecessor(Answer):
    """An outlet that had the same happenings on an earlier day, and how often."""

    outlet: str
    happenings: int


@dataclass(frozen=True, slots=True)
class Profile(Answer):
    """One outlet.

    Shares of claims: `named` speakers have a name, `described` ones an office or a group (`وزير الدفاع الروسي`), `unnamed`
    ones are people without either (`مصادر مطلعة`, `مسؤول أميركي`), `nobody` is no speaker at all (`قيل إن`). `relayed`
    claims came through a medium. Shares of happenings that several outlets report: `first` a day or more before all
    others, `same_day` with another, `later` after another. `lag` is the median of days behind the first. `copied` is the
    share of documents whose origin another outlet published first.
    """

    outlet: str
    documents: int
    claims: int
    named: Share
    described: Share
    unnamed: Share
    nobody: Share
    distanced: Share
    endorsed: Share
    relayed: Share
    speakers: tuple[Cited, ...]
    media: tuple[Cited, ...]
    happenings: int
    alone: Share
    first: Share
    same_day: Share
    later: Share
    lag: float | None
    predecessors: tuple[Predecessor, ...]
    copied: Share


def profile_of(
    outlet: str,
    voices: Iterable[tuple[Source, Voice]],
    happenings: Iterable[Occurrence] = (),
    origins: Mapping[str, tuple[str, ...]] | None = None,
    sources: Iterable[Source] = (),
    top: int = TOP,
) -> Profile:
    """The profile of one outlet among all that are given.

    `voices` are the claims of every outlet with the documents that they stand in, so that shares can be set beside those
    of the others. `sources` are all documents, those without claims too. `origins` gives by document the documents of its
    origin, the first first; a document not in it has its own.
    """
    given = sorted(voices, key=lambda each: (each[0].document, each[1].claim))
    ours = [each for each in given if each[0].outlet == outlet]
    others = [each for each in given if each[0].outlet != outlet]
    everywhere = {source.document: source for source in sources} | {source.document: source for source, _ in given}
    documents = sorted(s.document for s in everywhere.values() if s.outlet == outlet)
    kinds, their_kinds = (Counter(naming_of(voice) for _, voice in each) for each in (ours, others))
    stances, their_stances = (Counter(voice.stance for _, voice in each) for each in (ours, others))
    relayed, their_relayed = (sum(bool(_relays(s, v)) for s, v in each) for each in (ours, others))
    order = _Order(outlet, happenings)

    def share(count: int, theirs: int) -> Share:
        return _share(count, len(ours), theirs / len(others) if others else None)

    copied = sum(_copied(each, everywhere, origins or {}) for each in documents)
    return Profile(
        outlet, len(documents), len(ours),
        share(kinds["named"], their_kinds["named"]), share(kinds["described"], their_kinds["described"]),
        share(kinds["unnamed"], their_kinds["unnamed"]), share(kinds["nobody"], their_kinds["nobody"]),
        share(stances["distanced"], their_stances["distanced"]), share(stances["endorsed"], their_stances["endorsed"]),
        share(relayed, their_relayed), _cited(ours, "speaker")[:top], _cited(ours, "relay")[:top],
        order.all, _share(order.alone, order.all), _share(order.first, order.shared), _share(order.same, order.shared),
        _share(order.later, order.shared), float(median(order.lags)) if order.lags else None,
        tuple(Predecessor(*each) for each in sorted(order.before.items(), key=lambda each: (-each[1], each[0])))[:top],
        _share(copied, len(documents)),
    )  # fmt: skip


def naming_of(voice: Voice) -> Naming:
    """How far the text says who speaks."""
    speaker = voice.speaker
    if speaker is None:
        return "nobody"
    if speaker.kind != "group":
        return "named"
    return "unnamed" if _unnamed(speaker.form) else "described"


def _unnamed(form: str) -> bool:
    """Whether a description leaves open who it is: a noun for sources without an article, or with it as an echo of one.

    `مسؤول أميركي` and `المصادر` are anybody; `وزير الدفاع`, annexed to a definite noun, is an office with one holder.
    """
    words = fold_word(form).split()
    if not words:
        return True
    bare = words[0].removeprefix("ال")
    if bare not in _source_nouns():
        return False
    return words[0] != bare or len(words) == 1 or not words[1].startswith("ال")


@cache
def _source_nouns() -> frozenset[str]:
    rows = [row for row in table("group_nouns") if row["source"] == "yes"]
    forms = {form for row in rows for form in (row["noun"], *values(row["plural"]))}
    return frozenset(fold_word(form.split()[0]).removeprefix("ال") for form in forms)


def _relays(source: Source, voice: Voice) -> tuple[str, ...]:
    """The known media through which a claim came, and the one that speaks, without the outlet itself."""
    speaker: Party | None = voice.speaker
    names = [*voice.relays, *([speaker.name_ar] if speaker and "MED" in speaker.sectors else [])]
    found = {each for name in names if (each := medium(name))}
    return tuple(sorted(each for each in found if not of_house(each, source.outlet)))


def _cited(given: list[tuple[Source, Voice]], part: Part) -> tuple[Cited, ...]:
    claims: dict[str, list[tuple[str, str, str]]] = {}
    for source, voice in given:
        speaker = voice.speaker
        if part == "relay":
            keys = [(name, name) for name in _relays(source, voice)]
        else:
            # Sources without a name are counted as shares: `مصادر` of two articles are not one speaker.
            keys = [(speaker.key, speaker.name_ar)] if speaker and naming_of(voice) != "unnamed" else []
        for key, name in keys:
            claims.setdefault(key, []).append((source.document, voice.stance, name))
    found = []
    for key, each in claims.items():
        names, stances = Counter(name for _, _, name in each), Counter(stance for _, stance, _ in each)
        name = min((-count, name) for name, count in names.items())[1]
        documents = len({document for document, _, _ in each})
        found.append(Cited(key, name, len(each), documents, stances["distanced"], stances["endorsed"]))
    return tuple(sorted(found, key=lambda each: (-each.documents, -each.claims, each.key)))


def _copied(document: str, sources: Mapping[str, Source], origins: Mapping[str, tuple[str, ...]]) -> bool:
    """Whether another outlet published the document's origin first; a later copy in the same outlet is none of another's."""
    first = sources.get(next(iter(origins.get(document, ())), document))
    return first is not None and first.outlet != sources[document].outlet


class _Order:
    """Where the outlet stands among those that report the same happenings, by day of publication."""

    def __init__(self, outlet: str, happenings: Iterable[Occurrence]) -> None:
        self.all = self.alone = self.first = self.same = self.later = 0
        self.lags: list[int] = []
        self.before: Counter[str] = Counter()
        for happening in happenings:
            days: dict[str, str] = {}
            for account in happening.accounts:
                source = account.source
                if source.outlet and source.published:
                    days[source.outlet] = min(source.published, days.get(source.outlet, source.published))
            ours = days.pop(outlet, None)
            if ours is not None:
                self._count(ours, days)

    @property
    def shared(self) -> int:
        """The happenings that another outlet reports as well."""
        return self.all - self.alone

    def _count(self, ours: str, others: Mapping[str, str]) -> None:
        self.all += 1
        if not others:
            self.alone += 1
            return
        earliest = min(others.values())
        if ours < earliest:
            self.first += 1
        elif ours == earliest:
            self.same += 1
        else:
            self.later += 1
            self.before.update(sorted(outlet for outlet, day in others.items() if day < ours))
        behind = (date.fromisoformat(ours) - date.fromisoformat(min(ours, earliest))).days
        self.lags.append(behind)


def _share(count: int, of: int, elsewhere: float | None = None) -> Share:
    if not of:
        return Share(count, of, None, None, None, elsewhere)
    return Share(count, of, count / of, *interval(count, of), elsewhere)
