"""The mode of an event from the words in and beside its anchor."""

from __future__ import annotations

import pytest

from musnad.knowledge.manner import is_no_deed, manner_words, no_deed_words, settled_modes, stated_mode
from musnad.text.folding import fold
from musnad.text.tokens import tokenize
from musnad.types.vocabulary import MODES


def mode(kind: str, sentence: str, anchor: str) -> str | None:
    tokens = tokenize(fold(sentence))
    first = sentence.split().index(anchor.split(maxsplit=1)[0])
    return stated_mode(tokens, kind, first, first + len(anchor.split()), (0, len(tokens)))


@pytest.mark.parametrize(
    ("kind", "sentence", "anchor", "expected"),
    [
        ("ASSAULT", "هاجمت القوات البلدة بغاز السارين", "هاجمت", "unconventional"),
        ("ASSAULT", "استهدفت طائرة مسيرة المستودع", "استهدفت", "drone"),
        ("ASSAULT", "قصفت المدفعية مواقع المسلحين", "قصفت", "heavy-weapons"),
        ("ASSAULT", "قصفت مقاتلات روسية مواقع المسلحين", "قصفت", "aerial"),
        ("ASSAULT", "اغتصب مسلحون نساء في المخيم", "اغتصب", "sexual"),
        ("COERCE", "فرضت السلطات حظر التجول", "حظر التجول", "curfew"),
        ("REJECT", "رفض الوفد لقاء المبعوث", "رفض", "meet"),
        ("REJECT", "رفض الوفد", "رفض", None),
        ("THREATEN", "هددت موسكو بطرد دبلوماسيين", "هددت", "expel"),
        ("MOBILIZE", "انتشرت قوات الشرطة في الشوارع", "انتشرت", "police"),
        ("AID", "قصفت المدفعية مواقع المسلحين", "قصفت", None),
    ],
)
def test_words_settle_the_mode(kind: str, sentence: str, anchor: str, expected: str | None) -> None:
    assert mode(kind, sentence, anchor) == expected


@pytest.mark.parametrize(
    ("kind", "sentence", "anchor", "expected"),
    [
        ("ASSAULT", "قتل خمسة أشخاص في حادث سير", "قتل", True),
        ("ASSAULT", "قتل خمسة أشخاص في هجوم", "قتل", False),
        ("THREATEN", "حذرت هيئة الأرصاد من عاصفة", "حذرت", True),
        ("ASSAULT", "حذرت هيئة الأرصاد من عاصفة", "حذرت", False),
        ("COERCE", "سيطر رجال الإطفاء على حريق", "سيطر", True),
        ("COERCE", "سيطر الجيش على المدينة . اندلع حريق", "سيطر", False),
    ],
)
def test_accidents_weather_and_fires_are_no_deeds(kind: str, sentence: str, anchor: str, expected: bool) -> None:
    tokens = tokenize(fold(sentence))
    first = sentence.split().index(anchor)
    assert is_no_deed(tokens, kind, first, first + 1, (0, len(tokens))) is expected


def test_a_word_in_the_next_sentence_settles_nothing() -> None:
    assert mode("ASSAULT", "هاجمت القوات البلدة . عثر على غاز السارين لاحقا", "هاجمت") is None


def test_the_tables_name_modes_of_their_types() -> None:
    assert {(kind, row.mode) for (kind, _), rows in manner_words().items() for row in rows} <= {
        (kind, name) for kind, names in MODES.items() for name in names
    }
    assert all(name in MODES[kind] for kind, name in settled_modes())
    assert {kind for kind, _ in no_deed_words()} <= set(MODES)
