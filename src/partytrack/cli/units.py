"""The commands `units list`, `units merge`, `units alias` and `units forget`: the units, and which names mean them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Final

import typer

from partytrack.cli.options import File, Format, Quiet, day, workspace
from partytrack.cli.output import check_format, note, show
from partytrack.cli.spoken import SpokenGroup, command
from partytrack.messages import counted, marked, text

_FORMATS: Final = ("table", "plain", "json", "csv", "markdown")
Unit = Annotated[
    str, typer.Argument(metavar=marked("UNIT"), help=marked("A unit by its code, a name, or its number in the list, such as 12."))
]


def add_to(app: typer.Typer) -> None:
    """Add the group to the app."""
    group = typer.Typer(
        cls=SpokenGroup,
        help=marked("List the units; join two that are one; remember other names of a unit."),
        epilog="partytrack units list --provisional",
        rich_markup_mode=None,
        no_args_is_help=False,
    )
    command(
        group,
        "list",
        help=marked("List the units with every name that means them; those that stand in no list are provisional."),
        example="partytrack units list --provisional",
    )(list_)
    command(
        group,
        "merge",
        help=marked("Join a unit to the right one: its records follow, and its name is remembered."),
        example="partytrack units merge 'Chi bộ VP' CB01",
    )(merge)
    command(
        group,
        "alias",
        help=marked("Remember another name of a unit, for files to come."),
        example="partytrack units alias 'CB Văn phòng' CB01",
    )(alias)
    command(
        group, "forget", help=marked("Forget another name that “units alias” remembered."), example="partytrack units forget 'CB Văn phòng'"
    )(forget)
    app.add_typer(group, name="units")


def list_(
    context: typer.Context,
    *,
    provisional: Annotated[
        bool, typer.Option("--provisional", help=marked("Only units that were named in rows and stand in no list of units."))
    ] = False,
    as_of: Annotated[str | None, typer.Option("--as-of", metavar=marked("DATE"), help=marked("As of this day; today if left out."))] = None,
    known_at: Annotated[
        str | None, typer.Option("--known-at", metavar=marked("DATE"), help=marked("By what was known at the end of this day."))
    ] = None,
    form: Format = None,
    file: File = None,
    quiet: Quiet = False,
) -> None:
    """Read the options, list, print."""
    from partytrack.jobs import units as job
    from partytrack.reports import units as report

    check_format(_FORMATS, form, file)
    found = job.units(workspace(context), day("--as-of", as_of) or date.today(), day("--known-at", known_at))
    lines = [line for line in found if line.provisional or not provisional]
    ways = {
        "table": lambda: report.units_table(lines),
        "plain": lambda: report.units_plain(lines),
        "json": lambda: report.units_json(lines),
        "csv": lambda: report.units_csv(lines),
        "markdown": lambda: report.units_markdown(lines),
    }
    show(ways, form=form, file=file, silent=quiet)
    if not quiet and any(line.provisional for line in lines):
        note(report.summary(lines))


def merge(
    context: typer.Context,
    one: Annotated[
        str, typer.Argument(metavar=marked("FROM"), help=marked("The unit that is no unit of its own: its code, name or number (12)."))
    ],
    other: Annotated[str, typer.Argument(metavar=marked("INTO"), help=marked("The right one: its code, name or number (12)."))],
    quiet: Quiet = False,
) -> None:
    """Read the names, join, say what followed."""
    from partytrack.jobs import units as job
    from partytrack.reports.units import unit_shown

    done = job.merge(workspace(context), one, other, datetime.now())
    if quiet:
        return
    said = counted(
        "“{one}” is {other} from now on; {n} record follows it, and files may say either name.",
        "“{one}” is {other} from now on; {n} records follow it, and files may say either name.",
        done.decided.records,
        one=unit_shown(done.one.code, done.one.name),
        other=unit_shown(done.other.code, done.other.name),
    )
    _say(said, done.decided.id)


def alias(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar=marked("NAME"), help=marked("The other name, as files write it."))],
    unit: Unit,
    quiet: Quiet = False,
) -> None:
    """Read the names, remember, say so."""
    from partytrack.jobs import units as job
    from partytrack.reports.units import unit_shown

    named, decided = job.alias(workspace(context), name, unit, datetime.now())
    if not quiet:
        _say(text("“{name}” means {unit} from now on.", name=name, unit=unit_shown(named.code, named.name)), decided.id)


def forget(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar=marked("NAME"), help=marked("The other name."))],
    quiet: Quiet = False,
) -> None:
    """Read the name, forget it, say so."""
    from partytrack.jobs import units as job

    written, records = job.forget(workspace(context), name, datetime.now())
    if not quiet:
        said = counted(
            "“{name}” is forgotten; {n} record of files that say it is again one of a unit of its own.",
            "“{name}” is forgotten; {n} records of files that say it are again those of a unit of its own.",
            records,
            name=written,
        )
        show({"table": lambda: f"{said}\n"}, form=None, file=None)


def _say(said: object, decision: int) -> None:
    """What was decided, and how to take it back."""
    back = text("Take it back with: {command}", command=f"partytrack undo {decision}")
    show({"table": lambda: f"{said}\n{back}\n"}, form=None, file=None)
