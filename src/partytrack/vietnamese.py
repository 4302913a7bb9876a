"""Vietnamese text: normal form and folding for comparison. Identity never strips accents."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_TONES: Final = frozenset("\u0300\u0301\u0303\u0309\u0323")
_D_LOOKALIKES: Final = str.maketrans({"Ð": "đ", "ð": "đ", "Ɖ": "đ", "ɖ": "đ", "Đ": "đ"})
_BARE_D: Final = str.maketrans({"đ": "d", "Đ": "D", "Ð": "D", "ð": "d"})
_SPACES: Final = re.compile(r"[\s\u00a0\u200b\ufeff]+")
_WORD: Final = re.compile(r"[^\W\d_]+")


def nfc(text: str) -> str:
    """The text in normal form C with every run of white space as one blank, none at the ends."""
    return _SPACES.sub(" ", unicodedata.normalize("NFC", text)).strip()


def _tone_last(match: re.Match[str]) -> str:
    decomposed = unicodedata.normalize("NFD", match[0])
    tones = "".join(mark for mark in decomposed if mark in _TONES)
    return unicodedata.normalize("NFC", "".join(mark for mark in decomposed if mark not in _TONES)) + tones


def fold(text: str) -> str:
    """A form for comparing: case, spaces, look-alikes of đ and the place of the tone mark no longer differ.

    Accents stay: Hùng, Hưng and Hứng fold to three different texts; hoà and hòa, uỷ and ủy to one each.
    """
    plain = nfc(text).translate(_D_LOOKALIKES).casefold()
    return plain if plain.isascii() else _WORD.sub(_tone_last, plain)


def bare(text: str) -> str:
    """The folded text without any accent: for headings that lost letters and for "did you mean", never for identity."""
    folded = unicodedata.normalize("NFD", fold(text).translate(_BARE_D))
    return "".join(mark for mark in folded if not unicodedata.combining(mark))
