"""Which record a row speaks of: keys by levels, the first level that both carry decides. No accents are ever stripped.

Every row has one key per level, None where it does not carry that level. Two rows that carry a level in common are the same record
exactly if they agree on the first such level: two card numbers make two people whatever else agrees; a probationary member
without a card and the same member with his first card meet on a lower level and stay one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any

from partytrack.records import Kind, Type
from partytrack.vietnamese import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable


@lru_cache(maxsize=50_000)
def _folded_word(word: str) -> str:
    return fold(word)


@lru_cache(maxsize=200_000)
def folded(name: str) -> str:
    """The same as `vietnamese.fold`, but quick for a long list of names, which share their words."""
    return " ".join(filter(None, map(_folded_word, name.split())))


class Keys:
    """The keys of some rows, one column per level, each made when it is first needed: most rows are known by their first level."""

    def __init__(self, *levels: Callable[[], Sequence[Hashable | None]]) -> None:
        self._makers = levels
        self._columns: dict[int, Sequence[Hashable | None]] = {}

    def __len__(self) -> int:
        return len(self._makers)

    def level(self, level: int) -> Sequence[Hashable | None]:
        """The keys of a level, None for a row that does not carry it."""
        if level not in self._columns:
            self._columns[level] = self._makers[level]()
        return self._columns[level]

    def only(self, rows: Sequence[int]) -> Keys:
        """The keys of some of the rows."""
        return Keys(*(partial(self._some, level, rows) for level in range(len(self))))

    def _some(self, level: int, rows: Sequence[int]) -> list[Hashable | None]:
        return _picked(self.level(level), rows)


class Matcher:
    """Finds the record of each row of a batch among known ones, or makes new ones.

    The order of the rows does not decide which rows are one record.

    Args:
        levels: How many levels of keys there are.
        fresh: Gives the number of a new record.
    """

    def __init__(self, levels: int, fresh: Callable[[], int]) -> None:
        self._fresh = fresh
        self._levels = range(levels)
        self._found: list[dict[Hashable, int | tuple[int, ...]]] = [{} for _ in self._levels]
        self._carries: list[set[int]] = [set() for _ in self._levels]
        self._untold: list[list[tuple[Sequence[int], Keys]]] = [[] for _ in self._levels]
        self._hinted: list[tuple[Sequence[int], Callable[[], Sequence[Hashable]]]] = []
        self._hints: dict[int, set[Hashable]] = defaultdict(set)
        self._any = False  # whether any are known
        self._made: dict[int, Hashable] = {}
        self._made_at_once: list[tuple[Sequence[int], Sequence[Hashable]]] = []

    def learn(self, records: Sequence[int], keys: Keys, hints: Callable[[], Sequence[Hashable]] | None = None) -> None:
        """Take in what is said of records: a record may be told of several times and then carries all of it.

        Keys and hints are asked for only when rows are left that stronger levels do not decide.
        """
        self._any = self._any or bool(records)
        for untold in self._untold:
            untold.append((records, keys))
        if hints is not None:
            self._hinted.append((records, hints))

    def match(self, keys: Keys, hints: Sequence[Hashable] | None = None) -> list[int]:
        """The record of each row. Of several that fit, one with the same hint (the unit) is taken."""
        first = keys.level(0)
        rows = _Rows(keys, hints, [0] * len(first))
        if not self._any and None not in first and len(set(first)) == len(first):
            return self._all_new(rows)
        waiting = list(range(len(rows.records)))
        for level in self._levels:
            if waiting:
                waiting = self._among_known(rows, level, waiting)
        for level, groups in enumerate(rows.by_strength(waiting)):
            if groups:
                self._among_each_other(rows, level, groups)
        return rows.records

    @property
    def made_any(self) -> bool:
        """Whether `match` made any record."""
        return bool(self._made or self._made_at_once)

    def made(self, record: int) -> bool:
        """Whether the record is one that `match` made, because no known one fitted."""
        return record in self._every_made()

    def _every_made(self) -> dict[int, Hashable]:
        for fresh, keys in self._made_at_once:
            self._made.update(zip(fresh, keys, strict=True))
        self._made_at_once = []
        return self._made

    def _all_new(self, rows: _Rows) -> list[int]:
        """The records of rows of which nothing is known and no two can be one: every row has its own strongest key."""
        rows.records = [self._fresh() for _ in rows.records]
        self._made_at_once.append((rows.records, rows.keys.level(0)))
        self.learn(rows.records, rows.keys, None if rows.hints is None else partial(list, rows.hints))
        return rows.records

    def _index(self, level: int) -> dict[Hashable, int | tuple[int, ...]]:
        """Key → the record (or, of several, the records) of a level, with everything that was told so far."""
        found, carries = self._found[level], self._carries[level]
        for records, keys in self._untold[level]:
            column = keys.level(level)
            blanks = column.count(None)
            if not found and not blanks and len(whole := dict(zip(column, records, strict=True))) == len(column):
                found.update(whole)
                carries.update(records)
            elif blanks < len(column):
                self._index_each(found, carries, zip(records, column, strict=True))
        self._untold[level] = []
        return found

    @staticmethod
    def _index_each(found: dict[Hashable, int | tuple[int, ...]], carries: set[int], told: Iterable[tuple[int, Hashable | None]]) -> None:
        for record, key in told:
            if key is None:
                continue
            carries.add(record)
            known = found.setdefault(key, record)
            if known != record:
                several = known if isinstance(known, tuple) else (known,)
                if record not in several:
                    found[key] = (*several, record)

    def _fitting(self, rows: _Rows, row: int, level: int) -> tuple[int, ...]:
        """The records that agree with a row on a level and share no level before it."""
        key = rows.keys.level(level)[row]
        found = self._index(level).get(key, ()) if key is not None else ()
        known = found if isinstance(found, tuple) else (found,)
        for before in range(level):
            if not known:
                break
            if rows.keys.level(before)[row] is not None:
                self._index(before)
                known = tuple(record for record in known if record not in self._carries[before])
        return known

    def _among_known(self, rows: _Rows, level: int, waiting: list[int]) -> list[int]:
        """Give rows the known records they agree with on a level; the rows still waiting after it."""
        if not self._index(level):
            return waiting
        sure, contested, still = self._by_first_level(rows, waiting) if level == 0 else self._by_lower_level(rows, level, waiting)
        self._give(rows, sure)
        for row in sorted(contested, key=rows.rank):
            fits = tuple(record for each in range(level + 1) for record in self._fitting(rows, row, each))
            if fits:
                self._give(rows, [(row, self._choice(rows, row, fits))])
            else:
                still.append(row)
        return still

    def _by_first_level(self, rows: _Rows, waiting: list[int]) -> tuple[list[tuple[int, int]], list[int], list[int]]:
        """Rows with the record that is surely theirs, rows that several records fit, rows that none fits."""
        sure: list[tuple[int, int]] = []
        contested: list[int] = []
        still: list[int] = []
        found, column = self._found[0], rows.keys.level(0)
        for row in waiting:
            known = found.get(column[row])
            if known is None:
                still.append(row)
            elif isinstance(known, tuple):
                contested.append(row)
            else:
                sure.append((row, known))
        return sure, contested, still

    def _by_lower_level(self, rows: _Rows, level: int, waiting: list[int]) -> tuple[list[tuple[int, int]], list[int], list[int]]:
        """The same for a lower level, where two rows that differ on a stronger one may claim the same record."""
        claims: dict[int, list[int]] = {}
        contested: list[int] = []
        still: list[int] = []
        for row in waiting:
            fitting = self._fitting(rows, row, level)
            if len(fitting) == 1:
                claims.setdefault(fitting[0], []).append(row)
            else:
                (contested if fitting else still).append(row)
        sure = [(claimants[0], record) for record, claimants in claims.items() if len(claimants) == 1]
        contested += [row for claimants in claims.values() if len(claimants) > 1 for row in claimants]
        return sure, contested, still

    def _among_each_other(self, rows: _Rows, level: int, groups: list[list[int]]) -> None:
        """Make the records of rows that no known one fits. A group agrees on its strongest level, the one given.

        Two groups of one level differ there, so they only meet in a record that lacks that level.
        """
        fitting = [group for group in groups if self._any and self._known_to_any(rows, group, level) is not None]
        later = {group[0] for group in fitting}
        self._give(
            rows,
            [(row, record) for group in groups if group[0] not in later for record in [self._new(rows, group, level)] for row in group],
        )
        for group in sorted(fitting, key=lambda group: min(map(rows.rank, group))):
            record = self._known_to_any(rows, group, level) or self._new(rows, group, level)
            self._give(rows, [(row, record) for row in group])

    def _new(self, rows: _Rows, group: list[int], level: int) -> int:
        record = self._fresh()
        self._made[record] = rows.keys.level(level)[group[0]]
        return record

    def _known_to_any(self, rows: _Rows, group: list[int], level: int) -> int | None:
        for row in group if len(group) == 1 else sorted(group, key=rows.rank):
            for each in range(level, len(rows.keys)):
                fitting = self._fitting(rows, row, each)
                if fitting:
                    return self._choice(rows, row, fitting)
        return None

    def _choice(self, rows: _Rows, row: int, fitting: tuple[int, ...]) -> int:
        if len(fitting) == 1:
            return fitting[0]
        for records, hints in self._hinted:
            for record, hint in zip(records, hints(), strict=True):
                self._hints[record].add(hint)
        self._hinted = []
        made = self._every_made()
        near = [record for record in fitting if rows.hints is not None and rows.hints[row] in self._hints[record]]
        return min(near or fitting, key=lambda record: (record in made, str(made.get(record)), record))

    def _give(self, rows: _Rows, given: list[tuple[int, int]]) -> None:
        """Rows with their records; from now on these carry the rows' keys too."""
        for row, record in given:
            rows.records[row] = record
        picked = [row for row, _ in given]
        hints = None if rows.hints is None else partial(_picked, rows.hints, picked)
        self.learn([record for _, record in given], rows.keys.only(picked), hints)


def _picked(column: Sequence[Hashable], rows: Sequence[int]) -> list[Hashable]:
    return [column[row] for row in rows]


class _Rows:
    """The rows of one batch while their records are sought."""

    __slots__ = ("hints", "keys", "records")

    def __init__(self, keys: Keys, hints: Sequence[Hashable] | None, records: list[int]) -> None:
        self.keys = keys
        self.hints = hints
        self.records = records

    def by_strength(self, waiting: Iterable[int]) -> list[list[list[int]]]:
        """For each level the rows whose strongest key is on it, in groups that agree there."""
        levels: list[list[list[int]]] = []
        left = list(waiting)
        for level in range(len(self.keys)):
            groups: dict[Hashable, list[int]] = {}
            still: list[int] = []
            if left:
                column = self.keys.level(level)
                for row in left:
                    key = column[row]
                    if key is None:
                        still.append(row)
                    else:
                        groups.setdefault(key, []).append(row)
            levels.append(list(groups.values()))
            left = still
        return levels

    def rank(self, row: int) -> tuple[object, ...]:
        """An order of rows that does not depend on where they stand: strong keys first, then by what the keys say."""
        keys = [self.keys.level(level)[row] for level in range(len(self.keys))]
        return (*(key is None for key in keys), *map(str, keys), str(self.hints[row]) if self.hints is not None else "")


# --- the keys of each kind ---

Columns = Mapping[str, Sequence[Any]]


def person_keys(columns: Columns) -> Keys:
    """The levels of a member: card number, file number, citizen id, name with birth date and admission.

    On the last level blank equals only blank, and where both dates are blank the unit must agree too.
    """
    return Keys(
        lambda: columns["card_number"],
        lambda: columns["file_number"],
        lambda: columns["citizen_id"],
        lambda: _named_persons(columns),
    )


def _named_persons(columns: Columns) -> list[Hashable | None]:
    told = ("full_name", "birth_date", "birth_date_last", "admitted_on", "admitted_on_last", "unit")
    return [
        (folded(name), born, born_last, admitted, admitted_last, unit if born is None and admitted is None else None)
        for name, born, born_last, admitted, admitted_last, unit in zip(*(columns[column] for column in told), strict=True)
    ]


def person_columns() -> tuple[str, ...]:
    """The columns `person_keys` reads."""
    return (
        "card_number",
        "file_number",
        "citizen_id",
        "full_name",
        "birth_date",
        "birth_date_last",
        "admitted_on",
        "admitted_on_last",
        "unit",
    )


def key_columns(kind: Kind) -> tuple[str, ...]:
    """The stored columns the keys of a log are made from."""
    names: list[str] = []
    for part in kind.key:
        match part:
            case "subject":
                names += ["subject", "member", *(name for name in ("card_number", "full_name", "unit") if kind.has(name))]
            case "date":
                names += [column for name in kind.dated for column in kind.field(name).columns]
            case _:
                names += [_compared(kind, part), *kind.field(part).columns[1:]]
    if "birth_date" in kind.key:
        names.append("unit")
    return tuple(dict.fromkeys(names))


def log_keys(kind: Kind, columns: Columns) -> Keys:
    """The levels of the records of a log, from `Kind.key`.

    There are several only where the key says `date` and the kind has several dates (each is a level), or where it says `subject`:
    the member if known, then the card, then name and unit; for a unit the unit. A name without a birth date is held
    together with its unit.
    """
    fixed = [_part(kind, part, columns) for part in kind.key if part not in ("date", "subject")]
    if "date" in kind.key:
        levels = [_dates(kind.field(name).columns, columns) for name in kind.dated]
    elif "subject" in kind.key:
        levels = _subjects(kind, columns)
    else:
        return Keys(lambda: list(zip(*fixed, strict=True)))
    joined = [[None if own is None else (own, *rest) for own, *rest in zip(level, *fixed, strict=True)] for level in levels]
    return Keys(*(partial(list, level) for level in joined))


def _compared(kind: Kind, name: str) -> str:
    return f"{name}_folded" if kind.field(name).type is Type.TEXT else name


def _part(kind: Kind, name: str, columns: Columns) -> list[Hashable | None]:
    values = columns[_compared(kind, name)]
    if name == "birth_date":
        return [
            (unit,) if value is None else (value, last)
            for value, last, unit in zip(values, columns["birth_date_last"], columns["unit"], strict=True)
        ]
    match kind.field(name).type:
        case Type.NAME:
            return [None if value is None else folded(value) for value in values]
        case Type.DATE | Type.PERIOD:
            return list(zip(values, columns[f"{name}_last"], strict=True))
        case _:
            return list(values)


def _dates(names: tuple[str, ...], columns: Columns) -> list[Hashable | None]:
    return [None if first is None else (first, last) for first, last in zip(columns[names[0]], columns[names[1]], strict=True)]


def _subjects(kind: Kind, columns: Columns) -> list[list[Hashable | None]]:
    blank = [None] * len(columns["subject"])
    cards = columns["card_number"] if kind.has("card_number") else blank
    members: list[Hashable | None] = []
    carded: list[Hashable | None] = []
    named: list[Hashable | None] = []
    told = zip(columns["subject"], columns["member"], cards, columns["full_name"], columns["unit"], strict=True)
    for subject, member, card, name, unit in told:
        person = subject != "unit"
        members.append((("member", member) if member is not None else None) if person else ("unit", unit))
        carded.append(("card", card) if person and card is not None else None)
        named.append(("name", folded(name), unit) if person and name is not None else None)
    return [members, carded, named]
