"""`musnad doctor`: what is installed, what works, what is missing and how to get it."""

from __future__ import annotations

import platform
import re
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, requires, version
from typing import Annotated

import typer

from musnad.cli.exits import ExitCode, orderly
from musnad.cli.options import ReportFormat, epilog
from musnad.cli.terminal import Bidi, console_for, display_for
from musnad.errors import KnowledgeError, MusnadError

EPILOG = epilog(
    ("musnad doctor", "a table; the exit code is 1 when something needed is missing"),
    ("musnad doctor --format json", "the same, to attach to a report of a fault"),
)

_REQUIREMENT = re.compile(r"(?P<name>[\w.-]+)\s*(?P<bounds>[^;]*)(?:;\s*(?P<marker>.*))?")
_BOUND = re.compile(r"(>=|<)\s*([\d.]+)")
_OLDEST_PYTHON = (3, 11)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at; `fine` is False when it is missing or broken, and `remedy` then says what to do."""

    area: str
    name: str
    state: str
    fine: bool = True
    remedy: str = ""


def doctor(
    form: Annotated[ReportFormat, typer.Option("--format", help="For people or for programs.")] = ReportFormat.TABLE,
) -> None:
    """Look at what Musnad needs: Python, libraries, data tables, readers, and what the terminal does with Arabic."""
    with orderly():
        findings = list(examined())
        fine = all(finding.fine for finding in findings)
        if form is ReportFormat.JSON:
            import orjson

            report = {"schema": "musnad-doctor/1", "fine": fine, "findings": [asdict(finding) for finding in findings]}
            sys.stdout.write(orjson.dumps(report).decode() + "\n")
        else:
            _print(findings)
    raise typer.Exit(ExitCode.DONE if fine else ExitCode.PROBLEMS)


def examined() -> Iterator[Finding]:
    """Everything that is looked at, in order."""
    python = platform.python_version()
    yield Finding(
        "Python", platform.python_implementation(), python, sys.version_info >= _OLDEST_PYTHON, "install 3.11 or newer"
    )
    yield Finding("package", "musnad", version("musnad"))
    yield from _libraries()
    yield from _tables()
    yield from _newsroom()
    yield from _readers()
    yield Finding("terminal", "standard output", _terminal())


def _terminal() -> str:
    if not sys.stdout.isatty():
        return "no terminal: text in the order of reading"
    if display_for(Bidi.AUTO, sys.stdout).visual:
        return "not known to order Arabic, so Musnad does (--bidi visual)"
    return "orders Arabic itself (--bidi terminal)"


def _libraries() -> Iterator[Finding]:
    for requirement in sorted(requires("musnad") or ()):
        parts = _REQUIREMENT.match(requirement)
        if parts is None or "extra" in (parts["marker"] or ""):
            continue
        bounds = parts["bounds"].strip()
        remedy = f"pip install '{parts['name']}{bounds}'"
        try:
            found = version(parts["name"])
        except PackageNotFoundError:
            yield Finding("library", parts["name"], "missing", fine=False, remedy=remedy)
            continue
        if within(found, bounds):
            yield Finding("library", parts["name"], found)
        else:
            yield Finding("library", parts["name"], f"{found}, wanted {bounds}", fine=False, remedy=remedy)


def within(found: str, bounds: str) -> bool:
    """Whether a version keeps the lower and upper bounds of a requirement (`>=1.2,<2`), by its leading numbers."""
    number = _numbers(found)
    return all(
        number >= _numbers(limit) if sign == ">=" else number < _numbers(limit) for sign, limit in _BOUND.findall(bounds)
    )


def _numbers(text: str) -> tuple[int, ...]:
    numbers = [int(part) for part in re.findall(r"\d+", re.split(r"[^\d.]", text, maxsplit=1)[0])]
    while numbers and numbers[-1] == 0:
        numbers.pop()
    return tuple(numbers)


def _tables() -> Iterator[Finding]:
    from musnad.knowledge.tables import resource_digests

    digests = resource_digests()
    if not digests:
        yield Finding("table", "all", "none found", fine=False, remedy="install musnad again")
    for name, digest in digests.items():
        try:
            rows = _rows(name)
        except KnowledgeError as error:
            yield Finding("table", name, f"broken: {error}", fine=False, remedy="install musnad again")
            continue
        state = f"{rows:,} rows, {digest.removeprefix('sha256:')[:12]}"
        yield Finding(
            "table", name, state if rows else "no rows", fine=rows > 0, remedy="" if rows else "install musnad again"
        )


def _rows(name: str) -> int:
    """How many rows a table has, or the gazetteer, which is no TSV file."""
    from musnad.knowledge.gazetteer import gazetteer
    from musnad.knowledge.tables import table

    if name == "gazetteer":
        return sum(1 for kind in ("place", "country", "metonym") for _ in gazetteer().rows(kind))
    return sum(1 for _ in table(name))


def _newsroom() -> Iterator[Finding]:
    from importlib import resources

    there = (resources.files("musnad") / "data" / "newsroom" / "articles.jsonl").is_file()
    state = "there" if there else "missing"
    yield Finding("data", "sample newsroom", state, fine=there, remedy="" if there else "install musnad again")


def _readers() -> Iterator[Finding]:
    from musnad.pipeline import READERS, reader
    from musnad.types import Document

    for name in READERS:
        started = time.perf_counter()
        try:
            reader(name).read(Document("doctor", "قال الوزير أمس", published="2024-01-15"))
        except MusnadError as error:
            yield Finding("reader", name, f"does not work: {error}", fine=False, remedy="mend what is reported above")
            continue
        yield Finding("reader", name, f"works, ready after {time.perf_counter() - started:.1f} s")


def _print(findings: list[Finding]) -> None:
    from rich.text import Text

    from musnad.cli.tables import plain_table

    table = plain_table(None, ("", "what", "name", "state", "what to do"))
    area = ""
    for finding in findings:
        mark = Text("ok", style="green") if finding.fine else Text("MISSING", style="bold red")
        shown = "" if finding.area == area else finding.area
        area = finding.area
        table.add_row(mark, shown, finding.name, finding.state, "" if finding.fine else finding.remedy)
    console = console_for(sys.stdout)
    console.print(table)
    broken = sum(not finding.fine for finding in findings)
    console.print("Everything needed is there." if not broken else f"{broken} of {len(findings)} need attention.")
