"""Conditions of target files: SQL boolean expressions, parsed and checked against an allow-list of syntax.

A further operator is a token in `_TOKENS` and a case in `_Reader`; what a type of field can be asked is in `operands`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import sqlglot
from sqlglot import exp
from sqlglot.errors import ParseError, TokenError
from sqlglot.tokenizer_core import Token, TokenType

from partytrack.messages import Text, text
from partytrack.records import KINDS, Type
from partytrack.targets.language import Condition
from partytrack.targets.misread import did_you_mean, nearest
from partytrack.targets.names import RECORD, Named, names
from partytrack.targets.operands import (
    Amount,
    ConditionProblem,
    Flag,
    Value,
    Word,
    compared,
    described,
    either,
    field_value,
    like,
    literal,
    negative,
    product,
    quotient,
    total,
    whole,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Condition", "ConditionProblem", "known_names", "parse"]

_LONGEST: Final = 2000
_DEEPEST: Final = 30
_NUMBER: Final = re.compile(r"[0-9]{1,12}(?:\.[0-9]{1,6})?")
_WORDS: Final = (TokenType.VAR, TokenType.IDENTIFIER)
_TOKENS: Final = frozenset(
    {
        *(TokenType.L_PAREN, TokenType.R_PAREN, TokenType.COMMA, TokenType.DOT, TokenType.STRING, TokenType.NUMBER),
        *(TokenType.EQ, TokenType.NEQ, TokenType.LT, TokenType.LTE, TokenType.GT, TokenType.GTE, *_WORDS),
        *(TokenType.AND, TokenType.OR, TokenType.NOT, TokenType.IN, TokenType.BETWEEN, TokenType.LIKE, TokenType.IS),
        *(TokenType.NULL, TokenType.TRUE, TokenType.FALSE, TokenType.PLUS, TokenType.DASH, TokenType.STAR, TokenType.SLASH),
    }
)
_COMPARISONS: Final = {exp.EQ: "=", exp.NEQ: "<>", exp.LT: "<", exp.LTE: "<=", exp.GT: ">", exp.GTE: ">="}
_ARITHMETIC: Final = (exp.Add, exp.Sub, exp.Mul, exp.Div, exp.Neg)
# What the parser may have filled in; anything more (`between symmetric`, `in (select …)`) is refused.
_FILLED: Final[dict[type[exp.Expr], set[str]]] = {
    exp.Column: {"this", "table"},
    exp.In: {"this", "expressions"},
    exp.Between: {"this", "low", "high"},
    exp.Like: {"this", "expression", "negate"},
    exp.Is: {"this", "expression"},
}


def known_names(kind: str) -> list[str]:
    """Every name a condition on the kind may use, its own fields first."""
    return list(names(kind))


def parse(text: str, kind: str) -> Condition:
    """The condition a text says about the rows of a kind.

    Comparison, in, between, like, is null, and/or/not, + - * / and nothing else. Numbers are exact; a division by 0 leaves
    the condition unknown; a partial date is compared as the stretch of days it may be.

    Raises:
        ConditionProblem: The text has other syntax, names a field the kind has not, or compares what cannot be compared.

    Example:
        >>> sorted(parse("kind = 'regular' and not joint", "meetings").names)
        ['joint', 'kind']
    """
    _check_tokens(text, kind)
    try:
        parsed = sqlglot.parse_one(text)
    except ParseError as problem:
        raise _unreadable(text, _offset_of_error(text, problem)) from None
    reader = _Reader(text, kind)
    tree = reader.condition(parsed)
    for column in tree.find_all(exp.Column):
        if (column.table, column.name) == ("unit", "members"):
            column.set("table", exp.to_identifier("headcount"))
    aliases = frozenset(column.table for column in tree.find_all(exp.Column)) - {RECORD}
    return Condition(text.strip(), kind, frozenset(reader.named), f"({tree.sql(comments=False)})", aliases)


class _Reader:
    """Walks what was parsed and writes the SQL, gathering the names used."""

    def __init__(self, text: str, kind: str) -> None:
        self.text = text
        self.kind = kind
        self.named: set[str] = set()

    def condition(self, node: exp.Expr, depth: int = 0) -> exp.Expr:
        """The SQL of something true, false or unknown."""
        self._check(node, depth)
        match node:
            case exp.Paren():
                return self.condition(node.this, depth + 1)
            case exp.And():
                return exp.and_(*(self.condition(part, depth + 1) for part in _chain(node, exp.And)), copy=False)
            case exp.Or():
                return either([self.condition(part, depth + 1) for part in _chain(node, exp.Or)])
            case exp.Not():
                return exp.not_(self.condition(node.this, depth + 1), copy=False)
            case exp.EQ() | exp.NEQ() | exp.LT() | exp.LTE() | exp.GT() | exp.GTE():
                left, right = self.value(node.this, depth + 1), self.value(node.expression, depth + 1)
                return compared(_COMPARISONS[type(node)], left, right)
            case exp.In():
                return self._in(node, depth)
            case exp.Between():
                asked = self.value(node.this, depth + 1)
                low, high = self.value(node.args["low"], depth + 1), self.value(node.args["high"], depth + 1)
                return exp.and_(compared(">=", asked, low), compared("<=", asked, high), copy=False)
            case exp.Like():
                return self._like(node, depth)
            case exp.Is():
                return self._is_null(node)
            case _:
                return self._alone(node, depth)

    def value(self, node: exp.Expr, depth: int) -> Value:
        """One side of a comparison."""
        self._check(node, depth)
        place = _offset(node)
        match node:
            case exp.Paren():
                return self.value(node.this, depth + 1)
            case exp.Column():
                return field_value(self._name(node), place)
            case exp.Literal(is_string=True):
                return Word(node.this, place)
            case exp.Literal():
                return literal(node.this, place)
            case exp.Boolean():
                return Flag(node.copy(), place, text("yes or no"))
            case exp.Null():
                raise ConditionProblem(
                    text("Nothing can be compared with null."), text("Ask for a blank with: is null."), _at(self.text, "null")
                )
            case _ if isinstance(node, _ARITHMETIC):
                return self._calculated(node, depth)
            case _ if type(node) in _COMPARISONS:
                raise ConditionProblem(
                    text("Two comparisons stand side by side."), text("Join them with and, or write between … and …"), place
                )
            case _:
                raise _unreadable(self.text, place)

    def _calculated(self, node: exp.Expr, depth: int) -> Amount:
        left = self._amount(node.this, depth)
        if isinstance(node, exp.Neg):
            return negative(left)
        right = self._amount(node.expression, depth)
        match node:
            case exp.Mul():
                return product(left, right)
            case exp.Div():
                return quotient(left, right)
            case _:
                return total(left, right, minus=isinstance(node, exp.Sub))

    def _amount(self, node: exp.Expr, depth: int) -> Amount:
        value = self.value(node, depth + 1)
        if isinstance(value, Amount):
            return whole(value)
        raise ConditionProblem(
            text("{value} cannot be calculated with.", value=value.said), text("Only numbers take + - * /."), value.offset
        )

    def _in(self, node: exp.In, depth: int) -> exp.Expr:
        asked = self.value(node.this, depth + 1)
        if not node.expressions:
            raise ConditionProblem(text("The list behind in is empty."), text("Write in ('…', '…')."), asked.offset)
        return either([compared("=", asked, self.value(each, depth + 1)) for each in node.expressions])

    def _like(self, node: exp.Like, depth: int) -> exp.Expr:
        asked, pattern = self.value(node.this, depth + 1), self.value(node.expression, depth + 1)
        if not isinstance(pattern, Word):
            raise ConditionProblem(text("A pattern stands behind like, in single quotes."), text("Write like '…%'."), pattern.offset)
        tree = like(asked, pattern)
        return exp.not_(tree, copy=False) if node.args.get("negate") else tree

    def _is_null(self, node: exp.Is) -> exp.Expr:
        asked = node.this.unnest()
        if not isinstance(node.expression, exp.Null):
            raise ConditionProblem(
                text("Behind is stands only null or not null."),
                text("Ask for yes by the field alone, for no with not before it."),
                _offset(node),
            )
        if not isinstance(asked, exp.Column):
            raise ConditionProblem(text("is null asks about one field."), text("Name a field before it."), _offset(node))
        return exp.Is(this=self._name(asked).column(), expression=exp.null())

    def _alone(self, node: exp.Expr, depth: int) -> exp.Expr:
        """What is no comparison: a yes/no field or the word true or false."""
        if isinstance(node, exp.Column):
            named = self._name(node)
            if named.type is not Type.YES_NO:
                raise ConditionProblem(
                    text("{field} alone is not a condition.", field=described(named)),
                    text("Say what it must be, as in {name} = …", name=named.name),
                    _offset(node),
                )
        value = self.value(node, depth + 1)
        if not isinstance(value, Flag):
            raise ConditionProblem(
                text("{value} alone is not a condition.", value=value.said), text("Compare it with something."), value.offset
            )
        return value.tree

    def _name(self, node: exp.Column) -> Named:
        self._check(node, 0)
        if not isinstance(node.this, exp.Identifier):  # `due.0` and `due.*` parse as columns
            raise _unreadable(self.text, _offset(node))
        name = f"{node.table}.{node.name}" if node.table else node.name
        found = names(self.kind).get(name)
        if found is None:
            raise _unknown(name, self.kind, _offset(node), quoted=bool(node.this.quoted))
        self.named.add(found.name)
        return found

    def _check(self, node: exp.Expr, depth: int) -> None:
        if depth > 2 * _DEEPEST:  # long sums nest too, without parentheses
            raise _too_deep(_offset(node))
        filled = {key for key, value in node.args.items() if value not in (None, [], False)}
        if filled - _FILLED.get(type(node), filled):
            raise _unreadable(self.text, _offset(node))


def _chain(node: exp.Expr, joined: type[exp.Expr]) -> Iterator[exp.Expr]:
    """The members of `a and b and c`, in order, however the parser has nested them."""
    rest = [node]
    while rest:
        current = rest.pop()
        if isinstance(current, joined):
            rest += [current.args["expression"], current.this]
        else:
            yield current


def _offset(node: exp.Expr) -> int:
    places = [each.meta["start"] for each in node.walk() if "start" in each.meta]
    return min(places, default=0)


def _at(text: str, word: str) -> int:
    found = re.search(rf"\b{word}\b", text, re.IGNORECASE)
    return found.start() if found else 0


def _check_tokens(written: str, kind: str) -> None:
    """Refuse before parsing whatever could keep the parser busy or is none of a condition's syntax."""
    if len(written) > _LONGEST:
        raise ConditionProblem(text("The condition is longer than {n} characters.", n=_LONGEST), text("Make two targets of it."))
    try:
        tokens = list(sqlglot.tokenize(written))
    except TokenError:
        raise ConditionProblem(
            text("A quotation mark is not closed."), text("Write a ' inside a text twice: ''."), _open_quote(written)
        ) from None
    if not tokens:
        raise ConditionProblem(text("The condition is empty."), _syntax())
    for token, following in zip(tokens, [*tokens[1:], None], strict=True):
        _check_token(written, token, following, kind)
    _check_depth(tokens)


def _check_token(written: str, token: Token, following: Token | None, kind: str) -> None:
    raw = written[token.start : token.end + 1]
    if token.comments:
        raise ConditionProblem(text("A condition has no comments."), text("Write it behind # in the line above, or as note:."), token.start)
    word = raw.isidentifier()
    if token.token_type not in _TOKENS:
        if word:
            raise _unknown(raw, kind, token.start, quoted=False)
        raise _unreadable(written, token.start)
    called = token.token_type in _WORDS and following is not None and following.token_type is TokenType.L_PAREN
    if called:
        raise ConditionProblem(text("Conditions have no functions such as {word}().", word=token.text), _syntax(), token.start)
    if token.token_type is TokenType.NUMBER and not _NUMBER.fullmatch(raw):
        raise ConditionProblem(
            text("The number {number} cannot be read.", number=raw),
            text("Write whole numbers like 1841 and decimals like 0.5, with at most 12 and 6 digits."),
            token.start,
        )


def _check_depth(tokens: list[Token]) -> None:
    """Refuse deep nesting: each open parenthesis, `not` and minus costs the parser a level."""
    levels: list[int] = []
    pending = 0
    for token in tokens:
        match token.token_type:
            case TokenType.NOT | TokenType.DASH:
                pending += 1
            case TokenType.L_PAREN:
                levels.append(pending + 1)
                pending = 0
            case TokenType.R_PAREN:
                levels[-1:] = []
                pending = 0
            case _:
                pending = 0
        if sum(levels) + pending > _DEEPEST:
            raise _too_deep(token.start)


def _open_quote(written: str) -> int:
    for mark in ("'", '"'):
        if written.count(mark) % 2:
            return written.rfind(mark)
    return 0


def _too_deep(offset: int) -> ConditionProblem:
    return ConditionProblem(text("The condition is nested deeper than {n} levels.", n=_DEEPEST), text("Write it flatter."), offset)


def _syntax() -> Text:
    return text("Conditions know = <> < <= > >=, in (…), between … and …, like, is null, and, or, not, + - * / and parentheses.")


def _unreadable(written: str, offset: int) -> ConditionProblem:
    rest = written[offset:].split(maxsplit=1)
    if not rest:
        return ConditionProblem(text("The condition breaks off."), _syntax(), offset)
    return ConditionProblem(text("The condition cannot be read at {word}.", word=rest[0]), _syntax(), offset)


def _offset_of_error(written: str, problem: ParseError) -> int:
    """Where the parser stopped: it gives the line and the column of the token's last character."""
    if not problem.errors:
        return 0
    place = problem.errors[0]
    line, column, highlight = int(place["line"] or 1), int(place["col"] or 1), str(place["highlight"] or "")
    before = sum(len(each) + 1 for each in written.split("\n")[: line - 1])
    return max(0, min(before + column - len(highlight), len(written)))


def _unknown(name: str, kind: str, offset: int, *, quoted: bool) -> ConditionProblem:
    if quoted:
        return ConditionProblem(
            text('"{name}" in double quotes is read as the name of a field.', name=name),
            text("Write a text in single quotes: '{name}'.", name=name),
            offset,
        )
    message = text("{kind} have no field {name}.", kind=kind, name=name)
    choices = {word for each in names(kind).values() for word in each.field.choices}
    known = list(names(kind))
    if name in choices:
        return ConditionProblem(message, text("Write a text in single quotes: '{name}'.", name=name), offset)
    if kind == "units" and name.startswith("unit.") and KINDS["units"].has(name.removeprefix("unit.")):
        return ConditionProblem(message, text("Did you mean {near}?", near=name.removeprefix("unit.")), offset)
    near = nearest(name, [*known, *sorted(choices)])
    if near in choices:
        return ConditionProblem(message, text("Write a text in single quotes: '{name}'.", name=near), offset)
    return ConditionProblem(message, did_you_mean(name, known), offset)
