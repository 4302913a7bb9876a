"""A web page as one sheet, which is what spreadsheet programs make of the tables that other programs name .xls.

Every row of a table is a row, and so is every line of words outside the tables, so that places are those the sender sees.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from partytrack.intake.formats.facts import MOST_CELLS, Range
from partytrack.intake.formats.tags import go_through
from partytrack.intake.opening import LARGEST_MARKUP, too_large

if TYPE_CHECKING:
    from pathlib import Path

_BLOCKS: Final = frozenset({"p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "caption", "center", "pre", "ul", "ol"})
_UNSEEN: Final = frozenset({"script", "style", "title", "head"})
_SPACES: Final = re.compile(r"[ \t\r\n]+")
_MOST_TAGS: Final = 2_500_000  # of a million cells
_LONGEST_CELL: Final = 32_767  # characters, as in Excel; the rest of a longer one is left out
_LARGEST_SPAN: Final = 16_384
_CHARSET: Final = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)


def charset(data: bytes) -> str | None:
    """The encoding that a page names itself."""
    named = _CHARSET.search(data[:4096])
    return named[1].decode("ascii") if named else None


def page(path: Path, written: str) -> tuple[list[list[str]], list[Range]]:
    """The rows of a page, each of the same width, and its merged cells.

    Raises:
        FileUnreadable: It spans more than a sheet holds.
    """
    if len(written) > LARGEST_MARKUP or written.count("<") > _MOST_TAGS:
        raise too_large(path)
    reader = _Page(path)
    go_through(written, reader)
    return reader.finished()


class _Page:
    """Told of every tag, it fills the rows."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._cells: dict[int, dict[int, str]] = {}
        self._taken: set[tuple[int, int]] = set()  # by a cell that reaches down from above
        self._merges: list[Range] = []
        self._row = -1
        self._column = 0
        self._spans: tuple[int, int] | None = None  # rows and columns of the open cell
        self._depth = 0
        self._unseen = 0
        self._words: list[str] = []
        self._width = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag in _UNSEEN:
            self._unseen += 1
        elif tag == "br":
            self._words.append("\v")
        elif tag == "table":
            self._close()
            self._depth += 1
        elif tag == "tr":
            self._close()
            self._row += 1
            self._column = 0
        elif tag in {"td", "th"}:
            self._close()
            self._row = max(self._row, 0)
            self._spans = _span(attributes.get("rowspan")), _span(attributes.get("colspan"))
        elif tag in _BLOCKS:
            self._break()

    def end(self, tag: str) -> None:
        if tag in _UNSEEN:
            self._unseen = max(self._unseen - 1, 0)
        elif tag in {"td", "th", "tr"}:
            self._close()
        elif tag == "table":
            self._close()
            self._depth = max(self._depth - 1, 0)
        elif tag in _BLOCKS:
            self._break()

    def words(self, written: str) -> None:
        if not self._unseen:
            self._words.append(written[:_LONGEST_CELL])

    def _break(self) -> None:
        if self._spans is not None:
            self._words.append("\v")  # paragraphs of one cell are its lines
        elif not self._depth:
            self._close()

    def _close(self) -> None:
        """Put down the open cell, or the line of words outside a table."""
        lines = [_SPACES.sub(" ", line.replace("\xa0", " ")).strip() for line in "".join(self._words).split("\v")]
        self._words.clear()
        if self._spans is None:
            for line in filter(None, lines):
                self._row += 1
                self._put(self._row, 0, line)
            return
        rows, columns = self._spans
        self._spans = None
        while (self._row, self._column) in self._taken:
            self._column += 1
        if len(self._taken) + rows * columns > MOST_CELLS // 10:
            raise too_large(self._path)
        self._put(self._row, self._column, "\n".join(lines).strip("\n"))
        if (rows, columns) != (1, 1):
            self._merges.append((self._row, self._column, self._row + rows - 1, self._column + columns - 1))
            self._taken |= {(self._row + down, self._column + right) for down in range(rows) for right in range(columns)}
        self._width = max(self._width, self._column + columns)
        self._column += columns

    def _put(self, row: int, column: int, words: str) -> None:
        self._width = max(self._width, column + 1)
        if (row + 1) * self._width > MOST_CELLS:
            raise too_large(self._path)
        if words:
            self._cells.setdefault(row, {})[column] = words

    def finished(self) -> tuple[list[list[str]], list[Range]]:
        self._close()
        height = max(self._cells, default=-1) + 1
        rows = [[""] * self._width for _ in range(height)]
        for row, cells in self._cells.items():
            for column, words in cells.items():
                rows[row][column] = words
        return rows, [merge for merge in self._merges if merge[0] < height]


def _span(said: str | None) -> int:
    said = (said or "").strip()
    return min(max(int(said), 1), _LARGEST_SPAN) if said.isdecimal() and len(said) < 8 else 1
