"""Reading tables: rows by column, and what is said when a table is not as it should be."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from musnad.errors import KnowledgeError
from musnad.knowledge import tables


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[str], None]:
    """Puts a table `one` in place of the package's data."""

    def write(text: str) -> None:
        (tmp_path / "data").mkdir()
        (tmp_path / "data" / "one.tsv").write_text(text, encoding="utf-8")
        monkeypatch.setattr("musnad.knowledge.tables.resources.files", lambda package: tmp_path)

    return write


def test_rows(written: Callable[[str], None]) -> None:
    written("# One\n# column a: first\na\tb\n1\t-\n\n2\tx|y\n")
    assert list(tables.table("one")) == [{"a": "1", "b": ""}, {"a": "2", "b": "x|y"}]


@pytest.mark.parametrize("text", ["", "# only a title\n", "a\tb\n"])
def test_a_table_without_rows(written: Callable[[str], None], text: str) -> None:
    written(text)
    assert list(tables.table("one")) == []


@pytest.mark.parametrize("row", ["1", "1\t2\t3"])
def test_a_row_with_another_number_of_cells(written: Callable[[str], None], row: str) -> None:
    written(f"a\tb\n{row}\n")
    with pytest.raises(KnowledgeError, match=r"data/one\.tsv: [13] cells instead of 2"):
        list(tables.table("one"))


def test_a_table_that_is_missing() -> None:
    with pytest.raises(KnowledgeError, match=r"data/no_such\.tsv is missing"):
        list(tables.table("no_such"))


@pytest.mark.parametrize(("cell", "expected"), [("", ()), ("a", ("a",)), ("a|b", ("a", "b")), ("a | | b", ("a", "b"))])
def test_values(cell: str, expected: tuple[str, ...]) -> None:
    assert tables.values(cell) == expected


def test_every_table_has_a_digest() -> None:
    digests = tables.resource_digests()
    assert {"cues", "anchors", "generated/anchor_forms"} <= digests.keys()
    assert all(len(digest) == len("sha256:") + 64 for digest in digests.values())
