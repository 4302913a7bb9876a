"""What a whole column looks like that makes its cells doubtful. Each doubt is one warning for a column; nothing is changed."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from partytrack.findings import Code, Finding
from partytrack.intake.either import names_person
from partytrack.intake.letters import column_letter
from partytrack.intake.values import Bad, blank, choice_parser, parse_date, shown
from partytrack.intake.wording import is_ignored, key
from partytrack.periods import Span
from partytrack.records import Type

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from partytrack.findings import Place
    from partytrack.intake.columns import Table
    from partytrack.intake.wording import Heading

_LAST_MONTH: Final = 12
_DAY_MONTH: Final = re.compile(r"\s*(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*\d{4}\s*")
_PHONE: Final = re.compile("|".join(key(words) for words in ("điện thoại", "SĐT", "số ĐT", "di động")))
_CITIZEN: Final = re.compile("|".join(key(words) for words in ("CCCD", "căn cước", "định danh")))
_SAMPLE: Final = 60  # rows: enough to see what a column holds
_FEWEST_WORDS: Final = 3
_NEARLY: Final = 0.9
_OF_UNITS_OR_PEOPLE: Final = frozenset({"ratings", "titles"})  # without a name each record is the unit's
# Who signs, heads or reports is not who was rated.
_OTHER_PEOPLE: Final = re.compile("|".join(key(words) for words in ("người", "bí thư", "ký", "trưởng", "phụ trách", "lãnh đạo", "cấp ủy")))
# Two days in their order, and how many days they may be apart.
_PAIRS: Final = {"members": (("admitted_on", "official_on", 800),), "admissions": (("decided_on", "admitted_on", 100),)}
# Other days in the life of a member, which may be as near.
_OTHER_DAYS: Final = re.compile(
    "|".join(
        rf"(?<!\S){key(words)}(?!\S)"
        for words in ("đoàn", "hội", "cấp", "thẻ", "nhập ngũ", "xuất ngũ", "ngành", "tuyển", "tuyển dụng", "bổ nhiệm", "cập nhật", "dấu thời gian", "hợp đồng", "học", "lớp",
                      "nộp", "gửi", "sinh", "chuyển", "họp", "nghị quyết", "biên bản", "tờ trình", "thẩm tra", "đơn", "kỷ luật", "huy hiệu", "trao", "tặng", "quyết định", "qđ")
    )
)  # fmt: skip
_OF_THE_PARTY: Final = re.compile(rf"(?<!\S)(?:{key('đảng')}|{key('kết nạp')}|đcs|đcsvn)(?!\S)")
_LENGTHS: Final = ((_PHONE, 9), (_CITIZEN, 11))  # one digit less than the number has


def doubts(table: Table) -> list[Finding]:
    """A warning for every column that was not read and yet looks like a field, whose days and months may be swapped, or whose numbers have lost a zero."""
    if not table.rows:
        return []
    return [*_swapped(table), *_month_first(table), *_lost_zeros(table), *_left_unread(table)]


def _swapped(table: Table) -> Iterable[Finding]:
    """Real dates beside texts such as "25/12/1975": typed where the month comes first, "5/6/1970" became 6 May.

    Not where a real date has a day after the 12th: no swap makes one.
    """
    for field in table.plan.kind.fields:
        cells = table.raw.get(field.name)
        if field.type is not Type.DATE or cells is None or not {str, date} <= set(map(type, cells)):
            continue
        real = [number for number, cell in enumerate(cells) if isinstance(cell, date)]
        if any(cells[number].day > _LAST_MONTH for number in real):
            continue
        text = next((cell for cell in cells if isinstance(cell, str) and _after_twelfth(cell)), None)
        doubtful = [number for number in real if cells[number].day != cells[number].month]
        if text is not None and doubtful:
            first = doubtful[0]
            place = _place(table, first, table.column_of(field.name, first))
            yield Finding(Code.DAYS_SWAPPED, place, field.name, shown(cells[first]), {"text": shown(text), "count": len(doubtful)})


def _month_first(table: Table) -> Iterable[Finding]:
    """Texts such as "02/03/1971" beside "10/23/1970", which is a date only with the month first; not where "23/10/1970" stands there too."""
    for field in table.plan.kind.fields:
        cells = table.raw.get(field.name)
        if field.type is not Type.DATE or cells is None:
            continue
        texts = {
            cell: (int(match[1]), int(match[2])) for cell in set(cells) if isinstance(cell, str) and (match := _DAY_MONTH.fullmatch(cell))
        }
        sure = sorted(cell for cell, (first, second) in texts.items() if first <= _LAST_MONTH < second)
        if not sure or any(first > _LAST_MONTH >= second for first, second in texts.values()):
            continue
        open_ = {cell for cell, (first, second) in texts.items() if first != second and max(first, second) <= _LAST_MONTH}
        doubtful = [number for number, cell in enumerate(cells) if cell in open_]
        if doubtful:
            place = _place(table, doubtful[0], table.column_of(field.name, doubtful[0]))
            yield Finding(Code.MONTH_FIRST, place, field.name, shown(cells[doubtful[0]]), {"text": shown(sure[0]), "count": len(doubtful)})


def _after_twelfth(cell: str) -> bool:
    match = _DAY_MONTH.fullmatch(cell)
    return match is not None and int(match[1]) > _LAST_MONTH >= int(match[2])


def _lost_zeros(table: Table) -> Iterable[Finding]:
    """Telephone and identity numbers kept as numbers with one digit too few, and cards with one less than those typed as text."""
    fields = {column: name for name, column in table.plan.fields.items()}
    kept = {
        name: field for name, field in ((each.name, each) for each in table.plan.kind.fields) if table.keep_citizen_id or not field.asked
    }
    for heading in table.headings:
        name = fields.get(heading.index)
        cells = table.raw[name] if name in table.raw else table.cells(heading.index)
        short = _short(heading, cells) if name is None or name not in kept else _short_identifier(table, name, heading, cells)
        if short:
            said = shown(cells[short[0]]) if name in kept else None  # what is not kept is not repeated either
            values = {"heading": heading.text, "count": len(short)}
            yield Finding(Code.ZERO_LOST, _place(table, short[0], heading.index), name, said, values)


def _short(heading: Heading, cells: Sequence[Any]) -> list[int]:
    """The rows whose number is one digit shorter than the heading's numbers are."""
    digits = next((digits for pattern, digits in _LENGTHS if pattern.search(key(heading.text))), None)
    if digits is None:
        return []
    low, high = 10 ** (digits - 1), 10**digits
    return [number for number, cell in enumerate(cells) if isinstance(cell, (int, float)) and low <= cell < high]


def _short_identifier(table: Table, name: str, heading: Heading, cells: Sequence[Any]) -> list[int]:
    if table.plan.kind.field(name).type is not Type.IDENTIFIER:
        return []
    if short := _short(heading, cells):
        return short
    if float not in set(map(type, cells)):
        return []
    written = {len(cell) for cell in set(cells) if isinstance(cell, str) and cell.isdigit() and cell.startswith("0")}
    if len(written) != 1:
        return []
    digits = written.pop() - 1
    return [number for number, cell in enumerate(cells) if isinstance(cell, float) and cell.is_integer() and len(str(int(cell))) == digits]


def _left_unread(table: Table) -> Iterable[Finding]:
    """Columns that were not read, though their cells are words of a choice or days that have no column, or names where nobody else is named."""
    known = {name: table.values[name] for pair in _PAIRS.get(table.plan.kind.name, ()) for name in pair[:2] if name in table.plan.fields}
    for heading in table.headings:
        if heading.index in table.plan.columns or heading.index in table.plan.doubled or is_ignored(heading.text):
            continue
        rows = [*dict.fromkeys(table.rows[:_SAMPLE])]
        cells = {number: cell for number, row in enumerate(rows) if not blank(cell := table.grid.rows[row][heading.index])}
        name = _looks_like(table, heading, [*cells.values()]) if cells else None
        if name is None and len(cells) >= _FEWEST_WORDS:
            name = _other_of_two(table, heading, cells, known)
        if name is not None:
            place = replace(table.place, row=rows[min(cells)] + 1, column=column_letter(heading.index))
            usual = table.plan.kind.field(name).headings[0]
            yield Finding(Code.COLUMN_UNREAD, place, name, heading.text, {"name": name, "heading": usual})


def _looks_like(table: Table, heading: Heading, cells: Sequence[object]) -> str | None:
    kind = table.plan.kind
    said = {*table.plan.fields, *table.whole.given, *table.whole.titled}
    for field in kind.fields if len(cells) >= _FEWEST_WORDS else ():
        if field.type is Type.CHOICE and field.name not in said and _nearly_all(cells, choice_parser(kind.name, field)):
            return field.name
    of_people = kind.name in _OF_UNITS_OR_PEOPLE and not said & {"full_name", "card_number"} and not _OTHER_PEOPLE.search(key(heading.text))
    return "full_name" if of_people and _nearly_all(cells, lambda cell: names_person(shown(cell))) else None


def _other_of_two(table: Table, heading: Heading, cells: Mapping[int, object], known: dict[str, Sequence[date | None]]) -> str | None:
    """The day that has no column and that a column's days can be, by those of the other: an official member was on probation just before.

    Without the other a heading must speak of the Party.
    """
    said = key(heading.text)
    if _OTHER_DAYS.search(said) or any(map(is_ignored, heading.levels)):
        return None
    days = {number: _full_day(cell) for number, cell in cells.items()}
    if sum(day is not None for day in days.values()) < _NEARLY * len(days):
        return None
    for earlier, later, longest in _PAIRS.get(table.plan.kind.name, ()):
        if not {earlier, later} & {*known} and _OF_THE_PARTY.search(said):
            known[earlier] = ()
            return earlier
        if (earlier in known) is (later in known):
            continue
        ahead = later in known
        others = known[later if ahead else earlier]
        both = [(day, other) for number, day in days.items() if day and others and (other := others[number])]
        apart = [(other - day if ahead else day - other).days for day, other in both]
        if len(both) >= _FEWEST_WORDS and sum(0 <= days <= longest for days in apart) >= _NEARLY * len(both):
            name = earlier if ahead else later
            known[name] = ()  # no second column is it too
            return name
    return None


def _full_day(cell: object) -> date | None:
    found = parse_date(cell)
    return found.first if isinstance(found, Span) and found.first == found.last else None


def _nearly_all(cells: Sequence[object], read: Callable[[object], object]) -> bool:
    return sum(bool(read(cell)) and not isinstance(read(cell), Bad) for cell in cells) >= _NEARLY * len(cells)


def _place(table: Table, number: int, column: int | None) -> Place:
    return replace(table.place, row=table.rows[number] + 1, column=None if column is None else column_letter(column))
