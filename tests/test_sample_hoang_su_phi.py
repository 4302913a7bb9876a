"""The sample Hoàng Su Phì: every figure of the article out of the real command, and out of the workbooks counted as a person would."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any

import pytest

from sample_checks import adds_up, demonstrated, expected_of, folder_of, held_against, lines_of, made_again, rows_of, verdict_of

NAME = "hoang-su-phi"
FOLDER = folder_of(NAME)
EXPECTED = expected_of(NAME)
BLOCKS = ("Khối xã, thị trấn", "Khối cơ quan")


@pytest.fixture(scope="module")
def answer() -> dict[str, Any]:
    return demonstrated(NAME)


@pytest.fixture(scope="module")
def cells() -> list[dict[str, Any]]:
    """The 312 cells that existed at the end of 2017."""
    return [row for row in rows_of(FOLDER / "to-chuc-dang.xlsx", "Chi bộ") if row["Ngày thành lập"] is None]


def test_what_was_worked_out_adds_up_and_shows_more_than_met() -> None:
    adds_up(EXPECTED)
    assert {"met", "behind", "missed", "no-data", "not-due"} <= {each["status"] for each in EXPECTED["verdicts"]}


def test_the_real_command_gives_every_figure(answer: dict[str, Any]) -> None:
    held_against(answer, EXPECTED)


@pytest.mark.parametrize(
    ("target", "period", "numerator", "denominator"),
    [
        pytest.param("organisations", "2017", 73, None, id="73 organisations"),
        pytest.param("commune-committees", "2017", 25, None, id="25 committees of communes and the town"),
        pytest.param("office-committees", "2017", 3, None, id="3 committees of offices"),
        pytest.param("grassroots-cells", "2017", 45, None, id="45 grass-roots cells"),
        pytest.param("villages-with-members", "2017", 199, 199, id="members in 199 of 199 villages"),
        pytest.param("cells-meet-monthly", "2017", 312, 312, id="every cell meets every month"),
        pytest.param("cells-no-long-gap", "2017-H1", 312, 312, id="no gap of two or three months, first half"),
        pytest.param("cells-no-long-gap", "2017-H2", 312, 312, id="no gap of two or three months, second half"),
        pytest.param("meetings-not-joint", "2017", 3744, 3744, id="no meeting joined with another"),
        pytest.param("cells-host-in-turn", "2017", 312, 312, id="clusters of three and four"),
        pytest.param("secretaries-attend", "2017", 25, 25, id="commune secretaries attend every month"),
        pytest.param("communes-recognised", "2017", 2, None, id="two communes recognised"),
    ],
)
def test_a_figure_the_article_states(answer: dict[str, Any], target: str, period: str, numerator: int, denominator: int | None) -> None:
    verdict = verdict_of(answer, target, period)
    assert (verdict["numerator"], verdict["denominator"]) == (numerator, denominator)


@pytest.mark.parametrize(
    ("target", "above", "below"),
    [
        pytest.param("members", 5660, 5670, id="over 5,660 members"),
        pytest.param("members-in-charge", 4900, 5000, id="almost 5,000 members in charge"),
        pytest.param("households", 6900, 7000, id="almost 7,000 households"),
        pytest.param("economic-models", 200, 250, id="over 200 models in three years"),
    ],
)
def test_a_figure_the_article_rounds(answer: dict[str, Any], target: str, above: int, below: int) -> None:
    assert above < verdict_of(answer, target, "2017")["value"] < below


# --- the same from the sheets ---


def test_organisations_are_25_and_3_and_45(cells: list[dict[str, Any]]) -> None:
    committees = [row for row in rows_of(FOLDER / "to-chuc-dang.xlsx", "Đảng bộ cơ sở") if row["Loại hình"] == "Đảng bộ cơ sở"]
    communes = [row for row in committees if row["Lĩnh vực"] == "Địa phương"]
    own = [row for row in cells if row["Loại hình tổ chức"] == "Chi bộ cơ sở"]
    assert (len(communes), len(committees) - len(communes), len(own)) == (25, 3, 45)


def test_members_stand_in_every_village(cells: list[dict[str, Any]]) -> None:
    members = [row for block in BLOCKS for row in rows_of(FOLDER / "dang-vien-2017.xlsx", block)]
    village_cells = {row["Tên chi bộ"] for row in cells if row["Lĩnh vực"] == "Địa phương"}
    villages = [row for row in rows_of(FOLDER / "to-chuc-dang.xlsx", "Xã, thôn") if row["Loại đơn vị"] in ("Thôn", "Tổ dân phố")]
    cards = [row["Số thẻ ĐV"] for row in members if row["Số thẻ ĐV"]]
    assert (len(members), len(cards), len(set(cards))) == (5664, 5484, 5484)  # 180 probationary members have no card
    assert len(village_cells) == len(villages) == 199
    assert village_cells <= {row["section"] for row in members}
    official = Counter(row["section"] for row in members if row["Tình trạng"] == "Chính thức")
    assert (official.total(), sum(official[cell] < 3 for cell in village_cells)) == (5344, 3)


def test_every_cell_met_every_month_of_2017_on_its_own(cells: list[dict[str, Any]]) -> None:
    held: dict[str, set[int]] = defaultdict(set)
    for quarter in ("I", "II", "III", "IV"):
        for row in rows_of(FOLDER / "sinh-hoat-2017.xlsx", f"Quý {quarter}"):
            assert not row["Họp ghép"]
            held[row["Mã đơn vị"]].add(row["Ngày sinh hoạt"].month)
    assert held == {row["Mã chi bộ"]: set(range(1, 13)) for row in cells}


def test_clusters_are_of_three_and_four_and_meet_monthly(cells: list[dict[str, Any]]) -> None:
    clusters = Counter(row["Cụm sinh hoạt"] for row in cells)
    assert Counter(clusters.values()) == {4: 48, 3: 40}
    meetings = [(row["Chi bộ"], row["Ngày họp"][3:5]) for row in lines_of(FOLDER / "sinh-hoat-cum-2017.csv")]
    cluster_of = {row["Mã chi bộ"]: row["Cụm sinh hoạt"] for row in cells}
    assert Counter(cluster_of[cell] for cell, _ in meetings) == dict.fromkeys(clusters, 12)
    assert len({(cluster_of[cell], month) for cell, month in meetings}) == len(meetings) == 1056


def test_members_in_charge_of_households() -> None:
    rows = [row for block in BLOCKS for row in rows_of(FOLDER / "phu-trach-ho-2017.xlsx", block)]
    assert len({row["Số thẻ đảng viên"] for row in rows}) == len(rows) == 4986
    assert sum(row["Số hộ"] for row in rows) == 6978


def test_secretaries_and_recognised_communes() -> None:
    attended = {(row["Đảng bộ"], row["Ngày dự"].month) for row in rows_of(FOLDER / "bi-thu-du-hop.xlsx", "Năm 2017")}
    assert len(attended) == 25 * 12
    recognised = [row for row in rows_of(FOLDER / "nong-thon-moi.xlsx", "Nông thôn mới") if row["Được công nhận"] == "x"]
    assert len({row["Đơn vị"] for row in recognised}) == len(recognised) == 2


def test_the_kept_script_makes_the_kept_files() -> None:
    made_again(NAME, "make_hoang_su_phi.py")
