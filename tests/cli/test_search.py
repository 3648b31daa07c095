"""`musnad search`: what is found is printed for people, for programs and for spreadsheets, with the places of its words."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import Result

from musnad.cli.exits import ExitCode
from musnad.store import open_store
from musnad.store.writing import write

Invoke = Callable[..., Result]


@pytest.fixture
def db(tmp_path: Path, record: dict[str, Any]) -> str:
    """A store of one record."""
    path = str(tmp_path / "news.db")
    with open_store(path) as store, store.writing() as connection:
        write(connection, [record])
    return path


def test_json_has_the_passage_and_the_places_of_the_words(invoke: Invoke, db: str, record: dict[str, Any]) -> None:
    result = invoke("search", "إغلاق المعبر", "--by", "words", "--format", "json", "--db", db)
    assert result.exit_code == ExitCode.DONE
    (found,) = map(json.loads, result.stdout.splitlines())
    text = record["document"]["text"]
    assert found["document"] == record["document"]["id"]
    assert [text[hit["start"] : hit["end"]] for hit in found["hits"]] == ["بإغلاق", "المعبر"]
    passage = found["passage"]
    assert text[passage["start"] : passage["end"]] == passage["text"] == text.split("\n")[0]


def test_csv_has_a_row_for_each_document(invoke: Invoke, db: str) -> None:
    result = invoke("search", "درعا", "--format", "csv", "--db", db)
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert [row["published"] for row in rows] == ["2024-01-16"]


def test_the_table_shows_the_passage_and_says_when_there_is_none(invoke: Invoke, db: str) -> None:
    assert "مدينة درعا" in invoke("search", "درعا", "--db", db).stdout
    assert "nothing found" in invoke("search", "زلزال", "--by", "words", "--db", db).stdout


def test_a_store_without_vectors_is_told_on_standard_error(invoke: Invoke, db: str) -> None:
    assert "musnad embed" in invoke("search", "درعا", "--db", db).stderr


def test_a_filter_that_does_not_exist_is_a_usage_error(invoke: Invoke, db: str) -> None:
    assert invoke("search", "", "--type", "WAR", "--db", db).exit_code == ExitCode.USAGE
