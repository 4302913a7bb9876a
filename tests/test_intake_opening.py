"""Files that are something else than they say, damaged ones, and CSV in its many ways."""

from __future__ import annotations

import hashlib
import shutil
import zipfile
from typing import TYPE_CHECKING

import pytest

from intake_sheets import column, options, read_file, workbook
from partytrack.errors import FileUnreadable
from partytrack.intake.opening import fingerprint
from partytrack.intake.table import read

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

HEAD = ["STT", "Họ và tên", "Chi bộ", "Số thẻ"]
ROSTER: list[list[object]] = [[*HEAD], [1, "Trần Văn Sơn", "Chi bộ 1", "0012"], [2, "Lê Thị Mai", "Chi bộ 2", "0013"]]


def good(path: Path) -> Path:
    return workbook(path, {"DS": ROSTER})


def cut_short(path: Path) -> None:
    data = good(path).read_bytes()
    path.write_bytes(data[: len(data) // 2])


def zip_of_text(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("note.txt", "hello")


def bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", b" " * 120_000_000)


def corner_to_corner(path: Path) -> None:
    """Two filled cells whose rectangle is the whole sheet."""
    workbook(path, {"DS": [["Họ và tên"]]})
    parts = {}
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    far = b'<row r="1048576"><c r="XFD1048576" t="n"><v>1</v></c></row></sheetData>'
    parts["xl/worksheets/sheet1.xml"] = parts["xl/worksheets/sheet1.xml"].replace(b"</sheetData>", far)
    with zipfile.ZipFile(path, "w") as package:
        for name, data in parts.items():
            package.writestr(name, data)


def broken_sheet(path: Path) -> None:
    good(path)
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    parts["xl/worksheets/sheet1.xml"] = parts["xl/worksheets/sheet1.xml"][:300] + b"<c <<"
    with zipfile.ZipFile(path, "w") as package:
        for name, data in parts.items():
            package.writestr(name, data)


def protected(path: Path) -> None:
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\x00" * 600)


@pytest.mark.parametrize(
    ("name", "make", "code"),
    [
        pytest.param("a.xlsx", lambda _path: None, "file-missing", id="missing"),
        pytest.param("a.xlsx", lambda path: path.mkdir(), "file-is-folder", id="a folder"),
        pytest.param("a.xlsx", lambda path: path.write_bytes(b""), "file-empty", id="empty"),
        pytest.param("a.xlsx", lambda path: path.write_text("ghi chú", "utf-8"), "file-no-spreadsheet", id="a text named .xlsx"),
        pytest.param("a.xls", lambda path: path.write_text("<html><p></p>"), "file-no-spreadsheet", id="a web page named .xls"),
        pytest.param(
            "a.csv",
            lambda path: path.write_text("\ufeff\ufeff<!DOCTYPE html>", "utf-8"),
            "file-no-spreadsheet",
            id="a web page behind marks",
        ),
        pytest.param("a.xlsx", lambda path: path.write_bytes(b"%PDF-1.7 xx"), "file-no-spreadsheet", id="a PDF"),
        pytest.param("a.xlsx", zip_of_text, "file-no-spreadsheet", id="a zip of something else"),
        pytest.param("a.xlsx", cut_short, "file-damaged", id="cut short"),
        pytest.param("a.xlsx", broken_sheet, "file-damaged", id="a sheet that is no XML"),
        pytest.param(
            "a.xls", lambda path: path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x01" * 2000), "file-damaged", id="a torn .xls"
        ),
        pytest.param("a.xlsx", protected, "file-password", id="a password"),
        pytest.param("a.xlsx", bomb, "file-too-large", id="a bomb"),
        pytest.param("a.xlsx", corner_to_corner, "file-too-large", id="two cells at opposite corners"),
        pytest.param(
            "a.csv",
            lambda path: path.write_bytes("Họ tên".encode("cp1258", "ignore") + b"\xe0\xff"),
            "file-encoding",
            id="another encoding",
        ),
    ],
)
def test_a_file_that_cannot_be_read(tmp_path: Path, name: str, make: Callable[[Path], object], code: str) -> None:
    path = tmp_path / name
    make(path)
    result = read(path, options())
    assert isinstance(result.error, FileUnreadable)
    assert result.error.code == code
    assert name in str(result.error.message)
    assert str(result.error.advice)
    assert result.sheets == []


def test_a_panic_of_the_reader_is_an_error_of_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class PanicException(BaseException):
        pass

    def panic(*_: object) -> None:
        raise PanicException

    path = good(tmp_path / "a.xlsx")
    monkeypatch.setattr("partytrack.intake.grid._opened", panic)
    result = read(path, options())
    assert result.error is not None
    assert result.error.code == "file-damaged"


def test_an_interrupt_is_not_taken_for_a_panic(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("partytrack.intake.grid._opened", interrupt)
    with pytest.raises(KeyboardInterrupt):
        read(good(tmp_path / "a.xlsx"), options())


def test_the_content_decides_and_not_the_extension(tmp_path: Path) -> None:
    path = tmp_path / "roster.csv"
    shutil.copy(good(tmp_path / "a.xlsx"), path)
    assert column(read_file(path).sheets[0].tables[0], "card_number") == ["0012", "0013"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_csv_opens_with_each_delimiter_and_encoding(tmp_path: Path, delimiter: str, encoding: str) -> None:
    path = tmp_path / "roster.csv"
    lines = [delimiter.join(f'"{cell}"' if delimiter in str(cell) else str(cell) for cell in row) for row in ROSTER]
    path.write_bytes("\r\n".join(["DANH SÁCH ĐẢNG VIÊN", *lines, ""]).encode(encoding))
    sheet = read_file(path).sheets[0]
    assert sheet.sheet == "roster"
    assert sheet.kind == "members"
    assert column(sheet.tables[0], "full_name") == ["Trần Văn Sơn", "Lê Thị Mai"]
    assert sheet.tables[0].batch.rows == [3, 4]


def test_a_comma_in_a_heading_does_not_make_the_comma_the_delimiter(tmp_path: Path) -> None:
    path = tmp_path / "roster.csv"
    path.write_text(
        "Họ, chữ đệm và tên;Ngày, tháng, năm sinh;Chi bộ;Số thẻ\nLê Mai;3/2/1980;Chi bộ 1;01\nLê An;4/2/1980;Chi bộ 1;02\n", "utf-8"
    )
    table = read_file(path).sheets[0].tables[0]
    assert table.fields == {"card_number": "D", "full_name": "A", "birth_date": "B", "unit": "C"}


def test_the_fingerprint_is_that_of_the_content(tmp_path: Path) -> None:
    path = good(tmp_path / "a.xlsx")
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    assert fingerprint(path) == digest
    assert read_file(path).sha256 == digest
    with pytest.raises(FileUnreadable):
        fingerprint(tmp_path / "none.xlsx")


def test_hidden_sheets_are_said_and_not_read_unless_named(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"DS": ROSTER, "Ẩn": ROSTER, "Trống": []}, hidden=["Ẩn"])
    shown, hidden, empty = read_file(path).sheets
    assert (shown.kind, shown.hidden) == ("members", False)
    assert (hidden.hidden, hidden.kind, hidden.tables) == (True, None, [])
    assert [finding.code.slug for finding in hidden.findings] == ["hidden-sheet"]
    assert [finding.code.slug for finding in empty.findings] == ["empty-sheet"]
    (named,) = read_file(path, sheet="Ẩn").sheets
    assert (named.hidden, named.kind, named.tables[0].rows) == (True, "members", 2)


def test_a_sheet_that_is_not_there_is_an_error_that_names_those_that_are(tmp_path: Path) -> None:
    result = read(good(tmp_path / "a.xlsx"), options(sheet="DSDV"))
    assert result.error is not None
    assert result.error.code == "sheet-missing"
    assert "DS" in str(result.error.advice)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("a.docx", "a.docx is not a spreadsheet."),
        ("a.PDF", "a.PDF is not a spreadsheet."),
        ("a.yaml", "a.yaml is not a spreadsheet."),
        ("a.xlsx", "a.xlsx is not a spreadsheet, whatever its name says."),
        ("a.XLS", "a.XLS is not a spreadsheet, whatever its name says."),
    ],
)
def test_only_the_name_of_a_spreadsheet_promises_one(tmp_path: Path, name: str, said: str) -> None:
    (tmp_path / name).write_text("term: 2020-2025", "utf-8")
    assert str(read(tmp_path / name, options()).error).startswith(f"{said} ")
