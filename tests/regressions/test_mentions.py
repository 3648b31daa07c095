"""Sentences and the phrases in them that name or describe somebody or somewhere (mentions.tsv)."""

from __future__ import annotations

from collections.abc import Callable

from musnad.types import Record

Row = dict[str, str]


def test_mention(row: Row, record: Callable[[str], Record], fits: Callable[[Row, Row], bool]) -> None:
    read = record(row["text"])
    data = read.to_dict()
    countries = {entity["id"]: entity["country"] for entity in data["entities"]}
    named = {mention.id: mention.named for mention in read.reading.mentions}
    found = [
        {
            "mention": mention["text"],
            "kind": mention["kind"],
            "named": "yes" if named[mention["id"]] else "no",
            "country": countries[mention["entity"]] or "-",
        }
        for mention in data["mentions"]
    ]
    if row["kind"] == "-":
        assert row["mention"] in row["text"]
        assert row["mention"] not in {mention["mention"] for mention in found}
    else:
        assert any(fits(row, mention) for mention in found), found
