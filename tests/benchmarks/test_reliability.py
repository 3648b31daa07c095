"""The reliability suite: how passages are varied, what counts as the same, and a small part of it run."""

from __future__ import annotations

import pytest
from benchmarks.reliability.run import FIELDS, Items, Shares, below, items_of, measured, risen, table, unequal
from benchmarks.reliability.variants import CHANGES, OUTLETS, SLOT, Text, passages, rows

ALL = list(passages())


def test_there_are_forty_passages_and_every_slot_has_names_to_change() -> None:
    assert len(ALL) >= 40
    kinds = {row["kind"] for row in rows("names")} | {"date"}
    assert {slot["kind"] for row in rows("passages") for slot in SLOT.finditer(row["text"])} <= kinds


def test_the_same_words_stand_in_both_orders() -> None:
    for row in rows("passages"):
        if row["reordered"] != "-":
            plain, moved = (
                sorted(row[column].translate({ord(mark): None for mark in ".،"}).split()) for column in ("text", "reordered")
            )
            assert plain == moved


def test_every_variant_differs_and_no_passage_names_one_thing_twice() -> None:
    for base, variants in ALL:
        assert {variant.change for variant in variants} <= set(CHANGES)
        for text in (base, *variants):
            names = [text.text[start:end] for start, end, slot in text.slots if not slot.startswith("date")]
            assert len(names) == len(set(names)), text.text
        assert all((variant.text, variant.outlet) != (base.text, base.outlet) for variant in variants)


def test_what_fills_a_slot_is_told_by_the_slot() -> None:
    text = Text("x", "names", "قوات سوريا في حلب", ((5, 10, "state1"), (14, 17, "city1")))
    assert text.described(0, 10) == "قوات {state1}"
    assert text.described(14, 17) == "{city1}"
    assert text.described(0, 4) == "قوات"


def test_a_lost_item_is_unequal_in_all_its_fields() -> None:
    base: Items = {("قصف", 0): {"type": "ASSAULT", "mode": None}, ("زار", 0): {"type": "CONSULT", "mode": "visit"}}
    assert unequal(base, {("زار", 0): {"type": "CONSULT", "mode": None}}) == {
        ("قصف", 0): ["found", "type", "mode"],
        ("زار", 0): ["mode"],
    }


def test_floors_rise_only_and_what_lies_below_them_is_told() -> None:
    floors: Shares = {"names": {"type": 0.9, "mode": 0.5}}
    assert risen({"names": {"type": 0.8, "mode": 0.6}}, floors) == {"names": {"type": 0.9, "mode": 0.6}}
    assert len(below({"names": {"type": 0.8, "mode": 0.6}}, floors)) == 1
    assert below({"names": {"type": 0.9, "mode": 0.6}}, floors) == []


def test_the_table_has_a_row_a_field() -> None:
    assert len(table({"names": {"type": 1.0}}).splitlines()) == 2 + len(FIELDS)


@pytest.mark.slow
def test_the_outlet_changes_no_code() -> None:
    for base, variants in ALL[::4]:
        expected = items_of(base, "trained")
        for variant in variants:
            if variant.change == "outlet":
                assert items_of(variant, "trained") == expected, (variant.outlet, OUTLETS[0])


@pytest.mark.slow
def test_deeds_are_found_and_typed_alike_under_every_change() -> None:
    shares = measured("trained", limit=12)
    low = {
        (change, field): shares[change][field]
        for change in CHANGES
        for field in ("found", "type", "status")
        if shares[change][field] < 0.9
    }
    assert low == {}
