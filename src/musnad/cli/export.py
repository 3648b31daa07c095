"""`musnad export`: records and tables out of a store."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from musnad.cli.exits import orderly
from musnad.cli.filters import (
    ACTOR,
    COUNTRY,
    DB,
    LIMIT,
    OUTLETS,
    PLACE,
    SINCE,
    SPEAKER,
    STANCE,
    TYPE,
    UNTIL,
    filters_of,
)
from musnad.cli.options import epilog

if TYPE_CHECKING:
    from musnad.store import Store
    from musnad.store.choosing import Filters

EPILOG = epilog(
    ("musnad export --db news.db > records.jsonl", "all records, as musnad read prints them"),
    ("musnad export --db news.db --format csv --type ASSAULT --since 2018-03-01 --output events.csv", "events of documents"),
    ("musnad export --db news.db --format parquet --layer claims --output claims.parquet", "who says what"),
)


class ExportFormat(StrEnum):
    """What is written."""

    JSONL = "jsonl"
    CSV = "csv"
    PARQUET = "parquet"


class ExportLayer(StrEnum):
    """Which rows are written."""

    RECORDS = "records"
    DOCUMENTS = "documents"
    MENTIONS = "mentions"
    CLAIMS = "claims"
    EVENTS = "events"
    PROBLEMS = "problems"


def export(
    *,
    db: DB,
    form: Annotated[
        ExportFormat, typer.Option("--format", help="JSON Lines, or a table as CSV or Parquet.")
    ] = ExportFormat.JSONL,
    layer: Annotated[
        ExportLayer | None,
        typer.Option("--layer", help="Which rows. Without this: records in JSON Lines, events in tables."),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", metavar="FILE", help="Write there instead of to standard output, all or nothing."),
    ] = None,
    outlet: OUTLETS = None,
    since: SINCE = None,
    until: UNTIL = None,
    actor: ACTOR = None,
    place: PLACE = None,
    country: COUNTRY = None,
    type: TYPE = None,  # noqa: A002 - the name of the option
    speaker: SPEAKER = None,
    stance: STANCE = None,
    limit: LIMIT = None,
) -> None:
    """Write the current records of a store, or a table of one of their layers, by date of publication and id.

    Filters choose documents; --limit counts them. The same store gives the same bytes.
    """
    wanted = filters_of(
        outlets=outlet, since=since, until=until, actor=actor, place=place, country=country, type=type,
        speaker=speaker, stance=stance, limit=limit,
    )  # fmt: skip
    if form is ExportFormat.PARQUET and output is None:
        raise typer.BadParameter("Parquet is written to a file; name it with --output", param_hint="'--output'")
    if layer is ExportLayer.PROBLEMS and wanted.any_given:
        raise typer.BadParameter("problems are exported whole; leave the filters out", param_hint="'--layer'")
    with orderly():
        from musnad.store import open_store

        with open_store(db, create=False) as store:
            _export(store, form, layer, output, wanted)
    raise typer.Exit


def _export(store: Store, form: ExportFormat, layer: ExportLayer | None, output: Path | None, wanted: Filters) -> None:
    from musnad.store import exporting
    from musnad.store.choosing import document_conditions

    chosen = layer or (ExportLayer.RECORDS if form is ExportFormat.JSONL else ExportLayer.EVENTS)
    with store.reading() as connection:
        where = document_conditions(connection, wanted)
        if form is ExportFormat.JSONL and chosen is ExportLayer.RECORDS:
            found = exporting.record_rows(connection, where, limit=wanted.limit)
        else:
            found = exporting.rows(connection, chosen.value, where, limit=wanted.limit)
        if form is ExportFormat.PARQUET and output is not None:
            exporting.write_parquet(output, chosen.value, found)
            return
        with _target(output) as target:
            if form is ExportFormat.CSV:
                exporting.write_csv(target, chosen.value, found)
            else:
                target.writelines(exporting.lines(found))


@contextmanager
def _target(output: Path | None) -> Iterator[TextIO]:
    if output is None:
        yield sys.stdout
        return
    from musnad.ingest import atomic_writer

    with atomic_writer(output) as stream:
        yield stream
