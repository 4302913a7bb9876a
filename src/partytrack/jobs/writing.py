"""Files that appear whole or not at all, readable for their owner only."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from partytrack.errors import CannotDo, reason_of
from partytrack.messages import text

if TYPE_CHECKING:
    from collections.abc import Iterable


def write_whole(path: Path, data: bytes) -> None:
    """Write a file, in the place of one that is there.

    Raises:
        CannotDo: The system refuses.
    """
    handle, temporary = -1, ""
    try:
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:100]}.")
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        Path(temporary).replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            Path(temporary).unlink()
        raise not_written(path, error) from error


def write_beside(places: Iterable[Path], data: bytes) -> Path:
    """Write a file at the first of some places where nothing is yet; which that was.

    Raises:
        CannotDo: The system refuses.
    """
    for path in places:
        try:
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        except FileExistsError:
            continue
        except OSError as error:
            raise not_written(path, error) from error
        try:
            write_whole(path, data)
        except CannotDo:
            path.unlink(missing_ok=True)
            raise
        return path
    raise FileExistsError


def make_folder(folder: Path) -> None:
    """Make a folder, and those above it, that results go to.

    Raises:
        CannotDo: The system refuses, or something else is called so.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise not_written(folder, error) from error


def not_written(path: Path, error: OSError) -> CannotDo:
    """The error that a file cannot be written."""
    return CannotDo(
        "not-written",
        text("{file} cannot be written: {why}.", file=path, why=reason_of(error)),
        text("Choose another folder, or close the program that has the file open."),
    )
