"""What the lines above a table say about all of it: the day a list is true on, the period, the unit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from partytrack.intake.values import FIRST_YEAR, LAST_YEAR, date_in_words, fold_lightly, period_in_words
from partytrack.periods import year
from partytrack.records import KINDS, MEETING_KINDS
from partytrack.vietnamese import nfc

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from partytrack.periods import Span

_DAY: Final = r"(?:ngày\s+)?\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4}|(?:ngày\s+)?\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4}|\d{4}-\d{2}-\d{2}"
_STATED: Final = re.compile(
    rf"(?:(?:tính|thống kê|số liệu|có)?\s*(?:đến|tại)\s+(?:hết\s+|thời điểm\s+)*|(?<!từ )thời điểm(?: báo cáo| thống kê| chốt số liệu)?\s*:?\s*)({_DAY})"
)
_STATED_END: Final = re.compile(r"đến\s+hết\s+((?:tháng\s+\d{1,2}\s*(?:/|năm|-)\s*|năm\s+)\d{4})")
# When a list was taken out of a register, where nothing says for which day.
_TAKEN: Final = re.compile(
    r"(?:^|[(\[;,–-]\s*)(?:(?:ngày|thời điểm)(?: giờ)? (?:(?:kết |trích )?xuất|in|chốt|cập nhật)|(?:(?:kết |trích )?xuất|chốt|cập nhật))"
    rf"(?: (?:số liệu|dữ liệu|danh sách|báo cáo))?(?: vào)?\s*:?\s*(?:\d{{1,2}}:\d\d(?::\d\d)?\s+)?({_DAY})"
)
_ABOUT_DAY: Final = re.compile(r"số liệu|dữ liệu|thống kê|thời điểm|ngày|được|tính|có|lấy|chốt|cập nhật")
_ANY_DAY: Final = re.compile(_DAY)
_RANGE: Final = re.compile(r"(?:nhiệm kỳ|giai đoạn|khóa)\s*[^\n]{0,12}?\d{4}\s*[-–—]\s*\d{4}|\d{4}\s*[-–—]\s*\d{4}")
_NUMBERED: Final = re.compile(r"số\s*:?\s*[\d.]+\s*[-/][^\s,;)]*")
_PERIODS: Final = (
    re.compile(r"(?:quý|q)\s*(?:iv|iii|ii|i|[1-4])\s*(?:[/.,-]?\s*năm|[/.,-])?\s*\d{4}"),
    re.compile(r"(?:6|sáu) tháng\s+(?:đầu|cuối)(?:\s+năm)?\s*[/,-]?\s*(?:năm\s*)?\d{4}"),
    re.compile(r"tháng\s*\d{1,2}\s*(?:[/.,-]?\s*năm\s*|[/.,-]\s*|\s)\d{4}"),
    re.compile(r"\d{4}-(?:q[1-4]|h[12])"),
    re.compile(r"năm\s+\d{4}"),
)
_FURTHER_YEARS: Final = re.compile(r"năm\s+\d{4}(?:\s*(?:[,;&]|và)\s*\d{4}(?!\d))+")
_YEAR: Final = re.compile(r"\d{4}")
_UNIT_LINE: Final = re.compile(
    r"[-+*•\s]*(?:tên\s+)?(đơn vị(?: báo cáo)?|chi bộ|đảng bộ|tổ chức đảng|cơ quan(?:,\s*đơn vị)?|chi,\s*đảng bộ)\s*:\s*(\S.*)",
    re.IGNORECASE,
)
# A line that begins like the title of a list, a number before it or none; "Bảng 2" alone only counts those of one list.
_NUMBER_BEFORE: Final = r"\W*(?:(?:[ivx]+|\d+|[a-h])\s*[.):/–-]\s*|(?:bảng|biểu|phụ lục|mẫu)\s*(?:số\s*)?[\divx]+\s*[.:)–-]?\s*)?"
_LIST: Final = re.compile(
    rf"{_NUMBER_BEFORE}(?:danh sách|danh sach|danh bạ|ds\b|dsđv|sổ\b|(?:bảng|biểu)(?!\s*(?:số\s*)?\d)|trích ngang|báo cáo|thống kê|tổng hợp|"
    r"theo dõi|kết quả|xếp loại|đánh giá|tình hình|lịch\b|kế hoạch|sinh hoạt|họp\b|(?:các )?(?:đảng viên|dang vien|đồng chí)|(?:ban chấp hành|cấp ủy|chi ủy)\b)"
)
_DOTS: Final = re.compile(r"[.…_\s]+")
# What a line "Đơn vị: …" may also say: in what the numbers below are given.
_MEASURE: Final = re.compile(
    r"(?:1[.,]?000|nghìn|ngàn|triệu|tỷ|trăm|%|‰|\s)*"
    r"(?:đồng|vnd|usd|người|lượt|hộ|ha|héc ta|tấn|tạ|kg|km|m2|m3|mét|điểm|đảng viên|đồng chí|đ/c|cái|chiếc|lần|phút|giờ|ngày)?\s*(?:/.*)?",
    re.IGNORECASE,
)
_ONLY_NUMBERED: Final = re.compile(r"(?:số\s*)?\d{1,3}[a-zđ]?|[ivxl]+", re.IGNORECASE)


def names_list(line: str) -> bool:
    """Whether a line begins like the title of a list."""
    return _LIST.match(fold_lightly(line.strip())) is not None


@dataclass(frozen=True, slots=True)
class Stated:
    """On which days the lists of a sheet are true.

    Args:
        day: The day of the last list, by its own title or one it shares.
        shared: The day that holds for every list without a day of its own: a line above the titles says it.
    """

    day: date | None = None
    shared: date | None = None

    def below(self, lines: Sequence[str], *, first: bool) -> Stated:
        """The same with the next list: one without a title goes on under that above, one with a title has its own day or the shared one.

        Args:
            lines: The lines above the headings of the next list.
            first: Whether no other table stands above it: without a title, they are those of the sheet.
        """
        title = max((number for number, line in enumerate(lines) if names_list(line) or _is_dated_title(line)), default=None)
        if title is None:
            day = _day_of(lines)
            return Stated(day or self.day, day if first else self.shared)
        shared = _day_of(lines[:title]) or self.shared
        return Stated(_day_of(lines[title:]) or shared, shared)


def _is_dated_title(line: str) -> bool:
    """Whether a line has more words than the day it states: "Các chi bộ trực thuộc (tính đến ngày 30/6/2024)"."""
    written = fold_lightly(line)
    rest = _STATED_END.sub("", _STATED.sub("", written))
    return rest != written and any(map(str.isalpha, _ABOUT_DAY.sub("", rest)))


def stated_on(lines: Iterable[str]) -> date | None:
    """The day that a line such as "(Tính đến ngày 31/12/2023)" names; "đến hết năm 2023" is its last day."""
    return _day_said(lines, _STATED, _STATED_END)


def _day_of(lines: Sequence[str]) -> date | None:
    """The day the lines above a list state; where none does, that on which they say it was taken: "Ngày xuất: 15/10/2024"."""
    return stated_on(lines) or _day_said(lines, _TAKEN)


def _day_said(lines: Iterable[str], *forms: re.Pattern[str]) -> date | None:
    for line in lines:
        written = fold_lightly(line)
        for form in forms:
            if (match := form.search(written)) and (found := date_in_words(match[1])):
                return found.last
    return None


def period(lines: Iterable[str]) -> Span | None:
    """The period the lines name, if they name exactly one; the days of documents and the years of a term do not count."""
    found: set[Span] = set()
    for line in lines:
        rest = _RANGE.sub(" ", _ANY_DAY.sub(" ", _NUMBERED.sub(" ", fold_lightly(line))))
        rest = _FURTHER_YEARS.sub(lambda years: _YEAR.sub(r"năm \g<0>", years[0].replace("năm", " ")), rest)
        for pattern in _PERIODS:
            for match in pattern.finditer(rest):
                span = period_in_words(match[0])
                if span and FIRST_YEAR <= span.first.year <= LAST_YEAR:
                    found.add(span)
            rest = pattern.sub(" ", rest)
    return found.pop() if len(found) == 1 else None


_COUNTED: Final = re.compile(r"(?:^|(?:bảng|biểu|tổng hợp|thống kê|theo dõi|báo cáo|kết quả)\s+)(số\s+(?:lượng\s+)?[^\W\d_].*)")
_PERIOD_BEHIND: Final = re.compile(
    r"[\s,(-]*(?:(?:trong|của|các tháng|hằng tháng|hàng tháng|theo tháng)\s+)*(?:năm\s+)?(?:\d{4}\s*)?\)?[\s.:]*$", re.IGNORECASE
)
_OF_MEETINGS: Final = re.compile(
    r"\b(?:chất lượng|xếp loại|chấm điểm|đánh giá)(?:(?: |, ?)(?:đánh giá|chấm điểm|xếp loại|phân loại|và|kết quả|chất lượng|các|buổi|cuộc|kỳ))* sinh hoạt\b"
)


def indicator(lines: Iterable[str]) -> str | None:
    """What the numbers below a title "Số buổi sinh hoạt chi bộ năm 2023" are, without the year; None where not exactly one line says it."""
    found = set()
    for line in lines:
        written = nfc(" ".join(line.split()))
        match = _COUNTED.search(fold_lightly(written))
        if match and len(fold_lightly(written)) == len(written) and unit_named(line) is None:
            found.add(_PERIOD_BEHIND.sub("", written[match.start(1) :]))
    return found.pop() if len(found) == 1 else None


def aspect(lines: Iterable[str]) -> str | None:
    """What is rated below a title that says it: the quality of meetings."""
    return "meetings" if any(_OF_MEETINGS.search(fold_lightly(" ".join(line.split()))) for line in lines) else None


_OF_ORGANISATIONS: Final = re.compile(
    r"\b(?:xếp loại|phân loại|đánh giá|chất lượng)(?:(?: |, ?)(?:đánh giá|xếp loại|phân loại|chất lượng|kết quả|mức độ|các|và))*"
    r" (?:tổ chức|tcđ|tccs|cơ sở|chi bộ|chi, đảng|đảng|tập thể|đơn vị|cán bộ|hoàn thành|nhiệm vụ)"
)


def rates_organisations(lines: Iterable[str]) -> bool:
    """Whether a title says that organisations themselves, or their work, are rated."""
    return any(_OF_ORGANISATIONS.search(fold_lightly(" ".join(line.split()))) for line in lines)


_BADGE: Final = re.compile(r"\b(?:tặng|trao|nhận) huy hiệu\b.{0,40}?\bđảng\b")
_NOT_YET: Final = re.compile(r"\b(?:đề nghị|đề xuất|dự kiến|xét|chưa|(?:đủ|đến) (?:điều kiện|tiêu chuẩn|thời hạn|hạn)|rà soát|đăng ký)\b")
_BEFORE_BADGE: Final = 60
_CAMPAIGN: Final = re.compile(rf"\bđợt\b[^\n(]{{0,30}}?({_DAY})")


def badges(lines: Iterable[str]) -> bool | None:
    """Whether the people below a title "Danh sách đảng viên được tặng Huy hiệu Đảng" have it, or are only proposed; None below another."""
    written = fold_lightly(" ".join(word for line in lines for word in line.split()))
    said = _BADGE.search(written)
    return None if said is None else _NOT_YET.search(written, max(0, said.start() - _BEFORE_BADGE), said.start()) is None


_AWARD: Final = re.compile(
    r"\bđược\b[^\n.;()]{0,40}?\b(?:khen|biểu dương|tặng(?: thưởng)?|trao(?: tặng)?|công nhận|suy tôn|tuyên dương)\b(?!\s+(?:chính thức|đảng viên))"
)
_PROPOSAL: Final = re.compile(r"\b(?:tờ trình|(?:công văn|biên bản) (?:đề nghị|họp|xét))\b")


def awarded(lines: Iterable[str]) -> bool | None:
    """Whether those below a title "Danh sách tập thể được khen thưởng" hold what they are listed for; None where it does not say so, or they are proposed."""
    written = fold_lightly(" ".join(word for line in lines for word in line.split()))
    return True if _AWARD.search(written) and not _NOT_YET.search(written) and not _PROPOSAL.search(written) else None


def year_of_campaign(lines: Iterable[str]) -> Span | None:
    """The year of the only day that the lines call a campaign's: "đợt 19/5/2023"."""
    days = {found.first.year for line in lines for day in _CAMPAIGN.findall(fold_lightly(line)) if (found := date_in_words(day))}
    return year(days.pop()) if len(days) == 1 else None


_OFFICIAL: Final = re.compile(
    r"\b(?:công nhận|chuyển|trở thành)(?: (?:(?:các )?(?:đảng viên|đv)|đảng|dự bị|là|thành|lên|sang))* chính thức\b"
)


def of_new_officials(title: str) -> bool:
    """Whether a title is that of people who became official members, whose decisions admitted nobody."""
    return _OFFICIAL.search(fold_lightly(" ".join(title.split()))) is not None


# What may stand between a word for meetings and that for their kind: "sinh hoạt chi bộ định kỳ", "họp chi bộ hằng tháng theo chuyên đề".
_MEETINGS: Final = r"\b(?:sinh hoạt|họp)(?:[\s,:(–-]+(?:đảng bộ|đảng|chi bộ|hằng tháng|hàng tháng|theo))*[\s,:(–-]+"
_ALSO: Final = r"(?!\w)(?!\s*(?:và|hoặc|cùng|kết hợp|với|[&/+])(?!\w))"
_KIND_WORDS: Final = {
    kind: "|".join(sorted((word for word in words if " " in word), key=len, reverse=True)) for kind, words in MEETING_KINDS.items()
}


def meeting_kind(lines: Iterable[str], headings: Iterable[str]) -> str | None:
    """The kind of all meetings below a title "Sinh hoạt chi bộ thường kỳ"; None where the lines or headings speak of another one too.

    A committee is named in many a letterhead: it counts only in the line that speaks of meetings.
    """
    written = [fold_lightly(" ".join(nfc(line).split())) for line in lines]
    of_meetings = [line for line in written if re.search(r"\b(?:sinh hoạt|họp)\b", line)]
    anywhere = [*written, *(fold_lightly(" ".join(nfc(heading).split())) for heading in headings)]
    named = {
        kind
        for kind, words in _KIND_WORDS.items()
        if any(re.search(rf"\b(?:{words})\b", line) for line in (of_meetings if kind == "committee" else anywhere))
    }
    if len(named) != 1:
        return None
    (kind,) = named
    words = _KIND_WORDS[kind].replace("|đảng ủy", "")  # "Sổ họp Đảng ủy" says whose they are
    return kind if any(re.search(rf"{_MEETINGS}(?:{words}){_ALSO}", line) for line in of_meetings) else None


# Of inspections: who makes them, whom they are about, and what else says that one was planned.
_REWORDED: Final = (
    (re.compile(r"\b(?:ủy ban|ban|đoàn) kiểm tra\b(?!\W+(?:và )?giám sát)"), " "),
    (re.compile(r"(?<=kiểm tra )(?:(?:(?:các )?(?:tổ chức đảng|đảng viên|cấp ủy viên)|và|,) ?)+(?=khi có |có )"), ""),
    (re.compile(r"\bkiểm tra (?:việc )?(?=chấp hành\b)"), "kiểm tra chuyên đề "),
)
_SAYS_LITTLE: Final = frozenset({"kiểm tra"})  # any inspection is called so


def kind_named(kind: str, lines: Iterable[str]) -> str | None:
    """The kind of all records below a title "Phân công đảng viên phụ trách hộ"; None where the lines name none, or several.

    Of words inside longer ones, the longer ones count: "lý luận chính trị cho đảng viên mới" is no class of theory.
    """
    written = " \n ".join(fold_lightly(" ".join(nfc(line).split())) for line in lines)
    for form, put in _REWORDED:
        written = form.sub(put, written)
    words = {word: said for said, words in KINDS[kind].field("kind").choices.items() for word in words if " " in word}
    found: dict[str, str] = {}
    for word in sorted(words, key=len, reverse=True):
        rest = re.sub(rf"\b{word}\b", ";", written)
        if rest != written:
            found[word], written = words[word], rest
    named = set(found.values())
    return named.pop() if len(named) == 1 and not found.keys() <= _SAYS_LITTLE else None


def unit(lines: Iterable[str]) -> str | None:
    """The unit that a line "Đơn vị: …" names; of several the cell ("Chi bộ: …"), which is inside the others."""
    found = [(line, name) for line in lines if (name := unit_named(line))]
    cells = [name for line, name in found if "chi bộ" in fold_lightly(line)]
    return next(iter(cells or (name for _, name in found)), None)


def unit_named(line: str) -> str | None:
    """The unit that one line names behind a label: "Đơn vị: Sở Y tế", "Chi bộ: 5". Dots to be filled in and measures are no names."""
    match = _UNIT_LINE.fullmatch(nfc(line).strip("() "))
    if match is None:
        return None
    label, name = match[1], match[2].strip(" .…_")
    if not name or _DOTS.fullmatch(name) or _MEASURE.fullmatch(name):
        return None
    return f"{label} {name}" if _ONLY_NUMBERED.fullmatch(name) and label.casefold() in ("chi bộ", "đảng bộ") else name
