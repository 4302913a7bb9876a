"""Headings → fields, and which kind a sheet is. How far a heading may differ from a known one is decided here.

The known headings themselves stand in `records.py`. Exact beats accents lost, which beats a hint left out, which beats
letters lost; a heading that could be two fields is none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from dataclasses import field as _made
from enum import IntEnum
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from rapidfuzz.distance import Levenshtein

from partytrack.intake import wide as turning
from partytrack.intake import worn
from partytrack.intake.letters import column_letter
from partytrack.records import KINDS, NOT_KEPT_HEADINGS, Kind, Type, choice_words
from partytrack.vietnamese import bare, fold, nfc

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from partytrack.intake.wide import Turn, Wide

_PUNCTUATION: Final = re.compile(r"[\s,.;:/\\*\"'“”‘’–—_\-?!+&|]+")
_HINT: Final = re.compile(r"[(\[{][^)\]}]*[)\]}]")
_HINT_LEFT: Final = re.compile(r"[()\[\]{}]+")
_SHORTEST_GUESS: Final = 6
_LONG_HEADING: Final = 12
_LOST_OR_WRONG: Final = (1, 1, 2)  # what a letter too many, one too few and one for another weigh
_FEWEST_MARKS: Final = 2
_DEEPEST_STACK: Final = 4
_ENUMERATED: Final = re.compile(r"\s*,\s*|\s+và\s+")  # parts words too: only between dates and numbers
_STACKING: Final = (re.compile(r"[\r\n]+"), re.compile(r"\s*[;/]\s*"), _ENUMERATED)


class Fit(IntEnum):
    """How well a heading fits a field; less is better."""

    MAPPED = 0
    EXACT = 1
    BARE = 2
    HINT_LEFT_OUT = 3
    LETTERS_LOST = 4


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands over one column.

    Args:
        index: The column from 0.
        levels: Its texts from the top, each once.
        grouped: Whether the topmost text stands over several columns.
        merge: The first column of the merged cell the lowest text stands in; the column itself where it is not merged.
    """

    index: int
    levels: tuple[str, ...]
    grouped: bool = False
    merge: int = -1

    @property
    def text(self) -> str:
        """The whole heading on one line."""
        return " ".join(" ".join(level.split()) for level in self.levels)

    @property
    def letter(self) -> str:
        """The column's letter."""
        return column_letter(self.index)


@dataclass(slots=True)
class Plan:
    """Which column holds which field of a kind.

    Args:
        kind: The kind.
        fields: Field → its column from 0 (of joined columns the first).
        name_parts: The columns whose cells together make the full name, from the left.
        by_sex: (column for men, column for women) where the filled one of two date columns tells the sex.
        sex_flags: The same for two columns, or one, that are only ticked.
        unit_name: The column with the unit's name beside the one with its code.
        marks: Column → the word over it, where a tick under "Tốt" or "Khá" is the rating.
        turns: The columns of each period, where a row holds a record for each; their fields stand in `fields` with the first.
        stacked: Column → the fields its heading names line by line, for cells with as many values; None for what is not kept.
        in_rows: Whether those lines are rows of the sheet: every record takes as many rows as the headings.
        dates: Field → the columns of its day, month and year.
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
    marks: dict[int, str] = _made(default_factory=dict)
    turns: tuple[Turn, ...] = ()
    stacked: dict[int, tuple[str | None, ...]] = _made(default_factory=dict)
    in_rows: bool = False
    dates: dict[str, tuple[int | None, int | None, int]] = _made(default_factory=dict)
    doubled: dict[int, tuple[str, int]] = _made(default_factory=dict)
    score: float = 0
    doubted: bool = False
    lacking: tuple[str, ...] = ()

    @property
    def columns(self) -> set[int]:
        """Every column that is read."""
        more = {*self.name_parts, *(self.by_sex or ()), *(self.sex_flags or ()), self.unit_name, *self.marks, *self.turned, *self.stacked}
        more |= {column for parts in self.dates.values() for column in parts}
        return {*self.fields.values(), *(column for column in more if column is not None)}

    @property
    def turned(self) -> set[int]:
        """The columns headed with a period that are read."""
        return {column for turn in self.turns for column in turn.columns.values()}

    @property
    def meanings(self) -> dict[int, str]:
        """Column → the field it is read for, of every column that is read; several columns may make one field."""
        made = dict.fromkeys(self.name_parts, "full_name") | dict.fromkeys(self.by_sex or (), "birth_date")
        made |= {column: "sex" for column in self.sex_flags or () if column is not None}
        made |= {column: name for turn in self.turns for name, column in turn.columns.items()}
        made |= dict.fromkeys(self.marks, next((name for name, column in self.fields.items() if column in self.marks), ""))
        if self.unit_name is not None:
            made[self.unit_name] = "unit"
        return {column: name for name, column in self.fields.items()} | made


@cache
def key(heading: str) -> str:
    """The heading as it is compared: folded, marks and line breaks as blanks, a vertical "S T T" as one word."""
    words = _PUNCTUATION.sub(" ", fold(heading)).strip()
    return words.replace(" ", "") if len(words) > 1 and all(len(word) == 1 for word in words.split(" ")) else words


def _keys(*headings: str) -> frozenset[str]:
    return frozenset(key(heading) for heading in headings)


# A year at the end of a heading: "Xếp loại năm 2023".
_YEAR_NAMED: Final = re.compile(
    "|".join(
        (rf"\s{fold('năm')}", rf"\s{fold('quý')} [ivx1-4]+(?: {fold('năm')})?", rf"\s{fold('tháng')} \d{{1,2}}(?: {fold('năm')})?", "")
    ).join(("(?:", r") (?:19|20)\d\d$"))
)
_HARMLESS: Final = tuple(
    key(words)
    for words in (
        "của đảng viên", "đảng viên", "hiện nay", "hiện tại", "đồng chí", "đ/c", "trong năm", "nếu có", "cá nhân", "CSVN", "Việt Nam",
        "của đồng chí", "theo quyết định", "của chi bộ", "của đơn vị", "trong kỳ",
    )
)  # fmt: skip
# Words that say nothing without the heading above them.
_PARTY: Final = re.compile("|".join(key(words) for words in ("chi bộ", "đảng")))
_VAGUE: Final = _keys(
    "ngày", "năm", "quý", "tháng", "tên", "loại", "số", "kỳ", "khối", "mã", "thuộc", "đạt", "lý do", "tổng số", "nhóm", "cụm"
)  # fmt: skip
_DAY_SPELT_OUT: Final = re.compile(
    rf"^({fold('ngày')}|ngay) (?:(?:{fold('tháng')}|thang) (?:(?:{fold('năm')}|nam) )?)?(?:(?:{fold('được')}|duoc) )?(?=\S)"
)  # "Ngày, tháng, năm được kết nạp" is a "Ngày kết nạp" too
_MEMBER: Final = key("đảng viên")
_MEMBER_SHORTENED: Final = re.compile(rf"(?<=\S )(?<!{key('tên')} )đv\b")  # not "Tên ĐV", which may be that of a unit
_ANY_LIST: Final = _keys("Mã", "Mã số", "code", "Tên", "Tên gọi", "name", "Loại", "kind", "Nhóm", "group", "Khối", "Ngành", "sector")
_ORDINAL: Final = _keys("STT", "TT", "Số TT", "Số thứ tự", "Thứ tự", "No", "S TT")
_FAMILY: Final = _keys("Họ đệm", "Họ và tên đệm", "Họ và đệm", "Họ tên đệm", "Họ chữ đệm", "Họ và chữ đệm", "Họ và chữ lót", "Họ lót", "Họ")
_GIVEN: Final = _keys("Tên", "Tên gọi", "Tên đảng viên")
MEMBERS_ONLY: Final = frozenset({"card_number", "file_number", "admitted_on", "official_on"})  # fields that nobody else has
_COUNTS_PEOPLE: Final = _keys("Đảng viên")  # as often as it names them
_MAN: Final = key("Nam")
_WOMAN: Final = key("Nữ")
_CODE: Final = key("Mã") + " "
_DATE_PARTS: Final = (key("Ngày"), key("Tháng"), key("Năm"))


@cache
def _known(kind: str) -> dict[str, tuple[str, int]]:
    """Heading key → (field, how far behind in the field's list)."""
    found: dict[str, tuple[str, int]] = {}
    for field in KINDS[kind].fields:
        for position, heading in enumerate((*field.headings, field.name)):
            found.setdefault(key(heading), (field.name, position))
    return found


@cache
def _known_bare(kind: str) -> dict[str, tuple[str, int]]:
    """The same without accents, only where that can be one field."""
    found: dict[str, set[tuple[str, int]]] = {}
    for heading, meant in _known(kind).items():
        found.setdefault(bare(heading), set()).add(meant)
    return {heading: min(meant, key=lambda each: each[1]) for heading, meant in found.items() if len({name for name, _ in meant}) == 1}


_IGNORED: Final = frozenset(key(heading) for heading in NOT_KEPT_HEADINGS) | _ORDINAL
_PARTS: Final = _FAMILY | _GIVEN | {_MAN, _WOMAN}


@cache
def is_known(text: str) -> bool:
    """Whether a text is, as it stands, a heading of any kind or one that is known and not kept."""
    heading = key(text)
    return heading in _IGNORED or heading in _PARTS or any(_exact(kind, text) for kind in KINDS)


def is_ordinal(heading: Heading) -> bool:
    """Whether the column numbers the rows."""
    return key(heading.text) in _ORDINAL or key(heading.levels[-1]) in _ORDINAL or key(heading.levels[0]) in _ORDINAL


@cache
def _without_hint(text: str) -> str:
    """The key without what stands in brackets, a year named at its end, and words that change nothing."""
    heading = key(_HINT_LEFT.sub(" ", _HINT.sub(" ", text)))
    heading = _YEAR_NAMED.sub("", heading)
    for word in _HARMLESS:
        heading = heading.removesuffix(f" {word}")
    return heading


@cache
def _exact(kind: str, text: str) -> tuple[str, int, Fit] | None:
    for heading, fit in _spellings(kind, text):
        if meant := _known(kind).get(heading):
            return *meant, fit
        # Only a text without accents may have lost them: "Kết quả" is not "Kết quá".
        if heading.isascii() and (meant := _known_bare(kind).get(heading)):
            return *meant, max(fit, Fit.BARE)
    return None


def _spellings(kind: str, text: str) -> list[tuple[str, Fit]]:
    """The keys under which a heading may be known, the nearest first."""
    heading = key(text)
    found = [(heading, Fit.EXACT), (_DAY_SPELT_OUT.sub(r"\1 ", heading), Fit.EXACT)]
    if _MEMBER_SHORTENED.search(heading):
        found.append((_MEMBER_SHORTENED.sub(_MEMBER, heading), Fit.EXACT))
    if _HINT_LEFT.search(heading):
        opened = key(_HINT_LEFT.sub(" ", text))
        found += [(opened, Fit.HINT_LEFT_OUT), (_DAY_SPELT_OUT.sub(r"\1 ", opened), Fit.HINT_LEFT_OUT)]
    if (short := _without_hint(text)) and not _another_day(kind, text, short):
        found += [(short, Fit.HINT_LEFT_OUT), (_DAY_SPELT_OUT.sub(r"\1 ", short), Fit.HINT_LEFT_OUT)]
    return found


_DAYS: Final = frozenset(field.name for kind in KINDS.values() for field in kind.fields if field.type is Type.DATE)


def _another_day(kind: str, text: str, short: str) -> bool:
    """Whether what stands in brackets makes another day of the one before them: "Ngày kết nạp (chính thức)"."""
    known = _known("members") | _known(kind)  # others may lack the other day
    of_all = known.get(_DAY_SPELT_OUT.sub(r"\1 ", short))
    said = [meant for hint in _HINT.findall(text) if (meant := known.get(key(_HINT_LEFT.sub(" ", hint))))]
    return of_all is not None and any(name != of_all[0] and name in _DAYS for name, _ in said)


@cache
def _guessable(kind: str) -> dict[int, list[tuple[str, str, int]]]:
    """Number of blanks → the headings long enough to be guessed, without accents, each with its field and position."""
    found: dict[int, list[tuple[str, str, int]]] = {}
    for known, (name, position) in _known(kind).items():
        plain = bare(known)
        if len(plain) >= _SHORTEST_GUESS:
            found.setdefault(plain.count(" "), []).append((plain, name, position))
    return found


def learn() -> None:
    """Work out how every known heading may look now, before the first sheet asks: it takes longer than recognising one."""
    for kind in KINDS:
        _known_bare(kind)
        _guessable(kind)


@cache
def _guess(kind: str, text: str) -> tuple[str, int, Fit] | None:
    """The field whose heading differs by one lost letter, a long one by two or a wrong one; None where two fields are so near.

    A wrong letter in a short heading makes another word: "Ngày nộp" is no "Ngày họp".
    """
    heading = bare(_without_hint(text))
    ignored = any(spelling in _IGNORED for spelling, _ in _spellings(kind, text))
    if len(heading) < _SHORTEST_GUESS or ignored or _another_day(kind, text, _without_hint(text)):
        return None
    most = 2 if len(heading) >= _LONG_HEADING else 1
    near: set[tuple[int, str, int]] = set()
    for plain, name, position in _guessable(kind).get(heading.count(" "), ()):
        distance = Levenshtein.distance(heading, plain, weights=_LOST_OR_WRONG, score_cutoff=most)
        if distance <= most:
            near.add((distance, name, position))
    if len({name for _, name, _ in near}) != 1:
        return None
    _, name, position = min(near)
    return name, position, Fit.LETTERS_LOST


def _readings(heading: Heading) -> list[str]:
    """The texts that may name the column, the fullest first."""
    levels = [level for level in heading.levels if level.strip()]
    if not levels:
        return []
    readings = [" ".join(levels)]
    if len(levels) > 1:
        readings.append(f"{levels[-1]} {levels[-2]}")
        if len(levels) > 2:
            readings.append(" ".join(levels[-2:]))
        if not (heading.grouped and key(levels[-1]) in _VAGUE):
            readings.append(levels[-1])
        if not heading.grouped:
            readings.append(levels[0])
    return readings


def _field_of(kind: str, heading: Heading, *, guess: bool) -> tuple[str, int, Fit] | None:
    if heading.grouped and key(heading.levels[0]) in _ORDINAL:
        return None  # "Số TT": "Chung" and "Chi bộ" are two running numbers
    readings = _readings(heading)
    for reading in readings:
        if meant := _exact(kind, reading):
            return meant
    if guess:
        for reading in readings:
            if found := worn.field_of(kind, reading):
                return *found, Fit.LETTERS_LOST
            if meant := _guess(kind, reading):
                return meant
    return None


def mapped(heading: Heading, mapping: Mapping[str, str]) -> str | None:
    """The field that `--map` says a column is: by its whole heading, the lowest text of it, or its letter; None if it says none."""
    for said, field in mapping.items():
        wanted = key(said)
        if wanted in (key(heading.text), key(heading.levels[-1] if heading.levels else "")) and wanted:
            return field
    return next((field for said, field in mapping.items() if said.strip().upper() == heading.letter), None)


def is_ignored(text: str) -> bool:
    """Whether a heading is known and never kept: numbers of rows, telephones, signatures."""
    return key(text) in _IGNORED


def mapping_used(said: str, headings: Sequence[Heading]) -> bool:
    """Whether a heading or column letter of `--map` stands in the sheet."""
    return any(mapped(heading, {said: "?"}) for heading in headings)


def names_people(headings: Sequence[Heading]) -> bool:
    """Whether a column names persons, so that the rows are about them."""
    return any((meant := _field_of("members", heading, guess=False)) and meant[0] == "full_name" for heading in headings)


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
    # Beside "Đơn vị công tác" it is "Chi bộ" that says where a member belongs.
    party = {heading.index for heading in headings if _PARTY.search(key(heading.text))}
    position: dict[str, int] = {}
    for name, columns in offers.items():
        if name in made.fields:
            made.doubled |= {column: (name, made.fields[name]) for _, column, _ in columns}
            continue
        columns.sort(key=lambda offer: (offer[0], name == "unit" and offer[1] not in party, *offer[1:]))
        best = columns[0]
        made.fields[name] = best[1]
        position[name] = best[2]
        made.doubled |= {column: (name, best[1]) for _, column, _ in columns[1:]}
    _code_beside_name(made, headings)
    _score(made, given | _said_by_turns(made), position)
    return made


def _turned(made: Plan, headings: Sequence[Heading], mapping: Mapping[str, str], wide: Wide) -> set[int]:
    """Set the columns headed with periods, where they fit the kind; returns them."""
    name = made.kind.name
    columns = {each.index: each for each in headings if each.index in wide.labels and not mapped(each, mapping)}
    fields = {index: meant[0] if (rest := wide.labels[index].rest) and (meant := _exact(name, rest)) else None for index in columns}
    made.turns = turning.turns(name, wide, fields)
    if not made.turns:
        return set()
    for turn in made.turns:
        for field, column in turn.columns.items():
            made.fields.setdefault(field, column)
    return set(columns)


def _said_by_turns(made: Plan) -> frozenset[str]:
    """What the headings with periods say of every record: its period, or the month of a meeting."""
    if not made.turns or any(turn.span is None for turn in made.turns):
        return frozenset()
    return frozenset({"held_on" if made.kind.name == "meetings" else "period"})


def _meant(kind: Kind, heading: Heading, mapping: Mapping[str, str], *, guess: bool) -> tuple[str, int, Fit] | None:
    field = mapped(heading, mapping)
    if field is not None:
        return (field, 0, Fit.MAPPED) if kind.has(field) else None
    return _field_of(kind.name, heading, guess=guess)


def _special(made: Plan, headings: Sequence[Heading], mapping: Mapping[str, str]) -> set[int]:
    """Set the columns that together make one field; returns them."""
    kind = made.kind
    used: set[int] = set()
    if kind.has("full_name"):
        used |= _name_columns(made, headings, mapping)
    if not kind.has("sex"):
        used |= _sexes_unread(headings, mapping)
    else:
        men = _sexed(headings, _MAN, mapping)
        women = _sexed(headings, _WOMAN, mapping)
        born = _field_index(kind, "birth_date")
        over = next((over for over in men if over in women and over in born), None)
        if over is not None:
            made.by_sex = (men[over], women[over])
            made.fields |= {"birth_date": min(made.by_sex), "sex": min(made.by_sex)}
            used |= {*made.by_sex}
        else:
            used |= _ticked_sexes(made, men, women)
    used |= _dates(made, [each for each in headings if each.index not in used], mapping)
    used |= _stacked(made, [each for each in headings if each.index not in used], mapping)
    return used | _marks(made, headings, mapping)


def _sexes_unread(headings: Sequence[Heading], mapping: Mapping[str, str]) -> set[int]:
    """The columns of both sexes in a kind that keeps none: beside "Nữ" a heading "Nam" is no year that lost its accent."""
    men, women = _sexed(headings, _MAN, mapping), _sexed(headings, _WOMAN, mapping)
    return {*men.values(), *women.values()} if men and women else set()


def _ticked_sexes(made: Plan, men: Mapping[str, int], women: Mapping[str, int]) -> set[int]:
    over = next((over for over in (*women, *men) if over == "" or over in _field_index(made.kind, "sex")), None)
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
        meant = _exact(made.kind.name, over) or _exact(made.kind.name, f"{_DATE_PARTS[0]} {about}")
        if year is None or month is None or meant is None or made.kind.field(meant[0]).type is not Type.DATE or meant[0] in made.fields:
            continue
        made.dates[meant[0]] = (day, month, year)
        made.fields[meant[0]] = min(parts.values())
        used |= {*parts.values()}
    return used


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
    if len(in_rows) < _FEWEST_MARKS:
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
    if _exact(kind, text):
        return ()
    for marks in _STACKING:
        parts = [part for part in marks.split(text.strip()) if part.strip(" ()")]
        if not 1 < len(parts) < _DEEPEST_STACK or not (fields := _several(kind, parts)):
            continue
        types = {KINDS[kind].field(name).type for name in fields if name}
        if marks is not _ENUMERATED or types <= {Type.DATE, Type.IDENTIFIER}:
            return fields
    return ()


def _several(kind: str, parts: Sequence[str]) -> tuple[str | None, ...]:
    """The field of each part, once; None for a further name; empty unless each part is a heading as it stands and all but one differ."""
    meant = [_exact(kind, part) for part in parts]
    if any(each is None or key(part) in _VAGUE for each, part in zip(meant, parts, strict=True)):
        return ()
    names = [each[0] for each in meant if each]
    if len(set(names)) == 1 and names[0] != "full_name":
        return ()
    return tuple(name if names.index(name) == place else None for place, name in enumerate(names))


_MARKED_FIELDS: Final = {"ratings": "rating", "meetings": "quality"}


def _marks(made: Plan, headings: Sequence[Heading], mapping: Mapping[str, str]) -> set[int]:
    """The columns each headed with one word of a rating, to be ticked; none where a column of its own says the rating."""
    name = _MARKED_FIELDS.get(made.kind.name)
    if name is None:
        return set()
    words = choice_words(made.kind.name, name)
    columns = {
        each.index: each.levels[-1]
        for each in headings
        if fold(_HINT.sub(" ", each.levels[-1])) in words and not mapped(each, mapping) and not _under_a_period(each)
    }
    others = (each for each in headings if each.index not in columns)
    if len(columns) < _FEWEST_MARKS or any(
        (meant := _meant(made.kind, each, mapping, guess=False)) and meant[0] == name for each in others
    ):
        return set()
    made.marks = {index: nfc(_HINT.sub(" ", word)) for index, word in columns.items()}
    made.fields[name] = min(columns)
    return set(columns)


def _under_a_period(heading: Heading) -> bool:
    """Whether a word stands below the period of its own column: it is a value there, in the first row without a number."""
    return not heading.grouped and any(turning.label(level) for level in heading.levels[:-1])


def status_columns(headings: Sequence[Heading]) -> dict[int, str]:
    """Column → the word over it, where that is a status of members."""
    words = choice_words("members", "status")
    return {each.index: nfc(word) for each in headings if fold(word := _HINT.sub(" ", each.levels[-1])) in words}


def _field_index(kind: Kind, name: str) -> frozenset[str]:
    return frozenset(key(heading) for heading in kind.field(name).headings)


def _sexed(headings: Sequence[Heading], word: str, mapping: Mapping[str, str]) -> dict[str, int]:
    """What stands over each column headed "Nam" or "Nữ" → the column."""
    return {
        _without_hint(" ".join(heading.levels[:-1])): heading.index
        for heading in headings
        if heading.levels and _without_hint(heading.levels[-1]) == word and not mapped(heading, mapping)
    }


def _name_columns(made: Plan, headings: Sequence[Heading], mapping: Mapping[str, str]) -> set[int]:
    """The columns of a name in parts: "Họ đệm" and "Tên" side by side, or one heading merged over all of them."""
    for left, right in pairwise(headings):
        if right.index != left.index + 1 or mapped(left, mapping) or mapped(right, mapping):
            continue
        parted = key(left.levels[-1]) in _FAMILY and key(right.levels[-1]) in _GIVEN
        half = (
            key(left.levels[-1]) in _field_index(made.kind, "full_name") and key(right.levels[-1]) in _GIVEN and left.merge != right.merge
        )
        merged = left.merge == right.merge >= 0 and key(left.text) in _field_index(made.kind, "full_name") - _COUNTS_PEOPLE
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


_SOFT: Final = frozenset({"unit", "period"})  # sections, titles or --set may say them


def _score(made: Plan, given: frozenset[str], position: Mapping[str, int]) -> None:
    kind = made.kind
    there = {*made.fields, *given}
    lacking = [field.name for field in kind.fields if field.required and field.name not in there]
    if kind.one_of and not there & set(kind.one_of):
        lacking.append(kind.one_of[0])
    made.lacking = tuple(lacking)
    hard = [name for name in lacking if name not in _SOFT]
    first = sum(0.25 for place in position.values() if place == 0)
    required = sum(field.required and field.name in made.fields for field in kind.fields)
    made.score = (
        len(made.fields) + required + 2 * sum(name in made.fields for name in kind.telling) + first - 0.5 * len(lacking) - 6 * len(hard)
    )


# Words in a title that name a kind; they decide between kinds that fit about as well.
_TITLE_WORDS: Final = {
    "admissions": ("kết nạp đảng viên", "kết nạp", "đảng viên mới"),
    "ratings": ("xếp loại", "đánh giá, xếp loại", "phân loại"),
    "meetings": ("sinh hoạt chi bộ", "sinh hoạt", "cuộc họp", "nhật ký họp"),
    "titles": ("danh hiệu", "khen thưởng", "công nhận"),
    "inspections": ("kiểm tra, giám sát", "kết quả kiểm tra", "kết quả giám sát"),
    "classes": ("lớp bồi dưỡng", "học tập, quán triệt", "học tập nghị quyết", "bồi dưỡng lý luận"),
    "assignments": ("phân công", "bổ nhiệm"),
    "successions": ("sắp xếp tổ chức", "sáp nhập", "hợp nhất", "chia tách"),
    "allocations": ("giao chỉ tiêu", "phân bổ chỉ tiêu"),
    "figures": ("chỉ tiêu", "số liệu"),
    "units": ("danh sách tổ chức", "danh sách chi bộ", "danh sách đơn vị", "danh sách các", "danh mục"),
    "members": ("danh sách đảng viên", "đảng viên"),
}

_LOOSE_TITLES: Final = frozenset({"members", "units", "assignments"})  # "đảng viên", "danh sách" and "phân công" stand over other kinds too
_TITLE_SAYS_KIND: Final = 5
_TITLE_SAYS_LITTLE: Final = 1.5
_FOREIGN: Final = 4  # a column, or a value given for the sheet, that only another kind has; two telling columns outweigh it


def recognised(
    headings: Sequence[Heading],
    mapping: Mapping[str, str],
    given: frozenset[str],
    title: str,
    only: str | None,
    *,
    asked: frozenset[str] = frozenset(),
    wide: Wide | None = None,
) -> Plan:
    """The plan of the kind that fits the headings best; its `lacking` says whether it fits at all.

    Args:
        headings, mapping, given: As for `plan`.
        title: The lines above the headings.
        only: The kind, where it was said.
        asked: The fields somebody gave for the sheet: a kind that lacks them is hardly meant.
        wide: As for `plan`.
    """
    words = _title_words(fold(title))
    if wide and wide.content == "number" and "allocations" in words:
        wide = replace(wide, content="quota")
    plans = [plan(kind, headings, mapping, given, wide=wide) for kind in KINDS.values() if only in (None, kind.name)]
    named = {made.kind.name for made in plans if made.fields and made.kind.name in words}
    told = {made.kind.name for made in plans if made.kind.name in named - _LOOSE_TITLES and _SOFT.issuperset(made.lacking)}
    for made in plans:
        if made.kind.name in told:
            made.score += _TITLE_SAYS_KIND
        elif not told and made.kind.name in named:
            made.score += _TITLE_SAYS_LITTLE
    for made in plans:
        made.score -= _FOREIGN * (wide is not None and not made.turns)
        made.score -= _FOREIGN * (_foreign_columns(made, headings) + sum(not made.kind.has(name) for name in asked))
    said = only is not None or bool(mapping)
    if not said and _of_people(headings):
        plans = [made for made in plans if made.kind.name not in _NEVER_OF_PEOPLE]
    best = max(plans, key=lambda made: made.score)
    if said:
        return best
    best.doubted = _in_passing(best, headings, wide) and (best.kind.name not in named or wide is not None)
    return best if best.kind.name in named or not _only_vague(best, headings) else Plan(best.kind)


def _title_words(title: str) -> frozenset[str]:
    """The kinds that a folded title names; "chỉ tiêu" does not where it is part of "giao chỉ tiêu"."""
    said = {word: kind for kind, words in _TITLE_WORDS.items() for each in words if (word := fold(each)) in title}
    return frozenset(
        kind for word, kind in said.items() if kind in _LOOSE_TITLES or not any(word != other and word in other for other in said)
    )


_NEVER_OF_PEOPLE: Final = frozenset({"meetings", "classes", "successions", "figures", "allocations"})


def _of_people(headings: Sequence[Heading]) -> bool:
    """Whether a column holds people's names: a row for each of them is no meeting, however it is ticked."""
    names = _field_index(KINDS["members"], "full_name") - _COUNTS_PEOPLE
    whole = any(key(heading.text) in names or _without_hint(heading.text) in names for heading in headings)
    return whole or any(key(left.text) in _FAMILY and key(right.text) in _GIVEN for left, right in pairwise(headings))


def _in_passing(made: Plan, headings: Sequence[Heading], wide: Wide | None) -> bool:
    """Whether people or units are only what the other columns are about: "Đơn vị | Số cuộc kiểm tra" lists none."""
    if not made.kind.stock or made.fields.keys() & MEMBERS_ONLY:
        return False
    if wide and len(wide.labels.keys() - made.columns) >= len(made.columns):
        return True
    others = any(heading.index not in made.columns and not is_ignored(heading.text) for heading in headings)
    return made.kind.name == "units" and made.fields.keys() == {"name"} and others


def _foreign_columns(made: Plan, headings: Sequence[Heading]) -> int:
    """Columns a list of people or units leaves unread that are what ratings and titles are about."""
    if not made.kind.stock:
        return 0
    about = {heading for kind, field in (("ratings", "rating"), ("titles", "title")) for heading in _field_index(KINDS[kind], field)}
    about |= {key("rating")}
    return sum(heading.index not in made.columns and key(heading.text) in about for heading in headings)


def _only_vague(made: Plan, headings: Sequence[Heading]) -> bool:
    """Whether the columns could belong to any list of codes: "Mã | Tên" names the units of a party as well as its peoples."""
    return made.kind.name == "units" and all(key(heading.text) in _ANY_LIST for heading in headings if heading.index in made.columns)
