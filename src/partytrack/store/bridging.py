"""Rows that show that members known apart so far are one person, because the row is the same as each of them by the contract's key.

A list without cards, one with cards alone and one with both: in whatever order they come, they speak of one person. Only numbers and
a name with both its dates count here; whoever merely looks alike stays apart.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING, Any, Final

from partytrack.store.identity import folded

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping, Sequence

    from partytrack.store.identity import Columns

_NUMBERS: Final = ("card_number", "file_number", "citizen_id")
COLUMNS: Final = (*_NUMBERS, "full_name", "birth_date", "birth_date_last", "admitted_on", "admitted_on_last")

Carried = tuple["Hashable | None", ...]
"""What a row carries of card, file number, citizen id, and name with both dates."""


def carried(columns: Columns) -> list[Carried]:
    """What each row carries, strongest first."""
    return [
        (
            card,
            file,
            citizen,
            (folded(name), born, born_last, admitted, admitted_last) if born is not None and admitted is not None else None,
        )
        for card, file, citizen, name, born, born_last, admitted, admitted_last in zip(*(columns[name] for name in COLUMNS), strict=True)
    ]


class Known:
    """All members known, with everything they were ever said to carry.

    Args:
        records: Which member each statement is about.
        told: What it carries.
    """

    def __init__(self, records: Sequence[int], told: Sequence[Carried]) -> None:
        self._keys: dict[int, tuple[set[Any], ...]] = {}
        self._bearing: list[dict[Hashable, set[int]]] = [defaultdict(set) for _ in range(len(_NUMBERS) + 1)]
        for record, row in zip(records, told, strict=True):
            self.learn(record, row)

    def learn(self, record: int, row: Carried) -> None:
        """Take in what one more row carries."""
        keys = self._keys.setdefault(record, tuple(set() for _ in row))
        for level, key in enumerate(row):
            if key is not None:
                keys[level].add(key)
                self._bearing[level][key].add(record)

    def also(self, row: Carried, record: int) -> list[int]:
        """The other members that a row of a member shows to be the same; none where they contradict him or one another."""
        found = {
            other for level, key in enumerate(row) if key is not None for other in self._bearing[level].get(key, ()) if self._is(row, other)
        }
        group = sorted(found | {record})
        if not found - {record} or any(self._contradict(one, other) for one, other in combinations(group, 2)):
            return []
        return [other for other in group if other != record]

    def _is(self, row: Carried, record: int) -> bool:
        """Whether the first that both carry agrees."""
        keys = self._keys[record]
        return next((key in known for key, known in zip(row, keys, strict=True) if key is not None and known), False)

    def _contradict(self, one: int, other: int) -> bool:
        """Whether the first that both members carry says that they are two."""
        keys = zip(self._keys.get(one, ()), self._keys.get(other, ()), strict=False)
        return next((not mine & theirs for mine, theirs in keys if mine and theirs), False)


def possible(records: Sequence[int], cards: Sequence[str | None], rows: Iterable[str | None]) -> bool:
    """Whether any row can show that two are one: not where everybody, known or told of, has a card."""
    with_card = {record for record, card in zip(records, cards, strict=True) if card is not None}
    return len(with_card) < len(set(records)) or None in rows


def joined(roots: Mapping[int, int], one: int, other: int) -> dict[int, int]:
    """The roots once a member's group is part of another's."""
    ends, stays = roots.get(one, one), roots.get(other, other)
    moved = {record: stays for record, root in roots.items() if root == ends}
    return {**roots, **moved, ends: stays, stays: stays, one: stays, other: stays}
