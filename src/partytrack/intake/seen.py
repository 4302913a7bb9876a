"""What intake is asked and what it hands on: options, and files, sheets and tables as they were seen. Plain values."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from partytrack.progress import unwatched

if TYPE_CHECKING:
    from datetime import date

    from partytrack.errors import PartytrackError
    from partytrack.findings import Finding
    from partytrack.intake.remembered import Memory
    from partytrack.periods import Span
    from partytrack.progress import Reached
    from partytrack.records import Batch


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How a file is to be read.

    Args:
        kind: The kind of record; None to recognise it from the headings.
        sheet: The only sheet to read, hidden or not; None for all that are not hidden.
        mapping: Heading as in the sheet, or column letter → field; wins over what is recognised.
        given: Field → text, for what the sheet does not carry.
        today: The day no recorded event may be after.
        keep_citizen_id: Whether citizen ids are kept.
        memory: The forms imported before, and how `--map` read their headings; None to remember nothing.
        pictured: Whether some rows of each sheet are kept as they stand, to be shown.
        reached: Is told how much of the rows was turned into records.
    """

    kind: str | None = None
    sheet: str | None = None
    mapping: dict[str, str] = field(default_factory=dict)
    given: dict[str, str] = field(default_factory=dict)
    today: date
    keep_citizen_id: bool = False
    memory: Memory | None = None
    pictured: bool = False
    reached: Reached = unwatched


@dataclass(frozen=True, slots=True)
class Headed:
    """One column of a form.

    Args:
        column: Its letter.
        heading: Its heading, a line for each of its rows of headings.
        field: The field it is read as; None where it is not read.
        taught: Whether `--map` said so.
    """

    column: str
    heading: str
    field: str | None
    taught: bool = False


@dataclass(frozen=True, slots=True)
class Under:
    """One of several columns of a field, in rows whose records have it there.

    Args:
        field: What it holds.
        column: Its letter.
        span: The period it is headed with: only records dated inside it have the field there; None where the rows alone say it.
        first, last: The rows, from 1.
    """

    field: str
    column: str
    span: Span | None
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row set aside: its number in the sheet, and field → cell as it stands, of fields that are kept."""

    row: int
    cells: dict[str, str]


@dataclass(frozen=True, slots=True)
class PicturedRow:
    """A row as the spreadsheet shows it: its number, what it was taken for (`data`, `header`, a reason of `skipped` …), its cells.

    `people` has the columns from 0 that hold the name of a person, those of one person together.
    """

    row: int
    what: str
    cells: tuple[str, ...]
    people: tuple[tuple[int, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Stretch:
    """The part of a sheet that a table speaks for: its headings, its data and the rows it skips are all rows of it.

    No two tables of a sheet have a cell in common, but the lines above tables side by side.

    Args:
        first, last: Its rows, from 1.
        columns: Its columns, as in "B:F"; None for all of them.
    """

    first: int
    last: int
    columns: str | None = None


@dataclass(frozen=True, slots=True)
class ReadTable:
    """One table of a sheet.

    Args:
        header_rows: Its rows of headings, from 1; empty where `--map` names columns by letter and there are none.
        first_row: The first row of data, from 1; None without data.
        last_row: The last one.
        rows: How many rows of data there are, those set aside included.
        fields: Field → column letter, of several columns the first.
        unmapped: Column letter → heading, of columns that are not read.
        skipped: Reason → rows that hold no record; every reason is there, `example` and `unread` (of another table) only where there is one.
        batch: The rows without an error.
        rejected: The rows with one.
        unit: The unit that the title or `--set` names for the whole sheet, as written.
        period: The period likewise.
        letterhead: The lines above the headings of a table without data: one of them may be the name of the unit that had nothing.
        form: Its headings from the left and what was made of them; empty where there are none.
        columns: Field → the letters of all columns that make it, from the left.
        several: The fields of which each record has one of several columns (its period's, its sex's, its mark's): `fields` has the first.
        under: The columns of those fields, where it is known which records have which.
        stated_on: The day its title says it is true on, or what it shares its title with; None for kinds that are no lists of what stands.
        stretch: Which part of the sheet these rows make up.
        outlined: Whether sections or running numbers told the superiors of its units: they stand in the column of the names.
    """

    header_rows: tuple[int, ...]
    first_row: int | None
    last_row: int | None
    rows: int
    fields: dict[str, str]
    unmapped: dict[str, str]
    skipped: dict[str, int]
    batch: Batch
    rejected: list[Rejected]
    unit: str | None
    period: Span | None
    stretch: Stretch
    letterhead: tuple[str, ...] = ()
    form: tuple[Headed, ...] = ()
    columns: dict[str, tuple[str, ...]] = field(default_factory=dict)
    several: frozenset[str] = frozenset()
    under: tuple[Under, ...] = ()
    outlined: bool = False
    stated_on: date | None = None

    @property
    def sure(self) -> dict[str, str]:
        """Field → the letter of its column, of those that stand in the same column for every record."""
        return {name: letter for name, letter in self.fields.items() if name not in self.several}

    def letter(self, field: str, row: int | None) -> str | None:
        """The letter of the column in which every record of a row has a field; None where they may have it in different ones."""
        if field in self.several and row is not None:
            return next(
                (each.column for each in self.under if each.field == field and not each.span and each.first <= row <= each.last), None
            )
        return self.sure.get("name" if field == "parent" and self.outlined else field)


@dataclass(frozen=True, slots=True)
class ReadSheet:
    """One sheet: its kind is that of its largest table, None where none was recognised.

    With `own` the program made it itself, and it holds no data. `picture` has some of its rows, where they were asked for.
    """

    sheet: str
    hidden: bool
    kind: str | None
    tables: list[ReadTable]
    findings: list[Finding]
    own: bool = False
    picture: tuple[PicturedRow, ...] = ()

    @property
    def stated_on(self) -> date | None:
        """The day its largest list is true on, of equal ones the first; None without a list, or where that does not say it."""
        lists = [table for table in self.tables if table.batch.kind.stock]
        return max(lists, key=lambda table: table.rows).stated_on if lists else None


@dataclass(frozen=True, slots=True)
class ReadFile:
    """One file; with an `error` it has no sheets. With `corrects` it was sent back: it is another file, of that fingerprint, corrected."""

    file: str
    sha256: str
    sheets: list[ReadSheet]
    error: PartytrackError | None
    corrects: str | None = None
