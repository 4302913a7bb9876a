"""What an import or an undo does to each record: what was known before it held against what is known after it.

Both are asked through the views of what was known at a moment, so that decisions about who is who count here as everywhere.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Protocol

from partytrack.periods import Span
from partytrack.records import KINDS, UNITS, Kind, Type
from partytrack.store import history
from partytrack.store.batches import Change, Effect
from partytrack.store.schema import quoted, said

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from partytrack.store.batches import Ready

_OPEN: Final = date(9999, 12, 31)
# What a record is called when it is shown: the first of these fields it has.
_CALLED: Final = ("full_name", "title", "object", "indicator", "name")

Units = dict[int, tuple[str, str]]
"""Record of a unit → its code, or its name where it has none, and its name."""


class Engine(Protocol):
    """What telling needs of the database."""

    def rows(self, query: str, values: Sequence[object] | Mapping[str, object] = ()) -> list[tuple[Any, ...]]:
        """Run a statement; the rows it answers."""

    def hand_over(self, columns: Mapping[str, Sequence[object]], statement: str) -> None:
        """Run a statement that reads columns of Python values as the table `handed_over`."""

    def look_after(self, last: int) -> None:
        """Lay out what was known after an import."""


class _Unit(NamedTuple):
    """A unit a field names: two of one name are two."""

    record: int
    shown: str | None


@dataclass(frozen=True, slots=True)
class _Statement:
    """What is said of a record: field → value, whose it is, and for lists since and until which day, and from which day on it answers."""

    values: dict[str, object]
    unit: tuple[str | None, str | None]
    held: tuple[date, date, date] | None = None

    def nearness(self, day: date | None) -> tuple[bool, bool, date]:
        """The greater, the more it speaks of a day: it holds on it, it answers for it, it is late."""
        if self.held is None or day is None:
            return (True, True, date.min)
        since, until, answers = self.held
        return (since <= day < until, answers <= day < until, since)


Told = dict[int, list[_Statement]]


# --- imports ---


def of_import(engine: Engine, event: int, batches: Sequence[Ready], *, everything: bool) -> list[list[Effect]]:
    """For each batch what becomes of its rows and what is gone, in the order of the rows; without `everything` only what is gone."""
    concerned: dict[str, set[int]] = defaultdict(set)
    for ready in batches:
        concerned[ready.kind.name] |= {*ready.gone, *(record for record, _, became in ready.became if became == "changed" and everything)}
    before, after, units = _both(engine, event, concerned)
    return [_of_batch(ready, before[ready.kind.name], after[ready.kind.name], units, everything=everything) for ready in batches]


def _of_batch(ready: Ready, before: Told, after: Told, units: Units, *, everything: bool) -> list[Effect]:
    kind, day = ready.kind, ready.given.stated_on
    gone = [_effect(kind, "gone", record, _at(before.get(record, []), day)) for record in ready.gone]
    gone.sort(key=lambda each: (each.unit[1] or "", each.name or ""))
    if not everything:
        return gone
    # A row of a sheet with a column for each month holds several records, so that only the record says which values are its own.
    place = {record: index for index, record in enumerate(ready.records) if ready.kept[index]}
    rows = []
    for record, row, became in ready.became:
        changes: tuple[Change, ...] = ()
        if became == "changed":
            stands = after.get(record, [])
            then = _at(before.get(record) or [each for each in stands if each.held and day and each.held[0] < day], day)
            changes = _changes(kind, then, _at(stands, day))
        rows.append(_effect(kind, became, record, _of_row(ready, place[record], units), row=row, changes=changes))
    repeated = [index for index, kept in enumerate(ready.kept) if not kept and ready.at[index] not in ready.aside]
    rows += [_effect(kind, "unchanged", ready.records[index], _of_row(ready, index, units), row=ready.rows[index]) for index in repeated]
    for row, cells in (*ready.given.rejected, *ready.rejected):
        name = next((cells[each] for each in _CALLED if cells.get(each)), None)
        unit = cells.get(kind.home) if kind.name != UNITS.name else cells.get("name")
        rows.append(Effect(kind.name, "rejected", row, (unit, unit), name, person=bool(cells.get("full_name"))))
    return [*sorted(rows, key=lambda each: (each.row or 0, each.when.first if each.when else date.min)), *gone]


def _of_row(ready: Ready, index: int, units: Units) -> _Statement:
    return _statement(ready.kind, {name: values[index] for name, values in ready.columns.items()}, units)


# --- undos ---


def of_undo(engine: Engine, event: int, undone: int) -> list[Effect]:
    """What an undo does to every record its import spoke of, and what other imports say of it.

    Effects are `ends` (it holds no longer), `returns`, `changed` (back to what it said before), and `stays`: of these the
    imports are those that say the same; of the others the later ones that speak of the record or refer to it. What the import
    counted as new, changed, unchanged or gone is told apart from what only follows from it.
    """
    concerned: dict[str, set[int]] = defaultdict(set)
    for table in ("spans", "joined_spans", "overlaid"):
        for kind, record in engine.rows(
            f"SELECT DISTINCT kind, record FROM {table} WHERE since_import = ? OR until_import = ?", (event, event)
        ):
            concerned[kind].add(record)
    seen = engine.rows("SELECT DISTINCT kind, record, provisional FROM sightings WHERE import_id = ?", (undone,))
    spoken = {(kind, record) for kind, record, named in seen if not named}
    named_only = {(kind, record) for kind, record, _ in seen} - spoken
    kinds = {kind for kind, _ in spoken} | {kind for (kind,) in engine.rows("SELECT kind FROM coverage WHERE import_id = ?", (undone,))}
    for kind, record in spoken:
        concerned[kind].add(record)
    others = _others(engine, undone, concerned)
    before, after, _ = _both(engine, event, concerned)
    effects = []
    for name, records in concerned.items():
        for record in sorted(records):
            told = sorted(others.get((name, record), ()))
            was, will = before[name].get(record, []), after[name].get(record, [])
            if was != will:
                later = tuple(each for each in told if each > undone)
                follows = bool(kinds) and (name not in kinds or (name, record) in named_only)
                effects.append(replace(_undone(KINDS[name], was, will, later), record=record, follows=follows))
            elif will and told:
                effects.append(_effect(KINDS[name], "stays", record, will[-1], imports=tuple(told)))
    return sorted(effects, key=lambda each: (each.kind, each.unit[1] or "", each.name or ""))


def _undone(kind: Kind, was: list[_Statement], will: list[_Statement], later: tuple[int, ...]) -> Effect:
    days = sorted({each.held[0] for each in (*was, *will) if each.held}, reverse=True)
    pairs = [(_at(was, day), _at(will, day)) for day in days or (None,)]
    then, now = next(((then, now) for then, now in pairs if then and now and then.values != now.values), pairs[0])
    holds = [any(each.held is None or each.held[1] == _OPEN for each in statements) for statements in (was, will)]
    if not will or holds == [True, False]:
        became = "ends"
    elif not was or holds == [False, True]:
        became = "returns"
    else:
        became = "changed"
    return _effect(kind, became, None, now or then, changes=_changes(kind, then, now) if was and will else (), imports=later)


def building_on(engine: Engine, event: int, undone: int) -> list[tuple[int, int]]:
    """The later imports that speak of records an undo changed, or refer to them, each with how many; by their numbers."""
    changed = " UNION ".join(
        f"SELECT kind, record FROM {table} WHERE since_import = {event} OR until_import = {event}"
        for table in ("spans", "joined_spans", "overlaid")
    )
    engine.rows(f"CREATE OR REPLACE TEMP TABLE asked AS {changed}")
    found: dict[int, set[tuple[str, int]]] = defaultdict(set)
    for query in (_speaking(f"s.import_id > {undone}"), *_referring(engine, undone)):
        for kind, record, import_id in engine.rows(query):
            found[import_id].add((kind, record))
    return [(import_id, len(records)) for import_id, records in sorted(found.items())]


def _others(engine: Engine, undone: int, concerned: Mapping[str, Iterable[int]]) -> dict[tuple[str, int], set[int]]:
    """Which other imports that stand speak of each record, and which later ones refer to it."""
    flat = [(kind, record) for kind, records in concerned.items() for record in records]
    if not flat:
        return {}
    columns: dict[str, list[Any]] = {"kind": [kind for kind, _ in flat], "record": [record for _, record in flat]}
    engine.hand_over(
        columns,
        """CREATE OR REPLACE TEMP TABLE asked AS
            SELECT CAST(kind AS VARCHAR) AS kind, CAST(record AS BIGINT) AS record FROM handed_over""",
    )
    found: dict[tuple[str, int], set[int]] = defaultdict(set)
    for query in (_speaking(f"s.import_id <> {undone} AND (s.import_id > {undone} OR NOT s.provisional)"), *_referring(engine, undone)):
        for kind, record, import_id in engine.rows(query):
            found[kind, record].add(import_id)
    return found


_STANDING: Final = "JOIN imports i ON i.id = s.import_id AND i.undone_by IS NULL"


def _speaking(which: str) -> str:
    """Kind, record and import of what those imports that stand say of the records in `asked`."""
    return f"""SELECT DISTINCT s.kind, s.record, s.import_id FROM sightings s {_STANDING}
        JOIN asked a ON a.kind = s.kind AND a.record = s.record WHERE {which}"""


def _referring(engine: Engine, undone: int) -> list[str]:
    """The same of later imports whose records refer to those in `asked`; no query for a kind of which none says anything."""
    later = {kind for (kind,) in engine.rows(f"SELECT DISTINCT kind FROM sightings WHERE import_id > {undone}")}
    return [
        f"""SELECT DISTINCT a.kind, a.record, s.import_id FROM sightings s {_STANDING} JOIN {said(kind)} c ON c.id = s.content
            JOIN asked a ON a.kind = '{other}' AND a.record = c.{quoted(column)}
            WHERE s.kind = '{kind.name}' AND s.import_id > {undone}"""
        for kind in KINDS.values()
        if kind.name in later
        for column, other in history.referring(kind).items()
    ]


# --- before and after ---


def _both(engine: Engine, event: int, concerned: Mapping[str, set[int]]) -> tuple[dict[str, Told], dict[str, Told], Units]:
    """What was known of records before an event, what is known after it, and the units that either names."""
    read: list[dict[str, list[tuple[Any, ...]]]] = []
    units: Units = {}
    for moment in (event - 1, event):
        engine.look_after(moment)
        units |= {
            record: (code or name, name) for record, code, name in engine.rows("SELECT record, code, name FROM units ORDER BY valid_from")
        }
        read.append({name: _standing(engine, KINDS[name], records) for name, records in concerned.items() if records})
    before, after = ({name: _told(KINDS[name], each.get(name, []), units) for name in KINDS} for each in read)
    return before, after, units


def _columns(kind: Kind) -> list[str]:
    columns = [column for field in kind.fields for column in field.columns]
    return columns + (["member"] if kind.person else [])


def _standing(engine: Engine, kind: Kind, records: set[int]) -> list[tuple[Any, ...]]:
    engine.hand_over(
        {"record": sorted(records)}, "CREATE OR REPLACE TEMP TABLE concerned AS SELECT CAST(record AS BIGINT) AS record FROM handed_over"
    )
    clock = ", valid_from, valid_until, answers_from" if kind.stock else ""
    order = ", valid_from" if kind.stock else ""
    columns = "".join(f", {quoted(column)}" for column in _columns(kind))
    return engine.rows(f"SELECT record{columns}{clock} FROM {kind.name} SEMI JOIN concerned USING (record) ORDER BY record{order}")


def _told(kind: Kind, rows: Iterable[tuple[Any, ...]], units: Units) -> Told:
    columns = _columns(kind)
    told: Told = defaultdict(list)
    for record, *values in rows:
        held = (values[-3], values[-2], values[-1]) if kind.stock else None
        told[record].append(_statement(kind, dict(zip(columns, values, strict=False)), units, held))
    return told


def _statement(kind: Kind, columns: Mapping[str, Any], units: Units, held: tuple[date, date, date] | None = None) -> _Statement:
    """The values of a record: dates and periods as spans, units by code or name."""
    values: dict[str, object] = {}
    for field in kind.fields:
        value = columns.get(field.columns[0])
        if value is not None and field.type in (Type.DATE, Type.PERIOD):
            value = Span(value, columns[field.columns[1]])
        elif value is not None and field.type is Type.UNIT:
            value = _Unit(value, units[value][0] if value in units else None)
        values[field.name] = value
    if kind.person:
        values["member"] = columns.get("member")
    if kind.name == UNITS.name:
        return _Statement(values, (columns.get("code") or columns.get("name"), columns.get("name")), held)
    return _Statement(values, units.get(columns.get(kind.home, 0), (None, None)), held)


def _at(statements: Sequence[_Statement], day: date | None) -> _Statement | None:
    """The statement that speaks of a day; of a log the only one."""
    return max(statements, key=lambda each: each.nearness(day), default=None)


def _changes(kind: Kind, then: _Statement | None, now: _Statement | None) -> tuple[Change, ...]:
    """What differs field by field; where nothing does, since or until when it holds."""
    old, new = (each.values if each else {} for each in (then, now))
    changes = [Change(field.name, old.get(field.name), new.get(field.name)) for field in kind.fields]
    if kind.person:
        changes.append(Change("member", old.get("member"), new.get("member")))
    changes = [each for each in changes if each.old != each.new]
    if not changes and then and now and then.held and now.held:
        bounds = zip(("valid_from", "valid_until"), then.held, now.held, strict=False)
        changes = [Change(name, _day(before), _day(after)) for name, before, after in bounds if before != after]
    return tuple(Change(each.field, *(_plain(each.field, value) for value in (each.old, each.new))) for each in changes)


def _plain(field: str, value: object) -> object:
    """A value as people read it: a unit by its code or name; of the member a person is known as, only whether there is one."""
    if field == "member":
        return value is not None
    return value.shown if isinstance(value, _Unit) else value


def _day(day: date) -> Span | None:
    return None if day == _OPEN else Span(day, day)


def _effect(
    kind: Kind,
    became: str,
    record: int | None,
    said_of_it: _Statement | None,
    *,
    row: int | None = None,
    changes: tuple[Change, ...] = (),
    imports: tuple[int, ...] = (),
) -> Effect:
    values = said_of_it.values if said_of_it else {}
    called = next((name for name in _CALLED if values.get(name) is not None), None)
    when = next((value for name in kind.dated if isinstance(value := values.get(name), Span)), None)
    unit = said_of_it.unit if said_of_it else (None, None)
    name = None if called is None else str(values[called])
    return Effect(kind.name, became, row, unit, name, called == "full_name", when, changes, imports, record)
