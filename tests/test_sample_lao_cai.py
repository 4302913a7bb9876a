"""The sample Lào Cai: every figure of the article out of the real command, and out of the workbooks counted as a person would."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from sample_checks import adds_up, demonstrated, expected_of, folder_of, held_against, lines_of, made_again, rows_of, verdict_of

NAME = "lao-cai"
FOLDER = folder_of(NAME)
EXPECTED = expected_of(NAME)


@pytest.fixture(scope="module")
def answer() -> dict[str, Any]:
    return demonstrated(NAME)


@pytest.fixture(scope="module")
def organisations() -> list[dict[str, Any]]:
    return [row for row in rows_of(FOLDER / "to-chuc-dang.xlsx", "TCCSĐ") if row["Loại hình"] != "Đảng bộ cấp trên cơ sở"]


def test_what_was_worked_out_adds_up_and_shows_more_than_met() -> None:
    adds_up(EXPECTED)
    assert {"met", "on-track", "behind", "missed", "no-data", "not-due"} <= {each["status"] for each in EXPECTED["verdicts"]}


def test_the_real_command_gives_every_figure(answer: dict[str, Any]) -> None:
    held_against(answer, EXPECTED)


@pytest.mark.parametrize(
    ("target", "numerator", "denominator"),
    [
        pytest.param("organisations", 65, None, id="65 organisations"),
        pytest.param("committees", 34, None, id="34 committees"),
        pytest.param("cells", 31, None, id="31 cells"),
        pytest.param("administration", 53, None, id="53 in administration"),
        pytest.param("public-service", 12, None, id="12 in public service"),
        pytest.param("new-members", 191, None, id="191 admissions"),
        pytest.param("rated-excellent", 14, None, id="14 excellent"),
        pytest.param("rated-good", 47, None, id="47 good"),
        pytest.param("rated-completed", 4, None, id="4 completed"),
        pytest.param("resolutions-studied", 65, 65, id="resolutions studied in 65 of 65"),
        pytest.param("members-studying", 6731, None, id="by 6,731 members"),
        pytest.param("others-studying", 3279, None, id="and 3,279 others"),
        pytest.param("new-member-classes", 2, None, id="2 classes"),
        pytest.param("new-members-taught", 157, None, id="with 157 new members"),
        pytest.param("prospective-classes", 2, None, id="2 more classes"),
        pytest.param("prospective-members-taught", 150, None, id="with 150 prospective members"),
        pytest.param("learners-passed", 307, 307, id="all passed"),
        pytest.param("sub-cell-good", 135, 150, id="90 % of subordinate cells good"),
        pytest.param("sub-cell-fair", 15, 150, id="10 % fair"),
        pytest.param("own-cell-good", 29, 30, id="96.7 % of grass-roots cells good"),
        pytest.param("own-cell-fair", 1, 30, id="3.3 % fair"),
        pytest.param("average-or-poor", 0, None, id="none average or poor"),
        pytest.param("inspected-organisations", 31, None, id="31 organisations inspected by the committee"),
        pytest.param("inspected-members", 19, None, id="19 members by the committee"),
        pytest.param("cells-inspected-by-committees", 27, None, id="27 cells by grass-roots committees"),
        pytest.param("members-inspected-by-committees", 79, None, id="79 members by grass-roots committees"),
        pytest.param("members-inspected-by-cells", 109, None, id="109 members by cells"),
        pytest.param("signs-of-violation", 6, None, id="6 organisations with signs of violation"),
    ],
)
def test_a_figure_the_article_states(answer: dict[str, Any], target: str, numerator: int, denominator: int | None) -> None:
    verdict = verdict_of(answer, target, "2018")
    assert (verdict["numerator"], verdict["denominator"]) == (numerator, denominator)


def test_the_plan_of_120_is_exceeded_by_59_per_cent(answer: dict[str, Any]) -> None:
    verdict = verdict_of(answer, "new-members", "2018")
    assert (verdict["goal"], verdict["status"]) == (">= 120", "met")
    assert f"{verdict['achieved']:.0%}" == "159%"


def test_shares_print_as_the_article_prints_them(answer: dict[str, Any]) -> None:
    shares = ("sub-cell-good", "sub-cell-fair", "own-cell-good", "own-cell-fair")
    assert [f"{verdict_of(answer, target, '2018')['value']:.1%}" for target in shares] == ["90.0%", "10.0%", "96.7%", "3.3%"]


@pytest.mark.parametrize(
    ("target", "base"),
    [
        pytest.param("excellent-of-rated", 65, id="of all rated"),
        pytest.param("excellent-of-well", 61, id="of good or better"),
        pytest.param("excellent-to-good", 47, id="of good alone"),
    ],
)
def test_14_excellent_are_over_the_cap_on_every_base_and_only_warn(answer: dict[str, Any], target: str, base: int) -> None:
    verdict = verdict_of(answer, target, "2018")
    assert (verdict["numerator"], verdict["denominator"], verdict["goal"]) == (14, base, "<= 20%")
    assert (verdict["status"], verdict["severity"]) == ("missed", "warn")


# --- the same from the sheets ---


def test_organisations_are_34_and_31_and_53_and_12(organisations: list[dict[str, Any]]) -> None:
    assert len(organisations) == 65
    assert Counter(row["Loại hình"] for row in organisations) == {"Đảng bộ cơ sở": 34, "Chi bộ cơ sở": 31}
    assert Counter(row["Lĩnh vực"] for row in organisations) == {"Hành chính": 53, "Sự nghiệp": 12}


def test_191_admissions_were_decided_in_2018() -> None:
    rows = rows_of(FOLDER / "ket-nap-2018.xlsx", "Kết nạp 2018")
    assert Counter(row["Ngày QĐ"].year for row in rows) == {2017: 3, 2018: 191}
    assert Counter(row["Ngày tổ chức lễ kết nạp"].year for row in rows) == {2018: 190, 2019: 4}
    assert sum(len(rows_of(FOLDER / "ket-nap-2019.xlsx", sheet)) for sheet in ("Quý I", "Quý II")) == 58


def test_the_plan_of_120_is_handed_down_and_five_fall_short(organisations: list[dict[str, Any]]) -> None:
    quotas = {row["Tổ chức cơ sở đảng"]: row["Chỉ tiêu giao"] for row in rows_of(FOLDER / "giao-chi-tieu-2018.xlsx", "Chỉ tiêu kết nạp")}
    codes = {row["Tên chi bộ"]: row["Trực thuộc"] for row in rows_of(FOLDER / "to-chuc-dang.xlsx", "Chi bộ trực thuộc")}
    names = {row["Mã TCCSĐ"]: row["Tên tổ chức cơ sở đảng"] for row in organisations}
    admitted = Counter(
        names[codes[row["Chi bộ"]]] if row["Chi bộ"] in codes else row["Chi bộ"]
        for row in rows_of(FOLDER / "ket-nap-2018.xlsx", "Kết nạp 2018")
        if row["Ngày QĐ"].year == 2018
    )
    assert quotas.keys() == set(names.values())
    assert sum(quotas.values()) == 120
    assert sum(admitted[name] < quota for name, quota in quotas.items()) == 5
    assert admitted[names["CB13"]] == 0


def test_65_organisations_studied_the_resolutions(organisations: list[dict[str, Any]]) -> None:
    sessions = [rows_of(FOLDER / "hoc-nghi-quyet-2018.xlsx", sheet) for sheet in ("NQTW6", "NQTW7", "NQTW8")]
    rows = [row for session in sessions for row in session]
    names = {row["Tên tổ chức cơ sở đảng"] for row in organisations}
    assert [{row["Tổ chức cơ sở đảng"] for row in session} for session in sessions] == [names] * 3
    assert all(row["Số đảng viên dự"] <= row["Số triệu tập"] for row in rows)
    assert sum(row["Số đảng viên dự"] for row in rows) == 6731
    assert sum(row["Số quần chúng dự"] for row in rows) == 3279
    assert sum(row["Số triệu tập"] for row in rows) == 7010


@pytest.mark.parametrize(
    ("kind", "heading", "learners"),
    [
        pytest.param("Bồi dưỡng đảng viên mới", "Đảng viên", 157, id="new members"),
        pytest.param("Bồi dưỡng nhận thức về Đảng", "Quần chúng", 150, id="prospective members"),
    ],
)
def test_two_classes_in_2018_that_all_passed(kind: str, heading: str, learners: int) -> None:
    rows = [row for row in rows_of(FOLDER / "lop-boi-duong.xlsx", "Năm 2018") if row["Loại lớp"] == kind]
    assert len({row["Tên lớp"] for row in rows}) == 2
    assert sum(row[heading] for row in rows) == sum(row["Đạt yêu cầu"] for row in rows) == learners


def test_quality_of_meetings_by_kind_of_cell() -> None:
    rows = rows_of(FOLDER / "xep-loai-2018.xlsx", "Sinh hoạt chi bộ")
    assert Counter((row["section"], row["Xếp loại"]) for row in rows) == {
        ("Chi bộ trực thuộc đảng ủy cơ sở", "Tốt"): 135,
        ("Chi bộ trực thuộc đảng ủy cơ sở", "Khá"): 15,
        ("Chi bộ cơ sở", "Tốt"): 29,
        ("Chi bộ cơ sở", "Khá"): 1,
    }


def test_meetings_and_their_scores() -> None:
    meetings = [row for quarter in ("I", "II", "III", "IV") for row in rows_of(FOLDER / "sinh-hoat-2018.xlsx", f"Quý {quarter}")]
    scored = [row for row in meetings if row["Điểm chấm"] is not None]
    months = {(row["Mã đơn vị"], row["Ngày sinh hoạt"].month) for row in meetings}
    assert (len(meetings), len(months)) == (2172, 2172)
    assert {row["Mã đơn vị"] for row in meetings} - {row["Mã đơn vị"] for row in scored} == {"CB22"}
    assert (sum(row["Điểm chấm"] for row in scored), len(scored)) == (196608, 2160)
    later = lines_of(FOLDER / "sinh-hoat-2019.csv")
    assert (sum(int(row["Điểm chấm"]) for row in later), len(later)) == (98210, 1079)
    full = Counter(row["Mã đơn vị"] for row in later)
    assert {code: count for code, count in full.items() if count != 6} == {
        "DB05.2": 5,
        "DB19.4": 4,
        "CB11": 5,
        "CB30": 3,
        "CB31": 3,
        "CB32": 3,
    }


@pytest.mark.parametrize(
    ("sheet", "heading", "inspected"),
    [
        pytest.param("Khối - tổ chức", "Tổ chức đảng được kiểm tra", 31, id="organisations by the committee"),
        pytest.param("Khối - đảng viên", "Số thẻ đảng viên", 19, id="members by the committee"),
        pytest.param("ĐU cơ sở - tổ chức", "Tổ chức đảng được kiểm tra", 27, id="cells by grass-roots committees"),
        pytest.param("ĐU cơ sở - đảng viên", "Số thẻ đảng viên", 79, id="members by grass-roots committees"),
        pytest.param("Chi bộ - đảng viên", "Số thẻ đảng viên", 109, id="members by cells"),
    ],
)
def test_inspected_in_2018(sheet: str, heading: str, inspected: int) -> None:
    assert len({row[heading] for row in rows_of(FOLDER / "kiem-tra-2018.xlsx", sheet)}) == inspected


def test_six_organisations_with_signs_of_violation() -> None:
    rows = rows_of(FOLDER / "kiem-tra-2018.xlsx", "Khối - tổ chức")
    assert len(rows) == 32  # one of the 31 twice
    assert sum(row["Hình thức kiểm tra"] == "Kiểm tra khi có dấu hiệu vi phạm" for row in rows) == 6


def test_members_inspected_are_official_members_on_the_list() -> None:
    cards = {
        row["Số thẻ ĐV"]
        for sheet in ("CB trực thuộc", "CB cơ sở")
        for row in rows_of(FOLDER / "dang-vien-2018.xlsx", sheet)
        if row["Tình trạng"] == "Chính thức"
    }
    assert len(cards) == 2431 - 190 - 24
    for sheet in ("Khối - đảng viên", "ĐU cơ sở - đảng viên", "Chi bộ - đảng viên"):
        assert {row["Số thẻ đảng viên"] for row in rows_of(FOLDER / "kiem-tra-2018.xlsx", sheet)} <= cards


def test_ratings_are_14_and_47_and_4() -> None:
    rows = rows_of(FOLDER / "xep-loai-2018.xlsx", "TCCSĐ")
    assert Counter(row["Mức chất lượng"] for row in rows) == {
        "Hoàn thành xuất sắc nhiệm vụ": 14, "Hoàn thành tốt nhiệm vụ": 47, "Hoàn thành nhiệm vụ": 4,
    }  # fmt: skip


def test_the_kept_script_makes_the_kept_files() -> None:
    made_again(NAME, "make_lao_cai.py")
