"""Which member a rating or title is about: by card, else by a name that only one member can mean."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from rapidfuzz.distance import OSA

from partytrack.findings import Code
from partytrack.store.identity import folded
from partytrack.store.units import Trouble
from partytrack.vietnamese import bare

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from partytrack.store.units import Register

_SLIPS: Final = 2  # letters by which two spellings of one name may differ, accents apart


class Statement(NamedTuple):
    """What the store says of a member: in which unit he stands."""

    record: int
    card_number: str | None
    full_name: str
    unit: int


class People:
    """All members, to be found by card or name.

    Args:
        statements: What is said of them.
        register: All units.
        roots: For members who were found to be one, the record that stands for each.
    """

    def __init__(self, statements: Iterable[Statement], register: Register, roots: Mapping[int, int] | None = None) -> None:
        self._register = register
        self._roots = roots or {}
        self._by_card: dict[str, int] = {}
        self._by_name: dict[str, list[Statement]] = {}
        self._carded: set[int] = set()
        for each in statements:
            if each.card_number is not None:
                self._by_card[each.card_number] = each.record
                self._carded.add(self._roots.get(each.record, each.record))
            self._by_name.setdefault(folded(each.full_name), []).append(each)

    def meant(self, card_number: str | None, full_name: str | None, unit: int | None) -> int | Trouble:
        """The member's record, or why there is none.

        A card decides. Without one, or with one no member carries yet, a name does that is unique within the unit and the
        units below it (without a unit: among all members); members who carry another card are left out.
        """
        if card_number is not None and card_number in self._by_card:
            return self._by_card[card_number]
        alike = self._by_name.get(folded(full_name), []) if full_name is not None else []
        found = {
            root
            for each in alike
            for root in (self._roots.get(each.record, each.record),)
            if (unit is None or self._register.stands_under(each.unit, unit)) and not (card_number is not None and root in self._carded)
        }
        if len(found) == 1:
            return found.pop()
        return Trouble(Code.PERSON_AMBIGUOUS, {"count": len(found)}) if found else Trouble(Code.PERSON_UNKNOWN, {})


class Contradictions(NamedTuple):
    """What a row says of a member otherwise than everything that was said before.

    Args:
        name: The name is another one.
        name_of_another: It is so far from every known one that it is no other spelling of it.
        birth: The date of birth cannot be any known one.
    """

    name: bool
    name_of_another: bool
    birth: bool


Told = tuple[str, "date | None", "date | None"]
"""A name, and the first and last day that the date of birth may be."""


def contradictions(row: Told, known: Iterable[Told]) -> Contradictions:
    """What of a row contradicts what is known of the member; a blank contradicts nothing."""
    name, born, born_last = row
    told = list(known)
    names = {folded(each) for each, _, _ in told}
    births = [(first, last) for _, first, last in told if first is not None and last is not None]
    other_name = folded(name) not in names
    return Contradictions(
        other_name,
        other_name and all(OSA.distance(bare(name), bare(each)) > _SLIPS for each in names),
        born is not None and born_last is not None and bool(births) and all(born_last < first or last < born for first, last in births),
    )
