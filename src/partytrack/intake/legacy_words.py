"""What one text is: Unicode, legacy text, or neither; and how it reads in Unicode. Its words are what speaks for it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from enum import Enum
from functools import cache, lru_cache
from typing import Final

from partytrack.intake.legacy_letters import FONT_LETTERS, SYMBOLS, LegacyFont, Letters, from_windows_1258, reading, western
from partytrack.intake.syllables import vietnamese
from partytrack.records import KINDS

_WORD: Final = re.compile(r"[A-Za-z\xa1-\xae\xb5-\xb9\xbb-\u024f\u0300-\u036f\u1e00-\u1eff]+")
_QUOTES: Final = "«»·"
_SIGNS: Final = frozenset("×÷·")  # beside numbers they are what they are
_EUROPEAN: Final = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿŒœ]{4,}")


@dataclass(frozen=True, slots=True)
class Word:
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
def word_of(word: str) -> Word:
    """What a word may be."""
    readings = {letters: said for letters in FONT_LETTERS if (said := reading(word, letters)) is not None}
    core = word.strip(_QUOTES)
    beyond = sum(not letter.isascii() for letter in word)
    marked = any(letter in SYMBOLS for letter in word[1:])
    return Word(
        unicode=any(letter > "\xff" for letter in word),
        plain=not core.isascii() and vietnamese(core),
        legacy=frozenset(letters for letters, said in readings.items() if vietnamese(said)),
        possible=frozenset(readings),
        marked=marked,
        foreign=_EUROPEAN.fullmatch(word) is not None and beyond * 3 <= len(word) and (word[1:].islower() or word.isupper()),
    )


def words_of(text: str) -> list[str]:
    """The words of a text that have letters beyond ASCII; a symbol alone is none."""
    return [word for word in _WORD.findall(text) if not word.isascii() and not (len(word) == 1 and word in SYMBOLS)]


@cache
def _office_words() -> frozenset[str]:
    """The words of all known headings and choices, in small letters."""
    said = [heading for kind in KINDS.values() for each in kind.fields for heading in each.headings]
    said += [word for kind in KINDS.values() for each in kind.fields for words in each.choices.values() for word in words]
    return frozenset(word for text in said for word in _WORD.findall(text.lower()))


def leaning(text: str, letters: Letters) -> int:
    """How many more words of a text are of office language in legacy letters than in Unicode: "Chi bé" is "Chi bộ"."""
    known = _office_words()
    pairs = [(word.lower(), (reading(word, letters) or "").lower()) for word in words_of(text)]
    return sum((said in known) - (word in known) for word, said in pairs)


class Sense(Enum):
    """What the words of one text say, read for certain letters."""

    UNICODE = "it is Unicode"
    LEGACY = "it is legacy text"
    MIXED = "some words are the one, some the other"
    OPEN = "it may be both"
    FOREIGN = "it is neither"


def sense_under(text: str, letters: Letters) -> Sense:
    """What a text under a legacy font is."""
    words = [word_of(word) for word in words_of(text)]
    clear = any(word.clear(letters) for word in words)
    if any(word.unicode or (word.plain and letters not in word.possible) for word in words):
        return Sense.MIXED if clear else Sense.UNICODE
    if any(letters not in word.possible for word in words):
        return Sense.MIXED if clear else Sense.FOREIGN
    if clear or any(word.marked and not word.plain for word in words):
        return Sense.LEGACY
    return Sense.FOREIGN if any(word.foreign and not word.plain for word in words) else Sense.OPEN


def seen(text: str) -> tuple[Sense, tuple[Letters, ...]]:
    """What a text without a legacy font is, and in which letters it may be if legacy, the likeliest first."""
    words = [word_of(word) for word in words_of(text)]
    if any(word.unicode for word in words):
        return Sense.UNICODE, ()
    if all(word.plain for word in words):
        return Sense.OPEN, ()
    fitting = [
        letters for letters in FONT_LETTERS if all(word.clear(letters) or (word.plain and letters in word.possible) for word in words)
    ]
    fitting.sort(key=lambda letters: sum(letters not in word.legacy for word in words))
    return (Sense.LEGACY if fitting else Sense.FOREIGN), tuple(fitting)


def converted(text: str, font: LegacyFont, *, only_clear: bool = False) -> str:
    """The text in Unicode, word by word; a word that the letters cannot write stays."""
    numbers = any(map(str.isdigit, text))

    def one(match: re.Match[str]) -> str:
        word = match[0]
        if word.isascii():
            return word.upper() if font.capitals and not only_clear else word
        if numbers and word in _SIGNS:
            return word
        if only_clear and not word_of(word).clear(font.letters):
            return word
        said = reading(word, font.letters)
        if said is None:
            return word
        return said.upper() if font.capitals else said

    return _WORD.sub(one, text)


def letters_of(data: bytes) -> Letters | None:
    """The letters in which bytes are written that are no Unicode; None where that is not certain."""
    words = set(words_of(western(data)))
    shares = Counter(
        {
            Letters.WINDOWS_1258: sum(vietnamese(from_windows_1258(word)) for word in words),
            **{letters: sum(letters in word_of(word).legacy for word in words) for letters in FONT_LETTERS},
        }
    )
    (best, right), (_, second), _ = shares.most_common()
    return best if right * 4 >= len(words) * 3 and right >= 2 * second and right > 1 else None


def readable(name: str) -> str:
    """The name of a sheet as it reads in Unicode; a name that is not surely legacy text stays."""
    sense, fitting = seen(name)
    return converted(name, LegacyFont(fitting[0])) if sense is Sense.LEGACY else name
