"""What was imported, and taking it back. Here the order of these steps is decided."""

from __future__ import annotations

from contextlib import nullcontext
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


def undo(workspace: Workspace, import_id: int, now: datetime, *, dry_run: bool = False) -> Undone:
    """Take one import back; restores exactly what was. A dry run tells of every record what would become of it, and keeps nothing."""
    if not workspace.store.exists():
        raise UsageError(
            "unknown-import",
            text("There is no import {id}: nothing has been imported yet.", id=import_id),
            text("See the imports with: partytrack imports"),
        )
    with opened(workspace.store, writing=True) as store, store.rehearsing() if dry_run else nullcontext():
        return store.undo(import_id, now, telling=dry_run)
