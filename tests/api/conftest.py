"""What the tests of the API share: a small store, and servers over it on ports of their own."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from importlib import resources
from pathlib import Path

import pytest
from tests.api.asking import HOSTILE, PASSWORD, Client, Json, serving

from musnad.api.passwords import hashed
from musnad.batch import read_many
from musnad.store import Store, comparing, open_store, users, writing
from musnad.types import Document, Problem
from musnad.types.vocabulary import ROLES

NEWSROOM = resources.files("musnad") / "data" / "newsroom" / "articles.jsonl"


@pytest.fixture(scope="session")
def records() -> tuple[Json, ...]:
    """Records of the sample newsroom, read by the rules, and of a hostile article."""
    given = [json.loads(line) for line in NEWSROOM.read_text(encoding="utf-8").splitlines()]
    newsroom = [
        Document(
            each["id"],
            f"{each['title']}\n\n{each['text']}" if each.get("title") else each["text"],
            each.get("title"),
            each.get("published"),
            each.get("outlet"),
            each.get("url"),
        )
        for each in given
    ]
    found = [item for item in read_many([*newsroom, HOSTILE], reader="rules") if not isinstance(item, Problem)]
    return tuple(json.loads(json.dumps(record.to_dict())) for record in found)


@pytest.fixture(scope="session")
def new_store(records: tuple[Json, ...], tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Store]:
    """Makes another store of the records, compared, without users."""

    def made() -> Store:
        folder: Path = tmp_path_factory.mktemp("store")
        store = open_store(str(folder / "news.db"))
        with store.writing() as connection:
            writing.write(connection, [*records, Problem("bad.txt", "empty-input", "bad.txt: nothing to read")])
        list(comparing.compare(store))
        return store

    return made


@pytest.fixture(scope="session")
def open_port(new_store: Callable[[], Store]) -> Iterator[int]:
    """A server over a store without users."""
    with new_store() as store, serving(store) as port:
        yield port


@pytest.fixture
def client(open_port: int) -> Client:
    """Whoever sits at the machine, while the store has no users."""
    return Client(open_port)


@pytest.fixture(scope="session")
def guarded(new_store: Callable[[], Store]) -> Iterator[dict[str, Client]]:
    """Clients of a server over a store with users: one a role, named like it, and `nobody`."""
    with new_store() as store:
        with store.writing() as connection:
            password = hashed(PASSWORD)
            made = {role: users.add_user(connection, role, role, password) for role in ROLES}
            tokens = {role: users.issue(connection, user, "token", label="tests") for role, user in made.items()}
        with serving(store) as port:
            yield {role: Client(port, token) for role, token in tokens.items()} | {"nobody": Client(port)}
