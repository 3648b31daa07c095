"""The first article against a record of it that was written by hand before any reader was run on it (README.md here).

The record is the expectation and does not bend to the reader. What the reader does not give yet stands in `known.tsv`, a row
a field with its cause, and has to be exactly what differs now: a difference that goes away and one that comes both fail.
Put right what is wrong, or renew the list and state the cause of each new row; the list and the change are one commit.
"""

from __future__ import annotations

import csv
import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from tests.golden.differences import Difference, differences
from tools.corpus.layout import LAYERS, LINE_KEYS
from tools.corpus.shape import findings

import musnad
from musnad.types import Document

HERE = Path(__file__).parent / "first_article"
RECORD = json.loads((HERE / "record.json").read_text(encoding="utf-8"))
KNOWN = HERE / "known.tsv"
HEADER = """\
# Where the trained reader's record of the first article differs from the one written by hand (record.json)
# source: the difference itself; causes by the authors of Musnad
# licence: CC0-1.0
# column layer: mentions, entities, times, claims or events
# column item: id in record.json; offsets of an item that record.json does not have
# column field: the field that differs; missing: the reader has no such item; extra: only the reader has it
# column expected: what record.json says: ids of its mentions and times, offsets, codes; - for nothing
# column found: what the reader says, in the same terms
# column cause: why the reader says so
"""
UNSTATED = "?"


def known() -> dict[Difference, str]:
    lines = [line for line in KNOWN.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    return {Difference(*(row[name] for name in Difference._fields)): row["cause"] for row in rows}


def write(rows: list[Difference], causes: dict[Difference, str]) -> None:
    """`rows` with the causes that are known; a row of the same item and field keeps its cause when only `found` changed."""
    fields = {row[:3]: cause for row, cause in causes.items()}
    lines = ["\t".join((*Difference._fields, "cause"))]
    lines += ["\t".join((*row, causes.get(row) or fields.get(row[:3], UNSTATED))) for row in rows]
    KNOWN.write_text(HEADER + "\n".join(lines) + "\n", encoding="utf-8")


@pytest.fixture(scope="module")
def present(shared: Path) -> list[Difference]:
    path = shared / "data" / RECORD["source"]
    if not path.is_file():
        pytest.skip(f"the first article is not in {path.parent}")
    text = path.read_text(encoding="utf-8").strip()
    assert hashlib.sha256(text.encode()).hexdigest() == RECORD["sha256"], "the offsets of record.json are for another text"
    document = Document(RECORD["id"], text, published=RECORD["published"], outlet=RECORD["outlet"])
    return differences(RECORD, musnad.read(document).to_dict())


def test_the_record_by_hand_is_sound() -> None:
    line: dict[str, Any] = {key: RECORD.get(key, 1) for key in LINE_KEYS}
    for layer, keys in LAYERS.items():
        line[layer] = [{key: item[key] for key in keys if key in item} for item in RECORD[layer]]
    assert [str(found) for found in findings(line) if found.certain] == []


@pytest.mark.shared
def test_the_reader_differs_exactly_where_it_is_known_to(present: list[Difference], renew: bool) -> None:
    stated = known() if KNOWN.is_file() else {}
    if renew:
        write(present, stated)
        pytest.skip("known.tsv written anew: state the cause of each new row")
    assert [row for row in present if row not in stated] == [], "differences that known.tsv does not have"
    assert [row for row in stated if row not in present] == [], "differences that are gone: take them out of known.tsv"


def test_every_known_difference_has_a_cause() -> None:
    assert [row for row, cause in known().items() if len(cause) < 10] == []


def test_a_record_does_not_differ_from_itself() -> None:
    assert differences(RECORD, RECORD) == []


@pytest.mark.parametrize(
    ("layer", "field", "value"),
    [
        ("claims", "stance", "neutral"),
        ("claims", "speaker", "m5"),
        ("claims", "chain", [{"role": "outlet"}]),
        ("events", "type", "CONSULT"),
        ("events", "actors", ["m5"]),
        ("events", "claim", None),
        ("events", "happening", "h99"),
        ("times", "value", "2016"),
        ("mentions", "entity", "e5"),
        ("entities", "country", "FRA"),
    ],
)
def test_each_field_is_compared(layer: str, field: str, value: object) -> None:
    changed = [*RECORD[layer]]
    index = next(i for i, item in enumerate(changed) if field not in item or item[field] != value)
    changed[index] = {**changed[index], field: value}
    rows = differences(RECORD, {**RECORD, layer: changed})
    assert (layer, changed[index]["id"], field) in [row[:3] for row in rows]


@pytest.mark.parametrize(("layer", "item"), [("mentions", "m66"), ("times", "t1"), ("claims", "c7"), ("events", "v37")])
def test_items_too_few_and_too_many_are_differences(layer: str, item: str) -> None:
    """Items that nothing else points at."""
    fewer = {**RECORD, layer: [each for each in RECORD[layer] if each["id"] != item]}
    assert (layer, item, "missing") in [row[:3] for row in differences(RECORD, fewer)]
    assert (layer, "extra") in [(row.layer, row.field) for row in differences(fewer, RECORD)]
