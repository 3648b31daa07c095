"""Reading the development articles and scoring the records with the scorer of the development corpora.

The scorer is run, not copied: one script decides what counts as right, here and wherever else records are measured.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import random
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from musnad import Document, reader
from musnad.ingest import atomic_writer, documents

RESAMPLES = 1000
SEED = 2017
Record = Mapping[str, Any]
Interval = tuple[float, float]


class ScoringError(Exception):
    """The articles could not be read or scored; the message says why."""


@dataclass(frozen=True, slots=True)
class Score:
    """The figures of one field: `value` is an F1 where `p` and `r` are given, else an accuracy; `n` counts items."""

    value: float
    n: int
    p: float | None = None
    r: float | None = None


def digest_of(path: Path) -> str:
    """`sha256:` and the hexadecimal digest of the file's bytes."""
    return f"sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}"


def write_records(gold: Path, predicted: Path, reader_name: str) -> dict[str, Any]:
    """Read every text of the gold file, write the records, one a line; the versions that made them come back.

    Only the texts and what their publishers say about them (title, date, outlet, address) are looked at: the gold file
    passes through `musnad.ingest` as any file of records does. Raises ScoringError when a text cannot be read.
    """
    pipeline = reader(reader_name)
    predicted.parent.mkdir(parents=True, exist_ok=True)
    with atomic_writer(predicted) as out:
        for item in documents([gold]):
            if not isinstance(item, Document):
                raise ScoringError(f"{item.source}: {item.message}")
            out.write(json.dumps(pipeline.read(item).to_dict(), ensure_ascii=False) + "\n")
    return pipeline.produced_by()


def run_scorer(scorer: Path, gold: Path, predicted: Path) -> tuple[dict[str, Score], dict[str, dict[str, float]]]:
    """The score of each field over all articles, and its value in each article. Raises ScoringError when it fails."""
    done = subprocess.run(
        [sys.executable, str(scorer), str(gold), str(predicted), "--json", "--per-document"],
        capture_output=True,
        check=False,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1"},
    )
    if done.returncode:
        raise ScoringError(f"the scorer failed: {done.stderr.strip()}")
    *lines, last = done.stdout.splitlines()
    by_document = {}
    for line in lines:
        name, _, values = line.partition(" {")
        by_document[name] = json.loads("{" + values)
    return {field: _score(figures) for field, figures in json.loads(last).items()}, by_document


def _score(figures: Mapping[str, float]) -> Score:
    if "f1" in figures:
        return Score(figures["f1"], int(figures["n"]), figures["p"], figures["r"])
    return Score(figures["accuracy"], int(figures["n"]))


def intervals(scorer: Path, pairs: Sequence[tuple[Record, Record]], resamples: int = RESAMPLES) -> dict[str, Interval]:
    """The 95 % interval of each field's value by the bootstrap over articles, percentile method.

    Articles are drawn, not items in them: items of one article resemble each other, and intervals over items would be
    too narrow. The scorer counts each article once; its own arithmetic then makes a figure of every draw.
    """
    module: Any = _imported(scorer)
    counted = [module.score(gold, predicted) for gold, predicted in pairs]
    module.score = lambda index, _: counted[index]
    rng = random.Random(SEED)  # noqa: S311 (repeatable, not secret)
    drawn: dict[str, list[float]] = {}
    for _ in range(resamples):
        indices = rng.choices(range(len(pairs)), k=len(pairs))
        for field, figures in module.totals([(index, None) for index in indices]).items():
            if figures["n"]:
                drawn.setdefault(field, []).append(figures.get("f1", figures.get("accuracy")))
    return {field: _middle(values) for field, values in drawn.items()}


def _middle(values: list[float]) -> Interval:
    values.sort()
    last = len(values) - 1
    return values[round(0.025 * last)], values[round(0.975 * last)]


def _imported(scorer: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("scorer_of_the_corpora", scorer)
    if spec is None or spec.loader is None:
        raise ScoringError(f"{scorer.name} cannot be imported")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def paired(gold: Path, predicted: Path) -> list[tuple[Record, Record]]:
    """Gold and predicted record of each article, in the order of the gold file."""
    records = {record["document"]["id"]: record for record in _lines(predicted)}
    return [(record, records[record["document"]["id"]]) for record in _lines(gold)]


def _lines(path: Path) -> list[Record]:
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]
