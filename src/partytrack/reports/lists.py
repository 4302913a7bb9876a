"""The smaller lists: imports, targets, problems of target files. Each as a table, and as plain values for scripts."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

from rich.console import Group
from rich.text import Text as Line

from partytrack.messages import Text, counted, day_shown, harmless, marked, text
from partytrack.reports.fitting import Column, Fitted, Form
from partytrack.reports.looks import severity_look
from partytrack.reports.numbers import goal_shown, number
from partytrack.reports.verdict_data import as_csv, as_json, as_plain
from partytrack.targets.language import All, Done

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rich.console import RenderableType

    from partytrack.errors import Problem
    from partytrack.periods import Length
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
    "corrected_by",
)
_TARGET_COLUMNS: Final = ("term", "target", "parent", "title", "goal", "when", "severity", "measured_in", "file", "line")
DECISIONS: Final = {
    "merge": marked("units joined"),
    "alias": marked("another name of a unit"),
    "same": marked("two members are one"),
    "different": marked("two members are not one"),
}
_LEAST_FILE: Final = 16  # characters in a line of a folded file name
_LEAST_NOTE: Final = 12
_LEAST_WORDS: Final = 14
_EVERY: Final = {
    "day": marked("every day"),
    "week": marked("every week"),
    "month": marked("every month"),
    "quarter": marked("every quarter"),
    "half": marked("every half-year"),
    "year": marked("every year"),
    "term": marked("over the term"),
}


def cell(value: object) -> Line:
    """A value as one line of a table; nothing for None."""
    return Line("" if value is None else harmless(" ".join(str(value).split())))


def counts_in_words(counts: Iterable[tuple[str, int | None]]) -> Line:
    """What is not nothing: `12 new, 3 rejected`. For paper too narrow for a column of each; empty where nothing was counted."""
    known = [(word, count) for word, count in counts if count is not None]
    if not known:
        return Line("")
    return Line(", ".join(f"{number(Fraction(count))} {word}" for word, count in known if count) or "0")


def with_counts(
    columns: Sequence[Column], rows: Sequence[tuple[Sequence[Line], Sequence[int | None]]], place: int, told: int = 0
) -> Fitted:
    """A table of cells and counts, which on narrow paper loses the counts that are zero in all rows, then has the rest in words.

    Args:
        columns: All columns, those of the counts at `place` among them.
        rows: For each row its cells without the counts, and the counts; None where there is nothing to count.
        place: Where the counts stand among the columns.
        told: The first of the counts that is said in words; those before it are the sum of the others.
    """
    many = len(rows[0][1])
    titles = [column.title for column in columns[place : place + many]]

    def forms() -> Iterator[Form]:
        shown = [
            [*cells[:place], *(Line("" if count is None else number(Fraction(count))) for count in counts), *cells[place:]]
            for cells, counts in rows
        ]
        full = Form(columns, shown)
        yield full
        short = full.without(*(place + each for each in range(many) if not any(counts[each] for _, counts in rows)))
        yield short
        words = Form(
            [*columns[:place], Column(str(text("Rows")), least=_LEAST_WORDS), *columns[place + many :]],
            [[*cells[:place], counts_in_words(list(zip(titles, counts, strict=True))[told:]), *cells[place:]] for cells, counts in rows],
        )
        yield words
        yield replace(short, whole_words=False)
        yield replace(words, whole_words=False)

    return Fitted(forms)


def imports_table(lines: Sequence[ImportLine]) -> RenderableType:
    """The imports, undos and decisions, oldest first; those undone are dim."""
    if not lines:
        return Line(str(text("Nothing has been imported yet.")))
    columns = [Column(str(text("No."))), Column(str(text("When"))), Column(str(text("File")), least=_LEAST_FILE)]
    columns += [
        Column(str(title), right=True) for title in (text("new"), text("changed"), text("unchanged"), text("gone"), text("rejected"))
    ]
    columns.append(Column(str(text("Note")), least=_LEAST_NOTE))
    rows = []
    for line in lines:
        local = line.at.astimezone()
        cells = [cell(each) for each in (line.id, f"{day_shown(local.date())} {local:%H:%M}", line.file, import_note(line))]
        for each in cells if line.undone_by else ():
            each.stylize("dim")
        counts = [None] * 5 if line.action != "import" else [line.new, line.changed, line.unchanged, line.gone, line.rejected]
        rows.append((cells, counts))
    return with_counts(columns, rows, 3)


def import_note(line: ImportLine) -> Text | None:
    """What is to be said of an import besides its counts."""
    if line.undoes is not None:
        return text("undo of {id}", id=line.undoes)
    decided = Text(DECISIONS[line.action]) if line.action in DECISIONS else None
    if line.undone_by is not None and decided is not None:
        return text("{decision}, undone by {id}", decision=decided, id=line.undone_by)
    if line.undone_by is not None:
        return text("undone by {id}", id=line.undone_by)
    if line.corrected_by is not None:
        return text("corrected by {id}", id=line.corrected_by)
    return decided or (text("complete list") if line.full else None)


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


def besides(following: int) -> Text:
    """How many records an undo changes that its import counted no row for."""
    return counted(
        "Besides, {n} unit only named in its rows, or record that refers to its own.",
        "Besides, {n} units only named in its rows, or records that refer to its own.",
        following,
    )


def undone_lines(undone: Undone) -> RenderableType:
    """What an undo did, in a sentence; in a second one what followed from it."""
    if undone.action in DECISIONS:
        said = counted(
            "Decision {id} ({decision}) was taken back; {n} record is again as it was before.",
            "Decision {id} ({decision}) was taken back; {n} records are again as they were before.",
            undone.records,
            id=undone.undone,
            decision=Text(DECISIONS[undone.action]),
        )
        return Line("\n").join(Line(str(each)) for each in (said, *building(undone)))
    said = counted(
        "Import {id} ({file}) was taken back; {n} record that it had made new, changed or ended is again as it was before.",
        "Import {id} ({file}) was taken back; {n} records that it had made new, changed or ended are again as they were before.",
        undone.records,
        id=undone.undone,
        file=undone.file,
    )
    return Line("\n").join(
        Line(str(each)) for each in (said, *([besides(undone.following)] if undone.following else []), *building(undone))
    )


def building(undone: Undone) -> list[Text]:
    """How many of the records that change later imports speak of or refer to."""
    return [
        counted(
            "Import {id}, made later, builds on {n} of these records.",
            "Import {id}, made later, builds on {n} of these records.",
            count,
            id=number,
        )
        for number, count in undone.later
    ]


def when_shown(when: When) -> str:
    """When a target is due, in words."""
    if when.every is not None:
        return every_shown(when.every)
    if when.by_year is not None:
        return str(text("by {when}", when=when.by_year))
    if when.by_day is not None:
        return str(text("by {when}", when=day_shown(when.by_day)))
    return ", ".join(str(year) for year in when.goals)


def every_shown(length: Length) -> str:
    """How often something is asked, in words."""
    return str(Text(_EVERY[length.value]))


def goals_shown(target: Target) -> str:
    """The goal of a target, or its goals year by year; empty for one that is only watched."""
    match target.measure:
        case Done():
            return str(text("done"))
        case All(members=members):
            return str(text("all {n}", n=len(members)))
    if target.goal is not None:
        return goal_shown(target.goal)
    return "; ".join(f"{year}: {goal_shown(goal)}" for year, goal in target.when.goals.items())


def targets_table(terms: Sequence[Term]) -> RenderableType:
    """The targets of each term, parts indented under their parents."""
    parts: list[RenderableType] = []
    for term in terms:
        parts += [_term_heading(term), _targets_of(term), Line("")]
    return Group(*parts[:-1]) if parts else Line(str(text("There are no targets.")))


def _targets_of(term: Term) -> Fitted:
    rows = [
        [
            Line(harmless("  " * target.depth + target.id)),
            cell(target.title),
            cell(goals_shown(target) or text("watched")),
            cell(when_shown(target.when)),
        ]
        for target in term.targets
    ]

    def forms() -> Iterator[Form]:
        # Ids are typed again by whoever reads them: they are folded last.
        titles = (text("Target"), text("Title"), text("Goal"), text("When"))
        for least in ((None, 24, None, None), (None, 20, 10, None), (12, 16, 10, 10)):
            columns = [Column(str(title), least=narrow) for title, narrow in zip(titles, least, strict=True)]
            yield Form(columns, rows, whole_words=least[0] is None)

    return Fitted(forms)


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
