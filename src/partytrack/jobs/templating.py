"""Forms to send to units: what of the store goes into one. Here the order of these steps is decided."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from partytrack.records import Type
from partytrack.reports.template import Form, template
from partytrack.vietnamese import fold

if TYPE_CHECKING:
    from datetime import date

    from partytrack.records import Kind
    from partytrack.store.duckdb import Store
    from partytrack.targets.verdicts import Units
    from partytrack.workspace import Workspace


def form(workspace: Workspace | None, kind: Kind, day: date, *, unit: str | None, records: bool) -> bytes:
    """The workbook of a form.

    Args:
        workspace: Whose units can be chosen; None outside of any, then a unit is written freely.
        kind: What its rows are.
        day: The day a list is true on.
        unit: The unit it is for, by code or name; only it and those under it can be chosen.
        records: Whether the current records go in.

    Raises:
        UsageError: No unit, or several, are called so.
    """
    if workspace is None or not workspace.store.exists():
        keep = workspace is not None and workspace.keep_citizen_id
        return template(Form(kind, day, unit, of_one=_names_none(kind, unit), keep_citizen_id=keep))
    from partytrack.store.duckdb import opened  # noqa: PLC0415 - a form without units needs no store

    with opened(workspace.store, writing=False) as store:
        store.look()
        return template(_filled(store, kind, day, unit, records=records, keep_citizen_id=workspace.keep_citizen_id))


def _filled(store: Store, kind: Kind, day: date, asked: str | None, *, records: bool, keep_citizen_id: bool) -> Form:
    from partytrack.store.standing import beneath, in_force, standing  # noqa: PLC0415
    from partytrack.targets.verdicts import Units  # noqa: PLC0415

    names = Units.on(store, day)
    told = _told(names)
    number = names.number(asked) if asked is not None else None
    inside = beneath(store, number, day) if number is not None else None
    own_list = kind.has("unit") and kind.home == "unit"  # other kinds name units outside the one they are of
    offered = sorted((record for record in in_force(store, day) if not own_list or inside is None or record in inside), key=names.order)
    unit = told[number] if number is not None else None
    return Form(
        kind,
        day,
        unit,
        of_one=len(inside or ()) == 1 and _names_none(kind, unit),
        units=[told[record] for record in offered],
        records=[_with_names(kind, record, told) for record in (standing(store, kind, day, inside) if records else ())],
        keep_citizen_id=keep_citizen_id,
    )


def _names_none(kind: Kind, unit: str | None) -> bool:
    """Whether the rows of a form need not name their unit: it stands above them, and every row has one."""
    return unit is not None and kind.has("unit") and kind.home == "unit" and kind.field("unit").required


def _told(names: Units) -> dict[int, str]:
    """How each unit is written so that it is known again: by its name, or by its code where several are called so."""
    called = Counter(fold(name) for _, name in names.names.values())
    return {record: name if called[fold(name)] == 1 else code or name for record, (code, name) in names.names.items()}


def _with_names(kind: Kind, record: dict[str, Any], told: dict[int, str]) -> dict[str, Any]:
    of_units = {each.name for each in kind.fields if each.type is Type.UNIT}
    return {name: told.get(value) if name in of_units and value is not None else value for name, value in record.items()}
