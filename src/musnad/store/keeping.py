"""Looking after a store: what is in it, dropping what is not needed, copying it while it is used."""

from __future__ import annotations

import contextlib
import secrets
import sqlite3
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from musnad.errors import StoreError
from musnad.store import schema
from musnad.store.engine import Store, open_store
from musnad.store.migrations import applied
from musnad.store.rereading import drop_unnamed_actors

_AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class OutletRow:
    """The documents of one outlet (None: unknown) and the days on which they were published."""

    outlet: str | None
    documents: int
    since: str | None
    until: str | None


@dataclass(frozen=True, slots=True)
class MakerRow:
    """The readings of one maker: current ones, old ones, and ones that wait for the end of their run."""

    made_by: str
    current: int
    old: int
    waiting: int


@dataclass(frozen=True, slots=True)
class Status:
    """What is in a store; `rows` counts each table, `bytes` the database."""

    migrations: tuple[str, ...]
    bytes: int
    outlets: tuple[OutletRow, ...]
    makers: tuple[MakerRow, ...]
    problems: dict[str, int]
    rows: dict[str, int]


@dataclass(frozen=True, slots=True)
class Collected:
    """What was dropped."""

    readings: int
    makers: int
    actors: int


def status(connection: sa.Connection) -> Status:
    """What is in the store now."""
    problems = schema.problems
    counted = sa.select(problems.c.kind, sa.func.count()).group_by(problems.c.kind).order_by(problems.c.kind)
    return Status(
        applied(connection),
        _size(connection),
        _outlets(connection),
        _makers(connection),
        {row[0]: row[1] for row in connection.execute(counted)},
        {str(table.name): _count(connection, table) for table in schema.METADATA.sorted_tables},
    )


def collect(store: Store, *, abandon: bool = False) -> Collected:
    """Drops readings that newer ones have replaced, and what only they needed; gives the space back.

    Readings that wait for the end of a run stay, unless `abandon` gives these runs up.
    """
    with store.writing() as connection:
        readings, makers, rereads = schema.readings, schema.makers, schema.rereads
        if abandon:
            connection.execute(sa.delete(rereads).where(rereads.c.finished.is_(None)))
        waiting = sa.select(rereads.c.made_by).where(rereads.c.finished.is_(None))
        old = sa.delete(readings).where(readings.c.current.is_(sa.false()), readings.c.made_by.not_in(waiting))
        dropped = connection.execute(old).rowcount
        used = sa.select(readings.c.made_by).union(waiting)
        connection.execute(sa.delete(rereads).where(rereads.c.made_by.not_in(used)))
        unused = connection.execute(sa.delete(makers).where(makers.c.digest.not_in(used))).rowcount
        actors = drop_unnamed_actors(connection)
    with store.outside_transactions() as connection:
        connection.execute(sa.text("VACUUM" if store.is_sqlite else "VACUUM ANALYZE"))
        if store.is_sqlite:
            connection.execute(sa.text("PRAGMA optimize"))
            connection.execute(sa.text("PRAGMA wal_checkpoint(TRUNCATE)"))
    return Collected(dropped, unused, actors)


def backup(store: Store, target: Path) -> None:
    """Copies the store into a new SQLite file, as it is at one moment, while others read and write.

    From PostgreSQL the tables are copied row by row; an index for search is made anew in the copy. The file is whole or
    not there. Raises StoreError where the target exists.
    """
    if target.exists():
        raise StoreError(f"{target}: exists already; name a new file")
    if not target.parent.is_dir():
        raise StoreError(f"{target}: the folder does not exist")
    part = target.with_name(f".{target.name[:100]}.{secrets.token_hex(8)}.part")
    try:
        if store.is_sqlite:
            _copy_pages(store, part)
        else:
            _copy_rows(store, part)
        part.replace(target)
    finally:
        for suffix in ("", "-wal", "-shm"):
            part.with_name(part.name + suffix).unlink(missing_ok=True)


def _copy_pages(store: Store, part: Path) -> None:
    with store.outside_transactions() as connection, contextlib.closing(sqlite3.connect(part)) as copy:
        driver = connection.connection.driver_connection
        assert isinstance(driver, sqlite3.Connection)  # noqa: S101 - tells the type checker what is_sqlite says
        driver.backup(copy)
        copy.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _copy_rows(store: Store, part: Path) -> None:
    with open_store(str(part)) as copy:
        with store.reading() as source, copy.writing() as connection:
            for table in schema.METADATA.sorted_tables:
                order = list(table.primary_key.columns) or list(table.columns)
                query = sa.select(table).order_by(*order).execution_options(stream_results=True)
                rows = source.execute(query)
                for some in rows.mappings().partitions(_AT_ONCE):
                    connection.execute(sa.insert(table), [dict(row) for row in some])
        with copy.outside_transactions() as connection:
            connection.execute(sa.text("PRAGMA wal_checkpoint(TRUNCATE)"))


def _outlets(connection: sa.Connection) -> tuple[OutletRow, ...]:
    documents = schema.documents
    days = (sa.func.min(documents.c.published), sa.func.max(documents.c.published))
    query = sa.select(documents.c.outlet, sa.func.count(), *days).group_by(documents.c.outlet)
    rows = connection.execute(query.order_by(documents.c.outlet.asc().nulls_last()))
    return tuple(OutletRow(*row) for row in rows)


def _makers(connection: sa.Connection) -> tuple[MakerRow, ...]:
    readings, rereads = schema.readings, schema.rereads
    waiting = set(connection.scalars(sa.select(rereads.c.made_by).where(rereads.c.finished.is_(None))))
    query = sa.select(readings.c.made_by, readings.c.current, sa.func.count()).group_by(
        readings.c.made_by, readings.c.current
    )
    counts: dict[str, list[int]] = {}
    for made_by, current, count in connection.execute(query):
        row = counts.setdefault(made_by, [0, 0, 0])
        row[0 if current else 2 if made_by in waiting else 1] += count
    return tuple(MakerRow(made_by, *counts[made_by]) for made_by in sorted(counts))


def _count(connection: sa.Connection, table: sa.Table) -> int:
    return connection.scalar(sa.select(sa.func.count()).select_from(table)) or 0


def _size(connection: sa.Connection) -> int:
    if connection.dialect.name == "sqlite":
        pages = connection.scalar(sa.text("PRAGMA page_count")) or 0
        return int(pages * (connection.scalar(sa.text("PRAGMA page_size")) or 0))
    return int(connection.scalar(sa.select(sa.func.pg_database_size(sa.func.current_database()))) or 0)
