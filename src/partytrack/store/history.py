"""The two clocks, as SQL: what follows from the sightings that stand, and how it looked at a moment.

What a record says is a pure function of the sightings and complete lists of the imports that stand, so an undo needs no memory of
what was before, and the order in which lists come does not matter. Of a list (stocks): for each stated day the latest import wins;
what a list carries no column for stays as it was; each statement holds from its day until the next different one, or until the day
of a complete list of its unit in which it is missing (one of the same day only if it came later: it corrects the other).
Of a log: the latest import wins, and there is no second clock.
A provisional statement (somebody only named the unit) counts while no list speaks of the record.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from partytrack.records import FIGURES, KINDS, MEMBERS, UNITS, Kind, Type
from partytrack.store.schema import quoted, said, stored_columns

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    Run = Callable[[str], list[tuple[Any, ...]]]  # runs a statement and answers its rows

_EVER = "DATE '0001-01-01'"
OPEN = "DATE '9999-12-31'"

_LIVE = """live AS (
    SELECT s.record, s.content, s.stated_on, s.import_id, s.sheet, s."row", s.provisional, s.says, true AS own
    FROM sightings s SEMI JOIN touched USING (record) JOIN imports i ON i.id = s.import_id
    WHERE s.kind = '{kind}' AND i.undone_by IS NULL
)"""

# The same where decisions made records one: each sighting counts for the record it was made one with.
_JOINED_LIVE = """live AS (
    SELECT t.root AS record, s.content, s.stated_on, s.import_id, s.sheet, s."row", s.provisional, s.says, s.record = t.root AS own
    FROM sightings s JOIN overlaying t ON t.record = s.record JOIN imports i ON i.id = s.import_id
    WHERE s.kind = '{kind}' AND i.undone_by IS NULL
)"""

_COUNTED: Final = """SELECT * FROM live WHERE NOT provisional
            UNION ALL
            SELECT * FROM live WHERE provisional AND record NOT IN (SELECT record FROM live WHERE NOT provisional)"""

# A unit that another was made one with keeps its own name and code, and what it says of itself on a day goes before what is
# said under the other's name; before its own first day it is silent. Where nobody lists it, the other speaks for both.
_JOINED_UNITS: Final = """SELECT * FROM live WHERE NOT provisional AND own
            UNION ALL
            SELECT l.* REPLACE (o.record IS NULL AS own) FROM live l
            LEFT JOIN (SELECT record, min(stated_on) AS day FROM live WHERE NOT provisional AND own GROUP BY record) o USING (record)
            WHERE NOT l.provisional AND NOT l.own AND (o.record IS NULL OR l.stated_on > o.day)
                AND (l.record, l.stated_on) NOT IN (SELECT (record, stated_on) FROM live WHERE NOT provisional AND own)
            UNION ALL
            SELECT l.* REPLACE (true AS own) FROM live l
            WHERE l.provisional AND l.record NOT IN (SELECT record FROM live WHERE NOT provisional)
                AND (l.own OR l.record NOT IN (SELECT record FROM live WHERE own))"""
_ITS_OWN: Final = ("code", "name")  # of a unit: what another name for it does not say

# Of several imports that speak of one day the latest counts.
_LATEST_OF_DAY = """QUALIFY row_number() OVER (PARTITION BY record, stated_on ORDER BY import_id DESC, sheet, "row") = 1"""


def _list(run: Run, kind: Kind, *, joined: bool = False) -> None:
    """Make `latest(record, content, stated_on, import_id, provisional)`: what each list says, with what it carries no column for filled in.

    With `joined` each record of `overlaying(record, root)` speaks for its root.
    """
    units = kind.name == UNITS.name
    live = (_JOINED_LIVE if joined else _LIVE).format(kind=kind.name)
    run(f"CREATE OR REPLACE TEMP TABLE counted AS WITH {live} {_JOINED_UNITS if joined and units else _COUNTED}")
    # Only where lists with different columns speak of a record is there anything to fill in.
    mixed = "SELECT record FROM counted GROUP BY record HAVING count(DISTINCT coalesce(says, '*')) > 1" + (
        " OR NOT bool_and(own)" if units else ""
    )
    if run(f"{mixed} LIMIT 1"):
        for statement in _filled(kind, mixed):
            run(statement)
    else:
        told = "SELECT record, content, stated_on, import_id, provisional FROM counted"
        run(f"CREATE OR REPLACE TEMP TABLE latest AS {told} {_LATEST_OF_DAY}")


def _filled(kind: Kind, mixed: str) -> list[str]:
    """Statements that make `latest` where the records of a query need filling in."""
    columns = stored_columns(kind)
    units = kind.name == UNITS.name
    filled = ", ".join(
        f"last_value(CASE WHEN content IS NOT NULL{' AND own' if units and field.name in _ITS_OWN else ''}"
        f" AND (says IS NULL OR list_contains(string_split(says, ','), '{field.name}'))"
        f" THEN struct_pack(v := c.{quoted(column)}) END IGNORE NULLS) OVER so_far AS {quoted(column)}"
        for field in kind.fields
        for column in field.columns
    )
    names = ", ".join(quoted(column) for column in columns)
    values = ", ".join(f"f.{quoted(column)}.v" for column in columns)
    same = " AND ".join(f"c.{quoted(column)} IS NOT DISTINCT FROM f.{quoted(column)}.v" for column in columns)
    return [
        f"""CREATE OR REPLACE TEMP TABLE filled AS WITH mixed AS (
                {mixed}
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
            SELECT record, content, stated_on, import_id, provisional FROM counted ANTI JOIN filled USING (record) {_LATEST_OF_DAY}
            UNION ALL
            SELECT f.record, min(c.id) AS content, f.stated_on, min(f.import_id), false FROM filled f
            LEFT JOIN {said(kind)} c ON f.content IS NOT NULL AND c.record = f.record AND {same}
            GROUP BY f.record, f.stated_on""",
    ]


def _held(kind: Kind, *, joined: bool = False) -> str:
    """Make `standing` from `latest`: from which day until which each statement holds."""
    column = "parent" if kind.name == UNITS.name else "unit"
    home, covered = (resolved(column, "c"), resolved("unit", "v")) if joined else (f"c.{column}", "v.unit")
    covers = f"v.unit = {home}" + (" OR v.unit IS NULL" if kind.name == UNITS.name else "")
    return f"""CREATE OR REPLACE TEMP TABLE standing AS WITH told AS (
    SELECT *, coalesce(lead(stated_on) OVER (PARTITION BY record ORDER BY stated_on), {OPEN}) AS next_day FROM latest
), complete AS (
    SELECT {covered} AS unit, v."first" AS stated_on, max(v.import_id) AS import_id
    FROM coverage v JOIN imports i ON i.id = v.import_id{looked_up("v", "unit") if joined else ""}
    WHERE v.kind = '{kind.name}' AND NOT v.nil AND i.undone_by IS NULL GROUP BY ALL
), ended AS (
    SELECT DISTINCT t.record, v.stated_on FROM complete v
    JOIN told t ON (t.stated_on < v.stated_on OR t.stated_on = v.stated_on AND t.import_id < v.import_id)
        AND v.stated_on < t.next_day AND NOT t.provisional
    JOIN {said(kind)} c ON c.id = t.content{looked_up("c", column) if joined else ""} WHERE {covers}
), stated AS (
    SELECT record, content, stated_on FROM latest ANTI JOIN ended USING (record, stated_on)
    UNION ALL
    SELECT record, NULL, stated_on FROM ended
), turning AS (
    SELECT record, content, stated_on FROM stated WINDOW in_time AS (PARTITION BY record ORDER BY stated_on)
    QUALIFY row_number() OVER in_time = 1 OR content IS DISTINCT FROM lag(content) OVER in_time
), held AS (
    SELECT record, content, stated_on AS valid_from,
        coalesce(lead(stated_on) OVER (PARTITION BY record ORDER BY stated_on), {OPEN}) AS valid_until
    FROM turning
)
SELECT record, content, valid_from, valid_until,
    CASE WHEN row_number() OVER (PARTITION BY record ORDER BY valid_from) = 1 THEN {_EVER} ELSE valid_from END AS answers_from
FROM held WHERE content IS NOT NULL"""


_LOG = f"""CREATE OR REPLACE TEMP TABLE standing AS WITH {{live}}, latest AS (
    SELECT record, content FROM {{told}} QUALIFY row_number() OVER (PARTITION BY record ORDER BY import_id DESC, sheet, "row") = 1
)
SELECT record, content, {_EVER} AS valid_from, {OPEN} AS valid_until, {_EVER} AS answers_from FROM latest WHERE content IS NOT NULL"""

_SAME = """n.record = o.record AND n.content = o.content AND n.valid_from = o.valid_from
    AND n.valid_until = o.valid_until AND n.answers_from = o.answers_from"""


def replay(run: Run, kind: Kind, import_id: int) -> None:
    """Bring the spans of the records in `touched(record)` in line with the sightings that stand.

    What no longer holds is closed as of the import (or dropped, if the same import opened it), what newly holds is opened.
    Afterwards `standing` holds what those records say.
    """
    ours = f"kind = '{kind.name}' AND until_import IS NULL AND record IN (SELECT record FROM touched)"
    if kind.stock:
        _list(run, kind)
    run(_held(kind) if kind.stock else _LOG.format(live=_LIVE.format(kind=kind.name), told="live"))
    for statement in _in_line("spans", kind, ours, import_id):
        run(statement)


def _in_line(table: str, kind: Kind, ours: str, import_id: int) -> list[str]:
    """Statements that close which of a table's spans `standing` does not hold and open those it holds besides."""
    outdated = f"{ours} AND NOT EXISTS (SELECT 1 FROM standing n WHERE {_SAME})"
    return [
        f"DELETE FROM {table} o WHERE since_import = {import_id} AND {outdated}",
        f"UPDATE {table} o SET until_import = {import_id} WHERE {outdated}",
        f"""INSERT INTO {table}
            SELECT '{kind.name}', record, content, valid_from, valid_until, answers_from, {import_id}, NULL FROM standing n
            WHERE NOT EXISTS (SELECT 1 FROM {table} o WHERE o.kind = '{kind.name}' AND o.until_import IS NULL AND {_SAME})""",
    ]


def overlay(run: Run, kind: Kind, import_id: int) -> None:
    """Bring `overlaid` and `joined_spans` of a kind in line with `overlaying(record, root)`.

    What was said of each of its records then counts for its root, and every unit or member in `joined(kind, record, root)` is its root.
    """
    ours = f"kind = '{kind.name}' AND until_import IS NULL"
    if kind.stock:
        _list(run, kind, joined=True)
    run(_held(kind, joined=True) if kind.stock else _joined_log(kind))
    left = f"{ours} AND record NOT IN (SELECT record FROM overlaying)"
    for statement in (
        *_in_line("joined_spans", kind, ours, import_id),
        f"DELETE FROM overlaid WHERE since_import = {import_id} AND {left}",
        f"UPDATE overlaid SET until_import = {import_id} WHERE {left}",
        f"""INSERT INTO overlaid SELECT DISTINCT '{kind.name}', record, {import_id}, CAST(NULL AS BIGINT) FROM overlaying
            WHERE record NOT IN (SELECT record FROM overlaid WHERE {ours})""",
    ):
        run(statement)


def _joined_log(kind: Kind) -> str:
    """Make `standing` of a log over which decisions lie.

    A file that is complete for a unit ends what it lacks, under whatever name it was told before (of a file with rejected rows
    nobody knows what it lacks). What files ended under their own names stands in the sightings.
    """
    first, last = dated(kind)
    period = kind.field(kind.dated[0]).type is Type.PERIOD
    within = f'v."first" = {first} AND v."last" = {last}' if period else f'v."first" <= {first} AND {last} <= v."last"'
    indicator = " AND v.indicator_folded = c.indicator_folded" if kind.name == FIGURES.name else ""
    subject = (
        f""" AND c.subject IN (SELECT t.subject FROM sightings s JOIN {said(kind)} t ON t.id = s.content
            WHERE s.kind = '{kind.name}' AND s.import_id = v.import_id)"""
        if kind.person
        else ""
    )
    ended = f"""ended AS (
    SELECT DISTINCT l.record, CAST(NULL AS BIGINT) AS content, v.import_id, CAST(NULL AS VARCHAR) AS sheet, CAST(NULL AS BIGINT) AS "row"
    FROM live l JOIN {said(kind)} c ON c.id = l.content{looked_up("c", kind.home)}
    JOIN coverage v ON v.kind = '{kind.name}' AND NOT v.nil{looked_up("v", "unit")} JOIN imports i ON i.id = v.import_id
    WHERE i.undone_by IS NULL AND {resolved("unit", "v")} IS NOT DISTINCT FROM {resolved(kind.home, "c")} AND {within}{indicator}{subject}
        AND (l.record, v.import_id) NOT IN (SELECT (record, import_id) FROM live WHERE content IS NOT NULL)
        AND v.import_id NOT IN (SELECT import_id FROM rejected)
)"""
    told = '(SELECT record, content, import_id, sheet, "row" FROM live UNION ALL SELECT * FROM ended)'
    return _LOG.format(live=f"{_JOINED_LIVE.format(kind=kind.name)}, {ended}", told=told)


def dated(kind: Kind) -> tuple[str, str]:
    """SQL: the first and last day of the date or period of a log's content `c`."""
    first = ", ".join(f"c.{quoted(name)}" for name in kind.dated)
    last = ", ".join(f"c.{quoted(name + '_last')}" for name in kind.dated)
    return f"coalesce({first})", f"coalesce({last})"


def referring(kind: Kind) -> dict[str, str]:
    """The columns of a kind that hold the number of another record, each with the kind it is of."""
    columns = {field.columns[0]: UNITS.name for field in kind.fields if field.type is Type.UNIT}
    return columns | ({"member": MEMBERS.name} if kind.person else {})


def resolved(column: str, alias: str) -> str:
    """SQL: the record that a column means, by `looked_up`."""
    return f"coalesce({alias}_{column}.root, {alias}.{quoted(column)})"


def looked_up(alias: str, column: str, kind: str = UNITS.name) -> str:
    """SQL: the join that finds out whether the record in a column was made one with another."""
    return f" LEFT JOIN joined {alias}_{column} ON {alias}_{column}.kind = '{kind}' AND {alias}_{column}.record = {alias}.{quoted(column)}"


def affected(kind: Kind) -> str:
    """A query for the records over which decisions lie: those of `joined(kind, record, root)` and all that refer to one."""
    among = "(SELECT record FROM joined WHERE kind = '{0}')"
    refers = "".join(f" OR c.{quoted(column)} IN {among.format(other)}" for column, other in referring(kind).items())
    return f"""SELECT DISTINCT s.record FROM sightings s JOIN imports i ON i.id = s.import_id LEFT JOIN {said(kind)} c ON c.id = s.content
        WHERE s.kind = '{kind.name}' AND i.undone_by IS NULL AND (s.record IN {among.format(kind.name)}{refers})"""


def last_words(kind: Kind, columns: tuple[str, ...]) -> str:
    """A query for what a log said last of each record of `affected_records(record)`: record and these columns."""
    told = "".join(f", c.{quoted(column)}" for column in columns)
    return f"""SELECT s.record{told} FROM sightings s JOIN imports i ON i.id = s.import_id JOIN {said(kind)} c ON c.id = s.content
        WHERE s.kind = '{kind.name}' AND i.undone_by IS NULL AND s.record IN (SELECT record FROM affected_records)
        QUALIFY row_number() OVER (PARTITION BY s.record ORDER BY s.import_id DESC, s.sheet, s."row") = 1 ORDER BY s.record"""


def first_spans(kind: Kind, import_id: int) -> str:
    """The statement that opens the spans of the rows in `handed_over`, with their `content`, of whose records nothing was said before.

    For stocks from the day `$day`.
    """
    since = "CAST($day AS DATE)" if kind.stock else _EVER
    return f"""INSERT INTO spans SELECT '{kind.name}', CAST(record AS BIGINT), CAST(content AS BIGINT), {since}, {OPEN}, {_EVER}, {import_id}, NULL
        FROM handed_over"""


# The units among `matched` of which no list speaks: only for them does it follow anything that a row names them.
UNLISTED = f"""SELECT record FROM matched ANTI JOIN (
        SELECT s.record FROM sightings s JOIN imports i ON i.id = s.import_id
        WHERE s.kind = '{UNITS.name}' AND NOT s.provisional AND i.undone_by IS NULL
    ) USING (record)"""

# The kinds an import had a say in, and of each its records: those it told of, and where it was complete all that it could have ended.
TOLD_OF: Final = "SELECT kind FROM sightings WHERE import_id = $import_id UNION SELECT kind FROM coverage WHERE import_id = $import_id"
TOUCHED = """SELECT record FROM sightings WHERE import_id = $import_id AND kind = $kind
    UNION
    SELECT record FROM sightings WHERE kind = $kind
        AND EXISTS (SELECT 1 FROM coverage v WHERE v.import_id = $import_id AND v.kind = $kind AND NOT v.nil)"""


# How many records an undo changed: those its import counted (it spoke of them, or ended them as a complete list), and all others.
UNDONE: Final = """WITH turned AS (SELECT DISTINCT kind, record FROM spans WHERE since_import = $event OR until_import = $event),
    spoken AS (SELECT DISTINCT kind, record FROM sightings WHERE import_id = $undone AND NOT provisional),
    named AS (SELECT DISTINCT kind, record FROM sightings WHERE import_id = $undone AND provisional),
    complete AS (SELECT kind FROM spoken UNION SELECT kind FROM coverage WHERE import_id = $undone)
    SELECT count(*) FILTER (own), count(*) FILTER (NOT own) FROM (
        SELECT (kind, record) IN (FROM spoken) OR (kind IN (FROM complete) AND (kind, record) NOT IN (FROM named)) AS own FROM turned
    )"""


def moment(known_at: date | None) -> str:
    """A query for the last import known at the end of a day; 0 if there was none yet. None: now."""
    by_then = "" if known_at is None else f" WHERE \"at\" < TIMESTAMP '{known_at + timedelta(1)} 00:00:00'"
    return f"SELECT coalesce(max(id), 0) FROM imports{by_then}"


# Merged, dissolved or renamed, a unit ends on the day of the change, whatever its own list says (the first such day counts);
# one that others are merged into goes on.
_ENDED: Final = """(SELECT from_unit, min(changed_on) AS first, arg_min(changed_on_last, changed_on) AS last FROM successions
        WHERE change IN ('merged', 'dissolved', 'renamed') AND to_unit IS DISTINCT FROM from_unit GROUP BY from_unit)"""


def _known(last: int) -> str:
    """SQL: a span or the like was known after an import."""
    return f"since_import <= {last} AND (until_import IS NULL OR until_import > {last})"


_SPAN: Final = "record, content, valid_from, valid_until, answers_from"


def _view(kind: Kind, last: int, *, joined: bool) -> str:
    told = {column: f"c.{quoted(column)}" for column in stored_columns(kind)}
    ended = ""
    spans = f"spans p JOIN {said(kind)} c ON c.id = p.content"
    where = f"p.kind = '{kind.name}' AND p.since_import <= {last} AND (p.until_import IS NULL OR p.until_import > {last})"
    if joined:
        ours = f"kind = '{kind.name}' AND {_known(last)}"
        spans = f"""(SELECT {_SPAN} FROM spans WHERE {ours} AND record NOT IN (SELECT record FROM overlaid WHERE {ours})
            UNION ALL SELECT {_SPAN} FROM joined_spans WHERE {ours}) p JOIN {said(kind)} c ON c.id = p.content"""
        spans += "".join(looked_up("c", column, other) for column, other in referring(kind).items())
        told |= {column: f"{resolved(column, 'c')} AS {quoted(column)}" for column in referring(kind)}
        where = "true"
    if kind.name == UNITS.name:
        told |= {"dissolved_on": "coalesce(c.dissolved_on, e.first) AS dissolved_on"}
        told |= {"dissolved_on_last": "coalesce(c.dissolved_on_last, e.last) AS dissolved_on_last"}
        ended = f" LEFT JOIN {_ENDED} e ON e.from_unit = p.record"
    columns = ", ".join(told.values())
    clock = ", p.valid_from, p.valid_until, p.answers_from" if kind.stock else ""
    # There are few units, and every question asks for them again and again.
    made = "TABLE" if kind.name == UNITS.name else "VIEW"
    return f"""CREATE OR REPLACE TEMP {made} {kind.name} AS
        SELECT p.record, p.content, {columns}{clock} FROM {spans}{ended}
        WHERE {where}"""


# In which column a field of a record stood, beside `X_origins`.
_COLUMNS: Final = """CREATE OR REPLACE TEMP VIEW placed AS SELECT import_id, kind, sheet, "first", "last", field, "column", period, period_last FROM columns"""


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
    SELECT unit, unit AS ancestor, {_EVER} AS from_day, {OPEN} AS until_day, [unit] AS passed FROM known
    UNION ALL
    SELECT c.unit, p.parent, greatest(c.from_day, p.from_day), least(c.until_day, p.until_day), list_append(c.passed, p.parent)
    FROM chain c JOIN parents p ON p.record = c.ancestor
    WHERE c.from_day < p.until_day AND p.from_day < c.until_day AND NOT list_contains(c.passed, p.parent)
)
SELECT unit, ancestor, from_day, until_day FROM chain"""


LIVE_IMPORTS = "SELECT count(*) FROM imports WHERE action = 'import' AND id <= ? AND (undone_by IS NULL OR undone_by > ?)"


def views(last: int, *, joined: bool) -> list[str]:
    """Statements that lay out what was known after an import as the views `measure` reads, one per kind, and ancestry, returns.

    `joined`: whether decisions had made records one by then; `joined(kind, record, root)` says which.
    """
    unit = resolved("unit", "v") if joined else "v.unit"
    one, other = (resolved(column, "a") if joined else f"a.{column}" for column in ("one", "other"))
    members = "".join(looked_up("a", column, MEMBERS.name) for column in ("one", "other")) if joined else ""
    return [
        f"""CREATE OR REPLACE TEMP VIEW live_imports AS SELECT id, file FROM imports
            WHERE action = 'import' AND id <= {last} AND (undone_by IS NULL OR undone_by > {last})""",
        # What ends units is looked up when they are.
        *(
            statement
            for kind in sorted(KINDS.values(), key=lambda kind: kind.stock)
            for statement in (_origins(kind), _view(kind, last, joined=joined))
        ),
        _ANCESTRY,
        _COLUMNS,
        _NOTED,
        # Every unit another name means has been made one with it, so that without a join there is no such name.
        f"""CREATE OR REPLACE TEMP VIEW also_called AS SELECT DISTINCT a.name_folded, {resolved("unit", "a")} AS unit
            FROM aliases a JOIN imports i ON i.id = a.import_id{looked_up("a", "unit")}
            WHERE i.id <= {last} AND (i.undone_by IS NULL OR i.undone_by > {last})"""
        if joined
        else "CREATE OR REPLACE TEMP VIEW also_called AS SELECT '' AS name_folded, 0 AS unit WHERE false",
        f"""CREATE OR REPLACE TEMP VIEW told_apart AS SELECT least({one}, {other}) AS one, greatest({one}, {other}) AS other
            FROM apart a JOIN imports i ON i.id = a.import_id{members}
            WHERE i.id <= {last} AND (i.undone_by IS NULL OR i.undone_by > {last})""",
        f"""CREATE OR REPLACE TEMP VIEW returns AS
            SELECT DISTINCT v.kind, v.indicator_folded, {unit} AS unit, v."first", v."last"
            FROM coverage v SEMI JOIN live_imports i ON i.id = v.import_id{looked_up("v", "unit") if joined else ""}""",
    ]
