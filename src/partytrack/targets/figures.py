"""Reported figures: which one speaks for a period, and whether its unit of measurement fits the target."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from partytrack.messages import Text, text
from partytrack.periods import Span
from partytrack.targets.language import Scale, Target
from partytrack.targets.query import quoted
from partytrack.vietnamese import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date
    from decimal import Decimal

PERCENT = "%"


@dataclass(frozen=True, slots=True)
class Reported:
    """One reported figure: of the committee (unit None) or a unit; shares are 0–1 and measured in `%`."""

    unit: int | None
    period: Span
    value: Decimal
    measured_in: str | None

    @property
    def share(self) -> bool:
        """Whether it is a share, 0–1."""
        return self.measured_in == PERCENT


def query(indicators: Iterable[str]) -> str:
    """The query for every figure of some indicators, whatever its period: (indicator folded, unit, first day, last day, value, unit of it)."""
    names = ", ".join(quoted(fold(each)) for each in indicators)
    return (
        "SELECT r.indicator_folded, r.unit, r.period, r.period_last, r.value, r.measured_in_folded FROM figures AS r"  # noqa: S608
        f" WHERE r.indicator_folded IN ({names})"
    )


def reported(rows: Iterable[tuple[Any, ...]], indicator: str, as_of: date) -> list[Reported]:
    """The figures of an indicator among those rows whose period had ended on the day."""
    wanted = fold(indicator)
    return [
        Reported(unit, Span(first, last), value, unit_of)
        for name, unit, first, last, value, unit_of in rows
        if name == wanted and last <= as_of
    ]


def chosen(all_reported: Sequence[Reported], span: Span, unit: int | None) -> Reported | None:
    """The figure whose period is the span; else the latest inside it, the longer of two that end together."""
    own = [each for each in all_reported if each.unit == unit and span.covers(each.period)]
    exact = [each for each in own if each.period == span]
    return exact[0] if exact else max(own, key=_lateness, default=None)


def latest(all_reported: Sequence[Reported], unit: int | None) -> Reported | None:
    """The latest figure of all, the longer of two that end together."""
    return max((each for each in all_reported if each.unit == unit), key=_lateness, default=None)


def _lateness(each: Reported) -> tuple[date, int]:
    return each.period.last, each.period.days


def unit_problem(figure: Reported, target: Target) -> Text | None:
    """Why a figure must not be held against a target: one is a share and the other is not, or their units differ."""
    goals = [goal for goal in (target.goal, *target.when.goals.values()) if goal is not None]
    share = figure.share
    if any(goal.scale is Scale.SHARE for goal in goals) and not share:
        return text("The figure is in {unit}, the goal in %.", unit=figure.measured_in or "—")
    if any(goal.scale is Scale.PLAIN for goal in goals) and share:
        return text("The figure is a share in %, the goal is not.")
    asked = fold(target.measured_in) if target.measured_in else None
    if asked and figure.measured_in and not (share and asked.startswith(PERCENT)) and asked != figure.measured_in:
        return text("The figure is in {unit}, the target in {asked}.", unit=figure.measured_in, asked=target.measured_in)
    return None
