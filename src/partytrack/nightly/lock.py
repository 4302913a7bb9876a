"""One night at a time: the lock of a workspace, freed by the kernel when a process dies. Separate from the store's turnstile."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from filelock import FileLock, Timeout

from partytrack.errors import Busy, CannotDo, reason_of
from partytrack.messages import text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

WAIT: Final = 10.0  # seconds
_PAUSE: Final = 0.05


@contextmanager
def held(folder: Path, wait: float | None = None) -> Iterator[None]:
    """Hold the night of a workspace; wait so many seconds for another one, WAIT if nothing else is said.

    Raises:
        Busy: Another night held it all the time.
        CannotDo: The folder may not be written.
    """
    try:
        (folder / ".partytrack").mkdir(mode=0o700, exist_ok=True)
        lock = FileLock(folder / ".partytrack" / "nightly.lock", mode=0o600)
        lock.acquire(timeout=WAIT if wait is None else wait, poll_interval=_PAUSE)
    except Timeout:
        raise Busy(
            "night-busy",
            text("Another night is running in {folder}.", folder=folder),
            text("Wait until it has ended; it does the same."),
        ) from None
    except OSError as error:
        raise CannotDo(
            "not-written",
            text("{file} cannot be written: {why}.", file=folder / ".partytrack", why=reason_of(error)),
            text("Ask for permission to write in this folder."),
        ) from error
    try:
        yield
    finally:
        lock.release()
