"""The table of `check` for the terminal: one block a target, one line a period, notes in words beneath."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final

from rich import box
from rich.console import Group
from rich.table import Table
from rich.text import Text as Line

from partytrack.messages import Text, counted, day_shown, harmless, text
from partytrack.reports.looks import LOOKS, tally
from partytrack.reports.numbers import bounds, goal_shown, number, value_shown
from partytrack.targets.judge import Status
from partytrack.targets.language import Each, Scale

if TYPE_CHECKING:
    from rich.console import RenderableType

    from partytrack.targets.judge import Checked, Verdict
    from partytrack.targets.language import Target

_BAR: Final = 8  # characters


def check_table(checked: Checked) -> RenderableType:
    """The heading, the table, its notes and the summary of one run."""
    notes: dict[str, int] = {}
    table = _table(checked, notes)
    parts: list[RenderableType] = [_heading(checked), table]
    if not checked.verdicts:
        parts.append(Line(str(text("No target has a period to show.")), style="dim"))
    if notes:
        parts.append(Line(""))
        parts += [Line(f"({index}) {note}", style="dim") for note, index in notes.items()]
    parts += [Line(""), summary(checked)]
    return Group(*parts)


def _heading(checked: Checked) -> Line:
    heading = Line()
    if checked.committee:
        heading.append(_one_line(checked.committee), style="bold").append("\n")
    said = text("Term {term}, as of {day}.", term=checked.term, day=day_shown(checked.as_of))
    if checked.known_at:
        said = text(
            "Term {term}, as of {day}, by what was known on {known}.",
            term=checked.term,
            day=day_shown(checked.as_of),
            known=day_shown(checked.known_at),
        )
    return heading.append(str(said))


def _table(checked: Checked, notes: dict[str, int]) -> Table:
    by_unit = any(verdict.unit is not None for verdict in checked.verdicts)
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style="bold")
    table.add_column(str(text("Target")), overflow="fold", min_width=24)
    table.add_column(str(text("Period")), no_wrap=True)
    if by_unit:
        table.add_column(str(text("Unit")), overflow="fold")
    table.add_column(str(text("Actual")), justify="right", no_wrap=True)
    table.add_column(str(text("Counted")), justify="right", no_wrap=True, style="dim")
    table.add_column(str(text("Goal")), no_wrap=True)
    table.add_column(str(text("Status")), no_wrap=True)
    table.add_column(str(text("Achieved")), no_wrap=True)
    table.add_column(str(text("Reported")), justify="right", no_wrap=True)
    before: Target | None = None
    for verdict in checked.verdicts:
        first = before is None or before.id != verdict.target.id
        if first and before is not None and verdict.target.depth == 0:
            table.add_section()
        table.add_row(*_cells(verdict, notes, first=first, by_unit=by_unit))
        before = verdict.target
    return table


def _cells(verdict: Verdict, notes: dict[str, int], *, first: bool, by_unit: bool) -> list[Line]:
    look = LOOKS[verdict.status]
    status = Line(f"{look.sign} {look.word}", style=look.style)
    numbers = [notes.setdefault(str(note), len(notes) + 1) for note in verdict_notes(verdict)]
    for index in numbers:
        status.append(f" ({index})", style="dim")
    cells = [
        _title(verdict.target) if first else Line(""),
        Line(harmless(verdict.label)),
        Line(value_shown(verdict)),
        Line(_counted_of(verdict)),
        Line(goal_shown(verdict.goal) if verdict.goal else ""),
        status,
        _bar(verdict.achieved, look.style),
        Line(f"{number(Fraction(verdict.reported))}/{number(Fraction(verdict.due))}" if verdict.due else ""),
    ]
    if by_unit:
        cells.insert(2, Line(_one_line(verdict.unit_name or verdict.unit or "")))
    return cells


def _title(target: Target) -> Line:
    title = Line("  " * (target.depth - 1) + "└ " if target.depth else "", style="dim")
    return title.append(_one_line(target.title), style="not dim" if target.depth else "bold not dim")


def _one_line(value: str) -> str:
    return harmless(" ".join(value.split()))


def _counted_of(verdict: Verdict) -> str:
    if verdict.numerator is None or not verdict.denominator:
        return ""
    return f"{number(verdict.numerator)}/{number(verdict.denominator)}"


def _bar(achieved: Fraction | None, style: str) -> Line:
    """A bar that is full only when the goal is reached, and the per cent beside it."""
    if achieved is None:
        return Line("")
    full = max(0, min(_BAR, int(achieved * _BAR)))
    bar = Line("█" * full, style=style)
    bar.append("░" * (_BAR - full), style="dim")
    return bar.append(f" {percent(achieved)}", style="default")


def percent(achieved: Fraction) -> str:
    """How much of a goal is achieved, in whole per cent unless that would look like all or nothing."""
    return number(achieved, Scale.SHARE, least=0, beside=(Fraction(0), Fraction(1)))


def verdict_notes(verdict: Verdict) -> list[Text]:
    """What has to be said about a verdict beside its numbers, in the order of weight."""
    notes = [verdict.reason] if verdict.reason else []
    if verdict.status is Status.BEHIND and verdict.expected is not None:
        scale, beside = verdict.scale, bounds(verdict)
        notes.append(text("By now {expected} were needed.", expected=number(verdict.expected, scale, least=1, beside=beside)))
    if verdict.undecided:
        notes.append(_undecided(verdict))
    if verdict.left_out:
        notes.append(
            counted(
                "{n} row has a date too coarse for this period and was left out.",
                "{n} rows have dates too coarse for this period and were left out.",
                verdict.left_out,
            )
        )
    if verdict.waived_units:
        notes.append(counted("{n} unit is excused by a waiver.", "{n} units are excused by waivers.", verdict.waived_units))
    return notes


def _undecided(verdict: Verdict) -> Text:
    if isinstance(verdict.target.measure, Each):
        return counted("{n} unit is undecided because of a blank.", "{n} units are undecided because of blanks.", verdict.undecided)
    return counted(
        "{n} row was left undecided by a blank and not counted.",
        "{n} rows were left undecided by blanks and not counted.",
        verdict.undecided,
    )


def summary(checked: Checked) -> Line:
    """How many lines have each status, in one line."""
    line = Line()
    for status, count in tally(verdict.status for verdict in checked.verdicts).items():
        if not count:
            continue
        look = LOOKS[status]
        if line:
            line.append("   ")
        line.append(f"{look.sign} {count} {look.word}", style=look.style)
    return line
