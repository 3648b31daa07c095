"""What happened when: dated rows of an actor, a place or a day, and how the reports of one happening followed each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from musnad.across.accounts import Account, Party
from musnad.across.answers import Answer, Basis, Occurrence, dated, medium, roads_of

Precision = Literal["day", "week", "month", "year", "longer", "none"]
Role = Literal["main", "mention"]

_LENGTHS: tuple[tuple[int, Precision], ...] = ((1, "day"), (7, "week"), (31, "month"), (366, "year"))
_NO_DAY = "9999"
"""Sorts what no day is known of to the end."""


@dataclass(frozen=True, slots=True)
class Someone(Answer):
    """A party of a row: its key across documents and its names."""

    key: str
    name_ar: str
    name_en: str | None
    country: str | None


@dataclass(frozen=True, slots=True)
class Quote(Answer):
    """Words to quote: the line that tells it, with where they stand, and the word in them that names the deed."""

    document: str
    outlet: str | None
    published: str | None
    start: int
    end: int
    text: str
    anchor_start: int
    anchor_end: int
    anchor: str


@dataclass(frozen=True, slots=True)
class Row(Answer):
    """One happening of a timeline.

    `earliest` and `latest` are its days, `precision` how close they are; `basis` is `text`, or `published` where only the
    day of the first report is known. `origins` counts independent roads, `asserted` the documents that say it in their
    own words. `statuses` counts what its accounts say of it.
    """

    earliest: str | None
    latest: str | None
    precision: Precision
    basis: Basis
    happening: str
    type: str
    mode: str | None
    actors: tuple[Someone, ...]
    recipients: tuple[Someone, ...]
    place: Someone | None
    documents: int
    outlets: tuple[str, ...]
    origins: int
    asserted: int
    disputed: int
    statuses: tuple[tuple[str, int], ...]
    speakers: tuple[str, ...]
    quote: Quote


@dataclass(frozen=True, slots=True)
class Report(Answer):
    """One document's report of a happening, in the order of publication.

    `road` numbers independent roads in the order in which they appear, `new` says that this document opens one. `speaker`
    and `relays` are of the account quoted.
    """

    published: str | None
    document: str
    outlet: str | None
    role: Role
    road: int
    new: bool
    earliest: str | None
    latest: str | None
    status: str
    certainty: str
    speaker: str | None
    relays: tuple[str, ...]
    quote: Quote


def timeline_of(
    happenings: Iterable[Occurrence],
    origins: Mapping[str, str],
    *,
    actor: str | None = None,
    place: str | None = None,
    country: str | None = None,
) -> tuple[Row, ...]:
    """The happenings in which an actor has a part, or that took place there, as rows sorted by day.

    `actor` and `place` are keys of parties, `country` a code of ISO 3166-1. A place stands for itself: for all towns of a
    region give happenings chosen by the store. Without any of them every happening is a row.
    """
    chosen = (each for each in happenings if _concerns(each, actor, place, country))
    rows = [_row(each, origins) for each in chosen]
    return tuple(sorted(rows, key=lambda row: (row.earliest or _NO_DAY, row.latest or _NO_DAY, row.happening)))


def reports_of(happening: Occurrence, origins: Mapping[str, str]) -> tuple[Report, ...]:
    """How one happening was reported: a row for each document, in the order of publication."""
    by_document: dict[str, list[Account]] = {}
    for account in happening.accounts:
        by_document.setdefault(account.source.document, []).append(account)
    best = sorted((_best(accounts, happening) for accounts in by_document.values()), key=_published)
    road_of = {d: road for road in roads_of(happening.accounts, origins) for d in road}
    numbers: dict[tuple[str, ...], int] = {}
    rows = []
    for account in best:
        source = account.source
        road = road_of[source.document]
        new = road not in numbers
        number = numbers.setdefault(road, len(numbers) + 1)
        voice = account.voice
        role: Role = "main" if source.document in happening.main else "mention"
        speaker = voice.speaker.name_ar if voice and voice.speaker else None
        row = Report(
            source.published, source.document, source.outlet, role, number, new, account.earliest, account.latest,
            account.status, account.certainty, speaker, voice.relays if voice else (), _quote(account),
        )  # fmt: skip
        rows.append(row)
    return tuple(rows)


def _concerns(happening: Occurrence, actor: str | None, place: str | None, country: str | None) -> bool:
    where = happening.place
    if actor and all(party.key != actor for party in (*happening.actors, *happening.recipients)):
        return False
    if place and (where is None or where.key != place):
        return False
    return not country or (where is not None and where.country == country)


def _row(happening: Occurrence, origins: Mapping[str, str]) -> Row:
    earliest, latest, basis = dated(happening)
    accounts = happening.accounts
    statuses: dict[str, int] = {}
    for account in accounts:
        statuses[account.status] = statuses.get(account.status, 0) + 1
    roads = roads_of(accounts, origins)
    asserted = {a.source.document for a in accounts if a.certainty == "asserted"}
    disputed = {a.source.document for a in accounts if a.certainty == "disputed" or a.status == "negated"}
    return Row(
        earliest, latest, _precision(earliest, latest), basis, happening.id, happening.type, happening.mode,
        tuple(map(_someone, happening.actors)), tuple(map(_someone, happening.recipients)),
        _someone(happening.place) if happening.place else None, sum(map(len, roads)),
        tuple(sorted({a.source.outlet for a in accounts if a.source.outlet})), len(roads), len(asserted), len(disputed),
        tuple(sorted(statuses.items(), key=lambda each: (-each[1], each[0]))),
        tuple(sorted({a.voice.speaker.name_ar for a in accounts if a.voice and a.voice.speaker})),
        _quote(_best(accounts, happening)),
    )  # fmt: skip


def _precision(earliest: str | None, latest: str | None) -> Precision:
    if not earliest or not latest:
        return "none"
    days = (date.fromisoformat(latest) - date.fromisoformat(earliest)).days + 1
    return next((name for most, name in _LENGTHS if days <= most), "longer")


def _best(accounts: Iterable[Account], happening: Occurrence) -> Account:
    """The account to quote: of a document that is about it, in its own words, early in the text and early in time.

    The lead goes before the headline, because it says who, where and when.
    """

    def order(account: Account) -> tuple[object, ...]:
        relayed = any(medium(name) for name in account.voice.relays) if account.voice else False
        return (
            account.source.document not in happening.main, account.status == "negated", not account.lead,
            not account.headline, account.certainty != "asserted", relayed, _published(account), account.anchor,
        )  # fmt: skip

    return min(accounts, key=order)


def _published(account: Account) -> tuple[str, str]:
    return account.source.published or _NO_DAY, account.source.document


def _someone(party: Party) -> Someone:
    return Someone(party.key, party.name_ar, party.name_en, party.country)


def _quote(account: Account) -> Quote:
    source, line, anchor = account.source, account.sentence, account.anchor
    return Quote(
        source.document, source.outlet, source.published, line.start, line.end, account.words, anchor.start, anchor.end,
        account.word,
    )  # fmt: skip
