"""Name families: which written names can be one person's, and which cannot."""

from __future__ import annotations

import time
from difflib import SequenceMatcher
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musnad.knowledge.tables import table
from musnad.naming.families import SAME, family_key, same_name

TABLE = Path(__file__).resolve().parents[1] / "regressions" / "names.tsv"
LEAST_ROWS = 60
ALIGNMENTS = 4
"""difflib's alignments of the same two names that a comparison may cost: it takes about half of one, more under coverage."""


def cases() -> list[tuple[str, str, str]]:
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")][1:]
    return [(a, b, same) for a, b, same, _ in rows]


ARABIC = st.text(alphabet="ابتجحدرسعفقكلمنهويىةأإآءؤئـ َّ-.()", max_size=30)
KNOWN = st.sampled_from([name for row in cases() for name in row[:2]])


def test_the_regressions_are_many_and_in_order() -> None:
    assert len(cases()) >= LEAST_ROWS
    assert cases() == sorted(set(cases()))


@pytest.mark.parametrize(("a", "b", "same"), cases())
def test_regressions(a: str, b: str, same: str) -> None:
    assert (same_name(a, b) >= SAME) is (same == "yes")


@pytest.mark.parametrize(("a", "b"), [(a, b) for a, b, same in cases() if same == "yes"])
def test_names_of_one_person_share_a_key(a: str, b: str) -> None:
    assert family_key(a) & family_key(b)


@given(st.one_of(ARABIC, KNOWN), st.one_of(ARABIC, KNOWN))
def test_any_text_gets_a_score_and_the_order_does_not_matter(a: str, b: str) -> None:
    assert 0 <= same_name(a, b) <= 1
    assert same_name(a, b) == same_name(b, a)
    assert family_key(a) & family_key(b) or same_name(a, b) < SAME


@given(KNOWN)
def test_a_name_is_its_own(name: str) -> None:
    assert same_name(name, name) >= SAME


def test_an_empty_name_agrees_with_nothing() -> None:
    assert same_name("", "") == same_name("", "سالم") == same_name("()", "سالم") == 0
    assert family_key("") <= {""}


def test_less_of_a_name_scores_lower() -> None:
    whole = same_name("غسان سعيد الراوي", "غسّان سعيد الراوى")
    middle = same_name("غسان سعيد الراوي", "غسان الراوي")
    short = same_name("غسان سعيد الراوي", "الراوي")
    given_only = same_name("غسان سعيد الراوي", "غسان")
    assert 1 == whole > middle > short >= SAME > given_only


def test_a_spelling_further_off_scores_lower() -> None:
    assert 1 > same_name("غوتيريس", "جوتيريس") > same_name("غوتيريس", "جوتيرش") >= SAME


@pytest.mark.parametrize(
    "row", [row for row in table("nicknames") if row["kind"] != "given"], ids=lambda row: row["nickname"]
)
def test_every_by_name_leads_to_its_person(row: dict[str, str]) -> None:
    for name in row["names"].split("|"):
        assert same_name(row["nickname"], name) >= SAME


def test_every_letter_variant_has_an_example_that_agrees() -> None:
    for row in table("letter_variants"):
        one, other = row["example"].split("|")
        assert same_name(one, other) > 0, row["example"]
        assert row["a"] in one + other, row["example"]


def test_comparing_costs_no_more_than_a_few_alignments() -> None:
    rows = [(a, b) for a, _, _ in cases() for _, b, _ in cases()]
    for a, b in rows:
        same_name(a, b)
    same_name.cache_clear()
    start = time.process_time()
    for a, b in rows:
        same_name(a, b)
    comparing = time.process_time() - start
    start = time.process_time()
    for a, b in rows:
        SequenceMatcher(None, a, b).ratio()
    assert comparing < ALIGNMENTS * (time.process_time() - start)
