"""How each status looks: its colour, its sign and its word. Change the look of a status here and nowhere else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from partytrack.messages import Text, marked
from partytrack.targets.status import Status

if TYPE_CHECKING:
    from collections.abc import Iterable

    from partytrack.findings import Severity


@dataclass(frozen=True, slots=True)
class Look:
    """A status as people see it: the sign tells it apart where there is no colour.

    Args:
        style: A style of the terminal.
        sign: One character.
        title: The English word; the catalogue has the Vietnamese one.
    """

    style: str
    sign: str
    title: str

    @property
    def word(self) -> str:
        """The word in the reader's language."""
        return str(Text(self.title))


WATCHED: Final = "watched"  # what scripts call a verdict without a status

LOOKS: Final[dict[Status | None, Look]] = {
    Status.MET: Look("green", "✓", marked("met")),
    Status.ON_TRACK: Look("cyan", "▲", marked("on track")),
    Status.BEHIND: Look("yellow", "▼", marked("behind")),
    Status.MISSED: Look("bold red", "✗", marked("missed")),
    Status.NO_DATA: Look("magenta", "?", marked("no data")),
    Status.NOT_DUE: Look("bright_black", "·", marked("not due yet")),
    Status.WAIVED: Look("blue", "–", marked("waived")),
    None: Look("", "○", marked("watched")),
}

SEVERITIES: Final[dict[str, Look]] = {
    "error": Look("bold red", "✗", marked("error")),
    "warning": Look("yellow", "!", marked("warning")),
    "note": Look("cyan", "·", marked("note")),
}


def severity_look(severity: Severity | str) -> Look:
    """The look of a finding's or a problem's severity."""
    return SEVERITIES[str(severity)]


def tally(statuses: Iterable[Status | None]) -> dict[Status | None, int]:
    """How often each status occurs, all of them in the order of the table of looks, the watched ones last."""
    counts = dict.fromkeys(LOOKS, 0)
    for status in statuses:
        counts[status] += 1
    return counts
