"""How a verdict came about: the very records it counts, each with its cell, who did what, and who has not reported."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Literal

from partytrack.errors import UsageError
from partytrack.messages import label_shown, text
from partytrack.periods import Span
from partytrack.records import KINDS, Type
from partytrack.targets import each as each_one
from partytrack.targets import figures
from partytrack.targets.language import (
    All,
    Average,
    Count,
    Done,
    Each,
    Figure,
    Growth,
    LongestGap,
    Measure,
    Ratio,
    Rows,
    Share,
    Sum,
)
from partytrack.targets.query import NO_UNIT, Question, listed
from partytrack.targets.verdicts import Run, members_of
from partytrack.targets.windows import outer_periods
from partytrack.vietnamese import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from partytrack.targets.judge import Verdict
    from partytrack.targets.language import Condition, Target
    from partytrack.targets.measure import Ask, Measured, Measuring
    from partytrack.targets.windows import Outer

Role = Literal["counted", "not-counted", "undecided", "left-out"]
Named = tuple[str | None, str | None]
"""A unit's code, or its name where it has none, and its name; both None for the whole committee."""

# What a record of a kind is called when it is shown: the first of these fields it has.
_CALLED = ("full_name", "title", "object", "indicator", "name")


@dataclass(frozen=True, slots=True)
class Line:
    """One record behind a number.

    Args:
        kind: Its record kind.
        role: Counted (for a share in the numerator), not counted (only in the denominator), undecided, or left out for its coarse date.
        unit: Whose it is.
        when: The day or period it is dated by; None for what stands in a list.
        what: What it is called; None where only its unit says it.
        person: Whether that is a person's name.
        amount: What it says: 1, or its part of a sum; of those counted together they make the number. 0 where it is blank.
        values: Field → value, of the fields that decide: texts, numbers, words.
        file, sheet, row: Where it stands; None where no import that stands says it.
        cells: Field → cell, of the fields whose column is known; the most telling first.
    """

    kind: str
    role: Role
    unit: Named
    when: Span | None
    what: str | None
    person: bool
    amount: Fraction
    values: dict[str, object]
    file: str | None
    sheet: str | None
    row: int | None
    cells: dict[str, str]

    @property
    def place(self) -> str:
        """`file!sheet!cell`; with the row alone where no column is known."""
        cell = next(iter(self.cells.values()), str(self.row or ""))
        return "!".join(part for part in (self.file, self.sheet, cell) if part)


@dataclass(frozen=True, slots=True)
class Side:
    """One measured number with its records.

    Args:
        role: Which number of the target it is.
        measure: What was measured.
        measured: The number.
        lines: Its records.
    """

    role: Literal["value", "part", "whole", "must"]
    measure: Measure | LongestGap
    measured: Measured | None
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Subject:
    """What became of one unit or member of `each`.

    Args:
        unit: The unit, or the unit of the member.
        name: The member's name; None for a unit.
        outcome: Over all inner periods.
        excused: Whether a waiver takes it out.
        periods: Label → outcome of each inner period.
    """

    unit: Named
    name: str | None
    outcome: each_one.Outcome
    excused: bool
    periods: dict[str, each_one.Outcome]


@dataclass(frozen=True, slots=True)
class Explained:
    """One verdict with everything behind it.

    Args:
        verdict: The verdict.
        silent: The units due that have not reported.
        sides: Its numbers with their records.
        subjects: For `each` everybody looked at.
        members: For `all` each of its measures.
    """

    verdict: Verdict
    silent: tuple[Named, ...] = ()
    sides: tuple[Side, ...] = ()
    subjects: tuple[Subject, ...] = ()
    members: tuple[Explained, ...] = field(default_factory=tuple)


def explained(run: Run, target: Target, period: str | None) -> Explained:
    """How a target stands in a period, and why.

    Args:
        run: The run.
        target: The target.
        period: The label of the period; None for the latest that has begun, else the first.

    Raises:
        UsageError: The target is not judged for that period.
    """
    outers = outer_periods(run.measuring.term, target)
    chosen = _chosen(outers, period, run.measuring.as_of)
    if chosen is None:
        raise UsageError(
            "no-such-period",
            text("{target} is not judged for {period}.", target=target.id, period=period or ""),
            text("Its periods are: {periods}.", periods=", ".join(outer.label for outer in outers)),
        )
    whole = next(verdict for verdict in run.judged(target) if verdict.label == chosen)
    if isinstance(target.measure, All):
        parts = [_of_one(run, member, chosen, None) for member in members_of(target)]
        return Explained(whole, members=tuple(parts))
    return _of_one(run, target, chosen, whole)


def _chosen(outers: Sequence[Outer], period: str | None, as_of: date) -> str | None:
    labels = [outer.label for outer in outers]
    if period is not None:
        asked = fold(period)
        return next((label for label in labels if asked in (fold(label), fold(label_shown(label)))), None)
    begun = [outer.label for outer in outers if outer.span.first <= as_of]
    return next(iter(begun[-1:] or labels[:1]), None)


def _of_one(run: Run, target: Target, label: str, verdict: Verdict | None) -> Explained:
    outer = next(outer for outer in run.outers(target) if outer.label == label)
    found = verdict or next(one for unit, one in run.of_one(target) if one.label == label and unit == run.measuring.within)
    if outer.span.first > run.measuring.as_of and not isinstance(target.measure, Figure):
        return Explained(found)
    teller = _Teller(run, target, outer)
    return Explained(found, teller.silent(), tuple(teller.sides()), tuple(teller.subjects()))


@dataclass(slots=True)
class _Teller:
    """Tells of one target in one period."""

    run: Run
    target: Target
    outer: Outer

    @property
    def _measuring(self) -> Measuring:
        return self.run.measuring

    def _ask(self, *, by_unit: bool = False) -> Ask:
        return self._measuring.asking(self.target, by="units" if by_unit else None)

    # --- who has not reported ---

    def silent(self) -> tuple[Named, ...]:
        """The units due that have not reported, in order."""
        measure = self.target.measure
        if isinstance(measure, Each):
            units = each_one.silent(self._measuring, self.target, measure, self.outer)
        elif isinstance(measure, (Figure, Growth, Done)) and not (isinstance(measure, Figure) and measure.add in ("units", "both")):
            return ()
        else:
            answers = self._measuring.inner(_first(measure), [self.outer.span], self._ask(by_unit=True))
            units = {unit for (_, unit), one in answers.items() if unit is not None and one.due and not one.reported}
        return tuple(self.run.units.labels(unit) for unit in sorted(units, key=self.run.units.order))

    # --- the numbers ---

    def sides(self) -> Iterator[Side]:
        """Every number of the target with its records."""
        measure = self.target.measure
        if isinstance(measure, Each):
            for must in measure.must:
                for side in self._sides(must.measure, "must"):
                    yield Side("must", side.measure, None, side.lines)
        else:
            yield from self._sides(measure, "value")

    def _sides(self, measure: Measure | LongestGap, role: Literal["value", "part", "whole", "must"]) -> Iterator[Side]:
        match measure:
            case Ratio():
                yield from self._sides(measure.part, "part")
                yield from self._sides(measure.whole, "whole")
            case Count() | Sum() | Average() | Share():
                yield Side(role, measure, self._number(measure), tuple(self._records(measure)))
            case LongestGap():
                yield Side(role, measure, None, tuple(self._records(Count(measure.rows))))
            case Figure() | Growth() | Done():
                yield Side(role, measure, self._number(measure), tuple(self._figures(measure)))

    def _number(self, measure: Count | Sum | Average | Share | Figure | Growth | Done) -> Measured | None:
        return self._measuring.inner(measure, [self.outer.span], self._ask()).get((0, None))

    def _records(self, measure: Count | Sum | Average | Share) -> Iterator[Line]:
        question = self._measuring.question_of(measure, [self.outer.span], self._ask())
        if not question.windows:
            return
        kind = KINDS[question.rows.kind]
        fields = _fields(question)
        places = self._places(kind.name)
        for row in self._measuring.ask(listed(question, fields)):
            _, _, unit, _, _, inside, looked_at, above, counts, amount, file, sheet, number, import_id, *told = row
            role = _role(inside, looked_at, above, counts)
            if role is None:
                continue
            values = dict(zip((column for name in fields for column in kind.field(name).columns), told, strict=True))
            called = next((name for name in _CALLED if kind.has(name) and values.get(name) is not None), None)
            stretches = places.get((import_id, sheet), [])
            yield Line(
                kind=kind.name,
                role=role,
                unit=self.run.units.labels(unit if unit is not None else NO_UNIT),
                when=_when(question.rows, values),
                what=str(values[called]) if called else None,
                person=called == "full_name",
                amount=Fraction(amount) if amount is not None else Fraction(0),
                values={name: self._shown(kind.field(name).type, values, name) for name in fields if name != called},
                file=file,
                sheet=sheet,
                row=number,
                cells=_cells(kind.name, fields, stretches, number, _when(question.rows, values)),
            )

    def _shown(self, kept: Type, values: dict[str, Any], name: str) -> object:
        value = values[name]
        if value is None:
            return None
        if kept in (Type.DATE, Type.PERIOD):
            return Span(value, values[f"{name}_last"]).label
        return self.run.units.labels(value)[0] if kept is Type.UNIT else value

    def _places(self, kind: str) -> dict[tuple[int, str | None], list[_Stretch]]:
        """(import, sheet) → the stretches of rows with the column of each field."""
        query = f"""SELECT import_id, sheet, "first", "last", field, "column", period, period_last FROM placed WHERE kind = '{kind}'"""  # noqa: S608 - a kind
        found: dict[tuple[int, str | None], list[_Stretch]] = {}
        for import_id, sheet, first, last, name, column, opens, ends in self._measuring.ask(query):
            found.setdefault((import_id, sheet), []).append(_Stretch(first, last, name, column, Span(opens, ends) if opens else None))
        return found

    # --- figures ---

    def _figures(self, measure: Figure | Growth | Done) -> Iterator[Line]:
        """The figures of the indicator that speak of the period, those used among them as counted."""
        used = self._measuring.sources(measure, self.outer.span, self._ask())
        indicator = measure.figure.indicator if isinstance(measure, Growth) else measure.indicator
        places = self._places("figures")
        for unit, first, last, value, measured_in, file, sheet, row, import_id in self._measuring.ask(figures.listed(indicator)):
            period = Span(first, last)
            if period.last > self._measuring.as_of or not (self.outer.span.covers(period) or (unit, period) in used):
                continue
            role: Role = "counted" if (unit, period) in used else "not-counted"
            yield Line(
                kind="figures",
                role=role,
                unit=self.run.units.labels(unit) if unit is not None else (None, None),
                when=period,
                what=indicator,
                person=False,
                amount=Fraction(value),
                values={"value": value, "measured_in": measured_in},
                file=file,
                sheet=sheet,
                row=row,
                cells=_cells("figures", ("value", "period", "indicator"), places.get((import_id, sheet), []), row, period),
            )

    # --- each ---

    def subjects(self) -> Iterator[Subject]:
        """Everybody that `each` looks at, those who failed first."""
        measure = self.target.measure
        if not isinstance(measure, Each):
            return
        found = each_one.looked_at(self._measuring, self.target, measure, self.outer)
        members = measure.rows.kind == "members"
        for subject in sorted(
            found, key=lambda one: (-each_one.RANK[one.outcome], self.run.units.order(one.unit or NO_UNIT), one.name or "")
        ):
            yield Subject(
                unit=self.run.units.labels(subject.unit if subject.unit is not None else NO_UNIT),
                name=subject.name if members else None,
                outcome=subject.outcome,
                excused=subject.excused,
                periods={span.label: outcome for span, outcome in sorted(subject.periods.items())},
            )


def _first(measure: Measure) -> Any:  # noqa: ANN401 - what says who has reported: the first of two measures
    return _first(measure.part) if isinstance(measure, Ratio) else measure


def _fields(question: Question) -> tuple[str, ...]:
    """The fields that decide, the most telling first, then what a record is called and dated by."""
    kind = KINDS[question.rows.kind]
    conditions: list[Condition] = [each for each in (question.condition, *question.given) if each is not None]
    where = [question.rows.where] if question.rows.where is not None else []
    wanted = [name for each in conditions for name in sorted(each.names)]
    wanted += [*question.amount, *question.rows.distinct]
    wanted += [*((question.rows.dated,) if question.rows.dated else kind.dated)]
    wanted += [name for each in where for name in sorted(each.names)]
    wanted += [name for name in _CALLED if kind.has(name)][:1]
    own = [name for name in wanted if kind.has(name)] or [kind.fields[0].name]
    return tuple(dict.fromkeys(own))


def _role(inside: int, looked_at: bool | None, above: bool | None, counts: bool | None) -> Role | None:
    """What became of a record, as `compiled` counts it; None where it is in neither numerator nor denominator nor undecided."""
    if not inside:
        return "left-out" if looked_at is not False else None
    if looked_at is False or (looked_at and above is False):
        return None
    if looked_at is None or above is None or counts is None:
        return "undecided"
    return "counted" if counts else "not-counted"


def _when(rows: Rows, values: dict[str, Any]) -> Span | None:
    names = (rows.dated,) if rows.dated else KINDS[rows.kind].dated
    return next((Span(values[name], values[f"{name}_last"]) for name in names if values.get(name) is not None), None)


@dataclass(frozen=True, slots=True)
class _Stretch:
    """In which column of some rows a field stands; with a span only of the records dated inside it."""

    first: int
    last: int
    field: str
    column: str
    span: Span | None

    def holds(self, row: int, dated: Span | None, *, periodic: bool) -> bool:
        """Whether a record of that row has the field there; the period of a record is that of its column, a day lies inside it."""
        if not self.first <= row <= self.last:
            return False
        if self.span is None or dated is None:
            return self.span is None
        return self.span == dated if periodic else self.span.covers(dated)


def _cells(kind: str, fields: Sequence[str], stretches: Sequence[_Stretch], row: int | None, dated: Span | None) -> dict[str, str]:
    """Field → its cell; none where tables side by side, or headings of periods, have it in two columns of the row."""
    periodic = any(KINDS[kind].field(name).type is Type.PERIOD for name in KINDS[kind].dated)
    columns: dict[str, set[str]] = {}
    for each in stretches:
        if row is not None and each.holds(row, dated, periodic=periodic):
            columns.setdefault(each.field, set()).add(each.column)
    return {name: f"{min(columns[name])}{row}" for name in fields if len(columns.get(name, ())) == 1}
