"""The edge: chooses the language, runs the command, turns what stopped it into one message and an exit code."""

from __future__ import annotations

import gc
import io
import os
import re
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Final, NoReturn

from partytrack.errors import ExitCode, PartytrackError, WorkspaceMissing
from partytrack.messages import LANGUAGES, Language, speak, text

if TYPE_CHECKING:
    from collections.abc import Sequence

_LANGUAGE_LINE: Final = re.compile(r"^language\s*:\s*[\"']?(?P<language>vi|en)\b", re.MULTILINE)
_LOCALE_VARIABLES: Final = ("LC_ALL", "LC_MESSAGES", "LANG")  # the first that is set counts
_SHORTLY: Final = 0.0005  # seconds
_RARELY: Final = 100_000  # objects made between two looks for garbage
_VIETNAMESE_ON_WINDOWS: Final = 0x2A  # primary language number


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command line and return its exit code; nothing known ever shows a traceback.

    Args:
        arguments: The words behind `partytrack`; None for those of the process.
    """
    words = list(sys.argv[1:] if arguments is None else arguments)
    _open_streams()
    _speak_utf8()
    gc.set_threshold(_RARELY)  # a command ends before its garbage matters; looking for it costs a tenth of `check`
    sys.setswitchinterval(_SHORTLY)  # a thread back from the database or the spreadsheet reader does not wait long for its turn
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "1")  # looking for them in all that is installed costs a tenth of `check`
    speak(language(words))
    try:
        code = _run(words)
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader, `head` for one, has seen enough.
        _write_nowhere()
        return ExitCode.DONE
    except OSError as error:
        return _not_printed(error)
    except KeyboardInterrupt:
        return ExitCode.INTERRUPTED
    return code


def _open_streams() -> None:
    """Give the process the streams it was started without, so that no file of its own is opened in their place and printed into."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # takes the lowest number that is free
    sys.stdout = sys.stdout or open(1, "w", closefd=False)  # noqa: SIM115
    sys.stderr = sys.stderr or open(2, "w", closefd=False)  # noqa: SIM115


def _write_nowhere() -> None:
    """What is still buffered must not fail when Python ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _not_printed(error: OSError) -> ExitCode:
    """Say that the disk, or whatever is behind standard output, did not take the result."""
    from partytrack.cli.output import note
    from partytrack.errors import reason_of

    _write_nowhere()
    advice = text("Make room on the disk, or send the result elsewhere.")
    with suppress(OSError):
        note(text("Error: {message}", message=text("The result cannot be written: {why}.", why=reason_of(error))))
        note(f"  {advice}")
    return ExitCode.CANNOT


def run() -> NoReturn:
    """Run the command line of the process and end it at once: taking a hundred thousand rows apart first serves nobody."""
    code = main()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def _run(words: list[str]) -> int:
    from typer._click.exceptions import ClickException
    from typer.exceptions import Abort, Exit

    from partytrack.cli.app import app
    from partytrack.cli.output import tell
    from partytrack.cli.spoken import spoken, wrong_usage

    try:
        with spoken(app, words).make_context("partytrack", words) as context:
            context.command.invoke(context)
    except Exit as end:
        return end.exit_code
    except Abort:
        return ExitCode.INTERRUPTED
    except ClickException as error:
        wrong = wrong_usage(error)
        tell(wrong)
        return wrong.exit_code
    except PartytrackError as error:
        tell(error)
        return error.exit_code
    return ExitCode.DONE


def _speak_utf8() -> None:
    """UTF-8 in what is written, on every system and redirected too; an error message never fails on a letter."""
    for stream, errors in ((sys.stdout, "strict"), (sys.stderr, "replace")):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors=errors)


def language(words: Sequence[str]) -> Language:
    """The language to speak: --lang, PARTYTRACK_LANG, `language:` of the workspace, a Vietnamese system, English.

    Looks at the words before they are parsed, so that wrong usage is told in the right language too.
    """
    for word in (_value_of(words, "--lang"), os.environ.get("PARTYTRACK_LANG"), _workspace_language(words)):
        for known in LANGUAGES:
            if word == known:
                return known
    return "vi" if _system_is_vietnamese() else "en"


def _value_of(words: Sequence[str], *options: str) -> str | None:
    for index, word in enumerate(words):
        name, equals, value = word.partition("=")
        if name in options:
            if equals:
                return value
            return words[index + 1] if index + 1 < len(words) else None
    return None


def _workspace_language(words: Sequence[str]) -> str | None:
    from partytrack.cli.options import given_folder
    from partytrack.workspace import SETTINGS_FILE, found_from

    with suppress(WorkspaceMissing, OSError, UnicodeDecodeError):
        settings = found_from(given_folder(_value_of(words, "-C", "--workspace"))) / SETTINGS_FILE
        line = _LANGUAGE_LINE.search(settings.read_text(encoding="utf-8-sig"))
        return line["language"] if line else None
    return None


def _system_is_vietnamese() -> bool:
    for variable in _LOCALE_VARIABLES:
        value = os.environ.get(variable)
        if value:
            return value.startswith("vi")
    if sys.platform == "win32":
        import ctypes

        return ctypes.windll.kernel32.GetUserDefaultUILanguage() & 0x3FF == _VIETNAMESE_ON_WINDOWS
    return False


def version() -> str:
    """The version that is installed."""
    from importlib.metadata import version as installed

    return str(text("partytrack {version}", version=installed("partytrack")))
