"""Reading ahead: the next sheet is read in a thread of its own while the one before it is being used."""

from __future__ import annotations

import gc
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Condition
from typing import TYPE_CHECKING, Final, Generic, TypeVar

from partytrack.errors import PartytrackError
from partytrack.intake.grid import Grid, grids
from partytrack.intake.opening import content
from partytrack.progress import unwatched

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from concurrent.futures import Future
    from pathlib import Path

    from partytrack.progress import Reached

Item = TypeVar("Item")
Piece = tuple[int, Grid | PartytrackError]
"""The place of a file among those read, and one of its sheets or why it cannot be read (further)."""

_MOST: Final = 100_000  # cells


def pieces(paths: Sequence[Path], sheet: str | None, reached: Callable[[int], Reached] = lambda _: unwatched) -> Iterator[Piece]:
    """All sheets of some files one after the other; what stops one file is a piece itself, and the next file follows.

    `reached` gives for the place of a file who is told how much of it was read.
    """
    for place, path in enumerate(paths):
        try:
            for grid in grids(path, content(path), sheet, reached(place)):
                yield place, grid
        except PartytrackError as error:
            yield place, error


def cells(piece: Piece) -> int:
    """How many cells a piece has."""
    _, sheet = piece
    return len(sheet.rows) * len(sheet.rows[0]) if isinstance(sheet, Grid) and sheet.rows else 0


@contextmanager
def ahead(items: Iterator[Item], size: Callable[[Item], int] = lambda _: _MOST) -> Iterator[Iterator[Item]]:
    """The same items, made in another thread: the next while one is being used, and of small ones several.

    The spreadsheet reader leaves the interpreter free, so that it and whoever uses the sheets work at the same time.

    Args:
        items: What is made.
        size: How much of it an item is; no further one is begun while as many as `_MOST` wait.
    """
    shelf = _Shelf(items, size)
    with ThreadPoolExecutor(1, thread_name_prefix="reading") as thread:
        filling = thread.submit(shelf.fill)
        try:
            yield shelf.taken(filling)
        finally:
            shelf.leave()


class _Shelf(Generic[Item]):
    """What one thread has made and another not yet taken."""

    def __init__(self, items: Iterator[Item], size: Callable[[Item], int]) -> None:
        self._items = items
        self._size = size
        self._waiting: deque[Item] = deque()
        self._held = 0
        self._changed = Condition()
        self._over = False  # nothing more comes
        self._left = False  # nothing more is wanted

    def fill(self) -> None:
        """Make one item after the other, as long as there is room."""
        try:
            for item in self._items:
                with self._changed:
                    self._waiting.append(item)
                    self._held += self._size(item)
                    self._changed.notify()
                    self._changed.wait_for(lambda: self._held < _MOST or self._left)
                    if self._left:
                        return
        finally:
            with self._changed:
                self._over = True
                self._changed.notify()

    def taken(self, filling: Future[None]) -> Iterator[Item]:
        """Each item once it is there; an error in making one comes after those before it."""
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._waiting or self._over)
                if not self._waiting:
                    break
                item = self._waiting.popleft()
                self._held -= self._size(item)
                self._changed.notify()
            yield item
        filling.result()

    def leave(self) -> None:
        """Nothing more is wanted."""
        with self._changed:
            self._left = True
            self._changed.notify()


@contextmanager
def without_collecting() -> Iterator[None]:
    """Hold the garbage collector off: a million fresh cells are no garbage, and looking through them doubles the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
