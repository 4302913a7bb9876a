"""What the words of one heading mean: how far a heading may differ from a known one is decided here.

The known headings themselves stand in `records.py`. Exact beats accents lost, which beats a hint left out, which beats
letters lost; a heading that could be two fields is none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from typing import TYPE_CHECKING, Final

from rapidfuzz.distance import Levenshtein

from partytrack.intake import synonyms, worn
from partytrack.intake.letters import column_letter
from partytrack.records import CAME_TO_HEADINGS, KINDS, LEFT_FROM_HEADINGS, NOT_KEPT_HEADINGS, PLACE_HEADINGS, Type
from partytrack.vietnamese import bare, fold, without_accents

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


_PUNCTUATION: Final = re.compile(r"[\s,.;:/\\*\"'“”‘’–—_\-?!+&|]+")
_NUMBERED: Final = re.compile(r"^\s*\(?\d{1,2}(?:\.\d{1,2})*\s*[.)]\s*(?=[^\W\d_])")  # as the questions of a web form are
HINT: Final = re.compile(r"[(\[{][^)\]}]*[)\]}]")
_HINT_LEFT: Final = re.compile(r"[()\[\]{}]+")
_SHORTEST_GUESS: Final = 6
_LONG_HEADING: Final = 12
LONGEST_HEADING: Final = 1000  # with all its hints; a cell may hold a whole book, and every spelling of it takes time
_LONG_WORD: Final = 4  # one wrong letter leaves a word of so many letters recognisable
_DIGITS: Final = re.compile(r"\d")
_LOST_OR_WRONG: Final = (1, 1, 2)  # what a letter too many, one too few and one for another weigh
ENUMERATED: Final = re.compile(r"\s*,\s*|\s+và\s+")  # parts words too: only between dates and numbers


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


@cache
def key(heading: str) -> str:
    """The heading as it is compared: folded, marks and line breaks as blanks, without its number, a vertical "S T T" as one word."""
    words = _PUNCTUATION.sub(" ", fold(_NUMBERED.sub("", heading))).strip()
    return words.replace(" ", "") if len(words) > 1 and all(len(word) == 1 for word in words.split(" ")) else words


def keys_of(*headings: str) -> frozenset[str]:
    """The keys of several headings."""
    return frozenset(key(heading) for heading in headings)


# A year at the end of a heading: "Xếp loại năm 2023".
_YEAR_NAMED: Final = re.compile(
    "|".join(
        (rf"\s{fold('năm')}", rf"\s{fold('quý')} [ivx1-4]+(?: {fold('năm')})?", rf"\s{fold('tháng')} \d{{1,2}}(?: {fold('năm')})?", "")
    ).join(("(?:", r") (?:19|20)\d\d$"))
)
_HARMLESS_WORDS: Final = tuple(
    key(words)
    for words in (
        "của đảng viên", "đảng viên", "hiện nay", "hiện tại", "đồng chí", "trong năm", "nếu có", "cá nhân", "CSVN", "Việt Nam",
        "của đồng chí", "theo quyết định", "của chi bộ", "của đơn vị", "trong kỳ", "của anh/chị", "của ông/bà", "đang đảm nhiệm", "đang giữ", "đang sử dụng",
        "cao nhất", "của bạn", "đầy đủ", "theo lý lịch", "theo lý lịch đảng viên", "theo hồ sơ", "theo giấy khai sinh", "theo căn cước", "theo CCCD",
    )
)  # fmt: skip
_HARMLESS: Final = re.compile(rf"(?<=\S)(?: (?:{'|'.join(_HARMLESS_WORDS)}|đ c))+$")
# A question instead of a heading: "Đồng chí sinh hoạt tại chi bộ nào?", "Vui lòng nhập họ và tên".
_ASKED: Final = re.compile(
    "|".join(
        (
            rf"^(?:{fold('(?:đồng chí|đ c|anh chị|ông bà)')} )?{fold('(?:xin )?(?:vui lòng |đề nghị )?(?:nhập|cho biết|ghi rõ|điền)')} (?=\S)",
            rf"(?<=\S) {fold('(?:đồng chí|đ c|anh chị|ông bà)')}(?= {fold('(?:được|đang)')} )",
            rf"^{fold('(?:đồng chí|đ c|anh chị|ông bà)')} (?:{fold('(?:cho biết|giữ)')} )?(?=\S)",
            rf"^{fold('(?:hiện nay|hiện tại|hiện)')} (?=\S)",
            rf"(?<=\S) {fold('(?:là (?:ngày |năm )?nào|nào|là gì|gì)')}$",
        )
    )
)
# Words that say nothing without the heading above them.
VAGUE: Final = keys_of(
    "ngày", "năm", "quý", "tháng", "tên", "loại", "số", "kỳ", "khối", "mã", "thuộc", "đạt", "lý do", "tổng số", "nhóm", "cụm"
)  # fmt: skip
_DAY_SPELT_OUT: Final = re.compile(
    rf"^({fold('ngày')}|ngay) (?:(?:{fold('tháng')}|thang) (?:(?:{fold('năm')}|nam) )?)?(?:(?:{fold('được')}|duoc) )?(?=\S)"
)  # "Ngày, tháng, năm được kết nạp" is a "Ngày kết nạp" too
_OR: Final = re.compile(rf" (?:{fold('và')}|{fold('hoặc')}|hay)(?= \S)")
_ANY_TYPE: Final = frozenset(Type)
# Words in another place, or another word for the day: the words put instead, and what the field must hold for that.
_REWORDED: Final = tuple(
    (re.compile(written), put, types)
    for written, put, types in (
        (rf"^(.+?)(?:(?: {fold('kể')}| {fold('tính')})? {fold('từ')})? {fold('ngày')}(?: {fold('tháng')}(?: {fold('năm')})?)?$", rf"{fold('ngày')} \1", frozenset({Type.DATE})),
        # Not "Năm học" and not "Thời gian dự bị": a school year, and how long somebody is on probation.
        (rf"^(?:{fold('thời điểm')}|{fold('tháng năm')}|{fold('năm')}(?! {fold('học')})|{fold('thời gian')}(?! {fold('dự bị')})) (.+)$", rf"{fold('ngày')} \1", frozenset({Type.DATE})),
        (rf"^{fold('ngày')} (?:{fold('có|ký|ra|ban hành')}) ({fold('quyết định')}.*)$", rf"{fold('ngày')} \1", frozenset({Type.DATE})),
        (rf"^(.+?)(?: {fold('kể')})? {fold('từ')} (?:{fold('ngày')}|{fold('tháng')})$", rf"{fold('ngày')} \1", frozenset({Type.DATE})),
        (rf"^(.+) {fold('số')}$", rf"{fold('số')} \1", frozenset({Type.IDENTIFIER})),
        (rf"^{fold('tên')} (.+)$", r"\1", frozenset({Type.UNIT})),
    )
)  # fmt: skip
_ORDINAL: Final = keys_of("STT", "TT", "Số TT", "Số thứ tự", "Thứ tự", "No", "S TT")
FAMILY: Final = keys_of(
    "Họ đệm", "Họ và tên đệm", "Họ và đệm", "Họ tên đệm", "Họ chữ đệm", "Họ và chữ đệm", "Họ và chữ lót", "Họ lót", "Họ"
)
GIVEN: Final = keys_of("Tên", "Tên gọi", "Tên đảng viên")
MEMBERS_ONLY: Final = frozenset({"card_number", "file_number", "admitted_on", "official_on"})  # fields that nobody else has
COUNTS_PEOPLE: Final = keys_of("Đảng viên")  # as often as it names them
# Beside what somebody has studied these only say which classes of school he has passed.
SCHOOLING: Final = keys_of(
    "Học vấn",
    "Trình độ học vấn",
    "Văn hóa",
    "Trình độ văn hóa",
    "TĐVH",
    "T.độ văn hóa",
    "Trình độ phổ thông",
    "Giáo dục phổ thông",
    "Trình độ GDPT",
    "GDPT",
    "VH",
    "Trình độ VH",
    "Trình độ giáo dục phổ thông",
    "Trình độ học vấn phổ thông",
)
LEFT_FROM: Final = keys_of(*LEFT_FROM_HEADINGS)
CAME_TO: Final = keys_of(*CAME_TO_HEADINGS)
PLACES: Final = keys_of(*PLACE_HEADINGS)
MAN: Final = key("Nam")
WOMAN: Final = key("Nữ")


@cache
def _known(kind: str) -> dict[str, tuple[str, int]]:
    """Heading key → (field, how far behind in the field's list)."""
    found: dict[str, tuple[str, int]] = {}
    for field in KINDS[kind].fields:
        for position, heading in enumerate((*field.headings, field.name)):
            found.setdefault(key(heading), (field.name, position))
    return found


@cache
def _plain(kind: str) -> list[tuple[str, tuple[str, int]]]:
    """What is known, each heading without accents: all are stripped of them at once."""
    known = _known(kind)
    return list(zip(without_accents("\n".join(known)).split("\n"), known.values(), strict=True))


@cache
def _known_bare(kind: str) -> dict[str, tuple[str, int]]:
    """The same without accents, only where that can be one field."""
    found: dict[str, tuple[str, int]] = {}
    several = set()
    for plain, meant in _plain(kind):  # those of a field in their order
        if found.setdefault(plain, meant)[0] != meant[0]:
            several.add(plain)
    return {heading: meant for heading, meant in found.items() if heading not in several}


_IGNORED: Final = frozenset(key(heading) for heading in NOT_KEPT_HEADINGS) | _ORDINAL
_PARTS: Final = FAMILY | GIVEN | {MAN, WOMAN}


@cache
def is_known(text: str) -> bool:
    """Whether a text is, as it stands, a heading of any kind or one that is known and not kept."""
    heading = key(text)
    return heading in _IGNORED or heading in _PARTS or any(exact(kind, text) for kind in KINDS)


def is_ordinal(heading: Heading) -> bool:
    """Whether the column numbers the rows."""
    return key(heading.text) in _ORDINAL or key(heading.levels[-1]) in _ORDINAL or key(heading.levels[0]) in _ORDINAL


@cache
def without_hint(text: str) -> str:
    """The key without what stands in brackets, a year named at its end, and words that change nothing."""
    heading = key(_HINT_LEFT.sub(" ", HINT.sub(" ", text)))
    heading = _YEAR_NAMED.sub("", heading)
    return _HARMLESS.sub("", _ASKED.sub("", heading))


@cache
def exact(kind: str, text: str) -> tuple[str, int, Fit] | None:
    """The field of a kind whose known heading a text is, with the heading's place among the field's, and how well it fits."""
    if len(text) > LONGEST_HEADING:
        return None
    spellings = _spellings(kind, text)
    for heading, fit in spellings:
        if meant := _known(kind).get(heading):
            return *meant, fit
        # Only a text without accents may have lost them: "Kết quả" is not "Kết quá".
        if heading.isascii() and (meant := _known_bare(kind).get(heading)):
            return *meant, max(fit, Fit.BARE)
    for heading, _ in spellings:
        for rest, fields in synonyms.without_additions(kind, heading):
            if rest not in VAGUE and (meant := _known(kind).get(rest)) and meant[0] in fields:
                return *meant, Fit.HINT_LEFT_OUT
        for asked in synonyms.asked_whether(heading):
            if (meant := _known(kind).get(asked)) and KINDS[kind].field(meant[0]).type is Type.YES_NO:
                return *meant, Fit.HINT_LEFT_OUT
    for heading, types in _reworded(kind, text):
        if (meant := _known(kind).get(heading)) and KINDS[kind].has(meant[0]) and KINDS[kind].field(meant[0]).type in types:
            return *meant, Fit.HINT_LEFT_OUT
    return None


def _reworded(kind: str, text: str) -> tuple[tuple[str, frozenset[Type]], ...]:
    """The keys under which a heading may be known whose words stand otherwise, and the types of the fields they may then mean."""
    return _in_other_words(text, _another_day(kind, text))


@cache
def _in_other_words(text: str, other_day: bool) -> tuple[tuple[str, frozenset[Type]], ...]:
    bases = [base for base in (key(_HINT_LEFT.sub(" ", text)), "" if other_day else without_hint(text)) if base]
    bases += [spelt for base in bases if (spelt := synonyms.spelt_out(base)) != base]
    found = [(_DAY_SPELT_OUT.sub(r"\1 ", base), _ANY_TYPE) for base in bases]
    found += [(joined, _ANY_TYPE) for base in bases if (joined := _OR.sub("", base)) != base]
    for base in bases:
        for written, put, types in _REWORDED:
            if (put_so := written.sub(put, base)) != base:
                found += [(put_so, types), (_DAY_SPELT_OUT.sub(r"\1 ", put_so), types)]
    return tuple(found)


def _spellings(kind: str, text: str) -> tuple[tuple[str, Fit], ...]:
    """The keys under which a heading may be known, the nearest first."""
    return _spelt(kind if synonyms.has_own(kind, key(_HINT_LEFT.sub(" ", text))) else None, text, _another_day(kind, text))


@cache
def _spelt(kind: str | None, text: str, other_day: bool) -> tuple[tuple[str, Fit], ...]:
    """The same for all kinds at once that have no short forms of their own in it: None."""
    heading = key(text)
    found = [(heading, Fit.EXACT), (_DAY_SPELT_OUT.sub(r"\1 ", heading), Fit.EXACT)]
    if (members := synonyms.with_members(heading)) != heading:
        found.append((members, Fit.EXACT))
    opened = key(_HINT_LEFT.sub(" ", text))
    for spelt in (synonyms.in_full(kind, heading), synonyms.in_full(kind, opened)):
        if spelt not in (heading, opened):
            found += [
                (each, Fit.HINT_LEFT_OUT) for each in (spelt, _YEAR_NAMED.sub("", spelt), _HARMLESS.sub("", _YEAR_NAMED.sub("", spelt)))
            ]
    if opened != heading:
        found += [(opened, Fit.HINT_LEFT_OUT), (_DAY_SPELT_OUT.sub(r"\1 ", opened), Fit.HINT_LEFT_OUT)]
    if (short := without_hint(text)) and not other_day:
        found += [(each, Fit.HINT_LEFT_OUT) for each in (short, _DAY_SPELT_OUT.sub(r"\1 ", short), synonyms.in_full(kind, short))]
    nearest: dict[str, Fit] = {}
    for spelling, fit in found:
        nearest.setdefault(spelling, fit)
    return tuple(nearest.items())


_DAYS: Final = frozenset(field.name for kind in KINDS.values() for field in kind.fields if field.type is Type.DATE)


@cache
def _another_day(kind: str, text: str) -> bool:
    """Whether what stands in brackets makes another day of the one before them: "Ngày kết nạp (chính thức)"."""
    if not (hints := HINT.findall(text)):
        return False
    known = _known("members") | _known(kind)  # others may lack the other day
    of_all = known.get(_DAY_SPELT_OUT.sub(r"\1 ", without_hint(text)))
    said = [meant for hint in hints if (meant := known.get(key(_HINT_LEFT.sub(" ", hint))))]
    return of_all is not None and any(name != of_all[0] and name in _DAYS for name, _ in said)


@cache
def _guessable(kind: str) -> dict[tuple[int, str], list[tuple[str, str, int]]]:
    """Number of blanks, and the digits → the headings long enough to be guessed, without accents, each with its field and position."""
    found: dict[tuple[int, str], list[tuple[str, str, int]]] = {}
    for plain, (name, position) in _plain(kind):
        if len(plain) >= _SHORTEST_GUESS:
            found.setdefault(_kept_in_guessing(plain), []).append((plain, name, position))
    return found


def _kept_in_guessing(plain: str) -> tuple[int, str]:
    return plain.count(" "), "".join(_DIGITS.findall(plain))


def learn() -> None:
    """Work out how every known heading may look now, before the first sheet asks: it takes longer than recognising one."""
    for kind in KINDS:
        _known_bare(kind)
        _guessable(kind)


@cache
def _guess(kind: str, text: str) -> tuple[str, int, Fit] | None:
    """The field whose heading differs by one lost letter, a long one by two or a wrong one; None where two fields are so near.

    A wrong letter in a short heading makes another word: "Ngày nộp" is no "Ngày họp". So does another number in any.
    """
    heading = bare(without_hint(text))
    said = [*(spelling for spelling, _ in _spellings(kind, text)), *(words for words, _ in _reworded(kind, text))]
    ignored = any(words in _IGNORED for words in said)
    if len(heading) < _SHORTEST_GUESS or ignored or _another_day(kind, text):
        return None
    most = 2 if len(heading) >= _LONG_HEADING else 1
    near: set[tuple[int, str, int]] = set()
    for plain, name, position in _guessable(kind).get(_kept_in_guessing(heading), ()):
        distance = Levenshtein.distance(heading, plain, weights=_LOST_OR_WRONG, score_cutoff=most)
        if distance <= most and not _other_short_word(heading, plain):
            near.add((distance, name, position))
    if len({name for _, name, _ in near}) != 1:
        return None
    _, name, position = min(near)
    return name, position, Fit.LETTERS_LOST


def _other_short_word(heading: str, plain: str) -> bool:
    """Whether a wrong letter makes another short word: "Số đảng viên nữ" is no "Số đảng viên dự", "Xếp loại đoàn viên" none of the Party."""
    words = zip(heading.split(), plain.split(), strict=True)
    return any(said != known and (said == _UNION or len(said) == len(known) < _LONG_WORD) for said, known in words)


_UNION: Final = bare("đoàn")
_IN_ALL: Final = key("tổng số")
_NUMBER_OF: Final = key("số") + " "
_NOW: Final = re.compile(
    "|".join(rf"(?<=\S) {key(words)}$" for words in ("hiện nay", "hiện tại", "đang giữ", "đang đảm nhiệm", "cao nhất"))
)


def _readings(heading: Heading) -> list[str]:
    """The texts that may name the column, the fullest first."""
    levels = [level for level in heading.levels if level.strip()]
    if not levels:
        return []
    readings = [" ".join(levels)]
    if len(levels) > 1:
        readings.append(f"{levels[-1]} {levels[-2]}")
        if (now := _NOW.sub("", key(levels[-2]))) != key(levels[-2]):
            readings.append(f"{now} {levels[-1]}")  # "Chức vụ hiện nay" over "Đảng"
        if key(levels[-1]) == _IN_ALL and key(levels[-2]).startswith(_NUMBER_OF):
            readings.append(levels[-1].split()[0] + " " + levels[-2])  # "Số đảng viên" over "Tổng số"
        if len(levels) > 2:
            readings.append(" ".join(levels[-2:]))
        if not (heading.grouped and key(levels[-1]) in VAGUE):
            readings.append(levels[-1])
        if not heading.grouped:
            readings.append(levels[0])
    return readings


def field_of(kind: str, heading: Heading, *, guess: bool) -> tuple[str, int, Fit] | None:
    """The field of a kind that a heading means, as `exact` tells it; with `guess` also where letters were lost."""
    if heading.grouped and key(heading.levels[0]) in _ORDINAL:
        return None  # "Số TT": "Chung" and "Chi bộ" are two running numbers
    readings = _readings(heading)
    for reading in readings:
        if meant := exact(kind, reading):
            return meant
    if guess:
        for reading in readings:
            if found := worn.field_of(kind, reading):
                return *found, Fit.LETTERS_LOST
            if meant := _guess(kind, reading):
                return meant
    return None


def says(heading: Heading, words: frozenset[str]) -> bool:
    """Whether a heading is one of some, given as keys, in short or at length: "CB nơi đi" as well as "Chi bộ nơi đi"."""
    readings = (reading for reading in _readings(heading) if len(reading) <= LONGEST_HEADING)
    return any(spelt in words for reading in readings for spelt, _ in _spellings("members", reading))


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
    return any((meant := field_of("members", heading, guess=False)) and meant[0] == "full_name" for heading in headings)
