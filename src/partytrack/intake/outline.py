"""Under which superior each unit of a list stands, where no column says it: by its section, or by running numbers such as 1, 1.1, 1.2, 2.

The layout is believed only where the words bear it out: a superior is a committee above what stands below it. What stays open is told.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from partytrack.findings import Code, Finding
from partytrack.intake.letters import column_letter
from partytrack.intake.organisations import CELL, COMMITTEE, is_committee, is_one_below, kind_named
from partytrack.intake.sections import COUNTED, NESTED, is_first, is_roman, letter, section_unit
from partytrack.intake.values import fold_lightly, shown
from partytrack.intake.wording import is_ordinal
from partytrack.records import choice_words
from partytrack.vietnamese import fold, nfc

if TYPE_CHECKING:
    from collections.abc import Sequence

    from partytrack.findings import Place
    from partytrack.intake.columns import Table
    from partytrack.intake.grid import Cell
    from partytrack.intake.layout import Body

# How high the kinds stand: in the Party, and among places.
_RANKS: Final = {
    "upper_committee": ("party", 4), "grassroots_committee": ("party", 3), "grassroots_cell": ("party", 3), "sub_committee": ("party", 2),
    "sub_cell": ("party", 1), "commune": ("place", 2), "village": ("place", 1),
}  # fmt: skip
_SUPERIORS: Final = frozenset({"upper_committee", "grassroots_committee", "sub_committee", "commune"})
_CERTAINLY_BELOW: Final = frozenset({"sub_committee", "sub_cell"})
# What follows "Đảng bộ" where a section sorts the rows and names none of them.
_SORTS: Final = (
    rf"(?:{COMMITTEE})(?:[\s,;/&–-]+(?:các|khối|cơ sở|bộ phận|trực thuộc|cấp trên|loại|nhóm|trong|có|là|từ|hành chính|sự nghiệp|doanh nghiệp|"
    r"xã|phường|thị trấn|cơ quan|đơn vị|lực lượng vũ trang|địa phương|khác|còn lại|và)\b)*[\s,;/&–-]*"
)
_CLAUSE: Final = (
    r"(?:được|có|chưa|đã|đang|không (?:có|còn|hoàn thành)|thuộc|mới (?:được|thành lập|sáp nhập|hợp nhất|chia tách)|(?:dưới|trên|từ) \d+)"
)
_ONLY_SORTS: Final = re.compile(rf"{_SORTS}(?:\(\s*\d+\s*\)|mới|(?:{_CLAUSE}|{CELL})(?!\w).*)?")
# What no committee's own name holds: cells, a clause, a bare number in brackets.
_NOT_ITS_NAME: Final = re.compile(rf"\s(?:{CELL}|{_CLAUSE})(?!\w)|[/&;]|\(\s*\d+\s*\)$")
_JOINED: Final = re.compile(r",|\bvà\b")
_WHERE: Final = re.compile(
    rf"((?:{COMMITTEE}) (?:xã|phường|thị trấn) [^,]+), (?:huyện|quận|thị xã|thành phố|tỉnh) [^,]+"
)  # "Đảng bộ xã A, huyện B"
# "Đảng bộ Sở Văn hóa, Thể thao và Du lịch" is one, "Đảng bộ sở, ban, ngành" are many.
_ONE_OFFICE: Final = re.compile(rf"(?:{COMMITTEE}) (?:sở|phòng|ban(?! đảng\b)|trung tâm|ủy ban|văn phòng)(?!\s*,|\s+và\b)(?P<others>\s.*)")
_OFFICE: Final = re.compile(
    rf"\b(?:sở|(?<!quốc )phòng|ban|ngành|trung tâm|viện|(?<!môi )(?<!thị )trường|công ty|cục|trạm|{COMMITTEE}|(?<!xã )hội|đoàn thể)\b"
)
_COUNTED: Final = (
    r"(?:(?:gồm|có|tổng số)\s*:?\s*)?\d+\s*(?:chi bộ|chi, đảng bộ|chi đảng bộ|đảng bộ|tổ chức|tổ đảng|đơn vị|đảng viên|đồng chí|đ/c|đv|cb|người)"
    r"(?:\s+(?:cơ sở đảng|cơ sở|đảng|bộ phận|trực thuộc))*"
)
_COUNTS: Final = rf"{_COUNTED}(?:\s*(?:[,;+–-]|và)\s*{_COUNTED})*"
_COUNT_BEHIND: Final = re.compile(rf"\s*(?:\(\s*{_COUNTS}\s*\)|[:–—-]\s*{_COUNTS}|:\s*\d+)\s*[.:;]*$", re.IGNORECASE)
_LONGEST_MARK: Final = 6
_DASHES: Final = frozenset("-–—+*•")
_PATH: Final = re.compile(r"\w{1,6}(?:\.\d{1,3})+")
_MARKED: Final = re.compile(r"(\w{1,6}(?:\.\d{1,3})*)\s*[.)/:]\s*\S")  # "I. ĐẢNG BỘ XÃ …" in one cell


def is_lettered_cell(row: int, first: int, marks: Sequence[Cell], names: Sequence[Cell]) -> bool:
    """Whether a row is a cell of the committee above: "a Chi bộ Văn phòng" below "2 Đảng bộ Sở Nội vụ", before "b …" or 3.

    A letter that other rows are counted below from 1 is a section's; so is one whose words only sort. But where several letters
    stand together, or a committee is the first that is counted, a new count begins below the last of them.

    Args:
        row: The row from 0.
        first: The first row below the headings.
        marks, names: The columns of running numbers and of names.
    """

    def mark(at: int) -> str:
        return shown(marks[at]).strip()

    def name(at: int) -> str:
        return shown(names[at]).strip()

    def told(rows: range) -> int | None:
        """The first of the rows that is neither blank nor marked with a dash."""
        return next((at for at in rows if mark(at) not in _DASHES and (mark(at) or name(at))), None)

    run = [row]
    above = told(range(row - 1, first - 1, -1))
    while above is not None and letter(mark(run[0])) and letter(mark(above)) is not None:
        run.insert(0, above)
        above = told(range(above - 1, first - 1, -1))
    below = told(range(row + 1, len(marks)))
    while below is not None and letter(mark(below)):
        run.append(below)
        below = told(range(below + 1, len(marks)))
    letters = [letter(mark(at)) for at in run]
    if above is None or letters[0] != 0 or any(one is None or other is None or one >= other for one, other in pairwise(letters)):
        return False
    numbered = COUNTED.fullmatch(mark(above)) or NESTED.fullmatch(mark(above)) or is_roman(mark(above).strip(" .)/:-"))
    if (
        not numbered
        or not is_committee(name(above))
        or _only_sorts(fold_lightly(name(above)))
        or not all(is_one_below(name(at)) for at in run)
    ):
        return False
    return below is None or not is_first(mark(below)) or len(run) > 1 or is_committee(name(below))


def _only_sorts(words: str) -> bool:
    return _ONLY_SORTS.fullmatch(words) is not None or fold(words) in choice_words("units", "kind")


@dataclass(frozen=True, slots=True)
class _Node:
    """A row or section that others may stand below.

    Args:
        style: The sort of its mark: those of one sort stand beside each other.
        label: Its mark, folded.
        name: How the rows below it may name it; None for a section that only sorts them.
        kind: The kind of unit it is, as far as that is known.
        section: Whether it is a section and no row.
        at: Its cell.
        doubtful: Whether its words may be no committee's own name.
    """

    style: str
    label: str
    name: str | None
    kind: str | None
    section: bool
    at: str
    doubtful: bool = False


def put_superiors(table: Table, body: Body) -> None:
    """Set the superior of each unit that sections or running numbers show, with a note; one they leave open is a warning.

    Args:
        table: A list of units whose columns are read; any other table, and one with a column of superiors, stays as it is.
        body: What its rows are.
    """
    if table.plan.kind.name != "units" or "parent" in table.whole.given or table.turns:
        return
    if "parent" in table.plan.fields:
        _doubt(table, _left_blank(table))
        return
    found, doubtful = _found(table, body)
    if told := [(number, node) for number, node in enumerate(found) if node]:
        table.values["parent"] = [node.name if node else None for node in found]
        number, node = told[0]
        values = {"unit": table.values["name"][number], "at": node.at, "count": len(told)}
        table.findings.append(Finding(Code.SUPERIOR_FROM_OUTLINE, _place(table, number), "parent", node.name, values))
    _doubt(table, doubtful)


def _doubt(table: Table, doubtful: list[tuple[int, str]]) -> None:
    if doubtful:
        number, name = doubtful[0]
        values = {"unit": table.values["name"][number], "count": len(doubtful)}
        table.findings.append(Finding(Code.SUPERIOR_UNCLEAR, _place(table, number), "parent", name, values))


def _left_blank(table: Table) -> list[tuple[int, str]]:
    """The rows without a superior in a column "Đảng bộ" that is filled further up: it may hold for them too."""
    heading = next(each.text for each in table.headings if each.index == table.plan.fields["parent"])
    if kind_named(re.sub(r"(?i)^tên\s+", "", heading)) not in _SUPERIORS:
        return []
    left: list[tuple[int, str]] = []
    last = None
    for number, (name, said, parent) in enumerate(zip(*(table.values[field] for field in ("name", "kind", "parent")), strict=True)):
        last = parent or last
        if name and last and not parent and _higher(kind_named(last), said or kind_named(name)):
            left.append((number, last))
    return left


def _found(table: Table, body: Body) -> tuple[list[_Node | None], list[tuple[int, str]]]:
    """The superior of each row, and the rows that stand below a unit which need not be their superior."""
    ordinal = next((each.index for each in table.headings if is_ordinal(each) and each.index not in table.plan.columns), None)
    found: list[_Node | None] = [None] * len(table.rows)
    doubtful: list[tuple[int, str]] = []
    open_: list[_Node] = []  # what the next row may stand below, the outermost first
    sections = sorted(body.sections)
    following = 0
    for number, row in enumerate(table.rows):
        while following < len(sections) and sections[following] < row:
            at = sections[following]
            _section(open_, body.sections[at], _mark(table, at, ordinal), _cell(table, at, body.sections[at]))
            following += 1
        name, said, code = (table.values[field][number] for field in ("name", "kind", "code"))
        if not name:
            continue
        mark = _mark(table, row, ordinal)
        _cut(open_, mark)
        above = next((node for node in reversed(open_) if node.name), None)
        kind = said or kind_named(name)
        if mark:
            open_.append(_Node(_style(open_, mark), fold(mark), code or name, kind, section=False, at=_cell(table, row, name)))
        if above is None or fold(above.name or "") in (fold(name), fold(code or "")):
            continue
        if _stands_below(above, kind, certain=bool(mark) or said in _CERTAINLY_BELOW):
            found[number] = above
        elif mark or above.section or any(_higher(node.kind, kind) for node in open_):
            doubtful.append((number, above.name or ""))
    return found, doubtful


def _section(open_: list[_Node], said: str, mark: str, at: str) -> None:
    """Open a section: one that names a committee is the superior of its rows, any other only sorts them."""
    marked = _MARKED.match(said)
    mark = mark or (marked[1] if marked else "")
    if mark:
        _cut(open_, mark)
    else:
        open_.clear()
    name = section_unit(_COUNT_BEHIND.sub("", said))[0] or ""
    words = fold_lightly(name)
    kind = None if _only_sorts(words) else kind_named(name)
    superior = nfc(name) if kind in _SUPERIORS else None
    open_.append(_Node(_style(open_, mark), fold(mark), superior, kind, section=True, at=at, doubtful=not _its_own_name(words)))


def _its_own_name(words: str) -> bool:
    """Whether the words of a section can be the name of one committee; "Đảng bộ công an, quân sự" may be several."""
    if _NOT_ITS_NAME.search(words):
        return False
    words = _WHERE.sub(r"\1", words)
    one = _ONE_OFFICE.fullmatch(words)
    return not _JOINED.search(words) or (one is not None and not _OFFICE.search(one["others"]))


def _cut(open_: list[_Node], mark: str) -> None:
    """Leave open what a row with this mark stands below."""
    if not mark:
        return
    label, style = fold(mark), _style(open_, mark)
    outer = label.rpartition(".")[0]
    same = next((depth for depth, node in enumerate(open_) if node.style == style or node.label == label), None)
    over = next((depth + 1 for depth in range(len(open_) - 1, -1, -1) if outer and open_[depth].label == outer), None)
    if over is not None:
        del open_[over:]
    elif same is not None:
        del open_[same:]


def _style(open_: list[_Node], mark: str) -> str:
    """The sort of a mark; "C" below "B" is a letter, else a roman number."""
    if not mark or mark in _DASHES:
        return mark
    if "." in mark:
        return "." * mark.count(".")
    if mark.isdigit():
        return "1"
    if len(mark) == 1 and (not is_roman(mark) or any(ord(fold(mark)) - 1 == ord(node.label) for node in open_ if len(node.label) == 1)):
        return "A" if mark.isupper() else "a"
    return ("I" if mark.isupper() else "i") if is_roman(mark) else "word"


def _stands_below(above: _Node, kind: str | None, *, certain: bool) -> bool:
    if above.doubtful:
        return False
    if above.section:
        return kind not in _RANKS or _higher(above.kind, kind)
    return certain and _higher(above.kind, kind)


def _higher(above: str | None, kind: str | None) -> bool:
    if above not in _SUPERIORS or above not in _RANKS or kind not in _RANKS:
        return False
    (family, rank), (own_family, own_rank) = _RANKS[above], _RANKS[kind]
    return family == own_family and rank > own_rank


def _mark(table: Table, row: int, ordinal: int | None) -> str:
    """The running number of a row: "1.1" of 1.1 and of "1.1.", "II" of "II/"; empty where it has none."""
    if ordinal is None:
        return ""
    cell = table.grid.rows[row][ordinal]
    said = f"{cell:g}" if isinstance(cell, float) else shown(cell).strip()
    if said in _DASHES:
        return said
    said = said.strip(" .)(/:-[]")
    return said if (said.isalnum() and len(said) <= _LONGEST_MARK) or _PATH.fullmatch(said) else ""


def _place(table: Table, number: int) -> Place:
    return replace(table.place, row=table.rows[number] + 1, column=column_letter(table.plan.fields["name"]))


def _cell(table: Table, row: int, said: str) -> str:
    """The cell of a row that says this; that of its name where none does as it stands."""
    column = next((index for index, cell in enumerate(table.grid.rows[row]) if shown(cell) == said), table.plan.fields["name"])
    return f"{column_letter(column)}{row + 1}"
