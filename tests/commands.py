"""Running the real command in tests."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import openpyxl

from forks import forks

_USUAL = {"PYTHONWARNINGS": "error", "COLUMNS": ""}  # as wide as it likes, whatever the terminal of the tests


def partytrack(
    *words: str | Path, cwd: Path | None = None, lang: str = "en", env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """One run of `python -m partytrack`, its standard input closed, its output captured.

    It is a process of its own; with an environment of its own it also starts from nothing, because some of it is looked at while loading.
    """
    surroundings = {name: value for name, value in {**os.environ, **_USUAL, "PARTYTRACK_LANG": lang, **(env or {})}.items() if value}
    if env or not hasattr(os, "fork"):
        return subprocess.run(
            [sys.executable, "-m", "partytrack", *map(str, words)],
            cwd=cwd,
            env=surroundings,
            capture_output=True,
            stdin=subprocess.DEVNULL,
            encoding="utf-8",
            check=False,
        )
    with TemporaryDirectory() as folder:
        forks().start(words, surroundings, folder, cwd)
        code = forks().ended()
        out, err = (Path(folder, name).read_text(encoding="utf-8") for name in ("out", "err"))
    return subprocess.CompletedProcess([*map(str, words)], code, out, err)


def workbook(path: Path, *sheets: list[list[Any]], names: tuple[str, ...] = ()) -> Path:
    """A workbook with these rows on its sheets."""
    book = openpyxl.Workbook()
    for number, rows in enumerate(sheets):
        sheet = book.active if number == 0 else book.create_sheet()
        assert sheet is not None
        sheet.title = names[number] if names else f"Sheet{number + 1}"
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path
