"""Samples held against what was worked out by hand: reading their sheets by the eye's rules, making them again."""

from __future__ import annotations

import csv
import subprocess
import sys
import tempfile
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any

import yaml
from openpyxl import load_workbook

ROOT = Path(__file__).parents[1]
STATUSES = ("met", "on-track", "behind", "missed", "no-data", "not-due", "waived")


def folder_of(name: str) -> Path:
    return ROOT / "samples" / name


def expected_of(name: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((folder_of(name) / "expected.yaml").read_text(encoding="utf-8"))
    return found


def rows_of(file: Path, sheet: str | None = None) -> list[dict[str, Any]]:
    """The numbered rows of a sheet (the first one) as heading → cell, a section row's title under "section"; headings may take two rows."""
    book = load_workbook(file)
    grid: list[list[Any]] = [list(row) for row in (book[sheet] if sheet else book.worksheets[0]).iter_rows(values_only=True)]
    top = next(index for index, row in enumerate(grid) if row[0] in ("TT", "STT", "Số TT"))
    deep = grid[top + 1][0] is None
    headings = [below or above for above, below in zip(grid[top], grid[top + 1], strict=True)] if deep else grid[top]
    found: list[dict[str, Any]] = []
    section = None
    for row in grid[top + 1 :]:
        if row == list(range(1, len(row) + 1)):
            continue
        if isinstance(row[0], int):
            found.append({**dict(zip(headings, row, strict=True)), "section": section})
        elif isinstance(row[0], str) and row[1] and not any(row[2:]):
            section = row[1]
    return found


def lines_of(file: Path) -> list[dict[str, str]]:
    """The lines of a CSV file as heading → text."""
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines, delimiter=";"))


def made_again(name: str, script: str) -> None:
    """The kept script makes the kept files, byte for byte inside the packing."""
    data = [path for path in folder_of(name).iterdir() if path.suffix in (".xlsx", ".csv")]
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, str(ROOT / "samples" / script), folder], check=True)
        made = {path.name: content(path) for path in Path(folder).iterdir()}
    assert made == {path.name: content(path) for path in data}


def content(file: Path) -> object:
    """What a file says, whatever the compression."""
    if file.suffix != ".xlsx":
        return file.read_bytes()
    with zipfile.ZipFile(file) as parts:
        return {name: parts.read(name) for name in parts.namelist()}


def adds_up(expected: dict[str, Any]) -> None:
    """The summary worked out by hand is that of the verdicts worked out by hand."""
    counts = Counter(each["status"] for each in expected["verdicts"])
    assert expected["summary"] == {**{status: counts[status] for status in STATUSES}, "watched": len(expected["watched"])}
