"""Texts and what stands between quotation marks in them (quotations.tsv)."""

from __future__ import annotations

from collections.abc import Callable

from musnad.types import Quotation, Record

Row = dict[str, str]


def test_quotations(row: Row, record: Callable[[str], Record], listed: Callable[[list[str]], str]) -> None:
    read = record(row["text"])
    tokens, text = read.reading.tokens, read.document.text

    def words(quotation: Quotation) -> str:
        return text[tokens[quotation.first].start : tokens[quotation.last - 1].end]

    closed = [words(quotation) for quotation in read.reading.quotations if quotation.closing is not None]
    unclosed = [words(quotation) for quotation in read.reading.quotations if quotation.closing is None]
    assert (listed(closed), listed(unclosed)) == (row["quoted"], row["unclosed"])
