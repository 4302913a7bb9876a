"""Wide sheets: columns headed with periods, so that a row holds a record for each. Expected values worked out by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from intake_sheets import accounted, codes, column, read_file, sheet_of, table_of
from partytrack.intake.wide import labels
from partytrack.intake.wording import Heading

if TYPE_CHECKING:
    from pathlib import Path

    from partytrack.intake.seen import ReadSheet, ReadTable

MONTHS = [f"Tháng {number}" for number in range(1, 13)]


def wide(sheet: ReadSheet, kind: str, rows: int, records: int, fields: str) -> ReadTable:
    """The only table of a sheet, with its kind, rows, records and fields held against what a person gives."""
    assert (sheet.kind, len(sheet.tables)) == (kind, 1), codes(sheet)
    (table,) = sheet.tables
    assert (table.rows, len(table.batch) + len(table.rejected)) == (rows, records)
    assert table.fields == dict(pair.split("=") for pair in fields.split())
    return table


def firsts(table: ReadTable, name: str = "period") -> list[tuple[date, date]]:
    return list(zip(column(table, name), column(table, f"{name}_last"), strict=True))


def test_twelve_months_of_ratings_are_twelve_records_and_a_blank_one_is_none(tmp_path: Path) -> None:
    rows = [
        ["XẾP LOẠI ĐẢNG VIÊN HẰNG THÁNG NĂM 2023"],
        ["Chi bộ: Chi bộ Văn phòng"],
        ["STT", "Họ và tên", *MONTHS],
        [1, "Trần Văn An", *["HTT"] * 11, "HTXS"],
        [2, "Lê Thị Mai", "", "HT", *[""] * 10],
    ]
    sheet = sheet_of(tmp_path, rows)
    table = wide(sheet, "ratings", 2, 13, "full_name=B rating=C")
    assert codes(sheet) == [("period-from-title", None)]
    assert (table.header_rows, table.first_row, table.last_row, accounted(table)) == ((3,), 4, 5, 5)
    assert table.unmapped == {"A": "STT"}
    assert column(table, "rating") == [*["good"] * 11, "excellent", "completed"]
    assert column(table, "full_name") == ["Trần Văn An"] * 12 + ["Lê Thị Mai"]
    assert firsts(table)[1] == firsts(table)[12] == (date(2023, 2, 1), date(2023, 2, 28))
    assert firsts(table)[11] == (date(2023, 12, 1), date(2023, 12, 31))
    assert table.batch.rows == [4] * 12 + [5]


def test_months_in_short_under_a_group_and_the_whole_year_beside_them(tmp_path: Path) -> None:
    rows = [
        ["KẾT QUẢ XẾP LOẠI CHẤT LƯỢNG ĐẢNG VIÊN NĂM 2023"],
        ["STT", "Họ và tên", "Chi bộ", "Kết quả xếp loại các tháng", *[""] * 11, "Cả năm"],
        ["", "", "", *[f"T{number}" for number in range(1, 13)], ""],
        [1, "Trần Văn An", "Chi bộ 1", *["HTT"] * 12, "HTXS"],
    ]
    sheet = sheet_of(tmp_path, rows, merges=["D2:O2", "A2:A3", "B2:B3", "C2:C3", "P2:P3"])
    table = wide(sheet, "ratings", 1, 13, "unit=C full_name=B rating=D")
    assert (table.header_rows, firsts(table)[12], column(table, "rating")[12]) == (
        (2, 3),
        (date(2023, 1, 1), date(2023, 12, 31)),
        "excellent",
    )


@pytest.mark.parametrize(
    ("over", "kind"),
    [
        ("Mức xếp loại qua các năm", "ratings"),
        ("Kết quả xếp loại hằng năm", "ratings"),
        ("Xếp loại các năm", "ratings"),
        ("Số đảng viên qua các năm", None),
    ],
)
def test_years_below_a_heading_that_speaks_of_all_of_them(tmp_path: Path, over: str, kind: str | None) -> None:
    rows = [
        ["STT", "Tên tổ chức cơ sở đảng", over, ""],
        ["", "", 2021, 2022],
        [1, "Chi bộ Điện lực", "HTT", "HT"],
        [2, "Chi bộ Bưu điện", "HT", "HT"],
    ]
    if kind is None:
        rows[2:] = [[1, "Chi bộ Điện lực", 12, 13], [2, "Chi bộ Bưu điện", 9, 8]]
    sheet = sheet_of(tmp_path, rows, merges=["C1:D1"])
    assert sheet.kind == kind
    if kind:
        assert column(sheet.tables[0], "rating") == ["good", *["completed"] * 3]


@pytest.mark.parametrize(
    ("head", "spans"),
    [
        pytest.param(
            ["Quý I/2023", "Quý II/2023"], [(date(2023, 1, 1), date(2023, 3, 31)), (date(2023, 4, 1), date(2023, 6, 30))], id="quarters"
        ),
        pytest.param(["Năm 2022", "2023"], [(date(2022, 1, 1), date(2022, 12, 31)), (date(2023, 1, 1), date(2023, 12, 31))], id="years"),
        pytest.param(
            ["Xếp loại năm 2022", "Xếp loại năm 2023"],
            [(date(2022, 1, 1), date(2022, 12, 31)), (date(2023, 1, 1), date(2023, 12, 31))],
            id="years behind what is rated",
        ),
        pytest.param(
            ["Xếp loại Q1/2023", "Xếp loại Q2/2023"],
            [(date(2023, 1, 1), date(2023, 3, 31)), (date(2023, 4, 1), date(2023, 6, 30))],
            id="quarters in short",
        ),
        pytest.param(
            ["6 tháng đầu năm 2023", "6 tháng cuối năm 2023"],
            [(date(2023, 1, 1), date(2023, 6, 30)), (date(2023, 7, 1), date(2023, 12, 31))],
            id="halves",
        ),
        pytest.param(
            ["11/2022", "Th.12/2022"], [(date(2022, 11, 1), date(2022, 11, 30)), (date(2022, 12, 1), date(2022, 12, 31))], id="months"
        ),
    ],
)
def test_periods_that_name_their_year(tmp_path: Path, head: list[str], spans: list[tuple[date, date]]) -> None:
    table = table_of(tmp_path, [["XẾP LOẠI"], ["STT", "Chi bộ", *head], [1, "Chi bộ 1", "HTT", "KHT"]])
    assert (table.fields, firsts(table), column(table, "rating")) == ({"unit": "B", "rating": "C"}, spans, ["good", "failed"])


_MARKS = ["HTXS", "HTT", "HT", "KHT"]


def test_ratings_to_be_ticked_for_each_of_two_years(tmp_path: Path) -> None:
    rows = [
        ["XẾP LOẠI CHI BỘ NĂM 2021, 2022"],
        ["TT", "Chi bộ", "Năm 2021", "", "", "", "Năm 2022", "", "", ""],
        ["", "", *_MARKS, *_MARKS],
        [1, "Chi bộ 1", "x", "", "", "", "", "x", "", ""],
        [2, "Chi bộ 2", "", "", "x", "", "", "", "", ""],
        [3, "Chi bộ 3", "", "x", "", "", "x", "x", "", ""],
    ]
    sheet = sheet_of(tmp_path, rows, merges=["C2:F2", "G2:J2"])
    table = wide(sheet, "ratings", 3, 5, "unit=B rating=C")
    assert list(zip(column(table, "unit"), column(table, "rating"), firsts(table), strict=True)) == [
        ("Chi bộ 1", "excellent", (date(2021, 1, 1), date(2021, 12, 31))),
        ("Chi bộ 1", "good", (date(2022, 1, 1), date(2022, 12, 31))),
        ("Chi bộ 2", "completed", (date(2021, 1, 1), date(2021, 12, 31))),
        ("Chi bộ 3", "good", (date(2021, 1, 1), date(2021, 12, 31))),
    ]
    assert codes(sheet) == [("several-choices", "G6")]
    assert (table.columns["rating"], table.unmapped) == (tuple("CDEFGHIJ"), {"A": "TT"})


def test_numbers_under_the_ratings_of_two_years_are_not_ticks(tmp_path: Path) -> None:
    rows = [
        ["TỔNG HỢP XẾP LOẠI ĐẢNG VIÊN"],
        ["TT", "Chi bộ", "Năm 2021", "", "", "", "Năm 2022", "", "", ""],
        ["", "", *_MARKS, *_MARKS],
        [1, "Chi bộ 1", 3, 12, 1, 0, 2, 14, 0, 0],
    ]
    assert sheet_of(tmp_path, rows, merges=["C2:F2", "G2:J2"]).tables == []


def test_years_as_numbers_under_one_heading(tmp_path: Path) -> None:
    rows = [
        ["STT", "Tên chi bộ", "Xếp loại", "", ""],
        ["", "", 2020, 2021, 2022],
        [1, "Chi bộ 1", "HTT", "HTXS", "HT"],
    ]
    table = table_of(tmp_path, rows, merges=["C1:E1"])
    assert (table.header_rows, column(table, "rating")) == ((1, 2), ["good", "excellent", "completed"])
    assert [first.year for first, _ in firsts(table)] == [2020, 2021, 2022]


def test_months_as_numbers_under_a_year(tmp_path: Path) -> None:
    rows = [
        ["THEO DÕI XẾP LOẠI ĐẢNG VIÊN"],
        ["STT", "Họ và tên", "Năm 2023", *[""] * 11],
        ["", "", *[f"{number:02}" for number in range(1, 13)]],
        [1, "Trần Văn An", *["HTT"] * 12],
    ]
    table = table_of(tmp_path, rows, merges=["A2:A3", "B2:B3", "C2:N2"])
    assert (table.header_rows, len(table.batch), firsts(table)[11]) == ((2, 3), 12, (date(2023, 12, 1), date(2023, 12, 31)))


def test_numbers_under_months_are_figures_of_what_the_title_counts(tmp_path: Path) -> None:
    rows = [
        ["BẢNG TỔNG HỢP SỐ BUỔI SINH HOẠT CHI BỘ NĂM 2023"],
        ["STT", "Chi bộ", *range(1, 13), "Cộng"],
        [1, "Chi bộ 1", *[1] * 12, 12],
        [2, "Chi bộ 2", *[1] * 11, 2, 13],
        ["", "Cộng", *[2] * 11, 3, 25],
    ]
    sheet = sheet_of(tmp_path, rows)
    table = wide(sheet, "figures", 2, 24, "unit=B value=C")
    assert codes(sheet) == [("period-from-title", None), ("indicator-from-title", None)]
    assert set(column(table, "indicator")) == {"SỐ BUỔI SINH HOẠT CHI BỘ"}
    assert column(table, "value") == [Decimal(1)] * 23 + [Decimal(2)]
    assert (table.unmapped, table.skipped["total"], accounted(table)) == ({"A": "STT", "O": "Cộng"}, 1, 5)


def test_numbers_under_months_without_an_indicator_are_not_guessed(tmp_path: Path) -> None:
    rows = [["THEO DÕI NĂM 2023"], ["STT", "Chi bộ", *MONTHS], [1, "Chi bộ 1", *[1] * 12]]
    sheet = sheet_of(tmp_path, rows)
    assert [code for code, _ in codes(sheet)] == ["no-table"]
    table = table_of(tmp_path, rows, given={"indicator": "meetings_held"})
    assert (len(table.batch), set(column(table, "indicator"))) == (12, {"meetings_held"})


def test_fees_in_a_roster_are_no_figures(tmp_path: Path) -> None:
    rows = [
        ["SỐ TIỀN ĐẢNG PHÍ NĂM 2023"],
        ["STT", "Họ và tên", "Chi bộ", "Số thẻ", *MONTHS],
        [1, "Trần Văn An", "Chi bộ 1", "1", *[50000] * 12],
    ]
    sheet = sheet_of(tmp_path, rows)
    assert (sheet.kind, sheet.tables[0].rows, len(sheet.tables[0].batch)) == ("members", 1, 1)


@pytest.mark.parametrize(
    ("cells", "first", "last"),
    [
        pytest.param(["03/01/2023", "05/02/2023"], date(2023, 2, 5), date(2023, 2, 5), id="days as text"),
        pytest.param([date(2023, 1, 3), date(2023, 2, 5)], date(2023, 2, 5), date(2023, 2, 5), id="real dates"),
        pytest.param(["3/1", "5/2"], date(2023, 2, 5), date(2023, 2, 5), id="day and month, the year stands above"),
        pytest.param(["x", "X"], date(2023, 2, 1), date(2023, 2, 28), id="a tick is some day of the month"),
    ],
)
def test_meetings_under_months(tmp_path: Path, cells: list[Any], first: date, last: date) -> None:
    rows = [["SINH HOẠT CHI BỘ NĂM 2023"], ["STT", "Chi bộ", *MONTHS], [1, "Chi bộ 1", *cells], [2, "Chi bộ 2", cells[0]]]
    table = wide(sheet_of(tmp_path, rows), "meetings", 2, 3, "unit=B held_on=C")
    assert (column(table, "unit"), firsts(table, "held_on")[1]) == (["Chi bộ 1", "Chi bộ 1", "Chi bộ 2"], (first, last))


@pytest.mark.parametrize(
    ("cell", "outside"),
    [
        pytest.param("1/3", False, id="its first day"),
        pytest.param("31/3", False, id="its last day"),
        pytest.param("28/02/2023", True, id="the day before"),
        pytest.param("1/4", True, id="the day after"),
        pytest.param(date(2022, 3, 5), True, id="another year"),
        pytest.param("x", False, id="a tick"),
        pytest.param("2023", False, id="a date that may lie in it"),
    ],
)
def test_a_day_outside_the_month_of_its_column_is_said_and_kept(tmp_path: Path, cell: object, *, outside: bool) -> None:
    rows = [["SINH HOẠT CHI BỘ NĂM 2023"], ["STT", "Chi bộ", *MONTHS[:4]], [1, "Chi bộ 1", "3/1", "5/2", cell, "2/4"]]
    sheet = sheet_of(tmp_path, rows)
    assert codes(sheet) == [("period-from-title", None), *([("date-outside-column", "E3")] if outside else [])]
    assert (len(sheet.tables[0].batch), sheet.tables[0].rejected) == (4, [])


def test_several_columns_for_each_month(tmp_path: Path) -> None:
    rows = [
        ["SINH HOẠT CHI BỘ NĂM 2023"],
        ["STT", "Chi bộ", "Tháng 1", "", "", "Tháng 2", "", ""],
        ["", "", "Ngày họp", "Triệu tập", "Có mặt", "Ngày họp", "Triệu tập", "Có mặt"],
        [1, "Chi bộ 1", "03/01/2023", 12, 11, "05/02/2023", 12, 10],
        [2, "Chi bộ 2", "", 9, 9, "", "", ""],
    ]
    sheet = sheet_of(tmp_path, rows, merges=["C2:E2", "F2:H2", "A2:A3", "B2:B3"])
    table = wide(sheet, "meetings", 2, 3, "unit=B held_on=C due=D present=E")
    assert firsts(table, "held_on") == [
        (date(2023, 1, 3), date(2023, 1, 3)),
        (date(2023, 2, 5), date(2023, 2, 5)),
        (date(2023, 1, 1), date(2023, 1, 31)),
    ]
    assert (column(table, "due"), column(table, "present")) == ([12, 12, 9], [11, 10, 9])


def test_score_and_grade_of_the_meeting_of_each_month(tmp_path: Path) -> None:
    rows = [
        ["CHẤM ĐIỂM, XẾP LOẠI SINH HOẠT CHI BỘ HÀNG THÁNG NĂM 2023"],
        ["STT", "Chi bộ", "Tháng 1", "", "Tháng 2", ""],
        ["", "", "Điểm", "XL", "Điểm", "XL"],
        [1, "Chi bộ 1", 91, "Tốt", 78, "Khá"],
        [2, "Chi bộ 2", 64, "TB", "", ""],
    ]
    table = wide(sheet_of(tmp_path, rows, merges=["C2:D2", "E2:F2"]), "meetings", 2, 3, "unit=B score=C quality=D")
    january, february = (date(2023, 1, 1), date(2023, 1, 31)), (date(2023, 2, 1), date(2023, 2, 28))
    assert firsts(table, "held_on") == [january, february, january]
    assert (column(table, "score"), column(table, "quality")) == ([91, 78, 64], ["good", "fair", "average"])


@pytest.mark.parametrize(
    ("title", "periods"),
    [("CHẤM ĐIỂM, XẾP LOẠI CHI BỘ NĂM 2023", ("Tháng 1", "Tháng 2")), ("XẾP LOẠI SINH HOẠT CHI BỘ NĂM 2023", ("Quý I", "Quý II"))],
    ids=["of the cells", "of quarters"],
)
def test_scores_and_grades_that_are_of_no_single_meeting(tmp_path: Path, title: str, periods: tuple[str, str]) -> None:
    rows = [
        [title],
        ["STT", "Chi bộ", periods[0], "", periods[1], ""],
        ["", "", "Điểm", "XL", "Điểm", "XL"],
        [1, "Chi bộ 1", 91, "Tốt", 88, "Tốt"],
    ]
    sheet = sheet_of(tmp_path, rows, merges=["C2:D2", "E2:F2"])
    assert (sheet.kind, column(sheet.tables[0], "aspect")) == ("ratings", ["meetings" if "SINH HOẠT" in title else "work"] * 2)


@pytest.mark.parametrize("rated", ["CHẤT LƯỢNG SINH HOẠT", "ĐÁNH GIÁ, XẾP LOẠI CÁC BUỔI SINH HOẠT", "CHẤM ĐIỂM SINH HOẠT"])
def test_the_quality_of_meetings_under_months_is_not_that_of_the_work(tmp_path: Path, rated: str) -> None:
    rows = [[f"XẾP LOẠI {rated} CHI BỘ NĂM 2023"], ["STT", "Chi bộ", "T1/2023", "T2/2023"], [1, "Chi bộ 1", "Tốt", "Khá"]]
    sheet = sheet_of(tmp_path, rows)
    table = wide(sheet, "ratings", 1, 2, "unit=B rating=C")
    assert (column(table, "aspect"), column(table, "rating")) == (["meetings"] * 2, ["good", "fair"])
    assert [code for code, _ in codes(sheet)] == ["period-from-title", "aspect-from-title"]


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        pytest.param("THEO DÕI SINH HOẠT CHI BỘ THƯỜNG KỲ NĂM 2023", "regular", id="regular"),
        pytest.param("SỔ HỌP CHI BỘ ĐỊNH KỲ, NĂM 2023", "regular", id="another word for it"),
        pytest.param("SINH HOẠT CHUYÊN ĐỀ NĂM 2023", "thematic", id="thematic"),
        pytest.param("HỌP CHI ỦY NĂM 2023", "committee", id="of the committee"),
        pytest.param("ĐẢNG ỦY XÃ MINH HỌA\nSINH HOẠT CHI BỘ THƯỜNG KỲ NĂM 2023", "regular", id="a committee's letterhead"),
        pytest.param("SỔ HỌP ĐẢNG ỦY NĂM 2023", None, id="whose they are"),
        pytest.param("SINH HOẠT CHI BỘ NĂM 2023", None, id="no kind"),
        pytest.param("SINH HOẠT THƯỜNG KỲ VÀ CHUYÊN ĐỀ NĂM 2023", None, id="two kinds"),
        pytest.param("SINH HOẠT THƯỜNG KỲ\nSINH HOẠT CHUYÊN ĐỀ NĂM 2023", None, id="two kinds on two lines"),
        pytest.param("SINH HOẠT CHI ỦY THƯỜNG KỲ NĂM 2023", None, id="the regular ones of a committee"),
        pytest.param("SINH HOẠT THƯỜNG KỲ VÀ HỌP KHÁC NĂM 2023", None, id="and others"),
        pytest.param("SINH HOẠT CHI BỘ KHÔNG THƯỜNG KỲ NĂM 2023", None, id="denied"),
        pytest.param("BÁO CÁO ĐỊNH KỲ\nSINH HOẠT CHI BỘ NĂM 2023", None, id="a regular report"),
    ],
)
def test_the_kind_of_meetings_that_the_title_says(tmp_path: Path, title: str, kind: str | None) -> None:
    rows = [*([line] for line in title.split("\n")), ["STT", "Chi bộ", "Tháng 1", "Tháng 2"], [1, "Chi bộ 1", "3/1", "5/2"]]
    sheet = sheet_of(tmp_path, rows)
    assert column(sheet.tables[0], "kind") == [kind] * 2
    assert ("kind-from-title" in dict(codes(sheet))) is (kind is not None)


def test_a_column_for_the_kind_of_meetings_goes_before_the_title(tmp_path: Path) -> None:
    head = ["Chi bộ", "Ngày họp", "Loại sinh hoạt", "Có mặt"]
    rows = [["SINH HOẠT CHI BỘ THƯỜNG KỲ"], head, ["Chi bộ 1", "05/01/2023", "", 9], ["Chi bộ 1", "06/01/2023", "bất thường", 9]]
    sheet = sheet_of(tmp_path, rows)
    assert (column(sheet.tables[0], "kind"), codes(sheet)) == ([None, "extraordinary"], [])
    rows = [rows[0], ["Chi bộ", "Ngày họp", "Nội dung", "Có mặt"], ["Chi bộ 1", "05/01/2023", "Sinh hoạt chuyên đề quý I", 9]]
    sheet = sheet_of(tmp_path, rows)
    assert (column(sheet.tables[0], "kind"), codes(sheet)) == ([None], [])


def test_figures_by_years_are_decided_by_all_their_columns(tmp_path: Path) -> None:
    rows = [
        ["STT", "Chỉ tiêu", "Đơn vị tính", "2020", "2021", "2022"],
        [1, "Sản lượng", "tấn", "1.200", "1.300", "1.410"],
        [2, "Tỷ lệ hộ nghèo", "%", "4,5", "3,2", "2,1"],
    ]
    table = wide(sheet_of(tmp_path, rows), "figures", 2, 6, "indicator=B value=D measured_in=C")
    shares = [Decimal("0.045"), Decimal("0.032"), Decimal("0.021")]
    assert column(table, "value") == [Decimal(1200), Decimal(1300), Decimal(1410), *shares]


def test_what_was_planned_is_not_what_was_done(tmp_path: Path) -> None:
    rows = [
        ["STT", "Chỉ tiêu", "ĐVT", "Thực hiện 2022", "Kế hoạch 2023", "Thực hiện 2023"],
        [1, "Sản lượng", "tấn", 1100, 1200, 1300],
    ]
    table = wide(sheet_of(tmp_path, rows), "figures", 1, 2, "indicator=B value=D measured_in=C")
    assert (column(table, "value"), table.unmapped) == ([Decimal(1100), Decimal(1300)], {"A": "STT", "E": "Kế hoạch 2023"})


def test_one_year_in_the_headings_is_that_of_all_rows(tmp_path: Path) -> None:
    rows = [["STT", "Chỉ tiêu", "ĐVT", "Kế hoạch 2023", "Thực hiện 2023"], [1, "Sản lượng", "tấn", 1200, 1300]]
    table = table_of(tmp_path, rows)
    assert (column(table, "value"), firsts(table)) == ([Decimal(1300)], [(date(2023, 1, 1), date(2023, 12, 31))])


def test_a_year_that_nobody_says_is_not_guessed(tmp_path: Path) -> None:
    rows = [["XẾP LOẠI ĐẢNG VIÊN"], ["STT", "Họ và tên", "Tháng 1", "Tháng 2"], [1, "Trần Văn An", "HTT", "HT"]]
    assert [code for code, _ in codes(sheet_of(tmp_path, rows))] == ["no-table"]
    table = table_of(tmp_path, rows, given={"period": "2023"})
    assert firsts(table) == [(date(2023, 1, 1), date(2023, 1, 31)), (date(2023, 2, 1), date(2023, 2, 28))]


def test_a_row_without_any_period_is_said_to_be_blank(tmp_path: Path) -> None:
    rows = [["XẾP LOẠI NĂM 2023"], ["STT", "Họ và tên", *MONTHS], [1, "Trần Văn An", "HTT"], [2, "Lê Thị Mai"]]
    sheet = sheet_of(tmp_path, rows)
    assert codes(sheet) == [("period-from-title", None), ("missing", "C4")]
    assert [(aside.row, aside.cells) for aside in sheet.tables[0].rejected] == [
        (4, {"period": "2023-01", "full_name": "Lê Thị Mai"}),
    ]


def test_a_wrong_cell_is_named_and_only_its_month_set_aside(tmp_path: Path) -> None:
    rows = [["XẾP LOẠI NĂM 2023"], ["STT", "Họ và tên", *MONTHS], [1, "Trần Văn An", "HTT", "HTX", "HT"]]
    sheet = sheet_of(tmp_path, rows)
    assert codes(sheet) == [("period-from-title", None), ("bad-choice", "D3")]
    assert (column(sheet.tables[0], "rating"), len(sheet.tables[0].rejected)) == (["good", "completed"], 1)


def test_a_formula_without_a_value_is_no_blank_month(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    rows: list[list[object]] = [["XẾP LOẠI NĂM 2023"], ["STT", "Họ và tên", *MONTHS], [1, "Trần Văn An", "HTT", "HT"]]
    for row in rows:
        sheet.append(row)
    sheet["E3"] = "=1/0"
    book.save(tmp_path / "book.xlsx")
    seen = read_file(tmp_path / "book.xlsx").sheets[0]
    assert ("formula-error", "E3") in codes(seen)
    assert (len(seen.tables[0].batch), len(seen.tables[0].rejected)) == (2, 1)


@pytest.mark.parametrize(
    "head",
    [
        pytest.param(["Xếp loại năm 2023", "Ghi chú"], id="one period"),
        pytest.param(["Tháng 1", "Tháng 1"], id="the same twice"),
        pytest.param(["2020", "2023"], id="years that do not follow"),
        pytest.param(["Tháng 2", "Tháng 1", "Tháng 3"], id="months in no order"),
        pytest.param(["Sinh năm 1970", "Vào Đảng năm 1971"], id="other words beside each"),
        pytest.param(["Tháng 13", "Tháng 14"], id="no such months"),
        pytest.param(["Năm", "Quý"], id="periods without a number"),
        pytest.param(["1", "2", "3"], id="numbers that number the columns"),
    ],
)
def test_headings_that_are_no_periods_side_by_side(head: list[str]) -> None:
    assert labels([Heading(index, (text,)) for index, text in enumerate(head)]) == {}


def test_quarters_numbered_under_their_word(tmp_path: Path) -> None:
    rows = [
        ["XẾP LOẠI CHI BỘ NĂM 2024"],
        ["TT", "Chi bộ", "Quý"],
        ["", "", "I", "II", "III", "IV"],
        [1, "Chi bộ 1", "HTXSNV", "HTTNV", "", "HTNV"],
    ]
    table = table_of(tmp_path, rows, merges=["A2:A3", "B2:B3", "C2:F2"])
    assert table.header_rows == (2, 3)
    assert column(table, "period") == [date(2024, 1, 1), date(2024, 4, 1), date(2024, 10, 1)]
    assert column(table, "rating") == ["excellent", "good", "completed"]
