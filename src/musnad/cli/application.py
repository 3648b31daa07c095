"""The commands as one application."""

from __future__ import annotations

from typing import Annotated

import typer

from musnad.cli import (
    add,
    backup,
    compare,
    demo,
    doctor,
    embed,
    explain,
    export,
    gc,
    happenings,
    names,
    network,
    origins,
    outlet,
    read,
    search,
    serve,
    status,
    timeline,
    update,
    users,
    verify,
)
from musnad.cli.exits import EXIT_CODES
from musnad.cli.options import epilog

_CODES = "\n".join(f"  {code.value:>3}  {meaning}" for code, meaning in EXIT_CODES.items())

app = typer.Typer(
    name="musnad",
    help="Read Arabic news into evidence: who did what to whom, where and when, and according to whom.",
    epilog=epilog(
        ("musnad demo", "see what comes out, on the sample newsroom in the package"),
        ("musnad read article.txt --published 2017-01-10 --format text", "read one article"),
        ("musnad explain article.txt v1 --published 2017-01-10", "why its first event says what it says"),
    )
    + f"\n\n\b\nExit codes:\n{_CODES}",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


def _print_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"musnad {version('musnad')}")
        raise typer.Exit


@app.callback()
def musnad(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Options before any command."""


app.command(epilog=read.EPILOG)(read.read)
app.command(epilog=explain.EPILOG)(explain.explain)
app.command(epilog=verify.EPILOG)(verify.verify)
app.command(epilog=doctor.EPILOG)(doctor.doctor)
app.command(epilog=demo.EPILOG)(demo.demo)
app.command(epilog=add.EPILOG)(add.add)
app.command(epilog=update.EPILOG)(update.update)
app.command(epilog=embed.EPILOG)(embed.embed)
app.command(epilog=search.EPILOG)(search.search)
app.command(epilog=happenings.EPILOG)(happenings.happenings)
app.command(epilog=compare.EPILOG)(compare.compare)
app.command(epilog=origins.EPILOG)(origins.origins)
app.command(epilog=names.EPILOG)(names.names)
app.command(epilog=timeline.EPILOG)(timeline.timeline)
app.command(epilog=network.EPILOG)(network.network)
app.command(epilog=outlet.EPILOG)(outlet.outlet)
app.command(epilog=status.EPILOG)(status.status)
app.command(epilog=export.EPILOG)(export.export)
app.command(epilog=backup.EPILOG)(backup.backup)
app.command(epilog=gc.EPILOG)(gc.gc)
app.command(epilog=serve.EPILOG)(serve.serve)
app.add_typer(users.users)
app.add_typer(users.tokens)
