"""`musnad read`: articles in, records out."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated, TextIO

import typer

from musnad.cli.exits import ExitCode, orderly, say
from musnad.cli.options import (
    BIDI,
    DEFAULT_READER,
    OUTLET,
    PUBLISHED,
    READER,
    RecordFormat,
    check_date,
    check_reader,
    epilog,
)
from musnad.cli.progress import Watch, watching
from musnad.cli.terminal import Bidi, console_for, display_for
from musnad.errors import MusnadError, UnreadableInput
from musnad.types import Problem, Record

EPILOG = epilog(
    ("musnad read article.txt --published 2017-01-10", "one record as a line of JSON"),
    ("musnad read article.html --format text", "the article with highlights, the records beneath"),
    ("musnad read 'news/**/*.jsonl.gz' --processes 2 --output records.jsonl --problems problems.jsonl", "a corpus"),
    ("curl -s https://example.org/article | musnad read - --format table", "standard input"),
)

PATHS = Annotated[
    list[str],
    typer.Argument(
        metavar="PATH",
        help="Text, HTML or JSON Lines files, gzipped or not; folders; patterns in quotation marks; - for standard input.",
    ),
]


def read(
    paths: PATHS,
    *,
    form: Annotated[
        RecordFormat,
        typer.Option("--format", help="json: a record a line; table: its layers; text: the article, highlighted."),
    ] = RecordFormat.JSON,
    published: PUBLISHED = None,
    outlet: OUTLET = None,
    reader: READER = DEFAULT_READER,
    processes: Annotated[int, typer.Option("--processes", min=1, metavar="N", help="Processes that read.")] = 1,
    output: Annotated[
        Path | None,
        typer.Option("--output", metavar="FILE", help="Write there instead of to standard output, all or nothing."),
    ] = None,
    problems: Annotated[
        Path | None,
        typer.Option("--problems", metavar="FILE", help="Also write the problems there, as JSON Lines."),
    ] = None,
    max_problems: Annotated[
        float,
        typer.Option(
            "--max-problems",
            min=0.0,
            max=1.0,
            metavar="SHARE",
            help="Share of inputs that may fail (0.01: one in a hundred) before the exit code is 1. "
            "Documents that were read with a defect do not count.",
        ),
    ] = 0.0,
    bidi: BIDI = Bidi.AUTO,
) -> None:
    """Read articles into records: who did what to whom, where and when, and according to whom.

    Problems go to standard error, one a line, and never stop the run.
    """
    check_date(published)
    check_reader(reader)
    if output is not None and problems is not None and output.resolve() == problems.resolve():
        raise typer.BadParameter("--output and --problems name the same file", param_hint="'--problems'")
    with orderly():
        from musnad.cli.batches import interruptible
        from musnad.cli.inputs import documents_of

        items = documents_of(paths, published=published, outlet=outlet)
        screen_is_free = output is not None or not sys.stdout.isatty()
        with _target(problems, None) as problem_file, watching(paths, screen_is_free=screen_is_free) as watch:
            tally = Tally(watch, problem_file, fatal=error_kinds())
            try:
                with _target(output, sys.stdout) as target:
                    write = record_writer(form, target or sys.stdout, bidi)
                    tally.run(interruptible(items, reader=reader, processes=processes), write)
                    tally.require_a_record()
            except _NothingReadError:
                say("nothing could be read")
        code = tally.exit_code(max_problems)
    raise typer.Exit(code)


class _NothingReadError(Exception):
    """Leaves the block of the output file, so that an earlier one is not replaced by an empty one."""


@dataclass(slots=True)
class Tally:
    """One run: writes what comes, and counts it. `failed` are inputs that gave no record.

    `fatal` are the kinds of problem that count as such.
    """

    watch: Watch
    problem_file: TextIO | None
    records: int = 0
    failed: int = 0
    fatal: frozenset[str] = frozenset()

    def run(self, items: Iterable[Record | Problem], write: Callable[[Record], None]) -> None:
        """Takes every item in turn."""
        for item in items:
            if isinstance(item, Problem):
                self.problem(item)
                continue
            try:
                write(item)
            except UnreadableInput as error:
                self.problem(Problem(item.document.id, error.kind, str(error), item.document.id))
                continue
            self.records += 1
            self.watch.advance()

    def require_a_record(self) -> None:
        """Raises when nothing was written."""
        if not self.records:
            raise _NothingReadError

    def problem(self, problem: Problem) -> None:
        """Tells a problem on standard error and stores it."""
        fatal = problem.kind in self.fatal
        self.failed += fatal
        if fatal:
            self.watch.advance()
        self.watch.say(problem_line(problem, "problem" if fatal else "warning"))
        if self.problem_file is not None:
            self.problem_file.write(f"{_json(asdict(problem))}\n")

    def exit_code(self, max_problems: float) -> ExitCode:
        """What the run says to whoever called it."""
        if not self.records:
            return ExitCode.NOTHING_READ
        share = self.failed / (self.failed + self.records)
        return ExitCode.PROBLEMS if share > max_problems else ExitCode.DONE


def error_kinds() -> frozenset[str]:
    """The kinds of problem that stand for a document that is not there; all others come with one."""
    found: set[str] = set()
    classes: list[type[MusnadError]] = [MusnadError]
    while classes:
        one = classes.pop()
        found.add(one.kind)
        classes += one.__subclasses__()
    return frozenset(found)


def problem_line(problem: Problem, word: str) -> str:
    """A problem for people: where, what, and its stable kind; the source once, however the message begins."""
    message = problem.message.removeprefix(f"{problem.source}: ")
    return f"{word}: {problem.source}: {message} [{problem.kind}]"


def record_writer(form: RecordFormat, target: TextIO, bidi: Bidi) -> Callable[[Record], None]:
    """What writes one record to the target; it raises UnreadableInput for a text that JSON cannot hold."""
    if form is RecordFormat.JSON:

        def write(record: Record) -> None:
            target.write(f"{_json(record.to_dict())}\n")
            target.flush()

        return write
    from musnad.cli.article import print_article, print_heading
    from musnad.cli.tables import record_tables

    console = console_for(target)
    display = display_for(bidi, target)

    def show(record: Record) -> None:
        if form is RecordFormat.TEXT:
            print_article(console, record, display)
            return
        print_heading(console, record, display)
        for table in record_tables(record, display):
            console.print(table)

    return show


def _json(data: object) -> str:
    import orjson

    try:
        return orjson.dumps(data).decode()
    except TypeError as error:  # half a surrogate pair, which no UTF-8 has
        raise UnreadableInput(f"the text holds characters that cannot be stored ({error})") from error


@contextmanager
def _target(path: Path | None, otherwise: TextIO | None) -> Iterator[TextIO | None]:
    """A file that is whole or not there, or what stands in for it where none is named."""
    if path is None:
        yield otherwise
        return
    from musnad.ingest import atomic_writer

    with atomic_writer(path) as stream:
        yield stream
