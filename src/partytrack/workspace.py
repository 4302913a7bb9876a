"""The workspace: the folder of one committee, and what its `partytrack.yaml` says."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from partytrack.errors import WorkspaceMissing
from partytrack.messages import Language, text

if TYPE_CHECKING:
    from pathlib import Path

SETTINGS_FILE: Final = "partytrack.yaml"
_TERM = re.compile(rb"^(?:\xef\xbb\xbf)?term\s*:", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class NightSettings:
    """What `partytrack.yaml` says about the night.

    Args:
        fail_on: The statuses that end it with exit code 1; empty for never, None where nothing is said.
        quiet_seconds: How long a file of the inbox must not have changed to count as complete.
    """

    fail_on: frozenset[str] | None = None
    quiet_seconds: float = 1.0


@dataclass(frozen=True, slots=True)
class Workspace:
    """The folder of one committee.

    Args:
        root: The folder.
        store: The store's file.
        committee: Its name; None where `partytrack.yaml` does not say.
        language: The language to speak here; None to follow the system.
        reporting_units: A condition on units: who must report; None for all grass-roots organisations.
        keep_citizen_id: Whether citizen identity numbers are kept.
        mask_names: Whether people's names are shortened where results name people, unless they are asked for.
        nightly: What holds for the night.
    """

    root: Path
    store: Path
    committee: str | None = None
    language: Language | None = None
    reporting_units: str | None = None
    keep_citizen_id: bool = False
    mask_names: bool = True
    nightly: NightSettings = NightSettings()

    @property
    def target_files(self) -> list[Path]:
        """All target files, in order of their names."""
        return sorted(path for path in (self.root / "targets").glob("*.y*ml") if path.suffix in (".yaml", ".yml"))


def is_workspace(folder: Path) -> bool:
    """Whether a folder is a workspace: it has `partytrack.yaml`, or a target file with a term."""
    if (folder / SETTINGS_FILE).is_file():
        return True
    return any(_TERM.search(path.read_bytes()) for path in (folder / "targets").glob("*.y*ml") if path.is_file())


def found_from(folder: Path) -> Path:
    """The nearest workspace at or above a folder.

    Raises:
        WorkspaceMissing: There is none.
    """
    for candidate in (folder, *folder.parents):
        if is_workspace(candidate):
            return candidate
    raise WorkspaceMissing(
        "no-workspace",
        text("There is no workspace at or above {folder}.", folder=folder),
        text("Make one with: partytrack init, or name one with -C."),
    )


def opened(folder: Path) -> Workspace:
    """The nearest workspace at or above a folder, with its settings; `PARTYTRACK_STORE` names another store.

    Raises:
        WorkspaceMissing: There is none.
        SettingsError: Its settings are not valid.
    """
    root = found_from(folder)
    settings_file = root / SETTINGS_FILE
    store = os.environ.get("PARTYTRACK_STORE")
    if settings_file.is_file() and settings_file.stat().st_size:
        from partytrack.settings import workspace_of  # noqa: PLC0415 - reading settings costs more than most commands

        return workspace_of(root, settings_file, store)
    return Workspace(root, root / store if store else root / ".partytrack" / "store.duckdb")
