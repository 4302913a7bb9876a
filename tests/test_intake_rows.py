"""The rows of one table: what their cells become, what is found wrong, and what is set aside."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import openpyxl
import pytest

from intake_sheets import codes, column, read_file, sheet_of, table_of
from partytrack import periods
from partytrack.records import KINDS

if TYPE_CHECKING:
    from pathlib import Path

MEMBERS = ["Họ và tên", "Chi bộ", "Số thẻ", "Ngày sinh", "Ngày vào Đảng", "Ngày chính thức"]
MEETINGS = ["Chi bộ", "Ngày họp", "Triệu tập", "Có mặt", "Xếp loại", "Họp ghép"]
FIGURES = ["Chỉ tiêu", "Năm", "Giá trị"]


@pytest.mark.parametrize("kind", list(KINDS))
def test_a_batch_has_exactly_the_columns_of_its_kind(tmp_path: Path, kind: str) -> None:
    head = [field.headings[0] for field in KINDS[kind].fields]
    table = table_of(tmp_path, [head, ["?"] * len(head)], kind=kind)
    assert tuple(table.batch.columns) == KINDS[kind].columns
    assert {len(values) for values in table.batch.columns.values()} == {len(table.batch)}


def test_a_date_keeps_its_precision(tmp_path: Path) -> None:
    rows = [MEMBERS, ["An", "CB1", "1", 1980, "5/2001", date(2002, 5, 3)], ["Mai", "CB1", "2", datetime(1981, 2, 3), "", "03/05/2002"]]
    table = table_of(tmp_path, rows, formats={"F2": "dd/mm/yyyy"})
    assert (column(table, "birth_date"), column(table, "birth_date_last")) == (
        [date(1980, 1, 1), date(1981, 2, 3)], [date(1980, 12, 31), date(1981, 2, 3)],
    )  # fmt: skip
    assert (column(table, "admitted_on"), column(table, "admitted_on_last")) == ([date(2001, 5, 1), None], [date(2001, 5, 31), None])
    assert column(table, "official_on") == column(table, "official_on_last") == [date(2002, 5, 3)] * 2


@pytest.mark.parametrize(
    ("code", "label"),
    [
        ("dd/mm/yyyy", "1980-05-03"),
        ("mm/yyyy", "1980-05"),
        ("yyyy", "1980"),
        ('"năm "yyyy', "1980"),
        ("[$-42A]mmmm yyyy", "1980-05"),
        ("d-mmm-yy", "1980-05-03"),
    ],
)
def test_a_date_cell_is_as_precise_as_it_is_shown(tmp_path: Path, code: str, label: str) -> None:
    table = table_of(tmp_path, [MEMBERS, ["An", "CB1", "1", date(1980, 5, 3), "", ""]], formats={"D2": code})
    span = periods.parse(label)
    assert (column(table, "birth_date"), column(table, "birth_date_last")) == ([span.first], [span.last])


def test_a_number_format_keeps_the_zeros_of_an_identifier(tmp_path: Path) -> None:
    rows = [
        MEMBERS,
        ["An", "CB1", 1234, "", "", ""],
        ["Mai", "CB1", 12345678, "", "", ""],
        ["Tú", "CB1", "007", "", "", ""],
        ["Vân", "CB1", 7, "", "", ""],
    ]
    table = table_of(tmp_path, rows, formats={"C2": "00000000", "C3": "00000000"})
    assert column(table, "card_number") == ["00001234", "12345678", "007", "7"]


def test_percent_in_the_cell_its_format_the_heading_or_the_unit_is_a_share(tmp_path: Path) -> None:
    rows = [
        ["Chỉ tiêu", "Năm", "Giá trị", "Đơn vị tính"],
        ["a", 2023, "19,39%", ""],
        ["b", 2023, 0.525, ""],
        ["c", 2023, 52.5, "%"],
        ["d", 2023, 0.525, "%"],
        ["e", 2023, 52.5, "triệu đồng"],
        ["f", 2023, "12‰", ""],
        ["g", 2023, 5.0, "‰"],
    ]
    table = table_of(tmp_path, rows, formats={"C3": "0.0%", "C5": "0.0%"})
    assert column(table, "value") == [Decimal(said) for said in ("0.1939", "0.525", "0.525", "0.525", "52.5", "0.012", "0.005")]
    assert column(table, "measured_in") == ["%", "%", "%", "%", "triệu đồng", "%", "%"]


def test_the_unit_in_a_heading_counts_for_its_column(tmp_path: Path) -> None:
    money = table_of(tmp_path, [["Chỉ tiêu", "Năm", "Giá trị (triệu đồng)"], ["a", 2023, 52.5]])
    assert (column(money, "value"), column(money, "measured_in")) == ([Decimal("52.5")], ["triệu đồng"])
    share = table_of(tmp_path, [["Chỉ tiêu", "Năm", "Giá trị (%)"], ["a", 2023, 52.5]])
    assert (column(share, "value"), column(share, "measured_in")) == ([Decimal("0.525")], ["%"])


def test_numbers_are_decided_by_their_column(tmp_path: Path) -> None:
    thousands = table_of(tmp_path, [FIGURES, ["a", 2021, "1.841"], ["a", 2022, "2.005"]])
    assert column(thousands, "value") == [Decimal(1841), Decimal(2005)]
    fractions = table_of(tmp_path, [FIGURES, ["a", 2021, "1.841"], ["a", 2022, "2.5"]])
    assert column(fractions, "value") == [Decimal("1.841"), Decimal("2.5")]
    assert codes(sheet_of(tmp_path, [FIGURES, ["a", 2021, "1.133"]])) == [("ambiguous-number", "C2")]


def test_a_real_number_needs_no_decision(tmp_path: Path) -> None:
    assert column(table_of(tmp_path, [FIGURES, ["a", 2021, 1.133], ["b", 2021, 0.1939]]), "value") == [Decimal("1.133"), Decimal("0.1939")]


@pytest.mark.parametrize(
    ("row", "found"),
    [
        pytest.param(["CB1", "03/02/2023", 10, 10, "Tốt", ""], [], id="all present"),
        pytest.param(["CB1", "03/02/2023", 10, 11, "Tốt", ""], [("present-over-due", "D2")], id="one more present than due"),
        pytest.param(["CB1", "30/06/2024", 10, 9, "Tốt", ""], [], id="held today"),
        pytest.param(["CB1", "01/07/2024", 10, 9, "Tốt", ""], [("future-date", "B2")], id="held tomorrow"),
        pytest.param(["CB1", "6/2024", 10, 9, "Tốt", ""], [], id="held this month"),
        pytest.param(["CB1", "7/2024", 10, 9, "Tốt", ""], [("future-date", "B2")], id="held next month"),
        pytest.param(["CB1", "31/02/2023", 10, 9, "Tốt", ""], [("bad-date", "B2")], id="a day that does not exist"),
        pytest.param(["CB1", "", 10, 9, "Tốt", ""], [("missing", "B2")], id="no day"),
        pytest.param(
            ["CB1", "03/02/2023", 10.5, -1, "Tuyệt", "?"],
            [("bad-count", "C2"), ("bad-count", "D2"), ("bad-choice", "E2"), ("bad-choice", "F2")],
            id="everything wrong at once",
        ),
    ],
)
def test_the_findings_of_a_meeting(tmp_path: Path, row: list[object], found: list[tuple[str, str]]) -> None:
    sheet = sheet_of(tmp_path, [MEETINGS, row])
    assert codes(sheet) == found
    errors = any(finding.code.severity.value == "error" for finding in sheet.findings)
    assert (len(sheet.tables[0].batch), len(sheet.tables[0].rejected)) == ((0, 1) if errors else (1, 0))


def test_a_row_set_aside_keeps_only_the_cells_of_known_fields(tmp_path: Path) -> None:
    rows = [[*MEMBERS, "Điện thoại", "Số CCCD"], ["An", "CB1", "1", "31/02/1990", "", "", "0912345678", "001080000001"]]
    (aside,) = sheet_of(tmp_path, rows).tables[0].rejected
    assert (aside.row, aside.cells) == (2, {"card_number": "1", "full_name": "An", "unit": "CB1", "birth_date": "31/02/1990"})
    (kept,) = sheet_of(tmp_path, rows, keep_citizen_id=True).tables[0].rejected
    assert kept.cells["citizen_id"] == "001080000001"


def test_citizen_ids_are_kept_only_where_asked(tmp_path: Path) -> None:
    rows = [[*MEMBERS, "Số CCCD"], ["An", "CB1", "1", "", "", "", "001080000001"]]
    plain = table_of(tmp_path, rows)
    assert column(plain, "citizen_id") == [None]
    assert plain.unmapped == {"G": "Số CCCD"}
    assert "citizen_id" not in plain.fields
    assert column(table_of(tmp_path, rows, keep_citizen_id=True), "citizen_id") == ["001080000001"]


@pytest.mark.parametrize(
    ("admitted", "official", "found"),
    [
        ("03/02/2000", "03/02/2001", []),
        ("03/02/2000", "03/02/2000", []),
        ("03/02/2000", "02/02/2000", [("dates-reversed", "F2")]),
        ("2000", "03/2000", []),
        ("03/2000", "2/2000", [("dates-reversed", "F2")]),
    ],
)
def test_dates_in_the_wrong_order_are_a_warning(tmp_path: Path, admitted: str, official: str, found: list[tuple[str, str]]) -> None:
    sheet = sheet_of(tmp_path, [MEMBERS, ["An", "CB1", "1", "", admitted, official]])
    assert codes(sheet) == found
    assert len(sheet.tables[0].batch) == 1


def test_an_admission_needs_one_of_its_two_days(tmp_path: Path) -> None:
    head = ["Họ và tên", "Chi bộ", "Ngày quyết định", "Ngày kết nạp"]
    rows = [head, ["An", "CB1", "03/02/2023", ""], ["Mai", "CB1", "", "03/02/2023"], ["Tú", "CB1", "", ""], ["Vân", "CB1", "?", ""]]
    sheet = sheet_of(tmp_path, rows)
    assert sheet.tables[0].batch.rows == [2, 3]
    assert codes(sheet) == [("missing", "D4"), ("bad-date", "C5")]


def test_a_rating_needs_a_unit_or_a_person(tmp_path: Path) -> None:
    rows = [
        ["STT", "Họ và tên", "Chi bộ", "Năm", "Xếp loại"],
        [1, "An", "", 2023, "HTT"],
        [2, "", "CB1", 2023, "HTT"],
        [3, "", "", 2023, "HTT"],
    ]
    sheet = sheet_of(tmp_path, rows)
    assert sheet.tables[0].batch.rows == [2, 3]
    assert codes(sheet) == [("missing", "C4")]


@pytest.mark.parametrize(
    ("title", "words", "aspects", "told"),
    [
        ("", ["Tốt", "Khá", "TB"], ["meetings"] * 3, ["aspect-from-words"]),
        ("", ["Tốt", "Tốt"], ["work"] * 2, []),
        ("", ["HTTNV", "Khá"], ["work"], ["bad-choice"]),
        ("", ["Xuất sắc", "Khá"], ["work"], ["bad-choice"]),
        ("XẾP LOẠI CHẤT LƯỢNG TỔ CHỨC ĐẢNG", ["HTTNV", "Khá"], ["work"], ["bad-choice"]),
        ("KẾT QUẢ XẾP LOẠI CHI BỘ", ["Khá", "HTTNV"], ["work"], ["bad-choice"]),
        ("KẾT QUẢ XẾP LOẠI CHI BỘ", ["Khá", "Tốt"], ["work"], ["bad-choice"]),
    ],
)
def test_words_that_only_meetings_are_rated_with(tmp_path: Path, title: str, words: list[str], aspects: list[str], told: list[str]) -> None:
    rows = [[f"CB{number}", 2023, word] for number, word in enumerate(words, 1)]
    sheet = sheet_of(tmp_path, [*([[title]] if title else []), ["Chi bộ", "Năm", "Xếp loại"], *rows])
    assert (column(sheet.tables[0], "aspect"), [code for code, _ in codes(sheet)]) == (aspects, told)


def test_the_aspect_of_a_rating_decides_its_words_and_is_work_where_blank(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["Chi bộ", "Năm", "Nội dung đánh giá", "Xếp loại"],
        ["CB1", 2023, "", "Hoàn thành tốt nhiệm vụ"],
        ["CB1", 2023, "Sinh hoạt", "Khá"],
        ["CB1", 2023, "", "Khá"],
        ["CB1", 2023, "Sinh hoạt", "HTXS"],
    ]
    sheet = sheet_of(tmp_path, rows)
    assert column(sheet.tables[0], "aspect") == ["work", "meetings"]
    assert column(sheet.tables[0], "rating") == ["good", "fair"]
    assert codes(sheet) == [("bad-choice", "D4"), ("bad-choice", "D5")]
    assert column(table_of(tmp_path, [rows[0][:2] + rows[0][3:], ["CB1", 2023, "Khá"]], given={"aspect": "meetings"}), "rating") == ["fair"]


def test_the_subject_comes_from_the_user_or_stays_open(tmp_path: Path) -> None:
    rows = [["Họ và tên", "Chi bộ", "Năm", "Xếp loại"], ["An", "CB1", 2023, "HTT"]]
    assert column(table_of(tmp_path, rows), "subject") == [None]
    assert column(table_of(tmp_path, rows, given={"subject": "person"}), "subject") == ["person"]


@pytest.mark.parametrize(
    ("title", "label"),
    [
        ("KẾT QUẢ XẾP LOẠI NĂM 2023", "2023"),
        ("Kết quả quý II/2023", "2023-Q2"),
        ("Kết quả năm 2023 (theo Quyết định số 12-QĐ/ĐU ngày 05/01/2024)", "2023"),
        ("Kết quả năm 2023, nhiệm kỳ 2020 - 2025", "2023"),
    ],
)
def test_the_period_comes_from_the_title(tmp_path: Path, title: str, label: str) -> None:
    sheet = sheet_of(tmp_path, [[title], ["Đơn vị", "Xếp loại"], ["CB1", "HTT"]])
    span = periods.parse(label)
    assert (column(sheet.tables[0], "period"), column(sheet.tables[0], "period_last")) == ([span.first], [span.last])
    assert [(finding.code.slug, finding.value) for finding in sheet.findings] == [("period-from-title", label)]


@pytest.mark.parametrize(
    ("heading", "cell", "label"),
    [
        ("Quý", 2, "2024-Q2"),
        ("Quý", "II", "2024-Q2"),
        ("Quý", "Quý IV", "2024-Q4"),
        ("Tháng", 5, "2024-05"),
        ("Tháng", "Tháng 5", "2024-05"),
        ("Quý", "", "2024"),
        ("Quý", "Quý II/2024", "2024-Q2"),
        ("Tháng", "05/2024", "2024-05"),
    ],
)
def test_a_year_and_what_of_it_in_two_columns(tmp_path: Path, heading: str, cell: object, label: str) -> None:
    rows = [["Năm", heading, "Chỉ tiêu", "Giá trị"], [2024, cell, "Số hộ nghèo", 12], [2024, "", "Số hộ nghèo", 11]]
    table = table_of(tmp_path, rows)
    span = periods.parse(label)
    assert (column(table, "period")[0], column(table, "period_last")[0]) == (span.first, span.last)
    assert (table.columns["period"], table.unmapped) == (("A", "B"), {})


@pytest.mark.parametrize(
    ("year", "quarter", "value"),
    [
        pytest.param(2024, 5, "Quý 5 2024", id="none of the four"),
        pytest.param(2023, "Quý II/2024", "Quý II/2024 2023", id="of another year"),
        pytest.param("", 2, "Quý 2", id="of no year"),
    ],
)
def test_a_quarter_that_is_none_beside_its_year(tmp_path: Path, year: object, quarter: object, value: str) -> None:
    sheet = sheet_of(tmp_path, [["Năm", "Quý", "Chi bộ", "Xếp loại"], [year, quarter, "Chi bộ 1", "HTT"]])
    assert [(found.code.slug, found.place.cell, found.value) for found in sheet.findings] == [("bad-period", "A2", value)]


def test_a_year_that_is_a_date_shown_as_a_year_beside_its_quarter(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in (["Năm", "Quý", "Chỉ tiêu", "Giá trị"], [date(2024, 1, 1), "II", "Số hộ nghèo", 12]):
        sheet.append(row)
    sheet["A2"].number_format = "yyyy"
    book.save(tmp_path / "sheet.xlsx")
    (table,) = read_file(tmp_path / "sheet.xlsx").sheets[0].tables
    assert column(table, "period") == [date(2024, 4, 1)]


@pytest.mark.parametrize(
    ("heading", "year"), [("Thực hiện 2021", 2021), ("Thực hiện năm 2021", 2021), ("Thực hiện", 2022), ("Thực hiện năm 2022", 2022)]
)
def test_the_year_over_a_number_goes_before_that_of_the_title(tmp_path: Path, heading: str, year: int) -> None:
    rows = [["TÌNH HÌNH THỰC HIỆN NĂM 2022"], ["TT", "Chỉ tiêu", "ĐVT", heading], [1, "Thu ngân sách", "tỷ đồng", 100]]
    assert column(table_of(tmp_path, rows), "period") == [date(year, 1, 1)]


@pytest.mark.parametrize("title", ["So sánh năm 2022 và năm 2023", "Xếp loại năm 2022, 2023", "Xếp loại năm 2021; 2022 và 2023"])
def test_two_periods_in_the_title_decide_nothing(tmp_path: Path, title: str) -> None:
    (finding,) = sheet_of(tmp_path, [[title], ["Đơn vị", "Xếp loại"], ["CB1", "HTT"]]).findings
    assert (finding.code.slug, finding.values["missing"]) == ("no-table", "Năm (period)")


def test_a_given_value_wins_over_the_title_and_a_filled_cell_over_both(tmp_path: Path) -> None:
    rows = [["XẾP LOẠI NĂM 2022"], ["Đơn vị", "Xếp loại"], ["CB1", "HTT"]]
    sheet = sheet_of(tmp_path, rows, given={"period": "2023"})
    assert (column(sheet.tables[0], "period"), sheet.findings) == ([date(2023, 1, 1)], [])
    dated = [["Đơn vị", "Năm", "Xếp loại"], ["CB1", 2021, "HTT"], ["CB2", "", "HTT"]]
    assert column(table_of(tmp_path, dated, given={"period": "2023"}), "period") == [date(2021, 1, 1), date(2023, 1, 1)]


def test_a_nil_return_names_its_unit_and_period(tmp_path: Path) -> None:
    rows = [["NHẬT KÝ SINH HOẠT THÁNG 5/2023"], ["Đơn vị: Chi bộ Văn phòng"], ["STT", "Ngày họp", "Triệu tập"]]
    sheet = sheet_of(tmp_path, rows)
    table = sheet.tables[0]
    assert (table.rows, table.unit, table.period, sheet.findings) == (0, "Chi bộ Văn phòng", periods.month(2023, 5), [])
    nil = sheet_of(tmp_path, [MEETINGS], given={"unit": "CB1", "period": "2023-05"}).tables[0]
    assert (nil.unit, nil.period) == ("CB1", periods.month(2023, 5))


def test_a_title_line_with_dots_or_a_measure_is_no_unit(tmp_path: Path) -> None:
    for line in ("Đơn vị: ............", "Đơn vị: triệu đồng"):
        assert sheet_of(tmp_path, [[line], MEETINGS]).tables[0].unit is None


def test_formulas_without_a_value_do_not_look_like_blanks(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in (MEETINGS, ["CB1", "03/02/2023", 10, 9, "", ""], ["CB1", "03/03/2023", 10, 9, "", ""], ["CB1", "03/04/2023", 10, 9, "", ""]):
        sheet.append(row)
    sheet["C2"].value = "#REF!"
    sheet["C2"].data_type = "e"
    sheet["D3"].value = "=A1+1"
    sheet["H4"].value = "=1/0"
    book.save(tmp_path / "a.xlsx")
    result = read_file(tmp_path / "a.xlsx").sheets[0]
    assert [(*found, finding.value) for found, finding in zip(codes(result), result.findings, strict=True)] == [
        ("formula-error", "C2", "#REF!"),
        ("formula-error", "D3", "=A1+1"),
    ]
    assert result.tables[0].batch.rows == [4]


def test_texts_are_kept_in_normal_form_with_a_folded_twin(tmp_path: Path) -> None:
    table = table_of(tmp_path, [["Đơn vị", "Danh hiệu", "Năm"], ["CB1", "  Cơ  quan VĂN HOÁ ", 2023], ["CB2", "Cơ quan văn hóa", 2023]])
    assert column(table, "title") == ["Cơ quan VĂN HOÁ", "Cơ quan văn hóa"]
    assert len(set(column(table, "title_folded"))) == 1


def test_a_blank_yes_no_is_no(tmp_path: Path) -> None:
    rows: list[list[object]] = [["Đơn vị", "Danh hiệu", "Năm", "Đạt"], ["CB1", "Văn hóa", 2023, "x"], ["CB2", "Văn hóa", 2023, ""]]
    assert column(table_of(tmp_path, rows), "awarded") == [True, False]
    assert column(table_of(tmp_path, [row[:3] for row in rows]), "awarded") == [False, False]


def test_a_cell_merged_down_counts_for_each_of_its_rows_and_a_number_does_not(tmp_path: Path) -> None:
    rows = [
        ["STT", "Họ và tên", "Số thẻ", "Chi bộ", "Ngày vào Đảng"],
        [1, "Lê Mai", "01", "Chi bộ 1", "3/2/2001"],
        [2, "Lê An", "02", "", ""],
        [3, "Lê Lan", "03", "Chi bộ 2", "4/2/2001"],
    ]
    table = sheet_of(tmp_path, rows, ["D2:D3", "E2:E3"]).tables[0]
    assert column(table, "unit") == ["Chi bộ 1", "Chi bộ 1", "Chi bộ 2"]
    assert column(table, "admitted_on") == [date(2001, 2, 3), date(2001, 2, 3), date(2001, 2, 4)]
    meetings = [
        ["STT", "Chi bộ", "Ngày họp", "Loại hình sinh hoạt", "Có mặt"],
        [1, "Chi bộ 1", "3/2/2021", "Thường kỳ", 12],
        [2, "Chi bộ 1", "3/3/2021", "Thường kỳ", ""],
    ]
    table = sheet_of(tmp_path, meetings, ["E2:E3"]).tables[0]
    assert column(table, "present") == [12, None]


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        pytest.param("Có", Decimal(1), id="có"),
        pytest.param("x", Decimal(1), id="a tick"),
        pytest.param("đúng", Decimal(1), id="đúng"),
        pytest.param(True, Decimal(1), id="a yes of the spreadsheet"),
        pytest.param("không", Decimal(0), id="không"),
        pytest.param(False, Decimal(0), id="a no of the spreadsheet"),
        pytest.param(1, Decimal(1), id="1"),
        pytest.param("12,5", Decimal("12.5"), id="a number"),
    ],
)
def test_a_figure_may_be_a_yes_or_no(tmp_path: Path, cell: object, value: Decimal) -> None:
    table = table_of(tmp_path, [FIGURES, ["Trụ sở mới đưa vào sử dụng", 2023, cell]])
    assert column(table, "value") == [value]


@pytest.mark.parametrize("cell", [pytest.param("chưa rõ", id="neither"), pytest.param("Có 3", id="a word and a number")])
def test_a_figure_that_is_neither_number_nor_yes_or_no_is_set_aside(tmp_path: Path, cell: str) -> None:
    sheet = sheet_of(tmp_path, [FIGURES, ["Trụ sở mới", 2023, cell], ["Số xã", 2023, 4]])
    assert codes(sheet) == [("bad-number", "C2")]
    assert column(sheet.tables[0], "value") == [Decimal(4)]


def test_a_blank_figure_is_no_no(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path, [FIGURES, ["Trụ sở mới", 2023, ""], ["Số xã", 2023, 4]])
    assert column(sheet.tables[0], "value") == [Decimal(4)]
    assert codes(sheet) == [("missing", "C2")]
