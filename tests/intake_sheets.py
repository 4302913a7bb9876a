"""Real workbooks for the tests of intake, and short ways to what was read from them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import openpyxl

from partytrack.intake.seen import Options, ReadFile, ReadSheet, ReadTable
from partytrack.intake.table import read

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

TODAY = date(2024, 6, 30)
Rows = Sequence[Any]


def workbook(
    path: Path, sheets: Mapping[str, Rows], merges: Iterable[str] = (), formats: dict[str, str] | None = None, hidden: Iterable[str] = ()
) -> Path:
    """Write a workbook; merged ranges and number formats are those of its first sheet."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        if name in hidden:
            sheet.sheet_state = "hidden"
    first = book.worksheets[0]
    for merge in merges:
        first.merge_cells(merge)
    for cell, code in (formats or {}).items():
        first[cell].number_format = code
    book.save(path)
    return path


def options(**chosen: Any) -> Options:
    """Options with a fixed day."""
    return Options(**{"today": TODAY, **chosen})


def read_file(path: Path, **chosen: Any) -> ReadFile:
    """What was read from a file that can be read."""
    result = read(path, options(**chosen))
    assert result.error is None, str(result.error)
    return result


def sheet_of(tmp_path: Path, rows: Rows, merges: Iterable[str] = (), formats: dict[str, str] | None = None, **chosen: Any) -> ReadSheet:
    """What was read from a workbook with one sheet."""
    path = workbook(tmp_path / "book.xlsx", {"DS": rows}, merges, formats)
    return read_file(path, **chosen).sheets[0]


def table_of(tmp_path: Path, rows: Rows, **chosen: Any) -> ReadTable:
    """The only table of a workbook with one sheet."""
    sheet = sheet_of(tmp_path, rows, **chosen)
    assert len(sheet.tables) == 1, [str(finding.message) for finding in sheet.findings]
    return sheet.tables[0]


def column(table: ReadTable, name: str) -> list[Any]:
    """One column of what was read."""
    return list(table.batch.columns[name])


def codes(sheet: ReadSheet) -> list[tuple[str, str | None]]:
    """(code, cell) of every finding."""
    return [(finding.code.slug, finding.place.cell) for finding in sheet.findings]


def accounted(table: ReadTable) -> int:
    """How many rows of the sheet the table speaks for."""
    return len(table.header_rows) + table.rows + sum(table.skipped.values())


def seen(
    sheet: ReadSheet,
    kind: str,
    /,
    *,
    header: Iterable[int],
    data: tuple[int | None, int | None, int],
    fields: str,
    skipped: dict[str, int] | None = None,
    findings: Iterable[tuple[str, str | None]] = (),
    stated_on: date | None = None,
    rows: int | None = None,
    **values: list[Any],
) -> ReadTable:
    """Hold a sheet of one table against what a person gives: `data` is (first row, last row, how many), `values` are columns."""
    assert (sheet.kind, len(sheet.tables)) == (kind, 1), codes(sheet)
    table = sheet.tables[0]
    got: dict[str, Any] = {
        "header": table.header_rows,
        "data": (table.first_row, table.last_row, table.rows),
        "fields": dict(sorted(table.fields.items())),
        "skipped": {reason: number for reason, number in table.skipped.items() if number},
        "findings": codes(sheet),
        "stated_on": sheet.stated_on,
        "records": len(table.batch) + len(table.rejected),
        **{name: column(table, name) for name in values},
    }
    assert got == {
        "header": tuple(header),
        "data": data,
        "fields": dict(sorted(pair.split("=") for pair in fields.split())),
        "skipped": skipped or {},
        "findings": list(findings),
        "stated_on": stated_on,
        "records": data[2],
        **values,
    }
    if rows is not None:
        assert accounted(table) == rows
    return table
