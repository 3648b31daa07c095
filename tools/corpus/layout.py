"""The annotated corpus on disk: one JSON Lines file a split, the second annotations, the table of splits.

A line points into an article by the article's id, the SHA-256 of its text and offsets; it quotes nothing. Keys stand in one
order, lines are sorted by id: the same annotations are always the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Line = dict[str, Any]

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "data" / "annotations"
SCHEMA = "musnad-annotation/1"
SPLITS = ("train", "development", "test")
SECOND = "second"
"""Name of the file of second annotations, which belong to articles of any split."""

LINE_KEYS = ("schema", "id", "sha256", "source", "outlet", "published", "annotator")
LAYERS: dict[str, tuple[str, ...]] = {
    "entities": ("id", "kind", "name_ar", "name_en", "country", "sectors", "role"),
    "mentions": ("id", "start", "end", "entity"),
    "times": ("id", "start", "end", "type", "value", "reason"),
    "claims": ("id", "content", "cue", "form", "speaker", "chain", "act", "stance"),
    "events": tuple("id type mode context anchor actors recipients place time status claim certainty happening".split()),
}
"""Every layer of a line with the keys of its items, in their order."""

TABLE_HEAD = """\
# Which article is in which split
# source: computed by tools/corpus from dates and entity names; an assignment stays once it is made
# licence: CC0-1.0
# column id: id of the article
# column split: train | development | test
# column group: smallest id among the articles that may tell one happening and stay in one split
# column linked: an article of the group with which it shares names within two days, or wording
# column names: the shared names, joined by |; none where wording is shared
"""
TABLE_COLUMNS = ("id", "split", "group", "linked", "names")


@dataclass(frozen=True, slots=True, order=True)
class Assignment:
    """The split of one article, and why: the group that it belongs to and the link that put it there, if one did."""

    id: str
    split: str
    group: str
    linked: str | None = None
    names: tuple[str, ...] = ()


def read_lines(path: Path) -> list[Line]:
    """The annotations of one file in its order; none where there is no such file."""
    if not path.exists():
        return []
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def write_lines(path: Path, lines: Iterable[Line]) -> None:
    """Write annotations, sorted by id; a file for no annotations at all is written too, and is empty."""
    text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in sorted(lines, key=lambda line: line["id"]))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def read_splits(folder: Path) -> dict[str, Assignment]:
    """The recorded assignments by article id; empty where none were recorded."""
    path = folder / "splits.tsv"
    if not path.exists():
        return {}
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")][1:]
    found = {}
    for name, split, group, linked, names in rows:
        shared = () if names == "-" else tuple(names.split("|"))
        found[name] = Assignment(name, split, group, None if linked == "-" else linked, shared)
    return found


def write_splits(assignments: Mapping[str, Assignment], folder: Path) -> None:
    """Write the table of splits."""
    rows = ["\t".join(TABLE_COLUMNS)]
    for one in sorted(assignments.values()):
        rows.append("\t".join((one.id, one.split, one.group, one.linked or "-", "|".join(one.names) or "-")))
    text = TABLE_HEAD + "\n".join(rows) + "\n"
    (folder / "splits.tsv").write_text(text, encoding="utf-8", newline="\n")


def read_corpus(folder: Path) -> dict[str, list[Line]]:
    """The annotations of every split and the second ones, by the name of their file."""
    return {name: read_lines(folder / f"{name}.jsonl") for name in (*SPLITS, SECOND)}
