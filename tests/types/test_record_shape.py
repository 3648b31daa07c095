"""The shape of a record is that of CONTRACT.md: these keys in this order."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson
import pytest

from musnad.types import (
    Claim,
    Document,
    Entity,
    Event,
    Geo,
    Link,
    Mention,
    Reading,
    Record,
    Span,
    TimeExpression,
)

TEXT = "قال الوزير في حلب أمس إن إيران قصفت المدينة"


@pytest.fixture
def data() -> dict[str, Any]:
    """A record in which every part of the contract occurs, as JSON reads it."""
    reading = Reading(
        times=(TimeExpression("t1", Span(18, 21), "date", None, basis="none", reason="no publication date"),),
        mentions=(
            Mention("m1", Span(4, 10), "group", "e1", 1, 2, 0.8555, "title"),
            Mention("m2", Span(14, 17), "place", "e2", 3, 4, 1.0, "known place"),
            Mention("m3", Span(25, 30), "place", "e3", 6, 7, 1.0, "known country"),
        ),
        entities=(
            Entity("e1", "group", "الوزير"),
            Entity("e2", "place", "حلب", "Aleppo", None, "SYR", geo=Geo(36.2, 37.16, "SYR", "city", 170063)),
            Entity("e3", "place", "إيران", None, None, "IRN", ("GOV",), {"wikidata": "Q794"}, None, "not in the gazetteer"),
        ),
        claims=(
            Claim("c1", (Span(25, 43),), Span(0, 3), "indirect", "m1",
                  (Link("outlet", name="العربية"), Link("relay", "m3", cue=Span(11, 13)), Link("speaker", "m1")),
                  "state", "neutral", 0.8),
        ),
        events=(
            Event("v1", "ASSAULT", Span(31, 35), ("m3",), ("m2",), "happened", "attributed", "aerial", ("military",),
                  "195", "material conflict", -9.0, "m2", "t1", "c1", "h1", 0.7),
        ),
    )  # fmt: skip
    produced = {"musnad": "0.1.0", "models": {}, "resources": {}}
    document = Document("d", TEXT, published="2017-01-10", outlet="العربية")
    loaded: dict[str, Any] = orjson.loads(orjson.dumps(Record(document, reading, produced).to_dict()))
    return loaded


def keys(value: dict[str, Any]) -> str:
    return " ".join(value)


def test_keys_and_their_order(data: dict[str, Any]) -> None:
    assert data["schema"] == "musnad/1"
    assert keys(data) == "schema document mentions entities times claims events produced_by"
    assert keys(data["document"]) == "id sha256 text title published outlet url"
    assert keys(data["mentions"][0]) == "id start end text kind entity score"
    assert keys(data["entities"][0]) == "id kind name_ar name_en role country sectors ids geo"
    assert keys(data["entities"][1]["geo"]) == "geonames lat lon country admin1 precision"
    assert keys(data["entities"][2]) == "id kind name_ar name_en role country sectors ids geo reason"
    assert keys(data["times"][0]) == "id start end text type value earliest latest basis calendar reason"
    assert keys(data["claims"][0]) == "id content cue form speaker chain act stance score inside channel denies"
    assert keys(data["events"][0]) == (
        "id type mode context cameo quad intensity anchor actors recipients place time status claim "
        "certainty happening score epistemic cue magnitudes part_of ground"
    )
    assert keys(data["produced_by"]) == "musnad models resources"


def test_links_hold_what_their_role_has(data: dict[str, Any]) -> None:
    outlet, relay, speaker = data["claims"][0]["chain"]
    assert outlet == {"role": "outlet", "name": "العربية"}
    assert relay == {"role": "relay", "mention": "m3", "cue": {"start": 11, "end": 13, "text": "في"}}
    assert speaker == {"role": "speaker", "mention": "m1"}


def test_every_span_carries_its_text(data: dict[str, Any]) -> None:
    event, claim = data["events"][0], data["claims"][0]
    for span in (event["anchor"], claim["cue"], *claim["content"], *data["mentions"], *data["times"]):
        assert TEXT[span["start"] : span["end"]] == span["text"]
    assert event["anchor"] == {"start": 31, "end": 35, "text": "قصفت"}


def test_scores_are_short(data: dict[str, Any]) -> None:
    assert data["mentions"][0]["score"] in {0.855, 0.856}


def test_an_empty_reading_is_a_record() -> None:
    data = Record(Document("d", "نص"), Reading()).to_dict()
    assert [data[layer] for layer in ("mentions", "entities", "times", "claims", "events")] == [[]] * 5


@pytest.mark.shared
def test_the_contract_shows_the_same_keys(shared: Path, data: dict[str, Any]) -> None:
    contract = (shared / "CONTRACT.md").read_text(encoding="utf-8")
    shown = orjson.loads(contract.split("```json\n")[1].split("```")[0])
    assert keys(data) == keys(shown)
    for layer in ("mentions", "times"):
        assert keys(data[layer][0]) == keys(shown[layer][0])
    for layer in ("claims", "events"):
        # ours follow those of the contract
        assert keys(data[layer][0]).startswith(keys(shown[layer][0]) + " ")
    assert keys(data["document"]) == keys(shown["document"])
    assert keys(data["entities"][0]) == keys(shown["entities"][0])
