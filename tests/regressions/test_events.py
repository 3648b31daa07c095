"""Sentences and the deeds that they tell of (events.tsv)."""

from __future__ import annotations

from collections.abc import Callable

from musnad.types import Record
from musnad.types.vocabulary import MODES

Row = dict[str, str]


def test_event(
    row: Row, record: Callable[[str], Record], fits: Callable[[Row, Row], bool], listed: Callable[[list[str]], str]
) -> None:
    data = record(row["text"]).to_dict()
    mentions = {mention["id"]: mention["text"] for mention in data["mentions"]}
    found = [
        {
            "type": event["type"],
            "mode": event["mode"] or "-",
            "anchor": event["anchor"]["text"],
            "actors": listed([mentions[actor] for actor in event["actors"]]),
            "recipients": listed([mentions[recipient] for recipient in event["recipients"]]),
            "place": mentions[event["place"]] if event["place"] else "-",
            "status": event["status"],
            "certainty": event["certainty"],
        }
        for event in data["events"]
    ]
    if row["type"] == "-":
        assert row["anchor"] in row["text"]
        assert row["anchor"] not in {event["anchor"] for event in found}
    else:
        assert row["type"] in MODES
        assert any(fits(row, event) for event in found), found
