"""The kinds that tell of organisations' work: how their sheets are recognised, what makes two rows one record, what follows from them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import duckdb
import pytest

from intake_sheets import codes as found_codes
from intake_sheets import column, sheet_of, table_of
from partytrack.records import KINDS
from partytrack.store import schema
from partytrack.store.duckdb import opened
from storing import codes, seen, sheet, storing

if TYPE_CHECKING:
    from pathlib import Path

DAY = date(2023, 3, 1)


# --- recognised by their headings ---

SHEETS: dict[str, tuple[list[list[Any]], dict[str, list[Any]]]] = {
    "successions": (
        [
            ["TT", "Tổ chức cũ", "Tổ chức mới", "Hình thức sắp xếp", "Ngày hiệu lực", "Số quyết định"],
            [1, "Chi bộ A", "Chi bộ C", "Hợp nhất", "01/03/2023", "12-QĐ/ĐU"],
            [2, "Chi bộ B", None, "Giải thể", "01/03/2023", None],
        ],
        {
            "from_unit": ["Chi bộ A", "Chi bộ B"],
            "to_unit": ["Chi bộ C", None],
            "change": ["merged", "dissolved"],
            "changed_on": [DAY, DAY],
            "decision_number": ["12-QĐ/ĐU", None],
        },
    ),
    "inspections": (
        [
            ["STT", "Tổ chức kiểm tra", "Hình thức kiểm tra", "Tổ chức đảng được kiểm tra", "Ngày kết luận", "Có vi phạm", "Hình thức kỷ luật"],
            [1, "ĐBK", "Kiểm tra khi có dấu hiệu vi phạm", "Chi bộ A", "01/03/2023", "x", "Khiển trách"],
            [2, "ĐBK", "Giám sát", "Chi bộ B", "01/03/2023", None, None],
        ],
        {
            "by_unit": ["ĐBK", "ĐBK"],
            "kind": ["signs_of_violation", "supervision"],
            "unit": ["Chi bộ A", "Chi bộ B"],
            "concluded_on": [DAY, DAY],
            "violation": [True, False],
            "discipline": ["Khiển trách", None],
        },
    ),
    "inspections of members": (
        [
            ["STT", "Tổ chức kiểm tra", "Hình thức kiểm tra", "Họ và tên đảng viên", "Số thẻ đảng viên", "Ngày kết luận"],
            [1, "CB1", "Kiểm tra", "Trần An", "012345", "01/03/2023"],
        ],
        {"by_unit": ["CB1"], "kind": ["inspection"], "unit": [None], "full_name": ["Trần An"], "card_number": ["012345"]},
    ),
    "classes": (
        [
            ["TT", "Tổ chức cơ sở đảng", "Loại lớp", "Nội dung", "Ngày tổ chức", "Số triệu tập", "Số đảng viên dự", "Số quần chúng dự"],
            [1, "Chi bộ A", "Học tập nghị quyết", "Nghị quyết Trung ương 6", "01/03/2023", 30, 28, 5],
        ],
        {"unit": ["Chi bộ A"], "kind": ["resolution_study"], "held_on": [DAY], "due": [30], "members": [28], "others": [5], "passed": [None]},
    ),
    "classes with learners": (
        [
            ["TT", "Đơn vị cử học viên", "Loại lớp", "Tên lớp", "Ngày mở lớp", "Đảng viên", "Quần chúng", "Đạt yêu cầu"],
            [1, "Chi bộ A", "Bồi dưỡng nhận thức về Đảng", "Khóa 1", "01/03/2023", 0, 4, 4],
            [2, "Chi bộ A", "Bồi dưỡng đảng viên mới", "Khóa 2", "01/03/2023", 3, 0, 3],
        ],
        {"kind": ["prospective_member", "new_member"], "members": [0, 3], "others": [4, 0], "passed": [4, 3]},
    ),
    "assignments": (
        [
            ["TT", "Họ và tên đảng viên", "Số thẻ đảng viên", "Nội dung phân công", "Địa bàn", "Số hộ", "Từ ngày", "Đến ngày"],
            [1, "Trần An", "012345", "Phụ trách hộ", "Thôn Nà Lạn", "2,5", "01/03/2023", "31/12/2023"],
        ],
        {
            "kind": ["households"],
            "object": ["Thôn Nà Lạn"],
            "quantity": [Decimal("2.5")],
            "from_date": [DAY],
            "through_date": [date(2023, 12, 31)],
            "full_name": ["Trần An"],
        },
    ),
    "assignments of units": (
        [
            ["TT", "Cơ quan, đơn vị", "Nội dung phân công", "Xã được giúp đỡ", "Từ ngày"],
            [1, "Sở Y tế", "Giúp đỡ xã", "Xã Yên Thịnh", "01/03/2023"],
        ],
        {"unit": ["Sở Y tế"], "kind": ["commune_support"], "object": ["Xã Yên Thịnh"], "full_name": [None]},
    ),
    "allocations": (
        [
            ["TT", "Mã chỉ tiêu", "Tổ chức cơ sở đảng", "Năm", "Chỉ tiêu giao"],
            [1, "new-members", "Chi bộ A", 2023, 3],
        ],
        {"target": ["new-members"], "unit": ["Chi bộ A"], "period": [date(2023, 1, 1)], "value": [Decimal(3)]},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", SHEETS)
def test_a_sheet_of_the_kind_is_recognised_by_its_headings(name: str, tmp_path: Path) -> None:
    rows, expected = SHEETS[name]
    table = table_of(tmp_path, rows)
    assert table.batch.kind.name == name.split(maxsplit=1)[0]
    assert {field: column(table, field) for field in expected} == expected


NOT_THESE: dict[str, list[list[Any]]] = {
    "meetings": [
        ["TT", "Chi bộ", "Ngày họp", "Loại sinh hoạt", "Triệu tập", "Có mặt", "Nội dung"],
        [1, "Chi bộ A", "01/03/2023", "Thường kỳ", 9, 8, "Nghị quyết tháng"],
    ],
    "units": [["TT", "Mã TCCSĐ", "Tổ chức cơ sở đảng", "Loại hình"], [1, "A", "Chi bộ A", "Chi bộ cơ sở"]],
    "figures": [["TT", "Chỉ tiêu", "Đơn vị", "Năm", "Giá trị"], [1, "households", "Chi bộ A", 2023, 3]],
    "ratings": [["TT", "Họ và tên", "Số thẻ", "Đơn vị", "Năm", "Xếp loại"], [1, "Trần An", "01", "Chi bộ A", 2023, "Hoàn thành tốt"]],
    "admissions": [["TT", "Họ và tên", "Ngày sinh", "Chi bộ", "Ngày kết nạp"], [1, "Trần An", "1990", "Chi bộ A", "01/03/2023"]],
    "members": [["TT", "Họ và tên", "Số thẻ", "Chi bộ", "Chức vụ"], [1, "Trần An", "01", "Chi bộ A", "Bí thư"]],
}


@pytest.mark.parametrize("kind", NOT_THESE)
def test_sheets_of_other_kinds_stay_what_they_are(kind: str, tmp_path: Path) -> None:
    assert table_of(tmp_path, NOT_THESE[kind]).batch.kind.name == kind


@pytest.mark.parametrize(
    ("heading", "cell", "expected"),
    [
        ("Ngày kết luận", "30/06/2024", []),
        ("Ngày kết luận", "01/07/2024", [("future-date", "D2")]),  # today is 30/06/2024
        ("Ngày kết luận", None, [("missing", "D2")]),
    ],
    ids=["today", "tomorrow", "blank"],
)
def test_a_conclusion_cannot_lie_ahead(heading: str, cell: str | None, expected: list[tuple[str, str]], tmp_path: Path) -> None:
    rows = [
        ["Tổ chức kiểm tra", "Hình thức kiểm tra", "Tổ chức đảng được kiểm tra", heading, "Kỷ luật"],
        ["ĐBK", "Giám sát", "Chi bộ A", cell, ""],
    ]
    assert found_codes(sheet_of(tmp_path, rows)) == expected


@pytest.mark.parametrize(("through", "wrong"), [("01/03/2023", False), ("28/02/2023", True)], ids=["same day", "day before"])
def test_an_assignment_cannot_end_before_it_begins(through: str, wrong: bool, tmp_path: Path) -> None:
    rows = [["Đơn vị", "Loại phân công", "Đối tượng", "Từ ngày", "Đến ngày"], ["Sở Y tế", "Khác", "Hộ ông A", "01/03/2023", through]]
    assert ("dates-reversed" in [code for code, _ in found_codes(sheet_of(tmp_path, rows))]) is wrong


# --- what makes two rows one record ---

KEYS: dict[str, tuple[dict[str, Any], list[dict[str, Any]], dict[str, Any]]] = {
    # kind: a row, what in it makes another record, what does not
    "successions": (
        {"from_unit": "A", "to_unit": "B", "change": "merged", "changed_on": "2023-03-01"},
        [{"from_unit": "C"}, {"to_unit": "C"}, {"to_unit": None}, {"changed_on": "2023-03-02"}],
        {"decision_number": "12"},
    ),
    "inspections": (
        {"by_unit": "A", "kind": "inspection", "unit": "B", "concluded_on": "2023-03-01"},
        [
            {"by_unit": "C"},
            {"kind": "supervision"},
            {"unit": "C"},
            {"concluded_on": "2023-03-02"},
            {"concluded_on": "2023-03"},
            {"full_name": "Trần An", "subject": "person"},
        ],
        {"violation": True},
    ),
    "classes": (
        {"unit": "A", "kind": "resolution_study", "held_on": "2023-03-01", "title": "Nghị quyết 6"},
        [{"unit": "B"}, {"kind": "theory"}, {"held_on": "2023-03-02"}, {"title": "Nghị quyết 7"}, {"title": None}],
        {"members": 9},
    ),
    "assignments": (
        {"kind": "households", "unit": "A", "object": "Hộ ông Sùng", "from_date": "2023-03-01"},
        [{"kind": "other"}, {"unit": "B"}, {"object": "Hộ ông Seo"}, {"from_date": "2023-03-02"}, {"from_date": None}],
        {"quantity": Decimal(2)},
    ),
    "allocations": (
        {"target": "new-members", "unit": "A", "period": "2023", "value": Decimal(3)},
        [{"target": "old-members"}, {"unit": "B"}, {"period": "2024"}, {"period": None}],
        {"value": Decimal(4)},
    ),
}
CASES = [(kind, other) for kind, (_, others, _) in KEYS.items() for other in others]


@pytest.mark.parametrize(
    ("kind", "other"), CASES, ids=[f"{kind} {next(iter(other))}={next(iter(other.values()))}" for kind, other in CASES]
)
def test_another_key_is_another_record(kind: str, other: dict[str, Any]) -> None:
    row = KEYS[kind][0]
    with storing() as files:
        files.take(sheet(kind, row))
        assert files.take(sheet(kind, row | other)).counts[0].new == 1
        assert len(seen(files.store, f"SELECT record FROM {kind}")) == 2


@pytest.mark.parametrize("kind", KEYS)
def test_the_same_key_is_the_same_record_and_a_later_file_corrects_it(kind: str) -> None:
    row, _, more = KEYS[kind]
    with storing() as files:
        files.take(sheet(kind, row))
        later = files.take(sheet(kind, row | more)).counts[0]
        assert (later.new, later.changed) == (0, 1)
        again = files.take(sheet(kind, row | more)).counts[0]
        assert (again.new, again.changed, again.unchanged) == (0, 0, 1)
        assert len(seen(files.store, f"SELECT record FROM {kind}")) == 1


@pytest.mark.parametrize("kind", ["assignments", "allocations"])
def test_a_record_without_a_day_is_found_again(kind: str) -> None:
    undated = KEYS[kind][0] | {"from_date" if kind == "assignments" else "period": None}
    with storing() as files:
        files.take(sheet(kind, undated))
        counted = files.take(sheet(kind, undated, KEYS[kind][0])).counts[0]
        assert (counted.new, counted.unchanged) == (1, 1)


def test_an_inspected_member_is_known_by_his_card() -> None:
    member = {"full_name": "Trần An", "card_number": "01", "unit": "A", "birth_date": "1980"}
    row = {"by_unit": "A", "kind": "inspection", "concluded_on": "2023-03-01"}
    with storing() as files:
        files.take(sheet("members", member, day="2022-12-31"))
        taken = files.take(sheet("inspections", row | {"card_number": "01"}, row | {"full_name": "Trần An", "unit": "A"}))
        assert codes(taken) == [("conflicting-row", 3)]  # the same man twice, once by card and once by name
        assert seen(files.store, "SELECT i.subject, m.full_name FROM inspections i JOIN members m ON m.record = i.member") == [
            ("member", "Trần An")
        ]


@pytest.mark.parametrize("kind", KEYS)
def test_a_complete_list_ends_what_its_units_no_longer_have(kind: str) -> None:
    row, _, _ = KEYS[kind]
    home = KINDS[kind].home
    elsewhere = row | {home: "Z"}
    gone = row | (
        {"to_unit": "Y"}
        if kind == "successions"
        else {"title": "B"}
        if kind == "classes"
        else {"object": "B"}
        if kind == "assignments"
        else {}
    )
    gone |= {"kind": "supervision"} if kind == "inspections" else {"target": "b"} if kind == "allocations" else {}
    with storing() as files:
        files.take(sheet(kind, row, gone, elsewhere))
        counted = files.take(sheet(kind, row), full=True).counts[0]
        assert (counted.unchanged, counted.gone) == (1, 1)
        assert len(seen(files.store, f"SELECT record FROM {kind}")) == 2


# --- what ends a unit ---


@pytest.mark.parametrize(
    ("change", "to_unit", "ends"),
    [
        ("merged", "New", True),
        ("merged", "Old", False),  # the others are merged into it
        ("dissolved", None, True),
        ("renamed", "New", True),
        ("split", "New", False),
        ("moved", "New", False),
    ],
    ids=["merged", "merged into itself", "dissolved", "renamed", "split", "moved"],
)
def test_a_change_ends_the_former_unit_from_its_day_on(change: str, to_unit: str | None, ends: bool) -> None:
    units = [{"code": code, "name": code, "kind": "grassroots_cell"} for code in ("Old", "New")]
    said = "SELECT dissolved_on, dissolved_on_last FROM units WHERE code = 'Old'"
    with storing() as files:
        files.take(sheet("units", *units, day="2020-12-31"))
        taken = files.take(sheet("successions", {"from_unit": "Old", "to_unit": to_unit, "change": change, "changed_on": "2023-03-01"}))
        assert seen(files.store, said) == [(DAY, DAY) if ends else (None, None)]
        files.undo(taken.import_id)
        assert seen(files.store, said) == [(None, None)]


def test_a_day_of_ending_that_the_list_states_stands() -> None:
    with storing() as files:
        files.take(sheet("units", {"code": "Old", "name": "Old", "dissolved_on": "2023-02-01"}, day="2020-12-31"))
        files.take(sheet("successions", {"from_unit": "Old", "change": "dissolved", "changed_on": "2023-03-01"}))
        assert seen(files.store, "SELECT dissolved_on FROM units") == [(date(2023, 2, 1),)]


# --- stores made before these kinds ---


@pytest.mark.parametrize("version", [1, 2])
def test_a_store_from_before_these_kinds_takes_them_in(version: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "store.duckdb"
    with monkeypatch.context() as older:
        older.setattr(schema, "MIGRATIONS", schema.MIGRATIONS[:version])
        # A store of that time knew only the kinds of that time; here it is made, and only looked at.
        with opened(path, writing=True):
            pass
    with duckdb.connect(str(path)) as connection:
        assert connection.execute("SELECT version FROM meta").fetchall() == [(version,)]
    with storing(path) as files:
        assert files.take(sheet("allocations", KEYS["allocations"][0])).counts[0].new == 1
        assert seen(files.store, "SELECT target, value FROM allocations") == [("new-members", Decimal(3))]
