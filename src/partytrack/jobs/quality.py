"""Looking at the quality of the stored data. Here the order of these steps is decided."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from partytrack.quality import rules
from partytrack.store.duckdb import opened
from partytrack.targets.verdicts import Units

if TYPE_CHECKING:
    from datetime import date

    from partytrack.quality.problems import Quality
    from partytrack.workspace import Workspace


@dataclass(frozen=True, slots=True)
class QualityOptions:
    """The options of `quality`, as given."""

    as_of: date
    known_at: date | None = None
    rules: tuple[str, ...] = ()
    unit: str | None = None


def quality(workspace: Workspace, options: QualityOptions) -> Quality:
    """What the rules find in the store.

    Raises:
        UsageError: A rule or the unit is not known.
    """
    chosen = rules.chosen(options.rules)
    with opened(workspace.store, writing=False) as store:
        store.look(options.known_at)
        within = Units.on(store, options.as_of).number(options.unit) if options.unit is not None else None
        return rules.run(store, options.as_of, chosen, known_at=options.known_at, within=within)
