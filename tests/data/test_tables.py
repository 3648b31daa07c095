"""Every table under src/musnad/data keeps the format of docs/data.md and the closed vocabularies of the record."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import get_args

import pytest

from musnad.types.vocabulary import CONTEXTS, MODES, SECTORS, EventStatus, SpeechAct, Stance

DATA = Path(__file__).resolve().parents[2] / "src" / "musnad" / "data"
TABLES = sorted(path.relative_to(DATA).as_posix() for path in DATA.rglob("*.tsv"))
EMPTY = "-"
COLUMN = re.compile(r"^# column (?P<name>[a-z][a-z0-9_]*): (?P<meaning>\S.*)$")
ISO2, ISO3 = re.compile(r"[A-Z]{2}"), re.compile(r"[A-Z]{3}")
INTERNATIONAL = "INT"


@dataclass(frozen=True)
class Table:
    """A parsed table: its comment lines, documented columns, header and rows."""

    comments: list[str]
    columns: dict[str, str]
    header: list[str]
    rows: list[list[str]]

    def cells(self, column: str) -> list[str]:
        """The cells of one column that are not empty, from top to bottom."""
        at = self.header.index(column)
        return [row[at] for row in self.rows if row[at] != EMPTY]


def parse(text: str) -> Table:
    """The table in `text`, however badly formed."""
    lines = text.removesuffix("\n").split("\n")
    top = next((index for index, line in enumerate(lines) if not line.startswith("#")), len(lines))
    found = [match for line in lines[:top] if (match := COLUMN.match(line))]
    header = lines[top].split("\t") if top < len(lines) else []
    rows = [line.split("\t") for line in lines[top + 1 :]]
    return Table(lines[:top], {match["name"]: match["meaning"] for match in found}, header, rows)


def header_problems(text: str) -> list[str]:
    """What is wrong with the comments and the header row."""
    table = parse(text)
    problems: list[str] = []
    if not table.comments or re.match(r"# (source|licence|column|note):?", table.comments[0]):
        problems.append("the first line is not a title")
    problems += [f"no '# {key}: …'" for key in ("source", "licence") if not _has(table, key)]
    if list(table.columns) != table.header:
        problems.append(f"columns documented as {list(table.columns)}, headed {table.header}")
    return problems


def _has(table: Table, key: str) -> bool:
    return any(re.match(rf"# {key}: \S", comment) for comment in table.comments)


def row_problems(text: str) -> list[str]:
    """What is wrong with the rows as rows: counts, empty cells, white space, order, repetition."""
    table = parse(text)
    problems: list[str] = []
    if not text.endswith("\n") or text.endswith("\n\n") or "\r" in text or "\ufeff" in text:
        problems.append("the file is not lines with \\n, one after the last row, without a byte order mark")
    for number, row in enumerate(table.rows, len(table.comments) + 2):
        if len(row) != len(table.header):
            problems.append(f"line {number}: {len(row)} cells instead of {len(table.header)}")
        for cell in row:
            if not cell or cell != cell.strip() or any(not part.strip() for part in cell.split("|")):
                problems.append(f"line {number}: an empty value or white space at an edge in {cell!r}")
    if not table.rows:
        problems.append("no rows")
    if len(set(map(tuple, table.rows))) != len(table.rows):
        problems.append("a row stands twice")
    unsorted = next((b for a, b in zip(table.rows, table.rows[1:], strict=False) if tuple(b) < tuple(a)), None)
    if unsorted is not None:
        problems.append(f"not sorted: {unsorted[0]} stands too late")
    return problems


def listed_values(meaning: str) -> frozenset[str]:
    """The values that a column's meaning lists as `a | b (when) | c. More.`; none when it is prose."""
    plain = meaning.split(". ", maxsplit=1)[0]
    while (shorter := re.sub(r"\([^()]*\)", "", plain)) != plain:
        plain = shorter
    values = [value.strip() for value in plain.rstrip(".").split(" | ")]
    return frozenset(values) if len(values) > 1 and all(re.fullmatch(r"[\w+-]+", v) for v in values) else frozenset()


def value_problems(text: str, countries: frozenset[str]) -> list[str]:
    """Values outside the vocabularies, column by column; `countries` are the known ISO 3166-1 alpha-3 codes."""
    table = parse(text)
    if any(len(row) != len(table.header) for row in table.rows):
        return ["rows of different length"]
    problems: list[str] = []
    for column in table.header:
        allowed = _checks(table, column, countries)
        for cell in dict.fromkeys(table.cells(column)) if allowed else ():
            problems += [f"{column}: {value}" for value in cell.split("|") if allowed and not allowed(value)]
    if {"type", "mode"} <= set(table.header):
        at, mode = table.header.index("type"), table.header.index("mode")
        for row in table.rows:
            wrong = set(row[mode].split("|")) - MODES.get(row[at], frozenset()) - {EMPTY}
            problems += [f"mode {value} of {row[at]} ({row[0]})" for value in sorted(wrong)]
    return problems


def _checks(table: Table, column: str, countries: frozenset[str]) -> Callable[[str], object] | None:
    meaning = table.columns.get(column, "")
    fixed: dict[str, Callable[[str], object]] = {
        "sector": SECTORS.__contains__,
        "sectors": SECTORS.__contains__,
        "country": (countries | {INTERNATIONAL}).__contains__,
        "iso2": ISO2.fullmatch,
        "iso3": ISO3.fullmatch,
        "act": frozenset(get_args(SpeechAct)).__contains__,
        "stance": frozenset(get_args(Stance)).__contains__,
        "status": frozenset(get_args(EventStatus)).__contains__,
        "context": CONTEXTS.__contains__,
        "wikidata": re.compile(r"Q[1-9]\d*").fullmatch,
        "geonames": re.compile(r"[1-9]\d*").fullmatch,
        "lat": lambda value: abs(float(value)) <= 90,
        "lon": lambda value: abs(float(value)) <= 180,
    }
    if column == "type" and "mode" in table.header:
        return MODES.__contains__
    if column in fixed:
        return fixed[column]
    if re.match(r"yes\b", meaning):
        return frozenset({"yes", "no"}).__contains__
    listed = listed_values(meaning)
    return listed.__contains__ if listed else None


@cache
def read(name: str) -> str:
    """The text of a table by its path under data/."""
    return (DATA / name).read_text(encoding="utf-8")


@cache
def country_codes() -> frozenset[str]:
    """The codes of countries.tsv."""
    return frozenset(parse(read("countries.tsv")).cells("iso3"))


@pytest.mark.parametrize("name", TABLES)
def test_header_names_source_licence_and_columns(name: str) -> None:
    assert header_problems(read(name)) == []


@pytest.mark.parametrize("name", TABLES)
def test_rows_are_sorted_unique_and_full(name: str) -> None:
    assert row_problems(read(name)) == []


@pytest.mark.parametrize("name", TABLES)
def test_values_belong_to_their_vocabularies(name: str) -> None:
    assert value_problems(read(name), country_codes()) == []


@pytest.mark.parametrize(
    ("name", "least"),
    [("cues", 200), ("anchors", 600), ("organizations", 150), ("persons", 150), ("countries", 190)],
)
def test_tables_are_large_enough(name: str, least: int) -> None:
    table = parse(read(f"{name}.tsv"))
    assert len({row[0] for row in table.rows}) >= least


def test_every_event_type_has_anchors() -> None:
    assert set(parse(read("anchors.tsv")).cells("type")) == set(MODES)


def test_every_act_and_stance_has_cues() -> None:
    cues = parse(read("cues.tsv"))
    assert set(cues.cells("act")) == set(get_args(SpeechAct))
    assert set(cues.cells("stance")) == set(get_args(Stance))


HEAD = "# Title\n# source: us\n# licence: CC0-1.0\n# column name: what\n# column country: where\nname\tcountry\n"
GOOD = HEAD + "a\tIRN\nb\t-\n"
IRAN = frozenset({"IRN"})


def test_a_good_table_passes() -> None:
    assert header_problems(GOOD) == row_problems(GOOD) == value_problems(GOOD, IRAN) == []


@pytest.mark.parametrize(
    "text",
    [
        GOOD.replace("# Title\n", ""),
        GOOD.replace("# source: us\n", ""),
        GOOD.replace("# licence: CC0-1.0", "# licence:"),
        GOOD.replace("# column country: where\n", ""),
        GOOD.replace("# column name: what\n# column country: where\n", "# column country: where\n# column name: what\n"),
    ],
)
def test_the_header_check_finds(text: str) -> None:
    assert len(header_problems(text)) == 1


@pytest.mark.parametrize(
    "rows",
    [
        "b\tIRN\na\t-\n",
        "a\tIRN\na\tIRN\n",
        "a\n",
        "a\t\n",
        "a \tIRN\n",
        "a\tIRN|\n",
        "a\tIRN",
        "a\tIRN\n\n",
        "a\tIRN\r\n",
    ],
)
def test_the_row_check_finds(rows: str) -> None:
    assert row_problems(HEAD + rows)


def test_an_empty_table_is_found() -> None:
    assert "no rows" in row_problems(HEAD)


@pytest.mark.parametrize(
    ("column", "meaning", "value"),
    [
        ("country", "where", "XYZ"),
        ("sectors", "who", "GOV|GOVT"),
        ("iso3", "code", "irn"),
        ("act", "what", "says"),
        ("stance", "how", "ironic"),
        ("context", "about", "war"),
        ("generic", "yes when it is an everyday word", "true"),
        ("pos", "verb | noun (verbal nouns (masdar) too) | phrase", "adjective"),
        ("pos", "verb | noun. A noun may be a participle.", "phrase"),
        ("status", "default status", "maybe"),
        ("lat", "degrees", "91.5"),
        ("wikidata", "item", "1234"),
    ],
)
def test_the_value_check_finds(column: str, meaning: str, value: str) -> None:
    text = f"# T\n# column {column}: {meaning}\n{column}\n{value}\n-\n"
    assert len(value_problems(text, IRAN)) == 1


def test_the_value_check_knows_the_modes_of_each_type() -> None:
    head = "# T\n# column type: PLOVER's type\n# column mode: PLOVER's mode\ntype\tmode\n"
    assert value_problems(head + "ASSAULT\taerial\nAGREE\t-\n", IRAN) == []
    assert value_problems(head + "AGREE\taerial\n", IRAN) == ["mode aerial of AGREE (AGREE)"]
    assert value_problems(head + "FIGHT\t-\n", IRAN) == ["type: FIGHT"]
