"""Results as Markdown, to be kept, printed or put into another document: the same content as the tables of the terminal."""

from __future__ import annotations

from fractions import Fraction
from itertools import groupby
from typing import TYPE_CHECKING, Final

from partytrack.messages import Text, counted, day_shown, text
from partytrack.records import KINDS
from partytrack.reports.effects import effects_markdown
from partytrack.reports.looks import LOOKS, severity_look
from partytrack.reports.markdown import bullets, heading, page, paragraph, table
from partytrack.reports.numbers import goal_shown, number, value_shown
from partytrack.reports.picture import ranges
from partytrack.reports.verdict_data import judged_or_watched, own_lines, summary_counts
from partytrack.reports.verdict_table import counted_of, percent, period_shown, rests_on, unit_shown, verdict_notes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from partytrack.errors import PartytrackError
    from partytrack.findings import Finding
    from partytrack.intake.seen import ReadFile, ReadSheet
    from partytrack.reports.files import Taken
    from partytrack.store.batches import ImportLine
    from partytrack.targets.judge import Checked, Verdict

_INDENT: Final = "– "


def check_markdown(checked: Checked) -> str:
    """The heading, the table, its notes and the summary of one run."""
    notes: dict[str, int] = {}
    units = len({verdict.unit for verdict in checked.verdicts}) > 1
    titles = [text("Target"), text("Period"), *([text("Unit")] if units else []), text("Actual"), text("Counted"), text("Goal")]
    titles += [text("Status"), text("Achieved"), text("Reported")]
    right = [False, False, *([False] if units else []), True, True, False, False, True, True]
    rows = []
    for _, group in groupby(checked.verdicts, key=lambda verdict: verdict.target.id):
        for place, verdict in enumerate(group):
            title = "" if place else _INDENT * verdict.target.depth + verdict.target.title
            rows.append([title, *_cells(verdict, notes, units=units)])
    said = text("Term {term}, as of {day}.", term=checked.term, day=day_shown(checked.as_of))
    if checked.known_at:
        known = day_shown(checked.known_at)
        said = text("Term {term}, as of {day}, by what was known on {known}.", term=checked.term, day=day_shown(checked.as_of), known=known)
    first = next(iter(own_lines(checked.verdicts)), None) if checked.verdicts else None
    only = text("Only the unit: {unit}.", unit=unit_shown(first)) if first is not None and first.unit is not None else None
    counts = [f"{LOOKS[status].sign} {count} {LOOKS[status].word}" for status, count in summary_counts(checked).items() if count]
    return page(
        [
            heading(1, checked.committee or checked.term),
            paragraph(said),
            paragraph(only) if only else "",
            table(titles, rows, right) if rows else paragraph(text("No target has a period to show.")),
            "".join(f"{index}. {bullets([note])[2:]}" for note, index in notes.items()),
            bullets(rests_on(checked)),
            paragraph(", ".join(counts)),
        ]
    )


def _cells(verdict: Verdict, notes: dict[str, int], *, units: bool) -> list[object]:
    judged = judged_or_watched(verdict)
    look = LOOKS[verdict.status]
    marks = "".join(f" ({notes.setdefault(str(note), len(notes) + 1)})" for note in verdict_notes(verdict))
    return [
        period_shown(verdict),
        *([unit_shown(verdict)] if units else []),
        value_shown(verdict),
        counted_of(verdict),
        goal_shown(verdict.goal) if verdict.goal and judged else "",
        f"{look.sign} {look.word}{marks}" if judged else marks.strip(),
        "" if verdict.achieved is None else percent(verdict.achieved),
        f"{number(Fraction(verdict.reported))}/{number(Fraction(verdict.due))}" if verdict.due else "",
    ]


def imports_markdown(lines: Sequence[ImportLine], notes: Sequence[object]) -> str:
    """The imports and undos, oldest first; `notes` are what is said of each."""
    if not lines:
        return paragraph(text("Nothing has been imported yet."))
    titles = [
        text("No."),
        text("When"),
        text("File"),
        text("new"),
        text("changed"),
        text("unchanged"),
        text("gone"),
        text("rejected"),
        text("Note"),
    ]
    rows = []
    for line, note in zip(lines, notes, strict=True):
        local = line.at.astimezone()
        counts = [line.new, line.changed, line.unchanged, line.gone, line.rejected]
        shown = [""] * len(counts) if line.action != "import" else [number(Fraction(count)) for count in counts]
        rows.append([line.id, f"{day_shown(local.date())} {local:%H:%M}", line.file, *shown, note])
    return table(titles, rows, [True, False, False, *([True] * 5), False])


def inspect_markdown(seen: Sequence[ReadFile]) -> str:
    """What is seen in each file, sheet by sheet, then every finding."""
    parts: list[str] = []
    for read in seen:
        parts.append(heading(2, read.file))
        parts += [_error(read.error)] if read.error is not None else [_sheets(read)]
        parts += _findings(read)
    return page(parts)


def _error(error: PartytrackError) -> str:
    return paragraph(f"{error.message} {error.advice}")


def _sheets(read: ReadFile) -> str:
    titles = [text("Sheet"), text("Kind"), text("Headings in row"), text("rows"), text("rejected"), text("Columns"), text("Not read")]
    rows = [row for sheet in read.sheets for row in _sheet_rows(sheet)]
    return table(titles, rows, [False, False, True, True, True, False, False])


def _sheet_rows(sheet: ReadSheet) -> Iterator[list[object]]:
    kind = kind_shown(sheet)
    if not sheet.tables:
        yield [sheet.sheet, kind, "", "", "", "", ""]
    for each in sheet.tables:
        ordered = sorted(each.fields.items(), key=lambda item: (len(item[1]), item[1]))
        columns = ", ".join(f"{ranges(each.columns[name])}: {name}" for name, _ in ordered)
        left = ", ".join(f"{letter}: {title}" for letter, title in each.unmapped.items())
        heads = ", ".join(map(str, each.header_rows))
        yield [
            sheet.sheet,
            Text(each.batch.kind.title),
            heads,
            number(Fraction(each.rows)),
            number(Fraction(len(each.rejected))),
            columns,
            left,
        ]


def kind_shown(sheet: ReadSheet) -> Text:
    """What a sheet is, in the reader's language."""
    if sheet.kind is not None:
        return Text(KINDS[sheet.kind].title)
    return text("hidden, not read") if sheet.hidden else text("not recognised")


def _findings(read: ReadFile) -> Iterator[str]:
    found: list[Finding] = [finding for sheet in read.sheets for finding in sheet.findings]
    if found:
        titles = [text("Where"), text("Severity"), text("What"), text("What to do")]
        yield table(titles, [[each.place, severity_look(each.code.severity).word, each.message, each.advice] for each in found])


def import_markdown(taken: Sequence[Taken], notes: Sequence[object], *, names: bool = False) -> str:
    """What became of the records of each file, of a dry run of each record, then every finding; `notes` are said of each file."""
    parts: list[str] = []
    for each, note in zip(taken, notes, strict=True):
        parts += [heading(2, each.read.file), paragraph(note)]
        if each.error is not None:
            parts.append(_error(each.error))
        became = list(each.counts.values())
        if became:
            sums = [sum(getattr(one, name) for one in became) for name in ("new", "changed", "unchanged", "gone", "rejected")]
            sums[-1] += sum(len(each.read.sheets[sheet].tables[place].rejected) for sheet, place in each.counts)
            titles = [text("new"), text("changed"), text("unchanged"), text("gone"), text("rejected")]
            parts.append(table(titles, [[number(Fraction(count)) for count in sums]], [True] * 5))
        if each.dry_run:
            parts += effects_markdown([effect for effects in each.effects.values() for effect in effects], names=names)
        parts += _findings(each.read)
    total = sum(len(list(_all(each.read))) for each in taken)
    return page([*parts, paragraph(counted("{n} finding.", "{n} findings.", total))])


def _all(read: ReadFile) -> Iterator[Finding]:
    for sheet in read.sheets:
        yield from sheet.findings
