"""Sentences and the stations of their chains (links.tsv)."""

from __future__ import annotations

from collections.abc import Callable

from musnad.types import Record

Row = dict[str, str]


def test_link(row: Row, record: Callable[[str], Record]) -> None:
    data = record(row["text"]).to_dict()
    mentions = {mention["id"]: mention["text"] for mention in data["mentions"]}
    cues = {claim["id"]: claim["cue"]["text"] for claim in data["claims"] if claim["cue"]}
    found = [
        {
            "text": row["text"],
            "cue": cues[claim["id"]],
            "who": mentions[link["mention"]],
            "role": link["role"],
            "kind": link["kind"],
            "sort": link.get("sort", "-"),
            "trigger": link["cue"]["text"],
            "channel": claim["channel"]["kind"] if claim["channel"] else "-",
            "inside": cues[claim["inside"]] if claim["inside"] else "-",
        }
        for claim in data["claims"]
        for link in claim["chain"]
        if "mention" in link and link.get("cue")
    ]
    assert row in found, found
