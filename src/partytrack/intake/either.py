"""A column that names organisations and persons, "Tập thể, cá nhân": which of both a row names is decided here."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from partytrack.intake.organisations import ORGANISATION, names_organisation
from partytrack.intake.sections import UNIT_WORDS
from partytrack.intake.values import blank, fold_lightly, shown
from partytrack.intake.wording import LONGEST_HEADING
from partytrack.vietnamese import nfc

if TYPE_CHECKING:
    from partytrack.intake.grid import Grid
    from partytrack.intake.layout import Body

_OR: Final = r"\s*(?:[,/;&+–-]|\b(?:và|hoặc|hay)\b)\s*"
_CALLED: Final = r"(?:(?:họ và tên|họ tên|tên)\s+)?(?:các\s+)?"
_MANY: Final = rf"(?:tập thể|tổ chức(?: cơ sở)?(?: đảng)?|đơn vị|{ORGANISATION})"
_ONE: Final = r"(?:cá nhân|đảng viên)"
_HEADS_BOTH: Final = re.compile(
    rf"(?:{_CALLED}{_MANY}{_OR}{_CALLED}{_ONE}|{_CALLED}{_ONE}{_OR}{_CALLED}{_MANY}|{_CALLED}tập thể cá nhân)(?:\s+được\s.*)?"
)
_APART: Final = (re.compile(rf"{_CALLED}{_MANY}"), re.compile(rf"{_CALLED}{_ONE}"))
_OVER_BOTH: Final = re.compile(r"(?:tên\s+)?(?:các\s+)?đối tượng(?!\s+số)\b.*|(?:họ và tên|họ tên|tên)\b.*")
_HINT: Final = re.compile(r"\s*\([^)]*\)\s*")
_SECTION: Final = re.compile(r"\b(?:(?P<many>tập thể)|cá nhân)\b")
_TOGETHER: Final = re.compile(r"tập thể\s+(?=\S)", re.IGNORECASE)
# "Đoàn" is a family name as well as a union, a troupe or a delegation.
_OF_BOTH: Final = re.compile(r"đoàn (?!thanh niên|tncs|tn\b|cơ sở|trường|xã\b|phường|khối|cơ quan|công ty)")
_NAME_BEHIND: Final = re.compile(r"đoàn (?:thị|văn(?! công)) \S")
# Beside what names the units of a Party committee.
_MORE_UNITS: Final = re.compile(
    r"(?:tập thể|chi đoàn|chi hội|đội|khoa|bộ phận|phân xưởng|phân hội|nông trường|lâm trường|khối|cụm|hợp tác xã|htx|hạt|tổ|khu|ấp|buôn|nhóm|"
    r"hội đồng|cao đẳng|đồn|đại đội|tiểu đoàn|trung đội)\b"
)
_ADDRESSED: Final = re.compile(r"(?:đ/c|đồng chí|ông|bà)\b[\s.:]*(?=\S)")
_FAMILY_NAMES: Final = (
    "nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý đinh hà tô trương lương mai cao đoàn đào trịnh lâm phùng tạ tăng thái châu chu vương "
    "la lưu lại lục mạc nghiêm nông ông phí quách quan quản tống triệu trà từ uông văn vi viên bạch bàn bế cà cầm cù cung doãn đái đàm đậu điền đổng giang giàng "
    "giáp hạ hạng hầu hoa hứa kiều kim khổng khúc khuất lã lò lường lèo lù lầu ma mã mùa nhâm ninh quàng quàn sầm sùng tòng thạch thào thân thiều tiêu tôn "
    "vàng vừ xa âu ân bồ chảo chẩu chử cháng dư đồng phương trang diệp ksor rcom siu rmah rơ kpă nay niê êban y"
)
_FAMILIES: Final = frozenset(_FAMILY_NAMES.split())
_MOST_WORDS: Final = 6
_PLACE_WORDS: Final = 2
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*\.?")


@cache
def heads_both(heading: str) -> bool:
    """Whether a heading stands over organisations as well as persons."""
    if len(heading) > LONGEST_HEADING:
        return False
    return _HEADS_BOTH.fullmatch(_HINT.sub(" ", fold_lightly(" ".join(heading.split()))).strip()) is not None


@cache
def heads_apart(over: str, left: str, right: str) -> bool | None:
    """Whether of two headings below one over both the left one is that of organisations: "Đối tượng" over "Tổ chức đảng" and "Đảng viên".

    None where they are not those of both.
    """
    if max(map(len, (over, left, right))) > LONGEST_HEADING:
        return None
    above, one, other = (_HINT.sub(" ", fold_lightly(" ".join(each.split()))).strip() for each in (over, left, right))
    if _OVER_BOTH.fullmatch(above) is None and _HEADS_BOTH.fullmatch(above) is None:
        return None
    many, person = _APART
    if many.fullmatch(one) and person.fullmatch(other):
        return True
    return False if person.fullmatch(one) and many.fullmatch(other) else None


def names_person(name: str) -> bool:
    """Whether a text is written as the name of a person: it begins with a family name, and every word with a capital."""
    words = nfc(name).split()
    spelt = all(_WORD.fullmatch(word) and word[0].isupper() for word in words)
    return 1 < len(words) <= _MOST_WORDS and spelt and fold_lightly(words[0]) in _FAMILIES


def is_person(name: str) -> bool | None:
    """Whether a name is that of a person and not of an organisation; None where it may be both, or nothing shows it.

    Two words may be a place as well: "Hà Nam", "Mai Sơn".
    """
    if addressed := _ADDRESSED.match(fold_lightly(name.strip())):
        return names_person(name.strip()[addressed.end() :]) or None
    lowered = fold_lightly(name.strip())
    if _OF_BOTH.match(lowered):
        return (names_person(name) and _NAME_BEHIND.match(lowered) is not None) or None
    if _begins_like_unit(lowered):
        return False
    return (names_person(name) and len(name.split()) > _PLACE_WORDS) or None


def _begins_like_unit(lowered: str) -> bool:
    return names_organisation(lowered) or any(pattern.match(lowered) for pattern in (UNIT_WORDS, _MORE_UNITS))


def persons(grid: Grid, column: int, body: Body) -> dict[int, bool | None]:
    """Row → whether it names a person: as its section "Tập thể" or "Cá nhân" says, else as its name does."""
    told: dict[int, bool | None] = {}
    person: bool | None = None
    heads = sorted(body.sections)
    current: bool | None = None
    following = 0
    for row in body.data:
        while following < len(heads) and heads[following] < row:
            current = _said_by(body.sections[heads[following]], current)
            following += 1
        name = shown(grid.rows[row][column])
        if not blank(name):  # below a name merged over several rows they are all its own
            person = is_person(name) if current is None else current
        told[row] = person
    if True in told.values() and False not in told.values():  # in a list of people two words are a name too
        told |= {row: True for row, person in told.items() if person is None and names_person(shown(grid.rows[row][column]))}
    return told


def _said_by(section: str, before: bool | None) -> bool | None:
    """What a section says of its rows; one that speaks of neither goes on with what the one before said, one of both ends it."""
    said = {match["many"] is None for match in _SECTION.finditer(fold_lightly(section))}
    return before if not said else said.pop() if len(said) == 1 else None


def without_together(name: object) -> object:
    """The name of an organisation without the word that it is several people: "Tập thể Phòng Kê khai"."""
    return _TOGETHER.sub("", name, count=1) if isinstance(name, str) and _TOGETHER.match(name) else name
