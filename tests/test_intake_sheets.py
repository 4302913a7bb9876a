"""One table over several sheets, and sheets that say the same. Expected values worked out by hand."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from intake_sheets import accounted, codes, column, read_file, workbook

if TYPE_CHECKING:
    from pathlib import Path

    from partytrack.intake.seen import ReadSheet

_HEAD = ["STT", "Họ và tên", "Ngày sinh", "Số thẻ"]
_FIRST = [
    ["DANH SÁCH ĐẢNG VIÊN"],
    ["(Tính đến ngày 31/12/2023)"],
    _HEAD,
    ["I", "Chi bộ 1"],
    [1, "Trần Văn An", "05/06/1970", "1"],
    [2, "Lê Thị Mai", "1985", "2"],
]


def sheets_of(tmp_path: Path, *sheets: list[Any], **chosen: Any) -> list[ReadSheet]:
    path = workbook(tmp_path / "book.xlsx", {f"Trang {number}": rows for number, rows in enumerate(sheets, 1)})
    return read_file(path, **chosen).sheets


def test_a_table_goes_on_where_the_running_number_does(tmp_path: Path) -> None:
    second = [
        ["(Tiếp theo trang trước)"],
        [3, "Vũ Đức Vân", "1990", "3"],
        ["II", "Chi bộ 2"],
        [4, "Bùi Yến", "1991", "4"],
    ]
    third = [[5, "Đỗ Ngân", "1992", "5"], ["", "Tổng cộng: 5 đảng viên"], ["", "", "NGƯỜI LẬP BIỂU"]]
    first, *others = sheets_of(tmp_path, _FIRST, second, third)
    assert codes(first) == []
    assert [codes(sheet) for sheet in others] == [[("table-goes-on", None)]] * 2
    assert [sheet.findings[0].values["sheet"] for sheet in others] == ["Trang 1", "Trang 2"]
    assert [(sheet.kind, sheet.stated_on, sheet.tables[0].header_rows) for sheet in others] == [("members", date(2023, 12, 31), ())] * 2
    assert [column(sheet.tables[0], "full_name") for sheet in others] == [["Vũ Đức Vân", "Bùi Yến"], ["Đỗ Ngân"]]
    assert [column(sheet.tables[0], "unit") for sheet in others] == [["Chi bộ 1", "Chi bộ 2"], ["Chi bộ 2"]]
    assert [(sheet.tables[0].rows, accounted(sheet.tables[0])) for sheet in others] == [(2, 4), (1, 3)]


def test_a_total_on_the_last_sheet_counts_all_of_them(tmp_path: Path) -> None:
    wrong = [[3, "Vũ Đức Vân", "1990", "3"], ["", "Tổng cộng: 4 đảng viên"]]
    _, sheet = sheets_of(tmp_path, _FIRST, wrong)
    assert codes(sheet) == [("table-goes-on", None), ("total-differs", "B2")]


def test_an_empty_sheet_between_is_no_end(tmp_path: Path) -> None:
    sheets = sheets_of(tmp_path, _FIRST, [], [[3, "Vũ Đức Vân", "1990", "3"]])
    assert [codes(sheet) for sheet in sheets] == [[], [("empty-sheet", None)], [("table-goes-on", None)]]


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param([[1, "Vũ Đức Vân", "1990", "3"]], id="the number starts again"),
        pytest.param([[4, "Vũ Đức Vân", "1990", "3"]], id="a number is missing"),
        pytest.param([["Phụ lục", "Bảng mã"], ["", "Kinh"], ["", "Tày"]], id="no numbers"),
    ],
)
def test_a_sheet_without_headings_that_may_be_anything_is_not_read(tmp_path: Path, rows: list[Any]) -> None:
    _, sheet = sheets_of(tmp_path, _FIRST, rows)
    assert (sheet.tables, codes(sheet)) == ([], [("no-heading-known", None)])


_LOG = [["Chi bộ", "Ngày họp", "Có mặt"], ["Chi bộ 1", "03/01/2024", 11]]


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        pytest.param([["Chi bộ 2", "04/01/2024", 9]], "table-goes-on", id="days where the days are"),
        pytest.param([["Chi bộ 2", "nghỉ", 9]], "no-heading-known", id="words where the days are"),
        pytest.param([["Chi bộ 2", "", 9]], "no-heading-known", id="nothing where the days are"),
    ],
)
def test_without_running_numbers_the_columns_must_hold_the_same(tmp_path: Path, rows: list[Any], found: str) -> None:
    _, sheet = sheets_of(tmp_path, _LOG, rows)
    assert [code for code, _ in codes(sheet)] == [found]


def test_a_sheet_with_headings_of_its_own_is_its_own_table(tmp_path: Path) -> None:
    _, sheet = sheets_of(tmp_path, _FIRST, [[*_HEAD[:2], "Chi bộ"], [3, "Vũ Đức Vân", "Chi bộ 3"]])
    assert (sheet.tables[0].header_rows, codes(sheet)) == ((1,), [])


def test_copies_of_an_empty_form_are_said_once(tmp_path: Path) -> None:
    form = [["DANH SÁCH ĐẢNG VIÊN"], [*_HEAD, "Chi bộ"], ["(1)", "(2)", "(3)", "(4)", "(5)"], [1], [2], ["", "", "BÍ THƯ"]]
    other = [["DANH SÁCH ĐẢNG VIÊN QUÝ II"], [*_HEAD, "Chi bộ"]]
    sheets = sheets_of(tmp_path, form, form, other, form)
    assert [[code for code, _ in codes(sheet)] for sheet in sheets] == [["no-records"], ["same-form"], ["no-records"], ["same-form"]]
    assert [sheet.tables[0].rows for sheet in sheets] == [0] * 4
    assert sheets[3].findings[-1].values["other"] == "Trang 1"


# --- headings that come again ---


def test_headings_that_come_again_go_on_with_the_section_where_the_running_number_does(tmp_path: Path) -> None:
    second = [
        ["DANH SÁCH ĐẢNG VIÊN"],
        ["(tiếp theo trang 1)"],
        _HEAD,
        [3, "Vũ Đức Vân", "1990", "3"],
        ["II", "Chi bộ 2"],
        [4, "Bùi Yến", "1991", "4"],
    ]
    first, sheet = sheets_of(tmp_path, _FIRST, second)
    assert codes(first) == []
    assert [(each.code.slug, each.place.row, each.values) for each in sheet.findings] == [
        ("table-follows", 3, {"sheet": "Trang 1", "said": "Chi bộ 1"})
    ]
    assert column(sheet.tables[0], "unit") == ["Chi bộ 1", "Chi bộ 2"]
    assert (sheet.stated_on, accounted(sheet.tables[0])) == (date(2023, 12, 31), len(second))


def test_pages_of_one_sheet_go_on_too(tmp_path: Path) -> None:
    rows = [*_FIRST, ["Cộng trang: 2"], _HEAD, [3, "Vũ Đức Vân", "1990", "3"], ["", "Tổng cộng: 3 đảng viên"]]
    (sheet,) = sheets_of(tmp_path, rows)
    assert [column(table, "unit") for table in sheet.tables] == [["Chi bộ 1"] * 2, ["Chi bộ 1"]]
    assert [(each.code.slug, each.place.row) for each in sheet.findings] == [("table-follows", 8)]
    assert sum(map(accounted, sheet.tables)) == len(rows)


@pytest.mark.parametrize(
    ("above", "number"),
    [
        pytest.param([], 1, id="the number starts again"),
        pytest.param([], 4, id="the number jumps"),
        pytest.param([["ĐẢNG VIÊN MỚI CHUYỂN ĐẾN"]], 3, id="a title of its own"),
    ],
)
def test_rows_that_may_belong_to_the_last_section_are_set_aside(tmp_path: Path, above: list[Any], number: int) -> None:
    _, sheet = sheets_of(tmp_path, _FIRST, [*above, _HEAD, [number, "Vũ Đức Vân", "1990", "3"]])
    assert [(each.code.slug, each.place.row, each.value) for each in sheet.findings] == [("section-unclear", len(above) + 1, "Chi bộ 1")]
    (table,) = sheet.tables
    assert (len(table.batch), [each.row for each in table.rejected]) == (0, [len(above) + 2])


def test_a_sheet_that_says_whose_it_is_does_not_go_on_with_a_section(tmp_path: Path) -> None:
    named = ["Đơn vị: Chi bộ 9"]
    path = workbook(
        tmp_path / "a.xlsx",
        {"1": _FIRST, "2": [named, _HEAD, [3, "Vũ Đức Vân", "1990", "3"]], "CB 7": [_HEAD, [4, "Bùi Yến", "1991", "4"]]},
    )
    _, second, third = read_file(path).sheets
    assert [column(each.tables[0], "unit") for each in (second, third)] == [["Chi bộ 9"], ["Chi bộ 7"]]


def test_kind_period_and_unit_of_the_title_hold_on_the_next_sheet(tmp_path: Path) -> None:
    head = ["STT", "Họ và tên", "Danh hiệu"]
    first = [["KHEN THƯỞNG NĂM 2023"], ["Đơn vị: Chi bộ 1"], head, [1, "Trần Văn An", "Lao động tiên tiến"]]
    _, sheet = sheets_of(tmp_path, first, [head, [2, "Lê Thị Mai", "Chiến sĩ thi đua"]])
    assert sheet.kind == "titles"
    assert (column(sheet.tables[0], "period"), column(sheet.tables[0], "unit")) == ([date(2023, 1, 1)], ["Chi bộ 1"])
    assert codes(sheet)[0] == ("table-follows", None)
    assert sheet.findings[0].values["said"] == "Chi bộ 1, 2023"
