"""Targets from the keys of target files: when they are due, who reports, what parts take from above. What is measured is in `measures`."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from partytrack import periods
from partytrack.messages import text
from partytrack.periods import Length
from partytrack.targets import goals
from partytrack.targets.language import All, Done, Each, Goal, LongestGap, Measure, Share, Target, When
from partytrack.targets.measures import MEASURES, ROW_KEYS, Measures, growths, with_base
from partytrack.targets.misread import Misread, did_you_mean
from partytrack.targets.values import YEAR, a_day, misfit
from partytrack.vietnamese import bare, nfc

if TYPE_CHECKING:
    from fractions import Fraction

    from partytrack.targets.document import Path
    from partytrack.targets.language import Condition, Growth
    from partytrack.targets.schema import TargetKeys

_KEBAB: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_FROM_ABOVE: Final = ("of", *ROW_KEYS)
_SHORTEST: Final = (Length.WEEK, Length.MONTH, Length.QUARTER, Length.HALF, Length.YEAR, Length.TERM)
_YEARLY_AT_LEAST: Final = (Length.YEAR, Length.TERM)


@dataclass(frozen=True, slots=True)
class Above:
    """What a part takes from the target it belongs to."""

    id: str
    depth: int
    share: Share | None
    when: When | None
    due: Condition | None
    complete: Fraction | None
    report_by: int


@dataclass
class Builder(Measures):
    """Makes the targets of one file, noting problems in its reading.

    Args:
        taken: The ids of the term so far, with where they stand.
    """

    taken: dict[str, str]
    made: list[Target] = field(default_factory=list)

    def target(self, keys: TargetKeys, path: Path, above: Above | None = None) -> None:
        """Add a target and its parts to `made`. Wrong ones are problems and may be left out."""
        name = self._id(keys, path)
        measure = self._part(keys, path, above) if above else self._whole(keys, path)
        when = self._when(keys, path, above)
        goal = self.goal(keys.goal, (*path, "goal"), measure)
        if measure is not None and when is not None:
            measure = self._with_base(measure, keys, when, path)
        self._own_goal_fits(measure, keys, path)
        due, complete, report_by = self._reports(keys, path, above)
        base_year = None if above else self._base_year(keys, path, when)
        self._must_fits(measure, when, path)
        share = measure if isinstance(measure, Share) else None
        if measure is not None and when is not None:
            if when.goals:
                self._goals_fit(keys, measure, path)
            self.made.append(
                Target(
                    id=name,
                    title=nfc(keys.title) if keys.title else name,
                    measure=measure,
                    goal=goal,
                    when=when,
                    file=self.reading.file,
                    line=self._line(path),
                    parent=above.id if above else None,
                    depth=above.depth if above else 0,
                    due=due,
                    complete=complete,
                    report_by=report_by,
                    base_year=base_year,
                    severity=keys.severity or "error",
                    measured_in=keys.measured_in,
                    note=keys.note,
                    source=keys.source,
                )
            )
        below = Above(name, above.depth + 1 if above else 1, share, when, due, complete, report_by)
        if keys.parts and share is None and measure is not None:
            self.reading.problem(
                (*path, "parts"), text("Only a share has parts."), text("Write the target as share: with of:, or without parts."), key=True
            )
            return
        for index, part in enumerate(keys.parts or ()):
            self.target(part, (*path, "parts", index), below)

    def _whole(self, keys: TargetKeys, path: Path) -> Measure | None:
        found = self.measure(keys, path)
        return None if isinstance(found, LongestGap) else found

    def _own_goal_fits(self, measure: Measure | None, keys: TargetKeys, path: Path) -> None:
        """`done` and `all` say themselves when they hold."""
        if not isinstance(measure, (Done, All)):
            return
        for name in ("goal", "goals"):
            if getattr(keys, name) is not None:
                message = (
                    text("done has no goal: it holds once the thing is done.")
                    if isinstance(measure, Done)
                    else text("all: has no goal of its own: it stands as the worst of its measures.")
                )
                self.reading.problem((*path, name), message, text("Leave it out."), key=True)

    def _with_base(self, measure: Measure, keys: TargetKeys, when: When, path: Path) -> Measure:
        """The measure with the year its growth is counted from; growth is judged by whole years."""
        yearly = when.every is Length.YEAR or bool(when.goals)
        for growth, place, inner in growths(measure, path):
            self._growth_fits(growth, place, when, inner)
            if keys.form is None and place == path and not yearly and measure is growth:
                self.reading.problem(
                    (*place, "growth"),
                    text("It is not said how the growth is taken; the total since the base year is."),
                    text("Write as: total, average, difference or difference-per-year."),
                    warning=True,
                )
        return measure if yearly else with_base(measure, self.years[0] if self.years else None)

    def _growth_fits(self, growth: Growth, place: Path, when: When, inner: Length | None) -> None:
        """Note where a growth is judged by other periods than whole years, or has no year to be counted from."""
        every, last = inner or when.every, self._last_year(when)
        usual = self.years[0] - 1 if self.years and every is not Length.YEAR and not when.goals else None
        base = usual if growth.base is None else growth.base
        if (inner is None and when.by_day is not None) or (every is not None and every not in _YEARLY_AT_LEAST):
            self.reading.problem(
                place, text("Growth is judged by whole years."), text("Write every: year, every: term, by: a year, or goals.")
            )
        elif growth.base is not None and every is Length.YEAR:
            self.reading.problem(
                (*place, "base"),
                text("every: year compares with the year before; base does not go with it."),
                text("Leave it out, or write every: term or by: a year."),
                key=True,
            )
        elif base is not None and last is not None and base >= last:
            self.reading.problem(
                place if growth.base is None else (*place, "base"),
                text("{word} is not a year before the one the growth ends with.", word=base),
                text("Write base: with the year the growth is counted from."),
            )

    def _last_year(self, when: When) -> int | None:
        if when.goals:
            return min(when.goals)
        if when.by_year is not None:
            return when.by_year
        return self.years[-1] if self.years else None

    def _line(self, path: Path) -> int:
        from partytrack.targets.document import find  # noqa: PLC0415 - keeps the tree out of the rest of this room

        return find(self.reading.root, path).line if self.reading.root else 1

    def _id(self, keys: TargetKeys, path: Path) -> str:
        if keys.id is None:
            self.reading.absent(path, text("The target has no id."), text("Give it one, as in id: new-members."))
            return ""
        if not _KEBAB.fullmatch(keys.id):
            near = "-".join(re.findall(r"[a-z0-9]+", bare(keys.id))) or "new-members"
            self.reading.problem(
                (*path, "id"),
                text("The id {id} is not made of small letters and digits, joined with -.", id=keys.id),
                text("Did you mean {near}?", near=near),
            )
        if keys.id in self.taken:
            self.reading.problem(
                (*path, "id"),
                text("The id {id} stands at {place} already.", id=keys.id, place=self.taken[keys.id]),
                text("Give each target of a term an id of its own."),
            )
        else:
            self.taken[keys.id] = f"{self.reading.file}:{self._line(path)}"
        return keys.id

    def _must_fits(self, measure: Measure | None, when: When | None, path: Path) -> None:
        if not isinstance(measure, Each) or when is None:
            return
        for index, must in enumerate(measure.must):
            inner = must.every or when.every
            if isinstance(must.measure, LongestGap) and inner in (Length.WEEK, Length.MONTH):
                self.reading.problem(
                    (*path, "must", index),
                    text("A gap is counted in whole months: every {inner} has none.", inner=inner.value),
                    text("Write every: quarter or longer."),
                )
            if when.every is not None and must.every is not None and _SHORTEST.index(must.every) > _SHORTEST.index(when.every):
                self.reading.problem(
                    (*path, "must", index, "every"),
                    text("Each {inner} is longer than each {outer} of the target.", inner=must.every.value, outer=when.every.value),
                    text("Write a shorter period here, or a longer one for the target."),
                )

    def _part(self, keys: TargetKeys, path: Path, above: Above) -> Share | None:
        for name in (*_FROM_ABOVE, *(name for name in MEASURES if name != "share"), "must", "than"):
            if getattr(keys, name, None) is not None:
                self.reading.problem(
                    (*path, name),
                    text("{key} cannot stand in a part: it counts the rows of the target above.", key=name),
                    text("Leave it out, or make a target of its own."),
                    key=True,
                )
        if keys.share is None:
            self.reading.absent(path, text("The part does not say its share."), text("Write share: with a condition."))
        if keys.base is None:
            self.reading.absent(
                path, text("The part does not say its base."), text("Write base: parent (of those counted above) or base: whole (of all).")
            )
        elif keys.base not in ("parent", "whole"):
            self.reading.problem(
                (*path, "base"), text("{key} cannot be {word}.", key="base", word=keys.base), did_you_mean(keys.base, ("parent", "whole"))
            )
        if above.share is None or keys.share is None:
            return None
        condition = self.condition(keys.share, above.share.rows.kind, (*path, "share"))
        given = (*above.share.given, above.share.condition) if keys.base == "parent" else ()
        return Share(above.share.rows, condition, given)

    # --- when ---

    def _goals_fit(self, keys: TargetKeys, measure: Measure, path: Path) -> None:
        for year, written in (keys.goals or {}).items():
            try:
                goal = goals.parse(written)
            except Misread:
                continue  # noted where the goals were read
            if (wrong := misfit(goal, measure)) is not None:
                self.reading.problem((*path, "goals", year), *wrong)

    def _when(self, keys: TargetKeys, path: Path, above: Above | None) -> When | None:
        said = [name for name in ("every", "by", "goals") if getattr(keys, name) is not None]
        if not said and above is not None:
            return self._inherited(keys, path, above.when)
        if not said:
            self.reading.absent(path, text("It is not said when the target is due."), text("Write exactly one of: every, by, goals."))
            return None
        for extra in said[1:]:
            self.reading.problem(
                (*path, extra),
                text("{first} and {second} cannot both be said.", first=said[0], second=extra),
                text("Write exactly one of: every, by, goals."),
                key=True,
            )
        if said[0] != "every" and keys.years is not None:
            self.reading.problem(
                (*path, "years"), text("years goes only with every."), text("Leave it out, or write every: year."), key=True
            )
        match said[0]:
            case "every":
                return When(every=Length(keys.every or "year"), years=self._years(keys, path))
            case "by":
                return self._by(keys.by or "", (*path, "by"))
            case _:
                return self._by_goals(keys, path)

    def _inherited(self, keys: TargetKeys, path: Path, above: When | None) -> When | None:
        if above is None:
            return None
        if above.goals:
            above = When(every=Length.YEAR, years=tuple(above.goals))
        return above if keys.years is None else replace(above, years=self._years(keys, path))

    def _by(self, written: str, path: Path) -> When | None:
        if YEAR.fullmatch(written):
            number = int(written)
            if self.span is not None and not self.span.first.year <= number <= self.span.last.year:
                self.outside(path, written)
            return When(by_year=number)
        found = a_day(written)
        if found is None:
            self.reading.problem(
                path, text("{key} cannot be {word}.", key="by", word=written), text("Write a year like 2025 or a day like 2025-06-30.")
            )
            return None
        if self.span is not None and not self.span.covers(periods.day(found)):
            self.outside(path, written)
        return When(by_day=found)

    def _by_goals(self, keys: TargetKeys, path: Path) -> When | None:
        if keys.goal is not None:
            self.reading.problem(
                (*path, "goal"), text("goal and goals cannot both be said."), text("Write a goal for each year under goals."), key=True
            )
        found: dict[int, Goal] = {}
        for written, goal_text in sorted((keys.goals or {}).items()):
            number = self.year(written, (*path, "goals", written), key=True)
            goal = self.goal(goal_text, (*path, "goals", written), None)
            if number is not None and goal is not None:
                found[number] = goal
        if not keys.goals:
            self.reading.absent((*path, "goals"), text("No year has a goal."), text('Write goals: {2021: ">= 180"}.'))
        return When(goals=found) if found else None

    def _years(self, keys: TargetKeys, path: Path) -> tuple[int, ...] | None:
        if keys.years is None:
            return None
        found = [self.year(written, (*path, "years", index)) for index, written in enumerate(keys.years)]
        return tuple(sorted({number for number in found if number is not None}))

    # --- who reports ---

    def _reports(self, keys: TargetKeys, path: Path, above: Above | None) -> tuple[Condition | None, Fraction | None, int]:
        due = self.units(keys.due, (*path, "due")) if keys.due is not None or above is None else above.due
        complete = self.share(keys.complete, (*path, "complete")) if keys.complete is not None or above is None else above.complete
        report_by = self.days(keys.report_by, (*path, "report_by")) if keys.report_by is not None or above is None else above.report_by
        return due, complete, report_by

    def _base_year(self, keys: TargetKeys, path: Path, when: When | None) -> int | None:
        if keys.base is None or keys.growth is not None:
            return None
        place = (*path, "base")
        if keys.figure is None or (when is not None and when.by_year is None and when.by_day is None):
            self.reading.problem(
                place, text("base goes only with growth, with a figure by: a year, or with a part."), text("Leave it out."), key=True
            )
            return None
        end = None if when is None else when.by_year or (when.by_day.year if when.by_day else None)
        if not YEAR.fullmatch(keys.base) or (end is not None and int(keys.base) >= end):
            self.reading.problem(
                place,
                text("{word} is not a year before the one the figure is due.", word=keys.base),
                text("Write the year its way to the goal starts from."),
            )
            return None
        return int(keys.base)
