"""A web page as one sheet, which is what spreadsheet programs make of the tables that other programs name .xls.

Every row of a table is a row, and so is every line of words outside the tables, so that places are those the sender sees.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from partytrack.intake.formats.facts import MOST_CELLS, Noted, Range
from partytrack.intake.formats.tags import go_through
from partytrack.intake.legacy_letters import Run, legacy_font
from partytrack.intake.opening import LARGEST_MARKUP, too_large

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from partytrack.intake.legacy_letters import LegacyFont

_BLOCKS: Final = frozenset({"p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "caption", "center", "pre", "ul", "ol"})
_UNSEEN: Final = frozenset({"script", "style", "title", "head"})
_SPACES: Final = re.compile(r"[ \t\r\n]+")
_DRAWN: Final = frozenset({"font", "span", "b", "strong", "i", "em", "u", "p", "div"})
"""The tags inside a cell that may name a font."""
_RULE: Final = re.compile(r"([^{}]{1,500})\{([^{}]{0,5000})\}")
_FAMILY: Final = re.compile(r"font-family\s*:\s*([^;}]{1,200})", re.IGNORECASE)
_SELECTOR: Final = re.compile(r"(?:[a-z0-9]*\.[\w-]+|[a-z0-9]+)", re.IGNORECASE)
_MOST_TAGS: Final = 2_500_000  # of a million cells
_LONGEST_CELL: Final = 32_767  # characters, as in Excel; the rest of a longer one is left out
_LARGEST_SPAN: Final = 16_384
_DEEPEST: Final = 100  # tags inside each other
_CHARSET: Final = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)


_Piece = tuple[str, str | None]
"""Words, and the font they are written in where one is named."""


def charset(data: bytes) -> str | None:
    """The encoding that a page names itself."""
    named = _CHARSET.search(data[:4096])
    return named[1].decode("ascii") if named else None


def page(path: Path, written: str) -> tuple[list[list[str]], list[Range], Noted]:
    """The rows of a page, each of the same width, its merged cells, and the legacy fonts it names.

    Raises:
        FileUnreadable: It spans more than a sheet holds.
    """
    if len(written) > LARGEST_MARKUP or written.count("<") > _MOST_TAGS:
        raise too_large(path)
    reader = _Page(path, _fonts_of_styles(written))
    go_through(written, reader)
    return reader.finished()


def _fonts_of_styles(written: str) -> dict[str, str]:
    """What the page's styles are for, a class (`.xl24`) or a tag (`td`) → the font they name."""
    found: dict[str, str] = {}
    opening = written.find("<style")
    while opening >= 0:
        closing = written.find("</style", opening)
        for selectors, rules in _RULE.findall(written[opening : max(closing, opening)]):
            family = _FAMILY.search(rules)
            for selector in selectors.split(",") if family else ():
                last = _SELECTOR.findall(selector.strip())[-1:]
                found |= {f".{each.partition('.')[2]}" if "." in each else each.lower(): family[1].strip() for each in last if family}
        opening = written.find("<style", closing) if closing >= 0 else -1
    return found


class _Page:
    """Told of every tag, it fills the rows.

    Args:
        path: The file.
        styles: What the page's styles are for → the font they name.
    """

    def __init__(self, path: Path, styles: dict[str, str]) -> None:
        self._path = path
        self._styles = styles
        self._facts = Noted()
        self._of_cell: str | None = None  # the font that the open cell names
        self._inside: list[tuple[str, str | None]] = []  # tags that are open inside it, each with the font it names
        self._cells: dict[int, dict[int, str]] = {}
        self._taken: set[tuple[int, int]] = set()  # by a cell that reaches down from above
        self._merges: list[Range] = []
        self._row = -1
        self._column = 0
        self._spans: tuple[int, int] | None = None  # rows and columns of the open cell
        self._depth = 0
        self._unseen = 0
        self._words: list[tuple[str, str | None]] = []  # each with the font it is written in
        self._width = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag in _UNSEEN:
            self._unseen += 1
        elif tag == "br":
            self._words.append(("\v", None))
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
            self._of_cell = self._named(tag, attributes)
        elif tag in _BLOCKS:
            self._break()
        if tag in _DRAWN and len(self._inside) < _DEEPEST:
            self._inside.append((tag, self._named(tag, attributes)))

    def _named(self, tag: str, attributes: dict[str, str]) -> str | None:
        """The font that a tag names, itself or by its style."""
        own = _FAMILY.search(attributes.get("style", ""))
        of_class = (self._styles.get(f".{each}") for each in attributes.get("class", "").split())
        names = (own[1] if own else None, attributes.get("face"), *of_class, self._styles.get(tag))
        return next((name for name in names if name), None)

    def end(self, tag: str) -> None:
        if tag in _DRAWN and any(tag == each for each, _ in self._inside):
            while self._inside.pop()[0] != tag:
                pass
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
            face = next((name for _, name in reversed(self._inside) if name), self._of_cell)
            self._words.append((written[:_LONGEST_CELL], face))

    def _break(self) -> None:
        if self._spans is not None:
            self._words.append(("\v", None))  # paragraphs of one cell are its lines
        elif not self._depth:
            self._close()

    def _close(self) -> None:
        """Put down the open cell, or the line of words outside a table."""
        lines = _lines(self._words)
        self._words.clear()
        self._inside.clear()
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
        while lines and not lines[0]:
            lines.pop(0)
        while lines and not lines[-1]:
            lines.pop()
        self._put(
            self._row, self._column, [piece for number, line in enumerate(lines) for piece in ([("\n", None)] if number else []) + line]
        )
        self._of_cell = None
        if (rows, columns) != (1, 1):
            self._merges.append((self._row, self._column, self._row + rows - 1, self._column + columns - 1))
            self._taken |= {(self._row + down, self._column + right) for down in range(rows) for right in range(columns)}
        self._width = max(self._width, self._column + columns)
        self._column += columns

    def _put(self, row: int, column: int, pieces: Sequence[_Piece]) -> None:
        self._width = max(self._width, column + 1)
        if (row + 1) * self._width > MOST_CELLS:
            raise too_large(self._path)
        if not pieces:
            return
        words = self._cells.setdefault(row, {})[column] = "".join(words for words, _ in pieces)
        runs = [Run(words, _drawn(face)) for words, face in pieces]
        fonts = {run.font for run in runs if run.text.strip()}
        if len(fonts) == 1:
            self._facts.note_font(row, column, *fonts)
        elif any(fonts):
            self._facts.runs[words] = tuple(runs)

    def finished(self) -> tuple[list[list[str]], list[Range], Noted]:
        self._close()
        height = max(self._cells, default=-1) + 1
        rows = [[""] * self._width for _ in range(height)]
        for row, cells in self._cells.items():
            for column, words in cells.items():
                rows[row][column] = words
        return rows, [merge for merge in self._merges if merge[0] < height], self._facts


def _lines(words: Sequence[_Piece]) -> list[list[_Piece]]:
    """The lines of a cell, each in its pieces of one font; runs of blanks, which a page shows as one, are one, at its ends none."""
    lines: list[list[_Piece]] = [[]]
    for written, face in words:
        for number, part in enumerate(written.split("\v")):
            if number:
                lines.append([])
            line = lines[-1]
            said = _SPACES.sub(" ", part.replace("\xa0", " "))
            if not line or line[-1][0].endswith(" "):
                said = said.lstrip(" ")
            if said and line and line[-1][1] == face:
                line[-1] = (line[-1][0] + said, face)
            elif said:
                line.append((said, face))
    for line in lines:
        while line and not line[-1][0].strip():
            line.pop()
        if line:
            line[-1] = (line[-1][0].rstrip(), line[-1][1])
    return lines


@lru_cache(256)
def _drawn(face: str | None) -> LegacyFont | None:
    return legacy_font(face or "")


def _span(said: str | None) -> int:
    said = (said or "").strip()
    return min(max(int(said), 1), _LARGEST_SPAN) if said.isdecimal() and len(said) < 8 else 1
