"""The sample Bắc Kạn: every figure of the article out of the real command, and out of the workbooks counted as a person would."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from sample_checks import adds_up, demonstrated, expected_of, folder_of, held_against, lines_of, made_again, rows_of, verdict_of

NAME = "bac-kan"
FOLDER = folder_of(NAME)
EXPECTED = expected_of(NAME)


@pytest.fixture(scope="module")
def answer() -> dict[str, Any]:
    return demonstrated(NAME)


def test_what_was_worked_out_adds_up_and_shows_every_status() -> None:
    adds_up(EXPECTED)
    assert [status for status, count in EXPECTED["summary"].items() if not count] == []


def test_the_real_command_gives_every_figure(answer: dict[str, Any]) -> None:
    held_against(answer, EXPECTED)


@pytest.mark.parametrize(
    ("target", "period", "numerator", "denominator"),
    [
        pytest.param("helping-units", "2017", 68, None, id="68 units assigned"),
        pytest.param("communes-helped", "2017", 59, None, id="to 59 communes"),
        pytest.param("communes-below-nine", "2016", 59, None, id="59 communes under 9 criteria"),
        pytest.param("communes-below-nine-helped", "2017", 59, 59, id="each of them has at least one unit"),
        pytest.param("appointed-by-examination", "2017", 26, None, id="26 appointments by examination"),
        pytest.param("provincial-teams", "2017", 12, None, id="12 provincial teams"),
        pytest.param("district-teams", "2017", 84, None, id="84 district teams"),
    ],
)
def test_a_figure_the_article_states(answer: dict[str, Any], target: str, period: str, numerator: int, denominator: int | None) -> None:
    verdict = verdict_of(answer, target, period)
    assert (verdict["numerator"], verdict["denominator"]) == (numerator, denominator)


def test_five_to_seven_cell_visits_a_committee_member(answer: dict[str, Any]) -> None:
    verdict = verdict_of(answer, "visits-a-member", "2017")
    assert verdict["goal"] == "within 5 .. 7"
    assert verdict["status"] == "met"
    assert 5 <= verdict["value"] <= 7


# --- the same from the sheets ---


def test_sixty_eight_units_help_the_59_communes_below_nine_criteria() -> None:
    pairs = [(row["Cơ quan, đơn vị"], row["Xã được giúp đỡ"]) for row in rows_of(FOLDER / "giup-do-xa.xlsx", "Phân công")]
    criteria = {
        row["Đơn vị"]: int(row["Giá trị"])
        for row in lines_of(FOLDER / "nong-thon-moi.csv")
        if row["Mã chỉ tiêu"] == "new_rural_criteria" and row["Năm"] == "2016"
    }
    below = {commune for commune, met in criteria.items() if met < 9}
    groups = {row["Tên đơn vị"] for row in rows_of(FOLDER / "don-vi.xlsx", "Xã") if row["Nhóm"] == "Dưới 9 tiêu chí"}
    reported = {
        row["Đơn vị"]: int(row["Giá trị"]) for row in lines_of(FOLDER / "nong-thon-moi.csv") if row["Mã chỉ tiêu"] == "helping_units"
    }
    assert (len(criteria), len(below)) == (110, 59)
    assert len({unit for unit, _ in pairs}) == len(pairs) == 68
    assert {commune for _, commune in pairs} == below == groups
    assert Counter(commune for _, commune in pairs) == reported


def test_twenty_six_were_appointed_by_examination_by_the_end_of_2017() -> None:
    rows = [row for year in (2016, 2017) for row in rows_of(FOLDER / "bo-nhiem.xlsx", f"Năm {year}")]
    assert sum(row["Hình thức"] == "Sát hạch" for row in rows) == 26


def test_twelve_and_84_teams() -> None:
    teams = Counter(row["Nhóm"] for row in rows_of(FOLDER / "don-vi.xlsx", "Tổ công tác"))
    assert teams == {"Tổ công tác cấp tỉnh": 12, "Tổ công tác cấp huyện": 84}


def test_visits_of_2017() -> None:
    visits: Counter[int] = Counter()
    for sheet in ("Cấp tỉnh", "Cấp huyện"):
        for row in rows_of(FOLDER / "du-sinh-hoat-2017.xlsx", sheet):
            visits[row["Số thẻ đảng viên"]] += row["Số chi bộ đã dự"]
    members = rows_of(FOLDER / "can-bo.xlsx", "Cấp ủy viên")
    assert visits.keys() == {row["Số thẻ đảng viên"] for row in members}
    assert (visits.total(), len(members)) == (1504, 250)
    assert sum(5 <= count <= 7 for count in visits.values()) == 231


def test_the_kept_script_makes_the_kept_files() -> None:
    made_again(NAME, "make_bac_kan.py")
