"""Spellings of place names as GeoNames stores them, made those of the Arabic press."""

from __future__ import annotations

import re
from collections.abc import Iterable

ARABIC_WORD = re.compile(r"[\u0621-\u063a\u0641-\u064a]+")
ARABIC_NAME = re.compile(r"[\u0621-\u063a\u0641-\u064a]+(?:[ -][\u0621-\u063a\u0641-\u064a]+)*")
HAS_ARABIC = re.compile(r"[\u0621-\u064a]")
MARKS = re.compile(r"[\u0610-\u061a\u0640\u064b-\u065f\u0670\u200b-\u200f\u202a-\u202e\ufeff]")
# Within an Arabic word teh marbuta and alef maksura stand last and hamza on yeh never first; spellings that break
# this are Uyghur or Kurdish written with letters that Arabic has too. No name begins with a hamza on the line.
NOT_ARABIC = re.compile(r"[\u0629\u0649][\u0621-\u064a]|(?:^|[ -])[\u0621\u0626]")
FARSI_TO_ARABIC = {0x06CC: 0x064A, 0x06A9: 0x0643, 0x06C1: 0x0647, 0x0671: 0x0627}
# The letters that Persian has and Arabic lacks, as the press writes them: p always by beh; tch, zh and g the older way
# (جابهار, جرجان, كركان) or the newer (تشابهار, غلستان).
PERSIAN_LETTERS = (
    {0x067E: "\u0628", 0x0686: "\u062c", 0x0698: "\u0632", 0x06AF: "\u0643"},
    {0x067E: "\u0628", 0x0686: "\u062a\u0634", 0x0698: "\u062c", 0x06AF: "\u063a"},
)
SKELETON = {0x0623: 0x0627, 0x0625: 0x0627, 0x0622: 0x0627, 0x0629: 0x0647, 0x0649: 0x064A, 0x002D: 0x0020}
HAMZA_OR_MARBUTA = re.compile(r"[\u0622\u0623\u0625\u0629]")
TAIL = re.compile(r"\s*[\u060c,(/].*")


def plain(text: str) -> str:
    """A stored name without vowel signs, direction marks and whatever follows a comma or bracket.

    GeoNames' alternates come from many hands; some tell namesakes apart with a comma and the name of the state.
    """
    return TAIL.sub("", MARKS.sub("", text)).strip()


def spellings(alternates: Iterable[str], least: int = 3) -> dict[str, bool]:
    """The spellings an Arabic text could use, each with whether it was stored in Arabic letters throughout.

    Persian yeh, kaf and Urdu heh count as their Arabic forms; any other letter that Arabic lacks rules a name out, and
    so do names of fewer than `least` letters and words of one, which are slips (`د مشق`).
    """
    found: dict[str, bool] = {}
    for alternate in alternates:
        if not HAS_ARABIC.search(alternate):
            continue
        stored = plain(alternate)
        name = stored.translate(FARSI_TO_ARABIC)
        whole = len(name) >= least and all(len(word) > 1 for word in name.split(" "))
        if whole and ARABIC_NAME.fullmatch(name) and not NOT_ARABIC.search(name):
            found[name] = found.get(name, False) or name == stored
    return found


def persian_spellings(alternates: Iterable[str]) -> dict[str, bool]:
    """The spellings with the letters that Arabic lacks as the Arabic press writes them, all marked as not stored.

    For Iran, Afghanistan and Türkiye, where such names are Persian or Ottoman; the same letters elsewhere are Urdu,
    Kurdish or Uyghur transcriptions of foreign names, which the Arabic press does not follow.
    """
    stored = list(alternates)
    ways = [[text.translate(letters) for text in stored] for letters in PERSIAN_LETTERS]
    return {name: False for way in ways for name in spellings(way)}


def skeleton(name: str) -> str:
    """The name with the spellings that writers interchange made one: hamza forms, final heh, final yeh, hyphens."""
    return name.translate(SKELETON)
