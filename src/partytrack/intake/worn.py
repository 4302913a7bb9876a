"""Headings that lost their Vietnamese letters in copying: "Ngày vào Đng", "S thẻ", "H v tn".

A page or an old font that lacks letters drops them and leaves all others: what remains of a heading is exact. So a text is
such a heading when nothing but letters with marks, and đ, is missing from it.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from partytrack.records import KINDS, NOT_KEPT_HEADINGS
from partytrack.vietnamese import nfc

_IN_PLACE: Final = re.compile(r"[?\ufffd\u25a1]+")  # what may stand where a letter was
_FEWEST: Final = 3  # letters that are left


@cache
def _headings(kind: str) -> dict[str, list[tuple[str, str | None, int]]]:
    """What is left of a heading without its Vietnamese letters → such headings: as written, field or None, place in the field's list."""
    found: dict[str, list[tuple[str, str | None, int]]] = {}
    fields = [(heading, field.name, place) for field in KINDS[kind].fields for place, heading in enumerate(field.headings)]
    for heading, name, place in [*fields, *((heading, None, 0) for heading in NOT_KEPT_HEADINGS)]:
        written = nfc(heading).casefold()
        found.setdefault(_left(written), []).append((written, name, place))
    return found


def _left(written: str) -> str:
    return " ".join(written.encode("ascii", "ignore").decode().split())


@cache
def field_of(kind: str, text: str) -> tuple[str, int] | None:
    """The field a heading of a kind that lost letters means, and the place of that heading in its list; None where it may be two."""
    written = nfc(_IN_PLACE.sub("", text)).casefold()
    if sum(map(str.isalpha, written)) < _FEWEST:
        return None
    meant = [each for each in _headings(kind).get(_left(written), ()) if _lost(each[0], written)]
    if len({name for _, name, _ in meant}) != 1:
        return None
    _, name, place = min(meant, key=lambda each: each[2])
    return (name, place) if name else None


def is_heading(text: str) -> bool:
    """Whether a text is a heading of any kind that lost letters."""
    return any(field_of(kind, text) for kind in KINDS)


def _lost(heading: str, written: str) -> bool:
    """Whether a text is the heading without some of its Vietnamese letters, and not the whole heading."""
    heading, written = heading.replace(" ", ""), written.replace(" ", "")
    at = 0
    for letter in heading:
        if at < len(written) and written[at] == letter:
            at += 1
        elif letter.isascii():
            return False
    return at == len(written) < len(heading)
