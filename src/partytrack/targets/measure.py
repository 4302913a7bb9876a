"""From a target to measured numbers: questions to the store, answers as exact fractions.

Equal questions are asked once. Nothing is judged here and nothing is rounded; no data stays None. What units and members
did one by one is in `each`.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Protocol

from partytrack.messages import Text, text
from partytrack.periods import Span, year
from partytrack.records import KINDS
from partytrack.targets import figures, growth, quotas
from partytrack.targets.language import (
    All,
    Average,
    Count,
    Done,
    Each,
    Figure,
    Growth,
    Inner,
    LongestGap,
    Ratio,
    Rows,
    Scale,
    Share,
    Sum,
    Target,
    Term,
)
from partytrack.targets.query import By, Due, Question, alike, compiled
from partytrack.targets.windows import Outer, Window, is_stock, windows

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from partytrack.targets.language import Condition


class Records(Protocol):
    """Where the record views can be asked."""

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """The rows a query gives."""

    def rows_of_all(self, queries: Sequence[str]) -> list[list[tuple[Any, ...]]]:
        """The rows each of several queries gives; they may be asked side by side."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What was measured for one period, of the whole committee or one unit.

    Args:
        numerator: A count or sum, the rows of a share that count, the part of a ratio, the figure; None without data.
        denominator: What it is divided by; None where the numerator is the value. 0 is an empty denominator.
        undecided: Rows, units or members a blank left undecided: they are in neither.
        left_out: Rows whose partial date straddles a boundary.
        heard: Whether anything of the kind was reported for the period, a nil return included.
        reported, due: Units.
        least, most: What the value can no longer fall below or rise above before the period ends; None where unknown.
        latest: For a figure: the period it was reported for.
        scale: What the value is where no goal says so.
        unheard_of: For a figure: whether it was never reported for any period.
        waived: Units that were excused, and are in neither numerator nor denominator.
        problem: Why there is something that cannot be used.
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
    scale: Scale = Scale.PLAIN
    unheard_of: bool = False
    waived: int = 0
    problem: Text | None = None

    @property
    def value(self) -> Fraction | None:
        """Numerator over denominator; None without data."""
        if self.numerator is None:
            return None
        if self.denominator is None:
            return self.numerator
        return self.numerator / self.denominator if self.denominator else None

    def counted(self, *, keeps: bool) -> Measured:
        """The numerator as a value of its own; `keeps`: it can no longer become less."""
        least = self.numerator if keeps else None
        return Measured(self.numerator, None, self.undecided, self.left_out, self.heard, self.reported, self.due, least)


Answers = dict[tuple[int, int | None], Measured]
"""Measured by (number of the period, record number of the unit or member, or None for the whole committee)."""


@dataclass(frozen=True, slots=True)
class Ask:
    """How something is asked.

    Args:
        due: Which units must report; of members, which are looked at.
        by: A line for each unit or member instead of the whole.
        throughout: Units are due only where they existed all the time.
        target: The target it is asked for, of `must` what each one must do; None where nothing is held against a goal.
        bounds: What the values will be compared with.
        report_by: Days after a period's end during which reports still come in.
    """

    due: Due
    by: By = None
    throughout: bool = False
    target: Target | None = None
    bounds: tuple[Fraction, ...] = ()
    report_by: int = 0


@dataclass(slots=True)
class Measuring:
    """One run of measuring: the same records, day and rule of who must report for all targets.

    Args:
        records: Where to ask.
        term: The term.
        as_of: The day of judgement; what is dated later does not count.
        reporting_units: Who must report where a target does not say; None for all grass-roots organisations.
        within: Only this unit (its record number) and those below it.
        waived: For each target the units excused from it, each for one period (its label) or for all (None).
    """

    records: Records
    term: Term
    as_of: date
    reporting_units: Condition | None = None
    within: int | None = None
    waived: Mapping[str, Sequence[tuple[int, str | None]]] = field(default_factory=dict)
    _asked: dict[str, list[tuple[Any, ...]]] = field(default_factory=dict)
    _indicators: dict[str, None] = field(default_factory=dict)
    _expected: dict[tuple[object, ...], dict[Question, None]] = field(default_factory=dict)
    _foreseen: dict[Question, dict[Window, None]] = field(default_factory=dict)
    _answers: dict[tuple[Question, Window], dict[int | None, Measured]] = field(default_factory=dict)
    _counts: dict[tuple[int, bool], Measured] = field(default_factory=dict)
    _above: dict[frozenset[int], dict[int, set[int]]] = field(default_factory=dict)

    def measured(self, target: Target, outers: Sequence[Outer], *, by_unit: bool = False) -> Answers:
        """The target's measure for every period that has begun; with `by_unit` for each unit instead of the whole."""
        match target.measure:
            case Each():
                from partytrack.targets.each import measured  # noqa: PLC0415 - it asks this module for what each one must do

                return measured(self, target, target.measure, outers, by_unit=by_unit)
            case All():
                raise TypeError(target.id)  # its members are measured one by one
            case _:
                return self.inner(target.measure, [outer.span for outer in outers], self.asking(target, by="units" if by_unit else None))

    def asking(self, target: Target, by: By = None) -> Ask:
        """How a target that is not `each` is asked for."""
        goals = [goal for goal in (target.goal, *target.when.goals.values()) if goal is not None]
        bounds = tuple({bound: None for goal in goals for bound in (goal.low, goal.high)})
        return Ask(self.due_units(target), by, target=target, bounds=bounds, report_by=target.report_by)

    def due_units(self, target: Target) -> Due:
        """Which units must report for a target that does not look at each unit or member."""
        return target.due or self.reporting_units or "grassroots"

    def inner(self, measure: Inner, spans: Sequence[Span], ask: Ask) -> Answers:
        """A measure that is not `each`, for spans."""
        match measure:
            case Count():
                keeps = not is_stock(measure)
                return self._counted(measure.rows, spans, ask, keeps=keeps)
            case Sum():
                return self._counted(measure.rows, spans, ask, amount=measure.fields, keeps=not can_fall(measure))
            case Average():
                return self._answered(self._question(measure.rows, spans, ask, amount=(measure.field,)))
            case Share():
                answers = self._answered(self._share_question(measure, spans, ask))
                return {key: replace(each, scale=Scale.SHARE) for key, each in answers.items()}
            case Ratio():
                side = replace(ask, target=None, bounds=())
                part, divisor = self.inner(measure.part, spans, side), self.inner(measure.whole, spans, side)
                return {key: _divided(part.get(key), divisor.get(key)) for key in {**part, **divisor}}
            case Figure() | Growth() | Done():
                return self._figured(measure, spans, ask)
            case LongestGap():
                raise TypeError(measure)  # only `each` asks for it

    def expect(self, target: Target, outers: Sequence[Outer]) -> None:
        """Say what will be asked, so that questions about the same records are answered by one query."""
        if isinstance(target.measure, Each):
            from partytrack.targets.each import foresee  # noqa: PLC0415 - it asks this module for what each one must do

            foresee(self, target, target.measure, outers)
            return
        for question in self._questions(target.measure, [outer.span for outer in outers], self.asking(target)):
            if question.windows:
                self._expected.setdefault(alike(question), {})[question] = None

    def foresee(self, measure: Inner, spans: Sequence[Span], ask: Ask) -> None:
        """Say for which spans something will be asked by and by, so that the first to ask is answered for all of them."""
        for question in self._questions(measure, spans, ask):
            self._foreseen.setdefault(replace(question, windows=()), {}).update(dict.fromkeys(map(_alone, question.windows)))

    def _questions(self, measure: Inner | Each | All, spans: Sequence[Span], ask: Ask) -> Iterator[Question]:
        match measure:
            case Share():
                yield self._share_question(measure, spans, ask)
            case Count():
                yield self._question(measure.rows, spans, ask)
            case Sum():
                yield self._question(measure.rows, spans, ask, amount=measure.fields)
            case Average():
                yield self._question(measure.rows, spans, ask, amount=(measure.field,))
            case Ratio():
                yield from self._questions(measure.part, spans, ask)
                yield from self._questions(measure.whole, spans, ask)
            case Figure() | Done():
                self._indicators[measure.indicator] = None
            case Growth():
                self._indicators[measure.figure.indicator] = None

    def ask_ahead(self) -> None:
        """Ask what was expected and foreseen, several questions at a time where the records allow it."""
        plans = [(list(mates), list(map(_alone, next(iter(mates)).windows))) for mates in self._expected.values()]
        plans += [([bare], list(spans)) for bare, spans in self._foreseen.items() if spans]
        answers = self.records.rows_of_all([_query(questions, wanted) for questions, wanted in plans])
        for (questions, wanted), rows in zip(plans, answers, strict=True):
            self._keep(questions, wanted, rows)

    def question_of(self, measure: Count | Sum | Average | Share, spans: Sequence[Span], ask: Ask) -> Question:
        """The one question a measure over records asks."""
        return next(self._questions(measure, spans, ask))

    def ask(self, query: str) -> list[tuple[Any, ...]]:
        """The rows of a query, asked once."""
        if query not in self._asked:
            self._asked[query] = self.records.rows(query)
        return self._asked[query]

    def _question(self, rows: Rows, spans: Sequence[Span], ask: Ask, amount: tuple[str, ...] = ()) -> Question:
        wins = tuple(windows(spans, rows, self.as_of, self.term))
        return Question(rows, wins, due=ask.due, by=ask.by, within=self.within, throughout=ask.throughout, amount=amount)

    def _share_question(self, share: Share, spans: Sequence[Span], ask: Ask) -> Question:
        return replace(self._question(share.rows, spans, ask), condition=share.condition, given=share.given)

    def _answered(self, question: Question) -> Answers:
        bare = replace(question, windows=())
        alone = {window: _alone(window) for window in question.windows}
        missing = dict.fromkeys(window for window in alone.values() if (bare, window) not in self._answers)
        if missing:
            missing |= {window: None for window in self._foreseen.get(bare, ()) if (bare, window) not in self._answers}
            mates = self._expected.get(alike(question), {})
            self._ask_all([*mates] if question in mates else [question], list(missing))
        return {(window.number, unit): one for window, each in alone.items() for unit, one in self._answers[bare, each].items()}

    def _ask_all(self, questions: Sequence[Question], wanted: Sequence[Window]) -> None:
        """Answer questions that are alike, for some windows, by one query."""
        self._keep(questions, wanted, self.ask(_query(questions, wanted)))

    def _keep(self, questions: Sequence[Question], wanted: Sequence[Window], rows: Sequence[tuple[Any, ...]]) -> None:
        """Keep the answers to questions that are alike, for some windows."""
        for number, each in enumerate(questions):
            answers: list[dict[int | None, Measured]] = [{} for _ in wanted]
            for row in rows:
                answers[row[0]][row[1]] = _read(bool(row[2]), row[3 + 6 * number : 9 + 6 * number])
            bare = replace(each, windows=())
            self._answers |= {(bare, window): found for window, found in zip(wanted, answers, strict=True)}

    def _counted(self, rows: Rows, spans: Sequence[Span], ask: Ask, *, keeps: bool, amount: tuple[str, ...] = ()) -> Answers:
        """How many rows, or how much they come to; `keeps`: what was counted once stays."""
        answers = self._answered(self._question(rows, spans, ask, amount))
        return {key: self._as_count(each, keeps) for key, each in answers.items()}

    def _as_count(self, answer: Measured, keeps: bool) -> Measured:
        """An answer as a count, made once: what each unit must do is asked for again for every period around it."""
        known = id(answer), keeps  # answers are kept as long as this run
        found = self._counts.get(known)
        if found is None:
            found = self._counts[known] = answer.counted(keeps=keeps)
        return found

    # --- figures ---

    def _figured(self, measure: Figure | Growth | Done, spans: Sequence[Span], ask: Ask) -> Answers:
        if ask.by == "units":
            return {
                (number, unit): self._figure(measure, spans[number], unit, ask, due=1)
                for number, units in self._units_due(spans, ask).items()
                for unit in units
            }
        answers: Answers = {}
        for number, span in enumerate(spans):
            begun = span.first <= self.as_of
            if begun:
                answers[number, None] = self._figure(measure, span, self.within, ask, due=0)
            # A figure `by:` a year or day is held against its latest value until one of that period is there.
            by = isinstance(measure, Figure) and ask.target is not None and ask.target.when.by and self.as_of < span.last
            if isinstance(measure, Figure) and by and not (begun and answers[number, None].value is not None):
                answers |= self._so_far(measure, number, ask)
        if isinstance(measure, Figure) and measure.add in ("units", "both"):
            answers = self._with_units_due(measure, answers, spans, ask)
        return answers

    def _so_far(self, measure: Figure, number: int, ask: Ask) -> Answers:
        """A figure whatever its period: its latest value so far."""
        told = self._told(measure.indicator)
        found = figures.latest(told, measure, self.within, self._above_of(told), self.as_of)
        return {} if found is None else {(number, None): self._used(found, ask, due=0)}

    def _figure(self, measure: Figure | Growth | Done, span: Span, unit: int | None, ask: Ask, *, due: int) -> Measured:
        match measure:
            case Growth():
                found = self._growth(measure, span, unit, ask)
            case Done():
                found = self._done(measure, span, unit)
            case Figure():
                found = self._reported(measure, span, unit, ask)
        return replace(found, due=due, reported=int(found.heard and due > 0))

    def _reported(self, measure: Figure, span: Span, unit: int | None, ask: Ask) -> Measured:
        told = self._told(measure.indicator)
        found = figures.taken(told, measure, span, unit, self._above_of(told))
        if found is None:
            heard = any(span.covers(each.period) and (unit is None or each.unit == unit) for each in told)
            return Measured(heard=heard, unheard_of=not told)
        if self._ended(span, ask):
            found = figures.to_the_end(found, measure, span)
        return self._used(found, ask, due=0)

    def _ended(self, span: Span, ask: Ask) -> bool:
        return (self.as_of - span.last).days >= ask.report_by

    def _used(self, found: figures.Taken, ask: Ask, *, due: int) -> Measured:
        problem = found.problem or (figures.unit_problem(found, ask.target) if ask.target is not None else None)
        value = None if problem else Fraction(found.value)
        scale = Scale.SHARE if found.share else Scale.PLAIN
        return Measured(value, heard=True, due=due, reported=due, latest=found.period, scale=scale, problem=problem)

    def _growth(self, measure: Growth, span: Span, unit: int | None, ask: Ask) -> Measured:
        """How the figure has changed from its base year to the last year of the span, or while that is open to the latest one."""
        ends = self._ends(measure, span, unit, ask)
        base, last, base_year, last_year = ends.base, ends.last, ends.base_year, ends.last_year
        if not ends.heard:
            return Measured(unheard_of=not self._told(measure.figure.indicator))
        if last is None:
            return Measured(heard=True, problem=text("No figure for {period}.", period=last_year))
        if base is None:
            return Measured(heard=True, problem=text("No figure for {period}, which it is held against.", period=base_year))
        problem = base.problem or last.problem or figures.comparable(base, last)
        problem = problem or (figures.unit_problem(last, ask.target) if ask.target is not None else None)
        if problem is None and base.value <= 0:
            problem = text("The figure for {period} is {value}: no growth can be said from it.", period=base_year, value=base.value)
        elif problem is None and last.value < 0 and measure.form == "average" and last_year - base_year > 1:  # it has no root
            problem = text("The figure for {period} is {value}: no growth can be said from it.", period=last_year, value=last.value)
        if problem is not None:
            return Measured(heard=True, problem=problem)
        value = _grown(measure, Fraction(base.value), Fraction(last.value), last_year - base_year, ask.bounds)
        scale = Scale.SHARE if measure.rate else Scale.POINTS if last.share else Scale.PLAIN
        return Measured(value, heard=True, latest=last.period, scale=scale)

    def _ends(self, measure: Growth, span: Span, unit: int | None, ask: Ask) -> _Ends:
        base_year = measure.base if measure.base is not None else span.last.year - 1
        values = {number: self._of_year(measure.figure, number, unit) for number in range(base_year, span.last.year + 1)}
        known = [number for number, value in values.items() if value is not None and number > base_year and year(number).last <= self.as_of]
        base, last_year = values.get(base_year), span.last.year
        if not self._ended(span, ask):
            # A part of a year is not held against a whole one while another year is there that can be.
            length = None if base is None else base.period.length
            alike = [number for number in known if (value := values[number]) is not None and value.period.length is length]
            last_year = max(alike or known, default=last_year)
        return _Ends(base_year, last_year, base, values.get(last_year), heard=bool(known))

    def _of_year(self, figure: Figure, number: int, unit: int | None) -> figures.Taken | None:
        told = self._told(figure.indicator)
        found = figures.taken(told, figure, year(number), unit, self._above_of(told))
        return None if found is None else figures.to_the_end(found, figure, year(number))

    def _done(self, measure: Done, span: Span, unit: int | None) -> Measured:
        """Whether it is done by the end of the span: what was said last, however long ago."""
        newest = self._latest_said(measure, span, unit)
        if newest is None:
            return Measured(unheard_of=not self._told(measure.indicator))
        if newest.value not in (0, 1):
            return Measured(heard=True, problem=text("{value} is neither yes (1) nor no (0).", value=newest.value))
        return Measured(Fraction(newest.value), heard=True, latest=newest.period)

    def _latest_said(self, measure: Done, span: Span, unit: int | None) -> figures.Reported | None:
        told = [each for each in self._told(measure.indicator) if each.unit == unit and each.period.last <= span.last]
        return max(told, key=lambda each: (each.period.last, each.period.days), default=None)

    def _told(self, indicator: str) -> list[figures.Reported]:
        indicators = self._indicators if indicator in self._indicators else {indicator: None}
        return figures.reported(self.ask(figures.query(indicators)), indicator, self.as_of)

    def _above_of(self, told: Sequence[figures.Reported]) -> dict[int, set[int]]:
        return self.above({each.unit for each in told if each.unit is not None})

    def above(self, units: set[int]) -> dict[int, set[int]]:
        """For each unit itself and those above it on the day of judgement."""
        wanted = frozenset(units)
        if wanted and wanted not in self._above:
            day = f"DATE '{self.as_of.isoformat()}'"
            found: dict[int, set[int]] = {}
            for unit, ancestor in self.ask(f"SELECT unit, ancestor FROM ancestry WHERE from_day <= {day} AND {day} < until_day"):  # noqa: S608
                if unit in wanted:
                    found.setdefault(unit, set()).add(ancestor)
            self._above[wanted] = found
        return self._above.get(wanted, {})

    def _units_due(self, spans: Sequence[Span], ask: Ask) -> dict[int, list[int]]:
        """For each span the units that must report its figure."""
        question = self._question(Rows("units"), spans, replace(ask, by="units"))
        due: dict[int, list[int]] = {}
        for (number, unit), each in self._answered(question).items():
            if each.due and unit is not None:
                due.setdefault(number, []).append(unit)
        return due

    def _with_units_due(self, measure: Figure, answers: Answers, spans: Sequence[Span], ask: Ask) -> Answers:
        """A figure added over units with how many of those due have reported it, themselves or those below them."""
        told = self._told(measure.indicator)
        above = self._above_of(told)
        for number, due in self._units_due(spans, ask).items():
            spoke: set[int] = set()
            for each in told:
                if each.unit is not None and spans[number].covers(each.period):
                    spoke |= above.get(each.unit, {each.unit})
            if (number, None) in answers:
                answers[number, None] = replace(answers[number, None], due=len(due), reported=len(spoke.intersection(due)))
        return answers

    def figure_at(self, figure: Figure, span: Span) -> Fraction | None:
        """The committee's figure of a period, for the line a figure `by:` a year is held against."""
        told = self._told(figure.indicator)
        found = figures.taken(told, figure, span, self.within, self._above_of(told))
        found = found and figures.to_the_end(found, figure, span)
        return Fraction(found.value) if found and not found.problem else None

    def sources(self, measure: Figure | Growth | Done, span: Span, ask: Ask) -> set[tuple[int | None, Span]]:
        """The figures a number comes from: of which unit, for which period."""
        match measure:
            case Growth():
                found = self._ends(measure, span, self.within, ask)
                taken = [each for each in (found.base, found.last) if each is not None]
            case Figure():
                told = self._told(measure.indicator)
                one = figures.taken(told, measure, span, self.within, self._above_of(told))
                if one is None and ask.target is not None and ask.target.when.by and self.as_of < span.last:
                    one = figures.latest(told, measure, self.within, self._above_of(told), self.as_of)
                taken = [one] if one is not None else []
            case Done():
                newest = self._latest_said(measure, span, self.within)
                return {(newest.unit, newest.period)} if newest else set()
        return {(source.unit, source.period) for each in taken for source in each.sources}

    # --- quotas ---

    def quotas(self, target: str) -> list[quotas.Quota]:
        """What was handed down of a target."""
        return quotas.read(self.ask(quotas.query(target)))


@dataclass(frozen=True, slots=True)
class _Ends:
    """The two ends of a growth: their years and what the figures say for them; `heard`: whether any later one was reported."""

    base_year: int
    last_year: int
    base: figures.Taken | None
    last: figures.Taken | None
    heard: bool


def _query(questions: Sequence[Question], wanted: Sequence[Window]) -> str:
    """The one query for questions that are alike; its rows name the windows by their places."""
    numbered = tuple(replace(window, number=number) for number, window in enumerate(wanted))
    return compiled([replace(each, windows=numbered) for each in questions])


def _alone(window: Window) -> Window:
    """A window as it is asked about wherever it stands among others."""
    return replace(window, number=0)


_exact = lru_cache(1024)(Fraction)  # counts are few numbers again and again


@lru_cache(2**12)  # most units report the same few numbers month after month
def _read(heard: bool, answer: tuple[Any, ...]) -> Measured:
    numerator, denominator, undecided, left_out, reported, due = answer
    return Measured(
        _exact(numerator) if heard else None,
        _exact(denominator) if heard else None,
        undecided,
        left_out,
        heard=heard,
        reported=reported,
        due=due,
    )


def can_fall(measure: Sum) -> bool:
    """Whether a sum may become less: reported figures may be below 0, everything else counts something."""
    return KINDS[measure.rows.kind].name == "figures"


def _divided(part: Measured | None, divisor: Measured | None) -> Measured:
    if part is None:
        return Measured(due=divisor.due if divisor else 0)
    by = divisor.value if divisor is not None else None
    return replace(
        part,
        numerator=part.value,
        denominator=(by or Fraction(0)) if part.heard else None,
        undecided=part.undecided + (divisor.undecided if divisor else 0),
        left_out=part.left_out + (divisor.left_out if divisor else 0),
        least=None,
        scale=Scale.PLAIN,
        problem=part.problem or (divisor.problem if divisor else None),
    )


def _grown(measure: Growth, base: Fraction, last: Fraction, years: int, bounds: tuple[Fraction, ...]) -> Fraction:
    match measure.form:
        case "average" if years > 1:
            return growth.average_rate(base, last, years, bounds)
        case "average" | "total":
            return growth.rate(base, last)
        case "difference":
            return last - base
        case "difference-per-year":
            return (last - base) / years
