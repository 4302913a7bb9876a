"""A bar for work that takes long: on stderr, for whoever watches it there."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from threading import Timer
from typing import TYPE_CHECKING, Final

from partytrack.cli.output import console

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.progress import Progress

    from partytrack.progress import Reached

_SECONDS: Final = 1.0  # before it shows; most imports are over by then


@contextmanager
def bar(quiet: bool) -> Iterator[Reached]:
    """Show how much of a work is done as a bar with whole per cents, rounded down, once it has taken a second.

    Nothing is shown where nobody watches stderr, nor with `quiet`. Work that breaks off leaves the bar where it stood.
    """
    if quiet or not sys.stderr.isatty():
        yield lambda _: None
        return
    shown = _Bar()
    try:
        yield shown.reached
    finally:
        shown.close()


class _Bar:
    def __init__(self) -> None:
        self._percent = 0
        self._bar: Progress | None = None
        self._timer = Timer(_SECONDS, self._start)
        self._timer.daemon = True
        self._timer.start()

    def reached(self, share: float) -> None:
        """So much is done now; less than before is no news."""
        self._percent = max(self._percent, int(share * 100))
        if self._bar is not None:
            self._bar.update(self._bar.task_ids[0], completed=self._percent)

    def close(self) -> None:
        """Show where it ended; no bar begins any more."""
        self._timer.cancel()
        self._timer.join()
        if self._bar is not None:
            self.reached(0)  # the last news, if it came while the bar was being made
            self._bar.stop()

    def _start(self) -> None:
        from rich.progress import BarColumn, Progress, TaskProgressColumn, TimeElapsedColumn

        made = Progress(BarColumn(), TaskProgressColumn(), TimeElapsedColumn(), console=console(sys.stderr))
        made.add_task("", total=100, completed=self._percent)
        made.start()
        self._bar = made
