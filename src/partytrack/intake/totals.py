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

_PEOPLE: Final = "đảng viên|đồng chí|đ/c|đv|người|trường hợp"
_UNITS: Final = "tổ chức(?: cơ sở)?(?: đảng)?|đơn vị|chi, đảng bộ|chi bộ|đảng bộ"
_ROWS: Final = "cuộc|dòng"
_BESIDES: Final = "số|cộng|cả|chung|là|có|gồm|danh sách|(?:mục |phần )?[ivx]+|(?:của|trong|toàn) (?:chi bộ|đảng bộ|đơn vị|danh sách)"
# Their totals add up what the cells say; only these kinds' totals say how many rows there are.
_COUNTED_KINDS: Final = frozenset({"units", "members", "admissions", "ratings", "titles"})
_WORDS: Final = (Type.NAME, Type.UNIT, Type.TEXT, Type.CHOICE, Type.IDENTIFIER)


def _stating(counted: str) -> re.Pattern[str]:
    """The words of a total that says how many of something there are; any other word may make it the total of a part."""
    return re.compile(
        rf"(?:tổng|cộng)(?:[\s:=,()-]|(?<!\w)(?:{counted}|{_ROWS}|{_BESIDES})(?!\w))*?"
        rf"(\d{{1,3}}(?:\.\d{{3}})+|\d+)\s*(?:{counted}|{_ROWS})?\s*[./)]*"
    )


_STATING: Final = {of_people: _stating(_PEOPLE if of_people else _UNITS) for of_people in (True, False)}
_COUNTING: Final = {
    of_people: re.compile(rf"(\d{{1,3}}(?:\.\d{{3}})+|\d+)\s*(?:{_PEOPLE if of_people else _UNITS})") for of_people in (True, False)
}


def totals_that_differ(grid: Grid, plan: Plan, body: Body, place: Place, earlier: int = 0) -> list[Finding]:
    """A finding for each total whose stated number is neither that of the whole table nor that of its stretch.

    A stretch runs between totals or sections. A number counts as stated in the words of the total ("Tổng số: 109 đảng viên"), in the
    column that names the records ("109", "109 đảng viên"), or where it is the only number of its row in another column of words; there it may also say how many
    cells of the column are filled, or how many different words they hold. In a column of numbers a total is a sum, and beside other
    numbers it may be of a part. Records of the same table on sheets before count too (`earlier`).
    """
    if plan.kind.name not in _COUNTED_KINDS:
        return []
    findings = []
    for row in body.totals:
        stated = _stated(grid, plan, row)
        if stated is None:
            continue
        number, column = stated
        stretches = _stretches(body, row)
        counts = [len(rows) for rows in stretches]
        counts += [count + earlier for count in counts if earlier]
        if column != plan.fields.get(_naming(plan)) and isinstance(grid.rows[row][column], (int, float)):
            held = [[str(grid.rows[each][column]) for each in rows if not blank(grid.rows[each][column])] for rows in stretches]
            counts += [count for words in held for count in (len(words), len(set(words)))]
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


def _naming(plan: Plan) -> str:
    """The field that names the records of a table."""
    if plan.kind.name == "units":
        return "name"
    return "full_name" if "full_name" in plan.fields else "unit"


def _stated(grid: Grid, plan: Plan, row: int) -> tuple[int, int] | None:
    """The number of records that a total states, with its column; None where no number is certain to be one."""
    cells = grid.rows[row]
    of_people, naming = _naming(plan) == "full_name", plan.fields.get(_naming(plan), -1)
    for column, cell in enumerate(cells):
        if not isinstance(cell, str) or blank(cell):
            continue
        said = fold_lightly(cell)
        match = _STATING[of_people].fullmatch(said) or (_COUNTING[of_people].fullmatch(said) if column == naming else None)
        if match:
            return int(match[1].replace(".", "")), column
    parted = {
        *plan.marked,
        *(plan.sex_flags or ()),
        *(plan.by_sex or ()),
        *plan.turned,
        plan.fields.get("sex", -1),
    }  # each states a part: how many women, how many "Tốt"
    numbers = {column: cell for column, cell in enumerate(cells) if isinstance(cell, (int, float)) and not isinstance(cell, bool)}
    of_words = {plan.fields[field.name] for field in plan.kind.fields if field.name in plan.fields and field.type in _WORDS} - parted
    column = naming
    if column not in numbers and len(numbers) == 1:
        column = next(iter(numbers))
    if column in numbers and column in of_words and numbers[column] == int(numbers[column]) >= 0:
        return int(numbers[column]), column
    return None


def _stretches(body: Body, row: int) -> list[list[int]]:
    """The rows a total may count: of the table, since the last total or section, up to the next, all before it."""
    marks = sorted({*body.totals, *body.sections})
    before = max((mark for mark in marks if mark < row), default=-1)
    after = min((mark for mark in marks if mark > row), default=body.end)
    return [
        list(body.data),
        [data for data in body.data if before < data < row],
        [data for data in body.data if row < data < after],
        [data for data in body.data if data < row],
    ]
