"""Bytes to text: which encoding it is, by its mark, its pattern, its declaration or its plausibility as Arabic.

The order: a byte order mark; the byte pattern of UTF-16; strict UTF-8; the charset that the HTML declares (w3lib reads
it, by the rules of the HTML standard); UTF-8 with a few broken bytes; Windows-1256, where the outcome reads as Arabic.
Strict UTF-8 goes before the declaration because Arabic in a one-byte code page is practically never valid UTF-8, while
pages that declare windows-1256 and hold UTF-8 exist.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from w3lib.encoding import html_body_declared_encoding, html_to_unicode, read_bom

from musnad.errors import UnreadableInput
from musnad.ingest.draft import REPLACEMENT
from musnad.ingest.mending import mend, share_of_arabic
from musnad.ingest.problems import DAMAGED_TEXT, MENDED_TEXT
from musnad.types import Problem

MAX_DAMAGE = 0.02
"""Share of characters that may be replaced: a cut or a scratch leaves few; the wrong encoding ruins most letters."""

MAX_CONTROLS = 0.1
"""Share of control characters above which the bytes are no text: no text holds any on purpose."""

_UPPER, _LOWER = 0.7, 0.2
"""Least share of 00 and 06 among the upper bytes of UTF-16, greatest among the lower ones."""

_IN_WORDS, _ACCENTED = 0.85, 0.2
"""Least share of Arabic letters that stand beside another one, greatest of accented Latin letters beside them."""

_NEWLINE = re.compile("\r\n?|[\v\f]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_ARABIC_RUN = re.compile("[\u0621-\u0652\u067e-\u06d3]+")
_OTHER_LETTER = re.compile("[\u00c0-\u024f]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of some bytes, the Python name of its encoding, and what is wrong with it."""

    text: str
    encoding: str
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class _Guess:
    """A decoding; `damage` counts the characters that had to be replaced."""

    text: str
    encoding: str
    damage: int = 0

    @property
    def slight(self) -> bool:
        return self.damage <= max(1, MAX_DAMAGE * len(self.text))


def decode(data: bytes, source: str, *, markup: bool = False) -> Decoded:
    r"""The text of `data` as its reader saw it, newlines as `\n`, control characters other than tab dropped.

    `markup` lets a charset declared in HTML count. Raises UnreadableInput when no encoding gives text.
    """
    guess = _guess(data, markup)
    if guess is None:
        raise UnreadableInput(f"{source}: the bytes are in no encoding known here; convert the file to UTF-8")
    controls = len(_CONTROL.findall(guess.text))
    if controls > MAX_CONTROLS * len(guess.text):
        raise UnreadableInput(f"{source}: holds {controls} control characters, so it is not text; give text or HTML")
    text, problems = tidy(guess.text), []
    if guess.damage:
        message = f"{guess.damage} characters cannot be read as {guess.encoding} and stand as U+FFFD"
        problems.append(Problem(source, DAMAGED_TEXT, message))
    mended = mend(text)
    if mended is not None:
        problems.append(Problem(source, MENDED_TEXT, f"UTF-8 that had been read as {mended.codec}, read again"))
        text = tidy(mended.text)
    return Decoded(text, guess.encoding, tuple(problems))


def tidy(text: str) -> str:
    r"""The text with newlines as `\n` and no control characters but tab; everything else stays, bidi controls too."""
    return _CONTROL.sub("", _NEWLINE.sub("\n", text))


def wide_encoding(head: bytes) -> str | None:
    """The UTF-16 or UTF-32 encoding that a mark or the pattern of the bytes shows; None for the others.

    In UTF-16 the upper byte of most Arabic text is 06, of spaces and Latin 00: one of two bytes, and hardly ever the
    other.
    """
    mark = _mark(head)[0]
    if mark is not None:
        return None if mark == "utf-8" else mark
    if b"\x00" not in head and b"\x06" not in head:
        return None
    even, odd = (_share_of_upper(head[start::2]) for start in (0, 1))
    if odd > _UPPER and even < _LOWER:
        return "utf-16-le"
    return "utf-16-be" if even > _UPPER and odd < _LOWER else None


def _mark(data: bytes) -> tuple[str | None, bytes]:
    name, mark = read_bom(data)
    return (None, b"") if name is None or mark is None else (name, mark)


def _share_of_upper(column: bytes) -> float:
    return (column.count(0) + column.count(6)) / len(column) if column else 0.0


def _guess(data: bytes, markup: bool) -> _Guess | None:
    wide = wide_encoding(data)
    mark = _mark(data)[1]
    data = data[len(mark) :]
    if wide is not None:
        guess = _replaced(data, wide)
        if guess.slight:
            return guess
    strict = _strict_utf8(data)
    if strict is not None:
        return strict
    arabic = _windows_1256(data)
    if markup:
        declared = _declared(data)
        if declared is not None and (arabic is None or share_of_arabic(declared.text) > 0):
            return declared
    utf8 = _replaced(data, "utf-8")
    beyond_ascii = len(utf8.text) - len(utf8.text.encode("ascii", "ignore")) - utf8.damage
    if utf8.slight and beyond_ascii >= 10 * utf8.damage:
        return utf8
    if arabic is not None:
        return arabic
    return utf8 if utf8.slight else None


def _replaced(data: bytes, encoding: str) -> _Guess:
    text = data.decode(encoding, "replace")
    printed = REPLACEMENT.encode(encoding)
    return _Guess(text, encoding, max(0, text.count(REPLACEMENT) - data.count(printed)))


def _strict_utf8(data: bytes) -> _Guess | None:
    """UTF-8 without a fault, or with its last character cut off."""
    try:
        text, read = codecs.utf_8_decode(data, "strict", False)
    except UnicodeDecodeError:
        return None
    if read == len(data):
        return _Guess(text, "utf-8")
    return None if text.isascii() else _Guess(text + REPLACEMENT, "utf-8", 1)


def _declared(data: bytes) -> _Guess | None:
    if html_body_declared_encoding(data) is None:
        return None
    encoding, text = html_to_unicode(None, data)
    guess = _Guess(text, encoding, text.count(REPLACEMENT))
    return guess if guess.slight else None


def _windows_1256(data: bytes) -> _Guess | None:
    """The bytes as Windows-1256 where they read as Arabic: its letters stand in words, few letters are accented Latin.

    Every byte is defined in Windows-1256, so that decoding never fails; French in Latin-1 gives lone Arabic letters,
    UTF-8 in pieces (`ط§ظ„`) letters that alternate with signs.
    """
    text = data.decode("cp1256")
    runs = _ARABIC_RUN.findall(text)
    letters = sum(map(len, runs))
    in_words = sum(len(run) for run in runs if len(run) > 1)
    if not letters or in_words < _IN_WORDS * letters or len(_OTHER_LETTER.findall(text)) > _ACCENTED * letters:
        return None
    return _Guess(text, "cp1256") if len(_CONTROL.findall(text)) <= 0.002 * len(text) else None
