"""What the cells say about their column where its heading leaves it open. A further heading that may mean two fields is a rule here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partytrack.intake.numbers import lasts
from partytrack.intake.values import blank

if TYPE_CHECKING:
    from collections.abc import Sequence

    from partytrack.intake.grid import Grid
    from partytrack.intake.headings import Plan


def settle(plan: Plan, grid: Grid, rows: Sequence[int]) -> None:
    """Give the columns of a plan to the fields their cells can only mean.

    "Thời gian họp" heads the day as well as the length of a meeting: beside a column of days, one of "90 phút" is the length.
    """
    if plan.kind.name != "meetings" or "duration_minutes" in plan.fields:
        return
    both = [column for column, (name, _) in plan.doubled.items() if name == "held_on"]
    candidates = [plan.fields["held_on"], *both] if both else []
    lengths = [column for column in candidates if _are_lengths(grid, column, rows)]
    days = [column for column in candidates if column not in lengths]
    if len(lengths) == 1 and days:
        plan.fields |= {"held_on": days[0], "duration_minutes": lengths[0]}
        plan.doubled = {column: meant for column, meant in plan.doubled.items() if column not in (days[0], lengths[0])}


def _are_lengths(grid: Grid, column: int, rows: Sequence[int]) -> bool:
    cells = [cell for row in rows if not blank(cell := grid.rows[row][column])]
    return bool(cells) and all(lasts(cell) for cell in cells)
