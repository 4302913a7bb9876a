"""Whether a word can be Vietnamese: how a syllable is built is said here. Tells text that was decoded rightly from text that was not."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

from partytrack.vietnamese import TONES, without_tone

_ONSETS: Final = "b|c|ch|d|đ|g|gh|gi|h|k|kh|kr|l|m|n|ng|ngh|nh|p|ph|qu|r|s|t|th|tr|v|x"
_OPEN: Final = (
    "a|ai|ao|au|ay|ă|â|âu|ây|e|eo|ê|êu|i|ia|iêu|iu|o|oa|oai|oao|oay|oe|oeo|oi|ô|ôi|ơ|ơi|u|ua|uây|uê|ui|uơ|uy|uya|uyu|uôi"
    "|ư|ưa|ưi|ươi|ươu|ưu|y|yêu"
)
_SOUNDING: Final = (
    "am|an|ang|anh|ăm|ăn|ăng|âm|ân|âng|em|en|eng|êm|ên|ênh|im|in|inh|iêm|iên|iêng|oam|oan|oang|oanh|oăm|oăn|oăng|oen|om|on|ong|oong"
    "|ôm|ôn|ông|ơm|ơn|um|un|ung|uân|uâng|uênh|uôm|uôn|uông|uyên|uynh|ưm|ưng|ươm|ươn|ương|yêm|yên|yêng|ynh"
)
_STOPPED: Final = (
    "ac|ach|ap|at|ăc|ăk|ăp|ăt|âc|âp|ât|ec|ep|et|êc|êch|êp|êt|ic|ich|ip|it|iêc|iêp|iêt|oac|oach|oap|oat|oăc|oăt|oc|oet|op|ot|ooc"
    "|ôc|ôp|ôt|ơp|ơt|uc|up|ut|uât|uêch|uôc|uôt|uych|uyêt|uyt|ưc|ưt|ươc|ươp|ươt|yêt"
)
_SYLLABLE: Final = re.compile(f"(?:{_ONSETS})?(?:{_OPEN}|{_SOUNDING}|({_STOPPED}))")
_SHARP: Final = frozenset("\u0301\u0323")
_INITIALS: Final = re.compile(r"[A-ZĂÂÊÔƠƯĐ]{2,10}")
_SHORT: Final = frozenset("đĐ")


@lru_cache(2**15)
def vietnamese(word: str) -> bool:
    """Whether a word can be a Vietnamese syllable or a row of initials, small, capital, or with its first letter capital.

    A syllable that ends in c, ch, p or t has the tone sắc or nặng. The letter đ alone is one, as in "đ/c".
    """
    word = unicodedata.normalize("NFC", word).replace("Ð", "Đ").replace("ð", "đ")
    if word in _SHORT or _INITIALS.fullmatch(word):
        return True
    if not (word.islower() or word.isupper() or (word[:1].isupper() and word[1:].islower())):
        return False
    small = word.lower()
    tones = [mark for mark in unicodedata.normalize("NFD", small) if mark in TONES]
    found = _SYLLABLE.fullmatch(without_tone(small))
    if found is None or len(tones) > 1:
        return False
    return found[1] is None or (len(tones) == 1 and tones[0] in _SHARP)
