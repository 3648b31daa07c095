"""Files, folders, patterns, standard input: what is opened, in which order, as which format."""

from __future__ import annotations

import io
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from musnad.errors import InputError
from musnad.ingest import documents
from musnad.types import Document, Problem

Run = Callable[..., tuple[list[Document], list[Problem]]]


def test_a_folder_is_read_to_its_ends_in_order(tmp_path: Path, run: Run, body: str) -> None:
    for name in (
        "b.txt",
        "a.txt",
        "sub/c",
        "sub/d.html",
        "sub/e.jsonl",
        "image.png",
        ".hidden.txt",
        ".git/x.txt",
        "f.TXT",
    ):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        text = json.dumps({"id": "e", "text": body}) if name.endswith("jsonl") else body
        path.write_text(f"<html><body><p>{body}</p></body></html>" if name.endswith("html") else text, encoding="utf-8")
    found, problems = run(tmp_path)
    assert [d.id for d in found] == ["a", "b", "f", "c", "d", "e"]
    assert problems == []


def test_a_pattern(tmp_path: Path, run: Run, body: str) -> None:
    for name in ("2.txt", "1.txt", "3.html"):
        (tmp_path / name).write_text(body, encoding="utf-8")
    assert [d.id for d in run(tmp_path / "*.txt")[0]] == ["1", "2"]
    assert [d.id for d in run(f"{tmp_path.parent}/**/[12].txt")[0]] == ["1", "2"]


def test_a_name_with_brackets_is_a_file_when_it_exists(tmp_path: Path, run: Run, body: str) -> None:
    (tmp_path / "a[1].txt").write_text(body, encoding="utf-8")
    assert [d.id for d in run(tmp_path / "a[1].txt")[0]] == ["a[1]"]


def test_a_file_given_twice_is_read_once(tmp_path: Path, run: Run, body: str) -> None:
    path = tmp_path / "a.txt"
    path.write_text(body, encoding="utf-8")
    assert len(run(path, tmp_path, tmp_path / "*.txt")[0]) == 1


def test_two_files_of_one_name_have_two_ids(tmp_path: Path, run: Run, body: str) -> None:
    for folder in ("x", "y"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.b.txt").write_text(f"{body} {folder}", encoding="utf-8")
    first, second = run(tmp_path)[0]
    assert (first.id, second.id) == ("a.b", f"a.b-{second.sha256[:16]}")


@pytest.mark.parametrize("name", ["none.txt", "*.none", "nul\0.txt", "x" * 5000])
def test_what_is_not_there_is_a_problem(tmp_path: Path, run: Run, name: str) -> None:
    found, (problem,) = run(tmp_path / name)
    assert found == []
    assert problem.kind in ("missing-input", "unreadable-input")


def test_a_folder_without_files_is_a_problem(tmp_path: Path, run: Run) -> None:
    found, (problem,) = run(tmp_path)
    assert (found, problem.kind) == ([], "missing-input")


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_a_file_that_may_not_be_read_is_a_problem(tmp_path: Path, run: Run, body: str) -> None:
    path = tmp_path / "a.txt"
    path.write_text(body, encoding="utf-8")
    path.chmod(0)
    _, (problem,) = run(path)
    assert problem.kind == "unreadable-input"


def test_a_file_name_that_is_no_utf_8(tmp_path: Path, run: Run, body: str) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.txt"))
    path.write_text(body, encoding="utf-8")
    (document,), _ = run(tmp_path)
    assert document.id == "\ufffd"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("{body}", "{body}"),
        ("<html><body><article><p>{body}</p></article></body></html>", "{body}"),
        ("  <!DOCTYPE html><html><body><article><p>{body}</p></article></body></html>", "{body}"),
        ('{{"text": "{body}"}}\n{{"text": "{body}"}}', "{body}"),
        ('[\n {{"text": "{body}"}}\n]', "{body}"),
        ("<< {body} >>", "<< {body} >>"),
        ("{{ {body} }}", "{{ {body} }}"),
    ],
    ids=["text", "html", "doctype", "lines", "array", "angles", "braces"],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_standard_input_is_sniffed(run: Run, content: str, expected: str, encoding: str) -> None:
    body = "قال وزير الخارجية اليوم إن الوفد وصل إلى العاصمة صباحا"
    found, problems = run("-", stdin=io.BytesIO(content.format(body=body).encode(encoding)))
    assert {d.text for d in found} == {expected.format(body=body)}
    assert [d.id for d in found] == [d.sha256[:16] for d in found]
    assert problems == []


def test_a_long_first_line_of_json(run: Run) -> None:
    text = "كلمة " * 100_000
    found, _ = run("-", stdin=io.BytesIO(json.dumps({"text": text}).encode()))
    assert [d.text for d in found] == [text.strip()]


def test_the_suffix_goes_before_the_content(tmp_path: Path, run: Run) -> None:
    path = tmp_path / "a.txt"
    path.write_text("<p>مرحبا</p>", encoding="utf-8")
    assert run(path)[0][0].text == "<p>مرحبا</p>"


@pytest.mark.parametrize("text", ["", " \n", "ًٌٍَُ", "\u202b\u202c\u200f", "... !؟ ،", "ـــ", "١٢٣ 456", "😀"])
def test_no_letters_is_a_problem(run: Run, text: str) -> None:
    found, (problem,) = run("-", stdin=io.BytesIO(text.encode()))
    assert (found, problem.kind) == ([], "empty-input")


@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.json"])
def test_a_document_that_is_too_large(tmp_path: Path, run: Run, name: str) -> None:
    (tmp_path / name).write_bytes(b"[\n" + b"x" * 2000)
    found, (problem,) = run(tmp_path / name, limit=1000)
    assert (found, problem.kind) == ([], "unreadable-input")
    assert "1,000 bytes" in problem.message


def test_a_date_that_is_none_is_refused_at_once() -> None:
    with pytest.raises(InputError, match="no date"):
        documents(["-"], published="yesterday")


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("عنوان قصير\n\nنص المقال.", "عنوان قصير"),
        ("عنوان قصير \n \nنص المقال.", "عنوان قصير"),
        ("عنوان قصير\nنص المقال.", None),
        ("جملة كاملة.\n\nنص المقال.", None),
        ("كلمة " * 21 + "\n\nنص المقال.", None),
        ("سطر وحيد", None),
        ("سطر وحيد\n\n", None),
    ],
)
def test_the_title_of_a_text(run: Run, text: str, title: str | None) -> None:
    (document,), _ = run("-", stdin=io.BytesIO(f"\n{text}\n".encode()))
    assert document.title == title
    assert document.text == text.strip()
    assert document.text.startswith(title or "")
