"""Origins and happenings of a store: the same however documents were cut into chunks, and told as CONTRACT.md says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from musnad import Document
from musnad.errors import StoreError
from musnad.pipeline import rules_alone
from musnad.store import Store, comparing, open_store, schema, telling
from musnad.store.choosing import Filters
from musnad.store.writing import write
from musnad.types import Record

STRIKE = "قصفت الطائرات الروسية مدينة إدلب يوم الاثنين ما أدى إلى مقتل خمسة مدنيين."
AGENCY = (
    "وقال مراسل الوكالة في المدينة إن فرق الإنقاذ تواصل منذ ساعات الصباح البحث عن ناجين تحت أنقاض المبنى الذي انهار "
    "بالكامل بعد سقوط صاروخ عليه بينما نقلت سيارات الإسعاف المصابين إلى مشفى ميداني أقيم على عجل في الريف الشمالي."
)
DOCUMENTS = (
    Document("a", f"غارات روسية على إدلب\n\n{STRIKE}\n{AGENCY}", "غارات روسية على إدلب", "2018-03-12", "الأولى"),
    Document("b", f"غارات روسية على إدلب\n\n{STRIKE}\n{AGENCY}", "غارات روسية على إدلب", "2018-03-13", "الثانية"),
    Document(
        "c",
        "قصف روسي على إدلب\n\nقصفت الطائرات الروسية مدينة إدلب يوم الاثنين وقتلت أحد عشر مدنيا.",
        "قصف روسي على إدلب",
        "2018-03-12",
        "الثالثة",
    ),
    Document(
        "d", "محادثات في باريس\n\nأجرى الرئيس الفرنسي محادثات مع نظيره التركي في باريس يوم الخميس.", None, "2018-03-15"
    ),
)


def filled(path: Path, *documents: Document) -> Store:
    store = open_store(str(path))
    with store.writing() as connection:
        write(connection, [Record(each, rules_alone().run(each), {}).to_dict() for each in documents])
    return store


def answers(store: Store) -> list[dict[str, Any]]:
    with store.reading() as connection:
        return [telling.happening_data(each) for each in telling.told(connection, telling.chosen(connection, Filters()))]


def strike(store: Store) -> dict[str, Any]:
    return next(each for each in answers(store) if each["type"] == "ASSAULT")


def test_one_strike_told_by_three_outlets_has_two_origins(tmp_path: Path) -> None:
    with filled(tmp_path / "s.db", *DOCUMENTS) as store:
        assert sum(step.documents for step in comparing.compare(store)) == len(DOCUMENTS)
        found = strike(store)
    assert {document["id"] for document in found["documents"]} == {"a", "b", "c"}
    assert found["origins"] == [["a", "b"], ["c"]]
    killed = next(version for version in found["versions"] if version["field"] == "killed")
    assert sorted({value["value"] for value in killed["values"]}) == [5, 11]
    for value in killed["values"]:
        text = next(each.text for each in DOCUMENTS if each.id == value["document"])
        assert text[value["span"]["start"] : value["span"]["end"]] == value["span"]["text"]


def test_chunks_change_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with filled(tmp_path / "whole.db", *DOCUMENTS) as store:
        list(comparing.compare(store))
        whole = answers(store)
    monkeypatch.setattr(comparing, "CHUNK", 1)
    with filled(tmp_path / "one.db", *reversed(DOCUMENTS)) as store:
        assert len(list(comparing.compare(store))) == len(DOCUMENTS)
        assert answers(store) == whole


def test_what_is_stored_of_a_happening_is_what_its_accounts_tell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(comparing, "CHUNK", 1)
    with filled(tmp_path / "s.db", *DOCUMENTS) as store:
        list(comparing.compare(store))
        with store.reading() as connection:
            assert list(telling.answers(connection, telling.chosen(connection, Filters()))) == answers(store)
            with pytest.raises(StoreError, match="no such happening"):
                list(telling.answers(connection, ["h-000000000000"]))


def test_documents_are_compared_once(tmp_path: Path) -> None:
    with filled(tmp_path / "s.db", *DOCUMENTS) as store:
        list(comparing.compare(store))
        before = answers(store)
        assert list(comparing.compare(store)) == []
        assert answers(store) == before


def test_an_origin_names_its_first_document_and_shows_the_shared_passage(tmp_path: Path) -> None:
    with filled(tmp_path / "s.db", *DOCUMENTS) as store:
        list(comparing.compare(store))
        with store.reading() as connection:
            told = list(telling.origins_told(connection, Filters()))
    assert [telling.origin_data(each.origin)["documents"] for each in told] == [["a", "b"]]
    assert told[0].origin.first == "a"
    assert told[0].origin.kind == "duplicate"


def test_a_split_by_hand_holds(tmp_path: Path) -> None:
    with filled(tmp_path / "s.db", *DOCUMENTS) as store:
        list(comparing.compare(store))
        events = {each["id"]: each["events"][0] for each in strike(store)["documents"]}
        pairs = [[["c", events["c"]], [name, events[name]]] for name in ("a", "b")]
        with store.writing() as connection:
            import orjson

            rows = [
                {"kind": "split", "data": orjson.dumps(pair).decode(), "author": "x", "made": "2026-01-01"} for pair in pairs
            ]
            connection.execute(sa.insert(schema.overlays), rows)
            comparing.regroup(connection, [("c", events["c"])])
        with store.reading() as connection:
            apart = {telling.happening_of_event(connection, name, event) for name, event in events.items()}
    assert len(apart) > 1


def test_what_is_not_there_is_said_so(tmp_path: Path) -> None:
    with filled(tmp_path / "s.db", *DOCUMENTS) as store, store.reading() as connection:
        with pytest.raises(StoreError, match="no such happening"):
            list(telling.told(connection, ["h-000000000000"]))
        with pytest.raises(StoreError, match="no happening"):
            telling.happening_of_event(connection, "a", "v99")
