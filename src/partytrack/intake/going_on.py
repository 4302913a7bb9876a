"""One table over several sheets or pages: whether rows, with headings of their own or none, go on with the table before."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from partytrack.findings import Code, Finding
from partytrack.intake.header import Header, is_numbering
from partytrack.intake.sections import is_running_number, section_unit
from partytrack.intake.values import Bad, blank, fold_lightly, shown, simple_parser
from partytrack.intake.wording import is_ordinal, key
from partytrack.periods import Span
from partytrack.records import Type
from partytrack.vietnamese import fold

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from partytrack.findings import Place
    from partytrack.intake.grid import Grid
    from partytrack.intake.headings import Plan
    from partytrack.intake.layout import Body

_TELLING: Final = (Type.DATE, Type.CHOICE, Type.PERIOD)
_LOOKED_AT: Final = 30
_CONTINUED: Final = re.compile(r"[(\-–\s]*(?:(?:phần |bảng |danh sách )?tiếp\b.*|trang \d+.*|tờ \d+.*|\d+)")


@dataclass(frozen=True, slots=True)
class Open:
    """A table that the next one may go on with, on the next sheet, further down or beside it.

    Args:
        sheet: Where it stands.
        headings: Its headings, without their rows.
        plan: Which column holds which field.
        title: What the lines above it say.
        unit: The unit its last section names, and whether its words leave no doubt.
        rows: How many records it has so far.
        number: The running number of its last record; None where it has none.
        stated_on: The day its title says it is true on.
    """

    sheet: str
    headings: Header
    plan: Plan
    title: dict[str, Any]
    unit: tuple[str | None, bool]
    rows: int
    number: int | None
    stated_on: date | None


def last_number(grid: Grid, header: Header, plan: Plan, body: Body) -> int | None:
    """The running number of the last record of a table."""
    ordinal = _ordinal(header, plan)
    cell = grid.rows[body.data[-1]][ordinal] if ordinal is not None and body.data else ""
    return _number(cell) if is_running_number(cell) else None


def _ordinal(header: Header, plan: Plan) -> int | None:
    return next((each.index for each in header.headings if is_ordinal(each) and each.index not in plan.columns), None)


def _number(cell: object) -> int:
    return int(shown(cell).strip(" .)"))


def widened(grid: Grid, table: Open) -> Grid:
    """The sheet with as many columns as the table's headings; trailing blank ones may be missing."""
    width = max(each.index for each in table.headings.headings) + 1
    if not grid.rows or len(grid.rows[0]) >= width:
        return grid
    return grid.with_rows([row + [""] * (width - len(row)) for row in grid.rows])


def goes_on(grid: Grid, table: Open) -> bool:
    """Whether the rows of a sheet are further records of a table: the running number goes on; without one the columns hold the same.

    A number that starts again or jumps says nothing: such a sheet is not read.
    """
    ordinal = _ordinal(table.headings, table.plan)
    filled = [row for row in grid.rows if sum(not blank(row[column]) for column in table.plan.columns) > 1]
    if ordinal is not None:
        first = next((row[ordinal] for row in filled if is_running_number(row[ordinal])), None)
        return first is not None and table.number is not None and _number(first) == table.number + 1
    kind = table.plan.kind
    told = 0
    for field in kind.fields:
        column = table.plan.fields.get(field.name)
        if column is None or field.type not in _TELLING or column in table.plan.stacked:
            continue
        parse = simple_parser(kind.name, field)
        cells = [row[column] for row in filled[:_LOOKED_AT] if not blank(row[column])]
        if any(isinstance(parse(cell), Bad) for cell in cells):
            return False
        told += bool(cells)
    return told > 0


def alike(header: Header, table: Open) -> bool:
    """Whether the headings are those of the table once more, wherever they stand."""
    return [key(each.text) for each in header.headings] == [key(each.text) for each in table.headings.headings]


def follows(grid: Grid, header: Header, lines: Sequence[str], table: Open) -> bool:
    """Whether rows below headings that come again are further records of a table: its running number goes on.

    A title of their own that the table has not makes them another table.
    """
    ordinal = next((each.index for each in header.headings if is_ordinal(each)), None)
    if ordinal is None or table.number is None or not alike(header, table):
        return False
    before = {fold(line) for line in table.title["lines"]}
    if any(line.strip() and fold(line) not in before and not _CONTINUED.fullmatch(fold_lightly(line)) for line in lines):
        return False
    rows = (row for row in grid.rows[header.last + 1 :] if not is_numbering(row))
    first = next((row[ordinal] for row in rows if is_running_number(row[ordinal])), None)
    return first is not None and _number(first) == table.number + 1


def titled(title: Mapping[str, Any], table: Open) -> dict[str, Any]:
    """What the title of a table says too, for rows that follow it."""
    return {name: table.title[name] if said is None and name != "issuer" else said for name, said in title.items()}


def taken_over(place: Place, table: Open, title: Mapping[str, Any], units: list[tuple[str | None, bool]] | None) -> list[Finding]:
    """The note that says what rows that follow a table have from it; `title` is what their own title says."""
    said = {name: table.title[name] for name in ("unit", "period", "indicator") if title[name] is None and table.title[name] is not None}
    if units and units[0] == table.unit != (None, False):
        said["unit"] = table.unit[0]
    if not said:
        return []
    values = ", ".join(value.label if isinstance(value, Span) else value for value in said.values())
    return [Finding(Code.TABLE_FOLLOWS, place, values={"sheet": table.sheet, "said": values})]


def section_unclear(place: Place, header: Header, lacking: Sequence[str], table: Open | None) -> Finding | None:
    """The error that rows under the same headings may belong to the last section before them; None where that is not the question."""
    if table is None or list(lacking) != ["unit"] or table.unit[0] is None or not alike(header, table):
        return None
    return Finding(Code.SECTION_UNCLEAR, place, "unit", table.unit[0], {"sheet": table.sheet})


def without_titles(body: Body) -> None:
    """Take the lines above the first record for what they are: a page's title names no unit unless its words leave no doubt."""
    first = body.data[0] if body.data else body.end
    for row in [row for row, said in body.sections.items() if row < first and not section_unit(said)[1]]:
        del body.sections[row]


def units(found: list[tuple[str | None, bool]] | None, table: Open, rows: int) -> list[tuple[str | None, bool]] | None:
    """For each record the unit its section names, which may stand on the sheet before."""
    if table.unit == (None, False):
        return found
    return [table.unit if unit == (None, False) else unit for unit in found or [(None, False)] * rows]
