"""Batches of records for tests, written as plain rows."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from partytrack import periods
from partytrack.records import KINDS, Batch, Type
from partytrack.store.batches import SheetBatch, TakenIn
from partytrack.vietnamese import fold, nfc

if TYPE_CHECKING:
    from partytrack.store.duckdb import Store

NOON = datetime(2024, 7, 1, 12)


def batch(kind: str, rows: list[dict[str, Any]]) -> Batch:
    """Rows of a kind; dates and periods as labels (`2023-05`), a missing field is blank."""
    described = KINDS[kind]
    columns: dict[str, list[Any]] = {column: [] for column in described.columns}
    for row in rows:
        for field in described.fields:
            value = row.get(field.name)
            if field.type in (Type.DATE, Type.PERIOD):
                span = periods.parse(value) if value is not None else None
                columns[field.columns[0]].append(span.first if span else None)
                columns[field.columns[1]].append(span.last if span else None)
            elif field.type is Type.TEXT:
                columns[field.columns[0]].append(nfc(value) if value is not None else None)
                columns[field.columns[1]].append(fold(value) if value is not None else None)
            elif field.type is Type.NUMBER:
                columns[field.name].append(Decimal(str(value)) if value is not None else None)
            elif field.type is Type.YES_NO:
                columns[field.name].append(bool(value))
            else:
                columns[field.name].append(value)
    return Batch(described, columns, list(range(2, len(rows) + 2)))


def say(store: Store, kind: str, rows: list[dict[str, Any]], *, stated_on: str | None = None, name: str = "", **options: Any) -> TakenIn:
    """Import rows as one sheet of a file of its own."""
    file = name or f"{kind}-{len(store.imports())}.xlsx"
    given = SheetBatch("Sheet1", batch(kind, rows), date.fromisoformat(stated_on) if stated_on else None)
    return store.take_in(file, fold(file), [given], options="", at=NOON, **options)
