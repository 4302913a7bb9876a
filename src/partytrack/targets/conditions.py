"""Conditions of target files: SQL boolean expressions, parsed and checked against an allow-list of syntax."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlglot import exp


@dataclass(frozen=True, slots=True)
class Condition:
    """A checked condition on the rows of one kind.

    Args:
        text: As written.
        kind: The record kind it is about.
        names: The fields it names, `unit.kind` and the like among them.
        tree: The boolean expression over the columns of the views, with SQL's three values: unknown is undecided.
    """

    text: str
    kind: str
    names: frozenset[str]
    tree: exp.Expression
