"""Days and stretches of days: partial dates, months, quarters, halves, years, terms."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final


class Length(StrEnum):
    """How long a period is; also what `every:` may say."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"
    TERM = "term"


_MONTHS: Final = {Length.MONTH: 1, Length.QUARTER: 3, Length.HALF: 6, Length.YEAR: 12}
_LABEL: Final = re.compile(
    r"(?P<year>\d{4})(?:-(?:(?P<month>\d{2})(?:-(?P<day>\d{2}))?|Q(?P<quarter>[1-4])|H(?P<half>[12])|W(?P<week>\d{2})))?"
)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of whole days, both ends included. A partial date is one: `2020-05` is all of May 2020."""

    first: date
    last: date

    @property
    def length(self) -> Length:
        """The calendar length this stretch has exactly; `TERM` for any other stretch."""
        if self.first == self.last:
            return Length.DAY
        if self.first.weekday() == 0 and (self.last - self.first).days == 6:
            return Length.WEEK
        for length, months in _MONTHS.items():
            if self.first == _start(length, self.first) and self.last == _months_on(self.first, months) - timedelta(1):
                return length
        return Length.TERM

    @property
    def label(self) -> str:
        """`2018`, `2018-05`, `2018-Q2`, `2018-H1`, `2018-W07`, `2018-05-31`; a stretch of another length as `first..last`."""
        year, month = self.first.year, self.first.month
        match self.length:
            case Length.DAY:
                return self.first.isoformat()
            case Length.WEEK:
                iso = self.first.isocalendar()
                return f"{iso.year}-W{iso.week:02}"
            case Length.MONTH:
                return f"{year}-{month:02}"
            case Length.QUARTER:
                return f"{year}-Q{(month + 2) // 3}"
            case Length.HALF:
                return f"{year}-H{(month + 5) // 6}"
            case Length.YEAR:
                return f"{year}"
            case Length.TERM:
                return f"{self.first.isoformat()}..{self.last.isoformat()}"

    @property
    def days(self) -> int:
        """How many days it has, at least 1."""
        return (self.last - self.first).days + 1

    def covers(self, other: Span) -> bool:
        """Whether every day of the other one lies in this one."""
        return self.first <= other.first and other.last <= self.last


def day(value: date) -> Span:
    """One day."""
    return Span(value, value)


def year(number: int) -> Span:
    """One calendar year."""
    return Span(date(number, 1, 1), date(number, 12, 31))


def month(year_number: int, number: int) -> Span:
    """One calendar month, 1–12; ValueError for another number."""
    return Span(date(year_number, number, 1), date(year_number, number, monthrange(year_number, number)[1]))


def quarter(year_number: int, number: int) -> Span:
    """One quarter, 1–4."""
    return Span(date(year_number, 3 * number - 2, 1), month(year_number, 3 * number).last)


def half(year_number: int, number: int) -> Span:
    """One half-year, 1 or 2."""
    return Span(date(year_number, 6 * number - 5, 1), month(year_number, 6 * number).last)


def week(year_number: int, number: int) -> Span:
    """One ISO week, Monday to Sunday; ValueError where the year has no such week."""
    first = date.fromisocalendar(year_number, number, 1)
    return Span(first, first + timedelta(6))


def parse(label: str) -> Span:
    """The stretch a label names, in the forms `Span.label` writes except `first..last`.

    Raises:
        ValueError: The label has another form or names a day, month or week that does not exist.
    """
    match = _LABEL.fullmatch(label.strip())
    if match is None:
        raise ValueError(label)
    number = int(match["year"])
    if match["day"]:
        return day(date(number, int(match["month"]), int(match["day"])))
    if match["month"]:
        return month(number, int(match["month"]))
    if match["quarter"]:
        return quarter(number, int(match["quarter"]))
    if match["half"]:
        return half(number, int(match["half"]))
    if match["week"]:
        return week(number, int(match["week"]))
    return year(number)


def whole(length: Length, within: Span) -> list[Span]:
    """Every calendar period of a length that lies wholly within a stretch, in order; for `TERM` the stretch itself."""
    if length is Length.TERM:
        return [within]
    spans = []
    first = _start(length, within.first)
    while first <= within.last:
        following = _following(length, first)
        span = Span(first, following - timedelta(1))
        if within.covers(span):
            spans.append(span)
        first = following
    return spans


def _start(length: Length, value: date) -> date:
    if length is Length.DAY:
        return value
    if length is Length.WEEK:
        return value - timedelta(value.weekday())
    months = _MONTHS[length]
    return date(value.year, (value.month - 1) // months * months + 1, 1)


def _following(length: Length, first: date) -> date:
    if length is Length.DAY:
        return first + timedelta(1)
    if length is Length.WEEK:
        return first + timedelta(7)
    return _months_on(first, _MONTHS[length])


def _months_on(first: date, months: int) -> date:
    index = first.year * 12 + first.month - 1 + months
    return date(index // 12, index % 12 + 1, 1)
