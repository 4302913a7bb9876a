"""The command `nightly`: the unattended run."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Final

import typer

from partytrack.cli.check import exit_code, statuses
from partytrack.cli.imports import outcome
from partytrack.cli.options import AsOf, FailOn, File, Format, day, workspace
from partytrack.cli.output import check_format, show, tell
from partytrack.cli.spoken import command
from partytrack.errors import ExitCode
from partytrack.messages import marked

if TYPE_CHECKING:
    from partytrack.jobs.importing import FileTaken
    from partytrack.nightly.outcome import Night

_FORMATS: Final = ("table", "plain", "json")


def add_to(app: typer.Typer) -> None:
    """Add the command to the app."""
    command(
        app,
        "nightly",
        help=marked("Import what lies in the inbox, judge every term in force, and say in one line what has changed since the last night."),
        example="partytrack nightly\npartytrack -C /srv/committee nightly -q --fail-on never",
    )(nightly)


def nightly(
    context: typer.Context,
    *,
    as_of: AsOf = None,
    fail_on: FailOn = None,
    form: Format = None,
    file: File = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help=marked("Write nothing when nothing has changed."))] = False,
) -> None:
    """Read the options, run the night, say what changed, exit."""
    from partytrack.jobs import night as job
    from partytrack.reports import nightly as report

    check_format(_FORMATS, form, file)
    wanted = statuses(fail_on) if fail_on is not None else None
    here = workspace(context)
    failing = next(each for each in (wanted, here.nightly.fail_on, statuses(None)) if each is not None)
    night = job.run(here, job.NightOptions(day("--as-of", as_of) or date.today(), datetime.now, findings_text))
    ways = {
        "table": lambda: report.night_line(night),
        "plain": lambda: report.night_plain(night),
        "json": lambda: report.night_json(night),
    }
    show(ways, form=form, file=file, silent=quiet and not night.something_changed)
    for error in night.errors:
        tell(error)
    raise typer.Exit(night_code(night, failing))


def findings_text(taken: FileTaken) -> str:
    """What stands beside a file that was set aside; loaded only where there is one."""
    from partytrack.reports.files import findings_text as in_words

    return in_words(taken)


def night_code(night: Night, failing: frozenset[str]) -> ExitCode:
    """What could not be done, then what is not valid, then a file set aside, a row rejected, an error in the data or a target that fails."""
    errors = [*night.errors, *(each.error for each in night.set_aside if each.error is not None)]
    found = bool(night.set_aside or night.rejecting or night.run.errors) or any(exit_code(each.verdicts, failing) for each in night.checked)
    return outcome(errors, rejected=found)
