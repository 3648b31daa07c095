"""Gzip: by name, by content, in members, broken, and swelling."""

from __future__ import annotations

import gzip
import io
import json
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from musnad.types import Document, Problem

Run = Callable[..., tuple[list[Document], list[Problem]]]


def many_lines(body: str) -> bytes:
    rng = random.Random(5)  # noqa: S311 (noise that does not compress)
    rows = ({"id": str(i), "text": f"{body} {rng.random()}"} for i in range(2000))
    return "\n".join(json.dumps(row, ensure_ascii=False) for row in rows).encode()


@pytest.mark.parametrize("name", ["a.txt.gz", "a.gz", "a.txt", "a"])
def test_text(tmp_path: Path, run: Run, body: str, name: str) -> None:
    (tmp_path / name).write_bytes(gzip.compress(body.encode()))
    (document,), problems = run(tmp_path / name)
    assert (document.id, document.text, problems) == ("a", body, [])


def test_a_page(tmp_path: Path, run: Run, body: str) -> None:
    (tmp_path / "a.html.gz").write_bytes(gzip.compress(f"<html><body><p>{body}</p></body></html>".encode()))
    assert run(tmp_path)[0][0].id == "a"


def test_standard_input(run: Run, body: str) -> None:
    assert run("-", stdin=io.BytesIO(gzip.compress(body.encode())))[0][0].text == body


def test_members_and_padding(tmp_path: Path, run: Run, body: str) -> None:
    data = many_lines(body)
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(data[:9999]) + gzip.compress(data[9999:]) + bytes(600))
    found, problems = run(tmp_path)
    assert (len(found), problems) == (2000, [])


def test_what_came_before_the_break_stays(tmp_path: Path, run: Run, body: str) -> None:
    packed = gzip.compress(many_lines(body))
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(packed[: len(packed) // 2])
    found, problems = run(path)
    assert 800 < len(found) < 1200
    assert [p.kind for p in problems] == ["unreadable-input", "unreadable-input"]
    assert problems[-1].source == str(path)


def test_a_spoiled_byte(tmp_path: Path, run: Run, body: str) -> None:
    packed = bytearray(gzip.compress(many_lines(body)))
    packed[len(packed) // 2 : len(packed) // 2 + 40] = bytes(40)
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(packed)
    found, problems = run(path)
    assert len(found) > 500
    assert problems[-1].kind == "unreadable-input"


def test_a_text_that_breaks_off(tmp_path: Path, run: Run, body: str) -> None:
    path = tmp_path / "a.txt.gz"
    path.write_bytes(gzip.compress(body.encode())[:-8])
    (document,), problems = run(path)
    assert document.text == body
    assert [(p.kind, p.document) for p in problems] == [("damaged-text", "a"), ("unreadable-input", None)]


@pytest.mark.parametrize("data", [b"no gzip at all", b"\x1f\x8b", b"\x1f\x8b\x08\x00garbage", b""])
def test_what_is_no_gzip(tmp_path: Path, run: Run, data: bytes) -> None:
    (tmp_path / "a.txt.gz").write_bytes(data)
    found, problems = run(tmp_path)
    assert found == []
    assert problems


def test_a_file_that_swells_is_refused(tmp_path: Path, run: Run) -> None:
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(b"x" * 30_000_000))
    found, (problem,) = run(tmp_path, limit=1_000_000)
    assert (found, problem.kind) == ([], "unreadable-input")
