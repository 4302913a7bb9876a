"""Tables side by side on one sheet. Each speaks for all rows of the sheet in its own columns; expected values worked out by hand."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

import formats
from commands import partytrack
from intake_sheets import accounted, codes, column, read_file, sheet_of

if TYPE_CHECKING:
    from pathlib import Path

    from partytrack.intake.seen import ReadSheet

_HEAD = ["STT", "Họ và tên", "Ngày sinh", "Số thẻ"]
_NAMES = ["", "Trần Văn An", "Lê Thị Mai", "Vũ Đức Vân", "Bùi Yến", "Đỗ Ngân", "Phạm Sơn"]


def person(number: int) -> list[Any]:
    return [number, _NAMES[number], str(1970 + number), f"{number:03}"]


def told(sheet: ReadSheet) -> list[tuple[str, str]]:
    """Name and unit of everybody, table by table."""
    return [pair for table in sheet.tables for pair in zip(column(table, "full_name"), column(table, "unit"), strict=True)]


@pytest.mark.parametrize("name", ["xlsx", "xls", "ods", "xlsb"])
def test_a_list_that_goes_on_to_the_right(tmp_path: Path, name: str) -> None:
    rows = [
        ["", "DANH SÁCH ĐẢNG VIÊN"],
        ["", *_HEAD, "", *_HEAD],
        ["", "I", "Chi bộ Thôn Đông", "", "", "", *person(3)],
        ["", *person(1), "", "II", "Chi bộ Thôn Tây"],
        ["", *person(2), "", *person(4)],
        ["", "", "Tổng cộng: 4 đảng viên"],
        ["", "", "NGƯỜI LẬP BIỂU", "", "", "", "", "T/M ĐẢNG ỦY"],
    ]
    file, write = formats.FORMATS[name]
    width = max(map(len, rows))
    sheet = read_file(write(tmp_path / file, [[*row, *[""] * (width - len(row))] for row in rows])).sheets[0]
    east, west = ("Chi bộ Thôn Đông", "Chi bộ Thôn Tây")
    assert told(sheet) == [(_NAMES[1], east), (_NAMES[2], east), (_NAMES[3], east), (_NAMES[4], west)]
    assert [table.fields for table in sheet.tables] == [
        {"full_name": "C", "birth_date": "D", "card_number": "E"},
        {"full_name": "H", "birth_date": "I", "card_number": "J"},
    ]
    assert [table.batch.rows for table in sheet.tables] == [[4, 5], [3, 5]]
    assert [accounted(table) for table in sheet.tables] == [len(rows)] * 2
    assert codes(sheet) == [("tables-beside", None), ("table-follows", "G2")]
    assert sheet.findings[0].values == {"columns": "B:E, G:J"}


def test_three_without_a_column_between_under_one_letterhead(tmp_path: Path) -> None:
    rows = [["CHI BỘ 1"], ["DANH SÁCH ĐẢNG VIÊN"], _HEAD * 3, person(1) + person(3) + person(5), person(2) + person(4)]
    sheet = sheet_of(tmp_path, rows)
    assert told(sheet) == [(_NAMES[number], "CHI BỘ 1") for number in range(1, 6)]
    assert codes(sheet) == [("tables-beside", None), ("unit-from-letterhead", None)]


def test_each_under_a_title_of_its_own(tmp_path: Path) -> None:
    rows = [
        ["ĐẢNG BỘ XÃ MINH HỌA"],
        ["CHI BỘ THÔN ĐÔNG", "", "", "", "", "CHI BỘ THÔN TÂY"],
        [*_HEAD, "", *_HEAD],
        [*person(1), "", *person(1)[:1], *person(3)[1:]],
        person(2),
    ]
    sheet = sheet_of(tmp_path, rows, merges=["A2:D2", "F2:I2"])
    east, west = ("CHI BỘ THÔN ĐÔNG", "CHI BỘ THÔN TÂY")
    assert told(sheet) == [(_NAMES[1], east), (_NAMES[2], east), (_NAMES[3], west)]


def test_a_title_of_its_own_is_not_passed_over_because_the_number_goes_on(tmp_path: Path) -> None:
    rows = [["Đơn vị: Chi bộ 1", "", "", "", "", "Đảng viên mới"], [*_HEAD, "", *_HEAD], [*person(1), "", *person(2)]]
    sheet = sheet_of(tmp_path, rows)
    assert told(sheet) == [(_NAMES[1], "Chi bộ 1")]
    assert codes(sheet) == [("tables-beside", None), ("unit-nowhere", "F2")]


def test_a_section_merged_over_both(tmp_path: Path) -> None:
    rows = [
        [*_HEAD, "", *_HEAD],
        ["I. Chi bộ Thôn Đông"],
        [*person(1), "", *person(2)],
        ["II. Chi bộ Thôn Tây"],
        [*person(3), "", *person(4)],
    ]
    sheet = sheet_of(tmp_path, rows, merges=["A2:I2", "A4:I4"])
    east, west = ("Chi bộ Thôn Đông", "Chi bộ Thôn Tây")
    assert told(sheet) == [(_NAMES[1], east), (_NAMES[3], west), (_NAMES[2], east), (_NAMES[4], west)]


def test_what_is_not_certain_names_the_columns(tmp_path: Path) -> None:
    rows = [[*_HEAD, "", *_HEAD], ["I", "Chi bộ Thôn Đông"], [*person(1), "", *person(1)[:1], *person(3)[1:]], [*person(2), "", *person(4)]]
    sheet = sheet_of(tmp_path, rows)
    assert told(sheet) == [(_NAMES[1], "Chi bộ Thôn Đông"), (_NAMES[2], "Chi bộ Thôn Đông")]
    assert codes(sheet) == [("tables-beside", None), ("section-unclear", "F1")]


@pytest.mark.parametrize("numbered", [True, False])
def test_two_kinds(tmp_path: Path, numbered: bool) -> None:
    rows: list[list[Any]] = [
        ["STT", "Họ và tên", "Ngày sinh", "Chi bộ", "", "TT", "Chi bộ", "Ngày họp", "Có mặt"],
        [1, "Trần Văn An", "1980", "CB01", "", 1, "CB01", "05/01/2024", 9],
        ["", "", "", "", "", 2, "CB01", "05/02/2024", 8],
    ]
    if not numbered:
        rows = [[*row[1:5], *row[6:]] for row in rows]
    sheet = sheet_of(tmp_path, rows)
    members, meetings = sheet.tables
    assert (members.batch.kind.name, column(members, "unit"), column(members, "full_name")) == ("members", ["CB01"], ["Trần Văn An"])
    assert (meetings.batch.kind.name, column(meetings, "present"), meetings.batch.rows) == ("meetings", [9, 8], [2, 3])
    assert [accounted(table) for table in sheet.tables] == [3, 3]


def test_two_kinds_of_which_one_table_would_read_one(tmp_path: Path) -> None:
    rows = [
        ["CHI BỘ 1"],
        ["Họ và tên", "Ngày sinh", "Số thẻ", "", "Ngày họp", "Triệu tập", "Có mặt"],
        ["Trần Văn An", "1980", "001", "", "05/01/2024", 9, 8],
    ]
    sheet = sheet_of(tmp_path, rows)
    assert [(table.batch.kind.name, table.rows, column(table, "unit")) for table in sheet.tables] == [
        ("members", 1, ["CHI BỘ 1"]),
        ("meetings", 1, ["CHI BỘ 1"]),
    ]


def test_pages_of_two_and_a_table_over_all_columns_below(tmp_path: Path) -> None:
    rows = [
        ["CHI BỘ 1"],
        [*_HEAD, "", *_HEAD],
        [*person(1), "", *person(2)],
        [*_HEAD, "", *_HEAD],
        [*person(3), "", *person(4)],
        [],
        ["SỔ HỌP"],
        ["TT", "Ngày họp", "Nội dung", "Triệu tập", "Có mặt", "Vắng có phép"],
        [1, "05/01/2024", "Sinh hoạt thường kỳ", 4, 3, 1],
    ]
    sheet = sheet_of(tmp_path, rows)
    *people, meetings = sheet.tables
    assert [column(table, "full_name") for table in people] == [[_NAMES[number]] for number in (1, 2, 3, 4)]
    assert [table.header_rows for table in people] == [(2,), (2,), (4,), (4,)]
    assert (column(meetings, "excused"), column(meetings, "unit"), meetings.header_rows) == ([1], ["CHI BỘ 1"], (8,))
    assert sum(map(accounted, [*people[::2], meetings])) == len(rows)


@pytest.mark.parametrize(
    ("rows", "merges"),
    [
        pytest.param([["STT", "Họ và tên", "", "Ngày sinh", "Chi bộ"], [1, "Trần Văn An", "", "1980", "CB01"]], [], id="an empty column inside"),
        pytest.param(
            [["Số TT", "", "Họ và tên", "Ngày sinh", "Chi bộ"], ["Chung", "Chi bộ", "", "", ""], [1, 1, "Trần Văn An", "1980", "CB01"]],
            ["A1:B1", "C1:C2", "D1:D2", "E1:E2"], id="two running numbers together",
        ),
        pytest.param([["STT", "Họ và tên", "Ngày sinh", "Chi bộ", "TT"], [1, "Trần Văn An", "1980", "CB01", 7]], [], id="one at each edge"),
    ],
)  # fmt: skip
def test_one_table_stays_one(tmp_path: Path, rows: list[list[Any]], merges: list[str]) -> None:
    sheet = sheet_of(tmp_path, rows, merges)
    assert (len(sheet.tables), codes(sheet), told(sheet)) == (1, [], [("Trần Văn An", "CB01")])


def test_headings_that_only_map_explains(tmp_path: Path) -> None:
    head = ["STT", "Người", "Sinh"]
    rows = [["CHI BỘ 1"], [*head, "", *head], [1, "Trần Văn An", "1980", "", 2, "Lê Thị Mai", "1981"]]
    sheet = sheet_of(tmp_path, rows, kind="members", mapping={"Người": "full_name", "Sinh": "birth_date"})
    assert told(sheet) == [("Trần Văn An", "CHI BỘ 1"), ("Lê Thị Mai", "CHI BỘ 1")]


def test_a_second_running_number_before_columns_without_names_is_no_table(tmp_path: Path) -> None:
    rows = [["STT", "Họ và tên", "Chi bộ", "TT", "Ngày sinh", "Ngày vào Đảng"], [1, "Trần Văn An", "CB01", 7, "1980", "2005"]]
    sheet = sheet_of(tmp_path, rows)
    assert (codes(sheet), told(sheet), column(sheet.tables[0], "birth_date_last")) == ([], [("Trần Văn An", "CB01")], [date(1980, 12, 31)])


def test_imported_and_explained(workspace: Path) -> None:
    rows = [
        ["CHI BỘ 1"],
        ["DANH SÁCH ĐẢNG VIÊN"],
        ["(Tính đến ngày 31/12/2023)"],
        [*_HEAD, "", *_HEAD],
        [*person(1), "", *person(3)],
        person(2),
    ]
    formats.xlsx(workspace / "a.xlsx", rows)
    (workspace / "targets").mkdir(exist_ok=True)
    (workspace / "targets" / "t.yaml").write_text(
        "term: t\nfrom: 2023-01-01\nthrough: 2024-12-31\nyears: [2023, 2024]\n"
        'targets:\n  - {id: m, title: Đảng viên, count: members, goal: ">= 3", by: 2023}\n',
        encoding="utf-8",
    )
    done = json.loads(partytrack("import", "a.xlsx", "-f", "json", cwd=workspace).stdout)
    assert [(table["rows"], table["new"]) for table in done["files"][0]["sheets"][0]["tables"]] == [(2, 2), (1, 1)]
    told_why = json.loads(partytrack("explain", "m", "--term", "t", "--as-of", "2023-12-31", "-f", "json", cwd=workspace).stdout)
    places = [(each["row"], each["cell"]) for each in told_why["numbers"][0]["records"]]
    # In row 5 the name stands in two columns: which of them is meant, the row alone does not say.
    assert sorted(places, key=str) == [(5, None), (5, None), (6, "B6")]


@pytest.mark.parametrize(("tables", "split"), [(12, True), (13, False)])
def test_more_tables_than_a_sheet_of_paper_holds_are_none(tmp_path: Path, tables: int, split: bool) -> None:
    rows = [["DANH SÁCH ĐẢNG VIÊN"], _HEAD * tables, [cell for number in range(tables) for cell in [number + 1, *person(1)[1:]]]]
    sheet = sheet_of(tmp_path, rows)
    assert ("tables-beside" in {each.code.slug for each in sheet.findings}) is split
