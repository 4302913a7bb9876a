"""A term as a test writes it, and its verdicts on what a store was told: the way of `check`, without the command."""

from __future__ import annotations

import json
from contextlib import contextmanager
from datetime import date
from fractions import Fraction
from functools import cache
from operator import attrgetter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from partytrack.targets.load import load_term
from partytrack.targets.verdicts import Wanted, verdicts
from storing import in_memory, look, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partytrack.store.duckdb import Store
    from partytrack.targets.judge import Verdict
    from partytrack.targets.language import Term

HEAD = "term: 2020-2025\nfrom: 2020-08-11\nthrough: 2025-08-10\nyears: [2021, 2022, 2023, 2024, 2025]\n"
UNITS: list[dict[str, Any]] = [
    {"code": "DB", "name": "Đảng bộ Khối", "kind": "upper_committee"},
    {"code": "A", "name": "Đảng bộ A", "kind": "grassroots_committee", "parent": "DB"},
    {"code": "A1", "name": "Chi bộ A1", "kind": "sub_cell", "parent": "A"},
    {"code": "B", "name": "Chi bộ B", "kind": "grassroots_cell", "parent": "DB"},
    {"code": "CQ", "name": "Sở Y tế", "kind": "agency"},
]
"""A committee with two grass-roots organisations, which must report; CQ stands beside it."""

_WORDS = {"form": "as"}


@contextmanager
def office(units: list[dict[str, Any]] = UNITS, stated_on: str = "2020-12-31", **kinds: list[dict[str, Any]]) -> Iterator[Store]:
    """A store that was told of these units and of records by kind; of members by a list of the same day."""
    with in_memory() as store:
        tell(store, "units", units, stated_on=stated_on)
        for kind, rows in kinds.items():
            tell(store, kind, rows, stated_on=stated_on if kind == "members" else None)
        yield store


def tell(store: Store, kind: str, rows: list[dict[str, Any]], *, stated_on: str | None = None) -> None:
    """Import rows, every one of which must be taken; none are no file."""
    if rows:
        done = say(store, kind, rows, stated_on=stated_on)
        assert (done.counts[0].rejected, done.counts[0].new) == (0, len(rows)), done.findings


def asked(**keys: Any) -> dict[str, Any]:
    """The keys of a target, yearly unless said; `form` stands for `as`."""
    when = {} if {"by", "goals", "every"} & keys.keys() else {"every": "year"}
    return {"id": "t", "title": "T", **{_WORDS.get(name, name): value for name, value in keys.items()}, **when}


def term(*targets: dict[str, Any], waivers: tuple[dict[str, Any], ...] = ()) -> Term:
    """A term as the files of a workspace say it; a flow of YAML is what JSON is."""
    body = f"targets: {json.dumps(targets, ensure_ascii=False)}\n"
    if waivers:
        body += f"waivers: {json.dumps([{'reason': 'R', 'approved_by': 'P', **each} for each in waivers], ensure_ascii=False)}\n"
    return _read(HEAD + body)


@cache
def _read(written: str) -> Term:
    with TemporaryDirectory() as folder:
        path = Path(folder, "term.yaml")
        path.write_text(written, encoding="utf-8")
        return load_term([path], "2020-2025")


def judged(store: Store, of: Term | dict[str, Any], as_of: str, **wanted: Any) -> dict[tuple[str, str | None], Verdict]:
    """The verdicts of one target (or a term's only one) by period and unit's code."""
    (found,) = judged_apart(store, of if not isinstance(of, dict) else term(of), as_of, **wanted).values()
    return found


def judged_apart(store: Store, of: Term, as_of: str, **wanted: Any) -> dict[str, dict[tuple[str, str | None], Verdict]]:
    """The same of each target of a term, by its id; they are measured in one run."""
    look(store)
    found: dict[str, dict[tuple[str, str | None], Verdict]] = {}
    for verdict in verdicts(store, of, Wanted(date.fromisoformat(as_of), **wanted)):
        found.setdefault(verdict.target.id, {})[verdict.label, verdict.unit] = verdict
    return found


def one(store: Store, of: Term | dict[str, Any], as_of: str, period: str = "2023", line: str | None = None, **wanted: Any) -> Verdict:
    """The verdict of one period: of the whole, or of a unit's line where that is wanted by its code."""
    return judged(store, of, as_of, **wanted)[period, line or wanted.get("unit")]


def facts(verdict: Verdict, *names: str) -> Any:
    """Some of what a verdict says, to hold against plain numbers and words."""
    return attrgetter(*names)(verdict)


def lines(found: dict[tuple[str, str | None], Verdict], *names: str) -> Any:
    """The same of every unit's line, by the unit's code."""
    return {line: facts(verdict, *names) for (_, line), verdict in found.items()}


def exact(number: int | str | None) -> Fraction | None:
    """A number as a table of cases writes it: 3, "0.25", "1/3"."""
    return None if number is None else Fraction(number)
