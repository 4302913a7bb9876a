"""The bar of a long import tells the truth: it never goes back, and is full when the file is in the store, not before."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from commands import partytrack
from partytrack.progress import CONVERTING, READING, STORING, Progress, within
from partytrack.store.duckdb import opened

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

RUN = "import partytrack.cli.bar as bar, sys; bar._SECONDS = float(sys.argv.pop(1)); from partytrack.cli.main import run; run()"
ROWS = 40_000


def test_the_parts_of_all_files_add_up_and_only_the_end_is_the_whole() -> None:
    shown: list[float] = []
    done = Progress([300, 100], shown.append)
    done.of(0, READING)(0.5)
    done.of(0, READING)(0.2)  # goes back: no news
    for part in (READING, CONVERTING, STORING):
        done.of(0, part)(1.0)
    for part in (READING, CONVERTING, STORING):
        within(done.of(1, part), 0.5, 1.0)(1.0)
    assert shown == sorted(shown)
    assert shown[:2] == [pytest.approx(0.75 * 0.36 * 0.5)] * 2
    assert shown[4] == pytest.approx(0.75)
    assert shown[-1] == 0.99
    done.end()
    assert shown[-1] == 1.0


def watched(arguments: list[str], wait: float, look: Callable[[str], None]) -> tuple[int, str]:
    """Run the command on a terminal of its own, the bar shown after so many seconds; exit code and all that was written."""
    import pty  # noqa: PLC0415 - Windows has none

    terminal, side = pty.openpty()
    environment = os.environ | {"COLUMNS": "80", "TERM": "xterm", "NO_COLOR": "1"}
    command = [sys.executable, "-c", RUN, str(wait), *arguments]
    written = b""
    with subprocess.Popen(command, stdin=side, stdout=side, stderr=side, env=environment) as process:
        os.close(side)
        while True:
            try:
                more = os.read(terminal, 1 << 16)
            except OSError:  # how Linux says that the other side is closed
                break
            if not more:
                break
            written += more
            look(written.decode(errors="replace"))
    os.close(terminal)
    return process.returncode, written.decode()


@pytest.fixture
def roster(workspace: Path) -> Path:
    path = workspace / "a.csv"
    with path.open("w", encoding="utf-8") as file:
        file.write("STT,Họ và tên,Ngày sinh,Số thẻ đảng viên,Chi bộ\n")
        file.writelines(f"{n},Trần Văn An,0{n % 9 + 1}/02/19{n % 40 + 50},{n:08},Chi bộ {n % 5}\n" for n in range(ROWS))
    return path


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals")
def test_the_bar_on_a_terminal(workspace: Path, roster: Path) -> None:
    kept_at: list[int] = []

    def look(written: str) -> None:
        if "100%" in written and not kept_at:
            with opened(workspace / ".partytrack" / "store.duckdb", writing=False, wait=0) as store:  # held by nobody any more
                kept_at.extend(line.new for line in store.imports())

    code, written = watched(["import", str(roster), "-f", "json", "-o", "told.json"], 0, look)
    shares = [int(share) for share in re.findall(r"(\d+)%", written)]
    assert code == 0, written
    assert shares == sorted(shares)
    assert shares[-1] == 100
    assert len(set(shares)) > 5
    assert kept_at == [ROWS]  # when the bar was full, the rows were in the store


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals")
@pytest.mark.parametrize(("more", "wait"), [pytest.param(["-q"], 0, id="quiet"), pytest.param([], 60, id="over before it shows")])
def test_no_bar(workspace: Path, more: list[str], wait: float) -> None:
    (workspace / "a.csv").write_text("STT,Họ và tên,Chi bộ\n1,Trần Văn An,Chi bộ 1\n", encoding="utf-8")
    code, written = watched(["import", "a.csv", *more], wait, lambda _: None)
    assert (code, "%" in written) == (0, False), written


def test_no_bar_where_stderr_is_no_terminal(workspace: Path, roster: Path) -> None:
    done = partytrack("import", str(roster), "--dry-run", "-f", "json", cwd=workspace)
    assert (done.returncode, done.stderr) == (0, "")
