"""How words of documents are shown: escaped, isolated in their own direction, with what is invisible made visible."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final
from urllib.parse import quote, urlsplit

from markupsafe import Markup, escape

_NAMES: Final = {
    "\u061c": "ALM", "\u200b": "ZWSP", "\u200e": "LRM", "\u200f": "RLM", "\u202a": "LRE", "\u202b": "RLE", "\u202c": "PDF",
    "\u202d": "LRO", "\u202e": "RLO", "\u2060": "WJ", "\u2066": "LRI", "\u2067": "RLI", "\u2068": "FSI", "\u2069": "PDI",
    "\ufeff": "BOM", "\u00ad": "SHY",
}  # fmt: skip
"""Characters that change how others are ordered or joined and are not seen themselves (Unicode, UAX #9)."""
_SEEN = frozenset("\n\t\u200c\u200d")
"""Controls that belong to text: line ends, and the joiners that Persian and Urdu names are written with."""
_HIDDEN = frozenset({"Cc", "Cf", "Cn", "Co", "Cs"})
_LINKED = frozenset({"http", "https"})


def visible(text: str) -> Markup:
    """The text escaped, each control and override as a mark with its name in the place of the character."""
    if not any(_is_hidden(letter) for letter in set(text)):
        return escape(text)
    return Markup("").join(_mark(letter) if _is_hidden(letter) else escape(letter) for letter in text)


def bare(text: object) -> str:
    """The text without controls and overrides, for the title of a window, which holds no marks."""
    return "".join(letter for letter in str(text) if not _is_hidden(letter))


def isolated(text: object) -> Markup:
    """Words of a document or a name within a sentence of the interface: in a direction of their own, for UAX #9."""
    return Markup("<bdi>{}</bdi>").format(visible(str(text))) if text not in {None, ""} else Markup("")


def linkable(address: str | None) -> str | None:
    """The address of an article where a browser may be sent there: none of `javascript:` and its like."""
    if not address:
        return None
    try:
        scheme = urlsplit(address).scheme.lower()
    except ValueError:
        return None
    return address if scheme in _LINKED else None


def in_path(name: str) -> str:
    """A name as part of an address; slashes stay, everything else that is not a letter is escaped."""
    return quote(name, safe="/:")


@lru_cache(maxsize=4096)
def _is_hidden(letter: str) -> bool:
    return letter not in _SEEN and unicodedata.category(letter) in _HIDDEN


def _mark(letter: str) -> Markup:
    name = _NAMES.get(letter, f"U+{ord(letter):04X}")
    title = unicodedata.name(letter, f"U+{ord(letter):04X}")
    return Markup('<bdi class="control" dir="ltr" title="{}">{}</bdi>').format(title, name)
