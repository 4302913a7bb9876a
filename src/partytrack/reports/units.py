"""The list of units, and what a decision about them did."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from rich.text import Text as Line

from partytrack.messages import Text, counted, harmless, text
from partytrack.records import choice_shown
from partytrack.reports.fitting import Column, Fitted, Form
from partytrack.reports.lists import cell
from partytrack.reports.markdown import page, paragraph, table
from partytrack.reports.verdict_data import as_csv, as_json, as_plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import RenderableType

    from partytrack.store.names import OtherName, UnitLine

SCHEMA: Final = "partytrack.units/1"
_COLUMNS: Final = ("number", "code", "name", "kind", "parent", "provisional", "ended_on", "also_called")


def units_table(lines: Sequence[UnitLine]) -> RenderableType:
    """All units, provisional ones marked; how many there are of them."""
    if not lines:
        return Line(str(text("There are no units.")))
    rows = [[cell(each) for each in _cells(line)] for line in lines]

    def forms() -> Iterator[Form]:
        titles = [text("Number"), text("Code"), text("Name"), text("Kind"), text("Superior"), text("Also called"), text("Note")]
        for least in ((None, None, 20, 12, 10, 16, 10), (None, 8, 12, 8, 8, 10, 8)):
            columns = [Column(str(title), least=narrow) for title, narrow in zip(titles, least, strict=True)]
            full = Form(columns, rows, whole_words=least[1] is None)
            yield full.without(*(place for place in (1, 4, 5, 6) if not any(row[place].plain for row in rows)))

    return Fitted(forms)


def _cells(line: UnitLine) -> list[object]:
    kind = choice_shown("units", "kind", line.kind) if line.kind else ""
    return [f"#{line.record}", line.code, line.name, kind, line.parent, ", ".join(map(_called, line.others)), _note(line)]


def _called(other: OtherName) -> str:
    return other.name if other.decision is None else f"{other.name} ({other.decision})"


def _note(line: UnitLine) -> str:
    said = [str(text("provisional"))] if line.provisional else []
    if line.ended_on is not None:
        said.append(str(text("ended on {day}", day=line.ended_on)))
    return ", ".join(said)


def summary(lines: Sequence[UnitLine]) -> Text:
    """How many units there are only because a row names them."""
    provisional = sum(line.provisional for line in lines)
    return counted(
        "{n} unit stands in no list of units; join it to the right one with “partytrack units merge FROM INTO”, or import a list that holds it.",
        "{n} units stand in no list of units; join each to the right one with “partytrack units merge FROM INTO”, or import a list that holds them.",
        provisional,
    )


def _fields(line: UnitLine) -> dict[str, Any]:
    return {
        "number": line.record,
        "code": line.code,
        "name": line.name,
        "kind": line.kind,
        "parent": line.parent,
        "provisional": line.provisional,
        "ended_on": line.ended_on.isoformat() if line.ended_on else None,
        "also_called": [{"name": each.name, "decision": each.decision} for each in line.others],
    }


def units_json(lines: Sequence[UnitLine]) -> str:
    """All units with every name that means them."""
    return as_json({"schema": SCHEMA, "units": [_fields(line) for line in lines]})


def _flat(line: UnitLine) -> dict[str, Any]:
    return _fields(line) | {"also_called": "; ".join(map(_called, line.others))}


def units_csv(lines: Sequence[UnitLine]) -> str:
    """One line a unit."""
    return as_csv([_flat(line) for line in lines], _COLUMNS)


def units_plain(lines: Sequence[UnitLine]) -> str:
    """One line a unit, tab-separated."""
    return as_plain([_flat(line) for line in lines], _COLUMNS)


def units_markdown(lines: Sequence[UnitLine]) -> str:
    """All units as a page."""
    if not lines:
        return page([paragraph(text("There are no units."))])
    titles = [text("Number"), text("Code"), text("Name"), text("Kind"), text("Superior"), text("Also called"), text("Note")]
    return page([table(titles, [_cells(line) for line in lines])])


def unit_shown(code: str | None, name: str) -> str:
    """A unit in a sentence: its name, with its code where it has one."""
    return harmless(f"{name} ({code})" if code else name)
