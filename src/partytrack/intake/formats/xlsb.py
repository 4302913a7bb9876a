"""What calamine does not tell about an .xlsb sheet: number formats, merged cells, formulas without a value, how far it reaches.

Source of the record numbers and layouts: Microsoft's [MS-XLSB], Excel (.xlsb) Binary File Format.
"""

from __future__ import annotations

import struct
from functools import cached_property
from typing import TYPE_CHECKING, Final

from partytrack.intake.formats.facts import BUILT_IN, MOST_CELLS, Noted, NumberFormat, telling
from partytrack.intake.formats.packed import main_part, part, pointed_to
from partytrack.intake.legacy_letters import Run, legacy_font
from partytrack.intake.opening import damaged, too_large

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from partytrack.intake.legacy_letters import LegacyFont

_ROW: Final = 0
_BLANK: Final = 1
_NUMBERS: Final = frozenset({2, 5, 9})  # a number packed, a number, a formula's number
_ERRORS: Final = frozenset({3, 11})  # an error, a formula's error
_TEXTS: Final = frozenset({6, 7, 8})  # a text, a shared one, a formula's
_CELLS: Final = frozenset(range(1, 12))
_SHARED_TEXT: Final = 19
_FONT: Final = 43
_FONT_NAME: Final = 21  # bytes of a font before its name
_FORMAT: Final = 44
_CELL_STYLE: Final = 47
_SHEET: Final = 156
_MERGE: Final = 176
_CELL_STYLES_BEGIN: Final = 617
_CELL_STYLES_END: Final = 618
_MOST_RECORDS: Final = MOST_CELLS + 2_000_000  # a record for each cell and row
_ERROR_TEXTS: Final = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}


class _TooMany(Exception):
    """A part has more records than the largest sheet that is held."""


def _records(data: bytes) -> Iterator[tuple[int, int, int]]:
    """(number, start, end) of every record of a part; the number and the length have seven bits a byte."""
    place = count = 0
    while place < len(data):
        count += 1
        if count > _MOST_RECORDS:
            raise _TooMany
        number = shift = 0
        for _ in range(2):
            byte = data[place]
            place += 1
            number |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                break
        length = shift = 0
        for _ in range(4):
            byte = data[place]
            place += 1
            length |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                break
        yield number, place, place + length
        place += length


def _words(data: bytes, place: int) -> tuple[str, int]:
    """A text that its length precedes, and where it ends; a length of all ones is no text."""
    (length,) = struct.unpack_from("<I", data, place)
    if length == 0xFFFFFFFF:
        return "", place + 4
    end = place + 4 + 2 * length
    return data[place + 4 : end].decode("utf-16-le"), end


class Package:
    """One .xlsb file as a package of binary parts."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @cached_property
    def _sheet_parts(self) -> dict[str, str]:
        """Sheet name → the part that holds it."""
        main = main_part(self._path, "xl/workbook.bin")
        targets = pointed_to(self._path, main)
        data = part(self._path, main)
        parts = {}
        for number, start, _ in _records(data):
            if number == _SHEET:
                relation, end = _words(data, start + 8)
                name, _ = _words(data, end)
                parts[name] = targets.get(relation, "")
        return parts

    @cached_property
    def _styles(self) -> bytes:
        return part(self._path, "xl/styles.bin")

    @cached_property
    def _drawn(self) -> list[LegacyFont | None]:
        """The fonts by their number, the legacy ones."""
        return [legacy_font(_words(self._styles, start + _FONT_NAME)[0]) for number, start, _ in _records(self._styles) if number == _FONT]

    @cached_property
    def _fonts(self) -> dict[int, LegacyFont]:
        """Style number of a cell → its font, for the legacy ones."""
        if not any(self._drawn):
            return {}
        found = {}
        for number, start in enumerate(self._cell_styles):
            (index,) = struct.unpack_from("<H", self._styles, start + 4)
            font = self._drawn[index] if index < len(self._drawn) else None
            if font is not None:
                found[number] = font
        return found

    @cached_property
    def _runs(self) -> dict[str, tuple[Run, ...]]:
        """The shared texts that are written in several fonts, where the file has legacy ones → their parts."""
        if not any(self._drawn):
            return {}
        data = part(self._path, "xl/sharedStrings.bin")
        found = {}
        for number, start, _ in _records(data):
            if number != _SHARED_TEXT or not data[start] & 1:
                continue
            written, place = _words(data, start + 1)
            (count,) = struct.unpack_from("<I", data, place)
            changes = list(struct.iter_unpack("<HH", data[place + 4 : place + 4 + 4 * count]))
            ends = [*(first for first, _ in changes[1:]), len(written)]
            runs = [Run(written[: changes[0][0]], None, as_cell=True)] if changes and changes[0][0] else []
            for (first, index), end in zip(changes, ends, strict=False):
                runs.append(Run(written[first:end], self._drawn[index] if index < len(self._drawn) else None))
            found[written] = tuple(runs)
        return found

    @cached_property
    def _cell_styles(self) -> list[int]:
        """Where each style of a cell begins, by its number."""
        found: list[int] = []
        inside = False
        for number, start, _ in _records(self._styles):
            if number in {_CELL_STYLES_BEGIN, _CELL_STYLES_END}:
                inside = number == _CELL_STYLES_BEGIN
            elif number == _CELL_STYLE and inside:
                found.append(start)
        return found

    @cached_property
    def _formats(self) -> dict[int, NumberFormat]:
        """Style number of a cell → what its number format says, for the formats that say something."""
        codes = dict(BUILT_IN)
        for number, start, _ in _records(self._styles):
            if number == _FORMAT:
                codes[struct.unpack_from("<H", self._styles, start)[0]] = _words(self._styles, start + 2)[0]
        found: dict[int, NumberFormat] = {}
        for number, start in enumerate(self._cell_styles):
            style = telling(codes.get(struct.unpack_from("<H", self._styles, start + 2)[0], ""))
            if style is not None:
                found[number] = style
        return found

    def facts(self, sheet: str) -> Noted:
        """What is known of the cells of one sheet.

        Raises:
            FileUnreadable: A part is cut short or holds something else.
        """
        try:
            return self._noted(self._sheet_parts.get(sheet, ""))
        except _TooMany:
            raise too_large(self._path) from None
        except (struct.error, IndexError, UnicodeDecodeError):
            raise damaged(self._path) from None

    def _noted(self, name: str) -> Noted:
        data = part(self._path, name) if name else b""
        formats, fonts = self._formats, self._fonts
        noted = Noted(merges=[], runs=self._runs)
        row = 0
        for number, start, _ in _records(data):
            if number == _ROW:
                (row,) = struct.unpack_from("<I", data, start)
            elif number in _CELLS:
                if number == _BLANK:
                    continue
                column, style = struct.unpack_from("<II", data, start)
                noted.reach(row, column)
                if number in _TEXTS and fonts:
                    noted.note_font(row, column, fonts.get(style & 0xFFFFFF))
                elif number in _NUMBERS:
                    noted.note(row, column, formats.get(style & 0xFFFFFF))
                elif number in _ERRORS:
                    noted.errors[row, column] = _ERROR_TEXTS.get(data[start + 8], "#N/A")
            elif number == _MERGE and noted.merges is not None:
                first, last, left, right = struct.unpack_from("<IIII", data, start)
                noted.merges.append((first, left, last, right))
        return noted
