"""What stands before every route: other sites, other names, sizes, rates, and the headers that keep a browser at home."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Iterator

import pytest
from tests.api.asking import Client, serving

from musnad.api import Settings
from musnad.store import Store, users

LIMITED = Settings(port=0, reader="rules", requests_a_minute=0, body_bytes=2000, text_length=300)

_TRIES = 100


@pytest.fixture(scope="module")
def limited(new_store: Callable[[], Store]) -> Iterator[Client]:
    with new_store() as store, serving(store, LIMITED) as port:
        yield Client(port)


@pytest.fixture(scope="module")
def everywhere(new_store: Callable[[], Store]) -> Iterator[Client]:
    """A server that listens on every address and has users."""
    settings = Settings(host="0.0.0.0", port=0, reader="rules", requests_a_minute=0)  # noqa: S104 - what is tested
    with new_store() as store:
        with store.writing() as connection:
            users.add_user(connection, "amal", "reader")
        with serving(store, settings) as port:
            yield Client(port)


@pytest.mark.parametrize(
    "path", ["/api/health", "/api/docs", "/api/documents", "/api/not-there", "/", "/api/exports/events"]
)
def test_every_answer_keeps_the_browser_at_home(client: Client, path: str) -> None:
    headers = client.ask("GET", f"/api/{path}").headers
    policy = dict(part.split(" ", 1) for part in headers["content-security-policy"].split("; "))
    assert policy["default-src"] == "'none'"
    allowed = {source for sources in policy.values() for source in sources.split()}
    assert allowed <= {"'none'", "'self'", "data:", "blob:"}
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert "access-control-allow-origin" not in headers
    assert "server" not in headers
    assert headers["cache-control"] in {"no-store", "private, no-cache"}


def test_the_page_about_the_api_loads_nothing(client: Client) -> None:
    page = client.ask("GET", "/api/docs").body.decode()
    assert "http" not in page
    assert "<script" not in page
    assert "/api/happenings/{name}/reports" in page


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"sec_fetch_site": "cross-site"}, 403),
        ({"sec_fetch_site": "same-site"}, 403),
        ({"origin": "https://elsewhere.example"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": "http://["}, 403),
        ({"cookie": "musnad_session=x"}, 403),
        ({"sec_fetch_site": "same-origin", "cookie": "musnad_session=x"}, 200),
        ({"sec_fetch_site": "none"}, 200),
        ({}, 200),
    ],
)
def test_other_sites_change_nothing(client: Client, headers: dict[str, str], status: int) -> None:
    answer = client.ask("POST", "/api/read", {"text": "قال الوزير."}, **headers)
    assert answer.status == status
    assert status == 200 or answer.json["kind"] == "cross-site"


def test_the_own_origin_may_ask(client: Client) -> None:
    origin = f"http://127.0.0.1:{client.port}"
    assert client.ask("POST", "/api/read", {"text": "قال الوزير."}, origin=origin).status == 200
    assert (
        client.ask("POST", "/api/read", {"text": "قال الوزير."}, origin=f"http://127.0.0.1:{client.port + 1}").status == 403
    )


@pytest.mark.parametrize("host", ["elsewhere.example", "127.0.0.1.elsewhere.example", "[", ""])
def test_a_name_that_points_here_opens_nothing(client: Client, host: str) -> None:
    assert client.ask("GET", "/api/documents", host=host).status in {400, 421}


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:1", "127.0.0.1", "[::1]:8000"])
def test_the_names_of_the_machine_are_known(client: Client, host: str) -> None:
    assert client.ask("GET", "/api/documents?limit=1", host=host).status == 200


@pytest.mark.parametrize("host", ["[", "[x", "", "a b", "elsewhere.example"])
def test_where_everybody_signs_in_any_name_is_answered(everywhere: Client, host: str) -> None:
    answer = everywhere.ask("GET", "/api/documents?cursor=x", host=host)
    assert answer.status in {400, 401}


def test_large_requests_are_refused(limited: Client) -> None:
    answer = limited.ask("POST", "/api/read", b"x" * 3000, content_type="text/plain")
    assert (answer.status, answer.json["kind"]) == (413, "too-large")
    answer = limited.ask("POST", "/api/read", {"text": "قال " * 100})
    assert (answer.status, answer.json["kind"]) == (413, "too-large")
    assert "300 characters" in answer.json["detail"]


def test_a_body_without_a_length_is_counted_as_it_comes(limited: Client) -> None:
    with socket.create_connection(("127.0.0.1", limited.port), timeout=20) as connection:
        connection.sendall(
            b"POST /api/read HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n"
        )
        connection.sendall(b"400\r\n" + b"x" * 1024 + b"\r\n")
        connection.sendall(b"400\r\n" + b"x" * 1024 + b"\r\n")
        assert b" 413 " in connection.recv(4096).split(b"\r\n")[0]


def test_too_many_requests_wait(new_store: Callable[[], Store]) -> None:
    settings = Settings(port=0, reader="rules", requests_a_minute=5, sign_ins_a_minute=2)
    with new_store() as store, serving(store, settings) as port:
        client = Client(port)
        answers = [client.ask("GET", "/api/health") for _ in range(7)]
        assert [answer.status for answer in answers] == [200] * 5 + [429] * 2
        assert answers[-1].json["kind"] == "too-many"
        assert int(answers[-1].headers["retry-after"]) > 0


def test_attempts_to_sign_in_are_few(new_store: Callable[[], Store]) -> None:
    settings = Settings(port=0, reader="rules", requests_a_minute=0, sign_ins_a_minute=2)
    with new_store() as store, serving(store, settings) as port:
        body = {"name": "amal", "password": "guessing"}
        answers = [Client(port).ask("POST", "/api/session", body) for _ in range(3)]
        assert [answer.status for answer in answers] == [401, 401, 429]


def test_large_answers_take_turns(new_store: Callable[[], Store]) -> None:
    settings = Settings(port=0, reader="rules", requests_a_minute=0, streams=0)
    with new_store() as store, serving(store, settings) as port:
        answer = Client(port).get("exports/records")
        assert (answer.status, answer.json["kind"]) == (429, "too-many")
        assert Client(port).get("documents").status == 200


def test_a_stream_that_is_left_gives_its_place_back(new_store: Callable[[], Store]) -> None:
    settings = Settings(port=0, reader="rules", requests_a_minute=0, streams=1)
    with new_store() as store, serving(store, settings) as port:
        for _ in range(5):
            with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
                connection.sendall(b"GET /api/exports/records HTTP/1.1\r\nHost: localhost\r\n\r\n")
                assert connection.recv(20).startswith(b"HTTP/1.1 ")
        # the server learns that somebody left when it next writes to them, which a busy machine delays
        statuses: list[int] = []
        while len(statuses) < _TRIES and statuses[-3:] != [200, 200, 200]:
            statuses.append(Client(port).get("exports/records").status)
            time.sleep(0 if statuses[-1] == 200 else 0.2)
        assert statuses[-3:] == [200, 200, 200]
