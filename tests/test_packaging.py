"""The wheel holds everything an installed `partytrack demo` needs."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.mark.skipif(find_spec("hatchling") is None, reason="builds the wheel with hatchling, which is not installed")
def test_a_wheel_runs_the_demo(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)], cwd=ROOT, check=True, capture_output=True
    )
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        archive.extractall(tmp_path / "installed")
    assert "partytrack/locale/vi/LC_MESSAGES/messages.mo" in names
    assert "partytrack/samples/thai-binh/targets/2020-2025.yaml" in names
    assert any(name.startswith("partytrack/samples/thai-binh/") and name.endswith(".xlsx") for name in names)
    assert any(name.startswith("partytrack/starter/") for name in names)
    environment = os.environ | {"PYTHONPATH": str(tmp_path / "installed"), "PARTYTRACK_LANG": "vi"}
    done = subprocess.run(
        [sys.executable, "-m", "partytrack", "demo"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "Nhiệm kỳ 2020-2025" in done.stdout
    assert "✗ không đạt" in done.stdout
