"""Which member a rating or title is about: by card, else by a name that only one member can mean."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from partytrack.findings import Code
from partytrack.store.identity import folded
from partytrack.store.units import Trouble

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from partytrack.store.units import Register


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
