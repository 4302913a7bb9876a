"""What the cells say about their column where its heading leaves it open. A further heading that may mean two fields is a rule here."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from partytrack.compact import distinct, picked
from partytrack.intake.headings import FEWEST_MARKS, marked_fields, words_over
from partytrack.intake.numbers import lasts
from partytrack.intake.synonyms import in_full, word_of
from partytrack.intake.values import blank, parse_date, parse_yes_no, shown
from partytrack.intake.wording import key, keys_of
from partytrack.periods import Span
from partytrack.records import RATINGS_BY_ASPECT, Type
from partytrack.vietnamese import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from partytrack.intake.grid import Grid
    from partytrack.intake.headings import Plan
    from partytrack.intake.wording import Heading

_FLAG: Final = "status"  # the choice that one column may tick alone
_NUMBER: Final = re.compile(r"\d+(?:[.,]\d+)?\s*%?")
_MAY_BE_CHOICES: Final = (
    ("meetings", "quality", keys_of("Đánh giá", "Kết quả", "Đánh giá chung")),
    ("members", "status", keys_of("Đảng viên", "Là đảng viên", "Đồng chí là đảng viên")),
)
_OWN_GRADES: Final = re.compile(  # what a cell gives its own meetings
    rf"(?:(?:{key('chi bộ')}|{key('đơn vị')}) )?(?:{key('mức')} )?{key('tự')} (?:{key('đánh giá')}|{key('xếp loại')}|{key('nhận')}| )+"
    rf"(?: {key('chất lượng')})?(?: {key('sinh hoạt')})?(?: {key('mức')}| {key('loại')}| {key('xếp loại')})?"
)


def settle(plan: Plan, headings: Sequence[Heading], grid: Grid, rows: Sequence[int]) -> None:
    """Give the columns of a plan to the fields their cells can only mean.

    "Thời gian họp" heads the day as well as the length of a meeting: beside a column of days, one of "90 phút" is the length.
    Two columns "Nam" and "Nữ" may be ticked as well as hold the days of birth, and "Dự bị" and "Chính thức" as well as the days of both.
    What stands under "HTXS" and "HTT" may be ticked as well as be a number of people. "Đánh giá" of a meeting may be any remark, or its grade;
    "Đảng viên" who somebody is, how many there are, or whether he is one on probation.
    """
    _births(plan, grid, rows)
    _ticked(plan, headings, grid, rows)
    _counted(plan, grid, rows)
    _counted_people(plan, grid, rows)
    _numbered_indicators(plan, grid, rows)
    _by_their_words(plan, headings, grid, rows)
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


def _ticked(plan: Plan, headings: Sequence[Heading], grid: Grid, rows: Sequence[int]) -> None:
    """Columns headed with words of a choice say it where they are only ticked; what else they may hold has a column of its own then.

    A status may have only one column, "Diện miễn", or stand beside those of the days: of those not ticked nothing is known.
    """
    for name in marked_fields(plan.kind.name):
        marks = words_over(plan.kind.name, name, headings) if plan.kind.field(name).type is Type.CHOICE else {}
        fewest = 1 if name == _FLAG else FEWEST_MARKS
        if name in plan.marks or len(marks) < fewest or plan.fields.get(name, -1) not in (*marks, -1) or plan.turned & marks.keys():
            continue
        cells = {column: _filled(grid, column, rows) for column in marks}
        if not any(cells.values()) or not all(parse_yes_no(cell) is True for each in cells.values() for cell in each):
            marks = {column: word for column, word in marks.items() if name == _FLAG and _flags(cells[column], word)}
        if not marks:
            continue
        further = {name: column for column, (name, _) in sorted(plan.doubled.items(), reverse=True) if column not in marks}
        taken = {name for name, column in plan.fields.items() if column in marks}
        plan.fields = {name: column for name, column in plan.fields.items() if name not in taken}
        plan.fields |= {name: column for name, column in further.items() if name in taken}
        plan.doubled = {
            column: (name, plan.fields[name])
            for column, (name, _) in plan.doubled.items()
            if column not in marks and plan.fields.get(name, column) != column
        }
        plan.marks[name] = marks
        plan.fields[name] = min(marks)
        plan.lacking = tuple(each for each in plan.lacking if each != name)


def _filled(grid: Grid, column: int, rows: Sequence[int]) -> set[object]:
    """The distinct cells of a column that hold anything."""
    return {cell for cell in distinct(picked(grid.columns[column], rows)) if not blank(cell)}


def _flags(cells: Iterable[object], word: str) -> bool:
    """Whether some cells of a column tick the status over it, or say it again, and the others say no."""
    kept = word_of("members", _FLAG, fold(word))
    ticked = False
    for cell in cells:
        told = parse_yes_no(cell)
        if told is True or word_of("members", _FLAG, fold(shown(cell))) == kept:
            ticked = True
        elif told is not False:
            return False
    return ticked


def _counted(plan: Plan, grid: Grid, rows: Sequence[int]) -> None:
    """Nothing but numbers where ticks could stand, and not only 0 and 1, are how many there are of each: no record says who."""
    for told, marks in list(plan.marks.items()):
        cells = {shown(cell) for column in marks for cell in _filled(grid, column, rows)}
        if cells <= {"0", "1"} or not all(map(_NUMBER.fullmatch, cells)):
            continue
        del plan.marks[told], plan.fields[told]
        if plan.kind.field(told).required:
            plan.lacking = (*plan.lacking, told)


def _counted_people(plan: Plan, grid: Grid, rows: Sequence[int]) -> None:
    """Nothing but numbers under "Đảng viên" are how many there are, where records may be about units: none says who."""
    column = plan.fields.get("full_name", -1)
    if column < 0 or not plan.kind.person or plan.name_parts:
        return
    filled = (shown(cell) for row in rows if not blank(cell := grid.rows[row][column]))
    first = next(filled, "")  # mostly a name, and that decides
    if _NUMBER.fullmatch(first) and all(map(_NUMBER.fullmatch, filled)):
        del plan.fields["full_name"]
        plan.lacking = (*plan.lacking, "full_name")


def _numbered_indicators(plan: Plan, grid: Grid, rows: Sequence[int]) -> None:
    """Where "Chỉ tiêu" heads numbers it is the quota beside what was done, and names no indicator."""
    column = plan.fields.get("indicator")
    if plan.kind.name != "figures" or column is None or not rows:
        return
    if all(isinstance(grid.rows[row][column], (int, float)) for row in rows):
        del plan.fields["indicator"]
        plan.lacking = (*plan.lacking, "indicator")


def _by_their_words(plan: Plan, headings: Sequence[Heading], grid: Grid, rows: Sequence[int]) -> None:
    """Where no column says a choice, one whose heading may mean it does if it holds nothing but its words."""
    for kind, name, may_head in _MAY_BE_CHOICES:
        if plan.kind.name != kind or name in plan.fields:
            continue
        unread = [each for each in headings if each.index not in plan.columns]
        columns = [each.index for each in unread if key(each.text) in may_head]
        if name == "quality":
            columns = columns or [each.index for each in unread if _OWN_GRADES.fullmatch(in_full(kind, key(each.text)))]
        if len(columns) != 1:
            continue
        cells = {fold(shown(cell)) for cell in _filled(grid, columns[0], rows)}
        if cells and all(word_of(kind, name, cell) for cell in cells):
            plan.fields[name] = columns[0]
            plan.doubled.pop(columns[0], None)


def rates_meetings(plan: Plan, grid: Grid, rows: Sequence[int]) -> bool:
    """Whether ratings of units can only be those of their meetings by their words: "Khá" and "Trung bình" beside "Tốt", and none of the work."""
    if plan.kind.name != "ratings" or "aspect" in plan.fields or not plan.fields.keys().isdisjoint(("full_name", "card_number")):
        return False
    if "rating" in plan.marks:
        said = {fold(word).strip() for word in plan.marks["rating"].values()}
    else:
        columns = {turn.columns["rating"] for turn in plan.turns if "rating" in turn.columns} or {plan.fields.get("rating", -1)} - {-1}
        said = {fold(shown(cell)) for column in columns for cell in _filled(grid, column, rows)}
    kept = {word_of("meetings", "quality", word) for word in said}
    return None not in kept and not kept.isdisjoint(_ONLY_OF_MEETINGS)


_ONLY_OF_MEETINGS: Final = frozenset(RATINGS_BY_ASPECT["meetings"]) - frozenset(RATINGS_BY_ASPECT["work"])


def _are_lengths(grid: Grid, column: int, rows: Sequence[int]) -> bool:
    cells = [cell for row in rows if not blank(cell := grid.rows[row][column])]
    return bool(cells) and all(lasts(cell) for cell in cells)
