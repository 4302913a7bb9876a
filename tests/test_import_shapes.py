"""Wide and stacked sheets imported for real: what then stands in the store, from which row, and what a later sheet changes.

What is stored for each sheet was worked out by hand.
"""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

import formats
from partytrack.cli.main import main
from partytrack.store.duckdb import opened
from storing import seen

if TYPE_CHECKING:
    from pathlib import Path

    Rows = list[list[formats.Cell]]

_FORMATS = pytest.mark.parametrize("name", ["xlsx", "xls", "ods"])
_MONTHS = [f"Tháng {number}" for number in range(1, 13)]


def put_in(workspace: Path, capsys: pytest.CaptureFixture[str], name: str, rows: Rows, *options: str) -> dict[str, int]:
    """Import a sheet written in a format; how many records of its first table were new, changed, unchanged and rejected."""
    file, write = formats.FORMATS[name]
    number = len(list(workspace.glob("*.*")))
    width = max(map(len, rows))
    path = write(workspace / f"{number}{file}", [[*row, *[""] * (width - len(row))] for row in rows])
    assert main(["import", path.name, "-f", "json", *options]) in {0, 1}
    sheet = json.loads(capsys.readouterr().out)["files"][0]["sheets"][0]
    table = sheet["tables"][0]
    assert table["records"] == sum(table[became] for became in ("new", "changed", "unchanged", "rejected"))
    return {became: table[became] for became in ("new", "changed", "unchanged", "rejected") if table[became]}


def stored(workspace: Path, query: str) -> list[tuple[Any, ...]]:
    with opened(workspace / ".partytrack" / "store.duckdb", writing=False) as store:
        return seen(store, query)


@_FORMATS
def test_twelve_months_of_ratings(workspace: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    rows: Rows = [
        ["XẾP LOẠI CHẤT LƯỢNG SINH HOẠT CHI BỘ NĂM 2023"],
        ["STT", "Chi bộ", *_MONTHS],
        [1, "Chi bộ 1", *["Tốt"] * 10, "", "Khá"],
        [2, "Chi bộ 2", "Trung bình"],
    ]
    assert put_in(workspace, capsys, name, rows) == {"new": 12}
    query = """
        SELECT u.name, r.period, r.period_last, r.aspect, r.rating, o."row" FROM ratings r JOIN units u ON u.record = r.unit
        JOIN ratings_origins o ON o.content = r.content ORDER BY ALL
    """
    found = stored(workspace, query)
    assert [each[0] for each in found] == ["Chi bộ 1"] * 11 + ["Chi bộ 2"]
    assert found[1] == ("Chi bộ 1", date(2023, 2, 1), date(2023, 2, 28), "meetings", "good", 3)
    assert found[10] == ("Chi bộ 1", date(2023, 12, 1), date(2023, 12, 31), "meetings", "fair", 3)  # November is blank
    assert found[11] == ("Chi bộ 2", date(2023, 1, 1), date(2023, 1, 31), "meetings", "average", 4)
    # The same table again a month later: one cell filled in, one corrected.
    rows[2][12], rows[3][2] = "Tốt", "Khá"
    assert put_in(workspace, capsys, name, rows) == {"new": 1, "changed": 1, "unchanged": 11}
    assert stored(workspace, "SELECT count(*), count(*) FILTER (rating = 'good') FROM ratings") == [(13, 11)]


@_FORMATS
def test_a_column_for_each_rating(workspace: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    rows: Rows = [
        ["KẾT QUẢ XẾP LOẠI ĐẢNG VIÊN NĂM 2023"],
        ["STT", "Họ và tên", "Chi bộ", "HTXSNV", "HTTNV", "HTNV", "KHTNV"],
        [1, "Trần Văn An", "Chi bộ 1", "x", "", "", ""],
        [2, "Lê Thị Mai", "Chi bộ 1", "", "", "X", ""],
        [3, "Vũ Đức Vân", "Chi bộ 1", "x", "x", "", ""],
        ["", "Tổng cộng", "", 2, 1, 1, 0],
    ]
    assert put_in(workspace, capsys, name, rows, "--set", "subject=person") == {"new": 2, "rejected": 1}
    query = """SELECT full_name, period, period_last, rating, "row" FROM ratings JOIN ratings_origins USING (content) ORDER BY "row" """
    year = (date(2023, 1, 1), date(2023, 12, 31))
    assert stored(workspace, query) == [("Trần Văn An", *year, "excellent", 3), ("Lê Thị Mai", *year, "completed", 4)]


@_FORMATS
def test_several_values_in_a_cell(workspace: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    rows: Rows = [
        ["DANH SÁCH ĐẢNG VIÊN"],
        ["(Tính đến ngày 31/12/2023)"],
        ["STT", "Họ và tên", "Ngày vào Đảng\nNgày chính thức", "Số thẻ đảng viên\nSố lý lịch", "Chi bộ"],
        [1, "Trần Văn An", "03/02/1995\n03/02/1996", "08.000123\n012/TB", "Chi bộ 1"],
        [2, "Vũ Đức Vân", "19/05/2023", "", "Chi bộ 1"],
    ]
    assert put_in(workspace, capsys, name, rows) == {"new": 2}
    query = "SELECT full_name, admitted_on, official_on, card_number, file_number, valid_from FROM members ORDER BY full_name"
    day = date(2023, 12, 31)
    assert stored(workspace, query) == [
        ("Trần Văn An", date(1995, 2, 3), date(1996, 2, 3), "08.000123", "012/TB", day),
        ("Vũ Đức Vân", date(2023, 5, 19), None, None, None, day),
    ]
    # The same person in a plain list is the same member: the card in the cell was his.
    plain: Rows = [["Họ và tên", "Số thẻ", "Chi bộ", "Ngày chính thức"], ["Trần Văn An", "08.000123", "Chi bộ 1", "03/02/1996"]]
    assert put_in(workspace, capsys, name, plain, "--stated-on", "2024-03-31") == {"unchanged": 1}


@_FORMATS
def test_meetings_under_months(workspace: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    rows: Rows = [
        ["SINH HOẠT CHI BỘ NĂM 2023"],
        ["STT", "Chi bộ", *_MONTHS[:3]],
        [1, "Chi bộ 1", "03/01/2023", "5/2", "x"],
        [2, "Chi bộ 2", "", date(2023, 2, 7), ""],
    ]
    assert put_in(workspace, capsys, name, rows) == {"new": 4}
    query = """SELECT u.name, held_on, held_on_last, o."row" FROM meetings m JOIN units u ON u.record = m.unit JOIN meetings_origins o
        ON o.content = m.content ORDER BY ALL"""
    assert stored(workspace, query) == [
        ("Chi bộ 1", date(2023, 1, 3), date(2023, 1, 3), 3),
        ("Chi bộ 1", date(2023, 2, 5), date(2023, 2, 5), 3),
        ("Chi bộ 1", date(2023, 3, 1), date(2023, 3, 31), 3),
        ("Chi bộ 2", date(2023, 2, 7), date(2023, 2, 7), 4),
    ]


@_FORMATS
def test_numbers_under_months(workspace: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    rows: Rows = [
        ["BẢNG TỔNG HỢP SỐ BUỔI SINH HOẠT CHI BỘ NĂM 2023"],
        ["STT", "Chi bộ", *range(1, 13), "Cộng"],
        [1, "Chi bộ 1", *[1] * 12, 12],
        ["", "Cộng", *[1] * 12, 12],
    ]
    assert put_in(workspace, capsys, name, rows) == {"new": 12}
    (found,) = stored(workspace, "SELECT count(*), sum(value), min(period), max(period_last), min(indicator) FROM figures")
    assert found == (12, Decimal(12), date(2023, 1, 1), date(2023, 12, 31), "SỐ BUỔI SINH HOẠT CHI BỘ")


def test_a_sheet_for_each_cell_is_told_apart_by_its_name(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    units: Rows = [
        ["Mã đơn vị", "Tên đơn vị"],
        ["CB01", "Chi bộ Thôn Đông"],
        ["CB02", "Chi bộ Thôn Tây"],
        ["CB03", "Chi bộ 3"],
        ["X", "Sở Y tế"],
    ]
    put_in(workspace, capsys, "xlsx", units, "--stated-on", "2023-12-31")
    head: list[formats.Cell] = ["Ngày họp", "Triệu tập", "Có mặt"]
    # Named with the words of a unit, by its code, by its name without them, by the whole name; a number or a short code is no name.
    for number, sheet in enumerate(("CB Thôn Đông", "CB02", "Thôn Tây", "Sở Y tế", "3", "X")):
        formats.xlsx(workspace / f"log{number}.xlsx", [head, [f"0{number + 1}/01/2024", 10, 9]], name=sheet)
        assert main(["import", f"log{number}.xlsx", "-q"]) == (0 if number < 4 else 1)
    capsys.readouterr()
    query = "SELECT u.code, held_on FROM meetings m JOIN units u ON u.record = m.unit ORDER BY held_on"
    assert stored(workspace, query) == [(code, date(2024, 1, day)) for day, code in enumerate(("CB01", "CB02", "CB02", "X"), 1)]
