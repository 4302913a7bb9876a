"""What was decided about members: the decisions that stand, and the names of those they are about. Reads the store, changes nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from partytrack.records import MEMBERS
from partytrack.store import joins

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime


class Engine(Protocol):
    """What reviewing asks of the database."""

    def rows(self, query: str, values: Sequence[object] | Mapping[str, object] = ()) -> list[tuple[Any, ...]]:
        """Run a statement; the rows it answers."""

    def hand_over(self, columns: Mapping[str, Sequence[object]], statement: str) -> None:
        """Run a statement that reads columns of Python values as the table `handed_over`."""


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """A decision about two members: its number, when it was taken, `same` or `different`, their numbers and names."""

    id: int
    at: datetime
    action: str
    one: int
    one_name: str
    other: int
    other_name: str


def decisions(engine: Engine) -> list[DecisionLine]:
    """The decisions about members that stand, the oldest first."""
    query = """SELECT i.id, i."at", i.action, j.record, j.onto FROM imports i JOIN joins j ON j.import_id = i.id
        WHERE i.action = 'same' AND i.undone_by IS NULL
        UNION ALL
        SELECT i.id, i."at", i.action, a.one, a.other FROM imports i JOIN apart a ON a.import_id = i.id WHERE i.undone_by IS NULL ORDER BY 1"""
    found = engine.rows(query)
    named = names(engine, {record for *_, one, other in found for record in (one, other)})
    return [DecisionLine(id_, at, action, one, named.get(one, ""), other, named.get(other, "")) for id_, at, action, one, other in found]


def names(engine: Engine, records: Iterable[int]) -> dict[int, str]:
    """Of those records that are members what they were called last."""
    query = "SELECT record, arg_max(full_name, abs(id)) FROM members_said WHERE list_contains(CAST(? AS BIGINT[]), record) GROUP BY record"
    return dict(engine.rows(query, (list(records),)))


def decided_apart(engine: Engine, one: int, other: int) -> int | None:
    """The decision that says that two members, each given as the record it is now, are two; None if none does."""
    roots = joins.roots_at(engine, 2**62).get(MEMBERS.name, {})
    query = "SELECT i.id, a.one, a.other FROM apart a JOIN imports i ON i.id = a.import_id WHERE i.undone_by IS NULL ORDER BY i.id"
    for decision, *pair in engine.rows(query):
        if {roots.get(record, record) for record in pair} == {one, other}:
            return int(decision)
    return None


def has_card(engine: Engine, record: int) -> bool:
    """Whether a member is said to have a card number."""
    query = "SELECT 1 FROM members_said WHERE record = ? AND card_number IS NOT NULL LIMIT 1"
    return bool(engine.rows(query, (record,)))


def standing(engine: Engine, records: Iterable[int]) -> set[int]:
    """Which of some numbers are those of members of whom anything that stands is said."""
    query = """SELECT DISTINCT record FROM spans
        WHERE kind = 'members' AND until_import IS NULL AND list_contains(CAST(? AS BIGINT[]), record)"""
    return {record for (record,) in engine.rows(query, (list(records),))}
