"""`musnad users` and `musnad tokens`: who may use a server, and secrets for programs."""

from __future__ import annotations

import sys
from datetime import timedelta
from enum import StrEnum
from typing import Annotated

import typer

from musnad.cli.exits import orderly
from musnad.cli.filters import DB, FORMAT, TableFormat
from musnad.cli.options import epilog
from musnad.cli.rows import show

users = typer.Typer(
    name="users",
    help="Add, change, list and remove those who may use a server (`musnad serve`).",
    epilog=epilog(
        ("musnad users add amal --role admin --db news.db", "asks for a password"),
        ("musnad users list --db news.db", "who there is"),
    ),
    no_args_is_help=True,
)
tokens = typer.Typer(
    name="tokens",
    help="Make, list and remove secrets that programs send in place of a password.",
    epilog=epilog(
        ("musnad tokens add amal --label nightly --days 90 --db news.db", "prints the token, this once"),
        ("musnad tokens list --db news.db", "which there are, without the secrets"),
    ),
    no_args_is_help=True,
)


class RoleName(StrEnum):
    """What a user may do."""

    READER = "reader"
    REVIEWER = "reviewer"
    ADMIN = "admin"


NAME = Annotated[str, typer.Argument(metavar="NAME", help="Name of the user.")]
ROLE = Annotated[
    RoleName, typer.Option("--role", help="reader: look; reviewer: also correct; admin: also look after users.")
]
STDIN = Annotated[bool, typer.Option("--password-stdin", help="Read the password from standard input.")]


@users.command("add")
def add(
    name: NAME,
    *,
    db: DB,
    role: ROLE = RoleName.READER,
    password_stdin: STDIN = False,
    no_password: Annotated[bool, typer.Option("--no-password", help="Make a user that has tokens only.")] = False,
) -> None:
    """Add a user; the password is asked for."""
    with orderly():
        from musnad.api import passwords
        from musnad.store import open_store
        from musnad.store import users as kept

        password = None if no_password else passwords.hashed(_password(from_stdin=password_stdin))
        with open_store(db, create=False) as store, store.writing() as connection:
            kept.add_user(connection, name, role.value, password)
        sys.stdout.write(f"{name} is {role.value}\n")


@users.command("change")
def change(
    name: NAME,
    *,
    db: DB,
    role: Annotated[RoleName | None, typer.Option("--role", help="The new role.")] = None,
    password: Annotated[bool, typer.Option("--password", help="Ask for a new password; ends all sessions.")] = False,
    password_stdin: STDIN = False,
) -> None:
    """Give a user another role or password."""
    if role is None and not (password or password_stdin):
        raise typer.BadParameter("say what changes: --role, --password or --password-stdin", param_hint="'NAME'")
    with orderly():
        from musnad.api import passwords
        from musnad.store import open_store
        from musnad.store import users as kept

        wanted = password or password_stdin
        hashed = passwords.hashed(_password(from_stdin=password_stdin)) if wanted else None
        with open_store(db, create=False) as store, store.writing() as connection:
            kept.change_user(connection, name, role=role.value if role else None, password=hashed)
        sys.stdout.write(f"{name} was changed\n")


@users.command("list")
def listed(*, db: DB, form: FORMAT = TableFormat.TABLE) -> None:
    """List the users."""
    with orderly():
        from musnad.store import open_store
        from musnad.store import users as kept

        with open_store(db, create=False) as store, store.reading() as connection:
            found = kept.users(connection)
        columns = ("name", "role", "signs in", "made")
        rows = ((each.name, each.role, "password" if each.password else "token", each.made) for each in found)
        show(((dict(zip(columns, row, strict=True)), row) for row in rows), columns, form, "Users")


@users.command("remove")
def remove(name: NAME, *, db: DB) -> None:
    """Remove a user with all tokens and sessions; what the user decided stays."""
    with orderly():
        from musnad.store import open_store
        from musnad.store import users as kept

        with open_store(db, create=False) as store, store.writing() as connection:
            kept.remove_user(connection, name)
        sys.stdout.write(f"{name} was removed\n")


@tokens.command("add")
def add_token(
    name: NAME,
    *,
    db: DB,
    label: Annotated[str, typer.Option("--label", metavar="WORDS", help="What the token is for.")] = "",
    days: Annotated[
        int | None, typer.Option("--days", min=1, max=3650, metavar="N", help="How long it holds; else until removed.")
    ] = None,
) -> None:
    """Make a token of a user and print it, this once."""
    with orderly():
        from musnad.store import open_store
        from musnad.store import users as kept

        with open_store(db, create=False) as store, store.writing() as connection:
            lasting = timedelta(days=days) if days else None
            secret = kept.issue(connection, kept.required(connection, name), "token", label=label, lasting=lasting)
        sys.stdout.write(f"{secret}\n")


@tokens.command("list")
def list_tokens(*, db: DB, form: FORMAT = TableFormat.TABLE) -> None:
    """List the tokens, without the secrets."""
    with orderly():
        from musnad.store import open_store
        from musnad.store import users as kept

        with open_store(db, create=False) as store, store.reading() as connection:
            found = kept.tokens(connection)
        columns = ("number", "user", "label", "made", "expires")
        rows = ((each.number, each.user, each.label, each.made, each.expires) for each in found)
        show(((dict(zip(columns, row, strict=True)), row) for row in rows), columns, form, "Tokens")


@tokens.command("remove")
def remove_token(
    number: Annotated[int, typer.Argument(metavar="NUMBER", help="Its number, as `musnad tokens list` shows it.")],
    *,
    db: DB,
) -> None:
    """End a token."""
    with orderly():
        from musnad.store import open_store
        from musnad.store import users as kept

        with open_store(db, create=False) as store, store.writing() as connection:
            kept.remove_token(connection, number)
        sys.stdout.write(f"token {number} was removed\n")


def _password(*, from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    asked: str = typer.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
    return asked
