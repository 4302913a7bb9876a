"""`each`: which units or members did what they must in every inner period looked at, and what of it is taken."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import groupby
from typing import TYPE_CHECKING, Literal

from partytrack.periods import Length, Span, whole
from partytrack.targets import quotas
from partytrack.targets.language import (
    Average,
    Count,
    Done,
    Each,
    Figure,
    Goal,
    Growth,
    LongestGap,
    Must,
    Ratio,
    Rows,
    Scale,
    Share,
    Sum,
    Target,
    When,
)
from partytrack.targets.measure import Answers, Ask, Measured, Measuring
from partytrack.targets.query import NO_UNIT, By, Due, Question, members_due, undecided_members, undecided_units
from partytrack.targets.windows import Outer, Window

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from partytrack.targets.language import Inner

Outcome = Literal["holds", "undecided", "fails"]
Outcomes = dict[tuple[int, Span], Outcome]
"""What became of every unit or member (its record number) due for an inner period."""

RANK: dict[Outcome, int] = {"holds": 0, "undecided": 1, "fails": 2}


def measured(measuring: Measuring, target: Target, each: Each, outers: Sequence[Outer], *, by_unit: bool = False) -> Answers:
    """The share, number or periods of those who did what they must, for every outer period that has begun.

    With `by_unit` for each unit: its own outcome, or that of its members.
    """
    run = _Run(measuring, target, each)
    answers: Answers = {}
    for number, outer in enumerate(outers):
        if outer.span.first <= measuring.as_of:
            found = run.by_unit(outer) if by_unit else {None: run.whole(outer)}
            answers |= {(number, unit): one for unit, one in found.items()}
    return answers


def foresee(measuring: Measuring, target: Target, each: Each, outers: Sequence[Outer]) -> None:
    """Say what `measured` will ask, so that each question is asked once for all outer periods that have begun."""
    _Run(measuring, target, each).foresee([outer.span for outer in outers if outer.span.first <= measuring.as_of])


@dataclass(frozen=True, slots=True)
class Looked:
    """What became of one unit or member: his unit, his name if he is a member, the outcome over all and of each inner period."""

    unit: int | None
    name: str | None
    outcome: Outcome
    excused: bool
    periods: dict[Span, Outcome]


def looked_at(measuring: Measuring, target: Target, each: Each, outer: Outer) -> list[Looked]:
    """Everybody looked at in one outer period, with what became of him."""
    return _Run(measuring, target, each).looked_at(outer)


def silent(measuring: Measuring, target: Target, each: Each, outer: Outer) -> set[int]:
    """The units due that have not reported what every `must` needs; of members those that must report for them."""
    return _Run(measuring, target, each).silent(outer.span)


@dataclass(slots=True)
class _Run:
    measuring: Measuring
    target: Target
    each: Each

    @property
    def _by(self) -> By:
        return "members" if self.each.rows.kind == "members" else "units"

    @property
    def _due(self) -> Due:
        """Which units must report: those looked at, of members those that must report for them."""
        return self.each.rows.where if self._by == "units" else self.measuring.due_units(self.target)

    def _reports(self, must: Must, spans: Sequence[Span], by: By = None) -> Answers:
        """Who has reported what a `must` needs in some spans: all together, or each unit."""
        return self.measuring.inner(_told(must.measure), spans, Ask(self._due, by, report_by=self.target.report_by))

    def foresee(self, spans: Sequence[Span]) -> None:
        """Say what will be asked for the outer periods, so that each question is asked once for all of them."""
        for must in self.each.must:
            told, measure = _told(must.measure), must.measure
            inner = [each for span in spans for each in self._inner(must, span)]
            still_open = [each for span in spans if self._open(span) for each in self._inner(must, span)]
            self.measuring.foresee(told, [*spans, *still_open], Ask(self._due, report_by=self.target.report_by))
            if self._by == "units":
                self.measuring.foresee(told, spans, Ask(self._due, "units", report_by=self.target.report_by))
            if isinstance(measure, LongestGap):
                self.measuring.foresee(told, [month for span in inner for month in whole(Length.MONTH, span)], self._ask(must))
            else:
                self.measuring.foresee(measure, inner, self._ask(must))

    def whole(self, outer: Outer) -> Measured:
        """All of them together."""
        reported, due, heard = self._reported(outer.span)
        outcomes = self._outcomes(outer)
        if outcomes is None or not heard:
            return Measured(heard=heard, reported=reported, due=due, scale=self._scale)
        excused = self._excused(outer, outcomes)
        left = {key: result for key, result in outcomes.items() if key[0] not in excused}
        unsure = len(self._undecided(outer.span) - {subject for subject, _ in outcomes})
        return self._taken(left, Measured(heard=True, reported=reported, due=due, undecided=unsure, waived=len(excused)))

    def by_unit(self, outer: Outer) -> dict[int | None, Measured]:
        """One line a unit; nobody is excused here, since waivers change the lines themselves."""
        outcomes = self._outcomes(outer)
        if outcomes is None or not self._reported(outer.span)[2]:
            return {}
        unit_of = self._units_of_members(outer, outcomes) if self._by == "members" else {}
        silent = self.silent(outer.span)
        groups: dict[int | None, Outcomes] = {}
        for (subject, span), result in outcomes.items():
            groups.setdefault(unit_of.get(subject, subject), {})[subject, span] = result
        return {unit: self._taken(own, Measured(heard=True, reported=int(unit not in silent), due=1)) for unit, own in groups.items()}

    def looked_at(self, outer: Outer) -> list[Looked]:
        """Everybody, with what became of him."""
        outcomes = self._outcomes(outer) or {}
        excused = self._excused(outer, outcomes) if self._by == "units" else set()
        known = self._names(outer, outcomes) if self._by == "members" else {}
        own: dict[int, dict[Span, Outcome]] = {}
        for (subject, span), result in outcomes.items():
            own.setdefault(subject, {})[span] = result
        return [
            Looked(*(known.get(subject, (None, None)) if known else (subject, None)), outcome, subject in excused, own[subject])
            for subject, outcome in _worst(outcomes).items()
        ]

    def _names(self, outer: Outer, outcomes: Outcomes) -> dict[int, tuple[int | None, str | None]]:
        """The unit and name of every member."""
        unit_of = self._units_of_members(outer, outcomes)
        names = dict(self.measuring.ask("SELECT record, full_name FROM members ORDER BY valid_from"))
        return {member: (unit_of.get(member), names.get(member)) for member, _ in outcomes}

    def silent(self, span: Span) -> set[int]:
        """Units due that have not reported."""
        missing: set[int] = set()
        for must in self.each.must:
            answers = self._reports(must, [span], "units")
            missing |= {unit for (_, unit), one in answers.items() if unit is not None and one.due and not one.reported}
        return missing

    @property
    def _scale(self) -> Scale:
        return Scale.PLAIN if self.each.form == "number" else Scale.SHARE

    def _taken(self, outcomes: Outcomes, known: Measured) -> Measured:
        """What the target asks of the outcomes, with what is known besides."""
        results = list(outcomes.values()) if self.each.form == "periods" else list(_worst(outcomes).values())
        holds, fails, unsure = (results.count(which) for which in ("holds", "fails", "undecided"))
        total = holds + fails + unsure
        number = self.each.form == "number"
        return Measured(
            Fraction(holds),
            None if number else Fraction(holds + fails),
            unsure + known.undecided,
            heard=True,
            reported=known.reported,
            due=known.due,
            # Units that fail stay failed; how many inner periods, or units, are still to come is not known.
            most=Fraction(holds + unsure, total) if total and self.each.form == "share" else None,
            scale=self._scale,
            waived=known.waived,
        )

    # --- what became of each ---

    def _outcomes(self, outer: Outer) -> Outcomes | None:
        """What became of everybody due; None where no `must` has an inner period to look at yet."""
        found = [outcomes for must in self.each.must if (outcomes := self._must(must, outer)) is not None]
        combined: Outcomes = {}
        for outcomes in found:
            for key, result in outcomes.items():
                combined[key] = max(combined.get(key, "holds"), result, key=RANK.__getitem__)
        return combined if found else None

    def _open(self, span: Span) -> bool:
        return (self.measuring.as_of - span.last).days < self.target.report_by

    def _inner(self, must: Must, span: Span) -> list[Span]:
        """The inner periods that have ended."""
        return [each for each in (whole(must.every, span) if must.every else [span]) if not self._open(each)]

    def _looked_at(self, must: Must, span: Span) -> list[Span]:
        """The inner periods looked at: those that have ended, while the outer one is open only those that somebody has reported."""
        inner = self._inner(must, span)
        return self._spoken(must, inner) if inner and self._open(span) else inner

    def _must(self, must: Must, outer: Outer) -> Outcomes | None:
        inner = self._looked_at(must, outer.span)
        if not inner:
            return None
        ask = self._ask(must)
        if isinstance(must.measure, LongestGap):
            answers = self._gaps(must.measure, inner, ask)
        else:
            answers = self.measuring.inner(must.measure, inner, ask)
        spoke = {subject for (_, subject), one in answers.items() if one.heard} | self._spoke(must, outer.span)
        goals = self._goals(must, outer)
        outcomes: Outcomes = {}
        held: dict[int, Outcome] = {}  # by the answer's id: those who did the same share one
        for (number, subject), one in answers.items():
            if subject is None or subject == NO_UNIT or not one.due:
                continue
            goal = goals(subject, inner[number])
            if goal is None:
                result: Outcome = "undecided"
            elif self._by == "units" and subject not in spoke:
                result = "fails"
            elif goal is not must.goal:  # a quota of its own
                result = _held(must.measure, goal, one)
            else:
                result = held.get(id(one)) or held.setdefault(id(one), _held(must.measure, goal, one))
            outcomes[subject, inner[number]] = result
        return outcomes

    def _ask(self, must: Must) -> Ask:
        ask = Ask(self.each.rows.where, self._by, throughout=True, report_by=self.target.report_by)
        if isinstance(must.measure, LongestGap):
            return ask
        # What somebody must do is held against its own goal, and a figure must fit that one.
        alone = replace(self.target, measure=must.measure, goal=must.goal, when=When(), measured_in=None)
        return replace(ask, target=alone, bounds=(must.goal.low, must.goal.high))

    def _spoke(self, must: Must, span: Span) -> set[int | None]:
        """The units that have reported what a `must` needs, in whichever inner period."""
        if self._by == "members":
            return set()
        return {unit for (_, unit), one in self._reports(must, [span], "units").items() if one.heard}

    def _spoken(self, must: Must, inner: Sequence[Span]) -> list[Span]:
        """The inner periods that somebody has reported."""
        heard = self._heard(must, inner)
        return [span for number, span in enumerate(inner) if number in heard]

    def _heard(self, must: Must, spans: Sequence[Span]) -> dict[int, Measured]:
        """For each span that anybody has reported what a `must` needs of it: how many units did."""
        heard = {number: one for (number, _), one in self._reports(must, spans).items() if one.heard}
        if isinstance(must.measure, (Done, Figure, Growth)):  # units report figures, the whole committee seldom does
            by_unit = self._reports(must, spans, "units")
            heard = {number: one for (number, _), one in by_unit.items() if one.heard} | heard
        return heard

    def _goals(self, must: Must, outer: Outer) -> Callable[[int, Span], Goal | None]:
        """What somebody must reach in an inner period; None where his quota is not known."""
        handed_down = self.measuring.quotas(self.target.id) if must.goal.allocated else []

        def goal(subject: int, span: Span) -> Goal | None:
            if not must.goal.allocated:
                return must.goal
            found = quotas.of_unit(handed_down, subject, (span, outer.span))
            return None if found is None else must.goal.with_quota(found)

        return goal

    def _gaps(self, gap: LongestGap, inner: Sequence[Span], ask: Ask) -> Answers:
        """The longest run of months without a row, of everybody who existed in all months of an inner period."""
        answers: Answers = {}
        for number, span in enumerate(inner):
            months = whole(Length.MONTH, span)
            counts = self.measuring.inner(Count(gap.rows), months, ask)
            lines: dict[int | None, dict[int, Measured]] = {}
            for (month, subject), one in counts.items():
                lines.setdefault(subject, {})[month] = one
            for subject, line in lines.items():
                ones = [line[month] for month in sorted(line)]
                if len([one for one in ones if one.due]) < len(months):
                    continue
                sure = _longest_run([not one.numerator and not one.undecided for one in ones])
                most = _longest_run([not one.numerator for one in ones])
                answers[number, subject] = Measured(
                    Fraction(most),
                    undecided=most - sure,
                    heard=any(one.heard for one in ones),
                    due=1,
                    least=Fraction(sure),
                )
        return answers

    # --- who is looked at, and who reported ---

    def _reported(self, span: Span) -> tuple[int, int, bool]:
        """Units that reported what every `must` needs, units due, and whether enough was heard: in the end of every `must`."""
        heard = (any if self._open(span) else all)(bool(self._heard(must, [span])) for must in self.each.must)
        if self._by == "members":
            reports = [self._heard(must, [span]) for must in self.each.must]
            counts = [(one.reported, one.due) for report in reports for one in report.values()]
            return (*min(counts, default=(0, 0)), heard)
        answers = [self._reports(must, [span], "units") for must in self.each.must]
        due = {unit for (_, unit), one in answers[0].items() if one.due}
        reported = [{unit for (_, unit), one in each.items() if one.reported} for each in answers]
        return len(due.intersection(*reported)), len(due), heard

    def _windows(self, must: Must, span: Span) -> tuple[Window, ...]:
        return tuple(Window(number, each, each.last, each.last) for number, each in enumerate(self._looked_at(must, span)))

    def _undecided(self, span: Span) -> set[int]:
        """Those who existed in a period looked at and of whom a blank leaves open whether they are looked at."""
        where = self.each.rows.where
        if where is None:
            return set()
        found: set[int] = set()
        for must in self.each.must:
            wins = self._windows(must, span)
            if wins:
                question = Question(self.each.rows, wins, due=where, within=self.measuring.within, throughout=True)
                asked = undecided_members(question) if self._by == "members" else undecided_units(question)
                found |= {subject for _, subject in self.measuring.ask(asked)}
        return found

    def _excused(self, outer: Outer, outcomes: Outcomes) -> set[int]:
        """Units that a waiver excuses from what they failed."""
        named = {unit for unit, label in self.measuring.waived.get(self.target.id, ()) if label in (None, outer.label)}
        return {unit for unit, result in _worst(outcomes).items() if unit in named and result != "holds"}

    def _units_of_members(self, outer: Outer, outcomes: Outcomes) -> dict[int, int]:
        """The unit whose line a member counts for: the one due at or above his own, else his own."""
        spans = sorted({span for _, span in outcomes})
        if not spans:
            return {}
        wins = tuple(Window(number, span, span.last, span.last) for number, span in enumerate(spans))
        question = Question(self.each.rows, wins, due=self.each.rows.where, within=self.measuring.within, throughout=True)
        own = {member: unit for _, member, unit in self.measuring.ask(members_due(question)) if unit is not None}
        due = self.measuring.inner(Count(Rows("units")), [outer.span], Ask(self.measuring.due_units(self.target), "units"))
        lines = {unit for (_, unit), one in due.items() if one.due}
        above = self.measuring.above(set(own.values()))
        return {member: next(iter(above.get(unit, {unit}) & lines), unit) for member, unit in own.items()}


def _worst(outcomes: Mapping[tuple[int, Span], Outcome]) -> dict[int, Outcome]:
    """The worst outcome of each over its inner periods."""
    worst: dict[int, Outcome] = {}
    for (subject, _), result in outcomes.items():
        worst[subject] = max(worst.get(subject, "holds"), result, key=RANK.__getitem__)
    return worst


def _longest_run(without: Sequence[bool]) -> int:
    return max((len(list(run)) for missing, run in groupby(without) if missing), default=0)


def _held(measure: Inner, goal: Goal, one: Measured) -> Outcome:
    """Whether somebody did what he must; undecided if only undecided rows keep him from doing so."""
    if isinstance(measure, (Count, Sum)) and one.numerator is None:
        return "holds" if goal.holds(Fraction(0)) else "fails"
    value = one.value
    if value is not None and goal.holds(value):
        return "holds"
    return "undecided" if one.undecided and _might_hold(measure, goal, one) else "fails"


def _might_hold(measure: Inner, goal: Goal, one: Measured) -> bool:
    """Whether the goal could hold, whatever the undecided rows turn out to be."""
    numerator = one.numerator or Fraction(0)
    match measure:
        case LongestGap():
            lowest, highest = one.least or Fraction(0), numerator
        case Sum():  # a blank may be any amount
            lowest, highest = numerator, max(numerator, goal.low, goal.high) + 1
        case Count():
            lowest, highest = numerator, numerator + one.undecided
        case Share():
            total = (one.denominator or Fraction(0)) + one.undecided
            lowest, highest = numerator / total, (numerator + one.undecided) / total
        case _:
            return isinstance(measure, (Average, Ratio))
    return goal.holds(lowest) or goal.holds(highest) or lowest < goal.low < highest


def _told(measure: Inner) -> Inner:
    """The measure that says who has reported."""
    return Count(measure.rows) if isinstance(measure, LongestGap) else measure
