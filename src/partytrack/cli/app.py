"""The commands of `partytrack`, in the order of the help page, and the options that stand before them."""

from __future__ import annotations

from typing import Annotated

import typer

from partytrack.cli import check, demo, explain, imports, mappings, nightly, quality, review, schedule, setup, targets, template, units
from partytrack.cli.options import Shell, given_folder, one_of
from partytrack.cli.spoken import SpokenGroup
from partytrack.errors import ExitCode
from partytrack.messages import LANGUAGES, marked

app = typer.Typer(
    cls=SpokenGroup,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    help=marked("From an office's spreadsheets to a table of the targets of a congress resolution."),
    epilog="partytrack demo\npartytrack check --term 2020-2025 --as-of 2023-12-31",
)


@app.callback()
def before(
    context: typer.Context,
    folder: Annotated[
        str | None,
        typer.Option(
            "--workspace",
            "-C",
            metavar=marked("DIR"),
            help=marked("Work in this folder instead of the current one. [PARTYTRACK_WORKSPACE]"),
        ),
    ] = None,
    lang: Annotated[
        str | None,
        typer.Option("--lang", metavar="vi|en", help=marked("Speak Vietnamese (vi) or English (en). [PARTYTRACK_LANG]")),
    ] = None,
    version: Annotated[bool, typer.Option("--version", help=marked("Show the version and exit."))] = False,
) -> None:
    """Read the options before the command; alone, show the help page."""
    if version:
        from partytrack.cli.main import version as installed

        typer.echo(installed())
        raise typer.Exit
    if lang is not None:
        one_of("--lang", lang, LANGUAGES)
    context.obj = Shell(given_folder(folder))
    if context.invoked_subcommand is None:
        typer.echo(context.get_help(), err=True)
        raise typer.Exit(ExitCode.USAGE)


setup.add_to(app)
imports.add_to(app)
mappings.add_to(app)
template.add_to(app)
check.add_to(app)
explain.add_to(app)
targets.add_to(app)
quality.add_to(app)
review.add_to(app)
units.add_to(app)
nightly.add_to(app)
schedule.add_to(app)
demo.add_to(app)
