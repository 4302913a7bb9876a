"""Cells written for legacy fonts become Unicode: which cells, by font and content together, is decided here.

A legacy font decides, and the content has to agree: what is already Unicode, or French, stays as it is. Without a legacy font
only the content of a whole column or sheet can show it. What may be legacy text and is not certain is said and left alone.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from dataclasses import replace as changed
from typing import TYPE_CHECKING, Final

from partytrack.findings import Code, Finding
from partytrack.intake.legacy_letters import FONT_LETTERS, LegacyFont, Letters, Run, from_windows_1258, suspicious
from partytrack.intake.legacy_words import Sense, converted, leaning, seen, sense_under, word_of, words_of
from partytrack.intake.letters import column_letter
from partytrack.messages import counted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from partytrack.findings import Place
    from partytrack.intake.grid import Grid

_ENOUGH: Final = 3  # words, those with a symbol among their letters twice
_OUTWEIGHED: Final = 3
_BLOCK: Final = 1000  # rows


@dataclass(slots=True)
class _Evidence:
    """What the texts of a column or sheet without a legacy font, or with one, speak for."""

    senses: Counter[Sense] = field(default_factory=Counter)
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
            word = word_of(each)
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
        return self.senses[Sense.UNICODE] + self.undrawn[letters]


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
        words = words_of(text)
        if not words:
            return
        evidence = self.evidence.setdefault(font, _Evidence())
        evidence.words.update(words)
        if font is not None:
            evidence.senses[sense_under(text, font.letters)] += 1
            return
        sense, _ = seen(text)
        evidence.senses[sense] += 1
        if sense is Sense.OPEN:
            evidence.undrawn.update(letters for letters in FONT_LETTERS if any(letters not in word_of(word).possible for word in words))


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
    beside: bool = False  # whether the rest of its row may decide


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
        sense = sense_under(text, font.letters)
        done = converted(text, font)
        if sense is Sense.LEGACY:
            return _Said(done, font.letters)
        if sense is Sense.UNICODE:
            return _Said(text)
        if sense is Sense.MIXED:
            return _Said(converted(text, font, only_clear=True), font.letters)
        _, fitting = seen(text)
        if font.letters not in fitting and self._usual in fitting:
            return self._by_content(text, column)
        near, far = column.evidence.get(font, _Evidence()).senses, self._sheet.get(font, _Evidence()).senses
        if done == text or (far[Sense.UNICODE] and not far[Sense.LEGACY]):
            return _Said(text)
        if sense is Sense.OPEN and (not far[Sense.UNICODE] or (near[Sense.LEGACY] and not near[Sense.UNICODE])):
            return _Said(done, font.letters)
        if near[Sense.UNICODE] >= _ENOUGH and not near[Sense.LEGACY]:
            return _Said(text)
        return _Said(text, font.letters, done, beside=sense is Sense.OPEN)

    def _by_content(self, text: str, column: _Column) -> _Said:
        near, far = column.evidence.get(None, _Evidence()), self._sheet.get(None, _Evidence())
        sense, fitting = seen(text)
        certain = near.certain() or far.certain()
        if sense is Sense.LEGACY:
            usual = certain or self._usual
            letters = usual if usual in fitting else fitting[0]
            done = converted(text, LegacyFont(letters))
            if letters is usual:
                return _Said(done, letters)
            doubtful = sum(1 + word_of(word).marked for word in words_of(text) if word_of(word).clear(letters)) > 1
            return _Said(text, letters, done) if doubtful else _Said(text)
        if certain is None or sense is Sense.UNICODE:
            return _Said(text)
        words = [word_of(word) for word in words_of(text)]
        if not words or not all(certain in word.possible for word in words):
            return _Said(text)
        done = converted(text, LegacyFont(certain))
        if sense is Sense.FOREIGN:
            agree = any(word.clear(certain) for word in words) and not near.unicode(certain)
            return _Said(done, certain) if agree else _Said(text)
        evidence = near if near.unicode(certain) or near.senses[Sense.LEGACY] else far
        if not evidence.unicode(certain):
            return _Said(done, certain)
        doubtful = evidence.senses[Sense.LEGACY] > evidence.unicode(certain) and done != text
        return _Said(text, certain, done) if doubtful else _Said(text)


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
    done = _Done()
    if written_in is None:
        judge = _Judge(columns, facts.runs)
        decided = [_decided(judge, column, done) for column in columns]
        for column, said in zip(columns, decided, strict=True):
            _look_beside(grid, columns, column, said.open, done)
    else:
        decided = [_wholly(column, written_in) for column in columns]
    for column, said in zip(columns, decided, strict=True):
        _put(grid, column, said.told, done)
    for (row, index), said_there in done.beside.items():
        done.turned(row, index, str(grid.rows[row][index]), said_there.doubtful or "", {said_there.letters})
        grid.rows[row][index] = said_there.doubtful or ""
    return done.findings(place)


@dataclass(slots=True)
class _Decided:
    """What is done with the texts of a column: text → its parts, and those that the rest of their row has to decide."""

    told: dict[_Key, tuple[_Said, ...]] = field(default_factory=dict)
    open: dict[_Key, _Said] = field(default_factory=dict)


def _decided(judge: _Judge, column: _Column, done: _Done) -> _Decided:
    decided = _Decided()
    for key, row in column.cells.items():
        parts = tuple(judge.say(piece, column) for piece in column.pieces[key])
        if len(parts) == 1 and parts[0].beside:
            decided.open[key] = parts[0]
            continue
        if any(part.letters is not None and part.doubtful is None for part in parts):
            decided.told[key] = parts
        done.doubts += [(row, column.index, part) for part in parts if part.doubtful is not None]
    return decided


def _wholly(column: _Column, letters: Letters) -> _Decided:
    """The texts of a file whose letters are known."""
    decided = _Decided()
    for key in column.cells:
        text = key[0]
        said = from_windows_1258(text) if letters is Letters.WINDOWS_1258 else converted(text, LegacyFont(letters))
        decided.told[key] = (_Said(said, letters),)
    return decided


def _look_beside(grid: Grid, columns: list[_Column], column: _Column, texts: dict[_Key, _Said], done: _Done) -> None:
    """Decide texts that may be both by the other cells of their row, since rows are copied whole; else by a word of office language."""
    doubted: set[_Key] = set()
    for number, row in enumerate(grid.rows) if texts else ():
        key = (str(row[column.index]), column.fonts.get(number))
        said = texts.get(key)
        if said is None or said.letters is None:
            continue
        others = (each for each in columns if each is not column and each.fonts.get(number) == key[1])
        senses = {sense_under(cell, said.letters) for each in others if type(cell := row[each.index]) is str and not cell.isascii()}
        side = (Sense.LEGACY in senses) - (Sense.UNICODE in senses) or leaning(said.text, said.letters)
        if side > 0:
            done.beside[number, column.index] = said
        elif side == 0 and key not in doubted:
            doubted.add(key)
            done.doubts.append((number, column.index, said))


def _suspicious(grid: Grid) -> bool:
    blocks = (grid.rows[start : start + _BLOCK] for start in range(0, len(grid.rows), _BLOCK))
    return any(
        suspicious("\n".join([cell for row in block for cell in row if type(cell) is str and not cell.isascii()])) for block in blocks
    )


def _put(grid: Grid, column: _Column, told: dict[_Key, tuple[_Said, ...]], done: _Done) -> None:
    """Put the texts of a column into their cells."""
    texts = {key: text for key, parts in told.items() if (text := "".join(part.text for part in parts)) != key[0]}
    if not texts:
        return
    for key, text in texts.items():
        letters = {part.letters for part in told[key] if part.doubtful is None}
        done.turned(column.cells[key], column.index, key[0], text, letters, cells=0)
    index, fonts = column.index, column.fonts
    for number, row in enumerate(grid.rows):
        cell = row[index]
        if type(cell) is str and (new := texts.get((cell, fonts.get(number)))) is not None:
            row[index] = new
            done.cells += 1


@dataclass(slots=True)
class _Done:
    """What was turned in a sheet and what is doubtful, by row and column from 0."""

    cells: int = 0
    letters: set[Letters] = field(default_factory=set)
    example: tuple[int, int, str, str] | None = None
    doubts: list[tuple[int, int, _Said]] = field(default_factory=list)
    beside: dict[tuple[int, int], _Said] = field(default_factory=dict)

    def turned(self, row: int, column: int, before: str, after: str, letters: set[Letters | None], *, cells: int = 1) -> None:
        self.cells += cells
        self.letters |= {each for each in letters if each is not None}
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
