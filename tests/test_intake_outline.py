"""Under which superior the units of a list stand where the layout says it; what a person reads off each list was worked out by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from intake_sheets import codes, column, sheet_of

if TYPE_CHECKING:
    from pathlib import Path

    from intake_sheets import Rows

SUPERIOR, OPEN = "superior-from-outline", "superior-unclear"
Y_TE, TU_PHAP = "Đảng bộ Sở Y tế", "Đảng bộ Sở Tư pháp"


def superiors(tmp_path: Path, rows: Rows, merges: tuple[str, ...] = ()) -> tuple[dict[str, str | None], list[tuple[str, str | None]]]:
    """Name → superior of every unit of a list, and the findings."""
    sheet = sheet_of(tmp_path, rows, merges)
    assert sheet.kind == "units", codes(sheet)
    names, parents = column(sheet.tables[0], "name"), column(sheet.tables[0], "parent")
    return dict(zip(names, parents, strict=True)), codes(sheet)


@pytest.mark.parametrize(
    "marks",
    [
        pytest.param(["1", "1.1", "1.2", "2", "2.1"], id="texts"),
        pytest.param([1, 1.1, 1.2, 2, 2.1], id="numbers"),
        pytest.param(["1.", "1.1.", "1.2.", "2.", "2.1."], id="a dot behind them"),
        pytest.param(["I", 1, 2, "II", 1], id="roman over counted"),
        pytest.param(["I", "I.1", "I.2", "II", "II.1"], id="roman and counted in one"),
        pytest.param(["A", "I", "II", "B", "I"], id="letters over roman"),
        pytest.param(["A", 1, 2, "B", 1], id="letters over counted"),
        pytest.param([1, "a", "b", 2, "a"], id="counted over small letters"),
        pytest.param([1, "-", "-", 2, "-"], id="dashes"),
        pytest.param([1, "", "", 2, ""], id="no mark, but the kind says that it is below another"),
    ],
)
def test_running_numbers_that_are_nested(tmp_path: Path, marks: list[Any]) -> None:
    units = [
        (Y_TE, "Đảng bộ cơ sở"), ("Chi bộ Dược", "Chi bộ trực thuộc"), ("Chi bộ Bệnh viện", "Chi bộ trực thuộc"), (TU_PHAP, "Đảng bộ cơ sở"),
        ("Chi bộ Công chứng", "Chi bộ trực thuộc"),
    ]  # fmt: skip
    rows = [["STT", "Tên tổ chức đảng", "Loại hình"], *([mark, *unit] for mark, unit in zip(marks, units, strict=True))]
    assert superiors(tmp_path, rows) == (
        {Y_TE: None, "Chi bộ Dược": Y_TE, "Chi bộ Bệnh viện": Y_TE, TU_PHAP: None, "Chi bộ Công chứng": TU_PHAP},
        [(SUPERIOR, "B3")],
    )


def test_two_cells_of_one_name_stay_two(tmp_path: Path) -> None:
    rows = [
        ["DANH SÁCH TỔ CHỨC ĐẢNG"],
        ["STT", "Tên tổ chức đảng", "Số đảng viên"],
        ["I", Y_TE, 40], [1, "Chi bộ Văn phòng", 40], ["II", TU_PHAP, 30], [1, "Chi bộ Văn phòng", 30],
    ]  # fmt: skip
    table = sheet_of(tmp_path, rows).tables[0]
    assert column(table, "parent") == [None, Y_TE, None, TU_PHAP]


def test_three_levels(tmp_path: Path) -> None:
    rows = [
        ["STT", "Tên tổ chức đảng", "Loại hình"],
        ["I", "Đảng bộ huyện Hưng Hà", "Đảng bộ huyện"], [1, "Đảng bộ xã Hồng Minh", ""], ["1.1", "Chi bộ thôn Đông", ""], [2, "Chi bộ Tòa án", "Chi bộ cơ sở"],
        ["II", "Đảng bộ huyện Vũ Thư", "Đảng bộ huyện"], [1, "Đảng bộ xã Tân Lập", ""],
    ]  # fmt: skip
    assert superiors(tmp_path, rows) == (
        {
            "Đảng bộ huyện Hưng Hà": None, "Đảng bộ xã Hồng Minh": "Đảng bộ huyện Hưng Hà", "Chi bộ thôn Đông": "Đảng bộ xã Hồng Minh",
            "Chi bộ Tòa án": "Đảng bộ huyện Hưng Hà", "Đảng bộ huyện Vũ Thư": None, "Đảng bộ xã Tân Lập": "Đảng bộ huyện Vũ Thư",
        },
        [(SUPERIOR, "B3")],
    )  # fmt: skip


def test_the_code_of_the_superior_is_what_names_it(tmp_path: Path) -> None:
    rows = [["STT", "Mã", "Tên tổ chức đảng"], ["1", "DB01", Y_TE], ["1.1", "CB01", "Chi bộ Dược"]]
    assert superiors(tmp_path, rows)[0] == {Y_TE: None, "Chi bộ Dược": "DB01"}


@pytest.mark.parametrize(
    ("outer", "inner"),
    [
        pytest.param(("Sở Y tế", "Cơ quan"), ("Chi bộ Dược", "Chi bộ trực thuộc"), id="an office is no committee"),
        pytest.param(("Chi bộ Bệnh viện", "Chi bộ cơ sở"), ("Chi bộ Dược", "Chi bộ trực thuộc"), id="a cell has none below it"),
        pytest.param((Y_TE, "Đảng bộ cơ sở"), ("Chi bộ Hội Nhà báo", "Chi bộ cơ sở"), id="of one rank"),
        pytest.param(("Sở Y tế", ""), ("Phòng Dược", ""), id="no words of the Party"),
    ],
)
def test_a_nested_number_whose_words_do_not_bear_it_out(tmp_path: Path, outer: tuple[str, str], inner: tuple[str, str]) -> None:
    rows = [["STT", "Tên đơn vị", "Loại hình"], ["1", *outer], ["1.1", *inner]]
    assert superiors(tmp_path, rows) == ({outer[0]: None, inner[0]: None}, [(OPEN, "B3")])


def test_a_counted_row_without_a_unit_s_name_over_nested_ones_only_sorts_them(tmp_path: Path) -> None:
    rows = [["STT", "Tên đơn vị", "Ngày thành lập"], ["1", "Khối cơ quan", ""], ["1.1", "Chi bộ Dược", 1990]]
    assert superiors(tmp_path, rows) == ({"Chi bộ Dược": None}, [])


@pytest.mark.parametrize("marks", [[1, 2], ["I", "II"], ["", ""], ["a", "b"]])
def test_numbers_beside_each_other_say_nothing(tmp_path: Path, marks: list[Any]) -> None:
    rows = [["STT", "Tên đơn vị", "Loại hình"], [marks[0], Y_TE, "Đảng bộ cơ sở"], [marks[1], "Chi bộ Hội Nhà báo", "Chi bộ cơ sở"]]
    assert superiors(tmp_path, rows) == ({Y_TE: None, "Chi bộ Hội Nhà báo": None}, [])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(["I. ĐẢNG BỘ XÃ HỒNG MINH"], ["II. ĐẢNG BỘ XÃ ĐỘC LẬP"], id="in the first cell"),
        pytest.param(["I", "ĐẢNG BỘ XÃ HỒNG MINH"], ["II", "ĐẢNG BỘ XÃ ĐỘC LẬP"], id="the mark of its own"),
        pytest.param(["ĐẢNG BỘ XÃ HỒNG MINH"], ["ĐẢNG BỘ XÃ ĐỘC LẬP"], id="without a mark"),
    ],
)
def test_a_section_that_names_a_committee_is_the_superior(tmp_path: Path, one: list[str], other: list[str]) -> None:
    rows = [["STT", "Tên chi bộ", "Ngày thành lập"], one, [1, "Chi bộ Đông", 1990], [2, "Chi bộ Tây", 1991], other, [1, "Chi bộ Nam", 1992]]
    merges = ("A2:C2", "A5:C5") if len(one) == 1 else ()
    assert superiors(tmp_path, rows, merges) == (
        {"Chi bộ Đông": "ĐẢNG BỘ XÃ HỒNG MINH", "Chi bộ Tây": "ĐẢNG BỘ XÃ HỒNG MINH", "Chi bộ Nam": "ĐẢNG BỘ XÃ ĐỘC LẬP"},
        [(SUPERIOR, "B3")],
    )


@pytest.mark.parametrize(
    ("section", "at"), [(["I", "ĐẢNG BỘ XÃ HỒNG MINH"], "B2"), (["I. ĐẢNG BỘ XÃ HỒNG MINH"], "A2"), ([1, "Đảng bộ xã Hồng Minh"], "B2")]
)
def test_where_the_superior_is_named_is_said(tmp_path: Path, section: list[Any], at: str) -> None:
    rows = [["STT", "Tên tổ chức đảng", "Ngày thành lập"], section, ["1.1", "Chi bộ Đông", 1990]]
    found = next(each for each in sheet_of(tmp_path, rows).findings if each.code.slug == SUPERIOR)
    assert (found.place.cell, found.values["at"]) == ("B3", at)


@pytest.mark.parametrize(
    "count",
    [
        " (02 chi bộ)",
        ": 12 chi bộ",
        " - 12 chi bộ",
        " (12 chi bộ, 230 đảng viên)",
        " (gồm 3 chi bộ trực thuộc)",
        ": 230 đảng viên",
        ": 12",
        "",
    ],
)
def test_a_count_behind_the_name_of_a_section_is_no_part_of_it(tmp_path: Path, count: str) -> None:
    rows = [["STT", "Tên chi bộ", "Ngày thành lập"], ["I", "ĐẢNG BỘ XÃ HỒNG MINH" + count], [1, "Chi bộ Đông", 1990]]
    assert superiors(tmp_path, rows) == ({"Chi bộ Đông": "ĐẢNG BỘ XÃ HỒNG MINH"}, [(SUPERIOR, "B3")])


@pytest.mark.parametrize(
    "name",
    [
        "Đảng bộ Sở Văn hóa, Thể thao và Du lịch", "Đảng bộ Sở Nông nghiệp và Môi trường", "Đảng bộ Phòng Lao động, Thương binh và Xã hội",
        "Đảng bộ Lữ đoàn Phòng không 214", "Đảng bộ huyện Chợ Mới", "Đảng bộ xã Hồng Minh, huyện Hưng Hà", "Đảng bộ Công an tỉnh", "Đảng bộ Tiểu đoàn 3",
    ],
)  # fmt: skip
def test_a_committee_s_own_name_may_be_of_many_words(tmp_path: Path, name: str) -> None:
    rows = [["STT", "Tên chi bộ", "Ngày thành lập"], ["I", name], [1, "Chi bộ Đông", 1990]]
    assert superiors(tmp_path, rows) == ({"Chi bộ Đông": name}, [(SUPERIOR, "B3")])


@pytest.mark.parametrize(
    "section",
    [
        "ĐẢNG BỘ CÔNG AN, QUÂN SỰ", "Đảng bộ sở, ban, ngành", "Đảng bộ Sở Y tế và Sở Tư pháp", "Đảng bộ xã A và xã B", "Đảng bộ ban Đảng, đoàn thể",
        "Đảng bộ xã A/B", "Đảng bộ xã A được thành lập mới", "Đảng bộ xã A có 12 chi bộ", "Đảng bộ xã A (12)",
    ],
)  # fmt: skip
def test_a_section_that_may_be_several_committees_is_told_and_no_superior(tmp_path: Path, section: str) -> None:
    rows = [["STT", "Tên chi bộ", "Ngày thành lập"], ["A", "ĐẢNG BỘ HUYỆN HƯNG HÀ"], ["I", section], [1, "Chi bộ Đông", 1990]]
    assert superiors(tmp_path, rows) == ({"Chi bộ Đông": None}, [(OPEN, "B4")])


@pytest.mark.parametrize(
    "section",
    [
        "Đảng bộ cơ sở", "ĐẢNG BỘ XÃ, THỊ TRẤN", "Khối xã", "Chi bộ trực thuộc", "Đảng bộ khối cơ quan", "ĐẢNG BỘ, CHI BỘ CƠ SỞ KHỐI XÃ",
        "ĐẢNG BỘ VÀ CHI BỘ CƠ QUAN", "Đảng bộ/chi bộ cơ sở", "Đảng ủy, chi ủy cơ sở", "Đảng bộ cơ sở: 25", "ĐẢNG BỘ CƠ SỞ (25 đơn vị)",
        "Đảng bộ cơ sở (25)", "Đảng bộ được thành lập mới", "Đảng bộ mới thành lập", "Đảng bộ có dưới 30 đảng viên", "Đảng bộ chưa có chi bộ",
    ],
)  # fmt: skip
def test_a_section_that_only_sorts_is_no_superior(tmp_path: Path, section: str) -> None:
    rows = [["STT", "Tên chi bộ", "Ngày thành lập"], ["I", section], [1, "Chi bộ Đông", 1990]]
    assert superiors(tmp_path, rows) == ({"Chi bộ Đông": None}, [])


def test_a_section_that_only_sorts_below_one_that_names(tmp_path: Path) -> None:
    rows = [
        ["STT", "Tên tổ chức đảng", "Ngày thành lập"],
        ["A", "ĐẢNG BỘ HUYỆN HƯNG HÀ"], ["I", "Đảng bộ cơ sở"], [1, "Đảng bộ xã Hồng Minh", 1990], ["II", "Chi bộ cơ sở"], [1, "Chi bộ Tòa án", 1990],
    ]  # fmt: skip
    assert superiors(tmp_path, rows)[0] == {"Đảng bộ xã Hồng Minh": "ĐẢNG BỘ HUYỆN HƯNG HÀ", "Chi bộ Tòa án": "ĐẢNG BỘ HUYỆN HƯNG HÀ"}


def test_a_column_of_superiors_wins(tmp_path: Path) -> None:
    rows = [["STT", "Tên đơn vị", "Trực thuộc"], ["1", Y_TE, ""], ["1.1", "Chi bộ Dược", TU_PHAP]]
    assert superiors(tmp_path, rows) == ({Y_TE: None, "Chi bộ Dược": TU_PHAP}, [])


@pytest.mark.parametrize("headings", [("Tên đảng bộ", "Tên chi bộ"), ("Đảng bộ", "Chi bộ")])
def test_the_committee_in_a_column_beside_the_cell(tmp_path: Path, headings: tuple[str, str]) -> None:
    rows = [["STT", *headings, "Ngày thành lập"], [1, Y_TE, "Chi bộ Dược", 1990], [2, TU_PHAP, "Chi bộ Công chứng", 1991]]
    assert superiors(tmp_path, rows) == ({"Chi bộ Dược": Y_TE, "Chi bộ Công chứng": TU_PHAP}, [])


def test_a_committee_written_once_above_several_cells_is_not_carried_down_in_silence(tmp_path: Path) -> None:
    rows = [["STT", "Tên đảng bộ", "Tên chi bộ", "Ngày thành lập"], [1, Y_TE, "Chi bộ Dược", 1990], [2, "", "Chi bộ Bệnh viện", 1991]]
    assert superiors(tmp_path, rows) == ({"Chi bộ Dược": Y_TE, "Chi bộ Bệnh viện": None}, [(OPEN, "C3")])
    assert superiors(tmp_path, rows, ("B2:B3",)) == ({"Chi bộ Dược": Y_TE, "Chi bộ Bệnh viện": Y_TE}, [])


def test_members_beside_committee_and_cell_are_still_members(tmp_path: Path) -> None:
    rows = [["STT", "Đảng bộ", "Chi bộ", "Họ và tên", "Ngày vào Đảng", "Mã"], [1, Y_TE, "Chi bộ Dược", "Trần An", "03/02/1990", "7"]]
    assert sheet_of(tmp_path, rows).kind == "members"


@pytest.mark.parametrize("marks", [["a", "b"], ["a)", "b)"], ["a.", "b."]])
@pytest.mark.parametrize("nested", ["1.1", 2])
def test_letters_below_a_numbered_committee_are_units_though_they_hold_only_a_name(
    tmp_path: Path, marks: list[str], nested: object
) -> None:
    rows = [
        ["STT", "Tên tổ chức đảng", "Ngày thành lập"],
        [1, Y_TE], [nested, "Chi bộ Kế toán"], [3, TU_PHAP], [marks[0], "Chi bộ Văn phòng"], [marks[1], "Chi bộ Tổ chức"],
        [4, "Đảng bộ Sở Nội vụ"], [marks[0], "Chi bộ Lưu trữ"],
    ]  # fmt: skip
    found = superiors(tmp_path, rows)[0]
    assert found == {
        Y_TE: None, "Chi bộ Kế toán": Y_TE if nested == "1.1" else None, TU_PHAP: None, "Chi bộ Văn phòng": TU_PHAP, "Chi bộ Tổ chức": TU_PHAP,
        "Đảng bộ Sở Nội vụ": None, "Chi bộ Lưu trữ": "Đảng bộ Sở Nội vụ",
    }  # fmt: skip


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param(
            [["a", "Chi bộ khối Đảng"], [1, "Chi bộ Một"], ["b", "Chi bộ khối xã"], [2, "Chi bộ Hai"]], id="above the counted ones"
        ),
        pytest.param([[1, Y_TE], ["a", "Chi bộ Bệnh viện"], [1, "Chi bộ Một"]], id="others are counted below it"),
        pytest.param([[1, "Chi bộ Một"], ["a", "Chi bộ Bệnh viện"], [2, "Chi bộ Hai"]], id="below a cell"),
        pytest.param([[1, Y_TE], ["a", "Chi bộ cơ sở"], [2, "Chi bộ Hai"]], id="words that only sort"),
        pytest.param([[1, Y_TE], ["a", "Khối xã"], [2, "Chi bộ Hai"]], id="no words of a cell"),
        pytest.param([[1, Y_TE], ["b", "Chi bộ Bệnh viện"], [2, "Chi bộ Hai"]], id="not from a"),
    ],
)
def test_other_letters_are_still_sections(tmp_path: Path, rows: list[list[Any]]) -> None:
    lettered = [row for row in rows if isinstance(row[0], str)]
    table = sheet_of(tmp_path, [["STT", "Tên tổ chức đảng", "Ngày thành lập"], *rows]).tables[0]
    assert table.skipped["section"] == len(lettered)
    assert column(table, "name") == [row[1] for row in rows if row not in lettered]


@pytest.mark.parametrize(
    ("rows", "cells"),
    [
        pytest.param(
            [[1, Y_TE], ["a", "Chi bộ Dược"], ["b", "Chi bộ Bệnh viện"], [1, TU_PHAP], ["a", "Chi bộ Công chứng"], [2, "Đảng bộ Sở Nội vụ"]],
            {"Chi bộ Dược": Y_TE, "Chi bộ Bệnh viện": Y_TE, "Chi bộ Công chứng": TU_PHAP}, id="several letters before a new count",
        ),
        pytest.param(
            [[1, Y_TE], ["a", "Chi bộ Dược"], ["b", "Chi bộ Bệnh viện"], [1, "Chi bộ Một"]],
            {"Chi bộ Dược": Y_TE, "Chi bộ Bệnh viện": Y_TE}, id="several letters before a new count of cells",
        ),
        pytest.param([[1, Y_TE], ["a", "Chi bộ Dược"], [1, TU_PHAP]], {"Chi bộ Dược": Y_TE}, id="one letter before a new count of committees"),
        pytest.param(
            [[1, Y_TE], ["a", "Chi bộ Dược"], [], ["b", "Chi bộ Bệnh viện"], [2, TU_PHAP]],
            {"Chi bộ Dược": Y_TE, "Chi bộ Bệnh viện": Y_TE}, id="a gap between",
        ),
        pytest.param(
            [["I", Y_TE.upper()], ["a", "Chi bộ Dược"], ["b", "Chi bộ Bệnh viện"], ["II", TU_PHAP.upper()], ["a", "Chi bộ Công chứng"]],
            {"Chi bộ Dược": Y_TE.upper(), "Chi bộ Bệnh viện": Y_TE.upper(), "Chi bộ Công chứng": TU_PHAP.upper()}, id="below a roman number",
        ),
    ],
)  # fmt: skip
def test_letters_below_a_committee_before_something_else(tmp_path: Path, rows: list[list[Any]], cells: dict[str, str]) -> None:
    found = superiors(tmp_path, [["STT", "Tên tổ chức đảng", "Ngày thành lập"], *rows])[0]
    assert {name: found.get(name) for name in cells} == cells


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param([["I", "Đảng bộ cơ sở"], ["a", "Chi bộ Dược"], [1, "Chi bộ Một"]], id="a section that only sorts above"),
        pytest.param([[1, Y_TE], ["b", "Chi bộ Dược"], ["a", "Chi bộ Bệnh viện"], [2, TU_PHAP]], id="letters out of order"),
    ],
)
def test_letters_of_which_nothing_is_certain(tmp_path: Path, rows: list[list[Any]]) -> None:
    table = sheet_of(tmp_path, [["STT", "Tên tổ chức đảng", "Ngày thành lập"], *rows]).tables[0]
    assert "Chi bộ Dược" not in column(table, "name")


def test_a_superior_that_a_section_misspells_is_told_with_row_and_column(tmp_path: Path) -> None:
    rows = [["STT", "Tên chi bộ", "Ngày thành lập"], ["I", "ĐẢNG BỘ XÃ HỒNG MINHH"], [1, "Chi bộ Đông", 1990]]
    table = sheet_of(tmp_path, rows).tables[0]
    assert table.letter("parent", 3) == "B"
    assert sheet_of(tmp_path, [rows[0], rows[2]]).tables[0].letter("parent", 2) is None
