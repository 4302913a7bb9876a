"""From a target to measured numbers: questions to the store, answers as exact fractions.

Equal questions are asked once. Nothing is judged here and nothing is rounded; no data stays None.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Literal, Protocol

from partytrack.periods import Span, whole
from partytrack.targets import figures
from partytrack.targets.language import Count, Each, Figure, Must, Ratio, Rows, Share, Target, Term
from partytrack.targets.query import NO_UNIT, Due, Question, alike, compiled, undecided_units
from partytrack.targets.windows import Outer, Window, windows

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from partytrack.messages import Text
    from partytrack.targets.language import Condition


class Records(Protocol):
    """Where the record views can be asked."""

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """The rows a query gives."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What was measured for one period, of the whole committee or one unit.

    Args:
        numerator: A count, the rows of a share that count, the part of a ratio, the figure; None without data.
        denominator: What it is divided by; None where the numerator is the value. 0 is an empty denominator.
        undecided: Rows or units a blank left undecided: they are in neither.
        left_out: Rows whose partial date straddles a boundary.
        heard: Whether anything of the kind was reported for the period, a nil return included.
        reported, due: Units.
        least, most: What the value can no longer fall below or rise above before the period ends; None where unknown.
        latest: For a figure: the period it was reported for.
        share: For a figure: whether it was reported in per cent.
        unheard_of: For a figure: whether it was never reported for any period.
        problem: Why a reported figure was not used.
    """

    numerator: Fraction | None = None
    denominator: Fraction | None = None
    undecided: int = 0
    left_out: int = 0
    heard: bool = False
    reported: int = 0
    due: int = 0
    least: Fraction | None = None
    most: Fraction | None = None
    latest: Span | None = None
    share: bool = False
    unheard_of: bool = False
    problem: Text | None = None

    @property
    def value(self) -> Fraction | None:
        """Numerator over denominator; None without data."""
        if self.numerator is None:
            return None
        if self.denominator is None:
            return self.numerator
        return self.numerator / self.denominator if self.denominator else None


Answers = dict[tuple[int, int | None], Measured]
"""Measured by (number of the period, unit's record number or None for the whole committee)."""


@dataclass(slots=True)
class Measuring:
    """One run of measuring: the same records, day and rule of who must report for all targets.

    Args:
        records: Where to ask.
        term: The term.
        as_of: The day of judgement; what is dated later does not count.
        reporting_units: Who must report where a target does not say; None for all grass-roots organisations.
        within: Only this unit (its record number) and those below it.
    """

    records: Records
    term: Term
    as_of: date
    reporting_units: Condition | None = None
    within: int | None = None
    _asked: dict[str, list[tuple[Any, ...]]] = field(default_factory=dict)
    _indicators: dict[str, None] = field(default_factory=dict)
    _expected: dict[tuple[object, ...], dict[Question, None]] = field(default_factory=dict)
    _answers: dict[Question, Answers] = field(default_factory=dict)

    def measured(self, target: Target, outers: Sequence[Outer], *, by_unit: bool = False) -> Answers:
        """The target's measure for every period that has begun; with `by_unit` for each unit instead of the whole."""
        spans = [outer.span for outer in outers]
        match target.measure:
            case Each():
                return _EachUnit(self, target, target.measure, spans).measured(by_unit=by_unit)
            case _:
                due: Due = target.due or self.reporting_units or "grassroots"
                return self.inner(target.measure, spans, due=due, by_unit=by_unit, goal_target=target)

    def inner(
        self,
        measure: Count | Share | Ratio | Figure,
        spans: Sequence[Span],
        *,
        due: Due,
        by_unit: bool,
        goal_target: Target | None = None,
        throughout: bool = False,
    ) -> Answers:
        """A measure that is not `each`, for spans; `throughout` makes units due only where they existed all the time."""
        match measure:
            case Count():
                return self._counted(measure, spans, due=due, by_unit=by_unit, throughout=throughout)
            case Share():
                return self._answered(self._share_question(measure, spans, due=due, by_unit=by_unit, throughout=throughout))
            case Ratio():
                part = self._counted(measure.part, spans, due=due, by_unit=by_unit, throughout=throughout)
                divisor = self._counted(measure.whole, spans, due=due, by_unit=by_unit, throughout=throughout)
                return {key: _divided(part.get(key), divisor.get(key)) for key in {**part, **divisor}}
            case Figure():
                return self._figures(measure, spans, due=due, by_unit=by_unit, target=goal_target, throughout=throughout)

    def expect(self, target: Target, outers: Sequence[Outer]) -> None:
        """Say what will be asked, so that questions about the same records are answered by one query."""
        spans = [outer.span for outer in outers]
        due: Due = target.due or self.reporting_units or "grassroots"
        match target.measure:
            case Share():
                asked = [self._share_question(target.measure, spans, due=due, by_unit=False)]
            case Count():
                asked = [self._question(target.measure.rows, spans, due=due, by_unit=False)]
            case Ratio():
                asked = [self._question(side.rows, spans, due=due, by_unit=False) for side in (target.measure.part, target.measure.whole)]
            case Figure():
                self._indicators[target.measure.indicator] = None
                asked = []
            case _:
                asked = []
        for question in asked:
            if question.windows:
                self._expected.setdefault(alike(question), {})[question] = None

    def ask(self, query: str) -> list[tuple[Any, ...]]:
        """The rows of a query, asked once."""
        if query not in self._asked:
            self._asked[query] = self.records.rows(query)
        return self._asked[query]

    def _question(self, rows: Rows, spans: Sequence[Span], *, due: Due, by_unit: bool, throughout: bool = False) -> Question:
        wins = tuple(windows(spans, rows, self.as_of, self.term))
        return Question(rows, wins, due=due, by_unit=by_unit, within=self.within, throughout=throughout)

    def _share_question(self, share: Share, spans: Sequence[Span], *, due: Due, by_unit: bool, throughout: bool = False) -> Question:
        asked = self._question(share.rows, spans, due=due, by_unit=by_unit, throughout=throughout)
        return replace(asked, condition=share.condition, given=share.given)

    def _answered(self, question: Question) -> Answers:
        if not question.windows:
            return {}
        if question not in self._answers:
            mates = self._expected.get(alike(question), {})
            asked = [*mates] if question in mates else [question]
            rows = self.ask(compiled(asked))
            for number, each in enumerate(asked):
                self._answers[each] = {(row[0], row[1]): _read(row[2], row[3 + 6 * number : 9 + 6 * number]) for row in rows}
        return self._answers[question]

    def _counted(
        self,
        measure: Count,
        spans: Sequence[Span],
        *,
        due: Due,
        by_unit: bool,
        throughout: bool,
    ) -> Answers:
        answers = self._answered(self._question(measure.rows, spans, due=due, by_unit=by_unit, throughout=throughout))
        keeps = not is_stock(measure)
        return {key: replace(each, denominator=None, least=each.numerator if keeps else None) for key, each in answers.items()}

    def _figures(
        self,
        measure: Figure,
        spans: Sequence[Span],
        *,
        due: Due,
        by_unit: bool,
        target: Target | None,
        throughout: bool,
    ) -> Answers:
        reported = self._reported(measure.indicator)
        begun = [(number, span) for number, span in enumerate(spans) if span.first <= self.as_of]
        answers: Answers = {}
        if by_unit:
            question = self._question(Rows("units"), spans, due=due, by_unit=True, throughout=throughout)
            for (number, unit), each in self._answered(question).items():
                if each.due:
                    answers[number, unit] = self._figure(reported, spans[number], unit, target, due=1)
            return answers
        for number, span in begun:
            answers[number, None] = self._figure(reported, span, self.within, target, due=0)
            if target is not None and target.when.by_year is not None and self.as_of < span.last and answers[number, None].value is None:
                latest = figures.latest(reported, self.within)
                if latest is not None:
                    answers[number, None] = self._used(latest, target, due=0)
        if target is not None and target.when.by_year is not None:
            answers |= self._before(reported, spans, target)
        return answers

    def _before(self, reported: list[figures.Reported], spans: Sequence[Span], target: Target) -> Answers:
        """A figure `by:` a year that has not begun: its latest value so far."""
        latest = figures.latest(reported, self.within)
        if latest is None:
            return {}
        return {(number, None): self._used(latest, target, due=0) for number, span in enumerate(spans) if span.first > self.as_of}

    def _figure(self, reported: list[figures.Reported], span: Span, unit: int | None, target: Target | None, *, due: int) -> Measured:
        heard = any(span.covers(each.period) and (unit is None or each.unit == unit) for each in reported)
        chosen = figures.chosen(reported, span, unit)
        if chosen is None:
            return Measured(heard=heard, due=due, reported=int(heard and due > 0), unheard_of=not reported)
        return self._used(chosen, target, due=due)

    def _used(self, reported: figures.Reported, target: Target | None, *, due: int) -> Measured:
        problem = figures.unit_problem(reported, target) if target is not None else None
        value = None if problem else Fraction(reported.value)
        return Measured(value, heard=True, due=due, reported=due, latest=reported.period, share=reported.share, problem=problem)

    def _reported(self, indicator: str) -> list[figures.Reported]:
        indicators = self._indicators if indicator in self._indicators else {indicator: None}
        return figures.reported(self.ask(figures.query(indicators)), indicator, self.as_of)

    def figure_at(self, indicator: str, span: Span) -> Fraction | None:
        """The committee's figure of a period, for the line a figure `by:` a year is held against."""
        chosen = figures.chosen(self._reported(indicator), span, self.within)
        return Fraction(chosen.value) if chosen else None


def _read(records: int, answer: tuple[int, ...]) -> Measured:
    numerator, denominator, undecided, left_out, reported, due = answer
    return Measured(
        Fraction(numerator) if records else None,
        Fraction(denominator) if records else None,
        undecided,
        left_out,
        heard=bool(records),
        reported=reported,
        due=due,
    )


def is_stock(measure: Count) -> bool:
    """Whether a count is of what stands on a day and so can go back."""
    return measure.rows.kind in ("units", "members") and measure.rows.dated is None


def _divided(part: Measured | None, divisor: Measured | None) -> Measured:
    if part is None:
        return Measured(due=divisor.due if divisor else 0)
    by = divisor.numerator if divisor and divisor.numerator is not None else Fraction(0)
    return replace(
        part,
        denominator=by if part.heard else None,
        undecided=part.undecided + (divisor.undecided if divisor else 0),
        left_out=part.left_out + (divisor.left_out if divisor else 0),
        least=None,
    )


@dataclass(slots=True)
class _EachUnit:
    """`each: units`: which units did what they must in every inner period looked at."""

    measuring: Measuring
    target: Target
    each: Each
    spans: Sequence[Span]

    def measured(self, *, by_unit: bool) -> Answers:
        answers: Answers = {}
        for number, span in enumerate(self.spans):
            if span.first <= self.measuring.as_of:
                answers |= self._outer(number, span, by_unit=by_unit)
        return answers

    def _outer(self, number: int, span: Span, *, by_unit: bool) -> Answers:
        reported, due, heard = self._reported(span)
        results = [self._must(must, span) for must in self.each.must]
        looked_at = [result for result in results if result is not None]
        if len(looked_at) < len(results) or not heard:
            return {(number, None): Measured(heard=heard, reported=reported, due=due)} if not by_unit else {}
        outcome = _combined(looked_at)
        undecided = self._undecided(span)
        if by_unit:
            return {(number, unit): self._line(result) for unit, result in outcome.items()}
        holds = sum(result == "holds" for result in outcome.values())
        fails = sum(result == "fails" for result in outcome.values())
        unsure = sum(result == "undecided" for result in outcome.values())
        total = holds + fails + unsure
        return {
            (number, None): Measured(
                Fraction(holds),
                Fraction(holds + fails),
                unsure + len(undecided - set(outcome)),
                heard=True,
                reported=reported,
                due=due,
                most=Fraction(holds + unsure, total) if total else None,
            )
        }

    @staticmethod
    def _line(result: Outcome) -> Measured:
        decided = Fraction(0 if result == "undecided" else 1)
        holds = Fraction(int(result == "holds"))
        most = holds if decided else None
        return Measured(holds, decided, int(result == "undecided"), heard=True, reported=1, due=1, most=most)

    def _open(self, span: Span) -> bool:
        return (self.measuring.as_of - span.last).days < self.target.report_by

    def _must(self, must: Must, span: Span) -> dict[int, Outcome] | None:
        """What became of every unit due; None where there is no inner period to look at yet."""
        measuring = self.measuring
        inner = [each for each in (whole(must.every, span) if must.every else [span]) if not self._open(each)]
        if not inner:
            return None
        answers = measuring.inner(must.measure, inner, due=self.each.rows.where, by_unit=True, throughout=True)
        if self._open(span):
            heard = measuring.inner(must.measure, inner, due=self.each.rows.where, by_unit=False)
            spoken = {number for (number, _), each in heard.items() if each.heard}
            answers = {key: each for key, each in answers.items() if key[0] in spoken}
            if not spoken:
                return None
        spoke = {unit for (_, unit), each in answers.items() if each.heard}
        outcome: dict[int, Outcome] = {}
        for (_, unit), each in answers.items():
            if unit is None or unit == NO_UNIT or not each.due:
                continue
            result: Outcome = _held(must, each) if unit in spoke else "fails"
            outcome[unit] = _worse(outcome.get(unit, "holds"), result)
        return outcome

    def _reported(self, span: Span) -> tuple[int, int, bool]:
        """Units of those looked at that reported what every `must` needs, units due, and whether anything was heard."""
        reports = [self.measuring.inner(must.measure, [span], due=self.each.rows.where, by_unit=True) for must in self.each.must]
        whole_answers = [self.measuring.inner(must.measure, [span], due=self.each.rows.where, by_unit=False) for must in self.each.must]
        due = {unit for (_, unit), each in reports[0].items() if each.due}
        reported = [{unit for (_, unit), each in answers.items() if each.reported} for answers in reports]
        heard = any(each.heard for answers in whole_answers for each in answers.values())
        return len(due.intersection(*reported)), len(due), heard

    def _undecided(self, span: Span) -> set[int]:
        """Units that existed in a period looked at and of which a blank leaves open whether they are."""
        where = self.each.rows.where
        if where is None:
            return set()
        found: set[int] = set()
        for must in self.each.must:
            inner = [each for each in (whole(must.every, span) if must.every else [span]) if not self._open(each)]
            wins = tuple(Window(number, each, each.last, each.last) for number, each in enumerate(inner))
            if wins:
                question = Question(self.each.rows, wins, due=where, within=self.measuring.within, throughout=True)
                found |= {unit for _, unit in self.measuring.ask(undecided_units(question))}
        return found


Outcome = Literal["holds", "undecided", "fails"]
_RANK: dict[Outcome, int] = {"holds": 0, "undecided": 1, "fails": 2}


def _worse(one: Outcome, other: Outcome) -> Outcome:
    return max(one, other, key=_RANK.__getitem__)


def _combined(results: Sequence[dict[int, Outcome]]) -> dict[int, Outcome]:
    combined: dict[int, Outcome] = {}
    for result in results:
        for unit, outcome in result.items():
            combined[unit] = _worse(combined.get(unit, "holds"), outcome)
    return combined


def _held(must: Must, measured: Measured) -> Outcome:
    """Whether a unit that has reported did what it must; undecided if only undecided rows keep it from doing so."""
    numerator, denominator = measured.numerator or Fraction(0), measured.denominator
    if isinstance(must.measure, Count) and measured.numerator is None:
        return "holds" if must.goal.holds(Fraction(0)) else "fails"
    value = measured.value
    if value is not None and must.goal.holds(value):
        return "holds"
    if not measured.undecided:
        return "fails"
    lowest, highest = _reach(numerator, denominator, measured.undecided)
    goal = must.goal
    return "undecided" if goal.holds(lowest) or goal.holds(highest) or lowest < goal.low < highest else "fails"


def _reach(numerator: Fraction, denominator: Fraction | None, undecided: int) -> tuple[Fraction, Fraction]:
    """The least and the most the value could be, whatever the undecided rows turn out to be."""
    if denominator is None:
        return numerator, numerator + undecided
    total = denominator + undecided
    return numerator / total, (numerator + undecided) / total
