"""What stands on a day, field by field as it was told: for lists that go out again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Protocol

from partytrack.periods import Span
from partytrack.records import IN_STOCK, Kind, Type
from partytrack.store.schema import quoted

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

_ENDS: Final = {"members": "left_on", "units": "dissolved_on"}


class Views(Protocol):
    """What is asked of the store, after it was told at what to `look`."""

    def rows(self, query: str, values: Sequence[object] | Mapping[str, object] = ()) -> list[tuple[Any, ...]]:
        """What a query over the views answers."""


def beneath(views: Views, unit: int, day: date) -> list[int]:
    """The records of a unit and of all units under it on a day."""
    query = "SELECT DISTINCT unit FROM ancestry WHERE ancestor = $unit AND from_day <= $day AND until_day > $day ORDER BY unit"
    return [record for (record,) in views.rows(query, {"unit": unit, "day": day})]


def in_force(views: Views, day: date) -> list[int]:
    """The records of the units that exist on a day."""
    ended = _ENDS["units"]
    query = f"SELECT record FROM units WHERE valid_from <= $day AND valid_until > $day AND ({ended} IS NULL OR {ended} > $day)"
    return [record for (record,) in views.rows(query, {"day": day})]


def standing(views: Views, kind: Kind, day: date, units: Sequence[int] | None) -> list[dict[str, Any]]:
    """The records of a kind, each as field → value: dates and periods as `Span`, units as record numbers.

    Args:
        views: The store.
        kind: Which.
        day: Of members and units those in stock on this day; of other kinds all.
        units: Only records of these units; None for all.
    """
    columns = ", ".join(quoted(column) for column in kind.columns)
    conditions, values = [], {"day": day}
    if kind.stock:
        ended = quoted(_ENDS[kind.name])
        conditions += ["valid_from <= $day", "valid_until > $day", f"({ended} IS NULL OR {ended} > $day)"]
    if kind.has("status"):
        known = ", ".join(f"'{status}'" for status in IN_STOCK)
        conditions.append(f"(status IS NULL OR status IN ({known}))")
    if units is not None:
        whose = "record" if kind.name == "units" else quoted(kind.home)
        conditions.append(f"{whose} IN ({', '.join(map(str, units))})")
    where = f"WHERE {' AND '.join(conditions)}" if conditions else ""
    query = f"SELECT {columns} FROM {kind.name} {where} ORDER BY record"
    return [_told(kind, dict(zip(kind.columns, row, strict=True))) for row in views.rows(query, values if kind.stock else ())]


def _told(kind: Kind, row: dict[str, Any]) -> dict[str, Any]:
    told = {}
    for field in kind.fields:
        value = row[field.name]
        if value is not None and field.type in (Type.DATE, Type.PERIOD):
            value = Span(value, row[f"{field.name}_last"])
        told[field.name] = value
    return told
