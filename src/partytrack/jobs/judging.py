"""Judging the targets of a term. Here the order of these steps is decided."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from uuid import uuid4

from partytrack.errors import TargetFileError, UsageError
from partytrack.messages import text
from partytrack.records import MEMBERS
from partytrack.store.duckdb import opened
from partytrack.targets import compiled, lists, quotas
from partytrack.targets.judge import Checked
from partytrack.targets.verdicts import Wanted, asked, known_target, prepared, unknown_units
from partytrack.targets.windows import outer_periods

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date
    from pathlib import Path

    from partytrack.findings import Place
    from partytrack.messages import Text
    from partytrack.store.duckdb import Store
    from partytrack.targets.explain import Explained
    from partytrack.targets.language import Condition, Target, Term
    from partytrack.targets.load import Problem
    from partytrack.targets.verdicts import Asked
    from partytrack.workspace import Workspace

_ALL_TERMS: Final = "compiled-terms.json"  # beside the one term that `check` read last


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
    found, reporting = compiled.remembered(workspace.store.parent, key, lambda: _read(workspace, term))
    with opened(workspace.store, writing=False) as store:
        store.look(options.known_at)
        return Judging.of(store, workspace, found, reporting, options).checked()


@dataclass(frozen=True, slots=True)
class Judging:
    """A term being judged by what a store has been made to look at: its questions are answered, its verdicts not yet found."""

    store: Store
    workspace: Workspace
    term: Term
    options: CheckOptions
    asked: Asked

    @classmethod
    def of(cls, store: Store, workspace: Workspace, term: Term, reporting: Condition | None, options: CheckOptions) -> Judging:
        """Put the questions of a term to the store.

        Raises:
            UsageError: A target or the unit is not known.
        """
        wanted = Wanted(options.as_of, options.year, options.targets, options.unit, by_unit=options.by_unit)
        return cls(store, workspace, term, options, asked(store, term, wanted, reporting))

    def checked(self) -> Checked:
        """The verdicts, and what is to be said beside them."""
        found, options, term = self.asked.verdicts(), self.options, self.term
        count = self.store.count_live_imports()
        notes = [
            text(
                "{file}:{line}: no unit is called “{unit}”, so this waiver excuses nobody.", file=each.file, line=each.line, unit=each.unit
            )
            for each in unknown_units(self.store, term, options.as_of)
        ]
        notes += _about_quotas(self.store, self.workspace, term, {verdict.target.id for verdict in found})
        committee = term.committee or self.workspace.committee
        targets = {verdict.target.id: verdict.target for verdict in found}.values()
        return Checked(
            term.name,
            committee,
            options.as_of,
            options.known_at,
            uuid4().hex,
            count,
            found,
            tuple(notes),
            tuple(_out_of_date(self.store, term, targets, options)),
            self.store.count_provisional_units(options.as_of) if options.unit is None and lists.ask_for_a_kind(targets) else 0,
        )


def _out_of_date(store: Store, term: Term, asked: Iterable[Target], options: CheckOptions) -> list[lists.Dated]:
    days = lists.member_days(term, ((target, outer_periods(term, target, options.year)) for target in asked), options.as_of)
    return lists.out_of_date(days, store.days_stated(MEMBERS)) if days else []


def _about_quotas(store: Store, workspace: Workspace, term: Term, asked: set[str]) -> Iterator[Text]:
    """Quotas whose target no target file knows, and of the targets asked for those that ask for quotas nobody was handed down."""
    handed_down = quotas.named(store.rows(quotas.NAMED))
    ids = {target.id for target in term.targets}
    if not handed_down.keys() <= ids:
        # Only now the files of all terms are needed; while one of them cannot be read, nobody knows what it would name.
        found, problems = terms(workspace)
        known = ids | {target.id for each in found for target in each.targets}
        if all(problem.warning for problem in problems):
            yield from (_stray(name, handed_down[name], known) for name in sorted(handed_down.keys() - known))
    for target in term.targets:
        if target.id in asked - handed_down.keys() and quotas.binds(target):
            yield text("{target}: the goal is “allocated”, but no quota was handed down under this id.", target=target.id)


def _stray(name: str, place: Place, known: set[str]) -> Text:
    from partytrack.targets.misread import nearest  # noqa: PLC0415 - only a wrong name needs it

    near = nearest(name, sorted(known))
    advice = text("Did you mean {near}?", near=near) if near else text("See the ids with: partytrack targets list")
    return text(
        "{place}: a quota is handed down for “{target}”, but no target has this id, so it binds nobody. {advice}",
        place=place,
        target=name,
        advice=advice,
    )


def explain(workspace: Workspace, term: str, target: str, period: str | None, options: CheckOptions) -> tuple[Term, Explained]:
    """How a target stands in a period (None: the latest that has begun), and why.

    Raises:
        UsageError: The target, the period or the unit is not known.
    """
    from partytrack.targets.explain import explained  # noqa: PLC0415 - `check` does without it

    key = compiled.key(workspace.target_files, term, workspace.reporting_units)
    found, reporting = compiled.remembered(workspace.store.parent, key, lambda: _read(workspace, term))
    with opened(workspace.store, writing=False) as store:
        store.look(options.known_at)
        wanted = Wanted(options.as_of, unit=options.unit)
        return found, explained(prepared(store, found, wanted, reporting), known_target(found, target), period)


def in_force(workspace: Workspace, day: date) -> tuple[list[Term], Condition | None, TargetFileError | None]:
    """The terms a day lies in, who must report, and what is wrong in target files: their terms are left out.

    Raises:
        UsageError: The settings do not say who must report.
        FileUnreadable: A target file may not be read.
    """
    wrong: TargetFileError | None = None

    def read() -> tuple[tuple[Term, ...], Condition | None]:
        found, problems = terms(workspace)
        if not all(problem.warning for problem in problems):
            raise TargetFileError(problems)
        return tuple(found), _reporting(workspace)

    key = compiled.key(workspace.target_files, workspace.reporting_units)
    try:
        found, reporting = compiled.remembered(workspace.store.parent, key, read, _ALL_TERMS)
    except TargetFileError as error:
        found, reporting, wrong = tuple(terms(workspace)[0]), _reporting(workspace), error
    return [term for term in found if term.span.first <= day <= term.span.last], reporting, wrong


def _read(workspace: Workspace, term: str) -> tuple[Term, Condition | None]:
    """The term as its files say, and who must report as the settings say."""
    # Parsing costs more than judging; it is loaded only when the files have changed.
    from partytrack.targets.load import load_term  # noqa: PLC0415

    reporting = _reporting(workspace)
    return load_term(workspace.target_files, term), reporting


def _reporting(workspace: Workspace) -> Condition | None:
    from partytrack.targets.conditions import parse  # noqa: PLC0415
    from partytrack.targets.misread import Misread  # noqa: PLC0415

    try:
        return parse(workspace.reporting_units, "units") if workspace.reporting_units else None
    except Misread as problem:
        raise UsageError("reporting-units", problem.message, problem.advice) from problem


def terms(workspace: Workspace) -> tuple[list[Term], list[Problem]]:
    """All terms of the workspace's target files that are valid, and every problem and warning of the files."""
    return lint(workspace.target_files)


def lint(paths: Sequence[Path]) -> tuple[list[Term], list[Problem]]:
    """The same for files named one by one, outside a workspace too."""
    from partytrack.targets.load import load  # noqa: PLC0415

    loaded = load(paths)
    return list(loaded.terms.values()), list(loaded.problems)
