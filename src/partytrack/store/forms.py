"""The headings of what was imported, and those that --map explained: keeping, asking, forgetting. Only imports that stand are asked."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from partytrack.store.batches import Taught

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from partytrack.store.batches import SheetBatch
    from partytrack.store.taking import Engine

# Enough for every form of a hundred units; of those that are older nobody asks whether a heading has changed.
_MOST: Final = 500


def keep(engine: Engine, import_id: int, batches: Sequence[SheetBatch]) -> None:
    """Write down the headings of an import's tables, and which of them --map explained."""
    told = [(place, batch) for place, batch in enumerate(batches) if batch.form]
    if not told:
        return
    columns: dict[str, list[Any]] = {
        "place": [place for place, _ in told],
        "kind": [batch.batch.kind.name for _, batch in told],
        "headings": [json.dumps(batch.form, ensure_ascii=False) for _, batch in told],
    }
    engine.hand_over(columns, f"INSERT INTO forms SELECT {import_id}, * FROM handed_over")
    for place, batch in told:
        for heading, name in batch.taught.items():
            own = "INSERT INTO mappings SELECT coalesce(max(number), 0) + 1, ?, ?, ?, ? FROM mappings"
            engine.rows(own, (import_id, place, heading, name))


def taught(engine: Engine) -> list[Taught]:
    """Every heading that --map explained and that nobody has forgotten, the latest import first."""
    query = """SELECT m.number, m.import_id, i."at", i.file, f.kind, m.heading, m.field, f.headings
        FROM mappings m JOIN forms f USING (import_id, place) JOIN imports i ON i.id = m.import_id
        WHERE i.undone_by IS NULL ORDER BY m.import_id DESC, m.number"""
    return [Taught(*row) for row in engine.rows(query)]


def latest(engine: Engine) -> list[tuple[int, str, str, str]]:
    """For each set of headings its latest import, the file, its kind, and the headings as JSON; the latest first."""
    query = f"""SELECT max(f.import_id), arg_max(i.file, f.import_id), f.kind, f.headings FROM forms f JOIN imports i ON i.id = f.import_id
        WHERE i.undone_by IS NULL GROUP BY f.kind, f.headings ORDER BY 1 DESC, 3, 4 LIMIT {_MOST}"""
    return [(import_id, file, kind, headings) for import_id, file, kind, headings in engine.rows(query)]


def forget(engine: Engine, numbers: Sequence[int], at: datetime, who: str | None) -> None:
    """Remember some of them no more."""
    for number in numbers:
        engine.rows("DELETE FROM mappings WHERE number = ?", (number,))
    engine.rows("INSERT INTO audit VALUES (?, 'forget', NULL, ?)", (at, who))
