"""What is different from the night before: pure, from how the targets stood then and stand now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from partytrack.store.runs import Stood

_SILENT: Final = (None, "not-due")  # a period that begins so says nothing new


@dataclass(frozen=True, slots=True)
class Change:
    """A target whose status for a period is another one than the night before; `before` is None where there was none."""

    term: str
    target: str
    period: str
    before: str | None
    after: str | None


def changes(before: Sequence[Stood], after: Sequence[Stood]) -> list[Change]:
    """The statuses of a term that changed, in the order of its targets.

    A period that was not judged the night before counts as not due then. One that is judged no more is no change: its target
    was taken out of the file.
    """
    known = {(each.target, each.period): each.status for each in before}
    found = []
    for each in after:
        was = known.get((each.target, each.period))
        if was != each.status and not (was in _SILENT and each.status in _SILENT):
            found.append(Change(each.term, each.target, each.period, was, each.status))
    return found
