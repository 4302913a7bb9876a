"""The table of `check` for the terminal: one block a target, one line a period, notes in words beneath."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby
from typing import TYPE_CHECKING, Final

from rich.console import Group
from rich.table import Table
from rich.text import Text as Line

from partytrack.messages import Text, counted, day_shown, harmless, label_shown, text
from partytrack.reports.fitting import GAP, WIDE_GAP, Column, Form, folded, headings, side_by_side
from partytrack.reports.looks import LOOKS, Look
from partytrack.reports.numbers import bounds, goal_shown, number, value_shown
from partytrack.reports.verdict_data import judged_or_watched, summary_counts
from partytrack.targets.language import Each, Scale
from partytrack.targets.status import Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import Console, ConsoleOptions, RenderableType

    from partytrack.targets.judge import Checked, Verdict
    from partytrack.targets.language import Target, Waiver

_BAR: Final = 8  # characters
_COMFORT: Final = 30  # a title gets so many characters before columns are given up; with fewer it stands on a line of its own
_UNIT_COMFORT: Final = 28  # the same for the names of units, which are then folded further before values are given up
_LEAST_UNIT: Final = 16
_MOST_PERCENT: Final = Fraction(999, 100)
_NOTHING: Final = Look("", "", "")  # of a unit's count, which is not judged
_UNWELCOME: Final = frozenset({Status.MISSED, Status.BEHIND, Status.NO_DATA})
_INDENT: Final = "  "
# What is shown, and what is given up in turn where the paper is narrow; `percent` is the bar's number alone.
_ALL: Final[tuple[str, ...]] = ("period", "unit", "actual", "counted", "goal", "status", "bar", "reported")
_STEPS: Final[tuple[tuple[str, ...], ...]] = (
    _ALL,
    ("period", "unit", "actual", "counted", "goal", "status", "percent", "reported"),
    ("period", "unit", "actual", "counted", "goal", "status", "percent"),
    ("period", "unit", "actual", "goal", "status", "percent"),
)
_LAST_STEPS: Final[tuple[tuple[str, ...], ...]] = (
    ("period", "unit", "actual", "goal", "status"),
    ("period", "unit", "actual", "status"),
)


def check_table(checked: Checked) -> RenderableType:
    """The heading, the table, its notes and the summary of one run."""
    notes: dict[str, int] = {}
    blocks = _blocks(checked, notes)
    parts: list[RenderableType] = [_heading(checked), _Blocks(blocks, units=_has_unit_lines(checked))]
    if not checked.verdicts:
        parts.append(Line(str(text("No target has a period to show.")), style="dim"))
    if notes:
        parts += [Line(""), _notes(notes)]
    if rests := rests_on(checked):
        parts += [Line(""), *(Line(str(each), style="dim") for each in rests)]
    parts += [Line(""), _Pieces(summary(checked))]
    return Group(*parts)


def _has_unit_lines(checked: Checked) -> bool:
    return len({verdict.unit for verdict in checked.verdicts}) > 1


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
    heading.append(str(said))
    if checked.verdicts and checked.verdicts[0].unit is not None:
        heading.append("\n").append(str(text("Only the unit: {unit}.", unit=unit_shown(checked.verdicts[0]))))
    return heading


def _notes(notes: dict[str, int]) -> Table:
    table = Table.grid(padding=(0, 1))
    table.add_column(style="dim", no_wrap=True)
    table.add_column(style="dim", overflow="fold")
    for note, index in notes.items():
        table.add_row(Line(f"({index})"), Line(note))
    return table


@dataclass(frozen=True, slots=True)
class _Block:
    """A target with the cells of its lines, by the names of the columns."""

    target: Target
    lines: Sequence[dict[str, Line]]


def _blocks(checked: Checked, notes: dict[str, int]) -> list[_Block]:
    found = []
    for _, group in groupby(checked.verdicts, key=lambda verdict: verdict.target.id):
        verdicts = list(group)
        found.append(_Block(verdicts[0].target, [_cells(verdict, notes) for verdict in verdicts]))
    return found


def _cells(verdict: Verdict, notes: dict[str, int]) -> dict[str, Line]:
    judged = judged_or_watched(verdict)
    look = LOOKS[verdict.status] if judged else _NOTHING
    status = [Line(f"{look.sign} {look.word}", style=look.style)] if judged else []
    status += [Line(f"({notes.setdefault(str(note), len(notes) + 1)})", style="dim") for note in verdict_notes(verdict)]
    return {
        "period": Line(period_shown(verdict)),
        "unit": Line(unit_shown(verdict), style="bold" if verdict.unit is None else ""),
        "actual": Line(value_shown(verdict)),
        "counted": Line(counted_of(verdict)),
        "goal": Line(goal_shown(verdict.goal) if verdict.goal and judged else ""),
        "status": Line(" ").join(status),
        "bar": _bar(verdict.achieved, look.style),
        "percent": Line("" if verdict.achieved is None else percent(verdict.achieved)),
        "reported": Line(f"{number(Fraction(verdict.reported))}/{number(Fraction(verdict.due))}" if verdict.due else ""),
    }


def period_shown(verdict: Verdict) -> str:
    """The period as people write it."""
    return label_shown(verdict.label)


def unit_shown(verdict: Verdict) -> str:
    """Whom a line is about."""
    if verdict.unit is None:
        return str(text("whole committee"))
    return _one_line(verdict.unit_name or verdict.unit) or str(text("(no unit named)"))


def _columns(least_unit: int) -> dict[str, Column]:
    return {
        "title": Column(str(text("Target")), least=_COMFORT),
        "period": Column(str(text("Period"))),
        "unit": Column(str(text("Unit")), least=least_unit),
        "actual": Column(str(text("Actual")), right=True),
        "counted": Column(str(text("Counted")), right=True, style="dim"),
        "goal": Column(str(text("Goal"))),
        "status": Column(str(text("Status"))),
        "bar": Column(str(text("Achieved"))),
        "percent": Column(str(text("Achieved")), right=True),
        "reported": Column(str(text("Reported")), right=True),
    }


@dataclass(frozen=True, slots=True)
class _Blocks:
    """The table, in the fullest form that fits the paper.

    On narrow paper columns are given up; where the titles would still be squeezed they stand on lines of their own, above their
    periods. Values and states are never cut.
    """

    blocks: Sequence[_Block]
    units: bool

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[RenderableType]:
        """The table, as wide as the console."""
        room = options.max_width
        steps = [self._without_empty(names) for names in _STEPS]
        for names, gap in ((_ALL, WIDE_GAP), *((names, GAP) for names in steps)):
            form = self._form(("title", *names))
            widths = form.widths(room, gap)
            if widths is not None:
                yield from self._beside(form, widths, gap, console)
                yield from self._given_up(names)
                return
        for least, names in (
            *((_UNIT_COMFORT, names) for names in steps),
            *((_LEAST_UNIT, names) for names in (steps[-1], *_LAST_STEPS)),
        ):
            form = self._form(names, least_unit=least)
            widths = form.widths(room - len(_INDENT), GAP)
            if widths is not None:
                yield from self._above(names, widths)
                yield from self._given_up(names)
                return
        yield folded(self._form(("title", "period", "unit", "actual", "status")))

    def _given_up(self, names: Sequence[str]) -> Iterator[RenderableType]:
        """Which columns hold something that there was no room for."""
        columns = _columns(0)
        filled = [name for name in self._without_empty(_ALL) if name != "unit" or self.units]
        shown = {columns[name].title for name in names}
        missing = dict.fromkeys(columns[name].title for name in filled if columns[name].title not in shown)
        if missing:
            said = text("No room for: {columns}. A wider window shows them, and so does --format plain.", columns=", ".join(missing))
            yield Line("\n" + str(said), style="dim")

    def _without_empty(self, names: Sequence[str]) -> tuple[str, ...]:
        """The names of the columns that hold anything; values and states have one in any case."""
        filled = {name for block in self.blocks for line in block.lines for name, cell in line.items() if cell}
        return tuple(name for name in names if name in filled or name in _LAST_STEPS[-1])

    def _form(self, names: Sequence[str], block: _Block | None = None, *, least_unit: int = _UNIT_COMFORT) -> Form:
        shown = [name for name in names if name != "unit" or self.units]
        columns = _columns(least_unit)
        rows = [
            [_title(each.target) if name == "title" and first else line.get(name, Line("")) for name in shown]
            for each in ((block,) if block else self.blocks)
            for first, line in zip((True, *[False] * len(each.lines)), each.lines, strict=False)
        ]
        return Form([columns[name] for name in shown], rows)

    def _beside(self, form: Form, widths: Sequence[int], gap: int, console: Console) -> Iterator[RenderableType]:
        """Titles in the first column, folded down beside their periods."""
        if gap < WIDE_GAP:
            yield Line("")
        table = headings(form.columns, widths, gap)
        rows = iter(form.rows)
        for index, block in enumerate(self.blocks):
            if index and block.target.depth == 0:
                table.add_section()
            title = _title_lines(block.target, widths[0], console)
            last = len(block.lines) - 1
            for place in range(len(block.lines)):
                part = title[place:] if place == last else title[place : place + 1]
                table.add_row(Line("\n").join(part), *list(next(rows))[1:])
        yield table

    def _above(self, names: Sequence[str], widths: Sequence[int]) -> Iterator[RenderableType]:
        """Each title on a line of its own, its periods below it."""
        first, *others = self._form(names).columns
        columns = [Column(_INDENT + first.title), *others]
        widths = [len(_INDENT) + widths[0], *widths[1:]]
        yield Line("")
        yield headings(columns, widths, GAP)
        for index, block in enumerate(self.blocks):
            if index and block.target.depth == 0:
                yield Line("")
            yield _title_above(block.target)
            rows = [[Line(_INDENT).append_text(row[0]), *row[1:]] for row in self._form(names, block).rows]
            yield Form(columns, rows).body(widths)


def _prefix(target: Target) -> str:
    return _INDENT * (target.depth - 1) + "└ " if target.depth else ""


def _title(target: Target) -> Line:
    title = Line(_prefix(target), style="dim")
    return title.append(_one_line(target.title), style="not dim" if target.depth else "bold not dim")


def _title_lines(target: Target, width: int, console: Console) -> list[Line]:
    """A title folded at a width, its later lines indented like its first."""
    prefix = _prefix(target)
    style = "" if target.depth else "bold"
    words = Line(_one_line(target.title), style=style).wrap(console, max(1, width - len(prefix)), overflow="fold")
    return [Line(prefix if not index else " " * len(prefix), style="dim").append_text(line) for index, line in enumerate(words)]


def _title_above(target: Target) -> RenderableType:
    table = Table.grid()
    if target.depth:
        table.add_column(style="dim", no_wrap=True)
    table.add_column(style="bold", overflow="fold")
    table.add_row(*([Line(_prefix(target))] if target.depth else []), Line(_one_line(target.title)))
    return table


def _one_line(value: str) -> str:
    return harmless(" ".join(value.split()))


def counted_of(verdict: Verdict) -> str:
    """What a value was divided from."""
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
    """How much of a goal is achieved, in whole per cent unless that would look like all or nothing; `>999%` for more than that."""
    if achieved > _MOST_PERCENT:
        return f">{number(_MOST_PERCENT, Scale.SHARE, least=0)}"
    return number(achieved, Scale.SHARE, least=0, beside=(Fraction(0), Fraction(1)))


def verdict_notes(verdict: Verdict) -> list[Text]:
    """What has to be said about a verdict beside its numbers, in the order of weight."""
    notes = [_excuse(verdict.waiver, verdict.without_waiver)] if verdict.waiver and verdict.without_waiver else []
    notes += [verdict.reason] if verdict.reason else []
    if verdict.target.severity == "warn" and verdict.status in _UNWELCOME:
        notes.append(text("Only a warning: it never counts as a failure."))
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


def _excuse(waiver: Waiver, without: Status) -> Text:
    """Why a miss is excused, and how it would stand otherwise."""
    said = text("Excused: {reason}; without that: {status}.", reason=waiver.reason, status=LOOKS[without].word)
    if waiver.approved_by:
        said = text(
            "Excused by {who}: {reason}; without that: {status}.",
            who=waiver.approved_by,
            reason=waiver.reason,
            status=LOOKS[without].word,
        )
    return said


def _undecided(verdict: Verdict) -> Text:
    if isinstance(verdict.target.measure, Each) and verdict.target.measure.rows.kind == "members":
        return counted("{n} member is undecided because of a blank.", "{n} members are undecided because of blanks.", verdict.undecided)
    if isinstance(verdict.target.measure, Each) and any(must.goal.allocated for must in verdict.target.measure.must):
        return counted(
            "{n} unit is undecided: no quota was handed down to it, or a blank leaves it open.",
            "{n} units are undecided: no quota was handed down to them, or blanks leave it open.",
            verdict.undecided,
        )
    if isinstance(verdict.target.measure, Each):
        return counted("{n} unit is undecided because of a blank.", "{n} units are undecided because of blanks.", verdict.undecided)
    return counted(
        "{n} row was left undecided by a blank and not counted.",
        "{n} rows were left undecided by blanks and not counted.",
        verdict.undecided,
    )


def rests_on(checked: Checked) -> list[Text]:
    """What has to be said about the lists behind a run: that one of members is old, that units in none are left out."""
    said = [
        text(
            "{periods}: members are counted by the list of {day}, more than a year older. Import a newer list, if there is one.",
            periods=", ".join(map(label_shown, each.periods)),
            day=day_shown(each.stated_on),
        )
        for each in checked.out_of_date
    ]
    if checked.provisional_units:
        said.append(
            counted(
                "{n} unit stands in no list of units and has no kind, so targets that ask for one leave it out:"
                " “partytrack units list --provisional” names it; import a list that holds it, or join it to the right one with “partytrack units merge”.",
                "{n} units stand in no list of units and have no kind, so targets that ask for one leave them out:"
                " “partytrack units list --provisional” names them; import a list that holds them, or join each to the right one with “partytrack units merge”.",
                checked.provisional_units,
            )
        )
    return said


def summary(checked: Checked) -> list[Line]:
    """How many lines of the whole committee, or of the one unit asked for, have each status; each its own piece."""
    pieces = []
    for status, count in summary_counts(checked).items():
        if count:
            look = LOOKS[status]
            pieces.append(Line(f"{look.sign} {count} {look.word}", style=look.style))
    return pieces


@dataclass(frozen=True, slots=True)
class _Pieces:
    """Pieces side by side, none of them broken."""

    pieces: Sequence[Line]

    def __rich_console__(self, _console: Console, options: ConsoleOptions) -> Iterator[RenderableType]:
        """As many lines as the console needs."""
        yield side_by_side(self.pieces, options.max_width, WIDE_GAP)
