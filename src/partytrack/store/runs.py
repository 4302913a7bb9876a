"""The nights: how they are kept and found again. A night is written down at its end, so one that was cut short is none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime


class Engine(Protocol):
    """What keeping nights needs of the database."""

    def rows(self, query: str, values: Sequence[object] | Mapping[str, object] = ()) -> list[tuple[Any, ...]]:
        """Run a statement; the rows it answers."""


@dataclass(frozen=True, slots=True)
class Run:
    """A night that came to its end.

    Args:
        id: Counts the nights from 1.
        started_at, ended_at: Local, without zone.
        as_of: The day of judgement.
        last_import: The last import it knew.
        set_aside: How many files it set aside.
        errors, warnings: What the rules of data quality found; None for a night from before there were any.
    """

    id: int
    started_at: datetime
    ended_at: datetime
    as_of: date
    last_import: int
    set_aside: int
    errors: int | None = None
    warnings: int | None = None


@dataclass(frozen=True, slots=True)
class Stood:
    """How one target stood for one period; no status for what is only watched."""

    term: str
    target: str
    period: str
    status: str | None
    value: float | None


def last(engine: Engine) -> Run | None:
    """The latest night; None before the first."""
    found = engine.rows(
        "SELECT id, started_at, ended_at, as_of, last_import, set_aside, errors, warnings FROM runs ORDER BY id DESC LIMIT 1"
    )
    return Run(*found[0]) if found else None


def stood(engine: Engine, term: str) -> list[Stood]:
    """How the targets of a term stood when a night last judged it."""
    query = """SELECT term, target, period, status, "value" FROM verdicts
        WHERE term = $term AND run = (SELECT max(run) FROM verdicts WHERE term = $term)"""
    return [Stood(*row) for row in engine.rows(query, {"term": term})]


def keep(engine: Engine, run: Run, verdicts: Sequence[Stood]) -> None:
    """Write a night down; to be done in one transaction."""
    values = (run.id, run.started_at, run.ended_at, run.as_of, run.last_import, run.set_aside, run.errors, run.warnings)
    engine.rows("INSERT INTO runs VALUES (?, ?, ?, ?, ?, ?, ?, ?)", values)
    columns = {"term": "VARCHAR", "target": "VARCHAR", "period": "VARCHAR", "status": "VARCHAR", "value": "DOUBLE"}
    lists = ", ".join(f"unnest(CAST(${name} AS {kept}[]))" for name, kept in columns.items())
    engine.rows(
        f"INSERT INTO verdicts SELECT $run, {lists}",
        {"run": run.id} | {name: [getattr(each, name) for each in verdicts] for name in columns},
    )
