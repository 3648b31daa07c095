"""Where the development corpora lie: they belong to their publishers and are no part of this repository."""

from __future__ import annotations

import json
import os
import sys
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


TOLERANCE = 0.0005
"""How far below its floor a figure may lie: less than rounding to four digits can move it."""


def held(path: Path, key: str, figures: dict[str, float], *, raising: bool) -> bool:
    """Whether no figure lies below its floor among those that the file has under a key; tells those that do.

    With `raising` the floors that lie below what was measured are lifted in the file; none falls.
    """
    floors: dict[str, dict[str, float]] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    kept = floors.get(key, {})
    below = [name for name, floor in kept.items() if figures[name] < floor - TOLERANCE]
    if raising:
        floors[key] = {name: max(value, kept.get(name, 0.0)) for name, value in sorted(figures.items())}
        path.write_text(json.dumps(floors, indent=1, sort_keys=True) + "\n", encoding="utf-8", newline="\n")
    for name in below:
        print(f"{name} is below its floor of {floors[key][name]:.1%}", file=sys.stderr)
    return not below
