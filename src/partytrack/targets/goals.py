"""Goals as they are written in target files: `>= 90%`, `52% .. 53%`, `42% +- 0.5%`. A new form is one pattern here."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Final

from partytrack.messages import Text, text
from partytrack.targets.language import Bound, Goal, Scale
from partytrack.targets.misread import Misread, nearest
from partytrack.vietnamese import nfc

_LONGEST: Final = 100
_SIGNS: Final = str.maketrans({"≥": ">=", "≤": "<=", "−": "-", "±": "+-"})
_NUMBER: Final = r"-?[0-9]+(?:\.[0-9]+)?\s*(?:%|‰|pp)?"
_BOUND: Final = re.compile(rf"(>=|<=|>|<|=)\s*({_NUMBER})")
_RANGE: Final = re.compile(rf"(within\s+)?({_NUMBER})\s*\.\.\s*({_NUMBER})")
_MARGIN: Final = re.compile(rf"({_NUMBER})\s*\+-\s*({_NUMBER})")
_QUOTA: Final = re.compile(r"(>=|<=|>|<)\s*allocated")
_PARTS: Final = re.compile(r"(-?)([0-9.]+)\s*(\D*)")
_COMMA: Final = re.compile(r"[0-9]+(?:,[0-9]+)+")
_WORD: Final = re.compile(r"(>=|<=|>|<)?[=\s]*([A-Za-z]+)")
_SLIPS: Final = {"=>": ">=", "=<": "<=", "==": "=", "><": "", "<>": "", "!=": ""}
_UNITS: Final = {
    "": (Fraction(1), Scale.PLAIN),
    "%": (Fraction(1, 100), Scale.SHARE),
    "‰": (Fraction(1, 1000), Scale.SHARE),
    "pp": (Fraction(1, 100), Scale.POINTS),
}


class GoalProblem(Misread):
    """A goal that cannot be read."""


def parse(written: str) -> Goal:
    """The goal a text says. Reading the `text` of a goal gives the same goal again.

    Shares and percentage points are taken as 0–1: `>= 90%` is at least 9/10, `<= -1.5 pp` at most −15/1000. Numbers have a
    dot for decimals and nothing between thousands.

    Raises:
        GoalProblem: It has another form, does not say its direction, or contradicts itself.

    Example:
        >>> parse("≥ 90 %").text
        '>= 90%'
    """
    tidy = nfc(written).translate(_SIGNS)
    if len(tidy) > _LONGEST:
        raise GoalProblem(text("The goal is longer than {n} characters.", n=_LONGEST), _forms())
    if match := _BOUND.fullmatch(tidy):
        return _bound(match[1], match[2])
    if match := _QUOTA.fullmatch(tidy):
        return Goal(f"{match[1]} allocated", Bound(match[1]), Fraction(0), allocated=True)
    if match := _RANGE.fullmatch(tidy):
        return _band(match[2], match[3]) if match[1] else _towards(match[2], match[3])
    if match := _MARGIN.fullmatch(tidy):
        return _margin(match[1], match[2])
    raise _unreadable(tidy)


def doubt(goal: Goal) -> tuple[Text, Text] | None:
    """What looks like a slip in a goal that can be read, and what may have been meant: an exact number is seldom a goal."""
    if goal.bound is not Bound.EQUAL or goal.low == 0 or (goal.scale is Scale.SHARE and goal.low == 1):
        return None
    number = goal.text.removeprefix("= ")
    return (
        text("The goal {goal} holds for exactly that value only.", goal=goal.text),
        text("Did you mean >= {number} or <= {number}?", number=number),
    )


def _bound(sign: str, number: str) -> Goal:
    written, value, scale = _value(number)
    return Goal(f"{sign} {written}", Bound(sign), value, scale=scale)


def _towards(first: str, second: str) -> Goal:
    (low_text, low, scale), (high_text, high, _) = _same_unit(first, second)
    if low == high:
        raise GoalProblem(
            text("Both ends of {first} .. {second} are the same: the direction is not said.", first=low_text, second=high_text),
            text("Write >= {number} or <= {number}.", number=low_text),
        )
    return Goal(f"{low_text} .. {high_text}", Bound.TOWARDS, low, high, scale)


def _band(first: str, second: str) -> Goal:
    (low_text, low, scale), (high_text, high, _) = _same_unit(first, second)
    if low > high:
        raise GoalProblem(
            text("The lower end {first} is above the upper end {second}.", first=low_text, second=high_text),
            text("Write within {second} .. {first}.", first=low_text, second=high_text),
        )
    return Goal(f"within {low_text} .. {high_text}", Bound.WITHIN, low, high, scale)


def _margin(centre: str, margin: str) -> Goal:
    (centre_text, middle, scale), (margin_text, width, _) = _same_unit(centre, margin)
    if width <= 0:
        raise GoalProblem(text("The margin {margin} is not above 0.", margin=margin_text), text("Write it like 42% +- 0.5%."))
    return Goal(f"{centre_text} +- {margin_text}", Bound.WITHIN, middle - width, middle + width, scale)


def _same_unit(first: str, second: str) -> tuple[tuple[str, Fraction, Scale], tuple[str, Fraction, Scale]]:
    left, right = _value(first), _value(second)
    if left[2] is not right[2]:
        raise GoalProblem(
            text("{first} and {second} do not have the same unit.", first=left[0], second=right[0]),
            text("Write the unit behind both numbers, as in 52% .. 53%."),
        )
    return left, right


def _value(number: str) -> tuple[str, Fraction, Scale]:
    match = _PARTS.fullmatch(number)
    if match is None:
        raise ValueError(number)
    minus, digits, unit = match[1], match[2], match[3]
    factor, scale = _UNITS[unit]
    blank = " " if scale is Scale.POINTS else ""
    return f"{minus}{digits}{blank}{unit}", Fraction(minus + digits) * factor, scale


def _forms() -> Text:
    return text('Write a goal like ">= 90%", "<= 5", "= 0", "52% .. 53%", "within 52% .. 53%" or "42% +- 0.5%".')


def _unreadable(tidy: str) -> GoalProblem:
    if not tidy:
        return GoalProblem(text("The goal is empty."), _forms())
    if match := _COMMA.search(tidy):
        return GoalProblem(
            text("The number {number} has a comma.", number=match[0]),
            text(
                "Write thousands without a mark ({whole}) and decimals with a dot ({decimal}).",
                whole=match[0].replace(",", ""),
                decimal=match[0].replace(",", ".", 1),
            ),
        )
    if re.fullmatch(_NUMBER, tidy):
        return GoalProblem(
            text("The goal {goal} does not say its direction.", goal=tidy),
            text('Write ">= {goal}" for at least, or "<= {goal}" for at most.', goal=tidy),
        )
    for slip, meant in _SLIPS.items():
        if tidy.startswith(slip):
            advice = text("Did you mean {near}?", near=tidy.replace(slip, meant, 1)) if meant else _forms()
            return GoalProblem(text("The sign {sign} is not one of a goal.", sign=slip), advice)
    if (match := _WORD.fullmatch(tidy)) and nearest(match[2], ("allocated",)):
        near = f"{match[1] or '>='} allocated"
        return GoalProblem(text('The goal "{goal}" cannot be read.', goal=tidy), text("Did you mean {near}?", near=near))
    return GoalProblem(text('The goal "{goal}" cannot be read.', goal=tidy), _forms())
