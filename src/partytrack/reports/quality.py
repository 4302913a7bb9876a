"""What the rules of data quality found: for the terminal rule by rule, for scripts line by line."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from rich.console import Group
from rich.text import Text as Line

from partytrack.messages import Text, counted, day_shown, harmless, text
from partytrack.reports.looks import severity_look
from partytrack.reports.markdown import heading, page, paragraph, table
from partytrack.reports.verdict_data import as_csv, as_json, as_plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType

    from partytrack.quality.problems import Problem, Quality

SCHEMA: Final = "partytrack.quality/1"
SHOWN: Final = 10  # problems of each rule, unless all are asked for
_COLUMNS: Final = ("rule", "severity", "unit", "unit_name", "message", "advice", "file", "sheet", "row", "column", "places", "more")


def quality_table(found: Quality, *, names: bool, everything: bool) -> RenderableType:
    """Each rule that found something, with its problems and what to do; how many in all."""
    parts: list[RenderableType] = [Line(str(text("Data quality as of {day}.", day=day_shown(found.as_of))))]
    for rule, group in groupby(found.problems, key=lambda problem: problem.rule):
        problems = list(group)
        look = severity_look(rule.severity)
        parts.append(Line(""))
        title = Line(f"{look.sign} {Text(rule.title)}", style=f"bold {look.style}")
        parts.append(title.append(f"  {len(problems)}", style="not bold").append(f"  ({rule.slug})", style="dim not bold"))
        most = None if everything else SHOWN
        parts += [_line(found, problem, names=names) for problem in problems[:most]]
        if most is not None and len(problems) > most:
            more = len(problems) - most
            parts.append(
                Line(str(counted("… and {n} more; --all shows everything.", "… and {n} more; --all shows everything.", more)), style="dim")
            )
        parts.append(Line(f"    {Text(rule.advice)}", style="dim"))
    return Group(*parts, Line(""), Line(_summary(found)))


def _summary(found: Quality) -> str:
    warnings = len(found.problems) - found.errors
    if not found.problems:
        return str(text("The rules found nothing."))
    said = [str(counted("{n} error", "{n} errors", found.errors))] if found.errors else []
    return ", ".join([*said, *([str(counted("{n} warning", "{n} warnings", warnings))] if warnings else [])]) + "."


def _line(found: Quality, problem: Problem, *, names: bool) -> Line:
    line = Line("  ")
    whose = _unit(found, problem)
    if whose:
        line.append(f"{whose}: ", style="bold")
    line.append(str(problem.message(names=names)))
    where = _where(problem)
    return line.append(f"  {where}", style="dim") if where else line


def _unit(found: Quality, problem: Problem) -> str:
    if problem.unit is None or problem.unit not in found.units:
        return ""
    code, name = found.units[problem.unit]
    return harmless(" ".join((name if code == name else f"{code} {name}").split()))


def _where(problem: Problem) -> str:
    places = harmless(", ".join(map(str, problem.spots)))
    if not problem.more:
        return places
    return places + str(counted(" and {n} more", " and {n} more", problem.more))


def _fields(found: Quality, problem: Problem, *, names: bool) -> dict[str, Any]:
    code, name = found.units.get(problem.unit, (None, None)) if problem.unit is not None else (None, None)
    return {
        "rule": problem.rule.slug,
        "severity": problem.rule.severity,
        "unit": code,
        "unit_name": name,
        "message": str(problem.message(names=names)),
        "advice": str(Text(problem.rule.advice)),
        "records": [{"file": spot.file, "sheet": spot.sheet, "row": spot.row, "column": spot.column} for spot in problem.spots],
        "more": problem.more,
    }


def quality_json(found: Quality, *, names: bool) -> str:
    """Every problem with its places, and how many each rule found; names of people are masked unless they are asked for."""
    counts = dict.fromkeys((rule.slug for rule in found.rules), 0)
    for problem in found.problems:
        counts[problem.rule.slug] += 1
    return as_json(
        {
            "schema": SCHEMA,
            "as_of": found.as_of.isoformat(),
            "known_at": found.known_at.isoformat() if found.known_at else None,
            "findings": [_fields(found, problem, names=names) for problem in found.problems],
            "summary": counts,
        }
    )


def _rows(found: Quality, *, names: bool) -> Iterator[dict[str, Any]]:
    for problem in found.problems:
        fields = _fields(found, problem, names=names)
        first = fields["records"][0] if fields["records"] else dict.fromkeys(("file", "sheet", "row", "column"))
        yield fields | first | {"places": ", ".join(map(str, problem.spots))}


def quality_csv(found: Quality, *, names: bool) -> str:
    """One line a problem; the place is that of its first record."""
    return as_csv(list(_rows(found, names=names)), _COLUMNS)


def quality_plain(found: Quality, *, names: bool) -> str:
    """The same, tab-separated."""
    return as_plain(list(_rows(found, names=names)), _COLUMNS)


def quality_markdown(found: Quality, *, names: bool) -> str:
    """Each rule that found something with all its problems."""
    parts = [heading(1, text("Data quality as of {day}.", day=day_shown(found.as_of)))]
    for rule, group in groupby(found.problems, key=lambda problem: problem.rule):
        parts += [heading(2, f"{severity_look(rule.severity).word}: {Text(rule.title)}"), paragraph(Text(rule.advice))]
        rows = [[_unit(found, problem), problem.message(names=names), _where(problem)] for problem in group]
        parts.append(table([text("Unit"), text("What"), text("Where")], rows))
    return page([*parts, paragraph(_summary(found))])
