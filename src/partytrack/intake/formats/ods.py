"""What calamine does not tell about an .ods sheet: number formats, merged cells, formulas without a value, how far it reaches."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from partytrack.intake.formats.facts import MOST_CELLS, Noted, NumberFormat
from partytrack.intake.formats.markup import go_through
from partytrack.intake.legacy_letters import Run, legacy_font
from partytrack.intake.opening import BROKEN_PACKAGE, LARGEST_MARKUP, damaged, password_protected, too_large

if TYPE_CHECKING:
    from pathlib import Path

    from partytrack.intake.legacy_letters import LegacyFont

_STYLES: Final = frozenset(
    {"number-style", "percentage-style", "date-style", "currency-style", "time-style", "text-style", "boolean-style"}
)
_CELLS: Final = frozenset({"table-cell", "covered-table-cell"})
_NUMBERS: Final = frozenset({"float", "percentage", "currency", "date"})
_SPAN: Final = "text:"  # styles of spans have names of their own
_MOST_TIMES: Final = 10_000_000
_ERROR: Final = re.compile(r"#[A-Z/0-9]+[!?A]?|Err:\d+")


def facts(path: Path) -> dict[str, Noted]:
    """Sheet name → what is known of its cells.

    Raises:
        FileUnreadable: The package is damaged or opens only with its password.
    """
    document = _Document(path)
    try:
        with zipfile.ZipFile(path) as package:
            names = set(package.namelist())
            if "META-INF/manifest.xml" in names and b"encryption-data" in package.read("META-INF/manifest.xml"):
                raise password_protected(path)
            for name in ("styles.xml", "content.xml"):
                if name in names:
                    if package.getinfo(name).file_size > LARGEST_MARKUP:
                        raise too_large(path)
                    with package.open(name) as part:
                        go_through(path, part, document)
    except BROKEN_PACKAGE:
        raise damaged(path) from None
    return document.sheets


@dataclass(slots=True)
class _DataStyle:
    """One number format under way."""

    kind: str
    parts: list[str] = field(default_factory=list)
    words: str = ""
    digits: int = 0
    decimals: int = 0
    grouped: bool = False
    first: str | None = None  # the format of its first section, where it has several

    def format(self) -> NumberFormat | None:
        if self.kind == "percentage-style":
            return NumberFormat(per=100)
        if self.kind == "date-style" and "year" in self.parts and "day" not in self.parts:
            return NumberFormat(precision="month" if "month" in self.parts else "year")
        if self.kind == "number-style" and "‰" in self.words:
            return NumberFormat(per=1000)
        if self.kind == "number-style" and self.digits > 1 and not self.decimals and not self.grouped:
            return NumberFormat(zeros=self.digits)
        return None


def _times(attributes: dict[str, str], name: str) -> int:
    said = attributes.get(name, "1")
    return min(int(said[:9]), _MOST_TIMES) if said.isdecimal() and said.isascii() else 1


class _Document:
    """Told of every element of styles.xml and content.xml, it notes what the sheets say."""

    def __init__(self, path: Path) -> None:
        self.sheets: dict[str, Noted] = {}
        self._path = path
        self._cells = 0  # of the rectangles of all sheets: calamine fills all of them as soon as it opens the file
        self._data_styles: dict[str, _DataStyle] = {}
        self._cell_styles: dict[str, tuple[str | None, str | None]] = {}  # name → (data style, parent)
        self._resolved: dict[str, NumberFormat | None] = {}
        self._faces: dict[str, str] = {}  # name of a face → name of its font
        self._named: dict[str, str] = {}  # style → name of its face or font; "" is the style of cells that have none
        self._drawn: dict[str, LegacyFont | None] = {}
        self._styled: str | None = None  # the style whose parts are being told
        self._spans: list[str] = []  # styles of the spans that are open inside a cell
        self._runs: list[tuple[str, str]] = []
        self._style: _DataStyle | None = None
        self._in_words = False
        self._depth = 0  # of tables: one may stand in a cell of another
        self._sheet = Noted()
        self._columns: list[tuple[int, str]] = []  # (first column after it, its default style)
        self._row = self._column = self._rows = 0
        self._row_style = ""
        self._cell: dict[str, str] | None = None
        self._text = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name in _STYLES:
            self._style = self._data_styles[attributes.get("name", "")] = _DataStyle(name)
        elif self._style is not None:
            self._part_of_style(self._style, name, attributes)
        elif name == "style" and attributes.get("family") == "table-cell":
            self._styled = attributes.get("name", "")
            self._cell_styles[self._styled] = (attributes.get("data-style-name"), attributes.get("parent-style-name"))
        elif name in {"style", "default-style"}:
            family = attributes.get("family")
            spans = f"{_SPAN}{attributes.get('name', '')}" if name == "style" and family == "text" else None
            self._styled = "" if name == "default-style" and family == "table-cell" else spans
        elif name == "font-face":
            self._faces[attributes.get("name", "")] = attributes.get("font-family", "")
        elif name == "text-properties":
            self._note_face(attributes)
        elif name == "table":
            self._depth += 1
            if self._depth == 1:
                self._sheet = self.sheets[attributes.get("name", "")] = Noted(merges=[])
                self._columns, self._row = [], 0
        elif self._depth == 1:
            self._in_table(name, attributes)

    def end(self, name: str) -> None:
        if name in _STYLES:
            self._style = None
        elif name == "table":
            self._depth -= 1
        elif self._depth != 1:
            self._in_words = self._in_words and name != "text"
        elif name in _CELLS and self._cell is not None:
            self._filled(self._cell)
            self._cell = None
        elif name == "table-row":
            self._row += self._rows
        elif name == "span" and self._spans:
            self._spans.pop()

    def characters(self, written: str) -> None:
        if self._style is not None:
            self._style.words = (self._style.words + written)[:100]
        elif self._cell is not None and len(self._text) < 100:
            self._text += written
        if self._cell is not None:
            self._runs.append((written, self._spans[-1] if self._spans else ""))

    def _note_face(self, attributes: dict[str, str]) -> None:
        face = attributes.get("font-name") or attributes.get("font-family")
        if self._styled is not None and face:
            self._named[self._styled] = face

    @staticmethod
    def _part_of_style(style: _DataStyle, name: str, attributes: dict[str, str]) -> None:
        if name == "number":
            style.digits = _times(attributes, "min-integer-digits")
            style.decimals = _times({"n": "0"} | attributes, "decimal-places" if "decimal-places" in attributes else "n")
            style.grouped = attributes.get("grouping") == "true"
        elif name == "map":
            style.first = style.first or attributes.get("apply-style-name")
        style.parts.append(name)

    def _in_table(self, name: str, attributes: dict[str, str]) -> None:
        if name == "table-column":
            end = (self._columns[-1][0] if self._columns else 0) + _times(attributes, "number-columns-repeated")
            self._columns.append((end, attributes.get("default-cell-style-name", "")))
        elif name == "table-row":
            self._rows = _times(attributes, "number-rows-repeated")
            self._row_style = attributes.get("default-cell-style-name", "")
            self._column = 0
        elif name in _CELLS:
            self._cell, self._text = attributes, ""
            self._spans, self._runs = [], []
        elif name == "span" and self._cell is not None:
            self._spans.append(attributes.get("style-name", ""))
        elif name == "p" and self._runs:
            self._runs.append(("\n", ""))
        elif name == "s" and self._cell is not None:
            self._runs.append((" " * _times(attributes, "c"), self._spans[-1] if self._spans else ""))

    def _filled(self, cell: dict[str, str]) -> None:
        columns = _times(cell, "number-columns-repeated")
        row, column, self._column = self._row, self._column, self._column + columns
        kind, formula = cell.get("value-type"), cell.get("formula")
        spans = _times(cell, "number-rows-spanned"), _times(cell, "number-columns-spanned")
        if spans != (1, 1) and self._sheet.merges is not None:
            self._sheet.merges.append((row, column, row + spans[0] - 1, column + spans[1] - 1))
        if kind is None and formula is None:
            return
        before = self._sheet.height * self._sheet.width
        self._sheet.reach(row + self._rows - 1, column + columns - 1)
        self._cells += self._sheet.height * self._sheet.width - before
        if self._cells > MOST_CELLS:
            raise too_large(self._path)
        if formula is not None and (kind is None or _ERROR.fullmatch(self._text.strip())):
            self._sheet.errors[row, column] = self._text.strip() or "=" + formula.removeprefix("of:").removeprefix("=")
        if kind == "string":
            self._note_fonts(cell, range(row, row + self._rows), range(column, column + columns))
        if kind in _NUMBERS:
            for each in range(column, column + columns):
                style = self._format(cell.get("style-name") or self._row_style or self._default(each))
                if style is not None:
                    for under in range(row, row + self._rows):
                        self._sheet.note(under, each, style)

    def _note_fonts(self, cell: dict[str, str], rows: range, columns: range) -> None:
        for column in columns:
            font = self._font(cell.get("style-name") or self._row_style or self._default(column))
            for row in rows if font is not None else ():
                self._sheet.note_font(row, column, font)
        if any(span for _, span in self._runs):
            fonts = [(written, self._font_of_span(span)) for written, span in self._runs]
            runs = tuple(Run(written, legacy_font(face or ""), as_cell=face is None) for written, face in fonts)
            self._sheet.runs["".join(run.text for run in runs)] = runs

    def _font_of_span(self, span: str) -> str | None:
        """The name of the font of a span; None where it names none."""
        face = self._named.get(f"{_SPAN}{span}")
        return None if face is None else self._faces.get(face) or face

    def _font(self, name: str) -> LegacyFont | None:
        """The font of a style, if a legacy one."""
        if name not in self._drawn:
            style, seen = name, set[str]()
            while style and style not in self._named and style not in seen:
                seen.add(style)
                style = self._cell_styles.get(style, (None, None))[1] or ""
            face = self._named.get(style, "")
            self._drawn[name] = legacy_font(self._faces.get(face) or face)
        return self._drawn[name]

    def _default(self, column: int) -> str:
        return next((style for end, style in self._columns if column < end), "")

    def _format(self, name: str) -> NumberFormat | None:
        if name not in self._resolved:
            self._resolved[name] = self._looked_up(name)
        return self._resolved[name]

    def _looked_up(self, name: str) -> NumberFormat | None:
        seen = set()
        while name in self._cell_styles and name not in seen:
            seen.add(name)
            data, parent = self._cell_styles[name]
            style = self._data_styles.get(data or "")
            if style is not None:
                return self._data_styles.get(style.first or "", style).format()
            name = parent or ""
        return None
