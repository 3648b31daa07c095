"""Opening a store: addresses, connections, transactions, and errors in one language."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import sqlalchemy as sa
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError

from musnad.errors import StoreError
from musnad.store import migrations

BUSY_SECONDS = 60
"""How long a writer of SQLite waits for another's transaction."""

_WRITERS = 0x6D75736E6164
"""The number of PostgreSQL's advisory lock that writers hold one at a time: "musnad" in ASCII."""


class Store:
    """An open store; `reading()` and `writing()` give connections. Close it, or use it in `with`."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine

    @property
    def url(self) -> sa.URL:
        """The address, with its password if there is one."""
        return self._engine.url

    @property
    def is_sqlite(self) -> bool:
        """Whether the store is one file of SQLite."""
        return self._engine.dialect.name == "sqlite"

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """A connection that sees the store as it is now, whatever writers do meanwhile."""
        with _translated(self.url), self._engine.connect() as connection:
            if not self.is_sqlite:
                connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
            with connection.begin():
                yield connection

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """A connection in a transaction that is kept when the block ends and undone when it fails; one writer at a time."""
        with _translated(self.url), self._engine.connect() as connection:
            connection.execution_options(musnad_begin="BEGIN IMMEDIATE")
            with connection.begin():
                if not self.is_sqlite:
                    connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_WRITERS)))
                yield connection

    @contextmanager
    def outside_transactions(self) -> Iterator[sa.Connection]:
        """A connection for statements such as VACUUM, which may not stand in a transaction."""
        with _translated(self.url), self._engine.connect() as connection:
            if self.is_sqlite:  # whose driver is in that mode already: see _set_up
                yield connection.execution_options(musnad_begin=None)
            else:
                yield connection.execution_options(isolation_level="AUTOCOMMIT")

    def release(self) -> None:
        """Closes idle connections; do so before processes are forked, which would inherit them."""
        self._engine.dispose()

    def close(self) -> None:
        """Closes everything."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()


def open_store(url: str, *, create: bool = True) -> Store:
    """The store at an address: `sqlite:///news.db` or just `news.db`, or `postgresql+psycopg://USER@HOST/NAME`.

    Its tables are brought up to date. Raises StoreError where nothing is there and `create` is false, where the
    database is not a store or is of a later version, and where it cannot be reached.
    """
    address = _address(url)
    if address.get_backend_name() == "sqlite":
        path = Path(address.database or "")
        if not path.exists() and not create:
            raise StoreError(f"{path}: there is no store here; `musnad add` makes one")
        if not path.parent.is_dir():
            raise StoreError(f"{path}: the folder does not exist")
    with _translated(address):
        store = Store(_engine(address))
    try:
        _prepare(store, create=create)
    except BaseException:
        store.close()
        raise
    return store


def _prepare(store: Store, *, create: bool) -> None:
    """Runs the migrations that are due and lets go of the connection."""
    with store.reading() as connection:
        due = migrations.pending(connection)
        empty = len(due) == len(migrations.MIGRATIONS)
    if empty and not create:
        raise StoreError(f"{_shown(store.url)}: there is no store here; `musnad add` makes one")
    for step in due:
        with store.writing() as connection:
            migrations.apply(connection, step)
    store.release()


def _address(url: str) -> sa.URL:
    if "://" not in url:
        if not url.strip():
            raise StoreError("the address of the store is empty; write --db news.db")
        return sa.URL.create("sqlite", database=url)
    try:
        address = sa.make_url(url)
    except (ArgumentError, ValueError) as error:
        raise StoreError("the address of the store is no URL; write sqlite:///news.db") from error
    backend = address.get_backend_name()
    if backend == "sqlite":
        if not address.database or address.database == ":memory:":
            raise StoreError("a store is a file; write sqlite:///news.db")
        return address
    if backend != "postgresql":
        raise StoreError(f"{backend}: a store is in SQLite or PostgreSQL; write sqlite:///news.db")
    return address.set(drivername="postgresql+psycopg")


def _engine(address: sa.URL) -> sa.Engine:
    if address.get_backend_name() != "sqlite":
        return sa.create_engine(address)
    engine = sa.create_engine(address, connect_args={"timeout": BUSY_SECONDS})
    sa.event.listen(engine, "connect", _set_up)
    sa.event.listen(engine, "begin", _begin)
    return engine


def _set_up(connection: sqlite3.Connection, _record: Any) -> None:  # noqa: ANN401 - SQLAlchemy's own record of the connection
    connection.isolation_level = None  # the driver would begin transactions late, and not before a SELECT
    for pragma in ("journal_mode = WAL", "synchronous = NORMAL", "foreign_keys = ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: sa.Connection) -> None:
    # a writer takes its lock first: one that began as a reader would fail at its first write when another had written
    statement = connection.get_execution_options().get("musnad_begin", "BEGIN")
    if statement is not None:
        connection.exec_driver_sql(statement)


@contextmanager
def _translated(address: sa.URL) -> Iterator[None]:
    try:
        yield
    except DBAPIError as error:
        raise StoreError(f"{_shown(address)}: {' '.join(str(error.orig).split())}") from error
    except (SQLAlchemyError, sqlite3.Error) as error:
        raise StoreError(f"{_shown(address)}: {' '.join(str(error).split())}") from error


def _shown(address: sa.URL) -> str:
    """The address without its password."""
    if address.get_backend_name() == "sqlite":
        return address.database or ""
    return address.render_as_string(hide_password=True)
