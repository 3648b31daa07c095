from __future__ import annotations

import contextlib
import csv
import io
import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from musnad.errors import StoreError
from musnad.store import Store, exporting, migrations, open_store, rereading, schema
from musnad.store.choosing import Filters, document_conditions
from musnad.store.keeping import backup, collect, status
from musnad.store.writing import write

Json = dict[str, Any]


@pytest.fixture
def filled(store: Store, records: tuple[Json, ...]) -> Store:
    with store.writing() as connection:
        write(connection, records)
    return store


def exported(store: Store, filters: Filters = Filters()) -> list[Json]:  # noqa: B008 - frozen
    with store.reading() as connection:
        where = document_conditions(connection, filters)
        return list(exporting.record_rows(connection, where, limit=filters.limit))


def read_again(store: Store, records: tuple[Json, ...], version: str, *, finish: bool) -> None:
    with store.writing() as connection:
        later = [{**record, "produced_by": {"musnad": version}} for record in records]
        made_by = rereading.begin(connection, {"musnad": version})
        rereading.write_waiting(connection, later)
        if finish:
            rereading.complete(connection, made_by)


def test_status_counts_what_is_there(filled: Store, records: tuple[Json, ...]) -> None:
    with filled.reading() as connection:
        found = status(connection)
    assert sum(row.documents for row in found.outlets) == found.rows["documents"] == len(records)
    assert [(row.current, row.old, row.waiting) for row in found.makers] == [(len(records), 0, 0)]
    assert found.rows["events"] == sum(len(record["events"]) for record in records)
    assert found.bytes > 100_000


def test_collecting_drops_old_readings_and_leaves_waiting_ones(filled: Store, records: tuple[Json, ...]) -> None:
    read_again(filled, records, "8", finish=True)
    read_again(filled, records[:5], "9", finish=False)
    before = exported(filled)
    assert collect(filled).readings == len(records)
    with filled.reading() as connection:
        assert sorted((row.current, row.old, row.waiting) for row in status(connection).makers) == [
            (0, 0, 5),
            (len(records), 0, 0),
        ]
    dropped = collect(filled, abandon=True)
    assert (dropped.readings, dropped.makers) == (5, 1)
    assert exported(filled) == before


def test_a_backup_holds_the_same_and_is_a_store(filled: Store, tmp_path: Path) -> None:
    target = tmp_path / "copy" / "copy.db"
    target.parent.mkdir()
    with filled.writing() as connection:
        connection.execute(sa.update(schema.documents).values(title="not yet written"))
        if filled.is_sqlite:  # a writer at work does not hold it up
            backup(filled, target)
        connection.rollback()
    if not filled.is_sqlite:
        backup(filled, target)
    assert [path.name for path in target.parent.iterdir()] == ["copy.db"]
    with open_store(str(target), create=False) as copy:
        assert exported(copy) == exported(filled)
        with copy.reading() as theirs, filled.reading() as ours:
            assert status(theirs).rows == status(ours).rows
    with pytest.raises(StoreError, match="exists already"):
        backup(filled, target)


@pytest.mark.parametrize("layer", exporting.LAYERS)
def test_csv_and_parquet_hold_the_same_rows(filled: Store, tmp_path: Path, layer: exporting.Layer) -> None:
    from pyarrow import parquet

    paths = [tmp_path / "1.parquet", tmp_path / "2.parquet"]
    text = io.StringIO()
    with filled.reading() as connection:
        rows = list(exporting.rows(connection, layer))
        exporting.write_csv(text, layer, rows)
        for path in paths:
            exporting.write_parquet(path, layer, exporting.rows(connection, layer))
    assert paths[0].read_bytes() == paths[1].read_bytes()
    assert parquet.read_table(paths[0]).to_pylist() == rows
    text.seek(0)
    assert len(list(csv.DictReader(text))) == len(rows)
    assert bool(rows) == (layer != "problems")


def test_filters_choose_documents(filled: Store, records: tuple[Json, ...]) -> None:
    outlet = records[0]["document"]["outlet"]
    chosen = exported(filled, Filters(outlets=(outlet,), since="2024-01-20", until="2024-01-31"))
    expected = {
        record["document"]["id"]
        for record in records
        if record["document"]["outlet"] == outlet and "2024-01-20" <= (record["document"]["published"] or "") <= "2024-01-31"
    }
    assert {record["document"]["id"] for record in chosen} == expected
    assert expected
    by_type = exported(filled, Filters(type="ASSAULT"))
    assert {r["document"]["id"] for r in by_type} == {
        r["document"]["id"] for r in records if any(event["type"] == "ASSAULT" for event in r["events"])
    }
    assert len(exported(filled, Filters(limit=3))) == 3


def test_an_actor_is_found_by_key_and_by_name_in_either_language(filled: Store, records: tuple[Json, ...]) -> None:
    record, event = next((r, e) for r in records for e in r["events"] for m in e["actors"] if _entity(r, m)["name_en"])
    entity = _entity(record, next(m for m in event["actors"] if _entity(record, m)["name_en"]))
    found = [
        {r["document"]["id"] for r in exported(filled, Filters(actor=name))}
        for name in (entity["name_ar"], entity["name_en"].upper())
    ]
    assert record["document"]["id"] in found[0] & found[1]
    assert exported(filled, Filters(actor="Nobody of that name")) == []


def _entity(record: Json, mention: str) -> Json:
    named = next(m["entity"] for m in record["mentions"] if m["id"] == mention)
    return next(entity for entity in record["entities"] if entity["id"] == named)


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("", "empty"),
        ("sqlite://", "a store is a file"),
        ("mysql://host/news", "SQLite or PostgreSQL"),
        ("nowhere/news.db", "does not exist"),
        ("://", "no URL"),
    ],
)
def test_addresses_that_are_none_are_told(url: str, told: str) -> None:
    with pytest.raises(StoreError, match=told):
        open_store(url)


def test_what_is_no_store_is_told_and_left_alone(tmp_path: Path) -> None:
    other, text = tmp_path / "other.db", tmp_path / "text.db"
    with contextlib.closing(sqlite3.connect(other)) as made:
        made.execute("CREATE TABLE cats (name)")
    text.write_text("no database\n" * 100, encoding="utf-8")
    with pytest.raises(StoreError, match="other tables"):
        open_store(str(other))
    with pytest.raises(StoreError, match="not a database"):
        open_store(str(text))
    with pytest.raises(StoreError, match="musnad add"):
        open_store(str(tmp_path / "missing.db"), create=False)
    assert not (tmp_path / "missing.db").exists()


def test_a_store_of_a_later_version_is_not_touched(url: str) -> None:
    with open_store(url) as store, store.writing() as connection:
        connection.execute(sa.text("INSERT INTO migrations VALUES ('9999-later', '2099-01-01')"))
    with pytest.raises(StoreError, match="later version"):
        open_store(url)


def test_a_migration_runs_once_and_one_that_fails_leaves_nothing(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    ran = []

    def step(connection: sa.Connection) -> None:
        connection.execute(sa.text("CREATE TABLE extra (name TEXT)"))
        ran.append("step")
        if len(ran) == 1:
            raise StoreError("failed on the way")

    with open_store(url):
        pass
    monkeypatch.setattr(migrations, "MIGRATIONS", (*migrations.MIGRATIONS, migrations.Migration("9000-extra", step)))
    with pytest.raises(StoreError, match="on the way"):
        open_store(url)
    for _ in range(2):
        with open_store(url) as store, store.reading() as connection:
            assert json.dumps(migrations.applied(connection)[-1]) == '"9000-extra"'
    assert ran == ["step", "step"]
