"""Writes docs/codebook.md: what every event type and mode means, with examples, from the tables of data/codebook.

usage: build_codebook.py [--check]

With --check nothing is written, and the exit status is 1 when the page on disk differs.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from musnad.deeds.codes import cameo_of, scale_of
from musnad.types.vocabulary import MODES

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "data" / "codebook"
TARGET = ROOT / "docs" / "codebook.md"
EMPTY = "-"

HEAD = """# The codebook

What Musnad means by each of PLOVER's sixteen event types and their modes, with sentences that are read as tests. Written by
`tools/build_codebook.py` from the tables in `data/codebook`: change those, then run it again. Types and modes are PLOVER's
(2021 draft 0.8); the definitions are ours, and so are the sentences: they are made up, and tell of nothing that happened.

Of the **{examples}** examples the default reader gives **{right}** the type and mode that stand here ({share:.0%}), of the
**{near}** near misses **{near_right}** ({near_share:.0%}). What it gets wrong is marked ✗, with the reason; a test fails as
soon as such a mark is no longer true. These are development sentences: tables were mended with them in view, so the shares
say what works, not how often news is read right.

The numbers are those that a record carries: the quad class, the intensity between -10 (conflict) and 10 (cooperation) by
PLOVER's table, and the CAMEO code that PLOVER's crosswalk gives the type and mode where no context makes it finer. A mode
that the crosswalk lacks has its type's. The word in bold is the event's anchor.

| type | | quad class | intensity | CAMEO |
|---|---|---|---|---|
"""


class Example(NamedTuple):
    """A sentence, the code that is right for it, and why the reader gets it wrong, if it does."""

    type: str
    mode: str
    sentence: str
    anchor: str
    gloss: str
    miss: str
    looks: str = ""
    reason: str = ""

    @property
    def code(self) -> str:
        """Type and mode as the page writes them; a dash for no event."""
        if self.type == EMPTY:
            return "no event"
        return self.type if self.mode == EMPTY else f"{self.type} `{self.mode}`"

    @property
    def span(self) -> tuple[int, int]:
        """Where the anchor stands in the sentence."""
        start = self.sentence.index(self.anchor)
        return start, start + len(self.anchor)


class Definition(NamedTuple):
    """What a type or mode means."""

    type: str
    mode: str
    name_ar: str
    definition: str


def rows(name: str) -> list[dict[str, str]]:
    """The rows of one table of data/codebook."""
    lines = (FOLDER / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if not line.startswith("#")]
    return list(csv.DictReader(kept, delimiter="\t", quoting=csv.QUOTE_NONE))


def definitions() -> dict[tuple[str, str], Definition]:
    """Definitions by type and mode."""
    return {(row["type"], row["mode"]): Definition(**row) for row in rows("definitions")}


def examples() -> list[Example]:
    """The examples, in the order of the table."""
    return [Example(**row) for row in rows("examples")]


def near_misses() -> list[Example]:
    """The near misses, in the order of the table."""
    return [Example(**row) for row in rows("near_misses")]


def page() -> str:
    """The whole page."""
    told, near, said = examples(), near_misses(), definitions()
    right, near_right = (sum(one.miss == EMPTY for one in group) for group in (told, near))
    head = HEAD.format(
        examples=len(told),
        right=right,
        share=right / len(told),
        near=len(near),
        near_right=near_right,
        near_share=near_right / len(near),
    )
    lines = [f"| [{kind}](#{kind.lower()}) | {said[kind, EMPTY].name_ar} | {_scale(kind, None)} |" for kind in MODES]
    return head + "\n".join([*lines, *(line for kind in MODES for line in _section(kind, said, told, near))]) + "\n"


def _section(kind: str, said: dict[tuple[str, str], Definition], told: list[Example], near: list[Example]) -> Iterator[str]:
    yield from ("", f"## {kind}", "", f"**{said[kind, EMPTY].name_ar}.** {said[kind, EMPTY].definition}")
    modes = sorted(MODES[kind])
    if modes:
        yield from ("", "| mode | | what counts | quad class | intensity | CAMEO |", "|---|---|---|---|---|---|")
    for mode in modes:
        meant = said[kind, mode]
        yield f"| `{mode}` | {meant.name_ar} | {meant.definition} | {_scale(kind, mode)} |"
    yield from ("", "| example | code | English |", "|---|---|---|")
    for one in told:
        if one.type == kind:
            yield f"| {_marked(one)} | {one.code}{_missed(one)} | {one.gloss} |"
    yield from ("", "| near miss | is instead | why |", "|---|---|---|")
    for one in near:
        if one.looks == kind:
            yield f"| {_marked(one)} | {one.code}{_missed(one)} | {one.reason} *{one.gloss}* |"


def _scale(kind: str, mode: str | None) -> str:
    scale = scale_of(kind, mode)
    return f"{scale.quad} | {scale.intensity:g} | {cameo_of(kind, mode, ()) or '–'}"


def _marked(one: Example) -> str:
    start, end = one.span
    return f"{one.sentence[:start]}**{one.anchor}**{one.sentence[end:]}"


def _missed(one: Example) -> str:
    return "" if one.miss == EMPTY else f" ✗ {one.miss}"


def main() -> int:
    """Write the page or compare it with the one on disk; the exit status."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing, fail when the page differs")
    made = page()
    if parser.parse_args().check:
        same = TARGET.is_file() and TARGET.read_text(encoding="utf-8") == made
        if not same:
            print("docs/codebook.md differs from data/codebook: run tools/build_codebook.py", file=sys.stderr)
        return int(not same)
    TARGET.write_text(made, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
