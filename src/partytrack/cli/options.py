"""The options that several commands share, and how their words are read. A new shared option is declared here."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from partytrack.errors import UsageError
from partytrack.messages import marked, text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from partytrack.workspace import Workspace

Format = Annotated[
    str | None,
    typer.Option(
        "--format",
        "-f",
        metavar=marked("FORMAT"),
        help=marked("How to write the result: table, plain, json, csv or markdown, where the command has it."),
    ),
]
File = Annotated[
    str | None,
    typer.Option("-o", "--output", metavar=marked("FILE"), help=marked("Write the result to this file; its ending chooses the format.")),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help=marked("Write nothing when all is well."))]
AsOf = Annotated[str | None, typer.Option("--as-of", metavar=marked("DATE"), help=marked("Judge as of this day; today if left out."))]
FailOn = Annotated[
    str | None,
    typer.Option(
        "--fail-on",
        metavar=marked("LIST"),
        help=marked("End with exit code 1 if a target is in one of these: missed, behind, no-data; or never. Usual: missed."),
    ),
]
Files = Annotated[
    list[str],
    typer.Argument(
        metavar=marked("FILE"), help=marked("Spreadsheets: .xlsx, .xls, .ods, .xlsb, .csv, or a table that another program named .xls.")
    ),
]

_ISO: Final = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})")
_OFFICE: Final = re.compile(r"(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>\d{4})")


@dataclass(frozen=True, slots=True)
class Shell:
    """What the options before the command say.

    Args:
        folder: Where the search for the workspace begins: -C, else PARTYTRACK_WORKSPACE, else the current folder.
    """

    folder: Path


def workspace(context: typer.Context) -> Workspace:
    """The workspace the command works in, with its settings.

    Raises:
        WorkspaceMissing: There is none at or above the folder.
        SettingsError: Its `partytrack.yaml` is not valid.
    """
    from partytrack.workspace import opened

    shell: Shell = context.find_root().obj
    return opened(shell.folder)


def given_folder(flag: str | None) -> Path:
    """The folder where the search for the workspace begins; flag before environment before the current folder."""
    return Path(flag or os.environ.get("PARTYTRACK_WORKSPACE") or ".").absolute()


def paths(words: Sequence[str]) -> list[Path]:
    """The files named; a pattern such as `*.xlsx` that the shell left as it is becomes the files it matches.

    A file that does not exist stays in the list: whoever reads it says what is wrong.
    """
    found: list[Path] = []
    for word in words:
        path = Path(word)
        matching = [] if path.exists() or not any(mark in word for mark in "*?[") else sorted(path.parent.glob(path.name))
        found += matching or [path]
    return found


def day(option: str, word: str | None) -> date | None:
    """A day written as 2023-12-31 or 31/12/2023; None for an option not given.

    Raises:
        UsageError: It has another form, or does not exist.
    """
    if word is None:
        return None
    match = _ISO.fullmatch(word.strip()) or _OFFICE.fullmatch(word.strip())
    if match is not None:
        try:
            return date(int(match["year"]), int(match["month"]), int(match["day"]))
        except ValueError:
            match = None
    raise UsageError(
        "bad-date",
        text("{option}: “{value}” is not a day.", option=option, value=word),
        text("Write it as 2023-12-31 or 31/12/2023."),
    )


def whole_number(option: str, word: str | None) -> int | None:
    """A whole number of 0 or more; None for an option not given.

    Raises:
        UsageError: It is none.
    """
    if word is None:
        return None
    if re.fullmatch(r"\d{1,9}", word, re.ASCII) is None:
        raise UsageError(
            "bad-number",
            text("{option}: “{value}” is not a whole number.", option=option, value=word),
            text("Write digits only."),
        )
    return int(word)


def pairs(option: str, words: Sequence[str] | None) -> dict[str, str]:
    """`A=B` written several times, as a mapping; the last sign of equality of a heading parts it from its field.

    Raises:
        UsageError: One has no sign of equality, or nothing on one side of it.
    """
    found: dict[str, str] = {}
    for word in words or ():
        name, equals, value = word.rpartition("=") if option == "--map" else word.partition("=")
        if not (equals and name.strip() and value.strip()):
            raise UsageError(
                "bad-pair",
                text("{option}: “{value}” does not have the form name=value.", option=option, value=word),
                text("For example: --map 'Họ tên đảng viên=full_name' or --set period=2023."),
            )
        found[name.strip()] = value.strip()
    return found


def one_of(option: str, word: str, known: Sequence[str]) -> str:
    """The word, if it is one of those known.

    Raises:
        UsageError: It is not.
    """
    if word in known:
        return word
    raise UsageError(
        "bad-choice",
        text("{option}: “{value}” is not known.", option=option, value=word),
        text("Write one of: {choices}.", choices=", ".join(known)),
    )
