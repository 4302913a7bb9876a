"""All verdicts of a term on a day: which periods, what was measured, how it is judged. The way through this room."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from partytrack.errors import UsageError
from partytrack.messages import text
from partytrack.periods import year
from partytrack.targets import quotas
from partytrack.targets.judge import Case, Verdict, excused, judge, together
from partytrack.targets.language import All, Count, Figure, Sum, Target, Term, Waiver
from partytrack.targets.measure import Measuring, Records
from partytrack.targets.query import NO_UNIT
from partytrack.targets.windows import Outer, outer_periods
from partytrack.vietnamese import bare, fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date
    from fractions import Fraction

    from partytrack.messages import Text
    from partytrack.targets.language import Condition

_NEAR_NAME = 0.75  # of 1: names of units have words in common that tell nothing
_DIGITS = re.compile(r"(\d+)")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which verdicts are wanted.

    Args:
        as_of: The day of judgement.
        year: Only periods in this year.
        targets: Only these targets and their parts; empty for all.
        unit: The code or name of the one unit to judge; None for the whole committee.
        by_unit: Also a line for every unit.
    """

    as_of: date
    year: int | None = None
    targets: tuple[str, ...] = ()
    unit: str | None = None
    by_unit: bool = False


def verdicts(records: Records, term: Term, wanted: Wanted, reporting_units: Condition | None = None) -> tuple[Verdict, ...]:
    """Every verdict wanted, in the order of the target files; periods in order; units after the whole committee.

    Raises:
        UsageError: A target or the unit is not known.
    """
    return asked(records, term, wanted, reporting_units).verdicts()


def asked(records: Records, term: Term, wanted: Wanted, reporting_units: Condition | None = None) -> Asked:
    """The same as far as the store is busy with it: what is left to do is counted out here.

    Raises:
        UsageError: A target or the unit is not known.
    """
    run = prepared(records, term, wanted, reporting_units)
    targets = tuple(_chosen(term, wanted.targets))
    for target in targets:
        run.expect(target)
    run.measuring.ask_ahead()
    return Asked(run, targets)


def prepared(records: Records, term: Term, wanted: Wanted, reporting_units: Condition | None = None) -> Run:
    """A run that can measure and judge the targets of a term.

    Raises:
        UsageError: The unit is not known.
    """
    units = Units.on(records, wanted.as_of)
    within = units.number(wanted.unit) if wanted.unit is not None else None
    excuses = _Excuses.on(term, wanted.as_of, units)
    measuring = Measuring(records, term, wanted.as_of, reporting_units, within, excuses.units)
    return Run(measuring, units, excuses, wanted)


@dataclass(frozen=True, slots=True)
class _Excuses:
    """The waivers in force on a day: who is excused from what."""

    waivers: tuple[tuple[Waiver, int | None], ...]

    @classmethod
    def on(cls, term: Term, day: date, units: Units) -> _Excuses:
        """Those of a term that are in force; one that names a unit nobody knows excuses nobody (`unknown_units` tells of it)."""
        found = [(waiver, units.named(waiver.unit)) for waiver in term.waivers if waiver.in_force(day)]
        return cls(tuple((waiver, unit) for waiver, unit in found if (waiver.unit is None) is (unit is None)))

    @property
    def units(self) -> dict[str, list[tuple[int, str | None]]]:
        """For each target the units excused from it, each with the label of the one period, or None for all."""
        named: dict[str, list[tuple[int, str | None]]] = {}
        for waiver, unit in self.waivers:
            if unit is not None:
                named.setdefault(waiver.target, []).append((unit, waiver.period))
        return named

    def applied(self, verdict: Verdict, unit: int | None) -> Verdict:
        """The verdict of the whole committee (None) or a unit, excused if a waiver says so."""
        for waiver, about in self.waivers:
            if waiver.target == verdict.target.id and waiver.period in (None, verdict.label) and about == unit:
                return excused(verdict, waiver)
        return verdict


def unknown_units(records: Records, term: Term, day: date) -> list[Waiver]:
    """The waivers in force on a day whose unit is not known, or could be several."""
    named = [waiver for waiver in term.waivers if waiver.unit is not None and waiver.in_force(day)]
    units = Units.on(records, day) if named else None
    return [waiver for waiver in named if units is not None and units.named(waiver.unit) is None]


@dataclass(frozen=True, slots=True)
class Run:
    """All targets of one run, measured and judged one by one."""

    measuring: Measuring
    units: Units
    excuses: _Excuses
    wanted: Wanted

    def expect(self, target: Target) -> None:
        """Say what a target will ask."""
        for one in members_of(target) or [target]:
            self.measuring.expect(one, self.outers(one))

    def judged(self, target: Target) -> Iterator[Verdict]:
        """The verdicts of a target: of each period the whole first, then its units."""
        found = self._of_all(target) if isinstance(target.measure, All) else self.of_one(target)
        for unit, verdict in found:
            yield self.excuses.applied(verdict, unit)

    def outers(self, target: Target) -> list[Outer]:
        """The periods a target is judged for."""
        return outer_periods(self.measuring.term, target, self.wanted.year)

    def of_one(self, target: Target) -> Iterator[tuple[int | None, Verdict]]:
        """The verdicts of one measure before any waiver, each with the unit it is about."""
        outers, within = self.outers(target), self.measuring.within
        whole = self.measuring.measured(target, outers)
        split = self.measuring.measured(target, outers, by_unit=True) if self.wanted.by_unit else {}
        base = self._base(target)
        for number, outer in enumerate(outers):
            case = Case(target, outer, whole.get((number, None)), self.wanted.as_of, *self.units.labels(within))
            yield within, judge(replace(case, quota=self._quota(target, outer, within), base=base))
            for unit in self._ordered(unit for place, unit in split if place == number):
                line = Case(target, outer, split[number, unit], self.wanted.as_of, *self.units.labels(unit))
                yield unit, judge(replace(line, quota=self._quota(target, outer, unit)))

    def _ordered(self, units: Iterable[int | None]) -> list[int]:
        return sorted({unit for unit in units if unit is not None}, key=self.units.order)

    def _of_all(self, target: Target) -> Iterator[tuple[int | None, Verdict]]:
        """`all`: its members are judged as targets of their own, each in its own days of the same periods."""
        within = self.measuring.within
        members: dict[str, dict[int | None, list[Verdict]]] = {}
        for member in members_of(target):
            for unit, verdict in self.of_one(member):
                members.setdefault(verdict.label, {}).setdefault(unit, []).append(verdict)
        for outer in self.outers(target):
            found = members.get(outer.label, {})
            for unit in (within, *self._ordered(unit for unit in found if unit != within)):
                case = Case(target, outer, None, self.wanted.as_of, *self.units.labels(unit))
                yield unit, together(case, found.get(unit, []))

    def _base(self, target: Target) -> tuple[date, Fraction] | None:
        if target.base_year is None or not isinstance(target.measure, Figure):
            return None
        span = year(target.base_year)
        value = self.measuring.figure_at(target.measure, span)
        return (span.last, value) if value is not None else None

    def _quota(self, target: Target, outer: Outer, unit: int | None) -> Fraction | None:
        """What a unit, or for a goal `allocated` everybody together, was handed down for a period."""
        if not isinstance(target.measure, (Count, Sum, Figure)) or (unit is None and not (outer.goal and outer.goal.allocated)):
            return None
        handed_down = self.measuring.quotas(target.id)
        spans = (outer.span, *([year(target.when.by_year)] if target.when.by_year is not None else ()))
        if unit is not None and (own := quotas.of_unit(handed_down, unit, spans)) is not None:
            return own
        if unit is not None and unit != self.measuring.within:
            return None
        return quotas.together(handed_down, spans, self.measuring.above({each.unit for each in handed_down}), unit)


@dataclass(frozen=True, slots=True)
class Asked:
    """Targets whose questions the store has answered."""

    run: Run
    targets: tuple[Target, ...]

    def verdicts(self) -> tuple[Verdict, ...]:
        """Every verdict, in the order of the target files; periods in order; units after the whole committee."""
        return tuple(verdict for target in self.targets for verdict in self.run.judged(target))


def members_of(target: Target) -> list[Target]:
    """The measures of `all` as targets of their own; none for any other."""
    if not isinstance(target.measure, All):
        return []
    return [replace(target, measure=each.measure, goal=each.goal) for each in target.measure.members]


def known_target(term: Term, asked: str) -> Target:
    """The target of that id.

    Raises:
        UsageError: The term has none.
    """
    found = next((target for target in term.targets if target.id == asked), None)
    if found is None:
        raise UsageError(
            "unknown-target",
            text("The term {term} has no target “{id}”.", term=term.name, id=asked),
            text("See the ids with: partytrack targets list"),
        )
    return found


def _chosen(term: Term, ids: tuple[str, ...]) -> Sequence[Target]:
    for each in ids:
        known_target(term, each)
    if not ids:
        return term.targets
    wanted = set(ids)
    chosen = []
    for target in term.targets:  # parts stand behind their parents
        if target.id in wanted or target.parent in wanted:
            wanted.add(target.id)
            chosen.append(target)
    return chosen


@dataclass(frozen=True, slots=True)
class Units:
    """Names of units, by record number, and the other names that decisions remember, folded."""

    names: dict[int, tuple[str | None, str]]
    others: dict[str, int]

    @classmethod
    def on(cls, records: Records, day: date) -> Units:
        """The names as they are on a day; of units that have none on it the latest."""
        rows = records.rows(
            "SELECT u.record, u.code, u.name, u.answers_from FROM units AS u"  # noqa: S608 - a date
            f" ORDER BY CASE WHEN u.answers_from <= DATE '{day.isoformat()}' THEN 1 ELSE 0 END, u.valid_from"
        )
        others = records.rows("SELECT name_folded, unit FROM also_called")
        return cls({record: (code, name) for record, code, name, _ in rows}, dict(others))

    def named(self, asked: str | None) -> int | None:
        """The record number of the one unit of that code or name; None where there is none, or several are called so."""
        found = [] if asked is None else self._called(asked)
        return found[0] if len(found) == 1 else None

    def _called(self, asked: str) -> list[int]:
        wanted = fold(asked)
        by_code = [number for number, (code, _) in self.names.items() if code is not None and fold(code) == wanted]
        called = by_code or [number for number, (_, name) in self.names.items() if fold(name) == wanted]
        return called or [self.others[name] for name in (wanted,) if name in self.others]

    def number(self, asked: str) -> int:
        """The record number of the unit of that code or name.

        Raises:
            UsageError: No unit, or several, are called so.
        """
        found = self._called(asked)
        if len(found) == 1:
            return found[0]
        if found:
            raise UsageError(
                "ambiguous-unit", text("Several units are called “{unit}”.", unit=asked), text("Give the unit's code instead of its name.")
            )
        raise UsageError("unknown-unit", text("No unit is called “{unit}”.", unit=asked), self._near(asked))

    def _near(self, asked: str) -> Text:
        """What may have been meant: the code or name that looks most like it."""
        from partytrack.targets.misread import nearest  # noqa: PLC0415 - only a wrong name needs it

        called = {bare(word): word for code, name in self.names.values() for word in (code, name) if word}
        near = nearest(asked, called, _NEAR_NAME)
        if near is not None:
            return text("Did you mean {near}?", near=called[near])
        return text("Give its code or its full name; see: {command}", command="partytrack units list")

    def labels(self, number: int | None) -> tuple[str | None, str | None]:
        """The unit's code, or its name where it has none, and its name; both empty for records that name no unit."""
        if number is None:
            return None, None
        code, name = self.names.get(number, (None, ""))
        return code or name, name

    def order(self, number: int) -> tuple[bool, list[tuple[int, str]]]:
        """A sort key: by code or name, numbers in them by their value, records without a unit last."""
        parts = _DIGITS.split(fold(self.labels(number)[0] or ""))
        return number == NO_UNIT, [(int(part), "") if part.isdigit() else (-1, part) for part in parts]
