"""`check` and its exit code; the tables are tested with the reports."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from partytrack import messages
from partytrack.cli.check import exit_code, statuses
from partytrack.cli.main import main
from partytrack.errors import ExitCode
from partytrack.targets.status import Status
from verdicts import ADMISSIONS, GOOD, verdict

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from partytrack.targets.judge import Verdict

MISSED = frozenset({"missed"})
WARNED = replace(GOOD, severity="warn")

TARGETS = """\
term: 2020-2025
from: 2020-08-11
through: 2025-08-10
years: [2021, 2022, 2023]
targets:
  - id: new-members
    title: Kết nạp đảng viên mới
    count: admissions
    goal: ">= 2"
    every: year
"""
ADMITTED = """\
Họ và tên,Ngày sinh,Đơn vị,Ngày kết nạp
Nguyễn Văn Thử,01/02/1990,Chi bộ Một,05/03/2022
Trần Thị Mẫu,03/04/1991,Chi bộ Một,06/03/2022
Lê Văn Giả,05/06/1992,Chi bộ Một,07/03/2023
"""


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    for name in ("PARTYTRACK_LANG", "PARTYTRACK_WORKSPACE", "PARTYTRACK_STORE", "COLUMNS", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LC_ALL", "C")
    (tmp_path / "targets").mkdir()
    (tmp_path / "targets" / "term.yaml").write_text(TARGETS, encoding="utf-8")
    (tmp_path / "admissions.csv").write_text(ADMITTED, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    yield tmp_path
    messages.speak("en")


@pytest.mark.parametrize(
    ("verdicts", "code"),
    [
        pytest.param([], ExitCode.DONE, id="nothing judged"),
        pytest.param([verdict(ADMISSIONS, 2023, Status.MET)], ExitCode.DONE, id="met"),
        pytest.param([verdict(ADMISSIONS, 2023, Status.MISSED)], ExitCode.FINDINGS, id="missed in the last ended period"),
        pytest.param([verdict(ADMISSIONS, 2022, Status.MISSED), verdict(ADMISSIONS, 2023, Status.MET)], ExitCode.DONE, id="an older miss"),
        pytest.param(
            [verdict(ADMISSIONS, 2023, Status.MET), verdict(ADMISSIONS, 2024, Status.MISSED, open=True)],
            ExitCode.FINDINGS,
            id="the open one is lost",
        ),
        pytest.param(
            [verdict(ADMISSIONS, 2023, Status.MISSED), verdict(ADMISSIONS, 2024, Status.ON_TRACK, open=True)],
            ExitCode.FINDINGS,
            id="ended before open",
        ),
        pytest.param([verdict(ADMISSIONS, 2023, Status.BEHIND, open=True)], ExitCode.DONE, id="behind is not asked for"),
        pytest.param([verdict(ADMISSIONS, 2023, Status.NO_DATA)], ExitCode.DONE, id="no data is not asked for"),
        pytest.param([verdict(ADMISSIONS, 2023, None)], ExitCode.DONE, id="watched"),
        pytest.param([verdict(ADMISSIONS, 2023, Status.WAIVED)], ExitCode.DONE, id="waived"),
        pytest.param([verdict(WARNED, 2023, Status.MISSED)], ExitCode.DONE, id="a warning never fails"),
        pytest.param(
            [verdict(ADMISSIONS, 2023, Status.MET), verdict(GOOD, 2022, Status.MISSED)],
            ExitCode.FINDINGS,
            id="each target has its own last",
        ),
        pytest.param(
            [verdict(ADMISSIONS, 2023, Status.MET), verdict(ADMISSIONS, 2023, Status.MISSED, unit="CB1")],
            ExitCode.DONE,
            id="one unit is not the whole",
        ),
    ],
)
def test_the_exit_code(verdicts: list[Verdict], code: ExitCode) -> None:
    assert exit_code(verdicts, MISSED) is code


def test_the_exit_code_of_a_chosen_unit() -> None:
    below = verdict(ADMISSIONS, 2023, Status.MISSED, unit="CB1.1")
    assert exit_code([verdict(ADMISSIONS, 2023, Status.MET, unit="CB1"), below], MISSED) is ExitCode.DONE
    assert exit_code([verdict(ADMISSIONS, 2023, Status.MISSED, unit="CB1")], MISSED) is ExitCode.FINDINGS
    assert exit_code([verdict(ADMISSIONS, 2023, Status.MET, unit="CB1")], MISSED) is ExitCode.DONE


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (None, {"missed"}),
        ("never", set()),
        ("behind", {"behind"}),
        ("missed, no-data", {"missed", "no-data"}),
        ("missed,behind,no-data", {"missed", "behind", "no-data"}),
    ],
)
def test_what_fails(words: str | None, expected: set[str]) -> None:
    assert statuses(words) == expected


def test_from_a_spreadsheet_to_a_verdict(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", "admissions.csv"]) == 0
    capsys.readouterr()
    assert main(["check", "--as-of", "31/12/2022"]) == 0
    shown = capsys.readouterr()
    assert "Term 2020-2025, as of 2022-12-31." in shown.out
    assert shown.err == ""
    assert main(["check", "--term", "2020-2025", "--as-of", "2023-12-31", "-f", "json"]) == 1
    verdicts = json.loads(capsys.readouterr().out)["verdicts"]
    assert [(each["period"], each["value"], each["status"]) for each in verdicts] == [
        ("2021", None, "no-data"),
        ("2022", 2, "met"),
        ("2023", 1, "missed"),
    ]
    assert main(["check", "--as-of", "2023-12-31", "--fail-on", "never"]) == 0
    capsys.readouterr()
    assert main(["check", "--as-of", "2022-12-31", "-q"]) == 0
    assert capsys.readouterr() == ("", "")
    assert main(["check", "--as-of", "2023-12-31", "-q"]) == 1
    assert "missed" in capsys.readouterr().out


def test_names_of_people_are_never_shown(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["import", "admissions.csv"])
    capsys.readouterr()
    for form in ("table", "plain", "json", "csv"):
        main(["check", "--as-of", "2023-12-31", "--by", "unit", "-f", form])
        shown = capsys.readouterr().out
        assert "Chi bộ Một" in shown
        assert "Nguyễn Văn Thử" not in shown


def test_the_ending_of_the_file_chooses_the_format(workspace: Path) -> None:
    main(["import", "admissions.csv"])
    assert main(["check", "--as-of", "2022-12-31", "-o", "check.csv", "-q"]) == 0
    content = (workspace / "check.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    assert [row["status"] for row in rows][:2] == ["no-data", "met"]
    assert main(["check", "--as-of", "2022-12-31", "-o", "check.txt"]) == 0
    assert "Term 2020-2025" in (workspace / "check.txt").read_text(encoding="utf-8")


def test_nothing_is_cut_without_a_terminal(workspace: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    long = "Kết nạp đảng viên mới " * 12
    (workspace / "targets" / "term.yaml").write_text(TARGETS.replace("Kết nạp đảng viên mới", long.strip()), encoding="utf-8")
    main(["check", "--as-of", "2022-12-31"])
    assert long.strip() in capsys.readouterr().out
    monkeypatch.setenv("COLUMNS", "100")
    main(["check", "--as-of", "2022-12-31"])
    shown = capsys.readouterr().out
    assert long.strip() not in shown
    assert max(len(line) for line in shown.splitlines()) <= 100


def test_a_year_without_a_period_is_wrong_usage(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--year", "2023", "--as-of", "2023-06-30"]) == 0
    capsys.readouterr()
    assert main(["check", "--year", "2024"]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err == "Error: There is no period to judge in 2024.\n  The term 2020-2025 has the years 2021, 2022, 2023.\n"


def test_one_unit_s_count_is_not_judged_and_not_watched(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["import", "admissions.csv"])
    capsys.readouterr()
    main(["check", "--as-of", "2022-12-31", "--year", "2022", "--by", "unit"])
    shown = capsys.readouterr().out.splitlines()
    whole, unit = (next(line for line in shown if word in line) for word in ("whole committee", "Chi bộ Một"))
    assert "✓ met" in whole
    assert "watched" not in unit
    assert "≥ 2" not in unit
    assert shown[-1] == "✓ 1 met"
    main(["check", "--as-of", "2022-12-31", "--year", "2022", "--unit", "Chi bộ Một"])
    shown = capsys.readouterr().out.splitlines()
    assert "Only the unit: Chi bộ Một." in shown
    assert not any("watched" in line for line in shown)


def test_a_workspace_without_target_files_has_nothing_to_lint(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (workspace / "partytrack.yaml").touch()
    (workspace / "targets" / "term.yaml").unlink()
    assert main(["targets", "lint"]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith("Error: There is no target file in ")


def test_several_terms_must_be_named(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (workspace / "targets" / "other.yaml").write_text(
        TARGETS.replace("2020-2025", "2015-2020")
        .replace("2020-08-11", "2015-08-11")
        .replace("2025-08-10", "2020-08-10")
        .replace("[2021, 2022, 2023]", "[2016]"),
        encoding="utf-8",
    )
    assert main(["check"]) == 2
    assert capsys.readouterr().err == "Error: This workspace has several terms: 2015-2020, 2020-2025.\n  Say which one with --term.\n"


def test_a_target_file_that_is_not_valid(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (workspace / "targets" / "term.yaml").write_text(TARGETS.replace("count: admissions", "cuont: admissions"), encoding="utf-8")
    assert main(["check", "--term", "2020-2025"]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert "term.yaml:8:5: " in told.err
    assert main(["targets", "lint"]) == 2
    assert "term.yaml:8:5: ✗ error: " in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (["check", "--term", "2030-2035"], "2030-2035"),
        (["check", "--target", "new-membres"], "new-membres"),
        (["check", "--unit", "Chi bộ Không Có"], "Chi bộ Không Có"),
        (["targets", "show", "new-membres"], "new-membres"),
        (["targets", "list", "--term", "2030"], "2030"),
    ],
)
def test_a_name_nobody_knows(workspace: Path, words: list[str], part: str, capsys: pytest.CaptureFixture[str]) -> None:
    main(["import", "admissions.csv"])
    capsys.readouterr()
    assert main(words) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert part in told.err


def test_the_targets_are_listed_and_shown(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["targets", "list"]) == 0
    assert "≥ 2" in capsys.readouterr().out
    assert main(["targets", "list", "-f", "json"]) == 0
    assert [each["target"] for each in json.loads(capsys.readouterr().out)["targets"]] == ["new-members"]
    assert main(["targets", "show", "new-members"]) == 0
    assert "every year" in capsys.readouterr().out
    assert main(["targets", "lint"]) == 0
    assert capsys.readouterr().err == "Valid. Terms: 1; targets: 1.\n"


def test_periods_read_as_people_write_them_and_scripts_get_labels(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    monthly = TARGETS.replace("every: year", "every: month")
    (workspace / "targets" / "term.yaml").write_text(monthly, encoding="utf-8")
    main(["import", "admissions.csv"])
    asked = ["--term", "2020-2025", "--as-of", "2022-04-30"]
    capsys.readouterr()
    main(["--lang", "vi", "check", *asked, "--year", "2022", "-f", "table"])
    table = capsys.readouterr().out
    assert "tháng 3/2022" in table
    assert "2022-03" not in table
    main(["--lang", "vi", "explain", "new-members", *asked, "--period", "Tháng 3/2022"])
    assert "tháng 3/2022: ✓ đạt" in capsys.readouterr().out
    main(["--lang", "vi", "check", *asked, "--year", "2022", "-f", "json"])
    assert json.loads(capsys.readouterr().out)["verdicts"][2]["period"] == "2022-03"


@pytest.mark.parametrize(
    ("handed_down", "said"),
    [
        pytest.param("new-members,Chi bộ Một,2022,2\n", [], id="the id of a target"),
        pytest.param("older,Chi bộ Một,2022,2\nnew-members,Chi bộ Một,2022,2\n", [], id="the id of a target of another term"),
        pytest.param(
            "new-member,Chi bộ Một,2022,2\n",
            [
                (
                    "giao.csv!giao!2: a quota is handed down for “new-member”, but no target has this id, so it binds nobody."
                    " Did you mean new-members?"
                ),
                "new-members: the goal is “allocated”, but no quota was handed down under this id.",
            ],
            id="an id that is nearly one",
        ),
        pytest.param(
            "new-members,Chi bộ Một,2022,2\nxyz,Chi bộ Một,2022,2\n",
            [
                (
                    "giao.csv!giao!3: a quota is handed down for “xyz”, but no target has this id, so it binds nobody."
                    " See the ids with: partytrack targets list"
                )
            ],
            id="an id like none",
        ),
    ],
)
@pytest.mark.parametrize("form", ["table", "plain", "json"])
def test_quotas_that_no_target_knows(
    workspace: Path, capsys: pytest.CaptureFixture[str], handed_down: str, said: list[str], form: str
) -> None:
    (workspace / "targets" / "term.yaml").write_text(TARGETS.replace(">= 2", ">= allocated"), encoding="utf-8")
    older = TARGETS.replace("2020-2025", "2015-2020").replace("new-members", "older")
    (workspace / "targets" / "older.yaml").write_text(older, encoding="utf-8")
    (workspace / "giao.csv").write_text("Mã chỉ tiêu,Đơn vị,Năm,Chỉ tiêu giao\n" + handed_down, encoding="utf-8")
    main(["import", "admissions.csv", "giao.csv", "-q"])
    capsys.readouterr()
    main(["check", "--term", "2020-2025", "--as-of", "2022-12-31", "-f", form])
    assert capsys.readouterr().err.splitlines() == said


@pytest.mark.parametrize(
    ("asked", "advice"),
    [
        pytest.param("Chi bo Mot", "Did you mean Chi bộ Một?", id="without accents"),
        pytest.param("Chi bộ Mộtt", "Did you mean Chi bộ Một?", id="a letter too many"),
        pytest.param("Văn phòng", "see: partytrack units list", id="nothing like it"),
    ],
)
def test_a_unit_nobody_knows_is_answered_with_the_nearest(
    workspace: Path, capsys: pytest.CaptureFixture[str], asked: str, advice: str
) -> None:
    main(["import", "admissions.csv", "-q"])
    assert main(["check", "--unit", asked]) == 2
    assert advice in capsys.readouterr().err
