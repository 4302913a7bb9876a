"""Targets from the keys of target files: what is needed together, what excludes what, what parts take from above.

A new measure is a line in `_MEASURES` with its function in `_Targets`, and its keys in `schema`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final, cast

from partytrack import periods
from partytrack.messages import text
from partytrack.periods import Length
from partytrack.records import KINDS, Type
from partytrack.targets import goals
from partytrack.targets.language import (
    At,
    Count,
    Each,
    Figure,
    Goal,
    Inner,
    Measure,
    Must,
    Ratio,
    Rows,
    Share,
    Target,
    When,
)
from partytrack.targets.misread import Misread, did_you_mean
from partytrack.targets.values import YEAR, Values, a_day, misfit
from partytrack.vietnamese import bare, nfc

if TYPE_CHECKING:
    from fractions import Fraction

    from partytrack.targets.document import Path
    from partytrack.targets.language import Condition
    from partytrack.targets.schema import CountKeys, MeasureKeys, MustKeys, TargetKeys

_KEBAB: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_ROW_KEYS: Final = ("where", "distinct", "dated", "at", "scope")
# Measure → the keys of `_OWN` that go with it.
_MEASURES: Final[dict[str, tuple[str, ...]]] = {
    "count": _ROW_KEYS,
    "share": ("of", *_ROW_KEYS),
    "ratio": (),
    "figure": (),
    "each": ("where", "must"),
}
_OWN: Final = ("of", *_ROW_KEYS, "must")
_FROM_ABOVE: Final = ("of", *_ROW_KEYS)
_SHORTEST: Final = (Length.WEEK, Length.MONTH, Length.QUARTER, Length.HALF, Length.YEAR, Length.TERM)


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
class Builder(Values):
    """Makes the targets of one file, noting problems in its reading.

    Args:
        taken: The ids of the term so far, with where they stand.
    """

    taken: dict[str, str]
    made: list[Target] = field(default_factory=list)

    def target(self, keys: TargetKeys, path: Path, above: Above | None = None) -> None:
        """Add a target and its parts to `made`. Wrong ones are problems and may be left out."""
        name = self._id(keys, path)
        measure = self._part(keys, path, above) if above else self._measure(keys, path)
        when = self._when(keys, path, above)
        goal = self.goal(keys.goal, (*path, "goal"), measure)
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

    # --- what is measured ---

    def _measure(self, keys: MeasureKeys, path: Path) -> Measure | None:
        known = [name for name in _MEASURES if name in type(keys).model_fields]
        said = [name for name in known if getattr(keys, name) is not None]
        if not said:
            self.reading.absent(path, text("Nothing is measured here."), text("Write exactly one of: {words}.", words=", ".join(known)))
            return None
        for extra in said[1:]:
            self.reading.problem(
                (*path, extra),
                text("{first} and {second} cannot both be measured.", first=said[0], second=extra),
                text("Make two targets of it."),
                key=True,
            )
        name = said[0]
        for own in _OWN:
            if getattr(keys, own, None) is not None and own not in _MEASURES[name]:
                self.reading.problem(
                    (*path, own), text("{key} does not go with {measure}.", key=own, measure=name), text("Leave it out."), key=True
                )
        match name:
            case "count":
                return self._count(keys, path)
            case "share":
                return self._share(keys, path)
            case "ratio":
                return self._ratio(keys, path)
            case "figure":
                if not nfc(keys.figure or ""):
                    self.reading.problem(
                        (*path, "figure"), text("The figure has no name."), text("Write the indicator as the figures name it.")
                    )
                return Figure(nfc(keys.figure or ""))
            case _:
                return self._each(cast("TargetKeys", keys), path)

    def _count(self, keys: CountKeys, path: Path) -> Count | None:
        if keys.count is None:
            self.reading.absent(path, text("Nothing is counted here."), text("Write count: with a kind of records."))
            return None
        rows = self._rows(keys.count, (*path, "count"), keys, path)
        return None if rows is None else Count(rows)

    def _share(self, keys: MeasureKeys, path: Path) -> Share | None:
        if keys.of is None:
            self.reading.absent(path, text("The share does not say of what."), text("Write of: with a kind of records."))
            return None
        rows = self._rows(keys.of, (*path, "of"), keys, path)
        return None if rows is None else Share(rows, self.condition(keys.share or "", rows.kind, (*path, "share")))

    def _ratio(self, keys: MeasureKeys, path: Path) -> Ratio | None:
        sides: list[Count | None] = []
        for name in ("part", "whole"):
            side = getattr(keys.ratio, name)
            if side is None:
                self.reading.absent(
                    (*path, "ratio"), text("The ratio has no {side}.", side=name), text("Write ratio: with part: and whole:.")
                )
            sides.append(None if side is None else self._count(side, (*path, "ratio", name)))
        part, whole = sides
        return None if part is None or whole is None else Ratio(part, whole)

    def _each(self, keys: TargetKeys, path: Path) -> Each | None:
        rows = Rows("units", self.units(keys.where, (*path, "where")))
        if not keys.must:
            self.reading.absent(path, text("It is not said what each unit must do."), text("Write must: with a measure and a goal."))
            return None
        found = [self._must(each, (*path, "must", index)) for index, each in enumerate(keys.must)]
        must = tuple(each for each in found if each is not None)
        return Each(rows, must) if len(must) == len(found) else None

    def _must(self, keys: MustKeys, path: Path) -> Must | None:
        measure = self._measure(keys, path)
        goal = self.goal(keys.goal, (*path, "goal"), measure)
        if keys.goal is None:
            self.reading.absent(path, text("What each unit must do has no goal."), text('Write goal: ">= 1" or another.'))
        if measure is None or goal is None:
            return None
        return Must(cast("Inner", measure), goal, Length(keys.every) if keys.every else None)

    def _must_fits(self, measure: Measure | None, when: When | None, path: Path) -> None:
        if not isinstance(measure, Each) or when is None or when.every is None:
            return
        for index, must in enumerate(measure.must):
            if must.every is not None and _SHORTEST.index(must.every) > _SHORTEST.index(when.every):
                self.reading.problem(
                    (*path, "must", index, "every"),
                    text("Each {inner} is longer than each {outer} of the target.", inner=must.every.value, outer=when.every.value),
                    text("Write a shorter period here, or a longer one for the target."),
                )

    def _part(self, keys: TargetKeys, path: Path, above: Above) -> Share | None:
        for name in (*_FROM_ABOVE, *(name for name in _MEASURES if name != "share"), "must"):
            if getattr(keys, name) is not None:
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

    def _rows(self, kind: str, kind_path: Path, keys: CountKeys, path: Path) -> Rows | None:
        if kind not in KINDS:
            self.reading.problem(kind_path, text("There is no kind of records called {kind}.", kind=kind), did_you_mean(kind, KINDS))
            return None
        where = None if keys.where is None else self.condition(keys.where, kind, (*path, "where"))
        distinct = tuple(keys.distinct or ())
        for index, name in enumerate(distinct):
            self._field(name, kind, (*path, "distinct", index))
        if keys.dated is not None and self._field(keys.dated, kind, (*path, "dated")):
            days = [each.name for each in KINDS[kind].fields if each.type in (Type.DATE, Type.PERIOD)]
            if keys.dated not in days:
                self.reading.problem((*path, "dated"), text("{field} is not a date.", field=keys.dated), did_you_mean(keys.dated, days))
        at = self._at(keys, kind, path)
        return Rows(kind, where, keys.dated, at, distinct, keys.scope or "tree")

    def _field(self, name: str, kind: str, path: Path) -> bool:
        if KINDS[kind].has(name):
            return True
        self.reading.problem(
            path,
            text("{kind} have no field {name}.", kind=kind, name=name),
            did_you_mean(name, [each.name for each in KINDS[kind].fields]),
        )
        return False

    def _at(self, keys: CountKeys, kind: str, path: Path) -> At:
        if keys.at is None:
            return "end"
        if not KINDS[kind].stock or keys.dated is not None:
            self.reading.problem(
                (*path, "at"),
                text("at goes only with members and units counted on a day."),
                text("Leave it out: other records are counted by their dates."),
                key=True,
            )
            return "end"
        match keys.at:
            case "end" | "start" | "term-start":
                return cast("At", keys.at)
        found = a_day(keys.at)
        if found is None:
            self.reading.problem(
                (*path, "at"),
                text("{key} cannot be {word}.", key="at", word=keys.at),
                text("Write end, start, term-start or a day like 2020-12-31."),
            )
            return "end"
        return found

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
        if keys.base is None:
            return None
        place = (*path, "base")
        if keys.figure is None or (when is not None and when.by_year is None and when.by_day is None):
            self.reading.problem(place, text("base goes only with a figure by: a year, or with a part."), text("Leave it out."), key=True)
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
