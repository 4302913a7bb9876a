"""The wheel holds everything an installed `partytrack demo` needs, of every sample."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from importlib.util import find_spec
from pathlib import Path

import pytest

from commands import partytrack
from partytrack.jobs.starting import SAMPLES

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
    for name, sample in SAMPLES.items():
        done = subprocess.run(
            [sys.executable, "-m", "partytrack", "demo", name],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, done.stderr
        assert f"Nhiệm kỳ {sample.term}" in done.stdout
        assert "✗ không đạt" in done.stdout


def test_the_help_names_every_sample() -> None:
    page = partytrack("demo", "--help").stdout
    assert [name for name in SAMPLES if name not in page] == []
    assert sorted(SAMPLES) == sorted(path.name for path in (ROOT / "samples").iterdir() if path.is_dir() and path.name != "__pycache__")
