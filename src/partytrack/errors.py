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

from enum import IntEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from partytrack.messages import Text


class ExitCode(IntEnum):
    """What a command tells the shell; the one table of these numbers."""

    DONE = 0
    FINDINGS = 1
    USAGE = 2
    CANNOT = 3
    BUSY = 75
    INTERRUPTED = 130


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
