"""Judging the targets of a term. Here the order of these steps is decided."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import uuid4

from partytrack.errors import UsageError
from partytrack.store.duckdb import opened
from partytrack.targets import compiled
from partytrack.targets.judge import Checked
from partytrack.targets.verdicts import Wanted, verdicts

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from partytrack.targets.language import Condition, Term
    from partytrack.targets.load import Problem
    from partytrack.workspace import Workspace


@dataclass(frozen=True, slots=True)
class CheckOptions:
    """The options of `check`, as given; `as_of` is never None here: the shell fills in today."""

    as_of: date
    known_at: date | None = None
    year: int | None = None
    targets: tuple[str, ...] = ()
    unit: str | None = None
    by_unit: bool = False


def check(workspace: Workspace, term: str, options: CheckOptions) -> Checked:
    """Judge the targets of a term."""
    key = compiled.key(workspace.target_files, term, workspace.reporting_units)
    asked, reporting = compiled.remembered(workspace.store.parent, key, lambda: _read(workspace, term))
    wanted = Wanted(options.as_of, options.year, options.targets, options.unit, by_unit=options.by_unit)
    with opened(workspace.store, writing=False) as store:
        store.look(options.known_at)
        found = verdicts(store, asked, wanted, reporting)
        count = store.count_live_imports()
    return Checked(asked.name, asked.committee or workspace.committee, options.as_of, options.known_at, uuid4().hex, count, found)


def _read(workspace: Workspace, term: str) -> tuple[Term, Condition | None]:
    """The term as its files say, and who must report as the settings say."""
    # Parsing costs more than judging; it is loaded only when the files have changed.
    from partytrack.targets.conditions import parse  # noqa: PLC0415
    from partytrack.targets.load import load_term  # noqa: PLC0415
    from partytrack.targets.misread import Misread  # noqa: PLC0415

    try:
        reporting = parse(workspace.reporting_units, "units") if workspace.reporting_units else None
    except Misread as problem:
        raise UsageError("reporting-units", problem.message, problem.advice) from problem
    return load_term(workspace.target_files, term), reporting


def terms(workspace: Workspace) -> tuple[list[Term], list[Problem]]:
    """All terms of the workspace's target files that are valid, and every problem and warning of the files."""
    return lint(workspace.target_files)


def lint(paths: Sequence[Path]) -> tuple[list[Term], list[Problem]]:
    """The same for files named one by one, outside a workspace too."""
    from partytrack.targets.load import load  # noqa: PLC0415

    loaded = load(paths)
    return list(loaded.terms.values()), list(loaded.problems)
