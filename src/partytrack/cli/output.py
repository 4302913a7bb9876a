"""Where a result goes: standard output or a file, in the format asked for. Everything that is not the result goes to stderr."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

from partytrack.cli.options import one_of
from partytrack.errors import TargetFileError, UsageError
from partytrack.jobs.writing import write_whole
from partytrack.messages import harmless, text

if TYPE_CHECKING:
    from typing import TextIO

    from rich.console import Console, RenderableType

    from partytrack.errors import PartytrackError

Ways = Mapping[str, Callable[[], "RenderableType"]]

_ENDINGS: Final = {"": "table", ".txt": "table", ".tsv": "plain", ".json": "json", ".csv": "csv", ".md": "markdown"}
_UNCUT: Final = 10_000  # columns, where nobody says how wide the paper is


def console(stream: TextIO) -> Console:
    """A console that prints data as it is, and cuts nothing where there is no terminal.

    NO_COLOR, FORCE_COLOR and COLUMNS are honoured.
    """
    from rich.console import Console

    width = None if stream.isatty() or os.environ.get("COLUMNS", "").isdigit() else _UNCUT
    return Console(file=stream, width=width, highlight=False, markup=False, emoji=False)


def _paper(stream: TextIO) -> Console:
    """A console for a file: no colour, nothing cut."""
    from rich.console import Console

    return Console(file=stream, width=_UNCUT, color_system=None, highlight=False, markup=False, emoji=False)


def show(ways: Ways, *, form: str | None, file: str | None, silent: bool = False) -> None:
    """Write a result.

    Args:
        ways: The formats it can be written in; only the one asked for is made.
        form: The format asked for; else the ending of the file decides, else it is a table.
        file: Where to; None for standard output.
        silent: Nothing is printed (a file is written all the same, and not said to be).

    Raises:
        UsageError: The format is not among the ways.
        CannotDo: The file cannot be written.
    """
    chosen = _chosen(ways, form, file)
    if file is not None:
        _write(Path(file), ways[chosen]())
        if not silent:
            note(text("Written: {file}", file=file))
    elif not silent:
        _print(ways[chosen]())


def check_format(ways: tuple[str, ...], form: str | None, file: str | None) -> None:
    """Refuse a format before the work begins.

    Raises:
        UsageError: The format is not among the ways.
    """
    _chosen(ways, form, file)


def _chosen(ways: Mapping[str, object] | tuple[str, ...], form: str | None, file: str | None) -> str:
    if form is not None:
        return one_of("--format", form, tuple(ways))
    ending = Path(file).suffix.lower() if file else ""
    chosen = _ENDINGS.get(ending)
    if chosen is None or chosen not in ways:
        raise UsageError(
            "bad-ending",
            text("The ending {ending} does not say a format this command can write.", ending=ending),
            text("Name the format with --format: {choices}.", choices=", ".join(ways)),
        )
    return chosen


def _print(result: RenderableType) -> None:
    if isinstance(result, str):
        sys.stdout.write(result)
    elif sys.stdout.isatty():
        console(sys.stdout).print(result)
    else:
        buffer = io.StringIO()
        console(buffer).print(result)
        sys.stdout.write("".join(f"{line.rstrip()}\n" for line in buffer.getvalue().splitlines()))
    sys.stdout.flush()


def _write(path: Path, result: RenderableType) -> None:
    if not isinstance(result, str):
        buffer = io.StringIO()
        _paper(buffer).print(result)
        result = buffer.getvalue()
    write_whole(path, result.encode())


def note(said: object) -> None:
    """One line on stderr."""
    sys.stderr.write(f"{said}\n")
    sys.stderr.flush()


def tell(error: PartytrackError) -> None:
    """Say on stderr what went wrong, and what to do."""
    if isinstance(error, TargetFileError):
        note(error)
    note(text("Error: {message}", message=error.message))
    advice = str(error.advice)
    if advice:
        note(f"  {harmless(advice)}")
