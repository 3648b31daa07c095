"""Who asks, and what each route needs: readers look, reviewers also correct, admins also look after users.

Every route names its need with `needs(...)`, and `check` refuses an application in which one does not. So do the pages:

    router = APIRouter(dependencies=[needs("reader")])

    @router.get("/documents")
    def documents(visitor: Annotated[Visitor, Depends(visitor)]) -> Response: ...
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Annotated, Literal

from fastapi import Depends, FastAPI, Request
from fastapi.dependencies.models import Dependant
from fastapi.params import Depends as Needed
from fastapi.routing import APIRoute
from fastapi.security import APIKeyCookie, HTTPAuthorizationCredentials, HTTPBearer
from starlette.routing import BaseRoute, Mount
from starlette.staticfiles import StaticFiles

from musnad.api.guarding import SESSION_COOKIE
from musnad.api.problems import Refusal
from musnad.api.settings import Settings
from musnad.errors import MusnadError
from musnad.store import Store, users
from musnad.types.vocabulary import ROLES, Role

Need = Role | Literal["anyone"]

_MARK = "musnad_need"
_BEARER = HTTPBearer(auto_error=False, description="A token: `musnad tokens add`.")
_COOKIE = APIKeyCookie(name=SESSION_COOKIE, auto_error=False, description="A session: POST /api/session.")


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who asks. `by` says how that is known; `machine` is whoever sits at it, while the store has no users."""

    name: str
    role: Role
    by: Literal["machine", "session", "token"]

    def may(self, role: Role) -> bool:
        """Whether the visitor may do what that role may."""
        return ROLES.index(self.role) >= ROLES.index(role)


LOCAL = Visitor("local", "admin", "machine")
"""Whoever asks from this machine while the store has no users."""


def visitor_of(request: Request) -> Visitor | None:
    """Who asks; None for a stranger. A token goes before a session."""
    if not hasattr(request.state, "visitor"):
        request.state.visitor = _found(request)
    found: Visitor | None = request.state.visitor
    return found


def _found(request: Request) -> Visitor | None:
    store: Store = request.app.state.store
    settings: Settings = request.app.state.settings
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    session = request.cookies.get(SESSION_COOKIE)
    with store.reading() as connection:
        if scheme.lower() == "bearer":
            user = users.holder(connection, token.strip(), "token")
            return Visitor(user.name, user.role, "token") if user else None
        if session and (user := users.holder(connection, session, "session")):
            return Visitor(user.name, user.role, "session")
        return LOCAL if settings.is_local and not users.anybody(connection) else None


def needs(need: Need) -> Needed:
    """The dependency of a route that lets in who has this role; 401 for strangers, 403 for others."""

    def check(
        request: Request,
        _token: Annotated[HTTPAuthorizationCredentials | None, Depends(_BEARER)] = None,
        _session: Annotated[str | None, Depends(_COOKIE)] = None,
    ) -> None:
        found = visitor_of(request)
        if found is None:
            raise Refusal("not-signed-in", "nobody is signed in", headers={"www-authenticate": "Bearer"})
        if need != "anyone" and not found.may(need):
            raise Refusal("not-allowed", f"{need} is needed, {found.name} is {found.role}")

    def anyone() -> None:
        """Lets everybody in."""

    chosen: Callable[..., None] = anyone if need == "anyone" else check
    setattr(chosen, _MARK, need)
    depends: Needed = Depends(chosen)
    return depends


def visitor(request: Request) -> Visitor:
    """Who asks, for routes that need a role; use it as `Depends(visitor)`."""
    found = visitor_of(request)
    if found is None:
        raise Refusal("not-signed-in", "nobody is signed in", headers={"www-authenticate": "Bearer"})
    return found


def need_of(route: APIRoute) -> Need | None:
    """What a route needs: the most that any of its dependencies asks; None where it does not say."""
    order: tuple[Need, ...] = ("anyone", *ROLES)
    found = [getattr(each.call, _MARK) for each in _dependants(route.dependant) if hasattr(each.call, _MARK)]
    return max(found, key=order.index, default=None)


def check(app: FastAPI) -> None:
    """Raises MusnadError where a route does not say what it needs: forgetting it must not open it."""
    unsaid = [getattr(route, "path", repr(route)) for route in app.routes if not _is_said(route)]
    if unsaid:
        raise MusnadError(f"{', '.join(unsaid)}: say with needs(…) who may ask for it")


def routes_of(app: FastAPI) -> Iterator[APIRoute]:
    """The routes that answer with something made here; mounted folders of files are none."""
    return (route for route in app.routes if isinstance(route, APIRoute))


def _is_said(route: BaseRoute) -> bool:
    if isinstance(route, APIRoute):
        return need_of(route) is not None
    return isinstance(route, Mount) and isinstance(route.app, StaticFiles)


def _dependants(dependant: Dependant) -> Iterator[Dependant]:
    for each in dependant.dependencies:
        yield each
        yield from _dependants(each)


Asking = Annotated[Visitor, Depends(visitor)]
"""A parameter that gets who asks."""
