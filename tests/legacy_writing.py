"""Vietnamese as the programs of before Unicode wrote it, by other tables than those it is read with: by rows of the alphabet."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

TONES: Final = "\u0300\u0309\u0303\u0301\u0323"  # huyền, hỏi, ngã, sắc, nặng
VOWELS: Final = "aăâeêioôơuưy"
_TCVN3_ROWS: Final = {
    "a": "B5 B6 B7 B8 B9",
    "ă": "BB BC BD BE C6",
    "â": "C7 C8 C9 CA CB",
    "e": "CC CE CF D0 D1",
    "ê": "D2 D3 D4 D5 D6",
    "i": "D7 D8 DC DD DE",
    "o": "DF E1 E2 E3 E4",
    "ô": "E5 E6 E7 E8 E9",
    "ơ": "EA EB EC ED EE",
    "u": "EF F1 F2 F3 F4",
    "ư": "F5 F6 F7 F8 F9",
    "y": "FA FB FC FD FE",
}
_VNI_ROWS: Final = {
    "a": "aø aû aõ aù aï",
    "ă": "aè aú aü aé aë",
    "â": "aà aå aã aá aä",
    "e": "eø eû eõ eù eï",
    "ê": "eà eå eã eá eä",
    "i": "ì æ ó í ò",
    "o": "oø oû oõ où oï",
    "ô": "oà oå oã oá oä",
    "ơ": "ôø ôû ôõ ôù ôï",
    "u": "uø uû uõ uù uï",
    "ư": "öø öû öõ öù öï",
    "y": "yø yû yõ yù î",
}


def with_tone(vowel: str, tone: str) -> str:
    return unicodedata.normalize("NFC", vowel + tone)


LETTERS: Final = "ăâêôơưđ" + "".join(with_tone(vowel, tone) for vowel in VOWELS for tone in TONES)
"""The 67 small letters beyond ASCII."""

_TCVN3: Final = dict(zip("ĂÂÊÔƠƯĐăâêôơưđ", map(chr, range(0xA1, 0xAF)), strict=True)) | {
    with_tone(vowel, tone): chr(int(code, 16)) for vowel, row in _TCVN3_ROWS.items() for tone, code in zip(TONES, row.split(), strict=True)
}
_VNI_SMALL: Final = dict(zip("ăâêôơưđ", ("aê", "aâ", "eâ", "oâ", "ô", "ö", "ñ"), strict=True)) | {
    with_tone(vowel, tone): code for vowel, row in _VNI_ROWS.items() for tone, code in zip(TONES, row.split(), strict=True)
}
_VNI: Final = _VNI_SMALL | {letter.upper(): code.upper() for letter, code in _VNI_SMALL.items()}


def tcvn3(text: str) -> str:
    """In TCVN3; a capital with a tone is its capital without one and the small letter, as programs that convert write it."""
    return "".join(_tcvn3_letter(letter) for letter in text)


def _tcvn3_letter(letter: str) -> str:
    if letter.isascii() or letter in _TCVN3:
        return _TCVN3.get(letter, letter)
    if letter.lower() not in _TCVN3:
        return letter
    plain = unicodedata.normalize("NFC", "".join(mark for mark in unicodedata.normalize("NFD", letter) if mark not in TONES))
    return _TCVN3.get(plain, plain) + _TCVN3[letter.lower()]


def tcvn3_small(text: str) -> str:
    """In TCVN3 as it is typed for a font of capitals: in small letters."""
    return "".join(_TCVN3.get(letter.lower(), letter) for letter in text)


def vni(text: str) -> str:
    return "".join(_VNI.get(letter, letter) for letter in text)


def windows_1258(text: str) -> bytes:
    """In code page 1258: letters with their hats and horns, tones behind them."""
    written = ""
    for letter in text:
        marks = unicodedata.normalize("NFD", letter)
        tone = "".join(mark for mark in marks if mark in TONES)
        written += unicodedata.normalize("NFC", "".join(mark for mark in marks if mark not in TONES)) + tone
    return written.encode("cp1258")


WRITTEN: Final[dict[str, tuple[str, Callable[[str], str]]]] = {
    "TCVN3": (".VnTime", tcvn3),
    "TCVN3 of another font": (".VnArial Narrow", tcvn3),
    "VNI": ("VNI-Times", vni),
    "Unicode": ("Times New Roman", str),
}
"""A way of writing → a font that draws it, and how a text is written so."""
