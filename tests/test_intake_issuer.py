"""Whose rows they are where only the letterhead or the sheet's name says it. What a careful person would say stands beside each sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import xlwt

import formats
from intake_sheets import accounted, codes, column, read_file, seen, sheet_of, workbook

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from partytrack.intake.seen import ReadSheet

_MEETINGS = ["TT", "Ngày họp", "Nội dung", "Triệu tập", "Có mặt"]
_HELD = [[1, "05/01/2024", "Sinh hoạt thường kỳ", 12, 11], [2, "05/02/2024", "Học nghị quyết", 12, 12]]
_ROSTER = ["STT", "Họ và tên", "Ngày sinh", "Số thẻ"]
_LETTERHEAD = [
    ["ĐẢNG BỘ XÃ MINH HỌA", "", "", "ĐẢNG CỘNG SẢN VIỆT NAM", ""],
    ["CHI BỘ THÔN HẠ", "", "", "Minh Họa, ngày 5 tháng 3 năm 2024", ""],
    ["*", "", "", "", ""],
    ["SỔ THEO DÕI SINH HOẠT CHI BỘ", "", "", "", ""],
    ["", "", "", "", ""],
    _MEETINGS,
    *_HELD,
    ["", "", "", "T/M CHI BỘ", ""],
]


@pytest.mark.parametrize("name", ["xlsx", "xls", "ods", "xlsb", "xml of 2003", "a page named .xls"])
def test_a_log_of_the_cell_that_its_letterhead_names(tmp_path: Path, name: str) -> None:
    file, write = formats.FORMATS[name]
    sheet = read_file(write(tmp_path / file, _LETTERHEAD)).sheets[0]
    seen(
        sheet,
        "meetings", header=[6], data=(7, 8, 2), rows=9, fields="held_on=B title=C due=D present=E",
        skipped={"title": 4, "blank": 1, "signature": 1}, findings=[("unit-from-letterhead", None)], unit=["CHI BỘ THÔN HẠ"] * 2,
    )  # fmt: skip


def meetings_below(tmp_path: Path, *lines: str, name: str = "DS", **chosen: Any) -> ReadSheet:
    path = workbook(tmp_path / "log.xlsx", {name: [*([line] for line in lines), _MEETINGS, *_HELD]})
    return read_file(path, **chosen).sheets[0]


@pytest.mark.parametrize(
    ("lines", "unit"),
    [
        pytest.param(["CHI BỘ 2", "SỔ HỌP"], "CHI BỘ 2", id="nobody above"),
        pytest.param(["SỔ HỌP", "Chi bộ Thôn Hạ"], "Chi bộ Thôn Hạ", id="below the title"),
        pytest.param(["ĐẢNG ỦY SỞ Y TẾ\nCHI BỘ VĂN PHÒNG\n-----", "SỔ HỌP"], "CHI BỘ VĂN PHÒNG", id="one cell of three lines"),
        pytest.param(["CHI BỘ THÔN HẠ, ĐẢNG BỘ XÃ MINH HỌA", "SỔ HỌP"], "CHI BỘ THÔN HẠ", id="with its superior in one line"),
        pytest.param(["CHI BỘ QUÂN SỰ - CÔNG AN", "SỔ HỌP"], "CHI BỘ QUÂN SỰ - CÔNG AN", id="a dash inside the name"),
        pytest.param(["BAN CHI ỦY CHI BỘ THÔN HẠ *", "SỔ HỌP"], "CHI BỘ THÔN HẠ", id="its committee"),
        pytest.param(["CHI BỘ THÔN HẠ", "SỔ HỌP CHI BỘ THÔN HẠ NĂM 2024"], "CHI BỘ THÔN HẠ", id="named in the title again"),
        pytest.param(["CHI BỘ KỲ SƠN", "SỔ HỌP"], "CHI BỘ KỲ SƠN", id="a name that begins like a word of time"),
        pytest.param(["ĐẢNG BỘ XÃ MINH HỌA", "SỔ HỌP CHI BỘ THÔN HẠ"], "CHI BỘ THÔN HẠ", id="only in the title"),
        pytest.param(["DANH SÁCH HỌP CHI BỘ THÔN TỪ HẠ NĂM 2024 (lần 1)"], "CHI BỘ THÔN TỪ HẠ", id="in the title, before the year"),
        pytest.param(["SỔ HỌP CHI BỘ ĐÀI TRUYỀN THANH"], "CHI BỘ ĐÀI TRUYỀN THANH", id="an office in the title"),
        pytest.param(["SỔ HỌP CHI BỘ HƯU TRÍ NĂM 2024"], "CHI BỘ HƯU TRÍ", id="pensioners"),
        pytest.param(["SỔ HỌP CHI BỘ 5 NĂM 2024"], "CHI BỘ 5", id="only its number"),
        pytest.param(["SỔ HỌP CHI BỘ 3 THÁNG 5/2024"], "CHI BỘ 3", id="its number before a month"),
        pytest.param(["SỔ HỌP CHI BỘ THÔN 5 - 2024"], "CHI BỘ THÔN 5", id="a place by its number, before the year"),
        pytest.param(["SỔ HỌP CHI BỘ THÔN 5, 31/12/2024"], "CHI BỘ THÔN 5", id="a place by its number, before a day"),
        pytest.param(["SỔ HỌP CHI BỘ THÔN 5 NĂM 2020-2025"], "CHI BỘ THÔN 5", id="a place by its number, before some years"),
        pytest.param(["SỔ HỌP CHI BỘ PHÒNG GIÁO DỤC VÀ ĐÀO TẠO"], "CHI BỘ PHÒNG GIÁO DỤC VÀ ĐÀO TẠO", id="an office for two things"),
        pytest.param(
            ["SỔ HỌP CHI BỘ TRƯỜNG TIỂU HỌC MINH HỌA THUỘC ĐẢNG BỘ XÃ"], "CHI BỘ TRƯỜNG TIỂU HỌC MINH HỌA", id="before the superior"
        ),
        pytest.param(
            ["ĐẢNG BỘ HUYỆN MINH KHAI", "ĐẢNG ỦY XÃ MINH HỌA", "SỔ HỌP ĐẢNG ỦY"], "ĐẢNG ỦY XÃ MINH HỌA", id="a committee's own meetings"
        ),
        pytest.param(
            ["TỈNH ỦY MINH SƠN", "HUYỆN ỦY MINH KHAI", "CÁC HỘI NGHỊ BAN CHẤP HÀNH, BAN THƯỜNG VỤ HUYỆN ỦY"],
            "HUYỆN ỦY MINH KHAI",
            id="those of a district's committee",
        ),
    ],
)
def test_letterheads_that_are_certain(tmp_path: Path, lines: list[str], unit: str) -> None:
    sheet = meetings_below(tmp_path, *lines)
    assert codes(sheet) == [("unit-from-letterhead", None)]
    assert column(sheet.tables[0], "unit") == [unit] * 2


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(
            ["ĐẢNG BỘ HUYỆN MINH KHAI", "ĐẢNG BỘ XÃ MINH HỌA", "SỔ THEO DÕI SINH HOẠT CHI BỘ"], id="a committee may collect for many"
        ),
        pytest.param(["HUYỆN ỦY MINH KHAI", "SỔ THEO DÕI SINH HOẠT CHI BỘ"], id="a district may collect for many too"),
        pytest.param(["HUYỆN ỦY VIÊN PHỤ TRÁCH", "HỘI NGHỊ BAN CHẤP HÀNH"], id="a member of a committee"),
        pytest.param(["CHI BỘ THÔN HẠ", "THEO DÕI SINH HOẠT CÁC CHI BỘ"], id="the title speaks of many"),
        pytest.param(["CHI BỘ SỞ TƯ PHÁP", "CHI BỘ VĂN PHÒNG", "SỔ HỌP"], id="two cells"),
        pytest.param(["CHI BỘ THÔN HẠ", "SỔ HỌP CHI BỘ THÔN THƯỢNG"], id="the title speaks of another cell"),
        pytest.param(["SỔ THEO DÕI", "CHI BỘ TRỰC THUỘC"], id="cells below, no name"),
        pytest.param(["SỔ THEO DÕI", "CHI BỘ TRONG SẠCH, VỮNG MẠNH"], id="an honour, no name"),
        pytest.param(["SỔ THEO DÕI", "CHI BỘ BỐN TỐT"], id="another honour"),
        pytest.param(["SỔ THEO DÕI", "CHI BỘ SINH HOẠT ĐỊNH KỲ"], id="what it does, no name"),
        pytest.param(["HỌP CHI BỘ THÔN HẠ VÀ CHI BỘ THÔN THƯỢNG"], id="two in one title"),
        pytest.param(["SỔ HỌP CHI BỘ THÔN HẠ", "SỔ HỌP CHI BỘ THÔN THƯỢNG"], id="two titles"),
        pytest.param(["HỌP CHI BỘ THÔN HẠ ĐƯỢC MỜI THAM GIA"], id="a sentence that goes on"),
        pytest.param(["CHI BỘ ……………", "SỔ HỌP"], id="a name to be filled in"),
        pytest.param(["SINH HOẠT CHI BỘ 6 THÁNG ĐẦU NĂM 2024"], id="a number of months"),
        pytest.param(["SINH HOẠT CHI BỘ 9 THÁNG 2024"], id="nine months, or September"),
        pytest.param(["SINH HOẠT CHI BỘ 5 NĂM 2020 - 2025"], id="five years, or a cell by its number"),
        pytest.param(["SỔ HỌP CHI BỘ THÔN 5 - 6"], id="two places by their numbers"),
        pytest.param(["SỔ HỌP CHI BỘ 4 TỐT"], id="an honour behind a title"),
        pytest.param(["SỔ HỌP CHI BỘ 5, 6 VÀ 7"], id="three numbers"),
        pytest.param(["SỔ HỌP CHI BỘ 1 - 5"], id="from one number to another"),
        pytest.param(["SỔ HỌP CHI BỘ PHÒNG, CHỐNG DỊCH"], id="what was fought, no office"),
        pytest.param(["SỔ HỌP CHI BỘ THUẾ NỘP ĐẢNG PHÍ"], id="what an office does"),
    ],
)
def test_letterheads_that_are_not(tmp_path: Path, lines: list[str]) -> None:
    sheet = meetings_below(tmp_path, *lines)
    assert codes(sheet) == [("unit-nowhere", None)]
    assert sheet.findings[0].place.row == len(lines) + 1
    (table,) = sheet.tables
    assert (table.header_rows, table.rows, len(table.batch), [each.row for each in table.rejected]) == (
        (len(lines) + 1,), 2, 0, [len(lines) + 2, len(lines) + 3],
    )  # fmt: skip


def test_what_is_given_or_written_out_wins_over_the_letterhead(tmp_path: Path) -> None:
    given = meetings_below(tmp_path, "CHI BỘ THÔN HẠ", given={"unit": "CB01"})
    assert (codes(given), column(given.tables[0], "unit")) == ([], ["CB01"] * 2)
    written = meetings_below(tmp_path, "CHI BỘ THÔN HẠ", "Chi bộ: Thôn Thượng")
    assert (codes(written), column(written.tables[0], "unit")) == ([], ["Thôn Thượng"] * 2)


def test_a_column_of_units_wins_over_the_letterhead(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path, [["CHI BỘ THÔN HẠ"], ["Chi bộ", "Ngày họp", "Có mặt"], ["CB02", "05/01/2024", 9]])
    assert (codes(sheet), column(sheet.tables[0], "unit")) == ([], ["CB02"])


def members_in_sections(tmp_path: Path, *sections: str) -> ReadSheet:
    rows: list[list[Any]] = [["CHI BỘ SỞ TƯ PHÁP"], ["DANH SÁCH ĐẢNG VIÊN"], _ROSTER]
    for number, section in enumerate(sections, 1):
        rows += [["I" * number, section], [number, "Trần Văn An", f"198{number}", str(number)]]
    return sheet_of(tmp_path, rows)


def test_offices_inside_a_cell_only_group_its_members(tmp_path: Path) -> None:
    sheet = members_in_sections(tmp_path, "Phòng Hành chính", "Phòng Công chứng")
    assert (codes(sheet), column(sheet.tables[0], "unit")) == ([("unit-from-letterhead", None)], ["CHI BỘ SỞ TƯ PHÁP"] * 2)


def test_cells_among_the_sections_leave_the_letterhead_in_doubt(tmp_path: Path) -> None:
    sheet = members_in_sections(tmp_path, "Phòng Hành chính", "Chi bộ Công chứng")
    assert column(sheet.tables[0], "unit") == ["Chi bộ Công chứng"]
    assert [(each.code.slug, each.place.row) for each in sheet.findings] == [("missing", 5)]


def test_a_rating_of_people_gets_the_cell_of_the_letterhead_and_figures_do_not(tmp_path: Path) -> None:
    rated = [["CHI BỘ THÔN HẠ"], ["XẾP LOẠI ĐẢNG VIÊN NĂM 2023"], ["STT", "Họ và tên", "Xếp loại"], [1, "Trần Văn An", "HTT"]]
    assert column(sheet_of(tmp_path, rated).tables[0], "unit") == ["CHI BỘ THÔN HẠ"]
    figures = [["CHI BỘ THÔN HẠ"], ["Chỉ tiêu", "Năm", "Giá trị"], ["Số hộ nghèo", 2023, 12]]
    assert column(sheet_of(tmp_path, figures).tables[0], "unit") == [None]


def test_a_second_table_stands_under_the_same_letterhead(tmp_path: Path) -> None:
    rows = [["CHI BỘ THÔN HẠ"], ["DANH SÁCH ĐẢNG VIÊN"], _ROSTER, [1, "Trần Văn An", "1980", "1"], ["SỔ HỌP"], _MEETINGS, *_HELD]
    sheet = sheet_of(tmp_path, rows)
    assert [column(table, "unit") for table in sheet.tables] == [["CHI BỘ THÔN HẠ"], ["CHI BỘ THÔN HẠ"] * 2]
    assert sum(accounted(table) for table in sheet.tables) == len(rows)


def test_sections_of_meetings_name_no_unit(tmp_path: Path) -> None:
    sections = ["1. Hội nghị Ban Chấp hành"], _HELD[0], ["2. Họp Ban Thường vụ"], _HELD[1]
    sheet = sheet_of(tmp_path, [["HUYỆN ỦY MINH KHAI"], ["HỘI NGHỊ BAN CHẤP HÀNH, BAN THƯỜNG VỤ"], _MEETINGS, *sections])
    assert (codes(sheet), column(sheet.tables[0], "unit")) == ([("unit-from-letterhead", None)], ["HUYỆN ỦY MINH KHAI"] * 2)


# --- the sheet's name ---


def old_workbook(path: Path, sheets: dict[str, list[Any]]) -> Path:
    book = xlwt.Workbook(encoding="utf-8")
    for name, rows in sheets.items():
        sheet = book.add_sheet(name)
        for number, row in enumerate(rows):
            for index, cell in enumerate(row):
                sheet.write(number, index, cell)
    book.save(str(path))
    return path


@pytest.mark.parametrize(("file", "write"), [("a.xlsx", workbook), ("a.xls", old_workbook)])
def test_one_sheet_for_each_cell(tmp_path: Path, file: str, write: Callable[..., Path]) -> None:
    sheets = {
        name: [["ĐẢNG BỘ XÃ MINH HỌA"], ["DANH SÁCH ĐẢNG VIÊN"], _ROSTER, [1, "Trần Văn An", "1980", str(number)]]
        for number, name in enumerate(("CB Thôn Đông", "Chi bộ 2", "Tổng hợp"))
    }
    east, second, summary = read_file(write(tmp_path / file, sheets)).sheets
    assert [codes(each) for each in (east, second, summary)] == [[("unit-from-sheet", None)]] * 2 + [[("unit-nowhere", None)]]
    assert [column(each.tables[0], "unit") for each in (east, second)] == [["Chi bộ Thôn Đông"], ["Chi bộ 2"]]


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("Chi bộ Thôn Hạ", "Chi bộ Thôn Hạ"),
        ("CB_Thôn Hạ", "Chi bộ Thôn Hạ"),
        ("01. CB Thôn Hạ", "Chi bộ Thôn Hạ"),
        ("CB2", "CB2"),
        ("Chi bo 2", "Chi bộ 2"),
        ("ĐB xã Minh Họa", "Đảng bộ xã Minh Họa"),
        ("CHI BỘ THÔN HẠ, XÃ MINH HỌA, A", "CHI BỘ THÔN HẠ, XÃ MINH HỌA, A"),  # 30 characters
        ("CHI BỘ THÔN HẠ, XÃ MINH HỌA, AN", None),  # 31: Excel may have cut it
        ("Chi bộ", None),
        ("Chi bộ cơ sở", None),
        ("Chi bộ 1-5", None),
        ("Chi bộ 2 - 2024", None),
        ("CB Thôn Hạ T5", None),
        ("CB Thôn Hạ (2)", None),
        ("CB nữ", None),
        ("CB công chức", None),
        ("Chi bộ kết nạp", None),
        ("Thôn Hạ", None),
        ("Sheet1", None),
    ],
)
def test_names_of_sheets(tmp_path: Path, name: str, unit: str | None) -> None:
    sheet = meetings_below(tmp_path, "SỔ HỌP", name=name)
    if unit is None:
        speaks_of_it = name not in ("Thôn Hạ", "Sheet1")  # of the Party: else the rows may be nobody's
        assert codes(sheet) == [("unit-nowhere" if speaks_of_it else "no-table", None)]
        assert [len(table.rejected) for table in sheet.tables] == ([2] if speaks_of_it else [])
    else:
        assert (codes(sheet), column(sheet.tables[0], "unit")) == ([("unit-from-sheet", None)], [unit] * 2)


@pytest.mark.parametrize(
    ("letterhead", "name", "unit"),
    [
        pytest.param("CHI BỘ THÔN HẠ", "CB Thôn Hạ", "CHI BỘ THÔN HẠ", id="the same"),
        pytest.param("CHI BỘ THÔN HẠ XÃ MINH HỌA", "CB Hạ", "CHI BỘ THÔN HẠ XÃ MINH HỌA", id="the shorter one"),
        pytest.param("CHI BỘ 1", "CB 01", "CHI BỘ 1", id="a zero before the number"),
        pytest.param("CHI BỘ DƯỢC - CẬN LÂM SÀNG", "CB Dược-CLS", "CHI BỘ DƯỢC - CẬN LÂM SÀNG", id="initials of words"),
        pytest.param("CHI BỘ PHÒNG KINH TẾ VÀ HẠ TẦNG", "CB KT-HT", "CHI BỘ PHÒNG KINH TẾ VÀ HẠ TẦNG", id="initials of all words"),
        pytest.param("CHI BỘ PHÒNG KINH TẾ", "CB Phong Kinh te", "CHI BỘ PHÒNG KINH TẾ", id="without accents"),
        pytest.param("CHI BỘ THÔN HẠ", "CB 3", "CHI BỘ THÔN HẠ", id="a bare number beside a name"),
        pytest.param("CHI BỘ DƯỢC - CẬN LÂM SÀNG", "CB CLS-Dược", None, id="in another order"),
        pytest.param("CHI BỘ DƯỢC - CẬN LÂM SÀNG", "CB Nội-CLS", None, id="initials beside another word"),
        pytest.param("CHI BỘ THÔN HÒA", "CB Hoa", None, id="one word with another accent"),
        pytest.param("CHI BỘ THÔN 5", "CB 3", None, id="a bare number beside another"),
        pytest.param("CHI BỘ 1", "CB 11", None, id="another number"),
        pytest.param("CHI BỘ THÔN HẠ", "CB Thôn Đông", None, id="another village"),
    ],
)
def test_letterhead_and_sheet_must_not_name_two(tmp_path: Path, letterhead: str, name: str, unit: str | None) -> None:
    sheet = meetings_below(tmp_path, letterhead, "SỔ HỌP", name=name)
    if unit is None:
        assert [(each.code.slug, each.place.row, each.value) for each in sheet.findings] == [("unit-unclear", 3, letterhead)]
        assert (len(sheet.tables[0].batch), [each.row for each in sheet.tables[0].rejected]) == (0, [4, 5])
    else:
        assert (codes(sheet), column(sheet.tables[0], "unit")) == ([("unit-from-letterhead", None)], [unit] * 2)


@pytest.mark.parametrize(("name", "unit"), [("CB Thôn Hạ", ["CHI BỘ THÔN HẠ"]), ("CB Thôn Đông", [])], ids=["the same", "another"])
def test_ratings_of_people_whose_letterhead_and_sheet_name_two(tmp_path: Path, name: str, unit: list[str]) -> None:
    rated = [["CHI BỘ THÔN HẠ"], ["XẾP LOẠI ĐẢNG VIÊN NĂM 2023"], ["STT", "Họ và tên", "Xếp loại"], [1, "Trần Văn An", "HTT"]]
    sheet = read_file(workbook(tmp_path / "a.xlsx", {name: rated})).sheets[0]
    assert column(sheet.tables[0], "unit") == unit
    assert ("unit-unclear" in dict(codes(sheet))) is (unit == [])


def test_figures_of_a_sheet_are_those_of_its_cell(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"CB Thôn Hạ": [["Chỉ tiêu", "Năm", "Giá trị"], ["Số hộ nghèo", 2023, 12]]})
    sheet = read_file(path).sheets[0]
    assert (codes(sheet), column(sheet.tables[0], "unit")) == ([("unit-from-sheet", None)], ["Chi bộ Thôn Hạ"])


def test_a_sheet_without_headings_goes_on_for_its_own_cell(tmp_path: Path) -> None:
    first = [["DANH SÁCH ĐẢNG VIÊN"], _ROSTER, [1, "Trần Văn An", "1980", "1"]]
    path = workbook(tmp_path / "a.xlsx", {"CB Thôn Đông": first, "CB Thôn Tây": [[2, "Lê Thị Mai", "1981", "2"]]})
    _, second = read_file(path).sheets
    assert codes(second) == [("table-goes-on", None), ("unit-from-sheet", None)]
    assert column(second.tables[0], "unit") == ["Chi bộ Thôn Tây"]
