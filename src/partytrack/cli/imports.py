"""The commands `inspect`, `import`, `imports` and `undo`: what comes into the store and goes out again."""

from __future__ import annotations

import sys
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from partytrack.cli.options import File, Files, Format, Quiet, day, pairs, paths, whole_number, workspace
from partytrack.cli.output import check_format, note, show, tell
from partytrack.cli.spoken import command
from partytrack.errors import CannotDo, ExitCode, UsageError, WorkspaceMissing
from partytrack.jobs.writing import make_folder
from partytrack.messages import harmless, marked, text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from partytrack.errors import PartytrackError
    from partytrack.jobs.importing import FileTaken, ImportOptions

Kind = Annotated[
    str | None,
    typer.Option("--kind", metavar=marked("KIND"), help=marked("What the rows are, if the headings do not say it: members, meetings, …")),
]
Sheet = Annotated[str | None, typer.Option("--sheet", metavar=marked("SHEET"), help=marked("Only the sheet of this name."))]
Map = Annotated[
    list[str] | None,
    typer.Option("--map", metavar=marked("HEADING=FIELD"), help=marked("Read the column of this heading as this field; may be repeated.")),
]
Set = Annotated[
    list[str] | None,
    typer.Option(
        "--set", metavar=marked("FIELD=VALUE"), help=marked("A value the sheet does not carry: unit, period, subject; may be repeated.")
    ),
]
StatedOn = Annotated[
    str | None, typer.Option("--stated-on", metavar=marked("DATE"), help=marked("The day on which a list of members or units is true."))
]
REFUSED: Final = "rejected-rows"  # the code of a file that --strict refused
_FORMATS: Final = ("table", "plain", "json", "csv", "markdown")


def add_to(app: typer.Typer) -> None:
    """Add the commands to the app."""
    command(
        app,
        "inspect",
        help=marked("Show what is seen in spreadsheets, storing nothing: tables, fields, rows skipped and why."),
        example="partytrack inspect roster.xlsx\npartytrack inspect roster.xlsx --kind members --map 'Họ tên đảng viên=full_name'",
    )(inspect)
    command(
        app,
        "import",
        help=marked("Read rosters, meeting logs, ratings and other spreadsheets into the store."),
        example="partytrack import roster.xlsx meetings.xlsx\npartytrack import ratings.xlsx --set period=2023 --dry-run\n"
        "partytrack import roster.xlsx --return back",
    )(import_)
    command(app, "imports", help=marked("List the imports and what became of their rows."), example="partytrack imports")(imports)
    command(app, "undo", help=marked("Take one import back; the store is then exactly as it was."), example="partytrack undo 3")(undo)


def _options(
    kind: str | None, sheet: str | None, mapping: list[str] | None, given: list[str] | None, stated_on: str | None
) -> ImportOptions:
    from partytrack.jobs.importing import ImportOptions

    return ImportOptions(
        kind=kind,
        sheet=sheet,
        mapping=pairs("--map", mapping),
        given=pairs("--set", given),
        stated_on=day("--stated-on", stated_on),
    )


def inspect(
    context: typer.Context,
    files: Files,
    *,
    kind: Kind = None,
    sheet: Sheet = None,
    mapping: Map = None,
    given: Set = None,
    stated_on: StatedOn = None,
    form: Format = None,
    file: File = None,
    quiet: Quiet = False,
) -> None:
    """Read the options, look, print, exit."""
    from partytrack.jobs import importing
    from partytrack.reports import files as report
    from partytrack.reports import pages

    check_format(_FORMATS, form, file)
    here = None
    try:
        here = workspace(context)
    except WorkspaceMissing:
        here = None  # `inspect` needs no workspace
    seen = importing.inspect(here, paths(files), _options(kind, sheet, mapping, given, stated_on), date.today())
    errors = [each.error for each in seen if each.error is not None]
    code = outcome(errors, rejected=any(report.rejects(each) for each in seen))
    ways = {
        "table": lambda: report.inspect_table(seen, names=here is not None and not here.mask_names),
        "plain": lambda: report.inspect_plain(seen),
        "json": lambda: report.inspect_json(seen),
        "csv": lambda: report.inspect_csv(seen),
        "markdown": lambda: pages.inspect_markdown(seen),
    }
    show(ways, form=form, file=file, silent=quiet and code is ExitCode.DONE)
    for error in errors:
        tell(error)
    raise typer.Exit(code)


def import_(
    context: typer.Context,
    files: Files,
    *,
    kind: Kind = None,
    sheet: Sheet = None,
    mapping: Map = None,
    given: Set = None,
    stated_on: StatedOn = None,
    full: Annotated[
        bool, typer.Option("--full", help=marked("The file is the complete list of what it covers: what it no longer holds is ended."))
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=marked("Show what would happen, and store nothing."))] = False,
    strict: Annotated[bool, typer.Option("--strict", help=marked("Refuse a whole file if one of its rows is rejected."))] = False,
    strict_units: Annotated[bool, typer.Option("--strict-units", help=marked("Reject rows of units that are not known yet."))] = False,
    returned: Annotated[
        str | None,
        typer.Option(
            "--return",
            metavar=marked("DIR"),
            help=marked("Write into this folder, for each file with bad cells, a workbook to send back: the cells marked, all listed."),
        ),
    ] = None,
    form: Format = None,
    file: File = None,
    quiet: Quiet = False,
) -> None:
    """Read the options, import, print, exit."""
    from dataclasses import replace

    from partytrack.jobs import importing

    check_format(_FORMATS, form, file)
    options = replace(
        _options(kind, sheet, mapping, given, stated_on), full=full, dry_run=dry_run, strict=strict, strict_units=strict_units
    )
    folder, now = Path(returned) if returned else None, datetime.now()
    if folder is not None:
        make_folder(folder)  # before anything is stored
    taken = importing.import_files(workspace(context), paths(files), options, now, progress(quiet))
    refused = None if folder is None else _sent_back(context, taken, options, now, folder)
    from partytrack.reports import files as report  # loaded beside the reading by now
    from partytrack.reports import pages

    code = import_code(taken)
    ways = {
        "table": lambda: report.import_table(taken),
        "plain": lambda: report.import_plain(taken),
        "json": lambda: report.import_json(taken),
        "csv": lambda: report.import_csv(taken),
        "markdown": lambda: pages.import_markdown(taken, [report.import_note(each) for each in taken]),
    }
    show(ways, form=form, file=file, silent=quiet and code is ExitCode.DONE)
    for each in taken:
        if each.error is not None:
            tell(each.error)
        if each.returned is not None and not quiet:
            note(text("To send back, with its bad cells marked: {file}", file=each.returned))
    if refused is not None:
        tell(refused)
        code = refused.exit_code
    raise typer.Exit(code)


def _sent_back(
    context: typer.Context, taken: Sequence[FileTaken], options: ImportOptions, now: datetime, folder: Path
) -> PartytrackError | None:
    """Write the workbooks to send back; why one could not be written: the import stands all the same and is shown first."""
    from partytrack.jobs import returning

    try:
        returning.send_back(workspace(context), taken, options, now, folder)
    except CannotDo as error:
        return error
    return None


def progress(quiet: bool) -> Callable[[str], None]:
    """Where the progress of a long import is told: stderr, if somebody watches it."""
    if quiet or not sys.stderr.isatty():
        return lambda _: None
    return lambda said: note(harmless(said))


def import_code(taken: Sequence[FileTaken]) -> ExitCode:
    """What a file that cannot be read, then wrong usage, then a rejected row or refused file make of the exit code."""
    errors = [each.error for each in taken if each.error is not None]
    return outcome(errors, rejected=any(each.rejects for each in taken))


def outcome(errors: Sequence[PartytrackError], *, rejected: bool) -> ExitCode:
    """The exit code of many files: what could not be done outranks wrong usage, and that outranks findings."""
    for code in (ExitCode.CANNOT, ExitCode.USAGE):
        if any(error.exit_code is code and error.code != REFUSED for error in errors):
            return code
    return ExitCode.FINDINGS if errors or rejected else ExitCode.DONE


def imports(context: typer.Context, form: Format = None, file: File = None, quiet: Quiet = False) -> None:
    """Read the options, list, print."""
    from partytrack.jobs import keeping
    from partytrack.reports import lists, pages

    check_format(_FORMATS, form, file)
    lines = keeping.imports(workspace(context))
    ways = {
        "table": lambda: lists.imports_table(lines),
        "plain": lambda: lists.imports_plain(lines),
        "json": lambda: lists.imports_json(lines),
        "csv": lambda: lists.imports_csv(lines),
        "markdown": lambda: pages.imports_markdown(lines, [lists.import_note(line) for line in lines]),
    }
    show(ways, form=form, file=file, silent=quiet)


def undo(
    context: typer.Context,
    number: Annotated[
        str, typer.Argument(metavar=marked("ID"), help=marked("The number of the import, as “partytrack imports” shows it."))
    ],
    quiet: Quiet = False,
) -> None:
    """Read the number, undo, say what came back."""
    from partytrack.jobs import keeping
    from partytrack.reports import lists

    import_id = whole_number(str(text("ID")), number)
    if import_id is None:
        raise UsageError("missing-value", text("{name} is missing.", name=text("ID")), text("See: {command}", command="partytrack imports"))
    undone = keeping.undo(workspace(context), import_id, datetime.now())
    show({"table": lambda: lists.undone_lines(undone)}, form=None, file=None, silent=quiet)
