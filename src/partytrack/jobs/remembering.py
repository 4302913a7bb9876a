"""What is remembered of how senders' headings were read: for reading, for listing, and forgetting it. Here it is decided what counts."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from partytrack.errors import UsageError
from partytrack.intake.remembered import Form, Memory, columns_of, sender
from partytrack.intake.wording import key
from partytrack.messages import text
from partytrack.store.duckdb import opened

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from partytrack.store.batches import Taught
    from partytrack.workspace import Workspace


def memory_of(told: Sequence[Taught], kept: Sequence[tuple[int, str, str, str]], units: Sequence[str]) -> Memory:
    """What reading needs of what the store keeps: the headings that were explained, the forms of earlier imports, the units known.

    Of one sender, form and heading the latest import counts; the others stay for the day it is undone.
    """

    def form(each: Taught) -> tuple[int, str, str, str]:
        return each.import_id, each.file, each.kind, each.form

    forms = [
        Form(import_id, file, kind, columns_of(headings), {each.heading: each.field for each in group})
        for (import_id, file, kind, headings), group in groupby(sorted(_counting(told), key=form), key=form)
    ]
    return Memory(forms, kept, units)


def mappings(workspace: Workspace) -> list[Taught]:
    """What is remembered, by number: of what was explained several times the latest import, under the number it had first."""
    with opened(workspace.store, writing=False) as store:
        return sorted(_counting(store.taught()), key=lambda each: each.number)


def forget(workspace: Workspace, named: Sequence[str], now: datetime, *, everything: bool) -> list[Taught]:
    """Forget mappings by number or heading, or all of them; those that were forgotten.

    Raises:
        UsageError: One that was named is not remembered; then none is forgotten.
    """
    if not workspace.store.exists():
        return [] if everything else _unknown(named[0])
    with opened(workspace.store, writing=True) as store:
        told = store.taught()
        known = sorted(_counting(told), key=lambda each: each.number)
        chosen = {each.number for each in known} if everything else set()
        for name in named:
            meant = [each for each in known if name == str(each.number) or key(each.heading) == key(name)]
            if not meant:
                _unknown(name)
            chosen |= {each.number for each in meant}
        forgotten = [each for each in known if each.number in chosen]
        about = {_about(each) for each in forgotten}
        if about:
            store.forget([each.number for each in told if _about(each) in about], now)
    return forgotten


def headings_of(taught: Taught) -> list[str]:
    """The headings a mapping stood among, from the left, each on one line."""
    return [" ".join(heading.split("\n")) for heading, _ in columns_of(taught.form)]


def _unknown(name: str) -> list[Taught]:
    raise UsageError(
        "unknown-mapping",
        text("Nothing is remembered of “{name}”.", name=name),
        text("See what is with: {command}", command="partytrack mappings list"),
    )


def _about(taught: Taught) -> tuple[str, str, str, frozenset[str]]:
    """What a mapping is about: a heading of a sender's form, however its columns are ordered, of a kind."""
    return taught.kind, sender(taught.file), key(taught.heading), frozenset(key(heading) for heading, _ in columns_of(taught.form))


def _counting(told: Iterable[Taught]) -> list[Taught]:
    """Of those about the same the one of the latest import, under the smallest number that says the same as it."""
    counting: dict[tuple[str, str, str, frozenset[str]], Taught] = {}
    for each in told:  # the latest first
        latest = counting.setdefault(_about(each), each)
        if latest.field == each.field and each.number < latest.number:
            counting[_about(each)] = replace(latest, number=each.number)
    return list(counting.values())
