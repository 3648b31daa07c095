"""Options of all commands that ask a store: where it is, and what is wanted."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, get_args

import typer

if TYPE_CHECKING:
    from musnad.store.choosing import Filters


class TableFormat(StrEnum):
    """How an answer is shown."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


DB = Annotated[
    str,
    typer.Option(
        "--db",
        envvar="MUSNAD_DB",
        metavar="URL",
        help="The store: news.db or sqlite:///news.db, or postgresql+psycopg://USER@HOST/NAME.",
    ),
]
FORMAT = Annotated[TableFormat, typer.Option("--format", help="For people, for programs, or for spreadsheets.")]
OUTLETS = Annotated[
    list[str] | None,
    typer.Option("--outlet", metavar="NAME", help="Documents of this outlet; may be given several times."),
]
SINCE = Annotated[str | None, typer.Option("--since", metavar="DATE", help="Published on this day or later.")]
UNTIL = Annotated[str | None, typer.Option("--until", metavar="DATE", help="Published on this day or earlier.")]
ACTOR = Annotated[
    str | None,
    typer.Option(
        "--actor", metavar="NAME", help="Who acts or is acted upon: a name in Arabic or English, or a key (Q41521)."
    ),
]
PLACE = Annotated[
    str | None, typer.Option("--place", metavar="NAME", help="Where: a name in Arabic or English, or a key (geonames:…).")
]
COUNTRY = Annotated[str | None, typer.Option("--country", metavar="CODE", help="Country of the place, such as SYR.")]
TYPE = Annotated[str | None, typer.Option("--type", metavar="TYPE", help="Type of event, such as ASSAULT.")]
SPEAKER = Annotated[str | None, typer.Option("--speaker", metavar="NAME", help="Who says it: a name or a key.")]
STANCE = Annotated[
    str | None,
    typer.Option(
        "--stance", metavar="STANCE", help="How the outlet stands to what is said: neutral, distanced or endorsed."
    ),
]
LIMIT = Annotated[int | None, typer.Option("--limit", min=1, metavar="N", help="At most so many.")]


def filters_of(
    *,
    outlets: list[str] | None = None,
    since: str | None = None,
    until: str | None = None,
    actor: str | None = None,
    place: str | None = None,
    country: str | None = None,
    type: str | None = None,  # noqa: A002 - the name of the option and of the field
    speaker: str | None = None,
    stance: str | None = None,
    limit: int | None = None,
) -> Filters:
    """The filters that the options stand for; ends the command with a usage error for a value that does not exist."""
    from musnad.store.choosing import Filters
    from musnad.types.vocabulary import MODES, Stance

    return Filters(
        outlets=tuple(outlets or ()),
        since=_date(since, "--since"),
        until=_date(until, "--until"),
        actor=actor,
        place=place,
        country=country.upper() if country else None,
        type=_one_of(type.upper() if type else None, tuple(MODES), "--type"),
        speaker=speaker,
        stance=_one_of(stance, get_args(Stance), "--stance"),
        limit=limit,
    )


def _date(given: str | None, option: str) -> str | None:
    from musnad.ingest import iso_date

    if given is None:
        return None
    date = iso_date(given)
    if date is None:
        raise typer.BadParameter(f"{given!r} is no date; write it as 2017-01-10", param_hint=f"'{option}'")
    return date


def _one_of(given: str | None, values: tuple[str, ...], option: str) -> str | None:
    if given is not None and given not in values:
        raise typer.BadParameter(f"{given!r} does not exist; there is {', '.join(values)}", param_hint=f"'{option}'")
    return given
