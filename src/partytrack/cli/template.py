"""The command `template`: a form to send to units."""

from __future__ import annotations

import sys
from datetime import date
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from partytrack.cli.options import Quiet, day, one_of, workspace
from partytrack.cli.output import note
from partytrack.cli.spoken import command
from partytrack.errors import UsageError, WorkspaceMissing
from partytrack.jobs.writing import write_beside
from partytrack.messages import marked, text
from partytrack.records import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator

_ENDING: Final = ".xlsx"


def add_to(app: typer.Typer) -> None:
    """Add the command to the app."""
    command(
        app,
        "template",
        help=marked("Make a workbook to send to units: headings, drop-downs, an example; filled in, it imports as it is."),
        example="partytrack template members -o members.xlsx\npartytrack template members --unit CB01 --with-records -o CB01.xlsx",
    )(template)


def template(
    context: typer.Context,
    kind: Annotated[str, typer.Argument(metavar=marked("KIND"), help=marked("What its rows are: members, meetings, ratings, …"))],
    *,
    unit: Annotated[
        str | None,
        typer.Option(
            "--unit", metavar=marked("UNIT"), help=marked("The unit it is for, by code or name: only it and those under it can be chosen.")
        ),
    ] = None,
    with_records: Annotated[
        bool, typer.Option("--with-records", help=marked("Begin with the records that stand now, to be brought up to date."))
    ] = False,
    stated_on: Annotated[
        str | None,
        typer.Option(
            "--stated-on", metavar=marked("DATE"), help=marked("The day a list of members or units is true on; today if left out.")
        ),
    ] = None,
    file: Annotated[
        str | None,
        typer.Option(
            "-o",
            "--output",
            metavar=marked("FILE"),
            help=marked(
                "Write the workbook to this file; otherwise to standard output, or in a terminal to a new file named after the kind."
            ),
        ),
    ] = None,
    quiet: Quiet = False,
) -> None:
    """Read the options, make the form, write it, name it."""
    one_of(str(text("KIND")), kind, tuple(KINDS))
    if file is not None and Path(file).suffix.lower() != _ENDING:
        raise UsageError(
            "bad-ending",
            text("The ending {ending} does not say a format this command can write.", ending=Path(file).suffix),
            text("Let the name of the file end in {ending}.", ending=_ENDING),
        )
    try:
        here = workspace(context)
    except WorkspaceMissing:
        if with_records:
            raise
        here = None  # a form without the names of units needs no workspace
    from partytrack.jobs import templating

    made = templating.form(here, KINDS[kind], day("--stated-on", stated_on) or date.today(), unit=unit, records=with_records)
    if file is None and not sys.stdout.isatty():
        sys.stdout.buffer.write(made)
        return
    written = write_beside(_names(kind), made) if file is None else _new(Path(file), made)
    if not quiet:
        note(text("The form was written: {file}", file=written))


def _new(path: Path, made: bytes) -> Path:
    """Write a form where nothing is yet: what stands there may have been filled in."""
    try:
        return write_beside([path], made)
    except FileExistsError:
        raise UsageError(
            "file-exists",
            text("{file} is there already; it may have been filled in, so it was left as it is.", file=path),
            text("Choose another name with -o, or move that file away."),
        ) from None


def _names(kind: str) -> Iterator[Path]:
    yield Path(f"{kind}{_ENDING}")
    for number in count(2):
        yield Path(f"{kind}-{number}{_ENDING}")
