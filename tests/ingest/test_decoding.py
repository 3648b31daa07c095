"""Bytes in each encoding that Arabic news comes in."""

from __future__ import annotations

import codecs

import pytest

from musnad.errors import UnreadableInput
from musnad.ingest import decode


@pytest.mark.parametrize(
    ("data_encoding", "found"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("utf-16", "utf-16-le"),
        ("utf-32", "utf-32-le"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("cp1256", "cp1256"),
    ],
)
def test_text_comes_back_whole(body: str, data_encoding: str, found: str) -> None:
    decoded = decode(body.encode(data_encoding), "a.txt")
    assert decoded.text == body
    assert decoded.encoding == found
    assert decoded.problems == ()


def test_utf_16_big_endian_with_a_mark(body: str) -> None:
    assert decode(codecs.BOM_UTF16_BE + body.encode("utf-16-be"), "a.txt").text == body


def test_declared_charset_counts_in_markup_only() -> None:
    page = '<html><head><meta charset="iso-8859-6"></head><body><p>مرحبا بكم</p></body></html>'
    data = page.encode("iso-8859-6")
    assert decode(data, "a.html", markup=True).text == page
    assert decode(data, "a.html", markup=True).encoding == "iso8859-6"


def test_a_page_that_declares_windows_1256_but_is_utf_8(body: str) -> None:
    page = f'<meta charset="windows-1256"><p>{body}</p>'
    assert decode(page.encode(), "a.html", markup=True).text == page


def test_a_page_that_declares_latin_1_but_is_windows_1256(body: str) -> None:
    page = f'<meta charset="iso-8859-1"><p>{body}</p>'
    assert decode(page.encode("cp1256"), "a.html", markup=True).text == page


def test_windows_1256_without_declaration_in_markup(body: str) -> None:
    page = f"<html><body><div class=story><p>{body}</p></div></body></html>"
    assert decode(page.encode("cp1256"), "a.html", markup=True).text == page


def test_vocalised_windows_1256() -> None:
    text = "مُحَمَّدٌ رَسُولُ السَّلامِ"
    assert decode(text.encode("cp1256"), "a.txt").text == text


def test_utf_8_cut_in_a_character_is_kept_with_a_problem(body: str) -> None:
    decoded = decode(body.encode()[:-2], "a.txt")
    assert decoded.text.endswith("\ufffd")
    assert decoded.text[:-1] == body[: len(decoded.text) - 1]
    assert [p.kind for p in decoded.problems] == ["damaged-text"]


def test_utf_8_with_a_broken_byte_is_kept_with_a_problem(body: str) -> None:
    data = bytearray(body.encode())
    data[10] = 0xFF
    decoded = decode(bytes(data), "a.txt")
    assert decoded.encoding == "utf-8"
    assert decoded.text.endswith(body[10:])
    assert [p.kind for p in decoded.problems] == ["damaged-text"]


def test_a_replacement_character_that_was_printed_is_no_damage(body: str) -> None:
    assert decode(f"{body} \ufffd".encode(), "a.txt").problems == ()


@pytest.mark.parametrize(
    "data",
    [
        bytes(range(256)) * 4,
        "déjà vu à l'été, où ça gèle".encode("latin-1"),
        b"\x00\x01\x02\x03" * 50,
        "مرحبا بكم".encode() + "أهلا وسهلا".encode("cp1256"),
    ],
    ids=["all bytes", "French in Latin-1", "controls", "two encodings"],
)
def test_what_is_no_text_is_an_error(data: bytes) -> None:
    with pytest.raises(UnreadableInput):
        decode(data, "a.bin")


def test_newlines_become_one_kind_and_controls_go() -> None:
    assert decode(b"one\r\ntwo\rthree\x0cfour\tfi\x00ve\x1b six", "a.txt").text == "one\ntwo\nthree\nfour\tfive six"


def test_nothing_else_is_changed() -> None:
    text = "\u202bمـــرحباً\u202c ﷺ ﻻ ١٢٣ \u200f\u00a0\ufeff"
    assert decode(text.encode(), "a.txt").text == text
