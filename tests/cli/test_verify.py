from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any


def stored(path: Path, *records: dict[str, Any]) -> Path:
    path.write_text("".join(f"{json.dumps(record)}\n" for record in records), encoding="utf-8")
    return path


def test_sound_records_are_counted(invoke: Callable[..., Any], record: dict[str, Any], tmp_path: Path) -> None:
    result = invoke("verify", stored(tmp_path / "r.jsonl", record, record))
    assert result.exit_code == 0
    assert result.stdout.startswith("2 of 2 records are sound: ")
    assert f"{2 * len(record['mentions'])} mentions" in result.stdout


def test_faults_are_told_with_file_line_document_and_id(
    invoke: Callable[..., Any], record: dict[str, Any], tmp_path: Path
) -> None:
    broken = json.loads(json.dumps(record))
    broken["mentions"][0]["text"] = "x"
    path = stored(tmp_path / "r.jsonl", record, broken)
    result = invoke("verify", path)
    assert result.exit_code == 1
    told, summary = result.stdout.splitlines()
    assert told.startswith(f"{path}:2: text: m1: span says 'x'")
    assert summary.startswith("1 of 2 records are sound: ")
    assert summary.endswith("1 faults in 1 records")


def test_lines_that_are_no_json_or_no_record_are_faults(invoke: Callable[..., Any], tmp_path: Path) -> None:
    path = tmp_path / "r.jsonl"
    path.write_text('{"schema": \n[]\n', encoding="utf-8")
    result = invoke("verify", path)
    assert result.exit_code == 1
    assert f"{path}:1: no JSON" in result.stdout
    assert f"{path}:2: record: is no object" in result.stdout


def test_gzip_and_standard_input_are_read(invoke: Callable[..., Any], record: dict[str, Any], tmp_path: Path) -> None:
    packed = tmp_path / "r.jsonl.gz"
    packed.write_bytes(gzip.compress(json.dumps(record).encode()))
    assert invoke("verify", packed).exit_code == 0
    assert invoke("verify", "-", input=json.dumps(record)).exit_code == 0
    assert invoke("verify", str(tmp_path / "*.gz")).exit_code == 0


def test_what_cannot_be_read_is_told(invoke: Callable[..., Any], record: dict[str, Any], tmp_path: Path) -> None:
    assert invoke("verify", tmp_path / "none.jsonl").exit_code == 3
    path = stored(tmp_path / "r.jsonl", record)
    both = invoke("verify", path, tmp_path / "none.jsonl")
    assert both.exit_code == 1
    assert "no such file" in both.stderr
    cut = tmp_path / "cut.gz"
    cut.write_bytes(gzip.compress(path.read_bytes())[:-20])
    assert invoke("verify", cut).exit_code == 1


def test_what_read_writes_verify_accepts(process: Callable[..., Any], corpus: Path, tmp_path: Path) -> None:
    output = tmp_path / "records.jsonl"
    process("read", corpus, "--output", output)
    assert process("verify", output).returncode == 0
