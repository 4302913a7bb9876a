"""The sample: its workbooks counted as a person would, and judged by the real command, against what was worked out by hand."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from datetime import date, datetime
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import load_workbook

import sample_checks
from commands import partytrack
from sample_checks import ROOT, expected_of, folder_of, lines_of, made_again

if TYPE_CHECKING:
    from pathlib import Path

NAME = "thai-binh"
SAMPLE = folder_of(NAME)
TARGETS = ROOT / "targets" / "2020-2025.yaml"
EXPECTED = expected_of(NAME)
DATA = sorted([*SAMPLE.glob("*.xlsx"), *SAMPLE.glob("*.csv")])
FULL, WELL, DONE, FAILED, UNRATED = "excellent", "good", "completed", "failed", "not rated"
WORDS = {
    "hoàn thành xuất sắc nhiệm vụ": FULL, "hoàn thành xuất sắc": FULL, "htxs": FULL,
    "hoàn thành tốt nhiệm vụ": WELL, "hoàn thành tốt": WELL, "htt": WELL,
    "hoàn thành nhiệm vụ": DONE, "hoàn thành": DONE, "ht": DONE,
    "không hoàn thành nhiệm vụ": FAILED, "không hoàn thành": FAILED, "kht": FAILED,
    "không xếp loại": UNRATED, "chưa xếp loại": UNRATED, "kxl": UNRATED,
}  # fmt: skip

Counted = tuple[int, int | None]


def rows_of(file: str, sheet: str | None = None) -> list[dict[str, Any]]:
    return sample_checks.rows_of(SAMPLE / file, sheet)


def as_day(value: object) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    return datetime.strptime(value, "%d/%m/%Y").date() if isinstance(value, str) and value else None


def rating_counts(year: int, sheet: str, heading: str) -> Counter[str]:
    return Counter(WORDS[row[heading].lower()] for row in rows_of(f"xep-loai-{year}.xlsx", sheet))


def nested(counts: Counter[str]) -> tuple[Counted, Counted, Counted]:
    """Completed or better of the rated, good or better of those, excellent of those."""
    best, well, done = counts[FULL], counts[FULL] + counts[WELL], counts[FULL] + counts[WELL] + counts[DONE]
    return (done, done + counts[FAILED]), (well, done), (best, well)


def counted_ratings(year: int) -> dict[tuple[str, str], Counted]:
    agencies = nested(rating_counts(year, "Cơ quan, đơn vị", "Mức xếp loại"))
    members = nested(rating_counts(year, "Đảng viên", "Kết quả xếp loại"))
    grassroots = nested(rating_counts(year, "TCCSĐ", "Mức chất lượng"))
    exemplary = [row for row in rows_of(f"xep-loai-{year}.xlsx", "TCCSĐ") if row["TSVM tiêu biểu"]]
    assert all(WORDS[row["Mức chất lượng"].lower()] == FULL for row in exemplary)
    label = str(year)
    counted: dict[tuple[str, str], Counted] = {
        ("agencies-complete", label): agencies[0],
        ("agencies-well", label): agencies[1],
        ("agencies-excellent", label): agencies[2],
        ("grassroots-good", label): (grassroots[1][0], grassroots[0][1]),
        ("grassroots-exemplary", label): (len(exemplary), grassroots[1][0]),
        ("members-good", label): (members[1][0], members[0][1]),
        ("members-excellent", label): members[2],
    }
    if year != 2023:
        counted["mass-organisations-complete", label] = nested(rating_counts(year, "Đoàn thể", "Kết quả đánh giá"))[0]
    return counted


def counted_admissions() -> dict[tuple[str, str], Counted]:
    days = []
    for file in sorted(SAMPLE.glob("ket-nap-*.xlsx")):
        for sheet in load_workbook(file).sheetnames:
            days += [as_day(row["Ngày tổ chức lễ kết nạp"]) or as_day(row["Ngày QĐ"]) for row in rows_of(file.name, sheet)]
    years = Counter(str(day.year) for day in days if day)
    assert min(day for day in days if day) >= date(2020, 8, 11)
    counted: dict[tuple[str, str], Counted] = {("new-members", year): (years[year], None) for year in ("2021", "2022", "2023", "2024")}
    counted["new-members-term", "2020-2025"] = (sum(years.values()), None)
    return counted


def counted_titles() -> dict[tuple[str, str], Counted]:
    agencies = rows_of("don-vi.xlsx", "Cơ quan, đơn vị")
    counted: dict[tuple[str, str], Counted] = {}
    for year in (2021, 2022, 2023):
        at_work = [row for row in agencies if (as_day(row["Ngày thành lập"]) or date.min) <= date(year, 12, 31)]
        rows = rows_of(f"danh-hieu-{year}.xlsx")
        given = {row["Cơ quan, đơn vị"] for row in rows if "chuẩn văn h" in row["Danh hiệu"] and row["Được công nhận"] == "x"}
        counted["agencies-cultural", str(year)] = (len(given), len(at_work))
    return counted


def counted_meetings() -> Counted:
    held: dict[str, set[int]] = {}
    for sheet in ("Quý I", "Quý II"):
        for row in rows_of("sinh-hoat-2024.xlsx", sheet):
            held.setdefault(row["Chi bộ"], set())
            day = as_day(row["Ngày họp"])
            if day and row["Loại sinh hoạt"] == "Thường kỳ" and not row["Họp ghép"]:
                held[row["Chi bộ"]].add(day.month)
    cells = [row for row in rows_of("don-vi.xlsx", "Tổ chức đảng") if row["Loại hình"] in ("Chi bộ trực thuộc", "Chi bộ cơ sở")]
    return sum(held.get(row["Tên tổ chức đảng"], set()) == {1, 2, 3, 4, 5, 6} for row in cells), len(cells)


def test_the_workbooks_hold_what_was_worked_out_by_hand() -> None:
    counted = counted_ratings(2021) | counted_ratings(2022) | counted_ratings(2023) | counted_admissions() | counted_titles()
    expected = {
        (each["target"], each["period"]): (each["numerator"], each.get("denominator"))
        for each in EXPECTED["verdicts"]
        if "numerator" in each
    }
    assert counted == expected
    own = EXPECTED["own"][0]
    assert counted_meetings() == (own["numerator"], own["denominator"])


def test_what_was_worked_out_adds_up_to_the_summary_and_shows_every_status() -> None:
    statuses = Counter(each["status"] for each in EXPECTED["verdicts"])
    stated = {status: count for status, count in EXPECTED["summary"].items() if status != "watched"}
    assert {status: statuses[status] for status in stated} == stated
    assert [status for status, count in stated.items() if not count] == ["waived"]
    assert len(EXPECTED["watched"]) == EXPECTED["summary"]["watched"]


def test_the_two_yearly_lists_agree_with_each_other_and_with_the_reported_figures() -> None:
    before = rows_of("dang-vien-2022.xlsx", "CB trực thuộc") + rows_of("dang-vien-2022.xlsx", "CB cơ sở")
    after = rows_of("dang-vien-2023.xlsx", "Danh sách 31-12-2023")
    left = rows_of("dang-vien-2023.xlsx", "Giảm trong năm")
    numbers_before, numbers_after = {row["Số LL"] for row in before}, {row["Số lý lịch"] for row in after}
    assert (len(before), len(numbers_before), len(after), len(numbers_after)) == (1295, 1295, 1462, 1462)
    assert len(numbers_before - numbers_after) == len(left) == 48
    reported = {(row["Mã chỉ tiêu"], row["Năm"]): row["Giá trị"] for row in lines_of(SAMPLE / "so-lieu.csv")}
    assert (reported["party_members", "2022"], reported["party_members", "2023"]) == ("1.295", "1.462")
    assert reported["industrial_output_growth_average", "2020"] == "19,39%"


def test_the_kept_script_makes_the_kept_files() -> None:
    made_again(NAME, "make_thai_binh.py")


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace of its own with the project's target file and every file of the sample imported."""
    folder = tmp_path_factory.mktemp("thai-binh")
    (folder / "targets").mkdir()
    shutil.copy(TARGETS, folder / "targets")
    done = partytrack("-C", folder, "import", "-f", "json", *DATA)
    assert done.returncode == 0, done.stderr + done.stdout[-4000:]
    (folder / "import.json").write_text(done.stdout, encoding="utf-8")
    return folder


def checked(folder: Path) -> dict[str, Any]:
    done = partytrack(
        "-C", folder, "check", "--term", EXPECTED["term"], "--as-of", str(EXPECTED["as_of"]), "--fail-on", "never", "-f", "json"
    )
    assert done.returncode == 0, done.stderr
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def compare(verdict: dict[str, Any], expected: dict[str, Any]) -> None:
    assert verdict["status"] == expected["status"]
    if "numerator" not in expected:
        assert verdict["value"] is None
        return
    assert Fraction(str(verdict["numerator"])) == expected["numerator"]
    if "denominator" in expected:
        exact = Fraction(expected["numerator"], expected["denominator"])
        assert Fraction(str(verdict["denominator"])) == expected["denominator"]
        assert verdict["value"] == pytest.approx(float(exact), abs=1e-9)
    else:
        assert verdict["denominator"] is None
        assert verdict["value"] == expected["numerator"]
    assert (verdict["undecided"], verdict["left_out"]) == (0, 0)


def test_every_sheet_is_recognised_and_no_row_rejected(workspace: Path) -> None:
    answer = json.loads((workspace / "import.json").read_text(encoding="utf-8"))
    kinds: Counter[str] = Counter()
    for file in answer["files"]:
        assert file["error"] is None
        for sheet in file["sheets"]:
            assert sheet["kind"], f"{file['file']}!{sheet['sheet']}"
            assert [each for each in sheet["findings"] if each["severity"] != "note"] == []
            for table in sheet["tables"]:
                assert table["rejected"] == 0
                kinds[sheet["kind"]] += table["records"]
    # units 1 + 34 + 110 + 31 organisations, 61 agencies, 12 mass organisations; members 1,295 + 1,462 + 48 who left
    assert (kinds["units"], kinds["members"], kinds["admissions"], kinds["figures"]) == (249, 2805, 786, 7)


def test_the_real_command_gives_every_verdict_worked_out_by_hand(workspace: Path) -> None:
    answer = checked(workspace)
    verdicts = {(each["target"], each["period"]): each for each in answer["verdicts"] if each["unit"] is None}
    expected = {(each["target"], each["period"]): each for each in EXPECTED["verdicts"]}
    watched = {(each["target"], each["period"]): Fraction(each["value"]) for each in EXPECTED["watched"]}
    assert verdicts.keys() == expected.keys() | watched.keys()
    for key, wanted in expected.items():
        compare(verdicts[key], wanted)
    for key, value in watched.items():
        assert verdicts[key]["status"] is None
        assert Fraction(str(verdicts[key]["value"])) == value
    assert answer["summary"] == EXPECTED["summary"]


def test_a_target_of_the_offices_own_in_a_second_file_is_judged_with_the_rest(workspace: Path, tmp_path: Path) -> None:
    own = tmp_path / "own"
    shutil.copytree(workspace, own)
    shutil.copy(SAMPLE / "chi-tieu-sinh-hoat.yaml", own / "targets")
    answer = checked(own)
    verdicts = {(each["target"], each["period"]): each for each in answer["verdicts"] if each["target"] == "cells-meet-monthly"}
    assert verdicts.keys() == {(each["target"], each["period"]) for each in EXPECTED["own"]}
    for wanted in EXPECTED["own"]:
        compare(verdicts[wanted["target"], wanted["period"]], wanted)
    assert len(answer["verdicts"]) == len(EXPECTED["verdicts"]) + len(EXPECTED["watched"]) + len(EXPECTED["own"])
