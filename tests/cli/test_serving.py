"""`musnad serve`, `users` and `tokens`, as people use them."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest

PASSWORD = "a long enough password"  # noqa: S105 - of a store that the test makes


@pytest.fixture
def db(invoke: Callable[..., Any], article: Path, tmp_path: Path) -> str:
    path = str(tmp_path / "news.db")
    assert invoke("add", article, "--db", path, "--reader", "rules", "--published", "2024-01-16").exit_code == 0
    return path


def test_users_are_added_changed_listed_and_removed(invoke: Callable[..., Any], db: str) -> None:
    added = invoke("users", "add", "amal", "--role", "admin", "--password-stdin", "--db", db, input=f"{PASSWORD}\n")
    assert (added.exit_code, added.stdout) == (0, "amal is admin\n")
    assert invoke("users", "add", "bot", "--no-password", "--db", db).exit_code == 0
    assert invoke("users", "add", "amal", "--no-password", "--db", db).exit_code == 4
    assert invoke("users", "add", "new", "--password-stdin", "--db", db, input="short\n").exit_code == 4
    assert invoke("users", "add", " ", "--no-password", "--db", db).exit_code == 4
    assert invoke("users", "change", "bot", "--role", "reviewer", "--db", db).exit_code == 0
    assert invoke("users", "change", "bot", "--db", db).exit_code == 2
    assert invoke("users", "change", "bot", "--password-stdin", "--db", db, input=f"{PASSWORD}\n").exit_code == 0
    shown = invoke("users", "list", "--format", "json", "--db", db).stdout
    found = [json.loads(line) for line in shown.splitlines()]
    assert [(each["name"], each["role"], each["signs in"]) for each in found] == [
        ("amal", "admin", "password"),
        ("bot", "reviewer", "password"),
    ]
    assert invoke("users", "remove", "bot", "--db", db).exit_code == 0
    assert invoke("users", "remove", "bot", "--db", db).exit_code == 4


def test_a_password_is_asked_for_twice_and_not_shown(invoke: Callable[..., Any], db: str) -> None:
    added = invoke("users", "add", "amal", "--db", db, input=f"{PASSWORD}\n{PASSWORD}\n")
    assert added.exit_code == 0
    assert PASSWORD not in added.output


def test_tokens_are_made_listed_and_removed(invoke: Callable[..., Any], db: str) -> None:
    assert invoke("tokens", "add", "bot", "--db", db).exit_code == 4
    invoke("users", "add", "bot", "--no-password", "--db", db)
    secret = invoke("tokens", "add", "bot", "--label", "nightly", "--days", "2", "--db", db).stdout.strip()
    assert secret.startswith("musnad_")
    listed = invoke("tokens", "list", "--format", "json", "--db", db).stdout
    token = json.loads(listed)
    assert (token["user"], token["label"]) == ("bot", "nightly")
    assert token["expires"] > token["made"]
    assert secret not in listed
    assert secret.encode() not in Path(db).read_bytes()
    assert invoke("tokens", "remove", "99", "--db", db).exit_code == 4
    assert invoke("tokens", "remove", str(token["number"]), "--db", db).exit_code == 0
    assert invoke("tokens", "list", "--format", "json", "--db", db).stdout == ""


def test_a_server_that_others_can_reach_does_not_start_without_users(invoke: Callable[..., Any], db: str) -> None:
    for options in (("--host", "192.0.2.1"), ("--name", "news.example.org")):
        refused = invoke("serve", *options, "--db", db)
        assert refused.exit_code == 4
        assert "musnad users add" in refused.stderr
    assert invoke("serve", "--db", f"{db}.not").exit_code == 4


@pytest.mark.slow
def test_the_command_serves_until_it_is_stopped(command: Callable[..., list[str]], db: str) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    words = command("serve", "--port", str(port), "--reader", "rules", "--db", db)
    process = subprocess.Popen(words, stderr=subprocess.PIPE, encoding="utf-8", env=dict(os.environ))
    try:
        deadline = time.monotonic() + 60
        while True:
            assert process.poll() is None
            assert time.monotonic() < deadline
            try:
                connection = HTTPConnection("127.0.0.1", port, timeout=20)
                connection.request("GET", "/api/documents")
                break
            except ConnectionRefusedError:
                time.sleep(0.2)
        answer = connection.getresponse()
        assert answer.status == 200
        assert json.loads(answer.read())["items"][0]["id"] == "article"
        process.send_signal(signal.SIGINT if sys.platform != "win32" else signal.SIGTERM)
        _, told = process.communicate(timeout=20)
        assert f"http://127.0.0.1:{port}" in told
        assert "Traceback" not in told
    finally:
        process.kill()
