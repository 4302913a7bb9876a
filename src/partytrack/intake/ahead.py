"""Reading ahead: the next sheet is read in a thread of its own while the one before it is being used."""

from __future__ import annotations

import gc
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, TypeVar

from partytrack.errors import PartytrackError
from partytrack.intake.grid import Grid, grids
from partytrack.intake.opening import content
from partytrack.progress import unwatched

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from partytrack.progress import Reached

Item = TypeVar("Item")
Piece = tuple[int, Grid | PartytrackError]
"""The place of a file among those read, and one of its sheets or why it cannot be read (further)."""

_END: Final = object()


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


@contextmanager
def ahead(items: Iterator[Item]) -> Iterator[Iterator[Item]]:
    """The same items, each made in another thread: the first at once, the next while one is being used.

    The spreadsheet reader leaves the interpreter free, so that it and whoever uses the sheets work at the same time.
    """
    with ThreadPoolExecutor(1, thread_name_prefix="reading") as thread:
        first = thread.submit(next, items, _END)

        def made() -> Iterator[Item]:
            coming = first
            while (item := coming.result()) is not _END:
                coming = thread.submit(next, items, _END)
                yield item  # type: ignore[misc]  # `next` gives an item or the end

        yield made()


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
