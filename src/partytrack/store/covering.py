"""What a complete list (`--full`) covers, and how the records it says are gone are asked for. SQL as text; runs nothing itself.

Only what a list could have said is gone: records of its kind, in the units and periods of its rows, about the same sort of subject.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from partytrack.periods import year
from partytrack.records import FIGURES, MEMBERS, UNITS, Kind, Type
from partytrack.store.history import OPEN as _OPEN
from partytrack.store.history import dated
from partytrack.store.identity import folded
from partytrack.store.schema import quoted, said

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from partytrack.store.batches import Ready


def covered(ready: Ready) -> list[tuple[str | None, int | None, date, date]]:
    """What the rows of a complete list cover: indicator (figures only), unit, first and last day.

    For a list of members its units, for a list of units the superiors it names (None: all units), on the stated day; for a log
    every unit in every period, or calendar year of the dates, of its rows.
    """
    columns, day = ready.columns, ready.given.stated_on
    if ready.kind.stock:
        if day is None:
            return []
        units = set(columns["parent" if ready.kind.name == UNITS.name else "unit"])
        if ready.kind.name == UNITS.name and units - {None}:
            units.discard(None)
        return [(None, unit, day, day) for unit in units]
    spans = _periods(ready.kind, columns)
    if ready.kind.name == FIGURES.name:
        told = set(zip(columns["indicator_folded"], columns["unit"], strict=True))
        return [(indicator, unit, *span) for indicator, unit in told for span in spans]
    return [(None, unit, *span) for unit in set(columns[ready.kind.home]) for span in spans]


def _periods(kind: Kind, columns: Mapping[str, Sequence[Any]]) -> set[tuple[date, date]]:
    if kind.field(kind.dated[0]).type is Type.PERIOD:
        name = kind.dated[0]
        spans = set(zip(columns[name], columns[f"{name}_last"], strict=True))
        return {(first, last) for first, last in spans if first is not None}  # a list covers only periods it names
    years = {value.year for name in kind.dated for value in columns[name] if value is not None}
    return {(year(number).first, year(number).last) for number in years}


def missing(kind: Kind, day: date | None) -> str:
    """A query for what stands in `covered(indicator_folded, unit, first, last)` and is not in `spoken(record)`: record, name, number.

    For kinds about persons only records whose subject is in `subjects(subject)`.
    """
    if kind.name == UNITS.name:
        return _standing(kind, day, "c.name, c.code") + (
            " AND (EXISTS (SELECT 1 FROM covered v WHERE v.unit IS NULL) OR c.parent IN (SELECT unit FROM covered))"
            " AND EXISTS (SELECT 1 FROM sightings s JOIN imports i ON i.id = s.import_id"
            " WHERE s.kind = 'units' AND s.record = p.record AND NOT s.provisional AND i.undone_by IS NULL)"
        )
    if kind.name == MEMBERS.name:
        return _standing(kind, day, "c.full_name, c.card_number") + " AND c.unit IN (SELECT unit FROM covered)"
    first, last = dated(kind)
    same = f"v.unit IS NOT DISTINCT FROM c.{quoted(kind.home)}"
    if kind.field(kind.dated[0]).type is Type.PERIOD:
        same += f' AND v."first" = {first} AND v."last" = {last}'
    else:
        same += f' AND v."first" <= {first} AND {last} <= v."last"'
    if kind.name == FIGURES.name:
        same += " AND v.indicator_folded = c.indicator_folded"
    query = _standing(kind, None, "NULL, NULL") + f" AND EXISTS (SELECT 1 FROM covered v WHERE {same})"
    return query + (" AND c.subject IN (SELECT subject FROM subjects)" if kind.person else "")


def _standing(kind: Kind, day: date | None, told: str) -> str:
    holding = "" if day is None else f" AND p.valid_from <= DATE '{day}' AND DATE '{day}' < p.valid_until"
    return f"""SELECT p.record, {told} FROM spans p JOIN {said(kind)} c ON c.id = p.content
        WHERE p.kind = '{kind.name}' AND p.until_import IS NULL{holding} AND p.record NOT IN (SELECT record FROM spoken)"""


# What stood over decisions until an import, and does not any more.
ENDED_BESIDES: Final = f"""SELECT DISTINCT o.record FROM joined_spans o SEMI JOIN overlaid d ON d.kind = o.kind AND d.record = o.record AND d.until_import IS NULL
    WHERE o.kind = $kind AND o.until_import = $event AND o.valid_until = {_OPEN} AND NOT EXISTS (
        SELECT 1 FROM joined_spans n WHERE n.kind = o.kind AND n.record = o.record AND n.until_import IS NULL AND n.valid_until = {_OPEN})"""


def spared(ready: Ready, name: str | None, number: str | None) -> bool:
    """Whether a record that a complete list does not hold may stand in a row of it that was rejected; then it is not gone.

    Rows of logs that were rejected cannot be told apart so, and spare every record.
    """
    cells = [cells for _, cells in (*ready.given.rejected, *ready.rejected)]
    if not cells:
        return False
    if not ready.kind.stock:
        return True
    written = {folded(value) for row in cells for value in row.values()}
    return any(told is not None and folded(told) in written for told in (name, number))
