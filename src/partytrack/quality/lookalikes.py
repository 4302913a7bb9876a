"""Which members may be one person, and why: pairs for somebody to decide. Nothing here makes anybody one.

Names are compared folded; where they differ in accents only that is a reason of its own, and a weak one. The roster on a day is
that of `targets.query.in_roster`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Final

from partytrack.messages import marked
from partytrack.quality.problems import Spot
from partytrack.targets.query import in_roster
from partytrack.vietnamese import bare, fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from partytrack.quality.problems import Asking

# The surest first; a pair is listed once, for the first that holds.
REASONS: Final = {
    "same-card": marked("the same card number, written in two ways"),
    "two-units": marked("the same name and date of birth, in two units at once"),
    "same-birth": marked("the same name and date of birth"),
    "card-slip": marked("the same name, and card numbers that differ in one digit"),
    "near-birth": marked("the same name, and dates of birth that may be one"),
    "same-name": marked("the same name in one unit, and nothing that tells them apart"),
    "accents": marked("names that differ in accents only, and the same date of birth"),
}
_WRITTEN: Final = re.compile(r"[\W_]")


@dataclass(frozen=True, slots=True)
class Person:
    """A member as the roster has him.

    Args:
        record: His number in the list.
        name, card: As written.
        file_number: As written.
        birth, admission: First and last day that the date may be; None where it is blank.
        unit: The record number of his unit.
        spot: Where he stands.
    """

    record: int
    name: str
    card: str | None
    file_number: str | None
    birth: tuple[date, date] | None
    admission: tuple[date, date] | None
    unit: int
    spot: Spot | None


@dataclass(frozen=True, slots=True)
class Pair:
    """Two members who may be one person; `reason` is one of `REASONS`."""

    reason: str
    one: Person
    other: Person


def look_alikes(asking: Asking) -> list[Pair]:
    """The pairs nobody has decided yet, the surest reasons first, then as their rows stand."""
    people = _people(asking)
    apart = told_apart(asking)
    found: dict[tuple[int, int], Pair] = {}
    for one, other in _candidates(people):
        key = (min(one.record, other.record), max(one.record, other.record))
        reason = why(one, other)
        if reason is not None and key not in apart:
            found.setdefault(key, Pair(reason, one, other))
    order = {slug: place for place, slug in enumerate(REASONS)}
    return sorted(found.values(), key=lambda pair: (order[pair.reason], str(pair.one.spot or ""), pair.one.record, pair.other.record))


def told_apart(asking: Asking) -> set[tuple[int, int]]:
    """The pairs of members of whom somebody decided that they are two, the smaller number first."""
    return {(one, other) for one, other in asking.rows("SELECT one, other FROM told_apart")}


def still_alike(records: Iterable[int], apart: set[tuple[int, int]]) -> list[set[int]]:
    """Of members who look alike the groups that are left when those told apart no longer hang together."""
    groups: list[set[int]] = []
    for record in sorted(set(records)):
        near = [group for group in groups if any((other, record) not in apart for other in group)]
        groups = [group for group in groups if group not in near]
        groups.append({record}.union(*near))
    return [group for group in groups if len(group) > 1]


def why(one: Person, other: Person) -> str | None:
    """Why two members may be one person; None where they do not look so. The order of the two does not matter."""
    if one.card is not None and other.card is not None and plain_card(one.card) == plain_card(other.card):
        return "same-card"
    if fold(one.name) != fold(other.name):
        together = one.unit == other.unit or (one.admission is not None and one.admission == other.admission)
        return "accents" if _one_day(one.birth, other.birth) and together and not _numbered_apart(one, other) else None
    if _one_day(one.birth, other.birth):
        return "same-birth" if one.unit == other.unit else "two-units"
    if _dated_apart(one.birth, other.birth):
        return None
    if one.card is not None and other.card is not None and _slip(plain_card(one.card), plain_card(other.card)):
        return "card-slip"
    if _numbered_apart(one, other) or _dated_apart(one.admission, other.admission):
        return None
    if one.birth is not None and other.birth is not None:
        return "near-birth"
    return "same-name" if one.unit == other.unit else None


def plain_card(card: str) -> str:
    """A card number without blanks, dots and leading zeros."""
    return _WRITTEN.sub("", card).lstrip("0").casefold()


def _slip(one: str, other: str) -> bool:
    """Whether two numbers of one length differ in one digit, or in two neighbours that changed places."""
    if len(one) != len(other):
        return False
    differing = [place for place in range(len(one)) if one[place] != other[place]]
    if len(differing) == 2:
        first, second = differing
        return second == first + 1 and one[first] == other[second] and one[second] == other[first]
    return len(differing) == 1


def _numbered_apart(one: Person, other: Person) -> bool:
    """Whether a number that both carry says that they are two."""
    if one.card is not None and other.card is not None:
        return True
    return one.file_number is not None and other.file_number is not None and one.file_number != other.file_number


def _one_day(one: tuple[date, date] | None, other: tuple[date, date] | None) -> bool:
    return one is not None and one == other and one[0] == one[1]


def _dated_apart(one: tuple[date, date] | None, other: tuple[date, date] | None) -> bool:
    """Whether two dates cannot be the same day."""
    return one is not None and other is not None and (one[1] < other[0] or other[1] < one[0])


def _candidates(people: Sequence[Person]) -> Iterator[tuple[Person, Person]]:
    """The pairs worth a look: those that share anything `why` looks at. All pairs of one name would be far too many in a province."""
    alike: dict[tuple[object, ...], list[Person]] = defaultdict(list)
    for person in people:
        for mark in _marks(person):
            alike[mark].append(person)
    for group in alike.values():
        yield from combinations(group, 2)


def _marks(person: Person) -> Iterator[tuple[object, ...]]:
    name = fold(person.name)
    yield "unit", name, person.unit
    if person.birth is not None:
        yield "year", name, person.birth[0].year
        yield "day", bare(name), person.birth
    if person.card is not None and (card := plain_card(person.card)):
        yield "card", card
        yield "digits", name, "".join(sorted(card))
        yield from (("all but", name, place, card[:place] + card[place + 1 :]) for place in range(len(card)))


def _people(asking: Asking) -> list[Person]:
    query = (
        "SELECT m.record, m.full_name, m.card_number, m.file_number, m.birth_date, m.birth_date_last, m.admitted_on, m.admitted_on_last,"  # noqa: S608 - fixed text and a day
        ' m.unit, o.file, o.sheet, o."row" FROM members AS m LEFT JOIN members_origins AS o ON o.content = m.content'
        f' WHERE {in_roster("m", asking.day)} ORDER BY o.file, o.sheet, o."row", m.record'
    )
    found = []
    for record, name, card, file_number, born, born_last, admitted, admitted_last, unit, *place in asking.rows(query):
        birth = (born, born_last) if born is not None else None
        admission = (admitted, admitted_last) if admitted is not None else None
        spot = Spot(*place) if place[0] is not None else None
        found.append(Person(record, name, card, file_number, birth, admission, unit, spot))
    return found
