"""The two clocks, as SQL: what follows from the sightings that stand, and how it looked at a moment. Runs nothing itself.

What a record says is a pure function of the sightings and complete lists of the imports that stand, so an undo needs no memory of
what was before, and the order in which lists come does not matter. Of a list (stocks): for each stated day the latest import wins;
what a list carries no column for stays as it was; each statement holds from its day until the next different one, or until the day
of a complete list of its unit in which it is missing. Of a log: the latest import wins, and there is no second clock.
A provisional statement (somebody only named the unit) counts while no list speaks of the record.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from partytrack.records import KINDS, UNITS, Kind
from partytrack.store.schema import quoted, said, stored_columns

if TYPE_CHECKING:
    from datetime import date

_EVER = "DATE '0001-01-01'"
_OPEN = "DATE '9999-12-31'"

_LIVE = """live AS (
    SELECT s.record, s.content, s.stated_on, s.import_id, s.sheet, s."row", s.provisional, s.says
    FROM sightings s SEMI JOIN touched USING (record) JOIN imports i ON i.id = s.import_id
    WHERE s.kind = '{kind}' AND i.undone_by IS NULL
)"""

# Of several imports that speak of one day the latest counts.
_LATEST_OF_DAY = """QUALIFY row_number() OVER (PARTITION BY record, stated_on ORDER BY import_id DESC, sheet, "row") = 1"""


def _listed(kind: Kind) -> list[str]:
    """Make `latest(record, content, stated_on, provisional)`: what each list says, with what it carries no column for filled in."""
    columns = stored_columns(kind)
    filled = ", ".join(
        f"last_value(CASE WHEN content IS NOT NULL AND (says IS NULL OR list_contains(string_split(says, ','), '{field.name}'))"
        f" THEN struct_pack(v := c.{quoted(column)}) END IGNORE NULLS) OVER so_far AS {quoted(column)}"
        for field in kind.fields
        for column in field.columns
    )
    names = ", ".join(quoted(column) for column in columns)
    values = ", ".join(f"f.{quoted(column)}.v" for column in columns)
    same = " AND ".join(f"c.{quoted(column)} IS NOT DISTINCT FROM f.{quoted(column)}.v" for column in columns)
    return [
        f"""CREATE OR REPLACE TEMP TABLE counted AS WITH {_LIVE.format(kind=kind.name)}
            SELECT * FROM live WHERE NOT provisional
            UNION ALL
            SELECT * FROM live WHERE provisional AND record NOT IN (SELECT record FROM live WHERE NOT provisional)""",
        # Only where lists with different columns speak of a record is there anything to fill in.
        f"""CREATE OR REPLACE TEMP TABLE filled AS WITH mixed AS (
                SELECT record FROM counted GROUP BY record HAVING count(DISTINCT coalesce(says, '*')) > 1
            ), told AS (
                SELECT t.record, t.stated_on, t.import_id, t.sheet, t."row", t.content, {filled}
                FROM counted t SEMI JOIN mixed USING (record) LEFT JOIN {said(kind)} c ON c.id = t.content
                WINDOW so_far AS (PARTITION BY t.record ORDER BY t.stated_on, t.import_id)
            )
            SELECT * FROM told {_LATEST_OF_DAY}""",
        # What several lists say together is a content of its own, with a number below 0.
        f"""INSERT INTO {said(kind)} (id, record, {names})
            SELECT (SELECT least(coalesce(min(id), 0), 0) FROM {said(kind)}) - row_number() OVER (), f.record, {values}
            FROM (SELECT DISTINCT record, {names} FROM filled WHERE content IS NOT NULL) f
            WHERE NOT EXISTS (SELECT 1 FROM {said(kind)} c WHERE c.record = f.record AND {same})""",
        f"""CREATE OR REPLACE TEMP TABLE latest AS
            SELECT record, content, stated_on, provisional FROM counted ANTI JOIN filled USING (record) {_LATEST_OF_DAY}
            UNION ALL
            SELECT f.record, min(c.id) AS content, f.stated_on, false FROM filled f
            LEFT JOIN {said(kind)} c ON f.content IS NOT NULL AND c.record = f.record AND {same}
            GROUP BY f.record, f.stated_on""",
    ]


def _held(kind: Kind) -> str:
    """Make `standing` from `latest`: from which day until which each statement holds."""
    column = "parent" if kind.name == UNITS.name else "unit"
    covers = f"v.unit = c.{column}" + (" OR v.unit IS NULL" if kind.name == UNITS.name else "")
    return f"""CREATE OR REPLACE TEMP TABLE standing AS WITH told AS (
    SELECT *, coalesce(lead(stated_on) OVER (PARTITION BY record ORDER BY stated_on), {_OPEN}) AS next_day FROM latest
), complete AS (
    SELECT DISTINCT v.unit, v."first" AS stated_on FROM coverage v JOIN imports i ON i.id = v.import_id
    WHERE v.kind = '{kind.name}' AND NOT v.nil AND i.undone_by IS NULL
), stated AS (
    SELECT record, content, stated_on FROM latest
    UNION
    SELECT t.record, NULL, v.stated_on FROM complete v
    JOIN told t ON t.stated_on < v.stated_on AND v.stated_on < t.next_day AND NOT t.provisional
    JOIN {said(kind)} c ON c.id = t.content WHERE {covers}
), turning AS (
    SELECT record, content, stated_on FROM stated WINDOW in_time AS (PARTITION BY record ORDER BY stated_on)
    QUALIFY row_number() OVER in_time = 1 OR content IS DISTINCT FROM lag(content) OVER in_time
), held AS (
    SELECT record, content, stated_on AS valid_from,
        coalesce(lead(stated_on) OVER (PARTITION BY record ORDER BY stated_on), {_OPEN}) AS valid_until
    FROM turning
)
SELECT record, content, valid_from, valid_until,
    CASE WHEN row_number() OVER (PARTITION BY record ORDER BY valid_from) = 1 THEN {_EVER} ELSE valid_from END AS answers_from
FROM held WHERE content IS NOT NULL"""


_LOG = f"""CREATE OR REPLACE TEMP TABLE standing AS WITH {_LIVE}, latest AS (
    SELECT record, content FROM live QUALIFY row_number() OVER (PARTITION BY record ORDER BY import_id DESC, sheet, "row") = 1
)
SELECT record, content, {_EVER} AS valid_from, {_OPEN} AS valid_until, {_EVER} AS answers_from FROM latest WHERE content IS NOT NULL"""

_SAME = """n.record = o.record AND n.content = o.content AND n.valid_from = o.valid_from
    AND n.valid_until = o.valid_until AND n.answers_from = o.answers_from"""


def replay(kind: Kind, import_id: int) -> list[str]:
    """Statements that bring the spans of the records in `touched(record)` in line with the sightings that stand.

    What no longer holds is closed as of the import (or dropped, if the same import opened it), what newly holds is opened.
    Afterwards `standing` holds what those records say.
    """
    ours = f"kind = '{kind.name}' AND until_import IS NULL AND record IN (SELECT record FROM touched)"
    outdated = f"{ours} AND NOT EXISTS (SELECT 1 FROM standing n WHERE {_SAME})"
    return [
        *([*_listed(kind), _held(kind)] if kind.stock else [_LOG.format(kind=kind.name)]),
        f"DELETE FROM spans o WHERE since_import = {import_id} AND {outdated}",
        f"UPDATE spans o SET until_import = {import_id} WHERE {outdated}",
        f"""INSERT INTO spans
            SELECT '{kind.name}', record, content, valid_from, valid_until, answers_from, {import_id}, NULL FROM standing n
            WHERE NOT EXISTS (SELECT 1 FROM spans o WHERE o.kind = '{kind.name}' AND o.until_import IS NULL AND {_SAME})""",
    ]


def first_spans(kind: Kind, import_id: int) -> str:
    """The statement that opens the spans of the records in `matched`, the first of their kind; for stocks from the day `$day`."""
    since = "CAST($day AS DATE)" if kind.stock else _EVER
    return f"INSERT INTO spans SELECT '{kind.name}', record, content, {since}, {_OPEN}, {_EVER}, {import_id}, NULL FROM matched"


# The units among `matched` of which no list speaks: only for them does it follow anything that a row names them.
UNLISTED = f"""SELECT record FROM matched ANTI JOIN (
        SELECT s.record FROM sightings s JOIN imports i ON i.id = s.import_id
        WHERE s.kind = '{UNITS.name}' AND NOT s.provisional AND i.undone_by IS NULL
    ) USING (record)"""

# The records an import had a say in: those it told of, and where it was complete all that it could have ended.
TOUCHED = """SELECT record FROM sightings WHERE import_id = $import_id AND kind = $kind
    UNION
    SELECT record FROM sightings WHERE kind = $kind
        AND EXISTS (SELECT 1 FROM coverage v WHERE v.import_id = $import_id AND v.kind = $kind AND NOT v.nil)"""


def moment(known_at: date | None) -> str:
    """A query for the last import known at the end of a day; 0 if there was none yet. None: now."""
    by_then = "" if known_at is None else f" WHERE \"at\" < TIMESTAMP '{known_at + timedelta(1)} 00:00:00'"
    return f"SELECT coalesce(max(id), 0) FROM imports{by_then}"


# Merged, dissolved or renamed, a unit ends on the day of the change, whatever its own list says (the first such day counts);
# one that others are merged into goes on.
_ENDED: Final = """(SELECT from_unit, min(changed_on) AS first, arg_min(changed_on_last, changed_on) AS last FROM successions
        WHERE change IN ('merged', 'dissolved', 'renamed') AND to_unit IS DISTINCT FROM from_unit GROUP BY from_unit)"""


def _view(kind: Kind, last: int) -> str:
    told = {column: f"c.{quoted(column)}" for column in stored_columns(kind)}
    ended = ""
    if kind.name == UNITS.name:
        told |= {"dissolved_on": "coalesce(c.dissolved_on, e.first) AS dissolved_on"}
        told |= {"dissolved_on_last": "coalesce(c.dissolved_on_last, e.last) AS dissolved_on_last"}
        ended = f" LEFT JOIN {_ENDED} e ON e.from_unit = p.record"
    columns = ", ".join(told.values())
    clock = ", p.valid_from, p.valid_until, p.answers_from" if kind.stock else ""
    # There are few units, and every question asks for them again and again.
    made = "TABLE" if kind.name == UNITS.name else "VIEW"
    return f"""CREATE OR REPLACE TEMP {made} {kind.name} AS
        SELECT p.record, p.content, {columns}{clock} FROM spans p JOIN {said(kind)} c ON c.id = p.content{ended}
        WHERE p.kind = '{kind.name}' AND p.since_import <= {last} AND (p.until_import IS NULL OR p.until_import > {last})"""


# In which column a field of a record stood, beside `X_origins`.
_COLUMNS: Final = """CREATE OR REPLACE TEMP VIEW placed AS SELECT import_id, kind, sheet, "first", "last", field, "column" FROM columns"""


# What was found in the files that stand; of a file imported again, in its latest import.
_NOTED: Final = """CREATE OR REPLACE TEMP VIEW noted AS
    SELECT f.import_id, i.file, f.code, f.sheet, f."row", f."column", f.field, f."value" FROM findings f JOIN live_imports i ON i.id = f.import_id
    WHERE NOT EXISTS (SELECT 1 FROM live_imports later WHERE later.file = i.file AND later.id > i.id)"""


def _origins(kind: Kind) -> str:
    return f"""CREATE OR REPLACE TEMP VIEW {kind.name}_origins AS
        SELECT s.content, s.import_id, i.file, s.sheet, s."row" FROM sightings s JOIN live_imports i ON i.id = s.import_id
        WHERE s.kind = '{kind.name}' AND s.content IS NOT NULL
        QUALIFY row_number() OVER (PARTITION BY s.content ORDER BY s.import_id DESC, s.sheet, s."row") = 1"""


# A unit is its own ancestor on every day; above it whoever its statements name, each while the statement holds (a first one
# always did). A chain that comes back to itself, possible only over several lists, ends there.
_ANCESTRY = f"""CREATE OR REPLACE TEMP TABLE ancestry AS WITH RECURSIVE parents AS (
    SELECT record, parent, answers_from AS from_day, valid_until AS until_day FROM units WHERE parent IS NOT NULL
), known AS (
    SELECT record AS unit FROM units UNION SELECT parent FROM parents
), chain AS (
    SELECT unit, unit AS ancestor, {_EVER} AS from_day, {_OPEN} AS until_day, [unit] AS passed FROM known
    UNION ALL
    SELECT c.unit, p.parent, greatest(c.from_day, p.from_day), least(c.until_day, p.until_day), list_append(c.passed, p.parent)
    FROM chain c JOIN parents p ON p.record = c.ancestor
    WHERE c.from_day < p.until_day AND p.from_day < c.until_day AND NOT list_contains(c.passed, p.parent)
)
SELECT unit, ancestor, from_day, until_day FROM chain"""


LIVE_IMPORTS = "SELECT count(*) FROM imports WHERE action = 'import' AND id <= ? AND (undone_by IS NULL OR undone_by > ?)"


def views(last: int) -> list[str]:
    """Statements that lay out what was known after an import as the views `measure` reads, one per kind, and ancestry, returns."""
    return [
        f"""CREATE OR REPLACE TEMP VIEW live_imports AS SELECT id, file FROM imports
            WHERE action = 'import' AND id <= {last} AND (undone_by IS NULL OR undone_by > {last})""",
        # What ends units is looked up when they are.
        *(statement for kind in sorted(KINDS.values(), key=lambda kind: kind.stock) for statement in (_origins(kind), _view(kind, last))),
        _ANCESTRY,
        _COLUMNS,
        _NOTED,
        """CREATE OR REPLACE TEMP VIEW returns AS
            SELECT DISTINCT kind, indicator_folded, unit, "first", "last" FROM coverage SEMI JOIN live_imports i ON i.id = import_id""",
    ]
