"""What each row below the headings of a table is: how numbering, section, total, signature look is decided here."""

from __future__ import annotations

import re
from dataclasses import dataclass
from dataclasses import field as _made
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, Final

from partytrack.compact import chained, distinct, where
from partytrack.intake.header import FEWEST_KNOWN, NEARLY, Header, could_be_headings, is_numbering
from partytrack.intake.outline import is_lettered_cell
from partytrack.intake.sections import COUNTED, MARK, NESTED, NO_UNIT, UNIT_WORDS, is_first, section_unit
from partytrack.intake.titles import names_list, stated_on
from partytrack.intake.values import FIRST_YEAR as _FIRST_YEAR
from partytrack.intake.values import blank, fold_lightly, shown
from partytrack.intake.wording import is_known, is_ordinal, key
from partytrack.records import Type
from partytrack.vietnamese import nfc

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from partytrack.intake.grid import Cell, Grid
    from partytrack.intake.headings import Plan

_STRETCH: Final = 256  # rows


class Row(Enum):
    """What a row below the headings is."""

    DATA = "data"
    NUMBERING = "numbering"
    SECTION = "section"
    TOTAL = "total"
    SIGNATURE = "signature"
    BLANK = "blank"
    EXAMPLE = "example"
    HEADER = "header"


@dataclass(slots=True)
class Body:
    """What the rows below the headings are.

    Args:
        data: Rows with records, from 0, in order.
        kinds: What every other row is.
        sections: Row → what its section is called.
        totals: Rows of totals.
        end: The first row that is not the table's any more.
        joined: Rows that go on with a record above → the record's row.
        doubtful: Rows of `data` that may be records or the rest of the one above.
    """

    data: Sequence[int] = _made(default_factory=list)
    kinds: dict[int, Row] = _made(default_factory=dict)
    sections: dict[int, str] = _made(default_factory=dict)
    totals: list[int] = _made(default_factory=list)
    end: int = 0
    joined: dict[int, int] = _made(default_factory=dict)
    doubtful: set[int] = _made(default_factory=set)


# --- the rows below ---

_EXAMPLE: Final = re.compile(
    r"(?:ví dụ|thí dụ|vd|example)[\s:.]*"
)  # in the column of running numbers, where a form shows how to fill it in
_TOTAL: Final = re.compile(
    r"toàn (?:đảng bộ|chi bộ|xã|phường|huyện|tỉnh|khối|ngành)\s*[:(]?\s*\d[\d.]*\s*(?:đảng viên|đồng chí|đ/c|đv|người)?\W*$|(?:tổng số|tổng cộng|cộng chung|tổng chung|tổng toàn|cộng (?:trang|mang sang|chuyển sang|dồn)|(?:số )?mang sang|lũy kế)(?:$|[\s:(.,\d-].*)|(?:tổng|cộng)(?:$|\s*[:(\d.,-].*|\s+(?:[a-h]|[ivx]+)\s*[:(]?\s*\d*\)?$|\s+(?:mục|phần|chi bộ|đảng bộ|khối|cụm|nhóm)\b.*|\s+(?:toàn|chung|đảng viên|số|là|theo|quý|tháng|năm|kỳ|nửa năm|sáu tháng)\b.*)|t[ỷỉ] lệ\s*\(?(?:%|phần trăm)?\)?[\s:]*"
)
_TOTAL_BARE: Final = re.compile(r"(?:tổng số|tổng cộng|tổng|cộng)[\s:.]*")
_SIGNATURE: Final = re.compile(
    r"t/m\b|tm\.|tm\s|t\.m\b|thay mặt|người (?:lập|tổng hợp|báo cáo|ghi|kiểm|thống kê)|thủ trưởng|xác nhận|nơi nhận|ghi chú\s*:|lưu ý|chú thích|"
    r"\(?ký\b|ký,|\(?đã ký|kt\.|k/t|k\.t|duyệt|l/s|danh sách (?:này )?(?:có|gồm)\b|\*\s*ghi chú|"
    r"(?:phó )?bí thư(?: (?:chi bộ|đảng ủy|chi ủy|đảng bộ))?$|(?:phó )?trưởng ban|(?:chánh|phó) văn phòng|(?:phó )?giám đốc$|.{0,60}ngày\s*[\d.…]*\s*tháng\s*[\d.…]*\s*năm\s*[\d.…]*\.?$|"
    r"(?:ban thường vụ|ban chấp hành)$"
)
# How the words of totals and signatures begin, quick to try on a hundred thousand names; what begins so is looked at closely.
_ODD_BEGINNING: Final = re.compile(
    r"\s*[(*]?\s*(?:to[aà]n |t[oôổ]ng|t[ỷỉ] l|c[oộô]ng|ng[ưu][ơờo]|t/m|tm|t\.m|thay m|th[uủ] tr|x[aá]c nh|n[oơ]i nh|ghi ch|l[uư]u |ch[uú] th|k[tyý][.,\s]|k/t|k\.t|"
    r"đã k|duy[eệ]t|l/s|danh s|b[ií] th|ph[oó] |tr[uưở]+ng |ch[aá]nh v|gi[aá]m |ban |chi b|đảng |đ[aả]ng v)",
    re.IGNORECASE,
)


class RowReader:
    """Says what rows below the headings are; made once for a table."""

    def __init__(self, grid: Grid, header: Header, made: Plan) -> None:
        self._grid = grid
        self._rows = grid.rows
        self._columns = grid.columns
        self._header = header
        self._plan = made
        kind = made.kind
        self._ordinal = next((each.index for each in header.headings if is_ordinal(each) and each.index not in made.columns), None)
        required = [field for field in kind.fields if field.required and field.name in made.fields]
        once = made.columns - made.turned  # any one of a row's periods may be blank
        self._needed = [made.fields[field.name] for field in required if made.fields[field.name] in once] or sorted(once)[:1]
        self._words = {
            made.fields[field.name]
            for field in required
            if field.type in (Type.NAME, Type.UNIT, Type.TEXT) and made.fields[field.name] in once
        }
        self._worded = {made.fields[field.name] for field in required if field.type in (Type.NAME, Type.TEXT)} & self._words
        self._sums = {made.fields[each.name] for each in kind.fields if each.name in made.fields and each.type in (Type.COUNT, Type.NUMBER)}
        if made.turned & self._sums:
            self._sums |= made.turned
        numeric = (Type.COUNT, Type.NUMBER, Type.PERIOD, Type.IDENTIFIER)
        self._valued = {made.fields[each.name] for each in kind.fields if each.name in made.fields and each.type in numeric}
        if made.turned & self._valued:
            self._valued |= made.turned
        self._across = {top: right - left + 1 for top, left, _, right in grid.merges if right > left and top > header.last}
        own = (self._ordinal, made.fields.get("full_name"))
        self._under = {
            row
            for top, left, bottom, right in grid.merges
            if header.last < top < bottom and left == right and left in own and not blank(self._rows[top][left])
            for row in range(top + 1, min(bottom + 1, len(self._rows)))
        }
        self._written = {
            index: frozenset(row[index] for row in grid.rows[header.first : header.last + 1] if isinstance(row[index], str) and row[index])
            for index in range(len(grid.rows[header.first]))
        }
        self._broken = {row for row, column in grid.facts.errors if column in made.columns}
        self._empty = [""] * len(grid.columns)
        column = grid.columns[self._ordinal] if self._ordinal is not None and grid.rows else ()
        self._nested = (
            any(type(cell) is str and NESTED.fullmatch(cell) for cell in distinct(column)) if str in set(map(type, column)) else False
        )
        self._own = {each.index: {key(each.text), key(each.levels[-1])} for each in header.headings}

    def body(self) -> Body:
        """What every row below the headings is, up to the next row of headings or the end of the sheet."""
        stop = len(self._rows)
        body = Body(end=stop)
        first = before = self._numbering(self._header.last + 1, stop, body)
        ended = False
        data: list[range] = []
        for row in self._odd_ahead(first, stop):
            data.append(range(before, row))
            ended = ended and before == row
            before = row + 1
            kind = self._row(row, ended=ended)
            if kind is Row.HEADER:
                before = stop
                self._hand_over(row, body)
                break
            if kind is Row.DATA:
                data.append(range(row, row + 1))
                ended = False
                continue
            ended = ended or kind is Row.SIGNATURE
            body.kinds[row] = kind
        data.append(range(before, stop))
        body.data = chained(data)
        self._close(body)
        return body

    def _hand_over(self, row: int, body: Body) -> None:
        """End the table before the next one: the lines right above its headings are its title, so are titles above a gap."""
        body.end = _top(body, row, Row.SECTION, Row.SIGNATURE)
        while (gap := _top(body, body.end, Row.BLANK)) < body.end:
            top = _top(body, gap, Row.SECTION, Row.SIGNATURE)
            if not _is_title_block([said for each in range(top, gap) for said in self._texts(each)]):
                break
            body.end = top
        for each in range(body.end, row):
            body.kinds.pop(each, None)

    def _close(self, body: Body) -> None:
        """What comes after a signature must look like a record to be one, and sections after the last record are notes."""
        signed = min((row for row, kind in body.kinds.items() if kind is Row.SIGNATURE), default=None)
        if signed is not None and body.data and body.data[-1] > signed:
            weak = [row for row in body.data if row > signed and not self._like_record(row)]
            body.kinds.update(dict.fromkeys(weak, Row.SIGNATURE))
            body.data = [row for row in body.data if row not in body.kinds]
        end = body.data[-1] if body.data else -1
        for row, kind in body.kinds.items():
            if kind is Row.SECTION:
                said = self._said(row)
                if row > end and (body.data or not section_unit(said)[1]):
                    body.kinds[row] = Row.SIGNATURE
                else:
                    body.sections[row] = said
        body.totals = [row for row, kind in body.kinds.items() if kind is Row.TOTAL]

    def _like_record(self, row: int) -> bool:
        cells = self._rows[row]
        if any(blank(cells[index]) for index in self._needed):
            return False
        if self._ordinal is not None:
            return COUNTED.fullmatch(shown(cells[self._ordinal])) is not None
        filled = sum(not blank(cells[index]) for index in self._plan.columns)
        return filled >= min(len(self._plan.columns), 3)

    def _said(self, row: int) -> str:
        """The words of a section row, without its mark in the column of running numbers."""
        return next((said for said in self._texts(row) if not MARK.fullmatch(said)), next(iter(self._texts(row)), ""))

    def _texts(self, row: int) -> list[str]:
        return [nfc(cell) for cell in self._rows[row] if isinstance(cell, str) and not blank(cell)]

    def _numbering(self, first: int, stop: int, body: Body) -> int:
        """Mark the rows of column numbers and of machine names right below the headings; returns the first row after them."""
        row = first
        while row < min(first + 3, stop):
            if not is_numbering(self._rows[row]):
                break
            if any(isinstance(self._rows[row][index], float) for index in self._sums) and not self._needed_numbered(row):
                break
            body.kinds[row] = Row.NUMBERING
            row += 1
        return row

    def _needed_numbered(self, row: int) -> bool:
        return all(not blank(self._rows[row][index]) for index in self._needed)

    def _odd_ahead(self, first: int, stop: int) -> Iterator[int]:
        """The same rows as of `_odd`, looked for in ever longer stretches: a small table is no reason to look through a long sheet."""
        length, before = _STRETCH, -1
        while first < stop:
            end = min(first + length, stop)
            odd = self._odd(first, end)
            if before == first - 1 >= 0 and first not in odd:
                odd.insert(0, first)  # the row after an odd one
            yield from odd
            before = odd[-1] if odd else -1
            first, length = end, 4 * length

    def _odd(self, first: int, stop: int) -> list[int]:
        """The rows that may be no data: a needed cell blank, a strange running number, a word that begins a total or a signature."""
        tests: dict[int, list[Callable[[Cell], bool]]] = {index: [blank] for index in self._needed}
        for index in {*self._words, *sorted(self._plan.columns)[:2]}:
            tests.setdefault(index, []).append(self._oddity(index))
        if self._ordinal is not None:
            tests.setdefault(self._ordinal, []).append(_no_running_number)
        if self._nested:
            return list(range(first, stop))
        odd = {row for row in self._across if first <= row < stop}
        for index, every in tests.items():
            odd |= self._where(index, first, stop, every)
        odd |= {row + 1 for row in odd if row + 1 < stop}
        return sorted(odd)

    def _oddity(self, index: int) -> Callable[[Cell], bool]:
        """Whether a cell of a column begins a total or signature, repeats its heading, or names a section among people's names."""
        headings = self._written.get(index, frozenset())
        sections = index == self._plan.fields.get("full_name")

        def odd(cell: Cell) -> bool:
            return isinstance(cell, str) and (cell in headings or _begins_oddly(cell, sections=sections))

        return odd

    def _where(self, index: int, first: int, stop: int, tests: Sequence[Callable[[Cell], bool]]) -> set[int]:
        return set(
            where(self._columns[index], first, stop, lambda cell: any(test(cell) for test in tests))
        )  # numbers and days are never odd

    def _row(self, row: int, *, ended: bool) -> Row:
        cells = self._rows[row]
        if cells == self._empty:  # a sheet may have a million such rows
            return Row.BLANK
        filled = {index: cell for index, cell in enumerate(cells) if not blank(cell)}
        mark = shown(filled.pop(self._ordinal)) if self._ordinal in filled else ""
        if not filled and (not mark or COUNTED.fullmatch(mark)):
            return Row.BLANK
        if _EXAMPLE.fullmatch(fold_lightly(mark)):
            return Row.EXAMPLE
        words = [fold_lightly(cell) for cell in (*([mark] if mark else []), *filled.values()) if isinstance(cell, str)]
        lead = next((word for word in words if not MARK.fullmatch(word)), "")
        complete = all(index in filled for index in self._needed)
        if self._repeats_headings(cells) or self._heads_another(row, filled):
            return Row.HEADER
        if _is_total(lead, own_label=complete and self._plan.kind.name == "figures") or self._numbered_total(filled, mark):
            return Row.TOTAL
        if not complete and not mark and filled and self._only_sums(filled):
            return Row.TOTAL
        counted = COUNTED.fullmatch(mark) is not None
        if not (complete and (counted or len(filled) > 2)) and any(_SIGNATURE.match(word) for word in words):
            return Row.SIGNATURE
        goes_on = row in self._under or (row in self._broken and not mark and not section_unit(lead)[1])
        if not goes_on and self._is_section(row, filled, mark, lead, complete=complete):
            return Row.SIGNATURE if ended and not section_unit(lead)[1] else Row.SECTION
        return Row.SIGNATURE if ended and not self._like_record(row) else Row.DATA

    def _numbered_total(self, filled: Mapping[int, Cell], mark: str) -> bool:
        """Whether a row with a running number adds up all the same: its only words say so, and it is no record of its own."""
        told = [fold_lightly(cell) for cell in filled.values() if isinstance(cell, str) and COUNTED.fullmatch(cell) is None]
        if len(told) != 1 or COUNTED.fullmatch(mark) is None or self._plan.kind.name in _CALLED_SO:
            return False
        return _is_total(told[0], own_label=False)

    def _only_sums(self, filled: Mapping[int, Cell]) -> bool:
        numbers = all(not isinstance(cell, (str, date)) or COUNTED.fullmatch(str(cell)) for cell in filled.values())
        return numbers and any(index in self._sums for index in filled)

    def _is_section(self, row: int, filled: Mapping[int, Cell], mark: str, lead: str, *, complete: bool) -> bool:
        texts = sum(isinstance(cell, str) for cell in filled.values())
        if len(filled) == 1 and self._across.get(row, 0) >= max(2, len(self._plan.columns) // 2):
            return True  # whatever its mark: a record is not merged across its fields
        if self._nested and (COUNTED.fullmatch(mark) or NESTED.fullmatch(mark)) and complete and self._plan.kind.name == "units":
            # "1 Đảng bộ Sở Y tế" over "1.1 Chi bộ Văn phòng" is a unit itself
            return any(NO_UNIT.match(fold_lightly(shown(filled[index]))) is not None for index in self._needed)
        if complete and self._plan.kind.name == "units" and self._is_lettered_cell(row):
            return False
        if self._nested and COUNTED.fullmatch(mark) and len(filled) == texts == 1:
            return True  # "1 Chi bộ Văn phòng" over "1.1 Trần Văn An"
        if COUNTED.fullmatch(mark) or (mark and not MARK.fullmatch(mark) and filled):
            return False
        alone = len(filled) + (bool(mark) and not MARK.fullmatch(mark)) == 1
        if alone and self._across.get(row, 0) >= max(2, len(self._plan.columns) // 2):
            return True
        if mark and MARK.fullmatch(mark) and texts == 1 and (alone or not complete):
            return all(isinstance(cell, (str, int, float)) for cell in filled.values())
        if mark and MARK.fullmatch(mark) and texts == 1 and self._counts_beside(filled):
            return NO_UNIT.match(lead) is not None or section_unit(lead)[1]
        if not alone or not lead:
            return False
        if not complete:
            return not self._own_value(filled, lead)
        if lead[0] in _NOTE_MARKS and not mark and self._plan.kind.name != "units":
            return True
        # The one filled cell is all that a record of this table needs: only its words can tell.
        return self._plan.kind.name != "units" and (NO_UNIT.match(lead) is not None or section_unit(lead)[1])

    def _is_lettered_cell(self, row: int) -> bool:
        if self._ordinal is None:
            return False
        marks, names = self._columns[self._ordinal], self._columns[self._needed[0]]
        return is_lettered_cell(row, self._header.last + 1, marks, names)

    def _own_value(self, filled: Mapping[int, Cell], lead: str) -> bool:
        """Whether the only cell of a row is what a record needs, to the right of a column that its first line filled: no section stands there."""
        told = NO_UNIT.match(lead) is not None or section_unit(lead)[1] or lead[0] in _NOTE_MARKS
        return bool(filled) and not told and self._worded.issuperset(filled) and min(self._needed) < min(filled)

    def _counts_beside(self, filled: Mapping[int, Cell]) -> bool:
        """Whether the numbers in a row are no values of its fields: "I | Chi bộ Văn phòng | 12" counts the rows below."""
        numbers = {index: cell for index, cell in filled.items() if isinstance(cell, (int, float))}
        return self._plan.kind.name != "units" and all(index not in self._valued and cell < _FIRST_YEAR for index, cell in numbers.items())

    def _repeats_headings(self, cells: Sequence[Cell]) -> bool:
        texts = {index: cell for index, cell in enumerate(cells) if isinstance(cell, str) and not blank(cell)}
        if len(texts) < FEWEST_KNOWN:
            return False
        same = sum(key(cell) in self._own.get(index, ()) for index, cell in texts.items())
        if same >= max(FEWEST_KNOWN, len(texts) / 2):
            return True
        if len(texts) != sum(not blank(cell) for cell in cells):
            return False
        needed = max(3, NEARLY * len(texts))
        left = len(texts)  # that may still be known: most rows have a name first, and that decides
        for cell in texts.values():
            if left < needed:
                break
            left -= not is_known(cell)
        return left >= needed

    def _heads_another(self, row: int, filled: Mapping[int, Cell]) -> bool:
        """Whether a row of few headings begins another table: words that make a kind complete, all known or below a gap or a title."""
        texts = [cell for cell in self._rows[row] if isinstance(cell, str) and not blank(cell)]
        if len(texts) < max(FEWEST_KNOWN, len(filled)) or row + 1 >= len(self._rows):
            return False
        mark = shown(self._rows[row + 1][self._ordinal]) if self._ordinal is not None else ""
        if COUNTED.fullmatch(mark) and not is_first(mark):
            return False  # the count of this table goes on
        known = sum(map(is_known, texts)) if is_known(texts[0]) else 0  # of a row of data the first is a name, and that decides
        if known < FEWEST_KNOWN:
            return False
        apart = sum(not blank(cell) for cell in self._rows[row - 1]) <= 1
        if known < len(texts) and not (apart and 2 * known >= len(texts)):
            return False
        return could_be_headings(self._grid, row)


def _top(body: Body, row: int, *kinds: Row) -> int:
    """The first of the rows right above a row that are of these kinds; the row itself where there are none."""
    while body.kinds.get(row - 1) in kinds:
        row -= 1
    return row


def _is_title_block(lines: Sequence[str]) -> bool:
    """Whether lines between two gaps stand over the table below: a list, a day or a unit is named, and nobody signs."""
    signed = any(_SIGNATURE.match(fold_lightly(line)) and stated_on([line]) is None for line in lines)
    return not signed and any(names_list(line) or stated_on([line]) or section_unit(line)[1] for line in lines)


# How a note among the rows begins, as no name does: "(đã chuyển đi)", "- Nữ: 5".
_NOTE_MARKS: Final = frozenset("(*-+[")


def _no_running_number(cell: Cell) -> bool:
    return isinstance(cell, str) and cell != "" and not COUNTED.fullmatch(cell)


def _begins_oddly(cell: str, *, sections: bool) -> bool:
    if cell.lstrip()[:1] in _NOTE_MARKS:
        return not blank(cell)
    if _ODD_BEGINNING.match(cell) is None:
        return False
    word = fold_lightly(cell)
    if _TOTAL.fullmatch(word) or _SIGNATURE.match(word):
        return True
    return sections and (NO_UNIT.match(word) is not None or UNIT_WORDS.match(word) is not None)


# Kinds whose records may be called "Tổng số hộ" or the like.
_CALLED_SO: Final = frozenset({"figures", "units"})


def _is_total(lead: str, *, own_label: bool) -> bool:
    """Whether a row's first words say that it adds up; a figure may itself be called "Tổng số hộ"."""
    return (_TOTAL_BARE if own_label else _TOTAL).fullmatch(lead) is not None
