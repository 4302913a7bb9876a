"""Further sheets as offices make them, shape by shape. What a person would read off each stands beside it, worked out by hand."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from intake_sheets import codes, column, read_file, seen, sheet_of, table_of, workbook
from partytrack.periods import Span

if TYPE_CHECKING:
    from pathlib import Path

_ROSTER = ["STT", "Họ và tên", "Ngày sinh", "Chi bộ"]


# --- headings and what stands right below them ---


@pytest.mark.parametrize(
    ("below", "numbering"),
    [
        pytest.param([["stt", "don_vi", "ngay_hop", "tong_so", "co_mat"]], 1, id="in Vietnamese without accents"),
        pytest.param([["", "UNIT_NAME", "HELD_DATE", "TOTAL", "PRESENT"]], 1, id="in capitals"),
        pytest.param([["stt", "donVi", "ngayHop", "tongSo", "coMat"]], 1, id="in camel case"),
        pytest.param([["", "unit", "held_on", "due", "present"]], 1, id="the program's own"),
        pytest.param(
            [["", "UNIT_NAME", "HELD_DATE", "TOTAL", "PRESENT"], ["(1)", "(2)", "(3)", "(4)", "(5)"]], 2, id="and a row of numbers"
        ),
        pytest.param([["A", "B", "1", "2=3+4", "3"]], 1, id="a sum among the numbers"),
        pytest.param([["", "1", "2", "3", "4,5.."]], 1, id="a number for several columns"),
        pytest.param([["a", "b", "c", "d=e+g", "e"]], 1, id="letters and a sum of letters"),
        pytest.param([["", "1", "2", "3", ""], ["(1)", "(2)", "(3)", "(4)", "(5)"]], 2, id="two rows of numbers"),
    ],
)
def test_rows_below_the_headings_that_name_or_number_the_columns(tmp_path: Path, below: list[list[str]], numbering: int) -> None:
    rows = [["TT", "Đơn vị", "Ngày họp", "Tổng số", "Có mặt"], *below, [1, "Chi bộ 1", "03/01/2024", 12, 11]]
    last = len(rows)
    seen(
        sheet_of(tmp_path, rows),
        "meetings", header=[1], data=(last, last, 1), rows=last, fields="unit=B held_on=C due=D present=E", skipped={"numbering": numbering},
    )  # fmt: skip


def test_a_row_of_words_is_no_row_of_machine_names(tmp_path: Path) -> None:
    rows = [["Họ và tên", "Chi bộ", "Chức vụ"], ["An", "CB01", "Bi_thu"], ["Ba", "CB01", ""]]
    table = table_of(tmp_path, rows)
    assert column(table, "full_name") == ["An", "Ba"]


def test_a_title_that_reads_like_a_heading_is_no_row_of_headings(tmp_path: Path) -> None:
    rows = [
        ["KẾT QUẢ XẾP LOẠI CHẤT LƯỢNG ĐẢNG VIÊN NĂM 2023"],
        ["STT", "Họ và tên", "Chi bộ", "Kết quả"],
        [1, "Trần Văn An", "Chi bộ 1", "HTT"],
    ]
    seen(
        sheet_of(tmp_path, rows),
        "ratings", header=[2], data=(3, 3, 1), rows=3, fields="full_name=B unit=C rating=D", skipped={"title": 1},
        findings=[("period-from-title", None)], rating=["good"],
    )  # fmt: skip


def test_a_group_over_columns_stays_a_row_of_headings(tmp_path: Path) -> None:
    rows = [["", "", "Ngày sinh", "", ""], ["STT", "Họ và tên", "Nam", "Nữ", "Chi bộ"], [1, "Lê Thị Mai", "", "5/6/1970", "Chi bộ 1"]]
    seen(
        sheet_of(tmp_path, rows, merges=["C1:D1"]),
        "members", header=[1, 2], data=(3, 3, 1), rows=3, fields="full_name=B birth_date=C sex=C unit=E", sex=["female"],
        birth_date=[date(1970, 6, 5)],
    )  # fmt: skip


def test_a_name_parted_over_three_columns_under_one_heading(tmp_path: Path) -> None:
    rows = [["STT", "Họ và tên", "", "", "Năm sinh", "Chi bộ"], [1, "Trần", "Văn", "An", 1970, "Chi bộ 1"]]
    seen(
        sheet_of(tmp_path, rows, merges=["B1:D1"]),
        "members", header=[1], data=(2, 2, 1), rows=2, fields="full_name=B birth_date=E unit=F", full_name=["Trần Văn An"],
    )  # fmt: skip


# --- sections ---


def test_a_general_department_may_be_a_section_and_a_total_none(tmp_path: Path) -> None:
    rows = [
        ["STT", "Họ và tên", "Năm sinh"],
        ["CHI BỘ CÔNG AN"],
        [1, "Trần Văn An", 1970],
        ["TỔNG CỤC HẢI QUAN"],
        [2, "Vũ Đức Bá", 1971],
        ["TỔNG CÔNG TY CẤP NƯỚC"],
        [3, "Lê Thị Mai", 1972],
        ["TỔNG SỐ", 3],
    ]
    seen(
        sheet_of(tmp_path, rows, merges=["A2:C2", "A4:C4", "A6:C6"]),
        "members", header=[1], data=(3, 7, 3), rows=8, fields="full_name=B birth_date=C", skipped={"section": 3, "total": 1},
        unit=["CHI BỘ CÔNG AN", "TỔNG CỤC HẢI QUAN", "TỔNG CÔNG TY CẤP NƯỚC"],
    )  # fmt: skip


def test_running_numbers_that_start_high_or_stand_before_nothing(tmp_path: Path) -> None:
    rows = [
        _ROSTER,
        ["A", "Chi bộ thôn Đông"],
        [7057, "Trần Văn An", 1970],
        [7058, "Lê Thị Mai", 1971],
        [7059],
        ["B", "Chi bộ thôn Đoài"],
        [1, "Vũ Đức Bá", 1972],
        [2],
    ]
    seen(
        sheet_of(tmp_path, rows),
        "members", header=[1], data=(3, 7, 3), rows=8, fields="full_name=B birth_date=C unit=D", skipped={"section": 2, "blank": 2},
        unit=["Chi bộ thôn Đông", "Chi bộ thôn Đông", "Chi bộ thôn Đoài"],
    )  # fmt: skip


# --- sex ---


@pytest.mark.parametrize(
    ("cell", "sex"),
    [
        pytest.param("", "male", id="blank"),
        pytest.param("x", "female", id="x"),
        pytest.param("*", "female", id="star"),
        pytest.param("N", "female", id="first letter"),
        pytest.param("Nữ", "female", id="the word"),
        pytest.param("không", "male", id="no"),
        pytest.param("Nam", "Nam", id="the other word is no tick"),
        pytest.param("?", "?", id="anything else"),
    ],
)
def test_a_column_headed_women(tmp_path: Path, cell: str, sex: str) -> None:
    sheet = sheet_of(tmp_path, [["STT", "Họ và tên", "Nữ", "Chi bộ"], [1, "Lê Mai", cell, "Chi bộ 1"]])
    told = sex if sex != "Nam" else "male"
    if sex == "?":
        assert codes(sheet) == [("bad-choice", "C2")]
    else:
        assert (column(sheet.tables[0], "sex"), codes(sheet)) == ([told], [])


@pytest.mark.parametrize("group", ["Giới tính", "Ngày sinh"])
def test_both_of_two_sexes_are_none(tmp_path: Path, group: str) -> None:
    said = "x" if group == "Giới tính" else "1970"
    rows = [["STT", "Họ và tên", group, "", "Chi bộ"], ["", "", "Nam", "Nữ", ""], [1, "Lê Mai", said, said, "Chi bộ 1"]]
    sheet = sheet_of(tmp_path, rows, merges=["C1:D1"])
    assert codes(sheet) == [("several-choices", "C3")]
    assert [aside.row for aside in sheet.tables[0].rejected] == [3]


# --- dates ---


@pytest.mark.parametrize(
    ("cell", "first", "last"),
    [
        pytest.param("\u00a005/06/1970\u00a0", date(1970, 6, 5), date(1970, 6, 5), id="no-break spaces"),
        pytest.param("6/2017", date(2017, 6, 1), date(2017, 6, 30), id="a month"),
        pytest.param("00/00/1992", date(1992, 1, 1), date(1992, 12, 31), id="zeros for day and month"),
        pytest.param("00/6/1992", date(1992, 6, 1), date(1992, 6, 30), id="zeros for the day"),
        pytest.param("00-00-1992", date(1992, 1, 1), date(1992, 12, 31), id="zeros with dashes"),
        pytest.param("/ /1986", date(1986, 1, 1), date(1986, 12, 31), id="only the slashes and the year"),
        pytest.param("…/…/1986", date(1986, 1, 1), date(1986, 12, 31), id="dots and the year"),
        pytest.param("...../5/1986", date(1986, 5, 1), date(1986, 5, 31), id="dots for the day"),
        pytest.param("/5/1986", date(1986, 5, 1), date(1986, 5, 31), id="nothing for the day"),
        pytest.param("0/1986", date(1986, 1, 1), date(1986, 12, 31), id="zero for the month"),
    ],
)
def test_a_date_left_open_is_as_precise_as_it_says(tmp_path: Path, cell: str, first: date, last: date) -> None:
    table = table_of(tmp_path, [_ROSTER, [1, "Lê Mai", cell, "Chi bộ 1"]])
    assert (column(table, "birth_date"), column(table, "birth_date_last")) == ([first], [last])


@pytest.mark.parametrize("cell", ["05/00/1992", "00/13/1992", "31/4/2000", "1980?", "//", "29/02/1900"])
def test_what_is_no_date_is_not_made_one(tmp_path: Path, cell: str) -> None:
    assert codes(sheet_of(tmp_path, [_ROSTER, [1, "Lê Mai", cell, "Chi bộ 1"]])) == [("bad-date", "C2")]


def test_a_date_of_noughts_lies_outside_the_years(tmp_path: Path) -> None:
    assert codes(sheet_of(tmp_path, [_ROSTER, [1, "Lê Mai", "00/00/0000", "Chi bộ 1"]])) == [("year-outside", "C2")]


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        pytest.param([date(1970, 6, 5), "25/12/1975", date(1980, 3, 2)], "C2", id="real dates up to the 12th beside a text after it"),
        pytest.param([date(1970, 6, 5), "12/12/1975"], None, id="no text after the 12th"),
        pytest.param([date(1970, 6, 5), "25/12/1975", date(1980, 3, 13)], None, id="a real date that no swap makes"),
        pytest.param([date(1970, 6, 6), "25/12/1975"], None, id="a day that is the same either way"),
        pytest.param([date(1970, 6, 5), "1975"], None, id="only a year as text"),
        pytest.param([date(1970, 6, 5), "25/13/1975"], None, id="a text that is no date either way"),
    ],
)
def test_real_dates_and_text_in_one_column(tmp_path: Path, cells: list[Any], found: str | None) -> None:
    rows = [_ROSTER, *([number, f"Lê Mai {number}", cell, "Chi bộ 1"] for number, cell in enumerate(cells, 1))]
    swapped = [cell for code, cell in codes(sheet_of(tmp_path, rows)) if code == "days-swapped"]
    assert swapped == ([found] if found else [])


# --- identifiers ---


@pytest.mark.parametrize(
    ("heading", "cells", "found"),
    [
        pytest.param("Điện thoại", [912345678, 987654321], "D2", id="a telephone of nine digits"),
        pytest.param("Điện thoại", ["912345678"], None, id="as text it is what was written"),
        pytest.param("Số điện thoại", [84912345678, 1234567], None, id="telephones of other lengths"),
        pytest.param("CCCD", ["034085001234", 34085001234], "D3", id="an identity number of eleven digits"),
        pytest.param("CCCD", [134085001234], None, id="of twelve"),
        pytest.param("Số thẻ đảng viên", ["08000124", 8000123], "D3", id="a card shorter than those as text"),
        pytest.param("Số thẻ đảng viên", ["18000124", 8000123], None, id="no card begins with zero"),
        pytest.param("Số thẻ đảng viên", ["0800012", "080001", 80001], None, id="cards of several lengths"),
    ],
)
def test_numbers_that_lost_their_zero(tmp_path: Path, heading: str, cells: list[Any], found: str | None) -> None:
    rows = [
        ["STT", "Họ và tên", "Chi bộ", heading],
        *([number, f"Lê Mai {number}", "Chi bộ 1", cell] for number, cell in enumerate(cells, 1)),
    ]
    assert codes(sheet_of(tmp_path, rows)) == ([("zero-lost", found)] if found else [])


def test_what_is_not_kept_is_not_repeated_in_a_warning(tmp_path: Path) -> None:
    rows = [["STT", "Họ và tên", "Chi bộ", "CCCD"], [1, "Lê Mai", "Chi bộ 1", 34085001234]]
    path = workbook(tmp_path / "book.xlsx", {"DS": rows})
    values = [read_file(path, keep_citizen_id=keep).sheets[0].findings[0].value for keep in (False, True)]
    assert values == [None, "34085001234"]


# --- more of a sheet at once ---


def test_ratings_ticked_beside_days_of_birth_under_men_and_women(tmp_path: Path) -> None:
    rows = [
        ["ĐẢNG ỦY KHỐI CÁC CƠ QUAN TỈNH", "", "", "", "ĐẢNG CỘNG SẢN VIỆT NAM"],
        ["CHI BỘ SỞ NỘI VỤ", "", "", "", "Thái Bình, ngày 10 tháng 12 năm 2023"],
        ["KẾT QUẢ ĐÁNH GIÁ, XẾP LOẠI CHẤT LƯỢNG ĐẢNG VIÊN NĂM 2023"],
        ["TT", "Họ và tên", "Ngày tháng năm sinh", "", "Kết quả đánh giá, xếp loại", "", "", ""],
        ["", "", "Nam", "Nữ", "Hoàn thành xuất sắc nhiệm vụ", "Hoàn thành tốt nhiệm vụ", "Hoàn thành nhiệm vụ", "Không hoàn thành nhiệm vụ"],
        ["1", "2", "3", "4", "5", "6", "7", "8"],
        ["I", "ĐẢNG VIÊN CHÍNH THỨC"],
        [1, "Trần Văn An", "05/06/1970", "", "x", "", "", ""],
        [2, "Lê Thị Mai", "", "12/12/1985", "", "x", "", ""],
        ["II", "ĐẢNG VIÊN DỰ BỊ"],
        [1, "Vũ Đức Vân", "1990", "", "", "", "x", ""],
        ["", "Tổng cộng", 2, 1, 1, 1, 1, 0],
        ["", "Tỷ lệ %", "", "", "33,3%", "33,3%", "33,3%", "0%"],
        [],
        ["Nơi nhận:", "", "", "", "T/M CHI BỘ"],
        ["- Lưu CB.", "", "", "", "BÍ THƯ"],
        [],
        ["", "", "", "", "Trần Văn An"],
    ]  # fmt: skip
    seen(
        sheet_of(tmp_path, rows, merges=["A4:A5", "B4:B5", "C4:D4", "E4:H4"]),
        "ratings", header=[4, 5], data=(8, 11, 3), rows=len(rows), fields="full_name=B rating=E",
        skipped={"title": 3, "numbering": 1, "section": 2, "total": 2, "signature": 3, "blank": 2},
        findings=[("unit-from-letterhead", None), ("period-from-title", None)], unit=["CHI BỘ SỞ NỘI VỤ"] * 3,
        rating=["excellent", "good", "completed"], period_last=[date(2023, 12, 31)] * 3,
    )  # fmt: skip


def test_meetings_of_a_cell_that_is_merged_over_its_rows_are_several(tmp_path: Path) -> None:
    rows = [
        ["TT", "Chi bộ", "Ngày sinh hoạt", "Triệu tập", "Dự", "Loại sinh hoạt"],
        [1, "Chi bộ 1", "03/01/2023", 10, 9, "TK"],
        ["", "", "05/02/2023", 10, 10, "CĐ"],
        [2, "Chi bộ 2", "03/01/2023", 8, 8, "TK"],
        ["", "", "05/02/2023", 8, 7, "TK"],
    ]
    seen(
        sheet_of(tmp_path, rows, merges=["A2:A3", "B2:B3", "A4:A5", "B4:B5"]),
        "meetings", header=[1], data=(2, 5, 4), rows=5, fields="unit=B held_on=C due=D present=E kind=F",
        unit=["Chi bộ 1", "Chi bộ 1", "Chi bộ 2", "Chi bộ 2"], kind=["regular", "thematic", "regular", "regular"],
    )  # fmt: skip


def test_what_was_assigned_to_a_person_merged_over_his_rows_is_several(tmp_path: Path) -> None:
    rows = [
        ["TT", "Họ và tên", "Chi bộ", "Nội dung phân công", "Hộ gia đình"],
        [1, "Trần Văn An", "Chi bộ 1", "Phụ trách hộ", "Hộ ông Bình"],
        ["", "", "", "Phụ trách hộ", "Hộ bà Cúc"],
    ]
    sheet = sheet_of(tmp_path, rows, merges=["A2:A3", "B2:B3", "C2:C3"])
    assert (sheet.kind, codes(sheet)) == ("assignments", [])
    assert column(sheet.tables[0], "object") == ["Hộ ông Bình", "Hộ bà Cúc"]
    assert column(sheet.tables[0], "full_name") == ["Trần Văn An"] * 2


def test_number_and_day_of_a_decision_in_one_cell(tmp_path: Path) -> None:
    rows = [
        ["DANH SÁCH ĐẢNG VIÊN ĐƯỢC KẾT NẠP QUÝ I NĂM 2023"],
        ["Số TT", "HỌ VÀ TÊN", "NĂM SINH", "QUÊ QUÁN", "ĐƠN VỊ", "SỐ QĐ, NGÀY QĐ", "NGÀY KẾT NẠP"],
        [1, "Trần Văn An", 2000, "Thái Bình", "Chi bộ 1", "12-QĐ/ĐU, 03/02/2023", "15/02/2023"],
        [2, "Lê Thị Mai", 2001, "Nam Định", "Chi bộ 1", "13-QĐ/ĐU ngày 04/02/2023", "20/02/2023"],
        [3, "Vũ Đức Vân", 2001, "Hà Nam", "Chi bộ 1", "14-QĐ/ĐU", "20/02/2023"],
    ]
    seen(
        sheet_of(tmp_path, rows),
        "admissions", header=[2], data=(3, 5, 3), rows=5, skipped={"title": 1},
        fields="full_name=B birth_date=C unit=E decision_number=F decided_on=F admitted_on=G",
        decision_number=["12-QĐ/ĐU", "13-QĐ/ĐU", "14-QĐ/ĐU"], decided_on=[date(2023, 2, 3), date(2023, 2, 4), None],
    )  # fmt: skip


def test_sections_numbered_1_over_people_numbered_1_1(tmp_path: Path) -> None:
    rows = [
        ["STT", "Họ và tên", "Năm sinh", "Số thẻ"],
        [1, "Chi bộ Văn phòng"],
        ["1.1", "Trần Văn An", 1970, "1"],
        ["1.2", "Lê Thị Mai", 1985, "2"],
        [2, "Chi bộ Thanh tra"],
        ["2.1", "Vũ Đức Vân", 1990, "3"],
    ]
    seen(
        sheet_of(tmp_path, rows),
        "members", header=[1], data=(3, 6, 3), rows=6, fields="full_name=B birth_date=C card_number=D", skipped={"section": 2},
        unit=["Chi bộ Văn phòng", "Chi bộ Văn phòng", "Chi bộ Thanh tra"],
    )  # fmt: skip


def test_sums_of_a_page_and_carried_over_are_totals(tmp_path: Path) -> None:
    rows = [_ROSTER, [1, "An", 1970, "Chi bộ 1"], ["Cộng trang 1"], ["Cộng mang sang"], [2, "Mai", 1985, "Chi bộ 1"], ["Tổng cộng"]]
    seen(
        sheet_of(tmp_path, rows),
        "members", header=[1], data=(2, 5, 2), rows=6, fields="full_name=B birth_date=C unit=D", skipped={"total": 3},
    )  # fmt: skip


def test_a_merged_range_may_go_on_below_the_last_row(tmp_path: Path) -> None:
    table = table_of(tmp_path, [_ROSTER, [1, "Trần Văn An", 1970, "Chi bộ 1"]], merges=["D3:D6", "A3:A4"])
    assert (table.rows, column(table, "unit")) == (1, ["Chi bộ 1"])


_BOTH: list[Any] = [
    ("Trần Văn An", "Chi bộ 1", "Trần Văn An", "Chi bộ 1"),
    ("Đ/c Lê Thị Hoa", "Chi bộ 2", "Lê Thị Hoa", "Chi bộ 2"),
    ("VŨ ĐÌNH NAM", "", "VŨ ĐÌNH NAM", None),
    ("Đoàn Thị Mai", "Chi bộ 2", "Đoàn Thị Mai", "Chi bộ 2"),
    ("Tập thể Phòng Kê khai", "", None, "Phòng Kê khai"),
    ("Chi bộ Hành chính", "Đảng bộ Cục Thuế", None, "Chi bộ Hành chính"),
    ("ĐOÀN THANH NIÊN", "", None, "ĐOÀN THANH NIÊN"),
]


@pytest.mark.parametrize(
    "heading", ["Tên tập thể/cá nhân", "Tập thể, cá nhân", "Tên cá nhân, tập thể được khen thưởng", "Tên đơn vị và cá nhân"]
)
def test_a_column_over_organisations_and_persons(tmp_path: Path, heading: str) -> None:
    unclear = ["Hà Nam", "Điện Lực Hạ Long", "Đoàn Văn Công"]
    cells = [*((name, unit) for name, unit, *_ in _BOTH), *((name, "Chi bộ 2") for name in unclear)]
    rows = [[number, name, unit, "Giấy khen"] for number, (name, unit) in enumerate(cells, 1)]
    sheet = sheet_of(tmp_path, [["DANH SÁCH KHEN THƯỞNG NĂM 2022"], ["STT", heading, "Chi bộ", "Danh hiệu"], *rows])
    (table,) = sheet.tables
    assert list(zip(column(table, "full_name"), column(table, "unit"), strict=True)) == [(person, own) for *_, person, own in _BOTH]
    assert [cell for code, cell in codes(sheet) if code == "person-or-unit"] == ["B10", "B11", "B12"]
    assert (table.letter("unit", 3), table.letter("unit", 7)) == ("C", "B")


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([["I", "TẬP THỂ", ""], [1, "Hạ Long", "Cờ"], ["II", "CÁ NHÂN", ""], [1, "Hà Nam", "Giấy khen"]], [(None, "Hạ Long"), ("Hà Nam", None)]),
        ([[1, "Hà Nam", "Giấy khen"], [2, "Trần Văn An", "Giấy khen"]], [("Hà Nam", None), ("Trần Văn An", None)]),
        ([[1, "Hà Nam", "Giấy khen"], [2, "Phòng Kê khai", "Giấy khen"]], [(None, "Phòng Kê khai")]),
        ([["I", "TẬP THỂ, CÁ NHÂN XUẤT SẮC", ""], [1, "Hà Nam", "Cờ"], [2, "Trần Văn An", "Cờ"], [3, "Chi bộ 1", "Cờ"]], [("Trần Văn An", None), (None, "Chi bộ 1")]),
    ],
    ids=["sections say it", "a list of people", "a list of both", "a section of both"],
)  # fmt: skip
def test_what_else_tells_persons_from_organisations(tmp_path: Path, rows: list[Any], told: list[Any]) -> None:
    (table,) = sheet_of(tmp_path, [["KHEN THƯỞNG NĂM 2022"], ["STT", "Tên tập thể, cá nhân", "Danh hiệu"], *rows]).tables
    assert list(zip(column(table, "full_name"), column(table, "unit"), strict=True)) == told


def test_a_column_of_persons_goes_before_one_over_both(tmp_path: Path) -> None:
    rows = [["KHEN THƯỞNG NĂM 2022"], ["Tập thể, cá nhân", "Họ và tên", "Danh hiệu"], ["Phòng Kê khai", "Trần Văn An", "Giấy khen"]]
    table = sheet_of(tmp_path, rows).tables[0]
    assert (table.fields["full_name"], column(table, "full_name")) == ("B", ["Trần Văn An"])


@pytest.mark.parametrize(
    ("words", "first", "told"),
    [
        (("Đối tượng", "Tổ chức đảng", "Đảng viên"), ["Chi bộ 1", ""], (None, "Chi bộ 1")),
        (("Đối tượng", "Tổ chức đảng", "Đảng viên"), ["Chi bộ 1", "Trần Văn An"], ("Trần Văn An", "Chi bộ 1")),
        (("Đối tượng được kiểm tra", "Cá nhân", "Tập thể"), ["Trần Văn An", ""], ("Trần Văn An", None)),
        (("Tên đối tượng", "Tổ chức", "Cá nhân"), ["", "Trần Văn An"], ("Trần Văn An", None)),
    ],
)
def test_organisations_and_persons_in_columns_of_their_own(
    tmp_path: Path, words: tuple[str, str, str], first: list[str], told: tuple[str | None, str | None]
) -> None:
    over, *below = words
    rows = [
        ["Chủ thể", "Hình thức", over, "", "Ngày kết luận", "Có vi phạm"],
        ["", "", *below, "", ""],
        ["UBKT", "Kiểm tra", *first, "05/03/2024", "x"],
    ]
    sheet = sheet_of(tmp_path, [["KẾT QUẢ KIỂM TRA, GIÁM SÁT NĂM 2024"], *rows], merges=["C2:D2"])
    (table,) = sheet.tables
    assert (column(table, "full_name")[0], column(table, "unit")[0]) == told
    assert codes(sheet) == []


def test_numbers_below_persons_are_how_many(tmp_path: Path) -> None:
    rows = [
        ["Chủ thể", "Hình thức", "Đối tượng", "", "Ngày kết luận"],
        ["", "", "Tổ chức đảng", "Đảng viên", ""],
        ["UBKT", "Kiểm tra", 2, 3, "05/03/2024"],
    ]
    sheet = sheet_of(tmp_path, [["KẾT QUẢ KIỂM TRA, GIÁM SÁT NĂM 2024"], *rows], merges=["C2:D2"])
    assert (sheet.tables, codes(sheet)) == ([], [("no-table", None)])


_TICKED: dict[str, tuple[str, list[Any], str, tuple[str, ...], list[str | None]]] = {
    "meetings": ("Loại hình sinh hoạt", ["Chi bộ", "Ngày họp"], "kind", ("Thường kỳ", "Chuyên đề"), ["regular", "thematic"]),
    "inspections": ("Hình thức", ["Tổ chức kiểm tra", "Ngày kết luận"], "kind", ("Kiểm tra", "Giám sát"), ["inspection", "supervision"]),
    "units": ("Loại hình", ["Tên tổ chức đảng", "Ngày thành lập"], "kind", ("Đảng bộ cơ sở", "Chi bộ cơ sở"), ["grassroots_committee", "grassroots_cell"]),
    "ratings": ("Xếp loại", ["Chi bộ", "Năm"], "rating", ("HTTNV", "Không XL"), ["good", "not_rated"]),
    "members": ("Diện đảng viên", ["Họ và tên", "Ngày vào Đảng"], "status", ("Chính thức", "Dự bị"), ["official", "probationary"]),
}  # fmt: skip


@pytest.mark.parametrize("above", [True, False], ids=["below the name of the field", "below nothing"])
@pytest.mark.parametrize("kind", _TICKED)
def test_a_choice_with_a_column_to_tick_for_every_word(tmp_path: Path, kind: str, *, above: bool) -> None:
    over, own, name, words, told = _TICKED[kind]
    unit = {"members": ["Chi bộ"], "inspections": ["Tổ chức đảng được kiểm tra"]}.get(kind, [])
    day = 2023 if kind == "ratings" else "05/05/2023"
    groups = [["", "", "", *("" for _ in unit), over, over]] if above else []
    cells = [[number, f"Chi bộ {number}", day, *("CB 3" for _ in unit)] for number in (1, 2)]
    rows = [["TT", *own, *unit, *words], [*cells[0], "x", ""], [*cells[1], "", "x"]]
    sheet = sheet_of(tmp_path, [["DANH SÁCH CÁC CHI BỘ, ĐẢNG VIÊN"], *groups, *rows])
    (table,) = sheet.tables
    assert (sheet.kind, column(table, name)) == (kind, told)
    first = len(rows[0]) - 2
    assert table.columns[name] == (chr(65 + first), chr(66 + first))


@pytest.mark.parametrize(
    ("cells", "fields"),
    [
        ([["x", ""], ["", "Học tập Nghị quyết"]], {"title": "E"}),
        ([["x", ""], ["", ""]], {"kind": "D"}),
        ([["", ""], ["", ""]], {"title": "E"}),
    ],
    ids=["one holds words", "one is never ticked", "nothing tells"],
)
def test_words_over_columns_that_may_hold_something_else(tmp_path: Path, cells: list[list[str]], fields: dict[str, str]) -> None:
    rows = [["TT", "Chi bộ", "Ngày họp", "Thường kỳ", "Chuyên đề"], *([1, "CB 1", "05/05/2023", *each] for each in cells)]
    read = table_of(tmp_path, rows).fields
    assert {name: read[name] for name in ("kind", "title") if name in read} == fields


def test_numbers_below_the_words_of_a_choice_count_others(tmp_path: Path) -> None:
    rows = [
        ["", "", "Loại hình sinh hoạt", "Loại hình sinh hoạt"],
        ["Chi bộ", "Ngày họp", "Thường kỳ", "Chuyên đề"],
        ["CB 1", "05/05/2023", 2, 1],
    ]
    assert "kind" not in table_of(tmp_path, rows).fields
    two = [*rows[:2], ["CB 1", "05/05/2023", "x", "x"]]
    assert codes(sheet_of(tmp_path, two)) == [("several-choices", "C3")]


@pytest.mark.parametrize(
    ("kind", "columns", "field", "kept"),
    [
        ("ratings", {"Tự xếp loại": "HTXSNV", "Chi bộ xếp loại": "HTTNV", "Đảng ủy xếp loại": "HTNV"}, "rating", "F"),
        ("ratings", {"Kết quả xếp loại": "HTNV", "Chi bộ xếp loại": "HTTNV"}, "rating", "D"),
        ("ratings", {"Chi bộ xếp loại": "HTTNV", "BTV Huyện ủy xếp loại": "HTNV"}, "rating", "E"),
        ("ratings", {"Đảng ủy xếp loại": "HTTNV", "Huyện ủy xếp loại": "HTNV"}, "rating", "D"),
        ("ratings", {"Xếp loại": "HTTNV", "Đảng ủy xếp loại": "HTNV"}, "rating", "D"),
        ("members", {"Chức vụ": "Đội trưởng", "Chức vụ Đảng": "Bí thư"}, "position", "E"),
        ("members", {"Chức vụ": "Đội trưởng", "Chức vụ chính quyền": "Phó"}, "position", "D"),
    ],
    ids=["above the cell", "the result", "a committee", "two from above", "one says nothing", "in the Party", "neither in the Party"],
)
def test_which_of_two_columns_goes_before_the_other_by_who_says_it(
    tmp_path: Path, kind: str, columns: dict[str, str], field: str, kept: str
) -> None:
    ahead: dict[str, dict[str, Any]] = {
        "ratings": {"Họ và tên": "Trần An", "Chi bộ": "CB 1", "Năm": 2023},
        "members": {"Họ và tên": "Trần An", "Chi bộ": "CB 1", "Số thẻ đảng viên": "01"},
    }
    cells = {**ahead[kind], **columns}
    sheet = sheet_of(tmp_path, [["DANH SÁCH ĐẢNG VIÊN"], [*cells], [*cells.values()]])
    assert (sheet.kind, sheet.tables[0].fields[field]) == (kind, kept)
    assert "double-column" in dict(codes(sheet))


def test_what_somebody_says_is_the_rating_goes_before_who_decided(tmp_path: Path) -> None:
    rows = [["Họ và tên", "Chi bộ", "Năm", "Chi bộ xếp loại", "Đảng ủy xếp loại"], ["Trần An", "CB 1", 2023, "HTTNV", "HTNV"]]
    assert table_of(tmp_path, rows, mapping={"D": "rating"}).fields["rating"] == "D"


@pytest.mark.parametrize(
    ("heading", "cells", "present", "due"),
    [
        ("Số ĐV tham dự / TSĐV", ["16/18", "", " 7 / 7 "], [16, None, 7], [18, None, 7]),
        ("TSĐV / Số ĐV tham dự", ["18/16", "7/7", "9/0"], [16, 7, 0], [18, 7, 9]),
    ],
)
def test_cells_with_the_stroke_of_their_heading(tmp_path: Path, heading: str, cells: list[str], present: list[Any], due: list[Any]) -> None:
    table = table_of(tmp_path, [["Chi bộ", "Ngày họp", heading], *(["CB 1", f"0{day}/05/2023", cell] for day, cell in enumerate(cells, 1))])
    assert (column(table, "present"), column(table, "due")) == (present, due)


@pytest.mark.parametrize(
    ("heading", "cells"),
    [("Số ĐV tham dự / TSĐV", ["16/18", "18/16"]), ("Số ĐV tham dự\nTSĐV", ["16/18"]), ("Số ĐV tham dự / TSĐV", ["16/18", "16"])],
    ids=["more than were due", "no stroke above", "one number"],
)
def test_cells_with_a_stroke_that_leave_open_which_is_which(tmp_path: Path, heading: str, cells: list[str]) -> None:
    rows = [["Chi bộ", "Ngày họp", heading], *(["CB 1", f"0{day}/05/2023", cell] for day, cell in enumerate(cells, 1))]
    sheet = sheet_of(tmp_path, rows)
    assert codes(sheet) == [("stacked-unclear", f"C{row}") for row in range(2, 2 + len(cells))]


_MET: list[Any] = ["CB 1", "05/05/2023", 10, 9]
_RATED: list[Any] = ["CB 1", 2023, "HTTNV"]


@pytest.mark.parametrize(
    ("headings", "row", "unread", "cells", "told"),
    [
        (["Chi bộ", "Ngày họp", "Triệu tập", "Có mặt"], _MET, "Nhận xét", ["Tốt", "Khá", "", "Tốt"], "quality"),
        (["Chi bộ", "Ngày họp", "Triệu tập", "Có mặt"], _MET, "Nhận xét", ["Tốt", "Khá", "Đi muộn", "Tốt"], None),
        (["Chi bộ", "Ngày họp", "Triệu tập", "Có mặt"], _MET, "Nhận xét", ["Tốt", "Khá", "", ""], None),
        (["Chi bộ", "Ngày họp", "Chất lượng", "Có mặt"], [*_MET[:2], "Khá", 9], "Nhận xét", ["Tốt", "Khá", "Tốt", "Tốt"], None),
        (["Chi bộ", "Ngày họp", "Triệu tập", "Có mặt"], _MET, "Ghi chú", ["Tốt", "Khá", "Tốt", "Tốt"], None),
        (["Chi bộ", "Năm", "Xếp loại"], _RATED, "Danh tính", ["Trần An", "Lê Thị Mai", "Vũ Nam", "Lò Văn Inh"], "full_name"),
        (["Chi bộ", "Năm", "Xếp loại"], _RATED, "Danh tính", ["Lê Thị Mai"], "full_name"),
        (["Chi bộ", "Năm", "Xếp loại"], _RATED, "Bí thư", ["Trần An", "Lê Thị Mai", "Vũ Nam", "Lò Văn Inh"], None),
        (["Chi bộ", "Năm", "Xếp loại"], _RATED, "Danh tính", ["Trần An", "Phòng Nội vụ", "Vũ Nam", "Sở Y tế"], None),
        (["Họ và tên", "Năm", "Xếp loại"], ["Lê Mai", *_RATED[1:]], "Danh tính", ["Trần An", "Lê Thị Mai", "Vũ Nam", "Lò Văn Inh"], None),
    ],
    ids=[
        "words",
        "other words too",
        "too few",
        "read elsewhere",
        "known and not kept",
        "people",
        "one of them",
        "who signs",
        "no people",
        "people named elsewhere",
    ],
)
def test_a_column_that_looks_like_a_field_and_was_not_read(
    tmp_path: Path, headings: list[str], row: list[Any], unread: str, cells: list[str], told: str | None
) -> None:
    rows = [["TT", *headings, unread], *([number, *row, cell] for number, cell in enumerate(cells, 1))]
    sheet = sheet_of(tmp_path, rows)
    found = [(each.field, each.value, each.place.cell) for each in sheet.findings if each.code.slug == "column-unread"]
    assert found == ([(told, unread, f"{chr(66 + len(row))}2")] if told else [])
    if told:
        assert told in sheet_of(tmp_path, rows, mapping={unread: told}).tables[0].fields


_OFFICIAL = ["03/02/2006", "04/02/2007", "05/02/2008", "06/02/2009"]
_YEAR_BEFORE = ["03/02/2005", "04/02/2006", "05/02/2007", "06/02/2008"]
_LONG_BEFORE = ["03/02/1995", "04/02/1996", "05/02/1997", "06/02/1998"]


@pytest.mark.parametrize(
    ("beside", "days", "unread", "cells", "told"),
    [
        pytest.param("Ngày chính thức", _OFFICIAL, "Mốc 1", _YEAR_BEFORE, "admitted_on", id="a year before the one known"),
        pytest.param("Ngày vào Đảng", _YEAR_BEFORE, "Mốc 2", _OFFICIAL, "official_on", id="a year after the one known"),
        pytest.param("Quê", ["Tày"] * 4, "Vào hàng ngũ Đảng", _YEAR_BEFORE, "admitted_on", id="a heading that speaks of the Party"),
        pytest.param("Quê", ["Tày"] * 4, "Mốc 1", _YEAR_BEFORE, None, id="a heading that says nothing"),
        pytest.param("Ngày chính thức", _OFFICIAL, "Mốc 1", _LONG_BEFORE, None, id="long before"),
        pytest.param("Ngày chính thức", _OFFICIAL, "Mốc 1", [*_YEAR_BEFORE[:3], "2008"], None, id="a year only"),
        pytest.param("Ngày chính thức", _OFFICIAL, "Mốc 1", [*_YEAR_BEFORE[:2], "", ""], None, id="too few"),
        pytest.param("Ngày chính thức", _OFFICIAL, "Ngày cấp CCCD", _YEAR_BEFORE, None, id="the day of a card"),
        pytest.param("Ngày chính thức", _OFFICIAL, "Ngày vào Đoàn", _YEAR_BEFORE, None, id="known and not kept"),
        pytest.param("Ngày vào Đảng", _YEAR_BEFORE, "Nhập ngũ", _YEAR_BEFORE, None, id="another day in a life"),
    ],
)
def test_a_column_of_days_that_was_not_read(
    tmp_path: Path, beside: str, days: list[str], unread: str, cells: list[str], told: str | None
) -> None:
    head = ["Họ và tên", "Chi bộ", "Số thẻ đảng viên", beside, unread]
    names = ["Trần An", "Lê Mai", "Vũ Nam", "Lò Inh"]
    rows = [head, *([name, "CB 1", f"0{number}", days[number], cells[number]] for number, name in enumerate(names))]
    sheet = sheet_of(tmp_path, rows)
    found = [(each.field, each.value, each.place.cell) for each in sheet.findings if each.code.slug == "column-unread"]
    assert found == ([(told, unread, "E2")] if told else [])
    if told:
        assert told in sheet_of(tmp_path, rows, mapping={unread: told}).tables[0].fields


def test_only_one_column_of_days_is_told_for_each_field(tmp_path: Path) -> None:
    head = ["Họ và tên", "Chi bộ", "Số thẻ đảng viên", "Ngày chính thức", "Mốc 1", "Mốc 2"]
    names = ["Trần An", "Lê Mai", "Vũ Nam", "Lò Inh"]
    rows = [head, *([name, "CB 1", f"0{number}", _OFFICIAL[number], *[_YEAR_BEFORE[number]] * 2] for number, name in enumerate(names))]
    assert [cell for code, cell in codes(sheet_of(tmp_path, rows)) if code == "column-unread"] == ["E2"]


@pytest.mark.parametrize(
    ("heading", "ethnicity"),
    [
        ("- Dân tộc\n- Tôn giáo", ["Tày", "Kinh"]),
        ("Dân tộc/Tôn giáo", ["Tày", "Kinh"]),
        ("- Dân tộc\n- Sở thích", [None, None]),
        ("- Quê quán\n- Tôn giáo", [None, None]),
    ],
)
def test_a_line_of_a_heading_that_is_known_and_not_kept(tmp_path: Path, heading: str, ethnicity: list[str | None]) -> None:
    rows = [["Họ và tên", "Chi bộ", "Số thẻ", heading], ["Trần An", "CB 1", "01", "Tày\nKhông"], ["Lê Mai", "CB 1", "02", "Kinh"]]
    table = table_of(tmp_path, rows)
    assert column(table, "ethnicity") == ethnicity


def test_a_day_above_where_somebody_came_from_or_went_to(tmp_path: Path) -> None:
    rows = [
        ["Họ và tên", "Chi bộ", "Số thẻ đảng viên", "- Ngày chuyển đến\n- Từ đảng bộ, CB", "- Ngày chuyển đi\n- Đến đảng bộ, CB"],
        ["Trần An", "CB 1", "01", "05/03/2019\nĐB P. Hợp Giang", "\n"],
        ["Lê Mai", "CB 1", "02", "Đảng bộ xã A", "06/04/2021"],
        ["Vũ Nam", "CB 1", "03", "tháng trước", ""],
    ]
    sheet = sheet_of(tmp_path, rows)
    (table,) = sheet.tables
    assert column(table, "joined_on") == [date(2019, 3, 5), None]
    assert column(table, "left_on") == [None, date(2021, 4, 6)]
    assert [cell for code, cell in codes(sheet) if code == "bad-date"] == ["D4"]


@pytest.mark.parametrize(
    ("heading", "read"),
    [
        ("- Ngày chuyển đến\n- Từ đảng bộ, CB", True),
        ("- Ngày chuyển đến\n- Người giới thiệu", False),
        ("- Từ đảng bộ\n- Đến đảng bộ", False),
    ],
)
def test_which_further_lines_of_a_heading_are_not_kept(tmp_path: Path, heading: str, *, read: bool) -> None:
    rows = [["Họ và tên", "Chi bộ", "Số thẻ đảng viên", heading], ["Trần An", "CB 1", "01", "05/03/2019\nĐB xã A"]]
    assert ("joined_on" in table_of(tmp_path, rows).fields) is read


@pytest.mark.parametrize(
    ("heading", "unit"),
    [("Chi bộ, đảng bộ nơi đi", "D"), ("Tổ chức đảng nơi chuyển đi", "D"), ("Tổ chức đảng nơi chuyển đến", None)],
)
def test_whose_those_are_who_left(tmp_path: Path, heading: str, unit: str | None) -> None:
    rows = [
        ["SỔ CHUYỂN SINH HOẠT ĐẢNG"],
        ["Họ và tên", "Số thẻ đảng viên", "Ngày chuyển đi", heading],
        ["Trần An", "01", "05/03/2019", "CB 1"],
    ]
    assert sheet_of(tmp_path, rows).tables[0].fields.get("unit") == unit


@pytest.mark.parametrize(
    ("last", "periods"),
    [
        ("Xếp loại năm", ["2022-01", "2022-02", "2022"]),
        ("Kết quả xếp loại năm", ["2022-01", "2022-02", "2022"]),
        ("Xếp loại, năm", ["2022-01", "2022-02"]),
        ("Đề nghị xếp loại năm", ["2022-01", "2022-02"]),
    ],
)
def test_the_rating_of_the_year_beside_those_of_its_months(tmp_path: Path, last: str, periods: list[str]) -> None:
    rows = [["XẾP LOẠI CHẤT LƯỢNG SINH HOẠT CHI BỘ NĂM 2022"], ["Chi bộ", "Tháng 1", "Tháng 2", last], ["CB 1", "Tốt", "Khá", "Tốt"]]
    table = sheet_of(tmp_path, rows).tables[0]
    spans = zip(column(table, "period"), column(table, "period_last"), strict=True)
    assert [Span(*each).label for each in spans] == periods


def test_no_meeting_is_held_all_year(tmp_path: Path) -> None:
    rows = [["SỔ HỌP NĂM 2022"], ["Chi bộ", "Tháng 1", "Tháng 2", "Cả năm"], ["CB 1", "x", "x", "x"]]
    assert column(sheet_of(tmp_path, rows).tables[0], "held_on") == [date(2022, 1, 1), date(2022, 2, 1)]


@pytest.mark.parametrize(
    "rows",
    [
        [["Chi bộ", "Ngày họp", "Đánh giá", "Chất lượng"], ["CB 1", "05/01/2023", "Tốt", "Tốt"], ["CB 2", "06/01/2023", "Khá", "Khá"]],
        [["Chi bộ", "Ngày họp", "Chất lượng"], ["CB 1", "05/01/2023", "Tốt"], ["CB 2", "06/01/2023", "Khá"]],
        [["Chi bộ", "Ngày họp", "", "", "Chất lượng"], ["", "", "Tốt", "TB", "Khá"], ["CB 1", "05/01/2023", "x", "", ""], ["CB 2", "06/01/2023", "", "", "x"]],
        [["Chi bộ", "Ngày họp", "", "Chất lượng", ""], ["", "", "Tốt", "Khá", "TB"], ["CB 1", "05/01/2023", "x", "", ""], ["CB 2", "06/01/2023", "", "x", ""]],
    ],
    ids=["grades of two headings", "grades of one", "ticks, the heading over the last", "ticks, the heading over the middle"],
)  # fmt: skip
def test_a_row_of_grades_is_no_row_of_words_to_tick(tmp_path: Path, rows: list[list[str]]) -> None:
    (table,) = sheet_of(tmp_path, rows).tables
    assert (column(table, "held_on"), column(table, "quality")) == ([date(2023, 1, 5), date(2023, 1, 6)], ["good", "fair"])


@pytest.mark.parametrize(
    ("cells", "told", "found"),
    [
        ([["x", ""], ["", "x"], ["", ""]], [True, False, False], []),
        ([["x", "x"], ["", "x"], ["", ""]], [False, False], [("bad-choice", "F4")]),
    ],
    ids=["each ticked once", "both ticked"],
)
def test_yes_and_no_each_with_a_column_to_tick(tmp_path: Path, cells: list[list[str]], told: list[bool], found: list[Any]) -> None:
    sheet = sheet_of(tmp_path, _inspected("Vi phạm", cells), merges=["F2:G2"])
    assert (column(sheet.tables[0], "violation"), codes(sheet)) == (told, found)


def test_yes_and_no_below_a_heading_that_names_no_field(tmp_path: Path) -> None:
    assert "violation" not in sheet_of(tmp_path, _inspected("Kết luận", [["x", ""]]), merges=["F2:G2"]).tables[0].fields


def _inspected(over: str, cells: list[list[str]]) -> list[list[Any]]:
    above = ["TT", "Tổ chức kiểm tra", "Hình thức", "Tổ chức đảng được kiểm tra", "Ngày kết luận", over, ""]
    rows = [[number, "Đảng ủy xã A", "Kiểm tra", "CB 1", f"0{number}/05/2023", *each] for number, each in enumerate(cells, 1)]
    return [["KẾT QUẢ KIỂM TRA"], above, [*[""] * 5, "Có", "Không"], *rows]
