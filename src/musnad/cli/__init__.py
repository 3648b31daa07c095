"""The command line: `musnad read`, `explain`, `verify`, `doctor` and `demo`."""

import sys

__all__ = ["main"]


def main() -> None:
    """Runs the command that the arguments name and ends the process with its exit code."""
    from musnad.cli.exits import ExitCode, tell_bug
    from musnad.cli.terminal import use_utf8

    sys.excepthook = tell_bug
    try:
        use_utf8()
        from typer.main import get_command

        from musnad.cli.application import app

        get_command(app)(prog_name="musnad")
    except KeyboardInterrupt:
        sys.exit(ExitCode.INTERRUPTED)
