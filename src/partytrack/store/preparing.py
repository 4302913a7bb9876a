"""The batches of a file on their way to the tables: units found, people linked, records decided, repetitions set aside.

Order of the steps only; what is the same unit, person or record is decided in `units`, `listing`, `persons` and `identity`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Protocol

from partytrack.compact import mapped
from partytrack.findings import Code, Finding, Place
from partytrack.periods import Span
from partytrack.records import FIGURES, MEMBERS, UNITS, Kind, Type
from partytrack.store import bridging, listing
from partytrack.store.batches import Ready, SheetBatch
from partytrack.store.identity import Columns, Matcher, folded, key_columns, log_keys, person_columns, person_keys
from partytrack.store.persons import Contradictions, People, Statement, contradictions
from partytrack.store.schema import stored_columns
from partytrack.store.units import Register, Trouble
from partytrack.vietnamese import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date

    from partytrack.store.joins import Roots


class Shelf(Protocol):
    """What preparing asks of the store: what it says now."""

    def units_said(self) -> Iterable[tuple[int, str | None, str, int | None]]:
        """Record, code, name and parent of every statement about units, earlier days first."""

    def units_only_named(self) -> set[int]:
        """The units that no list which stands speaks of."""

    def roots(self) -> Roots:
        """The units and members that decisions made one."""

    def aliases(self) -> list[tuple[int, str]]:
        """The units' other names that decisions remember: record and name."""

    def told_apart(self) -> list[tuple[int, int]]:
        """Members of whom somebody decided that they are two."""

    def numbers_on(self, records: Sequence[int], day: date) -> list[tuple[int, str | None, str | None]]:
        """Record, card number and file number of members, as they stand on a day."""

    def said_of(self, kind: Kind, columns: tuple[str, ...], between: tuple[date, date] | None) -> Columns:
        """`record` and the columns of all that stands of a kind; with `between` only records dated in that stretch, or not at all."""


class Preparation:
    """Prepares the batches of one file, one after the other; what one decides the next ones know.

    Args:
        file: Its name, for findings.
        shelf: The store.
        fresh: Gives the number of a new record.
        strict_units: Whether an unknown unit rejects its row.
    """

    def __init__(self, file: str, shelf: Shelf, fresh: Callable[[], int], *, strict_units: bool) -> None:
        self._file = file
        self._shelf = shelf
        self._fresh = fresh
        self._warned: set[int] = set()
        self._spelt_out: set[str] = set()
        self._matchers: dict[str, Matcher] = {}
        self._members: list[Ready] = []
        # For each kind and stated day the batches so far, each with the records it spoke of first and in which row.
        self._spoken: dict[tuple[str, date | None], list[_Spoken]] = {}
        self.register = Register(fresh, strict=strict_units)
        self._roots = shelf.roots()
        # Members whom rows of this file show to be one: kind, the record that ends and the one it becomes.
        self.made_one: list[tuple[str, int, int]] = []
        self.register.learn(shelf.units_said(), self._roots.get(UNITS.name), shelf.aliases(), shelf.units_only_named())
        # Every unit that a row names, with the day its list states: where it is named first.
        self.named: dict[tuple[int, date | None], tuple[str, int | None]] = {}

    def ready(self, given: SheetBatch) -> Ready:
        """A batch with its units, members and records."""
        batch = given.batch
        count = len(batch)
        ready = Ready(given, dict(batch.columns), batch.rows, range(count), [0] * count, [True] * count)
        for column in stored_columns(batch.kind):
            if column not in ready.columns:
                ready.columns[column] = [None] * count
        if batch.kind.name == UNITS.name:
            self._list_units(ready)
        else:
            self._find_units(ready)
        self._take_nil_return(ready)
        if batch.kind.person:
            self._link_people(ready)
        if batch.kind.name != UNITS.name:
            self._decide_records(ready)
        self._set_repeated_aside(ready)
        ready.findings.sort(key=lambda found: found.place.row or 0)
        return ready

    def _take_nil_return(self, ready: Ready) -> None:
        """A form without rows that names its unit and period says that there was nothing."""
        given = ready.given
        if given.nil is not None:
            unit = self._refer(ready, None, "unit", given.nil[0])
            if unit is not None:
                ready.nil = unit, given.nil[1]
        elif given.letterhead is not None:
            # The unit's own name stands below its superior's.
            known = (self.register.known(line) for line in reversed(given.letterhead[0]))
            unit = next((each for each in known if isinstance(each, int)), None)
            if unit is not None:
                self.named.setdefault((unit, given.stated_on), (given.sheet, None))
                ready.nil = unit, given.letterhead[1]
        if ready.nil is not None:
            self._find(ready, None, Code.NIL_RETURN, value=self.register.unit(ready.nil[0]).name, period=ready.nil[1])

    def _find(self, ready: Ready, row: int | None, code: Code, field: str | None = None, value: object = None, **values: object) -> None:
        shown = None if value is None else str(value)
        ready.findings.append(Finding(code, Place(self._file, ready.given.sheet, row), field, shown, values))

    # --- units ---

    def _refer(self, ready: Ready, row: int | None, field: str, written: str) -> int | None:
        """The record a cell's unit means; None after a finding that says why there is none."""
        meant = self.register.meant(written)
        if isinstance(meant, Trouble):
            self._find(ready, row, meant.code, field, written, **meant.values)
            return None
        self.named.setdefault((meant, ready.given.stated_on), (ready.given.sheet, row))
        if meant in self.register.made and meant not in self._warned:
            self._warned.add(meant)
            alike = self.register.alike(written)
            code = Code.UNIT_NEW_ALIKE if alike else Code.UNIT_NEW
            self._find(ready, row, code, field, written, names=", ".join(alike))
        elif self.register.in_short(written, meant) and written not in self._spelt_out:
            self._spelt_out.add(written)
            self._find(ready, row, Code.UNIT_IN_SHORT, field, written, name=self.register.unit(meant).name)
        return meant

    def _find_units(self, ready: Ready) -> None:
        wanted = [True] * len(ready.rows)
        for field in (each.name for each in ready.kind.fields if each.type is Type.UNIT):
            column = ready.columns[field]
            first = dict(zip(reversed(column), range(len(column) - 1, -1, -1), strict=True))
            found: dict[str | None, int | None] = {None: None}
            for written in dict.fromkeys(column):
                if written is not None:
                    found[written] = self._refer(ready, ready.rows[first[written]], field, written)
            unknown = {written for written, record in found.items() if record is None and written is not None}
            for index, written in enumerate(column) if unknown else ():
                if written in unknown:
                    if index != first[written]:  # of the first row it was said already
                        self._refer(ready, ready.rows[index], field, written)
                    if wanted[index]:
                        wanted[index] = False
                        ready.reject(index)
            ready.columns[field] = mapped(column, found.__getitem__)
        ready.narrow(wanted)

    def _list_units(self, ready: Ready) -> None:
        def refer(index: int, written: str) -> int | Trouble:
            meant = self.register.meant(written)
            if not isinstance(meant, Trouble):
                self._refer(ready, ready.rows[index], "parent", written)
            return meant

        outcome = listing.placed(ready.columns, self.register, self._fresh, refer)
        wanted = [not isinstance(each, Trouble) for each in outcome]
        for index, each in enumerate(outcome):
            if isinstance(each, Trouble):
                field = "name" if each.code is Code.UNIT_LOOP else "parent"
                self._find(ready, ready.rows[index], each.code, field, ready.columns[field][index], **each.values)
                ready.reject(index)
        coded = ready.columns["code"]
        places = {each[0]: index for index, each in enumerate(outcome) if not isinstance(each, Trouble) and coded[index]}
        for ends, stays in self.register.shown_one[len([kind for kind, *_ in self.made_one if kind == UNITS.name]) :]:
            self.made_one.append((UNITS.name, ends, stays))
            code, name = (ready.columns[field][places[stays]] for field in ("code", "name"))
            other = self.register.unit(ends).name
            other = name if fold(other) == fold(code) else other
            self._find(ready, ready.rows[places[stays]], Code.UNIT_ONE, "name", name, named=code, other=other)
        self._tell_of_several(ready, outcome)
        ready.columns["parent"] = [None if isinstance(each, Trouble) else each[1] for each in outcome]
        ready.records = [0 if isinstance(each, Trouble) else each[0] for each in outcome]
        ready.narrow(wanted)

    def _tell_of_several(self, ready: Ready, outcome: Sequence[tuple[int, int | None] | Trouble]) -> None:
        """A unit that rows only named is none of several that a list calls so: which, somebody has to say."""
        codes, names, parents = (ready.columns[field] for field in ("code", "name", "parent"))
        for rows in listing.shared(ready.columns).values():
            standing = [row for row in rows if not isinstance(outcome[row], Trouble)]
            for unit in self.register.only_named(names[rows[0]]) if standing else ():
                told = dict.fromkeys(codes[row] or (f"{names[row]} ({parents[row]})" if parents[row] else names[row]) for row in standing)
                self._find(ready, ready.rows[standing[0]], Code.UNIT_OF_SEVERAL, "name", unit.name, names=", ".join(told), unit=unit.record)

    # --- people ---

    def _link_people(self, ready: Ready) -> None:
        blank = [None] * len(ready.rows)
        cards, names = ready.columns.get("card_number", blank), ready.columns.get("full_name", blank)
        subjects = [
            subject or ("unit" if card is None and name is None else "member")
            for subject, card, name in zip(ready.columns["subject"], cards, names, strict=True)
        ]
        members: list[int | None] = list(blank)
        if "member" in subjects:
            people = People(self._people(), self.register, self._roots.get(MEMBERS.name))
            for index, subject in enumerate(subjects):
                if subject == "member":
                    members[index] = self._member(ready, index, people, cards[index], names[index])
        ready.columns["subject"] = subjects
        ready.columns["member"] = members

    def _member(self, ready: Ready, index: int, people: People, card: str | None, name: str | None) -> int | None:
        meant = people.meant(card, name, ready.columns["unit"][index])
        if isinstance(meant, Trouble):
            field, value = ("card_number", card) if name is None else ("full_name", name)
            self._find(ready, ready.rows[index], meant.code, field, value, **meant.values)
            return None
        return meant

    def _people(self) -> Iterable[Statement]:
        names = ("card_number", "full_name", "unit")
        stored = self._shelf.said_of(MEMBERS, names, None)
        yield from map(Statement, stored["record"], *(stored[name] for name in names))
        for ready in self._members:
            yield from map(Statement, ready.records, *(ready.columns[name] for name in names))

    # --- records ---

    def _who_is_known(self) -> Matcher:
        stored = _Stored(self._shelf)
        keys = person_keys(stored)
        matcher = self._matchers[MEMBERS.name] = Matcher(len(keys), self._fresh)
        matcher.learn(stored["record"], keys, lambda: stored["unit"])
        return matcher

    def _decide_records(self, ready: Ready) -> None:
        if not ready.rows:
            return
        if ready.kind.name == MEMBERS.name:
            self._reject_contradicted_cards(ready)
            self._members.append(ready)
            matcher = self._matchers.get(ready.kind.name) or self._who_is_known()
            ready.records = matcher.match(person_keys(ready.columns), ready.columns["unit"])
            self._hold_against_what_is_known(ready)
            self._warn_of_blank_numbers(ready, matcher)
            self._make_one(ready, matcher)
            self._warn_of_look_alikes(ready, matcher)
        else:
            keys = log_keys(ready.kind, ready.columns)
            matcher = self._matchers.setdefault(ready.kind.name, Matcher(len(keys), self._fresh))
            stored = self._shelf.said_of(ready.kind, key_columns(ready.kind), _between(ready.kind, ready.columns))
            if stored["record"]:
                matcher.learn(stored["record"], log_keys(ready.kind, stored))
            ready.records = matcher.match(keys)

    def _warn_of_look_alikes(self, ready: Ready, matcher: Matcher) -> None:
        """A new member with the name and unit of a known one, and no other birth date, may be the same person counted twice."""
        if not matcher.made_any:
            return
        stored = self._shelf.said_of(MEMBERS, ("full_name", "unit", "birth_date"), None)
        if not stored["record"]:
            return
        fresh = [index for index, record in enumerate(ready.records) if matcher.made(record)]
        told: dict[tuple[str, int | None], set[date | None]] = {}
        for name, unit, born in zip(stored["full_name"], stored["unit"], stored["birth_date"], strict=True):
            told.setdefault((folded(name), unit), set()).add(born)
        for index in fresh:
            name, born = ready.columns["full_name"][index], ready.columns["birth_date"][index]
            births = told.get((folded(name), ready.columns["unit"][index]), set())
            if births and (born is None or None in births or born in births):
                self._find(ready, ready.rows[index], Code.PERSON_ALIKE, "full_name", name)

    def _hold_against_what_is_known(self, ready: Ready) -> None:
        """A number decides who a row is about; what the row says otherwise of that person's name or birth is said.

        A row that contradicts both is about somebody else who bears the number by mistake: it is set aside.
        """
        stored = self._shelf.said_of(MEMBERS, ("full_name", "birth_date", "birth_date_last"), None)
        roots = self._roots.get(MEMBERS.name, {})
        told: dict[int, list[tuple[str, date | None, date | None]]] = {}
        for record, *said in zip(*(stored[name] for name in ("record", "full_name", "birth_date", "birth_date_last")), strict=True):
            told.setdefault(roots.get(record, record), []).append((said[0], said[1], said[2]))
        wanted = [True] * len(ready.rows)
        rows = zip(ready.records, *(ready.columns[name] for name in ("full_name", "birth_date", "birth_date_last")), strict=True)
        for index, (record, *row) in enumerate(rows) if told else ():
            known = told.get(roots.get(record, record))
            if known is None or (row[0], row[1], row[2]) in known:
                continue
            wanted[index] = self._agrees(ready, index, contradictions((row[0], row[1], row[2]), known))
        if not all(wanted):
            ready.narrow(wanted)

    def _warn_of_blank_numbers(self, ready: Ready, matcher: Matcher) -> None:
        """A list that has a column for a number says by a blank cell that there is none: where there was one, that is told."""
        says, day = ready.given.says, ready.given.stated_on
        asked = [name for name in ("card_number", "file_number") if (says is None or name in says) and None in ready.columns[name]]
        if not asked:
            return
        blank = {
            record: index
            for index, record in enumerate(ready.records)
            if any(ready.columns[name][index] is None for name in asked) and not matcher.made(record)
        }
        for record, card, file in self._shelf.numbers_on(list(blank), day) if blank and day else ():
            index = blank[record]
            for name, number in (("card_number", card), ("file_number", file)):
                if name in asked and number is not None and ready.columns[name][index] is None:
                    self._find(ready, ready.rows[index], Code.NUMBER_BLANK, name, number=number)

    def _make_one(self, ready: Ready, matcher: Matcher) -> None:
        """Members known apart so far are one where a row is the same as each of them by its key, unless somebody decided otherwise."""
        cards = self._shelf.said_of(MEMBERS, ("card_number",), None)
        if not cards["record"] or not bridging.possible(cards["record"], cards["card_number"], ready.columns["card_number"]):
            return
        stored = self._shelf.said_of(MEMBERS, bridging.COLUMNS, None)
        known = bridging.Known(stored["record"], bridging.carried(stored))
        roots = self._roots.setdefault(MEMBERS.name, {})
        for index, (record, row) in enumerate(zip(ready.records, bridging.carried(ready.columns), strict=True)):
            if matcher.made(record):
                continue
            for other in known.also(row, record):
                ends, stays = roots.get(other, other), roots.get(record, record)
                if ends != stays and not self._kept_apart(roots, ends, stays):
                    self.made_one.append((MEMBERS.name, ends, record))
                    roots |= bridging.joined(roots, ends, record)
                    self._find(ready, ready.rows[index], Code.PERSON_ONE, "full_name", ready.columns["full_name"][index])

    def _kept_apart(self, roots: Mapping[int, int], one: int, other: int) -> bool:
        return any({roots.get(record, record) for record in pair} == {one, other} for pair in self._shelf.told_apart())

    def _agrees(self, ready: Ready, index: int, found: Contradictions) -> bool:
        """Whether a row may stand, after the findings about it."""
        columns, row = ready.columns, ready.rows[index]
        if found.name_of_another and found.birth:
            number = next(
                (name for name in ("card_number", "file_number", "citizen_id") if columns[name][index] is not None), "card_number"
            )
            self._find(ready, row, Code.NUMBER_OF_ANOTHER, number, columns[number][index])
            ready.reject(ready.at[index])
            return False
        if found.name:
            self._find(ready, row, Code.PERSON_DIFFERS, "full_name", columns["full_name"][index], said=columns["full_name"][index])
        if found.birth:
            born = Span(columns["birth_date"][index], columns["birth_date_last"][index])
            self._find(ready, row, Code.PERSON_DIFFERS, "birth_date", born.label, said=born)
        return True

    def _reject_contradicted_cards(self, ready: Ready) -> None:
        """A card that the list gives to two different rows: the later one is set aside before it can tell who anybody is."""
        cards = ready.columns["card_number"]
        distinct = set(cards)
        if len(distinct) - (None in distinct) == len(cards) - cards.count(None):
            return
        first: dict[str, int] = {}
        wanted = [True] * len(cards)
        for index, card in enumerate(cards):
            at = first.setdefault(card, index) if card is not None else index
            if at != index and any(ready.columns[name][index] != ready.columns[name][at] for name in stored_columns(ready.kind)):
                self._find(ready, ready.rows[index], Code.CONFLICTING_ROW, other=ready.rows[at])
                ready.reject(index)
                wanted[index] = False
        if not all(wanted):
            ready.narrow(wanted)

    def _set_repeated_aside(self, ready: Ready) -> None:
        """Rows that speak of a record the file already spoke of: the same again counts once, another thing is a conflict."""
        earlier = self._spoken.setdefault((ready.kind.name, ready.given.stated_on), [])
        first: dict[int, int] | None = None
        if len(set(ready.records)) < len(ready.records):
            first = {}
            for index in _strongest_first(ready):
                record = ready.records[index]
                at = first.setdefault(record, index)
                if at != index and not any(record in other.places for other in earlier):
                    self._compare(ready, index, ready, at)
        for other in earlier:
            for index, record in enumerate(ready.records):
                if record in other.places:
                    self._compare(ready, index, other.ready, other.places[record])
        own = _Spoken(ready, first)
        earlier.append(own.without(earlier) if earlier else own)

    def _compare(self, ready: Ready, index: int, first: Ready, at: int) -> None:
        differing = {name for name in stored_columns(ready.kind) if ready.columns[name][index] != first.columns[name][at]}
        row, first_row = ready.rows[index], first.rows[at]
        if not differing and first.kept[at]:
            self._find(ready, row, Code.REPEATED_ROW, other=first_row)
            ready.kept[index] = False
            ready.repeated += 1
            return
        figure = ready.kind.name == FIGURES.name and ("value" in differing or not first.kept[at])
        if figure and first.kept[at]:
            self._find(first, first_row, Code.CONFLICTING_FIGURE, "value", first.columns["value"][at], other=row)
            self._set_aside(first, at)
        if figure:
            ready.contradicted.add(ready.records[index])
            self._find(ready, row, Code.CONFLICTING_FIGURE, "value", ready.columns["value"][index], other=first_row)
        else:
            self._find(ready, row, Code.CONFLICTING_ROW, other=first_row)
        self._set_aside(ready, index)

    def _set_aside(self, ready: Ready, index: int) -> None:
        ready.kept[index] = False
        ready.reject(ready.at[index])


class _Spoken:
    """A batch, and the row of each record that it speaks of first; with None every row speaks of another one.

    The rows are looked up only where another batch of the file follows.
    """

    def __init__(self, ready: Ready, places: dict[int, int] | None) -> None:
        self.ready = ready
        self._places = places

    @property
    def places(self) -> dict[int, int]:
        if self._places is None:
            self._places = dict(zip(self.ready.records, range(len(self.ready.records)), strict=True))
        return self._places

    def without(self, earlier: Sequence[_Spoken]) -> _Spoken:
        """The same without the records that earlier batches spoke of."""
        own = {record: at for record, at in self.places.items() if not any(record in other.places for other in earlier)}
        return _Spoken(self.ready, own)


class _Stored(dict[str, Sequence[Any]]):
    """What the store says of members: cards at once, the rest when somebody has none."""

    def __init__(self, shelf: Shelf) -> None:
        super().__init__(shelf.said_of(MEMBERS, ("card_number",), None))
        self._shelf = shelf

    def __missing__(self, column: str) -> Sequence[Any]:
        self.update(self._shelf.said_of(MEMBERS, person_columns(), None))
        return self[column]


def _strongest_first(ready: Ready) -> Iterable[int]:
    """The rows in order, but of members those with a card first: of rows that contradict each other the surest one stays."""
    places = range(len(ready.rows))
    if ready.kind.name != MEMBERS.name:
        return places
    keys = [ready.columns[name] for name in ("card_number", "file_number", "citizen_id")]
    return sorted(places, key=lambda place: [column[place] is None for column in keys])


def _between(kind: Kind, columns: Columns) -> tuple[date, date] | None:
    dates: list[Any] = [value for name in kind.dated for value in columns[name] if value is not None]
    return (min(dates), max(dates)) if dates else None
