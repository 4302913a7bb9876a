"""The units by name: which one a word means, and the list of all with every name they answer to. Reads the store, changes nothing."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Protocol

from partytrack.errors import UsageError
from partytrack.messages import text
from partytrack.records import UNITS
from partytrack.store import joins
from partytrack.store.units import Register, Trouble
from partytrack.vietnamese import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

_NUMBER: Final = re.compile(r"[0-9]{1,18}")  # what fits the store's numbers of records


class Shelf(Protocol):
    """What names ask of the store."""

    def rows(self, query: str, values: Sequence[object] | Mapping[str, object] = ()) -> list[tuple[Any, ...]]:
        """Run a statement; the rows it answers."""

    def hand_over(self, columns: Mapping[str, Sequence[object]], statement: str) -> None:
        """Run a statement that reads columns of Python values as the table `handed_over`."""

    def units_said(self) -> Iterable[tuple[int, str | None, str, int | None]]:
        """Record, code, name and parent of every statement about units, earlier days first."""

    @property
    def moment(self) -> int:
        """The last import that is looked at."""


@dataclass(frozen=True, slots=True)
class OtherName:
    """Another name that means a unit; `decision` is the number of the merge or alias that says so, None where a list does."""

    name: str
    decision: int | None


@dataclass(frozen=True, slots=True)
class UnitLine:
    """One unit as `units list` shows it.

    Args:
        record: Its number; `12` or `#12` names it where several have one name.
        code, name, kind: As they are on the day.
        parent: The superior's code, or name where it has none.
        provisional: Whether it was only named in rows and stands in no list of units.
        ended_on: The first day it does not exist any more; None while it does.
        others: Every other name that means it.
    """

    record: int
    code: str | None
    name: str
    kind: str | None
    parent: str | None
    provisional: bool
    ended_on: date | None
    others: tuple[OtherName, ...]


def register(shelf: Shelf) -> Register:
    """All units known now, to find out which one a word means; it makes none."""
    known = Register(lambda: 0, strict=True)
    known.learn(shelf.units_said(), joins.roots_at(shelf, shelf.moment).get(UNITS.name), joins.aliases(shelf))
    return known


def meant(known: Register, word: str) -> int:
    """The record of the unit that a code, a name, another name, or a number such as `12` or `#12` means.

    A code or name that looks like a bare number wins over the number; `#12` is always the number.

    Raises:
        UsageError: None, or several.
    """
    digits = word.removeprefix("#")
    number = int(digits) if _NUMBER.fullmatch(digits) and known.has(int(digits)) else None
    if number is not None and digits != word:
        return number
    found = known.known(word)
    if isinstance(found, int):
        return found
    if isinstance(found, Trouble):
        raise UsageError(
            "ambiguous-unit",
            text("Several units are called “{unit}”.", unit=word),
            text("Give its code, or its number as “partytrack units list” shows it, such as 12."),
        )
    if number is not None:
        return number
    near = known.near(word)
    advice = text("Did you mean {names}?", names=", ".join(near)) if near else text("See: {command}", command="partytrack units list")
    raise UsageError("unknown-unit", text("No unit is called “{unit}”.", unit=word), advice)


def listed(shelf: Shelf, records: Iterable[int]) -> set[int]:
    """Which of some records a list of units that stands speaks of."""
    query = """SELECT DISTINCT s.record FROM sightings s JOIN imports i ON i.id = s.import_id
        WHERE s.kind = 'units' AND NOT s.provisional AND i.undone_by IS NULL AND list_contains(CAST(? AS BIGINT[]), s.record)"""
    return {record for (record,) in shelf.rows(query, (list(records),))}


def lines(shelf: Shelf, day: date) -> list[UnitLine]:
    """All units with their names as they are on a day (of those that have none on it the latest), by what has been laid out to look at."""
    roots = joins.roots_at(shelf, shelf.moment).get(UNITS.name, {})
    rows = shelf.rows(
        "SELECT record, code, name, kind, parent, dissolved_on, valid_until FROM units"
        f" ORDER BY CASE WHEN answers_from <= DATE '{day.isoformat()}' THEN 1 ELSE 0 END, valid_from"
    )
    latest = {record: rest for record, *rest in rows}
    firm = {
        roots.get(record, record)
        for (record,) in shelf.rows(
            "SELECT DISTINCT record FROM sightings SEMI JOIN live_imports i ON i.id = import_id WHERE kind = 'units' AND NOT provisional"
        )
    }
    others = _others(shelf, roots)
    found = []
    for record, (code, name, kind, parent, dissolved_on, valid_until) in latest.items():
        above = latest.get(parent)
        ended = min((each for each in (dissolved_on, valid_until) if each is not None and each <= day), default=None)
        called = tuple(each for key, each in sorted(others.get(record, {}).items()) if key not in (fold(name), fold(code or "")))
        found.append(
            UnitLine(record, code, name, kind, (above[0] or above[1]) if above else None, record not in firm, ended, called),
        )
    return sorted(found, key=lambda line: (line.code is None, fold(line.code or ""), fold(line.name), line.record))


def _others(shelf: Shelf, roots: Mapping[int, int]) -> dict[int, dict[str, OtherName]]:
    """For each unit every name it is or was said to have, folded → as written and by what decision."""
    found: dict[int, dict[str, OtherName]] = defaultdict(dict)
    said = """SELECT DISTINCT s.record, c.name FROM sightings s SEMI JOIN live_imports i ON i.id = s.import_id
        JOIN units_said c ON c.id = s.content WHERE s.kind = 'units' ORDER BY ALL"""
    for record, name in shelf.rows(said):
        found[roots.get(record, record)][fold(name)] = OtherName(name, None)
    decided = """SELECT a.unit, a.name, i.id FROM aliases a JOIN imports i ON i.id = a.import_id
        WHERE i.id <= $last AND (i.undone_by IS NULL OR i.undone_by > $last) ORDER BY i.id"""
    for record, name, decision in shelf.rows(decided, {"last": shelf.moment}):
        found[roots.get(record, record)][fold(name)] = OtherName(name, decision)
    return found
