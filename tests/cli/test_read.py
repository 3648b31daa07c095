from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from musnad.types.verification import KEYS, problems_of


def records_of(output: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in output.splitlines()]


def test_json_is_one_sound_record_a_line_with_the_keys_in_the_order_of_the_contract(
    invoke: Callable[..., Any], article: Path
) -> None:
    result = invoke("read", article, "--published", "2024-01-16", "--outlet", "الأفق")
    assert result.exit_code == 0
    (record,) = records_of(result.stdout)
    assert tuple(record) == KEYS["record"]
    assert tuple(record["document"]) == KEYS["document"]
    assert record["document"]["published"] == "2024-01-16"
    assert record["document"]["outlet"] == "الأفق"
    assert problems_of(record) == []
    assert record["mentions"]
    assert record["claims"]


def test_the_same_input_gives_the_same_bytes_with_any_number_of_processes(process: Callable[..., Any], corpus: Path) -> None:
    one = process("read", corpus)
    two = process("read", corpus, "--processes", "2")
    assert one.stdout == two.stdout
    assert len(records_of(one.stdout)) == 2


def test_tables_and_text_show_every_layer(invoke: Callable[..., Any], article: Path) -> None:
    for form in ("table", "text"):
        shown = invoke("read", article, "--published", "2024-01-16", "--format", form).stdout
        for layer in ("Entities: ", "Times: ", "Claims: ", "Events: "):
            assert layer in shown
        assert "\x1b" not in shown
        assert ("قال وزير الخارجية" in shown) == (form == "text")


def test_problems_are_told_and_stored_and_the_run_goes_on(invoke: Callable[..., Any], corpus: Path, tmp_path: Path) -> None:
    stored = tmp_path / "problems.jsonl"
    result = invoke("read", corpus, tmp_path / "none.txt", "--problems", stored)
    assert result.exit_code == 1
    assert [record["document"]["id"] for record in records_of(result.stdout)] == ["a1", "a2"]
    lines = result.stderr.splitlines()
    assert len(lines) == 2
    assert all(line.startswith("musnad: problem: ") for line in lines)
    problems = records_of(stored.read_text(encoding="utf-8"))
    assert [problem["kind"] for problem in problems] == ["unreadable-input", "missing-input"]
    assert problems[0]["source"] == f"{corpus}:2"
    assert set(problems[0]) == {"source", "kind", "message", "document"}


@pytest.mark.parametrize(("share", "code"), [("0", 1), ("0.3", 1), ("0.34", 0), ("1", 0)])
def test_the_exit_code_follows_the_share_that_may_fail(
    invoke: Callable[..., Any], corpus: Path, share: str, code: int
) -> None:
    assert invoke("read", corpus, "--max-problems", share).exit_code == code


def test_a_defect_of_a_document_that_was_read_is_a_warning(invoke: Callable[..., Any], tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"id": "a", "text": "قال الوزير إن الوفد وصل.", "published": "soon"}), encoding="utf-8")
    result = invoke("read", path)
    assert result.exit_code == 0
    assert result.stderr.startswith("musnad: warning: ")
    assert result.stderr.rstrip().endswith("[bad-date]")


def test_nothing_read_is_3_and_leaves_an_earlier_output_alone(invoke: Callable[..., Any], tmp_path: Path) -> None:
    output = tmp_path / "records.jsonl"
    output.write_text("earlier", encoding="utf-8")
    result = invoke("read", tmp_path / "none.txt", "--output", output)
    assert result.exit_code == 3
    assert output.read_text(encoding="utf-8") == "earlier"


@pytest.mark.parametrize(
    "arguments",
    [
        ["--published", "gestern"],
        ["--reader", "oracle"],
        ["--format", "xml"],
        ["--processes", "0"],
        ["--max-problems", "2"],
        ["--output", "same", "--problems", "same"],
        ["--no-such-option"],
    ],
)
def test_wrong_usage_is_2_and_says_what_is_wrong(invoke: Callable[..., Any], article: Path, arguments: list[str]) -> None:
    result = invoke("read", article, *arguments)
    assert result.exit_code == 2
    assert "Error" in result.stderr
    assert "Traceback" not in result.stderr


def test_an_output_that_cannot_be_written_is_4(invoke: Callable[..., Any], article: Path, tmp_path: Path) -> None:
    result = invoke("read", article, "--output", tmp_path / "no folder" / "records.jsonl")
    assert result.exit_code == 4
    assert "no folder" in result.stderr


def test_standard_input_folders_patterns_and_gzip_are_read(
    invoke: Callable[..., Any], article: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "one.txt.gz").write_bytes(gzip.compress(article.read_bytes()))
    (folder / "two.txt").write_bytes(article.read_bytes())
    assert len(records_of(invoke("read", folder).stdout)) == 2
    assert len(records_of(invoke("read", folder / "*.gz").stdout)) == 1
    assert len(records_of(invoke("read", "-", input=article.read_text(encoding="utf-8")).stdout)) == 1


def test_output_takes_the_place_of_standard_output(invoke: Callable[..., Any], article: Path, tmp_path: Path) -> None:
    output = tmp_path / "records.jsonl"
    result = invoke("read", article, "--output", output)
    assert result.stdout == ""
    assert len(records_of(output.read_text(encoding="utf-8"))) == 1
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_control_characters_of_an_article_never_reach_the_terminal(invoke: Callable[..., Any], tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    text = "قال الوزير \x1b[31mإن\x1b]0;x\x07 الوفد \u202eوصل إلى عمان."
    path.write_text(json.dumps({"id": "a\x1b[2J", "text": text}), encoding="utf-8")
    for bidi in ("visual", "terminal"):
        shown = invoke("read", path, "--format", "text", "--bidi", bidi).stdout
        assert not {"\x1b", "\x07", "\u202e"} & set(shown)
