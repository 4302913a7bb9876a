"""Several values in one cell, and one date over several columns. Which line or column is which is decided here."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from partytrack.findings import Code
from partytrack.intake.organisations import names_organisation
from partytrack.intake.values import Bad, blank, parse_date, shown
from partytrack.periods import Span
from partytrack.records import Type

if TYPE_CHECKING:
    from collections.abc import Sequence

    from partytrack.records import Field

_LINES: Final = re.compile(r"\r\n|\r|\n")
_MARKS: Final = (re.compile(r"\s*;\s*|\s+/\s+"), re.compile(r"\s*,\s*(?:ngày\s+)?|\s+ngày\s+"))  # between values on one line
_DIGIT: Final = re.compile(r"\d")
_LETTER: Final = re.compile(r"[^\W\d_]")
# A member may be without the later day, never without the earlier one.
_EARLIER: Final[dict[tuple[str, ...], str]] = {("admitted_on", "official_on"): "admitted_on"}
_WHOLE: Final = "due"  # of how many somebody was there
_SHARE: Final = re.compile(r"\s*(\d{1,6})\s*/\s*(\d{1,6})\s*")
SEVERAL: Final = Bad(Code.STACKED_UNCLEAR)


def lines(cell: object, count: int) -> list[object]:
    """The values of a cell under a heading that names several: by its lines, else by marks that part as many; one value is alone."""
    if not isinstance(cell, str):
        return [cell]
    parts: list[object] = [part.strip() for part in _LINES.split(cell)]
    if len(parts) == 1:
        for marks in _MARKS:
            if len(marked := marks.split(cell.strip())) == count:
                return list(marked)
    return parts


def shares(cells: Sequence[object], fields: Sequence[Field | None]) -> list[list[Any]] | None:
    """For each field the cells of its own, of cells such as "16/18" below "Số dự / Tổng số"; None unless all can be read so.

    There must be one part and the whole, in that order or the other, and no part may be larger than its whole.
    """
    names = [field.name if field and field.type is Type.COUNT else None for field in fields]
    if len(names) != 2 or None in names or names.count(_WHOLE) != 1:
        return None
    pairs = [("", "") if blank(cell) else match.groups() if (match := _SHARE.fullmatch(shown(cell))) else None for cell in cells]
    whole = names.index(_WHOLE)
    if any(pair is None or (pair[0] and int(pair[1 - whole]) > int(pair[whole])) for pair in pairs):
        return None
    return [[pair[place] for pair in pairs if pair] for place in range(2)]


def parted(cells: Sequence[object], fields: Sequence[Field | None]) -> list[list[Any]]:
    """For each field the cells of its own, one a row; a `Bad` where a cell does not say which of its values is which.

    Args:
        cells: The cells of the column.
        fields: What its heading names, line by line; None for what is not kept.
    """
    split = [lines(cell, len(fields)) for cell in cells]
    shapes = _shapes(split, len(fields))
    memo: dict[tuple[object, ...], list[Any]] = {}
    rows = []
    for parts in split:
        known = tuple(parts)
        if known not in memo:
            memo[known] = _assigned(parts, fields, shapes)
        rows.append(memo[known])
    return [[row[place] for row in rows] for place in range(len(fields))]


def _assigned(parts: list[object], fields: Sequence[Field | None], shapes: list[set[str]]) -> list[Any]:
    count = len(fields)
    filled = [part for part in parts if not blank(part)]
    if len(parts) == count:
        return parts
    if not filled:
        return [""] * count
    place = _place(filled[0], fields, shapes) if len(filled) == 1 else None
    return [SEVERAL] * count if place is None else [filled[0] if each == place else "" for each in range(count)]


def _place(part: object, fields: Sequence[Field | None], shapes: list[set[str]]) -> int | None:
    """Which of the fields a single value can only be; None where it may be several."""
    kept = [place for place, field in enumerate(fields) if field is not None]
    if len(kept) == 1:
        only = fields[kept[0]]
        # A day beside where somebody came from, where only that is told.
        elsewhere = only and only.type is Type.DATE and names_organisation(shown(part))
        return fields.index(None) if elsewhere and None in fields else kept[0]
    dates = [place for place in kept if (field := fields[place]) and field.type is Type.DATE]
    others = [place for place in kept if place not in dates]
    if isinstance(parse_date(part), Span) and dates:
        names = tuple(field.name for place in dates if (field := fields[place]))
        if len(dates) == 1:
            return dates[0]
        return next((place for place in dates if (field := fields[place]) and field.name == _EARLIER.get(names)), None)
    if len(others) == 1:
        return others[0]
    like = [place for place in others if _shape(part) in shapes[place]]
    return like[0] if len(like) == 1 else None


def _shapes(split: Sequence[list[object]], count: int) -> list[set[str]]:
    """How the values of each line look where a cell has them all: digits and letters, so that the column tells a lone one."""
    whole = [parts for parts in split if len(parts) == count]
    return [{_shape(parts[place]) for parts in whole if not blank(parts[place])} for place in range(count)]


def _shape(part: object) -> str:
    return _LETTER.sub("a", _DIGIT.sub("9", shown(part)))


def one_date(day: object, month: object, year: object) -> str:
    """A date written over three cells as one text; only what is filled in, so that a month or a year stays one."""
    parts = ["" if blank(part) else shown(part).strip() for part in (day, month, year)]
    while len(parts) > 1 and not parts[0]:
        parts.pop(0)
    return "/".join(parts)


def one_period(year: object, part: object, word: str) -> object:
    """A period written over two cells as one text: 2024 and 2 below "Quý" are "Quý 2 2024"; the year alone where the other is blank.

    A part that names its year itself is the whole period, unless the other cell names another year.
    """
    if blank(part):
        return year
    said = shown(part).strip()
    whole = said if said[:1].isalpha() and not _ROMAN.fullmatch(said) else f"{word.strip()} {said}"
    in_year = shown(year).strip().removeprefix("Năm ").removeprefix("năm ")
    if named := _YEAR.findall(said):
        return said if blank(year) or {*named} == {in_year} else f"{said} {in_year}"
    return f"{whole} {in_year}".rstrip()


_YEAR: Final = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_ROMAN: Final = re.compile(r"[ivx]+", re.IGNORECASE)
_SECOND_NAME: Final = re.compile(r"(?P<first>[^(\n]*[^\s(])\s*\n\s*\(?(?P<second>[^()\n]+)\)?\s*")


def first_name(cell: object) -> tuple[object, bool]:
    """The name of a cell without a second one below it, in brackets or of the same family; and whether there was one."""
    match = _SECOND_NAME.fullmatch(cell.strip()) if isinstance(cell, str) else None
    if match is None or not isinstance(cell, str):
        return cell, False
    family = match["first"].split()[0].casefold()
    second = match["second"].split()
    bracketed = "(" in cell[match.end("first") :]
    same_family = len(second) > 1 and second[0].casefold() == family and len(match["first"].split()) > 1
    return (match["first"], True) if bracketed or same_family else (cell, False)
