"""The headings of a table → the fields its columns hold, for a given kind; what single headings mean is decided in `wording`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from dataclasses import field as _made
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from partytrack.intake import wide as turning
from partytrack.intake.either import heads_apart, heads_both
from partytrack.intake.synonyms import spelt_out, word_of
from partytrack.intake.values import fold_lightly
from partytrack.intake.wording import (
    CAME_TO,
    COUNTS_PEOPLE,
    ENUMERATED,
    FAMILY,
    GIVEN,
    HINT,
    LEFT_FROM,
    LONGEST_HEADING,
    MAN,
    PLACES,
    SCHOOLING,
    VAGUE,
    WOMAN,
    Fit,
    Heading,
    exact,
    field_of,
    is_ignored,
    key,
    mapped,
    names_people,
    says,
    without_hint,
)
from partytrack.records import KINDS, NO, YES, Kind, Type
from partytrack.vietnamese import fold, nfc

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from partytrack.intake.wide import Turn, Wide

_DEEPEST_STACK: Final = 4
_STACKING: Final = (re.compile(r"[\r\n]+"), re.compile(r"\s*[;/]\s*"), ENUMERATED)
FEWEST_MARKS: Final = 2
_DATE_PARTS: Final = (key("Ngày"), key("Tháng"), key("Năm"))
_QUARTER: Final = key("Quý")
_NUMBER: Final = key("Số")
_CODE: Final = key("Mã") + " "
_AT_WORK: Final = key("công tác")
_CAME, _WORK, _LEFT = 2, 4, 5  # the places of columns that say where somebody works, where he came to, and from where he came or went
PARTY: Final = re.compile("|".join(key(words) for words in ("chi bộ", "đảng")))


@dataclass(slots=True)
class Plan:
    """Which column holds which field of a kind.

    Args:
        kind: The kind.
        fields: Field → its column from 0 (of joined columns the first).
        name_parts: The columns whose cells together make the full name, the family name first.
        by_sex: (column for men, column for women) where the filled one of two date columns tells the sex.
        sex_flags: The same for two columns, or one, that are only ticked.
        unit_name: The column with the unit's name beside the one with its code.
        marks: Field → column → the word over it, where a tick under "Tốt" or "Khá" is the rating.
        turns: The columns of each period, where a row holds a record for each; their fields stand in `fields` with the first.
        stacked: Column → the fields its heading names line by line, for cells with as many values; None for what is not kept.
        in_rows: Whether those lines are rows of the sheet: every record takes as many rows as the headings.
        dates: Field → the columns of its day, month and year.
        period_parts: The columns of a year, and of the quarter or month in it.
        either: The column that names organisations and persons; its persons are in `fields`, its organisations in the field of the unit.
        doubled: Further columns of a field: column → (field, column kept).
        score: How well the kind fits, for comparing kinds.
        doubted: Whether the other columns speak of something else, so that nobody says it is a list of the kind.
        lacking: Required fields without a column or a given value.
    """

    kind: Kind
    fields: dict[str, int] = _made(default_factory=dict)
    name_parts: tuple[int, ...] = ()
    by_sex: tuple[int, int] | None = None
    sex_flags: tuple[int | None, int | None] | None = None
    unit_name: int | None = None
    marks: dict[str, dict[int, str]] = _made(default_factory=dict)
    turns: tuple[Turn, ...] = ()
    stacked: dict[int, tuple[str | None, ...]] = _made(default_factory=dict)
    in_rows: bool = False
    dates: dict[str, tuple[int | None, int | None, int]] = _made(default_factory=dict)
    period_parts: tuple[int, int] | None = None
    either: int | None = None
    doubled: dict[int, tuple[str, int]] = _made(default_factory=dict)
    score: float = 0
    doubted: bool = False
    lacking: tuple[str, ...] = ()

    @property
    def columns(self) -> set[int]:
        """Every column that is read."""
        more = {*self.name_parts, *(self.by_sex or ()), *(self.sex_flags or ()), self.unit_name, *self.marked, *self.turned, *self.stacked}
        more |= {column for parts in self.dates.values() for column in parts} | {*(self.period_parts or ())}
        return {*self.fields.values(), *(column for column in more if column is not None)}

    @property
    def marked(self) -> set[int]:
        """The columns that are ticked below a word."""
        return {column for marks in self.marks.values() for column in marks}

    @property
    def turned(self) -> set[int]:
        """The columns headed with a period that are read."""
        return {column for turn in self.turns for column in turn.every}

    @property
    def several(self) -> set[str]:
        """The fields of which each record has one of several columns: that of its period, its sex, its mark."""
        names = {name for turn in self.turns for name in turn.columns} | ({"birth_date", "sex"} if self.by_sex else set())
        names |= {"unit"} if self.either is not None else set()
        names |= {"sex"} if self.sex_flags and None not in self.sex_flags else set()
        return names | {*self.marks}

    def all_columns(self, name: str) -> list[int]:
        """Every column a field is read from, from the left."""
        first = self.fields[name]
        more: set[int | None] = {first, *self.dates.get(name, ())} | {turn.columns.get(name) for turn in self.turns}
        if name == "full_name":
            more |= {*self.name_parts}
        if name == "unit":
            more |= {self.unit_name, self.either}
        if name == "period":
            more |= {*(self.period_parts or ())}
        if name in ("birth_date", "sex"):
            more |= {*(self.by_sex or ())}
        if name == "sex":
            more |= {*(self.sex_flags or ())}
        more |= {*self.marks.get(name, ())}
        more |= {column for turn in self.turns if first in turn.marks for each in self.turns for column in each.marks}
        return sorted(column for column in more if column is not None)

    @property
    def meanings(self) -> dict[int, str]:
        """Column → the field it is read for, of every column that is read; several columns may make one field."""
        made = dict.fromkeys(self.name_parts, "full_name") | dict.fromkeys(self.by_sex or (), "birth_date")
        made |= {column: "sex" for column in self.sex_flags or () if column is not None}
        made |= {column: name for turn in self.turns for name, column in turn.columns.items()}
        made |= {column: name for turn in self.turns for name in turn.columns for column in turn.marks}
        made |= {column: name for name, marks in self.marks.items() for column in marks}
        if self.unit_name is not None:
            made[self.unit_name] = "unit"
        if self.either is not None:
            made[self.either] = "full_name"
        return {column: name for name, column in self.fields.items()} | made


def plan(
    kind: Kind,
    headings: Sequence[Heading],
    mapping: Mapping[str, str],
    given: frozenset[str],
    *,
    guess: bool = True,
    wide: Wide | None = None,
) -> Plan:
    """Which columns hold the fields of a kind, and how well they fit it.

    Args:
        kind: The kind to fit.
        headings: One for each column with a heading.
        mapping: Heading or column letter → field, which wins over everything.
        given: Fields the whole sheet has from elsewhere.
        guess: Whether headings that lost letters count.
        wide: What the sheet says about columns headed with periods.
    """
    made = Plan(kind)
    offers: dict[str, list[tuple[Fit, int, int]]] = {}
    special = _turned(made, headings, mapping, wide) if wide else set()
    special |= _special(made, [heading for heading in headings if heading.index not in special], mapping)
    for heading in headings:
        if heading.index in special:
            continue
        meant = _meant(kind, heading, mapping, guess=guess)
        if meant:
            offers.setdefault(meant[0], []).append((meant[2], heading.index, meant[1]))
    places = {heading.index: _belonging(heading) for heading in headings}
    lesser = {heading.index: name for heading in headings if not mapped(heading, mapping) and (name := _lesser(heading))}
    position: dict[str, int] = {}
    texts = {heading.index: heading.text for heading in headings}
    elsewhere = _elsewhere((*offers, *made.fields))
    for name, columns in offers.items():
        if name == "unit":
            columns[:] = [offer for offer in columns if offer[0] is Fit.MAPPED or places[offer[1]] not in elsewhere]
            if not columns:
                continue
        if name in made.fields:
            made.doubled |= {column: (name, made.fields[name]) for _, column, _ in columns}
            continue
        columns.sort(key=lambda offer: (lesser.get(offer[1]) == name, *_sureness(offer[0]), name == "unit" and places[offer[1]], *offer))
        best = _by_authority(name, columns, texts) or columns[0]
        made.fields[name] = best[1]
        position[name] = best[2]
        codes = {each.index for each in headings if key(each.text).startswith(_CODE)}
        further = (
            column
            for _, column, _ in columns
            if column != best[1]
            if name != "unit" or not _certain(places[best[1]], places[column]) or {column, best[1]} & codes
        )
        made.doubled |= dict.fromkeys(further, (name, best[1]))
    if made.either is not None:
        made.fields.setdefault("unit", made.either)
    _code_beside_name(made, headings)
    if kind.name == "units":
        _committee_beside_cell(made, headings, mapping)
    _score(made, given | _said_by_turns(made), position)
    return made


_PROPOSED: Final = re.compile(r"\b(?:tự|đề nghị|đề xuất|dự kiến|chi ủy)\b")
_OF_CELL: Final = re.compile(r"\bchi bộ\b")
_DECIDED: Final = re.compile(
    r"\b(?:đảng ủy|ban thường vụ|btv|(?:huyện|tỉnh|thành|thị|quận) ủy|cấp trên|cấp có thẩm quyền|quyết định|công nhận|phê duyệt)\b|\bkết quả xếp loại\b"
)
_IN_THE_PARTY: Final = re.compile(r"\b(?:đảng|cấp ủy|chi ủy|chi bộ|đảng ủy|đu)\b")
_ELSEWHERE: Final = re.compile(r"\b(?:chính quyền|đoàn thể|công tác|chuyên môn|nghề nghiệp)\b")


def _authority(name: str, heading: str) -> int | None:
    """How far a column goes before others of its field by who says it; None where the heading does not tell.

    Of ratings a decision from above goes before that of the chi bộ, that before what is only proposed; of offices one in the
    Party before another.
    """
    said = fold_lightly(heading)
    if name == "position":
        return int(_IN_THE_PARTY.search(said) is not None and _ELSEWHERE.search(said) is None)
    ranks = (_PROPOSED, _OF_CELL, _DECIDED)
    return next((rank for rank, words in enumerate(ranks) if words.search(said)), None)


def _by_authority(name: str, columns: Sequence[tuple[Fit, int, int]], texts: Mapping[int, str]) -> tuple[Fit, int, int] | None:
    """Of several columns that all say by whom, that of the highest; None where one does not say it, or two are as high."""
    if len(columns) == 1 or name not in _AUTHORITATIVE or columns[0][0] is Fit.MAPPED:
        return None
    ranks = [_authority(name, texts[column]) for _, column, _ in columns]
    known = [rank for rank in ranks if rank is not None]
    best = max(known, default=0)
    return columns[ranks.index(best)] if len(known) == len(ranks) and ranks.count(best) == 1 else None


_AUTHORITATIVE: Final = frozenset({"rating", "quality", "position"})


@cache
def _belonging(heading: Heading) -> int:
    """How near a column of units is to what somebody belongs to: "Chi bộ" before "Đảng bộ", that before "Đơn vị", "Đơn vị công tác"."""
    said = spelt_out(key(heading.text))
    for words, place in ((LEFT_FROM, _LEFT), (CAME_TO, _CAME)):
        if says(heading, words):
            return place
    if PARTY.search(said):
        return 0 if _CELL in said else 1
    return _WORK if _AT_WORK in said else _WORK - 1


def _certain(best: int, other: int) -> bool:
    """Whether there is no doubt which of two columns of units says it: a cell, or a committee beside where somebody works or came from."""
    return best < other and (best == 0 or other >= _WORK)


def _elsewhere(fields: Iterable[str]) -> frozenset[int]:
    """Which places are not theirs: where people went away from only is in a list of those who left, where they came to of those who came."""
    moved = {"left_on", "joined_on"}.intersection(fields)
    return frozenset({_LEFT, _CAME}) - ({_LEFT} if moved == {"left_on"} else {_CAME} if moved == {"joined_on"} else set())


def _lesser(heading: Heading) -> str | None:
    """The field that a column is only read for where no other says more: which classes of school somebody has passed, where he lives."""
    said = {key(heading.text), key(heading.levels[-1])}
    return "education" if said & SCHOOLING else "object" if said & PLACES else None


def _sureness(fit: Fit) -> tuple[bool, bool]:
    """How sure a heading is that is not in doubt for its words: one that somebody explained, any other, one that lost letters."""
    return fit is not Fit.MAPPED, fit is Fit.LETTERS_LOST


_OVER_THE_YEARS: Final = re.compile(  # "Mức xếp loại qua các năm": the years stand below
    r"\s+(?:(?:qua|trong|theo)\s+)?(?:các|từng|hằng|hàng|theo)\s+(?:năm|quý|tháng|kỳ)(?:\s+(?:trong năm|qua))?\s*$", re.IGNORECASE
)


def _turned(made: Plan, headings: Sequence[Heading], mapping: Mapping[str, str], wide: Wide) -> set[int]:
    """Set the columns headed with periods, where they fit the kind; returns them."""
    name = made.kind.name
    columns = {each.index: each for each in headings if each.index in wide.labels and not mapped(each, mapping)}
    fields = {
        index: meant[0] if (rest := _OVER_THE_YEARS.sub("", wide.labels[index].rest)) and (meant := exact(name, rest)) else None
        for index in columns
    }
    made.turns = turning.ticked_turns(_MARKED_FIELDS.get(name, ""), wide, _ticked_words(name, columns))
    made.turns = made.turns or turning.turns(name, wide, fields)
    if not made.turns:
        return set()
    for turn in made.turns:
        for field, column in turn.columns.items():
            made.fields.setdefault(field, column)
    return set(columns)


def _ticked_words(kind: str, columns: Mapping[int, Heading]) -> dict[int, str]:
    """Column → the word of a rating that stands over it besides the period."""
    if kind not in _MARKED_FIELDS:
        return {}
    said = {index: [level for level in each.levels if turning.label(level) is None] for index, each in columns.items()}
    return {index: word for index, levels in said.items() if levels and (word := _word(kind, _MARKED_FIELDS[kind], levels[-1]))}


def _said_by_turns(made: Plan) -> frozenset[str]:
    """What the headings with periods say of every record: its period, or the month of a meeting."""
    if not made.turns or any(turn.span is None for turn in made.turns):
        return frozenset()
    return frozenset({"held_on" if made.kind.name == "meetings" else "period"})


def _meant(kind: Kind, heading: Heading, mapping: Mapping[str, str], *, guess: bool) -> tuple[str, int, Fit] | None:
    field = mapped(heading, mapping)
    if field is not None:
        return (field, 0, Fit.MAPPED) if kind.has(field) else None
    return field_of(kind.name, heading, guess=guess)


def _special(made: Plan, headings: Sequence[Heading], mapping: Mapping[str, str]) -> set[int]:
    """Set the columns that together make one field; returns them."""
    kind = made.kind
    used: set[int] = set()
    if kind.has("full_name"):
        used |= _name_columns(made, headings, mapping)
        used |= _apart(made, headings, mapping)
        used |= _either(made, headings, mapping)
    if not kind.has("sex"):
        used |= _sexes_unread(headings, mapping)
    else:
        men = _sexed(headings, MAN, mapping)
        women = _sexed(headings, WOMAN, mapping)
        born = field_index(kind, "birth_date")
        over = next((over for over in men if over in women and over in born), None)
        if over is not None:
            made.by_sex = (men[over], women[over])
            made.fields |= {"birth_date": min(made.by_sex), "sex": min(made.by_sex)}
            used |= {*made.by_sex}
        else:
            used |= _ticked_sexes(made, men, women)
    used |= _dates(made, [each for each in headings if each.index not in used], mapping)
    used |= _period_parts(made, [each for each in headings if each.index not in used], mapping)
    used |= _stacked(made, [each for each in headings if each.index not in used], mapping)
    return used | _marks(made, headings, mapping)


def _either(made: Plan, headings: Sequence[Heading], mapping: Mapping[str, str]) -> set[int]:
    """The column over organisations and persons, where the kind may be about both and none is over persons only."""
    if not made.kind.person or "full_name" in made.fields:
        return set()
    columns = [each.index for each in headings if heads_both(each.text) and not mapped(each, mapping)]
    others = (each for each in headings if each.index not in columns)
    if len(columns) != 1 or any((meant := _meant(made.kind, each, mapping, guess=False)) and meant[0] == "full_name" for each in others):
        return set()
    made.either = made.fields["full_name"] = columns[0]
    return {*columns}


def _apart(made: Plan, headings: Sequence[Heading], mapping: Mapping[str, str]) -> set[int]:
    """The column of organisations and that of persons side by side below one heading, where the kind may be about both."""
    if not made.kind.person or "full_name" in made.fields:
        return set()
    for left, right in pairwise(headings):
        above = " ".join(left.levels[:-1])
        if not above or left.levels[:-1] != right.levels[:-1] or mapped(left, mapping) or mapped(right, mapping):
            continue
        meant = exact(made.kind.name, above)
        units_first = heads_apart(above, left.levels[-1], right.levels[-1])
        if units_first is not None and (meant is None or meant[0] in ("unit", "full_name")):
            units, persons = (left, right) if units_first else (right, left)
            made.fields |= {"unit": units.index, "full_name": persons.index}
            return {left.index, right.index}
    return set()


def _sexes_unread(headings: Sequence[Heading], mapping: Mapping[str, str]) -> set[int]:
    """The columns of both sexes in a kind that keeps none: beside "Nữ" a heading "Nam" is no year that lost its accent."""
    men, women = _sexed(headings, MAN, mapping), _sexed(headings, WOMAN, mapping)
    return {*men.values(), *women.values()} if men and women else set()


def _ticked_sexes(made: Plan, men: Mapping[str, int], women: Mapping[str, int]) -> set[int]:
    over = next((over for over in (*women, *men) if over == "" or over in field_index(made.kind, "sex")), None)
    if over is None:
        return set()
    made.sex_flags = (men.get(over), women.get(over))
    columns = {column for column in made.sex_flags if column is not None}
    made.fields["sex"] = min(columns)
    return columns


def _dates(made: Plan, headings: Sequence[Heading], mapping: Mapping[str, str]) -> set[int]:
    """The columns of dates written over several: "Ngày | Tháng | Năm" under one heading, or "Ngày sinh | Tháng sinh | Năm sinh"."""
    groups: dict[str, dict[str, int]] = {}
    for heading in headings:
        part, _, about = key(heading.levels[-1]).partition(" ")
        if part in _DATE_PARTS and not mapped(heading, mapping):
            over = key(" ".join((*heading.levels[:-1], about)))
            groups.setdefault(over, {}).setdefault(part, heading.index)
    used: set[int] = set()
    for over, parts in groups.items():
        day, month, year = (parts.get(part) for part in _DATE_PARTS)
        about = over.removeprefix(f"{_DATE_PARTS[0]} ")
        meant = exact(made.kind.name, over) or exact(made.kind.name, f"{_DATE_PARTS[0]} {about}")
        if year is None or month is None or meant is None or made.kind.field(meant[0]).type is not Type.DATE or meant[0] in made.fields:
            continue
        made.dates[meant[0]] = (day, month, year)
        made.fields[meant[0]] = min(parts.values())
        used |= {*parts.values()}
    return used


def _period_parts(made: Plan, headings: Sequence[Heading], mapping: Mapping[str, str]) -> set[int]:
    """The columns "Năm" and "Quý", or "Năm" and "Tháng", that together say the period; none where there are more of them."""
    if not made.kind.has("period"):
        return set()
    named = [(key(each.text), each.index) for each in headings if not mapped(each, mapping)]
    years = [index for said, index in named if said == _DATE_PARTS[2]]
    shorter = [index for said, index in named if said in (_QUARTER, _DATE_PARTS[1])]
    if len(years) != 1 or len(shorter) != 1:
        return set()
    made.period_parts = (years[0], shorter[0])
    made.fields["period"] = min(made.period_parts)
    return {*made.period_parts}


def _stacked(made: Plan, headings: Sequence[Heading], mapping: Mapping[str, str]) -> set[int]:
    """The columns whose heading names several fields, line by line or row by row."""
    in_lines, in_rows = {}, {}
    for heading in headings:
        if mapped(heading, mapping):
            continue
        if len(heading.levels) == 1 and (fields := _by_lines(made.kind.name, heading.levels[0])):
            in_lines[heading.index] = fields
        elif len(heading.levels) > 1 and not heading.grouped and (fields := _several(made.kind.name, heading.levels)):
            in_rows[heading.index] = fields
    if len(in_rows) < FEWEST_MARKS:
        in_rows = {}
    for column, fields in (in_lines | in_rows).items():
        kept = tuple(None if name is None or name in made.fields else name for name in fields)
        if any(kept):
            made.stacked[column] = kept
            made.fields |= {name: column for name in kept if name}
    made.in_rows = bool(in_rows)
    return set(made.stacked)


@cache
def _by_lines(kind: str, text: str) -> tuple[str | None, ...]:
    """The fields a heading names on its lines, or between marks; empty where it is one heading."""
    if (noun := _number_and_day(text)) and (number := exact(kind, f"{_NUMBER} {noun}")):
        day = exact(kind, f"{_DATE_PARTS[0]} {noun}")
        return (number[0], day[0] if day else None)
    if exact(kind, text):
        return ()
    for marks in _STACKING:
        parts = [part for part in marks.split(text.strip()) if part.strip(" ()")]
        if not 1 < len(parts) < _DEEPEST_STACK or not (fields := _several(kind, parts, unkept=marks is not ENUMERATED)):
            continue
        types = {KINDS[kind].field(name).type for name in fields if name}
        if marks is not ENUMERATED or types <= {Type.DATE, Type.IDENTIFIER}:
            return fields
    return ()


_DAY_SAID: Final = rf"{_DATE_PARTS[0]}(?:,? {_DATE_PARTS[1]}(?:,? {_DATE_PARTS[2]})?)?"
_BETWEEN: Final = rf"(?: ?[,;/&\n–-]+ ?| {key('và')} )"
_OF_ONE: Final = (
    re.compile(rf"{_NUMBER}{_BETWEEN}{_DAY_SAID} (?P<noun>\S.*)"),
    re.compile(rf"{_NUMBER} (?P<noun>\S[^,;/&\n]*?){_BETWEEN}{_DAY_SAID}(?: {key('ký')}| {key('ban hành')})?"),
)


@cache
def _number_and_day(text: str) -> str:
    """What a heading asks the number and the day of, and names once: "Số, ngày QĐ kết nạp", "Số QĐ, ngày ký"; empty for any other.

    "Số ngày nghỉ" counts days: a mark or a line parts what it asks for.
    """
    written = "\n".join(filter(None, map(fold, text.splitlines())))
    return next((match["noun"] for form in _OF_ONE if (match := form.fullmatch(written))), "")


# Below "Ngày chuyển đến" or "Ngày chuyển đi" in one heading.
_WHERE: Final = re.compile(
    rf"(?:(?:{fold('chuyển')} )?(?:{fold('từ')}|{fold('đến')})|{fold('nơi')}) (?:{fold('đảng bộ')}|{fold('đb')}|{fold('chi bộ')}|cb|{fold('đơn vị')}|{fold('tổ chức đảng')})(?: .*)?"
)


def _several(kind: str, parts: Sequence[str], *, unkept: bool = False) -> tuple[str | None, ...]:
    """The field of each part, once; None for a further name, for where somebody came from or went to, and with `unkept` for what is not kept.

    Empty unless each part is a heading as it stands and all but one differ.
    """
    meant = [exact(kind, part) for part in parts]
    for each, part in zip(meant, parts, strict=True):
        if key(part) in VAGUE or not (each or _WHERE.fullmatch(key(part)) or (unkept and is_ignored(part))):
            return ()
    names = [each[0] if each else None for each in meant]
    if len({*names}) == 1 and names[0] != "full_name":
        return ()
    return tuple(name if names.index(name) == place else None for place, name in enumerate(names))


# The choices whose words may be columns to be ticked without a heading above them that names the field.
_MARKED_FIELDS: Final = {"ratings": "rating", "meetings": "quality"}
_NOT_MARKED: Final = (("members", "status"),)  # only the cells tell whether they are days (`contents.settle`)
_WHETHER: Final = frozenset(fold(word) for word in (*YES, *NO) if len(word) > 1)
_NEVER_MARKED: Final = frozenset({"sex", "subject"})


def _marks(made: Plan, headings: Sequence[Heading], mapping: Mapping[str, str]) -> set[int]:
    """The columns each headed with one word of a choice, to be ticked: below a heading that names it; those of a rating below any."""
    used: set[int] = set()
    for name in marked_fields(made.kind.name):
        if (made.kind.name, name) in _NOT_MARKED or name in made.fields:
            continue
        free = [each for each in headings if each.index not in used]
        columns = {index: word for index, word in words_over(made.kind.name, name, free).items() if not _is_mapped(free, index, mapping)}
        if name != _MARKED_FIELDS.get(made.kind.name):
            columns = {
                each.index: columns[each.index] for each in free if each.index in columns and _named_above(made.kind.name, name, each)
            }
        others = (each for each in free if each.index not in columns)
        if len(columns) < FEWEST_MARKS or any(
            (meant := _meant(made.kind, each, mapping, guess=False)) and meant[0] == name for each in others
        ):
            continue
        made.marks[name] = columns
        made.fields[name] = min(columns)
        used |= {*columns}
    return used


@cache
def marked_fields(kind: str) -> tuple[str, ...]:
    """The fields of a kind whose words may stand over columns to be ticked."""
    fields = KINDS[kind].fields
    return tuple(field.name for field in fields if field.type in (Type.CHOICE, Type.YES_NO) and field.name not in _NEVER_MARKED)


def _is_mapped(headings: Sequence[Heading], column: int, mapping: Mapping[str, str]) -> bool:
    return bool(mapping) and any(mapped(each, mapping) for each in headings if each.index == column)


def _named_above(kind: str, name: str, heading: Heading) -> bool:
    over = heading.levels[:-1]
    return bool(over) and any((meant := exact(kind, said)) is not None and meant[0] == name for said in {" ".join(over), *over[-1:]})


def words_over(kind: str, name: str, headings: Sequence[Heading]) -> dict[int, str]:
    """Column → the word of a choice over it, as its cells may say it.

    Not where it is a value in the first row below: under the period of its own column, or under one of several headings of their own.
    One heading may stand over the last or the middle one of the columns that it means.
    """
    words = {each: word for each in headings if (word := _word(kind, name, each.levels[-1])) and not _under_a_period(each)}
    alone = [each for each in words if not each.grouped and len(each.levels) > 1]
    return {each.index: word for each, word in words.items() if len(alone) == 1 or each not in alone}


@cache
def _word(kind: str, name: str, text: str) -> str | None:
    if len(text) > LONGEST_HEADING:
        return None
    said = nfc(HINT.sub(" ", text))
    if KINDS[kind].field(name).type is Type.YES_NO:
        return said if fold(said) in _WHETHER else None
    return said if word_of(kind, name, fold(said)) else None


def _under_a_period(heading: Heading) -> bool:
    """Whether a word stands below the period of its own column: it is a value there, in the first row without a number."""
    return not heading.grouped and any(turning.label(level) for level in heading.levels[:-1])


def field_index(kind: Kind, name: str) -> frozenset[str]:
    """The keys of all known headings of a field."""
    return frozenset(key(heading) for heading in kind.field(name).headings)


def _sexed(headings: Sequence[Heading], word: str, mapping: Mapping[str, str]) -> dict[str, int]:
    """What stands over each column headed "Nam" or "Nữ" → the column."""
    return {
        without_hint(" ".join(heading.levels[:-1])): heading.index
        for heading in headings
        if heading.levels and without_hint(heading.levels[-1]) == word and not mapped(heading, mapping)
    }


def _name_columns(made: Plan, headings: Sequence[Heading], mapping: Mapping[str, str]) -> set[int]:
    """The columns of a name in parts: "Họ đệm" and "Tên" side by side, or one heading merged over all of them."""
    for left, right in pairwise(headings):
        if right.index != left.index + 1 or mapped(left, mapping) or mapped(right, mapping):
            continue
        if key(left.levels[-1]) in GIVEN and key(right.levels[-1]) in FAMILY:
            made.name_parts = (right.index, left.index)
            made.fields["full_name"] = right.index
            return {*made.name_parts}
        parted = key(left.levels[-1]) in FAMILY and key(right.levels[-1]) in GIVEN
        half = key(left.levels[-1]) in field_index(made.kind, "full_name") and key(right.levels[-1]) in GIVEN and left.merge != right.merge
        merged = left.merge == right.merge >= 0 and key(left.text) in field_index(made.kind, "full_name") - COUNTS_PEOPLE
        if parted or merged or half:
            more = [each.index for each in headings if merged and each.merge == left.merge and each.index > right.index]
            made.name_parts = (left.index, right.index, *more)
            made.fields["full_name"] = left.index
            return {*made.name_parts}
    return set()


def _code_beside_name(made: Plan, headings: Sequence[Heading]) -> None:
    """Of two unit columns the code is read first and the name where the code is blank."""
    others = [column for column, (name, _) in made.doubled.items() if name == "unit"]
    if not others:
        return
    texts = {heading.index: key(heading.text) for heading in headings}
    both = [made.fields["unit"], *others]
    codes = [column for column in both if texts.get(column, "").startswith(_CODE)]
    names = [column for column in both if column not in codes]
    if codes and names:
        made.fields["unit"], made.unit_name = codes[0], names[0]
        kept = {column: meant for column, meant in made.doubled.items() if column not in (codes[0], names[0])}
        made.doubled = {column: (name, codes[0] if name == "unit" else other) for column, (name, other) in kept.items()}


_COMMITTEE: Final = (key("đảng bộ"), key("đảng ủy"))
_CELL: Final = key("chi bộ")
_BARE_PAIR: Final = frozenset({*_COMMITTEE, _CELL})
_OF_UNITS: Final = frozenset({"code", "kind", "established_on", "dissolved_on"})


def _committee_beside_cell(made: Plan, headings: Sequence[Heading], mapping: Mapping[str, str]) -> None:
    """In a list of units "Tên đảng bộ" beside "Tên chi bộ" is the superior of each; so is a bare "Đảng bộ" beside "Chi bộ"."""
    if "parent" in made.fields:
        return
    named = [
        column
        for column in (made.fields.get("name"), *(c for c, (name, _) in made.doubled.items() if name == "name"))
        if column is not None
    ]
    texts = {each.index: key(each.text) for each in headings if each.index in named}
    if not named and made.fields.keys() & _OF_UNITS and not names_people(headings):
        texts = {each.index: key(each.text) for each in headings if key(each.text) in _BARE_PAIR}
    cells = [column for column, words in texts.items() if _CELL in words and not any(word in words for word in _COMMITTEE)]
    committees = [column for column, words in texts.items() if _CELL not in words and any(word in words for word in _COMMITTEE)]
    told = any(mapped(each, mapping) for each in headings if each.index in committees)
    if len(cells) == len(committees) == 1 and len(texts) == 2 and not told:
        made.fields |= {"name": cells[0], "parent": committees[0]}
        made.doubled = {column: meant for column, meant in made.doubled.items() if meant[0] != "name"}


SOFT: Final = frozenset({"unit", "period"})  # sections, titles or --set may say them


def _score(made: Plan, given: frozenset[str], position: Mapping[str, int]) -> None:
    kind = made.kind
    there = {*made.fields, *given}
    lacking = [field.name for field in kind.fields if field.required and field.name not in there]
    if kind.one_of and not there & set(kind.one_of):
        lacking.append(kind.one_of[0])
    made.lacking = tuple(lacking)
    hard = [name for name in lacking if name not in SOFT]
    first = sum(0.25 for place in position.values() if place == 0)
    required = sum(field.required and field.name in made.fields for field in kind.fields)
    made.score = (
        len(made.fields) + required + 2 * sum(name in made.fields for name in kind.telling) + first - 0.5 * len(lacking) - 6 * len(hard)
    )


# Words in a title that name a kind; they decide between kinds that fit about as well.
