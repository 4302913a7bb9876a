"""What the mark of a row and the words of a section say: a running number, a letter, a roman number; the unit a section names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from partytrack.intake.organisations import ORGANISATION
from partytrack.intake.titles import unit_named
from partytrack.intake.values import fold_lightly, shown

if TYPE_CHECKING:
    from partytrack.intake.grid import Cell

ROMAN: Final = r"(?=[ivxlc])(?:xc|xl|l?x{0,3}|c{1,3}(?:xc|xl|l?x{0,3}))(?:ix|iv|v?i{0,3})"  # up to 399, as many sections as a list has
COUNTED: Final = re.compile(r"\s*\d+\s*[.)]?\s*")
NESTED: Final = re.compile(r"\s*\d{1,3}\.\d{1,3}\.?\s*")
MARK: Final = re.compile(rf"(?:{ROMAN}|[a-hđ]|\d{{1,3}}(?=\.\d))(?:\.\d{{1,3}})*[.)\s:/-]*", re.IGNORECASE)
_ROMAN_ALONE: Final = re.compile(ROMAN, re.IGNORECASE)
NO_UNIT: Final = re.compile(
    r"(?:số )?(?:đảng viên|đv|chính thức|dự bị|miễn|nam\b|nữ\b|khối|nhóm|cụm|danh sách|tổng(?! (?:cục|công ty|kho|đội)\b)|cộng|trong đó|đối tượng|cấp ủy viên|kết nạp|chuyển|"
    r"diện|hoàn thành|không hoàn thành|năm\b|quý\b|tháng\b|phần\b|cá nhân|tập thể|xuất sắc|tốt\b|các )"
)
UNIT_WORDS: Final = re.compile(
    rf"(?:{ORGANISATION}|đảng đoàn|ban\b|sở\b(?! hữu)|văn phòng|phòng\b(?!,? chống)|trung tâm|trường\b(?! hợp)|bệnh viện|công ty|"
    r"tổng công ty|tổng cục|tổng kho|tổng đội|chi cục|cục\b|hội\b(?! (?:nghị|viên|họp|thảo|nhập))|liên đoàn|tỉnh đoàn|đoàn\b(?! (?:viên|kết))|"
    r"công đoàn|ủy ban|ubnd|hđnd|mttq|mặt trận|tòa án|viện\b(?! (?:trợ|phí))|báo\b(?! cáo)|đài\b|kho bạc|ngân hàng|bảo hiểm|xã\b(?! hội)|phường|"
    r"thị trấn|thôn\b|bản\b|tổ\b(?! chức)|huyện|thành phố|thanh tra|công an|bộ chỉ huy|cb\d|db\d|đbcs|cbcs|trạm|xí nghiệp|nhà máy|học viện|"
    r"quỹ|cơ quan)"
)
_MEETINGS: Final = re.compile(r"(?:các )?(?:(?:cuộc|kỳ|phiên|buổi) )?(?:hội nghị|họp|sinh hoạt)\b")
_LEADING_MARK: Final = re.compile(rf"^(?:(?:{ROMAN}|[a-zđ]|\d{{1,3}})\s*[.)/:-]\s*|[-+*•]\s*)+", re.IGNORECASE)
_TRAILING_COUNT: Final = re.compile(r"\s*[:(\-–]?\s*\(?\s*\d+\s*(?:đảng viên|đồng chí|đ/c|đv|người)\s*\)?\s*\.?$", re.IGNORECASE)
_LETTERS: Final = "abcdđefghijklmnopqrstuvwxy"


def section_unit(said: str) -> tuple[str | None, bool]:
    """The unit a section row names, if it may be one, and whether its words leave no doubt."""
    name = _TRAILING_COUNT.sub("", _LEADING_MARK.sub("", said)).strip(" :.-")
    if labelled := unit_named(name):
        return labelled, True
    lowered = fold_lightly(name)
    if not name or NO_UNIT.match(lowered) or _MEETINGS.match(lowered):
        return None, False
    return name, bool(UNIT_WORDS.match(lowered))


def is_roman(mark: str) -> bool:
    """Whether a mark is a roman number."""
    return _ROMAN_ALONE.fullmatch(mark) is not None


def is_running_number(cell: Cell) -> bool:
    """Whether a cell numbers a record."""
    return COUNTED.fullmatch(shown(cell)) is not None


def is_first(mark: str) -> bool:
    """Whether a mark begins a count: "1", "1." and "1)"."""
    return COUNTED.fullmatch(mark) is not None and mark.strip(" .)") == "1"


def letter(mark: str) -> int | None:
    """The place of a small letter, "a)" being 0; None for any other mark."""
    said = mark.strip(" .)/:-")
    return _LETTERS.index(said) if len(said) == 1 and said in _LETTERS else None
