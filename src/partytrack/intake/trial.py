"""A first reading in a process of its own, for files that may end the process that reads them.

calamine believes some lengths that a file states of itself, and asks for so much memory at once that the system ends the process;
nothing can catch that. So a file that may be such a one is read by another process first, whose time and memory are bounded.
"""

from __future__ import annotations

import contextlib
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from partytrack.intake.opening import damaged, too_large

if TYPE_CHECKING:
    from collections.abc import Sequence

_SECONDS: Final = 15
_MEMORY: Final = 1_000_000_000  # bytes
_TOO_LARGE: Final = 5  # what the other process ends with


def passed(path: Path) -> None:
    """Read a workbook in another process and forget it.

    Raises:
        FileUnreadable: The process did not come to its end, or found more than a sheet can hold.
    """
    try:
        done = subprocess.run(  # noqa: S603 - this program itself
            [sys.executable, "-m", __name__, path.resolve()],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise too_large(path) from None
    if done.returncode in {_TOO_LARGE, -signal.SIGABRT}:  # aborted for want of memory
        raise too_large(path)
    if done.returncode:
        raise damaged(path)


def _limit_memory() -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):  # Windows has no such limit: there only the time is bounded
        import resource  # noqa: PLC0415

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


def _try(arguments: Sequence[str]) -> int:
    """Open a workbook and go to the end of every sheet; what the other process is for."""
    from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum  # noqa: PLC0415 - only here

    from partytrack.intake.formats.facts import MOST_CELLS  # noqa: PLC0415 - only here

    _limit_memory()
    try:
        with Path(arguments[0]).open("rb") as file:
            book = CalamineWorkbook.from_filelike(file)
            for each in book.sheets_metadata:
                if each.typ is not SheetTypeEnum.WorkSheet:
                    continue
                end = book.get_sheet_by_name(each.name).end
                if end is not None and (end[0] + 1) * (end[1] + 1) > MOST_CELLS:
                    return _TOO_LARGE
    except CalamineError:
        return 0  # it says itself what is wrong, and does no harm
    return 0


if __name__ == "__main__":
    sys.exit(_try(sys.argv[1:]))
