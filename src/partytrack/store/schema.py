"""The tables of the store and their migrations. A new record kind adds one migration that names it; nothing above a migration changes.

What a table is for:
    imports    every import, undo and decision; their increasing ids are the clock of what was known;
               corrects: the import whose file was sent back and came again corrected
    X_said     what was ever said of records of kind X: one row per different content, never changed;
               below 0: put together from lists with different columns
    sightings  which import said which content of which record, for which day, and where it stood; no content: it is gone;
               says: the fields the list had columns for, NULL for all
    spans      what follows from the sightings of imports that stand: derived by `history`, opened and closed, never overwritten
    coverage   nil returns, and what a complete list covers
    columns    in which column of which rows of a sheet each field stood; with a period: those of its records that are dated inside it
    forms      the headings of every table imported, from the left, with the field each was read as
    mappings   the headings that --map explained; those of imports that stand are remembered until they are forgotten
    runs       every night that came to its end, and the last import it knew
    verdicts   how the targets of every term stood at the end of each night
    joins      which record an import or decision made one with which: from then on `record` is `onto`
    aliases    which other name of a unit a decision remembers
    apart      which two members a decision keeps apart
    overlaid   which records speak otherwise than `spans` says, because decisions lie over them
    joined_spans  what they say instead; derived by `joins`, as `spans` is by `history`
"""

from __future__ import annotations

from typing import Final

from partytrack.records import KINDS, Field, Kind, Type

# The oldest storage format that holds everything; so a store opens after an upgrade of DuckDB and with the version before.
STORAGE_VERSION: Final = "v1.5.0"
# Half the usual: a list of a hundred thousand fills more than one, and full ones are packed and written while the next is laid in.
ROW_GROUP_SIZE: Final = 61_440

_TYPES: Final = {
    Type.DATE: "DATE",
    Type.PERIOD: "DATE",
    Type.YES_NO: "BOOLEAN",
    Type.COUNT: "BIGINT",
    Type.NUMBER: "DECIMAL(38, 12)",
    Type.UNIT: "BIGINT",
}

_COMMON: Final = (
    "CREATE TABLE meta (version INTEGER NOT NULL, last_import BIGINT NOT NULL, last_record BIGINT NOT NULL, last_content BIGINT NOT NULL)",
    "INSERT INTO meta VALUES (0, 0, 0, 0)",
    """CREATE TABLE imports (
        id BIGINT NOT NULL, "at" TIMESTAMP NOT NULL, action VARCHAR NOT NULL, file VARCHAR, sha256 VARCHAR, options VARCHAR,
        "full" BOOLEAN NOT NULL, undoes BIGINT, undone_by BIGINT,
        "new" BIGINT NOT NULL, changed BIGINT NOT NULL, unchanged BIGINT NOT NULL, gone BIGINT NOT NULL, rejected BIGINT NOT NULL)""",
    """CREATE TABLE sightings (
        import_id BIGINT NOT NULL, kind VARCHAR NOT NULL, record BIGINT NOT NULL, content BIGINT, stated_on DATE,
        sheet VARCHAR, "row" BIGINT, provisional BOOLEAN NOT NULL, says VARCHAR)""",
    """CREATE TABLE spans (
        kind VARCHAR NOT NULL, record BIGINT NOT NULL, content BIGINT NOT NULL,
        valid_from DATE NOT NULL, valid_until DATE NOT NULL, answers_from DATE NOT NULL, since_import BIGINT NOT NULL, until_import BIGINT)""",
    """CREATE TABLE coverage (
        import_id BIGINT NOT NULL, kind VARCHAR NOT NULL, indicator_folded VARCHAR, unit BIGINT,
        "first" DATE NOT NULL, "last" DATE NOT NULL, nil BOOLEAN NOT NULL)""",
    """CREATE TABLE findings (
        import_id BIGINT NOT NULL, code VARCHAR NOT NULL, severity VARCHAR NOT NULL, sheet VARCHAR, "row" BIGINT, "column" VARCHAR,
        field VARCHAR, "value" VARCHAR)""",
    'CREATE TABLE rejected (import_id BIGINT NOT NULL, sheet VARCHAR, "row" BIGINT, cells JSON)',
    'CREATE TABLE audit ("at" TIMESTAMP NOT NULL, action VARCHAR NOT NULL, import_id BIGINT, who VARCHAR)',
)


def quoted(name: str) -> str:
    """A column's name for SQL; `group`, `value` and others are also words of the language."""
    return f'"{name}"'


def sql_type(field: Field) -> str:
    """The type of each column of a field; DECIMAL(38, 12) for numbers, so that nothing is rounded on the way."""
    return _TYPES.get(field.type, "VARCHAR")


def stored_columns(kind: Kind) -> dict[str, str]:
    """Column → SQL type of everything that is kept of a record of a kind; units and members as record numbers."""
    columns = {}
    for field in kind.fields:
        first, *more = field.columns
        columns[first] = sql_type(field)
        columns |= dict.fromkeys(more, sql_type(field))
    if kind.person:
        columns["member"] = "BIGINT"
    return columns


def said(kind: Kind) -> str:
    """The name of the table of contents of a kind."""
    return f"{kind.name}_said"


def _said_tables(*names: str) -> tuple[str, ...]:
    tables = []
    for name in names:
        columns = "".join(f", {quoted(column)} {kept}" for column, kept in stored_columns(KINDS[name]).items())
        tables.append(f"CREATE TABLE {said(KINDS[name])} (id BIGINT NOT NULL, record BIGINT NOT NULL{columns})")
    return tuple(tables)


MIGRATIONS: Final[list[tuple[str, ...]]] = [
    (*_COMMON, *_said_tables("units", "members", "admissions", "meetings", "ratings", "titles", "figures")),
    (
        """CREATE TABLE runs (
            id BIGINT NOT NULL, started_at TIMESTAMP NOT NULL, ended_at TIMESTAMP NOT NULL, as_of DATE NOT NULL,
            last_import BIGINT NOT NULL, set_aside BIGINT NOT NULL)""",
        """CREATE TABLE verdicts (
            run BIGINT NOT NULL, term VARCHAR NOT NULL, target VARCHAR NOT NULL, period VARCHAR NOT NULL,
            status VARCHAR, "value" DOUBLE)""",
    ),
    _said_tables("successions", "inspections", "classes", "assignments", "allocations"),
    (
        """CREATE TABLE columns (
            import_id BIGINT NOT NULL, kind VARCHAR NOT NULL, sheet VARCHAR, "first" BIGINT NOT NULL, "last" BIGINT NOT NULL,
            field VARCHAR NOT NULL, "column" VARCHAR NOT NULL)""",
    ),
    ("ALTER TABLE runs ADD COLUMN errors BIGINT", "ALTER TABLE runs ADD COLUMN warnings BIGINT"),
    ("ALTER TABLE imports ADD COLUMN corrects BIGINT",),
    (
        "CREATE TABLE joins (import_id BIGINT NOT NULL, kind VARCHAR NOT NULL, record BIGINT NOT NULL, onto BIGINT NOT NULL)",
        "CREATE TABLE aliases (import_id BIGINT NOT NULL, unit BIGINT NOT NULL, name VARCHAR NOT NULL, name_folded VARCHAR NOT NULL)",
        "CREATE TABLE apart (import_id BIGINT NOT NULL, one BIGINT NOT NULL, other BIGINT NOT NULL)",
        "CREATE TABLE overlaid (kind VARCHAR NOT NULL, record BIGINT NOT NULL, since_import BIGINT NOT NULL, until_import BIGINT)",
        """CREATE TABLE joined_spans (
            kind VARCHAR NOT NULL, record BIGINT NOT NULL, content BIGINT NOT NULL, valid_from DATE NOT NULL, valid_until DATE NOT NULL,
            answers_from DATE NOT NULL, since_import BIGINT NOT NULL, until_import BIGINT)""",
    ),
    (
        "CREATE TABLE forms (import_id BIGINT NOT NULL, place BIGINT NOT NULL, kind VARCHAR NOT NULL, headings VARCHAR NOT NULL)",
        "CREATE TABLE mappings (number BIGINT NOT NULL, import_id BIGINT NOT NULL, place BIGINT NOT NULL, heading VARCHAR NOT NULL, field VARCHAR NOT NULL)",
    ),
    ("ALTER TABLE columns ADD COLUMN period DATE", "ALTER TABLE columns ADD COLUMN period_last DATE"),
]


def version() -> int:
    """The version of a store that has had every migration."""
    return len(MIGRATIONS)


def migration_from(old: int) -> list[str]:
    """The statements that bring a store of a version (0: an empty one) up to date, in order; to run in one transaction."""
    statements = [statement for migration in MIGRATIONS[old:] for statement in migration]
    return [*statements, f"UPDATE meta SET version = {version()}"]
