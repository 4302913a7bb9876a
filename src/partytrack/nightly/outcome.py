"""What a night did: plain values, which `jobs` puts together and `reports` shows."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import PurePosixPath

    from partytrack.errors import PartytrackError
    from partytrack.nightly.changes import Change
    from partytrack.nightly.inbox import Left
    from partytrack.store.batches import ImportLine
    from partytrack.store.runs import Run
    from partytrack.targets.judge import Checked


@dataclass(frozen=True, slots=True)
class SetAside:
    """A file that did not go in.

    Args:
        name: Its name, from the inbox on.
        place: Where it lies now, from the workspace on.
        error: Why it could not be read; None where nothing in it was recognised, or all its rows were rejected.
    """

    name: str
    place: PurePosixPath
    error: PartytrackError | None = None


def went_in(line: ImportLine) -> bool:
    """Whether anything of a file is in the store: a record, or that there was nothing to report."""
    return bool(line.new or line.changed or line.unchanged or line.gone or not line.rejected)


@dataclass(slots=True)
class Night:
    """What a night did, and what is different from the one before.

    Args:
        run: The night as it is kept.
        first: Whether there was none before.
        imports: Imports and undos since the night before, by whoever.
        rejecting: How many rows of the files of this inbox were rejected.
        repeated: Files that had been imported before.
        set_aside: Files that did not go in.
        left: Files left in the inbox, and why.
        checked: The terms in force on the day, judged.
        changes: The targets whose status is another one.
        data_before: What the rules of data quality found the night before, errors and warnings; None where that is not known.
        errors: What could not be done; the rest was done all the same.
    """

    run: Run
    first: bool
    imports: Sequence[ImportLine] = ()
    rejecting: int = 0
    repeated: list[str] = field(default_factory=list)
    set_aside: list[SetAside] = field(default_factory=list)
    left: dict[str, Left] = field(default_factory=dict)
    checked: Sequence[Checked] = ()
    changes: Sequence[Change] = ()
    data_before: tuple[int, int] | None = None
    errors: list[PartytrackError] = field(default_factory=list)

    @property
    def imported(self) -> list[ImportLine]:
        """The imports by which something went in."""
        return [line for line in self.imports if line.action == "import" and went_in(line)]

    @property
    def data(self) -> tuple[int, int]:
        """What the rules of data quality found: errors and warnings."""
        return self.run.errors or 0, self.run.warnings or 0

    @property
    def something_changed(self) -> bool:
        """Whether there is anything to tell."""
        told = (self.first, self.imports, self.repeated, self.set_aside, self.left, self.changes, self.errors)
        return any(told) or self.data != (self.data_before or (0, 0))
