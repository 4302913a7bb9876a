"""A night that is killed, at whatever moment, and run again ends like one that was not disturbed."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from forks import forks
from nights import committee, files_of, kept
from partytrack.cli.main import main

if TYPE_CHECKING:
    from pathlib import Path

KILLS = 50
NIGHT = ("nightly", "--as-of", "2023-12-31")

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no process is killed so on Windows")


def start(root: Path) -> int:
    """Begin a night at once, with everything loaded; the number of its process."""
    return forks().start(["-C", root, *NIGHT], os.environ)


def at_work(root: Path) -> float:
    """The moment at which the night took its lock: what comes before changes nothing."""
    patience = time.monotonic() + 60
    while not (root / ".partytrack" / "nightly.lock").exists():
        assert time.monotonic() < patience
        time.sleep(0.001)
    return time.monotonic()


def test_a_night_killed_at_any_moment_is_made_good_by_the_next(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    template = committee(tmp_path / "template")
    started = shutil.copytree(template, tmp_path / "started")
    done = subprocess.run(
        [sys.executable, "-m", "partytrack", "-C", str(started), *NIGHT],
        env={**os.environ, "PYTHONWARNINGS": "error"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 3, "a file of the inbox cannot be read"
    files, held = files_of(started), kept(started)
    assert len(held["runs"]) == 1
    assert not [name for name in files if name.startswith("inbox/")]

    durations = []
    for name in ("first", "second"):
        undisturbed = shutil.copytree(template, tmp_path / name)
        start(undisturbed)
        began = at_work(undisturbed)
        assert forks().ended() == 3
        durations.append(time.monotonic() - began)
        assert (files_of(undisturbed), kept(undisturbed)) == (files, held), "a forked night is like one that was started"
    duration = min(durations)

    chance = random.Random(3)  # noqa: S311 - a seed, not a secret
    killed = unfinished = 0
    for number in range(KILLS):
        root = shutil.copytree(template, tmp_path / f"killed-{number}")
        process = start(root)
        moment = at_work(root) + (number + chance.random()) / KILLS * duration
        time.sleep(max(moment - time.monotonic(), 0))
        os.kill(process, signal.SIGKILL)
        killed += forks().ended() == -signal.SIGKILL
        if (root / ".partytrack" / "store.duckdb").exists():
            runs = kept(root)["runs"]
            assert not runs or files_of(root) == files, f"kill {number}: a night that is kept has done its work"
            unfinished += not runs
        assert main(["-C", str(root), *NIGHT]) in (0, 1, 3)
        assert files_of(root) == files, f"kill {number}"
        again = kept(root)
        assert {name: rows for name, rows in again.items() if name not in ("runs", "verdicts")} == {
            name: rows for name, rows in held.items() if name not in ("runs", "verdicts")
        }, f"kill {number}"
        last = again["runs"][-1][0]
        assert [row[1:] for row in again["verdicts"] if row[0] == last] == [row[1:] for row in held["verdicts"]], f"kill {number}"
        shutil.rmtree(root)
    capsys.readouterr()
    assert killed >= KILLS // 2, "most were killed before they ended"
    assert unfinished >= 5, "several had begun to store"
