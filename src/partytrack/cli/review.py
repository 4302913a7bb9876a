"""The command `review`: members who may be one person; `same`, `different` and `forget` decide it and take a decision back."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Final

import typer

from partytrack.cli.options import File, Format, Quiet, day, whole_number, workspace
from partytrack.cli.output import check_format, show
from partytrack.cli.spoken import SpokenGroup, command
from partytrack.errors import UsageError
from partytrack.messages import counted, marked, text

if TYPE_CHECKING:
    from partytrack.cli.output import Ways
    from partytrack.jobs.review import Reviewed, Settled

_FORMATS: Final = ("table", "plain", "json", "csv", "markdown")
One = Annotated[str, typer.Argument(metavar=marked("NO."), help=marked("A member, by the number in the list."))]
Other = Annotated[str, typer.Argument(metavar=marked("NO."), help=marked("The other member."))]


def add_to(app: typer.Typer) -> None:
    """Add the group to the app."""
    group = typer.Typer(
        cls=SpokenGroup,
        help=marked("List members who may be one person, and decide it; nobody is made one without it."),
        epilog="partytrack review\npartytrack review same 12 57",
        rich_markup_mode=None,
        invoke_without_command=True,
    )
    group.callback()(review)
    command(
        group,
        "same",
        help=marked("Decide that two members are one person: their records and later files go to the one."),
        example="partytrack review same 12 57",
    )(same)
    command(
        group,
        "different",
        help=marked("Decide that two members are two people: they are listed no more."),
        example="partytrack review different 12 57",
    )(different)
    command(group, "forget", help=marked("Take a decision back."), example="partytrack review forget 31")(forget)
    app.add_typer(group, name="review")


def review(
    context: typer.Context,
    *,
    decided: Annotated[bool, typer.Option("--decided", help=marked("List the decisions that stand instead."))] = False,
    as_of: Annotated[str | None, typer.Option("--as-of", metavar=marked("DATE"), help=marked("As of this day; today if left out."))] = None,
    unit: Annotated[
        str | None, typer.Option("--unit", metavar=marked("UNIT"), help=marked("Only this unit, by code or name, and those below it."))
    ] = None,
    names: Annotated[
        bool, typer.Option("--show-names", help=marked("Show people's names in full, with dates of birth and card numbers."))
    ] = False,
    form: Format = None,
    file: File = None,
    quiet: Quiet = False,
) -> None:
    """Read the options, look, print; nothing before a command of the group."""
    if context.invoked_subcommand is not None:
        return
    from partytrack.jobs import review as job

    check_format(_FORMATS, form, file)
    here = workspace(context)
    found = job.review(here, day("--as-of", as_of) or date.today(), unit)
    ways = _decision_ways(found, names=names or not here.mask_names) if decided else _pair_ways(found, names=names or not here.mask_names)
    show(ways, form=form, file=file, silent=quiet and not found.pairs)


def _pair_ways(found: Reviewed, *, names: bool) -> Ways:
    from partytrack.reports import review as report

    return {
        "table": lambda: report.pairs_table(found.pairs, found.units, names=names),
        "plain": lambda: report.pairs_plain(found.pairs, found.units, names=names),
        "json": lambda: report.pairs_json(found.pairs, found.units, names=names),
        "csv": lambda: report.pairs_csv(found.pairs, found.units, names=names),
        "markdown": lambda: report.pairs_markdown(found.pairs, found.units, names=names),
    }


def _decision_ways(found: Reviewed, *, names: bool) -> Ways:
    from partytrack.reports import review as report

    return {
        "table": lambda: report.decisions_table(found.decisions, names=names),
        "plain": lambda: report.decisions_plain(found.decisions, names=names),
        "json": lambda: report.decisions_json(found.decisions, names=names),
        "csv": lambda: report.decisions_csv(found.decisions, names=names),
        "markdown": lambda: report.decisions_markdown(found.decisions, names=names),
    }


def same(context: typer.Context, one: One, other: Other, quiet: Quiet = False) -> None:
    """Read the numbers, decide, say what followed."""
    from partytrack.jobs import review as job

    done = job.same(workspace(context), _number(one), _number(other), datetime.now())
    if not quiet:
        said = counted(
            "{one} and {other} are one member from now on; {n} record follows.",
            "{one} and {other} are one member from now on; {n} records follow.",
            done.decided.records,
            **_names(context, done),
        )
        _say(said, done.decided.id)


def different(context: typer.Context, one: One, other: Other, quiet: Quiet = False) -> None:
    """Read the numbers, decide, say so."""
    from partytrack.jobs import review as job

    done = job.different(workspace(context), _number(one), _number(other), datetime.now())
    if not quiet:
        _say(text("{one} and {other} are two members; they are listed no more.", **_names(context, done)), done.decided.id)


def forget(
    context: typer.Context,
    decision: Annotated[
        str,
        typer.Argument(metavar=marked("DECISION"), help=marked("The number of the decision, as “partytrack review --decided” shows it.")),
    ],
    quiet: Quiet = False,
) -> None:
    """Read the number, take back, say so."""
    from partytrack.jobs import review as job
    from partytrack.reports import lists

    undone = job.forget(workspace(context), _number(decision), datetime.now())
    show({"table": lambda: lists.undone_lines(undone)}, form=None, file=None, silent=quiet)


def _number(word: str) -> int:
    """A number of the list, with or without its sign.

    Raises:
        UsageError: It is none.
    """
    found = whole_number(str(text("NO.")), word.removeprefix("#"))
    if found is None:
        raise UsageError("missing-value", text("{name} is missing.", name=text("NO.")), text("See: {command}", command="partytrack review"))
    return found


def _names(context: typer.Context, done: Settled) -> dict[str, object]:
    from partytrack.vietnamese import masked

    mask = workspace(context).mask_names
    return {which: masked(name) if mask else name for which, name in (("one", done.one), ("other", done.other))}


def _say(said: object, decision: int) -> None:
    """What was decided, and how to take it back."""
    back = text("Take it back with: {command}", command=f"partytrack review forget {decision}")
    show({"table": lambda: f"{said}\n{back}\n"}, form=None, file=None)
