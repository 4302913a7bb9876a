"""What tests of commands stand in."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from partytrack import messages

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# The command is started hundreds of times: what it is made of is compiled once, not at each start.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty workspace, stood in, whatever the environment of the tests says; English again afterwards."""
    for name in ("PARTYTRACK_LANG", "PARTYTRACK_WORKSPACE", "PARTYTRACK_STORE", "COLUMNS", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LC_ALL", "C")
    (tmp_path / "partytrack.yaml").touch()
    monkeypatch.chdir(tmp_path)
    yield tmp_path
    messages.speak("en")
