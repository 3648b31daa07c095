"""How commands end: exit codes, and one line in place of a stack trace."""

from __future__ import annotations

import contextlib
import os
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from enum import IntEnum
from pathlib import Path
from types import TracebackType

import typer

from musnad.cli.terminal import printable
from musnad.errors import MusnadError


class ExitCode(IntEnum):
    """What the exit code of a command says; documented in docs/cli.md."""

    DONE = 0
    PROBLEMS = 1
    USAGE = 2
    NOTHING_READ = 3
    CANNOT_WORK = 4
    INTERRUPTED = 130
    NOBODY_LISTENS = 141


EXIT_CODES = {
    ExitCode.DONE: "everything was read, nothing is wrong",
    ExitCode.PROBLEMS: "problems: more inputs than --max-problems could not be read, records that are not sound, "
    "something missing",
    ExitCode.USAGE: "wrong usage: an option, an id or a value that does not exist",
    ExitCode.NOTHING_READ: "nothing could be read",
    ExitCode.CANNOT_WORK: "a result could not be written, or a data file of the package is missing or broken",
    ExitCode.INTERRUPTED: "interrupted (Ctrl-C); files named by --output and --problems are as they were before",
    ExitCode.NOBODY_LISTENS: "standard output was closed by its reader, such as head",
}
"""Each code with its meaning, for the help."""


def say(message: str) -> None:
    """Writes one line to standard error, whatever the message holds."""
    with contextlib.suppress(BrokenPipeError):
        sys.stderr.write(f"musnad: {printable(' '.join(message.splitlines()))}\n")
        sys.stderr.flush()


@contextmanager
def orderly() -> Iterator[None]:
    """Turns what stops a command into its exit code and one line on standard error; bugs pass through."""
    try:
        yield
        sys.stdout.flush()
    except KeyboardInterrupt:
        say("interrupted")
        raise typer.Exit(ExitCode.INTERRUPTED) from None
    except BrokenPipeError:
        with contextlib.suppress(OSError):
            sys.stdout.close()  # or Python would try again at its end, and complain
        raise typer.Exit(ExitCode.NOBODY_LISTENS) from None
    except MusnadError as error:
        say(str(error))
        raise typer.Exit(ExitCode.CANNOT_WORK) from None
    except OSError as error:
        name = f"{error.filename}: " if error.filename is not None else ""
        say(f"{name}{error.strerror or error}")
        raise typer.Exit(ExitCode.CANNOT_WORK) from None


def tell_bug(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """One line about a bug in place of a stack trace, which MUSNAD_TRACE=1 brings back; for `sys.excepthook`."""
    if os.environ.get("MUSNAD_TRACE"):
        sys.__excepthook__(kind, error, trace)
        return
    frames = traceback.extract_tb(trace)
    where = f" at {'/'.join(Path(frames[-1].filename).parts[-3:])}:{frames[-1].lineno}" if frames else ""
    where += ". Set MUSNAD_TRACE=1 to see more, and please report it"
    say(f"this is a bug in Musnad: {kind.__name__}: {error}{where}")
