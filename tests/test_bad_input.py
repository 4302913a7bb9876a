"""Everything that can be wrong with what is given: one clear message with its place, the right exit code, nothing half stored."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import duckdb
import pytest

from commands import partytrack, workbook

if TYPE_CHECKING:
    from pathlib import Path

UNITS = [["Mã đơn vị", "Tên đơn vị", "Loại hình"], ["CB01", "Chi bộ Văn phòng", "Chi bộ cơ sở"], ["CB02", "Chi bộ Sở Y tế", "Chi bộ cơ sở"]]
MEETINGS = ["Chi bộ", "Ngày họp", "Loại sinh hoạt", "Triệu tập", "Có mặt"]
ROSTER = ["STT", "Họ và tên", "Ngày sinh", "Số thẻ đảng viên", "Chi bộ"]
TARGET = "term: 2020-2025\nfrom: 2020-08\nthrough: 2025-08\nyears: [2023]\ntargets:\n"
GOOD = TARGET + "  - {id: a, title: A, count: admissions, goal: '>= 1', every: year}\n"


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    (tmp_path / "partytrack.yaml").touch()
    done = partytrack("import", workbook(tmp_path / "units.xlsx", UNITS), "--stated-on", "2022-12-31", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    return tmp_path


def imported(workspace: Path, *words: str | Path) -> dict[str, Any]:
    done = partytrack("import", *words, "-f", "json", cwd=workspace)
    assert "Traceback" not in done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return {**found, "exit": done.returncode}


def findings(workspace: Path, *rows: Any) -> tuple[list[tuple[str, str | None]], dict[str, Any], int]:
    done = imported(workspace, workbook(workspace / "given.xlsx", [*rows]))
    (sheet,) = done["files"][0]["sheets"]
    found = [(each["code"], each["cell"]) for each in sheet["findings"] if each["severity"] != "note"]
    return found, (sheet["tables"] or [{}])[0], done["exit"]


def make_text(path: Path) -> None:
    path.write_text("Chào các đồng chí")


def make_zip_cut_short(path: Path) -> None:
    workbook(path, UNITS)
    path.write_bytes(path.read_bytes()[:2000])


@pytest.mark.parametrize("lang", ["en", "vi"])
@pytest.mark.parametrize(
    "make",
    [
        pytest.param(lambda path: None, id="a missing file"),
        pytest.param(lambda path: path.mkdir(), id="a folder"),
        pytest.param(make_text, id="a text named .xlsx"),
        pytest.param(lambda path: path.touch(), id="nothing in it"),
        pytest.param(make_zip_cut_short, id="cut short"),
    ],
)
def test_a_file_that_cannot_be_read_is_named_and_ends_with_3_while_the_others_go_on(tmp_path: Path, make: Any, lang: str) -> None:
    (tmp_path / "partytrack.yaml").touch()
    make(tmp_path / "bad.xlsx")
    good = workbook(tmp_path / "units.xlsx", UNITS)
    done = partytrack("import", "bad.xlsx", good, cwd=tmp_path, lang=lang)
    assert done.returncode == 3
    assert "bad.xlsx" in done.stderr
    assert "Traceback" not in done.stderr
    rows = json.loads(partytrack("imports", "-f", "json", cwd=tmp_path).stdout)
    assert "units.xlsx" in json.dumps(rows)
    assert "bad.xlsx" not in json.dumps(rows)


def test_an_empty_sheet_and_one_without_a_known_heading(workspace: Path) -> None:
    done = imported(workspace, workbook(workspace / "given.xlsx", [], [["Món ăn", "Giá"], ["Phở", 50]]))
    codes = [[each["code"] for each in sheet["findings"]] for sheet in done["files"][0]["sheets"]]
    assert codes == [["empty-sheet"], ["no-heading-known"]]
    assert done["exit"] == 1


def test_a_sheet_that_fits_none_says_which_kind_came_closest_and_what_is_missing(workspace: Path) -> None:
    workbook(workspace / "given.xlsx", [["STT", "Ngày sinh", "Số thẻ đảng viên", "Chi bộ"], [1, "01/02/1990", "00000001", "Chi bộ 1"]])
    done = partytrack("import", "given.xlsx", cwd=workspace)
    assert done.returncode == 1
    assert "The closest kind is members; it lacks: Họ và tên (full_name)." in done.stdout


def test_a_roster_that_names_no_unit_is_set_aside_as_a_whole(workspace: Path) -> None:
    people: list[list[Any]] = [["STT", "Họ và tên", "Ngày sinh", "Số thẻ đảng viên"], [1, "Trần An", "01/02/1990", "00000001"]]
    done = imported(workspace, workbook(workspace / "given.xlsx", people))
    (sheet,) = done["files"][0]["sheets"]
    assert (sheet["findings"][0]["code"], done["exit"]) == ("unit-nowhere", 1)
    assert [(table["kind"], table["records"], table["rejected"]) for table in sheet["tables"]] == [("members", 1, 1)]


@pytest.mark.parametrize(
    ("rows", "expected", "counts", "code"),
    [
        pytest.param(
            [ROSTER, [1, "Trần An", "01/02/1990", "00000001", "CB01"], [2, None, "01/02/1991", "00000002", "CB01"]],
            [("missing", "B3")], (1, 0, 1), 1, id="a row without its required field",
        ),
        pytest.param(
            [ROSTER, [1, "Trần An", "31/02/1990", "00000001", "CB01"], [2, "Trần Bình", "28/02/1990", "00000002", "CB01"]],
            [("bad-date", "C2")], (1, 0, 1), 1, id="31 February",
        ),
        pytest.param(
            [MEETINGS, ["CB01", "05/01/2031", "thường kỳ", 10, 9], ["CB01", "05/01/2024", "thường kỳ", 10, 9]],
            [("future-date", "B2")], (1, 0, 1), 1, id="a meeting in the future",
        ),
        pytest.param(
            [MEETINGS, ["Chi bộ Văn phòg", "05/01/2024", "thường kỳ", 10, 9]], [("unit-misspelt", "A2")], (0, 0, 1), 1, id="a misspelt unit",
        ),
        pytest.param(
            [MEETINGS, ["Chi bộ Kho bạc", "05/01/2024", "thường kỳ", 10, 9]], [("unit-new", "A2")], (1, 0, 0), 0, id="a new unit",
        ),
        pytest.param(
            [MEETINGS, *[["CB01", "05/01/2024", "thường kỳ", 10, 9]] * 2], [("repeated-row", "A3")], (1, 1, 0), 0, id="a repeated row",
        ),
        pytest.param(
            [MEETINGS, ["CB01", "05/01/2024", "thường kỳ", 10, 11]], [("present-over-due", "E2")], (1, 0, 0), 0, id="one more present than due",
        ),
        pytest.param(
            [MEETINGS, ["CB01", "05/01/2024", "thường kỳ", 10, 10]], [], (1, 0, 0), 0, id="as many present as due",
        ),
    ],
)  # fmt: skip
def test_each_wrong_cell_is_named(workspace: Path, rows: list[Any], expected: list[Any], counts: tuple[int, ...], code: int) -> None:
    found, table, ended = findings(workspace, *rows)
    cells = [(each, cell if each not in ("repeated-row", "unit-new") else expected[place][1]) for place, (each, cell) in enumerate(found)]
    assert (cells, ended) == (expected, code)
    assert (table["new"], table["unchanged"], table["rejected"]) == counts
    assert table["records"] == sum(counts)


def test_a_misspelt_unit_is_told_the_nearest_name_in_both_languages(workspace: Path) -> None:
    workbook(workspace / "given.xlsx", [MEETINGS, ["Chi bộ Văn phòg", "05/01/2024", "thường kỳ", 10, 9]])
    for lang in ("en", "vi"):
        done = partytrack("import", "given.xlsx", "--dry-run", cwd=workspace, lang=lang)
        said = done.stdout + done.stderr
        assert "given.xlsx!Sheet1!A2" in said
        assert "Chi bộ Văn phòng" in said


def test_all_findings_of_a_file_come_at_once(workspace: Path) -> None:
    rows: list[list[Any]] = [
        ROSTER,
        [1, None, "31/02/1990", "00000001", "CB01"],
        [2, "Trần An", "30/02/1991", "00000002", "Chi bộ Sở Y té ế"],
    ]
    found, table, _ = findings(workspace, *rows)
    assert {code for code, _ in found} >= {"missing", "bad-date"}
    assert table["rejected"] == 2


@pytest.mark.parametrize(
    ("content", "place"),
    [
        pytest.param(GOOD.replace("count:", "cuont:"), "targets/a.yaml:6:", id="a typo in a key"),
        pytest.param(
            TARGET + "  - id: a\n    count: admissions\n    goal: >= 200\n    every: year\n", "targets/a.yaml:8:", id="an unquoted goal"
        ),
        pytest.param(GOOD.replace("every: year", "every: yaer"), "targets/a.yaml:6:", id="a typo in a value"),
    ],
)
@pytest.mark.parametrize("lang", ["en", "vi"])
def test_a_wrong_target_file_is_refused_with_its_place(workspace: Path, content: str, place: str, lang: str) -> None:
    (workspace / "targets").mkdir()
    (workspace / "targets" / "a.yaml").write_text(content)
    for command in (("check", "--term", "2020-2025"), ("targets", "lint")):
        done = partytrack(*command, cwd=workspace, lang=lang)
        assert done.returncode == 2
        assert place in done.stdout + done.stderr
        assert "Traceback" not in done.stderr


def test_an_unknown_term_names_the_known_one(workspace: Path) -> None:
    (workspace / "targets").mkdir()
    (workspace / "targets" / "a.yaml").write_text(GOOD)
    done = partytrack("check", "--term", "2020-2026", cwd=workspace)
    assert done.returncode == 2
    assert "2020-2025" in done.stderr


def test_outside_a_workspace_init_is_named(tmp_path: Path) -> None:
    done = partytrack("check", "--term", "2020-2025", cwd=tmp_path)
    assert done.returncode == 2
    assert "partytrack init" in done.stderr


def _store(workspace: Path) -> Path:
    return workspace / ".partytrack" / "store.duckdb"


@pytest.mark.parametrize("lang", ["en", "vi"])
@pytest.mark.parametrize("command", [("imports",), ("import", "units.xlsx", "--full"), ("undo", "1")])
def test_a_damaged_store(workspace: Path, command: tuple[str, ...], lang: str) -> None:
    content = _store(workspace).read_bytes()
    _store(workspace).write_bytes(b"\0" * 4096 + content[4096:])
    done = partytrack(*command, cwd=workspace, lang=lang)
    assert (done.returncode, done.stdout) == (3, "")
    assert "store.duckdb" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_store_from_a_newer_version(workspace: Path) -> None:
    with duckdb.connect(str(_store(workspace))) as connection:
        connection.execute("UPDATE meta SET version = version + 1")
    done = partytrack("imports", cwd=workspace)
    assert done.returncode == 3
    assert "newer" in done.stderr


def test_a_store_that_another_run_holds(workspace: Path) -> None:
    with duckdb.connect(str(_store(workspace))):
        done = partytrack("undo", "1", cwd=workspace)
    assert done.returncode == 75
    assert "Traceback" not in done.stderr


# The administrator may write everywhere; without these two powers he may write no more than the mode of a file allows.
POWERS = "-dac_override,-dac_read_search"
WITHOUT_POWERS = ["setpriv", "--bounding-set", POWERS, "--inh-caps", POWERS]


@pytest.mark.skipif(shutil.which("setpriv") is None and os.name != "posix", reason="no way to give up the powers of the administrator")
@pytest.mark.parametrize("lang", ["en", "vi"])
def test_a_store_that_may_only_be_read(workspace: Path, lang: str) -> None:
    _store(workspace).chmod(0o444)
    powers = WITHOUT_POWERS if os.geteuid() == 0 else []
    command = [*powers, sys.executable, "-m", "partytrack", "--lang", lang, "-C", str(workspace)]
    done = subprocess.run([*command, "undo", "1"], capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stdout) == (3, "")
    assert "store.duckdb" in done.stderr
    assert "Traceback" not in done.stderr
    read = subprocess.run([*command, "imports"], capture_output=True, encoding="utf-8", check=False)
    assert read.returncode == 0, "reading needs no permission to write"


def test_nothing_of_a_refused_file_is_stored(workspace: Path) -> None:
    rows: list[list[Any]] = [MEETINGS, ["CB01", "05/01/2024", "thường kỳ", 10, 9], ["CB01", "31/02/2024", "thường kỳ", 10, 9]]
    workbook(workspace / "given.xlsx", rows)
    done = partytrack("import", "given.xlsx", "--strict", cwd=workspace)
    assert done.returncode == 1
    assert "given.xlsx" not in partytrack("imports", "-f", "json", cwd=workspace).stdout


def test_a_form_without_rows_that_names_unit_and_period_is_a_report(workspace: Path) -> None:
    (workspace / "targets").mkdir()
    (workspace / "targets" / "a.yaml").write_text(TARGET + "  - {id: a, title: A, count: meetings, every: year}\n")
    form = [
        ["ĐẢNG BỘ X"],
        ["CHI BỘ VĂN PHÒNG"],
        ["SỔ SINH HOẠT CHI BỘ"],
        ["Năm 2023"],
        ["Ngày họp", "Loại sinh hoạt", "Triệu tập", "Có mặt"],
    ]
    done = imported(workspace, workbook(workspace / "given.xlsx", form))
    (sheet,) = done["files"][0]["sheets"]
    assert [each["code"] for each in sheet["findings"]] == ["nil-return"]
    checked = json.loads(partytrack("check", "--term", "2020-2025", "--as-of", "2024-01-01", "-f", "json", cwd=workspace).stdout)
    (verdict,) = checked["verdicts"]
    assert (verdict["value"], verdict["reported"], verdict["due"]) == (0, 1, 2)


def test_a_file_in_which_nothing_is_recognised_is_no_import(workspace: Path) -> None:
    done = imported(workspace, workbook(workspace / "given.xlsx", [["Món ăn", "Giá"], ["Phở", 50]]))
    assert (done["exit"], done["files"][0]["import_id"]) == (1, None)
    assert "given.xlsx" not in partytrack("imports", "-f", "json", cwd=workspace).stdout


def test_a_text_that_is_no_table_is_refused(workspace: Path) -> None:
    (workspace / "rows.py").write_text('ROWS = [["Họ và tên", "Chi bộ"], ["Trần An", "CB01"]]\n')
    done = partytrack("import", "rows.py", cwd=workspace)
    assert done.returncode == 3


def test_what_set_gives_and_the_sheet_has_no_use_for_is_said(workspace: Path) -> None:
    rows: list[list[Any]] = [ROSTER, [1, "Trần An", "01/02/1990", "00000001", "CB01"]]
    done = imported(workspace, workbook(workspace / "given.xlsx", rows), "--set", "period=2023", "--kind", "members")
    assert "set-unused" in [each["code"] for each in done["files"][0]["sheets"][0]["findings"]]


def test_a_list_of_ratings_without_its_year_is_not_taken_for_a_roster(workspace: Path) -> None:
    rows = [
        ["Số thẻ đảng viên", "Họ và tên", "Ngày sinh", "Chi bộ", "Kết quả xếp loại"],
        ["00000001", "Trần An", "01/02/1990", "CB01", "HTT"],
    ]
    workbook(workspace / "given.xlsx", rows)
    done = partytrack("import", "given.xlsx", cwd=workspace)
    assert done.returncode == 1
    assert "Năm (period)" in done.stdout + done.stderr
    taken = imported(workspace, "given.xlsx", "--set", "period=2023", "--set", "subject=person")
    assert (taken["exit"], taken["files"][0]["sheets"][0]["kind"]) == (0, "ratings")


@pytest.mark.parametrize("option", [("--kind", "admision"), ("--map", "Chi bộ=unitt"), ("--set", "perod=2023")])
def test_a_misspelt_option_is_one_message(workspace: Path, option: tuple[str, str]) -> None:
    done = partytrack("import", "units.xlsx", *option, cwd=workspace)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Traceback" not in done.stderr
    assert "Did you mean" in done.stderr
