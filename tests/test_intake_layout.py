"""Where the table is, and what every row of a sheet is taken for. Every row is accounted for in every test."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from intake_sheets import accounted, codes, column, read_file, sheet_of, table_of, workbook

if TYPE_CHECKING:
    from pathlib import Path

    from partytrack.intake.seen import ReadTable

HEAD = ["STT", "Họ và tên", "Ngày sinh", "Chi bộ", "Số thẻ"]
AN = [1, "Trần Văn An", "03/02/1980", "Chi bộ 1", "0011"]
MAI = [2, "Lê Thị Mai", "04/02/1981", "Chi bộ 1", "0012"]
NOTHING_SKIPPED = {"title": 0, "numbering": 0, "section": 0, "total": 0, "signature": 0, "blank": 0}


def skipped(table: ReadTable) -> dict[str, int]:
    return {reason: rows for reason, rows in table.skipped.items() if rows}


def test_a_bare_table(tmp_path: Path) -> None:
    table = table_of(tmp_path, [HEAD, AN, MAI])
    assert (table.header_rows, table.first_row, table.last_row, table.rows) == ((1,), 2, 3, 2)
    assert table.skipped == NOTHING_SKIPPED
    assert table.fields == {"card_number": "E", "full_name": "B", "birth_date": "C", "unit": "D"}
    assert table.unmapped == {"A": "STT"}


def test_letterhead_title_numbering_total_and_signature_are_counted_and_not_read(tmp_path: Path) -> None:
    rows = [
        ["ĐẢNG BỘ TỈNH", "", "", "ĐẢNG CỘNG SẢN VIỆT NAM"],
        ["TỔNG CỤC HẢI QUAN"],
        [],
        ["DANH SÁCH ĐẢNG VIÊN"],
        ["(Tính đến ngày 31/12/2023)"],
        HEAD,
        ["(1)", "(2)", "(3)", "(4)", "(5)"],
        AN,
        [],
        MAI,
        ["", "Tổng cộng: 2 đảng viên"],
        [],
        ["", "", "", "Hà Nội, ngày 5 tháng 1 năm 2024"],
        ["", "NGƯỜI LẬP BIỂU", "", "T/M CHI BỘ"],
        [],
        ["", "Phạm Văn Tú", "", "Vũ Đức Vân"],
    ]
    sheet = sheet_of(tmp_path, rows)
    table = sheet.tables[0]
    assert sheet.stated_on == date(2023, 12, 31)
    assert sheet.findings == []
    assert table.header_rows == (6,)
    assert (table.first_row, table.last_row, table.rows) == (8, 10, 2)
    assert table.skipped == {"title": 4, "numbering": 1, "section": 0, "total": 1, "signature": 3, "blank": 4}
    assert accounted(table) == len(rows)
    assert column(table, "full_name") == ["Trần Văn An", "Lê Thị Mai"]


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Tính đến ngày 31/12/2023", date(2023, 12, 31)),
        ("(Tính đến 31/12/2023)", date(2023, 12, 31)),
        ("tính đến hết ngày 31.12.2023", date(2023, 12, 31)),
        ("Số liệu đến ngày 31 tháng 12 năm 2023", date(2023, 12, 31)),
        ("tính đến hết tháng 6/2023", date(2023, 6, 30)),
        ("(Thời điểm 31/12/2021)", date(2021, 12, 31)),
        ("Ngày xuất: 15/10/2024", date(2024, 10, 15)),
        ("DANH SÁCH ĐẢNG VIÊN (cập nhật ngày 15/10/2024)", date(2024, 10, 15)),
        ("Thời điểm xuất dữ liệu: 08:30 15/10/2024", date(2024, 10, 15)),
        ("Tính từ thời điểm 01/01/2021", None),
        ("Mẫu xuất bản ngày 15/10/2024", None),
        ("Tính đến tháng 6/2022", None),
        ("(Kèm theo Báo cáo số 12-BC/ĐU ngày 05/01/2024)", None),
        ("Tính đến ngày 31/02/2023", None),
    ],
)
def test_the_day_a_list_is_true_on(tmp_path: Path, line: str, day: date | None) -> None:
    assert sheet_of(tmp_path, [[line], HEAD, AN]).stated_on == day


def test_the_day_a_list_counts_for_goes_before_that_on_which_it_was_taken(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path, [["Ngày xuất: 15/10/2024"], ["(Tính đến ngày 30/9/2024)"], HEAD, AN])
    assert sheet.stated_on == date(2024, 9, 30)


def test_a_log_states_no_day(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path, [["Tính đến ngày 31/12/2023"], ["Chi bộ", "Ngày họp"], ["Chi bộ 1", "03/02/2023"]])
    assert (sheet.kind, sheet.stated_on) == ("meetings", None)


def test_a_header_of_two_rows_with_merged_cells(tmp_path: Path) -> None:
    rows = [
        ["STT", "Chi bộ", "Ngày họp", "Số đảng viên", "", "", "Ghi chú"],
        ["", "", "", "Triệu tập", "Có mặt", "Vắng có lý do", ""],
        [1, "Chi bộ 1", "03/02/2023", 10, 9, 1, ""],
    ]
    table = table_of(tmp_path, rows, merges=["A1:A2", "B1:B2", "C1:C2", "D1:F1", "G1:G2"])
    assert table.header_rows == (1, 2)
    assert table.fields == {"unit": "B", "held_on": "C", "due": "D", "present": "E", "excused": "F"}
    assert table.unmapped == {"A": "STT", "G": "Ghi chú"}
    assert accounted(table) == 3


def test_a_header_of_two_rows_that_are_not_merged(tmp_path: Path) -> None:
    rows = [
        ["STT", "Họ và", "Chi bộ", "Ngày vào Đảng", ""],
        ["", "tên", "", "Dự bị", "Chính thức"],
        [1, "Trần Văn An", "Chi bộ 1", "03/02/2000", "03/02/2001"],
    ]
    table = table_of(tmp_path, rows)
    assert table.header_rows == (1, 2)
    assert table.fields == {"full_name": "B", "unit": "C", "admitted_on": "D", "official_on": "E"}


@pytest.mark.parametrize("row", [["1", "Trần Văn An", "01/02/1980", "Chính thức"], ["1", "034080001234", "Nam", "Chính thức"]])
def test_a_row_of_texts_with_a_day_or_a_long_number_is_none_of_headings(tmp_path: Path, row: list[str]) -> None:
    rows = [["STT", "Họ và tên", "Ngày sinh", "Trạng thái", "Chi bộ"], [*row, "Chi bộ 1"], [*row, "Chi bộ 2"]]
    table = table_of(tmp_path, rows)
    assert (table.header_rows, table.rows) == ((1,), 2)


@pytest.mark.parametrize(
    "last",
    [
        pytest.param("Trần Văn Bình | tổ 1 | ngoài", id="a name"),
        pytest.param("B | Chi bộ 2 | ngoài", id="a unit"),
        pytest.param("B | tổ 1 | 03/02/2001", id="a day"),
    ],
)
def test_what_headings_ask_for_is_no_further_row_of_them(tmp_path: Path, last: str) -> None:
    rows = [
        ["Họ và tên", "Chi bộ", "Ngày vào Đảng", "Đảng viên"],
        [*last.split(" | "), "Chính thức"],
        ["Lê An", "Chi bộ 3", "03/02/2002", "Dự bị"],
    ]
    table = table_of(tmp_path, rows)
    assert (table.header_rows, table.rows) == ((1,), 2)
    assert accounted(table) == 3


def test_a_header_of_three_rows(tmp_path: Path) -> None:
    rows = [
        ["STT", "Chi bộ", "Ngày họp", "Sinh hoạt", "", "", ""],
        ["", "", "", "Số đảng viên", "", "", "Xếp loại"],
        ["", "", "", "Triệu tập", "Có mặt", "Có phép", ""],
        ["A", "B", 1, 2, 3, 4, 5],
        [1, "Chi bộ 1", "03/02/2023", 10, 9, 1, "Tốt"],
    ]
    table = table_of(tmp_path, rows, merges=["A1:A3", "B1:B3", "C1:C3", "D1:G1", "D2:F2", "G2:G3"])
    assert table.header_rows == (1, 2, 3)
    assert table.fields == {"unit": "B", "held_on": "C", "due": "D", "present": "E", "excused": "F", "quality": "G"}
    assert skipped(table) == {"numbering": 1}


def test_merged_cells_keep_a_second_row_of_unknown_headings_in_the_header(tmp_path: Path) -> None:
    rows = [
        ["STT", "Họ và tên", "Chi bộ", "Số thẻ", "Gia đình", ""],
        ["", "", "", "", "Cha", "Mẹ"],
        [1, "Trần Văn An", "Chi bộ 1", "0011", "a", "b"],
    ]
    table = table_of(tmp_path, rows, merges=["A1:A2", "B1:B2", "C1:C2", "D1:D2", "E1:F1"])
    assert table.header_rows == (1, 2)
    assert table.rows == 1
    assert table.unmapped == {"A": "STT", "E": "Gia đình Cha", "F": "Gia đình Mẹ"}


@pytest.mark.parametrize(
    "numbers",
    [
        pytest.param([1, 2, 3, 4, 5], id="numbers"),
        pytest.param(["(1)", "(2)", "(3)", "(4)", "(5)"], id="in brackets"),
        pytest.param(["A", "B", 1, 2, 3], id="letters and numbers"),
        pytest.param(["1", "2", "", "4", "5=3+4"], id="with a gap and a sum"),
    ],
)
def test_a_row_of_column_numbers(tmp_path: Path, numbers: list[object]) -> None:
    table = table_of(tmp_path, [HEAD, numbers, AN])
    assert skipped(table) == {"numbering": 1}
    assert table.batch.rows == [3]


def test_a_row_of_small_numbers_that_is_data_stays_data(tmp_path: Path) -> None:
    rows = [["Chỉ tiêu", "Năm", "Giá trị"], ["3", "2021", 7], ["4", "2022", 8]]
    table = table_of(tmp_path, rows)
    assert table.rows == 2


def test_a_row_of_machine_names_below_the_headings(tmp_path: Path) -> None:
    table = table_of(tmp_path, [["Họ và tên", "Chi bộ", "Số thẻ"], ["full_name", "unit", "card_number"], ["Trần Văn An", "Chi bộ 1", "1"]])
    assert table.batch.rows == [3]
    assert accounted(table) == 3


# --- sections ---


def test_sections_name_the_unit_of_the_rows_below(tmp_path: Path) -> None:
    rows = [
        ["STT", "Họ và tên", "Số thẻ"],
        ["I", "Chi bộ Văn phòng", ""],
        [1, "Trần Văn An", "0011"],
        [2, "Lê Thị Mai", "0012"],
        ["II", "Chi bộ Thanh tra", ""],
        [1, "Vũ Đức Vân", "0013"],
    ]
    table = table_of(tmp_path, rows)
    assert column(table, "unit") == ["Chi bộ Văn phòng", "Chi bộ Văn phòng", "Chi bộ Thanh tra"]
    assert skipped(table) == {"section": 2}
    assert accounted(table) == 6


@pytest.mark.parametrize(
    ("section", "merges"),
    [
        pytest.param(["Chi bộ Văn phòng"], ["A2:C2"], id="merged across"),
        pytest.param(["A. Chi bộ Văn phòng (2 đảng viên)"], ["A2:C2"], id="with a letter and a count"),
        pytest.param(["", "Chi bộ Văn phòng"], [], id="in the column of names"),
        pytest.param(["1. Chi bộ Văn phòng:"], [], id="in the column of running numbers"),
    ],
)
def test_a_section_row_of_one_cell(tmp_path: Path, section: list[object], merges: list[str]) -> None:
    rows = [["STT", "Họ và tên", "Số thẻ"], section, [1, "Trần Văn An", "0011"], [2, "Lê Thị Mai", "0012"]]
    table = table_of(tmp_path, rows, merges=merges)
    assert column(table, "unit") == ["Chi bộ Văn phòng"] * 2
    assert skipped(table) == {"section": 1}


@pytest.mark.parametrize("mark", ["I", "IV.", "IX", "XXXIX", "XL", "XLIX", "L", "XC", "C", "CXLII", "A", "Đ", "1.1", "II.3"])
def test_a_section_may_be_marked_with_any_number_but_a_running_one(tmp_path: Path, mark: str) -> None:
    rows = [
        ["STT", "Họ và tên", "Số thẻ"],
        ["I", "Chi bộ Văn phòng"],
        [1, "Trần Văn An", "0011"],
        [mark, "Chi bộ Thanh tra"],
        [1, "Lê Thị Mai", "0012"],
    ]
    assert column(table_of(tmp_path, rows), "unit") == ["Chi bộ Văn phòng", "Chi bộ Thanh tra"]


def test_a_section_merged_across_may_have_a_running_number(tmp_path: Path) -> None:
    rows = [
        ["STT", "Họ và tên", "Số thẻ"],
        [1, "Chi bộ Văn phòng"],
        [1, "Trần Văn An", "0011"],
        [2, "Chi bộ Thanh tra"],
        [1, "Lê Thị Mai", "0012"],
    ]
    table = table_of(tmp_path, rows, merges=["B2:C2", "B4:C4"])
    assert column(table, "unit") == ["Chi bộ Văn phòng", "Chi bộ Thanh tra"]


def test_a_section_that_is_no_unit_does_not_become_one(tmp_path: Path) -> None:
    rows = [HEAD, ["I", "Đảng viên chính thức"], AN, ["II", "Đảng viên dự bị"], MAI]
    table = table_of(tmp_path, rows)
    assert column(table, "unit") == ["Chi bộ 1", "Chi bộ 1"]
    assert skipped(table) == {"section": 2}


def test_the_row_itself_wins_over_its_section_and_a_blank_takes_the_section(tmp_path: Path) -> None:
    rows = [HEAD, ["I", "Chi bộ Văn phòng"], [1, "Trần Văn An", "", "Chi bộ 9", "0011"], [2, "Lê Thị Mai", "", "", "0012"]]
    assert column(table_of(tmp_path, rows), "unit") == ["Chi bộ 9", "Chi bộ Văn phòng"]


def test_a_group_between_units_keeps_the_unit(tmp_path: Path) -> None:
    rows = [
        ["STT", "Họ và tên", "Số thẻ"],
        ["I", "Chi bộ Văn phòng"],
        ["a", "Đảng viên chính thức"],
        [1, "Trần Văn An", "0011"],
        ["b", "Đảng viên dự bị"],
        [2, "Lê Thị Mai", "0012"],
    ]
    table = table_of(tmp_path, rows)
    assert column(table, "unit") == ["Chi bộ Văn phòng"] * 2
    assert skipped(table) == {"section": 3}


# --- totals ---


@pytest.mark.parametrize(
    "words",
    [
        "Tổng số",
        "Tổng cộng",
        "Cộng",
        "Tổng:",
        "TỔNG",
        "TỔNG CỘNG",
        "Cộng:",
        "Tổng số: 2 đồng chí",
        "Tổng 2",
        "Toàn Đảng bộ: 2 đ/c",
        "TOÀN XÃ 2",
    ],
)
def test_a_total_row_is_no_record(tmp_path: Path, words: str) -> None:
    for place in range(2):
        rows = [HEAD, AN, MAI, [*[""] * place, words]]
        table = table_of(tmp_path, rows)
        assert (table.rows, skipped(table)) == (2, {"total": 1})


@pytest.mark.parametrize(
    "name", ["Tổng Công ty Cấp nước", "Tổng cục Thống kê", "Tổng đội Thanh niên", "Công đoàn Viên chức", "Toàn Thắng 2"]
)
def test_a_name_that_begins_like_a_total_is_none(tmp_path: Path, name: str) -> None:
    table = table_of(tmp_path, [["Mã", "Tên đơn vị", "Loại hình"], ["01", name, "Doanh nghiệp"], ["02", "Sở A", "Cơ quan"]])
    assert column(table, "name") == [name, "Sở A"]


def test_a_total_on_top_and_one_without_a_word(tmp_path: Path) -> None:
    rows = [
        ["Chi bộ", "Ngày họp", "Triệu tập", "Có mặt"],
        ["Tổng số", "", 30, 28],
        ["CB1", "03/02/2023", 10, 9],
        ["CB2", "03/02/2023", 20, 19],
        ["", "", 30, 28],
    ]
    table = table_of(tmp_path, rows)
    assert (table.rows, skipped(table)) == (2, {"total": 2})


@pytest.mark.parametrize(
    ("last", "total"),
    [
        pytest.param([3, "Tổng cộng", ""], True, id="a number and the words"),
        pytest.param(["3", "Tổng cộng: 2", 2], True, id="its only other cell a number"),
        pytest.param([3, "Tổng Văn Cộng", ""], False, id="a name"),
        pytest.param([3, "Tổng cộng", "Chi bộ 1"], False, id="words of a record beside it"),
    ],
)
def test_a_total_that_is_numbered_like_a_record(tmp_path: Path, last: list[object], total: bool) -> None:
    rows = [["STT", "Họ và tên", "Chi bộ"], [1, "Trần Văn An", "Chi bộ 1"], [2, "Lê Thị Mai", "Chi bộ 1"], last]
    assert skipped(table_of(tmp_path, rows)) == ({"total": 1} if total else {})


def test_a_figure_may_be_called_a_total(tmp_path: Path) -> None:
    rows = [["Chỉ tiêu", "Năm", "Giá trị"], ["Tổng số hộ nghèo", 2023, 12.0], ["Tổng số", 2023, 12.0]]
    table = table_of(tmp_path, rows)
    assert column(table, "indicator") == ["Tổng số hộ nghèo"]
    assert skipped(table) == {"total": 1}


@pytest.mark.parametrize(
    ("total", "cell"),
    [
        pytest.param(["", "Tổng cộng: 2 đảng viên"], None, id="the number of rows"),
        pytest.param(["", "Tổng cộng: 3 đảng viên"], "B4", id="one more than there are"),
        pytest.param(["", "Tổng cộng: 1 đảng viên"], "B4", id="one fewer"),
        pytest.param(["Tổng số", 2], None, id="the number in the column of names"),
        pytest.param(["Tổng số", 3], "B4", id="a wrong number in the column of names"),
        pytest.param(["", "Tổng cộng"], None, id="no number"),
    ],
)
def test_a_total_that_states_a_count_is_held_against_the_rows(tmp_path: Path, total: list[object], cell: str | None) -> None:
    assert codes(sheet_of(tmp_path, [HEAD, AN, MAI, total])) == ([("total-differs", cell)] if cell else [])


@pytest.mark.parametrize(
    ("total", "cell"),
    [
        pytest.param(["", "Tổng số đảng viên của chi bộ: 4"], "B5", id="a count of people"),
        pytest.param(["", "Tổng cộng danh sách có 4 đồng chí."], "B5", id="a count in other words"),
        pytest.param(["", "Cộng (II): 4 đ/c"], "B5", id="a count of a section"),
        pytest.param(["", "Tổng số: 2 chi bộ"], None, id="units among people"),
        pytest.param(["", "Tổng số nữ: 2"], None, id="women only"),
        pytest.param(["", "Tổng số đảng viên chính thức: 2"], None, id="official members only"),
        pytest.param(["", "Tổng cộng năm 2023"], None, id="a year"),
        pytest.param(["Tổng", "", "", "", 3], None, id="the only number, of all"),
        pytest.param(["Tổng", "", "", "", 2], None, id="the only number, of those who have one"),
        pytest.param(["Tổng", "", "", "", 1], None, id="the only number, of different ones"),
        pytest.param(["Tổng", "", "", "", 4], "E5", id="the only number, of nothing there is"),
        pytest.param(["Tổng", "", "", 4, 5], None, id="two numbers, neither under the names"),
        pytest.param(["Tổng", 4, "", 4, 5], "B5", id="the number under the names, others beside it"),
        pytest.param(["Tổng", "3 đảng viên", "", "", 4], None, id="the words under the names, another number beside them"),
        pytest.param(["Tổng", "4 đảng viên", "", "", 3], "B5", id="too many in the words under the names"),
    ],
)
def test_only_what_is_certain_to_be_a_count_is_held_against_the_rows(tmp_path: Path, total: list[object], cell: str | None) -> None:
    head = ["STT", "Họ và tên", "Ngày sinh", "Chi bộ", "Chức vụ"]
    rows = [[1, "Trần An", "1980", "CB1", "Cấp ủy viên"], [2, "Lê Mai", "1981", "CB1", "Cấp ủy viên"], [3, "Vũ Lan", "1982", "CB1", ""]]
    assert codes(sheet_of(tmp_path, [head, *rows, total])) == ([("total-differs", cell)] if cell else [])


@pytest.mark.parametrize(
    ("total", "cell"),
    [
        pytest.param("Tổng số: 2 tổ chức cơ sở đảng", None, id="as many as there are"),
        pytest.param("Tổng số: 3 chi bộ", "B4", id="one more"),
        pytest.param("Tổng số: 46 đảng viên", None, id="people among units"),
    ],
)
def test_a_total_of_a_list_of_units_counts_units(tmp_path: Path, total: str, cell: str | None) -> None:
    rows = [["STT", "Tên tổ chức", "Loại hình"], [1, "Chi bộ A", "Chi bộ cơ sở"], [2, "Chi bộ B", "Chi bộ cơ sở"], ["", total, ""]]
    assert codes(sheet_of(tmp_path, rows)) == ([("total-differs", cell)] if cell else [])


def test_totals_of_sections_state_their_own_rows(tmp_path: Path) -> None:
    rows = [HEAD, ["I", "Chi bộ 1"], AN, ["", "Cộng: 1"], ["II", "Chi bộ 2"], MAI, AN, ["", "Cộng: 2"], ["", "Tổng cộng: 3"]]
    sheet = sheet_of(tmp_path, rows)
    assert codes(sheet) == []
    assert skipped(sheet.tables[0]) == {"section": 2, "total": 3}


def test_a_sum_in_a_log_of_meetings_is_no_count_of_rows(tmp_path: Path) -> None:
    rows = [["Chi bộ", "Ngày họp", "Triệu tập"], ["CB1", "03/02/2023", 10], ["Tổng số: 10", "", 10]]
    assert codes(sheet_of(tmp_path, rows)) == []


# --- the end ---


def test_an_empty_form_holds_no_records(tmp_path: Path) -> None:
    rows = [HEAD, [1, 2, 3, 4, 5], [1], [2], [3], ["", "Người lập biểu", "", "Bí thư"], ["", "Trần Văn An", "", "Lê Mai"]]
    sheet = sheet_of(tmp_path, rows)
    table = sheet.tables[0]
    assert (table.rows, table.first_row, table.last_row) == (0, None, None)
    assert skipped(table) == {"numbering": 1, "blank": 3, "signature": 2}
    assert [code for code, _ in codes(sheet)] == ["no-records"]
    assert accounted(table) == len(rows)


def test_a_signer_is_no_unit(tmp_path: Path) -> None:
    rows = [["Mã", "Tên đơn vị", "Loại hình"], ["01", "Sở A", "Cơ quan"], ["", "NGƯỜI LẬP BIỂU"], ["", "Trần Văn An"]]
    table = table_of(tmp_path, rows)
    assert column(table, "name") == ["Sở A"]
    assert skipped(table) == {"signature": 2}


def test_notes_below_the_table_are_no_records(tmp_path: Path) -> None:
    rows = [HEAD, AN, ["Ghi chú: số thẻ lấy theo sổ"], ["Danh sách có 01 đồng chí./."]]
    table = table_of(tmp_path, rows)
    assert (table.rows, skipped(table)) == (1, {"signature": 2})


def test_records_after_a_note_are_not_lost(tmp_path: Path) -> None:
    rows = [HEAD, AN, ["Ghi chú: tiếp theo trang 2"], MAI]
    table = table_of(tmp_path, rows)
    assert column(table, "full_name") == ["Trần Văn An", "Lê Thị Mai"]


def test_a_record_without_its_name_is_a_record(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path, [HEAD, AN, [2, "", "04/02/1981", "Chi bộ 1", "0012"]])
    assert sheet.tables[0].rows == 2
    assert codes(sheet) == [("missing", "B3")]


# --- several ---


def test_two_tables_in_one_sheet(tmp_path: Path) -> None:
    rows = [
        HEAD, AN, MAI, ["", "Tổng số: 2"], [],
        ["XẾP LOẠI NĂM 2023"], ["STT", "Họ và tên", "Chi bộ", "Xếp loại"], [1, "Trần Văn An", "Chi bộ 1", "HTT"],
    ]  # fmt: skip
    sheet = sheet_of(tmp_path, rows)
    members, ratings = sheet.tables
    assert (members.batch.kind.name, members.rows) == ("members", 2)
    assert (ratings.batch.kind.name, ratings.header_rows, ratings.batch.rows) == ("ratings", (7,), [8])
    assert column(ratings, "period") == [date(2023, 1, 1)]
    assert accounted(members) + accounted(ratings) == len(rows)


def test_headings_repeated_on_every_page(tmp_path: Path) -> None:
    rows = [HEAD, AN, HEAD, MAI]
    sheet = sheet_of(tmp_path, rows)
    assert [table.batch.rows for table in sheet.tables] == [[2], [4]]
    assert sum(accounted(table) for table in sheet.tables) == 4


def test_several_sheets_each_of_its_own_kind(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "book.xlsx",
        {"ĐV": [HEAD, AN], "Họp": [["Chi bộ", "Ngày họp", "Triệu tập"], ["Chi bộ 1", "03/02/2023", 10]], "Lạ": [["a", "b"], [1, 2]]},
    )
    members, meetings, strange = read_file(path).sheets
    assert (members.kind, meetings.kind, strange.kind) == ("members", "meetings", None)
    assert [code for code, _ in codes(strange)] == ["no-heading-known"]


_COVER = [["ĐẢNG BỘ XÃ MINH HỌA"], [""], ["", "SỔ THEO DÕI SINH HOẠT CHI BỘ"], ["", "Năm 2023"]]


@pytest.mark.parametrize(
    ("cover", "list_too", "code"),
    [
        (_COVER, True, "only-lines"),
        (_COVER, False, "no-heading-known"),
        ([*_COVER, ["Chi bộ", 12]], True, "no-heading-known"),
        ([["HỌ TÊN CÁC BÁC"], *(["Trần Văn An"] for _ in range(50))], True, "no-heading-known"),
    ],
    ids=["beside a list", "alone", "with a pair of cells", "a list of one column"],
)
def test_a_cover_is_no_list_that_was_lost(tmp_path: Path, cover: list[list[object]], code: str, *, list_too: bool) -> None:
    book: dict[str, list[Any]] = {"Bìa": cover, **({"ĐV": [HEAD, AN]} if list_too else {})}
    assert [each for each, _ in codes(read_file(workbook(tmp_path / "book.xlsx", book)).sheets[0])] == [code]


def test_a_heading_merged_below_the_last_filled_row_is_no_end_of_the_reader(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path, [["STT", "Họ và tên", "Chi bộ", "Số thẻ"], ["Năm"]], ["A2:A3", "B1:B3"])
    assert sheet.kind == "members"


@pytest.mark.parametrize("words", ["Cộng quý I", "Tổng quý 2/2024", "Cộng tháng 3", "Tổng năm 2024", "Lũy kế 6 tháng", "Cộng kỳ này"])
def test_the_sum_of_a_stretch_of_time_is_a_total(tmp_path: Path, words: str) -> None:
    head = ["TT", "Chi bộ", "Ngày họp", "Hình thức", "Triệu tập", "Có mặt"]
    rows = [
        head,
        [1, "Chi bộ 1", "05/01/2024", "Thường kỳ", 12, 11],
        ["", words, "", "", 12, 11],
        [2, "Chi bộ 1", "05/04/2024", "Thường kỳ", 12, 12],
    ]
    table = table_of(tmp_path, rows)
    assert table.skipped["total"] == 1
    assert (table.batch.rows, table.rejected) == ([2, 4], [])


def test_a_short_table_right_above_a_larger_one_is_not_its_title(tmp_path: Path) -> None:
    rows = [
        ["STT", "Họ và tên", "Ngày sinh", "Chi bộ"],
        [1, "Trần Văn An", "1980", "CB01"],
        ["SỔ HỌP"],
        ["Chi bộ", "Ngày họp", "Nội dung", "Triệu tập", "Có mặt"],
        ["CB01", "05/01/2024", "Sinh hoạt thường kỳ", 12, 11],
    ]
    sheet = sheet_of(tmp_path, rows)
    assert [(table.batch.kind.name, table.header_rows, table.rows) for table in sheet.tables] == [
        ("members", (1,), 1),
        ("meetings", (4,), 1),
    ]
    assert sum(map(accounted, sheet.tables)) == len(rows)


@pytest.mark.parametrize(
    ("row", "below", "headings"),
    [
        pytest.param(["1", "Tốt", "12/03/1980", "Chi bộ", "Họ và tên"], "7", False, id="a day"),
        pytest.param(["1", "Tốt", "001234", "Chi bộ", "Họ và tên"], "7", False, id="the number of a card"),
        pytest.param(["STT", "Tốt", "12/03/1980", "Chi bộ", "Họ và tên"], "7", True, id="a day, but no running number"),
        pytest.param(["1", "Tốt", "2023", "Chi bộ", "Họ và tên"], "7", True, id="a year, which may be a heading"),
        pytest.param(["1", "Tốt", "2023", "Chi bộ", "Họ và tên"], "2", False, id="a running number that goes on"),
        pytest.param(["1", "Tốt", "2023", "Chi bộ", "Họ và tên"], "1", True, id="a number of the column, perhaps"),
    ],
)
def test_a_row_of_texts_that_is_data_is_no_row_of_headings(tmp_path: Path, row: list[object], below: str, headings: bool) -> None:
    sheet = sheet_of(tmp_path, [row, [below, "Khá", "", "Chi bộ 2", "Lê Thị Mai"]])
    assert [table.header_rows for table in sheet.tables] == ([(1,)] if headings else [])
    assert ("no-heading-known" in [code for code, _ in codes(sheet)]) is not headings
