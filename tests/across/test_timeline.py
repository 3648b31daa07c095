"""Timelines: rows by day with precision, roads and words to quote; reports of one happening in their order."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from tests.across.tellings import ARMY, REBELS, Reported, account, party

from musnad.across.accounts import Account, Party, Source
from musnad.across.timeline import reports_of, timeline_of
from musnad.types import Span

TOWN = party("town", "SYR", "place", precision="city")


def told(document: str, published: str | None = "2018-04-15", **more: Any) -> Account:  # noqa: ANN401 - fields of several types
    changes = {key: more.pop(key) for key in ("lead", "headline", "words") if key in more}
    made = account(document, (ARMY,), (REBELS,), **more)
    return replace(made, source=Source(document, f"outlet {document}", published), **changes)


def reported(*accounts: Account, actors: tuple[Party, ...] = (ARMY,), **more: Any) -> Reported:  # noqa: ANN401 - fields of several types
    return Reported(accounts, actors=actors, recipients=(REBELS,), **more)


def test_rows_are_sorted_by_day_and_the_undated_come_last() -> None:
    undated = reported(told("d1", None), id="h-1", earliest=None, latest=None)
    late, early = (
        reported(told(f"d{day}"), id=f"h-{day}", earliest=day, latest=day) for day in ("2018-04-09", "2018-04-02")
    )
    rows = timeline_of([undated, late, early], {})
    assert [row.earliest for row in rows] == ["2018-04-02", "2018-04-09", None]
    assert (rows[-1].precision, rows[-1].basis) == ("none", "none")


@pytest.mark.parametrize(
    ("latest", "precision"),
    [
        ("2018-04-01", "day"),
        ("2018-04-07", "week"),
        ("2018-04-30", "month"),
        ("2019-03-31", "year"),
        ("2020-01-01", "longer"),
    ],
)
def test_precision_is_the_length_of_the_interval(latest: str, precision: str) -> None:
    (row,) = timeline_of([reported(told("d1"), earliest="2018-04-01", latest=latest)], {})
    assert (row.precision, row.basis) == (precision, "text")


def test_a_day_taken_from_the_report_is_not_passed_off_as_the_texts() -> None:
    (row,) = timeline_of([reported(told("d1"), earliest=None, latest=None)], {})
    assert (row.earliest, row.basis) == ("2018-04-15", "published")


def test_a_timeline_of_an_actor_or_place_holds_theirs_alone() -> None:
    here = reported(told("d1"), id="h-1", place=TOWN)
    elsewhere = reported(told("d2"), id="h-2", actors=(party("other"),))
    assert [row.happening for row in timeline_of([here, elsewhere], {}, actor="army")] == ["h-1"]
    assert [row.happening for row in timeline_of([here, elsewhere], {}, actor="rebels")] == ["h-1", "h-2"]
    assert [row.happening for row in timeline_of([here, elsewhere], {}, place="town")] == ["h-1"]
    assert [row.happening for row in timeline_of([here, elsewhere], {}, country="SYR")] == ["h-1"]
    assert timeline_of([here], {}, country="IRQ") == ()


def test_a_row_counts_roads_and_denials() -> None:
    row = timeline_of([reported(told("d1"), told("d2"), told("d3", status="negated"))], {"d1": "w", "d2": "w"})[0]
    assert (row.documents, row.origins, row.asserted, row.disputed) == (3, 2, 3, 1)
    assert row.statuses == (("happened", 2), ("negated", 1))


def test_the_lead_of_a_document_about_it_is_quoted() -> None:
    passing, about = told("d1", "2018-04-14", lead=False), told("d2", words="الخبر كله")
    (row,) = timeline_of([reported(passing, about, main=frozenset({"d2"}))], {})
    assert (row.quote.document, row.quote.text, row.quote.start, row.quote.end) == ("d2", "الخبر كله", 0, 9)
    assert Span(row.quote.anchor_start, row.quote.anchor_end) == Span(0, 3)


def test_reports_follow_publication_and_show_new_roads() -> None:
    happening = reported(told("d3", "2018-04-16"), told("d1"), told("d2", "2018-04-17"), main=frozenset({"d1"}))
    rows = reports_of(happening, {"d1": "wire", "d2": "wire"})
    assert [(row.document, row.role, row.road, row.new) for row in rows] == [
        ("d1", "main", 1, True), ("d3", "mention", 2, True), ("d2", "mention", 1, False),
    ]  # fmt: skip


def test_rows_are_plain_json() -> None:
    data = timeline_of([reported(told("d1"), place=TOWN)], {})[0].to_dict()
    assert list(data)[:5] == ["earliest", "latest", "precision", "basis", "happening"]
    assert data["place"]["key"] == "town"
    assert data["quote"]["anchor"] == "قصف"
