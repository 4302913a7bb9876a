"""`import --return`: the sender's own workbook with its bad cells marked, and what becomes of it when it comes back. Real files, real command."""

from __future__ import annotations

import csv
import json
import re
import time
import zipfile
from datetime import date
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill

from formats import FORMATS, shown
from intake_sheets import options
from partytrack.cli.main import main
from partytrack.findings import Code
from partytrack.intake.returned import returned, speaks_of_cells
from partytrack.intake.table import read

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl import Workbook

HEADINGS = ["STT", "Họ và tên", "Ngày sinh", "Giới tính", "Đơn vị", "Ngày vào Đảng", "Số thẻ đảng"]
ROWS: list[list[Any]] = [
    [1, "Nguyễn Văn An", "01/02/1970", "Nam", "Chi bộ Một", date(1995, 5, 19), "00123456"],
    [2, "Trần Thị Bình", "31/02/1980", "Nữ", "Chi bộ Một", date(2005, 5, 19), "00123457"],
    [3, "=Lê [b]Văn[/b] Cường", "15/08/1985", "Nm", "Chi bộ Một", date(2010, 2, 3), "00123458"],
    [4, "", "15/08/1986", "Nam", "Chi bộ Một", date(2010, 2, 3), "00123459"],
]
BAD = {"C6": "31/02/1980", "D7": "Nm", "B8": None}
GOOD = {"C6": "28/02/1980", "D7": "Nam", "B8": "Đỗ Văn Em"}


def text(path: Path, rows: Any) -> Path:
    """A file of comma-separated text."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([shown(cell) for cell in row] for row in rows)
    return path


WRITERS = FORMATS | {"csv": ("a.csv", text)}


pytestmark = pytest.mark.usefixtures("workspace")


def roster(path: Path) -> Path:
    """A list of members as an office makes it: merged title, fonts, colours, a comment, a formula, widths, a second sheet; three bad cells."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "DS 'mới'"
    sheet["A1"] = "DANH SÁCH ĐẢNG VIÊN"
    sheet["A1"].font = Font(name="Times New Roman", size=14, bold=True)
    sheet.merge_cells("A1:G1")
    sheet["A2"] = "(Tính đến ngày 31/12/2023)"
    for number, row in enumerate([HEADINGS, *ROWS], 4):
        for column, value in enumerate(row, 1):
            cell = sheet.cell(number, column)
            cell.value = value or None
            if isinstance(value, str):
                cell.data_type = "s"
    sheet["C6"].fill = PatternFill("solid", fgColor="FF00FF00")
    sheet["C6"].font = Font(name="Times New Roman", italic=True)
    sheet["C6"].comment = Comment("Hỏi lại đồng chí Bình", "Văn phòng")
    sheet.column_dimensions["B"].width = 31
    sheet["I2"] = "=1+1"
    other = book.create_sheet("Ghi chú")
    other["A1"] = "không đụng đến"
    other.sheet_state = "hidden"
    book.save(path)
    return path


def imported(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, dict[str, Any]]:
    """The exit code of an import, and what its JSON says of the one file."""
    capsys.readouterr()
    code = main(["import", *words, "-f", "json"])
    (file,) = json.loads(capsys.readouterr().out)["files"]
    return code, file


def table(file: dict[str, Any]) -> dict[str, Any]:
    (found,) = [each for sheet in file["sheets"] for each in sheet["tables"]]
    return {name: found[name] for name in ("new", "changed", "unchanged", "rejected")}


def opened(path: str | Path) -> Workbook:
    return openpyxl.load_workbook(path)


def corrected(source: str | Path, target: Path, cells: dict[str, str], sheet: int = 1) -> Path:
    """The workbook as its reader gives it back: only some cells written anew."""
    book = opened(source)
    for place, value in cells.items():
        book.worksheets[sheet][place].value = value
    book.save(target)
    return target


def test_the_senders_workbook_comes_back_marked(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    roster(workspace / "roster.xlsx")
    before = (workspace / "roster.xlsx").read_bytes()
    code, file = imported(capsys, "roster.xlsx", "--return", "back")
    assert code == 1
    assert file["returned"] == "back/roster.returned.xlsx"
    assert (workspace / "roster.xlsx").read_bytes() == before
    assert (workspace / "back" / "roster.returned.xlsx").stat().st_mode & 0o777 == 0o600
    book = opened(file["returned"])
    assert book.sheetnames == ["To correct", "DS 'mới'", "Ghi chú"]
    sheet = book["DS 'mới'"]
    for place, value in BAD.items():
        assert sheet[place].value == value
        assert sheet[place].fill.fgColor.rgb == "FFFFB3AD"
        assert "✗ To correct: " in sheet[place].comment.text
    assert sheet["C6"].comment.text.startswith("Hỏi lại đồng chí Bình\n")
    assert "“31/02/1980” is not a date that exists.\n→ Write day/month/year" in sheet["C6"].comment.text
    assert "→ Write one of: nam, nữ." in sheet["D7"].comment.text
    commented = {cell.coordinate for row in sheet.iter_rows() for cell in row if cell.comment and "✗" in cell.comment.text}
    assert commented == {*BAD, "A6", "A7", "A8"}, "the bad cells, and the first cell of each row that was rejected"
    assert "This row was not taken in" in sheet["A6"].comment.text
    assert sheet["B5"].fill.fill_type is None


@pytest.mark.parametrize("code", list(Code), ids=lambda code: code.slug)
def test_what_a_sender_is_advised_is_no_command(code: Code) -> None:
    assert not re.search(r"--\w|partytrack|\bundo\b|\bimport\b|docs/", code.sent_back)


def test_comments_and_list_speak_to_the_sender_and_the_boxes_hold_their_words(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    roster(workspace / "roster.xlsx")
    _, file = imported(capsys, "roster.xlsx", "--return", "back")
    (new,) = [each for sheet in file["sheets"] for each in sheet["findings"] if each["code"] == "unit-new"][:1]
    assert "partytrack units merge" in new["advice"]  # whoever imports is told the command
    book = opened(file["returned"])
    comments = [cell.comment for sheet in book.worksheets[1:] for row in sheet.iter_rows() for cell in row if cell.comment]
    assert any("→ Correct the name; if the unit is new, send its kind and superior, too." in each.text for each in comments)
    words = [*(each.text for each in comments), *(str(cell.value) for row in book["To correct"].iter_rows() for cell in row)]
    assert not any("partytrack units" in said or "--" in said for said in words)
    with zipfile.ZipFile(file["returned"]) as package:
        drawn = "".join(package.read(name).decode() for name in package.namelist() if name.endswith(".vml"))
    shape = re.compile(r"width:([\d.]+)px;height:([\d.]+)px.*?<\w+:Row>(\d+)</\w+:Row>\s*<\w+:Column>(\d+)<", re.DOTALL)
    boxes = {(int(row), int(column)): (float(width), float(height)) for width, height, row, column in shape.findall(drawn)}
    (sheet,) = [each for each in book.worksheets[1:] if any(cell.comment for row in each.iter_rows() for cell in row)]
    said = {
        (row, column): cell.comment.text for row, cells in enumerate(sheet.iter_rows()) for column, cell in enumerate(cells) if cell.comment
    }
    assert len(said) >= 5
    for place, words_there in said.items():
        # Of the largest font that programs draw comments in, 12 points, a letter is about 8 pixels wide and a line 20 high.
        width, height = boxes[place]
        lines = sum(max(1, -(-len(line) * 8 // int(width))) for line in words_there.splitlines())
        assert 20 * lines <= height <= 20 * lines + 150, words_there


def test_all_that_is_the_senders_stays(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    roster(workspace / "roster.xlsx")
    _, file = imported(capsys, "roster.xlsx", "--return", "back")
    sheet = opened(file["returned"])["DS 'mới'"]
    assert sheet["A1"].font.name == "Times New Roman"
    assert sheet["A1"].font.sz == 14
    assert [str(merged) for merged in sheet.merged_cells.ranges] == ["A1:G1"]
    assert sheet["C6"].font.i
    assert sheet.column_dimensions["B"].width == 31
    assert sheet["I2"].value == "=1+1"
    assert sheet["B7"].value == "=Lê [b]Văn[/b] Cường"
    assert sheet["B7"].data_type == "s"
    assert sheet["G5"].value == "00123456"
    assert opened(file["returned"])["Ghi chú"]["A1"].value == "không đụng đến"


def test_the_first_sheet_lists_every_finding_with_a_link(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    roster(workspace / "roster.xlsx")
    _, file = imported(capsys, "roster.xlsx", "--return", "back")
    book = opened(file["returned"])
    sheet = book.worksheets[0]
    assert book.active is sheet
    assert sheet["A1"].value == "partytrack: 3 things to correct"
    lines = [[cell.value for cell in row[1:6]] for row in sheet.iter_rows(min_row=8, max_col=8)]
    assert lines == [
        ["✗ To correct", "DS 'mới'", "C6", "date of birth", "31/02/1980"],
        ["✗ To correct", "DS 'mới'", "D7", "sex", "Nm"],
        ["✗ To correct", "DS 'mới'", "B8", "full name", None],
        ["! To check", "DS 'mới'", "E5", "unit", "Chi bộ Một"],
        ["i For information", "Ghi chú", "all of it", None, None],
    ]
    assert sheet["D8"].hyperlink.location == "'DS ''mới'''!C6"
    assert sheet["H9"].value == "Write one of: nam, nữ."
    assert not [other.title for other in book.worksheets[1:] if other.sheet_view.tabSelected]


def test_corrected_it_takes_up_where_it_stopped(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    roster(workspace / "roster.xlsx")
    _, first = imported(capsys, "roster.xlsx", "--return", "back")
    assert table(first) == {"new": 1, "changed": 0, "unchanged": 0, "rejected": 3}
    corrected(first["returned"], workspace / "again.xlsx", GOOD)
    code, second = imported(capsys, "again.xlsx")
    assert code == 0
    assert table(second) == {"new": 3, "changed": 0, "unchanged": 1, "rejected": 0}
    main(["imports", "-f", "json"])
    one, two = json.loads(capsys.readouterr().out)["imports"]
    assert (one["rejected"], one["corrected_by"], two["corrected_by"]) == (3, 2, None)
    assert main(["import", "roster.xlsx"]) == 0
    assert "already imported (1); nothing changed\n" in capsys.readouterr().out, "nothing of it waits any more"
    main(["undo", "2"])
    main(["imports", "-f", "json"])
    assert json.loads(capsys.readouterr().out.partition("\n")[2])["imports"][0]["corrected_by"] is None


def test_half_corrected_it_comes_back_again_with_only_the_rest_marked(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    roster(workspace / "roster.xlsx")
    _, first = imported(capsys, "roster.xlsx", "--return", "back")
    corrected(first["returned"], workspace / "again.xlsx", {"C6": "28/02/1980", "D7": "Nam"})
    code, second = imported(capsys, "again.xlsx", "--return", "back")
    assert code == 1
    assert table(second) == {"new": 2, "changed": 0, "unchanged": 1, "rejected": 1}
    book = opened(second["returned"])
    assert book.sheetnames == ["To correct", "DS 'mới'", "Ghi chú"]
    sheet = book.worksheets[1]
    assert {cell.coordinate for row in sheet.iter_rows() for cell in row if cell.comment} == {"C6", "A8", "B8"}
    assert sheet["C6"].comment.text == "Hỏi lại đồng chí Bình"
    assert sheet["C6"].fill.fgColor.rgb == "FF00FF00", "the sender's own colour is back"
    assert sheet["D7"].fill.fill_type is None
    corrected(second["returned"], workspace / "third.xlsx", {"B8": "Đỗ Văn Em"})
    code, third = imported(capsys, "third.xlsx")
    assert (code, table(third)) == (0, {"new": 1, "changed": 0, "unchanged": 3, "rejected": 0})


def test_a_file_imported_before_can_be_returned_later(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    roster(workspace / "roster.xlsx")
    imported(capsys, "roster.xlsx")
    code, again = imported(capsys, "roster.xlsx", "--return", "back")
    assert (code, again["already_imported"]) == (0, True)
    assert set(BAD) <= {cell.coordinate for row in opened(again["returned"]).worksheets[1].iter_rows() for cell in row if cell.comment}
    main(["imports", "-f", "json"])
    assert len(json.loads(capsys.readouterr().out)["imports"]) == 1


@pytest.mark.parametrize("option", ["--dry-run", "--strict"])
def test_what_was_not_stored_is_returned_too(option: str, workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    roster(workspace / "roster.xlsx")
    code, file = imported(capsys, "roster.xlsx", option, "--return", "back")
    assert code == 1
    assert opened(file["returned"]).worksheets[1]["D7"].comment is not None
    corrected(file["returned"], workspace / "again.xlsx", GOOD)
    code, again = imported(capsys, "again.xlsx")
    assert (code, table(again)["new"]) == (0, 4)


def test_a_file_without_anything_to_mark_is_not_returned(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (workspace / "good.csv").write_text("Đơn vị,Ngày họp\nChi bộ Một,01/02/2023\n", encoding="utf-8")
    main(["import", "good.csv"])
    (workspace / "more.csv").write_text("Đơn vị,Ngày họp\nChi bộ Một,01/03/2023\n", encoding="utf-8")
    code, file = imported(capsys, "more.csv", "--return", "back")
    assert (code, file["returned"], list((workspace / "back").iterdir())) == (0, None, [])


def test_nothing_is_overwritten(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    roster(workspace / "roster.xlsx")
    (workspace / "roster.returned.xlsx").write_text("a file of somebody's", encoding="utf-8")
    _, file = imported(capsys, "roster.xlsx", "--dry-run", "--return", ".")
    assert file["returned"] == "roster.returned-2.xlsx"
    assert (workspace / "roster.returned.xlsx").read_text(encoding="utf-8") == "a file of somebody's"
    assert sorted(path.name for path in workspace.glob("*.xlsx")) == ["roster.returned-2.xlsx", "roster.returned.xlsx", "roster.xlsx"]


def test_a_folder_that_cannot_be_made_stores_nothing(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    roster(workspace / "roster.xlsx")
    (workspace / "back").touch()
    assert main(["import", "roster.xlsx", "--return", "back"]) == 3
    assert "back cannot be written" in capsys.readouterr().err
    assert not (workspace / ".partytrack").exists()


def test_in_vietnamese(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    roster(workspace / "roster.xlsx")
    main(["--lang", "vi", "import", "roster.xlsx", "--return", "back"])
    assert "back/roster.trả-lại.xlsx" in capsys.readouterr().err
    book = opened(workspace / "back" / "roster.trả-lại.xlsx")
    assert book.sheetnames[0] == "Cần sửa"
    assert book.worksheets[0]["A1"].value == "partytrack: 3 chỗ cần sửa"
    assert "✗ Cần sửa: giới tính: “Nm” không" in book.worksheets[1]["D7"].comment.text


def test_what_a_formula_gave_is_still_there(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Read before any spreadsheet program has opened it: the running numbers and a date are formulas."""
    roster(workspace / "plain.xlsx")
    with zipfile.ZipFile(workspace / "plain.xlsx") as source, zipfile.ZipFile(workspace / "roster.xlsx", "w") as target:
        for entry in source.infolist():
            written = source.read(entry)
            if entry.filename == "xl/worksheets/sheet1.xml":
                assert b'<c r="A5" t="n"><v>1</v></c>' in written
                written = written.replace(b'<c r="A5" t="n"><v>1</v></c>', b'<c r="A5"><f>ROW()-4</f><v>1</v></c>')
                written = written.replace(b"<f>1+1</f><v />", b"<f>1+1</f><v>2</v>").replace(b"<f>1+1</f><v></v>", b"<f>1+1</f><v>2</v>")
            target.writestr(entry, written)
    _, file = imported(capsys, "roster.xlsx", "--return", "back")
    kept = openpyxl.load_workbook(file["returned"], data_only=True).worksheets[1]
    assert (kept["A5"].value, kept["I2"].value) == (1, 2)
    assert opened(file["returned"]).worksheets[1]["A5"].value == "=ROW()-4"


@pytest.mark.parametrize("form", list(WRITERS))
def test_any_other_format_comes_back_as_a_workbook_with_the_same_cells(
    form: str, workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [["DANH SÁCH ĐẢNG VIÊN (Tính đến ngày 31/12/2023)", *[""] * 6], [""] * 7, HEADINGS, *ROWS]
    name, write = WRITERS[form]
    path = write(workspace / name, rows)
    code, file = imported(capsys, path.name, "--return", "back")
    assert (code, table(file)["rejected"]) == (1, 3)
    sheet = opened(file["returned"]).worksheets[1]
    assert {cell.coordinate for row in sheet.iter_rows() for cell in row if cell.comment} == {"A5", "A6", "A7", "B7", "C5", "D6", "E4"}
    assert sheet["G4"].value == "00123456"
    assert sheet["B6"].value == "=Lê [b]Văn[/b] Cường"
    assert sheet["B6"].data_type == "s"
    corrected(file["returned"], workspace / "again.xlsx", {"C5": "28/02/1980", "D6": "Nam", "B7": "Đỗ Văn Em"})
    code, again = imported(capsys, "again.xlsx")
    assert (code, table(again)) == (0, {"new": 3, "changed": 0, "unchanged": 1, "rejected": 0})


CELLS = {
    "Họ và tên": st.sampled_from(["Nguyễn Văn An", "", "=1+1", "+84", "@x", "-", "[red]Trần[/red]", "\x07Lê", "Phạm\nThị Dung", '"']),
    "Ngày sinh": st.sampled_from(["01/02/1970", "31/02/1980", date(1970, 2, 1), 1970.0, 25.5, "1970", "6/1970", "", "-nt-", "x"]),
    "Giới tính": st.sampled_from(["Nam", "Nữ", "Nm", "", 1.0]),
    "Đơn vị": st.sampled_from(["Chi bộ Một", "", "Chi bộ Hai"]),
    "Ngày vào Đảng": st.sampled_from([date(1995, 5, 19), "19/05/1965", date(2099, 1, 1), "", "00/00/1992"]),
    "Số thẻ đảng": st.sampled_from(["00123456", 123456.0, "", "=A1"]),
}


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(st.tuples(*CELLS.values()), min_size=1, max_size=6),
    form=st.sampled_from(["xlsx", "csv", "ods", "xls"]),
    again=st.booleans(),
)
def test_whatever_is_found_the_returned_workbook_says_the_same(rows: list[tuple[Any, ...]], form: str, again: bool, tmp_path: Path) -> None:
    titles = [["DANH SÁCH ĐẢNG VIÊN", *[""] * 5], ["", "Tính đến ngày 31/12/2023", *[""] * 4], list(CELLS)]
    source = [["" if form != "csv" and cell == "\x07Lê" else cell for cell in row] for row in rows]
    name, write = WRITERS[form]
    path = write(tmp_path / name, [*titles, *source])
    first = read(path, options())
    assert first.error is None
    written = returned(path, path.read_bytes(), first)
    back = tmp_path / "back.xlsx"
    back.write_bytes(written)
    if again:  # a workbook that comes back as it was is returned once more
        back.write_bytes(returned(back, written, read(back, options())))
    second = read(back, options())
    openpyxl.load_workbook(back)
    assert second.sheets[0].own
    assert again or second.corrects == first.sha256
    assert [seen(sheet) for sheet in second.sheets[1:]] == [seen(sheet) for sheet in first.sheets]
    assert speaks_of_cells(second) == speaks_of_cells(first)


def seen(sheet: Any) -> tuple[Any, ...]:
    """What was read and found in a sheet, wherever control characters were replaced left out."""
    found = [(each.code, each.place.cell, each.place.row, each.field) for each in sheet.findings]
    tables = [(each.rows, each.fields, each.batch.rows, [row.row for row in each.rejected], each.skipped) for each in sheet.tables]
    return sheet.kind, sheet.stated_on, found, tables


def test_the_same_file_gives_the_same_workbook_whatever_the_time(workspace: Path) -> None:
    path = roster(workspace / "roster.xlsx")
    (workspace / "copy.csv").write_text("Đơn vị,Ngày họp\nChi bộ Một,31/02/2023\n", encoding="utf-8")
    for each in (path, workspace / "copy.csv"):
        first = returned(each, each.read_bytes(), read(each, options()))
        time.sleep(1.1)  # documents tell their time in seconds
        assert returned(each, each.read_bytes(), read(each, options())) == first


@pytest.mark.parametrize(
    ("part", "old", "new", "error"),
    [
        pytest.param("xl/styles.xml", b'rgb="FF00FF00"', b'rgb="green"', ValueError, id="a colour"),
        pytest.param("[Content_Types].xml", b"sheet.main+xml", b"sheet.other+xml", OSError, id="a content type"),
    ],
)
def test_a_workbook_the_library_cannot_open_comes_back_as_a_copy(
    part: str, old: bytes, new: bytes, error: type[Exception], workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with zipfile.ZipFile(roster(workspace / "whole.xlsx")) as source, zipfile.ZipFile(workspace / "odd.xlsx", "w") as target:
        for name in source.namelist():
            written = source.read(name)
            target.writestr(name, written.replace(old, new) if name == part else written)
    with pytest.raises(error):
        openpyxl.load_workbook(workspace / "odd.xlsx")
    code, file = imported(capsys, "odd.xlsx", "--return", "back")
    assert code == 1
    assert set(BAD) <= {cell.coordinate for row in opened(file["returned"]).worksheets[1].iter_rows() for cell in row if cell.comment}


def test_of_very_many_bad_cells_all_are_coloured_and_the_first_commented(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("partytrack.intake.returned._MOST_COMMENTS", 3)
    path = roster(workspace / "roster.xlsx")
    (workspace / "back.xlsx").write_bytes(returned(path, path.read_bytes(), read(path, options())))
    sheet = opened("back.xlsx").worksheets[1]
    assert {cell.coordinate for row in sheet.iter_rows() for cell in row if cell.comment} == {*BAD}, "errors before rows"
    assert all(sheet[place].fill.fill_type == "solid" for place in (*BAD, "A6", "A7", "A8"))


@pytest.mark.parametrize(("most", "sheets"), [(40, ["To correct"]), (60, ["To correct", "DS 'mới'", "Ghi chú"])])
def test_a_file_too_large_to_be_marked_is_listed(most: int, sheets: list[str], workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("partytrack.intake.returned._MOST_CELLS", most)  # its table has 8 rows of 7 columns
    path = roster(workspace / "roster.xlsx")
    (workspace / "back.xlsx").write_bytes(returned(path, path.read_bytes(), read(path, options())))
    book = opened("back.xlsx")
    assert book.sheetnames == sheets
    assert [book.worksheets[0].cell(row, 4).value for row in (8, 9, 10)] == ["C6", "D7", "B8"]
    assert ("too large" in str(book.worksheets[0]["A4"].value)) is (len(sheets) == 1)


def test_what_the_sheet_does_not_say_is_asked_for_again(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (workspace / "xl.csv").write_text("Chi bộ,Xếp loại\nChi bộ Một,Tốt\nChi bộ Hai,rất tốt\n", encoding="utf-8")
    _, file = imported(capsys, "xl.csv", "--kind", "ratings", "--set", "period=Quý I/2024", "--return", "back")
    assert opened(file["returned"]).worksheets[0]["A6"].value == "To be imported again with: --kind ratings --set 'period=Quý I/2024'"
    corrected(file["returned"], workspace / "again.xlsx", {"B3": "Hoàn thành tốt nhiệm vụ"})
    code, again = imported(capsys, "again.xlsx", "--kind", "ratings", "--set", "period=Quý I/2024")
    assert (code, table(again)) == (0, {"new": 1, "changed": 0, "unchanged": 1, "rejected": 0})
