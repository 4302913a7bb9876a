"""What calamine does not tell about an .xlsx sheet: number formats and formulas without a value, read from its XML.

Nothing here parses XML with a library: patterns over bytes cannot be made to expand entities, and are the only thing fast
enough for 1.2 million cells.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cached_property
from html import unescape
from typing import TYPE_CHECKING, Final

from partytrack.intake.formats.facts import BUILT_IN, MOST_CELLS, telling
from partytrack.intake.formats.packed import attributes, main_part, part, pointed_to
from partytrack.intake.letters import column_letter, letters_index

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from partytrack.intake.formats.facts import NumberFormat, Range

_WIDEST_TWO_LETTERS: Final = 702
_PREFIXED: Final = re.compile(rb"(</?)[A-Za-z_][\w.-]*:")
_ERROR_CELL: Final = re.compile(rb'<c r="([A-Z]{1,3})([0-9]{1,7})"[^>]*? t="e"[^>]*>(?:<f[^>]*/>|<f[^>]*>[^<]*</f>)?<v>([^<]*)</v>')
_UNCALCULATED: Final = re.compile(rb'<c r="([A-Z]{1,3})([0-9]{1,7})"[^>]*>(?:<f[^>]*/>|<f[^>]*>([^<]*)</f>)(?:<v ?/>|<v></v>)?</c>')
_SAMPLE: Final = 100_000  # bytes: the first rows of a sheet
_LONG_LETTERS: Final = re.compile(rb'r="([A-Z]{2,3})[0-9]')


class Package:
    """One .xlsx file as a package of XML parts."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def _part(self, name: str) -> bytes:
        data = part(self._path, name)
        return data if b"<c " in data or b":" not in data[:300] else _PREFIXED.sub(rb"\1", data)

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
    def _formats(self) -> dict[int, NumberFormat]:
        """Style number of a cell → what its number format says, for the formats that say something."""
        styles = self._part("xl/styles.xml").decode("utf-8", "replace")
        codes = dict(BUILT_IN)
        for tag in re.findall(r"<numFmt\s[^>]*>", styles):
            entry = attributes(tag)
            if entry.get("numFmtId", "").isdigit():
                codes[int(entry["numFmtId"])] = entry.get("formatCode", "")
        found = {}
        cells = re.search(r"<cellXfs[^>]*>(.*?)</cellXfs>", styles, re.DOTALL)
        for number, tag in enumerate(re.findall(r"<xf\s[^>]*>", cells[1] if cells else "")):
            identity = attributes(tag).get("numFmtId", "0")
            said = telling(codes.get(int(identity), "")) if identity.isdigit() else None
            if said is not None:
                found[number] = said
        return found

    def facts(self, sheet: str) -> SheetFacts:
        """The XML of one sheet with its telling formats, not searched yet."""
        name = self._sheet_parts.get(sheet, "")
        return SheetFacts(self._part(name) if name else b"", self._formats)


class SheetFacts:
    """The XML of one sheet, searched only for what is asked."""

    def __init__(self, xml: bytes, formats: dict[int, NumberFormat]) -> None:
        self._xml = xml
        self._styles = formats
        self._searched: dict[int, list[tuple[bytes, bytes]]] = {}

    @property
    def styles(self) -> Collection[NumberFormat]:
        """The telling formats that the file has."""
        return self._styles.values()

    @property
    def merges(self) -> list[Range] | None:
        """Calamine tells them."""
        return None

    @property
    def too_wide(self) -> bool:
        """Whether the rectangle between its corners is too large to hold, however few cells are filled.

        Calamine would ask for the whole rectangle at once, and the process would end.
        """
        last = self._xml.rfind(b'<row r="')
        number = re.match(rb'<row r="([0-9]{1,8})"', self._xml[last : last + 20]) if last >= 0 else None
        height = int(number[1]) if number else 1_048_576
        if self._xml.count(b"<c ", 0, 4096) == 0 and b"<c " not in self._xml:
            return False
        if height * _WIDEST_TWO_LETTERS <= MOST_CELLS and not re.search(rb'r="[A-Z]{3}[0-9]', self._xml):
            return False
        widest = max((letters_index(found.decode()) for found in set(_LONG_LETTERS.findall(self._xml))), default=25) + 1
        return height * widest > MOST_CELLS

    def search(self) -> None:
        """Look now for what will be asked: formulas without a value, and the formats of columns whose first cells have a telling one."""
        self.errors  # noqa: B018
        if self._styles:
            first = re.findall(self._cells(b"[A-Z]{1,3}"), self._xml[:_SAMPLE])
            self._look_up({letters for letters, _, _ in first})

    @cached_property
    def errors(self) -> dict[tuple[int, int], str]:
        """(row, column) from 0 → what stands in a cell whose formula has no value: `#REF!`, or the formula itself."""
        found = {}
        if b"<f" in self._xml:
            for letters, row, formula in _UNCALCULATED.findall(self._xml):
                found[int(row) - 1, letters_index(letters.decode())] = "=" + unescape(formula.decode("utf-8", "replace"))
        if b't="e"' in self._xml:
            for letters, row, shown in _ERROR_CELL.findall(self._xml):
                found[int(row) - 1, letters_index(letters.decode())] = unescape(shown.decode("utf-8", "replace"))
        return found

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
