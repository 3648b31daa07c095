"""The first article that the project was made for, read in full."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

import musnad
from musnad.types import Document
from musnad.types.verification import problems_of

pytestmark = [pytest.mark.shared, pytest.mark.issue(3)]

Data = dict[str, Any]


@pytest.fixture
def text(shared: Path) -> str:
    path = shared / "data" / "first-article.txt"
    if not path.is_file():
        pytest.skip(f"the first article is not in {path.parent}")
    return path.read_text(encoding="utf-8").strip()


@pytest.fixture
def data(text: str) -> Data:
    document = Document("first-article", text, published="2017-01-10", outlet="العربية")
    return musnad.read(document, using="rules").to_dict()


def entity_of(data: Data, mention: str | None) -> Data:
    names = {found["id"]: found["entity"] for found in data["mentions"]}
    found: Data = next((each for each in data["entities"] if mention and each["id"] == names[mention]), {"name_ar": None})
    return found


def said(claim: Data) -> str:
    return " ".join(part["text"] for part in claim["content"])


def names(data: Data, mentions: list[str]) -> set[str]:
    return {entity_of(data, mention)["name_ar"] for mention in mentions}


def test_the_record_is_sound(data: Data) -> None:
    assert problems_of(data) == []


def test_shamkhani_speaks(data: Data) -> None:
    speakers = [entity_of(data, claim["speaker"])["name_ar"] for claim in data["claims"]]
    assert speakers.count("علي شمخاني") >= 5


def test_the_chain_through_isna_has_three_links(data: Data) -> None:
    chains = [claim["chain"] for claim in data["claims"] if len(claim["chain"]) == 3]
    told = [
        chain
        for chain in chains
        if [link["role"] for link in chain] == ["outlet", "relay", "speaker"]
        and "إسنا" in entity_of(data, chain[1]["mention"])["name_ar"]
    ]
    assert told
    assert told[0][0]["name"] == "العربية"
    assert told[0][1]["cue"]["text"] == "بحسب"
    assert entity_of(data, told[0][2]["mention"])["name_ar"] == "علي شمخاني"


def test_the_article_keeps_its_distance_twice(data: Data) -> None:
    distanced = [said(claim) for claim in data["claims"] if claim["stance"] == "distanced"]
    assert any("وتقديم خدمات استشارية" in content for content in distanced)
    assert any("مكافحة الجماعات الإرهابية" in content for content in distanced)


def test_what_shamkhani_reveals_is_endorsed(data: Data) -> None:
    first = data["claims"][0]
    assert (first["cue"]["text"], first["stance"]) == ("كشف", "endorsed")


@pytest.mark.parametrize(("expression", "value"), [("اليوم الثلاثاء", "2017-01-10"), ("العام 2014", "2014")])
def test_times(data: Data, expression: str, value: str) -> None:
    assert (expression, value) in [(time["text"], time["value"]) for time in data["times"]]


def test_iran_and_russia_cooperate_in_syria_in_a_claim(data: Data) -> None:
    assert any(
        event["type"] == "COOPERATE"
        and names(data, event["actors"]) == {"إيران", "روسيا"}
        and entity_of(data, event["place"])["name_ar"] == "سوريا"
        and event["claim"] is not None
        for event in data["events"]
    )


def test_a_consultation_in_tehran(data: Data) -> None:
    assert any(
        event["type"] == "CONSULT" and entity_of(data, event["place"])["name_ar"] == "طهران" for event in data["events"]
    )


def test_the_outlet_itself_tells_of_the_assault_in_aleppo(data: Data) -> None:
    assaults = [event for event in data["events"] if event["type"] == "ASSAULT" and event["anchor"]["text"] == "هاجمت"]
    assert [event["certainty"] for event in assaults] == ["asserted"]
    assert any("المعارضة" in name for name in names(data, assaults[0]["recipients"]))
    assert len(assaults[0]["actors"]) == 2
    assert entity_of(data, assaults[0]["place"])["name_ar"] in {"حلب", "المدينة"}


def test_the_bombing_is_a_habit(data: Data) -> None:
    (bombing,) = [event for event in data["events"] if event["anchor"]["text"] == "قصفت"]
    assert (bombing["type"], bombing["status"]) == ("ASSAULT", "habitual")


def test_without_a_publication_date_tuesday_stays_open(text: str) -> None:
    record = musnad.read(Document("first-article", text, outlet="العربية"), using="rules").to_dict()
    (tuesday,) = [time for time in record["times"] if time["text"] == "اليوم الثلاثاء"]
    assert tuesday["value"] is None
    assert tuesday["reason"]
    assert problems_of(record) == []


def test_the_day_was_a_tuesday() -> None:
    assert date(2017, 1, 10).strftime("%w") == "2"
