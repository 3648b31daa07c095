"""Folds the text for matching and splits it into tokens."""

from __future__ import annotations

from dataclasses import replace

from musnad.stages.stage import Stage
from musnad.text.folding import fold
from musnad.text.tokens import tokenize
from musnad.types import Document, Reading


def read_tokens(document: Document, reading: Reading) -> Reading:
    """The reading with the folded text and its tokens."""
    folded = fold(document.text)
    return replace(reading, folded=folded, tokens=tokenize(folded))


STAGE = Stage("tokens", "1", needs=frozenset(), makes=frozenset({"folded", "tokens"}), run=read_tokens)
