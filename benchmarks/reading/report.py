"""The figures as tables: for the terminal, for the front page, for the documentation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.reading.floors import TOLERANCE
from benchmarks.reading.scoring import Interval, Score
from rich.table import Table
from rich.text import Text

FIELDS = Path(__file__).with_name("fields.tsv")
START, END = "<!-- figures:start -->", "<!-- figures:end -->"
COMMAND = "python benchmarks/reading/run.py --write-docs"


@dataclass(frozen=True, slots=True)
class Field:
    """One line of the table: a figure of the scorer, its meaning, and the agreement of two annotators, where known."""

    name: str
    measure: str
    agreement: float | None
    meaning: str


@dataclass(frozen=True, slots=True)
class Figures:
    """All that a table shows; `source` says in one line what was read by what."""

    source: str
    scores: Mapping[str, Score]
    floors: Mapping[str, float]
    intervals: Mapping[str, Interval]


def fields(path: Path = FIELDS) -> list[Field]:
    """The rows of fields.tsv."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    rows = [line.split("\t") for line in lines[1:]]
    return [
        Field(name, measure, None if agreement == "-" else float(agreement), meaning)
        for name, measure, agreement, meaning in rows
    ]


def known_fields(scores: Mapping[str, Score]) -> list[Field]:
    """The fields that were measured, in the order of fields.tsv, then those that it does not know."""
    known = [field for field in fields() if field.name in scores]
    rest = sorted(scores.keys() - {field.name for field in known})
    return known + [Field(name, "F1" if scores[name].p is not None else "accuracy", None, "") for name in rest]


def terminal_table(figures: Figures) -> Table:
    """A table of all fields; values below their floors stand in red, above them in green."""
    table = Table(title=figures.source, title_justify="left")
    table.add_column("field")
    for column in ("p", "r", "F1 / accuracy", *(["95 %"] if figures.intervals else []), "n", "floor", "agreement"):
        table.add_column(column, justify="right")
    for field in known_fields(figures.scores):
        score, floor = figures.scores[field.name], figures.floors.get(field.name)
        style = ""
        if floor is not None and abs(score.value - floor) > TOLERANCE:
            style = "red" if score.value < floor else "green"
        cells: list[str | Text] = [_number(score.p), _number(score.r), Text(_number(score.value), style=style)]
        if figures.intervals:
            cells.append(_interval(figures.intervals.get(field.name)))
        table.add_row(field.name, *cells, str(score.n), _number(floor, 4), _number(field.agreement, 2))
    return table


def document_table(by_document: Mapping[str, Mapping[str, float]], scores: Mapping[str, Score]) -> Table:
    """The values of each article, for the fields that annotators compared; a dash where it has nothing of one."""
    chosen = [field.name for field in known_fields(scores) if field.agreement is not None]
    table = Table(title="each article", title_justify="left")
    table.add_column("article", no_wrap=True, overflow="ignore")
    for name in chosen:
        table.add_column(name.replace("_", " "), justify="right", max_width=10)
    for name, values in by_document.items():
        table.add_row(name, *(_number(values.get(field), 2) for field in chosen))
    return table


def markdown_summary(figures: Figures) -> str:
    """The table of the front page: only the fields for which the agreement of two annotators is known."""
    rows = [
        [
            field.meaning,
            field.measure,
            _number(score.value, 2),
            _interval(figures.intervals.get(field.name)),
            _number(field.agreement, 2),
        ]
        for field in known_fields(figures.scores)
        if field.agreement is not None
        for score in [figures.scores[field.name]]
    ]
    head = ["what has to be right", "measure", "Musnad", "95 % interval", "two annotators"]
    return "\n".join([figures.source + ":", "", *_markdown(head, rows, "llrrr")])


def markdown_page(figures: Figures) -> str:
    """The page of all figures."""
    rows = [
        [
            f"`{field.name}`",
            field.meaning,
            _number(score.p),
            _number(score.r),
            _number(score.value),
            _interval(figures.intervals.get(field.name)),
            str(score.n),
            _number(figures.floors.get(field.name), 4),
            _number(field.agreement, 2),
        ]
        for field in known_fields(figures.scores)
        for score in [figures.scores[field.name]]
    ]
    head = ["field", "what has to be right", "p", "r", "F1 / accuracy", "95 %", "n", "floor", "agreement"]
    return "\n".join(
        [
            "# Figures",
            "",
            f"Written by `{COMMAND}`; do not edit. What the articles are, how records are matched",
            "and what the figures can and cannot say: [benchmarks/reading](../benchmarks/reading/README.md).",
            "",
            figures.source + ".",
            "",
            *_markdown(head, rows, "llrrrrrrr"),
            "",
            "Lines without p and r are accuracies over the items that were found; *n*: how many items; *95 %*:",
            "bootstrap over articles; *floor*: what `make test` demands; *agreement*: of two annotators.",
            "",
        ]
    )


def write_docs(root: Path, figures: Figures) -> list[Path]:
    """Put the summary between the marks of README.md and the whole into docs/figures.md; what changed comes back.

    Raises ValueError where README.md lacks the marks.
    """
    readme, page = root / "README.md", root / "docs" / "figures.md"
    text = readme.read_text(encoding="utf-8")
    before, start, rest = text.partition(START)
    _, end, after = rest.partition(END)
    if not start or not end:
        raise ValueError(f"README.md lacks {START} or {END}")
    summary = f"{markdown_summary(figures)}\n\nAll fields: [docs/figures.md](docs/figures.md)."
    wanted = {
        readme: f"{before}{START}\n{summary}\n{END}{after}",
        page: markdown_page(figures),
    }
    changed = [path for path, new in wanted.items() if not path.exists() or path.read_text(encoding="utf-8") != new]
    for path in changed:
        path.write_text(wanted[path], encoding="utf-8", newline="\n")
    return changed


def _markdown(head: Sequence[str], rows: Sequence[Sequence[str]], alignment: str) -> list[str]:
    rule = ["---:" if letter == "r" else "---" for letter in alignment]
    return ["| " + " | ".join(cells) + " |" for cells in [head, rule, *rows]]


def _number(value: float | None, digits: int = 3) -> str:
    return "–" if value is None else f"{value:.{digits}f}"


def _interval(interval: Interval | None) -> str:
    return "–" if interval is None else f"{interval[0]:.2f}–{interval[1]:.2f}"
