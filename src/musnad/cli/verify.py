"""`musnad verify`: are stored records sound?"""

from __future__ import annotations

import sys
from collections import Counter
from typing import Annotated

import typer

from musnad.cli.exits import ExitCode, orderly, say
from musnad.cli.options import epilog
from musnad.cli.terminal import printable
from musnad.types import Problem

EPILOG = epilog(
    ("musnad verify records.jsonl", "check the records that `musnad read` wrote"),
    ("musnad verify 'archive/*.jsonl.gz'", "many files, gzipped"),
    ("musnad read article.txt | musnad verify -", "straight from the reader"),
)

_LAYERS = ("mentions", "entities", "times", "claims", "events")


def verify(
    records: Annotated[
        list[str],
        typer.Argument(metavar="RECORDS", help="JSON Lines of records, gzipped or not; patterns; - for standard input."),
    ],
) -> None:
    """Check every span, hash, id and coded value of records again; print what is wrong, or what there is.

    One line for each fault: file, line, document, record, and what is wrong with it.
    """
    with orderly():
        code = _verify(records)
    raise typer.Exit(code)


def _verify(paths: list[str]) -> ExitCode:
    from musnad.ingest.lines import raw_lines

    counts: Counter[str] = Counter()
    faults = unsound = 0
    unread = 0
    for line in raw_lines(paths):
        if isinstance(line, Problem):
            say(line.message)
            unread += 1
            continue
        name, problems = _checked(line.data, counts)
        for problem in problems:
            sys.stdout.write(printable(f"{line.source}:{line.number}: {name}{problem}") + "\n")
        counts["records"] += 1
        faults += len(problems)
        unsound += bool(problems)
    if not counts["records"]:
        say("nothing could be read")
        return ExitCode.NOTHING_READ
    sound = counts["records"] - unsound
    sys.stdout.write(f"{sound:,} of {counts['records']:,} records are sound: ")
    sys.stdout.write(", ".join(f"{counts[layer]:,} {layer}" for layer in _LAYERS))
    sys.stdout.write(f"; {faults:,} faults in {unsound:,} records\n" if faults else "\n")
    return ExitCode.PROBLEMS if faults or unread else ExitCode.DONE


def _checked(data: bytes, counts: Counter[str]) -> tuple[str, list[str]]:
    """The document's id, with a colon, and what is wrong; the layers of a sound record are counted."""
    import orjson

    from musnad.types.verification import problems_of

    try:
        record = orjson.loads(data)
    except orjson.JSONDecodeError as error:
        return "", [f"no JSON: {error}"]
    problems = problems_of(record)
    if not problems:
        counts.update({layer: len(record[layer]) for layer in _LAYERS})
    document = record.get("document") if isinstance(record, dict) else None
    name = document.get("id") if isinstance(document, dict) else None
    return (f"{name}: " if isinstance(name, str) else ""), problems
