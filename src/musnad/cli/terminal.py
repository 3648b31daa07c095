"""What the terminal does with Arabic, and how text must be given to it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import IO, TYPE_CHECKING, TextIO
from unicodedata import category

if TYPE_CHECKING:
    from rich.console import Console

PAGE = 100
"""Widest line of running text in cells: longer ones are hard to follow back."""

_VTE_WITH_BIDI = 5800
"""VTE 0.58 (GNOME Terminal, Tilix, …) was the first to reorder and join."""

_DETECT_DIRECTION = ("\x1b[?2501h", "\x1b[?2501l")
"""Paragraph direction from the first strong letter, on and off (BiDi in Terminal Emulators, 2.0); others ignore it."""


DIRECTION_CONTROLS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Embeddings, overrides and isolates: left open in an article, they would turn everything that is printed after it."""

_UNSHOWABLE = "\ufffd"


class Bidi(StrEnum):
    """Who puts right-to-left text in order: `terminal`, or Musnad (`visual`); `auto` finds out."""

    AUTO = "auto"
    TERMINAL = "terminal"
    VISUAL = "visual"


@dataclass(frozen=True, slots=True)
class Display:
    """How text is laid out: `visual` in the order of the screen with letters joined, else in the order of reading.

    `isolate` keeps a terminal that reorders from mixing the cells of a table row.
    """

    visual: bool
    isolate: bool = False


def display_for(bidi: Bidi, stream: TextIO, environment: Mapping[str, str] = os.environ) -> Display:
    """The layout for what is written to the stream; anything but a terminal gets the order of reading under `auto`."""
    to_terminal = stream.isatty()
    if bidi is Bidi.AUTO:
        bidi = Bidi.VISUAL if to_terminal and not reorders(environment) else Bidi.TERMINAL
    return Display(bidi is Bidi.VISUAL, isolate=to_terminal and bidi is Bidi.TERMINAL)


def reorders(environment: Mapping[str, str]) -> bool:
    """Whether the terminal that the environment describes joins and reorders Arabic by itself, as it comes."""
    program = environment.get("TERM_PROGRAM", "")
    if program:
        # vscode, WezTerm, iTerm.app and others do not, or only when told to; what an outer terminal left is then stale
        return program in {"Apple_Terminal", "mintty", "mlterm"} or (program == "tmux" and _outer_reorders(environment))
    return _outer_reorders(environment)


def _outer_reorders(environment: Mapping[str, str]) -> bool:
    version = environment.get("VTE_VERSION", "")
    return (
        (version.isdigit() and int(version) >= _VTE_WITH_BIDI)
        or bool(environment.get("KONSOLE_VERSION"))
        or bool(environment.get("MLTERM"))
        or environment.get("TERM", "").startswith("mlterm")
    )


def shown(char: str) -> str:
    """The character as a terminal may be given it: U+FFFD for one that could move the cursor or change colours."""
    kind = category(char)
    if kind in {"Cc", "Zl", "Zp"}:
        return " " if char in "\t\u2028\u2029" else _UNSHOWABLE
    return _UNSHOWABLE if kind in {"Cs", "Cn"} or char in DIRECTION_CONTROLS else char


def printable(text: str) -> str:
    """A text of the same length in which every character may be given to a terminal."""
    return "".join(shown(char) for char in text)


def console_for(stream: TextIO) -> Console:
    """A console on the stream that takes text as it is: no markup, no emoji, no guessed highlights.

    A reader that closes the stream gives BrokenPipeError, as without a console; Rich would end the process.
    """
    from rich.console import Console

    class PlainConsole(Console):
        def on_broken_pipe(self) -> None:
            raise BrokenPipeError

    return PlainConsole(file=stream, markup=False, emoji=False, highlight=False)


@contextmanager
def directions_detected(display: Display, stream: IO[str]) -> Iterator[None]:
    """Lines of running text begin at the side at which their language begins, in terminals that know how."""
    if not display.isolate:
        yield
        return
    stream.write(_DETECT_DIRECTION[0])
    try:
        yield
    finally:
        stream.write(_DETECT_DIRECTION[1])
        stream.flush()


def use_utf8() -> None:
    """Lets both output streams carry Arabic where the locale would not."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding=None if stream.isatty() else "utf-8", errors="replace")
