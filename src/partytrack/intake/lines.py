"""Records over two or three rows: which rows only go on with the one above, and their cells put together."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from partytrack.compact import where
from partytrack.intake.layout import Row
from partytrack.intake.sections import is_running_number, section_unit
from partytrack.intake.values import blank, parse_date, shown
from partytrack.intake.wording import is_ordinal
from partytrack.periods import Span
from partytrack.records import Type

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from partytrack.intake.grid import Cell, Grid
    from partytrack.intake.headings import Plan
    from partytrack.intake.layout import Body
    from partytrack.intake.wording import Heading

_WORDS: Final = (Type.TEXT, Type.NAME, Type.UNIT)  # what may be broken over lines; a second value of another type is another value
_NEVER: Final = frozenset({Row.TOTAL, Row.BLANK, Row.HEADER, Row.NUMBERING})


def put_together(grid: Grid, headings: Sequence[Heading], plan: Plan, body: Body) -> Grid:
    """The sheet with every record on one row; the rows that went on with another leave `body.data` for `body.joined`."""
    ordinal = next((each.index for each in headings if is_ordinal(each) and each.index not in plan.columns), None)
    if ordinal is None or not body.data:
        return grid
    reader = _Reader(grid, plan, body, ordinal, frozenset(each.index for each in headings))
    joined = reader.joined()
    body.doubtful = reader.doubtful
    if not joined:
        return grid
    body.joined = joined
    body.data = [row for row in body.data if row not in joined]
    for row in joined:
        body.kinds.pop(row, None)
        body.sections.pop(row, None)
    return _together(grid, plan, joined)


def _together(grid: Grid, plan: Plan, joined: Mapping[int, int]) -> Grid:
    rows = list(grid.rows)
    for record in set(joined.values()):
        rows[record] = list(rows[record])
    for row, record in sorted(joined.items()):
        for index, cell in enumerate(grid.rows[row]):
            above = rows[record][index]
            if index in plan.stacked and (plan.in_rows or not blank(cell)):
                rows[record][index] = f"{_lined(above)}\n{_lined(cell)}"
            elif blank(above):
                rows[record][index] = cell
            elif not blank(cell) and cell != above:
                rows[record][index] = f"{_lined(above)}\n{_lined(cell)}"
    return grid.with_rows(rows)


def _lined(cell: Cell) -> str:
    if blank(cell):
        return ""
    return cell.strip() if isinstance(cell, str) else shown(cell)


class _Reader:
    """Says which rows go on with the row above; made once for a table."""

    def __init__(self, grid: Grid, plan: Plan, body: Body, ordinal: int, headed: frozenset[int]) -> None:
        self._grid = grid
        self._plan = plan
        self._body = body
        self._ordinal = ordinal
        self._headed = headed
        kind = plan.kind
        self._name = plan.fields.get("full_name", min(plan.columns, default=0))
        self._types = {plan.fields[each.name]: each.type for each in kind.fields if each.name in plan.fields}
        self._merged = {
            row: top
            for top, left, bottom, _ in grid.merges
            if left in (ordinal, self._name) and 0 < bottom - top < 4
            for row in range(top + 1, bottom + 1)
        }
        telling = () if kind.stock else (*kind.key, *kind.dated, *(each.name for each in kind.fields if each.required))
        self._telling = {plan.fields[name] for name in telling if name in plan.fields}  # another one is another record
        self._broken: dict[int, dict[int, str]] = {}  # formulas without a value look like blanks
        for (row, column), said in grid.facts.errors.items():
            if column in plan.columns:
                self._broken.setdefault(row, {})[column] = said
        self.doubtful: set[int] = set()

    def joined(self) -> dict[int, int]:
        """Row → the row of its record."""
        column = self._grid.columns[self._ordinal]
        unnumbered = where(column, self._body.data[0] + 1, self._body.end, lambda cell: not cell.strip())
        if not unnumbered:
            return {}  # every row has its number, as most long lists do
        data = set(self._body.data)
        found: dict[int, int] = {}
        for row in unnumbered:
            record = found.get(row - 1, row - 1)
            kind = self._body.kinds.get(row)
            if record not in data or not is_running_number(column[record]) or (kind in _NEVER and not self._only_broken(row, kind, data)):
                continue
            if kind is Row.BLANK or self._goes_on(row, record):
                found[row] = record
        return found

    def _only_broken(self, row: int, kind: Row | None, data: set[int]) -> bool:
        """Whether a row between two records holds nothing but formulas without a value; below the last one they may only wait for records."""
        return kind is Row.BLANK and row in self._broken and row + 1 in data

    def _goes_on(self, row: int, record: int) -> bool:
        cells = {index: cell for index, cell in enumerate(self._grid.rows[row]) if not blank(cell)} | self._broken.get(row, {})
        above = self._grid.rows[record]
        if not cells or not self._headed.issuperset(cells):
            return False
        if self._plan.in_rows:
            return True
        if self._name in cells:
            return self._second_name(row, cells, above)
        if row in self._body.kinds and self._merged.get(row) != record and self._lone_date(cells):
            return True  # even where the record has one: then the cell holds two, which is said
        if any(index not in self._plan.stacked and not blank(above[index]) and not self._may_break(index) for index in cells):
            return False
        return row not in self._body.kinds or self._merged.get(row) == record or self._beside(row, cells)

    def _may_break(self, index: int) -> bool:
        return self._types.get(index, Type.TEXT) in _WORDS and index not in self._telling

    def _second_name(self, row: int, cells: Mapping[int, Cell], above: Sequence[Cell]) -> bool:
        """Whether the name is another one of the person above: in brackets. A single word may be the end of his name, which is said."""
        said = shown(cells[self._name])
        if said.startswith("(") and said.endswith(")"):
            words = said.strip("() ").split()
            return len(words) > 1 and all(word[:1].isupper() for word in words)
        others = [index for index in cells if index != self._name]
        if (
            self._plan.fields.get("full_name") == self._name
            and row not in self._body.kinds
            and len(said.split()) == 1 < len(shown(above[self._name]).split())
            and all(self._may_break(index) and not blank(above[index]) for index in others)
        ):
            self.doubtful.add(row)
        return False

    def _lone_date(self, cells: Mapping[int, Cell]) -> bool:
        if len(cells) != 1:
            return False
        ((index, cell),) = cells.items()
        dated = index in self._plan.stacked or self._types.get(index) is Type.DATE
        return dated and (isinstance(cell, date) or isinstance(parse_date(cell), Span))

    def _beside(self, row: int, cells: Mapping[int, Cell]) -> bool:
        """Whether the cells of a row that looks like a section or a signer belong to the record above: they stand beside names."""
        if row > self._body.data[-1]:
            return False  # below the last record it may be a signer
        if not self._plan.columns.issuperset(cells) or min(cells) < self._name:
            return False
        return all(
            self._types.get(index) is Type.UNIT or (not section_unit(shown(cell))[1] and shown(cell)[:1] not in "(*-+[")
            for index, cell in cells.items()
        )
