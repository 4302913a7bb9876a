"""Words that say the same in headings and cells of a kind: short forms, and words that add nothing. Known headings stand in `records.py`.

A short form means one thing in one kind and another in the next: "KT" is an inspection or a reward. One that means two things in one kind
stands here only with the words that decide it: "CB sinh hoạt" is a cell, "CB phụ trách" may be an official as well.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from partytrack.records import choice_words
from partytrack.vietnamese import bare, fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# In this order: what one puts may be part of the next.
_EVERYWHERE: Final = {
    "đ c": "đồng chí", "shcb": "sinh hoạt chi bộ", "qđ": "quyết định", "htnv": "hoàn thành nhiệm vụ", "kì": "kỳ", "kỉ": "kỷ", "ktgs": "kiểm tra giám sát",
    "xl": "xếp loại", "c thức": "chính thức", "ch thức": "chính thức", "kq": "kết quả", "sh": "sinh hoạt", "tđ": "trình độ", "đgxl": "đánh giá xếp loại",
    "shđ": "sinh hoạt Đảng", "tcđ": "tổ chức đảng", "tccsđ": "tổ chức cơ sở đảng", "tccs đảng": "tổ chức cơ sở đảng", "đvct": "đảng viên chính thức",
    "đvdb": "đảng viên dự bị", "kn": "kết nạp", "db": "dự bị", "tncs hcm": "TNCS Hồ Chí Minh", "tc": "tổ chức", "đcs vn": "Đảng CSVN",
    "lí": "lý", "c vụ": "chức vụ", "ngày vđ": "ngày vào đảng", "vđ ngày": "vào đảng ngày", "n vào": "ngày vào", "n kết": "ngày kết", "n chính": "ngày chính", "v đảng": "vào đảng", "vđct": "vào đảng chính thức", "cđct": "chuyển đảng chính thức", "vđ chính": "vào đảng chính",
    "đảng cq": "đảng chính quyền", "cq đảng": "chính quyền đảng", "tncshcm": "TNCS Hồ Chí Minh", "sát nhập": "sáp nhập", "lần thứ nhất": "lần 1", "lần đầu": "lần 1", "lần đầu tiên": "lần 1",
    "số ký hiệu": "số", "số hiệu": "số", "mã số": "mã", "đảng bộ chi bộ": "chi bộ đảng bộ", "chi đảng bộ": "chi bộ đảng bộ", "hoạt ở": "hoạt tại",
    # "CT" is a programme, a politician's "chính trị" and more
    "ngày ct": "ngày chính thức", "đảng ct": "Đảng chính thức", "nhận ct": "nhận chính thức", "chuyển ct": "chuyển chính thức", "viên ct": "viên chính thức",
    "đv ct": "đảng viên chính thức", "đơn vị ct": "đơn vị công tác", "nơi ct": "nơi công tác", "cơ quan ct": "cơ quan công tác",
    "cnct": "công nhận chính thức", "cn ct": "công nhận chính thức", "cn chính": "công nhận chính", "cn đảng viên": "công nhận đảng viên",
    "llct": "lý luận chính trị", "ll ct": "lý luận chính trị", "nq": "nghị quyết", "kqxl": "kết quả xếp loại", "tsvm": "trong sạch vững mạnh", "ubkt": "ủy ban kiểm tra",
    "tsđv": "tổng số đảng viên", "ts đv": "tổng số đảng viên", "qcưt": "quần chúng ưu tú", "tđv": "thẻ đảng viên", "cmkt": "chuyên môn kỹ thuật", "đv tncs": "đoàn viên TNCS",
    "cbnv": "cán bộ", "cbcnv": "cán bộ", "cbcc": "cán bộ", "cbvc": "cán bộ", "cbgv": "cán bộ", "cán bộ nhân viên": "cán bộ", "cán bộ công nhân viên": "cán bộ",
    "cán bộ công chức": "cán bộ", "cán bộ viên chức": "cán bộ", "cán bộ giáo viên": "cán bộ", "cán bộ chiến sĩ": "cán bộ", "tên quân nhân": "tên cán bộ", "tên sĩ quan": "tên cán bộ", "tên giáo viên": "tên cán bộ",
    "họ tên cb": "họ tên cán bộ", "họ và tên cb": "họ và tên cán bộ", "họ tên cbcs": "họ tên cán bộ", "họ và tên cbcs": "họ và tên cán bộ", "bch": "ban chấp hành", "btv": "ban thường vụ", "uvbch": "ủy viên ban chấp hành", "uvbtv": "ủy viên ban thường vụ", "uv": "ủy viên",
    "đuv": "đảng ủy viên", "huv": "huyện ủy viên", "đu": "đảng ủy",
    # Not "CB phụ trách" and "Tên CB", who may be a "cán bộ"; "ĐB" is a delegate too.
    "cb đb": "chi bộ đảng bộ", "đb cb": "chi bộ đảng bộ", "đảng bộ cb": "chi bộ đảng bộ", "chi bộ đb": "chi bộ đảng bộ", "về cb": "về chi bộ", "cb tổ chức": "chi bộ tổ chức", "cb sinh hoạt": "chi bộ sinh hoạt", "cb đang": "chi bộ đang", "cb nơi": "chi bộ nơi", "tại cb": "tại chi bộ",
    "thuộc cb": "thuộc chi bộ", "cb trực": "chi bộ trực", "cb cơ sở": "chi bộ cơ sở", "cb kết nạp": "chi bộ kết nạp", "cb đề nghị": "chi bộ đề nghị",
    "cb xếp loại": "chi bộ xếp loại", "của cb": "của chi bộ", "đb cấp": "đảng bộ cấp", "đb cơ sở": "đảng bộ cơ sở", "thuộc đb": "thuộc đảng bộ",
}  # fmt: skip
_IN_A_KIND: Final = {
    "members": {
        # "CV hiện nay" may be his work
        "cv đảng": "chức vụ đảng", "cv trong": "chức vụ trong", "cv chính": "chức vụ chính", "cv cấp ủy": "chức vụ cấp ủy", "cv đu": "chức vụ đảng ủy",
        "cv đơn vị": "chức vụ đơn vị", "cv cơ quan": "chức vụ cơ quan", "cv chức danh": "chức vụ chức danh", "danh cv": "danh chức vụ",
    },
    "meetings": {
        "qs": "quân số", "có mặt thực tế": "có mặt", "dự thực tế": "dự", "hiện diện": "có mặt", "cl": "chất lượng", "clsh": "chất lượng sinh hoạt", "ts": "tổng số", "tg": "thời gian", "ld": "lý do", "cld": "có lý do", "vắng cp": "vắng có phép",
        "tham gia": "tham dự", "shcđ": "sinh hoạt chuyên đề", "tên cđ": "tên chuyên đề", "tx cđ": "thường xuyên chuyên đề", "đk cđ": "định kỳ chuyên đề", "kỳ cđ": "kỳ chuyên đề",
        "tk cđ": "thường kỳ chuyên đề", "cb": "chi bộ", "đg": "đánh giá",
    },
    "ratings": {"nv": "nhiệm vụ", "cl": "chất lượng", "xlcl": "xếp loại chất lượng", "đg": "đánh giá", "ht nhiệm": "hoàn thành nhiệm"},
    "titles": {
        "kt": "khen thưởng", "tđ": "thi đua", "htkt": "hình thức khen thưởng", "tđkt": "thi đua khen thưởng", "dhtđ": "danh hiệu thi đua", "dh": "danh hiệu",
    },
    "inspections": {
        "kt": "kiểm tra", "gs": "giám sát", "dhvp": "dấu hiệu vi phạm", "ht": "hình thức",
        # "KL" is what was found, or a punishment
        "thông báo kl": "thông báo kết luận", "tb kết": "thông báo kết", "tbkl": "thông báo kết luận", "tb kl": "thông báo kết luận", "ban hành kl": "ban hành kết luận", "ký kl": "ký kết luận", "ra kl": "ra kết luận", "lý kl": "lý kỷ luật", "hành kl": "hành kỷ luật", "có vp": "có vi phạm", "thức kl": "thức kỷ luật", "mức kl": "mức kỷ luật",
    },
    "classes": {"hv": "học viên", "yc": "yêu cầu", "bd": "bồi dưỡng", "ht nq": "học tập nghị quyết", "tổ chức ht": "tổ chức học tập", "qc": "quần chúng", "gcn": "giấy chứng nhận"},
    "figures": {"uth": "ước thực hiện", "ưth": "ước thực hiện", "th": "thực hiện", "kqth": "kết quả thực hiện", "bc": "báo cáo"},
    "allocations": {"ct": "chỉ tiêu"},
    "assignments": {
        "pt": "phụ trách", "gđ": "gia đình", "xóm phụ": "thôn phụ", "ấp phụ": "thôn phụ", "ấp được": "thôn được", "khu phố phụ": "thôn phụ", "khu dân cư phụ": "thôn phụ", "khu dân cư được": "thôn được",
        "họ và tên chủ hộ": "hộ", "họ tên chủ hộ": "hộ", "tên chủ hộ": "hộ", "chủ hộ": "hộ", "ndtq": "nhân dân tự quản", "tdp": "tổ dân phố", "tổ dp": "tổ dân phố"},
    "units": {"tl": "thành lập", "lập cb": "lập chi bộ", "hình cb": "hình chi bộ"},
    "successions": {"cb": "chi bộ", "đb": "đảng bộ", "sx": "sắp xếp", "pa": "phương án"},
}  # fmt: skip
# What only a cell that holds a word of a choice may shorten so: no other word is possible there.
_IN_CHOICES: Final = {"cb": "chi bộ", "đb": "đảng bộ", "ko": "không"}
_IN_A_CHOICE: Final = {
    "rating": {
        "httnv": "hoàn thành tốt nhiệm vụ", "htxsnv": "hoàn thành xuất sắc nhiệm vụ", "khtnv": "không hoàn thành nhiệm vụ", "htt": "hoàn thành tốt",
        "htxs": "hoàn thành xuất sắc", "kht": "không hoàn thành", "ht": "hoàn thành", "xsnv": "xuất sắc nhiệm vụ", "xs": "xuất sắc", "nv": "nhiệm vụ",
        "kxl": "không xếp loại",
    },
    "status": {"miễn ct": "miễn công tác"},
    "meetings.kind": {
        "shtx": "thường kỳ", "shđk": "định kỳ", "shtk": "thường kỳ", "tx": "thường kỳ", "thường xuyên": "thường kỳ", "đk": "định kỳ", "tk": "thường kỳ", "cđ": "chuyên đề",
        "bch": "cấp ủy", "btv": "cấp ủy", "ban chấp hành": "cấp ủy", "ban thường vụ": "cấp ủy",
    },
    "inspections.kind": {"tx": "thường xuyên", "đk": "định kỳ", "cđ": "chuyên đề", "vp": "vi phạm"},
    "classes.kind": {"bdllct": "bồi dưỡng lý luận chính trị", "bdđv": "bồi dưỡng đảng viên", "bdđvm": "bồi dưỡng đảng viên mới", "đvm": "đảng viên mới"},
    "units.kind": {"cs": "cơ sở", "đucs": "đảng ủy cơ sở", "bp": "bộ phận"},
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
        _Addition(_folded("chi bộ", "của chi bộ", "trong chi bộ", "toàn chi bộ", "trong tháng", "hiện có"), _OF_A_MEETING, frozenset(_folded("tổng số"))),
    ),
    "ratings": (
        _Addition(_folded("chi bộ", "đảng bộ", "tổ chức đảng", "tổ chức cơ sở đảng", "tập thể", "cuối năm", "cả năm"), frozenset({"rating"})),
    ),
    "inspections": (_Addition(_folded("kiểm tra", "kiểm tra giám sát", "giám sát"), frozenset({"concluded_on"})),),
    "classes": (_Addition(_folded("nghị quyết"), frozenset({"title", "held_on", "due", "members", "others"})),),
}  # fmt: skip


_Forms = tuple[tuple[str, str], ...]


def _between_blanks(forms: Mapping[str, str]) -> _Forms:
    """Each short form with what it stands for, so that none is found inside a word."""
    return tuple((f" {fold(short)} ", f" {fold(whole)} ") for short, whole in forms.items())


@cache
def _short_forms(kind: str | None) -> _Forms:
    """The short forms of a kind (None: of all)."""
    return _between_blanks(_EVERYWHERE if kind is None else _IN_A_KIND.get(kind, {}))


@cache
def _short_in_cells(kind: str, field: str) -> _Forms:
    """The short forms that a cell of a choice may hold, besides those of headings."""
    return _between_blanks(_IN_A_CHOICE.get(field, {}) | _IN_A_CHOICE.get(f"{kind}.{field}", {}) | _IN_CHOICES)


def _put(forms: _Forms, words: str) -> str:
    said = f" {words} "
    for short, whole in forms:
        if short in said:
            said = said.replace(short, whole)
    return said[1:-1]


@cache
def spelt_out(heading: str) -> str:
    """The key of a heading with the short forms written out that mean the same everywhere."""
    return with_members(_put(_short_forms(None), heading))


def with_members(heading: str) -> str:
    """The key of a heading with "ĐV" written out, where it means the members."""
    return _MEMBER_SHORTENED.sub(fold("đảng viên"), heading)


def has_own(kind: str, heading: str) -> bool:
    """Whether the key of a heading reads otherwise in a kind than in one without words of its own."""
    said = f" {heading} "
    return any(short in said for short, _ in _short_forms(kind)) or (kind == "meetings" and _MINUTES.search(heading) is not None)


def in_full(kind: str | None, heading: str) -> str:
    """The key of a heading of a kind (None: of one without words of its own) with its short forms written out, a question as what it asks for."""
    heading = spelt_out(_put(_short_forms(kind), heading) if kind else heading)
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
        rf"(?:{fold('đủ tư cách')} )?(?:{fold('đạt')} )?(?:{fold('xếp')} )?(?:(?:{fold('loại')}|{fold('mức')}) )?"
    ),
    "quality": re.compile(
        rf"(?:{fold('đạt')} )?(?:{fold('xếp')} )?(?:(?:{fold('loại')}|{fold('chất lượng')}(?: {fold('sinh hoạt')})?|{fold('mức')}) )?"
    ),
    "status": re.compile(
        rf"(?:(?:{fold('diện')}|{fold('là')}|{fold('đang')}|{fold('đảng viên')}|{fold('đã')}|{fold('được')}|{fold('bị')}) )+"
    ),
    "meetings.kind": re.compile(
        rf"(?:(?:{fold('cuộc họp')}|{fold('họp')}|{fold('hội nghị')}|{fold('buổi sinh hoạt')}|{fold('sinh hoạt')}) )?(?:(?:{fold('chi bộ')}|{fold('đảng bộ')}|{fold('đảng')}) )?"
    ),
    "classes.kind": re.compile(rf"(?:(?:{fold('lớp')}|{fold('khóa')}) )+"),
}
# What may stand behind it.
_BEHIND_WORDS: Final = {
    "status": re.compile(rf"(?:(?: {fold('ra')})? {fold('khỏi')})? {fold('đảng')}$"),
    "meetings.kind": re.compile(rf" (?:(?:{fold('tháng')}|t) ?\d{{1,2}}|{fold('quý')} (?:[ivx]+|\d))(?: (?:{fold('năm')} )?\d{{4}})?$"),
}
# What an inspection is of makes it no other one; another kind in the same cell does, except the duty of inspecting that is looked at.
_CHECKED: Final = (
    rf" (?:{fold('việc')} )?(?:{fold('chấp hành')}|{fold('thực hiện')}|{fold('thi hành')}|{fold('lãnh đạo')}|{fold('công tác')}|{fold('tài chính')}"
    rf"|(?:{fold('đối với')} )?(?:{fold('đảng viên')}|{fold('cấp ủy viên')}|{fold('tổ chức')}|{fold('chi bộ')}|{fold('đảng ủy')})"
    rf"|{fold('thường xuyên')}|{fold('định kỳ')}|{fold('chuyên đề')})(?: .*)?"
)
_ANOTHER: Final = (
    rf"(?<!{fold('nhiệm vụ')} )(?<!{fold('công tác')} ){fold('kiểm tra')}|(?<!{fold('kiểm tra')} ){fold('giám sát')}|"
    + "|".join(map(fold, ("dấu hiệu", "vi phạm", "tố cáo", "khiếu nại", "không", "chưa")))
)
_SAYS: Final = {
    "inspections.kind": tuple(
        (re.compile(rf"{fold(word)}(?!.* (?:{_ANOTHER})(?!\S)){_CHECKED}"), kept)
        for word, kept in (("kiểm tra", "inspection"), ("giám sát", "supervision"))
    ),
}
_MARKS: Final = re.compile(r"[\s,.;:/&–—-]+")
_ALSO_IN_BRACKETS: Final = re.compile(r"(\S.*?)\s*\(\s*([^()]*\S)\s*\)")
_LONGEST_WORD: Final = 200  # no choice is said at such length; a cell may hold a whole book


@lru_cache(2**12)  # ratings and kinds of meetings come again with every sheet
def choice_in_full(kind: str, field: str, written: str) -> str:
    """A folded cell of a choice as it is compared: marks as blanks, the short forms of the choice, of its kind and of all written out."""
    words = _MARKS.sub(" ", written).strip()
    return spelt_out(_put(_short_forms(kind), _put(_short_in_cells(kind, field), words)))


@cache
def _full_words(kind: str, field: str) -> dict[str, str]:
    """Word of a choice, in full → the word kept; none that would be two."""
    found: dict[str, set[str]] = {}
    for word, kept in choice_words(kind, field).items():
        found.setdefault(choice_in_full(kind, field, word), set()).add(kept)
    return {word: next(iter(kept)) for word, kept in found.items() if len(kept) == 1}


@cache
def _bare_words(kind: str, field: str) -> dict[str, frozenset[str]]:
    """Word of a choice without accents, as it is known and in full → the words kept that it may be."""
    found: dict[str, set[str]] = {}
    for word, kept in choice_words(kind, field).items():
        for spelt in {word, choice_in_full(kind, field, word)}:
            found.setdefault(bare(spelt), set()).add(kept)
    return {word: frozenset(kept) for word, kept in found.items()}


def unaccented(kind: str, field: str, written: str) -> frozenset[str]:
    """The words kept that a folded cell may be which has lost its accents."""
    if len(written) > _LONGEST_WORD:
        return frozenset()
    return _bare_words(kind, field).get(bare(choice_in_full(kind, field, written)), frozenset())


@lru_cache(2**12)
def known_word(kind: str, field: str, written: str) -> str | None:
    """The word kept for a folded text that is one of the known words of a choice, in short or at length; None for any other."""
    if len(written) > _LONGEST_WORD:
        return None
    return choice_words(kind, field).get(written) or _full_words(kind, field).get(choice_in_full(kind, field, written))


def word_of(kind: str, field: str, written: str) -> str | None:
    """The word kept for a folded cell, also one that says more than a known word; None where what it says more may change it.

    "Đủ tư cách, hoàn thành tốt nhiệm vụ" is the older name of a rating. What stands in brackets must say the same.
    """
    if (kept := known_word(kind, field, written)) or len(written) > _LONGEST_WORD:
        return kept
    if twice := _ALSO_IN_BRACKETS.fullmatch(written):
        first, second = (word_of(kind, field, part) for part in twice.groups())
        return first if first == second else None
    words = choice_in_full(kind, field, written)
    before = _BEFORE_WORDS.get(field) or _BEFORE_WORDS.get(f"{kind}.{field}")
    behind = _BEHIND_WORDS.get(field) or _BEHIND_WORDS.get(f"{kind}.{field}")
    for core in (words, behind.sub("", words)) if behind else (words,):
        if kept := known_word(kind, field, core) or (before and known_word(kind, field, before.sub("", core, count=1))):
            return kept
    return next((kept for says, kept in _SAYS.get(f"{kind}.{field}", ()) if says.fullmatch(words)), None)
