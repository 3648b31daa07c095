"""Where the development corpora lie: they belong to their publishers and are no part of this repository."""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def shared_folder() -> Path:
    """The folder that MUSNAD_SHARED names (relative names count from the repository), else `../shared` beside it."""
    return ROOT / os.environ.get("MUSNAD_SHARED", "../shared")


def news_files(shared: Path) -> list[Path]:
    """The files of news articles in the folder, sorted; an empty list where there are none."""
    return sorted((shared / "data" / "news").glob("*.jsonl.gz"))


def shown(path: Path) -> str:
    """The path as it is told to people: relative to the repository, so that logs of two machines are alike."""
    return os.path.relpath(path, ROOT)
