"""How much a figure has grown: exact where it can be, and always on the right side of a goal. Pure arithmetic."""

from __future__ import annotations

from fractions import Fraction
from math import isqrt
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

_DIGITS: Final = 40  # of a rate that no fraction is; many more than anybody prints


def rate(base: Fraction, last: Fraction) -> Fraction:
    """Last ÷ base − 1."""
    return last / base - 1


def average_rate(base: Fraction, last: Fraction, years: int, bounds: Iterable[Fraction] = ()) -> Fraction:
    """(last ÷ base)^(1 ÷ years) − 1, the mean rate a year.

    A root is seldom a fraction. It is given with forty digits, but held against each bound exactly: last against
    base × (1 + bound)^years. So the rate equals, passes or misses a bound precisely when the figures do.

    Args:
        base: Above 0.
        last: 0 or more.
        years: 1 or more.
        bounds: Rates it will be compared with.

    Example:
        >>> average_rate(Fraction(100), Fraction(121), 2)
        Fraction(1, 10)
    """
    ratio = last / base
    found = _root(ratio, years) - 1
    for bound in bounds:
        exact = _sign(ratio - (1 + bound) ** years) if bound >= -1 else 1
        if _sign(found - bound) != exact:
            found = bound + Fraction(exact, 10 ** (2 * _DIGITS))
    return found


def _sign(number: Fraction) -> int:
    return (number > 0) - (number < 0)


def _root(ratio: Fraction, degree: int) -> Fraction:
    """The root of a fraction: exactly where it has one, else the first forty digits of it."""
    top, bottom = _whole_root(ratio.numerator, degree), _whole_root(ratio.denominator, degree)
    if top**degree == ratio.numerator and bottom**degree == ratio.denominator:
        return Fraction(top, bottom)
    scale = 10**_DIGITS
    return Fraction(_whole_root(ratio.numerator * scale**degree // ratio.denominator, degree), scale)


def _whole_root(number: int, degree: int) -> int:
    """The largest whole number whose power is at most `number`."""
    if degree == 1 or number < 2:
        return number
    if degree == 2:
        return isqrt(number)
    low, high = 0, 1 << (number.bit_length() // degree + 1)
    while high - low > 1:
        middle = (low + high) // 2
        if middle**degree <= number:
            low = middle
        else:
            high = middle
    return low
