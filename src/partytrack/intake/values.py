"""One cell → a date, a period, an identifier, a word of a list; or the reason why not. What a cell may look like is decided here.

Nothing is guessed and nothing completed: 2015 in a date cell is the whole year 2015.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from dataclasses import field as _made
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Final

from partytrack import periods
from partytrack.findings import Code
from partytrack.intake.synonyms import unaccented, word_of
from partytrack.records import NO, YES, Type
from partytrack.vietnamese import fold, nfc

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from partytrack.periods import Span
    from partytrack.records import Field

FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2100
_NOTHING: Final = frozenset({"", "-", "–", "—", "−", "--", "…", "...", "/"})
_SEPARATED: Final = re.compile(r"(\d{1,2})\s*([/.-])\s*(\d{1,2})\s*\2\s*(\d{4})\.?")
_USUAL: Final = re.compile(r"(\d\d)/(\d\d)/(\d{4})")  # most cells of most sheets; saves them the rest
_ISO: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[t ][\d:.]+)?")
_MONTH: Final = re.compile(r"(\d{1,2})\s*[/.-]\s*(\d{4})")
_ISO_MONTH: Final = re.compile(r"(\d{4})-(\d{2})")
_YEAR: Final = re.compile(r"(?:năm\s+)?(\d{4})")
# Places left open: "00/00/1992", "/ /1986", "…/6/1990" say a year or a month and no more.
_OPEN: Final = r"(?:0{1,2}|[.…_?\s-]*)"
_OPEN_DAY: Final = re.compile(rf"(?:{_OPEN}\s*/\s*|0{{1,2}}\s*[.-]\s*)(\d{{1,2}})\s*[/.-]\s*(\d{{4}})")
_OPEN_MONTH: Final = re.compile(rf"(?:{_OPEN}\s*/\s*){{1,2}}(\d{{4}})|0{{1,2}}\s*([.-])\s*0{{1,2}}\s*\2\s*(\d{{4}})")
_IN_WORDS: Final = re.compile(r"(?:ngày\s+)?(?:(\d{1,2})\s+)?tháng\s+(\d{1,2})(?:\s+năm\s+|\s*[/.-]\s*|\s+)(\d{4})")
_TIME_BEFORE: Final = re.compile(r"^(?:\d{1,2}\s*(?:h|g|giờ|:)\s*\d{0,2}\s*'?\s*(?:phút)?\s*[,;-]?\s*)?(?:ngày\s+(?!\d{1,2}\s+tháng))?")
_ROMAN: Final = {
    "i": "1",
    "ii": "2",
    "iii": "3",
    "iv": "4",
    "1": "1",
    "2": "2",
    "3": "3",
    "4": "4",
    "một": "1",
    "hai": "2",
    "ba": "3",
    "tư": "4",
    "bốn": "4",
}
_QUARTER: Final = re.compile(r"(?:quý|q)\s*(iv|iii|ii|i|[1-4]|một|hai|ba|tư|bốn)\s*(?:[/.,-]?\s*năm|[/.,-])?\s*(\d{4})")
_HALF: Final = re.compile(r"(?:(?:6|sáu) tháng|nửa|bán niên|nửa năm)\s+(đầu|cuối)(?:\s+năm)?\s*[/,-]?\s*(?:năm\s*)?(\d{4})")
_SPOKEN_MONTH: Final = re.compile(r"(?:tháng|t)\s*(\d{1,2})\s*(?:[/.,-]?\s*năm\s*|[/.,-]\s*|\s+)(\d{4})")
_OPEN_PAIR: Final = re.compile(r"(?<!q)([ou])([àáảãạèéẻẽẹỳýỷỹỵ])(?![^\W\d_])")
_LAST_NUMBER: Final = re.compile(r"(.*?)(\d+)(\D*)", re.DOTALL)
_FIRST_NUMBER: Final = re.compile(r"(\D*)(\d+)(.*)", re.DOTALL)
_LEAP_YEAR: Final = 2000  # has every day that some year has
_DAY_ZERO: Final = datetime(1899, 12, 30)  # noqa: DTZ001 - a day of the calendar, nowhere in particular
_LABEL: Final = re.compile(r"\d{4}(?:-(?:q[1-4]|h[12]|\d{2}))?")


@dataclass(frozen=True, slots=True)
class Bad:
    """Why a cell has no value: the finding's code and what its message needs besides field and cell."""

    code: Code
    values: dict[str, object] = _made(default_factory=dict)


_OUTSIDE: Final = Bad(Code.YEAR_OUTSIDE, {"first": FIRST_YEAR, "last": LAST_YEAR})


@dataclass(frozen=True, slots=True)
class Per:
    """A number whose cell, by its number format, already shows it divided: 0.525 shown as 52.5%."""

    number: float
    by: int


def shown(cell: object) -> str:
    """The cell as a person would write it, for messages and for the rows set aside."""
    match cell:
        case None:
            return ""
        case datetime():
            return cell.strftime("%d/%m/%Y") if cell.time() == time() else cell.strftime("%d/%m/%Y %H:%M")
        case date():
            return f"{cell.day:02}/{cell.month:02}/{cell.year:04}"
        case float() if cell.is_integer() and abs(cell) < 1e15:
            return str(int(cell))
        case Per():
            return f"{cell.number * cell.by:.15g}{'%' if cell.by == 100 else '‰'}"
        case str():
            return nfc(cell)
        case _:
            return str(cell)


def blank(cell: object) -> bool:
    """Whether the cell holds nothing, or only a dash that stands for nothing."""
    return cell is None or (isinstance(cell, str) and (cell == "" or nfc(cell) in _NOTHING))


# "As above"; a bare "NT" in capitals may be a name.
DITTO: Final = frozenset(
    f"{before}{mark}{before}"
    for before in ("", " ")
    for mark in (
        '"',
        "“",
        "”",
        "″",
        "〃",
        "''",
        "’’",
        ",,",
        "nt",
        "như trên",
        "Như trên",
        *(f"{dash}{word}{dash}" for dash in ("-", "--", "- ") for word in ("nt", "NT")),
    )
) | {"- nt -", "- NT -", "-nt", "nt-"}


def _day(year: int, month: int, day: int) -> Span:
    return periods.day(date(year, month, day))


def _span(make: Callable[..., Span], *numbers: str) -> Span | None:
    try:
        span = make(*map(int, numbers))
    except ValueError:
        return None
    return _ordinary(span)


def _ordinary(span: Span) -> Span | None:
    return span if FIRST_YEAR <= span.first.year <= LAST_YEAR else None


def _label(label: str) -> Span | None:
    try:
        span = periods.parse(label)
    except ValueError:
        return None
    return _ordinary(span)


def date_in_words(words: str) -> Span | None:
    """The day, month or year that a text names by the strict grammar, day before month; None for any other text."""
    if match := _USUAL.fullmatch(words):
        return _span(_day, match[3], match[2], match[1]) or _left_open(words)
    written = _TIME_BEFORE.sub("", fold_lightly(words), count=1)
    if match := _SEPARATED.fullmatch(written):
        return _span(_day, match[4], match[3], match[1]) or _left_open(written)
    if match := _ISO.fullmatch(written):
        return _span(_day, match[1], match[2], match[3])
    if match := _MONTH.fullmatch(written):
        return _span(periods.month, match[2], match[1]) or _left_open(written)
    if match := _ISO_MONTH.fullmatch(written):
        return _span(periods.month, match[1], match[2])
    if match := _YEAR.fullmatch(written):
        return _span(periods.year, match[1])
    if match := _IN_WORDS.fullmatch(written):
        if match[1]:
            return _span(_day, match[3], match[2], match[1])
        return _span(periods.month, match[3], match[2])
    return _left_open(written)


def _left_open(written: str) -> Span | None:
    """The month or year of a date whose other places are zeros, dots or nothing."""
    if match := _OPEN_MONTH.fullmatch(written):
        return _span(periods.year, match[1] or match[3])
    match = _OPEN_DAY.fullmatch(written)
    return _span(periods.month, match[2], match[1]) if match else None


def usual_day(words: str) -> date | None:
    """The day of a text like "03/02/1980"; None for any other, which `date_in_words` may know."""
    match = _USUAL.fullmatch(words)
    if match is None or not FIRST_YEAR <= int(match[3]) <= LAST_YEAR:
        return None
    try:
        return date(int(match[3]), int(match[2]), int(match[1]))
    except ValueError:
        return None


def fold_lightly(words: str) -> str:
    """The text in normal form and lower case, tone marks on the first vowel of an open oa, oe, uy: ủy, hòa."""
    plain = nfc(words).casefold()
    return plain if plain.isascii() else _OPEN_PAIR.sub(_tone_forward, plain)


def _tone_forward(match: re.Match[str]) -> str:
    apart = unicodedata.normalize("NFD", match[2])
    return unicodedata.normalize("NFC", match[1] + apart[1]) + apart[0]


def parse_date(cell: object) -> Span | Bad | None:
    """The day, month or year a cell holds; None for a blank one.

    A whole number from 1900 to 2100 is a year; any other number may be a serial number of unknown meaning and is refused.
    """
    match cell:
        case datetime():
            found = _ordinary(periods.day(cell.date()))
        case date():
            found = _ordinary(periods.day(cell))
        case bool() | time() | timedelta() | Per():
            found = None
        case int() | float():
            found = periods.year(int(cell)) if FIRST_YEAR <= cell <= LAST_YEAR and cell == int(cell) else None
        case str():
            if blank(cell):
                return None
            found = date_in_words(cell)
        case _:
            return None
    return found or _fault(cell, date_in_words, Code.BAD_DATE)


def _fault(cell: object, read: Callable[[str], Span | None], otherwise: Code) -> Bad:
    """Why a cell is no date or period: its year if another year would make it one, else `otherwise`.

    A year of one or two digits may be of either century; whole numbers past 9999 may count the days since 1900, as spreadsheets do.
    """
    match cell:
        case date():
            return _OUTSIDE
        case bool() | time() | timedelta() | Per():
            return Bad(otherwise)
    written = shown(cell).lstrip("'’")
    if re.fullmatch(r"[1-9]\d{4}", written):
        day = (_DAY_ZERO + timedelta(int(written))).date()
        return Bad(Code.DATE_AS_NUMBER, {"day": day}) if day.year <= LAST_YEAR else Bad(otherwise)
    for match in filter(None, (_LAST_NUMBER.fullmatch(written), _FIRST_NUMBER.fullmatch(written))):
        year = match[2]
        if len(year) <= 4 and not FIRST_YEAR <= int(year) <= LAST_YEAR and read(f"{match[1]}{_LEAP_YEAR}{match[3]}"):
            return Bad(Code.YEAR_SHORT) if len(year) <= 2 else _OUTSIDE
    return Bad(otherwise)


def period_in_words(words: str) -> Span | None:
    """The year, half, quarter or month a text names; None for any other text."""
    written = fold_lightly(words).strip(" .,;()")
    if _LABEL.fullmatch(written):
        return _label(written.upper())
    if match := _YEAR.fullmatch(written):
        return _span(periods.year, match[1])
    if match := _QUARTER.fullmatch(written):
        return _span(periods.quarter, match[2], _ROMAN[match[1]])
    if match := _HALF.fullmatch(written):
        return _span(periods.half, match[2], "1" if match[1] == "đầu" else "2")
    if match := _SPOKEN_MONTH.fullmatch(written) or _MONTH.fullmatch(written):
        return _span(periods.month, match[2], match[1])
    return None


def parse_period(cell: object, *, days: bool) -> Span | Bad | None:
    """The period a cell holds; None for a blank one. A whole day is one only where `days` allows it."""
    match cell:
        case date():
            found = parse_date(cell) if days else None
            return found or Bad(Code.BAD_PERIOD)
        case bool() | time() | timedelta() | Per():
            return Bad(Code.BAD_PERIOD)
        case int() | float():
            found = periods.year(int(cell)) if FIRST_YEAR <= cell <= LAST_YEAR and cell == int(cell) else None
        case str():
            if blank(cell):
                return None
            found = period_in_words(cell)
            if found is None and days:
                found = date_in_words(cell)
        case _:
            return None
    return found or _fault(cell, date_in_words if days else period_in_words, Code.BAD_PERIOD)


def parse_identifier(cell: object) -> str | None:
    """The text of an identifier with its zeros; None for a blank cell."""
    if type(cell) is float and cell.is_integer():
        return str(int(cell))
    if type(cell) is str and cell.isalnum() and cell.isascii():
        return cell
    return shown(cell).removeprefix("'").strip() or None


def plain_identifiers(cells: Sequence[object]) -> bool:
    """Whether each cell of a list is an identifier as `parse_identifier` gives it, which is quicker to see of all at once."""
    if not isinstance(cells, (list, tuple)) or set(map(type, cells)) != {str} or "" in cells:
        return False
    joined = "".join(cells)
    return joined.isascii() and joined.isalnum()


def parse_words(cell: object) -> str | None:
    """The text of a cell in normal form; None for a blank one."""
    if isinstance(cell, str):
        return None if blank(cell) else nfc(cell)
    return shown(cell) or None


def parse_yes_no(cell: object) -> bool | Bad:
    """Yes or no; a blank is no."""
    if isinstance(cell, bool):
        return cell
    written = fold(shown(cell)).strip(" .")
    if written in _YES:
        return True
    if not written or written in _NO or blank(cell):
        return False
    return Bad(Code.BAD_CHOICE, {"choices": "x, có, không"})


_YES: Final = frozenset(fold(word) for word in YES)
_NO: Final = frozenset(fold(word) for word in NO)


def choices_shown(field: Field, allowed: Iterable[str] | None = None) -> str:
    """The words a cell of the field may hold, as a sheet would say them."""
    return ", ".join(said[0] for kept, said in field.choices.items() if allowed is None or kept in allowed)


def choice_parser(kind: str, field: Field, allowed: tuple[str, ...] | None = None) -> Callable[[object], str | Bad | None]:
    """A function from a cell to the word kept: None for a blank cell, `Bad` for a word that is not among the allowed ones.

    A word without its accents counts where it can be only one.
    """
    name = field.name
    wrong = Bad(Code.BAD_CHOICE, {"choices": choices_shown(field, allowed)})

    def said(written: str) -> str | None:
        kept = word_of(kind, name, written)
        return kept if allowed is None or kept in allowed else None

    def parse(cell: object) -> str | Bad | None:
        if blank(cell):
            return None
        written = fold(shown(cell)).strip(" .;:,")
        if kept := said(written):
            return kept
        if ";" in written and all(said(part.strip()) for part in written.split(";")):
            return Bad(Code.SEVERAL_CHOICES)
        kept_words = unaccented(kind, name, written) if written.isascii() else frozenset()
        kept_words = kept_words.intersection(allowed) if allowed is not None else kept_words
        return next(iter(kept_words)) if len(kept_words) == 1 else wrong

    return parse


def simple_parser(kind: str, field: Field) -> Callable[[object], object]:
    """The function that reads a cell of a field whose cells are decided one by one; numbers are not among them."""
    match field.type:
        case Type.DATE:
            return parse_date
        case Type.PERIOD:
            return lambda cell: parse_period(cell, days=kind == "figures")
        case Type.IDENTIFIER:
            return parse_identifier
        case Type.YES_NO:
            return parse_yes_no
        case Type.CHOICE:
            return choice_parser(kind, field)
        case _:
            return parse_words
