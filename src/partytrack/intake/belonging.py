"""To which unit each row of a table belongs, where no column says it: by its section, the letterhead, the sheet's name."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from partytrack.findings import Code, Finding
from partytrack.intake.issuer import Issuer, issuer
from partytrack.intake.organisations import names_organisation
from partytrack.intake.sections import section_unit
from partytrack.vietnamese import fold

if TYPE_CHECKING:
    from collections.abc import Mapping

    from partytrack.findings import Place
    from partytrack.intake.headings import Plan
    from partytrack.intake.layout import Body
    from partytrack.intake.remembered import Memory

Units = list[tuple[str | None, bool]] | None
"""For each row of data the unit its section names, and whether its words leave no doubt; None where no section names one."""

# Kinds most of whose records are nobody's own: their sections are subjects ("Kinh tế"), units only beyond doubt.
_UNIT_SELDOM: Final = frozenset({"figures"})
# Kinds that a unit may make about others, or about the whole: who made the sheet says nothing about their unit.
_NOT_OF_THE_ISSUER: Final = frozenset({"figures", "allocations", "inspections"})


def section_units(body: Body, plan: Plan, issued: Issuer | None = None) -> Units:
    """The unit of each row by its section.

    Where some sections are units beyond doubt, the doubtful ones only group them. In the sheet of a chi bộ every section that
    is no Party organisation only groups its members.
    """
    named = {row: section_unit(said) for row, said in body.sections.items()}
    if issued and issued.cell and issued.unit:
        named = {row: name for row, name in named.items() if name[0] and names_organisation(name[0])}
    sure = {row: name for row, name in named.items() if name[1]}
    heads = sure or {row: name for row, name in named.items() if name[0] and plan.kind.name not in _UNIT_SELDOM}
    if not heads:
        return None
    order = sorted(heads)
    current: tuple[str | None, bool] = (None, False)
    units = []
    following = 0
    for row in body.data:
        while following < len(order) and order[following] < row:
            current = heads[order[following]]
            following += 1
        units.append(current)
    return units


def issued_by(plan: Plan, title: Mapping[str, Any], sheet: str, above: Issuer | None, memory: Memory | None) -> Issuer | None:
    """Who made a table, where no column and no line "Đơn vị: …" says whose its rows are.

    Args:
        plan: Which column holds which field.
        title: What the lines above the headings say.
        sheet: The sheet's name.
        above: Who made the table above it in the sheet, whose letterhead it shares.
        memory: The units that are known: a sheet may be called like one, without the words of a unit.
    """
    kind = plan.kind
    if not kind.has("unit") or "unit" in plan.fields or kind.name == "inspections" or title["unit"]:
        return None
    found = issuer(title["lines"], sheet, meetings=kind.name == "meetings")
    if memory and not (found and found.sheet) and (known := memory.units.get(fold(sheet))):
        found = replace(found, sheet=known) if found else Issuer(None, known, cell=False)
    if above is not None and above.cell and (found is None or found.letterhead is None):
        found = above
    if found is not None and kind.name in _NOT_OF_THE_ISSUER:
        found = replace(found, letterhead=None) if found.sheet else None
    return found


def gone_on(plan: Plan, earlier: Issuer | None, sheet: str) -> Issuer | None:
    """Who made the rows of a sheet without headings: its own name tells, or the letterhead of the sheet before."""
    own = issuer((), sheet, meetings=False) if plan.kind.has("unit") and "unit" not in plan.fields else None
    if earlier is None or earlier.letterhead is None:
        return own
    return replace(earlier, sheet=own.sheet if own else None)


def named(sheet: str) -> tuple[str, ...]:
    """The unit a sheet's name names, as a line of its letterhead."""
    own = issuer((), sheet, meetings=False)
    return (own.sheet,) if own and own.sheet else ()


def told(place: Place, issued: Issuer) -> list[Finding]:
    """The note that says where the unit of all rows was taken from."""
    code = Code.UNIT_FROM_LETTERHEAD if issued.letterhead else Code.UNIT_FROM_SHEET
    return [Finding(code, place, "unit", issued.unit)]


def unclear(place: Place, issued: Issuer) -> Finding:
    """The error that letterhead and sheet name two units."""
    return Finding(Code.UNIT_UNCLEAR, place, "unit", issued.letterhead, {"other": place.sheet})
