"""Which rows of a sheet are shown to people, and what each was taken for: the first rows, and those around every change."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final

from partytrack.intake.layout import Row
from partytrack.intake.seen import PicturedRow
from partytrack.intake.values import blank, shown

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from partytrack.intake.grid import Cell, Grid
    from partytrack.intake.header import Header
    from partytrack.intake.layout import Body

MOST_ROWS: Final = 40
_UNREAD: Final = 8  # rows of a sheet in which no table was found
_BEGIN: Final = 2  # rows at the beginning of each stretch of the same
_MOST_MARKED: Final = 8
_WIDEST: Final = 120  # characters of a cell


def kinds(start: int, header: Header, body: Body) -> dict[int, str]:
    """Row from 0 → what it was taken for, from the first row above a table's headings to its last; what is blank above is left out."""
    found = dict.fromkeys(range(start, header.first), "title")
    found |= dict.fromkeys(range(header.first, header.last + 1), "header")
    found |= {row: kind.value for row, kind in body.kinds.items() if kind is not Row.BLANK}
    found |= dict.fromkeys(body.data, "data")
    found |= dict.fromkeys(body.joined, "joined")
    return found


def picture(
    grid: Grid, taken: Mapping[int, str], marked: Sequence[int], people: Mapping[int, Sequence[tuple[int, ...]]]
) -> tuple[PicturedRow, ...]:
    """Some rows of a sheet as the spreadsheet shows them.

    Args:
        grid: The sheet.
        taken: Row from 0 → what it was taken for; rows that are not there and not blank were not read.
        marked: Rows from 0 about which something was found, in order.
        people: Row from 0 → the columns in which names of people stand, those of one person together.
    """
    filled = {row: taken.get(row, "unread") for row, cells in enumerate(grid.rows) if row in taken or not all(map(blank, cells))}
    filled = {row: what for row, what in filled.items() if what == "data" or not all(map(blank, grid.rows[row]))}
    chosen = excerpt(filled, marked) if taken else list(filled)[:_UNREAD]
    return tuple(
        PicturedRow(row + 1, filled[row], tuple(_cell(cell) for cell in grid.rows[row]), tuple(people.get(row, ()))) for row in chosen
    )


def excerpt(filled: Mapping[int, str], marked: Collection[int]) -> list[int]:
    """The rows to show: the first and the last of every stretch of rows of one sort, and some about which something was found."""
    chosen = {row for row in list(marked)[:_MOST_MARKED] if row in filled}
    for what, stretch in groupby(filled, key=lambda row: filled[row]):
        rows = list(stretch)
        chosen |= {*rows[: _BEGIN + (what == "data")], rows[-1]} if what != "header" else set(rows)
    ordered = sorted(chosen)
    return ordered if len(ordered) <= MOST_ROWS else ordered[: MOST_ROWS * 2 // 3] + ordered[-MOST_ROWS // 3 :]


def _cell(cell: Cell) -> str:
    return "" if blank(cell) else " ".join(shown(cell).split())[:_WIDEST]
