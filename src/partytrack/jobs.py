"""The use cases: the order of the steps of each command, and nothing else.

Every job takes its workspace, the files and the day as arguments and returns values; `cli` prints them.
"""

from __future__ import annotations

import json
import shutil
import time
from contextlib import nullcontext
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Final

from partytrack.errors import UsageError
from partytrack.messages import spoken, text
from partytrack.workspace import SETTINGS_FILE, Workspace, is_workspace

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from partytrack.errors import PartytrackError
    from partytrack.findings import Finding
    from partytrack.intake.table import Options, ReadFile
    from partytrack.store.batches import Counted, ImportLine, SheetBatch, Undone
    from partytrack.store.duckdb import Store
    from partytrack.targets.judge import Checked
    from partytrack.targets.language import Term
    from partytrack.targets.load import Problem


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """The options of `import` and `inspect`, as given."""

    kind: str | None = None
    sheet: str | None = None
    mapping: dict[str, str] = field(default_factory=dict)
    given: dict[str, str] = field(default_factory=dict)
    stated_on: date | None = None
    full: bool = False
    dry_run: bool = False
    strict: bool = False
    strict_units: bool = False

    @property
    def fingerprint(self) -> str:
        """The options that decide what a file becomes: with the file's content they make “the same import again”."""
        deciding = {name: value for name, value in asdict(self).items() if name != "dry_run" and value}
        return json.dumps(deciding, default=str, sort_keys=True, ensure_ascii=False)


@dataclass(slots=True)
class FileTaken:
    """What became of one file of an `import`.

    Args:
        read: What was seen in it; its findings include what the store found.
        import_id: None for a dry run, a file already imported or refused.
        already: The id of the import that brought the same file before.
        counts: For each (sheet, table) whose rows went to the store, by their places: what its records became.
        error: Why nothing of it was stored: unreadable, or refused by --strict.
    """

    read: ReadFile
    dry_run: bool
    import_id: int | None = None
    already: int | None = None
    counts: dict[tuple[int, int], Counted] = field(default_factory=dict)
    error: PartytrackError | None = None
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class CheckOptions:
    """The options of `check`, as given; `as_of` is never None here: the shell fills in today."""

    as_of: date
    known_at: date | None = None
    year: int | None = None
    targets: tuple[str, ...] = ()
    unit: str | None = None
    by_unit: bool = False


def inspect(paths: Sequence[Path], options: ImportOptions, today: date, *, keep_citizen_id: bool = False) -> list[ReadFile]:
    """What is seen in each file; nothing is stored."""
    from partytrack.intake.table import read

    reading = _reading_options(options, today, keep_citizen_id=keep_citizen_id)
    return [read(path, reading) for path in paths]


def import_files(
    workspace: Workspace,
    paths: Sequence[Path],
    options: ImportOptions,
    now: datetime,
    progress: Callable[[str], None] = lambda _: None,
) -> list[FileTaken]:
    """Read all files, then store them: units first, members next, the rest after; each file is one transaction.

    A file that cannot be read has its error in its result; the others go on. Files already imported are not read again.
    """
    results = _fingerprinted(workspace, paths, options)
    waiting = [(path, taken) for path, taken in zip(paths, results, strict=True) if taken.error is None and taken.already is None]
    if not waiting:
        return results
    warming = Thread(target=_warm_up)
    warming.start()
    from partytrack.intake.table import read

    reading = _reading_options(options, now.date(), keep_citizen_id=workspace.keep_citizen_id)
    for path, taken in waiting:
        progress(str(path))
        started = time.perf_counter()
        taken.read = read(path, reading, sha256=taken.read.sha256)
        taken.error = taken.read.error
        taken.seconds = time.perf_counter() - started
    warming.join()
    readable = [taken for _, taken in waiting if taken.error is None]
    if readable:
        _store_all(workspace, sorted(readable, key=_rank), options, now)
    return results


def imports(workspace: Workspace) -> list[ImportLine]:
    """The imports and undos of a workspace, oldest first."""
    from partytrack.store.duckdb import opened

    with opened(workspace.store, writing=False) as store:
        return store.imports()


def undo(workspace: Workspace, import_id: int, now: datetime) -> Undone:
    """Take one import back; restores exactly what was."""
    from partytrack.store.duckdb import opened

    if not workspace.store.exists():
        raise UsageError(
            "unknown-import",
            text("There is no import {id}: nothing has been imported yet.", id=import_id),
            text("See the imports with: partytrack imports"),
        )
    with opened(workspace.store, writing=True) as store:
        return store.undo(import_id, now)


def check(workspace: Workspace, term: str, options: CheckOptions) -> Checked:
    """Judge the targets of a term."""
    from uuid import uuid4

    from partytrack.store.duckdb import opened
    from partytrack.targets.conditions import parse
    from partytrack.targets.judge import Checked
    from partytrack.targets.load import load_term
    from partytrack.targets.misread import Misread
    from partytrack.targets.verdicts import Wanted, verdicts

    asked = load_term(workspace.target_files, term)
    try:
        reporting = parse(workspace.reporting_units, "units") if workspace.reporting_units else None
    except Misread as problem:
        raise UsageError("reporting-units", problem.message, problem.advice) from problem
    wanted = Wanted(options.as_of, options.year, options.targets, options.unit, by_unit=options.by_unit)
    with opened(workspace.store, writing=False) as store:
        store.look(options.known_at)
        found = verdicts(store, asked, wanted, reporting)
        count = store.count_live_imports()
    return Checked(asked.name, asked.committee or workspace.committee, options.as_of, options.known_at, uuid4().hex, count, found)


def terms(workspace: Workspace) -> tuple[list[Term], list[Problem]]:
    """All terms of the workspace's target files that are valid, and every problem and warning of the files."""
    return lint(workspace.target_files)


def lint(paths: Sequence[Path]) -> tuple[list[Term], list[Problem]]:
    """The same for files named one by one, outside a workspace too."""
    from partytrack.targets.load import load

    loaded = load(paths)
    return list(loaded.terms.values()), list(loaded.problems)


def _reading_options(options: ImportOptions, today: date, *, keep_citizen_id: bool) -> Options:
    from partytrack.intake.table import Options

    return Options(
        kind=options.kind,
        sheet=options.sheet,
        mapping=options.mapping,
        given=options.given,
        today=today,
        keep_citizen_id=keep_citizen_id,
    )


def _warm_up() -> None:
    """Load what the store needs while the spreadsheet reader, which leaves the interpreter free, is at work."""
    import pandas  # noqa: F401, ICN001

    import partytrack.store.duckdb  # noqa: F401


def _fingerprinted(workspace: Workspace, paths: Sequence[Path], options: ImportOptions) -> list[FileTaken]:
    """A result for every file, with its error if it cannot be opened, and the import that brought it before, if any."""
    from partytrack.errors import FileUnreadable
    from partytrack.intake.table import ReadFile, fingerprint

    results = []
    for path in paths:
        try:
            read, error = ReadFile(str(path), fingerprint(path), [], None), None
        except FileUnreadable as unreadable:
            read, error = ReadFile(str(path), "", [], unreadable), unreadable
        results.append(FileTaken(read, options.dry_run, error=error))
    if workspace.store.exists() and any(taken.error is None for taken in results):
        from partytrack.store.duckdb import opened

        with opened(workspace.store, writing=False) as store:
            for taken in results:
                if taken.error is None:
                    taken.already = store.already_imported(taken.read.sha256, options.fingerprint)
    return results


_FIRST = {"units": 0, "members": 1}


def _rank(taken: FileTaken) -> int:
    """Units first, members next, the rest after: a file goes by the earliest kind it holds."""
    return min((_FIRST.get(sheet.kind, 2) for sheet in taken.read.sheets if sheet.kind), default=2)


def _store_all(workspace: Workspace, files: list[FileTaken], options: ImportOptions, now: datetime) -> None:
    from partytrack.store.duckdb import opened

    path = workspace.store if workspace.store.exists() or not options.dry_run else None
    with opened(path, writing=True) as store, store.rehearsing() if options.dry_run else nullcontext():
        for taken in files:
            started = time.perf_counter()
            _store_one(store, taken, options, now)
            taken.seconds += time.perf_counter() - started


def _store_one(store: Store, taken: FileTaken, options: ImportOptions, now: datetime) -> None:
    places = _places(taken.read)
    batches = [_batch(taken.read, place, options, now.date()) for place in places]
    done = store.take_in(
        taken.read.file,
        taken.read.sha256,
        batches,
        options=options.fingerprint,
        at=now,
        full=options.full,
        strict=options.strict,
        strict_units=options.strict_units,
    )
    taken.import_id = done.import_id
    taken.counts = dict(zip(places, done.counts, strict=True))
    for (sheet, table), findings in zip(places, done.findings, strict=True):
        letters = taken.read.sheets[sheet].tables[table].fields
        taken.read.sheets[sheet].findings.extend(_placed(each, letters) for each in findings)
    if done.refused:
        taken.error = UsageError(
            "rejected-rows",
            text("{file} was refused: some of its rows are not valid.", file=taken.read.file),
            text("Correct the rows listed, or leave out --strict."),
        )


def _placed(finding: Finding, letters: dict[str, str]) -> Finding:
    """The store's finding with the column its field stands in, which the store does not know."""
    column = letters.get(finding.field) if finding.field else None
    return replace(finding, place=replace(finding.place, column=column)) if column else finding


def _places(read: ReadFile) -> list[tuple[int, int]]:
    """The tables of a file in the order they are stored: units first, members next, the rest as they stand."""
    places = [(sheet, table) for sheet, each in enumerate(read.sheets) if each.kind for table in range(len(each.tables))]
    return sorted(places, key=lambda place: _FIRST.get(read.sheets[place[0]].kind or "", 2))


def _batch(read: ReadFile, place: tuple[int, int], options: ImportOptions, today: date) -> SheetBatch:
    from partytrack.findings import Code, Finding, Place
    from partytrack.store.batches import SheetBatch

    sheet = read.sheets[place[0]]
    table = sheet.tables[place[1]]
    stated_on = None
    if table.batch.kind.stock:
        stated_on = options.stated_on or sheet.stated_on
        if stated_on is None:
            stated_on = today
            sheet.findings.append(Finding(Code.STATED_ON_ASSUMED, Place(read.file, sheet.sheet), values={"day": today.isoformat()}))
        read.sheets[place[0]] = replace(sheet, stated_on=stated_on)
    nil = (table.unit, table.period) if not table.rows and table.unit and table.period else None
    return SheetBatch(
        sheet.sheet,
        table.batch,
        stated_on,
        nil,
        [(each.row, each.cells) for each in table.rejected],
        sheet.findings if place[1] == 0 else [],
    )


@dataclass(frozen=True, slots=True)
class Sample:
    """A sample workspace: its term, and the day on which its verdicts show most."""

    term: str
    as_of: date


SAMPLES: Final = {"thai-binh": Sample("2020-2025", date(2024, 6, 30))}
_HERE: Final = Path(__file__).parent


def init(folder: Path, year: int) -> list[Path]:
    """Make a workspace: settings and a commented target file in the language spoken; the files made.

    Raises:
        UsageError: The folder is a workspace already; nothing is overwritten.
    """
    if is_workspace(folder):
        raise UsageError(
            "is-workspace",
            text("{folder} is a workspace already.", folder=folder),
            text("Nothing was changed; edit its files, or name another folder."),
        )
    first = year - year % 5
    term = f"{first}-{first + 5}"
    values = {"TERM_NAME": term, "FROM_YEAR": str(first), "THROUGH_YEAR": str(first + 5)}
    values["YEARS"] = ", ".join(str(each) for each in range(first + 1, first + 6))
    made = [folder / SETTINGS_FILE, folder / "targets" / f"{term}.yaml"]
    (folder / "targets").mkdir(parents=True, exist_ok=True)
    for path, starter in zip(made, ("partytrack", "targets"), strict=True):
        content = (_HERE / "starter" / f"{starter}.{spoken()}.yaml").read_text(encoding="utf-8")
        for name, value in values.items():
            content = content.replace(name, value)
        path.write_text(content, encoding="utf-8")
    return made


def demo(name: str, folder: Path, now: datetime) -> tuple[Workspace, list[FileTaken]]:
    """Copy a sample workspace into a folder and import all its spreadsheets."""
    packaged = _HERE / "samples" / name
    repository = _HERE.parents[1]
    source, targets = (packaged, packaged / "targets") if packaged.is_dir() else (repository / "samples" / name, repository / "targets")
    sheets = sorted(path for path in source.iterdir() if path.suffix in (".xlsx", ".csv"))
    (folder / "targets").mkdir(parents=True, exist_ok=True)
    for path in sheets:
        shutil.copyfile(path, folder / path.name)
    for path in targets.glob("*.yaml"):
        shutil.copyfile(path, folder / "targets" / path.name)
    workspace = Workspace(folder, folder / ".partytrack" / "store.duckdb")
    return workspace, import_files(workspace, [folder / path.name for path in sheets], ImportOptions(), now)
