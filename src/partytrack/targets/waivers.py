"""Waivers from the keys of target files: whom they excuse from what, and until when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partytrack.messages import text
from partytrack.targets.document import find
from partytrack.targets.language import Each, Waiver
from partytrack.targets.misread import did_you_mean
from partytrack.targets.values import a_day
from partytrack.targets.windows import outer_periods
from partytrack.vietnamese import nfc

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date

    from partytrack.targets.document import Path
    from partytrack.targets.language import Target, Term
    from partytrack.targets.reading import Reading
    from partytrack.targets.schema import WaiverKeys


def read(reading: Reading, written: Sequence[WaiverKeys], term: Term, ids: Collection[str]) -> list[Waiver]:
    """The waivers of one file, problems noted; wrong ones are left out.

    Args:
        reading: The file.
        written: Its keys.
        term: The term with all its targets, of other files too.
        ids: The ids of all targets, of wrong ones too.
    """
    found = [_waiver(reading, keys, ("waivers", index), term, ids) for index, keys in enumerate(written)]
    return [each for each in found if each is not None]


def _waiver(reading: Reading, keys: WaiverKeys, path: Path, term: Term, ids: Collection[str]) -> Waiver | None:
    if keys.target is None:
        reading.absent(path, text("The waiver does not say its target."), text("Write target: with the id of one."))
    elif keys.target not in ids:
        reading.problem((*path, "target"), text("There is no target {id} in this term.", id=keys.target), did_you_mean(keys.target, ids))
    why, who = nfc(keys.reason or ""), nfc(keys.approved_by or "")
    if not why:
        reading.absent(path, text("The waiver does not say its reason."), text("Write reason: in a few words."))
    elif not who:
        reading.problem(path, text("It is not said who approved the waiver."), text("Write approved_by: with who did."), warning=True)
    until = _until(reading, keys, path)
    target = next((each for each in term.targets if each.id == keys.target), None)
    period = None if target is None or keys.period is None else _period(reading, keys.period, path, term, target)
    if target is None or not why:
        return None
    if keys.unit is not None and isinstance(target.measure, Each) and target.measure.rows.kind == "members":
        reading.problem(
            (*path, "unit"), text("A waiver of one unit does not go with each: members."), text("Leave the unit out."), key=True
        )
    line = find(reading.root, path).line if reading.root else 1
    unit = nfc(keys.unit) if keys.unit else None
    return Waiver(target.id, unit, period, why, who or None, until, reading.file, line)


def _until(reading: Reading, keys: WaiverKeys, path: Path) -> date | None:
    if keys.until is None:
        return None
    found = a_day(keys.until)
    if found is None:
        reading.problem(
            (*path, "until"), text("{key} cannot be {word}.", key="until", word=keys.until), text("Write a day like 2023-12-31.")
        )
    return found


def _period(reading: Reading, written: str, path: Path, term: Term, target: Target) -> str | None:
    """The label of the period the waiver is for, which must be one the target is judged for."""
    labels = [outer.label for outer in outer_periods(term, target)]
    if written in labels:
        return written
    reading.problem(
        (*path, "period"),
        text("{target} is not judged for {period}.", target=target.id, period=written),
        text("Its periods are: {periods}.", periods=", ".join(labels)),
    )
    return None
