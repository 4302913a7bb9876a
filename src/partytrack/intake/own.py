"""Sheets that the program itself puts into workbooks: the list of what is wrong, the instructions of a template. They hold no data.

They are told by their first words, which survive whatever program or format the workbook goes through.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

FIRST_WORDS: Final = "partytrack:"
_SEARCHED: Final = 10  # rows at the top
_FINGERPRINT: Final = re.compile(r"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])")


def is_own(rows: Iterable[Sequence[object]]) -> bool:
    """Whether the first filled cell of a sheet begins with the program's name and a colon."""
    first = next((cell for row in rows for cell in row if cell is not None and cell != ""), None)
    return isinstance(first, str) and first.startswith(FIRST_WORDS)


def source(rows: Iterable[Sequence[object]]) -> str | None:
    """The fingerprint of the file whose findings a sheet of the program's own lists; None for any other sheet of it."""
    for row, _ in zip(rows, range(_SEARCHED), strict=False):
        for cell in row:
            if isinstance(cell, str) and (found := _FINGERPRINT.search(cell)):
                return found[0]
    return None
