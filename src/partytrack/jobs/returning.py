"""Sending files back: which get a workbook with their bad cells marked, and what it is called. Here the order of these steps is decided."""

from __future__ import annotations

import re
from itertools import count
from shlex import quote
from typing import TYPE_CHECKING, Final

from partytrack.intake.opening import content
from partytrack.jobs.importing import FileTaken, ImportOptions, looked_again
from partytrack.jobs.writing import write_beside
from partytrack.messages import text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime
    from pathlib import Path

    from partytrack.workspace import Workspace

_LONGEST: Final = 150  # bytes of a name that are kept: with what is put around it a file system takes it


def send_back(workspace: Workspace, taken: Sequence[FileTaken], options: ImportOptions, now: datetime, folder: Path) -> None:
    """Write a workbook for each file of an import in which a cell can be marked; `returned` of each says where it is.

    A file imported before is looked at again for it. The folder must be there.

    Raises:
        CannotDo: A workbook cannot be written; those before it are.
    """
    for each in taken:
        again = each.already is not None and each.rejected_then
        seen = looked_again(workspace, each.path, options, now) if again else each
        workbook = to_return(seen, options)
        if workbook is not None:
            each.returned = write_beside((folder / name for name in names(each.path)), workbook)


def to_return(taken: FileTaken, options: ImportOptions | None = None) -> bytes | None:
    """The workbook to send back for one file; None where no cell of it can be marked.

    With `options` it says with which of them it is to be imported again.
    """
    if not taken.read.sheets:
        return None
    from partytrack.intake.returned import returned, speaks_of_cells  # noqa: PLC0415 - most files need none

    if not speaks_of_cells(taken.read):
        return None
    return returned(taken.path, content(taken.path), taken.read, _how(options) if options else "")


def _how(options: ImportOptions) -> str:
    """The options that say how a file is to be read, as they are written."""
    words = [f"--kind {options.kind}"] if options.kind else []
    words += [f"--sheet {quote(options.sheet)}"] if options.sheet else []
    words += [f"--map {quote(f'{heading}={field}')}" for heading, field in options.mapping.items()]
    words += [f"--set {quote(f'{field}={value}')}" for field, value in options.given.items()]
    words += [f"--stated-on {options.stated_on.isoformat()}"] if options.stated_on else []
    return " ".join(words)


def names(path: Path) -> Iterator[str]:
    """What the workbook may be called: `roster.returned.xlsx`, in the reader's language, then with a number before its ending."""
    word = str(text("returned"))
    stem = re.sub(rf"\.{re.escape(word)}(?:-\d+)?$", "", path.stem)
    stem = stem.encode()[:_LONGEST].decode(errors="ignore")
    yield f"{stem}.{word}.xlsx"
    for number in count(2):
        yield f"{stem}.{word}-{number}.xlsx"
