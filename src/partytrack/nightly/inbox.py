"""Which files of the inbox are complete: what is passed over, what is left for the next night and why. Looks nothing up itself."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from partytrack.messages import Text, marked

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# What programs and systems put beside people's files, or write before a file gets its name.
_ASIDE: Final = re.compile(
    r"[.~].*|thumbs\.db|desktop\.ini|.*\.(?:tmp|temp|part|partial|filepart|crdownload|download|swp|lock)", re.IGNORECASE
)
_OWNERS: Final = (("~$", ""), (".~lock.", "#"))  # how Excel and LibreOffice name the file beside one that is open


class Left(Enum):
    """Why a file is left in the inbox."""

    GROWING = "growing", marked("it is still being written")
    OPEN = "open", marked("it is open in a spreadsheet program")
    LINK = "link", marked("it is only a link")
    LOCKED = "locked", marked("it may not be read")

    def __init__(self, slug: str, template: str) -> None:
        self.slug = slug
        self.template = template

    @property
    def why(self) -> Text:
        """In the reader's language."""
        return Text(self.template)


@dataclass(frozen=True, slots=True)
class Look:
    """A file as it was seen at one moment.

    Args:
        size: In bytes.
        changed: When it was last written or put there, in seconds since 1970.
        link: Whether it only leads to a file elsewhere.
    """

    size: int
    changed: float
    link: bool = False


def passed_over(name: str) -> bool:
    """Whether a file, named from the inbox on, is hidden or temporary, or lies in such a folder."""
    return any(_ASIDE.fullmatch(part) for part in PurePosixPath(name).parts)


def open_elsewhere(name: str, names: Iterable[str]) -> bool:
    """Whether beside a file stands what a spreadsheet program puts there while it is open."""
    path = PurePosixPath(name)
    owners = {str(path.with_name(f"{before}{path.name}{behind}")) for before, behind in _OWNERS}
    return not owners.isdisjoint(names)


def left_at_once(seen: Mapping[str, Look], names: Iterable[str]) -> dict[str, Left]:
    """What can be said of files without a second look."""
    there = set(names)
    left = {name: Left.LINK for name, look in seen.items() if look.link}
    return left | {name: Left.OPEN for name in seen if open_elsewhere(name, there)}


def seconds_until_quiet(seen: Iterable[Look], quiet: float, now: float) -> float:
    """How long to wait until none of the files has changed for so long; a clock that goes wrong does not make it longer than that."""
    return max((min(look.changed + quiet - now, quiet) for look in seen if look.changed + quiet > now), default=0)
