"""The cells of a row held against each other, once each was read. A further check between fields is a function here."""

from __future__ import annotations

import re
from decimal import Decimal
from operator import gt
from typing import TYPE_CHECKING, Any, Final

from partytrack.compact import distinct, mapped_singly
from partytrack.findings import Code
from partytrack.intake.numbers import Number, per
from partytrack.intake.organisations import ORGANISATION
from partytrack.intake.values import Bad, blank, choice_parser, fold_lightly
from partytrack.records import RATINGS_BY_ASPECT, Type, field_title
from partytrack.vietnamese import nfc

if TYPE_CHECKING:
    from collections.abc import Sequence

    from partytrack.intake.columns import Table

# Days on which something was recorded: they cannot lie ahead. A day of leaving or of ending may be planned.
_RECORDED: Final = frozenset({"held_on", "decided_on", "admitted_on", "birth_date", "concluded_on"})
_IN_ORDER: Final = (
    ("birth_date", "admitted_on"),
    ("birth_date", "decided_on"),
    ("decided_on", "admitted_on"),
    ("admitted_on", "official_on"),
    ("joined_on", "left_on"),
    ("established_on", "dissolved_on"),
    ("from_date", "through_date"),
)
_LARGE: Final = re.compile(r"(?:trăm|nghìn|ngàn|vạn|triệu|tỷ|tỉ)\b")
# In what a figure is measured that is done or not: "Đạt/không đạt", "Có/Không".
_SAYS_WHETHER: Final = re.compile(r"đạt|có\b|không|hoàn thành|đã|x\b|1/0|0/1|yes|no\b|[-–—.…]*$")


def hold_together(table: Table) -> None:
    """Finish what one cell alone cannot say, and keep a finding for every cell that does not go with the others of its row."""
    _formula_errors(table)
    if table.plan.kind.name == "ratings":
        _ratings(table)
    if table.plan.kind.name == "figures":
        _shares(table)
    else:
        _numbers(table)
    if table.plan.kind.name == "successions":
        _several_units(table)
    _missing(table)
    _days(table)
    _days_under_periods(table)
    _attendance(table)


def _formula_errors(table: Table) -> None:
    """Formulas without a value look like blanks: in a column that is read each is an error."""
    errors = table.grid.facts.errors
    if not errors:
        return
    numbers: dict[tuple[int, int | None], int] = {(row, None): number for number, row in enumerate(table.rows)}
    numbers |= {
        (row, column): number
        for number, (row, turn) in enumerate(zip(table.rows, table.turns, strict=False))
        for column in turn.columns.values()
    }
    names = {column: name for name, column in table.plan.fields.items()}
    names |= dict.fromkeys(table.plan.name_parts, "full_name") | dict.fromkeys(table.plan.by_sex or (), "birth_date")
    names |= {column: name for turn in table.plan.turns for name, column in turn.columns.items()}
    for (row, column), said in sorted(errors.items()):
        name = names.get(column)
        record = table.joined.get(row, row)
        number = numbers.get((record, column) if column in table.plan.turned else (record, None))
        if number is not None and name and not (table.plan.kind.field(name).asked and not table.keep_citizen_id):
            table.note_broken(number, name, said, row, column)


def _ratings(table: Table) -> None:
    """Read ratings by the words of their aspect; a blank aspect is the work."""
    field = table.plan.kind.field("rating")
    aspects = table.values["aspect"] = [aspect or "work" for aspect in table.values["aspect"]]
    cells = table.raw.get("rating")
    if cells is None:
        return
    parsers = {aspect: choice_parser("ratings", field, allowed) for aspect, allowed in RATINGS_BY_ASPECT.items()}
    memo = {pair: parsers[pair[0]](pair[1]) for pair in set(zip(aspects, cells, strict=True))}
    read: list[Any] = []
    given = table.whole.given.get("rating")
    for number, pair in enumerate(zip(aspects, cells, strict=True)):
        value = memo[pair]
        if isinstance(value, Bad):
            table.note(value.code, number, "rating", pair[1], table.column_of("rating", number), **value.values)
            value = None
        read.append(given if value is None and blank(pair[1]) else value)
    table.values["rating"] = read


def _shares(table: Table) -> None:
    """Figures in per cent or per mille are kept as shares of 1, and `measured_in` says so; a unit in the heading counts for all."""
    column = table.plan.fields.get("value")
    heading = next((each.text for each in table.headings if each.index == column), "")
    by_heading = per(heading)
    unit = None if by_heading or "measured_in" in table.plan.fields else _unit_in_heading(heading)
    measured = table.values["measured_in"] = list(table.values["measured_in"])
    values = table.values["value"] = list(table.values["value"])
    _measured(table, "value", values, [said or unit or ("%" if by_heading else None) for said in measured])
    for number, value in enumerate(values):
        if not isinstance(value, Number):
            measured[number] = measured[number] or unit
            continue
        if (
            value.word
            and (said := measured[number] or unit or ("%" if by_heading else None))
            and not _SAYS_WHETHER.match(fold_lightly(said))
        ):
            # "Đạt" beside "tỷ đồng" says that a goal was met, not that it was one thousand million.
            table.note(Code.BAD_NUMBER, number, "value", table.raw["value"][number], table.column_of("value", number))
            values[number] = None
            continue
        by = per(measured[number]) or by_heading
        values[number] = value.value if value.share or not by else value.value / Decimal(by)
        measured[number] = "%" if value.share or by else measured[number] or unit or value.measure


def _measured(table: Table, name: str, values: list[Any], said: Sequence[str | None], *, kept: bool = True) -> None:
    """Take numbers whose cells name their measure: that of the row or heading, else the only one in the column; it is said once.

    Args:
        table, name: The field.
        values: What its cells hold; those left in doubt become None, with a finding.
        said: In what each row is measured by itself or the heading.
        kept: Whether the measure is kept with the number, so that "5 triệu" may stay 5.
    """
    named = {number: value.measure for number, value in enumerate(values) if isinstance(value, Number) and value.measure}
    only = len(set(named.values())) == 1
    taken: list[int] = []
    for number, measure in named.items():
        own = said[number]
        if fold_lightly(own) == measure if own else only and (kept or not _LARGE.match(measure)):
            taken.append(number)
        else:
            table.note(Code.BAD_NUMBER, number, name, table.raw[name][number], table.column_of(name, number))
            values[number] = None
    if taken:
        number = taken[0]
        table.note(Code.MEASURE_IN_CELL, number, name, table.raw[name][number], table.column_of(name, number), count=len(taken))


def _numbers(table: Table) -> None:
    """Numbers whose unit does not matter: only the number is kept."""
    for field in table.plan.kind.fields:
        if field.type is Type.NUMBER:
            if any(isinstance(value, Number) and value.measure for value in distinct(table.values[field.name])):
                column = table.plan.fields.get(field.name)
                said = _unit_in_heading(next((each.text for each in table.headings if each.index == column), ""))
                values = table.values[field.name] = list(table.values[field.name])
                _measured(table, field.name, values, [said] * len(values), kept=False)
            table.values[field.name] = mapped_singly(
                table.values[field.name], lambda value: value.value if isinstance(value, Number) else value
            )


def _missing(table: Table) -> None:
    kind = table.plan.kind
    for field in kind.fields:
        if field.required and None in table.values[field.name]:
            _say_missing(table, field.name, [table.values[field.name]])
    if kind.one_of:
        _say_missing(table, kind.one_of[0], [table.values[name] for name in kind.one_of], kind.one_of)
    if kind.person:
        who = [table.values[name] for name in ("unit", "card_number", "full_name") if kind.has(name)]
        _say_missing(table, "unit", who)


def _say_missing(table: Table, name: str, columns: list[Sequence[Any]], names: tuple[str, ...] = ()) -> None:
    if any(None not in values for values in columns):
        return
    said = {(finding.place.row, finding.field) for finding in table.findings}
    for number, values in enumerate(zip(*columns, strict=True)):
        row = table.rows[number] + 1
        if all(value is None for value in values) and not any((row, each) in said for each in (name, *names)):
            table.note(Code.MISSING, number, name, None, table.column_of(name, number))


def _days(table: Table) -> None:
    """What was recorded cannot lie ahead; what follows cannot come before."""
    for name in _RECORDED:
        days = table.values.get(name)
        if not days:
            continue
        ahead = {day for day in distinct(days) if day is not None and day > table.today}
        for number, day in enumerate(days) if ahead else ():
            if day in ahead:
                table.note(Code.FUTURE_DATE, number, name, _cell(table, name, number), table.column_of(name, number))
    for earlier, later in _IN_ORDER:
        if earlier in table.lasts and later in table.lasts and not {earlier, later}.isdisjoint(table.plan.fields):
            _reversed(table, earlier, later)


def _reversed(table: Table, earlier: str, later: str) -> None:
    first, last = table.values[earlier], table.lasts[later]
    if None not in first and None not in last and not any(map(gt, first, last)):
        return
    for number in [number for number, (one, other) in enumerate(zip(first, last, strict=True)) if one and other and other < one]:
        table.note(
            Code.DATES_REVERSED, number, later, _cell(table, later, number), table.column_of(later, number),
            earlier=field_title(earlier), later=field_title(later),
        )  # fmt: skip


def _days_under_periods(table: Table) -> None:
    """A day in a column headed with a period should lie in it: "3/4" under "Tháng 3" may be any of two mistakes."""
    headings = {heading.index: heading.text for heading in table.headings}
    for number, turn in enumerate(table.turns):
        column = turn.columns.get("held_on")
        if column is None or turn.span is None:
            continue
        first, last = table.values["held_on"][number], table.lasts["held_on"][number]
        if first and (last < turn.span.first or turn.span.last < first):
            cell = table.grid.rows[table.rows[number]][column]
            table.note(Code.DATE_OUTSIDE_COLUMN, number, "held_on", cell, column, heading=headings[column], period=turn.span)


# Two organisations beside each other; behind a comma or on the next line another word names the superior: "Chi bộ 1, Đảng bộ xã A".
_SEVERAL_UNITS: Final = re.compile(
    rf"[\W\d]*(?:(?:{ORGANISATION})\b.*?(?:;|\s\+|\s&|\bvà\b|\bvới\b)[\W\d]*(?:{ORGANISATION})\b"
    r"|(chi bộ|đảng bộ)\b[^\n,]*[\n,][\W\d]*\1\b).*",
    re.DOTALL,
)


def _several_units(table: Table) -> None:
    """A merger of two units written in one cell is two changes, one for each: as one it would end neither."""
    for name in ("from_unit", "to_unit"):
        cells = table.raw.get(name, ())
        several = {cell for cell in distinct(cells) if isinstance(cell, str) and _SEVERAL_UNITS.fullmatch(_lowered(cell))}
        for number, cell in enumerate(cells) if several else ():
            if cell in several:
                table.note(Code.SEVERAL_UNITS, number, name, cell, table.column_of(name, number))


def _lowered(cell: str) -> str:
    return "\n".join(fold_lightly(line) for line in cell.splitlines())


def _cell(table: Table, name: str, number: int) -> object:
    written = table.raw[name][number] if name in table.raw else None
    return table.values[name][number] if blank(written) else written


def _attendance(table: Table) -> None:
    if table.plan.kind.name != "meetings":
        return
    for number, (due, present) in enumerate(zip(table.values["due"], table.values["present"], strict=True)):
        if due is not None and present is not None and present > due:
            table.note(
                Code.PRESENT_OVER_DUE, number, "present", present, table.plan.fields.get("present"), present=present, due=due
            )  # fmt: skip


def _unit_in_heading(heading: str) -> str | None:
    """What stands in brackets at the end of a heading: "Giá trị (triệu đồng)"."""
    if not heading.rstrip().endswith(")") or "(" not in heading:
        return None
    return nfc(heading.rstrip()[heading.rindex("(") + 1 : -1]) or None
