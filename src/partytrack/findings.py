"""Findings: what is wrong in somebody's file, where, and what to do about it. The one list of their codes."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field as _made
from enum import Enum, StrEnum

from partytrack.messages import Text, marked
from partytrack.records import field_title


class Severity(StrEnum):
    """An error rejects its row (or sheet); a warning keeps it; a note only says what was done."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a file: sheet, row (from 1) and column letter, as the spreadsheet shows them."""

    file: str
    sheet: str | None = None
    row: int | None = None
    column: str | None = None

    @property
    def cell(self) -> str | None:
        """`D14`; None where the place is a whole row, sheet or file."""
        return f"{self.column}{self.row}" if self.column and self.row else None

    def __str__(self) -> str:
        where = self.cell or (str(self.row) if self.row else None) or self.column
        return "!".join(part for part in (self.file, self.sheet, where) if part)


class Code(Enum):
    """A kind of finding: its name for scripts, its severity, what is wrong, and what to do.

    A second advice is for whoever sent the file and gives no command, where the first one is only for whoever imports it.
    The templates may use {field} (the field's name in the reader's language), {value} (the cell as it stands) and
    the further values their comment names.
    """

    def __init__(self, slug: str, severity: Severity, template: str, advice: str, sent_back: str | None = None) -> None:
        self.slug = slug
        self.severity = severity
        self.template = template
        self.advice = advice
        self.sent_back = sent_back or advice

    # --- the sheet and its table ---
    NO_TABLE = (
        # {kind}: the kind that came closest, {missing}: the headings it lacks
        "no-table",
        Severity.ERROR,
        marked("The table below these headings was not read. The closest kind is {kind}; it lacks: {missing}."),
        marked(
            "Name the columns as in the list of headings (docs/kinds.md), say which is which with --kind KIND --map 'Heading=field',"
            " or give what holds for the whole sheet with --set field=value."
        ),
        marked("Name the columns as they are headed in the usual forms; what holds for the whole sheet stands in a title above them."),
    )
    UNIT_NOWHERE = (
        # {kind}
        "unit-nowhere",
        Severity.ERROR,
        marked(
            "Nothing says to which unit these {kind} belong, so all rows were set aside: there is no column for it, and no line above the headings names one."
        ),
        marked("Name it with --set unit=…, or write a line “Chi bộ: …” above the headings; if they are of several, add a column “Chi bộ”."),
        marked("Write a line “Chi bộ: …” above the headings; if they are of several, add a column “Chi bộ”."),
    )
    NO_HEADING_KNOWN = (
        "no-heading-known",
        Severity.ERROR,
        marked("No heading of this sheet is known, so nothing was read from it."),
        marked(
            "Name the columns as in the list of headings (docs/kinds.md), say which is which with --kind KIND --map 'Heading=field',"
            " or give what holds for the whole sheet with --set field=value."
        ),
        marked("Name the columns as they are headed in the usual forms; what holds for the whole sheet stands in a title above them."),
    )
    OTHER_LIST = (
        # {kind}, {name}: the kind as --kind calls it
        "other-list",
        Severity.ERROR,
        marked("The columns would fit {kind}, but title and columns speak of something else, so nothing was read from it."),
        marked("If it is such a list, say so in the title above the headings, or with --kind {name}."),
        marked("If it is such a list, say so in the title above the headings."),
    )
    TABLES_TOO_MANY = (
        # {count}
        "tables-too-many",
        Severity.ERROR,
        marked("The sheet has more than {count} tables; from this row on nothing was read."),
        marked("Write the records below one row of headings, or put the other tables on a sheet of their own."),
    )
    EMPTY_SHEET = (
        "empty-sheet",
        Severity.NOTE,
        marked("The sheet is empty."),
        marked("Nothing to do, unless it should hold data."),
    )
    ONLY_LINES = (
        "only-lines",
        Severity.WARNING,
        marked("The sheet holds lines of text and no table, so nothing was read from it."),
        marked("Nothing to do if it is a cover or an explanation; a list needs headings above its columns."),
    )
    NO_RECORDS = (
        "no-records",
        Severity.WARNING,
        marked("There are headings but no row of data below them."),
        marked("To report that there is nothing, name the unit and the period: --set unit=… --set period=…."),
        marked("To report that there is nothing, write the unit and the period above the headings."),
    )
    NIL_RETURN = (
        # {period}
        "nil-return",
        Severity.NOTE,
        marked("The empty form was taken as a report: {value} had nothing in {period}."),
        marked("If that is wrong, undo the import."),
        marked("If that is wrong, fill the form in and send it again."),
    )
    HIDDEN_SHEET = (
        "hidden-sheet",
        Severity.NOTE,
        marked("The sheet is hidden and was not read."),
        marked("Unhide it in the workbook, or name it with --sheet, if it holds data."),
        marked("Unhide it in the workbook if it holds data."),
    )
    DOUBLE_COLUMN = (
        # {other}: the column kept
        "double-column",
        Severity.WARNING,
        marked("Column {column} means {field}, like column {other}, and was not read."),
        marked("Keep one of them, or say which is which with --map."),
        marked("Keep one of them, or head each as what it is."),
    )
    COLUMN_UNREAD = (
        # {name}: the field as --map calls it, {heading}: of a column for it
        "column-unread",
        Severity.WARNING,
        marked("Column {column}, “{value}”, was not read, though its cells look like {field}."),
        marked("If they are, give --map '{value}={name}'."),
        marked("If they are, head the column “{heading}”."),
    )
    SET_UNUSED = (
        # {kind}
        "set-unused",
        Severity.WARNING,
        marked("The sheet was read as {kind}, which have no field {value}; what --set gives for it was not used."),
        marked("If the sheet is of another kind, say so with --kind; else leave it out."),
        marked("Nothing to do."),
    )
    MAP_UNUSED = (
        "map-unused",
        Severity.WARNING,
        marked("--map names “{value}”, but no heading or column of this sheet is called so."),
        marked("Write the heading as it stands in the sheet, or the letter of its column."),
    )
    MAPPING_REMEMBERED = (
        # {columns}: each heading with its field, {id}: the import
        "mapping-remembered",
        Severity.NOTE,
        marked("{columns}, as remembered from import {id}."),
        marked("If that is wrong, say otherwise with --map, or forget it with: partytrack mappings forget."),
        marked("If that is wrong, head the columns as what they hold."),
    )
    HEADING_CHANGED = (
        # {before}: the heading it replaces, {name}: the field as --map calls it, {id}: the import
        "heading-changed",
        Severity.WARNING,
        marked("Column {column} was “{before}” ({field}) in import {id}, now it is “{value}” and was not read."),
        marked("If it means the same, import with --map '{value}={name}'; from then on it is remembered."),
        marked("If it means the same, write “{before}” again."),
    )
    TABLE_GOES_ON = (
        # {sheet}
        "table-goes-on",
        Severity.NOTE,
        marked("The sheet has no headings; it was read as going on with the table of the sheet “{sheet}”."),
        marked("If it is another table, give it headings of its own."),
    )
    TABLE_FOLLOWS = (
        # {sheet}, {said}: the values
        "table-follows",
        Severity.NOTE,
        marked("The headings of the table before (sheet “{sheet}”) come again and its running number goes on; taken from there: {said}."),
        marked("If it is another table, write above its headings what holds for it."),
    )
    SECTION_UNCLEAR = (
        # {sheet}
        "section-unclear",
        Severity.ERROR,
        marked(
            "These rows stand under no section. The table before (sheet “{sheet}”) ended under “{value}”; its running number does not go on"
            " here, so it is not certain that they belong there, and all were set aside."
        ),
        marked("Repeat the line that names the unit above these rows, or give it with --sheet … --set unit=…."),
        marked("Repeat the line that names the unit above these rows."),
    )
    TABLES_BESIDE = (
        # {columns}: of each its first and last column
        "tables-beside",
        Severity.NOTE,
        marked("Tables stand side by side here; each was read on its own: columns {columns}."),
        marked("If they are one table, give each heading only once."),
    )
    SAME_FORM = (
        # {other}
        "same-form",
        Severity.NOTE,
        marked("The sheet is the same empty form as “{other}”."),
        marked("Nothing to do, unless it should hold data."),
    )
    TOTAL_DIFFERS = (
        # {stated}, {counted}
        "total-differs",
        Severity.WARNING,
        marked("The total row says {stated}, but {counted} rows were read."),
        marked("Check whether rows are missing, or correct the total."),
    )
    STATED_ON_ASSUMED = (
        # {day}
        "stated-on-assumed",
        Severity.NOTE,
        marked("The list does not say the day it is true on; {day}, the day of import, was taken."),
        marked("Write a line “Tính đến ngày dd/mm/yyyy” above the headings, or give --stated-on."),
        marked("Write a line “Tính đến ngày dd/mm/yyyy” above the headings."),
    )
    LEGACY_TEXT = (
        # {letters}: TCVN3, VNI …, {cells}: how many, {before}: the cell of the example as it is written
        "legacy-text",
        Severity.NOTE,
        marked("{cells} written in {letters} became Unicode, for example “{before}” → “{value}”."),
        marked("Nothing to do; if the example reads wrong, undo the import and convert the file to Unicode first."),
        marked("Nothing to do; if the example reads wrong, convert the file to Unicode and send it again."),
    )
    LEGACY_DOUBTFUL = (
        # {letters}, {reading}: how it would read
        "legacy-doubtful",
        Severity.WARNING,
        marked("“{value}” may be written in {letters} and mean “{reading}”; that is not certain, so it stayed as it is."),
        marked("Write the cell anew in Unicode, or convert the file to Unicode and import it again."),
        marked("Write the cell anew in Unicode, or convert the file to Unicode and send it again."),
    )
    PERIOD_FROM_TITLE = (
        # {period}
        "period-from-title",
        Severity.NOTE,
        marked("The period {period} was taken from the title above the headings, or from a heading."),
        marked("If it is another one, give it with --set period=…."),
        marked("If it is another one, correct the title or the heading."),
    )
    INDICATOR_FROM_TITLE = (
        "indicator-from-title",
        Severity.NOTE,
        marked("The numbers were taken as figures of “{value}”, as the title above the headings says."),
        marked("If they are another indicator, give it with --set indicator=…."),
        marked("If they are another indicator, correct the title."),
    )
    ASPECT_FROM_TITLE = (
        "aspect-from-title",
        Severity.NOTE,
        marked("The ratings were taken as those of the meetings, as the title above the headings says."),
        marked("If the work was rated, give --set aspect=work."),
        marked("If the work was rated, correct the title."),
    )
    ASPECT_FROM_WORDS = (
        "aspect-from-words",
        Severity.NOTE,
        marked("The ratings were taken as those of the meetings: only meetings are rated with such words."),
        marked("If they are of the work, give --set aspect=work and correct the words."),
        marked("If they are of the work, say so in the title and correct the words."),
    )
    AWARDED_FROM_TITLE = (
        "awarded-from-title",
        Severity.NOTE,
        marked("All rows were taken as awarded, as the title above the headings says."),
        marked("If they are only proposed, give --set awarded=no."),
        marked("If they are only proposed, say so in the title."),
    )
    KIND_FROM_TITLE = (
        # {kind}: the word kept, {heading}: of a column for it
        "kind-from-title",
        Severity.NOTE,
        marked("The rows were taken as “{value}” ({kind}), as the title above the headings says."),
        marked("If they are of another kind, give it with --set kind=…; if of several, add a column “{heading}”."),
        marked("If they are of another kind, correct the title; if of several, add a column “{heading}”."),
    )
    UNIT_FROM_LETTERHEAD = (
        "unit-from-letterhead",
        Severity.NOTE,
        marked("All rows were taken as those of “{value}”, which a line above the headings names."),
        marked("If they are another unit's, give it with --set unit=…."),
        marked("If they are another unit's, correct the name of the unit above the table."),
    )
    UNIT_FROM_SHEET = (
        "unit-from-sheet",
        Severity.NOTE,
        marked("All rows were taken as those of “{value}”, as the sheet is called."),
        marked("If they are another unit's, give it with --set unit=…."),
        marked("If they are another unit's, correct the name of the unit above the table."),
    )
    SUPERIOR_FROM_OUTLINE = (
        # {unit}: the first unit below it, {at}: the cell that names the superior, {count}: of the units whose superior was found so
        "superior-from-outline",
        Severity.NOTE,
        marked(
            "“{value}” ({at}) was taken as the superior of “{unit}”, as its section or running number shows. Units whose superior was found so: {count}."
        ),
        marked("If that is wrong, write the superior of each into a column “Trực thuộc”."),
    )
    SUPERIOR_UNCLEAR = (
        # {unit}: the first unit below it, {count}: of the units so
        "superior-unclear",
        Severity.WARNING,
        marked(
            "“{unit}” stands below “{value}”, but that this is its superior is not certain, so it was given none. Units left so: {count}."
        ),
        marked("Write the superior of each into a column “Trực thuộc”, or the kind of each unit into a column “Loại hình”."),
    )
    UNIT_UNCLEAR = (
        # {other}
        "unit-unclear",
        Severity.ERROR,
        marked(
            "The letterhead names “{value}” and the sheet is called “{other}”: whose rows these are is not certain, so all were set aside."
        ),
        marked("Correct the one that is left over from another sheet, or say whose they are with --sheet … --set unit=…."),
        marked("Correct the one that is left over from another sheet."),
    )

    # --- one cell ---
    MISSING = (
        "missing",
        Severity.ERROR,
        marked("{field} is missing."),
        marked("Fill in the cell."),
    )
    BAD_DATE = (
        "bad-date",
        Severity.ERROR,
        marked("{field}: “{value}” is not a date that exists."),
        marked("Write day/month/year, for example 31/12/1990; only the month or the year where no more is known."),
    )
    YEAR_SHORT = (
        "year-short",
        Severity.ERROR,
        marked("{field}: “{value}” has no year of four digits; which century is meant is not certain."),
        marked("Write all four digits of the year, for example 05/01/1980."),
    )
    YEAR_OUTSIDE = (
        # {first}, {last}: the years that are read
        "year-outside",
        Severity.ERROR,
        marked("{field}: “{value}” lies outside the years {first} to {last}."),
        marked("Correct the year."),
    )
    DATE_AS_NUMBER = (
        # {day}: the day that the number is where days are counted from 1900
        "date-as-number",
        Severity.ERROR,
        marked("{field}: “{value}” is a number; it may be the day {day} as spreadsheets keep it, but that is not certain."),
        marked("Format the cell as a date and check the day, or write day/month/year."),
    )
    BAD_PERIOD = (
        "bad-period",
        Severity.ERROR,
        marked("{field}: “{value}” is not a period."),
        marked("Write 2023, 2023-Q2, Quý II/2023 or 05/2023."),
    )
    BAD_NUMBER = (
        "bad-number",
        Severity.ERROR,
        marked("{field}: “{value}” is not a number."),
        marked("Write digits only, for example 1.841 or 19,39%."),
    )
    MEASURE_IN_CELL = (
        # {count}: how many such cells there are
        "measure-in-cell",
        Severity.NOTE,
        marked("{field}: the number was taken out of cells that also say in what it is measured, such as “{value}” ({count})."),
        marked("Nothing to do; better write the measure in a column or heading of its own."),
    )
    AMBIGUOUS_NUMBER = (
        "ambiguous-number",
        Severity.ERROR,
        marked("{field}: “{value}” may be thousands or a decimal fraction; the other cells of the column do not settle which."),
        marked("Format the cells of the column as numbers, or write 1841 or 1,8410."),
    )
    BAD_COUNT = (
        "bad-count",
        Severity.ERROR,
        marked("{field}: “{value}” is not a whole number of 0 or more."),
        marked("Write a whole number."),
    )
    BAD_CHOICE = (
        # {choices}
        "bad-choice",
        Severity.ERROR,
        marked("{field}: “{value}” is not one of the known words."),
        marked("Write one of: {choices}."),
    )
    SEVERAL_CHOICES = (
        "several-choices",
        Severity.ERROR,
        marked("{field}: several are ticked or written at once: {value}."),
        marked("Leave only the one that is right."),
    )
    SEVERAL_UNITS = (
        "several-units",
        Severity.ERROR,
        marked("{field}: “{value}” names several units in one cell; each of them needs a row of its own."),
        marked("Write one row for each unit, with the same day, change and new unit."),
    )
    FORMULA_ERROR = (
        "formula-error",
        Severity.ERROR,
        marked("{field}: the formula of this cell gives an error ({value})."),
        marked("Correct the formula or write the value itself."),
    )
    FUTURE_DATE = (
        "future-date",
        Severity.ERROR,
        marked("{field}: {value} lies in the future."),
        marked("Correct the date; what has not been held cannot be counted."),
    )
    DATE_OUTSIDE_COLUMN = (
        # {heading}, {period}: what it means
        "date-outside-column",
        Severity.WARNING,
        marked("{field}: “{value}” does not lie in {period}, the period of its heading “{heading}”; it was kept as written."),
        marked("Correct the date, or move it to the column of its own period."),
    )
    DATES_REVERSED = (
        # {earlier}, {later}: the two fields
        "dates-reversed",
        Severity.WARNING,
        marked("{later} ({value}) is before {earlier}."),
        marked("Check both dates; the row was kept as it is."),
    )
    PRESENT_OVER_DUE = (
        # {present}, {due}
        "present-over-due",
        Severity.WARNING,
        marked("{present} present of {due} due: more than were due."),
        marked("Check both numbers; the row was kept as it is."),
    )
    DAYS_SWAPPED = (
        # {text}: a cell that says so, {count}
        "days-swapped",
        Severity.WARNING,
        marked(
            "{field}: “{value}” is a real date while “{text}” in the same column is text: typed on a computer where the month comes"
            " first, {count} dates of this column may have day and month swapped."
        ),
        marked(
            "Check the real dates of the column against the paper; then format the column as text or as dd/mm/yyyy and type them again."
        ),
    )
    MONTH_FIRST = (
        # {text}: a cell that says so, {count}
        "month-first",
        Severity.WARNING,
        marked(
            "{field}: “{text}” is a date only with the month first; {count} dates of this column that were read day first may be so too."
        ),
        marked("Check the column against the paper; write every date as day/month/year."),
    )
    ZERO_LOST = (
        # {heading}, {count}
        "zero-lost",
        Severity.WARNING,
        marked("“{heading}”: {count} numbers of this column are one digit short; kept as numbers they lost the zero in front."),
        marked("Format the column as text and write the numbers with their zero."),
    )

    ROW_UNCLEAR = (
        "row-unclear",
        Severity.ERROR,
        marked("The row has no running number: “{value}” may be a person or the rest of the name above."),
        marked("Number the row if it is a person; else write the whole name into one cell."),
    )
    STACKED_UNCLEAR = (
        "stacked-unclear",
        Severity.ERROR,
        marked("{field}: “{value}” does not say which of the values that the heading names it holds."),
        marked("Write every value on a line of its own, in the order of the heading, with a dash for the one that is missing."),
    )
    PERSON_OR_UNIT = (
        "person-or-unit",
        Severity.ERROR,
        marked("“{value}” may be a person or an organisation; nothing says which."),
        marked("Put a line “Tập thể” above the organisations and a line “Cá nhân” above the persons, or give each a column of their own."),
    )
    SECOND_NAME = (
        "second-name",
        Severity.WARNING,
        marked("“{value}” holds two names; the first was taken."),
        marked("Write the name in use first, or give the other one a column of its own."),
    )

    EARLIER_FILE = (
        # {id}: the import, {count}
        "earlier-file",
        Severity.WARNING,
        marked("Records of import {id}, an earlier state of this file, that are not in it: {count}. They still count."),
        marked("If this file replaces it: `partytrack undo {id}`. A complete list is imported with --full, which ends what it lacks."),
        marked("Say whether this file replaces the earlier one, and whether it is complete."),
    )

    # --- one row against others ---
    REPEATED_ROW = (
        # {other}: the row it repeats
        "repeated-row",
        Severity.WARNING,
        marked("The row says the same as row {other} and was counted once."),
        marked("Delete one of the two rows."),
    )
    CONFLICTING_ROW = (
        # {other}
        "conflicting-row",
        Severity.ERROR,
        marked("The row speaks of the same record as row {other} but says something else."),
        marked("Keep the right one of the two rows."),
    )
    CONFLICTING_FIGURE = (
        # {other}
        "conflicting-figure",
        Severity.ERROR,
        marked("Row {other} gives another value for the same figure; neither was used."),
        marked("Keep the right one of the two rows."),
    )

    # --- units and people ---
    UNIT_NEW = (
        "unit-new",
        Severity.WARNING,
        marked("The unit “{value}” is not known yet; it was added provisionally."),
        marked(
            "Import a list of units that holds it, with its kind and superior;"
            " if it is a unit you know by another name, join the two with “partytrack units merge”."
        ),
        marked("Correct the name; if the unit is new, send its kind and superior, too."),
    )
    UNIT_NEW_ALIKE = (
        # {names}
        "unit-new-alike",
        Severity.WARNING,
        marked("The unit “{value}” is not known yet; it was added provisionally. It differs only in accents from {names}."),
        marked("If it is the same unit, correct the name, undo this import and import again; else import a list of units that holds it."),
        marked("If it is the same unit, correct the name; else send its kind and superior, too."),
    )
    UNIT_IN_SHORT = (
        # {name}
        "unit-in-short",
        Severity.NOTE,
        marked("“{value}” was taken as the unit “{name}”: the same name, one of the two in short."),
        marked("If it is another unit, write its code, or its name in full."),
    )
    UNIT_ONE = (
        # {named}, {other}: what rows called the unit so far, as if it were two
        "unit-one",
        Severity.NOTE,
        marked(
            "“{value}”: this row shows that {named} and “{other}”, known apart so far, are one unit; it has the records of both from now on."
        ),
        marked("If that is wrong, correct the row, undo this import and import again."),
        marked("If that is wrong, correct the row."),
    )
    UNIT_OF_SEVERAL = (
        # {names}: code or superior of each; {unit}: the number of the one
        "unit-of-several",
        Severity.WARNING,
        marked(
            "Rows named a unit “{value}” so far, and several are called so here: {names}. Which was meant is not certain, so it became none of them."
        ),
        marked(
            'If it is one of them, join it to that one with: partytrack units merge "#{unit}" CODE; if its rows are of several, write a code into each.'
        ),
        marked("Nothing to do in this list; write the unit's code instead of its name in logs and rosters."),
    )
    UNIT_UNKNOWN = (
        "unit-unknown",
        Severity.ERROR,
        marked("The unit “{value}” is not known."),
        marked("Import a list of units that holds it first, or leave out --strict-units."),
        marked("Correct the name, or send the unit's kind and superior, too."),
    )
    UNIT_MISSPELT = (
        # {names}
        "unit-misspelt",
        Severity.ERROR,
        marked("The unit “{value}” is not known. Did you mean: {names}?"),
        marked("Correct the name; if it is another unit, import a list of units that holds it first."),
        marked("Correct the name; if it is another unit, send its kind and superior, too."),
    )
    UNIT_AMBIGUOUS = (
        # {names}: code or superior of each
        "unit-ambiguous",
        Severity.ERROR,
        marked("Several units are called “{value}”: {names}."),
        marked("Write the unit's code instead of its name."),
    )
    UNIT_LOOP = (
        "unit-loop",
        Severity.ERROR,
        marked("The unit “{value}” would be above itself."),
        marked("Correct the superior."),
    )
    PERSON_AMBIGUOUS = (
        # {count}
        "person-ambiguous",
        Severity.WARNING,
        marked("“{value}” may be {count} different members; the row stands, but under none of them."),
        marked("Give the card number."),
    )
    PERSON_ALIKE = (
        "person-alike",
        Severity.WARNING,
        marked("“{value}” is counted as a new member, but the unit has a member of this name whom no number or date tells apart."),
        marked(
            "If it is the same person, give the card number, or the same dates of birth and admission as before;"
            " or decide it with “partytrack review”."
        ),
        marked("If it is the same person, give the card number, or the same dates of birth and admission as before."),
    )
    PERSON_DIFFERS = (
        # {field}: the field that is another one, {said}: what it says
        "person-differs",
        Severity.WARNING,
        marked("{field}: the member with this number had another one so far than “{said}”; the number decided who it is."),
        marked("Check the number and the cell; if the number is wrong, correct it, undo this import and import again."),
        marked("Check the number and the cell, and correct what is wrong."),
    )
    NUMBER_BLANK = (
        # {number}: what it was so far
        "number-blank",
        Severity.WARNING,
        marked("{field}: the cell is blank, but the member's number was “{number}” until now; from this list's day on there is none."),
        marked("Write the number into the cell and import again; a list that should say nothing of it is imported without the column."),
        marked("Write the number into the cell."),
    )
    PERSON_ONE = (
        "person-one",
        Severity.NOTE,
        marked("“{value}”: this row shows that two members known so far are one person; they are one from now on."),
        marked("If that is wrong, correct the row, undo this import and import again."),
        marked("If that is wrong, correct the row."),
    )
    NUMBER_OF_ANOTHER = (
        "number-of-another",
        Severity.ERROR,
        marked("{field}: “{value}” is the number of a member with another name and another date of birth."),
        marked("Correct the number; if it is the same person after all, correct the name or the date of birth."),
    )
    PERSON_UNKNOWN = (
        "person-unknown",
        Severity.WARNING,
        marked("“{value}” is not in the list of members; the row stands, but under no member."),
        marked("Correct the name or card number, import the list of members first, or give --set subject=person."),
        marked("Correct the name or card number, or send the list of members that holds the person, too."),
    )


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong in a file.

    Args:
        code: What kind of thing.
        place: Where it is.
        field: The record field it is about, if one.
        value: The cell as it stands, if one.
        values: What else the templates of the code name.
    """

    code: Code
    place: Place
    field: str | None = None
    value: str | None = None
    values: dict[str, object] = _made(default_factory=dict)

    def _filled(self, template: str) -> Text:
        title: object = field_title(self.field) if self.field else ""
        return Text(template, {"field": title, "value": self.value or "", "column": self.place.column or "", **self.values})

    @property
    def message(self) -> Text:
        """What is wrong."""
        return self._filled(self.code.template)

    @property
    def advice(self) -> Text:
        """What to do about it."""
        return self._filled(self.code.advice)

    @property
    def advice_sent_back(self) -> Text:
        """What the sender of the file may do about it."""
        return self._filled(self.code.sent_back)
