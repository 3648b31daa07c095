"""Opens the sources that paths name, one after the other, and turns what goes wrong on the way into problems."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import BinaryIO, TypeVar

from musnad.errors import InputError, UnreadableInput
from musnad.ingest.problems import problem_of
from musnad.ingest.sources import Source, sources
from musnad.types import Problem

T = TypeVar("T")


def read_each(
    paths: Sequence[str | os.PathLike[str]], stdin: BinaryIO | None, read: Callable[[BinaryIO, Source], Iterator[T]]
) -> Iterator[T | Problem]:
    """What `read` makes of every source, with a problem for each that cannot be opened or read to its end.

    `stdin` is what `-` reads (default: standard input).
    """
    for source in sources(paths):
        if isinstance(source, Problem):
            yield source
            continue
        try:
            if source.path is None:
                yield from read(stdin or sys.stdin.buffer, source)
            else:
                with source.path.open("rb") as opened:
                    yield from read(opened, source)
        except OSError as error:
            message = f"{source.name}: cannot be opened: {error.strerror or error}"
            yield Problem(source.name, UnreadableInput.kind, message)
        except InputError as error:
            yield problem_of(source.name, error)
