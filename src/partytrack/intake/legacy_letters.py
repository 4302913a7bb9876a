"""The letters of TCVN3, VNI and Windows-1258: what each character of a legacy text stands for, and which fonts draw them so.

A legacy font draws other letters than the characters that stand in the cell: `Hä vµ tªn` in .VnTime looks like Họ và tên.
Sources: TCVN 5712:1993 (VN3), the key tables of the VNI fonts, code page 1258.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final

from partytrack.vietnamese import without_tone


class Letters(StrEnum):
    """A way of writing Vietnamese that is not Unicode; the value is its name."""

    TCVN3 = "TCVN3"
    VNI = "VNI"
    WINDOWS_1258 = "Windows-1258"


FONT_LETTERS: Final = (Letters.TCVN3, Letters.VNI)
"""Those that a font draws; the third is a way of storing a whole text."""

_TCVN3: Final = dict(
    zip(
        "¡¢£¤¥¦§¨©ª«¬\xad®µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ",
        "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ",
        strict=True,
    )
)
_VNI_CODES: Final = (
    "AÙ aù AØ aø AÛ aû AÕ aõ AÏ aï AÂ aâ AÁ aá AÀ aà AÅ aå AÃ aã AÄ aä AÊ aê AÉ aé AÈ aè AÚ aú AÜ aü AË aë Ñ ñ"
    " EÙ eù EØ eø EÛ eû EÕ eõ EÏ eï EÂ eâ EÁ eá EÀ eà EÅ eå EÃ eã EÄ eä Í í Ì ì Æ æ Ó ó Ò ò"
    " OÙ où OØ oø OÛ oû OÕ oõ OÏ oï OÂ oâ OÁ oá OÀ oà OÅ oå OÃ oã OÄ oä Ô ô ÔÙ ôù ÔØ ôø ÔÛ ôû ÔÕ ôõ ÔÏ ôï"
    " UÙ uù UØ uø UÛ uû UÕ uõ UÏ uï Ö ö ÖÙ öù ÖØ öø ÖÛ öû ÖÕ öõ ÖÏ öï YÙ yù YØ yø YÛ yû YÕ yõ Î î"
    # A mark typed in small letters behind a capital, and the marks behind i and y that have letters of their own.
    " Aù Aø Aû Aõ Aï Aâ Aá Aà Aå Aã Aä Aê Aé Aè Aú Aü Aë Eù Eø Eû Eõ Eï Eâ Eá Eà Eå Eã Eä"
    " IÙ IØ IÛ IÕ IÏ Iù Iø Iû Iõ Iï iù iø iû iõ iï Où Oø Oû Oõ Oï Oâ Oá Oà Oå Oã Oä Ôù Ôø Ôû Ôõ Ôï"
    " Uù Uø Uû Uõ Uï Öù Öø Öû Öõ Öï Yù Yø Yû Yõ YÏ Yï yï"
)
_VNI_LETTERS: Final = (
    "ÁáÀàẢảÃãẠạÂâẤấẦầẨẩẪẫẬậĂăẮắẰằẲẳẴẵẶặĐđ"
    "ÉéÈèẺẻẼẽẸẹÊêẾếỀềỂểỄễỆệÍíÌìỈỉĨĩỊị"
    "ÓóÒòỎỏÕõỌọÔôỐốỒồỔổỖỗỘộƠơỚớỜờỞởỠỡỢợ"
    "ÚúÙùỦủŨũỤụƯưỨứỪừỬửỮữỰựÝýỲỳỶỷỸỹỴỵ"
    "ÁÀẢÃẠÂẤẦẨẪẬĂẮẰẲẴẶÉÈẺẼẸÊẾỀỂỄỆ"
    "ÍÌỈĨỊÍÌỈĨỊíìỉĩịÓÒỎÕỌÔỐỒỔỖỘỚỜỞỠỢ"
    "ÚÙỦŨỤỨỪỬỮỰÝỲỶỸỴỴỵ"
)
_VNI: Final = dict(zip(_VNI_CODES.split(), _VNI_LETTERS, strict=True))
_CODE: Final = {letter: code for code, letter in _TCVN3.items()}


def _capitals() -> dict[str, str]:
    """TCVN3 has no capital with a tone: programs write the capital without it and the small letter, `Aµ` for À."""
    found = {}
    for code, letter in _TCVN3.items():
        capital = letter.upper()
        plain = without_tone(capital)
        if letter != capital != plain:
            found[_CODE.get(plain, plain) + code] = capital
    return found


def _pattern(table: dict[str, str]) -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, table), key=len, reverse=True)))


_TABLES: Final = {Letters.TCVN3: _capitals() | _TCVN3, Letters.VNI: _VNI}
_PATTERNS: Final = {letters: _pattern(table) for letters, table in _TABLES.items()}


def _of_bytes(encoding: str) -> str:
    """The characters of all 256 bytes; of those the encoding leaves open, the control characters of the same number."""
    return "".join(bytes([byte]).decode(encoding, "ignore") or chr(byte) for byte in range(256))


_WESTERN: Final = _of_bytes("cp1252")
_FROM_WESTERN: Final = str.maketrans(_WESTERN, _of_bytes("cp1258"))


def western(data: bytes) -> str:
    """Bytes as a Western system shows them, one character each: the form in which legacy text is read here."""
    return codecs.charmap_decode(data, "strict", _WESTERN)[0]


def from_windows_1258(written: str) -> str:
    """Text of code page 1258 that was read as `western`, in normal form C."""
    return unicodedata.normalize("NFC", written.translate(_FROM_WESTERN))


SYMBOLS: Final = frozenset("¡¢£¤¥¦§¨©ª«¬\xad®µ¶·¸¹»¼½¾×÷")
"""Characters that are no letters in Unicode and letters in TCVN3."""

_OF_VIETNAMESE: Final = frozenset("ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝÐàáâãèéêìíòóôõùúýð")
SUSPICIOUS: Final = "".join(
    sorted({character for table in _TABLES.values() for code in table for character in code if not character.isascii()} - _OF_VIETNAMESE)
)
"""Characters that stand in legacy text and hardly ever in Vietnamese written in Unicode."""

_NEVER_ASCII: Final = re.compile(f"[{re.escape(SUSPICIOUS)}]")


def suspicious(text: str) -> bool:
    """Whether a text holds a character that is hardly ever in Vietnamese written in Unicode; quick."""
    return _NEVER_ASCII.search(text) is not None


@lru_cache(2**15)  # a sheet of names is made of few words
def reading(word: str, letters: Letters) -> str | None:
    """What a word written for a legacy font says; None where it holds a character that the font has no letter for.

    In TCVN3 a word of capitals has its letters with tones in small ones (`HïNG`), which are read as capitals.
    """
    pattern, table = _PATTERNS[letters], _TABLES[letters]
    if not pattern.sub("", word).isascii():
        return None
    said = pattern.sub(lambda match: table[match[0]], word)
    if letters is Letters.TCVN3 and any(letter.isupper() for letter in said[1:]) and not any("a" <= letter <= "z" for letter in said):
        return said.upper()
    return said


# --- fonts ---


@dataclass(frozen=True, slots=True)
class LegacyFont:
    """How a font draws characters: as which letters, and whether all as capitals."""

    letters: Letters
    capitals: bool = False


@lru_cache(256)
def legacy_font(name: str) -> LegacyFont | None:
    """How a font of this name draws characters; None for a font of Unicode.

    The fonts of TCVN3 are called .VnTime, .VnArial…, those that draw capitals end in H; the fonts of VNI are called VNI-Times and so on.
    """
    first = name.split(",", maxsplit=1)[0].strip("\"' \t\r\n").casefold()
    if first.startswith(".vn"):
        return LegacyFont(Letters.TCVN3, capitals=first.endswith("h"))
    return LegacyFont(Letters.VNI) if re.match(r"vni[-_ ]", first) else None


@dataclass(frozen=True, slots=True)
class Run:
    """A part of a cell's text with a font of its own; `as_cell`: with that of the cell."""

    text: str
    font: LegacyFont | None
    as_cell: bool = False
