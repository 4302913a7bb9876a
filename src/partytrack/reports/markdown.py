"""Text as Markdown that shows every letter of the data as it is: no mark-up, link or HTML in it takes effect."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from partytrack.messages import harmless

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# A backslash before any of these makes it a letter; & and < would begin an entity or a tag.
_MARKS: Final = re.compile(r"([\\`*_{}\[\]|~$])")
_BLOCK: Final = re.compile(r"^(\s*)([#>+=-]|\d+[.)])")
_LINKED: Final = re.compile(r"(?i)(?<=http)(?=s?:)|(?<=www)(?=\.)|(?<=\S)(?=@\S)")


def escaped(value: object) -> str:
    """A value on one line, harmless in a table, a paragraph or a heading; empty for None."""
    if value is None:
        return ""
    plain = harmless(" ".join(str(value).split()))
    marked = _MARKS.sub(r"\\\1", plain).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    marked = _LINKED.sub("&#8203;", marked)  # nothing turns into a link by itself
    return _BLOCK.sub(
        lambda match: f"{match[1]}\\{match[2]}" if not match[2][0].isdigit() else f"{match[1]}{match[2][:-1]}\\{match[2][-1]}", marked
    )


def heading(level: int, value: object) -> str:
    """A heading of level 1 to 6."""
    return f"{'#' * level} {escaped(value)}\n"


def paragraph(value: object) -> str:
    """A paragraph."""
    return f"{escaped(value)}\n"


def bullets(values: Iterable[object]) -> str:
    """A list."""
    return "".join(f"- {escaped(value)}\n" for value in values)


def table(titles: Sequence[object], rows: Iterable[Sequence[object]], right: Sequence[bool] = ()) -> str:
    """A table; `right` says which columns hold numbers."""
    rule = ["---:" if number < len(right) and right[number] else "---" for number in range(len(titles))]
    lines = [[escaped(title) for title in titles], rule, *([escaped(cell) for cell in row] for row in rows)]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def page(parts: Iterable[str]) -> str:
    """The parts of a page, a blank line between two."""
    return "\n".join(part for part in parts if part)
