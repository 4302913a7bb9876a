"""What the cells say about their column where its heading leaves it open. A further heading that may mean two fields is a rule here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partytrack.intake.numbers import lasts
from partytrack.intake.values import blank, parse_date, parse_yes_no
from partytrack.periods import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from partytrack.intake.grid import Grid
    from partytrack.intake.headings import Plan


def settle(plan: Plan, grid: Grid, rows: Sequence[int]) -> None:
    """Give the columns of a plan to the fields their cells can only mean.

    "Thời gian họp" heads the day as well as the length of a meeting: beside a column of days, one of "90 phút" is the length.
    Two columns "Nam" and "Nữ" may be ticked as well as hold the days of birth, and "Dự bị" and "Chính thức" as well as the days of both.
    """
    _births(plan, grid, rows)
    _ticked_status(plan, grid, rows)
    _numbered_indicators(plan, grid, rows)
    if plan.kind.name != "meetings" or "duration_minutes" in plan.fields:
        return
    both = [column for column, (name, _) in plan.doubled.items() if name == "held_on"]
    candidates = [plan.fields["held_on"], *both] if both else []
    lengths = [column for column in candidates if _are_lengths(grid, column, rows)]
    days = [column for column in candidates if column not in lengths]
    if len(lengths) == 1 and days:
        plan.fields |= {"held_on": days[0], "duration_minutes": lengths[0]}
        plan.doubled = {column: meant for column, meant in plan.doubled.items() if column not in (days[0], lengths[0])}


def _births(plan: Plan, grid: Grid, rows: Sequence[int]) -> None:
    men, women = plan.sex_flags or (None, None)
    if men is None or women is None or "birth_date" in plan.fields or not plan.kind.has("birth_date"):
        return
    cells = {cell for row in rows for cell in (grid.rows[row][men], grid.rows[row][women]) if not blank(cell)}
    if cells and all(isinstance(parse_date(cell), Span) for cell in cells):
        plan.by_sex, plan.sex_flags = (men, women), None
        plan.fields |= {"birth_date": min(men, women)}


def _ticked_status(plan: Plan, grid: Grid, rows: Sequence[int]) -> None:
    days = ("admitted_on", "official_on")
    if plan.kind.name != "members" or "status" in plan.fields or not plan.fields.keys() >= set(days):
        return
    admitted, official = (plan.fields[name] for name in days)
    cells = {cell for row in rows for cell in (grid.rows[row][admitted], grid.rows[row][official]) if not blank(cell)}
    if cells and all(parse_yes_no(cell) is True for cell in cells):
        for name in days:
            del plan.fields[name]
        plan.marks = {admitted: "Dự bị", official: "Chính thức"}
        plan.fields["status"] = min(admitted, official)


def _numbered_indicators(plan: Plan, grid: Grid, rows: Sequence[int]) -> None:
    """Where "Chỉ tiêu" heads numbers it is the quota beside what was done, and names no indicator."""
    column = plan.fields.get("indicator")
    if plan.kind.name != "figures" or column is None or not rows:
        return
    if all(isinstance(grid.rows[row][column], (int, float)) for row in rows):
        del plan.fields["indicator"]
        plan.lacking = (*plan.lacking, "indicator")


def _are_lengths(grid: Grid, column: int, rows: Sequence[int]) -> bool:
    cells = [cell for row in rows if not blank(cell := grid.rows[row][column])]
    return bool(cells) and all(lasts(cell) for cell in cells)
