"""Who may open the store now: readers pass through a turnstile, a writer holds it until he is done.

DuckDB lets either one writer or many readers have the file. With waiting alone, readers that overlap starve a writer for ever;
here a waiting writer stops new readers at the turnstile and those inside come out. The kernel frees it when a process dies.
"""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from filelock import FileLock, Timeout

from partytrack.errors import Busy, StoreReadOnly, reason_of
from partytrack.messages import text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_PAUSE = 0.01

_Answer = TypeVar("_Answer")


def busy(path: Path) -> Busy:
    """Another run has the store."""
    return Busy(
        "store-busy",
        text("Another run is using the store {path}.", path=path),
        text("Wait until it has ended and try again."),
    )


def _lock(path: Path) -> FileLock:
    return FileLock(f"{path}.lock", mode=0o600)


@contextmanager
def held(path: Path, deadline: float) -> Iterator[None]:
    """Hold the turnstile of a store; Busy after the deadline (of `time.monotonic`), StoreReadOnly where no lock can be made."""
    lock = _lock(path)
    try:
        lock.acquire(timeout=max(deadline - time.monotonic(), 0), poll_interval=_PAUSE)
    except Timeout:
        raise busy(path) from None
    except OSError as error:
        raise StoreReadOnly(
            "store-read-only",
            text("The store {path} cannot be written: {reason}.", path=path, reason=reason_of(error)),
            text("Ask for permission to write in this folder, or name another store."),
        ) from error
    try:
        yield
    finally:
        lock.release()


@contextmanager
def passed(path: Path, deadline: float) -> Iterator[None]:
    """Stand in the turnstile while opening to read; where no lock can be made nobody can write either, and one walks through."""
    lock = _lock(path)
    try:
        lock.acquire(timeout=max(deadline - time.monotonic(), 0), poll_interval=_PAUSE)
    except Timeout:
        raise busy(path) from None
    except OSError:
        yield
        return
    try:
        yield
    finally:
        lock.release()


def tried(attempt: Callable[[], _Answer | None], path: Path, deadline: float) -> _Answer:
    """The first answer of an attempt that is not None, tried again until the deadline; then Busy."""
    while True:
        answer = attempt()
        if answer is not None:
            return answer
        if time.monotonic() >= deadline:
            raise busy(path)
        time.sleep(_PAUSE)
