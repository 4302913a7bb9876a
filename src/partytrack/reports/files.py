"""What was seen in files, and what became of them: the tables, lines and JSON of `inspect` and `import`."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final, Protocol

from rich.console import Group
from rich.padding import Padding
from rich.text import Text as Line

from partytrack.findings import Finding, Severity
from partytrack.messages import Text, counted, day_shown, harmless, marked, text
from partytrack.records import field_title
from partytrack.reports.effects import COLUMNS, effect_fields, effect_lines, effect_rows
from partytrack.reports.fitting import Column
from partytrack.reports.lists import cell, counts_in_words, with_counts
from partytrack.reports.looks import severity_look
from partytrack.reports.numbers import number
from partytrack.reports.picture import Picture, ranges
from partytrack.reports.verdict_data import as_csv, as_json, as_plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from rich.console import RenderableType

    from partytrack.errors import PartytrackError
    from partytrack.intake.seen import ReadFile, ReadSheet, ReadTable
    from partytrack.store.batches import Counted, Effect

_FEWEST_SAME: Final = 3  # rows with the very same finding are named together from so many more on
_MOST_RANGES: Final = 8
MOST_FINDINGS: Final = 200  # shown in a table; JSON has all
_RANK: Final = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}
_SKIPPED: Final = {
    "title": marked("letterhead"),
    "numbering": marked("column numbers"),
    "section": marked("section"),
    "total": marked("total"),
    "signature": marked("signature"),
    "blank": marked("blank"),
    "note": marked("note"),
    "example": marked("example"),
    "unread": marked("not read"),
}
_COLUMNS: Final = ("file", "sheet", "row", "column", "severity", "code", "field", "value", "message", "advice")


_BECAME: Final = (marked("new"), marked("changed"), marked("unchanged"), marked("rejected"), marked("gone"))


class Taken(Protocol):
    """What became of one file of an import; `jobs` makes it."""

    read: ReadFile
    dry_run: bool
    import_id: int | None
    already: int | None
    rejected_then: int
    counts: dict[tuple[int, int], Counted]
    effects: dict[tuple[int, int], list[Effect]]
    error: PartytrackError | None
    returned: Path | None


def rejects(read: ReadFile) -> bool:
    """Whether a row or a whole sheet of the file was rejected."""
    return any(finding.code.severity is Severity.ERROR for sheet in read.sheets for finding in sheet.findings)


# --- JSON ---


def import_json(taken: Sequence[Taken], *, names: bool = False) -> str:
    """What became of each file, table by table, with every finding; of a dry run of each record, else of those a complete list ended."""
    files = []
    for each in taken:
        fields = _taken_fields(each)
        for (sheet, table), effects in each.effects.items():
            fields["sheets"][sheet]["tables"][table]["details"] = [effect_fields(effect, names=names) for effect in effects]
        files.append(fields)
    return as_json({"schema": "partytrack.import/1", "files": files})


def _taken_fields(taken: Taken) -> dict[str, Any]:
    fields = _file_fields(taken.read, taken.counts)
    fields["import_id"] = taken.import_id if taken.import_id is not None else taken.already
    fields["dry_run"] = taken.dry_run
    fields["already_imported"] = taken.already is not None
    fields["error"] = _error_fields(taken.error)
    fields["returned"] = str(taken.returned) if taken.returned else None
    return fields


def inspect_json(seen: Sequence[ReadFile]) -> str:
    """What is seen in each file, table by table, with every finding."""
    files = [_file_fields(read, None) | {"error": _error_fields(read.error)} for read in seen]
    return as_json({"schema": "partytrack.inspect/1", "files": files})


def _error_fields(error: PartytrackError | None) -> dict[str, str] | None:
    return None if error is None else {"code": error.code, "message": str(error.message), "advice": str(error.advice)}


def _file_fields(read: ReadFile, counts: dict[tuple[int, int], Counted] | None) -> dict[str, Any]:
    return {
        "file": read.file,
        "sha256": read.sha256 or None,
        "sheets": [_sheet_fields(index, sheet, counts) for index, sheet in enumerate(read.sheets)],
    }


def _sheet_fields(index: int, sheet: ReadSheet, counts: dict[tuple[int, int], Counted] | None) -> dict[str, Any]:
    tables = []
    for place, table in enumerate(sheet.tables):
        fields = _table_fields(table)
        if counts is not None and (index, place) in counts:
            fields |= _counts(table, counts[index, place])
        tables.append(fields)
    return {
        "sheet": sheet.sheet,
        "hidden": sheet.hidden,
        "kind": sheet.kind,
        "stated_on": sheet.stated_on.isoformat() if sheet.stated_on else None,
        "tables": tables,
        "findings": [_finding_fields(finding) for finding in sheet.findings],
    }


def _table_fields(table: ReadTable) -> dict[str, Any]:
    return {
        "kind": table.batch.kind.name,
        "header_rows": list(table.header_rows),
        "first_row": table.first_row,
        "last_row": table.last_row,
        "rows": table.rows,
        "records": len(table.batch) + len(table.rejected),
        "stated_on": table.stated_on.isoformat() if table.stated_on else None,
        "fields": table.fields,
        "columns": {name: list(letters) for name, letters in table.columns.items()},
        "unmapped": table.unmapped,
        "skipped": table.skipped,
        "stretch": {"first_row": table.stretch.first, "last_row": table.stretch.last, "columns": table.stretch.columns},
        "rejected": len(table.rejected),
    }


def _counts(table: ReadTable, became: Counted) -> dict[str, int]:
    """What became of a table's records; those rejected while reading and those the store rejected together."""
    return {
        "new": became.new,
        "changed": became.changed,
        "unchanged": became.unchanged,
        "rejected": len(table.rejected) + became.rejected,
        "gone": became.gone,
    }


def _finding_fields(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code.slug,
        "severity": finding.code.severity.value,
        "cell": finding.place.cell,
        "row": finding.place.row,
        "column": finding.place.column,
        "field": finding.field,
        "value": finding.value,
        "message": str(finding.message),
        "advice": str(finding.advice),
    }


# --- lines for scripts ---


def inspect_plain(seen: Sequence[ReadFile]) -> str:
    """One line a finding, tab-separated; a file that cannot be read has one line too."""
    return as_plain(_finding_rows(seen), _COLUMNS)


def inspect_csv(seen: Sequence[ReadFile]) -> str:
    """The same with commas."""
    return as_csv(_finding_rows(seen), _COLUMNS)


def _finding_rows(seen: Sequence[ReadFile]) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for read in seen:
        if read.error is not None:
            about = {"file": read.file, "severity": "error", "code": read.error.code}
            rows.append(dict.fromkeys(_COLUMNS) | about | {"message": read.error.message, "advice": read.error.advice})
        rows += [{"file": read.file, "sheet": sheet.sheet, **_finding_fields(each)} for sheet in read.sheets for each in sheet.findings]
    return rows


_BECAME_COLUMNS: Final = (
    "file",
    "import_id",
    "already_imported",
    "dry_run",
    "error",
    "sheet",
    "kind",
    "rows",
    "new",
    "changed",
    "unchanged",
    "rejected",
    "gone",
)


def import_plain(taken: Sequence[Taken], *, names: bool = False) -> str:
    """One line a table, tab-separated: what became of its records; of a dry run one line a record and field. Findings are in the JSON."""
    return as_plain(*_lines_of(taken, names=names))


def import_csv(taken: Sequence[Taken], *, names: bool = False) -> str:
    """The same with commas."""
    return as_csv(*_lines_of(taken, names=names))


_ABOUT: Final = ("file", "already_imported", "error", "sheet")


def _lines_of(taken: Sequence[Taken], *, names: bool) -> tuple[list[dict[str, Any]], Sequence[str]]:
    if not any(each.dry_run for each in taken):
        return _became_rows(taken), _BECAME_COLUMNS
    columns, rows = (*_ABOUT, *COLUMNS), []
    for each in taken:
        about = {"file": each.read.file, "already_imported": each.already is not None, "error": each.error.code if each.error else None}
        told = [
            {**about, "sheet": each.read.sheets[sheet].sheet, **row}
            for (sheet, _), effects in each.effects.items()
            for row in effect_rows(effects, names=names)
        ]
        rows += told or [dict.fromkeys(columns) | about]
    return rows, columns


def _became_rows(taken: Sequence[Taken]) -> list[dict[str, Any]]:
    columns, rows = _BECAME_COLUMNS, []
    for each in taken:
        file = _taken_fields(each)
        about = dict.fromkeys(columns) | {name: file[name] for name in columns[:4]}
        about["error"] = each.error.code if each.error else None
        tables = [(sheet, table) for sheet in file["sheets"] for table in sheet["tables"]]
        rows += [about | {name: (sheet | table).get(name) for name in columns[5:]} for sheet, table in tables] or [about]
    return rows


# --- for people ---


def import_table(taken: Sequence[Taken], *, names: bool = False) -> RenderableType:
    """What became of the records of each file and sheet, then every finding with its place and what to do.

    Of a dry run also what would become of each record.
    """
    columns = [
        Column(str(text("File")), least=16),
        Column(str(text("Sheet")), least=10),
        Column(str(text("Kind")), least=10),
        *(Column(str(title), right=True) for title in (text("rows"), *map(text, _BECAME))),
        Column(str(text("Note")), least=12),
    ]
    rows: list[tuple[list[Line], Sequence[int | None]]] = []
    for each in taken:
        file, note = cell(each.read.file), cell(import_note(each))
        for sheet, read, counts in _table_lines(each):
            kind = Text(read.batch.kind.title) if read else text("not recognised")
            rows.append(([file, cell(sheet.sheet), cell(kind), note], counts))
            file, note = Line(""), Line("")
        if file:
            rows.append(([file, Line(""), Line(""), note], [None] * 6))
    table = [with_counts(columns, rows, 3, told=1)] if rows else []
    effects = [line for each in taken if each.dry_run for line in _effects(each, names=names)]
    return Group(*table, *effects, *_findings([each.read for each in taken], MOST_FINDINGS))


def _effects(taken: Taken, *, names: bool) -> Iterator[Line]:
    for (sheet, _), effects in taken.effects.items():
        if effects:
            yield Line("")
            yield Line(harmless(f"{taken.read.file}!{taken.read.sheets[sheet].sheet}"), style="bold")
            yield from effect_lines(effects, names=names)


def findings_text(taken: Taken) -> str:
    """What became of one file and every finding in it, as a page to read: for whoever has to correct it."""
    lines = [Line(harmless(f"{taken.read.file}: {import_note(taken)}"))]
    if taken.error is not None:
        lines += [Line(""), Line(str(taken.error.message)), Line(f"    {taken.error.advice}")]
    counts = [list(_counts(table, became).values()) for table, became in _counted(taken)]
    if counts:
        words = [str(text(each)) for each in _BECAME]
        lines.append(counts_in_words(zip(words, map(sum, zip(*counts, strict=True)), strict=True)))
    return "".join(f"{line.plain}\n" for line in (*lines, *_findings([taken.read])))


def _counted(taken: Taken) -> Iterator[tuple[ReadTable, Counted]]:
    for (sheet, table), became in taken.counts.items():
        yield taken.read.sheets[sheet].tables[table], became


def _table_lines(taken: Taken) -> Iterator[tuple[ReadSheet, ReadTable | None, Sequence[int | None]]]:
    for index, sheet in enumerate(taken.read.sheets):
        if sheet.kind is None:
            if not sheet.hidden and not sheet.own:
                yield sheet, None, [None] * 6
            continue
        for place, table in enumerate(sheet.tables):
            became = taken.counts.get((index, place))
            counts = list(_counts(table, became).values()) if became else [None, None, None, len(table.rejected), None]
            yield sheet, table, [table.rows, *counts]


def import_note(taken: Taken) -> Text:
    """What became of a file, in a few words."""
    if taken.error is not None:
        return text("not imported")
    if taken.already is not None:
        if taken.rejected_then:
            return counted(
                "already imported ({id}); nothing changed; {n} row was rejected then",
                "already imported ({id}); nothing changed; {n} rows were rejected then",
                taken.rejected_then,
                id=taken.already,
            )
        return text("already imported ({id}); nothing changed", id=taken.already)
    if taken.dry_run:
        return text("dry run: nothing was stored")
    if taken.import_id is None:
        return text("nothing was recognised, so nothing was stored")
    return text("import {id}", id=taken.import_id)


def way_out(taken: Taken) -> Text | None:
    """What to do about the rows of a file imported before that were rejected then; None where there are none."""
    if taken.already is None or not taken.rejected_then:
        return None
    return text(
        "{file}: if the reason for the rejected rows is gone (a unit is known now), take the import back with “{command}” and import the file again;"
        " else correct the rows in the workbook that --return writes, and import that.",
        file=taken.read.file,
        command=f"partytrack undo {taken.already}",
    )


def inspect_table(seen: Sequence[ReadFile], *, names: bool = False) -> RenderableType:
    """What is seen in each file: a picture of each sheet, its columns and the fields they are read as, rows skipped; then every finding.

    In the pictures the names of people are shortened unless `names` are asked for.
    """
    parts: list[RenderableType] = []
    for read in seen:
        if parts:
            parts.append(Line(""))
        parts.append(Line(harmless(read.file), style="bold"))
        for sheet in read.sheets:
            parts += _sheet_lines(sheet, names=names)
    return Group(*parts, *_findings(seen, MOST_FINDINGS))


def _sheet_lines(sheet: ReadSheet, *, names: bool) -> Iterator[RenderableType]:
    kinds = list(dict.fromkeys(str(Text(table.batch.kind.title)) for table in sheet.tables))
    days = {table.stated_on for table in sheet.tables if table.batch.kind.stock}
    what: Text | str
    if sheet.own:
        what = text("made by partytrack, holds no data")
    elif sheet.kind is None:
        what = text("hidden, not read") if sheet.hidden else text("not recognised")
    elif len(days) == 1 and sheet.stated_on:
        what = text("{kind}, as of {day}", kind=", ".join(kinds), day=day_shown(sheet.stated_on))
    else:
        what = ", ".join(kinds)
    yield Line(f"  {harmless(sheet.sheet)}: {what}")
    if sheet.picture:
        yield Padding(Picture(sheet, names), (1, 0, 1, 2))
    for table in sheet.tables:
        kind = f"{_dated(table)}: " if len(days) > 1 else f"{Text(table.batch.kind.title)}: " if len(kinds) > 1 else ""
        part = f"{table.stretch.columns}: " if table.stretch.columns else ""
        yield Line(f"    {part}{kind}{_where(table)}")
        columns = (
            text("{column} = {title} ({name})", column=ranges(table.columns[name]), title=field_title(name), name=name)
            for name, _ in _by_column(table.fields)
        )
        yield Line("    " + str(text("Columns: {columns}.", columns="; ".join(map(str, columns)))))
        if table.unmapped:
            left = "; ".join(f"{letter} “{' '.join(heading.split())}”" for letter, heading in table.unmapped.items())
            yield Line("    " + str(text("Columns not read: {columns}.", columns=left)), style="dim")
        reasons = [f"{Text(_SKIPPED.get(reason, reason))} {count}" for reason, count in table.skipped.items() if count]
        if reasons:
            yield Line("    " + str(text("Rows that hold no record: {reasons}.", reasons=", ".join(reasons))), style="dim")


def _dated(table: ReadTable) -> Text:
    kind = Text(table.batch.kind.title)
    return text("{kind}, as of {day}", kind=kind, day=day_shown(table.stated_on)) if table.stated_on else kind


def _by_column(fields: dict[str, str]) -> list[tuple[str, str]]:
    """Field and letter, in the order of the columns: Z before AA."""
    return sorted(fields.items(), key=lambda item: (len(item[1]), item[1]))


def _where(table: ReadTable) -> Text:
    headings = ", ".join(str(row) for row in table.header_rows) or "–"
    if table.first_row is None:
        return text("Headings in row {headings}; no row of data.", headings=headings)
    return counted(
        "Headings in row {headings}; {n} row of data, {first} to {last}; {rejected} rejected.",
        "Headings in row {headings}; {n} rows of data, {first} to {last}; {rejected} rejected.",
        table.rows,
        headings=headings,
        first=table.first_row,
        last=table.last_row,
        rejected=number(Fraction(len(table.rejected))),
    )


def _rows_shown(rows: Sequence[int]) -> str:
    """Numbers of rows, neighbours together: 12–45, 50."""
    ranges: list[list[int]] = []
    for row in sorted(set(rows)):
        if ranges and ranges[-1][1] == row - 1:
            ranges[-1][1] = row
        else:
            ranges.append([row, row])
    shown = [f"{first}" if first == last else f"{first}–{last}" for first, last in ranges[:_MOST_RANGES]]
    return ", ".join([*shown, *(["…"] if len(ranges) > _MOST_RANGES else [])])


def _findings(files: Sequence[ReadFile], most: int | None = None) -> Iterator[Line]:
    """Every finding with its place, errors first; what to do stands once below those of a sheet that need the same.

    With a `most` the very same finding of many rows is one line, and the end of a very long list is cut, and said to be.
    """
    found = [finding for read in files for sheet in read.sheets for finding in sheet.findings]
    found.sort(key=lambda finding: _RANK[finding.code.severity])
    alike: dict[tuple[object, ...], dict[tuple[object, ...], list[Finding]]] = {}
    for finding in found:
        place = finding.place
        of_sheet = alike.setdefault((place.file, place.sheet, finding.code, str(finding.advice)), {})
        of_sheet.setdefault((str(finding.message), place.column, place.row is None), []).append(finding)
    shown = told = 0
    for (*_, advice), groups in alike.items():
        if most is not None and shown >= most:
            break
        yield Line("")
        for findings in groups.values():
            first, *same = findings
            alone = [first] if most is not None and len(same) >= _FEWEST_SAME and first.place.row is not None else findings
            for finding in alone[: None if most is None else max(most - shown, 0)]:
                look = severity_look(finding.code.severity)
                line = Line(harmless(f"{finding.place}: "), style="bold")
                yield line.append(f"{look.sign} {look.word}: ", style=f"not bold {look.style}").append(
                    str(finding.message), style="not bold"
                )
                shown, told = shown + 1, told + 1
                if finding is first and len(alone) < len(findings):
                    told += len(same)
                    rows = _rows_shown([each.place.row for each in same if each.place.row is not None])
                    said = counted("the same in {n} more row: {rows}", "the same in {n} more rows: {rows}", len(same), rows=rows)
                    yield Line(f"    {said}")
        yield Line(f"    {advice}", style="dim")
    more = len(found) - told
    if more > 0:
        yield Line(str(counted("{n} more finding: see all with -f json.", "{n} more findings: see all with -f json.", more)))
