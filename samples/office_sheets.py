"""Sheets as an office lays them out: letterhead, titles, merged headings, section rows, total, signatures. Change the looks here."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

STAMP = (2024, 7, 1, 8, 0, 0)
Cell = str | int | float | date | None


@dataclass
class Column:
    heading: str
    width: int = 12
    group: str = ""
    form: str = ""


@dataclass
class Section:
    """A row that only names the unit of the rows below."""

    number: str
    title: str


THIN = Side(style="thin")
BOX = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
PLAIN = Font(name="Times New Roman", size=12)
BOLD = Font(name="Times New Roman", size=12, bold=True)
MIDDLE_OF = Alignment(horizontal="center", vertical="center", wrap_text=True)


def put(sheet: Worksheet, row: int, column: int, value: Cell, *, font: Font = PLAIN, centre: bool = False) -> None:
    cell = sheet.cell(row, column, value)
    cell.font = font
    if centre:
        cell.alignment = MIDDLE_OF


def letterhead(sheet: Worksheet, width: int, titles: list[str], place: str, sender: tuple[str, str]) -> int:
    """Write who sends it (superior and sender), the motto and the titles; the row below them."""
    half = max(2, width // 2)
    for row, (left, right) in enumerate(((sender[0], "ĐẢNG CỘNG SẢN VIỆT NAM"), (sender[1], ""), ("*", place)), 1):
        put(sheet, row, 1, left, font=BOLD, centre=True)
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=half)
        if right:
            put(sheet, row, half + 1, right, font=BOLD if row == 1 else PLAIN, centre=True)
            sheet.merge_cells(start_row=row, start_column=half + 1, end_row=row, end_column=max(width, half + 1))
    row = 5
    for number, title in enumerate(titles):
        put(sheet, row, 1, title, font=PLAIN if number else BOLD, centre=True)
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=width)
        row += 1
    return row + 1


def headings(sheet: Worksheet, row: int, columns: list[Column], *, numbered: bool) -> int:
    """Write one row of headings, or two with merged groups, and the row of column numbers; the row below them."""
    deep = any(column.group for column in columns)
    for index, column in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(index)].width = column.width
        if not column.group:
            put(sheet, row, index, column.heading, font=BOLD, centre=True)
            if deep:
                sheet.merge_cells(start_row=row, start_column=index, end_row=row + 1, end_column=index)
            continue
        put(sheet, row + 1, index, column.heading, font=BOLD, centre=True)
        if index == 1 or columns[index - 2].group != column.group:
            put(sheet, row, index, column.group, font=BOLD, centre=True)
            last = index
            while last < len(columns) and columns[last].group == column.group:
                last += 1
            sheet.merge_cells(start_row=row, start_column=index, end_row=row, end_column=last)
    row += 2 if deep else 1
    if numbered:
        for index in range(1, len(columns) + 1):
            put(sheet, row, index, index, centre=True)
        row += 1
    return row


def signature(sheet: Worksheet, row: int, width: int, names: tuple[str, str]) -> None:
    right = max(3, width - 2)
    put(sheet, row, 2, "NGƯỜI LẬP BIỂU", font=BOLD)
    put(sheet, row, right, "T/M BAN THƯỜNG VỤ", font=BOLD)
    put(sheet, row + 1, 2, "(Ký, ghi rõ họ tên)")
    put(sheet, row + 1, right, "PHÓ BÍ THƯ", font=BOLD)
    put(sheet, row + 5, 2, names[0], font=BOLD)
    put(sheet, row + 5, right, names[1], font=BOLD)


def table(
    book: Workbook, title: str, titles: list[str], columns: list[Column], rows: list[list[Cell] | Section],
    *, total: str = "", sums: list[Cell] | None = None, place: str = "", numbered: bool = True,
    names: tuple[str, str] = ("Lại Thị Diệu Chi", "Khúc Văn Quyết"), sender: tuple[str, str] = ("ĐẢNG BỘ TỈNH THÁI BÌNH", "ĐẢNG ỦY KHỐI CÁC CƠ QUAN TỈNH"),
) -> None:  # fmt: skip
    """Add a sheet: letterhead, titles, headings, rows, total and signatures; `sums` stand in the last columns of the total."""
    sheet = book.create_sheet(title)
    row = headings(sheet, letterhead(sheet, len(columns), titles, place, sender), columns, numbered=numbered)
    for values in rows:
        if isinstance(values, Section):
            put(sheet, row, 1, values.number, font=BOLD)
            put(sheet, row, 2, values.title, font=BOLD)
            sheet.merge_cells(start_row=row, start_column=2, end_row=row, end_column=len(columns))
        else:
            for index, (value, column) in enumerate(zip(values, columns, strict=True), 1):
                if value is not None and value != "":
                    put(sheet, row, index, value)
                sheet.cell(row, index).border = BOX
                only_a_year = isinstance(value, int) and "y" in column.form  # shown as a day it would be one of 1905
                if column.form and not isinstance(value, str) and not only_a_year:
                    sheet.cell(row, index).number_format = column.form
        row += 1
    if total:
        put(sheet, row, 1, total, font=BOLD)
        words = len(columns) - len(sums or ())
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=words)
        for index, value in enumerate(sums or (), words + 1):
            put(sheet, row, index, value, font=BOLD)
        row += 1
    signature(sheet, row + 1, len(columns), names)


def new_book() -> Workbook:
    book = Workbook()
    book.remove(book.worksheets[0])
    return book


def save(book: Workbook, path: Path) -> None:
    """Save with every time stamp fixed, so that the same data give the same bytes."""
    raw = io.BytesIO()
    book.save(raw)
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", b"2024-07-01T08:00:00Z", content)
            info = zipfile.ZipInfo(name, STAMP)
            info.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(info, content)


def write_csv(path: Path, lines: Iterable[Iterable[str]]) -> None:
    """As a Vietnamese Excel writes CSV: a byte-order mark, semicolons, comma for the decimals."""
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        csv.writer(out, delimiter=";").writerows(lines)


def thousands(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def roman(number: int) -> str:
    letters = ""
    for value, sign in ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        letters += sign * (number // value)
        number %= value
    return letters
