"""The measures of records together, by the real command: from sheets and a target file to the verdicts in JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from commands import partytrack

if TYPE_CHECKING:
    from pathlib import Path

TARGETS = """\
term: 2020-2025
from: 2020-08-11
through: 2025-08-10
years: [2022, 2023, 2024]
targets:
  - {id: learners, sum: [classes.members, classes.others], where: "kind = 'new_member'", goal: ">= 15", every: year}
  - {id: score, average: meetings.score, goal: ">= 8.5", every: year}
  - id: attendance
    ratio: {part: {sum: meetings.present}, whole: {sum: meetings.due}}
    goal: ">= 80%"
    every: year
  - id: admission-rate
    ratio: {part: {count: admissions}, whole: {count: members, at: start}}
    goal: ">= 75%"
    every: year
  - id: excellent-cap
    count: ratings
    where: rating = 'excellent'
    than: {count: ratings, where: "rating = 'good'"}
    goal: "<= 20%"
    every: year
    severity: warn
  - id: cells-monthly
    each: units
    where: kind = 'grassroots_cell'
    must: &MONTHLY
    goal: "= 100%"
    every: year
  - id: cells-monthly-number
    each: units
    where: kind = 'grassroots_cell'
    must: &MONTHLY
    as: number
    goal: ">= 1"
    every: year
  - id: cell-months
    each: units
    where: kind = 'grassroots_cell'
    must: &MONTHLY
    as: periods
    goal: ">= 90%"
    every: year
  - id: secretaries
    each: members
    where: position = 'Bí thư'
    must: {sum: assignments.quantity, where: "kind = 'cell_visits'", goal: ">= 4"}
    goal: ">= 50%"
    every: year
  - id: no-gap
    each: units
    where: kind = 'grassroots_cell'
    must: {longest_gap: meetings, goal: "< 2"}
    goal: ">= 60%"
    every: year
  - {id: new-members, count: admissions, goal: ">= allocated", every: year}
  - id: cells-fill-quota
    each: units
    where: kind = 'grassroots_cell'
    must: {count: admissions, goal: ">= allocated"}
    goal: "= 100%"
    every: year
  - id: all-of-it
    all:
      - {count: admissions, goal: ">= 3"}
      - {average: meetings.score, goal: ">= 9"}
    every: year
waivers:
  - {target: cells-monthly, unit: CB3, period: 2023, reason: Chờ sáp nhập, approved_by: Ban Thường vụ, until: 2023-12-31}
  - {target: cells-fill-quota, reason: Giao muộn, approved_by: Ban Thường vụ}
  - {target: cells-monthly, unit: CB9, reason: Giải thể, approved_by: Ban Thường vụ}
""".replace("&MONTHLY", '{count: meetings, where: "not joint", goal: ">= 1", every: month}')

# CB1 met every month, CB2 not in July and August, CB3 not in March; how CB3 was attended and scored is not said.
MEETINGS = [
    f"{unit},05/{month:02}/2023,{numbers}"
    for unit, without, numbers in (("CB1", (), "2,2,9"), ("CB2", (7, 8), "2,1,8"), ("CB3", (3,), ",,"))
    for month in range(1, 13)
    if month not in without
]
SHEETS = {
    "units": """\
Mã đơn vị,Tên đơn vị,Loại hình,Trực thuộc
DB,Đảng bộ Khối,Đảng bộ cấp trên cơ sở,
CB1,Chi bộ Sở Y tế,Chi bộ cơ sở,DB
CB2,Chi bộ Tỉnh đoàn,Chi bộ cơ sở,DB
CB3,Chi bộ Văn phòng,Chi bộ cơ sở,DB
""",
    "members": """\
Số thẻ đảng viên,Họ và tên,Mã đơn vị,Chức vụ,Ngày chuyển đến
001,Nguyễn Văn Thử,CB1,Bí thư,
002,Trần Thị Mẫu,CB1,Đảng viên,
003,Lê Văn Giả,CB2,Bí thư,
004,Phạm Thị Ví,CB2,Đảng viên,
005,Đỗ Văn Dụ,CB3,Bí thư,01/06/2023
""",
    "admissions": """\
Họ và tên,Ngày sinh,Mã đơn vị,Ngày kết nạp
Hoàng Văn Một,01/02/1995,CB1,01/03/2023
Hoàng Văn Hai,01/03/1996,CB1,01/04/2023
Hoàng Thị Ba,01/04/1997,CB2,01/05/2023
""",
    "meetings": "\n".join(["Mã đơn vị,Ngày họp,Phải dự,Có mặt,Điểm", *MEETINGS, ""]),
    "classes": """\
Loại lớp,Tên lớp,Mã đơn vị,Ngày mở lớp,Số đảng viên dự,Số quần chúng dự
Bồi dưỡng đảng viên mới,Lớp 1,CB1,10/02/2023,10,5
Bồi dưỡng đảng viên mới,Lớp 1,CB2,10/02/2023,20,
Lý luận chính trị,Lớp 2,CB2,10/03/2023,100,0
""",
    "assignments": """\
Loại phân công,Mã đơn vị,Số thẻ đảng viên,Họ và tên,Đối tượng,Từ ngày,Số lượng
Dự sinh hoạt chi bộ,CB1,001,Nguyễn Văn Thử,Các chi bộ,01/02/2023,5
Dự sinh hoạt chi bộ,CB2,003,Lê Văn Giả,Các chi bộ,01/02/2023,3
""",
    "allocations": """\
Mã chỉ tiêu,Đơn vị được giao,Năm giao,Chỉ tiêu giao
new-members,CB1,2023,1
new-members,CB2,2023,2
cells-fill-quota,CB1,2023,1
cells-fill-quota,CB2,2023,2
""",
    "ratings": """\
Năm,Mã đơn vị,Xếp loại
2023,CB1,Hoàn thành xuất sắc
2023,CB2,Hoàn thành tốt
2023,CB3,Hoàn thành tốt
""",
}


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    here = tmp_path_factory.mktemp("measures")
    (here / "targets").mkdir()
    (here / "targets" / "term.yaml").write_text(TARGETS, encoding="utf-8")
    for kind, content in SHEETS.items():
        (here / f"{kind}.csv").write_text(content, encoding="utf-8")
    done = partytrack("-C", here, "import", "--stated-on", "2022-12-31", *(here / f"{kind}.csv" for kind in SHEETS))
    assert done.returncode == 0, done.stderr
    return here


def checked(here: Path, as_of: str, *words: str) -> tuple[dict[tuple[str, str | None], dict[str, Any]], int, str]:
    """The verdicts of 2023 by target and unit, the exit code and what else was said."""
    done = partytrack("-C", here, "check", "--as-of", as_of, "--year", "2023", "-f", "json", *words)
    told = json.loads(done.stdout)
    return {(each["target"], each["unit"]): each for each in told["verdicts"]}, done.returncode, done.stderr


def test_a_year_that_has_ended(workspace: Path) -> None:
    found, code, said = checked(workspace, "2023-12-31", "--by", "unit")
    keys = ("status", "numerator", "denominator", "undecided", "waived_units")
    assert {target: tuple(each[key] for key in keys) for (target, unit), each in found.items() if unit is None} == {
        "learners": ("met", 15, None, 1, 0),  # 10 + 5; of the other class nobody said how many others came
        "score": ("met", 188, 22, 11, 0),  # 12 x 9 + 10 x 8 over 22 meetings: 8.55
        "attendance": ("missed", 34, 44, 22, 0),  # 24 + 10 of 24 + 20; eleven blank rows on either side
        "admission-rate": ("met", 3, 4, 0, 0),  # the fifth member came in June
        "excellent-cap": ("missed", 1, 2, 0, 0),
        "cells-monthly": ("missed", 1, 2, 0, 1),  # CB3 is excused
        "cells-monthly-number": ("met", 1, None, 0, 0),
        "cell-months": ("met", 33, 36, 0, 0),  # 12 + 10 + 11
        "secretaries": ("met", 1, 2, 0, 0),  # 5 visits, 3; the third secretary was not there all the year
        "no-gap": ("met", 2, 3, 0, 0),
        "new-members": ("met", 3, None, 0, 0),  # 3 of 1 + 2
        "cells-fill-quota": ("waived", 1, 2, 1, 0),  # 2 of 1, 1 of 2, and one without a quota
        "all-of-it": ("missed", 1, None, 11, 0),  # 3 admissions, but not 9
    }
    assert found["cells-fill-quota", None]["without_waiver"] == "missed"
    assert found["new-members", None]["goal"] == ">= 3"
    assert found["all-of-it", None]["needed"] == 1
    assert code == 1
    assert said.strip().endswith("no unit is called “CB9”, so this waiver excuses nobody.")

    lines = {(target, unit): each["status"] for (target, unit), each in found.items() if unit is not None}
    expected = {
        "learners": (None, None),  # a sum without a quota is shown
        "score": ("met", "missed"),
        "attendance": ("met", "missed"),
        "admission-rate": ("met", "missed"),  # 2 of 2, 1 of 2
        "cells-monthly": ("met", "missed"),
        "cells-monthly-number": ("met", "missed"),
        "cell-months": ("met", "missed"),
        "secretaries": ("met", "missed"),
        "no-gap": ("met", "missed"),
        "new-members": ("met", "missed"),
        "cells-fill-quota": ("met", "missed"),
        "all-of-it": ("met", "missed"),  # without a quota only the average binds
    }
    assert {target: (lines[target, "CB1"], lines[target, "CB2"]) for target in expected} == expected
    third = {"cells-monthly": "waived", "cell-months": "met", "no-gap": "met", "cells-fill-quota": "no-data"}
    assert {target: lines[target, "CB3"] for target in third} == third


def test_a_year_that_is_open(workspace: Path) -> None:
    found, code, _ = checked(workspace, "2023-07-01")
    assert {target: each["status"] for (target, _), each in found.items()} == {
        "learners": "met",  # what was added up stays
        "score": "on-track",  # 6 x 9 + 6 x 8 over 12 are on the goal
        "attendance": "on-track",  # 18 of 24 are 75%, where 80% x 182 / 365 are expected
        "admission-rate": "on-track",
        "excellent-cap": "not-due",  # ratings are true from the end of their year
        "cells-monthly": "on-track",  # March of CB3 is excused, July of CB2 has not ended
        "cells-monthly-number": "on-track",
        "cell-months": "on-track",  # 17 of 18
        "secretaries": "not-due",
        "no-gap": "not-due",
        "new-members": "met",
        "cells-fill-quota": "not-due",
        "all-of-it": "behind",  # 8.5 on average
    }
    assert code == 0
    assert found["attendance", None]["expected"] == pytest.approx(0.8 * 182 / 365)
    assert found["cells-monthly", None]["waived_units"] == 1
    after, code, _ = checked(workspace, "2023-08-31", "--target", "cells-monthly", "--target", "cell-months")
    assert (after["cells-monthly", None]["status"], after["cell-months", None]["status"], code) == (
        "missed",
        "behind",
        1,
    )  # 21 of 24 months are 87.5%


@pytest.mark.parametrize(
    ("unit", "expected"),
    [
        ("CB2", {"new-members": ("missed", 1), "score": ("missed", 8), "learners": (None, 0)}),
        ("CB3", {"new-members": (None, None), "score": ("no-data", None), "learners": (None, None)}),
        ("DB", {"new-members": ("met", 3), "score": ("met", pytest.approx(188 / 22)), "learners": (None, 15)}),
    ],
)
def test_one_unit(workspace: Path, unit: str, expected: dict[str, tuple[str | None, Any]]) -> None:
    found, _, _ = checked(workspace, "2023-12-31", "--unit", unit)
    assert {target: (found[target, unit]["status"], found[target, unit]["value"]) for target in expected} == expected
