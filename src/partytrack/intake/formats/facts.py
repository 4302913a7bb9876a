"""What a cell's number format and its formula say beyond its value: the same questions of every file format.

A number format that changes what a cell means is added in `telling`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from partytrack.intake.legacy_letters import LegacyFont, Run

MOST_CELLS: Final = 10_000_000  # a sheet is held as a rectangle: its corners decide how much memory it takes, here 900 MB
BUILT_IN: Final = {9: "0%", 10: "0.00%", 17: "mmm-yy"}
"""The format codes that Excel's files name by number only, as far as they say something."""

Range = tuple[int, int, int, int]
"""First row, first column, last row, last column of merged cells, all from 0 and included."""

_SHOWN_ERROR: Final = re.compile(r"#(?:DIV/0!|REF!|NAME\?|VALUE!|N/A|NUM!|NULL!)")
_QUOTED: Final = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """What a number format says beyond the number.

    Args:
        zeros: How many digits it pads to; 0 if it does not.
        per: 100 for a per cent format, 1000 for per mille, else 1.
        precision: "year" or "month" for a date format without the smaller parts, else None.
    """

    zeros: int = 0
    per: int = 1
    precision: str | None = None


def telling(code: str) -> NumberFormat | None:
    """What a format code of Excel's changes about the meaning of a number; None if nothing."""
    quoted = code.split(";", maxsplit=1)[0]
    first = _QUOTED.sub("", quoted).strip().lower()
    if "%" in first:
        return NumberFormat(per=100)
    if "‰" in quoted:
        return NumberFormat(per=1000)
    if "y" in first or ("m" in first and "d" in first):
        if "d" in first:
            return None
        return NumberFormat(precision="month" if "m" in first else "year")
    zeros = re.fullmatch(r"(0{2,})", first.replace(" ", "").replace("-", ""))
    return NumberFormat(zeros=len(zeros[1])) if zeros else None


class Facts(Protocol):
    """What is known of a sheet's cells beyond their values."""

    @property
    def styles(self) -> Collection[NumberFormat]:
        """The telling formats that the file has; a cell may have none of them."""

    @property
    def errors(self) -> dict[tuple[int, int], str]:
        """(row, column) from 0 → what stands in a cell whose formula has no value: `#REF!`, or the formula itself."""

    @property
    def merges(self) -> list[Range] | None:
        """The merged ranges; None where the reader of the cells tells them itself."""

    @property
    def too_wide(self) -> bool:
        """Whether the rectangle between its corners is too large to hold, however few cells are filled."""

    @property
    def fonts(self) -> dict[int, dict[int, LegacyFont]]:
        """Column → row, both from 0 → the legacy font of a cell of text that has one."""

    @property
    def runs(self) -> dict[str, tuple[Run, ...]]:
        """The text of a cell that is written in several fonts, legacy ones among them → its parts; of equal texts, those of the last."""

    @property
    def suspicious(self) -> bool:
        """Whether a cell may hold characters that hardly stand in Unicode; False only where somebody has looked."""

    @property
    def doubtful(self) -> bool:
        """Whether the reader of the cells may find more than these facts say, or fall over them: then a trial has to tell."""

    def search(self) -> None:
        """Look now for what will be asked."""

    def formats(self, column: int) -> dict[int, NumberFormat]:
        """Row from 0 → the number format of each cell of a column that has a telling one."""

    def format_throughout(self, column: int, first: int, last: int) -> NumberFormat | None:
        """The one telling format that all cells of a column from one row through another have; None where they differ."""


@dataclass(slots=True)
class Noted:
    """Facts that were noted cell by cell while a sheet was gone through.

    Args:
        errors: As in `Facts`.
        merges: As in `Facts`.
        height: Rows down to the last filled cell.
        width: Columns through the rightmost filled cell.
        fonts: As in `Facts`.
        runs: As in `Facts`.
        suspicious: As in `Facts`.
    """

    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    merges: list[Range] | None = None
    height: int = 0
    width: int = 0
    fonts: dict[int, dict[int, LegacyFont]] = field(default_factory=dict)
    runs: dict[str, tuple[Run, ...]] = field(default_factory=dict)
    suspicious: bool = True
    _formats: dict[int, dict[int, NumberFormat]] = field(default_factory=dict)

    def note(self, row: int, column: int, style: NumberFormat | None) -> None:
        """Keep the format of one cell, where it says something."""
        if style is not None:
            self._formats.setdefault(column, {})[row] = style

    def note_font(self, row: int, column: int, font: LegacyFont | None) -> None:
        """Keep the font of one cell of text, where it is a legacy one."""
        if font is not None:
            self.fonts.setdefault(column, {})[row] = font

    def reach(self, row: int, column: int) -> None:
        """A cell is filled: the sheet reaches at least to it."""
        self.height = max(self.height, row + 1)
        self.width = max(self.width, column + 1)

    @property
    def styles(self) -> Collection[NumberFormat]:
        """The telling formats of its cells."""
        return {style for cells in self._formats.values() for style in cells.values()}

    @property
    def too_wide(self) -> bool:
        """Whether the rectangle of its cells is too large to hold."""
        return self.height * self.width > MOST_CELLS

    @property
    def doubtful(self) -> bool:
        """Its cells were gone through one by one."""
        return False

    def search(self) -> None:
        """Everything is noted already."""

    def formats(self, column: int) -> dict[int, NumberFormat]:
        """Row from 0 → the number format of each cell of a column that has a telling one."""
        return self._formats.get(column, {})

    def format_throughout(self, column: int, first: int, last: int) -> NumberFormat | None:
        """The one telling format of all cells of a column from one row through another; None where they differ."""
        found = self._formats.get(column, {})
        styles = {found.get(row) for row in range(first, last + 1)}
        return styles.pop() if len(styles) == 1 else None


def note_shown_errors(rows: Sequence[list[Any]], noted: Noted) -> None:
    """Take the errors of formulas out of the cells of a text: there they are words like any other."""
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            if cell[:1] == "#" and _SHOWN_ERROR.fullmatch(cell.strip()):
                noted.errors[number, column] = cell.strip()
                row[column] = ""
