"""Counts of the annotated corpus and the agreement of two annotators, as Markdown tables."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from tools.corpus.articles import Article
from tools.corpus.layout import LAYERS, SPLITS, Line

from musnad.types.vocabulary import MODES

AGREEMENT = {
    "mentions_exact": "named mentions: kind and exact span",
    "mentions_overlap": "named mentions: kind and overlapping span",
    "entity_country": "country of a common name",
    "times_span": "times: overlapping span",
    "times_value": "times: span and value",
    "claims": "claims: content, Jaccard of words at least 0.5",
    "claims_direct": "direct claims",
    "claim_speaker": "speaker of a common claim",
    "claim_chain": "its whole chain",
    "claim_form": "its form",
    "claim_act": "its act",
    "claim_stance": "its stance",
    "events_anchor": "events: overlapping anchor",
    "events_type": "events: anchor and type",
    "event_actors": "actors of a common event",
    "event_recipients": "its recipients",
    "events_full": "whole event: type, all actors, all recipients",
    "event_place": "its place",
    "event_mode": "its mode",
    "event_status": "its status",
    "event_certainty": "its certainty",
    "event_claim": "its claim",
}
"""The scorer's fields in the order of the table, each with what the two had to agree on."""


class ScorerError(Exception):
    """The scorer could not compare the two; the message says why."""


def markdown(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table whose columns after the first are numbers."""
    lines = [list(head), ["---", *["--:"] * (len(head) - 1)], *([str(cell) for cell in row] for row in rows)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def statistics_tables(corpus: Mapping[str, Sequence[Line]], texts: Mapping[str, Article]) -> str:
    """Articles, words, items, outlets, event types and the kinds of claims, each by split; words where texts are."""
    tables = [_items(corpus, texts)]
    counted: list[tuple[str, str, Callable[[Line], Iterable[str]], Iterable[str]]] = [
        ("articles of outlet", "", lambda line: [line["outlet"]], ()),
        ("articles of year", "", lambda line: [line["published"][:4]], ()),
        ("events of type", "`", lambda line: (event["type"] for event in line["events"]), MODES),
        ("events of status", "`", lambda line: (event["status"] for event in line["events"]), ()),
        ("claims of act", "`", lambda line: (claim["act"] for claim in line["claims"]), ()),
        ("claims of form", "`", lambda line: (claim["form"] for claim in line["claims"]), ()),
        ("claims of stance", "`", lambda line: (claim["stance"] for claim in line["claims"]), ()),
        ("mentions of kind", "`", _kinds, ()),
    ]
    for title, mark, values, always in counted:
        by_split = {name: Counter(value for line in corpus[name] for value in values(line)) for name in SPLITS}
        total = sum(by_split.values(), Counter[str]())
        order = sorted({*total, *always}, key=lambda value: (-total[value], value))
        rows = [[f"{mark}{value}{mark}", *(by_split[name][value] for name in SPLITS), total[value]] for value in order]
        tables.append(markdown([title, *SPLITS, "all"], rows))
    return "\n\n".join(tables)


def _kinds(line: Line) -> list[str]:
    kinds = {entity["id"]: entity["kind"] for entity in line["entities"]}
    return [kinds[mention["entity"]] for mention in line["mentions"]]


def _items(corpus: Mapping[str, Sequence[Line]], texts: Mapping[str, Article]) -> str:
    columns = [corpus[name] for name in SPLITS]
    columns.append([line for column in columns for line in column])
    rows: list[list[object]] = [["articles", *map(len, columns)]]
    lengths = [
        [len(texts[line["id"]].document.text.split()) for line in column if line["id"] in texts] for column in columns
    ]
    if all(map(len, lengths)) and list(map(len, lengths)) == list(map(len, columns)):
        rows.append(["words", *map(sum, lengths)])
        rows.append(["words of an article: least", *map(min, lengths)])
        rows.append(["words of an article: median", *(round(statistics.median(length)) for length in lengths)])
        rows.append(["words of an article: most", *map(max, lengths)])
    for layer in LAYERS:
        rows.append([layer, *(sum(len(line[layer]) for line in column) for column in columns)])
    return markdown(["", *SPLITS, "all"], rows)


def agreement(scorer: Path, first: Sequence[Mapping[str, Any]], second: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The scorer's figures with the second annotator as prediction. Raises ScorerError when it fails."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder, "first.jsonl"), Path(folder, "second.jsonl")]
        for path, records in zip(paths, (first, second), strict=True):
            path.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in records), encoding="utf-8")
        done = subprocess.run(  # noqa: S603  (the scorer of the corpora on two files written here)
            [sys.executable, str(scorer), *map(str, paths), "--json"],
            capture_output=True,
            check=False,
            encoding="utf-8",
            env={**os.environ, "PYTHONUTF8": "1"},
        )
    if done.returncode:
        raise ScorerError(done.stderr.strip())
    figures: dict[str, Any] = json.loads(done.stdout)
    return figures


def agreement_table(figures: Mapping[str, Mapping[str, float]]) -> str:
    """The figures in the order of the layers: F1, or the share of equal values among common items."""
    rows = []
    for field, meaning in AGREEMENT.items():
        if field in figures:
            found = figures[field]
            measure, value = ("F1", found["f1"]) if "f1" in found else ("accuracy", found["accuracy"])
            rows.append([meaning, measure, f"{value:.2f}", int(found["n"])])
    return markdown(["what both had to write", "measure", "agreement", "n"], rows)
