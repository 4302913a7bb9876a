"""One target in words, all of it: what `targets show` prints. A new measure is a case in `_measure`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.console import Group
from rich.table import Table
from rich.text import Text as Line

from partytrack.messages import Text, counted, day_shown, harmless, marked, text
from partytrack.records import KINDS, field_title
from partytrack.reports.lists import every_shown, goals_shown, when_shown
from partytrack.reports.numbers import goal_shown, number
from partytrack.targets.language import (
    All,
    Average,
    Condition,
    Count,
    Done,
    Each,
    Figure,
    Growth,
    LongestGap,
    Ratio,
    Rows,
    Scale,
    Share,
    Sum,
    Target,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from rich.console import RenderableType

    from partytrack.targets.language import Measure, Must, Term

Said = tuple[int, Text, object]
"""One line: how deep it is indented, its label, its value. A value of None is left out."""

_SEVERITIES: Final = {
    "error": marked("a miss ends the check with exit code 1"),
    "warn": marked("a miss is shown and does not change the exit code"),
}
_FIGURES: Final = (Figure, Growth, Done)
_FORMS: Final = {
    "share": marked("share of: {kind}"),
    "number": marked("number of: {kind}"),
    "periods": marked("share of the single periods of: {kind}"),
}
_GROWTHS: Final = {
    "average": marked("mean growth a year"),
    "total": marked("growth"),
    "difference": marked("difference"),
    "difference-per-year": marked("mean difference a year"),
}
_ADDED: Final = {
    "periods": marked("over the periods inside"),
    "units": marked("over the units"),
    "both": marked("over the units and the periods inside"),
}
_SCOPES: Final = {
    "tree": marked("records of units below count too"),
    "own": marked("only a unit's own records"),
}
_DAYS: Final = {
    "end": marked("at the end of the period"),
    "start": marked("on the evening before the period begins"),
    "term-start": marked("on the evening before the term begins"),
}


def target_lines(found: Sequence[tuple[Term, Target]]) -> RenderableType:
    """One target in full, once for each term that has it."""
    parts: list[RenderableType] = []
    for term, target in found:
        parts += [_table(_lines(term, target)), Line("")]
    return Group(*parts[:-1])


def rule(term: Term, target: Target) -> list[Said]:
    """The goal and rule of a target in words, without where it stands."""
    left_out = {str(text("Term")), str(text("Where")), str(text("Note")), str(text("Source"))}
    return [said for said in _lines(term, target) if said[2] is not None and str(said[1]) not in left_out]


def rule_lines(term: Term, target: Target) -> RenderableType:
    """The same for the terminal."""
    return _table(rule(term, target))


def _table(lines: Iterable[Said]) -> Table:
    table = Table(box=None, show_header=False, pad_edge=False)
    table.add_column(overflow="fold", style="bold")
    table.add_column(overflow="fold")
    for depth, title, value in lines:
        if value is not None:
            table.add_row(Line("  " * depth + str(title)), Line(_one_line(value)))
    return table


def _one_line(value: object) -> str:
    return harmless(" ".join(str(value).split()))


def _lines(term: Term, target: Target) -> Iterator[Said]:
    yield 0, text("Target"), target.id
    yield 0, text("Title"), target.title
    yield 0, text("Part of"), target.parent
    yield 0, text("Term"), term.name
    yield from _measure(target.measure, 0, target)
    goal = goals_shown(target)
    yield 0, text("Goal"), goal or text("watched")
    yield 0, text("When"), when_shown(target.when)
    yield 0, text("Years"), ", ".join(map(str, target.when.years)) if target.when.years else None
    yield 0, text("Base year"), target.base_year
    yield from _reports(target)
    yield 0, text("If missed"), Text(_SEVERITIES[target.severity]) if goal else None
    yield 0, text("Measured in"), target.measured_in
    yield 0, text("Note"), target.note
    yield 0, text("Source"), target.source
    yield 0, text("Where"), f"{target.file}:{target.line}"


def _reports(target: Target) -> Iterator[Said]:
    """Who must report, how many of them, and until when."""
    if target.due is not None:
        yield 0, text("Must report"), text("units for which “{condition}”", condition=target.due.text)
    elif isinstance(target.measure, Each):
        yield 0, text("Must report"), text("the units looked at")
    elif not isinstance(target.measure, _FIGURES):
        yield 0, text("Must report"), text("those that reporting_units in partytrack.yaml names; else all grassroots units")
    days = target.report_by
    yield (
        0,
        text("Reports come in"),
        counted("until {n} day after the period", "until {n} days after the period", days) if days else text("until the period ends"),
    )
    complete = target.complete
    if isinstance(target.measure, _FIGURES) and target.due is None and complete is None:
        return
    yield (
        0,
        text("Complete"),
        text("one report is enough")
        if complete is None
        else text("when {share} of the units due have reported", share=number(complete, Scale.SHARE, least=0)),
    )


def _measure(measure: Measure | LongestGap, depth: int, target: Target, label: Text | None = None) -> Iterator[Said]:
    """The measure in words, under a label where it is one of two, then everything it is made of."""
    title = label or text("Measure")
    match measure:
        case Count():
            yield depth, title, text("number of: {kind}", kind=_kind(measure.rows))
            yield from _rows(measure.rows, depth + 1)
        case Sum():
            fields = ", ".join(str(field_title(name)) for name in measure.fields)
            yield depth, title, text("sum over: {kind}", kind=_kind(measure.rows))
            yield depth + 1, text("What is added up"), fields
            yield from _rows(measure.rows, depth + 1)
        case Average():
            yield depth, title, text("average over: {kind}", kind=_kind(measure.rows))
            yield depth + 1, text("Of what"), field_title(measure.field)
            yield from _rows(measure.rows, depth + 1)
        case Share():
            yield depth, title, text("share of: {kind}", kind=_kind(measure.rows))
            yield depth + 1, text("What counts"), text("those for which “{condition}”", condition=measure.condition.text)
            yield from _base(measure, depth + 1, target)
            yield from _rows(measure.rows, depth + 1)
        case LongestGap():
            yield depth, title, text("longest run of months without: {kind}", kind=_kind(measure.rows))
            yield from _rows(measure.rows, depth + 1)
        case Figure() | Growth() | Done():
            yield from _figures(measure, depth, title)
        case _:
            yield from _made_of_others(measure, depth, title, target)


def _made_of_others(measure: Ratio | Each | All, depth: int, title: Text, target: Target) -> Iterator[Said]:
    match measure:
        case Ratio():
            yield depth, title, text("held against another measure") if measure.compared else text("one number divided by another")
            labels = (text("This"), text("Than")) if measure.compared else (text("Part"), text("Whole"))
            for side, number_of in zip(labels, (measure.part, measure.whole), strict=True):
                yield from _measure(number_of, depth + 1, target, label=side)
        case Each():
            yield depth, title, Text(_FORMS[measure.form], {"kind": _kind(measure.rows)})
            yield depth + 1, text("What counts"), text("those that do all of what is asked below")
            yield from _rows(measure.rows, depth + 1)
            for place, must in enumerate(measure.must, 1):
                yield from _must(must, place, depth + 1, target)
        case All():
            yield depth, title, text("several measures that must all hold")
            for place, each in enumerate(measure.members, 1):
                goal = text("done") if isinstance(each.measure, Done) else goal_shown(each.goal)
                yield depth + 1, text("Asked ({number})", number=place), goal
                yield from _measure(each.measure, depth + 2, target)


def _figures(measure: Figure | Growth | Done, depth: int, title: Text) -> Iterator[Said]:
    match measure:
        case Figure():
            yield depth, title, text("reported figure")
            yield from _figure(measure, depth + 1)
        case Growth():
            yield depth, title, Text(_GROWTHS[measure.form])
            yield depth + 1, text("Held against"), measure.base or text("the year before")
            yield from _figure(measure.figure, depth + 1)
        case Done():
            yield depth, title, text("whether it is done")
            yield depth + 1, text("Indicator"), measure.indicator


def _figure(figure: Figure, depth: int) -> Iterator[Said]:
    yield depth, text("Indicator"), figure.indicator
    yield depth, text("Added up"), Text(_ADDED[figure.add]) if figure.add else None
    yield depth, text("Reports are"), text("totals so far: the latest counts") if figure.running else None


def _must(must: Must, place: int, depth: int, target: Target) -> Iterator[Said]:
    often = text("in the whole period") if must.every is None else every_shown(must.every)
    goal = text("done") if isinstance(must.measure, Done) else goal_shown(must.goal)
    yield depth, text("Asked ({number})", number=place), text("{goal}, {when}", goal=goal, when=often)
    yield from _measure(must.measure, depth + 1, target)


def _base(share: Share, depth: int, target: Target) -> Iterator[Said]:
    """What a part is a share of; a target that is no part says it with its kind and condition."""
    if share.given:
        conditions = "; ".join(f"“{condition.text}”" for condition in share.given)
        yield depth, text("Base"), text("those counted by {parent}: {conditions}", parent=target.parent, conditions=conditions)
    elif target.parent is not None:
        yield depth, text("Base"), text("the whole, not only those counted by {parent}", parent=target.parent)


def _rows(rows: Rows, depth: int) -> Iterator[Said]:
    kind = KINDS[rows.kind]
    yield depth, text("Condition"), _quoted(rows.where)
    yield depth, text("Each counted once by"), ", ".join(str(field_title(name)) for name in rows.distinct) or None
    dated = (rows.dated,) if rows.dated else kind.dated
    if dated:
        yield depth, text("Dated by"), _dates(dated)
    else:
        yield depth, text("As they are"), _day(rows.at)
    yield depth, text("Scope"), Text(_SCOPES[rows.scope])


def _dates(names: Sequence[str]) -> Text:
    """The dates that put a record into a period; of several the first that is not blank."""
    first, *others = (field_title(name) for name in names)
    for other in others:
        first = text("{first}; where it is blank: {other}", first=first, other=other)
    return first


def _day(at: str | date) -> str:
    return str(Text(_DAYS[at])) if isinstance(at, str) else day_shown(at)


def _quoted(condition: Condition | None) -> str | None:
    return None if condition is None else f"“{condition.text}”"


def _kind(rows: Rows) -> Text:
    return Text(KINDS[rows.kind].title)
