"""Tables side by side on one sheet: where each begins, and the sheet as each of them sees it.

To save paper a list goes on to the right of itself, or two lists share a sheet: STT, Họ và tên … | STT, Họ và tên ….
Every such table becomes a sheet of its own with the same rows and columns, so that every cell keeps its place.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from partytrack.intake.header import find_header
from partytrack.intake.recognition import recognised
from partytrack.intake.values import blank
from partytrack.intake.wording import is_known, is_ordinal, key

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from partytrack.findings import Finding
    from partytrack.intake.formats.facts import Range
    from partytrack.intake.grid import Cell, Grid
    from partytrack.intake.header import Header
    from partytrack.intake.headings import Plan
    from partytrack.intake.wording import Heading

_MOST: Final = 12  # tables side by side; what has more is no sheet of paper
_FEWEST: Final = 2  # columns of a table, its running numbers apart
_Columns = tuple[int, int]  # the first column from 0, and the last


@dataclass(frozen=True, slots=True)
class Split:
    """Tables side by side.

    Args:
        grids: The sheet as each of them sees it, from the left: down to the row where all of them end.
        columns: The letters of the columns of each, "B:F".
        stop: That row, from 0.
        alike: Whether all have the same headings, so that each goes on with the one on its left.
    """

    grids: tuple[Grid, ...]
    columns: tuple[str, ...]
    stop: int
    alike: bool


def split(grid: Grid, start: int, header: Header, plan: Plan, mapping: Mapping[str, str]) -> Split | None:
    """The tables whose headings stand in the same rows; None where there is one.

    Two columns of running numbers, each with columns of its own, are two tables; so are columns that come again in the same
    order, and columns behind an empty one that make a table of another kind and of which the table before them reads none.
    """
    begins = _begins(grid, header, plan, mapping)
    if len(begins) < _FEWEST:
        return None
    width = len(grid.rows[0])
    bounds = [(0 if number == 0 else first, end - 1) for number, (first, end) in enumerate(zip(begins, [*begins[1:], width], strict=True))]
    stop = _stop(grid, header, bounds)
    keys = [[key(each.text) for each in _within(header, part)] for part in bounds]
    alike = all(len(set(ours) & set(keys[0])) >= _FEWEST and set(ours) <= set(keys[0]) for ours in keys)
    above = replace(grid.with_rows(grid.rows[:stop]), merges=[merge for merge in grid.merges if merge[0] < stop])
    titles = _own_titles(grid, start, header, bounds)
    seen = tuple(_seen_by(above, header, part, titles) for part in bounds)
    letters = ((headings[0].letter, headings[-1].letter) for part in bounds if (headings := _within(header, part)))
    return Split(seen, tuple(f"{first}:{last}" for first, last in letters), stop, alike)


def in_columns(finding: Finding, columns: str) -> Finding:
    """A finding about a whole row of one of the tables, with the cell where that table begins."""
    place = finding.place
    if place.row is None or place.column is not None:
        return finding
    return replace(finding, place=replace(place, column=columns.partition(":")[0]))


def _within(header: Header, part: _Columns) -> list[Heading]:
    return [each for each in header.headings if part[0] <= each.index <= part[1]]


def _begins(grid: Grid, header: Header, plan: Plan, mapping: Mapping[str, str]) -> list[int]:
    """The first column of each table, the leftmost heading's first."""
    headings = header.headings
    numbered = [each.index for each in headings if is_ordinal(each)]
    words = [key(each.text) for each in headings]
    again = [each.index for each, said in zip(headings, words, strict=True) if said == words[0]]
    for found in (numbered, again):
        begins = [headings[0].index, *(index for index in found if index > headings[0].index)]
        if _FEWEST <= len(begins) <= _MOST and all(_is_whole(part, mapping) for part in _parts(headings, begins)):
            parts = _parts(headings, begins)
            if found is numbered or all(len({*_keys(part)} & {*_keys(parts[0])}) >= _FEWEST for part in parts):
                return begins
    behind = _behind_a_gap(grid, header, plan, mapping)
    return [headings[0].index, behind] if behind else [headings[0].index]


def _parts(headings: Sequence[Heading], begins: Sequence[int]) -> list[list[Heading]]:
    ends = [*begins[1:], headings[-1].index + 1]
    return [[each for each in headings if first <= each.index < end] for first, end in zip(begins, ends, strict=True)]


def _keys(headings: Sequence[Heading]) -> list[str]:
    return [key(each.text) for each in headings]


def _behind_a_gap(grid: Grid, header: Header, plan: Plan, mapping: Mapping[str, str]) -> int | None:
    """The first of the columns behind an empty one, where each side is a table: nothing of one is read, or a heading stands in both."""
    headings = header.headings
    for number, (left, right) in enumerate(pairwise(headings), 1):
        empty = range(left.index + 1, right.index)
        if not empty or not all(blank(cell) for column in empty for cell in grid.columns[column][header.first :]):
            continue
        sides = (headings[:number], headings[number:])
        unread = any(plan.columns.isdisjoint(each.index for each in side) for side in sides)
        if (unread or not {*_keys(sides[0])}.isdisjoint(_keys(sides[1]))) and all(_is_whole(side, mapping) for side in sides):
            return right.index
    return None


def _is_whole(headings: Sequence[Heading], mapping: Mapping[str, str]) -> bool:
    """Whether columns are a table: two of them, the running number apart, and nothing is lacking but what may stand above it."""
    made = recognised(headings, mapping, frozenset({"unit", "period"}), "", None)
    return len(made.columns - {each.index for each in headings if is_ordinal(each)}) >= _FEWEST and not made.lacking


def _stop(grid: Grid, header: Header, bounds: Sequence[_Columns]) -> int:
    """The row where the next headings stand that reach over several of the tables, with their title; else the end of the sheet."""
    headed = {each.index for each in header.headings}
    between = set(range(min(headed), max(headed))) - headed
    for row in range(header.last + 1, len(grid.rows)):
        cells = grid.rows[row]
        known = [column for column, cell in enumerate(cells) if isinstance(cell, str) and cell and is_known(cell)]
        parts = [sum(first <= column <= last for column in known) for first, last in bounds]
        if sum(count >= _FEWEST for count in parts) < _FEWEST and between.isdisjoint(known):
            continue
        below = find_header(grid, row, {})
        if below is not None and header.last < below.first <= row:
            return _title_above(grid, header.last + 1, below.first)
    return len(grid.rows)


def _title_above(grid: Grid, first: int, row: int) -> int:
    """The first of the lines of one cell each right above a row of headings."""
    while row > first and sum(not blank(cell) for cell in grid.rows[row - 1]) == 1:
        row -= 1
    return row


def _seen_by(grid: Grid, header: Header, part: _Columns, titles: int) -> Grid:
    """The sheet with the columns of one table, the lines above all of them (down to row `titles`), and what is merged over several."""
    left, right = part
    first = min(each.index for each in header.headings if each.index >= left)
    rows: list[list[Cell]] = [
        cells if number < titles else [cell if left <= column <= right else "" for column, cell in enumerate(cells)]
        for number, cells in enumerate(grid.rows)
    ]
    merges: list[Range] = []
    for top, begin, bottom, end in grid.merges:
        if top < titles:
            merges.append((top, begin, bottom, end))
        elif begin <= right and end >= left:
            over_several = begin < left
            if over_several and header.last < top < len(rows):  # a section over all tables
                rows[top][first] = grid.rows[top][begin]
            merges.append((top, first if over_several else begin, bottom, min(end, right)))
    return replace(grid.with_rows(rows), merges=merges)


def _own_titles(grid: Grid, start: int, header: Header, bounds: Sequence[_Columns]) -> int:
    """The first of the rows right above the headings in which every table has a line of its own."""
    row = header.first
    while row > start and all(any(not blank(cell) for cell in grid.rows[row - 1][first : last + 1]) for first, last in bounds):
        row -= 1
    return row
