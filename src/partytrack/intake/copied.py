"""Sheets of any file format as a new workbook: the same sheets, cells and positions. How a cell is carried over is decided here."""

from __future__ import annotations

import math
import re
from datetime import date, datetime
from typing import TYPE_CHECKING, Final, cast

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from partytrack.intake.values import shown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from openpyxl.cell.cell import Cell as WorkbookCell
    from openpyxl.worksheet.worksheet import Worksheet

    from partytrack.intake.formats.facts import NumberFormat
    from partytrack.intake.grid import Cell, Grid

ROWS: Final = 1_048_576  # of a workbook's sheet; a text file may have more
COLUMNS: Final = 16_384
_LONGEST_TITLE: Final = 31
_DAY: Final = "dd/mm/yyyy"
_FIRST_DAY: Final = date(1900, 3, 1)  # spreadsheets count the days before it differently
_IN_TITLE: Final = re.compile(r"[\\*?:/\[\]]")
# What no workbook may hold: control characters, halves of characters, and two numbers that are none.
_FORBIDDEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ERRORS: Final = frozenset({"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A"})
_WIDTHS: Final = (8, 45)  # characters
_ROWS_MEASURED: Final = 200


def cell_at(sheet: Worksheet, row: int, column: int) -> WorkbookCell:
    """The cell in a row and column from 1, which is not merged into another."""
    return cast("WorkbookCell", sheet.cell(row, column))


def put_text(cell: WorkbookCell, said: str) -> None:
    """Write words into a cell as words, whatever they begin with."""
    cell.value = _FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", said)
    cell.data_type = "s"
    cell.quotePrefix = said[:1] in ("=", "+", "-", "@")  # else a spreadsheet program reckons with it once somebody edits it


def book_of(grids: Iterable[Grid]) -> tuple[Workbook, dict[str, Worksheet]]:
    """A new workbook with these sheets, and each of its sheets by the name it had."""
    book = Workbook()
    book.properties.created = datetime(1980, 1, 1)  # noqa: DTZ001 - no time at all: the same file gives the same copy
    book.remove(book.worksheets[0])
    sheets = {}
    for grid in grids:
        sheet = sheets[grid.sheet] = book.create_sheet(title(grid.sheet))
        sheet.sheet_state = "hidden" if grid.hidden else "visible"
        _fill(sheet, grid)
    return book, sheets


def title(name: str) -> str:
    """The name of a sheet as a workbook may have it."""
    plain = _FORBIDDEN.sub("", _IN_TITLE.sub("-", name)).strip(" '")
    return plain[:_LONGEST_TITLE] or "DS"


def _fill(sheet: Worksheet, grid: Grid) -> None:
    formats: dict[int, dict[int, NumberFormat]] = {}
    if grid.facts.styles:
        formats = {column: grid.facts.formats(column) for column in range(len(grid.rows[0]) if grid.rows else 0)}
    for number, cells in enumerate(grid.rows[:ROWS]):
        for column, cell in enumerate(cells[:COLUMNS]):
            if cell != "":
                _put(cell_at(sheet, number + 1, column + 1), cell, formats.get(column, {}).get(number))
    for (row, column), said in grid.facts.errors.items():
        if row < ROWS and column < COLUMNS:
            broken = cell_at(sheet, row + 1, column + 1)
            broken.value = said if said in _ERRORS else "#VALUE!"
            broken.data_type = "e"
    for top, left, bottom, right in grid.merges:
        if bottom < ROWS and right < COLUMNS and (top, left) != (bottom, right):
            sheet.merge_cells(start_row=top + 1, start_column=left + 1, end_row=bottom + 1, end_column=right + 1)
    for column, measured in enumerate(zip(*grid.rows[:_ROWS_MEASURED], strict=True)):
        wide = max((max(map(len, shown(cell).splitlines()), default=0) for cell in measured), default=0)
        if column < COLUMNS:
            sheet.column_dimensions[get_column_letter(column + 1)].width = min(max(wide + 2, _WIDTHS[0]), _WIDTHS[1])


def _put(put: WorkbookCell, cell: Cell, style: NumberFormat | None) -> None:
    if isinstance(cell, str):
        put_text(put, cell)
    elif (isinstance(cell, date) and date(cell.year, cell.month, cell.day) < _FIRST_DAY) or (
        isinstance(cell, float) and not math.isfinite(cell)
    ):
        put_text(put, shown(cell))
    else:
        put.value = cell
        code = _code(style, cell)
        if code is not None:
            put.number_format = code


def _code(style: NumberFormat | None, cell: Cell) -> str | None:
    """The number format that says of a cell what its own said."""
    if isinstance(cell, date):
        return {"year": "yyyy", "month": "mm/yyyy"}.get((style and style.precision) or "", _DAY)
    if style is None:
        return None
    if style.zeros:
        return "0" * style.zeros
    return {100: "0.##%", 1000: '0.##"‰"'}.get(style.per)
