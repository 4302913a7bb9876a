"""The command `demo`: a sample workspace, imported and judged, to look at and play with."""

from __future__ import annotations

import tempfile
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from partytrack.cli.check import ways
from partytrack.cli.options import Format, Quiet, one_of
from partytrack.cli.output import check_format, note, show
from partytrack.cli.spoken import command
from partytrack.messages import marked, spoken, text


def add_to(app: typer.Typer) -> None:
    """Add the command to the app."""
    command(
        app,
        "demo",
        help=marked("Copy a sample into a temporary folder, import it and judge its targets."),
        example="partytrack demo\npartytrack demo lao-cai",
    )(demo)


def demo(
    name: Annotated[
        str,
        typer.Argument(
            metavar=marked("NAME"),
            help=marked("The sample: thai-binh (if left out), hoang-su-phi, bac-kan, lao-cai or thai-nguyen."),
        ),
    ] = "thai-binh",
    form: Format = None,
    quiet: Quiet = False,
) -> None:
    """Read the options, copy, import, judge, print what to try next."""
    from partytrack.jobs import judging, starting

    check_format(("table", "plain", "json", "csv", "markdown"), form, None)
    sample = starting.SAMPLES[one_of(str(text("NAME")), name, tuple(starting.SAMPLES))]
    folder = Path(tempfile.mkdtemp(prefix="partytrack-")) / name
    workspace, taken = starting.demo(name, folder, datetime.now())
    if not quiet:
        note(text("The sample {name} was copied to {folder}; {files} files were imported.", name=name, folder=folder, files=len(taken)))
        note("")
    checked = judging.check(workspace, sample.term, judging.CheckOptions(as_of=sample.as_of))
    show(ways(checked), form=form, file=None)
    if quiet:
        return
    note("")
    note(text("Try next:"))
    start = f"partytrack --lang {spoken()} -C {folder}"
    for line in (
        f"{start} check --term {sample.term} --as-of {sample.as_of} --by unit",
        f"{start} imports",
        f"{start} targets list",
    ):
        note(f"  {line}")
