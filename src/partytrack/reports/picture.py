"""A sheet as the spreadsheet shows it, for the terminal: row numbers, column letters, what each row and column was taken for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from rich.cells import cell_len, set_cell_size
from rich.text import Text as Line

from partytrack.findings import Severity
from partytrack.intake.letters import column_letter, letters_index
from partytrack.messages import counted, harmless, marked, text
from partytrack.records import field_title
from partytrack.reports.looks import Look, severity_look
from partytrack.vietnamese import masked, nfc

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import Console, ConsoleOptions

    from partytrack.findings import Finding
    from partytrack.intake.seen import PicturedRow, ReadSheet, ReadTable

ROW_LOOKS: Final = {
    "title": Look("dim", " ", marked("top lines")),
    "header": Look("bold", "▣", marked("headings")),
    "numbering": Look("dim", "#", marked("numbers")),
    "section": Look("bold blue", "▸", marked("section")),
    "data": Look("", "•", marked("data")),
    "joined": Look("", "↳", marked("goes on")),
    "total": Look("dim", "Σ", marked("total")),
    "signature": Look("dim", "✎", marked("signature")),
    "note": Look("dim", "*", marked("note")),
    "example": Look("dim", "~", marked("example")),
    "unread": Look("dim", "?", marked("not read")),
}
_READ_AS: Final = Look("cyan", "→", marked("read as"))
_GAP: Final = 2
_WIDEST: Final = 26
_TITLE: Final = 18  # of a heading or field that alone makes a column wide
_LEAST: Final = 8
_SHORT: Final = 11  # a day and the blank behind it
_OVERFLOWS: Final = frozenset({"title", "section", "signature", "note", "total"})
_CELLS: Final = frozenset({"data", "joined", "example", "unread"})
_RANK: Final = {Severity.ERROR: 0, Severity.WARNING: 1}


@dataclass(frozen=True, slots=True)
class Picture:
    """The picture of one sheet, as wide as the paper.

    Args:
        sheet: The sheet, read with its picture.
        names: Whether people's names are shown whole.
    """

    sheet: ReadSheet
    names: bool

    def __rich_console__(self, _console: Console, options: ConsoleOptions) -> Iterator[Line]:
        """Its lines."""
        yield from lines(self.sheet, options.max_width, names=self.names)


def lines(sheet: ReadSheet, room: int, *, names: bool) -> Iterator[Line]:
    """The lines of a picture: letters, then each row with what it was taken for, and below the headings the field of each column."""
    rows = [_masked(row, names=names) for row in sheet.picture]
    if not rows:
        return
    found = _found(sheet.findings)
    fields = [_fields(table) for table in sheet.tables]
    label = _label_width(rows)
    number = len(str(rows[-1].row))
    left = number + 1 + label + _GAP
    widths = _fitted(_natural(rows, fields), room - left)
    yield Line(" " * left + _joined([(column_letter(column), width) for column, width in widths.items()]), style="bold")
    named = _named_after(rows, sheet.tables)
    shown_fields = [_with_beside(number, sheet.tables, fields, rows) for number in range(len(fields))]
    before = 0
    for row in rows:
        if row.row > before + 1 and before:
            yield Line(" " * (number + 1) + "⋮ " + str(counted("{n} row", "{n} rows", row.row - before - 1)), style="dim")
        before = row.row
        if named.get(row.row, (0, False))[1]:
            yield _field_line(shown_fields[named[row.row][0]], widths, number, label)
        yield _row_line(row, widths, found, number, label)
        if row.row in named and not named[row.row][1]:
            yield _field_line(shown_fields[named[row.row][0]], widths, number, label)
    hidden = [column_letter(column) for column in _columns(rows) if column not in widths]
    if hidden:
        yield Line(" " * (number + 1) + str(text("Columns for which there is no room: {columns}.", columns=ranges(hidden))), style="dim")


def _masked(row: PicturedRow, *, names: bool) -> PicturedRow:
    """The row with the names of people shortened."""
    if names or row.what not in _CELLS:
        return row
    cells = list(row.cells)
    for columns in row.people:
        for place, index in enumerate(columns):
            if index < len(cells) and cells[index]:  # behind the family name a given name of its own is one letter, too
                cells[index] = " ".join(f"{word[0]}." for word in nfc(cells[index]).split()) if place else masked(cells[index])
    return replace(row, cells=tuple(cells))


def _found(findings: Sequence[Finding]) -> dict[tuple[int, int | None], Severity]:
    """(row, column from 0 or None for the whole row) → the worst of what was found there; notes are no marks."""
    worst: dict[tuple[int, int | None], Severity] = {}
    for finding in findings:
        place, severity = finding.place, finding.code.severity
        if place.row is None or severity not in _RANK:
            continue
        where = (place.row, letters_index(place.column) if place.column else None)
        if where not in worst or _RANK[severity] < _RANK[worst[where]]:
            worst[where] = severity
    return worst


def _fields(table: ReadTable) -> dict[int, str]:
    """Column from 0 → the titles of the fields it is read as."""
    found: dict[int, str] = {}
    for name, letter in table.fields.items():
        column = letters_index(letter)
        found[column] = f"{found[column]}, {field_title(name)}" if column in found else str(field_title(name))
    return found


def _with_beside(number: int, tables: Sequence[ReadTable], fields: Sequence[dict[int, str]], rows: Sequence[PicturedRow]) -> dict[int, str]:
    """What stands below the headings of a table: its fields and those of the tables whose headings stand beside them.

    A column that is not read has a dash, one that is read together with another a plus.
    """
    beside = [each for each, table in enumerate(tables) if each == number or table.header_rows == tables[number].header_rows != ()]
    found = {column: said for each in beside for column, said in fields[each].items()}
    headed = {index for row in rows if row.row in tables[number].header_rows for index, cell in enumerate(row.cells) if cell}
    unread = {letters_index(letter) for each in beside for letter in tables[each].unmapped}
    return found | {column: "–" if column in unread else "+" for column in headed | unread if column not in found}


def _named_after(rows: Sequence[PicturedRow], tables: Sequence[ReadTable]) -> dict[int, tuple[int, bool]]:
    """Row → the table whose fields are named below it, or above it where the table has no headings."""
    named = {}
    shown = {row.row for row in rows}
    for number, table in enumerate(tables):
        if table.header_rows and table.header_rows[-1] in shown:
            named[table.header_rows[-1]] = (number, False)
        elif table.first_row in shown and table.first_row is not None:
            named[table.first_row] = (number, True)
    return named


def _columns(rows: Sequence[PicturedRow]) -> list[int]:
    """The columns that have something in them, long lines of words apart."""
    return sorted({index for row in rows for index, cell in enumerate(row.cells) if cell and row.what not in _OVERFLOWS} or {0})


@dataclass(slots=True)
class _Wide:
    """How wide a column is, and how narrow its cells allow: short ones such as days and numbers stay whole."""

    now: int
    cells: int
    read: bool

    def may_be(self, least: int) -> int:
        return min(self.now, self.cells if self.cells <= _SHORT else max(least, _LEAST))


def _natural(rows: Sequence[PicturedRow], fields: Sequence[dict[int, str]]) -> dict[int, _Wide]:
    """The width each column would like."""
    widths = {}
    for column in _columns(rows):
        cells = max((cell_len(row.cells[column]) for row in rows if row.what in _CELLS), default=0)
        titles = [each.get(column, "") for each in fields] + [row.cells[column] for row in rows if row.what in {"header", "numbering"}]
        title = max((min(cell_len(title), _TITLE) for title in titles), default=0)
        widths[column] = _Wide(min(max(title, cells + 1, 2), _WIDEST), max(cells + 1, 2), any(column in each for each in fields))
    return widths


def _fitted(columns: dict[int, _Wide], room: int) -> dict[int, int]:
    """Widths that fit: the widest gives way first, as far as its cells can be told; then columns that are not read go, then the last."""
    last_to_go = sorted(columns, key=lambda index: (not columns[index].read, index))
    columns = {index: columns[index] for index in sorted(last_to_go[: max(room, 1)])}  # of thousands there is no room for more

    def over() -> int:
        return sum(column.now for column in columns.values()) + _GAP * (len(columns) - 1) - room

    for least in (18, 12, _LEAST):
        while over() > 0:
            able = [column for column in columns.values() if column.now > column.may_be(least)]
            if not able:
                break
            max(able, key=lambda column: column.now).now -= 1
    for unread in (True, False):
        gone = [index for index, column in columns.items() if column.read is not unread]
        while over() > 0 and gone and len(columns) > 1:
            del columns[gone.pop()]
    left = -over()
    for column in columns.values():  # what is left over goes back to those that gave way
        more = max(0, min(left, min(column.cells, _WIDEST) - column.now))
        column.now += more
        left -= more
    return {index: column.now for index, column in columns.items()}


def _label_width(rows: Sequence[PicturedRow]) -> int:
    return max(cell_len(look.word) for look in [_READ_AS, *(ROW_LOOKS[row.what] for row in rows)]) + 2


def _joined(cells: Sequence[tuple[str, int]]) -> str:
    return (" " * _GAP).join(_sized(cell, width) for cell, width in cells).rstrip()


def _sized(cell: str, width: int) -> str:
    """The cell in just so much room, cut with an ellipsis."""
    cell = harmless(cell)
    if cell_len(cell) <= width:
        return set_cell_size(cell, width)
    return set_cell_size(cell, width - 1).rstrip() + "…" + " " * (width - 1 - cell_len(set_cell_size(cell, width - 1).rstrip()))


def _label(look: Look, number: str, width: int, label: int) -> Line:
    line = Line(number.rjust(width) + " ", style="dim")
    return line.append(_sized(f"{look.sign} {look.word}", label) + " " * _GAP, style=f"not dim {look.style}")


def _field_line(fields: dict[int, str], widths: dict[int, int], number: int, label: int) -> Line:
    cells = [(fields.get(column, ""), width) for column, width in widths.items()]
    return _label(_READ_AS, "", number, label).append(_joined(cells), style="not dim cyan")


def _row_line(row: PicturedRow, widths: dict[int, int], found: dict[tuple[int, int | None], Severity], number: int, label: int) -> Line:
    look = ROW_LOOKS[row.what]
    whole = found.get((row.row, None))
    line = _label(look, str(row.row), number, label)
    if whole is not None:
        mark = severity_look(whole)
        line = _label(Look(mark.style, mark.sign, look.title), str(row.row), number, label)
    if row.what in _OVERFLOWS:
        return line.append(_flowing(row, widths, found), style=f"not dim {look.style}")
    for place, (column, width) in enumerate(widths.items()):
        severity = found.get((row.row, column))
        cell = row.cells[column] if column < len(row.cells) else ""
        if severity is not None:
            mark = severity_look(severity)
            line.append(_sized(f"{mark.sign}{cell}", width), style=f"not dim {mark.style}")
        else:
            line.append(_sized(cell, width), style=f"not dim {look.style}")
        if place < len(widths) - 1:
            line.append(" " * _GAP)
    return line


def _flowing(row: PicturedRow, widths: dict[int, int], found: dict[tuple[int, int | None], Severity]) -> str:
    """The cells of a row whose words flow over the blank cells beside them, as a spreadsheet shows them."""
    columns = list(widths)
    said = ""
    place = 0
    filled = [index for index, cell in enumerate(row.cells) if cell]
    for position, index in enumerate(filled):
        begins = sum(widths[column] + _GAP for column in columns if column < index)
        after = filled[position + 1] if position + 1 < len(filled) else None
        ends = sum(widths[column] + _GAP for column in columns if after is None or column < after) - _GAP * (after is None)
        begins = max(begins, place)
        room = ends - begins - _GAP * (after is not None)
        if room < 2:
            continue
        severity = found.get((row.row, index))
        cell = (severity_look(severity).sign if severity is not None else "") + row.cells[index]
        said = set_cell_size(said, begins) + _sized(cell, min(cell_len(cell), room))
        place = begins + room
    return said.rstrip()


def ranges(letters: Sequence[str]) -> str:
    """Column letters, neighbours together: C, F–K."""
    groups: list[list[int]] = []
    for column in map(letters_index, letters):
        if groups and groups[-1][-1] == column - 1:
            groups[-1].append(column)
        else:
            groups.append([column])
    return ", ".join(column_letter(each[0]) if len(each) == 1 else f"{column_letter(each[0])}–{column_letter(each[-1])}" for each in groups)
