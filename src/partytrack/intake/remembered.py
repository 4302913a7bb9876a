"""What earlier imports teach about a sheet: headings that `--map` explained once, and headings that have changed since.

A sender is told by his form: the set of headings of a table, wherever they stand; of several with one form by the name of the
file, numbers left out. Two forms are alike when two thirds of the headings of the longer one stand in both, word for word or
read as the same field. What `--map` said of a heading counts for sheets of an alike form and the same kind that have the very
same heading; of several imports the most alike form counts, then the file of that name, then the latest. Where a column
stands never says what it means.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from dataclasses import field as _made
from fractions import Fraction
from functools import cache, cached_property, reduce
from typing import TYPE_CHECKING, Final, Generic, TypeVar

from partytrack.findings import Code, Finding
from partytrack.intake.header import find_header
from partytrack.intake.headings import plan
from partytrack.intake.wording import is_ignored, key, mapped
from partytrack.messages import text
from partytrack.records import KINDS, field_title
from partytrack.vietnamese import bare, fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from partytrack.findings import Place
    from partytrack.intake.grid import Grid
    from partytrack.intake.header import Header
    from partytrack.intake.headings import Plan
    from partytrack.intake.seen import Options
    from partytrack.intake.wording import Heading

What = TypeVar("What")

_ALIKE: Final = Fraction(2, 3)
_ROWS_SEARCHED: Final = 60
_CELL: Final = f"{fold('Chi bộ')} "


@dataclass(frozen=True, slots=True)
class Form:
    """The headings of a table imported before.

    Args:
        import_id: Which import brought it, of several the latest.
        file: The name of the file it came in.
        kind: What its rows were.
        columns: Its headings from the left, a line for each row of headings, with the field each was read as, or None.
        taught: The headings among them that `--map` explained → their field.
    """

    import_id: int
    file: str
    kind: str
    columns: tuple[tuple[str, str | None], ...]
    taught: Mapping[str, str] = _made(default_factory=dict)


class Memory:
    """What earlier imports teach: the forms of those that stand, and the units that are known.

    Args:
        taught: Those `--map` explained something of, the latest first.
        kept: The latest of each set of headings: import, file, kind, and its columns as they are kept; read only when a heading
            is unknown.
        units: The names and codes of the units that are known; folded only when the name of a sheet may be one.
    """

    def __init__(self, taught: Sequence[Form], kept: Sequence[tuple[int, str, str, str]] = (), units: Sequence[str] = ()) -> None:
        self.taught = tuple(taught)
        self._kept = kept
        self._units = units
        self.looked_at: dict[tuple[str, tuple[Heading, ...]], list[_Replaced]] = {}

    @cached_property
    def units(self) -> dict[str, str]:
        """Folded name or code of a known unit → as it is written; also without "Chi bộ" before it, where that means one unit."""
        short: dict[str, set[str]] = {}
        for name in self._units:
            short.setdefault(fold(name).removeprefix(_CELL), set()).add(name)
        alone = {said: min(names) for said, names in short.items() if len(names) == 1 and not said.isdigit()}
        return alone | {fold(name): name for name in self._units}

    @cached_property
    def forms(self) -> tuple[Form, ...]:
        """Every form, the latest first."""
        return tuple(Form(import_id, file, kind, columns_of(kept)) for import_id, file, kind, kept in self._kept)


def columns_of(kept: str) -> tuple[tuple[str, str | None], ...]:
    """The columns of a form as they are kept: a JSON list of letter, heading, field."""
    return tuple((heading, name) for _, heading, name in json.loads(kept))


@cache
def sender(file: str) -> str:
    """What the name of a file says about who sent it: its words without accents, the numbers, which are years and months, left out."""
    words = re.split(r"[\W_]+", bare(file.rpartition(".")[0]))
    return " ".join(word for word in words if word and not word.isdigit())


@dataclass(frozen=True, slots=True)
class Recalled:
    """A heading that is read as it was explained in an earlier import."""

    heading: str
    field: str
    import_id: int


@dataclass(frozen=True, slots=True)
class Recall:
    """What is remembered of a table.

    Args:
        header: Its headings, found with what is remembered.
        kind: What the rows of the forms like it were.
        same: Whether one of them has exactly these headings: then it is the same kind again.
        recalled: The headings that were explained.
    """

    header: Header
    kind: str
    same: bool
    recalled: tuple[Recalled, ...]

    @property
    def mapping(self) -> dict[str, str]:
        """Heading → field, as `--map` has it."""
        return {_written(each.heading): each.field for each in self.recalled}


def levels_kept(heading: Heading) -> str:
    """A heading as it is kept: a line for each of its levels."""
    return "\n".join(" ".join(level.split()) for level in heading.levels)


def _written(kept: str) -> str:
    return " ".join(kept.split("\n"))


# --- what was explained ---


def recall(grid: Grid, start: int, file: str, options: Options) -> Recall | None:
    """What is remembered of the table that begins at or below a row; None where no heading in it was ever explained.

    What `--map` says now wins over what it said before.
    """
    said = options.mapping
    forms = [form for form in options.memory.taught if options.kind in (None, form.kind)] if options.memory else []
    if not forms:
        return None
    words = {key(cell) for row in grid.rows[start : start + _ROWS_SEARCHED] for cell in row if isinstance(cell, str) and cell}
    forms = [form for form in forms if any(key(heading.split("\n")[-1]) in words for heading in form.taught)]
    searched = {
        part: name for form in forms for heading, name in form.taught.items() for part in (_written(heading), heading.split("\n")[-1])
    }
    header = find_header(grid, start, {**said, **searched}) if forms else None
    if header is None:
        return None
    alike = sorted(
        _like(forms, header, said), key=lambda each: (each[0], sender(each[1].file) == sender(file), each[1].import_id), reverse=True
    )
    if not alike:
        return None
    best = alike[0][1].kind
    fields = set(said.values())
    found: dict[str, Recalled] = {}
    for _, form in alike:
        told = {key(heading): name for heading, name in form.taught.items()} if form.kind == best else {}
        for heading in header.headings:
            name = told.get(key(heading.text))
            if name is not None and name not in fields and not mapped(heading, said) and heading.text not in found:
                found[heading.text] = Recalled(levels_kept(heading), name, form.import_id)
        fields |= {each.field for each in found.values()}
    return Recall(header, best, alike[0][0] == 1, tuple(found.values())) if found else None


def _like(forms: Iterable[Form], header: Header, said: Mapping[str, str]) -> Iterator[tuple[Fraction, Form]]:
    """The forms a table is like that have explained headings of it, with how much it is like them."""
    texts = {key(heading.text) for heading in header.headings}
    for form in forms:
        explained = {_written(heading): name for heading, name in form.taught.items() if key(heading) in texts}
        if explained:
            made = plan(KINDS[form.kind], header.headings, {**said, **explained}, frozenset())
            likeness = _likeness(form, header, made)
            if likeness >= _ALIKE:
                yield likeness, form


def _likeness(form: Form, header: Header, made: Plan) -> Fraction:
    """The share of headings that two forms have in common, of the longer one; 1 only where all are the very same."""
    texts = {key(heading.text) for heading in header.headings}
    read = set(made.meanings.values())
    common = sum(key(heading) in texts or name in read for heading, name in form.columns)
    share = Fraction(common, max(len(form.columns), len(header.headings)))
    same = {key(heading) for heading, _ in form.columns} == texts
    return share if same or share < 1 else share - Fraction(1, 1000)


def told(place: Place, recalled: Sequence[Recalled]) -> list[Finding]:
    """A note for a sheet, one for each import that explained headings of it."""
    findings = []
    for import_id in sorted({each.import_id for each in recalled}):
        lines = dict.fromkeys((each.heading, each.field) for each in recalled if each.import_id == import_id)
        said = [text("“{heading}” read as {field}", heading=_written(heading), field=field_title(name)) for heading, name in lines]
        columns = reduce(lambda before, last: text("{before}; {last}", before=before, last=last), said)
        value = "; ".join(f"{_written(heading)}={name}" for heading, name in lines)
        findings.append(Finding(Code.MAPPING_REMEMBERED, place, value=value, values={"columns": columns, "id": import_id}))
    return findings


# --- what has changed ---


def changed(memory: Memory, header: Header, made: Plan, place: Place) -> list[Finding]:
    """A warning for every heading that stands where another, read one stood in the form imported before that is most alike.

    Of equally alike forms that of a file of this name counts, then that of the same kind, then the latest: a form may have lost
    the very heading that told its kind. Said where the form changes: once it is imported with the new heading, that is the form.

    Args:
        memory: The forms imported before.
        header: The headings now.
        made: What they are read as.
        place: The sheet, and the row of the headings.
    """
    unread = [
        heading
        for heading in header.headings
        if heading.index not in made.columns and heading.index not in made.doubled and not is_ignored(heading.text)
    ]
    if not unread or header.last < header.first:
        return []
    asked = (made.kind.name, header.headings)
    if asked not in memory.looked_at:  # a workbook may hold a form two hundred times
        memory.looked_at[asked] = _compared(memory, header, made, unread, place.file)
    return [
        Finding(
            Code.HEADING_CHANGED,
            replace(place, column=each.heading.letter),
            each.field,
            " ".join(each.heading.text.split()),
            {"before": _written(each.before), "name": each.field, "id": each.import_id},
        )
        for each in memory.looked_at[asked]
    ]


def _compared(memory: Memory, header: Header, made: Plan, unread: Sequence[Heading], file: str) -> list[_Replaced]:
    plans = {made.kind.name: made}
    alike: list[tuple[tuple[Fraction, bool, bool], Form]] = []
    for form in memory.forms:
        if form.kind not in plans:
            plans[form.kind] = plan(KINDS[form.kind], header.headings, {}, frozenset())
        likeness = _likeness(form, header, plans[form.kind])
        if likeness >= _ALIKE:
            alike.append(((likeness, sender(form.file) == sender(file), form.kind == made.kind.name), form))
    nearest = max((near for near, _ in alike), default=None)
    for near, form in alike:
        replaced = list(_replaced(form, header, unread, plans[form.kind])) if near == nearest else []
        if replaced:
            return replaced
    return []


def _replaced(form: Form, header: Header, unread: Sequence[Heading], made: Plan) -> Iterator[_Replaced]:
    """Each unread heading that took the place of one that was read.

    The place is that between the same two neighbours which both forms have: columns may have moved as a whole.
    """
    meanings = made.meanings
    before = [_Column(name or key(heading), (heading, name)) for heading, name in form.columns]
    now = [_Column(meanings.get(heading.index) or key(heading.text), heading) for heading in header.headings]
    texts = {key(heading.text) for heading in header.headings} | set(meanings.values())
    stood = {key(heading) for heading, _ in form.columns} | {name for _, name in form.columns if name is not None}
    gone = _between_neighbours(before, {each.sign for each in before if {each.sign, key(each.what[0])} & texts})
    come = _between_neighbours(now, {each.sign for each in now if {each.sign, key(each.what.text)} & stood})
    for place, headings in come.items():
        replaced = [(heading, name) for heading, name in gone.get(place, ()) if name is not None]
        fresh = [heading for heading in headings if heading in unread]
        if len(fresh) == len(replaced):  # else nobody can say which took whose place
            for heading, (heading_then, name) in zip(fresh, replaced, strict=True):
                yield _Replaced(heading, heading_then, name, form.import_id)


@dataclass(frozen=True, slots=True)
class _Replaced:
    """A heading that stands where another one did, which was read as a field in an import."""

    heading: Heading
    before: str
    field: str
    import_id: int


@dataclass(frozen=True, slots=True)
class _Column(Generic[What]):
    """A column by what two forms tell it by: its field, else its heading."""

    sign: str
    what: What


def _between_neighbours(columns: Sequence[_Column[What]], common: set[str]) -> dict[tuple[str, str], list[What]]:
    """The columns that are not common, by the common ones next to them on the left and on the right; "" at an end."""
    gaps: dict[tuple[str, str], list[What]] = {}
    for at, column in enumerate(columns):
        if column.sign not in common:
            left = next((each.sign for each in reversed(columns[:at]) if each.sign in common), "")
            right = next((each.sign for each in columns[at + 1 :] if each.sign in common), "")
            gaps.setdefault((left, right), []).append(column.what)
    return gaps
