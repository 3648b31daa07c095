"""Publication dates as outlets write them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from musnad.ingest import iso_date


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2017-01-20", "2017-01-20"),
        ("2018-02-18T21:35:43+04:00", "2018-02-18"),
        ("2018-02-18T23:35:43-05:00", "2018-02-18"),
        ("2018-02-18T00:10:00+04:00", "2018-02-18"),
        ("2018-02-18T21:35:43Z", "2018-02-18"),
        ("2018-02-18 21:35 GMT+4", "2018-02-18"),
        ("23/08/2016", "2016-08-23"),
        ("03/08/2016", "2016-08-03"),
        ("3.8.2016", "2016-08-03"),
        ("2016/8/23", "2016-08-23"),
        ("2016/8/3", "2016-08-03"),
        ("20170110", "2017-01-10"),
        ("١٠/٠١/٢٠١٧", "2017-01-10"),
        ("Tue, 10 Jan 2017 23:30:00 -0500", "2017-01-10"),
        (" 2017-01-20 ", "2017-01-20"),
    ],
)
def test_a_date_is_the_local_day(written: str, iso: str) -> None:
    assert iso_date(written) == iso


@pytest.mark.parametrize(
    "written",
    [
        "",
        "أمس",
        "2017",
        "January 2017",
        "10:30",
        "1438/04/12",
        "32/01/2017",
        "2017-02-30",
        "1518980000",
        "9" * 5000,
        "x" * 99,
    ],
)
def test_what_is_no_whole_date_is_none(written: str) -> None:
    assert iso_date(written) is None


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 1, 1)))
def test_every_day_in_every_order(day: date) -> None:
    iso = str(day)
    year, month, number = iso.split("-")
    assert iso_date(iso) == iso_date(f"{number}/{month}/{year}") == iso_date(f"{year}/{month}/{number}") == iso


@settings(deadline=None)
@given(st.text(max_size=80))
def test_any_text_gives_a_date_or_none(text: str) -> None:
    found = iso_date(text)
    assert found is None or len(found) == len("2017-01-10")
