"""The two languages: every message that a template asks for, plural forms, numerals; and how odd characters are shown."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest

import musnad.web
from musnad.types import vocabulary
from musnad.types.vocabulary import CONTEXTS, MODES, SECTORS
from musnad.web.language import CODES, Code, language
from musnad.web.segments import Marked, lines
from musnad.web.showing import isolated, linkable, visible

TEMPLATES = sorted((Path(musnad.web.__file__).parent / "templates").glob("*.html"))


@pytest.mark.parametrize("lang", CODES)
def test_every_message_of_the_templates_is_there(lang: Code) -> None:
    spoken = language(lang)
    text = "\n".join(path.read_text(encoding="utf-8") for path in TEMPLATES)
    keys = set(re.findall(r"""\bt\(["']([a-z.-]+)["']\s*[,)]""", text))
    counts = set(re.findall(r"""\bt\.count\(["']([a-z]+)["']""", text))
    assert len(keys) > 100
    assert [key for key in sorted(keys) if not spoken.has(key)] == []
    forms = ("zero", "one", "two", "few", "many", "other") if lang == "ar" else ("one", "other")
    assert [f"{key}.{form}" for key in sorted(counts) for form in forms if not spoken.has(f"{key}.{form}")] == []


@pytest.mark.parametrize("lang", CODES)
def test_every_coded_value_has_a_word(lang: Code) -> None:
    spoken = language(lang)
    values = {
        "type": set(MODES),
        "mode": {mode for modes in MODES.values() for mode in modes},
        "context": set(CONTEXTS),
        "sector": set(SECTORS),
        "act": set(get_args(vocabulary.SpeechAct)),
        "form": set(get_args(vocabulary.ClaimForm)),
        "stance": set(get_args(vocabulary.Stance)),
        "status": set(get_args(vocabulary.EventStatus)),
        "certainty": set(get_args(vocabulary.Certainty)),
        "kind": set(get_args(vocabulary.MentionKind)),
        "role": set(get_args(vocabulary.LinkRole)),
        "timetype": set(get_args(vocabulary.TimeType)),
        "basis": set(get_args(vocabulary.TimeBasis)),
    }
    assert [
        f"{kind}.{one}" for kind, ones in values.items() for one in sorted(ones) if not spoken.has(f"{kind}.{one}")
    ] == []


@pytest.mark.parametrize(
    ("number", "told"),
    [
        (0, "لا وثائق"),
        (1, "وثيقة واحدة"),
        (2, "وثيقتان"),
        (3, "٣ وثائق"),
        (11, "١١ وثيقة"),
        (100, "١٠٠ وثيقة"),
        (2087, "٢٬٠٨٧ وثيقة"),
    ],
)
def test_arabic_counts_in_six_forms(number: int, told: str) -> None:
    assert language("ar").count("documents", number) == told


def test_numbers_and_days_in_both_languages() -> None:
    assert language("en").count("documents", 2087) == "2,087 documents"
    assert language("ar").day("2018-04-07") == "٧ أبريل ٢٠١٨"
    assert language("en").day("2018-04-07") == "7 April 2018"
    assert language("en").day("spring") == "spring"
    assert language("ar").share(0.12).startswith("١٢")


def test_what_is_invisible_is_shown_by_name() -> None:
    assert "RLO" in visible("a\u202eb")
    assert "\u202e" not in visible("a\u202eb")
    assert visible("من\u200cه") == "من\u200cه"
    assert isolated("<b>") == "<bdi>&lt;b&gt;</bdi>"


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", " javascript:alert(1)", "data:text/html,x", "http://[", "", None]
)
def test_addresses_that_do_more_than_lead_somewhere_are_no_links(address: str | None) -> None:
    assert linkable(address) is None


def test_segments_are_the_text_whatever_overlaps() -> None:
    text = "أب جد\n\nهو زح"
    marks = [
        Marked(0, 5, "claim", "c1"),
        Marked(1, 4, "event", "v1"),
        Marked(3, 9, "mention", "m1"),
        Marked(7, 8, "time", "t1"),
    ]
    found = list(lines(text, marks))
    assert "\n".join("".join(each.text for each in line) for line in found) == text
    for line in found:
        for each in line:
            held = {mark.record for mark in marks if mark.start <= each.start and each.start + len(each.text) <= mark.end}
            assert set(each.records.split()) == held
