"""Reading spreadsheets and storing what they say; listing and undoing imports. Here the order of these steps is decided."""

from __future__ import annotations

import json
from contextlib import nullcontext
from dataclasses import asdict, dataclass, field, replace
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from partytrack.errors import FileUnreadable, PartytrackError, UsageError
from partytrack.findings import Code, Finding, Place, Severity
from partytrack.intake.ahead import ahead, cells, pieces, without_collecting
from partytrack.intake.opening import fingerprint
from partytrack.intake.seen import Options, ReadFile
from partytrack.messages import text
from partytrack.progress import CONVERTING, READING, STORING, Progress, unwatched
from partytrack.store.batches import SheetBatch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from contextlib import AbstractContextManager
    from datetime import date, datetime
    from pathlib import Path

    from partytrack.intake.ahead import Piece
    from partytrack.intake.grid import Grid
    from partytrack.intake.remembered import Memory
    from partytrack.intake.seen import ReadSheet, ReadTable
    from partytrack.progress import Reached
    from partytrack.store.batches import Counted, Effect, TakenIn, Taught
    from partytrack.store.duckdb import Store
    from partytrack.workspace import Workspace

    Kept = tuple[list[Taught], list[tuple[int, str, str, str]], list[str]]

_FRAMED = 10_000_000  # bytes; a smaller workbook seldom has so many rows that they are handed over in frames
_SLOW = 1_000_000  # bytes; reading a smaller one takes no longer than making a store


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
        path: Where it was.
        import_id: None for a dry run, a file already imported, refused, or in which nothing was recognised.
        already: The id of the import that brought the same file before, and how many of its rows it rejected that wait for correction.
        counts: For each (sheet, table) whose rows went to the store, by their places: what its records became.
        effects: For the same ones what becomes of each record: of a dry run all, else what a complete list ends.
        error: Why nothing of it was stored: unreadable, or refused by --strict.
        returned: The workbook that was made to be sent back, its bad cells marked.
    """

    read: ReadFile
    dry_run: bool
    path: Path
    import_id: int | None = None
    already: int | None = None
    counts: dict[tuple[int, int], Counted] = field(default_factory=dict)
    effects: dict[tuple[int, int], list[Effect]] = field(default_factory=dict)
    rejected_then: int = 0
    error: PartytrackError | None = None
    returned: Path | None = None

    @property
    def rejects(self) -> bool:
        """Whether a row or a whole sheet of it was rejected, on reading or by the store."""
        found = any(each.code.severity is Severity.ERROR for sheet in self.read.sheets for each in sheet.findings)
        return found or any(counts.rejected for counts in self.counts.values())


def inspect(workspace: Workspace | None, paths: Sequence[Path], options: ImportOptions, today: date) -> list[ReadFile]:
    """What is seen in each file; nothing is stored. Without a workspace nothing is remembered of earlier files."""
    from partytrack.intake.table import read

    keep = workspace is not None and workspace.keep_citizen_id
    reading = _reading_options(options, today, keep_citizen_id=keep, memory=_memory(workspace))
    return [read(path, replace(reading, pictured=True)) for path in paths]


def import_files(
    workspace: Workspace,
    paths: Sequence[Path],
    options: ImportOptions,
    now: datetime,
    progress: Callable[[str], None] = lambda _: None,
    *,
    complete: Callable[[Path], bool] = lambda _: True,
    before_commit: Callable[[FileTaken], None] = lambda _: None,
    reached: Reached = unwatched,
    meanwhile: Callable[[], None] = lambda: None,
) -> list[FileTaken]:
    """Read all files, then store them: units first, members next, the rest after; each file is one transaction.

    A file that cannot be read has its error in its result; the others go on. Files already imported are not read again; of
    files with the same content only the first is stored.

    Args:
        workspace: Where to.
        paths: The files.
        options: How they are to be read.
        now: The time of import.
        progress: Is told the name of each file before it is read.
        complete: Says of each file, once all were read, whether it was complete then; one that was not is not stored.
        before_commit: Is told what became of each file just before it is kept; an error it raises takes the file back.
        reached: Is told how much of all this is done; 1 once the last file is kept.
        meanwhile: Is called while the first sheet is being read, to load what is needed afterwards.
    """
    results, kept = _fingerprinted(workspace, paths, options)
    waiting = [(path, taken) for path, taken in zip(paths, results, strict=True) if taken.error is None and taken.already is None]
    if not waiting:
        return results
    sizes = [_size(path) for path, _ in waiting]
    done = Progress(sizes, reached)
    reading_ahead = pieces([path for path, _ in waiting], options.sheet, lambda place: done.of(place, READING))
    with without_collecting(), ahead(reading_ahead, cells) as coming:
        read, memory_of = _loaded(framed=max(sizes) > _FRAMED)
        meanwhile()
        if max(sizes) > _SLOW and not options.dry_run:
            _make(workspace.store)  # it would be made afterwards; now there is time for it
        memory = memory_of(*kept) if kept else None
        reading = _reading_options(options, now.date(), keep_citizen_id=workspace.keep_citizen_id, memory=memory)
        for place, sheets in groupby(coming, key=itemgetter(0)):
            path, taken = waiting[place]
            progress(str(path))
            options_here = replace(reading, reached=done.of(place, CONVERTING))
            taken.read = read(path, options_here, sha256=taken.read.sha256, sheets=_sheets(sheets))
            taken.error = taken.read.error
            done.of(place, READING)(1.0)
            done.of(place, CONVERTING)(1.0)
    readable = [taken for path, taken in waiting if taken.error is None and complete(path)]
    if readable:
        places = {id(taken): place for place, (_, taken) in enumerate(waiting)}
        stored = {id(taken): done.of(places[id(taken)], STORING) for taken in readable}
        _store_all(
            workspace, sorted(readable, key=_rank), options, now, before_commit=before_commit, reached=lambda taken: stored[id(taken)]
        )
    done.end()
    return results


def looked_again(workspace: Workspace, path: Path, options: ImportOptions, now: datetime) -> FileTaken:
    """What an import of a file would find now, though it was imported already; nothing is stored."""
    from partytrack.intake.table import read

    reading = _reading_options(options, now.date(), keep_citizen_id=workspace.keep_citizen_id, memory=_memory(workspace))
    taken = FileTaken(read(path, reading), dry_run=True, path=path)
    if taken.read.error is None:
        with _opened(workspace.store, writing=True) as store, store.rehearsing():
            _store_one(store, taken, options, now)
    return taken


def _memory(workspace: Workspace | None) -> Memory | None:
    """What is remembered of earlier files; None without a store."""
    if workspace is None or not workspace.store.exists():
        return None
    from partytrack.jobs.remembering import memory_of

    with _opened(workspace.store, writing=False) as store:
        return memory_of(store.taught(), store.forms(), store.unit_names())


def _reading_options(options: ImportOptions, today: date, *, keep_citizen_id: bool, memory: Memory | None) -> Options:
    return Options(
        kind=options.kind,
        sheet=options.sheet,
        mapping=options.mapping,
        given=options.given,
        today=today,
        keep_citizen_id=keep_citizen_id,
        memory=memory,
    )


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0  # reading it says what is wrong


def _loaded(*, framed: bool) -> tuple[Callable[..., ReadFile], Callable[..., Memory]]:
    """The reader of tables and the maker of memory, with all that storing and telling need: loaded while the first sheet is being read."""
    if framed:
        import pandas  # noqa: F401, ICN001

    import partytrack.store.duckdb
    import partytrack.store.packing
    import partytrack.store.preparing
    import partytrack.store.taking  # noqa: F401
    from partytrack.intake import wording
    from partytrack.intake.table import read
    from partytrack.jobs.remembering import memory_of

    wording.learn()
    return read, memory_of


def _sheets(pieces: Iterable[Piece]) -> Iterator[Grid]:
    for _, piece in pieces:
        if isinstance(piece, PartytrackError):
            raise piece
        yield piece


def _make(path: Path) -> None:
    from partytrack.store.duckdb import make

    make(path)


def _opened(path: Path | None, *, writing: bool) -> AbstractContextManager[Store]:
    from partytrack.store.duckdb import opened

    return opened(path, writing=writing)


def _fingerprinted(workspace: Workspace, paths: Sequence[Path], options: ImportOptions) -> tuple[list[FileTaken], Kept | None]:
    """A result for every file, with its error if it cannot be opened, and the import that brought it before, if any.

    Also what is remembered of earlier files, if one of these is new.
    """
    results, kept = [], None
    for path in paths:
        try:
            read, error = ReadFile(str(path), fingerprint(path), [], None), None
        except FileUnreadable as unreadable:
            read, error = ReadFile(str(path), "", [], unreadable), unreadable
        results.append(FileTaken(read, options.dry_run, path, error=error))
    if workspace.store.exists() and any(taken.error is None for taken in results):
        with _opened(workspace.store, writing=False) as store:
            for taken in results:
                if taken.error is None:
                    taken.already = store.already_imported(taken.read.sha256, options.fingerprint)
            rejected = {line.id: line.open_rows for line in store.imports()}
            for taken in results:
                taken.rejected_then = rejected.get(taken.already or 0, 0)
            if any(taken.error is None and taken.already is None for taken in results):
                kept = store.taught(), store.forms(), store.unit_names()
    return results, kept


_FIRST = {"units": 0, "members": 1}


def _rank(taken: FileTaken) -> int:
    """Units first, members next, the rest after: a file goes by the earliest kind it holds."""
    return min((_first(table) for sheet in taken.read.sheets for table in sheet.tables), default=2)


def _first(table: ReadTable) -> int:
    return _FIRST.get(table.batch.kind.name, 2)


def _store_all(
    workspace: Workspace,
    files: list[FileTaken],
    options: ImportOptions,
    now: datetime,
    *,
    before_commit: Callable[[FileTaken], None],
    reached: Callable[[FileTaken], Reached],
) -> None:
    path = workspace.store if workspace.store.exists() or not options.dry_run else None
    with _opened(path, writing=True) as store, store.rehearsing() if options.dry_run else nullcontext():
        for taken in files:
            taken.already = store.already_imported(taken.read.sha256, options.fingerprint)  # by a file before it, or meanwhile
            if taken.already is None:
                _store_one(store, taken, options, now, before_commit=before_commit, reached=reached(taken))
            reached(taken)(1.0)


def _store_one(
    store: Store,
    taken: FileTaken,
    options: ImportOptions,
    now: datetime,
    *,
    before_commit: Callable[[FileTaken], None] = lambda _: None,
    reached: Reached = unwatched,
) -> None:
    places = _places(taken.read)
    if not places:
        return  # nothing in it was recognised: there is nothing to keep or to undo

    def told(done: TakenIn) -> None:
        _note(taken, places, done)
        before_commit(taken)

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
        corrects=taken.read.corrects,
        telling=options.dry_run,
        before_commit=told,
        reached=reached,
    )
    if done.refused:
        _note(taken, places, done)
        taken.error = UsageError(
            "rejected-rows",
            text("{file} was refused: some of its rows are not valid.", file=taken.read.file),
            text("Correct the rows listed, or leave out --strict."),
        )


def _note(taken: FileTaken, places: list[tuple[int, int]], done: TakenIn) -> None:
    """Write down what the store did with a file, its findings beside those of the sheets."""
    taken.import_id = done.import_id
    taken.counts = dict(zip(places, done.counts, strict=True))
    taken.effects = dict(zip(places, done.effects, strict=False))  # none where nobody wants to know
    for (sheet, table), findings in zip(places, done.findings, strict=True):
        read = taken.read.sheets[sheet].tables[table]
        seen = taken.read.sheets[sheet].findings
        if any(each.code is Code.NIL_RETURN for each in findings):
            seen[:] = [each for each in seen if each.code is not Code.NO_RECORDS]
        seen.extend(_placed(each, read) for each in findings)
    taken.read.sheets[places[0][0]].findings.extend(
        Finding(Code.EARLIER_FILE, Place(taken.read.file), values={"id": number, "count": count}) for number, count in done.left_over
    )


def _placed(finding: Finding, table: ReadTable) -> Finding:
    """The store's finding with the column its field stands in, which the store does not know."""
    column = table.letter(finding.field, finding.place.row) if finding.field else None
    return replace(finding, place=replace(finding.place, column=column)) if column else finding


def _places(read: ReadFile) -> list[tuple[int, int]]:
    """The tables of a file in the order they are stored: units first, members next, the rest as they stand."""
    places = [(sheet, table) for sheet, each in enumerate(read.sheets) if each.kind for table in range(len(each.tables))]
    return sorted(places, key=lambda place: _first(read.sheets[place[0]].tables[place[1]]))


def _batch(read: ReadFile, place: tuple[int, int], options: ImportOptions, today: date) -> SheetBatch:
    sheet = read.sheets[place[0]]
    if sheet.tables[place[1]].batch.kind.stock:
        _state(sheet, place[1], read.file, options.stated_on, today)
    table = sheet.tables[place[1]]
    nil = (table.unit, table.period) if not table.rows and table.unit and table.period else None
    spoken_of = _spoken_of(table, options)
    return SheetBatch(
        sheet.sheet,
        table.batch,
        table.stated_on,
        nil=nil,
        letterhead=(table.letterhead, table.period) if table.letterhead and table.period and not nil else None,
        rejected=[(each.row, each.cells) for each in table.rejected],
        findings=sheet.findings if place[1] == 0 else [],
        says=spoken_of,
        by_layout=spoken_of - table.fields.keys() - options.given.keys(),
        columns=table.sure,
        under=[(each.field, each.column, each.span, each.first, each.last) for each in table.under],
        form=[(each.column, each.heading, each.field) for each in table.form],
        taught={each.heading: each.field for each in table.form if each.taught and each.field},
    )


def _state(sheet: ReadSheet, number: int, file: str, chosen: date | None, today: date) -> None:
    """Write down the day a list is true on: of several in its sheet that do not say it, the first has the note for all."""
    table = sheet.tables[number]
    if chosen is None and table.stated_on is None:
        others_say = any(each.stated_on not in (None, today) for each in sheet.tables)
        row = table.header_rows[0] if others_say and table.header_rows else None
        note = Finding(Code.STATED_ON_ASSUMED, Place(file, sheet.sheet, row), values={"day": today})
        if note not in sheet.findings:
            sheet.findings.append(note)
    sheet.tables[number] = replace(table, stated_on=chosen or table.stated_on or today)


def _spoken_of(table: ReadTable, options: ImportOptions) -> frozenset[str]:
    """The fields a table speaks of: those with a column, those given for the sheet, those its section rows say."""
    columns = table.batch.columns
    return frozenset(
        field.name
        for field in table.batch.kind.fields
        if field.name in table.fields or field.name in options.given or (said := columns[field.columns[0]]).count(None) < len(said)
    )
