"""`explain`: the records it shows are the very ones the verdict counts, each in the cell it names."""

from __future__ import annotations

import csv
import io
import json
import shutil
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from openpyxl import load_workbook

from commands import partytrack, workbook
from partytrack.store.duckdb import opened
from partytrack.targets.explain import Explained, explained
from partytrack.targets.language import All, Average, Count, Done, Each, Figure, Growth, Share, Sum
from partytrack.targets.load import load_term
from partytrack.targets.verdicts import Wanted, prepared
from sample_checks import folder_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SAMPLES = ("lao-cai", "thai-nguyen", "bac-kan")


@pytest.fixture(scope="module")
def workspaces(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Samples, imported."""
    found = {}
    for name in SAMPLES:
        here = tmp_path_factory.mktemp("explain") / name
        shutil.copytree(folder_of(name), here)
        data = sorted(path for path in here.iterdir() if path.suffix in (".xlsx", ".csv"))
        assert partytrack("-C", here, "import", "-q", *data).returncode == 0
        found[name] = here
    return found


def everything(here: Path, name: str) -> Iterator[Explained]:
    """Every target of a sample in every period that has begun."""
    expected = yaml.safe_load((folder_of(name) / "expected.yaml").read_text(encoding="utf-8"))
    term = load_term(sorted((here / "targets").glob("*.yaml")), expected["term"])
    with opened(here / ".partytrack" / "store.duckdb", writing=False) as store:
        store.look(None)
        run = prepared(store, term, Wanted(expected["as_of"]))
        for target in term.targets:
            for outer in run.outers(target):
                found = explained(run, target, outer.label)
                yield from (found, *found.members)


def roles(side: Any) -> dict[str, Fraction]:
    """What the records of a number come to, role by role."""
    sums: dict[str, Fraction] = dict.fromkeys(("counted", "not-counted", "undecided", "left-out"), Fraction(0))
    for line in side.lines:
        sums[line.role] += line.amount if line.role == "counted" else 1
    return sums


@pytest.mark.parametrize("name", SAMPLES)
def test_the_records_add_up_to_every_number_of_the_sample(name: str, workspaces: dict[str, Path]) -> None:
    checked = 0
    for found in everything(workspaces[name], name):
        for side in found.sides:
            if side.measured is None or side.measured.numerator is None:
                continue
            measured, sums = side.measured, roles(side)
            about = (found.verdict.target.id, found.verdict.label)
            match side.measure:
                case Count() | Share() | Sum() if not side.measure.rows.distinct:
                    assert sums["counted"] == measured.numerator, about
                    assert [sums["undecided"], sums["left-out"]] == [Fraction(measured.undecided), Fraction(measured.left_out)], about
                case Average():
                    assert sums["counted"] == measured.numerator, about
                    assert sum(line.role == "counted" for line in side.lines) == measured.denominator, about
                case Count(rows=rows):
                    by_value = {tuple(line.values.get(field, line.what) for field in rows.distinct) for line in side.lines}
                    assert len(by_value) == measured.numerator, about
                case Figure(add=None) | Done():
                    assert sums["counted"] == measured.numerator, about
                case Figure():
                    assert sums["counted"] == measured.numerator, about
                case Growth():
                    assert sum(line.role == "counted" for line in side.lines) == 2, about
            if isinstance(side.measure, Share):
                assert sums["counted"] + sums["not-counted"] == measured.denominator, about
            checked += 1
    assert checked >= 12


@pytest.mark.parametrize("name", SAMPLES)
def test_everybody_looked_at_is_told_of(name: str, workspaces: dict[str, Path]) -> None:
    checked = 0
    for found in everything(workspaces[name], name):
        verdict, measure = found.verdict, found.verdict.target.measure
        if isinstance(measure, Each) and measure.form == "share" and verdict.numerator is not None:
            counted = [subject.outcome for subject in found.subjects if not subject.excused]
            assert counted.count("holds") == verdict.numerator, verdict.target.id
            assert counted.count("holds") + counted.count("fails") == verdict.denominator, verdict.target.id
            assert sum(subject.excused for subject in found.subjects) == verdict.waived_units, verdict.target.id
            checked += 1
        if not isinstance(measure, All) and verdict.due and verdict.reported is not None and not isinstance(measure, Each):
            assert len(found.silent) == verdict.due - verdict.reported, (verdict.target.id, verdict.label)
    assert checked >= 2


def answer(here: Path, *words: str) -> dict[str, Any]:
    done = partytrack("-C", here, "explain", *words, "-f", "json")
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_a_cell_named_holds_the_value(workspaces: dict[str, Path]) -> None:
    here = workspaces["lao-cai"]
    found = answer(here, "rated-well", "--period", "2018", "--as-of", "2019-06-30")
    assert found["schema"] == "partytrack.explain/1"
    records = found["numbers"][0]["records"]
    assert len(records) == 65
    words = {"excellent": "hoàn thành xuất sắc nhiệm vụ", "good": "hoàn thành tốt nhiệm vụ", "completed": "hoàn thành nhiệm vụ"}
    for record in records:
        sheet = load_workbook(here / record["file"])[record["sheet"]]
        assert str(sheet[record["cell"]].value).lower() == words[record["values"]["rating"]]
        assert record["place"] == f"{record['file']}!{record['sheet']}!{record['cell']}"
        assert record["role"] == ("not-counted" if record["values"]["rating"] == "completed" else "counted")
    assert (found["verdict"]["numerator"], found["verdict"]["denominator"]) == (61, 65)


def test_growth_names_both_its_ends(workspaces: dict[str, Path]) -> None:
    found = answer(workspaces["thai-nguyen"], "industrial-output", "--as-of", "2019-06-30")
    used = [(record["when"], record["amount"]) for record in found["numbers"][0]["records"] if record["role"] == "counted"]
    assert used == [("2015", 400000), ("2018", 624358.4)]


def test_all_tells_of_each_of_its_measures(workspaces: dict[str, Path]) -> None:
    found = answer(workspaces["thai-nguyen"], "three-growth-rates", "--as-of", "2019-06-30")
    assert [each["verdict"]["status"] for each in found["all"]] == ["on-track", "behind", "behind"]
    assert found["verdict"]["value"] == 1


def test_each_says_who_failed_in_which_month(workspaces: dict[str, Path]) -> None:
    found = answer(workspaces["thai-nguyen"], "cells-meet-monthly", "--period", "2018", "--as-of", "2019-06-30")
    failing = {
        each["unit"]: [label for label, outcome in each["periods"].items() if outcome == "fails"]
        for each in found["each"]
        if each["outcome"] == "fails"
    }
    assert len(failing) == 3
    assert failing["NN.B1.2"] == ["2018-10", "2018-11"]  # the waiver's reason names the two months
    assert [each["unit"] for each in found["each"] if each["excused"]] == ["NN.B1.2"]


def test_names_are_masked_unless_asked_for(workspaces: dict[str, Path]) -> None:
    here = workspaces["lao-cai"]
    words = ("new-members", "--period", "2018", "--as-of", "2019-06-30")
    masked = [record["what"] for record in answer(here, *words)["numbers"][0]["records"]]
    full = [record["what"] for record in answer(here, *words, "--show-names")["numbers"][0]["records"]]
    assert len(masked) == len(full) == 191
    for short, name in zip(masked, full, strict=True):
        family, *others = name.split()
        assert short == " ".join([family, *(f"{other[0]}." for other in others)])
    page = partytrack("-C", here, "explain", *words).stdout
    assert full[0] not in page
    assert masked[0] in page
    assert full[0] in partytrack("-C", here, "explain", *words, "--show-names").stdout


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("en", ["2018: ✗ missed", "93.8% = 60/64", "60 of 65 do what is asked.", "1 unit is excused by a waiver.", "(waived)"]),
        ("vi", ["2018: ✗ không đạt", "93,8% = 60/64", "60 trên 65 làm đủ.", "(được miễn)"]),
    ],
)
def test_the_page_in_both_languages(lang: str, expected: list[str], workspaces: dict[str, Path]) -> None:
    done = partytrack("-C", workspaces["lao-cai"], "explain", "units-fill-quota", "--as-of", "2019-06-30", lang=lang)
    assert done.returncode == 0
    assert [each for each in expected if each not in done.stdout] == []


def test_who_has_not_reported_is_named(workspaces: dict[str, Path]) -> None:
    page = partytrack("-C", workspaces["thai-nguyen"], "explain", "treasury-members-rated", "--as-of", "2019-06-30").stdout
    assert "4 units due have not reported:" in page
    assert "  CT Đảng bộ Sở Công Thương" in page


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["no-such"], "has no target “no-such”"),
        (["new-members", "--period", "2030"], "new-members is not judged for 2030. "),
        (["new-members", "--unit", "Nowhere"], "No unit is called “Nowhere”."),
    ],
    ids=["target", "period", "unit"],
)
def test_what_is_not_there_is_said(words: list[str], message: str, workspaces: dict[str, Path]) -> None:
    done = partytrack("-C", workspaces["lao-cai"], "explain", *words, "--as-of", "2019-06-30")
    assert (done.returncode, done.stdout) == (2, "")
    assert message.strip() in done.stderr


def test_a_period_that_has_not_begun_has_no_records(workspaces: dict[str, Path]) -> None:
    found = answer(workspaces["bac-kan"], "all-communes-at-nine", "--as-of", "2018-06-30")
    assert (found["verdict"]["status"], found["numbers"]) == ("not-due", [])


def test_undecided_and_left_out_rows_are_shown_as_such(tmp_path: Path) -> None:
    here = tmp_path / "w"
    (here / "targets").mkdir(parents=True)
    (here / "targets" / "a.yaml").write_text(
        "term: 2020-2025\nfrom: 2020-08\nthrough: 2025-07\ntargets:\n"
        "  - {id: women, share: sex = 'female', of: admissions, every: year, goal: '>= 50%'}\n",
        encoding="utf-8",
    )
    rows: list[list[Any]] = [
        ["Họ và tên", "Giới tính", "Chi bộ", "Ngày kết nạp"],
        ["@Nguyễn [red]An", "Nữ", "Chi bộ A", "01/03/2023"],
        ["Trần Bình", "Nam", "Chi bộ A", "02/03/2023"],
        ["Lê Cúc", None, "Chi bộ A", "03/03/2023"],
        ["Vũ Dung", "Nữ", "Chi bộ A", "2023"],
        ["Đỗ Em", "Nữ", "Chi bộ A", "12/2022"],
    ]
    assert partytrack("-C", here, "import", workbook(tmp_path / "kn.xlsx", rows, names=("KN",))).returncode == 0
    found = answer(here, "women", "--period", "2023", "--as-of", "2023-06-30")
    told = [(record["role"], record["cell"], record["values"].get("sex")) for record in found["numbers"][0]["records"]]
    # while the year is open "2023" may lie behind the day of judgement
    assert told == [("counted", "B2", "female"), ("not-counted", "B3", "male"), ("undecided", "B4", None), ("left-out", "B5", "female")]
    page = partytrack(
        "-C", here, "explain", "women", "--period", "2023", "--as-of", "2023-06-30", "--show-names", env={"FORCE_COLOR": "1"}
    ).stdout
    assert "@Nguyễn [red]An" in page  # markup is data
    lines = partytrack("-C", here, "explain", "women", "--period", "2023", "--as-of", "2023-06-30", "--show-names", "-f", "csv").stdout
    first = next(csv.DictReader(io.StringIO(lines.removeprefix("\ufeff"))))
    assert (first["what"], first["place"]) == ("'@Nguyễn [red]An", "kn.xlsx!KN!B2")


def placed(tmp_path: Path, measure: str, rows: list[list[Any]], *words: str) -> list[tuple[str, str]]:
    """Date and place of every record of a target's 2023, told alike as JSON and as CSV."""
    here = tmp_path / "w"
    (here / "targets").mkdir(parents=True)
    (here / "targets" / "a.yaml").write_text(
        f"term: 2020-2025\nfrom: 2020-08\nthrough: 2025-07\nyears: [2023]\ntargets:\n  - {{id: n, {measure}, every: year}}\n",
        encoding="utf-8",
    )
    done = partytrack("-C", here, "import", *words, workbook(tmp_path / "sh.xlsx", rows, names=("SH",)))
    assert done.returncode == 0, done.stdout + done.stderr
    records = answer(here, "n", "--period", "2023", "--as-of", "2023-12-31")["numbers"][0]["records"]
    lines = partytrack("-C", here, "explain", "n", "--period", "2023", "--as-of", "2023-12-31", "-f", "csv").stdout
    assert [line["place"] for line in csv.DictReader(io.StringIO(lines.removeprefix("\ufeff")))] == [each["place"] for each in records]
    return sorted((record["when"], record["place"].removeprefix("sh.xlsx!SH!")) for record in records)


@pytest.mark.parametrize(
    ("rows", "places"),
    [
        pytest.param(
            [["Chi bộ A", "03/01/2023", "05/02/2023"], ["Chi bộ B", None, "06/02/2023"]],
            [("2023-01-03", "B3"), ("2023-02-05", "C3"), ("2023-02-06", "C4")],
            id="days inside their months",
        ),
        pytest.param([["Chi bộ A", "x", "x"]], [("2023-01", "B3"), ("2023-02", "C3")], id="ticks: the month is the date"),
        pytest.param(
            [["Chi bộ A", "03/01/2023", "05/02/2023"], ["Chi bộ B", "07/02/2023", None], ["Chi bộ C", "31/01/2023", None]],
            [("2023-01-03", "B3"), ("2023-01-31", "B5"), ("2023-02-05", "C3"), ("2023-02-07", "4")],
            id="a day of February under January: its row alone, the rows around it with their cells",
        ),
    ],
)
def test_a_record_under_a_month_is_named_by_the_cell_of_that_month(
    rows: list[list[Any]], places: list[tuple[str, str]], tmp_path: Path
) -> None:
    head: list[list[Any]] = [["SINH HOẠT NĂM 2023"], ["Chi bộ", "Tháng 1", "Tháng 2"]]
    assert placed(tmp_path, "count: meetings", [*head, *rows]) == places


def test_a_month_with_several_columns_is_named_by_the_field_that_decides(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["SINH HOẠT NĂM 2023"],
        ["Chi bộ", "Tháng 1", "", "Tháng 2", ""],
        ["", "Phải dự", "Có mặt", "Phải dự", "Có mặt"],
        ["Chi bộ A", 10, 9, 12, 11],
    ]
    assert placed(tmp_path / "sum", "sum: meetings.present", rows) == [("2023-01", "C4"), ("2023-02", "E4")]
    assert placed(tmp_path / "count", "count: meetings", rows) == [("2023-01", "B4"), ("2023-02", "D4")]  # the heading is the date


def test_a_quarter_beside_its_months_leaves_the_column_of_a_day_open(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["SINH HOẠT NĂM 2023"],
        ["Chi bộ", "Tháng 1", "Tháng 2", "Tháng 3", "Quý I", "Tháng 4"],
        ["Chi bộ A", "03/01/2023", None, None, "05/02/2023", "04/04/2023"],
    ]
    assert placed(tmp_path, "count: meetings", rows) == [("2023-01-03", "3"), ("2023-02-05", "3"), ("2023-04-04", "F3")]


def test_a_rating_under_a_year_is_named_by_the_cell_of_that_year(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["KẾT QUẢ XẾP LOẠI"],
        ["Chi bộ", "Năm 2022", "Năm 2023"],
        ["Chi bộ A", "Hoàn thành tốt", "Hoàn thành xuất sắc"],
        ["Chi bộ B", "Hoàn thành tốt", "Hoàn thành tốt"],
    ]
    share = "share: rating = 'excellent', of: ratings"
    assert placed(tmp_path, share, rows) == [("2023", "C3"), ("2023", "C4")]


def test_a_rating_ticked_in_one_of_several_columns_is_named_by_the_ticked_cell(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["XẾP LOẠI CHI BỘ NĂM 2023"],
        ["TT", "Chi bộ", "Xếp loại", "", ""],
        ["", "", "Hoàn thành xuất sắc", "Hoàn thành tốt", "Hoàn thành"],
        [1, "Chi bộ A", None, "x", None],
        [2, "Chi bộ B", "x", None, None],
        [3, "Chi bộ C", "x", None, None],
        [4, "Chi bộ D", None, None, "x"],
    ]
    share = "share: rating = 'excellent', of: ratings"
    assert placed(tmp_path, share, rows) == [("2023", "C5"), ("2023", "C6"), ("2023", "D4"), ("2023", "E7")]


@pytest.mark.parametrize(
    ("head", "rows", "places"),
    [
        pytest.param(
            [["", "Ngày sinh", "", ""], ["Họ và tên", "Nam", "Nữ", "Chi bộ"]],
            [["Trần Văn An", "01/02/1980", None], ["Lê Thị Bình", None, "03/04/1981"], ["Lê Thị Cam", None, "05/06/1982"]],
            ["B4", "C5", "C6"],
            id="the filled one of two dates of birth",
        ),
        pytest.param(
            [["Họ và tên", "Nam", "Nữ", "Chi bộ"]],
            [["Trần Văn An", "x", None], ["Lê Thị Bình", None, "x"], ["Lê Thị Cam", None, "x"]],
            ["B3", "C4", "C5"],
            id="the ticked one of two columns",
        ),
        pytest.param(
            [["Họ và tên", "Nữ", "Ngày vào Đảng", "Chi bộ"]],
            [["Trần Văn An", None, "01/02/2010"], ["Lê Thị Bình", "x", "01/02/2010"], ["Lê Thị Cam", "x", "01/02/2010"]],
            ["B3", "B4", "B5"],
            id="one column to be ticked",
        ),
    ],
)
def test_a_sex_is_named_by_the_cell_that_says_it(head: list[list[Any]], rows: list[list[Any]], places: list[str], tmp_path: Path) -> None:
    sheet = [["DANH SÁCH ĐẢNG VIÊN (Tính đến ngày 31/12/2023)"], *head, *([*row, "Chi bộ A"] for row in rows)]
    found = placed(tmp_path, "share: sex = 'female', of: members", sheet)
    assert sorted(place for _, place in found) == places


def test_an_undone_import_no_longer_explains(tmp_path: Path) -> None:
    here = tmp_path / "w"
    (here / "targets").mkdir(parents=True)
    (here / "targets" / "a.yaml").write_text(
        "term: 2020-2025\nfrom: 2020-08\nthrough: 2025-07\ntargets:\n  - {id: n, count: admissions, every: year}\n", encoding="utf-8"
    )
    rows = [["Họ và tên", "Chi bộ", "Ngày kết nạp"], ["Trần An", "Chi bộ A", "01/03/2023"]]
    for name in ("a.xlsx", "b.xlsx"):
        rows.append([f"Trần {name}", "Chi bộ A", "02/03/2023"])
        assert partytrack("-C", here, "import", workbook(tmp_path / name, rows, names=("KN",))).returncode == 0
    files = {record["file"] for record in answer(here, "n", "--period", "2023", "--as-of", "2023-12-31")["numbers"][0]["records"]}
    assert files == {"b.xlsx"}  # the latest that says it
    assert partytrack("-C", here, "undo", "2").returncode == 0
    records = answer(here, "n", "--period", "2023", "--as-of", "2023-12-31")["numbers"][0]["records"]
    assert [(record["file"], record["cell"]) for record in records] == [("a.xlsx", "C2"), ("a.xlsx", "C3")]


def test_the_day_is_today_where_none_is_said(workspaces: dict[str, Path]) -> None:
    found = answer(workspaces["lao-cai"], "new-members")
    assert found["verdict"]["period"] == "2019"
    assert date.today() > date(2020, 1, 1)


def test_a_figure_in_per_cent_is_shown_as_its_cell_says(tmp_path: Path) -> None:
    (tmp_path / "targets").mkdir()
    (tmp_path / "targets" / "t.yaml").write_text(
        "term: 2020-2025\nfrom: 2020-08-11\nthrough: 2025-08-10\nyears: [2023]\n"
        "targets:\n  - {id: poor, title: Hộ nghèo, figure: ho_ngheo, goal: '>= 5.4%', every: year}\n",
        encoding="utf-8",
    )
    (tmp_path / "so-lieu.csv").write_text('Chỉ tiêu,Năm,Giá trị,Đơn vị tính\nho_ngheo,2023,"5,2",%\n', encoding="utf-8")
    assert partytrack("-C", tmp_path, "import", "-q", tmp_path / "so-lieu.csv").returncode == 0
    shown = partytrack("--lang", "vi", "-C", tmp_path, "explain", "poor", "--as-of", "2023-12-31", "-f", "table").stdout
    assert "Còn thiếu: 0,2 điểm %." in shown
    (line,) = [line for line in shown.splitlines() if "so-lieu.csv!" in line]
    assert "5,2%" in line
