"""Any set of records, laid out as offices do, comes back as it was; and every row of the sheet is accounted for."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from formats import FORMATS, Drawn
from intake_sheets import accounted, read_file, workbook
from legacy_writing import WRITTEN
from partytrack.intake.grid import grids
from partytrack.periods import Span, day, month, year

SURNAMES = ("Nguyễn", "Trần", "Lê", "Phạm", "Tống", "Công", "Chu", "Bùi")
GIVEN = ("An", "Bình", "Hùng", "Hưng", "Mai", "Nam", "Ban", "Ngọc")
UNITS = ("Chi bộ 1", "Chi bộ Văn phòng", "Đảng bộ Sở Công Thương", "Chi bộ Trường Lê Lợi")

dates = st.dates(date(1950, 1, 1), date(2023, 12, 31))
spans = st.one_of(st.none(), dates.map(day), dates.map(lambda d: month(d.year, d.month)), dates.map(lambda d: year(d.year)))


@dataclass(frozen=True)
class Member:
    name: str
    card: str
    unit: str
    born: Span | None
    admitted: Span | None


members = st.builds(
    Member,
    st.builds("{} {}".format, st.sampled_from(SURNAMES), st.sampled_from(GIVEN)),
    st.from_regex(r"[0-9]{8}", fullmatch=True),
    st.sampled_from(UNITS),
    spans,
    spans,
)


@dataclass(frozen=True)
class Layout:
    titles: tuple[str, ...]
    merged_header: bool
    numbering: bool
    sections: bool
    totals: bool
    signature: bool
    blank_after: bool
    dates_as_text: bool


layouts = st.builds(
    Layout,
    st.lists(st.sampled_from(["ĐẢNG BỘ TỈNH", "DANH SÁCH ĐẢNG VIÊN", "(Tính đến ngày 31/12/2023)", ""]), max_size=5).map(tuple),
    *[st.booleans()] * 7,
)


def cell(span: Span | None, *, as_text: bool) -> object:
    if span is None:
        return ""
    if span.first == span.last:
        return span.first.strftime("%d/%m/%Y") if as_text else span.first
    if span.first.month == span.last.month:
        return f"{span.first.month}/{span.first.year}"
    return str(span.first.year) if as_text else span.first.year


def laid_out(people: list[Member], layout: Layout) -> tuple[list[list[object]], list[str]]:
    rows: list[list[object]] = [[title] for title in layout.titles]
    merges = []
    top = len(rows) + 1
    if layout.merged_header:
        rows += [["STT", "Họ và tên", "Số thẻ", "Chi bộ", "Ngày", ""], ["", "", "", "", "sinh", "vào Đảng"]]
        merges = [f"{letter}{top}:{letter}{top + 1}" for letter in "ABCD"] + [f"E{top}:F{top}"]
    else:
        rows.append(["STT", "Họ và tên", "Số thẻ", "Chi bộ", "Ngày sinh", "Ngày vào Đảng"])
    if layout.numbering:
        rows.append([1, 2, 3, 4, 5, 6])
    unit = None
    for number, person in enumerate(people, 1):
        if layout.sections and person.unit != unit:
            unit = person.unit
            rows.append(["I", unit])
        written = "" if layout.sections else person.unit
        dated = [cell(span, as_text=layout.dates_as_text) for span in (person.born, person.admitted)]
        rows.append([number, person.name, person.card, written, *dated])
    if layout.totals:
        rows.append(["", f"Tổng cộng: {len(people)} đảng viên"])
    if layout.blank_after:
        rows.append([])
    if layout.signature:
        rows += [["", "", "", "", "Thái Bình, ngày 5 tháng 1 năm 2024"], ["", "NGƯỜI LẬP BIỂU", "", "", "T/M CHI BỘ"], ["", "Trần Văn Sơn"]]
    return rows, merges


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(members, min_size=1, max_size=8), layouts, st.sampled_from(sorted(FORMATS)), st.sampled_from(sorted(WRITTEN)))
def test_records_laid_out_as_offices_do_come_back_as_they_were(
    people: list[Member], layout: Layout, format_name: str, written: str
) -> None:
    rows, merges = laid_out(people, layout)
    font, in_letters = WRITTEN[written]
    if format_name != "a page named .xls":  # a page says no fonts, and few words do not show their letters
        rows = [[Drawn(in_letters(cell), font) if isinstance(cell, str) and cell else cell for cell in row] for row in rows]
    while rows and not any(rows[-1]):
        rows.pop()  # a spreadsheet does not keep empty rows at its end
    with tempfile.TemporaryDirectory() as folder:
        name, write = FORMATS[format_name]
        path = write(Path(folder) / name, rows, merges)
        (sheet,) = read_file(path).sheets
    (table,) = sheet.tables
    columns = table.batch.columns
    assert not table.rejected
    assert columns["full_name"] == [person.name for person in people]
    assert columns["card_number"] == [person.card for person in people]
    assert columns["unit"] == [person.unit for person in people]
    for name, wanted in (("birth_date", [person.born for person in people]), ("admitted_on", [person.admitted for person in people])):
        assert columns[name] == [span and span.first for span in wanted]
        assert columns[f"{name}_last"] == [span and span.last for span in wanted]
    assert sheet.stated_on == (date(2023, 12, 31) if "(Tính đến ngày 31/12/2023)" in layout.titles else None)
    assert accounted(table) == len(rows)
    assert {finding.code.slug for finding in sheet.findings} <= {"dates-reversed", "legacy-text"}


cells = st.one_of(
    st.sampled_from(
        ["", "STT", "Họ và tên", "Chi bộ", "Số thẻ", "Tổng cộng", "I", "Người lập", "x", "Ngày họp", "31/02/2020", "Năm", "Xếp loại"]
    ),
    st.integers(-5, 3000),
    st.dates(date(1950, 1, 1), date(2023, 12, 31)),
    st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=6),
)


# The same cells below headings of each sort: one field a column, months, several fields a column, a date over three.
HEADS: tuple[list[list[object]], ...] = (
    [["STT", "Họ và tên", "Chi bộ", "Số thẻ"]],
    [["XẾP LOẠI NĂM 2023"], ["STT", "Họ và tên", "Tháng 1", "Tháng 2", "Tháng 3", "Chi bộ"]],
    [["STT", "Họ và tên", "Ngày vào Đảng\nNgày chính thức", "Số thẻ\nSố lý lịch", "Chi bộ"]],
    [["STT", "Họ và tên", "Chi bộ", "Số thẻ"], ["", "Ngày sinh", "", "Số lý lịch"]],
    [["STT", "Họ và tên", "Ngày sinh", "Tháng sinh", "Năm sinh", "Chi bộ"]],
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.lists(cells, max_size=6), min_size=1, max_size=14),
    st.sampled_from(HEADS),
    st.lists(st.tuples(st.sampled_from("AB"), st.integers(1, 12), st.integers(1, 2)), max_size=3),
)
def test_whatever_a_sheet_holds_its_rows_add_up(
    rows: list[list[object]], head: list[list[object]], merged: list[tuple[str, int, int]]
) -> None:
    below = len(head)
    merges: dict[str, str] = {letter: f"{letter}{below + top}:{letter}{below + top + more}" for letter, top, more in merged}
    with tempfile.TemporaryDirectory() as folder:
        path = workbook(Path(folder) / "book.xlsx", {"DS": [*head, *rows]}, merges.values())
        (grid,) = grids(path, path.read_bytes(), None)
        (sheet,) = read_file(path).sheets
    if sheet.tables:
        assert sum(accounted(table) for table in sheet.tables) == len(grid.rows)
    for table in sheet.tables:
        records = [*table.batch.rows, *(aside.row for aside in table.rejected)]
        data = range(table.first_row or 0, (table.last_row or -1) + 1)
        assert set(records) <= set(data)
        assert len(set(records)) <= table.rows
        if head is HEADS[0]:
            assert table.rows >= len(records) == len(set(records))
        if not table.rows:
            assert records == []


# --- wide sheets ---

RATING_WORDS = {"excellent": "HTXSNV", "good": "Hoàn thành tốt nhiệm vụ", "completed": "HTNV", "failed": "Không hoàn thành"}
MONTH_HEADINGS = ("Tháng {0}", "T{0}", "T.{0:02}", "Th.{0}/2023", "{0:02}/2023", "Xếp loại tháng {0}", "Tháng {0} năm 2023")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.dictionaries(st.integers(1, 12), st.sampled_from(sorted(RATING_WORDS)), min_size=1, max_size=12), min_size=1, max_size=6),
    st.sampled_from(MONTH_HEADINGS),
    st.integers(2, 12),
    st.booleans(),
    st.booleans(),
)
def test_ratings_by_month_come_back_as_they_were(
    people: list[dict[int, str]], heading: str, months: int, numbering: bool, totals: bool
) -> None:
    rated = [kept for said in people if (kept := {number: word for number, word in said.items() if number <= months})]
    rows: list[list[object]] = [["XẾP LOẠI ĐẢNG VIÊN NĂM 2023"], ["STT", "Họ và tên", "Chi bộ"]]
    rows[1] += [heading.format(number) for number in range(1, months + 1)]
    if numbering:
        rows.append([f"({number})" for number in range(1, months + 4)])
    for number, said in enumerate(rated, 1):
        words = [RATING_WORDS[said[month]] if month in said else "" for month in range(1, months + 1)]
        rows.append([number, f"Trần Văn {number}", "Chi bộ 1", *words])
    if totals:
        rows.append(["", f"Tổng cộng: {len(rated)} đảng viên"])
    with tempfile.TemporaryDirectory() as folder:
        (sheet,) = read_file(workbook(Path(folder) / "book.xlsx", {"DS": rows})).sheets
    if not rated:
        return  # an empty form: which kind it is nobody can say
    (table,) = sheet.tables
    columns = table.batch.columns
    assert not table.rejected
    assert (sheet.kind, table.rows, accounted(table)) == ("ratings", len(rated), len(rows))
    got = zip(columns["full_name"], columns["period"], columns["period_last"], columns["rating"], strict=True)
    wanted = [
        (f"Trần Văn {number}", month(2023, one).first, month(2023, one).last, word)
        for number, said in enumerate(rated, 1)
        for one, word in sorted(said.items())
    ]
    assert list(got) == wanted


# --- several fields a cell, a date over three, records over two rows, tables over sheets ---

sheetfuls = st.lists(st.lists(members, min_size=1, max_size=4), min_size=1, max_size=3)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(sheetfuls, st.sampled_from(["lines", "three columns", "two rows"]), st.sampled_from([1, 7057]))
def test_records_over_cells_rows_and_sheets_come_back_as_they_were(sheetfuls: list[list[Member]], shape: str, start: int) -> None:
    heads: dict[str, list[list[object]]] = {
        "lines": [["STT", "Họ và tên", "Số thẻ", "Chi bộ", "Ngày sinh\nNgày vào Đảng"]],
        "three columns": [["STT", "Họ và tên", "Số thẻ", "Chi bộ", "Ngày sinh", "", "", "Ngày vào Đảng"], [*[""] * 4, "Ngày", "Tháng", "Năm", ""]],
        "two rows": [["STT", "Họ và tên", "Số thẻ", "Chi bộ"], ["", "Ngày sinh", "Ngày vào Đảng", ""]],
    }  # fmt: skip
    sheets: dict[str, list[list[object]]] = {}
    number = start
    for place, people in enumerate(sheetfuls):
        rows = sheets[f"Trang {place + 1}"] = [] if place else list(heads[shape])
        for person in people:
            born, admitted = (cell(span, as_text=True) for span in (person.born, person.admitted))
            first = [number, person.name, person.card, person.unit]
            if shape == "lines":
                rows.append([*first, f"{born or '-'}\n{admitted or '-'}"])
            elif shape == "two rows":
                rows += [first, ["", born, admitted]]
            else:
                rows.append([*first, *_three(person.born), admitted])
            number += 1
    with tempfile.TemporaryDirectory() as folder:
        seen = read_file(workbook(Path(folder) / "book.xlsx", sheets)).sheets
    people = [person for each in sheetfuls for person in each]
    tables = [table for sheet in seen for table in sheet.tables]
    assert [accounted(table) for table in tables] == [_last(rows) for rows in sheets.values()]
    assert [len(table.batch) for table in tables] == [len(each) for each in sheetfuls]
    for name, wanted in (("birth_date", [person.born for person in people]), ("admitted_on", [person.admitted for person in people])):
        got = [value for table in tables for value in table.batch.columns[name]]
        assert got == [span and span.first for span in wanted]
        lasts = [value for table in tables for value in table.batch.columns[f"{name}_last"]]
        assert lasts == [span and span.last for span in wanted]
    for name, said in (("full_name", "name"), ("card_number", "card"), ("unit", "unit")):
        assert [value for table in tables for value in table.batch.columns[name]] == [getattr(person, said) for person in people]


def _last(rows: list[list[object]]) -> int:
    """The last row with anything in it: a spreadsheet keeps no empty rows at its end."""
    return max(number for number, row in enumerate(rows, 1) if any(row))


def _three(span: Span | None) -> list[object]:
    if span is None:
        return ["", "", ""]
    first, last = span.first, span.last
    return ["" if first != last else first.day, "" if first.month != last.month else first.month, first.year]
