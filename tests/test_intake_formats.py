"""Every file format says the same: values, number formats, merged cells, formulas without a value, hidden sheets; and nothing in one hurts."""

from __future__ import annotations

import struct
import zipfile
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import patch

import openpyxl
import pytest
import xlwt
from openpyxl.utils.datetime import CALENDAR_MAC_1904

import formats
from formats import FORMATS, Broken, Styled
from intake_sheets import codes, column, options, read_file
from partytrack.errors import FileUnreadable
from partytrack.intake.formats.xlsx import Package, SheetFacts
from partytrack.intake.grid import grids
from partytrack.intake.table import read

if TYPE_CHECKING:
    from collections.abc import Callable

FILES = Path(__file__).parent / "files"
ROSTER: list[list[formats.Cell]] = [
    ["DANH SÁCH ĐẢNG VIÊN", "", "", "", ""],
    ["STT", "Họ và tên", "Chi bộ", "Số thẻ", "Ngày vào Đảng"],
    [1, "Trần Văn Sơn", "Chi bộ 1", Styled(1234, "00000000"), date(2005, 3, 1)],
    [2, "Lê <b>Mai</b> & Hoa", "Chi bộ 1", Styled(98765, "00000000"), Styled(date(2006, 7, 1), "mm/yyyy")],
    [3, "Phạm Đức Ân", "Chi bộ 1", "00000012", Styled(date(2007, 1, 1), "yyyy")],
    [4, "Vũ Thị Lan", "Chi bộ 2", "00000013", Broken()],
]
FIGURES: list[list[formats.Cell]] = [
    ["Chỉ tiêu", "Kỳ", "Giá trị"],
    ["Tỷ lệ hộ nghèo", "2023", Styled(0.525, "0.0%")],
    ["Tỷ suất sinh", "2023", Styled(12.5, '0.0"‰"')],
    ["Số xã", "2023", 23],
]
CASES = [pytest.param(*made, id=name) for name, made in FORMATS.items()]


@pytest.mark.parametrize(("name", "write"), CASES)
def test_every_format_says_the_same(tmp_path: Path, name: str, write: Callable[..., Path]) -> None:
    sheet = read_file(write(tmp_path / name, ROSTER, ["A1:E1", "C3:C5"])).sheets[0]
    table = sheet.tables[0]
    assert sheet.kind == "members"
    assert column(table, "full_name") == ["Trần Văn Sơn", "Lê <b>Mai</b> & Hoa", "Phạm Đức Ân"]
    assert column(table, "unit") == ["Chi bộ 1"] * 3
    assert column(table, "card_number") == ["00001234", "00098765", "00000012"]
    assert column(table, "admitted_on") == [date(2005, 3, 1), date(2006, 7, 1), date(2007, 1, 1)]
    assert column(table, "admitted_on_last") == [date(2005, 3, 1), date(2006, 7, 31), date(2007, 12, 31)]
    assert table.batch.rows == [3, 4, 5]
    assert [row.row for row in table.rejected] == [6]
    (wrong,) = [finding for finding in sheet.findings if finding.code.slug == "formula-error"]
    assert (wrong.place.cell, wrong.value) == ("E6", "#REF!")


@pytest.mark.parametrize(("name", "write"), CASES)
def test_every_format_keeps_per_cent_and_per_mille(tmp_path: Path, name: str, write: Callable[..., Path]) -> None:
    table = read_file(write(tmp_path / name, FIGURES)).sheets[0].tables[0]
    assert column(table, "value") == [Decimal("0.525"), Decimal("0.0125"), Decimal(23)]
    assert column(table, "measured_in") == ["%", "%", None]


def test_equal_cells_written_once_are_as_many_as_they_stand_for(tmp_path: Path) -> None:
    rows: list[list[formats.Cell]] = [ROSTER[1], [1, "Trần Sơn", "An", "An", date(2005, 3, 1)], [2, "Hoa", "Hoa", "Hoa", date(2005, 3, 1)]]
    shared = read_file(formats.ods(tmp_path / "a.ods", rows, repeated=True)).sheets[0].tables[0]
    assert column(shared, "card_number") == ["An", "Hoa"]
    assert column(shared, "unit") == ["An", "Hoa"]
    assert column(shared, "admitted_on") == [date(2005, 3, 1)] * 2


@pytest.mark.parametrize("letters", [pytest.param(1258, id="its letters named"), pytest.param(None, id="its letters not named")])
def test_a_workbook_of_excel_4_is_read(tmp_path: Path, letters: int | None) -> None:
    rows: list[list[formats.Cell]] = [
        ["STT", "Ho va ten", "Chi bo", "So the", "Ngay vao Dang"],
        [1, "Lê Mai", "Chi bô 1", Styled(1234, "00000000"), Styled(date(2006, 7, 1), "mm/yyyy")],
        [2, "Lê Hà", "Chi bô 1", Styled(1235, "00000000"), date(2006, 7, 2)],
        [3, "Lê Lan", "Chi bô 1", Styled(1236, "00000000"), Broken("#DIV/0!")],
    ]
    named = {"Ho va ten": "full_name", "Chi bo": "unit", "So the": "card_number", "Ngay vao Dang": "admitted_on"}
    sheet = read_file(formats.excel4(tmp_path / "a.xls", rows, letters=letters), kind="members", mapping=named).sheets[0]
    table = sheet.tables[0]
    assert column(table, "full_name") == ["Lê Mai", "Lê Hà"]
    assert column(table, "card_number") == ["00001234", "00001235"]
    assert column(table, "admitted_on_last") == [date(2006, 7, 31), date(2006, 7, 2)]
    assert ("formula-error", "E4") in codes(sheet)


@pytest.mark.parametrize("name", ["office.xls", "office.ods", "office.html"])
def test_what_another_office_program_wrote(name: str) -> None:
    """`tests/files/README.md` says what wrote them."""
    sheet = read_file(FILES / name).sheets[0]
    table = sheet.tables[0]
    assert column(table, "full_name") == ["Trần Văn Sơn", "Lê Thị Mai"]
    assert column(table, "card_number") == ["00001234", "00098765"]
    assert column(table, "birth_date") == [date(1980, 1, 5), date(1981, 12, 31)]
    assert column(table, "admitted_on_last") == [date(2005, 3, 31), date(2006, 7, 31)]
    assert [row.row for row in table.rejected] == [5]
    assert ("formula-error", "F5") in codes(sheet)
    assert sheet.stated_on == date(2023, 12, 31)


def test_hidden_sheets_of_every_format_are_not_read(tmp_path: Path) -> None:
    old = xlwt.Workbook()
    for name, visibility in (("DS", 0), ("Ẩn", 1), ("Mã độc", 2)):
        sheet = old.add_sheet(name)
        sheet.visibility = visibility
        sheet.write(0, 0, name)
    old.save(str(tmp_path / "a.xls"))
    xml = formats.xml2003(tmp_path / "a.xml", [["DS"]]).read_text("utf-8")
    hidden = '<Worksheet ss:Name="Ẩn"><Table/><WorksheetOptions><Visible>SheetHidden</Visible></WorksheetOptions></Worksheet></Workbook>'
    (tmp_path / "a.xml").write_text(xml.replace("</Workbook>", hidden), "utf-8")
    for name, wanted in (("a.xls", [False, True, True]), ("a.xml", [False, True])):
        path = tmp_path / name
        assert [grid.hidden for grid in grids(path, path.read_bytes(), None)] == wanted
    (named,) = grids(tmp_path / "a.xls", (tmp_path / "a.xls").read_bytes(), "Ẩn")
    assert named.rows == [["Ẩn"]]


def test_words_around_the_tables_of_a_page_are_rows(tmp_path: Path) -> None:
    path = tmp_path / "bao-cao.xls"
    path.write_text(
        "\ufeff\ufeff<html><head><title>Không đọc</title><style>td {}</style></head><body>\n<p>ĐẢNG BỘ KHỐI<br>(Tính đến ngày 31/12/2023)</p>"
        "<table><thead><tr><th>STT<th>Họ và tên<th rowspan=1>Chi bộ<th>Số thẻ</thead>"
        "<tr><td>1<td>Lê&nbsp;&nbsp;Thị\n Mai<td rowspan='2'>Chi bộ 1<td>0012</tr><tr><td>2<td>Lê An<td>0013</tr></table>"
        "<script>document.write('<td>3</td>')</script><div>NGƯỜI LẬP BIỂU</div></body></html>",
        encoding="utf-8",
    )
    sheet = read_file(path).sheets[0]
    table = sheet.tables[0]
    assert sheet.stated_on == date(2023, 12, 31)
    assert column(table, "full_name") == ["Lê Thị Mai", "Lê An"]
    assert column(table, "unit") == ["Chi bộ 1", "Chi bộ 1"]
    assert column(table, "card_number") == ["0012", "0013"]
    assert (table.header_rows, table.batch.rows) == ((3,), [4, 5])
    assert table.skipped["signature"] == 1


@pytest.mark.parametrize(
    ("charset", "encoding"), [pytest.param("windows-1258", "cp1258", id="Windows-1258"), pytest.param("UTF-8", "utf-8", id="UTF-8")]
)
def test_a_page_names_its_letters(tmp_path: Path, charset: str, encoding: str) -> None:
    path = tmp_path / "a.xls"
    page = f'<html><meta http-equiv="Content-Type" content="text/html; charset={charset}"><table><tr><td>Trân Lê</td></tr></table></html>'
    path.write_bytes(page.encode(encoding))
    (grid,) = grids(path, path.read_bytes(), None)
    assert grid.rows == [["Trân Lê"]]


def test_text_split_by_tabs_may_be_named_xls(tmp_path: Path) -> None:
    path = tmp_path / "a.xls"
    path.write_text("Danh sách\nSTT\tHọ và tên\tChi bộ\tSố thẻ\n1\tLê Mai\tChi bộ 1\t0012\n2\tLê An\tChi bộ 1\t0013\n", "utf-8")
    assert column(read_file(path).sheets[0].tables[0], "card_number") == ["0012", "0013"]


def test_the_errors_of_formulas_in_a_text_are_no_words(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("STT,Họ và tên,Chi bộ,Số thẻ\n1,Lê Mai,#N/A,0012\n2,Lê An,Chi bộ #1,0013\n", "utf-8")
    sheet = read_file(path).sheets[0]
    assert ("formula-error", "C2") in codes(sheet)
    assert column(sheet.tables[0], "unit") == ["Chi bộ #1"]


def test_times_and_yes_or_no_of_an_old_workbook(tmp_path: Path) -> None:
    rows: list[list[formats.Cell]] = [["x", Styled(0.5, "h:mm"), Styled(38412.75, "dd/mm/yyyy h:mm"), Styled(-1, "dd/mm/yyyy")]]
    path = formats.excel4(tmp_path / "a.xls", rows)
    (grid,) = grids(path, path.read_bytes(), None)
    assert grid.rows == [["x", datetime(1899, 12, 31, 12).time(), datetime(2005, 3, 1, 18), -1.0]]


# --- what must not hurt ---


def with_part(path: Path, name: str, change: Callable[[bytes], bytes]) -> None:
    with zipfile.ZipFile(path) as package:
        parts = {each: package.read(each) for each in package.namelist()}
    parts[name] = change(parts.get(name, b""))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for each, data in parts.items():
            package.writestr(each, data)


def ods_without_end(path: Path) -> None:
    cell = b'<table:table-row table:number-rows-repeated="1048576"><table:table-cell table:number-columns-repeated="16384"'
    cell += b' office:value-type="float" office:value="1"/></table:table-row></table:table>'
    with_part(formats.ods(path, ROSTER), "content.xml", lambda data: data.replace(b"</table:table>", cell))


def ods_with_a_type(path: Path) -> None:
    with_part(
        formats.ods(path, ROSTER),
        "content.xml",
        lambda data: data.replace(b"<office:document-content", b'<!DOCTYPE x [<!ENTITY a "aaaa">]><office:document-content', 1),
    )


def ods_with_a_password(path: Path) -> None:
    with_part(formats.ods(path, ROSTER), "META-INF/manifest.xml", lambda data: data.replace(b"/></", b"><manifest:encryption-data/></", 1))


def xlsb_far_apart(path: Path) -> None:
    far = struct.pack("<BBIIHBBBI", 0, 17, 1_048_575, 0, 300, 0, 0, 0, 0) + bytes([5, 16]) + struct.pack("<IId", 16_383, 0, 1.0)
    with_part(formats.xlsb(path, ROSTER), "xl/worksheets/sheet1.bin", lambda data: data.replace(b"\x92\x01\x00", far + b"\x92\x01\x00"))


def xml_far_apart(path: Path) -> None:
    written = formats.xml2003(path, ROSTER).read_text("utf-8")
    far = '<Row ss:Index="9999999"><Cell ss:Index="9999999"><Data ss:Type="Number">1</Data></Cell></Row></Table>'
    path.write_text(written.replace("</Table>", far), "utf-8")


def xml_with_a_type(path: Path) -> None:
    written = formats.xml2003(path, ROSTER).read_text("utf-8")
    path.write_text(written.replace("<Workbook", '<!DOCTYPE x [<!ENTITY a "aaaa">]><Workbook', 1), "utf-8")


def page_far_apart(path: Path) -> None:
    path.write_text("<table><tr><td rowspan=9999999 colspan=9999999>x</table>")


def half(write: Callable[..., Path]) -> Callable[[Path], None]:
    def cut(path: Path) -> None:
        data = write(path, ROSTER).read_bytes()
        path.write_bytes(data[: len(data) * 2 // 3])

    return cut


def xlsb_torn(path: Path) -> None:
    with_part(formats.xlsb(path, ROSTER), "xl/worksheets/sheet1.bin", lambda data: data[: len(data) // 2])


@pytest.mark.parametrize(
    ("name", "make", "code"),
    [
        pytest.param("a.ods", ods_without_end, "file-too-large", id="an .ods that repeats a cell without end"),
        pytest.param("a.ods", ods_with_a_type, "file-damaged", id="an .ods with a document type"),
        pytest.param("a.ods", ods_with_a_password, "file-password", id="an .ods with a password"),
        pytest.param("a.ods", half(formats.ods), "file-damaged", id="a torn .ods"),
        pytest.param("a.xlsb", xlsb_far_apart, "file-too-large", id="an .xlsb from corner to corner"),
        pytest.param("a.xlsb", xlsb_torn, "file-damaged", id="an .xlsb with half a sheet"),
        pytest.param("a.xls", half(formats.xls), "file-damaged", id="a torn .xls"),
        pytest.param("a.xls", xml_far_apart, "file-too-large", id="an XML of 2003 from corner to corner"),
        pytest.param("a.xls", xml_with_a_type, "file-damaged", id="an XML of 2003 with a document type"),
        pytest.param("a.xls", half(formats.xml2003), "file-damaged", id="a torn XML of 2003"),
        pytest.param("a.xls", page_far_apart, "file-too-large", id="a page with one huge cell"),
        pytest.param(
            "a.xls",
            lambda path: path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600 + "WordDocument".encode("utf-16-le")),
            "file-no-spreadsheet",
            id="a letter named .xls",
        ),
        pytest.param(
            "a.xls", lambda path: path.write_text("<html><p>Không có bảng</p>", "utf-8"), "file-no-spreadsheet", id="a page without a table"
        ),
        pytest.param(
            "a.xls", lambda path: path.write_bytes(b"\x09\x04\x06\x00" + b"\x00" * 40), "file-damaged", id="a torn sheet of Excel 4"
        ),
        pytest.param(
            "a.xls",
            lambda path: path.write_bytes(b"<table charset=nonsense><tr><td>\xff\xfe</table>"),
            "file-encoding",
            id="unknown letters",
        ),
    ],
)
def test_what_cannot_be_read_is_said(tmp_path: Path, name: str, make: Callable[[Path], object], code: str) -> None:
    path = tmp_path / name
    make(path)
    result = read(path, options())
    assert isinstance(result.error, FileUnreadable)
    assert result.error.code == code


@pytest.mark.parametrize(("name", "write"), CASES)
def test_a_file_torn_anywhere_is_an_error_or_reads(tmp_path: Path, name: str, write: Callable[..., Path]) -> None:
    whole = write(tmp_path / name, ROSTER).read_bytes()
    torn = tmp_path / f"torn{Path(name).suffix}"
    for end in range(1, len(whole), max(1, len(whole) // 40)):
        torn.write_bytes(whole[:end])
        assert read(torn, options()).sha256
        torn.write_bytes(whole[:end] + bytes([whole[end] ^ 0xFF]) + whole[end + 1 :])
        assert read(torn, options()).sha256


def test_the_readme_of_the_files_speaks_of_each() -> None:
    said = (FILES / "README.md").read_text("utf-8")
    assert [path.name for path in FILES.iterdir() if path.name not in said] == ["README.md"]


# --- days counted from 1904 ---

_DAYS: list[list[formats.Cell]] = [
    ["Họ và tên", "Chi bộ", "Ngày sinh", "Ngày vào Đảng"],
    ["Trần Văn An", "CB01", date(1960, 2, 29), Styled(date(2006, 7, 1), "mm/yyyy")],
    ["Lê Thị Mai", "CB01", date(1904, 1, 2), Styled(date(2007, 1, 1), "yyyy")],
]


def _xlsx_1904(path: Path) -> None:
    book = openpyxl.Workbook()
    book.epoch = CALENDAR_MAC_1904
    sheet = book.worksheets[0]
    for number, cells in enumerate(_DAYS, 1):
        for index, cell in enumerate(cells, 1):
            value, code = formats.plain(cell)
            put = sheet.cell(number, index, value)
            put.number_format = code or "General"
    book.save(path)


def _xls_1904(path: Path) -> None:
    book = xlwt.Workbook(encoding="utf-8")
    book.dates_1904 = True
    sheet = book.add_sheet("DS")
    for number, cells in enumerate(_DAYS):
        for index, cell in enumerate(cells):
            value, code = formats.plain(cell)
            sheet.write(number, index, value, xlwt.easyxf(num_format_str=code or "General"))
    book.save(str(path))


def _changed(path: Path, part: str, before: bytes, after: bytes) -> None:
    """Write a package anew with one of its parts changed."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    assert before in parts[part]
    parts[part] = parts[part].replace(before, after, 1)
    with zipfile.ZipFile(path, "w") as package:
        for name, held in parts.items():
            package.writestr(name, held)


def _xlsb_1904(path: Path) -> None:
    with patch.object(formats, "EPOCH", date(1904, 1, 1)):
        formats.xlsb(path, _DAYS)
    begin = b"\x83\x01\x00"  # BrtBeginBook
    properties = b"\x99\x01\x0c" + struct.pack("<III", 1, 0, 0)  # BrtWbProp, its first bit f1904
    _changed(path, "xl/workbook.bin", begin, begin + properties)


def _ods_1904(path: Path) -> None:
    formats.ods(path, _DAYS)
    said = b'<table:calculation-settings><table:null-date table:date-value="1904-01-01"/></table:calculation-settings>'
    _changed(path, "content.xml", b"<office:spreadsheet>", b"<office:spreadsheet>" + said)


@pytest.mark.parametrize(("name", "write"), [("a.xlsx", _xlsx_1904), ("a.xls", _xls_1904), ("a.xlsb", _xlsb_1904), ("a.ods", _ods_1904)])
def test_days_counted_from_1904(tmp_path: Path, name: str, write: Callable[[Path], None]) -> None:
    write(tmp_path / name)
    sheet = read_file(tmp_path / name).sheets[0]
    table = sheet.tables[0]
    assert codes(sheet) == []
    assert column(table, "birth_date") == [date(1960, 2, 29), date(1904, 1, 2)]
    assert column(table, "admitted_on") == [date(2006, 7, 1), date(2007, 1, 1)]
    assert column(table, "admitted_on_last") == [date(2006, 7, 31), date(2007, 12, 31)]


@pytest.mark.parametrize(
    ("last", "cell", "outside"),
    [
        ("A", "B1", True), ("A", "A9", False), ("L", "L9", False), ("L", "M1", True), ("L", "AA1", True), ("Z", "Z9", False), ("Z", "AA1", True),
        ("AB", "AB9", False), ("AB", "AC1", True), ("AB", "Z1", False), ("AB", "BA1", True), ("AZ", "BA1", True), ("BC", "AZ1", False),
        ("ZZ", "AAA1", True), ("AAB", "ZZ1", False), ("AAB", "AAC1", True), ("AAB", "ABA1", True), ("BAA", "AZZ1", False), ("BAA", "BAB1", True),
        ("L", "A10", True), ("L", "a1", True),
    ],
)  # fmt: skip
def test_a_cell_outside_the_corners_of_its_sheet_is_doubtful(last: str, cell: str, outside: bool) -> None:
    """The last row says how many rows there are, the first cells how many columns; what lies elsewhere calamine would make room for."""
    rows = f'<row r="1"><c r="A1"/><c r="{last}1"/></row>' + " " * 100_000 + f'<row r="2"><c r="{cell}"><v>1</v></c></row><row r="9"></row>'
    facts = SheetFacts(rows.encode(), {}, Package(Path("none.xlsx")))
    assert facts.doubtful == outside
