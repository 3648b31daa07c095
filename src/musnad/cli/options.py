"""Arguments and options that several commands share, each described once."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from musnad.cli.terminal import Bidi


class RecordFormat(StrEnum):
    """How records are shown."""

    JSON = "json"
    TABLE = "table"
    TEXT = "text"


class AnswerFormat(StrEnum):
    """How an explanation is shown."""

    TEXT = "text"
    JSON = "json"


class ReportFormat(StrEnum):
    """How a report is shown."""

    TABLE = "table"
    JSON = "json"


PUBLISHED = Annotated[
    str | None,
    typer.Option(
        "--published",
        metavar="DATE",
        help="Date of publication of documents that do not give one, such as 2017-01-10. "
        "Without any, relative dates stay unresolved.",
    ),
]
OUTLET = Annotated[
    str | None,
    typer.Option("--outlet", metavar="NAME", help="Outlet of documents that do not name one."),
]
READER = Annotated[
    str, typer.Option("--reader", metavar="NAME", help="Which reader reads: trained, or rules alone (faster, finds less).")
]
BIDI = Annotated[
    Bidi,
    typer.Option(
        "--bidi",
        envvar="MUSNAD_BIDI",
        help="Who joins Arabic letters and puts them in order: the terminal, or Musnad (visual). "
        "auto looks at what the terminal is; a file or pipe gets the order of reading.",
    ),
]

DEFAULT_READER = "trained"
"""The first of `musnad.pipeline.READERS`, written here so that `--help` need not load the pipeline."""


def check_reader(name: str) -> None:
    """Ends the command with a usage error when no reader has that name."""
    from musnad.pipeline import READERS

    if name not in READERS:
        raise typer.BadParameter(f"no reader is called {name!r}; there is {', '.join(READERS)}", param_hint="'--reader'")


def check_date(published: str | None) -> None:
    """Ends the command with a usage error when the date cannot be understood."""
    from musnad.ingest import iso_date

    if published is not None and iso_date(published) is None:
        raise typer.BadParameter(f"{published!r} is no date; write it as 2017-01-10", param_hint="'--published'")


def epilog(*examples: tuple[str, str]) -> str:
    r"""Examples as the last part of a help page: commands with what they do, kept line for line by `\b`."""
    lines = [f"  {command}\n      {meaning}" for command, meaning in examples]
    return "\b\nExamples:\n" + "\n".join(lines)
