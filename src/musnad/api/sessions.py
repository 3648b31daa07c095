"""Signing in with a password, who is signed in, and signing out; `web` uses `sign_in` and `sign_out` for its own form."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Literal

from fastapi import APIRouter, Body, Request, Response
from pydantic import BaseModel, Field

from musnad.api import passwords
from musnad.api.access import Asking, Visitor, needs
from musnad.api.guarding import SESSION_COOKIE, Rates
from musnad.api.problems import RESPONSES, Refusal
from musnad.api.settings import Settings
from musnad.store import Store, users
from musnad.types.vocabulary import Role

router = APIRouter(prefix="/api/session", tags=["session"], responses=RESPONSES)


class Credentials(BaseModel):
    """A user's name and password."""

    name: str = Field(max_length=users.LONGEST_NAME)
    password: str = Field(max_length=passwords.LONGEST)


class Who(BaseModel):
    """Who is signed in, and how that is known."""

    name: str
    role: Role
    by: Literal["machine", "session", "token"]


@router.post("", dependencies=[needs("anyone")])
def create(request: Request, response: Response, given: Annotated[Credentials, Body()]) -> Who:
    """Signs in: a cookie that scripts cannot read stands for the user until the session ends."""
    return _who(sign_in(request, response, given.name, given.password))


@router.get("", dependencies=[needs("reader")])
def show(visitor: Asking) -> Who:
    """Who is signed in."""
    return _who(visitor)


@router.delete("", status_code=204, dependencies=[needs("reader")])
def delete(request: Request, response: Response) -> None:
    """Signs out."""
    sign_out(request, response)


def sign_in(request: Request, response: Response, name: str, password: str) -> Visitor:
    """Starts a session and sets its cookie on the response. Raises Refusal for a wrong name or password, or too many."""
    settings: Settings = request.app.state.settings
    rates: Rates = request.app.state.sign_ins
    store: Store = request.app.state.store
    address = request.client.host if request.client else "unknown"
    limit = settings.sign_ins_a_minute
    if not (rates.allows(limit, "address", address) and rates.allows(limit, "name", name)):
        raise Refusal("too-many", "too many attempts to sign in; wait a minute", headers={"retry-after": "60"})
    with store.reading() as connection:
        user = users.user_named(connection, name)
    if not passwords.matches(password, user.password if user else None) or user is None:
        raise Refusal("not-signed-in", "this name and password do not belong together")
    lasting = timedelta(hours=settings.session_hours)
    with store.writing() as connection:
        secret = users.issue(connection, user, "session", lasting=lasting)
    response.set_cookie(
        SESSION_COOKIE,
        secret,
        max_age=int(lasting.total_seconds()),
        httponly=True,
        secure=request.scope["scheme"] == "https",
        samesite="lax",
    )
    return Visitor(user.name, user.role, "session")


def sign_out(request: Request, response: Response) -> None:
    """Ends the session of the request's cookie and takes the cookie back."""
    store: Store = request.app.state.store
    if secret := request.cookies.get(SESSION_COOKIE):
        with store.writing() as connection:
            users.revoke(connection, secret)
    response.delete_cookie(SESSION_COOKIE, httponly=True, samesite="lax")


def _who(visitor: Visitor) -> Who:
    return Who(name=visitor.name, role=visitor.role, by=visitor.by)
