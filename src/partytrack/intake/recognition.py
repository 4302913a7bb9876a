"""Which kind of record a table holds: how well its columns fit each kind, and what its title says."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from partytrack.intake import titles
from partytrack.intake.headings import SOFT, Plan, field_index, plan
from partytrack.intake.wording import COUNTS_PEOPLE, FAMILY, GIVEN, MEMBERS_ONLY, Heading, exact, is_ignored, key, keys_of, without_hint
from partytrack.records import KINDS
from partytrack.vietnamese import fold

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from partytrack.intake.wide import Wide

_ANY_LIST: Final = keys_of("Mã", "Mã số", "code", "Tên", "Tên gọi", "name", "Loại", "kind", "Nhóm", "group", "Khối", "Ngành", "sector")
_TITLE_WORDS: Final = {
    "admissions": ("kết nạp đảng viên", "kết nạp", "đảng viên mới"),
    "ratings": ("xếp loại", "đánh giá, xếp loại", "phân loại"),
    "meetings": ("sinh hoạt chi bộ", "sinh hoạt", "cuộc họp", "nhật ký họp"),
    "titles": ("danh hiệu", "khen thưởng", "công nhận"),
    "inspections": (
        "kiểm tra, giám sát",
        "kết quả kiểm tra",
        "kết quả giám sát",
        "được kiểm tra",
        "bị kiểm tra",
        "được giám sát",
        "dấu hiệu vi phạm",
        "kiểm tra chuyên đề",
        "giám sát chuyên đề",
    ),
    "classes": ("lớp bồi dưỡng", "học tập, quán triệt", "học tập nghị quyết", "bồi dưỡng lý luận"),
    "assignments": ("phân công", "bổ nhiệm"),
    "successions": ("sắp xếp tổ chức", "sáp nhập", "hợp nhất", "chia tách"),
    "allocations": ("giao chỉ tiêu", "phân bổ chỉ tiêu"),
    "figures": ("chỉ tiêu", "số liệu"),
    "units": ("danh sách tổ chức", "danh sách chi bộ", "danh sách đơn vị", "danh sách các", "danh mục"),
    "members": ("danh sách đảng viên", "đảng viên"),
}

KIND_IN_TITLE: Final = ("classes", "assignments", "inspections")  # kinds of record whose own kind a title may say for all rows
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
    kinds: frozenset[str] = frozenset(),
) -> Plan:
    """The plan of the kind that fits the headings best; its `lacking` says whether it fits at all.

    Args:
        headings, mapping, given: As for `plan`.
        title: The lines above the headings.
        only: The kind, where it was said.
        asked: The fields somebody gave for the sheet: a kind that lacks them is hardly meant.
        wide: As for `plan`.
        kinds: The kinds of record whose own field `kind` the title says, should it speak of them at all.
    """
    words = _title_words(fold(title))
    if wide and wide.content == "number" and "allocations" in words:
        wide = replace(wide, content="quota")
    if wide and titles.aspect(title.splitlines()):
        wide = replace(wide, of_meetings=True)
    saying = {name: given | {"kind"} for name in kinds & words}
    plans = [plan(kind, headings, mapping, saying.get(kind.name, given), wide=wide) for kind in KINDS.values() if only in (None, kind.name)]
    named = {made.kind.name for made in plans if made.fields and made.kind.name in words}
    told = {made.kind.name for made in plans if made.kind.name in named - _LOOSE_TITLES and SOFT.issuperset(made.lacking)}
    for made in plans:
        if made.kind.name in told:
            made.score += _TITLE_SAYS_KIND
        elif not told and made.kind.name in named:
            made.score += _TITLE_SAYS_LITTLE
    for made in plans:
        made.score -= _FOREIGN * (wide is not None and not made.turns)
        made.score -= _FOREIGN * (
            _foreign_columns(made, headings) + _made_official(made, headings, named) + sum(not made.kind.has(name) for name in asked)
        )
    said = only is not None or bool(mapping)
    if not said and "admissions" not in named and titles.of_new_officials(title):
        plans = [made for made in plans if made.kind.name != "admissions"]
    if not said and _of_people(headings):
        plans = [made for made in plans if made.kind.name not in _NEVER_OF_PEOPLE]
    if not said and "ratings" not in words and words - _LOOSE_TITLES:
        plans = [made for made in plans if not _results_only(made, headings)]
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


_RESULT: Final = key("Kết quả")
_NEVER_OF_PEOPLE: Final = frozenset({"meetings", "classes", "successions", "figures", "allocations"})


def _of_people(headings: Sequence[Heading]) -> bool:
    """Whether a column holds people's names: a row for each of them is no meeting, however it is ticked."""
    names = field_index(KINDS["members"], "full_name") - COUNTS_PEOPLE
    whole = any(key(heading.text) in names or without_hint(heading.text) in names for heading in headings)
    return whole or any(
        (key(one.text) in FAMILY and key(other.text) in GIVEN) or (key(one.text) in GIVEN and key(other.text) in FAMILY)
        for one, other in pairwise(headings)
    )


_BADGE: Final = re.compile(
    "".join(
        (
            rf"(?:(?:{fold('loại')}|{fold('mức')}|{fold('hình thức')}|{fold('được')}|{fold('đề nghị')}|{fold('trao')}|{fold('nhận')}|{fold('tặng')}) )*",
            rf"(?:{fold('huy hiệu')}|{fold('hhđ')})(?: {fold('đảng')})?",
            rf"(?: (?:{fold('loại')}|{fold('mức')}|{fold('được')}|{fold('đề nghị')}|{fold('trao')}|{fold('nhận')}|{fold('tặng')}|{fold('năm')}|{fold('tuổi đảng')}))*",
        )
    )
)


def badge_column(headings: Sequence[Heading], mapping: Mapping[str, str]) -> str | None:
    """The letter of the only column that says which badge each of the people got; a badge's number and day have columns of their own."""
    if not _of_people(headings) or "title" in mapping.values():
        return None
    found = [each.letter for each in headings if _BADGE.fullmatch(without_hint(each.text)) or _is_title(each)]
    return found[0] if len(found) == 1 else None


def _is_title(heading: Heading) -> bool:
    return (meant := exact("titles", heading.text)) is not None and meant[0] == "title"


def _results_only(made: Plan, headings: Sequence[Heading]) -> bool:
    """Whether ratings are read from a column "Kết quả" alone: under a title that names another kind it holds that kind's results."""
    return made.kind.name == "ratings" and any(
        heading.index == made.fields.get("rating") and key(heading.text) == _RESULT for heading in headings
    )


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
    about = {heading for kind, field in (("ratings", "rating"), ("titles", "title")) for heading in field_index(KINDS[kind], field)}
    about |= {key("rating")}
    return sum(heading.index not in made.columns and key(heading.text) in about for heading in headings)


def _made_official(made: Plan, headings: Sequence[Heading], named: set[str]) -> int:
    """Columns for the day somebody became an official member, where no title says that the list is of those who were admitted."""
    if made.kind.name != "admissions" or "admissions" in named:
        return 0
    return sum((meant := exact("members", each.text)) is not None and meant[0] == "official_on" for each in headings)


def _only_vague(made: Plan, headings: Sequence[Heading]) -> bool:
    """Whether the columns could belong to any list of codes: "Mã | Tên" names the units of a party as well as its peoples."""
    return made.kind.name == "units" and all(key(heading.text) in _ANY_LIST for heading in headings if heading.index in made.columns)
