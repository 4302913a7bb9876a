"""Several tables of a sheet: which of them a title speaks for, and the day it states. Expected values worked out by hand."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

import formats
from commands import partytrack
from intake_sheets import accounted, codes, column, sheet_of
from partytrack.periods import year
from partytrack.store.duckdb import opened
from storing import seen

if TYPE_CHECKING:
    from pathlib import Path

    from partytrack.intake.seen import ReadSheet

_JUNE, _DECEMBER = date(2024, 6, 30), date(2023, 12, 31)
_UNITS: list[list[Any]] = [["STT", "Tên tổ chức đảng", "Loại"], [1, "Chi bộ 1", "Chi bộ cơ sở"]]
_PEOPLE: list[list[Any]] = [["STT", "Họ và tên", "Ngày sinh", "Chi bộ", "Số thẻ đảng viên"], [1, "Trần An", "1980", "Chi bộ 1", "00000001"]]
_OTHERS: list[list[Any]] = [["Số thẻ đảng viên", "Họ và tên", "Chi bộ"], ["00000002", "Lê Mai", "Chi bộ 1"]]
_PHONES: list[list[Any]] = [["STT", "Họ và tên", "Đơn vị", "Điện thoại"], [1, "Vũ Vân", "Phòng Nội vụ", "0912345678"]]
_LOG: list[list[Any]] = [["Chi bộ", "Ngày họp", "Số phải dự"], ["Chi bộ 1", "05/01/2024", 10]]
_DAY, _UNITS_TITLE, _PEOPLE_TITLE = ["(Tính đến ngày 30/6/2024)"], ["DANH SÁCH CHI BỘ"], ["DANH SÁCH ĐẢNG VIÊN"]


@pytest.mark.parametrize(
    ("rows", "days"),
    [
        ([_UNITS_TITLE, _DAY, *_UNITS, [], _PEOPLE_TITLE, *_PEOPLE], [_JUNE, None]),
        ([["DANH SÁCH CHI BỘ (TÍNH ĐẾN NGÀY 30/6/2024)"], *_UNITS, [], _PEOPLE_TITLE, *_PEOPLE], [_JUNE, None]),
        ([["CÁC CHI BỘ TRỰC THUỘC, TÍNH ĐẾN NGÀY 30/6/2024"], *_UNITS, [], _PEOPLE_TITLE, *_PEOPLE], [_JUNE, None]),
        ([_UNITS_TITLE, *_UNITS, [], _PEOPLE_TITLE, _DAY, *_PEOPLE], [None, _JUNE]),
        ([_UNITS_TITLE, _DAY, *_UNITS, [], ["DANH SÁCH ĐẢNG VIÊN (tính đến ngày 31/12/2023)"], *_PEOPLE], [_JUNE, _DECEMBER]),
        ([_UNITS_TITLE, _DAY, *_UNITS, [], *_PEOPLE], [_JUNE, _JUNE]),
        ([_PEOPLE_TITLE, _DAY, *_PEOPLE, [], ["Chi bộ 2"], *_OTHERS], [_JUNE, _JUNE]),
        ([_UNITS_TITLE, _DAY, *_UNITS, [], _PEOPLE_TITLE, *_PEOPLE, [], *_OTHERS], [_JUNE, None, None]),
        ([["ĐẢNG BỘ XÃ MINH HỌA"], _DAY, _UNITS_TITLE, *_UNITS, [], _PEOPLE_TITLE, *_PEOPLE], [_JUNE, _JUNE]),
        ([["ĐẢNG BỘ XÃ MINH HỌA"], ["(Số liệu tính đến ngày 30/6/2024)"], *_UNITS, [], _PEOPLE_TITLE, *_PEOPLE], [_JUNE, _JUNE]),
        ([["BÁO CÁO"], _DAY, ["1. Danh sách chi bộ"], *_UNITS, [], ["2. Danh sách đảng viên"], *_PEOPLE], [_JUNE, _JUNE]),
        (
            [_DAY, _UNITS_TITLE, *_UNITS, [], ["DANH SÁCH ĐẢNG VIÊN (tính đến ngày 31/12/2023)"], *_PEOPLE, [], *_OTHERS],
            [_JUNE, _DECEMBER, _DECEMBER],
        ),
        ([*_UNITS, [], _DAY, *_PEOPLE, [], _PEOPLE_TITLE, *_OTHERS], [None, _JUNE, None]),
        ([_DAY, ["DANH BẠ ĐIỆN THOẠI"], *_PHONES, [], _PEOPLE_TITLE, *_PEOPLE], [_JUNE]),
        ([["DANH BẠ ĐIỆN THOẠI"], _DAY, *_PHONES, [], _PEOPLE_TITLE, *_PEOPLE], [None]),
        ([_DAY, ["SỔ HỌP"], *_LOG, [], _PEOPLE_TITLE, *_PEOPLE], [None, _JUNE]),
        ([["SỔ HỌP"], _DAY, *_LOG, [], _PEOPLE_TITLE, *_PEOPLE], [None, None]),
    ],
    ids=[
        "below the title of the first",
        "in the title of the first",
        "in a title that is called no list",
        "below the title of the second",
        "each its own",
        "a second without a title",
        "a second that only names a unit",
        "a third without a title goes on with the second",
        "in the letterhead",
        "in the letterhead of a first without a title",
        "below the title of all",
        "a third without a title has that of the second, not of the letterhead",
        "above a second without a title",
        "above the title of a refused list",
        "below the title of a refused list",
        "above the title of a log",
        "below the title of a log",
    ],
)
def test_which_lists_a_day_holds_for(tmp_path: Path, rows: list[list[Any]], days: list[date | None]) -> None:
    assert [table.stated_on for table in sheet_of(tmp_path, rows).tables] == days


@pytest.mark.parametrize("shared", [True, False])
def test_the_day_over_one_of_two_lists_side_by_side(tmp_path: Path, *, shared: bool) -> None:
    above = [["(Tính đến ngày 30/6/2024)"]] if shared else []
    titles = ["DANH SÁCH CHI BỘ (tính đến ngày 31/12/2023)", "", "", "", "DANH SÁCH ĐẢNG VIÊN"]
    beside = [[*left, "", *right] for left, right in zip(_UNITS, _PEOPLE, strict=True)]
    below = [["Số thẻ đảng viên", "Họ và tên", "Chi bộ", "Dân tộc", "Ngày sinh"], ["00000002", "Lê Mai", "Chi bộ 1", "Kinh", "1981"]]
    sheet = sheet_of(tmp_path, [*above, titles, *beside, [], *below])
    assert [table.stated_on for table in sheet.tables] == [_DECEMBER, *[_JUNE if shared else None] * 2]


@pytest.mark.parametrize(
    ("gap", "title", "signature", "unit", "day"),
    [
        ([], ["CHI BỘ 2"], [], "CHI BỘ 2", None),
        ([[]], ["CHI BỘ 2"], [], "CHI BỘ 2", None),
        ([[]], ["DANH SÁCH ĐẢNG VIÊN CHI BỘ SỐ 2"], [], "CHI BỘ SỐ 2", None),
        ([[]], ["Đơn vị: Chi bộ 2"], [], "Chi bộ 2", None),
        ([[]], ["Tính đến ngày 30 tháng 6 năm 2024"], [], "CHI BỘ 1", _JUNE),
        ([[]], ["CHI BỘ 2"], [["NGƯỜI LẬP BIỂU"], []], "CHI BỘ 2", None),
        ([[]], ["Danh sách này có 1 đảng viên."], [], "CHI BỘ 1", None),
        ([[]], ["T/M CHI BỘ"], [], "CHI BỘ 1", None),
    ],
    ids=["no gap", "a unit", "a list", "a label", "a day", "below a signature", "a closing line", "a signature"],
)
def test_a_title_with_a_gap_below_it(
    tmp_path: Path, gap: list[list[Any]], title: list[Any], signature: list[list[Any]], unit: str, day: date | None
) -> None:
    head = ["STT", "Họ và tên", "Ngày sinh", "Số thẻ đảng viên"]
    first = [["CHI BỘ 1"], [], _PEOPLE_TITLE, head, [1, "Trần An", "1980", "00000001"], []]
    second = [*signature, title, *gap, head, [1, "Lê Mai", "1981", "00000002"]]
    sheet = sheet_of(tmp_path, [*first, *second])
    assert [column(table, "unit") for table in sheet.tables] == [["CHI BỘ 1"], [unit]]
    assert [table.stated_on for table in sheet.tables] == [None, day]
    assert sum(map(accounted, sheet.tables)) == len(first) + len(second)


def test_each_list_is_stored_for_its_own_day_and_the_day_of_import_is_said_at_its_place(workspace: Path) -> None:
    rows = [_UNITS_TITLE, ["(Tính đến ngày 31/12/2023)"], *_UNITS, [], _PEOPLE_TITLE, *_PEOPLE]
    width = max(map(len, rows))
    formats.xlsx(workspace / "both.xlsx", [[*row, *[""] * (width - len(row))] for row in rows])
    done = partytrack("import", "both.xlsx", "-f", "json", cwd=workspace)
    (sheet,) = json.loads(done.stdout)["files"][0]["sheets"]
    today = date.today()
    assert [table["stated_on"] for table in sheet["tables"]] == ["2023-12-31", today.isoformat()]
    assert [(each["code"], each["row"]) for each in sheet["findings"]] == [("stated-on-assumed", 7)]
    with opened(workspace / ".partytrack" / "store.duckdb", writing=False) as store:
        days = seen(store, "SELECT 'unit', valid_from FROM units UNION SELECT 'member', valid_from FROM members ORDER BY 1")
    assert days == [("member", today), ("unit", _DECEMBER)]
    shown = partytrack("inspect", "both.xlsx", cwd=workspace).stdout
    assert "units, as of 2023-12-31: Headings in row 3" in shown
    assert "members: Headings in row 7" in shown


def test_lists_none_of_which_says_its_day_have_one_note(workspace: Path) -> None:
    rows = [_UNITS_TITLE, *_UNITS, [], _PEOPLE_TITLE, *_PEOPLE]
    width = max(map(len, rows))
    formats.xlsx(workspace / "both.xlsx", [[*row, *[""] * (width - len(row))] for row in rows])
    done = partytrack("import", "both.xlsx", "-f", "json", cwd=workspace)
    (sheet,) = json.loads(done.stdout)["files"][0]["sheets"]
    assert [(each["code"], each["row"]) for each in sheet["findings"]] == [("stated-on-assumed", None)]


# Nothing in it is of the Party, so that it is not even a list of members that lacks the unit.
_NO_UNIT: list[list[Any]] = [["DANH SÁCH TỔ"], ["STT", "Họ và tên", "Ngày sinh"], [1, "Bùi Yến", "1980"], [2, "Trần An", "1981"]]
_FEW_LOG: list[list[Any]] = [["Chi bộ", "Ngày họp"], ["Chi bộ 1", "05/01/2024"]]
_STRANGE_LOG: list[list[Any]] = [["Chi bộ", "Ngày họp", "Nơi ngồi", "Trời"], ["Chi bộ 1", "05/01/2024", "Hội trường", "Nắng"]]
_CODED: list[list[Any]] = [["Tên đơn vị", "Mã đơn vị"], ["Chi bộ 1", "CB01"]]


@pytest.mark.parametrize(
    ("between", "below", "kind"),
    [
        ([], _FEW_LOG, "meetings"),
        ([[]], _FEW_LOG, "meetings"),
        ([[], ["DANH MỤC"]], _FEW_LOG, "meetings"),
        ([["NGƯỜI LẬP"], [], ["CÁC BUỔI SINH HOẠT"]], _FEW_LOG, "meetings"),
        ([[]], _STRANGE_LOG, "meetings"),
        ([[]], _CODED, "units"),
    ],
    ids=["no gap", "a gap", "a title", "a signature and a title", "as many headings that are not known", "a list of units"],
)
def test_a_small_table_below_one_that_is_not_read(tmp_path: Path, between: list[list[Any]], below: list[list[Any]], kind: str) -> None:
    rows = [*_NO_UNIT, *between, *below]
    sheet = sheet_of(tmp_path, rows)
    assert [(table.batch.kind.name, table.header_rows, table.rows) for table in sheet.tables] == [(kind, (len(rows) - 1,), 1)]
    assert codes(sheet) == [("no-table", None)]
    assert [each.place.row for each in sheet.findings] == [2]
    assert sum(map(accounted, sheet.tables)) == len(rows)


@pytest.mark.parametrize(
    "row",
    [["", "Chi bộ", "Ngày họp"], ["", "Ông An", "Chi bộ", "Ngày họp"], [3, "Chi bộ", "Ngày họp"]],
    ids=["nothing below", "a name before it", "a number"],
)
def test_a_row_of_words_that_heads_nothing(tmp_path: Path, row: list[Any]) -> None:
    below = [] if len(row) == 3 and not row[0] else [["", "Chi bộ 1", "05/01/2024"]]
    rows = [["STT", "Họ và tên", "Chi bộ", "Số thẻ đảng viên"], [1, "Bùi Yến", "Chi bộ 1", "00000001"], [], row, *below]
    assert [table.header_rows for table in sheet_of(tmp_path, rows).tables] == [(1,)]


@pytest.mark.parametrize(("number", "tables"), [(1, 2), (2, 1)])
def test_words_above_a_row_that_goes_on_with_the_count_head_nothing(tmp_path: Path, number: int, tables: int) -> None:
    head, an = ["STT", "Họ và tên", "Chi bộ", "Số thẻ đảng viên"], [1, "Bùi Yến", "Chi bộ 1", "00000001"]
    rows = [head, an, [], ["", "Ngày họp", "Chi bộ"], [number, "05/01/2024", "Chi bộ 1"]]
    assert len(sheet_of(tmp_path, rows).tables) == tables


def test_a_title_and_two_headings_below_a_roster_are_nobody(tmp_path: Path) -> None:
    rows = [*_PEOPLE, [2, "Lê Mai", "1981", "Chi bộ 1", "00000002"], [], ["DANH MỤC"], *_FEW_LOG]
    people, log = sheet_of(tmp_path, rows).tables
    assert (column(people, "full_name"), people.rejected) == (["Trần An", "Lê Mai"], [])
    assert (log.batch.kind.name, column(log, "unit")) == ("meetings", ["Chi bộ 1"])


# --- which part of the sheet each table speaks for ---


def stretches(sheet: ReadSheet) -> list[tuple[int, int, str | None]]:
    """First row, last row and columns of each table, which its rows add up to."""
    for table in sheet.tables:
        assert accounted(table) == table.stretch.last - table.stretch.first + 1
    return [(table.stretch.first, table.stretch.last, table.stretch.columns) for table in sheet.tables]


def test_the_rows_of_a_table_that_is_not_read_are_no_title(tmp_path: Path) -> None:
    rows = [["SỔ HỌP"], *_LOG, [], *_NO_UNIT, [], _PEOPLE_TITLE, *_PEOPLE, [], *_NO_UNIT]
    sheet = sheet_of(tmp_path, rows)
    assert stretches(sheet) == [(1, 4, None), (5, 17, None)]
    counts = [{reason: number for reason, number in table.skipped.items() if number} for table in sheet.tables]
    assert counts == [{"title": 1, "blank": 1}, {"title": 2, "signature": 1, "blank": 2, "unread": 6}]


def test_tables_side_by_side_speak_for_their_columns(tmp_path: Path) -> None:
    beside = [[*left, "", *right] for left, right in zip(_UNITS, _PEOPLE, strict=True)]
    below = [["Số thẻ đảng viên", "Họ và tên", "Chi bộ", "Dân tộc", "Ngày sinh"], ["00000002", "Lê Mai", "Chi bộ 1", "Kinh", "1981"]]
    rows = [["ĐẢNG BỘ XÃ MINH HỌA"], *beside, [], *_OTHERS, [], ["PHỤ LỤC"], *below, [], ["Người lập biểu"]]
    sheet = sheet_of(tmp_path, rows)
    assert stretches(sheet) == [(1, 4, "A:C"), (5, 7, "A:C"), (1, 7, "E:I"), (8, 12, None)]


def test_tables_side_by_side_none_of_which_is_read(tmp_path: Path) -> None:
    beside = [[*row, "", *row] for row in _NO_UNIT[1:]]
    sheet = sheet_of(tmp_path, [*beside, [], ["STT", "Chi bộ", "Ngày họp", "Số phải dự", "Có mặt"], [1, "Chi bộ 1", "05/01/2024", 10, 9]])
    assert stretches(sheet) == [(1, 6, None)]
    assert sheet.tables[0].skipped["unread"] == 3


def test_the_stretch_in_the_json_and_in_words(workspace: Path) -> None:
    formats.xlsx(
        workspace / "beside.xlsx", [["ĐẢNG BỘ XÃ MINH HỌA", *[""] * 8], *([*u, "", *p] for u, p in zip(_UNITS, _PEOPLE, strict=True))]
    )
    done = partytrack("inspect", "beside.xlsx", "-f", "json", cwd=workspace)
    (sheet,) = json.loads(done.stdout)["files"][0]["sheets"]
    assert [table["stretch"] for table in sheet["tables"]] == [
        {"first_row": 1, "last_row": 3, "columns": "A:C"},
        {"first_row": 1, "last_row": 3, "columns": "E:I"},
    ]
    shown = partytrack("inspect", "beside.xlsx", cwd=workspace).stdout
    assert "A:C: units: Headings in row 2;" in shown
    assert "E:I: members: Headings in row 2;" in shown


_BADGES: list[Any] = ["STT", "Họ và tên", "Ngày vào Đảng", "Chi bộ", "Số thẻ đảng viên", "Loại huy hiệu", "Số huy hiệu"]
_WITH_BADGE: list[Any] = [1, "Trần An", "03/02/1983", "Chi bộ 1", "00000001", "40 năm", "0012345"]


@pytest.mark.parametrize(
    ("title", "heading", "period", "awarded"),
    [
        ("DANH SÁCH ĐẢNG VIÊN ĐƯỢC TẶNG HUY HIỆU ĐẢNG ĐỢT 19/5/2023", "Loại Huy hiệu", 2023, True),
        ("DANH SÁCH NHẬN HUY HIỆU 30, 40 NĂM TUỔI ĐẢNG ĐỢT NGÀY 02/9/2022", "Huy hiệu Đảng", 2022, True),
        ("DANH SÁCH ĐẢNG VIÊN ĐƯỢC TRUY TẶNG HUY HIỆU ĐẢNG ĐỢT 7/11 NĂM 2021", "Huy hiệu được tặng", 2021, True),
        ("DANH SÁCH TRAO HUY HIỆU ĐẢNG NĂM 2023", "Danh hiệu", 2023, True),
        ("DANH SÁCH ĐỀ NGHỊ TẶNG HUY HIỆU ĐẢNG ĐỢT 19/5/2023", "Huy hiệu đề nghị tặng", 2023, False),
        ("DANH SÁCH ĐẢNG VIÊN ĐỦ ĐIỀU KIỆN XÉT TẶNG HUY HIỆU ĐẢNG ĐỢT 19/5/2023", "Loại huy hiệu", 2023, False),
    ],
)
def test_those_who_are_given_the_badge_hold_a_title(tmp_path: Path, title: str, heading: str, period: int, *, awarded: bool) -> None:
    sheet = sheet_of(tmp_path, [[title], [], [*_BADGES[:5], heading, _BADGES[6]], _WITH_BADGE])
    (table,) = sheet.tables
    assert (sheet.kind, table.period) == ("titles", year(period))
    said = {name: column(table, name) for name in ("full_name", "unit", "title", "awarded")}
    assert said == {"full_name": ["Trần An"], "unit": ["Chi bộ 1"], "title": ["40 năm"], "awarded": [awarded]}
    assert (("awarded-from-title", None) in codes(sheet)) is awarded


@pytest.mark.parametrize(
    ("title", "heading"),
    [
        ("DANH SÁCH ĐẢNG VIÊN NĂM 2023", "Huy hiệu Đảng"),
        ("DANH SÁCH ĐẢNG VIÊN ĐƯỢC TẶNG HUY HIỆU ĐẢNG ĐỢT 19/5/2023", "Tuổi đời"),
        ("DANH SÁCH ĐẢNG VIÊN TẶNG QUÀ NGÀY 19/5/2023", "Loại huy hiệu"),
    ],
    ids=["a roster", "no column for the badge", "something else is given"],
)
def test_a_list_of_members_that_only_speaks_of_badges(tmp_path: Path, title: str, heading: str) -> None:
    assert sheet_of(tmp_path, [[title], [], [*_BADGES[:5], heading, _BADGES[6]], _WITH_BADGE]).kind == "members"


@pytest.mark.parametrize(
    ("lines", "awarded"),
    [
        (["DANH SÁCH TẬP THỂ ĐƯỢC KHEN THƯỞNG", "(Kèm theo Quyết định số 512-QĐ/HU ngày 03/02/2023)"], True),
        (["DANH SÁCH TẬP THỂ ĐƯỢC BAN THƯỜNG VỤ TẶNG GIẤY KHEN"], True),
        (["DANH SÁCH TẬP THỂ ĐỀ NGHỊ ĐƯỢC KHEN THƯỞNG"], False),
        (["DANH SÁCH TẬP THỂ ĐƯỢC KHEN THƯỞNG", "(Kèm theo Tờ trình số 12-TTr/ĐU)"], False),
        (["KHEN THƯỞNG TẬP THỂ"], False),
    ],
)
def test_whether_a_title_says_that_titles_are_held(tmp_path: Path, lines: list[str], *, awarded: bool) -> None:
    rows = [["STT", "Tên tổ chức đảng", "Danh hiệu", "Năm"], [1, "Chi bộ 1", "Chi bộ bốn tốt", 2022]]
    sheet = sheet_of(tmp_path, [*([line] for line in lines), *rows])
    assert column(sheet.tables[0], "awarded") == [awarded]
    assert codes(sheet) == ([("awarded-from-title", None)] if awarded else [])


def test_which_year_a_badge_is_of_must_be_said(tmp_path: Path) -> None:
    for campaign, found in (("", 0), (" ĐỢT 19/5/2023", 1), (" ĐỢT 07/11/2022, ĐỢT 03/02/2023", 0)):
        rows = [[f"DANH SÁCH ĐẢNG VIÊN ĐƯỢC TẶNG HUY HIỆU ĐẢNG{campaign}"], [], _BADGES, _WITH_BADGE]
        sheet = sheet_of(tmp_path, rows)
        assert (len(sheet.tables), "no-table" in dict(codes(sheet))) == (found, not found)
