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


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.lists(cells, max_size=6), min_size=1, max_size=14))
def test_whatever_a_sheet_holds_its_rows_add_up(rows: list[list[object]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = workbook(Path(folder) / "book.xlsx", {"DS": [["STT", "Họ và tên", "Chi bộ", "Số thẻ"], *rows]})
        (sheet,) = read_file(path).sheets
    filled = [number for number, row in enumerate(rows, 2) if any(cell != "" for cell in row)]
    if sheet.tables:
        assert sum(accounted(table) for table in sheet.tables) == max(filled, default=1)
    for table in sheet.tables:
        assert table.rows == len(table.batch) + len(table.rejected)
        assert sorted({*table.batch.rows, *(aside.row for aside in table.rejected)}) == sorted(
            [*table.batch.rows, *(aside.row for aside in table.rejected)]
        )
