"""Sentences and how sure they are of their deeds (doubts.tsv)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from musnad.types import Record

Row = dict[str, str]


def test_doubt(row: Row, record: Callable[[str], Record]) -> None:
    data = record(row["text"]).to_dict()
    mentions = {mention["id"]: mention["text"] for mention in data["mentions"]}
    anchors = {event["id"]: event["anchor"]["text"] for event in data["events"]}
    found = [
        {
            "text": row["text"],
            "anchor": event["anchor"]["text"],
            "degree": event["epistemic"]["degree"],
            "holder": mentions.get(event["epistemic"]["holder"], "-"),
            "doubt": _text(event["epistemic"]["cue"]),
            "status_cue": _text(event["cue"]),
            "part_of": anchors.get(event["part_of"], "-"),
            "ground": event["ground"],
        }
        for event in data["events"]
    ]
    assert row in found, found


def _text(span: dict[str, Any] | None) -> str:
    return span["text"] if span else "-"
