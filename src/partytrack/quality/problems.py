"""What a rule of data quality finds, and what it may ask: plain values."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, Protocol

from partytrack.messages import Text
from partytrack.records import choice_shown
from partytrack.vietnamese import masked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a record stands; `cell` is the row alone where the column is not known."""

    file: str
    sheet: str | None
    row: int | None
    column: str | None = None

    def __str__(self) -> str:
        """`file!sheet!cell`."""
        cell = "" if self.row is None else f"{self.column or ''}{self.row}"
        return "!".join(part for part in (self.file, self.sheet or "", cell) if part)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing about the stored data that is wrong or doubtful.

    Args:
        rule: The rule that found it.
        unit: The record number of the unit it is about; None for none.
        template: What is wrong, with `{name}` places; `{person}` and `{other}` are people's names.
        values: The values of the places but for the names; `kind` is a kind of units.
        people: The names of the people it is about, the first as `{person}`, the second as `{other}`.
        spots: Where its records stand, the first ones.
        more: How many further records there are.
    """

    rule: Rule
    unit: int | None
    template: str
    values: dict[str, object] = field(default_factory=dict)
    people: tuple[str, ...] = ()
    spots: tuple[Spot, ...] = ()
    more: int = 0

    def message(self, *, names: bool) -> Text:
        """What is wrong; people's names in full only where they are asked for."""
        shown = dict(zip(("person", "other"), (name if names else masked(name) for name in self.people), strict=False))
        kind = self.values.get("kind")
        words = {"kind": choice_shown("units", "kind", kind)} if isinstance(kind, str) else {}
        return Text(self.template, {**self.values, **words, **shown})


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule.

    Args:
        slug: Its name in commands and JSON.
        severity: `error` where the data cannot be right.
        title: What it looks for, in English.
        advice: What to do about what it finds, in English.
        find: The function that finds the problems.
    """

    slug: str
    severity: Severity
    title: str
    advice: str
    find: Callable[[Rule, Asking], Iterator[Problem]]


class Records(Protocol):
    """Where the record views can be asked."""

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """The rows a query gives."""


@dataclass(frozen=True, slots=True)
class Asking:
    """What a rule is given.

    Args:
        records: The record views.
        as_of: The day the data is looked at; what is dated later does not count.
    """

    records: Records
    as_of: date

    @property
    def day(self) -> str:
        """The day as SQL."""
        return f"DATE '{self.as_of.isoformat()}'"

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """The rows a query gives."""
        return self.records.rows(query)


@dataclass(frozen=True, slots=True)
class Quality:
    """What a run of the rules found: unit's record number → (code or name, name); problems in the order of the rules."""

    as_of: date
    known_at: date | None
    units: dict[int, tuple[str, str]]
    problems: tuple[Problem, ...]
    rules: tuple[Rule, ...]

    @property
    def errors(self) -> int:
        """How many problems are errors."""
        return sum(problem.rule.severity == "error" for problem in self.problems)


MOST_SPOTS = 5


def spots(places: Sequence[tuple[Any, ...]], column: str | None = None) -> tuple[tuple[Spot, ...], int]:
    """The first places (file, sheet, row) of some records as spots, and how many more there are."""
    known = [Spot(file, sheet, row, column) for file, sheet, row in places if file is not None]
    return tuple(known[:MOST_SPOTS]), max(len(known) - MOST_SPOTS, 0)
