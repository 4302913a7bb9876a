"""What people decided about who is who, and what follows from it: units and members that are one, other names, members kept apart.

A decision lies over what was said and changes none of it: rows keep the record they were found to speak of, and records keep what
they refer to. Only what follows is worked out anew, from the sightings and decisions that stand. So decisions and imports may come in
any order, and a decision taken back leaves no trace but that it was there.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING, Any, Literal, Protocol

from partytrack.records import KINDS, UNITS, Kind
from partytrack.store import history
from partytrack.store.batches import Decided
from partytrack.store.identity import Matcher, key_columns, log_keys
from partytrack.store.schema import quoted, said
from partytrack.vietnamese import fold

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

Roots = dict[str, dict[int, int]]
"""Kind → record → the record it was made one with; of every group all records are there, the one it became too."""


class Engine(Protocol):
    """What deciding needs of the database."""

    def rows(self, query: str, values: Sequence[object] | Mapping[str, object] = ()) -> list[tuple[Any, ...]]:
        """Run a statement; the rows it answers."""

    def hand_over(self, columns: Mapping[str, Sequence[object]], statement: str) -> None:
        """Run a statement that reads columns of Python values as the table `handed_over`."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What is decided.

    Args:
        action: Its name among the imports.
        joins: For records made one: the kind, the record that ends and the one it becomes.
        aliases: Units with another name that means them from now on.
        named: A unit and a name that nobody has yet: rows that bear it speak of a unit of its own, which is made one with this one.
        apart: Two members who are not one.
    """

    action: Literal["merge", "alias", "same", "different"]
    joins: tuple[tuple[str, int, int], ...] = ()
    aliases: tuple[tuple[int, str], ...] = ()
    named: tuple[int, str] | None = None
    apart: tuple[int, int] | None = None


def keep(engine: Engine, decision: Decision, at: datetime, who: str | None) -> Decided:
    """Write a decision down and work out what follows, in one transaction."""
    records = following(engine, decision.joins)
    ((own,),) = engine.rows("UPDATE meta SET last_import = last_import + 1 RETURNING last_import")
    values = (own, at, decision.action)
    engine.rows(
        """INSERT INTO imports (id, "at", action, "full", "new", changed, unchanged, gone, rejected)
            VALUES (?, ?, ?, false, 0, 0, 0, 0, 0)""",
        values,
    )
    made, names = list(decision.joins), list(decision.aliases)
    if decision.named is not None:
        unit, name = decision.named
        ((record,),) = engine.rows("UPDATE meta SET last_record = last_record + 1 RETURNING last_record")
        made.append((UNITS.name, record, unit))
        names.append((record, name))
    make_one(engine, own, made)
    for unit, name in names:
        engine.rows("INSERT INTO aliases VALUES (?, ?, ?, ?)", (own, unit, name, fold(name)))
    if decision.apart is not None:
        engine.rows("INSERT INTO apart VALUES (?, ?, ?)", (own, *decision.apart))
    engine.rows("INSERT INTO audit VALUES (?, ?, ?, ?)", (at, decision.action, own, who))
    refresh(engine, own)
    return Decided(own, records)


def make_one(engine: Engine, import_id: int, made: Sequence[tuple[str, int, int]]) -> None:
    """Write down which records an import or decision makes one: kind, the record that ends and the one it becomes."""
    for kind, record, onto in made:
        engine.rows("INSERT INTO joins VALUES (?, ?, ?, ?)", (import_id, kind, record, onto))


def following(engine: Engine, joins: Sequence[tuple[str, int, int]]) -> int:
    """How many records refer to what is joined, and so follow it."""
    found = 0
    for kind in KINDS.values():
        columns = [
            f"list_contains(CAST($records AS BIGINT[]), c.{quoted(column)})"
            for column, other in history.referring(kind).items()
            if any(other == each for each, _, _ in joins)
        ]
        if columns:
            query = f"""SELECT count(DISTINCT p.record) FROM spans p JOIN {said(kind)} c ON c.id = p.content
                WHERE p.kind = '{kind.name}' AND p.until_import IS NULL AND ({" OR ".join(columns)})"""
            found += engine.rows(query, {"records": [record for _, record, _ in joins]})[0][0]
    return found


def joins_of(engine: Engine, decision: int) -> list[tuple[str, int, int]]:
    """What a decision made one: kind, the record that ended, the one it became."""
    return [
        (kind, record, onto) for kind, record, onto in engine.rows("SELECT kind, record, onto FROM joins WHERE import_id = ?", (decision,))
    ]


def roots_at(engine: Engine, last: int) -> Roots:
    """The groups of records that decisions known after an import made one."""
    if not _any_in(engine, "joins"):
        return {}
    query = """SELECT j.kind, j.record, j.onto FROM joins j JOIN imports i ON i.id = j.import_id
        WHERE i.id <= ? AND (i.undone_by IS NULL OR i.undone_by > ?)"""
    steps: Roots = defaultdict(dict)
    for kind, record, onto in engine.rows(query, (last, last)):
        steps[kind][record] = onto
    return {kind: {record: _root(record, each) for record in {*each, *each.values()}} for kind, each in steps.items()}


def _any_in(engine: Engine, table: str) -> bool:
    """Whether anything was ever decided: most workspaces have no decisions, and asking that is quick."""
    return bool(engine.rows(f"SELECT 1 FROM {table} LIMIT 1"))


def _root(record: int, steps: dict[int, int]) -> int:
    while record in steps:
        record = steps[record]
    return record


def lay_out(engine: Engine, roots: Roots) -> None:
    """Make `joined(kind, record, root)`."""
    flat = [(kind, record, root) for kind, each in roots.items() for record, root in each.items()]
    engine.rows(
        """CREATE OR REPLACE TEMP TABLE joined AS
            SELECT unnest(CAST($kind AS VARCHAR[])) AS kind, unnest(CAST($record AS BIGINT[])) AS record, unnest(CAST($root AS BIGINT[])) AS root""",
        {name: [each[place] for each in flat] for place, name in enumerate(("kind", "record", "root"))},
    )


def refresh(engine: Engine, import_id: int) -> None:
    """Work out what follows from the decisions that stand, after an import, an undo or a decision; quick where there are none."""
    if not _any_in(engine, "joins"):
        return
    roots = roots_at(engine, import_id)
    lay_out(engine, roots)
    for kind in KINDS.values():
        records = [record for (record,) in engine.rows(history.affected(kind))]
        if records or engine.rows("SELECT 1 FROM overlaid WHERE kind = ? AND until_import IS NULL LIMIT 1", (kind.name,)):
            of_kind = roots.get(kind.name, {})
            become = (
                {record: of_kind.get(record, record) for record in records} if kind.stock else _same_events(engine, kind, records, roots)
            )
            engine.hand_over(
                {"record": list(become), "root": list(become.values())},
                """CREATE OR REPLACE TEMP TABLE overlaying AS
                    SELECT CAST(record AS BIGINT) AS record, CAST(root AS BIGINT) AS root FROM handed_over""",
            )
            history.overlay(engine.rows, kind, import_id)


def _same_events(engine: Engine, kind: Kind, records: list[int], roots: Roots) -> dict[int, int]:
    """Record → root for records of a log: those that have one key now that their units or members are one are one, too."""
    engine.hand_over(
        {"record": records}, "CREATE OR REPLACE TEMP TABLE affected_records AS SELECT CAST(record AS BIGINT) AS record FROM handed_over"
    )
    names = key_columns(kind)
    told = engine.rows(history.last_words(kind, names))
    if not told:
        return {}
    columns = dict(zip(("record", *names), map(list, zip(*told, strict=True)), strict=True))
    for column, other in history.referring(kind).items():
        if column in columns:
            columns[column] = [roots.get(other, {}).get(value, value) for value in columns[column]]
    keys = log_keys(kind, columns)
    found = Matcher(len(keys), count(1).__next__).match(keys)
    first: dict[int, int] = {}
    return {record: first.setdefault(group, record) for record, group in zip(columns["record"], found, strict=True)}


# --- what is known of units and members while files are taken in ---


def aliases(engine: Engine) -> list[tuple[int, str]]:
    """The units' other names that decisions remember: record and name."""
    if not _any_in(engine, "aliases"):
        return []
    query = """SELECT a.unit, a.name FROM aliases a JOIN imports i ON i.id = a.import_id WHERE i.undone_by IS NULL ORDER BY a.import_id, a.name"""
    return [(unit, name) for unit, name in engine.rows(query)]


def names_of(engine: Engine, record: int) -> list[str]:
    """Every code and name that a unit is said to have had, as written, in the sightings that stand."""
    query = """SELECT DISTINCT unnest([c.name, c.code]) AS name FROM sightings s JOIN imports i ON i.id = s.import_id
        JOIN units_said c ON c.id = s.content
        WHERE s.kind = 'units' AND i.undone_by IS NULL AND s.record = ? ORDER BY name"""
    return [name for (name,) in engine.rows(query, (record,)) if name is not None]


@dataclass(frozen=True, slots=True)
class Remembered:
    """Another name of a unit, the number of the decision that remembers it, and what that decision was."""

    name: str
    decision: int
    action: str


def remembered(engine: Engine, name: str) -> Remembered | None:
    """The decision that stands and remembers a name, the latest if several do; None if none does."""
    query = """SELECT a.name, i.id, i.action FROM aliases a JOIN imports i ON i.id = a.import_id
        WHERE i.undone_by IS NULL AND a.name_folded = ? ORDER BY i.id DESC LIMIT 1"""
    found = engine.rows(query, (fold(name),))
    return Remembered(*found[0]) if found else None
