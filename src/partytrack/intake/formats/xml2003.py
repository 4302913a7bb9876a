"""Workbooks in the XML of Excel 2003 (SpreadsheetML), which offices' programs write and name .xls or .xml."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from partytrack.intake.formats.facts import MOST_CELLS, Noted, NumberFormat, telling
from partytrack.intake.formats.markup import go_through
from partytrack.intake.legacy_letters import Run, legacy_font
from partytrack.intake.opening import LARGEST_MARKUP, too_large

if TYPE_CHECKING:
    from pathlib import Path

    from partytrack.intake.legacy_letters import LegacyFont

_MOST_COLUMNS: Final = 16_384
_USUAL: Final = "Default"  # the style of all that name none
_NAMED: Final = {"Percent": "0.00%"}
"""The formats that are written by a name and say something; all others are codes."""

_MOST_PIECES: Final = 100  # of a cell's text, which expat gives in pieces of some thousand characters; the rest is left out


@dataclass(slots=True)
class Sheet:
    """One sheet: its cells from the first row on, and what is known of them."""

    name: str
    hidden: bool = False
    rows: list[list[str | float | bool | date | datetime]] = field(default_factory=list)
    facts: Noted = field(default_factory=lambda: Noted(merges=[]))


def sheets(path: Path, data: bytes) -> list[Sheet]:
    """The sheets of a workbook.

    Raises:
        FileUnreadable: It is no well-formed XML, or its sheets are too large to hold.
    """
    if len(data) > LARGEST_MARKUP:
        raise too_large(path)
    workbook = _Workbook(path)
    go_through(path, io.BytesIO(data), workbook)
    return workbook.sheets


def _number(said: str | None) -> int | None:
    return int(said) if said is not None and said.isdecimal() and len(said) < 8 else None


class _Workbook:
    """Told of every element, it fills the sheets."""

    def __init__(self, path: Path) -> None:
        self.sheets: list[Sheet] = []
        self._path = path
        self._cells = 0  # of the rectangles of all sheets
        self._styles: dict[str, NumberFormat] = {}
        self._fonts: dict[str, str] = {}  # style → the name of its font
        self._parents: dict[str, str] = {}
        self._style = ""
        self._of_columns: dict[int, str] = {}
        self._of_row = ""
        self._faces: list[str] = []  # of the fonts that are open inside a cell
        self._runs: list[tuple[str, str]] = []
        self._row = self._column = -1
        self._cell: dict[str, str] = {}
        self._type: str | None = None
        self._text: list[str] = []
        self._listening = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "Style":
            self._style = attributes.get("ID", "")
            self._parents[self._style] = attributes.get("Parent", "")
        elif name == "Font" and self._listening:
            self._faces.append(attributes.get("Face", self._faces[-1] if self._faces else ""))
        elif name == "Font":
            self._fonts[self._style] = attributes.get("FontName", "")
        elif name == "NumberFormat":
            said = attributes.get("Format", "")
            style = telling(_NAMED.get(said, said))
            if style is not None:
                self._styles[self._style] = style
        elif name == "Worksheet":
            self.sheets.append(Sheet(attributes.get("Name", "")))
            self._row = self._column = -1
            self._of_columns = {}
        elif name == "Column":
            self._column = max(self._column + 1, (_number(attributes.get("Index")) or 0) - 1)
            for _ in range(min((_number(attributes.get("Span")) or 0) + 1, _MOST_COLUMNS)):
                self._of_columns[self._column] = attributes.get("StyleID", "")
                self._column += 1
            self._column -= 1
        elif name == "Row" and self.sheets:
            # A position left out is the next one; a position that goes back is damage, and the next one too.
            self._row = max(self._row + 1, (_number(attributes.get("Index")) or 0) - 1)
            self._column = -1
            self._of_row = attributes.get("StyleID", "")
        elif name == "Cell":
            self._column = max(self._column + 1, (_number(attributes.get("Index")) or 0) - 1)
            self._cell = attributes
            self._merged()
        elif name in {"Data", "Visible"}:
            self._type, self._text, self._listening = attributes.get("Type", "String"), [], True
            self._faces, self._runs = [], []

    def end(self, name: str) -> None:
        if name == "Font" and self._faces:
            self._faces.pop()
        elif name == "Data" and self.sheets and self._row >= 0:
            self._filled(self.sheets[-1])
        elif name == "Visible" and self.sheets:
            self.sheets[-1].hidden = "".join(self._text).strip() in {"SheetHidden", "SheetVeryHidden"}
        elif name == "Cell":
            self._column += _number(self._cell.get("MergeAcross")) or 0
        elif name == "Worksheet" and self.sheets:
            rows = self.sheets[-1].rows
            width = max(map(len, rows), default=0)
            for row in rows:
                row.extend([""] * (width - len(row)))
        if name in {"Data", "Visible"}:
            self._listening = False

    def characters(self, written: str) -> None:
        if self._listening and len(self._text) < _MOST_PIECES:
            self._text.append(written)
            self._runs.append((written, self._faces[-1] if self._faces else ""))

    def _font(self) -> LegacyFont | None:
        """The font of the open cell, if a legacy one: that of its style, of its row's or of its column's."""
        style = self._cell.get("StyleID") or self._of_row or self._of_columns.get(self._column) or _USUAL
        seen = set()
        while style not in self._fonts and style not in seen:
            seen.add(style)
            style = self._parents.get(style) or _USUAL
        return legacy_font(self._fonts.get(style, ""))

    def _note_font(self, facts: Noted) -> None:
        facts.note_font(self._row, self._column, self._font())
        runs = tuple(Run(written, legacy_font(face), as_cell=not face) for written, face in self._runs)
        if any(not run.as_cell for run in runs):
            facts.runs["".join(self._text)] = runs

    def _merged(self) -> None:
        across, down = _number(self._cell.get("MergeAcross")) or 0, _number(self._cell.get("MergeDown")) or 0
        if (across or down) and self.sheets and self.sheets[-1].facts.merges is not None:
            self.sheets[-1].facts.merges.append((self._row, self._column, self._row + down, self._column + across))

    def _filled(self, sheet: Sheet) -> None:
        before = sheet.facts.height * sheet.facts.width
        sheet.facts.reach(self._row, self._column)
        self._cells += sheet.facts.height * sheet.facts.width - before
        if self._cells > MOST_CELLS or self._row * 4 > MOST_CELLS:
            raise too_large(self._path)
        while len(sheet.rows) <= self._row:
            sheet.rows.append([])
        row = sheet.rows[self._row]
        row.extend([""] * (self._column + 1 - len(row)))
        if self._type == "Error":
            sheet.facts.errors[self._row, self._column] = "".join(self._text).strip()
            return
        row[self._column] = _value(self._type, "".join(self._text))
        if self._type == "String":
            self._note_font(sheet.facts)
        if self._type in {"Number", "DateTime"}:
            sheet.facts.note(self._row, self._column, self._styles.get(self._cell.get("StyleID", "")))


def _value(kind: str | None, written: str) -> str | float | bool | date | datetime:
    """A cell's value; one that is not what its type says stands as it is written."""
    try:
        if kind == "Number":
            return float(written)
        if kind == "DateTime":
            moment = datetime.fromisoformat(written.strip())
            return moment if moment.time() != moment.min.time() else moment.date()
    except ValueError:
        return written
    return written.strip() == "1" if kind == "Boolean" else written
