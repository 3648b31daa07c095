"""What the pages are asked for: filters in addresses, forgiving where a form sends empty fields."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Literal

from fastapi import Query

from musnad.store.choosing import Filters
from musnad.types.vocabulary import MODES

_COUNTRY = re.compile("[A-Z]{3}")
_STANCES = frozenset({"neutral", "distanced", "endorsed"})
_LONGEST = 300
_OUTLETS = 50

Text = Annotated[str, Query(max_length=_LONGEST)]


@dataclass(frozen=True, slots=True)
class Asked:
    """The filters of an address; `wrong` are the fields whose values mean nothing, which are left out."""

    outlet: tuple[str, ...] = ()
    since: str = ""
    until: str = ""
    actor: str = ""
    place: str = ""
    country: str = ""
    type: str = ""
    speaker: str = ""
    stance: str = ""
    wrong: tuple[str, ...] = field(default=())

    @property
    def filters(self) -> Filters:
        """The filters as the store takes them."""
        return Filters(
            self.outlet, self.since or None, self.until or None, self.actor or None, self.place or None,
            self.country or None, self.type or None, self.speaker or None, self.stance or None,
        )  # fmt: skip

    @property
    def parameters(self) -> dict[str, object]:
        """The filters as parameters of an address, without those that are empty."""
        names = ("outlet", "since", "until", "actor", "place", "country", "type", "speaker", "stance")
        return {name: value for name in names if (value := getattr(self, name))}


def asked(  # noqa: PLR0917  (parameters of an address)
    outlet: Annotated[list[str], Query(max_length=_OUTLETS)] = [],  # noqa: B006 - FastAPI copies defaults
    since: Text = "",
    until: Text = "",
    actor: Text = "",
    place: Text = "",
    country: Text = "",
    type: Text = "",  # noqa: A002 - the name of the parameter, as in the API
    speaker: Text = "",
    stance: Text = "",
) -> Asked:
    """The filters of a request."""
    given = {
        "since": since.strip(),
        "until": until.strip(),
        "country": country.strip().upper(),
        "type": type.strip(),
        "stance": stance.strip(),
    }
    checks = {
        "since": _is_day,
        "until": _is_day,
        "country": lambda value: bool(_COUNTRY.fullmatch(value)),
        "type": MODES.__contains__,
        "stance": _STANCES.__contains__,
    }
    wrong = tuple(name for name, value in given.items() if value and not checks[name](value))
    kept = {name: "" if name in wrong else value for name, value in given.items()}
    outlets = tuple(dict.fromkeys(each[:_LONGEST] for each in outlet if each))
    return Asked(outlets, actor=actor.strip(), place=place.strip(), speaker=speaker.strip(), wrong=wrong, **kept)


Page = Annotated[int, Query(ge=1, le=10_000)]
By = Literal["words", "meaning", "both"]


def _is_day(given: str) -> bool:
    try:
        date.fromisoformat(given)
    except ValueError:
        return False
    return len(given) == len("2018-04-07")
