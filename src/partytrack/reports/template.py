"""Empty workbooks to send to units: headings, drop-downs, formats, an example, instructions. How a form looks is decided here.

Headings and the words to choose from are Vietnamese, since units fill them in; the instructions are in the reader's language.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties

from partytrack.intake import own
from partytrack.intake.copied import cell_at, put_text, title
from partytrack.messages import Text, marked, span_shown, text
from partytrack.periods import Length, Span
from partytrack.records import Type

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

    from partytrack.records import Field, Kind


@dataclass(frozen=True, slots=True)
class Form:
    """What a form is to hold.

    Args:
        kind: What its rows are.
        day: The day a list of members or units is true on.
        unit: The unit it is for; None for any.
        of_one: Whether every row is of that unit, so that none needs to name it.
        units: The names to choose a unit from; none where none is known.
        records: Rows to begin with: field → value, units by name, dates and periods as `Span`.
        keep_citizen_id: Whether it asks for citizen ids.
    """

    kind: Kind
    day: date
    unit: str | None = None
    of_one: bool = False
    units: Sequence[str] = ()
    records: Sequence[Mapping[str, object]] = field(default_factory=tuple)
    keep_citizen_id: bool = False

    @property
    def fields(self) -> list[Field]:
        """The fields that have a column. Whom a row is about follows from its name or card, unless a record says otherwise."""
        return [
            each
            for each in self.kind.fields
            if not (
                (each.asked and not self.keep_citizen_id)
                or (each.name == "unit" and self.of_one)
                or (each.name == "subject" and not any(record.get("subject") == "person" for record in self.records))
            )
        ]


_TITLES: Final = {
    "units": "DANH SÁCH TỔ CHỨC ĐẢNG, ĐƠN VỊ",
    "successions": "SẮP XẾP TỔ CHỨC ĐẢNG, ĐƠN VỊ",
    "members": "DANH SÁCH ĐẢNG VIÊN",
    "admissions": "DANH SÁCH KẾT NẠP ĐẢNG VIÊN",
    "meetings": "CÁC BUỔI SINH HOẠT CHI BỘ",
    "ratings": "KẾT QUẢ ĐÁNH GIÁ, XẾP LOẠI",
    "titles": "DANH HIỆU ĐƯỢC CÔNG NHẬN",
    "inspections": "KẾT QUẢ KIỂM TRA, GIÁM SÁT",
    "classes": "CÁC LỚP BỒI DƯỠNG, HỌC TẬP NGHỊ QUYẾT",
    "assignments": "PHÂN CÔNG NHIỆM VỤ",
    "figures": "SỐ LIỆU CHỈ TIÊU",
    "allocations": "GIAO CHỈ TIÊU CHO ĐƠN VỊ",
}
_HOW: Final = {
    Type.TEXT: marked("In a few words."),
    Type.IDENTIFIER: marked("As it is written, with the zeros at its beginning."),
    Type.NAME: marked("In full, in one cell."),
    Type.DATE: marked("Day/month/year, for example 31/12/1990. Where no more is known: “tháng 6/1960” or “năm 1960”, the word included."),
    Type.PERIOD: marked("2025, 2025-Q2, Quý II/2025 or 05/2025."),
    Type.CHOICE: marked("Choose from the list."),
    Type.YES_NO: marked("“có” or “không”; a blank is “không”."),
    Type.COUNT: marked("A whole number."),
    Type.NUMBER: marked("A number; a share with its sign, for example 90,5%."),
    Type.UNIT: marked("The unit's full name or its code; choose from the list where there is one."),
}
_WIDTHS: Final = {
    Type.TEXT: 26,
    Type.IDENTIFIER: 16,
    Type.NAME: 26,
    Type.DATE: 14,
    Type.PERIOD: 12,
    Type.CHOICE: 11,
    Type.YES_NO: 11,
    Type.COUNT: 11,
    Type.NUMBER: 13,
    Type.UNIT: 26,
}
_WIDEST: Final = 48
_LINE_HEIGHT: Final = 17  # points; programs do not reckon it when they open a file
_TEXT: Final = "@"
_DAY: Final = "dd/mm/yyyy"
# As text nothing is made of what is typed: 007 keeps its zeros, 12/6 becomes no day, 05/2025 no first of May.
_FORMATS: Final = {Type.DATE: _DAY, Type.COUNT: "0", Type.NUMBER: "General"}
_EXAMPLES: Final = {
    Type.TEXT: "…",
    Type.IDENTIFIER: "00123456",
    Type.NAME: "Nguyễn Văn An",
    Type.DATE: "19/05/2025",
    Type.PERIOD: "2025",
    Type.YES_NO: "có",
    Type.COUNT: "12",
    Type.NUMBER: "15",
    Type.UNIT: "Chi bộ Văn phòng",
}
_EXAMPLE_WORDS: Final = {
    "code": "CB01",
    "name": "Chi bộ Văn phòng",
    "parent": "Đảng bộ Sở Nội vụ",
    "group": "Cụm số 1",
    "birth_date": "năm 1985",
    "admitted_on": "19/05/2020",
    "official_on": "19/05/2021",
    "joined_on": "01/03/2023",
    "from_date": "01/01/2025",
    "through_date": "31/12/2025",
    "dissolved_on": "",
    "left_on": "",
    "left_reason": "",
    "ethnicity": "Kinh",
    "position": "Phó Bí thư",
    "education": "Đại học",
    "theory_level": "Trung cấp",
    "decision_number": "45-QĐ/ĐU",
    "due": "15",
    "present": "14",
    "excused": "1",
    "members": "14",
    "others": "0",
    "passed": "14",
    "duration_minutes": "90",
    "score": "92,5",
    "title": "Học tập và làm theo Bác",
    "discipline": "",
    "violation": "không",
    "by_unit": "Đảng ủy Sở Nội vụ",
    "from_unit": "Chi bộ Hành chính",
    "to_unit": "Chi bộ Văn phòng",
    "object": "Xã Tân Tiến",
    "object_kind": "xã",
    "indicator": "Tỷ lệ hộ nghèo",
    "value": "15",
    "measured_in": "%",
    "source": "Báo cáo năm",
    "target": "ket-nap",
}
_EXAMPLE: Final = "Ví dụ"
_YES, _NO = "có", "không"
_HEAD, _FIRST = 5, 7  # the rows of the headings and of the first record; the example stands between
_BLANK_ROWS: Final = 60
_LAST: Final = 5000  # the last row with drop-downs
_LISTS: Final = "Danh mục"
_EXPLAINED: Final = ((marked("Column"), 30), (marked("Must be filled in"), 14), (marked("How to write it"), 62), (marked("Example"), 30))
_FONT: Final = "Times New Roman"
_DARK, _LIGHT, _GREY = "FF1F4E79", "FFDDEBF7", "FFF2F2F2"
_LINE: Final = Side("thin", color="FFA6A6A6")
_BORDER: Final = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)


def template(form: Form) -> bytes:
    """The workbook of a form, as the bytes of an .xlsx."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = title(str(Text(form.kind.title)).capitalize())
    lists = _choice_lists(book, form)
    _above(sheet, form)
    _columns(sheet, form, lists)
    _rows(sheet, form)
    _instructions(book.create_sheet(str(text("Instructions")), 1), form)
    _set_up(sheet, len(form.fields) + 1, f"{_HEAD}:{_HEAD}")
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _above(sheet: Worksheet, form: Form) -> None:
    lines = [(_TITLES[form.kind.name], Font(_FONT, 14, bold=True, color=_DARK))]
    lines.append((f"Đơn vị: {form.unit}" if form.unit else "", Font(_FONT, 12, bold=True)))
    if form.kind.stock:
        lines.append((f"(Tính đến ngày {form.day:%d/%m/%Y})", Font(_FONT, 12, italic=True)))
    width = len(form.fields) + 1
    for row, (words, font) in enumerate(lines, 1):
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=width)
        cell = cell_at(sheet, row, 1)
        if words:
            put_text(cell, words)
        cell.font = font
        cell.alignment = Alignment(horizontal="center")


def _columns(sheet: Worksheet, form: Form, lists: Mapping[str, str]) -> None:
    """Headings, formats, drop-downs and the example."""
    _heading(cell_at(sheet, _HEAD, 1), "STT")
    sheet.column_dimensions["A"].width = 8
    put_text(cell_at(sheet, _HEAD + 1, 1), _EXAMPLE)
    for column, each in enumerate(form.fields, 2):
        letter = get_column_letter(column)
        _heading(cell_at(sheet, _HEAD, column), each.headings[0] + _mark(form.kind, each))
        put_text(cell_at(sheet, _HEAD + 1, column), _example(each))
        sheet.column_dimensions[letter].width = _width(form, each)
        sheet.column_dimensions[letter].number_format = _FORMATS.get(each.type, _TEXT)
        check = _validation(each, f"{letter}{_FIRST}", lists.get(each.name))
        check.promptTitle, check.prompt = each.headings[0][:32], _how(form, each)[:255]
        check.showInputMessage = True
        check.add(f"{letter}{_FIRST}:{letter}{_LAST}")
        sheet.add_data_validation(check)
    for column in range(1, len(form.fields) + 2):
        cell = cell_at(sheet, _HEAD + 1, column)
        cell.font = Font(_FONT, 11, italic=True, color="FF7F7F7F")
        cell.fill = PatternFill("solid", fgColor=_GREY)
        cell.border = _BORDER
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    sheet.row_dimensions[_HEAD].height = 36
    sheet.row_dimensions[_HEAD + 1].height = 34
    sheet.freeze_panes = f"B{_HEAD + 1}"


def _width(form: Form, each: Field) -> int:
    """How many letters wide a column is: for its heading on two lines, and for the names of units on one."""
    words = form.units if each.type is Type.UNIT else _choices(each)
    return min(max(_WIDTHS[each.type], len(each.headings[0]) // 2 + 6, max(map(len, words), default=0) + 3), _WIDEST)


def _heading(cell: Cell, words: str) -> None:
    put_text(cell, words)
    cell.font = Font(_FONT, 12, bold=True, color="FFFFFFFF")
    cell.fill = PatternFill("solid", fgColor=_DARK)
    cell.border = _BORDER
    cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)


def _mark(kind: Kind, each: Field) -> str:
    """What stands behind the heading of a field that must be filled in: one star; two where one of several is enough."""
    if each.required:
        return " *"
    return " **" if each.name in _one_of(kind) else ""


def _one_of(kind: Kind) -> tuple[str, ...]:
    """The fields of which one must be filled in."""
    whom = tuple(name for name in ("unit", "card_number", "full_name") if kind.has(name)) if kind.person else ()
    return kind.one_of or whom


def _example(each: Field) -> str:
    if each.type is Type.CHOICE:
        return _choices(each)[0]
    return _EXAMPLE_WORDS.get(each.name, _EXAMPLES.get(each.type, ""))


def _choices(each: Field) -> list[str]:
    """The words to choose from, each in full as sheets say it."""
    return [said[0][:1].upper() + said[0][1:] for said in each.choices.values()]


def _validation(each: Field, first: str, words: str | None) -> DataValidation:
    """What a column takes; whatever a unit may still have to say otherwise is not kept from it.

    Args:
        each: The field.
        first: Its first cell.
        words: The range of the words to choose from.
    """
    wrong = str(text("Please write it in another way"))
    match each.type:
        case Type.CHOICE:
            return DataValidation("list", formula1=words, allow_blank=True, errorTitle=wrong, error=str(text("Choose from the list.")))
        case Type.YES_NO:
            return DataValidation(
                "list", formula1=f'"{_YES},{_NO}"', allow_blank=True, errorTitle=wrong, error=str(text("Choose from the list."))
            )
        case Type.UNIT if words is not None:
            return DataValidation(
                "list", formula1=words, allow_blank=True, errorStyle="warning", errorTitle=str(text("Not in the list")),
                error=str(text("No unit of the list is called so. Keep it only if the unit is a new one.")),
            )  # fmt: skip
        case Type.DATE:
            # A year alone would be taken for the number of a day: 1960 for 13/05/1905.
            return DataValidation(
                "custom", formula1=f"OR(ISTEXT({first}),AND(ISNUMBER({first}),OR({first}<1900,{first}>2100)))", allow_blank=True,
                errorTitle=wrong, error=str(Text(_HOW[Type.DATE])),
            )  # fmt: skip
        case Type.COUNT:
            return DataValidation(
                "whole", operator="greaterThanOrEqual", formula1="0", allow_blank=True, errorTitle=wrong, error=str(Text(_HOW[Type.COUNT]))
            )
        case _:
            return DataValidation(allow_blank=True)


def _rows(sheet: Worksheet, form: Form) -> None:
    for row in range(_FIRST, _FIRST + len(form.records) + _BLANK_ROWS):
        sheet.row_dimensions[row].height = _LINE_HEIGHT + 2
        for column in range(1, len(form.fields) + 2):
            cell = cell_at(sheet, row, column)
            cell.font = Font(_FONT, 12)
            cell.border = _BORDER
            if column > 1:
                kept = form.fields[column - 2].type
                cell.number_format = _FORMATS.get(kept, _TEXT)
                centred = kept in (Type.DATE, Type.PERIOD, Type.YES_NO, Type.COUNT, Type.IDENTIFIER)
                cell.alignment = Alignment(vertical="center", wrap_text=True, horizontal="center" if centred else "left")
    for number, record in enumerate(form.records, 1):
        cell_at(sheet, _FIRST + number - 1, 1).value = number
        lines = 1
        for column, each in enumerate(form.fields, 2):
            cell = cell_at(sheet, _FIRST + number - 1, column)
            _put(cell, each, record)
            if isinstance(cell.value, str):
                lines = max(lines, _lines(cell.value, _width(form, each)))
        sheet.row_dimensions[_FIRST + number - 1].height = _LINE_HEIGHT * lines + 2


def _put(cell: Cell, each: Field, record: Mapping[str, object]) -> None:
    """Write one value so that it is read again as it is."""
    value = record.get(each.name)
    match value:
        case None | False:
            return
        case True:
            put_text(cell, _YES)
        case Span() if each.type is Type.DATE and value.length is Length.DAY:
            cell.value = value.first
            cell.number_format = _DAY
        case Span():
            put_text(cell, _partial(value) if each.type is Type.DATE else span_shown(value))
        case Decimal():
            cell.value = float(value)
            if record.get("measured_in") == "%":
                cell.number_format = "0.##%"
        case int():
            cell.value = value
        case _ if each.type is Type.CHOICE:
            put_text(cell, _choices(each)[list(each.choices).index(str(value))])
        case _:
            put_text(cell, str(value))


def _lines(words: str, width: int) -> int:
    """On how many lines words are shown in a column, at least 1."""
    return max(1, -(-len(words) // (width - 2)))


def _partial(span: Span) -> str:
    return f"năm {span.first.year}" if span.length is Length.YEAR else f"tháng {span.first.month}/{span.first.year}"


# --- the sheets that only help ---


def _choice_lists(book: Workbook, form: Form) -> dict[str, str]:
    """The sheet with the words to choose from; field → the range of its words."""
    words = {each.name: _choices(each) for each in form.fields if each.type is Type.CHOICE}
    if form.units:
        words |= {each.name: list(form.units) for each in form.fields if each.type is Type.UNIT}
    if not words:
        return {}
    sheet = book.create_sheet(_LISTS)
    _own_title(sheet, str(text("words to choose from")))
    found = {}
    for column, (name, choices) in enumerate(words.items(), 1):
        letter = get_column_letter(column)
        _heading(cell_at(sheet, 3, column), form.kind.field(name).headings[0])
        for row, choice in enumerate(choices, 4):
            cell = cell_at(sheet, row, column)
            put_text(cell, choice)
            cell.font = Font(_FONT, 12)
            cell.border = _BORDER
        sheet.column_dimensions[letter].width = min(max(map(len, (*choices, form.kind.field(name).headings[0]))) + 3, 60)
        found[name] = f"'{_LISTS}'!${letter}$4:${letter}${3 + len(choices)}"
    _set_up(sheet, len(words), "3:3")
    return found


def _instructions(sheet: Worksheet, form: Form) -> None:
    _own_title(sheet, str(text("how to fill in this form")))
    lines = [
        text("One row for each: {kind}. Write from the first empty row below the headings.", kind=Text(form.kind.title)),
        text("Columns with * must be filled in.")
        if not _one_of(form.kind)
        else text("Columns with * must be filled in; of those with ** one."),
        text("The row “{example}” is not counted; it may stay.", example=_EXAMPLE),
        text("Do not change the headings. Further columns of your own may stand behind the last one; they are not read."),
    ]
    if form.kind.stock:
        lines.append(text("If the list is true on another day, change the day below the title."))
    for row, line in enumerate(lines, 2):
        put_text(cell_at(sheet, row, 1), f"• {line}")
        cell_at(sheet, row, 1).font = Font(_FONT, 12)
    top = len(lines) + 3
    for column, (heading, width) in enumerate(_EXPLAINED, 1):
        _heading(cell_at(sheet, top, column), str(Text(heading)))
        sheet.column_dimensions[get_column_letter(column)].width = width
    for row, each in enumerate(form.fields, top + 1):
        said = (each.headings[0], _mark(form.kind, each).strip(), _how(form, each), _example(each))
        for column, words in enumerate(said, 1):
            cell = cell_at(sheet, row, column)
            put_text(cell, words)
            cell.font = Font(_FONT, 12, bold=column == 1)
            cell.border = _BORDER
            cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center" if column == 2 else "left")
        sheet.row_dimensions[row].height = _LINE_HEIGHT * max(_lines(said[2], 58), _lines(said[3], 28)) + 2
    _set_up(sheet, 4, f"{top}:{top}")


def _how(form: Form, each: Field) -> str:
    """How to write a field, in the reader's language."""
    if each.type is Type.CHOICE:
        return str(text("Choose from the list: {words}.", words=", ".join(_choices(each))))
    if each.type is Type.UNIT and not form.units:
        return str(text("The unit's full name or its code."))
    return str(Text(_HOW[each.type]))


def _own_title(sheet: Worksheet, words: str) -> None:
    """Begin a sheet that holds no data, and is known by it."""
    put_text(cell_at(sheet, 1, 1), f"{own.FIRST_WORDS} {words}")
    cell_at(sheet, 1, 1).font = Font(_FONT, 14, bold=True, color=_DARK)


def _set_up(sheet: Worksheet, columns: int, repeated: str) -> None:
    """How the sheet is printed: across one page, the headings on each."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = repeated
    sheet.print_area = f"A1:{get_column_letter(columns)}{sheet.max_row}"
    sheet.sheet_view.showGridLines = False
