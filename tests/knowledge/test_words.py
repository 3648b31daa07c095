"""What one word can be."""

from __future__ import annotations

import pytest

from musnad.knowledge.words import latin, word


@pytest.mark.parametrize(
    ("form", "codes"),
    [
        ("الروسي", "RUS"),
        ("روسية", "RUS"),
        ("والروسيين", "RUS"),
        ("الايرانية", "IRN"),
        ("اميركيون", "USA"),
        ("للسعودي", "SAU"),
    ],
)
def test_adjectives_of_nationality_in_every_ending(form: str, codes: str) -> None:
    assert codes in word(form).nationality


@pytest.mark.parametrize("form", ["رئيس", "قصف", "جديد", "مدني"])
def test_other_adjectives_name_no_nation(form: str) -> None:
    assert word(form).nationality == ()


@pytest.mark.parametrize(
    ("form", "skip", "preposition"),
    [("الجيش", 0, ""), ("والجيش", 1, ""), ("بالجيش", 1, "ب"), ("للجيش", 1, "ل"), ("وللجيش", 2, "ل")],
)
def test_the_article_behind_clitics(form: str, skip: int, preposition: str) -> None:
    found = word(form)
    assert (found.definite, found.skip, found.preposition) == (True, skip, preposition)


@pytest.mark.parametrize("form", ["سيلتقي", "وسيزور", "سيقصف", "سيزورها", "فسيعلن"])
def test_the_future_prefix(form: str) -> None:
    assert word(form).future


@pytest.mark.parametrize("form", ["سيطر", "سيطرت", "وسيطر", "سيارة", "سيناء", "سيد", "ستة", "سنوات"])
def test_words_that_only_begin_like_a_future(form: str) -> None:
    assert not word(form).future


@pytest.mark.parametrize("form", ["قال", "وقال", "قصفت", "يقصفون", "سيقصفها", "هاجموه"])
def test_verbs(form: str) -> None:
    assert word(form).verb


@pytest.mark.parametrize("form", ["وزارة", "مدينة", "دبابة"])
def test_nouns_are_no_verbs(form: str) -> None:
    assert not word(form).verb


@pytest.mark.parametrize(("form", "function"), [("في", "prep"), ("الى", "prep"), ("وزير", "")])
def test_function_words(form: str, function: str) -> None:
    assert word(form).function == function


def test_heads() -> None:
    title, body, place, group = word("الرئيس").title, word("وزارة").organization, word("لمدينة").place, word("انصاره").group
    assert title is not None
    assert title.split.article
    assert body is not None
    assert "GOV" in body.head.sectors
    assert place is not None
    assert (place.head.precision, place.split.skip) == ("city", 1)
    assert group is not None
    assert group.pronoun == "ه"


def test_plurals_of_groups_and_titles() -> None:
    armed, ministers = word("مسلحون").group, word("الوزراء").title
    assert armed is not None
    assert armed.head.plural
    assert ministers is not None
    assert ministers.head.plural


@pytest.mark.parametrize("form", ["محمد", "احمد", "خالد"])
def test_given_names(form: str) -> None:
    assert word(form).given


@pytest.mark.parametrize("form", ["طاقتها", "جميعا", "القرار"])
def test_common_words_with_endings(form: str) -> None:
    assert word(form).common


def test_latin_names() -> None:
    assert latin(()) is None
    assert latin(("محمد", "غغغغغ")) is None
    spelled = latin(("محمد",))
    assert spelled is not None
    assert spelled[0].isupper()
