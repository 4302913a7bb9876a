"""What people read, in Vietnamese or English: texts that are put into words only when they are shown.

Code builds a `Text` from an English template and its values; the catalogue in `locale/` gives the Vietnamese one.
The language is chosen once, by the command line. Nothing else in the project knows which it is.
"""

from __future__ import annotations

import gettext
import os
import re
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from partytrack.periods import Length, Span, parse

if TYPE_CHECKING:
    from collections.abc import Iterator

Language = Literal["vi", "en"]
LANGUAGES: Final[tuple[Language, ...]] = ("vi", "en")
CATALOGUES: Final = Path(__file__).parent / "locale"

_QUARTERS: Final = ("I", "II", "III", "IV")

_spoken: ContextVar[Language] = ContextVar("_spoken", default="en")
_catalogues: dict[Language, gettext.NullTranslations] = {"en": gettext.NullTranslations()}

# Control characters, and the marks that turn the reading direction: they may not act when data is printed.
_ACTING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def harmless(text: str) -> str:
    r"""The text with every character that could steer a terminal shown as its code: `\x1b` for escape."""
    return _ACTING.sub(lambda match: f"\\x{ord(match[0]):02x}", text)


def speak(language: Language) -> None:
    """Choose the language of everything shown from now on, the words of the command-line library included."""
    _spoken.set(language)
    os.environ["LANGUAGE"] = language
    gettext.bindtextdomain("messages", str(CATALOGUES))
    gettext.textdomain("messages")


def spoken() -> Language:
    """The language in which texts are put into words now."""
    return _spoken.get()


@contextmanager
def speaking(language: Language) -> Iterator[None]:
    """Put texts into words in another language for a while."""
    token = _spoken.set(language)
    try:
        yield
    finally:
        _spoken.reset(token)


def _catalogue() -> gettext.NullTranslations:
    language = _spoken.get()
    if language not in _catalogues:
        _catalogues[language] = gettext.translation("messages", str(CATALOGUES), languages=[language])
    return _catalogues[language]


def marked(template: str) -> str:
    """Mark a template for the catalogue without putting it into words yet."""
    return template


def day_shown(day: date) -> str:
    """A day as people write it: 31/12/2023 in Vietnamese, 2023-12-31 in English."""
    return f"{day:%d/%m/%Y}" if _spoken.get() == "vi" else day.isoformat()


def span_shown(span: Span) -> str:
    """A stretch of days as people write it: 2023, tháng 5/2023, quý II/2023, 6 tháng đầu năm 2023 in Vietnamese, its label in English."""
    length, year, month = span.length, span.first.year, span.first.month
    if length is Length.DAY:
        return day_shown(span.first)
    if _spoken.get() != "vi":
        return span.label
    match length:
        case Length.WEEK:
            iso = span.first.isocalendar()
            return f"tuần {iso.week}/{iso.year}"
        case Length.MONTH:
            return f"tháng {month}/{year}"
        case Length.QUARTER:
            return f"quý {_QUARTERS[month // 3]}/{year}"
        case Length.HALF:
            return f"6 tháng {'đầu' if month == 1 else 'cuối'} năm {year}"
        case Length.TERM:
            return f"{day_shown(span.first)} – {day_shown(span.last)}"
    return span.label


def label_shown(label: str) -> str:
    """The period of a label as people write it; what is no label, such as the name of a term, as it is."""
    try:
        return span_shown(parse(label))
    except ValueError:
        return harmless(label)


def decimal_shown(value: Decimal) -> str:
    """A number as people write it, without the zeros that only say how it is kept: 2,5 in Vietnamese, 2.5 in English."""
    whole, _, decimals = f"{value:f}".partition(".")
    decimals = decimals.rstrip("0")
    mark = "," if _spoken.get() == "vi" else "."
    return f"{whole}{mark}{decimals}" if decimals else whole


def _shown(value: object) -> str:
    if isinstance(value, date):
        return day_shown(value)
    if isinstance(value, Span):
        return span_shown(value)
    if isinstance(value, tuple):
        return ", ".join(map(_shown, value))
    return decimal_shown(value) if isinstance(value, Decimal) else harmless(str(value))


@dataclass(frozen=True, slots=True)
class Text:
    """A sentence with its values, put into words by `str` in the language spoken at that moment.

    Values are data: whatever could steer a terminal is made harmless. A value may be a `Text` itself; a day, a stretch of days and
    a decimal number are shown as the language writes them, several of them in a tuple with commas between.
    With `plural` the value `n` chooses between the two templates.
    """

    template: str
    values: dict[str, object] = field(default_factory=dict)
    plural: str | None = None

    def __str__(self) -> str:
        if self.plural is None:
            template = _catalogue().gettext(self.template)
        else:
            template = _catalogue().ngettext(self.template, self.plural, int(str(self.values["n"])))
        if not self.values:
            return template
        return template.format_map({name: _shown(value) for name, value in self.values.items()})


def text(template: str, /, **values: object) -> Text:
    """A `Text` from an English template with `{name}` places."""
    return Text(template, values)


def counted(singular: str, plural: str, n: int, /, **values: object) -> Text:
    """A `Text` whose English form depends on the number `n`."""
    return Text(singular, {"n": n, **values}, plural)
