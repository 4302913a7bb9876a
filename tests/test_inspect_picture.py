"""The picture of a sheet in the terminal: rows by number, columns by letter, what each was taken for by a word and a sign."""

from __future__ import annotations

from time import process_time
from typing import TYPE_CHECKING, Any

import pytest
from rich.cells import cell_len

from commands import partytrack, workbook
from intake_sheets import options
from partytrack.intake.picture import MOST_ROWS, excerpt
from partytrack.intake.table import read
from partytrack.messages import speaking
from partytrack.reports.picture import lines

if TYPE_CHECKING:
    from pathlib import Path

ROWS: list[list[Any]] = [
    ["ĐẢNG BỘ KHỐI CÁC CƠ QUAN TỈNH"],
    ["STT", "Họ và tên", "Ngày sinh", "Số thẻ đảng viên", "Chi bộ", "Ghi chú"],
    [1, 2, 3, 4, 5, 6],
    ["I", "Chi bộ Văn phòng"],
    [1, "Trần Văn An", "31/02/1990", "00000001", None, "x"],
    [2, "Lê Thị Mai", "01/02/1991", "00000002", None, None],
    [None, "Tổng cộng: 3 đảng viên"],
    [],
    [None, "NGƯỜI LẬP BIỂU"],
]


def picture(path: Path, rows: list[list[Any]], room: int = 100, *, names: bool = False) -> list[str]:
    workbook(path / "a.xlsx", rows)
    (sheet,) = read(path / "a.xlsx", options(pictured=True)).sheets
    return [line.plain for line in lines(sheet, room, names=names)]


def test_every_row_is_shown_with_its_number_sign_and_word(tmp_path: Path) -> None:
    assert [line.rstrip() for line in picture(tmp_path, ROWS)] == [
        "               A    B            C              D                 E       F",
        "1   top lines  ĐẢNG BỘ KHỐI CÁC CƠ QUAN TỈNH",
        "2 ▣ headings   STT  Họ và tên    Ngày sinh      Số thẻ đảng viên  Chi bộ  Ghi chú",
        "  → read as    –    full name    date of birth  card number       unit    –",
        "3 # numbers    1    2            3              4                 5       6",
        "4 ▸ section    I    Chi bộ Văn phòng",
        "5 • data       1    Trần V. A.   ✗31/02/1990    00000001                  x",
        "6 • data       2    Lê T. M.     01/02/1991     00000002",
        "7 Σ total           !Tổng cộng: 3 đảng viên",
        "  ⋮ 1 row",
        "9 ✎ signature       NGƯỜI LẬP BIỂU",
    ]


@pytest.mark.parametrize("lang", ["en", "vi"])
@pytest.mark.parametrize("room", [30, 40, 60, 80, 100, 150, 10_000])
def test_a_picture_is_never_wider_than_the_paper(tmp_path: Path, room: int, lang: Any) -> None:
    with speaking(lang):
        drawn = picture(tmp_path, ROWS, room)
    assert max(cell_len(line) for line in drawn if "A, D" not in line and "A, C" not in line) <= room
    assert all(any(f"{number} {sign}" in line for line in drawn) for number, sign in [(2, "▣"), (4, "▸"), (5, "•"), (7, "Σ"), (9, "✎")])


def test_columns_for_which_there_is_no_room_are_said_those_not_read_first(tmp_path: Path) -> None:
    drawn = picture(tmp_path, ROWS, 57)
    assert drawn[0].split() == ["B", "C", "D", "E"]
    assert drawn[-1].strip() == "Columns for which there is no room: A, F."
    assert "no room" not in "".join(picture(tmp_path, ROWS, 100))


def test_a_cell_with_a_finding_is_marked_by_a_sign(tmp_path: Path) -> None:
    drawn = picture(tmp_path, ROWS)
    assert "✗31/02/1990" in next(line for line in drawn if line.startswith("5 "))
    assert "!Tổng cộng" in next(line for line in drawn if line.startswith("7 "))
    assert not any(sign in next(line for line in drawn if line.startswith("6 ")) for sign in "✗!")


def test_a_name_over_two_columns_is_shown_by_its_letters_in_both(tmp_path: Path) -> None:
    rows: list[list[Any]] = [["Họ và tên đệm", "Tên", "Chi bộ", "Số thẻ đảng viên"], ["Trần Văn", "Anh Thư", "Chi bộ A", "00000001"]]
    assert "Trần V.        A. T." in picture(tmp_path, rows)[-1]
    assert "Anh Thư" in picture(tmp_path, rows, names=True)[-1]


def test_people_are_shown_by_their_letters_unless_names_are_asked_for(tmp_path: Path) -> None:
    assert "Trần V. A." in "\n".join(picture(tmp_path, ROWS))
    assert "Trần Văn An" in "\n".join(picture(tmp_path, ROWS, names=True))


def test_units_in_the_columns_of_another_tables_people_are_shown_whole(tmp_path: Path) -> None:
    above: list[list[Any]] = [["SỔ HỌP"], ["STT", "Chi bộ", "Ngày họp"], [1, "Chi bộ Văn phòng Sở", "05/01/2024"], []]
    drawn = "\n".join(picture(tmp_path, [*above, *ROWS]))
    assert "Chi bộ Văn phòng Sở" in drawn
    assert "Trần V. A." in drawn
    assert "Văn An" not in drawn
    below = "\n".join(picture(tmp_path, [*ROWS[1:2], *ROWS[4:6], [], *above]))
    assert "Chi bộ Văn phòng Sở" in below
    assert "Lê T. M." in below


def test_people_of_a_list_that_is_refused_are_shown_by_their_letters(tmp_path: Path) -> None:
    staff: list[list[Any]] = [["DANH SÁCH VIÊN CHỨC"], ["STT", "Họ và tên", "Đơn vị"], [1, "Vũ Thị Vân", "Phòng Nội vụ"]]
    drawn = picture(tmp_path, staff)
    assert "Họ và tên" in drawn[2]
    assert drawn[3].split("not read")[1].split() == ["1", "Vũ", "T.", "V.", "Phòng", "Nội", "vụ"]
    assert "Vũ Thị Vân" in picture(tmp_path, staff, names=True)[3]


def test_each_table_names_its_own_fields(tmp_path: Path) -> None:
    second: list[list[Any]] = [["BIỂU 2"], ["Chi bộ", "Ngày họp", "Có mặt"], ["Chi bộ 1", "05/01/2024", 9]]
    drawn = picture(tmp_path, [*ROWS, [], *second])
    named = [line.split("read as")[1].split() for line in drawn if "read as" in line]
    assert len(named) == 2
    assert "present" in named[1]


def test_a_column_read_together_with_another_has_a_plus_and_one_not_read_a_dash(tmp_path: Path) -> None:
    rows: list[list[Any]] = [["STT", "Mã đơn vị", "Chi bộ (tên)", "Ngày họp"], [1, "CB01", "Chi bộ Văn phòng", "05/01/2024"]]
    drawn = picture(tmp_path, rows)
    assert drawn[2].split("read as")[1].split() == ["–", "unit", "+", "held", "on"]


def test_columns_given_by_letter_are_named_above_the_first_row(tmp_path: Path) -> None:
    workbook(tmp_path / "a.xlsx", [["Chi bộ 1", "05/01/2024"], ["Chi bộ 2", "06/01/2024"]])
    (sheet,) = read(tmp_path / "a.xlsx", options(pictured=True, kind="meetings", mapping={"A": "unit", "B": "held_on"})).sheets
    drawn = [line.plain for line in lines(sheet, 80, names=True)]
    assert "→ read as" in drawn[1]
    assert drawn[2].startswith("1 • data")


def test_a_sheet_in_which_nothing_was_recognised_shows_how_it_begins(tmp_path: Path) -> None:
    drawn = picture(tmp_path, [["Món ăn", "Giá"], *([f"Phở {number}", number] for number in range(30))])
    assert [line.split()[:4] for line in drawn[1:3]] == [["1", "?", "not", "read"], ["2", "?", "not", "read"]]
    assert len(drawn) == 9


@pytest.mark.parametrize(
    ("stretches", "marked", "shown"),
    [
        pytest.param([("data", 3)], [], [0, 1, 2], id="three rows are all shown"),
        pytest.param([("data", 5)], [], [0, 1, 2, 4], id="of five the fourth is left out"),
        pytest.param([("data", 9)], [6], [0, 1, 2, 6, 8], id="a row with a finding is shown"),
        pytest.param([("title", 4), ("header", 4), ("data", 1)], [], [0, 1, 3, 4, 5, 6, 7, 8], id="rows of headings are all shown"),
        pytest.param([("data", 4), ("section", 1), ("data", 4)], [], [0, 1, 2, 3, 4, 5, 6, 7, 8], id="both sides of a section"),
    ],
)
def test_rows_around_every_change_are_shown(stretches: list[tuple[str, int]], marked: list[int], shown: list[int]) -> None:
    kinds = [what for what, times in stretches for _ in range(times)]
    assert excerpt(dict(enumerate(kinds)), marked) == shown


def test_a_sheet_of_a_thousand_sections_is_shown_in_part() -> None:
    rows = {row: "section" if row % 3 == 0 else "data" for row in range(3000)}
    found = excerpt(rows, range(3000))
    assert len(found) <= MOST_ROWS + 1
    assert (found[0], found[-1]) == (0, 2999)


@pytest.mark.parametrize("lang", ["en", "vi"])
def test_the_command_shows_it_and_scripts_see_nothing_of_it(tmp_path: Path, lang: str) -> None:
    workbook(tmp_path / "a.xlsx", [["Chi bộ", "Ngày họp"], ["[b]x[/b]", "05/01/2024"], ["=1+1", "06/01/2024"]])
    shown = partytrack("inspect", "a.xlsx", cwd=tmp_path, lang=lang, env={"COLUMNS": "80"})
    assert "[b]x[/b]" in shown.stdout
    assert "▣" in shown.stdout
    assert max(map(cell_len, shown.stdout.splitlines())) <= 80
    for form in ("json", "plain", "csv", "markdown"):
        assert "▣" not in partytrack("inspect", "a.xlsx", "-f", form, cwd=tmp_path, lang=lang).stdout


def test_a_workspace_may_show_whole_names(tmp_path: Path) -> None:
    workbook(tmp_path / "a.xlsx", ROWS)
    (tmp_path / "partytrack.yaml").write_text("mask_names: false\n", encoding="utf-8")
    assert "Trần Văn An" in partytrack("inspect", "a.xlsx", cwd=tmp_path).stdout
    (tmp_path / "partytrack.yaml").write_text("", encoding="utf-8")
    assert "Trần Văn An" not in partytrack("inspect", "a.xlsx", cwd=tmp_path).stdout


def test_a_sheet_of_thousands_of_columns_is_drawn_at_once(tmp_path: Path) -> None:
    rows = [["Họ và tên", "Chi bộ", *(f"Cột {number}" for number in range(1_500))], ["Lê Văn An", "Chi bộ 1", *["x"] * 1_500]]
    workbook(tmp_path / "a.xlsx", rows)
    (sheet,) = read(tmp_path / "a.xlsx", options(pictured=True)).sheets
    start = process_time()
    drawn = [line.plain for line in lines(sheet, 80, names=True)]
    assert process_time() - start < 3
    assert drawn[0].split()[:3] == ["A", "B", "C"]
    assert drawn[-1].endswith("BET.")
