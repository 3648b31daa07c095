"""`kill -9` at any moment: nothing is lost, nothing is there twice."""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa
from typer.main import get_command

from musnad.batch import adding
from musnad.cli.application import app
from musnad.store import exporting, open_store, schema
from musnad.types import Document, Record

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="the runs that are killed are forked")

KILLS = {"sqlite": 50, "postgresql": 15}


@pytest.fixture
def sample(newsroom: tuple[Document, ...], tmp_path: Path) -> Path:
    """Articles, one twice, two under one id, one with a date that is none, and lines that are no articles."""
    lines = [{"id": d.id, "text": d.text, "published": d.published, "outlet": d.outlet} for d in newsroom[:10]]
    lines += [lines[2], {**lines[3], "text": lines[4]["text"]}, {**lines[5], "id": "undated", "published": "أمس"}]
    path = tmp_path / "sample.jsonl"
    written = [json.dumps(line) for line in lines]
    path.write_text("\n".join([*written[:4], "{broken", *written[4:], "[]"]) + "\n", encoding="utf-8")
    return path


def forked(arguments: list[str], at_statement: int | None) -> int:
    """Runs the command in a process of its own, which may end itself at a statement; its number."""
    number = os.fork()
    if number:
        return number
    code = 99
    try:
        sys.stdout = sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - open until the process ends
        left = iter(range(at_statement or 0, -1, -1))

        def end(*_: object) -> None:
            if at_statement is not None and next(left) == 0:
                os.kill(os.getpid(), signal.SIGKILL)

        sa.event.listen(sa.Engine, "after_cursor_execute", end)
        get_command(app).main(arguments, prog_name="musnad")
    except SystemExit as ending:
        code = int(ending.code or 0)
    finally:
        os._exit(code)


def ended(number: int, after: float | None) -> int:
    """Waits for the process, or kills it after so many seconds; its exit code, or less than 0 for a signal."""
    if after is not None:
        time.sleep(after)
        os.kill(number, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(number, 0)[1])


def exported(url: str) -> str:
    """Everything of a store that has a fixed order."""
    with open_store(url, create=False) as store, store.reading() as connection:
        lines = [*exporting.lines(exporting.record_rows(connection))]
        lines += exporting.lines(exporting.rows(connection, "problems"))
        counts = {
            str(table.name): connection.scalar(sa.select(sa.func.count()).select_from(table))
            for table in schema.METADATA.sorted_tables
        }
    return "".join(lines) + json.dumps(counts)


def stored(url: str) -> int:
    """How many documents a run that was killed has left; the store is whole, whatever state that is."""
    with open_store(url) as store, store.reading() as connection:
        return connection.scalar(sa.select(sa.func.count()).select_from(schema.documents)) or 0


@pytest.mark.slow
@pytest.mark.issue(7)
def test_killed_again_and_again_it_ends_with_what_an_undisturbed_run_gives(
    new_url: Callable[[], str], sample: Path, read: tuple[Record, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(adding, "BATCH", 2)
    chance = random.Random(7)  # noqa: S311 - moments of a test

    def arguments(url: str) -> list[str]:
        return ["add", str(sample), "--db", url, "--reader", "rules"]

    undisturbed = new_url()
    assert ended(forked(arguments(undisturbed), None), None) == 1  # lines that are no articles are problems
    expected = exported(undisturbed)
    url, killed = new_url(), 0
    left: set[int] = set()
    total = KILLS[url.partition(":")[0].partition("+")[0]]
    while killed < total:
        by_clock = chance.random() < 0.5
        number = forked(arguments(url), None if by_clock else chance.randrange(90))
        code = ended(number, chance.uniform(0, 0.5) if by_clock else None)
        assert code in {-signal.SIGKILL, 1}
        if code == -signal.SIGKILL:
            killed += 1
            left.add(stored(url))
        else:
            assert exported(url) == expected
            url = new_url()
    assert ended(forked(arguments(url), None), None) == 1
    assert exported(url) == expected
    assert len(left) >= 3  # the kills came at different points of the way
