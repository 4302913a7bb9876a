"""The smaller lists: imports, targets, problems of target files. Each as a table, and as plain values for scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from rich import box
from rich.console import Group
from rich.table import Table
from rich.text import Text as Line

from partytrack.messages import Text, counted, day_shown, harmless, marked, text
from partytrack.reports.looks import severity_look
from partytrack.reports.numbers import goal_shown
from partytrack.reports.verdict_data import as_csv, as_json, as_plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import RenderableType

    from partytrack.errors import Problem
    from partytrack.store.batches import ImportLine, Undone
    from partytrack.targets.language import Target, Term, When

_IMPORT_COLUMNS: Final = (
    "id",
    "at",
    "action",
    "file",
    "sha256",
    "full",
    "new",
    "changed",
    "unchanged",
    "gone",
    "rejected",
    "undoes",
    "undone_by",
)
_TARGET_COLUMNS: Final = ("term", "target", "parent", "title", "goal", "when", "severity", "measured_in", "file", "line")
_EVERY: Final = {
    "day": marked("every day"),
    "week": marked("every week"),
    "month": marked("every month"),
    "quarter": marked("every quarter"),
    "half": marked("every half-year"),
    "year": marked("every year"),
    "term": marked("over the term"),
}


def plain_table() -> Table:
    """An empty table in the one look that all lists have."""
    return Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style="bold")


def cell(value: object) -> Line:
    """A value as one line of a table; nothing for None."""
    return Line("" if value is None else harmless(" ".join(str(value).split())))


def imports_table(lines: Sequence[ImportLine]) -> RenderableType:
    """The imports and undos, oldest first."""
    if not lines:
        return Line(str(text("Nothing has been imported yet.")))
    table = plain_table()
    for title in (text("No."), text("When"), text("File")):
        table.add_column(str(title), no_wrap=title.template != "File", overflow="fold")
    for title in (text("new"), text("changed"), text("unchanged"), text("gone"), text("rejected")):
        table.add_column(str(title), justify="right", no_wrap=True)
    table.add_column(str(text("Note")), overflow="fold")
    for line in lines:
        numbers = ("", "", "", "", "") if line.undoes else (line.new, line.changed, line.unchanged, line.gone, line.rejected)
        local = line.at.astimezone()
        style = "dim" if line.undone_by else ""
        when = f"{day_shown(local.date())} {local:%H:%M}"
        table.add_row(*(cell(each) for each in (line.id, when, line.file, *numbers, _import_note(line))), style=style)
    return table


def _import_note(line: ImportLine) -> Text | None:
    if line.undoes is not None:
        return text("undo of {id}", id=line.undoes)
    if line.undone_by is not None:
        return text("undone by {id}", id=line.undone_by)
    return text("complete list") if line.full else None


def _import_fields(line: ImportLine) -> dict[str, Any]:
    return {name: getattr(line, name) for name in _IMPORT_COLUMNS} | {"at": line.at.isoformat()}


def imports_json(lines: Sequence[ImportLine]) -> str:
    """The imports as JSON."""
    return as_json({"schema": "partytrack.imports/1", "imports": [_import_fields(line) for line in lines]})


def imports_csv(lines: Sequence[ImportLine]) -> str:
    """One line an import."""
    return as_csv([_import_fields(line) for line in lines], _IMPORT_COLUMNS)


def imports_plain(lines: Sequence[ImportLine]) -> str:
    """One line an import, tab-separated."""
    return as_plain([_import_fields(line) for line in lines], _IMPORT_COLUMNS)


def undone_lines(undone: Undone) -> RenderableType:
    """What an undo did, in one sentence."""
    said = counted(
        "Import {id} ({file}) was taken back; {n} record is again as it was before.",
        "Import {id} ({file}) was taken back; {n} records are again as they were before.",
        undone.records,
        id=undone.undone,
        file=undone.file,
    )
    return Line(str(said))


def when_shown(when: When) -> str:
    """When a target is due, in words."""
    if when.every is not None:
        return str(Text(_EVERY[when.every.value]))
    if when.by_year is not None:
        return str(text("by {when}", when=when.by_year))
    if when.by_day is not None:
        return str(text("by {when}", when=day_shown(when.by_day)))
    return ", ".join(str(year) for year in when.goals)


def _goals_shown(target: Target) -> str:
    if target.goal is not None:
        return goal_shown(target.goal)
    return "; ".join(f"{year}: {goal_shown(goal)}" for year, goal in target.when.goals.items())


def targets_table(terms: Sequence[Term]) -> RenderableType:
    """The targets of each term, parts indented under their parents."""
    parts: list[RenderableType] = []
    for term in terms:
        parts.append(_term_heading(term))
        table = plain_table()
        for title in (text("Target"), text("Title"), text("Goal"), text("When")):
            table.add_column(str(title), overflow="fold")
        for target in term.targets:
            indented = "  " * target.depth + target.id
            table.add_row(
                Line(harmless(indented)), cell(target.title), cell(_goals_shown(target) or text("watched")), cell(when_shown(target.when))
            )
        parts += [table, Line("")]
    return Group(*parts[:-1]) if parts else Line(str(text("There are no targets.")))


def _term_heading(term: Term) -> Line:
    heading = Line()
    if term.committee:
        heading.append(harmless(term.committee), style="bold").append("\n")
    said = text("Term {term}: {first} to {last}.", term=term.name, first=day_shown(term.span.first), last=day_shown(term.span.last))
    return heading.append(str(said))


def _target_fields(term: Term, target: Target) -> dict[str, Any]:
    return {
        "term": term.name,
        "target": target.id,
        "parent": target.parent,
        "title": target.title,
        "goal": target.goal.text if target.goal else "; ".join(f"{year}: {goal.text}" for year, goal in target.when.goals.items()) or None,
        "when": _when_word(target.when),
        "severity": target.severity,
        "measured_in": target.measured_in,
        "file": target.file,
        "line": target.line,
    }


def _when_word(when: When) -> str:
    if when.every is not None:
        return when.every.value
    if when.by_day is not None:
        return when.by_day.isoformat()
    return str(when.by_year) if when.by_year is not None else " ".join(str(year) for year in when.goals)


def _all_fields(terms: Sequence[Term]) -> list[dict[str, Any]]:
    return [_target_fields(term, target) for term in terms for target in term.targets]


def targets_json(terms: Sequence[Term]) -> str:
    """The targets as JSON."""
    return as_json({"schema": "partytrack.targets/1", "targets": _all_fields(terms)})


def targets_csv(terms: Sequence[Term]) -> str:
    """One line a target."""
    return as_csv(_all_fields(terms), _TARGET_COLUMNS)


def targets_plain(terms: Sequence[Term]) -> str:
    """One line a target, tab-separated."""
    return as_plain(_all_fields(terms), _TARGET_COLUMNS)


def target_lines(found: Sequence[tuple[Term, Target]]) -> RenderableType:
    """One target in full, once for each term that has it."""
    parts: list[RenderableType] = []
    for term, target in found:
        table = Table(box=None, show_header=False, pad_edge=False)
        table.add_column(no_wrap=True, style="bold")
        table.add_column(overflow="fold")
        rows = (
            (text("Target"), target.id),
            (text("Title"), target.title),
            (text("Part of"), target.parent),
            (text("Term"), term.name),
            (text("Measure"), type(target.measure).__name__.lower()),
            (text("Goal"), _goals_shown(target) or text("watched")),
            (text("When"), when_shown(target.when)),
            (text("Measured in"), target.measured_in),
            (text("Note"), target.note),
            (text("Source"), target.source),
            (text("Where"), f"{target.file}:{target.line}"),
        )
        for title, value in rows:
            if value is not None:
                table.add_row(Line(str(title)), cell(value))
        parts += [table, Line("")]
    return Group(*parts[:-1])


def problem_lines(problems: Sequence[Problem]) -> RenderableType:
    """Each problem with its place, and what to write instead beneath."""
    lines: list[Line] = []
    for problem in problems:
        look = severity_look(_severity(problem))
        line = Line(harmless(f"{problem.file}:{problem.line}:{problem.column}: "), style="bold")
        line.append(f"{look.sign} {look.word}: ", style=f"not bold {look.style}").append(str(problem.message), style="not bold")
        lines += [line, Line(f"    {problem.advice}", style="dim")]
    return Group(*lines)


def _severity(problem: Problem) -> str:
    return "warning" if problem.warning else "error"


def problems_json(problems: Sequence[Problem]) -> str:
    """The problems as JSON."""
    return as_json(
        {
            "schema": "partytrack.lint/1",
            "problems": [
                {
                    "file": problem.file,
                    "line": problem.line,
                    "column": problem.column,
                    "severity": _severity(problem),
                    "message": str(problem.message),
                    "advice": str(problem.advice),
                }
                for problem in problems
            ],
        }
    )
