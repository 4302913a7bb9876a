"""Old .xls workbooks through xlrd, which reads those of before 1997 too, and tells number formats and merged cells."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final

import xlrd
from xlrd.biffh import (
    XL_CELL_BLANK,
    XL_CELL_BOOLEAN,
    XL_CELL_DATE,
    XL_CELL_EMPTY,
    XL_CELL_ERROR,
    XL_CELL_NUMBER,
    XL_CELL_TEXT,
    XLRDError,
    error_text_from_code,
)
from xlrd.xldate import XLDateError, xldate_as_datetime

from partytrack.intake.formats.facts import MOST_CELLS, Noted, NumberFormat, telling
from partytrack.intake.legacy_letters import Run, legacy_font
from partytrack.intake.opening import damaged, password_protected, too_large

if TYPE_CHECKING:
    from datetime import date, datetime, time
    from pathlib import Path

    from xlrd.book import Book
    from xlrd.sheet import Sheet

    from partytrack.intake.legacy_letters import LegacyFont

_TOLD: Final = frozenset({XL_CELL_NUMBER, XL_CELL_DATE})
_EMPTY: Final = frozenset({XL_CELL_EMPTY, XL_CELL_BLANK, XL_CELL_ERROR})
_LARGEST: Final = 40_000_000  # bytes: more than twenty full sheets of twelve columns
_UNSAID_LETTERS: Final = "cp1252"  # Windows' own for files that do not say which letters they use


class Workbook:
    """One .xls file.

    Raises:
        FileUnreadable: It is protected, damaged, or no such workbook.
    """

    def __init__(self, path: Path, data: bytes) -> None:
        self._path = path
        self._book = self._opened(data)

    def _opened(self, data: bytes) -> Book:
        if len(data) > _LARGEST:
            raise too_large(self._path)
        for letters in (None, _UNSAID_LETTERS):
            try:
                return xlrd.open_workbook(
                    file_contents=data,
                    formatting_info=True,
                    ragged_rows=True,
                    ignore_workbook_corruption=True,
                    encoding_override=letters,
                    logfile=io.StringIO(),
                )
            except UnicodeDecodeError:
                continue
            except XLRDError as error:
                if "encrypted" in str(error).lower():
                    raise password_protected(self._path) from None
                raise damaged(self._path) from None
            except Exception:  # noqa: BLE001 - a torn file stops xlrd in every way there is: by index, by struct, by assertion
                raise damaged(self._path) from None
        raise damaged(self._path)

    @property
    def sheets(self) -> dict[str, bool]:
        """Sheet name → whether the workbook hides it, in its order."""
        return {sheet.name: bool(sheet.visibility) for sheet in self._book.sheets()}

    def facts(self, name: str) -> Noted:
        """What is known of the cells of a sheet."""
        sheet = self._book.sheet_by_name(name)
        noted = Noted(merges=[(first, left, end - 1, right - 1) for first, end, left, right in sheet.merged_cells])
        formats, fonts = self._formats(), self._fonts()
        for row in range(sheet.nrows):
            for column, kind in enumerate(sheet.row_types(row)):
                if kind == XL_CELL_TEXT and fonts:
                    noted.note_font(row, column, fonts.get(sheet.cell_xf_index(row, column)))
                elif kind in _TOLD and formats:
                    noted.note(row, column, formats.get(sheet.cell_xf_index(row, column)))
                elif kind == XL_CELL_ERROR:
                    noted.errors[row, column] = error_text_from_code.get(int(sheet.cell_value(row, column)), "#N/A")
        self._note_runs(sheet, noted)
        return noted

    def _fonts(self) -> dict[int, LegacyFont]:
        """Style number of a cell → its font, for the legacy ones."""
        fonts = [legacy_font(str(font.name)) for font in self._book.font_list]
        return {
            number: font
            for number, style in enumerate(self._book.xf_list)
            if style.font_index < len(fonts) and (font := fonts[style.font_index]) is not None
        }

    def _note_runs(self, sheet: Sheet, noted: Noted) -> None:
        """Keep the parts of the texts that are written in several fonts, legacy ones among them."""
        fonts = [legacy_font(str(font.name)) for font in self._book.font_list]
        if not any(fonts):
            return
        for (row, column), changes in sheet.rich_text_runlist_map.items():
            if row >= sheet.nrows or column >= sheet.row_len(row):
                continue  # of a torn file
            written = str(sheet.cell_value(row, column))
            starts = [start for start, _ in changes]
            named = [fonts[number] if number < len(fonts) else None for _, number in changes]
            runs = [Run(written[: starts[0]], None, as_cell=True)] if starts and starts[0] else []
            runs += [Run(written[start:end], font) for start, end, font in zip(starts, [*starts[1:], len(written)], named, strict=True)]
            noted.runs[written] = tuple(runs)

    def _formats(self) -> dict[int, NumberFormat]:
        """Style number of a cell → what its number format says, for the formats that say something."""
        found = {}
        for number, style in enumerate(self._book.xf_list):
            code = self._book.format_map.get(style.format_key)
            said = telling(code.format_str) if code and code.format_str else None
            if said is not None:
                found[number] = said
        return found

    def rows(self, name: str) -> list[list[str | float | bool | date | datetime | time]]:
        """The cells of a sheet as calamine would give them.

        Raises:
            FileUnreadable: Its rectangle is too large to hold.
        """
        sheet = self._book.sheet_by_name(name)
        if sheet.nrows * sheet.ncols > MOST_CELLS:
            raise too_large(self._path)
        return [[self._cell(sheet, row, column) for column in range(sheet.ncols)] for row in range(sheet.nrows)]

    def _cell(self, sheet: Sheet, row: int, column: int) -> str | float | bool | date | datetime | time:
        if column >= sheet.row_len(row):
            return ""
        kind, value = sheet.cell_type(row, column), sheet.cell_value(row, column)
        if kind in _EMPTY:
            return ""
        if kind == XL_CELL_BOOLEAN:
            return bool(value)
        if kind == XL_CELL_DATE:
            if float(value) < 0:
                return float(value)
            try:
                moment = xldate_as_datetime(float(value), self._book.datemode)
            except (XLDateError, OverflowError, ValueError):
                return float(value)
            if float(value) < 1:
                return moment.time()
            return moment if moment.time().replace(microsecond=0) != moment.min.time() else moment.date()
        return float(value) if kind == XL_CELL_NUMBER else str(value)
