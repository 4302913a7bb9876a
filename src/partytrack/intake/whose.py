"""Whether a list is of those its columns would fit: of Party members, not of staff or pupils. The words that say so are decided here."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Final

from partytrack.intake.titles import names_list
from partytrack.intake.values import blank, fold_lightly, shown
from partytrack.intake.wording import MEMBERS_ONLY, key

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from partytrack.intake.grid import Grid
    from partytrack.intake.header import Header
    from partytrack.intake.headings import Plan
    from partytrack.intake.layout import Body

_MOST_LOOKED_AT: Final = 300
_PARTY: Final = re.compile(r"đảng|chi bộ|chi ủy|(?:tỉnh|thành|huyện|quận|thị) ủy|\bđv\b|\b[cđd]b ?\d|\bcb\b|dang vien|dang bo|chi bo\b")
_MEETING: Final = re.compile(r"họp|sinh hoạt|hội nghị|\bhop\b|sinh hoat")
_ANY_LOG_HAS: Final = frozenset({"unit", "held_on", "title"})
_MEMBERS: Final = re.compile(r"đảng viên|dang vien")
_CANDIDATES: Final = re.compile(r"quần chúng|(?:đối tượng|cảm tình) đảng")
_OTHERS: Final = re.compile(
    r"quần chúng|(?:đối tượng|cảm tình) đảng|học sinh|sinh viên|học viên|thí sinh|ứng viên|bệnh nhân|đoàn viên|hội viên|đội viên|cử tri|"
    r"viên chức|công chức|người lao động|nhân viên|danh bạ|bảng lương|tiền lương|hộ nghèo"
)
_ADMITTED: Final = re.compile(r"kết nạp|đảng viên mới|ket nap|dang vien moi|vào đảng|(?<!nguồn )phát triển đảng|(?<!nguon )phat trien dang")
# What only lists of staff say of people, and what shows that they are members all the same: their fees are reckoned from their wages.
_STAFF: Final = re.compile(
    r"\bngạch\b|\blương\b|hợp đồng|tuyển dụng|vị trí việc làm|chức danh nghề nghiệp|\bbhxh\b|bảo hiểm xã hội|mã số thuế|số tài khoản"
)
_OF_MEMBERS: Final = re.compile(r"đảng viên|đảng phí|vào đảng|chi bộ|chi ủy|\bđv\b|\bcb ?\d|dang vien|chi bo\b")


@dataclass(frozen=True, slots=True)
class Refused:
    """A table that was refused.

    Args:
        lines: The lines above it, and above those whose title was its own too.
        headings: Its headings.
        others: Whether it was refused because it is of others.
    """

    lines: tuple[str, ...]
    headings: tuple[str, ...]
    others: bool

    @classmethod
    def after(cls, above: Refused | None, header: Header, lines: Sequence[str]) -> Refused:
        """A table below another that was refused, or below none, should it be refused as well."""
        return cls((*(above.lines if above else ()), *lines), _headings(header), above is not None and above.others)


def _headings(header: Header) -> tuple[str, ...]:
    return tuple(key(each.text) for each in header.headings)


def titled_below(refused: Refused | None, header: Header, lines: Sequence[str]) -> Refused | None:
    """What was refused above, if its title is also that of the table; None where that has one of its own.

    One under the very same headings is only another list where its title says that it is of members.
    """
    if refused is None:
        return None
    titles = [fold_lightly(line) for line in lines if names_list(line)]
    if _headings(header) == refused.headings:
        titles = [said for said in titles if _MEMBERS.search(said)]
    return None if titles else refused


def of_others(plan: Plan, title: Sequence[str], header: Header, grid: Grid, body: Body, *, start: int, refused: Refused | None) -> bool:
    """Whether people are listed who may be no Party members: staff, pupils, a telephone list; or days that may be no meetings'.

    A list of members has a column that only members have, or says somewhere that it is the Party's; a bare table without any
    line above it is taken at its word. One with the columns of a payroll must speak of members, not only of the committee that
    it was made for. Records about persons are only doubted where the title says that they are others.
    A day of decision is one of admission unless the title is that of a list that speaks of nothing like it.
    A log of days that have nothing of a meeting is one of payments or deliveries unless it speaks of meetings.

    Args:
        plan: What the columns would fit.
        title: The lines above the headings.
        header, grid, body: The table, and the sheet it stands in: its name and everything above the table count too.
        start: The row from 0 where the table above ends.
        refused: The table above, if it was refused and its title goes on: its lines count, its rows do not.
    """
    kind = plan.kind
    title = (*(refused.lines if refused else ()), *title)
    said = fold_lightly(" ".join("\n".join(title).split()))
    bare = not said and not (refused and refused.others)
    words = (fold_lightly(each) for each in chain(title, _words(plan, header, grid, body, start if refused else 0)))
    if kind.name == "meetings" and plan.fields.keys() <= _ANY_LOG_HAS:
        return not bare and not any(map(_MEETING.search, words))
    if kind.name == "admissions" and "admitted_on" not in plan.fields and _decided_otherwise(title, header, grid):
        return True
    if "full_name" not in plan.fields or not (kind.name == "members" or kind.person):
        return False
    if own := [plan.fields[name] for name in plan.fields.keys() & MEMBERS_ONLY]:
        # A list of staff may say of each whether he is a member.
        others = kind.name == "members" and _OTHERS.search(said) and _MEMBERS.search(said) is None
        return bool(others) and any(all(blank(grid.rows[row][column]) for column in own) for row in body.data)
    if _OTHERS.search(said):
        return _MEMBERS.search(said) is None or (kind.name == "members" and _CANDIDATES.search(said) is not None)
    if kind.name != "members":
        return False
    if "status" not in plan.fields and any(_STAFF.search(fold_lightly(heading.text)) for heading in header.headings):
        return not any(map(_OF_MEMBERS.search, words))
    if bare:
        return False
    return not any(map((_OF_MEMBERS if refused and refused.others else _PARTY).search, words))


def of_the_party(plan: Plan, title: Sequence[str], header: Header, grid: Grid, body: Body, *, start: int) -> bool:
    """Whether a table that names no unit is one of Party organisations all the same: by a column only members have, or its words."""
    words = chain(title, _words(plan, header, grid, body, start))
    return not plan.fields.keys().isdisjoint(MEMBERS_ONLY) or any(_PARTY.search(fold_lightly(each)) for each in words)


def _decided_otherwise(title: Sequence[str], header: Header, grid: Grid) -> bool:
    """Whether a list says what was decided about its people, and that it was something else than to admit them."""
    said = [fold_lightly(line.strip()) for line in title]
    headings = (fold_lightly(heading.text) for heading in header.headings)
    return any(map(names_list, title)) and not any(map(_ADMITTED.search, (*said, *headings, fold_lightly(grid.sheet))))


def _words(plan: Plan, header: Header, grid: Grid, body: Body, start: int) -> Iterator[str]:
    """Where the Party may be named: above the table, in headings and sections, by the units of the people."""
    yield grid.sheet
    yield from (cell for row in grid.rows[start : header.first] for cell in row if isinstance(cell, str) and cell)
    yield from (heading.text for heading in header.headings)
    yield from body.sections.values()
    if "unit" in plan.fields:
        yield from {shown(grid.rows[row][plan.fields["unit"]]) for row in body.data[:_MOST_LOOKED_AT]}
