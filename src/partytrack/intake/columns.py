"""The data rows of one table → typed columns and findings. Which cells make up a field is decided here.

Everything goes by column and every distinct cell is read once: a hundred thousand rows have a few hundred distinct words.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from dataclasses import field as _made
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from partytrack.compact import BLOCK, distinct, mapped, mapped_singly, picked, stretch
from partytrack.findings import Code, Finding, Place, Severity
from partytrack.intake.either import without_together
from partytrack.intake.letters import column_letter
from partytrack.intake.numbers import Number, decimal_mark, left_open, parse_count, parse_measured, parse_minutes, parse_number
from partytrack.intake.stacked import first_name, one_date, one_period, parted, shares
from partytrack.intake.synonyms import known_word
from partytrack.intake.values import (
    DITTO,
    FIRST_YEAR,
    LAST_YEAR,
    Bad,
    Per,
    blank,
    fold_lightly,
    parse_identifier,
    parse_words,
    parse_yes_no,
    plain_identifiers,
    shown,
    simple_parser,
    usual_day,
)
from partytrack.intake.wide import day_in, shown_span
from partytrack.periods import Span
from partytrack.progress import unwatched
from partytrack.records import Batch, Field, Type
from partytrack.vietnamese import fold, nfc

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from partytrack.intake.formats.facts import NumberFormat
    from partytrack.intake.grid import Grid
    from partytrack.intake.headings import Plan
    from partytrack.intake.wide import Turn
    from partytrack.intake.wording import Heading
    from partytrack.progress import Reached

_D: Final = ("đ", "Đ", "Ð")
_ADDRESSED: Final = re.compile(r"(?:[đĐÐ]\s*[/.]\s*[cC]|[Đđ]ồng chí)\b[\s.:]*(?=\S)")  # "Đồng Chí Kiên" may be a name
_SPANS: Final = (Type.DATE, Type.PERIOD)


def _as_shown(cell: Any, style: NumberFormat | None, field: Field) -> Any:  # noqa: ANN401 - whatever the spreadsheet reader gives
    """A cell with what its number format adds: the zeros before it, its per cent, or that a date is only a month or a year."""
    if style is None:
        return cell
    if style.precision and isinstance(cell, date):
        return f"{cell.year}" if style.precision == "year" else f"{cell.month:02}/{cell.year}"
    if style.zeros and isinstance(cell, float) and cell.is_integer() and field.type is Type.IDENTIFIER:
        return f"{int(cell):0{style.zeros}}"
    if style.per > 1 and isinstance(cell, (int, float)):
        # Excel keeps 52.5% as 0.525; per mille is only a sign after the number.
        return Per(cell, 100) if style.per == 100 else Per(cell / 1000, 1000)
    return cell


@dataclass(frozen=True, slots=True)
class Sheetwide:
    """What holds for all rows of a table: field → value as it is kept (a `Span` for a date or period)."""

    given: Mapping[str, Any] = _made(default_factory=dict)
    titled: Mapping[str, Any] = _made(default_factory=dict)


@dataclass(slots=True)
class Table:
    """The data rows of one table on their way to a batch.

    Args:
        grid: The sheet.
        plan: Which column holds which field.
        headings: The headings, for units written there.
        rows: The data rows from 0, in order.
        place: The sheet.
        whole: What holds for all rows.
        section_units: For each row the unit its section names, and whether its words leave no doubt; None without sections.
        today: The day no recorded event may be after.
        keep_citizen_id: Whether citizen ids are kept.
        turns: For each of `rows`, of which some then come several times, the period whose columns are meant; empty where every
            row is one record.
        joined: Rows that go on with a record above → the record's row.
        persons: Row → whether its cell names a person, where a column names organisations too; None where nothing tells.
    """

    grid: Grid
    plan: Plan
    headings: Sequence[Heading]
    rows: Sequence[int]
    place: Place
    whole: Sheetwide
    section_units: list[tuple[str | None, bool]] | None
    today: date
    keep_citizen_id: bool
    turns: Sequence[Turn] = ()
    joined: Mapping[int, int] = _made(default_factory=dict)
    persons: Mapping[int, bool | None] = _made(default_factory=dict)
    findings: list[Finding] = _made(default_factory=list)
    bad: set[int] = _made(default_factory=set)  # numbers of rows (in `rows`) with an error
    raw: dict[str, Sequence[Any]] = _made(default_factory=dict)
    values: dict[str, Sequence[Any]] = _made(default_factory=dict)  # of a date or period the first day
    lasts: dict[str, Sequence[Any]] = _made(default_factory=dict)  # of a date or period the last day

    # --- cells ---

    def cells(self, column: int) -> Sequence[Any]:
        """The raw cells of a column in the data rows."""
        cells = self.grid.columns[column]
        if not self.turns and self.rows and self.rows[-1] - self.rows[0] + 1 == len(self.rows):
            return stretch(cells, self.rows[0], self.rows[-1] + 1)
        return picked(cells, self.rows)

    def note(self, code: Code, number: int, field: str, cell: object, column: int | None, /, **values: object) -> None:
        """Keep a finding about one cell; an error sets its row aside."""
        place = Place(self.place.file, self.place.sheet, self.rows[number] + 1, column_letter(column) if column is not None else None)
        self.findings.append(Finding(code, place, field, shown(cell) or None, values))
        if code.severity is Severity.ERROR:
            self.bad.add(number)

    def note_broken(self, number: int, field: str, said: str, row: int, column: int) -> None:
        """Keep a finding about a formula without a value, which may stand in a row that goes on with the record."""
        place = Place(self.place.file, self.place.sheet, row + 1, column_letter(column))
        self.findings.append(Finding(Code.FORMULA_ERROR, place, field, said))
        self.bad.add(number)

    def _formatted(self, field: Field, column: int, cells: Sequence[Any]) -> Sequence[Any]:
        """The cells with what their number format adds, where a format of the sheet can change anything."""
        styles = self.grid.facts.styles
        if field.type is Type.IDENTIFIER:
            zeros = max((style.zeros for style in styles), default=0)
            if not zeros or min((cell for cell in cells if type(cell) is float and cell >= 0), default=math.inf) >= 10 ** (zeros - 1):
                return cells
        elif field.type in _SPANS:
            if not any(style.precision for style in styles) or not any(isinstance(cell, date) for cell in cells):
                return cells
        elif field.type is Type.NUMBER:
            if not any(style.per > 1 for style in styles) or not any(isinstance(cell, float) for cell in cells):
                return cells
        else:
            return cells
        throughout = self.grid.facts.format_throughout(column, self.rows[0], self.rows[-1])
        if throughout and throughout.zeros and field.type is Type.IDENTIFIER:
            width = f"0{throughout.zeros}"
            return [format(int(cell), width) if type(cell) is float and cell.is_integer() else cell for cell in cells]
        formats = self.grid.facts.formats(column)
        return [_as_shown(cell, formats.get(row), field) for cell, row in zip(cells, self.rows, strict=True)]

    def _merged_down(self, field: Field, column: int, cells: Sequence[Any]) -> Sequence[Any]:
        """The cells with what a cell merged over several rows says put into each of them; a number would be counted as often, so it is not."""
        if field.type in (Type.NUMBER, Type.COUNT) or not self.rows:
            return cells
        for top, left, bottom, _ in self.grid.merges:
            # A merged range may go on below the last row that holds anything.
            if left == column and bottom > top >= self.rows[0] and not blank(self.grid.rows[top][left]):
                first, end = bisect_left(self.rows, top), bisect_right(self.rows, bottom)
                if first < end and self.rows[first] == top:
                    cells = list(cells)
                    cells[first:end] = [cells[first]] * (end - first)
        return cells

    # --- reading ---

    def read(self, reached: Reached = unwatched) -> None:
        """Read every field of the kind into `values`, `lasts` and `raw`; ratings and shares wait for the rest of their row (`together.py`)."""
        kind = self.plan.kind
        blank_column: Sequence[Any] = [None] * len(self.rows)  # one for all fields without a column: none is ever changed in its place
        for number, field in enumerate(kind.fields):
            reached(number / len(kind.fields))
            if self.turns and self._said_by_turn(field):
                self._read_turned(field)
            elif field.name in self.plan.fields and not (field.asked and not self.keep_citizen_id):
                self._read_column(field)
            else:
                self.values[field.name] = blank_column
                if field.type in _SPANS:
                    self.lasts[field.name] = blank_column
            self._fill(field)

    def _read_column(self, field: Field) -> None:
        column = self.plan.fields[field.name]
        if column in self.plan.stacked:
            self._read_stacked(field, column)
            return
        if field.name == "full_name" and self.plan.name_parts:
            cells: Sequence[Any] = self._joined_names()
        elif field.name == "birth_date" and self.plan.by_sex:
            cells = self._births()
        elif field.name == "sex" and self.plan.by_sex:
            cells = self._sex_by_filled()
        elif field.name == "sex" and self.plan.sex_flags:
            cells = self._sex_flags()
        elif field.name in self.plan.marks:
            cells = self._marked(field, self.plan.marks[field.name])
        elif field.name == "period" and self.plan.period_parts:
            word = next(each.levels[-1] for each in self.headings if each.index == self.plan.period_parts[1])
            both = (self._merged_down(field, part, self._formatted(field, part, self.cells(part))) for part in self.plan.period_parts)
            cells = [one_period(year, shorter, word) for year, shorter in zip(*both, strict=True)]
        elif field.name in self.plan.dates:
            parts = ([""] * len(self.rows) if part is None else self.cells(part) for part in self.plan.dates[field.name])
            cells = [one_date(*parts) for parts in zip(*parts, strict=True)]
        else:
            cells = self._merged_down(field, column, self._formatted(field, column, self.cells(column)))
        cells = self.raw[field.name] = self._named(field, column, cells) if field.name in ("unit", "full_name") else cells
        if field.name == "rating":
            self.raw[field.name] = _as_above(cells) if not DITTO.isdisjoint(cells) else cells
            self.values[field.name] = [None] * len(cells)  # read once the aspect of each row is known
            return
        self._parse(field, cells, self._parser(field, cells))

    def _named(self, field: Field, column: int, cells: Sequence[Any]) -> Sequence[Any]:
        """The cells of a name with what stands in another column for it, or not in its own."""
        if self.plan.either is not None:
            cells = self._of_either(field, column, cells)
        if field.name == "full_name":
            return self._first_names(cells, column)
        if self.plan.unit_name is not None:
            cells = [other if blank(cell) else cell for cell, other in zip(cells, self.cells(self.plan.unit_name), strict=True)]
        return cells

    def _of_either(self, field: Field, column: int, cells: Sequence[Any]) -> Sequence[Any]:
        """The cells that name a person, or an organisation; for the unit of a person that of its own column. What may be both is a finding."""
        both = self._merged_down(field, self.plan.either or 0, self.cells(self.plan.either or 0))
        if field.name == "unit":
            own = [""] * len(cells) if column == self.plan.either else cells
            told = zip(self.rows, both, own, strict=True)
            return [without_together(name) if self.persons[row] is False and not blank(name) else cell for row, name, cell in told]
        for number, (row, name) in enumerate(zip(self.rows, both, strict=True)):
            if self.persons[row] is None and not blank(name):
                self.note(Code.PERSON_OR_UNIT, number, field.name, name, column)
        return ["" if self.persons[row] is False else name for row, name in zip(self.rows, both, strict=True)]

    # --- several values in one cell ---

    def _read_stacked(self, field: Field, column: int) -> None:
        """Read the field's own values out of cells that hold several; a cell that leaves open which is which is a finding."""
        names = self.plan.stacked[column]
        whole = self._formatted(field, column, self.cells(column))
        fields = [self.plan.kind.field(name) if name else None for name in names]
        slashed = any("/" in each.text for each in self.headings if each.index == column)
        parts = ((shares(whole, fields) if slashed else None) or parted(whole, fields))[names.index(field.name)]
        first = field.name == next(name for name in names if name)
        for number, part in enumerate(parts):
            if isinstance(part, Bad) and first:
                self.note(part.code, number, field.name, whole[number], column)
        cells: Sequence[Any] = ["" if isinstance(part, Bad) else part for part in parts]
        self.raw[field.name] = [
            whole[number] if isinstance(part, Bad) else cell for number, (part, cell) in enumerate(zip(parts, cells, strict=True))
        ]
        kept = self.raw[field.name]
        if field.name == "full_name":
            cells = self._first_names(cells, column)
        self._parse(field, cells, self._parser(field, cells))
        self.raw[field.name] = kept

    def _first_names(self, cells: Sequence[Any], column: int) -> Sequence[Any]:
        """The names without "Đ/c" before them, and without a second one that stands below some of them; it is said."""
        cells = mapped_singly(cells, lambda cell: _ADDRESSED.sub("", cell) if isinstance(cell, str) and cell[:1] in _D else cell)
        several = {cell for cell in distinct(cells) if isinstance(cell, str) and "\n" in cell}
        if not several:
            return cells
        told = {cell: first_name(cell) for cell in several}
        for number, cell in enumerate(cells):
            if cell in told and told[cell][1]:
                self.note(Code.SECOND_NAME, number, "full_name", cell, column)
        return [told[cell][0] if cell in told else cell for cell in cells]

    # --- columns headed with periods ---

    def _said_by_turn(self, field: Field) -> bool:
        """Whether a field stands in the columns of periods, or in what is written over them."""
        if any(field.name in turn.columns for turn in self.plan.turns):
            return True
        over = field.type is Type.PERIOD or (field.name == "held_on" and field.name not in self.plan.fields)
        return over and all(turn.span is not None for turn in self.plan.turns)

    def _read_turned(self, field: Field) -> None:
        if field.type is Type.PERIOD:
            self.raw[field.name] = [turn.span.label if turn.span else "" for turn in self.turns]
            self.values[field.name] = [turn.span and turn.span.first for turn in self.turns]
            self.lasts[field.name] = [turn.span and turn.span.last for turn in self.turns]
            return
        cells = self._turned_cells(field)
        if field.name == "held_on":
            cells = [day_in(cell, turn.span) for cell, turn in zip(cells, self.turns, strict=True)]
        self.raw[field.name] = cells
        if field.name == "rating":
            self.raw[field.name] = _as_above(cells) if not DITTO.isdisjoint(cells) else cells
            self.values[field.name] = [None] * len(cells)
            return
        self._parse(field, cells, self._parser(field, cells))

    def _turned_cells(self, field: Field) -> list[Any]:
        """The cell of each record under its own period, with what its number format adds; of a meeting without a day the period."""
        cells: list[Any] = []
        formats = {
            column: self.grid.facts.formats(column) for turn in self.plan.turns if (column := turn.columns.get(field.name)) is not None
        }
        for row, turn in zip(self.rows, self.turns, strict=True):
            column = turn.columns.get(field.name)
            if column in turn.marks:
                cells.append(_ticked([*turn.marks.values()], [self.grid.rows[row][mark] for mark in turn.marks]))
                continue
            cell = "" if column is None else _as_shown(self.grid.rows[row][column], formats[column].get(row), field)
            cells.append(
                shown_span(turn.span) if field.name == "held_on" and turn.span and blank(cell) and len(turn.columns) != 1 else cell
            )
        return cells

    def _parser(self, field: Field, cells: Sequence[Any]) -> Callable[[object], object]:
        if field.type is Type.NUMBER:
            mark = decimal_mark(cells)
            doubtful = left_open(cells, mark)
            # A figure may be a yes or no: what is done, or not yet.
            read = _yes_or_number if self.plan.kind.name == "figures" else parse_measured
            return lambda cell: read(cell, None if cell in doubtful else mark)
        if field.type is Type.COUNT:
            return parse_minutes if field.name == "duration_minutes" else parse_count
        return simple_parser(self.plan.kind.name, field)

    def _parse(self, field: Field, cells: Sequence[Any], parse: Callable[[object], object]) -> None:
        """Read the cells of a field, each distinct one once.

        Of spans only two plain dates are kept for each row: they compare and hash ten times as fast.
        """
        wrong: dict[Any, Bad] = {}
        firsts: dict[Any, Any] = {}
        partial: dict[Any, date] = {}
        if field.type is Type.DATE:
            parse = _quickly(parse)

        def once(cell: object) -> object:
            value = parse(cell)
            if isinstance(value, Bad):
                wrong[cell] = value
                return None
            if isinstance(value, Span):
                if value.last != value.first:
                    partial[cell] = value.last
                value = value.first
            firsts[cell] = value
            return value

        if field.type is Type.IDENTIFIER and DITTO.isdisjoint(cells):
            # An identifier is never wrong and hardly ever the same twice.
            self.values[field.name] = list(cells) if plain_identifiers(cells) else mapped_singly(cells, parse)
            return
        if not DITTO.isdisjoint(distinct(cells)):
            cells = self.raw[field.name] = _as_above(cells)
        # Equal words become one object: comparing them again and again goes many times faster.
        values = self.values[field.name] = mapped(cells, once)
        if field.type in _SPANS:
            self.lasts[field.name] = mapped(cells, lambda cell: partial.get(cell, firsts.get(cell))) if partial else values
        for number, cell in enumerate(cells) if wrong else ():
            if cell in wrong:
                bad = wrong[cell]
                self.note(bad.code, number, field.name, cell, self.column_of(field.name, number), **bad.values)

    def column_of(self, name: str, number: int) -> int | None:
        """The column that a row's cell of a field stands in."""
        column = self.plan.fields.get(name)
        if name == "unit" and self.plan.either is not None and self.persons[self.rows[number]] is False:
            return self.plan.either
        if self.turns and column in self.plan.turned:
            turn = self.turns[number]
            cells = self.grid.rows[self.rows[number]] if turn.marks else []
            return next((mark for mark in turn.marks if parse_yes_no(cells[mark])), turn.columns.get(name))
        pair = self.plan.by_sex if name in ("birth_date", "sex") and self.plan.by_sex else self.plan.sex_flags if name == "sex" else None
        marks = self.plan.marks.get(name, {})
        row = self.grid.rows[self.rows[number]] if pair or marks else []
        if pair and None not in pair:
            men, women = pair
            return women if blank(row[men or 0]) and not blank(row[women or 0]) else men
        return next((mark for mark in marks if parse_yes_no(row[mark])), column)

    def _joined_names(self) -> list[Any]:
        parts = [self.cells(column) for column in self.plan.name_parts]
        return [" ".join(shown(part) for part in name if not blank(part)) for name in zip(*parts, strict=True)]

    def _births(self) -> list[Any]:
        men, women = self.plan.by_sex or (0, 0)
        field = self.plan.kind.field("birth_date")
        both = zip(self._formatted(field, men, self.cells(men)), self._formatted(field, women, self.cells(women)), strict=True)
        return [woman if blank(man) else man for man, woman in both]

    def _sex_by_filled(self) -> list[Any]:
        men, women = self.plan.by_sex or (0, 0)
        return [_sex_filled(man, woman) for man, woman in zip(self.cells(men), self.cells(women), strict=True)]

    def _sex_flags(self) -> list[Any]:
        men, women = self.plan.sex_flags or (None, None)
        if men is None or women is None:
            ticked, other = ("Nam", "Nữ") if women is None else ("Nữ", "Nam")
            only = men if women is None else women
            return [_flagged(cell, ticked, other) for cell in self.cells(only or 0)]
        return [_sex_filled(man, woman) for man, woman in zip(self.cells(men), self.cells(women), strict=True)]

    def _marked(self, field: Field, marks: Mapping[int, str]) -> list[Any]:
        """The words over the ticked columns; a cell that is no tick stands for itself, so that it is refused.

        Alone in its row, what is written out below "Không xếp loại" is why somebody was not rated.
        """
        words = list(marks.values())
        kind = self.plan.kind.name
        asks_why = [field.name == "rating" and known_word(kind, field.name, fold(word).strip()) == "not_rated" for word in words]
        rows = zip(*(self.cells(column) for column in marks), strict=True)
        if not any(asks_why):
            return [_ticked(words, row) for row in rows]
        return [_why_not(words, row, asks_why) or _ticked(words, row) for row in rows]

    def _fill(self, field: Field) -> None:
        """Put what holds for the whole sheet, or for the section, where the row itself says nothing."""
        values = self.values[field.name]
        flagged = self.raw.get(field.name)
        if field.name == "unit" and field.name not in self.whole.given:
            self._fill_units()
        value = self.whole.given.get(field.name, self.whole.titled.get(field.name))
        if value is None:
            if field.type is Type.YES_NO and flagged is None:
                self.values[field.name] = [False] * len(values)
            return
        if isinstance(value, Span):
            self._put(self.values, field.name, value.first, flagged)
            self._put(self.lasts, field.name, value.last, flagged)
        else:
            self._put(self.values, field.name, value, flagged)

    @staticmethod
    def _put(columns: dict[str, Sequence[Any]], name: str, value: object, cells: Sequence[Any] | None) -> None:
        """Put a value into every row whose own cell is blank and that no section has filled."""
        if cells is None:
            columns[name] = mapped_singly(columns[name], lambda own: value if own is None else own)
        else:
            columns[name] = [
                value if blank(cell) and (own is None or own is False) else own for cell, own in zip(cells, columns[name], strict=True)
            ]

    def _fill_units(self) -> None:
        if self.section_units is None:
            return
        values = self.values["unit"] = list(self.values["unit"])
        own = "unit" in self.plan.fields
        for number, (name, sure) in enumerate(self.section_units):
            if values[number] is None and name is not None and (sure or not own):
                values[number] = nfc(name)

    # --- out ---

    def batch(self) -> Batch:
        """The rows without an error, in the columns the store keeps."""
        kind = self.plan.kind
        keep = None if not self.bad else [number for number in range(len(self.rows)) if number not in self.bad]
        kept: dict[int, Sequence[Any]] = {}  # one column may stand for several fields

        def good(values: Sequence[Any]) -> Sequence[Any]:
            if keep is None:
                return values
            if id(values) not in kept:
                kept[id(values)] = picked(values, keep)
            return kept[id(values)]

        columns: dict[str, Sequence[Any]] = {}
        for field in kind.fields:
            values = columns[field.name] = good(self.values[field.name])
            if field.type in _SPANS:
                columns[f"{field.name}_last"] = good(self.lasts[field.name])
            elif field.type is Type.TEXT:
                columns[f"{field.name}_folded"] = mapped(values, lambda value: None if value is None else fold(value))
        rows = good(self.rows)
        many = isinstance(rows, range) and len(rows) > BLOCK
        return Batch(kind, columns, range(rows[0] + 1, rows[-1] + 2) if many else [row + 1 for row in rows])

    def rejected(self) -> list[tuple[int, dict[str, str]]]:
        """(row from 1, field → cell) of every row set aside; only what the kind keeps."""
        aside = []
        for number in sorted(self.bad):
            cells = {}
            for name, column in self.raw.items():
                said = shown(column[number])
                if said:
                    cells[name] = said
            aside.append((self.rows[number] + 1, cells))
        return aside


def _ticked(words: Sequence[str], cells: Sequence[Any]) -> str:
    """The words over the cells that are ticked; what is no tick stands for itself."""
    return "; ".join(
        word if ticked is True else shown(cell) for word, cell in zip(words, cells, strict=True) if (ticked := parse_yes_no(cell))
    )


_NO_REASON: Final = re.compile(r"\W*\d|\S+$|.*\b(?:hoàn thành|xuất sắc|xếp loại)\b")


def _why_not(words: Sequence[str], cells: Sequence[Any], asks_why: Sequence[bool]) -> str | None:
    """The word over the only cell of a row that is filled, where a reason for it is written there and no rating; None for any other row."""
    filled = [(number, told) for number, cell in enumerate(cells) if (told := parse_yes_no(cell))]
    if len(filled) != 1:
        return None
    number, told = filled[0]
    reason = asks_why[number] and isinstance(told, Bad) and not _NO_REASON.match(fold_lightly(shown(cells[number])))
    return words[number] if reason else None


def _sex_filled(man: object, woman: object) -> str:
    """The sex by the filled one of two cells; both words, which are none, where both are filled."""
    if blank(man) or blank(woman):
        return "" if blank(man) and blank(woman) else ("Nữ" if blank(man) else "Nam")
    return "Nam; Nữ"


def _flagged(cell: object, ticked: str, other: str) -> object:
    """The sex a cell says under the heading of one of them: by a tick, its first letter or the word; anything else stands for itself."""
    told = parse_yes_no(cell)
    if not isinstance(told, Bad):
        return ticked if told else other
    written = fold(shown(cell)).strip(" .")
    return ticked if written in (fold(ticked), fold(ticked[0])) else cell


def _yes_or_number(cell: object, mark: str | None) -> Number | Bad | None:
    """A number, or 1 for a yes and 0 for a no."""
    value = parse_measured(cell, mark)
    if not isinstance(value, Bad):
        return value
    told = parse_yes_no(cell)
    return value if isinstance(told, Bad) else Number(Decimal(int(told)), word=True)


def _quickly(parse: Callable[[object], object]) -> Callable[[object], object]:
    """The reader of dates, with a short way for the two forms that fill most columns: date cells and "03/02/1980"."""

    def read(cell: object) -> object:
        if type(cell) is date:
            return cell if FIRST_YEAR <= cell.year <= LAST_YEAR else parse(cell)
        return (usual_day(cell) if type(cell) is str else None) or parse(cell)

    return read


def _as_above(cells: Sequence[Any]) -> list[Any]:
    """The cells with what stands above each ditto mark in its place; blank where nothing does."""
    filled: list[Any] = []
    for cell in cells:
        filled.append((filled[-1] if filled else "") if cell in DITTO else cell)
    return filled


def constant(kind: str, field: Field, said: str) -> object:
    """The value of a field given for a whole sheet, or `Bad`."""
    if field.type is Type.NUMBER:
        return parse_number(said, decimal_mark([said]))
    if field.type is Type.COUNT:
        return parse_minutes(said) if field.name == "duration_minutes" else parse_count(said)
    if field.type is Type.IDENTIFIER:
        return parse_identifier(said)
    if field.type in (Type.TEXT, Type.NAME, Type.UNIT):
        return parse_words(said)
    return simple_parser(kind, field)(said)
