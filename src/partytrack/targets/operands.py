"""What stands on the two sides of a comparison, and the SQL that compares them: one function for each type of field.

The SQL has three values, unknown for what a blank or a partial date leaves undecided, and uses only what every engine
has: comparisons, CASE, COALESCE, + - *.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from sqlglot import exp

from partytrack import periods
from partytrack.messages import Text, text
from partytrack.records import Type
from partytrack.targets.misread import Misread, did_you_mean
from partytrack.vietnamese import fold, nfc

if TYPE_CHECKING:
    from datetime import date

    from partytrack.targets.names import Named

# What a product may weigh, so that the 38 digits of DECIMAL hold it: three whole numbers, or two with decimals.
_HEAVIEST: Final = 6
_WHOLE_WEIGHS: Final = 2
_DECIMAL_WEIGHS: Final = 3
_WHOLE: Final = "DECIMAL(19, 0)"  # every BIGINT fits
SIGNS: Final[dict[str, type[exp.Expr]]] = {"=": exp.EQ, "<>": exp.NEQ, "<": exp.LT, "<=": exp.LTE, ">": exp.GT, ">=": exp.GTE}
_TURNED: Final = {"=": "=", "<>": "<>", "<": ">", "<=": ">=", ">": "<", ">=": "<="}
_SORTS: Final = {
    Type.TEXT: text("a text"),
    Type.IDENTIFIER: text("a text"),
    Type.NAME: text("a name"),
    Type.DATE: text("a date"),
    Type.PERIOD: text("a period"),
    Type.CHOICE: text("one of fixed words"),
    Type.YES_NO: text("yes or no"),
    Type.COUNT: text("a number"),
    Type.NUMBER: text("a number"),
    Type.UNIT: text("a unit"),
}


class ConditionProblem(Misread):
    """A condition that cannot be read, or that asks something the kind's fields cannot answer."""


@dataclass(frozen=True, slots=True)
class Word:
    """A text in quotes."""

    text: str
    offset: int

    @property
    def said(self) -> Text:
        """What messages call it."""
        return text("the text '{word}'", word=self.text)


@dataclass(frozen=True, slots=True)
class Amount:
    """A number as a fraction of two expressions, so that nothing is rounded and engines cannot divide differently.

    Args:
        top, bottom: Numerator and denominator; no denominator is 1. A denominator of 0 makes the comparison unknown.
        said: What messages call it.
        counted: Whether it is a field or literal of whole numbers, which engines hold as integers.
        factors, divisors: What the products in the numerator and in the denominator weigh.
    """

    top: exp.Expr
    offset: int
    said: Text
    counted: bool = False
    bottom: exp.Expr | None = None
    factors: int = _WHOLE_WEIGHS
    divisors: int = 0


@dataclass(frozen=True, slots=True)
class Flag:
    """A yes or no."""

    tree: exp.Expr
    offset: int
    said: Text


@dataclass(frozen=True, slots=True)
class Asked:
    """A field that is neither a number nor yes/no."""

    named: Named
    offset: int

    @property
    def said(self) -> Text:
        """What messages call it."""
        return described(self.named)


Value = Word | Amount | Flag | Asked


def described(named: Named) -> Text:
    """A field with what it holds, for messages."""
    return text("{name} ({sort})", name=named.name, sort=_SORTS[named.type])


def field_value(named: Named, offset: int) -> Value:
    """A field as one side of a comparison. A blank yes/no is no."""
    if named.type is Type.YES_NO:
        return Flag(exp.Coalesce(this=named.column(), expressions=[exp.false()]), offset, described(named))
    if named.type is Type.COUNT:
        return Amount(named.column(), offset, described(named), counted=True)
    if named.type is Type.NUMBER:
        return Amount(named.column(), offset, described(named), factors=_DECIMAL_WEIGHS)
    return Asked(named, offset)


def literal(number: str, offset: int) -> Amount:
    """A number as written."""
    counted = "." not in number
    weight = _WHOLE_WEIGHS if counted else _DECIMAL_WEIGHS
    return Amount(exp.Literal.number(number), offset, text("the number {number}", number=number), counted=counted, factors=weight)


def compared(sign: str, left: Value, right: Value) -> exp.Expr:
    """The SQL of a comparison, one of `SIGNS`.

    Raises:
        ConditionProblem: The two sides are of different types, have no order where one is asked, or the text is not a day,
            or not one of the field's words.
    """
    match left, right:
        case Word(), Word():
            raise ConditionProblem(text("No field is compared here."), text("Name a field on one side."), left.offset)
        case Word(), _:
            return compared(_TURNED[sign], right, left)
        case Amount(), Amount():
            return _amounts(sign, left, right)
        case Flag(), Flag():
            _unordered(sign, left, text("Use = or <>."))
            return SIGNS[sign](this=left.tree, expression=right.tree)
        case Asked(), Word():
            return _with_word(sign, left, right)
        case Asked(), Asked():
            return _fields(sign, left, right)
        case _:
            raise _unlike(left, right)


def like(asked: Value, pattern: Word) -> exp.Expr:
    """The SQL of `like`: % stands for any characters, _ for one; texts are compared folded.

    Raises:
        ConditionProblem: The field holds no text, or the pattern has a backslash, which engines read differently.
    """
    if not isinstance(asked, Asked) or asked.named.type not in (Type.TEXT, Type.IDENTIFIER, Type.NAME, Type.UNIT):
        raise ConditionProblem(
            text("like asks about texts, not about {field}.", field=asked.said),
            text("Use = or in."),
            asked.offset,
        )
    if "\\" in pattern.text:
        raise ConditionProblem(text("A backslash cannot stand in a pattern."), text("Use _ for one character."), pattern.offset)
    _not_blank(pattern)
    named = asked.named
    return _unit_or(exp.Like, named, nfc(pattern.text)) if named.type is Type.UNIT else _text(exp.Like, named, pattern)


def product(left: Amount, right: Amount) -> Amount:
    """The product of two numbers."""
    top, bottom = _times(left.top, right.top), _maybe_times(left.bottom, right.bottom)
    return _calculated(left, top, bottom, left.factors + right.factors, left.divisors + right.divisors)


def quotient(left: Amount, right: Amount) -> Amount:
    """One number divided by another; unknown where that is 0."""
    if right.bottom is not None:
        raise ConditionProblem(
            text("A number cannot be divided by a quotient."), text("Write a * c / b in place of a / (b / c)."), right.offset
        )
    return _calculated(left, left.top, _maybe_times(left.bottom, right.top), left.factors, left.divisors + right.factors)


def total(left: Amount, right: Amount, *, minus: bool) -> Amount:
    """The sum or difference of two numbers."""
    first, second, bottom = _over(left.top, right.bottom), _over(right.top, left.bottom), _maybe_times(left.bottom, right.bottom)
    node = exp.Sub if minus else exp.Add
    factors = max(left.factors + right.divisors, right.factors + left.divisors)
    return _calculated(left, node(this=_held(first), expression=_held(second)), bottom, factors, left.divisors + right.divisors)


def negative(value: Amount) -> Amount:
    """The number with the other sign."""
    return replace(value, top=exp.Neg(this=_held(value.top)))


def whole(value: Amount) -> Amount:
    """The number ready for arithmetic: integers as exact decimals, which do not overflow where integers would."""
    return replace(value, top=exp.cast(value.top, _WHOLE), counted=False) if value.counted else value


def either(parts: list[exp.Expr]) -> exp.Expr:
    """The SQL that holds when one of them holds."""
    return exp.or_(*parts, copy=False)


def _amounts(sign: str, left: Amount, right: Amount) -> exp.Expr:
    node = SIGNS[sign]
    if left.bottom is None and right.bottom is None:
        return node(this=_held(left.top), expression=_held(right.top))
    _bounded(left, max(left.factors + right.divisors, right.factors + left.divisors))
    first, second = _over(whole(left).top, right.bottom), _over(whole(right).top, left.bottom)
    divisor = _maybe_times(left.bottom, right.bottom)
    zero = exp.Literal.number(0)
    upright = exp.If(this=exp.GT(this=divisor, expression=zero), true=node(this=_held(first), expression=_held(second)))
    turned = SIGNS[_TURNED[sign]](this=_held(first), expression=_held(second))
    return exp.Case(ifs=[upright, exp.If(this=exp.LT(this=divisor, expression=zero), true=turned)])


def _calculated(left: Amount, top: exp.Expr, bottom: exp.Expr | None, factors: int, divisors: int) -> Amount:
    _bounded(left, max(factors, divisors))
    return Amount(top, left.offset, text("a calculated number"), bottom=bottom, factors=factors, divisors=divisors)


def _bounded(place: Amount, factors: int) -> None:
    if factors > _HEAVIEST:
        raise ConditionProblem(
            text("Too many numbers are multiplied or divided with one another."),
            text("Write a simpler comparison."),
            place.offset,
        )


def _over(top: exp.Expr, bottom: exp.Expr | None) -> exp.Expr:
    return top if bottom is None else _times(top, bottom)


def _maybe_times(left: exp.Expr | None, right: exp.Expr | None) -> exp.Expr | None:
    if left is None or right is None:
        return left if right is None else right
    return _times(left, right)


def _times(left: exp.Expr, right: exp.Expr) -> exp.Expr:
    return exp.Mul(this=_held(left), expression=_held(right))


def _held(node: exp.Expr) -> exp.Expr:
    return node.copy() if isinstance(node, exp.Column | exp.Literal | exp.Cast) else exp.Paren(this=node.copy())


def _with_word(sign: str, asked: Asked, word: Word) -> exp.Expr:
    named = asked.named
    _not_blank(word)
    match named.type:
        case Type.DATE | Type.PERIOD:
            return _span_compared(sign, named, _span(word))
        case Type.UNIT:
            _unordered(sign, asked, text("Use =, <> or in."))
            return _negated(sign, _unit_or(exp.EQ, named, nfc(word.text)))
        case Type.CHOICE:
            _unordered(sign, asked, text("List the words: {name} in ('…', '…').", name=named.name))
            return SIGNS[sign](this=named.column(), expression=exp.Literal.string(_choice(asked, word)))
        case _:
            _unordered(sign, asked, text("Use =, <>, in or like."))
            return _text(SIGNS[sign], named, word)


def _not_blank(word: Word) -> None:
    if not nfc(word.text):
        raise ConditionProblem(text("A blank is not an empty text."), text("Ask for a blank with: is null."), word.offset)


def _choice(asked: Asked, word: Word) -> str:
    choices = asked.named.field.choices
    if word.text in choices:
        return word.text
    for kept, said in choices.items():
        if fold(word.text) in (fold(kept), *map(fold, said)):
            raise ConditionProblem(_no_choice(asked, word), text("Did you mean {near}?", near=kept), word.offset)
    raise ConditionProblem(_no_choice(asked, word), did_you_mean(word.text, choices), word.offset)


def _no_choice(asked: Asked, word: Word) -> Text:
    return text("{name} is never '{word}'.", name=asked.named.name, word=word.text)


def _text(node: type[exp.Expr], named: Named, word: Word) -> exp.Expr:
    if named.type is Type.TEXT:
        return node(this=named.column("_folded"), expression=exp.Literal.string(fold(word.text)))
    return node(this=named.column(), expression=exp.Literal.string(nfc(word.text)))


def _unit_or(node: type[exp.Expr], named: Named, word: str) -> exp.Expr:
    """By code or by name. A unit always has a name, so this is unknown just where there is no unit."""
    literal = exp.Literal.string(word)
    code = exp.Coalesce(this=exp.column("code", table=named.field.name, quoted=True), expressions=[exp.Literal.string("")])
    name = exp.column("name", table=named.field.name, quoted=True)
    return exp.or_(node(this=code, expression=literal), node(this=name, expression=literal.copy()), copy=False)


def _negated(sign: str, tree: exp.Expr) -> exp.Expr:
    return tree if sign == "=" else exp.not_(tree, copy=False)


def _fields(sign: str, left: Asked, right: Asked) -> exp.Expr:
    days = (Type.DATE, Type.PERIOD)
    first, second = left.named, right.named
    if first.type in days and second.type in days:
        return _spans_compared(sign, first, second)
    if first.type in days or second.type in days or (first.type is Type.UNIT) is not (second.type is Type.UNIT):
        raise _unlike(left, right)
    _unordered(sign, left, text("Use =, <>, in or like."))
    suffix = "_folded" if first.type is second.type is Type.TEXT else ""
    return SIGNS[sign](this=first.column(suffix), expression=second.column(suffix))


def _unordered(sign: str, value: Value, advice: Text) -> None:
    if sign not in ("=", "<>"):
        raise ConditionProblem(text("{field} has no order, so {sign} cannot be asked.", field=value.said, sign=sign), advice, value.offset)


def _span(word: Word) -> periods.Span:
    try:
        return periods.parse(word.text)
    except ValueError:
        raise ConditionProblem(
            text("'{word}' is no day, month, quarter or year.", word=word.text),
            text("Write it like '2020-05-31', '2020-05', '2020-Q2' or '2020'."),
            word.offset,
        ) from None


def _day(value: date) -> exp.Expr:
    return exp.cast(exp.Literal.string(value.isoformat()), "date")


def _cases(yes: exp.Expr, no: exp.Expr) -> exp.Expr:
    """True, false, or unknown where neither is certain."""
    return exp.Case(ifs=[exp.If(this=yes, true=exp.true()), exp.If(this=no, true=exp.false())])


def _span_compared(sign: str, named: Named, span: periods.Span) -> exp.Expr:
    """A day somewhere between two columns against a stretch: before it, in it, after it."""
    first, last = named.column(), named.column("_last")
    start, end = _day(span.first), _day(span.last)
    match sign:
        case "<":
            return _cases(exp.LT(this=last, expression=start), exp.GTE(this=first, expression=start.copy()))
        case "<=":
            return _cases(exp.LTE(this=last, expression=end), exp.GT(this=first, expression=end.copy()))
        case ">":
            return _cases(exp.GT(this=first, expression=end), exp.LTE(this=last, expression=end.copy()))
        case ">=":
            return _cases(exp.GTE(this=first, expression=start), exp.LT(this=last, expression=start.copy()))
    inside = exp.and_(exp.GTE(this=first, expression=start), exp.LTE(this=last, expression=end))
    outside = exp.or_(exp.LT(this=last, expression=start), exp.GT(this=first, expression=end))
    return _cases(inside, outside) if sign == "=" else _cases(outside, inside)


def _spans_compared(sign: str, left: Named, right: Named) -> exp.Expr:
    """Two days, each somewhere between two columns."""
    match sign:
        case "<":
            return _cases(_before(exp.LT, left, right), _after(exp.GTE, left, right))
        case "<=":
            return _cases(_before(exp.LTE, left, right), _after(exp.GT, left, right))
        case ">":
            return _cases(_after(exp.GT, left, right), _before(exp.LTE, left, right))
        case ">=":
            return _cases(_after(exp.GTE, left, right), _before(exp.LT, left, right))
    # Certainly the same day only where both are full days and equal.
    same = exp.and_(
        exp.EQ(this=left.column(), expression=right.column("_last")),
        exp.EQ(this=left.column("_last"), expression=right.column()),
    )
    apart = exp.or_(_before(exp.LT, left, right), _after(exp.GT, left, right))
    return _cases(same, apart) if sign == "=" else _cases(apart, same)


def _before(node: type[exp.Expr], left: Named, right: Named) -> exp.Expr:
    """The latest day on the left against the earliest on the right."""
    return node(this=left.column("_last"), expression=right.column())


def _after(node: type[exp.Expr], left: Named, right: Named) -> exp.Expr:
    """The earliest day on the left against the latest on the right."""
    return node(this=left.column(), expression=right.column("_last"))


def _unlike(left: Value, right: Value) -> ConditionProblem:
    message = text("{left} cannot be compared with {right}.", left=left.said, right=right.said)
    other = right if isinstance(left, Asked | Flag) else left
    place = right.offset
    match left, right:
        case (Amount(), Word()) | (Word(), Amount()):
            advice = text("Write numbers without quotes.")
        case (Flag(), Word()) | (Flag(), Amount()) | (Amount(), Flag()):
            advice = text("Ask for yes by the field alone, for no with not before it.")
        case (Asked(), Amount()) | (Amount(), Asked()):
            field = left if isinstance(left, Asked) else right
            dated = isinstance(field, Asked) and field.named.type in (Type.DATE, Type.PERIOD)
            advice = text("Write days, months and years in quotes: '2020'.") if dated else text("Write texts in single quotes: 'text'.")
            place = other.offset
        case _:
            advice = text("Compare a field with a value of its own type.")
    return ConditionProblem(message, advice, place)
