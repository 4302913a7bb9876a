"""The headings of a table with what they are read as, and what the lines above them say for all rows."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from partytrack.intake import remembered, titles
from partytrack.intake.columns import constant
from partytrack.intake.going_on import titled
from partytrack.intake.header import Header, find_header, is_numbering
from partytrack.intake.letters import column_letter, letters_index
from partytrack.intake.recognition import KIND_IN_TITLE, badge_column, recognised
from partytrack.intake.values import blank, shown
from partytrack.intake.wide import Wide, content, labels
from partytrack.intake.wording import Heading, names_people
from partytrack.periods import Span
from partytrack.records import KINDS

if TYPE_CHECKING:
    from partytrack.intake.going_on import Open
    from partytrack.intake.grid import Cell, Grid
    from partytrack.intake.headings import Plan
    from partytrack.intake.remembered import Recalled
    from partytrack.intake.seen import Options


def _wide(grid: Grid, header: Header, period: Span | None, options: Options) -> Wide | None:
    """What the headings with periods say, if there are several: the year may be given or stand in the title."""
    columns = labels(header.headings)
    if not columns:
        return None
    said = options.given.get("period")
    span = constant("figures", KINDS["figures"].field("period"), said) if said else period
    year = span.first.year if isinstance(span, Span) and span.first.year == span.last.year else None
    first = header.last + 1
    while first < len(grid.rows) and is_numbering(grid.rows[first]):
        first += 1
    return Wide(columns, content(grid, first, columns), year)


@dataclass(frozen=True, slots=True)
class Understood:
    """The headings of a table, what they are read as, the title above, and what of it is remembered."""

    header: Header
    plan: Plan
    title: dict[str, Any]
    recalled: list[Recalled] = field(default_factory=list)
    own: dict[str, Any] = field(default_factory=dict)  # the title without what is taken over from the table it goes on with


def understood(grid: Grid, file: str, options: Options, start: int) -> Understood | None:
    """The headings at or below a row, read with what is remembered of forms like theirs; None where none is known."""
    recall = remembered.recall(grid, start, file, options)
    if recall is not None:
        only = options.kind or (recall.kind if recall.same else None)
        headed = _planned(grid, start, recall.header, options, {**options.mapping, **recall.mapping}, only=only)
        if headed.plan.kind.name == recall.kind:
            return replace(headed, recalled=list(recall.recalled))
    header = find_header(grid, start, options.mapping) or _lettered(options.mapping, start)
    return _planned(grid, start, header, options, options.mapping, only=options.kind) if header else None


def _planned(grid: Grid, start: int, header: Header, options: Options, mapping: dict[str, str], *, only: str | None) -> Understood:
    lines = [line for row in grid.rows[start : header.first] for line in _lines(row)]
    title = _title(lines, header)
    wide = _wide(grid, header, title["period"], options)
    if wide and wide.content == "number" and not names_people(header.headings):
        title["indicator"] = titles.indicator(lines)
    if title["badges"] is not None and only in (None, "titles") and (badge := badge_column(header.headings, mapping)):
        mapping, only = {badge: "title", **mapping}, "titles"
        title |= {"awarded": title["badges"], "period": title["period"] or titles.year_of_campaign(lines)}
    known = frozenset({*options.given, *(name for name in ("unit", "period", "indicator") if title[name] is not None)})
    plan = recognised(
        header.headings,
        mapping,
        known,
        "\n".join(lines),
        only,
        asked=frozenset(options.given),
        wide=wide,
        kinds=frozenset(title["kinds"] or ()),
    )
    if plan.kind.name == "titles" and title["awarded"] is None:
        title["awarded"] = titles.awarded(lines)
    if (named := _named_over(plan, header)) is not None:
        title["period"] = named
    return Understood(header, plan, title)


def _named_over(plan: Plan, header: Header) -> Span | None:
    """The period that the heading of what is reported names, "Thực hiện năm 2021": it goes before that of the title."""
    if not plan.kind.has("period") or "period" in plan.fields or plan.turns:
        return None
    told = [plan.fields[name] for name in _REPORTED if name in plan.fields and plan.kind.has(name)]
    return titles.period(_with_word(each.text) for each in header.headings if each.index in told)


_REPORTED: Final = ("value", "rating")  # what the period of a column is that of


def _lettered(mapping: dict[str, str], start: int) -> Header | None:
    """A header of no rows, where `--map` names every column by its letter."""
    if start or not mapping or not all(said.strip().isascii() and said.strip().isalpha() and len(said.strip()) < 4 for said in mapping):
        return None
    columns = sorted(letters_index(said.strip().upper()) for said in mapping)
    return Header(0, -1, tuple(Heading(column, (column_letter(column),)) for column in columns))


def _lines(row: list[Cell]) -> list[str]:
    """The lines of text in a row above the headings; a label with its colon goes with what stands in the next filled cell."""
    lines = [line for cell in row if isinstance(cell, str) for line in cell.splitlines()]
    filled = [cell for cell in row if not blank(cell)]
    return lines + [f"{label} {shown(said)}" for label, said in pairwise(filled) if isinstance(label, str) and label.rstrip().endswith(":")]


def _title(lines: list[str], header: Header) -> dict[str, Any]:
    """The lines above the headings, and the unit and the period they say for all rows; a period in a heading ("Xếp loại năm 2023") counts too."""
    return {
        "lines": lines,
        "unit": titles.unit(lines),
        "period": titles.period(lines) or titles.period(_with_word(heading.text) for heading in header.headings),
        "indicator": None,
        "aspect": titles.aspect(lines),
        "worded": False,
        "kinds": {name: said for name in KIND_IN_TITLE if (said := titles.kind_named(name, lines))} or None,
        "badges": titles.badges(lines),
        "awarded": None,
        "kind": titles.meeting_kind(lines, (heading.text for heading in header.headings)),
        "issuer": None,
    }


def _with_word(heading: str) -> str:
    """The heading with the word before a year at its end: "Thực hiện 2023"."""
    return re.sub(r"(?<![\d./-])\s((?:19|20)\d\d)$", r" năm \1", heading)


def followed(grid: Grid, start: int, headed: Understood, options: Options, table: Open) -> Understood:
    """Headings that come again, read as those of the table the rows go on with."""
    if headed.plan.kind is not table.plan.kind:
        headed = _planned(grid, start, headed.header, options, options.mapping, only=table.plan.kind.name)
    title = titled(headed.title, table)
    headed.plan.lacking = tuple(name for name in headed.plan.lacking if title.get(name) is None)
    return replace(headed, title=title, own=headed.title)
