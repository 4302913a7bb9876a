"""The smallest file that causes each finding, and each error of a file: what docs/findings.md shows and the tests run.

A new code needs a case here; then run `python docs/make_findings.py`.
"""

from __future__ import annotations

import tempfile
import zipfile
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from unittest.mock import patch

import openpyxl

import formats
from formats import Broken, Drawn, Styled
from partytrack.findings import Code
from partytrack.jobs.importing import ImportOptions, import_files
from partytrack.messages import LANGUAGES, speaking
from partytrack.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Callable

    from partytrack.messages import Language, Text

Row = list[formats.Cell]
NOW: Final = datetime(2024, 6, 30, 12)


@dataclass(frozen=True)
class Case:
    """How a finding comes about.

    Args:
        rows: The rows of the file's sheet, the last one where it has several.
        above: The sheets before it.
        before: Files imported earlier.
        options: What is written behind `partytrack import FILE`.
        hidden: Whether the workbook hides the sheet.
        again: Whether the files before it had its name.
        name: What its sheet is called, where that matters.
    """

    rows: list[Row]
    above: tuple[list[Row], ...] = ()
    before: tuple[list[Row], ...] = ()
    options: tuple[str, ...] = ()
    hidden: bool = False
    again: bool = False
    name: str = "DS"


@dataclass(frozen=True)
class Wrong:
    """How an error of a whole file comes about.

    Args:
        name: What the file is called.
        make: Who writes it.
        said: What is wrong with it, in English and Vietnamese.
        options: As of a case.
        refused: Whether the system refuses to give its bytes, which it does not to an administrator.
    """

    name: str
    make: Callable[[Path], object]
    said: tuple[str, str]
    options: tuple[str, ...] = ()
    refused: bool = False


@dataclass(frozen=True)
class Caused:
    """A finding or error that came about.

    Args:
        code, severity: As scripts see them.
        sheet, row, column: Where.
        said: Language → message and advice.
    """

    code: str
    severity: str
    sheet: str | None
    row: int | None
    column: str | None
    said: dict[Language, tuple[str, str]]


ROSTER: Final[Row] = ["STT", "Họ và tên", "Ngày sinh", "Chi bộ", "Số thẻ"]
LOG: Final[Row] = ["Chi bộ", "Ngày họp", "Triệu tập", "Có mặt"]
FIGURES: Final[Row] = ["Chỉ tiêu", "Năm", "Giá trị"]
RATINGS: Final[Row] = ["Họ và tên", "Chi bộ", "Năm", "Xếp loại"]
UNITS: Final[list[Row]] = [["Mã đơn vị", "Tên đơn vị", "Trực thuộc"], ["CB01", "Chi bộ Văn phòng", ""]]
_PEOPLE: Final[Row] = ["Họ và tên", "Ngày sinh", "Ngày vào Đảng", "Số thẻ", "Chi bộ"]
_AN: Final[Row] = ["Trần An", "01/02/1980", "03/02/2005", "", "CB01"]

CASES: Final[dict[Code, Case]] = {
    # --- the sheet and its table ---
    Code.NO_TABLE: Case([["STT", "Họ và tên", "Ngày sinh"], [1, "Trần An", "01/02/1980"]]),
    Code.UNIT_NOWHERE: Case([["DANH SÁCH ĐẢNG VIÊN"], ["STT", "Họ và tên", "Ngày sinh"], [1, "Trần An", "01/02/1980"]]),
    Code.NO_HEADING_KNOWN: Case([["Món ăn", "Giá"], ["Phở", 50]]),
    Code.OTHER_LIST: Case([["DANH BẠ ĐIỆN THOẠI"], ["Họ và tên", "Đơn vị", "Điện thoại"], ["Trần An", "Phòng Nội vụ", "0912345678"]]),
    Code.TABLES_TOO_MANY: Case([LOG[:2], ["CB01", "05/01/2024"]] * 301),
    Code.EMPTY_SHEET: Case([[""]]),
    Code.ONLY_LINES: Case([["CHI BỘ THÔN HẠ"], ["SỔ SINH HOẠT CHI BỘ"]], above=([LOG, ["CB01", "05/01/2024", 10, 9]],)),
    Code.NO_RECORDS: Case([LOG]),
    Code.NIL_RETURN: Case([["CHI BỘ VĂN PHÒNG"], ["SỔ SINH HOẠT CHI BỘ"], ["Năm 2023"], LOG[1:]], before=(UNITS,)),
    Code.HIDDEN_SHEET: Case([LOG, ["CB01", "05/01/2024", 10, 9]], above=([LOG, ["CB01", "05/01/2024", 10, 9]],), hidden=True),
    Code.DOUBLE_COLUMN: Case([[*LOG, "Số có mặt"], ["CB01", "05/01/2024", 10, 9, 9]]),
    Code.COLUMN_UNREAD: Case(
        [[*LOG, "Nhận xét"], ["CB01", "05/01/2024", 10, 9, "Tốt"], ["CB02", "05/01/2024", 10, 9, "Khá"], ["CB03", "05/01/2024", 10, 9, "Tốt"]]
    ),
    Code.SET_UNUSED: Case([LOG, ["CB01", "05/01/2024", 10, 9]], options=("--set", "period=2024")),
    Code.MAP_UNUSED: Case([LOG, ["CB01", "05/01/2024", 10, 9]], options=("--map", "Số vắng=excused")),
    Code.MAPPING_REMEMBERED: Case([["Tổ", "Ngày họp"], ["CB01", "02/02/2024"]], before=([["Tổ", "Ngày họp"], ["CB01", "05/01/2024"]],)),
    Code.HEADING_CHANGED: Case(
        [["Họ và tên", "Chi bộ", "XL CN 2025"], ["Trần An", "CB01", "HTT"]], before=([["Họ và tên", "Chi bộ", "Xếp loại"], ["Trần An", "CB01", "HTT"]],)
    ),
    Code.TABLE_GOES_ON: Case([[3, "Vũ Lan", "1990", "CB01", "0003"]], above=([ROSTER, [1, "Trần An", "1980", "CB01", "0001"], [2, "Lê Mai", "1985", "CB01", "0002"]],)),
    Code.TABLE_FOLLOWS: Case(
        [ROSTER[:3], [2, "Lê Mai", "1985"]], above=([ROSTER[:3], ["I", "Chi bộ Thôn Hạ"], [1, "Trần An", "1980"]],)
    ),
    Code.SECTION_UNCLEAR: Case(
        [ROSTER[:3], [1, "Lê Mai", "1985"]], above=([ROSTER[:3], ["I", "Chi bộ Thôn Hạ"], [1, "Trần An", "1980"]],)
    ),
    Code.TABLES_BESIDE: Case([[*ROSTER[:4], "", *ROSTER[:4]], [1, "Trần An", "1980", "CB01", "", 2, "Lê Mai", "1985", "CB01"]]),
    Code.SAME_FORM: Case([["SỔ HỌP"], LOG, [""]], above=([["SỔ HỌP"], LOG, [""]],)),
    Code.TOTAL_DIFFERS: Case([ROSTER, [1, "Trần An", "1980", "CB01", "0001"], ["", "Tổng cộng: 2 đảng viên", "", "", ""]]),
    Code.STATED_ON_ASSUMED: Case([ROSTER, [1, "Trần An", "1980", "CB01", "0001"]]),
    Code.LEGACY_TEXT: Case(
        [ROSTER, [Drawn("1", ".VnTime"), Drawn("TrÇn V¨n S¬n", ".VnTime"), "1980", Drawn("Chi bé 1", ".VnTime"), "0001"]]
    ),
    Code.LEGACY_DOUBTFUL: Case(
        [
            ROSTER,
            [1, Drawn("TrÇn V¨n S¬n", ".VnTime"), "1980", Drawn("Chi bé 1", ".VnTime"), "0001"],
            [2, Drawn("Société", ".VnTime"), "1981", Drawn("Chi bé 1", ".VnTime"), "0002"],
        ]
    ),
    Code.PERIOD_FROM_TITLE: Case([["KẾT QUẢ XẾP LOẠI NĂM 2023"], ["Họ và tên", "Chi bộ", "Xếp loại"], ["Trần An", "CB01", "HTT"]]),
    Code.INDICATOR_FROM_TITLE: Case(
        [["SỐ BUỔI SINH HOẠT CHI BỘ NĂM 2023"], ["STT", "Chi bộ", *range(1, 13)], [1, "CB01", *[1] * 12], [2, "CB02", *[1] * 12]]
    ),
    Code.ASPECT_FROM_TITLE: Case(
        [["XẾP LOẠI CHẤT LƯỢNG SINH HOẠT CHI BỘ NĂM 2023"], ["STT", "Chi bộ", "T1/2023", "T2/2023"], [1, "CB01", "Tốt", "Khá"]]
    ),
    Code.ASPECT_FROM_WORDS: Case([["Chi bộ", "Năm", "Xếp loại"], ["CB01", 2023, "Tốt"], ["CB02", 2023, "Khá"]], before=(UNITS,)),
    Code.AWARDED_FROM_TITLE: Case(
        [["DANH SÁCH ĐẢNG VIÊN ĐƯỢC TẶNG HUY HIỆU ĐẢNG ĐỢT 19/5/2023"], ["STT", "Họ và tên", "Chi bộ", "Loại huy hiệu"], [1, "Trần An", "CB01", "40 năm"]]
    ),
    Code.KIND_FROM_TITLE: Case([["SINH HOẠT CHI BỘ THƯỜNG KỲ"], LOG, ["CB01", "05/01/2024", 10, 9]]),
    Code.UNIT_FROM_LETTERHEAD: Case([["ĐẢNG BỘ XÃ MINH HỌA"], ["CHI BỘ THÔN HẠ"], ["SỔ HỌP"], LOG[1:], ["05/01/2024", 10, 9]]),
    Code.UNIT_FROM_SHEET: Case([LOG[1:], ["05/01/2024", 10, 9]], name="CB Thôn Hạ"),
    Code.SUPERIOR_FROM_OUTLINE: Case([["STT", "Tên đơn vị", "Loại hình"], ["1", "Đảng bộ Sở Y tế", "ĐBCS"], ["1.1", "Chi bộ Văn phòng", "CBTT"]]),
    Code.SUPERIOR_UNCLEAR: Case([["STT", "Tên đơn vị", "Loại hình"], ["1", "Sở Y tế", "Cơ quan"], ["1.1", "Chi bộ Văn phòng", "CBTT"]]),
    Code.UNIT_UNCLEAR: Case([["CHI BỘ THÔN THƯỢNG"], ["SỔ HỌP"], LOG[1:], ["05/01/2024", 10, 9]], name="CB Thôn Hạ"),
    # --- one cell ---
    Code.MISSING: Case([ROSTER, [1, "", "1980", "CB01", "0001"]]),
    Code.BAD_DATE: Case([ROSTER, [1, "Trần An", "31/02/1990", "CB01", "0001"]]),
    Code.YEAR_SHORT: Case([ROSTER, [1, "Trần An", "5-1-23", "CB01", "0001"]]),
    Code.YEAR_OUTSIDE: Case([ROSTER, [1, "Trần An", "5/1/1823", "CB01", "0001"]]),
    Code.DATE_AS_NUMBER: Case([ROSTER, [1, "Trần An", 29226, "CB01", "0001"]]),
    Code.BAD_PERIOD: Case([RATINGS, ["Trần An", "CB01", "năm ngoái", "HTT"]]),
    Code.BAD_NUMBER: Case([FIGURES, ["Số hộ nghèo", 2023, "nhiều"]]),
    Code.MEASURE_IN_CELL: Case([FIGURES, ["Số hộ nghèo", 2023, "150 hộ"]]),
    Code.AMBIGUOUS_NUMBER: Case([FIGURES, ["Số hộ nghèo", 2023, "1.133"]]),
    Code.BAD_COUNT: Case([LOG, ["CB01", "05/01/2024", 10, 9.5]]),
    Code.BAD_CHOICE: Case([RATINGS, ["Trần An", "CB01", 2023, "rất giỏi"]]),
    Code.SEVERAL_CHOICES: Case([["Họ và tên", "Chi bộ", "Năm", "HTXS", "HTT"], ["Trần An", "CB01", 2023, "x", "x"], ["Lê Mai", "CB01", 2023, "", "x"]]),
    Code.SEVERAL_UNITS: Case(
        [["Đơn vị cũ", "Đơn vị mới", "Hình thức", "Ngày hiệu lực"], ["Chi bộ Thôn Hạ và Chi bộ Thôn Trung", "Chi bộ Hạ Trung", "Sáp nhập", "01/07/2023"]]
    ),
    Code.FORMULA_ERROR: Case([LOG, ["CB01", "05/01/2024", 10, Broken("#REF!")]]),
    Code.FUTURE_DATE: Case([LOG, ["CB01", "05/01/2031", 10, 9]]),
    Code.DATE_OUTSIDE_COLUMN: Case([["SINH HOẠT NĂM 2023"], ["Chi bộ", "Tháng 1", "Tháng 2"], ["CB01", "5/1", "3/4"], ["CB02", "6/1", "6/2"]]),
    Code.DATES_REVERSED: Case([[*ROSTER, "Ngày vào Đảng"], [1, "Trần An", "01/02/2005", "CB01", "0001", "03/02/1980"]]),
    Code.PRESENT_OVER_DUE: Case([LOG, ["CB01", "05/01/2024", 10, 11]]),
    Code.DAYS_SWAPPED: Case([ROSTER, [1, "Trần An", date(1970, 6, 5), "CB01", "0001"], [2, "Lê Mai", "25/12/1975", "CB01", "0002"]]),
    Code.MONTH_FIRST: Case([_PEOPLE, ["Trần An", "10/23/1980", "", "1", "CB01"], ["Lê Bình", "02/03/1981", "", "2", "CB01"]]),
    Code.ZERO_LOST: Case([["STT", "Họ và tên", "Chi bộ", "Điện thoại"], [1, "Trần An", "CB01", 912345678]]),
    Code.ROW_UNCLEAR: Case([ROSTER, [1, "Trần Văn", "1980", "CB01", "0001"], ["", "An", "", "CB01", ""]]),
    Code.STACKED_UNCLEAR: Case([["STT", "Họ và tên", "Ngày vào Đảng, ngày chính thức", "Chi bộ"], [1, "Trần An", "1/1/1995\n1/1/1996\n1/1/1997", "CB01"]]),
    Code.PERSON_OR_UNIT: Case([["Tập thể, cá nhân", "Năm", "Danh hiệu"], ["Sơn Hà", 2023, "Giấy khen"]]),
    Code.SECOND_NAME: Case([ROSTER, [1, "Trần Văn An\n(Trần Quốc An)", "1980", "CB01", "0001"]]),
    # --- one row against others ---
    Code.EARLIER_FILE: Case([LOG, ["CB01", "06/03/2023", 9, 9]], before=([LOG, ["CB01", "05/03/2023", 9, 9]],), again=True),
    Code.REPEATED_ROW: Case([LOG, ["CB01", "05/01/2024", 10, 9], ["CB01", "05/01/2024", 10, 9]]),
    Code.CONFLICTING_ROW: Case([LOG, ["CB01", "05/01/2024", 10, 9], ["CB01", "05/01/2024", 10, 8]]),
    Code.CONFLICTING_FIGURE: Case([FIGURES, ["Số hộ nghèo", 2023, 12], ["Số hộ nghèo", 2023, 13]]),
    # --- units and people ---
    Code.UNIT_NEW: Case([LOG, ["Chi bộ Kho bạc", "05/01/2024", 10, 9]], before=(UNITS,)),
    Code.UNIT_NEW_ALIKE: Case([LOG, ["Chi bộ Hùng", "05/01/2024", 10, 9]], before=([UNITS[0], ["CB02", "Chi bộ Hưng", ""]],)),
    Code.UNIT_IN_SHORT: Case([LOG, ["CB Kho bạc", "05/01/2024", 10, 9]], before=([UNITS[0], ["CB02", "Chi bộ Kho bạc", ""]],)),
    Code.UNIT_ONE: Case(UNITS, before=([LOG, ["CB01", "05/01/2024", 10, 9]], [LOG, ["Chi bộ Văn phòng", "05/02/2024", 10, 9]])),
    Code.UNIT_OF_SEVERAL: Case(
        [UNITS[0], ["A", "Đảng bộ A", ""], ["B", "Đảng bộ B", ""], ["A1", "Chi bộ 1", "A"], ["B1", "Chi bộ 1", "B"]],
        before=([LOG, ["Chi bộ 1", "05/01/2024", 10, 9]],),
    ),
    Code.UNIT_UNKNOWN: Case([LOG, ["Chi bộ Kho bạc", "05/01/2024", 10, 9]], before=(UNITS,), options=("--strict-units",)),
    Code.UNIT_MISSPELT: Case([LOG, ["Chi bộ Văn phòg", "05/01/2024", 10, 9]], before=(UNITS,)),
    Code.UNIT_AMBIGUOUS: Case(
        [LOG, ["Chi bộ 1", "05/01/2024", 10, 9]],
        before=([UNITS[0], ["A", "Đảng bộ A", ""], ["B", "Đảng bộ B", ""], ["A1", "Chi bộ 1", "A"], ["B1", "Chi bộ 1", "B"]],),
    ),
    Code.UNIT_LOOP: Case([UNITS[0], ["A", "Đảng bộ A", "B"], ["B", "Đảng bộ B", "A"]]),
    Code.PERSON_AMBIGUOUS: Case(
        [RATINGS, ["Trần An", "CB01", 2023, "HTT"]],
        before=(UNITS, [_PEOPLE, [*_AN[:3], "0001", "CB01"], ["Trần An", "05/06/1990", "07/08/2015", "0002", "CB01"]]),
    ),
    Code.PERSON_ALIKE: Case([_PEOPLE, ["Trần An", "", "", "0009", "CB01"]], before=(UNITS, [_PEOPLE, _AN])),
    Code.PERSON_DIFFERS: Case([_PEOPLE, ["Trần An", "09/09/1979", "03/02/2005", "0001", "CB01"]], before=(UNITS, [_PEOPLE, [*_AN[:3], "0001", "CB01"]])),
    Code.NUMBER_BLANK: Case([_PEOPLE, _AN], before=(UNITS, [_PEOPLE, [*_AN[:3], "0001", "CB01"]])),
    Code.PERSON_ONE: Case(
        [_PEOPLE, [*_AN[:3], "0001", "CB01"]], before=(UNITS, [_PEOPLE, _AN], [_PEOPLE, ["Trần An", "", "", "0001", "CB01"]])
    ),
    Code.NUMBER_OF_ANOTHER: Case([_PEOPLE, ["Lê Bình", "05/06/1990", "", "0001", "CB01"]], before=(UNITS, [_PEOPLE, [*_AN[:3], "0001", "CB01"]])),
    Code.PERSON_UNKNOWN: Case([RATINGS, ["Lê Bình", "CB01", 2023, "HTT"]], before=(UNITS, [_PEOPLE, _AN])),
}  # fmt: skip


def _cut(path: Path) -> None:
    data = formats.xlsx(path, [LOG]).read_bytes()
    path.write_bytes(data[: len(data) // 2])


def _bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", b" " * 30_000_000)


def _locked(path: Path) -> None:
    path.write_bytes((Path(__file__).parent / "files" / "locked.xlsx").read_bytes())


def _circle(path: Path) -> None:
    path.symlink_to(path.name)


ERRORS: Final[dict[str, Wrong]] = {
    "file-missing": Wrong("a.xlsx", lambda _: None, ("a name that no file has", "tên không có tệp nào")),
    "file-is-folder": Wrong("a.xlsx", lambda path: path.mkdir(), ("a folder", "một thư mục")),
    "file-is-device": Wrong("a.xlsx", lambda path: path.symlink_to("/dev/null"), ("a device, for example /dev/null", "một thiết bị, chẳng hạn /dev/null")),
    "file-unreadable": Wrong("a.xlsx", _circle, ("a link that leads to itself", "một liên kết trỏ vào chính nó")),
    "file-permission": Wrong("a.xlsx", lambda path: path.touch(), ("a file that may not be read", "một tệp không được phép đọc"), refused=True),
    "file-empty": Wrong("a.xlsx", lambda path: path.touch(), ("a file of 0 bytes", "một tệp 0 byte")),
    "file-no-spreadsheet": Wrong("a.xlsx", lambda path: path.write_text("Chào các đồng chí", "utf-8"), ("a note saved under the name a.xlsx", "một bức thư lưu với tên a.xlsx")),
    "file-damaged": Wrong("a.xlsx", _cut, ("the first half of a workbook", "nửa đầu của một bảng tính")),
    "file-password": Wrong("a.xlsx", _locked, ("a workbook saved with a password", "một bảng tính lưu có mật khẩu")),
    "file-too-large": Wrong("a.xlsx", _bomb, ("30 MB of blanks packed into 30 kB", "30 MB khoảng trắng nén còn 30 kB")),
    "file-encoding": Wrong("a.csv", lambda path: path.write_bytes(b"a,b\n\xff\xfe\xfa,\x81\x8d\n"), ("bytes that are letters in no encoding known here", "các byte không là chữ trong bảng mã nào đã biết")),
    "sheet-missing": Wrong("a.xlsx", lambda path: formats.xlsx(path, [LOG]), ("a workbook without a sheet of that name", "bảng tính không có trang tên ấy"), ("--sheet", "DSDV")),
}  # fmt: skip


def written(path: Path, case: Case) -> Path:
    """The file of a case."""
    formats.xlsx(path, case.rows, name=case.name)
    if not case.above and not case.hidden:
        return path
    book = openpyxl.load_workbook(path)
    for number, rows in enumerate(case.above):
        sheet = book.create_sheet(f"DS{number + 1}", number)
        for row in rows:
            sheet.append([cell for cell in row if not isinstance(cell, (Styled, Broken))])
    book["DS"].title = f"DS{len(case.above) + 1}"
    if case.hidden:
        book.worksheets[-1].sheet_state = "hidden"
    book.save(path)
    return path


def options_of(words: tuple[str, ...]) -> ImportOptions:
    """What the options of a case mean."""
    chosen: dict[str, Any] = {"mapping": {}, "given": {}}
    said = list(words)
    while said:
        word = said.pop(0)
        if word == "--strict-units":
            chosen["strict_units"] = True
        elif word == "--sheet":
            chosen["sheet"] = said.pop(0)
        else:
            name, value = said.pop(0).split("=", 1)
            chosen["mapping" if word == "--map" else "given"][name] = value
    return ImportOptions(**chosen)


def _said(here: Path, message: Text, advice: Text) -> dict[Language, tuple[str, str]]:
    found = {}
    for language in LANGUAGES:
        with speaking(language):
            found[language] = (str(message).replace(f"{here}/", ""), str(advice).replace(f"{here}/", ""))
    return found


def caused(case: Case | Wrong) -> list[Caused]:
    """Everything that is found when the file of a case is imported; the files before it are imported first."""
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        workspace = Workspace(here, here / ".partytrack" / "store.duckdb")
        if isinstance(case, Wrong):
            case.make(here / case.name)
            with patch.object(Path, "read_bytes", side_effect=PermissionError) if case.refused else nullcontext():
                (taken,) = import_files(workspace, [here / case.name], options_of(case.options), NOW)
            error = taken.error
            return [] if error is None else [Caused(error.code, "error", None, None, None, _said(here, error.message, error.advice))]
        for number, rows in enumerate(case.before):
            remembered = ("--map", "Tổ=unit") if rows[0][0] == "Tổ" else ("--set", "period=2024") if "Xếp loại" in rows[0] else ()
            (here / "before").mkdir(exist_ok=True)
            name = "before/a.xlsx" if case.again else f"{number}.xlsx"
            import_files(workspace, [formats.xlsx(here / name, rows)], options_of(remembered), NOW)
        (taken,) = import_files(workspace, [written(here / "a.xlsx", case)], options_of(case.options), NOW)
        found = [finding for sheet in taken.read.sheets for finding in sheet.findings]
        return [
            Caused(
                each.code.slug, each.code.severity.value, each.place.sheet, each.place.row, each.place.column,
                _said(here, each.message, each.advice),
            )
            for each in found
        ]  # fmt: skip
