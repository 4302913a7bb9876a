"""All verdicts of a term on a day: which periods, what was measured, how it is judged. The way through this room."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from partytrack.errors import UsageError
from partytrack.messages import text
from partytrack.periods import year
from partytrack.targets.judge import Case, Verdict, judge
from partytrack.targets.language import Figure, Target, Term
from partytrack.targets.measure import Measuring, Records
from partytrack.targets.query import NO_UNIT
from partytrack.targets.windows import outer_periods
from partytrack.vietnamese import fold

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from fractions import Fraction

    from partytrack.targets.language import Condition

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
    units = _Units.on(records, wanted.as_of)
    within = units.number(wanted.unit) if wanted.unit is not None else None
    measuring = Measuring(records, term, wanted.as_of, reporting_units, within)
    asked = [(target, outer_periods(term, target, wanted.year)) for target in _chosen(term, wanted.targets)]
    for target, outers in asked:
        measuring.expect(target, outers)
    found: list[Verdict] = []
    for target, outers in asked:
        whole = measuring.measured(target, outers)
        split = measuring.measured(target, outers, by_unit=True) if wanted.by_unit else {}
        base = _base(measuring, target)
        for number, outer in enumerate(outers):
            case = Case(target, outer, whole.get((number, None)), wanted.as_of, *units.labels(within), base)
            found.append(judge(case))
            lines = sorted((unit for place, unit in split if place == number and unit is not None), key=units.order)
            found += [judge(Case(target, outer, split[number, unit], wanted.as_of, *units.labels(unit))) for unit in lines]
    return tuple(found)


def _base(measuring: Measuring, target: Target) -> tuple[date, Fraction] | None:
    if target.base_year is None or not isinstance(target.measure, Figure):
        return None
    span = year(target.base_year)
    value = measuring.figure_at(target.measure.indicator, span)
    return (span.last, value) if value is not None else None


def _chosen(term: Term, ids: tuple[str, ...]) -> Sequence[Target]:
    known = {target.id for target in term.targets}
    for each in ids:
        if each not in known:
            raise UsageError(
                "unknown-target",
                text("The term {term} has no target “{id}”.", term=term.name, id=each),
                text("See the ids with: partytrack targets list"),
            )
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
class _Units:
    """Names of units, by record number."""

    names: dict[int, tuple[str | None, str]]

    @classmethod
    def on(cls, records: Records, day: date) -> _Units:
        """The names as they are on a day; of units that have none on it the latest."""
        rows = records.rows(
            "SELECT u.record, u.code, u.name, u.answers_from FROM units AS u"  # noqa: S608 - a date
            f" ORDER BY CASE WHEN u.answers_from <= DATE '{day.isoformat()}' THEN 1 ELSE 0 END, u.valid_from"
        )
        return cls({record: (code, name) for record, code, name, _ in rows})

    def number(self, asked: str) -> int:
        """The record number of the unit of that code or name.

        Raises:
            UsageError: No unit, or several, are called so.
        """
        wanted = fold(asked)
        by_code = [number for number, (code, _) in self.names.items() if code is not None and fold(code) == wanted]
        found = by_code or [number for number, (_, name) in self.names.items() if fold(name) == wanted]
        if len(found) == 1:
            return found[0]
        if found:
            raise UsageError(
                "ambiguous-unit", text("Several units are called “{unit}”.", unit=asked), text("Give the unit's code instead of its name.")
            )
        raise UsageError("unknown-unit", text("No unit is called “{unit}”.", unit=asked), text("Give its code or its full name."))

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
