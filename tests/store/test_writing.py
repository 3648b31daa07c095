from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from musnad.across.accounts import accounts_of, namings_of
from musnad.errors import StoreError
from musnad.store import Store, open_store, reading, rereading, schema
from musnad.store.packing import content_digest, maker_digest
from musnad.store.writing import NAME_TAKEN, write
from musnad.types import Problem

Json = dict[str, Any]


def stored(store: Store) -> list[Json]:
    with store.reading() as connection:
        return [one.record for one in reading.records(connection)]


def put(store: Store, *items: Json | Problem) -> Any:  # noqa: ANN401 - looked at by few
    with store.writing() as connection:
        return write(connection, items)


def derived_rows(store: Store) -> dict[str, list[Any]]:
    """All derived rows, told by names and keys in place of numbers."""
    with store.reading() as connection:
        keys = {row[0]: row[1] for row in connection.execute(sa.select(schema.actors.c.id, schema.actors.c.key))}
        found: dict[str, list[Any]] = {"actors": sorted(keys.values())}
        for table in schema.DERIVED:
            columns = [column for column in table.columns if column.name not in {"id", "event", "claim"}]
            of_actors = {c.name for c in columns if any(key.column.table is schema.actors for key in c.foreign_keys)}
            rows = connection.execute(sa.select(*columns)).mappings()
            found[table.name] = sorted(
                (tuple(str(keys.get(value) if name in of_actors else value) for name, value in row.items()) for row in rows),
            )
        return found


def test_records_come_back_field_for_field_in_order(store: Store, records: tuple[Json, ...]) -> None:
    written = put(store, *records)
    assert len(written.documents) == len(records)
    expected = sorted(records, key=lambda r: (r["document"]["published"] or "", r["document"]["id"]))
    assert json.dumps(stored(store)) == json.dumps(expected)


def test_the_same_again_changes_nothing(store: Store, records: tuple[Json, ...]) -> None:
    put(store, *records)
    before = derived_rows(store)
    again = put(store, *records)
    assert (again.documents, again.present) == ({}, len(records))
    assert derived_rows(store) == before


def test_a_document_twice_in_a_batch_is_stored_once(store: Store, records: tuple[Json, ...]) -> None:
    written = put(store, records[0], records[0])
    assert (len(written.documents), written.present) == (1, 1)


def test_another_text_under_a_taken_name_gets_a_longer_one_and_a_problem(store: Store, records: tuple[Json, ...]) -> None:
    first, second = records[0], copy.deepcopy(records[1])
    second["document"]["id"] = first["document"]["id"]
    defect = Problem("file.jsonl:2", "bad-date", "no date", second["document"]["id"])
    put(store, first, second, defect)
    name = f"{first['document']['id']}~{content_digest(second['document'])[:8]}"
    assert {record["document"]["id"] for record in stored(store)} == {first["document"]["id"], name}
    with store.reading() as connection:
        told = [(problem["kind"], problem["document"]) for problem in reading.problems(connection)]
        assert told == [("bad-date", name), (NAME_TAKEN, name)]
        one = reading.record_named(connection, name)
    assert one is not None
    assert one.record["document"]["text"] == second["document"]["text"]


def test_problems_are_rows_and_there_once(store: Store) -> None:
    problem = Problem("a.html", "unreadable-input", "no text \ud800 \0 in it")
    put(store, problem, problem)
    put(store, problem)
    with store.reading() as connection:
        found = list(reading.problems(connection))
    assert found == [{"source": "a.html", "kind": "unreadable-input", "message": "no text ? � in it", "document": None}]


def test_derived_rows_are_what_the_accounts_say(store: Store, records: tuple[Json, ...]) -> None:
    put(store, *records)
    accounts = [account for record in records for account in accounts_of(record)]
    events, documents, actors = schema.events, schema.documents, schema.actors
    place = actors.alias()
    query = (
        sa.select(documents.c.name, events.c.name, events.c.type, events.c.start, place.c.key)
        .select_from(events.join(documents).outerjoin(place, place.c.id == events.c.place))
    )  # fmt: skip
    with store.reading() as connection:
        found = {tuple(row) for row in connection.execute(query)}
        parties = sa.select(documents.c.name, events.c.name, schema.parties.c.role, actors.c.key).select_from(
            schema.parties.join(events).join(documents).join(actors, actors.c.id == schema.parties.c.actor)
        )
        acting = {tuple(row) for row in connection.execute(parties)}
        named = connection.scalar(sa.select(sa.func.sum(schema.namings.c.count)))
    assert found == {(*a.key, a.type, a.anchor.start, a.place.key if a.place else None) for a in accounts}
    assert acting == {
        (*a.key, role, party.key)
        for a in accounts
        for role, some in (("actor", a.actors), ("recipient", a.recipients))
        for party in some
    }
    assert named == sum(naming.count for record in records for naming in namings_of(record)) > 100


def test_an_error_in_a_batch_leaves_nothing_of_it(store: Store, records: tuple[Json, ...]) -> None:
    broken = copy.deepcopy(records[1])
    broken["document"]["sha256"] = None
    with pytest.raises(StoreError, match="sha256"):
        put(store, records[0], broken)
    assert stored(store) == []
    assert derived_rows(store)["events"] == []


def test_readers_see_a_whole_batch_or_nothing_while_a_writer_adds(store: Store, records: tuple[Json, ...]) -> None:
    put(store, records[0])
    with store.writing() as writer:
        write(writer, records[1:])
        assert len(stored(store)) == 1
    with store.reading() as connection:
        documents = sa.select(sa.func.count()).select_from(schema.documents)
        seen = connection.scalar(documents)
        more = copy.deepcopy(records[0])
        more["document"] |= {"id": "more", "text": "نص آخر"}
        put(store, {**more, "mentions": [], "entities": [], "times": [], "claims": [], "events": []})
        assert connection.scalar(documents) == seen == len(records)
    assert len(stored(store)) == len(records) + 1


def remade(record: Json, version: str) -> Json:
    """The record as a later version makes it: without its last event, and saying so."""
    return {**record, "events": record["events"][:-1], "produced_by": {**record["produced_by"], "musnad": version}}


def test_new_readings_take_the_place_of_the_old_at_once(store: Store, records: tuple[Json, ...]) -> None:
    put(store, *records)
    before = stored(store)
    later = [remade(record, "9") for record in records]
    with store.writing() as connection:
        made_by = rereading.begin(connection, later[0]["produced_by"])
        rereading.write_waiting(connection, later[:20])
        assert rereading.to_read(connection, made_by) == len(records) - 20
        waiting = rereading.unread(connection, made_by, 0)
    assert [document.id for _, document in waiting] == [record["document"]["id"] for record in records[20:]]
    assert stored(store) == before
    with store.writing() as connection:
        rereading.write_waiting(connection, later[20:])
        assert rereading.complete(connection, made_by) == len(records)
    assert {maker_digest(record["produced_by"]) for record in stored(store)} == {made_by}
    assert sum(len(record["events"]) for record in stored(store)) == sum(len(record["events"]) for record in later)


def test_derived_rows_made_again_are_those_of_a_new_store(store: Store, records: tuple[Json, ...], tmp_path: Path) -> None:
    later = [remade(record, "9") for record in records]
    put(store, *records)
    with store.writing() as connection:
        made_by = rereading.begin(connection, later[0]["produced_by"])
        rereading.write_waiting(connection, later)
        rereading.complete(connection, made_by)
    with open_store(str(tmp_path / "fresh.db")) as fresh:
        put(fresh, *later)
        assert derived_rows(store) == derived_rows(fresh)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_cut_into_batches_and_any_repeats_give_the_same_store(
    data: st.DataObject, records: tuple[Json, ...], tmp_path_factory: pytest.TempPathFactory
) -> None:
    some = records[:6]
    with open_store(str(tmp_path_factory.mktemp("cut") / "a.db")) as whole:
        put(whole, *some)
        with open_store(str(tmp_path_factory.mktemp("cut") / "b.db")) as cut:
            for end in sorted(data.draw(st.lists(st.integers(1, len(some)), max_size=4))):
                start = data.draw(st.integers(0, end - 1))
                put(cut, *some[:start]) if start else None
                put(cut, *some[start:end])
            put(cut, *some)
            assert stored(cut) == stored(whole)
            assert derived_rows(cut) == derived_rows(whole)
