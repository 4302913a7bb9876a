"""Builders of batches and short ways to a store, for the tests of the store."""

from __future__ import annotations

import atexit
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from functools import cache
from itertools import count
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

import duckdb

from partytrack.periods import parse
from partytrack.records import KINDS, Batch, Type
from partytrack.store import history
from partytrack.store.batches import SheetBatch, TakenIn
from partytrack.store.duckdb import Store, _migrate, opened
from partytrack.vietnamese import fold

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOON = datetime(2024, 6, 1, 12)
_NUMBERS = count(1)
_LAID_OUT: WeakKeyDictionary[Store, int] = WeakKeyDictionary()


@cache
def _database() -> duckdb.DuckDBPyConnection:
    atexit.register(_database.cache_clear)  # else the database complains at the end that it is still there
    return duckdb.connect(":memory:")


@contextmanager
def in_memory() -> Iterator[Store]:
    """An empty store in memory; all stand in one database, as to start one takes longer than most of what is done in it."""
    name = f"store_{next(_NUMBERS)}"
    connection = _database().cursor()
    try:
        connection.execute(f"ATTACH ':memory:' AS {name}")
        connection.execute(f"USE {name}")
        _migrate(connection, 0)
        yield Store(connection)
    finally:
        connection.close()
        _database().execute(f"DETACH {name}")


def batch(kind: str, *rows: dict[str, Any], first_row: int = 2) -> Batch:
    """Rows as the intake hands them over; dates and periods are written as labels (`1990`, `1990-05-03`)."""
    columns: dict[str, list[Any]] = {name: [] for name in KINDS[kind].columns}
    for row in rows:
        for field in KINDS[kind].fields:
            value = row.get(field.name)
            stored = (value, value)
            if value is not None and field.type in (Type.DATE, Type.PERIOD):
                stored = (parse(value).first, parse(value).last)
            elif value is not None and field.type is Type.TEXT:
                stored = (value, fold(value))
            for name, each in zip(field.columns, stored, strict=False):
                columns[name].append(each)
        assert row.keys() <= {field.name for field in KINDS[kind].fields}
    return Batch(KINDS[kind], columns, list(range(first_row, first_row + len(rows))))


def sheet(kind: str, *rows: dict[str, Any], day: str | None = None, name: str = "DS", **more: Any) -> SheetBatch:
    """A batch in its sheet, with the day its list states."""
    return SheetBatch(name, batch(kind, *rows), date.fromisoformat(day) if day else None, **more)


class Files:
    """Takes files into a store, each with another content and an hour later than the one before."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.at = NOON

    def take(self, *sheets: SheetBatch, **options: Any) -> TakenIn:
        self.at += timedelta(hours=1)
        return self.store.take_in(f"{self.at:%d-%H}.xlsx", f"sha {self.at}", list(sheets), options="", at=self.at, **options)

    def undo(self, import_id: int | None) -> None:
        assert import_id is not None
        self.at += timedelta(hours=1)
        self.store.undo(import_id, self.at)


@contextmanager
def storing(path: Path | None = None) -> Iterator[Files]:
    with opened(path, writing=True) if path else in_memory() as store:
        yield Files(store)


def look(store: Store, known_at: date | None = None) -> None:
    """Lay out what was known, unless it is laid out: that takes longer than to ask one thing of it."""
    ((last,),) = store.rows(history.moment(known_at))
    if not _LAID_OUT.get(store) == store.moment == last:
        store.look(known_at)
        _LAID_OUT[store] = last


def seen(store: Store, query: str, known_at: date | None = None) -> list[tuple[Any, ...]]:
    look(store, known_at)
    return store.rows(query)


def codes(taken: TakenIn) -> list[tuple[str, int | None]]:
    """Slug and row of all findings."""
    return [(each.code.slug, each.place.row) for findings in taken.findings for each in findings]


def snapshot(store: Store, known_at: date | None = None) -> dict[str, list[tuple[Any, ...]]]:
    """Everything that can be seen, in a comparable order, with where it came from."""
    look(store, known_at)
    views = (*KINDS, "ancestry", "returns")
    return {view: sorted(store.rows(f"SELECT * FROM {view}"), key=repr) for view in views}


def say(store: Store, kind: str, rows: list[dict[str, Any]], *, stated_on: str | None = None, **options: Any) -> TakenIn:
    """Import rows as the one sheet of a file of its own."""
    number = len(store.imports())
    return store.take_in(f"{kind}-{number}.xlsx", f"{kind} {number}", [sheet(kind, *rows, day=stated_on)], options="", at=NOON, **options)
