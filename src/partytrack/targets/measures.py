"""Measures from the keys of target files: what is needed together and what excludes what.

A new measure is a line in `_MEASURES` with its method here, and its keys in `schema`.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final, Literal, cast

from partytrack.messages import text
from partytrack.periods import Length
from partytrack.records import KINDS, Type
from partytrack.targets.language import (
    DONE,
    All,
    At,
    Average,
    Count,
    Done,
    Each,
    Figure,
    Growth,
    Inner,
    LongestGap,
    Measure,
    Must,
    Ratio,
    Rows,
    Share,
    Side,
    Sum,
    Together,
)
from partytrack.targets.misread import did_you_mean
from partytrack.targets.names import HEADS
from partytrack.targets.values import YEAR, Values, a_day
from partytrack.vietnamese import nfc

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partytrack.targets.document import Path
    from partytrack.targets.language import Condition
    from partytrack.targets.schema import MeasureKeys, MustKeys, RowKeys, SideKeys, TogetherKeys

ROW_KEYS: Final = ("where", "distinct", "dated", "at", "scope")
_SUM_KEYS: Final = ("where", "dated", "scope")
# Measure → the keys of `_OWN` that go with it.
MEASURES: Final[dict[str, tuple[str, ...]]] = {
    "count": ROW_KEYS,
    "sum": _SUM_KEYS,
    "average": _SUM_KEYS,
    "share": ("of", *ROW_KEYS),
    "ratio": (),
    "figure": ("add", "running"),
    "growth": ("form", "add", "running"),
    "done": (),
    "longest_gap": _SUM_KEYS,
    "each": ("where", "must", "form"),
    "all": (),
}
_OWN: Final = ("of", *ROW_KEYS, "must", "form", "add", "running")
_WRITTEN: Final = {"form": "as"}  # keys whose name in files is a word of Python
_GROWTHS: Final = ("average", "total", "difference", "difference-per-year")
_EACH_FORMS: Final = ("number", "periods")
_FIELD_OF_KIND: Final = re.compile(r"([a-z_]+)\.([a-z_]+)")
_SIDES: Final = (Count, Sum, Average, Share, Figure, Growth)


class Measures(Values):
    """Reads the measures of one file, noting problems in its reading."""

    def measure(self, keys: MeasureKeys, path: Path) -> Measure | LongestGap | None:
        """What the keys say is measured, `than` included; None after a problem."""
        found = self._measure(keys, path)
        if keys.than is None:
            return found
        other = self._side(keys.than, (*path, "than"))
        if found is not None and not isinstance(found, _SIDES):
            self.reading.problem(
                (*path, "than"),
                text("than goes only with a count, sum, average, share, figure or growth."),
                text("Leave it out."),
                key=True,
            )
            return None
        return None if found is None or other is None else Ratio(found, other, compared=True)

    def _measure(self, keys: SideKeys, path: Path) -> Measure | LongestGap | None:
        known = [name for name in MEASURES if name in type(keys).model_fields]
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
        stray = [own for own in _OWN if getattr(keys, own, None) is not None and own not in MEASURES[name]]
        for own in stray:
            written = _WRITTEN.get(own, own)
            self.reading.problem(
                (*path, written), text("{key} does not go with {measure}.", key=written, measure=name), text("Leave it out."), key=True
            )
        keys = keys.model_copy(update=dict.fromkeys(stray))  # one problem is enough for each
        if (
            keys.base is not None and name != "growth" and "id" not in type(keys).model_fields
        ):  # of a target it may be its figure's, or its part's
            self.reading.problem((*path, "base"), text("base goes only with growth here."), text("Leave it out."), key=True)
        return self._named(name, keys, path)

    def _named(self, name: str, keys: SideKeys, path: Path) -> Measure | LongestGap | None:
        match name:
            case "count":
                rows = self._rows(keys.count or "", (*path, "count"), keys, path)
                return None if rows is None else Count(rows)
            case "sum":
                return self._sum(keys, path)
            case "average":
                return self._average(keys, path)
            case "share":
                return self._share(keys, path)
            case "figure":
                return self._figure(keys.figure or "", keys, (*path, "figure"))
            case "growth":
                return self._growth(keys, path)
            case "ratio":
                return self._ratio(cast("MeasureKeys", keys), path)
            case "done":
                return Done(self._indicator(cast("MeasureKeys", keys).done or "", (*path, "done")))
            case "longest_gap":
                rows = self._rows(cast("MustKeys", keys).longest_gap or "", (*path, "longest_gap"), keys, path)
                return None if rows is None or not self._logged(rows, (*path, "longest_gap")) else LongestGap(rows)
            case "all":
                return self._all(keys, path)
            case _:
                return self._each(cast("TogetherKeys", keys), path)

    # --- records ---

    def _share(self, keys: SideKeys, path: Path) -> Share | None:
        if keys.of is None:
            self.reading.absent(path, text("The share does not say of what."), text("Write of: with a kind of records."))
            return None
        rows = self._rows(keys.of, (*path, "of"), keys, path)
        return None if rows is None else Share(rows, self.condition(keys.share or "", rows.kind, (*path, "share")))

    def _sum(self, keys: SideKeys, path: Path) -> Sum | None:
        named = [self._amount(each, (*path, "sum", index)) for index, each in enumerate(keys.sum or ())]
        fields = [each for each in named if each is not None]
        if len(fields) < len(named) or not fields:
            return None
        kind = fields[0][0]
        for index, (other, _) in enumerate(fields):
            if other != kind:
                self.reading.problem(
                    (*path, "sum", index),
                    text("{other} are not {kind}: a sum is over records of one kind.", other=other, kind=kind),
                    text("Make two targets of it."),
                )
                return None
        rows = self._rows(kind, (*path, "sum", 0), keys, path)
        return None if rows is None else Sum(rows, tuple(name for _, name in fields))

    def _average(self, keys: SideKeys, path: Path) -> Average | None:
        found = self._amount(keys.average or "", (*path, "average"))
        rows = None if found is None else self._rows(found[0], (*path, "average"), keys, path)
        return None if found is None or rows is None else Average(rows, found[1])

    def _amount(self, written: str, path: Path) -> tuple[str, str] | None:
        """The kind and field of `KIND.FIELD`, a number; None after a problem."""
        match = _FIELD_OF_KIND.fullmatch(written)
        if match is None:
            self.reading.problem(
                path, text("{word} is not a field of a kind of records.", word=written), text("Write it like classes.members.")
            )
            return None
        kind, name = match[1], match[2]
        if kind not in KINDS:
            self.reading.problem(path, text("There is no kind of records called {kind}.", kind=kind), did_you_mean(kind, KINDS))
            return None
        numbers = [each.name for each in KINDS[kind].fields if each.type in (Type.COUNT, Type.NUMBER)]
        if name not in numbers:
            self.reading.problem(
                path,
                text("{name} is not a number that {kind} have.", name=name, kind=kind),
                did_you_mean(name, numbers) if numbers else text("Count the records instead."),
            )
            return None
        return kind, name

    def _rows(self, kind: str, kind_path: Path, keys: RowKeys, path: Path) -> Rows | None:
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

    def _at(self, keys: RowKeys, kind: str, path: Path) -> At:
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

    def _logged(self, rows: Rows, path: Path) -> bool:
        """Whether records happen on days, so that there can be months without one."""
        kind = KINDS[rows.kind]
        name = rows.dated or next(iter(kind.dated), None)
        if name is not None and kind.field(name).type is Type.DATE:
            return True
        self.reading.problem(
            path, text("{kind} do not happen on days: there is no month without one.", kind=rows.kind), text("Use count: instead.")
        )
        return False

    # --- one by another ---

    def _side(self, keys: SideKeys, path: Path) -> Side | None:
        found = self._measure(keys, path)
        return found if isinstance(found, _SIDES) else None

    def _ratio(self, keys: MeasureKeys, path: Path) -> Ratio | None:
        sides: list[Side | None] = []
        for name in ("part", "whole"):
            side = getattr(keys.ratio, name)
            if side is None:
                self.reading.absent(
                    (*path, "ratio"), text("The ratio has no {side}.", side=name), text("Write ratio: with part: and whole:.")
                )
            sides.append(None if side is None else self._side(side, (*path, "ratio", name)))
        part, whole = sides
        return None if part is None or whole is None else Ratio(part, whole)

    # --- figures ---

    def _indicator(self, written: str, path: Path) -> str:
        if not nfc(written):
            self.reading.problem(path, text("The figure has no name."), text("Write the indicator as the figures name it."))
        return nfc(written)

    def _figure(self, written: str, keys: SideKeys, path: Path) -> Figure:
        return Figure(self._indicator(written, path), keys.add, keys.running == "true")

    def _growth(self, keys: SideKeys, path: Path) -> Growth:
        figure = self._figure(keys.growth or "", keys, (*path, "growth"))
        form = keys.form or "total"
        if form not in _GROWTHS:
            self.reading.problem((*path, "as"), text("{key} cannot be {word}.", key="as", word=form), did_you_mean(form, _GROWTHS))
            form = "total"
        base = None
        if keys.base is not None and not YEAR.fullmatch(keys.base):
            self.reading.problem(
                (*path, "base"), text("{word} is not a year.", word=keys.base), text("Write the year the growth is counted from.")
            )
        elif keys.base is not None:
            base = int(keys.base)
        return Growth(figure, cast("Literal['average', 'total', 'difference', 'difference-per-year']", form), base)

    # --- one by one ---

    def _each(self, keys: TogetherKeys, path: Path) -> Each | None:
        about = keys.each or "units"
        rows = Rows(about, self._looked_at(about, keys.where, (*path, "where")))
        form = keys.form or "share"
        if keys.form is not None and form not in _EACH_FORMS:
            self.reading.problem((*path, "as"), text("{key} cannot be {word}.", key="as", word=form), did_you_mean(form, _EACH_FORMS))
            form = "share"
        if not keys.must:
            who = text("It is not said what each unit must do.") if about == "units" else text("It is not said what each member must do.")
            self.reading.absent(path, who, text("Write must: with a measure and a goal."))
            return None
        found = [self._must(each, (*path, "must", index)) for index, each in enumerate(keys.must)]
        must = tuple(each for each in found if each is not None)
        if about == "members":
            for index, one in enumerate(must):
                self._about_members(one, (*path, "must", index))
        return Each(rows, must, cast("Literal['share', 'number', 'periods']", form)) if len(must) == len(found) else None

    def _looked_at(self, about: str, written: str | None, path: Path) -> Condition | None:
        if about == "units":
            return self.units(written, path)
        if written is None:
            return None
        condition = self.condition(written, "members", path)
        if HEADS in condition.names:
            self.reading.problem(
                path,
                text("unit.members cannot be asked when members are chosen."),
                text("Choose members by their own fields or their unit's kind, sector or group."),
            )
        return condition

    def _must(self, keys: MustKeys, path: Path) -> Must | None:
        measure = self.measure(keys, path)
        every = Length(keys.every) if keys.every else None
        if isinstance(measure, Done):
            if keys.goal is not None:
                self._no_goal(path)
            return Must(measure, DONE, every)
        goal = self.goal(keys.goal, (*path, "goal"), measure)
        if keys.goal is None:
            self.reading.absent(path, text("What each unit must do has no goal."), text('Write goal: ">= 1" or another.'))
        if measure is None or goal is None or isinstance(measure, (Each, All)):
            return None
        return Must(measure, goal, every)

    def _about_members(self, must: Must, path: Path) -> None:
        """Note what cannot be said of one member."""
        for rows in _all_rows(must.measure):
            if rows is None or not KINDS[rows.kind].person:
                self.reading.problem(
                    path,
                    text("{what} are not about members.", what=rows.kind if rows else "figures"),
                    text("Measure ratings, titles, inspections or assignments, or use each: units."),
                )
        if must.goal.allocated:
            self.reading.problem(
                (*path, "goal"), text("Quotas are handed down to units, not to members."), text("Write a number, or use each: units.")
            )

    # --- several that must all hold ---

    def _all(self, keys: SideKeys, path: Path) -> All | None:
        members: list[Together] = []
        written = cast("list[TogetherKeys]", getattr(keys, "all", None) or [])
        if not written:
            self.reading.absent(path, text("Nothing is measured here."), text("Write all: with a list of measures with their goals."))
        for index, each in enumerate(written):
            place = (*path, "all", index)
            measure = self.measure(each, place)
            if measure is None or isinstance(measure, (LongestGap, All)):
                continue
            if isinstance(measure, Done):
                if each.goal is not None:
                    self._no_goal(place)
                members.append(Together(measure, DONE))
                continue
            goal = self.goal(each.goal, (*place, "goal"), measure)
            if each.goal is None:
                self.reading.absent(place, text("A measure of all: has no goal."), text('Write goal: ">= 1" or another.'))
            if goal is not None:
                members.append(Together(measure, goal))
        return All(tuple(members)) if written and len(members) == len(written) else None

    def _no_goal(self, path: Path) -> None:
        self.reading.problem(
            (*path, "goal"), text("done has no goal: it holds once the thing is done."), text("Leave the goal out."), key=True
        )


def _all_rows(measure: object) -> Iterator[Rows | None]:
    """The records a measure looks at, both sides of a ratio; None for figures."""
    match measure:
        case Ratio():
            yield from _all_rows(measure.part)
            yield from _all_rows(measure.whole)
        case Count() | Sum() | Average() | Share() | LongestGap():
            yield measure.rows
        case _:
            yield None


def with_base(measure: Measure, first_year: int | None) -> Measure:
    """The measure with its growth held against the year before the first of the term's years, where no base is said."""
    match measure:
        case Growth() if measure.base is None and first_year is not None:
            return replace(measure, base=first_year - 1)
        case Ratio():
            part, whole = with_base(measure.part, first_year), with_base(measure.whole, first_year)
            return replace(measure, part=cast("Side", part), whole=cast("Side", whole))
        case Each():
            # What is asked every year is held against the year before; what is asked in the whole period, as the target is.
            asked = [
                one if one.every else replace(one, measure=cast("Inner", with_base(cast("Measure", one.measure), first_year)))
                for one in measure.must
            ]
            return replace(measure, must=tuple(asked))
        case All():
            members = tuple(
                replace(each, measure=cast("Side | Ratio | Done | Each", with_base(each.measure, first_year))) for each in measure.members
            )
            return All(members)
        case _:
            return measure


def growths(measure: Measure | LongestGap, path: Path, every: Length | None = None) -> Iterator[tuple[Growth, Path, Length | None]]:
    """Every growth in a measure, with where it stands in the file and the inner period it is asked for; None for the target's own."""
    match measure:
        case Growth():
            yield measure, path, every
        case Ratio():
            names = (path, (*path, "than")) if measure.compared else ((*path, "ratio", "part"), (*path, "ratio", "whole"))
            for side, place in zip((measure.part, measure.whole), names, strict=True):
                yield from growths(side, place, every)
        case Each():
            for index, one in enumerate(measure.must):
                yield from growths(one.measure, (*path, "must", index), one.every or every)
        case All():
            for index, each in enumerate(measure.members):
                yield from growths(each.measure, (*path, "all", index), every)
