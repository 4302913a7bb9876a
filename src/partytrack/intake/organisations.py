"""How the name of a Party organisation begins, in full and in short, and what kind of organisation it then is.

Everything is held against names folded lightly.
"""

from __future__ import annotations

import re
from typing import Final

from partytrack.intake.values import fold_lightly

# For patterns of longer texts.
CELL: Final = "chi bộ|chi ủy"
COMMITTEE: Final = "đảng bộ|đảng ủy"
ORGANISATION: Final = f"{CELL}|{COMMITTEE}"

_CELL_SHORT: Final = "cbcs|cb"
_COMMITTEE_SHORT: Final = "đbcs|đb|đu"
_COMMITTEE_BEGINS: Final = re.compile(rf"(?:{COMMITTEE}|{_COMMITTEE_SHORT})\b")
_BEGINS: Final = re.compile(rf"(?:{ORGANISATION})\b|(?:cb|đb|đu)\s?[\d\s]")
_CELL_BEGINS: Final = re.compile(rf"(?:{CELL})\b|cb")  # "CB01" may be a code
_WORDS: Final = re.compile(rf"^(?:{ORGANISATION}|{_CELL_SHORT}|{_COMMITTEE_SHORT})\s*")
_BELOW: Final = re.compile(
    rf"(?:{CELL}|{_CELL_SHORT}|đảng bộ bộ phận)\b"
    r"(?!\s*(?:$|[,:;/&]|(?:và|các|khối|nhóm|loại|cơ sở|trực thuộc|có|được|chưa|mới thành lập)\b))"
)
_KINDS: Final = (
    (re.compile(rf"(?:{COMMITTEE}|đb) bộ phận\b|đbbp\b"), "sub_committee"),
    (re.compile(rf"(?:{COMMITTEE}) (?:tỉnh|thành phố|huyện|quận|thị xã|khối)\b|(?:tỉnh|thành|huyện|quận|thị) ủy\b"), "upper_committee"),
    (_COMMITTEE_BEGINS, "grassroots_committee"),
    (re.compile(rf"(?:{CELL}|{_CELL_SHORT})\b"), "sub_cell"),
)


def kind_named(name: str) -> str | None:
    """The kind that the first words of a name say; "Đảng bộ" alone is that of a grass-roots committee, "Chi bộ" a cell under one."""
    words = fold_lightly(name)
    return next((kind for pattern, kind in _KINDS if pattern.match(words)), None)


def names_organisation(name: str) -> bool:
    """Whether a name is one of a Party organisation and not of an office, a village or a group."""
    return _BEGINS.match(fold_lightly(name)) is not None


def is_committee(name: str) -> bool:
    """Whether a name begins like that of a committee, which others stand below."""
    return _COMMITTEE_BEGINS.match(fold_lightly(name)) is not None


def is_cell(name: str) -> bool:
    """Whether a name begins like that of a chi bộ, or a code made of its short form does."""
    return _CELL_BEGINS.match(fold_lightly(name)) is not None


def is_one_below(name: str) -> bool:
    """Whether a name is the own one of an organisation below a committee: "Chi bộ Văn phòng", but not "Chi bộ cơ sở"."""
    return _BELOW.match(fold_lightly(name)) is not None


def without_kind(name: str) -> str:
    """The name, folded lightly, without the words that say what it is: "văn phòng" of "Chi bộ Văn phòng"."""
    return _WORDS.sub("", fold_lightly(name))
