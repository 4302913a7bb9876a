"""Exceptions that stop a command. Wrong cells in somebody's file are not here: they are findings.

PartytrackError
├── UsageError            exit 2   the command, the configuration or a target file is not valid
│   ├── WorkspaceMissing
│   ├── SettingsError
│   └── TargetFileError   all problems of all target files at once
├── CannotDo              exit 3   a file, the store or the machine refused
│   ├── FileUnreadable
│   └── StoreError
│       ├── StoreDamaged
│       ├── StoreTooNew
│       └── StoreReadOnly
└── Busy                  exit 75  another run holds the store
"""

from __future__ import annotations

import errno
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Final

from partytrack.messages import Text, counted, harmless, marked, text

if TYPE_CHECKING:
    from collections.abc import Sequence


class ExitCode(IntEnum):
    """What a command tells the shell; the one table of these numbers."""

    DONE = 0
    FINDINGS = 1
    USAGE = 2
    CANNOT = 3
    BUSY = 75
    INTERRUPTED = 130


_REASONS: Final = {
    errno.ENOENT: marked("there is no such file or folder"),
    errno.EEXIST: marked("a file of that name is there already"),
    errno.EACCES: marked("permission was denied"),
    errno.EPERM: marked("permission was denied"),
    errno.EROFS: marked("the disk may only be read"),
    errno.ENOSPC: marked("the disk is full"),
    errno.ENAMETOOLONG: marked("the name is too long"),
    errno.EISDIR: marked("it is a folder"),
    errno.ENOTDIR: marked("a part of the path is no folder"),
}


def reason_of(error: OSError) -> Text:
    """Why the system refused, in the reader's language; in the system's own words where the reason is a rare one."""
    if error.errno in _REASONS:
        return Text(_REASONS[error.errno])
    return text("{reason}", reason=error.strerror or str(error))


class PartytrackError(Exception):
    """A command cannot go on.

    Args:
        code: A short name for scripts, in kebab-case.
        message: What is wrong, and where.
        advice: What to do next.
    """

    exit_code = ExitCode.CANNOT

    def __init__(self, code: str, message: Text, advice: Text) -> None:
        super().__init__(code)
        self.code = code
        self.message = message
        self.advice = advice

    def __str__(self) -> str:
        return f"{self.message} {self.advice}"


class UsageError(PartytrackError):
    """The command line, the configuration or a target file is not valid."""

    exit_code = ExitCode.USAGE


class WorkspaceMissing(UsageError):
    """No workspace at or above the folder."""


class SettingsError(UsageError):
    """`partytrack.yaml` is not valid."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong in a target file, or with `warning` only looks wrong.

    Args:
        file: As people write it.
        line, column: From 1.
        message: What is wrong.
        advice: What to write instead.
    """

    file: str
    line: int
    column: int
    message: Text
    advice: Text
    warning: bool = False

    def __str__(self) -> str:
        return f"{harmless(self.file)}:{self.line}:{self.column}: {self.message} {self.advice}"


class TargetFileError(UsageError):
    """Target files that are not valid, with every problem of all of them; `str` gives one a line.

    Args:
        problems: In the order of files and lines, warnings among them.
    """

    def __init__(self, problems: Sequence[Problem]) -> None:
        wrong = sum(not problem.warning for problem in problems)
        super().__init__(
            "target-file",
            counted("The target files have {n} error.", "The target files have {n} errors.", wrong),
            text("Correct them and try again."),
        )
        self.problems = tuple(problems)

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self.problems)


class CannotDo(PartytrackError):
    """The machine, a file or the store refused."""


class FileUnreadable(CannotDo):
    """An input file is missing, is not a spreadsheet, or is damaged."""


class StoreError(CannotDo):
    """The store cannot be used."""


class StoreDamaged(StoreError):
    """The store's file is not a store, or is torn."""


class StoreTooNew(StoreError):
    """The store was written by a newer version."""


class StoreReadOnly(StoreError):
    """The store or its folder may not be written, or the disk is full."""


class Busy(PartytrackError):
    """Another run held the store for the whole bounded wait."""

    exit_code = ExitCode.BUSY
