"""`explain` on paper and for scripts: goal and rule in words, the numbers, who is silent, and every record with its cell."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

from rich.console import Group
from rich.text import Text as Line

from partytrack.messages import Text, counted, harmless, label_shown, marked, span_shown, text
from partytrack.periods import parse
from partytrack.records import KINDS, Type, choice_shown, field_title
from partytrack.reports.fitting import Column, Fitted, Form
from partytrack.reports.lists import cell
from partytrack.reports.looks import LOOKS, Look
from partytrack.reports.numbers import bounds, goal_shown, number, value_shown
from partytrack.reports.target import rule, rule_lines
from partytrack.reports.verdict_data import as_csv, as_json, as_plain, plain_number, verdict_fields
from partytrack.reports.verdict_table import verdict_notes
from partytrack.targets.language import Scale
from partytrack.targets.status import Status
from partytrack.vietnamese import masked

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import RenderableType

    from partytrack.periods import Span
    from partytrack.targets.explain import Explained, Named, Role, Side, Subject
    from partytrack.targets.explain import Line as Record
    from partytrack.targets.judge import Verdict
    from partytrack.targets.language import Term

SCHEMA: Final = "partytrack.explain/1"
SHOWN: Final = 20  # records and units of each sort, unless all are asked for
_LEAST: Final = 14
_COLUMNS: Final = (
    "target",
    "number",
    "role",
    "unit",
    "unit_name",
    "when",
    "what",
    "amount",
    "values",
    "place",
    "file",
    "sheet",
    "row",
    "cell",
)
_ROLES: Final[dict[Role, Look]] = {
    "counted": Look("green", "+", marked("counted")),
    "not-counted": Look("", "·", marked("not counted")),
    "undecided": Look("yellow", "?", marked("undecided")),
    "left-out": Look("yellow", "~", marked("left out")),
}
_AMOUNTS: Final = {"figures": "value"}  # what stands in the column of numbers is not said again
_ORDER: Final = ("undecided", "left-out", "not-counted", "counted")
_OUTCOMES: Final = {
    "holds": Look("green", "✓", marked("holds")),
    "undecided": Look("yellow", "?", marked("undecided")),
    "fails": Look("bold red", "✗", marked("fails")),
}
_SIDES: Final = {
    "value": marked("Records"),
    "part": marked("Records of the part"),
    "whole": marked("Records of the whole"),
    "must": marked("Records of what is asked"),
}


# --- on paper ---


def explained_page(term: Term, found: Explained, *, names: bool, everything: bool) -> RenderableType:
    """The whole explanation; `names` shows people's names in full, `everything` all records instead of the first twenty."""
    target = found.verdict.target
    parts: list[RenderableType] = [rule_lines(term, target), Line("")]
    parts += _one(found, names=names, most=None if everything else SHOWN)
    return Group(*parts)


def _one(found: Explained, *, names: bool, most: int | None) -> Iterator[RenderableType]:
    yield from _result(found.verdict)
    for place, member in enumerate(found.members, 1):
        yield Line("")
        yield Line(str(text("Measure {number}", number=place)), style="bold")
        yield from _one(member, names=names, most=most)
    if found.silent:
        yield Line("")
        yield from _silent(found.silent, most)
    if found.subjects:
        yield Line("")
        yield from _subjects(found.subjects, names=names, most=most)
    for side in found.sides:
        yield Line("")
        yield from _side(side, names=names, most=most)


def _result(verdict: Verdict) -> Iterator[Line]:
    look = LOOKS[verdict.status]
    line = Line(f"{label_shown(verdict.label)}: ", style="bold").append(f"{look.sign} {look.word}", style=look.style)
    shown = value_shown(verdict)
    if shown:
        line.append(f"   {shown}", style="not bold")
    if verdict.numerator is not None and verdict.denominator:
        line.append(f" = {number(verdict.numerator)}/{number(verdict.denominator)}", style="not bold")
    if verdict.goal is not None:
        line.append(str(text("   goal {goal}", goal=goal_shown(verdict.goal))), style="not bold")
    yield line
    if verdict.needed:
        # What is missing of a share are points: 13% of something would be said of the share itself.
        scale = Scale.POINTS if verdict.scale is Scale.SHARE else verdict.scale
        missing = number(verdict.needed, scale, beside=bounds(verdict))
        yield Line(str(text("Still missing: {number}.", number=missing)))
    if verdict.due:
        yield Line(
            str(
                counted(
                    "Reported: {reported} of {n} unit due.",
                    "Reported: {reported} of {n} units due.",
                    verdict.due,
                    reported=verdict.reported,
                )
            )
        )
    for note in verdict_notes(verdict):
        yield Line(str(note))


def _silent(silent: Sequence[Named], most: int | None) -> Iterator[Line]:
    yield Line(str(counted("{n} unit due has not reported:", "{n} units due have not reported:", len(silent))), style="bold")
    for unit in silent[:most]:
        yield Line(f"  {_unit_shown(unit)}")
    yield from _more(len(silent), most)


def _unit_shown(unit: Named) -> str:
    code, name = unit
    if name is None:
        return str(text("whole committee"))
    if not name:
        return str(text("(no unit named)"))
    return harmless(" ".join(name.split())) if code in (None, name) else harmless(f"{code} {' '.join(name.split())}")


def _more(total: int, most: int | None) -> Iterator[Line]:
    if most is not None and total > most:
        yield Line(
            str(counted("… and {n} more; --all shows everything.", "… and {n} more; --all shows everything.", total - most)), style="dim"
        )


def _subjects(subjects: Sequence[Subject], *, names: bool, most: int | None) -> Iterator[RenderableType]:
    """Those who did not do what they must, each with the periods that failed; how many did."""
    others = [subject for subject in subjects if subject.outcome != "holds"]
    holding = len(subjects) - len(others)
    yield Line(str(text("{holding} of {all} do what is asked.", holding=holding, all=len(subjects))), style="bold")
    people = any(subject.name is not None for subject in subjects)
    rows = []
    for subject in others[:most]:
        look = _OUTCOMES[subject.outcome]
        failing = [label_shown(label) for label, outcome in subject.periods.items() if outcome != "holds"]
        said = Line(f"{look.sign} {look.word}", style=look.style)
        if subject.excused:
            said.append(f" ({LOOKS[Status.WAIVED].word})", style="dim")
        row = [cell(_unit_shown(subject.unit)), said, cell(", ".join(failing))]
        rows.append([cell(_person(subject.name, names=names)), *row] if people else row)
    if rows:
        titles = [*([text("Member")] if people else []), text("Unit"), text("Outcome"), text("Not in")]
        columns = [Column(str(title), least=_LEAST) for title in titles]
        yield Fitted(lambda: iter((Form(columns, rows), Form(columns, rows, whole_words=False))))
    yield from _more(len(others), most)


def _person(name: str | None, *, names: bool) -> str:
    return "" if name is None else name if names else masked(name)


def _side(side: Side, *, names: bool, most: int | None) -> Iterator[RenderableType]:
    yield Line(str(Text(_SIDES[side.role])) + ": " + _tallied(side), style="bold")
    if side.role == "must" and most is not None and len(side.lines) > most:
        yield Line(str(text("--unit UNIT shows those of one unit, --all shows everything.")), style="dim")
        return
    lines = sorted(side.lines, key=lambda line: _ORDER.index(line.role))
    amounts = any(line.amount not in (0, 1) for line in lines)
    amount = _AMOUNTS.get(lines[0].kind) if amounts else None
    whose = any(line.unit[1] is not None for line in lines)
    rows = []
    for line in lines[:most]:
        look = _ROLES[line.role]
        row = [Line(f"{look.sign} {look.word}", style=look.style)]
        row += [cell(_unit_shown(line.unit))] if whose else []
        row += [cell(_said(line, names=names, amount=amount)), cell(_when(line.when))]
        row += [cell(_amount(line))] if amounts else []
        rows.append([*row, cell(line.place)])
    if rows:
        titles = [text("Role"), *([text("Unit")] if whose else []), text("What"), text("When"), *([text("Number")] if amounts else [])]
        columns = [Column(str(title), least=_LEAST, right=str(title) == str(text("Number"))) for title in (*titles, text("Where"))]
        yield Fitted(lambda: iter((Form(columns, rows), Form(columns, rows, whole_words=False))))
    yield from _more(len(lines), most)


def _amount(line: Record) -> str:
    """The number of a record; a figure kept as a share of 1 is shown in per cent, as its cell says it."""
    share = line.kind == "figures" and line.values.get("measured_in") in ("%", "‰")
    return number(line.amount, Scale.SHARE if share else Scale.PLAIN)


def _tallied(side: Side) -> str:
    """How many records of each role."""
    counts = Counter(line.role for line in side.lines)
    return ", ".join(f"{number(Fraction(counts[role]))} {look.word}" for role, look in _ROLES.items() if counts[role]) or "0"


def _said(line: Record, *, names: bool, amount: str | None) -> str:
    """What a record is called, and what decides about it."""
    called = line.what or ""
    if line.person and not names:
        called = masked(called)
    values = ", ".join(
        f"{field_title(name)}: {_value(line.kind, name, value)}"
        for name, value in line.values.items()
        if value is not None and name not in ("subject", amount) and not _dating(line, value)
    )
    return "; ".join(part for part in (called, values) if part)


def _dating(line: Record, value: object) -> bool:
    return line.when is not None and value == line.when.label


def _value(kind: str, name: str, value: object) -> str:
    """A value as sheets say it: Vietnamese readers see the words of their own forms."""
    if isinstance(value, bool):
        return str(text("yes") if value else text("no"))
    field = KINDS[kind].field(name)
    if field.type is Type.CHOICE:
        return choice_shown(kind, name, str(value))
    if isinstance(value, (int, Decimal)):
        return number(Fraction(value))
    if field.type in (Type.DATE, Type.PERIOD):
        return _when(parse(str(value)))
    return str(value)


def _when(span: Span | None) -> str:
    if span is None:
        return ""
    return span_shown(span)


# --- for scripts ---


def explained_json(term: Term, found: Explained, *, names: bool) -> str:
    """The whole explanation as JSON; names of people are masked unless they are asked for."""
    said = [[str(title), " ".join(str(value).split())] for _, title, value in rule(term, found.verdict.target)]
    return as_json({"schema": SCHEMA, "term": term.name, "rule": said, **_fields(found, names=names)})


def _fields(found: Explained, *, names: bool) -> dict[str, Any]:
    return {
        "verdict": verdict_fields(found.verdict),
        "not_reported": [{"unit": code, "unit_name": name} for code, name in found.silent],
        "each": [
            {
                "unit": subject.unit[0] or None,
                "unit_name": subject.unit[1] or None,
                "member": _person(subject.name, names=names) or None,
                "outcome": subject.outcome,
                "excused": subject.excused,
                "periods": subject.periods,
            }
            for subject in found.subjects
        ],
        "numbers": [
            {
                "number": side.role,
                "value": plain_number(side.measured.value) if side.measured else None,
                "numerator": plain_number(side.measured.numerator) if side.measured else None,
                "denominator": plain_number(side.measured.denominator) if side.measured else None,
                "records": [_record(line, names=names) for line in side.lines],
            }
            for side in found.sides
        ],
        "all": [_fields(member, names=names) for member in found.members],
    }


def _record(line: Record, *, names: bool) -> dict[str, Any]:
    return {
        "role": line.role,
        "unit": line.unit[0] or None,
        "unit_name": line.unit[1] or None,
        "when": line.when.label if line.when else None,
        "what": masked(line.what) if line.what and line.person and not names else line.what,
        "amount": plain_number(line.amount),
        "values": {
            name: value if value is None or isinstance(value, (bool, int, str)) else float(str(value))
            for name, value in line.values.items()
        },
        "place": line.place,
        "file": line.file,
        "sheet": line.sheet,
        "row": line.row,
        "cell": next(iter(line.cells.values()), None),
        "cells": line.cells,
    }


def _rows(found: Explained, *, names: bool) -> list[dict[str, Any]]:
    own = [
        {"target": found.verdict.target.id, "number": side.role, **_record(line, names=names)}
        for side in found.sides
        for line in side.lines
    ]
    rows = [*own, *(row for member in found.members for row in _rows(member, names=names))]
    return [row | {"values": "; ".join(f"{name}={value}" for name, value in row["values"].items() if value is not None)} for row in rows]


def explained_csv(found: Explained, *, names: bool) -> str:
    """One line a record."""
    return as_csv(_rows(found, names=names), _COLUMNS)


def explained_plain(found: Explained, *, names: bool) -> str:
    """One line a record, tab-separated."""
    return as_plain(_rows(found, names=names), _COLUMNS)
