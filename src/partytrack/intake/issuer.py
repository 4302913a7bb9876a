"""Whose sheet it is: the unit of all rows, where only the letterhead or the sheet's name says it.

A letterhead names the superior on its first line and the organisation that made the sheet below it. A chi bộ has no organisation
under it, so a sheet that one made speaks of that one; a sheet of an đảng bộ may have been collected from many, and speaks of
the đảng bộ itself only where it lists the meetings of its committee.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from partytrack.intake.organisations import is_cell, without_kind
from partytrack.intake.values import fold_lightly
from partytrack.records import UNIT_NAMES_SHORT
from partytrack.vietnamese import fold, nfc, without_accents

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_APART: Final = re.compile(r"\s{3,}|\t|\s*[-–—,;(/|]\s*(?=(?:chi|đảng)\s+(?:bộ|ủy|uỷ)\b)", re.IGNORECASE)
_EDGES: Final = " *.,;:-–—_()…"
_CELL: Final = re.compile(r"(?:(?:ban )?chi ủy |(?:bch|ban chấp hành) )?(chi bộ (\S.*))")
_UPPER: Final = r"(?:tỉnh|thành|huyện|quận|thị) ủy(?! viên)"
_COMMITTEE: Final = re.compile(rf"(?:(?:bch|ban chấp hành|btv|ban thường vụ) )?((?:đảng (?:bộ|ủy)|{_UPPER}) (\S.*))")
# What follows "chi bộ" in a title and is no name.
_NO_NAME: Final = re.compile(
    r"(?:trực thuộc|cơ sở$|trong (?:sạch|năm|kỳ|quý|tháng)|hoàn thành|không|sinh hoạt|họp\b|tháng \d|quý [\divx]|năm \d|nhiệm kỳ|lần\b|định kỳ|"
    r"thường (?:kỳ|xuyên)|chuyên đề|tiêu biểu|kiểu mẫu|điển hình|(?:4|bốn|3|ba|5|năm) (?:tốt|không|có)\b|loại\b|đạt (?:chuẩn|loại|danh)|được|có\b|"
    r"và\b|các|theo|mới (?:thành|được)|xuất sắc|tốt\b|khá\b|yếu)"
)
_OF_MANY: Final = re.compile(
    r"(?:các|từng|mỗi|những) (?:chi\b|đảng bộ|đảng ủy|tổ chức|đơn vị|cơ sở)|toàn (?:đảng bộ|khối|ngành)|(?:chi|đảng) bộ trực thuộc|chi(?: bộ)?,? đảng bộ"
)
# What a cell is named after: its number, a place, an office. Any other word may go on with the sentence.
_PLACES: Final = r"thôn|ấp|bản|buôn|bon|plei|xóm|làng|đội|khu|khóm|tổ|khối|phố|tiểu khu|cụm|xã(?! hội)|phường|thị trấn|chợ|bến|cảng"
_OFFICES: Final = (
    r"trường(?! hợp)|văn phòng|phòng(?!,? chống)|ban(?! (?:chấp|hành))|sở|(?:chi )?cục|tổng cục|vụ|viện|học viện|trung tâm|trạm|bệnh viện|bảo hiểm|khoa|bộ môn|"
    r"(?:tổng )?công ty|xí nghiệp|nhà máy|hợp tác xã|htx|ngân hàng|kho bạc|quỹ|bưu điện|bưu cục|viễn thông|điện lực|đài|báo(?! cáo)|"
    r"tạp chí|thư viện|bảo tàng|nhà (?:văn hóa|thiếu nhi|khách|hát)|hạt|vườn quốc gia|thanh tra|tòa án|viện kiểm sát|thi hành án|công an|quân sự|"
    r"biên phòng|dân quân|đồn|thuế|hải quan|kiểm lâm|y tế|mầm non|tiểu học|thcs|thpt|cơ quan|ubnd|hđnd|ủy ban|mttq|mặt trận|đoàn thể|"
    r"hội (?:nông|phụ|cựu|liên|chữ|người|luật|nhà)|liên đoàn|hưu trí"
)
_NUMBER: Final = r"(?:số )?\d{1,3}[a-zđ]?"
_ABOUT: Final = re.compile(rf"chi bộ ((?:{_NUMBER}|{_PLACES}|{_OFFICES})\b.*)")
_WHOLE_NAME: Final = re.compile(rf"{_NUMBER}(?:\s+(?:{_PLACES})\b.*)?|(?=\S+\s)(?:{_PLACES}|{_OFFICES})\b.*")
_OFFICE: Final = re.compile(rf"(?:{_OFFICES})\b")
# What makes a number after "chi bộ" no cell's alone: a second one that is no year or day, or the months it counts;
# a bare one also the years it counts: "5 năm 2020-2025".
_NOT_ALONE: Final = re.compile(r"\s*[,;&/–—-]\s*(?:chi bộ\s*)?(?!\d{4}(?!\d)|\d{1,2}[/.-]\d{1,2}[/.-]\d{4})\d|\s*tháng \d{4}")
_COUNTS_YEARS: Final = re.compile(r"\s*năm \d{4}\s*[-–—]\s*\d{4}")
# Where such a name ends in a title: before the time, or the superior.
_NAME_ENDS: Final = re.compile(
    r"\s*(?:[,;(–—]|\s-\s|\b(?:năm (?=\d)|tháng (?=\d)|quý (?=[\divx])|kỳ (?=\d)|nhiệm kỳ\b|giai đoạn\b|tính đến\b|đến (?=ngày|tháng|\d)|"
    r"(?:trực )?thuộc\b|đảng (?:bộ|ủy)\b)).*"
)
# Words of a sentence that goes on; a name of a place or an office has none of them.
_GOES_ON: Final = re.compile(
    r"\b(?:tham (?:gia|dự)|được|đạt|đủ|dự (?:bị|họp|kiến)|chuyển|miễn|theo|của|đăng ký|học (?:tập|nghị)|bầu cử|nhận|đề nghị|khen|tại|cho|có|"
    r"không|trong|với|các|xếp|đã|chưa|nộp|đóng|hưởng|lấy|gửi|đánh giá|phụ trách|hoàn thành|thực hiện|giới thiệu|tổ chức (?!cán bộ|hành chính|sự))\b"
)
_MOST_WORDS: Final = 7  # of a name in a title
_OF_COMMITTEE: Final = re.compile(
    rf"(?:họp|hội nghị|sinh hoạt|phiên)\b.*\b(?:ban chấp hành|bch|ban thường vụ|btv|đảng ủy|cấp ủy|đảng bộ|{_UPPER})\b"
)

_AND: Final = fold("và")
_LONGEST_NAME: Final = 31  # characters of a sheet's name: what is so long may have been cut
_NUMBERED: Final = re.compile(r"\d{1,3}\s*[.)_-]\s*|\d{1,3}\s+(?=\D)")
_SHEET: Final = re.compile(r"(chi bộ|đảng bộ|đảng ủy|chi bo(?=[\s_.-]*\d+$)|cb|đb|đu)(?:[\s_.-]+|(?=\d))(\S.*)")
_SHORT: Final = {**UNIT_NAMES_SHORT, "chi bo": "Chi bộ", "đu": "Đảng ủy"}
# What "CB" before these also stands for: cán bộ; "ĐB": đại biểu.
_NOT_SHORT: Final = {
    "cb": re.compile(
        r"(?:nữ|công (?:chức|nhân)|viên|cc|cnv|chủ chốt|lãnh đạo|quản lý|trẻ|đoàn|hội|hưu|nguồn|diện|cấp|xã|phường|huyện|tỉnh|không|bán|kế|chuyên|dự)\b"
    ),
    "đb": re.compile(r"(?:nữ|quốc|hđnd|đại|dự|được|chính)\b"),
}
_MORE_THAN_NAME: Final = re.compile(
    r"\(\d+\)$|\b(?:19|20)\d\d\b|\bt\.?\s?\d{1,2}$|\b(?:tháng|quý|năm|kỳ|lần|đợt)\b|\bq\.?\s?(?:[1-4]|i{1,3}|iv)$|\d\s*[-–,+&;]\s*\d|\bvà \d|"
    r"\b(?:ds|danh sách|kết nạp|xếp loại|họp|sinh hoạt|đánh giá|khen thưởng|dự bị|chính thức|chuyển|tổng|biểu|mẫu|phiếu|báo cáo|bc|th)$|"
    r"\b(?:danh sách|kết nạp|xếp loại|sinh hoạt|đánh giá|khen thưởng|tổng hợp|báo cáo)\b"
)


@dataclass(frozen=True, slots=True)
class Issuer:
    """The unit a whole sheet is about.

    Args:
        letterhead: As the letterhead names it; None where it names none, or leaves open which.
        sheet: As the sheet's name names it.
        cell: Whether it is a chi bộ, so that nothing in the sheet can be another unit's but what names another Party organisation.
    """

    letterhead: str | None
    sheet: str | None
    cell: bool

    @property
    def unit(self) -> str | None:
        """The unit; None where letterhead and sheet's name are of two, one of which may be left over from a copy."""
        if self.letterhead and self.sheet and not _agree(self.letterhead, self.sheet):
            return None
        return self.letterhead or self.sheet


def issuer(lines: Sequence[str], sheet: str, *, meetings: bool) -> Issuer | None:
    """The unit a sheet is about, as far as the lines above the headings and its own name tell.

    Args:
        lines: The lines above the headings, from the top.
        sheet: The sheet's name.
        meetings: Whether the rows are meetings, which a committee holds itself.
    """
    parts = [part for line in lines for part in _APART.split(line)]
    named = _sheet(sheet)
    of_many = any(_OF_MANY.search(fold_lightly(line)) for line in lines)
    cells = [] if of_many else _named(parts, _CELL)
    if cells:
        certain = len(cells) == 1 and not _about_another(parts, cells[0])
        return Issuer(cells[0], named, cell=True) if certain else None
    titled = [] if of_many else _titled(parts)
    if len(titled) == 1:
        return Issuer(titled[0], named, cell=True)
    if named:
        return Issuer(None, named, cell=is_cell(named)) if not titled else None
    if of_many or titled:
        return None
    committees = _named(parts, _COMMITTEE)
    if meetings and committees and any(_OF_COMMITTEE.search(fold_lightly(part)) for part in parts):
        return Issuer(committees[-1], None, cell=False)
    return None


def _named(parts: Iterable[str], pattern: re.Pattern[str]) -> list[str]:
    """The units that are a whole line, each once, as they are written."""
    found: dict[str, str] = {}
    for part in parts:
        written = nfc(part).strip(_EDGES)
        lowered = fold_lightly(written)
        match = pattern.fullmatch(lowered)
        if match and len(lowered) == len(written) and not _NO_NAME.match(match[2]) and any(map(str.isalnum, match[2])):
            found.setdefault(fold(match[1]), written[match.start(1) :])
    return list(found.values())


def _titled(parts: Iterable[str]) -> list[str]:
    """The chi bộ that titles name at their end, each once: "DANH SÁCH ĐẢNG VIÊN CHI BỘ THÔN HẠ NĂM 2023"."""
    found: dict[str, str] = {}
    for part in parts:
        written = nfc(part).strip(_EDGES)
        lowered = fold_lightly(written)
        match = _ABOUT.search(lowered)
        if match is None or len(lowered) != len(written):
            continue
        name = _NAME_ENDS.sub("", match[1])
        if name[-1:].isdigit() and (_NOT_ALONE.match(match[1], len(name)) or (name.isdigit() and _COUNTS_YEARS.match(match[1], len(name)))):
            continue
        if _WHOLE_NAME.fullmatch(name) and len(name.split()) <= _MOST_WORDS and not _goes_on(name):
            found.setdefault(fold(name), written[match.start() : match.start(1) + len(name)].strip(_EDGES))
    return list(found.values())


def _goes_on(name: str) -> bool:
    """Whether a name is a sentence that goes on, or names two; an office may be one for two things: "Phòng Giáo dục và Đào tạo"."""
    return _GOES_ON.search(name) is not None or (" và " in name and _OFFICE.match(name) is None)


def _about_another(parts: Iterable[str], cell: str) -> bool:
    """Whether a title speaks of another chi bộ than the letterhead."""
    about = (match[1] for part in parts if (match := _ABOUT.search(fold_lightly(part))))
    return any(not _same(cell, other) for other in about)


def _agree(letterhead: str, sheet: str) -> bool:
    """Whether a sheet's name says the letterhead's in short, or says less than a name: "CB Dược-CLS", "CB Phong Kinh te", "CB 3".

    Words are left out at both ends, or stand there as their initials; a number beside a name without one only counts the sheets.
    """
    full, short = _words(letterhead), _words(sheet)
    if all(map(str.isdigit, short)):
        return short == full or not any(map(str.isdigit, "".join(full)))
    if len(short) > 1 and without_kind(sheet).isascii():
        full = [*map(without_accents, full)]
    return _same(letterhead, sheet) or any(_shortens(short, full[begin:]) for begin in range(len(full)))


def _shortens(short: Sequence[str], full: Sequence[str]) -> bool:
    """Whether each word of a name comes next in the other one, or is the initials of the words that do."""
    if not short:
        return True
    word, *rest = short
    if full and word == full[0] and _shortens(rest, full[1:]):
        return True
    initials = "".join(each[0] for each in full[: len(word)])
    return 1 < len(word) == len(initials) and word == initials and _shortens(rest, full[len(word) :])


def _same(one: str, other: str) -> bool:
    """Whether the words of the shorter name stand together in the longer one."""
    short, long = sorted((_words(one), _words(other)), key=len)
    return any(long[begin : begin + len(short)] == short for begin in range(len(long) - len(short) + 1))


def _words(name: str) -> list[str]:
    words = (fold(word) for word in re.findall(r"\w+", without_kind(name)))
    return [word.lstrip("0") or word for word in words if word != _AND]


def _sheet(name: str) -> str | None:
    """The unit a sheet's name names, "CB Thôn Đông" and "Chi bộ 2"; None where it says more or less than one."""
    written = nfc(name)
    if len(written) >= _LONGEST_NAME:
        return None
    written = _NUMBERED.sub("", written, count=1) if _NUMBERED.match(written) else written
    lowered = fold_lightly(written)
    match = _SHEET.fullmatch(lowered)
    if match is None or len(lowered) != len(written) or _NO_NAME.match(match[2]) or _MORE_THAN_NAME.search(match[2]):
        return None
    rest = written[match.start(2) :]
    if match[1] not in _SHORT:
        return f"{written[: match.end(1)]} {rest}"
    if (other := _NOT_SHORT.get(match[1])) and other.match(match[2]):
        return None
    return f"{_SHORT[match[1]]} {rest}" if match.end(1) < match.start(2) else written  # "CB2" may be a code
