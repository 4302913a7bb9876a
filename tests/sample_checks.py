"""Samples held against what was worked out by hand: reading their sheets by the eye's rules, running `demo`, comparing verdicts."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
import tempfile
import zipfile
from collections import Counter
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml
from openpyxl import load_workbook

from commands import partytrack

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


def demonstrated(name: str) -> dict[str, Any]:
    """What the real `demo` prints as JSON."""
    done = partytrack("demo", name, "-f", "json")
    assert done.returncode == 0, done.stderr
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def held_against(answer: dict[str, Any], expected: dict[str, Any]) -> None:
    """Every verdict of the answer is expected, and every expected one is there, figure by figure."""
    given = {(each["target"], each["period"]): each for each in answer["verdicts"] if each["unit"] is None}
    judged = {(each["target"], each["period"]): each for each in expected["verdicts"]}
    watched = {(each["target"], each["period"]): each for each in expected["watched"]}
    assert (answer["term"], answer["as_of"]) == (expected["term"], str(expected["as_of"]))
    assert given.keys() == judged.keys() | watched.keys()
    for key, wanted in judged.items():
        assert given[key]["status"] == wanted["status"], key
        figures_agree(given[key], wanted)
    for key, wanted in watched.items():
        assert given[key]["status"] is None, key
        figures_agree(given[key], wanted)
    assert answer["summary"] == expected["summary"]


def verdict_of(answer: dict[str, Any], target: str, period: str) -> dict[str, Any]:
    """The verdict of the whole committee on a target in a period."""
    (found,) = (each for each in answer["verdicts"] if (each["target"], each["period"], each["unit"]) == (target, period, None))
    assert isinstance(found, dict)
    return found


def figures_agree(verdict: dict[str, Any], wanted: dict[str, Any]) -> None:
    key = (verdict["target"], verdict["period"])
    assert verdict["waived_units"] == wanted.get("waived_units", 0), key
    value = wanted.get("value")
    if "numerator" in wanted:
        assert (verdict["numerator"], verdict["denominator"]) == (wanted["numerator"], wanted.get("denominator")), key
        value = Fraction(wanted["numerator"], wanted.get("denominator") or 1)
    if value is None:
        assert verdict["value"] is None, key
        return
    assert verdict["value"] == pytest.approx(float(Fraction(value)), abs=1e-9), key
    assert (verdict["undecided"], verdict["left_out"]) == (0, 0), key


def adds_up(expected: dict[str, Any]) -> None:
    """The summary worked out by hand is that of the verdicts worked out by hand."""
    counts = Counter(each["status"] for each in expected["verdicts"])
    assert expected["summary"] == {**{status: counts[status] for status in STATUSES}, "watched": len(expected["watched"])}
