"""The commands `targets list`, `targets show` and `targets lint`: what the target files say, and what is wrong in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from partytrack.cli.check import no_target_file
from partytrack.cli.options import File, Format, Quiet, paths, workspace
from partytrack.cli.output import check_format, note, show
from partytrack.cli.spoken import SpokenGroup, command
from partytrack.errors import ExitCode, TargetFileError, UsageError
from partytrack.messages import marked, text

if TYPE_CHECKING:
    from partytrack.targets.language import Target, Term
    from partytrack.workspace import Workspace

TermName = Annotated[str | None, typer.Option("--term", metavar=marked("TERM"), help=marked("Only this term."))]
_FORMATS = ("table", "plain", "json", "csv")


def add_to(app: typer.Typer) -> None:
    """Add the group to the app."""
    group = typer.Typer(
        cls=SpokenGroup,
        help=marked("Look at the target files: list, show, check them for problems."),
        epilog="partytrack targets lint targets/2020-2025.yaml",
        rich_markup_mode=None,
        no_args_is_help=False,
    )
    command(group, "list", help=marked("List the targets of the workspace."), example="partytrack targets list --term 2020-2025")(list_)
    command(group, "show", help=marked("Show one target in full."), example="partytrack targets show new-members")(show_)
    command(
        group,
        "lint",
        help=marked("Show every problem of target files with file, line and column."),
        example="partytrack targets lint targets/2020-2025.yaml",
    )(lint)
    app.add_typer(group, name="targets")


def _terms(context: typer.Context, name: str | None) -> list[Term]:
    """The terms of the workspace, or the one named.

    Raises:
        TargetFileError: A target file is not valid.
        UsageError: There is no term of that name.
    """
    from partytrack.jobs import judging

    found, problems = judging.terms(workspace(context))
    if not all(problem.warning for problem in problems):
        raise TargetFileError(problems)
    chosen = [term for term in found if name in (None, term.name)]
    if name is not None and not chosen:
        raise UsageError(
            "unknown-term",
            text("There is no term “{name}”.", name=name),
            text("The terms are: {names}.", names=", ".join(term.name for term in found)),
        )
    return chosen


def list_(context: typer.Context, term: TermName = None, form: Format = None, file: File = None, quiet: Quiet = False) -> None:
    """Read the options, list, print."""
    from partytrack.reports import lists

    check_format(_FORMATS, form, file)
    terms = _terms(context, term)
    ways = {
        "table": lambda: lists.targets_table(terms),
        "plain": lambda: lists.targets_plain(terms),
        "json": lambda: lists.targets_json(terms),
        "csv": lambda: lists.targets_csv(terms),
    }
    show(ways, form=form, file=file, silent=quiet)


def show_(
    context: typer.Context,
    target: Annotated[str, typer.Argument(metavar=marked("TARGET"), help=marked("The id of the target."))],
    term: TermName = None,
) -> None:
    """Read the options, find the target, print it."""
    from partytrack.reports.target import target_lines

    terms = _terms(context, term)
    found: list[tuple[Term, Target]] = [(each, known) for each in terms for known in each.targets if known.id == target]
    if not found:
        raise UsageError(
            "unknown-target",
            text("There is no target “{name}”.", name=target),
            text("See: {command}", command="partytrack targets list"),
        )
    show({"table": lambda: target_lines(found)}, form=None, file=None)


def _with_target_files(here: Workspace) -> Workspace:
    """The workspace itself.

    Raises:
        UsageError: It has no target file, so that there is nothing to look at.
    """
    if not here.target_files:
        raise no_target_file(here)
    return here


def lint(
    context: typer.Context,
    files: Annotated[
        list[str] | None, typer.Argument(metavar=marked("FILE"), help=marked("Target files; those of the workspace if left out."))
    ] = None,
    form: Format = None,
    file: File = None,
    quiet: Quiet = False,
) -> None:
    """Read the options, look for problems, print, exit."""
    from partytrack.jobs import judging
    from partytrack.reports import lists

    check_format(("table", "json"), form, file)
    terms, problems = judging.lint(paths(files)) if files else judging.terms(_with_target_files(workspace(context)))
    ways = {"table": lambda: lists.problem_lines(problems), "json": lambda: lists.problems_json(problems)}
    show(ways, form=form, file=file)
    if not all(problem.warning for problem in problems):
        raise typer.Exit(ExitCode.USAGE)
    if not quiet:
        note(text("Valid. Terms: {terms}; targets: {targets}.", targets=sum(len(term.targets) for term in terms), terms=len(terms)))
