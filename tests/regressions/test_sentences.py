"""Texts and the sentences that they fall into (sentences.tsv)."""

from __future__ import annotations

from collections.abc import Callable

from musnad.types import Record

Row = dict[str, str]


def test_sentences(row: Row, record: Callable[[str], Record]) -> None:
    read = record(row["text"])
    text, sentences = read.document.text, read.reading.sentences
    assert [text[sentence.start : sentence.end] for sentence in sentences] == row["sentences"].split("|")
    assert [sentence.kind for sentence in sentences] == row["kinds"].split("|")
