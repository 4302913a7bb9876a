"""From what was measured to a verdict: pure, exact, and the only place that decides a status."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from partytrack.messages import Text, counted, text
from partytrack.targets.language import (
    DONE,
    All,
    Average,
    Bound,
    Count,
    Done,
    Each,
    Figure,
    Goal,
    Growth,
    Ratio,
    Scale,
    Share,
    Target,
    Waiver,
)
from partytrack.targets.measure import Measured
from partytrack.targets.status import Status
from partytrack.targets.windows import counts_up, is_stock

if TYPE_CHECKING:
    from datetime import date

    from partytrack.periods import Span
    from partytrack.targets.lists import Dated
    from partytrack.targets.windows import Outer


@dataclass(frozen=True, slots=True)
class Verdict:
    """One target for one period, of the whole committee or one unit, with everything that is printed about it.

    Args:
        target: The target.
        period: Its days; `label` is what people and scripts call it.
        label: `2018`, `2018-Q2`, … or the term's name.
        unit: None for the whole committee, else the unit's code, or its name where it has none.
        unit_name: The unit's name.
        status: None where nothing is judged (watched, or a unit's count without a quota).
        value: Exact; None without data.
        numerator, denominator: What the value was divided from; the denominator is None for counts and figures.
        undecided: Rows (for `each` units) that a blank left undecided.
        left_out: Rows whose partial date straddles a boundary of the period.
        waived_units: Units a waiver took out of the denominator.
        waiver, without_waiver: Why a miss is excused, and the status it would have; None where none is.
        goal: The goal of this period; None where it is only watched.
        margin: value − goal, positive is good; None without value or goal.
        achieved: value ÷ goal; None for caps, bands, ranges and zero goals.
        expected: What an even pace needs by now; None unless the period is open and judged by pace.
        needed: What is still missing, never negative.
        reported, due: Units that reported and units that had to.
        reason: In words, why not-due, no-data or missed early.
        open: Whether the period had not ended (or was still open for reports) on the day of judgement.
        scale: What the value is: a share 0–1 is shown in per cent.
    """

    target: Target
    period: Span
    label: str
    unit: str | None
    unit_name: str | None
    status: Status | None
    value: Fraction | None
    numerator: Fraction | None
    denominator: Fraction | None
    undecided: int
    left_out: int
    goal: Goal | None
    margin: Fraction | None
    achieved: Fraction | None
    expected: Fraction | None
    needed: Fraction | None
    reported: int
    due: int
    reason: Text | None
    open: bool
    scale: Scale = Scale.PLAIN
    waived_units: int = 0
    waiver: Waiver | None = None
    without_waiver: Status | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """One target in one period, ready to be judged.

    Args:
        target: The target.
        outer: The period with its goal.
        measured: What was measured; None for a period that has not begun.
        as_of: The day of judgement.
        unit, unit_name: The unit it is about; None for the whole committee.
        quota: For a unit: what it was handed down, which is its goal then; for a goal `allocated` what all were.
        base: For a figure `by:` a year with a base year: the end of that year's period and its value.
    """

    target: Target
    outer: Outer
    measured: Measured | None
    as_of: date
    unit: str | None = None
    unit_name: str | None = None
    quota: Fraction | None = None
    base: tuple[date, Fraction] | None = None

    @property
    def goal(self) -> Goal | None:
        """What it is held against: the period's goal, or the quota; None where nothing is judged."""
        goal = self.outer.goal
        if isinstance(self.target.measure, Done) and self.unit is None:
            return DONE
        if goal is None or isinstance(self.target.measure, (Share, Ratio, Average, Each, All)):
            return goal
        if goal.allocated or self.unit is not None:
            return None if self.quota is None else goal.with_quota(self.quota)
        return goal

    @property
    def unallocated(self) -> bool:
        """Whether the whole committee is held against quotas and none was handed down."""
        return self.outer.goal is not None and self.outer.goal.allocated and self.unit is None and self.quota is None

    @property
    def begun(self) -> bool:
        """Whether the period's first day has come."""
        return self.outer.span.first <= self.as_of

    @property
    def open(self) -> bool:
        """Whether the period, or the days in which its reports still come in, had not ended: its last day ends it."""
        return (self.as_of - self.outer.span.last).days < self.target.report_by


Decision = tuple[Status | None, Text | None]
"""A status and, where it needs one, its reason."""


def judge(case: Case) -> Verdict:
    """Hold what was measured against the goal, as of a day.

    The exact value is compared, never the printed one: 8,996 of 10,000 prints as 90 % and misses a goal of 90 %.

    Returns:
        NO_DATA if nothing was reported, or too little; MET or MISSED once the period has ended or the outcome cannot change;
        ON_TRACK or BEHIND while it is open; NOT_DUE before there is anything to expect. The status is None where nothing is
        judged: without a goal, and for one unit's count or figure, which the committee's goal does not bind.
    """
    measured, goal = case.measured or Measured(), case.goal
    judged = goal is not None or case.unallocated
    expected = (_on_the_line(case) or _expected(case)) if judged else None
    status, reason = _decision(case, expected)
    # Too little data is no data: what came in is seen in numerator and denominator, but it is no value yet.
    value = None if judged and status is Status.NO_DATA else measured.value
    figure = isinstance(case.target.measure, (Figure, Growth, Done))
    # Of a unit that its committee's goal does not bind, that goal is shown; what `done` is held against stands in no file.
    shown = None if isinstance(case.target.measure, Done) else goal or case.outer.goal
    return Verdict(
        target=case.target,
        period=case.outer.span,
        label=case.outer.label,
        unit=case.unit,
        unit_name=case.unit_name,
        status=status if judged else None,
        value=value,
        numerator=None if figure else measured.numerator,
        denominator=measured.denominator if measured.numerator is not None else None,
        undecided=measured.undecided,
        left_out=measured.left_out,
        goal=shown,
        margin=_margin(goal, value) if shown is goal else None,
        achieved=_achieved(goal, value) if shown is goal else None,
        expected=expected,
        needed=_needed(goal, value, case.target) if shown is goal else None,
        reported=measured.reported,
        due=measured.due,
        reason=reason,
        open=case.open,
        scale=_scale(case),
        waived_units=measured.waived,
    )


def _scale(case: Case) -> Scale:
    goal, measured = case.outer.goal, case.measured
    if goal is not None and goal.scale is not Scale.PLAIN:
        return goal.scale
    return measured.scale if measured is not None else Scale.PLAIN


def _decision(case: Case, expected: Fraction | None) -> Decision:
    missing = _missing(case)
    if missing is not None:
        return missing
    measured, goal = case.measured, case.goal
    if measured is None or measured.value is None or goal is None:
        return None, None
    if not case.open:
        return (Status.MET if goal.holds(measured.value) else Status.MISSED), None
    if _won(goal, measured):
        return Status.MET, None
    if _lost(goal, measured) or _one_failure(case.target, goal, measured):
        return Status.MISSED, text("The goal can no longer be reached.")
    if isinstance(case.target.measure, Figure) and case.target.when.by:
        return _figure_by(case, goal, measured)
    return _pace(case.target, goal, measured.value, expected), None


def _missing(case: Case) -> Decision | None:
    """Why there is nothing to judge by; None where there is."""
    measured, target = case.measured, case.target
    if measured is None or (not case.begun and measured.value is None):
        return Status.NOT_DUE, text("The period begins on {day}.", day=case.outer.span.first)
    if measured.problem is not None:
        return Status.NO_DATA, measured.problem
    if case.unallocated:
        return Status.NO_DATA, text("No quota of this target was handed down for the period.")
    if not measured.heard:
        indicator = _indicator(target)
        if indicator is not None and measured.unheard_of:
            return (Status.NOT_DUE if case.open else Status.NO_DATA), text(
                "No figure called “{indicator}” has ever been reported.", indicator=indicator
            )
        if case.open:
            return Status.NOT_DUE, text("Nothing has been reported for this period yet.")
        return Status.NO_DATA, text("Nothing was reported for this period.")
    if target.complete is not None and measured.reported < target.complete * measured.due:
        return Status.NO_DATA, counted(
            "Only {reported} of {n} unit due has reported.",
            "Only {reported} of {n} units due have reported.",
            measured.due,
            reported=measured.reported,
        )
    if measured.value is None:
        if case.open:
            return Status.NOT_DUE, text("There is nothing to judge by yet.")
        if _indicator(target) is not None:
            return Status.NO_DATA, text(
                "Only units reported this figure for the period; for the whole committee leave the unit blank or add it up in the file."
            )
        return Status.NO_DATA, text("There is nothing to judge by: no record meets the conditions of the denominator.")
    return None


def _indicator(target: Target) -> str | None:
    """The indicator a target is about; None for what is counted."""
    match target.measure:
        case Figure() | Done():
            return target.measure.indicator
        case Growth():
            return target.measure.figure.indicator
        case _:
            return None


def _won(goal: Goal, measured: Measured) -> bool:
    """Whether the goal can no longer be lost."""
    least, most = measured.least, measured.most
    match goal.bound:
        case Bound.AT_LEAST | Bound.MORE_THAN:
            return least is not None and goal.holds(least)
        case Bound.TOWARDS:
            return least is not None and not goal.downward and goal.holds(least)
        case Bound.AT_MOST | Bound.LESS_THAN:
            return most is not None and goal.holds(most)
        case _:
            return False


def _lost(goal: Goal, measured: Measured) -> bool:
    """Whether the goal can no longer be reached."""
    least, most = measured.least, measured.most
    ceiling = goal.high if goal.band else goal.low
    floors = goal.bound in (Bound.AT_LEAST, Bound.MORE_THAN) or (goal.bound is Bound.TOWARDS and not goal.downward)
    caps = goal.cap or (goal.bound is Bound.TOWARDS and goal.downward)
    if floors:
        return most is not None and not goal.holds(most)
    if caps:
        return least is not None and not goal.holds(least)
    return (least is not None and least > ceiling) or (most is not None and most < goal.low)


def _one_failure(target: Target, goal: Goal, measured: Measured) -> bool:
    """`= 100%` is lost with the first failure among what has happened; what stands on a day can still be mended."""
    if goal.scale is not Scale.SHARE or goal.low != 1:
        return False
    match target.measure:
        case Share():
            mends = is_stock(Count(target.measure.rows))
        case Each():
            mends = target.measure.form != "periods"  # of units it is known what they can still come to
        case _:
            return False
    return goal.bound in (Bound.EQUAL, Bound.AT_LEAST) and not mends and measured.value != 1


def _paced(target: Target) -> bool:
    """Whether an open period is judged by an even pace: counts, sums, and ratios whose part is one; not what is held against another measure."""
    return counts_up(target.measure) and not (isinstance(target.measure, Ratio) and target.measure.compared)


def _expected(case: Case) -> Fraction | None:
    """The goal × days passed ÷ days of the period, the day of judgement counted; None unless open and judged by pace."""
    goal, span = case.goal, case.outer.span
    if goal is None or not case.open or not case.begun or not _paced(case.target) or goal.cap or goal.band or goal.downward:
        return None
    passed = min((case.as_of - span.first).days + 1, span.days)
    return goal.low * Fraction(passed, span.days)


def _pace(target: Target, goal: Goal, value: Fraction, expected: Fraction | None) -> Status:
    if goal.holds(value):
        return Status.ON_TRACK
    if goal.band and value < goal.low and _paced(target) and not is_stock(target.measure):
        return Status.ON_TRACK  # what still grows has not broken its band yet
    if expected is None or (goal.bound is Bound.EQUAL and value > goal.low):
        return Status.BEHIND
    return Status.ON_TRACK if value >= expected else Status.BEHIND


def _figure_by(case: Case, goal: Goal, measured: Measured) -> Decision:
    """On track while the latest value holds, or is on the good side of the straight line from the base year to the goal."""
    value, latest = measured.value, measured.latest
    if value is None or latest is None:
        return Status.NOT_DUE, None
    if goal.holds(value):
        return Status.ON_TRACK, None
    if case.base is None:
        return Status.NOT_DUE, text(
            "Due at the end of {period}; without a base year no pace is known.", period=case.target.when.by_day or case.outer.label
        )
    line = _on_the_line(case)
    good = line is not None and (value <= line if goal.downward else value >= line)
    return (Status.ON_TRACK if good else Status.BEHIND), None


def _on_the_line(case: Case) -> Fraction | None:
    """Of a figure `by:` a year or day what the straight line from the base to the goal asks for, at the end of the latest value's period.

    None for what is judged otherwise, and without a base; a band has no line.
    """
    goal, latest = case.goal, case.measured.latest if case.measured else None
    figure_by = isinstance(case.target.measure, Figure) and case.target.when.by and case.open
    if goal is None or goal.band or latest is None or case.base is None or not figure_by:
        return None
    started, base = case.base
    total = (case.outer.span.last - started).days
    return base + (goal.low - base) * Fraction((latest.last - started).days, total) if total > 0 else goal.low


def _margin(goal: Goal | None, value: Fraction | None) -> Fraction | None:
    if goal is None or value is None:
        return None
    if goal.band:
        return min(value - goal.low, goal.high - value)
    if goal.bound is Bound.EQUAL and goal.low not in (0, 1):
        return -abs(value - goal.low)
    return goal.low - value if goal.downward else value - goal.low


def _achieved(goal: Goal | None, value: Fraction | None) -> Fraction | None:
    if goal is None or value is None or goal.cap or goal.band or goal.bound is Bound.TOWARDS or goal.low == 0:
        return None
    return value / goal.low


def _needed(goal: Goal | None, value: Fraction | None, target: Target) -> Fraction | None:
    """What is still missing; None where nothing is, and where more cannot help (a broken cap)."""
    if goal is None or value is None or goal.holds(value) or goal.cap:
        return None
    if goal.bound is Bound.MORE_THAN and isinstance(target.measure, Count):
        return Fraction(goal.low.__floor__() + 1) - value
    return abs(goal.low - value) if (value > goal.low) == goal.downward else None


_WORST_FIRST = (Status.MISSED, Status.BEHIND, Status.NO_DATA, Status.NOT_DUE, Status.ON_TRACK, Status.MET)


def together(case: Case, members: list[Verdict]) -> Verdict:
    """The verdict of `all`: as its worst member stands, and how many of them hold.

    Args:
        case: The target in its period; nothing was measured of it.
        members: The verdicts of its members in that period. One that is not judged (a unit's count without a quota) counts for nothing.
    """
    judged = [each for each in members if each.status is not None]
    status = min((each.status for each in judged if each.status is not None), key=_WORST_FIRST.index, default=None)
    holding = [each for each in judged if each.value is not None and _holds(each)]
    known = [each for each in judged if each.value is not None]
    reason = next((each.reason for each in judged if each.status is status and each.reason is not None), None)
    least = min(judged, key=lambda each: Fraction(each.reported, each.due) if each.due else Fraction(1), default=None)
    value = Fraction(len(holding)) if known and status is not Status.NO_DATA else None
    return Verdict(
        target=case.target,
        period=case.outer.span,
        label=case.outer.label,
        unit=case.unit,
        unit_name=case.unit_name,
        status=status,
        value=value,
        numerator=value,
        denominator=None,
        undecided=sum(each.undecided for each in judged),
        left_out=sum(each.left_out for each in judged),
        goal=None,
        margin=None,
        achieved=None,
        expected=None,
        needed=Fraction(len(judged)) - value if value is not None and value < len(judged) else None,
        reported=least.reported if least else 0,
        due=least.due if least else 0,
        reason=reason,
        open=any(each.open for each in judged),
        waived_units=sum(each.waived_units for each in judged),
    )


def _holds(verdict: Verdict) -> bool:
    goal = DONE if isinstance(verdict.target.measure, Done) else verdict.goal
    return goal is not None and verdict.value is not None and goal.holds(verdict.value)


def excused(verdict: Verdict, waiver: Waiver) -> Verdict:
    """The verdict with a waiver: it changes only what was missed, is behind or has no data."""
    if verdict.status not in (Status.MISSED, Status.BEHIND, Status.NO_DATA):
        return verdict
    return replace(verdict, status=Status.WAIVED, waiver=waiver, without_waiver=verdict.status)


@dataclass(frozen=True, slots=True)
class Checked:
    """What one run of `check` found out.

    Args:
        term: The term's name.
        committee: As the target file names it.
        as_of: The day of judgement.
        known_at: Judged by what was known at the end of this day; None for everything known now.
        imports: How many imports stood.
        verdicts: In the order of the target files, periods in order, units below the whole committee.
        notes: What the reader should know besides.
        out_of_date: The lists of members that are much older than the days they are counted for.
        provisional_units: How many units that no list names are left out by targets that ask for a kind of unit.
    """

    term: str
    committee: str | None
    as_of: date
    known_at: date | None
    run_id: str
    imports: int
    verdicts: tuple[Verdict, ...]
    notes: tuple[Text, ...] = ()
    out_of_date: tuple[Dated, ...] = ()
    provisional_units: int = 0
