"""The command `explain`: how a verdict came about, down to the cells."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Final

import typer

from partytrack.cli.check import only_term
from partytrack.cli.options import AsOf, File, Format, day, workspace
from partytrack.cli.output import check_format, show
from partytrack.cli.spoken import command
from partytrack.messages import marked

_FORMATS: Final = ("table", "plain", "json", "csv")


def add_to(app: typer.Typer) -> None:
    """Add the command to the app."""
    command(
        app,
        "explain",
        help=marked("Show how a verdict came about: its numbers, who has not reported, and every record with its cell."),
        example="partytrack explain new-members --term 2020-2025 --period 2023",
    )(explain)


def explain(
    context: typer.Context,
    target: Annotated[str, typer.Argument(metavar=marked("TARGET"), help=marked("The id of the target."))],
    *,
    term: Annotated[
        str | None,
        typer.Option(
            "--term", metavar=marked("TERM"), help=marked("The term, as its target file names it; not needed if there is only one.")
        ),
    ] = None,
    period: Annotated[
        str | None,
        typer.Option(
            "--period",
            metavar=marked("PERIOD"),
            help=marked("The period, as the table of check names it; usually the latest that has begun."),
        ),
    ] = None,
    as_of: AsOf = None,
    known_at: Annotated[
        str | None, typer.Option("--known-at", metavar=marked("DATE"), help=marked("Judge by what was known at the end of this day."))
    ] = None,
    unit: Annotated[
        str | None,
        typer.Option("--unit", metavar=marked("UNIT"), help=marked("Judge one unit, by code or name, instead of the whole committee.")),
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help=marked("Show all records, not only the first twenty."))] = False,
    names: Annotated[bool, typer.Option("--show-names", help=marked("Show people's names in full."))] = False,
    form: Format = None,
    file: File = None,
) -> None:
    """Read the options, judge, tell why, print."""
    from partytrack.jobs import judging
    from partytrack.reports import explained

    check_format(_FORMATS, form, file)
    here = workspace(context)
    options = judging.CheckOptions(as_of=day("--as-of", as_of) or date.today(), known_at=day("--known-at", known_at), unit=unit)
    names = names or not here.mask_names
    asked, found = judging.explain(here, term or only_term(here), target, period, options)
    ways = {
        "table": lambda: explained.explained_page(asked, found, names=names, everything=everything),
        "plain": lambda: explained.explained_plain(found, names=names),
        "json": lambda: explained.explained_json(asked, found, names=names),
        "csv": lambda: explained.explained_csv(found, names=names),
    }
    show(ways, form=form, file=file)
