"""JSON Lines: the contract on titles and bodies, bad lines, records as input."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from musnad.types import Document, Problem

Run = Callable[..., tuple[list[Document], list[Problem]]]


def written(path: Path, *lines: object) -> Path:
    rows = (line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines)
    path.write_text("\n".join(rows), encoding="utf-8")
    return path


def test_all_fields(tmp_path: Path, run: Run, body: str) -> None:
    line = {
        "id": "a-1",
        "text": f" {body}\n",
        "title": " عنوان ",
        "published": "2018-02-18T23:35:43-05:00",
        "outlet": "العربية",
        "url": "https://example.org/1",
        "section": "culture",
    }
    (document,), problems = run(written(tmp_path / "a.jsonl", line))
    assert document == Document("a-1", f"عنوان\n\n{body}", "عنوان", "2018-02-18", "العربية", "https://example.org/1")
    assert problems == []


def test_only_a_text(tmp_path: Path, run: Run, body: str) -> None:
    (document,), problems = run(written(tmp_path / "a.jsonl", {"text": body, "title": None, "id": " "}))
    assert document == Document(document.sha256[:16], body)
    assert problems == []


def test_nothing_inside_is_changed(tmp_path: Path, run: Run) -> None:
    text = "سطر\r\n\r\nمـــرحباً \u202b١٢٣\u202c\x7f\u2028\x01 نهاية"
    (document,), _ = run(written(tmp_path / "a.jsonl", {"text": text, "title": "ع\u200f"}))
    assert document.text == f"ع\u200f\n\n{text}"


def test_reading_goes_on_after_bad_lines(tmp_path: Path, run: Run, body: str) -> None:
    path = written(
        tmp_path / "a.jsonl",
        {"id": "1", "text": body},
        '{"text": "cut',
        "[1, 2]",
        "null",
        {"id": "5"},
        {"id": "6", "text": 7},
        "",
        "[" * 100_000,
        '{"text": 1' + "0" * 5000 + "}",
        {"id": "10", "text": "١٢٣ ..."},
        {"id": "11", "text": body},
    )
    found, problems = run(path)
    assert [d.id for d in found] == ["1", "11"]
    assert [(p.source, p.kind) for p in problems] == [
        (f"{path}:{line}", kind)
        for line, kind in [
            *((line, "unreadable-input") for line in (2, 3, 4, 5, 6, 8, 9)),
            (10, "empty-input"),
        ]
    ]


def test_fields_of_the_wrong_type_are_left_out(tmp_path: Path, run: Run, body: str) -> None:
    line = {"id": [1], "text": body, "title": 3, "published": 2017.5, "outlet": {}, "url": True}
    (document,), problems = run(written(tmp_path / "a.jsonl", line))
    assert document == Document(document.sha256[:16], body)
    assert {p.kind for p in problems} == {"bad-field"}
    assert {p.document for p in problems} == {document.id}
    assert len(problems) == 5


def test_a_number_may_be_an_id(tmp_path: Path, run: Run, body: str) -> None:
    (document,), problems = run(written(tmp_path / "a.jsonl", {"id": 17, "text": body}))
    assert (document.id, problems) == ("17", [])


def test_an_unreadable_date_gives_way_to_the_option(tmp_path: Path, run: Run, body: str) -> None:
    path = written(tmp_path / "a.jsonl", {"id": "1", "text": body, "published": "أمس"})
    (document,), (problem,) = run(path, published="10/01/2017")
    assert document.published == "2017-01-10"
    assert (problem.kind, problem.document) == ("bad-date", "1")


def test_the_option_overrides_no_date(tmp_path: Path, run: Run, body: str) -> None:
    path = written(tmp_path / "a.jsonl", {"text": body, "published": "2016-01-01"}, {"text": body})
    found, _ = run(path, published="2017-01-10")
    assert [d.published for d in found] == ["2016-01-01", "2017-01-10"]


def test_a_record_is_input(tmp_path: Path, run: Run, body: str) -> None:
    text = f"عنوان\n\n{body}\n "
    record = {"schema": "musnad/1", "document": {"id": "r", "text": text, "title": "عنوان", "published": "2017-01-10"}}
    (document,), problems = run(written(tmp_path / "a.jsonl", record))
    assert document == Document("r", text, "عنوان", "2017-01-10")
    assert problems == []


def test_lone_surrogates_become_one_character(tmp_path: Path, run: Run, body: str) -> None:
    path = written(tmp_path / "a.jsonl", '{"id": "\\udfff", "text": "أ\\ud800ب \\ud83d\\ude00"}')
    (document,), problems = run(path)
    assert (document.id, document.text) == ("\ufffd", "أ\ufffdب \U0001f600")
    assert {p.kind for p in problems} == {"damaged-text"}
    json.dumps(document.text, ensure_ascii=False).encode()


def test_each_line_in_its_own_encoding(tmp_path: Path, run: Run, body: str) -> None:
    line = json.dumps({"text": body}, ensure_ascii=False)
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + line.encode() + b"\r\n" + line.encode("cp1256"))
    found, problems = run(path)
    assert [d.text for d in found] == [body, body]
    assert problems == []


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-32"])
def test_wide_encodings(tmp_path: Path, run: Run, body: str, encoding: str) -> None:
    line = json.dumps({"text": body}, ensure_ascii=False)
    path = tmp_path / "a.jsonl"
    path.write_bytes(f"{line}\n{line}".encode(encoding))
    found, problems = run(path)
    assert [d.text for d in found] == [body, body]
    assert problems == []


def test_mojibake_in_a_field_is_mended(tmp_path: Path, run: Run, body: str) -> None:
    line = {"text": body, "title": "المجلس الأعلى".encode().decode("cp1256")}
    (document,), (problem,) = run(written(tmp_path / "a.jsonl", line))
    assert document.title == "المجلس الأعلى"
    assert (problem.kind, problem.document) == ("mended-text", document.id)


def test_a_line_that_is_too_long(tmp_path: Path, run: Run, body: str) -> None:
    path = written(tmp_path / "a.jsonl", {"id": "1", "text": "ك" * 200_000}, {"id": "2", "text": body})
    (document,), (problem,) = run(path, limit=100_000)
    assert document.id == "2"
    assert (problem.source, problem.kind) == (f"{path}:1", "unreadable-input")


@pytest.mark.parametrize("indent", [None, 1])
@pytest.mark.parametrize("many", [True, False])
def test_a_file_that_is_one_value(tmp_path: Path, run: Run, body: str, many: bool, indent: int | None) -> None:
    value = {"id": "1", "text": body}
    path = tmp_path / "a.json"
    path.write_text(json.dumps([value, 5, value] if many else value, indent=indent), encoding="utf-8")
    found, problems = run(path)
    assert [d.text for d in found] == ([body, body] if many else [body])
    assert [p.source for p in problems] == ([f"{path}:[2]"] if many else [])


def test_a_file_without_lines(tmp_path: Path, run: Run) -> None:
    found, (problem,) = run(written(tmp_path / "a.jsonl", "", " "))
    assert (found, problem.kind) == ([], "empty-input")
