"""Single values of target files: a text becomes a condition, a goal, a year, a share, or a problem at its place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from partytrack.messages import Text, text
from partytrack.targets import conditions, goals
from partytrack.targets.language import (
    All,
    Average,
    Bound,
    Condition,
    Count,
    Done,
    Each,
    Figure,
    Goal,
    Growth,
    LongestGap,
    Measure,
    Ratio,
    Scale,
    Share,
    Sum,
)
from partytrack.targets.misread import Misread
from partytrack.targets.names import HEADS

if TYPE_CHECKING:
    from partytrack.periods import Span
    from partytrack.targets.document import Path
    from partytrack.targets.reading import Reading

YEAR: Final = re.compile(r"[0-9]{4}")
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_SHARE: Final = re.compile(r"([0-9]+(?:\.[0-9]+)?)\s*(%?)")
_MOST_DAYS: Final = 366


@dataclass
class Values:
    """Reads the values of one file, noting problems in its reading.

    Args:
        span, years: Of the term; None where they are not known, and then nothing is held against them.
    """

    reading: Reading
    span: Span | None
    years: tuple[int, ...] | None

    def condition(self, written: str, kind: str, path: Path) -> Condition:
        """The condition a text says; where it cannot be read, one that always holds, so that the rest can be checked."""
        try:
            return conditions.parse(written, kind)
        except Misread as problem:
            self.reading.misread(path, problem)
            return Condition(written, kind, frozenset(), "TRUE")

    def units(self, written: str | None, path: Path) -> Condition | None:
        """A condition on the units that are looked at; head-counts are not known where these are chosen."""
        if written is None:
            return None
        condition = self.condition(written, "units", path)
        if HEADS in condition.names:
            self.reading.problem(
                path, text("members cannot be asked when units are chosen."), text("Choose units by kind, sector, group, code or name.")
            )
        return condition

    def goal(self, written: str | None, path: Path, measure: Measure | LongestGap | None) -> Goal | None:
        """The goal a text says, if it suits the measure; None without a text, or where it cannot be read."""
        if written is None:
            return None
        try:
            goal = goals.parse(written)
        except Misread as problem:
            self.reading.misread(path, problem)
            return None
        if (wrong := misfit(goal, measure)) is not None:
            self.reading.problem(path, *wrong)
        elif not isinstance(measure, (Done, All)) and (doubt := goals.doubt(goal)) is not None:
            self.reading.problem(path, *doubt, warning=True)
        return goal

    def year(self, written: str, path: Path, *, key: bool = False) -> int | None:
        """A year of the term; None for what is not a year. With `key` it is the key at the path that is wrong."""
        if not YEAR.fullmatch(written):
            self.reading.problem(path, text("{word} is not a year.", word=written), text("Write four digits."), key=key)
            return None
        if self.years is not None and int(written) not in self.years:
            self.reading.problem(
                path,
                text("{year} is not one of the years of the term.", year=written),
                text("Its years are {years}.", years=", ".join(map(str, self.years))),
                key=key,
            )
        return int(written)

    def outside(self, path: Path, written: str) -> None:
        """Note that a day or year lies outside the term."""
        if self.span is not None:
            self.reading.problem(
                path,
                text("{day} lies outside the term.", day=written),
                text("The term is {first} to {last}.", first=self.span.first, last=self.span.last),
            )

    def share(self, written: str | None, path: Path) -> Fraction | None:
        """A share above 0 and up to 1, written `0.8` or `80%`."""
        if written is None:
            return None
        match = _SHARE.fullmatch(written)
        share = Fraction(match[1]) / (100 if match[2] else 1) if match else None
        if share is None or not 0 < share <= 1:
            self.reading.problem(path, text("{word} is not a share above 0 and up to 1.", word=written), text("Write it like 80% or 0.8."))
            return None
        return share

    def days(self, written: str | None, path: Path) -> int:
        """A number of days, 0 to 366; without a text 0."""
        if written is None:
            return 0
        if not re.fullmatch(r"[0-9]{1,3}", written) or int(written) > _MOST_DAYS:
            self.reading.problem(
                path, text("{word} is not a number of days from 0 to {n}.", word=written, n=_MOST_DAYS), text("Write it like 15.")
            )
            return 0
        return int(written)


def a_day(written: str) -> date | None:
    """The day a text says, year-month-day in full; None for any other text."""
    if not _DAY.fullmatch(written):
        return None
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None


def misfit(goal: Goal, measure: Measure | LongestGap | None) -> tuple[Text, Text] | None:
    """What is wrong with a goal for a measure: a count is never 90%, a share never 90."""
    number = goal.text
    match measure:
        case Done() | All():
            return None  # that they have none is said where they are built
        case _ if goal.allocated and measure is not None and not isinstance(measure, (Count, Sum, Figure)):
            return text("Quotas are numbers: only a count, a sum or a figure is held against one."), text("Write a goal like >= 90%.")
        case Count() | Sum() if goal.scale is not Scale.PLAIN:
            return text("A count is held against a number, not against {goal}.", goal=number), text("Write a number, or measure a share.")
        case LongestGap() if goal.scale is not Scale.PLAIN:
            return text("A gap is a number of months, not {goal}.", goal=number), text("Write a number, as in < 2.")
        case Each() if measure.form == "number":
            if goal.scale is not Scale.PLAIN:
                return text("as: number is held against a number, not against {goal}.", goal=number), text("Write a number.")
        case Growth() if measure.rate and (goal.scale is Scale.POINTS or (goal.scale is Scale.PLAIN and not _is_nothing(goal))):
            return text("Growth is held against a percentage, not against {goal}.", goal=number), text("Write it with %, as in >= 5%.")
        case Growth() if not measure.rate and goal.scale is Scale.SHARE:
            return (
                text("A difference is not held against {goal}: of shares it is in percentage points.", goal=number),
                text("Write pp for percentage points, as in <= -1.5 pp, else a number."),
            )
        case Average() if goal.scale is Scale.POINTS:
            return text("An average is not held against percentage points."), text("Write a number, or a percentage for shares.")
        case Share() | Each() if goal.scale is Scale.POINTS or (goal.scale is Scale.PLAIN and not _is_nothing(goal)):
            return text("A share is held against a percentage, not against {goal}.", goal=number), text("Write it with %, as in >= 90%.")
        case Ratio():
            return _ratio_misfit(goal, measure)
    return None


_MOST_TIMES = 10


def _ratio_misfit(goal: Goal, ratio: Ratio) -> tuple[Text, Text] | None:
    as_times = goal.scale is Scale.PLAIN and max(goal.low, goal.high) < _MOST_TIMES  # 1.1 is 110%; of 110 the sign was forgotten
    if ratio.compared and goal.scale is not Scale.SHARE and not as_times and not _is_nothing(goal):
        return (
            text("What is held against another measure needs a percentage of that, not {goal}.", goal=goal.text),
            text("Write it with %, as in >= 110%."),
        )
    if goal.scale is Scale.POINTS:
        return text("A ratio is not held against percentage points."), text("Write it with %, as in >= 90%.")
    return None


def _is_nothing(goal: Goal) -> bool:
    return goal.low == 0 and goal.bound in (Bound.EQUAL, Bound.MORE_THAN)
