"""What goes into the store and what it answers: plain values without behaviour. `jobs` makes the first and shows the second."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from partytrack.compact import wanted

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from partytrack.findings import Finding
    from partytrack.periods import Span
    from partytrack.records import Batch, Kind


@dataclass(slots=True)
class SheetBatch:
    """The rows of one table of a file.

    Args:
        sheet: The sheet's name.
        batch: Its rows; none for a nil return.
        stated_on: The day a list of members or units is true on; None for kinds that are logs.
        nil: The unit (code or name) and the stretch for which the sheet says that there is nothing.
        letterhead: Where no unit is named outright: lines one of which may be a known unit's name, with the stretch.
        rejected: Rows the intake set aside: row number and the cells of known fields as they stood.
        findings: What the intake found; kept with the import.
        columns: The column each field stands in, by its letter; none for fields of which each record has one of several columns.
        under: Those: field, letter, the first and last row that have it there, and the period inside which a record's date must lie, if any.
        form: Its headings from the left: the column's letter, the heading, the field it is read as or None.
        taught: The headings among them that --map explained → their field.
        says: The fields a list has columns for, or that were given for all its rows: what it does not speak of stays as it was.
            None: it speaks of all.
        by_layout: Those among them that only its sections and the like tell: a row of which they tell nothing does not speak of them.
    """

    sheet: str
    batch: Batch
    stated_on: date | None = None
    nil: tuple[str, Span] | None = None
    letterhead: tuple[tuple[str, ...], Span] | None = None
    rejected: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    says: frozenset[str] | None = None
    by_layout: frozenset[str] = frozenset()
    columns: dict[str, str] = field(default_factory=dict)
    under: list[tuple[str, str, Span | None, int, int]] = field(default_factory=list)
    form: list[tuple[str, str, str | None]] = field(default_factory=list)
    taught: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Taught:
    """A heading that --map explained in an import that stands.

    Args:
        number: Its own number.
        import_id, at, file: The import.
        kind: What the rows under it were.
        heading: The heading, a line for each of its levels.
        field: The field it was read as.
        form: The headings it stood among, as JSON: lists of letter, heading, field.
    """

    number: int
    import_id: int
    at: datetime
    file: str
    kind: str
    heading: str
    field: str
    form: str


@dataclass(slots=True)
class Counted:
    """What became of the rows of a batch; `rejected` are those the store itself rejected, `gone` are records, not rows."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    gone: int = 0
    rejected: int = 0


@dataclass(frozen=True, slots=True)
class Change:
    """A field that says something else than before; None where it says nothing.

    The field may also be `valid_from` or `valid_until`, since and until when a list holds, or `member`, whether a person is known
    as a member.
    """

    field: str
    old: object
    new: object


@dataclass(frozen=True, slots=True)
class Effect:
    """What becomes of one record, or of a row that becomes none.

    Args:
        kind: Its kind.
        became: Of an import: new, changed, unchanged, rejected, gone; of an undo: ends, returns, changed, stays.
        row: The row that says it.
        unit: The unit it belongs to: its code, or its name where it has none, and its name; both None without one.
        name: What it is called; None where its unit and day say it.
        person: Whether that is a person's name.
        when: The day or period it is dated by; None for what stands in a list.
        changes: The fields that say something else.
        imports: Of an undo: other imports that say the same (stays), or later ones that speak of it or refer to it.
        record: Its number; None for a row that becomes no record.
        follows: Of an undo: whether the import counted no row for it: a unit it only named, or a record that refers to one of its own.
    """

    kind: str
    became: str
    row: int | None
    unit: tuple[str | None, str | None]
    name: str | None
    person: bool = False
    when: Span | None = None
    changes: tuple[Change, ...] = ()
    imports: tuple[int, ...] = ()
    record: int | None = None
    follows: bool = False


@dataclass(slots=True)
class TakenIn:
    """What an import did, or would have done.

    Args:
        import_id: None for a dry run and for a file that was refused.
        counts: One per batch, in the order given.
        findings: The store's own findings, one list per batch.
        refused: Whether `strict` refused the file for its rejected rows; then nothing was kept.
        effects: What becomes of each record, one list per batch: of a dry run all, else only what a complete list ends.
        left_over: Of earlier imports of a file of this name, or of the one it corrects: how many of their records it does not name.
    """

    import_id: int | None
    counts: list[Counted]
    findings: list[list[Finding]]
    refused: bool = False
    effects: list[list[Effect]] = field(default_factory=list)
    left_over: list[tuple[int, int]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class ImportLine:
    """One import, undo or decision (`action`: import, undo, merge, alias, same, different), as `imports` lists it.

    The counts of all but imports are 0; `undoes` names what an undo took back.
    `corrected_by` is the latest import, among those that stand, of the workbook that was sent back.
    """

    id: int
    at: datetime
    action: str
    file: str | None
    sha256: str | None
    full: bool
    undoes: int | None
    undone_by: int | None
    new: int
    changed: int
    unchanged: int
    gone: int
    rejected: int
    corrected_by: int | None = None

    @property
    def open_rows(self) -> int:
        """How many rejected rows still wait to be corrected: none once the corrected file has come."""
        return 0 if self.corrected_by else self.rejected


@dataclass(frozen=True, slots=True)
class Undone:
    """What an undo did: its own number, the import or decision it took back, and how many records now say something else or nothing.

    `records` are those the import counted (all, of a decision), `following` those that changed besides: units it only named, and what
    refers to its records. `later`: the later imports that build on records that changed, each with how many. `file` is None and `action` not `import` for a decision. `effects`, only where they were asked for: what becomes of each record.
    """

    import_id: int
    undone: int
    file: str | None
    records: int
    action: str = "import"
    following: int = 0
    effects: tuple[Effect, ...] = ()
    later: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Decided:
    """What a decision about who is who did: its number among the imports, and how many records now say something else."""

    id: int
    records: int


@dataclass(slots=True)
class Ready:
    """A batch on its last step: units and members are record numbers, every row has its record.

    Args:
        given: The batch as it came.
        columns: Every stored column, units as record numbers, `member` for kinds about persons.
        rows: The row in the sheet of each.
        at: The index of each in the batch as it came; rows whose unit was not found are left out.
        records: The record of each row.
        kept: Whether each row goes in; a repeated or conflicting one does not.
        findings: What the store found.
        rejected: Rows set aside by the store, with the cells of known fields.
        aside: Their indexes in the batch as it came.
        repeated: How many rows said the same as another.
        nil: The record of the unit of a nil return, and its stretch.
        contradicted: Records (of figures) that two rows contradict each other about.
        became: Record, row, and new, changed or unchanged, of the rows that went in; only where somebody wants to know.
        gone: The records that a complete list ends.
    """

    given: SheetBatch
    columns: dict[str, Sequence[Any]]
    rows: Sequence[int]
    at: Sequence[int]
    records: list[int]
    kept: list[bool]
    findings: list[Finding] = field(default_factory=list)
    rejected: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    aside: set[int] = field(default_factory=set)
    repeated: int = 0
    nil: tuple[int, Span] | None = None
    contradicted: set[int] = field(default_factory=set)
    became: list[tuple[int, int, str]] = field(default_factory=list)
    gone: list[int] = field(default_factory=list)

    @property
    def kind(self) -> Kind:
        """What the rows are."""
        return self.given.batch.kind

    def narrow(self, which: list[bool]) -> None:
        """Leave out the rows that are not wanted."""
        if not all(which):
            self.columns = {name: wanted(values, which) for name, values in self.columns.items()}
            self.rows = wanted(self.rows, which)
            self.at = wanted(self.at, which)
            self.records = list(wanted(self.records, which))
            self.kept = [True] * len(self.rows)

    def reject(self, at: int) -> None:
        """Set a row aside, by its index in the batch as it came, with its cells as they stood."""
        batch = self.given.batch
        cells = {
            field.name: str(value)
            for field in batch.kind.fields
            if (value := batch.columns[field.name][at] if field.name in batch.columns else None) is not None
        }
        self.rejected.append((batch.rows[at], cells))
        self.aside.add(at)
