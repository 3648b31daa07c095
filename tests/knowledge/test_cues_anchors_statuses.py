"""Cues, anchors and status words as they stand in a sentence."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from musnad.knowledge.anchors import anchors, cameo_codes, clause_words, marked, scales
from musnad.knowledge.cues import cues
from musnad.knowledge.statuses import status_words
from musnad.types import Token
from musnad.types.vocabulary import MODES

Tokens = Callable[[str], tuple[Token, ...]]


@pytest.mark.parametrize(
    ("text", "role", "words", "skip"),
    [
        ("قال الوزير", "speech", 1, 0),
        ("وقال الوزير", "speech", 1, 1),
        ("بحسب الوزير", "source", 1, 0),
        ("نقلا عن الوكالة", "source", 2, 0),
        ("ونقلا عن الوكالة", "source", 2, 1),
        ("على حد تعبيره", "self", 3, 0),
        ("بحجة الأمن", "distance", 1, 0),
        ("نقلت الوكالة", "relay", 1, 0),
    ],
)
def test_cues(tokens: Tokens, text: str, role: str, words: int, skip: int) -> None:
    read = tokens(text)
    first = cues().at(read, 0, len(read))[0]
    assert (first.cue.role, first.last, first.skip) == (role, words, skip)


@pytest.mark.parametrize("text", ["كتاب", "في البيت", "و"])
def test_no_cues(tokens: Tokens, text: str) -> None:
    read = tokens(text)
    assert cues().at(read, 0, len(read)) == ()


def test_a_cue_does_not_reach_past_the_end_that_is_given(tokens: Tokens) -> None:
    assert not [hit for hit in cues().at(tokens("نقلا عن الوكالة"), 0, 1) if hit.cue.role == "source"]


@pytest.mark.parametrize(
    ("cue", "stance"), [("زعم", "distanced"), ("كشف", "endorsed"), ("قال", "neutral"), ("أوضح", "endorsed")]
)
def test_stances(tokens: Tokens, cue: str, stance: str) -> None:
    assert {hit.cue.stance for hit in cues().at(tokens(cue), 0, 1)} == {stance}


def types_at(read: tuple[Token, ...], index: int) -> set[tuple[str, str | None]]:
    return {(hit.anchor.type, hit.anchor.mode) for hit in anchors().at(read, index, len(read))}


@pytest.mark.parametrize(
    ("text", "type_", "mode"),
    [
        ("انسحبت القوات", "RETREAT", "withdraw"),
        ("اعتقلت الشرطة", "COERCE", "arrest"),
        ("وقف إطلاق النار", "RETREAT", "ceasefire"),
        ("لوقف إطلاق النار", "RETREAT", "ceasefire"),
        ("تظاهر الآلاف", "PROTEST", "demo"),
        ("خطف مسلحون", "ASSAULT", "abduct"),
        ("زار الوزير", "CONSULT", "visit"),
        ("أطلق الجيش النار", "ASSAULT", "firearms"),
    ],
)
def test_anchors(tokens: Tokens, text: str, type_: str, mode: str | None) -> None:
    assert (type_, mode) in types_at(tokens(text), 0)


@pytest.mark.parametrize("text", ["قال الوزير", "كتاب جديد", "أضاف المتحدث"])
def test_no_anchors(tokens: Tokens, text: str) -> None:
    assert types_at(tokens(text), 0) == set()


def test_the_light_verb_leaves_the_deed_to_its_noun(tokens: Tokens) -> None:
    read = tokens("شنت الطائرات غارات على المدينة")
    assert types_at(read, 0) == set()
    assert ("ASSAULT", "aerial") in types_at(read, 2)


@pytest.mark.parametrize(
    ("form", "marker", "expected"),
    [("على", "على", True), ("بالسلاح", "ب", True), ("للجيش", "ل", True), ("بيت", "ل", False), ("في", "على", False)],
)
def test_marked(form: str, marker: str, expected: bool) -> None:
    assert marked(form, marker) is expected


def test_scales_and_codes() -> None:
    assert {(kind, mode) for kind, modes in MODES.items() for mode in ("", *modes)} == scales().keys()
    assert scales()["ASSAULT", ""].quad == "material conflict"
    assert scales()["ASSAULT", ""].intensity < 0 < scales()["AID", ""].intensity
    assert all(code.isdigit() for code in cameo_codes().values())


@pytest.mark.parametrize(("word", "kind"), [("شنت", "light"), ("التي", "relative")])
def test_clause_words(word: str, kind: str) -> None:
    assert kind in clause_words()[word]


@pytest.mark.parametrize(
    ("text", "status", "words"),
    [
        ("لم يهاجم", "negated", 1),
        ("ولم يهاجم", "negated", 1),
        ("قد يهاجم", "hypothetical", 1),
        ("إذا هاجم", "hypothetical", 1),
        ("غالبا ما هاجم", "habitual", 2),
    ],
)
def test_status_words(tokens: Tokens, text: str, status: str, words: int) -> None:
    read = tokens(text)
    found, last = next(iter(status_words().at(read, 0, len(read))))
    assert (found.status, last) == (status, words)


def test_other_words_have_no_status(tokens: Tokens) -> None:
    read = tokens("هاجم الجيش")
    assert not list(status_words().at(read, 0, len(read)))
