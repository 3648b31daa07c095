"""The outlet of an article by metadata, address, byline or signature."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from musnad.ingest import KnownOutlets
from musnad.types import Document, Problem

Run = Callable[..., tuple[list[Document], list[Problem]]]

ROWS = [
    {"name_ar": "العربية", "variants": "العربية.نت|العربية نت", "name_en": "Al Arabiya", "kind": "television",
     "country": "ARE", "domains": "alarabiya.net", "generic": "no"},
    {"name_ar": "رويترز", "variants": "-", "name_en": "Reuters", "kind": "agency", "country": "GBR",
     "domains": "reuters.com|ara.reuters.com", "generic": "no"},
    {"name_ar": "وكالة الأنباء السعودية", "variants": "واس", "name_en": "SPA", "kind": "agency", "country": "SAU",
     "domains": "spa.gov.sa", "generic": "no"},
    {"name_ar": "الحياة", "variants": "-", "name_en": "-", "kind": "newspaper", "country": "GBR",
     "domains": "alhayat.com", "generic": "yes"},
]  # fmt: skip
KNOWN = KnownOutlets.from_rows(ROWS)


@pytest.mark.parametrize(
    ("line", "outlet"),
    [
        ("العربية", "العربية"),
        ("(رويترز)", "رويترز"),
        ("دبي - العربية.نت", "العربية"),
        ("دبي- العربية نت", "العربية"),
        ("العربية.نت – دبي", "العربية"),
        ("المصدر: رويترز", "رويترز"),
        ("القاهرة (رويترز)", "رويترز"),
        ("// انتهى // واس", "وكالة الأنباء السعودية"),
        ("REUTERS", "رويترز"),
        ("الحياة", "الحياة"),
        ("لندن - الحياة", "الحياة"),
    ],
)
def test_a_line_of_its_own_names_the_outlet(body: str, line: str, outlet: str) -> None:
    assert KNOWN.signing(f"{body}\n{line}") == outlet
    assert KNOWN.signing(f"عنوان الخبر\n\n{line}\n{body}") == outlet


@pytest.mark.parametrize(
    "line", ["قالت رويترز", "العربية للجميع", "ذكرت وكالة رويترز أمس أن الوفد وصل إلى هنا", "الحياة: صراع", "---", ""]
)
def test_a_name_in_passing_does_not(body: str, line: str) -> None:
    assert KNOWN.signing(f"{body}\n{line}") is None
    assert KNOWN.signing(f"{line}\n{body}") is None


def test_a_name_in_the_middle_does_not(body: str) -> None:
    assert KNOWN.signing("\n".join([body, body, "العربية", body, body])) is None


def test_an_outlet_goes_before_the_agency_of_the_byline(body: str) -> None:
    assert KNOWN.signing(f"بيروت - رويترز\n{body}\nالعربية") == "العربية"


@pytest.mark.parametrize(
    ("url", "outlet"),
    [
        ("http://www.alarabiya.net/ar/2018/x.html", "العربية"),
        ("https://english.alarabiya.net/", "العربية"),
        ("alhayat.com/article", "الحياة"),
        ("https://notalarabiya.net/", None),
        ("http://[broken/", None),
        (None, None),
    ],
)
def test_the_domain_names_the_outlet(url: str | None, outlet: str | None) -> None:
    assert KNOWN.at(url) == outlet


@pytest.mark.parametrize(
    ("fields", "option", "outlet"),
    [
        ({"outlet": "صحيفة أخرى", "url": "https://alarabiya.net/"}, "الحياة", "صحيفة أخرى"),
        ({"outlet": "Al Arabiya"}, None, "العربية"),
        ({"url": "https://alarabiya.net/"}, "الحياة", "العربية"),
        ({}, "صحيفتنا", "صحيفتنا"),
        ({}, None, "رويترز"),
    ],
    ids=["metadata", "metadata in another spelling", "address", "option", "byline"],
)
def test_which_goes_first(
    tmp_path: Path, run: Run, body: str, fields: dict[str, str], option: str | None, outlet: str
) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"text": f"{body}\n(رويترز)", **fields}), encoding="utf-8")
    (document,), problems = run(path, outlet=option, known_outlets=KNOWN)
    assert document.outlet == outlet
    assert problems == []
