"""Total rows that state how many rows there are, held against the rows read. Their wording is decided here."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from partytrack.findings import Code, Finding, Place
from partytrack.intake.letters import column_letter
from partytrack.intake.values import blank, fold_lightly
from partytrack.records import Type

if TYPE_CHECKING:
    from partytrack.intake.grid import Grid
    from partytrack.intake.headings import Plan
    from partytrack.intake.layout import Body

_STATED: Final = re.compile(
    r"(?:tổng|cộng)[^\d]*?(\d{1,3}(?:\.\d{3})+|\d+)\s*(?:đảng viên|đồng chí|đ/c|đv|người|trường hợp|tổ chức|đơn vị|chi bộ|chi, đảng bộ|cuộc|dòng)?\s*[./)]*"
)
# Their totals add up what the cells say; only these kinds' totals say how many rows there are.
_COUNTED_KINDS: Final = frozenset({"units", "members", "admissions", "ratings", "titles"})
_WORDS: Final = (Type.NAME, Type.UNIT, Type.TEXT, Type.CHOICE, Type.IDENTIFIER)


def totals_that_differ(grid: Grid, plan: Plan, body: Body, place: Place, earlier: int = 0) -> list[Finding]:
    """A finding for each total whose stated number is neither that of the whole table nor that of its stretch.

    A stretch runs between totals or sections. A number counts as stated in the words of the total ("Tổng số: 109 đảng viên")
    or in a column that holds words otherwise, never in a column of numbers, whose total is a sum. Records of the same table on sheets before count too (`earlier`).
    """
    if plan.kind.name not in _COUNTED_KINDS:
        return []
    findings = []
    for row in body.totals:
        stated = _stated(grid, plan, row)
        if stated is None:
            continue
        number, column = stated
        counts = _possible(body, row)
        counts += [count + earlier for count in counts if earlier]
        if number not in counts:
            findings.append(
                Finding(
                    Code.TOTAL_DIFFERS,
                    Place(place.file, place.sheet, row + 1, column_letter(column)),
                    value=str(number),
                    values={"stated": number, "counted": counts[0]},
                )
            )
    return findings


def _stated(grid: Grid, plan: Plan, row: int) -> tuple[int, int] | None:
    cells = grid.rows[row]
    for column, cell in enumerate(cells):
        if isinstance(cell, str) and not blank(cell) and (match := _STATED.fullmatch(fold_lightly(cell))):
            return int(match[1].replace(".", "")), column
    parted = {
        *plan.marks,
        *(plan.sex_flags or ()),
        *(plan.by_sex or ()),
        *plan.turned,
    }  # each states a part: how many women, how many "Tốt"
    for field in plan.kind.fields:
        index = plan.fields.get(field.name)
        if index in parted:
            continue
        cell = cells[index] if index is not None else ""
        if (
            index is not None
            and field.type in _WORDS
            and isinstance(cell, (int, float))
            and not isinstance(cell, bool)
            and cell == int(cell) >= 0
        ):
            return int(cell), index
    return None


def _possible(body: Body, row: int) -> list[int]:
    """The counts a total may state: of the table, of the rows since the last total or section, of those up to the next."""
    marks = sorted({*body.totals, *body.sections})
    before = max((mark for mark in marks if mark < row), default=-1)
    after = min((mark for mark in marks if mark > row), default=body.end)
    return [
        len(body.data),
        sum(before < data < row for data in body.data),
        sum(row < data < after for data in body.data),
        sum(data < row for data in body.data),
    ]
