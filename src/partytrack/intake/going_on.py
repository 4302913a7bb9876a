"""One table over several sheets: whether a sheet without headings goes on with the table of the sheet before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from partytrack.intake.headings import is_ordinal
from partytrack.intake.layout import Header, is_running_number, section_unit
from partytrack.intake.values import Bad, blank, shown, simple_parser
from partytrack.records import Type

if TYPE_CHECKING:
    from datetime import date

    from partytrack.intake.grid import Grid
    from partytrack.intake.headings import Plan
    from partytrack.intake.layout import Body

_TELLING: Final = (Type.DATE, Type.CHOICE, Type.PERIOD)
_LOOKED_AT: Final = 30


@dataclass(frozen=True, slots=True)
class Open:
    """A table that the next sheet may go on with.

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
