"""Changes of the tables, each a named function that runs once in a transaction; a ledger says which have run."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import NamedTuple

import sqlalchemy as sa

from musnad.errors import StoreError
from musnad.store import indexing, schema

_LEDGER = sa.Table(
    "migrations",
    sa.MetaData(),
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("applied", sa.Text, nullable=False),
)


class Migration(NamedTuple):
    """A step with the name that the ledger keeps; `apply` gets a connection inside a transaction."""

    name: str
    apply: Callable[[sa.Connection], None]


def _first_tables(connection: sa.Connection) -> None:
    schema.METADATA.create_all(connection)


def _index_of_words(connection: sa.Connection) -> None:
    indexing.rebuild(connection)


def _users(connection: sa.Connection) -> None:
    for table in (schema.users, schema.credentials):
        table.create(connection, checkfirst=True)  # a new store has them from its first step


def _ties_for_blocks(connection: sa.Connection) -> None:
    """What is compared is kept in another shape: everything is compared anew by the next `musnad update`."""
    for table in ("blocks", "accounts", "happenings", "compared"):
        connection.execute(sa.text(f"DROP TABLE IF EXISTS {table}"))
    schema.METADATA.create_all(connection)


MIGRATIONS: tuple[Migration, ...] = (
    Migration("0001-tables", _first_tables),
    Migration("0002-words", _index_of_words),
    Migration("0003-users", _users),
    Migration("0004-ties", _ties_for_blocks),
)
"""All steps in order. New ones are appended; one that was released is never changed."""


def applied(connection: sa.Connection) -> tuple[str, ...]:
    """The names of the migrations that a database has had, sorted; none where it is not a store."""
    if not sa.inspect(connection).has_table(_LEDGER.name):
        return ()
    return tuple(connection.scalars(sa.select(_LEDGER.c.name).order_by(_LEDGER.c.name)))


def pending(connection: sa.Connection) -> tuple[Migration, ...]:
    """The migrations that a database still needs.

    Raises StoreError for a database of a later version, and for one that holds other tables but no store.
    """
    done = set(applied(connection))
    unknown = done - {step.name for step in MIGRATIONS}
    if unknown:
        raise StoreError(f"the database was made by a later version of Musnad ({', '.join(sorted(unknown))}); update Musnad")
    if not done and (found := sa.inspect(connection).get_table_names()):
        raise StoreError(f"the database holds other tables ({', '.join(sorted(found)[:3])}) and no store; name another")
    return tuple(step for step in MIGRATIONS if step.name not in done)


def apply(connection: sa.Connection, step: Migration) -> None:
    """Runs one step and enters it in the ledger, unless another process has done so meanwhile."""
    _LEDGER.create(connection, checkfirst=True)
    if step.name in applied(connection):
        return
    step.apply(connection)
    connection.execute(sa.insert(_LEDGER).values(name=step.name, applied=datetime.now(UTC).isoformat(timespec="seconds")))
