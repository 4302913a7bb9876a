"""Where a file of the inbox goes: archived by day, or set aside. No two contents have one name, so nothing is overwritten."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

INBOX: Final = "inbox"
ARCHIVE: Final = "archive"
REJECTED: Final = "rejected"
REPORTS: Final = "reports"
FINDINGS: Final = ".findings.txt"
_DIGITS: Final = 8  # of the content's digest
_LONGEST: Final = 150  # bytes of a name that are kept: with what is put around it a file system takes it


def archived(name: str, sha256: str, day: date) -> PurePosixPath:
    """The place of a file that went in: `archive/2026/2026-11-25-roster-3f9a2c1b.xlsx`, in the folder it had in the inbox."""
    path = PurePosixPath(name)
    return PurePosixPath(ARCHIVE, str(day.year), path.parent, f"{day.isoformat()}-{_with_digest(path, sha256)}")


def rejected(name: str, sha256: str) -> PurePosixPath:
    """The place of a file that did not: `rejected/roster-3f9a2c1b.xlsx`. Without the day: sent again, it is the same file."""
    path = PurePosixPath(name)
    return PurePosixPath(REJECTED, path.parent, _with_digest(path, sha256))


def findings(name: str, sha256: str) -> PurePosixPath:
    """Where the findings of a file stand, set aside or not: people look for what they have to correct in one folder."""
    place = rejected(name, sha256)
    return place.with_name(place.name + FINDINGS)


def returned(name: str, sha256: str, word: str) -> PurePosixPath:
    """Where the workbook to send back stands: beside the findings, `rejected/roster-3f9a2c1b.returned.xlsx`, in the reader's language."""
    place = rejected(name, sha256)
    return place.with_name(f"{place.stem}.{word}.xlsx")


def numbered(place: PurePosixPath) -> Iterator[PurePosixPath]:
    """The place itself, then with 2, 3, … at the end of its name: for the case that another content has it."""
    yield place
    number = 2
    while True:
        yield place.with_name(f"{place.stem}-{number}{place.suffix}")
        number += 1


def _with_digest(path: PurePosixPath, sha256: str) -> str:
    stem = path.stem.encode()[:_LONGEST].decode(errors="ignore")
    return f"{stem}-{sha256[:_DIGITS]}{path.suffix}"
