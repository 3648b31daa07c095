"""The tokens of a short text."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from musnad.text.folding import fold
from musnad.text.tokens import tokenize
from musnad.types import Token


@pytest.fixture
def tokens() -> Callable[[str], tuple[Token, ...]]:
    return lambda text: tokenize(fold(text))
