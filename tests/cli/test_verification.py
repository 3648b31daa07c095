"""Each kind of corruption of a stored record is found."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from musnad.types import Claim, Document, Entity, Event, Geo, Link, Mention, Reading, Record, Span, TimeExpression
from musnad.types.verification import problems_of

TEXT = "زعم الوزير أمس، وفق رويترز، أن الجيش قصف درعا. وقد تظاهر الطلاب."


def at(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def sound() -> dict[str, Any]:
    """A record in which every field is used, made by hand."""
    words = {"m1": "الوزير", "m2": "رويترز", "m3": "الجيش", "m4": "درعا", "m5": "الطلاب"}
    kinds: dict[str, Any] = {"m1": "group", "m2": "organization", "m3": "group", "m4": "place", "m5": "group"}
    mentions = tuple(Mention(m, at(w), kinds[m], f"e{m[1]}", 0, 1, 0.9, "hand") for m, w in words.items())
    geo = Geo(32.6, 36.1, "SYR", "city", geonames=170905)
    entities = tuple(
        Entity(f"e{m[1]}", kinds[m], w, country="SYR", sectors=("GOV",), geo=geo if m == "m4" else None)
        for m, w in words.items()
    )
    chain = (Link("outlet"), Link("relay", "m2", cue=at("وفق")), Link("speaker", "m1"))
    claim = Claim("c1", (at("الجيش قصف درعا"),), at("زعم"), "indirect", "m1", chain, "state", "distanced", 0.9)
    events = (
        Event(
            "v1", "ASSAULT", at("قصف"), ("m3",), ("m4",), "happened", "disputed", "aerial", ("military",), "195",
            "material conflict", -10.0, "m4", "t1", "c1", "h1", 0.9,
        ),
        Event("v2", "PROTEST", at("تظاهر"), ("m5",), (), "happened", "asserted"),
    )  # fmt: skip
    times = (TimeExpression("t1", at("أمس"), "date", "2024-01-15", "2024-01-15", "2024-01-15", "relative"),)
    reading = Reading(times=times, mentions=mentions, entities=entities, claims=(claim,), events=events)
    produced_by = {"musnad": "0.1.0", "models": {}, "resources": {"cues": f"sha256:{'0' * 64}"}}
    stored: dict[str, Any] = json.loads(
        json.dumps(Record(Document("a", TEXT, published="2024-01-16"), reading, produced_by).to_dict())
    )
    return stored


def test_a_sound_record_has_no_problems(record: dict[str, Any]) -> None:
    assert problems_of(sound()) == []
    assert problems_of(record) == []


Corruption = Callable[[dict[str, Any]], Any]
CORRUPTIONS: list[tuple[str, Corruption, str]] = [
    ("schema", lambda r: r.update(schema="musnad/2"), "record: schema"),
    ("top key", lambda r: r.pop("times"), "record: record lacks times"),
    ("sha256", lambda r: r["document"].update(sha256="0" * 64), "document: sha256"),
    ("text", lambda r: r["document"].update(text=TEXT.replace("درعا", "حلب")), "m4: span"),
    ("text type", lambda r: r["document"].update(text=3), "document: text is no string"),
    ("document id", lambda r: r["document"].update(id=""), "document: id"),
    ("document key", lambda r: r["document"].pop("url"), "document: document lacks url"),
    ("title", lambda r: r["document"].update(title="زعم"), "document: title"),
    ("published", lambda r: r["document"].update(published="16/1/2024"), "document: published"),
    ("outlet", lambda r: r["document"].update(outlet=3), "document: outlet"),
    ("layer", lambda r: r.update(mentions={}), "mentions: is no list"),
    ("item", lambda r: r["events"].append("v3"), "events[2]: is no object"),
    ("item key", lambda r: r["events"][0].pop("status"), "v1: event lacks status"),
    ("item id", lambda r: r["times"][0].update(id=7), "times[0]: id"),
    ("double id", lambda r: r["times"][0].update(id="m1"), "m1: id occurs twice"),
    ("span text", lambda r: r["mentions"][0].update(text="الوزيرة"), "m1: span says"),
    ("span moved", lambda r: r["mentions"][0].update(start=3), "m1: span says"),
    ("span outside", lambda r: r["mentions"][0].update(end=9999), "m1: span 4:9999 does not fit"),
    ("span empty", lambda r: r["mentions"][0].update(end=4), "m1: span 4:4 does not fit"),
    ("span type", lambda r: r["mentions"][0].update(start=True), "m1: span True:10"),
    ("mention kind", lambda r: r["mentions"][0].update(kind="animal"), "m1: kind"),
    ("entity", lambda r: r["mentions"][0].update(entity="e99"), "m1: entity refers to 'e99'"),
    ("score", lambda r: r["mentions"][0].update(score=1.5), "m1: score"),
    ("score type", lambda r: r["mentions"][0].update(score="high"), "m1: score"),
    ("entity kind", lambda r: r["entities"][0].update(kind=None), "e1: kind"),
    ("name", lambda r: r["entities"][0].update(name_ar=" "), "e1: name_ar"),
    ("role", lambda r: r["entities"][0].update(role=[]), "e1: role"),
    ("country", lambda r: r["entities"][0].update(country="Syria"), "e1: country"),
    ("sector", lambda r: r["entities"][0].update(sectors=["GOVT"]), "e1: sectors"),
    ("sectors", lambda r: r["entities"][0].update(sectors="GOV"), "e1: sectors is no list"),
    ("sectors twice", lambda r: r["entities"][0].update(sectors=["GOV", "GOV"]), "e1: sectors names something twice"),
    ("ids", lambda r: r["entities"][0].update(ids={"wikidata": 1}), "e1: ids"),
    ("geo without reason", lambda r: r["entities"][3].update(geo=None), "e4: a place without geo has no reason"),
    ("geo key", lambda r: r["entities"][3]["geo"].pop("lat"), "e4: geo lacks lat"),
    ("latitude", lambda r: r["entities"][3]["geo"].update(lat=91), "e4: geo lat"),
    ("geonames", lambda r: r["entities"][3]["geo"].update(geonames="1"), "e4: geo geonames"),
    ("precision", lambda r: r["entities"][3]["geo"].update(precision="street"), "e4: geo precision"),
    ("time type", lambda r: r["times"][0].update(type="day"), "t1: type"),
    ("basis", lambda r: r["times"][0].update(basis="guess"), "t1: basis"),
    ("calendar", lambda r: r["times"][0].update(calendar="julian"), "t1: calendar"),
    ("value without reason", lambda r: r["times"][0].update(value=None), "t1: value is null without a reason"),
    ("value", lambda r: r["times"][0].update(value=2024), "t1: value"),
    ("interval", lambda r: r["times"][0].update(latest="2024-01-14"), "t1: earliest 2024-01-15 is after"),
    ("earliest", lambda r: r["times"][0].update(earliest="2024-13-01"), "t1: earliest"),
    ("content", lambda r: r["claims"][0].update(content=[]), "c1: a claim without content"),
    ("content span", lambda r: r["claims"][0]["content"][0].update(text="x"), "c1: content[0] says"),
    ("content shape", lambda r: r["claims"][0].update(content=["x"]), "c1: content[0] is no span"),
    ("cue", lambda r: r["claims"][0]["cue"].update(end=99999), "c1: cue"),
    ("form", lambda r: r["claims"][0].update(form="reported"), "c1: form"),
    ("act", lambda r: r["claims"][0].update(act="say"), "c1: act"),
    ("stance", lambda r: r["claims"][0].update(stance="ironic"), "c1: stance"),
    ("speaker", lambda r: r["claims"][0].update(speaker="m99"), "c1: speaker refers to 'm99'"),
    ("speaker not in chain", lambda r: r["claims"][0].update(speaker="m3"), "c1: speaker is 'm3', but the chain"),
    ("speaker lost", lambda r: r["claims"][0].update(speaker=None), "c1: speaker is None, but the chain"),
    ("empty chain", lambda r: r["claims"][0].update(chain=[]), "c1: chain does not begin with the outlet"),
    ("chain shape", lambda r: r["claims"][0].update(chain=[{}]), "c1: chain is no list of links"),
    ("chain begins", lambda r: r["claims"][0]["chain"].pop(0), "c1: chain does not begin with the outlet"),
    ("chain order", lambda r: r["claims"][0]["chain"].reverse(), "c1: chain does not run from the outlet"),
    ("chain role", lambda r: r["claims"][0]["chain"][1].update(role="agency"), "c1: chain[1] role"),
    ("second outlet", lambda r: r["claims"][0]["chain"].insert(1, {"role": "outlet"}), "c1: chain[1]: an outlet"),
    ("outlet name", lambda r: r["claims"][0]["chain"][0].pop("name"), "c1: chain[0]: the outlet has no name"),
    ("relay", lambda r: r["claims"][0]["chain"][1].update(mention="m99"), "c1: chain[1] mention refers"),
    ("relay cue", lambda r: r["claims"][0]["chain"][1]["cue"].update(text="x"), "c1: chain[1] cue says"),
    ("event type", lambda r: r["events"][0].update(type="FIGHT"), "v1: type"),
    ("mode of another type", lambda r: r["events"][0].update(mode="visit"), "v1: mode of ASSAULT"),
    ("context", lambda r: r["events"][0].update(context=["war"]), "v1: context"),
    ("cameo", lambda r: r["events"][0].update(cameo="x"), "v1: cameo"),
    ("quad", lambda r: r["events"][0].update(quad="conflict"), "v1: quad"),
    ("intensity", lambda r: r["events"][0].update(intensity=11), "v1: intensity"),
    ("anchor", lambda r: r["events"][0].update(anchor=None), "v1: anchor is no span"),
    ("actor", lambda r: r["events"][0].update(actors=["e1"]), "v1: actors refers to 'e1'"),
    ("recipients", lambda r: r["events"][0].update(recipients=None), "v1: recipients is no list"),
    ("place", lambda r: r["events"][0].update(place="t1"), "v1: place refers to 't1'"),
    ("time", lambda r: r["events"][0].update(time="t9"), "v1: time refers to 't9'"),
    ("claim", lambda r: r["events"][0].update(claim="c9"), "v1: claim refers to 'c9'"),
    ("claim list", lambda r: r["events"][0].update(claim=[]), "v1: claim refers to []"),
    ("outside its claim", lambda r: r["events"][1].update(claim="c1", certainty="disputed"), "v2: anchor does not"),
    ("status", lambda r: r["events"][0].update(status="done"), "v1: status"),
    ("certainty", lambda r: r["events"][0].update(certainty="sure"), "v1: certainty"),
    ("asserted in a claim", lambda r: r["events"][0].update(certainty="asserted"), "v1: certainty is asserted, but"),
    ("distanced", lambda r: r["events"][0].update(certainty="attributed"), "v1: certainty is attributed, but the art"),
    ("attributed to none", lambda r: r["events"][1].update(certainty="attributed"), "v2: certainty is attributed, but"),
    ("happening", lambda r: r["events"][0].update(happening=1), "v1: happening"),
    ("produced_by", lambda r: r.update(produced_by=None), "produced_by: is no object"),
    ("version", lambda r: r["produced_by"].update(musnad=None), "produced_by: musnad"),
    ("models", lambda r: r["produced_by"].update(models=[]), "produced_by: models is no object"),
    ("digest", lambda r: r["produced_by"]["resources"].update(cues="sha1:0"), "produced_by: resources: digest of cues"),
]  # fmt: skip


@pytest.mark.parametrize(("corrupt", "found"), [c[1:] for c in CORRUPTIONS], ids=[c[0] for c in CORRUPTIONS])
def test_each_corruption_is_found(corrupt: Corruption, found: str) -> None:
    record = sound()
    corrupt(record)
    assert any(problem.startswith(found) for problem in problems_of(record)), problems_of(record)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@given(JSON)
def test_nothing_is_raised_whatever_the_data(value: object) -> None:
    assert problems_of(value)


@settings(max_examples=300)
@given(st.data(), JSON)
def test_nothing_is_raised_when_any_part_of_a_record_is_something_else(data: st.DataObject, value: object) -> None:
    record = copy.deepcopy(sound())
    place: Any = record
    while True:
        key = data.draw(st.sampled_from(list(place) if isinstance(place, dict) else list(range(len(place)))))
        if not isinstance(place[key], dict | list) or not place[key] or data.draw(st.booleans()):
            break
        place = place[key]
    place[key] = value
    assert isinstance(problems_of(record), list)
