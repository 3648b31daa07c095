"""Who may ask what: a row for every route of the application, tried by everybody."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi import APIRouter, Request, Response
from tests.api.asking import PASSWORD, Client, serving

from musnad.api import Pages, Problem, Settings, access, create_app
from musnad.errors import MusnadError, StoreError
from musnad.store import Store, users

# method, address (with a value in every place), what it needs, body
MATRIX: tuple[tuple[str, str, str, dict[str, Any] | None], ...] = (
    ("GET", "/api/health", "anyone", None),
    ("GET", "/api/openapi.json", "anyone", None),
    ("GET", "/api/docs", "anyone", None),
    ("POST", "/api/session", "anyone", {"name": "nobody", "password": "wrong"}),
    ("GET", "/api/session", "reader", None),
    ("DELETE", "/api/session", "reader", None),
    ("POST", "/api/read", "reader", {"text": "قال الوزير."}),
    ("GET", "/api/documents", "reader", None),
    ("GET", "/api/documents/{name:path}", "reader", None),
    ("GET", "/api/mentions", "reader", None),
    ("GET", "/api/claims", "reader", None),
    ("GET", "/api/events", "reader", None),
    ("GET", "/api/entities", "reader", None),
    ("GET", "/api/entities/{key:path}", "reader", None),
    ("GET", "/api/problems", "reader", None),
    ("GET", "/api/status", "reader", None),
    ("GET", "/api/happenings", "reader", None),
    ("GET", "/api/happenings/{name}", "reader", None),
    ("GET", "/api/happenings/{name}/reports", "reader", None),
    ("GET", "/api/comparisons/{name:path}", "reader", None),
    ("GET", "/api/origins", "reader", None),
    ("GET", "/api/timelines", "reader", None),
    ("GET", "/api/networks", "reader", None),
    ("GET", "/api/names", "reader", None),
    ("GET", "/api/outlets", "reader", None),
    ("GET", "/api/outlets/{name:path}", "reader", None),
    ("GET", "/api/search", "reader", None),
    ("GET", "/api/exports/{layer}", "reader", None),
    ("GET", "/api/users", "admin", None),
    ("POST", "/api/users", "admin", {"name": "", "role": "reader"}),
    ("DELETE", "/api/users/{name}", "admin", None),
    ("GET", "/api/tokens", "reader", None),
    ("POST", "/api/tokens", "reader", {"days": 0}),
    ("DELETE", "/api/tokens/{number}", "reader", None),
)
RANK = ("anyone", "reader", "reviewer", "admin")


@pytest.fixture(scope="module")
def store(new_store: Callable[[], Store]) -> Iterator[Store]:
    with new_store() as opened:
        yield opened


def test_every_route_has_a_row(store: Store) -> None:
    app = create_app(store)
    found = {
        (method, route.path, access.need_of(route)) for route in access.routes_of(app) for method in route.methods or ()
    }
    assert found == {(method, path, need) for method, path, need, _ in MATRIX}
    assert len(list(access.routes_of(app))) == len(app.routes)


@pytest.mark.parametrize("who", ["nobody", "reader", "reviewer", "admin"])
@pytest.mark.parametrize(("method", "path", "need", "body"), MATRIX, ids=[f"{row[0]} {row[1]}" for row in MATRIX])
def test_the_matrix(
    guarded: dict[str, Client], who: str, method: str, path: str, need: str, body: dict[str, Any] | None
) -> None:
    for place in ("{name:path}", "{key:path}", "{name}"):
        path = path.replace(place, "not-there")
    path = path.replace("{layer}", "events").replace("{number}", "999999")
    answer = guarded[who].ask(method, path, body)
    if need != "anyone" and who == "nobody":
        assert (answer.status, answer.json["kind"]) == (401, "not-signed-in")
        assert answer.headers["www-authenticate"] == "Bearer"
    elif need != "anyone" and RANK.index(who) < RANK.index(need):
        assert (answer.status, answer.json["kind"]) == (403, "not-allowed")
    else:
        # a wrong password is told with 401 too; everything else that these rows send is answered
        assert answer.status in ({401} if path == "/api/session" and method == "POST" else {200, 204, 404, 422})


def test_a_route_that_does_not_say_what_it_needs_keeps_the_application_from_starting(store: Store) -> None:
    router = APIRouter()

    @router.get("/open")
    def forgotten() -> str:
        return "everybody may see this"

    with pytest.raises(MusnadError, match="/open"):
        create_app(store, pages=Pages([router]))


def test_pages_stand_beside_the_api_and_show_problems_their_own_way(new_store: Callable[[], Store], tmp_path: Path) -> None:
    (tmp_path / "page.css").write_text("p {}", encoding="utf-8")
    router = APIRouter()

    @router.get("/page", dependencies=[access.needs("reader")])
    def page() -> str:
        return "shown"

    def show(request: Request, problem: Problem) -> Response | None:
        return None if request.url.path.startswith("/api/") else Response("sign in", problem.status, media_type="text/html")

    with new_store() as opened:
        with opened.writing() as connection:
            users.add_user(connection, "somebody", "reader")
        with serving(opened, pages=Pages([router], {"/static": tmp_path}, show)) as port:
            client = Client(port)
            assert (client.ask("GET", "/page").status, client.ask("GET", "/page").body) == (401, b"sign in")
            assert client.ask("GET", "/api/status").json["kind"] == "not-signed-in"
            assert client.ask("GET", "/static/page.css").body == b"p {}"
            assert "script-src 'self'" in client.ask("GET", "/static/page.css").headers["content-security-policy"]
            assert "/page" not in client.ask("GET", "/api/openapi.json").json["paths"]


@pytest.mark.parametrize("settings", [Settings(host="192.0.2.1"), Settings(host="::"), Settings(names=("a.example",))])
def test_a_server_that_others_can_reach_needs_users(store: Store, settings: Settings) -> None:
    with pytest.raises(StoreError, match="musnad users add"):
        create_app(store, settings)


def test_wrong_tokens_open_nothing(guarded: dict[str, Client], client: Client) -> None:
    port = guarded["nobody"].port
    for header in ("Bearer wrong", "Bearer ", "bearer", "Basic YTpi", "\x7f", "Bearer " + "x" * 5000):
        assert Client(port).ask("GET", "/api/status", authorization=header).status == 401
    assert client.ask("GET", "/api/status").status == 200
    assert client.ask("GET", "/api/status", authorization="Bearer wrong").status == 401


def test_a_session_is_a_cookie_that_stands_for_the_user_until_signing_out(guarded: dict[str, Client]) -> None:
    client = guarded["nobody"]
    wrong = client.ask("POST", "/api/session", {"name": "reader", "password": "not this one"})
    assert (wrong.status, wrong.json["kind"]) == (401, "not-signed-in")
    answer = client.ask("POST", "/api/session", {"name": "reader", "password": PASSWORD})
    assert answer.json == {"name": "reader", "role": "reader", "by": "session"}
    cookie = answer.headers["set-cookie"]
    assert {"HttpOnly", "SameSite=lax", "Path=/"} <= {part.strip() for part in cookie.split(";")}
    held = cookie.split(";")[0]
    assert client.ask("GET", "/api/session", cookie=held).json["by"] == "session"
    assert client.ask("GET", "/api/status", authorization=f"Bearer {held.partition('=')[2]}").status == 401
    assert client.ask("DELETE", "/api/session", cookie=held).json["kind"] == "cross-site"
    assert client.ask("DELETE", "/api/session", cookie=held, sec_fetch_site="same-origin").status == 204
    assert client.ask("GET", "/api/session", cookie=held).status == 401


def test_users_and_tokens_come_and_go(guarded: dict[str, Client]) -> None:
    admin = guarded["admin"]
    new = {"name": "زائر", "role": "reader"}
    assert admin.ask("POST", "/api/users", new).status == 201
    assert admin.ask("POST", "/api/users", new).json["kind"] == "taken"
    assert {"name": "زائر", "role": "reader", "password": False}.items() <= admin.get("users").json[-1].items()
    secret = guarded["reader"].ask("POST", "/api/tokens", {"label": "nightly", "days": 1}).json["token"]
    other = Client(admin.port, secret)
    assert other.get("session").json == {"name": "reader", "role": "reader", "by": "token"}
    number = next(each["number"] for each in other.get("tokens").json if each["label"] == "nightly")
    assert guarded["reviewer"].ask("DELETE", f"/api/tokens/{number}").status == 404
    assert other.ask("DELETE", f"/api/tokens/{number}").status == 204
    assert other.get("session").status == 401
    assert admin.ask("DELETE", "/api/users/admin").status == 422
    assert admin.ask("DELETE", "/api/users/%D8%B2%D8%A7%D8%A6%D8%B1").status == 204
    assert "$" not in str(admin.get("users").json)


def test_the_first_user_can_sign_in_and_closes_the_door(new_store: Callable[[], Store]) -> None:
    with new_store() as store, serving(store) as port:
        client = Client(port)
        assert client.ask("POST", "/api/users", {"name": "amal", "role": "reader", "password": PASSWORD}).status == 422
        assert client.ask("POST", "/api/tokens", {}).status == 422
        assert client.ask("POST", "/api/users", {"name": "amal", "role": "admin", "password": PASSWORD}).status == 201
        assert client.ask("GET", "/api/status").status == 401
