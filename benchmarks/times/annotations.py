"""The annotated expressions, the articles that they point into, and when two values say the same."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from musnad.types import Document, Span

HERE = Path(__file__).resolve().parent
UNRESOLVED = "-"
_VAGUE_CLOCK = re.compile(r"PT?X([HS])")
_HALVES = {"H1": 1, "H2": 7, "Q1": 1, "Q2": 4, "Q3": 7, "Q4": 10, "SP": 3, "SU": 6, "FA": 9}
"""First month of a half year, quarter and (meteorological) season; winter is left out: it begins the year before."""


@dataclass(frozen=True, slots=True)
class Expression:
    """One annotated expression; `value` is "-" where the text does not say which time is meant."""

    document: str
    span: Span
    text: str
    published: date
    type: str
    value: str
    calendar: str

    def earliest(self) -> date | None:
        """The first day that the value covers; None for lengths, repetitions, and values without a day."""
        if self.type not in ("date", "time"):
            return None
        return self.published if self.value == "PRESENT_REF" else first_day(self.value)

    def says(self, value: str | None, earliest: str | None, latest: str | None) -> bool:
        """Whether a resolved value means the annotated one.

        Values are compared as strings, with three allowances. `PTXH` and `PXH` are one vague length. A Hijri day may be
        one off, because the month begins when the moon is seen. A Hijri month or year is annotated as an interval
        A/B, which the bounds in days must meet, each with the same day of grace.
        """
        if self.value == UNRESOLVED:
            return value is None
        if value is None:
            return False
        if "/" in self.value:
            bounds = self.value.split("/")
            return all(_near(a, b) for a, b in zip(bounds, (earliest, latest), strict=True))
        if self.calendar == "hijri" and _near(self.value[:10], value[:10]):
            return self.value[10:] == value[10:]
        return _VAGUE_CLOCK.sub(r"PTX\1", self.value) == _VAGUE_CLOCK.sub(r"PTX\1", value)


@dataclass(frozen=True, slots=True)
class Annotated:
    """An article with its expressions; every expression before offset `complete` is annotated, 0: only chosen ones."""

    document: Document
    complete: int
    expressions: tuple[Expression, ...]


def first_day(value: str) -> date | None:
    """The first day of a TIMEX3 date or time, or of an interval A/B; None where it has none."""
    part = value.split("/", maxsplit=1)[0].split("T", maxsplit=1)[0]
    if week := re.fullmatch(r"(\d{4})-W(\d\d)(-WE)?", part):
        return date.fromisocalendar(int(week[1]), int(week[2]), 6 if week[3] else 1)
    if season := re.fullmatch(r"(\d{4})-([A-Z]\w)", part):
        month = _HALVES.get(season[2])
        return date(int(season[1]), month, 1) if month else None
    if years := re.fullmatch(r"\d{2,4}", part):
        return date(int(years[0].ljust(4, "0")), 1, 1)
    if not re.fullmatch(r"\d{4}-\d\d(-\d\d)?", part):
        return None
    return date.fromisoformat(part if len(part) == len("2018-01-01") else f"{part}-01")


def annotated(files: Iterable[Path], half: str) -> tuple[list[Annotated], list[str]]:
    """The articles of one half ("dev" or "test") by id, and the ids of those whose text is missing or another one."""
    stretches = {row["document"]: row for row in _rows("stretches.tsv") if row["half"] == half}
    expressions: dict[str, list[Expression]] = {document: [] for document in stretches}
    for row in _rows("times.tsv"):
        if row["half"] == half:
            expressions[row["document"]].append(_expression(row))
    published = {row["document"]: row["published"] for row in _rows("times.tsv")}
    texts = dict(_articles(files, stretches, published))
    found, changed = [], []
    for identifier, row in sorted(stretches.items()):
        document = texts.get(identifier)
        if document is None or document.sha256[: len(row["sha"])] != row["sha"]:
            changed.append(identifier)
            continue
        ordered = sorted(expressions[identifier], key=lambda item: item.span)
        found.append(Annotated(document, int(row["end"]), tuple(ordered)))
    return found, changed


def _articles(files: Iterable[Path], wanted: Iterable[str], published: dict[str, str]) -> Iterator[tuple[str, Document]]:
    ids = set(wanted)
    for path in files:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                article = json.loads(line)
                if article["id"] in ids:
                    yield article["id"], _document(article, published.get(article["id"]))


def _document(article: dict[str, Any], published: str | None) -> Document:
    """The article as annotated: title, empty line, text; the date as the table writes it, else as printed."""
    title, body = (article.get("title") or "").strip(), article["text"].strip()
    text = f"{title}\n\n{body}" if title else body
    day = published or re.sub(r"(\d\d)/(\d\d)/(\d{4})", r"\3-\2-\1", article["published"])[:10]
    return Document(article["id"], text, title or None, day, article.get("outlet"), article.get("url"))


def _expression(row: dict[str, str]) -> Expression:
    return Expression(
        row["document"],
        Span(int(row["start"]), int(row["end"])),
        row["text"],
        date.fromisoformat(row["published"]),
        row["type"],
        row["value"],
        row["calendar"],
    )


def _near(first: str, second: str | None) -> bool:
    try:
        return second is not None and abs(date.fromisoformat(first) - date.fromisoformat(second)) <= timedelta(days=1)
    except ValueError:
        return False


def _rows(name: str) -> Iterator[dict[str, str]]:
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    table = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return (dict(zip(table[0], cells, strict=True)) for cells in table[1:])
