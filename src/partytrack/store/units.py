"""Which unit a code or name means: what is the same unit, what is a new one, and what is probably a misspelling."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

from partytrack.findings import Code
from partytrack.records import UNIT_NAMES_SHORT
from partytrack.vietnamese import bare, fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

_WORDS: Final = re.compile("(?:[^\\W_]|[\u0300-\u036f])+")  # folding may leave a tone mark of its own behind a word
_DIGITS = re.compile(r"\d+")
_ROMAN: Final = re.compile(r"m{0,3}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})")
# Only the first word is spelt out: letters further on may be a name of their own.
_SHORT_SPELT: Final = {short: fold(spelt) for short, spelt in UNIT_NAMES_SHORT.items()}
_NEAREST: Final = 3
_MOST_EDITS: Final = 5  # in a whole name: two words with two edits each, and a space


@dataclass(slots=True)
class Unit:
    """A unit as the store knows it: what its latest statement says, and every name and superior it is said to have had."""

    record: int
    code: str | None
    name: str
    parent: int | None = None
    names: set[str] = field(default_factory=set)
    parents: set[int | None] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a reference means no unit: the finding to make of it."""

    code: Code
    values: dict[str, object]


class Register:
    """All units known while a file is taken in, those it makes itself included.

    Args:
        fresh: Gives the number of a new record.
        strict: Whether an unknown unit is never made provisionally.
    """

    def __init__(self, fresh: Callable[[], int], *, strict: bool = False) -> None:
        self._fresh = fresh
        self._strict = strict
        self._units: dict[int, Unit] = {}
        self._by_code: dict[str, int] = {}
        self._by_name: dict[str, list[int]] = {}
        self._listed_names: dict[str, str] = {}
        self._answers: dict[str, int | Trouble] = {}
        self._roots: dict[int, int] = {}
        self._only_named: set[int] = set()
        self.made: set[int] = set()
        self.shown_one: list[tuple[int, int]] = []  # units that lists show to be others: the one that ends, the one it is

    def learn(
        self,
        statements: Iterable[tuple[int, str | None, str, int | None]],
        roots: Mapping[int, int] | None = None,
        aliases: Iterable[tuple[int, str]] = (),
        only_named: Iterable[int] = (),
    ) -> None:
        """Take in what the store says of units: record, code, name, parent; later statements after earlier ones.

        Args:
            statements: These.
            roots: For units that were made one, the unit each of them is.
            aliases: Other names that people decided mean a unit.
            only_named: Those of the units that no list speaks of.
        """
        self._roots |= roots or {}
        for record, code, name, parent in statements:
            self.state(record, code, name, parent)
        self._only_named |= {*only_named}
        for record, name in aliases:
            if record not in self._units:
                self._units[record] = Unit(record, None, name)
            self._units[record].names.add(fold(name))
            known = self._by_name.setdefault(spelt_out(name), [])
            if record not in known:
                known.append(record)

    def state(self, record: int, code: str | None, name: str, parent: int | None) -> None:
        """A list says this of a unit; from now on its name is one that others may be near to."""
        self._say(record, code, name, parent)
        self._listed_names[spelt_out(name)] = name
        self._only_named.discard(record)
        self._answers.clear()

    def _say(self, record: int, code: str | None, name: str, parent: int | None) -> None:
        unit = self._units.setdefault(record, Unit(record, code, name))
        unit.code, unit.name, unit.parent = code or unit.code, name, parent
        unit.names.add(fold(name))
        unit.parents.add(parent)
        if code:
            self._by_code[fold(code)] = record
        known = self._by_name.setdefault(spelt_out(name), [])
        if record not in known:
            known.append(record)

    def has(self, record: int) -> bool:
        """Whether a unit of that number is known."""
        return record in self._units

    def near(self, written: str) -> list[str]:
        """The listed names that this one may be a misspelling of."""
        return nearest(spelt_out(written), self._listed_names)

    def unit(self, record: int) -> Unit:
        """What is known of a unit."""
        return self._units[record]

    def root(self, record: int) -> int:
        """The unit that a unit is, where it was made one with another; else itself."""
        return self._roots.get(record, record)

    def above(self, record: int) -> list[int]:
        """The unit and its superiors (each as the unit it is), the nearest first, as last stated; a loop is walked once."""
        chain: list[int] = []
        at: int | None = record
        while at is not None and self.root(at) not in chain:
            at = self.root(at)
            chain.append(at)
            at = self._units[at].parent if at in self._units else None
        return chain

    def stands_under(self, record: int, superior: int) -> bool:
        """Whether a unit is another one or stands somewhere below it."""
        return self.root(superior) in self.above(record)

    def closes_loop(self, record: int, parent: int | None) -> bool:
        """Whether the unit would be above itself."""
        return parent is not None and self.stands_under(parent, record)

    # --- a row of a list of units ---

    def same(self, code: str | None, name: str, parent: int | None, *, shared: bool = False) -> int | None:
        """The known unit a row of a list speaks of; None if it is a new one.

        By code; else the same name under the same parent, or where one of the two does not say its parent. A row with a
        code is never a unit with another code, but adopts one without (also one that others so far named by that code).

        Args:
            code, name, parent: What the row says.
            shared: Whether the list calls several units so: then the row is none that was only ever named so.
        """
        if code and (coded := self._by_code.get(fold(code))) is not None:
            return coded
        alike = [self._units[record] for record in self._by_name.get(spelt_out(name), [])]
        alike = [unit for unit in alike if fold(name) in unit.names] or alike
        if shared:
            alike = [unit for unit in alike if unit.record not in self._only_named]
        if code:
            alike += [self._units[record] for record in self._by_name.get(spelt_out(code), [])]
            alike = [unit for unit in alike if not (unit.code or self._units.get(self.root(unit.record), unit).code)]
        parent = None if parent is None else self.root(parent)
        under = [unit for unit in alike if parent in {None if each is None else self.root(each) for each in unit.parents}]
        unsaid = [unit for unit in alike if parent is None or unit.parents == {None}]
        for fitting in (under, unsaid):
            if len({unit.record for unit in fitting}) == 1:
                return fitting[0].record
        by_code = [unit for unit in unsaid if code and unit.names == {fold(code)}]
        return next((unit.record for unit in (by_code or under)), None)

    def take_with(self, record: int, code: str, name: str, *, once: bool) -> list[int]:
        """Make the units one with a listed unit that rows named by its code or its name alone, as if there were no other; which they are.

        They would each be taken for the listed one by themselves. One by the name only where nobody else is called so.

        Args:
            record, code, name: The unit, and what a row of a list says of it.
            once: Whether the name stands in the list once.
        """
        named = [self._units[other] for other in self._by_name.get(spelt_out(name), [])]
        others = {self.root(unit.record) for unit in named} - {self.root(record)}
        called = [unit for unit in named if fold(name) in unit.names] if once and len(others) == 1 else []
        coded = [self._units[other] for other in self._by_name.get(spelt_out(code), []) if self._units[other].names == {fold(code)}]
        ends = {self.root(unit.record) for unit in (*called, *coded)} - {self.root(record)}
        taken = sorted(end for end in ends if end in self._units and not self._units[end].code and self._units[end].parents == {None})
        for end in taken:
            stays = self.root(record)
            self._roots |= {each: stays for each, root in self._roots.items() if root == end} | {end: stays, stays: stays}
            self.shown_one.append((end, record))
        self._answers.clear()
        return taken

    def only_named(self, name: str) -> list[Unit]:
        """The units that rows called so while no list spoke of them."""
        called = (self._units[record] for record in self._by_name.get(spelt_out(name), []))
        return [unit for unit in called if unit.record in self._only_named and self.root(unit.record) == unit.record]

    # --- a reference in any other row ---

    def meant(self, written: str) -> int | Trouble:
        """The record of the unit that a code or name means, made provisionally if need be; or why there is none.

        Args:
            written: The cell. `made` holds the units that were made here.
        """
        key = fold(written)
        if key not in self._answers:
            self._answers[key] = self._sought(written)
        return self._answers[key]

    def known(self, written: str) -> int | Trouble | None:
        """The record a code or name means among known units; None where it is not known."""
        key = fold(written)
        if key in self._by_code:
            return self._by_code[key]
        called = [self._units[record] for record in self._by_name.get(spelt_out(written), [])]
        called = [unit for unit in called if fold(unit.name) == key] or [unit for unit in called if key in unit.names] or called
        if len({self.root(unit.record) for unit in called}) > 1:
            return Trouble(Code.UNIT_AMBIGUOUS, {"names": ", ".join(sorted(map(self._told_apart, called)))})
        return called[0].record if called else None

    def in_short(self, written: str, record: int) -> bool:
        """Whether a name means a unit only because a word of it is spelt out: nobody has called the unit so."""
        unit = self._units[record]
        return (
            fold(written) not in unit.names and fold(written) != fold(unit.code or "") and spelt_out(written) in map(spelt_out, unit.names)
        )

    def _told_apart(self, unit: Unit) -> str:
        if unit.code:
            return unit.code
        above = self._units.get(unit.parent) if unit.parent is not None else None
        return f"{unit.name} ({above.name})" if above else unit.name

    def alike(self, written: str) -> list[str]:
        """Listed names that differ from this one in nothing but accents: other units, but perhaps the one that was meant."""
        plain = bare(spelt_out(written))
        return sorted(name for key, name in self._listed_names.items() if bare(key) == plain)

    def _sought(self, written: str) -> int | Trouble:
        known = self.known(written)
        if known is not None:
            return known
        near = self.near(written)
        if near:
            return Trouble(Code.UNIT_MISSPELT, {"names": ", ".join(near)})
        if self._strict:
            return Trouble(Code.UNIT_UNKNOWN, {})
        record = self._fresh()
        self._say(record, None, written, None)
        self._only_named.add(record)
        self.made.add(record)
        return record


def spelt_out(name: str) -> str:
    """The folded name with the usual abbreviation at its beginning spelt out: CB Thôn Đông and Chi bộ thôn Đông are one."""
    first, _, others = fold(name).partition(" ")
    full = _SHORT_SPELT.get(first.rstrip("."))
    return f"{full} {others}" if full and others else fold(name)


def nearest(key: str, names: dict[str, str]) -> list[str]:
    """The names (folded → as written) that a folded name may be a misspelling of, the nearest first, three at most."""
    plain = bare(key)
    close = process.extract(
        plain, {name: bare(name) for name in names}, scorer=OSA.distance, score_cutoff=_MOST_EDITS, limit=None, processor=None
    )
    return [names[name] for _, _, name in sorted(close, key=lambda hit: (hit[1], hit[2])) if near(key, name)][:_NEAREST]


def near(one: str, other: str) -> bool:
    """Whether one folded name may be a misspelling of another.

    Not if a word differs in nothing but accents, or in a number, a roman numeral or a single letter: those are other units.
    Else if at most two words differ, each by one small edit (two in a word of seven letters or more; none in one of
    three), or if only a space is missing or too many.
    """
    if one == other:
        return False
    left, right = _WORDS.findall(one), _WORDS.findall(other)
    if len(left) != len(right):
        return _spaced(left, right)
    differing = [(a, b) for a, b in zip(left, right, strict=True) if a != b]
    if any(_counting(a) or _counting(b) or bare(a) == bare(b) for a, b in differing):
        return False
    return len(differing) <= 2 and all(_slip(bare(a), bare(b)) for a, b in differing)


def _slip(one: str, other: str) -> bool:
    longer = max(len(one), len(other))
    allowed = 2 if longer >= 7 else 1 if longer >= 4 else 0
    return OSA.distance(one, other) <= allowed


def _counting(word: str) -> bool:
    plain = bare(word)
    return len(plain) == 1 or any(letter.isdigit() for letter in plain) or _ROMAN.fullmatch(plain) is not None


def _spaced(left: list[str], right: list[str]) -> bool:
    """Whether the words differ only in where a space stands; numbers stay the same, so that 1 2 is not 12."""
    while left and right and left[0] == right[0]:
        left, right = left[1:], right[1:]
    while left and right and left[-1] == right[-1]:
        left, right = left[:-1], right[:-1]
    if "".join(left) == "".join(right):
        return _DIGITS.findall(" ".join(left)) == _DIGITS.findall(" ".join(right))
    return bare("".join(left)) == bare("".join(right)) and not any(map(_counting, (*left, *right)))
