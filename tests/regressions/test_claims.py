"""Sentences and what they lay at somebody's door (claims.tsv)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from musnad.types import Record

Row = dict[str, str]


def test_claim(
    row: Row, record: Callable[[str], Record], fits: Callable[[Row, Row], bool], listed: Callable[[list[str]], str]
) -> None:
    data = record(row["text"]).to_dict()
    mentions = {mention["id"]: mention["text"] for mention in data["mentions"]}

    def stated(claim: dict[str, Any]) -> Row:
        relays = [mentions[link["mention"]] for link in claim["chain"] if link["role"] == "relay"]
        return {
            "cue": claim["cue"]["text"],
            "form": claim["form"],
            "act": claim["act"],
            "stance": claim["stance"],
            "speaker": mentions[claim["speaker"]] if claim["speaker"] else "-",
            "relay": listed(relays),
        }

    if row["cue"] == "-":
        assert data["claims"] == []
        return
    contents = [
        (claim["content"][0]["text"], claim["content"][-1]["text"]) for claim in data["claims"] if fits(row, stated(claim))
    ]
    assert any(first.startswith(row["begins"]) and last.endswith(row["ends"]) for first, last in contents), data["claims"]
