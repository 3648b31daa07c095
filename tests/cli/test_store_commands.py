from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Invoke = Callable[..., Any]


@pytest.fixture
def db(tmp_path: Path) -> Path:
    return tmp_path / "news.db"


def test_articles_go_in_and_records_come_out(invoke: Invoke, corpus: Path, db: Path) -> None:
    added = invoke("add", corpus, "--db", db, "--reader", "rules")
    assert added.exit_code == 1  # the broken line
    assert added.stdout == "1 documents added, 1 were there, 1 problems\n"  # both good lines say the same
    assert "problem:" in added.stderr
    read = invoke("read", corpus, "--reader", "rules").stdout.splitlines()[0]
    assert invoke("export", "--db", db).stdout.splitlines() == [read]


def test_what_is_there_is_not_read_again(invoke: Invoke, article: Path, db: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = invoke("add", article, "--db", db, "--reader", "rules")
    assert (first.exit_code, first.stdout) == (0, "1 documents added, 0 were there, 0 problems\n")

    def fail(*_: object) -> None:
        raise AssertionError("read again")

    monkeypatch.setattr("musnad.pipeline.Pipeline.read", fail)
    again = invoke("add", article, "--db", db, "--reader", "rules")
    assert (again.exit_code, again.stdout) == (0, "0 documents added, 1 were there, 0 problems\n")


def test_reading_again_changes_the_records_when_a_stage_is_newer(
    invoke: Invoke, article: Path, db: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    invoke("add", article, "--db", db, "--reader", "rules")
    before = json.loads(invoke("export", "--db", db).stdout)
    same = invoke("add", "--reread", "--db", db, "--reader", "rules")
    assert same.stdout == "0 documents added, 0 were there, 0 problems\n"
    monkeypatch.setattr("musnad.pipeline.pipeline.version", lambda _: "99")
    again = invoke("add", "--reread", "--db", db, "--reader", "rules")
    assert again.stdout == "1 documents added, 0 were there, 0 problems\n"
    after = json.loads(invoke("export", "--db", db).stdout)
    assert after["produced_by"]["musnad"] == "99"
    assert {**after, "produced_by": None} == {**before, "produced_by": None}
    assert "1 old records dropped" in invoke("gc", "--db", db).stdout
    makers = json.loads(invoke("status", "--db", db, "--format", "json").stdout)["makers"]
    assert [(row["current"], row["old"]) for row in makers] == [(1, 0)]


def test_status_is_for_people_programs_and_spreadsheets(invoke: Invoke, corpus: Path, db: Path) -> None:
    invoke("add", corpus, "--db", db, "--reader", "rules")
    assert "unreadable-input" in invoke("status", "--db", db).stdout
    assert json.loads(invoke("status", "--db", db, "--format", "json").stdout)["rows"]["documents"] == 1
    rows = list(csv.reader(io.StringIO(invoke("status", "--db", db, "--format", "csv").stdout)))
    assert ["problem", "unreadable-input", "1"] in rows


def test_exports_are_filtered_and_the_same_each_time(invoke: Invoke, article: Path, db: Path, tmp_path: Path) -> None:
    invoke("add", article, "--db", db, "--reader", "rules", "--published", "2024-01-16")
    events = invoke("export", "--db", db, "--format", "csv").stdout
    assert events == invoke("export", "--db", db, "--format", "csv").stdout
    assert "ASSAULT" in events
    assert invoke("export", "--db", db, "--type", "assault").stdout
    assert not invoke("export", "--db", db, "--until", "2024-01-15").stdout
    target = tmp_path / "claims.parquet"
    assert invoke("export", "--db", db, "--format", "parquet", "--layer", "claims", "--output", target).exit_code == 0
    assert target.read_bytes().startswith(b"PAR1")


def test_a_backup_is_a_store_and_replaces_nothing(invoke: Invoke, article: Path, db: Path, tmp_path: Path) -> None:
    invoke("add", article, "--db", db, "--reader", "rules")
    copy = tmp_path / "copy.db"
    assert invoke("backup", copy, "--db", db).exit_code == 0
    assert invoke("export", "--db", copy).stdout == invoke("export", "--db", db).stdout
    again = invoke("backup", copy, "--db", db)
    assert again.exit_code == 4
    assert "exists already" in again.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["add", "--db", "x.db"], 2, "name at least one file"),
        (["add", "nothing.txt", "--db", "x.db"], 3, "nothing could be read"),
        (["status", "--db", "missing.db"], 4, "musnad add"),
        (["gc", "--db", "mysql://host/x"], 4, "SQLite or PostgreSQL"),
        (["export", "--db", "missing.db", "--format", "parquet"], 2, "--output"),
        (["export", "--db", "missing.db", "--since", "yesterday"], 2, "no date"),
        (["export", "--db", "missing.db", "--type", "WAR"], 2, "does not exist"),
    ],
)
def test_what_cannot_be_done_is_told(
    invoke: Invoke, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], code: int, told: str
) -> None:
    monkeypatch.chdir(tmp_path)
    result = invoke(*arguments)
    assert result.exit_code == code
    assert told in " ".join(result.stderr.split())


def test_the_address_may_come_from_the_environment(invoke: Invoke, article: Path, db: Path) -> None:
    invoke("add", article, "--reader", "rules", env={"MUSNAD_DB": str(db)})
    assert db.exists()
