"""The target file as typed values: what a term asks for. `load` makes them, `measure` and `judge` read them.

Shares are 0–1 and percentage points 0.01 each; bounds are exact (`Fraction`). Words follow the target-file reference.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from partytrack.periods import Length, Span


class Bound(StrEnum):
    """The form of a goal."""

    AT_LEAST = ">="
    MORE_THAN = ">"
    AT_MOST = "<="
    LESS_THAN = "<"
    EQUAL = "="
    TOWARDS = ".."  # met from `low` on towards `high`
    WITHIN = "within"  # both ends bind


class Scale(StrEnum):
    """What the numbers of a goal are."""

    PLAIN = "plain"
    SHARE = "share"  # written with % or ‰
    POINTS = "points"  # written with pp


@dataclass(frozen=True, slots=True)
class Goal:
    """What a measured value is held against.

    Args:
        text: As written, blanks tidied, `≥` as `>=`.
        bound: The form.
        low: The bound itself; for TOWARDS the end from which it is met (A of `A .. B`), for WITHIN the lower end.
        high: The other end of TOWARDS (B, not binding; below `low` when the direction is down) and of WITHIN; else unused.
        scale: Plain numbers, shares or percentage points.
        allocated: Whether the bound is the quota that was handed down; `low` is 0 until it is known.
    """

    text: str
    bound: Bound
    low: Fraction
    high: Fraction = Fraction(0)
    scale: Scale = Scale.PLAIN
    allocated: bool = False

    @property
    def downward(self) -> bool:
        """Whether less is better."""
        match self.bound:
            case Bound.AT_MOST | Bound.LESS_THAN:
                return True
            case Bound.TOWARDS:
                return self.high < self.low
            case Bound.EQUAL:
                return self.low == 0
            case _:
                return False

    @property
    def cap(self) -> bool:
        """Whether it only forbids: `<=`, `<` and `= 0`. What has not been broken yet is on track."""
        return self.bound in (Bound.AT_MOST, Bound.LESS_THAN) or (self.bound is Bound.EQUAL and self.low == 0)

    @property
    def band(self) -> bool:
        """Whether both ends bind."""
        return self.bound is Bound.WITHIN

    def with_quota(self, quota: Fraction) -> Goal:
        """The goal of a unit that was handed down a quota: the same direction, the quota as its bound."""
        bound = self.bound if self.bound not in (Bound.TOWARDS, Bound.WITHIN) else Bound.AT_MOST if self.downward else Bound.AT_LEAST
        exact = Decimal(quota.numerator) / Decimal(quota.denominator)  # quotas are decimal numbers
        return Goal(f"{bound.value} {exact:f}", bound, quota)

    def holds(self, value: Fraction) -> bool:
        """Whether the exact value satisfies the goal."""
        match self.bound:
            case Bound.AT_LEAST:
                return value >= self.low
            case Bound.MORE_THAN:
                return value > self.low
            case Bound.AT_MOST:
                return value <= self.low
            case Bound.LESS_THAN:
                return value < self.low
            case Bound.EQUAL:
                return value == self.low
            case Bound.TOWARDS:
                return value <= self.low if self.downward else value >= self.low
            case Bound.WITHIN:
                return self.low <= value <= self.high


@dataclass(frozen=True, slots=True)
class Condition:
    """A checked condition on the rows of one kind.

    Args:
        text: As written.
        kind: The record kind it is about.
        names: The fields it names, `unit.kind` and the like among them.
        sql: The boolean expression over the columns of the views, in SQL that every engine reads; its third value, unknown,
            is undecided. The record is `r`; `unit`, `parent`, `by_unit` and `member` are the rows of those as they were on the
            record's day, and `headcount` is how many members the unit had.
        aliases: The tables it uses besides `r`.
    """

    text: str
    kind: str
    names: frozenset[str]
    sql: str
    aliases: frozenset[str] = frozenset()


At = Literal["end", "start", "term-start"] | date
Scope = Literal["tree", "own"]


@dataclass(frozen=True, slots=True)
class Rows:
    """Which records a measure looks at.

    Args:
        kind: The record kind.
        where: Narrows; None for all.
        dated: The date field that puts a record into a period; None for the kind's usual one (and stocks as stocks).
        at: For stocks counted as stocks: the day in the period.
        distinct: Count different values of these fields instead of rows; empty for rows.
        scope: Whether records of subordinate units count for their superior.
    """

    kind: str
    where: Condition | None = None
    dated: str | None = None
    at: At = "end"
    distinct: tuple[str, ...] = ()
    scope: Scope = "tree"


@dataclass(frozen=True, slots=True)
class Count:
    """How many rows."""

    rows: Rows


@dataclass(frozen=True, slots=True)
class Share:
    """The share of rows for which a condition holds.

    `given` are the conditions of the targets above when the base is the parent: the denominator is the rows for which
    all of them hold.
    """

    rows: Rows
    condition: Condition
    given: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class Sum:
    """One or several fields of the rows added up; a row in which one of them is blank is undecided."""

    rows: Rows
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Average:
    """The mean of a field over the rows that have it; a row in which it is blank is undecided."""

    rows: Rows
    field: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A reported figure of an indicator.

    Args:
        indicator: As the figures name it.
        add: What is added up instead of taken as reported; None for the committee's own figure.
        running: Whether reports are totals so far: then of several periods the latest counts, never their sum.
    """

    indicator: str
    add: Literal["periods", "units", "both"] | None = None
    running: bool = False


@dataclass(frozen=True, slots=True)
class Done:
    """A yes/no figure: 1 from the period it was first said to be done until one that says it is not, else 0."""

    indicator: str


@dataclass(frozen=True, slots=True)
class Growth:
    """How a figure has changed since a year.

    Args:
        figure: The figure.
        form: What is said of it: the mean rate a year, the rate over all years, the difference, or the mean difference a year.
        base: The year it is held against; None for the year before (`every: year`) or before the first of the term's years.
    """

    figure: Figure
    form: Literal["average", "total", "difference", "difference-per-year"]
    base: int | None = None

    @property
    def rate(self) -> bool:
        """Whether it is a rate, in per cent; else a difference, in the figure's own unit."""
        return self.form in ("average", "total")


Side = Count | Sum | Average | Share | Figure | Growth
"""What can be divided by another, or divide it."""


@dataclass(frozen=True, slots=True)
class Ratio:
    """One measure divided by another.

    `compared` where the second one is a measure of its own that the first is held against (`than:`), not its whole.
    """

    part: Side
    whole: Side
    compared: bool = False


@dataclass(frozen=True, slots=True)
class LongestGap:
    """The longest run of whole months, one after the other, without a row."""

    rows: Rows


Inner = Side | Ratio | Done | LongestGap


@dataclass(frozen=True, slots=True)
class Must:
    """What each unit or member must do: a measure with its goal in every inner period (`every`), or in the outer period."""

    measure: Inner
    goal: Goal
    every: Length | None = None


@dataclass(frozen=True, slots=True)
class Each:
    """Of the units or members due (`rows.kind`), those for which every `must` holds in every inner period that has ended.

    `form` says what of it is taken: their share, their number, or the share of the inner periods of all of them.
    """

    rows: Rows
    must: tuple[Must, ...]
    form: Literal["share", "number", "periods"] = "share"


@dataclass(frozen=True, slots=True)
class Together:
    """One measure among several that must all hold, with its goal."""

    measure: Side | Ratio | Done | Each
    goal: Goal


@dataclass(frozen=True, slots=True)
class All:
    """Several measures with their goals: how many of them hold; it stands as its worst one stands."""

    members: tuple[Together, ...]


Measure = Side | Ratio | Done | Each | All
DONE: Final = Goal("= 1", Bound.EQUAL, Fraction(1))
"""What `done` is held against; target files give it no goal of its own."""


@dataclass(frozen=True, slots=True)
class When:
    """Exactly one of the four: `every`, `by` a year, `by` a day, or a goal for each of some years."""

    every: Length | None = None
    by_year: int | None = None
    by_day: date | None = None
    goals: dict[int, Goal] = field(default_factory=dict)
    years: tuple[int, ...] | None = None  # narrows the term's years

    @property
    def by(self) -> bool:
        """Whether it is due once, by a year or a day."""
        return self.by_year is not None or self.by_day is not None


@dataclass(frozen=True, slots=True)
class Target:
    """One target of a term.

    Args:
        goal: None for what is only watched, and where `when.goals` gives one a year.
        parent: The id of the target it is a part of.
        depth: 0 for a target, 1 for its parts, and so on.
        due: Which units must report; None for the workspace's rule.
        complete: The share of units due that must have reported; None where one record is enough.
        report_by: Days after a period's end during which reports still come in.
        base_year: For a figure `by:` a year: the year its straight line to the goal starts from.
        file, line: Where it stands.
    """

    id: str
    title: str
    measure: Measure
    goal: Goal | None
    when: When
    file: str
    line: int
    parent: str | None = None
    depth: int = 0
    due: Condition | None = None
    complete: Fraction | None = None
    report_by: int = 0
    base_year: int | None = None
    severity: Literal["error", "warn"] = "error"
    measured_in: str | None = None
    note: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Waiver:
    """A miss that is excused.

    Args:
        target: The id of the target.
        unit: Code or name of the one unit it is for; None for the whole committee.
        period: The label of the one period it is for; None for all.
        reason, approved_by: In the words of the file.
        until: The last day of judgement it is in force; None for good.
        file, line: Where it stands.
    """

    target: str
    unit: str | None
    period: str | None
    reason: str
    approved_by: str | None
    until: date | None
    file: str
    line: int

    def in_force(self, day: date) -> bool:
        """Whether it holds on a day of judgement."""
        return self.until is None or day <= self.until


@dataclass(frozen=True, slots=True)
class Term:
    """A term of a committee and its targets, parts behind their parents, read from one or more files."""

    name: str
    span: Span
    years: tuple[int, ...]
    targets: tuple[Target, ...]
    files: tuple[str, ...]
    committee: str | None = None
    resolution: dict[str, str] = field(default_factory=dict)
    waivers: tuple[Waiver, ...] = ()
