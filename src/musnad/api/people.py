"""Routes by which admins look after users, and everybody after their own tokens."""

from __future__ import annotations

from dataclasses import asdict
from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Body, Path, Request
from pydantic import BaseModel, Field

from musnad.api import passwords
from musnad.api.access import Asking, needs
from musnad.api.answering import store_of
from musnad.api.problems import RESPONSES, Refusal, described
from musnad.errors import InputError, StoreError
from musnad.store import users
from musnad.types.vocabulary import Role

router = APIRouter(prefix="/api", tags=["users and tokens"], responses=RESPONSES)

_ADMIN = [needs("admin")]
_ANY = [needs("reader")]
UserName = Annotated[str, Path(max_length=users.LONGEST_NAME)]


class UserTold(BaseModel):
    """A user; `password` says whether there is one."""

    name: str
    role: Role
    password: bool
    made: str


class NewUser(BaseModel):
    """A user to be added; without a password there are tokens only."""

    name: str = Field(min_length=1, max_length=users.LONGEST_NAME)
    role: Role = "reader"
    password: str | None = Field(None, min_length=passwords.SHORTEST, max_length=passwords.LONGEST)


class NewToken(BaseModel):
    """A token to be made: what it is for, and for how many days it holds (null: until it is removed)."""

    label: str = Field("", max_length=200)
    days: int | None = Field(None, ge=1, le=3650)


class TokenTold(BaseModel):
    """A token without its secret."""

    number: int
    user: str
    label: str
    made: str
    expires: str | None


class Secret(BaseModel):
    """A new token: the only time that it is told."""

    token: str


@router.get("/users", dependencies=_ADMIN)
def list_users(request: Request) -> list[UserTold]:
    """All users by name."""
    with store_of(request).reading() as connection:
        return [_told(each) for each in users.users(connection)]


@router.post("/users", status_code=201, dependencies=_ADMIN, responses=described((409, "The name is taken")))
def add_user(request: Request, given: Annotated[NewUser, Body()], visitor: Asking) -> UserTold:
    """Adds a user. The first one of a store must be an admin with a password: from then on everybody signs in."""
    try:
        password = passwords.hashed(given.password) if given.password is not None else None
    except InputError as error:
        raise Refusal("invalid", str(error)) from error
    with store_of(request).writing() as connection:
        if users.user_named(connection, given.name):
            raise Refusal("taken", f"{given.name}: there is a user of this name")
        if visitor.by == "machine" and (given.role != "admin" or password is None):
            raise Refusal("invalid", "the first user must be an admin with a password, or nobody could sign in")
        try:
            return _told(users.add_user(connection, given.name, given.role, password))
        except StoreError as error:
            raise Refusal("invalid", str(error)) from error


@router.delete("/users/{name}", status_code=204, dependencies=_ADMIN)
def remove_user(request: Request, name: UserName, visitor: Asking) -> None:
    """Removes a user with all tokens and sessions; nobody removes themselves."""
    if name == visitor.name:
        raise Refusal("invalid", "nobody removes themselves; another admin may")
    with store_of(request).writing() as connection:
        if users.user_named(connection, name) is None:
            raise Refusal("not-found", f"{name}: there is no user of this name")
        users.remove_user(connection, name)


@router.get("/tokens", dependencies=_ANY)
def list_tokens(request: Request, visitor: Asking) -> list[TokenTold]:
    """One's own tokens, without the secrets."""
    with store_of(request).reading() as connection:
        user = users.user_named(connection, visitor.name)
        return [TokenTold(**asdict(each)) for each in users.tokens(connection, user)] if user else []


@router.post("/tokens", status_code=201, dependencies=_ANY)
def add_token(request: Request, given: Annotated[NewToken, Body()], visitor: Asking) -> Secret:
    """Makes a token that stands for oneself."""
    with store_of(request).writing() as connection:
        user = users.user_named(connection, visitor.name)
        if user is None:
            raise Refusal("invalid", "there are no users yet, and nothing that a token could stand for")
        lasting = timedelta(days=given.days) if given.days else None
        return Secret(token=users.issue(connection, user, "token", label=given.label, lasting=lasting))


@router.delete("/tokens/{number}", status_code=204, dependencies=_ANY)
def remove_token(request: Request, number: Annotated[int, Path(ge=1, lt=1 << 62)], visitor: Asking) -> None:
    """Ends one of one's own tokens."""
    with store_of(request).writing() as connection:
        user = users.user_named(connection, visitor.name)
        if user is None or number not in {each.number for each in users.tokens(connection, user)}:
            raise Refusal("not-found", f"{number}: there is no such token of yours")
        users.remove_token(connection, number, user)


def _told(user: users.User) -> UserTold:
    return UserTold(name=user.name, role=user.role, password=user.password is not None, made=user.made)
