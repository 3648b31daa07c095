"""Progress of a run on standard error: how many documents, how fast, how long still."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Protocol

from musnad.cli.exits import say
from musnad.cli.terminal import printable


class Watch(Protocol):
    """What a run tells: that one more document is done, and what is to be said about one."""

    def advance(self) -> None:
        """Counts one document."""

    def say(self, message: str) -> None:
        """Writes one line to standard error."""


class _Silent:
    def advance(self) -> None:
        pass

    def say(self, message: str) -> None:
        say(message)


@contextmanager
def watching(paths: Sequence[str], *, screen_is_free: bool) -> Iterator[Watch]:
    """A bar where standard error is a terminal that no records are printed to and several documents are expected."""
    if not sys.stderr.isatty() or not screen_is_free:
        yield _Silent()
        return
    from musnad.ingest.lines import expected_documents

    expected = expected_documents(paths)
    if expected == 1:
        yield _Silent()
        return
    with _bar(expected) as watch:
        yield watch


@contextmanager
def counting(what: str, total: int) -> Iterator[Callable[[int], None]]:
    """What is told of each step how much it did: it moves a bar where standard error is a terminal."""
    if not sys.stderr.isatty():
        yield lambda _count: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

    columns = (what, BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True, speed_estimate_period=30) as progress:
        task = progress.add_task(what, total=total)

        def advance(count: int) -> None:
            progress.advance(task, count)

        yield advance


@contextmanager
def _bar(expected: int | None) -> Iterator[Watch]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TimeRemainingColumn
    from rich.text import Text

    class Rate(ProgressColumn):
        """Documents a second, over the last seconds."""

        def render(self, task: Task) -> Text:
            speed = task.finished_speed or task.speed
            return Text("–/s" if speed is None else f"{speed:.0f}/s")

    console = Console(stderr=True, markup=False, emoji=False, highlight=False)
    columns = ("reading", BarColumn(), MofNCompleteColumn(), Rate(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, speed_estimate_period=10) as progress:
        task = progress.add_task("reading", total=expected)

        class Bar:
            def advance(self) -> None:
                progress.advance(task)

            def say(self, message: str) -> None:
                console.print(f"musnad: {printable(' '.join(message.splitlines()))}", soft_wrap=True)

        yield Bar()
