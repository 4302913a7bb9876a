"""Several values in one cell, one date over several cells, one record over several rows. Expected values worked out by hand."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

import pytest

import formats
from formats import Broken
from intake_sheets import accounted, codes, column, read_file, seen, sheet_of, table_of

if TYPE_CHECKING:
    from pathlib import Path

_FORM = ["STT", "Họ và tên", "Ngày vào Đảng\nNgày chính thức", "Số thẻ đảng viên\nSố lý lịch", "Chi bộ"]


# --- several values in one cell ---


def test_the_partys_own_form(tmp_path: Path) -> None:
    rows = [
        ["ĐẢNG BỘ TỈNH", "", "", "", "", "ĐẢNG CỘNG SẢN VIỆT NAM"],
        ["CHI BỘ VĂN PHÒNG"],
        ["DANH SÁCH ĐẢNG VIÊN"],
        ["(Tính đến ngày 31/12/2023)"],
        [
            "STT", "Họ và tên khai sinh\nHọ và tên đang dùng", "Ngày sinh", "", "Dân tộc", "Ngày vào Đảng\nNgày chính thức",
            "Số thẻ đảng viên\nSố lý lịch", "Chi bộ", "Ghi chú",
        ],
        ["", "", "Nam", "Nữ"],
        ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)", "(9)"],
        [1, "TRẦN VĂN AN\nTrần Quốc An", "05/06/1970", "", "Kinh", "03/02/1995\n03/02/1996", "08.000123\n012/TB", "Chi bộ Văn phòng"],
        [2, "LÊ THỊ MAI", "", "12/1985", "Kinh", "19/05/2010\n19/05/2011", "08.000124\n013/TB", "Chi bộ Văn phòng"],
        [3, "VŨ ĐỨC VÂN", "1990", "", "Tày", "19/05/2023", "", "Chi bộ Văn phòng"],
        ["Tổng số: 03 đảng viên"],
        ["", "", "", "", "", "T/M CHI ỦY"],
    ]  # fmt: skip
    merges = ["A5:A6", "B5:B6", "C5:D5", "E5:E6", "F5:F6", "G5:G6", "H5:H6", "I5:I6"]
    seen(
        sheet_of(tmp_path, rows, merges=merges),
        "members", header=[5, 6], data=(8, 10, 3), rows=len(rows), stated_on=date(2023, 12, 31),
        fields="full_name=B birth_date=C sex=C ethnicity=E admitted_on=F official_on=F card_number=G file_number=G unit=H",
        skipped={"title": 4, "numbering": 1, "total": 1, "signature": 1},
        full_name=["TRẦN VĂN AN", "LÊ THỊ MAI", "VŨ ĐỨC VÂN"], sex=["male", "female", "male"],
        admitted_on=[date(1995, 2, 3), date(2010, 5, 19), date(2023, 5, 19)], official_on=[date(1996, 2, 3), date(2011, 5, 19), None],
        card_number=["08.000123", "08.000124", None], file_number=["012/TB", "013/TB", None],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("heading", "cell"),
    [
        pytest.param("Ngày vào Đảng\nNgày chính thức", "03/02/1995\n03/02/1996", id="lines"),
        pytest.param("Ngày vào Đảng/ Ngày chính thức", "03/02/1995\r\n03/02/1996", id="a slash in the heading"),
        pytest.param("Ngày vào Đảng, ngày chính thức", "03/02/1995; 03/02/1996", id="a comma in the heading, a semicolon in the cell"),
        pytest.param("Ngày vào Đảng và ngày chính thức", "03/02/1995 / 03/02/1996", id="and; a slash between blanks"),
    ],
)
def test_two_dates_in_one_cell(tmp_path: Path, heading: str, cell: str) -> None:
    table = table_of(tmp_path, [["STT", "Họ và tên", heading, "Chi bộ"], [1, "Trần Văn An", cell, "Chi bộ 1"]])
    assert (column(table, "admitted_on"), column(table, "official_on")) == ([date(1995, 2, 3)], [date(1996, 2, 3)])


@pytest.mark.parametrize(
    "heading",
    [
        "Số quyết định, ngày quyết định",
        "Số, ngày QĐ kết nạp",
        "Số và ngày quyết định",
        "Số,\nngày, tháng, năm QĐ",
        "Số QĐ, ngày ký",
        "Số QĐ\nngày, tháng, năm",
    ],
)
@pytest.mark.parametrize(
    "cell", ["303-QĐ/ĐUK ngày 03/02/2024", "303-QĐ/ĐUK, ngày 3 tháng 02 năm 2024", "303-QĐ/ĐUK\n03/02/2024", "303-QĐ/ĐUK; 3/2/2024"]
)
def test_the_number_and_the_day_of_a_decision_in_one_cell(tmp_path: Path, heading: str, cell: str) -> None:
    rows = [["STT", "Họ và tên", heading, "Chi bộ", "Ngày kết nạp"], [1, "Trần Văn An", cell, "Chi bộ 1", "10/02/2024"]]
    table = table_of(tmp_path, rows, kind="admissions")
    assert (column(table, "decision_number"), column(table, "decided_on")) == (["303-QĐ/ĐUK"], [date(2024, 2, 3)])


@pytest.mark.parametrize(
    ("cell", "number"),
    [("876-QĐ/TU ngày 03/02/2024", "876-QĐ/TU"), ("876-QĐ/TU", "876-QĐ/TU")],
)
def test_of_the_number_and_the_day_of_a_decision_a_kind_without_the_day_keeps_the_number(tmp_path: Path, cell: str, number: str) -> None:
    table = table_of(tmp_path, [["Đơn vị", "Năm", "Xếp loại", "Số, ngày quyết định"], ["Chi bộ 1", 2023, "HTTNV", cell]])
    assert column(table, "decision_number") == [number]


@pytest.mark.parametrize("heading", ["Số ngày nghỉ", "Số, ngày nghị quyết", "Số thẻ, ngày cấp", "Số QĐ ngày 03/02/2024"])
def test_a_heading_that_only_sounds_like_the_number_and_the_day_of_a_decision(tmp_path: Path, heading: str) -> None:
    rows = [["STT", "Họ và tên", heading, "Chi bộ", "Ngày kết nạp"], [1, "Trần Văn An", "3", "Chi bộ 1", "10/02/2024"]]
    assert "C" not in table_of(tmp_path, rows, kind="admissions").fields.values()


@pytest.mark.parametrize(
    ("dates", "numbers", "expected", "found"),
    [
        pytest.param("03/02/1995", "", ("1995-02-03", None, None, None), [], id="one date is that of the admission"),
        pytest.param(date(1995, 2, 3), "", ("1995-02-03", None, None, None), [], id="a real date"),
        pytest.param("-\n03/02/1996", "", (None, "1996-02-03", None, None), [], id="a dash keeps the place"),
        pytest.param("\n03/02/1996", "", (None, "1996-02-03", None, None), [], id="an empty line keeps the place"),
        pytest.param("", "08000125", (None, None, "08000125", None), [], id="a number that looks like a card in this column"),
        pytest.param("", "014/TB", (None, None, None, "014/TB"), [], id="a number that looks like a file in this column"),
        pytest.param("", "77", None, [("stacked-unclear", "D3")], id="a number that looks like neither"),
        pytest.param("1/1/1995\n1/1/1996\n1/1/1997", "", None, [("stacked-unclear", "C3")], id="more values than the heading names"),
        pytest.param("03/02/1995\nsau", "", None, [("bad-date", "C3")], id="a second line that is no date"),
    ],
)
def test_a_cell_with_fewer_or_more_values(
    tmp_path: Path, dates: object, numbers: str, expected: tuple[Any, ...] | None, found: list[tuple[str, str]]
) -> None:
    full = [1, "Trần Văn An", "03/02/1985\n03/02/1986", "08000124\n013/TB", "Chi bộ 1"]
    sheet = sheet_of(tmp_path, [_FORM, full, [2, "Lê Thị Mai", dates, numbers, "Chi bộ 1"]])
    assert codes(sheet) == found
    columns = sheet.tables[0].batch.columns
    got = [columns[name][1:] for name in ("admitted_on", "official_on", "card_number", "file_number")]
    assert [[str(value) if isinstance(value, date) else value for value in values] for values in got] == (
        [[value] for value in expected] if expected else [[]] * 4
    )


@pytest.mark.parametrize(
    "heading",
    ["Ngày vào Đảng\nchính thức", "Ngày, tháng,\nnăm sinh", "Chi bộ/\nĐảng bộ", "Họ, tên\nđảng viên", "Chức vụ, đơn vị công tác"],
)
def test_a_heading_on_several_lines_is_one(tmp_path: Path, heading: str) -> None:
    rows = [["STT", "Họ và tên", "Chi bộ", "Số thẻ", heading], [1, "Trần Văn An", "Chi bộ 1", "1", ""]]
    sheet = sheet_of(tmp_path, rows)
    assert len(sheet.tables[0].batch) == 1
    assert [name for name, letter in sheet.tables[0].fields.items() if letter == "E"] in (["official_on"], ["birth_date"], ["position"], [])


@pytest.mark.parametrize(
    ("cell", "name", "found"),
    [
        pytest.param("Trần Văn An\n(Trần Quốc An)", "Trần Văn An", [("second-name", "B2")], id="in brackets"),
        pytest.param("Trần Văn An\nTrần Quốc An", "Trần Văn An", [("second-name", "B2")], id="of the same family"),
        pytest.param("Nguyễn Thị Hoàng\nAnh", "Nguyễn Thị Hoàng Anh", [], id="one name broken over two lines"),
        pytest.param("Nguyễn Thị\nHoàng Anh", "Nguyễn Thị Hoàng Anh", [], id="broken in the middle"),
    ],
)
def test_a_name_on_two_lines(tmp_path: Path, cell: str, name: str, found: list[tuple[str, str]]) -> None:
    sheet = sheet_of(tmp_path, [["STT", "Họ và tên", "Chi bộ", "Số thẻ"], [1, cell, "Chi bộ 1", "1"]])
    assert (column(sheet.tables[0], "full_name"), codes(sheet)) == ([name], found)


# --- one date over several cells ---


@pytest.mark.parametrize(
    ("head", "merges"),
    [
        pytest.param([["STT", "Họ và tên", "Ngày sinh", "", "", "Chi bộ"], ["", "", "Ngày", "Tháng", "Năm", ""]], ["C1:E1"], id="under one heading"),
        pytest.param([["STT", "Họ và tên", "Ngày, tháng, năm sinh", "", "", "Chi bộ"], ["", "", "Ngày", "Tháng", "Năm", ""]], [], id="not merged"),
        pytest.param([["STT", "Họ và tên", "Ngày sinh", "Tháng sinh", "Năm sinh", "Chi bộ"]], [], id="each with its own heading"),
    ],
)  # fmt: skip
def test_a_date_over_three_columns(tmp_path: Path, head: list[list[str]], merges: list[str]) -> None:
    rows = [
        *head,
        [1, "Trần Văn An", 5, "06", 1970, "Chi bộ 1"],
        [2, "Lê Thị Mai", "", 12, 1985, "Chi bộ 1"],
        [3, "Vũ Đức Vân", "", "", "1990", "Chi bộ 1"],
        [4, "Bùi Yến", "00", "00", 1991, "Chi bộ 1"],
        [5, "Đỗ Ngân", "", "", "", "Chi bộ 1"],
        [6, "Đỗ An", 31, 2, 1980, "Chi bộ 1"],
        [7, "Đỗ Cúc", 5, "", 1980, "Chi bộ 1"],
    ]
    sheet = sheet_of(tmp_path, rows, merges=merges)
    (table,) = sheet.tables
    last = len(rows)
    assert codes(sheet) == [("bad-date", f"C{last - 1}"), ("bad-date", f"C{last}")]
    assert (table.fields["birth_date"], table.unmapped) == ("C", {"A": "STT"})
    assert column(table, "birth_date") == [date(1970, 6, 5), date(1985, 12, 1), date(1990, 1, 1), date(1991, 1, 1), None]
    assert column(table, "birth_date_last") == [date(1970, 6, 5), date(1985, 12, 31), date(1990, 12, 31), date(1991, 12, 31), None]
    assert accounted(table) == last


# --- one record over several rows ---


def test_a_record_over_two_rows_whose_cells_are_merged(tmp_path: Path) -> None:
    rows = [
        ["STT", "Họ và tên", "Ngày sinh", "Chi bộ", "Ngày vào Đảng\nNgày chính thức"],
        [1, "Trần Văn An", "05/06/1970", "Chi bộ 1", "03/02/1995"],
        ["", "", "", "", "03/02/1996"],
        [2, "Lê Thị Mai", "12/12/1985", "Chi bộ 1", "19/05/2010"],
        ["", "", "", "", "19/05/2011"],
    ]
    merges = [f"{letter}{row}:{letter}{row + 1}" for letter in "ABCD" for row in (2, 4)]
    sheet = sheet_of(tmp_path, rows, merges=merges)
    (table,) = sheet.tables
    assert (table.rows, len(table.batch), table.first_row, table.last_row, codes(sheet)) == (4, 2, 2, 5, [])
    assert column(table, "official_on") == [date(1996, 2, 3), date(2011, 5, 19)]
    assert table.batch.rows == [2, 4]
    assert accounted(table) == 5


def test_a_record_over_as_many_rows_as_the_headings(tmp_path: Path) -> None:
    rows = [
        ["STT", "Họ và tên", "Ngày vào Đảng", "Số thẻ", "Chi bộ"],
        ["", "Ngày sinh", "Ngày chính thức", "Số lý lịch", ""],
        [1, "Trần Văn An", "03/02/1995", "08000123", "Chi bộ 1"],
        ["", "05/06/1970", "", "012", ""],
        [2, "Lê Thị Mai", "", "", "Chi bộ 1"],
        ["", date(1985, 12, 12), "19/05/2011", "013", ""],
        ["", "Tổng cộng: 2 đảng viên"],
    ]
    seen_ = sheet_of(tmp_path, rows)
    (table,) = seen_.tables
    assert (table.header_rows, table.rows, len(table.batch), table.skipped["total"], codes(seen_)) == ((1, 2), 4, 2, 1, [])
    assert column(table, "birth_date") == [date(1970, 6, 5), date(1985, 12, 12)]
    assert (column(table, "admitted_on"), column(table, "official_on")) == ([date(1995, 2, 3), None], [None, date(2011, 5, 19)])
    assert (column(table, "card_number"), column(table, "file_number")) == (["08000123", None], ["012", "013"])
    assert accounted(table) == 7


_PLAIN = ["STT", "Họ và tên", "Chức vụ", "Chi bộ", "Ngày vào Đảng", "Số thẻ"]
_AN = [1, "Trần Văn An", "Phó Giám đốc,", "Chi bộ Văn phòng", "03/02/1995", "1"]
_MAI = [2, "Lê Thị Mai", "", "Chi bộ 2", "2010", "2"]


@pytest.mark.parametrize(
    ("row", "position", "unit", "found"),
    [
        pytest.param(["", "", "Bí thư", "", "", ""], "Phó Giám đốc, Bí thư", "Chi bộ Văn phòng", [], id="one word of it"),
        pytest.param(["", "", "Bí thư", "Sở Y tế", "", ""], "Phó Giám đốc, Bí thư", "Chi bộ Văn phòng Sở Y tế", [], id="two columns"),
        pytest.param(["", "(Trần Quốc An)", "", "", "", ""], "Phó Giám đốc,", "Chi bộ Văn phòng", [("second-name", "B2")], id="another name"),
    ],
)  # fmt: skip
def test_a_line_without_number_and_name_goes_on_with_the_record_above(
    tmp_path: Path, row: list[str], position: str, unit: str, found: list[tuple[str, str]]
) -> None:
    sheet = sheet_of(tmp_path, [_PLAIN, _AN, row, _MAI])
    (table,) = sheet.tables
    assert (table.rows, len(table.batch), accounted(table), codes(sheet)) == (3, 2, 4, found)
    assert (column(table, "full_name"), column(table, "position")[0], column(table, "unit")[0]) == (
        ["Trần Văn An", "Lê Thị Mai"],
        position,
        unit,
    )


@pytest.mark.parametrize(
    ("row", "found"),
    [
        pytest.param(["", "", "", "", "03/02/1996", ""], [("bad-date", "E2")], id="a second date where there is one"),
        pytest.param(["", "", "", "Chi bộ 1", "1996", "3"], [("missing", "B3")], id="values of its own but no name"),
        pytest.param(["", "Anh", "Bí thư", "Chi bộ 1", "", ""], [("row-unclear", "B3")], id="a name of one word"),
        pytest.param(["", "Vũ Đức Vân", "", "Chi bộ 1", "1996", "3"], [], id="a person without a number"),
    ],
)
def test_a_line_that_is_no_part_of_the_record_above_is_none(tmp_path: Path, row: list[str], found: list[tuple[str, str]]) -> None:
    sheet = sheet_of(tmp_path, [_PLAIN, _AN, row, _MAI])
    assert codes(sheet) == found
    assert accounted(sheet.tables[0]) == 4


def test_a_note_below_a_name_and_a_signer_below_the_last_are_no_lines_of_records(tmp_path: Path) -> None:
    rows = [_PLAIN, _AN, ["", "(đã chuyển đi)"], _MAI, ["", "", "", "Hoàng Văn Thụ"]]
    sheet = sheet_of(tmp_path, rows)
    (table,) = sheet.tables
    assert (table.rows, len(table.batch), codes(sheet)) == (2, 2, [])
    assert (table.skipped["section"], table.skipped["signature"], accounted(table)) == (1, 1, 5)


# --- formulas without a value ---

_WITH_POST: list[formats.Cell] = ["STT", "Họ và tên", "Ngày sinh", "Chi bộ", "Chức vụ"]
_FIRST: list[formats.Cell] = [1, "Trần Văn An", "1980", "CB01", "Bí thư"]
_SECOND: list[formats.Cell] = [2, "Lê Thị Mai", "1981", "CB01", ""]


@pytest.mark.parametrize("name", ["xlsx", "xls", "ods", "xlsb"])
@pytest.mark.parametrize(
    ("second", "cell"),
    [
        pytest.param(["", "", "", "", Broken()], "E3", id="nothing else in the row"),
        pytest.param(["", "(Trần An Bình)", "", "", Broken()], "E3", id="beside a second name"),
        pytest.param(["", "", "", Broken(), "Ủy viên"], "D3", id="beside the rest of a post"),
    ],
)
def test_a_formula_without_a_value_in_a_row_that_goes_on(tmp_path: Path, second: list[formats.Cell], cell: str, name: str) -> None:
    file, write = formats.FORMATS[name]
    sheet = read_file(write(tmp_path / file, [_WITH_POST, _FIRST, second, _SECOND])).sheets[0]
    table = sheet.tables[0]
    assert [(each.place.cell, each.value) for each in sheet.findings if each.code.slug == "formula-error"] == [(cell, "#REF!")]
    assert ([each.row for each in table.rejected], column(table, "full_name")) == ([2], ["Lê Thị Mai"])
    assert accounted(table) == 4


def test_a_second_row_that_only_names_and_has_a_broken_formula_is_no_section(tmp_path: Path) -> None:
    head: list[formats.Cell] = ["STT", "Họ và tên", "Ngày vào Đảng", "Chi bộ"]
    rows: list[list[formats.Cell]] = [
        head,
        [1, "Trần Văn An", "2000", "CB01"],
        ["", "Trần Bình", Broken(), ""],
        [2, "Lê Thị Mai", "2001", "CB01"],
    ]
    sheet = read_file(formats.xlsx(tmp_path / "a.xlsx", rows)).sheets[0]
    assert codes(sheet) == [("formula-error", "C3"), ("missing", "D3")]
    assert [each.row for each in sheet.tables[0].rejected] == [3]


def test_formulas_that_wait_for_records_are_blank_rows(tmp_path: Path) -> None:
    waiting: list[formats.Cell] = ["", "", "", "", Broken()]
    rows = [_WITH_POST, _FIRST, _SECOND, waiting, waiting]
    sheet = read_file(formats.xlsx(tmp_path / "a.xlsx", rows)).sheets[0]
    assert (codes(sheet), sheet.tables[0].rows, sheet.tables[0].skipped["blank"]) == ([], 2, 2)


def test_a_section_stays_one_beside_a_broken_count(tmp_path: Path) -> None:
    rows: list[list[formats.Cell]] = [_WITH_POST[:3], ["I", "Chi bộ 1", Broken()], _FIRST[:3], ["", "Chi bộ 2", Broken()], _SECOND[:3]]
    sheet = read_file(formats.xlsx(tmp_path / "a.xlsx", rows)).sheets[0]
    assert (codes(sheet), column(sheet.tables[0], "unit")) == ([], ["Chi bộ 1", "Chi bộ 2"])


# --- what goes on below is no section ---

_HELP: Final = [["STT", "Đảng viên được phân công", "Nội dung phân công", "Chủ hộ"], [1, "Cư Seo Lử", "Phụ trách hộ", "Hảng A Páo"]]


def test_a_row_under_a_merged_name_is_a_record_of_its_own(tmp_path: Path) -> None:
    rows = [["Đơn vị: Chi bộ thôn 5"], *_HELP, ["", "", "", "Hảng A Dê"], [2, "Ly Thị Dua", "Phụ trách hộ", "Vàng A Chá"]]
    table = table_of(tmp_path, rows, merges=["A3:A4", "B3:B4", "C3:C4"])
    assert column(table, "full_name") == ["Cư Seo Lử", "Cư Seo Lử", "Ly Thị Dua"]
    assert column(table, "object") == ["Hảng A Páo", "Hảng A Dê", "Vàng A Chá"]
    assert column(table, "unit") == ["Chi bộ thôn 5"] * 3


def test_a_lone_value_right_of_what_it_belongs_to_is_said_and_no_section(tmp_path: Path) -> None:
    rows = [["Đơn vị: Chi bộ thôn 5"], *_HELP, ["", "", "", "Hảng A Dê"], [2, "Ly Thị Dua", "Phụ trách hộ", "Vàng A Chá"]]
    sheet = sheet_of(tmp_path, rows)
    (table,) = sheet.tables
    assert column(table, "object") == ["Hảng A Páo", "Vàng A Chá"]
    assert [row.row for row in table.rejected] == [4]
    assert ("missing", "C4") in codes(sheet)


def test_a_lone_name_under_a_merged_unit_is_a_member_and_a_unit_there_a_section(tmp_path: Path) -> None:
    rows = [["Chi bộ", "Họ và tên"], ["Chi bộ Nội", "Hà Văn Tú"], ["", "Đào Thị Lan"], ["", "Chi bộ Ngoại"], ["Chi bộ Ngoại", "Lý Thị Sáu"]]
    table = table_of(tmp_path, rows, merges=["A2:A3"])
    assert list(zip(column(table, "unit"), column(table, "full_name"), strict=True)) == [
        ("Chi bộ Nội", "Hà Văn Tú"), ("Chi bộ Nội", "Đào Thị Lan"), ("Chi bộ Ngoại", "Lý Thị Sáu"),
    ]  # fmt: skip
    assert table.skipped["section"] == 1
