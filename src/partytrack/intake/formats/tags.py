"""The tags and words of a web page, gone through once from its beginning to its end, whatever is left open in it.

The standard library's parser looks through the rest of the page again for every comment or tag that nobody closed.
"""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Final, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator

_NAME: Final = re.compile(r"(/?)([a-zA-Z][^\s/>]*)")
_ATTRIBUTE: Final = re.compile(r"([a-zA-Z][^\s=/>]{0,80})\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_LONGEST_TAG: Final = 20_000  # characters; what is longer is words
_RAW: Final = frozenset({"script", "style"})  # between these, "<" is no tag
_CLOSES: Final = {"!--": "-->", "![": "]>", "!": ">", "?": ">"}


class Told(Protocol):
    """Whoever is told what is in a page."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """A tag opens; names are in small letters."""

    def end(self, name: str) -> None:
        """A tag closes."""

    def words(self, written: str) -> None:
        """Words between two tags."""


def go_through(page: str, told: Told) -> None:
    """Tell somebody about every tag and word of a page, in order."""
    ends = _Ends(page)
    place = 0
    for opening in _openings(page):
        if opening < place:
            continue
        closing, after = _closing(page, opening, ends)
        if closing is None:
            continue  # a "<" that opens nothing is a word
        if opening > place:
            told.words(unescape(page[place:opening]))
        place = after
        name = _NAME.match(closing)
        if name is None:
            continue
        word = name[2].lower()
        if name[1]:
            told.end(word)
        else:
            told.start(word, {key.lower(): unescape(one or other or bare) for key, one, other, bare in _ATTRIBUTE.findall(closing)})
            if word in _RAW:
                place = ends.after(f"</{word}", place, beginning=True)
    if place < len(page):
        told.words(unescape(page[place:]))


def _openings(page: str) -> Iterator[int]:
    """The places of every "<"."""
    place = page.find("<")
    while place >= 0:
        yield place
        place = page.find("<", place + 1)


def _closing(page: str, opening: int, ends: _Ends) -> tuple[str | None, int]:
    """What stands between a "<" and its ">", and where the page goes on; None where the "<" is a word. Comments are empty."""
    for mark, closing in _CLOSES.items():
        if page.startswith(mark, opening + 1):
            return "", ends.after(closing, opening + 1)
    end = ends.of(">", opening)
    if end < 0 or end - opening > _LONGEST_TAG or not _NAME.match(page, opening + 1, end):
        return None, opening
    inside = page[opening + 1 : end]
    for quote in "\"'":  # a ">" between quotation marks closes nothing
        if inside.count(quote) % 2 and f"={quote}" in inside:
            further = ends.of(quote, end)
            behind = ends.of(">", further) if further >= 0 else -1
            if 0 <= behind - opening <= _LONGEST_TAG:
                end = behind
    return page[opening + 1 : end], end + 1


class _Ends:
    """Where words stand that close something; one that stands nowhere further on is looked for once."""

    def __init__(self, page: str) -> None:
        self._page = page
        self._next: dict[str, int] = {}

    def of(self, word: str, place: int) -> int:
        """The next place of a word from a place on; -1 without one."""
        known = self._next.get(word, place - 1)
        if known == -1 and word in self._next:
            return -1
        if known < place:
            known = self._next[word] = self._page.find(word, place)
        return known

    def after(self, word: str, place: int, *, beginning: bool = False) -> int:
        """Behind the next such word, or at its `beginning`; the end of the page without one."""
        found = self.of(word, place)
        return len(self._page) if found < 0 else found if beginning else found + len(word)
