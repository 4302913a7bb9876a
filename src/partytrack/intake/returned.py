"""The sender's workbook back: cells with findings coloured and commented, and a first sheet that lists them. How that looks is decided here.

An .xlsx stays the sender's own, with its fonts, widths, formulas and other sheets; of any other format a new workbook has the same
sheets, cells and positions. Macros are left out; pictures stay where the library for them is installed.
"""

from __future__ import annotations

import io
import json
import re
import warnings
import zipfile
import zlib
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from xml.etree.ElementTree import ParseError, fromstring, tostring
from xml.sax.saxutils import escape

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.fills import Fill
from openpyxl.utils import column_index_from_string, get_column_letter
from openpyxl.utils.datetime import to_excel
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties

from partytrack.findings import Finding, Severity
from partytrack.intake import own
from partytrack.intake.copied import COLUMNS, ROWS, book_of, cell_at, put_text
from partytrack.intake.grid import grids
from partytrack.intake.letters import letters_index
from partytrack.intake.opening import Format, sniff
from partytrack.messages import Text, counted, harmless, marked, text
from partytrack.records import field_title

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

    from partytrack.intake.seen import ReadFile, ReadSheet

    _Opened = tuple[Workbook, dict[str, Worksheet], dict[str, dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class _Look:
    """How a finding of one severity is shown: its rank, the colour of its cell, and words that say the same without colour."""

    rank: int
    fill: str
    words: str


_LOOKS: Final = {
    Severity.ERROR: _Look(0, "FFFFB3AD", marked("✗ To correct")),
    Severity.WARNING: _Look(1, "FFFFE699", marked("! To check")),
    Severity.NOTE: _Look(2, "FFDDEBF7", marked("i For information")),
}
_ROW_FILL: Final = "FFFDE3E1"
_HEAD_FILL: Final = "FF9C1C1C"
_AUTHOR: Final = "partytrack"
_SPARE: Final = "K"  # the hidden column in which the list keeps the fills that were replaced
_HEADINGS: Final = (
    (marked("Line"), 6),
    (marked("Kind of remark"), 15),
    (marked("Sheet"), 18),
    (marked("Cell"), 9),
    (marked("Column"), 20),
    (marked("What stands there"), 24),
    (marked("What is wrong"), 52),
    (marked("What to do"), 62),
)
_MOST_COMMENTS: Final = 2000  # each is a drawing of its own: with more a workbook hardly opens; the list has all
_MOST_CELLS: Final = 1_500_000  # the library needs half a kilobyte for each
_FONT: Final = "Arial"
_LINE_HEIGHT: Final = 14  # points
# A program draws a comment in its own font, up to 12 points: so many letters of it, words not broken, fit into this width.
_COMMENT_WIDTH: Final = 400  # pixels, as the height of a line
_COMMENT_LETTERS: Final = 42
_COMMENT_LINE: Final = 22
_FIRST_LINE: Final = 7  # the row of the list's headings
_UNREADABLE: Final = (ValueError, TypeError, KeyError, IndexError, AttributeError, ParseError, zipfile.BadZipFile, InvalidFileException)


def speaks_of_cells(read: ReadFile) -> bool:
    """Whether anything in a file can be marked: a finding about a cell, or a row that was rejected."""
    return any(
        each.place.row is not None and (each.place.column is not None or each.code.severity is Severity.ERROR)
        for sheet in read.sheets
        for each in sheet.findings
    )


def returned(path: Path, data: bytes, read: ReadFile, how: str = "") -> bytes:
    """The workbook to send back, as the bytes of an .xlsx.

    Args:
        path: The sender's file.
        data: Its content.
        read: What was seen in it, with the findings of the store; its `sha256` is what the corrected file is known by.
        how: The options of the command that say how it is to be read, for whoever imports it again.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what the library does not know of a workbook is no concern of the sender
        book, sheets, values = _opened(path, data) if _cells(read) <= _MOST_CELLS else _without_sheets()
        fills = _marked_up(sheets, read)
        _list(book, sheets, read, fills, how)
        return _saved(book, values)


# --- the workbook ---


def _cells(read: ReadFile) -> int:
    """About how many cells the tables of a file have."""
    return sum((table.last_row or 0) * len((*table.fields, *table.unmapped)) for sheet in read.sheets for table in sheet.tables)


def _without_sheets() -> _Opened:
    book = Workbook()
    book.remove(book.worksheets[0])
    return book, {}, {}


def _opened(path: Path, data: bytes) -> _Opened:
    """The workbook without the marks of an earlier return, its sheets by the name they were read under, and what its formulas gave."""
    if sniff(path, data) is Format.XLSX:
        try:
            book = load_workbook(io.BytesIO(data), rich_text=True)
            values = _formula_values(book, data)
        except (*_UNREADABLE, OSError, EOFError, NotImplementedError, zlib.error):  # nothing is read from a disk here
            pass  # the readers of intake forgive more than this library: the sender then gets a copy of what they saw
        else:
            _cleaned(book)
            return book, {sheet.title: sheet for sheet in book.worksheets}, values
    every = (next(grids(path, data, grid.sheet)) if grid.hidden else grid for grid in grids(path, data, None))
    book, sheets = book_of(grid for grid in every if not (own.is_own(grid.rows) and own.source(grid.rows)))
    return book, sheets, {}


def _formula_values(book: Workbook, data: bytes) -> dict[str, dict[str, Any]]:
    """Sheet → cell → the value its formula gave last: without them the file could not be read before somebody opens it in a spreadsheet program."""
    formulas = {
        sheet.title: [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.data_type == "f"] for sheet in book.worksheets
    }
    if not any(formulas.values()):
        return {}
    calculated = load_workbook(io.BytesIO(data), data_only=True)
    return {
        name: {place: calculated[name][place].value for place in places if calculated[name][place].value is not None}
        for name, places in formulas.items()
    }


def _cleaned(book: Workbook) -> None:
    """Take away what an earlier return put into the workbook: its list, its comments, its colours."""
    for sheet in list(book.worksheets):
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(max_row=_FIRST_LINE)]
        if not (own.is_own(rows) and own.source(rows)):
            continue
        for (kept,) in sheet.iter_rows(min_col=column_index_from_string(_SPARE), max_col=column_index_from_string(_SPARE)):
            _restore(book, kept.value)
        book.remove(sheet)
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.comment is not None and (left := _without_ours(cell.comment.text)) != cell.comment.text:
                    cell.comment = Comment(left, cell.comment.author) if left else None


def _restore(book: Workbook, kept: object) -> None:
    """Give one cell the fill back that a return replaced."""
    try:
        name, place, fill = json.loads(str(kept))
        tree: Any = fromstring(fill)  # noqa: S314 - a text of ours, and one tag of it
        book[name][place].fill = Fill.from_tree(tree)
    except _UNREADABLE:
        return  # somebody wrote into the hidden column: the cell keeps its colour


def _without_ours(said: str) -> str:
    return re.split(rf"(?m)^{re.escape(own.FIRST_WORDS)}$", said, maxsplit=1)[0].rstrip()


def _saved(book: Workbook, values: dict[str, dict[str, Any]]) -> bytes:
    """The bytes of a workbook, with what its formulas gave; the same workbook always gives the same bytes, whatever the time."""
    plain = io.BytesIO()
    book.save(plain)
    parts = {f"xl{sheet.path.removeprefix('/xl')}": values.get(sheet.title, {}) for sheet in book.worksheets}
    whole = io.BytesIO()
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            written = source.read(name)
            if parts.get(name):
                written = _calculated(written, parts[name])
            elif name == "docProps/core.xml":
                written = _MODIFIED.sub(b"", written)
            target.writestr(zipfile.ZipInfo(name, _NO_TIME), written, zipfile.ZIP_DEFLATED)
    return whole.getvalue()


_NO_TIME: Final = (1980, 1, 1, 0, 0, 0)  # the earliest that a package can tell
_MODIFIED: Final = re.compile(rb"<dcterms:modified.*?</dcterms:modified>")
_FORMULA: Final = re.compile(rb'<c r="([A-Z]{1,3}[0-9]+)"([^>]*)>(<f[^>]*>[^<]*</f>|<f[^>]*/>)<v ?/>(?=</c>)')


def _calculated(xml: bytes, values: dict[str, Any]) -> bytes:
    """The XML of a sheet with what each formula gave written beside it, which the library leaves out."""

    def beside(match: re.Match[bytes]) -> bytes:
        value = values.get(match[1].decode())
        if value is None:
            return match[0]
        said, kind = _as_written(value)
        style = re.sub(rb' t="[^"]*"', b"", match[2])
        return b'<c r="%s"%s%s>%s<v>%s</v>' % (match[1], style, kind, match[3], escape(said).encode("utf-8", "replace"))

    return _FORMULA.sub(beside, xml)


def _as_written(value: Any) -> tuple[str, bytes]:  # noqa: ANN401 - whatever a cell may hold
    if isinstance(value, bool):
        return str(int(value)), b' t="b"'
    if isinstance(value, (int, float)):
        return repr(value), b""
    if isinstance(value, str):
        return (value, b' t="e"') if re.fullmatch(r"#[A-Z/0]+[!?]?", value) else (value, b' t="str"')
    return repr(to_excel(value)), b""  # type: ignore[no-untyped-call]


# --- the cells ---


def _marked_up(sheets: dict[str, Worksheet], read: ReadFile) -> list[tuple[str, str, str]]:
    """Colour and comment every cell with a finding, and the first cell of every row that was rejected.

    Returns:
        Sheet, cell and fill, as XML, of each cell that had another colour.
    """
    fills = []
    for seen in read.sheets:
        sheet = sheets.get(seen.sheet)
        if sheet is None:
            continue
        for (row, column), findings in sorted(_by_cell(seen).items(), key=lambda each: (min(map(_rank, each[1])), each[0])):
            if row > ROWS or column > COLUMNS:
                continue
            cell = _top_left(sheet, row, column)
            fills.append((sheet.title, cell.coordinate, tostring(cell.fill.to_tree(), encoding="unicode")))
            _mark(cell, sorted(findings, key=_rank), commented=len(fills) <= _MOST_COMMENTS)
    return fills


def _by_cell(seen: ReadSheet) -> dict[tuple[int, int], list[Finding | None]]:
    """Row and column from 1 → the findings about a cell; None among them says that its row was rejected."""
    found: dict[tuple[int, int], list[Finding | None]] = defaultdict(list)
    rejected = set()
    for each in seen.findings:
        row, column = each.place.row, each.place.column
        if row is None:
            continue
        wrong = each.code.severity is Severity.ERROR
        if column is not None or wrong:
            found[row, letters_index(column) + 1 if column else _first_column(seen, row)].append(each)
        if wrong and any(row in range(table.first_row or 0, (table.last_row or -1) + 1) for table in seen.tables):
            rejected.add(row)
    for row in rejected:
        found[row, _first_column(seen, row)].append(None)
    return found


def _first_column(seen: ReadSheet, row: int) -> int:
    """The leftmost column of the table in which a row stands."""
    for table in seen.tables:
        if table.first_row is not None and table.first_row <= row <= (table.last_row or 0):
            return min(letters_index(letters) for letters in (*table.fields.values(), *table.unmapped)) + 1
    return 1


def _top_left(sheet: Worksheet, row: int, column: int) -> Cell:
    """A cell, or the one that is shown in its place where it is merged with others."""
    cell = sheet.cell(row, column)
    if isinstance(cell, MergedCell):
        row, column = next((each.min_row, each.min_col) for each in sheet.merged_cells.ranges if cell.coordinate in each)
    return cell_at(sheet, row, column)


def _rank(finding: Finding | None) -> int:
    return len(_LOOKS) if finding is None else _LOOKS[finding.code.severity].rank


def _mark(cell: Cell, findings: list[Finding | None], *, commented: bool) -> None:
    first = findings[0]
    cell.fill = PatternFill("solid", fgColor=_ROW_FILL if first is None else _LOOKS[first.code.severity].fill)
    if not commented:
        return
    lines = []
    for each in findings:
        if each is None:
            lines.append(str(text("✗ This row was not taken in. Correct it and send the file again.")))
        else:
            lines.append(f"{Text(_LOOKS[each.code.severity].words)}: {each.message}\n→ {each.advice_sent_back}")
    said = "\n".join((own.FIRST_WORDS, *lines))
    if cell.comment is not None and cell.comment.text.strip():
        said = f"{cell.comment.text}\n{said}"
    height = _COMMENT_LINE * sum(max(1, -(-len(line) // _COMMENT_LETTERS)) for line in said.splitlines()) + 2 * _COMMENT_LINE
    cell.comment = Comment(_clean(said), cell.comment.author if cell.comment is not None else _AUTHOR, height, _COMMENT_WIDTH)


def _clean(said: str) -> str:
    """Words without what a workbook may not hold."""
    return "\n".join(harmless(line) for line in said.splitlines()).encode("utf-8", "replace").decode()


# --- the list ---


def _list(book: Workbook, sheets: dict[str, Worksheet], read: ReadFile, fills: list[tuple[str, str, str]], how: str) -> None:
    sheet = book.create_sheet(str(text("To correct")), 0)
    book.active = 0
    for other in book.worksheets:
        other.sheet_view.tabSelected = other is sheet  # else whatever is typed goes into all the sheets that are selected
    found = sorted((each for seen in read.sheets for each in seen.findings), key=_rank)
    _head(sheet, read, found, sheets)
    if how:
        put_text(cell_at(sheet, _FIRST_LINE - 1, 1), str(text("To be imported again with: {options}", options=how)))
        cell_at(sheet, _FIRST_LINE - 1, 1).font = Font(_FONT, 8, color="FF808080")
    line = Side("thin", color="FFBFBFBF")
    border = Border(left=line, right=line, top=line, bottom=line)
    for column, (heading, width) in enumerate(_HEADINGS, 1):
        cell = cell_at(sheet, _FIRST_LINE, column)
        put_text(cell, str(Text(heading)))
        cell.font = Font(_FONT, 10, bold=True, color="FFFFFFFF")
        cell.fill = PatternFill("solid", fgColor=_HEAD_FILL)
        cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")
        cell.border = border
        sheet.column_dimensions[get_column_letter(column)].width = width
    for number, finding in enumerate(found, 1):
        _line(sheet, number, finding, sheets)
        tallest = 1
        for column, (_, width) in enumerate(_HEADINGS, 1):
            cell = cell_at(sheet, _FIRST_LINE + number, column)
            tallest = max(tallest, -(-len(str(cell.value or "")) // (width - 2)))  # programs do not reckon it when they open a file
            cell.font = Font(_FONT, 10, color="FF0563C1", underline="single") if cell.hyperlink else Font(_FONT, 10)
            cell.border = border
            cell.alignment = Alignment(wrap_text=True, vertical="top", horizontal="center" if column in (1, 4) else "left")
        sheet.row_dimensions[_FIRST_LINE + number].height = _LINE_HEIGHT * tallest + 2
    for number, kept in enumerate(fills, 1):
        put_text(sheet[f"{_SPARE}{number}"], json.dumps(kept, ensure_ascii=False))
    sheet.column_dimensions[_SPARE].hidden = True
    sheet.sheet_view.showGridLines = False
    sheet.freeze_panes = f"A{_FIRST_LINE + 1}"
    sheet.sheet_properties.tabColor = _HEAD_FILL
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = f"{_FIRST_LINE}:{_FIRST_LINE}"
    sheet.print_area = f"A1:H{_FIRST_LINE + len(found)}"


def _head(sheet: Worksheet, read: ReadFile, found: list[Finding], sheets: dict[str, Worksheet]) -> None:
    wrong = sum(each.code.severity is Severity.ERROR for each in found)
    rows = sum(None in findings for seen in read.sheets for findings in _by_cell(seen).values())
    kept = text("All rows can be taken in.")
    if rows:
        kept = counted("{n} row cannot be taken in as it stands.", "{n} rows cannot be taken in as they stand.", rows)
    what = text("The file is too large to be marked: correct these places in the file itself and send it again.")
    if sheets:
        what = text(
            "Correct the coloured cells in the sheets behind this one; the comment on each says what to write."
            " Save this workbook and send it back. This sheet may stay as it is."
        )
    title = counted("{n} thing to correct", "{n} things to correct", wrong) if wrong else text("please check what is marked")
    said = (
        (f"{own.FIRST_WORDS} {title}", Font(_FONT, 16, bold=True, color=_HEAD_FILL)),
        (str(text("File: {file}", file=read.file)), Font(_FONT, 10, bold=True)),
        (str(kept), Font(_FONT, 10)),
        (str(what), Font(_FONT, 10)),
        (str(text("Mark of the original file, please leave it: {mark}", mark=read.sha256)), Font(_FONT, 8, color="FF808080")),
    )
    for number, (words, font) in enumerate(said, 1):
        put_text(cell_at(sheet, number, 1), words)
        cell_at(sheet, number, 1).font = font


def _line(sheet: Worksheet, number: int, finding: Finding, sheets: dict[str, Worksheet]) -> None:
    row, place, look = _FIRST_LINE + number, finding.place, _LOOKS[finding.code.severity]
    sheet.cell(row, 1).value = number
    where = place.cell or str(text("row {row}", row=place.row) if place.row else text("all of it"))
    title = str(field_title(finding.field)) if finding.field else ""
    words = (Text(look.words), place.sheet or "", where, title, finding.value or "", finding.message, finding.advice_sent_back)
    for column, said in enumerate(words, 2):
        put_text(cell_at(sheet, row, column), harmless(str(said)))
    sheet.cell(row, 2).fill = PatternFill("solid", fgColor=look.fill)
    target = sheets.get(place.sheet or "")
    if target is not None and (place.row or 1) <= ROWS:
        name = target.title.replace("'", "''")
        cell = sheet.cell(row, 4)
        cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{name}'!{place.cell or f'A{place.row or 1}'}")
