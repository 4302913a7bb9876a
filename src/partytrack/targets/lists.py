"""What a run rests on: how old the list of members is that a count goes by, and whether units that no list names are left out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from partytrack.records import UNITS
from partytrack.targets.language import All, Average, Count, Each, LongestGap, Ratio, Rows, Share, Sum
from partytrack.targets.windows import windows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from partytrack.targets.language import Condition, Measure, Target, Term
    from partytrack.targets.windows import Outer


@dataclass(frozen=True, slots=True)
class Dated:
    """A list of members that is more than a year older than the days it is counted for.

    Args:
        stated_on: The day it states.
        periods: The labels of those periods, in order.
    """

    stated_on: date
    periods: tuple[str, ...]


def member_days(term: Term, targets: Iterable[tuple[Target, Iterable[Outer]]], as_of: date) -> dict[str, date]:
    """Period → the latest day on which targets count members as they are then."""
    found: dict[str, date] = {}
    for target, outers in targets:
        asked = list(outers)
        for rows in _rows(target.measure):
            if rows.kind == "members" and rows.dated is None:
                for window in windows([outer.span for outer in asked], rows, as_of, term):
                    label = asked[window.number].label
                    found[label] = max(found.get(label, window.at), window.at)
    return found


def out_of_date(days: dict[str, date], stated: Iterable[date]) -> list[Dated]:
    """The lists that are more than a year older than a day they are counted for, the oldest first.

    Args:
        days: Period → the day members are counted on.
        stated: The days that lists of members state. A day before all of them is answered by none.
    """
    lists = sorted(stated)
    periods: dict[date, list[tuple[date, str]]] = {}
    for label, day in days.items():
        latest = max((each for each in lists if each <= day), default=None)
        if latest is not None and (day.year - 1, day.month, day.day) > (latest.year, latest.month, latest.day):
            periods.setdefault(latest, []).append((day, label))
    return [Dated(each, tuple(label for _, label in sorted(periods[each]))) for each in sorted(periods)]


def ask_for_a_kind(targets: Iterable[Target]) -> bool:
    """Whether any of some targets looks only at units of some kind, or at records of theirs: one no list names has none."""
    return any(
        f"{table}kind" in condition.names
        for target in targets
        for condition in _conditions(target)
        for table in ("unit.", "by_unit.", *(("",) if condition.kind == UNITS.name else ()))
    )


def _conditions(target: Target) -> Iterator[Condition]:
    for rows in _rows(target.measure):
        yield from [rows.where] if rows.where else []
    if isinstance(target.measure, Share):
        yield target.measure.condition
    if target.due and target.complete:
        yield target.due


def _rows(measure: Measure | LongestGap) -> Iterator[Rows]:
    match measure:
        case Count() | Sum() | Average() | Share() | LongestGap():
            yield measure.rows
        case Each():
            yield measure.rows
            for must in measure.must:
                yield from _rows(must.measure)
        case Ratio():
            yield from _rows(measure.part)
            yield from _rows(measure.whole)
        case All():
            for member in measure.members:
                yield from _rows(member.measure)
        case _:
            return
