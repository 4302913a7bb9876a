"""Any spreadsheet or CSV file as sheets of raw cells with positions. A further file format is added here."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from threading import Timer
from typing import TYPE_CHECKING, Final, TypeVar

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from partytrack.errors import FileUnreadable
from partytrack.intake.opening import Format, damaged, decoded, password_protected, sniff, too_large
from partytrack.intake.package import MOST_CELLS, Package, SheetFacts
from partytrack.messages import text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

Cell = str | int | float | bool | date | datetime | time | timedelta
_DELIMITERS: Final = ",;\t"
_HEAD_START: Final = 0.001  # seconds
_PANIC: Final = "PanicException"
_NAMED_DELIMITER: Final = re.compile(r"sep=([,;\t])\r?\n", re.IGNORECASE)
_Result = TypeVar("_Result")


@dataclass(slots=True)
class Grid:
    """One sheet as it stands: every row has the same width, a blank cell is the empty text.

    Args:
        sheet: Its name.
        hidden: Whether the workbook hides it; then nothing was read.
        rows: The cells, from the sheet's first row on, so that index 0 is row 1.
        merges: Merged ranges as (first row, first column, last row, last column), all from 0 and included.
        facts: Number formats and formulas without a value, where the file format tells them.
    """

    sheet: str
    hidden: bool = False
    rows: list[list[Cell]] = field(default_factory=list)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    facts: SheetFacts = field(default_factory=lambda: SheetFacts(b"", {}))
    _turned: list[tuple[Cell, ...]] = field(default_factory=list)

    @property
    def columns(self) -> list[tuple[Cell, ...]]:
        """The same cells by column; turned once, since going down one column of rows costs as much as turning all."""
        if not self._turned:
            self._turned = list(zip(*self.rows, strict=True))
        return self._turned


def grids(path: Path, data: bytes, sheet: str | None) -> Iterator[Grid]:
    """The sheets of a file one after the other; hidden ones without cells, unless `sheet` names them.

    With `sheet` only that one comes.

    Raises:
        FileUnreadable: The file is no spreadsheet, damaged, protected or too large, or has no sheet of that name.
    """
    kind = sniff(path, data)
    if kind is Format.CSV:
        yield _separated(path, data)
        return
    book = _guarded(path, lambda: _opened(path, data, kind))
    package = Package(path) if kind is Format.XLSX else None
    metadata = {each.name: each for each in book.sheets_metadata}
    if sheet is not None and sheet not in metadata:
        raise FileUnreadable(
            "sheet-missing",
            text("{file} has no sheet “{sheet}”.", file=path.name, sheet=sheet),
            text("Its sheets are: {sheets}.", sheets=", ".join(metadata)),
        )
    for name in metadata if sheet is None else (sheet,):
        if metadata[name].typ is not SheetTypeEnum.WorkSheet:
            continue
        if sheet is None and metadata[name].visible is not SheetVisibleEnum.Visible:
            yield Grid(name, hidden=True)
            continue
        hidden = metadata[name].visible is not SheetVisibleEnum.Visible
        yield _sheet(path, book, name, package, hidden=hidden)


def _opened(path: Path, data: bytes, kind: Format) -> CalamineWorkbook:
    # By its path calamine trusts the extension but says exactly what is wrong; from memory it finds out itself.
    if path.suffix.lower() == kind.value:
        return CalamineWorkbook.from_path(path)
    return CalamineWorkbook.from_filelike(io.BytesIO(data))


def _sheet(path: Path, book: CalamineWorkbook, name: str, package: Package | None, *, hidden: bool) -> Grid:
    grid = Grid(name, hidden)
    if package:
        grid.facts = package.facts(name)
        if grid.facts.too_wide:
            raise too_large(path)
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
    grid.rows = rows
    grid.merges = [(*first, *last) for first, last in sheet.merged_cell_ranges or []]
    return grid


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


def _separated(path: Path, data: bytes) -> Grid:
    written = decoded(path, data)
    if "\x00" in written:
        raise damaged(path)
    named = _NAMED_DELIMITER.match(written)  # a first line "sep=;" is Excel's own way to say it
    delimiter = named[1] if named else _delimiter(written)
    reader = csv.reader(io.StringIO(written[named.end() :] if named else written, newline=""), delimiter=delimiter)
    rows: list[list[Cell]] = []
    if named:
        rows.append([])
    try:
        rows.extend(list(row) for row in reader)
    except csv.Error:
        raise damaged(path) from None
    width = max((len(row) for row in rows), default=0)
    if width * len(rows) > MOST_CELLS:
        raise too_large(path)
    for row in rows:
        if len(row) < width:
            row.extend([""] * (width - len(row)))
    while rows and not any(rows[-1]):
        rows.pop()
    return Grid(path.stem, rows=rows)


def _delimiter(written: str) -> str:
    """The delimiter that splits most of the first lines into the same number of cells."""
    lines = written[:50_000].splitlines()[:60]
    best, most = ",", (0, 0)
    for delimiter in _DELIMITERS:
        widths = Counter(len(row) for row in csv.reader(lines, delimiter=delimiter))
        shared = [(count, width) for width, count in widths.items() if width > 1]
        filled = sum(count for count, _ in shared)
        same = max((count * width for count, width in shared), default=0)
        if (filled, same) > most and same:
            best, most = delimiter, (filled, same)
    return best
