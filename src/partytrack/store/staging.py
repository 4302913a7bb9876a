"""The rows of a prepared batch as they are laid into the tables. SQL as text; runs nothing itself.

`matched` holds the rows as they were handed over, each with the content it says: one that was said before, or the number of a new one.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

from partytrack.compact import mapped_singly, wanted
from partytrack.records import Kind, Type
from partytrack.store.schema import quoted, said, stored_columns

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from partytrack.store.batches import Ready


def handed_over(ready: Ready) -> dict[str, Sequence[Any]]:
    """The columns of the rows that go in, `record` and `row` among them; a column without any value is left out.

    Numbers go as text, so that none is rounded on the way; days as their ordinals, which are handed over quickest.
    """
    columns: dict[str, Sequence[Any]] = {"record": ready.records, "row": ready.rows} | {
        name: ready.columns[name] for name in stored_columns(ready.kind)
    }
    columns = {name: values for name, values in columns.items() if values.count(None) < len(values)}
    for field in ready.kind.fields:
        # Most dates are whole days: their last day is their first, which the database copies sooner than it is handed over.
        first, *last = field.columns
        if last and first in columns and columns.get(last[0]) == columns[first]:
            del columns[last[0]]
    if not all(ready.kept):
        columns = {name: wanted(values, ready.kept) for name, values in columns.items()}
    for field in ready.kind.fields:
        for name in field.columns:
            if name in columns and field.type in _WRITTEN:
                columns[name] = _each(_WRITTEN[field.type], columns[name])
    return columns


_WRITTEN: Final[dict[Type, Callable[[Any], object]]] = {
    Type.NUMBER: lambda value: format(value, "f"),
    Type.DATE: date.toordinal,
    Type.PERIOD: date.toordinal,
}


def _each(write: Callable[[Any], object], values: Sequence[Any]) -> Sequence[Any]:
    return mapped_singly(values, (lambda value: None if value is None else write(value)) if None in values else write)


def _sources(kind: Kind, given: Collection[str]) -> dict[str, str]:
    """Staged column → the column handed over that it is made from: itself, or the twin it equals."""
    twins = {last: first for first, last in (field.columns for field in kind.fields if len(field.columns) > 1)}
    sources = {name: name if name in given else twins.get(name, "") for name in _typed(kind)}
    return {name: source for name, source in sources.items() if source in given}


def _staged(kind: Kind, given: Collection[str]) -> str:
    """A query for the rows of `handed_over`, whose columns are given, each column in its own type."""
    types = _typed(kind)
    columns = [f"{_read(quoted(source), types[name])} AS {quoted(name)}" for name, source in _sources(kind, given).items()]
    return f"SELECT {', '.join(columns)} FROM handed_over"


def _read(source: str, kept: str) -> str:
    return f"DATE '0001-01-01' + (CAST({source} AS INTEGER) - 1)" if kept == "DATE" else f"CAST({source} AS {kept})"


def match(kind: Kind, given: Collection[str], last_content: int) -> str:
    """Make `matched`, the rows of `handed_over` with their `content`: one said before keeps its number, a `fresh` one gets one after the last.

    Numbers of new contents lie within as many as there are rows, with gaps.
    """
    return f"CREATE OR REPLACE TEMP TABLE matched AS SELECT s.*, {_matched(kind, given, last_content)}"


def _matched(kind: Kind, given: Collection[str], last_content: int) -> str:
    staged = _sources(kind, given)
    same = " AND ".join(
        f"c.{quoted(name)} IS NOT DISTINCT FROM s.{quoted(name)}" if name in staged else f"c.{quoted(name)} IS NULL"
        for name in stored_columns(kind)
    )
    return f"""coalesce(c.id, {last_content} + row_number() OVER ()) AS content, c.id IS NULL AS fresh
        FROM ({_staged(kind, given)}) s LEFT JOIN {said(kind)} c ON c.record = s.record AND {same}"""


def keep(kind: Kind, given: Collection[str]) -> str:
    """Keep the contents of `matched` that are new."""
    staged = _sources(kind, given)
    names = "".join(f", {quoted(name)}" for name in stored_columns(kind) if name in staged)
    return f"INSERT INTO {said(kind)} (id, record{names}) SELECT content, record{names} FROM matched WHERE fresh"


# Of a batch that comes in several blocks `matched` holds no more than is asked for later: it stays in memory to the end.
_OF_BLOCK: Final = ("CREATE OR REPLACE TEMP TABLE matched AS", "INSERT INTO matched")


def keep_block(kind: Kind, given: Collection[str], last_content: int, *, more: bool) -> list[str]:
    """Match a block of rows and keep what is new of it: the first of a batch, or with `more` a further one."""
    names = [quoted(name) for name in stored_columns(kind) if name in _sources(kind, given)]
    into, out = "".join(f", {name}" for name in names), "".join(f", s.{name}" for name in names)
    return [
        f"""{_OF_BLOCK[more]} SELECT s.record, s."row", {_matched(kind, given, last_content)}""",
        f"""INSERT INTO {said(kind)} (id, record{into})
            SELECT m.content, m.record{out} FROM matched m JOIN ({_staged(kind, given)}) s ON s.record = m.record WHERE m.fresh""",
    ]


def keep_first(kind: Kind, given: Collection[str]) -> str:
    """Keep the rows of `handed_over` where nothing was ever said of the records; their contents' numbers are handed over as `content`."""
    types = _typed(kind)
    sources = {name: source for name, source in _sources(kind, given).items() if name != "row"}
    into, out = "".join(f", {quoted(name)}" for name in sources), "".join(f", {_read(quoted(s), types[n])}" for n, s in sources.items())
    return f"INSERT INTO {said(kind)} (id{into}) SELECT content{out} FROM handed_over"


def _typed(kind: Kind) -> dict[str, str]:
    return {"record": "BIGINT", "row": "BIGINT"} | stored_columns(kind)


def count(kind: Kind) -> str:
    """A query for how many records of `matched` are new, say something else than before, say the same; after the replay.

    Before is what stood when the import `$import_id` began, and what its other sheets said (`$sheet`, `$day` are this one's).
    """
    return f"""{_before(kind)}
        SELECT count(*) FILTER (b.record IS NULL), count(*) FILTER (b.record IS NOT NULL AND t.record IS NOT NULL),
            count(*) FILTER (b.record IS NOT NULL AND t.record IS NULL)
        FROM matched m LEFT JOIN before b ON b.record = m.record LEFT JOIN turned t ON t.record = m.record"""


def became(kind: Kind) -> str:
    """The same record by record: record, row, and new, changed or unchanged."""
    return f"""{_before(kind)}
        SELECT m.record, m."row", CASE WHEN b.record IS NULL THEN 'new' WHEN t.record IS NOT NULL THEN 'changed' ELSE 'unchanged' END
        FROM matched m LEFT JOIN before b ON b.record = m.record LEFT JOIN turned t ON t.record = m.record ORDER BY m."row" """


def _before(kind: Kind) -> str:
    own = f"kind = '{kind.name}' AND record IN (SELECT record FROM matched)"
    return f"""WITH before AS (
            SELECT record FROM spans WHERE {own} AND since_import < $import_id AND (until_import IS NULL OR until_import = $import_id)
            UNION
            SELECT record FROM sightings WHERE {own} AND import_id = $import_id AND NOT provisional
                AND NOT (sheet IS NOT DISTINCT FROM $sheet AND stated_on IS NOT DISTINCT FROM CAST($day AS DATE))
        ), turned AS (
            SELECT DISTINCT record FROM spans WHERE {own} AND since_import = $import_id AND until_import IS NULL
        )"""


def sight(kind: Kind, rows: str, by_layout: Collection[str]) -> str:
    """Keep that the import says the contents of `matched`, or first ones of `handed_over`, and of which fields `$says` they speak.

    `by_layout`: fields of which a row speaks besides if it has a value.
    """
    if not by_layout:
        says, contents = "$says", ""
    else:
        columns = {name: quoted(kind.field(name).columns[0]) for name in sorted(by_layout)}
        more = (f"CASE WHEN c.{column} IS NULL THEN '' ELSE ',{name}' END" for name, column in columns.items())
        says, contents = " || ".join(("CAST($says AS VARCHAR)", *more)), f" JOIN {said(kind)} c ON c.id = m.content"
    return f"""INSERT INTO sightings
        SELECT $import_id, $kind, m.record, m.content, CAST($day AS DATE), $sheet, m."row", false, {says} FROM {rows} m{contents}"""


# Units that rows name, each with the sheet that does so first.
SIGHT_NAMED = """INSERT INTO sightings
    SELECT $import_id, 'units', m.record, m.content, CAST($day AS DATE), h.sheet, m."row", true, NULL
    FROM matched m JOIN handed_over h ON CAST(h.record AS BIGINT) = m.record"""

# A record that a complete list does not hold, or that two rows of a file contradict each other about.
SIGHT_GONE = """INSERT INTO sightings SELECT $import_id, $kind, record, NULL, CAST($day AS DATE), $sheet, NULL, false, NULL FROM gone"""

# A record that may stand in a rejected row of a complete list: it stays as it was.
SIGHT_SPARED = """INSERT INTO sightings
    SELECT $import_id, $kind, p.record, p.content, CAST($day AS DATE), $sheet, NULL, false, '' FROM spans p JOIN spared USING (record)
    WHERE p.kind = $kind AND p.until_import IS NULL AND p.valid_from <= CAST($day AS DATE) AND CAST($day AS DATE) < p.valid_until"""
