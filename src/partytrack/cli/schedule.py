"""The command `schedule print`: the lines that let this system run the night by itself."""

from __future__ import annotations

import getpass
import os
import re
import sys
from pathlib import Path
from typing import Annotated, Final

import typer

from partytrack.cli.options import workspace
from partytrack.cli.output import note
from partytrack.cli.spoken import SpokenGroup, command
from partytrack.errors import UsageError
from partytrack.messages import marked, spoken, text

_CLOCK: Final = re.compile(r"(?P<hour>[01]?\d|2[0-3]):(?P<minute>[0-5]\d)")
_ADDRESS: Final = re.compile(r"[^\s\"',]+")


def add_to(app: typer.Typer) -> None:
    """Add the group to the app."""
    group = typer.Typer(
        cls=SpokenGroup,
        help=marked("Let this system run the night by itself."),
        epilog="partytrack schedule print --cron",
        rich_markup_mode=None,
        no_args_is_help=False,
    )
    command(
        group,
        "print",
        help=marked("Print the lines to install, for cron, systemd or the Task Scheduler of Windows."),
        example="partytrack schedule print --cron --at 02:00 --mail-to office@example.org",
    )(print_)
    app.add_typer(group, name="schedule")


def print_(
    context: typer.Context,
    *,
    cron: Annotated[bool, typer.Option("--cron", help=marked("Lines of a crontab."))] = False,
    systemd: Annotated[bool, typer.Option("--systemd", help=marked("A service and its timer for systemd."))] = False,
    windows: Annotated[bool, typer.Option("--windows", help=marked("A line for the command prompt of Windows."))] = False,
    at: Annotated[str, typer.Option("--at", metavar=marked("TIME"), help=marked("When, every day; 02:00 if left out."))] = "02:00",
    mail_to: Annotated[
        str | None,
        typer.Option("--mail-to", metavar=marked("ADDRESS"), help=marked("Who gets cron's mail; this user if left out.")),
    ] = None,
) -> None:
    """Read the options, put the lines together, print them."""
    from partytrack.nightly import schedule

    chosen = [way for way, wanted in ((schedule.cron, cron), (schedule.systemd, systemd), (schedule.windows, windows)) if wanted]
    if len(chosen) != 1:
        raise UsageError("which-schedule", text("Say for what the lines are."), text("Give one of --cron, --systemd and --windows."))
    here = workspace(context)
    hour, minute = clock(at)
    plan = schedule.Plan(
        program(),
        here.root.resolve(),
        hour,
        minute,
        language=None if here.language else spoken(),
        mail_to=address(mail_to) if cron else None,
    )
    sys.stdout.write(chosen[0](plan))
    if os.environ.get("PARTYTRACK_STORE"):
        note(text("PARTYTRACK_STORE is set here, but will not be at night: write store: into partytrack.yaml."))
    if windows and len(schedule.task(plan)) > schedule.LONGEST_TASK:
        note(text("The Task Scheduler takes commands of {most} characters at most: move the folder higher up.", most=schedule.LONGEST_TASK))


def program() -> tuple[str, ...]:
    """The words that start this very program from anywhere: its command, else its Python with the module's name."""
    called = Path(sys.argv[0]).absolute()
    beside = Path(sys.executable).with_name("partytrack.exe" if sys.platform == "win32" else "partytrack")
    for path in (called, called.with_suffix(".exe"), beside):
        if path.stem == "partytrack" and path.is_file():
            return (str(path),)
    return sys.executable, "-m", "partytrack"


def clock(word: str) -> tuple[int, int]:
    """Hour and minute of a time of day.

    Raises:
        UsageError: It is none.
    """
    match = _CLOCK.fullmatch(word)
    if match is None:
        raise UsageError(
            "bad-time", text("{option}: “{value}” is not a time of day.", option="--at", value=word), text("Write it as 02:00.")
        )
    return int(match["hour"]), int(match["minute"])


def address(word: str | None) -> str | None:
    """Who gets the mail: the address given, else the user of this session, if he has a name.

    Raises:
        UsageError: It would not be one word in a crontab.
    """
    if word is None:
        try:
            return getpass.getuser()
        except (OSError, KeyError, ImportError):
            return None  # without a name cron sends to the owner of the crontab
    if not _ADDRESS.fullmatch(word):
        raise UsageError(
            "bad-address",
            text("{option}: “{value}” is not an address.", option="--mail-to", value=word),
            text("Write it as name@example.org."),
        )
    return word
