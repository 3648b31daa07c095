"""What answers over many documents share: plain data, periods, the happening they look at, independent roads to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any, Literal, Protocol

from musnad.across.accounts import Account, Party
from musnad.knowledge.tables import table, values
from musnad.text.folding import fold_word

By = Literal["day", "week", "month", "year"]
Basis = Literal["text", "published", "none"]

_QUOTATION_MARKS = "\"'«»“”„‘’‹›()"
_DIGITS = 6


class Occurrence(Protocol):
    """A happening, as far as relations, profiles and timelines look at it."""

    @property
    def id(self) -> str:
        """Its name."""
        ...

    @property
    def type(self) -> str:
        """PLOVER's type of event."""
        ...

    @property
    def mode(self) -> str | None:
        """The mode of the type, None where none is told."""
        ...

    @property
    def earliest(self) -> str | None:
        """Its first day."""
        ...

    @property
    def latest(self) -> str | None:
        """Its last day."""
        ...

    @property
    def place(self) -> Party | None:
        """Where."""
        ...

    @property
    def actors(self) -> tuple[Party, ...]:
        """Who did it."""
        ...

    @property
    def recipients(self) -> tuple[Party, ...]:
        """To whom."""
        ...

    @property
    def accounts(self) -> tuple[Account, ...]:
        """The events of documents that tell it."""
        ...

    @property
    def main(self) -> frozenset[str]:
        """The documents whose headline and lead report it."""
        ...


class Answer:
    """Base of frozen results: `to_dict` gives plain JSON data with the fields in the order of their declaration."""

    __slots__ = ()

    def to_dict(self) -> dict[str, Any]:
        """The fields as JSON data; numbers are given to six significant digits, so that machines agree."""
        return {each.name: _plain(getattr(self, each.name)) for each in fields(self)}  # type: ignore[arg-type]  # every answer is a dataclass


def _plain(value: object) -> object:
    if isinstance(value, float):
        return float(f"{value:.{_DIGITS}g}")
    if is_dataclass(value):
        return {each.name: _plain(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return value


def period_of(day: str, by: By) -> str:
    """The period of an ISO day: `2018-04-14`, `2018-W15` (ISO week), `2018-04` or `2018`."""
    if by == "week":
        year, week, _ = date.fromisoformat(day).isocalendar()
        return f"{year:04}-W{week:02}"
    return day[: {"day": 10, "month": 7, "year": 4}[by]]


def days_of(period: str) -> tuple[str, str]:
    """First and last day of a period as `period_of` writes it."""
    if "W" in period:
        first = date.fromisocalendar(int(period[:4]), int(period[6:]), 1)
        return first.isoformat(), (first + timedelta(6)).isoformat()
    first = date(int(period[:4]), int(period[5:7] or 1), int(period[8:10] or 1))
    if len(period) == len("2018-04-14"):
        last = first
    elif len(period) == len("2018-04"):
        last = (first.replace(day=28) + timedelta(4)).replace(day=1) - timedelta(1)
    else:
        last = first.replace(month=12, day=31)
    return first.isoformat(), last.isoformat()


def periods_between(first: str, last: str) -> tuple[str, ...]:
    """All periods from one to another of the same length, both included."""
    by: By = "week" if "W" in first else "day" if len(first) > len("2018-04") else "month" if "-" in first else "year"
    found = [first]
    while found[-1] < last:
        found.append(period_of((date.fromisoformat(days_of(found[-1])[1]) + timedelta(1)).isoformat(), by))
    return tuple(found)


def dated(happening: Occurrence) -> tuple[str | None, str | None, Basis]:
    """First and last day of a happening, and whether a text gives them or only the day of the first report does."""
    if happening.earliest or happening.latest:
        return happening.earliest or happening.latest, happening.latest or happening.earliest, "text"
    published = min((a.source.published for a in happening.accounts if a.source.published), default=None)
    return published, published, "published" if published else "none"


def roads_of(accounts: Iterable[Account], origins: Mapping[str, str]) -> tuple[tuple[str, ...], ...]:
    """The documents of these accounts by independent road: those of one origin, or that relay one medium, are together.

    `origins` gives the origin of a document; one that is not in it stands for itself. A medium's own report and one that
    relays it (`نقلت رويترز عن`) are two roads, unless their texts share an origin. Documents and roads are sorted.
    """
    parents: dict[str, str] = {}

    def root(name: str) -> str:
        parents.setdefault(name, name)
        while parents[name] != name:
            name = parents[name]
        return name

    documents = set()
    for account in accounts:
        source = account.source
        documents.add(source.document)
        ties = {f"o:{origins.get(source.document, source.document)}"}
        relays = {found for name in (account.voice.relays if account.voice else ()) if (found := medium(name))}
        ties |= {f"m:{name}" for name in relays if not of_house(name, source.outlet)}
        for tie in sorted(ties):
            parents[root(tie)] = root(f"d:{source.document}")
    groups: dict[str, list[str]] = {}
    for document in sorted(documents):
        groups.setdefault(root(f"d:{document}"), []).append(document)
    return tuple(sorted(map(tuple, groups.values())))


def medium(name: str) -> str | None:
    """The usual name of a known outlet or agency, whatever its spelling (`وكالة "فرانس برس"`); None for other names."""
    words = "".join(mark for mark in fold_word(name) if mark not in _QUOTATION_MARKS).split()
    for start in (0, 1):  # with and without a type noun before the name
        if found := _media().get(" ".join(words[start:])):
            return found
    return None


def of_house(name: str, outlet: str | None) -> bool:
    """Whether a medium is the outlet itself or the house of which it is a branch (`بي بي سي` of `بي بي سي عربي`)."""
    return bool(outlet) and (medium(outlet or "") == name or fold_word(outlet or "").startswith(f"{fold_word(name)} "))


@cache
def _media() -> dict[str, str]:
    found: dict[str, str] = {}
    for row in table("outlets"):
        for spelling in (row["name_ar"], *values(row["variants"])):
            found.setdefault(fold_word(spelling), row["name_ar"])
    return found
