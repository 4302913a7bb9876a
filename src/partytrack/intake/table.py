"""A file → sheets → tables of typed rows and findings: all of intake in order."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from partytrack.errors import PartytrackError, UsageError
from partytrack.findings import Code, Finding, Place
from partytrack.intake import own, titles
from partytrack.intake.ahead import without_collecting
from partytrack.intake.columns import Sheetwide, Table, constant
from partytrack.intake.contents import settle
from partytrack.intake.doubts import doubts
from partytrack.intake.grid import grids
from partytrack.intake.headings import Heading, mapping_used, recognised
from partytrack.intake.layout import Header, Row, RowReader, find_header, section_unit
from partytrack.intake.letters import column_letter, letters_index
from partytrack.intake.opening import content, fingerprint
from partytrack.intake.seen import Options, ReadFile, ReadSheet, ReadTable, Rejected
from partytrack.intake.together import hold_together
from partytrack.intake.totals import totals_that_differ
from partytrack.intake.values import Bad, blank, shown
from partytrack.messages import text
from partytrack.records import KINDS, field_title

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from pathlib import Path

    from partytrack.intake.grid import Cell, Grid
    from partytrack.intake.headings import Plan
    from partytrack.intake.layout import Body
    from partytrack.messages import Text

# A nil return names these two, whatever the kind.
_ALWAYS_GIVEN = ("unit", "period")
_ALL_FIELDS = {each.name: each for kind in reversed(KINDS.values()) for each in kind.fields}


def read(path: Path, options: Options, sha256: str | None = None, sheets: Iterable[Grid] | None = None) -> ReadFile:
    """Everything a file holds, as typed rows and findings.

    Args:
        path: The file.
        options: How it is to be read.
        sha256: Its fingerprint, where it is known already.
        sheets: Its sheets, where somebody reads them ahead; may raise why the file cannot be read.

    Returns:
        The sheets; or, for a file that cannot be read, none and the error.

    Raises:
        UsageError: The options name a kind or field that does not exist, or give a value that a field cannot hold.
    """
    _check(options)
    try:
        sha256 = sha256 or fingerprint(path)
        if sheets is None:
            sheets = grids(path, content(path), options.sheet)
        seen, corrects = [], None
        with without_collecting():
            for grid in sheets:
                if own.is_own(grid.rows):
                    corrects = corrects or own.source(grid.rows)
                    seen.append(ReadSheet(grid.sheet, grid.hidden, None, None, [], [], own=True))
                else:
                    seen.append(_sheet(grid, path.name, options))
    except UsageError:
        raise
    except PartytrackError as error:
        return ReadFile(path.name, sha256 or "", [], error)
    return ReadFile(path.name, sha256, seen, None, corrects)


# --- options ---


def _check(options: Options) -> None:
    """Raise for a kind, field or value that cannot be."""
    if options.kind is not None and options.kind not in KINDS:
        raise UsageError(
            "kind-unknown",
            text("There is no kind “{name}”.", name=options.kind),
            _suggestion(options.kind, KINDS),
        )
    known: Iterable[str] = [each.name for each in KINDS[options.kind].fields] if options.kind else _ALL_FIELDS
    for name in (*options.mapping.values(), *options.given):
        if name not in known and not (name in _ALWAYS_GIVEN and name in options.given):
            raise UsageError("field-unknown", text("There is no field “{name}”.", name=name), _suggestion(name, known))
    for name, said in options.given.items():
        kinds = [KINDS[options.kind]] if options.kind else list(KINDS.values())
        values = [constant(kind.name, kind.field(name), said) for kind in kinds if kind.has(name)] or [
            constant("figures", KINDS["figures"].field(name), said)
        ]
        if all(isinstance(value, Bad) or value is None for value in values):
            raise _invalid(name, said)


def _invalid(name: str, said: str) -> UsageError:
    return UsageError(
        "value-invalid",
        text("“{value}” cannot be the value of {field}.", value=said, field=field_title(name)),
        text("Correct --set {name}=….", name=name),
    )


def _suggestion(name: str, known: Iterable[str]) -> Text:
    near = get_close_matches(name, list(known), 3, 0.6)
    if near:
        return text("Did you mean: {names}?", names=", ".join(near))
    return text("Known are: {names}.", names=", ".join(known))


# --- sheets ---


def _sheet(grid: Grid, file: str, options: Options) -> ReadSheet:
    place = Place(file, grid.sheet)
    if grid.hidden and options.sheet is None:
        return ReadSheet(grid.sheet, True, None, None, [], [Finding(Code.HIDDEN_SHEET, place)])
    if all(blank(cell) for row in grid.rows for cell in row):
        return ReadSheet(grid.sheet, grid.hidden, None, None, [], [Finding(Code.EMPTY_SHEET, place)])
    parts: list[_Part] = []
    start = 0
    while start < len(grid.rows):
        part = _part(grid, place, options, start)
        parts.append(part)
        if part.table is None or part.end <= start:
            break
        start = part.end
    tables = [part.table for part in parts if part.table]
    if tables and parts[-1].table is None:
        tables[-1] = _with_rest(tables[-1], grid, start)
    findings = grid.findings + [finding for part in parts for finding in part.findings]
    if tables:
        findings += [
            Finding(Code.MAP_UNUSED, place, value=said)
            for said in options.mapping
            if not any(mapping_used(said, part.header.headings) for part in parts if part.header)
        ]
        read_as = tables[0].batch.kind
        findings += [
            Finding(Code.SET_UNUSED, place, value=name, values={"kind": text(read_as.title)})
            for name in options.given
            if not any(table.batch.kind.has(name) for table in tables)
        ]
    kind = tables[0].batch.kind.name if tables else None
    stated = next((part.stated_on for part in parts if part.stated_on), None)
    return ReadSheet(grid.sheet, grid.hidden, kind, stated, tables, findings)


def _with_rest(table: ReadTable, grid: Grid, start: int) -> ReadTable:
    """The table with the rows below it counted, which look like another one that was not recognised."""
    empty = sum(_is_blank(row) for row in grid.rows[start:])
    skipped = dict(table.skipped)
    skipped["blank"] += empty
    skipped["signature"] += len(grid.rows) - start - empty
    return replace(table, skipped=skipped)


def _is_blank(row: list[Cell]) -> bool:
    return all(blank(cell) for cell in row)


# --- tables ---


@dataclass(slots=True)
class _Part:
    """What one look for a table in a sheet gave: the table or none, and the row from 0 where the next may begin."""

    end: int
    header: Header | None = None
    table: ReadTable | None = None
    stated_on: date | None = None
    findings: list[Finding] = field(default_factory=list)


def _part(grid: Grid, place: Place, options: Options, start: int) -> _Part:
    header = find_header(grid, start, options.mapping) or _lettered(options.mapping, start)
    part = _Part(len(grid.rows), header)
    if header is None:
        part.findings.append(Finding(Code.NO_HEADING_KNOWN, place))
        return part
    lines = [line for row in grid.rows[start : header.first] for line in _lines(row)]
    title = _title(lines, header)
    known = frozenset({*options.given, *(name for name in ("unit", "period") if title[name] is not None)})
    plan = recognised(header.headings, options.mapping, known, "\n".join(lines), options.kind, asked=frozenset(options.given))
    body = RowReader(grid, header, plan).body()
    settle(plan, grid, body.data)
    units = _section_units(body, doubtful=plan.kind.name not in _UNIT_SELDOM)
    lacking = [name for name in plan.lacking if not (name == "unit" and (units or not body.data))]
    if lacking or not plan.fields:
        part.findings.append(_unrecognised(replace(place, row=header.first + 1), plan, lacking))
        return part
    part.end = body.end
    _convert(part, _Recognised(grid, place, start, header, plan, body, title, units), options)
    if plan.kind.stock:
        part.stated_on = titles.stated_on(lines)
    return part


def _lettered(mapping: dict[str, str], start: int) -> Header | None:
    """A header of no rows, where `--map` names every column by its letter."""
    if start or not mapping or not all(said.strip().isascii() and said.strip().isalpha() and len(said.strip()) < 4 for said in mapping):
        return None
    columns = sorted(letters_index(said.strip().upper()) for said in mapping)
    return Header(0, -1, tuple(Heading(column, (column_letter(column),)) for column in columns))


def _lines(row: list[Cell]) -> list[str]:
    """The lines of text in a row above the headings; a label with its colon goes with what stands in the next filled cell."""
    lines = [line for cell in row if isinstance(cell, str) for line in cell.splitlines()]
    filled = [cell for cell in row if not blank(cell)]
    return lines + [f"{label} {shown(said)}" for label, said in pairwise(filled) if isinstance(label, str) and label.rstrip().endswith(":")]


def _title(lines: list[str], header: Header) -> dict[str, Any]:
    """The lines above the headings, and the unit and the period they say for all rows; a period in a heading ("Xếp loại năm 2023") counts too."""
    return {
        "lines": lines,
        "unit": titles.unit(lines),
        "period": titles.period(lines) or titles.period(heading.text for heading in header.headings),
    }


def _unrecognised(place: Place, plan: Plan, lacking: list[str]) -> Finding:
    if not plan.fields:
        return Finding(Code.NO_HEADING_KNOWN, place)
    missing = ", ".join(f"{plan.kind.field(name).headings[0]} ({name})" for name in lacking)
    return Finding(Code.NO_TABLE, place, values={"kind": text(plan.kind.title), "missing": missing})


# Kinds most of whose records are nobody's own: their sections are subjects ("Kinh tế"), units only beyond doubt.
_UNIT_SELDOM = frozenset({"figures"})


def _section_units(body: Body, *, doubtful: bool) -> list[tuple[str | None, bool]] | None:
    """For each row of data the unit its section names; None where no section names one.

    Where some sections are units beyond doubt, the doubtful ones only group them.
    """
    named = {row: section_unit(said) for row, said in body.sections.items()}
    sure = {row: name for row, name in named.items() if name[1]}
    heads = sure or {row: name for row, name in named.items() if name[0] and doubtful}
    if not heads:
        return None
    order = sorted(heads)
    current: tuple[str | None, bool] = (None, False)
    units = []
    following = 0
    for row in body.data:
        while following < len(order) and order[following] < row:
            current = heads[order[following]]
            following += 1
        units.append(current)
    return units


@dataclass(frozen=True, slots=True)
class _Recognised:
    """A table whose kind is known, before its cells are read."""

    grid: Grid
    place: Place
    start: int
    header: Header
    plan: Plan
    body: Body
    title: dict[str, Any]
    units: list[tuple[str | None, bool]] | None


def _convert(part: _Part, found: _Recognised, options: Options) -> None:
    """Read the rows of a recognised table into the part."""
    grid, place, header, plan, body = found.grid, found.place, found.header, found.plan, found.body
    whole = _sheetwide(plan, options, found.title)
    cells = Table(
        grid, plan, header.headings, body.data, place, whole, found.units, today=options.today, keep_citizen_id=options.keep_citizen_id
    )
    cells.read()
    hold_together(cells)
    cells.findings += doubts(cells)
    unit, period = whole.given.get("unit") or found.title["unit"], whole.given.get("period") or found.title["period"]
    part.findings += _about_table(replace(place, row=header.last + 1 or None), header, plan, body, nil=bool(unit and period))
    if "period" in whole.titled and body.data:
        part.findings.append(Finding(Code.PERIOD_FROM_TITLE, place, "period", whole.titled["period"].label))
    part.findings += totals_that_differ(grid, plan, body, place)
    part.findings += sorted(cells.findings, key=lambda finding: (finding.place.row or 0, finding.place.column or ""))
    unkept = {each.name for each in plan.kind.fields if each.asked and not options.keep_citizen_id}
    kept = {
        each.name: column_letter(plan.fields[each.name])
        for each in plan.kind.fields
        if each.name in plan.fields and each.name not in unkept
    }
    read_columns = plan.columns - {plan.fields[name] for name in unkept if name in plan.fields}
    part.table = ReadTable(
        tuple(range(header.first + 1, header.last + 2)),
        body.data[0] + 1 if body.data else None,
        body.data[-1] + 1 if body.data else None,
        len(body.data),
        kept,
        {heading.letter: heading.text for heading in header.headings if heading.index not in read_columns},
        _skipped(grid, found.start, header, body),
        cells.batch(),
        [Rejected(row, aside) for row, aside in cells.rejected()],
        unit,
        period,
        () if body.data else tuple(found.title["lines"]),
    )


def _sheetwide(plan: Plan, options: Options, title: dict[str, Any]) -> Sheetwide:
    """What `--set` and the title say for all rows, as it is kept."""
    kind = plan.kind
    given = {}
    for name, said in options.given.items():
        owner = kind if kind.has(name) else KINDS["figures"]
        if not owner.has(name):
            continue
        value = constant(owner.name, owner.field(name), said)
        if isinstance(value, Bad):
            raise _invalid(name, said)
        given[name] = value
    titled = {
        name: title[name] for name in ("unit", "period") if title[name] and kind.has(name) and name not in plan.fields and name not in given
    }
    return Sheetwide(given, titled)


def _about_table(place: Place, header: Header, plan: Plan, body: Body, *, nil: bool) -> list[Finding]:
    findings = [
        Finding(Code.DOUBLE_COLUMN, replace(place, column=column_letter(column)), name, values={"other": column_letter(kept)})
        for column, (name, kept) in sorted(plan.doubled.items())
    ]
    if not body.data and not nil:
        findings.append(Finding(Code.NO_RECORDS, replace(place, row=header.first + 1)))
    return findings


def _skipped(grid: Grid, start: int, header: Header, body: Body) -> dict[str, int]:
    """How many rows hold no record, by reason; with the headings and the data they are all rows of the table's stretch."""
    above = grid.rows[start : header.first]
    empty = sum(_is_blank(row) for row in above)
    kinds = list(body.kinds.values())
    return {
        "title": len(above) - empty,
        "numbering": kinds.count(Row.NUMBERING),
        "section": kinds.count(Row.SECTION),
        "total": kinds.count(Row.TOTAL),
        "signature": kinds.count(Row.SIGNATURE),
        "blank": kinds.count(Row.BLANK) + empty,
    }
