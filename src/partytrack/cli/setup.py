"""The command `init`: make a workspace."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from partytrack.cli.options import Quiet
from partytrack.cli.output import note
from partytrack.cli.spoken import command
from partytrack.messages import marked, text


def add_to(app: typer.Typer) -> None:
    """Add the command to the app."""
    command(
        app,
        "init",
        help=marked("Make a workspace: settings and a target file with comments."),
        example="partytrack init committee",
    )(init)


def init(
    folder: Annotated[str, typer.Argument(metavar=marked("DIR"), help=marked("The folder; the current one if left out."))] = ".",
    quiet: Quiet = False,
) -> None:
    """Read the options, make the files, name them."""
    from partytrack.jobs import starting

    made = starting.init(Path(folder), date.today().year)
    if quiet:
        return
    for path in made:
        typer.echo(str(path))
    note(text("Write your targets into the target file, then: partytrack import FILE, and partytrack check."))
