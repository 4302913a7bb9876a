"""Where the headings of a table are: which rows may be some, and which of them fit a kind best."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from partytrack.intake import worn
from partytrack.intake.either import names_person
from partytrack.intake.headings import SOFT, Plan, plan
from partytrack.intake.organisations import is_one_below
from partytrack.intake.sections import is_running_number
from partytrack.intake.values import blank, shown
from partytrack.intake.wide import label, labels, numbered_months
from partytrack.intake.wording import Heading, exact, is_known, is_ordinal, key
from partytrack.records import KINDS, Type
from partytrack.vietnamese import nfc

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from partytrack.intake.grid import Cell, Grid

_ROWS_SEARCHED: Final = 60
_MOST_DIGITS: Final = 6  # of a running number
_DATUM: Final = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|\d{6,}")  # a day or the number of a card: in data, no heading
_DEEPEST: Final = 5
FEWEST_KNOWN: Final = 2
NEARLY: Final = 0.6
_PERIODS_WEIGH: Final = 2
_NUMBER_CELL: Final = re.compile(
    r"[(\[]?\s*(?:\d{1,3}|[a-zđ])\s*[)\]]?(?:\s*=\s*[\da-zđ\s+\-–*/:().%\[\],]+)?|\d{1,3},\s*\d.*=.*|\d{1,3}(?:\s*,\s*\d{1,3})*\s*[,.…]{2,}",
    re.IGNORECASE,
)
_FIELD_NAMES: Final = frozenset(field.name for kind in KINDS.values() for field in kind.fields)


@dataclass(frozen=True, slots=True)
class Header:
    """The heading rows of a table.

    Args:
        first: Its first row from 0.
        last: Its last row, included.
        headings: One for each column with a heading, from the left.
    """

    first: int
    last: int
    headings: tuple[Heading, ...]


def find_header(grid: Grid, start: int, mapping: Mapping[str, str]) -> Header | None:
    """The rows of headings at or below a row; None where no two columns have a known heading.

    Of the first blocks of one to five rows that fit nearly as well as any, that whose columns fit one kind best; of equals
    the shortest, then the first. So a small table above a large one is not taken for its title. Headings that lost their
    letters count only where there are no others.
    """
    return _best_header(grid, start, mapping, lost=False) or _best_header(grid, start, mapping, lost=True)


def _best_header(grid: Grid, start: int, mapping: Mapping[str, str], *, lost: bool) -> Header | None:
    stop = min(len(grid.rows), start + _ROWS_SEARCHED)
    said = {key(heading) for heading in mapping}
    may_be = {row: _may_be_heading(grid.rows[row]) and not _counts_on(grid.rows, row) for row in range(start, stop)}
    known = {row: _known_cells(grid.rows[row], said, lost=lost) for row in may_be if may_be[row]}
    blocks: list[tuple[float, Header]] = []
    for first in known:
        for last in range(first, min(first + _DEEPEST, stop)):
            if not may_be[last] or (last > first and _answers(grid, first, last)):
                break
            if sum(known[row] for row in range(first, last + 1)) < FEWEST_KNOWN or (last > first and _is_title(grid, first)):
                continue
            header = _header(grid, first, last)
            weight = _weight(header.headings, tuple(mapping.items()), lost=lost)
            if weight >= FEWEST_KNOWN:
                blocks.append((weight, header))
    if not blocks:
        return None
    enough = NEARLY * max(weight for weight, _ in blocks)
    begin = min(header.first for weight, header in blocks if weight >= enough)
    begin = min((header.first for _, header in blocks if header.last < begin and _has_records(grid, header, begin)), default=begin)
    near = [
        (weight, header)
        for weight, header in blocks
        if header.first < begin + _DEEPEST and all(may_be[row] or not any(grid.rows[row]) for row in range(begin, header.first))
    ]  # with records between, the first is a table of its own
    return _extended(grid, max(near, key=lambda each: (each[0], each[1].first - each[1].last, -each[1].first))[1])


def _has_records(grid: Grid, header: Header, stop: int) -> bool:
    """Whether a small table stands above a larger one: all that a kind needs has a column, and what comes below is numbered."""
    ordinal = next((each.index for each in header.headings if is_ordinal(each)), None)
    below = next((row for row in grid.rows[header.last + 1 : stop] if not all(map(blank, row)) and not is_numbering(row)), None)
    if ordinal is None or below is None or not is_running_number(below[ordinal]):
        return False
    return _is_complete(header.headings)


def could_be_headings(grid: Grid, row: int) -> bool:
    """Whether one row may be that of headings, and has all that a kind needs."""
    return _may_be_heading(grid.rows[row]) and _is_complete(_header(grid, row, row).headings)


def _is_complete(headings: tuple[Heading, ...]) -> bool:
    """Whether all that a kind needs has a column, but what may stand above the table."""
    plans = [plan(kind, headings, {}, frozenset()) for kind in KINDS.values()]
    return any(len(made.fields) >= FEWEST_KNOWN and SOFT.issuperset(made.lacking) for made in plans)


def _is_title(grid: Grid, row: int) -> bool:
    """Whether a row is one line of text that begins no further right than the headings below it: no group of columns begins so."""
    filled = [index for index, cell in enumerate(grid.rows[row]) if not blank(cell)]
    below = next((index for index, cell in enumerate(grid.rows[row + 1]) if not blank(cell)), None)
    return len(filled) == 1 and below is not None and filled[0] <= below


def _known_cells(row: Sequence[Cell], said: set[str], *, lost: bool) -> int:
    """How many cells are headings as they stand; periods in words beside one are, while "05/1980" may be a date."""
    known = sum(_known_cell(cell, said, lost=lost) for cell in row)
    if not known:
        return 0
    spans = sum(isinstance(cell, str) and any(map(str.isalpha, cell)) and label(cell) is not None for cell in row)
    return known + (spans if spans >= FEWEST_KNOWN else 0)


def _known_cell(cell: Cell, said: set[str], *, lost: bool) -> bool:
    return isinstance(cell, str) and cell != "" and (is_known(cell) or key(cell) in said or (lost and worn.is_heading(cell)))


def _may_be_heading(row: Sequence[Cell]) -> bool:
    """Whether a row can be one of headings: some text, no dates, hardly a number but years and the numbers of the months.

    Where all cells are texts, it cannot that begins with a running number and goes on with a day or a card's number.
    """
    texts = numbers = years = 0
    first = ""
    for cell in row:
        if isinstance(cell, str):
            texts += cell != "" and not cell.isspace()
            first = first or cell.strip()
        elif isinstance(cell, date):
            return False
        else:
            year = isinstance(cell, (int, float)) and 1900 <= cell <= 2100
            years += year
            numbers += not year
    labelled = first.endswith(":") and texts <= FEWEST_KNOWN  # "Chi bộ:" and its name beside it
    if first.isdecimal() and any(isinstance(cell, str) and _DATUM.fullmatch(cell.strip()) for cell in row):
        return False
    return (texts > 0 or years > 1 or numbers > 0) and (numbers == 0 or numbered_months(row)) and not labelled


def _answers(grid: Grid, first: int, row: int) -> bool:
    """Whether a row holds what a heading above it asks for, a name below "Họ và tên" or a day below "Ngày sinh": then it is data.

    Days or units side by side below one heading are those of its columns.
    """
    cells = grid.rows[row]
    for column, cell in enumerate(cells):
        if not isinstance(cell, str) or not (said := _could_be(cell)):
            continue
        above = next((each for each in range(row - 1, first - 1, -1) if not blank(grid.rows[each][column])), None)
        if above is None or said not in _asked_for(shown(grid.rows[above][column])):
            continue
        beside, below = (line[column + 1] if column + 1 < len(line) else None for line in (grid.rows[above], cells))
        if not (blank(beside) and isinstance(below, str) and _could_be(below) == said):
            return True
    return False


@cache
def _could_be(cell: str) -> Type | None:
    """What a text is that is certainly no heading."""
    if _DATUM.fullmatch(cell.strip()):
        return Type.IDENTIFIER if cell.strip().isdecimal() else Type.DATE
    if names_person(cell):
        return Type.NAME
    return Type.UNIT if is_one_below(cell) and not is_known(cell) else None


@cache
def _asked_for(heading: str) -> frozenset[Type]:
    """The types of the fields that a text is a heading of, in any kind."""
    meant = ((kind, exact(name, heading)) for name, kind in KINDS.items())
    return frozenset(kind.field(found[0]).type for kind, found in meant if found and kind.has(found[0]))


def _counts_on(rows: Sequence[Sequence[Cell]], row: int) -> bool:
    """Whether a row of texts begins with a running number that goes on in the row below it, or comes from the one above: then it is data."""
    column = next((index for index, cell in enumerate(rows[row]) if not blank(cell)), 0)
    above, here, below = (_running(rows[each][column]) if 0 <= each < len(rows) else None for each in (row - 1, row, row + 1))
    return here is not None and (above == here - 1 or below == here + 1)


def _running(cell: Cell) -> int | None:
    return int(cell) if isinstance(cell, str) and cell.isascii() and cell.isdecimal() and len(cell) <= _MOST_DIGITS else None


@lru_cache(maxsize=2048)
def _weight(headings: tuple[Heading, ...], mapping: tuple[tuple[str, str], ...], *, lost: bool) -> float:
    """How many columns fit the kind they fit best; known headings that are not kept count a little.

    What was weighed is remembered: a sheet may hold two hundred copies of one form.
    """
    if not headings:
        return 0
    columns = max(_read(plan(kind, headings, dict(mapping), frozenset(), guess=lost)) for kind in KINDS.values())
    ignored = sum(is_known(heading.text) for heading in headings)
    if columns == 1 and ignored > 1:
        columns = FEWEST_KNOWN
    return columns + 0.1 * ignored + _PERIODS_WEIGH * bool(labels(headings))


def _read(made: Plan) -> int:
    """How many columns are read, a column that holds several fields as often."""
    return len(made.columns) + sum(len(fields) - fields.count(None) - 1 for fields in made.stacked.values())


def _extended(grid: Grid, header: Header) -> Header:
    """The header with the rows into which its merged cells reach, and with those above whose merged cells reach into it."""
    first, last = header.first, header.last
    for top, _, bottom, _ in sorted(grid.merges, reverse=True):
        if bottom > top and bottom - top < _DEEPEST and top <= last and bottom >= first:
            first, last = (
                min(first, top),
                min(max(last, bottom), len(grid.rows) - 1),
            )  # a merged cell may reach below the last row that is filled
    first -= _grouped_above(grid, first)
    last = _down_to_numbering(grid, last, len(header.headings))
    return header if (first, last) == (header.first, header.last) else _header(grid, first, last)


def _grouped_above(grid: Grid, first: int) -> bool:
    """Whether the row above only says what groups of the headings below it are: known headings, each merged over some."""
    if first == 0:
        return False
    above, below = grid.rows[first - 1], grid.rows[first]
    groups = {left: right for top, left, bottom, right in grid.merges if top == bottom == first - 1 and right > left}
    filled = [index for index, cell in enumerate(above) if not blank(cell)]
    leftmost = next((index for index, cell in enumerate(below) if not blank(cell)), 0)
    return bool(filled) and all(
        leftmost < index in groups and is_known(shown(above[index])) and not any(map(blank, below[index : groups[index] + 1]))
        for index in filled
    )


def _down_to_numbering(grid: Grid, last: int, headings: int) -> int:
    """The last row above the row that numbers the columns, where only the ends of long headings stand between."""
    for row in range(last + 2, min(last + 4, len(grid.rows))):
        filled = [shown(cell) for cell in grid.rows[row] if not blank(cell)]
        between = grid.rows[last + 1 : row]
        if 2 * len(filled) >= headings and _numbers_columns(filled) and all(_ends_headings(line) for line in between):
            return row - 1
    return last


def _ends_headings(row: Sequence[Cell]) -> bool:
    filled = [shown(cell) for cell in row if not blank(cell)]
    return _may_be_heading(row) and not _names_columns(filled) and not _numbers_columns(filled)


def _header(grid: Grid, first: int, last: int) -> Header:
    width = len(grid.rows[first])
    block = [["" if blank(cell) else _lined(cell) for cell in row] for row in grid.rows[first : last + 1]]
    across: dict[tuple[int, int], int] = {}
    for top, left, bottom, right in grid.merges:
        if bottom < first or top > last or top < first:
            continue
        said = block[top - first][left]
        for row in range(top, min(bottom, last) + 1):
            for column in range(left, min(right, width - 1) + 1):
                block[row - first][column] = said
                if right > left:
                    across[row, column] = left
    if not across:
        _spread(block)
    headings = []
    for column in range(width):
        levels: list[str] = []
        for line in block:
            if line[column] and (not levels or levels[-1] != line[column]):
                levels.append(line[column])
        if levels:
            top_row = next(number for number, line in enumerate(block) if line[column])
            said = block[top_row][column]
            beside = block[top_row][max(column - 1, 0) : column] + block[top_row][column + 1 : column + 2]
            grouped = len(levels) > 1 and said in beside
            headings.append(Heading(column, tuple(levels), grouped, across.get((last, column), -1)))
    return Header(first, last, tuple(headings))


def _lined(cell: Cell) -> str:
    """A heading as it is written, on its lines: they may be headings of their own."""
    if isinstance(cell, str) and ("\n" in cell or "\r" in cell):
        return "\n".join(line for each in cell.splitlines() if (line := nfc(each)))
    return shown(cell)


def _spread(block: list[list[str]]) -> None:
    """Carry a group's heading to the right over the columns it means, where the sheet has no merged cells to say so."""
    for upper, lower in pairwise(block):
        for column in range(1, len(upper)):
            if not upper[column] and lower[column] and upper[column - 1] and lower[column - 1]:
                upper[column] = upper[column - 1]


def is_numbering(row: Sequence[Cell]) -> bool:
    """Whether a row right below the headings only numbers the columns or names them for a machine."""
    filled = [shown(cell) for cell in row if not blank(cell)]
    return _numbers_columns(filled) or _names_columns(filled)


_MACHINE_NAME: Final = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)*")
_MACHINE_ONLY: Final = re.compile(r".*(?:_|[a-z][A-Z]).*")  # as no word is written


def _names_columns(filled: Sequence[str]) -> bool:
    """Whether the cells are names for a machine: full_name and birth_date, HO_TEN and NGAY_SINH, hoTen and ngaySinh."""
    if len(filled) < FEWEST_KNOWN or not all(_MACHINE_NAME.fullmatch(said) for said in filled):
        return False
    return all(said in _FIELD_NAMES for said in filled) or sum(_MACHINE_ONLY.fullmatch(said) is not None for said in filled) > 1


def _numbers_columns(filled: Sequence[str]) -> bool:
    """Whether the cells count the columns: 1 2 3, (1) (2), A B 1 2, with gaps and sums like 11=10+9."""
    if len(filled) < FEWEST_KNOWN or not all(_NUMBER_CELL.fullmatch(cell) for cell in filled):
        return False
    digits = [int(found[0]) for cell in filled if (found := re.findall(r"\d+", cell))]
    letters = [cell.strip("()[] ").lower() for cell in filled if not re.search(r"\d", cell)]
    return digits == sorted(set(digits)) and letters == sorted(set(letters)) and (not digits or digits[0] <= 3)
