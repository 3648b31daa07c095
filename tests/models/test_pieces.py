"""Words in pieces: at least one each, the same with and without vowel marks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer
from tokenizers.models import Unigram

from musnad.errors import ModelError
from musnad.models.pieces import Pieces
from musnad.text.folding import fold
from musnad.text.tokens import tokenize

VOCABULARY = [
    ("<s>", 0.0),
    ("<pad>", 0.0),
    ("</s>", 0.0),
    ("<unk>", 0.0),
    ("▁", -3.0),
    ("▁قال", -2.0),
    ("قال", -2.5),
    ("▁و", -2.0),
]


def small() -> Pieces:
    return Pieces(Tokenizer(Unigram(VOCABULARY, unk_id=3)))


def of(text: str) -> list[tuple[int, ...]]:
    return small().of(text, tokenize(fold(text)))


def test_a_word_after_a_space_starts_with_its_mark() -> None:
    assert of("قال قال") == [(5,), (5,)]
    assert of('"قال')[1] == (6,)


def test_vowel_marks_and_tatweel_do_not_count() -> None:
    assert of("قَالَ قـــال") == [(5,), (5,)]


@given(st.text(max_size=80))
def test_every_token_has_pieces(text: str) -> None:
    tokens = tokenize(fold(text))
    found = small().of(text, tokens)
    assert len(found) == len(tokens)
    assert all(1 <= len(ids) <= 10 for ids in found)


def test_a_vocabulary_without_marks_is_told() -> None:
    with pytest.raises(ModelError, match="<s>"):
        Pieces(Tokenizer(Unigram([("a", 0.0)], unk_id=0)))
