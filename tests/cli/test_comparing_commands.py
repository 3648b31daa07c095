"""The commands that ask across documents: rows for people and spreadsheets, JSON as CONTRACT.md says."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Invoke = Callable[..., Any]

ARTICLES = (
    ("a", "الأولى", "2018-03-12", "قصفت الطائرات الروسية مدينة إدلب يوم الاثنين ما أدى إلى مقتل خمسة مدنيين."),
    ("b", "الثانية", "2018-03-12", "قصفت الطائرات الروسية مدينة إدلب يوم الاثنين وقتلت أحد عشر مدنيا."),
)


@pytest.fixture
def db(invoke: Invoke, tmp_path: Path) -> Path:
    lines = [
        json.dumps({"id": name, "title": "قصف روسي على إدلب", "text": text, "outlet": outlet, "published": published})
        for name, outlet, published, text in ARTICLES
    ]
    news = tmp_path / "news.jsonl"
    news.write_text("\n".join(lines), encoding="utf-8")
    invoke("add", news, "--db", tmp_path / "s.db", "--reader", "rules")
    updated = invoke("update", "--db", tmp_path / "s.db")
    assert (updated.exit_code, updated.stdout.split(",")[0]) == (0, "2 documents compared")
    return tmp_path / "s.db"


def test_a_happening_is_listed_once_and_compared_in_its_versions(invoke: Invoke, db: Path) -> None:
    found = [json.loads(line) for line in invoke("happenings", "--db", db, "--format", "json").stdout.splitlines()]
    strike = next(each for each in found if each["type"] == "ASSAULT")
    assert strike["schema"] == "musnad-happening/1"
    assert strike["origins"] == [["a"], ["b"]]
    rows = list(csv.DictReader(io.StringIO(invoke("compare", strike["id"], "--db", db, "--format", "csv").stdout)))
    killed = {row["value"]: row["document"] for row in rows if row["field"] == "killed"}
    assert killed == {"5": "a", "11": "b"}
    event = strike["documents"][0]["events"][0]
    whole = json.loads(invoke("compare", f"a/{event}", "--db", db, "--format", "json").stdout)
    assert whole["id"] == strike["id"]
    assert {"contradictions", "denials", "series"} <= whole.keys()


@pytest.mark.parametrize(
    "command",
    [("origins",), ("names", "إدلب"), ("timeline", "--country", "SYR"), ("network", "--by", "none"), ("outlet", "الأولى")],
)
def test_every_question_is_answered_in_every_form(invoke: Invoke, db: Path, command: tuple[str, ...]) -> None:
    for form in ("table", "json", "csv"):
        answer = invoke(*command, "--db", db, "--format", form)
        assert answer.exit_code == 0, answer.output
        if form == "json":
            assert all(json.loads(line) for line in answer.stdout.splitlines())
        if form == "csv":
            assert len({len(row) for row in csv.reader(io.StringIO(answer.stdout))}) == 1


def test_the_reports_of_a_happening_come_by_publication(invoke: Invoke, db: Path) -> None:
    name = json.loads(invoke("happenings", "--db", db, "--type", "ASSAULT", "--format", "json").stdout.splitlines()[0])["id"]
    rows = list(csv.DictReader(io.StringIO(invoke("timeline", "--happening", name, "--db", db, "--format", "csv").stdout)))
    assert [row["document"] for row in rows] == ["a", "b"]


def test_who_is_unknown_is_a_message_and_no_trace(invoke: Invoke, db: Path) -> None:
    for command in (("names", "لا أحد"), ("outlet", "لا أحد"), ("compare", "h-000000000000")):
        answer = invoke(*command, "--db", db)
        assert answer.exit_code not in {0, 1}
        assert "Traceback" not in answer.output
