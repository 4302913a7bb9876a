"""Which periods a target is judged for, and from which days records are counted for each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from partytrack.periods import Length, Span, whole, year
from partytrack.records import KINDS, Type
from partytrack.targets.language import (
    All,
    Average,
    Count,
    Done,
    Each,
    Figure,
    Goal,
    Growth,
    LongestGap,
    Measure,
    Ratio,
    Rows,
    Share,
    Sum,
    Target,
    Term,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

_BEGINNING = date.min


@dataclass(frozen=True, slots=True)
class Outer:
    """One period a target is judged for.

    Args:
        label: What people and scripts call it: `2018`, `2018-Q2`, a day, or the term's name.
        span: Its days. For a count `by:` a year it begins with the term, since that is where counting begins.
        goal: The goal for it; None where it is only watched.
    """

    label: str
    span: Span
    goal: Goal | None


def rows_of(measure: Measure | LongestGap) -> Rows | None:
    """The records a measure looks at first; None for figures and what is made of them."""
    match measure:
        case Count() | Sum() | Average() | Share() | Each() | LongestGap():
            return measure.rows
        case Ratio():
            return rows_of(measure.part)
        case Figure() | Growth() | Done() | All():
            return None


def by_period(rows: Rows | None) -> bool:
    """Whether the records carry a period instead of a day (ratings, titles; None: figures)."""
    if rows is None:
        return True
    kind = KINDS[rows.kind]
    dated = rows.dated or (kind.dated[0] if kind.dated else None)
    return dated is not None and kind.field(dated).type is Type.PERIOD


def counts_up(measure: Measure | LongestGap) -> bool:
    """Whether the measure counts from `from:` on when it is due `by:` a year: counts, sums, and ratios of them."""
    return isinstance(measure, (Count, Sum)) or (isinstance(measure, Ratio) and counts_up(measure.part))


def is_stock(measure: Measure | LongestGap) -> bool:
    """Whether it is a count of what stands on a day and so can go back."""
    return isinstance(measure, Count) and KINDS[measure.rows.kind].stock and measure.rows.dated is None


def outer_periods(term: Term, target: Target, year_wanted: int | None = None) -> list[Outer]:
    """Every period of the term the target is judged for, in order; with `year_wanted` only those that lie in that year."""
    periods = _all_periods(term, target)
    if year_wanted is None:
        return periods
    within = year(year_wanted)
    return [
        each
        for each in periods
        if (each.span.length is not Length.TERM and _named_year(each.span) == year_wanted)
        or within.covers(each.span)
        or target.when.by_year == year_wanted
        or _day_in(target, within)
    ]


def _day_in(target: Target, within: Span) -> bool:
    return target.when.by_day is not None and within.first <= target.when.by_day <= within.last


def _all_periods(term: Term, target: Target) -> list[Outer]:
    when = target.when
    if when.goals:
        return [Outer(str(number), year(number), goal) for number, goal in sorted(when.goals.items())]
    if when.by_day is not None:
        return [Outer(when.by_day.isoformat(), Span(min(term.span.first, when.by_day), when.by_day), target.goal)]
    if when.by_year is not None:
        span = year(when.by_year)
        if counts_up(target.measure):
            first = years_of(term).first if by_period(rows_of(target.measure)) else term.span.first
            span = Span(min(first, span.last), span.last)
        return [Outer(str(when.by_year), span, target.goal)]
    if when.every is Length.TERM:
        return [Outer(term.name, years_of(term) if by_period(rows_of(target.measure)) else term.span, target.goal)]
    if when.every is Length.YEAR or when.every is None:
        return [Outer(str(number), year(number), target.goal) for number in when.years or term.years]
    spans = whole(when.every, term.span)
    return [Outer(span.label, span, target.goal) for span in spans if when.years is None or _named_year(span) in when.years]


def _named_year(span: Span) -> int:
    """The year in a period's label; an ISO week may begin or end in another."""
    return span.first.isocalendar().year if span.length is Length.WEEK else span.first.year


def years_of(term: Term) -> Span:
    """The term as its years: from the first day of the first to the last day of the last."""
    return Span(date(term.years[0], 1, 1), date(term.years[-1], 12, 31))


@dataclass(frozen=True, slots=True)
class Window:
    """The days of one period that count on the day of judgement.

    Args:
        number: Which period, from 0.
        days: Its days up to the day of judgement.
        at: For stocks: the day they are counted on.
        due_on: The day on which the units due must be in force.
        exact: For records that carry a period: the periods that count, each wholly in `days`.
    """

    number: int
    days: Span
    at: date
    due_on: date
    exact: tuple[Span, ...] = ()


def windows(spans: Iterable[Span], rows: Rows, as_of: date, term: Term) -> list[Window]:
    """A window for every span that has begun on the day; numbers are the places in `spans`."""
    found = []
    for number, span in enumerate(spans):
        if span.first > as_of:
            continue
        end = min(span.last, as_of)
        exact: tuple[Span, ...] = ()
        if by_period(rows):
            # Ratings and titles count for periods of their own length; for the term, and by a year or day, the yearly ones do.
            own = (span,) if span.length in _LENGTHS_OF_RECORDS else tuple(whole(Length.YEAR, span))
            exact = tuple(each for each in own if each.last <= as_of)
        found.append(Window(number, Span(span.first, end), _stock_day(rows, span, end, term), end, exact))
    return found


_LENGTHS_OF_RECORDS = frozenset({Length.MONTH, Length.QUARTER, Length.HALF, Length.YEAR, Length.WEEK})


def _stock_day(rows: Rows, span: Span, end: date, term: Term) -> date:
    match rows.at:
        case "end":
            return end
        case "start":
            return _eve(span.first)
        case "term-start":
            return _eve(term.span.first)
        case _:
            return rows.at


def _eve(day: date) -> date:
    return day - timedelta(1) if day > _BEGINNING else day
