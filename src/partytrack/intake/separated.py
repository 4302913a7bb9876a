"""Text separated by commas, semicolons or tabs, as rows of cells. A large one is read in blocks and kept by columns, see `compact`."""

from __future__ import annotations

import codecs
import csv
import re
from collections import Counter
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, Final

from partytrack import compact
from partytrack.errors import FileUnreadable
from partytrack.intake.formats.facts import Noted, note_shown_errors
from partytrack.intake.legacy_letters import suspicious, western
from partytrack.intake.legacy_words import letters_of
from partytrack.intake.opening import damaged, decoded, too_large, utf16
from partytrack.progress import unwatched

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from partytrack.intake.legacy_letters import Letters
    from partytrack.progress import Reached

    Sheet = tuple[Sequence[list[Any]], Sequence[Sequence[Any]], Noted, Letters | None]
    """Its rows, its columns (none where they are to be turned from the rows), its facts, and letters that are not those of Unicode."""

_DELIMITERS: Final = ",;\t|"
_MOST_CELLS: Final = 16_000_000  # a million lines of sixteen cells
_MOST_LINES: Final = 2_000_000
_MOST_COLUMNS: Final = 16_384  # as many as a sheet of Excel has
_MOST_KEPT: Final = 100_000  # words
_LINE: Final = re.compile(r"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+")
_NAMED_DELIMITER: Final = re.compile(r"sep=([,;\t|])\r?\n", re.IGNORECASE)
_HEAD: Final = 50_000  # characters that show the delimiter
_LARGE: Final = 2_000_000  # bytes: about twenty thousand rows
_PIECE: Final = 1 << 20  # bytes
_LONGEST_LINE: Final = 1 << 24  # characters


def written(path: Path, data: bytes, named: str | None = None) -> tuple[str, Letters | None]:
    """The text of a file, and the letters it is written in where they are not those of Unicode.

    Raises:
        FileUnreadable: It is in none of the encodings that are read.
    """
    try:
        return decoded(path, data, named), None
    except FileUnreadable:
        letters = letters_of(data)
        if letters is None:
            raise
        return western(data), letters


def sheet(path: Path, data: bytes, reached: Reached = unwatched) -> Sheet:
    """The one sheet of a text; every row has the same width, and the last one holds something.

    Args:
        path: The file.
        data: Its content.
        reached: Is told how much of it was read.

    Raises:
        FileUnreadable: It is in an encoding that is not read, damaged, or far too large.
    """
    return (_in_blocks(path, data, reached) if len(data) > _LARGE else None) or _whole(path, data)


def _whole(path: Path, data: bytes) -> Sheet:
    text, letters = written(path, data)
    if "\x00" in text:
        raise damaged(path)
    named = _NAMED_DELIMITER.match(text)  # a first line "sep=;" is Excel's own way to say it
    reader = csv.reader(_lines(text, named.end() if named else 0), delimiter=named[1] if named else _delimiter(text))
    rows: list[list[Any]] = [[]] if named else []
    try:
        width = _filled(rows, reader, path)
    except csv.Error:
        raise damaged(path) from None
    for row in rows:
        if len(row) < width:
            row.extend([""] * (width - len(row)))
    while rows and not any(rows[-1]):
        rows.pop()
    facts = Noted(suspicious=suspicious(text))
    if "#" in text:
        note_shown_errors(rows, facts)
    return rows, [], facts, letters


def _lines(text: str, start: int) -> Iterator[str]:
    """The lines of a text one after the other, with their ends; nothing is copied but the line."""
    return (line[0] for line in _LINE.finditer(text, start))


def _filled(rows: list[list[Any]], reader: Iterator[list[str]], path: Path) -> int:
    """Add the rows of a text; the number of cells of the longest.

    Of the words that come again and again each is kept once: a million rows name the same few hundred units.
    """
    width = 0
    kept: dict[str, str] = {}
    for row in reader:
        if len(kept) < _MOST_KEPT:
            rows.append([kept.setdefault(cell, cell) for cell in row])
        else:
            rows.append([kept.get(cell, cell) for cell in row])
        width = max(width, len(row))
        if width > _MOST_COLUMNS or width * len(rows) > _MOST_CELLS or len(rows) > _MOST_LINES:
            raise too_large(path)
    return width


def _delimiter(text: str) -> str:
    """The delimiter that splits most of the first lines into the same number of cells."""
    lines = text[:_HEAD].splitlines()[:60]
    best, most = ",", (0, 0)
    for delimiter in _DELIMITERS:
        widths = Counter(len(row) for row in csv.reader(lines, delimiter=delimiter))
        shared = [(count, width) for width, count in widths.items() if width > 1]
        filled = sum(count for count, _ in shared)
        same = max((count * width for count, width in shared), default=0)
        if (filled, same) > most and same:
            best, most = delimiter, (filled, same)
    return best


# --- in blocks ---


class _NotPlainError(Exception):
    """A text that only can be read as a whole: in another encoding or other letters, damaged, or without lines."""


def _in_blocks(path: Path, data: bytes, reached: Reached = unwatched) -> Sheet | None:
    """The same for a large text in UTF-8 or UTF-16, of which neither all letters nor all cells are ever there at once; None for any other."""
    reading = _Reading(path, data, reached)
    try:
        reading.read()
    except (_NotPlainError, UnicodeDecodeError):
        return None
    except csv.Error:
        raise damaged(path) from None
    columns = [each.column(reading.filled) for each in reading.columns] if reading.filled else []
    return compact.Rows(columns, reading.filled), columns, reading.facts, None


class _Reading:
    """A large text on its way to columns."""

    def __init__(self, path: Path, data: bytes, reached: Reached) -> None:
        self._path = path
        self._data = data
        self._reached = reached
        self._hashes = False  # whether the text so far holds the sign that errors of formulas begin with
        self.columns: list[compact.Growing] = []
        self.facts = Noted(suspicious=False)
        self.filled = 0  # rows down to the last that holds something
        self._count = 0

    def read(self) -> None:
        """Take in all rows."""
        pieces = self._pieces()
        first = next(pieces)
        if len(first) < _HEAD:
            raise _NotPlainError
        named = _NAMED_DELIMITER.match(first)
        lines = chain(_lines(first, named.end() if named else 0), chain.from_iterable(_lines(piece, 0) for piece in pieces))
        reader = csv.reader(lines, delimiter=named[1] if named else _delimiter(first))
        rows: Iterable[list[str]] = chain([[]], reader) if named else reader
        coming = iter(rows)
        while block := list(islice(coming, compact.BLOCK)):
            self._add(block)

    def _pieces(self) -> Iterator[str]:
        """The text in pieces of whole lines."""
        decoder = codecs.getincrementaldecoder(utf16(self._data) or "utf-8")()
        view, rest = memoryview(self._data), ""
        for start in range(0, len(view), _PIECE):
            self._reached(start / len(view))
            rest += decoder.decode(view[start : start + _PIECE], final=start + _PIECE >= len(view))
            if not start:
                rest = rest.lstrip("\ufeff")
            self._look_at(rest)
            end = rest.rfind("\n") + 1 or rest.rfind("\r", 0, -1) + 1  # a line may end with both, which the next piece tells
            if end:
                yield rest[:end]
                rest = rest[end:]
        yield rest

    def _look_at(self, letters: str) -> None:
        if "\x00" in letters or suspicious(letters) or len(letters) > _LONGEST_LINE:
            raise _NotPlainError
        self._hashes = self._hashes or "#" in letters

    def _add(self, block: list[list[str]]) -> None:
        width = max(len(self.columns), *map(len, block))
        count = self._count + len(block)
        if width > _MOST_COLUMNS or width * count > _MOST_CELLS or count > _MOST_LINES:
            raise too_large(self._path)
        self.filled = next((self._count + number for number in range(len(block), 0, -1) if any(block[number - 1])), self.filled)
        if self._hashes:
            noted = Noted()
            note_shown_errors(block, noted)
            self.facts.errors.update({(self._count + row, column): said for (row, column), said in noted.errors.items()})
        for row in block:
            if len(row) < width:
                row.extend([""] * (width - len(row)))
        self.columns += [compact.Growing(self._count) for _ in range(width - len(self.columns))]
        for column, cells in zip(self.columns, zip(*block, strict=True), strict=True):
            column.add(cells)
        self._count = count
