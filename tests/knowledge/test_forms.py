"""Inflected forms of verbs and nouns: which row of a lexicon a printed word may be."""

from __future__ import annotations

import pytest

from musnad.knowledge.anchors import anchor_forms
from musnad.knowledge.forms import FormIndex
from musnad.text.folding import fold_word


@pytest.fixture(scope="module")
def cue_forms() -> FormIndex:
    return FormIndex("cue")


@pytest.mark.parametrize(
    ("word", "lemma", "tense"),
    [
        ("قصف", "قصف", "past"),
        ("قصفت", "قصف", "past"),
        ("قصفوا", "قصف", "past"),
        ("يقصف", "قصف", "present"),
        ("تقصفها", "قصف", "present"),
        ("هاجموه", "هاجم", "past"),
        ("وهاجمت", "هاجم", "past"),
        ("التقى", "التقى", "past"),
        ("يلتقي", "التقى", "present"),
        ("انسحبت", "انسحب", "past"),
        ("سيطر", "سيطر", "past"),
        ("سيطرت", "سيطر", "past"),
    ],
)
def test_verbs(word: str, lemma: str, tense: str) -> None:
    found = [hit for hit in anchor_forms().hits(word) if hit.form.pos == "verb"]
    assert (fold_word(lemma), tense) in {(fold_word(hit.form.lemma), hit.form.tense) for hit in found}


@pytest.mark.parametrize("word", ["سيقصف", "وسيقصف", "سيلتقي", "ستقصفها"])
def test_future(word: str) -> None:
    assert any(hit.future and hit.form.tense == "present" for hit in anchor_forms().hits(word))


@pytest.mark.parametrize("word", ["سيطر", "سيطرت", "وسيطر", "سيطروا"])
def test_a_verb_that_begins_with_sin_is_no_future(word: str) -> None:
    hits = anchor_forms().hits(word)
    assert hits
    assert not [hit for hit in hits if hit.future]


@pytest.mark.parametrize(
    ("word", "skip", "article", "pronoun"),
    [
        ("انسحاب", 0, False, ""),
        ("الانسحاب", 0, True, ""),
        ("بالانسحاب", 1, True, ""),
        ("للانسحاب", 1, True, ""),
        ("انسحابها", 0, False, "ها"),
        ("وانسحابهم", 1, False, "هم"),
    ],
)
def test_verbal_nouns(word: str, skip: int, article: bool, pronoun: str) -> None:
    found = {(hit.skip, hit.article, hit.pronoun) for hit in anchor_forms().hits(word) if hit.form.pos == "noun"}
    assert (skip, article, pronoun) in found


def test_a_noun_with_the_article_carries_no_pronoun() -> None:
    assert not [
        hit for word in ("الانسحابها", "السيطرته") for hit in anchor_forms().hits(word) if hit.article and hit.pronoun
    ]


@pytest.mark.parametrize("word", ["كتاب", "سيارة", "ؤؤؤ", "و"])
def test_other_words_are_no_form(word: str) -> None:
    assert anchor_forms().hits(word) == ()


@pytest.mark.parametrize(
    ("word", "lemma"),
    [
        ("قال", "قال"),
        ("وقالت", "قال"),
        ("يقولون", "قال"),
        ("اضاف", "أضاف"),
        ("مؤكدا", "أكد"),
        ("قوله", "قول"),
        ("اعلنوا", "أعلن"),
    ],
)
def test_cues(cue_forms: FormIndex, word: str, lemma: str) -> None:
    assert fold_word(lemma) in {fold_word(hit.form.lemma) for hit in cue_forms.hits(word)}


def test_the_least_split_reading_comes_first(cue_forms: FormIndex) -> None:
    for word in ("وصف", "فسر", "وعد"):
        hits = cue_forms.hits(word)
        assert [hit.skip for hit in hits] == sorted(hit.skip for hit in hits)
