"""`template`: forms that fill in and import without a finding. Real command, real workbooks read again by another library."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from openpyxl.utils import get_column_letter, range_boundaries

from commands import partytrack
from partytrack.cli.main import main
from partytrack.records import KINDS, Type, choice_words
from partytrack.vietnamese import fold

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

HEAD, EXAMPLE, FIRST = 5, 6, 7
TODAY = date.today()
# What a unit may write, for every field of every kind; what is left out of a row stays blank. In the order in which they are imported.
ROWS: dict[str, list[dict[str, Any]]] = {
    "units": [
        {
            "code": "DB", "name": "Đảng bộ Sở Mẫu", "kind": "Đảng bộ cơ sở", "sector": "Hành chính", "group": "Cụm 1",
            "established_on": date(2000, 1, 1), "dissolved_on": date(2090, 1, 1),
        },
        {"code": "CB01", "name": "Chi bộ Một", "kind": "Chi bộ trực thuộc", "parent": "Đảng bộ Sở Mẫu", "established_on": "năm 2001"},
        {"code": "007", "name": "=Chi bộ Hai", "kind": "Chi bộ trực thuộc", "parent": "DB"},
        {"name": "Chi bộ Cũ", "kind": "Chi bộ trực thuộc", "parent": "DB"},
    ],
    "members": [
        {
            "card_number": "00123456", "file_number": "0042", "full_name": "Nguyễn Văn Thử", "birth_date": "tháng 6/1960", "sex": "Nam",
            "ethnicity": "Kinh", "unit": "Chi bộ Một", "admitted_on": date(1985, 2, 3), "official_on": date(1986, 2, 3), "status": "Chính thức",
            "joined_on": date(2000, 1, 1), "left_on": date(2090, 1, 1), "left_reason": "nghỉ hưu", "position": "Bí thư",
            "education": "12/12", "theory_level": "Cao cấp",
        },
        {"full_name": "@Trần Thị Mẫu", "birth_date": "năm 1991", "unit": "CB01", "admitted_on": date(2020, 5, 19), "status": "Dự bị"},
    ],
    "admissions": [
        {
            "full_name": "Lê Văn Mới", "birth_date": date(1999, 9, 9), "sex": "Nam", "unit": "=Chi bộ Hai", "decided_on": date(2025, 3, 1),
            "admitted_on": date(2025, 3, 20), "decision_number": "45-QĐ/ĐU", "youth_union": "có",
        },
        {"full_name": "Phạm Thị Mới", "birth_date": "năm 2000", "unit": "Chi bộ Một", "decided_on": date(2025, 4, 1), "youth_union": "không"},
    ],
    "meetings": [
        {
            "unit": "Chi bộ Một", "held_on": date(2025, 3, 5), "kind": "Chuyên đề", "due": 15, "present": 14, "excused": 1,
            "duration_minutes": 95, "score": 92.5, "quality": "Tốt", "joint": "không", "title": "Học tập và làm theo Bác",
        },
        {"unit": "Chi bộ Một", "held_on": "tháng 4/2025", "kind": "Thường kỳ"},
    ],
    "ratings": [
        {
            "period": "2024", "unit": "Chi bộ Một", "card_number": "00123456", "full_name": "Nguyễn Văn Thử", "aspect": "Công tác",
            "rating": "Hoàn thành xuất sắc nhiệm vụ", "exemplary": "có", "decision_number": "007",
        },
        {"period": "Quý II/2025", "unit": "=Chi bộ Hai", "aspect": "Sinh hoạt", "rating": "Khá"},
    ],
    "titles": [
        {"title": "Chiến sĩ thi đua", "period": "2024", "unit": "Chi bộ Một", "full_name": "Nguyễn Văn Thử", "awarded": "có"},
        {"title": "Trong sạch, vững mạnh", "period": "2024", "unit": "Chi bộ Một", "awarded": "có"},
    ],
    "inspections": [
        {
            "by_unit": "Đảng bộ Sở Mẫu", "kind": "Kiểm tra", "unit": "Chi bộ Một", "card_number": "00123456", "full_name": "Nguyễn Văn Thử",
            "concluded_on": date(2025, 5, 6), "violation": "không", "discipline": "Khiển trách",
        },
        {"by_unit": "DB", "kind": "Giám sát", "unit": "=Chi bộ Hai", "concluded_on": date(2025, 6, 6), "violation": "có"},
    ],
    "classes": [
        {
            "kind": "Học tập nghị quyết", "title": "Nghị quyết số 1", "unit": "Chi bộ Một", "held_on": date(2025, 1, 9), "due": 15,
            "members": 14, "others": 3, "passed": 17,
        },
        {"kind": "Lý luận chính trị", "unit": "=Chi bộ Hai", "held_on": date(2025, 1, 10)},
    ],
    "assignments": [
        {
            "kind": "Phụ trách hộ", "unit": "Chi bộ Một", "card_number": "00123456", "full_name": "Nguyễn Văn Thử", "object": "Hộ ông Ba",
            "object_kind": "hộ nghèo", "from_date": date(2025, 1, 1), "through_date": date(2025, 12, 31), "quantity": 2,
        },
        {"kind": "Giúp đỡ xã", "unit": "Chi bộ Một", "object": "Xã Tân Tiến", "from_date": "năm 2025"},
    ],
    "figures": [
        {"indicator": "Tỷ lệ hộ nghèo", "unit": "Chi bộ Một", "period": "2024", "value": 0.525, "measured_in": "%", "source": "Báo cáo"},
        {"indicator": "Giá trị sản xuất", "period": "2024-Q2", "value": 1841.25, "measured_in": "tỷ đồng"},
    ],
    "allocations": [
        {"target": "ket-nap", "unit": "Chi bộ Một", "period": "2025", "value": 3},
        {"target": "ket-nap", "unit": "=Chi bộ Hai", "value": 2},
    ],
    "successions": [
        {"from_unit": "Chi bộ Cũ", "to_unit": "Chi bộ Một", "change": "Hợp nhất", "changed_on": date(2024, 7, 1), "decision_number": "012-QĐ"},
    ],
}  # fmt: skip
PERCENT = {("figures", 0)}  # the rows whose value somebody typed with its sign: the program then keeps a share


pytestmark = pytest.mark.usefixtures("workspace")


def made(*words: str, to: str = "form.xlsx") -> Workbook:
    Path(to).unlink(missing_ok=True)
    assert main(["template", *words, "-o", to, "-q"]) == 0
    return openpyxl.load_workbook(to)


def columns(sheet: Worksheet, kind: str) -> dict[str, int]:
    """Field → its column, by the heading that `records` puts first."""
    named = {fold(each.headings[0]): each.name for each in KINDS[kind].fields}
    return {named[fold(str(cell.value).rstrip(" *"))]: number for number, cell in enumerate(sheet[HEAD][1:], 2)}


def fill(book: Workbook, kind: str, rows: Sequence[Mapping[str, Any]]) -> None:
    """Type values into the cells of a form, below its example, as words or as what a spreadsheet makes of them."""
    sheet = book.worksheets[0]
    places = columns(sheet, kind)
    for number, row in enumerate(rows):
        for name, value in row.items():
            cell = sheet.cell(FIRST + number, places[name])
            code = cell.number_format
            cell.value = value
            cell.number_format = "0.0%" if (kind, number) in PERCENT and name == "value" else code
            if isinstance(value, str):
                cell.data_type = "s"


def imported(capsys: pytest.CaptureFixture[str], path: str) -> dict[str, Any]:
    capsys.readouterr()
    main(["import", path, "-f", "json"])
    file: dict[str, Any]
    (file,) = json.loads(capsys.readouterr().out)["files"]
    assert file["error"] is None
    return file


def findings(file: dict[str, Any]) -> list[tuple[str, str | None, str]]:
    return [(each["code"], each["cell"], each["message"]) for sheet in file["sheets"] for each in sheet["findings"]]


def counts(file: dict[str, Any]) -> dict[str, int]:
    (table,) = [each for sheet in file["sheets"] for each in sheet["tables"]]
    return {name: table[name] for name in ("new", "changed", "unchanged", "rejected", "gone")}


def filled_in(capsys: pytest.CaptureFixture[str], *kinds: str) -> None:
    """Import filled forms."""
    for kind in kinds:
        book = made(kind)
        fill(book, kind, ROWS[kind])
        book.save(f"{kind}.xlsx")
        file = imported(capsys, f"{kind}.xlsx")
        assert (kind, findings(file)) == (kind, [])
        assert (kind, counts(file)) == (kind, {"new": len(ROWS[kind]), "changed": 0, "unchanged": 0, "rejected": 0, "gone": 0})


def test_every_kind_is_filled_in_here() -> None:
    assert set(ROWS) == set(KINDS)
    for kind, rows in ROWS.items():
        asked = {each.name for each in KINDS[kind].fields if not each.asked and each.name != "subject"}
        assert (kind, {name for row in rows for name in row}) == (kind, asked)


def test_filled_in_with_every_field_all_kinds_import_without_a_finding_and_so_do_their_records(
    capsys: pytest.CaptureFixture[str],
) -> None:
    filled_in(capsys, *ROWS)
    for kind, rows in ROWS.items():
        made(kind, "--with-records", to="again.xlsx")
        file = imported(capsys, "again.xlsx")
        assert (kind, findings(file)) == (kind, [])
        ended = kind == "units"  # the unit that was merged is in force no more, so the form does not ask for it
        assert (kind, counts(file)) == (
            kind,
            {"new": 0, "changed": 0, "unchanged": len(rows) - ended, "rejected": 0, "gone": 0},
        )


@pytest.mark.parametrize("kind", list(KINDS))
def test_a_form_nobody_filled_in_imports_without_a_finding(kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    made(kind)
    file = imported(capsys, "form.xlsx")
    assert findings(file) == []
    (table,) = file["sheets"][0]["tables"]
    assert (file["sheets"][0]["kind"], table["rows"], table["skipped"]["example"]) == (kind, 0, 1)


@pytest.mark.parametrize(
    ("mark", "rows"),
    [
        pytest.param("Ví dụ", 1, id="an example"),
        pytest.param("VD:", 1, id="an example in short"),
        pytest.param("", 2, id="no mark"),
        pytest.param("1", 2, id="a running number"),
    ],
)
def test_a_row_marked_as_an_example_is_none_of_the_data(mark: str, rows: int, workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (workspace / "log.csv").write_text(
        f"STT,Đơn vị,Ngày họp,Nội dung\n{mark},Chi bộ Một,01/02/2023,ví dụ\n2,Chi bộ Một,01/03/2023,ví dụ\n", encoding="utf-8"
    )
    (table,) = imported(capsys, "log.csv")["sheets"][0]["tables"]
    assert (table["rows"], table["skipped"].get("example", 0)) == (rows, 2 - rows)


@pytest.mark.parametrize("kind", list(KINDS))
def test_required_columns_are_marked(kind: str) -> None:
    sheet = made(kind).worksheets[0]
    marks = {name: str(sheet.cell(HEAD, column).value).partition(" *")[1:] for name, column in columns(sheet, kind).items()}
    required = {each.name for each in KINDS[kind].fields if each.required}
    assert {name for name, mark in marks.items() if mark == (" *", "")} == required
    one_of = {"admissions": {"decided_on", "admitted_on"}}
    if KINDS[kind].person:
        one_of[kind] = {name for name in ("unit", "card_number", "full_name") if KINDS[kind].has(name)}
    assert {name for name, mark in marks.items() if mark == (" *", "*")} == one_of.get(kind, set())


@pytest.mark.parametrize("kind", list(KINDS))
def test_each_column_takes_what_its_field_holds(kind: str) -> None:
    book = made(kind)
    sheet = book.worksheets[0]
    checks = {range_boundaries(str(each.sqref))[0]: each for each in sheet.data_validations.dataValidation}
    for name, column in columns(sheet, kind).items():
        field, check, code = KINDS[kind].field(name), checks[column], sheet.cell(FIRST, column).number_format
        assert check.prompt
        assert sheet.column_dimensions[get_column_letter(column)].number_format == code
        match field.type:
            case Type.DATE:
                assert code == "dd/mm/yyyy"
                assert check.type == "custom"
            case Type.COUNT:
                assert (code, check.type, check.operator, check.formula1) == ("0", "whole", "greaterThanOrEqual", "0")
            case Type.NUMBER:
                assert code == "General"
            case Type.CHOICE:
                assert check.type == "list"
                words = [fold(word) for word in listed(book, str(check.formula1))]
                assert {choice_words(kind, name)[word] for word in words} == set(field.choices)
            case Type.YES_NO:
                assert (check.type, check.formula1) == ("list", '"có,không"')
            case _:
                assert code == "@", "typed as it is: zeros stay, and 12/6 becomes no day"


def listed(book: Workbook, formula: str) -> list[str]:
    """The words of the range that a drop-down points to."""
    name, _, cells = formula.rpartition("!")
    return [str(row[0].value) for row in book[name.strip("'")][cells.replace("$", "")]]


def test_a_year_alone_is_not_taken_for_the_number_of_a_day() -> None:
    """1960 in a cell of days would be the 13th of May 1905; what the check refuses is said in its message."""
    sheet = made("members").worksheets[0]
    letter = get_column_letter(columns(sheet, "members")["birth_date"])
    check = next(each for each in sheet.data_validations.dataValidation if str(each.sqref).startswith(letter))
    assert check.formula1 == f"OR(ISTEXT({letter}7),AND(ISNUMBER({letter}7),OR({letter}7<1900,{letter}7>2100)))"
    assert "“năm 1960”" in check.error


def test_units_are_chosen_from_those_in_force(capsys: pytest.CaptureFixture[str]) -> None:
    filled_in(capsys, "units", "successions")
    book = made("meetings")
    sheet = book.worksheets[0]
    check = next(each for each in sheet.data_validations.dataValidation if str(each.sqref).startswith("B7"))
    assert sorted(listed(book, str(check.formula1))) == ["=Chi bộ Hai", "Chi bộ Một", "Đảng bộ Sở Mẫu"]
    assert check.errorStyle == "warning", "a new unit may be written all the same"


def test_a_form_for_one_unit_needs_no_column_of_it(capsys: pytest.CaptureFixture[str]) -> None:
    filled_in(capsys, "units", "members")
    sheet = made("members", "--unit", "CB01", "--with-records").worksheets[0]
    assert [sheet["A2"].value, sheet["A3"].value] == ["Đơn vị: Chi bộ Một", f"(Tính đến ngày {TODAY:%d/%m/%Y})"]
    assert "unit" not in columns(sheet, "members")
    assert [sheet.cell(row, columns(sheet, "members")["full_name"]).value for row in (7, 8, 9)] == ["Nguyễn Văn Thử", "@Trần Thị Mẫu", None]


def test_a_form_for_a_unit_with_others_under_it_lists_them(capsys: pytest.CaptureFixture[str]) -> None:
    filled_in(capsys, "units", "members", "meetings")
    book = made("meetings", "--unit", "Đảng bộ Sở Mẫu", "--with-records")
    sheet = book.worksheets[0]
    assert sheet["A2"].value == "Đơn vị: Đảng bộ Sở Mẫu"
    assert [sheet.cell(row, 2).value for row in (7, 8, 9)] == ["Chi bộ Một", "Chi bộ Một", None]
    check = next(each for each in sheet.data_validations.dataValidation if str(each.sqref).startswith("B7"))
    assert set(listed(book, str(check.formula1))) == {"Đảng bộ Sở Mẫu", "Chi bộ Một", "=Chi bộ Hai", "Chi bộ Cũ"}
    other = made("meetings", "--unit", "007", "--with-records").worksheets[0]
    assert other["B7"].value is None, "the records of another unit are not shown to it"


def test_words_that_look_like_formulas_are_words(capsys: pytest.CaptureFixture[str]) -> None:
    filled_in(capsys, "units")
    sheet = made("units", "--with-records").worksheets[0]
    cell = next(row[0] for row in sheet.iter_rows(min_row=7, min_col=3, max_col=3) if row[0].value == "=Chi bộ Hai")
    assert cell.data_type == "s"
    assert cell.quotePrefix
    assert sheet.cell(cell.row, 2).value == "007"


def test_outside_a_workspace(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (workspace / "partytrack.yaml").unlink()
    sheet = made("meetings", "--unit", "Chi bộ Xa").worksheets[0]
    assert sheet["A2"].value == "Đơn vị: Chi bộ Xa"
    assert main(["template", "members", "--with-records", "-o", "form.xlsx"]) == 2
    assert "There is no workspace" in capsys.readouterr().err


def test_a_list_is_true_on_the_day_asked_for() -> None:
    assert made("members", "--stated-on", "31/12/2023").worksheets[0]["A3"].value == "(Tính đến ngày 31/12/2023)"
    assert made("meetings", "--stated-on", "31/12/2023").worksheets[0]["A3"].value is None


def test_a_form_is_filled_with_what_stood_on_the_day_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    for day, name in (("31/12/2023", "Đi Rồi"), ("31/12/2024", "Mới Đến")):
        book = made("members", "--stated-on", day)
        fill(book, "members", [{"full_name": name, "unit": "Chi bộ Một", "card_number": "001"}])
        book.save(f"{name}.xlsx")
        imported(capsys, f"{name}.xlsx")
    stood: list[tuple[str, str | None]]
    stood = [("2023-12-30", None), ("2023-12-31", "Đi Rồi"), ("2024-12-30", "Đi Rồi"), ("2024-12-31", "Mới Đến")]
    for day, expected in stood:
        sheet = made("members", "--with-records", "--stated-on", day).worksheets[0]
        assert (day, sheet.cell(FIRST, columns(sheet, "members")["full_name"]).value) == (day, expected)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        pytest.param(["memberz", "-o", "form.xlsx"], "KIND: “memberz” is not known.", id="a kind nobody knows"),
        pytest.param(["members", "-o", "form.csv"], "The ending .csv does not say a format", id="an ending that is no workbook's"),
        pytest.param(
            ["members", "-o", "form.xlsx", "--stated-on", "31/02/2025"], "“31/02/2025” is not a day", id="a day that does not exist"
        ),
        pytest.param(["members", "-o", "form.xlsx", "--unit", "Chi bộ Lạ"], "No unit is called “Chi bộ Lạ”.", id="a unit nobody knows"),
    ],
)
def test_wrong_usage(words: list[str], said: str, workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    filled_in(capsys, "units")
    assert main(["template", *words]) == 2
    assert said in capsys.readouterr().err
    assert not (workspace / words[2]).exists() or words[2] != "form.csv"


def test_without_a_file_it_goes_to_standard_output_and_nothing_else_does(workspace: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "partytrack", "template", "members"],
        cwd=workspace,
        capture_output=True,
        check=True,
        stdin=subprocess.DEVNULL,
    )
    assert done.stderr == b""
    assert openpyxl.load_workbook(io.BytesIO(done.stdout)).worksheets[0]["A1"].value == "DANH SÁCH ĐẢNG VIÊN"


def test_a_form_that_is_there_already_is_not_written_over(capsys: pytest.CaptureFixture[str]) -> None:
    Path("form.xlsx").write_bytes(b"filled in")
    assert main(["template", "members", "-o", "form.xlsx"]) == 2
    assert Path("form.xlsx").read_bytes() == b"filled in"
    assert capsys.readouterr().err == (
        "Error: form.xlsx is there already; it may have been filled in, so it was left as it is.\n"
        "  Choose another name with -o, or move that file away.\n"
    )


def test_the_file_is_its_owners_only(workspace: Path) -> None:
    done = partytrack("template", "members", "-o", "form.xlsx", cwd=workspace, lang="vi")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "Đã ghi biểu mẫu: form.xlsx\n")
    if os.name == "posix":
        assert (workspace / "form.xlsx").stat().st_mode & 0o777 == 0o600
    book = openpyxl.load_workbook(workspace / "form.xlsx")
    assert book.sheetnames == ["Đảng viên", "Hướng dẫn", "Danh mục"]
    assert book["Hướng dẫn"]["A1"].value == "partytrack: cách điền biểu này"


def test_a_form_that_comes_back_with_a_bad_cell_keeps_its_drop_downs(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    filled_in(capsys, "units")
    book = made("meetings")
    fill(book, "meetings", [{"unit": "Chi bộ Một", "held_on": "31/02/2025"}])
    book.save("bad.xlsx")
    main(["import", "bad.xlsx", "--return", "back"])
    back = openpyxl.load_workbook("back/bad.returned.xlsx")
    assert back.sheetnames == ["To correct", "Meetings", "Instructions", "Danh mục"]
    assert len(back["Meetings"].data_validations.dataValidation) == 11
    back["Meetings"]["C7"].value = "28/02/2025"
    back.save("good.xlsx")
    file = imported(capsys, "good.xlsx")
    assert (findings(file), counts(file)["new"]) == ([], 1)
