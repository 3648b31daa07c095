"""Users of a server and the secrets that stand for them: passwords as hashes, tokens and sessions as digests."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

import sqlalchemy as sa

from musnad.errors import StoreError
from musnad.store import schema
from musnad.store.writing import now
from musnad.types.vocabulary import ROLES, Role

Kind = Literal["session", "token"]

LONGEST_NAME = 80
_SECRET_BYTES = 32
_PREFIX = "musnad_"
"""Begins every secret, so that one that lies about is known for what it is."""


@dataclass(frozen=True, slots=True)
class User:
    """Somebody who may use the store; `password` is a hash, None for those who have tokens only."""

    number: int
    name: str
    role: Role
    password: str | None
    made: str


@dataclass(frozen=True, slots=True)
class Token:
    """What is known of a token: never the secret itself. Times are ISO 8601 in UTC; `expires` None is never."""

    number: int
    user: str
    label: str
    made: str
    expires: str | None


def anybody(connection: sa.Connection) -> bool:
    """Whether the store has users, so that a server must ask who comes."""
    return connection.scalar(sa.select(schema.users.c.id).limit(1)) is not None


def users(connection: sa.Connection) -> tuple[User, ...]:
    """All users by name."""
    rows = connection.execute(_users().order_by(schema.users.c.name))
    return tuple(User(*row) for row in rows)


def user_named(connection: sa.Connection, name: str) -> User | None:
    """The user of that name."""
    row = connection.execute(_users().where(schema.users.c.name == name)).one_or_none()
    return User(*row) if row else None


def add_user(connection: sa.Connection, name: str, role: Role, password: str | None = None) -> User:
    """Adds a user with the hash of a password. Raises StoreError for a name that is taken, empty, long or not printable."""
    if not name.strip() or name != name.strip() or len(name) > LONGEST_NAME or not name.isprintable():
        raise StoreError(f"{name!r}: a user's name has 1 to {LONGEST_NAME} printable characters, no blanks around it")
    if role not in ROLES:
        raise StoreError(f"{role!r} is no role; there is {', '.join(ROLES)}")
    if user_named(connection, name):
        raise StoreError(f"{name!r}: there is a user of this name")
    connection.execute(sa.insert(schema.users).values(name=name, role=role, password=password, made=now()))
    return required(connection, name)


def change_user(connection: sa.Connection, name: str, *, role: Role | None = None, password: str | None = None) -> None:
    """Gives a user another role, or another password; a new password ends all sessions. StoreError where there is none."""
    user = required(connection, name)
    table = schema.users
    if role is not None:
        connection.execute(sa.update(table).where(table.c.id == user.number).values(role=role))
    if password is not None:
        connection.execute(sa.update(table).where(table.c.id == user.number).values(password=password))
        held = schema.credentials
        connection.execute(sa.delete(held).where(held.c.user == user.number, held.c.kind == "session"))


def remove_user(connection: sa.Connection, name: str) -> None:
    """Removes a user with all tokens and sessions; what the user decided stays. Raises StoreError where there is none."""
    connection.execute(sa.delete(schema.users).where(schema.users.c.id == required(connection, name).number))


def required(connection: sa.Connection, name: str) -> User:
    """The user of that name; StoreError where there is none."""
    found = user_named(connection, name)
    if found is None:
        raise StoreError(f"{name!r}: there is no user of this name; `musnad users list` shows them")
    return found


def issue(connection: sa.Connection, user: User, kind: Kind, *, label: str = "", lasting: timedelta | None = None) -> str:
    """A new secret that stands for the user; it is given this once and kept as its digest. Old ones are cleared away."""
    table = schema.credentials
    connection.execute(sa.delete(table).where(table.c.expires < now()))
    secret = _PREFIX + secrets.token_urlsafe(_SECRET_BYTES)
    expires = None if lasting is None else (datetime.now(UTC) + lasting).isoformat(timespec="seconds")
    row = {"user": user.number, "kind": kind, "digest": _digest(secret), "label": label, "made": now(), "expires": expires}
    connection.execute(sa.insert(table), [row])
    return secret


def holder(connection: sa.Connection, secret: str, kind: Kind) -> User | None:
    """The user whom a secret of this kind stands for; None for one that is unknown or has expired."""
    table = schema.credentials
    valid = sa.or_(table.c.expires.is_(None), table.c.expires >= now())
    query = _users().join(table, table.c.user == schema.users.c.id)
    row = connection.execute(query.where(table.c.digest == _digest(secret), table.c.kind == kind, valid)).one_or_none()
    return User(*row) if row else None


def revoke(connection: sa.Connection, secret: str) -> None:
    """Ends what a secret stands for; one that is unknown is no error."""
    table = schema.credentials
    connection.execute(sa.delete(table).where(table.c.digest == _digest(secret)))


def tokens(connection: sa.Connection, user: User | None = None) -> tuple[Token, ...]:
    """The tokens of a user, or all, by number."""
    table = schema.credentials
    query = sa.select(table.c.id, schema.users.c.name, table.c.label, table.c.made, table.c.expires)
    query = query.join(schema.users, schema.users.c.id == table.c.user).where(table.c.kind == "token")
    if user is not None:
        query = query.where(table.c.user == user.number)
    return tuple(Token(*row) for row in connection.execute(query.order_by(table.c.id)))


def remove_token(connection: sa.Connection, number: int, user: User | None = None) -> None:
    """Ends the token of that number, of this user if one is given. Raises StoreError where there is none."""
    if number not in {token.number for token in tokens(connection, user)}:
        raise StoreError(f"{number}: there is no token of this number; `musnad tokens list` shows them")
    table = schema.credentials
    connection.execute(sa.delete(table).where(table.c.id == number))


def _users() -> sa.Select[Any]:
    table = schema.users
    return sa.select(table.c.id, table.c.name, table.c.role, table.c.password, table.c.made)


def _digest(secret: str) -> str:
    # secrets are 256 random bits: nobody tries them all, so that a plain digest is as safe as a slow one
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
