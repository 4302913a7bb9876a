"""The command `quality`: the rules of data quality over the whole store."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Final

import typer

from partytrack.cli.options import File, Format, Quiet, day, workspace
from partytrack.cli.output import check_format, show
from partytrack.cli.spoken import command
from partytrack.errors import ExitCode
from partytrack.messages import marked

_FORMATS: Final = ("table", "plain", "json", "csv", "markdown")


def add_to(app: typer.Typer) -> None:
    """Add the command to the app."""
    command(
        app,
        "quality",
        help=marked("Look for what cannot be right, or is doubtful, in the stored data."),
        example="partytrack quality --as-of 2023-12-31",
    )(quality)


def quality(
    context: typer.Context,
    *,
    rule: Annotated[
        list[str] | None, typer.Option("--rule", metavar=marked("RULE"), help=marked("Only this rule; may be repeated."))
    ] = None,
    as_of: Annotated[str | None, typer.Option("--as-of", metavar=marked("DATE"), help=marked("As of this day; today if left out."))] = None,
    known_at: Annotated[
        str | None, typer.Option("--known-at", metavar=marked("DATE"), help=marked("Judge by what was known at the end of this day."))
    ] = None,
    unit: Annotated[
        str | None, typer.Option("--unit", metavar=marked("UNIT"), help=marked("Only this unit, by code or name, and those below it."))
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help=marked("Show all problems of each rule, not only the first ten."))] = False,
    names: Annotated[bool, typer.Option("--show-names", help=marked("Show people's names in full."))] = False,
    form: Format = None,
    file: File = None,
    quiet: Quiet = False,
) -> None:
    """Read the options, look, print, exit."""
    from partytrack.jobs import quality as job
    from partytrack.reports import quality as report

    check_format(_FORMATS, form, file)
    options = job.QualityOptions(day("--as-of", as_of) or date.today(), day("--known-at", known_at), tuple(rule or ()), unit)
    here = workspace(context)
    found = job.quality(here, options)
    names = names or not here.mask_names
    code = ExitCode.FINDINGS if found.errors else ExitCode.DONE
    ways = {
        "table": lambda: report.quality_table(found, names=names, everything=everything),
        "plain": lambda: report.quality_plain(found, names=names),
        "json": lambda: report.quality_json(found, names=names),
        "csv": lambda: report.quality_csv(found, names=names),
        "markdown": lambda: report.quality_markdown(found, names=names),
    }
    show(ways, form=form, file=file, silent=quiet and code is ExitCode.DONE)
    raise typer.Exit(code)
