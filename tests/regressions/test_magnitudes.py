"""Sentences and the numbers of people that stand in them (magnitudes.tsv)."""

from __future__ import annotations

from typing import get_args

from musnad.deeds.magnitudes import FIELDS, found_in
from musnad.types.vocabulary import Bound

Row = dict[str, str]


def test_magnitudes(row: Row) -> None:
    found = [
        f"{m.field} {m.value}{f'..{m.high}' if m.high else ''} {m.bound}{' part' if m.part else ''}"
        for m in (item.magnitude for item in found_in(row["text"]))
    ]
    assert (" | ".join(found) or "-") == row["numbers"]


def test_words_of_the_table(row: Row) -> None:
    for number in row["numbers"].split(" | ") if row["numbers"] != "-" else ():
        field, _, bound, *part = number.split(" ")
        assert field in FIELDS
        assert bound in get_args(Bound)
        assert part in ([], ["part"])
