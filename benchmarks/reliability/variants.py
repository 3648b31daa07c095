"""The passages with their slots filled: one base text of each, and variants that differ from it in one respect."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent
CHANGES = ("names", "months", "outlet", "order")
OUTLETS = ("العربية", "بي بي سي عربي", "الجوهرة أف أم", None)
"""The base's outlet, then those that take its place."""
OTHER_NAMES = 3
SLOT = re.compile(r"\{(?P<kind>[a-z]+)(?P<number>\d)\}")
CONVENTIONS = ("gulf_egypt", "levant", "maghreb")


@dataclass(frozen=True, slots=True)
class Text:
    """A passage with its slots filled; `slots` are start, end and name of each filled slot."""

    passage: str
    change: str
    text: str
    slots: tuple[tuple[int, int, str], ...]
    outlet: str | None = OUTLETS[0]

    def described(self, start: int, end: int) -> str:
        """The characters `start:end` with slot names in the place of what fills them, so that variants compare."""
        parts, at = [], start
        for first, last, slot in self.slots:
            if first < end and start < last:
                parts += [self.text[at : max(at, first)], f"{{{slot}}}"]
                at = min(last, end)
        return "".join([*parts, self.text[at:end]]).strip()


def rows(name: str) -> list[dict[str, str]]:
    """The rows of one table of this folder."""
    lines = (FOLDER / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if not line.startswith("#")]
    return list(csv.DictReader(kept, delimiter="\t", quoting=csv.QUOTE_NONE))


def passages(limit: int | None = None) -> Iterator[tuple[Text, list[Text]]]:
    """Each passage's base text and its variants; `limit` counts passages."""
    for number, row in enumerate(rows("passages")[:limit]):
        yield _Filler(number, row["id"], row["text"], row["reordered"]).texts()


class _Filler:
    def __init__(self, number: int, passage: str, text: str, reordered: str) -> None:
        self.number, self.passage, self.template, self.reordered = number, passage, text, reordered
        self.names: dict[str, list[str]] = {}
        for row in rows("names"):
            self.names.setdefault(row["kind"], []).append(row["name"])
        self.months = rows("months")

    def texts(self) -> tuple[Text, list[Text]]:
        base = self._filled("base", self.template)
        found = [self._filled("names", self.template, shift) for shift in range(1, OTHER_NAMES + 1)]
        if "{date" in self.template:
            found += [self._filled("months", self.template, month=style) for style in (*CONVENTIONS[1:], "doubled")]
        found += [Text(self.passage, "outlet", base.text, base.slots, outlet) for outlet in OUTLETS[1:]]
        if self.reordered != "-":
            found.append(self._filled("order", self.reordered))
        return base, [each for each in found if each.text != base.text or each.outlet != base.outlet]

    def _filled(self, change: str, template: str, shift: int = 0, month: str = CONVENTIONS[0]) -> Text:
        text, slots, at = "", [], 0
        for slot in SLOT.finditer(template):
            text += template[at : slot.start()]
            value = self._value(slot["kind"], int(slot["number"]), shift, month)
            slots.append((len(text), len(text) + len(value), slot[0][1:-1]))
            text, at = text + value, slot.end()
        return Text(self.passage, change, text + template[at:], tuple(slots))

    def _value(self, kind: str, number: int, shift: int, month: str) -> str:
        if kind == "date":
            return f"{self.number % 27 + 1} {self._month(self.months[self.number % 12], month)}"
        names = self.names[kind]
        # Slots of one kind lie half the list apart, so that no passage names one thing twice.
        return names[(self.number + shift + (number - 1) * len(names) // 2) % len(names)]

    def _month(self, row: dict[str, str], style: str) -> str:
        return f"{row['gulf_egypt']}/{row['levant']}" if style == "doubled" else row[style]
