"""Writes docs/cli.md: the reference of the command line, from the help pages that the commands print.

usage: build_cli_reference.py [--check]

With --check nothing is written, and the exit status is 1 when the page on disk differs.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from typer.main import get_command
from typer.testing import CliRunner

from musnad.cli.application import app
from musnad.cli.exits import EXIT_CODES

TARGET = Path(__file__).resolve().parents[1] / "docs" / "cli.md"
ENVIRONMENT = {"COLUMNS": "100", "TERM": "dumb", "NO_COLOR": "1", "MUSNAD_BIDI": ""}

HEAD = """# The command line

Written by `tools/build_cli_reference.py` from the help pages of the commands: change those, then run it again.

Records go to standard output or `--output`, problems and progress to standard error. The progress of many
documents is shown where standard error is a terminal that the records are not printed to.

## Exit codes

| code | meaning |
|---|---|
"""

TERMINALS = """
## Arabic in the terminal

`--format text`, the tables, `musnad explain` and `musnad demo` print Arabic. Terminals differ:

| terminal | what it does | `--bidi auto` chooses |
|---|---|---|
| GNOME Terminal (VTE 0.58), Konsole, mlterm, mintty, Terminal on macOS | orders and joins itself | `terminal` |
| others: Windows Terminal, VS Code, iTerm2, WezTerm, Alacritty, foot, xterm | as a rule neither | `visual` |
| kitty | turns single words around | `visual`, which is right with `force_ltr yes` in its configuration |
| a file or a pipe | | the order of reading, nothing joined |

In `visual`, letters stand in their joined forms (with the ligatures of lam and alef), lines are broken first
and put in order then, and Arabic paragraphs begin at the right. Text that is copied from such a terminal is in
the order of the screen: use `--format json` to work with it. Where `auto` is wrong, set `MUSNAD_BIDI=terminal`
or `MUSNAD_BIDI=visual` once and for all.

Colours follow the terminal; `NO_COLOR=1` switches them off and `FORCE_COLOR=1` on, in a pipe to `less -R` for
instance.

## When something goes wrong

A problem is one line, `musnad: problem: SOURCE: what is wrong [kind]`, or `musnad: warning: …` where the
document was read all the same. A line of `--problems` is a JSON object with `source`, `kind`, `message` and
`document` (null where there is none). Kinds are those of `musnad.errors` and `musnad.ingest.problems`, and do
not change. A bug shows as one line too; `MUSNAD_TRACE=1` shows where.
"""


def page() -> str:
    """The whole page."""
    rows = "".join(f"| {code.value} | {meaning} |\n" for code, meaning in EXIT_CODES.items())
    names = ["", *commands()]
    return HEAD + rows + "".join(f"\n## `musnad{' ' * bool(name)}{name}`\n\n{help_of(name)}" for name in names) + TERMINALS


def commands() -> dict[str, Any]:
    """All commands by name, those of groups as `users add`."""
    found: dict[str, Any] = {}
    for name, command in getattr(get_command(app), "commands", {}).items():
        found[name] = command
        found |= {f"{name} {inner}": each for inner, each in getattr(command, "commands", {}).items()}
    return found


def help_of(name: str) -> str:
    """The help page of a command, or of all with "", as a block of code."""
    result = CliRunner().invoke(app, [*name.split(), "--help"], prog_name="musnad", env=ENVIRONMENT)
    lines = [line.rstrip() for line in result.output.strip().splitlines()]
    return "```text\n" + "\n".join(lines) + "\n```\n"


def main() -> int:
    """Writes the page, or compares it."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true", help="compare only")
    if not parser.parse_args().check:
        TARGET.write_text(page(), encoding="utf-8")
        return 0
    if TARGET.is_file() and TARGET.read_text(encoding="utf-8") == page():
        return 0
    print("docs/cli.md is not what the help pages say: run tools/build_cli_reference.py", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
