"""The sample Thái Nguyên: every figure of the article out of the real command, and out of the workbooks counted as a person would."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import Any

import pytest

from sample_checks import adds_up, demonstrated, expected_of, folder_of, held_against, lines_of, made_again, rows_of, verdict_of

NAME = "thai-nguyen"
FOLDER = folder_of(NAME)
EXPECTED = expected_of(NAME)


@pytest.fixture(scope="module")
def answer() -> dict[str, Any]:
    return demonstrated(NAME)


def number(text: object) -> Decimal:
    """A number as a Vietnamese office writes it."""
    return Decimal(str(text).rstrip("%").replace(".", "").replace(",", "."))


def figures(file: str, code: str) -> dict[tuple[str, str], Decimal]:
    """Unit and period → value of one indicator."""
    return {(row["Đơn vị"], row["Kỳ báo cáo"]): number(row["Giá trị"]) for row in lines_of(FOLDER / file) if row["Mã chỉ tiêu"] == code}


def test_what_was_worked_out_adds_up_and_shows_more_than_met() -> None:
    adds_up(EXPECTED)
    assert {"met", "on-track", "behind", "missed", "no-data", "not-due"} <= {each["status"] for each in EXPECTED["verdicts"]}


def test_the_real_command_gives_every_figure(answer: dict[str, Any]) -> None:
    held_against(answer, EXPECTED)


@pytest.mark.parametrize(
    ("target", "period", "value"),
    [
        pytest.param("transport-members", "2015-07-31", 152, id="transport: 152 members"),
        pytest.param("transport-cells", "2015-07-31", 8, id="in 8 cells"),
        pytest.param("industry-members", "2015-07-31", 94, id="industry and trade: 94 members"),
        pytest.param("industry-cells", "2015-07-31", 8, id="in 8 cells too"),
        pytest.param("farming-members", "2015-07-31", 368, id="agriculture: 368 members"),
        pytest.param("farming-cells", "2015-07-31", 24, id="in 24 cells and committees"),
        pytest.param("transport-cells-meet-monthly", "2014", 1, id="a cell meets every month"),
        pytest.param("agricultural-output", "2014", 0.0611, id="agricultural output + 6.11 %"),
        pytest.param("crop-value", "2014", 80, id="80 million a hectare"),
        pytest.param("crop-value-rise", "2014", 8, id="8 million more"),
        pytest.param("rural-income", "2014", 17.3, id="income of 17.3 million"),
        pytest.param("poverty-rate", "2014", 0.1119, id="poverty of 11.19 %"),
        pytest.param("livestock-farms", "2014", 548, id="548 farms"),
        pytest.param("communes-nineteen", "2015-07-31", 23, id="23 communes with 19 criteria"),
        pytest.param("communes-recognised", "2015-07-31", 21, id="21 of them recognised"),
    ],
)
def test_a_figure_the_article_states(answer: dict[str, Any], target: str, period: str, value: float) -> None:
    assert verdict_of(answer, target, period)["value"] == pytest.approx(value, abs=1e-9)


@pytest.mark.parametrize(
    ("target", "period", "goal"),
    [
        pytest.param("industry-share", "2020", "52% .. 53%", id="industry 52 to 53 % by 2020"),
        pytest.param("services-share", "2020", "37% .. 38%", id="services 37 to 38 % by 2020"),
        pytest.param("industrial-output", "2010-2020", ">= 15%", id="industrial output + 15 % a year"),
        pytest.param("exports", "2010-2020", "8% .. 9%", id="exports + 8 to 9 % a year"),
        pytest.param("retail-sales", "2010-2020", "> 20%", id="retail over 20 % a year"),
    ],
)
def test_a_goal_the_article_states(answer: dict[str, Any], target: str, period: str, goal: str) -> None:
    assert verdict_of(answer, target, period)["goal"] == goal


@pytest.mark.parametrize("year", ["2010", "2011", "2012", "2013", "2014"])
def test_an_office_up_to_standard_five_years_running(answer: dict[str, Any], year: str) -> None:
    members, cells = (verdict_of(answer, target, year) for target in ("treasury-members-good", "treasury-cells-good"))
    assert members["value"] > 0.97
    assert cells["value"] == 1
    assert (members["status"], cells["status"]) == ("met", "met")


def test_forest_covers_over_half(answer: dict[str, Any]) -> None:
    assert verdict_of(answer, "forest-cover", "2014")["value"] > 0.5


# --- the same from the sheets ---


@pytest.mark.parametrize(
    ("code", "members", "below"),
    [
        pytest.param("GT", 152, 8, id="transport: 152 members in 8 cells"),
        pytest.param("CT", 94, 8, id="industry and trade: 94 in 8"),
        pytest.param("NN", 368, 24, id="agriculture: 368 in 24 cells and committees"),
    ],
)
def test_members_and_cells_of_a_department(code: str, members: int, below: int) -> None:
    units = rows_of(FOLDER / "to-chuc-dang.xlsx", "Tổ chức đảng")
    assert len(rows_of(FOLDER / "dang-vien-2015.xlsx", code)) == members
    assert sum(row["Mã cấp trên"] == code for row in units) == below


def meetings(year: int) -> list[dict[str, Any]]:
    return [row for quarter in ("I", "II", "III", "IV") for row in rows_of(FOLDER / f"sinh-hoat-{year}.xlsx", f"Quý {quarter}")]


def test_the_cells_of_transport_met_every_month_of_2014() -> None:
    held = Counter(row["Mã đơn vị"] for row in meetings(2014))
    assert len({(row["Mã đơn vị"], row["Ngày họp"].month) for row in meetings(2014)}) == 96
    assert list(held.values()) == [12] * 8


def test_meetings_of_2018_and_2019() -> None:
    held = Counter(row["Mã đơn vị"] for row in meetings(2018))
    assert {code: count for code, count in held.items() if count != 12} == {"NN.05": 11, "KB.2": 11, "NN.B1.2": 10}
    assert (sum(row["Thời lượng (phút)"] for row in meetings(2018)), len(meetings(2018)), len(held)) == (54820, 596, 50)
    assert sum(row["Số ĐV triệu tập"] for row in meetings(2018)) == 9036
    assert sum(row["Số ĐV có mặt"] + row["Vắng có lý do"] for row in meetings(2018)) == 8982
    later = lines_of(FOLDER / "sinh-hoat-2019.csv")
    assert (sum(int(row["Thời lượng (phút)"]) for row in later), len(later)) == (26610, 299)


@pytest.mark.parametrize("year", [2010, 2011, 2012, 2013, 2014])
def test_over_97_per_cent_of_the_treasury_up_to_standard(year: int) -> None:
    members = rows_of(FOLDER / "xep-loai-kho-bac.xlsx", f"Đảng viên {year}")
    well = [row for row in members if row["Kết quả đánh giá"] != "Hoàn thành nhiệm vụ"]
    cells = [row for row in rows_of(FOLDER / "xep-loai-kho-bac.xlsx", "Chi bộ") if row["Năm"] == year]
    assert 100 * len(well) > 97 * len(members)
    assert Counter(row["Mức chất lượng"] for row in cells) == {"Hoàn thành xuất sắc nhiệm vụ": 3, "Hoàn thành tốt nhiệm vụ": 3}


def test_agriculture_in_2014() -> None:
    output = figures("nong-nghiep.csv", "agricultural_output")
    value = figures("nong-nghiep.csv", "crop_value_per_hectare")
    assert output["", "2014"] / output["", "2013"] == Decimal("1.0611")
    assert value["", "2014"] == Decimal(80)
    assert value["", "2014"] - value["", "2013"] == Decimal(8)
    assert figures("nong-nghiep.csv", "rural_income")["", "2014"] == Decimal("17.3")
    assert figures("nong-nghiep.csv", "poverty_rate")["", "2014"] == Decimal("11.19")
    assert figures("nong-nghiep.csv", "forest_cover")["", "2014"] > 50
    farms = figures("nong-nghiep.csv", "livestock_farms")
    assert (sum(farms.values()), len(farms)) == (548, 9)


def test_by_july_2015_23_communes_met_all_criteria_and_21_were_recognised() -> None:
    nineteen = figures("nong-thon-moi.csv", "communes_with_19_criteria")
    recognised = figures("nong-thon-moi.csv", "communes_recognised")
    assert sum(nineteen.values()) == 23
    assert sum(count for (_, period), count in recognised.items() if period == "7/2015") == 21
    assert all(count <= nineteen[unit, period] for (unit, period), count in recognised.items() if period == "7/2015")
    by_year = {year: sum(count for (_, period), count in recognised.items() if period == year) for year in ("2015", "2018")}
    assert by_year == {"2015": 40, "2018": 75}


@pytest.mark.parametrize(
    ("code", "growth"),
    [
        pytest.param("industrial_output", "1.16", id="industry: 16 % a year"),
        pytest.param("exports", "1.07", id="exports: 7 % a year"),
        pytest.param("retail_sales", "1.2", id="retail: 20 % a year"),
    ],
)
def test_average_growth_from_2015_to_2018(code: str, growth: str) -> None:
    values = {
        row["Kỳ báo cáo"]: number(row["Giá trị"]) for row in rows_of(FOLDER / "cong-thuong.xlsx", "Theo năm") if row["Mã chỉ tiêu"] == code
    }
    assert values[2015] * Decimal(growth) ** 3 == values[2018]


def test_the_kept_script_makes_the_kept_files() -> None:
    made_again(NAME, "make_thai_nguyen.py")
