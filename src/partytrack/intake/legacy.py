"""Cells written for legacy fonts become Unicode: which cells, by font and content together, is decided here.

A legacy font decides, and the content has to agree: what is already Unicode, or French, stays as it is. Without a legacy font
only the content of a whole column or sheet can show it. What may be legacy text and is not certain is said and left alone.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from dataclasses import replace as changed
from enum import Enum
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from partytrack.findings import Code, Finding
from partytrack.intake.legacy_letters import (
    FONT_LETTERS,
    SYMBOLS,
    LegacyFont,
    Letters,
    Run,
    from_windows_1258,
    reading,
    suspicious,
    western,
)
from partytrack.intake.letters import column_letter
from partytrack.intake.syllables import vietnamese
from partytrack.messages import counted
from partytrack.records import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from partytrack.findings import Place
    from partytrack.intake.grid import Grid

_WORD: Final = re.compile(r"[A-Za-z\xa1-\xae\xb5-\xb9\xbb-\u024f\u0300-\u036f\u1e00-\u1eff]+")
_QUOTES: Final = "«»·"
_SIGNS: Final = frozenset("×÷·")  # beside numbers they are what they are
_EUROPEAN: Final = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿŒœ]{4,}")
_ENOUGH: Final = 3  # words, those with a symbol among their letters twice
_OUTWEIGHED: Final = 3
_BLOCK: Final = 1000  # rows


@dataclass(frozen=True, slots=True)
class _Word:
    """What a word with letters beyond ASCII may be.

    Args:
        unicode: It has a letter that stands in no legacy text: ă, đ, ơ, ư, ạ, …
        plain: It is Vietnamese as it stands.
        legacy: The legacy letters under which it is Vietnamese.
        possible: Those that have a letter for each of its characters.
        marked: It has a symbol behind a letter, as words in Unicode hardly do.
        foreign: It looks like a word of French or German.
    """

    unicode: bool
    plain: bool
    legacy: frozenset[Letters]
    possible: frozenset[Letters]
    marked: bool
    foreign: bool

    def clear(self, letters: Letters) -> bool:
        """Whether it is Vietnamese in these letters and in Unicode not."""
        return not self.unicode and not self.plain and letters in self.legacy


@lru_cache(2**15)
def _word(word: str) -> _Word:
    readings = {letters: said for letters in FONT_LETTERS if (said := reading(word, letters)) is not None}
    core = word.strip(_QUOTES)
    beyond = sum(not letter.isascii() for letter in word)
    marked = any(letter in SYMBOLS for letter in word[1:])
    return _Word(
        unicode=any(letter > "\xff" for letter in word),
        plain=not core.isascii() and vietnamese(core),
        legacy=frozenset(letters for letters, said in readings.items() if vietnamese(said)),
        possible=frozenset(readings),
        marked=marked,
        foreign=_EUROPEAN.fullmatch(word) is not None and beyond * 3 <= len(word) and (word[1:].islower() or word.isupper()),
    )


def _words(text: str) -> list[str]:
    """The words of a text that have letters beyond ASCII; a symbol alone is none."""
    return [word for word in _WORD.findall(text) if not word.isascii() and not (len(word) == 1 and word in SYMBOLS)]


@cache
def _office_words() -> frozenset[str]:
    """The words of all known headings and choices, in small letters."""
    said = [heading for kind in KINDS.values() for each in kind.fields for heading in each.headings]
    said += [word for kind in KINDS.values() for each in kind.fields for words in each.choices.values() for word in words]
    return frozenset(word for text in said for word in _WORD.findall(text.lower()))


def _leaning(text: str, letters: Letters) -> int:
    """How many more words of a text are of office language in legacy letters than in Unicode: "Chi bé" is "Chi bộ"."""
    known = _office_words()
    pairs = [(word.lower(), (reading(word, letters) or "").lower()) for word in _words(text)]
    return sum((said in known) - (word in known) for word, said in pairs)


class _Sense(Enum):
    """What the words of one text say, read for certain letters."""

    UNICODE = "it is Unicode"
    LEGACY = "it is legacy text"
    MIXED = "some words are the one, some the other"
    OPEN = "it may be both"
    FOREIGN = "it is neither"


def _sense(text: str, letters: Letters) -> _Sense:
    """What a text under a legacy font is."""
    words = [_word(word) for word in _words(text)]
    clear = any(word.clear(letters) for word in words)
    if any(word.unicode or (word.plain and letters not in word.possible) for word in words):
        return _Sense.MIXED if clear else _Sense.UNICODE
    if any(letters not in word.possible for word in words):
        return _Sense.MIXED if clear else _Sense.FOREIGN
    if clear or any(word.marked and not word.plain for word in words):
        return _Sense.LEGACY
    return _Sense.FOREIGN if any(word.foreign and not word.plain for word in words) else _Sense.OPEN


def _seen(text: str) -> tuple[_Sense, Letters | None]:
    """What a text without a legacy font is, and in which letters if legacy."""
    words = [_word(word) for word in _words(text)]
    if any(word.unicode for word in words):
        return _Sense.UNICODE, None
    if all(word.plain for word in words):
        return _Sense.OPEN, None
    for letters in FONT_LETTERS:
        if all(word.clear(letters) or (word.plain and letters in word.possible) for word in words):
            return _Sense.LEGACY, letters
    return _Sense.FOREIGN, None


def _converted(text: str, font: LegacyFont, *, only_clear: bool = False) -> str:
    """The text in Unicode, word by word; a word that the letters cannot write stays."""
    numbers = any(map(str.isdigit, text))

    def one(match: re.Match[str]) -> str:
        word = match[0]
        if word.isascii():
            return word.upper() if font.capitals and not only_clear else word
        if numbers and word in _SIGNS:
            return word
        if only_clear and not _word(word).clear(font.letters):
            return word
        said = reading(word, font.letters)
        if said is None:
            return word
        return said.upper() if font.capitals else said

    return _WORD.sub(one, text)


@dataclass(slots=True)
class _Evidence:
    """What the texts of a column or sheet without a legacy font, or with one, speak for."""

    senses: Counter[_Sense] = field(default_factory=Counter)
    words: set[str] = field(default_factory=set)
    undrawn: Counter[Letters] = field(default_factory=Counter)

    def add(self, other: _Evidence) -> None:
        self.senses += other.senses
        self.words |= other.words
        self.undrawn += other.undrawn

    def certain(self) -> Letters | None:
        """The legacy letters in which enough words are Vietnamese and far more than in any other way."""
        weights = Counter[Letters]()
        strange = 0
        for each in self.words:
            word = _word(each)
            clear = [letters for letters in FONT_LETTERS if word.clear(letters)]
            if len(clear) == 1:
                weights[clear[0]] += 1 + word.marked
            elif not clear and not word.unicode and not word.plain:
                strange += 1
        ranked = weights.most_common(2)
        if not ranked or ranked[0][1] < _ENOUGH:
            return None
        best, weight = ranked[0]
        against = max(strange, ranked[1][1] if len(ranked) > 1 else 0)
        return best if weight >= _OUTWEIGHED * against else None

    def unicode(self, letters: Letters) -> int:
        """How many texts cannot be of these letters."""
        return self.senses[_Sense.UNICODE] + self.undrawn[letters]


_Key = tuple[str, LegacyFont | None]
"""A text, and the legacy font it stands in, if one."""


class _Column:
    """The texts of one column."""

    def __init__(self, grid: Grid, index: int) -> None:
        self.index = index
        self.fonts = grid.facts.fonts.get(index, {})
        self.cells: dict[_Key, int] = {}  # → first row
        for number, row in enumerate(grid.rows):
            cell = row[index]
            if type(cell) is str and not cell.isascii():
                self.cells.setdefault((cell, self.fonts.get(number)), number)
        self.pieces: dict[_Key, tuple[_Key, ...]] = {}
        self.evidence: dict[LegacyFont | None, _Evidence] = {}

    def weigh(self, runs: dict[str, tuple[Run, ...]]) -> None:
        """Take its texts apart by font, and find what they speak for."""
        self.pieces = {key: _pieces(key, runs.get(key[0])) for key in self.cells}
        for text, font in {piece for pieces in self.pieces.values() for piece in pieces if not piece[0].isascii()}:
            self._note(text, font)

    def _note(self, text: str, font: LegacyFont | None) -> None:
        words = _words(text)
        if not words:
            return
        evidence = self.evidence.setdefault(font, _Evidence())
        evidence.words.update(words)
        if font is not None:
            evidence.senses[_sense(text, font.letters)] += 1
            return
        sense, _ = _seen(text)
        evidence.senses[sense] += 1
        if sense is _Sense.OPEN:
            evidence.undrawn.update(letters for letters in FONT_LETTERS if any(letters not in _word(word).possible for word in words))


def _pieces(key: _Key, runs: tuple[Run, ...] | None) -> tuple[_Key, ...]:
    """The parts of a cell that stand in one font each."""
    if runs is None:
        return (key,)
    pieces: list[_Key] = []
    for run in runs:
        font = key[1] if run.as_cell else run.font
        if pieces and pieces[-1][1] == font:
            pieces[-1] = (pieces[-1][0] + run.text, font)
        else:
            pieces.append((run.text, font))
    return tuple(pieces)


@dataclass(frozen=True, slots=True)
class _Said:
    """What is done with one text: the text in Unicode, or the letters in which it may be written."""

    text: str
    letters: Letters | None = None
    doubtful: str | None = None  # how it would read


class _Judge:
    """Says of each text what is done with it, by its font, its words, and the rest of its column and sheet."""

    def __init__(self, columns: Iterable[_Column], runs: dict[str, tuple[Run, ...]]) -> None:
        self._sheet: dict[LegacyFont | None, _Evidence] = {}
        for column in columns:
            column.weigh(runs)
            for font, evidence in column.evidence.items():
                self._sheet.setdefault(font, _Evidence()).add(evidence)
        everything = _Evidence()
        for evidence in self._sheet.values():
            everything.add(evidence)
        self._usual = everything.certain()

    def say(self, piece: _Key, column: _Column) -> _Said:
        text, font = piece
        if text.isascii():
            return _Said(text)
        return self._by_content(text, column) if font is None else self._by_font(text, font, column)

    def _by_font(self, text: str, font: LegacyFont, column: _Column) -> _Said:
        sense = _sense(text, font.letters)
        done = _converted(text, font)
        if sense is _Sense.LEGACY:
            return _Said(done, font.letters)
        if sense is _Sense.UNICODE:
            return _Said(text)
        if sense is _Sense.MIXED:
            return _Said(_converted(text, font, only_clear=True), font.letters)
        _, letters = _seen(text)
        if letters not in {None, font.letters} and letters is self._usual:
            return self._by_content(text, column)
        near, far = column.evidence.get(font, _Evidence()).senses, self._sheet.get(font, _Evidence()).senses
        if sense is _Sense.OPEN and self._drawn(text, font, near, far):
            return _Said(done, font.letters)
        if far[_Sense.UNICODE] and (not far[_Sense.LEGACY] or _leaning(text, font.letters) < 0):
            return _Said(text)
        return _Said(text, font.letters, done) if done != text else _Said(text)

    @staticmethod
    def _drawn(text: str, font: LegacyFont, near: Counter[_Sense], far: Counter[_Sense]) -> bool:
        """Whether a text that may be both is what its font draws.

        So it is where nothing else in this font is Unicode. In a sheet of both its column decides, or a word of office language.
        """
        if not far[_Sense.UNICODE]:
            return True
        if not far[_Sense.LEGACY]:
            return False
        leaning = _leaning(text, font.letters)
        return leaning > 0 or (leaning == 0 and near[_Sense.LEGACY] > 0 and not near[_Sense.UNICODE])

    def _by_content(self, text: str, column: _Column) -> _Said:
        near, far = column.evidence.get(None, _Evidence()), self._sheet.get(None, _Evidence())
        sense, letters = _seen(text)
        certain = near.certain() or far.certain()
        if sense is _Sense.LEGACY and letters is not None:
            done = _converted(text, LegacyFont(letters))
            if letters is (certain or self._usual):
                return _Said(done, letters)
            doubtful = sum(1 + _word(word).marked for word in _words(text) if _word(word).clear(letters)) > 1
            return _Said(text, letters, done) if doubtful else _Said(text)
        if certain is None or sense is _Sense.UNICODE:
            return _Said(text)
        words = [_word(word) for word in _words(text)]
        if not words or not all(certain in word.possible for word in words):
            return _Said(text)
        done = _converted(text, LegacyFont(certain))
        if sense is _Sense.FOREIGN:
            agree = any(word.clear(certain) for word in words) and not near.unicode(certain)
            return _Said(done, certain) if agree else _Said(text)
        evidence = near if near.unicode(certain) or near.senses[_Sense.LEGACY] else far
        if not evidence.unicode(certain):
            return _Said(done, certain)
        doubtful = evidence.senses[_Sense.LEGACY] > evidence.unicode(certain) and done != text
        return _Said(text, certain, done) if doubtful else _Said(text)


def letters_of(data: bytes) -> Letters | None:
    """The letters in which bytes are written that are no Unicode; None where that is not certain."""
    words = set(_words(western(data)))
    shares = Counter(
        {
            Letters.WINDOWS_1258: sum(vietnamese(from_windows_1258(word)) for word in words),
            **{letters: sum(letters in _word(word).legacy for word in words) for letters in FONT_LETTERS},
        }
    )
    (best, right), (_, second), _ = shares.most_common()
    return best if right * 4 >= len(words) * 3 and right >= 2 * second and right > 1 else None


def readable(name: str) -> str:
    """The name of a sheet as it reads in Unicode; a name that is not surely legacy text stays."""
    sense, letters = _seen(name)
    return _converted(name, LegacyFont(letters)) if sense is _Sense.LEGACY and letters is not None else name


def modernised(grid: Grid, place: Place) -> list[Finding]:
    """Turn what is legacy text in a sheet into Unicode, and say it.

    Args:
        grid: The sheet; its cells are changed.
        place: Its file and name.

    Returns:
        One note with an example, where anything was turned; a warning for each text of which it is not certain.
    """
    facts, written_in = grid.facts, grid.written_in
    if written_in is None and not facts.fonts and not facts.runs and not (facts.suspicious and _suspicious(grid)):
        return []
    columns = [_Column(grid, index) for index in range(len(grid.rows[0]) if grid.rows else 0)]
    judge = _Judge(columns, facts.runs) if written_in is None else None
    done = _Done()
    for column in columns:
        told: dict[_Key, str] = {}
        for key, row in column.cells.items():
            parts = [judge.say(piece, column) for piece in column.pieces[key]] if judge else [_wholly(key[0], written_in)]
            text = "".join(part.text for part in parts)
            if text != key[0]:
                told[key] = text
                done.turned(row, column.index, key[0], text, {part.letters for part in parts if part.letters and part.doubtful is None})
            done.doubts += [(row, column.index, part) for part in parts if part.doubtful is not None]
        if told:
            done.cells += _put(grid, column, told)
    return done.findings(place)


def _wholly(text: str, letters: Letters | None) -> _Said:
    """A text of a file whose letters are known."""
    if letters in FONT_LETTERS:
        return _Said(_converted(text, LegacyFont(letters)), letters)
    return _Said(from_windows_1258(text), letters)


def _suspicious(grid: Grid) -> bool:
    blocks = (grid.rows[start : start + _BLOCK] for start in range(0, len(grid.rows), _BLOCK))
    return any(
        suspicious("\n".join([cell for row in block for cell in row if type(cell) is str and not cell.isascii()])) for block in blocks
    )


def _put(grid: Grid, column: _Column, told: dict[_Key, str]) -> int:
    """Put the texts into their cells; how many cells there were."""
    cells = 0
    index, fonts = column.index, column.fonts
    for number, row in enumerate(grid.rows):
        cell = row[index]
        if type(cell) is str and (text := told.get((cell, fonts.get(number)))) is not None:
            row[index] = text
            cells += 1
    return cells


@dataclass(slots=True)
class _Done:
    """What was turned in a sheet and what is doubtful, by row and column from 0."""

    cells: int = 0
    letters: set[Letters] = field(default_factory=set)
    example: tuple[int, int, str, str] | None = None
    doubts: list[tuple[int, int, _Said]] = field(default_factory=list)

    def turned(self, row: int, column: int, before: str, after: str, letters: set[Letters]) -> None:
        self.letters |= letters
        if self.example is None or (row, column) < self.example[:2]:
            self.example = (row, column, before, after)

    def findings(self, place: Place) -> list[Finding]:
        found = []
        if self.example is not None:
            row, column, before, after = self.example
            values = {
                "letters": ", ".join(sorted(self.letters)),
                "cells": counted("{n} cell", "{n} cells", self.cells),
                "before": before,
            }
            found.append(Finding(Code.LEGACY_TEXT, changed(place, row=row + 1, column=column_letter(column)), value=after, values=values))
        for row, column, said in sorted(self.doubts, key=lambda doubt: doubt[:2]):
            values = {"letters": said.letters, "reading": said.doubtful}
            found.append(
                Finding(Code.LEGACY_DOUBTFUL, changed(place, row=row + 1, column=column_letter(column)), value=said.text, values=values)
            )
        return found
