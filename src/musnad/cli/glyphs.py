"""Arabic letters as a terminal without shaping must be given them: joined, reordered, each knowing where it came from.

Letter forms come from arabic-reshaper, embedding levels and mirroring from python-bidi (Unicode Standard Annex 9,
without rule N0: brackets around words of the other direction follow their neighbours). Both libraries work on strings;
the mapping of characters that highlights need is kept here.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple
from unicodedata import bidirectional, category

from arabic_reshaper import ArabicReshaper
from bidi import algorithm
from rich.cells import cell_len

from musnad.cli.terminal import DIRECTION_CONTROLS, shown

_LAM = "\u0644"
_LAM_FORMS = frozenset("\ufedf\ufee0")  # initial, medial: a lam that joins what follows
_LAM_ALEF = {
    "\ufe8e": ("\ufefb", "\ufefc"),
    "\ufe84": ("\ufef7", "\ufef8"),
    "\ufe88": ("\ufef9", "\ufefa"),
    "\ufe82": ("\ufef5", "\ufef6"),
}
"""Final form of an alef to its two ligatures with an initial and a medial lam, the only ones that must be."""

_JOINER = "\u200d"
_RIGHT_TO_LEFT = frozenset({"R", "AL"})
_STRONG = _RIGHT_TO_LEFT | {"L"}


class Glyph(NamedTuple):
    """What stands in one place of a line: a letter with its marks, or a ligature; it shows the text `first:last`."""

    text: str
    first: int
    last: int

    @property
    def width(self) -> int:
        """How many cells of the terminal it takes."""
        return cell_len(self.text)


class Paragraph(NamedTuple):
    """The glyphs of a paragraph in the order in which they are read, with the embedding level of each."""

    glyphs: tuple[Glyph, ...]
    levels: tuple[int, ...]
    right_to_left: bool


def is_right_to_left(text: str) -> bool:
    """Whether a paragraph runs from right to left: any Arabic or Hebrew letter makes it.

    UAX 9 looks at the first letter alone; a headline `CNN: …` is nevertheless read from the right.
    """
    return any(bidirectional(char) in _RIGHT_TO_LEFT for char in text)


def starts_right_to_left(text: str) -> bool:
    """Whether the first letter of a text runs from right to left: rules P2 and P3 of UAX 9."""
    classes = (bidirectional(char) for char in text)
    return next((found for found in classes if found in _STRONG), "L") in _RIGHT_TO_LEFT


def logical(text: str, right_to_left: bool) -> Paragraph:
    """The characters of a paragraph as they stand, one glyph for each with its marks."""
    glyphs: list[Glyph] = []
    for index, char in enumerate(text):
        if char not in DIRECTION_CONTROLS:
            _place(glyphs, shown(char), index)
    return Paragraph(tuple(glyphs), (0,) * len(glyphs), right_to_left)


def shaped(text: str, right_to_left: bool) -> Paragraph:
    """A paragraph with its letters joined and its embedding levels resolved; invisible controls are left out."""
    kept = [(index, shown(char)) for index, char in enumerate(text) if char not in DIRECTION_CONTROLS | {_JOINER}]
    forms = _reshaper().reshape("".join(char for _, char in kept))
    glyphs: list[Glyph] = []
    for (index, char), form in zip(kept, forms, strict=True):
        if category(char) == "Cf":  # a non-joiner has done its work: the letters around it stand apart
            continue
        _place(glyphs, form, index)
    return Paragraph(tuple(glyphs), _levels(glyphs, right_to_left), right_to_left)


def wrapped(paragraph: Paragraph, width: int) -> list[Paragraph]:
    """The lines of a paragraph, each at most `width` cells wide, broken at spaces where there are any."""
    lines: list[Paragraph] = []
    start = 0
    while start < len(paragraph.glyphs):
        end, after = _line_end(paragraph.glyphs, start, max(width, 1))
        lines.append(Paragraph(paragraph.glyphs[start:end], paragraph.levels[start:end], paragraph.right_to_left))
        start = after
    return lines or [paragraph]


def visual(line: Paragraph) -> list[Glyph]:
    """The glyphs of a line from left to right, brackets mirrored: rules L1, L2 and L4 of UAX 9."""
    storage = _storage(line.right_to_left)
    storage["chars"] = [
        {"ch": glyph.text[0], "level": level, "orig": bidirectional(glyph.text[0]), "glyph": glyph}
        for glyph, level in zip(line.glyphs, line.levels, strict=True)
    ]
    algorithm.reorder_resolved_levels(storage, debug=False)
    algorithm.apply_mirroring(storage, debug=False)
    return [item["glyph"]._replace(text=item["ch"] + item["glyph"].text[1:]) for item in storage["chars"]]


def _place(glyphs: list[Glyph], form: str, index: int) -> None:
    """Adds a character: a mark to the letter before it, an alef to a lam that it joins, all else in its own place."""
    if glyphs and category(form) in {"Mn", "Me"}:
        before = glyphs[-1]
        glyphs[-1] = Glyph(before.text + form, before.first, index + 1)
    elif glyphs and form in _LAM_ALEF and glyphs[-1].text[0] in _LAM_FORMS:
        lam = glyphs[-1]
        ligature = _LAM_ALEF[form][lam.text[0] == "\ufee0"]
        glyphs[-1] = Glyph(ligature + lam.text[1:], lam.first, index + 1)
    else:
        glyphs.append(Glyph(form, index, index + 1))


def _line_end(glyphs: Sequence[Glyph], start: int, width: int) -> tuple[int, int]:
    """Where the line that begins at `start` ends, and where the next begins: after the spaces between them."""
    used, space = 0, None
    for index in range(start, len(glyphs)):
        if glyphs[index].text == " ":
            space = index
        used += glyphs[index].width
        if used > width and index > start:
            end = index if space is None or space <= start else space
            after = end
            while after < len(glyphs) and glyphs[after].text == " ":
                after += 1
            return end, after
    return len(glyphs), len(glyphs)


def _levels(glyphs: Sequence[Glyph], right_to_left: bool) -> tuple[int, ...]:
    storage = _storage(right_to_left)
    storage["chars"] = [
        {"ch": glyph.text[0], "level": storage["base_level"], "type": _class(glyph), "orig": _class(glyph)}
        for glyph in glyphs
    ]
    if not glyphs:
        return ()
    algorithm.calc_level_runs(storage)
    algorithm.resolve_weak_types(storage)
    algorithm.resolve_neutral_types(storage, debug=False)
    algorithm.resolve_implicit_levels(storage, debug=False)
    return tuple(item["level"] for item in storage["chars"])


def _class(glyph: Glyph) -> str:
    """The bidirectional class of a glyph; what would vanish in the algorithm counts as neutral."""
    found = bidirectional(glyph.text[0])
    return "ON" if found in {"", "BN", "B"} else found


def _storage(right_to_left: bool) -> dict[str, Any]:
    level = int(right_to_left)
    return {"base_level": level, "base_dir": "LR"[level], "chars": [], "runs": deque()}


@cache
def _reshaper() -> ArabicReshaper:
    """Letters to forms one for one, marks where they stand."""
    return ArabicReshaper(
        {
            "language": "Arabic",
            "delete_harakat": False,
            "delete_tatweel": False,
            "shift_harakat_position": False,
            "support_ligatures": False,
            "support_zwj": False,
            "use_unshaped_instead_of_isolated": False,
        }
    )
