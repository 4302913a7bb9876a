"""The units: listing them, joining two that are one, other names. Here the order of these steps is decided."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from partytrack.errors import UsageError
from partytrack.messages import text
from partytrack.records import UNITS
from partytrack.store import joins, names
from partytrack.store.duckdb import opened
from partytrack.store.joins import Decision
from partytrack.vietnamese import fold, nfc

if TYPE_CHECKING:
    from datetime import date, datetime

    from partytrack.store.batches import Decided
    from partytrack.store.duckdb import Store
    from partytrack.store.names import UnitLine
    from partytrack.store.units import Register
    from partytrack.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Named:
    """A unit in a decision: its code, None where it has none, and its name."""

    code: str | None
    name: str


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merge did."""

    one: Named
    other: Named
    decided: Decided


def units(workspace: Workspace, day: date, known_at: date | None = None) -> list[UnitLine]:
    """All units as they are on a day, by what was known at the end of another (None: now)."""
    with opened(workspace.store, writing=False) as store:
        store.look(known_at)
        return names.lines(store, day)


def merge(workspace: Workspace, one: str, other: str, now: datetime) -> Merged:
    """Make a unit one with the right one; its records follow, and its names mean the right one from now on.

    Raises:
        UsageError: One of them is not known, they are one already, one stands above the other, or it would be the wrong way round.
    """
    _with_units(workspace, one)
    with opened(workspace.store, writing=True) as store:
        known = names.register(store)
        record, onto = known.root(names.meant(known, one)), names.meant(known, other)
        _mergeable(store, known, record, known.root(onto))
        called = {fold(name): name for name in joins.names_of(store, record)}
        aliases = tuple((record, name) for name in called.values())
        decided = store.decide(Decision("merge", ((UNITS.name, record, onto),), aliases), now)
        return Merged(_named(known, record), _named(known, known.root(onto)), decided)


def _mergeable(store: Store, known: Register, record: int, onto: int) -> None:
    one, other = known.unit(record).name, known.unit(onto).name
    if record == onto:
        raise UsageError(
            "same-unit", text("“{one}” and “{other}” are one unit already.", one=one, other=other), text("Nothing was changed.")
        )
    if known.stands_under(record, onto) or known.stands_under(onto, record):
        raise UsageError(
            "unit-above",
            text("Of “{one}” and “{other}” one stands above the other, so they are not one unit.", one=one, other=other),
            text("See: {command}", command="partytrack units list"),
        )
    if names.listed(store, (record, onto)) == {record}:
        raise UsageError(
            "merge-backwards",
            text("“{one}” stands in a list of units, but “{other}” was only named in rows.", one=one, other=other),
            text('Join them the other way round: partytrack units merge "{other}" "{one}"', one=one, other=other),
        )


def alias(workspace: Workspace, name: str, unit: str, now: datetime) -> tuple[Named, Decided]:
    """Remember another name of a unit, for files to come.

    Raises:
        UsageError: The unit is not known, or the name means a unit already.
    """
    _with_units(workspace, unit)
    with opened(workspace.store, writing=True) as store:
        known = names.register(store)
        record = names.meant(known, unit)
        taken = known.known(name)
        if isinstance(taken, int) and known.root(taken) == known.root(record):
            raise UsageError(
                "known-name",
                text("“{name}” means {unit} already.", name=name, unit=known.unit(known.root(record)).name),
                text("Nothing was changed."),
            )
        if taken is not None:
            raise UsageError(
                "name-taken",
                text("“{name}” is the name of another unit.", name=name),
                text('If both are one, join them: partytrack units merge "{one}" "{other}"', one=name, other=unit),
            )
        return _named(known, known.root(record)), store.decide(Decision("alias", named=(record, nfc(name))), now)


def forget(workspace: Workspace, name: str, now: datetime) -> tuple[str, int]:
    """Forget another name of a unit that `alias` remembered; the name as it was written, and how many records are its own unit's again.

    Raises:
        UsageError: No such name is remembered, or it came with a merge.
    """
    _with_units(workspace, name)
    with opened(workspace.store, writing=True) as store:
        found = joins.remembered(store, name)
        if found is None:
            raise UsageError(
                "unknown-alias",
                text("“{name}” is no other name that was remembered.", name=name),
                text("See: {command}", command="partytrack units list"),
            )
        if found.action == "merge":
            raise UsageError(
                "alias-of-merge",
                text("“{name}” is remembered because two units were joined.", name=name),
                text("Take that back with: {command}", command=f"partytrack undo {found.decision}"),
            )
        undone = store.undo(found.decision, now, telling=True)
        return found.name, sum(each.became != "stays" and each.kind != UNITS.name for each in undone.effects)


def _named(known: Register, record: int) -> Named:
    unit = known.unit(record)
    return Named(unit.code, unit.name)


def _with_units(workspace: Workspace, unit: str) -> None:
    """Refuse to make an empty store for a decision about nothing."""
    if not workspace.store.exists():
        raise UsageError("unknown-unit", text("No unit is called “{unit}”.", unit=unit), text("Nothing has been imported yet."))
