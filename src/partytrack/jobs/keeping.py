"""What was imported, and taking it back. Here the order of these steps is decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partytrack.errors import UsageError
from partytrack.messages import text
from partytrack.store.duckdb import opened

if TYPE_CHECKING:
    from datetime import datetime

    from partytrack.store.batches import ImportLine, Undone
    from partytrack.workspace import Workspace


def imports(workspace: Workspace) -> list[ImportLine]:
    """The imports and undos of a workspace, oldest first."""
    with opened(workspace.store, writing=False) as store:
        return store.imports()


def undo(workspace: Workspace, import_id: int, now: datetime) -> Undone:
    """Take one import back; restores exactly what was."""
    if not workspace.store.exists():
        raise UsageError(
            "unknown-import",
            text("There is no import {id}: nothing has been imported yet.", id=import_id),
            text("See the imports with: partytrack imports"),
        )
    with opened(workspace.store, writing=True) as store:
        return store.undo(import_id, now)
