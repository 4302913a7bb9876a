"""The command `check`: judge the targets of a term."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Final

import typer

from partytrack.cli.options import AsOf, FailOn, File, Format, Quiet, day, one_of, whole_number, workspace
from partytrack.cli.output import Ways, check_format, note, show
from partytrack.cli.spoken import command
from partytrack.errors import ExitCode, TargetFileError, UsageError
from partytrack.messages import marked, text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from partytrack.targets.judge import Checked, Verdict
    from partytrack.workspace import Workspace

FAILING: Final = ("missed", "behind", "no-data")
NEVER: Final = "never"
_FORMATS: Final = ("table", "plain", "json", "csv", "markdown")


def add_to(app: typer.Typer) -> None:
    """Add the command to the app."""
    command(
        app,
        "check",
        help=marked("Judge the targets of a term: which are met, behind or missed."),
        example="partytrack check --term 2020-2025 --as-of 2023-12-31",
    )(check)


def check(
    context: typer.Context,
    *,
    term: Annotated[
        str | None,
        typer.Option(
            "--term", metavar=marked("TERM"), help=marked("The term, as its target file names it; not needed if there is only one.")
        ),
    ] = None,
    as_of: AsOf = None,
    known_at: Annotated[
        str | None, typer.Option("--known-at", metavar=marked("DATE"), help=marked("Judge by what was known at the end of this day."))
    ] = None,
    year: Annotated[str | None, typer.Option("--year", metavar=marked("YEAR"), help=marked("Only the periods of this year."))] = None,
    target: Annotated[
        list[str] | None, typer.Option("--target", metavar=marked("ID"), help=marked("Only this target and its parts; may be repeated."))
    ] = None,
    unit: Annotated[
        str | None,
        typer.Option("--unit", metavar=marked("UNIT"), help=marked("Judge one unit, by code or name, instead of the whole committee.")),
    ] = None,
    by: Annotated[str | None, typer.Option("--by", metavar="unit", help=marked("Show every unit below the whole committee."))] = None,
    fail_on: FailOn = None,
    form: Format = None,
    file: File = None,
    quiet: Quiet = False,
) -> None:
    """Read the options, judge, print, exit."""
    from partytrack.jobs import judging

    failing = statuses(fail_on)
    check_format(_FORMATS, form, file)
    options = judging.CheckOptions(
        as_of=day("--as-of", as_of) or date.today(),
        known_at=day("--known-at", known_at),
        year=whole_number("--year", year),
        targets=tuple(target or ()),
        unit=unit,
        by_unit=by is not None and one_of("--by", by, ("unit",)) == "unit",
    )
    here = workspace(context)
    checked = judging.check(here, term or only_term(here), options)
    if year is not None and not checked.verdicts:
        raise no_such_year(here, checked.term, year)
    code = exit_code(checked.verdicts, failing)
    for each in checked.notes:
        note(each)
    show(ways(checked), form=form, file=file, silent=quiet and code is ExitCode.DONE)
    raise typer.Exit(code)


def ways(checked: Checked) -> Ways:
    """The formats a run can be written in."""
    from partytrack.reports import verdict_data
    from partytrack.reports.verdict_table import check_table

    return {
        "table": lambda: check_table(checked),
        "plain": lambda: verdict_data.check_plain(checked),
        "json": lambda: verdict_data.check_json(checked),
        "csv": lambda: verdict_data.check_csv(checked),
        "markdown": lambda: _page(checked),
    }


def _page(checked: Checked) -> str:
    from partytrack.reports.pages import check_markdown  # seldom asked for

    return check_markdown(checked)


def statuses(fail_on: str | None) -> frozenset[str]:
    """The statuses of `--fail-on`; empty for `never`.

    Raises:
        UsageError: A word is none of them, or `never` stands beside another.
    """
    words = [word.strip() for word in (fail_on or "missed").split(",") if word.strip()]
    if words == [NEVER]:
        return frozenset()
    return frozenset(one_of("--fail-on", word, FAILING if len(words) > 1 else (*FAILING, NEVER)) for word in words or [""])


def only_term(here: Workspace) -> str:
    """The name of the workspace's term, if it has just one.

    Raises:
        TargetFileError: There is none because the target files are not valid.
        UsageError: There are several, or none.
    """
    from partytrack.jobs import judging

    found, problems = judging.terms(here)
    names = [each.name for each in found]
    if len(names) == 1:
        return names[0]
    if names:
        raise UsageError(
            "which-term",
            text("This workspace has several terms: {names}.", names=", ".join(names)),
            text("Say which one with --term."),
        )
    if problems:
        raise TargetFileError(problems)
    raise no_target_file(here)


def no_target_file(here: Workspace) -> UsageError:
    """What is said where a workspace has no target file."""
    return UsageError(
        "no-term",
        text("There is no target file in {folder}.", folder=here.root / "targets"),
        text("Write one; “partytrack init DIR” makes a commented example."),
    )


def no_such_year(here: Workspace, term: str, year: str) -> UsageError:
    """What is said where no target has a period in the year asked for."""
    from partytrack.jobs import judging

    years = next((known.years for known in judging.terms(here)[0] if known.name == term), ())
    return UsageError(
        "no-such-year",
        text("There is no period to judge in {year}.", year=year),
        text("The term {term} has the years {years}.", term=term, years=", ".join(map(str, years))),
    )


def exit_code(verdicts: Sequence[Verdict], failing: frozenset[str]) -> ExitCode:
    """FINDINGS if a target stands in one of these statuses, in its last ended period or its open one.

    Only the lines of the whole committee count, or those of the unit chosen; a target of severity `warn` never does.
    """
    from partytrack.reports.verdict_data import own_lines

    ended: dict[str, Verdict] = {}
    for verdict in own_lines(verdicts):
        if verdict.target.severity == "warn":
            continue
        if not verdict.open:
            ended[verdict.target.id] = verdict  # periods come in order: the last one stays
        elif verdict.status in failing:
            return ExitCode.FINDINGS
    return ExitCode.FINDINGS if any(each.status in failing for each in ended.values()) else ExitCode.DONE
