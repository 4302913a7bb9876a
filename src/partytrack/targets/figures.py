"""Reported figures: which of them speak for a period, what is added up, and whether their unit of measurement fits the target."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from partytrack.messages import Text, text
from partytrack.periods import Span, year
from partytrack.targets.language import Figure, Growth, Scale, Target
from partytrack.targets.query import quoted
from partytrack.vietnamese import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from partytrack.targets.language import Goal

PERCENT = "%"


@dataclass(frozen=True, slots=True)
class Reported:
    """One reported figure: of the committee (unit None) or a unit; shares are 0–1 and measured in `%`, anything else as it was written."""

    unit: int | None
    period: Span
    value: Decimal
    measured_in: str | None

    @property
    def share(self) -> bool:
        """Whether it is a share, 0–1."""
        return self.measured_in == PERCENT


@dataclass(frozen=True, slots=True)
class Taken:
    """What the figures say for a period.

    Args:
        value: Exact.
        period: The period of the figure; of what is added over periods all the days it covers, of units the latest of theirs.
        measured_in: Its unit; `%` for shares, 0–1.
        units: The units whose figures were added up; empty where none were.
        sources: The figures it comes from.
        problem: Why it must not be used.
    """

    value: Decimal
    period: Span
    measured_in: str | None
    units: frozenset[int] = field(default_factory=frozenset)
    sources: tuple[Reported, ...] = ()
    problem: Text | None = None

    @property
    def share(self) -> bool:
        """Whether it is a share, 0–1."""
        return self.measured_in == PERCENT


def query(indicators: Iterable[str]) -> str:
    """The query for every figure of some indicators, whatever its period: (indicator folded, unit, first day, last day, value, unit of it)."""
    names = ", ".join(quoted(fold(each)) for each in indicators)
    return (
        "SELECT r.indicator_folded, r.unit, r.period, r.period_last, r.value, r.measured_in FROM figures AS r"  # noqa: S608
        f" WHERE r.indicator_folded IN ({names})"
    )


def listed(indicator: str) -> str:
    """The query for the figures of an indicator with their places: (unit, first day, last day, value, unit of it, file, sheet, row, import)."""
    return (
        'SELECT r.unit, r.period, r.period_last, r.value, r.measured_in, o.file, o.sheet, o."row", o.import_id'  # noqa: S608
        f" FROM figures AS r LEFT JOIN figures_origins AS o ON o.content = r.content WHERE r.indicator_folded = {quoted(fold(indicator))}"
        ' ORDER BY r.period_last, r.unit, o.file, o."row"'
    )


def reported(rows: Iterable[tuple[Any, ...]], indicator: str, as_of: date) -> list[Reported]:
    """The figures of an indicator among those rows whose period had ended on the day."""
    wanted = fold(indicator)
    return [
        Reported(unit, Span(first, last), value, unit_of)
        for name, unit, first, last, value, unit_of in rows
        if name == wanted and last <= as_of
    ]


def taken(told: Sequence[Reported], figure: Figure, span: Span, unit: int | None, above: Mapping[int, set[int]]) -> Taken | None:
    """What the figures of an indicator say for a span: the committee's (unit None) or one unit's.

    As reported: the figure whose period is the span, else the latest inside it. Added over periods: those inside it, no day
    twice; a stretch between them that nobody reported is a problem, since what is absent is not 0. Added over units: one
    value of each unit at or below the one asked for, and none of a unit that stands below another one that reported.

    Args:
        told: All figures of the indicator.
        above: For each unit that reported, itself and the units above it.
    """
    if figure.add in ("units", "both"):
        inside = [each for each in told if each.unit is not None and span.covers(each.period)]
        known = {each.unit for each in inside if each.unit is not None}
        under = {each for each in known if unit is None or unit in above.get(each, {each})}
        chosen = {each for each in under if not (above.get(each, set()) - {each}) & under}
        parts = [_of_one(inside, figure, span, each) for each in sorted(chosen)]
        return _together([part for part in parts if part is not None], frozenset(chosen))
    return _of_one(told, figure, span, unit)


def latest(told: Sequence[Reported], figure: Figure, unit: int | None, above: Mapping[int, set[int]], as_of: date) -> Taken | None:
    """What was said last, of whatever period: running totals and single figures as they stand, others over the latest year they cover."""
    if not told:
        return None
    if figure.add is None:
        newest = max((each for each in told if each.unit == unit), key=_lateness, default=None)
        return _as_reported(newest) if newest else None
    if figure.running:
        return taken(told, figure, Span(min(each.period.first for each in told), as_of), unit, above)
    for number in sorted({each.period.last.year for each in told}, reverse=True):
        found = taken(told, figure, year(number), unit, above)
        if found is not None and ends_early(found, figure, year(number)) is None:
            return found
    return None


def _of_one(told: Sequence[Reported], figure: Figure, span: Span, unit: int | None) -> Taken | None:
    own = [each for each in told if each.unit == unit and span.covers(each.period)]
    if not own:
        return None
    if figure.add in ("periods", "both") and not figure.running:
        return _over_periods(own, span)
    exact = [each for each in own if each.period == span]
    one = exact[0] if exact else max(own, key=_lateness)
    return _as_reported(one)


def _as_reported(one: Reported) -> Taken:
    return Taken(one.value, one.period, one.measured_in, sources=(one,))


def _over_periods(own: Sequence[Reported], span: Span) -> Taken | None:
    pieces: list[Reported] = []
    for each in sorted(own, key=lambda each: (-each.period.days, each.period)):
        if all(each.period.last < piece.period.first or piece.period.last < each.period.first for piece in pieces):
            pieces.append(each)
    pieces.sort(key=lambda each: each.period)
    found = _together([_as_reported(each) for each in pieces], frozenset())
    if found is not None:
        found = replace(found, period=Span(pieces[0].period.first, pieces[-1].period.last))
    starts = [span.first, *(piece.period.last + timedelta(1) for piece in pieces)]
    holes = [
        Span(start, piece.period.first - timedelta(1)) for start, piece in zip(starts, pieces, strict=False) if start < piece.period.first
    ]
    if found is None or found.problem or not holes:
        return found
    problem = text("No figure for {period}: a sum without it would take it for 0.", period=tuple(holes))
    return replace(found, problem=problem)


def _together(parts: Sequence[Taken], units: frozenset[int]) -> Taken | None:
    """Several values added up; shares are not."""
    if not parts:
        return None
    value = sum((part.value for part in parts), Decimal(0))
    newest = max((part.period for part in parts), key=lambda period: (period.last, period.days))
    measures = {fold(part.measured_in): part.measured_in for part in parts if part.measured_in is not None}
    problem = next((part.problem for part in parts if part.problem is not None), None)
    if len(parts) > 1 and PERCENT in measures:
        problem = text("Percentages cannot be added up.")
    elif len(measures) > 1:
        problem = text("The figures to be added up are in different units: {units}.", units=", ".join(sorted(measures.values())))
    sources = tuple(source for part in parts for source in part.sources)
    return Taken(value, newest, next(iter(measures.values()), None), units, sources, problem)


def ends_early(found: Taken, figure: Figure, span: Span) -> Reported | None:
    """Of what is added over periods the last figure of a unit whose figures do not reach the end of the span; None where all do."""
    if figure.add not in ("periods", "both") or figure.running:
        return None
    last: dict[int | None, Reported] = {}
    for each in sorted(found.sources, key=_lateness):
        last[each.unit] = each
    return min((each for each in last.values() if each.period.last < span.last), key=_lateness, default=None)


def to_the_end(found: Taken, figure: Figure, span: Span) -> Taken:
    """The same, with a problem where what is added over periods does not reach the end of the span."""
    early = None if found.problem else ends_early(found, figure, span)
    if early is None:
        return found
    problem = text("The figures to be added up do not reach the end of the period: the last one is of {period}.", period=early.period)
    return replace(found, problem=problem)


def comparable(one: Taken, other: Taken) -> Text | None:
    """Why two figures must not be compared with one another: their periods have different lengths, or their units differ."""
    if one.period.length is not other.period.length:
        return text("Periods of different length cannot be compared: {one} and {other}.", one=one.period, other=other.period)
    measures = {fold(each.measured_in) for each in (one, other) if each.measured_in is not None}
    if one.share is not other.share or len(measures) > 1:
        return text("The figures are in different units: {one} and {other}.", one=one.measured_in or "—", other=other.measured_in or "—")
    return None


def _lateness(each: Reported) -> tuple[date, int]:
    return each.period.last, each.period.days


def unit_problem(found: Taken, target: Target) -> Text | None:
    """Why a figure must not be held against a target: one is a share and the other is not, or their units differ."""
    goals = [goal for goal in (target.goal, *target.when.goals.values()) if goal is not None and not goal.allocated]
    if isinstance(target.measure, Growth):
        return _growth_problem(found, target.measure, goals)
    share = found.share
    if any(goal.scale is Scale.SHARE for goal in goals) and not share:
        return text("The figure is in {unit}, the goal in %.", unit=found.measured_in or "—")
    if any(goal.scale is Scale.PLAIN for goal in goals) and share:
        return text("The figure is a share in %, the goal is not.")
    asked = fold(target.measured_in) if target.measured_in else None
    if asked and found.measured_in and not (share and asked.startswith(PERCENT)) and asked != fold(found.measured_in):
        return text("The figure is in {unit}, the target in {asked}.", unit=found.measured_in, asked=target.measured_in)
    return None


def _growth_problem(found: Taken, growth: Growth, goals: Sequence[Goal]) -> Text | None:
    """A rate is the same whatever the unit; a difference of shares is in percentage points, of anything else in its unit."""
    if growth.rate:
        return None
    if found.share and any(goal.scale is not Scale.POINTS for goal in goals):
        return text("The figure is a share in %: its difference is held against percentage points (pp).")
    if not found.share and any(goal.scale is Scale.POINTS for goal in goals):
        return text("The figure is in {unit}, the goal in percentage points.", unit=found.measured_in or "—")
    return None
