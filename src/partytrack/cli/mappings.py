"""The commands `mappings list` and `mappings forget`: how headings were read with --map, as it is remembered for the next file."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Final

import typer

from partytrack.cli.options import File, Format, Quiet, workspace
from partytrack.cli.output import check_format, show
from partytrack.cli.spoken import SpokenGroup, command
from partytrack.errors import UsageError
from partytrack.messages import marked, text

_FORMATS: Final = ("table", "plain", "json", "csv", "markdown")


def add_to(app: typer.Typer) -> None:
    """Add the group to the app."""
    group = typer.Typer(
        cls=SpokenGroup,
        help=marked("List or forget how headings were read with --map, which is remembered for the sender's next file."),
        epilog="partytrack mappings list\npartytrack mappings forget 'XL CN'",
        rich_markup_mode=None,
        no_args_is_help=False,
    )
    command(group, "list", help=marked("List the headings that are remembered."), example="partytrack mappings list")(list_)
    command(
        group,
        "forget",
        help=marked("Remember headings no more, by number or heading."),
        example="partytrack mappings forget 3\npartytrack mappings forget 'XL CN'\npartytrack mappings forget --all",
    )(forget)
    app.add_typer(group, name="mappings")


def list_(context: typer.Context, form: Format = None, file: File = None, quiet: Quiet = False) -> None:
    """Read the options, list, print."""
    from partytrack.jobs import remembering
    from partytrack.reports import mappings as report

    check_format(_FORMATS, form, file)
    known = remembering.mappings(workspace(context))
    ways = {
        "table": lambda: report.mappings_table(known),
        "plain": lambda: report.mappings_plain(known),
        "json": lambda: report.mappings_json([(each, remembering.headings_of(each)) for each in known]),
        "csv": lambda: report.mappings_csv(known),
        "markdown": lambda: report.mappings_markdown(known),
    }
    show(ways, form=form, file=file, silent=quiet)


def forget(
    context: typer.Context,
    named: Annotated[
        list[str] | None,
        typer.Argument(metavar=marked("MAPPING"), help=marked("Its number, as “partytrack mappings list” shows it, or its heading.")),
    ] = None,
    *,
    everything: Annotated[bool, typer.Option("--all", help=marked("Forget all of them."))] = False,
    quiet: Quiet = False,
) -> None:
    """Read what is named, forget it, say what it was."""
    from partytrack.jobs import remembering
    from partytrack.reports import mappings as report

    if not named and not everything:
        raise UsageError(
            "missing-value",
            text("{name} is missing.", name=text("MAPPING")),
            text("Name a number or a heading, or --all. See: {command}", command="partytrack mappings list"),
        )
    forgotten = remembering.forget(workspace(context), named or (), datetime.now(), everything=everything)
    show({"table": lambda: report.forgotten_lines(forgotten)}, form=None, file=None, silent=quiet)
