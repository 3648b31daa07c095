"""A file is whole or not there."""

from __future__ import annotations

from pathlib import Path

import pytest

from musnad.ingest import atomic_writer


def test_the_file_appears_when_the_block_ends(tmp_path: Path) -> None:
    target = tmp_path / "out.jsonl"
    with atomic_writer(target) as out:
        out.write("سطر\n")
        assert not target.exists()
    assert target.read_bytes() == "سطر\n".encode()
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize("error", [KeyboardInterrupt, ValueError, SystemExit])
def test_an_interruption_leaves_what_was_there(tmp_path: Path, error: type[BaseException]) -> None:
    target = tmp_path / "out.jsonl"
    target.write_text("old", encoding="utf-8")

    def write() -> None:
        with atomic_writer(target) as out:
            out.write("half")
            raise error

    with pytest.raises(error):
        write()
    assert target.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_permissions_of_the_old_file_stay(tmp_path: Path) -> None:
    target = tmp_path / "out"
    target.write_text("old", encoding="utf-8")
    target.chmod(0o640)
    with atomic_writer(target) as out:
        out.write("new")
    assert target.stat().st_mode & 0o777 == 0o640


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    target, link = tmp_path / "out", tmp_path / "link"
    target.write_text("old", encoding="utf-8")
    link.symlink_to(target)
    with atomic_writer(link) as out:
        out.write("new")
    assert link.is_symlink()
    assert target.read_text(encoding="utf-8") == "new"


def test_what_is_no_regular_file_is_written_directly() -> None:
    with atomic_writer("/dev/null") as out:
        out.write("gone")


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No such file"), atomic_writer(tmp_path / "none" / "out"):
        pass
