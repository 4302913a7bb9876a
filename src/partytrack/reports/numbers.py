"""Numbers, goals and days as people read them. The only place that rounds, and only for printing.

Own code instead of Babel's: the values are exact fractions, and the number of decimals depends on the goal beside them.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final

from partytrack.messages import Text, marked, spoken, text
from partytrack.targets.language import All, Bound, Done, Goal, Scale

if TYPE_CHECKING:
    from collections.abc import Iterable

    from partytrack.targets.judge import Verdict

_SEPARATORS: Final = {"en": (",", "."), "vi": (".", ",")}  # of thousands, of decimals
_POINTS: Final = marked("{number} pp")
_GOALS: Final = {
    Bound.AT_LEAST: marked("≥ {low}"),
    Bound.MORE_THAN: marked("> {low}"),
    Bound.AT_MOST: marked("≤ {low}"),
    Bound.LESS_THAN: marked("< {low}"),
    Bound.EQUAL: marked("= {low}"),
    Bound.TOWARDS: marked("{low} to {high}"),
    Bound.WITHIN: marked("within {low} to {high}"),
}
_MOST_DECIMALS: Final = 12  # of a bound that no decimal writes exactly


def rounded(value: Fraction, places: int) -> Fraction:
    """The value rounded to so many decimals, halves away from zero."""
    power = 10**places
    size = int(abs(value) * power + Fraction(1, 2))
    return Fraction(size if value >= 0 else -size, power)


def _side(value: Fraction, bound: Fraction) -> int:
    return (value > bound) - (value < bound)


def decimals(value: Fraction, least: int, beside: Iterable[Fraction] = ()) -> int:
    """How many decimals the value needs, `least` or more, to stand on the same side of every bound as the exact one.

    8,996 of 10,000 against 90 % needs two: 90.0 % would look met.
    """
    bounds = tuple(beside)
    places = least
    while any(_seems(rounded(value, places), value, bound, places) for bound in bounds):
        places += 1
    return places


def _seems(shown: Fraction, value: Fraction, bound: Fraction, places: int) -> bool:
    """Whether rounding moves a value onto, off or over a bound; a third on its bound never prints exactly and may stay."""
    if value == bound and places >= _MOST_DECIMALS:
        return False
    return _side(shown, bound) != _side(value, bound)


def _digits(value: Fraction, places: int) -> str:
    """The rounded value with separators; no zeros at the end where nothing was rounded away."""
    shown = rounded(value, places)
    whole, fraction = divmod(abs(shown.numerator) * 10**places // shown.denominator, 10**places)
    thousands, point = _SEPARATORS[spoken()]
    behind = f"{fraction:0{places}d}" if places else ""
    if shown == value:
        behind = behind.rstrip("0")
    sign = "-" if shown < 0 else ""
    return f"{sign}{whole:,}".replace(",", thousands) + (point + behind if behind else "")


def number(value: Fraction, scale: Scale = Scale.PLAIN, *, least: int = 2, beside: Iterable[Fraction] = ()) -> str:
    """A value as people read it: 1,841 or 1.841, 19.4% or 19,4%, by the language spoken.

    Args:
        value: Exact; a share is 0–1, a percentage point 0.01.
        scale: Whether it is written as it is, in per cent or in points.
        least: Decimals at least, if it has so many.
        beside: Bounds, on the scale of the value, which it may not seem to reach or leave by rounding.
    """
    factor = 1 if scale is Scale.PLAIN else 100
    places = decimals(value * factor, least, (bound * factor for bound in beside))
    shown = _digits(value * factor, places)
    match scale:
        case Scale.PLAIN:
            return shown
        case Scale.SHARE:
            return f"{shown}%"
        case Scale.POINTS:
            return str(Text(_POINTS, {"number": shown}))


def _exactly(value: Fraction, scale: Scale) -> str:
    factor = 1 if scale is Scale.PLAIN else 100
    places = 0
    while places < _MOST_DECIMALS and rounded(value * factor, places) != value * factor:
        places += 1
    return number(value, scale, least=places)


def goal_shown(goal: Goal) -> str:
    """A goal as people read it: `≥ 90%`, `52% to 53%`; its bounds are never rounded."""
    if goal.allocated:
        return str(Text(_GOALS[goal.bound], {"low": text("allocated"), "high": ""}))
    return str(Text(_GOALS[goal.bound], {"low": _exactly(goal.low, goal.scale), "high": _exactly(goal.high, goal.scale)}))


def bounds(verdict: Verdict) -> tuple[Fraction, ...]:
    """What the verdict's value may not seem to reach by rounding: its goal, nothing and, for a share, all."""
    found = [Fraction(0)]
    if verdict.goal is not None:
        found.append(verdict.goal.low)
        if verdict.goal.bound in (Bound.TOWARDS, Bound.WITHIN):
            found.append(verdict.goal.high)
    if verdict.scale is Scale.SHARE:
        found.append(Fraction(1))
    return tuple(found)


def value_shown(verdict: Verdict) -> str:
    """What was measured, with its unit; empty without data. A reported figure keeps two decimals, a computed share one."""
    if verdict.value is None:
        return ""
    match verdict.target.measure:
        case Done():
            return str(text("done") if verdict.value else text("not done"))
        case All(members=members):
            return str(text("{number} of {n}", number=number(verdict.value), n=len(members)))
    scale = verdict.scale
    least = 1 if verdict.denominator is not None and scale is not Scale.PLAIN else 2
    shown = number(verdict.value, scale, least=least, beside=bounds(verdict))
    unit = verdict.target.measured_in
    return shown if unit is None or scale is not Scale.PLAIN else str(text("{number} {unit}", number=shown, unit=unit))
