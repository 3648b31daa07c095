"""Splits tokens into sentences: paragraphs end at line breaks, sentences at their marks, headlines have none."""

from __future__ import annotations

from dataclasses import replace

from musnad.stages.stage import Stage
from musnad.types import Document, Reading, Sentence, Token

_ENDERS = frozenset({".", "!", "?", "؟", "۔"})
_CLOSERS = frozenset('"”»’)]')
_LONGEST_ABBREVIATION = 2
_LONGEST_SENTENCE = 400
"""Tokens after which a sentence ends without a mark; the longest in the news corpora has fewer."""
_LONGEST_HEADLINE = 18
"""Tokens in the longest line without a final mark that still counts as a headline; crossheads are shorter than this."""


def read_sentences(document: Document, reading: Reading) -> Reading:
    """The reading with its sentences; every token stands in exactly one."""
    sentences: list[Sentence] = []
    tokens = reading.tokens
    for paragraph, (first, last) in enumerate(_paragraphs(document.text, tokens)):
        headline = _is_headline(tokens, first, last, document)
        for start, stop in _split(tokens, first, last):
            span = (tokens[start].start, tokens[stop - 1].end)
            sentences.append(Sentence(*span, start, stop, "headline" if headline else "body", paragraph))
    return replace(reading, sentences=tuple(sentences))


def _paragraphs(text: str, tokens: tuple[Token, ...]) -> list[tuple[int, int]]:
    ranges: list[tuple[int, int]] = []
    first = 0
    line_end = -1
    for index, token in enumerate(tokens):
        if token.start >= line_end:
            if index > first:
                ranges.append((first, index))
            first = index
            found = text.find("\n", token.start)
            line_end = found if found >= 0 else len(text) + 1
    if tokens:
        ranges.append((first, len(tokens)))
    return ranges


def _is_headline(tokens: tuple[Token, ...], first: int, last: int, document: Document) -> bool:
    if document.title is not None and tokens[first].start < document.body_start:
        return True
    final = tokens[last - 1].form
    unfinished = final not in _ENDERS and final not in _CLOSERS and final not in {":", "،", ",", "...", "…"}
    return unfinished and last - first <= _LONGEST_HEADLINE


def _split(tokens: tuple[Token, ...], first: int, last: int) -> list[tuple[int, int]]:
    ranges: list[tuple[int, int]] = []
    start = index = first
    while index < last:
        if index - start >= _LONGEST_SENTENCE:
            # A line without stops for pages is no sentence; reading it as one would take minutes.
            ranges.append((start, index))
            start = index
        if _ends(tokens, index, last):
            index += 1
            while index < last and tokens[index].form in _CLOSERS and _closes(tokens, start, index):
                index += 1
            ranges.append((start, index))
            start = index
        else:
            index += 1
    if start < last:
        ranges.append((start, last))
    return ranges


def _ends(tokens: tuple[Token, ...], index: int, last: int) -> bool:
    form = tokens[index].form
    if form in {"...", "…"} or (form.startswith("..") and index + 1 < last):
        # An ellipsis ends a sentence only at the end of the line: `اليمن.. قوات الشرعية تتقدم` is one headline.
        return False
    if form not in _ENDERS:
        return False
    if index == 0 or index + 1 >= last:
        return True
    before, after = tokens[index - 1], tokens[index + 1]
    if form != ".":
        return True
    # `د. محمد`, `أ.ف.ب`, `العربية.نت`: a single letter before the stop, or no space around it.
    return not ((len(before.form) == 1 and before.kind == "word") or _glued(tokens[index], before, after))


def _glued(mark: Token, before: Token, after: Token) -> bool:
    if before.end != mark.start or after.start != mark.end:
        return False
    short = after.kind == "word" and (len(after.form) <= _LONGEST_ABBREVIATION or after.form == "نت")
    return after.kind == "latin" or before.kind == "latin" or short


def _closes(tokens: tuple[Token, ...], start: int, index: int) -> bool:
    """Whether a mark after a full stop closes something: an ASCII quote may also open the next sentence."""
    if tokens[index].form != '"':
        return True
    inside = sum(1 for token in tokens[start:index] if token.form == '"')
    return inside % 2 == 1 or tokens[index].start == tokens[index - 1].end


STAGE = Stage("sentences", "1", needs=frozenset({"tokens"}), makes=frozenset({"sentences"}), run=read_sentences)
