"""Headings explained once with `--map` are read so again, and one that changed is told: the real command on real files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import Workbook

from partytrack.cli.main import main
from partytrack.intake.remembered import sender

if TYPE_CHECKING:
    from collections.abc import Sequence

# The rating stands under a heading nobody knows.
HEADINGS = ("STT", "Họ và tên", "Chi bộ", "XL CN", "Ghi chú")
CELLS = {"STT": "1", "Họ và tên": "Lê Văn An", "Chi bộ": "Chi bộ 1", "Xếp loại": "Tốt", "Mức": "Tốt", "Số hiệu": "00001234"}


pytestmark = pytest.mark.usefixtures("workspace")


@pytest.fixture
def told(capsys: pytest.CaptureFixture[str]) -> Told:
    return Told(capsys)


class Told:
    """Runs the command and reads what it answers as JSON."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, *words: str) -> Any:
        self._capsys.readouterr()
        self.code = main([*words, "-f", "json"])
        return json.loads(self._capsys.readouterr().out)

    def sheets(self, command: str, file: str, *words: str) -> list[dict[str, Any]]:
        sheets: list[dict[str, Any]] = self(command, file, "--set", "period=2023", *words)["files"][0]["sheets"]
        return sheets

    def sheet(self, command: str, file: str, *words: str) -> dict[str, Any]:
        return self.sheets(command, file, *words)[0]


def lay(file: str, headings: Sequence[str], *, cells: dict[str, str] | None = None) -> str:
    """A sheet of one row; a heading that begins with XL has a rating, one that is not listed a word."""
    said = CELLS | (cells or {})
    row = [said.get(heading, "Tốt" if heading.upper().startswith("XL") else "abc") for heading in headings]
    Path(file).write_text(f"{','.join(headings)}\n{','.join(row)}\n", encoding="utf-8")
    return file


def of(sheet: dict[str, Any], code: str) -> list[dict[str, Any]]:
    return [finding for finding in sheet["findings"] if finding["code"] == code]


def taught(told: Told, file: str = "nam-2023.csv", headings: Sequence[str] = HEADINGS, mapped: str = "XL CN=rating", *words: str) -> int:
    """Import a file whose heading is explained; the number of the import."""
    done = told("import", lay(file, headings), "--map", mapped, "--set", "period=2023", *words)
    number: int = done["files"][0]["import_id"]
    assert done["files"][0]["sheets"][0]["tables"][0]["records"] == 1
    return number


def test_a_heading_is_read_as_it_was_explained_wherever_it_stands(told: Told) -> None:
    taught(told)
    moved = told.sheet("import", lay("nam-2024.csv", ("XL CN", "STT", "Ghi chú", "Họ và tên", "Chi bộ")))
    assert moved["kind"] == "ratings"
    assert moved["tables"][0]["fields"]["rating"] == "A"
    (note,) = of(moved, "mapping-remembered")
    assert (note["severity"], note["message"]) == ("note", "“XL CN” read as rating, as remembered from import 1.")


def test_what_stands_in_its_place_is_not_read_for_it(told: Told) -> None:
    taught(told)
    other = told.sheet("import", lay("nam-2024.csv", ("STT", "Họ và tên", "Chi bộ", "Mức A", "Ghi chú")))
    assert "rating" not in other["tables"][0]["fields"]
    assert not of(other, "mapping-remembered")


@pytest.mark.parametrize(
    ("written", "read"),
    [
        pytest.param("xl  cn", True, id="capitals and blanks do not matter"),
        pytest.param("XL-CN", True, id="nor marks"),
        pytest.param("XL CN 2025", False, id="one more word does"),
        pytest.param("CN", False, id="one less, too"),
    ],
)
def test_the_heading_must_be_the_same(told: Told, written: str, *, read: bool) -> None:
    taught(told)
    sheet = told.sheet("inspect", lay("sau.csv", [written if each == "XL CN" else each for each in HEADINGS]))
    assert ("rating" in sheet["tables"][0]["fields"]) is read


@pytest.mark.parametrize(
    ("headings", "read"),
    [
        pytest.param(("Họ và tên", "Chi bộ", "XL CN", "Mục 1", "Mục 2"), False, id="3 of 5 in common"),
        pytest.param(("STT", "Họ và tên", "Chi bộ", "XL CN", "Mục 1", "Mục 2"), True, id="4 of 6 in common"),
        pytest.param(("STT", "Họ và tên", "Chi bộ", "XL CN", "Mục 1", "Mục 2", "Mục 3"), False, id="4 of 7 in common"),
        pytest.param(("STT", "Tên đảng viên", "Tên chi bộ", "XL CN", "Mục 1"), True, id="other words for the same fields are in common"),
        pytest.param(("Họ và tên", "Chi bộ", "XL CN"), False, id="3 of 5, the shorter way round"),
        pytest.param(("Họ và tên", "Chi bộ", "XL CN", "Ghi chú"), True, id="4 of 5, one left out"),
    ],
)
def test_the_form_must_be_alike(told: Told, headings: Sequence[str], *, read: bool) -> None:
    taught(told)
    sheet = told.sheet("inspect", lay("sau.csv", headings))
    assert bool(of(sheet, "mapping-remembered")) is read
    assert ("rating" in sheet["tables"][0]["fields"]) is read


def test_what_is_said_now_wins(told: Told) -> None:
    taught(told, mapped="XL CN=rating")
    headings = ("STT", "Họ và tên", "Chi bộ", "XL CN", "Mức")
    sheet = told.sheet("import", lay("sau.csv", headings, cells={"XL CN": "abc"}), "--map", "Mức=rating")
    assert sheet["tables"][0]["fields"]["rating"] == "E"
    assert not of(sheet, "mapping-remembered")
    again = told.sheet("inspect", lay("nua.csv", HEADINGS), "--map", "XL CN=position")
    assert (again["tables"][0]["fields"]["position"], of(again, "mapping-remembered")) == ("D", [])


def test_of_several_explanations_of_a_form_the_latest_counts_until_it_is_undone(told: Told) -> None:
    taught(told, "danh sach 1.csv", HEADINGS, "XL CN=rating")
    second = told("import", lay("danh sach 2.csv", HEADINGS), "--kind", "members", "--map", "XL CN=position")
    assert second["files"][0]["import_id"] == 2
    shown = [(each["number"], each["kind"], each["field"], each["import_id"]) for each in told("mappings", "list")["mappings"]]
    assert shown == [(1, "ratings", "rating", 1), (2, "members", "position", 2)]
    assert told.sheet("inspect", lay("danh sach 3.csv", HEADINGS))["tables"][0]["fields"]["position"] == "D"
    main(["undo", "2"])
    assert told.sheet("inspect", "danh sach 3.csv")["tables"][0]["fields"]["rating"] == "D"


def test_senders_with_one_form_are_told_by_the_names_of_their_files(told: Told) -> None:
    headings = ("STT", "Họ và tên", "Chi bộ", "XL CN", "XL TT")
    for file, mapped, other in (("huyen-doan 2023.csv", "XL CN", "XL TT"), ("cong-doan 2023.csv", "XL TT", "XL CN")):
        told("import", lay(file, headings, cells={other: "abc"}), "--kind", "ratings", "--map", f"{mapped}=rating", "--set", "period=2023")
    assert [(each["heading"], each["file"]) for each in told("mappings", "list")["mappings"]] == [
        ("XL CN", "huyen-doan 2023.csv"),
        ("XL TT", "cong-doan 2023.csv"),
    ]
    for file, other, column in (("huyen-doan 2024.csv", "XL TT", "D"), ("cong-doan 2024.csv", "XL CN", "E"), ("moi.csv", "XL CN", "E")):
        sheet = told.sheet("inspect", lay(file, headings, cells={other: "abc"}))
        assert sheet["tables"][0]["fields"]["rating"] == column


@pytest.mark.parametrize(
    ("file", "words"),
    [
        pytest.param("Xếp loại CB1 năm 2024.xlsx", "xep loai cb1 nam", id="numbers are years and months"),
        pytest.param("xep_loai-cb1-nam_2025.csv", "xep loai cb1 nam", id="marks and accents do not matter"),
        pytest.param("Xếp loại CB2 năm 2024.xlsx", "xep loai cb2 nam", id="a code is no number"),
        pytest.param("2024.xlsx", "", id="nothing but a number"),
    ],
)
def test_what_a_file_name_says_of_its_sender(file: str, words: str) -> None:
    assert sender(file) == words


def test_undo_forgets_what_only_that_import_taught(told: Told) -> None:
    first = taught(told, "mau a.csv")
    second = taught(told, "mau a 2.csv", ("STT", "Họ và tên", "Chi bộ", "Ghi chú", "XL CN"))
    assert [each["number"] for each in told("mappings", "list")["mappings"]] == [1], "the same heading of the same form"
    main(["undo", str(first)])
    assert [each["import_id"] for each in told("mappings", "list")["mappings"]] == [second], "another import taught it too"
    assert told.sheet("inspect", lay("sau.csv", HEADINGS))["tables"][0]["fields"]["rating"] == "D"
    main(["undo", str(second)])
    assert told("mappings", "list")["mappings"] == []
    assert "rating" not in told.sheet("inspect", "sau.csv")["tables"][0]["fields"]


def test_what_was_only_remembered_teaches_nothing(told: Told) -> None:
    first = taught(told)
    told.sheet("import", lay("sau.csv", HEADINGS, cells={"Họ và tên": "Trần Bình"}))
    main(["undo", str(first)])
    assert told("mappings", "list")["mappings"] == []


@pytest.mark.parametrize("words", [["--dry-run"], ["--strict"]])
def test_what_was_not_kept_teaches_nothing(words: list[str], told: Told) -> None:
    lay("nam.csv", HEADINGS, cells={"XL CN": "Rất là tốt"})
    told("import", "nam.csv", "--map", "XL CN=rating", "--set", "period=2023", *words)
    assert told("mappings", "list")["mappings"] == []


def test_a_column_named_by_its_letter_is_remembered_by_its_heading(told: Told) -> None:
    taught(told, mapped="D=rating")
    (known,) = told("mappings", "list")["mappings"]
    assert (known["heading"], known["field"], known["form"]) == ("XL CN", "rating", list(HEADINGS))
    moved = told.sheet("inspect", lay("sau.csv", ("XL CN", *HEADINGS[:3], "Ghi chú")))
    assert moved["tables"][0]["fields"]["rating"] == "A"


def test_without_headings_there_is_nothing_to_remember(told: Told, workspace: Path) -> None:
    (workspace / "khong.csv").write_text("Lê Văn An,Chi bộ 1,Tốt\n", encoding="utf-8")
    mapping = ["--map", "A=full_name", "--map", "B=unit", "--map", "C=rating"]
    told("import", "khong.csv", "--kind", "ratings", "--set", "period=2023", *mapping)
    assert told.code == 0
    assert told("mappings", "list")["mappings"] == []


def test_the_same_form_is_the_same_kind_again(told: Told) -> None:
    headings = ("STT", "Họ và tên", "Chi bộ", "Mục X")
    told("import", lay("mau.csv", headings, cells={"Mục X": "05/03/2022"}), "--kind", "admissions", "--map", "Mục X=admitted_on")
    assert told("inspect", lay("sau.csv", headings))["files"][0]["sheets"][0]["kind"] == "admissions"


def test_another_kind_is_not_read_with_it(told: Told) -> None:
    taught(told)
    sheet = told.sheet("inspect", lay("sau.csv", HEADINGS), "--kind", "members")
    assert not of(sheet, "mapping-remembered")


def book(file: str, *sheets: Sequence[Sequence[str]]) -> str:
    made = Workbook()
    made.remove(made.worksheets[0])
    for number, rows in enumerate(sheets):
        sheet = made.create_sheet(f"Trang {number + 1}")
        for row in rows:
            sheet.append(row)
    made.save(file)
    return file


def test_every_sheet_says_it_once(told: Told) -> None:
    taught(told)
    rows = [HEADINGS, ("1", "Lê Văn An", "Chi bộ 1", "Tốt", "x")]
    for sheet in told.sheets("inspect", book("hai.xlsx", rows, rows)):
        assert [each["message"] for each in of(sheet, "mapping-remembered")] == ["“XL CN” read as rating, as remembered from import 1."]


def test_a_heading_of_two_rows_is_meant_with_the_group_above_it(told: Told) -> None:
    below = ("", "", "", "CN", "TT")
    row = ("1", "Lê Văn An", "Chi bộ 1", "Tốt", "abc")
    book("hai tang.xlsx", [("STT", "Họ và tên", "Chi bộ", "Kỳ A", ""), below, row])
    assert told.sheet("import", "hai tang.xlsx", "--map", "Kỳ A CN=rating")["tables"][0]["fields"]["rating"] == "D"
    (known,) = told("mappings", "list")["mappings"]
    assert known["heading"] == "Kỳ A CN"
    same = told.sheet("inspect", book("ba tang.xlsx", [("STT", "Họ và tên", "Chi bộ", "Kỳ A", ""), below, row]))
    assert same["tables"][0]["fields"]["rating"] == "D"
    other = told.sheet("inspect", book("bon tang.xlsx", [("STT", "Họ và tên", "Chi bộ", "Kỳ B", ""), below, row]))
    assert "rating" not in other["tables"][0]["fields"]


def test_several_headings_are_told_together_by_import(told: Told) -> None:
    headings = (*HEADINGS, "Chức danh", "Số hiệu")
    taught(told, "mot.csv", headings)
    told.sheet("import", lay("hai.csv", headings, cells={"Họ và tên": "Trần Bình"}), "--map", "Số hiệu=card_number")
    sheet = told.sheet("inspect", lay("ba.csv", headings))
    assert [each["message"] for each in of(sheet, "mapping-remembered")] == [
        "“XL CN” read as rating, as remembered from import 1.",
        "“Số hiệu” read as card number, as remembered from import 2.",
    ]


def test_inspect_without_a_workspace_remembers_nothing(told: Told, workspace: Path) -> None:
    taught(told)
    (workspace / "partytrack.yaml").unlink()
    assert "rating" not in told.sheet("inspect", lay("sau.csv", HEADINGS))["tables"][0]["fields"]


def test_the_same_file_again_is_still_nothing_new(told: Told) -> None:
    lay("truoc.csv", HEADINGS)
    assert told("import", "truoc.csv")["files"][0]["import_id"] == 1
    taught(told, "nam.csv", (*HEADINGS, "Số hiệu"))
    again = told("import", "truoc.csv")["files"][0]
    assert (again["import_id"], again["already_imported"]) == (1, True)
    once_more = told("import", "nam.csv", "--map", "XL CN=rating", "--set", "period=2023")["files"][0]
    assert (once_more["import_id"], once_more["already_imported"]) == (2, True)


# --- list and forget ---


@pytest.mark.parametrize(
    ("words", "left"),
    [
        pytest.param(["1"], [2], id="by number"),
        pytest.param(["xl  CN"], [2], id="by heading, folded"),
        pytest.param(["1", "Số hiệu"], [], id="several"),
        pytest.param(["--all"], [], id="all"),
    ],
)
def test_forget(words: list[str], left: list[int], told: Told) -> None:
    headings = ("STT", "Họ và tên", "Chi bộ", "XL CN", "Số hiệu")
    told("import", lay("nam.csv", headings), "--kind", "members", "--map", "XL CN=position", "--map", "Số hiệu=card_number")
    assert [each["number"] for each in told("mappings", "list")["mappings"]] == [1, 2]
    assert main(["mappings", "forget", *words]) == 0
    assert [each["number"] for each in told("mappings", "list")["mappings"]] == left
    fields = told("inspect", lay("sau.csv", headings))["files"][0]["sheets"][0]["tables"][0]["fields"]
    assert ("position" in fields, "card_number" in fields) == (False, left == [2])


def test_forgetting_forgets_what_was_explained_before_it_too(told: Told) -> None:
    taught(told, "mau 1.csv", HEADINGS, "XL CN=decision_number")
    taught(told, "mau 2.csv", HEADINGS, "XL CN=rating")
    assert [each["field"] for each in told("mappings", "list")["mappings"]] == ["rating"]
    main(["mappings", "forget", "--all"])
    assert told("mappings", "list")["mappings"] == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        pytest.param(["7"], "Nothing is remembered of “7”.", id="no such number"),
        pytest.param(["1", "Khác"], "Nothing is remembered of “Khác”.", id="one of two"),
        pytest.param([], "MAPPING is missing.", id="nothing named"),
    ],
)
def test_forget_what_is_not_known(words: list[str], said: str, told: Told, capsys: pytest.CaptureFixture[str]) -> None:
    taught(told)
    assert main(["mappings", "forget", *words]) == 2
    assert said in capsys.readouterr().err
    assert len(told("mappings", "list")["mappings"]) == 1


def test_nothing_was_ever_imported(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["mappings", "list"]) == 0
    assert capsys.readouterr().out == "Nothing is remembered: no import that stands was made with --map.\n"
    assert main(["mappings", "forget", "--all"]) == 0
    assert main(["mappings", "forget", "1"]) == 2


def test_the_list_in_every_format(told: Told, capsys: pytest.CaptureFixture[str]) -> None:
    taught(told)
    shown = {}
    for form in ("table", "plain", "csv", "markdown"):
        assert main(["mappings", "list", "-f", form]) == 0
        shown[form] = capsys.readouterr().out
    assert "XL CN" in shown["table"].splitlines()[2]
    assert shown["plain"].splitlines()[0].split("\t")[:3] == ["number", "heading", "field"]
    assert shown["csv"].startswith("\ufeffnumber,heading,field,kind,import_id,at,file")
    assert "| 1 | XL CN | rating (rating) |" in shown["markdown"]
    main(["--lang", "vi", "mappings", "list"])
    assert "Tên cột" in capsys.readouterr().out


# --- a heading that changed ---

THEN = ("STT", "Họ và tên", "Chi bộ", "Xếp loại", "Ghi chú")


@pytest.mark.parametrize(
    ("now", "changed"),
    [
        pytest.param(("STT", "Họ và tên", "Chi bộ", "XL CN 2025", "Ghi chú"), ["D"], id="another heading in its place"),
        pytest.param(("Mục", "STT", "Họ và tên", "Chi bộ", "XL CN 2025", "Ghi chú"), ["E"], id="the columns moved"),
        pytest.param(("XL CN 2025", "STT", "Họ và tên", "Chi bộ", "Ghi chú"), [], id="a new heading somewhere else"),
        pytest.param(("STT", "Họ và tên", "Chi bộ", "XL CN 2025", "Mục", "Ghi chú"), [], id="two in its place: nobody can say which"),
        pytest.param(("STT", "Họ và tên", "Chi bộ", "Mức xếp loại", "Ghi chú"), [], id="other known words for the field"),
        pytest.param(("STT", "Họ và tên", "Chi bộ", "Ghi chú"), [], id="only gone"),
        pytest.param(("STT", "Họ và tên", "Chi bộ", "Xếp loại", "Mục", "Ghi chú"), [], id="only new"),
        pytest.param(("STT", "Họ và tên", "Chi bộ", "Điện thoại", "Ghi chú"), [], id="a heading that is known and never kept"),
        pytest.param(("STT", "Mã", "Họ và tên", "Mục", "XL CN 2025", "Số"), [], id="a form that is hardly alike"),
    ],
)
def test_a_heading_that_took_the_place_of_one_that_was_read(now: Sequence[str], changed: list[str], told: Told) -> None:
    told.sheet("import", lay("nam 2024.csv", THEN))
    sheet = told.sheet("inspect", lay("nam 2025.csv", now))
    assert [each["column"] for each in of(sheet, "heading-changed")] == changed


def test_what_is_said_of_a_changed_heading(told: Told, workspace: Path) -> None:
    told.sheet("import", lay("nam 2024.csv", THEN))
    sheet = told.sheet("import", lay("nam 2025.csv", ("STT", "Họ và tên", "Chi bộ", "XL CN 2025", "Ghi chú")))
    (found,) = of(sheet, "heading-changed")
    assert (found["severity"], found["cell"], found["field"], found["value"]) == ("warning", "D1", "rating", "XL CN 2025")
    assert found["message"] == "Column D was “Xếp loại” (rating) in import 1, now it is “XL CN 2025” and was not read."
    assert "--map 'XL CN 2025=rating'" in found["advice"]
    mended = told.sheet("import", "nam 2025.csv", "--map", "XL CN 2025=rating")
    assert (mended["kind"], of(mended, "heading-changed")) == ("ratings", [])
    later = told.sheet("inspect", lay("nam 2026.csv", ("STT", "Họ và tên", "Chi bộ", "XL CN 2025", "Ghi chú")))
    assert of(later, "mapping-remembered")


def test_a_changed_form_is_told_where_it_changes(told: Told) -> None:
    now = ("STT", "Họ và tên", "Chi bộ", "XL CN 2025", "Ghi chú")
    told.sheet("import", lay("nam 2024.csv", THEN))
    assert of(told.sheet("import", lay("nam 2025.csv", now)), "heading-changed")
    assert not of(told.sheet("import", lay("nam 2026.csv", now, cells={"Họ và tên": "Trần Bình"})), "heading-changed")
    main(["undo", "2"])
    main(["undo", "3"])
    assert of(told.sheet("inspect", "nam 2026.csv"), "heading-changed"), "after the undo it is new again"


def test_what_an_undone_import_had_is_not_missed(told: Told) -> None:
    told.sheet("import", lay("nam 2024.csv", THEN))
    main(["undo", "1"])
    now = ("STT", "Họ và tên", "Chi bộ", "XL CN 2025", "Ghi chú")
    assert not of(told.sheet("inspect", lay("nam 2025.csv", now)), "heading-changed")


def test_a_list_with_another_column_is_no_changed_list_of_another_kind(told: Told) -> None:
    told.sheet("import", lay("xep loai.csv", THEN))
    told("import", lay("dang vien.csv", ("STT", "Họ và tên", "Chi bộ", "Ghi chú")))
    sheet = told("inspect", lay("dang vien 2.csv", ("STT", "Họ và tên", "Chi bộ", "Sở trường", "Ghi chú")))["files"][0]["sheets"][0]
    assert sheet["kind"] == "members"
    assert not of(sheet, "heading-changed")
