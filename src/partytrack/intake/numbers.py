"""A column of cells → exact numbers. How thousands and decimal fractions are told apart is decided here.

1.841 and 634,095 are both thousands in their own column: the column decides, never the cell.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from partytrack.findings import Code
from partytrack.intake.values import Bad, Per, blank, fold_lightly

if TYPE_CHECKING:
    from collections.abc import Iterable

_SHAPE: Final = re.compile(r"([+-]?)(\d+(?:[.,]\d+)*)\s*(%|‰|phần trăm|phần nghìn)?")
_GAP: Final = re.compile(r"(?<=\d)\s(?=\d{3}(?!\d))")
_COMMA_FRACTION: Final = re.compile(r"\d{1,3}(?:\.\d{3})+,\d+|\d+,(?:\d{1,2}|\d{4,})|0,\d+|\d{4,},\d+|\d{1,3}(?:\.\d{3}){2,}")
_DOT_FRACTION: Final = re.compile(r"\d{1,3}(?:,\d{3})+\.\d+|\d+\.(?:\d{1,2}|\d{4,})|0\.\d+|\d{4,}\.\d+|\d{1,3}(?:,\d{3}){2,}")
_DOT_GROUP: Final = re.compile(r"[1-9]\d{0,2}\.\d{3}")
_COMMA_GROUP: Final = re.compile(r"[1-9]\d{0,2},\d{3}")
_THOUSANDS: Final = {",": re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?"), ".": re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")}
_THREE_DECIMALS: Final = {
    ",": re.compile(r"(?:0|\d{4,}|\d{1,3}(?:\.\d{3})+),\d{3}"),
    ".": re.compile(r"(?:0|\d{4,}|\d{1,3}(?:,\d{3})+)\.\d{3}"),
}
_COUNT: Final = re.compile(r"\d+|\d{1,3}(?:\.\d{3})+|\d{1,3}(?:,\d{3})+")
_PEOPLE: Final = re.compile(r"(?<=\d)\s*(?:đ/c|đồng chí|người|đv|đảng viên)\.?$")
_MINUTES: Final = 60
_DURATION: Final = re.compile(r"(\d{1,2})\s*(?:giờ|h|g)\s*(?:(\d{1,2})\s*(?:phút|ph|p|['’′])?)?|(\d{1,4})\s*(?:phút|ph|p|['’′])?\.?")
_GROUPED_COMMA_FRACTION: Final = re.compile(r"(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?")
_GROUPED_DOT_FRACTION: Final = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
_WHOLE: Final = 1e20
_PER: Final = {"%": 100, "phần trăm": 100, "‰": 1000, "phần nghìn": 1000}
_SHARE: Final = re.compile(r"(%|‰|phần trăm|phần nghìn)")


# A number and in what it is measured: "150 hộ", "12,5 triệu đồng/người", "3 km2"; one letter only behind a space.
_MEASURED: Final = re.compile(r"([+-]?\d+(?:[.,]\d+)*)(?:\s+|(?=[^\W\d_]{2}))([^\W\d_]+[²³23]?(?:[\s/.]+[^\W\d_]+[²³23]?)*)\.?")
# Words behind a number that say something else of it.
_NO_MEASURE: Final = re.compile(
    r"\b(?:trở|lên|xuống|hơn|gần|khoảng|trên|dưới|tăng|giảm|so|với|đạt|chưa|không|và|hoặc|hay|còn|trong|đến|từ|x|trăm$|nghìn$|ngàn$|vạn$|triệu$|tỷ$|tỉ$)\b|"
    r"^(?:năm|tháng|quý|ngày)\b"
)


@dataclass(frozen=True, slots=True)
class Number:
    """An exact number.

    Args:
        value: It.
        share: Whether its own cell said that it is a share: then it is already 0–1.
        word: Whether a yes or no stands for it.
        measure: In what it is measured by the words beside it, folded; whether that can be is to be held against its row.
    """

    value: Decimal
    share: bool = False
    word: bool = False
    measure: str | None = None


def per(words: str | None) -> int | None:
    """100 or 1000 where a unit or a heading says per cent or per mille, else None."""
    match = _SHARE.search(fold_lightly(words)) if words else None
    return _PER[match[1]] if match else None


def exact(number: float) -> Decimal:
    """The number with at most 15 significant digits, as the spreadsheet shows it: 0.1939, not the nearest binary fraction."""
    plain = Decimal(f"{number:.15g}")
    whole = abs(number) < _WHOLE and plain == plain.to_integral_value()
    return plain.quantize(Decimal(1)) if whole else plain


def _written(cell: str) -> str:
    return _GAP.sub("", fold_lightly(cell).replace("−", "-"))


def _parted(cell: str) -> tuple[str, str | None]:
    """A cell's number as it is written, and in what it is measured by the words behind it."""
    written = _written(cell)
    match = _MEASURED.fullmatch(written)
    return (match[1], match[2]) if match and not _NO_MEASURE.search(match[2]) else (written, None)


def decimal_mark(cells: Iterable[object]) -> str | None:
    """What stands before the fraction in a column: "," or "."; None where nothing in it decides.

    One cell that can be read in one way only decides for all. Where every doubtful cell has three digits behind one and
    the same mark, and there are at least two of them, the mark parts thousands.
    """
    comma = dot = False
    dot_groups: set[str] = set()
    comma_groups: set[str] = set()
    for cell in set(cells):
        match = _SHAPE.fullmatch(_parted(cell)[0]) if isinstance(cell, str) else None
        if match is None:
            continue
        digits = match[2]
        if _DOT_GROUP.fullmatch(digits):
            dot_groups.add(digits)
        elif _COMMA_GROUP.fullmatch(digits):
            comma_groups.add(digits)
        elif _COMMA_FRACTION.fullmatch(digits):
            comma = True
        elif _DOT_FRACTION.fullmatch(digits):
            dot = True
    if comma != dot:
        return "," if comma else "."
    if comma or (dot_groups and comma_groups):
        return None
    if len(dot_groups) > 1:
        return ","
    return "." if len(comma_groups) > 1 else None


def left_open(cells: Iterable[object], mark: str | None) -> frozenset[object]:
    """The cells of a column that its mark does not settle: with three digits behind it they may be thousands after all.

    So "1,510" beside "12,5" where "1.250" parts thousands: it may be as large as that. Not where "0,375" or "1.250,375" shows
    that fractions of three digits are written here.
    """
    if mark is None:
        return frozenset()
    group = _COMMA_GROUP if mark == "," else _DOT_GROUP
    open_: set[object] = set()
    parts_thousands = False
    for cell in set(cells):
        match = _SHAPE.fullmatch(_parted(cell)[0]) if isinstance(cell, str) else None
        if match is None or match[3]:
            continue
        digits = match[2]
        if _THREE_DECIMALS[mark].fullmatch(digits):
            return frozenset()
        if group.fullmatch(digits):
            open_.add(cell)
        elif _THOUSANDS[mark].fullmatch(digits):
            parts_thousands = True
    return frozenset(open_) if parts_thousands else frozenset()


def parse_number(cell: object, mark: str | None) -> Number | Bad | None:
    """The exact number a cell holds, shares as 0–1; None for a blank one.

    Args:
        cell: The raw cell.
        mark: What `decimal_mark` found for its column.
    """
    match cell:
        case Per():
            return Number(exact(cell.number), share=True)
        case bool() | date() | time() | timedelta():
            return Bad(Code.BAD_NUMBER)
        case int() | float():
            return Number(exact(cell)) if math.isfinite(cell) else Bad(Code.BAD_NUMBER)
        case str():
            return None if blank(cell) else _from_text(_written(cell), mark)
        case _:
            return None


def parse_measured(cell: object, mark: str | None) -> Number | Bad | None:
    """The same where in what the number is measured may stand behind it: "150 hộ"."""
    value = parse_number(cell, mark)
    if not isinstance(value, Bad) or not isinstance(cell, str):
        return value
    number, measure = _parted(cell)
    if measure is None:
        return value
    value = parse_number(number, mark)
    return replace(value, measure=measure) if isinstance(value, Number) else value


def _from_text(written: str, mark: str | None) -> Number | Bad:
    match = _SHAPE.fullmatch(written)
    if match is None:
        return Bad(Code.BAD_NUMBER)
    sign, digits, unit = match.groups()
    if mark is None and (_DOT_GROUP.fullmatch(digits) or _COMMA_GROUP.fullmatch(digits)):
        return Bad(Code.AMBIGUOUS_NUMBER)
    plain = _plain(digits, mark or _own_mark(digits))
    if plain is None:
        return Bad(Code.BAD_NUMBER)
    value = Decimal(sign + plain)
    return Number(value / _PER[unit], share=True) if unit else Number(value)


def _own_mark(digits: str) -> str:
    """The mark of a cell that can be read in one way only."""
    return "," if _COMMA_FRACTION.fullmatch(digits) else "."


def _plain(digits: str, mark: str) -> str | None:
    if mark == ",":
        return digits.replace(".", "").replace(",", ".") if _GROUPED_COMMA_FRACTION.fullmatch(digits) else None
    return digits.replace(",", "") if _GROUPED_DOT_FRACTION.fullmatch(digits) else None


def parse_count(cell: object) -> int | Bad | None:
    """The whole number of 0 or more that a cell holds; None for a blank one.

    A mark in it can only part thousands, and only people may be named beside it: "12 đ/c".
    """
    match cell:
        case bool() | date() | time() | timedelta() | Per():
            return Bad(Code.BAD_COUNT)
        case int() | float():
            return int(cell) if math.isfinite(cell) and cell >= 0 and cell == int(cell) else Bad(Code.BAD_COUNT)
        case str():
            if blank(cell):
                return None
            written = _PEOPLE.sub("", _written(cell))
            return int(re.sub(r"[.,]", "", written)) if _COUNT.fullmatch(written) else Bad(Code.BAD_COUNT)
        case _:
            return None


def parse_minutes(cell: object) -> int | Bad | None:
    """How many minutes a cell holds: 90, "90 phút", "1h30", "2 giờ"; None for a blank one. "14h00 - 15h30" is not reckoned."""
    if isinstance(cell, str) and not blank(cell):
        match = _DURATION.fullmatch(_written(cell))
        hours, minutes, alone = match.groups() if match else (None, None, None)
        if hours and int(minutes or 0) < _MINUTES:
            return int(hours) * _MINUTES + int(minutes or 0)
        return int(alone) if alone else Bad(Code.BAD_COUNT)
    return parse_count(cell)


def lasts(cell: object) -> bool:
    """Whether a cell says how long something took, in words that leave no doubt: "90 phút"."""
    return isinstance(cell, str) and _DURATION.fullmatch(_written(cell)) is not None and not cell.strip().isdigit()
