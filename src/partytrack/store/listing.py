"""A list of units becomes records: superiors before those under them, whatever the order of the rows; loops are found."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from partytrack.findings import Code
from partytrack.store.units import Trouble, spelt_out
from partytrack.vietnamese import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from partytrack.store.units import Register


def placed(
    columns: Mapping[str, Sequence[Any]], register: Register, fresh: Callable[[], int], refer: Callable[[int, str], int | Trouble]
) -> list[tuple[int, int | None] | Trouble]:
    """For each row its record and its superior's record, or why the row cannot stand.

    A superior is looked for in the list itself first, by code, then by name.

    Args:
        columns: `code`, `name` and `parent` (as written) among them.
        register: What is known; learns every row that stands.
        fresh: Gives the number of a new record.
        refer: The unit that row names as its superior, for one not in the list.
    """
    codes, names, parents = columns["code"], columns["name"], columns["parent"]
    above = _within(codes, names, parents)
    several = shared(columns)
    called, coded = Counter(map(fold, names)), Counter(fold(code) for code in codes if code)
    outcome: dict[int, tuple[int, int | None] | Trouble] = dict.fromkeys(_loops(above), Trouble(Code.UNIT_LOOP, {}))
    for row in _downwards(above):
        if row in outcome:
            continue
        parent: int | Trouble | None = None
        if parents[row] is not None:
            superior = above[row]
            if isinstance(superior, Trouble):
                parent = superior
            else:
                standing = outcome[superior] if superior is not None else None
                parent = standing[0] if isinstance(standing, tuple) else refer(row, parents[row])
        if isinstance(parent, Trouble):
            outcome[row] = parent
        else:
            outcome[row] = _record(codes[row], names[row], parent, register, fresh, shared=spelt_out(names[row]) in several)
        standing, code = outcome[row], codes[row]
        if isinstance(standing, tuple) and code and coded[fold(code)] == 1:  # of rows that contradict each other one is set aside
            once = called[fold(names[row])] == 1 and spelt_out(names[row]) not in several
            register.take_with(standing[0], code, names[row], once=once)
    return [outcome[row] for row in range(len(names))]


def _record(
    code: str | None, name: str, parent: int | None, register: Register, fresh: Callable[[], int], *, shared: bool
) -> tuple[int, int | None] | Trouble:
    record = register.same(code, name, parent, shared=shared)
    if record is None:
        record = fresh()
    elif register.closes_loop(record, parent):
        return Trouble(Code.UNIT_LOOP, {})
    register.state(record, code, name, parent)
    return record, parent


def shared(columns: Mapping[str, Sequence[Any]]) -> dict[str, list[int]]:
    """Name, spelt out → the rows that call several units so: with other codes, or without one under other superiors."""
    codes, names, parents = columns["code"], columns["name"], columns["parent"]
    called: dict[str, list[int]] = {}
    for row, name in enumerate(names):
        called.setdefault(spelt_out(name), []).append(row)
    several = {name: rows for name, rows in called.items() if len(rows) > 1}
    above = _within(codes, names, parents) if several else []
    found = {}
    for name, rows in several.items():
        coded = {fold(codes[row]) for row in rows if codes[row]}
        superiors = {superior if isinstance(superior := above[row], int) else fold(parents[row]) for row in rows if parents[row]}
        if len(coded) > 1 or (len(superiors) > 1 and not all(codes[row] for row in rows)):
            found[name] = rows
    return found


def _within(codes: Sequence[str | None], names: Sequence[str], parents: Sequence[str | None]) -> list[int | Trouble | None]:
    """For each row the row of its superior; None where the list does not hold it; a trouble where several are called so."""
    by_code = {fold(code): row for row, code in enumerate(codes) if code}
    by_name: dict[str, list[int]] = {}
    for row, name in enumerate(names):
        by_name.setdefault(fold(name), []).append(row)
    found: list[int | Trouble | None] = []
    for parent in parents:
        key = fold(parent) if parent is not None else None
        called = by_name.get(key, []) if key is not None else []
        if key is not None and key in by_code:
            found.append(by_code[key])
        elif len({(codes[row], parents[row]) for row in called}) > 1:
            told = sorted({codes[row] or parents[row] or names[row] for row in called})
            found.append(Trouble(Code.UNIT_AMBIGUOUS, {"names": ", ".join(told)}))
        else:
            found.append(called[0] if called else None)
    return found


def _loops(above: list[int | Trouble | None]) -> set[int]:
    """The rows that come back to themselves by going to the superior again and again."""
    looping: set[int] = set()
    done: set[int] = set()
    for start in range(len(above)):
        walked: list[int] = []
        at: int | Trouble | None = start
        while isinstance(at, int) and at not in done and at not in walked:
            walked.append(at)
            at = above[at]
        if isinstance(at, int) and at in walked:
            looping |= set(walked[walked.index(at) :])
        done |= set(walked)
    return looping


def _downwards(above: list[int | Trouble | None]) -> list[int]:
    """All rows, each behind its superior's row."""
    ordered: dict[int, None] = {}
    for start in range(len(above)):
        walked: list[int] = []
        at: int | Trouble | None = start
        while isinstance(at, int) and at not in ordered and at not in walked:
            walked.append(at)
            at = above[at]
        ordered |= dict.fromkeys(reversed(walked))
    return list(ordered)
