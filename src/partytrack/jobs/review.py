"""Who is who among the members: what looks like one person, and deciding it. Here the order of these steps is decided."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from partytrack.errors import UsageError
from partytrack.messages import text
from partytrack.quality.lookalikes import look_alikes
from partytrack.quality.problems import Asking
from partytrack.records import MEMBERS
from partytrack.store import reviewing
from partytrack.store.duckdb import opened
from partytrack.store.joins import Decision
from partytrack.targets.verdicts import Units

if TYPE_CHECKING:
    from datetime import date, datetime

    from partytrack.quality.lookalikes import Pair
    from partytrack.store.batches import Decided, Undone
    from partytrack.store.duckdb import Store
    from partytrack.store.reviewing import DecisionLine
    from partytrack.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What there is to decide, and what was decided.

    Args:
        pairs: The look-alikes nobody has decided.
        decisions: The decisions that stand.
        units: Unit's record number → code or name.
    """

    pairs: list[Pair]
    decisions: list[DecisionLine]
    units: dict[int, str]


def review(workspace: Workspace, day: date, unit: str | None = None) -> Reviewed:
    """The look-alikes in the roster of a day, of a unit and those below it if one is named, and every decision that stands.

    Raises:
        UsageError: The unit is not known.
    """
    with opened(workspace.store, writing=False) as store:
        store.look()
        asking = Asking(store, day)
        pairs = look_alikes(asking)
        units = Units.on(store, day)
        if unit is not None:
            within = units.number(unit)
            query = f"SELECT unit FROM ancestry WHERE ancestor = {within} AND from_day <= {asking.day} AND {asking.day} < until_day"  # noqa: S608
            below = {each for (each,) in store.rows(query)}
            pairs = [pair for pair in pairs if pair.one.unit in below or pair.other.unit in below]
        return Reviewed(pairs, reviewing.decisions(store), {number: units.labels(number)[0] or "" for number in units.names})


@dataclass(frozen=True, slots=True)
class Settled:
    """What was decided of two members: their names, as the store has them, and the decision."""

    one: str
    other: str
    decided: Decided


def same(workspace: Workspace, one: int, other: int, now: datetime) -> Settled:
    """Decide that two members are one person: from now on they are one record, and what later files say of either goes to it.

    Raises:
        UsageError: A number is no member's, they are one already, or somebody decided that they are two.
    """
    with opened(workspace.store if workspace.store.exists() else None, writing=True) as store:
        found = _both(store, one, other)
        first, second = (root for _, root, _ in found)
        against = reviewing.decided_apart(store, first, second)
        if against is not None:
            raise UsageError(
                "decided-different",
                text("Decision {id} says that {one} and {other} are two people.", id=against, one=f"#{one}", other=f"#{other}"),
                text("Take it back first with: {command}", command=f"partytrack review forget {against}"),
            )
        # Who has a card stands for both; of two alike the one known first.
        ends, stays = sorted(((first, found[0][0]), (second, found[1][0])), key=lambda each: (reviewing.has_card(store, each[0]), -each[0]))
        decided = store.decide(Decision("same", joins=((MEMBERS.name, ends[0], stays[1]),)), now)
        return Settled(found[0][2], found[1][2], decided)


def different(workspace: Workspace, one: int, other: int, now: datetime) -> Settled:
    """Decide that two members are two people: they are listed as look-alikes no more.

    Raises:
        UsageError: A number is no member's, they are one already, or that was decided before.
    """
    with opened(workspace.store if workspace.store.exists() else None, writing=True) as store:
        found = _both(store, one, other)
        first, second = (root for _, root, _ in found)
        before = reviewing.decided_apart(store, first, second)
        if before is not None:
            raise UsageError(
                "decided-before",
                text("Decision {id} says so already.", id=before),
                text("Nothing was changed."),
            )
        return Settled(found[0][2], found[1][2], store.decide(Decision("different", apart=(found[0][0], found[1][0])), now))


def forget(workspace: Workspace, decision: int, now: datetime) -> Undone:
    """Take a decision about two members back; they are listed again.

    Raises:
        UsageError: No decision that stands has the number.
    """
    with opened(workspace.store if workspace.store.exists() else None, writing=True) as store:
        if decision not in {each.id for each in reviewing.decisions(store)}:
            raise UsageError(
                "no-such-decision",
                text("There is no decision {id} about members that stands.", id=decision),
                text("See: {command}", command="partytrack review --decided"),
            )
        return store.undo(decision, now)


def _both(store: Store, one: int, other: int) -> list[tuple[int, int, str]]:
    """Record, the record it is now, and name of two members.

    Raises:
        UsageError: There is no such member, or they are one already.
    """
    roots = store.roots().get(MEMBERS.name, {})
    named, standing = reviewing.names(store, (one, other)), reviewing.standing(store, (one, other))
    for number in (one, other):
        if number not in standing:
            raise UsageError(
                "no-such-member",
                text("No member has the number {number}.", number=f"#{number}"),
                text("See: {command}", command="partytrack review"),
            )
    if roots.get(one, one) == roots.get(other, other):
        raise UsageError(
            "same-member", text("{one} and {other} are one member already.", one=f"#{one}", other=f"#{other}"), text("Nothing was changed.")
        )
    return [(number, roots.get(number, number), named[number]) for number in (one, other)]
