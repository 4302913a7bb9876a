"""What calamine does not tell about an .xlsx sheet: number formats and formulas without a value, read from its XML.

Nothing here parses XML with a library: patterns over bytes cannot be made to expand entities, and are the only thing fast
enough for 1.2 million cells.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cached_property
from html import unescape
from itertools import islice
from typing import TYPE_CHECKING, Final

from partytrack.intake.formats.facts import BUILT_IN, MOST_CELLS, telling
from partytrack.intake.formats.packed import attributes, main_part, part, pointed_to
from partytrack.intake.legacy_letters import SUSPICIOUS, Run, legacy_font
from partytrack.intake.letters import column_letter, letters_index

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from partytrack.intake.formats.facts import NumberFormat, Range
    from partytrack.intake.legacy_letters import LegacyFont

_CALAMINE_HOLDS: Final = 28_000_000  # cells in 1 GB of memory
_PLAIN: Final = (b"<sst", b"<styleSheet", b"<workbook")  # elements without a prefix
_PREFIXED: Final = re.compile(rb"(</?)[A-Za-z_][\w.-]*:")
_ERROR_CELL: Final = re.compile(rb'<c r="([A-Z]{1,3})([0-9]{1,7})"[^>]*? t="e"[^>]*>(?:<f[^>]*/>|<f[^>]*>[^<]*</f>)?<v>([^<]*)</v>')
_UNCALCULATED: Final = re.compile(rb'<c r="([A-Z]{1,3})([0-9]{1,7})"[^>]*>(?:<f[^>]*/>|<f[^>]*>([^<]*)</f>)(?:<v ?/>|<v></v>)?</c>')
_TEXT_CELL: Final = re.compile(rb'<c r="([A-Z]{1,3})([0-9]{1,7})"((?=[^>]* t="(?:s|str|inlineStr)")[^>]*)>')
_STYLE: Final = re.compile(rb' s="([0-9]{1,6})"')
_FONT: Final = re.compile(r"<font(?:\s[^>]*)?/>|<font(?:\s[^>]*)?>.*?</font>", re.DOTALL)
_FONT_NAME: Final = re.compile(r"<(?:name|rFont)\s[^>]*>")
_LEGACY_RUN: Final = re.compile(rb'<rFont val="(?:\.vn|vni)', re.IGNORECASE)
_RICH: Final = re.compile(rb"<(?:si|is)>(<r>.*?)</(?:si|is)>", re.DOTALL)  # of the shared texts, or in a cell itself
_RUN: Final = re.compile(r"<r>(.*?)</r>", re.DOTALL)
_RUN_TEXT: Final = re.compile(r"<t(?:\s[^>]*)?>(.*?)</t>", re.DOTALL)
_UTF8: Final = sorted(character.encode() for character in SUSPICIOUS)
_SUSPICIOUS: Final = tuple(
    re.compile(re.escape(first) + b"[" + b"".join(re.escape(each[1:]) for each in _UTF8 if each[:1] == first) + b"]")
    for first in sorted({each[:1] for each in _UTF8})
)
_NUMBERED: Final = b"&#"  # a character may be written by its number
_SAMPLE: Final = 100_000  # bytes: the first rows of a sheet
_MOST_STYLES: Final = 70_000  # Excel itself allows 65,490
_ROW: Final = re.compile(rb'<row r="([0-9]{1,10})"')
_LETTERS: Final = re.compile(rb'<c r="([A-Z]{1,3})[0-9]')
_UNUSUAL: Final = re.compile(rb'<c(?! r="[A-Z]{1,3}[0-9]{1,7}"|[a-zA-Z>/])|<row(?! r="[0-9]{1,7}"|[a-zA-Z>/])')


class Package:
    """One .xlsx file as a package of XML parts."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def _part(self, name: str) -> bytes:
        data = part(self._path, name)
        plain = any(tag in data[:2000] for tag in _PLAIN) or b"<c " in data or b":" not in data[:300]
        return data if plain else _PREFIXED.sub(rb"\1", data)

    @cached_property
    def _sheet_parts(self) -> dict[str, str]:
        """Sheet name → the part that holds it."""
        main = main_part(self._path, "xl/workbook.xml")
        targets = pointed_to(self._path, main)
        parts = {}
        for tag in re.findall(r"<sheet\s[^>]*>", self._part(main).decode("utf-8", "replace")):
            sheet = attributes(tag)
            relation_id = next((value for key, value in sheet.items() if key.endswith(":id")), "")
            parts[sheet.get("name", "")] = targets.get(relation_id, "")
        return parts

    @cached_property
    def _style_part(self) -> str:
        return self._part("xl/styles.xml").decode("utf-8", "replace")

    @cached_property
    def _shared(self) -> bytes:
        """The texts that cells point to."""
        targets = pointed_to(self._path, main_part(self._path, "xl/workbook.xml")).values()
        return self._part(next((name for name in targets if name.lower().endswith("sharedstrings.xml")), "xl/sharedStrings.xml"))

    @cached_property
    def _fonts(self) -> dict[int, LegacyFont]:
        """Style number of a cell → its font, for the legacy ones."""
        block = re.search(r"<fonts[^>]*>(.*?)</fonts>", self._style_part, re.DOTALL)
        fonts = [_font_in(written) for written in _FONT.findall(block[1] if block else "")]
        if not any(fonts):
            return {}
        cells = re.search(r"<cellXfs[^>]*>(.*?)</cellXfs>", self._style_part, re.DOTALL)
        found = {}
        for number, tag in enumerate(re.findall(r"<xf\s[^>]*>", cells[1] if cells else "")):
            said = attributes(tag).get("fontId", "0")
            font = fonts[int(said)] if said.isdigit() and int(said) < len(fonts) else None
            if font is not None:
                found[number] = font
        return found

    @cached_property
    def _runs(self) -> dict[str, tuple[Run, ...]]:
        """Text of a cell that has several fonts → its parts; empty where no font is a legacy one."""
        return self.rich_in(self._shared)

    @cached_property
    def _suspicious(self) -> bool:
        return any(pattern.search(self._shared) for pattern in _SUSPICIOUS) or _NUMBERED in self._shared

    @cached_property
    def _formats(self) -> dict[int, NumberFormat]:
        """Style number of a cell → what its number format says, for the formats that say something."""
        styles = self._style_part
        codes = dict(BUILT_IN)
        for tag in islice(re.finditer(r"<numFmt\s[^>]*>", styles), _MOST_STYLES):
            entry = attributes(tag[0])
            if entry.get("numFmtId", "").isdecimal():
                codes[int(entry["numFmtId"])] = entry.get("formatCode", "")
        found = {}
        cells = re.search(r"<cellXfs[^>]*>(.*?)</cellXfs>", styles, re.DOTALL)
        for number, tag in enumerate(islice(re.finditer(r"<xf\s[^>]*>", cells[1] if cells else ""), _MOST_STYLES)):
            identity = attributes(tag[0]).get("numFmtId", "0")
            said = telling(codes.get(int(identity), "")) if identity.isdecimal() else None
            if said is not None:
                found[number] = said
        return found

    def facts(self, sheet: str) -> SheetFacts:
        """The XML of one sheet with its telling formats, not searched yet."""
        name = self._sheet_parts.get(sheet, "")
        return SheetFacts(self._part(name) if name else b"", self._formats, self)

    @property
    def fonts(self) -> dict[int, LegacyFont]:
        """Style number of a cell → its font, for the legacy ones."""
        return self._fonts

    @property
    def runs(self) -> dict[str, tuple[Run, ...]]:
        """Text of a cell that has several fonts, legacy ones among them → its parts."""
        return self._runs

    def rich_in(self, xml: bytes) -> dict[str, tuple[Run, ...]]:
        """The texts of a part that have several fonts → their parts; none where no font is a legacy one."""
        if b"<rFont" not in xml or not (self._fonts or _LEGACY_RUN.search(xml)):
            return {}
        found = {}
        for rich in _RICH.findall(xml):
            runs = tuple(_run(written) for written in _RUN.findall(rich.decode("utf-8", "replace")))
            found["".join(run.text for run in runs)] = runs
        return found

    @property
    def suspicious(self) -> bool:
        """Whether the shared texts hold characters that hardly stand in Unicode."""
        return self._suspicious


def _font_in(written: str) -> LegacyFont | None:
    name = _FONT_NAME.search(written)
    return legacy_font(attributes(name[0]).get("val", "")) if name else None


def _run(written: str) -> Run:
    """A part of a rich text; one that names no font has that of its cell."""
    text = "".join(unescape(each) for each in _RUN_TEXT.findall(written))
    return Run(text, _font_in(written), as_cell=_FONT_NAME.search(written) is None)


def _outside(columns: int, digits: int) -> re.Pattern[bytes]:
    """A pattern for what stands neither in some columns nor in rows of so many digits; it takes back nothing it has read."""
    last = column_letter(columns - 1)
    shorter = [f"[A-Z]{{{length}}}" for length in range(1, len(last))]
    before = [
        f"{last[:place]}[A-{chr(ord(last[place]) - 1)}][A-Z]{{{len(last) - place - 1}}}"
        for place in range(len(last) - 1)
        if last[place] > "A"
    ]
    letters = "|".join((*shorter, *before, f"{last[:-1]}[A-{last[-1]}]"))
    return re.compile(f' r="(?!(?:{letters})?[0-9]{{1,{digits}}}+")'.encode())


class SheetFacts:
    """The XML of one sheet, searched only for what is asked."""

    def __init__(self, xml: bytes, formats: dict[int, NumberFormat], package: Package) -> None:
        self._xml = xml
        self._styles = formats
        self._package = package
        self._searched: dict[int, list[tuple[bytes, bytes]]] = {}

    @property
    def styles(self) -> Collection[NumberFormat]:
        """The telling formats that the file has."""
        return self._styles.values()

    @property
    def merges(self) -> list[Range] | None:
        """Calamine tells them."""
        return None

    def _has(self, seldom: bytes, mark: bytes) -> bool:
        """Whether a mark stands in a row; a letter of it that hardly ever stands there is looked for first, ten times as quickly."""
        first, end = max(self._xml.find(b"<row"), 0), self._xml.rfind(b"</sheetData>")
        end = end if end >= 0 else len(self._xml)
        return self._xml.find(seldom, first, end) >= 0 and self._xml.find(mark, first, end) >= 0

    @cached_property
    def _corner(self) -> tuple[int, int]:
        """How many rows and columns the sheet has, as far as its last row and its first cells say."""
        last = self._xml.rfind(b'<row r="')
        number = _ROW.match(self._xml, last) if last >= 0 else None
        letters = set(_LETTERS.findall(self._xml[:_SAMPLE]))
        return int(number[1]) if number else 0, max((letters_index(found.decode()) for found in letters), default=0) + 1

    @property
    def too_wide(self) -> bool:
        """Whether the rectangle between its corners is too large to hold, however few cells are filled.

        Calamine would ask for the whole rectangle at once, and the process would end.
        """
        rows, columns = self._corner
        return rows * columns > MOST_CELLS

    @property
    def doubtful(self) -> bool:
        """Whether a cell may lie outside the corners, or stands in a way that is not looked for here: then a trial has to tell."""
        rows, columns = self._corner
        digits = len(str(rows))
        if 10**digits * columns > _CALAMINE_HOLDS or _outside(columns, digits).search(self._xml):
            return True
        looked_at = self._xml if len(self._xml) < _SAMPLE else self._xml[:_SAMPLE] + self._xml[-_SAMPLE:]
        return _UNUSUAL.search(looked_at) is not None

    def search(self) -> None:
        """Look now for what will be asked: formulas without a value, legacy text, and the formats of columns whose first cells have a telling one."""
        self.errors, self.fonts, self.suspicious, self.runs  # noqa: B018
        if self._styles:
            first = re.findall(self._cells(b"[A-Z]{1,3}"), self._xml[:_SAMPLE])
            self._look_up({letters for letters, _, _ in first})

    @cached_property
    def errors(self) -> dict[tuple[int, int], str]:
        """(row, column) from 0 → what stands in a cell whose formula has no value: `#REF!`, or the formula itself."""
        found = {}
        if self._has(b"f", b"<f"):
            for letters, row, formula in _UNCALCULATED.findall(self._xml):
                found[int(row) - 1, letters_index(letters.decode())] = "=" + unescape(formula.decode("utf-8", "replace"))
        if self._has(b"#", b't="e"'):
            for letters, row, shown in _ERROR_CELL.findall(self._xml):
                found[int(row) - 1, letters_index(letters.decode())] = unescape(shown.decode("utf-8", "replace"))
        return found

    @cached_property
    def fonts(self) -> dict[int, dict[int, LegacyFont]]:
        """Column → row, both from 0 → the legacy font of a cell of text that has one."""
        if not self._package.fonts:
            return {}
        found: dict[bytes, dict[int, LegacyFont]] = {}
        known: dict[bytes, LegacyFont | None] = {}  # by all attributes of a cell but its place: there are few
        for letters, row, rest in _TEXT_CELL.findall(self._xml):
            if rest not in known:
                style = _STYLE.search(rest)
                known[rest] = self._package.fonts.get(int(style[1]) if style else 0)
            font = known[rest]
            if font is not None:
                found.setdefault(letters, {})[int(row) - 1] = font
        return {letters_index(letters.decode()): cells for letters, cells in found.items()}

    @cached_property
    def runs(self) -> dict[str, tuple[Run, ...]]:
        """The text of a cell in several fonts, legacy ones among them → its parts; the shared ones of all sheets."""
        return self._package.runs | self._package.rich_in(self._xml)

    @cached_property
    def suspicious(self) -> bool:
        """Whether the shared texts, or those in the sheet itself, hold characters that hardly stand in Unicode."""
        return self._package.suspicious or (not self._xml.isascii() and any(pattern.search(self._xml) for pattern in _SUSPICIOUS))

    def formats(self, column: int) -> dict[int, NumberFormat]:
        """Row from 0 → the number format of each cell of a column that has a telling one."""
        return {int(row) - 1: self._styles[int(style)] for row, style in self._styled(column)}

    def format_throughout(self, column: int, first: int, last: int) -> NumberFormat | None:
        """The one telling format that all cells of a column from one row through another have; None where they differ."""
        found = self._styled(column)
        styles = {style for _, style in found}
        # Cells come in the order of their rows, each row once.
        before, through = (bisect_left(found, row, key=lambda cell: int(cell[0])) for row in (first + 1, last + 2))
        if len(styles) != 1 or through - before != last - first + 1:
            return None
        return self._styles[int(styles.pop())]

    def _styled(self, column: int) -> list[tuple[bytes, bytes]]:
        """Row from 1 and style of the cells of a column that have a telling format."""
        if not self._styles:
            return []
        if column not in self._searched:
            self._look_up({column_letter(column).encode()})
        return self._searched[column]

    def _cells(self, letters: bytes) -> bytes:
        """A pattern for the cells of some columns that have a telling format: letters, row, style."""
        numbers = "|".join(str(number) for number in self._styles)
        return b'<c r="(' + letters + b')([0-9]{1,7})"[^>]*? s="(' + numbers.encode() + b')"'

    def _look_up(self, columns: set[bytes]) -> None:
        """Find the telling formats of some columns in one pass."""
        found: dict[bytes, list[tuple[bytes, bytes]]] = {letters: [] for letters in columns}
        if columns:
            for letters, row, style in re.findall(self._cells(b"|".join(sorted(columns))), self._xml):
                found[letters].append((row, style))
        self._searched |= {letters_index(letters.decode()): cells for letters, cells in found.items()}
