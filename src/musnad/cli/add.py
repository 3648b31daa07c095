"""`musnad add`: articles into a store."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from musnad.cli.exits import ExitCode, orderly, say
from musnad.cli.filters import DB
from musnad.cli.options import DEFAULT_READER, OUTLET, PUBLISHED, READER, check_date, check_reader, epilog
from musnad.cli.progress import Watch, watching
from musnad.cli.read import error_kinds, problem_line

if TYPE_CHECKING:
    from musnad.batch.adding import Step
    from musnad.store import Store

EPILOG = epilog(
    ("musnad add 'news/**/*.jsonl.gz' --db news.db --processes 2", "a corpus; run it again to go on after a stop"),
    ("musnad add article.txt --published 2017-01-10 --db news.db", "one article more"),
    ("musnad add --reread --db news.db", "read what is there again, with the models of today"),
)


def add(
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="PATH",
            help="Text, HTML or JSON Lines files, gzipped or not; folders; patterns in quotation marks; - for stdin.",
        ),
    ] = None,
    *,
    db: DB,
    published: PUBLISHED = None,
    outlet: OUTLET = None,
    reader: READER = DEFAULT_READER,
    processes: Annotated[int, typer.Option("--processes", min=1, metavar="N", help="Processes that read.")] = 1,
    reread: Annotated[
        bool,
        typer.Option(
            "--reread",
            help="Read the stored documents again where the models are newer. The old records stay until all are there.",
        ),
    ] = False,
    max_problems: Annotated[
        float,
        typer.Option(
            "--max-problems",
            min=0.0,
            max=1.0,
            metavar="SHARE",
            help="Share of inputs that may fail (0.01: one in a hundred) before the exit code is 1.",
        ),
    ] = 0.0,
) -> None:
    """Read articles into a store, which is made if it is not there. What is in it already is skipped.

    Documents are stored in batches, each whole or not at all: after a stop of any kind the same command goes on.
    Problems are stored too, go to standard error, one a line, and never stop the run.
    """
    check_date(published)
    check_reader(reader)
    if not paths and not reread:
        raise typer.BadParameter("name at least one file, folder or pattern, or --reread", param_hint="'PATH'")
    with orderly():
        from musnad.store import open_store

        watched = paths or ["-"]  # as with standard input, nobody counts ahead what is read again
        with open_store(db, create=bool(paths)) as store, watching(watched, screen_is_free=True) as watch:
            tally = _Tally(watch)
            if paths:
                tally.run(_adding(store, paths, published, outlet, reader, processes))
            if reread:
                tally.run(_rereading(store, reader, processes))
        _report(tally)
        code = tally.exit_code(max_problems)
    raise typer.Exit(code)


def _adding(
    store: Store, paths: list[str], published: str | None, outlet: str | None, reader: str, processes: int
) -> Iterator[Step]:
    from musnad.batch import adding
    from musnad.cli.batches import interruptible
    from musnad.cli.inputs import documents_of

    items = documents_of(paths, published=published, outlet=outlet)
    return adding.add(store, items, reader=reader, read=partial(interruptible, reader=reader, processes=processes))


def _rereading(store: Store, reader: str, processes: int) -> Iterator[Step]:
    from musnad.batch import adding
    from musnad.cli.batches import interruptible

    return adding.reread(store, reader=reader, read=partial(interruptible, reader=reader, processes=processes))


class _Tally:
    """Counts a run and tells it; `failed` are inputs that gave no document."""

    def __init__(self, watch: Watch) -> None:
        self._watch = watch
        self._fatal = error_kinds()
        self.added = self.present = self.failed = self.problems = 0

    def run(self, steps: Iterator[Step]) -> None:
        """Takes every step in turn."""
        for step in steps:
            self.added += step.added
            self.present += step.present
            for problem in step.problems:
                fatal = problem.kind in self._fatal
                self.problems += 1
                self.failed += fatal
                self._watch.say(problem_line(problem, "problem" if fatal else "warning"))
            failed = sum(problem.kind in self._fatal for problem in step.problems)
            for _ in range(step.added + step.present + failed):
                self._watch.advance()

    def exit_code(self, max_problems: float) -> ExitCode:
        """What the run says to whoever called it; documents that were there count as read."""
        stored = self.added + self.present
        if not stored:
            return ExitCode.NOTHING_READ if self.failed else ExitCode.DONE
        return ExitCode.PROBLEMS if self.failed / (self.failed + stored) > max_problems else ExitCode.DONE


def _report(tally: _Tally) -> None:
    if not tally.added + tally.present and tally.failed:
        say("nothing could be read")
    sys.stdout.write(f"{tally.added:,} documents added, {tally.present:,} were there, {tally.problems:,} problems\n")
