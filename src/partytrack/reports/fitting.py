"""Tables as wide as the paper allows: which columns fold, and how far. Numbers and states are never cut."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from rich import box
from rich.console import Group
from rich.table import Table
from rich.text import Text as Line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from rich.console import Console, ConsoleOptions, RenderableType

WIDE_GAP: Final = 3  # blanks between two columns where there is room
GAP: Final = 2


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table.

    Args:
        title: In the reader's language.
        right: Whether its cells stand at the right edge.
        least: How narrow it may become by folding its cells; None for cells that stay whole.
        style: A style of the terminal for its cells.
    """

    title: str
    right: bool = False
    least: int | None = None
    style: str = ""

    def needs(self, cells: Sequence[Line], *, folded_title: bool) -> int:
        """The width at which no cell is folded and the title has one line, or two with `folded_title`."""
        return max([_two_lines(self.title) if folded_title else Line(self.title).cell_len, *(widest(cell) for cell in cells)])


def widest(cell: Line) -> int:
    """The width of the longest line of a cell."""
    return max((line.cell_len for line in cell.split("\n")), default=0)


def _two_lines(title: str) -> int:
    """The least width at which a title has two lines or fewer."""
    words = title.split(" ")
    ways = [(" ".join(words[:count]), " ".join(words[count:])) for count in range(1, len(words) + 1)]
    return min(max(Line(first).cell_len, Line(second).cell_len) for first, second in ways)


@dataclass(frozen=True, slots=True)
class Form:
    """One way to show a table: its columns, and its rows with as many cells each.

    With `whole_words` it fits only where no word, such as the name of a file, is broken.
    """

    columns: Sequence[Column]
    rows: Sequence[Sequence[Line]]
    whole_words: bool = True

    def cells(self, index: int) -> list[Line]:
        """The cells of one column."""
        return [row[index] for row in self.rows]

    def without(self, *indices: int) -> Form:
        """The same without these columns."""
        kept = [index for index in range(len(self.columns)) if index not in indices]
        return replace(self, columns=[self.columns[index] for index in kept], rows=[[row[index] for index in kept] for row in self.rows])

    def widths(self, room: int, gap: int) -> list[int] | None:
        """The width of each column so that all fit into the room; None if they do not.

        Columns that fold share what the others leave: the widest gives way first.
        """
        found = [column.needs(self.cells(index), folded_title=gap < WIDE_GAP) for index, column in enumerate(self.columns)]
        over = sum(found) + gap * (len(found) - 1) - room
        least = [self._least(index) for index in range(len(found))]
        while over > 0:
            foldable = [index for index, floor in enumerate(least) if floor is not None and found[index] > floor]
            if not foldable:
                return None
            found[max(foldable, key=lambda index: found[index])] -= 1
            over -= 1
        for index, column in enumerate(self.columns):  # what is left over spares titles their second line
            more = Line(column.title).cell_len - found[index]
            if 0 < more <= -over:
                found[index] += more
                over += more
        return found

    def _least(self, index: int) -> int | None:
        """How narrow a column may become; None if it may not."""
        least = self.columns[index].least
        if least is None or not self.whole_words:
            return least
        return max([least, *(Line(word).cell_len for cell in self.cells(index) for word in cell.plain.split())])

    def table(self, widths: Sequence[int], gap: int) -> Table:
        """The table with columns of these widths; cells are folded at them, between words where there are any."""
        table = headings(self.columns, widths, gap)
        for row in self.rows:
            table.add_row(*row)
        return table

    def body(self, widths: Sequence[int]) -> Table:
        """The rows alone, to stand below `headings` of the same widths and the gap `GAP`."""
        table = Table(box=None, show_header=False, pad_edge=False, padding=(0, GAP, 0, 0))
        _add_columns(table, self.columns, widths)
        for row in self.rows:
            table.add_row(*row)
        return table


def headings(columns: Sequence[Column], widths: Sequence[int], gap: int) -> Table:
    """A table without rows; the sign between two columns is one of the blanks of the gap."""
    table = Table(
        box=box.SIMPLE_HEAD,
        show_edge=False,
        pad_edge=False,
        header_style="bold",
        padding=(0, 1, 0, gap - 2),
    )
    _add_columns(table, columns, widths)
    return table


def _add_columns(table: Table, columns: Sequence[Column], widths: Sequence[int | None]) -> None:
    for column, width in zip(columns, widths, strict=True):
        table.add_column(column.title, width=width, justify="right" if column.right else "left", overflow="fold", style=column.style)


@dataclass(frozen=True, slots=True)
class Fitted:
    """A table in the first of several forms that fits the paper; if none does, the last one with every column folded.

    Args:
        forms: Gives the forms, the fullest first; the later ones are made only when they are needed.
    """

    forms: Callable[[], Iterator[Form]]

    def __rich_console__(self, _console: Console, options: ConsoleOptions) -> Iterator[RenderableType]:
        """The table, as wide as the console."""
        room, gap = options.max_width, WIDE_GAP
        last: Form | None = None
        for form in self.forms():
            for gap in (WIDE_GAP, GAP) if last is None else (GAP,):
                widths = form.widths(room, gap)
                if widths is not None:
                    yield form.table(widths, gap)
                    return
            last = form
        if last is not None:
            yield folded(last)


def folded(form: Form) -> Table:
    """The table with every column free to fold, for paper on which nothing fits whole."""
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style="bold", padding=(0, 1, 0, 0))
    _add_columns(table, form.columns, [None] * len(form.columns))
    for row in form.rows:
        table.add_row(*row)
    return table


def side_by_side(pieces: Sequence[Line], room: int, gap: int) -> Group:
    """The pieces in as few lines as the room allows, none of them broken."""
    lines: list[Line] = []
    for piece in pieces:
        if lines and lines[-1].cell_len + gap + piece.cell_len <= room:
            lines[-1].append(" " * gap).append_text(piece)
        else:
            lines.append(piece.copy())
    return Group(*lines)
