"""Words that say the same in headings and cells of a kind: short forms, and words that add nothing. Known headings stand in `records.py`.

A short form means one thing in one kind and another in the next: "KT" is an inspection or a reward.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from partytrack.vietnamese import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# In this order: what one puts may be part of the next.
_EVERYWHERE: Final = {
    "đ c": "đồng chí", "shcb": "sinh hoạt chi bộ", "qđ": "quyết định", "htnv": "hoàn thành nhiệm vụ", "kì": "kỳ", "kỉ": "kỷ", "ktgs": "kiểm tra giám sát",
    "xl": "xếp loại", "c thức": "chính thức", "ch thức": "chính thức", "kq": "kết quả", "sh": "sinh hoạt", "tđ": "trình độ", "đgxl": "đánh giá xếp loại",
    "shđ": "sinh hoạt Đảng", "tcđ": "tổ chức đảng", "tccsđ": "tổ chức cơ sở đảng", "tccs đảng": "tổ chức cơ sở đảng", "đvct": "đảng viên chính thức",
    "đvdb": "đảng viên dự bị", "kn": "kết nạp", "db": "dự bị", "tncs hcm": "TNCS Hồ Chí Minh", "tc": "tổ chức", "đcs vn": "Đảng CSVN",
    "lí": "lý", "lần đầu": "lần 1", "lần đầu tiên": "lần 1",
    "số ký hiệu": "số", "số hiệu": "số", "mã số": "mã", "đảng bộ chi bộ": "chi bộ đảng bộ", "chi đảng bộ": "chi bộ đảng bộ", "hoạt ở": "hoạt tại",
    # "CT" is a programme, a politician's "chính trị" and more
    "ngày ct": "ngày chính thức", "đảng ct": "Đảng chính thức", "nhận ct": "nhận chính thức", "chuyển ct": "chuyển chính thức", "viên ct": "viên chính thức",
}  # fmt: skip
_IN_A_KIND: Final = {
    "meetings": {
        "cl": "chất lượng", "clsh": "chất lượng sinh hoạt", "ts": "tổng số", "tsđv": "tổng số đảng viên", "tg": "thời gian", "ld": "lý do",
        "tham gia": "tham dự",
    },
    "ratings": {"cl": "chất lượng", "xlcl": "xếp loại chất lượng", "đg": "đánh giá"},
    "titles": {"kt": "khen thưởng", "tđ": "thi đua", "htkt": "hình thức khen thưởng"},
    "inspections": {"kt": "kiểm tra", "gs": "giám sát"},
    "figures": {"uth": "ước thực hiện", "ưth": "ước thực hiện", "th": "thực hiện", "kqth": "kết quả thực hiện", "bc": "báo cáo"},
    "allocations": {"ct": "chỉ tiêu"},
}  # fmt: skip
# Not "Tên ĐV", which may be that of a unit.
_MEMBER_SHORTENED: Final = re.compile(rf"^đv(?= \S)|(?<=\S )(?:(?<!{fold('tên')} )|(?<={fold('họ tên')} )|(?<={fold('họ và tên')} ))đv\b")
_CHOOSE: Final = re.compile(rf"^{fold('chọn')} (?=\S)")
_HOW_MANY: Final = re.compile(rf"^(?:{fold('chi bộ')} )?{fold('có bao nhiêu')} ")  # "Có bao nhiêu đảng viên dự họp?"
_WHICH_DAY: Final = re.compile(rf"^(?:{fold('chi bộ')}|{fold('đơn vị')}) (\S.*) {fold('ngày nào')}$")  # "Chi bộ sinh hoạt ngày nào?"
_WHICH: Final = " " + fold("nào")
_WHETHER: Final = re.compile(rf"^{fold('có')} (\S.*?)(?: {fold('hay')})? {fold('không')}$")
# How long, not when: whatever stands between.
_MINUTES: Final = re.compile(rf"(?<!\S)(?:{fold('phút')}|{fold('ph')})(?!\S)")
_IN_MINUTES: Final = re.compile(
    rf"^(?:{fold('tổng')} )?{fold('thời')} (?:{fold('gian')}|{fold('lượng')})(?: .*)? (?:{fold('phút')}|{fold('ph')})$"
)


@dataclass(frozen=True, slots=True)
class _Addition:
    """Words at the end of a heading that change nothing.

    Args:
        words: The words.
        fields: The fields whose headings they may follow.
        not_after: The headings whose meaning they change: "Số đảng viên họp" is not how many there are.
    """

    words: tuple[str, ...]
    fields: frozenset[str]
    not_after: frozenset[str] = frozenset()


def _folded(*words: str) -> tuple[str, ...]:
    return tuple(fold(word) for word in words)


_OF_A_MEETING: Final = frozenset({"held_on", "kind", "due", "present", "excused", "duration_minutes", "score", "quality", "joint"})
_ADDED: Final = {
    "meetings": (
        _Addition(
            _folded("họp", "dự họp", "sinh hoạt", "sinh hoạt chi bộ", "sinh hoạt đảng", "cuộc họp", "buổi họp", "buổi sinh hoạt", "cuộc sinh hoạt", "định kỳ", "thường kỳ"),
            _OF_A_MEETING,
            frozenset(_folded("số đảng viên", "tổng số đảng viên", "số đv", "tổng số đv", "tổng đảng viên", "tổng số")),
        ),
        _Addition(_folded("chi bộ", "trong chi bộ", "toàn chi bộ", "trong tháng", "hiện có"), _OF_A_MEETING, frozenset(_folded("tổng số"))),
    ),
    "ratings": (
        _Addition(_folded("chi bộ", "đảng bộ", "tổ chức đảng", "tổ chức cơ sở đảng", "tập thể", "cuối năm", "cả năm"), frozenset({"rating"})),
    ),
    "inspections": (_Addition(_folded("kiểm tra", "kiểm tra giám sát", "giám sát"), frozenset({"concluded_on"})),),
}  # fmt: skip


@cache
def _short_forms(kind: str | None) -> tuple[re.Pattern[str], tuple[tuple[re.Pattern[str], str], ...]]:
    """What finds any short form of a kind (None: of all), and each with what it stands for."""
    forms = _EVERYWHERE if kind is None else _IN_A_KIND.get(kind, {})
    each = tuple((re.compile(rf"(?<!\S){re.escape(fold(short))}(?!\S)"), fold(whole)) for short, whole in forms.items())
    return re.compile("|".join(short.pattern for short, _ in each) or r"(?!)"), each


def _written_out(kind: str | None, heading: str) -> str:
    found, each = _short_forms(kind)
    if found.search(heading):
        for short, whole in each:
            heading = short.sub(whole, heading)
    return heading


@cache
def spelt_out(heading: str) -> str:
    """The key of a heading with the short forms written out that mean the same everywhere."""
    return with_members(_written_out(None, heading))


def with_members(heading: str) -> str:
    """The key of a heading with "ĐV" written out, where it means the members."""
    return _MEMBER_SHORTENED.sub(fold("đảng viên"), heading)


def has_own(kind: str, heading: str) -> bool:
    """Whether the key of a heading reads otherwise in a kind than in one without words of its own."""
    return _short_forms(kind)[0].search(heading) is not None or (kind == "meetings" and _MINUTES.search(heading) is not None)


def in_full(kind: str | None, heading: str) -> str:
    """The key of a heading of a kind (None: of one without words of its own) with its short forms written out, a question as what it asks for."""
    heading = spelt_out(_written_out(kind, heading) if kind else heading)
    heading = _CHOOSE.sub("", _HOW_MANY.sub(fold("số") + " ", _WHICH_DAY.sub(fold("ngày") + r" \1", heading))).removesuffix(_WHICH)
    return fold("thời lượng") if kind == "meetings" and _IN_MINUTES.match(heading) else heading


def without_additions(kind: str, heading: str) -> Iterable[tuple[str, frozenset[str]]]:
    """The key of a heading without each of the words that add nothing at its end, with the fields that it may then mean."""
    for added in _ADDED.get(kind, ()):
        for words in added.words:
            rest = heading.removesuffix(f" {words}")
            if rest != heading and rest not in added.not_after:
                yield rest, added.fields


def asked_whether(heading: str) -> tuple[str, ...]:
    """What the key of a heading asks for by yes or no, "Có vi phạm không?", with and without "có"; empty for any other."""
    asked = _WHETHER.fullmatch(heading)
    return (f"{fold('có')} {asked[1]}", asked[1]) if asked else ()


# What may stand before the word of a choice without making it another.
_BEFORE_WORDS: Final = {
    "rating": re.compile(
        rf"(?:(?:{fold('tổ chức đảng')}|{fold('tổ chức cơ sở đảng')}|{fold('chi bộ')}|{fold('đảng bộ')}|{fold('đảng viên')}) )?"
        rf"(?:{fold('đủ tư cách')}[\s,;–-]+)?(?:{fold('đạt')} )?(?:{fold('xếp')} )?(?:(?:{fold('loại')}|{fold('mức')}) )?"
    ),
    "quality": re.compile(rf"(?:{fold('đạt')} )?(?:{fold('xếp')} )?(?:(?:{fold('loại')}|{fold('chất lượng')}|{fold('mức')}) )?"),
}
_ALSO_IN_BRACKETS: Final = re.compile(r"(\S.*?)\s*\(\s*([^()]*\S)\s*\)")


def word_of(field: str, written: str, words: Mapping[str, str]) -> str | None:
    """The word kept for a folded cell that says more than one of the known words; None where what it says more may change it.

    "Đủ tư cách, hoàn thành tốt nhiệm vụ" is the older name of a rating. What stands in brackets must say the same.

    Args:
        field: The field of the choice.
        written: The cell, folded.
        words: Folded word → the word kept.
    """
    if twice := _ALSO_IN_BRACKETS.fullmatch(written):
        first, second = (words.get(part) or word_of(field, part, words) for part in twice.groups())
        return first if first == second else None
    before = _BEFORE_WORDS.get(field)
    return words.get(before.sub("", written, count=1)) if before else None
