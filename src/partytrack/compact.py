"""Columns of a large table kept small: a few bytes a cell instead of an object each. They read as sequences and never change.

A list of a million rows has a few hundred distinct words in most of its columns, and a number of its own in each cell of the rest.
`Coded` keeps the words once and two bytes a cell, `Spelled` the letters of the cells one after the other. What does not change from
row to row is worked out once for each word (`mapped`), so that large columns are also the quicker ones.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date
from itertools import chain, compress, islice
from typing import TYPE_CHECKING, Any, Final, overload

if TYPE_CHECKING:
    from collections.abc import Callable

BLOCK: Final = 8192  # cells
_MANY_ROWS: Final = 5_000  # fewer are read as quickly as they are coded
_MANY_WORDS: Final = 1 << 11  # of one column: with so many, half of the cells at least have to come again
_TURNED_AT_ONCE: Final = 1024  # rows, some hundred kilobytes
_MOST_WORDS: Final = 1 << 16  # of one column, so that two bytes name any of them
_SAME_IF_EQUAL: Final = frozenset({str, date})
_BETWEEN: Final = "\x00"  # no cell of a text holds it


class Column(Sequence[Any]):
    """Many values in their order; compared by what it holds."""

    __slots__ = ()
    __hash__ = None  # type: ignore[assignment]  # as no list has one

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        return isinstance(other, Sequence) and len(self) == len(other) and all(one == two for one, two in zip(self, other, strict=True))

    def stretch(self, first: int, end: int) -> Column:
        """The values from `first` to before `end`, as small."""
        raise NotImplementedError

    def mapped(self, function: Callable[[Any], Any]) -> Sequence[Any]:
        """What a function makes of every value; called at least once for each distinct one, and for some that only stand elsewhere."""
        raise NotImplementedError

    def distinct(self) -> Iterable[Any]:
        """Every distinct value at least once."""
        raise NotImplementedError

    def picked(self, places: Iterable[int]) -> Column:
        """The values at some places, in ascending order."""
        raise NotImplementedError


class Coded(Column):
    """Values of which each distinct one is kept once."""

    __slots__ = ("_codes", "_words")

    def __init__(self, codes: array[int], words: list[Any]) -> None:
        self._codes = codes
        self._words = words

    @property
    def codes(self) -> array[int]:
        """For each value the place of its word."""
        return self._codes

    @property
    def words(self) -> list[Any]:
        """The words, and some that do not occur."""
        return self._words

    def __len__(self) -> int:
        return len(self._codes)

    @overload
    def __getitem__(self, index: int) -> Any: ...  # noqa: ANN401 - whatever the column holds
    @overload
    def __getitem__(self, index: slice) -> list[Any]: ...
    def __getitem__(self, index: int | slice) -> Any:
        """A value, or a list of some."""
        if isinstance(index, slice):
            return list(map(self._words.__getitem__, self._codes[index]))
        return self._words[self._codes[index]]

    def __iter__(self) -> Iterator[Any]:
        return map(self._words.__getitem__, self._codes)

    def __reversed__(self) -> Iterator[Any]:
        return map(self._words.__getitem__, reversed(self._codes))

    def __contains__(self, value: object) -> bool:
        return value in self.distinct()

    def count(self, value: object) -> int:
        """How many cells hold a value."""
        return sum(self._codes.count(code) for code, word in enumerate(self._words) if word is value or word == value)

    def stretch(self, first: int, end: int) -> Coded:
        """The values from `first` to before `end`."""
        return self if (first, end) == (0, len(self)) else Coded(self._codes[first:end], self._words)

    def mapped(self, function: Callable[[Any], Any]) -> Coded:
        """What a function makes of every value; called once for each word that occurs."""
        words: list[Any] = [None] * len(self._words)
        for code in set(self._codes):
            words[code] = function(self._words[code])
        return Coded(self._codes, words)

    def distinct(self) -> list[Any]:
        """Every value that occurs."""
        return [self._words[code] for code in set(self._codes)]

    def picked(self, places: Iterable[int]) -> Coded:
        """The values at some places."""
        return Coded(array(self._codes.typecode, map(self._codes.__getitem__, places)), self._words)


class _Codes(dict[Any, int]):
    """Word → its code: the next number for one that is new."""

    def __missing__(self, word: object) -> int:
        code = self[word] = len(self)
        return code


class _Turning:
    """A column while it is turned: coded as long as it holds texts and days most of which come again, else a list.

    Numbers are not coded: 1, 1.0 and a yes are equal, and yet not the same.
    """

    def __init__(self) -> None:
        self._known = _Codes()
        self._codes = array("H")
        self._plain: list[Any] | None = None

    def add(self, cells: Sequence[Any]) -> None:
        """Add the cells of some further rows."""
        if self._plain is None and not self._code(cells):
            self._plain = list(self.column())
        if self._plain is not None:
            self._plain += cells

    def _code(self, cells: Sequence[Any]) -> bool:
        """Add the cells as codes; False, with nothing added, where they cannot be or it does not pay."""
        before = len(self._codes)
        if set(map(type, cells)) <= _SAME_IF_EQUAL:
            with suppress(OverflowError):  # at a code of more than two bytes
                self._codes.extend(map(self._known.__getitem__, cells))
                if len(self._known) < _MANY_WORDS or len(self._known) * 2 < len(self._codes):
                    return True
        del self._codes[before:]
        return False

    def column(self) -> Sequence[Any]:
        """All cells added so far."""
        return Coded(self._codes, list(self._known)) if self._plain is None else self._plain


def turned(rows: Sequence[Sequence[Any]]) -> list[Sequence[Any]]:
    """The columns of rows of the same width; of many rows those are coded that can be.

    Some rows at a time, since the cells of a row lie near each other in memory.
    """
    if len(rows) < _MANY_ROWS:
        return list(zip(*rows, strict=True))
    columns = [_Turning() for _ in rows[0]]
    for first in range(0, len(rows), _TURNED_AT_ONCE):
        for column, cells in zip(columns, zip(*rows[first : first + _TURNED_AT_ONCE], strict=True), strict=True):
            column.add(cells)
    return [column.column() for column in columns]


class Spelled(Column):
    """Texts that hardly ever come again, kept as blocks of letters; a blank one is "" or None.

    Args:
        blocks: The cells, `BLOCK` of them in each but the last.
        first: How many cells before the first one are passed over.
        length: How many cells there are.
        blank: What a cell without letters is.
    """

    __slots__ = ("_blank", "_blocks", "_first", "_length", "_open")

    def __init__(self, blocks: list[str], first: int, length: int, blank: str | None = "") -> None:
        self._blocks = blocks
        self._first = first
        self._length = length
        self._blank = blank
        self._open: tuple[int, list[Any]] = (-1, [])

    def __len__(self) -> int:
        return self._length

    @overload
    def __getitem__(self, index: int) -> Any: ...  # noqa: ANN401 - a text or None
    @overload
    def __getitem__(self, index: slice) -> list[Any]: ...
    def __getitem__(self, index: int | slice) -> Any:
        """A text, or a list of some."""
        if isinstance(index, slice):
            first, end, step = index.indices(self._length)
            return list(self._between(first, end)) if step == 1 else [self[place] for place in range(first, end, step)]
        if not -self._length <= index < self._length:
            raise IndexError(index)
        block, place = divmod(self._first + index % self._length, BLOCK)
        if self._open[0] != block:  # whoever asks for one cell mostly asks for its neighbours next
            self._open = (block, self._cells(block))
        return self._open[1][place]

    def __iter__(self) -> Iterator[Any]:
        return self._between(0, self._length)

    def _between(self, first: int, end: int) -> Iterator[Any]:
        first, end = self._first + first, self._first + end
        for block in range(first // BLOCK, -(-end // BLOCK)):
            start = block * BLOCK
            yield from self._cells(block)[max(first - start, 0) : end - start]

    def _cells(self, block: int) -> list[Any]:
        cells: list[Any] = self._blocks[block].split(_BETWEEN)
        return cells if self._blank == "" else [cell or None for cell in cells]

    def stretch(self, first: int, end: int) -> Spelled:
        """The texts from `first` to before `end`, of the same blocks."""
        return Spelled(self._blocks, self._first + first, end - first, self._blank)

    def mapped(self, function: Callable[[Any], Any]) -> Sequence[Any]:
        """What a function makes of every text; a list where these are no texts themselves."""
        return small(map(function, self))

    def distinct(self) -> Iterator[Any]:
        """Every text."""
        return iter(self)

    def picked(self, places: Iterable[int]) -> Spelled:
        """The texts at some places."""
        blocks, length = _spelled(self[place] or "" for place in places)
        return Spelled(blocks, 0, length, self._blank)


def _spelled(texts: Iterable[str]) -> tuple[list[str], int]:
    """Texts as blocks of letters, and how many they are."""
    coming = iter(texts)
    blocks, length = [], 0
    while block := list(islice(coming, BLOCK)):
        blocks.append(_BETWEEN.join(block))
        length += len(block)
    return blocks, length


def small(values: Iterable[Any]) -> Sequence[Any]:
    """Values that are all texts or one kind of blank, "" or None, as a `Spelled` column; any others as a list."""
    coming = iter(values)
    blocks: list[str] = []
    length = 0
    blanks: set[str | None] = set()
    while block := list(islice(coming, BLOCK)):
        now = blanks | {blank for blank in ("", None) if blank in block}
        if len(now) > 1 or not set(map(type, block)) <= {str, type(None)} or any(_BETWEEN in text for text in block if text):
            return [*Spelled(blocks, 0, length, None if None in blanks else ""), *block, *coming]
        blanks = now
        blocks.append(_BETWEEN.join([text or "" for text in block]))
        length += len(block)
    return Spelled(blocks, 0, length, None if None in blanks else "")


class Growing:
    """A column of texts while it is read, block by block; each but the last has `BLOCK` cells.

    Args:
        blanks: How many blank cells stand before the first one.
    """

    def __init__(self, blanks: int = 0) -> None:
        self._known = _Codes({"": 0})
        self._codes = array("H", bytes(2 * blanks))
        self._blocks: list[str] | None = None
        self._length = blanks

    def add(self, cells: Sequence[str]) -> None:
        """Add a block of cells, none of which holds the character 0."""
        if self._blocks is None:
            with suppress(OverflowError):  # at a code of more than two bytes
                self._codes.extend(map(self._known.__getitem__, cells))
            if len(self._known) > _MOST_WORDS:
                self._spell()
        if self._blocks is not None:
            self._blocks.append(_BETWEEN.join(cells))
        self._length += len(cells)

    def _spell(self) -> None:
        """Spell out the cells before the last block: there are too many words."""
        words = list(self._known)
        self._blocks, _ = _spelled(words[code] for code in self._codes[: self._length])
        self._known, self._codes = _Codes(), array("H")

    def column(self, length: int) -> Column:
        """The first cells of it; nothing is added any more."""
        if self._blocks is None:
            return Coded(self._codes, list(self._known)).stretch(0, length)
        return Spelled(self._blocks, 0, self._length).stretch(0, length)


class Rows(Sequence[list[Any]]):
    """The rows of a table that is kept by columns; each is made anew when it is asked for."""

    __slots__ = ("_columns", "_length")

    def __init__(self, columns: Sequence[Column], length: int) -> None:
        self._columns = columns
        self._length = length

    def __len__(self) -> int:
        return self._length

    @overload
    def __getitem__(self, index: int) -> list[Any]: ...
    @overload
    def __getitem__(self, index: slice) -> list[list[Any]]: ...
    def __getitem__(self, index: int | slice) -> Any:
        """A row, or a list of some."""
        if isinstance(index, slice):
            return [self[row] for row in range(*index.indices(self._length))]
        return [column[index] for column in self._columns]

    def __iter__(self) -> Iterator[list[Any]]:
        return map(list, zip(*self._columns, strict=True)) if self._columns else ([] for _ in range(self._length))


# --- for columns and lists alike ---


def mapped(values: Sequence[Any], function: Callable[[Any], Any]) -> Sequence[Any]:
    """What a function makes of every value, called once for each distinct one of a list; a column stays small."""
    if isinstance(values, Column):
        return values.mapped(function)
    distinct = set(values)
    memo = dict(zip(distinct, map(function, distinct), strict=True))
    return [memo[value] for value in values]


def mapped_singly(values: Sequence[Any], function: Callable[[Any], Any]) -> Sequence[Any]:
    """The same, of a list called for every value, so that equal ones of two types are told apart."""
    return values.mapped(function) if isinstance(values, Column) else list(map(function, values))


def distinct(values: Sequence[Any]) -> Iterable[Any]:
    """Every distinct value at least once."""
    return values.distinct() if isinstance(values, Column) else set(values)


def picked(values: Sequence[Any], places: Sequence[int]) -> Sequence[Any]:
    """The values at some places, which ascend; a column stays small."""
    return values.picked(places) if isinstance(values, Column) else [values[place] for place in places]


def wanted(values: Sequence[Any], which: Sequence[bool]) -> Sequence[Any]:
    """The values that are wanted; a column stays small."""
    return values.picked(compress(range(len(which)), which)) if isinstance(values, Column) else list(compress(values, which))


def stretch(values: Sequence[Any], first: int, end: int) -> Sequence[Any]:
    """The values from `first` to before `end`; a column stays small."""
    return values.stretch(first, end) if isinstance(values, Column) else values[first:end]


def where(values: Sequence[Any], first: int, end: int, test: Callable[[str], bool]) -> list[int]:
    """The places from `first` to before `end` whose values are texts that pass a test, which is asked once of each distinct one."""
    if isinstance(values, Coded):
        values = values.stretch(first, end)
        passing = {text for text in values.distinct() if type(text) is str and test(text)}
        return [first + number for number, value in enumerate(values) if value in passing] if passing else []
    if isinstance(values, Spelled):
        return [first + number for number, value in enumerate(values.stretch(first, end)) if type(value) is str and test(value)]
    block = values[first:end]
    passing = {text for text in {value for value in block if type(value) is str} if test(text)}
    return [first + number for number, value in enumerate(block) if value in passing] if passing else []


def chained(stretches: Iterable[range]) -> Sequence[int]:
    """Ascending stretches of whole numbers one after the other; a range where there is nothing between them."""
    joined: list[range] = []
    for stretch in stretches:
        if joined and joined[-1].stop == stretch.start:
            joined[-1] = range(joined[-1].start, stretch.stop)
        elif stretch:
            joined.append(stretch)
    return joined[0] if len(joined) == 1 else list(chain.from_iterable(joined))
