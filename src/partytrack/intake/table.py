"""A file → sheets → tables of typed rows and findings: all of intake in order."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from partytrack.errors import PartytrackError, UsageError
from partytrack.findings import Code, Finding, Place, Severity
from partytrack.intake import belonging, beside, given, own, picture, remembered, titles
from partytrack.intake.ahead import without_collecting
from partytrack.intake.columns import Sheetwide, Table
from partytrack.intake.contents import rates_meetings, settle
from partytrack.intake.doubts import doubts
from partytrack.intake.either import persons
from partytrack.intake.going_on import (
    Open,
    follows,
    goes_on,
    last_number,
    section_unclear,
    taken_over,
    widened,
    without_titles,
)
from partytrack.intake.going_on import units as units_going_on
from partytrack.intake.grid import grids
from partytrack.intake.header import Header
from partytrack.intake.layout import Row, RowReader
from partytrack.intake.letters import column_letter
from partytrack.intake.lines import put_together
from partytrack.intake.opening import content as read_content
from partytrack.intake.opening import fingerprint
from partytrack.intake.outline import put_superiors
from partytrack.intake.seen import Headed, Options, PicturedRow, ReadFile, ReadSheet, ReadTable, Rejected, Stretch, Under
from partytrack.intake.together import hold_together
from partytrack.intake.totals import totals_that_differ
from partytrack.intake.understood import followed, understood
from partytrack.intake.values import blank
from partytrack.intake.whose import Refused, of_others, of_the_party, titled_below
from partytrack.intake.wide import stretches
from partytrack.intake.wording import mapped, mapping_used
from partytrack.messages import text
from partytrack.progress import within

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date
    from pathlib import Path

    from partytrack.intake.belonging import Units
    from partytrack.intake.beside import Split
    from partytrack.intake.grid import Cell, Grid
    from partytrack.intake.headings import Plan
    from partytrack.intake.issuer import Issuer
    from partytrack.intake.layout import Body
    from partytrack.intake.remembered import Recalled
    from partytrack.intake.understood import Understood
    from partytrack.intake.wide import Turn

_ROWS_TOLD, _COLUMNS_READ = 0.65, 0.85  # shares of the time that converting a long table takes: what each row is, then its cells
_MOST_ONE_BY_ONE = 2_000  # rows: in a longer table a field that stands in one of several columns is named by its row
_MOST_STRETCHES = 100  # of rows whose days lie in the periods of their columns; what comes after is named by its row alone
_LONGEST_COVER = 40  # rows: what is longer may be a list of one column
_MOST_TABLES = 300  # in one sheet; each is looked for on its own


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
    given.check(options)
    try:
        sha256 = sha256 or fingerprint(path)
        if sheets is None:
            sheets = grids(path, read_content(path), options.sheet)
        seen, corrects = [], None
        covers: list[int] = []
        table: Open | None = None
        forms: dict[tuple[tuple[Cell, ...], ...], str] = {}
        with without_collecting():
            for grid in sheets:
                if own.is_own(grid.rows):
                    corrects = corrects or own.source(grid.rows)
                    seen.append(ReadSheet(grid.sheet, grid.hidden, None, [], [], own=True))
                else:
                    sheet, table = _sheet(grid, path.name, replace(options, reached=within(options.reached, *grid.share)), table)
                    covers += [len(seen)] if not sheet.tables and _only_lines(grid) else []
                    seen.append(_once(sheet, grid, path.name, forms))
    except UsageError:
        raise
    except PartytrackError as error:
        return ReadFile(path.name, sha256 or "", [], error)
    if any(sheet.tables for sheet in seen):  # beside lists nobody misses anything there
        for number in covers:
            seen[number] = replace(seen[number], findings=[Finding(Code.ONLY_LINES, Place(path.name, seen[number].sheet))])
    return ReadFile(path.name, sha256, seen, None, corrects)


# --- sheets ---


def _sheet(grid: Grid, file: str, options: Options, before: Open | None) -> tuple[ReadSheet, Open | None]:
    """One sheet, and its last table as the next sheet may go on with it; an empty one in between is no end."""
    place = Place(file, grid.sheet)
    if grid.hidden and options.sheet is None:
        return ReadSheet(grid.sheet, True, None, [], [Finding(Code.HIDDEN_SHEET, place)]), before
    if all(blank(cell) for row in grid.rows for cell in row):
        return ReadSheet(grid.sheet, grid.hidden, None, [], [Finding(Code.EMPTY_SHEET, place)]), before
    parts = _tables(grid, place, options, _Above(0, before, None, 0, None, titles.Stated()))
    tables = [part.table for part in parts if part.table]
    largest = max(tables, key=lambda table: table.rows, default=None)  # of equal ones the first
    findings = grid.findings + [finding for part in parts for finding in part.findings]
    findings = [each for number, each in enumerate(findings) if each.place.row is not None or each not in findings[:number]]
    if largest:
        findings += remembered.told(place, [each for part in parts if part.table for each in part.recalled])
        findings += [
            Finding(Code.MAP_UNUSED, place, value=said)
            for said in options.mapping
            if not any(mapping_used(said, part.header.headings) for part in parts if part.header)
        ]
        read_as = largest.batch.kind
        findings += [
            Finding(Code.SET_UNUSED, place, value=name, values={"kind": text(read_as.title)})
            for name in options.given
            if not any(table.batch.kind.has(name) for table in tables)
        ]
    kind = largest.batch.kind.name if largest else None
    last = next((part for part in reversed(parts) if part.table), None)
    shown = _picture(grid, parts, findings) if options.pictured else ()
    return ReadSheet(grid.sheet, grid.hidden, kind, tables, findings, picture=shown), last.open if last else None


def _tables(grid: Grid, place: Place, options: Options, above: _Above) -> list[_Part]:
    """The tables of a sheet, or of what lies below one, from the top down."""
    parts: list[_Part] = []
    while above.end < len(grid.rows):
        if len(parts) >= _MOST_TABLES:
            too_many = Finding(Code.TABLES_TOO_MANY, replace(place, row=above.end + 1), values={"count": _MOST_TABLES})
            part = _Part(len(grid.rows), findings=[too_many])
        else:
            part = _part(grid, place, options, above)
        if part.beside:
            here = _beside(part.beside, place, options, above)
            parts += here
            refused = next((each.refused for each in reversed(here) if each.refused), None)
            read = any(each.table for each in here)
            above = _Above(
                part.beside.stop,
                here[-1].open,
                here[-1].issued,
                part.beside.stop if read else above.counted,
                refused,
                _stated_by(here),
                () if read else (*above.unread, range(min(each.header.first for each in here if each.header), part.beside.stop)),
            )
            continue
        parts.append(part)
        if part.table:
            above = _Above(part.end, part.open, part.issued, part.end, part.refused, part.stated)
        elif above.end < part.end < len(grid.rows):  # what was refused need not hide what lies below it
            above = _Above(
                part.end, None, part.issued or above.issued, above.counted, part.refused, part.stated, (*above.unread, *part.unread)
            )
        else:
            _end(parts, grid, above.counted, (*above.unread, *part.unread))
            break
    return parts


def _end(parts: list[_Part], grid: Grid, counted: int, unread: Sequence[range]) -> None:
    """Have the rows below the last table counted with it; that nothing is known there is said only of a sheet without tables."""
    if len(parts) > 1:
        parts[-1].findings = [each for each in parts[-1].findings if each.code is not Code.NO_HEADING_KNOWN]
    if last := next((part for part in reversed(parts) if part.table), None):
        last.table = last.table and _with_rest(last.table, grid, counted, unread)
        return
    said: list[tuple[Code, dict[str, object]]] = []
    for part in parts:  # two hundred copies of one form are refused once
        part.findings = [each for each in part.findings if each.place.row is None or (each.code, each.values) not in said]
        said += [(each.code, each.values) for each in part.findings]


def _beside(found: Split, place: Place, options: Options, above: _Above) -> list[_Part]:
    """The tables side by side, the leftmost first. Those with the same headings may go on with the one before them."""
    parts: list[_Part] = []
    for columns, grid in zip(found.columns, found.grids, strict=True):
        here = _tables(grid, place, options, above)
        for part in here:
            part.findings = [beside.in_columns(each, columns) for each in part.findings]
            if part.table:
                part.table = replace(part.table, stretch=replace(part.table.stretch, columns=columns))
        parts += here
        if found.alike and here[-1].open:
            above = replace(above, before=here[-1].open)
    rows = sum(part.table.rows for part in parts if part.table)
    for part in parts if found.alike else ():  # a total below one of them may be that of all
        part.findings = [each for each in part.findings if each.code is not Code.TOTAL_DIFFERS or each.values["stated"] != rows]
    parts[0].findings.insert(0, Finding(Code.TABLES_BESIDE, place, values={"columns": ", ".join(found.columns)}))
    return parts


def _stated_by(parts: Sequence[_Part]) -> titles.Stated:
    """The day under which a list without a title goes on below tables side by side: none but what they have in common."""
    said = {part.stated for part in parts if part.header}
    if len(said) == 1:
        return said.pop()
    shared = {each.shared for each in said}
    day = shared.pop() if len(shared) == 1 else None
    return titles.Stated(day, day)


def _picture(grid: Grid, parts: Sequence[_Part], findings: Sequence[Finding]) -> tuple[PicturedRow, ...]:
    taken: dict[int, str] = {}
    for part in parts:  # of tables side by side one may have a record where the other has none
        taken |= {row: what for row, what in part.rows.items() if taken.get(row) != Row.DATA.value}
    doubted = (each.place.row for each in findings if each.place.row and each.code.severity is not Severity.NOTE)
    return picture.picture(grid, taken, sorted({row - 1 for row in doubted}), _people(grid, parts))


def _people(grid: Grid, parts: Sequence[_Part]) -> dict[int, list[tuple[int, ...]]]:
    """Row from 0 → the columns with names of people there, by the table the row belongs to, be it read or refused."""
    found: dict[int, list[tuple[int, ...]]] = {}
    headed = [(part.header, part.plan, part.end) for part in parts if part.header and part.plan]
    for header, plan, end in headed:
        below = min((other.first for other, *_ in headed if other.first >= end), default=len(grid.rows))
        for row in range(header.last + 1, below) if "full_name" in plan.fields else ():
            found.setdefault(row, []).append(tuple(plan.all_columns("full_name")))
    return found


def _once(sheet: ReadSheet, grid: Grid, file: str, forms: dict[tuple[tuple[Cell, ...], ...], str]) -> ReadSheet:
    """The sheet; where it is an empty form that came before, with a note instead of the same warning two hundred times."""
    if not sheet.tables or any(table.rows for table in sheet.tables):
        return sheet
    form = tuple(map(tuple, grid.rows))
    other = forms.setdefault(form, grid.sheet)
    if other == grid.sheet:
        return sheet
    findings = [each for each in sheet.findings if each.code is not Code.NO_RECORDS]
    return replace(sheet, findings=[*findings, Finding(Code.SAME_FORM, Place(file, grid.sheet), values={"other": other})])


def _only_lines(grid: Grid) -> bool:
    """Whether a sheet holds nothing but some lines of text below each other, as the cover of a book does."""
    if grid.hidden or len(grid.rows) > _LONGEST_COVER:
        return False
    lines = [filled for row in grid.rows if (filled := [cell for cell in row if not blank(cell)])]
    return bool(lines) and all(len(filled) == 1 and isinstance(filled[0], str) for filled in lines)


def _with_rest(table: ReadTable, grid: Grid, start: int, unread: Sequence[range]) -> ReadTable:
    """The table with the rows below it counted, which look like another one that was not recognised."""
    empty, other = _without_records(grid, start, len(grid.rows), unread)
    skipped = dict(table.skipped)
    skipped["blank"] += empty
    skipped["signature"] += len(grid.rows) - start - empty - other
    if other:
        skipped["unread"] = skipped.get("unread", 0) + other
    return replace(table, skipped=skipped, stretch=replace(table.stretch, last=len(grid.rows)))


def _without_records(grid: Grid, start: int, stop: int, unread: Sequence[range]) -> tuple[int, int]:
    """How many of these rows are blank, and how many others are rows of a table that was not read."""
    empty = {row for row in range(start, stop) if _is_blank(grid.rows[row])}
    other = {row for rows in unread for row in rows if start <= row < stop} - empty
    return len(empty), len(other)


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
    stated: titles.Stated = titles.Stated()  # noqa: RUF009 - never changed
    findings: list[Finding] = field(default_factory=list)
    recalled: list[Recalled] = field(default_factory=list)
    open: Open | None = None
    issued: Issuer | None = None  # who made the sheet, where that says whose its rows are
    plan: Plan | None = None
    refused: Refused | None = None  # what was refused, itself or above, whose title is also that of what comes below
    beside: Split | None = None  # tables side by side, none of which is read yet
    rows: dict[int, str] = field(default_factory=dict)  # what each was taken for, where a picture is asked for

    @property
    def unread(self) -> tuple[range, ...]:
        """Its rows, from 0, where it was refused."""
        return (range(self.header.first, self.end),) if self.header and not self.table else ()


@dataclass(frozen=True, slots=True)
class _Above:
    """What lies above the next table of a sheet.

    Args:
        end: The row from 0 where it may begin.
        before: The table above, or of the sheet before, which it may go on with.
        issued: Who made the table above.
        counted: The row from 0 from which no table speaks for the rows: those of a refused one go to the next.
        refused: What was refused above, if its title may be that of the next table too.
        stated: The day of the table above, and that of all tables.
        unread: The rows of refused tables among those for which no table speaks.
    """

    end: int
    before: Open | None
    issued: Issuer | None
    counted: int
    refused: Refused | None
    stated: titles.Stated
    unread: tuple[range, ...] = ()


def _part(grid: Grid, place: Place, options: Options, above: _Above) -> _Part:
    """The next table of a sheet: below another one, or the first, which may go on with that of the sheet before."""
    start, before = above.end, above.before
    headed = understood(grid, place.file, options, start)
    part = _Part(len(grid.rows), headed.header if headed else None)
    if headed is None and start == 0 and before is not None:
        wide = widened(grid, before)
        if goes_on(wide, before):
            return _gone_on(part, wide, place, options, before)
    if headed is None:
        part.findings.append(Finding(Code.NO_HEADING_KNOWN, place))
        return part
    if found := beside.split(grid, start, headed.header, headed.plan, options.mapping):
        part.beside = found
        return part
    following = before if before and follows(grid, headed.header, headed.title["lines"], before) else None
    if following:
        headed = followed(grid, start, headed, options, following)
    part.recalled, part.plan = headed.recalled, headed.plan
    part.stated = above.stated.below(headed.title["lines"], first=start == 0)
    _read_part(part, _Unread(grid, place, start, headed, above, following), options)
    return part


@dataclass(frozen=True, slots=True)
class _Unread:
    """A table whose headings are understood, before its rows are looked at."""

    grid: Grid
    place: Place
    start: int
    headed: Understood
    above: _Above
    following: Open | None


def _read_part(part: _Part, seen: _Unread, options: Options) -> None:
    header, plan, title = seen.headed.header, seen.headed.plan, seen.headed.title
    place, following = seen.place, seen.following
    body = RowReader(seen.grid, header, plan).body()
    part.end = body.end
    grid = put_together(seen.grid, header.headings, plan, body)
    settle(plan, header.headings, grid, body.data)
    title["worded"] = not title["aspect"] and rates_meetings(plan, grid, body.data) and not titles.rates_organisations(title["lines"])
    title["aspect"] = "meetings" if title["worded"] else title["aspect"]
    issued = belonging.issued_by(plan, title, place.sheet or "", seen.above.issued, options.memory)
    if issued is None and following:
        issued = belonging.gone_on(plan, following.title["issuer"], place.sheet or "")
    part.issued = issued
    units = belonging.section_units(body, plan, issued)
    if following and issued is None and title["unit"] is None and "unit" not in plan.fields:
        units = units_going_on(units, following, len(body.data))
    title["issuer"] = issued if issued and units is None and "unit" not in options.given else None
    refused = titled_below(seen.above.refused, header, title["lines"])
    part.refused = Refused.after(refused, header, title["lines"])
    lacking = [name for name in plan.lacking if not (name == "unit" and (units or title["issuer"] or not body.data))]
    at = replace(place, row=header.first + 1)
    if options.memory:
        part.findings += remembered.changed(options.memory, header, plan, replace(place, row=header.last + 1))
    unclaimed = None
    if lacking or not plan.fields:
        unclaimed = section_unclear(at, header, lacking, seen.above.before) or _unrecognised(at, plan, lacking)
    elif body.data and (issued := title["issuer"]) and issued.unit is None:
        unclaimed = belonging.unclear(at, issued) if "unit" in plan.lacking or "full_name" in plan.fields else None
        title["issuer"] = None
    if unclaimed:
        only = plan.fields and lacking in ([], ["unit"])
        if not only or not of_the_party(plan, title["lines"], header, grid, body, start=seen.start):
            part.findings.append(unclaimed)
            return
        if unclaimed.code is Code.NO_TABLE:
            unclaimed = Finding(Code.UNIT_NOWHERE, at, "unit", None, {"kind": text(plan.kind.title)})
    told = following or options.kind or options.mapping or "subject" in options.given or seen.headed.recalled
    if plan.doubted or (not told and of_others(plan, title["lines"], header, grid, body, start=seen.start, refused=refused)):
        part.refused = replace(part.refused, others=True)
        part.findings.append(Finding(Code.OTHER_LIST, at, values={"kind": text(plan.kind.title), "name": plan.kind.name}))
        return
    part.refused = refused
    if plan.kind.stock:
        part.stated_on = part.stated.day or (following.stated_on if following else None)
    if following and body.data:
        part.findings += taken_over(replace(place, row=header.first + 1), following, seen.headed.own, units)
    earlier = following.rows if following else 0
    above = seen.above
    found = _Recognised(grid, place, seen.start, above.counted, header, plan, body, title, units, earlier, above.unread, unclaimed)
    _convert(part, found, options)


def _gone_on(part: _Part, grid: Grid, place: Place, options: Options, before: Open) -> _Part:
    """The rows of a sheet that goes on with the table of the sheet before."""
    header, plan = before.headings, before.plan
    body = RowReader(grid, header, plan).body()
    without_titles(body)
    grid = put_together(grid, header.headings, plan, body)
    named = belonging.section_units(body, plan)
    part.end, part.header, part.plan, part.stated_on = body.end, header, plan, before.stated_on
    part.findings.append(Finding(Code.TABLE_GOES_ON, place, values={"sheet": before.sheet}))
    title = {**before.title, "issuer": belonging.gone_on(plan, before.title["issuer"], place.sheet or "")}
    found = _Recognised(grid, place, 0, 0, header, plan, body, title, units_going_on(named, before, len(body.data)), before.rows)
    _convert(part, found, options)
    return part


def _unrecognised(place: Place, plan: Plan, lacking: list[str]) -> Finding:
    if not plan.fields:
        return Finding(Code.NO_HEADING_KNOWN, place)
    missing = ", ".join(f"{plan.kind.field(name).headings[0]} ({name})" for name in lacking)
    return Finding(Code.NO_TABLE, place, values={"kind": text(plan.kind.title), "missing": missing})


@dataclass(frozen=True, slots=True)
class _Recognised:
    """A table whose kind is known, before its cells are read."""

    grid: Grid
    place: Place
    start: int
    counted: int
    header: Header
    plan: Plan
    body: Body
    title: dict[str, Any]
    units: Units
    earlier: int = 0  # records of the same table on sheets before
    unread: tuple[range, ...] = ()
    unclaimed: Finding | None = None  # why nobody can tell to which unit the rows belong


def _convert(part: _Part, found: _Recognised, options: Options) -> None:
    """Read the rows of a recognised table into the part."""
    grid, place, header, plan, body = found.grid, found.place, found.header, found.plan, found.body
    whole = given.sheetwide(plan, options, found.title)
    rows, units, turns = _turned(grid, plan, body, found.units)
    cells = Table(
        grid,
        plan,
        header.headings,
        rows,
        place,
        whole,
        units,
        today=options.today,
        keep_citizen_id=options.keep_citizen_id,
        turns=turns,
        joined=body.joined,
        persons=persons(grid, plan.either, body) if plan.either is not None else {},
    )
    reached = within(options.reached, found.start / len(grid.rows), body.end / len(grid.rows))
    cells.read(within(reached, _ROWS_TOLD, _COLUMNS_READ))
    reached(_COLUMNS_READ)
    for number in [number for number, row in enumerate(rows) if row in body.doubtful] if body.doubtful else ():
        cells.note(Code.ROW_UNCLEAR, number, "full_name", cells.raw["full_name"][number], plan.fields["full_name"])
    put_superiors(cells, body)
    hold_together(cells)
    if found.unclaimed:
        cells.findings = [each for each in cells.findings if (each.code, each.field) != (Code.MISSING, "unit")]
        cells.bad.update(range(len(rows)))
        part.findings.append(found.unclaimed)
    cells.findings += doubts(cells)
    part.open = None if found.unclaimed else _still_open(found, part.stated_on)
    if options.pictured:
        part.rows = picture.kinds(found.start, header, body)
    unit, period = whole.given.get("unit") or found.title["unit"], whole.given.get("period") or found.title["period"]
    spread = _spread(grid, header, plan, body)
    plan.doubled = {column: meant for column, meant in plan.doubled.items() if column not in spread}
    part.findings += _about_table(replace(place, row=header.last + 1 or None), header, plan, body, nil=bool(unit and period))
    part.findings += _from_title(place, plan, whole, found.title) if body.data else []
    part.findings += totals_that_differ(grid, plan, body, place, found.earlier)
    part.findings += sorted(cells.findings, key=lambda finding: (finding.place.row or 0, finding.place.column or ""))
    unkept = {each.name for each in plan.kind.fields if each.asked and not options.keep_citizen_id}
    kept = {
        each.name: column_letter(plan.fields[each.name])
        for each in plan.kind.fields
        if each.name in plan.fields and each.name not in unkept
    }
    read_columns = (plan.columns | spread) - {plan.fields[name] for name in unkept if name in plan.fields}
    part.table = ReadTable(
        tuple(range(header.first + 1, header.last + 2)),
        body.data[0] + 1 if body.data else None,
        max((body.data[-1], *body.joined)) + 1 if body.data else None,
        len(body.data) + len(body.joined),
        kept,
        {heading.letter: heading.text for heading in header.headings if heading.index not in read_columns},
        _skipped(grid, found.counted, header, body, found.unread),
        cells.batch(),
        [Rejected(row, aside) for row, aside in cells.rejected()],
        unit,
        period,
        Stretch(found.counted + 1, body.end),
        () if body.data else (*found.title["lines"], *belonging.named(place.sheet or "")),
        _form(header, plan, kept, options),
        {name: tuple(map(column_letter, plan.all_columns(name))) for name in kept},
        frozenset(plan.several),
        (*_under(cells), *_one_of_several(cells)),
        any(each.code is Code.SUPERIOR_FROM_OUTLINE for each in cells.findings),
        part.stated_on,
    )


def _under(cells: Table) -> tuple[Under, ...]:
    """The columns headed with periods, where a record's date tells which of them it stands in.

    Where the date is said by the heading alone, it stands in the first column under it.
    """
    dated = cells.plan.kind.dated
    if not cells.turns or not dated:
        return ()
    headed = dated[0] not in cells.plan.fields
    good = [number for number in range(len(cells.rows)) if number not in cells.bad]
    dates = ((cells.values[dated[0]][number], cells.lasts[dated[0]][number]) for number in good)
    sure = stretches([cells.rows[number] for number in good], [cells.turns[number] for number in good], dates)
    return tuple(
        Under(name, column_letter(column), turn.span, first + 1, last + 1)
        for turn in cells.plan.turns
        if turn.span is not None
        for name, column in [*turn.columns.items(), *([(dated[0], min(turn.columns.values()))] if headed else [])]
        for first, last in sure[:_MOST_STRETCHES]
    )


def _one_of_several(cells: Table) -> Iterator[Under]:
    """The columns of fields that stand in one of several, as the cells of the row tell: the ticked one, that of the sex."""
    if cells.turns or len(cells.rows) > _MOST_ONE_BY_ONE:
        return
    for name in sorted(cells.plan.several):
        columns = ((row, cells.column_of(name, number)) for number, row in enumerate(cells.rows))
        for column, run in groupby(columns, key=itemgetter(1)):
            rows = [row + 1 for row, _ in run]
            if column is not None:
                yield Under(name, column_letter(column), None, rows[0], rows[-1])


def _still_open(found: _Recognised, stated_on: date | None) -> Open | None:
    """The table as the next sheet may go on with it; None for one without records."""
    body = found.body
    if not body.data:
        return None
    return Open(
        found.place.sheet or "",
        Header(0, -1, found.header.headings),
        found.plan,
        found.title,
        found.units[-1] if found.units else (None, False),
        found.earlier + len(body.data),
        last_number(found.grid, found.header, found.plan, body),
        stated_on,
    )


def _form(header: Header, plan: Plan, kept: dict[str, str], options: Options) -> tuple[Headed, ...]:
    """The headings as they are remembered, with what was made of each; none where there are no rows of headings."""
    meanings = {column: name for column, name in plan.meanings.items() if name in kept} if header.last >= header.first else {}
    return tuple(
        Headed(
            heading.letter,
            remembered.levels_kept(heading),
            name := meanings.get(heading.index),
            name is not None and mapped(heading, options.mapping) == name,
        )
        for heading in header.headings
        if header.last >= header.first
    )


def _from_title(place: Place, plan: Plan, whole: Sheetwide, title: dict[str, Any]) -> list[Finding]:
    """A note for everything but a unit named outright that title, letterhead and the sheet's name say for all rows."""
    findings = belonging.told(place, title["issuer"]) if title["issuer"] else []
    year = title["period"] if plan.turns and "period" not in whole.given and {turn.span for turn in plan.turns} != {None} else None
    if period := whole.titled.get("period", year):
        findings.append(Finding(Code.PERIOD_FROM_TITLE, place, "period", period.label, {"period": period}))
    if "indicator" in whole.titled:
        findings.append(Finding(Code.INDICATOR_FROM_TITLE, place, "indicator", whole.titled["indicator"]))
    if "aspect" in whole.titled:
        code = Code.ASPECT_FROM_WORDS if title["worded"] else Code.ASPECT_FROM_TITLE
        findings.append(Finding(code, place, "aspect", None))
    if "awarded" in whole.titled:
        findings.append(Finding(Code.AWARDED_FROM_TITLE, place, "awarded", None))
    if kind := whole.titled.get("kind"):
        own = plan.kind.field("kind")
        values = {"kind": kind, "heading": own.headings[0]}
        findings.append(Finding(Code.KIND_FROM_TITLE, place, "kind", own.choices[kind][0], values))
    return findings


def _turned(grid: Grid, plan: Plan, body: Body, units: Units) -> tuple[Sequence[int], Units, list[Turn]]:
    """The rows, each as often as it has records, with the unit its section names and the period of each record.

    A period all of whose cells are blank makes no record; a row with none at all makes one, so that it is said to be blank.
    """
    if not plan.turns:
        return body.data, units, []
    rows, named, turns = [], [], []
    for number, row in enumerate(body.data):
        cells = grid.rows[row]
        filled = [turn for turn in plan.turns if any(not blank(cells[c]) or (row, c) in grid.facts.errors for c in turn.every)]
        for turn in filled or plan.turns[:1]:
            rows.append(row)
            turns.append(turn)
            named.append(units[number] if units else (None, False))
    return rows, named if units else None, turns


def _spread(grid: Grid, header: Header, plan: Plan, body: Body) -> set[int]:
    """The columns that only widen the one to their left: the heading is merged over both, and no row has anything in them."""
    merged = {each.index: each.merge for each in header.headings}
    return {
        column
        for column, (_, kept) in plan.doubled.items()
        if merged.get(column, -1) == merged.get(kept) and all(blank(grid.rows[row][column]) for row in body.data)
    }


def _about_table(place: Place, header: Header, plan: Plan, body: Body, *, nil: bool) -> list[Finding]:
    findings = [
        Finding(Code.DOUBLE_COLUMN, replace(place, column=column_letter(column)), name, values={"other": column_letter(kept)})
        for column, (name, kept) in sorted(plan.doubled.items())
    ]
    if not body.data and not nil and Row.EXAMPLE not in body.kinds.values():  # a form nobody has filled in yet
        findings.append(Finding(Code.NO_RECORDS, replace(place, row=header.first + 1)))
    return findings


def _skipped(grid: Grid, start: int, header: Header, body: Body, unread: Sequence[range]) -> dict[str, int]:
    """How many rows hold no record, by reason; with the headings and the data they are all rows of the table's stretch."""
    empty, other = _without_records(grid, start, header.first, unread)
    kinds = list(body.kinds.values())
    seldom = {"example": kinds.count(Row.EXAMPLE), "unread": other}
    return {
        "title": header.first - start - empty - other,
        "numbering": kinds.count(Row.NUMBERING),
        "section": kinds.count(Row.SECTION),
        "total": kinds.count(Row.TOTAL),
        "signature": kinds.count(Row.SIGNATURE),
        "blank": kinds.count(Row.BLANK) + empty,
        **{reason: rows for reason, rows in seldom.items() if rows},
    }
