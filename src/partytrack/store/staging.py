"""The rows of a prepared batch as they are laid into the tables. SQL as text; runs nothing itself.

`staged` holds the rows as they were handed over, `matched` the same rows with the content each of them says: one that was
said before, or the number of a new one.
"""

from __future__ import annotations

from itertools import compress
from typing import TYPE_CHECKING, Any

from partytrack.records import Kind, Type
from partytrack.store.schema import quoted, said, stored_columns

if TYPE_CHECKING:
    from partytrack.store.batches import Ready


def handed_over(ready: Ready) -> dict[str, list[Any]]:
    """The columns of the rows that go in, `record` and `row` among them; numbers as text, so that none is rounded on the way."""
    columns = {"record": ready.records, "row": ready.rows} | {name: ready.columns[name] for name in stored_columns(ready.kind)}
    if not all(ready.kept):
        columns = {name: list(compress(values, ready.kept)) for name, values in columns.items()}
    for field in ready.kind.fields:
        if field.type is Type.NUMBER:
            columns[field.name] = [None if value is None else format(value, "f") for value in columns[field.name]]
    return columns


def stage(kind: Kind, source: str) -> str:
    """Make `staged` from what was handed over under a name, each column in its own type."""
    columns = "".join(f", CAST({quoted(name)} AS {kept}) AS {quoted(name)}" for name, kept in stored_columns(kind).items())
    return f"""CREATE OR REPLACE TEMP TABLE staged AS
        SELECT CAST(record AS BIGINT) AS record, CAST("row" AS BIGINT) AS "row"{columns} FROM {source}"""


def match(kind: Kind, last_content: int) -> str:
    """Make `matched`: a content said before keeps its number, a new one gets the next after the last."""
    same = " AND ".join(f"c.{quoted(name)} IS NOT DISTINCT FROM s.{quoted(name)}" for name in stored_columns(kind))
    return f"""CREATE OR REPLACE TEMP TABLE matched AS
        SELECT s.*, coalesce(c.id, {last_content} + row_number() OVER (PARTITION BY c.id IS NULL ORDER BY s."row")) AS content,
            c.id IS NULL AS fresh
        FROM staged s LEFT JOIN {said(kind)} c ON c.record = s.record AND {same}"""


def keep(kind: Kind) -> str:
    """Keep the contents of `matched` that are new."""
    columns = "".join(f", {quoted(name)}" for name in stored_columns(kind))
    return f"INSERT INTO {said(kind)} (id, record{columns}) SELECT content, record{columns} FROM matched WHERE fresh"


def count(kind: Kind) -> str:
    """A query for how many rows of `matched` are of new records, say something else, say the same; with the stated day as `$day`."""
    says_so = "p.content = m.content"
    if kind.stock:
        says_so += " AND p.answers_from <= CAST($day AS DATE) AND CAST($day AS DATE) < p.valid_until"
    return f"""WITH known AS (
            SELECT m.record, bool_or({says_so}) AS same FROM matched m
            JOIN spans p ON p.kind = '{kind.name}' AND p.record = m.record AND p.until_import IS NULL GROUP BY m.record
        )
        SELECT count(*) FILTER (k.record IS NULL), count(*) FILTER (NOT k.same), count(*) FILTER (k.same)
        FROM matched m LEFT JOIN known k ON k.record = m.record"""


SIGHT = """INSERT INTO sightings
    SELECT $import_id, $kind, record, content, CAST($day AS DATE), $sheet, "row", $provisional FROM matched"""

SIGHT_GONE = """INSERT INTO sightings
    SELECT $import_id, $kind, record, NULL, CAST($day AS DATE), $sheet, NULL, false FROM gone"""
