from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from importlib.metadata import PackageNotFoundError
from typing import Any

import pytest

from musnad.cli import doctor
from musnad.errors import KnowledgeError, PipelineError
from musnad.knowledge import tables


def test_the_doctor_finds_everything_in_a_sound_installation(invoke: Callable[..., Any]) -> None:
    result = invoke("doctor", "--format", "json")
    report = json.loads(result.stdout)
    assert report["fine"] == (result.exit_code == 0)
    areas = {finding["area"] for finding in report["findings"]}
    assert areas == {"Python", "package", "library", "table", "data", "reader", "terminal"}
    assert {f["name"] for f in report["findings"] if f["area"] == "library"} >= {
        "orjson",
        "rich",
        "typer",
        "trafilatura",
    }
    shown = invoke("doctor")
    assert shown.exit_code == 0
    assert "Everything needed is there." in shown.stdout


def test_a_missing_or_old_library_is_told_with_its_remedy(
    invoke: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    def version(name: str) -> str:
        if name == "gone":
            raise PackageNotFoundError(name)
        return "1.4.0"

    monkeypatch.setattr(
        doctor, "requires", lambda _: ["gone<3,>=2", "old<3,>=2", "fine<2,>=1.4", "not-used>=1; extra == 'dev'"]
    )
    monkeypatch.setattr(doctor, "version", version)
    result = invoke("doctor", "--format", "json")
    assert result.exit_code == 1
    found = {f["name"]: f for f in json.loads(result.stdout)["findings"] if f["area"] == "library"}
    assert set(found) == {"gone", "old", "fine"}
    assert found["gone"]["remedy"] == "pip install 'gone<3,>=2'"
    assert not found["old"]["fine"]
    assert found["fine"]["fine"]
    assert "MISSING" in invoke("doctor").stdout


def test_broken_tables_and_readers_are_told(invoke: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    def table(name: str) -> Iterator[dict[str, str]]:
        if name == "cues":
            raise KnowledgeError("data/cues.tsv is missing")
        return iter([{"a": "b"}] if name != "verbs" else [])

    def reader(name: str) -> None:
        raise PipelineError("no stages")

    monkeypatch.setattr(tables, "table", table)
    monkeypatch.setattr("musnad.pipeline.reader", reader)
    result = invoke("doctor", "--format", "json")
    assert result.exit_code == 1
    broken = {f["name"] for f in json.loads(result.stdout)["findings"] if not f["fine"]}
    assert broken == {"cues", "verbs", "trained", "rules"}


@pytest.mark.parametrize(
    ("found", "bounds", "fits"),
    [
        ("1.2.3", "<2,>=1.2", True),
        ("2.0", "<2,>=1.2", False),
        ("1.1.9", "<2,>=1.2", False),
        ("1.2", ">=1.2.0", True),
        ("2.0.0rc1", "<2", False),
        ("1.10", ">=1.9", True),
        ("5", "", True),
    ],
)
def test_versions_are_compared_by_their_numbers(found: str, bounds: str, fits: bool) -> None:
    assert doctor.within(found, bounds) is fits


@pytest.mark.slow
def test_the_demo_shows_a_summary_and_one_article_or_all(process: Callable[..., Any]) -> None:
    one = process("demo")
    assert one.returncode == 0
    assert one.stderr == ""
    assert "The sample newsroom" in one.stdout
    assert one.stdout.count("Entities: ") == 1
    assert process("demo", "--all").stdout.count("Entities: ") == 43
