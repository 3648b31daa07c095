"""Light stems: the forms of a word meet, and words that only look alike do not lose their letters."""

from __future__ import annotations

import pytest

from musnad.text.folding import fold_word
from musnad.text.stems import rough, stem


def stems(words: str) -> set[str]:
    return {stem(fold_word(word)) for word in words.split()}


@pytest.mark.parametrize(
    "forms",
    [
        "معلومات المعلومات معلوماتها بالمعلومات ومعلومات والمعلومات للمعلومات",
        "وزير الوزير والوزير للوزير وزيرة الوزيرة",
        "وزراء الوزراء وزرائها وزراؤه",
        "مستشفى المستشفى مستشفيات",
        "أميركي الأميركيين أميركية الأميركيون",
        "مسؤول مسئول المسؤولين المسئولون",
    ],
)
def test_the_forms_of_a_word_have_one_stem(forms: str) -> None:
    assert len(stems(forms)) == 1


@pytest.mark.parametrize("words", ["قتل قتال", "سوريا روسيا", "رجل رجال", "علم عالم"])
def test_different_words_keep_different_stems(words: str) -> None:
    assert len(stems(words)) == 2


@pytest.mark.parametrize("word", ["ال", "ها", "ة", "و", "الم", "ورق", "2018", "cnn", "f-16"])
def test_a_short_or_foreign_word_loses_nothing(word: str) -> None:
    assert stem(word) == word


@pytest.mark.parametrize("word", ["المستشفى", "مسئولون", "مسؤولية", "وزرائها", "والمعلومات"])
def test_a_stem_is_a_part_of_the_word_in_its_own_letters(word: str) -> None:
    assert stem(fold_word(word)) in rough(fold_word(word))
