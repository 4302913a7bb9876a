"""Running the real command in tests."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import openpyxl

if TYPE_CHECKING:
    from pathlib import Path


_USUAL = {"PYTHONWARNINGS": "error", "COLUMNS": ""}  # as wide as it likes, whatever the terminal of the tests


def partytrack(
    *words: str | Path, cwd: Path | None = None, lang: str = "en", env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """One run of `python -m partytrack`, its standard input closed, its output captured."""
    return subprocess.run(
        [sys.executable, "-m", "partytrack", *map(str, words)],
        cwd=cwd,
        env={name: value for name, value in {**os.environ, **_USUAL, "PARTYTRACK_LANG": lang, **(env or {})}.items() if value},
        capture_output=True,
        stdin=subprocess.DEVNULL,
        encoding="utf-8",
        check=False,
    )


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
