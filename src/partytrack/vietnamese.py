"""Vietnamese text: normal form and folding for comparison. Identity never strips accents."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

TONES: Final = frozenset("\u0300\u0301\u0303\u0309\u0323")
_D_LOOKALIKES: Final = str.maketrans({"Ð": "đ", "ð": "đ", "Ɖ": "đ", "ɖ": "đ", "Đ": "đ"})
_MARKS: Final = re.compile("[\u0300-\u036f]+")
_LETTERS: Final = re.compile(r"[^\W\d_]+")


def nfc(text: str) -> str:
    """The text in normal form C with every run of white space as one blank, none at the ends."""
    return " ".join(unicodedata.normalize("NFC", text).replace("\u200b", " ").replace("\ufeff", " ").split())


@lru_cache(2**14)  # the names of a whole province are made of fewer words
def _tones_last(word: str) -> str:
    """A word between blanks, in each run of letters the tone marks at its end."""
    return word if word.isascii() else _LETTERS.sub(_tone_last, word)


def _tone_last(match: re.Match[str]) -> str:
    decomposed = unicodedata.normalize("NFD", match[0])
    tones = "".join(mark for mark in decomposed if mark in TONES)
    return unicodedata.normalize("NFC", "".join(mark for mark in decomposed if mark not in TONES)) + tones


@lru_cache(2**14)  # headings and names of units come again with every sheet
def fold(text: str) -> str:
    """A form for comparing: case, spaces, look-alikes of đ and the place of the tone mark no longer differ.

    Accents stay: Hùng, Hưng and Hứng fold to three different texts; hoà and hòa, uỷ and ủy to one each.
    """
    plain = nfc(text).translate(_D_LOOKALIKES).casefold()
    return plain if plain.isascii() else " ".join(map(_tones_last, plain.split(" ")))


def without_tone(word: str) -> str:
    """The word without its tones; ă â ê ô ơ ư and đ stay."""
    return unicodedata.normalize("NFC", "".join(mark for mark in unicodedata.normalize("NFD", word) if mark not in TONES))


def bare(text: str) -> str:
    """The folded text without any accent: for headings that lost letters and for "did you mean", never for identity."""
    return without_accents(fold(text))


def without_accents(folded: str) -> str:
    """A folded text, or many on a line each, without any accent."""
    plain = _MARKS.sub("", unicodedata.normalize("NFD", folded.replace("đ", "d")))
    return plain if plain.isascii() else "".join(mark for mark in plain if not unicodedata.combining(mark))


def masked(name: str) -> str:
    """A person's name as lists show it to many: the family name, of the others the first letter. An example is `Nguyễn V. A.`."""
    family, *others = nfc(name).split() or [""]
    return " ".join([family if others else f"{family[:1]}.", *(f"{other[0]}." for other in others)])
