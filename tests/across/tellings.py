"""Parties, accounts and happenings for tests of what is answered from them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from musnad.across.accounts import Account, Party, Source
from musnad.types import Span


@dataclass(frozen=True)
class Reported:
    """A happening as the tests need it."""

    accounts: tuple[Account, ...]
    id: str = "h-1"
    type: str = "ASSAULT"
    mode: str | None = None
    earliest: str | None = "2018-04-14"
    latest: str | None = "2018-04-14"
    place: Party | None = None
    actors: tuple[Party, ...] = ()
    recipients: tuple[Party, ...] = ()
    main: frozenset[str] = field(default_factory=frozenset)


def party(key: str, country: str | None = None, kind: str = "organization", **more: Any) -> Party:  # noqa: ANN401 - fields of several types
    return Party(key, kind, more.pop("name", key), None, country, more.pop("sectors", ()), key, Span(0, 1), **more)


def account(document: str, actors: tuple[Party, ...], recipients: tuple[Party, ...] = (), **more: Any) -> Account:  # noqa: ANN401 - fields of several types
    return Account(
        source=Source(document, more.pop("outlet", "o"), "2018-04-15"), event="v1", type=more.pop("type", "ASSAULT"),
        mode=None, context=(), status=more.pop("status", "happened"), certainty=more.pop("certainty", "asserted"),
        intensity=None, quad=None, anchor=Span(0, 3), word=more.pop("word", "قصف"), sentence=Span(0, 9), words="قصف الجيش",
        headline=False, lead=True, actors=actors, recipients=recipients, place=more.pop("place", None), earliest=None,
        latest=None, happening=None, voice=more.pop("voice", None),
    )  # fmt: skip


ARMY, REBELS, RUSSIA = party("army", "SYR"), party("rebels", "SYR", sectors=("REB",)), party("russia", "RUS")
