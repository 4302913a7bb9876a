"""The rules of data quality, each on both sides of its limit, over the real store and by the real command."""

from __future__ import annotations

import csv
import io
import json
import shutil
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from commands import partytrack, workbook
from partytrack.quality import rules
from storing import Files, sheet, storing

if TYPE_CHECKING:
    from pathlib import Path

    from partytrack.quality.problems import Problem

AS_OF = date(2023, 12, 31)
UNITS = [
    {"code": "DB", "name": "Đảng bộ Khối", "kind": "upper_committee"},
    {"code": "A", "name": "Đảng bộ A", "kind": "grassroots_committee", "parent": "DB"},
    {"code": "A1", "name": "Chi bộ A1", "kind": "sub_cell", "parent": "A"},
    {"code": "B", "name": "Chi bộ B", "kind": "grassroots_cell", "parent": "DB"},
]


def found(files: Files, slug: str, as_of: date = AS_OF) -> list[Problem]:
    files.store.look(None)
    return list(rules.run(files.store, as_of, rules.chosen([slug])).problems)


def said(problems: list[Problem]) -> list[str]:
    return [str(problem.message(names=True)) for problem in problems]


def member(name: str, **more: Any) -> dict[str, Any]:
    return {"full_name": name, "unit": "A1", "status": "official", **more}


def month(number: int, unit: str = "A1", **more: Any) -> dict[str, Any]:
    return {"unit": unit, "held_on": f"2023-{number:02}-05", "kind": "regular", **more}


# --- members ---


@pytest.mark.parametrize(
    ("official", "expected"),
    [("2020-05-31", ["Trần An: the official date lies before the admission."]), ("2020-06-01", []), ("2020", []), (None, [])],
    ids=["a day before", "the same day", "some day of the year", "blank"],
)
def test_official_before_admission(official: str | None, expected: list[str]) -> None:
    with storing() as files:
        files.take(sheet("members", member("Trần An", admitted_on="2020-06-01", official_on=official), day="2022-12-31"))
        assert said(found(files, "official-before-admission")) == expected


@pytest.mark.parametrize(
    ("admitted", "official", "wrong"),
    [
        ("2015-06-01", "2016-05-31", True),
        ("2015-06-01", "2016-06-01", False),
        ("2015-06-01", "2016", False),  # some day of 2016 may be twelve months after
        ("2011-01-19", "2011-10-01", True),
        ("2011-01-18", "2011-10-01", False),  # an earlier statute
        ("2015-06-01", "2015-05-31", False),  # that is another rule
    ],
    ids=["a day short", "twelve months", "a year only", "first day of the statute", "day before it", "before the admission"],
)
def test_probation_too_short(admitted: str, official: str, wrong: bool) -> None:
    with storing() as files:
        files.take(sheet("members", member("Trần An", admitted_on=admitted, official_on=official), day="2022-12-31"))
        assert bool(found(files, "probation-too-short")) is wrong


@pytest.mark.parametrize(
    ("admitted", "status", "wrong"),
    [
        ("2021-10-30", "probationary", True),
        ("2021-10-31", "probationary", False),
        ("2021", "probationary", False),  # it may have been in December
        ("2020-01-01", "official", False),
    ],
    ids=["fourteen months and a day", "fourteen months", "a year only", "official"],
)
def test_probation_overdue_by_the_day_of_the_latest_roster(admitted: str, status: str, wrong: bool) -> None:
    with storing() as files:
        files.take(sheet("members", member("Trần An", admitted_on=admitted, status=status), day="2022-12-31"))
        assert bool(found(files, "probation-overdue")) is wrong


@pytest.mark.parametrize(
    ("other", "wrong"), [("12 345", True), ("0.12345", True), ("12346", False), (None, False)], ids=["blank", "dot", "other", "none"]
)
def test_duplicate_card(other: str | None, wrong: bool) -> None:
    with storing() as files:
        people = [member("Trần An", card_number="012345"), member("Lê Bình", card_number=other)]
        files.take(sheet("members", *people, day="2022-12-31"))
        expected = ["Trần An and Lê Bình have the same card number, written in two ways."]
        assert said(found(files, "duplicate-card")) == (expected if wrong else [])


def test_a_card_number_written_in_three_ways_is_one_problem() -> None:
    with storing() as files:
        people = [member(name, card_number=card) for name, card in (("Trần An", "012345"), ("Lê Bình", "012.345"), ("Vũ Mai", "12345"))]
        files.take(sheet("members", *people, day="2022-12-31"))
        assert said(found(files, "duplicate-card")) == ["Trần An and Lê Bình have the same card number, written in two ways."]


@pytest.mark.parametrize(
    ("one", "other", "wrong"),
    [
        ({"birth_date": "1980-05-01"}, {"birth_date": "1980-05-01"}, True),
        ({"birth_date": "1980-05-01"}, {"birth_date": "1980-05-02"}, False),
        ({"birth_date": "1980-05-01"}, {"birth_date": "1980-05-01", "full_name": "Trần Ân"}, False),  # another name
        ({"birth_date": "1980-05-01"}, {"birth_date": "1980-05-01", "unit": "B"}, True),
        ({"birth_date": "1980"}, {"birth_date": "1980"}, True),
        ({"birth_date": "1980"}, {"birth_date": "1980", "unit": "B"}, False),  # a year alone is too little between two units
        ({"birth_date": "1980-05-01"}, {"birth_date": "1980-05-01", "left_on": "2022-01-01"}, False),
        ({}, {}, False),
    ],
    ids=["same day", "next day", "other accent", "other unit", "same year", "same year, other unit", "left", "no birth date"],
)
def test_look_alike(one: dict[str, Any], other: dict[str, Any], wrong: bool) -> None:
    with storing() as files:
        files.take(sheet("units", *UNITS, day="2020-12-31"))
        first, second = member("Trần An", card_number="1", **one), {**member("Trần An", card_number="2"), **other}
        files.take(sheet("members", first, second, day="2022-12-31"))
        problems = found(files, "look-alike")
        assert said(problems) == (["2 members called Trần An have the same date of birth."] if wrong else [])
        assert [len(problem.spots) for problem in problems] == ([2] if wrong else [])


@pytest.mark.parametrize(("ended", "wrong"), [("2023-12-31", True), ("2024-01-01", False)], ids=["ended", "ends tomorrow"])
def test_member_of_ended_unit(ended: str, wrong: bool) -> None:
    with storing() as files:
        files.take(sheet("units", *UNITS, day="2020-12-31"))
        files.take(sheet("members", member("Trần An"), member("Lê Bình"), member("Vũ Chi", unit="B"), day="2022-12-31"))
        files.take(sheet("successions", {"from_unit": "A1", "change": "dissolved", "changed_on": ended}))
        expected = ["The unit ended on 2023-12-31, but 2 of its members stand in the roster."]
        assert said(found(files, "member-of-ended-unit")) == (expected if wrong else [])


@pytest.mark.parametrize(
    ("admitted", "listed", "wrong"),
    [
        ("2022-12-31", {"full_name": "Lê Bình"}, True),
        ("2022-12-31", {"full_name": "trần an"}, False),
        ("2023-01-01", {"full_name": "Lê Bình"}, False),  # after the latest roster
        ("2022-12-31", {"full_name": "Trần An", "birth_date": "1990-05-02"}, True),
        ("2022-12-31", {"full_name": "Trần An", "birth_date": "1990"}, False),
    ],
    ids=["not listed", "listed", "after the roster", "other birth date", "year of birth"],
)
def test_admission_without_member(admitted: str, listed: dict[str, Any], wrong: bool) -> None:
    with storing() as files:
        files.take(sheet("members", {**member("?"), **listed}, day="2022-12-31"))
        files.take(sheet("admissions", {"full_name": "Trần An", "birth_date": "1990-05-01", "unit": "A1", "admitted_on": admitted}))
        assert said(found(files, "admission-without-member")) == (["Trần An was admitted but stands in no roster."] if wrong else [])


@pytest.mark.parametrize(
    ("more", "wrong"),
    [
        ({"admitted_on": "2022-05-01"}, True),
        ({"admitted_on": "2021-05-01"}, False),  # nobody reported admissions of that year
        ({"admitted_on": "2022-05-01", "unit": "B"}, False),  # nor that unit
        ({"admitted_on": "2022-05-01", "joined_on": "2022-06-01"}, False),  # admitted elsewhere
        ({"admitted_on": "2022-05-01", "full_name": "Vũ Chi"}, False),
    ],
    ids=["no admission", "other year", "other unit", "came from elsewhere", "admitted"],
)
def test_member_without_admission(more: dict[str, Any], wrong: bool) -> None:
    with storing() as files:
        files.take(sheet("units", *UNITS, day="2020-12-31"))
        files.take(sheet("admissions", {"full_name": "Vũ Chi", "unit": "A1", "admitted_on": "2022-03-01"}))
        files.take(sheet("members", {**member("Trần An"), **more}, day="2022-12-31"))
        assert bool(found(files, "member-without-admission")) is wrong


# --- meetings ---


@pytest.mark.parametrize(
    ("met", "single", "gaps"),
    [
        (range(1, 13), [], []),
        ([*range(1, 5), *range(6, 13)], ["No regular meeting in 2023-05."], []),
        (
            [*range(1, 4), *range(6, 9), *range(10, 13)],
            ["No regular meeting in 2023-09."],
            ["No regular meeting for 2 months: 2023-04 – 2023-05."],
        ),
        ([1, 12], [], ["No regular meeting for 10 months: 2023-02 – 2023-11."]),
        ([], [], []),  # never reported: not known how it meets
    ],
    ids=["every month", "one missing", "two in a row and one", "most", "never"],
)
def test_months_without_a_meeting(met: Any, single: list[str], gaps: list[str]) -> None:
    with storing() as files:
        files.take(sheet("units", *UNITS, day="2020-12-31"))
        files.take(sheet("meetings", *(month(number, "B") for number in range(1, 13)), *(month(number) for number in met)))
        assert said(found(files, "month-without-meeting")) == single
        assert said(found(files, "meeting-gap")) == gaps


def test_only_months_that_have_ended_and_that_anybody_reported_count() -> None:
    with storing() as files:
        files.take(sheet("units", *UNITS, day="2020-12-31"))
        files.take(sheet("meetings", *(month(number, "B") for number in (1, 2, 3)), month(1)))
        assert said(found(files, "meeting-gap", date(2023, 3, 30))) == []  # March is not over
        assert said(found(files, "month-without-meeting", date(2023, 3, 30))) == ["No regular meeting in 2023-02."]
        assert said(found(files, "meeting-gap", date(2023, 6, 30))) == ["No regular meeting for 2 months: 2023-02 – 2023-03."]


def test_a_cell_counts_from_the_first_whole_month_on() -> None:
    with storing() as files:
        files.take(sheet("units", *UNITS[:3], {**UNITS[3], "established_on": "2023-04-02"}, day="2020-12-31"))
        files.take(sheet("meetings", *(month(number) for number in range(1, 13)), *(month(number, "B") for number in range(6, 13))))
        assert said(found(files, "month-without-meeting")) == ["No regular meeting in 2023-05."]


@pytest.mark.parametrize(("present", "wrong"), [(9, False), (10, True)], ids=["all", "one more"])
def test_present_over_due(present: int, wrong: bool) -> None:
    with storing() as files:
        files.take(sheet("meetings", month(5, due=9, present=present)))
        assert said(found(files, "present-over-due")) == ([f"2023-05-05: {present} present of 9 due."] if wrong else [])


@pytest.mark.parametrize(
    ("members", "due", "wrong"),
    [(30, 33, False), (30, 34, True), (30, 27, False), (30, 26, True), (5, 7, False), (5, 8, True), (0, 8, False)],
    ids=["a tenth more", "more than that", "a tenth fewer", "fewer", "two more", "three more", "nobody in the roster"],
)
def test_due_far_from_roster(members: int, due: int, wrong: bool) -> None:
    with storing() as files:
        files.take(sheet("units", *UNITS, day="2020-12-31"))
        if members:
            files.take(
                sheet("members", *(member(f"Trần {number}", card_number=str(number)) for number in range(members)), day="2022-12-31")
            )
        files.take(sheet("meetings", month(5, due=due), month(6, kind="committee", due=90)))
        expected = f"On 2023-05-05: {due} due, {members} in the roster; meetings of this kind: 1."
        assert said(found(files, "due-far-from-roster")) == ([expected] if wrong else [])


# --- ratings and totals ---


@pytest.mark.parametrize(
    ("best", "good", "wrong"), [(1, 5, False), (2, 9, True), (2, 10, False), (1, 0, False)], ids=["a fifth", "more", "exactly", "none good"]
)
def test_excellent_over_cap_of_units_of_a_kind(best: int, good: int, wrong: bool) -> None:
    units = [{"code": f"C{number}", "name": f"Chi bộ C{number}", "kind": "grassroots_cell"} for number in range(best + good)]
    rated = [{"period": "2022", "unit": f"C{number}", "rating": "excellent" if number < best else "good"} for number in range(best + good)]
    with storing() as files:
        files.take(sheet("units", *units, day="2020-12-31"))
        files.take(sheet("ratings", *rated))
        expected = f"2022, units of kind grassroots_cell: {best} excellent beside {good} good, over 20%."
        assert said(found(files, "excellent-over-cap")) == ([expected] if wrong else [])


def test_excellent_members_are_held_against_those_of_their_grassroots_organisation() -> None:
    rated = [("A1", "excellent"), ("A1", "good"), *[("A", "good")] * 4, ("B", "excellent"), *[("B", "good")] * 4]
    rows = [
        {"period": "2022", "unit": unit, "full_name": f"Trần {place}", "subject": "person", "rating": rating}
        for place, (unit, rating) in enumerate(rated)
    ]
    with storing() as files:
        files.take(sheet("units", *UNITS, day="2020-12-31"))
        files.take(sheet("ratings", *rows))
        assert said(found(files, "excellent-over-cap")) == [
            "2022, members: 1 excellent beside 4 good, over 20%."
        ]  # of B; A has one beside five


@pytest.mark.parametrize(
    ("status", "rating", "wrong"),
    [("exempt", "good", True), ("exempt", "not_rated", False), ("official", "good", False)],
    ids=["exempt", "not rated", "official"],
)
def test_rating_of_exempt(status: str, rating: str, wrong: bool) -> None:
    with storing() as files:
        files.take(sheet("members", member("Trần An", card_number="1", status=status), day="2022-12-31"))
        files.take(sheet("ratings", {"period": "2022", "card_number": "1", "rating": rating}))
        assert said(found(files, "rating-of-exempt")) == (["Trần An is exempt, but was rated for 2022."] if wrong else [])


RATED = {"period": "2022", "full_name": "Trần An", "unit": "Chi bộ A1", "rating": "good"}


@pytest.mark.parametrize(
    ("rated", "listed", "wrong"),
    [
        ({}, [{}], True),
        ({"unit": "A"}, [{}], True),
        ({"unit": None}, [{}], True),
        ({"unit": "B"}, [{}], False),
        ({"full_name": "Trần Anh"}, [{}], False),
        ({}, [{"card_number": "1"}, {"card_number": "2"}], False),
        ({"card_number": "1", "full_name": "An"}, [{"card_number": "1"}], True),
        ({"card_number": "9"}, [{"card_number": "1"}], False),
        ({"card_number": "9"}, [{}], True),
        ({"subject": "person"}, [{}], False),
    ],
    ids=[
        "his unit", "a unit above", "no unit", "another unit", "another name", "two of that name", "his card", "another card", "a card nobody has yet",
        "people who need not be known",
    ],
)  # fmt: skip
def test_members_who_are_known_only_since(rated: dict[str, Any], listed: list[dict[str, Any]], wrong: bool) -> None:
    with storing() as files:
        files.take(sheet("units", *UNITS, day="2020-01-01"))
        taken = files.take(sheet("ratings", {**RATED, **rated}))
        assert said(found(files, "member-known-since")) == []
        files.take(sheet("members", *(member("Trần An", **each) for each in listed), day="2022-12-31"))
        told = said(found(files, "member-known-since"))
        assert ([f"“partytrack undo {taken.import_id}”" in each for each in told]) == ([True] if wrong else [])


def test_a_rating_whose_unit_was_joined_since_is_told_and_found_once_it_is_imported_again(here: Path) -> None:
    roster: list[list[Any]] = [["STT", "Họ và tên", "Số thẻ", "Chi bộ"], [1, "Trần An", "0001", "A1"]]
    imported(here, [["DANH SÁCH ĐẢNG VIÊN (Tính đến ngày 31/12/2022)"], *roster])
    rated = [
        ["XẾP LOẠI ĐẢNG VIÊN NĂM 2022"],
        ["Họ và tên", "Chi bộ", "Xếp loại"],
        ["Trần An", "CB Văn phòng Sở", "Hoàn thành tốt nhiệm vụ"],
    ]
    imported(here, rated, "xl.xlsx")
    assert "member-known-since" not in quality(here, "-f", "plain").stdout
    assert partytrack("-C", here, "units", "merge", "CB Văn phòng Sở", "A1").returncode == 0
    (told,) = [each for each in json.loads(quality(here, "-f", "json").stdout)["findings"] if each["rule"] == "member-known-since"]
    assert "“partytrack undo 3”, and import xl.xlsx again" in told["message"]
    assert told["records"] == [{"file": "xl.xlsx", "sheet": "DS", "row": 3, "column": None}]
    assert partytrack("-C", here, "undo", "3").returncode == 0
    imported(here, rated, "xl.xlsx")
    assert "member-known-since" not in quality(here, "-f", "plain").stdout


# --- the command ---

ROSTER: list[list[Any]] = [
    ["DANH SÁCH ĐẢNG VIÊN"],
    ["(Tính đến ngày 31/12/2022)"],
    ["STT", "Họ và tên", "Số thẻ", "Chi bộ", "Ngày vào Đảng", "Ngày chính thức"],
    [1, "@Nguyễn [red]An", "0001", "A1", "01/06/2020", "01/05/2020"],
    [2, "Trần Bình", "0002", "A1", "01/06/2020", "01/06/2021"],
    ["Tổng số: 5 đảng viên", None, None, None, None, None],
]


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("begun")
    (folder / "targets").mkdir()
    (folder / "targets" / "a.yaml").write_text("term: 2020-2025\nfrom: 2020-08\nthrough: 2025-07\ntargets: []\n", encoding="utf-8")
    units: list[list[Any]] = [["Mã", "Tên đơn vị", "Loại hình", "Trực thuộc"], ["A", "Đảng bộ A", "Đảng bộ cơ sở", None], ["A1", "Chi bộ A1", "Chi bộ trực thuộc", "A"], ["B", "Chi bộ B", "Chi bộ cơ sở", None]]  # fmt: skip
    assert partytrack("-C", folder, "import", workbook(folder / "dv.xlsx", units)).returncode == 0
    return folder


@pytest.fixture
def here(begun: Path, tmp_path: Path) -> Path:
    return shutil.copytree(begun, tmp_path, dirs_exist_ok=True)


def imported(here: Path, rows: list[list[Any]], name: str = "ds.xlsx") -> Path:
    partytrack("-C", here, "import", workbook(here / name, rows, names=("DS",)))
    return here


def quality(here: Path, *words: str, lang: str = "en") -> Any:
    return partytrack("-C", here, "quality", "--as-of", "2023-12-31", *words, lang=lang)


def test_the_command_names_each_problem_with_its_place(here: Path) -> None:
    done = quality(imported(here, ROSTER), "-f", "json")
    assert done.returncode == 1  # an error is among them
    answer = json.loads(done.stdout)
    assert answer["schema"] == "partytrack.quality/1"
    told = {(each["rule"], each["severity"], each["unit"], each["message"]) for each in answer["findings"]}
    assert told == {
        ("official-before-admission", "error", "A1", "@Nguyễn [.: the official date lies before the admission."),
        ("stated-totals", "warning", None, "The total row says 5, but another number of rows was read."),
    }
    assert [each["records"] for each in answer["findings"]] == [
        [{"file": "ds.xlsx", "sheet": "DS", "row": 4, "column": None}],
        [{"file": "ds.xlsx", "sheet": "DS", "row": 6, "column": "A"}],
    ]
    assert answer["summary"]["official-before-admission"] == 1
    assert answer["summary"]["look-alike"] == 0


def test_a_corrected_file_takes_its_problems_away(here: Path) -> None:
    imported(here, ROSTER)
    mended = [*ROSTER[:3], [1, "@Nguyễn [red]An", "0001", "A1", "01/06/2020", "01/06/2021"], ROSTER[4], ["Tổng số: 2 đảng viên"]]
    done = quality(imported(here, mended))
    assert (done.returncode, "The rules found nothing." in done.stdout) == (0, True)
    assert quality(here, "-q").stdout == ""


def test_warnings_alone_end_with_0(here: Path) -> None:
    rows: list[list[Any]] = [*ROSTER[:3], ROSTER[4], ROSTER[5]]
    imported(here, rows)
    done = quality(here)
    assert done.returncode == 0
    assert done.stdout.endswith("1 warning.\n")


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("en", ["✗ official before admitted  1  (official-before-admission)", "A1 Chi bộ A1: @Nguyễn [.: the official date", "ds.xlsx!DS!4", "Correct the two dates in the roster.", "1 error, 1 warning."]),
        ("vi", ["✗ chính thức trước khi kết nạp  1  (official-before-admission)", "ngày chính thức trước ngày kết nạp", "Sửa hai ngày trong danh sách.", "1 lỗi, 1 cảnh báo."]),
    ],
)  # fmt: skip
def test_the_page_in_both_languages(lang: str, expected: list[str], here: Path) -> None:
    page = quality(imported(here, ROSTER), lang=lang).stdout
    assert [each for each in expected if each not in page] == []


def test_names_are_shown_in_full_only_where_asked_for(here: Path) -> None:
    imported(here, ROSTER)
    assert "@Nguyễn [red]An" not in quality(here).stdout
    assert "@Nguyễn [red]An:" in quality(here, "--show-names").stdout
    (here / "partytrack.yaml").write_text("mask_names: false\n", encoding="utf-8")
    assert "@Nguyễn [red]An:" in quality(here).stdout


def test_csv_and_markdown_are_harmless(here: Path) -> None:
    imported(here, ROSTER)
    rows = list(csv.DictReader(io.StringIO(quality(here, "--show-names", "-f", "csv").stdout.removeprefix("\ufeff"))))
    assert [row["message"][:8] for row in rows] == ["'@Nguyễn", "The tota"]
    assert "@Nguyễn \\[red\\]An" in quality(here, "--show-names", "-f", "markdown").stdout
    assert len({line.count("\t") for line in quality(here, "-f", "plain").stdout.splitlines()}) == 1


def test_one_rule_one_unit(here: Path) -> None:
    imported(here, ROSTER)
    assert quality(here, "--rule", "stated-totals").returncode == 0
    assert json.loads(quality(here, "--unit", "B", "-f", "json").stdout)["findings"] == []
    assert len(json.loads(quality(here, "--unit", "A", "-f", "json").stdout)["findings"]) == 1
    wrong = quality(here, "--rule", "no-such")
    assert (wrong.returncode, wrong.stdout) == (2, "")
    assert "There is no rule “no-such”." in wrong.stderr


def test_many_problems_are_cut_and_told(here: Path) -> None:
    rows: list[list[Any]] = [
        *ROSTER[:3],
        *([number, f"Trần {number}", f"{number:04}", "A1", "01/06/2020", "01/05/2020"] for number in range(1, 13)),
    ]
    imported(here, rows)
    assert "… and 2 more; --all shows everything." in quality(here).stdout
    assert quality(here, "--all").stdout.count("the official date lies before") == 12


def test_by_what_was_known(here: Path) -> None:
    imported(here, ROSTER)
    assert json.loads(quality(here, "--known-at", "2001-01-01", "-f", "json").stdout)["findings"] == []
