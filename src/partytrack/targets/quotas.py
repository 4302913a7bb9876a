"""Quotas handed down to units: which one binds a unit in a period, and what they come to together."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

from partytrack.findings import Place
from partytrack.periods import Span
from partytrack.targets.language import Each
from partytrack.targets.query import quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from decimal import Decimal

    from partytrack.targets.language import Target

NAMED: Final = """SELECT r.target, o.file, o.sheet, o."row" FROM allocations AS r
    LEFT JOIN allocations_origins AS o ON o.content = r.content ORDER BY ALL"""
"""The query for every target that a quota names, with the places where it does."""


@dataclass(frozen=True, slots=True)
class Quota:
    """What one unit was handed down; without a period it binds in every one."""

    unit: int
    period: Span | None
    value: Decimal


def query(target: str) -> str:
    """The query for all quotas of a target: (unit, first day, last day, value)."""
    return f"SELECT r.unit, r.period, r.period_last, r.value FROM allocations AS r WHERE r.target = {quoted(target)}"  # noqa: S608


def read(rows: Iterable[tuple[Any, ...]]) -> list[Quota]:
    """The quotas of the rows of that query."""
    return [Quota(unit, Span(first, last) if first is not None else None, value) for unit, first, last, value in rows]


def named(rows: Iterable[tuple[Any, ...]]) -> dict[str, Place]:
    """The targets that quotas name, as they are written, each with the first place that does: from the rows of `NAMED`."""
    found: dict[str, Place] = {}
    for target, file, sheet, row in rows:
        found.setdefault(target, Place(file or "", sheet, row))
    return found


def binds(target: Target) -> bool:
    """Whether a target is held against what was handed down."""
    must = target.measure.must if isinstance(target.measure, Each) else ()
    goals = (target.goal, *target.when.goals.values(), *(each.goal for each in must))
    return any(goal is not None and goal.allocated for goal in goals)


def of_unit(quotas: Sequence[Quota], unit: int, spans: Sequence[Span]) -> Fraction | None:
    """The quota of a unit for the first of the spans it has one for, else the one without a period; None where it has none."""
    own = {each.period: each.value for each in quotas if each.unit == unit}
    found = next((own[span] for span in (*spans, None) if span in own), None)
    return None if found is None else Fraction(found)


def together(quotas: Sequence[Quota], spans: Sequence[Span], above: Mapping[int, set[int]], within: int | None = None) -> Fraction | None:
    """What all units were handed down, at or below one where `within` is said; a quota below another one is part of it."""
    binding = {each.unit: value for each in quotas if (value := of_unit(quotas, each.unit, spans)) is not None}
    under = {unit for unit in binding if within is None or within in above.get(unit, {unit})}
    topmost = [unit for unit in under if not (above.get(unit, set()) - {unit}) & under]
    return sum((binding[unit] for unit in topmost), Fraction(0)) if topmost else None
