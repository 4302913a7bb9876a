"""Any spreadsheet or CSV file as sheets of raw cells with positions. A further file format is added here."""

from __future__ import annotations

import io
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from threading import Timer
from typing import TYPE_CHECKING, Any, Final, Protocol, TypeVar

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from partytrack.compact import turned
from partytrack.errors import FileUnreadable
from partytrack.findings import Place
from partytrack.intake import separated, trial
from partytrack.intake.formats import ods, web, xlsb, xlsx, xml2003
from partytrack.intake.formats.facts import MOST_CELLS, Noted, note_shown_errors
from partytrack.intake.legacy import modernised
from partytrack.intake.legacy_words import readable
from partytrack.intake.opening import Format, damaged, password_protected, sniff, too_large
from partytrack.messages import text
from partytrack.progress import unwatched

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from partytrack.findings import Finding
    from partytrack.intake.formats.facts import Facts, Range
    from partytrack.intake.formats.xls import Workbook
    from partytrack.intake.legacy_letters import Letters
    from partytrack.progress import Reached

Cell = str | int | float | bool | date | datetime | time | timedelta
_HEAD_START: Final = 0.001  # seconds
_PANIC: Final = "PanicException"
_Result = TypeVar("_Result")


@dataclass(slots=True)
class Grid:
    """One sheet as it stands: every row has the same width, a blank cell is the empty text.

    Args:
        sheet: Its name.
        hidden: Whether the workbook hides it; then nothing was read.
        rows: The cells, from the sheet's first row on, so that index 0 is row 1. Of a large text each row is made when it is asked for.
        merges: Merged ranges as (first row, first column, last row, last column), all from 0 and included.
        facts: Number formats, fonts, and formulas without a value, where the file format tells them.
        written_in: The letters of the whole file, where they are not those of Unicode.
        findings: What was found while its letters were read.
        share: Which part of its file it is, by the number of sheets: from and to, 0 to 1.
    """

    sheet: str
    hidden: bool = False
    rows: Sequence[list[Cell]] = field(default_factory=list)
    merges: list[Range] = field(default_factory=list)
    facts: Facts = field(default_factory=Noted)
    written_in: Letters | None = None
    findings: list[Finding] = field(default_factory=list)
    share: tuple[float, float] = (0.0, 1.0)
    _turned: Sequence[Sequence[Any]] = field(default_factory=list)

    @property
    def columns(self) -> Sequence[Sequence[Any]]:
        """The same cells by column; turned once, since going down one column of rows costs as much as turning all.

        Of many rows each distinct word of a column is kept once, so that what it means is worked out once.
        """
        if not self._turned:
            self._turned = turned(self.rows)
        return self._turned

    def with_rows(self, rows: Sequence[list[Cell]]) -> Grid:
        """The same sheet with other cells in the same places."""
        return replace(self, rows=rows, _turned=[])


def grids(path: Path, data: bytes, sheet: str | None, reached: Reached = unwatched) -> Iterator[Grid]:
    """The sheets of a file one after the other, in Unicode; hidden ones without cells, unless `sheet` names them.

    With `sheet` only that one comes; its name may be said as it is written or as it reads in Unicode. `reached` is told how much of the
    file was read.

    Raises:
        FileUnreadable: The file is no spreadsheet, damaged, protected or too large, or has no sheet of that name.
    """
    book = _book(path, data, reached)
    if sheet not in book.sheets:
        sheet = next((name for name in book.sheets if readable(name) == sheet), sheet)
    if sheet is not None and sheet not in book.sheets:
        raise FileUnreadable(
            "sheet-missing",
            text("{file} has no sheet “{sheet}”.", file=path.name, sheet=sheet),
            text("Its sheets are: {sheets}.", sheets=", ".join(book.sheets)),
        )
    for number, (name, hidden) in enumerate(book.sheets.items()):
        if sheet == name or (sheet is None and not hidden):
            grid = book.grid(name)
            height, width = len(grid.rows), len(grid.rows[0]) if grid.rows else 0
            grid.merges = [
                each for each in grid.merges if each[0] < height and each[1] < width
            ]  # what is merged beyond the last cell says nothing
            grid.share = number / len(book.sheets), (number + 1) / len(book.sheets)
            reached(grid.share[1])
            grid.findings += modernised(grid, Place(path.name, name))
            yield grid
        elif sheet is None:
            yield Grid(name, hidden=True)


class _Book(Protocol):
    """A file that was opened."""

    @property
    def sheets(self) -> dict[str, bool]:
        """The names of its sheets, in their order, and whether each is hidden."""

    def grid(self, name: str) -> Grid:
        """One sheet, read."""


def _book(path: Path, data: bytes, reached: Reached) -> _Book:
    kind = sniff(path, data)
    if kind is Format.CSV:
        rows, columns, facts, letters = separated.sheet(path, data, reached)
        return _Ready([Grid(path.stem, rows=rows, facts=facts, written_in=letters, _turned=columns)])
    if kind is Format.HTML:
        written, letters = separated.written(path, data, web.charset(data))
        rows, merges, facts = web.page(path, written)
        note_shown_errors(rows, facts)
        return _Ready([Grid(path.stem, rows=_cells(rows), merges=merges, facts=facts, written_in=letters)])
    if kind is Format.XML_2003:
        return _Ready(
            [Grid(each.name, each.hidden, _cells(each.rows), each.facts.merges or [], each.facts) for each in xml2003.sheets(path, data)]
        )
    if kind is Format.XLS:
        from partytrack.intake.formats.xls import Workbook  # noqa: PLC0415 - only old files need it

        return _Old(Workbook(path, data))
    return _Calamine(path, data, kind)


def _cells(rows: Sequence[Sequence[Cell]]) -> list[list[Cell]]:
    return [list(row) for row in rows]


@dataclass(frozen=True, slots=True)
class _Ready:
    """A file whose sheets are all read at once."""

    read: list[Grid]

    @property
    def sheets(self) -> dict[str, bool]:
        return {grid.sheet: grid.hidden for grid in self.read}

    def grid(self, name: str) -> Grid:
        return next(grid for grid in self.read if grid.sheet == name)


class _Calamine:
    """A workbook that calamine reads; what it does not tell comes from the format's own module."""

    def __init__(self, path: Path, data: bytes, kind: Format) -> None:
        self._path = path
        self._kind = kind
        self._facts = self._facts_by_name()
        if kind is not Format.XLSX:  # seldom seen, and a false length in one ends calamine's process
            trial.passed(path)
        self._workbook = _guarded(path, lambda: _opened(path, data, kind))

    def _facts_by_name(self) -> Callable[[str], Facts]:
        if self._kind is Format.XLSX:
            return xlsx.Package(self._path).facts
        if self._kind is Format.XLSB:
            return xlsb.Package(self._path).facts
        known = ods.facts(self._path)
        return lambda name: known.get(name, Noted())

    @property
    def sheets(self) -> dict[str, bool]:
        return {
            each.name: each.visible is not SheetVisibleEnum.Visible
            for each in self._workbook.sheets_metadata
            if each.typ is SheetTypeEnum.WorkSheet
        }

    def grid(self, name: str) -> Grid:
        path, book = self._path, self._workbook
        grid = Grid(name, self.sheets[name], facts=self._facts(name))
        if grid.facts.too_wide:
            raise too_large(path)
        if grid.facts.doubtful:
            trial.passed(path)
        # Calamine works without the interpreter's lock: the search is free, if only calamine gets away first.
        searching = Timer(_HEAD_START, grid.facts.search)
        searching.start()
        try:
            sheet = _guarded(path, lambda: book.get_sheet_by_name(name))
        finally:
            searching.join()
        end = sheet.end
        if end is None:
            return grid
        if (end[0] + 1) * (end[1] + 1) > MOST_CELLS:
            raise too_large(path)
        rows: list[list[Cell]] = _guarded(path, lambda: sheet.to_python(skip_empty_area=False))
        if self._kind is Format.XLSB:  # of these calamine gives whole numbers as such, of others never
            rows = [[float(cell) if type(cell) is int else cell for cell in row] for row in rows]
        grid.rows = rows
        told = grid.facts.merges
        grid.merges = told if told is not None else [(*first, *last) for first, last in sheet.merged_cell_ranges or []]
        return grid


@dataclass(frozen=True, slots=True)
class _Old:
    """A workbook that xlrd reads."""

    book: Workbook

    @property
    def sheets(self) -> dict[str, bool]:
        return self.book.sheets

    def grid(self, name: str) -> Grid:
        facts = self.book.facts(name)
        return Grid(name, self.sheets[name], _cells(self.book.rows(name)), facts.merges or [], facts)


def _opened(path: Path, data: bytes, kind: Format) -> CalamineWorkbook:
    # By its path calamine trusts the extension but says exactly what is wrong; from memory it finds out itself.
    if path.suffix.lower() == kind.value:
        return CalamineWorkbook.from_path(path)
    return CalamineWorkbook.from_filelike(io.BytesIO(data))


def _guarded(path: Path, call: Callable[[], _Result]) -> _Result:
    """What the call returns; every way in which calamine gives up becomes one clear error."""
    try:
        return call()
    except PasswordError:
        raise password_protected(path) from None
    except (CalamineError, OSError, ValueError):
        raise damaged(path) from None
    except BaseException as error:
        # A panic inside calamine is no Exception, and its class cannot be imported; anything else goes on its way.
        if type(error).__name__ != _PANIC:
            raise
        raise damaged(path) from None
