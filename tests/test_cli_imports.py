"""`import`, `inspect`, `imports` and `undo`, run for real: tables, JSON and exit codes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from commands import partytrack, workbook
from partytrack.cli.main import main

if TYPE_CHECKING:
    from pathlib import Path

GOOD = """\
Họ và tên,Ngày sinh,Đơn vị,Ngày kết nạp
Nguyễn Văn Thử,01/02/1990,Chi bộ Một,05/03/2022
Trần Thị Mẫu,03/04/1991,Chi bộ Một,06/03/2022
"""
ONE_BAD = GOOD.replace("03/04/1991", "31/02/1991")


@pytest.fixture(autouse=True)
def workspace(workspace: Path) -> Path:
    """With three files in it."""
    (workspace / "good.csv").write_text(GOOD, encoding="utf-8")
    (workspace / "bad.csv").write_text(ONE_BAD, encoding="utf-8")
    (workspace / "damaged.xlsx").write_bytes(b"no spreadsheet")
    return workspace


@pytest.mark.parametrize(
    ("files", "code"),
    [
        pytest.param(["good.csv"], 0, id="all rows are good"),
        pytest.param(["bad.csv"], 1, id="a row is rejected"),
        pytest.param(["missing.xlsx"], 3, id="a missing file"),
        pytest.param(["damaged.xlsx"], 3, id="a file that is no spreadsheet"),
        pytest.param(["bad.csv", "missing.xlsx"], 3, id="what could not be done outranks findings"),
        pytest.param(["bad.csv", "--strict"], 1, id="a file refused for its row"),
        pytest.param(["bad.csv", "--dry-run"], 1, id="a dry run finds the same"),
        pytest.param(["good.csv", "--kind", "membres"], 2, id="a kind nobody knows"),
    ],
)
def test_the_exit_code(files: list[str], code: int) -> None:
    assert main(["import", *files]) == code


@pytest.mark.parametrize(("files", "code"), [(["good.csv"], 0), (["bad.csv"], 1), (["missing.xlsx"], 3)])
def test_the_exit_code_of_inspect(files: list[str], code: int) -> None:
    assert main(["inspect", *files]) == code


def test_the_other_files_go_on(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", "missing.xlsx", "good.csv", "-f", "json"]) == 3
    missing, good = json.loads(capsys.readouterr().out)["files"]
    assert missing["error"]["code"]
    assert missing["sheets"] == []
    assert good["error"] is None
    assert good["import_id"] == 1


def test_the_same_content_twice_in_one_command_is_imported_once(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (workspace / "copy.csv").write_text(GOOD, encoding="utf-8")
    assert main(["import", "good.csv", "copy.csv", "-f", "json"]) == 0
    assert [(each["import_id"], each["already_imported"]) for each in json.loads(capsys.readouterr().out)["files"]] == [
        (1, False),
        (1, True),
    ]


def test_import_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    main(["import", "bad.csv", "-f", "json"])
    got = json.loads(capsys.readouterr().out)
    assert got["schema"] == "partytrack.import/1"
    (file,) = got["files"]
    assert len(file["sha256"]) == 64
    assert {name: file[name] for name in ("file", "import_id", "dry_run", "already_imported", "error")} == {
        "file": "bad.csv",
        "import_id": 1,
        "dry_run": False,
        "already_imported": False,
        "error": None,
    }
    (sheet,) = file["sheets"]
    assert (sheet["kind"], sheet["hidden"], sheet["stated_on"]) == ("admissions", False, None)
    (table,) = sheet["tables"]
    assert table["header_rows"] == [1]
    assert (table["first_row"], table["last_row"], table["rows"], table["records"]) == (2, 3, 2, 2)
    assert table["fields"] == {"full_name": "A", "birth_date": "B", "unit": "C", "admitted_on": "D"}
    assert {name: table[name] for name in ("new", "changed", "unchanged", "rejected", "gone")} == {
        "new": 1,
        "changed": 0,
        "unchanged": 0,
        "rejected": 1,
        "gone": 0,
    }
    bad = next(each for each in sheet["findings"] if each["severity"] == "error")
    assert {name: bad[name] for name in ("code", "cell", "field", "value")} == {
        "code": "bad-date",
        "cell": "B3",
        "field": "birth_date",
        "value": "31/02/1991",
    }
    assert "not a date that exists" in bad["message"]


MEETINGS_ABOVE_MEMBERS: list[list[Any]] = [
    ["SINH HOẠT CHI BỘ NĂM 2023"],
    ["STT", "Chi bộ", "Ngày họp"],
    [1, "Chi bộ Một", "05/01/2023"],
    [2, "Chi bộ Một", "05/02/2023"],
    [3, "Chi bộ Một", "05/03/2023"],
    [],
    ["DANH SÁCH ĐẢNG VIÊN"],
    ["Tính đến ngày 31/12/2022"],
    ["STT", "Họ và tên", "Ngày sinh", "Số thẻ đảng", "Ngày vào Đảng", "Chi bộ"],
    [1, "Nguyễn Văn An", "01/02/1970", "012345", "03/02/1995", "Chi bộ Một"],
    [2, "Trần Văn Bình", "01/02/1971", "012346", "03/02/1996", "Chi bộ Một"],
]
RATINGS: list[list[Any]] = [
    ["KẾT QUẢ XẾP LOẠI ĐẢNG VIÊN NĂM 2023"],
    ["STT", "Họ và tên", "Số thẻ đảng", "Chi bộ", "Xếp loại"],
    [1, "Nguyễn Văn An", "012345", "Chi bộ Một", "Hoàn thành tốt nhiệm vụ"],
]


@pytest.mark.parametrize("files", [["both.xlsx", "ratings.xlsx"], ["ratings.xlsx", "both.xlsx"]])
def test_a_file_with_members_below_something_larger_goes_before_what_is_said_of_them(
    workspace: Path, files: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    workbook(workspace / "both.xlsx", MEETINGS_ABOVE_MEMBERS)
    workbook(workspace / "ratings.xlsx", RATINGS)
    assert main(["import", *files, "-f", "json"]) == 0
    read = {each["file"]: each for each in json.loads(capsys.readouterr().out)["files"]}
    assert (read["both.xlsx"]["import_id"], read["ratings.xlsx"]["import_id"]) == (1, 2)
    (sheet,) = read["both.xlsx"]["sheets"]
    assert sheet["kind"] == "meetings"
    assert [(table["kind"], table["new"]) for table in sheet["tables"]] == [("meetings", 3), ("members", 2)]


def test_each_table_of_a_sheet_is_shown_with_its_own_kind(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    workbook(workspace / "both.xlsx", MEETINGS_ABOVE_MEMBERS)
    main(["import", "both.xlsx", "--dry-run"])
    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert [kind for line in lines for kind in ("meetings", "members") if kind in line[:4]][:2] == ["meetings", "members"]
    main(["inspect", "both.xlsx"])
    shown = capsys.readouterr().out
    assert "Sheet1: meetings, members, as of 2022-12-31" in shown
    assert "    members: Headings in row 9; 2 rows of data, 10 to 11; 0 rejected." in shown
    main(["inspect", "both.xlsx", "-f", "markdown"])
    assert [line.split(" | ")[1] for line in capsys.readouterr().out.splitlines() if line.startswith("| Sheet1 | m")] == [
        "meetings",
        "members",
    ]
    main(["import", "both.xlsx", "-f", "csv"])
    assert [line.split(",")[6] for line in capsys.readouterr().out.splitlines()] == ["kind", "meetings", "members"]


def test_inspect_as_json_stores_nothing(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["inspect", "good.csv", "-f", "json"])
    got = json.loads(capsys.readouterr().out)
    assert got["schema"] == "partytrack.inspect/1"
    (file,) = got["files"]
    assert "import_id" not in file
    assert "new" not in file["sheets"][0]["tables"][0]
    assert not (workspace / ".partytrack").exists()


@pytest.mark.parametrize(
    ("rows", "columns"),
    [
        pytest.param(
            [
                ["Họ đệm", "Tên", "Chi bộ", "Ngày vào Đảng", "", "", "Số thẻ"],
                ["", "", "", "Ngày", "Tháng", "Năm", ""],
                ["Trần Văn", "An", "Chi bộ A", 1, 2, 2010, "00000001"],
            ],
            {"full_name": ["A", "B"], "unit": ["C"], "admitted_on": ["D", "E", "F"], "card_number": ["G"]},
            id="a name over two columns, a date over three",
        ),
        pytest.param(
            [["", "Ngày sinh", "", ""], ["Họ và tên", "Nam", "Nữ", "Chi bộ"], ["Trần Văn An", "01/02/1980", None, "Chi bộ A"]],
            {"full_name": ["A"], "birth_date": ["B", "C"], "sex": ["B", "C"], "unit": ["D"]},
            id="a date of birth under either sex",
        ),
        pytest.param(
            [["XẾP LOẠI NĂM 2023"], ["Chi bộ", "Xếp loại", ""], ["", "Hoàn thành tốt", "Hoàn thành"], ["Chi bộ A", "x", None]],
            {"unit": ["A"], "rating": ["B", "C"]},
            id="a column to be ticked for each rating",
        ),
        pytest.param(
            [["SINH HOẠT NĂM 2023"], ["Chi bộ", "Tháng 1", "Tháng 2", "Tháng 3"], ["Chi bộ A", "x", "x", "x"]],
            {"unit": ["A"], "held_on": ["B", "C", "D"]},
            id="a column for each month",
        ),
    ],
)
def test_json_names_all_columns_of_each_field_and_the_first_as_ever(
    workspace: Path, capsys: pytest.CaptureFixture[str], rows: list[list[Any]], columns: dict[str, list[str]]
) -> None:
    workbook(workspace / "several.xlsx", rows)
    for command in ("inspect", "import"):
        main([command, "several.xlsx", "-f", "json"])
        (table,) = json.loads(capsys.readouterr().out)["files"][0]["sheets"][0]["tables"]
        assert table["columns"] == columns
        assert table["fields"] == {name: letters[0] for name, letters in columns.items()}


def test_inspect_needs_no_workspace(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (workspace / "partytrack.yaml").unlink()
    assert main(["inspect", "good.csv"]) == 0
    assert "A = full name (full_name)" in capsys.readouterr().out


def test_findings_name_the_cell_and_what_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    main(["import", "bad.csv"])
    shown = capsys.readouterr().out
    assert "B3: ✗ error: date of birth: “31/02/1991” is not a date that exists." in shown
    assert "    Write day/month/year" in shown


def test_the_same_file_again_changes_nothing_and_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    main(["import", "good.csv"])
    capsys.readouterr()
    assert main(["import", "good.csv"]) == 0
    assert "already imported (1); nothing changed" in capsys.readouterr().out
    main(["import", "good.csv", "-f", "json"])
    (file,) = json.loads(capsys.readouterr().out)["files"]
    assert (file["already_imported"], file["import_id"]) == (True, 1)


def test_what_was_rejected_then_is_said_again(capsys: pytest.CaptureFixture[str]) -> None:
    main(["import", "bad.csv"])
    capsys.readouterr()
    main(["import", "bad.csv"])
    said = capsys.readouterr()
    assert "already imported (1); nothing changed; 1 row was rejected then" in said.out
    assert "bad.csv: if the reason" in said.err
    assert "“partytrack undo 1”" in said.err
    main(["import", "bad.csv", "-q"])
    assert "partytrack undo" not in capsys.readouterr().err


def test_a_folder_to_return_to_that_is_a_file_is_refused_in_the_readers_language(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", "vi", "import", "good.csv", "--return", "bad.csv"]) == 3
    said = capsys.readouterr()
    assert said.out == ""
    assert "bad.csv: đã có tệp mang tên đó." in said.err


def test_a_narrow_list_of_imports_folds_names_and_keeps_numbers(
    workspace: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    name = "danh sách kết nạp đảng viên mới quý bốn năm hai nghìn không trăm hai mươi hai.csv"
    (workspace / name).write_text(ONE_BAD, encoding="utf-8")
    monkeypatch.setenv("COLUMNS", "80")
    main(["import", "good.csv", name])
    imported = capsys.readouterr().out
    main(["imports"])
    listed = capsys.readouterr().out
    for shown in (imported.split("\n\n")[0], listed):
        lines = shown.splitlines()
        assert max(map(len, lines)) <= 80
        assert "…" not in shown
        assert all(word in shown.split() for word in name.split())
        assert min(len(line.split()) for line in lines) > 0
        assert len(lines) < 14, "nothing stands vertically"
    header = listed.splitlines()[0].split()
    assert "changed" not in header, "a column of zeros is given up"
    assert "rejected" in header


def test_a_dry_run_says_so_and_stores_nothing(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", "good.csv", "--dry-run"]) == 0
    assert "dry run: nothing was stored" in capsys.readouterr().out
    assert not (workspace / ".partytrack" / "store.duckdb").exists()


def test_a_pattern_the_shell_left_alone(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["inspect", "g*.csv"]) == 0
    assert capsys.readouterr().out.startswith("good.csv\n")


def test_quiet_says_nothing_when_all_is_well_and_everything_else(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", "good.csv", "-q"]) == 0
    assert capsys.readouterr() == ("", "")
    assert main(["import", "bad.csv", "-q"]) == 1
    assert "31/02/1991" in capsys.readouterr().out


def test_imports_and_undo(capsys: pytest.CaptureFixture[str]) -> None:
    main(["import", "good.csv"])
    capsys.readouterr()
    assert main(["undo", "1"]) == 0
    assert capsys.readouterr().out.startswith("Import 1 (good.csv) was taken back; ")
    assert main(["imports", "-f", "json"]) == 0
    first, second = json.loads(capsys.readouterr().out)["imports"]
    assert (first["file"], first["new"], first["undone_by"], second["undoes"]) == ("good.csv", 2, 2, 1)
    assert main(["imports"]) == 0
    shown = capsys.readouterr().out
    assert "undone by 2" in shown
    assert "undo of 1" in shown
    assert main(["imports", "-f", "csv"]) == 0
    assert capsys.readouterr().out.startswith("\ufeffid,at,action,file")


@pytest.mark.parametrize("number", ["7", "0"])
def test_an_import_that_does_not_exist(number: str, capsys: pytest.CaptureFixture[str]) -> None:
    main(["import", "good.csv"])
    capsys.readouterr()
    assert main(["undo", number]) == 2
    assert f"There is no import {number}." in capsys.readouterr().err


def test_many_findings_end_with_how_many_more(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = "".join(f"Người Thử {number},31/02/19{number % 100:02},Chi bộ Một,05/03/2022\n" for number in range(203))
    (workspace / "many.csv").write_text("Họ và tên,Ngày sinh,Đơn vị,Ngày kết nạp\n" + rows, encoding="utf-8")
    main(["inspect", "many.csv"])
    shown = capsys.readouterr().out
    assert shown.count("✗ error") == 200
    assert "more findings: see all with -f json." in shown
    main(["inspect", "many.csv", "-f", "plain"])
    assert capsys.readouterr().out.count("bad-date") == 203


# --- before it counts ---

THEN = """\
Tính đến ngày 31/12/2022,,,,
Số thẻ,Họ và tên,Ngày sinh,Chi bộ,Chức vụ
00000001,Lê Văn An,01/02/1980,Chi bộ Một,Bí thư
00000002,Trần Thị Bình,01/02/1981,Chi bộ Một,
00000003,Võ Văn Cường,01/02/1982,Chi bộ Một,
"""
NOW = """\
Tính đến ngày 31/12/2023,,,,
Số thẻ,Họ và tên,Ngày sinh,Chi bộ,Chức vụ
00000001,Lê Văn An,01/02/1980,Chi bộ Một,Phó bí thư
00000003,Võ Văn Cường,01/02/1982,Chi bộ Một,
00000009,Hồ Thị Em,01/02/1992,Chi bộ Một,
00000010,Ngô Văn Giang,31/02/1983,Chi bộ Một,
"""


@pytest.fixture
def two_years(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (workspace / "then.csv").write_text(THEN, encoding="utf-8")
    (workspace / "now.csv").write_text(NOW, encoding="utf-8")
    main(["import", "then.csv"])
    capsys.readouterr()


@pytest.mark.usefixtures("two_years")
def test_a_dry_run_shows_what_would_become_of_each_record(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", "now.csv", "--full", "--dry-run"]) == 1
    shown = capsys.readouterr()
    assert shown.err == ""
    lines = [line.strip() for line in shown.out.splitlines()]
    first = lines.index("− Gone: not in the complete list, ended by it  1")
    assert lines[first : first + 10] == [
        "− Gone: not in the complete list, ended by it  1",
        "Chi bộ Một: Trần T. B.",
        "~ Changed  1",
        "row 3, Chi bộ Một: Lê V. A. — position: Bí thư → Phó bí thư",
        "+ New  1",
        "row 5, Chi bộ Một: Hồ T. E.",
        "✗ Rejected  1",
        "row 6",
        "= Unchanged  1",
        "row 4",
    ]
    main(["import", "now.csv", "--full", "--dry-run", "--show-names"])
    assert "row 5, Chi bộ Một: Hồ Thị Em" in capsys.readouterr().out


def test_a_list_whose_numbering_tells_some_superiors_takes_none_away(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    full = (
        "Mã,Tên tổ chức đảng,Loại hình,Trực thuộc\nH,Huyện ủy Bắc,,\nA,Đảng bộ xã An,Đảng bộ cơ sở,H\nA1,Chi bộ Đông,Chi bộ trực thuộc,A\n"
    )
    outline = "STT,Mã,Tên tổ chức đảng,Loại hình\nI,A,Đảng bộ xã An,Đảng bộ cơ sở\n1,A1,Chi bộ Đông,Chi bộ trực thuộc\n"
    (workspace / "full.csv").write_text(full, encoding="utf-8")
    (workspace / "outline.csv").write_text(outline, encoding="utf-8")
    main(["import", "full.csv", "--stated-on", "2023-12-31"])
    capsys.readouterr()
    main(["import", "outline.csv", "--stated-on", "2024-12-31", "--dry-run", "-f", "json"])
    (sheet,) = json.loads(capsys.readouterr().out)["files"][0]["sheets"]
    assert "superior-from-outline" in {each["code"] for each in sheet["findings"]}
    assert [sheet["tables"][0][name] for name in ("new", "changed", "unchanged")] == [0, 0, 2]


@pytest.mark.usefixtures("two_years")
def test_a_dry_run_as_json_has_every_record_beside_the_counts(capsys: pytest.CaptureFixture[str]) -> None:
    main(["import", "now.csv", "--full", "--dry-run", "-f", "json"])
    (table,) = json.loads(capsys.readouterr().out)["files"][0]["sheets"][0]["tables"]
    assert [table[name] for name in ("new", "changed", "unchanged", "rejected", "gone")] == [1, 1, 1, 1, 1]
    details = {each["became"]: each for each in table["details"]}
    assert [each["row"] for each in table["details"]] == [3, 4, 5, 6, None]
    assert details["changed"] == {
        "became": "changed",
        "kind": "members",
        "row": 3,
        "unit": "Chi bộ Một",
        "unit_name": "Chi bộ Một",
        "name": "Lê V. A.",
        "when": None,
        "changes": {"position": {"old": "Bí thư", "new": "Phó bí thư"}},
        "imports": [],
    }
    assert details["rejected"]["name"] == "Ngô V. G."


@pytest.mark.usefixtures("two_years")
def test_a_dry_run_for_scripts_has_a_line_for_each_field(capsys: pytest.CaptureFixture[str]) -> None:
    main(["import", "now.csv", "missing.csv", "--full", "--dry-run", "-f", "plain"])
    header, *rows = [line.split("\t") for line in capsys.readouterr().out.splitlines()]
    told = [dict(zip(header, row, strict=True)) for row in rows]
    assert [(each["became"], each["row"], each["field"], each["old"], each["new"]) for each in told[:5]] == [
        ("changed", "3", "position", "Bí thư", "Phó bí thư"),
        ("unchanged", "4", "", "", ""),
        ("new", "5", "", "", ""),
        ("rejected", "6", "", "", ""),
        ("gone", "", "", "", ""),
    ]
    assert told[5]["error"], "a file that cannot be read has a line, too"
    main(["import", "now.csv", "--full", "--dry-run", "-f", "csv"])
    assert "members,changed,3,Chi bộ Một,Chi bộ Một,Lê V. A.,,position,Bí thư,Phó bí thư," in capsys.readouterr().out
    main(["import", "now.csv", "--full", "--dry-run", "-f", "markdown"])
    assert "|  | Chi bộ Một | Trần T. B. |  |  |  |" in capsys.readouterr().out


@pytest.mark.usefixtures("two_years")
def test_a_complete_list_names_whom_it_ends(capsys: pytest.CaptureFixture[str]) -> None:
    main(["import", "now.csv", "--full"])
    assert capsys.readouterr().err.splitlines() == ["now.csv!now: 1 record ends:", "  Chi bộ Một: Trần T. B."]


@pytest.mark.usefixtures("two_years")
@pytest.mark.parametrize("words", [[], ["--full", "-q"]], ids=["no complete list", "quiet"])
def test_otherwise_nobody_is_named(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    main(["import", "now.csv", *words])
    assert capsys.readouterr().err == ""


def test_a_long_dry_run_ends_with_how_many_more(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = "".join(f"Người Thử {chr(65 + number)},01/02/1990,Chi bộ Một,05/03/2022\n" for number in range(23))
    (workspace / "many.csv").write_text("Họ và tên,Ngày sinh,Đơn vị,Ngày kết nạp\n" + rows, encoding="utf-8")
    main(["import", "many.csv", "--dry-run"])
    shown = capsys.readouterr().out
    assert shown.count("Người T.") == 20
    assert "… and 3 more: see all with -f json." in shown
    main(["import", "many.csv", "--dry-run", "-f", "json"])
    assert len(json.loads(capsys.readouterr().out)["files"][0]["sheets"][0]["tables"][0]["details"]) == 23


@pytest.mark.usefixtures("two_years")
def test_a_dry_run_of_an_undo(capsys: pytest.CaptureFixture[str]) -> None:
    main(["import", "now.csv", "--full"])
    capsys.readouterr()
    assert main(["undo", "2", "--dry-run"]) == 0
    assert [line.strip() for line in capsys.readouterr().out.splitlines()] == [
        "Taking back import 2 (now.csv) would change 3 records.",
        "− No longer holds  1",
        "Chi bộ Một: Hồ T. E.",
        "~ Says again what the other imports say  1",
        "Chi bộ Một: Lê V. A. — position: Phó bí thư → Bí thư",
        "+ Holds again  1",
        "Chi bộ Một: Trần T. B. — holds until: 2023-12-31 → –",
        "= Stays, since other imports say the same  1",
        "1 record, by import 1",
        "dry run: nothing was stored",
    ]
    main(["undo", "1", "--dry-run", "-f", "json"])
    told = json.loads(capsys.readouterr().out)
    assert (told["schema"], told["undone"], told["dry_run"], told["import_id"]) == ("partytrack.undo/1", 1, True, None)
    ends = [each for each in told["details"] if each["became"] == "ends"]
    assert [(each["name"], each["imports"]) for each in ends] == [("Trần T. B.", [])]
    assert {tuple(each["imports"]) for each in told["details"] if each["name"] == "Lê V. A."} == {(2,)}
    main(["imports", "-f", "json"])
    assert all(each["undone_by"] is None for each in json.loads(capsys.readouterr().out)["imports"])
    assert main(["undo", "2", "-f", "json"]) == 0
    done = json.loads(capsys.readouterr().out)
    assert (done["import_id"], done["dry_run"], done["records"], "details" in done) == (3, False, 3, False)


def test_an_undo_counts_as_the_import_did_and_names_the_rest_apart(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    head = "Họ và tên,Ngày sinh,Đơn vị,Chức vụ\n"
    (workspace / "a.csv").write_text(head + "Lê Văn An,1980,Chi bộ Một,\nHồ Thị Ba,1981,Chi bộ Một,\n", encoding="utf-8")
    (workspace / "b.csv").write_text(
        head + "Lê Văn An,1980,Chi bộ Một,Bí thư\nHồ Thị Ba,1981,Chi bộ Một,\nVũ Văn Tư,1982,Chi bộ Hai,\nĐỗ Văn Năm,1983,Chi bộ Hai,\n",
        encoding="utf-8",
    )
    main(["import", "a.csv", "--stated-on", "2022-12-31"])
    capsys.readouterr()
    main(["import", "b.csv", "--stated-on", "2023-12-31", "-f", "json"])
    (table,) = json.loads(capsys.readouterr().out)["files"][0]["sheets"][0]["tables"]
    assert (table["new"], table["changed"], table["unchanged"]) == (2, 1, 1)
    main(["undo", "2", "--dry-run", "-f", "json"])
    told = json.loads(capsys.readouterr().out)
    assert (told["records"], told["following"]) == (3, 1), "the unit Chi bộ Hai was only named"
    assert [each["unit_name"] for each in told["details"] if each["follows"]] == ["Chi bộ Hai"]
    main(["undo", "2", "--dry-run"])
    assert "− Chi bộ Hai" in capsys.readouterr().out.partition("Besides")[2]
    main(["undo", "2"])
    assert capsys.readouterr().out.splitlines() == [
        "Import 2 (b.csv) was taken back; 3 records that it had made new, changed or ended are again as they were before.",
        "Besides, 1 unit only named in its rows, or record that refers to its own.",
    ]


@pytest.mark.usefixtures("two_years")
def test_a_dry_run_of_an_undo_for_scripts(capsys: pytest.CaptureFixture[str]) -> None:
    main(["import", "now.csv", "--full"])
    capsys.readouterr()
    main(["undo", "2", "--dry-run", "-f", "csv"])
    assert "members,changed,,Chi bộ Một,Chi bộ Một,Lê V. A.,,position,Phó bí thư,Bí thư," in capsys.readouterr().out
    main(["undo", "2", "--dry-run", "-f", "markdown"])
    assert "| Chi bộ Một | Lê V. A. |  | position: Phó bí thư → Bí thư |" in capsys.readouterr().out
    assert main(["undo", "2", "-f", "csv"]) == 2, "what was done is one sentence"
    assert main(["undo", "7", "--dry-run"]) == 2


MEETINGS_BEFORE = (
    "Chi bộ,Ngày họp,Loại sinh hoạt\nChi bộ 1,05/01/2023,thường kỳ\nChi bộ 1,05/02/2023,thường kỳ\nChi bộ 1,05/03/2023,thường kỳ\n"
)


def test_a_file_sent_again_corrected_says_what_still_counts(tmp_path: Path) -> None:
    (tmp_path / "partytrack.yaml").touch()
    log = tmp_path / "so.csv"
    log.write_text(MEETINGS_BEFORE, "utf-8")
    assert partytrack("-C", tmp_path, "import", log).returncode == 0
    log.write_text(MEETINGS_BEFORE.replace("05/03", "06/03"), "utf-8")
    again = partytrack("-C", tmp_path, "import", log, "-f", "json")
    (found,) = [each for each in json.loads(again.stdout)["files"][0]["sheets"][0]["findings"] if each["code"] == "earlier-file"]
    assert found["severity"] == "warning"
    assert found["message"] == "Records of import 1, an earlier state of this file, that are not in it: 1. They still count."
    assert partytrack("-C", tmp_path, "undo", "1").returncode == 0
    third = partytrack("-C", tmp_path, "import", log, "-f", "json")
    assert json.loads(third.stdout)["files"][0]["already_imported"] is True


def test_a_file_that_only_grows_leaves_nothing_over(tmp_path: Path) -> None:
    (tmp_path / "partytrack.yaml").touch()
    log = tmp_path / "so.csv"
    log.write_text(MEETINGS_BEFORE, "utf-8")
    partytrack("-C", tmp_path, "import", log)
    log.write_text(MEETINGS_BEFORE + "Chi bộ 1,05/04/2023,thường kỳ\n", "utf-8")
    again = partytrack("-C", tmp_path, "import", log, "-f", "json")
    assert "earlier-file" not in again.stdout
    log.write_text(MEETINGS_BEFORE.replace("05/03", "06/03"), "utf-8")
    complete = partytrack("-C", tmp_path, "import", log, "--full", "-f", "json")
    assert "earlier-file" not in complete.stdout


def test_each_record_of_a_row_with_a_column_for_each_month_shows_its_own_day(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The same months again in another row are repetitions, but for the one that says something else."""
    head = ["Chi bộ", "Tháng 1/2023", "", "Tháng 2/2023", "", "Tháng 3/2023", ""]
    fields = ["", *["Ngày họp", "Có mặt"] * 3]
    first = ["CB01", "03/01/2023", 9, "05/02/2023", 8, "02/03/2023", 7]
    again = ["CB01", "03/01/2023", 9, "05/02/2023", 6, "", ""]
    workbook(workspace / "wide.xlsx", [head, fields, first, again])
    main(["import", "wide.xlsx", "--dry-run", "-f", "json"])
    (table,) = json.loads(capsys.readouterr().out)["files"][0]["sheets"][0]["tables"]
    told = [(each["row"], each["became"], each["when"]) for each in table["details"]]
    assert told == [
        (3, "new", "2023-01-03"),
        (3, "new", "2023-02-05"),
        (3, "new", "2023-03-02"),
        (4, "rejected", None),
        (4, "unchanged", "2023-01-03"),
    ]
    assert [table[name] for name in ("new", "unchanged", "rejected")] == [3, 1, 1]


@pytest.mark.parametrize(
    ("rows", "lines"),
    [
        pytest.param([5, 6, 7], ["many.csv!many!B5", "many.csv!many!B6", "many.csv!many!B7"], id="three rows are named one by one"),
        pytest.param(
            [5, 6, 7, 9], ["many.csv!many!B5", "the same in 3 more rows: 6–7, 9"], id="of four the first, and the others together"
        ),
    ],
)
def test_the_same_finding_of_many_rows_is_one_line_for_people_and_each_for_scripts(
    workspace: Path, capsys: pytest.CaptureFixture[str], rows: list[int], lines: list[str]
) -> None:
    dates = ["31/02/1990" if row in rows else "01/02/1990" for row in range(2, 12)]
    people = "".join(f"Người Thử {place},{day},Chi bộ Một,05/03/2022\n" for place, day in enumerate(dates))
    (workspace / "many.csv").write_text("Họ và tên,Ngày sinh,Đơn vị,Ngày kết nạp\n" + people, encoding="utf-8")
    main(["import", "many.csv"])
    shown = [line.strip() for line in capsys.readouterr().out.splitlines()]
    assert [line.split(": ✗")[0] for line in shown if "✗ error" in line or "more row" in line] == lines
    main(["inspect", "many.csv", "-f", "csv"])
    assert capsys.readouterr().out.count("bad-date") == len(rows)


@pytest.mark.parametrize(
    ("words", "advice"),
    [
        pytest.param(["Ngày sinh=birth_dat"], "Did you mean: birth_date?", id="a slip"),
        pytest.param(["Ngày sinh=Ngày sinh"], "Did you mean: birth_date?", id="the heading instead of the field"),
        pytest.param(
            ["Ngày sinh=xyz", "--kind", "titles"], "Known are: title, period, unit, full_name, awarded, subject.", id="of one kind all"
        ),
        pytest.param(["Ngày sinh=xyz"], "With --kind KIND the fields of that kind are named here", id="of any kind none of seventy"),
    ],
)
def test_a_field_nobody_knows_is_answered_with_those_near(
    workspace: Path, capsys: pytest.CaptureFixture[str], words: list[str], advice: str
) -> None:
    assert main(["inspect", "good.csv", "--map", *words]) == 2
    told = capsys.readouterr().err
    assert advice in told
    assert len(told.splitlines()[-1]) < 250


def test_a_result_that_goes_into_a_file_is_said_in_one_line_on_stderr(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["inspect", "good.csv", "-o", "seen.json"])
    assert tuple(capsys.readouterr()) == ("", "Written: seen.json\n")
    main(["inspect", "good.csv", "-q", "-o", "seen.json"])
    assert tuple(capsys.readouterr()) == ("", "")


@pytest.mark.usefixtures("two_years")
def test_a_real_undo_tells_what_builds_on_it_as_its_dry_run_does(capsys: pytest.CaptureFixture[str]) -> None:
    main(["import", "now.csv"])  # speaks of An, Cường and their unit again, no longer of Bình
    capsys.readouterr()
    main(["undo", "1", "--dry-run"])
    rehearsed = [line.strip() for line in capsys.readouterr().out.splitlines() if "made later" in line]
    main(["undo", "1"])
    done = [line.strip() for line in capsys.readouterr().out.splitlines() if "made later" in line]
    assert rehearsed == done == ["Import 2, made later, builds on 3 of these records."]
    main(["undo", "2"])
    assert "made later" not in capsys.readouterr().out
