"""How much of a long work is done, as a share from 0 to 1 that never goes back. Knows neither the work nor how it is shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

Reached = Callable[[float], None]
"""Is told again and again how much of something is done, 0 to 1."""

READING, CONVERTING, STORING = "reading", "converting", "storing"
_SHARES: Final = {READING: 0.36, CONVERTING: 0.37, STORING: 0.27}  # of the time that a text of a million rows takes


def unwatched(_: float) -> None:
    """Nobody wants to know."""


def within(reached: Reached, first: float, last: float) -> Reached:
    """For a part of a work: its shares as those from `first` to `last` of the whole."""
    return lambda share: reached(first + (last - first) * share)


class Progress:
    """The reading, converting and storing of some files, each as long as its file is large.

    Args:
        sizes: The bytes of each file.
        show: Is told how much of all is done; 1 only by `end`.
    """

    def __init__(self, sizes: Sequence[int], show: Reached) -> None:
        self._sizes = sizes
        self._show = show
        self._reached: dict[tuple[int, str], float] = {}

    def of(self, place: int, part: str) -> Reached:
        """Where whoever does a part of the work on a file tells how much of it is done."""

        def reached(share: float) -> None:
            self._reached[place, part] = max(share, self._reached.get((place, part), 0.0))
            done = sum(self._sizes[file] * _SHARES[what] * part for (file, what), part in list(self._reached.items()))
            self._show(min(done / max(sum(self._sizes), 1), 0.99))

        return reached

    def end(self) -> None:
        """All is done, whatever was left out of it."""
        self._show(1.0)
