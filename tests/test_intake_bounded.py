"""Whatever a file is, reading it ends in an answer or one error, within 20 seconds of work and 1 GB of memory."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import formats
from commands import partytrack
from fuzz_readers import answered, mutated, seeds
from nasty import NASTY, ROSTER

if TYPE_CHECKING:
    from collections.abc import Callable

FILES = Path(__file__).parent / "files"
CHANGED = seeds()
BOUNDED = """
import json, resource, sys
from datetime import date
from pathlib import Path
from partytrack.intake.seen import Options
from partytrack.intake.table import read

resource.setrlimit(resource.RLIMIT_CPU, (20, 20))
result = read(Path(sys.argv[1]), Options(today=date(2024, 6, 30)))
peaks = [resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
print(json.dumps({
    "error": result.error and result.error.code,
    "sheets": len(result.sheets),
    "names": [name for sheet in result.sheets for table in sheet.tables for name in table.batch.columns.get("full_name", [])],
    "memory": max(peaks) * 1024,
}))
"""


def bounded(path: Path) -> dict[str, Any]:
    """What reading a file came to, in a process of its own that is stopped after 20 seconds of work."""
    done = subprocess.run([sys.executable, "-c", BOUNDED, str(path)], capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, f"ended with {done.returncode}: {done.stderr[-600:]}"
    assert done.stderr == ""
    told: dict[str, Any] = json.loads(done.stdout)
    assert told["memory"] < 1 << 30
    return told


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limits to set")
@pytest.mark.parametrize(("name", "make", "error"), [pytest.param(*case, id=what) for what, case in NASTY.items()])
def test_a_nasty_file_ends_in_an_answer_or_one_error(tmp_path: Path, name: str, make: Callable[[Path], object], error: str | None) -> None:
    make(tmp_path / name)
    assert bounded(tmp_path / name)["error"] == error


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limits to set")
@pytest.mark.parametrize("name", sorted(path.name for path in (FILES.parent / "fuzzed").iterdir() if path.suffix != ".md"))
def test_what_the_fuzz_run_found_does_not_come_back(name: str) -> None:
    assert bounded(FILES.parent / "fuzzed" / name)["error"] in {None, "file-damaged", "file-too-large", "file-no-spreadsheet"}
    assert name in (FILES.parent / "fuzzed" / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "case", ["a false dimension", "strict OOXML", "a cell in the last row", "a false dimension in .xlsb", "merged to the end"]
)
def test_what_a_file_says_falsely_of_itself_does_not_cost_a_record(tmp_path: Path, case: str) -> None:
    name, make, _ = NASTY[case]
    make(tmp_path / name)
    assert bounded(tmp_path / name)["names"] == ["Trần Văn Sơn", "Lê Thị Mai"]


def test_empty_sheets_between_do_not_hide_the_last(tmp_path: Path) -> None:
    name, make, _ = NASTY["81 sheets of which 79 are empty"]
    make(tmp_path / name)
    told = bounded(tmp_path / name)
    assert (told["sheets"], told["names"]) == (81, ["Trần Văn Sơn", "Lê Thị Mai"] * 2)


@pytest.mark.parametrize("ending", ["xlsx", "xlsb", "xls", "ods"])
@pytest.mark.parametrize("named", [True, False], ids=["by its own name", "named .csv"])
def test_a_workbook_that_a_spreadsheet_program_locked_says_so(tmp_path: Path, ending: str, named: bool) -> None:
    path = tmp_path / f"a.{ending if named else 'csv'}"
    shutil.copy(FILES / f"locked.{ending}", path)
    assert bounded(path)["error"] == "file-password"


@pytest.mark.parametrize("form", sorted(formats.FORMATS))
@pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.9, 0.99])
def test_a_file_cut_short_is_an_answer_or_an_error(tmp_path: Path, form: str, share: float) -> None:
    name, write = formats.FORMATS[form]
    data = write(tmp_path / name, ROSTER).read_bytes()
    (tmp_path / name).write_bytes(data[: int(len(data) * share)])
    done = partytrack("inspect", name, "-f", "json", cwd=tmp_path)
    assert done.returncode in {0, 1, 3}
    assert "Traceback" not in done.stderr
    assert "panicked" not in done.stderr
    assert json.loads(done.stdout)["files"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other devices")
@pytest.mark.parametrize("lang", ["en", "vi"])
def test_a_device_and_a_pipe_are_refused_at_once(tmp_path: Path, lang: str) -> None:
    os.mkfifo(tmp_path / "pipe.xlsx")
    (tmp_path / "zero.xlsx").symlink_to("/dev/zero")
    done = partytrack("inspect", "pipe.xlsx", "zero.xlsx", "-f", "json", cwd=tmp_path, lang=lang)
    assert done.returncode == 3
    assert [each["error"]["code"] for each in json.loads(done.stdout)["files"]] == ["file-is-device"] * 2


def test_links_are_followed_and_one_that_leads_nowhere_or_in_a_circle_is_said(tmp_path: Path) -> None:
    formats.xlsx(tmp_path / "a.xlsx", ROSTER)
    (tmp_path / "link.xlsx").symlink_to("a.xlsx")
    (tmp_path / "nowhere.xlsx").symlink_to("none.xlsx")
    (tmp_path / "circle.xlsx").symlink_to("circle.xlsx")
    done = partytrack("inspect", "link.xlsx", "nowhere.xlsx", "circle.xlsx", "-f", "json", cwd=tmp_path)
    found = [each["error"] and each["error"]["code"] for each in json.loads(done.stdout)["files"]]
    assert found == [None, "file-missing", "file-unreadable"]


@pytest.mark.parametrize(
    "name", ["Đảng viên – quý I (2).xlsx", "a\tb\n.xlsx", "[đỏ]x[b].xlsx", "-f.xlsx", "=1+1.xlsx", "a\x1b[31m.xlsx", "Đa.xlsx"]
)
def test_a_name_with_strange_letters_is_a_name(tmp_path: Path, name: str) -> None:
    formats.xlsx(tmp_path / name, ROSTER)
    for form in ("table", "json", "plain", "csv", "markdown"):
        done = partytrack("inspect", "-f", form, "--", name, cwd=tmp_path)
        assert (done.returncode, done.stderr) == (0, "")
        assert "\x1b" not in done.stdout


BEGINNINGS = [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\x09\x04\x06\x00", b"<html><table>", b"\xff\xfe", b"<?xml "]


@given(st.binary(max_size=400), st.sampled_from(BEGINNINGS), st.sampled_from([".xlsx", ".xls", ".ods", ".csv"]))
@settings(max_examples=150, deadline=None)
def test_any_bytes_are_an_answer_or_an_error(data: bytes, beginning: bytes, ending: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"a{ending}"
        path.write_bytes(beginning + data)
        assert answered(path)


@given(st.integers(0, 1 << 40))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_changed_file_is_an_answer_or_an_error(seed: int) -> None:
    name, data = mutated(CHANGED, random.Random(seed))  # noqa: S311 - no secret is made of it
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        assert answered(path)
