"""Pairs quotation marks, nested or unbalanced, within a paragraph."""

from __future__ import annotations

from dataclasses import replace

from musnad.stages.stage import Stage
from musnad.types import Document, Quotation, Reading, Token

_PAIRS = {"«": "»", "“": "”", "‘": "’", "‹": "›"}
_OPENING = {**_PAIRS, "”": "“", "»": "«"}
"""Opening marks and what closes them; some keyboards write ”…“ and »…«."""


def read_quotations(document: Document, reading: Reading) -> Reading:
    """The reading with its quotations in order of their opening marks; an unclosed one runs to the end of its paragraph."""
    found: list[Quotation] = []
    first, sentences, tokens = 0, reading.sentences, reading.tokens
    for index, sentence in enumerate(sentences):
        if index + 1 == len(sentences) or sentences[index + 1].paragraph != sentence.paragraph:
            found.extend(_pair(tokens, first, sentence.last))
            first = sentence.last
    found.sort()
    return replace(reading, quotations=tuple(found))


def _pair(tokens: tuple[Token, ...], first: int, last: int) -> list[Quotation]:
    found: list[Quotation] = []
    pending: list[tuple[int, str]] = []
    for index in range(first, last):
        form = tokens[index].form
        if tokens[index].kind != "punctuation":
            continue
        if pending and form == pending[-1][1]:
            opening, _ = pending.pop()
            found.append(Quotation(opening, index, opening + 1, index))
        elif form == '"' or form in _PAIRS or (form in _OPENING and _opens(tokens, index, first, last)):
            pending.append((index, '"' if form == '"' else _OPENING[form]))
        elif pending and form in _OPENING and any(close == form for _, close in pending):
            while pending[-1][1] != form:
                pending.pop()
            opening, _ = pending.pop()
            found.append(Quotation(opening, index, opening + 1, index))
    found.extend(Quotation(opening, None, opening + 1, last) for opening, _ in pending if opening + 1 < last)
    return found


def _opens(tokens: tuple[Token, ...], index: int, first: int, last: int) -> bool:
    """Whether a reversed mark opens: nothing or a space before it, a word straight after it."""
    mark = tokens[index]
    free_before = index == first or tokens[index - 1].end < mark.start
    return free_before and index + 1 < last and tokens[index + 1].start == mark.end


STAGE = Stage(
    "quotations", "1", needs=frozenset({"tokens", "sentences"}), makes=frozenset({"quotations"}), run=read_quotations
)
