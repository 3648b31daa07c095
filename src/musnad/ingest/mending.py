"""Mojibake: Arabic in UTF-8 that somebody read in a one-byte code page, `Ø§Ù„Ù…` or `ط§ظ„ظ…` for `الم`."""

from __future__ import annotations

import re
from dataclasses import dataclass

import ftfy.bad_codecs  # noqa: F401  (registers the sloppy-windows codecs)
from ftfy.badness import badness

_CODECS = {"sloppy-windows-1252": "Windows-1252", "latin-1": "Latin-1", "cp1256": "Windows-1256"}
_ARABIC_LETTER = re.compile("[\u0621-\u063a\u0641-\u064a\u0671-\u06d3]")
_LETTER = re.compile(r"[^\W\d_]")
_MOSTLY = 0.6
"""Share of Arabic among the letters of an Arabic article, whatever names in Latin it holds."""

_LEAST = 4
"""Arabic letters: `ط«` may be a letter before a quotation, eight characters that alternate so are none."""

_SAMPLE = 100_000
"""Characters that ftfy judges: its patterns are slow, and mojibake shows in every word."""


@dataclass(frozen=True, slots=True)
class Mended:
    """The text put right, and the code page that it had been read in."""

    text: str
    codec: str


def mend(text: str) -> Mended | None:
    """The text read again as UTF-8, or None where that is not certain.

    Certain is: the whole text goes back to bytes and these are valid UTF-8 to the last one (so nothing is lost, and
    ordinary Arabic, in which two letters that follow each other are no valid UTF-8 in Windows-1256, is never touched),
    the outcome is mostly Arabic, and ftfy finds it no worse than before.
    """
    if text.isascii():
        return None
    for codec, name in _CODECS.items():
        try:
            again = text.encode(codec).decode("utf-8")
        except UnicodeError:
            continue
        enough = len(_ARABIC_LETTER.findall(again)) >= _LEAST and share_of_arabic(again) >= _MOSTLY
        if enough and badness(again[:_SAMPLE]) <= badness(text[:_SAMPLE]):
            return Mended(again, name)
    return None


def share_of_arabic(text: str) -> float:
    """Which part of the letters are Arabic ones, from 0 to 1; 0 where there are none."""
    letters = len(_LETTER.findall(text))
    return len(_ARABIC_LETTER.findall(text)) / letters if letters else 0.0
