"""The commands `inspect`, `import`, `imports` and `undo`: what comes into the store and goes out again."""

from __future__ import annotations

import sys
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from partytrack.cli.bar import bar
from partytrack.cli.options import File, Files, Format, Quiet, day, pairs, paths, whole_number, workspace
from partytrack.cli.output import check_format, note, show, tell
from partytrack.cli.spoken import command
from partytrack.errors import CannotDo, ExitCode, UsageError, WorkspaceMissing
from partytrack.jobs.writing import make_folder
from partytrack.messages import counted, harmless, marked, text

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
Names = Annotated[bool, typer.Option("--show-names", help=marked("Show people's names in full."))]
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
    command(
        app,
        "undo",
        help=marked("Take one import back; the store is then exactly as it was."),
        example="partytrack undo 3 --dry-run\npartytrack undo 3",
    )(undo)


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
    names: Names = False,
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
    here = workspace(context)
    names = names or not here.mask_names
    ending = _ending(options, quiet, names=names)
    with bar(quiet) as reached:
        taken = importing.import_files(
            here, paths(files), options, now, progress(quiet), before_commit=ending, reached=reached, meanwhile=_load_report
        )
    refused = None if folder is None else _sent_back(context, taken, options, now, folder)
    from partytrack.reports import files as report  # loaded beside the reading by now
    from partytrack.reports import pages

    code = import_code(taken)
    ways = {
        "table": lambda: report.import_table(taken, names=names),
        "plain": lambda: report.import_plain(taken, names=names),
        "json": lambda: report.import_json(taken, names=names),
        "csv": lambda: report.import_csv(taken, names=names),
        "markdown": lambda: pages.import_markdown(taken, [report.import_note(each) for each in taken], names=names),
    }
    show(ways, form=form, file=file, silent=quiet and code is ExitCode.DONE)
    for each in taken:
        if each.error is not None:
            tell(each.error)
        if (said := report.way_out(each)) is not None and not quiet:
            note(said)
        if each.returned is not None and not quiet:
            note(text("To send back, with its bad cells marked: {file}", file=each.returned))
    if refused is not None:
        tell(refused)
        code = refused.exit_code
    raise typer.Exit(code)


def _load_report() -> None:
    import partytrack.reports.files  # noqa: F401


def _ending(options: ImportOptions, quiet: bool, *, names: bool) -> Callable[[FileTaken], None]:
    """Where the records that a complete list ends are named before it ends them: stderr. A dry run shows them with all else."""

    def tell_of(taken: FileTaken) -> None:
        from partytrack.reports.effects import gone_lines

        for (sheet, _), effects in taken.effects.items():
            if effects:
                where = f"{taken.read.file}!{taken.read.sheets[sheet].sheet}"
                note(counted("{where}: {n} record ends:", "{where}: {n} records end:", len(effects), where=where))
                for line in gone_lines(effects, names=names):
                    note(line)

    return tell_of if options.full and not options.dry_run and not quiet else lambda _: None


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
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=marked("Show what would happen, and store nothing."))] = False,
    names: Names = False,
    form: Format = None,
    file: File = None,
    quiet: Quiet = False,
) -> None:
    """Read the number, undo, say what came back."""
    from partytrack.jobs import keeping
    from partytrack.reports import effects as report
    from partytrack.reports import lists

    formats = _FORMATS if dry_run else ("table", "json")
    check_format(formats, form, file)
    import_id = whole_number(str(text("ID")), number)
    if import_id is None:
        raise UsageError("missing-value", text("{name} is missing.", name=text("ID")), text("See: {command}", command="partytrack imports"))
    here = workspace(context)
    names = names or not here.mask_names
    undone = keeping.undo(here, import_id, datetime.now(), dry_run=dry_run)
    ways = {
        "table": lambda: report.undone_table(undone, names=names) if dry_run else lists.undone_lines(undone),
        "plain": lambda: report.undone_plain(undone, names=names),
        "json": lambda: report.undone_json(undone, names=names, dry_run=dry_run),
        "csv": lambda: report.undone_csv(undone, names=names),
        "markdown": lambda: report.undone_markdown(undone, names=names),
    }
    show({each: ways[each] for each in formats}, form=form, file=file, silent=quiet)
