"""Cuts words into the pieces of the encoder's vocabulary."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from musnad.errors import ModelError
from musnad.text.clitics import CACHED_WORDS

if TYPE_CHECKING:
    from tokenizers import Tokenizer

    from musnad.types import Token

_UNWRITTEN = re.compile("[\u0640\u064b-\u065f\u0670\u200b-\u200f\u202a-\u202e\u2066-\u2069]")
"""Tatweel, vowel marks and marks of direction: news has them seldom, and the encoder learnt words without them."""
_LONGEST_WORD = 60
_MOST_PIECES = 10
_SPACE = "▁"


class Pieces:
    """The pieces of words, by SentencePiece's unigram model (Kudo 2018) in the library tokenizers."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        self.start = _id(tokenizer, "<s>")
        self.end = _id(tokenizer, "</s>")
        self._unknown = _id(tokenizer, "<unk>")
        self.of_word = lru_cache(maxsize=CACHED_WORDS)(self._of_word)

    def of(self, text: str, tokens: tuple[Token, ...]) -> list[tuple[int, ...]]:
        """The piece numbers of every token, at least one each; a token after white space starts with the space's mark."""
        spaced = [True, *(before.end < token.start for before, token in pairwise(tokens))]
        return [
            self.of_word(_SPACE * space + text[token.start : token.end])
            for token, space in zip(tokens, spaced, strict=False)
        ]

    def _of_word(self, word: str) -> tuple[int, ...]:
        plain = unicodedata.normalize("NFKC", _UNWRITTEN.sub("", word[:_LONGEST_WORD])) or word[:1]
        # Half of a surrogate pair is no character that the library takes.
        plain = plain.encode("utf-8", "replace").decode()
        ids = self._tokenizer.encode(plain, add_special_tokens=False).ids[:_MOST_PIECES]
        return tuple(ids) or (self._unknown,)


def _id(tokenizer: Tokenizer, piece: str) -> int:
    number = tokenizer.token_to_id(piece)
    if number is None:
        raise ModelError(f"the reader's vocabulary has no {piece}: install musnad again")
    return number
