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
