"""Sentences and how sure they are of their deeds (doubts.tsv)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from musnad.pipeline import reader
from musnad.types import Document, Record

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


def test_a_date_of_publication_that_is_none_says_nothing_of_background() -> None:
    text = "قصف الجيش المدينة في 3 مارس 2016."
    grounds = [
        event.ground
        for published in ("17/11/2016", "2016-11-17", None)
        for event in reader("rules").read(Document("d", text, published=published)).reading.events
    ]
    assert grounds == ["news", "background", "news"]
