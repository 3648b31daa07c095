"""The codebook's page is what its tables say, and the default reader gives its sentences the codes that stand there."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from tools import build_codebook
from tools.build_codebook import EMPTY, Example, definitions, examples, near_misses, page

import musnad
from musnad.types import Document
from musnad.types.vocabulary import MODES

ALL = [*examples(), *near_misses()]


def read(sentence: str) -> list[dict[str, Any]]:
    document = Document("codebook", sentence, published="2023-05-10", outlet="مدار")
    found: list[dict[str, Any]] = musnad.read(document).to_dict()["events"]
    return found


def code_at(example: Example) -> str:
    """What the reader says at the example's anchor: codes joined by a comma, or a dash."""
    start, end = example.span
    at = [each for each in read(example.sentence) if each["anchor"]["start"] < end and start < each["anchor"]["end"]]
    return ",".join(f"{each['type']}.{each['mode'] or EMPTY}" for each in at) or EMPTY


@pytest.mark.parametrize("example", ALL, ids=[f"{one.looks or one.type}-{n}" for n, one in enumerate(ALL)])
def test_the_reader_gives_the_code_unless_it_is_known_to_miss(example: Example) -> None:
    expected = EMPTY if example.type == EMPTY else f"{example.type}.{example.mode}"
    found = code_at(example)
    if example.miss == EMPTY:
        assert found == expected
    else:
        assert found != expected, "no longer missed: set its cell `miss` to - and run tools/build_codebook.py"


def test_the_page_is_up_to_date() -> None:
    assert build_codebook.TARGET.read_text(encoding="utf-8") == page()


def test_every_type_and_mode_is_defined_and_no_other() -> None:
    assert set(definitions()) == {(kind, mode) for kind, modes in MODES.items() for mode in (EMPTY, *modes)}


def test_each_type_has_three_examples_each_mode_one_and_each_type_a_near_miss() -> None:
    types, modes = Counter(one.type for one in examples()), {(one.type, one.mode) for one in examples()}
    assert {kind: count for kind, count in types.items() if count < 3} == {}
    assert {(kind, mode) for kind, names in MODES.items() for mode in names} <= modes
    assert {one.looks for one in near_misses()} == set(MODES)


@pytest.mark.parametrize("name", ["definitions", "examples", "near_misses"])
def test_the_tables_are_sorted_and_whole(name: str) -> None:
    text = (build_codebook.FOLDER / f"{name}.tsv").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    assert "# licence: " in text
    assert "# source: " in text
    assert lines[1:] == sorted(set(lines[1:]))
    assert all(cell for line in lines for cell in line.split("\t"))
    documented = [line.split(":")[0].removeprefix("# column ") for line in text.splitlines() if line.startswith("# column ")]
    assert documented == lines[0].split("\t")
